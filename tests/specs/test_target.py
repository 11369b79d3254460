"""What an entry's target becomes, and the kind that a requirement is of."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from tests.text.judged_tables import policy_of

from policykit.base.diagnostics import Code
from policykit.indicators import indicators
from policykit.model import Comparator, Entity, Indicator, Kind, Modality, Target, Variable
from policykit.specs.changes import Base, base_of, growth_of
from policykit.specs.claims import _goal, period_of
from policykit.specs.figure import factor_of, figure, figure_range, magnitude, same_unit
from policykit.specs.format import RequirementEntry, TargetEntry
from policykit.specs.reading import reading
from policykit.specs.target import TargetError, kind_of, target_of


@pytest.mark.parametrize(
    ("indicator", "written", "comparator", "value", "value2", "unit"),
    [
        ("county_visit_rate", {"at_least": "85%"}, Comparator.GE, 85, None, "%"),
        ("county_visit_rate", {"at_most": "85%"}, Comparator.LE, 85, None, "%"),
        ("county_visit_rate", {"more_than": "85%"}, Comparator.GT, 85, None, "%"),
        ("county_visit_rate", {"less_than": "85%"}, Comparator.LT, 85, None, "%"),
        ("county_visit_rate", {"equals": "85%"}, Comparator.EQ, 85, None, "%"),
        ("county_visit_rate", {"rising": "5个百分点"}, Comparator.INCREASE, 5, None, "个百分点"),
        ("county_visit_rate", {"falling": True}, Comparator.DECREASE, None, None, "%"),
        ("county_visit_rate", {"grows_by": "12%"}, Comparator.GROWTH, 12, None, "%"),
        ("county_visit_rate", {"grows_by": "2倍"}, Comparator.GROWTH, 200, None, "%"),
        ("county_visit_rate", {"falling": "16%"}, Comparator.DECREASE, 16, None, "%"),
        ("county_key_specialties", {"between": "3—5家"}, Comparator.BETWEEN, 3, 5, "家"),
        ("consortium_rollout_date", {"done_by": "2024-06"}, Comparator.BY_DATE, 739067, None, "日期"),
        ("lead_hospital_grade", {"grade_at_most": "二级"}, Comparator.GRADE, 2, None, "等级"),
    ],
)
def test_a_target_is_read(  # noqa: PLR0913, PLR0917 - one parameter a column
    indicator: str,
    written: dict[str, object],
    comparator: Comparator,
    value: float | None,
    value2: float | None,
    unit: str,
) -> None:
    target = target_of(TargetEntry.model_validate(written), indicators()[indicator])
    assert (target.comparator, target.value, target.value2, target.unit) == (comparator, value, value2, unit)


FUNDS = Indicator.of(Variable("财政投入", "万元", Entity.COUNTY, "…", name="funds"))
UP, DOWN, GROWTH = Comparator.INCREASE, Comparator.DECREASE, Comparator.GROWTH


@pytest.mark.parametrize(
    ("indicator", "written", "target"),
    [
        # a rise in per cent of what it starts from, or in points or the own unit; since when, and whether on average
        ("county_visit_rate", {"rising": "5%"}, Target(UP, 5, unit="%", in_percent=True)),
        ("county_visit_rate", {"rising": "1倍"}, Target(UP, 100, unit="%", in_percent=True)),
        ("county_visit_rate", {"falling": True, "base": "2020"}, Target(DOWN, unit="%", base=2020)),
        ("county_visit_rate", {"falling": "3个百分点", "base": "unnamed"}, Target(DOWN, 3, unit="个百分点", is_based=False)),
        (FUNDS, {"grows_by": "12%", "average": True}, Target(GROWTH, 12, unit="万元", is_based=False, average=True)),
        (FUNDS, {"grows_by": "12%", "base": "2020", "average": True}, Target(GROWTH, 12, unit="万元", base=2020, average=True)),
        (FUNDS, {"grows_by": "12%", "base": "2020"}, Target(GROWTH, 12, unit="万元", base=2020)),
        (FUNDS, {"rising": "2亿元"}, Target(UP, 20_000, unit="万元", written="2亿元")),
        # another magnitude is converted, and shown as it is written
        (FUNDS, {"at_least": "3.5亿元"}, Target(Comparator.GE, 35_000, unit="万元", written="3.5亿元")),
        (FUNDS, {"at_least": "3.5万元"}, Target(Comparator.GE, 3.5, unit="万元")),
        (FUNDS, {"at_least": "50元"}, Target(Comparator.GE, 0.005, unit="万元", written="50元")),
        (FUNDS, {"between": "1—2亿元"}, Target(Comparator.BETWEEN, 10_000, 20_000, unit="万元", written="1—2亿元")),
        ("county_visit_rate", {"named": True}, Target(Comparator.NAMED, unit="%")),
    ],
)  # fmt: skip  # a row a line
def test_a_target_is_read_with_all_that_is_written(
    indicator: str | Indicator, written: dict[str, object], target: Target
) -> None:
    own = indicator if isinstance(indicator, Indicator) else indicators()[indicator]
    assert target_of(TargetEntry.model_validate(written), own) == target


@pytest.mark.parametrize(("written", "precision"), [("81.5岁", 0.05), ("81岁", 0.5), ("81.25岁", 0.005)])
def test_what_rounds_to_a_figure_is_it(written: str, precision: float) -> None:
    assert target_of(TargetEntry(about=written), indicators()["life_expectancy"]).precision == precision


def test_a_tolerance_is_what_is_allowed_either_way() -> None:
    entry = TargetEntry(about="81.5岁", tolerance="0.5岁")
    assert target_of(entry, indicators()["life_expectancy"]) == Target(
        Comparator.APPROX, 81.5, unit="岁", tolerance=0.5
    )


@pytest.mark.parametrize(
    ("indicator", "written", "code", "key"),
    [
        ("county_visit_rate", {}, Code.BAD_TARGET, ""),
        ("county_visit_rate", {"at_least": "85%", "at_most": "90%"}, Code.BAD_TARGET, ""),
        ("county_visit_rate", {"at_least": "85%", "tolerance": "1%"}, Code.BAD_TARGET, "tolerance"),
        ("county_visit_rate", {"at_least": "85%", "direction": "up"}, Code.BAD_TARGET, "direction"),
        ("county_visit_rate", {"at_least": "85%", "base": "2020"}, Code.BAD_TARGET, "base"),
        ("county_visit_rate", {"at_least": "85%", "average": True}, Code.BAD_TARGET, "average"),
        ("county_visit_rate", {"at_least": "很多"}, Code.BAD_TARGET, "at_least"),
        ("county_visit_rate", {"rising": False}, Code.BAD_TARGET, "rising"),
        ("county_visit_rate", {"rising": True, "average": True}, Code.BAD_TARGET, "rising"),
        ("county_visit_rate", {"rising": True, "base": "20"}, Code.BAD_TARGET, "base"),
        ("county_visit_rate", {"rising": "很多"}, Code.BAD_TARGET, "rising"),
        ("county_visit_rate", {"grows_by": "5个百分点"}, Code.BAD_TARGET, "grows_by"),
        ("county_visit_rate", {"between": "5%—5%"}, Code.BAD_TARGET, "between"),
        ("county_visit_rate", {"done_by": "2024"}, Code.UNIT_MISMATCH, "done_by"),
        ("consortium_rollout_date", {"done_by": "去年"}, Code.BAD_DATE, "done_by"),
        ("county_visit_rate", {"done": True}, Code.UNIT_MISMATCH, "done"),
        ("county_visit_rate", {"named": False}, Code.BAD_TARGET, "named"),
        ("county_visit_rate", {"grade_at_least": "二级"}, Code.UNKNOWN_GRADE, "grade_at_least"),
        ("life_expectancy", {"rising": "5个百分点"}, Code.UNIT_MISMATCH, "rising"),
        ("lead_hospital_grade", {"at_least": "2级"}, Code.BAD_TARGET, "at_least"),
        ("lead_hospital_grade", {"rising": "2级"}, Code.BAD_TARGET, "rising"),
        ("consortium_rollout_date", {"rising": True}, Code.BAD_TARGET, "rising"),
        ("consortium_rollout_date", {"at_least": "3天"}, Code.BAD_TARGET, "at_least"),
    ],
)
def test_a_target_that_is_none(indicator: str, written: dict[str, object], code: Code, key: str) -> None:
    with pytest.raises(TargetError) as error:
        target_of(TargetEntry.model_validate(written), indicators()[indicator])
    assert (error.value.code, error.value.key) == (code, key)


@pytest.mark.parametrize(
    ("unit", "value", "more", "kind"),
    [
        ("%", 85, {}, Kind.THRESHOLD),
        ("%", 100, {}, Kind.COVERAGE),
        ("%", 99.9, {"per": "hospital"}, Kind.THRESHOLD),
        ("万元", 4.8, {"per": "village_clinic"}, Kind.MONEY),
        ("分钟", 30, {"per": "county"}, Kind.DURATION),
        ("次/季度", 1, {"per": "county"}, Kind.FREQUENCY),
        ("人/年", 1, {}, Kind.FREQUENCY),
        ("人次/万元", 1, {}, Kind.MONEY),
        ("名", 1, {"per": "township_centre"}, Kind.PER_UNIT),
        ("名", 1, {}, Kind.COUNT),
        ("/10万", 12, {}, Kind.THRESHOLD),
        ("名", 1, {"modality": Modality.MAY, "per": "township_centre"}, Kind.PERMISSION),
        ("名", 1, {"kind": Kind.CONDITION, "modality": Modality.MAY}, Kind.CONDITION),
    ],
)
def test_a_kind_follows_from_the_target(unit: str, value: float, more: dict[str, object], kind: Kind) -> None:
    entry = RequirementEntry.model_validate(
        {"id": "a", "clause": "1", "quote": "a", "indicator": "a", "target": {}, **more}
    )
    assert kind_of(entry, Target(Comparator.GE, value, unit=unit)) is kind


@pytest.mark.parametrize("comparator", [Comparator.RELATIVE, Comparator.GRADE, Comparator.DECREASE])
def test_a_permission_has_a_threshold(comparator: Comparator) -> None:
    entry = RequirementEntry(
        id="a", clause="1", quote="a", indicator="a", target=TargetEntry(), modality=Modality.MAY
    )
    assert kind_of(entry, Target(comparator, 2)) is not Kind.PERMISSION


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [("1,234.5元", 1234.5, "元"), ("+5%", 5, "%"), ("-1.5 个", -1.5, "个"), ("７", 7, "")],
)
def test_a_figure(text: str, value: float, unit: str) -> None:
    assert figure(text) == (value, unit)


@pytest.mark.parametrize("text", ["", "多", "12,34元", "1.2.3", "9" * 400, "1.元"])
def test_what_is_no_whole_figure_is_none(text: str) -> None:
    assert figure(text) is None


@pytest.mark.parametrize("text", ["3个", "5—3个", "3个—5家", "3—"])
def test_what_is_no_range(text: str) -> None:
    assert figure_range(text) is None


def test_units_that_count_alike() -> None:
    assert same_unit("人", "位")
    assert not same_unit("人", "个")
    assert not same_unit("百万", "千万")


@pytest.mark.parametrize(
    ("unit", "size", "base"),
    [
        ("万元", 10_000, "元"),
        ("亿元", 10**8, "元"),
        ("万", 1, "万"),
        ("个", 1, "个"),
        ("千万元", 10**7, "元"),
    ],
)
def test_a_unit_begins_with_its_magnitude(unit: str, size: int, base: str) -> None:
    assert magnitude(unit) == (Decimal(size), base)


@pytest.mark.parametrize(
    ("unit", "other", "factor"),
    [
        ("%", "%", "1"),
        ("名", "人", "1"),
        ("万元", "元", "10000"),
        ("元", "万元", "0.0001"),
        ("亿元", "万元", "10000"),
        ("万名", "人", "10000"),
        ("元", "人", None),
        ("万元", "万人", None),
    ],
)
def test_figures_of_two_units_are_compared_by_a_factor(unit: str, other: str, factor: str | None) -> None:
    assert factor_of(unit, other) == (None if factor is None else Decimal(factor))


@pytest.mark.parametrize(
    ("per", "period"),
    [
        ("每年", "年"),
        ("每季度", "季度"),
        ("每两年", "2年"),
        ("每3年", "3年"),
        ("每10年", "10年"),
        ("每十年", "10年"),
        ("每1年", None),
        ("每个乡镇", None),
        ("", None),
    ],
)
def test_for_which_period_times_are_counted(per: str, period: str | None) -> None:
    assert period_of(per) == period


@pytest.mark.parametrize(
    ("head", "row", "way"),
    [
        ("指标\t2020年\t2025年", "甲项（个）\t12\t9", Comparator.LE),  # higher before
        ("指标\t2020年\t2025年", "甲项（个）\t9\t12", Comparator.GE),
        ("指标\t2020年\t2025年", "甲项（个）\t9\t9", Comparator.GE),
        ("指标\t2020年\t2025年", "孕产妇死亡率（1/10万）\t9\t9", Comparator.LE),  # by its name
        ("指标\t2025年\t2030年", "甲项（个）\t≤12\t9", Comparator.LE),  # as another goal of the row says
        ("指标\t2025年\t2030年", "甲项（个）\t≥12\t9", Comparator.GE),
        ("指标\t2025年", "就诊率（%）\t90", Comparator.GE),
    ],
)
def test_which_way_a_bare_figure_of_a_row_is_meant(head: str, row: str, way: Comparator) -> None:
    policy = policy_of(f"{head}\n{row}")
    read = next(
        one
        for one in (reading(policy, each) for each in policy.clauses)
        if one.row is not None and row[:2] in one.text
    )
    figure_of = read.quantities[-1].quantity
    assert _goal(figure_of, read) is way


# --- with what a change compares ------------------------------------------------------------------------

# A sentence of a plan of 2023, its last figure → by how many per cent it grows, and since when.
BEFORE, OPEN = Base(), Base(is_known=False)
CHANGES: list[tuple[str, str, float | None, Base | None]] = [
    ("财政投入增长12%。", "12%", 12, BEFORE),
    ("财政投入增长10%至12%。", "10%", None, BEFORE),  # a range is no one growth
    ("签约率达到75%。", "75%", None, None),
    ("财政投入达到75万元。", "75万元", None, None),
    ("财政投入翻一番。", "翻一番", 100, BEFORE),
    ("财政投入翻两番。", "翻两番", 300, BEFORE),
    ("财政投入增加1.5倍。", "1.5倍", 150, OPEN),  # no word of growth
    ("财政投入达到2020年的2倍。", "2倍", 100, Base(2020)),
    ("财政投入达到2020年的3倍。", "3倍", 200, Base(2020)),
    ("财政投入达到2020年的1倍。", "1倍", None, Base(2020)),  # no growth
    ("财政投入达到全省平均水平的2倍。", "2倍", None, None),
    ("财政投入比2020年增长12%。", "12%", 12, Base(2020)),
    ("与2020年相比，财政投入增长12%。", "12%", 12, Base(2020)),
    ("2020年建成中心，财政投入增长12%。", "12%", 12, None),  # a year that says something else
    ("财政投入较上年增长12%。", "12%", 12, BEFORE),
    ("到2030年，财政投入同比增长12%。", "12%", 12, BEFORE),
    ("到2030年，财政投入增长12%。", "12%", 12, OPEN),  # years ahead, and no word of since when
    ("到2023年，财政投入增长12%。", "12%", 12, BEFORE),
    ("到2024年，财政投入增长12%。", "12%", 12, OPEN),
    ("财政投入年均增长12%。", "12%", 12, Base(None, is_known=False, average=True)),
    ("财政投入比2020年年均增长12%。", "12%", 12, Base(2020, average=True)),
    ("“十四五”期间财政投入年均增长12%。", "12%", 12, Base(2020, average=True)),
    ("“十四五”期间财政投入累计增长12%。", "12%", 12, Base(2020)),
    ("到2025年，财政投入三年翻一番。", "翻一番", 100, Base(2022)),
    ("到2025年，财政投入10年累计增长12%。", "12%", 12, Base(2015)),
    ("财政投入五年累计增长12%。", "12%", 12, OPEN),
    ("一、“十四五”时期主要目标\n财政投入累计增长12%。", "12%", 12, Base(2020)),
    ("一、“十四五”时期主要目标\n到2030年，财政投入累计增长12%。", "12%", 12, OPEN),  # by another day
    ("指标\t比2020年增长（%）\n财政投入增长\t12", "12", 12, Base(2020)),
    ("指标\t增长（%）\n财政投入增长\t12", "12", 12, BEFORE),
]


@pytest.mark.parametrize(("text", "figure", "percent", "base"), CHANGES)
def test_by_how_much_something_grows_and_since_when(
    text: str, figure: str, percent: float | None, base: Base | None
) -> None:
    policy = policy_of(text)
    read = next(
        one for one in (reading(policy, clause) for clause in policy.clauses) if text[-4:] in one.clause.text
    )
    found = next(one for one, _ in read.quantities if figure in one.surface)
    assert growth_of(read, found) == percent
    if base is not None:
        assert base_of(read, found, read.reach(found)) == base


def test_of_a_text_without_a_day_no_year_is_past() -> None:
    """Whether 2020 is the year of the text is not known, nor then whether it compares with the year before."""
    policy = replace(policy_of("到2020年，财政投入增长12%。"), date_issued=None)
    read = next(one for one in (reading(policy, each) for each in policy.clauses) if "12%" in one.clause.text)
    found, _ = read.quantities[-1]
    assert base_of(read, found, read.reach(found)) == OPEN
