"""The node of the cross-index; writers other than HTML print nothing in its place."""

from __future__ import annotations

from docutils import nodes

__all__ = ["cross"]


class cross(nodes.container):  # docutils names nodes so
    """A part of a page that a template makes: `view` is its name, `clause` its clause if it has one."""
