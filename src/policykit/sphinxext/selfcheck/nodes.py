"""The node of the self-check page; writers other than HTML print nothing in its place."""

from __future__ import annotations

from docutils import nodes

__all__ = ["selfcheck"]


class selfcheck(nodes.General, nodes.Element):  # docutils names nodes so
    """The form and the place of its results, which a template makes."""
