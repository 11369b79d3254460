"""Bar charts as Word, WPS and LibreOffice draw them themselves (DrawingML): no picture library, no font of ours."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.shared import Mm

from policykit.report.paper import clean, paragraph
from policykit.report.telling import Chart

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement

__all__ = ["picture"]

_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_COLOURS = ("1F4E79", "BFBFBF")
"""Dark and light: they differ on a black and white print."""
_FONT = "宋体"
_TALLEST = 190
"""Millimetres."""


def picture(document: Document, chart: Chart, number: int) -> BaseOxmlElement:
    """A paragraph with the chart, as wide as the page; `number` tells it from the others."""
    part = Part(PackURI(f"/word/charts/chart{number}.xml"), _TYPE, _xml(chart), document.part.package)
    identifier = document.part.relate_to(part, RELATIONSHIP_TYPE.CHART)
    height = min(_TALLEST, 24 + 8 * len(chart.names) * len(chart.series))
    size = f'cx="{Mm(156)}" cy="{Mm(height)}"'
    drawing = (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{_WP}" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent {size}/><wp:docPr id="{number}" name="chart{number}" title={_quoted(chart.title)} '
        f'descr={_quoted(chart.described)}/><wp:cNvGraphicFramePr/><a:graphic xmlns:a="{_A}"><a:graphicData uri="{_C}">'
        f'<c:chart xmlns:c="{_C}" xmlns:r="{_R}" r:id="{identifier}"/></a:graphicData></a:graphic></wp:inline>'
        "</w:drawing></w:r>"
    )
    return paragraph("Picture", inside=drawing)


def _quoted(text: str) -> str:
    return quoteattr(clean(text))


def _xml(chart: Chart) -> bytes:
    names = "".join(
        f'<c:pt idx="{at}"><c:v>{escape(clean(name))}</c:v></c:pt>' for at, name in enumerate(chart.names)
    )
    count = f'<c:ptCount val="{len(chart.names)}"/>'
    series = "".join(
        f'<c:ser><c:idx val="{at}"/><c:order val="{at}"/>'
        f"<c:tx><c:v>{escape(name)}</c:v></c:tx>{_filled(at)}"
        f'<c:invertIfNegative val="0"/>{_labels()}'
        f"<c:cat><c:strLit>{count}{names}</c:strLit></c:cat>"
        f"<c:val><c:numLit><c:formatCode>General</c:formatCode>{count}"
        + "".join(f'<c:pt idx="{n}"><c:v>{value:.12g}</c:v></c:pt>' for n, value in enumerate(values))
        + "</c:numLit></c:val></c:ser>"
        for at, (name, values) in enumerate(chart.series)
    )
    title = escape(clean(chart.title))
    legend = (
        '<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>' if len(chart.series) > 1 else ""
    )
    least = "" if any(value < 0 for _, values in chart.series for value in values) else '<c:min val="0"/>'
    made = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<c:chartSpace xmlns:c="{_C}" xmlns:a="{_A}" xmlns:r="{_R}"><c:roundedCorners val="0"/><c:chart>'
        f'<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:r><a:rPr lang="zh-CN" sz="1200" b="0"/><a:t>{title}'
        '</a:t></a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title><c:autoTitleDeleted val="0"/>'
        '<c:plotArea><c:layout/><c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/>'
        f'{series}<c:gapWidth val="60"/><c:axId val="1"/><c:axId val="2"/></c:barChart>'
        '<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="maxMin"/></c:scaling><c:delete val="0"/>'
        '<c:axPos val="l"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        '<c:crossAx val="2"/></c:catAx>'
        f'<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/>{least}</c:scaling><c:delete val="1"/>'
        '<c:axPos val="b"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        '<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:crossAx val="1"/></c:valAx></c:plotArea>'
        f'{legend}<c:plotVisOnly val="1"/></c:chart><c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz="1000">'
        f'<a:latin typeface="{_FONT}"/><a:ea typeface="{_FONT}"/></a:defRPr></a:pPr><a:endParaRPr lang="zh-CN"/></a:p>'
        "</c:txPr></c:chartSpace>"
    )
    return made.encode()


def _labels() -> str:
    shown = {"LegendKey": 0, "Val": 1, "CatName": 0, "SerName": 0, "Percent": 0, "BubbleSize": 0}
    return "<c:dLbls>" + "".join(f'<c:show{name} val="{on}"/>' for name, on in shown.items()) + "</c:dLbls>"


def _filled(at: int) -> str:
    return f'<c:spPr><a:solidFill><a:srgbClr val="{_COLOURS[at % 2]}"/></a:solidFill></c:spPr>'
