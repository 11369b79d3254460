"""`{terms}`, `{citations}`, `{concordance}`, `{cascade}`: what a written page shows of the cross-index."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.util.docutils import SphinxDirective

from policykit.sphinxext.crossindex.domain import CrossDomain
from policykit.sphinxext.crossindex.nodes import cross

if TYPE_CHECKING:
    from docutils import nodes

__all__ = ["DIRECTIVES"]


class _Shown(SphinxDirective):
    """A part of the cross-index that is named as the directive."""

    def run(self) -> list[nodes.Node]:
        """The part, and a note of the document that shows it."""
        CrossDomain.of(self.env).data["shown"].add(self.env.docname)
        return [cross(view=self.name)]


DIRECTIVES: dict[str, type[SphinxDirective]] = dict.fromkeys(
    ("terms", "citations", "concordance", "cascade"), _Shown
)
"""Name in a page → what puts it there."""
