"""The page of an official document (GB/T 9704—2012) in WordprocessingML: paragraphs, tables, sections.

A4 with margins of 37, 35, 28 and 26 mm, 22 lines of 28 characters, page numbers on the outer side. What comes from
texts is escaped here and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

from policykit.report.telling import Grid, words

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement

__all__ = ["TWIPS", "clean", "footers", "paragraph", "section", "table"]

_W = nsdecls("w")
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
TWIPS = 20
"""Of a point."""
_TALL = 400
"""Characters of a cell from which its row may break: one that is kept whole would not fit a page."""


def clean(text: str) -> str:
    """The text without what XML cannot hold."""
    return _ILLEGAL.sub("", text)


def _lines(text: str) -> str:
    """The text as XML, each of its lines behind a break."""
    lines = clean(text).splitlines() or [""]
    return "</w:t><w:br/><w:t xml:space='preserve'>".join(map(escape, lines))


def _mm(millimetres: float) -> int:
    """In twentieths of a point."""
    return int(Mm(millimetres).pt * TWIPS + 0.5)


def paragraph(style: str, text: str = "", *, more: str = "", inside: str = "") -> BaseOxmlElement:
    """A paragraph of a style; `more` is what its properties hold besides, `inside` runs behind the text."""
    run = f"<w:r><w:t xml:space='preserve'>{_lines(text)}</w:t></w:r>" if text else ""
    identifier = style.replace(" ", "")
    made = f"<w:p {_W}><w:pPr><w:pStyle w:val='{identifier}'/>{more}</w:pPr>{run}{inside}</w:p>"
    return parse_xml(made)


# --- tables -----------------------------------------------------------------------------------


def table(grid: Grid) -> BaseOxmlElement:
    """A table with a head on every page; rows stay whole where a page can hold them."""
    widths = [_mm(width) for width in grid.widths]
    columns = "".join(f"<w:gridCol w:w='{width}'/>" for width in widths)
    sides = "".join(
        f"<w:{side} w:val='single' w:sz='4' w:space='0' w:color='000000'/>"
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    margin = _mm(1)
    cells = f"<w:left w:w='{margin}' w:type='dxa'/><w:right w:w='{margin}' w:type='dxa'/>"
    head = _row(grid.heads, widths, "Tablehead", "<w:cantSplit/><w:tblHeader/>")
    rows = (
        _band(row[0], sum(widths), len(widths))
        if len(row) == 1
        else _row(
            row, widths, "Tabletext", "" if any(len(cell) > _TALL for cell in row) else "<w:cantSplit/>"
        )
        for row in grid.rows
    )
    return parse_xml(
        f"<w:tbl {_W}><w:tblPr><w:tblW w:w='{sum(widths)}' w:type='dxa'/><w:jc w:val='center'/>"
        f"<w:tblBorders>{sides}</w:tblBorders><w:tblLayout w:type='fixed'/><w:tblCellMar>{cells}</w:tblCellMar>"
        f"</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{head}{''.join(rows)}</w:tbl>"
    )


def _row(cells: Iterable[str], widths: Sequence[int], style: str, properties: str) -> str:
    made = "".join(_cell(text, width, style) for text, width in zip(cells, widths, strict=True))
    return f"<w:tr><w:trPr>{properties}</w:trPr>{made}</w:tr>"


def _band(text: str, width: int, columns: int) -> str:
    cell = _cell(text, width, "Tablehead", f"<w:gridSpan w:val='{columns}'/>", "<w:keepNext/>")
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cell}</w:tr>"


def _cell(text: str, width: int, style: str, span: str = "", keep: str = "") -> str:
    run = f"<w:r><w:t xml:space='preserve'>{_lines(text)}</w:t></w:r>" if text else ""
    return (
        f"<w:tc><w:tcPr><w:tcW w:w='{width}' w:type='dxa'/>{span}<w:vAlign w:val='center'/></w:tcPr>"
        f"<w:p><w:pPr><w:pStyle w:val='{style}'/>{keep}</w:pPr>{run}</w:p></w:tc>"
    )


# --- sections ---------------------------------------------------------------------------------


def section(*, across: bool = False, restart: bool = False, grid: bool = False, inside: str = "") -> str:
    """The properties of a section: A4 upright or across; `restart` counts pages from 1, `grid` has 22 lines.

    `inside` are the references to its footers.
    """
    margins, paper, page = words()["margins"], words()["paper"], words()["page"]
    width, height = _mm(paper["width"]), _mm(paper["height"])
    sides = dict(margins)
    if across:
        # The page lies on its side: what is bound stays bound.
        width, height = height, width
        sides = {
            "top": margins["left"], "bottom": margins["right"], "left": margins["bottom"], "right": margins["top"],
        }  # fmt: skip  # sides and words a line
    turned = " w:orient='landscape'" if across else ""
    edges = " ".join(f"w:{side}='{_mm(size)}'" for side, size in sides.items())
    footer = _mm(paper["footer"] if not across else sides["bottom"] / 2)
    number = "<w:pgNumType w:start='1'/>" if restart else ""
    line = Mm(paper["height"] - margins["top"] - margins["bottom"]).pt / page["lines"]
    cells = f"<w:docGrid w:type='lines' w:linePitch='{int(line * TWIPS)}'/>"
    return (
        f"<w:sectPr {_W} {nsdecls('r')}>{inside}<w:type w:val='nextPage'/>"
        f"<w:pgSz w:w='{width}' w:h='{height}'{turned}/>"
        f"<w:pgMar {edges} w:header='{_mm(15)}' w:footer='{footer}' w:gutter='0'/>{number}"
        f"{cells if grid else ''}</w:sectPr>"
    )


def footers(document: Document) -> str:
    """Page numbers — 1 — on the outer side: right on odd pages, left on even ones; the references to them."""
    last = document.sections[-1]
    before, _, after = words()["number"].partition("{page}")
    looks = words()["styles"]["Footer"]
    for footer, side in ((last.footer, "right"), (last.even_page_footer, "left")):
        footer.is_linked_to_previous = False
        field = (
            f"<w:r><w:t xml:space='preserve'>{before}</w:t></w:r>"
            "<w:fldSimple w:instr=' PAGE '><w:r><w:t>1</w:t></w:r></w:fldSimple>"
            f"<w:r><w:t xml:space='preserve'>{after}</w:t></w:r>"
        )
        edge = int(Pt(looks["size"]).pt * TWIPS)
        place = f"<w:ind w:{side}Chars='100' w:{side}='{edge}'/><w:jc w:val='{side}'/>"
        element = footer._element  # noqa: SLF001 - the library has no way to put a field there
        for old in list(element):
            element.remove(old)
        element.append(paragraph("Footer", more=place, inside=field))
    properties = document.element.body.sectPr
    references = properties.findall(qn("w:footerReference"))
    return "".join(
        f"<w:footerReference w:type='{one.get(qn('w:type'))}' r:id='{one.get(qn('r:id'))}'/>"
        for one in references
    )
