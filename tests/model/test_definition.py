"""What official formulas come to: terms with formulas of their own, part and whole, which two compute the same."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

import pytest
from tests import project

from policykit.model import Entity, Span
from policykit.model.definition import Definition, Formula, NoFormula, Term
from policykit.model.dismissal import Dismissal, Reason
from policykit.model.draft import Draft, Proposal
from policykit.model.expression import all_of

if TYPE_CHECKING:
    from policykit.model.expression import Expression

VISITS, ALL, LEFT, BEDS = Term("就诊人次"), Term("总人次"), Term("转出人次"), Term("床位数")


@pytest.mark.parametrize(
    ("expression", "where", "expanded"),
    [
        (VISITS / ALL, {}, "就诊人次 ÷ 总人次"),
        (VISITS / ALL, {"总人次": VISITS + LEFT}, "就诊人次 ÷（就诊人次 ＋ 转出人次）"),
        (VISITS / 2, {"总人次": LEFT}, "就诊人次 ÷ 2"),
        # a formula within a formula, and terms that name themselves or each other: each is replaced once
        (ALL, {"总人次": VISITS + LEFT, "就诊人次": BEDS * 3}, "床位数 × 3 ＋ 转出人次"),
        (VISITS / ALL, {"就诊人次": VISITS + LEFT}, "（就诊人次 ＋ 转出人次）÷ 总人次"),
        (VISITS, {"就诊人次": ALL * 2, "总人次": VISITS + 1}, "（就诊人次 ＋ 1）× 2"),
    ],
)
def test_a_term_is_replaced_by_its_own_formula(
    expression: Expression, where: dict[str, Expression], expanded: str
) -> None:
    assert Formula("", expression, where=where).expanded.chinese == expanded


def test_what_is_given_is_not_computed() -> None:
    load = Formula("", BEDS / ALL, where={"总人次": VISITS + LEFT}, label="负担")
    assert load.chinese == "床位数 ÷ 总人次；总人次 ＝ 就诊人次 ＋ 转出人次"
    assert load.evaluate({"床位数": 12, "就诊人次": 1, "转出人次": 3}) == 3
    assert load.evaluate({"床位数": 12, "总人次": 2, "就诊人次": 1, "转出人次": 3}) == 6
    with pytest.raises(KeyError):
        load.evaluate({"床位数": 12, "就诊人次": 1})
    with pytest.raises(ZeroDivisionError):
        load.evaluate({"床位数": 12, "总人次": 0})


@pytest.mark.parametrize(
    ("expression", "part", "whole"),
    [
        (VISITS / ALL, "就诊人次", "总人次"),
        (VISITS / ALL * 100, "就诊人次", "总人次"),
        (VISITS / ALL * 100 / 2, "就诊人次", "总人次"),
        (VISITS * 100 / ALL, "就诊人次", "总人次"),
        (VISITS * 100 * 10 / ALL, "就诊人次", "总人次"),
        (VISITS * LEFT / ALL, "就诊人次 × 转出人次", "总人次"),
        (VISITS * 100 / (ALL - LEFT), "就诊人次", "总人次 － 转出人次"),
        # of no two figures
        (VISITS / 12, "", ""),
        (VISITS + LEFT, "", ""),
        (VISITS / ALL - 1, "", ""),
        (VISITS, "", ""),
        (VISITS * LEFT, "", ""),
    ],
)
def test_part_and_whole_of_a_quotient(expression: Expression, part: str, whole: str) -> None:
    formula = Formula("", expression)
    assert (formula.numerator, formula.denominator) == (part, whole)
    defined = Definition("x/1", "就诊率", "办法", "", "1", formula=formula)
    assert (defined.numerator, defined.denominator) == (part, whole)


LONG: list[Expression] = [Term(f"甲{at}") for at in range(17)]


@pytest.mark.parametrize(
    ("own", "other", "is_alike"),
    [
        (VISITS / ALL * 100, VISITS * 100 / ALL, True),
        (VISITS / ALL, LEFT / BEDS, True),  # each figure for the one in its place
        (VISITS / ALL, VISITS / ALL * 100, False),
        (VISITS - ALL, VISITS + ALL, False),
        ((VISITS + ALL) / LEFT, VISITS + ALL / LEFT, False),
        (VISITS + ALL + LEFT, VISITS + ALL, False),
        (reduce(lambda one, more: one + more, LONG), reduce(lambda one, more: one * more, LONG), False),
    ],
)
def test_two_formulas_compute_the_same(own: Expression, other: Expression, is_alike: bool) -> None:
    assert Formula("", own).is_alike(other) is is_alike


def test_a_formula_is_like_another_as_it_stands_and_written_out() -> None:
    formula = Formula("", VISITS / ALL, where={"总人次": LEFT + BEDS})
    assert formula.is_alike(VISITS / ALL)
    assert formula.is_alike(VISITS / (LEFT + BEDS))
    assert not formula.is_alike(VISITS / (LEFT - BEDS))


STATED = {"series", "brackets", "operand", "scale", "unit", "several", "other", "long"}


@pytest.mark.parametrize("reason", NoFormula)
def test_a_formula_is_stated_or_there_is_none(reason: NoFormula) -> None:
    assert reason.stated is (reason.value in STATED)


def test_a_definition_says_what_it_has_and_why_it_has_no_more() -> None:
    bare = Definition("x/1", "就诊率", "监测办法", "", "1")
    assert str(bare) == "《监测办法》，第1项"
    assert bare.why == "只收录到官方的名称"
    assert (bare.numerator, bare.denominator) == ("", "")
    assert [name for name, value in bare.row.items() if value is not None] == ["id", "name", "title", "item"]
    counted = Definition("x/1", "床位数", "监测办法", "", "1", without=NoFormula.COUNT)
    assert counted.why == NoFormula.COUNT.label
    assert counted.row["without"] == "count"
    formula = Formula("就诊/总", VISITS / ALL * 100, unit="%", factor=100)
    full = Definition("x/2", "就诊率", "监测办法", "甲办发〔2024〕1号", "2", formula=formula, unit="百分比")
    assert str(full) == "甲办发〔2024〕1号，第2项"
    assert full.why == ""
    row = full.row
    assert (row["formula"], row["numerator"], row["denominator"]) == (
        "就诊人次 ÷ 总人次 × 100",
        "就诊人次",
        "总人次",
    )
    assert (row["unit"], row["factor"], row["number"]) == ("%", 100, "甲办发〔2024〕1号")
    plain = Definition("x/3", "就诊率", "监测办法", "", "3", formula=Formula("", VISITS / ALL), unit="人/次")
    assert plain.row["unit"] == "人/次"


@pytest.mark.parametrize(
    ("expression", "value", "python"),
    [
        (VISITS + 2, 10, "就诊人次 + 2"),
        (2 + VISITS, 10, "2 + 就诊人次"),
        (VISITS - 2, 6, "就诊人次 - 2"),
        (2 - VISITS, -6, "2 - 就诊人次"),
        (VISITS * 2, 16, "就诊人次 * 2"),
        (2 * VISITS, 16, "2 * 就诊人次"),
        (VISITS / 2, 4, "就诊人次 / 2"),
        (2 / VISITS, 0.25, "2 / 就诊人次"),
        (VISITS - (ALL - 1), 5, "就诊人次 - (总人次 - 1)"),
        (VISITS - ALL - 1, 3, "就诊人次 - 总人次 - 1"),
        (VISITS / (ALL * 2), 1, "就诊人次 / (总人次 * 2)"),
        ((VISITS + ALL) * 2, 24, "(就诊人次 + 总人次) * 2"),
        (VISITS + ALL * 2, 16, "就诊人次 + 总人次 * 2"),
        (all_of(VISITS, ALL), 32, "all_of(就诊人次, 总人次)"),
    ],
)
def test_an_expression_is_written_as_it_computes(expression: Expression, value: float, python: str) -> None:
    assert expression.evaluate({"就诊人次": 8, "总人次": 4}) == value
    assert expression.python == python
    assert [leaf.label for leaf in expression.leaves] == [
        name for name in ("就诊人次", "总人次") if name in python
    ]


def test_each_figure_is_a_leaf_once_and_a_duty_has_two_parts() -> None:
    assert ((VISITS + ALL) / VISITS).leaves == (VISITS, ALL)
    assert all_of(VISITS, ALL, LEFT).tree == ["*", ["*", "就诊人次", "总人次"], "转出人次"]
    assert all_of(VISITS, ALL).chinese == "就诊人次、总人次均为“是”"
    with pytest.raises(ValueError, match="two parts"):
        all_of(VISITS)
    for wrong in (float("inf"), float("nan"), "2"):
        with pytest.raises(TypeError, match="finite numbers"):
            VISITS + wrong  # type: ignore[operator]  # what is refused


@pytest.mark.parametrize(
    ("expression", "factor"),
    [
        (VISITS / ALL, 1),
        (VISITS / ALL * 100, 100),
        (100 * (VISITS / ALL), 100),
        (VISITS * 100 / ALL, None),
        (VISITS / 2, None),
        (VISITS / ALL - 1, None),
        (VISITS, None),
    ],
)
def test_one_figure_over_another(expression: Expression, factor: float | None) -> None:
    found = expression.quotient
    assert (found and (found[0], found[1], found[2])) == (None if factor is None else (VISITS, ALL, factor))


@pytest.mark.parametrize(
    ("proposal", "grades", "formula"),
    [
        (Proposal("床位数", "张", Entity.COUNTY), {}, ""),
        (Proposal("设立门诊", "是否", Entity.COUNTY), {"否": 0, "是": 1}, ""),
        (Proposal("医院等级", "级", Entity.COUNTY, grades=("一级", "二级")), {"一级": 1, "二级": 2}, ""),
        (Proposal("占比", "%", Entity.COUNTY, "甲数", "乙数"), {}, "甲数 ÷ 乙数 × 100%"),
        (Proposal("人均", "元", Entity.COUNTY, "费用", "人数"), {}, "费用 ÷ 人数"),
    ],
)
def test_the_indicator_that_is_proposed(proposal: Proposal, grades: dict[str, int], formula: str) -> None:
    found = proposal.indicator
    assert (found.label, found.unit, found.entity) == (proposal.label, proposal.unit, Entity.COUNTY)
    assert (found.reported is None) is bool(formula)
    assert found.name == proposal.label
    if formula:
        assert found.formula == formula
        assert [(each.label, each.name) for each in found.variables] == [
            (proposal.numerator, f"{proposal.label}/{proposal.numerator}"),
            (proposal.denominator, f"{proposal.label}/{proposal.denominator}"),
        ]
    else:
        assert dict(found.grades) == grades


def test_a_draft_is_of_its_entry() -> None:
    dismissed = Dismissal("x", "x/1", "五年", Span(3, 5), Reason.FACT)
    asked = project.specs().requirement("shexian-2025/p1/county-visit-rate-2026")
    for entry in (dismissed, asked):
        draft = Draft(entry)
        assert (draft.policy, draft.clause, draft.quote, draft.span) == (
            entry.policy,
            entry.clause,
            entry.quote,
            entry.span,
        )
    assert Draft(dismissed).requirement is None
    assert Draft(asked).requirement is asked
