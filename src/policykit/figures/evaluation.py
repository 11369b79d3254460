"""evaluate: one row per unit and requirement, on whatever engine the frame is of.

Figures are compared by one rule on every engine (`Target.judge`): a difference of less than 10⁻⁹ is
none, so that 57/100*100, which is 56.99999999999999 in binary, meets 57%. Margins are rounded to nine decimals.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

import narwhals as nw

from policykit.base.clock import today
from policykit.figures.arrays import SEVERITIES, STATES, WORDED, Arrays, Codes, assembled, wording_of
from policykit.figures.columns import Frame
from policykit.figures.frame import Base, Place, adopt, base, collected
from policykit.figures.past import operands, years_of
from policykit.figures.wholes import SITUATION
from policykit.model import Requirement, State
from policykit.model.target import DECIMALS, EPSILON

__all__ = ["evaluate", "matrix"]


_ENUMS = (nw.Implementation.POLARS,)
_NUMBERS = itertools.count()

Text = Callable[[str, str], nw.Expr]
"""(column, text) → a column that holds this text in every row."""


def evaluate(  # noqa: PLR0913 - each with a default
    frame: Any,  # noqa: ANN401 - a frame of any engine that narwhals knows
    requirements: Sequence[Requirement],
    *,
    as_of: date | None = None,
    wording: bool = True,
    applicable: bool = False,
    out_of_force: Mapping[str, str] | None = None,
) -> Any:  # noqa: ANN401 - a frame of the same engine
    """Judge every row by every requirement.

    Parameters
    ----------
    frame
        One row per unit and year, of any engine that narwhals knows: pandas, Polars (eager or lazy),
        PyArrow, DuckDB, Dask, PySpark. Columns: `division` (GB/T 2260 code), and where there are such
        `unit` (its name), `entity` (a value of `Entity`), `year`, `population` (the groups of institutions
        that it belongs to, separated by ；), then one column per variable, named as the variable (`population_`
        where that name is taken). An indicator's value may stand in a column of the indicator's name instead.
    requirements
        What to judge by.
    as_of
        The day to judge on, today when not given. Up to and including its due date a requirement that
        is not met yet is `not_due`; afterwards figures of a year before the due date are `no_data`.
    wording
        Whether indicator, due date, modality, severity, clause and quote stand in each row.
    applicable
        Whether rows to which a requirement does not apply are left out.
    out_of_force
        Policies that are expired or repealed on the day, by id, with what is to be said of them
        (`Standings.out_of_force`). Their requirements are judged as any others, and each of their verdicts says so
        in a column `out_of_force`, which is empty for the rest.

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
    as_of = as_of or today()
    given = adopt(frame)
    if isinstance(given, nw.DataFrame):
        wide = base(given, requirements, as_of)
        made = assembled(wide, requirements, as_of, wording=wording, applicable=applicable)
        return _marked(made, requirements, out_of_force).to_native()
    computed = base(given, requirements, as_of)
    work = _settled(computed.frame.select(*computed.columns))
    judge = partial(_selected, requirements=requirements, computed=computed, as_of=as_of, wording=wording)
    table = _by_partition(work, judge) if work.implementation.is_dask() else judge(work)
    table = table.filter(nw.col("verdict") != State.NOT_APPLICABLE.value) if applicable else table
    return _marked(table, requirements, out_of_force).to_native()


def _marked(table: Frame, requirements: Sequence[Requirement], lapsed: Mapping[str, str] | None) -> Frame:
    """The verdicts, those by a policy that is out of force marked with what is to be said of it."""
    if lapsed is None:
        return table
    said = nw.lit("")
    for policy, line in lapsed.items():
        own = [requirement.id for requirement in requirements if requirement.policy == policy]
        if own:
            said = nw.when(nw.col("requirement").is_in(own)).then(nw.lit(line)).otherwise(said)
    return table.with_columns(said.alias("out_of_force"))


def matrix(frame: Any, requirements: Sequence[Requirement], *, as_of: date | None = None) -> Codes:  # noqa: ANN401 - any frame
    """The verdicts of `evaluate` as codes of `VERDICTS`: a row per row of the frame, a column per requirement.

    Takes what `evaluate` takes; a lazy frame is collected. A check that could not run is -1.

    >>> import pandas as pd
    >>> from policykit import requirement
    >>> from policykit.figures import VERDICTS
    >>> frame = pd.DataFrame({"division": ["341021"], "visits_in_county": [83], "visits_by_residents": [100]})
    >>> codes = matrix(frame, [requirement("shexian-2025/p1/county-visit-rate-2026")], as_of=date(2027, 1, 1))
    >>> VERDICTS[codes[0, 0]].label
    '未达标'
    """
    as_of = as_of or today()
    return (
        Arrays.of(base(collected(adopt(frame), requirements), requirements, as_of), as_of)
        .codes(requirements)
        .T
    )


