"""The header of a sheet: which row it is, and what each of its columns holds."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from policykit.base.diagnostics import Code, Diagnostic
from policykit.figures.names import PER, Known, known_in
from policykit.figures.needs import Needs
from policykit.figures.vocabulary import counted_in, head_in, is_other, is_unit, note, qualified, unit_of
from policykit.figures.workbook import Cell, Sheet, filled
from policykit.model import Indicator, Period, Variable
from policykit.model.reading import Unreadable, plain, read_figure, read_grade, unit_factor, words
from policykit.text.normal import bare

__all__ = ["Column", "Header", "find_header", "unit_line"]

_BELOW = "below"
_LINE = re.compile(r"(?:^|[^\w])(?:计量|金额|数据|货币)?单位\s*[:：]\s*([^()（）]+)")


@dataclass(frozen=True)
class Column:
    """What one column holds: a key (`unit`, `division` …), a variable, or an indicator's own value."""

    index: int
    name: str
    header: str
    meaning: Variable | Indicator | None = None
    factor: float = 1.0
    unit: str = ""
    """The unit that the header, a row below it or a line above the table names."""
    period: Period | None = None
    """The year or part of one that the header names: no other may be read from it."""


@dataclass
class Header:
    """The header's row (from 0), its columns, and what is wrong or worth a word."""

    row: int
    """The last row of it, which may be one of units."""
    columns: list[Column] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    passed: dict[int, str] = field(default_factory=dict)
    """Columns that are not used, and why."""
    again: dict[str, list[Column]] = field(default_factory=dict)
    """Further columns of a figure, which may say something else than the first."""
    width: int = 0
    """How many columns it has, with those that are not used."""
    fields: int = 0
    """How many fields its row of delimited text has, with blank ones behind."""

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
    known = known_in(needs)
    reading = words()["reading"]
    best, most = None, 0
    for row in sheet.top:
        found = [known.find(text) for text in _heads(sheet, row) if text]
        named = sum(meaning is not None for meaning in found)
        if named > most and (named >= reading["enough"] or len(found) <= reading["enough"]):
            best, most = row, named
    if best is None:
        return None
    header = _header(sheet, best + _is_split(sheet, best, known), known)
    _numbers_below(sheet, header)
    _units_below(sheet, header)
    _numbers_below(sheet, header)
    _unit_lines(sheet, header)
    return header


def unit_line(text: str) -> list[str]:
    """The units that a line beside a table names; empty when it is no such line.

    >>> unit_line("单位：万元、人次"), unit_line("2026年收入表（单位：元）"), unit_line("填报单位：歙县")
    (['万元', '人次'], ['元'], [])
    """
    match = _LINE.search(plain(text))
    units = re.split(r"[、,，;；/和及\s]+", match[1].strip()) if match else []
    return units if units and all(map(is_unit, units)) else []


def _heads(sheet: Sheet, row: int) -> list[str]:
    """The texts of a row; where it is blank those above it, as in a header of two rows with merged cells."""
    lines = sheet.rows[max(0, row - words()["reading"]["merged"]) : row + 1]
    texts = [""] * max(map(len, lines))
    for line in lines:
        for column, cell in enumerate(line):
            if cell.text:
                texts[column] = cell.text
    return texts


def _is_split(sheet: Sheet, row: int, known: Known) -> bool:
    """Whether the head of a figure goes on in the row below: 医药费用 above 计划 and 实际."""
    if row + 1 >= len(sheet.rows):
        return False
    told, found = _heads(sheet, row), False
    for column, cell in enumerate(sheet.rows[row + 1]):
        head = told[column] if column < len(told) else ""
        if cell.unreported or cell.text == head:
            continue
        group = next(filter(None, reversed(told[: column + 1])), "")
        meant = known.head(group)
        meaning = known.meanings[meant.key][1] if meant is not None else None
        if meaning is None or _is_figure(cell, meaning):
            return False
        parted = head_in(qualified("x", cell.text), {"x": ""})
        is_alone = is_unit(cell.text.strip("()"))
        # A word below one head may be a figure; below a head of two columns it tells which is which.
        found |= not is_alone and (
            not head or is_other(cell.text) or (parted is not None and not parted.other)
        )
    return found


def _is_figure(cell: Cell, meaning: Variable | Indicator) -> bool:
    """Whether a cell below a head is a figure, and so no part of the head."""
    if not isinstance(cell.value, str):
        return True
    try:
        if meaning.grades:
            read_grade(cell.text, meaning.grades)
        else:
            read_figure(cell.text, meaning.unit)
    except Unreadable:
        return False
    return True


