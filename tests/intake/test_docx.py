"""Word files: what the printed page shows, in order, with the numbers that Word computes."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import docx
import pytest

from policykit.intake import MAP, left_out, read
from policykit.intake.numbering import _set_off, formatted

if TYPE_CHECKING:
    from collections.abc import Callable

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
STRICT = 'xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"'


def packed(body: str, space: str = W, **parts: str) -> bytes:
    """A Word file with this body; parts are what stands in numbering.xml, styles.xml, footnotes.xml."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:document {space}><w:body>{body}</w:body></w:document>")
        for name, inner in parts.items():
            archive.writestr(f"word/{name}.xml", f"<w:{name} {space}>{inner}</w:{name}>")
    return made.getvalue()


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def item(text: str, number: int = 1, level: int = 0) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def level(at: int, form: str, text: str, more: str = "") -> str:
    return f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{text if text.startswith('<') else p(text)}</w:tc>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def lines(data: bytes) -> list[str]:
    drawn = read(data)
    assert drawn is not None
    return drawn.text.splitlines()


PLAN = (
    f'<w:abstractNum w:abstractNumId="7">{level(0, "chineseCountingThousand", "%1、")}{level(1, "chineseCounting", "（%2）")}'
    f"{level(2, 'decimal', '%3.')}{level(3, 'decimalEnclosedCircle', '%4')}</w:abstractNum>"
    '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
)
THROUGH = '<w:lvlRestart w:val="0"/>'
FIRST, SECOND = '<w:pStyle w:val="H1"/>', '<w:pStyle w:val="H2"/>'
LAW = (
    f'<w:abstractNum w:abstractNumId="0">{level(0, "chineseCountingThousand", "第%1章")}'
    f"{level(1, 'chineseCountingThousand', '第%2条', THROUGH)}{level(2, 'decimal', '%1.%3', '<w:isLgl/>')}</w:abstractNum>"
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)


@pytest.mark.parametrize(
    ("numbering", "items", "expected"),
    [
        (
            PLAN,
            [(0, 1), (1, 1), (1, 1), (2, 1), (2, 1), (3, 1), (0, 1), (1, 1)],
            ["一、", "（一）", "（二）", "1. ", "2. ", "① ", "二、", "（一）"],
        ),
        (PLAN, [(0, 1), (0, 1), (0, 2), (0, 3), (0, 3)], ["一、", "二、", "三、", "一、", "二、"]),
        (
            LAW,
            [(0, 1), (1, 1), (1, 1), (0, 1), (1, 1), (2, 1)],
            ["第一章 ", "第一条 ", "第二条 ", "第二章 ", "第三条 ", "2.1 "],
        ),
        (
            PLAN,
            [(0, 1)] * 12,
            [
                f"{han}、"
                for han in ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"]
            ],
        ),
        (PLAN, [(0, 9), (0, 0)], ["", ""]),
    ],
    ids=[
        "four levels",
        "lists that count on, and anew",
        "articles count through chapters",
        "twelve",
        "no such list, none",
    ],
)
def test_numbers_are_those_that_word_computes(
    numbering: str, items: list[tuple[int, int]], expected: list[str]
) -> None:
    body = "".join(item("事项", number, at) for at, number in items)
    assert lines(packed(body, numbering=numbering)) == [f"{label}事项" for label in expected]


