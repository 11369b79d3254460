"""Headings, clauses and lines of a text as nodes, hung below each other in the order of the source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from policykit.model import Role, Script
from policykit.site.links import clause_anchor
from policykit.site.wording import words
from policykit.sphinxext.nodes import (
    clause_block,
    clause_section,
    clause_title,
    clause_tools,
    heading_title,
)
from policykit.sphinxext.tables import hang_row
from policykit.text.cite import cite, cite_policy, on_page, pinpoint
from policykit.text.layout import Line, Opening, set_clause, text_lines

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from policykit.model import Clause, Part, Policy

__all__ = ["hang"]


def hang(
    root: nodes.Element,
    policy: Policy,
    parts: Iterable[Part | Line | Opening],
    window: tuple[int, int] | None = None,
) -> None:
    """Hang headings, clauses and other lines below `root`, in the order of the source; an annex is a section.

    Of a window of the source only what begins in it, below the headings that it stands under.
    """
    first, end = window or (0, len(policy.source) + 1)
    ordered = sorted(parts, key=lambda part: part.span)
    place = _Place(root, policy, {id(part) for part in ordered})
    for part in ordered:
        if part.span.start >= end:
            return
        if isinstance(part, Opening):
            place.open(part)
        if part.span.start >= first:
            place.add(part)


class _Place:
    """Where in a page the next part of a text is hung."""

    def __init__(self, root: nodes.Element, policy: Policy, known: Container[int]) -> None:
        self._policy, self._known = policy, known
        self._root = self._top = self._holder = root
        self._holders: dict[int, nodes.Element] = {}
        self._frames: dict[str, nodes.Element] = {}

    def open(self, opening: Opening) -> None:
        """Begin an annex, which is on the page when anything of it is."""
        title = heading_title(opening.text, opening.text)
        self._top = self._holder = nodes.section("", title, ids=[f"annex-{opening.number}"])

    def add(self, part: Part | Line | Opening) -> None:
        """Hang a part."""
        if self._top is not self._root and self._top.parent is None:
            self._root.append(self._top)
        if isinstance(part, Line):
            self._holder.append(nodes.paragraph(part.text, "", nodes.Text(part.text)))
        elif not isinstance(part, Opening):
            self._holder = self._holders[id(part)] = self._below(part.parent)
            if part.clause is None:
                self._begin(part)
            else:
                self._add_clause(part.clause)

    def _below(self, above: Part | None) -> nodes.Element:
        """Where what stands below a part is hung; a heading that began on the page before is there again."""
        if above is None or id(above) not in self._known:
            return self._top
        if id(above) not in self._holders:
            self._holder = self._holders[id(above)] = self._below(above.parent)
            if above.clause is None:
                self._begin(above)
        return self._holders[id(above)]

    def _begin(self, part: Part) -> None:
        section = _section(part, self._policy)
        self._holder.append(section)
        self._holder = self._holders[id(part)] = section

    def _add_clause(self, clause: Clause) -> None:
        table, row = self._policy.table(clause), self._policy.row(clause)
        if table is not None and row is not None:
            hang_row(self._holder, self._frames, table, row, _tools(clause, self._policy))
        else:
            self._holder.append(_clause(clause, self._policy))


def _section(section: Part, policy: Policy) -> nodes.Element:
    """A section with its heading; of a part whose first clause is its heading, a frame with none."""
    ids = ["s-" + "-".join(section.path)]
    heading = "".join(text_lines(section.span.cut(policy.source)))
    if not heading:
        return nodes.container(ids=ids)
    return nodes.section("", heading_title(heading, heading), ids=ids)


def _clause(clause: Clause, policy: Policy) -> nodes.Element:
    paper = set_clause(clause, policy.source)
    node: nodes.Element = clause_section() if paper.heading else clause_block(classes=["clause"])
    node["ids"] = [clause_anchor(clause.path)]
    node["clause"] = clause.id
    tools = _tools(clause, policy)
    title = clause_title("", "", *_numbered(paper.number), nodes.Text(paper.heading))
    if paper.heading:
        node["classes"] += ["clause", "run-in" if paper.run_in else "own-line"]
        node += title
    paragraphs = [nodes.paragraph("", "", nodes.Text(text)) for text in paper.paragraphs]
    if paper.number and not paper.heading and paragraphs:
        paragraphs[0][:0] = _numbered(paper.number)
    if clause.responsible and paragraphs:
        _mute_responsible(paragraphs[-1], clause.responsible)
    node += paragraphs
    last: nodes.Element = paragraphs[-1] if paragraphs else title
    last.append(tools)
    if paper.heading and paper.run_in:
        node += nodes.container(classes=["clause-end"])
    return node


def _tools(clause: Clause, policy: Policy) -> clause_tools:
    place = pinpoint(clause.label)
    return clause_tools(
        anchor=clause_anchor(clause.path),
        clause=clause.id,
        place=place,
        lang="" if policy.script is Script.SIMPLIFIED else Script.SIMPLIFIED.language,
        label=words("policies")["copying"]["tools"]["link"].format(place=place),
        cited=cite(clause, policy).removeprefix(cite_policy(policy)),
        page=on_page(clause, policy),
        # An interpretation has clauses of its own, which lead on to each other.
        row="" if clause.role is Role.CLAUSE else clause.role.value,
    )


def _numbered(number: str) -> list[nodes.Node]:
    return [nodes.inline(number, number, classes=["number"])] if number else []


def _mute_responsible(paragraph: nodes.paragraph, responsible: Iterable[str]) -> None:
    """Set the closing bracket that names the responsible departments apart from the sentence."""
    text = paragraph[-1].astext()  # behind the number, where there is one
    start = max(text.rfind("("), text.rfind("（"))
    if start > 0 and any(name in text[start:] for name in responsible):
        paragraph[-1:] = [nodes.Text(text[:start]), nodes.inline("", text[start:], classes=["responsible"])]
