"""The long table of a lazy frame: for each requirement a selection from the wide frame, in expressions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import narwhals as nw

from policykit.figures.evaluate.engines import stacked
from policykit.figures.evaluate.frame import KEYS, Frame
from policykit.figures.evaluate.rules import COULD_NOT_RUN, DECIMALS, VERDICTS, goal_of, needs_year, operands
from policykit.figures.evaluate.values import Base
from policykit.model import Requirement, Target, Verdict

__all__ = ["SEVERITIES", "WORDED", "selected", "wording_of"]

SEVERITIES = ("none", "information", "warning", "error")
"""How grave a verdict is, in rising order."""

WORDED = ("requirement", "indicator", "modality", "clause", "quote")
"""Columns whose text is the requirement's own."""

_ENUMS = (nw.Implementation.POLARS,)


def selected(
    work: Frame, *, requirements: Sequence[Requirement], computed: Base, as_of: date, wording: bool
) -> Frame:
    """The long table of `evaluate`, from a wide frame of whatever engine."""
    text = _texts(work.implementation, requirements)
    return stacked(
        [work.select(*_columns(one, computed, as_of, text, wording=wording)) for one in requirements]
    )


Text = Callable[[str, str], nw.Expr]
"""(column, text) → a column that holds this text in every row."""


def _texts(engine: nw.Implementation, requirements: Sequence[Requirement]) -> Text:
    """Where the engine has a type for few words that repeat, the columns of text are of it: ten times faster."""
    if engine not in _ENUMS:
        return lambda _column, text: nw.lit(text)
    words = [wording_of(one) for one in requirements]
    kinds = {column: nw.Enum(sorted({word[column] for word in words})) for column in WORDED}
    kinds["verdict"] = nw.Enum(VERDICTS)
    kinds["severity"] = nw.Enum(SEVERITIES)
    return lambda column, text: nw.lit(text, dtype=kinds[column])


def wording_of(requirement: Requirement) -> dict[str, str]:
    """The text of each column of `WORDED`."""
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
    if computed.is_broken(requirement):
        figures = [nw.lit(None, dtype=nw.Float64).alias(name) for name in ("value", "target", "margin")]
        verdict = text("verdict", COULD_NOT_RUN)
    else:
        figures, verdict = _judged(requirement, computed, as_of, text)
    words = wording_of(requirement)
    columns = [*map(nw.col, KEYS), text("requirement", words["requirement"]).alias("requirement")]
    columns += [verdict.alias("verdict"), *figures]
    if wording:
        due = nw.lit(requirement.due, dtype=nw.Date).alias("due")
        words_of = {name: text(name, words[name]) for name in WORDED[1:]}
        words_of["severity"] = _severity(requirement, verdict, text)
        columns += [due, *(expression.alias(name) for name, expression in words_of.items())]
    return columns


def _severity(requirement: Requirement, verdict: nw.Expr, text: Text) -> nw.Expr:
    """How grave the verdict is: `error`, `warning` or `information` when not met, else `none`."""
    graver = nw.when(verdict == Verdict.NOT_MET.value)
    failed = graver.then(text("severity", requirement.modality.severity))
    return (
        failed.when(verdict == COULD_NOT_RUN)
        .then(text("severity", "error"))
        .otherwise(text("severity", "none"))
    )


def _judged(
    requirement: Requirement, computed: Base, as_of: date, text: Text
) -> tuple[list[nw.Expr], nw.Expr]:
    target, (judged, against) = requirement.target, operands(requirement)
    value, other = nw.col(judged), nw.col(against) if against else None
    bound = nw.col(computed.scope(requirement))
    missing = value.is_null() if other is None else value.is_null() | other.is_null()

    def word(verdict: Verdict) -> nw.Expr:
        return text("verdict", verdict.value)

    chain = nw.when(~bound).then(word(Verdict.NOT_APPLICABLE)).when(missing).then(word(Verdict.NO_DATA))
    shown = nw.when(bound).then(value).alias("value")
    if not target.decidable:
        nothing = [nw.lit(None, dtype=nw.Float64).alias(name) for name in ("target", "margin")]
        return [shown, *nothing], chain.otherwise(word(Verdict.NOT_APPLICABLE))
    margin = target.margin(value, other)
    chain = chain.when(target.judge(value, other)).then(word(Verdict.MET))
    year = needs_year(requirement, as_of)
    if year is not None:
        chain = chain.when(nw.col("year") < year).then(word(Verdict.NO_DATA))
    verdict = chain.otherwise(word(requirement.unmet(as_of)))
    figures = [shown, _goal(target, other).alias("target")]
    figures.append(nw.when(bound & margin.is_finite()).then(margin.round(DECIMALS)).alias("margin"))
    return figures, verdict


def _goal(target: Target, other: nw.Expr | None) -> nw.Expr:
    """The figure to reach: the target's own (of a range the lower), or the other figure and the change asked."""
    return nw.lit(target.value, dtype=nw.Float64) if other is None else goal_of(target, other)
