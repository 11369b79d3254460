"""Whether the figures of a frame are possible: the reader's rules (`validation`), asked of whole columns at once.

Which rows break a rule is found on columns; in memory they are put into words one by one, where words are asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import narwhals as nw
import numpy as np

from policykit.base.diagnostics import Code, Diagnostic
from policykit.figures.columns import Frame, Source, problem_of
from policykit.figures.needs import parts_of
from policykit.figures.row import Row
from policykit.figures.validate import of_share, of_value
from policykit.model import NOT_DONE, Entity, Indicator, Requirement, Variable
from policykit.model.reading import words
from policykit.model.rules import bounds, names_of

__all__ = ["with_impossible"]


_REPORTED = "reported "


class _Test(NamedTuple):
    """A rule on columns: where `broken`, the cells in `names` are none to judge by."""

    code: Code
    names: tuple[str, ...]
    broken: Callable[[Callable[[str], Any]], Any]
    reads: tuple[str, ...]
    """The figures of a row, by the names that the reader has, of which `told` speaks."""
    told: Callable[[Row], Diagnostic]


def with_impossible(  # noqa: PLR0913 - what is read, and by what
    frame: Frame,
    sources: Sequence[Source],
    requirements: Sequence[Requirement],
    flags: dict[str, nw.Expr],
    as_of: date,
    *,
    worded: bool,
) -> Frame:
    """The frame with the problems of figures that cannot be; `flags` gets what says on which rows there are any.

    Of a frame in memory problems are sentences if they are to be `worded`, else only the code of the rule.
    """
    there = frame.collect_schema().names()
    found = [source for source in sources if source.name in there]
    tests = [*_alone(found, as_of), *_together(found, requirements)]
    if isinstance(frame, nw.DataFrame):
        return _eager(frame, tests, flags, worded=worded)
    return _lazy(frame, tests, flags)


def _alone(sources: Sequence[Source], as_of: date) -> Iterator[_Test]:
    """What a column says by itself: its bounds, whole numbers, days to come."""
    rules = words()["validation"]
    for source in sources:
        name, meaning = source.name, source.meaning
        if meaning is None or meaning.grades:
            continue
        if source.is_date:
            yield _to_come(name, meaning, as_of)
        kind = "figure" if isinstance(meaning, Variable) else "share" if meaning.share else ""
        facts: dict[str, Any] = {key: value for key, value in bounds(meaning).items() if value is not None}
        for code, tree in rules.get(kind, ()):
            if names_of(tree) <= {"x", *facts}:
                yield _by_itself(Code(code), tree, facts, name, meaning)


def _by_itself(
    code: Code,
    tree: Any,  # noqa: ANN401 - a number, a name or a list
    facts: Mapping[str, Any],
    name: str,
    meaning: Variable | Indicator,
) -> _Test:
    own = name.removeprefix(_REPORTED)

    def broken(column: Callable[[str], Any]) -> Any:  # noqa: ANN401 - an array or an expression
        return _broken(tree, {**facts, "x": column(name)})

    return _Test(code, (name,), broken, (own,), lambda row: of_value(code, row, own, meaning))


def _to_come(name: str, meaning: Variable | Indicator, as_of: date) -> _Test:
    own = name.removeprefix(_REPORTED)

    def told(row: Row) -> Diagnostic:
        day = date.fromordinal(int(row.figures[own])).isoformat()
        values: dict[str, object] = {"name": meaning.label, "day": day, "as_of": as_of.isoformat()}
        return Diagnostic(Code.FUTURE_DAY, values)

    last = float(as_of.toordinal())

    def broken(column: Callable[[str], Any]) -> Any:  # noqa: ANN401 - an array or an expression
        return (column(name) > last) & (column(name) < NOT_DONE)

    return _Test(Code.FUTURE_DAY, (name,), broken, (own,), told)


def _together(sources: Sequence[Source], requirements: Sequence[Requirement]) -> Iterator[_Test]:
    """What shares say of their parts, and of what is reported as the share."""
    there = {source.name for source in sources}
    indicators = {
        indicator.name: indicator
        for requirement in requirements
        for indicator in (requirement.indicator, requirement.reference)
        if indicator is not None
    }
    for share, part, whole in parts_of(indicators):
        facts = {"part": part.key, "whole": whole.key, "x": f"{_REPORTED}{share.name}"}
        known = {fact: name for fact, name in facts.items() if name in there}
        for code, tree in words()["validation"]["parts"]:
            if names_of(tree) <= known.keys():
                yield _of_parts(Code(code), tree, known, (share, part, whole))


def _of_parts(
    code: Code,
    tree: Any,  # noqa: ANN401 - a number, a name or a list
    known: Mapping[str, str],
    share: tuple[Indicator, Variable, Variable],
) -> _Test:
    def broken(column: Callable[[str], Any]) -> Any:  # noqa: ANN401 - an array or an expression
        return _broken(tree, {fact: column(name) for fact, name in known.items()})

    names = tuple(known[fact] for fact in known if fact in {"part", "whole"})
    reads = tuple(one.name for one in share)
    return _Test(code, names, broken, reads, lambda row: of_share(code, row, *share))


def _eager(
    frame: nw.DataFrame[Any], tests: Sequence[_Test], flags: dict[str, nw.Expr], *, worded: bool
) -> Frame:
    columns: dict[str, Any] = {}

    def column(name: str) -> Any:  # noqa: ANN401 - an array
        if name not in columns:
            columns[name] = frame[name].to_numpy().astype(np.float64, copy=False)
        return columns[name]

    problems: dict[str, Any] = {}
    names: dict[str, str] = {}
    with np.errstate(all="ignore"):
        for test in tests:
            wrong = test.broken(column)
            if not isinstance(wrong, np.ndarray) or not wrong.any():
                continue
            names = names or _names(frame)
            for name in test.names:
                texts = problems.setdefault(name, np.full(len(frame), None, dtype=object))
                at = np.flatnonzero(wrong & (texts == None))  # noqa: E711 - of each entry
                texts[at] = _told(test, names, column, at) if worded else test.code.value
    made = []
    for name, texts in problems.items():
        if name.startswith(_REPORTED):  # what is reported as an indicator is its value, unless it cannot be
            value = np.where(texts == None, column(name), np.nan)  # noqa: E711 - of each entry
            made.append(_series(frame, name, [None if np.isnan(one) else one for one in value], nw.Float64))
        if problem_of(name) in frame.columns:
            before = frame[problem_of(name)].to_list()
            texts[:] = [old if isinstance(old, str) else new for old, new in zip(before, texts, strict=True)]
        made.append(_series(frame, problem_of(name), list(texts), nw.String))
        flags[name] = ~nw.col(problem_of(name)).is_null()
    return frame.with_columns(*made) if made else frame


def _series(frame: nw.DataFrame[Any], name: str, values: list[Any], kind: Any) -> nw.Series[Any]:  # noqa: ANN401 - a type of narwhals
    return nw.new_series(name, values, kind, backend=frame.implementation)


def _names(frame: nw.DataFrame[Any]) -> dict[str, str]:
    """The columns of figures by the names that the reader has."""
    own = {name.removeprefix(_REPORTED): name for name, kind in frame.schema.items() if kind.is_float()}
    return {name.removesuffix("_"): column for name, column in own.items()} | own


def _told(
    test: _Test, names: Mapping[str, str], column: Callable[[str], Any], places: Iterable[int]
) -> list[str]:
    """What is wrong with the figures of some rows, each in words."""
    read = {name: column(names[name]) for name in test.reads if name in names}
    told = []
    for at in places:
        figures = {name: float(values[at]) for name, values in read.items()}
        row = Row("", "", Entity.COUNTY, None, "", figures=figures, places=dict.fromkeys(figures, ""))
        told.append(f"{test.code.value} {test.told(row).message}")
    return told


def _lazy(frame: nw.LazyFrame[Any], tests: Sequence[_Test], flags: dict[str, nw.Expr]) -> Frame:
    def column(name: str) -> nw.Expr:
        return nw.when(~nw.col(name).is_nan()).then(nw.col(name))

    by_names: dict[tuple[str, ...], list[nw.Expr]] = {}
    for test in tests:
        wrong = test.broken(column)
        if isinstance(wrong, nw.Expr):
            by_names.setdefault(test.names, []).append(wrong)
    asked = {
        f"test {number}": nw.any_horizontal(*wrong, ignore_nulls=True).any()
        for number, wrong in enumerate(by_names.values())
    }
    if not asked:
        return frame
    (answer,) = frame.select(**asked).collect().rows(named=True)
    found: dict[str, list[nw.Expr]] = {}
    for number, (names, wrong) in enumerate(by_names.items()):
        if answer[f"test {number}"]:
            for name in names:
                found.setdefault(name, []).extend(wrong)
    made = {}
    for name, wrong in found.items():
        whole = nw.any_horizontal(*wrong, *([flags[name]] if name in flags else []), ignore_nulls=True)
        made[problem_of(name)] = nw.when(whole).then(nw.lit(value=True)).otherwise(nw.lit(value=False))
        flags[name] = nw.col(problem_of(name))
        if name.startswith(_REPORTED):
            made[name] = nw.when(~nw.any_horizontal(*wrong, ignore_nulls=True)).then(nw.col(name))
    return frame.with_columns(**made) if made else frame


_CONTRARY = {"<": ">=", "<=": ">", ">=": "<", ">": "<="}


def _broken(tree: Any, known: Mapping[str, Any]) -> Any:  # noqa: ANN401, PLR0911 - a truth value, an array, an expression
    """Where a rule does not hold; a gap breaks none, since of a gap neither a comparison nor its contrary holds."""
    operation, *operands = tree if isinstance(tree, list) else ("", tree)
    if operation in {"or", "and"}:
        left = _broken(operands[0], known)
        if left is (operation == "and"):
            return left
        if operation == "or" and isinstance(left, np.ndarray) and not left.any():
            return False
        right = _broken(operands[1], known)
        if left is (operation == "or"):
            return right
        if isinstance(right, bool):
            return right if right is (operation == "and") else left
        return left & right if operation == "or" else left | right
    if operation == "not":
        return bool(_value(operands[0], known))
    if not operation:
        return not _value(tree, known)
    left, right = (_value(operand, known) for operand in operands)
    if operation == "==":
        return _plain((left < right) | (left > right))
    return _plain(_COMPARED[_CONTRARY[operation]](left, right))


def _plain(answer: Any) -> Any:  # noqa: ANN401 - a truth value, an array, an expression
    return bool(answer) if isinstance(answer, np.bool_) else answer


_COMPARED: Mapping[str, Callable[[Any, Any], Any]] = {
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
}


def _value(tree: Any, known: Mapping[str, Any]) -> Any:  # noqa: ANN401 - a number, an array, an expression
    if not isinstance(tree, list):
        return known[tree] if isinstance(tree, str) else tree
    operation, *operands = tree
    values = [_value(operand, known) for operand in operands]
    if operation == "abs":
        return values[0].abs() if isinstance(values[0], nw.Expr) else abs(values[0])
    left, right = values
    if operation == "%" and right == 1 and isinstance(left, np.ndarray):
        return left - np.floor(left)  # many times faster than the remainder
    return {
        "-": lambda: left - right,
        "*": lambda: left * right,
        "/": lambda: left / right,
        "%": lambda: left % right,
    }[operation]()
