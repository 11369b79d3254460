"""PDF: paragraphs and tables in reading order with their pages; nothing of the page's heads, feet and copies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from policykit.base.diagnostics import PolicykitError
from policykit.intake import Drawn, read
from policykit.intake.docx import _span
from policykit.intake.glyphs import Glyph, Line, _gutter, _is_between, _level, _line, ordered, pieces_of
from policykit.intake.pdf import Page, _edge, _Margin, _margins, _Paragraph, _runs_on, drawn_from
from policykit.intake.ruled import _holds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence


class Text(NamedTuple):
    """Characters from (x, y) on, in points from the lower left corner; each is as wide as `size`."""

    x: float
    y: float
    text: str
    size: float = 12


class Rule(NamedTuple):
    """A line that is drawn from one point to another."""

    x: float
    y: float
    to_x: float
    to_y: float
    thick: float = 0
    """Of a line that is a filled box; one without is stroked."""
    color: str = ""


def _stream(page: Sequence[Text | Rule]) -> bytes:
    out = []
    for item in page:
        if isinstance(item, Rule):
            breadth, height = item.to_x - item.x or item.thick, item.to_y - item.y or item.thick
            out.append(f"q {item.color}")
            out.append(
                f"{item.x} {item.y} {breadth} {height} re f Q"
                if item.thick
                else f"{item.x} {item.y} m {item.to_x} {item.to_y} l S Q"
            )
        else:
            out.append(
                f"BT /F1 {item.size} Tf {item.x} {item.y} Td <{item.text.encode('utf-16-be').hex()}> Tj ET"
            )
    return "\n".join(out).encode()


def pdf(*pages: Sequence[Text | Rule]) -> bytes:
    """A file of these pages, A4; a character's code is its UTF-16, and a map says so."""
    cmap = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def 1 begincodespacerange <0000> <ffff> "
        b"endcodespacerange 1 beginbfrange <0000> <ffff> <0000> endbfrange endcmap end end"
    )
    kids = " ".join(f"{7 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>".encode(),
        b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 6 0 R>>",
        (
            b"<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 1000"
            b"/W[32[300] 48 57 500]/FontDescriptor 5 0 R>>"
        ),
        b"<</Type/FontDescriptor/FontName/X/Flags 4/FontBBox[0 -120 1000 880]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 700/StemV 80>>",
        b"<</Length %d>>stream\n%b\nendstream" % (len(cmap), cmap),
    ]
    for number, page in enumerate(pages):
        stream = _stream(page)
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents %d 0 R>>"
            % (8 + 2 * number)
        )
        objects.append(b"<</Length %d>>stream\n%b\nendstream" % (len(stream), stream))
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%btrailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        table,
        len(objects) + 1,
        start,
    )
    return bytes(out)


WIDE = 36
"""Characters of a full line: 12 points each from 80 on."""
SENTENCE = "各级卫生健康行政部门要按照职责分工，加强组织领导，完善配套措施，落实经费保障，强化监督检查，确保各项任务按期完成。"


def wrapped(text: str, y: float, *, x: float = 80, wide: int = WIDE, indent: int = 2) -> list[Text]:
    """A paragraph as it is printed: two characters in, then line by line."""
    out: list[Text] = [Text(x + 12 * indent, y, text[: wide - indent])]
    for at in range(wide - indent, len(text), wide):
        out.append(Text(x, out[-1].y - 20, text[at : at + wide]))
    return out


def drawn(*pages: Iterable[Text | Rule]) -> Drawn:
    made = read(pdf(*map(list, pages)))
    assert made is not None
    return made


def grid(x: float, y: float, widths: list[float], heights: list[float]) -> list[Rule]:
    """All rules of a table whose upper left corner is (x, y)."""
    right, bottom = x + sum(widths), y - sum(heights)
    down = [Rule(x + sum(widths[:at]), y, x + sum(widths[:at]), bottom) for at in range(len(widths) + 1)]
    return [
        *down,
        *(Rule(x, y - sum(heights[:at]), right, y - sum(heights[:at])) for at in range(len(heights) + 1)),
    ]


