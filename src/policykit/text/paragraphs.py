"""Text → paragraphs: with exact offsets, with the number that may open each, mended where a page break cut one.

Most sources hold one paragraph a line; text taken from a PDF is wrapped hard, its lines are joined again and
page numbers that its text layer glued to lines are left out.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from policykit.base.resources import load
from policykit.model import PartKind, Span
from policykit.text.marker import Marker, has_leaders, is_marker, marker
from policykit.text.normal import fold
from policykit.text.pages import page_numbers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["UNSEEN", "Block", "blocks", "cut", "joined"]

UNSEEN = str(load("alike")["unseen"])
"""What no one sees, as it stands between [ and ] of a pattern. It would hide the number that opens a line."""
_LINE = re.compile(rf"[^\s{UNSEEN}](?:[^\r\n\x0b\x0c\x85\u2028\u2029]*[^\s{UNSEEN}])?")
_MARK = re.compile(rf"[{UNSEEN}]|\*\*(?=[^*])")
"""What no one sees, and the signs by which Markdown sets bold."""
_ENDS = frozenset('。!?:;…”"》)]】-_|=>')
# A question mark alone ends the headings of questions and answers.
_SENTENCE = re.compile(r"[。;]")
_ORNAMENT = re.compile(r"[\s#.·…\d]+")
_HAN_START = re.compile(r"[\u3400-\u9fff,、。;“《]")
_LEAD_IN = re.compile(r"(?:如下|以下|下列|为“|应当)[^:]{0,20}:$|[\u3400-\u9fff]“")
_RUNS_ON = re.compile(r"[\u3400-\u9fff\w,、。;:)”“《》(%.]")
# A numbered line without a full stop is a heading, unless it has a length no heading has.
_MIN_CUT = 60
_MIN_RUNNING = 40
_MIN_WRAPPED = 12
_FEW_WRAPPED = 3
_STOP = re.compile(r"[,。;]")
_MAX_WRAPPED = 150
_MIN_WRAPPED_SHARE = 0.15
_SLACK = 6
_CLUSTER = 4
_NUMBER_AND_TEXT = 2
_BLANK = " \t\xa0\u3000"
_TRAILING_BLANK = re.compile(r"(?:\t*[ \u3000])+")
"""Cells at the end of a row that are known to be blank."""
_TAB = re.compile(r"\t")


@dataclass
class Block:
    """One paragraph: the spans of its lines, without surrounding white space.

    `folded` is the folded text of the lines, joined as the paragraph reads and without what no one sees, which
    stands at `unseen` of the joined text; `columns` is the width of the first line as printed. A row of a table has
    `cells`, blank ones too; the first row of another table directly behind one `opens` it.
    """

    lines: list[Span]
    folded: str
    columns: int = 0
    unseen: tuple[int, ...] = ()
    cells: tuple[Span, ...] = ()
    opens: bool = False
    is_note: bool = False
    """Whether it is a note to the table above: its ① numbers no clause."""

    @property
    def start(self) -> int:
        """First code point in the source."""
        return self.lines[0].start

    @property
    def end(self) -> int:
        """One past the last code point in the source."""
        return self.lines[-1].end

    @property
    def is_row(self) -> bool:
        """Whether the block is a row of a table."""
        return bool(self.cells)

    @cached_property
    def marker(self) -> Marker | None:
        """The number that may open the block; in a row it numbers the row."""
        return None if self.is_row or self.is_note else marker(self.folded)

    @cached_property
    def is_sentence(self) -> bool:
        """Whether the block is running text, not a heading, name, date or menu entry."""
        if _SENTENCE.search(self.folded) or (self.folded[-1] == ":" and _LEAD_IN.search(self.folded)):
            return True
        if self.marker is not None:
            return len(self.folded) > _MIN_CUT
        commas = self.folded.count(",")
        return commas > 1 or (commas == 1 and (self.folded[-1] == ":" or len(self.folded) > _MIN_RUNNING))

    @cached_property
    def contents_key(self) -> str:
        """The folded text without spaces, dots and figures: the same for a heading and its entry in 目录."""
        return _ORNAMENT.sub("", self.folded)

    def text(self, source: str) -> str:
        """The block's source characters, lines joined without the break that cut them; cells of a row stay apart."""
        return ("\t" if self.cells else "").join(line.cut(source) for line in self.lines)

    def joined(self, position: int) -> int:
        """Where in the joined text a position in the folded one is."""
        for at in self.unseen:
            position += at <= position
        return position

    def offset(self, position: int) -> int:
        """Offset in the source of a position in the folded text."""
        position = self.joined(position)
        for line in self.lines:
            length = line.end - line.start
            if position < length:
                return line.start + position
            position -= length
        return self.end


