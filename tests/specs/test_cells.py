"""The ledger reads a row cell by cell: each figure with the unit, the year and the attribute of its table."""

from __future__ import annotations

from datetime import date

import pytest
from tests.text.judged_tables import judged, policy_of

from policykit.model import Comparator, Hint, Modality, QuantityKind
from policykit.specs.ledger import Account, ledger, unaccounted
from policykit.specs.reading import reading

GE, LE, EQ, BETWEEN, APPROX = (
    Comparator.GE,
    Comparator.LE,
    Comparator.EQ,
    Comparator.BETWEEN,
    Comparator.APPROX,
)
END_2025, FACT = date(2025, 12, 31), Hint.FACT


@pytest.mark.parametrize(
    ("head", "row", "expected"),
    [
        (
            "指标\t单位\t2020年\t2025年",
            "就诊率\t%\t85\t90",
            [("85", EQ, 85, "%", date(2020, 12, 31), FACT), ("90", EQ, 90, "%", END_2025, None)],
        ),
        ("地区\t建设数（个）\t床位（张）", "甲区\t20\t300", [("20", EQ, 20, "个", None, None), ("300", EQ, 300, "张", None, None)]),
        ("指标\t单位\t2025年", "服务量\t万人次\t8", [("8", EQ, 80_000, "人次", END_2025, None)]),
        ("指标\t单位\t2025年", "劳动生产率\t万元/人\t23", [("23", EQ, 230_000, "元/人", END_2025, None)]),
        ("指标\t单位\t2025年", "死亡率\t1/10万\t≤9", [("≤9", LE, 9, "1/10万", END_2025, None)]),
        ("指标\t单位\t2025年", "床位数\t张/千人口\t6.5", [("6.5", EQ, 6.5, "张/千人口", END_2025, None)]),
        ("指标\t单位\t2025年", "医师数\t人\t3.2以上", [("3.2以上", GE, 3.2, "人", END_2025, None)]),
        ("指标\t单位\t2025年", "床位\t张\t3—5", [("3-5", BETWEEN, 3, "张", END_2025, None)]),
        ("指标（单位）\t2025年", "增长（%）\t6左右", [("6左右", APPROX, 6, "%", END_2025, None)]),
        ("指标\t单位\t2025年", "公厕\t座\t[500]", [("500", EQ, 500, "座", END_2025, None)]),
        ("指标\t单位\t2025年", "占比\t%\t65①", [("65", EQ, 65, "%", END_2025, None)]),
        ("指标\t2025年", "占比\t27%", [("27%", EQ, 27, "%", END_2025, None)]),
        ("指标\t现状值\t目标值", "占比（%）\t27\t30", [("27", EQ, 27, "%", None, FACT), ("30", EQ, 30, "%", None, None)]),
        (
            "部门\t任务",
            "教育局\t到2024年，开课率达到95%，每校配备校医不少于1名。",
            [("95%", GE, 95, "%", date(2024, 12, 31), None), ("不少于1名", GE, 1, "名", date(2024, 12, 31), None)],
        ),
        ("任务\t责任单位\t完成时限", "派驻医师不少于1名\t县卫健局\t2025年6月底", [("不少于1名", GE, 1, "名", date(2025, 6, 30), None)]),
    ],
)  # fmt: skip  # a row of the table a row
def test_a_figure_has_what_its_column_says(head: str, row: str, expected: list[tuple[object, ...]]) -> None:
    policy = policy_of(f"{head}\n{row}")
    numbers = [line for line in ledger(policy, (), ()) if line.quantity.kind is QuantityKind.NUMBER]
    assert [
        (each.quantity.surface, each.quantity.comparator, each.quantity.number, each.quantity.unit, each.quantity.due,
         each.quantity.hint)
        for each in numbers
    ] == expected  # fmt: skip  # a row of the table a row
    for line in numbers:
        assert line.span.cut(policy.source).replace("—", "-") == line.quantity.surface


def test_numbers_of_heads_names_and_units_ask_nothing() -> None:
    policy = policy_of(
        "序号\t指标\t单位\t2025年\n1\t5岁以下儿童死亡率\t1/10万\t6\n一、水平\n2\t3次就诊率\t%\t9"
    )
    assert [line.quantity.surface for line in unaccounted(ledger(policy, (), ()))] == ["6", "9"]
    accounts = {line.quantity.surface: line.account for line in ledger(policy, (), ())}
    assert {accounts[words] for words in ("2025年", "1", "1/10万", "一、", "2")} == {Account.LABEL}


@pytest.mark.parametrize(
    ("attribute", "modality"),
    [("约束性", Modality.MUST), ("预期性", Modality.AIM), ("指导性", Modality.AIM), ("", Modality.MUST)],
)
def test_an_attribute_says_how_binding_a_target_is(attribute: str, modality: Modality) -> None:
    policy = policy_of(f"指标\t2025年\t属性\n就诊率（%）\t90\t{attribute}\n签约率（%）\t75\t约束性")
    found = [line.quantity for line in ledger(policy, (), ()) if line.quantity.kind is QuantityKind.NUMBER]
    assert [each.modality for each in found] == [modality, Modality.MUST]


def test_the_second_reader_reads_the_unit_of_the_column_too() -> None:
    for case in judged():
        policy = policy_of(case["text"])
        assert [found for clause in policy.clauses for found in reading(policy, clause).doubtful] == []
