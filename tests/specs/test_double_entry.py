"""What a text says, against what a spec may restate: sentences of our own and of the five policies."""

from __future__ import annotations

from datetime import date

import pytest

from policykit.diagnostics import Code
from policykit.indicators import indicators
from policykit.model import Clause, Comparator, Kind, Level, Modality, Policy, Requirement, Role, Span, Target
from policykit.specs.double_entry import differences

GE, GT, LE, LT, EQ = (Comparator(way) for way in (">=", ">", "<=", "<", "=="))


def by_date(year: int, month: int, day: int) -> Target:
    return Target(Comparator.BY_DATE, float(date(year, month, day).toordinal()), unit="日期")


def disagreement(text: str, quote: str, indicator: str, target: Target, **more: object) -> list[str]:
    clause = Clause("t-2024/1", "t-2024", "一", "", text, Role.CLAUSE, Level.COUNTY, Span(0, len(text)))
    policy = Policy("t-2024", "2024年工作方案", Level.COUNTY, "341021", "s", text, text, clauses=(clause,))
    start = text.index(quote)
    requirement = Requirement(
        id="t-2024/1/x",
        policy="t-2024",
        clause="t-2024/1",
        quote=quote,
        span=Span(start, start + len(quote)),
        indicator=indicators()[indicator],
        target=target,
        kind=Kind.THRESHOLD,
        **more,  # type: ignore[arg-type]
    )
    found = differences(requirement, policy, tuple(indicators().values()))
    return [Code(one.code).name.removesuffix("_DIFFERS").lower() for one in found]


END_2026 = date(2026, 12, 31)
RATE = "到2026年，县域内就诊率达到85%以上。"
TWO = "到2026年，县域内就诊率达85%，县域内住院人次占比达80%。"
GRADE = "三级公立综合医院电子病历应用水平力争达到5级以上。"
NATIONAL = "基层医疗机构门急诊占比达国家平均水平。"
GROWTH = "每千人口执业(助理)医师数与全市人口增幅保持一致。"
BOTH = "县域内医保基金支出比例和基层医疗卫生机构医保基金占比逐步提升。"

