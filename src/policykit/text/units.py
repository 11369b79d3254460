"""Outline → addressable units: clauses and headings with id, label, heading, text and span."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from policykit.base.resources import load
from policykit.model import Span
from policykit.text.numbering import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policykit.text.blocks import Block
    from policykit.text.outline import Node

__all__ = ["Heading", "Unit", "units"]

_HEADING = re.compile(r"[^。;!?]{1,60}?。(?=.)")
_SPACED = re.compile(r"[^\s。,;:!?、]{2,20}(?:\s{2,}|\s(?=[\u3400-\u9fff].*。))(?=\S)")
_BRACKETED = re.compile(r"\s*[\[【(][^\])】]{1,30}[\])】]")
# A sentence that states a figure is the measure itself, not a name for what follows.
_NO_HEADING = re.compile(r"\d%|%|\d{4}年|百分之|以上|以下|不得|应当")
_MAX_HEADING = 60
_PUNCTUATION = "。:; \u3000、"


class Unit(NamedTuple):
    """A clause before it knows its policy; `path` are the pieces of its id."""

    path: tuple[str, ...]
    label: str
    heading: str
    text: str
    span: Span


class Heading(NamedTuple):
    """A numbered heading with units below it."""

    path: tuple[str, ...]
    label: str
    heading: str
    span: Span


def units(root: Node, source: str, part: str = "") -> Iterator[Unit | Heading]:
    """Headings and units of one outline in source order; `part` is the first piece of every id."""
    yield from _below(root, source, part)


def _part_label(part: str) -> tuple[str, ...]:
    """The part's piece of every label; a second annex shows its number."""
    names = load("roles")["parts"]
    kind = part.rstrip("0123456789")
    return (f"{names[kind]}{part[len(kind) :]}",) if part else ()


def _below(node: Node, source: str, part: str) -> Iterator[Unit | Heading]:
    numbering = _Paragraphs(node, part)
    blocks = node.blocks
    if node.marker is not None:
        if not node.children and not _has_only_paragraphs(node):
            yield _leaf(node, source, part)
            return
        heading, rest = _opened(node, source)
        yield Heading(*_address(node, part), heading.text, heading.span)
        if rest is not None:
            yield numbering.unit(rest.text, Span(rest.span.start, rest.span.end))
        blocks = blocks[1:]
    for block in blocks:
        yield numbering.unit(block.text(source), Span(block.start, block.end))
    for child in node.children:
        if child.marker is None:
            for block in child.blocks:
                yield numbering.unit(block.text(source), Span(block.start, block.end), closing=True)
            child.number = f"p{numbering.count}"
            for item in child.children:
                yield from _below(item, source, part)
        else:
            yield from _below(child, source, part)


def _address(node: Node, part: str) -> tuple[tuple[str, ...], str]:
    """Path and label of a numbered node."""
    path = (part, *node.path) if part else node.path
    return path, "/".join((*_part_label(part), *node.labels))


def _has_only_paragraphs(node: Node) -> bool:
    """Whether the node is a section: 一、 or a chapter over unnumbered paragraphs only."""
    return (
        node.kind in _SECTION_KINDS
        and node.parent is not None
        and len(node.blocks) > 1
        and not node.blocks[0].is_sentence
    )


_SECTION_KINDS = frozenset((Kind.PART, Kind.CHAPTER, Kind.SECTION, Kind.HAN))


class _Paragraphs:
    """Numbers the unnumbered paragraphs of one section."""

    def __init__(self, node: Node, part: str) -> None:
        self.path, self.label = _address(node, part)
        self.count = 0

    def unit(self, text: str, span: Span, *, closing: bool = False) -> Unit:
        self.count += 1
        where = self.label or ("结语" if closing else "引言")
        return Unit((*self.path, f"p{self.count}"), f"{where}/¶{self.count}", "", text, span)


class _Piece(NamedTuple):
    text: str
    span: Span


def _leaf(node: Node, source: str, part: str) -> Unit:
    heading, rest = _opened(node, source)
    first = [rest.text] if rest is not None else []
    text = "\n".join([*first, *(block.text(source) for block in node.blocks[1:])])
    span = Span(_begin(node), node.blocks[-1].end)
    name = heading.text
    if not text:
        # A number with one sentence: that is what it says, not a name for something else.
        name, text = "", name
    return Unit(*_address(node, part), name, text, span)


def _begin(node: Node) -> int:
    """Where the number starts: Markdown signs before it are the file's, not the text's."""
    assert node.marker is not None  # noqa: S101 - only numbered nodes come here
    return node.blocks[0].start + node.marker.start


def _opened(node: Node, source: str) -> tuple[_Piece, _Piece | None]:
    """Split a numbered block into heading and running text.

    The piece of the heading covers the number too; without a heading its text is empty.
    """
    assert node.marker is not None  # noqa: S101 - only numbered nodes come here
    block = node.blocks[0]
    after = block.folded[node.marker.end :]
    skip = len(after) - len(after.lstrip(" 、.:"))
    body_at = node.marker.end + skip
    cut = _heading_end(block.folded[body_at:], node)
    heading_at, rest_at = body_at, body_at + cut
    heading = _slice(block, source, heading_at, rest_at).rstrip(_PUNCTUATION)
    rest = _slice(block, source, rest_at, len(block.folded))
    begin = _begin(node)
    if not rest:
        return _Piece(heading, Span(begin, block.end)), None
    stripped = rest.lstrip()
    rest_start = _offset(block, rest_at) + (len(rest) - len(stripped))
    if not cut and node.children:
        # The number has no heading and opens its first paragraph: the paragraph keeps it.
        return _Piece("", Span(begin, begin)), _Piece(stripped, Span(begin, block.end))
    return _Piece(heading, Span(begin, rest_start)), _Piece(stripped, Span(rest_start, block.end))


def _heading_end(text: str, node: Node) -> int:
    """Length of the heading that opens `text`, 0 for none; all of it when it is nothing else."""
    if node.kind is Kind.ARTICLE or _under_article(node):
        bracketed = _BRACKETED.match(text) if node.kind is Kind.ARTICLE else None
        return bracketed.end() if bracketed else 0
    if not node.blocks[0].is_sentence:
        return len(text)
    for form in (_HEADING, _SPACED):
        match = form.match(text)
        if match and len(match[0]) <= _MAX_HEADING and not _NO_HEADING.search(match[0]):
            return match.end()
    if len(node.blocks) > 1 and len(text) <= _MAX_HEADING and text.count("。") <= 1 and text.endswith("。"):
        return len(text)
    return 0


def _under_article(node: Node) -> bool:
    parent = node.parent
    while parent is not None:
        if parent.kind is Kind.ARTICLE:
            return True
        parent = parent.parent
    return False


def _offset(block: Block, position: int) -> int:
    """Offset in the source of a position in the block's joined text."""
    for line in block.lines:
        length = line.end - line.start
        if position < length:
            return line.start + position
        position -= length
    return block.end


def _slice(block: Block, source: str, first: int, last: int) -> str:
    joined = block.text(source)
    return joined[first:last]
