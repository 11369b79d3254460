"""Which numbers open a paragraph, and which figures only look like it."""

from __future__ import annotations

import pytest

from policykit.model import PartKind
from policykit.model.numeral import integer
from policykit.text.headings import over
from policykit.text.marker import Marker, marker
from policykit.text.normal import fold
from policykit.text.pages import page_numbers


@pytest.mark.parametrize(
    ("paragraph", "kind", "number", "label"),
    [
        ("第一编 总则", PartKind.PART, "1", "第一编"),
        ("第二部分　主要任务", PartKind.PART, "2", "第二部分"),
        ("第三章 法律责任", PartKind.CHAPTER, "3", "第三章"),
        ("## 第三章  法律责任", PartKind.CHAPTER, "3", "第三章"),
        ("第 十 二 章", PartKind.CHAPTER, "12", "第十二章"),
        ("第一節 通則", PartKind.SECTION, "1", "第一节"),
        ("第十條 \n", PartKind.ARTICLE, "10", "第十条"),
        ("第一百零三条 违反本条例规定的", PartKind.ARTICLE, "103", "第一百零三条"),
        ("第12条 本办法自发布之日起施行", PartKind.ARTICLE, "12", "第12条"),
        ("第十条之一　申请", PartKind.ARTICLE, "10-1", "第十条之一"),
        ("第七条为了保障", PartKind.ARTICLE, "7", "第七条"),
        ("第八条国家和社会所有", PartKind.ARTICLE, "8", "第八条"),
        ("一、总体要求", PartKind.HAN, "1", "一"),
        ("十一、保障措施", PartKind.HAN, "11", "十一"),
        ("二 、主要任务", PartKind.HAN, "2", "二"),
        ("三．组织实施", PartKind.HAN, "3", "三"),
        ("（一）加强领导", PartKind.HAN_PAREN, "1", "(一)"),
        ("(二十)积极宣传", PartKind.HAN_PAREN, "20", "(二十)"),
        ("( 三 ) 强化", PartKind.HAN_PAREN, "3", "(三)"),
        ("1.做强做优", PartKind.ARABIC, "1", "1."),
        ("１０．健全机制", PartKind.ARABIC, "10", "10."),
        ("3、完善", PartKind.ARABIC, "3", "3."),
        ("1.2023年底前完成", PartKind.ARABIC, "1", "1."),
        ("（1）标准", PartKind.ARABIC_PAREN, "1", "(1)"),
        ("1）标准", PartKind.ARABIC_HALF, "1", "1)"),
        ("①明确职责", PartKind.CIRCLE, "1", "①"),
        ("1.1 指导思想", PartKind.DECIMAL_2, "1", "1.1"),
        ("2.3“十四五”目标", PartKind.DECIMAL_2, "3", "2.3"),
        ("4.4.2 内容要求", PartKind.DECIMAL_3, "2", "4.4.2"),
        ("1 范围", PartKind.DECIMAL_1, "1", "1"),
    ],
)
def test_numbers_that_open(paragraph: str, kind: PartKind, number: str, label: str) -> None:
    found = marker(fold(paragraph))
    assert found
    assert (found.kind, found.number, found.label) == (kind, number, label)


@pytest.mark.parametrize(
    "paragraph",
    [
        "第三条规定的机构",
        "第五条、第六条的规定",
        "第二款所称",
        "2025年底前完成",
        "90%以上的县",
        "3.87亿元",
        "2.5%",
        "一是加强领导",
        "三医联动改革",
        "十四五时期",
        "（国家医保局负责）",
        "“第三条 修改为”",
        "5G+医疗健康",
        "",
    ],
)
def test_what_only_looks_like_a_number(paragraph: str) -> None:
    assert marker(fold(paragraph)) is None


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("〇", 0),
        ("十", 10),
        ("二十一", 21),
        ("一百", 100),
        ("一百一十二", 112),
        ("一千零一", 1001),
        ("兩", None),
        ("", None),
    ],
)
def test_numerals(numeral: str, value: int | None) -> None:
    assert integer(numeral) == value


@pytest.mark.parametrize(("number", "is_page"), [("{}", True), ("{}.", False), ("0{}", False)])
def test_a_numbered_list_is_no_run_of_page_numbers(number: str, *, is_page: bool) -> None:
    lines = ["加强组织领导，落实各方责任"] * 200
    for item in range(1, 10):
        lines[item * 20] = f"{number.format(item)}完善机制"
    assert page_numbers(lines) == ({20 * item: 1 for item in range(1, 10)} if is_page else {})


CHAPTER, HEADING, HAN, ARTICLE = PartKind.CHAPTER, PartKind.HEADING, PartKind.HAN, PartKind.ARTICLE


@pytest.mark.parametrize(
    ("numbers", "outer", "inner"),
    [
        # a heading in a chapter after which the next is numbered on, and one beside it where a number is left out
        ([(CHAPTER, 1), (HEADING, 0), (CHAPTER, 2)], CHAPTER, HEADING),
        ([(CHAPTER, 1), (HEADING, 0), (CHAPTER, 3)], None, None),
        # over what starts anew behind it, below what goes on across it
        ([(HEADING, 0), (HAN, 1), (HAN, 2), (HEADING, 0), (HAN, 1)], HEADING, HAN),
        ([(HAN, 1), (HEADING, 0), (HAN, 2), (HEADING, 0), (HAN, 3)], HAN, HEADING),
        ([(HAN, 1), (HEADING, 0), (HAN, 1), (HEADING, 0), (HAN, 2)], HAN, HEADING),
        ([(HEADING, 0), (ARTICLE, 4)], HEADING, ARTICLE),
    ],
)
def test_a_heading_without_a_number_stands_over_or_below(
    numbers: list[tuple[PartKind, int]], outer: PartKind | None, inner: PartKind | None
) -> None:
    found = over([Marker(kind, value, "", "", 0, 0) for kind, value in numbers])
    assert [pair for pair, is_over in found.items() if is_over] == ([(outer, inner)] if outer else [])
    assert over([Marker(CHAPTER, 1, "", "", 0, 0)]) == {}
