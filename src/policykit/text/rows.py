"""Paragraphs → rows: tables of Markdown, aligned by blanks, or with a cell in each line; rows of one cell in a table.

Rows whose cells are apart by tabs are known as such from the beginning (`policykit.text.paragraphs`). What is not
recognised stays the paragraphs that it was.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from policykit.model import PartKind, Span
from policykit.text.heads import (
    is_attribute,
    is_figure,
    kind_of,
    pattern,
    period_of,
    squeezed,
    unit_apart,
)
from policykit.text.paragraphs import Block, cut
from policykit.text.stacked import MAX_SECTION, cell_cost, column_of, is_note, stacked

__all__ = ["is_head", "tabulated"]
_PIPE = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"[\s|:-]*-[\s|:-]*")
_GAP = re.compile(r"[ \xa0\u3000]{2,}")
_BEFORE_FIGURE = re.compile(r"[ \xa0\u3000](?=[≥≤<>]?\d)")
_FEW = 2
_UNFIT, _DISTANCE = 9.0, 0.03
"""What a cell under a head of another kind costs, and each printed column between the middles of the two."""


def tabulated(found: list[Block], source: str) -> list[Block]:
    r"""The paragraphs of `source` with each row of a table as one block.

    >>> from policykit.text.paragraphs import blocks
    >>> source = "指标\n单位\n2025年\n就诊率\n%\n90\n签约率\n%\n75"
    >>> [block.text(source) for block in tabulated(blocks(source), source)]
    ['指标\t单位\t2025年', '就诊率\t%\t90', '签约率\t%\t75']
    """
    if "|" in source:
        found = _piped(found, source)
    if _GAP.search(source):
        found = _spaced(found, source)
    found = stacked(found)
    if any(block.is_row for block in found):
        found = _single(found, source)
        _part(found, source)
    return found


def is_head(words: Sequence[str]) -> bool:
    """Whether a row is a head of a table: two of its cells are words of heads, and none is a figure.

    >>> is_head(["指标", "单位", "2025年"]), is_head(["就诊率", "%", "90"]), is_head(["教育局", "健康教育开课率"])
    (True, False, False)
    """
    filled = [word for word in words if word]
    kinds = [bool(kind_of(word)) for word in filled]
    known = any(kinds) * sum(
        kind or bool(unit_apart(word).unit or period_of(word))
        for kind, word in zip(kinds, filled, strict=True)
    )
    return known >= min(_FEW, len(filled)) > 0 and not any(
        is_figure(word) or is_attribute(word) or pattern("bounded").search(squeezed(word)) for word in filled
    )


def _words(block: Block, source: str) -> list[str]:
    return [cell.cut(source) for cell in block.cells]


# --- Markdown and blanks --------------------------------------------------------------------------


def _piped(found: list[Block], source: str) -> list[Block]:
    """Tables of Markdown: lines with pipes, of which one is a rule or each begins and ends with one."""
    out = list(found)
    run: list[int] = []
    for at in range(len(found) + 1):
        if at < len(found) and len(found[at].lines) == 1 and _PIPE.search(found[at].folded):
            run.append(at)
            continue
        ruled = any(_RULE.fullmatch(found[each].folded) for each in run)
        if len(run) >= _FEW and (ruled or all(found[each].folded.startswith("|") for each in run)):
            for each in run:
                if not _RULE.fullmatch(found[each].folded):
                    out[each] = replace(found[each], cells=_between_pipes(found[each], source))
        run = []
    return out


def _between_pipes(block: Block, source: str) -> tuple[Span, ...]:
    start, end = block.start, block.end
    start += source[start] == "|"
    end -= source[end - 1] == "|"
    return tuple(cut(source, start, max(start, end), _PIPE))


def _spaced(found: list[Block], source: str) -> list[Block]:
    """Tables aligned by runs of blanks, below a head."""
    out = list(found)
    at = 0
    while at < len(found):
        head = _pieces(found[at], source)
        if len(head) < _FEW or not is_head([span.cut(source) for span in head]):
            at += 1
            continue
        end = at + 1
        while end < len(found) and len(_pieces(found[end], source)) >= _FEW and not is_note(found[end]):
            end += 1
        if end > at + 1:
            for each in range(at, end):
                out[each] = replace(found[each], cells=_under(head, _pieces(found[each], source), source))
        at = end
    return out


def _pieces(block: Block, source: str) -> list[Span]:
    if block.cells or len(block.lines) > 1 or "。" in block.folded or not _GAP.search(block.folded):
        return []
    return list(cut(source, block.start, block.end, _GAP))


def _under(head: Sequence[Span], pieces: Sequence[Span], source: str) -> tuple[Span, ...]:
    """The pieces of a line under the heads; where there are fewer, by the columns in which they are printed."""
    if len(pieces) < len(head):
        pieces = [part for piece in pieces for part in cut(source, *piece, _BEFORE_FIGURE)]
    if len(pieces) >= len(head):
        return tuple(pieces)
    edges = [sum(_printed(span, source)) for span in head]
    kinds = [column_of(kind_of(span.cut(source))) or "value" for span in head]
    middles = [sum(_printed(piece, source)) for piece in pieces]
    costs = [cell_cost(squeezed(piece.cut(source))) for piece in pieces]
    # Cheapest way to give each piece a head to the right of the one before; `best[at]` is for the heads up to `at`.
    best: list[tuple[float, tuple[int, ...]]] = [(0.0, ())] * (len(head) + 1)
    for number, (middle, cost) in enumerate(zip(middles, costs, strict=True)):
        after: list[tuple[float, tuple[int, ...]]] = [(float("inf"), ())] * (len(head) + 1)
        for at in range(number, len(head)):
            own = cost.get(kinds[at], _UNFIT) + abs(edges[at] - middle) * _DISTANCE
            taken = best[at][0] + own, (*best[at][1], at)
            after[at + 1] = min(after[at], taken, key=lambda way: way[0])
        best = after
    cells = [Span(pieces[0].start, pieces[0].start)] * len(head)
    for at, piece in zip(best[-1][1], pieces, strict=True):
        cells[at] = piece
    for at in range(1, len(cells)):
        if cells[at].start == cells[at].end:
            cells[at] = Span(cells[at - 1].end, cells[at - 1].end)
    return tuple(cells)


def _printed(span: Span, source: str) -> tuple[int, int]:
    """The first and the last column in which a piece of a line is printed."""
    line = max(source.rfind(sign, 0, span.start) for sign in "\r\n\x0b\x0c\x85\u2028\u2029") + 1
    widths = (1 + (unicodedata.east_asian_width(char) in "WF") for char in source[line : span.start])
    first = sum(widths)
    return first, first + sum(1 + (unicodedata.east_asian_width(char) in "WF") for char in span.cut(source))


# --- rows of one cell, and where a table ends -----------------------------------------------------


def _is_remark(block: Block) -> bool:
    """Whether a paragraph below a table is a note to it; 1. and 一、 number it as any other."""
    return pattern("note").match(block.folded) is not None


def _single(found: list[Block], source: str) -> list[Block]:
    """Make rows of the lines of one cell within a table: a section, or a cell whose neighbours are merged."""
    out = list(found)
    for at in range(1, len(found)):
        block, before = found[at], out[at - 1]
        if block.is_row or not before.is_row or len(block.lines) > 1 or _RULE.fullmatch(block.folded):
            continue
        behind = next(
            (each for each in found[at + 1 : at + 3] if each.is_row or not _may_section(each)), None
        )
        if _is_section(block, behind, source) or _is_continued(block, before, source):
            out[at] = replace(block, cells=_alone(block, source))
    return out


def _is_section(block: Block, behind: Block | None, source: str) -> bool:
    if behind is None or not behind.is_row or not _may_section(block):
        return False
    words = _words(behind, source)
    return not is_head(words) and any(is_figure(word) or is_attribute(word) for word in words)


def _may_section(block: Block) -> bool:
    """Whether a line may head rows of a table, and is neither its unit nor a note or a title of another."""
    short = not block.is_sentence and len(block.folded) <= MAX_SECTION
    return short and not is_note(block) and not pattern("unit_line").fullmatch(squeezed(block.folded))


def _is_continued(block: Block, before: Block, source: str) -> bool:
    """Whether tabs before a cell alone in its line keep the place of cells that are merged with those above."""
    start = block.start
    while start and source[start - 1] in " \t\u3000":
        start -= 1
    near = source.count("\n", before.end, start) <= 1
    strong = block.marker is not None and block.marker.kind <= PartKind.HAN
    return near and "\t" in source[start : block.start] and not strong


def _alone(block: Block, source: str) -> tuple[Span, ...]:
    start = block.start
    while start and source[start - 1] in " \t\u3000":
        start -= 1
    blanks = [Span(block.start, block.start)] * source.count("\t", start, block.start)
    return (*blanks, Span(block.start, block.end))


def _part(found: list[Block], source: str) -> None:
    """Mark the head of another table directly behind one (the same head again is on another page), and notes."""
    head: list[str] = []
    for at, block in enumerate(found):
        before = found[at - 1] if at else None
        if not block.is_row:
            if before is not None and (before.is_row or before.is_note) and _is_remark(block):
                found[at] = replace(block, is_note=True)
            continue
        words = [squeezed(word) for word in _words(block, source)]
        if before is None or not before.is_row:
            head = words
        elif is_head(words) and words[0] and words != head and not is_head(_words(before, source)):
            block.opens = True
            head = words
