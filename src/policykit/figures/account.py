"""The data ledger: every row and every cell of a file of figures ends as judged, not reported, not concerned or unused.

Rows are those below a header, and those of sheets without one; cells are what such rows say beside their keys, each
counted once, and beside them, as not reported, those that are blank though a requirement asks for them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from policykit.base.division import Division
from policykit.base.resources import load
from policykit.figures.result import Result
from policykit.figures.row import Passed, Row
from policykit.figures.validate import gathered_rows
from policykit.model import Comparator, Requirement, State

__all__ = ["JUDGED", "Account", "Entry", "account"]

JUDGED, NO_DATA, NOT_APPLICABLE, UNUSED = "judged", "no_data", "not_applicable", "unused"
_USES = (JUDGED, NO_DATA, NOT_APPLICABLE, UNUSED)
_CELLS = {State.NO_DATA: "waiting", State.COULD_NOT_RUN: "stuck"}
"""Why a figure serves no verdict though a requirement asks for it, by what became of that."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Rows and cells with one end: what became of them (`judged`, `no_data`, `not_applicable`, `unused`) and why."""

    use: str
    reason: str
    place: str
    rows: int = 0
    cells: int = 0


@dataclass(frozen=True)
class Account:
    """What became of all that stands in a file."""

    entries: tuple[Entry, ...] = ()

    @property
    def rows(self) -> dict[str, int]:
        """How many rows have each end."""
        return self._counted({entry: entry.rows for entry in self.entries})

    @property
    def cells(self) -> dict[str, int]:
        """How many cells have each end."""
        return self._counted({entry: entry.cells for entry in self.entries})

    @staticmethod
    def _counted(numbers: Mapping[Entry, int]) -> dict[str, int]:
        found = dict.fromkeys(_USES, 0)
        for entry, number in numbers.items():
            found[entry.use] += number
        return found

    @property
    def lines(self) -> tuple[str, str]:
        """One line of the rows and one of the cells, in Chinese, with the most frequent reasons.

        >>> Account((Entry("judged", "", "表 A2", 3, 9), Entry("not_applicable", "不属于“二级”的情形", "A5", 2))).lines
        ('5 行：判定 3，不适用 2（不属于“二级”的情形）', '9 格：用于判定 9')
        """
        return self._line("rows"), self._line("cells")

    def _line(self, what: str) -> str:
        words = _words()
        counts: dict[str, int] = getattr(self, what)
        parts = [
            words["part"].format(name=words[what][use], count=f"{count:,}") + self._reasons(use, what)
            for use, count in counts.items()
            if count
        ]
        return str(words["line"][what].format(count=f"{sum(counts.values()):,}", parts="，".join(parts)))

    def _reasons(self, use: str, what: str) -> str:
        words, counted = _words(), Counter[str]()
        for entry in self.entries:
            if entry.use == use and entry.reason and (number := getattr(entry, what)):
                counted[entry.reason] += number
        named = [
            words["reason"].format(reason=reason.rstrip("。"), count=f"{count:,}")
            if len(counted) > 1
            else reason
            for reason, count in counted.most_common(words["most"])
        ]
        more = [words["more"].format(count=len(counted) - len(named))] if len(counted) > len(named) else []
        return words["reasons"].format(reasons="；".join([*named, *more])) if named else ""

    def as_data(self) -> dict[str, Any]:
        """For JSON: the counts, and every entry with its place."""
        entries = [
            {
                "use": entry.use,
                "label": _words()["rows"][entry.use],
                "reason": entry.reason,
                "place": entry.place,
                "rows": entry.rows,
                "cells": entry.cells,
            }
            for entry in self.entries
        ]
        return {"rows": self.rows, "cells": self.cells, "entries": entries}


def account(
    rows: Iterable[Row],
    passed: Iterable[Passed],
    requirements: Sequence[Requirement],
    results: Iterable[Result],
) -> Account:
    """What became of the rows that were read and of those that were passed over.

    `results` are those that were judged, those that do not apply among them.
    """
    found: dict[tuple[object, ...], dict[int | None, list[Result]]] = {}
    for result in results:
        years = found.setdefault(_whose(result), {})
        years.setdefault(result.year, []).append(result)
    ended: list[tuple[str, Passed]] = [(UNUSED, one) for one in passed]
    for row in rows:
        years = found.get(_whose(row), {})
        own = years.get(row.year, [])
        others = [one for year, of in years.items() if year != row.year for one in of]
        is_apart = bool(years) and row.year not in years
        apart = _words()["other_year"] if is_apart else _apart(row, own, requirements)
        ended += _row(row, own, others, apart)
    return Account(
        tuple(
            Entry(use, one.reason, one.place, one.rows, one.cells)
            for use in _USES
            for one in gathered_rows(one for own, one in ended if own == use)
        )
    )


