"""Every case that a verdict can come of, as a table; judged one by one, as a table and as a matrix alike."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from policykit.figures.arrays import VERDICTS
from policykit.figures.evaluation import evaluate, matrix
from policykit.figures.result import results
from policykit.model import NOT_DONE, Expression, Requirement

Rules = dict[str, Requirement]
BEFORE, ON, AFTER = date(2026, 6, 1), date(2026, 12, 31), date(2027, 1, 1)
DAY = float(date(2025, 12, 31).toordinal())

CASES = [
    # rule, figures, as of, verdict, value, margin
    ("rate-85", {"inside": 85, "total": 100}, AFTER, "met", 85.0, 0.0),
    ("rate-85", {"inside": 84, "total": 100}, AFTER, "not_met", 84.0, -1.0),
    ("rate-85", {"inside": 84, "total": 100}, ON, "not_due", 84.0, -1.0),
    ("rate-85", {"inside": 84, "total": 100}, BEFORE, "not_due", 84.0, -1.0),
    ("rate-85", {"inside": 90, "total": 100}, BEFORE, "met", 90.0, 5.0),
    ("rate-85", {"inside": 84, "total": 100, "year": 2026}, AFTER, "not_met", 84.0, -1.0),
    ("rate-85", {"inside": 84, "total": 100, "year": 2027}, AFTER, "not_met", 84.0, -1.0),
    ("rate-85", {"inside": 84, "total": 100, "year": 2025}, AFTER, "no_data", 84.0, -1.0),
    ("rate-85", {"inside": 86, "total": 100, "year": 2025}, AFTER, "met", 86.0, 1.0),
    ("rate-85", {"inside": None, "total": 100}, AFTER, "no_data", None, None),
    ("rate-85", {"inside": 0, "total": 0}, AFTER, "no_data", None, None),
    ("rate-85", {"inside": 5, "total": 0}, AFTER, "could_not_run", None, None),  # a part above its whole
    ("rate-85", {"inside": 101, "total": 100}, AFTER, "could_not_run", None, None),
    ("rate-85", {"inside": -1, "total": 100}, AFTER, "could_not_run", None, None),
    ("rate-85", {"inside": 84.5, "total": 100}, AFTER, "could_not_run", None, None),  # half a visit
    ("rate-85", {"rate": 100.1}, AFTER, "could_not_run", None, None),
    (
        "built-2025",
        {"built": DAY - 1},
        date(2025, 12, 29),
        "could_not_run",
        None,
        None,
    ),  # a plan is no completion
    ("built-2025", {"built": DAY - 1}, date(2025, 12, 30), "met", DAY - 1, 1.0),
    ("rate-85", {"total": 100}, AFTER, "no_data", None, None),
    ("rate-85", {"rate": 84.5}, AFTER, "not_met", 84.5, -0.5),
    ("rate-85", {"rate": 99, "inside": 84, "total": 100}, AFTER, "could_not_run", None, None),
    ("rate-85", {"rate": 84.01, "inside": 84, "total": 100}, AFTER, "not_met", 84.0, -1.0),
    ("rate-85", {"inside": 90, "total": 100, "division": "341022"}, AFTER, "not_applicable", None, None),
    ("rate-85", {"inside": 90, "total": 100, "division": "341000"}, AFTER, "not_applicable", None, None),
    ("rate-85", {"inside": 90, "total": 100, "entity": "hospital"}, AFTER, "not_applicable", None, None),
    ("rate-nation", {"inside": 59, "total": 100, "division": "152501"}, AFTER, "not_met", 59.0, -1.0),
    # At the bound, decimals count as they are written: 57/100*100 is 56.99999999999999 in binary.
    ("rate-57", {"inside": 57, "total": 100}, AFTER, "met", 57 / 100 * 100, 0.0),
    ("rate-57", {"rate": 0.57 * 100}, AFTER, "met", 0.57 * 100, 0.0),
    ("rate-85", {"rate": 84.99999999999999}, AFTER, "met", 84.99999999999999, 0.0),
    ("rate-85", {"rate": 84.9999999}, AFTER, "not_met", 84.9999999, -1e-7),
    ("rate-above-85", {"inside": 85, "total": 100}, AFTER, "not_met", 85.0, 0.0),
    ("rate-above-85", {"rate": 85.00000000000001}, AFTER, "not_met", 85.00000000000001, 0.0),
    ("rate-above-85", {"rate": 85.01}, AFTER, "met", 85.01, 0.01),
    ("minutes-30", {"minutes": 30}, AFTER, "met", 30.0, 0.0),
    ("minutes-30", {"minutes": 31}, AFTER, "not_met", 31.0, -1.0),
    ("minutes-below-30", {"minutes": 30}, AFTER, "not_met", 30.0, 0.0),
    ("minutes-20-30", {"minutes": 20}, AFTER, "met", 20.0, 0.0),
    ("minutes-20-30", {"minutes": 31}, AFTER, "not_met", 31.0, -1.0),
    ("minutes-about-30", {"minutes": 32}, AFTER, "met", 32.0, 0.0),
    ("minutes-about-30", {"minutes": 27}, AFTER, "not_met", 27.0, -1.0),
    ("minutes-exactly-30", {"minutes": 30}, AFTER, "adopted", 30.0, 0.0),
    ("rate-national", {"inside": 50, "total": 100, "national": 48.5}, AFTER, "met", 50.0, 1.5),
    ("rate-national", {"inside": 50, "total": 100}, AFTER, "no_data", 50.0, None),
    ("rate-vague", {"inside": 50, "total": 100}, AFTER, "judgement", 50.0, None),
    ("rate-vague", {"inside": 50}, AFTER, "no_data", None, None),
    ("built-2025", {"built": DAY}, AFTER, "met", DAY, 0.0),
    ("built-2025", {"built": DAY + 1}, AFTER, "not_met", DAY + 1, -1.0),
    ("built-2025", {"built": NOT_DONE}, AFTER, "not_met", NOT_DONE, None),
    ("built-2025", {"built": NOT_DONE}, date(2025, 12, 31), "not_due", NOT_DONE, None),
    ("built-2025", {"built": None}, AFTER, "no_data", None, None),
    ("beds-each-20", {"beds": 19, "entity": "hospital", "unit": "甲医院"}, AFTER, "not_met", 19.0, -1.0),
    ("beds-each-20", {"beds": 19}, AFTER, "not_applicable", None, None),
    ("emr-5", {"level": 5.0, "entity": "hospital"}, AFTER, "met", 5.0, 0.0),
    ("emr-5", {"level": 4.0, "entity": "hospital", "population": "三级医院"}, AFTER, "not_met", 4.0, -1.0),
    (
        "emr-5",
        {"level": 4.0, "entity": "hospital", "population": "甲类；三级医院"},
        AFTER,
        "not_met",
        4.0,
        -1.0,
    ),
    ("emr-5", {"level": 4.0, "entity": "hospital", "population": ""}, AFTER, "not_applicable", None, None),
    (
        "emr-5",
        {"level": 4.0, "entity": "hospital", "population": "", "unit": "歙县三级医院"},
        AFTER,
        "not_met",
        4.0,
        -1.0,
    ),
    ("life-80", {"life": 80.1, "division": "341000"}, AFTER, "met", 80.1, 0.1),
    ("life-80", {"life": 80.1, "division": "341021"}, AFTER, "not_applicable", None, None),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[0]} {case[1]}")
def test_each_case(
    rules: Rules, case: tuple[str, dict[str, Any], date, str, float | None, float | None]
) -> None:
    name, figures, as_of, verdict, value, margin = case
    frame = pd.DataFrame([{"division": "341021", **figures}])
    row = evaluate(frame, [rules[name]], as_of=as_of).to_dict("records")[0]
    assert row["verdict"] == verdict
    assert (None if pd.isna(row["value"]) else row["value"]) == value
    assert (None if pd.isna(row["margin"]) else row["margin"]) == pytest.approx(margin, abs=1e-9)
    code = matrix(frame, [rules[name]], as_of=as_of)[0, 0]
    assert (VERDICTS[code] if code >= 0 else "could_not_run") == verdict
    found = results(frame, [rules[name]], as_of=as_of)
    assert [one.state.value for one in found] == ([verdict] if verdict != "not_applicable" else [])
    severities = {"not_met": rules[name].modality.severity, "could_not_run": "error"}
    assert row["severity"] == severities.get(verdict, "none")


TRENDS = [
    # rule, (year, inside) of each year, the verdict of the last
    ("rate-rising", [(2025, 80), (2026, 81)], "met"),
    ("rate-rising", [(2025, 80), (2026, 80)], "not_met"),
    ("rate-rising", [(2026, 81)], "no_data"),
    ("rate-rising", [(2024, 80), (2026, 81)], "no_data"),  # the year between is missing
    ("rate-rising", [(2025, 80), (2025, 99), (2026, 81)], "could_not_run"),  # which 2025?
    ("rate-rising-2", [(2025, 80), (2026, 82)], "met"),
    ("rate-rising-2", [(2025, 80), (2026, 81)], "not_met"),
    ("mortality-falling", [(2025, 1), (2026, 1)], "not_met"),
    ("mortality-falling", [(2025, 2), (2026, 1)], "met"),
]


@pytest.mark.parametrize(("name", "years", "verdict"), TRENDS)
def test_a_trend_compares_with_the_year_before(
    rules: Rules, name: str, years: list[tuple[int, int]], verdict: str
) -> None:
    rows = [{"division": "341021", "year": year, "inside": n, "deaths": n, "total": 100} for year, n in years]
    frame = pd.DataFrame(rows)
    table = evaluate(frame, [rules[name]], as_of=AFTER)
    assert table[table["year"] == years[-1][0]]["verdict"].tolist() == [verdict]
    assert results(frame, [rules[name]], as_of=AFTER)[-1].state.value == verdict


def test_another_units_last_year_is_no_base_for_a_trend(rules: Rules) -> None:
    rows = [
        {"division": "341022", "year": 2025, "inside": 10, "total": 100},
        {"division": "341021", "year": 2026, "inside": 20, "total": 100},
    ]
    table = evaluate(pd.DataFrame(rows), [replace(rules["rate-rising"], binds=("341000",))], as_of=AFTER)
    assert table["verdict"].tolist() == ["no_data", "no_data"]


def test_a_year_that_is_still_blank_does_not_hide_the_last(rules: Rules) -> None:
    rows = [
        {"division": "341021", "year": 2026, "inside": 86, "total": 100},
        {"division": "341021", "year": 2027, "inside": None, "total": None},
    ]
    found = results(pd.DataFrame(rows), [rules["rate-85"]], as_of=AFTER)
    assert [(one.year, one.state.value) for one in found] == [(2026, "met")]


def test_each_institution_is_judged_and_those_that_fall_short_are_named(rules: Rules) -> None:
    beds = {"甲医院": 20, "乙医院": 19, "丙医院": None}
    rows = [{"unit": unit, "division": "341021", "entity": "hospital", "beds": n} for unit, n in beds.items()]
    found = results(pd.DataFrame(rows), [rules["beds-each-20"]], as_of=AFTER)
    assert {one.unit: one.state.value for one in found} == {
        "甲医院": "met",
        "乙医院": "not_met",
        "丙医院": "no_data",
    }
    said = str(next(one for one in found if one.unit == "乙医院"))
    assert said.startswith("乙医院 未达标：歙县每个医院床位数")
    assert said.endswith("实际19张，差1张（“=原文 beds-each-20”，test/1）")


def test_an_indicator_that_cannot_be_computed_is_an_error_and_no_verdict(rules: Rules) -> None:
    from dataclasses import replace

    class Sick(Expression):
        leaves = rules["rate-85"].indicator.variables

        def evaluate(self, _: object) -> object:
            raise TypeError("坏了")  # noqa: EM101 - the words are the point

    sick = replace(
        rules["rate-85"],
        id="test/1/sick",
        indicator=replace(rules["rate-85"].indicator, name="sick", expression=Sick()),
    )
    frame = pd.DataFrame([{"division": "341021", "inside": 99, "total": 100}])
    both = [sick, rules["rate-85"]]
    table = evaluate(frame, both, as_of=AFTER)
    assert table["verdict"].tolist() == ["could_not_run", "met"]
    assert table["severity"].tolist() == ["error", "none"]
    assert matrix(frame, both, as_of=AFTER).tolist() == [[-1, 0]]
    found = results(frame, both, as_of=AFTER)
    assert [(one.state.value, one.error) for one in found] == [
        ("could_not_run", "指标“县域内就诊率”无法计算：TypeError: 坏了"),
        ("met", ""),
    ]


def test_a_gap_of_an_arrow_column_is_a_gap(rules: Rules) -> None:
    figures = pd.DataFrame({"inside": [85, None], "total": [100, 100]}).astype("double[pyarrow]")
    frame = figures.assign(division="341021", year=[2026, 2027])
    verdicts = evaluate(frame, [rules["rate-85"]], as_of=AFTER)["verdict"].tolist()
    assert verdicts == ["met", "no_data"]


def test_text_where_a_number_should_be_could_not_run(rules: Rules) -> None:
    frame = pd.DataFrame([{"division": "341021", "inside": "很多", "total": 100}])
    assert evaluate(frame, [rules["rate-85"]], as_of=AFTER)["verdict"].tolist() == ["could_not_run"]


def test_a_frame_without_division_is_refused(rules: Rules) -> None:
    with pytest.raises(ValueError, match="'division'"):
        evaluate(pd.DataFrame([{"inside": 1}]), [rules["rate-85"]])


def test_codes_may_be_numbers(rules: Rules) -> None:
    frame = pd.DataFrame([{"division": 341021, "inside": 85, "total": 100}])
    assert evaluate(frame, [rules["rate-85"]], as_of=AFTER)["verdict"].tolist() == ["met"]


@given(
    numerator=st.integers(0, 10_000),
    denominator=st.integers(0, 10_000),
    days=st.integers(-400, 400),
)
def test_a_table_and_a_single_case_judge_alike(numerator: int, denominator: int, days: int) -> None:
    from policykit import requirement

    numerator = min(numerator, denominator)
    one = requirement("shexian-2025/p1/county-visit-rate-2026")
    assert one.due is not None
    as_of = one.due + timedelta(days=days)
    frame = pd.DataFrame(
        [{"division": "341021", "visits_in_county": numerator, "visits_by_residents": denominator}]
    )
    single = one.check(as_of, visits_in_county=numerator, visits_by_residents=denominator)
    row = evaluate(frame, [one], as_of=as_of).to_dict("records")[0]
    assert row["verdict"] == single.verdict.value
    assert row["margin"] == pytest.approx(single.margin, abs=1e-9) or single.margin is None
