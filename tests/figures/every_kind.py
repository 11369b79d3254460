"""A handful of requirements of every kind, made here so that these tests read alone."""

from __future__ import annotations

from datetime import date

from policykit.model import (
    Comparator,
    Entity,
    Expression,
    Indicator,
    Kind,
    Modality,
    Requirement,
    Span,
    Target,
    Variable,
)

Rules = dict[str, Requirement]


def variable(name: str, label: str, unit: str, entity: Entity = Entity.COUNTY, **more: object) -> Variable:
    return Variable(label, unit, entity, label, name=name, **more)  # type: ignore[arg-type]  # a table's values


def indicator(name: str, label: str, unit: str, expression: Expression) -> Indicator:
    return Indicator(label, unit, expression, name=name, theme="test")


def rule(
    name: str,
    what: Indicator,
    target: Target,
    due: date | None = None,
    binds: tuple[str, ...] = ("341021",),
    **more: object,
) -> Requirement:
    return Requirement(
        id=f"test/1/{name}",
        policy="test",
        clause="test/1",
        quote=f"=原文 {name}",
        span=Span(0, 1),
        indicator=what,
        target=target,
        kind=Kind.THRESHOLD,
        due=due,
        binds=binds,
        subject="歙县",
        **more,  # type: ignore[arg-type]  # a table's values
    )


INSIDE = variable("inside", "县域内就诊人次数", "人次", minimum=0, whole=True)
ALL = variable("total", "就诊总人次数", "人次", minimum=0, whole=True)
BEDS = variable("beds", "床位数", "张", Entity.HOSPITAL, minimum=0, whole=True)
LEVEL = variable("level", "电子病历分级", "级", Entity.HOSPITAL, grades={"3级": 3, "4级": 4, "5级": 5})
BUILT = variable("built", "建成日期", "日期")
MINUTES = variable("minutes", "急救时间", "分钟", minimum=0)
NATIONAL = variable("national", "就诊率（全国）", "%")
DEATHS = variable("deaths", "死亡人数", "人")
LIFE = variable("life", "人均预期寿命", "岁", Entity.CITY)

RATE = indicator("rate", "县域内就诊率", "%", INSIDE / ALL * 100)
HOSPITAL_BEDS = indicator("hospital_beds", "床位数", "张", BEDS)
EMR = indicator("emr", "电子病历分级", "级", LEVEL)
COMPLETED = indicator("completed", "建成日期", "日期", BUILT)
RESPONSE = indicator("response", "急救时间", "分钟", MINUTES)
ELSEWHERE = indicator("national_rate", "就诊率（全国）", "%", NATIONAL)
MORTALITY = indicator("mortality", "死亡率", "1/10万", DEATHS / ALL * 100000)
EXPECTANCY = indicator("expectancy", "人均预期寿命", "岁", LIFE)

END_2025, END_2026 = date(2025, 12, 31), date(2026, 12, 31)


def every_kind() -> Rules:
    """Requirements by a short name."""
    made = [
        rule("rate-85", RATE, Target(Comparator.GE, 85, unit="%"), END_2026),
        rule("rate-above-85", RATE, Target(Comparator.GT, 85, unit="%"), modality=Modality.AIM),
        rule("rate-57", RATE, Target(Comparator.GE, 57, unit="%")),
        rule("rate-rising", RATE, Target(Comparator.INCREASE, unit="%"), END_2026),
        rule("rate-rising-2", RATE, Target(Comparator.INCREASE, 2, unit="%")),
        rule(
            "rate-national", RATE, Target(Comparator.RELATIVE, reference="national_rate"), reference=ELSEWHERE
        ),
        rule("rate-vague", RATE, Target(Comparator.GE, unit="%"), vague=True),
        rule("mortality-falling", MORTALITY, Target(Comparator.DECREASE, unit="1/10万")),
        rule("minutes-30", RESPONSE, Target(Comparator.LE, 30, unit="分钟")),
        rule("minutes-below-30", RESPONSE, Target(Comparator.LT, 30, unit="分钟")),
        rule("minutes-20-30", RESPONSE, Target(Comparator.BETWEEN, 20, 30, unit="分钟")),
        rule("minutes-about-30", RESPONSE, Target(Comparator.APPROX, 30, unit="分钟", tolerance=2)),
        rule("minutes-exactly-30", RESPONSE, Target(Comparator.EQ, 30, unit="分钟"), modality=Modality.MAY),
        rule("built-2025", COMPLETED, Target(Comparator.BY_DATE, END_2025.toordinal()), END_2025),
        rule("beds-each-20", HOSPITAL_BEDS, Target(Comparator.GE, 20, unit="张"), per=Entity.HOSPITAL),
        rule("emr-5", EMR, Target(Comparator.GRADE, 5, grade="5级"), population="三级医院"),
        rule("life-80", EXPECTANCY, Target(Comparator.GE, 80, unit="岁"), binds=("341000",)),
        rule("rate-nation", RATE, Target(Comparator.GE, 60, unit="%"), binds=("000000",)),
    ]
    return {one.id.rpartition("/")[2]: one for one in made}


def since_a_base() -> Rules:
    """What compares with a named year: by a share, by an amount, and on average."""
    anywhere = ("000000",)
    made = [
        rule(
            "falls-16", RESPONSE, Target(Comparator.DECREASE, 16, in_percent=True, base=2020), binds=anywhere
        ),
        rule("rises-5", RESPONSE, Target(Comparator.INCREASE, 5, unit="分钟", base=2020), binds=anywhere),
        rule("grows-6", RESPONSE, Target(Comparator.GROWTH, 6, base=2021, average=True), binds=anywhere),
    ]
    return {one.id.rpartition("/")[2]: one for one in made}


BASED = [
    # division, year, figure; then by falls-16, rises-5 (both from 2020) and grows-6 (from 2021)
    ("341021", 2020, 50, ("no_data", "no_data", "no_data")),
    ("341021", 2026, 42, ("met", "not_met", "no_data")),
    ("341022", 2020, 50, ("no_data", "no_data", "no_data")),
    ("341022", 2026, 43, ("not_met", "not_met", "no_data")),
    ("341023", 2026, 42, ("no_data", "no_data", "no_data")),
    ("341024", 2020, 0, ("no_data", "no_data", "no_data")),
    ("341024", 2026, 42, ("no_data", "met", "no_data")),
    ("341004", 2020, 50, ("no_data", "no_data", "no_data")),
    ("341004", 2021, 100, ("not_met", "met", "no_data")),
    ("341004", 2026, 134, ("not_met", "met", "met")),
]
"""16% less than 50 is 42; from nothing there is no share; 6% a year over five years makes 133.8 of 100."""