def _composed(sheet: Sheet, row: int, known: Known) -> list[str]:
    """The heads of a row with what stands above them, where that is part of what they say, or counts them."""
    texts = _heads(sheet, row)
    is_group = row > 0 and filled(sheet.rows[row - 1]) > 1  # one alone is a title
    group = ""
    for column in range(len(texts)):
        above = sheet.cell(row - 1, column).text if row else ""
        group = above or group
        own = sheet.cell(row, column).text
        if not own or not group or own == above:
            continue
        meant, over = known.head(own), known.head(group)
        if meant is None and over is not None and known.meanings[over.key][1] is not None:
            texts[column] = qualified(group, own)
        elif meant is not None and (meaning := known.meanings[meant.key][1]) is not None:
            if is_other(group):
                texts[column] = qualified(own, group)
            elif is_group:
                texts[column] = counted_in(own, group, meaning.unit)
    return texts


def _beside_time(heads: Iterable[str], known: Known) -> set[str]:
    """Heads that are those of a time only where no other of a row says the year or the part of one."""
    loose = {bare(word) for word in words()["loose_periods"]}
    others = [known.find(text) for text in heads if text and bare(text) not in loose]
    return loose if {("year", None), ("period", None)} & set(filter(None, others)) else set()


def _passes_moments(sheet: Sheet, header: Header, index: int, text: str) -> bool:
    """Pass over a column of a time whose cells are days or hours, when it was filled in; whether it is one."""
    if bare(text) not in {bare(word) for word in words()["loose_periods"]}:
        return False
    texts = {cells[index].text for cells in sheet.rows[header.row + 1 :] if index < len(cells)}
    found = [re.fullmatch(words()["reading"]["moment"], below) for below in texts]
    # A spreadsheet keeps a month as its first day.
    if not any(match and not match[1] for match in found) or any(map(Period.read, texts)):
        return False
    header.passed[index] = words()["notes"]["moments"].format(name=text)
    header.notes.append(note(sheet.place(header.row, index), "moments", name=text))
    return True


def _header(sheet: Sheet, row: int, known: Known) -> Header:
    header = Header(row, width=filled(sheet.rows[row]), fields=len(sheet.rows[row]))
    seen: dict[tuple[str, bool], int] = {}
    beside = ""
    heads = _composed(sheet, row, known)
    passed = {bare(word) for word in words()["passed_columns"]} | _beside_time(heads, known)
    for index, text in enumerate(heads):
        if not text:
            continue
        if bare(text) in passed or _passes_moments(sheet, header, index, text):
            header.passed.setdefault(index, words()["notes"]["beside_column"].format(name=text))
            continue
        found, times = known.find(text), 1.0
        if found is None and (other := known.per_head(text)) is not None:
            found, times = known.find(other[0]), other[1]
            header.notes.append(note(sheet.place(row, index), "per_head", name=text, label=other[0]))
        if found is None:
            _unknown(sheet, header, index, text, known)
            continue
        name, meaning = found
        key = (name, meaning is None)
        if key in seen and name != _BELOW:  # 乡镇 and 村 may stand beside each other
            beside = _twice(sheet, header, seen[key], Column(index, name, text, meaning, times)) or beside
            continue
        if beside and meaning is not None:
            header.notes.append(note(sheet.place(row, index), "beside_table", name=text, key=beside))
            header.passed[index] = words()["notes"]["beside_table"].format(name=text, key=beside)
            continue
        seen[key] = index
        factor = _factor(sheet, header, index, text, meaning)
        if factor is not None:
            unit = unit_of(text, meaning.unit) if meaning is not None else ""
            head = known.head(text)
            period = head.period if head is not None else None
            header.columns.append(Column(index, name, text, meaning, factor * times, unit, period))
    # The last may stand in the row above, where the heads are of two rows.
    header.width = max([header.width, *(at + 1 for at in (*seen.values(), *header.passed))])
    return header


def _twice(sheet: Sheet, header: Header, first: int, column: Column) -> str:
    """A further column of the same, which is refused; its head, where a table beside the first begins with it."""
    name, meaning, row = column.header, column.meaning, header.row
    told = {"name": name, "first": sheet.place(row, first)}
    header.refuse(sheet.problem(Code.DUPLICATE_COLUMN, row, column.index, **told), column.index)
    if meaning is None:
        return name if _differ(sheet, row, first, column.index) else ""
    unit = unit_of(name, meaning.unit)
    factor = (unit_factor(unit, meaning.unit) or 1.0) * column.factor
    header.again.setdefault(column.name, []).append(replace(column, factor=factor, unit=unit))
    return ""


