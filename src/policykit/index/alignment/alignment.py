"""对应条款: the clauses of other policies on the same measure; every tie between clauses as rows of `links.jsonl`."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cached_property, lru_cache
from itertools import chain, groupby
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from policykit.base.copies import WORTH_COPIES, in_copies
from policykit.index.alignment.evidence import ROUNDED, compared, sentences
from policykit.index.alignment.kinship import Kinship
from policykit.index.alignment.measures import Measures
from policykit.index.alignment.profile import of_policy
from policykit.index.alignment.repeats import REPRINT, repeats, sentences_of
from policykit.index.alignment.settings import settings
from policykit.index.alignment.space import Space
from policykit.index.alignment.statement import stated, worded
from policykit.index.citations import cites
from policykit.index.concordance import same_indicator
from policykit.index.lexicon import Lexicon
from policykit.model import Level
from policykit.model.link import Common, Link, LinkKind, Parts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import Any, Protocol

    from policykit.corpus import Corpus
    from policykit.index.alignment.evidence import Evidence
    from policykit.index.alignment.profile import Profile
    from policykit.index.alignment.repeats import Sentences
    from policykit.index.alignment.weighed import Topic, Weighed
    from policykit.model import Clause, Policy, Requirement

    class Memory(Protocol):
        """Keeps what was worked out, under names that say what from."""

        def digest(self, policy: Policy) -> str:
            """Changes when anything that a policy's clauses are read from does, a word of the lexicon too."""

        def get(self, name: str) -> Any:  # noqa: ANN401 - whatever was put
            """What was put under a name; `None` if nothing was."""

        def put(self, name: str, value: object) -> None:
            """Keep something."""


__all__ = ["Alignment", "aligned", "alignment_of", "is_shown", "links", "shown_links"]

_CELLS = 2_000_000
"""So many pairs of clauses are compared in one step at most, for the memory that they take."""
_KEPT = 4096
"""The links of so many clauses are kept in memory."""

_Blocks = dict[str, list[Link]]
"""Digest of an upper policy → the links of a lower one's clauses to its clauses."""
_Task = tuple[str, list[str], float, bool]
"""A lower policy and upper ones, how likely links are at least, and whether something must be named."""


