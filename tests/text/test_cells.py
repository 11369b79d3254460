"""The quantities of tables: each cell is read for itself, with the unit, the year and the attribute of its heads."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from policykit.model import Comparator, Hint, Level, Modality, Policy, QuantityKind
from policykit.text import document
from policykit.text.cells import CellQuantity, row_quantities
from policykit.text.heads import is_unit, kind_of, unit_apart
from policykit.text.normal import clause_form
from policykit.text.softening import softening

if TYPE_CHECKING:
    from collections.abc import Sequence

ROWS = """序号\t指标\t单位\t2020年\t2025年\t属性\t备注
1\t5岁以下儿童就诊率\t%\t85\t≥90\t约束性\t每年核对1次
2\t孕产妇死亡率\t1/10万\t12\t≤9\t预期性\t
3\t床位数\t张/千人口\t6\t7.5\t预期性\t
4\t人均财政补助\t万元/人\t1\t2.3\t预期性\t
5\t签约率\t%\t50以上\t基本达到60%\t约束性\t
6\t每校配备校医不少于1名。\t\t\t到2027年覆盖率达到80%\t\t
7\t新建机构\t所\t\t2026年前新建3所\t鼓励性\t
8\t充电桩\t个\t5000\t1.2万\t约束性\t
9\t充电功率\t万千瓦\t5\t1.2万\t约束性\t"""


def quantities(rows: str = ROWS, year: int | None = 2023) -> list[list[CellQuantity]]:
    """Of each row its quantities; the offsets of each are checked."""
    text = f"某县方案\n一、目标\n到2025年，主要指标如下。\n{rows}\n二、措施\n抓好落实。"
    made = document(text, policy="x")
    policy = Policy("x", "", Level.COUNTY, "341021", "", "", text, outline=made.outline, tables=made.tables)
    found = []
    for clause in policy.clauses:
        row, table = policy.row(clause), policy.table(clause)
        if row is None or table is None:
            continue
        form = clause_form(clause, policy)
        read = row_quantities(form.text, row, table, form.from_source, (year, date(2023, 5, 1)))
        for each in read:
            assert each.quantity.span.cut(form.text) == each.quantity.surface
            assert each.quantity.span.covers(each.quantity.figure)
        found.append(list(read))
    return found


def told(read: Sequence[CellQuantity]) -> list[tuple[object, ...]]:
    """The figures among them: their words, how they compare, value, unit, year, and whether they state what was."""
    return [
        (words, one.comparator, float(one.value or 0), one.unit, one.due and one.due.year, one.hint)
        for one, words in read
        if one.kind is QuantityKind.NUMBER
    ]


IS, LEAST, MOST, WAS = Comparator.EQ, Comparator.GE, Comparator.LE, Hint.FACT


@pytest.mark.parametrize(
    ("row", "modality", "figures"),
    [
        # a year that is over states what was; of no year but the head's what stands beside the columns of years
        (1, Modality.MUST, [("85%", IS, 85, "%", 2020, WAS), ("90%", LEAST, 90, "%", 2025, None), ("1次", IS, 1, "次", None, None)]),
        (2, Modality.AIM, [("12", IS, 12, "1/10万", 2020, WAS), ("9", MOST, 9, "1/10万", 2025, None)]),
        (3, Modality.AIM, [("6张", IS, 6, "张/千人口", 2020, WAS), ("7.5张", IS, 7.5, "张/千人口", 2025, None)]),
        # the magnitude is in the value, as in a sentence
        (4, Modality.AIM, [("1万元", IS, 10_000, "元/人", 2020, WAS), ("2.3万元", IS, 23_000, "元/人", 2025, None)]),
        (5, Modality.MUST, [("50%", LEAST, 50, "%", 2020, WAS), ("60%", LEAST, 60, "%", 2025, None)]),
        # a name that is a sentence states something; a day in the cell goes before the one of its head
        (6, Modality.MUST, [("1名", LEAST, 1, "名", None, None), ("80%", LEAST, 80, "%", 2027, None)]),
        (7, Modality.ENCOURAGE, [("3所", LEAST, 3, "所", 2026, None)]),
        # a magnitude alone is of the unit of the row; which, where that has one itself, is not known
        (8, Modality.MUST, [("5000个", IS, 5000, "个", 2020, WAS), ("1.2万个", IS, 12_000, "个", 2025, None)]),
        (9, Modality.MUST, [("5万千瓦", IS, 50_000, "千瓦", 2020, WAS), ("1.2万", IS, 12_000, "", 2025, None)]),
    ],
)  # fmt: skip  # a row a line
def test_a_cell_is_read_with_its_heads(
    row: int, modality: Modality, figures: list[tuple[object, ...]]
) -> None:
    read = quantities()[row]
    assert told(read) == figures
    assert {one.modality for one, _ in read if one.kind is QuantityKind.NUMBER} == {modality}


def test_the_year_of_the_policy_itself_is_still_to_come() -> None:
    assert [each[-1] for each in told(quantities(year=2020)[2])] == [None, None]
    assert [each[-1] for each in told(quantities(year=2026)[2])] == [WAS, WAS]
    assert [each[-1] for each in told(quantities(year=None)[2])] == [None, None]


@pytest.mark.parametrize(
    ("heads", "due"),
    [
        ("指标\t2025年\t\n\t一季度\t二季度", [date(2025, 3, 31), date(2025, 6, 30)]),
        ("指标\t一季度\t二季度", [date(2023, 3, 31), date(2023, 6, 30)]),  # of the year of the policy
    ],
)
def test_a_part_of_a_year_is_of_the_year_above_it(heads: str, due: list[date]) -> None:
    (read,) = quantities(f"{heads}\n签约率\t60%\t70%")[-1:]
    assert [one.due for one, _ in read if one.kind is QuantityKind.NUMBER] == due


@pytest.mark.parametrize(
    ("head", "cell", "hints"),
    [
        ("2025年", "累计25", [None]),  # a figure below a year to come
        ("2025年", "已累计建成25个", [WAS]),
        ("目标值", "累计25", [None]),
        ("工作任务", "累计建成25个", [None]),
        ("2020年", "累计25", [WAS]),
        ("2020年目标值", "累计25", [WAS]),
    ],
)
def test_what_was_summed_up_below_a_goal_is_still_to_come(
    head: str, cell: str, hints: list[Hint | None]
) -> None:
    rows = f"序号\t指标\t单位\t{head}\n1\t站点\t个\t{cell}\n2\t病区\t个\t30"
    assert [each[-1] for each in told(quantities(rows)[1])] == hints


def test_numbers_of_heads_names_and_units_name_things() -> None:
    read = quantities()
    labels = [
        [(one.surface, one.hint) for one, _ in row if one.kind is QuantityKind.LABEL] for row in read[:3]
    ]
    assert labels == [
        [("2020年", Hint.NAME), ("2025年", Hint.NAME)],
        [("1", Hint.ENUMERATOR), ("5岁以下", Hint.NAME)],
        [("2", Hint.ENUMERATOR), ("1/10万", Hint.NAME)],
    ]
    for one, _ in (each for row in read for each in row if each.quantity.kind is QuantityKind.LABEL):
        assert (one.comparator, one.value, one.due, one.per, one.unit) == (None, None, None, None, "")


@pytest.mark.parametrize(
    ("length", "kind"),
    [(40, QuantityKind.LABEL), (41, QuantityKind.NUMBER)],
)
def test_a_long_name_is_a_sentence(length: int, kind: QuantityKind) -> None:
    name = "每校不少于3名" + "校" * (length - 7)
    rows = f"序号\t指标\t单位\t2025年\n1\t{name}\t%\t90\n2\t就诊率\t%\t85"
    assert [one.kind for one, _ in quantities(rows)[1] if "3名" in one.surface] == [kind]


@pytest.mark.parametrize(
    ("text", "claim", "duty"),
    [
        ("基本实现全覆盖", "基本", "基本"),
        ("原则上不超过5个", "原则上", "原则上"),
        ("提高基本医疗保险待遇", "", ""),
        ("逐步建立制度", "", "逐步"),
        ("建立制度", "", ""),
    ],
)
def test_words_that_soften(text: str, claim: str, duty: str) -> None:
    assert (softening(text), softening(text, of_duty=True)) == (claim, duty)


@pytest.mark.parametrize(
    ("texts", "is_so"),
    [
        (
            (
                "%",
                "1/10万",
                "元/吨",
                "小时/天",
                "万元每亩",
                "张/千人口",
                "万人次",
                "个百分点",
                "公里/百平方公里",
                " 人 次 ",
            ),
            True,
        ),
        # a stroke says that there is none; a number, a name and a year are none
        (("/", "-", "", "//", "·", "10万", "县域", "GDP", "2025年", "3人", "人数", "甲吨"), False),
    ],
)
def test_what_is_a_unit_and_nothing_else(texts: tuple[str, ...], is_so: bool) -> None:
    assert [text for text in texts if is_unit(text) is not is_so] == []


@pytest.mark.parametrize(
    ("text", "words", "unit"),
    [
        ("床位", "床位", ""),
        ("床位（张）", "床位", "张"),
        ("床位（单位：张，2025年）", "床位（2025年）", "张"),
        ("床位（2025年，张）", "床位（2025年）", "张"),
        ("国内生产总值（GDP）", "国内生产总值（GDP）", ""),
        ("占比（-）", "占比（-）", ""),
        ("床位（张）数", "床位（张）数", ""),  # it does not close the words
    ],
)
def test_words_and_the_unit_in_their_last_brackets(text: str, words: str, unit: str) -> None:
    assert unit_apart(text) == (words, unit)


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ("序 号", "serial"),
        ("计量单位", "unit"),
        ("2025年", "period"),
        ("2025年目标值", "period"),
        ("目标值（%）", "value"),
        ("目标值测算依据", ""),
        ("县级医院", "subject"),
        ("床位数", ""),
        ("2025年床位数", ""),
        ("**指标**", "name"),
        ("", ""),
        ("（%）", ""),
    ],
)
def test_what_a_head_says_of_its_column(head: str, kind: str) -> None:
    assert kind_of(head) == kind
