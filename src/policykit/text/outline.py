"""Blocks → outline: which number stands under which.

Documents number in any order of kinds: 一、→（一）→1. in a plan, 第二章 → 第十条 →（一）in a
law, 第二條 → 一、→(一) in a Taiwan statute. So the nesting is learned from the document (what
starts anew between two neighbours of a kind lies under that kind); the usual order decides
where the document does not.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from policykit.model import PartKind
from policykit.text.headings import headed, over, quote_depth
from policykit.text.shapes import pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from policykit.text.marker import Marker
    from policykit.text.paragraphs import Block

__all__ = ["Node", "heading_end", "outline", "under_article"]

_RUN_IN = re.compile(r"[^。;!?]{1,60}?。(?=.)")
_SPACED = re.compile(r"[^\s。,;:!?、]{2,20}(?:\s{2,}|\s(?=[\u3400-\u9fff].*。))(?=\S)")
_BRACKETED = re.compile(r"\s*[\[【(][^\])】]{1,30}[\])】]")
# A sentence that states a figure is the measure itself, not a name for what follows.
_NO_HEADING = re.compile(
    r"%|\d{4}年|百分之|以上|以下|不得|应当|必须|严禁|禁止|(?:^|[,各])[^,]{0,12}?(?<![必需重主纪])要(?![求素点闻件害塞道领旨义约地员案])"
    r"|\d[^,。]{0,6}[元人个张名天倍家所项次岁分小时公里吨].*[,为达至是]|[,为达至是][^,。]*\d[^,。]{0,6}[元人个张名天倍家所项次岁分小时公里吨]"
)
_MAX_HEADING = 60
_ITEMS = frozenset(kind for kind in PartKind if PartKind.HAN < kind < PartKind.PARAGRAPH)
_SIGNS = frozenset({PartKind.ARABIC_PAREN, PartKind.ARABIC_HALF, PartKind.CIRCLE})
_MAX_GAP = 2
_DECIMALS = (PartKind.DECIMAL_2, PartKind.DECIMAL_3, PartKind.DECIMAL_4)
_DECIMAL_TOPS = (PartKind.CHAPTER, PartKind.HAN, PartKind.DECIMAL_1)


@dataclass(eq=False)
class Node:
    """A numbered place in the document: its own block, paragraphs under it, numbered children."""

    marker: Marker | None
    parent: Node | None
    blocks: list[Block] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)
    number: str = ""
    """Piece of the id: the marker's number, made unique among the siblings."""
    given: dict[str, int] = field(default_factory=dict)
    """How often each number stands among the children."""

    @property
    def kind(self) -> PartKind | None:
        """PartKind of the number; `None` for the root and for unnumbered paragraphs after children."""
        return self.marker.kind if self.marker else None

    def walk(self) -> Iterator[Node]:
        """This node and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


def outline(blocks: Iterable[Block], *, with_headings: bool = False) -> Node:
    """The tree of numbered places over `blocks`; unnumbered blocks hang where they belong.

    A node with children keeps in `blocks` only what stands before the first child; unnumbered
    paragraphs behind a child become a child without a marker. `with_headings`: short lines may be headings too.
    """
    entries = _accepted(list(blocks))
    entries = headed(entries) if with_headings else entries
    markers = [marker for _, marker in entries if marker]
    contains = _nesting(marker for marker in markers if marker.kind is not PartKind.HEADING) | over(markers)
    root = Node(None, None)
    top = root
    for block, marker in entries:
        if marker is None:
            top = _attach(top, block)
            continue
        parent = _parent(top, marker, contains)
        node = Node(marker, parent, [block], number=_unique(parent, _number(parent, marker)))
        parent.children.append(node)
        top = node
    _set_closing_apart(root)
    return root


def _number(parent: Node, marker: Marker) -> str:
    """The marker's piece of the id; `2.1` keeps its `2.` where no section 2 stands above it."""
    if marker.kind is PartKind.HEADING:
        parent.given[""] = count = parent.given.get("", 0) + 1
        return f"h{count}"
    if marker.kind in _DECIMALS and marker.label.count(".") > 0:
        above = parent.marker.value if parent.marker else None
        return marker.number if above == int(marker.label.split(".")[-2]) else marker.label
    return marker.number


