"""read: a file of figures → observations, or every problem that it has."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policykit.base.diagnostics import Code, Diagnostic, PolicykitError
from policykit.base.division import Division
from policykit.base.resources import load
from policykit.figures.account import Account, account
from policykit.figures.columns import Unread
from policykit.figures.delimited import read_sheets
from policykit.figures.header import Header, find_header
from policykit.figures.names import headers_of
from policykit.figures.needs import Needs
from policykit.figures.result import Result, results
from policykit.figures.row import OF_YEAR, Passed, Row
from policykit.figures.rows import Reader, kind_of
from policykit.figures.shapes import upright
from policykit.figures.tables import tables
from policykit.figures.totals import Doubt
from policykit.figures.validate import gathered, gathered_rows, joined, validate
from policykit.figures.vocabulary import note
from policykit.figures.workbook import Sheet
from policykit.model import Entity, Indicator, Period, Requirement, key_of
from policykit.model.reading import words
from policykit.text.normal import bare

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Observations", "read"]


def read(  # noqa: PLR0913 - what is known of a file, each with a usual value
    path: str | Path,
    requirements: Sequence[Requirement],
    *,
    division: str | None = None,
    as_of: date | None = None,
    year: int | None = None,
    needs: Needs | None = None,
    every: bool = False,
    data: bytes | None = None,
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
    year
        The only year that is judged, if one is: what later ones say was not to be known on that day, and may be later.
    needs
        `Needs.of(requirements, division)`, where many files are read for it.
    every
        Whether an error names every cell, and not one of many with their number.
    data
        The file's bytes, where they have been read.

    Returns
    -------
    What can be used, and beside it every problem of every sheet, each with its cell and what to do: a problem
    stops the requirements that need the cell, and no others.

    Raises
    ------
    PolicykitError
        Nothing of the file can be used: it is no table, too large, empty, has no header or no row that can be read.
    """
    path = Path(path)
    if division is not None and division not in Division.all():
        values = {"value": division, "hint": Division.hint(division)}
        raise PolicykitError([Diagnostic(Code.DATA_UNKNOWN_DIVISION, dict(values))])
    sheets, foreign = read_sheets(path, data)
    needs = needs or Needs.of(requirements, division)
    job = _Job(path.name, needs, division, as_of, year)
    job.read(sheets)
    if foreign:
        job.notes.insert(0, note(path.name, "external"))
    job.keep_bound(requirements)
    if not job.rows:
        raise PolicykitError(job.problems if every else gathered(job.problems))
    job.rows, problems, passed = joined(job.rows)
    _tell_apart(job.rows)
    job.problems += [*problems, *validate(job.rows, needs)]
    job.passed += passed
    return job.observations()


def _tell_apart(rows: Sequence[Row]) -> None:
    """Call divisions of one name by their places, too: 朝阳区 of 北京市 and of 长春市."""
    named: dict[str, set[str]] = {}
    for row in rows:
        if row.unit == Division.of(row.division).name:
            named.setdefault(row.unit, set()).add(row.division)
    for row in rows:
        if len(named.get(row.unit, ())) > 1:
            row.unit = Division.of(row.division).path


