"""Reads a policy's page: what stands in `policy.yml` is not parsed again, the corpus knows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.parsers import Parser

from policykit.sphinxext.domain import PolicyDomain
from policykit.sphinxext.project import PAGES

if TYPE_CHECKING:
    from docutils.nodes import document

__all__ = ["FILETYPE", "PolicyParser"]

FILETYPE = "policykit"


class PolicyParser(Parser):
    """Puts the tree of the policy that the document stands for into the document."""

    supported = (FILETYPE,)

    def parse(self, inputstring: str, document: document) -> None:  # docutils' signature
        """Fill `document`; a policy page is an orphan, with navigation of its own."""
        domain = PolicyDomain.of(self.env)
        field = nodes.field("", nodes.field_name("", "orphan"), nodes.field_body())
        document += nodes.docinfo("", field)
        document += domain.read(self.env.docname.removeprefix(PAGES))
