"""Sections and clauses as the hierarchy of a body: num, heading and content, nested as the text is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from policykit.interchange.akomantoso.markup import add, clean
from policykit.interchange.akomantoso.naming import named
from policykit.model import Clause, Section
from policykit.text.paper import Line, headed, printed

if TYPE_CHECKING:
    from collections.abc import Iterable
    from xml.etree import ElementTree as ET

    from policykit.interchange.akomantoso.marks import Marks

__all__ = ["Ids", "Outline", "put_paragraphs"]

Part = Section | Clause | Line
_RUN_IN = "。：:；;. "


@dataclass
class Ids:
    """Gives each eId of a document once; a second element of the same name gets a number behind it."""

    given: dict[str, int] = field(default_factory=dict)

    def once(self, eid: str) -> str:
        """`eid`, or with `-2` behind it when it was given before."""
        self.given[eid] = self.given.get(eid, 0) + 1
        return eid if self.given[eid] == 1 else self.once(f"{eid}-{self.given[eid]}")


@dataclass(frozen=True)
class _Open:
    """An element that later parts may belong to."""

    path: tuple[str, ...]
    element: ET.Element
    eid: str
    around: tuple[str, ...] = ()
    leaf: bool = False
    """Whether it holds text and nothing else, so that no line may follow in it."""


@dataclass(frozen=True)
class Outline:
    """Puts the parts of a policy, or of what stands beside it, into a body; `prefix` begins their eIds.

    `skipped` is how many parts of path and label say in which piece they stand (解读/三/¶1).
    """

    marks: Marks
    ids: Ids
    prefix: str = ""
    skipped: int = 0

    def hang(self, body: ET.Element, parts: Iterable[Part]) -> None:
        """Append `parts`, in the order of the source."""
        ordered = sorted(parts, key=lambda part: part.span)
        holding = {path[:cut] for part in ordered if (path := self._path(part)) for cut in range(len(path))}
        opened = [_Open((), body, self.prefix)]
        for part in ordered:
            if isinstance(part, Line):
                while opened[-1].leaf:
                    opened.pop()
                # Within a section only a heading may stand between its parts.
                holder = opened[-1].element
                add(holder, "p" if holder is body else "crossHeading", part.text)
                continue
            path = self._path(part)
            while path[: len(opened[-1].path)] != opened[-1].path:
                opened.pop()
            opened.append(self._open(part, opened[-1]))
            if isinstance(part, Section):
                self._put_heading(opened[-1].element, part)
            else:
                self._put_clause(opened[-1].element, part, holds=path in holding)

    def _path(self, part: Part) -> tuple[str, ...]:
        if isinstance(part, Line):
            return ()
        path = part.path if isinstance(part, Section) else tuple(part.path.split("/"))
        return path[self.skipped :] or path

    def _open(self, part: Section | Clause, within: _Open) -> _Open:
        path = self._path(part)
        said = part.label.rpartition("/")[2]
        element, short = named(said, "-".join(path[len(within.path) :]), within.around)
        eid = self.ids.once("__".join(filter(None, (within.eid, short))))
        made = add(within.element, element, eId=eid, name=said if element == "hcontainer" else "")
        if isinstance(part, Clause):
            made.set("GUID", clean(part.id))
        return _Open(path, made, eid, (*within.around, element), isinstance(part, Clause))

    def _put_heading(self, element: ET.Element, section: Section) -> None:
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
