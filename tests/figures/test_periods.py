"""Verdicts on quarters, half-years and months: worked out by hand from what is asked and what is reported.

Each row of the table: what is asked, the figures by period, the day, and what a reader is told: period, verdict, value,
and words that stand in it.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from policykit.figures import results
from policykit.figures.wholes import _Parts, _situation, _Whole, place_of
from policykit.model import Comparator, Indicator, Kind, Period, Requirement, Span, Target, Variable
from policykit.model.situation import Situation
from policykit.model.variable import Entity


def variable(name: str, label: str, unit: str, over_time: Any = "", **more: Any) -> Variable:
    return Variable(label, unit, Entity.COUNTY, label, name=name, over_time=over_time, **more)


INSIDE = variable("inside", "县域内就诊人次", "人次", "flow")
ALL = variable("total", "就诊总人次", "人次", "flow")
SPENT = variable("spent", "财政投入", "万元", "flow")
BEDS = variable("beds", "床位数", "张", "stock")
PATIENTS = variable("patients", "就诊患者数", "人")
ONCE = variable("once", "监测评估次数", "次/季度", "least")
MEETINGS = variable("meetings", "每季度例会次数", "次/季度")
MONTHLY = variable("monthly", "每月巡诊次数", "次/月")
BUILT = variable("built", "是否建成", "是否", grades={"否": 0, "是": 1})
RATE = Indicator("县域内就诊率", "%", INSIDE / ALL * 100, name="rate")
PER_BED = Indicator("床均诊疗人次", "人次/张", ALL / BEDS, name="per_bed")

END, JUNE = date(2026, 12, 31), date(2026, 6, 30)
AFTER, MAY, JULY = date(2027, 1, 15), date(2026, 5, 10), date(2026, 7, 15)
Q1, Q2, Q3, Q4 = "2026Q1", "2026Q2", "2026Q3", "2026Q4"
H1, H2, YEAR = "2026年上半年", "2026年下半年", "2026"


def rule(what: Indicator | Variable, target: Target, due: date | None = END, **more: Any) -> Requirement:
    indicator = what if isinstance(what, Indicator) else Indicator.of(what)
    given: dict[str, Any] = {"kind": Kind.THRESHOLD, "issued": date(2024, 1, 1), "binds": ("341021",)} | more
    return Requirement("t/1/r", "t", "t/1", "原文", Span(0, 2), indicator, target, due=due, **given)


LEAST85, ONE = Target(Comparator.GE, 85, unit="%"), Target(Comparator.GE, 1, unit="次/季度")
VISITS = rule(RATE, LEAST85)
MONEY = rule(SPENT, Target(Comparator.GE, 100, unit="万元"))
BED = rule(BEDS, Target(Comparator.GE, 100, unit="张"))
PEOPLE = rule(PATIENTS, Target(Comparator.GE, 100, unit="人"))
REVIEW = rule(ONCE, ONE)
HALF = rule(RATE, LEAST85, JUNE)
HALF_MONEY = rule(SPENT, Target(Comparator.GE, 50, unit="万元"), JUNE)
GROWS = rule(SPENT, Target(Comparator.GROWTH, 10, unit="万元"))


def visits(*pairs: tuple[str, float, float]) -> list[dict[str, Any]]:
    return [{"period": period, "inside": inside, "total": total} for period, inside, total in pairs]


def of(name: str, **values: Any) -> list[dict[str, Any]]:
    """One figure by period; `q1`, `h1` and `y` of 2026, `p1` and `py` of 2025."""
    periods = {"q1": Q1, "q2": Q2, "q3": Q3, "q4": Q4, "h1": H1, "h2": H2, "y": YEAR, "n": "2026年1—9月"}
    periods |= {f"p{at}": f"2025Q{at}" for at in range(1, 5)} | {"py": "2025", "ph1": "2025H1"}
    return [{"period": periods.get(key, key), name: value} for key, value in values.items()]


def months(name: str, *values: float | None) -> list[dict[str, Any]]:
    return [{"period": f"2026年{at}月", name: value} for at, value in enumerate(values, start=1)]


FOUR = visits((Q1, 20, 25), (Q2, 21, 25), (Q3, 22, 25), (Q4, 24, 25))
Told = list[tuple[str, str, float | None, list[str]]]

CASES: dict[str, tuple[Requirement, list[dict[str, Any]], date, Told]] = {
    # --- a year from its parts
    "a share is computed anew from its parts": (
        VISITS,
        FOUR,
        AFTER,
        [("2026年", "met", 87, ["第一季度、第二季度、第三季度、第四季度", "分别相加"])],
    ),
    "and not the mean of shares": (
        VISITS,
        visits((Q1, 9, 10), (Q2, 9, 10), (Q3, 9, 10), (Q4, 50, 70)),
        AFTER,
        [("2026年", "not_met", 77, ["分别相加"])],
    ),
    "two halves": (
        VISITS,
        visits((H1, 40, 50), (H2, 46, 50)),
        AFTER,
        [("2026年", "met", 86, ["上半年、下半年"])],
    ),
    "a half and two quarters": (
        VISITS,
        visits((H1, 40, 50), (Q3, 22, 25), (Q4, 24, 25)),
        AFTER,
        [("2026年", "met", 86, ["上半年、第三季度、第四季度"])],
    ),
    "nine months and a quarter": (
        VISITS,
        visits(("2026年1—9月", 63, 75), (Q4, 22, 25)),
        AFTER,
        [("2026年", "met", 85, ["1—9月、第四季度"])],
    ),
    "nine months are not added to their quarters": (
        MONEY,
        of("spent", q1=20, h1=40, n=60, q4=30),
        AFTER,
        [("2026年", "not_met", 90, ["1—9月、第四季度"])],
    ),
    "twelve months": (MONEY, months("spent", *[9] * 12), AFTER, [("2026年", "met", 108, ["1月", "12月"])]),
    "a flow adds up": (
        MONEY,
        of("spent", q1=20, q2=30, q3=20, q4=30),
        AFTER,
        [("2026年", "met", 100, ["相加"])],
    ),
    "a flow adds up and falls short": (
        MONEY,
        of("spent", q1=20, q2=30, q3=20, q4=29),
        AFTER,
        [("2026年", "not_met", 99, ["相加"])],
    ),
    "a stock takes the last": (
        BED,
        of("beds", q1=120, q2=110, q3=105, q4=99),
        AFTER,
        [("2026年", "not_met", 99, ["第四季度"])],
    ),
    "a stock needs only the last": (
        BED,
        of("beds", q2=90, q4=101),
        AFTER,
        [("2026年第四季度", "met", 101, [])],
    ),
    "what is counted once does not add up": (
        PEOPLE,
        of("patients", q1=60, q2=60, q3=60, q4=60),
        AFTER,
        [("2026年", "no_data", None, ["不能", "就诊患者数"])],
    ),
    "a flow by the stock at the end": (
        rule(PER_BED, Target(Comparator.GE, 10, unit="人次/张")),
        [
            {"period": period, "total": 25, "beds": beds}
            for period, beds in ((Q1, 20), (Q2, 12), (Q3, 11), (Q4, 10))
        ],
        AFTER,
        [("2026年", "met", 10, [])],
    ),
    "the year that is reported goes first": (
        MONEY,
        of("spent", q1=20, q2=30, q3=20, q4=30, y=98),
        AFTER,
        [("2026年", "not_met", 98, [])],
    ),
    "a yes at the end": (
        rule(BUILT, Target(Comparator.DONE, 1), kind=Kind.DUTY),
        of("built", q1="否", q2="否", q3="否", q4="是"),
        AFTER,
        [("2026年", "met", 1, [])],
    ),
    # --- what is missing is named
    "a quarter is missing": (
        VISITS,
        visits((Q1, 20, 25), (Q2, 21, 25), (Q4, 24, 25)),
        AFTER,
        [("2026年第四季度", "no_data", 96, ["缺第三季度"])],
    ),
    "a year begun": (
        MONEY,
        of("spent", q1=20, q2=30),
        MAY,
        [("2026年第二季度", "not_due", 30, ["第一季度、第二季度", "缺", "第三季度、第四季度", "全年"])],
    ),
    "a half is not the year": (
        VISITS,
        visits((H1, 44, 50)),
        AFTER,
        [("2026年上半年", "no_data", 88, ["上半年", "下半年", "全年"])],
    ),
    "nine months are not the year": (
        MONEY,
        of("spent", n=120),
        AFTER,
        [("2026年1—9月", "no_data", 120, ["1—9月", "缺第四季度"])],
    ),
    "nine months are no quarter": (
        MONEY,
        of("spent", q1=20, q2=30, n=80),
        AFTER,
        [("2026年1—9月", "no_data", 80, ["缺第四季度"])],
    ),
    "a figure of a quarter is missing": (
        VISITS,
        [*visits((Q1, 20, 25), (Q2, 21, 25)), {"period": Q3, "inside": 22}, *visits((Q4, 24, 25))],
        AFTER,
        [("2026年", "no_data", None, ["第三季度的就诊总人次"])],
    ),
    "months up to May": (
        MONEY,
        months("spent", 10, 10, 10, 10, 10),
        AFTER,
        [("2026年5月", "no_data", 10, ["缺6—12月"])],
    ),
    # --- duties of each quarter, month
    "each quarter by itself": (
        REVIEW,
        of("once", q1=1, q2=0, q3=2, q4=1),
        AFTER,
        [
            ("2026年第一季度", "met", 1, []),
            ("2026年第二季度", "not_met", 0, []),
            ("2026年第三季度", "met", 2, []),
            ("2026年第四季度", "met", 1, []),
        ],
    ),
    "a quarter that is over is due": (
        REVIEW,
        of("once", q1=0, q2=0),
        MAY,
        [("2026年第一季度", "not_met", 0, []), ("2026年第二季度", "not_due", 0, [])],
    ),
    "the last day of a quarter": (
        REVIEW,
        of("once", q1=0),
        date(2026, 3, 31),
        [("2026年第一季度", "not_due", 0, [])],
    ),
    "the day after": (REVIEW, of("once", q1=0), date(2026, 4, 1), [("2026年第一季度", "not_met", 0, [])]),
    "a month is no quarter": (
        REVIEW,
        of("once", **{"2026年5月": 1}),
        JULY,
        [("2026年5月", "no_data", 1, ["5月"])],
    ),
    "a half-year of the least quarter": (
        REVIEW,
        of("once", h1=0),
        JULY,
        [("2026年上半年", "not_met", 0, [])],
    ),
    "a half-year of a count is not split": (
        rule(MEETINGS, ONE),
        of("meetings", h1=2),
        JULY,
        [("2026年上半年", "no_data", 2, ["季度"])],
    ),
    "quarters are not judged as a year": (
        rule(MEETINGS, ONE),
        of("meetings", q1=1, q2=1, q3=1, q4=1),
        AFTER,
        [(f"2026年第{n}季度", "met", 1, []) for n in "一二三四"],
    ),
    "each month by itself": (
        rule(MONTHLY, Target(Comparator.GE, 2, unit="次/月")),
        months("monthly", 2, 1),
        MAY,
        [("2026年1月", "met", 2, []), ("2026年2月", "not_met", 1, [])],
    ),
    "a quarter before it begins": (
        rule(ONCE, ONE, start=date(2026, 4, 1)),
        of("once", q1=0, q2=0),
        JULY,
        [("2026年第一季度", "not_due", 0, ["尚未开始"]), ("2026年第二季度", "not_met", 0, [])],
    ),
    "a year of the least quarter as before": (REVIEW, of("once", y=1), AFTER, [("2026年", "met", 1, [])]),
    # --- due within a year
    "by the half-year that is due": (HALF, visits((H1, 43, 50)), JULY, [("2026年上半年", "met", 86, [])]),
    "the half-year from its quarters": (
        HALF,
        visits((Q1, 21, 25), (Q2, 22, 25)),
        JULY,
        [("2026年上半年", "met", 86, ["第一季度、第二季度"])],
    ),
    "later quarters do not make up for it": (
        HALF,
        visits((Q1, 20, 25), (Q2, 20, 25), (Q3, 25, 25), (Q4, 25, 25)),
        AFTER,
        [("2026年上半年", "not_met", 80, ["第一季度、第二季度"])],
    ),
    "of what stands at a day in June a quarter before it says nothing": (
        rule(BEDS, Target(Comparator.GE, 50, unit="张"), JUNE),
        of("beds", q1=40),
        JULY,
        [("2026年第一季度", "no_data", 40, ["只有2026年第一季度的数据，须报2026年6月的数据"])],
    ),
    "money up to June needs both quarters": (
        HALF_MONEY,
        of("spent", q2=60),
        JULY,
        [("2026年第二季度", "no_data", 60, ["缺第一季度", "上半年"])],
    ),
    "money up to June": (
        HALF_MONEY,
        of("spent", q1=20, q2=29),
        JULY,
        [("2026年上半年", "not_met", 49, ["相加"])],
    ),
    "months up to June": (
        HALF_MONEY,
        months("spent", *[9] * 6),
        JULY,
        [("2026年上半年", "met", 54, ["6月"])],
    ),
    "a stock at the end of June": (
        rule(BEDS, Target(Comparator.GE, 100, unit="张"), JUNE),
        of("beds", q2=99),
        JULY,
        [("2026年第二季度", "not_met", 99, [])],
    ),
    "a stock of March is too old": (
        rule(BEDS, Target(Comparator.GE, 100, unit="张"), JUNE),
        of("beds", q1=99),
        JULY,
        [("2026年第一季度", "no_data", 99, ["第一季度"])],
    ),
    "a stock there already": (
        rule(BEDS, Target(Comparator.GE, 100, unit="张"), JUNE),
        of("beds", q1=100),
        MAY,
        [("2026年第一季度", "met", 100, [])],
    ),
    "a year's figure of a due date in June as before": (
        HALF,
        visits((YEAR, 43, 50)),
        AFTER,
        [("2026年", "met", 86, [])],
    ),
    # --- trends
    "a half-year to the same half of the year before": (
        GROWS,
        of("spent", ph1=50, h1=56),
        JULY,
        [("2026年上半年", "not_due", 56, ["全年"])],
    ),
    "the years from their quarters": (
        GROWS,
        of("spent", p1=20, p2=20, p3=20, p4=20, q1=22, q2=22, q3=22, q4=22),
        AFTER,
        [("2026年", "met", 88, ["相加"])],
    ),
    "to the year before as it is reported": (
        GROWS,
        of("spent", py=80, q1=21, q2=22, q3=22, q4=22),
        AFTER,
        [("2026年", "not_met", 87, ["相加"])],
    ),
    "a quarter of the year before is missing": (
        GROWS,
        of("spent", p1=20, p2=20, p3=20, q1=22, q2=22, q3=22, q4=22),
        AFTER,
        [("2026年", "no_data", 88, ["上年"])],
    ),
    "a quarter to the same one of the year before": (
        rule(SPENT, Target(Comparator.INCREASE), every="quarter"),
        of("spent", p1=10, p2=12, q1=11, q2=11),
        AFTER,
        [("2026年第一季度", "met", 11, []), ("2026年第二季度", "not_met", 11, [])],
    ),
    "each quarter at its level": (
        rule(RATE, LEAST85, every="quarter"),
        visits((Q1, 22, 25), (Q2, 20, 25)),
        AFTER,
        [("2026年第一季度", "met", 88, []), ("2026年第二季度", "not_met", 80, [])],
    ),
}


def frame(rows: list[dict[str, Any]]) -> pd.DataFrame:
    return pd.DataFrame([{"division": "341021", **row} for row in rows])


@pytest.mark.parametrize("name", CASES)
def test_a_verdict_is_that_of_the_period_asked(name: str) -> None:
    requirement, rows, as_of, expected = CASES[name]
    found = results(frame(rows), [requirement], as_of=as_of)
    said = [(one.period or f"{one.year}年", one.state.value, one.finding.value) for one in found]
    assert said == [(label, state, value) for label, state, value, _ in expected]
    for one, (*_, words) in zip(found, expected, strict=True):
        assert all(word in str(one) for word in words), str(one)


# The parts of 2026 that a frame has: the quarters, the half-year, the first nine months, December.
PARTS = _Parts.of({f"{first}-{last}": Period(2026, first, last) for first, last in (
    (1, 3), (1, 6), (1, 9), (4, 6), (7, 9), (10, 12), (12, 12)
)} | {"Q1": Period(None, 1, 3), "2025-1-3": Period(2025, 1, 3)})  # fmt: skip  # one span after the other
YEAR_WHOLE, HALF_WHOLE = _Whole(12, None), _Whole(6, 2026)


def number(*spans: tuple[int, int], year: bool = False) -> float:
    """The set of these parts, and of the year where it is reported as such."""
    return float(year + sum(2 ** (PARTS.spans.index(span) + 1) for span in spans))


def test_parts_of_a_frame_are_those_of_a_year() -> None:
    assert PARTS.spans == ((1, 3), (1, 6), (1, 9), (4, 6), (7, 9), (10, 12), (12, 12))
    assert PARTS.labels[0] == ("1-3", "2025-1-3")


@pytest.mark.parametrize(
    ("found", "last", "chosen", "has"),
    [
        (number(), 12, (), False),
        (number(year=True), 12, (), True),
        (number((1, 3), (4, 6)), 6, ((1, 3), (4, 6)), False),
        (number((1, 3), (4, 6)), 12, (), False),  # not all of its months
        (number((1, 6), (1, 3), (4, 6)), 6, ((1, 6),), True),
        (number((1, 6), (7, 9), (10, 12)), 12, ((1, 6), (7, 9), (10, 12)), False),
        (number((1, 9), (10, 12)), 12, ((1, 9), (10, 12)), False),
        (number((1, 9)), 9, ((1, 9),), True),
        (number((1, 9)), 6, (), False),
        (number((1, 3), (7, 9)), 9, (), False),
        (-number((1, 3), (4, 6)), 6, ((1, 3), (4, 6)), False),  # of a row put together
    ],
)
def test_which_parts_come_to_a_whole(
    found: float, last: int, chosen: tuple[object, ...], *, has: bool
) -> None:
    assert (PARTS.chosen(found, last), PARTS.has(found, last)) == (chosen, has)


@pytest.mark.parametrize(
    ("year", "months", "found", "derived", "there", "told"),
    [
        (2026, None, number(year=True), False, (), ()),
        (2026, (1, 3), number((1, 3), (4, 6)), False, (6,), ((1, 3), (4, 6))),
        (2026, (1, 3), number((1, 3), (1, 6)), False, (6,), ((1, 6),)),
        (2026, (1, 3), number((1, 3)), False, (), ((1, 3),)),
        (2025, (1, 3), number((1, 3), (4, 6)), False, (), ((1, 3), (4, 6))),  # due in 2026
        (2026, None, -number((1, 6), (7, 9), (10, 12)), True, (6, 12), ((1, 6), (7, 9), (10, 12))),
        (2026, (1, 6), -number((1, 3), (4, 6), (7, 9)), True, (6,), ((1, 3), (4, 6))),  # up to its end
        (2026, (1, 3), number((1, 6), (7, 9), (10, 12), year=True), False, (6,), ((1, 6), (7, 9), (10, 12))),
        (None, (1, 3), number((1, 3), (4, 6)), False, (), ()),
    ],
)
def test_what_a_row_has_beside_it(  # noqa: PLR0913, PLR0917 - one parameter a column
    year: int | None,
    months: tuple[int, int] | None,
    found: float,
    derived: bool,
    there: tuple[int, ...],
    told: tuple[tuple[int, int], ...],
) -> None:
    period = Period(year, *months) if months else None
    situation = _situation(PARTS, year, period, found, [YEAR_WHOLE, HALF_WHOLE])
    expected = Situation(year, period, derived, frozenset(there), tuple(Period(year, *span) for span in told))
    assert situation == expected


@pytest.mark.parametrize(
    ("year", "known"),
    [(2026, 2026), ("2026", 2026), (2026.0, 2026), (None, None), (float("nan"), None), ("<NA>", None)],
)
def test_the_place_of_a_row_in_any_engine(year: object, known: int | None) -> None:
    assert place_of(year, "Q1", "3.0") == (known, "Q1", 3.0)