class Alignment:
    """The counterparts of the clauses of a corpus, worked out for two policies at a time, when asked for.

    The links of two policies hang on these two alone. With a `memory` those that it holds are not worked out again.

    >>> from policykit.corpus import Corpus
    >>> corpus = Corpus.load()
    >>> best = Alignment(corpus).of(corpus.clause("shexian-2025/1/4/3"))[0]
    >>> best.b, best.shared[0]
    ('nhc-2023-41/4/10', '院前急救')
    """

    def __init__(self, corpus: Corpus, memory: Memory | None = None) -> None:
        self.work: Counter[str] = Counter()
        """Pairs of policies, and of their clauses, compared by this process."""
        self.memory = memory
        """Where what was worked out is kept."""
        self._corpus = corpus
        self._around = lru_cache(maxsize=_KEPT)(self._of_clause)

    @cached_property
    def space(self) -> Space:
        """The clauses as the alignment sees them."""
        measures = Measures.of(Lexicon.load(self._corpus.root))

        def read(policy: str) -> list[Profile]:
            return list(of_policy(self._corpus.policy(policy), measures))

        return Space([policy.id for policy in self._corpus.policies], read, measures)

    def forget(self) -> None:
        """Give back the memory that the clauses take; they are read again when they are asked for."""
        self.__dict__.pop("space", None)
        self._around.cache_clear()

    @cached_property
    def kinship(self) -> Kinship:
        """Which policies are compared with which."""
        topics = ((policy.id, self._topic(policy)) for policy in self._corpus.policies)
        return Kinship({policy: topic for policy, topic in topics if topic})

    def of(self, clause: Clause) -> list[Link]:
        """The clauses of other policies, what is taken over literally first, then the likeliest.

        Those of kind `aligned` are counterparts; behind them stand `related` ones, which have a measure
        in common. What two clauses have in common is always named; where nothing can be, there is no link.
        A clause that is no normative text has none.
        """
        return list(self._around(clause.id))

    def links(self, least: float | None = None, jobs: int = 1, *, named: bool = False) -> Iterator[Link]:
        """Every link of the corpus that is likely enough to be kept, in the order of its lower clauses.

        `least` leaves out the less likely ones; `named` related ones that have nothing in common but words, and of the
        others all but the likeliest few of a clause and another policy. So many
        `jobs` work side by side, as copies of this process: where a system has none (Windows), give 1.
        """
        least = settings().least if least is None else least
        uppers = {policy: self._uppers(policy) for policy in self.kinship.policies}
        parts = Parts()
        kept = {
            policy: {upper: parts.shared(block) for upper, block in self._kept(policy, least, named=named)}
            for policy in uppers
        }
        digests = {policy: self._digest(policy) for policy in uppers}
        wanted = [
            (policy, [upper for upper in above if digests[upper] not in kept[policy]], least, named)
            for policy, above in uppers.items()
        ]
        made = self._work_out([one for one in wanted if one[1]], jobs)
        for (policy, missing, *_), above in zip(wanted, uppers.values(), strict=True):
            blocks = kept.pop(policy)
            if missing:
                blocks |= {
                    digests[upper]: parts.shared(found)
                    for upper, found in zip(missing, next(made), strict=True)
                }
            here = {digests[upper]: blocks[digests[upper]] for upper in above}
            if self.memory is not None and (missing or len(here) < len(blocks)):
                self.memory.put(self._name(policy, least, named=named), here)
            yield from self._in_order(policy, here.values())

    def _work_out(self, wanted: Sequence[_Task], jobs: int) -> Iterator[list[list[Link]]]:
        """The links of each lower policy with each of its upper ones."""
        policies = dict.fromkeys(policy for lower, missing, *_ in wanted for policy in (lower, *missing))
        clauses = sum(len(self.space.of(policy)) for policy in policies)
        if jobs == 1 or clauses < WORTH_COPIES:
            yield from map(self._blocks, wanted)
            return
        for policy in policies:
            _ = self.space.weighed(policy).grams  # the copies have it: nothing of it is sent to them
        made = in_copies(self._blocks, wanted, jobs)
        first = next(made)
        self.forget()  # the copies have it; here it would only stand beside what they find
        yield first
        yield from made

    def _blocks(self, task: _Task) -> list[list[Link]]:
        lower, uppers, least, named = task
        mine, kin = self.space.weighed(lower), self._uppers(lower)
        blocks: list[list[Link]] = []
        for group in _stacks(uppers, [mine.size * len(self.space.of(upper)) for upper in uppers]):
            others = [self.space.weighed(upper) for upper in group]
            blocks += self._between(mine, others, [kin[upper] for upper in group], least, named=named)
        return blocks

    def _between(
        self,
        mine: Weighed,
        others: Sequence[Weighed],
        kin: Sequence[float],
        least: float,
        *,
        named: bool = False,
    ) -> Iterator[list[Link]]:
        """The links of the clauses of a lower policy to those of each upper one."""
        self.work["policies"] += len(others)
        self.work["pairs"] += sum(mine.size * other.size for other in others)
        for other, pairs in zip(others, compared(mine, others, kin, least, named=named), strict=True):
            yield list(self._likeliest(pairs, mine, other, named=named))

    def _likeliest(
        self, pairs: Iterable[Evidence], mine: Weighed, other: Weighed, *, named: bool
    ) -> Iterator[Link]:
        """Of each clause the links that are kept: all counterparts, and of related ones the likeliest."""
        most = settings().related if named else settings().most
        by_clause = groupby(
            sorted(pairs, key=lambda pair: (pair.mine, pair.taken is None, -pair.score, pair.theirs)),
            key=lambda pair: pair.mine,
        )
        for _, group in by_clause:
            related = 0
            for found in group:
                if not _is_counterpart(found) and related == most:
                    break  # the others are no counterparts either
                for link in self._link(found, mine, other, named=named):
                    related += link.kind is LinkKind.RELATED
                    yield link

    def _link(self, found: Evidence, mine: Weighed, other: Weighed, *, named: bool) -> Iterator[Link]:
        """The link of a pair; none when nothing can be named that both say."""
        one, two = mine.profiles[found.mine], other.profiles[found.theirs]
        kind = LinkKind.ALIGNED if _is_counterpart(found) else LinkKind.RELATED
        states = stated(found, one, two, self.space.measures)
        if named and not states and kind is LinkKind.RELATED:
            return
        here, there = sentences(found, mine, other)
        states = states or worded(here, there)
        if states:
            score = round(found.score, 4)
            yield Link(one.clause.id, two.clause.id, kind, score, here.span, there.span, found.shared, states)

    def _of_clause(self, clause: str) -> list[Link]:
        policy = self._corpus.clause(clause).policy
        number = next((at for at, each in enumerate(self.space.of(policy)) if each.clause.id == clause), None)
        if number is None:
            return []
        own = self.space.weighed(policy).only(number)
        above = self._uppers(policy)
        found = list(
            self._between(own, [self.space.weighed(upper) for upper in above], list(above.values()), 0.0)
        )
        for other in self.kinship.nearest(policy, [self.kinship.policies]):
            below = self._uppers(other)
            if policy in below:
                found += self._between(self.space.weighed(other), [own], [below[policy]], 0.0)
        return sorted(chain.from_iterable(found), key=lambda link: (link.order, link.a, link.b))

    def _uppers(self, policy: str) -> dict[str, float]:
        """The policies of upper levels, and earlier ones of its own, that one is compared with → their kinship."""
        if policy not in self._above:
            own = self._places[policy]
            groups = [
                [other for other in group if self._places[other] < own]
                for group in self._levels[: own[0] + 1]
            ]
            self._above[policy] = self.kinship.nearest(policy, groups)
        return self._above[policy]

    @cached_property
    def _above(self) -> dict[str, dict[str, float]]:
        return {}

    @cached_property
    def _levels(self) -> list[list[str]]:
        """By rank of the level its policies that are compared at all."""
        return [
            [policy for policy in self.kinship.policies if self._places[policy][0] == rank]
            for rank in range(len(Level))
        ]

    @cached_property
    def _places(self) -> dict[str, tuple[int, date, str]]:
        """Sorts policies: upper levels first, within a level the earlier, then by id."""
        return {policy.id: (policy.level.rank, _day(policy), policy.id) for policy in self._corpus.policies}

    def _in_order(self, policy: str, blocks: Iterable[Sequence[Link]]) -> list[Link]:
        """The links of a lower policy: clause by clause, each as `of` has them."""
        numbers = {clause.id: at for at, clause in enumerate(self._corpus.policy(policy).clauses)}
        return sorted(chain.from_iterable(blocks), key=lambda link: (numbers[link.a], link.order, link.b))

    def _topic(self, policy: Policy) -> Topic | None:
        """What a policy is about; `None` if nothing in it is compared."""
        name = f"topic-{self._digest(policy.id)}"
        known = self.memory.get(name) if self.memory is not None else None
        if known is not None:
            kept: Topic | None = known[0]
            return kept
        made = self.space.weighed(policy.id).topic if self.space.of(policy.id) else None
        if self.memory is not None:
            self.memory.put(name, (made,))
        return made

    def _digest(self, policy: str) -> str:
        return self.memory.digest(self._corpus.policy(policy)) if self.memory is not None else policy

    def _kept(self, policy: str, least: float, *, named: bool) -> Iterable[tuple[str, list[Link]]]:
        """The blocks of a lower policy that are at hand, each with the digest of the upper one."""
        known = self.memory.get(self._name(policy, least, named=named)) if self.memory is not None else None
        blocks: _Blocks = known or {}
        return blocks.items()

    def _name(self, policy: str, least: float, *, named: bool) -> str:
        return f"links-{least:g}{'-named' * named}-{self._digest(policy)}"


