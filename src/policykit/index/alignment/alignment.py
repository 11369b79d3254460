"""对应条款: the clauses of other levels on the same measure; every tie between clauses as rows of `links.jsonl`."""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from policykit.index.alignment.evidence import evidence, sentences
from policykit.index.alignment.measures import Measures
from policykit.index.alignment.profile import of_policy
from policykit.index.alignment.repeats import REPRINT, repeats
from policykit.index.alignment.settings import settings
from policykit.index.alignment.space import Space
from policykit.index.citations import cites
from policykit.index.concordance import same_indicator
from policykit.index.lexicon import Lexicon
from policykit.model import Level
from policykit.model.link import Link, LinkKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from policykit.corpus import Corpus
    from policykit.index.alignment.evidence import Evidence
    from policykit.model import Clause, Requirement

__all__ = ["Alignment", "aligned", "alignment_of", "links"]

_KEPT = 4096
"""The links of so many clauses are kept in memory."""


class Alignment:
    """The counterparts of every clause of a corpus, worked out clause by clause when asked for.

    >>> from policykit.corpus import Corpus
    >>> corpus = Corpus.load()
    >>> best = Alignment(corpus).of(corpus.clause("shexian-2025/1/4/3"))[0]
    >>> best.b, best.shared[0]
    ('nhc-2023-41/4/10', '院前急救')
    """

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._around = lru_cache(maxsize=_KEPT)(self._work_out)

    @cached_property
    def space(self) -> Space:
        """The clauses as the alignment sees them."""
        measures = Measures.of(Lexicon.load(self._corpus.root))
        profiles = {
            profile.clause.id: profile
            for policy in self._corpus.policies
            for profile in of_policy(policy, measures)
        }
        return Space(profiles, measures)

    def of(self, clause: Clause) -> list[Link]:
        """The clauses of other levels, likeliest first.

        Those of kind `aligned` are counterparts; behind them stand `related` ones, for who wants
        to cut elsewhere. A clause that is no normative text has none.
        """
        return list(self._around(clause.id))

    def links(self) -> Iterator[Link]:
        """Every link of the corpus that is likely enough to be kept, in the order of its lower clauses."""
        for clause, profile in self.space.profiles.items():
            above = list(Level)[: profile.clause.level.rank]
            scored = self._scored(clause, above, settings().least)
            for at, (lower, upper, found) in enumerate(scored):
                if at < settings().most or round(found.score, 4) >= settings().cut:
                    yield self._link(lower, upper, found)

    def _work_out(self, clause: str) -> tuple[Link, ...]:
        if clause not in self.space.profiles:
            return ()
        own = self.space.profiles[clause].clause.level
        scored = self._scored(clause, [level for level in Level if level is not own], 0.0)
        return tuple(self._link(lower, upper, found) for lower, upper, found in scored)

    def _scored(self, clause: str, levels: Sequence[Level], least: float) -> list[tuple[str, str, Evidence]]:
        """A clause and clauses of other levels, the lower one first in each pair; likeliest pairs first."""
        own = self.space.profiles[clause].clause.level.rank
        scored = []
        for level in levels:
            for other in self.space.candidates(clause, level):
                lower, upper = (clause, other) if level.rank < own else (other, clause)
                self.space.work["pairs"] += 1
                found = evidence(lower, upper, self.space, least=least)
                if found is not None:
                    scored.append((lower, upper, found))
        return sorted(scored, key=lambda pair: (-pair[2].score, pair[0], pair[1]))

    def _link(self, lower: str, upper: str, found: Evidence) -> Link:
        mine, theirs = sentences(lower, upper, self.space)
        score = round(found.score, 4)
        return Link(
            lower,
            upper,
            LinkKind.ALIGNED if score >= settings().cut else LinkKind.RELATED,
            score,
            mine.span,
            theirs.span,
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


def links(corpus: Corpus, requirements: Iterable[Requirement] = ()) -> Iterator[Link]:
    """Alignments, repeats, citations and, if `requirements` are given, shared indicators.

    Two clauses that are one text printed twice are `repeats`, and no alignment of each other.
    """
    again = list(repeats(corpus))
    reprinted = {(link.a, link.b) for link in again if link.score >= REPRINT}
    for link in alignment_of(corpus).links():
        if (link.a, link.b) not in reprinted:
            yield link
    yield from again
    yield from cites(corpus)
    yield from same_indicator(requirements, {policy.id: policy.level for policy in corpus.policies})