def blocks(source: str) -> list[Block]:
    r"""All paragraphs of `source`; everything between them is white space.

    >>> [block.folded for block in blocks("一、總體要求\r\n\r\n　　到2025年,取得進展。")]
    ['一、总体要求', '到2025年,取得进展。']
    """
    folded = fold(source)
    marked = _MARK.search(folded) is not None
    lines = [_line(match, _columns(source, *match.span()), marked=marked) for match in _LINE.finditer(folded)]
    width = _wrap_width(lines, source)
    if width is None:
        return _mended(lines)
    for index, length in page_numbers([line.folded for line in lines]).items():
        lines[index] = _without_start(lines[index], length)
    return _unwrapped(lines, width)


def _line(found: re.Match[str], columns: int, *, marked: bool) -> Block:
    """One line; `marked` is whether anything of the source is unseen."""
    unseen = tuple(at for mark in _MARK.finditer(found[0]) for at in range(*mark.span())) if marked else ()
    text = _MARK.sub("", found[0]) if unseen else found[0]
    return Block([Span(*found.span())], text, columns, unseen, _cells(found) if "\t" in text else ())


def _cells(line: re.Match[str]) -> tuple[Span, ...]:
    """The cells of a row, apart by tabs; none where a tab sets off a number or the label of a card."""
    start, end = line.span()
    folded = line.string
    while start and folded[start - 1] in _BLANK:
        start -= 1
    behind = _TRAILING_BLANK.match(folded, end)
    end = behind.end() if behind else end
    cells = tuple(cut(folded, start, end, _TAB))
    words = [cell.cut(folded) for cell in cells if cell.start < cell.end]
    apart = len(words) > _NUMBER_AND_TEXT or not is_marker(words[0])
    return cells if len(words) >= _NUMBER_AND_TEXT and apart and not words[0].endswith(":") else ()


def cut(text: str, start: int, end: int, marks: re.Pattern[str]) -> Iterator[Span]:
    r"""The pieces of `text[start:end]` between marks, without the blanks around them; a blank one is empty.

    >>> [span.cut("\t甲 \t乙") for span in cut("\t甲 \t乙", 0, 5, re.compile(r"\t"))]
    ['', '甲', '乙']
    """
    edges = [(start, start), *(mark.span() for mark in marks.finditer(text, start, end)), (end, end)]
    for (_, first), (last, _) in pairwise(edges):
        piece = text[first:last]
        at = first + len(piece) - len(piece.lstrip())
        yield Span(at, max(at, first + len(piece.rstrip())))


def _without_start(line: Block, length: int) -> Block:
    """The line without its first `length` characters, unless it has no others."""
    rest = line.folded[length:]
    skip = length + len(rest) - len(rest.lstrip())
    if skip >= len(line.folded):
        return line
    start = line.joined(skip)
    unseen = tuple(at - start for at in line.unseen if at >= start)
    begin = line.start + start
    cells = tuple(Span(max(cell.start, begin), max(cell.end, begin)) for cell in line.cells)
    return Block([Span(begin, line.end)], line.folded[skip:], line.columns - skip, unseen, cells)


def _mended(lines: list[Block]) -> list[Block]:
    """Join paragraphs that a page break or an empty line cut in mid-sentence."""
    paragraphs: list[list[Block]] = []
    is_cut = False
    for line in lines:
        if is_cut and _continues(line):
            paragraphs[-1].append(line)
            # What was a sentence before stays one: the paragraph need not be read again for each of its lines.
            is_cut = line.folded[-1] not in _ENDS
        else:
            paragraphs.append([line])
            is_cut = _is_cut(line)
    return list(map(joined, paragraphs))


