"""The document: cover letter, preface, preamble, body, conclusions, and what stands beside the policy.

Headings and clauses are the hierarchy of a body: num, heading and content, nested as the text is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree as ET

from policykit.base.resources import load
from policykit.index.citations import citations as find_citations
from policykit.interchange.akomantoso.markup import Agents, add, clean, find_marks, serialized
from policykit.interchange.akomantoso.meta import (
    SOURCE,
    is_act,
    kind,
    put_identification,
    put_meta,
    uncollected_uri,
    work_uri,
)
from policykit.model import PartKind, Role
from policykit.specs import Specs
from policykit.specs.ledger import ledger
from policykit.text.cite import page_range
from policykit.text.layout import Line, Matter, matter, openings, outlined, set_clause, set_heading

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from policykit.corpus import Corpus
    from policykit.index.citations import Citation
    from policykit.interchange.akomantoso.markup import Marks
    from policykit.interchange.akomantoso.meta import Cited
    from policykit.model import Clause, Part, Policy, Requirement, Table
    from policykit.specs.ledger import LedgerLine

__all__ = ["akoma_ntoso", "akoma_ntosos"]

_COVER, _PREFACE, _CLOSING = "notice", "addressee", "signature"
_ANNEX = Role.ANNEX.value
_RUN_IN = "。：:；;. "
_UNSAFE = re.compile(r"[^\w.-]+")


def akoma_ntosos(corpus: Corpus, specs: Specs | None = None) -> Iterator[tuple[str, bytes]]:
    """Id and document of every policy of a corpus. Raises `PolicykitError` as `Specs.load` does."""
    known = specs or Specs.load(corpus)
    cited: defaultdict[str, list[Citation]] = defaultdict(list)
    for citation in find_citations(corpus):
        cited[corpus.clause(citation.clause).policy].append(citation)
    uris = {policy.id: work_uri(policy) for policy in corpus.policies}
    for policy in corpus.policies:
        with_uris = [
            (citation, uris[citation.policy] if citation.policy else "") for citation in cited[policy.id]
        ]
        yield policy.id, akoma_ntoso(policy, known.of_policy(policy.id), with_uris)


def akoma_ntoso(
    policy: Policy,
    requirements: Iterable[Requirement] = (),
    citations: Iterable[tuple[Citation, str]] = (),
    lines: Iterable[LedgerLine] | None = None,
) -> bytes:
    """One policy as Akoma Ntoso 3.0, UTF-8: `act` when it is cut into articles, else `doc`.

    Preamble, body and the annexes with clauses, which are attachments as the standard has it, hold the normative
    text, every visible character of it, in order. What the source has beside it (covering letter, digest, 解读)
    is there too, apart, and prescribes nothing; what belongs to the site that published it is not. A clause's
    `GUID` is its permanent id, its `policykit:pages` the page of an original that has pages. Quantities, dates,
    departments and the `citations`, each with the address of a collected policy or an empty one, are marked where
    they stand; a quantity within the quote of one of the `requirements` refers to its indicator. Give the `lines`
    of the policy's ledger when they are at hand.

    >>> from policykit.corpus import Corpus
    >>> xml = akoma_ntoso(Corpus.load().policy("nhc-2023-41")).decode()
    >>> 'eId="sec_4__para_11" GUID="nhc-2023-41/4/11"' in xml
    True
    """
    agents, cited = Agents(), _cited(citations)
    addresses = [(citation, f"#{eid}") for citation, (eid, _, _) in cited]
    lines = ledger(policy, (), ()) if lines is None else lines
    marks = find_marks(policy, requirements, addresses, lines, agents)
    root = ET.Element("akomaNtoso")
    made = add(root, "act" if is_act(policy) else "doc", name=kind(policy))
    _Writer(policy, marks, made).write()
    _put_pages(root, policy)
    put_meta(made, policy, agents, dict.fromkeys(entry for _, entry in cited))
    return serialized(root)


def _put_pages(root: ET.Element, policy: Policy) -> None:
    """Tell each clause its page, in a namespace of our own: the schema has marks for ends of pages only."""
    pages = {clean(clause.id): page_range(clause, policy) for clause in policy.clauses}
    paged = [element for element in root.iter() if pages.get(element.get("GUID", ""))]
    for element in paged:
        element.set("policykit:pages", pages[element.get("GUID", "")])
    if paged:
        root.set("xmlns:policykit", SOURCE)


def _cited(citations: Iterable[tuple[Citation, str]]) -> list[tuple[Citation, Cited]]:
    """Every citation with the reference that stands for the document cited; the same document, the same one."""
    eids: dict[str, str] = {}
    entries: dict[str, Cited] = {}
    found = []
    for citation, uri in citations:
        address = uri or uncollected_uri(citation.number, citation.title)
        eid = eids.setdefault(address, f"ref_{len(eids) + 1}")
        title = f"《{citation.title}》" if citation.title else ""
        entry = entries.setdefault(address, (eid, address, title + citation.number))
        found.append((citation, entry))
    return found


class _Apart(NamedTuple):
    """What has a body of its own beside that of the policy."""

    kind: str
    heading: str
    parts: Sequence[Part | Line]
    prescribes: bool = False


class _Writer:
    """Writes one policy into its document."""

    def __init__(self, policy: Policy, marks: Marks, made: ET.Element) -> None:
        self.policy = policy
        self.marks = marks
        self.made = made
        self.ids = Ids()
        self.before, self.after = matter(policy)

    def write(self) -> None:
        """The parts in the order of the schema."""
        everything = [*self.before, *self.after]
        cover = [block for block in everything if block.kind == _COVER]
        if cover:
            self._put_lines(add(self.made, "coverPage"), cover)
        self._put_preface([block for block in self.before if block.kind == _PREFACE])
        self._put_text()
        endings = [block for block in everything if block.kind == _CLOSING]
        endings += [block for block in self.after if block.kind == _PREFACE]
        if endings:
            self._put_lines(add(self.made, "conclusions"), endings)
        if apart := sorted(self._apart(everything), key=lambda one: one.parts[0].span):
            holder = add(self.made, "attachments")
            for number, one in enumerate(apart, 1):
                self._put_attachment(holder, one, number)

    def _put_preface(self, addressees: Sequence[Matter]) -> None:
        preface = add(self.made, "preface")
        preface.set("xml:lang", self.policy.script.language)
        add(add(add(preface, "longTitle"), "p"), "docTitle", self.policy.title)
        if self.policy.number:
            add(add(preface, "p"), "docNumber", self.policy.number)
        self._put_lines(preface, addressees)

    def _put_text(self) -> None:
        """Unnumbered paragraphs before the first heading are the preamble; without a heading, the body."""
        ordered = [part for part in outlined(self.policy, normative=True) if not _annex(part)]
        opening = next((at for at, part in enumerate(ordered) if not _opens(part)), 0)
        if opening:
            preamble = add(self.made, "preamble")
            preamble.set("xml:lang", self.policy.script.language)
            for part in ordered[:opening]:
                if part.clause is not None:
                    eid = self.ids.once(f"preamble__container_{part.number.removeprefix('p')}")
                    put_paragraphs(preamble, part.clause, self.marks, eid)
        body = add(self.made, "body" if self.made.tag == "act" else "mainBody")
        body.set("xml:lang", self.policy.script.language)
        Outline(self.marks, self.ids, self.policy).hang(body, ordered[opening:])

    def _put_lines(self, holder: ET.Element, listed: Iterable[Matter]) -> None:
        """Lines as paragraphs; what has a permanent id, as the paragraphs of a letter have, keeps it."""
        for block in listed:
            clauses = [part for part in block.parts if part.clause is not None]
            loose = block.loose_lines(self.policy, [part.span for part in clauses])
            parts: list[Part | Line] = [*clauses, *loose]
            for part in sorted(parts, key=lambda part: part.span):
                if not isinstance(part, Line):
                    eid = self.ids.once(f"{holder.tag}__container_{part.number.removeprefix('p')}")
                    if part.clause is not None:
                        put_paragraphs(holder, part.clause, self.marks, eid)
                elif block.kind == _CLOSING:
                    add(add(holder, "p"), "signature", part.text)
                else:
                    add(holder, "p", part.text)

    def _apart(self, everything: Iterable[Matter]) -> Iterator[_Apart]:
        """What stands beside the body: annexes with clauses under what opens each, and what prescribes nothing."""
        captions, opened = load("akomantoso")["attachments"], openings(self.policy)
        for block in everything:
            taken = [*(part.span for part in block.parts), *(one.span for one in opened)]
            inside: list[Part | Line] = [*block.parts, *block.loose_lines(self.policy, taken)]
            if block.kind in captions and inside:
                yield _Apart(block.kind, captions[block.kind], inside)
        for name, group in groupby(outlined(self.policy, normative=True), _annex):
            if name:
                parts: list[Part | Line] = list(group)
                heads = [one.text for one in opened if one.span.end <= parts[0].span.start]
                yield _Apart(_ANNEX, heads[-1] if heads else captions[_ANNEX], parts, prescribes=True)

    def _put_attachment(self, holder: ET.Element, one: _Apart, number: int) -> None:
        eid = self.ids.once(f"att_{number}")
        made = add(holder, "attachment", eId=eid)
        add(made, "heading", one.heading)
        doc = add(made, "doc", name=one.kind)
        component = f"{one.kind}_{number}"
        put_identification(add(doc, "meta"), self.policy, component=component, prescribes=one.prescribes)
        body = add(doc, "mainBody")
        body.set("xml:lang", self.policy.script.language)
        Outline(self.marks, self.ids, self.policy, eid, within=PartKind.COMPONENT).hang(body, one.parts)


def _annex(part: Part) -> str:
    """The annex that a part belongs to: the first piece of its path; empty for the text itself."""
    return part.path[0] if part.path and part.path[0].startswith(_ANNEX) else ""


def _opens(part: Part) -> bool:
    """Whether a part belongs to the preamble: an unnumbered paragraph of no section."""
    return part.kind is PartKind.PARAGRAPH and not part.above


# --- the outline ----------------------------------------------------------------------------------


class Named(NamedTuple):
    """An element of the outline and the piece of an eId that stands for it."""

    element: str
    eid: str


def named(part: str, number: str, around: tuple[str, ...]) -> Named:
    """The element for a part of a label; `number` is its part of the path, `around` the elements outside.

    >>> named("(十一)", "11", ("section",)), named("(二)", "2", ("chapter", "article"))
    (Named(element='paragraph', eid='para_11'), Named(element='point', eid='point_2'))
    """
    plain = _UNSAFE.sub("-", number.removeprefix("p") if part.startswith("¶") else number) or "0"
    for rule in load("akomantoso")["elements"]:
        if re.fullmatch(rule["label"], part) and rule.get("under", "") in ("", *around):
            return Named(rule["element"], f"{rule['short']}_{plain}")
    return Named("hcontainer", f"hcontainer_{plain}")


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
    policy: Policy
    prefix: str = ""
    within: PartKind = PartKind.DOCUMENT

    def hang(self, body: ET.Element, parts: Iterable[Part | Line]) -> None:
        """Append `parts`, in the order of the source."""
        top = _Holder(body, body, self.prefix)
        holders: dict[int, _Holder] = {}
        tables: dict[str, ET.Element] = {}
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
            if part.clause is not None and (table := self.policy.table(part.clause)) is not None:
                if table.id not in tables:
                    tables[table.id] = self._open_table(table, holder)
                self._put_row(tables[table.id], table, part.clause)
                continue
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

    def _open_table(self, table: Table, holder: _Holder) -> ET.Element:
        """A table, in an element of the outline: the schema has rows of heads and values, and no parts of them."""
        number = _UNSAFE.sub("-", table.id.rpartition("/")[2])
        eid = self.ids.once("__".join(filter(None, (holder.eid, f"hcontainer_{number}"))))
        made = add(holder.element, "hcontainer", eId=eid, name="table")
        return add(add(made, "content"), "table", eId=self.ids.once(f"{eid}__table_1"))

    def _put_row(self, made: ET.Element, table: Table, clause: Clause) -> None:
        """A row with its permanent id; what spans several columns or rows says so."""
        row = self.policy.row(clause)
        eid = self.ids.once(f"{made.get('eId')}__tr_{len(made) + 1}")
        line = add(made, "tr", eId=eid, GUID=clause.id)
        flows = []
        for laid in table.laid(row) if row else ():
            spans = {"colspan": laid.columns, "rowspan": laid.rows}
            given = {key: str(span) for key, span in spans.items() if span > 1}
            cell = add(line, "th" if laid.scope else "td", **given)
            paragraph = add(cell, "p")
            if laid.cell.text:
                flows.append((paragraph, laid.cell.text))
        self.marks.fill(clause, flows)

    def _put_heading(self, element: ET.Element, section: Part) -> None:
        number, heading = set_heading(section, self.marks.source)
        if number:
            add(element, "num", number)
        if heading:
            add(element, "heading", heading)

    def _put_clause(self, element: ET.Element, clause: Clause, *, holds: bool) -> None:
        layout = set_clause(clause, self.marks.source)
        number, heading, paragraphs = layout.number, layout.heading, list(layout.paragraphs)
        if layout.run_in and heading and paragraphs:
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
    layout = set_clause(clause, marks.source)
    lines = filter(None, (layout.number + layout.heading, *layout.paragraphs))
    marks.fill(clause, [(add(container, "p"), line) for line in lines])
