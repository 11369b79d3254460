"""Where the figures stand that a verdict rests on: file, sheet and cell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from policykit.base.division import Division
from policykit.figures.result import Result
from policykit.figures.row import Row

__all__ = ["Source", "Sources"]


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
        """The cells of the figures that a result rests on; for a trend those of the earlier period, too."""
        rule, found, rows = result.requirement, [], self.of_unit(result)
        earlier = [row for row in rows if (row.year or 0) < (result.year or 0)]
        compared = (earlier if rule.every else earlier[:1]) if rule.target.compares_years else []
        for row in [*(row for row in rows if row.year == result.year), *compared]:
            labels = {variable.name: variable.label for variable in rule.variables}
            labels |= {one.name: one.label for one in (rule.indicator, rule.reference) if one}
            found += [Source(label, row.places[name]) for name, label in labels.items() if name in row.places]
        return list(dict.fromkeys(found))
