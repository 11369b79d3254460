"""One requirement, checked on single figures: verdict, value, margin, and what a reader sees."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from policykit import requirement
from policykit.base.diagnostics import PolicykitError
from policykit.indicators import variables
from policykit.model import Comparator, Indicator, Target, Verdict

if TYPE_CHECKING:
    from tests.specs.conftest import Content

BEFORE, DUE, AFTER = date(2026, 6, 1), date(2026, 12, 31), date(2027, 1, 1)
P = "demo-2025/"


@pytest.mark.parametrize(
    ("name", "as_of", "figures", "verdict", "value", "margin"),
    [
        (
            "1/p1/county-visit-rate-2026",
            AFTER,
            {"visits_in_county": 83, "visits_by_residents": 100},
            "not_met",
            83,
            -2,
        ),
        (
            "1/p1/county-visit-rate-2026",
            DUE,
            {"visits_in_county": 83, "visits_by_residents": 100},
            "not_due",
            83,
            -2,
        ),
        (
            "1/p1/county-visit-rate-2026",
            BEFORE,
            {"visits_in_county": 85, "visits_by_residents": 100},
            "met",
            85,
            0,
        ),
        ("1/p1/county-visit-rate-2026", AFTER, {"visits_in_county": 83}, "no_data", None, None),
        (
            "1/p1/county-visit-rate-2026",
            AFTER,
            {"visits_in_county": 0, "visits_by_residents": 0},
            "no_data",
            None,
            None,
        ),
        (
            "1/p1/county-visit-rate-2027",
            date(2028, 1, 1),
            {"visits_in_county": 90, "visits_by_residents": 100},
            "not_met",
            90,
            0,
        ),
        ("2/1/key-specialties", BEFORE, {"county_key_specialties": 5}, "met", 5, 2),
        ("2/1/key-specialties", BEFORE, {"county_key_specialties": 6}, "met", 6, 3),
        ("2/1/key-specialties", BEFORE, {"county_key_specialties": 2}, "not_met", 2, -1),
        ("2/1/consortium-rollout-2025", BEFORE, {"consortium_rollout_date": "2025-06-30"}, "met", 739432, 0),
        (
            "2/1/consortium-rollout-2025",
            BEFORE,
            {"consortium_rollout_date": "2025-07-10"},
            "not_met",
            739442,
            -10,
        ),
        (
            "2/1/consortium-rollout-2025",
            BEFORE,
            {"consortium_rollout_date": "未完成"},
            "not_met",
            float("inf"),
            None,
        ),
        (
            "2/1/consortium-rollout-2025",
            date(2025, 6, 30),
            {"consortium_rollout_date": "未完成"},
            "not_due",
            float("inf"),
            None,
        ),
        ("2/1/emr-level", BEFORE, {"emr_level": "4级"}, "not_met", 4, -1),
        ("2/1/emr-level", BEFORE, {"emr_level": "6级"}, "met", 6, 1),
        ("2/3/guaranteed-income", BEFORE, {"village_clinic_guaranteed_income": 4.8}, "met", 4.8, 0),
        (
            "2/2/primary-outpatient-share",
            BEFORE,
            {
                "primary_outpatient_visits": 60,
                "county_outpatient_visits": 100,
                "primary_outpatient_share_national_average": 52.5,
            },
            "met",
            60,
            7.5,
        ),
    ],
)
def test_check(  # noqa: PLR0913, PLR0917 - one parameter a column
    name: str,
    as_of: date,
    figures: dict[str, Any],
    verdict: str,
    value: float | None,
    margin: float | None,
    content: Content,
) -> None:
    finding = content.specs().requirement(P + name).check(as_of, **figures)
    assert (finding.verdict.value, finding.value, finding.margin) == (verdict, value, margin)


def test_a_share_that_binary_fractions_miss_is_met() -> None:
    assert 57 / 100 * 100 < 57
    assert Target(Comparator.GE, 57, unit="%").judge(57 / 100 * 100)
    assert not Target(Comparator.GT, 57, unit="%").judge(57 / 100 * 100)


def test_a_condition_that_does_not_hold_is_no_failure(content: Content) -> None:
    ask = content.specs().requirement(P + "2/3/guaranteed-income")
    assert ask.check(AFTER, village_clinic_guaranteed_income=3).verdict is Verdict.NOT_APPLICABLE


def test_a_trend_compares_with_the_earlier_figures(content: Content) -> None:
    ask = content.specs().requirement(P + "1/p1/hospitalization-rate-2027")
    now: dict[str, Any] = {"inpatients_by_residents": 14, "insured_residents": 100}
    before: dict[str, Any] = {"inpatients_by_residents": 15, "insured_residents": 100}
    late = date(2028, 1, 1)
    assert ask.check(late, earlier=before, **now).verdict is Verdict.MET
    assert ask.check(late, earlier=now, **now).verdict is Verdict.JUDGEMENT
    assert ask.check(late, earlier=now, **before).verdict is Verdict.NOT_MET
    assert ask.check(late, **now).missing == ("上年住院总人次数", "上年参保人数")


def test_a_division_that_is_not_bound_is_not_judged(content: Content) -> None:
    ask = content.specs().requirement(P + "1/p1/county-visit-rate-2026")
    assert ask.check(AFTER, division="340100").verdict is Verdict.NOT_APPLICABLE
    assert ask.check(AFTER, division="341021").verdict is Verdict.NO_DATA


def test_what_cannot_be_figures_is_refused(content: Content) -> None:
    ask = content.specs().requirement(P + "1/p1/county-visit-rate-2026")
    with pytest.raises(TypeError, match="no variable 'visits'"):
        ask.check(AFTER, visits=1)
    with pytest.raises(ValueError, match="应为数字"):
        ask.check(AFTER, visits_in_county="many", visits_by_residents=1)
    with pytest.raises(ValueError, match="小于最小值0"):
        ask.check(AFTER, visits_in_county=-1, visits_by_residents=1)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("1/p1/county-visit-rate-2026", "到2026年12月31日，黄山市县域内就诊率不低于85%"),
        ("1/p1/county-visit-rate-2027", "到2027年12月31日，黄山市县域内就诊率力争超过90%"),
        ("1/p1/health-literacy-2026", "到2026年12月31日，黄山市居民健康素养水平高于上年"),
        ("2/1/consortium-rollout-2025", "到2025年6月30日，黄山市紧密型县域医共体建设全面推开"),
        ("2/1/key-specialties", "黄山市临床重点专科数达到3—5个"),
        ("2/1/emr-level", "黄山市三级医院电子病历应用水平分级不低于5级"),
        ("2/2/attending-physicians", "黄山市每个乡镇卫生院牵头医院主治医师以上常驻人员数不少于1名"),
        ("2/2/tcm-specialties", "鼓励黄山市基层中医特色专科数不少于5个"),
        ("2/2/primary-outpatient-share", "黄山市县域内基层医疗卫生机构门急诊占比不低于全国平均水平"),
        ("2/3/guaranteed-income", "黄山市每个村卫生室保底收入为4.8万元"),
    ],
)
def test_plain(name: str, sentence: str, content: Content) -> None:
    assert content.specs().requirement(P + name).plain == sentence


def test_what_a_reader_sees(content: Content) -> None:
    ask = content.specs().requirement(P + "1/p1/county-visit-rate-2026")
    assert repr(ask) == (
        "<Requirement demo-2025/1/p1/county-visit-rate-2026: county_visit_rate >= 85%, due 2026-12-31, must"
        " — 到2026年12月31日，黄山市县域内就诊率不低于85%>"
    )
    assert str(ask.check(AFTER, visits_in_county=83, visits_by_residents=100)) == (
        "未达标：到2026年12月31日，黄山市县域内就诊率不低于85%，实际83%，差2个百分点"
        "（“县域内就诊率达到85%以上”，demo-2025/1/p1）"
    )
    assert ask.python == (
        'county_visit_rate = Indicator("县域内就诊率", "%", visits_in_county / visits_by_residents * 100)\n\n'
        "county_visit_rate(visits_in_county, visits_by_residents) >= 85\n"
    )


@pytest.mark.parametrize(
    ("name", "test"),
    [
        ("1/p1/county-visit-rate-2027", "county_visit_rate(visits_in_county, visits_by_residents) > 90"),
        (
            "1/p1/hospitalization-rate-2027",
            (
                "hospitalization_rate(inpatients_by_residents, insured_residents)"
                " < earlier.hospitalization_rate(inpatients_by_residents, insured_residents)"
                " or hospitalization_rate(inpatients_by_residents, insured_residents) == 0"
            ),
        ),
        ("2/1/key-specialties", "county_key_specialties >= 3"),
        ("2/1/consortium-rollout-2025", "consortium_rollout_date <= date(2025, 6, 30).toordinal()"),
        ("2/1/emr-level", "emr_level >= 5"),
    ],
)
def test_the_python_that_decides(name: str, test: str, content: Content) -> None:
    assert content.specs().requirement(P + name).python.splitlines()[-1] == test


def test_one_import_away() -> None:
    finding = requirement("shexian-2025/p1/county-visit-rate-2026").check(
        AFTER, visits_in_county=83, visits_by_residents=100
    )
    assert (finding.verdict, finding.margin, finding.clause) == (Verdict.NOT_MET, -2, "shexian-2025/p1")
    with pytest.raises(PolicykitError, match="shexian-2025/p1/county-visit-rate-2026"):
        requirement("shexian-2025/p1/county-visit-rates-2026")


@pytest.mark.parametrize(("inside", "verdict"), [(84, "not_met"), (85, "met")])
def test_the_printed_python_runs_and_decides_as_the_check_does(
    inside: int, verdict: str, content: Content
) -> None:
    ask = content.specs().requirement(P + "1/p1/county-visit-rate-2026")
    declaration, comparison = ask.python.rstrip().split("\n\n")
    names: dict[str, Any] = {"Indicator": Indicator, **variables()}
    exec(declaration, names)  # noqa: S102 - what a reader would paste
    figures: dict[str, Any] = {"visits_in_county": inside, "visits_by_residents": 100}
    assert eval(comparison, names | figures) == (verdict == "met")  # noqa: S307 - what a reader would paste
    assert ask.check(AFTER, **figures).verdict.value == verdict