def _stacks(policies: Sequence[str], cells: Sequence[int]) -> Iterator[list[str]]:
    """Policies that are compared in one step, one at least."""
    group: list[str] = []
    total = 0
    for policy, each in zip(policies, cells, strict=True):
        if group and total + each > _CELLS:
            yield group
            group, total = [], 0
        group.append(policy)
        total += each
    if group:
        yield group


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
    yield from _with_repeats(corpus, alignment_of(corpus).links())
    yield from cites(corpus)
    yield from same_indicator(requirements, {policy.id: policy.level for policy in corpus.policies})


def shown_links(
    corpus: Corpus,
    jobs: int = 1,
    memory: Memory | None = None,
    read: Callable[[Policy], Sentences] = sentences_of,
) -> Iterator[Link]:
    """Those of `links` that a reader is shown; of the many others nothing is worked out but that they are unlikely.

    For `jobs` see `Alignment.links`, for `memory` `Alignment`, for `read` `repeats`.
    """
    alignment = alignment_of(corpus)
    alignment.memory = alignment.memory if memory is None else memory
    found = alignment.links(settings().shown - ROUNDED, jobs, named=True)
    return filter(is_shown, _with_repeats(corpus, found, read))


def _with_repeats(
    corpus: Corpus, found: Iterable[Link], read: Callable[[Policy], Sentences] = sentences_of
) -> Iterator[Link]:
    again = list(repeats(corpus, read))
    reprinted = {(link.a, link.b) for link in again if link.score >= REPRINT}
    for link in found:
        if (link.a, link.b) not in reprinted:
            yield link
    yield from again
