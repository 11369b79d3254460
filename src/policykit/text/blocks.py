"""Text → blocks: paragraphs with exact offsets, mended where a page break cut a sentence.

A block is what a reader sees as one paragraph. Most sources hold one paragraph a line; text
taken from a PDF is wrapped hard, and its lines are joined again.
"""

from __future__ import annotations

import re
import statistics
from dataclasses import dataclass
from functools import cached_property

from policykit.model import Span
from policykit.text.fold import fold
from policykit.text.numbering import Marker, marker

__all__ = ["LEADERS", "Block", "blocks"]

LEADERS = re.compile(r"\.{4}|·{4}|…{2}")
"""The dots that lead from an entry of a table of contents to its page."""

_LINE = re.compile(r"[^\S\r\n\x0b\x0c\x85\u2028\u2029]*(\S(?:[^\r\n\x0b\x0c\x85\u2028\u2029]*\S)?)")
_ENDS = frozenset("。!?:;…”\"》)]】-_|=")
# A question mark alone ends the headings of questions and answers.
_SENTENCE = re.compile(r"[。;!]|,.*,")
_HAN_START = re.compile(r"[\u3400-\u9fff,、。;“《]")
_RUNS_ON = re.compile(r"[\u3400-\u9fff\w,、。;:)”“《》(%.]")
# A numbered line without a full stop is a heading, unless it has a length no heading has.
_MIN_CUT = 60
_MIN_WRAPPED_LINES = 12
_MIN_WRAPPED_SHARE = 0.4
_SLACK = 5


@dataclass
class Block:
    """One paragraph: the spans of its lines, without surrounding white space.

    `folded` is the folded text of the lines, joined as the paragraph reads.
    """

    lines: list[Span]
    folded: str

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

    @property
    def is_sentence(self) -> bool:
        """Whether the block is running text, not a heading, name, date or menu entry."""
        return bool(_SENTENCE.search(self.folded))

    def text(self, source: str) -> str:
        """The block's source characters, lines joined without the break that cut them."""
        return "".join(line.cut(source) for line in self.lines)

    def absorb(self, other: Block) -> None:
        """Take in the block that continues this one."""
        self.lines += other.lines
        self.folded += other.folded
        self.__dict__.pop("marker", None)


def blocks(source: str) -> list[Block]:
    """All paragraphs of `source`; everything between them is white space.

    >>> [block.folded for block in blocks("一、總體要求\\r\\n\\r\\n　　到2025年,取得進展。")]
    ['一、总体要求', '到2025年,取得进展。']
    """
    folded = fold(source)
    lines = [
        Block([Span(*match.span(1))], folded[match.start(1) : match.end(1)]) for match in _LINE.finditer(folded)
    ]
    width = _wrap_width(lines, source)
    return _mended(lines) if width is None else _unwrapped(lines, width)


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


def _columns(folded: str) -> int:
    """Columns of a line: a character past Latin takes two."""
    return sum(2 if char > "\u2000" else 1 for char in folded)


def _wrap_width(lines: list[Block], source: str) -> int | None:
    """The width at which the source is wrapped hard, or `None`."""
    long = [_columns(line.folded) for line in lines if len(line.folded) > _MIN_WRAPPED_LINES]
    if len(long) < _MIN_WRAPPED_LINES:
        return None
    width = int(statistics.quantiles(long, n=10)[7])
    full = [
        line
        for line, following in zip(lines, lines[1:], strict=False)
        if abs(_columns(line.folded) - width) <= _SLACK
        and line.folded[-1] not in _ENDS
        and source.count("\n", line.end, following.start) == 1
    ]
    return width if len(full) >= _MIN_WRAPPED_SHARE * len(long) else None


def _unwrapped(lines: list[Block], width: int) -> list[Block]:
    out: list[Block] = []
    full = False
    for line in lines:
        columns = _columns(line.folded)
        numbered = line.marker is not None and line.marker.kind.strong
        if out and full and not numbered and _RUNS_ON.match(line.folded):
            out[-1].absorb(line)
        else:
            out.append(line)
        full = (
            columns >= width - _SLACK
            and line.folded[-1] not in "。;:!?…"
            and not LEADERS.search(line.folded)
        )
    return out
