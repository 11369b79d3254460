"""Whether figures are possible: ranges, whole numbers, parts within their wholes; all problems at once.

The rules are data (`validation` in `data/observations.yml`), which the rule book carries to the browser: each a
code and what must hold, as a tree of operations on names. A rule is asked where all that it names is known.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from policykit.base.diagnostics import Code, Diagnostic
from policykit.figures.needs import WHOLE, Needs, parts_of
from policykit.figures.rows import Row
from policykit.model import Indicator, Variable
from policykit.model.reading import words

__all__ = ["bounds", "of_share", "of_value", "validate"]

_OPERATIONS: Mapping[str, Callable[..., Any]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">=": operator.ge,
    "==": operator.eq,
    "-": operator.sub,
    "*": operator.mul,
    "/": lambda part, whole: part / whole if whole else math.nan,
    "%": operator.mod,
    "abs": abs,
    "not": operator.not_,
    "and": lambda left, right: left and right,
    "or": lambda left, right: left or right,
}


def validate(rows: Sequence[Row], needs: Needs) -> list[Diagnostic]:
    """Everything that cannot be, each with its cell; empty when all is possible."""
    problems: list[Diagnostic] = []
    for entity, variables in needs.variables.items():
        chosen = [row for row in rows if row.entity is entity]
        if chosen:
            problems += _of_entity(chosen, variables, needs)
    problems += _repeated(rows)
    return problems


def _of_entity(rows: Sequence[Row], variables: Sequence[Variable], needs: Needs) -> list[Diagnostic]:
    """Row by row, in each what its columns say alone and then what shares say of their parts; one of a kind a cell."""
    shares = {share.name: (share, part, whole) for share, part, whole in parts_of(needs.indicators)}
    own = {
        indicator.name: indicator
        for indicator in needs.indicators.values()
        if rows[0].entity in indicator.entities
    }
    columns: dict[str, Variable | Indicator] = {**own, **{variable.name: variable for variable in variables}}
    complete = [share for share in shares.values() if {*share[1:]} <= set(variables)]
    found: dict[tuple[Code, str], Diagnostic] = {}
    for row in rows:
        for name, meaning in columns.items():
            facts = {"x": row.figures.get(name), **bounds(meaning)}
            kind = "figure" if isinstance(meaning, Variable) else "share" if name in shares else ""
            for code in _broken(kind, facts):
                _add(found, of_value(code, row, name, meaning))
        for share, part, whole in complete:
            figures = row.figures
            facts = {"part": figures.get(part.name), "whole": figures.get(whole.name)}
            if share.name not in (part.name, whole.name):
                facts["x"] = figures.get(share.name)
            for code in _broken("parts", facts):
                _add(found, of_share(code, row, share, part, whole))
    return list(found.values())


def _add(found: dict[tuple[Code, str], Diagnostic], problem: Diagnostic) -> None:
    found.setdefault((problem.code, problem.file or ""), problem)


def _broken(kind: str, facts: Mapping[str, object]) -> list[Code]:
    """The codes of the rules of a kind that do not hold."""
    known = {name: value for name, value in facts.items() if value is not None}
    rules = words()["validation"].get(kind, ())
    return [Code(code) for code, tree in rules if _names(tree) <= known.keys() and not _value(tree, known)]


def _names(tree: Any) -> set[str]:  # noqa: ANN401 - a number, a name or a list
    if isinstance(tree, list):
        return set().union(*map(_names, tree[1:]))
    return {tree} if isinstance(tree, str) else set()


def _value(tree: Any, known: Mapping[str, object]) -> Any:  # noqa: ANN401 - a number or a truth value
    if isinstance(tree, list):
        return _OPERATIONS[tree[0]](*(_value(branch, known) for branch in tree[1:]))
    return known[tree] if isinstance(tree, str) else tree


def bounds(meaning: Variable | Indicator) -> dict[str, float | None]:
    """What a figure is held against; nothing for a date, a grade and an indicator."""
    if isinstance(meaning, Indicator) or meaning.is_date or meaning.grades:
        return {}
    return {"low": meaning.minimum, "high": meaning.maximum, "counted": float(bool(meaning.whole))}


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


def _repeated(rows: Sequence[Row]) -> Iterator[Diagnostic]:
    seen: dict[tuple[object, ...], Row] = {}
    for row in rows:
        first = seen.setdefault(row.key, row)
        if first is not row:
            year = words()["year_in_brackets"].format(year=row.year) if row.year is not None else ""
            values: dict[str, object] = {"unit": f"{row.unit}{year}", "first": first.place}
            yield Diagnostic(Code.DUPLICATE_UNIT, values, file=row.place)