def test_numbers_of_styles_and_what_is_numbered_in_tables() -> None:
    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{level(0, "chineseCounting", "%1、", FIRST)}{level(1, "chineseCounting", "（%2）", SECOND)}'
        f'</w:abstractNum><w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num>'
    )
    styles = "".join(
        f'<w:style w:styleId="{name}">{base}<w:pPr>{num}</w:pPr></w:style>'
        for name, base, num in [
            ("H1", "", '<w:numPr><w:numId w:val="5"/></w:numPr>'),
            ("H2", "", '<w:numPr><w:numId w:val="5"/></w:numPr>'),
            ("Mine", '<w:basedOn w:val="H2"/>', ""),
            ("Ring", '<w:basedOn w:val="Ring"/>', ""),
        ]
    )
    body = "".join(
        p(text, f'<w:pStyle w:val="{style}"/>')
        for text, style in [("总则", "H1"), ("范围", "H2"), ("对象", "Mine"), ("环", "Ring")]
    )
    body += table(cell(p("措施", '<w:pStyle w:val="H1"/>')) + cell("卫健局"))
    assert lines(packed(body, numbering=numbering, styles=styles)) == [
        "一、总则",
        "（一）范围",
        "（二）对象",
        "环",
        "二、措施\t卫健局",
    ]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            p("到2027年底，").replace(
                "</w:p>",
                "<w:ins><w:r><w:t>签约率达到75%</w:t></w:r></w:ins><w:del><w:r><w:delText>签约率达到70%</w:delText></w:r></w:del><w:r><w:t>以上。</w:t></w:r></w:p>",
            ),
            ["到2027年底，签约率达到75%以上。"],
            id="changes as accepted",
        ),
        pytest.param(p("甲", "<w:rPr><w:del/></w:rPr>") + p("乙"), ["甲乙"], id="a deleted paragraph mark"),
        pytest.param(
            "<w:p><w:moveFrom><w:r><w:t>移走</w:t></w:r></w:moveFrom></w:p><w:moveTo><w:p><w:r><w:t>移来</w:t></w:r></w:p></w:moveTo>",
            ["移来"],
            id="moved",
        ),
        pytest.param(
            '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE \\* MERGE</w:instrText></w:r><w:r><w:t>3</w:t></w:r><w:fldSimple w:instr="DATE"><w:r><w:t>年</w:t></w:r></w:fldSimple></w:p>',
            ["3年"],
            id="fields by their result",
        ),
        pytest.param(
            "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r><w:r><w:t>显示</w:t></w:r></w:p>",
            ["显示"],
            id="hidden",
        ),
        pytest.param(
            "<w:p><w:r><w:t>甲。</w:t><w:br/><w:t>乙。</w:t><w:tab/><w:t>丙</w:t></w:r></w:p>",
            ["甲。", "乙。 丙"],
            id="breaks",
        ),
        pytest.param(
            "<w:sdt><w:sdtContent>" + p("控件里的正文。") + "</w:sdtContent></w:sdt>",
            ["控件里的正文。"],
            id="content controls",
        ),
        pytest.param(
            "<w:p><w:r><w:t>前</w:t><w:AlternateContent><w:Choice><w:txbxContent>"
            + p("框中第一段。")
            + p("框中第二段。")
            + "</w:txbxContent></w:Choice><w:Fallback><w:txbxContent>"
            + p("框中第一段。")
            + "</w:txbxContent></w:Fallback></w:AlternateContent><w:t>后</w:t></w:r></w:p>",
            ["前后", "框中第一段。", "框中第二段。"],
            id="a text box once, behind its paragraph",
        ),
        pytest.param(
            "<w:p><w:oMath><w:f><w:num><w:r><w:t>甲</w:t></w:r></w:num><w:den><w:r><w:t>乙</w:t></w:r></w:den></w:f></w:oMath></w:p>",
            ["甲/乙"],
            id="fraction",
        ),
        pytest.param(
            "<w:p><w:oMath><w:f><w:num><w:r><w:t>甲+乙</w:t></w:r></w:num><w:den><w:r><w:t>丙×丁</w:t></w:r></w:den></w:f>"
            "<w:r><w:t>×</w:t></w:r><w:d><w:e><w:r><w:t>1-戊</w:t></w:r></w:e></w:d>"
            '<w:d><w:dPr><w:begChr w:val="["/><w:endChr w:val="]"/></w:dPr><w:e><w:r><w:t>注</w:t></w:r></w:e></w:d>'
            "<w:d><w:dPr><w:begChr/><w:endChr/></w:dPr><w:e><w:r><w:t>值</w:t></w:r></w:e></w:d></w:oMath></w:p>",
            ["（甲+乙）/（丙×丁）×（1-戊）[注]值"],
            id="a fraction has all below its bar, and brackets that are drawn",
        ),
        pytest.param(
            table(cell(p("专栏1") + p("每县1所。"))), ["专栏1", "每县1所。"], id="a frame is no table"
        ),
        pytest.param(
            table(
                cell("指标", '<w:vMerge w:val="restart"/>') + cell("目标", '<w:gridSpan w:val="2"/>'),
                cell("", "<w:vMerge/>") + cell("2025年") + cell("2030年"),
                cell("就诊率") + cell("85%") + cell("90%"),
            ),
            ["指标\t目标", "\t2025年\t2030年", "就诊率\t85%\t90%"],
            id="merged cells",
        ),
        pytest.param(
            table(
                cell("指标") + cell("2027年") + cell("责任单位"),
                cell("床位") + cell("10") + cell("卫健局", '<w:vMerge w:val="restart"/>'),
                cell("") + cell("12") + cell("", "<w:vMerge/>"),
                cell("门诊") + cell("9") + cell(""),
            ),
            ["指标\t2027年\t责任单位", "床位\t10\t卫健局", "\u3000\t12", "门诊\t9\t\u3000"],
            id="blank cells and merged ones",
        ),
        pytest.param(
            table(cell("甲") + cell(table(cell("内1") + cell("内2")) + p("外")), cell("乙") + cell("丙")),
            ["甲\t内1 内2 外", "乙\t丙"],
            id="a table in a cell",
        ),
        pytest.param(
            "<w:tbl><w:tr><w:trPr><w:del/></w:trPr>"
            + cell("删")
            + cell("除")
            + "</w:tr><w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr>"
            + cell("留")
            + cell("下")
            + "</w:tr></w:tbl>",
            ["\t留\t下"],
            id="a deleted row, a row that begins late",
        ),
        pytest.param(
            '<w:p><w:r><w:t>签约率达到75%</w:t><w:footnoteReference w:id="2"/><w:t>。</w:t></w:r></w:p>'
            + p("下一段。"),
            ["签约率达到75%。", "注1：以常住人口计。", "下一段。"],
            id="a note behind its paragraph, its mark no figure",
        ),
        pytest.param(
            table(cell('<w:p><w:r><w:t>率</w:t><w:footnoteReference w:id="2"/></w:r></w:p>') + cell("75%"))
            + p("下。"),
            ["率\t75%", "注1：以常住人口计。", "下。"],
            id="a note behind its table",
        ),
        pytest.param(
            f"<w:p><w:oMath>{'<w:d><w:e>' * 40}<w:r><w:t>甲</w:t><w:footnoteReference w:id='2'/></w:r>"
            f"{'</w:e></w:d>' * 40}</w:oMath></w:p>",
            [f"{'（' * 40}甲{'）' * 40}", "注1：以常住人口计。"],
            id="brackets in brackets are read once, and their note",
        ),
        pytest.param(
            "<w:p>"
            + "".join(
                f"<w:r><w:rPr><w:vertAlign w:val='{high}'/></w:rPr><w:t>{words}</w:t></w:r>"
                for words, high in [
                    *(
                        ("菌落不超过10", "baseline"),
                        ("5", "superscript"),
                        ("个，误差10", "baseline"),
                        ("-", "superscript"),
                        ("3", "superscript"),
                    ),
                    *(
                        ("，面积60m", "baseline"),
                        ("2", "superscript"),
                        ("，床位90", "baseline"),
                        ("①", "superscript"),
                        ("张。", "baseline"),
                    ),
                ]
            )
            + "</w:p>",
            ["菌落不超过10^5个，误差10^-3，面积60m2，床位90①张。"],
            id="a raised number behind a number",
        ),
    ],
)
@pytest.mark.parametrize("space", [W, STRICT], ids=["transitional", "strict"])
def test_the_printed_page(body: str, expected: list[str], space: str) -> None:
    notes = (
        '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote><w:footnote w:id="2">'
        + p("以常住人口计。")
        + "</w:footnote>"
    )
    assert lines(packed(body, space, footnotes=notes)) == expected


