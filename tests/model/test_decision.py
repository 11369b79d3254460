"""The decision table, a line after the other: figures, day, verdict and why, each judged from the words by hand."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from policykit.indicators.scales import HOSPITAL_GRADE, YES_NO
from policykit.model import (
    Comparator,
    Condition,
    Direction,
    Entity,
    Figures,
    Finding,
    Indicator,
    Kind,
    Modality,
    Requirement,
    Span,
    State,
    Target,
    Variable,
    all_of,
    clause_verdict,
)
from policykit.model.given import failed_step

OPEN, ISSUED, MIDDLE, END, AFTER = (
    date(2024, 12, 31),
    date(2025, 1, 1),
    date(2026, 6, 30),
    date(2026, 12, 31),
    date(2027, 1, 1),
)


def variable(name: str, label: str, unit: str, **more: Any) -> Variable:
    return Variable(label, unit, more.pop("entity", Entity.COUNTY), label, name=name, **more)


INSIDE, ALL = variable("inside", "县域内就诊人次数", "人次"), variable("total", "就诊总人次数", "人次")
LIFE = variable("life", "人均预期寿命", "岁")
DEATHS = variable("deaths", "孕产妇死亡人数", "人")
FUNDS = variable("funds", "财政投入", "万元")
CENTRES = variable("centres", "重点专科数", "个")
REVIEWS = variable("reviews", "监测评估次数", "次/季度")
GRADE = variable("grade", "医院等级", "级", grades=HOSPITAL_GRADE, entity=Entity.HOSPITAL)
SHARED = variable("shared", "检查检验结果是否互认", "是否", grades=YES_NO, entity=Entity.HOSPITAL)
OWED = variable("owed", "是否拖欠村医补助", "是否", grades=YES_NO)
IMAGING, ECG = (
    variable(name, label, "是否", grades=YES_NO)
    for name, label in (("imaging", "影像中心"), ("ecg", "心电中心"))
)
OWN_BEDS = variable("own_beds", "医院床位数", "张", entity=Entity.HOSPITAL)
RATE = Indicator("县域内就诊率", "%", INSIDE / ALL * 100, name="rate")
MORTALITY = Indicator("孕产妇死亡率", "1/10万", DEATHS / ALL * 100000, name="mortality")
BOTH = Indicator("五大中心建成", "是否", all_of(IMAGING, ECG), name="both")
SECOND = (Condition(GRADE, Target(Comparator.GRADE, 2, grade="二级")),)
TRAINED = variable("trained", "县医院是否培训村医", "是否", grades=YES_NO)
HALLS = variable("halls", "是否建设中医馆", "是否", grades=YES_NO)
OF_KIND = variable(
    "of_kind", "属于有条件的综合医院、妇幼保健院", "是否", grades=YES_NO, entity=Entity.HOSPITAL
)
LEFT = variable("left", "基金有结余", "是否", grades=YES_NO)
INCOME = variable("income", "医院收入", "万元", entity=Entity.HOSPITAL)
CONDITIONED = (Condition(OF_KIND, Target(Comparator.GE, 1)),)
SURPLUS = (Condition(LEFT, Target(Comparator.GE, 1)),)
RICH = (Condition(INCOME, Target(Comparator.GE, 9, unit="万元")),)
AIM, MAY = {"modality": Modality.AIM}, {"modality": Modality.MAY}
YEARLY = {"every": "year", "start": date(2025, 1, 1)}


def rule(what: Indicator | Variable, target: Target, **more: Any) -> Requirement:
    indicator = what if isinstance(what, Indicator) else Indicator.of(what)
    given: dict[str, Any] = {"due": END, "issued": ISSUED, "kind": Kind.THRESHOLD, **more}
    return Requirement(
        "t/1/r", "t", "t/1", "原文", Span(0, 2), indicator, target, binds=("341021",), subject="歙县", **given
    )


BUILT = variable("built", "医共体建成日期", "日期")
COUNTRY = Indicator.of(variable("national", "县域内就诊率（全国）", "%"))
JUNE = Target(Comparator.BY_DATE, float(date(2026, 6, 30).toordinal()))
NATIONWIDE = Target(Comparator.RELATIVE, reference="national", unit="%")
LEAST = Target(Comparator.GE, 85, unit="%")
ABOUT = Target(Comparator.APPROX, 81.5, unit="岁", precision=0.05)
ABOUT_UP = Target(Comparator.APPROX, 81.5, unit="岁", precision=0.05, direction=Direction.UP)
RULE = rule(RATE, LEAST)
RISING, FALLING = Target(Comparator.INCREASE), Target(Comparator.DECREASE)
DONE, FORBIDDEN = Target(Comparator.DONE, 1), Target(Comparator.FORBIDDEN, 0)
GROWTH = Target(Comparator.GROWTH, 12, unit="万元")
RANGE = Target(Comparator.BETWEEN, 3, 5, unit="个")
RANGE_UP = Target(Comparator.BETWEEN, 3, 5, unit="个", direction=Direction.UP)
LOW, AT = {"inside": 84, "total": 100}, {"inside": 85, "total": 100}

ROWS: list[tuple[Requirement, date, dict[str, Any], str, str]] = [
    (rule(RATE, LEAST), AFTER, {**LOW, "division": "340100"}, "not_applicable", "不约束合肥市"),
    (rule(RATE, LEAST), AFTER, {**LOW, "entity": "hospital"}, "not_applicable", "不约束医院"),
    (rule(RATE, LEAST), AFTER, {**LOW, "entity": "县"}, "not_met", ""),
    (
        rule(RATE, Target(Comparator.NAMED)),
        AFTER,
        AT,
        "judgement",
        "原文只点名“原文”，没有给出数值，由人判断",
    ),
    (rule(RATE, LEAST), OPEN, AT, "not_due", "尚未开始（自2025年1月1日起）"),
    (rule(RATE, LEAST), ISSUED, AT, "met", ""),
    (rule(RATE, LEAST, start=END), MIDDLE, AT, "not_due", "尚未开始（自2026年12月31日起）"),
    (rule(SHARED, DONE, when=SECOND), AFTER, {"grade": "三级", "shared": "是"}, "met", ""),
    (rule(SHARED, DONE, when=SECOND), AFTER, {"grade": "二级", "shared": "否"}, "not_met", ""),
    (rule(SHARED, DONE, when=SECOND), END, {"grade": "二级", "shared": "否"}, "not_due", ""),
    (
        rule(SHARED, DONE, when=SECOND),
        AFTER,
        {"grade": "一级", "shared": "否"},
        "not_applicable",
        "不属于“二级及以上医院”的情形",
    ),
    (rule(SHARED, DONE, when=SECOND), AFTER, {"shared": "否"}, "no_data", ""),
    (rule(RATE, LEAST), AFTER, {**AT, "period": "2026H1"}, "no_data", "只有2026年上半年的数据，不能当作全年"),
    (rule(RATE, LEAST), END, {**AT, "period": "1—9月"}, "not_due", "只有1—9月的数据，不能当作全年"),
    (rule(RATE, LEAST), AFTER, {**AT, "period": "2026年"}, "met", ""),
    (rule(RATE, LEAST, due=date(2026, 6, 30)), AFTER, {**AT, "period": "2026年上半年"}, "met", ""),
    (rule(REVIEWS, Target(Comparator.GE, 1), due=None), AFTER, {"reviews": 1, "period": "2026Q3"}, "met", ""),
    (
        rule(REVIEWS, Target(Comparator.GE, 1), due=None),
        AFTER,
        {"reviews": 1, "period": "2026-05"},
        "no_data",
        "只有2026年5月的数据，不能当作第二季度",
    ),
    (rule(RATE, LEAST), AFTER, {"inside": 0, "total": 0}, "no_data", "分母为0，无法计算"),
    (rule(RATE, Target(Comparator.GE)), AFTER, AT, "judgement", "原文没有给出可比的数值，由人判断"),
    (rule(RATE, LEAST, **MAY), AFTER, AT, "adopted", ""),
    (rule(RATE, LEAST, **MAY), AFTER, LOW, "not_adopted", ""),
    (rule(RATE, LEAST, **MAY), END, LOW, "not_due", ""),
    (rule(RATE, LEAST, **AIM), AFTER, LOW, "not_met", ""),
    (rule(RATE, LEAST), AFTER, {**LOW, "year": 2025}, "no_data", "只有2025年的数据，须报2026年的数据"),
    (rule(RATE, LEAST, softly="基本"), AFTER, LOW, "judgement", "原文说“基本”，由人判断"),
    (rule(RATE, LEAST, softly="基本"), END, LOW, "not_due", ""),
    (rule(RATE, LEAST, softly="基本"), AFTER, AT, "met", ""),
    # 81.5岁左右: what rounds to it is it; beyond it only where the text moves that way.
    (rule(LIFE, ABOUT), AFTER, {"life": 81.5}, "met", ""),
    (rule(LIFE, ABOUT), AFTER, {"life": 81.54}, "met", ""),
    (rule(LIFE, ABOUT), AFTER, {"life": 81.56}, "judgement", "原文说“左右”，由人判断"),
    (rule(LIFE, ABOUT), AFTER, {"life": 84}, "judgement", "原文说“左右”，由人判断"),
    (rule(LIFE, ABOUT_UP), AFTER, {"life": 84}, "met", ""),
    (rule(LIFE, ABOUT_UP), AFTER, {"life": 81.4}, "judgement", "原文说“左右”，由人判断"),
    (
        rule(LIFE, Target(Comparator.APPROX, 81.5, tolerance=0.5)),
        AFTER,
        {"life": 82.1},
        "not_met",
        "",
    ),
    (rule(CENTRES, RANGE), AFTER, {"centres": 6}, "not_met", ""),
    (rule(CENTRES, RANGE_UP), AFTER, {"centres": 6}, "met", ""),
    (rule(CENTRES, RANGE_UP), AFTER, {"centres": 2}, "not_met", ""),
    # 稳中有降: standing still is open, going up is not.
    (
        rule(RATE, FALLING, softly="稳中有降"),
        AFTER,
        {**AT, "earlier": AT},
        "judgement",
        "原文说“稳中有降”，由人判断",
    ),
    (
        rule(RATE, FALLING, softly="只减不增"),
        AFTER,
        {**AT, "earlier": AT},
        "judgement",
        "原文说“只减不增”，由人判断",
    ),
    (rule(RATE, FALLING, softly="稳中有降"), AFTER, {**AT, "earlier": LOW}, "not_met", ""),
    (rule(RATE, FALLING, softly="稳中有降"), AFTER, {**LOW, "earlier": AT}, "met", ""),
    # 明显提升: how much is enough is open, standing still or falling is not.
    (rule(RATE, RISING, softly="明显"), AFTER, {**AT, "earlier": LOW}, "judgement", "原文说“明显”，由人判断"),
    (rule(RATE, RISING, softly="明显"), AFTER, {**AT, "earlier": AT}, "not_met", ""),
    (rule(RATE, RISING, softly="明显"), AFTER, {**LOW, "earlier": AT}, "not_met", ""),
    (rule(RATE, RISING, softly="明显"), END, {**LOW, "earlier": AT}, "not_due", ""),
    # A trend at its natural bound.
    (
        rule(MORTALITY, FALLING),
        AFTER,
        {"deaths": 0, "total": 9, "earlier": {"deaths": 0, "total": 9}},
        "met",
        "",
    ),
    (
        rule(MORTALITY, FALLING),
        AFTER,
        {"deaths": 1, "total": 9, "earlier": {"deaths": 1, "total": 9}},
        "not_met",
        "",
    ),
    (
        rule(RATE, RISING),
        AFTER,
        {"inside": 9, "total": 9, "earlier": {"inside": 9, "total": 9}},
        "met",
        "",
    ),
    (rule(FUNDS, GROWTH), AFTER, {"funds": 112, "earlier": {"funds": 100}}, "met", ""),
    (rule(FUNDS, GROWTH), AFTER, {"funds": 111.9, "earlier": {"funds": 100}}, "not_met", ""),
    (
        rule(FUNDS, GROWTH),
        AFTER,
        {"funds": 5, "earlier": {"funds": 0}},
        "no_data",
        "比较的基数不大于0，不能按百分比计算",
    ),
    (rule(OWED, FORBIDDEN, due=None), AFTER, {"owed": "否"}, "met", ""),
    (rule(OWED, FORBIDDEN, due=None), AFTER, {"owed": "是"}, "not_met", ""),
    (rule(BOTH, DONE), AFTER, {"imaging": "是", "ecg": "是"}, "met", ""),
    (rule(BOTH, DONE), AFTER, {"imaging": "是", "ecg": "否"}, "not_met", "“心电中心”为否"),
    (rule(BOTH, DONE), AFTER, {"ecg": "否"}, "not_met", "“心电中心”为否"),
    (rule(BOTH, DONE), AFTER, {"imaging": "是"}, "no_data", ""),
    (
        rule(BOTH, DONE),
        AFTER,
        {"imaging": "是", "ecg": "否", "division": "340100"},
        "not_applicable",
        "不约束合肥市",
    ),
    (rule(CENTRES, RANGE, per=Entity.HOSPITAL), AFTER, {"centres": 4, "entity": "hospital"}, "met", ""),
    (
        rule(CENTRES, RANGE, per=Entity.HOSPITAL),
        AFTER,
        {"centres": 4, "entity": "县"},
        "not_applicable",
        "不约束县",
    ),
    # 逐年: each year that is over.
    (rule(RATE, RISING, **YEARLY), MIDDLE, {**LOW, "earlier": AT, "year": 2025}, "not_met", ""),
    (rule(RATE, RISING, **YEARLY), MIDDLE, {**LOW, "earlier": AT, "year": 2026}, "not_due", ""),
    (rule(RATE, RISING, **YEARLY), AFTER, {**LOW, "earlier": AT, "year": 2026}, "not_met", ""),
    (rule(RATE, RISING, **YEARLY), MIDDLE, {**AT, "earlier": LOW, "year": 2025}, "met", ""),
    (
        rule(RATE, RISING, **YEARLY),
        AFTER,
        {**AT, "earlier": [AT, LOW], "year": 2026},
        "not_met",
        "2025年没有做到",
    ),
    (
        rule(RATE, RISING, **YEARLY),
        AFTER,
        {**AT, "earlier": [AT, AT, LOW], "year": 2026},
        "not_met",
        "2025年没有做到",
    ),
    # 明显提高: by how much is left open, going down is not.
    (
        rule(RATE, RISING, softly="明显"),
        AFTER,
        {**AT, "earlier": LOW},
        "judgement",
        "原文说“明显”，由人判断",
    ),
    (rule(RATE, RISING, softly="明显"), AFTER, {**LOW, "earlier": AT}, "not_met", ""),
    # A day, a grade, another figure, a gap that is no number.
    (rule(BUILT, JUNE, due=date(2026, 6, 30)), AFTER, {"built": "2026-06-30"}, "met", ""),
    (rule(BUILT, JUNE, due=date(2026, 6, 30)), AFTER, {"built": "2026-07-15"}, "not_met", ""),
    (rule(BUILT, JUNE, due=date(2026, 6, 30)), AFTER, {"built": "未完成"}, "not_met", ""),
    (rule(BUILT, JUNE, due=date(2026, 6, 30)), MIDDLE, {"built": "在建"}, "not_due", ""),
    (rule(GRADE, SECOND[0].target), AFTER, {"grade": "三级"}, "met", ""),
    (rule(GRADE, SECOND[0].target), AFTER, {"grade": "一级"}, "not_met", ""),
    (rule(RATE, NATIONWIDE, reference=COUNTRY), AFTER, {**AT, "national": 85}, "met", ""),
    (rule(RATE, NATIONWIDE, reference=COUNTRY), AFTER, {**LOW, "national": 85}, "not_met", ""),
    (rule(RATE, NATIONWIDE, reference=COUNTRY), AFTER, AT, "no_data", ""),
    (rule(RATE, LEAST), AFTER, {"inside": math.nan, "total": 100}, "no_data", ""),
    (rule(RATE, RISING), AFTER, {**AT, "earlier": {"inside": math.nan, "total": 100}}, "no_data", ""),
    # The lines on other kinds.
    (rule(OWED, FORBIDDEN, due=None), OPEN, {"owed": "是"}, "not_due", "尚未开始（自2025年1月1日起）"),
    (rule(SHARED, DONE, modality=Modality.ENCOURAGE), AFTER, {"shared": "否"}, "not_adopted", ""),
    (rule(SHARED, DONE, modality=Modality.ENCOURAGE), AFTER, {"shared": "是"}, "adopted", ""),
    (
        rule(FUNDS, GROWTH),
        AFTER,
        {"funds": 60, "earlier": {"funds": 50}, "period": "2026H1"},
        "no_data",
        "只有2026年上半年的数据，不能当作全年",
    ),
    (rule(FUNDS, GROWTH, **AIM), AFTER, {"funds": 100, "earlier": {"funds": 100}}, "not_met", ""),
    (rule(RATE, LEAST, **YEARLY), AFTER, {**AT, "earlier": [LOW], "year": 2026}, "not_met", "2025年没有做到"),
    (rule(RATE, LEAST, **YEARLY), AFTER, {**AT, "earlier": [LOW]}, "not_met", "此前的年份没有做到"),
    (
        rule(RATE, LEAST),
        AFTER,
        {**AT, "year": "2026年1—9月"},
        "no_data",
        "只有2026年1—9月的数据，不能当作全年",
    ),
    (
        rule(BOTH, DONE, softly="基本"),
        AFTER,
        {"imaging": "是", "ecg": "否"},
        "judgement",
        "“心电中心”为否；原文说“基本”，由人判断",
    ),
    (rule(BOTH, DONE), END, {"imaging": "否", "ecg": "否"}, "not_due", "“影像中心、心电中心”为否"),
    # 逐年提高: each against the one before it, the first of them against nothing that is known.
    (
        rule(RATE, RISING, **YEARLY),
        AFTER,
        {"inside": 86, "total": 100, "earlier": [LOW, AT], "year": 2026},
        "met",
        "",
    ),
    # What is no change is judged by the year alone, whatever was before.
    (rule(RATE, LEAST), AFTER, {**AT, "earlier": [LOW]}, "met", ""),
    # The step to 2024 was before it began.
    (
        rule(RATE, RISING, every="year", start=date(2026, 1, 1)),
        AFTER,
        {**AT, "earlier": [AT, LOW], "year": 2026},
        "met",
        "",
    ),
]


@pytest.mark.parametrize(("requirement", "as_of", "figures", "verdict", "reason"), ROWS)
def test_a_line(
    requirement: Requirement, as_of: date, figures: dict[str, Any], verdict: str, reason: str
) -> None:
    finding = requirement.check(as_of, **figures)
    assert (finding.verdict.value, finding.reason) == (verdict, reason)
    assert str(finding).startswith(f"{finding.state.label}：")


def test_every_sentence_of_a_verdict(snapshot: SnapshotAssertion) -> None:
    lines = [str(requirement.check(as_of, **figures)) for requirement, as_of, figures, *_ in ROWS]
    assert "\n".join(dict.fromkeys(lines)) == snapshot


REFUSED = [
    ({"inside": 101, "total": 100}, "PK319 “县域内就诊人次数”（101）大于“就诊总人次数”（100）"),
    ({"inside": -1, "total": 100}, "小于最小值0"),
    ({"inside": "很多", "total": 100}, "应为数字"),
    ({"inside": "83①", "total": 100}, "应为数字"),
    ({**AT, "division": "999999"}, "PK320 没有行政区划代码“999999”"),
    ({**AT, "division": "341021", "entity": "村庄"}, "PK329"),
    ({**AT, "division": "341021", "entity": "省"}, "PK335 代码341021是“歙县”（县）"),
    ({**AT, "year": "去年"}, "PK324 年度“去年”无法识别"),
    ({"rate": 100.1}, "PK317 “县域内就诊率”的100.1超出范围（0—100）"),
]


@pytest.mark.parametrize(("figures", "message"), REFUSED)
def test_what_cannot_be_checked_says_why(figures: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        rule(RATE, LEAST).check(AFTER, **figures)


STATES = [
    (
        ["met", "met", "met", "judgement", "no_data"],
        "judgement",
        "本条 5 项要求：3 达标，1 需人工判断，1 待报",
    ),
    (["met", "not_due"], "not_due", "本条 2 项要求：1 达标，1 未到期"),
    (["no_data", "not_due"], "no_data", "本条 2 项要求：1 未到期，1 待报"),
    (["judgement", "not_met"], "not_met", "本条 2 项要求：1 未达标，1 需人工判断"),
    (["not_met", "could_not_run"], "could_not_run", "本条 2 项要求：1 未达标，1 无法检查"),
    (["adopted"], "adopted", "本条 1 项要求：1 已采用"),
    (["not_adopted", "met"], "met", "本条 2 项要求：1 达标，1 未采用"),
    (["not_applicable"], "not_applicable", "本条 1 项要求：1 不适用"),
]


@pytest.mark.parametrize(("states", "worst", "text"), STATES)
def test_a_clause_as_a_whole(states: list[str], worst: str, text: str) -> None:
    found = [(f"t/1/{at}", State(name)) for at, name in enumerate(states)]
    verdict = clause_verdict(found)
    assert verdict is not None
    assert (verdict.state.value, str(verdict)) == (worst, text)


def test_a_clause_that_names_something_without_a_figure_is_left_to_people() -> None:
    named = replace(rule(RATE, Target(Comparator.NAMED)), id="t/1/named")
    both = clause_verdict([(named.id, State.JUDGEMENT), (rule(RATE, LEAST).id, State.MET)])
    alone = clause_verdict([(named.id, State.JUDGEMENT)])
    assert both is not None
    assert alone is not None
    assert (both.state, alone.state) == (State.JUDGEMENT, State.JUDGEMENT)
    assert str(both) == "本条 2 项要求：1 达标，1 需人工判断"
    assert clause_verdict([]) is None


def test_a_requirement_comes_to_the_worst_of_its_units() -> None:
    each = rule(RATE, LEAST)
    verdict = clause_verdict([(each.id, State.MET), (each.id, State.NOT_MET)])
    assert verdict is not None
    assert str(verdict) == "本条 1 项要求：1 未达标"


def test_figures_that_could_not_be_read_show_no_value() -> None:
    found = [
        rule(RATE, LEAST).judge(Figures(value=86.0, problem=problem), AFTER) for problem in ("", "看不清")
    ]
    assert [one.value for one in found] == [86.0, None]


def test_what_is_missing_names_the_condition() -> None:
    finding = rule(SHARED, DONE, when=SECOND).check(AFTER, shared="是")
    assert finding.missing == ("医院等级",)


def test_a_period_of_another_year_is_refused() -> None:
    for given, said in (
        ({"period": "2025H1", "year": 2026}, "“2026，报告期2025H1”"),
        ({"period": "Q1", "year": "2026Q2"}, "“2026Q2，报告期Q1”"),
        ({"period": "去年"}, "“报告期去年”"),
    ):
        with pytest.raises(ValueError, match=said):
            rule(RATE, LEAST).check(AFTER, **given)


@pytest.mark.parametrize(
    ("year", "before", "value", "failed"),
    [
        (2026, 80, 84, False),
        (2026, 84, 84, True),
        (2026, None, 84, False),  # nothing to hold it against
        (2026, 80, None, False),
        (None, 84, 84, True),
        (2025, 84, 84, True),  # the year in which it begins
        (2024, 84, 84, False),
    ],
)
def test_a_step_of_what_every_year_must_do(
    year: int | None, before: float | None, value: float | None, failed: bool
) -> None:
    assert failed_step(rule(RATE, RISING, **YEARLY), year, before, value) is failed


def test_the_table_ends_with_the_line_that_always_holds() -> None:
    for requirement in (rule(RATE, LEAST), rule(RATE, LEAST, **MAY), rule(SHARED, DONE, when=SECOND)):
        for day in (OPEN, END, AFTER):
            *others, last = requirement.cases(day)
            assert (all(case.when for case in others), last.when) == (True, ())


SENTENCES = [
    (rule(RATE, LEAST), "到2026年12月31日，歙县的县域内就诊率不低于85%"),
    (rule(RATE, LEAST, softly="基本", due=None), "歙县的县域内就诊率基本不低于85%"),
    (rule(RATE, Target(Comparator.GE, 100, unit="%"), due=None), "歙县的县域内就诊率达到100%"),
    (rule(LIFE, ABOUT_UP, due=None), "歙县人均预期寿命提高到81.5岁左右"),
    (rule(LIFE, ABOUT, due=None, softly="左右"), "歙县人均预期寿命为81.5岁左右"),
    (rule(RATE, RISING, due=None), "歙县的县域内就诊率高于上年"),
    (rule(RATE, RISING, due=None, every="year"), "歙县的县域内就诊率逐年提高"),
    (rule(RATE, LEAST, due=None, every="quarter"), "歙县的县域内就诊率每季度不低于85%"),
    (rule(RATE, LEAST, due=None, every="half_year", softly="基本"), "歙县的县域内就诊率每半年基本不低于85%"),
    (rule(SHARED, DONE, due=None, every="month"), "歙县每月做到：检查检验结果互认"),
    (rule(OWED, FORBIDDEN, due=None, every="year"), "歙县每年不得拖欠村医补助"),
    (rule(RATE, FALLING, due=None, softly="稳中有降"), "歙县的县域内就诊率稳中有降"),
    (rule(RATE, FALLING, due=None, softly="只减不增"), "歙县的县域内就诊率只减不增"),
    (rule(FUNDS, GROWTH, due=None), "歙县财政投入年增长12%以上"),
    (rule(SHARED, DONE, due=None, when=SECOND), "歙县二级及以上医院做到：检查检验结果互认"),
    (rule(BOTH, DONE, due=None, softly="基本"), "歙县五大中心基本建成"),
    (rule(OWED, FORBIDDEN, due=None), "歙县不得拖欠村医补助"),
    (rule(RATE, Target(Comparator.NAMED), due=None), "歙县：县域内就诊率（原文点名，没有给出数值）"),
    (rule(CENTRES, RANGE_UP, due=None), "歙县重点专科数达到3—5个"),
    (
        rule(CENTRES, RANGE_UP, due=None, per=Entity.HOSPITAL, population="开展帮扶的三级医院"),
        "歙县每个开展帮扶的三级医院重点专科数达到3—5个",
    ),
    (rule(RATE, LEAST, due=None, bearer=("省", "市")), "歙县的县域内就诊率不低于85%（由省、市落实）"),
    (rule(TRAINED, DONE, due=None, bearer=("县医院",)), "歙县做到：县医院培训村医"),
    (rule(TRAINED, DONE, due=None, bearer=("县", "县医院")), "歙县做到：县医院培训村医"),
    (
        rule(TRAINED, DONE, due=None, bearer=("卫健委", "县医院")),
        "歙县做到：县医院培训村医（由卫健委、县医院落实）",
    ),
    (rule(TRAINED, DONE, due=None, population="有条件的县医院"), "歙县有条件的县医院做到：培训村医"),
    (rule(TRAINED, DONE, due=None, population="受聘的村医"), "歙县（受聘的村医）做到：县医院培训村医"),
    (rule(HALLS, DONE, due=None, softly="加强"), "歙县加强中医馆建设"),
    (rule(HALLS, DONE, due=None, softly="推进"), "歙县推进建设中医馆"),
    (rule(BUILT, JUNE, softly="基本"), "到2026年12月31日，歙县医共体基本建成"),
    (rule(BUILT, JUNE), "到2026年12月31日，歙县医共体建成"),
    (
        rule(CENTRES, Target(Comparator.NAMED), due=None, bearer=("县医院",)),
        "歙县：重点专科数（原文点名，没有给出数值，由县医院落实）",
    ),
    (rule(REVIEWS, Target(Comparator.GE, 1, unit="次/季度"), due=None), "歙县监测评估次数不少于每季度1次"),
    (rule(REVIEWS, Target(Comparator.GE, 1, unit="次/3年"), due=None), "歙县监测评估次数不少于每3年1次"),
    (rule(CENTRES, RANGE_UP, due=None, population="县人民医院"), "歙县的县人民医院重点专科数达到3—5个"),
    (rule(CENTRES, RANGE_UP, due=None, population="各专科医院"), "歙县重点专科数（各专科医院）达到3—5个"),
    (
        rule(SHARED, DONE, due=None, when=CONDITIONED),
        "歙县有条件的综合医院、妇幼保健院做到：检查检验结果互认",
    ),
    (rule(SHARED, DONE, due=None, when=RICH), "歙县收入不低于9万元的医院做到：检查检验结果互认"),
    (rule(OWED, DONE, due=None, when=SURPLUS), "歙县基金有结余的，做到：拖欠村医补助"),
    (
        rule(
            RATE, replace(NATIONWIDE, relation=Comparator.EQ), reference=COUNTRY, due=None, softly="保持一致"
        ),
        "歙县的县域内就诊率与全国保持一致",
    ),
    (rule(RATE, NATIONWIDE, reference=COUNTRY, due=None, softly="基本"), "歙县的县域内就诊率基本不低于全国"),
    (
        rule(OWN_BEDS, Target(Comparator.GE, 20, unit="张"), due=None, per=Entity.HOSPITAL),
        "歙县每个医院床位数不少于20张",
    ),
    (
        rule(RATE, LEAST, due=None, population="参加城乡居民基本医疗保险，并且在本县行政区域内常住的居民"),
        "歙县的县域内就诊率（参加城乡居民基本医疗保险，并且在本县行政区域内常住的居民）不低于85%",
    ),
    (rule(RATE, LEAST, due=None, start=END), "自2026年12月31日起，歙县的县域内就诊率不低于85%"),
]


@pytest.mark.parametrize(("requirement", "sentence"), SENTENCES)
def test_plain(requirement: Requirement, sentence: str) -> None:
    assert requirement.plain == sentence


PYTHON = [
    (rule(SHARED, DONE, when=SECOND), "if grade >= 2:\n    shared == 1"),
    (rule(OWED, FORBIDDEN), "owed == 0"),
    (rule(FUNDS, GROWTH), "funds >= earlier.funds * (1 + 12 / 100)"),
    (rule(LIFE, ABOUT), "abs(life - 81.5) < 0.05"),
    (rule(LIFE, ABOUT_UP), "life >= 81.5"),
    (rule(CENTRES, RANGE_UP), "centres >= 3"),
    (rule(CENTRES, RANGE), "3 <= centres <= 5"),
]


@pytest.mark.parametrize(("requirement", "test"), PYTHON)
def test_the_python_that_decides(requirement: Requirement, test: str) -> None:
    assert requirement.python.rstrip().endswith(test)


@pytest.mark.parametrize(
    ("requirement", "asked"),
    [
        (rule(RATE, LEAST), "不低于85%"),
        (rule(RATE, NATIONWIDE, reference=COUNTRY), "不低于全国"),
        (rule(RATE, replace(NATIONWIDE, relation=Comparator.EQ), reference=COUNTRY), "与全国一致"),
    ],
)
def test_another_figure_is_called_by_its_name(requirement: Requirement, asked: str) -> None:
    assert requirement.asked == asked


@pytest.mark.parametrize(
    ("state", "modality", "verdict", "severity", "holds"),
    [
        (State.MET, Modality.MUST, "met", "none", True),
        (State.NOT_MET, Modality.MUST, "not_met", "error", False),
        (State.NOT_MET, Modality.AIM, "not_met", "warning", False),
        (State.NOT_MET, Modality.ENCOURAGE, "not_met", "information", False),
        (State.NO_DATA, Modality.MUST, "no_data", "none", False),
        (State.COULD_NOT_RUN, Modality.AIM, "no_data", "error", False),
    ],
)
def test_what_a_finding_weighs(
    state: State, modality: Modality, verdict: str, severity: str, *, holds: bool
) -> None:
    found = Finding(replace(RULE, modality=modality), state)
    assert (found.verdict.value, found.severity, bool(found)) == (verdict, severity, holds)
    assert (found.quote, found.clause) == (RULE.quote, RULE.clause)


PART, WHOLE = (Variable(label, "人", Entity.COUNTY, label) for label in ("部分", "全部"))


@pytest.mark.parametrize(
    ("indicator", "least", "most"),
    [
        (Indicator("率", "%", PART / WHOLE * 100), 0, 100),
        (Indicator("率", "%", PART / WHOLE * 100, may_exceed=True), 0, None),
        (Indicator.of(Variable("某数", "人", Entity.COUNTY, "某数", maximum=5)), 0, 5),
        (Indicator.of(PART), 0, None),
    ],
)
def test_what_no_value_can_pass(indicator: Indicator, least: float, most: float | None) -> None:
    assert (indicator.least, indicator.most) == (least, most)
    assert (indicator.source, indicator.own_reading, indicator.own_formula) == ("", True, True)
