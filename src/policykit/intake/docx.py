"""A Word file → its text as printed: body in order, computed numbers, tables, notes, boxes; changes as accepted.

What a reader of the printed page sees is written, and nothing else: no deleted or hidden text, no instructions of
fields, neither heads nor feet of the page. A note stands behind the paragraph or table that refers to it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from lxml import etree

from policykit.base.resources import load
from policykit.intake.drawn import Drawn, Writer, is_power, too_large
from policykit.intake.numbering import Numbering, child, children, local, value
from policykit.intake.package import Package

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from policykit.intake.package import Element

__all__ = ["READER", "read_docx"]

READER = f"docx 1 (lxml {etree.__version__})"
_MAIN = "word/document.xml"
_NOTES = (("footnoteReference", "footnotes", "footnote"), ("endnoteReference", "endnotes", "endnote"))
_UNSEEN = frozenset(load("intake")["unseen"])
_SIGNS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": " "}
_WRAPPERS = frozenset(
    ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "AlternateContent", "Choice")
)
_FORMULA = {"f": "/", "d": "", "sSup": "^", "nary": "∑", "rad": "√"}
"""What is drawn in a formula and is no character."""
_SUM = re.compile("[+＋－−-]")
_PRODUCT = re.compile("[+＋－−×÷*/·-]")
"""甲/乙×丙 is not 甲/（乙×丙）: a bar has the whole of it below it."""
_PRIVATE = range(0xE000, 0xF900)
_MOST_CELLS = 200_000
_MOST_SPAN = 200


def read_docx(data: bytes) -> Drawn:
    """The text of a Word file.

    Raises `PolicykitError`: damaged (PK114), locked (PK115), without text (PK101), more than any document (PK112).
    """
    package = Package(data, "docx")
    parts = {
        name: package.xml(f"word/{name}.xml") if f"word/{name}.xml" in package.names else None
        for name in ("numbering", "styles", "footnotes", "endnotes")
    }
    writer = Writer()
    _Body(Numbering(parts["numbering"], parts["styles"]), _notes(parts), writer).write(
        _blocks(child(package.xml(_MAIN), "body"))
    )
    return writer.drawn(READER)


def _notes(parts: dict[str, Element | None]) -> dict[tuple[str, str], Element]:
    return {
        (reference, value(note, "id") or ""): note
        for reference, part, name in _NOTES
        for note in children(parts[part], name)
        if value(note, "type") in {None, "normal"}
    }


def _blocks(container: Element | None) -> Iterator[Element]:
    """Paragraphs and tables in order, out of whatever they are wrapped in."""
    for each in container if container is not None else ():
        name = local(each)
        if name in {"p", "tbl"}:
            yield each
        elif name in _WRAPPERS:
            yield from _blocks(each)


@dataclass
class _Found:
    """What a paragraph refers to: notes, and boxes that are anchored in it."""

    notes: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)


@dataclass
class _Body:
    numbering: Numbering
    notes: dict[tuple[str, str], Element]
    writer: Writer
    cells: int = 0
    noted: int = 0

    def write(self, blocks: Iterable[Element]) -> None:
        """Write paragraphs and tables; one whose mark is deleted runs on into the next."""
        before = ""
        found = _Found()
        for block in blocks:
            if local(block) == "tbl":
                before = self._end(before, found)
                self._table(block, found)
                before = self._end("", found)
                continue
            before += self._text(block, found)
            if child(block, "pPr", "rPr", "del") is None and child(block, "pPr", "rPr", "moveFrom") is None:
                before = self._end(before, found)
        self._end(before, found)

    def _end(self, text: str, found: _Found) -> str:
        """Write a whole paragraph, then the boxes and notes that belong to it."""
        for line in text.split("\n"):
            self.writer.paragraph(line)
        boxes, notes = found.boxes[:], found.notes[:]
        found.boxes.clear()
        found.notes.clear()
        for box in boxes:
            self.write(_blocks(box))
        for note in notes:
            if note in self.notes:
                self.noted += 1
                words = " ".join(
                    self._text(each, _Found()).strip()
                    for each in _blocks(self.notes[note])
                    if local(each) == "p"
                )
                self.writer.paragraph(f"注{self.noted}：{words}")
        return ""

    def _text(self, paragraph: Element, found: _Found) -> str:
        """The words of a paragraph with its number."""
        label = self.numbering.label(child(paragraph, "pPr"))
        pieces = list(_pieces(paragraph, found))
        return label + _line(pieces) if any(piece.strip() for piece in pieces) else ""

    # --- tables -----------------------------------------------------------------------------------

    def _table(self, table: Element, found: _Found) -> None:
        rows = list(_rows(table))
        if max((len(list(_cells(row))) for row in rows), default=0) <= 1:
            for row in rows:  # a frame around paragraphs
                for cell in _cells(row):
                    self.write(_blocks(cell))
            return
        self.writer.end_table()
        for row in rows:
            self.writer.row(self._row(row, found))
        self.writer.end_table()

    def _row(self, row: Element, found: _Found) -> list[str]:
        """The cells of a row; what spans several stands in the first of them."""
        properties = child(row, "trPr")
        cells = [""] * _span(value(child(properties, "gridBefore")), least=0)
        for cell in _cells(row):
            about = child(cell, "tcPr")
            merged = child(about, "vMerge")
            goes_on = merged is not None and value(merged) in {None, "continue"}
            words = "" if goes_on else " ".join(self._cell(cell, found))
            cells += [words, *[""] * (_span(value(child(about, "gridSpan"))) - 1)]
        self.cells += len(cells)
        if self.cells > _MOST_CELLS:
            raise too_large(_MOST_CELLS, "cells")
        return cells

    def _cell(self, cell: Element, found: _Found) -> Iterator[str]:
        """The paragraphs of a cell; a table in it is read on, cell by cell."""
        for block in _blocks(cell):
            if local(block) == "p":
                yield self._text(block, found).strip()
            else:
                for row in _rows(block):
                    for inner in _cells(row):
                        yield from self._cell(inner, found)
        boxes = found.boxes[:]
        found.boxes.clear()
        for box in boxes:
            yield from self._cell(box, found)


def _rows(table: Element) -> Iterator[Element]:
    for each in table:
        if local(each) == "tr" and child(each, "trPr", "del") is None:
            yield each
        elif local(each) in _WRAPPERS:
            yield from _rows(each)


def _cells(row: Element) -> Iterator[Element]:
    for each in row:
        if local(each) == "tc":
            yield each
        elif local(each) in _WRAPPERS:
            yield from _cells(each)


def _span(written: str | None, least: int = 1) -> int:
    number = (
        int(written) if written and written.isdecimal() and len(written) <= len(str(_MOST_SPAN)) else least
    )
    return min(max(number, least), _MOST_SPAN)


class _Raised(str):
    """Characters that are set high: 10 with a raised 5 is not 105."""

    __slots__ = ()


def _line(pieces: Iterable[str]) -> str:
    """Pieces joined; a raised number behind a number is its power."""
    text = ""
    for raised, run in groupby(filter(None, pieces), key=lambda piece: isinstance(piece, _Raised)):
        words = "".join(run)
        text += f"^{words}" if raised and is_power(text, words) else words
    return text


def _pieces(element: Element, found: _Found) -> Iterator[str]:
    """The visible characters below an element, in order."""
    for each in element:
        name = local(each)
        if name in _UNSEEN:
            continue
        if name == "t":
            yield each.text or ""
        elif name in _SIGNS:
            yield _SIGNS[name]
        elif name == "sym":
            yield _sign(value(each, "char"))
        elif name.endswith("noteReference"):
            found.notes.append((name, value(each, "id") or ""))
        elif name == "txbxContent":
            found.boxes.append(each)
        elif name in _FORMULA:
            yield from _formula(each, name, found)
        elif name == "r":
            yield from _run(each, found)
        else:
            yield from _pieces(each, found)


def _run(run: Element, found: _Found) -> Iterator[str]:
    """The visible characters of a run; those set high are marked so."""
    if _hidden(run):
        return
    pieces = _pieces(run, found)
    high = value(child(run, "rPr", "vertAlign")) == "superscript"
    yield from map(_Raised, pieces) if high else pieces


def _formula(drawn: Element, name: str, found: _Found) -> Iterator[str]:
    """What a formula draws and does not write: the bar of a fraction, what is raised, the signs of sums and roots."""
    if name == "d":  # brackets are drawn, too: round ones unless it says otherwise
        about = child(drawn, "dPr")
        given = (child(about, f"{end}Chr") for end in ("beg", "end"))
        begin, end = (
            usual if mark is None else value(mark) or "" for mark, usual in zip(given, "（）", strict=True)
        )
        yield f"{begin}{''.join(_pieces(drawn, found))}{end}"
        return
    parts = {local(part): "".join(_pieces(part, found)) for part in drawn}
    if name == "f":
        sides = ((parts.get(side, ""), signs) for side, signs in (("num", _SUM), ("den", _PRODUCT)))
        yield "/".join(f"（{side}）" if signs.search(side) else side for side, signs in sides)
    elif name == "sSup":  # 10^5 is not 105
        yield f"{parts.get('e', '')}^{parts.get('sup', '')}"
    else:
        yield _FORMULA[name] + "".join(parts.values())


def _hidden(run: Element) -> bool:
    vanish = child(run, "rPr", "vanish")
    return vanish is not None and value(vanish) not in {"0", "false"}


def _sign(code: str | None) -> str:
    """A sign by its code; those of symbol fonts have no meaning outside of them."""
    try:
        point = int(code or "", 16)
        return "" if point in _PRIVATE else chr(point)
    except ValueError:
        return ""
