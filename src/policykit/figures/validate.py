"""Whether figures are possible: ranges, whole numbers, parts within their wholes; all problems at once.

The rules are data (`validation` in `data/observations.yml`), which the rule book carries to the browser: each a
code and what must hold, as a tree of operations on names. A rule is asked where all that it names is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from policykit.base.diagnostics import Code, Diagnostic
from policykit.base.division import Division
from policykit.figures.needs import WHOLE, Needs, parts_of
from policykit.figures.row import OF_YEAR, Passed, Row
from policykit.model import Entity, Indicator, Variable
from policykit.model.reading import words
from policykit.model.rules import bounds, broken

__all__ = ["gathered", "gathered_rows", "joined", "of_share", "of_value", "validate"]


class _Column(NamedTuple):
    """A figure by itself: what kind of rules it must fulfil, and what they know of it."""

    name: str
    kind: str
    meaning: Variable | Indicator
    facts: Mapping[str, float | None]


def validate(rows: Sequence[Row], needs: Needs) -> list[Diagnostic]:
    """Everything that cannot be, each with its cell, and taken back from the rows; empty when all is possible."""
    problems: list[Diagnostic] = []
    for entity in needs.variables:
        chosen = [row for row in rows if row.entity is entity]
        if chosen:
            problems += _of_entity(chosen, needs)
    return problems


@lru_cache(maxsize=64)
def _asked(
    entity: Entity, needs: Needs
) -> tuple[Sequence[_Column], Sequence[tuple[Indicator, Variable, Variable]]]:
    """What is asked of every row of a kind of unit: of each figure alone, and of shares with both their parts."""
    shares = {share.name: (share, part, whole) for share, part, whole in parts_of(needs.indicators)}
    own = {one.name: one for one in needs.indicators.values() if entity in one.entities}
    variables = {variable.name: variable for variable in needs.variables[entity]}
    columns: dict[str, Variable | Indicator] = {**own, **variables}
    told = [
        _Column(name, "figure" if isinstance(one, Variable) else "share", one, bounds(one))
        for name, one in columns.items()
        if isinstance(one, Variable) or name in shares
    ]
    there = set(variables.values())
    return told, [share for share in shares.values() if {*share[1:]} <= there]


def _of_entity(rows: Sequence[Row], needs: Needs) -> list[Diagnostic]:
    """Row by row, in each what its columns say alone and then what shares say of their parts; one of a kind a cell."""
    columns, complete = _asked(rows[0].entity, needs)
    found: dict[tuple[Code, str], Diagnostic] = {}
    for row in rows:
        stopped: list[tuple[Diagnostic, tuple[str, ...]]] = []
        figures = row.figures
        for name, kind, meaning, facts in columns:
            if name in figures:
                told = broken(kind, {"x": figures[name], **facts})
                stopped += [(of_value(code, row, name, meaning), (name,)) for code in told]
        for share, part, whole in complete:
            if part.name not in figures or whole.name not in figures:
                continue  # every rule of parts names both
            facts = {"part": figures[part.name], "whole": figures[whole.name]}
            if share.name not in (part.name, whole.name):
                facts["x"] = figures.get(share.name)
            names = (part.name, whole.name, *([share.name] if share.name in figures else []))
            stopped += [(of_share(code, row, share, part, whole), names) for code in broken("parts", facts)]
        for problem, names in stopped:
            found.setdefault((problem.code, problem.file or ""), problem)
            row.stop(problem, *(name for name in names if name not in row.unread))
    return list(found.values())


def of_value(code: Code, row: Row, name: str, meaning: Variable | Indicator) -> Diagnostic:
    """A figure that breaks a rule by itself."""
    low, high = (meaning.minimum, meaning.maximum) if isinstance(meaning, Variable) else (0, WHOLE)
    allowed = f"{'' if low is None else f'{low:g}'}—{'' if high is None else f'{high:g}'}"
    values: dict[str, object] = {
        "name": meaning.label,
        "value": f"{row.figures[name]:.12g}",
        "allowed": allowed,
    }
    return Diagnostic(code, values, file=row.places[name])


def of_share(code: Code, row: Row, share: Indicator, part: Variable, whole: Variable) -> Diagnostic:
    """A share whose parts cannot be so, or are not what is reported."""
    values: dict[str, object] = {
        "part": part.label,
        "whole": whole.label,
        "value": f"{row.figures[part.name]:.12g}",
        "most": f"{row.figures[whole.name]:.12g}",
        "name": share.label,
    }
    if code is Code.VALUES_DISAGREE:
        values["reported"] = f"{row.figures[share.name]:.6g}{share.unit}"
        values["computed"] = f"{row.figures[part.name] / row.figures[whole.name] * WHOLE:.6g}{share.unit}"
    place = share.name if code is Code.VALUES_DISAGREE else part.name
    return Diagnostic(code, values, file=row.places[place])


def joined(rows: Sequence[Row]) -> tuple[list[Row], list[Diagnostic], list[Passed]]:
    """One row for each unit and year: what is reported in several rows is put together, or stopped where they differ.

    Of a division under two names the rows under the name that is not its own are left out.
    """
    kept: dict[tuple[object, ...], Row] = {}
    names: dict[tuple[object, ...], Row] = {}
    problems: list[Diagnostic] = []
    passed: list[Passed] = []
    for row in sorted(rows, key=lambda row: row.unit != Division.of(row.division).name):
        if row.entity.level is not None:
            names.setdefault((row.entity, row.division), row)
    for number, row in enumerate(rows):
        named = names.get((row.entity, row.division), row)
        if named.unit != row.unit:
            values: dict[str, object] = {"code": row.division, "first": named.unit, "unit": row.unit}
            problems.append(Diagnostic(Code.TWO_NAMES, {**values, "place": named.place}, file=row.place))
            passed.append(row.passed(problems[-1]))
            continue
        first = kept.setdefault(row.key if OF_YEAR not in row.unread else (number,), row)
        if first is not row:
            both = [name for name in row.places if name in first.places]
            problem = _repeated(row, first)
            first.stop(problem, *(name for name in both if first.figures.get(name) != row.figures.get(name)))
            for name in [name for name in row.places if name not in both]:
                first.take(row, name)
            blanks = {**row.blanks, **first.blanks}
            first.blanks = {name: place for name, place in blanks.items() if name not in first.places}
            problems += [problem] if both else []
            reason = words()["notes"]["repeated_row" if both else "joined_row"]
            passed.append(Passed(row.place, reason, 1, len(both)))
    return list(kept.values()), problems, passed


def _repeated(row: Row, first: Row) -> Diagnostic:
    year = words()["year_in_brackets"].format(year=row.year) if row.year is not None else ""
    values: dict[str, object] = {"unit": f"{row.unit}{year}", "first": first.place}
    return Diagnostic(Code.DUPLICATE_UNIT, values, file=row.place)


def gathered(problems: Iterable[Diagnostic]) -> list[Diagnostic]:
    """One line for what is said of many cells of a sheet; and for all units that stand twice in it."""
    groups: dict[tuple[object, ...], list[Diagnostic]] = {}
    for problem in problems:
        message = "" if problem.code is Code.DUPLICATE_UNIT else problem.message
        groups.setdefault((problem.code, message, _sheet(problem.file or "")), []).append(problem)
    return [
        replace(first, file=_places(first.file or "", len(group)))
        for group in groups.values()
        for first in group[:1]
    ]


def gathered_rows(passed: Iterable[Passed]) -> list[Passed]:
    """One entry for what is passed over for one reason in a sheet."""
    groups: dict[tuple[object, ...], list[Passed]] = {}
    for one in passed:
        groups.setdefault((one.reason, one.noted, _sheet(one.place)), []).append(one)
    return [
        replace(
            group[0],
            place=_places(group[0].place, len(group)),
            rows=sum(one.rows for one in group),
            cells=sum(one.cells for one in group),
        )
        for group in groups.values()
    ]


def _sheet(place: str) -> str:
    return place.rpartition("!" if "!" in place else " ")[0]


def _places(place: str, count: int) -> str:
    return place if count == 1 else str(words()["several"].format(place=place, count=count))
