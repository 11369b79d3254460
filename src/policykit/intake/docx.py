"""A Word file → its text as printed: body in order, computed numbers, tables, notes, boxes; changes as accepted.

What a reader of the printed page sees is written, and nothing else: no deleted or hidden text, no instructions of
fields, neither heads nor feet of the page. A note stands behind the paragraph or table that refers to it. What is
struck out is no longer valid: it is left out, and said to be.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from lxml import etree

from policykit.base.diagnostics import PolicykitError
from policykit.base.resources import load
from policykit.intake.drawn import Drawn, Writer, raised, too_large
from policykit.intake.html import read_html, text_of
from policykit.intake.kinds import kind_of, page_of
from policykit.intake.numbering import Numbering, child, children, local, value
from policykit.intake.package import Package
from policykit.intake.styles import apply
from policykit.model.table import BLANK

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from policykit.intake.package import Element

__all__ = ["READER", "read_docx"]

READER = f"docx 4 (lxml {etree.__version__})"
_MAIN, _RELATIONS = "word/document.xml", "word/_rels/document.xml.rels"
_NOTES = (("footnoteReference", "footnotes", "footnote"), ("endnoteReference", "endnotes", "endnote"))
_UNSEEN = frozenset(load("intake")["unseen"])
_WRAPPERS = frozenset(
    ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "AlternateContent", "Choice")
)
_FORMULA = {"f": "/", "d": "", "sSup": "^", "nary": "∑", "rad": "√"}
"""What is drawn in a formula and is no character."""
_SUM = re.compile("[+＋－−-]")
_PRODUCT = re.compile("[+＋－−×÷*/·-]")
"""甲/乙×丙 is not 甲/（乙×丙）: a bar has the whole of it below it."""
_PLAIN = re.compile(r"\.te?xt$", re.IGNORECASE)
_PRIVATE = range(0xE000, 0xF900)
_MOST_CELLS = 200_000
_MOST_SPAN = 200


def read_docx(data: bytes, *, inside: bool = False) -> Drawn:
    """The text of a Word file; of one `inside` another, the files in it are not opened.

    Raises `PolicykitError`: damaged (PK114), locked (PK115), without text (PK101), more than any document (PK112).
    """
    package = Package(data, "docx")
    parts = {
        name: package.xml(f"word/{name}.xml") if f"word/{name}.xml" in package.names else None
        for name in ("numbering", "styles", "footnotes", "endnotes")
    }
    writer = Writer()
    numbering = Numbering(parts["numbering"], parts["styles"])
    chunks = {} if inside else _targets(package)
    body = child(package.xml(_MAIN), "body")
    for written in (body, parts["footnotes"], parts["endnotes"]):
        apply(written, parts["styles"])
    _Body(numbering, _notes(parts), writer, package, chunks).write(_blocks(body))
    return writer.drawn(READER)


def _targets(package: Package) -> dict[str, str]:
    """Where the files stand that a document takes in, by what it calls them."""
    if _RELATIONS not in package.names:
        return {}
    named = ((value(each, "Id"), value(each, "Target") or "") for each in package.xml(_RELATIONS))
    return {name or "": target[1:] if target.startswith("/") else f"word/{target}" for name, target in named}


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
        if name in {"p", "tbl", "altChunk"}:
            yield each
        elif name in _WRAPPERS:
            yield from _blocks(each)


@dataclass
class _Found:
    """What a paragraph refers to: notes, boxes that are anchored in it; and what of it is left out, with why."""

    notes: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    gone: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class _Body:
    numbering: Numbering
    notes: dict[tuple[str, str], Element]
    writer: Writer
    package: Package
    chunks: dict[str, str]
    cells: int = 0
    noted: int = 0

    def write(self, blocks: Iterable[Element]) -> None:
        """Write paragraphs and tables; one whose mark is deleted runs on into the next."""
        before = ""
        found = _Found()
        for block in blocks:
            if local(block) != "p":
                before = self._end(before, found)
                (self._table if local(block) == "tbl" else self._chunk)(block, found)
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
        boxes, notes, gone = found.boxes[:], found.notes[:], found.gone[:]
        for each in (found.boxes, found.notes, found.gone):
            each.clear()
        for why, words in gone:
            self.writer.leave_out(why, words)
        for box in boxes:
            self.write(_blocks(box))
        for note in notes:
            if note in self.notes:
                self.noted += 1
                inner = _Found()
                words = " ".join(
                    self._text(each, inner).strip()
                    for each in _blocks(self.notes[note])
                    if local(each) == "p"
                )
                for why, left in inner.gone:
                    self.writer.leave_out(why, left)
                self.writer.paragraph(f"注{self.noted}：{words}")
        return ""

    def _text(self, paragraph: Element, found: _Found) -> str:
        """The words of a paragraph with its number."""
        label = self.numbering.label(child(paragraph, "pPr"))
        words = _line(_pieces(paragraph, found), found)
        return label + words if words.strip() else ""

    def _chunk(self, chunk: Element, found: _Found) -> None:
        """A file that the document takes in at this place (altChunk): a page, a Word file, a plain text."""
        name = self.chunks.get(value(chunk, "id") or "", "")
        try:
            data = self.package.read(name)
            kind = kind_of(data)
            if kind in {"html", "mhtml"}:
                self.writer.include(read_html(page_of(data) if kind == "mhtml" else data))
            elif kind == "docx":
                self.writer.include(read_docx(data, inside=True))
            elif kind == "text" and _PLAIN.search(name):
                for line in text_of(data).splitlines():
                    self.writer.paragraph(line)
            else:
                found.gone.append(("chunk", name))
        except (KeyError, PolicykitError):
            found.gone.append(("chunk", name or "altChunk"))

    # --- tables -----------------------------------------------------------------------------------

    def _table(self, table: Element, found: _Found) -> None:
        rows = list(_rows(table, found))
        if all(len(list(_cells(row))) <= 1 for row in rows):
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
            words = "" if goes_on else " ".join(self._cell(cell, found)).strip() or BLANK
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
            elif local(block) == "altChunk":
                found.gone.append(("chunk", self.chunks.get(value(block, "id") or "", "altChunk")))
            else:
                for row in _rows(block, found):
                    for inner in _cells(row):
                        yield from self._cell(inner, found)
        boxes = found.boxes[:]
        found.boxes.clear()
        for box in boxes:
            yield from self._cell(box, found)


def _rows(table: Element, found: _Found) -> Iterator[Element]:
    for each in table:
        if local(each) == "tr" and child(each, "trPr", "del") is not None:
            found.gone.append(("deleted", _deleted(each)))
        elif local(each) == "tr":
            yield each
        elif local(each) in _WRAPPERS:
            yield from _rows(each, found)


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


class _Struck(str):
    """Characters with a line through them."""

    __slots__ = ()


class _Deleted(str):
    """Characters that a tracked change takes away."""

    __slots__ = ()


_WHY = {_Struck: "struck", _Deleted: "deleted"}


def _line(pieces: Iterable[str], found: _Found) -> str:
    """Pieces joined; what is set high is kept apart, and what is not valid any more is left out."""
    text = ""
    for kind, run in groupby(filter(None, pieces), key=type):
        words = "".join(run)
        if kind in _WHY:
            found.gone.append((_WHY[kind], words))
        else:
            text += raised(text, words) if kind is _Raised else words
    return text


def _pieces(element: Element, found: _Found) -> Iterator[str]:
    """The visible characters below an element, in order."""
    for each in element:
        name = local(each)
        if name in _UNSEEN:
            continue
        if name in _WRITTEN:
            yield _WRITTEN[name](each)
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
    """The visible characters of a run; those set high or struck out are marked so."""
    if _is_set(run, "vanish"):
        return
    pieces = _pieces(run, found)
    if _is_set(run, "strike") or _is_set(run, "dstrike"):
        yield from map(_Struck, pieces)
    else:
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


def _is_set(run: Element, name: str) -> bool:
    mark = child(run, "rPr", name)
    return mark is not None and value(mark) not in {"0", "false", "off"}


def _deleted(element: Element) -> str:
    return "".join(each.text or "" for each in element.iter() if local(each) in {"t", "delText"})


def _sign(code: str | None) -> str:
    """A sign by its code; those of symbol fonts have no meaning outside of them."""
    try:
        point = int(code or "", 16)
        return "" if point in _PRIVATE else chr(point)
    except ValueError:
        return ""


def _sign_of(element: Element) -> str:
    return {"br": "\n", "cr": "\n", "noBreakHyphen": "-"}.get(local(element), " ")


_WRITTEN: dict[str, Callable[[Element], str]] = {
    "t": lambda element: element.text or "",
    "sym": lambda element: _sign(value(element, "char")),
    "del": lambda element: _Deleted(_deleted(element)),
    **dict.fromkeys(("tab", "br", "cr", "noBreakHyphen", "ptab"), _sign_of),
}
"""What elements without others in them write."""
