"""Findings → a Word document, the same bytes for the same findings."""

from __future__ import annotations

import io
from itertools import count, groupby
from pathlib import Path
from typing import TYPE_CHECKING

import docx
from docx.oxml import parse_xml

from policykit.base.diagnostics import Code, Diagnostic, PolicykitError
from policykit.base.files import write_new
from policykit.base.spreadsheet import dateless
from policykit.report import paper
from policykit.report.chart import picture
from policykit.report.package import furnish
from policykit.report.telling import Annex, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement

    from policykit.report.findings import Findings

__all__ = ["as_docx", "write_docx"]

_STYLES = {"heading1": "Heading 1", "heading2": "Heading 2", "item": "Item", "text": "Normal"}


def write_docx(findings: Findings, path: str | Path) -> None:
    """Write the report as .docx where nothing stands yet.

    Raises
    ------
    PolicykitError
        Something stands there (PK007): somebody may have gone over it by hand; or it cannot be written (PK004).
    """
    path = Path(path)
    if path.exists():
        raise PolicykitError([Diagnostic(Code.ALREADY_THERE, {"path": path})])
    write_new({path: as_docx(findings)})


def as_docx(findings: Findings) -> bytes:
    """The bytes of the report as .docx."""
    document = docx.Document()
    furnish(document, findings)
    references = paper.footers(document)
    body = document.element.body
    for old in list(body):
        body.remove(old)
    for element in (
        *_cover(findings),
        *_body(findings, references),
        *_annexes(document, findings.annexes),
    ):
        body.append(element)
    written = io.BytesIO()
    document.save(written)
    return dateless(written.getvalue(), stamped=False)


def _space(lines: int, style: str = "Normal") -> Iterator[BaseOxmlElement]:
    yield from (paper.paragraph(style) for _ in range(lines))


def _cover(findings: Findings) -> Iterator[BaseOxmlElement]:
    yield from _space(4)
    yield paper.paragraph("Title", findings.title)
    yield from _space(2)
    if findings.notice:
        yield paper.paragraph("Notice", findings.notice)
    yield from _space(5)
    for line in findings.cover:
        yield paper.paragraph("Cover", line)
    yield paper.paragraph("End", more=paper.section())


def _body(findings: Findings, references: str) -> Iterator[BaseOxmlElement]:
    yield paper.paragraph("Title", findings.title)
    yield paper.paragraph("Normal")
    titles = [annex.title for annex in findings.annexes]
    keep = "<w:keepNext/>"
    for at, block in enumerate(findings.blocks, start=1):
        # The day stands on no page without text: with the list of annexes it keeps to the last lines.
        more = keep if at == len(findings.blocks) else ""
        yield paper.paragraph(_STYLES[block.style], block.text, more=more)
    last = words()["day"].format(findings.day)
    if titles:
        yield paper.paragraph("Normal", more=keep)
    for number, title in enumerate(titles, start=1):
        line = words()["listed"].format(number=number, title=title) if len(titles) > 1 else title
        first = number == 1
        yield paper.paragraph(
            "Annexes" if first else "Annexes further",
            (words()["annexes"] if first else "") + line,
            more=keep,
        )
    yield paper.paragraph("Normal", more=keep)
    more = paper.section(restart=True, grid=True, inside=references)
    yield paper.paragraph("Date", last, more="" if not titles else more)
    if not titles:
        yield parse_xml(more)


def _annexes(document: Document, annexes: Sequence[Annex]) -> Iterator[BaseOxmlElement]:
    """Each on a page of its own; those that lie the same way share a section."""
    numbered = list(enumerate(annexes, start=1))
    pictures = count(1)
    groups = [(across, list(of)) for across, of in groupby(numbered, key=lambda each: each[1].across)]
    for at, (across, listed) in enumerate(groups):
        for place, (number, annex) in enumerate(listed):
            yield from _annex(document, number if len(annexes) > 1 else 0, annex, pictures, new=bool(place))
        properties = paper.section(across=across)
        if at < len(groups) - 1:
            yield paper.paragraph("End", more=properties)
        else:
            yield paper.paragraph("End")
            yield parse_xml(properties)


def _annex(
    document: Document, number: int, annex: Annex, pictures: Iterator[int], *, new: bool
) -> Iterator[BaseOxmlElement]:
    label = words()["annex"].format(number=number or "")
    yield paper.paragraph("Annex label", label, more="<w:pageBreakBefore/>" if new else "")
    yield paper.paragraph("Normal")
    yield paper.paragraph("Title", annex.title, more="<w:keepNext/>")
    yield paper.paragraph("Normal")
    for line in annex.lead:
        yield paper.paragraph("Annex lead", line)
    for chart in annex.charts:
        yield picture(document, chart, next(pictures))
    if annex.grid is not None:
        yield paper.table(annex.grid)
