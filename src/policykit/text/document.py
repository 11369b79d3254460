"""Source → document: the lossless partition of a source, and the outline of its parts.

The whole way of the text room in one function: blocks → roles → nodes → parts → segments.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from policykit.base.garbage import uncollected
from policykit.base.resources import load
from policykit.model import Clause, Level, Part, PartKind, Role, Segment, Span
from policykit.text.normal import fold
from policykit.text.outline import heading_end, outline, under_article
from policykit.text.paragraphs import UNSEEN, Block, blocks
from policykit.text.roles import assign
from policykit.text.rows import tabulated
from policykit.text.statements import Written
from policykit.text.tables import table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from policykit.model import Table
    from policykit.text.marker import Marker
    from policykit.text.outline import Node
    from policykit.text.shapes import Assigned

__all__ = ["Document", "document"]

_AROUND = 6
"""Paragraphs above a table in which its caption and unit stand; notes may be twice as many."""
_TRAILING = re.compile(rf"[。:; \u3000、*{UNSEEN}]+$")
_SECTION_KINDS = frozenset(
    (PartKind.PART, PartKind.CHAPTER, PartKind.SECTION, PartKind.HAN, PartKind.HEADING)
)
_LONG, _SEVERAL = 1200, 3
_SIGNS = re.compile(r"#+[ \t]+")

_RESPONSIBLE = re.compile(r"\(((?:[^()]|\([^()]*\))*)\)\s*$")
_DUTY = re.compile("负责|牵头|责任单位")
_SEPARATOR = re.compile("[、,;]|[和与](?=各)|配合")
_ORGAN = re.compile(
    r"\s*(?:(?:责任|牵头)单位:)?(.*?)(?:等?按职责分工负责|等?分别负责|负责|牵头|参与|等)*\s*", re.DOTALL
)
_COMPONENTS = {"notice": Role.NOTICE, "summary": Role.SUMMARY, "interpretation": Role.INTERPRETATION}
_OUTLINED = frozenset((Role.CLAUSE, *_COMPONENTS.values()))


class Document(NamedTuple):
    """A segmented source; `segments` in order are the source, without gap or overlap."""

    segments: tuple[Segment, ...]
    outline: Part
    title: str
    tables: tuple[Table, ...] = ()


@uncollected()
def document(source: str, *, policy: str = "", level: Level = Level.NATIONAL) -> Document:
    r"""Segment a decoded source; its clauses carry the id `policy` and its `level`.

    >>> doc = document("关于加强签约服务的意见\n\n一、总体要求\n到2025年底,签约率达到75%。")
    >>> [(clause.label, clause.role.value) for clause in doc.outline.clauses]
    [('一/¶1', 'clause')]
    >>> [segment.role.value for segment in doc.segments]
    ['title', 'heading', 'clause']
    """
    found = tabulated(blocks(source), source)
    assigned = assign(found)
    parts: list[Part] = []
    rows: dict[str, list[tuple[str, Block]]] = {}
    for component, role, members in _components(found, assigned):
        tree = outline(members, with_headings=not component)
        made = _Parts(source, role, policy, level, rows).of(tree, component)
        parts += [_component(component, role, made)] if component else made
    root = Part(PartKind.DOCUMENT, "", "", "", Span(0, len(source)), Role.CLAUSE, tuple(parts))
    roles = [item.role for item in assigned]
    segments = _partition(source, _pieces(found, roles, root.headings))
    return Document(segments, root, _title(found, roles, source), tuple(_tables(rows, found, source)))


def _tables(
    rows: Mapping[str, Sequence[tuple[str, Block]]], found: Sequence[Block], source: str
) -> Iterator[Table]:
    """The tables of the rows by their address, with what stands around them."""
    places = {block.start: at for at, block in enumerate(found)}
    for address, members in rows.items():
        first, last = places[members[0][1].start], places[members[-1][1].start]
        above = _texts(found[max(0, first - _AROUND) : first], source)
        below = _texts(found[last + 1 : last + 1 + 2 * _AROUND], source)
        written = [Written.of(clause, block.cells, source) for clause, block in members]
        yield table(address, written, above, below)


def _texts(around: Sequence[Block], source: str) -> list[str]:
    """Paragraphs around a table; empty for what is neither a title of it nor a note: rows, sentences, sections."""
    return [
        ""
        if block.is_row or (not block.is_note and (block.is_sentence or block.marker))
        else block.text(source)
        for block in around
    ]


def _components(
    found: Sequence[Block], assigned: Sequence[Assigned]
) -> Iterator[tuple[str, Role, list[Block]]]:
    """The outlined blocks by component; one that opens again (a second annex) is one of its own."""
    runs: list[tuple[str, Role, list[Block]]] = []
    opened: Counter[str] = Counter()
    interrupted = False
    for block, (role, part) in zip(found, assigned, strict=True):
        interrupted |= role is Role.ANNEX
        if role not in _OUTLINED or (role is not Role.CLAUSE and not part):
            continue
        # The text itself goes on behind a line that names annexes.
        if (interrupted and part) or not runs or runs[-1][0].rstrip("0123456789") != part:
            if role is not Role.CLAUSE and not block.is_sentence and block.marker is None:
                continue  # the component's own title
            opened[part] += 1
            runs.append((part if opened[part] == 1 else f"{part}{opened[part]}", role, []))
            interrupted = False
        runs[-1][2].append(block)
    yield from runs


def _component(number: str, role: Role, children: tuple[Part, ...]) -> Part:
    span = Span(children[0].span.start, children[-1].span.end)
    return Part(PartKind.COMPONENT, number, _component_label(number), "", span, role, children)


def _component_label(number: str) -> str:
    """What a component is called; a second annex shows its number."""
    kind = number.rstrip("0123456789")
    return f"{load('roles')['parts'][kind]}{number[len(kind) :]}"


class _Piece(NamedTuple):
    text: str
    span: Span


@dataclass(frozen=True)
class _Parts:
    """Makes the parts of one outline: of the policy itself, or of a component beside it."""

    source: str
    role: Role
    policy: str
    level: Level
    rows: dict[str, list[tuple[str, Block]]]
    """The rows of tables by the address of their table, each with its id; filled as parts are made."""

    def of(self, root: Node, component: str) -> tuple[Part, ...]:
        """The parts of an outline from the top."""
        if component:
            return self._below(root, (component,), (_component_label(component),))
        return self._below(root, (), ())

    def _below(
        self, node: Node, path: tuple[str, ...], labels: tuple[str, ...], opening: _Piece | None = None
    ) -> tuple[Part, ...]:
        """The parts right below a node; `opening` is the text that stands in the line of its number."""
        parts: list[Part] = []
        numbers = _Numbers()
        if opening:
            parts.append(self._paragraph(opening, numbers.next(), path, labels or (_words("opening"),)))
        for block in node.blocks[node.marker is not None :]:
            own = numbers.next(block)
            parts.append(self._block(block, own, path, labels or (_words("opening"),)))
        for child in node.children:
            numbers.end_table()
            if child.marker is not None:
                parts.append(self._numbered(child, child.marker, path, labels))
                continue
            for block in child.blocks:
                own = numbers.next(block)
                items: list[Part] = []
                if block is child.blocks[-1]:
                    within = (*path, own[0]), (*labels, own[1])
                    items = [
                        self._numbered(item, item.marker, *within) for item in child.children if item.marker
                    ]
                parts.append(self._block(block, own, path, labels or (_words("closing"),), tuple(items)))
        return tuple(parts)

    def _numbered(self, node: Node, marker: Marker, path: tuple[str, ...], labels: tuple[str, ...]) -> Part:
        """A heading with parts below it, or a clause."""
        path, labels = (*path, node.number), (*labels, marker.label)
        heading, opening = self._opened(node, marker)
        if node.children or _has_only_paragraphs(node) or _has_rows(node) or _is_long(node):
            children = self._below(node, path, labels, opening)
            return Part(
                marker.kind, node.number, marker.label, heading.text, heading.span, self.role, children
            )
        first = [opening.text] if opening else []
        name, text = heading.text, "\n".join([*first, *(self._text(block).text for block in node.blocks[1:])])
        if not text:
            # A number with one sentence: that is what it says, not a name for something else.
            name, text = "", name
        span = Span(_begin(node, marker), node.blocks[-1].end)
        clause = self._clause(path, labels, name, text, span)
        return Part(marker.kind, node.number, marker.label, name, span, self.role, (), clause)

    def _block(
        self,
        block: Block,
        own: tuple[str, str],
        path: tuple[str, ...],
        labels: tuple[str, ...],
        items: tuple[Part, ...] = (),
    ) -> Part:
        """A paragraph, or a row of a table."""
        part = self._paragraph(self._text(block), own, path, labels, items)
        if block.is_row and part.clause:
            self.rows.setdefault(part.clause.id.rpartition("/")[0], []).append((part.clause.id, block))
        return part

    def _paragraph(
        self,
        piece: _Piece,
        own: tuple[str, str],
        path: tuple[str, ...],
        labels: tuple[str, ...],
        items: tuple[Part, ...] = (),
    ) -> Part:
        number, label = own
        clause = self._clause((*path, number), (*labels, label), "", *piece)
        return Part(PartKind.PARAGRAPH, number, label, "", piece.span, self.role, items, clause)

    def _clause(
        self, path: tuple[str, ...], labels: tuple[str, ...], heading: str, text: str, span: Span
    ) -> Clause:
        return Clause(
            id="/".join((self.policy, *path)),
            policy=self.policy,
            label="/".join(labels),
            heading=heading,
            text=text,
            role=self.role,
            level=self.level,
            span=span,
            responsible=responsible(text),
        )

    def _text(self, block: Block) -> _Piece:
        return _Piece(block.text(self.source), Span(block.start, block.end))

    def _opened(self, node: Node, marker: Marker) -> tuple[_Piece, _Piece | None]:
        """Split a numbered block into heading and running text.

        The piece of the heading covers the number too; without a heading its text is empty.
        """
        block, joined = node.blocks[0], node.blocks[0].text(self.source)
        after = block.folded[marker.end :]
        body_at = marker.end + len(after) - len(after.lstrip(" 、.:"))
        cut = heading_end(block.folded[body_at:], node)
        rest_at = body_at + cut
        heading = _TRAILING.sub("", joined[block.joined(body_at) : block.joined(rest_at)])
        rest = joined[block.joined(rest_at) :]
        begin = _begin(node, marker)
        if not rest:
            return _Piece(heading, Span(begin, block.end)), None
        stripped = rest.lstrip()
        rest_start = block.offset(rest_at) + len(rest) - len(stripped)
        if not cut and (node.children or _has_rows(node) or _is_long(node)):
            # The number has no heading and opens its first paragraph: the paragraph keeps it.
            return _Piece("", Span(begin, begin)), _Piece(stripped, Span(begin, block.end))
        return _Piece(heading, Span(begin, rest_start)), _Piece(stripped, Span(rest_start, block.end))


def _words(name: str) -> str:
    words: str = load("roles")["unnumbered"][name]
    return words


class _Numbers:
    """Numbers what has no number of its own: ¶1, ¶2 … and, apart from them, the rows of each table."""

    def __init__(self) -> None:
        self._paragraphs = self._tables = self._rows = 0

    def end_table(self) -> None:
        """Say that the next row is of another table."""
        self._rows = 0

    def next(self, block: Block | None = None) -> tuple[str, str]:
        """The piece of the id and of the label: `p2`, `¶2`, or `t1/r3`, `表1第3行`."""
        if block is None or not block.is_row:
            self._rows = 0
            self._paragraphs += 1
            return f"p{self._paragraphs}", f"¶{self._paragraphs}"
        self._rows = 0 if block.opens else self._rows
        self._tables += not self._rows
        self._rows += 1
        row = load("roles")["unnumbered"]["row"].format(table=self._tables, row=self._rows)
        return f"t{self._tables}/r{self._rows}", str(row)


def _has_rows(node: Node) -> bool:
    """Whether a table stands below the number."""
    return any(block.is_row for block in node.blocks[1:])


def _has_only_paragraphs(node: Node) -> bool:
    """Whether the node is a section: 一、 or a chapter over unnumbered paragraphs only."""
    return node.kind in _SECTION_KINDS and len(node.blocks) > 1 and not node.blocks[0].is_sentence


def _is_long(node: Node) -> bool:
    """Whether an item holds more paragraphs than anybody can cite as one; of an article they are 款."""
    many = len(node.blocks) >= _SEVERAL and sum(len(block.folded) for block in node.blocks) > _LONG
    return many and node.kind is not PartKind.ARTICLE and not under_article(node)


def _begin(node: Node, marker: Marker) -> int:
    """Where the number starts: Markdown signs before it are the file's, not the text's."""
    return node.blocks[0].offset(marker.start)


def responsible(text: str) -> tuple[str, ...]:
    """The departments named in the brackets that close a clause.

    >>> responsible("推进试点。(国家医保局、财政部等按职责分工负责)")
    ('国家医保局', '财政部')
    >>> responsible("推进试点(含省际联盟)。")
    ()
    """
    if not text.rstrip().endswith((")", "）")):
        return ()
    folded = fold(text)
    match = _RESPONSIBLE.search(folded)
    if match is None or not _DUTY.search(match[1]):
        return ()
    start, end = match.span(1)
    stop = folded.find("。", start, end)
    end = end if stop < 0 else stop
    between = [mark.span() for mark in _SEPARATOR.finditer(folded, start, end)]
    firsts, lasts = [start, *(last for _, last in between)], [*(first for first, _ in between), end]
    names = (_ORGAN.fullmatch(folded, *edges) for edges in zip(firsts, lasts, strict=True))
    return tuple(text[name.start(1) : name.end(1)] for name in names if name and name[1])


def _pieces(
    found: Sequence[Block], roles: Sequence[Role], headings: Sequence[Part]
) -> Iterator[tuple[int, Role]]:
    """Where each segment starts, with its role."""
    for block, role in zip(found, roles, strict=True):
        marked = _SIGNS.match(block.folded)
        signs = block.marker.start if block.marker else marked.end() if marked else 0
        signs = signs if role in _OUTLINED else 0
        if signs:
            yield block.start, Role.FURNITURE
        yield block.offset(signs), role
    ends = {block.end for block in found}
    for heading in headings:
        if heading.role is Role.CLAUSE and heading.span.start < heading.span.end:
            yield heading.span.start, Role.HEADING
            if heading.span.end not in ends:
                yield heading.span.end, Role.CLAUSE


def _partition(source: str, pieces: Iterator[tuple[int, Role]]) -> tuple[Segment, ...]:
    """Segments from the pieces: white space behind a piece is its own."""
    starts = sorted(dict(pieces).items())
    if not starts:
        return (Segment(Role.FURNITURE, Span(0, len(source))),) if source else ()
    edges = [0, *(start for start, _ in starts[1:]), len(source)]
    return tuple(
        Segment(role, Span(start, end))
        for (_, role), start, end in zip(starts, edges, edges[1:], strict=False)
    )


def _title(found: Sequence[Block], roles: Sequence[Role], source: str) -> str:
    """The title nearest to the body: the policy's own, not that of the letter that carries it."""
    body = next((i for i, role in enumerate(roles) if role is Role.CLAUSE), len(roles))
    lines: list[str] = []
    for index in range(body - 1, -1, -1):
        if roles[index] is Role.TITLE:
            if lines and found[index].folded.startswith("#"):
                break  # a Markdown file's own name above the title
            lines.append(found[index].text(source).lstrip("# "))
        elif lines:
            break
    return "".join(reversed(lines))
