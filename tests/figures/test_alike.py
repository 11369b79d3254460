"""One decision table: a single check, the table, the matrix and the results say the same of the same figures."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.figures.every_kind import every_kind

from policykit.figures import VERDICTS, evaluate, matrix, results
from policykit.model import NOT_DONE, Finding, State, Variable
from policykit.model.target import DECIMALS
from policykit.model.verdict import decision

RULES = every_kind()
END = date(2026, 12, 31)


def figure(variable: Variable) -> st.SearchStrategy[float | None]:
    if variable.is_date:
        day = date(2025, 12, 31).toordinal()
        return st.one_of(st.none(), st.just(NOT_DONE), st.integers(day - 2, day + 2).map(float))
    if variable.grades:
        return st.one_of(st.none(), st.sampled_from(sorted(variable.grades.values())))
    return st.one_of(
        st.none(), st.sampled_from([0.0, 1.0, 20.0, 30.0, 57.0, 85.0, 100.0]), st.integers(0, 200).map(float)
    )


@st.composite
def cases(draw: st.DrawFn) -> tuple[str, dict[str, Any], dict[str, Any], int | None, date]:
    """A requirement goes by its name: written out with all that it refers to, it hides why an example fails."""
    name = draw(st.sampled_from(sorted(RULES)))
    requirement = RULES[name]
    now, before = (
        {one.name: draw(figure(one)) for one in requirement.variables if one.name not in skipped}
        for skipped in (set(), {"national"})
    )
    year = draw(st.sampled_from([None, 2024, 2025, 2026]))
    as_of = END + timedelta(days=draw(st.sampled_from([-400, -366, -365, -1, 0, 1, 400])))
    return name, now, before, year, as_of


def told(finding: Finding) -> tuple[State, float | None, float | None, str]:
    return finding.state, finding.value, finding.margin, finding.reason


# Each example builds frames and judges them four ways: slow on a busy machine, which is no fault of what is drawn.
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(cases())
@example(
    ("mortality-falling", {"deaths": 127.0, "total": 145.0}, {"deaths": 25.0, "total": 189.0}, 2024, END)
)
@example(("rate-rising", {"inside": 0.0, "total": 0.0}, {}, None, date(2025, 11, 26)))
def test_a_single_case_and_a_frame_say_the_same(
    case: tuple[str, dict[str, Any], dict[str, Any], int | None, date],
) -> None:
    name, now, before, year, as_of = case
    requirement = RULES[name]
    trend = requirement.target.compares and requirement.reference is None
    code = "341021" if requirement.binds[0] == "000000" else requirement.binds[0]
    keys = {"unit": "甲三级医院", "division": code, "entity": requirement.entity.name}
    rows = [{**keys, "year": year, **now}]
    if trend and year is not None:
        rows.append({**keys, "year": year - 1, **before})
    frame = pd.DataFrame(rows)
    figures = {name: value for name, value in now.items() if value is not None}
    earlier = {name: value for name, value in before.items() if value is not None} if len(rows) > 1 else {}
    try:
        single = requirement.check(
            as_of, earlier=earlier, division=code, entity=requirement.entity.name, year=year, **figures
        )
    except ValueError:
        row = evaluate(frame, [requirement], as_of=as_of).to_dict("records")[0]
        assert row["verdict"] == "could_not_run"
        return
    found = results(frame, [requirement], as_of=as_of, latest=False)
    shown = [told(one.finding) for one in found if one.year == year]
    assert shown == ([] if single.state is State.NOT_APPLICABLE else [told(single)])
    row = evaluate(frame, [requirement], as_of=as_of).to_dict("records")[0]
    assert row["verdict"] == single.verdict.value
    assert row["severity"] == single.severity
    assert row["value"] == single.value or (single.value is None and pd.isna(row["value"]))
    # Both round to DECIMALS, a column by scaling, a single figure exactly: a tie may go up in one and down in the other.
    assert row["margin"] == (
        None if single.margin is None else pytest.approx(single.margin, rel=2**-52, abs=1.5 * 10**-DECIMALS)
    ) or (single.margin is None and pd.isna(row["margin"]))
    assert VERDICTS[matrix(frame, [requirement], as_of=as_of)[0, 0]] is single.verdict


REFUSED = [("rate-85", {"inside": "在建", "total": 100}), ("rate-85", {"inside": math.inf, "total": 1})]
REFUSED += [
    ("built-2025", {"built": day}) for day in ("2025-02-31", "2025-13-01", "明年", 2025, "2027-01-01")
]
REFUSED += [("rate-85", {"inside": 101, "total": 100}), ("rate-85", {"inside": 1, "total": 0})]
REFUSED += [("emr-5", {"level": "特级"}), ("emr-5", {"level": 6.0}), ("minutes-30", {"minutes": "30元"})]


@pytest.mark.parametrize(("name", "figures"), REFUSED)
def test_what_a_check_refuses_a_frame_could_not_run(name: str, figures: dict[str, Any]) -> None:
    requirement = RULES[name]
    with pytest.raises(ValueError, match=next(iter(figures))):
        requirement.check(END, **figures)
    unit = {"unit": "甲三级医院", "division": "341021", "entity": requirement.entity.name}
    row = evaluate(pd.DataFrame([{**unit, **figures}]), [requirement], as_of=END).to_dict("records")[0]
    assert (row["verdict"], row["severity"]) == ("could_not_run", "error")
    assert pd.isna(row["value"])


REASONS: list[tuple[str, dict[str, Any], dict[str, Any], int | None, tuple[str, ...], str]] = [
    # requirement, figures, figures before, year, missing, reason
    ("rate-85", {"inside": 0, "total": 0}, {}, None, (), "分母为0，无法计算"),
    ("rate-rising", {"inside": 0, "total": 0}, {}, None, (), "分母为0，无法计算"),
    ("rate-rising", {"inside": 0, "total": 0}, {"inside": 84, "total": 100}, 2026, (), "分母为0，无法计算"),
    ("rate-85", {"inside": 84, "total": 100}, {}, 2025, (), "只有2025年的数据，须报2026年的数据"),
    ("rate-85", {"inside": 84, "total": 100}, {}, 2026, (), ""),
    ("rate-85", {"inside": 84}, {}, 2025, ("就诊总人次数",), ""),
    ("rate-rising", {"inside": 84, "total": 100}, {}, 2026, ("上年县域内就诊人次数", "上年就诊总人次数"), ""),
    (
        "rate-rising",
        {"inside": 84, "total": 100},
        {"inside": 0, "total": 0},
        2026,
        ("上年县域内就诊率所需数据",),
        "",
    ),
    ("rate-vague", {"inside": 84, "total": 100}, {}, 2026, (), "原文没有给出可比的数值，由人判断"),
    ("rate-national", {"inside": 84, "total": 100}, {}, 2026, ("就诊率（全国）",), ""),
]


@pytest.mark.parametrize(("name", "figures", "before", "year", "missing", "reason"), REASONS)
def test_why_there_is_no_verdict(  # noqa: PLR0913, PLR0917 - one parameter a column
    name: str,
    figures: dict[str, Any],
    before: dict[str, Any],
    year: int | None,
    missing: tuple[str, ...],
    reason: str,
) -> None:
    finding = RULES[name].check(date(2027, 1, 1), earlier=before, year=year, **figures)
    assert (finding.missing, finding.reason) == (missing, reason)


def test_a_comparison_with_a_zero_denominator_does_not_blame_the_year() -> None:
    rate, due = RULES["rate-85"].indicator, date(2026, 12, 31)
    against = replace(
        RULES["rate-national"], id="test/1/zero", reference=RULES["mortality-falling"].indicator, due=due
    )
    frame = pd.DataFrame(
        {"division": ["341021"], "year": 2026, "inside": 0, "total": 0, "deaths": 1, "rate": 50}
    )
    found = results(frame, [against], as_of=date(2027, 1, 1))
    assert [(one.finding.value, one.finding.missing, one.finding.reason) for one in found] == [
        (50.0, (), "分母为0，无法计算")
    ], rate


def test_the_table_is_whole() -> None:
    assert decision()[-1].when == ("otherwise",)
    assert {case.state for case in decision()} == set(State)


CASES = [
    # requirement, day, the lines that are left, in order
    (
        "rate-85",
        date(2026, 12, 31),
        ["not_bound", "unread", "part_of_year", "part_of_year", "unknown", "reached", ""],
    ),
    (
        "rate-85",
        date(2027, 1, 1),
        ["not_bound", "unread", "part_of_year", "unknown", "reached", "outdated", ""],
    ),
    ("rate-57", date(2027, 1, 1), ["not_bound", "unread", "part_of_year", "unknown", "reached", ""]),
    ("rate-vague", date(2027, 1, 1), ["not_bound", "unread", "part_of_year", "unknown", ""]),
    (
        "minutes-exactly-30",
        date(2027, 1, 1),
        ["not_bound", "unread", "part_of_year", "unknown", "reached", ""],
    ),
    ("built-2025", date(2025, 12, 31), ["not_bound", "unread", "unknown", "reached", ""]),
]


@pytest.mark.parametrize(("name", "as_of", "left"), CASES)
def test_the_lines_that_are_left_on_a_day(name: str, as_of: date, left: list[str]) -> None:
    assert ["+".join(case.when) for case in RULES[name].cases(as_of)] == left


def test_what_every_year_must_do_is_told_whoever_else_asks_for_the_indicator() -> None:
    """2024 cannot be (57 of 49); that stops the trend of 2025 and not the level that every year must reach."""
    yearly = replace(RULES["rate-85"], id="test/1/yearly", every="year", due=date(2026, 12, 31))
    rows = [
        {"unit": "歙县", "division": yearly.binds[0], "year": year, "inside": inside, "total": total}
        for year, inside, total in ((2024, 57, 49), (2025, 3, 50), (2026, 1, 50))
    ]
    for asked in ([yearly], [yearly, RULES["rate-rising"]]):
        found = results(pd.DataFrame(rows), asked, as_of=date(2026, 6, 1))
        told_of = [(one.finding.state, one.finding.reason) for one in found if one.requirement is yearly]
        assert told_of == [(State.NOT_MET, "2025年没有做到")], [rule.id for rule in asked]


@pytest.mark.parametrize(
    ("start", "state", "reason"),
    [
        (date(2024, 1, 1), State.NOT_MET, "2024年没有做到"),
        (date(2025, 1, 1), State.NOT_MET, "2025年没有做到"),
        (date(2026, 1, 1), State.MET, ""),
    ],
)
def test_a_year_counts_from_that_in_which_the_requirement_begins(
    start: date, state: State, reason: str
) -> None:
    yearly = replace(RULES["rate-85"], every="year", start=start, due=date(2026, 12, 31))
    rows = [
        {"unit": "歙县", "division": yearly.binds[0], "year": year, "inside": inside, "total": 50}
        for year, inside in ((2024, 3), (2025, 3), (2026, 50))
    ]
    (found,) = results(pd.DataFrame(rows), [yearly], as_of=date(2027, 2, 1))
    assert (found.finding.state, found.finding.reason) == (state, reason)


def test_a_year_that_fails_is_no_earlier_year_to_itself() -> None:
    yearly = replace(RULES["rate-85"], every="year", due=date(2026, 12, 31))
    row = {"unit": "歙县", "division": yearly.binds[0], "year": 2026, "inside": 3, "total": 50}
    (found,) = results(pd.DataFrame([row]), [yearly], as_of=date(2027, 2, 1))
    assert (found.finding.state, found.finding.reason) == (State.NOT_MET, "")
