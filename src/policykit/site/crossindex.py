"""What the pages of a build show of the cross-index, worked out once."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from policykit.index.alignment import links
from policykit.index.cascade import cascade
from policykit.index.citations import citations
from policykit.index.concordance import alike, concordance
from policykit.index.terms import terms
from policykit.model.link import LinkKind

if TYPE_CHECKING:
    from pathlib import Path

    from policykit.corpus import Corpus
    from policykit.index.citations import Citation
    from policykit.index.concordance import Alike, Entry
    from policykit.index.terms import Term
    from policykit.model import Requirement
    from policykit.model.cascade import Cascade
    from policykit.model.link import Link
    from policykit.specs import Specs

__all__ = ["CrossStock"]

_LEXICON = "specs/lexicon.yml"


class CrossStock:
    """The cross-index of a corpus and its specs; every part is worked out when it is first shown."""

    def __init__(self, corpus: Corpus, specs: Specs) -> None:
        self.corpus = corpus
        self.specs = specs

    @cached_property
    def requirements(self) -> tuple[Requirement, ...]:
        """The requirements of the policies themselves, without those of interpretations."""
        return tuple(one for one in self.specs.requirements if not one.interpretation)

    @cached_property
    def _links(self) -> dict[str, list[Link]]:
        found: defaultdict[str, list[Link]] = defaultdict(list)
        shown = (LinkKind.ALIGNED, LinkKind.REPEATS)
        for link in links(self.corpus):
            if link.kind in shown:
                found[link.a].append(link)
                found[link.b].append(link)
        return {clause: sorted(listed, key=lambda link: -link.score) for clause, listed in found.items()}

    def of_clause(self, clause: str) -> list[Link]:
        """The links shown at a clause, likeliest first."""
        return self._links.get(clause, [])

    @cached_property
    def terms(self) -> list[Term]:
        """Every term by pinyin."""
        return terms(self.corpus)

    @cached_property
    def citations(self) -> list[Citation]:
        """Every citation."""
        return list(citations(self.corpus))

    @cached_property
    def entries(self) -> list[Entry]:
        """Every indicator with its requirements."""
        return concordance(self.requirements, {policy.id: policy.level for policy in self.corpus.policies})

    @cached_property
    def alike(self) -> list[Alike]:
        """Indicators with names alike that are not one."""
        return alike(self.entries)

    @cached_property
    def cascade(self) -> list[Cascade]:
        """Every requirement of a higher level read against the policies below."""
        return list(cascade(self.corpus, self.requirements))

    @cached_property
    def inputs(self) -> str:
        """Changes when something changes that the cross-index is made of."""
        digest = hashlib.sha256()
        for policy in self.corpus.policies:
            digest.update(
                f"{policy.id} {policy.title} {policy.number} {policy.level} {policy.division}"
                f" {policy.date_issued} {policy.date_published} {policy.sha256}".encode()
            )
        files: list[Path] = [self.corpus.root / _LEXICON, *(file.path for file in self.specs.files)]
        for path in files:
            if path.is_file():
                digest.update(path.read_bytes())
        return digest.hexdigest()
