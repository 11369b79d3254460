"""A sheet with its header → rows: whose figures, of which year, and the figures themselves."""

from __future__ import annotations

import math
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date

from policykit.base.diagnostics import Code
from policykit.base.division import Division
from policykit.figures.header import Column, unit_line
from policykit.figures.needs import is_share
from policykit.figures.row import OF_YEAR, Passed, Row
from policykit.figures.sheet_keys import SheetKeys
from policykit.figures.totals import Doubt, Line, doubts
from policykit.figures.vocabulary import keys_of, mark_of, note
from policykit.figures.workbook import fits
from policykit.model import Entity, Period
from policykit.model.keys import entity_of, read_span
from policykit.model.reading import Unreadable, read_day, read_figure, read_grade, words
from policykit.text.normal import bare, fold

__all__ = ["Reader", "kind_of"]

_DATED = ("period", "year")


def kind_of(name: str, entities: Iterable[Entity] = Entity.ALL) -> Entity | None:
    """The kind of unit that the name of a sheet names, whatever is written in brackets behind it.

    >>> kind_of("乡镇卫生院").name, kind_of("县（最终版）").name, kind_of("Sheet1")
    ('township_centre', 'county', None)
    """
    return next(filter(None, (entity_of(key, entities) for key in keys_of(name))), None)