def _unique(parent: Node, number: str) -> str:
    """The number; the second of the same among siblings is `5~2`."""
    parent.given[number] = count = parent.given.get(number, 0) + 1
    return number if count == 1 else f"{number}~{count}"


def _attach(top: Node, block: Block) -> Node:
    """Hang an unnumbered block: items of an article are one paragraph, other items may go on."""
    article = top
    while article.parent is not None and article.kind is not PartKind.ARTICLE:
        article = article.parent
    if article.kind is PartKind.ARTICLE and top is not article and not _is_item_heading(top):
        paragraph = Node(None, article, [block])
        article.children.append(paragraph)
        return paragraph
    top.blocks.append(block)
    return top


def _is_item_heading(node: Node) -> bool:
    """Whether an item is a name without a full stop: what follows is its text."""
    return node.marker is not None and node.blocks[-1].folded[-1] not in "。;:"


def _accepted(blocks: list[Block]) -> list[tuple[Block, Marker | None]]:
    """Pair each block with its marker where that really numbers."""
    out: list[tuple[Block, Marker | None]] = []
    last: dict[PartKind, int] = {}
    quoted = 0
    for block, following in zip(blocks, [*blocks[1:], None], strict=False):
        marker = block.marker
        inside = quoted > 0
        quoted = quote_depth(block.folded, quoted)
        if (
            marker is None
            or inside
            or not (_has_decimals(marker, following) or _plausible(marker, last, block))
        ):
            out.append((block, None))
            continue
        last[marker.kind] = marker.value
        out.append((block, marker))
    return out


def _has_decimals(marker: Marker, following: Block | None) -> bool:
    """Whether 3 is followed by 3.1: then it numbers, wherever the ones before it are."""
    below = following.marker if following else None
    return marker.kind is PartKind.DECIMAL_1 and below is not None and below.label == f"{marker.value}.1"


def _plausible(marker: Marker, last: dict[PartKind, int], block: Block) -> bool:
    """Whether a weak number continues or starts a sequence; figures that open a line do not."""
    if marker.strong:
        return True
    before = last.get(marker.kind)
    if marker.kind is PartKind.DECIMAL_1 and (
        block.is_sentence or PartKind.HAN in last or PartKind.CHAPTER in last
    ):
        return False
    if marker.kind in _DECIMALS:
        tops = [last[kind] for kind in _DECIMAL_TOPS if kind in last]
        if tops and int(marker.label.partition(".")[0]) not in tops:
            return False
    gap = 1 if marker.kind in _DECIMALS else _MAX_GAP
    return marker.value == 1 or (before is not None and 0 < marker.value - before <= gap)


def _nesting(markers: Iterable[Marker]) -> dict[tuple[PartKind, PartKind], bool]:
    """For pairs of kinds (outer, inner), whether inner starts anew between neighbours of outer."""
    votes: Counter[tuple[PartKind, PartKind]] = Counter()
    open_since: dict[PartKind, int] = {}
    restarts: defaultdict[PartKind, list[int]] = defaultdict(list)
    for position, marker in enumerate(markers):
        begun = open_since.get(marker.kind)
        if begun is not None and marker.value > 1:
            for inner, positions in restarts.items():
                if inner > PartKind.ARTICLE and positions and positions[-1] > begun:
                    votes[marker.kind, inner] += 1
        open_since[marker.kind] = position
        if marker.value == 1:
            restarts[marker.kind].append(position)
    nesting = {(outer, inner): count > votes[inner, outer] for (outer, inner), count in votes.items()}
    if PartKind.HAN in open_since and not nesting.get((PartKind.ARTICLE, PartKind.HAN)):
        # Articles are numbered through: 一、 over them never lets them start anew.
        nesting[PartKind.HAN, PartKind.ARTICLE] = True
    return nesting


