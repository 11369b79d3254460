"""evaluate: one row per unit and requirement, on whatever engine the frame is of.

Figures are compared by one rule on every engine (`Target.judge`): a difference of less than 10⁻⁹ is
none, so that 57/100*100, which is 56.99999999999999 in binary, meets 57%. Margins are rounded to nine decimals.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any

import narwhals as nw

from policykit.evaluate.engines import adopt, by_partition, settled, stacked
from policykit.evaluate.frame import KEYS, Frame
from policykit.evaluate.values import Base, base
from policykit.model import Comparator, Requirement, Target, Value, Verdict

__all__ = ["COULD_NOT_RUN", "evaluate"]

COULD_NOT_RUN = "could_not_run"
"""In place of a verdict: the check itself failed, which is never a pass."""

_VERDICTS = (*(verdict.value for verdict in Verdict), COULD_NOT_RUN)
_DECIMALS = 9
_SEVERITIES = ("none", "information", "warning", "error")
_WORDED = ("requirement", "indicator", "modality", "clause", "quote")
_ENUMS = (nw.Implementation.POLARS,)


def evaluate(
    frame: Any,  # noqa: ANN401 - a frame of any engine that narwhals knows
    requirements: Sequence[Requirement],
    *,
    as_of: date | None = None,
    wording: bool = True,
) -> Any:  # noqa: ANN401 - a frame of the same engine
    """Judge every row by every requirement.

    Parameters
    ----------
    frame
        One row per unit and year, of any engine that narwhals knows: pandas, Polars (eager or lazy),
        PyArrow, DuckDB, Dask, PySpark. Columns: `division` (GB/T 2260 code), and where there are such
        `unit` (its name), `entity` (a value of `Entity`), `year`, `population` (the groups of institutions
        that it belongs to, separated by ；), then one column per variable, named as the variable. An indicator's
        value may stand in a column of the indicator's name instead.
    requirements
        What to judge by.
    as_of
        The day to judge on, today when not given. Up to and including its due date a requirement that
        is not met yet is `not_due`; afterwards figures of a year before the due date are `no_data`.
    wording
        Whether indicator, due date, modality, severity, clause and quote stand in each row.

    Returns
    -------
    A frame of the same engine (lazy when the input is), a row per row of `frame` and requirement: `unit`,
    `division`, `entity`, `year`, `requirement`, `verdict`, `value`, `target`, `margin` (negative when it falls
    short), then the wording; `severity` is `none` unless the verdict is `not_met` or the check could not run.

    Raises
    ------
    FrameError
        The frame has no column `division`.

    >>> import pandas as pd
    >>> from policykit import requirement
    >>> frame = pd.DataFrame({"division": ["341021"], "visits_in_county": [83], "visits_by_residents": [100]})
    >>> rule = requirement("shexian-2025/p1/county-visit-rate-2026")
    >>> evaluate(frame, [rule], as_of=date(2027, 1, 1))[["verdict", "value", "margin"]].values.tolist()
    [['not_met', 83.0, -2.0]]
    """
    as_of = as_of or date.today()  # noqa: DTZ011 - a due date is a day where the reader stands
    given = adopt(frame)
    eager = isinstance(given, nw.DataFrame)
    computed = base(given, requirements)
    work = settled(computed.frame.select(*computed.columns), eager=eager)
    judge = partial(_table, requirements=requirements, computed=computed, as_of=as_of, wording=wording)
    table = by_partition(work, judge) if work.implementation.is_dask() else judge(work)
    if eager and isinstance(table, nw.LazyFrame):
        table = table.collect()
    return table.to_native()


def _table(
    work: Frame, *, requirements: Sequence[Requirement], computed: Base, as_of: date, wording: bool
) -> Frame:
    """The long table: for each requirement a selection from the wide frame."""
    text = _texts(work.implementation, requirements)
    return stacked([work.select(*_columns(one, computed, as_of, text, wording=wording)) for one in requirements])


Text = Callable[[str, str], nw.Expr]
"""(column, text) → a column that holds this text in every row."""


def _texts(engine: nw.Implementation, requirements: Sequence[Requirement]) -> Text:
    """Where the engine has a type for few words that repeat, the columns of text are of it: ten times faster."""
    if engine not in _ENUMS:
        return lambda _column, text: nw.lit(text)
    words = [_wording(one) for one in requirements]
    kinds = {column: nw.Enum(sorted({word[column] for word in words})) for column in _WORDED}
    kinds["verdict"] = nw.Enum(_VERDICTS)
    kinds["severity"] = nw.Enum(_SEVERITIES)
    return lambda column, text: nw.lit(text, dtype=kinds[column])


def _wording(requirement: Requirement) -> dict[str, str]:
    return {
        "requirement": requirement.id,
        "indicator": requirement.indicator.name,
        "modality": requirement.modality.value,
        "clause": requirement.clause,
        "quote": requirement.quote,
    }


def _columns(
    requirement: Requirement, computed: Base, as_of: date, text: Text, *, wording: bool
) -> list[nw.Expr]:
    if {requirement.indicator.name, getattr(requirement.reference, "name", "")} & set(computed.broken):
        figures = [nw.lit(None, dtype=nw.Float64).alias(name) for name in ("value", "target", "margin")]
        verdict = text("verdict", COULD_NOT_RUN)
    else:
        figures, verdict = _judged(requirement, computed, as_of, text)
    words = _wording(requirement)
    columns = [*map(nw.col, KEYS), text("requirement", words["requirement"]).alias("requirement")]
    columns += [verdict.alias("verdict"), *figures]
    if wording:
        due = nw.lit(requirement.due, dtype=nw.Date).alias("due")
        words_of = {name: text(name, words[name]) for name in _WORDED[1:]}
        words_of["severity"] = _severity(requirement, verdict, text)
        columns += [due, *(expression.alias(name) for name, expression in words_of.items())]
    return columns


def _severity(requirement: Requirement, verdict: nw.Expr, text: Text) -> nw.Expr:
    """How grave the verdict is: `error`, `warning` or `information` when not met, else `none`."""
    graver = nw.when(verdict == Verdict.NOT_MET.value)
    failed = graver.then(text("severity", requirement.modality.severity))
    return failed.when(verdict == COULD_NOT_RUN).then(text("severity", "error")).otherwise(text("severity", "none"))


def operands(requirement: Requirement) -> tuple[str, str | None]:
    """The column that is judged, and the one that it is compared with if the target has no figure of its own."""
    name = requirement.indicator.name
    if requirement.reference is not None:
        return f"value {name}", f"value {requirement.reference.name}"
    return f"value {name}", f"earlier {name}" if requirement.target.compares else None


def _judged(
    requirement: Requirement, computed: Base, as_of: date, text: Text
) -> tuple[list[nw.Expr], nw.Expr]:
    target, (judged, against) = requirement.target, operands(requirement)
    value, other = nw.col(judged), nw.col(against) if against else None
    bound = nw.col(computed.scope(requirement))
    missing = value.is_null() if other is None else value.is_null() | other.is_null()
    word = lambda verdict: text("verdict", verdict.value)  # noqa: E731 - only a shorter name
    chain = nw.when(~bound).then(word(Verdict.NOT_APPLICABLE)).when(missing).then(word(Verdict.NO_DATA))
    shown = nw.when(bound).then(value).alias("value")
    if not target.decidable:
        nothing = [nw.lit(None, dtype=nw.Float64).alias(name) for name in ("target", "margin")]
        return [shown, *nothing], chain.otherwise(word(Verdict.NOT_APPLICABLE))
    margin = target.margin(value, other)
    chain = chain.when(target.judge(value, other)).then(word(Verdict.MET))
    late = requirement.due is None or as_of > requirement.due
    if late and requirement.due is not None:
        chain = chain.when(nw.col("year") < requirement.due.year).then(word(Verdict.NO_DATA))
    verdict = chain.otherwise(word(Verdict.NOT_MET if late else Verdict.NOT_DUE))
    figures = [shown, _goal(target, other).alias("target")]
    figures.append(nw.when(bound & margin.is_finite()).then(margin.round(_DECIMALS)).alias("margin"))
    return figures, verdict


def _goal(target: Target, other: nw.Expr | None) -> nw.Expr:
    """The figure to reach: the target's own (of a range the lower), or the other figure and the change asked."""
    return nw.lit(target.value, dtype=nw.Float64) if other is None else goal_of(target, other)


def goal_of(target: Target, other: Value) -> Value:
    """The figure that a trend or relative target asks, from the one that it is compared with."""
    change = target.value or 0.0
    return other - change if target.comparator is Comparator.DECREASE else other + change