def _selected(
    work: Frame, *, requirements: Sequence[Requirement], computed: Base, as_of: date, wording: bool
) -> Frame:
    """The long table of `evaluate`, from a wide frame of whatever engine."""
    text = _texts(work.implementation, requirements)
    return _stacked(
        [
            work.select(*_columns(requirement, computed, as_of, text, wording=wording))
            for requirement in requirements
        ]
    )


def _texts(engine: nw.Implementation, requirements: Sequence[Requirement]) -> Text:
    """Where the engine has a type for few words that repeat, the columns of text are of it: ten times faster."""
    if engine not in _ENUMS:
        return lambda _column, text: nw.lit(text)
    words = [wording_of(requirement) for requirement in requirements]
    kinds = {column: nw.Enum(sorted({word[column] for word in words})) for column in WORDED}
    kinds["verdict"] = nw.Enum(STATES)
    kinds["severity"] = nw.Enum(SEVERITIES)
    return lambda column, text: nw.lit(text, dtype=kinds[column])


def _columns(
    requirement: Requirement, computed: Base, as_of: date, text: Text, *, wording: bool
) -> list[nw.Expr]:
    if computed.is_broken(requirement):
        figures = [nw.lit(None, dtype=nw.Float64).alias(name) for name in ("value", "target", "margin")]
        verdict = text("verdict", State.COULD_NOT_RUN.value)
    else:
        figures, verdict = _judged(requirement, computed, as_of, text)
    words = wording_of(requirement)
    columns = [*map(nw.col, computed.keys), text("requirement", words["requirement"]).alias("requirement")]
    columns += [verdict.alias("verdict"), *figures]
    if wording:
        due = nw.lit(requirement.due, dtype=nw.Date).alias("due")
        words_of = {name: text(name, words[name]) for name in WORDED[1:]}
        words_of["severity"] = _severity(requirement, verdict, text)
        columns += [due, *(expression.alias(name) for name, expression in words_of.items())]
        columns += [_derived(requirement, computed)] if computed.situations else []
    return columns


def _derived(requirement: Requirement, computed: Base) -> nw.Expr:
    """Of which parts the figure of a row was put together, in words; empty where it was reported."""
    told: dict[str, list[Place]] = {}
    for place, at in computed.situations.items():
        if how := requirement.derivation(at):
            told.setdefault(how, []).append(place)
    how_of = [nw.when(_among(places)).then(nw.lit(how)) for how, places in told.items()]
    return nw.coalesce(*how_of, nw.lit("")).alias("derived")


def _severity(requirement: Requirement, verdict: nw.Expr, text: Text) -> nw.Expr:
    """How grave the verdict is: `error`, `warning` or `information` when not met, else `none`."""
    graver = nw.when(verdict == State.NOT_MET.value)
    failed = graver.then(text("severity", requirement.modality.severity))
    return (
        failed.when(verdict == State.COULD_NOT_RUN.value)
        .then(text("severity", "error"))
        .otherwise(text("severity", "none"))
    )


def _judged(
    requirement: Requirement, computed: Base, as_of: date, text: Text
) -> tuple[list[nw.Expr], nw.Expr]:
    """Value, figure to reach and margin; and the verdict by the decision table."""
    target, (judged, against) = requirement.target, operands(requirement)
    value, other = nw.col(judged), nw.col(against) if against else None
    if target.is_share and other is not None:
        other = nw.when(other > 0).then(other)  # a change of nothing has no figure in per cent
    years = years_of(requirement)
    bound = nw.col(computed.scope(requirement))
    unread = [nw.col(name) for name in computed.unreadable(requirement)]
    judgeable = bound & ~nw.any_horizontal(*unread, ignore_nulls=True) if unread else bound
    holds = {
        "not_bound": ~bound,
        "unknown": value.is_null() if other is None else value.is_null() | other.is_null(),
    }
    if unread:
        holds["unread"] = nw.any_horizontal(*unread, ignore_nulls=True)
    holds |= _told(requirement, as_of)
    places = computed.situated(requirement, as_of)
    holds |= {name: _among(where) for name, where in places.items()}
    if requirement.when:
        judgeable &= ~holds["condition_false"]
    figures: list[nw.Expr] = [nw.when(judgeable).then(value).alias("value")]
    failed = computed.failed(requirement)
    if failed and "before_due" in holds:
        holds["before_due"] = holds["before_due"] & nw.col(failed).is_null()
    if target.decidable:
        margin = target.margin(value, other, years)
        reached = requirement.reached(margin, value)
        holds["reached"] = reached & nw.col(failed).is_null() if failed else reached
        holds["near"] = margin >= -EPSILON
        goal = nw.lit(target.value, dtype=nw.Float64) if other is None else target.goal(other, years)
        figures.append(goal.alias("target"))
        figures.append(nw.when(judgeable & margin.is_finite()).then(margin.round(DECIMALS)).alias("margin"))
    else:
        figures += [nw.lit(None, dtype=nw.Float64).alias(name) for name in ("target", "margin")]
    *cases, last = requirement.cases(as_of, by_period=bool(places))
    chain: Any = nw
    for case in cases:
        if all(name in holds for name in case.when):
            told = [holds[name] for name in case.when]
            held = told[0] if len(told) == 1 else nw.all_horizontal(*told, ignore_nulls=True)
            chain = chain.when(held).then(text("verdict", case.state.value))
    verdict: nw.Expr = chain.otherwise(text("verdict", last.state.value))
    return figures, verdict


