"""What Word demands of the file and LibreOffice does not: a wrong order of elements, a part that nothing leads to.

The orders are those of ECMA-376 (transitional), of all that may stand in an element the part that the report uses:
an element that is not listed fails too, and has to be looked up in the standard before it is added here.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree
from openpyxl import load_workbook

ORDERS = {
    line.partition(": ")[0]: line.partition(": ")[2].split()
    for line in """
w:pPr: pStyle keepNext keepLines pageBreakBefore widowControl snapToGrid spacing ind jc outlineLvl sectPr
w:rPr: rFonts b bCs color spacing kern sz szCs lang
w:p: pPr r fldSimple
w:tbl: tblPr tblGrid tr
w:tblPr: tblStyle tblW jc tblInd tblBorders tblLayout tblCellMar
w:tblBorders: top left bottom right insideH insideV
w:tblCellMar: top left bottom right
w:tcPr: tcW gridSpan vAlign
w:tr: trPr tc
w:tc: tcPr p
w:sectPr: footerReference type pgSz pgMar pgNumType docGrid
w:style: name next uiPriority semiHidden unhideWhenUsed qFormat pPr rPr tblPr
w:styles: docDefaults style
w:docDefaults: rPrDefault pPrDefault
w:font: altName charset family pitch
w:settings: zoom defaultTabStop evenAndOddHeaders characterSpacingControl compat themeFontLang decimalSymbol listSeparator
w:compat: spaceForUL balanceSingleByteDoubleByteWidth doNotLeaveBackslashAlone ulTrailSpace doNotExpandShiftReturn adjustLineHeightInTable useFELayout compatSetting
wp:inline: extent docPr cNvGraphicFramePr graphic
c:chartSpace: roundedCorners chart txPr externalData
c:chart: title autoTitleDeleted plotArea plotVisOnly
c:title: tx overlay
c:plotArea: layout barChart catAx valAx
c:barChart: barDir grouping varyColors ser gapWidth axId
c:ser: idx order tx spPr invertIfNegative dLbls cat val
c:dLbls: showLegendKey showVal showCatName showSerName showPercent showBubbleSize separator
c:catAx: axId scaling delete axPos majorTickMark minorTickMark tickLblPos crossAx
c:valAx: axId scaling delete axPos numFmt majorTickMark minorTickMark tickLblPos crossAx
c:scaling: orientation max min
c:strRef: f strCache
c:numRef: f numCache
c:strCache: ptCount pt
c:numCache: formatCode ptCount pt
a:p: pPr r endParaRPr
a:defRPr: latin ea
""".strip().splitlines()
}
"""Element → the order of what may stand in it."""
ANY_ORDER = {"w:p": {"r", "fldSimple"}}
"""A choice, of which each may come again."""
PREFIXES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": "wp",
    "http://schemas.openxmlformats.org/drawingml/2006/chart": "c",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
}
W, R = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}",
)
OURS = re.compile(r"word/(document|styles|settings|fontTable|footer\d|charts/chart\d)\.xml")


@pytest.fixture(scope="module")
def parts(paper: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(paper) as archive:
        names = archive.namelist()
        assert len(names) == len(set(names))
        return {name: archive.read(name) for name in names}


def named(element: etree._Element) -> tuple[str, str]:
    tag = etree.QName(element)
    return PREFIXES.get(tag.namespace or "", ""), tag.localname


def disorder(root: etree._Element) -> Iterator[str]:
    """Each element whose children are not in the order of the standard, or none of those that are listed."""
    for element in root.iter(etree.Element):
        name = ":".join(named(element))
        if name not in ORDERS or (name == "c:chart" and not len(element)):
            continue
        children = [named(child)[1] for child in element]
        unknown = [child for child in children if child not in ORDERS[name]]
        if unknown:
            yield f"{name} holds {unknown[0]}"
            continue
        places = [
            ORDERS[name].index(child) if child not in ANY_ORDER.get(name, ()) else len(ORDERS[name])
            for child in children
        ]
        if places != sorted(places):
            yield f"{name}: {' '.join(children)}"


def test_a_wrong_order_would_be_found() -> None:
    wrong = etree.fromstring(f'<w:pPr xmlns:w="{W[1:-1]}"><w:jc/><w:ind/></w:pPr>')
    assert list(disorder(wrong)) == ["w:pPr: jc ind"]


def test_elements_stand_in_the_order_of_the_standard(parts: dict[str, bytes]) -> None:
    ours = {name: data for name, data in parts.items() if OURS.fullmatch(name)}
    assert len(ours) == 8
    found = {name: set(disorder(etree.fromstring(data))) for name, data in ours.items()}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_every_part_is_led_to_and_typed(parts: dict[str, bytes]) -> None:
    types = etree.fromstring(parts["[Content_Types].xml"])
    typed = {one.get("PartName", "").lstrip("/") for one in types if named(one)[1] == "Override"}
    suffixes = {one.get("Extension") for one in types if named(one)[1] == "Default"}
    led = set()
    for name, data in parts.items():
        if not name.endswith(".rels"):
            continue
        folder = posixpath.dirname(posixpath.dirname(name))
        relations = etree.fromstring(data)
        led |= {
            posixpath.normpath(posixpath.join("/", folder, one.get("Target", "")))[1:] for one in relations
        }
        source = posixpath.join(folder, posixpath.basename(name).removesuffix(".rels"))
        if source in parts:
            used = {
                value
                for element in etree.fromstring(parts[source]).iter(etree.Element)
                for key, value in element.attrib.items()
                if key.startswith(R)
            }
            assert used <= {one.get("Id") for one in relations}, source
    contents = {name for name in parts if not name.endswith(".rels") and name != "[Content_Types].xml"}
    assert led == contents
    assert typed <= contents
    assert {name for name in contents - typed if name.rpartition(".")[2] not in suffixes} == set()


def test_what_the_text_refers_to_is_there_and_once(parts: dict[str, bytes]) -> None:
    document, styles = (
        etree.fromstring(parts["word/document.xml"]),
        etree.fromstring(parts["word/styles.xml"]),
    )
    identifiers = [style.get(f"{W}styleId") for style in styles.iter(f"{W}style")]
    assert max(Counter(identifiers).values()) == 1
    assert {one.get(f"{W}val") for one in document.iter(f"{W}pStyle")} <= set(identifiers)
    faces = {one.get(f"{W}name") for one in etree.fromstring(parts["word/fontTable.xml"])}
    for face in styles.iter(f"{W}rFonts"):
        assert {face.get(f"{W}{kind}") for kind in ("ascii", "hAnsi", "eastAsia", "cs")} <= faces
    drawings = [one.get("id") for one in document.iter("{*}docPr")]
    assert max(Counter(drawings).values()) == 1
    for cell in document.iter(f"{W}tc"):
        assert cell[-1].tag == f"{W}p"
    for table in document.iter(f"{W}tbl"):
        columns = len(table.find(f"{W}tblGrid"))
        for row in table.iter(f"{W}tr"):
            spans = [one.find(f"{W}tcPr/{W}gridSpan") for one in row.iter(f"{W}tc")]
            assert sum(1 if span is None else int(span.get(f"{W}val", "1")) for span in spans) == columns


def test_the_numbers_of_a_chart_stand_in_its_workbook(parts: dict[str, bytes]) -> None:
    for at in (1, 2):
        chart = etree.fromstring(parts[f"word/charts/chart{at}.xml"])
        sheet = load_workbook(io.BytesIO(parts[f"word/embeddings/chart{at}.xlsx"]))["Sheet1"]
        for formula in chart.iter("{*}f"):
            area = sheet[(formula.text or "").partition("!")[2].replace("$", "")]
            cells = [row[0].value for row in area] if isinstance(area, tuple) else [area.value]
            shown = [one.text for one in formula.getparent().iter("{*}v")]
            assert [f"{cell:.12g}" if isinstance(cell, (int, float)) else cell for cell in cells] == shown