def test_wrapped_lines_are_paragraphs() -> None:
    page = [
        Text(200, 780, "关于加强服务的通知", 18),
        *wrapped(SENTENCE, 740),
        *wrapped("一、工作目标", 640),
        *wrapped(SENTENCE * 2, 620),
    ]
    assert drawn(page).text.splitlines() == ["关于加强服务的通知", SENTENCE, "一、工作目标", SENTENCE * 2]


def test_a_paragraph_goes_over_the_page_and_says_both() -> None:
    lines = wrapped(SENTENCE * 3, 120)
    first, second = lines[:3], [Text(line.x, 760 - 20 * at, line.text) for at, line in enumerate(lines[3:])]
    made = drawn([*wrapped("一、目标", 140), *first], [*second, *wrapped("二、措施", 600)])
    assert made.text.splitlines() == ["一、目标", SENTENCE * 3, "二、措施"]
    assert [(made.text[place.start], place.page) for place in made.places] == [
        ("一", 1),
        ("各", 1),
        (second[0].text[0], 2),
        ("二", 2),
    ]


def test_a_paragraph_over_three_pages_turns_twice() -> None:
    lines = wrapped(SENTENCE * 4, 120)
    pages = [lines[:3], lines[3:5], lines[5:]]
    made = drawn(
        *([Text(line.x, 760 - 20 * at, line.text) for at, line in enumerate(page)] for page in pages)
    )
    assert made.text.splitlines() == [SENTENCE * 4]
    assert [(made.text[place.start], place.page) for place in made.places] == [
        (page[0].text[0], number) for number, page in enumerate(pages, 1)
    ]


def test_the_card_of_a_portal_stands_first_and_takes_nothing_of_the_text() -> None:
    card = ["索引号：0001/2026-7", "发文机关：某县人民政府办公室", "成文日期：2026年3月1日", "有效性：有效"]
    page = [
        Text(200, 780, "关于加强服务的通知", 18),
        *(Text(80, 740 - 20 * at, line) for at, line in enumerate(card[:3])),
        Text(80, 680, "各地要抓好落实。"),
        Text(80, 660, card[3]),
        *wrapped(SENTENCE, 620),
    ]
    assert drawn(page).text.splitlines() == [*card, "关于加强服务的通知", "各地要抓好落实。", SENTENCE]


@pytest.mark.parametrize(
    ("head", "foot"),
    [
        ("某省人民政府公报　2026年第3期", "— {} —"),
        ("", "{}"),
        ("", "第 {} 页 共 4 页"),
        ("2026/3/1 09:{}0  某县方案", "https://example.org/a.html {}/4"),
    ],
)
def test_heads_feet_and_page_numbers_are_left_off(head: str, foot: str) -> None:
    pages = [
        [
            *([Text(200, 810, head.format(n))] if head else []),
            *wrapped(f"{'一二三四'[n - 1]}、{SENTENCE}", 700),
            Text(290, 40, foot.format(n)),
        ]
        for n in range(1, 5)
    ]
    made = drawn(*pages)
    assert made.text.splitlines() == [f"{han}、{SENTENCE}" for han in "一二三四"]
    assert len(made.left_off) == 4 + 4 * bool(head)


@pytest.mark.parametrize(
    ("heads", "left_off"),
    [
        ([("某县卫生健康局文件", 810)] * 2, 2),  # of two pages in the same place
        ([("某县卫生健康局文件", 810), ("某县卫生健康局文件", 795)], 0),
        ([("2025年任务", 810), ("2026年任务", 810)], 0),
        ([(f"附件{number}", 810) for number in (1, 2, 3)], 0),  # each begins an annex
        ([(f"第{number}期简报", 810) for number in (1, 2, 3)], 3),
    ],
)
def test_what_comes_again_on_few_pages(heads: list[tuple[str, int]], left_off: int) -> None:
    pages = [
        [Text(200, top, head), *wrapped(f"{han}、{SENTENCE}", 700)]
        for han, (head, top) in zip("一二三", heads, strict=False)
    ]
    assert len(drawn(*pages).left_off) == left_off


