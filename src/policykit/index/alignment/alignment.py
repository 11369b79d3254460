"""对应条款: the clauses of other policies on the same measure; every tie between clauses as rows of `links.jsonl`."""

from __future__ import annotations

from datetime import date
from functools import cached_property, lru_cache
from itertools import islice
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from policykit.base.drivers import end_with_parent
from policykit.index.alignment.evidence import evidence, sentences
from policykit.index.alignment.measures import Measures
from policykit.index.alignment.profile import of_policy
from policykit.index.alignment.repeats import REPRINT, repeats
from policykit.index.alignment.settings import settings
from policykit.index.alignment.space import Space
from policykit.index.alignment.statement import stated
from policykit.index.citations import cites
from policykit.index.concordance import same_indicator
from policykit.index.lexicon import Lexicon
from policykit.model import Level
from policykit.model.link import Common, Link, LinkKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from policykit.corpus import Corpus
    from policykit.index.alignment.evidence import Evidence
    from policykit.model import Clause, Policy, Requirement

__all__ = ["Alignment", "aligned", "alignment_of", "is_shown", "links", "shown_links"]

_WORTH_COPIES = 1000
"""With fewer clauses it takes longer to copy a process than to do the work."""
_ROUNDED = 0.0001
"""A likelihood is told rounded, and may so be told by this much too high."""
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
        """The clauses of other policies, what is taken over literally first, then the likeliest.

        Those of kind `aligned` are counterparts; behind them stand `related` ones, which have a measure
        in common. What two clauses have in common is always named; where nothing can be, there is no link.
        A clause that is no normative text has none.
        """
        return list(self._around(clause.id))

    def links(self, least: float | None = None, jobs: int = 1) -> Iterator[Link]:
        """Every link of the corpus that is likely enough to be kept, in the order of its lower clauses.

        `least` leaves out the less likely ones, without a look at what they have in common. So many `jobs` work side
        by side, as copies of this process: where a system has none (Windows), give 1.
        """
        least = settings().least if least is None else least
        clauses = len(self.space.profiles)
        if jobs == 1 or clauses < _WORTH_COPIES:
            yield from self._links_from(0, clauses, least)
            return
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import get_context

        parts = [range(clauses)[at : at + _WORTH_COPIES] for at in range(0, clauses, _WORTH_COPIES)]
        # The copies have the space as it is: nothing of it is sent to them.
        with ProcessPoolExecutor(jobs, get_context("fork"), _begin_copy, (self,)) as pool:
            for found in pool.map(_links_of_part, parts, [least] * len(parts)):
                yield from found

    def _links_from(self, start: int, stop: int, least: float) -> Iterator[Link]:
        """The links of which these clauses, by number, are the lower ones."""
        for clause, profile in islice(self.space.profiles.items(), start, stop):
            levels = list(Level)[: profile.clause.level.rank + 1]
            scored = self._scored(clause, levels, least, upwards=True)
            for at, (lower, upper, found) in enumerate(scored):
                if at < settings().most or _is_counterpart(found):
                    yield from self._link(lower, upper, found)

    def _work_out(self, clause: str) -> tuple[Link, ...]:
        if clause not in self.space.profiles:
            return ()
        scored = self._scored(clause, list(Level), 0.0)
        return tuple(link for lower, upper, found in scored for link in self._link(lower, upper, found))

    def _scored(
        self, clause: str, levels: Sequence[Level], least: float, *, upwards: bool = False
    ) -> list[tuple[str, str, Evidence]]:
        """A clause and clauses of other policies, the lower or later one first in each pair; likeliest pairs first.

        `upwards` leaves out the pairs in which the clause is not the lower or later one.
        """
        own = self._place(clause)
        scored = []
        for level in levels:
            for other in self.space.finder.likely(clause, level, least):
                lower, upper = (clause, other) if self._place(other) < own else (other, clause)
                if upwards and upper == clause:
                    continue
                found = evidence(lower, upper, self.space, least=least)
                if found is not None:
                    scored.append((lower, upper, found))
        return sorted(scored, key=lambda pair: (not pair[2].taken, -pair[2].score, pair[0], pair[1]))

    def _place(self, clause: str) -> tuple[int, date, str]:
        """Sorts clauses by their policies: upper levels first, within a level the earlier, then by id."""
        return self._places[self.space.profiles[clause].clause.policy]

    @cached_property
    def _places(self) -> dict[str, tuple[int, date, str]]:
        return {policy.id: (policy.level.rank, _day(policy), policy.id) for policy in self._corpus.policies}

    def _link(self, lower: str, upper: str, found: Evidence) -> Iterator[Link]:
        """The link of a pair; none when nothing can be named that both say."""
        mine, theirs = sentences(lower, upper, found, self.space)
        states = stated(lower, upper, found, (mine, theirs), self.space)
        if states:
            kind = LinkKind.ALIGNED if _is_counterpart(found) else LinkKind.RELATED
            score = round(found.score, 4)
            yield Link(lower, upper, kind, score, mine.span, theirs.span, found.shared, states)


