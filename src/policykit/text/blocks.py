"""Text → blocks: paragraphs with exact offsets, mended where a page break cut a sentence.

A block is what a reader sees as one paragraph. Most sources hold one paragraph a line; text
taken from a PDF is wrapped hard, and its lines are joined again.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from policykit.model import PartKind, Span
from policykit.text.normal import fold
from policykit.text.numbering import Marker, marker
from policykit.text.pages import page_numbers

__all__ = ["LEADERS", "Block", "blocks"]

LEADERS = re.compile(r"\.{4}|·{4}|…{2}")
"""The dots that lead from an entry of a table of contents to its page."""

_LINE = re.compile(r"[^\S\r\n\x0b\x0c\x85\u2028\u2029]*(\S(?:[^\r\n\x0b\x0c\x85\u2028\u2029]*\S)?)")
_ENDS = frozenset('。!?:;…”"》)]】-_|=>')
# A question mark alone ends the headings of questions and answers.
_SENTENCE = re.compile(r"[。;]")
_ORNAMENT = re.compile(r"[\s#.·…\d]+")
_HAN_START = re.compile(r"[\u3400-\u9fff,、。;“《]")
_LEAD_IN = re.compile(r"(?:如下|以下|下列|为“|应当)[^:]{0,20}:$|[\u3400-\u9fff]“.*:$")
_RUNS_ON = re.compile(r"[\u3400-\u9fff\w,、。;:)”“《》(%.]")
# A numbered line without a full stop is a heading, unless it has a length no heading has.
_MIN_CUT = 60
_MIN_RUNNING = 40
_MIN_WRAPPED = 12
_MAX_WRAPPED = 150
_MIN_WRAPPED_SHARE = 0.15
_SLACK = 6
_CLUSTER = 4


@dataclass
class Block:
    """One paragraph: the spans of its lines, without surrounding white space.

    `folded` is the folded text of the lines, joined as the paragraph reads; `columns` the width
    of the first line as printed.
    """

    lines: list[Span]
    folded: str
    columns: int = 0

    @property
    def start(self) -> int:
        """First code point in the source."""
        return self.lines[0].start

    @property
    def end(self) -> int:
        """One past the last code point in the source."""
        return self.lines[-1].end

    @cached_property
    def marker(self) -> Marker | None:
        """The number that may open the block."""
        return marker(self.folded)

    @cached_property
    def is_sentence(self) -> bool:
        """Whether the block is running text, not a heading, name, date or menu entry."""
        if _SENTENCE.search(self.folded) or _LEAD_IN.search(self.folded):
            return True
        if self.marker is not None:
            return len(self.folded) > _MIN_CUT
        commas = self.folded.count(",")
        return commas > 1 or (commas == 1 and (self.folded[-1] == ":" or len(self.folded) > _MIN_RUNNING))

    @property
    def bare(self) -> str:
        """The folded text without spaces, dots and figures: the same for a heading and its entry in 目录."""
        return _ORNAMENT.sub("", self.folded)

    def text(self, source: str) -> str:
        """The block's source characters, lines joined without the break that cut them."""
        return "".join(line.cut(source) for line in self.lines)

    def absorb(self, other: Block) -> None:
        """Take in the block that continues this one."""
        self.lines += other.lines
        self.folded += other.folded
        for derived in ("marker", "is_sentence"):
            self.__dict__.pop(derived, None)


def blocks(source: str) -> list[Block]:
    r"""All paragraphs of `source`; everything between them is white space.

    >>> [block.folded for block in blocks("一、總體要求\r\n\r\n　　到2025年,取得進展。")]
    ['一、总体要求', '到2025年,取得进展。']
    """
    folded = fold(source)
    lines = [
        Block([Span(*match.span(1))], folded[match.start(1) : match.end(1)], _columns(source, *match.span(1)))
        for match in _LINE.finditer(folded)
    ]
    width = _wrap_width(lines, source)
    if width is None:
        return _mended(lines)
    for index, length in page_numbers([line.folded for line in lines]).items():
        lines[index] = _without_start(lines[index], length)
    return _unwrapped(lines, width)


def _without_start(line: Block, length: int) -> Block:
    """The line without its first `length` characters, unless it has no others."""
    rest = line.folded[length:]
    skip = length + len(rest) - len(rest.lstrip())
    if skip >= len(line.folded):
        return line
    return Block([Span(line.start + skip, line.end)], line.folded[skip:], line.columns - skip)


def _mended(lines: list[Block]) -> list[Block]:
    out: list[Block] = []
    for line in lines:
        if out and _is_cut(out[-1]) and _continues(line):
            out[-1].absorb(line)
        else:
            out.append(line)
    return out


def _is_cut(block: Block) -> bool:
    folded = block.folded
    if folded[-1] in _ENDS or not block.is_sentence:
        return False
    return block.marker is None or "。" in folded or len(folded) > _MIN_CUT


def _continues(line: Block) -> bool:
    return bool(_HAN_START.match(line.folded)) and line.is_sentence and line.marker is None


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
    running = [line for line in lines if len(line.folded) > _MIN_WRAPPED and not LEADERS.search(line.folded)]
    if len(running) < _MIN_WRAPPED:
        return None
    # Running text is broken in mid-sentence at one width; tables and lists have many widths.
    broken = Counter(
        line.columns
        for line, following in pairwise(lines)
        if len(line.folded) > _MIN_WRAPPED
        and line.folded[-1] not in _ENDS
        and source.count("\n", line.end, following.start) == 1
        and not LEADERS.search(line.folded)
    )
    counts = {width: sum(broken[width - less] for less in range(_CLUSTER)) for width in broken}
    top = max(counts, key=counts.__getitem__, default=0)
    if counts.get(top, 0) < max(_MIN_WRAPPED, _MIN_WRAPPED_SHARE * len(running)):
        return None
    return max(range(top - _CLUSTER + 1, top + 1), key=broken.__getitem__)


def _unwrapped(lines: list[Block], width: int) -> list[Block]:
    """Join lines that were wrapped at `width` columns."""
    out: list[Block] = []
    last: dict[PartKind, int] = {}
    full = False
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        opens = _opens(line, last, full=full)
        if out and full and not opens and _RUNS_ON.match(line.folded):
            out[-1].absorb(line)
        else:
            out.append(line)
        if opens and line.marker is not None:
            last[line.marker.kind] = line.marker.value
        full = _is_full(line, following, width)
    return out


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
    return (
        line.columns >= width - slack and line.folded[-1] not in "。;:!?…" and not LEADERS.search(line.folded)
    )
