"""read: a file of figures → observations, or every problem that it has."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from policykit.base.diagnostics import Code, Diagnostic, PolicykitError
from policykit.base.division import Division
from policykit.base.resources import load
from policykit.figures.header import Header, find_header
from policykit.figures.needs import Needs
from policykit.figures.result import Result, results
from policykit.figures.rows import Reader, Row, entity_of
from policykit.figures.validate import validate
from policykit.figures.vocabulary import note
from policykit.figures.workbook import Sheet, read_sheets
from policykit.model import Entity, Indicator, Requirement, key_of
from policykit.model.reading import words
from policykit.text.normal import bare

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Observations", "read"]


def read(
    path: str | Path,
    requirements: Sequence[Requirement],
    *,
    division: str | None = None,
    as_of: date | None = None,
) -> Observations:
    """Read a workbook or CSV file that staff filled in, and check it.

    Parameters
    ----------
    path
        An .xlsx workbook (the sheets of the template, or sheets of one's own) or a CSV file in UTF-8, UTF-16
        or GBK. Headers are Chinese labels or names of variables and indicators, in any order, below any titles.
    requirements
        Those to be checked later: they say which columns are looked for.
    division
        GB/T 2260 code of the division that the file is about; rows without a code of their own are its.
    as_of
        The day of the check: a completion date after it is refused.

    Raises
    ------
    PolicykitError
        With every problem of every sheet, each with its cell and what to do.
    """
    path = Path(path)
    if division is not None and division not in Division.all():
        values = {"value": division, "hint": Division.hint(division)}
        raise PolicykitError([Diagnostic(Code.DATA_UNKNOWN_DIVISION, dict(values))])
    sheets, foreign = read_sheets(path)
    needs = Needs.of(requirements, division)
    job = _Job(path.name, needs, division, as_of)
    job.read(sheets)
    if foreign:
        job.notes.insert(0, note(path.name, "external"))
    job.problems += validate(job.rows, needs)
    job.check_scope(requirements)
    if job.problems:
        raise PolicykitError(job.problems)
    return Observations(path.name, job.rows, job.notes)


class _Job:
    """One file's reading: rows, notes and problems of all its sheets."""

    def __init__(self, file: str, needs: Needs, division: str | None, as_of: date | None) -> None:
        self.file, self.needs, self.division, self.as_of = file, needs, division, as_of
        self.rows: list[Row] = []
        self.notes: list[str] = []
        self.problems: list[Diagnostic] = []

    def read(self, sheets: Sequence[Sheet]) -> None:
        """Read every sheet that has a header; those of divisions first, since they say whose the others are."""
        passed = {bare(word) for word in words()["passed_sheets"]}
        found = [sheet for sheet in sheets if bare(sheet.name) not in passed]
        named = {sheet.name: entity_of(sheet.name, self.needs.entities) for sheet in found}
        found.sort(key=lambda sheet: self._rank(named[sheet.name]))
        read = [sheet for sheet in found if self._sheet(sheet, named[sheet.name])]
        if not read and not self.problems:
            self._report(Code.NO_HEADER, self.file, wanted=self._wanted())
        if any(named.values()):
            self._missing_sheets([entity for entity in named.values() if entity])
        if not self.rows and not self.problems:
            self._report(Code.DATA_EMPTY, self.file)

    def _rank(self, entity: Entity | None) -> int:
        return self.needs.entities.index(entity) if entity else 0

    def _sheet(self, sheet: Sheet, entity: Entity | None) -> bool:
        header = find_header(sheet, self.needs)
        if header is None:
            if entity is not None:
                self._report(Code.NO_HEADER, sheet.shown, wanted=self._wanted(entity))
            elif sheet.name and any(not cell.blank for row in sheet.rows for cell in row):
                self.notes.append(note(sheet.shown, "passed_sheet", name=sheet.name))
            return False
        kind = entity or self._entity_by_columns(header)
        reader = Reader(sheet, header, kind, self.division, self._division(), self.as_of, self.needs.entities)
        self.rows += reader.rows()
        self.notes += [*header.notes, *reader.notes]
        self.problems += [*header.problems, *reader.problems]
        if entity is not None:
            self._missing_columns(sheet, header, entity)
            self._misplaced(sheet, header, entity)
        return True

    def _misplaced(self, sheet: Sheet, header: Header, entity: Entity) -> None:
        """Columns that another kind of unit reports are not used here, and that is said."""
        for column in header.figures:
            used = self.needs.variables.get(entity, ())
            kinds = column.meaning.entities if isinstance(column.meaning, Indicator) else ()
            if column.meaning is not None and column.meaning not in used and entity not in kinds:
                owner = column.meaning.entity.label
                place = sheet.place(header.row, column.index)
                self.notes.append(note(place, "elsewhere", name=column.header, entity=owner))

    def _division(self) -> str | None:
        """The only division that the sheets read so far name."""
        named = {row.division for row in self.rows}
        return named.pop() if len(named) == 1 else None

    def _entity_by_columns(self, header: Header) -> Entity | None:
        """The kind of unit that all columns of figures are of; a division's own kind follows from its code."""
        kinds = {
            entity
            for column in header.figures
            for entity in (
                column.meaning.entities
                if isinstance(column.meaning, Indicator)
                else (column.meaning.entity,)
                if column.meaning
                else ()
            )
        }
        return kinds.pop() if len(kinds) == 1 else None

    def _missing_sheets(self, there: Iterable[Entity]) -> None:
        for entity in self.needs.variables:
            if entity not in there:
                self._report(Code.MISSING_SHEET, self.file, name=entity.label)

    def _missing_columns(self, sheet: Sheet, header: Header, entity: Entity) -> None:
        there = {column.name for column in header.columns}
        whole = {
            indicator.name: indicator
            for indicator in self.needs.indicators.values()
            if indicator.name in there
        }
        given = {variable.name for indicator in whole.values() for variable in indicator.variables}
        for variable in self.needs.variables.get(entity, ()):
            if variable.name not in there | given:
                self._report(
                    Code.MISSING_COLUMN, sheet.place(header.row, 0), name=variable.label, sheet=sheet.name
                )

    def _wanted(self, entity: Entity | None = None) -> str:
        """A few of the headers that are looked for."""
        headers = words()["template"]["headers"]
        entities = [entity] if entity else [Entity.COUNTY, *self.needs.variables]
        labels = [variable.label for entity in entities for variable in self.needs.variables.get(entity, ())]
        return "、".join([headers["unit"], headers["division"], *labels[:3]])

    def check_scope(self, requirements: Sequence[Requirement]) -> None:
        """Every row's division is one that some requirement binds, or lies above one that does."""
        if self.division is not None:
            return
        reported = set()
        for row in self.rows:
            own = Division.of(row.division)
            bound = any(requirement.applies_to(row.division) for requirement in requirements)
            above = any(code in own for requirement in requirements for code in requirement.binds)
            if not bound and not above and row.division not in reported:
                reported.add(row.division)
                values = {
                    "code": row.division,
                    "division": load("report")["refused"]["scope"],
                    "value": own.name,
                }
                self.problems.append(Diagnostic(Code.DATA_OUTSIDE, dict(values), file=row.place))

    def _report(self, problem: Code, place: str, /, **values: object) -> None:
        self.problems.append(Diagnostic(problem, dict(values), file=place))


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
        """The wide frame that `policykit.figures.evaluate` takes: a row per unit and year, floats."""
        import pandas as pd

        names = sorted({name for row in self.rows for name in row.figures})
        keys = {
            "unit": [row.unit for row in self.rows],
            "division": [row.division for row in self.rows],
            "entity": [row.entity.name for row in self.rows],
            "population": [row.population for row in self.rows],
            "year": pd.array([row.year for row in self.rows], dtype="Int64"),
        }
        columns = {key_of(name): [row.figures.get(name, float("nan")) for row in self.rows] for name in names}
        return pd.DataFrame({**keys, **columns}).astype(dict.fromkeys(columns, "float64"))

    def results(self, requirements: Sequence[Requirement], as_of: date | None = None) -> list[Result]:
        """Every unit's newest figures judged by every requirement that concerns it."""
        return results(self.frame(), requirements, as_of=as_of) if self.rows else []

    def unreported(
        self, requirements: Sequence[Requirement], found: Sequence[Result]
    ) -> tuple[Requirement, ...]:
        """The requirements that bind a division of these and were judged on no row: their unit was not reported."""
        judged = {result.requirement.id for result in found}
        bound = {
            requirement.id
            for division in self.divisions
            for requirement in Needs.of(requirements, division).requirements
            if requirement.applies_to(division)
        }
        return tuple(requirement for requirement in requirements if requirement.id in bound - judged)
