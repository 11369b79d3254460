"""报告期: what texts are periods, what stands before and within them, and in which order they are."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from policykit.model import Period

JUDGED: dict[str, Any] = YAML(typ="safe").load(
    Path(__file__).parents[1].joinpath("data", "judged-periods.yml").read_text("utf-8")
)


def told(period: Period | None) -> list[Any] | str:
    return "none" if period is None else [period.year, period.first, period.last, period.label]


@pytest.mark.parametrize(("text", "expected"), JUDGED["texts"].items())
def test_a_period_is_what_is_written(text: str, expected: Any) -> None:
    assert told(Period.read(text)) == expected


@pytest.mark.parametrize(("column", "text", "expected"), JUDGED["columns"])
def test_a_column_says_what_its_numbers_are(column: str, text: str, expected: Any) -> None:
    assert told(Period.read(text, column)) == expected


@pytest.mark.parametrize(("text", "before", "year_before", "end"), JUDGED["neighbours"])
def test_a_period_has_one_before_it(text: str, before: str | None, year_before: str, end: str) -> None:
    period = read(text)
    assert (period.before.label if period.before else None) == before
    assert (period.year_before.label, str(period.end)) == (year_before, end)


@pytest.mark.parametrize(("outer", "inner", "holds"), JUDGED["holds"])
def test_a_period_holds_its_parts(outer: str, inner: str, holds: bool) -> None:
    assert (read(inner) in read(outer)) is holds


def test_periods_are_in_the_order_of_time() -> None:
    periods = [read(text) for text in JUDGED["order"]]
    assert all(first < second for first, second in pairwise(periods))


periods = st.builds(
    lambda year, ends: Period(year, min(ends), max(ends)),
    st.one_of(st.none(), st.integers(1949, 2099)),
    st.tuples(st.integers(1, 12), st.integers(1, 12)),
)


@settings(max_examples=100, deadline=None)
@given(periods)
def test_a_label_is_read_as_its_period(period: Period) -> None:
    assert Period.read(period.label) == period
    if period.before is not None:
        assert period.before < period
        assert period.before.months == period.months


def read(text: str) -> Period:
    period = Period.read(text)
    assert period is not None, text
    return period


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("关于2023年下半年重点工作任务的通知", Period(2023, 7, 12)),
        ("截至2026年第一季度末的报表", Period(2026, 1, 3)),
        ("2026年1—9月完成情况", Period(2026, 1, 9)),
        ("2026年5月", Period(2026, 5, 5)),
        ("2026年1月15日填报", Period(2026)),  # a day is no period
        ("2026年1月5日填报", Period(2026)),
        ("2024年和2025年上半年", Period(2024)),
        ("1998年报表", Period(1998)),
        ("第一季度报表", None),
        ("3026年报表", None),
    ],
)
def test_a_title_names_a_period(text: str, found: Period | None) -> None:
    assert Period.within(text) == found