class _Job:
    """One file's reading: rows, notes and problems of all its sheets."""

    def __init__(
        self, file: str, needs: Needs, division: str | None, as_of: date | None, year: int | None
    ) -> None:
        self.file, self.needs, self.division, self.as_of, self.year = file, needs, division, as_of, year
        self.rows: list[Row] = []
        self.notes: list[str] = []
        self.problems: list[Diagnostic] = []
        self.passed: list[Passed] = []
        self.doubts: list[Doubt] = []
        self.fictional = ""

    def observations(self) -> Observations:
        """What was read; many problems or rows of one kind in one line."""
        passed = gathered_rows(self.passed)
        doubted = [f"{one.place}：{one.text}" for one in self.doubts]
        notes = [*self.notes, *doubted, *(f"{one.place}：{one.reason}" for one in passed if one.noted)]
        told = gathered(self.problems), passed, self.fictional
        return Observations(self.file, self.rows, notes, *told, self.problems, self.doubts)

    def read(self, sheets: Sequence[Sheet]) -> None:
        """Read every sheet that has a header; those of divisions first, since they say whose the others are."""
        self.fictional = _fictional(sheets)
        passed = {bare(word) for word in words()["passed_sheets"]}
        found = [sheet for sheet in sheets if bare(sheet.name) not in passed]
        heads = headers_of(self.needs)
        for sheet in sheets:
            if sheet not in found:
                self._unused(sheet, words()["notes"]["guide_sheet"])
        found = [part for sheet in found for part in tables(sheet, self.needs)]
        found = [upright(sheet, heads) for sheet in found]
        named = {sheet.name: kind_of(sheet.name, self.needs.entities) for sheet in found}
        found.sort(key=lambda sheet: self._rank(named[sheet.name]))
        read = [sheet for sheet in found if self._sheet(sheet, named[sheet.name])]
        if not read and not self.problems:
            self._report(Code.NO_HEADER, self.file, wanted=self._wanted())
        if not self.rows and not self.problems:
            self._report(Code.DATA_EMPTY, self.file)
        there = [entity for entity in named.values() if entity]
        absent = [entity for entity in self._asked().variables if there and entity not in there]
        if absent:
            names = "、".join(entity.label for entity in absent)
            self.notes.append(note(self.file, "missing_sheets", names=names))

    def _rank(self, entity: Entity | None) -> int:
        return self.needs.entities.index(entity) if entity else 0

    def _sheet(self, sheet: Sheet, entity: Entity | None) -> bool:
        for problem, cells in sheet.misfits:
            self.problems.append(problem)
            reason = f"{problem.code.value} {problem.message}"
            self.passed.append(Passed(problem.file or "", reason, 1, cells))
        header = find_header(sheet, self.needs)
        if header is None:
            self._unused(sheet, words()["notes"]["passed_sheet"].format(name=sheet.name))
            if entity is not None:
                self._report(Code.NO_HEADER, sheet.shown, wanted=self._wanted(entity))
            elif sheet.name and any(not cell.blank for row in sheet.rows for cell in row):
                self.notes.append(note(sheet.shown, "passed_sheet", name=sheet.name))
            return False
        self._hidden(sheet, header)
        kind = entity or self._entity_by_columns(header)
        day = self.as_of, self.year
        reader = Reader(sheet, header, self.needs, kind, self.division, self._division(), *day)
        rows = list(reader.rows())
        self.rows += rows
        self.notes += [*sheet.told, *header.notes]
        self.passed += reader.passed
        self.doubts += reader.doubts
        self.problems += [*header.problems, *reader.problems]
        if entity is not None:
            self._missing_columns(sheet, header, entity, rows or self.rows)
        return True

    def _hidden(self, sheet: Sheet, header: Header) -> None:
        """Say what of a sheet that is read nobody sees."""
        if sheet.hidden:
            self.notes.append(note(sheet.shown, "hidden_sheet", name=sheet.name))
        filled = range(header.row + 1, len(sheet.rows))
        rows = [
            at for at in filled if at in sheet.hidden_rows and any(not one.blank for one in sheet.rows[at])
        ]
        columns = [one.index for one in header.columns if one.index in sheet.hidden_columns]
        for places, name in (
            ([sheet.place(at, 0) for at in rows], "hidden_rows"),
            ([sheet.place(header.row, at) for at in columns], "hidden_columns"),
        ):
            if places:
                self.notes.append(note(places[0], name, count=len(places)))

    def _unused(self, sheet: Sheet, reason: str) -> None:
        """Account for what stands in a sheet that is not read."""
        filled = [sum(not cell.unreported for cell in row) for row in sheet.rows]
        for at, cells in enumerate(filled):
            if cells:
                self.passed.append(Passed(sheet.place(at, 0), reason, 1, cells))

    def _division(self) -> str | None:
        """The only division that the sheets read so far name."""
        named = {row.division for row in self.rows}
        return named.pop() if len(named) == 1 else None

    def _asked(self) -> Needs:
        """What is asked of the division of the file, or of the smallest that has all the rows read so far in it."""
        if self.division:
            return self.needs
        lineages = [Division.of(code).lineage for code in {row.division for row in self.rows}]
        common = (
            [division for division in lineages[0] if all(division in one for one in lineages)]
            if lineages
            else []
        )
        return self.needs.within(common[-1].code if common else None)

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

    def _missing_columns(self, sheet: Sheet, header: Header, entity: Entity, rows: Sequence[Row]) -> None:
        """Columns of the template of the rows' periods that the sheet has not: nothing is reported of those."""
        there = {column.name for column in header.columns}
        whole = {
            indicator.name: indicator
            for indicator in self.needs.indicators.values()
            if indicator.name in there
        }
        given = {variable.name for indicator in whole.values() for variable in indicator.variables}
        needs, periods = self._asked(), [Period.read(row.period) for row in rows if row.period]
        if rows and len(periods) == len(rows):
            needs = needs.during(*filter(None, periods))
        variables = needs.variables.get(entity, ())
        absent = [variable.label for variable in variables if variable.name not in there | given]
        if absent:
            self.notes.append(note(sheet.place(header.row, 0), "missing_columns", names="、".join(absent)))

    def _wanted(self, entity: Entity | None = None) -> str:
        """A few of the headers that are looked for."""
        headers = words()["template"]["headers"]
        entities = [entity] if entity else [Entity.COUNTY, *self.needs.variables]
        labels = [variable.label for entity in entities for variable in self.needs.variables.get(entity, ())]
        return "、".join([headers["unit"], headers["division"], *labels[:3]])

    def keep_bound(self, requirements: Sequence[Requirement]) -> None:
        """Leave out rows whose division no requirement binds, and that do not lie above one that some binds."""
        if self.division is not None:
            return
        kept, outside = [], {}
        for code in {row.division for row in self.rows}:
            own = Division.of(code)
            bound = any(requirement.applies_to(code) for requirement in requirements)
            if not bound and not any(code in own for rule in requirements for code in rule.binds):
                outside[code] = {"division": load("report")["refused"]["scope"], "value": own.name}
        for row in self.rows:
            if row.division in outside:
                values: dict[str, object] = {"code": row.division, **outside[row.division]}
                self.problems.append(Diagnostic(Code.DATA_OUTSIDE, values, file=row.place))
                self.passed.append(row.passed(self.problems[-1]))
            else:
                kept.append(row)
        self.rows = kept

    def _report(self, problem: Code, place: str, /, **values: object) -> None:
        self.problems.append(Diagnostic(problem, dict(values), file=place))


