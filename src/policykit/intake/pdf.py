"""A PDF with a text layer → paragraphs and tables with their pages; heads, feet and page numbers off.

Lines that fill the column run on into the next unless that is indented; what recurs at the top or the foot of pages,
and numbers there that count with the pages, are the page's. A scanned PDF is refused as what it is.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pypdfium2

from policykit.base.diagnostics import Code, Diagnostic, PolicykitError
from policykit.base.resources import load
from policykit.intake.drawn import Drawn, Writer, too_large
from policykit.intake.glyphs import Grid, Line, aligned, joined
from policykit.intake.ocr import can_recognise, is_picture, reader, recognised
from policykit.intake.ruled import page_items

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["MOST_PAGES", "READER", "Page", "drawn_from", "read_pdf"]

READER = f"pdf 3 (pypdfium2 {pypdfium2.version.PYPDFIUM_INFO})"
MOST_PAGES = 2_000
_EDGE = 0.12
"""The share of a page's height in which its heads and feet stand."""
_EDGE_LINES = 3
_RECURS = 0.4
_FEW_PAGES = 3
_COUNTS = re.compile(
    r"[-—–―─·.\s]*(?:第\s*)?(\d{1,4})(?:\s*页)?(?:\s*[/,，]?\s*共?\s*\d{1,4}\s*页?)?[-—–―─·.\s]*"
)
_OPENS = re.compile(
    r"第\s*[一二三四五六七八九十百零〇\d]+\s*[编章节条]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d{1,2}[.、]"
    r"|(?:附?表|专栏)\s*\d"
)
_ANNEX = re.compile(r"附[件录表图]")
"""Annexes begin on pages of their own: each is named once, whatever its number."""
_LEADERS = re.compile(r"[.·…]{4,}\s*\d*$|…{2,}\s*\d*$")
_CLOSED = re.compile("[。；：！？!?;:]$")
_FULL = 1.6
_LOOSE = 4
_FIRST = 3.5
_INDENT = 0.9
_PITCH = 2.4
_SAME_SIZE = 0.15
_CARD_LINES = 3
_CARD_WIDE = 120
_MIN_TEXT = 20
"""Characters that a page of text has at least."""


@dataclass
class Page:
    """A page with what stands on it, in reading order."""

    number: int
    height: float
    items: list[Line | Grid]
    is_picture: bool = False
    """Whether it is a scan: its lines are what was recognised, none where nothing recognises."""

    @property
    def lines(self) -> list[Line]:
        """Its lines of text."""
        return [item for item in self.items if isinstance(item, Line)]


def read_pdf(data: bytes) -> Drawn:
    """The text of a PDF; of its scanned pages too where the extra `ocr` is installed.

    Raises `PolicykitError`: damaged (PK114), locked (PK115), scanned (PK113), more pages than any document (PK112).
    """
    pages = list(_pages(data))
    read_by = f"{READER}, {reader()}" if any(page.is_picture and page.items for page in pages) else READER
    return drawn_from(pages, read_by)


