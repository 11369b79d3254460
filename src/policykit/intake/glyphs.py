"""Characters of a page of a PDF → lines of text in reading order: geometry alone, no meaning.

PDFium gives each character with its box; a bold line that is drawn twice, a little apart, counts once.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import pypdfium2.raw as pdfium

from policykit.intake.drawn import too_large

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = [
    "Glyph",
    "Grid",
    "Line",
    "Pdfium",
    "aligned",
    "glyphs_of",
    "joined",
    "ordered",
    "pieces_of",
    "rows_joined",
]

Pdfium: TypeAlias = Any
"""A page or an object of PDFium, whose binding publishes no types."""

_MOST_GLYPHS = 100_000
_APART = 1.2
"""Heights of a character between two pieces of a line that are set apart."""
_WIDE = 0.2
_ROWS = 5
_CROSSING = 0.25
_COPY = 0.3
_FLAT = 0.4
"""Of the usual height of a character: what is lower is the box of a stroke."""
_ICONS = 0.1
_PIECES = 2
_FIGURE = re.compile(r"[≥≤<>＜＞〔\[]?\d[\d,.]*[%％‰]?(?:以上|以下|左右|以内)?[〕\]]?")
_LATIN = re.compile(r"[A-Za-z]\Z")


class Glyph(NamedTuple):
    """A character with its box, in points from the lower left."""

    char: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def height(self) -> float:
        """How high the line of the character is."""
        return self.top - self.bottom

    @property
    def middle(self) -> float:
        """The height at which it stands."""
        return (self.top + self.bottom) / 2


@dataclass
class Line:
    """A line of text, or a piece of one; `column` counts the columns of the page, in reading order."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float
    column: int = 0
    pieces: tuple[Line, ...] = ()
    """What stands apart in it, from left to right; empty for a line in one piece."""


@dataclass
class Grid:
    """A ruled table: its rows of cells; what spans several stands in the first of them."""

    rows: list[list[str]]
    left: float
    bottom: float
    right: float
    top: float


def joined(before: str, after: str) -> str:
    """Two lines of running text as one: Chinese has no space between them, Latin words have."""
    return (
        before
        + (" " if _LATIN.search(before) and after[:1].isascii() and after[:1].isalpha() else "")
        + after
    )


def glyphs_of(page: Pdfium) -> list[Glyph]:
    """The characters of a page in the order of its content, without copies of one another."""
    text = page.get_textpage()
    count = text.count_chars()
    if count > _MOST_GLYPHS:
        raise too_large(_MOST_GLYPHS, "chars")
    box = pdfium.FS_RECTF()
    out: list[Glyph] = []
    seen: dict[tuple[str, int, int], Glyph] = {}
    for at in range(count):
        char = chr(pdfium.FPDFText_GetUnicode(text, at))
        if (
            char.isspace()
            or char in "\x00\x02\ufffe\uffff"
            or not pdfium.FPDFText_GetLooseCharBox(text, at, box)
        ):
            continue
        glyph = Glyph(char, box.left, box.bottom, box.right, box.top)
        if glyph.height <= 0 or _is_copy(glyph, seen):
            continue
        out.append(glyph)
    marks = sum("\ue000" <= glyph.char <= "\uf8ff" for glyph in out)
    # Icons of a printed web page; where most characters are such, the text layer is broken, and that is to be seen.
    return (
        [glyph for glyph in out if not "\ue000" <= glyph.char <= "\uf8ff"]
        if marks < _ICONS * len(out)
        else out
    )