def test_a_file_as_word_writes_it() -> None:
    made = docx.Document()
    made.sections[0].header.paragraphs[0].text = "页眉不是正文"
    made.sections[0].footer.paragraphs[0].text = "— 1 —"
    made.add_heading("某县签约服务方案", 0)
    made.add_paragraph("一、目标")
    made.add_paragraph("到2027年底，").add_run("签约率").bold = True
    grid = made.add_table(3, 3)
    for row, words in enumerate(["指标 目标 目标", "指标 2025年 2030年", "签约率 70% 75%"]):
        for column, word in enumerate(words.split()):
            grid.cell(row, column).text = word
    grid.cell(0, 1).merge(grid.cell(0, 2)).text = "目标"
    grid.cell(0, 0).merge(grid.cell(1, 0)).text = "指标"
    made.add_paragraph("二、保障")
    data = io.BytesIO()
    made.save(data)
    drawn = read(data.getvalue())
    assert drawn is not None
    assert drawn.text.splitlines() == [
        "某县签约服务方案",
        "一、目标",
        "到2027年底，签约率",
        "指标\t目标",
        "\t2025年\t2030年",
        "签约率\t70%\t75%",
        "二、保障",
    ]
    assert [(place.table, place.row, place.column) for place in drawn.places if place.table][-1] == (1, 3, 3)


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: packed(p("甲"))[:-40], "PK102"),
        (lambda: packed("<w:p>").replace(b"</w:body>", b"</w:bod_>"), "PK114"),
        (lambda: packed("<w:p/>"), "PK101"),
        (lambda: packed("<w:sdt>" * 400 + "</w:sdt>" * 400), "PK114"),
        (lambda: packed(p("&amp;a;"), W), None),
        (lambda: packed(table(*[cell("甲", '<w:gridSpan w:val="200"/>') * 200] * 6)), "PK112"),
        (lambda: packed(p("字" * 50_000) * 90), "PK112"),
    ],
    ids=["cut off", "no XML", "empty", "nested", "no entity", "cells", "characters"],
)
def test_what_is_refused(
    make: Callable[[], bytes], code: str | None, refused: Callable[[bytes], str]
) -> None:
    if code is None:
        assert lines(make()) == ["&a;"]
    elif code == "PK102":
        assert read(make()) is None  # no archive any more: as text it is refused by what it begins with
    else:
        assert refused(make()) == code


