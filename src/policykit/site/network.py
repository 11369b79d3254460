"""Which document cites which, as the drawing of arcs beside a list; the template writes the SVG."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from policykit.model import Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from policykit.index.citations import Cited
    from policykit.model import Policy

__all__ = ["Arc", "Heading", "Network", "Node", "network"]

_WIDTH, _AXIS, _TEXT = 360, 96, 112
"""A list for the narrow screen of a phone: arcs to the left of the axis, names to the right."""
_NARROWEST, _WIDEST = 14, 88
"""How far the shortest and the longest arc reach to the left."""
_LINE, _GAP, _HEADING = 18, 14, 30
_CHARACTERS, _LINES = 17, 3
"""A title is written in so many lines of so many characters; who wants it whole reads the table."""
_MOST = 40
"""So many documents are drawn, those with most citations; the table lists all."""


class _Document(NamedTuple):
    key: str
    title: str
    number: str
    level: Level | None
    collected: bool


class Node(NamedTuple):
    """A document: the height of its point, and the lines of its name with theirs."""

    document: _Document
    y: float
    lines: tuple[tuple[float, str], ...]
    number_y: float


class Heading(NamedTuple):
    """A level, above its documents; `None` for what the texts do not tell the level of."""

    level: Level | None
    y: float


class Arc(NamedTuple):
    """From the document that cites to the one cited: the path, how often, and both names."""

    path: str
    times: int
    citing: str
    cited: str


@dataclass(frozen=True)
class Network:
    """Sizes in units of the drawing; `left_out` documents are not drawn."""

    width: int
    height: float
    axis: int
    text: int
    headings: tuple[Heading, ...]
    nodes: tuple[Node, ...]
    arcs: tuple[Arc, ...]
    left_out: int


def network(documents: Sequence[Cited], policies: Iterable[Policy]) -> Network | None:
    """The drawing of who cites whom: upper levels above; nothing where nothing is cited."""
    known = {policy.id: policy for policy in policies}
    pairs: Counter[tuple[str, str]] = Counter()
    drawn: dict[str, _Document] = {}
    ordered = sorted(documents, key=lambda each: -len(each.by))
    for each in ordered:
        key = each.policy or each.number or each.title
        citing = list(dict.fromkeys(by.clause.partition("/")[0] for by in each.by))
        if len(drawn.keys() | {key, *citing}) > _MOST:
            continue
        title = each.title or each.number
        drawn[key] = _Document(key, title, each.number if each.title else "", each.level, bool(each.policy))
        for name in citing:
            policy = known[name]
            drawn[name] = _Document(name, policy.title, policy.number or "", policy.level, collected=True)
        pairs.update((by.clause.partition("/")[0], key) for by in each.by)
    if not pairs:
        return None
    headings, nodes, height = _listed(drawn.values())
    at = {node.document.key: node for node in nodes}
    longest = max(abs(at[a].y - at[b].y) for a, b in pairs)
    arcs = tuple(_arc(at[a], at[b], count, longest) for (a, b), count in sorted(pairs.items()))
    drawn_pairs = {cited for _, cited in pairs}
    left = sum((each.policy or each.number or each.title) not in drawn_pairs for each in documents)
    return Network(_WIDTH, height, _AXIS, _TEXT, headings, nodes, arcs, left)


def _listed(documents: Iterable[_Document]) -> tuple[tuple[Heading, ...], tuple[Node, ...], float]:
    """The documents one below the other, by level."""

    def place(document: _Document) -> int:
        return document.level.rank if document.level else len(Level)

    y = 0.0
    headings: list[Heading] = []
    nodes: list[Node] = []
    ranked = sorted(documents, key=lambda each: (place(each), not each.collected, each.title, each.key))
    for _, group in groupby(ranked, key=place):
        listed = list(group)
        y += _HEADING
        headings.append(Heading(listed[0].level, y - _GAP / 2))
        for document in listed:
            lines = tuple((y + _LINE * (at + 1), line) for at, line in enumerate(_wrapped(document.title)))
            y += _LINE * (len(lines) + 1) + _GAP
            nodes.append(Node(document, lines[0][0] - _LINE / 4, lines, lines[-1][0] + _LINE))
    return tuple(headings), tuple(nodes), y


def _wrapped(title: str) -> list[str]:
    """A title in lines; what does not fit is cut, and said to be."""
    lines = [title[at : at + _CHARACTERS] for at in range(0, len(title), _CHARACTERS)]
    if len(lines) > _LINES:
        lines = [*lines[: _LINES - 1], lines[_LINES - 1][:-1] + "…"]
    return lines


def _arc(citing: Node, cited: Node, count: int, longest: float) -> Arc:
    reach = _NARROWEST + (_WIDEST - _NARROWEST) * abs(citing.y - cited.y) / longest if longest else _NARROWEST
    start = _AXIS - 6
    # A curve whose handles reach a third further touches the reach itself.
    handle = round(start - reach * 4 / 3, 1)
    path = f"M{start} {citing.y}C{handle} {citing.y} {handle} {cited.y} {start} {cited.y}"
    return Arc(path, count, citing.document.title, cited.document.title)
