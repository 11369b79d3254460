"""Clauses weighed by the rarity of their terms, and the inverted index by which counterparts are looked for."""

from __future__ import annotations

import heapq
import math
import re
from array import array
from collections import Counter, defaultdict
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from policykit.index.alignment.literal import Places, places
from policykit.index.alignment.rarity import FieldRarity, TermRarity, at_large, cosine, unit
from policykit.index.alignment.settings import settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from policykit.index.alignment.measures import Measures
    from policykit.index.alignment.profile import Profile
    from policykit.model import Level

__all__ = ["Space", "Weighed"]

_LISTED = 64
"""So many clauses of a level are kept for a term: those in which it weighs most."""


class Postings:
    """Term → clauses by number, each with the term's weight in it.

    >>> postings = Postings()
    >>> postings.enter("转诊", 7, 0.5)
    >>> postings.close()
    >>> list(postings.of("转诊"))
    [(7, 0.5)]
    """

    def __init__(self) -> None:
        self._listed: dict[str, tuple[array[int], array[float]]] = {}

    def enter(self, term: str, clause: int, weight: float) -> None:
        """List a clause under a term."""
        if term not in self._listed:
            self._listed[term] = (array("I"), array("f"))
        clauses, weights = self._listed[term]
        clauses.append(clause)
        weights.append(weight)

    def close(self) -> None:
        """Keep for every term the clauses that are most about it; among equals the earlier ones."""
        for term, (clauses, weights) in self._listed.items():
            if len(clauses) > _LISTED:
                kept = sorted(range(len(clauses)), key=lambda at: (-weights[at], clauses[at]))[:_LISTED]
                self._listed[term] = (
                    array("I", (clauses[at] for at in kept)),
                    array("f", (weights[at] for at in kept)),
                )

    def of(self, term: str) -> Iterable[tuple[int, float]]:
        """The clauses listed under a term."""
        return zip(*self._listed[term], strict=True) if term in self._listed else ()

    def size(self, term: str) -> int:
        """How many clauses are listed under a term."""
        return len(self._listed[term][0]) if term in self._listed else 0


_TERMS = 48
"""A clause is listed, and looked up, under so many of its weightiest terms."""
_ENTRIES = 600
"""So many entries of the index are read for a clause and a level, those of the most telling terms first."""
_CANDIDATES = 32
"""So many clauses of each other level are compared with a clause."""
_PHRASE = re.compile(r"[^,:、;。!?()“”《》]{10,}")
_LITERAL = 4
"""A clause is looked up under so many of its phrases that stand elsewhere too."""
_SAME_WORDS = 1.0
"""What a phrase in the same words counts in the choice of candidates, as against a shared measure."""
_SUBJECT = 0.2
"""What a shared subject counts in the choice of candidates, as against a shared measure."""
_FEW = 64
"""The clauses of a level that has no more are all compared: so much is always affordable."""
_TOPIC = 96
"""A policy's topic is its so many weightiest terms."""
_WEIGHED = 256
"""So many weighed clauses are kept in memory."""


class Weighed(NamedTuple):
    """A clause in numbers, for being compared with many others."""

    wording: Mapping[str, float]
    """Vector of length 1 of its terms."""
    heading: Mapping[str, float]
    """Vector of length 1 of the terms of its heading."""
    subjects: Mapping[str, float]
    """Vector of length 1 of the subjects of its measures."""
    holders: Mapping[str, list[int]]
    """Term → sentences that hold it, by number."""
    entries: Sequence[tuple[str, float]]
    """What the clause is looked up by on each level, with what it counts."""
    phrases: frozenset[str]
    """Its phrases, by which a clause that takes one over is found."""


