"""The tables of one sheet, one below the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from policykit.figures.names import Known, known_in
from policykit.figures.needs import Needs
from policykit.figures.workbook import Cell, Sheet

__all__ = ["tables"]


def tables(sheet: Sheet, needs: Needs) -> list[Sheet]:
    """The tables of a sheet one below the other, each where it stands, with the lines of one cell above its heads.

    Another one begins with a row that names a unit, a year and figures by other heads, below rows of the one before.
    """
    known, cuts = known_in(needs), [0]
    told: tuple[int, list[str]] | None = None
    for at, cells in enumerate(sheet.rows):
        texts = [cell.text for cell in cells if cell.text]
        if len(texts) <= 1 or not known.may_head(texts[0]):
            continue
        found = [one for one in map(known.find, texts) if one is not None]
        if len({meaning is None for _, meaning in found}) <= 1 or 2 * len(found) < len(texts):
            continue
        if told is not None and texts != told[1] and _rows_between(sheet, told[0], at, known):
            first = at
            while _filled(sheet.rows[first - 1]) <= 1:
                first -= 1
            cuts.append(first)
        told = at, texts
    ends = [*cuts[1:], len(sheet.rows)]
    if len(cuts) == 1:
        return [sheet]
    return [
        replace(sheet, rows=[*([] for _ in range(first)), *sheet.rows[first:end]])
        for first, end in zip(cuts, ends, strict=True)
    ]


def _rows_between(sheet: Sheet, above: int, below: int, known: Known) -> bool:
    """Whether rows of a table, and not only of a head of several rows, stand between two rows."""
    lines = ([cell.text for cell in cells if cell.text] for cells in sheet.rows[above + 1 : below])
    return any(len(texts) > 1 and not any(map(known.find, texts)) for texts in lines)


def _filled(cells: Sequence[Cell]) -> int:
    """In how many cells of a row anything stands."""
    return sum(not cell.blank for cell in cells)