TABLE: list[tuple[str, str, str, Target, dict[str, object], list[str]]] = [
    (RATE, "县域内就诊率达到85%以上", "county_visit_rate", Target(GE, 85, unit="%"), {"due": END_2026}, []),
    (RATE, "县域内就诊率达到85%以上", "county_visit_rate", Target(GE, 58, unit="%"), {"due": END_2026}, ["value"]),
    (RATE, "县域内就诊率达到85%以上", "county_visit_rate", Target(GE, 85, unit="‰"), {"due": END_2026}, ["unit"]),
    (RATE, "县域内就诊率达到85%以上", "county_visit_rate", Target(GT, 85, unit="%"), {"due": END_2026}, ["comparator"]),
    (RATE, "县域内就诊率达到85%以上", "county_visit_rate", Target(GE, 85, unit="%"), {}, ["due"]),
    (
        RATE,
        "县域内就诊率达到85%以上",
        "county_visit_rate",
        Target(GE, 85, unit="%"),
        {"due": END_2026, "modality": Modality.AIM},
        ["modality"],
    ),
    (RATE, "县域内就诊率达到85%以上", "tcm_bed_share", Target(GE, 85, unit="%"), {"due": END_2026}, ["indicator_not_named"]),
    (TWO, "县域内住院人次占比达80%", "county_inpatient_share", Target(GE, 80, unit="%"), {"due": END_2026}, []),
    (TWO, "县域内住院人次占比达80%", "county_visit_rate", Target(GE, 80, unit="%"), {"due": END_2026}, ["indicator_not_named"]),
    (TWO, "达80%", "county_inpatient_share", Target(GE, 80, unit="%"), {"due": END_2026}, []),
    (TWO, "达80%", "county_visit_rate", Target(GE, 80, unit="%"), {"due": END_2026}, ["indicator_not_named"]),
    (TWO, TWO[:-1], "county_visit_rate", Target(GE, 85, unit="%"), {"due": END_2026}, []),
    (TWO, TWO[:-1], "county_visit_rate", Target(GE, 80, unit="%"), {"due": END_2026}, ["indicator_not_named"]),
    (GRADE, "电子病历应用水平力争达到5级以上", "emr_level", Target(Comparator.GRADE, 5, grade="5级"), {"modality": Modality.AIM}, []),
    (GRADE, "电子病历应用水平力争达到5级以上", "emr_level", Target(Comparator.GRADE, 4, grade="4级"), {"modality": Modality.AIM}, ["value"]),
    (
        GRADE,
        "电子病历应用水平力争达到5级以上",
        "emr_level",
        Target(Comparator.GRADE, 5, grade="5级", relation=LE),
        {"modality": Modality.AIM},
        ["comparator"],
    ),
    (BOTH, BOTH[:-1], "county_fund_share", Target(Comparator.INCREASE), {}, []),
    (BOTH, BOTH[:-1], "primary_fund_share", Target(Comparator.INCREASE), {}, []),
    (BOTH, BOTH[:-1], "primary_fund_share", Target(Comparator.DECREASE), {}, ["comparator"]),
    (BOTH, BOTH[:-1], "county_visit_rate", Target(Comparator.INCREASE), {}, ["indicator_not_named"]),
    ("住院率稳中有降。", "住院率稳中有降", "hospitalization_rate", Target(Comparator.DECREASE), {}, []),
    ("降低孕产妇死亡率。", "降低孕产妇死亡率", "maternal_mortality", Target(Comparator.DECREASE), {}, []),
    ("扩大“日间病床”试点范围。", "扩大“日间病床”试点范围", "day_bed_pilots", Target(Comparator.INCREASE), {}, []),
    ("扩大“日间病床”试点范围。", "扩大“日间病床”试点范围", "day_bed_pilots", Target(Comparator.DECREASE), {}, ["comparator"]),
    ("建强做优3—5个临床重点专科。", "3—5个临床重点专科", "county_key_specialties", Target(Comparator.BETWEEN, 3, 5, "个"), {}, []),
    ("建强做优3—5个临床重点专科。", "3—5个临床重点专科", "county_key_specialties", Target(Comparator.BETWEEN, 3, 6, "个"), {}, ["value"]),
    ("建强做优3—5个临床重点专科。", "3—5个临床重点专科", "county_key_specialties", Target(GE, 3, unit="个"), {}, ["comparator", "value"]),
    ("享受4.8万元保底收入的村卫生室。", "4.8万元保底收入", "village_clinic_guaranteed_income", Target(EQ, 4.8, unit="万元"), {}, []),
    ("享受4.8万元保底收入的村卫生室。", "4.8万元保底收入", "village_clinic_guaranteed_income", Target(EQ, 48, unit="万元"), {}, ["value"]),
    ("享受4.8万元保底收入的村卫生室。", "4.8万元保底收入", "village_clinic_guaranteed_income", Target(EQ, 48000, unit="元"), {}, []),
    ("每季度开展监测评估。", "每季度开展监测评估", "public_health_fund_reviews", Target(GE, 1, unit="次/季度"), {}, []),
    ("每季度开展监测评估。", "每季度开展监测评估", "public_health_fund_reviews", Target(GE, 1, unit="次/年"), {}, ["unit"]),
    ("每季度开展监测评估。", "每季度开展监测评估", "public_health_fund_reviews", Target(GE, 2, unit="次/季度"), {}, ["value"]),
    (NATIONAL, NATIONAL[:-1], "primary_outpatient_share", Target(GE, 60, unit="%"), {}, ["no_figure"]),
    ("预期寿命提高到81.5岁左右。", "预期寿命提高到81.5岁左右", "life_expectancy", Target(Comparator.APPROX, 81.5, unit="岁"), {}, []),
    ("预期寿命提高到81.5岁左右。", "预期寿命提高到81.5岁左右", "life_expectancy", Target(GE, 81.5, unit="岁"), {}, ["comparator"]),
    ("中医床位占比不低于百分之五。", "中医床位占比不低于百分之五", "tcm_bed_share", Target(GE, 5, unit="%"), {}, []),
    ("中医床位占比超过5%。", "中医床位占比超过5%", "tcm_bed_share", Target(GT, 5, unit="%"), {}, []),
    ("服务人口500人以下的行政村。", "服务人口500人以下", "village_service_population", Target(LE, 500, unit="人"), {}, []),
    ("服务人口500人以下的行政村。", "服务人口500人以下", "village_service_population", Target(LT, 500, unit="人"), {}, ["comparator"]),
    ("服务人口不满500人的行政村。", "服务人口不满500人", "village_service_population", Target(LT, 500, unit="人"), {}, []),
    (
        "到2024年6月底前，全面推开紧密型县域医共体建设。",
        "全面推开紧密型县域医共体建设",
        "consortium_rollout_date",
        by_date(2024, 6, 30),
        {"due": date(2024, 6, 30)},
        [],
    ),
    (
        "到2024年6月底前，全面推开紧密型县域医共体建设。",
        "全面推开紧密型县域医共体建设",
        "consortium_rollout_date",
        by_date(2024, 12, 31),
        {"due": date(2024, 12, 31)},
        ["due"],
    ),
    ("组建城市医疗集团。", "组建城市医疗集团", "city_medical_groups", Target(GE, 1, unit="个"), {}, []),
    ("组建城市医疗集团。", "组建城市医疗集团", "city_medical_groups", Target(GE, 2, unit="个"), {}, ["value"]),
    ("组建城市医疗集团。", "组建城市医疗集团", "city_medical_groups", Target(GE, 1, unit="家"), {}, ["unit"]),
    ("财政投入资金按照原渠道足额拨付。", "财政投入资金按照原渠道足额拨付", "fiscal_funds_paid", Target(GE, 100, unit="%"), {}, []),
    ("财政投入资金按照原渠道足额拨付。", "财政投入资金按照原渠道足额拨付", "fiscal_funds_paid", Target(GE, 90, unit="%"), {}, ["value"]),
    ("要进一步加强领导。", "加强领导", "fiscal_funds_paid", Target(GE, 90, unit="%"), {}, ["no_figure", "indicator_not_named"]),
    (
        "到2022年底，基层就诊率达到40%，以后逐年提高。",
        "基层就诊率达到40%，以后逐年提高",
        "primary_visit_rate",
        Target(Comparator.INCREASE),
        {},
        [],
    ),
    ("医共体可组建2个以上。医共体", "可组建2个以上", "consortia_in_county", Target(GE, 2, unit="个"), {"modality": Modality.MAY}, ["indicator_not_named"]),
    ("县域医共体可组建2个以上。", "县域医共体可组建2个以上", "consortia_in_county", Target(GE, 2, unit="个"), {"modality": Modality.MAY}, []),
    ("縣域內就診率達85%以上。", "縣域內就診率達85%以上", "county_visit_rate", Target(GE, 85, unit="%"), {}, []),
    ("县域内就诊率达８５％以上。", "县域内就诊率达８５％以上", "county_visit_rate", Target(GE, 85, unit="%"), {}, []),
]


@pytest.mark.parametrize(("text", "quote", "indicator", "target", "more", "expected"), TABLE)
def test_text_against_spec(
    text: str, quote: str, indicator: str, target: Target, more: dict[str, object], expected: list[str]
) -> None:
    assert disagreement(text, quote, indicator, target, **more) == expected