def _is_copy(glyph: Glyph, seen: dict[tuple[str, int, int], Glyph]) -> bool:
    """Whether the same character stands at nearly the same place: bold type drawn twice."""
    step = max(glyph.height * _COPY, 0.5)
    x, y = int(glyph.left // step), int(glyph.middle // step)
    for near_x in (x - 1, x, x + 1):
        for near_y in (y - 1, y, y + 1):
            other = seen.get((glyph.char, near_x, near_y))
            if other and abs(other.left - glyph.left) < step and abs(other.middle - glyph.middle) < step:
                return True
    seen[glyph.char, x, y] = glyph
    return False


def pieces_of(glyphs: Iterable[Glyph]) -> Iterator[Line]:
    """Glyphs that follow one another on one line without a gap."""
    for row in _rows_of(sorted(glyphs, key=lambda each: -each.middle)):
        row.sort(key=lambda each: each.left)
        run = [row[0]]
        for before, glyph in pairwise(row):
            if glyph.left - before.right > _APART * max(before.height, glyph.height):
                yield _line(run)
                run = []
            run.append(glyph)
        yield _line(run)


def _rows_of(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Glyphs of one height, from the top; a font may give 一 and — no more than the height of their stroke."""
    usual = sorted(each.height for each in glyphs)[len(glyphs) // 2] if glyphs else 0.0
    flat = [each for each in glyphs if each.height < usual * _FLAT]
    rows: list[list[Glyph]] = []
    for glyph in (each for each in glyphs if each.height >= usual * _FLAT):
        if rows and abs(rows[-1][-1].middle - glyph.middle) < min(rows[-1][-1].height, glyph.height) / 2:
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    heads = [row[0] for row in rows]
    below = [-head.middle for head in heads]
    apart: list[list[Glyph]] = []
    for glyph in flat:
        at = bisect_right(below, -glyph.middle)
        near = min(
            range(max(0, at - 1), min(len(rows), at + 1)),
            key=lambda one: abs(heads[one].middle - glyph.middle),
        )
        if abs(heads[near].middle - glyph.middle) < heads[near].height / 2:
            rows[near].append(glyph)
        elif apart and abs(apart[-1][-1].middle - glyph.middle) < glyph.height / 2:
            apart[-1].append(glyph)
        else:
            apart.append([glyph])
    yield from sorted([*rows, *apart], key=lambda row: -row[0].middle)


def _line(glyphs: Sequence[Glyph]) -> Line:
    text = glyphs[0].char
    for before, glyph in pairwise(glyphs):
        gap = glyph.left - before.right
        # Latin words are set apart by less than Chinese characters are.
        is_word = before.char.isascii() and glyph.char.isascii()
        text += (" " if gap > (0.15 if is_word else 0.5) * glyph.height else "") + glyph.char
    return Line(
        text,
        glyphs[0].left,
        min(each.bottom for each in glyphs),
        max(each.right for each in glyphs),
        max(each.top for each in glyphs),
        _size(glyphs),
    )


def _size(glyphs: Sequence[Glyph]) -> float:
    """The size of the type: a Chinese character is as wide as it is high, whatever height its font claims."""
    widths = sorted(each.right - each.left for each in glyphs if not each.char.isascii())
    return widths[len(widths) // 2] if widths else sorted(each.height for each in glyphs)[len(glyphs) // 2]


# --- reading order --------------------------------------------------------------------------------


def ordered(pieces: list[Line], grids: list[Grid], width: float) -> list[Line | Grid]:
    """Top to bottom; where two columns stand side by side, the left one first."""
    gutter = _gutter(pieces, width)
    items: list[Line | Grid] = sorted([*pieces, *grids], key=lambda each: -each.top)
    if gutter is None:
        return list(rows_joined(items))
    out: list[Line | Grid] = []
    for across, band in groupby(items, key=lambda each: each.left < gutter < each.right):
        group = list(band)
        if across:
            out += rows_joined(group)
            continue
        for column in (0, 1):
            side = [each for each in group if (each.left >= gutter) == bool(column)]
            for item in rows_joined(side):
                if isinstance(item, Line):
                    item.column = column + 1
                out.append(item)
    return out


def _gutter(pieces: Sequence[Line], width: float) -> float | None:
    """Where a page is parted into two columns of running text, or `None`."""
    wide = [piece for piece in pieces if piece.right - piece.left > _WIDE * width]
    if len(wide) < 2 * _ROWS:
        return None
    best: tuple[int, float] | None = None
    for step in range(35, 66):
        at = width * step / 100
        crossing = sum(piece.left < at < piece.right for piece in wide)
        if best is None or crossing < best[0]:
            best = crossing, at
    if best is None or best[0] > _CROSSING * len(wide):
        return None
    left = [piece for piece in wide if piece.right <= best[1]]
    right = [piece for piece in wide if piece.left >= best[1]]
    return best[1] if min(len(left), len(right)) >= _ROWS else None


def rows_joined(items: Iterable[Line | Grid]) -> Iterator[Line | Grid]:
    """Pieces that stand on one line as one line, from left to right."""
    row: list[Line] = []
    for item in items:
        if isinstance(item, Line) and row and _level(row[-1], item):
            row.append(item)
            continue
        if row:
            yield _merged(row)
        row = [item] if isinstance(item, Line) else []
        if isinstance(item, Grid):
            yield item
    if row:
        yield _merged(row)


def _level(one: Line, other: Line) -> bool:
    overlap = min(one.top, other.top) - max(one.bottom, other.bottom)
    return overlap > min(one.size, other.size) / 2


def _merged(row: list[Line]) -> Line:
    row = sorted(row, key=lambda each: each.left)
    if len(row) == 1:
        return row[0]
    return Line(
        "  ".join(each.text for each in row),
        row[0].left,
        min(each.bottom for each in row),
        max(each.right for each in row),
        max(each.top for each in row),
        max(each.size for each in row),
        pieces=tuple(row),
    )


# --- tables without rules -------------------------------------------------------------------------


def aligned(items: Sequence[Line | Grid]) -> Iterator[Line | Grid]:
    """The items of a page, with lines whose pieces stand under one another, figures among them, as a table."""
    run: list[Line] = []
    for item, following in zip(items, [*items[1:], None], strict=False):
        if isinstance(item, Line) and (
            len(item.pieces) > _PIECES or (run and _is_between(run[-1], item, following))
        ):
            run.append(item)
            continue
        yield from _as_grid(run)
        run = []
        yield item
    yield from _as_grid(run)


def _is_between(before: Line, line: Line, following: Line | Grid | None) -> bool:
    """Whether a line of one or two pieces, a section or a row with merged cells, stands in a table."""
    near = before.bottom - line.top < 2 * line.size
    return near and isinstance(following, Line) and len(following.pieces) > _PIECES


def _as_grid(run: Sequence[Line]) -> Iterator[Line | Grid]:
    figures = sum(any(_FIGURE.fullmatch(piece.text) for piece in line.pieces) for line in run[1:])
    columns: list[list[float]] = []
    for piece in sorted(
        (piece for line in run for piece in line.pieces if len(line.pieces) > _PIECES),
        key=lambda each: each.left,
    ):
        if columns and piece.left < columns[-1][1]:
            columns[-1][1] = max(columns[-1][1], piece.right)
        else:
            columns.append([piece.left, piece.right])
    rows = [_in_columns(line.pieces or (line,), columns) for line in run]
    if len(run) < 2 or 2 * figures < len(run) - 1 or not figures or not all(rows):  # noqa: PLR2004 - a head and a row
        yield from run
        return
    yield Grid(rows, columns[0][0], run[-1].bottom, columns[-1][1], run[0].top)


def _in_columns(pieces: Sequence[Line], columns: Sequence[Sequence[float]]) -> list[str]:
    """The cells of a row; none when two pieces stand in one column."""
    cells = [""] * len(columns)
    for piece in pieces:
        at = max(bisect_right(columns, piece.left + 0.5, key=lambda column: column[0]) - 1, 0)
        if cells[at]:
            return []
        cells[at] = piece.text
    return cells
