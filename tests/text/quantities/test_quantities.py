"""The quantity parser, as a table of sentences and properties that hold for any text."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from policykit.model import Comparator, Hint, Quantity, QuantityKind, Reason
from policykit.text.normal import fold
from policykit.text.quantities import find
from policykit.text.quantities.tables import learn, tables

SENTENCES: list[dict[str, Any]] = YAML(typ="safe").load(Path(__file__).with_name("sentences.yml"))
LEAST_ROWS = 150
CELLS = 9


def _shown(number: Decimal | Fraction | None) -> str:
    if number is None:
        return ""
    if isinstance(number, Fraction):
        return f"{number.numerator}/{number.denominator}"
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _row(found: Quantity) -> str:
    """A quantity as the table writes it."""
    marks = [
        "vague" if found.vague else "",
        found.hint.value if found.hint else "",
        f"per={found.per}" if found.per else "",
        f"grade={found.grade}" if found.grade and found.kind is QuantityKind.GRADE else "",
        f"since={found.since}" if found.since else "",
    ]
    cells = [
        found.surface,
        found.kind.value,
        found.comparator.value if found.comparator else "",
        _shown(found.value),
        _shown(found.value2),
        found.unit,
        found.due.isoformat() if found.due else "",
        found.modality.value,
        " ".join(filter(None, marks)),
    ]
    return " | ".join(cells)


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.split("|")]


@pytest.mark.parametrize("case", SENTENCES, ids=[case["text"][:24] for case in SENTENCES])
def test_sentence(case: dict[str, Any]) -> None:
    expected = [_cells(row) + [""] * (CELLS - len(_cells(row))) for row in case["finds"]]
    found = [_cells(_row(quantity)) for quantity in find(case["text"], year=case["year"])]
    assert found == expected


def test_units_of_the_file_stay_what_they_are_beside_those_that_are_learnt() -> None:
    learn(["元/堂次", "万课组"], ["示范"])
    try:
        known = tables()
        assert [known.dimensions.get(unit) for unit in ("元", "堂次", "课组", "万课组", "")] == [
            "money",
            "count",
            "count",
            None,
            None,
        ]
    finally:
        learn([], [])
    assert tables().dimensions.get("堂次") is None


def test_the_figure_of_a_grade_is_the_grade() -> None:
    graded = [
        (found.figure.cut(case["text"]), found.grade)
        for case in SENTENCES
        if "| grade |" in "".join(case["finds"])
        for found in find(case["text"], year=case["year"])
        if found.kind is QuantityKind.GRADE
    ]
    assert [figure for figure, grade in graded if figure != grade] == []


def test_table_is_large_enough() -> None:
    assert len(SENTENCES) >= LEAST_ROWS


def test_values_are_exact() -> None:
    (found,) = find("床位数达到7.86张")
    assert found.value == Decimal("7.86")
    assert found.number == float("7.86")
    (share,) = find("参保人员过半")
    assert (share.value, share.unit, share.unit_written) == (Decimal(50), "%", "%")


@pytest.mark.parametrize("hint", list(Hint))
def test_every_hint_names_a_reason_that_specs_know(hint: Hint) -> None:
    assert hint.reason in {reason.value for reason in Reason}


def test_without_a_year_relative_dates_stay_open_and_nothing_is_past() -> None:
    found = find("2022年达到85%,年底前达到90%")
    assert [quantity.due for quantity in found if quantity.surface == "年底前"] == [None]
    assert not [quantity for quantity in found if quantity.hint is Hint.FACT]


@pytest.mark.parametrize(
    "layout",
    ["到 2025 年, 签约率 达 90 %以上", "到2025\n年,签约率达\n90%以\n上", "到2025年,签约率达9\n0%以上"],
)
def test_layout_inside_a_sentence(layout: str) -> None:
    """A line or space of the layout belongs to the surface and changes no reading, except inside a number."""
    found = find(layout)
    assert [quantity.span.cut(layout) for quantity in found] == [quantity.surface for quantity in found]
    assert found[0].due is not None
    if "9\n0" not in layout:
        assert [quantity.number for quantity in found] == [None, 90.0]


def _is(comparator: Comparator) -> Callable[[Quantity], bool]:
    return lambda found: found.comparator is comparator


def _hinted(hint: Hint | None) -> Callable[[Quantity], bool]:
    return lambda found: found.hint is hint


@pytest.mark.parametrize(
    ("text", "widest", "holds"),
    [
        ("每个{}3名", 58, lambda found: found.per == "每个"),
        ("至少{}3个月", 8, _is(Comparator.GE)),
        ("超过{}3个月", 6, _is(Comparator.GT)),
        ("建成{}3个", 24, _is(Comparator.GE)),
        ("提高{}5个百分点", 14, lambda found: found.comparator is Comparator.INCREASE and found.number),
        ("由{}的60%提高到70%", 9, _hinted(Hint.BASELINE)),
        ("已{}的,满意率90%", 57, _hinted(None)),
        ("降低{}率", 29, _is(Comparator.DECREASE)),
        ("加大{}投入", 58, _is(Comparator.INCREASE)),
        ("达{}平均水平", 14, _is(Comparator.RELATIVE)),
        ("与{}增幅保持一致", 28, _is(Comparator.RELATIVE)),
        ("全部{}完成", 24, _is(Comparator.GE)),
        ("“两个{}”", 10, _hinted(Hint.SLOGAN)),
        ("三年{}行动", 8, _hinted(Hint.NAME)),
        ("“十四五”{}规划", 6, _hinted(Hint.NAME)),
        ("2026年6月30日{}印发", 12, _hinted(Hint.ACT_DATE)),
    ],
)
def test_words_hold_over_so_many_characters(
    text: str, widest: int, holds: Callable[[Quantity], object]
) -> None:
    for between, expected in ((2, True), (widest, True), (widest + 1, False)):
        quantities = find(text.format("某" * between), year=2024)
        assert any(map(holds, quantities)) is expected, between


@pytest.mark.parametrize("file", ["quantities", "specs"])
def test_words_are_listed_as_they_are_matched(file: str) -> None:
    """The tables are held against folded text: a traditional form in them would never be found."""
    text = Path(str(resources.files("policykit.data").joinpath(f"{file}.yml"))).read_text("utf-8")
    han = "".join(re.findall("[\u3400-\u9fff]", text))
    assert [char for char, folded in zip(han, fold(han), strict=True) if char != folded] == []


# Pieces that the grammar knows, so that random texts reach deep into it.
PIECES = st.sampled_from(YAML(typ="safe").load(Path(__file__).with_name("pieces.yml")))
TEXTS = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=40).map("".join))


@given(TEXTS, st.one_of(st.none(), st.integers(1950, 2090)))
@settings(max_examples=250, deadline=None)
def test_spans_are_exact_and_apart(text: str, year: int | None) -> None:
    end = 0
    for found in find(text, year=year):
        assert 0 <= found.span.start < found.span.end <= len(text)
        assert found.span.cut(text) == found.surface
        assert found.span.start <= found.figure.start < found.figure.end <= found.span.end
        assert found.span.start >= end
        end = found.span.end


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_a_sentence_after_it_changes_nothing_before(text: str) -> None:
    alone = [(found.surface, found.span, found.value, found.comparator) for found in find(text + "。\n")]
    more = [
        (found.surface, found.span, found.value, found.comparator) for found in find(text + "。\n另起一段。")
    ]
    assert more[: len(alone)] == alone


def _seconds(text: str) -> float:
    begin = time.process_time()
    find(text, year=2024)
    return time.process_time() - begin


@pytest.mark.parametrize(
    "piece",
    [
        "9",
        "一",
        "每",
        "与",
        "(",
        "《",
        "“",
        "达",
        "第一",
        "1.",
        "-",
        "1-",
        "2025年",
        "至少",
        "到2025年,达90%以上,",
        "逐步提高,",
        "\n",
        '"',
        "年底前",
        "以上",
        "百分之",
        "0-",
        "a1",
        "1:",
    ],
)
def test_time_is_linear(piece: str) -> None:
    """Ten times the text takes no more than some thirty times the time: no rule runs away."""
    find("一")
    few, many = 1000 // len(piece), 10000 // len(piece)
    # Twice more when it seems so: a busy machine slows one measurement, a rule that runs away every one.
    assert any(_seconds(piece * many) < 30 * max(_seconds(piece * few), 0.01) for _ in range(3))


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("网上可办率达到99%", "must"),
        ("可再生能源使用占比达到50%", "must"),
        ("人均可支配收入增长7%", "must"),
        ("企业认可度达到90%", "must"),
        ("许可事项办理时间不超过5天", "must"),
        ("公共充电桩可用率保持在95%", "must"),
        ("可回收物利用率达到30%", "must"),
        ("每县可设立2个分中心", "may"),
        ("可按不超过20%的比例提取", "may"),
        ("各地可适当提高5个百分点", "may"),
        ("学校可以聘请不超过20%的校外教师", "may"),
        ("可提高比例5个百分点", "may"),
    ],
)
def test_a_word_that_holds_a_permission_permits_nothing(text: str, modality: str) -> None:
    assert [found.modality.value for found in find(text, year=2026)] == [modality]


def test_dates_in_a_row_reach_no_further_than_their_sentence() -> None:
    text = "2026年、2027年,示范校分别达到10所、25所。接入率达到100%。"
    figures = [found.due for found in find(text, year=2026) if found.kind is not QuantityKind.DATE]
    assert figures == [date(2026, 12, 31), date(2027, 12, 31), None]


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("对2026年新开工项目,给予5万元补助", None),
        ("对2025年底前建成的小区加装电梯100部", None),
        ("到2027年底,改造2000年底前建成的老旧小区300个", date(2027, 12, 31)),
        ("2023年底前未完成的任务,2026年6月底前完成5项", date(2026, 6, 30)),
        ("2026年底前建成的泊位达到300个", date(2026, 12, 31)),
    ],
)
def test_a_date_that_says_which_things_are_meant_is_no_deadline(text: str, due: date | None) -> None:
    figures = [found.due for found in find(text, year=2026) if found.kind is QuantityKind.NUMBER]
    assert figures == [due]


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("鼓励企业参与储备,对新建低温库,给予50万元补助", "must"),
        ("鼓励企业参与储备,建设低温库3座", "encourage"),
    ],
)
def test_what_is_given_after_encouragement_is_an_order(text: str, modality: str) -> None:
    assert [found.modality.value for found in find(text, year=2026)] == [modality]