class Space:
    """Clauses weighed by the rarity of their terms, and an inverted index over terms and measures.

    With the limits above the work for one clause has an upper bound, so that the work for a corpus
    grows with its size and not with its square; `work` counts it.
    """

    def __init__(self, profiles: Mapping[str, Profile], measures: Measures) -> None:
        self.profiles = profiles
        self.measures = measures
        self._fields = _measures_named(profiles.values())
        """Policy → how much its clauses name measures, on average."""
        within = [profile for profile in profiles.values() if self._within(profile.clause.policy)]
        self._field = FieldRarity(within or profiles.values(), measures)
        self._rare: dict[str, TermRarity] = {}
        """Policy → what its terms weigh."""
        self.work: Counter[str] = Counter()
        """Index entries read, and pairs of clauses compared."""
        self.weighed = lru_cache(maxsize=_WEIGHED)(self._weigh)
        self.places = lru_cache(maxsize=_WEIGHED)(self._places)
        """Where the runs of characters of a clause stand."""
        self.kinship = lru_cache(maxsize=65536)(self._kinship)
        self._ids = list(profiles)
        self._policies = [profile.clause.policy for profile in profiles.values()]
        self._lengths: dict[str, float] = {}
        """Clause → length of the vector of its terms."""
        self._postings: defaultdict[Level, Postings] = defaultdict(Postings)
        self._levels: defaultdict[Level, list[str]] = defaultdict(list)
        """Level → its clauses."""
        self._topics: dict[str, Mapping[str, float]] = {}
        self._common: dict[str, dict[str, float]] = {}
        """Policy → measure → share of its clauses that name it too, besides one."""
        self._enter()

    def rare(self, policy: str) -> TermRarity:
        """What terms weigh for a policy."""
        return self._rare.get(policy) or TermRarity()

    def _within(self, policy: str) -> bool:
        return self._fields[policy] >= settings().fields["measures"][1]

    def rarity(self, measure: str) -> float:
        """How telling a measure is, 0 to 1."""
        return self._field.measure(measure)

    def telling(self, measure: str, one: str, other: str) -> float:
        """How telling it is that clauses of two policies name a measure: not at all if all of them do."""
        common = max(self._common[one].get(measure, 0.0), self._common[other].get(measure, 0.0))
        return self.rarity(measure) * (1 - common)

    def vector(self, counts: Mapping[str, int], policy: str) -> dict[str, float]:
        """Counts of terms as a vector of length 1, those that are rare for a policy weighing more."""
        rare = self.rare(policy)
        return unit({term: count * rare.of(term) for term, count in counts.items()})

    def candidates(self, clause: str, level: Level) -> list[str]:
        """The clauses of other policies of a level that share the most telling terms and measures with a clause."""
        own = self.profiles[clause].clause.policy
        if len(self._levels[level]) <= _FEW:
            return [other for other in self._levels[level] if self.profiles[other].clause.policy != own]
        postings = self._postings[level]
        found: defaultdict[int, float] = defaultdict(float)
        left = _ENTRIES
        for term, weight in self._looked_up(clause, postings):
            left -= postings.size(term)
            if left < 0:
                break
            for other, theirs in postings.of(term):
                found[other] += weight * theirs
        self.work["entries"] += _ENTRIES - max(0, left)
        # Pairs are compared as they are: a key would be worked out in Python for every clause that was met.
        others = [(shared, -at) for at, shared in found.items() if self._policies[at] != own]
        return [self._ids[-at] for _, at in heapq.nlargest(_CANDIDATES, others)]

    def _looked_up(self, clause: str, postings: Postings) -> Iterator[tuple[str, float]]:
        """What a clause is looked up by in a level: phrases that stand there, the rarest first, then its entries."""
        weighed = self.weighed(clause)
        again = [(size, phrase) for phrase in weighed.phrases if (size := postings.size(phrase))]
        yield from ((phrase, _SAME_WORDS) for _, phrase in heapq.nsmallest(_LITERAL, again))
        yield from weighed.entries

    def _kinship(self, one: str, other: str) -> float:
        """Whether two policies are about one field: 0 for no, 1 for yes.

        Every regulation says when it enters into force and who is punished. Between policies of
        different fields like wording is therefore no evidence. Of one field are policies whose
        clauses, most of them, name measures of the lexicon, and policies on one topic.
        """
        given = settings().fields
        like = cosine(self._topics[one], self._topics[other])
        within = min(self._fields[one], self._fields[other])
        return max(_ramp(like, *given["topic"]), _ramp(within, *given["measures"]))

    def _places(self, clause: str) -> Places:
        return places(sentence.text for sentence in self.profiles[clause].sentences)

    def alike(self, weighed: Weighed, other: str) -> tuple[float, float, float, int]:
        """How alike wording, headings and subjects of two clauses are: cosines; and how many terms both have."""
        theirs = self.profiles[other]
        idf = self.rare(theirs.clause.policy).terms
        both = [
            term
            for part in (theirs.heading, *theirs.sentences)
            for term in part.terms
            if term in weighed.wording
        ]
        dot = math.fsum(weighed.wording[term] * idf[term] for term in both)
        headed = [idf[term] for term in theirs.heading.terms] if weighed.heading else []
        same = math.fsum(
            weighed.heading[term] * idf[term] for term in theirs.heading.terms if term in weighed.heading
        )
        return (
            dot / self._lengths[other] if dot else 0.0,
            same / math.hypot(*headed) if same else 0.0,
            cosine(weighed.subjects, self._subjects(theirs)) if weighed.subjects and theirs.about else 0.0,
            len(both),
        )

    def _weigh(self, clause: str) -> Weighed:
        profile = self.profiles[clause]
        holders: dict[str, list[int]] = {}
        for at, sentence in enumerate(profile.sentences):
            for term in sentence.terms:
                holders.setdefault(term, []).append(at)
        rare = self.rare(profile.clause.policy)
        heading = unit({term: rare.terms[term] for term in profile.heading.terms})
        wording = self.vector(profile.terms, profile.clause.policy)
        entries = tuple(self._entries(profile, wording))
        return Weighed(
            wording, heading, self._subjects(profile), holders, entries, frozenset(_phrases(profile))
        )

    def _subjects(self, profile: Profile) -> dict[str, float]:
        subjects: dict[str, float] = {}
        for measure, weight in profile.about.items():
            subject = self.measures.subjects[measure]
            subjects[subject] = max(subjects.get(subject, 0.0), weight)
        return unit({subject: weight * self._field.subject(subject) for subject, weight in subjects.items()})

    def _entries(self, profile: Profile, wording: Mapping[str, float]) -> Iterator[tuple[str, float]]:
        """Measures and subjects of a clause, under names that no term has, and its weightiest terms."""
        named = [(f"={measure}", self.rarity(measure) * weight) for measure, weight in profile.about.items()]
        subjects = [(f"@{subject}", _SUBJECT * weight) for subject, weight in self._subjects(profile).items()]
        yield from sorted([*named, *subjects], key=lambda item: (-item[1], item[0]))
        yield from heapq.nsmallest(_TERMS, wording.items(), key=lambda item: (-item[1], item[0]))

    def _enter(self) -> None:
        again = _again(self.profiles.values())
        ranked = enumerate(self.profiles.values())
        for policy, listed in groupby(ranked, key=lambda item: item[1].clause.policy):
            clauses = list(listed)
            topic = Counter[str]()
            self._rare[policy] = TermRarity(profile for _, profile in clauses)
            rare = self._rare[policy].terms
            for at, profile in clauses:
                terms = profile.terms
                topic.update(terms)
                weights = {term: count * rare[term] for term, count in terms.items()}
                self._lengths[profile.clause.id] = math.hypot(*weights.values())
                self._levels[profile.clause.level].append(profile.clause.id)
                postings = self._postings[profile.clause.level]
                for term, weight in self._entries(profile, unit(weights)):
                    postings.enter(term, at, weight)
                for phrase in again.intersection(_phrases(profile)):
                    postings.enter(phrase, at, _SAME_WORDS)
            self._topics[policy] = self._topic(topic)
            named = Counter(measure for _, profile in clauses for measure in profile.about)
            self._common[policy] = {
                measure: (count - 1) / len(clauses) for measure, count in named.items() if count > 1
            }
        for postings in self._postings.values():
            postings.close()

    def _topic(self, counts: Counter[str]) -> dict[str, float]:
        """What a policy keeps coming back to: every repetition of a term counts in full."""
        weights = {term: count * at_large(term) for term, count in counts.items()}
        weightiest = heapq.nsmallest(_TOPIC, weights.items(), key=lambda item: (-item[1], item[0]))
        return unit(dict(weightiest))


def _phrases(profile: Profile) -> set[str]:
    """The phrases of a clause that are long enough to tell that a sentence is taken over."""
    return {phrase for sentence in profile.sentences for phrase in _PHRASE.findall(sentence.text)}


def _again(profiles: Iterable[Profile]) -> set[str]:
    """The phrases that stand in more than one clause: no other is found by looking it up."""
    first: set[str] = set()
    again: set[str] = set()
    for profile in profiles:
        phrases = _phrases(profile)
        again |= first & phrases
        first |= phrases
    return again


def _measures_named(profiles: Iterable[Profile]) -> dict[str, float]:
    strongest: defaultdict[str, list[float]] = defaultdict(list)
    for profile in profiles:
        strongest[profile.clause.policy].append(max(profile.about.values(), default=0.0))
    return {policy: math.fsum(listed) / len(listed) for policy, listed in strongest.items()}


def _ramp(value: float, low: float, high: float) -> float:
    return min(1.0, max(0.0, (value - low) / (high - low)))
