"""What ties the clauses of a site to each other: counterparts, citations, terms, indicators, the cascade."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from policykit.index.alignment import alignment_of, shown_links
from policykit.index.cascade import CascadeIndex
from policykit.index.citations import citations, cited_documents
from policykit.index.concordance import alike, concordance
from policykit.index.lexicon import Lexicon
from policykit.index.passages import passages_of
from policykit.index.terms import terms

if TYPE_CHECKING:
    from pathlib import Path

    from policykit.index.citations import Citation, Cited
    from policykit.index.concordance import Alike, Entry
    from policykit.index.passages import Passages
    from policykit.index.terms import Term
    from policykit.model import Policy, Requirement
    from policykit.model.link import Link
    from policykit.site.kept import Kept
    from policykit.specs import Specs

__all__ = ["CrossIndex"]

_LEXICON = "specs/lexicon.yml"


class CrossIndex:
    """The cross-index of a corpus and its specs; every part is worked out when it is first asked for."""

    def __init__(self, specs: Specs, jobs: int = 1, kept: Kept | None = None) -> None:
        self.corpus = specs.corpus
        self.specs = specs
        self._jobs = jobs
        """So many processes look for counterparts side by side."""
        self._kept = kept

    @cached_property
    def requirements(self) -> tuple[Requirement, ...]:
        """The requirements of the policies themselves, without those of interpretations."""
        return tuple(each for each in self.specs.requirements if not each.interpretation)

    def _read(self, policy: Policy) -> Passages:
        """What may tie a policy to others; until all is settled each is read once."""
        if policy.id not in self._passages:
            self._passages[policy.id] = (
                self._kept.passages(policy, self._lexicon)
                if self._kept
                else passages_of(policy, self._lexicon)
            )
        return self._passages[policy.id]

    @cached_property
    def _passages(self) -> dict[str, Passages]:
        return {}

    @cached_property
    def _lexicon(self) -> Lexicon:
        return Lexicon.load(self.corpus.root)

    @cached_property
    def _links(self) -> dict[str, list[Link]]:
        by_clause: defaultdict[str, list[Link]] = defaultdict(list)
        memory = self._kept.links(self._lexicon) if self._kept else None
        found = shown_links(self.corpus, self._jobs, memory, lambda policy: self._read(policy).sentences)
        for link in found:
            by_clause[link.a].append(link)
            by_clause[link.b].append(link)
        return {clause: sorted(group, key=lambda link: link.order) for clause, group in by_clause.items()}

    def of_clause(self, clause: str) -> list[Link]:
        """The links shown at a clause: what is taken over literally, then the likeliest."""
        return self._links.get(clause, [])

    def settle(self) -> None:
        """Work out all that pages and tables show, and forget what that alone took: copies made now are smaller."""
        # Links last: the clauses are forgotten where copies look for them.
        _ = self.cascade.rows, self.citations, self.terms, self._links
        alignment_of(self.corpus).forget()
        self.__dict__.pop("_passages", None)

    @cached_property
    def terms(self) -> list[Term]:
        """Every term by pinyin."""
        return terms(self.corpus, lambda policy, _: self._read(policy).terms)

    @cached_property
    def citations(self) -> list[Citation]:
        """Every citation."""
        return list(citations(self.corpus, lambda policy: self._read(policy).mentions))

    @cached_property
    def _citations(self) -> dict[str, list[Citation]]:
        by_policy: defaultdict[str, list[Citation]] = defaultdict(list)
        for citation in self.citations:
            by_policy[citation.clause.partition("/")[0]].append(citation)
        return by_policy

    def citations_in(self, policy: str) -> list[Citation]:
        """The citations of a policy, in the order of its text."""
        return self._citations.get(policy, [])

    @cached_property
    def cited(self) -> list[Cited]:
        """Every document that is cited, with what the corpus says of it."""
        return cited_documents(self.corpus, self.citations)

    @cached_property
    def entries(self) -> list[Entry]:
        """Every indicator with its requirements."""
        return concordance(self.requirements, {policy.id: policy.level for policy in self.corpus.policies})

    @cached_property
    def alike(self) -> list[Alike]:
        """Indicators with names alike that are not the same."""
        return alike(self.entries)

    @cached_property
    def cascade(self) -> CascadeIndex:
        """Every measure of a higher level read against the policies below, and what surrounds a clause."""
        return CascadeIndex(self.corpus, self.requirements, phrases=lambda policy: self._read(policy).phrases)

    @cached_property
    def inputs(self) -> str:
        """Changes when something changes that the cross-index is made of."""
        digest = hashlib.sha256()
        for policy in self.corpus.policies:
            digest.update(
                f"{policy.id} {policy.title} {policy.number} {policy.level} {policy.division}"
                f" {policy.date_issued} {policy.date_published}\n{policy.source}".encode()
            )
        files: list[Path] = [self.corpus.root / _LEXICON, *(file.path for file in self.specs.files)]
        for path in files:
            if path.is_file():
                digest.update(path.read_bytes())
        return digest.hexdigest()
