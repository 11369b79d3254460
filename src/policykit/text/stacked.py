"""Tables with a cell in each line: the lines below heads are cut into the rows that fit their columns best.

Text that was copied from a page, or saved from one, keeps no more of a table than the order of its cells. Lines that
read as heads open one; each line below costs what it fits its column ill (a figure under 单位), a cell that is
merged with the one above may lack, and what fits no row stays text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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
from policykit.text.paragraphs import Block, joined

__all__ = ["MAX_SECTION", "cell_cost", "column_of", "is_note", "stacked"]

_FEW = _SEVERAL = 2
_MIN_HEADS = 3
_MAX_HEADS = 16
_MAX_LINES = 4000
_TRIED = 8
"""So many rows below a head tell whether it is one."""
_LATER = 1.0
"""What each line costs that reads as a head and would be a cell."""
_MAX_LATER = 3
"""So many lines behind the heads of a table may read as heads themselves."""
_MAX_CELL = 60
_MAX_GROUP = 14
_MAX_HEAD = 60
MAX_SECTION = 30
_SERIAL = re.compile(r"[(（]?\d{1,3}[)）.、]?|[①-⑳]")
_SECTION = re.compile(r"(?:[(（]?[一二三四五六七八九十]{1,3}[)）]?、?|[IVX]{1,4}[.、])\s*[\u3400-\u9fff]")
_NUMBERED = re.compile(r"[(（]?\d{1,3}[)）.、]\s*[\u3400-\u9fff]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_OPENING = frozenset({"serial", "group", "name", "subject", "task"})


@dataclass(frozen=True)
class _Line:
    """A line that may be a cell, and what it may be in a table."""

    block: Block
    blocks: tuple[Block, ...] = ()
    """The paragraphs that it is made of, where a cell stands on several lines."""

    @property
    def parts(self) -> tuple[Block, ...]:
        """The paragraphs that it is, if it is no cell."""
        return self.blocks or (self.block,)

    @cached_property
    def kind(self) -> str:
        """What it says as a head; words with a year in them are one over values."""
        words = self.block.folded
        if len(words) > _MAX_HEAD:
            return ""  # seen at a glance: most lines of a text are paragraphs
        timed = len(words) <= _MAX_GROUP and not is_figure(words) and period_of(unit_apart(words).words)
        return kind_of(words) or ("period" if timed else "")

    @cached_property
    def cost(self) -> dict[str, float]:
        """How ill it fits a column of a kind; a kind that is not in it is impossible."""
        return cell_cost(squeezed(self.block.folded))

    @cached_property
    def heads(self) -> bool:
        """Whether it may be a section of a table."""
        words = squeezed(self.block.folded)
        return (
            len(words) <= MAX_SECTION
            and bool(_HAN.match(words) or _SECTION.match(words))
            and not is_figure(words)
        )


def cell_cost(words: str) -> dict[str, float]:
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
    cost["value"] = 1.5 if len(words) <= MAX_SECTION else 4
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


def stacked(found: list[Block]) -> list[Block]:
    """Tables with a cell in each line."""
    out: list[Block] = []
    lines = list(_bracketed(found))
    at = 0
    while at < len(lines):
        if not _may_open(lines[at]):
            out += lines[at].parts
            at += 1
            continue
        rows, end = _paired(lines, at, _SEVERAL)
        if not rows:
            rows, end = _table_at(lines, at)
        if rows and lines[at].kind == "name" and at + 1 < len(lines):
            # A title may be a word of heads itself: 主要指标 over 序号, 指标 …
            within, last = _table_at(lines, at + 1)
            if last >= end and len(within) >= len(rows):
                out += lines[at].parts
                rows, end = within, last
        if not rows:
            rows, last = _paired(lines, at, 1)
            end = last if rows else max(end, at + 1)
        out += rows or [block for line in lines[at:end] for block in line.parts]
        at = end
    return out


def _bracketed(found: Sequence[Block]) -> Iterator[_Line]:
    """The paragraphs; two between which a bracket is open are one cell."""
    at = 0
    while at < len(found):
        words, pair = found[at].folded, found[at : at + 2]
        open_one = len(pair) > 1 and len(words) <= _MAX_CELL and words.count("(") > words.count(")")
        if (
            open_one
            and _is_one_cell(joined(pair))
            and not any(each.is_row or each.is_sentence for each in pair)
        ):
            yield _Line(joined(pair), tuple(pair))
            at += 2
        else:
            yield _Line(found[at])
            at += 1


def _is_one_cell(block: Block) -> bool:
    return len(block.folded) <= _MAX_CELL and block.folded.count("(") == block.folded.count(")")


def _paired(lines: Sequence[_Line], start: int, least: int) -> tuple[list[Block], int]:
    """The table at a line where `least` heads and more stand on two lines: 2025年 and below it 目标值."""
    if lines[start].kind not in _OPENING:
        return [], start
    end = start
    while end < min(len(lines), start + 2 * _MAX_HEADS) and _may_head(lines[end]):
        end += 1
    heads: list[_Line] = []
    for line in lines[start:end]:
        if heads and len(heads[-1].parts) == 1 and {heads[-1].kind, line.kind} == {"period", "value"}:
            pair = heads[-1].block, line.block
            heads[-1] = _Line(joined(pair), pair)
        else:
            heads.append(line)
    if end - start - len(heads) < least:
        return [], start
    rows, last = _table_at([*heads, *lines[end : end + _MAX_LINES]], 0)
    return rows, last - len(heads) + end


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
        gain = _fit(lines, first, near, head.kinds)[0] - _LATER * (end - first)
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
    return _may_open(line) and bool(line.kind)


def _may_open(line: _Line) -> bool:
    """What is seen before the words are looked up: most lines of a text are sentences."""
    return not line.block.is_row and not line.block.is_sentence


def _last(lines: Sequence[_Line], first: int) -> int:
    """Where the lines end that may be cells."""
    end = first
    while end < min(len(lines), first + _MAX_LINES):
        block = lines[end].block
        heads = block.marker is not None and block.marker.kind in {PartKind.CHAPTER, PartKind.ARTICLE}
        if block.is_row or is_note(block) or heads:
            break
        end += 1
    return end


def is_note(block: Block) -> bool:
    """Whether a paragraph is a note or the title of another table, at which the rows of one end."""
    folded = block.folded
    return bool(pattern("note").match(folded) or pattern("caption").match(folded)) and not is_figure(folded)


def _heads(kinds: Sequence[str]) -> Iterator[_Head]:
    """Ways to read lines of heads: the first so many as one row, or as a row with another under its groups."""
    for count in range(max(_FEW, len(kinds) - _MAX_LATER), len(kinds) + 1):
        own = kinds[:count]
        if not ({"period", "value", "task"} & set(own)):
            continue
        if count >= _MIN_HEADS or "period" in own:
            yield _Head((tuple(range(count)),), tuple(map(column_of, own)), count)
        for upper in range(_FEW, count - 1):
            below = count - upper
            groups = [at for at in range(upper) if own[at] in {"value", "period"}]
            periods = all(kind in {"period", "value"} for kind in own[upper:])
            if len(groups) == 1 and periods:
                yield _two_rows(own, upper, groups[0], below)


def _two_rows(kinds: Sequence[str], upper: int, group: int, below: int) -> _Head:
    first = [*range(group + 1), *[-1] * (below - 1), *range(group + 1, upper)]
    second = [*[-1] * group, *range(upper, upper + below)]
    columns = [column_of(kinds[at]) if at >= 0 else "value" for at in first]
    return _Head((tuple(first), tuple(second)), tuple(columns), upper + below)


def column_of(kind: str) -> str:
    """What cells stand under a head that says `kind`: values under a time."""
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
