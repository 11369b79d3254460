"""Clauses weighed by the rarity of their terms, and the inverted index by which counterparts are looked for."""

from __future__ import annotations

import heapq
import math
import re
from collections import Counter, defaultdict
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from policykit.index.alignment.finder import Finder
from policykit.index.alignment.literal import Places, places
from policykit.index.alignment.rarity import FieldRarity, TermRarity, at_large, cosine, unit
from policykit.index.alignment.settings import settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from policykit.index.alignment.measures import Measures
    from policykit.index.alignment.profile import Profile

__all__ = ["Space", "Weighed"]

_PHRASE = re.compile(r"[^,:、;。!?()“”《》]{10,}")
_SUBJECT = 0.2
"""What a shared subject counts in the choice of candidates, as against a shared measure."""
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


class Space:
    """Clauses weighed by the rarity of their terms; `finder` has those that are worth comparing with one."""

    def __init__(self, profiles: Mapping[str, Profile], measures: Measures) -> None:
        self.profiles = profiles
        self.measures = measures
        self._fields = _measures_named(profiles.values())
        """Policy → how much its clauses name measures, on average."""
        within = [profile for profile in profiles.values() if self._within(profile.clause.policy)]
        self._field = FieldRarity(within or profiles.values(), measures)
        self._rare: dict[str, TermRarity] = {}
        """Policy → what its terms weigh."""
        self.finder = Finder()
        self.weighed = lru_cache(maxsize=_WEIGHED)(self._weigh)
        self.places = lru_cache(maxsize=_WEIGHED)(self._places)
        """Where the runs of characters of a clause stand."""
        self.kinship = lru_cache(maxsize=65536)(self._kinship)
        self._lengths: dict[str, float] = {}
        """Clause → length of the vector of its terms."""
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
        rare = self.rare(profile.clause.policy)
        heading = unit({term: rare.terms[term] for term in profile.heading.terms})
        wording = self.vector(profile.terms, profile.clause.policy)
        return Weighed(wording, heading, self._subjects(profile))

    def _subjects(self, profile: Profile) -> dict[str, float]:
        subjects: dict[str, float] = {}
        for measure, weight in profile.about.items():
            subject = self.measures.subjects[measure]
            subjects[subject] = max(subjects.get(subject, 0.0), weight)
        return unit({subject: weight * self._field.subject(subject) for subject, weight in subjects.items()})

    def _named(self, profile: Profile) -> list[tuple[str, float]]:
        """Measures and subjects of a clause, under names that no term has, the most telling first."""
        named = [(f"={measure}", self.rarity(measure) * weight) for measure, weight in profile.about.items()]
        subjects = [(f"@{subject}", _SUBJECT * weight) for subject, weight in self._subjects(profile).items()]
        return sorted([*named, *subjects], key=lambda item: (-item[1], item[0]))

    def _enter(self) -> None:
        again = _again(self.profiles.values())
        for policy, listed in groupby(self.profiles.values(), key=lambda profile: profile.clause.policy):
            clauses = list(listed)
            topic = Counter[str]()
            self._rare[policy] = TermRarity(clauses)
            rare = self._rare[policy].terms
            for profile in clauses:
                terms = profile.terms
                topic.update(terms)
                weights = {term: (count, count * rare[term]) for term, count in terms.items()}
                self._lengths[profile.clause.id] = math.hypot(*(weight for _, weight in weights.values()))
                phrases = sorted(again.intersection(_phrases(profile)))
                self.finder.enter(profile, weights, self._named(profile), phrases)
            self._topics[policy] = self._topic(topic)
            named = Counter(measure for profile in clauses for measure in profile.about)
            self._common[policy] = {
                measure: (count - 1) / len(clauses) for measure, count in named.items() if count > 1
            }
        self.finder.close(self._topics, self._fields)

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
