"""The keys of a row of a sheet, read: whose figures it holds, and of when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from policykit.base.diagnostics import Code, Diagnostic
from policykit.base.division import Division
from policykit.figures.header import Header
from policykit.figures.limits import limit
from policykit.figures.needs import Needs
from policykit.figures.vocabulary import keys_of
from policykit.figures.workbook import Sheet
from policykit.model import Entity, Period
from policykit.model.keys import Span, entity_of, is_below, is_other, read_span
from policykit.model.reading import words
from policykit.text.normal import bare

__all__ = ["SheetKeys"]

_YEAR = 12


@dataclass
class SheetKeys:
    """Reads the keys of the rows of one sheet.

    All rows must lie in `division`, if that is given; rows that do not say are about it, or about `assumed`.
    """

    sheet: Sheet
    header: Header
    needs: Needs
    entity: Entity | None = None
    division: str | None = None
    assumed: str | None = None
    problems: list[Diagnostic] = field(default_factory=list, kw_only=True)
    hinted: int = field(default=0, kw_only=True)

    def __post_init__(self) -> None:
        """What the sheet as a whole says: its name and its titles."""
        self._own = frozenset(map(bare, words()["own"]))
        titles = self.sheet.titles(self.header.row)
        has_keys = self.header.keyed("unit") or self.header.keyed("division")
        self._named = "" if has_keys else self._whose(titles)
        parts = (one.label for one in map(Period.within, titles) if one is not None and one.months < _YEAR)
        self._titled = next(parts, None)

    def _whose(self, titles: Sequence[str]) -> str:
        """The division that a sheet without a column for it is called by, or else its title: 休宁县2026年….

        A county may fill in a form of its city, whose title says no more of it.
        """
        named = [key for key in keys_of(self.sheet.name) if Division.find(key) is not None]
        own = self.division or self.assumed
        titled = filter(None, map(_division_in, titles))
        return next(iter(named), "") or next(
            (one.path for one in titled if own is None or own not in one), ""
        )

    def _text(self, index: int, name: str) -> str:
        column = self.header.keyed(name)
        return self.sheet.cell(index, column.index).text if column else ""

    def _unit(self, index: int) -> str:
        """The unit's name; of a division without what is written around it: 歙县（最终版）, 本县."""
        unit = self._text(index, "unit")
        if not self._is_division(index):
            return unit or self._below(index)
        if self._below(index) and not is_below(unit):
            return self._below(index)
        if bare(unit) in self._own:
            return ""
        if not unit or Division.candidates(unit):
            return unit
        body = re.fullmatch(words()["reading"]["body"], unit)
        names = (*keys_of(unit), *([body[1]] if body else []))
        return next((key for key in names if Division.candidates(key)), unit)

    def _below(self, index: int) -> str:
        """What a row is of that lies in a county, where a column is for it; a number there is how many there are."""
        columns = (one for one in self.header.columns if one.meaning is None and one.name == "below")
        texts = (self.sheet.cell(index, one.index) for one in columns)
        says = (one.text for one in texts if not one.unreported and not "0" <= one.text[:1] <= "9")
        found = (text for text in says if bare(text) not in self._own and not Division.candidates(text))
        return next(found, "")

    def _is_division(self, index: int) -> bool:
        """Whether the figures of a row may be those of a division, as far as the sheet and the row say its kind."""
        written = self._text(index, "entity")
        kind = entity_of(written, self.needs.entities) if written else self.entity
        return kind is None or kind.level is not None

    def _index(self, *names: str) -> int:
        found = (self.header.keyed(name) for name in names)
        return next((column.index for column in found if column), 0)

    def _division(self, index: int, unit: str) -> str | None:
        written = self._text(index, "division")
        found = Division.find(written or unit, self.division, replaced=False)
        if written and found is None:
            found = Division.find(written, replaced=False)
            if found is None:
                self._report(Code.DATA_UNKNOWN_DIVISION, index, "division", hint=self._hint(written))
            else:
                name = Division.of(self.division or "").name
                self._report(Code.DATA_OUTSIDE, index, "division", code=found.code, division=name)
            return None
        if found is None and (self.division or self.assumed) is not None:
            return self._assumed(index, unit)
        if found is None:
            names = ("unit", "division") if unit else ("division", "unit")
            self._report(Code.NO_DIVISION, index, *names, hint=self._hint(unit))
        elif written and self._contradicts(index, found, unit):
            return None
        return found.code if found else None

    def _hint(self, written: str) -> str:
        """Which division may be meant. To look for it takes long: not for each row of a file of nonsense."""
        self.hinted += 1
        return Division.hint(written) if written and self.hinted <= limit("hints") else ""

    def _assumed(self, index: int, unit: str) -> str | None:
        """Without a code a row is about the file's division, unless it is another's by name, or of another level."""
        division = self.division or self.assumed or ""
        name, is_sheets = Division.of(division).name, bool(unit) and unit == self._named
        is_division = self._is_division(index)
        named = Division.find(unit) if is_sheets or is_division else None
        if named is not None and named.code != division:
            self._report(Code.DATA_OUTSIDE, index, "unit", code=unit, division=name)
            return None
        if is_division and named is None and (self._below(index) or is_below(unit)):
            self._report(Code.DIVISION_DISAGREES, index, "unit", code=division, name=name, unit=unit)
            return None
        own = Entity.of(Division.of(division).level)
        is_of_one = self.entity is not None and is_division
        if is_of_one and own is not self.entity and not self._text(index, "entity"):
            names = ("unit", "division") if unit else ("division", "unit")
            self._report(Code.NO_DIVISION, index, *names, hint=self._hint(unit))
            return None
        return division

    def _contradicts(self, index: int, own: Division, unit: str) -> bool:
        """Whether the row's name is that of another division than its code, or of what lies in that."""
        if not self._is_division(index) or not (
            self._below(index) or is_other(unit, own) or self._is_within(unit)
        ):
            return False
        values = {"code": own.code, "name": own.name, "unit": unit}
        self._report(Code.DIVISION_DISAGREES, index, "division", **values)
        return True

    @staticmethod
    def _is_within(unit: str) -> bool:
        """Whether a name is no division's, but that of what lies in a county."""
        return not Division.candidates(unit) and is_below(unit)

    def _entity(self, index: int, code: str | None) -> Entity | None:
        written = self._text(index, "entity")
        entity = entity_of(written, self.needs.entities) if written else self.entity
        if written and entity is None:
            allowed = "、".join(entity.label for entity in self.needs.entities)
            self._report(Code.UNKNOWN_ENTITY, index, "entity", allowed=allowed)
            return None
        own = Entity.of(Division.of(code).level) if code is not None else entity
        if entity is None or entity.level is None or own is entity:
            return entity or own
        if code is not None and own is not None:
            values = {"code": code, "name": Division.of(code).name, "level": own.label}
            names = ("entity",) if written else ("division", "unit")
            self._report(Code.WRONG_LEVEL, index, *names, entity=entity.label, **values)
        return None

    def _span(self, index: int) -> Span:
        """The year of a row, or the part of one: 2026年上半年, 2026Q3, or 三季度 beside the year."""
        year, period = self._written(index, "year"), self._written(index, "period")
        column = self.header.keyed("period")
        if column is None and self.header.keyed("year") is None:
            named = Period.read(self.sheet.name) if self.sheet.name else None
            period = self.sheet.name if named is not None and named.year else self._titled
        month = f"{period:%Y-%m}" if isinstance(period, date) else period
        return read_span(month, year, column.header if column else "")

    def _written(self, index: int, name: str) -> date | str | None:
        """What stands in the column of a key, a day or text; `None` where nothing does."""
        column = self.header.keyed(name)
        if column is None or self.sheet.cell(index, column.index).unreported:
            return None
        cell = self.sheet.cell(index, column.index)
        return cell.value if isinstance(cell.value, date) else cell.text

    def _report(self, problem: Code, index: int, /, *names: str, **values: object) -> None:
        self.problems.append(self.sheet.problem(problem, index, self._index(*names), **values))


def _division_in(title: str) -> Division | None:
    """The division with whose name a title begins, the longest: 黄山市歙县2026年…."""
    ends = [match.end() for match in re.finditer(words()["reading"]["division"], title)]
    found = (Division.find(title[:end]) for end in reversed(ends))
    return next(filter(None, found), None)