def test_a_figure_alone_at_the_foot_of_a_page_is_no_page_number() -> None:
    made = drawn(
        *[
            [*wrapped(f"{han}、{SENTENCE}", 700), Text(80, 40, figure)]
            for han, figure in zip("一二三", ["5000", "1020", "85"], strict=True)
        ]
    )
    assert [line for line in made.text.splitlines() if line.isdecimal()] == ["5000", "1020", "85"]


@pytest.mark.parametrize(
    ("numbers", "left_off"),
    [
        (["17", "18", "19"], True),
        (["17", "18"], True),  # two count on from each other
        (["17"], False),  # a figure alone may be of the text
        (["17", "19"], False),
        (["— 17 —"], True),  # what is set as a number of a page is one
        (["— 17 —", "— 3 —"], True),
    ],
)
def test_page_numbers_count_from_any_page_on(numbers: list[str], *, left_off: bool) -> None:
    pages = [
        [*wrapped(f"{han}、{SENTENCE}", 700), Text(290, 40, number)]
        for han, number in zip("一二三", numbers, strict=False)
    ]
    made = drawn(*pages)
    said = [line for line in made.text.splitlines() if line.strip("— ").isdecimal()]
    assert said == ([] if left_off else numbers)
    assert made.left_off == tuple(
        f"{at}: {number.replace(' ', '')}" for at, number in enumerate(numbers, 1) if left_off
    )


def test_a_bold_line_drawn_twice_is_there_once() -> None:
    heading = [Text(104 + shift, 760, "一、总体要求") for shift in (0, 0.4, 0.8)]
    made = drawn([*heading, *wrapped("人数为22人，" + SENTENCE, 740)])
    assert made.text.splitlines() == ["一、总体要求", "人数为22人，" + SENTENCE]


def test_two_columns_are_read_one_after_the_other() -> None:
    left = wrapped(SENTENCE * 2, 700, wide=17)
    right = wrapped("二、" + SENTENCE * 2, 700, x=330, wide=17)
    mixed = [line for pair in zip(left, right, strict=False) for line in pair]
    made = drawn(
        [
            Text(140, 760, "某县关于加强签约服务工作的若干措施", 18),
            *mixed,
            *right[len(left) :],
            *left[len(right) :],
        ]
    )
    assert made.text.splitlines() == [
        "某县关于加强签约服务工作的若干措施",
        SENTENCE * 2,
        "二、" + SENTENCE * 2,
    ]


def test_a_ruled_table_with_merged_cells() -> None:
    rules = [
        rule
        for rule in grid(80, 700, [100, 100, 100], [30, 30, 30])
        if rule != Rule(280, 700, 280, 610) and rule != Rule(80, 670, 380, 670)
    ]
    rules += [Rule(280, 670, 280, 610), Rule(180, 670, 380, 670)]
    words = [
        Text(85, 665, "指标"),
        Text(260, 680, "目标值"),
        Text(190, 650, "2025"),
        Text(290, 650, "2030"),
        Text(85, 628, "县域内"),
        Text(85, 614, "就诊率"),
        Text(190, 620, "85"),
        Text(290, 620, "90"),
    ]
    made = drawn([*wrapped("主要指标如下：", 740), *rules, *words, *wrapped(SENTENCE, 580)])
    assert made.text.splitlines() == [
        "主要指标如下：",
        "指标\t目标值",
        "\t2025\t2030",
        "县域内就诊率\t85\t90",
        SENTENCE,
    ]
    assert [(place.page, place.table, place.row, place.column) for place in made.places][-2] == (1, 1, 3, 3)


