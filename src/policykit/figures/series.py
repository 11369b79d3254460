"""Series: what was collected over the years, as values of indicators by unit and period."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from policykit.base.division import Division, Level
from policykit.base.resources import load
from policykit.model import Entity, Indicator, Period

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

__all__ = ["Series", "Unit", "kind_of", "series"]

_DIGITS = 6
"""Significant digits of a value: what a reader compares, and no more bytes than that."""


class Unit(NamedTuple):
    """填报单位: one that reported, and which others it is ranked with."""

    division: str
    name: str
    entity: str
    kind: str
    """县, 县级市, 市辖区 and so on, or the kind of institution, in Chinese."""


@dataclass(frozen=True)
class Series:
    """The values of one indicator: a row for each unit, a column for each period; NaN where there is none."""

    indicator: Indicator
    units: tuple[Unit, ...]
    periods: tuple[Period, ...]
    """In the order of their last days; of those that end together the shorter first."""
    table: NDArray[np.float64]


def kind_of(division: str) -> str:
    """Which divisions one is compared with: of counties by the last two digits of the code, as GB/T 2260 gives them.

    >>> kind_of("341021"), kind_of("320583"), kind_of("340102"), kind_of("520100"), kind_of("340000")
    ('县', '县级市', '市辖区', '市', '省')
    """
    kinds = load("series")["kinds"]
    level = Division.of(division).level
    if level is not Level.COUNTY:
        return str(kinds[level.value])
    number = int(division[4:6])
    return str(next(label for label, (first, last) in kinds["county"].items() if first <= number <= last))


def series(
    figures: pd.DataFrame, indicators: Iterable[Indicator], entities: Iterable[Entity] = Entity.ALL
) -> Iterator[Series]:
    """The values of indicators of which there are any.

    Parameters
    ----------
    figures
        A row for each figure, with the fields of `policykit.figures.collect.Figure`. Of a figure that stands twice
        the last counts.
    indicators
        A value that was reported as such goes before one that is computed. Days, grades and yes or no have none here.
    entities
        The kinds of unit that the figures may be of.

    Work and memory grow with the figures; no row is looked at twice for an indicator that does not need it.
    """
    table = _Table(figures, {entity.name: entity for entity in entities})
    for indicator in indicators:
        if indicator.is_date or indicator.grades:
            continue
        found = table.series(indicator)
        if found is not None:
            yield found


class _Table:
    """Names by rows: a row is a unit in a period."""

    def __init__(self, figures: pd.DataFrame, entities: Mapping[str, Entity]) -> None:
        import pandas as pd  # half a second: who looks at no years waits for none of it

        known = figures[figures["year"].notna() | (figures["period"] != "")]
        period = known["period"].where(known["period"] != "", known["year"].astype("Int64").astype("string"))
        # 甲 医院 is 甲医院.
        unit = known["unit"].str.replace(r"\s+", "", regex=True)
        row = pd.DataFrame({"entity": known["entity"], "division": known["division"], "unit": unit})
        row["period"] = period
        codes = {name: pd.factorize(row[name]) for name in row}
        number = np.zeros(len(row), dtype=np.int64)
        for column, known_by in codes.values():
            number = number * max(len(known_by), 1) + column
        self._rows, firsts = np.unique(number, return_index=True)
        at = np.searchsorted(self._rows, number)
        names, named = pd.factorize(known["name"])
        self._values = np.full((len(named), len(self._rows)), np.nan)
        value = known["value"].to_numpy(dtype=np.float64)
        self._values[names, at] = np.where(np.isfinite(value), value, np.nan)
        self._number = {name: index for index, name in enumerate(named)}
        self._lines(row.iloc[firsts], entities)

    def _lines(self, rows: pd.DataFrame, entities: Mapping[str, Entity]) -> None:
        """Which unit and which period each row is of."""
        import pandas as pd

        keys = rows["entity"] + "\n" + rows["division"] + "\n" + rows["unit"]
        self._unit, units = pd.factorize(keys)
        self._units = []
        for key in units:
            entity, division, name = key.split("\n")
            known = entities.get(entity)
            is_division = known is not None and known.level is not None
            kind = kind_of(division) if is_division else known.label if known else entity
            self._units.append(Unit(division, name, entity, kind))
        self._period, written = pd.factorize(rows["period"])
        self._periods = [Period.read(str(period)) for period in written]

    def _column(self, name: str) -> NDArray[np.float64] | None:
        number = self._number.get(name)
        return None if number is None else self._values[number]

    def series(self, indicator: Indicator) -> Series | None:
        """The values of one indicator, as far as its figures go."""
        own = self._column(indicator.name)
        parts = {name: self._column(name) for name in indicator.parameters}
        values = np.full(len(self._rows), np.nan) if own is None else own
        if all(part is not None for part in parts.values()):
            with np.errstate(all="ignore"):
                computed = np.broadcast_to(np.asarray(indicator(**parts), dtype=np.float64), values.shape)
            values = np.where(np.isnan(values) & np.isfinite(computed), computed, values)
        is_read = np.asarray([period is not None for period in self._periods], dtype=bool)
        there = np.isfinite(values) & is_read[self._period]
        if not there.any():
            return None
        units, rows = np.unique(self._unit[there], return_inverse=True)
        periods = {number: self._periods[number] for number in np.unique(self._period[there])}
        order = sorted(periods, key=lambda number: _end(periods[number]))
        column = np.empty(len(self._periods), dtype=np.int64)
        column[order] = np.arange(len(order))
        table = np.full((len(units), len(order)), np.nan)
        table[rows, column[self._period[there]]] = _rounded(values[there])
        read = tuple(period for number in order if (period := periods[number]) is not None)
        return Series(indicator, tuple(self._units[number] for number in units), read, table)


def _end(period: Period | None) -> tuple[int, int, int]:
    return (period.year or 0, period.last, period.months) if period is not None else (0, 0, 0)


def _rounded(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """To six significant digits."""
    size = np.where(values == 0, 1.0, np.abs(values))
    factor = 10.0 ** (_DIGITS - 1 - np.floor(np.log10(size)))
    return np.asarray(np.round(values * factor) / factor)
