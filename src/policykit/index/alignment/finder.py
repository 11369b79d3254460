"""Which clauses are worth comparing with one: looked up by what is rare in it, weighed roughly in one step."""

from __future__ import annotations

import heapq
import math
from array import array
from collections import Counter, defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from policykit.index.alignment.postings import Postings
from policykit.index.alignment.settings import settings
from policykit.index.alignment.vectors import Vectors

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from policykit.index.alignment.profile import Profile
    from policykit.model import Level

__all__ = ["TERMS_TAKEN", "Finder"]

TERMS_TAKEN = 10
"""Clauses with fewer terms in common have no sentence in common; a pair or two are lost to names made one."""

_TERMS = 48
"""A clause is listed, and looked up, under so many of its weightiest terms."""
_ENTRIES = 600
"""So many entries of the index are read for a clause and a level, those of the most telling terms first."""
_CANDIDATES = 32
"""So many clauses of each level are compared with a clause."""
_LITERAL = 4
"""A clause is looked up under so many of its phrases that stand elsewhere too."""
_SAME_WORDS = 1.0
"""What a phrase in the same words counts in the choice of candidates, as against a shared measure."""
_FEW = 64
"""The clauses of a level that has no more are all compared: so much is always affordable."""
_SLACK = 1e-3
"""So much more than its weight, of single precision, a pair may weigh when it is compared word by word."""
_ROWS = 4
"""The kinship of so many policies with all others is kept in memory."""

_Numbers: TypeAlias = "NDArray[np.int64]"