def test_a_table_may_be_open_at_a_corner() -> None:
    rules = [Rule(180, 700, 380, 700), *grid(80, 700, [100, 100, 100], [30, 30])]
    rules.remove(Rule(80, 700, 380, 700))
    words = [(190, 680, "2025"), (290, 680, "2030"), (85, 650, "就诊率"), (190, 650, "85"), (290, 650, "90")]
    made = drawn([*wrapped("主要指标如下：", 740), *rules, *(Text(*word) for word in words)])
    assert made.text.splitlines()[1:] == ["\t2025\t2030", "就诊率\t85\t90"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (["指标 目标", "就诊率 85", "签约率 75"], ["指标 目标", "转诊率 20"]),
        (["指标 目标", "就诊率 85", "签约率 75"], ["转诊率 20"]),
        (["指标 目标"], ["就诊率 85", "签约率 75"]),
    ],
)
def test_a_table_that_goes_on_repeats_no_head(first: list[str], second: list[str]) -> None:
    pages: list[list[Text | Rule]] = []
    for rows in (first, second):
        words = [
            Text(85 + 100 * at, 680 - 30 * row, word)
            for row, line in enumerate(rows)
            for at, word in enumerate(line.split())
        ]
        pages.append([*grid(80, 700, [100, 100], [30] * len(rows)), *words])
    made = drawn([*wrapped(SENTENCE, 780), *pages[0]], pages[1])
    expected = [*first, *(row for row in second if row != first[0])]
    assert made.text.splitlines()[1:] == [row.replace(" ", "\t") for row in expected]
    assert [place.page for place in made.places][-1] == 2
    assert len({place.table for place in made.places if place.table}) == 1


def test_what_stands_on_one_line_is_one_line() -> None:
    made = drawn(
        [
            *wrapped(SENTENCE, 760),
            Text(120, 700, "某省卫生健康委"),
            Text(330, 700, "某省财政厅"),
            Text(330, 680, "2026年3月1日"),
        ]
    )
    assert made.text.splitlines() == [SENTENCE, "某省卫生健康委  某省财政厅", "2026年3月1日"]


def test_latin_words_keep_their_space_and_chinese_has_none() -> None:
    made = drawn([*wrapped(SENTENCE[:31] + "HPV", 760), *[Text(80, 740, "vaccine接种率达到90%。")]])
    assert made.text == SENTENCE[:31] + "HPV vaccine接种率达到90%。\n"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (pdf([Rule(1, 1, 2, 2)], [], []), "PK113"),
        (pdf(wrapped(SENTENCE, 700))[:400], "PK114"),
        (b"%PDF-1.7\n" + bytes(5000), "PK114"),
        (pdf(*[[]] * 2001), "PK112"),
    ],
    ids=["scanned", "cut off", "noise", "pages"],
)
def test_what_is_refused(data: bytes, code: str, refused: Callable[[bytes], str]) -> None:
    assert refused(data) == code


def test_the_same_bytes_give_the_same_text() -> None:
    page: list[Text | Rule] = [
        *wrapped(SENTENCE, 700),
        *grid(80, 600, [50, 50], [20, 20]),
        Text(82, 585, "甲"),
    ]
    assert drawn(page).files(b"x") == drawn(page).files(b"x")


def test_a_stroke_stands_on_the_line_of_its_neighbours() -> None:
    """A font without outlines of its own gives 一 and — the height of their stroke."""
    rows = {100: "（一）第一步到2027年", 80: "每季度不少于一次——", 60: "——"}
    flat = "一—"
    glyphs = [
        Glyph(
            char,
            10.0 * at,
            y + 4.9 if char in flat else y,
            10.0 * at + 10,
            y + 5.8 if char in flat else y + 9,
        )
        for y, line in rows.items()
        for at, char in enumerate(line)
    ]
    assert [line.text for line in pieces_of(glyphs)] == list(rows.values())


@pytest.mark.parametrize(
    ("how", "is_table"),
    [
        ({}, True),
        ({"thick": 1}, True),
        ({"thick": 2}, True),
        ({"thick": 4}, False),  # bars and not rules
        ({"color": "1 1 1 RG"}, False),  # white
        ({"thick": 1, "color": "1 1 1 rg"}, False),
        ({"color": "1 0 0 RG"}, True),
        ({"thick": 1, "color": "0.9 0.9 0.9 rg"}, True),
    ],
)
def test_the_rules_of_a_table_are_thin_and_seen(how: dict[str, Any], *, is_table: bool) -> None:
    rules = [rule._replace(**how) for rule in grid(80, 700, [100, 100], [30, 30])]
    words = [
        Text(x, y, word)
        for word, x, y in (("指标", 85, 680), ("目标", 185, 680), ("就诊率", 85, 650), ("提高", 185, 650))
    ]
    made = drawn([*wrapped(SENTENCE, 780), *rules, *words])
    assert ("指标\t目标" in made.text) == is_table