_at_hand: list[Alignment] = []
"""In a copy of a process: the alignment that it works for."""


def _begin_copy(alignment: Alignment) -> None:
    end_with_parent()
    _at_hand.append(alignment)


def _links_of_part(part: range, least: float) -> list[Link]:
    return list(_at_hand[-1]._links_from(part.start, part.stop, least))  # noqa: SLF001 - of this module


def _is_counterpart(found: Evidence) -> bool:
    return found.taken is not None or round(found.score, 4) >= settings().cut


def _day(policy: Policy) -> date:
    """The day that a policy counts from; the last of its year where only that is known."""
    return policy.dated or (date(policy.year, 12, 31) if policy.year else date.max)


_OF_CORPUS: WeakKeyDictionary[Corpus, Alignment] = WeakKeyDictionary()


def alignment_of(corpus: Corpus) -> Alignment:
    """The alignment of a corpus, worked out once."""
    if corpus not in _OF_CORPUS:
        _OF_CORPUS[corpus] = Alignment(corpus)
    return _OF_CORPUS[corpus]


def aligned(corpus: Corpus, clause: Clause | str) -> list[Link]:
    """The clauses of other policies on the measure of `clause` (or its id), as `Alignment.of` orders them.

    Raises
    ------
    PolicykitError
        PK003 when there is no clause with that id; PK401 when the lexicon cannot be read.
    """
    found = corpus.clause(clause) if isinstance(clause, str) else clause
    return alignment_of(corpus).of(found)


def is_shown(link: Link) -> bool:
    """Whether a reader is shown a link of two clauses: a counterpart, a repeat, or related by something nameable.

    What is related is shown apart, so that no counterpart is hidden because it was found a little less likely.
    """
    if link.kind is LinkKind.RELATED:
        return link.score >= settings().shown and link.states[0].how is not Common.WORDED
    return link.kind in (LinkKind.ALIGNED, LinkKind.REPEATS)


def links(corpus: Corpus, requirements: Iterable[Requirement] = ()) -> Iterator[Link]:
    """Alignments, repeats, citations and, if `requirements` are given, shared indicators.

    Two clauses that are one text printed twice are `repeats`, and no alignment of each other.
    """
    yield from _alignments_and_repeats(corpus, settings().least)
    yield from cites(corpus)
    yield from same_indicator(requirements, {policy.id: policy.level for policy in corpus.policies})


def shown_links(corpus: Corpus, jobs: int = 1) -> Iterator[Link]:
    """Those of `links` that a reader is shown; of the many others nothing is worked out but that they are unlikely.

    For `jobs` see `Alignment.links`.
    """
    return filter(is_shown, _alignments_and_repeats(corpus, settings().shown - _ROUNDED, jobs))


def _alignments_and_repeats(corpus: Corpus, least: float, jobs: int = 1) -> Iterator[Link]:
    again = list(repeats(corpus))
    reprinted = {(link.a, link.b) for link in again if link.score >= REPRINT}
    for link in alignment_of(corpus).links(least, jobs):
        if (link.a, link.b) not in reprinted:
            yield link
    yield from again
