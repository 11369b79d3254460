"""Observations: rows of figures with the place of each, and what was noted while reading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from policykit.figures.evaluate import Result, results
from policykit.figures.observations.needs import Needs
from policykit.model import Entity, Requirement

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Observations", "Row"]

_DIVISIONS = (Entity.NATION, Entity.PROVINCE, Entity.CITY, Entity.COUNTY)


@dataclass
class Row:
    """One unit's figures of one year. `figures` by name of variable or indicator, `places` where each stands."""

    unit: str
    division: str
    entity: Entity
    year: int | None
    place: str
    population: str = ""
    figures: dict[str, float] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, str, str, int | None]:
        """What makes the row one of its kind."""
        unit = "" if self.entity in _DIVISIONS else self.unit
        return self.entity.value, self.division, unit, self.year


@dataclass
class Observations:
    """What was reported, checked and free of problems; `notes` say what was passed over or taken to mean."""

    file: str
    rows: list[Row] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def divisions(self) -> tuple[str, ...]:
        """Codes of the divisions that figures were reported for."""
        return tuple(sorted({row.division for row in self.rows}))

    def frame(self) -> pd.DataFrame:
        """The wide frame that `policykit.figures.evaluate.evaluate` takes: a row per unit and year, floats."""
        import pandas as pd

        names = sorted({name for row in self.rows for name in row.figures})
        keys = {
            "unit": [row.unit for row in self.rows],
            "division": [row.division for row in self.rows],
            "entity": [row.entity.value for row in self.rows],
            "population": [row.population for row in self.rows],
            "year": pd.array([row.year for row in self.rows], dtype="Int64"),
        }
        columns = {name: [row.figures.get(name, float("nan")) for row in self.rows] for name in names}
        return pd.DataFrame({**keys, **columns}).astype(dict.fromkeys(names, "float64"))

    def results(self, requirements: Sequence[Requirement], as_of: date | None = None) -> list[Result]:
        """Every unit's newest figures judged by every requirement that concerns it."""
        return results(self.frame(), requirements, as_of=as_of) if self.rows else []

    def unreported(
        self, requirements: Sequence[Requirement], found: Sequence[Result]
    ) -> tuple[Requirement, ...]:
        """The requirements that bind a division of these and were judged on no row: their unit was not reported."""
        judged = {one.requirement.id for one in found}
        bound = {
            one.id
            for division in self.divisions
            for one in Needs.of(requirements, division).requirements
            if one.applies_to(division)
        }
        return tuple(one for one in requirements if one.id in bound - judged)
