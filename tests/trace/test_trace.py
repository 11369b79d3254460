"""Every indicator can be written as a tree, and the tree computes what the function computes."""

from __future__ import annotations

import math
import operator
import random
from collections.abc import Callable
from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policykit.base.diagnostics import PolicykitError
from policykit.indicators import indicators
from policykit.model import Entity, Indicator, Variable
from policykit.trace import Tree, compute, trace

EDGES = [0.0, -0.0, 1.0, -1.0, 100.0, 1e-300, 5e-324, 1e300, -1e300, 2.0**53, 0.1, 1 / 3, math.nan]
FIGURES = st.one_of(st.sampled_from(EDGES), st.floats(allow_infinity=False))
A, B = (Variable(name, name, "人", "…", Entity.COUNTY) for name in "ab")


def made(function: Callable[..., object]) -> Indicator:
    return Indicator("made", "试", "人", (Entity.COUNTY,), "test", function, (A, B))


def same(one: float, other: float) -> bool:
    return one == other or (math.isnan(one) and math.isnan(other))


def expected(indicator: Indicator, rows: list[list[float]]) -> list[float]:
    """The function's values as a frame computes them: columns of doubles."""
    columns = [pd.Series(column, dtype="float64") for column in zip(*rows, strict=True)]
    with np.errstate(all="ignore"):
        return [float(value) for value in indicator.function(*columns)]


def computed(indicator: Indicator, rows: list[list[float]]) -> list[float]:
    tree = trace(indicator)
    return [compute(tree, dict(zip(indicator.parameters, row, strict=True))) for row in rows]


@pytest.mark.parametrize("indicator", indicators().values(), ids=lambda one: one.name)
def test_the_tree_of_every_indicator_is_its_function(indicator: Indicator) -> None:
    rows = [list(row) for row in product(EDGES, repeat=len(indicator.variables))]
    assert all(map(same, computed(indicator, rows), expected(indicator, rows)))


@settings(max_examples=200)
@given(st.sampled_from(list(indicators().values())), st.data())
def test_so_it_is_for_any_figures(indicator: Indicator, data: st.DataObject) -> None:
    row = st.lists(FIGURES, min_size=len(indicator.variables), max_size=len(indicator.variables))
    rows = [data.draw(row)]
    assert all(map(same, computed(indicator, rows), expected(indicator, rows)))


FUNCTIONS: list[tuple[Callable[..., object], Tree]] = [
    (lambda a, b: a / b * 100, ["*", ["/", "a", "b"], 100]),
    (lambda a, b: (a / b - 1) * 100, ["*", ["-", ["/", "a", "b"], 1], 100]),
    (lambda a, _: 1000 - a * 0.5, ["-", 1000, ["*", "a", 0.5]]),
    (lambda a, b: a // b + a % b, ["+", ["//", "a", "b"], ["%", "a", "b"]]),
    (lambda a, b: -(a**2) + b**0.5, ["+", ["neg", ["*", "a", "a"]], ["sqrt", "b"]]),
    (lambda a, b: (a > b) * a, ["*", [">", "a", "b"], "a"]),
    (
        lambda a, b: (a >= 1) & ~(b != 0) | (a == b),
        ["or", ["and", [">=", "a", 1], ["not", ["!=", "b", 0]]], ["==", "a", "b"]],
    ),
    (lambda a, b: abs(a - b), ["if", ["<", ["-", "a", "b"], 0], ["neg", ["-", "a", "b"]], ["-", "a", "b"]]),
    (max, ["if", [">", "b", "a"], "b", "a"]),
    (
        lambda a, b: min(a, b, 100),
        ["if", ["<", "b", "a"], ["if", [">", "b", 100], 100, "b"], ["if", [">", "a", 100], 100, "a"]],
    ),
    (lambda a, b: a if b > 3 and a else 0, ["if", [">", "b", 3], ["if", "a", "a", 0], 0]),
]


@pytest.mark.parametrize(("function", "tree"), FUNCTIONS)
def test_what_is_done_with_the_arguments_is_written_down(function: Callable[..., object], tree: Tree) -> None:
    assert trace(made(function)) == tree


@settings(max_examples=300)
@given(st.sampled_from([function for function, _ in FUNCTIONS]), st.floats(-1e9, 1e9), st.floats(0.001, 1e9))
def test_a_tree_takes_the_way_that_the_function_takes(
    function: Callable[..., float], a: float, b: float
) -> None:
    tree = trace(made(function if function is not FUNCTIONS[6][0] else operator.add))
    expected = a + b if function is FUNCTIONS[6][0] else function(a, b)
    assert compute(tree, {"a": a, "b": b}) == pytest.approx(float(expected), rel=1e-15)


def endless(a: float, b: float) -> float:
    while a > b:
        a = a - b
    return a


UNTRACEABLE: list[tuple[Callable[..., object], str]] = [
    (lambda a, _: math.log(a), "float()"),
    (lambda a, _: float(a), "float()"),
    (lambda a, _: random.random() * a, "!="),  # noqa: S311  # that it is random is the point
    (lambda a, b: a**b, "**"),
    (lambda a, _: a**3, "**"),
    (lambda a, _: f"{a}", "str"),
    (lambda a, _: a + math.inf, "inf"),
    (lambda a, _: a + 2**60, "int"),
    (lambda a, _: a.clip(0), "AttributeError"),
    (lambda a, b: {1: a}[b], "TypeError"),
    (endless, "if"),
]


@pytest.mark.parametrize(("function", "reason"), UNTRACEABLE)
def test_what_no_tree_can_say_is_refused(function: Callable[..., object], reason: str) -> None:
    with pytest.raises(PolicykitError, match="PK501") as raised:
        trace(made(function))
    assert reason in str(raised.value)
    assert "试" in str(raised.value)
