"""Addresses as Sphinx knows them, seen from a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup
from sphinx.builders.html import StandaloneHTMLBuilder

from policykit.site.links import Links
from policykit.sphinxext.domains import PolicyDomain, content_of

if TYPE_CHECKING:
    from sphinx.builders import Builder

    from policykit.model import Requirement

__all__ = ["PageLinks"]


class PageLinks(Links):
    """The addresses for a page of a build: the one that is being written, or that of a document."""

    def __init__(self, builder: Builder, docname: str) -> None:
        self._builder, self._here = builder, docname
        self._targets = PolicyDomain.of(builder.env).targets

    def uri(self, docname: str, anchor: str = "") -> str:
        """Address of a document, or of an anchor in it."""
        same = docname == self._here and anchor
        address = "" if same else self._builder.get_relative_uri(self._here, docname)
        return f"{address}#{anchor}" if anchor else address

    def page(self, docname: str) -> str:
        """Address of a document; empty when the book has no such page."""
        return self.uri(docname) if docname in self._builder.env.all_docs else ""

    def to_clause(self, name: str) -> str:
        """Address of a clause or a policy, by its id."""
        found = self._targets[name]
        return self.uri(found.docname, found.anchor if found.kind == "clause" else "")

    def checks_page(self, requirement: Requirement) -> str:
        """The document on which a requirement stands."""
        return content_of(self._builder.env).requirements.checks_page(requirement)

    def to_file(self, name: str) -> str:
        """Address of a file of the site that is no page."""
        return "../" * self._builder.get_target_uri(self._here).count("/") + name

    def highlighted(self, code: str, language: str) -> str:
        """Code in colours; as it is for builders that know none."""
        if not isinstance(self._builder, StandaloneHTMLBuilder):
            return code
        return Markup(self._builder.highlighter.highlight_block(code, language))  # noqa: S704 - escaped by Pygments
