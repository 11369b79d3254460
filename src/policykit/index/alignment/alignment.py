"""对应条款: the clauses of other levels on the same measure, with the sentences that say so."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from policykit.index.alignment.evidence import evidence, likelihood
from policykit.index.alignment.measures import Measures
from policykit.index.alignment.profile import of_corpus
from policykit.index.alignment.settings import settings
from policykit.index.alignment.space import Space
from policykit.index.tokens import key
from policykit.indicators import indicators
from policykit.model import Level, Role
from policykit.model.link import Link, LinkKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policykit.corpus import Corpus
    from policykit.index.alignment.evidence import Evidence
    from policykit.index.alignment.profile import Profile
    from policykit.model import Clause

__all__ = ["Alignment", "aligned", "alignment_of"]

_LEVELS = list(Level)
_KEPT = 256
"""The links of so many policies are kept in memory."""
_NAME_LENGTH = 4
"""Shorter names of indicators stand in too many clauses for something else."""


class Alignment:
    """The counterparts of every clause of a corpus, worked out policy by policy when asked for.

    >>> from policykit.corpus import Corpus
    >>> corpus = Corpus.load()
    >>> best = Alignment(corpus).of(corpus.clause("shexian-2025/1/4/3"))[0]
    >>> best.b, best.shared[0]
    ('nhc-2023-41/4/10', '急诊急救')
    """

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._below = lru_cache(maxsize=_KEPT)(self._work_out)

    @cached_property
    def space(self) -> Space:
        """The clauses as the alignment sees them."""
        measures = Measures.load(self._corpus.root)
        names = {key(name) for one in indicators().values() for name in one.names}
        names = {name for name in names if len(name) >= _NAME_LENGTH}
        return Space(of_corpus(self._corpus, measures, sorted(names)), measures)

    def of(self, clause: Clause) -> list[Link]:
        """The clauses of other levels, likeliest first.

        Those of kind `aligned` are counterparts; behind them stand `related` ones, for who wants
        to cut elsewhere. A clause that is no normative text has none.
        """
        if clause.id not in self.space.profiles:
            return []
        policies = {clause.policy}
        for level in _LEVELS[_LEVELS.index(clause.level) + 1 :]:
            found = self.space.candidates(self.space.profiles[clause.id], level)
            policies |= {other.partition("/")[0] for other in found}
        links = [link for policy in policies for link in self._below(policy) if clause.id in (link.a, link.b)]
        return sorted(links, key=lambda link: (-link.score, link.a, link.b))

    def links(self) -> Iterator[Link]:
        """Every link of the corpus that is likely enough to be kept, in the order of its lower clauses."""
        for policy in self._corpus.policies:
            yield from (link for link in self._below(policy.id) if link.score >= settings().least)

    def _work_out(self, policy: str) -> tuple[Link, ...]:
        """The links from the clauses of a policy to clauses of higher levels."""
        profiles = self.space.profiles
        clauses = [clause for clause in self._corpus.policy(policy).clauses if clause.role is Role.CLAUSE]
        pairs = {
            (clause.id, other): evidence(profiles[clause.id], profiles[other], self.space)
            for clause in clauses
            for level in _LEVELS[: _LEVELS.index(clause.level)]
            for other in self.space.candidates(profiles[clause.id], level)
        }
        best: defaultdict[str, float] = defaultdict(float)
        for (_, b), found in pairs.items():
            best[b] = max(best[b], found.raw)
        links = []
        for (a, b), found in pairs.items():
            found.features["best_for_b"] = found.raw / best[b] if best[b] else 0.0
            links.append(self._link(profiles[a], profiles[b], found))
        order = {clause.id: at for at, clause in enumerate(clauses)}
        return tuple(sorted(links, key=lambda link: (order[link.a], -link.score, link.b)))

    @staticmethod
    def _link(one: Profile, other: Profile, found: Evidence) -> Link:
        score = round(likelihood(found.features), 4)
        return Link(
            one.clause.id,
            other.clause.id,
            LinkKind.ALIGNED if score >= settings().cut else LinkKind.RELATED,
            score,
            found.sentences[0].span,
            found.sentences[1].span,
            found.shared,
        )


_OF_CORPUS: WeakKeyDictionary[Corpus, Alignment] = WeakKeyDictionary()


def alignment_of(corpus: Corpus) -> Alignment:
    """The alignment of a corpus, worked out once."""
    if corpus not in _OF_CORPUS:
        _OF_CORPUS[corpus] = Alignment(corpus)
    return _OF_CORPUS[corpus]


def aligned(corpus: Corpus, clause: Clause | str) -> list[Link]:
    """The clauses of other levels on the measure of `clause` (or its id), likeliest first.

    Raises
    ------
    PolicykitError
        PK003 when there is no clause with that id; PK401 when the lexicon cannot be read.
    """
    found = corpus.clause(clause) if isinstance(clause, str) else clause
    return alignment_of(corpus).of(found)
