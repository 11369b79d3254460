"""The quantities of a row of a table: each cell is read for itself, with the unit, year and attribute of its heads.

Read in one line, `20` beside `300` would be 20,300, and a bare `90` no per cent. Figures of heads, names and units
name things and ask nothing.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from policykit.base.resources import load
from policykit.model import Cell, ColumnKind, Hint, Modality, Quantity, QuantityKind, RowKind, Span
from policykit.text.heads import Figure, figure_of, is_part_of_year, is_unit, pattern, squeezed
from policykit.text.quantities import find
from policykit.text.quantities.tables import tables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from policykit.model import Row, Statement, Table

__all__ = ["CellQuantity", "row_quantities"]

_NAMING = frozenset(
    {ColumnKind.SERIAL, ColumnKind.GROUP, ColumnKind.SUBJECT, ColumnKind.UNIT, ColumnKind.ATTRIBUTE}
)
_LEAD = "为"
"""Before a figure that stands alone: without it 10.8 would be the number of a section."""
_LONGEST_NAME = 40
_SIMPLE = re.compile(r"[^/\d·]+")


class CellQuantity(NamedTuple):
    """A quantity of a cell; `words` are those of its figure with the unit from the head, for the second reader."""

    quantity: Quantity
    words: str


def row_quantities(
    text: str,
    row: Row,
    table: Table,
    place: Callable[[Span], Span],
    when: tuple[int | None, date | None],
) -> tuple[CellQuantity, ...]:
    """Every quantity of a row, in the order of its cells.

    `text` is the row in normal form, `place` finds in it a span of the source; `when` are the policy's year and its
    day of issue.
    """
    stated = {each.span: each for each in row.statements}
    found: list[CellQuantity] = []
    for at, cell in enumerate(row.cells):
        span = place(cell.span)
        words = text[span.start : span.end]
        kind = table.columns[at].kind
        named = row.kind is not RowKind.BODY or kind in _NAMING or (kind is ColumnKind.NAME and _names(cell))
        if named:
            read = [_label(each, kind) for each in _read(words, when)]
        elif statement := stated.get(cell.span):
            read = list(_stated(words, statement, when))
        else:
            read = _read(words, when)
        found += [_moved(each, span.start) for each in read]
    return tuple(found)


def _names(cell: Cell) -> bool:
    return len(cell.text) <= _LONGEST_NAME and "。" not in cell.text


def _read(words: str, when: tuple[int | None, date | None]) -> list[CellQuantity]:
    year, issued = when
    return [CellQuantity(each, each.figure.cut(words)) for each in find(words, year=year, issued=issued)]


def _label(found: CellQuantity, kind: ColumnKind) -> CellQuantity:
    """A number of a head, a name or a unit."""
    hint = Hint.ENUMERATOR if kind is ColumnKind.SERIAL else Hint.NAME
    bare = replace(
        found.quantity, kind=QuantityKind.LABEL, hint=hint, comparator=None, value=None, value2=None
    )
    return found._replace(
        quantity=replace(bare, unit="", unit_written="", dimension="", due=None, since=None, per=None)
    )


def _moved(found: CellQuantity, by: int) -> CellQuantity:
    span, figure = found.quantity.span, found.quantity.figure
    return found._replace(
        quantity=replace(
            found.quantity,
            span=Span(span.start + by, span.end + by),
            figure=Span(figure.start + by, figure.end + by),
        )
    )


def _stated(words: str, statement: Statement, when: tuple[int | None, date | None]) -> Iterator[CellQuantity]:
    """What a cell with a value says: a figure with the unit of its head, or a sentence; due when its column says."""
    figure = figure_of(words)
    read = _read(words, when) if figure is None else list(_figured(words, figure, statement.unit, when))
    is_dated = statement.year is not None and when[0] is not None
    past = statement.baseline or (is_dated and (statement.year or 0) < (when[0] or 0))
    ahead = is_dated and (statement.year or 0) > (when[0] or 0)
    for each in read:
        quantity = each.quantity
        if quantity.kind is QuantityKind.LABEL or quantity.kind is QuantityKind.DATE:
            yield each
            continue
        due = quantity.due or _day(_period(statement, when[0]))
        hint = Hint.FACT if past and quantity.hint is None and quantity.due is None else quantity.hint
        is_goal = not past and any(map(pattern("goal").search, statement.header))
        if hint is Hint.FACT and ((ahead and figure is not None) or is_goal):
            hint = None  # 累计25 below 2030年
        modality = quantity.modality
        if statement.attribute and modality is Modality.MUST:
            modality = _modality(statement.attribute)
        yield each._replace(quantity=replace(quantity, due=due, hint=hint, modality=modality))


def _figured(
    words: str, figure: Figure, unit: str, when: tuple[int | None, date | None]
) -> Iterator[CellQuantity]:
    """A figure that stands alone in its cell, read as if its unit stood behind it."""
    unit, end = squeezed(unit), figure.end
    set_in, is_bare = "", not figure.unit
    if figure.unit in tables().magnitudes and unit[:1] not in tables().magnitudes:  # 1.2万 below 个
        end, is_bare = figure.text.index(figure.unit, end) + len(figure.unit), True
    if is_bare:
        set_in = _set_in(unit)
    text = _LEAD + figure.text[:end] + set_in + figure.text[end:]

    def back(position: int) -> int:
        position -= len(_LEAD)
        return max(0, min(position, end) if position < end + len(set_in) else position - len(set_in))

    for each in _read(text, when):
        quantity = each.quantity
        span = Span(back(quantity.span.start), back(quantity.span.end))
        inner = Span(back(quantity.figure.start), back(quantity.figure.end))
        quantity = replace(quantity, span=span, figure=inner, surface=span.cut(words))
        if unit and quantity.kind is QuantityKind.NUMBER and is_bare and unit != set_in:
            # 23 in 万元/人 is read as 23万元, of which the magnitude is in the value, as in a sentence.
            rest = unit.removeprefix(set_in) if set_in else ""
            quantity = replace(quantity, unit=quantity.unit + rest if rest else unit, unit_written=unit)
        yield CellQuantity(quantity, each.words)


def _set_in(unit: str) -> str:
    """Of a unit what may stand behind a figure in a sentence: 张 of 张/千人口, nothing of 1/10万."""
    first = _SIMPLE.match(unit)
    return first[0] if first and is_unit(first[0]) else ""


def _period(statement: Statement, year: int | None) -> str:
    """The words for the time of a cell; of a part of a year (一季度) with its year."""
    part = next(filter(is_part_of_year, statement.header), "")
    year = statement.year or year
    return f"{year}年{part}" if part and year is not None else statement.period


@lru_cache(maxsize=1024)
def _day(period: str) -> date | None:
    """The last day of a period as a head names it."""
    if not period:
        return None
    words = squeezed(period).removeprefix("到")
    words += "年" if words[-1].isdigit() else ""
    return next((found.due for found in find(f"到{words}") if found.kind is QuantityKind.DATE), None)


def _modality(attribute: str) -> Modality:
    words = squeezed(attribute)
    known: dict[str, str] = load("tables")["modality"]
    return next((Modality(value) for key, value in known.items() if key in words), Modality.MUST)
