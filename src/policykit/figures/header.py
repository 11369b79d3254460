"""The header of a sheet: which row it is, and what each of its columns holds."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from rapidfuzz import fuzz, process

from policykit.base.diagnostics import Code, Diagnostic
from policykit.figures.needs import Needs
from policykit.figures.vocabulary import keys_of, note
from policykit.figures.workbook import Sheet
from policykit.model import Indicator, Variable
from policykit.model.reading import plain, unit_factor, words
from policykit.text.normal import bare

__all__ = ["Column", "Header", "find_header"]

_UNIT = re.compile(r"[(（\[【]([^()（）\[\]【】]*)[)）\]】]\s*$")
_SHORTEST = 2
"""A label of so many characters keeps its last."""


@dataclass(frozen=True)
class Column:
    """What one column holds: a key (`unit`, `division` …), a variable, or an indicator's own value."""

    index: int
    name: str
    header: str
    meaning: Variable | Indicator | None = None
    factor: float = 1.0


@dataclass
class Header:
    """The header's row (from 0), its columns, and what is wrong or worth a word."""

    row: int
    columns: list[Column] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    passed: dict[int, str] = field(default_factory=dict)
    """Columns that are not used, and why."""

    def keyed(self, name: str) -> Column | None:
        """The column with this key, if there is one."""
        return next(
            (column for column in self.columns if column.meaning is None and column.name == name), None
        )

    def refuse(self, problem: Diagnostic, index: int) -> None:
        """A column that cannot be used."""
        self.problems.append(problem)
        self.passed[index] = f"{problem.code.value} {problem.message}"

    @property
    def figures(self) -> tuple[Column, ...]:
        """The columns of variables and indicators."""
        return tuple(column for column in self.columns if column.meaning is not None)


def find_header(sheet: Sheet, needs: Needs) -> Header | None:
    """The first row that names the most columns; titles above it are passed. `None` when no row names any."""
    known = _Known(needs)
    reading = words()["reading"]
    best, most = None, 0
    for row in range(min(len(sheet.rows), reading["deepest"])):
        found = [known.find(text) for text in _heads(sheet, row) if text]
        named = sum(meaning is not None for meaning in found)
        if named > most and (named >= reading["enough"] or len(found) <= reading["enough"]):
            best, most = row, named
    if best is None:
        return None
    header = _header(sheet, best, known)
    _units_below(sheet, header)
    return header


def _heads(sheet: Sheet, row: int) -> list[str]:
    """The texts of a row; where it is blank those above it, as in a header of two rows with merged cells."""
    merged = words()["reading"]["merged"]
    columns = range(max(len(cells) for cells in sheet.rows[max(0, row - merged) : row + 1]))
    above = range(row, max(-1, row - merged - 1), -1)
    return [
        next((sheet.cell(index, column).text for index in above if sheet.cell(index, column).text), "")
        for column in columns
    ]


class _Known:
    """Every name that a column may have."""

    def __init__(self, needs: Needs) -> None:
        self.meanings: dict[str, tuple[str, Variable | Indicator | None]] = {}
        for indicator in needs.indicators.values():
            for name in (indicator.name, *indicator.names):
                self.meanings[bare(name)] = (indicator.name, indicator)
        counted = words()["reading"]["counted"]
        for variables in needs.variables.values():
            for variable in variables:
                short = (
                    variable.label.removesuffix(counted)
                    if len(variable.label) > _SHORTEST
                    else variable.label
                )
                for name in (variable.name, *variable.aliases, variable.label, short):
                    self.meanings[bare(name)] = (variable.name, variable)
        for name, headers in words()["keys"].items():
            self.meanings.update({bare(header): (name, None) for header in (name, *headers)})

    def find(self, text: str) -> tuple[str, Variable | Indicator | None] | None:
        return next((self.meanings[key] for key in keys_of(text) if key in self.meanings), None)

    def near(self, text: str) -> str | None:
        """The header that was probably meant."""
        labels = {meaning.label: None for _, meaning in self.meanings.values() if meaning is not None}
        found = process.extract(
            bare(text),
            list(labels),
            scorer=fuzz.ratio,
            processor=bare,
            score_cutoff=words()["reading"]["near"],
            limit=1,
        )
        return found[0][0] if found else None


def _header(sheet: Sheet, row: int, known: _Known) -> Header:
    header = Header(row)
    seen: dict[tuple[str, bool], str] = {}
    passed = {bare(word) for word in words()["passed_columns"]}
    for index, text in enumerate(_heads(sheet, row)):
        if not text:
            continue
        if bare(text) in passed:
            header.passed[index] = words()["notes"]["beside_column"].format(name=text)
            continue
        found = known.find(text)
        if found is None:
            _unknown(sheet, header, index, text, known)
            continue
        name, meaning = found
        key = (name, meaning is None)
        if key in seen:
            header.refuse(sheet.problem(Code.DUPLICATE_COLUMN, row, index, name=text, first=seen[key]), index)
            continue
        seen[key] = sheet.place(row, index)
        factor = _factor(sheet, header, index, text, meaning)
        if factor is not None:
            header.columns.append(Column(index, name, text, meaning, factor))
    return header


def _unknown(sheet: Sheet, header: Header, index: int, text: str, known: _Known) -> None:
    if not sheet.cell(header.row, index).text:
        return  # a title above, or a group of columns
    near = known.near(text)
    if near is None:
        header.notes.append(note(sheet.place(header.row, index), "passed_column", name=text))
        header.passed[index] = words()["notes"]["passed_column"].format(name=text)
    else:
        values = {"name": text, "near": near}
        header.refuse(sheet.problem(Code.UNKNOWN_COLUMN, header.row, index, **values), index)


def _factor(
    sheet: Sheet, header: Header, index: int, text: str, meaning: Variable | Indicator | None
) -> float | None:
    """What a column's figures are multiplied with; `None` when they are in a unit of another kind."""
    match = _UNIT.search(plain(text))
    if meaning is None or match is None or meaning.is_date or meaning.grades:
        return 1.0
    factor = unit_factor(match[1], meaning.unit)
    if factor is None and _is_unit(match[1]):
        values = {"unit": meaning.unit, "written": match[1]}
        header.refuse(sheet.problem(Code.BAD_UNIT, header.row, index, **values), index)
        return None
    return factor or 1.0


def _units_below(sheet: Sheet, header: Header) -> None:
    """A row of units below the header says in what its columns are counted."""
    below = header.row + 1
    if below >= len(sheet.rows):
        return
    texts = {column.index: sheet.cell(below, column.index).text for column in header.figures}
    if not any(texts.values()) or not all(not text or _is_unit(text.strip("()")) for text in texts.values()):
        return
    header.row = below
    for column in header.figures:
        text = texts[column.index].strip("()")
        factor = unit_factor(text, column.meaning.unit) if text and column.meaning else column.factor
        at = header.columns.index(column)
        if factor is None:
            values = {"unit": column.meaning.unit if column.meaning else "", "written": text}
            header.refuse(sheet.problem(Code.BAD_UNIT, below, column.index, **values), column.index)
            del header.columns[at]
        else:
            header.columns[at] = replace(column, factor=factor)


def _is_unit(text: str) -> bool:
    """Whether the words in a header's brackets are a unit at all."""
    groups: list[list[str]] = words()["same_units"]
    unit = text.lstrip("".join(words()["magnitudes"]))
    return any(unit in group for group in groups)