# --- geometry: a row on either side of each measure -----------------------------------------------


def at(left: float, right: float, *, bottom: float = 0, top: float = 10, size: float = 10) -> Line:
    return Line("甲", left, bottom, right, top, size)


@pytest.mark.parametrize(
    ("differs", "runs_on"),
    [
        ({}, True),
        ({"right": 384}, True),
        ({"right": 383.9}, False),  # the first line is full but for a character
        ({"right": 360, "lines": 2}, True),
        ({"right": 359.9, "lines": 2}, False),  # further ones may be as short as a long word makes them
        ({"right": 360, "lines": 2, "above": "甲事项："}, False),
        ({"right": 384, "lines": 2, "above": "甲事项："}, True),
        ({"right": 383, "lines": 2, "text": "一、乙"}, False),
        ({"indent": 9}, True),
        ({"indent": 9.1}, False),
        ({"left": 35}, True),
        ({"left": 35.1}, False),
        ({"size": 11.5}, True),
        ({"size": 11.6}, False),
        ({"size": 8.5}, True),
        ({"size": 8.4}, False),
        ({"above": "甲事项......"}, False),
        ({"bottom": 52}, True),
        ({"bottom": 51.9}, False),  # a blank line between
        ({"bottom": 76, "pitch": 5}, True),
        ({"bottom": 75.9, "pitch": 5}, False),
        ({"bottom": 51, "column": 1}, True),
        ({"bottom": 51, "page": 2}, True),
        ({"text": "一、乙"}, True),
        ({"above": "甲。"}, True),
        ({"text": "一、乙", "above": "甲。"}, False),
    ],
)
def test_which_line_runs_on(differs: dict[str, Any], *, runs_on: bool) -> None:
    case: dict[str, Any] = {
        "text": "乙",
        "above": "甲",
        "lines": 1,
        "left": 0,
        "right": 400,
        "indent": 0,
        "size": 10,
    }
    case |= {"bottom": 80, "pitch": 20, "column": 0, "page": 1} | differs
    last = Line(case["above"], case["left"], 100, case["right"], 110, 10)
    line = Line(
        case["text"], case["indent"], case["bottom"], 400, case["bottom"] + 10, case["size"], case["column"]
    )
    margins = {column: _Margin(0, 400, case["pitch"]) for column in (0, 1)}
    assert _runs_on(_Paragraph(case["above"], 1, last, case["lines"]), line, case["page"], margins) == runs_on


def test_the_margins_are_those_of_most_lines() -> None:
    places = [(24, 400, 100), (0, 400, 84), (0, 400, 64), (0, 390, 44), (0, 60, 24)]
    made = _margins([Page(1, 800, [Line("甲", left, y, right, y + 10, 10) for left, right, y in places])])
    assert made == {0: _Margin(0, 400, 20)}
    alone = _margins([Page(1, 800, [Line("甲", 7, 100, 90, 112, 12, 2)])])
    assert alone == {2: _Margin(7, 90, 12)}  # of one line the size of its type


def test_heads_and_feet_stand_within_an_eighth_of_the_page() -> None:
    places = {"head": 88.1, "below it": 88, "text": 50, "more": 40, "above the foot": 11, "foot": 10.9}
    lines = [Line(name, 0, y, 100, y + 1, 1) for name, y in places.items()]
    assert [line.text for line in _edge(Page(1, 100, [*lines]))] == ["head", "foot"]
    near = [Line(str(y), 0, y, 100, y + 1, 1) for y in (99, 97, 95, 93, 9, 7, 5, 3)]
    assert [line.text for line in _edge(Page(1, 100, [*near]))] == ["99", "97", "95", "7", "5", "3"]


