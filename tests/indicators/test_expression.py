"""Expressions: what they compute, how they are written, what they are."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from policykit.model import Entity, Expression, Indicator, Tree, Variable
from policykit.model.expression import Named, Operation

A, B, C = (
    Variable(label, "人", Entity.COUNTY, "…", name=name)
    for label, name in (("甲", "a"), ("乙", "b"), ("丙（含外地）", "c"))
)

WRITTEN: list[tuple[Expression, str, str, Tree]] = [
    (A, "a", "甲", "a"),
    (A / B * 100, "a / b * 100", "甲 ÷ 乙 × 100", ["*", ["/", "a", "b"], 100]),
    (A / B * 100000, "a / b * 100000", "甲 ÷ 乙 × 100,000", ["*", ["/", "a", "b"], 100000]),
    ((A / B - 1) * 100, "(a / b - 1) * 100", "（甲 ÷ 乙 － 1）× 100", ["*", ["-", ["/", "a", "b"], 1], 100]),
    (A - (B - C), "a - (b - c)", "甲 －（乙 － 丙（含外地））", ["-", "a", ["-", "b", "c"]]),
    (A - B - C, "a - b - c", "甲 － 乙 － 丙（含外地）", ["-", ["-", "a", "b"], "c"]),
    (A / (B * C), "a / (b * c)", "甲 ÷（乙 × 丙（含外地））", ["/", "a", ["*", "b", "c"]]),
    (C / A, "c / a", "丙（含外地） ÷ 甲", ["/", "c", "a"]),
    (1000 - A * 0.5, "1000 - a * 0.5", "1,000 － 甲 × 0.5", ["-", 1000, ["*", "a", 0.5]]),
    (1 + A, "1 + a", "1 ＋ 甲", ["+", 1, "a"]),
    (100 * (A + B), "100 * (a + b)", "100 ×（甲 ＋ 乙）", ["*", 100, ["+", "a", "b"]]),
    (1 / A, "1 / a", "1 ÷ 甲", ["/", 1, "a"]),
]


@pytest.mark.parametrize(("expression", "python", "chinese", "tree"), WRITTEN)
def test_how_it_is_written(expression: Expression, python: str, chinese: str, tree: Tree) -> None:
    assert expression.python == python
    assert expression.chinese == chinese
    assert expression.tree == tree


@pytest.mark.parametrize("expression", [row[0] for row in WRITTEN])
@given(st.tuples(*[st.floats(0.001, 1e9)] * 3))
def test_the_python_computes_what_the_expression_does(
    expression: Expression, figures: tuple[float, float, float]
) -> None:
    named = dict(zip("abc", figures, strict=True))
    expected = eval(expression.python, {}, named)  # noqa: S307 - our own signs and three names
    assert expression.evaluate(named) == expected
    assert calculated(expression.tree, named) == expected
    column = expression.evaluate({name: pd.Series([value]) for name, value in named.items()})
    assert [*column] == [expected]


def calculated(tree: Tree, figures: dict[str, float]) -> float:
    """What the browser does with a tree."""
    if isinstance(tree, str):
        return figures[tree]
    if not isinstance(tree, list):
        return tree
    left, right = (calculated(side, figures) for side in tree[1:])
    return {"+": left + right, "-": left - right, "*": left * right, "/": right and left / right}[
        str(tree[0])
    ]


def test_a_number_divided_by_zero_is_an_error_and_a_column_has_no_finite_value() -> None:
    with pytest.raises(ZeroDivisionError):
        (A / B).evaluate({"a": 1, "b": 0})
    with np.errstate(all="ignore"):
        quotients = (A / B).evaluate({"a": np.array([1.0, 0.0]), "b": np.array([0.0, 0.0])})
    assert quotients[0] == math.inf
    assert math.isnan(quotients[1])


@pytest.mark.parametrize(
    ("expression", "parts"),
    [
        (A / B * 100, (A, B, 100)),
        (100 * (A / B), (A, B, 100)),
        (A / B, (A, B, 1)),
        (A / B * 1000, (A, B, 1000)),
        (A, None),
        (A * B, None),
        (A / B - 1, None),
        ((A / B - 1) * 100, None),
        ((A + B) / B * 100, None),
        (A / (B * 100), None),
    ],
)
def test_part_whole_and_factor(expression: Expression, parts: tuple[Any, ...] | None) -> None:
    assert expression.quotient == parts


BEDS = Variable("床位", "张", Entity.COUNTY, "…", name="beds")


@pytest.mark.parametrize(
    ("unit", "expression", "is_share"),
    [
        ("%", A / B * 100, True),
        ("%", A / B * 1000, False),
        ("%", A / B, False),
        ("‰", A / B * 100, False),
        ("%", A / BEDS * 100, False),
        ("%", (A / B - 1) * 100, False),
        ("%", A / A * 100, False),
        ("%", A, False),
    ],
)
def test_a_share_is_a_part_over_its_whole_in_percent(
    unit: str, expression: Expression, *, is_share: bool
) -> None:
    assert (Indicator("率", unit, expression, name="rate").share is not None) == is_share


def test_variables_stand_in_the_order_of_the_expression_each_once() -> None:
    rate = Indicator("率", "", (B + A) / B - A / C, name="rate")
    assert rate.parameters == ("b", "a", "c")


@pytest.mark.parametrize(
    ("figures", "named"),
    [((1,), {}), ((1, 2, 3), {}), ((1,), {"a": 2}), ((), {"a": 1}), ((), {"a": 1, "c": 2})],
)
def test_an_indicator_takes_its_variables_each_once(figures: tuple[int, ...], named: dict[str, int]) -> None:
    with pytest.raises(TypeError, match="rate takes a, b"):
        Indicator("率", "%", A / B * 100, name="rate")(*figures, **named)


def test_a_variable_may_have_any_name() -> None:
    one, other = (Variable("数", "人", Entity.COUNTY, "…", name=name) for name in ("self", "values"))
    assert Indicator("率", "%", one / other * 100, name="rate")(self=1, values=2) == 50


@pytest.mark.parametrize("other", ["1", None, math.inf, math.nan, [1]])
def test_what_is_no_number_is_refused(other: Any) -> None:
    with pytest.raises(TypeError, match="an expression takes expressions and finite numbers"):
        A * other


def test_an_indicator_needs_a_variable() -> None:
    with pytest.raises(ValueError, match="computed from variables"):
        Indicator("数", "人", Operation("+", Named(), Named()))
