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