def test_an_archive_that_unpacks_to_more_than_a_document_is_not_unpacked(
    refused: Callable[[bytes], str],
) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{p('甲')}</w:body></w:document>")
        archive.writestr("word/media/image1.bmp", bytes(70 * 2**20))
    data = bytearray(made.getvalue())
    assert lines(bytes(data)) == ["甲"]
    # Four such members: the directory at the end says 4 times 70 MB.
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = (300 * 2**20).to_bytes(4, "little")
    assert refused(bytes(data)) == "PK112"


def test_entities_are_not_expanded() -> None:
    laughs = (
        '<!DOCTYPE d [<!ENTITY a "哈哈哈"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(
            "word/document.xml",
            f"{laughs}<w:document {W}><w:body>{p('&b;&f;')}{p('甲')}</w:body></w:document>",
        )
    assert lines(made.getvalue()) == ["甲"]


def run(words: str, mark: str = "") -> str:
    return f"<w:r><w:rPr>{mark}</w:rPr><w:t>{words}</w:t></w:r>"


def high(words: str) -> str:
    return run(words, '<w:vertAlign w:val="superscript"/>')


@pytest.mark.parametrize(
    ("runs", "expected"),
    [
        ([run("就诊率达到85%"), high("1"), run("以上。")], "就诊率达到85%¹以上。"),
        (
            [run("就诊率"), high("1"), high("2"), run("达到85%"), high("[3]"), run("。")],
            "就诊率¹²达到85%[3]。",
        ),
        (
            [run("床位500张"), high("注1"), run("，90"), high("①"), run("张，面积60km"), high("2")],
            "床位500张[注1]，90①张，面积60km2",
        ),
        ([run("就诊率\u200b达到8\u20605%，每\u00ad年2次\u202e。")], "就诊率达到85%，每年2次。"),
    ],
    ids=["behind per cent", "behind a word, in brackets", "behind units", "unseen"],
)
def test_marks_that_are_raised_or_unseen_are_glued_to_no_figure(runs: list[str], expected: str) -> None:
    assert lines(packed(f"<w:p>{''.join(runs)}</w:p>")) == [expected]


