"""The days that a query asks for, from the reader's today."""

from __future__ import annotations

from datetime import date

import pytest

from policykit.index.search.days import due_period


@pytest.mark.parametrize(
    ("query", "first", "last"),
    [
        ("2027年上半年到期", "2027-01-01", "2027-06-30"),
        ("2027年下半年到期", "2027-07-01", "2027-12-31"),
        ("明年上半年要完成的任务", "2027-01-01", "2027-06-30"),
        ("后年下半年截止", "2028-07-01", "2028-12-31"),
        ("2026年12月到期", "2026-12-01", "2026-12-31"),
        ("2028年2月到期", "2028-02-01", "2028-02-29"),
        ("本月到期", "2026-12-01", "2026-12-31"),
        ("下个月到期", "2027-01-01", "2027-01-31"),
        ("年底前到期", "2026-12-31", "2026-12-31"),
        ("今年年底到期", "2026-12-31", "2026-12-31"),
        ("明年年底到期", "2027-01-01", "2027-12-31"),
        ("2个月内到期", "2026-12-31", "2027-02-28"),
        ("1天内到期", "2026-12-31", "2027-01-01"),
    ],
)
def test_the_period_of_a_query_on_the_last_day_of_a_year(query: str, first: str, last: str) -> None:
    found = due_period(query, date(2026, 12, 31))
    assert found is not None
    assert (str(found.first), str(found.last)) == (first, last)
