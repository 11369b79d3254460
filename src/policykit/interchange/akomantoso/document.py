"""The document: cover letter, preface, preamble, body, conclusions, and what stands beside the policy."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from policykit.base.resources import load
from policykit.index.citations import citations as find_citations
from policykit.interchange.akomantoso.marks import Agents, find_marks
from policykit.interchange.akomantoso.markup import add, serialized
from policykit.interchange.akomantoso.meta import put_identification, put_meta
from policykit.interchange.akomantoso.naming import is_act, kind, uncollected_uri, work_uri
from policykit.interchange.akomantoso.outline import Ids, Outline, put_paragraphs
from policykit.model import PartKind
from policykit.specs import Specs
from policykit.text.paper import Line, Piece, outlined, pieces

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from policykit.corpus import Corpus
    from policykit.index.citations import Citation
    from policykit.interchange.akomantoso.marks import Marks
    from policykit.interchange.akomantoso.meta import Cited
    from policykit.model import Part, Policy, Requirement

__all__ = ["akoma_ntoso", "akoma_ntosos"]

_COVER, _PREFACE, _CLOSING = "notice", "addressee", "signature"


def akoma_ntosos(corpus: Corpus, specs: Specs | None = None) -> Iterator[tuple[str, bytes]]:
    """Id and document of every policy of a corpus. Raises `PolicykitError` as `Specs.load` does."""
    known = specs or Specs.load(corpus)
    cited: defaultdict[str, list[Citation]] = defaultdict(list)
    for one in find_citations(corpus):
        cited[corpus.clause(one.clause).policy].append(one)
    uris = {policy.id: work_uri(policy) for policy in corpus.policies}
    for policy in corpus.policies:
        with_uris = [(one, uris[one.policy] if one.policy else "") for one in cited[policy.id]]
        yield policy.id, akoma_ntoso(policy, known.of_policy(policy.id), with_uris)


def akoma_ntoso(
    policy: Policy,
    requirements: Iterable[Requirement] = (),
    citations: Iterable[tuple[Citation, str]] = (),
) -> bytes:
    """One policy as Akoma Ntoso 3.0, UTF-8: `act` when it is cut into articles, else `doc`.

    Preamble and body hold the normative text, every visible character of it, in order. What the source
    has beside it (covering letter, annexes, digest, 解读) is there too, apart; what belongs to the site
    that published it is not. A clause's `GUID` is its permanent id. Quantities, dates, departments and
    the `citations`, each with the address of a collected policy or an empty one, are marked where they
    stand; a quantity within the quote of one of the `requirements` refers to its indicator.

    >>> from policykit.corpus import Corpus
    >>> xml = akoma_ntoso(Corpus.load().policy("nhc-2023-41")).decode()
    >>> 'eId="sec_4__para_11" GUID="nhc-2023-41/4/11"' in xml
    True
    """
    agents, cited = Agents(), _cited(citations)
    addresses = [(one, f"#{eid}") for one, (eid, _, _) in cited]
    marks = find_marks(policy, requirements, addresses, agents, load("akomantoso")["quantities"])
    root = ET.Element("akomaNtoso")
    made = add(root, "act" if is_act(policy) else "doc", name=kind(policy))
    _Writer(policy, marks, made).write()
    put_meta(made, policy, agents, dict.fromkeys(entry for _, entry in cited))
    return serialized(root)


def _cited(citations: Iterable[tuple[Citation, str]]) -> list[tuple[Citation, Cited]]:
    """Every citation with the reference that stands for the document cited; the same document, the same one."""
    eids: dict[str, str] = {}
    entries: dict[str, Cited] = {}
    found = []
    for one, uri in citations:
        address = uri or uncollected_uri(one.number, one.title)
        eid = eids.setdefault(address, f"ref_{len(eids) + 1}")
        title = f"《{one.title}》" if one.title else ""
        entry = entries.setdefault(address, (eid, address, title + one.number))
        found.append((one, entry))
    return found


class _Writer:
    """Writes one policy into its document."""

    def __init__(self, policy: Policy, marks: Marks, made: ET.Element) -> None:
        self.policy = policy
        self.marks = marks
        self.made = made
        self.ids = Ids()
        self.before, self.after = pieces(policy)

    def write(self) -> None:
        """The parts in the order of the schema."""
        everything = [*self.before, *self.after]
        cover = [piece for piece in everything if piece.kind == _COVER]
        if cover:
            self._put_lines(add(self.made, "coverPage"), cover)
        self._put_preface([piece for piece in self.before if piece.kind == _PREFACE])
        self._put_text()
        closing = [piece for piece in everything if piece.kind == _CLOSING]
        closing += [piece for piece in self.after if piece.kind == _PREFACE]
        if closing:
            self._put_lines(add(self.made, "conclusions"), closing)
        apart = [piece for piece in everything if piece.kind in load("akomantoso")["attachments"]]
        if apart:
            holder = add(self.made, "attachments")
            for number, piece in enumerate(apart, 1):
                self._put_attachment(holder, piece, number)

    def _put_preface(self, addressees: Sequence[Piece]) -> None:
        preface = add(self.made, "preface")
        preface.set("xml:lang", self.policy.script.language)
        add(add(add(preface, "longTitle"), "p"), "docTitle", self.policy.title)
        if self.policy.number:
            add(add(preface, "p"), "docNumber", self.policy.number)
        self._put_lines(preface, addressees)

    def _put_text(self) -> None:
        """Unnumbered paragraphs before the first heading are the preamble; without a heading, the body."""
        ordered = outlined(self.policy, normative=True)
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
        Outline(self.marks, self.ids).hang(body, ordered[opening:])

    def _put_lines(self, holder: ET.Element, listed: Iterable[Piece]) -> None:
        """Lines as paragraphs; what has a permanent id, as the paragraphs of a letter have, keeps it."""
        for piece in listed:
            clauses = [part for part in piece.parts(self.policy) if part.clause is not None]
            loose = piece.loose_lines(self.policy, [part.span for part in clauses])
            parts: list[Part | Line] = [*clauses, *loose]
            for part in sorted(parts, key=lambda part: part.span):
                if not isinstance(part, Line):
                    eid = self.ids.once(f"{holder.tag}__container_{part.number.removeprefix('p')}")
                    if part.clause is not None:
                        put_paragraphs(holder, part.clause, self.marks, eid)
                elif piece.kind == _CLOSING:
                    add(add(holder, "p"), "signature", part.text)
                else:
                    add(holder, "p", part.text)

    def _put_attachment(self, holder: ET.Element, piece: Piece, number: int) -> None:
        eid = self.ids.once(f"att_{number}")
        made = add(holder, "attachment", eId=eid)
        add(made, "heading", load("akomantoso")["attachments"][piece.kind])
        doc = add(made, "doc", name=piece.kind)
        put_identification(add(doc, "meta"), self.policy, component=f"{piece.kind}_{number}")
        body = add(doc, "mainBody")
        body.set("xml:lang", self.policy.script.language)
        inside = piece.parts(self.policy)
        loose = piece.loose_lines(self.policy, [part.span for part in inside])
        Outline(self.marks, self.ids, eid, within=PartKind.COMPONENT).hang(body, [*inside, *loose])


def _opens(part: Part) -> bool:
    """Whether a part belongs to the preamble: an unnumbered paragraph of no section."""
    return part.kind is PartKind.PARAGRAPH and not part.above