def _parent(top: Node, marker: Marker, nesting: dict[tuple[PartKind, PartKind], bool]) -> Node:
    """The node under which a number belongs when it follows `top`."""
    is_item = marker.value == 1 and PartKind.ARTICLE < marker.kind < PartKind.PARAGRAPH
    if top.marker is None and top.parent is not None and is_item:
        # A list that starts anew behind a later paragraph of an article is that paragraph's.
        return top
    node: Node | None = top
    while node is not None and node.kind != marker.kind:
        node = node.parent
    if node is not None and node.parent is not None:
        return node.parent
    if marker.value == 1 and _goes_below(top.kind, marker.kind, nesting):
        return top
    node = top
    while node.parent is not None and not _holds(node.kind, marker.kind, nesting):
        node = node.parent
    return node


def _goes_below(
    above: PartKind | None, kind: PartKind, nesting: dict[tuple[PartKind, PartKind], bool]
) -> bool:
    """Whether （1） that begins right behind ① lies below it, where the document does not show otherwise.

    Two lists of different signs are not one; which of these signs stands above the other each document chooses.
    """
    both = above in _SIGNS and kind in _SIGNS and above != kind
    return both and (above, kind) not in nesting and (kind, above) not in nesting


def _holds(outer: PartKind | None, inner: PartKind, nesting: dict[tuple[PartKind, PartKind], bool]) -> bool:
    if outer is None:
        return False
    if (outer, inner) in nesting:
        return nesting[outer, inner]
    if (inner, outer) in nesting:
        return not nesting[inner, outer]
    return outer < inner


def _set_closing_apart(root: Node) -> None:
    """Move paragraphs that close a section, or the document, out of its last item.

    Where every item is one paragraph, further paragraphs behind the last one are not its own; nor are paragraphs
    behind the brackets that name an item's responsible departments, nor what itself says that it looks back.
    """
    leaves = [node for node in root.walk() if node.marker and not node.children]
    if leaves and leaves[-1].blocks[0].is_sentence:
        closes = leaves[-1].blocks[0].folded.endswith(")")
        _set_apart(root, leaves[-1], _closing_at(leaves[-1], leaves[:-1]) or int(closes))
    for parent in [node for node in root.walk() if node.children and node.kind is not PartKind.ARTICLE]:
        items = [node for node in parent.children if node.marker]
        last = parent.children[-1]
        if last.kind in _ITEMS and not last.children:
            _set_apart(parent, last, _closing_at(last, items[:-1]))


def _set_apart(parent: Node, last: Node, at: int) -> None:
    if 0 < at < len(last.blocks):
        parent.children.append(Node(None, parent, last.blocks[at:]))
        del last.blocks[at:]


def _closing_at(last: Node, others: list[Node]) -> int:
    """The first block of an item that is not its own; 0 where all are."""
    for at, block in enumerate(last.blocks[1:], 1):
        if pattern("closing").match(block.folded):
            return at
    own = last.blocks[0]
    if not own.is_sentence or own.folded.endswith(":"):
        return 0
    alone = len(others) > 1 and all(len(node.blocks) == 1 and not node.children for node in others)
    return int(alone or bool(pattern("duty_brackets").search(own.folded)))


def heading_end(text: str, node: Node) -> int:
    """Length of the heading that opens `text`, 0 for none; all of it when it is nothing else."""
    if node.kind is PartKind.ARTICLE or under_article(node):
        bracketed = _BRACKETED.match(text) if node.kind is PartKind.ARTICLE else None
        return bracketed.end() if bracketed else 0
    if not node.blocks[0].is_sentence:
        return len(text)
    for form in (_RUN_IN, _SPACED):
        match = form.match(text)
        if match and len(match[0]) <= _MAX_HEADING and not _NO_HEADING.search(match[0]):
            return match.end()
    is_name = len(text) <= _MAX_HEADING and text.count("。") <= 1 and text.endswith("。")
    if len(node.blocks) > 1 and is_name and not _NO_HEADING.search(text):
        return len(text)
    return 0


def under_article(node: Node) -> bool:
    """Whether a number stands in an article, which has no run-in headings."""
    parent = node.parent
    while parent is not None:
        if parent.kind is PartKind.ARTICLE:
            return True
        parent = parent.parent
    return False
