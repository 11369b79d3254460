"""What the readers of a text are made of, each by itself: lines and their facts, days, names, page numbers, numbers."""

from __future__ import annotations

from datetime import date

import pytest

from policykit.model import PartKind, Span
from policykit.text.marker import Marker
from policykit.text.outline import Node, _parent, _plausible
from policykit.text.pages import _readings, running_heads
from policykit.text.paragraphs import blocks
from policykit.text.rows import _may_section
from policykit.text.signature import (
    Fact,
    Line,
    _day_start,
    _read_number,
    _unsealed,
    fact_of,
    lines_of,
    names_organs,
    organs,
    read_day,
    signature,
)

# --- who signs, and when ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("7", 7),
        ("12", 12),
        ("元", 1),
        ("三", 3),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("三十一", 31),
        ("二〇二四", 2024),
        ("二零〇九", 2009),
        ("二Ｏ○一", 2001),
    ],
)
def test_a_number_of_a_day(written: str, number: int) -> None:
    assert _read_number(written) == number


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2024年6月12日", date(2024, 6, 12)),
        ("2 0 2 4 年 6 月 1 2 日", date(2024, 6, 12)),
        ("2024 年 6 月 12 日", date(2024, 6, 12)),
        ("二〇二四年十二月三十一日", date(2024, 12, 31)),
        ("二〇二四年元月一日", date(2024, 1, 1)),
        ("2024/6/1", date(2024, 6, 1)),
        ("2024.6.12", date(2024, 6, 12)),
        ("2024-6.12", None),  # one sign between all
        ("1899-6-12", None),  # in dots and strokes only of these two centuries
        ("1.2024.6.12", None),
        ("2024.6.12.1", None),
        ("2024年2月29日", date(2024, 2, 29)),
        ("2023年2月29日", None),
        ("2023年13月1日", None),
        ("2023年5月", None),
        ("2023年5月6日至2024年7月8日", date(2023, 5, 6)),
    ],
)
def test_a_day_as_it_is_written(written: str, day: date | None) -> None:
    assert read_day(written) == day


def test_lines_know_where_they_stand() -> None:
    source = "\n  甲方 \r\n\n\t乙：\n丙"
    found = list(lines_of(source))
    assert [(each.start, each.text) for each in found] == [(1, "  甲方 \r\n"), (9, "\t乙：\n"), (13, "丙")]
    assert [each.folded.strip() for each in found] == ["甲方", "乙:", "丙"]
    assert [each.tight for each in found] == ["甲方", "乙:", "丙"]
    assert fact_of(found[0], 0, len(found[0].text)) == Fact("甲方", Span(3, 5))
    assert fact_of(found[0], 3, 5) == Fact("方", Span(4, 5))
    assert fact_of(found[2], 0, 1, "C") == Fact("C", Span(13, 14))


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("歙县卫生健康委员会", ["歙县卫生健康委员会"]),
        ("歙县卫生健康委员会  歙县财政局", ["歙县卫生健康委员会", "歙县财政局"]),
        ("歙县卫生健康委员会、歙县财政局", ["歙县卫生健康委员会", "歙县财政局"]),
        (
            "歙县卫生健康委员会 歙县财政局",
            ["歙县卫生健康委员会", "歙县财政局"],
        ),  # one blank between two names
        ("歙 县 财 政 局", ["歙县财政局"]),  # and none between characters
        ("歙县财政局、其他", ["歙县财政局、其他"]),  # where one is no name nothing is set apart
    ],
)
def test_names_in_a_line_of_issuers(written: str, names: list[str]) -> None:
    span = Span(3, 9)
    assert list(organs(Fact(written, span))) == [Fact(name, span) for name in names]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("歙县财政局", True),
        ("歙县财政局  歙县卫生健康委员会", True),
        ("歙县财政局 歙县卫生健康委员会、其他", False),
        ("歙县财政局:", False),
        ("歙县财政局2024", False),
        ("(歙县财政局)", False),
        ("关于印发方案的通知", False),
        ("委", False),
        ("", False),
    ],
)
def test_a_line_of_names_and_nothing_else(line: str, *, names: bool) -> None:
    assert names_organs(line) is names


@pytest.mark.parametrize(
    ("line", "at"),
    [
        ("歙县财政局2024年6月1日", 5),
        ("歙县财政局 2 0 2 4 年6月1日", 6),
        ("歙县财政局二〇二四年六月一日", 5),
        ("2024.6.1", 0),
        ("歙县财政局", 0),
    ],
)
def test_where_the_day_of_a_line_begins(line: str, at: int) -> None:
    assert _day_start(line) == at


@pytest.mark.parametrize(
    ("line", "bare"),
    [
        ("歙县财政局(印章)", "歙县财政局    "),
        ("甲县财政局(章) 乙县财政局(公章)", "甲县财政局    乙县财政局    "),
        ("歙县财政局(代)", "歙县财政局(代)"),
    ],
)
def test_a_seal_leaves_blanks(line: str, bare: str) -> None:
    assert _unsealed(Line(4, line, line)) == Line(4, bare, bare)