class Finder:
    """The clauses of a corpus in arrays, by number. Enter them in their order, policy by policy, then close.

    With the limits above the work for one clause has an upper bound; `work` counts it.
    """

    def __init__(self) -> None:
        self.work: Counter[str] = Counter()
        """Index entries read, and pairs of clauses compared."""
        self._terms: dict[str, int] = {}
        self._profiles: list[Profile] = []
        self._words, self._headings = Vectors(), Vectors()
        self._postings: defaultdict[Level, Postings] = defaultdict(Postings)
        self._levels: defaultdict[Level, list[int]] = defaultdict(list)
        self._numbers: dict[str, int] = {}
        """Policy → number."""
        self._policies = array("q")
        self._looked_up: list[tuple[array[int], array[float], array[int], int]] = []
        """By clause: what it is looked up by and what that counts, its phrases, how many measures stand first."""
        self._row = lru_cache(maxsize=_ROWS)(self._kinship_row)

    def enter(
        self,
        profile: Profile,
        weights: Mapping[str, tuple[int, float]],
        entries: Iterable[tuple[str, float]],
        phrases: Iterable[str],
    ) -> None:
        """Add a clause: counts and weights of its terms, the measures that it names, phrases that stand again."""
        at, postings = len(self._profiles), self._postings[profile.clause.level]
        self._profiles.append(profile)
        self._levels[profile.clause.level].append(at)
        self._policies.append(self._numbers.setdefault(profile.clause.policy, len(self._numbers)))
        held = {self._number(term): weight for term, weight in weights.items()}
        self._words.enter(held)
        self._headings.enter({self._number(term): (1, weights[term][1]) for term in profile.heading.terms})
        length = math.sqrt(math.fsum(weight * weight for _, weight in held.values())) or 1.0
        named = [(self._number(name), weight) for name, weight in entries]
        weighty = heapq.nsmallest(_TERMS, ((-weight, term) for term, (_, weight) in weights.items()))
        listed = named + [(self._terms[term], -weight / length) for weight, term in weighty]
        again = [self._number(phrase) for phrase in phrases]
        for term, weight in (*listed, *((phrase, _SAME_WORDS) for phrase in again)):
            postings.enter(term, at, weight)
        terms, counts = array("I", [term for term, _ in listed]), array("f", [count for _, count in listed])
        self._looked_up.append((terms, counts, array("I", again), len(named)))

    def _number(self, term: str) -> int:
        return self._terms.setdefault(term, len(self._terms))

    def close(self, topics: Mapping[str, Mapping[str, float]], named: Mapping[str, float]) -> None:
        """Make it ready: by policy what it keeps coming back to, and how much its clauses name measures."""
        for postings in self._postings.values():
            postings.close(len(self._terms))
        for vectors in (self._words, self._headings):
            vectors.close(len(self._terms))
        self._of = np.frombuffer(self._policies, np.int64)
        self._topics = [topics[policy] for policy in self._numbers]
        self._named = np.array([named[policy] for policy in self._numbers])
        returning: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
        for at, topic in enumerate(self._topics):
            for term, weight in topic.items():
                returning[term].append((at, weight))
        self._returning = {
            term: (np.array([at for at, _ in held]), np.array([weight for _, weight in held]))
            for term, held in returning.items()
        }
        kinds = sorted(settings().kinds)
        self._kinds = np.array(
            [sum(1 << kinds.index(kind) for kind in profile.kinds) for profile in self._profiles], np.int64
        )
        self._at = {profile.clause.id: at for at, profile in enumerate(self._profiles)}

    def likely(self, clause: str, level: Level, least: float) -> list[str]:
        """The clauses of other policies of a level that may be as likely counterparts of a clause as `least`, by id."""
        at = self._at[clause]
        others = self._candidates(at, level)
        self.work["pairs"] += len(others)
        if least and len(others):
            others = others[self._may_reach(math.log(least / (1 - least)) - _SLACK, at, others)]
        return [self._profiles[other].clause.id for other in others]

    def _candidates(self, at: int, level: Level) -> _Numbers:
        """The clauses of policies of one field that share the most telling terms and measures with a clause."""
        own = self._of[at]
        if len(self._levels[level]) <= _FEW:
            every: _Numbers = np.array(self._levels[level], np.int64)
            others: _Numbers = every[self._of[every] != own]
            return others
        postings = self._postings[level]
        terms, counts, phrases, named = self._looked_up[at]
        sizes = postings.sizes(phrases)
        again = sorted((size, phrase) for size, phrase in zip(sizes.tolist(), phrases, strict=True) if size)
        first = [phrase for _, phrase in again[:_LITERAL]]
        clauses, weights, under = postings.read([*first, *terms], _ENTRIES)
        self.work["entries"] += len(clauses)
        # Like words of another field are no evidence: they take no place from what may be.
        policies = self._of[clauses]
        is_measure = (under >= len(first)) & (under < len(first) + named)
        kept = (policies != own) & (is_measure | (self._row(int(own))[policies] > 0))
        counted = np.concatenate((np.full(len(first), _SAME_WORDS), np.frombuffer(counts, np.float32)))
        found, places = np.unique(clauses[kept], return_inverse=True)
        shared = np.bincount(places, (weights * counted[under])[kept], len(found))
        chosen: _Numbers = found[np.lexsort((found, -shared))[:_CANDIDATES]]
        return chosen

    def _may_reach(self, least: float, at: int, others: _Numbers) -> NDArray[np.bool_]:
        """Which pairs may have so much evidence: what is quick to tell in full, what is not at its most."""
        weights = settings().weights
        kin = self._row(int(self._of[at]))[self._of[others]]
        wording, both = self._words.compared(at, others)
        most = weights["wording"] * wording + weights["same_kind"] * (
            self._kinds[at] & self._kinds[others] > 0
        )
        if self._profiles[at].heading.terms:
            most += weights["heading"] * self._headings.compared(at, others)[0]
        most = weights["constant"] + kin * most + (1 + kin) / 2 * self._by_measures(at, others)
        reached: NDArray[np.bool_] = (most >= least) | ((kin > 0) & (both >= TERMS_TAKEN))
        return reached

    def _by_measures(self, at: int, others: _Numbers) -> NDArray[np.float64]:
        """How much evidence there may be in measures and subjects at most."""
        own, weights = self._profiles[at].about, settings().weights
        if not own:
            return np.zeros(len(others))
        abouts = [self._profiles[other].about for other in others]
        shared = [
            bool(theirs) * (weights["subject"] + (not own.keys().isdisjoint(theirs)) * weights["measure"])
            for theirs in abouts
        ]
        return np.array(shared, float)

    def _kinship_row(self, policy: int) -> NDArray[np.float64]:
        """The kinship of a policy with every other, as `Space.kinship` has it."""
        like = np.zeros(len(self._topics))
        for term, weight in self._topics[policy].items():
            policies, weights = self._returning[term]
            like[policies] += weight * weights
        given = settings().fields
        within = np.minimum(self._named[policy], self._named)
        return np.maximum(_ramp(like, *given["topic"]), _ramp(within, *given["measures"]))


def _ramp(values: NDArray[np.float64], low: float, high: float) -> NDArray[np.float64]:
    return np.clip((values - low) / (high - low), 0.0, 1.0)