def _whose(one: Row | Result) -> tuple[str, str, str]:
    """Of which unit a row or a result is: a result calls one that is named by its division's code by its name."""
    named = Division.of(one.division).name if one.unit == one.division else one.unit
    return one.entity.name, one.division, "" if one.entity.level else "".join(named.split())


def _row(
    row: Row, results: Sequence[Result], others: Sequence[Result], apart: str
) -> Iterable[tuple[str, Passed]]:
    """A row's own end, and those of its cells; `apart` is why requirements are not about the row.

    `others` are results of its unit on figures of other years: they compare with this one, or leave it aside.
    """
    comparing = [one for one in others if _past(one) == row.year is not None]
    concerned = _concerned([*results, *comparing])
    elsewhere = set().union(*(_names(one.requirement) for one in _concerned(others)))
    names: dict[str, set[str]] = {}
    missing: set[str] = set()
    for result in concerned:
        rule = result.requirement
        names.setdefault(_CELLS.get(result.state, JUDGED), set()).update(_names(rule))
        missing |= {one.name for one in rule.variables if one.label in result.finding.missing}
    waits = names.get("waiting", set()) - names.get(JUDGED, set())
    use, reason = _end(row, concerned, apart, waits=bool(waits & row.places.keys() - row.unread.keys()))
    yield use, Passed(row.place, reason, 1)
    if row.blanks.keys() & missing:
        yield NO_DATA, Passed(row.place, "", cells=len(row.blanks.keys() & missing))
    for name, place in row.places.items():
        end = JUDGED, ""
        if name in row.unread:
            end = UNUSED, row.unread[name]
        elif name not in names.get(JUDGED, ()):
            why = next((why for why in _CELLS.values() if name in names.get(why, ())), "")
            aside = str(_words()["other_year"]) if name in elsewhere else apart
            end = (UNUSED, str(_words()[why])) if why else (NOT_APPLICABLE, aside)
        yield end[0], Passed(place, end[1], cells=1)


def _past(result: Result) -> int | None:
    """The year that a result compares its own with."""
    target = result.requirement.target
    if not target.compares_years or result.year is None:
        return None
    return result.year - 1 if target.base is None else target.base


def _concerned(results: Sequence[Result]) -> list[Result]:
    """The results that are about the row; what is only named, without a figure, hides no check that could not run."""
    concerned = [result for result in results if result.state is not State.NOT_APPLICABLE]
    decided = [
        one
        for one in concerned
        if one.requirement.target.comparator is not Comparator.NAMED or one.finding.value is not None
    ]
    states = {result.state for result in decided}
    return decided if State.COULD_NOT_RUN in states and states <= _CELLS.keys() else concerned


def _end(row: Row, concerned: Sequence[Result], apart: str, *, waits: bool) -> tuple[str, str]:
    """What became of a row; `waits` says whether a figure of it is only not enough."""
    states = {result.state for result in concerned}
    if not concerned:
        return NOT_APPLICABLE, apart
    if not row.places:
        return NO_DATA, str(_words()["blank"])
    if states <= _CELLS.keys():
        is_stuck = State.COULD_NOT_RUN in states and not waits
        stuck = UNUSED, next(iter(row.unread.values()), str(_words()["stuck"]))
        return stuck if is_stuck else (NO_DATA, _words()["missing"])
    return JUDGED, ""


def _apart(row: Row, results: Sequence[Result], requirements: Sequence[Requirement]) -> str:
    """Why requirements are not about the row."""
    words = _words()
    if any(result.state is not State.NOT_APPLICABLE for result in results):
        return str(words["not_needed"])
    reasons = Counter(result.finding.reason for result in results if result.state is State.NOT_APPLICABLE)
    if reasons:
        return reasons.most_common(1)[0][0]
    own = [rule for rule in requirements if rule.entity is row.entity and rule.applies_to(row.division)]
    if not own:
        return str(words["no_entity"].format(entity=row.entity.label))
    groups = "、".join(dict.fromkeys(rule.population for rule in own if rule.population))
    return str(words["other_group"].format(groups=groups) if groups else words["not_needed"])


def _names(requirement: Requirement) -> set[str]:
    """By which names figures for a requirement are reported."""
    shares = (requirement.indicator, requirement.reference)
    return {variable.name for variable in requirement.variables} | {one.name for one in shares if one}


def _words() -> dict[str, Any]:
    wording: dict[str, Any] = load("report")["account"]
    return wording