def _fictional(sheets: Sequence[Sheet]) -> str:
    """What the first rows of a file say of figures that are made up: a title, or names of units."""
    marks = words()["fictional"]
    cells = (cell.text for sheet in sheets for row in sheet.rows[: marks["rows"]] for cell in row)
    # A part holds a word only where its cell does.
    told = (text for text in cells if text and any(word in text for word in marks["words"]))
    parts = (part for text in told for part in re.split(marks["between"], text))
    return next((part for part in parts if any(word in part for word in marks["words"])), "")


@dataclass
class Observations:
    """What was reported: every row of the file is one of `rows` or counted in `passed`, every figure in it too.

    `problems` stop what they concern (`Row.unread` names it); `notes` say in Chinese what was passed over or taken
    to mean.
    """

    file: str
    rows: list[Row] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)
    passed: list[Passed] = field(default_factory=list)
    fictional: str = ""
    """The words of the file that call its figures made up; empty when none do."""
    every: list[Diagnostic] = field(default_factory=list)
    """The problems one by one, where `problems` has one line for many cells."""
    doubts: list[Doubt] = field(default_factory=list)
    """Rows of totals that are not the sum of their parts: nothing is judged by them."""

    @property
    def divisions(self) -> tuple[str, ...]:
        """Codes of the divisions that figures were reported for."""
        return tuple(sorted({row.division for row in self.rows}))

    def frame(self) -> pd.DataFrame:
        """The wide frame that `policykit.figures.evaluate` takes: a row per unit and year, floats."""
        import pandas as pd

        names = sorted({name for row in self.rows for name in (*row.figures, *row.unread)} - {OF_YEAR})
        stopped = {name for row in self.rows for name in row.unread}
        keys = {
            "unit": [row.unit for row in self.rows],
            "division": [row.division for row in self.rows],
            "entity": [row.entity.name for row in self.rows],
            "population": [row.population for row in self.rows],
            **({"period": [row.period for row in self.rows]} if any(row.period for row in self.rows) else {}),
            "year": self._column(OF_YEAR, stopped, [row.year for row in self.rows], "Int64"),
        }
        figures = {name: [row.figures.get(name, float("nan")) for row in self.rows] for name in names}
        columns = {key_of(name): self._column(name, stopped, figures[name], "float64") for name in names}
        return pd.DataFrame({**keys, **columns})

    def _column(self, name: str, stopped: set[str], values: list[Any], dtype: Any) -> pd.Series[Any]:  # noqa: ANN401 - any that pandas has
        """A column of values, with what is wrong where something is."""
        import pandas as pd

        if name not in stopped:
            return pd.Series(pd.array(values, dtype=dtype))
        read = zip(self.rows, values, strict=True)
        found = [Unread(row.unread[name]) if name in row.unread else value for row, value in read]
        return pd.Series(found, dtype="object")

    def results(
        self,
        requirements: Sequence[Requirement],
        as_of: date | None = None,
        *,
        year: int | None = None,
        applied: bool = True,
    ) -> list[Result]:
        """Every unit's figures judged by every requirement that concerns it; the options are those of `results`."""
        if not self.rows:
            return []
        return results(self.frame(), requirements, as_of=as_of, year=year, applied=applied)

    @property
    def years(self) -> list[int]:
        """The years that figures are of, in order."""
        return sorted({row.year for row in self.rows if row.places and row.year is not None})

    def one_year(self, found: Sequence[Result]) -> list[str]:
        """Of units with several years: that each requirement judges one, which are judged by none, how another is."""
        pairs = {(row.key[1:4], row.year) for row in self.rows if row.places and row.year is not None}
        if len({unit for unit, _ in pairs}) == len(pairs):
            return []
        wording, years = load("report")["report"], self.years
        judged = {result.year for result in found}
        named = "、".join(str(year) for year in years if year not in judged)
        none = wording["one_year_none"].format(years=named) if named else ""
        return [wording["one_year"].format(none=none) + wording["one_year_how"].format(year=years[0])]

    def account(self, requirements: Sequence[Requirement], found: Sequence[Result]) -> Account:
        """What became of every row and cell of the file, given its results with those that do not apply."""
        return account(self.rows, self.passed, requirements, found)

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
