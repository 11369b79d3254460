"""Figures in all their forms: the table `figures.txt`, and what holds for every figure."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.model.test_numeral import han

from policykit.model import Comparator, Quantity, QuantityKind
from policykit.text.normal import normalize
from policykit.text.quantities import find
from policykit.text.quantities.parse import Parse
from policykit.text.quantities.plan import is_of_plan

LINES = Path(__file__).with_name("figures.txt").read_text("utf-8").splitlines()
ROWS = [
    line.split(" | ") if " | " in line else [line.removesuffix(" |"), ""] for line in LINES if line[0] != "#"
]
LEAST_ROWS = 500
OPS = {
    "==": Comparator.EQ,
    "..": Comparator.BETWEEN,
    "~": Comparator.APPROX,
    "+": Comparator.INCREASE,
    "-": Comparator.DECREASE,
}


def _row(found: Quantity, text: str) -> str:
    """A quantity as the table writes it."""
    if found.kind is QuantityKind.UNREAD:
        assert found.vague
        return f"未读 {found.surface}"
    op = next((sign for sign, comparator in OPS.items() if comparator is found.comparator), found.comparator)
    ends = [_written(value) for value in (found.value, found.value2) if value is not None]
    return " ".join([found.figure.cut(text), *ends, found.unit or "-", str(op)])


def _written(value: Decimal | Fraction) -> str:
    if isinstance(value, Fraction):
        return str(value) if value.denominator % 3 == 0 else f"{float(value)}"
    return f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"


def _figures(sentence: str) -> list[Quantity]:
    kinds = {QuantityKind.NUMBER, QuantityKind.UNREAD}
    return [found for found in find(normalize(sentence).text, year=2025) if found.kind in kinds]


@pytest.mark.parametrize(("sentence", "expected"), ROWS, ids=[row[0] for row in ROWS])
def test_figure(sentence: str, expected: str) -> None:
    text = normalize(sentence).text
    assert [_row(found, text) for found in _figures(sentence)] == [
        row for row in expected.split(" ; ") if row
    ]


@pytest.mark.parametrize(
    ("text", "planned", "is_so"),
    [
        ("五年累计改造500个", True, True),
        ("五年累计改造500个", False, False),
        ("累计改造500个", True, False),  # so far, and of no years
        ("在规划的五年以来所做的工作中累计改造500个", True, False),  # the years stand too far off
        ("期间累计改造500个", True, True),
        ("期间共计改造500个", True, False),
    ],
)
def test_what_is_summed_up_over_a_plan(text: str, planned: bool, is_so: bool) -> None:
    word = "累计" if "累计" in text else "共计"
    assert is_of_plan(Parse(text, None, None, planned=planned), text.index(word), word) is is_so


def test_the_table_is_large_enough() -> None:
    assert len(ROWS) >= LEAST_ROWS


@given(st.integers(11, 10**12 - 1), st.sampled_from(["不少于", "达到", "共计", "降到"]))
@settings(max_examples=100, deadline=None)
def test_every_form_of_a_figure_gives_its_value_back(number: int, lead: str) -> None:
    full = str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    for written in (
        str(number),
        f"{number:,}",
        f"{number:,}".replace(",", "，"),
        f"{number:,}".replace(",", " "),
        full,
        han(number),
    ):
        assert [(each.value, each.unit) for each in _figures(f"{lead}{written}元。")] == [
            (Decimal(number), "元")
        ]


@given(st.integers(10, 10**9), st.data(), st.sampled_from("①²⁴½^⑫₃¾ ,.·*×/:-"))
@settings(max_examples=300, deadline=None)
def test_a_foreign_mark_changes_no_figure(number: int, data: st.DataObject, mark: str) -> None:
    """It is refused, or read for what it then says; never is a part of it taken for the whole, nor more than it."""
    written = str(number)
    at = data.draw(st.integers(1, len(written) - 1))
    before, after = written[:at], written[at:]
    assume(mark not in "½¾" or after)
    found = [each for each in _figures(f"共计{before}{mark}{after}元。") if each.kind is QuantityKind.NUMBER]
    rightly: dict[str, list[Decimal | Fraction]] = {
        ",": [Decimal(before + after)],
        " ": [Decimal(before + after)],
        ".": [Decimal(f"{before}.{after}")],
        "/": [Fraction(int(before), int(after)) * part for part in (1, 100)] if int(after) else [],
        ":": [Decimal(before)],
        "-": [Decimal(before)],
        "×": [],
        "*": [],
        "^": [Decimal(f"1E{int(after)}")] if before == "10" else [],
    }
    whole = rightly.get(mark, [])
    assert len(found) <= 1
    assert all(each.value in whole for each in found)
    if found and mark in ":-":
        assert found[0].value2 == Decimal(after)
