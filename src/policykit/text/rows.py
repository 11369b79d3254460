"""Paragraphs → rows: tables of Markdown, aligned by blanks, or with a cell in each line; rows of one cell in a table.

Rows whose cells are apart by tabs are known as such from the beginning (`policykit.text.paragraphs`). What is not
recognised stays the paragraphs that it was.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from policykit.model import PartKind, Span
from policykit.text.heads import (
    is_attribute,
    is_blank,
    is_figure,
    is_unit,
    kind_of,
    pattern,
    period_of,
    squeezed,
    unit_apart,
)
from policykit.text.paragraphs import Block, cut

__all__ = ["is_head", "tabulated"]

_PIPE = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"[\s|:-]*-[\s|:-]*")
_GAP = re.compile(r"[ \xa0\u3000]{2,}")
_BEFORE_FIGURE = re.compile(r"[ \xa0\u3000](?=[≥≤<>]?\d)")
_FEW = 2
_MIN_HEADS = 3
_MAX_HEADS = 16
_MAX_LINES = 4000
_TRIED = 8
"""So many rows below a head tell whether it is one."""
_UNFIT, _DISTANCE = 9.0, 0.03
"""What a cell under a head of another kind costs, and each printed column between the middles of the two."""
_MAX_LATER = 3
"""So many lines behind the heads of a table may read as heads themselves."""
_MAX_CELL = 60
_MAX_GROUP = 14
_MAX_SECTION = 30
_SERIAL = re.compile(r"[(（]?\d{1,3}[)）.、]?|[①-⑳]")
_SECTION = re.compile(r"(?:[(（]?[一二三四五六七八九十]{1,3}[)）]?、?|[IVX]{1,4}[.、])\s*[\u3400-\u9fff]")
_NUMBERED = re.compile(r"[(（]?\d{1,3}[)）.、]\s*[\u3400-\u9fff]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_OPENING = frozenset({"serial", "group", "name", "subject", "task"})


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
    found = _stacked(found)
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
        is_figure(word) or is_attribute(word) for word in filled
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
        while end < len(found) and len(_pieces(found[end], source)) >= _FEW and not _is_note(found[end]):
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
    kinds = [_column(kind_of(span.cut(source))) or "value" for span in head]
    middles = [sum(_printed(piece, source)) for piece in pieces]
    costs = [_cell_cost(squeezed(piece.cut(source))) for piece in pieces]
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


# --- a cell a line --------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Line:
    """A line that may be a cell, and what it may be in a table."""

    block: Block

    @cached_property
    def kind(self) -> str:
        """What it says as a head; words with a year in them are one over values."""
        words = self.block.folded
        timed = len(words) <= _MAX_GROUP and not is_figure(words) and period_of(unit_apart(words).words)
        return kind_of(words) or ("period" if timed else "")

    @cached_property
    def cost(self) -> dict[str, float]:
        """How ill it fits a column of a kind; a kind that is not in it is impossible."""
        return _cell_cost(squeezed(self.block.folded))

    @cached_property
    def heads(self) -> bool:
        """Whether it may be a section of a table."""
        words = squeezed(self.block.folded)
        return (
            len(words) <= _MAX_SECTION
            and bool(_HAN.match(words) or _SECTION.match(words))
            and not is_figure(words)
        )


def _cell_cost(words: str) -> dict[str, float]:
    """How ill a cell fits a column of a kind; a kind that is not in it is impossible."""
    if len(words) > _MAX_CELL:
        return {"task": 0.5, "remark": 0.5, "name": 2.0, "bearer": 1.0}
    plain = _plain_cost(words)
    return _words_cost(words) if plain is None else plain


def _plain_cost(words: str) -> dict[str, float] | None:
    """What a cell costs that is no name: an attribute, a dash, a unit, a figure; `None` for one of words."""
    serial = {"serial": 0.0} if _SERIAL.fullmatch(words) else {}
    fitting: tuple[tuple[bool, dict[str, float]], ...] = (
        (is_attribute(words), {"attribute": 0, "remark": 1}),
        (
            is_blank(words),
            dict.fromkeys(("attribute", "bearer", "due"), 0.5) | {"value": 0, "unit": 0.2, "remark": 0},
        ),
        (is_unit(words), {"unit": 0, "value": 3, "name": 2.5, "remark": 1, "bearer": 0.5, "subject": 0.5}),
        (is_figure(words), {"value": 0, "remark": 1} | serial),
        (not _HAN.search(words), {"value": 1.5, "unit": 1.5, "remark": 0.5} | serial),
    )
    return next((cost for fits, cost in fitting if fits), None)


def _words_cost(words: str) -> dict[str, float]:
    cost = {"name": 0, "task": 0.3, "subject": 0, "bearer": 0.5, "due": 0.5, "remark": 0.5}
    cost["value"] = 1.5 if len(words) <= _MAX_SECTION else 4
    if len(words) <= _MAX_GROUP:
        cost |= {"group": 2 if _NUMBERED.match(words) else 0, "unit": 2.5}
    if _SECTION.match(words):
        cost |= dict.fromkeys(("name", "subject", "task"), 2)
    return cost


_MAY_LACK = {"group": 0.3, "unit": 2.0, "attribute": 1.5, "remark": 1.0, "serial": 2.0, "bearer": 1.5}
_GAIN = 1.6
"""What a line is worth that finds its place in a row."""


@dataclass(frozen=True)
class _Head:
    """The heads of a table, a line each: of one row, or of two where the second stands under one of the first."""

    rows: tuple[tuple[int, ...], ...]
    """For each row, which line (from 0) stands over each column; -1 is none."""
    kinds: tuple[str, ...]
    lines: int


def _stacked(found: list[Block]) -> list[Block]:
    """Tables with a cell in each line."""
    out: list[Block] = []
    lines = [_Line(block) for block in found]
    at = 0
    while at < len(found):
        rows, end = _table_at(lines, at)
        if rows and lines[at].kind == "name" and at + 1 < len(lines):
            # A title may be a word of heads itself: 主要指标 over 序号, 指标 …
            within, last = _table_at(lines, at + 1)
            if last >= end and len(within) >= len(rows):
                out.append(found[at])
                rows, end = within, last
        out += rows or found[at : max(at + 1, end)]
        at = max(at + 1, end)
    return out


def _table_at(lines: Sequence[_Line], start: int) -> tuple[list[Block], int]:
    """The rows of the table whose head begins at a line, and where it ends; none where there is no table."""
    if lines[start].kind not in _OPENING or lines[start].block.is_row:
        return [], start
    end = start
    while end < min(len(lines), start + _MAX_HEADS) and _may_head(lines[end]):
        end += 1
    best: tuple[float, _Head] | None = None
    for head in _heads([line.kind for line in lines[start:end]]):
        first = start + head.lines
        if not _may_begin(lines, first, head.kinds):
            continue
        near = min(_last(lines, first), first + _TRIED * len(head.kinds))
        gain = _fit(lines, first, near, head.kinds)[0]
        if gain > (best[0] if best else 0):
            best = gain, head
    if best is None:
        # What follows in the same run is no head either, but for a title over one that has been tried.
        return [], (end if end - start > _FEW and lines[start].kind != "name" else start + 1)
    head = best[1]
    first = start + head.lines
    _, rows, last = _fit(lines, first, _last(lines, first), head.kinds)
    made = [_row(lines, [start + at if at >= 0 else -1 for at in row]) for row in head.rows]
    return made + [_row(lines, row) for row in rows], last


def _may_begin(lines: Sequence[_Line], first: int, kinds: Sequence[str]) -> bool:
    """Whether a row may stand right below a head, or below a section: most heads are none, and it is soon seen."""
    return any(
        at + sum(shape) <= len(lines) and _gain(lines, at, kinds, shape) > 0
        for shape, _ in _shapes(kinds)
        for at in (first, first + 1)
    )


def _may_head(line: _Line) -> bool:
    return bool(line.kind) and not line.block.is_row and not line.block.is_sentence


def _last(lines: Sequence[_Line], first: int) -> int:
    """Where the lines end that may be cells."""
    end = first
    while end < min(len(lines), first + _MAX_LINES):
        block = lines[end].block
        heads = block.marker is not None and block.marker.kind in {PartKind.CHAPTER, PartKind.ARTICLE}
        if block.is_row or _is_note(block) or heads:
            break
        end += 1
    return end


def _is_remark(block: Block) -> bool:
    """Whether a paragraph below a table is a note to it; 1. and 一、 number it as any other."""
    return pattern("note").match(block.folded) is not None


def _is_note(block: Block) -> bool:
    folded = block.folded
    return bool(pattern("note").match(folded) or pattern("caption").match(folded)) and not is_figure(folded)


def _heads(kinds: Sequence[str]) -> Iterator[_Head]:
    """Ways to read lines of heads: the first so many as one row, or as a row with another under its groups."""
    for count in range(max(_FEW, len(kinds) - _MAX_LATER), len(kinds) + 1):
        own = kinds[:count]
        if not ({"period", "value", "task"} & set(own)):
            continue
        if count >= _MIN_HEADS or "period" in own:
            yield _Head((tuple(range(count)),), tuple(map(_column, own)), count)
        for upper in range(_FEW, count - 1):
            below = count - upper
            groups = [at for at in range(upper) if own[at] in {"value", "period"}]
            periods = all(kind in {"period", "value"} for kind in own[upper:])
            if len(groups) == 1 and periods:
                yield _two_rows(own, upper, groups[0], below)


def _two_rows(kinds: Sequence[str], upper: int, group: int, below: int) -> _Head:
    first = [*range(group + 1), *[-1] * (below - 1), *range(group + 1, upper)]
    second = [*[-1] * group, *range(upper, upper + below), *[-1] * (upper - group - 1)]
    columns = [_column(kinds[at]) if at >= 0 else "value" for at in first]
    return _Head((tuple(first), tuple(second)), tuple(columns), upper + below)


def _column(kind: str) -> str:
    return "value" if kind == "period" else kind


def _fit(
    lines: Sequence[_Line], first: int, end: int, kinds: Sequence[str]
) -> tuple[float, list[list[int]], int]:
    """The rows that fit best from `first` on: their gain, the lines of their cells (-1 is none), where they end."""
    shapes = list(_shapes(kinds))
    best: list[tuple[float, list[int], int]] = [(0.0, [], at) for at in range(first, end + 1)]
    # Whether a row, and not a section, begins there: a section has a row below it.
    begins = [False] * (end - first + 1)
    for at in range(end - 1, first - 1, -1):
        here = at - first
        for shape, lack in shapes:
            after = at + sum(shape)
            if after > end:
                continue
            gain = _gain(lines, at, kinds, shape) - lack + best[after - first][0]
            if gain > best[here][0]:
                cells, line = [], at
                for is_there in shape:
                    cells.append(line if is_there else -1)
                    line += is_there
                best[here] = gain, cells, after
                begins[here] = True
        if lines[at].heads and at + 1 < end and begins[here + 1] and len(best[here + 1][1]) > 1:
            gain = best[here + 1][0] + (_GAIN if _SECTION.match(squeezed(lines[at].block.folded)) else 0.4)
            if gain > best[here][0]:
                best[here] = gain, [at], at + 1
                begins[here] = False
    rows: list[list[int]] = []
    at = first
    while best[at - first][1]:
        _, cells, after = best[at - first]
        rows.append(cells)
        at = after
    full = sum(len(row) > 1 for row in rows)
    enough = full >= _FEW or (full == 1 and best[0][0] > (_GAIN - 0.6) * (at - first))
    return (best[0][0], rows, at) if enough else (0.0, [], first)


def _shapes(kinds: Sequence[str]) -> Iterator[tuple[tuple[bool, ...], float]]:
    """Which cells a row may lack, merged with those above, and what that costs."""
    may = [at for at, kind in enumerate(kinds) if kind in _MAY_LACK][:5]
    for bits in range(1 << len(may)):
        lacking = {at for place, at in enumerate(may) if bits >> place & 1}
        if len(kinds) - len(lacking) >= _FEW:
            cost = sum(_MAY_LACK[kinds[at]] for at in lacking)
            yield tuple(at not in lacking for at in range(len(kinds))), cost


def _gain(lines: Sequence[_Line], at: int, kinds: Sequence[str], shape: Sequence[bool]) -> float:
    gain = 0.0
    for kind, is_there in zip(kinds, shape, strict=True):
        if not is_there:
            continue
        cost = lines[at].cost.get(kind)
        if cost is None:
            return -float("inf")
        gain += _GAIN - cost
        at += 1
    return gain


def _row(lines: Sequence[_Line], cells: Sequence[int]) -> Block:
    """One block of the lines that are its cells."""
    blocks = [lines[at].block for at in cells if at >= 0]
    spans: list[Span] = []
    end = blocks[0].start
    for at in cells:
        if at >= 0:
            spans.append(Span(lines[at].block.start, lines[at].block.end))
            end = lines[at].block.end
        else:
            spans.append(Span(end, end))
    return Block(
        [line for block in blocks for line in block.lines],
        "\t".join(block.folded for block in blocks),
        blocks[0].columns,
        cells=tuple(spans),
    )


# --- rows of one cell, and where a table ends -----------------------------------------------------


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
    short = not block.is_sentence and len(block.folded) <= _MAX_SECTION
    return short and not _is_note(block) and not pattern("unit_line").fullmatch(squeezed(block.folded))


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
