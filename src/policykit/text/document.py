"""Source → document: the lossless partition, the headings and the addressable units.

The whole way of the text room in one function: blocks → roles → outline → units → segments.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from policykit.model import Role, Section, Segment, Span
from policykit.text.blocks import Block, blocks
from policykit.text.outline import outline
from policykit.text.roles import assign
from policykit.text.units import Heading, Unit, units

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policykit.text.assigned import Assigned

__all__ = ["Document", "RoledUnit", "document"]

_RESPONSIBLE = re.compile(r"[(（]((?:[^()（）]|[(（][^()（）]*[)）])*)[)）]\s*$")
_DUTY = re.compile(r"负责|負責|牵头|牽頭|责任单位|責任單位")
_ORGAN_SEPARATOR = re.compile(r"[、,，;；]|[和与](?=各)|配合")
_DUTY_TAIL = re.compile(r"(?:等?按职责分工负责|等?按職責分工負責|等?分别负责|负责|負責|牵头|牽頭|参与|等)+$")
_DUTY_HEAD = re.compile(r"^(?:责任单位|責任單位|牵头单位|牽頭單位)[:：]")
_ROLES = {"notice": Role.NOTICE, "summary": Role.SUMMARY, "interpretation": Role.INTERPRETATION}


class RoledUnit(NamedTuple):
    """An addressable unit with its role and the departments that its last brackets name."""

    unit: Unit
    role: Role
    responsible: tuple[str, ...]


class Document(NamedTuple):
    """A segmented source; `segments` in order are the source, without gap or overlap."""

    segments: tuple[Segment, ...]
    sections: tuple[Section, ...]
    units: tuple[RoledUnit, ...]
    title: str


def document(source: str) -> Document:
    r"""Segment a decoded source.

    >>> doc = document("关于加强签约服务的意见\n\n一、总体要求\n到2025年底,签约率达到75%。")
    >>> [(unit.unit.label, unit.role.value) for unit in doc.units]
    [('一/¶1', 'clause')]
    >>> [segment.role.value for segment in doc.segments]
    ['title', 'heading', 'clause']
    """
    found = blocks(source)
    assigned = assign(found)
    sections: list[Section] = []
    roled: list[RoledUnit] = []
    for part, role, members in _parts(found, assigned):
        for item in units(outline(members), source, part):
            if isinstance(item, Heading):
                sections.append(Section(item.path, item.label, item.heading, item.span, role))
            else:
                roled.append(RoledUnit(item, role, responsible(item.text)))
    roled.sort(key=lambda entry: entry.unit.span)
    sections.sort(key=lambda section: section.span)
    roles = [item.role for item in assigned]
    segments = _partition(source, _pieces(found, roles, sections))
    return Document(segments, tuple(sections), tuple(roled), _title(found, roles, source))


_OUTLINED = frozenset((Role.CLAUSE, *_ROLES.values()))


def _parts(found: Sequence[Block], assigned: Sequence[Assigned]) -> Iterator[tuple[str, Role, list[Block]]]:
    """The outlined blocks by part; a part that opens again (a second annex) is one of its own."""
    runs: list[tuple[str, Role, list[Block]]] = []
    opened: Counter[str] = Counter()
    interrupted = False
    for block, (role, part) in zip(found, assigned, strict=True):
        interrupted |= role is Role.ANNEX
        if role not in _OUTLINED or (role is not Role.CLAUSE and not part):
            continue
        if interrupted or not runs or runs[-1][0].rstrip("0123456789") != part:
            if role is not Role.CLAUSE and not block.is_sentence and block.marker is None:
                continue  # the part's own title
            opened[part] += 1
            runs.append((part if opened[part] == 1 else f"{part}{opened[part]}", role, []))
            interrupted = False
        runs[-1][2].append(block)
    yield from runs


def responsible(text: str) -> tuple[str, ...]:
    """The departments named in the brackets that close a clause.

    >>> responsible("推进试点。(国家医保局、财政部等按职责分工负责)")
    ('国家医保局', '财政部')
    >>> responsible("推进试点(含省际联盟)。")
    ()
    """
    match = _RESPONSIBLE.search(text)
    if match is None or not _DUTY.search(match[1]):
        return ()
    first_sentence = re.split(r"[。]", match[1])[0]
    names = (
        _DUTY_TAIL.sub("", _DUTY_HEAD.sub("", name.strip()))
        for name in _ORGAN_SEPARATOR.split(first_sentence)
    )
    return tuple(name for name in names if name)


def _pieces(
    found: Sequence[Block], roles: Sequence[Role], sections: Sequence[Section]
) -> Iterator[tuple[int, Role]]:
    """Where each segment starts, with its role."""
    for block, role in zip(found, roles, strict=True):
        signs = block.marker.start if block.marker and role in _OUTLINED else 0
        if signs:
            yield block.start, Role.FURNITURE
        yield block.start + signs, role
    ends = {block.end for block in found}
    for section in sections:
        if section.role is Role.CLAUSE and section.span.start < section.span.end:
            yield section.span.start, Role.HEADING
            if section.span.end not in ends:
                yield section.span.end, Role.CLAUSE


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
            lines.insert(0, found[index].text(source).lstrip("# "))
        elif lines:
            break
    return "".join(lines)