def test_what_is_struck_out_or_deleted_is_left_out_and_said_to_be() -> None:
    struck, twice, not_struck = "<w:strike/>", '<w:dstrike w:val="true"/>', '<w:strike w:val="0"/>'
    deleted = "<w:del><w:r><w:delText>每年</w:delText></w:r><w:r><w:delText>2次</w:delText></w:r></w:del>"
    body = (
        f"<w:p>{run('就诊率达到')}{run('80', struck)}{run('%', struck)}{run('85%')}{run('以上', not_struck)}{deleted}{run('。')}"
        '<w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
        f"<w:p>{run('整段删去。', twice)}</w:p>"
        "<w:p><w:moveFrom><w:r><w:t>移走</w:t></w:r></w:moveFrom></w:p>"
        + table(
            cell("指标") + cell("目标"), cell("就诊率") + cell(f"<w:p>{run('70%', struck)}{run('75%')}</w:p>")
        )
        + f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr>{cell('旧行')}{cell('1次')}</w:tr><w:tr>{cell('甲')}{cell('乙')}</w:tr></w:tbl>"
    )
    notes = f'<w:footnote w:id="2"><w:p>{run("以户籍")}{run("以常住", struck)}{run("人口计。")}</w:p></w:footnote>'
    drawn = read(packed(body, footnotes=notes))
    assert drawn is not None
    assert drawn.text.splitlines() == [
        "就诊率达到85%以上。",
        "注1：以户籍人口计。",
        "指标\t目标",
        "就诊率\t75%",
        "甲\t乙",
    ]
    assert drawn.left_out == (
        ("struck", "80%"),
        ("deleted", "每年2次"),
        ("struck", "以常住"),
        ("struck", "整段删去。"),
        ("struck", "70%"),
        ("deleted", "旧行1次"),
    )


def test_what_a_style_strikes_out_hides_or_raises_is_so() -> None:
    def style(name: str, says: str, *, kind: str = "character", base: str = "") -> str:
        based = f'<w:basedOn w:val="{base}"/>' if base else ""
        return f'<w:style w:type="{kind}" w:styleId="{name}">{based}<w:rPr>{says}</w:rPr></w:style>'

    def styled(words: str, name: str, more: str = "") -> str:
        return f'<w:r><w:rPr><w:rStyle w:val="{name}"/>{more}</w:rPr><w:t>{words}</w:t></w:r>'

    kept = '<w:strike w:val="0"/>'
    styles = (
        style("old", "<w:strike/>")
        + style("older", "<w:b/>", base="old")
        + style("unseen", "<w:vanish/>")
        + style("mark", '<w:vertAlign w:val="superscript"/>')
        + style("gone", "<w:strike/>", kind="paragraph")
        + style("ring", "", base="ring2")
        + style("ring2", "", base="ring")
    )
    body = (
        f"<w:p>{run('就诊率达到')}{styled('80%', 'old')}{styled('82%', 'older')}{run('85%')}{styled('1', 'mark')}"
        f"{styled('以上', 'old', more=kept)}{styled('暂定', 'unseen')}{styled('。', 'ring')}</w:p>"
        f'<w:p><w:pPr><w:pStyle w:val="gone"/></w:pPr>{run("整段删去。")}</w:p>'
    )
    drawn = read(packed(body, styles=styles))
    assert drawn is not None
    assert drawn.text.splitlines() == ["就诊率达到85%¹以上。"]
    assert drawn.left_out == (("struck", "80%82%"), ("struck", "整段删去。"))


