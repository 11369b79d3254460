"""What stands within a clause's words: quantities, dates, citations, responsible departments."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from policykit.index.citations import Citation
from policykit.interchange.akomantoso.markup import add, add_text
from policykit.model import QuantityKind, Role, Span
from policykit.specs.ledger import ledger
from policykit.text.paper import legible

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from policykit.model import Clause, Policy, Quantity, Requirement
    from policykit.specs.ledger import LedgerLine

__all__ = ["Agents", "Mark", "Marks", "find_marks"]


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of the source that become an inline element with these attributes."""

    span: Span
    element: str
    attributes: Mapping[str, str]


@dataclass
class Agents:
    """Organizations and concepts that the text refers to: what they are called by the eId they are given."""

    organizations: dict[str, str] = field(default_factory=dict)
    """Name → eId."""
    concepts: dict[str, str] = field(default_factory=dict)
    """eId → what it is called."""

    def organization(self, name: str) -> str:
        """The eId of an organization, given when it is first asked."""
        return self.organizations.setdefault(name, f"org_{len(self.organizations) + 1}")

    def concept(self, eid: str, label: str) -> str:
        """The eId of a concept."""
        self.concepts.setdefault(eid, label)
        return eid


@dataclass(frozen=True)
class Marks:
    """The marks of a policy by clause, none overlapping another; `source` is as `legible` gives it."""

    source: str
    by_clause: Mapping[str, Sequence[Mark]]

    def fill(self, clause: Clause, flows: Sequence[tuple[ET.Element, str]]) -> None:
        """Write the texts of a clause into their elements, with its marks.

        The texts together are the clause as published but for blanks and line ends, which pages set
        themselves; so places are counted in visible characters. A mark that lies across two texts is
        left out.
        """
        marks = [
            (mark, *_counted(mark.span, clause.span.start, self.source))
            for mark in self.by_clause.get(clause.id, ())
        ]
        published = _visible(clause.span.cut(self.source))
        if _visible("".join(text for _, text in flows)) != published:
            marks = []
        begin = 0
        for element, text in flows:
            end = begin + len(_visible(text))
            inside = [
                (mark, start - begin, stop - begin)
                for mark, start, stop in marks
                if begin <= start < stop <= end
            ]
            _fill(element, text, inside)
            begin = end


def _fill(element: ET.Element, text: str, inside: Sequence[tuple[Mark, int, int]]) -> None:
    places = [at for at, char in enumerate(text) if not char.isspace()]
    done = 0
    for mark, first, last in inside:
        start, end = places[first], places[last - 1] + 1
        add_text(element, text[done:start])
        add(element, mark.element, text[start:end], **mark.attributes)
        done = end
    add_text(element, text[done:])


def _visible(text: str) -> str:
    return "".join(text.split())


def _counted(span: Span, start: int, source: str) -> tuple[int, int]:
    first = len(_visible(source[start : span.start]))
    return first, first + len(_visible(span.cut(source)))


def find_marks(
    policy: Policy,
    requirements: Iterable[Requirement],
    citations: Iterable[tuple[Citation, str]],
    agents: Agents,
    concepts: Mapping[str, str],
) -> Marks:
    """Every mark of a policy; `citations` come with the address of what they cite.

    `concepts` names the kinds of quantities that no requirement asks for. Organizations and concepts
    that are referred to are noted in `agents`.
    """
    found: dict[str, list[Mark]] = {}
    for citation, uri in citations:
        found.setdefault(citation.clause, []).append(Mark(citation.span, "ref", {"href": uri}))
    for clause in policy.clauses:
        if clause.responsible and clause.role is Role.CLAUSE:
            found.setdefault(clause.id, []).extend(_responsible(clause, policy.source, agents))
    # Of several that quote the same figure, the one with the fewest words is about it.
    asked = sorted(
        (one for one in requirements if one.policy == policy.id),
        key=lambda one: (one.span.end - one.span.start, one.span, one.id),
    )
    for line in ledger(policy, (), ()):
        mark = _quantity(line, asked, agents, concepts)
        if mark is not None:
            found.setdefault(line.clause.id, []).append(mark)
    return Marks(legible(policy), {clause: _apart(marks) for clause, marks in found.items()})


def _quantity(
    line: LedgerLine, asked: Sequence[Requirement], agents: Agents, concepts: Mapping[str, str]
) -> Mark | None:
    quantity = line.quantity
    if quantity.kind is QuantityKind.DATE:
        return Mark(line.span, "date", {"date": quantity.due.isoformat()}) if quantity.due else None
    if quantity.kind.value not in concepts:
        return None
    of = next((one for one in asked if one.clause == line.clause.id and _within(line.span, one.span)), None)
    eid = (
        agents.concept(of.indicator.name, of.indicator.label)
        if of is not None
        else agents.concept(quantity.kind.value, concepts[quantity.kind.value])
    )
    return Mark(line.span, "quantity", {"refersTo": f"#{eid}", "normalized": _normalized(quantity)})


def _normalized(quantity: Quantity) -> str:
    """A quantity in signs: `>= 85 %`, `between 3 5 个`, `>= 二级`; empty for words without a figure."""
    figures = [f"{float(one):.12g}" for one in (quantity.value, quantity.value2) if one is not None]
    said = figures or ([quantity.grade] if quantity.grade else [])
    if not said:
        return ""
    sign = quantity.comparator.value if quantity.comparator else ""
    return " ".join(filter(None, (sign, *said, quantity.unit)))


def _responsible(clause: Clause, source: str, agents: Agents) -> Iterable[Mark]:
    """The departments named in the brackets that close a clause."""
    text = clause.span.cut(source)
    at = max(text.rfind("("), text.rfind("（"))
    for name in clause.responsible:
        start = text.find(name, at) if at >= 0 else -1
        if start >= 0:
            at = start + len(name)
            span = Span(clause.start + start, clause.start + at)
            yield Mark(span, "organization", {"refersTo": f"#{agents.organization(name)}"})


def _within(span: Span, quote: Span) -> bool:
    return quote.start < span.end and span.start < quote.end


def _apart(marks: Iterable[Mark]) -> list[Mark]:
    """In the order of the text; of two that overlap the one that begins first, the longer of two."""
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda one: (one.span.start, -one.span.end)):
        if mark.span.start < mark.span.end and (not kept or kept[-1].span.end <= mark.span.start):
            kept.append(mark)
    return kept