def _differ(sheet: Sheet, row: int, one: int, other: int) -> bool:
    """Whether what stands below two heads is not the same: the second begins a table beside the first."""
    pairs = ((sheet.cell(at, one).text, sheet.cell(at, other).text) for at in range(row + 1, len(sheet.rows)))
    return any(told and told != first for first, told in pairs)


def _unknown(sheet: Sheet, header: Header, index: int, text: str, known: Known) -> None:
    if not sheet.cell(header.row, index).text:
        return  # a title above, or a group of columns
    head = known.head(text)
    if head is not None and (meaning := known.meanings[head.key][1]) is not None:
        values = {"name": text, "written": head.other, "label": meaning.label}
        header.notes.append(note(sheet.place(header.row, index), "qualified_column", **values))
        header.passed[index] = words()["notes"]["qualified_column"].format(**values)
        return
    near = known.near(text) or known.near_per_head(text)
    if near is None:
        header.notes.append(note(sheet.place(header.row, index), "passed_column", name=text))
        header.passed[index] = words()["notes"]["passed_column"].format(name=text)
    else:
        values = {"name": text, "near": near}
        own, asked = (PER.search(plain(one)) for one in (text, near))
        code = Code.UNKNOWN_COLUMN if (own and own[2]) == (asked and asked[2]) else Code.OTHER_BASE
        header.refuse(sheet.problem(code, header.row, index, **values), index)


def _factor(
    sheet: Sheet, header: Header, index: int, text: str, meaning: Variable | Indicator | None
) -> float | None:
    """What a column's figures are multiplied with; `None` when they are in a unit of another kind."""
    if meaning is None or meaning.is_date or meaning.grades:
        return 1.0
    unit = unit_of(text, meaning.unit)
    factor = unit_factor(unit, meaning.unit)
    if factor is None:
        values = {"unit": meaning.unit, "written": unit}
        header.refuse(sheet.problem(Code.BAD_UNIT, header.row, index, **values), index)
    return factor if unit else 1.0


def _numbers_below(sheet: Sheet, header: Header) -> None:
    """A row of column numbers below the header (甲 乙 1 2, 栏次, 3=1/2) is a part of it."""
    below = header.row + 1
    if below >= len(sheet.rows):
        return
    found = [cell.text for cell in sheet.rows[below] if not cell.blank]
    matches = [re.fullmatch(words()["reading"]["numbering"], text) for text in found]
    if len(found) <= 1 or not all(matches):
        return
    numbers = [int(match[1]) for match in matches if match is not None and match[1]]
    if numbers == list(range(1, len(numbers) + 1)) and (len(numbers) > 1 or len(numbers) < len(found)):
        header.row = below


def _units_below(sheet: Sheet, header: Header) -> None:
    """A row of units below the header says in what its columns are counted."""
    below = header.row + 1
    if below >= len(sheet.rows):
        return
    texts = {column.index: sheet.cell(below, column.index).text for column in header.figures}
    if not any(texts.values()) or not all(not text or is_unit(text.strip("()")) for text in texts.values()):
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
            header.columns[at] = replace(column, factor=factor, unit=text or column.unit)


def _unit_lines(sheet: Sheet, header: Header) -> None:
    """A line above or below the table says in what the columns are counted that do not say so themselves."""
    lines = [cell.text for row in sheet.rows[: header.row] for cell in row]
    for row in sheet.rows[header.row + 1 :]:
        filled = [cell.text for cell in row if not cell.blank]
        lines += filled if len(filled) == 1 else []
    units = list(dict.fromkeys(unit for text in lines for unit in unit_line(text)))
    for column in header.figures:
        meaning = column.meaning
        if not units or column.unit or meaning is None or meaning.is_date or meaning.grades:
            continue
        fitting = [
            unit
            for unit in units
            if unit_factor(unit, meaning.unit) is not None and not _is_bare(unit, meaning)
        ]
        if len(fitting) > 1:
            values = {"unit": meaning.unit, "written": "、".join(fitting)}
            header.refuse(sheet.problem(Code.BAD_UNIT, header.row, column.index, **values), column.index)
            header.columns.remove(column)
        elif fitting:
            factor = unit_factor(fitting[0], meaning.unit) or 1.0
            header.columns[header.columns.index(column)] = replace(
                column, factor=column.factor * factor, unit=fitting[0]
            )
            if factor != 1:
                place = sheet.place(header.row, column.index)
                header.notes.append(note(place, "unit_line", name=column.header, unit=fitting[0]))


def _is_bare(unit: str, meaning: Variable | Indicator) -> bool:
    """Whether a unit is only a magnitude (万), which says nothing of a share."""
    return unit in words()["magnitudes"] and meaning.unit in {"%", "‰"}