@pytest.mark.parametrize(
    ("x", "y", "inside"),
    [(-1, 5, True), (-1.1, 5, False), (11, 5, True), (11.1, 5, False), (5, 21, True), (5, 21.1, False), (5, -1, True), (5, -1.1, False)],
)  # fmt: skip  # a side two rows
def test_what_stands_in_a_table(x: float, y: float, *, inside: bool) -> None:
    assert _holds((0, 0, 10, 20), x, y) == inside


@pytest.mark.parametrize(
    ("pieces", "gutter"),
    [
        ([at(0, 34)] * 5 + [at(66, 100)] * 5, 35),
        ([at(0, 64.5)] * 5 + [at(65, 100)] * 5, 65),
        ([at(0, 34)] * 4 + [at(66, 100)] * 5, None),
        ([at(0, 34)] * 4 + [at(66, 100)] * 6, None),
        ([at(0, 20)] * 5 + [at(66, 100)] * 9, None),
        ([at(0, 34)] * 5 + [at(66, 100)] * 5 + [at(0, 100)] * 3, 35),
        ([at(0, 34)] * 5 + [at(66, 100)] * 5 + [at(0, 100)] * 4, None),
    ],
)
def test_where_a_page_has_two_columns(pieces: list[Line], gutter: float | None) -> None:
    assert _gutter(pieces, 100) == gutter


def test_lines_of_two_columns_know_theirs() -> None:
    sides = [at(left, left + 34, bottom=20 * row, top=20 * row + 10) for row in range(5) for left in (0, 66)]
    found = ordered(sides, [], 100)
    assert [(each.left, each.column) for each in found if isinstance(each, Line)] == [(0, 1)] * 5 + [
        (66, 2)
    ] * 5


@pytest.mark.parametrize(("top", "pieces", "is_between"), [(81, 3, True), (80, 3, False), (81, 2, False)])
def test_a_row_with_merged_cells_stands_in_a_table(top: float, pieces: int, *, is_between: bool) -> None:
    following = Line("乙", 0, 50, 100, 60, 10, pieces=(at(0, 10),) * pieces)
    line = at(0, 100, bottom=top - 10, top=top)
    assert _is_between(at(0, 100, bottom=100, top=110), line, following) == is_between
    assert not _is_between(at(0, 100, bottom=100, top=110), line, None)


@pytest.mark.parametrize(
    ("words", "gap", "line"),
    [("甲乙", 5, "甲乙"), ("甲乙", 5.1, "甲 乙"), ("ab", 1.5, "ab"), ("ab", 1.6, "a b"), ("a乙", 1.6, "a乙")],
)
def test_how_far_apart_words_are(words: str, gap: float, line: str) -> None:
    assert _line([Glyph(words[0], 0, 0, 10, 10), Glyph(words[1], 10 + gap, 0, 20 + gap, 10)]).text == line


@pytest.mark.parametrize(("bottom", "is_level"), [(4.9, True), (5, False), (-4.9, True), (-5, False)])
def test_pieces_on_one_line_overlap_by_more_than_half(bottom: float, *, is_level: bool) -> None:
    assert _level(at(0, 10), at(20, 30, bottom=bottom, top=bottom + 10)) == is_level


@pytest.mark.parametrize(("pages", "least"), [(1, 20), (2, 40), (3, 40), (4, 60)])
def test_hardly_a_page_of_a_scan_has_text(pages: int, least: int) -> None:
    def made(characters: int) -> str:
        full = Line("甲" * characters, 0, 400, 400, 410, 10)
        return drawn_from([Page(n, 800, [full] if n == 1 else []) for n in range(1, pages + 1)], "x").text

    assert made(least).strip() == "甲" * least
    with pytest.raises(PolicykitError, match="PK113"):
        made(least - 1)


@pytest.mark.parametrize(
    ("written", "columns"),
    [(None, 1), ("", 1), ("0", 1), ("1", 1), ("3", 3), ("x", 1), ("²", 1), ("200", 200), ("201", 200), ("1000", 1)],
)  # fmt: skip  # a row a line
def test_how_many_columns_a_cell_of_word_spans(written: str | None, columns: int) -> None:
    assert _span(written) == columns
