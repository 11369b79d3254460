"""The days that a query asks for, from the reader's today."""

from __future__ import annotations

from datetime import date

import pytest

from policykit.index.search.about import About, AllAbout
from policykit.index.search.days import due_period
from policykit.index.search.features import WEIGHTS


@pytest.mark.parametrize(
    ("word", "found"),
    [
        # Each of the policies that say it, however often, and whose place it begins.
        ("医共体", {0: WEIGHTS.context, 2: WEIGHTS.context, 3: WEIGHTS.context}),
        ("试点", {3: WEIGHTS.context}),
        ("安徽", {0: WEIGHTS.place, 1: WEIGHTS.place}),
        ("河南", {2: WEIGHTS.place}),
        ("湖北", {}),
    ],
)
def test_of_which_policies_a_word_says_something(word: str, found: dict[int, int]) -> None:
    policies = [
        About("医共体的意见：医共体", ("安徽省", "歙县")),
        About("河流的办法", ("安徽省",)),
        About("医共体的办法", ("河南省",)),
        About("医共体试点", ()),
    ]
    assert AllAbout(policies).values(word) == found


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
        ("2027年12月31日到期", "2027-12-31", "2027-12-31"),
        ("2027年12月31号前到期", "2026-12-31", "2027-12-31"),
        ("县里哪些要求2027年3月到期", "2027-03-01", "2027-03-31"),
        # What is a day, or the end or a part of a year, and nothing else.
        ("2027-12-31", "2027-12-31", "2027-12-31"),
        (" 2027/6/30 ", "2027-06-30", "2027-06-30"),
        ("到2027年6月30日前", "2026-12-31", "2027-06-30"),
        ("2025年底", "2025-01-01", "2025-12-31"),
        ("至2027年末", "2027-01-01", "2027-12-31"),
        ("2027年3月", "2027-03-01", "2027-03-31"),
        ("明年底前", "2026-12-31", "2027-12-31"),
    ],
)
def test_the_period_of_a_query_on_the_last_day_of_a_year(query: str, first: str, last: str) -> None:
    found = due_period(query, date(2026, 12, 31))
    assert found is not None
    assert (str(found.first), str(found.last)) == (first, last)


@pytest.mark.parametrize(
    "query",
    [
        *(
            "2027年",
            "2027",
            "明年",
            "年底",
            "30天",
            "2027-02-30",
            "2027-12-31 号源",
            "12027-12-31",
            "2027年1231",
        ),
        # The day of a month, and no number of days from now.
        *("12月31日到期", "3月5日前完成"),
    ],
)
def test_what_asks_for_no_period(query: str) -> None:
    assert due_period(query, date(2026, 12, 31)) is None
