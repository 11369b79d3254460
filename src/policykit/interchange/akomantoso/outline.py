"""Sections and clauses as the hierarchy of a body: num, heading and content, nested as the text is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from policykit.interchange.akomantoso.markup import add, clean
from policykit.interchange.akomantoso.naming import named
from policykit.model import PartKind
from policykit.text.paper import Line, headed, printed

if TYPE_CHECKING:
    from collections.abc import Iterable
    from xml.etree import ElementTree as ET

    from policykit.interchange.akomantoso.marks import Marks
    from policykit.model import Clause, Part

__all__ = ["Ids", "Outline", "put_paragraphs"]

_RUN_IN = "。：:；;. "


@dataclass
class Ids:
    """Gives each eId of a document once; a second element of the same name gets a number behind it."""

    given: dict[str, int] = field(default_factory=dict)

    def once(self, eid: str) -> str:
        """`eid`, or with `-2` behind it when it was given before."""
        self.given[eid] = self.given.get(eid, 0) + 1
        return eid if self.given[eid] == 1 else self.once(f"{eid}-{self.given[eid]}")


class _Holder(NamedTuple):
    """An element that later parts may belong to; `around` are the elements from the body to it.

    `section` takes in lines that follow: the element itself, unless it is a clause and holds nothing but text.
    """

    element: ET.Element
    section: ET.Element
    eid: str
    around: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outline:
    """Puts the parts of a policy, or of what stands beside it, into a body; `prefix` begins their eIds.

    `within` is the kind of the part that the body stands for.
    """

    marks: Marks
    ids: Ids
    prefix: str = ""
    within: PartKind = PartKind.DOCUMENT

    def hang(self, body: ET.Element, parts: Iterable[Part | Line]) -> None:
        """Append `parts`, in the order of the source."""
        top = _Holder(body, body, self.prefix)
        holders: dict[int, _Holder] = {}
        section = body
        for part in sorted(parts, key=lambda part: part.span):
            if isinstance(part, Line):
                # Within a section only a heading may stand between its parts.
                add(section, "p" if section is body else "crossHeading", part.text)
                continue
            numbers, parent = [part.number], part.parent
            while parent is not None and id(parent) not in holders and parent.kind > self.within:
                numbers.append(parent.number)
                parent = parent.parent
            holder = holders.get(id(parent), top)
            made = holders[id(part)] = self._open(part, "-".join(reversed(numbers)), holder)
            section = made.section
            if part.clause is None:
                self._put_heading(made.element, part)
            else:
                self._put_clause(made.element, part.clause, holds=bool(part.children))

    def _open(self, part: Part, number: str, holder: _Holder) -> _Holder:
        element, short = named(part.label, number, holder.around)
        eid = self.ids.once("__".join(filter(None, (holder.eid, short))))
        made = add(holder.element, element, eId=eid, name=part.label if element == "hcontainer" else "")
        if part.clause is not None:
            made.set("GUID", clean(part.clause.id))
        section = made if part.clause is None else holder.section
        return _Holder(made, section, eid, (*holder.around, element))

    def _put_heading(self, element: ET.Element, section: Part) -> None:
        number, heading = headed(section, self.marks.source)
        if number:
            add(element, "num", number)
        if heading:
            add(element, "heading", heading)

    def _put_clause(self, element: ET.Element, clause: Clause, *, holds: bool) -> None:
        paper = printed(clause, self.marks.source)
        number, heading, paragraphs = paper.number, paper.heading, list(paper.paragraphs)
        if paper.run_in and heading and paragraphs:
            # The mark that closes a heading is the heading's.
            rest = paragraphs[0].lstrip(_RUN_IN)
            heading, paragraphs[0] = heading + paragraphs[0][: len(paragraphs[0]) - len(rest)], rest
        flows = [(add(element, "num"), number)] if number else []
        if heading:
            flows.append((add(element, "heading"), heading))
        content = add(element, "intro" if holds else "content")
        flows += [(add(content, "p"), text) for text in paragraphs]
        self.marks.fill(clause, flows)
        if not len(content):
            element.remove(content)


def put_paragraphs(holder: ET.Element, clause: Clause, marks: Marks, eid: str) -> None:
    """An unnumbered paragraph outside the body, addressable as a clause."""
    container = add(holder, "container", name="clause", eId=eid, GUID=clause.id)
    paper = printed(clause, marks.source)
    text = [paper.number + paper.heading] if paper.number or paper.heading else []
    marks.fill(clause, [(add(container, "p"), one) for one in (*text, *paper.paragraphs)])
