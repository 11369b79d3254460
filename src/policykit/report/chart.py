"""Bar charts as Word, WPS and LibreOffice draw them themselves (DrawingML): no picture library, no font of ours.

Each has the workbook of its numbers inside: 编辑数据 opens it. The bars say of which series they are, since programs
disagree on the order of a legend.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.shared import Mm
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from policykit.base.spreadsheet import dateless, text_cell
from policykit.report.paper import clean, paragraph
from policykit.report.telling import Chart

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement

__all__ = ["picture"]

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_COLOURS = ("1F4E79", "BFBFBF")
"""Dark and light: they differ on a black and white print; the second is the target, the first what it is held to."""
_FONT = "宋体"
_SHEET = "Sheet1"
_ROOM = {1: 1.15, 2: 1.4}
"""How far the axis goes beyond the longest bar, by the number of series: with two, labels say their names."""
_TALLEST = 190
"""Millimetres."""


def picture(document: Document, chart: Chart, number: int) -> BaseOxmlElement:
    """A paragraph with the chart, as wide as the page; `number` tells it from the others."""
    package = document.part.package
    data = Part(PackURI(f"/word/embeddings/chart{number}.xlsx"), _WORKBOOK_TYPE, _workbook(chart), package)
    part = Part(PackURI(f"/word/charts/chart{number}.xml"), _TYPE, package=package)
    part._blob = _xml(chart, part.relate_to(data, RELATIONSHIP_TYPE.PACKAGE))  # noqa: SLF001 - it names its own relation
    identifier = document.part.relate_to(part, RELATIONSHIP_TYPE.CHART)
    height = min(_TALLEST, 24 + 8 * len(chart.names) * len(chart.series))
    size = f'cx="{Mm(156)}" cy="{Mm(height)}"'
    drawing = (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{_WP}" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent {size}/><wp:docPr id="{number}" name="chart{number}" descr={_quoted(chart.described)} '
        f'title={_quoted(chart.title)}/><wp:cNvGraphicFramePr/><a:graphic xmlns:a="{_A}"><a:graphicData uri="{_C}">'
        f'<c:chart xmlns:c="{_C}" xmlns:r="{_R}" r:id="{identifier}"/></a:graphicData></a:graphic></wp:inline>'
        "</w:drawing></w:r>"
    )
    return paragraph("Picture", inside=drawing)


def _quoted(text: str) -> str:
    return quoteattr(clean(text))


def _xml(chart: Chart, data: str) -> bytes:
    """The chart; `data` is its relation to the workbook of its numbers."""
    title = escape(clean(chart.title))
    series = "".join(_series(chart, at) for at in range(len(chart.series)))
    values = [value for _, values in chart.series for value in values]
    # Room for the label of the longest bar, which some programs cut off.
    bounds = (
        f'<c:max val="{max(values) * _ROOM[min(len(chart.series), 2)]:.6g}"/>'
        if max(values, default=0) > 0
        else ""
    )
    bounds += "" if any(value < 0 for value in values) else '<c:min val="0"/>'
    made = (
        f'{_HEAD}<c:chartSpace xmlns:c="{_C}" xmlns:a="{_A}" xmlns:r="{_R}"><c:roundedCorners val="0"/><c:chart>'
        f'<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:r><a:rPr lang="zh-CN" sz="1200" b="0"/><a:t>{title}'
        '</a:t></a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title><c:autoTitleDeleted val="0"/>'
        '<c:plotArea><c:layout/><c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/>'
        f'{series}<c:gapWidth val="60"/><c:axId val="1"/><c:axId val="2"/></c:barChart>'
        '<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="maxMin"/></c:scaling><c:delete val="0"/>'
        '<c:axPos val="l"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        '<c:crossAx val="2"/></c:catAx>'
        f'<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/>{bounds}</c:scaling><c:delete val="1"/>'
        '<c:axPos val="b"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        '<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:crossAx val="1"/></c:valAx></c:plotArea>'
        '<c:plotVisOnly val="1"/></c:chart><c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz="1000">'
        f'<a:latin typeface="{_FONT}"/><a:ea typeface="{_FONT}"/></a:defRPr></a:pPr><a:endParaRPr lang="zh-CN"/></a:p>'
        f'</c:txPr><c:externalData r:id="{data}"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )
    return made.encode()


def _series(chart: Chart, at: int) -> str:
    """One series, its name and numbers by their cells in the workbook and as they stand there."""
    name, values = chart.series[at]
    column, last = _column(at + 1), len(chart.names) + 1
    shown = {
        "LegendKey": 0, "Val": 1, "CatName": 0, "SerName": int(len(chart.series) > 1), "Percent": 0, "BubbleSize": 0
    }  # fmt: skip  # what a label shows, a line
    labels = "".join(f'<c:show{what} val="{on}"/>' for what, on in shown.items())
    return (
        f'<c:ser><c:idx val="{at}"/><c:order val="{at}"/><c:tx><c:strRef><c:f>{_SHEET}!${column}$1</c:f>'
        f"<c:strCache>{_points([name])}</c:strCache></c:strRef></c:tx>"
        f'<c:spPr><a:solidFill><a:srgbClr val="{_COLOURS[at % 2]}"/></a:solidFill></c:spPr>'
        f'<c:invertIfNegative val="0"/><c:dLbls>{labels}<c:separator> </c:separator></c:dLbls>'
        f"<c:cat><c:strRef><c:f>{_SHEET}!$A$2:$A${last}</c:f><c:strCache>{_points(chart.names)}</c:strCache>"
        f"</c:strRef></c:cat><c:val><c:numRef><c:f>{_SHEET}!${column}$2:${column}${last}</c:f><c:numCache>"
        f"<c:formatCode>General</c:formatCode>{_points([f'{value:.12g}' for value in values])}</c:numCache>"
        "</c:numRef></c:val></c:ser>"
    )


def _points(texts: Sequence[str]) -> str:
    points = (f'<c:pt idx="{at}"><c:v>{escape(clean(text))}</c:v></c:pt>' for at, text in enumerate(texts))
    return f'<c:ptCount val="{len(texts)}"/>{"".join(points)}'


# --- the workbook of a chart's numbers -------------------------------------------------------


def _column(at: int) -> str:
    return get_column_letter(at + 1)


def _workbook(chart: Chart) -> bytes:
    """A workbook of one sheet: names down, series across."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = _SHEET
    for row, name in enumerate(chart.names, start=2):
        text_cell(sheet, row, 1, name)
    for column, (name, values) in enumerate(chart.series, start=2):
        text_cell(sheet, 1, column, name)
        for row, value in enumerate(values, start=2):
            sheet.cell(row, column).value = value
    written = io.BytesIO()
    workbook.save(written)
    return dateless(written.getvalue())