@pytest.mark.parametrize(
    ("text", "issuers", "day"),
    [
        ("歙县财政局\n2024年6月1日", ["歙县财政局"], "2024-06-01"),
        ("歙县财政局 2024年6月1日", ["歙县财政局"], "2024-06-01"),
        ("歙县财政局（印章）\n黄山市财政局\n（2024年6月1日）", ["歙县财政局", "黄山市财政局"], "2024-06-01"),
        ("黄山市财政局\n各县要落实。\n歙县财政局\n2024年6月1日", ["歙县财政局"], "2024-06-01"),
        ("各县要落实。\n2024年6月1日", [], ""),  # no one signs
        ("歙县财政局\n2024年6月1日起施行", [], ""),  # the day does not end its line
        ("歙县财政局\n自发布起；2024年6月1日", [], ""),  # a clause
        ("歙县财政局\n2024年2月30日", [], ""),  # no such day
        ("歙县财政局\n2024年6月1日\n黄山市财政局\n2025年6月1日", ["歙县财政局"], "2024-06-01"),  # the first
    ],
)
def test_the_first_signature(text: str, issuers: list[str], day: str) -> None:
    found, days = signature(list(lines_of(text)))
    assert [each.value for each in found] == issuers
    assert [each.value for each in days] == ([day] if day else [])
    for each in days:
        assert read_day(each.span.cut(text)) == date.fromisoformat(day)


# --- pages ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("12三、强化", [(1, True), (12, True)]),  # 1 and 2三, or 12
        ("3 三、强化", [(3, False)]),
        ("3.强化", [(3, False)]),
        ("3", [(3, False)]),
        ("03强化", []),
        ("1.1.2强化", []),
        ("12.5强化", [(1, True)]),
        ("12345强化", [(1, True), (12, True), (123, True), (1234, True)]),
        ("强化3", []),
    ],
)
def test_digits_that_open_a_line_may_be_a_page_number(line: str, read: list[tuple[int, bool]]) -> None:
    assert [(each.line, each.page, each.glued) for each in _readings(["强化", line])] == [
        (1, page, glued) for page, glued in read
    ]


@pytest.mark.parametrize(
    ("lines", "heads"),
    [
        (["某县公报", "目标", "- 1 -", "某县公报", "任务"], {0, 3}),  # at the top, and behind a number
        (["某县公报", "目标", "某县公报", "第 2 页 共 9 页", "任务"], {0, 2}),  # before a number
        (["目标", "某县公报", "1", "某县公报"], {1, 3}),
        (["目标", "某县公报", "任务", "1", "某县公报"], set()),  # once beside none
        (["某县公报", "目标", "- 1 -", "任务"], set()),  # once in all
        (["1", "目标", "1", "任务"], set()),  # a number is none
        ([], set()),
    ],
)
def test_a_line_that_stands_on_several_pages_beside_their_numbers(lines: list[str], heads: set[int]) -> None:
    assert running_heads(lines) == heads


# --- rows -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "may"),
    [
        ("一、基本情况", True),
        ("基" * 30, True),
        ("基" * 31, False),
        ("各县要落实。", False),
        ("单位：万元", False),
        ("注：以上为预期性指标", False),
    ],
)
def test_a_short_line_may_head_rows_of_a_table(line: str, *, may: bool) -> None:
    (block,) = blocks(line)
    assert _may_section(block) is may


# --- numbers ----------------------------------------------------------------------------------------


def marker(kind: PartKind, value: int, label: str = "") -> Marker:
    return Marker(kind, value, label or str(value), label or str(value), 0, 1)


def test_under_which_number_another_belongs() -> None:
    root = Node(None, None)
    article = Node(marker(PartKind.ARTICLE, 3), root)
    item = Node(marker(PartKind.HAN_PAREN, 1), article)
    later = Node(None, article)  # a second paragraph of the article, behind its items
    rules: dict[tuple[PartKind, PartKind], bool] = {}
    # The next of a kind stands beside the last one.
    assert _parent(item, marker(PartKind.HAN_PAREN, 2), rules) is article
    assert _parent(item, marker(PartKind.ARTICLE, 4), rules) is root
    # What is of a lower kind stands below the last number.
    assert _parent(article, marker(PartKind.HAN_PAREN, 1), rules) is article
    # A list that begins behind a later paragraph is that paragraph's; one that goes on is the article's.
    assert _parent(later, marker(PartKind.HAN_PAREN, 1), rules) is later
    assert _parent(later, marker(PartKind.HAN_PAREN, 2), rules) is article
    assert _parent(later, marker(PartKind.ARTICLE, 1), rules) is root


HAN, CHAPTER, ONE, TWO = PartKind.HAN, PartKind.CHAPTER, PartKind.DECIMAL_1, PartKind.DECIMAL_2


@pytest.mark.parametrize(
    ("number", "last", "line", "plausible"),
    [
        (marker(TWO, 1, "2.1"), {}, "概况", True),
        (marker(TWO, 1, "2.1"), {HAN: 2}, "概况", True),
        (marker(TWO, 1, "2.1"), {HAN: 3}, "概况", False),  # 2.1 stands below 二
        (marker(TWO, 1, "2.1"), {HAN: 3, ONE: 2}, "概况", True),
        (marker(TWO, 2, "2.2"), {HAN: 2, TWO: 1}, "概况", True),
        (marker(TWO, 3, "2.3"), {HAN: 2, TWO: 1}, "概况", False),  # of these none is left out
        (marker(TWO, 1, "2.1"), {HAN: 2, TWO: 1}, "概况", True),
        (marker(TWO, 2, "2.2"), {HAN: 2, TWO: 2}, "概况", False),
        (marker(ONE, 1), {}, "概况", True),
        (marker(ONE, 1), {}, "概况已定。", False),
        (marker(ONE, 1), {HAN: 1}, "概况", False),
        (marker(ONE, 1), {CHAPTER: 1}, "概况", False),
        (marker(ONE, 2), {}, "概况", False),
    ],
)
def test_a_weak_number_starts_a_sequence_or_continues_it(
    number: Marker, last: dict[PartKind, int], line: str, *, plausible: bool
) -> None:
    (block,) = blocks(line)
    assert _plausible(number, last, block) is plausible
