"""Where the figures stand that a verdict rests on: file, sheet and cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from policykit.base.division import Division
from policykit.figures.result import Result
from policykit.figures.row import Row
from policykit.model import Indicator, Period, Variable
from policykit.model.situation import cover

__all__ = ["Source", "Sources"]

_YEAR = 12


@dataclass(frozen=True, slots=True)
class Source:
    """One figure that a verdict rests on."""

    label: str
    """The variable's name as staff read it."""
    place: str
    """As a spreadsheet says it: `数据.xlsx 县!B7`."""


class Sources:
    """The cells behind the verdicts of a file.

    >>> from policykit.model import Entity
    >>> row = Row("341021", "341021", Entity.COUNTY, 2026, "数据.xlsx 县!A2", places={"beds": "数据.xlsx 县!C2"})
    >>> len(Sources([row]).rows)
    1
    """

    def __init__(self, rows: Iterable[Row]) -> None:
        self.rows: dict[tuple[str, str, str], list[Row]] = {}
        for row in rows:
            named = Division.of(row.division).name if row.unit == row.division else row.unit
            self.rows.setdefault((row.entity.name, row.division, named), []).append(row)

    def of_unit(self, result: Result) -> list[Row]:
        """The rows of the unit that a result is of, the newest first."""
        own = self.rows.get((result.entity.name, result.division, result.unit), [])
        return sorted(own, key=lambda row: row.year or 0, reverse=True)

    def of(self, result: Result) -> list[Source]:
        """The cells of the figures that a result rests on; for a trend those of the earlier period, too.

        Of a year that is put together from its parts those of the parts.
        """
        rule, rows, year = result.requirement, self.of_unit(result), result.year or 0
        period = Period.read(result.period) if result.period else None
        meanings: dict[str, Variable | Indicator] = {variable.name: variable for variable in rule.variables}
        meanings |= {one.name: one for one in (rule.indicator, rule.reference) if one}
        found = _cells(rows, result.year, period, meanings)
        if rule.target.compares_years:
            years = sorted(
                {row.year for row in rows if row.year is not None and row.year < year}, reverse=True
            )
            base = rule.target.base
            compared = years if rule.every else [one for one in years if base in (None, one)][:1]
            found += [source for one in compared for source in _cells(rows, one, period, meanings)]
        return list(dict.fromkeys(found))


def _cells(
    rows: Sequence[Row], year: int | None, period: Period | None, meanings: Mapping[str, Variable | Indicator]
) -> list[Source]:
    """The cells of the figures of a year, or of the months of one; of those that come together to them."""
    label = "" if period is None or period.months == _YEAR else replace(period, year=year).label
    own = [row for row in rows if row.year == year]
    exact = [row for row in own if row.period == label and not meanings.keys().isdisjoint(row.places)]
    parts = exact or _parts(own, _YEAR if period is None else period.last)
    found = []
    for name, meaning in meanings.items():
        # Of a stock the last part is the figure.
        is_stock = getattr(meaning, "over_time", "") == "stock" and not exact
        chosen = parts[-1:] if is_stock else parts
        found += [Source(meaning.label, row.places[name]) for row in chosen if name in row.places]
    return found


def _parts(rows: Sequence[Row], last: int) -> list[Row]:
    """The rows of one year that come together to January to a month."""
    spans = {
        (period.first, period.last): row
        for row in rows
        if row.period and (period := Period.read(row.period)) is not None and period.last <= last
    }
    return [spans[span] for span in cover(spans, last)]