def _told(requirement: Requirement, as_of: date) -> dict[str, nw.Expr]:
    """What holds of a row by its condition and its year."""
    holds = {}
    if requirement.due is not None:
        holds["outdated"] = nw.col("year") < requirement.due.year
        holds["overtaken"] = nw.col("year") > requirement.due.year
    if requirement.every == "year":
        is_now = nw.col("year") >= as_of.year
        is_early = requirement.due is not None and as_of <= requirement.due
        holds["before_due"] = is_now | nw.col("year").is_null() if is_early else nw.lit(value=False)
        if requirement.due is None:
            holds["before_due"] = is_now
    if requirement.when:
        known = [(nw.col(one.variable.key), one) for one in requirement.when]
        fails = [~column.is_null() & ~one.holds(column) for column, one in known]
        holds["condition_false"] = nw.any_horizontal(*fails, ignore_nulls=True)
        gaps = nw.any_horizontal(*(column.is_null() for column, _ in known), ignore_nulls=True)
        holds["condition_unknown"] = gaps & ~holds["condition_false"]
    return holds


def _among(places: Sequence[Place]) -> nw.Expr:
    """Which rows are in one of some situations."""
    periods: dict[tuple[int | None, float], list[str]] = {}
    for year, period, number in places:
        periods.setdefault((year, number), []).append(period)
    tests = [
        (nw.col("year").is_null() if year is None else nw.col("year") == year)
        & (nw.col(SITUATION) == number)
        & nw.col("period").is_in(labels)
        for (year, number), labels in periods.items()
    ]
    any_of = nw.any_horizontal(*tests, ignore_nulls=True) if tests else nw.lit(value=False)
    return nw.when(any_of).then(nw.lit(value=True)).otherwise(nw.lit(value=False))


def _settled(frame: Frame) -> Frame:
    """A lazy frame with its rows computed, by the means of its engine; of Polars, which shares, it stays lazy."""
    engine, native = frame.implementation, frame.to_native()
    if engine.is_duckdb():
        # A temporary table lives as long as the connection, which only the relation itself knows.
        name = f"policykit_{os.getpid()}_{next(_NUMBERS)}"
        native.query("wide", f"CREATE TEMP TABLE {name} AS SELECT * FROM wide")  # noqa: S608 - a name of ours
        return adopt(native.query("wide", f"FROM {name}"))
    if engine.is_pyspark():
        return adopt(native.localCheckpoint())
    return frame


def _stacked(parts: Sequence[Frame]) -> Frame:
    """All rows of all parts; by halves, because a planner takes a deep union worse than a wide one."""
    if len(parts) == 1:
        return parts[0]
    if isinstance(parts[0], nw.DataFrame) or not parts[0].implementation.is_duckdb():
        return nw.concat(list(parts))  # type: ignore[type-var]  # of one engine
    middle = len(parts) // 2
    return nw.concat([_stacked(parts[:middle]), _stacked(parts[middle:])])  # type: ignore[type-var]  # of one engine


def _by_partition(frame: Frame, judge: Callable[[Frame], Frame]) -> Frame:
    """A Dask frame judged partition by partition: a row's verdict needs no other row any more."""
    native = frame.to_native()

    def judged(part: Any) -> Any:  # noqa: ANN401 - a pandas frame
        return judge(adopt(part)).to_native()

    return adopt(native.map_partitions(judged, meta=judged(native._meta)))  # noqa: SLF001 - Dask's own recipe
