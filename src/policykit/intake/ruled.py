"""A page of a PDF → its lines and the tables that rules draw on it, in reading order.

PDFium gives each path with its segments: what touches belongs to one table.
"""

from __future__ import annotations

import ctypes
from bisect import bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import pypdfium2.raw as pdfium

from policykit.intake.glyphs import (
    Glyph,
    Grid,
    Line,
    Pdfium,
    glyphs_of,
    joined,
    ordered,
    pieces_of,
    rows_joined,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["page_items"]

_MOST_SEGMENTS = 20_000
_TOUCH = 3.0
"""Points by which rules of one table miss each other."""
_SHORT = 6.0
_WHITE = 250


class _Rule(NamedTuple):
    """A straight line along one axis: `at` on the other, from `first` to `last`."""

    at: float
    first: float
    last: float


def page_items(page: Pdfium) -> list[Line | Grid]:
    """The lines and tables of a page of PDFium, as they are read."""
    glyphs = glyphs_of(page)
    tables = [(bounds, grid) for bounds, grid in _grids(page)]
    inside: list[list[Glyph]] = [[] for _ in tables]
    free: list[Glyph] = []
    for glyph in glyphs:
        middle = (glyph.left + glyph.right) / 2
        found = next((at for at, (box, _) in enumerate(tables) if _holds(box, middle, glyph.middle)), None)
        (free if found is None else inside[found]).append(glyph)
    grids = [_filled(grid, held) for (_, grid), held in zip(tables, inside, strict=True)]
    return ordered(
        list(pieces_of(free)), [grid for grid in grids if any(map(any, grid.rows))], page.get_width()
    )


def _holds(box: tuple[float, float, float, float], x: float, y: float) -> bool:
    return box[0] - 1 <= x <= box[2] + 1 and box[1] - 1 <= y <= box[3] + 1


class _Ruled(NamedTuple):
    across: list[_Rule]
    down: list[_Rule]
    xs: list[float]
    ys: list[float]


def _grids(page: Pdfium) -> Iterator[tuple[tuple[float, float, float, float], _Ruled]]:
    """The tables that rules draw on a page: what touches belongs together."""
    across, down = _rules(page)
    if not across or not down or len(across) + len(down) > _MOST_SEGMENTS:
        return
    for some, others in _touching(across, down):
        xs, ys = _clustered([rule.at for rule in others]), _clustered([rule.at for rule in some])
        if len(xs) > 2 and len(ys) > 1 and (len(xs) - 1) * (len(ys) - 1) > 1:  # noqa: PLR2004 - two columns have three rules
            yield (xs[0], ys[0], xs[-1], ys[-1]), _Ruled(some, others, xs, ys)


def _touching(across: list[_Rule], down: list[_Rule]) -> Iterator[tuple[list[_Rule], list[_Rule]]]:
    """Groups of rules that meet: joined by the height and breadth that they reach over."""
    rules = [(rule, True) for rule in across] + [(rule, False) for rule in down]
    # By height: a gap that no rule reaches over parts two tables.
    spans = sorted(
        (((rule.at, rule.at) if flat else (rule.first, rule.last)), at)
        for at, (rule, flat) in enumerate(rules)
    )
    group: list[int] = []
    top = float("-inf")
    for (low, high), at in spans:
        if group and low > top + _TOUCH:
            yield _split(rules, group)
            group = []
        group.append(at)
        top = max(top, high)
    if group:
        yield _split(rules, group)


def _split(rules: list[tuple[_Rule, bool]], group: list[int]) -> tuple[list[_Rule], list[_Rule]]:
    return [rules[at][0] for at in group if rules[at][1]], [rules[at][0] for at in group if not rules[at][1]]


def _clustered(values: Iterable[float]) -> list[float]:
    out: list[float] = []
    for value in sorted(values):
        if not out or value - out[-1] > _TOUCH:
            out.append(value)
    return out


def _rules(page: Pdfium) -> tuple[list[_Rule], list[_Rule]]:
    """The straight segments of the paths of a page, along and down."""
    across: list[_Rule] = []
    down: list[_Rule] = []
    for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=3):
        for (x, y), (to_x, to_y) in _segments(item) if _is_drawn(item) else ():
            if abs(y - to_y) < 1 and abs(x - to_x) > _SHORT:
                across.append(_Rule(y, min(x, to_x), max(x, to_x)))
            elif abs(x - to_x) < 1 and abs(y - to_y) > _SHORT:
                down.append(_Rule(x, min(y, to_y), max(y, to_y)))
        if len(across) + len(down) > _MOST_SEGMENTS:
            break
    return across, down


def _is_drawn(item: Pdfium) -> bool:
    """Whether a path is a rule one sees: stroked, or filled and thin, and not white."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, fill, stroke)
    left, bottom, right, top = item.get_bounds()
    if stroke.value:
        color = pdfium.FPDFPageObj_GetStrokeColor
    elif fill.value and min(right - left, top - bottom) < _TOUCH:
        color = pdfium.FPDFPageObj_GetFillColor
    else:
        return False
    shades = [ctypes.c_uint() for _ in range(4)]
    color(item, *shades)
    return shades[3].value > 0 and min(shade.value for shade in shades[:3]) < _WHITE


def _segments(item: Pdfium) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    count = min(pdfium.FPDFPath_CountSegments(item), _MOST_SEGMENTS)
    a, b, c, d, e, f = item.get_matrix().get()
    x, y = ctypes.c_float(), ctypes.c_float()
    start = before = (0.0, 0.0)
    for at in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(item, at)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            yield before, point
        before = point
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield point, start
            before = start


def _filled(ruled: _Ruled, glyphs: Iterable[Glyph]) -> Grid:
    """The cells of a table with their words."""
    xs, ys = ruled.xs, ruled.ys
    owner = _cells(ruled)
    held: defaultdict[tuple[int, int], list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        column = min(max(bisect_right(xs, (glyph.left + glyph.right) / 2) - 1, 0), len(xs) - 2)
        row = min(max(bisect_right(ys, glyph.middle) - 1, 0), len(ys) - 2)
        held[owner[row, column]].append(glyph)
    rows = []
    for row in range(len(ys) - 2, -1, -1):
        cells = []
        for column in range(len(xs) - 1):
            text = ""
            for line in rows_joined(
                sorted(pieces_of(held.get((row, column), ())), key=lambda each: -each.top)
            ):
                text = joined(text, line.text if isinstance(line, Line) else "")
            cells.append(text)
        rows.append(cells)
    return Grid(rows, xs[0], ys[0], xs[-1], ys[-1])


def _cells(ruled: _Ruled) -> dict[tuple[int, int], tuple[int, int]]:
    """For each field of the grid the one in which its cell begins: fields without a rule between are one cell."""
    xs, ys = ruled.xs, ruled.ys
    down, across = _covering(ruled.down, xs, ys), _covering(ruled.across, ys, xs)
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    for row in range(len(ys) - 2, -1, -1):
        for column in range(len(xs) - 1):
            own = (row, column)
            if column and (column, row) not in down:
                own = owner[row, column - 1]
            elif row < len(ys) - 2 and (row + 1, column) not in across:
                own = owner[row + 1, column]
            owner[row, column] = own
    return owner


def _covering(rules: Iterable[_Rule], places: list[float], steps: list[float]) -> set[tuple[int, int]]:
    """Which fields have a rule at which place."""
    found = set()
    for rule in rules:
        at = bisect_right(places, rule.at + _TOUCH) - 1
        for step in range(len(steps) - 1):
            if rule.first <= (steps[step] + steps[step + 1]) / 2 <= rule.last:
                found.add((at, step))
    return found