def joined(lines: Sequence[Block]) -> Block:
    """The lines of one paragraph as one block."""
    if len(lines) == 1:
        return lines[0]
    spans = [span for line in lines for span in line.lines]
    unseen: list[int] = []
    length = 0
    for line in lines:
        unseen += [length + at for at in line.unseen]
        length += line.end - line.start
    return Block(spans, "".join(line.folded for line in lines), lines[0].columns, tuple(unseen))


def _is_cut(block: Block) -> bool:
    folded = block.folded
    if folded[-1] in _ENDS or not block.is_sentence or block.is_row:
        return False
    return block.marker is None or "。" in folded or len(folded) > _MIN_CUT


def _continues(line: Block) -> bool:
    """Whether a line goes on with what was cut before it; the last line of an addressee ends with a colon."""
    runs_on = line.is_sentence or line.folded[-1] == ":"
    return bool(_HAN_START.match(line.folded)) and runs_on and line.marker is None and not line.is_row


def _columns(source: str, start: int, end: int) -> int:
    """Columns of a line: a character past Latin takes two, of which UTF-8 needs three bytes."""
    length = end - start
    return (
        length
        if length > _MAX_WRAPPED
        else length + (len(source[start:end].encode(errors="replace")) - length) // 2
    )


def _wrap_width(lines: list[Block], source: str) -> int | None:
    """The width at which the source is wrapped hard, or `None`."""
    running = [line for line in lines if len(line.folded) > _MIN_WRAPPED and not has_leaders(line.folded)]
    # Running text is broken in mid-sentence at one width; tables and lists have many widths.
    broken = Counter(
        line.columns
        for line, following in pairwise(lines)
        if len(line.folded) > _MIN_WRAPPED
        and line.folded[-1] not in _ENDS
        and source.count("\n", line.end, following.start) == 1
        and not has_leaders(line.folded)
    )
    counts = {width: sum(broken[width - less] for less in range(_CLUSTER)) for width in broken}
    top = max(counts, key=counts.__getitem__, default=0)
    if counts.get(top, 0) < max(_MIN_WRAPPED, _MIN_WRAPPED_SHARE * len(running)) and not _fills(lines, top):
        return None
    return max(range(top - _CLUSTER + 1, top + 1), key=broken.__getitem__)


def _fills(lines: list[Block], width: int) -> bool:
    """Whether a short text is wrapped: none of its lines is wider, and those as wide run on in mid-sentence."""
    if any(line.columns > width and not line.is_row for line in lines):
        return False
    full = [(line, other) for line, other in pairwise(lines) if width - _CLUSTER < line.columns]
    cut_off = [
        line
        for line, other in full
        if not (line.is_row or other.is_row or other.marker)
        and line.folded[-1] not in _ENDS
        and _RUNS_ON.match(other.folded)
        and (_STOP.search(line.folded) or _STOP.search(other.folded))
    ]
    return len(cut_off) >= _FEW_WRAPPED and 2 * len(cut_off) > len(full)


def _unwrapped(lines: list[Block], width: int) -> list[Block]:
    """Join lines that were wrapped at `width` columns."""
    paragraphs: list[list[Block]] = []
    last: dict[PartKind, int] = {}
    full = False
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        opens = _opens(line, last, full=full)
        if full and not opens and not line.is_row and _RUNS_ON.match(line.folded):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
        if opens and line.marker is not None:
            last[line.marker.kind] = line.marker.value
        full = not line.is_row and _is_full(line, following, width)
    return list(map(joined, paragraphs))


def _opens(line: Block, last: dict[PartKind, int], *, full: bool) -> bool:
    """Whether the line's number is one, and not the end of a word that the wrapping cut (统 ⏎ 一、)."""
    marker = line.marker
    if marker is None or not marker.strong:
        return False
    restarts = marker.kind is PartKind.HAN and marker.value <= last.get(PartKind.HAN, 0)
    return not (full and restarts)


def _is_full(line: Block, following: Block | None, width: int) -> bool:
    slack = _SLACK
    if line.marker is not None and not line.is_sentence:
        # A heading seldom fills its line: what follows is its end only when that is short.
        short = following is not None and following.marker is None and len(following.folded) < width // 4
        slack = _SLACK if short else 1
    return line.columns >= width - slack and line.folded[-1] not in "。;:!?…" and not has_leaders(line.folded)
