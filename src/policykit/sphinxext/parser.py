"""Reads a made page: what stands in its file is not parsed again, the corpus and the specs know it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.parsers import Parser

from policykit.sphinxext.checks.pages import read_page
from policykit.sphinxext.domain import PolicyDomain
from policykit.sphinxext.project import PAGES

if TYPE_CHECKING:
    from docutils.nodes import document

__all__ = ["FILETYPE", "PolicyParser"]

FILETYPE = "policykit"


class PolicyParser(Parser):
    """Puts the tree of what the document stands for, a policy or its checks or a theme, into the document."""

    supported = (FILETYPE,)

    def parse(self, inputstring: str, document: document) -> None:  # docutils' signature
        """Fill `document`; a made page is an orphan, with navigation of its own."""
        field = nodes.field("", nodes.field_name("", "orphan"), nodes.field_body())
        document += nodes.docinfo("", field)
        if self.env.docname.startswith(PAGES):
            document += PolicyDomain.of(self.env).read(self.env.docname.removeprefix(PAGES))
        else:
            document += read_page(self.env)
