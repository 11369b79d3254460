"""Addresses as Sphinx knows them, seen from the page that is being written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policykit.site.links import Links
from policykit.sphinxext.checks.domain import ChecksDomain
from policykit.sphinxext.domain import PolicyDomain

if TYPE_CHECKING:
    from sphinx.builders.html import StandaloneHTMLBuilder

__all__ = ["PageLinks"]


class PageLinks(Links):
    """The addresses for one page of a builder."""

    def __init__(self, builder: StandaloneHTMLBuilder) -> None:
        self._builder = builder
        self._places = PolicyDomain.of(builder.env).places
        checks = ChecksDomain.of(builder.env)
        self.corpus, self.stock, self.today = PolicyDomain.of(builder.env).corpus, checks.stock, checks.today

    def uri(self, docname: str, anchor: str = "") -> str:
        """Address of a document, or of an anchor in it."""
        here = self._builder.current_docname
        address = "" if docname == here and anchor else self._builder.get_relative_uri(here, docname)
        return f"{address}#{anchor}" if anchor else address

    def page(self, docname: str) -> str:
        """Address of a document; empty when the book has no such one."""
        return self.uri(docname) if docname in self._builder.env.all_docs else ""

    def to_clause(self, name: str) -> str:
        """Address of a clause or a policy, by its id."""
        where = self._places[name]
        return self.uri(where.docname, where.anchor if where.kind == "clause" else "")

    def to_file(self, name: str) -> str:
        """Address of a file of the site that is no page."""
        here = self._builder.get_target_uri(self._builder.current_docname)
        return "../" * here.count("/") + name

    def highlighted(self, code: str, language: str) -> str:
        """Code as HTML in colours."""
        return self._builder.highlighter.highlight_block(code, language)