@dataclass
class Reader(SheetKeys):
    """Reads the rows of one sheet."""

    as_of: date | None = None
    year: int | None = None
    passed: list[Passed] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)

    def rows(self) -> list[Row]:
        """Every row below the header that is about a unit; the others are in `passed`, problems in `problems`."""
        self.bare: dict[int, tuple[Column, list[tuple[int, Row]]]] = {}
        self._words = {
            name: tuple(map(bare, words()[name])) for name in ("described", "totals", "parts", "footers")
        }
        self._wanted = {entity: self.needs.wanted(entity) for entity in self.needs.entities}
        self._columns = {column.index for column in self.header.columns}
        self._figures = self.header.figures
        found = []
        lines: list[Line] = []
        for index in range(self.header.row + 1, len(self.sheet.rows)):
            if all(cell.blank for cell in self.sheet.rows[index]):
                continue
            known = len(self.problems)
            reason, noted = self._aside(index)
            row = None if reason else self._row(index)
            if row is not None:
                found.append(row)
                lines.append(Line(row, row.figures))
                self._surplus(index)
                continue
            if reason == words()["notes"]["total_row"]:
                lines.append(self._total(index))
            if not reason:
                reasons = [f"{one.code.value} {one.message}" for one in self.problems[known:]]
                reason = "".join(reasons[:1]) or words()["notes"]["blank_row"]
            cells = len(self._filled(index)) + len(self._beside(index))
            self.passed.append(Passed(self.sheet.place(index, 0), reason, 1, cells, noted))
        for column, bare_cells in self.bare.values():
            self._percentages(column, bare_cells)
        self.doubts = list(doubts(lines))
        return found

    def _total(self, index: int) -> Line:
        """A row of totals: what it is the total of is found when all rows are read."""
        # 黄山市合计 may be of the rows above or below it: only a bare word is compared with its parts.
        texts = (cell.text for cell in self.sheet.rows[index])
        word = next((text for text in texts if bare(text).startswith(self._words["totals"])), "")
        told = {column.name: column for column in self._figures}
        figures, places = {}, {}
        for name, column in told.items():
            with suppress(Unreadable):
                cell = self.sheet.cell(index, column.index)
                if not cell.unreported and not cell.formula:
                    figures[name] = self._read(column, index)[0]
                    places[name] = self.sheet.place(index, column.index)
        span = self._span(index)
        of = None if span.year is None else (span.year, span.period.label if span.period else "")
        return Line(
            None, figures, bare(word), {name: column.meaning for name, column in told.items()}, places, of
        )

    def _filled(self, index: int) -> list[Column]:
        """The columns of figures in which a row says something."""
        cells, width = self.sheet.rows[index], len(self.sheet.rows[index])
        return [one for one in self._figures if one.index < width and not cells[one.index].unreported]

    def _beside(self, index: int) -> list[int]:
        """The other columns, of no known meaning, in which it does."""
        return [
            at
            for at, cell in enumerate(self.sheet.rows[index])
            if at not in self._columns and not cell.unreported
        ]

    def _surplus(self, index: int) -> None:
        """What a row of figures holds in columns that have no meaning here."""
        for column in self._beside(index):
            reason = self.header.passed.get(column, words()["notes"]["headless"])
            self.passed.append(Passed(self.sheet.place(index, column), reason, cells=1))

    def _aside(self, index: int) -> tuple[str, bool]:
        """Why a row is no row of figures (a total, a line about the form, the header again), and whether to say so."""
        notes: dict[str, str] = words()["notes"]
        first = next(cell.text for cell in self.sheet.rows[index] if not cell.blank)
        filled = sum(not cell.blank for cell in self.sheet.rows[index])
        if bare(first) in self._words["described"] or (filled == 1 and unit_line(first)):
            return notes["described_row"], False
        told = {bare(first), bare(self._text(index, "unit"))}
        if any(text.endswith(self._words["totals"]) for text in told):
            return notes["total_row"], True
        for listed, wording in (("totals", "total_row"), ("parts", "part_row"), ("footers", "footer_row")):
            if self._begins(index, listed):
                return notes[wording], True
        cells = [(self.sheet.cell(index, column.index), column) for column in self.header.columns]
        if all(cell.blank for cell, _ in cells):
            return notes["outside_row"], False
        repeated = all(cell.text == column.header for cell, column in cells)
        return (notes["header_row"] if repeated else ""), False

    def _begins(self, index: int, listed: str) -> bool:
        """Whether the row begins with one of the words of a list."""
        filled = [cell for cell in self.sheet.rows[index] if not cell.blank]
        near = self.sheet.rows[index][: words()["reading"]["heads"]]
        heads = [bare(cell.text) for cell in (filled if len(filled) == 1 else near) if not cell.blank]
        if not any(head.startswith(self._words[listed]) for head in heads):
            return False
        return listed != "footers" or not any(self._is_figure(one, index) for one in self._filled(index))

    def _is_figure(self, column: Column, index: int) -> bool:
        """Whether a cell can be read: 审核人 beside 填报人 may stand below a head of figures."""
        try:
            self._read(column, index)
        except Unreadable:
            return False
        return True

    def _ragged(self, index: int) -> bool:
        """Whether a row of delimited text does not fit the header: a figure may stand in another's column."""
        cells, wanted = self.sheet.rows[index], self.header.width
        is_ragged = not self.sheet.name and not fits(cells, wanted, self.header.fields)
        if is_ragged:
            self._report(Code.RAGGED_ROW, index, found=len(cells), wanted=wanted)
        return is_ragged

    def _row(self, index: int) -> Row | None:
        if self._ragged(index):
            return None
        unit = self._unit(index)
        if not (unit or self._text(index, "unit") or self._text(index, "division") or self._filled(index)):
            return None
        code = self._division(index, unit or self._named)
        entity = self._entity(index, code)
        if entity is not None and entity.level is None and not unit:
            if self._filled(index):
                self._report(Code.NO_UNIT, index, "unit", entity=entity.label)
            return None
        if code is None or entity is None:
            return None
        place = self.sheet.place(index, self._index("unit", "division"))
        is_own = entity.level is None or (unit and Division.find(unit) is None)
        named = unit if is_own else Division.of(code).name
        row = Row(named, code, entity, None, place, self._population(index))
        self._year(index, row)
        for column in self._figures:
            self._figure(index, column, row)
        return row

    def _population(self, index: int) -> str:
        """The groups with the marks that specs write them with, which a cell's text has lost."""
        return self._text(index, "population").replace(";", "；").replace(",", "，")

    def _year(self, index: int, row: Row) -> None:
        span = self._span(index)
        row.dated = next(
            (self.sheet.place(index, self._index(name)) for name in _DATED if self._written(index, name)), ""
        )
        if span.problem is not None:
            code, values = span.problem
            is_year = read_span(None, self._written(index, "year")).problem is not None
            self._report(code, index, "year" if is_year else "period", **values)
            row.stop(self.problems[-1], OF_YEAR)
            return
        row.year, row.period = span.year, span.period.label if span.period is not None else ""

    def _figure(self, index: int, column: Column, row: Row) -> None:
        cell, place = self.sheet.cell(index, column.index), self.sheet.place(index, column.index)
        if cell.formula or cell.text.startswith("#"):
            code = Code.NO_CACHED_VALUE if cell.formula else Code.CELL_ERROR
            self._stop(code, index, column, row)
            return
        if cell.unreported:
            if column.name in self._wanted[row.entity]:
                row.blanks[column.name] = place
            return
        if column.name not in self._wanted[row.entity]:
            owner = column.meaning.entity.label if column.meaning else ""
            reason = words()["notes"]["elsewhere"].format(name=column.header, entity=owner)
            self.passed.append(Passed(place, reason, cells=1, noted=True))
            return
        if column.period is not None and not row.is_of(column.period):
            shown = row.period or (Period(row.year).label if row.year else words()["undated"])
            self._stop(Code.OTHER_PERIOD, index, column, row, period=column.period.label, own=shown)
            return
        try:
            value, bare = self._read(column, index, row.year)
        except Unreadable as error:
            mark = mark_of(cell.text) if error.code in {Code.NOT_A_NUMBER, Code.BAD_UNIT} else ""
            code = Code.FOOTNOTE_MARK if mark else error.code
            self._stop(code, index, column, row, **{**error.values, **({"mark": mark} if mark else {})})
            return
        for again in self.header.again.get(column.name, ()):
            if self._differs(again, index, value, row.year):
                self._stop(Code.DUPLICATE_COLUMN, index, again, row, first=place)
                return
        row.figures[column.name], row.places[column.name] = value, place
        if bare:
            self.bare.setdefault(column.index, (column, []))[1].append((index, row))

    def _differs(self, column: Column, index: int, value: float, year: int | None) -> bool:
        """Whether the same figure, written once more, is another: which of the two is right nobody knows."""
        if self.sheet.cell(index, column.index).unreported:
            return False
        try:
            return not math.isclose(self._read(column, index, year)[0], value)
        except Unreadable:
            return True

    def _read(self, column: Column, index: int, year: int | None = None) -> tuple[float, bool]:
        cell, meaning = self.sheet.cell(index, column.index), column.meaning
        if meaning is not None and meaning.grades:
            value = cell.value if cell.text in meaning.grades else fold(cell.text)
            return read_grade(value, meaning.grades), False
        if meaning is not None and meaning.is_date:
            last = None if self.year is not None and (year or self.year) > self.year else self.as_of
            # A number is no day to a spreadsheet, unless it is shown as one.
            return read_day(cell.value if isinstance(cell.value, date) else cell.text, last), False
        rest = cell.text.lstrip("+-0123456789,. ")
        if rest in words()["magnitudes"] and column.unit.startswith(tuple(words()["magnitudes"])):
            raise Unreadable(Code.AMBIGUOUS_MAGNITUDE, unit=column.unit)
        return read_figure(cell.value, meaning.unit if meaning else "", column.factor, percent=cell.percent)

    def _percentages(self, column: Column, cells: list[tuple[int, Row]]) -> None:
        """0.85 means 85% when no number of the column is above 1; a column that mixes both is ambiguous.

        So is 0.85 in a column that is no share: a growth of 0.85% is nothing unusual.
        """
        values = {index: row.figures[column.name] for index, row in cells}
        small = [index for index, value in values.items() if 0 < abs(value) <= 1]
        if not small:
            return
        fractions = len(small) == sum(value != 0 for value in values.values())
        if fractions and is_share(column.meaning) and any(values[index] < 1 for index in small):
            for _, row in cells:
                row.figures[column.name] = round(row.figures[column.name] * 100, 9)
            place = self.sheet.place(self.header.row, column.index)
            self.header.notes.append(note(place, "fractions", name=column.header))
            return
        for index, row in cells:
            if index in small:
                self._stop(Code.AMBIGUOUS_PERCENT, index, column, row)

    def _stop(self, problem: Code, index: int, column: Column, row: Row, /, **values: object) -> None:
        """What stands in a cell of a row cannot be used."""
        found = self.sheet.problem(problem, index, column.index, **{"name": column.header, **values})
        self.problems.append(found)
        row.places[column.name] = self.sheet.place(index, column.index)
        row.stop(found, column.name)
