"""Small pieces of document tree: definitions, code, links; and the words that no docstring holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

from docutils import nodes

from policykit.base.resources import load

__all__ = [
    "Cell",
    "block",
    "code",
    "definitions",
    "english",
    "joined",
    "paragraph",
    "reference",
    "section",
    "words",
]

Cell: TypeAlias = str | nodes.Node | Sequence[nodes.Node]
"""What stands in a cell: text, a node, or several nodes of one line."""


def words() -> dict[str, Any]:
    """The content of `words.yml`, read once.

    >>> words()["blocks"]["PK1"]
    '原文与 policy.yml'
    """
    return load("words", __package__ or "")


def paragraph(cell: Cell, *classes: str) -> nodes.paragraph:
    """A paragraph of text or inline nodes.

    >>> paragraph("县域").astext()
    '县域'
    """
    made = nodes.paragraph(classes=list(classes))
    if isinstance(cell, str):
        made += nodes.Text(cell)
    else:
        made += cell if isinstance(cell, nodes.Node) else list(cell)
    return made


def code(text: str) -> nodes.literal:
    """Code within a line."""
    return nodes.literal(text, text)


def english(text: str) -> nodes.inline:
    """English words on a Chinese page, marked as such for whoever hears them; `x` in backticks is code."""
    made = nodes.inline(classes=["language-en"])
    for at, part in enumerate(text.split("`")):
        made += code(part) if at % 2 else nodes.Text(part)
    return made


def reference(text: str, refuri: str) -> nodes.reference:
    """A link within the site."""
    return nodes.reference(text, text, refuri=refuri, internal=True)


def joined(items: Iterable[Sequence[nodes.Node]], between: str) -> list[nodes.Node]:
    """Several runs of inline nodes as one, with `between` between them."""
    made: list[nodes.Node] = []
    for item in items:
        made += ([nodes.Text(between)] if made else []) + list(item)
    return made


def block(text: str, language: str) -> nodes.literal_block:
    """Code of several lines, highlighted."""
    return nodes.literal_block(text, text, language=language)


def definitions(
    items: Iterable[tuple[str, Cell, Sequence[nodes.Node]]], *classes: str
) -> nodes.definition_list:
    """A list of (id, term, definition); each id is an anchor of its own."""
    made = nodes.definition_list(classes=list(classes))
    for anchor, term, definition in items:
        named = nodes.term("", "", *paragraph(term).children)
        if anchor:
            named["ids"] = [anchor]
        made += nodes.definition_list_item("", named, nodes.definition("", *definition))
    return made


def section(anchor: str, title: str, *content: nodes.Node) -> nodes.section:
    """A section with its heading."""
    return nodes.section("", nodes.title(title, title), *content, ids=[anchor], names=[title])
