"""The page of an official document (GB/T 9704—2012), point by point: in the file, and as LibreOffice prints it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import docx
import pypdfium2
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from lxml import etree
from tests.project import specs
from tests.report.conftest import ENOUGH, SHORT, Judged

from policykit.base.diagnostics import PolicykitError
from policykit.report import findings, write_docx
from policykit.report.chart import _xml, picture
from policykit.report.document import as_docx
from policykit.report.paper import table
from policykit.report.telling import Annex, Block, Chart, Grid

_MM = 72 / 25.4


@cache
def opened(path: Path) -> Document:
    return docx.Document(str(path))


def section(at: int, name: str) -> Callable[[Any], Any]:
    return lambda file: round(getattr(file.sections[at], name).mm)


def looks(style: str, *path: str) -> Callable[[Any], Any]:
    """What stands in an element of a style: `looks("Normal", "rPr/rFonts", "eastAsia")`."""

    def found(file: Any) -> Any:
        *steps, attribute = path
        element = file.styles[style].element.find("/".join(qn(f"w:{step}") for step in steps[0].split("/")))
        return None if element is None else element.get(qn(f"w:{attribute}"))

    return found


def xml(name: str, pattern: str) -> Callable[[Any], Any]:
    """How often a pattern stands in a part of the file."""

    def found(file: Any) -> int:
        part = next(one for one in file.part.package.iter_parts() if one.partname == name)
        return len(re.findall(pattern, part.blob.decode()))

    return found


SIZE, LINE = ("rPr/sz", "val"), ("pPr/spacing", "line")
# Point → where it stands in the file, and what the standard asks: 1 pt are 20 twips, sizes are in half points.
POINTS: list[tuple[str, Callable[[Any], Any], Any]] = [
    ("paper is 210 mm wide", section(1, "page_width"), 210),
    ("paper is 297 mm high", section(1, "page_height"), 297),
    ("上 37 mm", section(1, "top_margin"), 37),
    ("下 35 mm", section(1, "bottom_margin"), 35),
    ("左 28 mm", section(1, "left_margin"), 28),
    ("右 26 mm", section(1, "right_margin"), 26),
    ("版心 156 mm", lambda file: round((file.sections[1].page_width - file.sections[1].left_margin - file.sections[1].right_margin) / 36000), 156),
    ("版心 225 mm", lambda file: round((file.sections[1].page_height - file.sections[1].top_margin - file.sections[1].bottom_margin) / 36000), 225),
    ("cover has the same paper", section(0, "page_width"), 210),
    ("cover has the same margins", section(0, "left_margin"), 28),
    ("annexes lie across", section(2, "page_width"), 297),
    ("annexes lie across, whole", section(2, "page_height"), 210),
    ("what is bound stays bound", lambda file: [section(2, f"{side}_margin")(file) for side in ("top", "right", "bottom", "left")], [28, 37, 26, 35]),
    ("正文 仿宋", looks("Normal", "rPr/rFonts", "eastAsia"), "仿宋_GB2312"),
    ("正文 三号", looks("Normal", *SIZE), "32"),
    ("正文 28 磅", looks("Normal", *LINE), "560"),
    ("正文 28 磅 exactly", looks("Normal", "pPr/spacing", "lineRule"), "exact"),
    ("首行缩进 2 字", looks("Normal", "pPr/ind", "firstLineChars"), "200"),
    ("首行缩进 2 字 in twips", looks("Normal", "pPr/ind", "firstLine"), "640"),
    ("两端对齐", looks("Normal", "pPr/jc", "val"), "both"),
    ("标题 小标宋", looks("Title", "rPr/rFonts", "eastAsia"), "方正小标宋简体"),
    ("标题 二号", looks("Title", *SIZE), "44"),
    ("标题 居中", looks("Title", "pPr/jc", "val"), "center"),
    ("一级 黑体", looks("Heading 1", "rPr/rFonts", "eastAsia"), "黑体"),
    ("一级 三号", looks("Heading 1", *SIZE), "32"),
    ("一级 not bold", looks("Heading 1", "rPr/b", "val"), "0"),
    ("一级 black", looks("Heading 1", "rPr/color", "val"), "000000"),
    ("一级 in the outline", looks("Heading 1", "pPr/outlineLvl", "val"), "0"),
    ("一级 not alone at the foot", lambda file: file.styles["Heading 1"].paragraph_format.keep_with_next, True),
    ("二级 楷体", looks("Heading 2", "rPr/rFonts", "eastAsia"), "楷体_GB2312"),
    ("二级 三号", looks("Heading 2", *SIZE), "32"),
    ("三级 仿宋", looks("三级标题", "rPr/rFonts", "eastAsia"), "仿宋_GB2312"),
    ("三级 三号", looks("三级标题", *SIZE), "32"),
    ("附件 黑体", looks("附件序号", "rPr/rFonts", "eastAsia"), "黑体"),
    ("页码 宋体", looks("Footer", "rPr/rFonts", "eastAsia"), "宋体"),
    ("页码 四号", looks("Footer", *SIZE), "28"),
    ("页码 — 1 —", lambda file: file.sections[1].footer.paragraphs[0].text, "—  —"),
    ("单页码居右", lambda file: file.sections[1].footer.paragraphs[0].alignment.name, "RIGHT"),
    ("双页码居左", lambda file: file.sections[1].even_page_footer.paragraphs[0].alignment.name, "LEFT"),
    ("空一字", xml("/word/footer1.xml", "w:rightChars=.100."), 1),
    ("odd and even pages differ", lambda file: file.settings.odd_and_even_pages_header_footer, True),
    ("cover has no number", lambda file: file.sections[0].footer.is_linked_to_previous, True),
    ("the first page of findings is 1", xml("/word/document.xml", "<w:pgNumType w:start=.1./>"), 1),
    ("22 行", xml("/word/document.xml", "<w:docGrid w:type=.lines. w:linePitch=.579."), 1),
    ("仿宋 has a substitute", xml("/word/fontTable.xml", "仿宋_GB2312.><w:altName w:val=.仿宋."), 1),
    ("小标宋 has a substitute", xml("/word/fontTable.xml", "方正小标宋简体.><w:altName"), 1),
    ("all fonts have one", xml("/word/fontTable.xml", "<w:altName"), 5),
    ("heads of tables on every page", lambda file: len(file.element.body.findall(".//" + qn("w:tblHeader"))) == len(file.tables), True),
    ("charts", lambda file: len(file.inline_shapes), 2),
    ("tables have the margins that Word gives them", xml("/word/styles.xml", "<w:left w:w=.108. w:type=.dxa./><w:bottom w:w=.0. w:type=.dxa./><w:right w:w=.108."), 1),
    # As a file of Word 2013 and later: of any other mode Word says 兼容模式 in its title bar.
    ("no 兼容模式", xml("/word/settings.xml", 'w:name="compatibilityMode"[^>]*w:val="15"'), 1),
    ("charts say what they show", xml("/word/document.xml", "descr=.柱形图：各类判定的项次。"), 1),
    ("language", looks("Normal", "rPr/kern", "val"), "0"),
    ("Word lists no style of ours in English", lambda file: [one.name for one in file.styles if one.element.get(qn("w:customStyle")) and one.name.isascii()], []),
    ("author", lambda file: file.core_properties.author, ""),
    ("title", lambda file: file.core_properties.title, "关于虚构县2025—2026年政策要求落实情况的自查报告"),
    ("cover title", lambda file: next(one.text for one in file.paragraphs if one.style.name == "Title").split("\n")[0], "关于虚构县2025—2026年"),
    ("made up on the cover", lambda file: [one.text for one in file.paragraphs if one.style.name == "封面提示"], ["（虚构数据，仅供演示）"]),
    ("headings in order", lambda file: [one.text[:2] for one in file.paragraphs if one.style.name == "Heading 1"], ["一、", "二、", "三、", "四、", "五、", "六、"]),
    ("附件说明", lambda file: [one.text for one in file.paragraphs if one.style.name == "附件说明"], ["附件：1. 整改清单"]),
]  # fmt: skip  # a row a line


@pytest.mark.parametrize(("point", "found", "expected"), POINTS, ids=[point for point, _, _ in POINTS])
def test_the_file_has_the_page_of_an_official_document(
    paper: Path, point: str, found: Callable[[Any], Any], expected: Any
) -> None:
    assert found(opened(paper)) == expected, point


@pytest.mark.parametrize(
    ("titles", "listed"),
    [
        ([], []),
        (["整改清单"], [("附件说明", "附件：整改清单")]),
        (["整改清单", "到期清单"], [("附件说明", "附件：1. 整改清单"), ("附件说明续行", "2. 到期清单")]),
    ],
)
def test_annexes_are_numbered_where_there_are_several(
    judge: Judged, titles: list[str], listed: list[tuple[str, str]]
) -> None:
    told = findings(judge(SHORT), specs().corpus)
    told = replace(told, annexes=tuple(replace(told.annexes[0], title=title) for title in titles))
    paragraphs = docx.Document(io.BytesIO(as_docx(told))).paragraphs
    told_by = [(one.style.name or "", one.text) for one in paragraphs]  # type: ignore[union-attr]  # has one
    assert [one for one in told_by if one[0].startswith("附件说明")] == listed
    # A line is free between the last sentence and the annexes, and above the day.
    day = next(at for at, (style, _) in enumerate(told_by) if style == "成文日期")
    assert told_by[day - 1] == ("Normal", "")
    above = day - len(listed) - 2
    assert (told_by[above] == ("Normal", "")) is bool(listed)
    # The day stands on no page without text.
    kept = [bool(one.paragraph_format.keep_with_next) for one in paragraphs]
    assert kept[above - bool(listed) - 1 : day] == [False, *[True] * (day - above + bool(listed))]


@pytest.mark.parametrize(
    ("across", "sections"),
    [
        ([True], [297]),
        ([False], [210]),
        ([True, True], [297]),
        ([True, False], [297, 210]),
        ([True, False, False, True, True], [297, 210, 297]),
    ],
)
def test_annexes_that_lie_the_same_way_share_a_section(
    judge: Judged, across: list[bool], sections: list[int]
) -> None:
    told = findings(judge(SHORT), specs().corpus)
    annexes = tuple(Annex(f"表{at}", across=lies) for at, lies in enumerate(across, start=1))
    made = docx.Document(io.BytesIO(as_docx(replace(told, annexes=annexes))))
    assert [round(one.page_width.mm) for one in made.sections] == [210, 210, *sections]  # type: ignore[union-attr]  # has one
    assert made.element.body[-1].tag == qn("w:sectPr")  # without it Word adds an empty page
    labels = [one for one in made.paragraphs if (one.style.name or "") == "附件序号"]  # type: ignore[union-attr]  # has one
    assert [one.text for one in labels] == [
        f"附件{at if len(across) > 1 else ''}" for at in range(1, len(across) + 1)
    ]
    # The first of a section begins a page by itself.
    assert [bool(one.paragraph_format.page_break_before) for one in labels] == [
        at > 0 and lies == across[at - 1] for at, lies in enumerate(across)
    ]


@pytest.mark.parametrize(
    ("values", "highest", "lowest", "named"),
    [
        ([("项次", (1.0, 4.0))], "4.6", "0", "0"),  # 4 and the room of its label
        ([("实际", (83.0,)), ("目标", (85.0,))], "119", "0", "1"),
        ([("实际", (-2.0, 1.0)), ("目标", (1.0, 1.0))], "1.4", None, "1"),
        ([("项次", (0.0,))], None, "0", "0"),
        ([("项次", ())], None, "0", "0"),
    ],
)
def test_an_axis_leaves_room_for_the_label_of_the_longest_bar(
    values: list[tuple[str, tuple[float, ...]]], highest: str | None, lowest: str | None, named: str
) -> None:
    names = tuple("甲乙"[: len(values[0][1])])
    drawn = etree.fromstring(_xml(Chart("图", names, tuple(values), ""), "rId1"))
    axis = drawn.find(".//{*}valAx/{*}scaling")
    found = {etree.QName(one).localname: one.get("val") for one in axis}
    assert (found.get("max"), found.get("min")) == (highest, lowest)
    labels = {etree.QName(one).localname: one.get("val") for part in drawn.iter("{*}dLbls") for one in part}
    shown = {name for name, on in labels.items() if on == "1"}
    assert shown == ({"showVal", "showSerName"} if named == "1" else {"showVal"})
    assert [one.get("val") for one in drawn.iter("{*}srgbClr")] == ["1F4E79", "BFBFBF"][: len(values)]
    assert [one.text for one in drawn.iter("{*}f")] == [
        text.format(column="BC"[at], last=len(names) + 1)
        for at in range(len(values))
        for text in ("Sheet1!${column}$1", "Sheet1!$A$2:$A${last}", "Sheet1!${column}$2:${column}${last}")
    ]


@pytest.mark.parametrize(
    ("names", "series", "height"),
    [(1, 1, 32), (5, 2, 104), (12, 1, 120), (10, 2, 184), (12, 2, 190)],  # eight a bar, and as high as a page
)
def test_a_chart_is_as_high_as_its_bars_ask(names: int, series: int, height: int) -> None:
    chart = Chart("图", ("甲",) * names, (("实际", (1.0,) * names),) * series, "")
    (extent,) = picture(docx.Document(), chart, 1).iter("{*}extent")
    assert int(extent.get("cy")) == height * 36_000


def test_a_row_is_kept_whole_while_a_page_can_hold_it() -> None:
    """Of 400 characters it is; of more it may break. A row of one cell is a band across, that keeps to the next."""
    grid = Grid(("头", "尾"), (40, 116), (("长" * 400, ""), ("", "长" * 401), ("带",)))
    made = table(grid)
    rows = made.findall(qn("w:tr"))
    assert [row.find(".//" + qn("w:cantSplit")) is not None for row in rows] == [True, True, False, True]
    assert [row.find(".//" + qn("w:tblHeader")) is not None for row in rows] == [True, False, False, False]
    assert [row.find(".//" + qn("w:keepNext")) is not None for row in rows] == [False, False, False, True]
    widths = [[int(one.get(qn("w:w"))) for one in row.iter(qn("w:tcW"))] for row in rows]
    # 40 and 116 mm in twentieths of a point, of which an inch, 25.4 mm, has 1,440.
    assert widths == [[2268, 6576]] * 3 + [[8844]]


class Printed:
    """A PDF: its pages as sizes and lines."""

    def __init__(self, path: Path) -> None:
        self.file = pypdfium2.PdfDocument(path)
        self.runs: dict[int, list[tuple[float, float, float, float]]] = {}
        self.sizes = [
            (round(width / _MM), round(height / _MM))
            for width, height in map(self.file.get_page_size, range(len(self.file)))
        ]
        self.texts = [page.get_textpage() for page in self.file]

    def size(self, at: int) -> tuple[int, int]:
        return self.sizes[at]

    def text(self, at: int) -> str:
        found: str = self.texts[at].get_text_bounded()
        return found

    def boxes(self, at: int) -> list[tuple[float, float, float, float]]:
        """Left, bottom, right, top of every run of text, in millimetres."""
        if at not in self.runs:
            text = self.texts[at]
            edges = (text.get_rect(number) for number in range(text.count_rects()))
            self.runs[at] = [(a / _MM, b / _MM, c / _MM, d / _MM) for a, b, c, d in edges]
        return self.runs[at]

    def lines(self, at: int) -> list[str]:
        return [line for line in self.text(at).splitlines() if line.strip()]


@pytest.fixture(scope="session")
def printed(pdf: Path) -> Printed:
    return Printed(pdf)


PRINTED: list[tuple[str, Callable[[Printed], Any], Any]] = [
    ("cover is A4", lambda file: file.size(0), (210, 297)),
    ("findings are A4", lambda file: file.size(1), (210, 297)),
    ("what is to be mended lies across", lambda file: file.size(file_page(file, "整改清单")), (297, 210)),
    ("cover bears no number", lambda file: "— " in file.text(0), False),
    ("findings begin on page 1", lambda file: "— 1 —" in file.text(1), True),
    ("then comes page 2", lambda file: "— 2 —" in file.text(2), True),
    ("odd number outside", lambda file: number_edge(file, 1) > 160, True),
    ("even number outside", lambda file: number_edge(file, 2) < 60, True),
    ("number is 7 mm below the text", lambda file: 24 <= min(bottom for _, bottom, _, _ in file.boxes(1)) <= 29, True),
    ("what is not met on the first two pages", lambda file: "二、未达标事项" in file.text(1) + file.text(2), True),
    ("all findings within two pages and a few lines", lambda file: "有关说明" in file.text(2) + file.text(3), True),
    ("28 字", lambda file: 27 <= max(len(line.strip()) for at in (1, 2) for line in file.lines(at) if not re.search("[0-9a-zA-Z]", line)) <= 29, True),
    ("22 行 at most", lambda file: max(len(file.lines(at)) for at in (1, 2)) <= 23, True),
    ("no page is empty", lambda file: all(file.text(at).strip() for at in range(len(file.file))), True),
    ("nothing left of the page", lambda file: min(left for at in range(len(file.file)) for left, *_ in file.boxes(at)) >= 25, True),
    ("nothing right of the page", lambda file: all(right <= file.size(at)[0] - 24 for at in range(len(file.file)) for _, _, right, _ in file.boxes(at)), True),
    ("nothing above the page", lambda file: all(top <= file.size(at)[1] - 25 for at in range(len(file.file)) for *_, top in file.boxes(at)), True),
]  # fmt: skip  # a row a line


def file_page(file: Printed, title: str) -> int:
    """The page on which an annex begins."""
    return next(at for at in range(len(file.file)) if re.search(rf"附件\s*\d\s+{title}", file.text(at)))


def number_edge(file: Printed, at: int) -> float:
    """Where the page number begins, in millimetres from the left."""
    lowest = min(bottom for _, bottom, _, _ in file.boxes(at))
    return min(left for left, bottom, _, _ in file.boxes(at) if bottom < lowest + 6)


@pytest.mark.parametrize(("point", "found", "expected"), PRINTED, ids=[point for point, _, _ in PRINTED])
def test_printed_it_looks_so(
    printed: Printed, point: str, found: Callable[[Printed], Any], expected: Any
) -> None:
    assert found(printed) == expected, point


def test_the_same_input_gives_the_same_bytes(judge: Judged) -> None:
    first, second = (as_docx(findings(judge(SHORT), specs().corpus)) for _ in range(2))
    assert first == second


def test_nothing_that_stands_there_is_overwritten(judge: Judged, tmp_path: Path) -> None:
    path = tmp_path / "报告.docx"
    path.write_bytes(b"mine")
    with pytest.raises(PolicykitError, match="PK007"):
        write_docx(findings(judge(SHORT), specs().corpus), path)
    assert path.read_bytes() == b"mine"


def test_without_annexes_the_findings_keep_their_page_and_number(judge: Judged) -> None:
    data = as_docx(replace(findings(judge(ENOUGH), specs().corpus), annexes=()))
    cover, body = docx.Document(io.BytesIO(data)).sections
    assert [round(each.page_width.mm) for each in (cover, body)] == [210, 210]  # type: ignore[union-attr]  # both say it
    assert (cover.footer.is_linked_to_previous, body.footer.is_linked_to_previous) == (True, False)


HOSTILE = [
    "<w:p/>&amp;]]>",
    "a\x00b\x0bc\ud800d\ufffe",
    "长" * 5000,
    "\r\n两\n行",
    "=1+1",
    "{where}{0}",
    "\u202e翻转",
    "😀" * 40,
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_text_breaks_the_file(judge: Judged, text: str) -> None:
    told = findings(judge(ENOUGH), specs().corpus)
    grid = Grid(("头", text), (40, 116), ((text, text), (text,)))
    changed = type(told)(
        text,
        (text,),
        text,
        (Block("item", text),),
        (Annex(text, (text,), told.annexes[0].charts, grid),),
        told.day,
    )
    data = as_docx(changed)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
    assert docx.Document(io.BytesIO(data)).tables