def drawn_from(pages: Sequence[Page], reader: str) -> Drawn:
    """The text of pages: paragraphs and tables, without what is the page's.

    Raises `PolicykitError` when hardly a page has text (PK113).
    """
    characters = sum(len(line.text) for page in pages for line in page.lines)
    tables = any(isinstance(item, Grid) for page in pages for item in page.items)
    if not tables and characters < _MIN_TEXT * (1 + len(pages) // 2):
        raise PolicykitError([Diagnostic(Code.SCANNED, {"pages": len(pages)})])
    writer = Writer()
    unread = load("intake")["unread"]
    writer.left_off += [f"{page.number}: {unread}" for page in pages if page.is_picture and not page.items]
    writer.left_off += _without_edges(pages)
    for page, line in _card(pages):
        writer.paragraph(line.text, page=page.number)
    for page in pages:
        page.items = list(aligned(page.items))
    _write(pages, writer)
    return writer.drawn(reader)


def _pages(data: bytes) -> Iterator[Page]:
    values: dict[str, object] = {"format": load("intake")["kinds"]["pdf"]}
    try:
        document = pypdfium2.PdfDocument(data)
        if len(document) > MOST_PAGES:
            raise too_large(MOST_PAGES, "pages")
        for number in range(len(document)):
            page = document[number]
            items = page_items(page)
            scanned = is_picture(page, sum(len(each.text) for each in items if isinstance(each, Line)))
            if scanned:
                items = [*recognised(page)] if can_recognise() else []
            yield Page(number + 1, page.get_height(), items, scanned)
            page.close()
    except pypdfium2.PdfiumError as error:
        code = Code.SOURCE_LOCKED if "assword" in str(error) else Code.SOURCE_BROKEN
        raise PolicykitError([Diagnostic(code, values)]) from error


# --- heads, feet, page numbers --------------------------------------------------------------------


def _without_edges(pages: Sequence[Page]) -> list[str]:
    """Take what is the page's out of the pages; what that was, with its page."""
    edges = [(page, line) for page in pages for line in _edge(page)]
    recurring: Counter[str] = Counter()
    for page in pages:
        recurring.update({_key(line, len(pages)) for line in _edge(page)})
    counted: Counter[int] = Counter()
    for page, line in edges:
        if (match := _COUNTS.fullmatch(line.text)) is not None:
            counted[int(match[1]) - page.number] += 1
    enough = max(min(_FEW_PAGES, len(pages)), 2, _RECURS * len(pages))
    off: list[str] = []
    for page, line in edges:
        match = _COUNTS.fullmatch(line.text)
        is_number = match is not None and (
            counted[int(match[1]) - page.number] > 1 or not line.text.strip().isdecimal()
        )
        if is_number or (match is None and recurring[_key(line, len(pages))] >= enough):
            page.items = [item for item in page.items if item is not line]
            off.append(f"{page.number}: {line.text}")
    return off


def _edge(page: Page) -> list[Line]:
    """The lines at the top and the foot of a page."""
    lines = sorted(page.lines, key=lambda line: -line.top)
    top = [line for line in lines[:_EDGE_LINES] if line.bottom > page.height * (1 - _EDGE)]
    foot = [line for line in lines[-_EDGE_LINES:] if line.top < page.height * _EDGE]
    return [*top, *(line for line in foot if all(line is not other for other in top))]


def _key(line: Line, pages: int) -> str:
    """By what a line is known on another page: its words; on a second page alone, the very line in the same place."""
    words = "".join(line.text.split())
    if pages < _FEW_PAGES:
        return f"{words} {round(line.top)}"
    return words if _ANNEX.match(words) else re.sub(r"\d+", "#", words)


def _card(pages: Sequence[Page]) -> list[tuple[Page, Line]]:
    """Take the portal's card out of the pages: a printed page may hold it anywhere, over or under the text."""
    label = re.compile(load("intake")["card"])
    out = []
    for page in pages:
        lines = page.lines
        found = [at for at, line in enumerate(lines) if label.search(line.text)]
        if len(found) < _CARD_LINES:
            continue
        first, last = found[0], found[-1]
        # The first of its lines may have a cell of several lines beside it, which begins higher.
        if (
            first
            and lines[first - 1].bottom - lines[first].top < 0
            and not _CLOSED.search(lines[first - 1].text)
        ):
            first -= 1
        card = [
            line
            for line in lines[first : last + 1]
            if len(line.text) <= _CARD_WIDE and not line.text.endswith("。")
        ]
        page.items = [item for item in page.items if not any(item is line for line in card)]
        out += [(page, line) for line in card]
    return out


# --- paragraphs -----------------------------------------------------------------------------------


@dataclass
class _Paragraph:
    """Lines that run on; `turns` are the offsets at which another page begins."""

    text: str
    page: int
    last: Line
    lines: int = 1
    turns: list[tuple[int, int]] = field(default_factory=list)


def _write(pages: Sequence[Page], writer: Writer) -> None:
    margins = _margins(pages)
    open_one: _Paragraph | None = None
    table: Grid | None = None

    def close() -> None:
        if open_one is not None:
            writer.paragraph(open_one.text, page=open_one.page, turns=open_one.turns)

    for page in pages:
        for item in page.items:
            if isinstance(item, Grid):
                close()
                open_one = None
                _write_grid(item, table, page.number, writer)
                table = item
                continue
            if open_one is not None and _runs_on(open_one, item, page.number, margins):
                if page.number != (open_one.turns[-1][1] if open_one.turns else open_one.page):
                    open_one.turns.append((len(open_one.text), page.number))
                open_one.text, open_one.last = joined(open_one.text, item.text), item
                open_one.lines += 1
                continue
            close()
            table = None
            open_one = _Paragraph(item.text, page.number, item)
    close()


def _write_grid(grid: Grid, before: Grid | None, page: int, writer: Writer) -> None:
    """Write a table; one that goes on from the page before, with as many columns, repeats its head at most."""
    rows = grid.rows
    if before is not None and len(before.rows[0]) == len(rows[0]):
        if rows[0] == before.rows[0]:
            writer.left_off.append(f"{page}: {' '.join(filter(None, rows[0]))}")
            rows = rows[1:]
    else:
        writer.end_table()
    for row in rows:
        writer.row(row, page=page)


@dataclass
class _Margin:
    left: float
    right: float
    pitch: float


def _margins(pages: Sequence[Page]) -> dict[int, _Margin]:
    """Where the running text of each column begins and ends, and how far its lines are apart."""
    lines: defaultdict[int, list[Line]] = defaultdict(list)
    pitches: defaultdict[int, Counter[int]] = defaultdict(Counter)
    for page in pages:
        before: Line | None = None
        for line in page.lines:
            lines[line.column].append(line)
            if before is not None and before.column == line.column and before.bottom > line.bottom:
                pitches[line.column][round(before.bottom - line.bottom)] += 1
            before = line
    out = {}
    for column, some in lines.items():
        lefts = Counter(round(line.left) for line in some)
        rights = sorted(line.right for line in some)
        pitch = pitches[column].most_common(1)[0][0] if pitches[column] else some[0].size
        out[column] = _Margin(lefts.most_common(1)[0][0], rights[int(len(rights) * 0.95)], pitch)
    return out


def _runs_on(paragraph: _Paragraph, line: Line, page: int, margins: dict[int, _Margin]) -> bool:
    """Whether a line is the next of a paragraph."""
    last = paragraph.last
    margin, own = margins[last.column], margins[line.column]
    opens = bool(_OPENS.match(line.text))
    # Where neither a stop nor a number parts two lines of running text, one may be as short as a long word makes it.
    slack = _FULL if opens or paragraph.lines == 1 or _CLOSED.search(paragraph.text) else _LOOSE
    if last.right < margin.right - slack * last.size or line.left > own.left + _INDENT * line.size:
        return False
    if last.left > margin.left + _FIRST * last.size:  # centred, or set to the right
        return False
    if abs(last.size - line.size) > _SAME_SIZE * last.size or _LEADERS.search(paragraph.text):
        return False
    on_page = page == (paragraph.turns[-1][1] if paragraph.turns else paragraph.page)
    if (
        on_page
        and last.column == line.column
        and last.bottom - line.bottom > _PITCH * max(margin.pitch, last.size)
    ):
        return False
    return not (opens and _CLOSED.search(paragraph.text))
