"""Nodes of the requirement pages; writers other than HTML print what they hold."""

from __future__ import annotations

from docutils import nodes

__all__ = ["piece", "quote_mark"]


class quote_mark(nodes.inline):  # docutils names nodes so
    """Words of a clause that requirements quote; `checks` are their ids."""


class piece(nodes.container):
    """A part of a page that a template makes: `view` is its name, the other attributes its arguments."""
