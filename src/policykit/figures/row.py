"""What a file says of one unit in one period, with the cell of each figure; and what of a file is not used."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from policykit.base.diagnostics import Diagnostic
from policykit.model import Entity, Period

__all__ = ["OF_YEAR", "Passed", "Row"]

OF_YEAR = ""
"""Under which `Row.unread` says what is wrong with the year: no variable has this name."""


@dataclass(frozen=True, slots=True)
class Passed:
    """What stands in a file and is not used: where, why (in Chinese), how many rows and cells of figures it is."""

    place: str
    reason: str
    rows: int = 0
    cells: int = 0
    noted: bool = False
    """Whether a reader is told beside the verdicts, and not only asked for an account."""


@dataclass
class Row:
    """One unit's figures of one year. `figures` by name of variable or indicator, `places` where each stands.

    `unread` says of what stands there and cannot be used, by the same names and `OF_YEAR`, what is wrong with it: a
    requirement that needs it cannot be checked.
    """

    unit: str
    division: str
    entity: Entity
    year: int | None
    place: str
    population: str = ""
    figures: dict[str, float] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    unread: dict[str, str] = field(default_factory=dict)
    blanks: dict[str, str] = field(default_factory=dict)
    """What its kind of unit is asked for in this sheet and it says nothing of, with the cell that is empty."""
    period: str = ""
    """The part of the year that the figures are of: 2026年上半年; empty for the whole."""
    dated: str = ""
    """The cell that says so; empty where none does."""

    @property
    def key(self) -> tuple[str, str, str, str, int | None]:
        """What makes the row one of its kind; blanks in a name tell no institution from another."""
        unit = "" if self.entity.level else "".join(self.unit.split())
        return self.period, self.entity.name, self.division, unit, self.year

    def is_of(self, period: Period) -> bool:
        """Whether a period that a head names may be the row's: the same months, of no other year."""
        own = Period.read(self.period) or Period(self.year)
        is_year = None in {period.year, own.year} or period.year == own.year
        return is_year and (period.first, period.last) == (own.first, own.last)

    def passed(self, problem: Diagnostic) -> Passed:
        """The row as one that is not used."""
        return Passed(self.place, f"{problem.code.value} {problem.message}", 1, len(self.places))

    def take(self, other: Row, name: str) -> None:
        """Have what another row of the same unit and year says of a name."""
        kept: tuple[tuple[dict[str, Any], dict[str, Any]], ...] = (
            (self.figures, other.figures),
            (self.places, other.places),
            (self.unread, other.unread),
        )
        for own, given in kept:
            own.update({name: given[name]} if name in given else {})

    def stop(self, problem: Diagnostic, *names: str) -> None:
        """Take back what is reported under these names: it is not to be trusted."""
        for name in names:
            self.figures.pop(name, None)
            self.unread[name] = f"{problem.code.value} {problem.message}"
