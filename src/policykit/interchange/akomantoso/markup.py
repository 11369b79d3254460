"""Elements, text and inline marks: what XML cannot hold is shown as such, what stands on paper is not moved.

Quantities, dates, citations and responsible departments are marked where they stand in a clause's words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from policykit.base.resources import load
from policykit.index.citations import Citation
from policykit.model import QuantityKind, Role, Span
from policykit.text.layout import without_furniture

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from policykit.model import Clause, Policy, Quantity, Requirement
    from policykit.specs.ledger import LedgerLine

__all__ = ["Agents", "Mark", "Marks", "add", "add_text", "clean", "find_marks", "serialized"]

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that no XML 1.0 document holds, not even as a reference."""
_STAND_IN = "\ufffd"
_FLOWING = frozenset({"p", "num", "heading", "crossHeading"})
"""Elements of text: a blank put into them would be the reader's to see."""


def add(parent: ET.Element, tag: str, text: str = "", /, **attributes: str) -> ET.Element:
    """A new last child with this text; attributes whose value is empty are left out.

    A trailing underscore of an attribute's name is not part of it: `as_` is `as`.
    """
    named = {key.removesuffix("_"): clean(value) for key, value in attributes.items() if value}
    made = ET.SubElement(parent, tag, named)
    add_text(made, text)
    return made


def add_text(element: ET.Element, text: str) -> None:
    """Append text to the end of an element.

    A character that XML cannot hold becomes `<inline name="U+0001">` with a stand-in, so that the reader
    sees where it stood and a program which one it was.
    """
    done = 0
    for match in _FORBIDDEN.finditer(text):
        _append(element, text[done : match.start()])
        ET.SubElement(element, "inline", {"name": f"U+{ord(match[0]):04X}"}).text = _STAND_IN
        done = match.end()
    _append(element, text[done:])


def clean(value: str) -> str:
    r"""An attribute's value; a character that XML cannot hold becomes U+FFFD.

    >>> clean("a\x01b")
    'a\ufffdb'
    """
    return _FORBIDDEN.sub(_STAND_IN, value)


def _append(element: ET.Element, text: str) -> None:
    if not text:
        return
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def serialized(root: ET.Element) -> bytes:
    """The document as UTF-8, each block on a line of its own."""
    root.set("xmlns", NAMESPACE)
    _laid_out(root, 0)
    # Written by hand: ElementTree's own declaration depends on its version.
    text: str = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def _laid_out(element: ET.Element, depth: int) -> None:
    if element.tag in _FLOWING or not len(element):
        return
    element.text = "\n" + "  " * (depth + 1)
    for child in element:
        _laid_out(child, depth + 1)
        child.tail = element.text
    element[-1].tail = "\n" + "  " * depth


# --- marks ----------------------------------------------------------------------------------------


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
    visible = [at for at, char in enumerate(text) if not char.isspace()]
    done = 0
    for mark, first, last in inside:
        start, end = visible[first], visible[last - 1] + 1
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
    lines: Iterable[LedgerLine],
    agents: Agents,
) -> Marks:
    """Every mark of a policy; `citations` come with the address of what they cite, `lines` are its ledger.

    Organizations and concepts that are referred to are noted in `agents`.
    """
    concepts = load("akomantoso")["quantities"]
    found: dict[str, list[Mark]] = {}
    for citation, uri in citations:
        found.setdefault(citation.clause, []).append(Mark(citation.span, "ref", {"href": uri}))
    for clause in policy.clauses:
        if clause.responsible and clause.role is Role.CLAUSE:
            found.setdefault(clause.id, []).extend(_responsible(clause, policy.source, agents))
    asked: defaultdict[str, list[Requirement]] = defaultdict(list)
    for requirement in requirements:
        asked[requirement.clause].append(requirement)
    for line in lines:
        mark = _quantity(line, asked, agents, concepts)
        if mark is not None:
            found.setdefault(line.clause.id, []).append(mark)
    return Marks(without_furniture(policy), {clause: _apart(marks) for clause, marks in found.items()})


def _quantity(
    line: LedgerLine, asked: Mapping[str, Sequence[Requirement]], agents: Agents, concepts: Mapping[str, str]
) -> Mark | None:
    quantity = line.quantity
    if quantity.kind is QuantityKind.DATE:
        return Mark(line.span, "date", {"date": quantity.due.isoformat()}) if quantity.due else None
    if quantity.kind.value not in concepts:
        return None
    about = [
        requirement for requirement in asked.get(line.clause.id, ()) if requirement.span.overlaps(line.span)
    ]
    if about:
        # Of several that quote the same figure, the one with the fewest words is about it.
        indicator = min(
            about, key=lambda other: (other.span.end - other.span.start, other.span, other.id)
        ).indicator
        eid = agents.concept(indicator.name, indicator.label)
    else:
        eid = agents.concept(quantity.kind.value, concepts[quantity.kind.value])
    return Mark(line.span, "quantity", {"refersTo": f"#{eid}", "normalized": _normalized(quantity)})


def _normalized(quantity: Quantity) -> str:
    """A quantity in signs: `>= 85 %`, `between 3 5 个`, `>= 二级`; empty for words without a figure."""
    figures = [f"{float(figure):.12g}" for figure in (quantity.value, quantity.value2) if figure is not None]
    figures = figures or ([quantity.grade] if quantity.grade else [])
    if not figures:
        return ""
    sign = quantity.comparator.value if quantity.comparator else ""
    return " ".join(filter(None, (sign, *figures, quantity.unit)))


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


def _apart(marks: Iterable[Mark]) -> list[Mark]:
    """In the order of the text; of two that overlap the mark that begins first, the longer of two."""
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: (mark.span.start, -mark.span.end)):
        if mark.span.start < mark.span.end and (not kept or kept[-1].span.end <= mark.span.start):
            kept.append(mark)
    return kept