def taking_in(name: str, data: bytes) -> bytes:
    """A Word file that takes in another file."""
    space = f'{W} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    body = f'{p("前。")}<w:altChunk r:id="c1"/>{p("后。")}'
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {space}><w:body>{body}</w:body></w:document>")
        archive.writestr(
            "word/_rels/document.xml.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="c1" Type="aFChunk" Target="/word/{name}"/></Relationships>',
        )
        archive.writestr(f"word/{name}", data)
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        (
            "a.html",
            "<p>每年2次<s>、3次</s>。</p><table><tr><td>指标<td>目标<tr><td>率<td>85%</table>".encode(),
            ["每年2次。", "指标\t目标", "率\t85%"],
        ),
        (
            "a.docx",
            packed(p("每年2次。") + table(cell("率") + cell("85%"), cell("床") + cell("9张"))),
            ["每年2次。", "率\t85%", "床\t9张"],
        ),
        ("a.txt", "每年2次。\r\n每月1次。".encode("gb18030"), ["每年2次。", "每月1次。"]),
        (
            "a.mht",
            b"MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"
            + "<p>每年2次。</p>".encode(),
            ["每年2次。"],
        ),
    ],
    ids=["page", "Word file", "text", "saved page"],
)
def test_a_file_that_a_document_takes_in_stands_in_its_place(
    name: str, data: bytes, expected: list[str]
) -> None:
    drawn = read(taking_in(name, data))
    assert drawn is not None
    assert drawn.text.splitlines() == ["前。", *expected, "后。"]
    starts = [place.start for place in drawn.places]
    assert starts == sorted(set(starts))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.rtf", b"{\\rtf1 x}"),
        ("a.docx", b"PK\x03\x04 cut off"),
        ("a.docx", taking_in("b.docx", packed(p("甲")))),
    ],
    ids=["of another kind", "damaged", "with another in it"],
)
def test_a_file_in_a_document_that_cannot_be_read_is_said_to_be_left_out(name: str, data: bytes) -> None:
    drawn = read(taking_in(name, data))
    assert drawn is not None
    assert [line for line in drawn.text.splitlines() if line == "甲"] == []
    [(why, _)] = drawn.left_out
    assert why == "chunk"
    [told] = left_out(drawn.files(b"")[MAP], "a.docx")
    assert told.code.value == "PK124"


# Number, format → what Word prints.
PRINTED = [
    (1, "decimal", "1"), (0, "chineseCounting", "0"), (-3, "upperRoman", "-3"), (9999, "chineseCounting", "九千九百九十九"), (10000, "chineseCounting", "10000"),
    (10, "chineseCounting", "十"), (11, "chineseCounting", "十一"), (20, "chineseCounting", "二十"), (21, "taiwaneseCounting", "二十一"),
    (100, "chineseCounting", "一百"), (101, "chineseCounting", "一百零一"), (110, "chineseCounting", "一百一十"), (1001, "chineseCounting", "一千零一"),
    (1010, "japaneseCounting", "一千零一十"), (2000, "chineseCounting", "二千"),
    (12, "chineseLegalSimplified", "拾贰"), (305, "ideographLegalTraditional", "叁佰零伍"), (20, "ideographDigital", "二〇"),
    (1, "ideographTraditional", "甲"), (10, "ideographTraditional", "癸"), (11, "ideographTraditional", "甲"),
    (12, "ideographZodiac", "亥"), (13, "ideographZodiac", "子"),
    (1, "decimalEnclosedCircle", "①"), (20, "decimalEnclosedCircle", "⑳"), (21, "decimalEnclosedCircle", "21"), (3, "decimalEnclosedParen", "(3)"),
    (7, "numberInDash", "- 7 -"), (7, "decimalZero", "07"), (12, "decimalZero", "12"),
    (1, "lowerLetter", "a"), (26, "lowerLetter", "z"), (27, "upperLetter", "AA"), (53, "lowerLetter", "aaa"), (9999, "lowerLetter", "o" * 26),
    (4, "lowerRoman", "iv"), (1994, "upperRoman", "MCMXCIV"), (3888, "upperRoman", "MMMDCCCLXXXVIII"),
    (5, "none", ""), (5, "ordinal", "5"),
]  # fmt: skip  # a kind of numbers a row


@pytest.mark.parametrize(("number", "form", "printed"), PRINTED)
def test_a_number_is_printed_in_its_format(number: int, form: str, printed: str) -> None:
    assert formatted(number, form) == printed


@pytest.mark.parametrize(
    ("label", "suffix", "printed"),
    [
        ("", "tab", ""),
        ("一、", "tab", "一、"),
        ("（一）", "space", "（一）"),
        ("1)", "tab", "1)"),
        ("附：", "tab", "附："),
        ("1.", "tab", "1. "),
        ("1.", "nothing", "1."),
    ],
)
def test_a_number_is_set_off_where_its_last_sign_does_not_do_it(
    label: str, suffix: str, printed: str
) -> None:
    assert _set_off(label, suffix) == printed
