"""Headings: which short lines without a number head what follows.

A law without numbered chapters, a report whose top headings stand alone, a Markdown file: a line is a heading
where a sentence ended before it, a sentence or a number follows, and it is short for its document.
"""

from __future__ import annotations

import re
from collections import Counter
from statistics import median
from typing import TYPE_CHECKING

from policykit.model import PartKind
from policykit.text.marker import Marker
from policykit.text.shapes import pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policykit.text.paragraphs import Block

    Entry = tuple[Block, Marker | None]

__all__ = ["headed", "over", "quote_depth"]

_MAX_QUOTED = 40
_LONGEST = 30
_SHARE = 0.7
_MARKDOWN = re.compile(r"#+[ \t]+")
_NAME = re.compile(
    r"(?=.*[\u3400-\u9fff]\s*[\u3400-\u9fff])[\u3400-\u9fff“《\d][^。;:,!?…=|]*[^。;:,!?…=|、(“《]"
)
_CLOSED = frozenset("。;!?)”》")
_CHAPTERS = frozenset((PartKind.PART, PartKind.CHAPTER, PartKind.SECTION))
_DECIMALS = frozenset((PartKind.DECIMAL_1, PartKind.DECIMAL_2, PartKind.DECIMAL_3, PartKind.DECIMAL_4))


def headed(entries: Sequence[Entry]) -> list[Entry]:
    """The blocks with the numbers that they have, and a marker of kind `HEADING` for a heading without one."""
    kinds = {marker.kind for _, marker in entries if marker}
    sentences = [len(block.folded) for block, _ in entries if block.is_sentence]
    longest = min(_LONGEST, _SHARE * median(sentences)) if sentences else 0
    out: list[Entry] = []
    count = quoted = 0
    for at, (block, marker) in enumerate(entries):
        inside, quoted = quoted > 0, quote_depth(block.folded, quoted)
        numbered = marker or block.marker or block.is_row or block.is_sentence
        name = None if numbered or inside or quoted else _name(block)
        if name is not None:
            before = out[-1] if out else None
            after = entries[at + 1] if at + 1 < len(entries) else None
            signs = _MARKDOWN.match(block.folded)
            if signs or (len(name) <= longest and _stands(before, after, kinds)):
                count += 1
                start = signs.end() if signs else 0
                label = name.replace("/", "／")
                marker = Marker(PartKind.HEADING, count, "", label, start, start)  # noqa: PLW2901 - found here
        out.append((block, marker))
    return out


def quote_depth(folded: str, open_for: int) -> int:
    """How many more blocks a quotation that was left open may run on; amended articles are quoted."""
    opened, closed = folded.rfind("“"), folded.rfind("”")
    if opened > closed:
        return _MAX_QUOTED
    if closed >= 0 or open_for == 0:
        return 0
    return open_for - 1


def _name(block: Block) -> str | None:
    name = _MARKDOWN.sub("", block.folded)
    is_name = _NAME.fullmatch(name) and not pattern("no_heading").match(name)
    return name if is_name else None


def _stands(before: Entry | None, after: Entry | None, kinds: set[PartKind]) -> bool:
    """Whether a short line stands where a heading does."""
    if after is None or after[0].is_row or kinds & _DECIMALS:
        return False
    if before is not None:
        block, marker = before
        opens = marker is not None and not block.is_sentence
        if block.is_row or not (opens or block.folded[-1] in _CLOSED):
            return False
    if PartKind.ARTICLE in kinds:
        return after[1] is not None and after[1].kind is PartKind.ARTICLE
    return after[0].is_sentence or after[1] is not None


def over(markers: Sequence[Marker]) -> dict[tuple[PartKind, PartKind], bool]:
    """For pairs (outer, inner), whether an unnumbered heading stands over a kind of number or below it.

    Over articles, and over what starts anew behind it; below what goes on across it, and below 一、 that never
    follows one. In a numbered chapter where the next is numbered on; beside it where one number is left out.
    """
    votes: Counter[PartKind] = Counter()
    since: set[PartKind] | None = None
    chapter = 0
    for marker in markers:
        if marker.kind is PartKind.CHAPTER:
            votes[marker.kind] += 0 if not (since and chapter) else -1 if marker.value == chapter + 1 else 1
            chapter, since = marker.value, set() if since is not None else None
        elif marker.kind is PartKind.HEADING:
            since = {PartKind.HEADING}
        elif since is not None and marker.kind not in since:
            votes[marker.kind] += 1 if marker.value == 1 else -1
            since.add(marker.kind)
    nesting: dict[tuple[PartKind, PartKind], bool] = {}
    for kind in {marker.kind for marker in markers} - {PartKind.HEADING}:
        holds = kind is PartKind.ARTICLE or votes[kind] > 0 or (votes[kind] == 0 and kind > PartKind.HAN)
        nesting[PartKind.HEADING, kind] = holds and kind not in _CHAPTERS
        nesting[kind, PartKind.HEADING] = not holds and (kind not in _CHAPTERS or votes[kind] < 0)
    return nesting if since is not None else {}
