"""What official wordings come to, judged by what a reader computes by them."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from policykit.indicators.definitions import read_wording
from policykit.indicators.definitions.grammar import is_quantity
from policykit.indicators.definitions.sentences import before
from policykit.indicators.definitions.tables import found_rows
from policykit.model.definition import NoFormula

JUDGED: dict[str, dict[str, list[Any]]] = YAML(typ="safe").load(
    Path(__file__).with_name("judged.yml").read_text("utf-8")
)


def values(name: str, unit: str, wording: str, figures: list[float] | dict[str, float]) -> list[float]:
    """What each formula of a wording comes to, its terms given in their order or by their words."""
    formulas = read_wording(wording, name=name, unit=unit).formulas
    if isinstance(figures, dict):
        return [formula.evaluate(figures) for formula in formulas]
    named = [[leaf.label for leaf in formula.expanded.leaves] for formula in formulas]
    return [
        formula.expanded.evaluate(dict(zip(labels, figures, strict=True)))
        if len(labels) == len(figures)
        else math.nan
        for formula, labels in zip(formulas, named, strict=True)
    ]


@pytest.mark.parametrize("half", list(JUDGED))
def test_nearly_every_formula_is_compiled_and_none_wrongly(half: str) -> None:
    right, wrong = 0, []
    rows = JUDGED[half]["formulas"]
    for name, unit, wording, figures, value in rows:
        expected = value if isinstance(value, list) else [value]
        found = values(name, unit, wording, figures)
        agrees = len(found) == len(expected) and all(map(math.isclose, found, expected))
        right += agrees
        wrong += [(name, found)] if found and not agrees else []
    assert not wrong
    assert right >= 0.9 * len(rows)


@pytest.mark.parametrize("half", list(JUDGED))
def test_no_formula_is_invented(half: str) -> None:
    for name, wording in JUDGED[half]["none"]:
        reading = read_wording(wording, name=name)
        assert (reading.formulas, reading.without and reading.without.stated) == ((), False), name
    for name, wording in JUDGED[half].get("ambiguous", ()):
        assert not read_wording(wording, name=name).formulas, name


@pytest.mark.parametrize(
    ("wording", "reason"),
    [
        ("Σ（各病种权重×各病种例数）/总例数", NoFormula.SERIES),
        ("合格数/（抽检数×100%", NoFormula.BRACKETS),
        ("1-康复人数/残疾人数×100%", NoFormula.SCALE),
        ("甲类人数/×100%", NoFormula.OPERAND),
        ("甲类人数-乙类人数/总人数×100%", NoFormula.SCALE),
        ("发病人数/平均人口数×105", NoFormula.OPERAND),
        ("死亡人数/平均人口数×10000/10万", NoFormula.UNIT),
        ("出生缺陷例数/围产儿数×1000/万", NoFormula.UNIT),
        ("得分=实际值/目标值×5分", NoFormula.SCORING),
        ("目标值：2025年达到24.1%。", NoFormula.TARGET),
        ("例如，应检1000人，实检850人，体检率为850/1000×100%=85%。", NoFormula.EXAMPLE),
        ("新建成并投入使用的公共停车位数量。", NoFormula.COUNT),
        ("查阅文件资料。", NoFormula.QUALITATIVE),
        ("接受访视的产妇人数 … 辖区内活产数", NoFormula.OPERAND),
    ],
)
def test_what_is_not_compiled_says_why(wording: str, reason: NoFormula) -> None:
    assert read_wording(wording, unit="%" if "…" in wording else "").without is reason
    assert reason.label.startswith("算式没有编译" if reason.stated else "没有")


@pytest.mark.parametrize(
    ("wording", "chinese"),
    [
        # What stands behind a factor, and a formula that is cut at a comma or a line.
        ("甲人数/乙人数×100%≥95%", "甲人数 ÷ 乙人数 × 100"),
        ("甲人数/乙人数×100% 注：甲人数含在编", "甲人数 ÷ 乙人数 × 100"),
        ("甲人数/乙人数，×100%", "甲人数 ÷ 乙人数 × 100"),
        ("甲人数\n/乙人数\n×100%", "甲人数 ÷ 乙人数 × 100"),
        # Signs that are a part of words, and letters that are not.
        ("血压<140/90mmHg的患者人数/管理的患者人数×100%", "血压<140/90mmHg的患者人数 ÷ 管理的患者人数 × 100"),
        ("15-17周岁人数/30岁—70岁人数×100%", "15-17周岁人数 ÷ 30岁—70岁人数 × 100"),
        ("R&D经费支出/GDP×100%", "R&D经费支出 ÷ GDP × 100"),
        ("A/B×100%", "A ÷ B × 100"),
        ("甲人数/乙人数×1〇0%", "甲人数 ÷ 乙人数 × 100"),
        ("GDP/常住人口数", "GDP ÷ 常住人口数"),
        ("GDP产值A/乙人数×100%", "GDP产值A ÷ 乙人数 × 100"),
        ("互联网+护理服务人次数/护理服务总人次数×100%", "互联网+护理服务人次数 ÷ 护理服务总人次数 × 100"),
        ("甲类和/或乙类人数/总人数×100%", "甲类和/或乙类人数 ÷ 总人数 × 100"),
        # 前一年 is the year before this one, where this one is spoken of; else the year before the last.
        (
            "（本年度收入－上一年度收入）/前一年度收入×100%",
            "（本年度收入 － 上一年度收入）÷ 上一年度收入 × 100",
        ),
        ("上年度增加值/前一年增加值-1", "上年度增加值 ÷ 前一年增加值 － 1"),
        ("“互联网+”护理服务人次数/护理服务总人次数×100%", "“互联网+”护理服务人次数 ÷ 护理服务总人次数 × 100"),
        ("除以上情形外的人数占总人数的比例", "除以上情形外的人数 ÷ 总人数 × 100"),
        # A fraction whose bar is drawn.
        ("在岗医师总数\n急诊科医患比=————————×100%\n接诊患者总数", "在岗医师总数 ÷ 接诊患者总数 × 100"),
        # Words within a formula.
        ("甲类人数与乙类人数之和/总人数×100%", "（甲类人数 ＋ 乙类人数）÷ 总人数 × 100"),
        ("个人卫生支出与卫生总费用之比×100%", "个人卫生支出 ÷ 卫生总费用 × 100"),
        ("实到人数与应到人数的比率，乘以100%", "实到人数 ÷ 应到人数 × 100"),
        ("缺陷例数/围产儿数×10000/万", "缺陷例数 ÷ 围产儿数 × 10,000"),
        ("每100名儿童拥有的托位数", "托位数 ÷ 儿童 × 100"),
        ("反映甲类人数占总人数的比例", "甲类人数 ÷ 总人数 × 100"),
        ("研究与开发经费支出与地区生产总值之比", "研究与开发经费支出 ÷ 地区生产总值"),
        ("地下管线长度占地下管线总长度的比例", "地下管线长度 ÷ 地下管线总长度 × 100"),
        # What is said of one more, one less, and of each so many.
        ("甲收入与乙收入之差", "甲收入 － 乙收入"),
        ("合作与交流收入与乙收入之差", "合作与交流收入 － 乙收入"),  # at the one cut that leaves two figures
        ("甲收入与乙收入与丙收入之差", ""),
        ("甲收入与乙工作之差", ""),
        ("本年甲产值比上年同期增长的百分比", "（本年甲产值 － 上年同期甲产值）÷ 上年同期甲产值 × 100"),
        ("甲排放量较上年甲排放量下降的比例", "（上年甲排放量 － 甲排放量）÷ 上年甲排放量 × 100"),
        ("每平方公里国土面积上居住的人口数", "居住的人口数 ÷ 国土面积"),
        ("每10万人口中甲类病例数", ""),
        ("每千名就业人员消耗的能源量", "能源量 ÷ 就业人员 × 1,000"),
        ("每万元地区生产总值消耗的能源量", ""),  # of a figure in 元 or in 万元
        ("1－超时件数/办结总件数，以百分数表示", "（1 － 超时件数 ÷ 办结总件数）× 100"),
        ("甲病例数/乙病例数·100%，以百分数表示", "甲病例数 ÷ 乙病例数 × 100"),
        ("100%×甲病例数/乙病例数，以百分数表示", "100 × 甲病例数 ÷ 乙病例数"),
        ("甲病例数×2/乙病例数，以百分数表示", "甲病例数 × 2 ÷ 乙病例数 × 100"),
        ("甲病死亡人数与甲病患者人数之比，用千分率表示", "甲病死亡人数 ÷ 甲病患者人数 × 1,000"),
        ("甲类及乙类辖区面积之和，占区域面积的百分比", "甲类及乙类辖区面积之和 ÷ 区域面积 × 100"),
    ],
)
def test_wordings_that_are_read_otherwise_at_first_sight(wording: str, chinese: str) -> None:
    formulas = read_wording(wording).formulas
    assert [formula.chinese for formula in formulas] == [chinese] * bool(chinese)


@pytest.mark.parametrize(
    "wording",
    [
        "24小时/7天服务时间",
        "实行7×24小时急诊服务",
        "故障恢复时间<4小时/次",
        "实际完成率÷目标完成率×权重分",
        "目标任务数占任务总数的比重",
        "统计医师人数/比例",
        "按完成率×5分计",
        "签约服务费由医保基金+公卫经费+个人付费构成",
        "推行“1+1+1”签约服务",
        "甲人数占乙人数的比例是考核的重点",
        "查看2019/2020年度数据",
        "建立首诊/转诊制度",
        "逐步提高高级职称人数占总人数的比例",
        "高级职称人数占总人数的比例达到30%",
    ],
)
def test_signs_that_state_no_formula(wording: str) -> None:
    assert read_wording(wording).formulas == ()


@pytest.mark.parametrize("unit", ["%", ""])
def test_a_percentage_that_only_the_unit_states_is_marked_as_such(unit: str) -> None:
    (formula,) = read_wording("健身场地面积/常住人口数", unit=unit).formulas
    assert (formula.factor, formula.implied) == ((100, True) if unit else (1, False))


@pytest.mark.parametrize(
    ("name", "wording", "unit"),
    [
        ("病床使用率", "实际占用总床日数/实际开放总床日数", "小数"),
        ("病床使用率", "实际占用总床日数/实际开放总床日数×100%", "%"),
        ("病死率", "死亡人数/住院人数×1000‰", "‰"),
        ("平均住院日", "出院者占用总床日数/出院人数", ""),  # no rate
        ("累计结存率", "当年结存数+上年结存数", ""),  # no fraction
    ],
)
def test_a_rate_of_no_stated_unit_is_a_decimal(name: str, wording: str, unit: str) -> None:
    (formula,) = read_wording(wording, name=name).formulas
    assert formula.unit == unit


WORDS = st.text("参保学生床位收入面积常住本年", min_size=2, max_size=8).map(lambda text: f"{text}数")
SIGNS = {
    "/": ["/", "／", "÷", " ÷ ", "除以"],
    "*": ["×", "*", "＊", " × ", "乘以"],
    "(": ["(", "（", "["],
    ")": [")", "）", "]"],
}


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, min_size=3, max_size=3, unique=True), st.data())
def test_signs_of_any_width_give_the_same_value(names: list[str], data: st.DataObject) -> None:
    kind = data.draw(st.integers(0, 2))
    divide, times = (data.draw(st.sampled_from(SIGNS[sign])) for sign in "/*")
    begin, end = (SIGNS[sign][kind] for sign in "()")
    part, whole, less = names
    text = f"{part}{divide}{begin}{whole}－{less}{end}{times}100%"
    formulas = read_wording(text).formulas
    assert [formula.evaluate({part: 3, whole: 9, less: 3}) for formula in formulas] == [50]


@settings(max_examples=100, deadline=None)
@given(st.text("甲乙数量率占的比例与和之（）()+-×÷/=＝%‰100万。，；:\n…—“”每拥有分子分母x0.5Σ1", max_size=60))
def test_any_words_are_read_or_said_not_to_be(text: str) -> None:
    reading = read_wording(text, name="甲占比")
    assert bool(reading.formulas) != bool(reading.without)
    for formula in reading.formulas:
        assert formula.chinese
        assert formula.expanded.leaves


@pytest.mark.parametrize(
    "text",
    [
        "甲数" * 5000,
        "（甲数+" * 400 + "乙数" + "）" * 400,
        "甲数+" * 500 + "乙数",
        "(" * 99 + "甲数/乙数",
        "甲率=乙数/丙数；" * 200,
    ],
)
def test_what_is_longer_than_any_definition_is_not_read(text: str) -> None:
    assert read_wording(text).formulas == ()


@pytest.mark.parametrize(
    ("most", "more"),
    [
        ("甲数/乙数×100%。" + "年" * 2989, "甲数/乙数×100%。" + "年" * 2990),
        ("（" * 8 + "甲数" + "）" * 8 + "/乙数×100%", "（" * 9 + "甲数" + "）" * 9 + "/乙数×100%"),
        ("甲率=乙数/丙数；" * 30, "甲率=乙数/丙数；" * 31),
    ],
    ids=["characters", "brackets", "equations"],
)
def test_how_long_a_definition_may_be(most: str, more: str) -> None:
    assert [bool(read_wording(text).formulas) for text in (most, more)] == [True, False]


@pytest.mark.parametrize(
    ("sentence", "kept"),
    [
        ("签约率＝签约人数÷常住人口数×100%，达到60%得10分", "签约率＝签约人数÷常住人口数×100%"),
        ("签约率＝签约人数（达到60%）÷常住人口数×100%", ""),  # in brackets it is no rule
        ("签约率＝签约人数÷常住人口数（年末）（达到60%），达到60%得10分", "签约率＝签约人数÷常住人口数（年末）（达到60%）"),
        ("达到60%得10分", ""),
        ("签约率＝签约人数÷常住人口数", ""),
    ],
)  # fmt: skip  # a sentence a line
def test_a_rule_of_points_ends_what_a_sentence_says(sentence: str, kept: str) -> None:
    assert before(sentence, "达到") == kept


@pytest.mark.parametrize(
    ("wording", "name", "unit", "come_to"),
    [
        # what stands before a rule of points counts, a rule alone does not
        ("签约人数÷常住人口数×100%，达到60%得10分", "", "", "签约人数 ÷ 常住人口数 × 100"),
        ("达到60%得10分", "", "", NoFormula.SCORING),
        ("850/1000×100%", "", "", NoFormula.EXAMPLE),
        ("访视率（甲人数/乙人数）", "访视率", "", "甲人数 ÷ 乙人数"),
        # several equations
        ("分子：合格数×（抽检数。分母：总数。", "", "", NoFormula.BRACKETS),
        ("甲数=乙数×2；乙数=甲数/2", "", "", NoFormula.SEVERAL),
        ("人均费用=总费用/总人数。指数=Σ（权重×例数）/总例数", "人均费用", "", NoFormula.SERIES),
        ("甲数/总数×100%，乙数/总数×100%", "占比（乙数）", "", "乙数 ÷ 总数 × 100"),
        ("甲人数占乙人数的比例，丙人数占丁人数的比例", "", "", NoFormula.SEVERAL),
        ("增幅=（本年人均费用-上年人均费用）/上年人均费用×100%；人均费用=总费用/12", "增幅", "", "（本年总费用 ÷ 12 － 上年总费用 ÷ 12）÷（上年总费用 ÷ 12） × 100"),
        # the unit that is stated, the factor that is written, and those that do not agree
        ("甲人数占乙人数的比例", "", "元/人", NoFormula.UNIT),
        ("甲人数占乙人数的比例", "", "‰", "甲人数 ÷ 乙人数 × 1,000"),
        ("甲人数占乙人数的比例", "", "无", "甲人数 ÷ 乙人数"),
        ("甲人数/乙人数×100%", "", "‰", NoFormula.UNIT),
        ("甲人数/乙人数×1000", "", "%", NoFormula.UNIT),
        ("甲人数/乙人数×100", "", "%", "甲人数 ÷ 乙人数 × 100"),
        ("甲人数/乙人数-1", "", "%", "（甲人数 ÷ 乙人数 － 1）× 100"),
        ("差错率=1-甲人数/乙人数", "差错率", "%", "（1 － 甲人数 ÷ 乙人数）× 100"),
        ("甲人数/乙人数*2", "", "%", "甲人数 ÷ 乙人数 × 2 × 100"),
        ("甲人数-乙人数", "", "%", "甲人数 － 乙人数"),
        ("甲人数/2*3", "", "%", "甲人数 ÷ 2 × 3"),
        # relations that can be cut in two ways, or of what is no figure
        ("甲人数与乙人数与丙人数之比", "", "", NoFormula.SEVERAL),
        ("转诊制度与医师人数之比", "", "", NoFormula.OPERAND),
        ("每10万常住人口拥有的床位数", "", "", "床位数 ÷ 常住人口 × 100,000"),
        ("每10万元产值消耗的能源量", "", "", NoFormula.COUNT),
        ("每百名学生拥有的计算机台数", "", "", "计算机台数 ÷ 学生 × 100"),
        ("每名教师拥有的学生数", "", "", "学生数 ÷ 教师"),
        ("本年收入比去年工作增长的比例", "", "", NoFormula.COUNT),
        # remarks in brackets, and percentages added to percentages
        ("甲数（乙数+丙数×2）/丁数×100%", "", "", NoFormula.BRACKETS),
        ("甲人数（人/年）/乙人数×100%", "", "", "甲人数（人/年） ÷ 乙人数 × 100"),
        ("甲人数（门诊/住院）/乙人数×100%", "", "", "甲人数（门诊/住院） ÷ 乙人数 × 100"),
        ("甲人数（门诊就诊的甲类人员/住院的乙）/乙人数×100%", "", "", "甲人数（门诊就诊的甲类人员/住院的乙） ÷ 乙人数 × 100"),
        ("甲人数（门诊就诊的甲类人员/住院的乙类）/乙人数×100%", "", "", NoFormula.BRACKETS),
        ("甲人数（门诊就诊的甲类人员/住院的乙类/其他）/乙人数×100%", "", "", "甲人数（门诊就诊的甲类人员/住院的乙类/其他） ÷ 乙人数 × 100"),
        ("甲人数（×3）/乙人数×100%", "", "", "甲人数 × 3 ÷ 乙人数 × 100"),
        ("甲人数（月*12）/乙人数×100%", "", "", "甲人数（月） × 12 ÷ 乙人数 × 100"),
        ("甲数/乙数×100%-丙数/丁数×100%", "", "", "甲数 ÷ 乙数 × 100 － 丙数 ÷ 丁数 × 100"),
        ("甲数/乙数×100%-上年合格率", "", "", "甲数 ÷ 乙数 × 100 － 上年合格率"),
    ],
)  # fmt: skip  # a row a line
def test_a_wording_comes_to_its_formula_or_the_reason(
    wording: str, name: str, unit: str, come_to: str | NoFormula
) -> None:
    reading = read_wording(wording, name=name, unit=unit)
    found = reading.without or [formula.expanded.chinese for formula in reading.formulas]
    assert found == (come_to if isinstance(come_to, NoFormula) else [come_to])


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        # a title between two parts of one table, and a table with heads of its own
        ("序号\t指标\t计算方法\n1\t甲率\t甲数/乙数\n续表\n2\t乙率\t丙数/丁数\n", [("1", "甲率", ("甲数/乙数",)), ("2", "乙率", ("丙数/丁数",))]),
        ("指标\t计算方法\n甲率\t甲数/乙数\n附表\n计算方法\t指标\n丙数/丁数\t乙率\n", [("", "甲率", ("甲数/乙数",)), ("", "乙率", ("丙数/丁数",))]),
        ("|序号|指标|公式|\n|-|-|-|\n|1|甲率▲|甲数/乙数|\n||| ×100%|\n", [("1", "甲率", ("甲数/乙数 … ×100%",))]),
        ("一级指标\t二级指标\t说明\n服务\t5岁以下儿童死亡率\t甲数/乙数\n", [("", "5岁以下儿童死亡率", ("甲数/乙数",))]),
        # the formula's column before the explanation's
        ("指标\t说明\t公式\n甲率\t是指甲\t甲数/乙数\n", [("", "甲率", ("甲数/乙数", "是指甲"))]),
        # a list: under labels, or told by what a line says
        ("1.甲率\n甲数/乙数×100%\n2.乙率\n丙数占丁数的比例\n3.丙率\n是指丙数的多少\n", [("1", "甲率", ("甲数/乙数×100%",)), ("2", "乙率", ("丙数占丁数的比例",)), ("3", "丙率", ("是指丙数的多少",))]),
        ("1.甲率\n定义：甲数的多少\n计算公式：甲数/乙数\n数据来源：年报\n", [("1", "甲率", ("甲数/乙数", "甲数的多少"))]),
        ("1.甲率=甲数/乙数\n", [("1", "甲率", ("甲率=甲数/乙数",))]),
        # a table without heads: what states a formula, called by the cell before it
        ("1\t甲率\t甲数/乙数×100%\n2\t管理\t查阅文件\n", [("1", "甲率", ("甲数/乙数×100%",))]),
        ("1\t计算公式\t甲数/乙数×100%\n", []),
        (f"1\t{'甲' * 39}率\t甲数/乙数×100%\n", [("1", "甲" * 39 + "率", ("甲数/乙数×100%",))]),
        (f"1\t{'甲' * 40}率\t甲数/乙数×100%\n", []),
        # the heads hold for the other part of a table, and a blank line parts none
        ("序号\t指标\t计算方法\n1\t甲率\t甲数/乙数\n续表\n2\t乙率\t丙数的多少\n", [("1", "甲率", ("甲数/乙数",)), ("2", "乙率", ("丙数的多少",))]),
        ("|序号|指标|公式|\n|1|甲率▲|甲数/乙数|\n\n||| ×100%|\n", [("1", "甲率", ("甲数/乙数 … ×100%",))]),
        ("加强管理\n落实责任\n", []),
    ],
)  # fmt: skip  # a row a line
def test_the_rows_of_a_table_or_list(text: str, rows: list[tuple[str, str, tuple[str, ...]]]) -> None:
    assert [(row.item, row.name, row.wordings) for row in found_rows(text)] == rows


@pytest.mark.parametrize(
    ("wording", "implied"), [("甲类人数占总人数的比例", True), ("甲类人数/总人数×100%", False)]
)
def test_a_factor_that_no_sign_states_is_implied(wording: str, *, implied: bool) -> None:
    (formula,) = read_wording(wording, unit="%").formulas
    assert (formula.factor, formula.implied) == (100, implied)


@pytest.mark.parametrize(
    ("words", "is_one"),
    [
        ("出院患者手术台次数（例）", True),
        ("收入（万元）", True),
        ("转诊制度", False),
        ("恢复时间<4小时", False),
        ("血压<140/90mmHg的患者人数", True),
    ],
)
def test_which_words_are_those_for_a_figure(words: str, *, is_one: bool) -> None:
    assert is_quantity(words) is is_one
