"""The corpus as a space: how telling each term is, and which clauses come into question for one."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

from policykit.index.alignment.profile import Vector, cosine
from policykit.index.alignment.settings import settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from policykit.index.alignment.measures import Measures
    from policykit.index.alignment.profile import Profile
    from policykit.model import Level

__all__ = ["Space"]

_TERMS = 60
"""So many of a clause's weightiest terms are looked up."""
_LONGEST = 200
"""A term that more clauses of a level have is not looked up: it tells little and costs much."""
_CANDIDATES = 48
"""So many clauses of each other level are compared with a clause."""


class Space:
    """Weights of terms, measures and subjects by rarity, and an inverted index over both.

    With the three limits above the work for one clause has an upper bound, so that the work for
    a corpus grows with its size and not with its square.
    """

    def __init__(self, profiles: Mapping[str, Profile], measures: Measures) -> None:
        self.profiles = profiles
        self.measures = measures
        self._size = max(1, len(profiles))
        self._terms: Counter[str] = Counter()
        self._measures: Counter[str] = Counter()
        self._subjects: Counter[str] = Counter()
        for one in profiles.values():
            self._terms.update(set(one.terms))
            self._measures.update(set(one.about))
            self._subjects.update({measures.subjects[measure] for measure in one.about})
        self._policies: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for one in profiles.values():
            self._policies[one.clause.policy].update(one.terms)
        self._topic = lru_cache(maxsize=4096)(self._topic_of)
        self.kinship = lru_cache(maxsize=65536)(self._kinship)
        self._postings: dict[Level, dict[str, list[tuple[str, float]]]] = {}
        for one in profiles.values():
            self._weigh(one)
            self._enter(one)

    def rarity(self, measure: str) -> float:
        """How telling a measure is, 0 to 1: 1 for one that a single clause names."""
        return self._idf(self._measures[measure]) / math.log((self._size + 1) / 1.5)

    def vector(self, counts: Mapping[str, int]) -> Vector:
        """Counts of terms as a vector of length 1, rare terms weighing more."""
        return _unit(
            {
                term: (1 + math.log(count)) * self._idf(self._terms[term])
                for term, count in counts.items()
                if self._terms[term]
            }
        )

    def candidates(self, one: Profile, level: Level) -> list[str]:
        """The clauses of a level that share the most telling terms and measures with `one`."""
        postings = self._postings.get(level, {})
        found: defaultdict[str, float] = defaultdict(float)
        for term, weight in self._entries(one):
            listed = postings.get(term, ())
            if len(listed) <= _LONGEST:
                for clause, theirs in listed:
                    found[clause] += weight * theirs
        best = sorted(found.items(), key=lambda item: (-item[1], item[0]))
        return [clause for clause, _ in best[:_CANDIDATES]]

    def _kinship(self, one: str, other: str) -> float:
        """Whether two policies are about one field: 0 for no, 1 for yes.

        Every regulation says when it enters into force and who is punished. Between policies of
        different fields like wording is therefore no evidence.
        """
        like = cosine(self._topic(one), self._topic(other))
        apart, together = settings().fields["apart"], settings().fields["together"]
        return min(1.0, max(0.0, (like - apart) / (together - apart)))

    def _topic_of(self, policy: str) -> Vector:
        """What a policy keeps coming back to: every repetition of a term counts in full."""
        counts = self._policies[policy]
        return _unit({term: count * self._idf(self._terms[term]) for term, count in counts.items()})

    def _idf(self, count: int) -> float:
        return max(0.0, math.log((self._size + 1) / (count + 0.5)))

    def _weigh(self, one: Profile) -> None:
        one.wording = self.vector(one.terms)
        one.sentence_wording = tuple(self.vector(sentence.terms) for sentence in one.sentences)
        subjects: dict[str, float] = {}
        heading = {self.measures.subjects[measure] for measure in one.heading.measures}
        share = 1 / (len(one.sentences) or 1)
        counted: Counter[str] = Counter(
            subject
            for sentence in one.sentences
            for subject in {self.measures.subjects[measure] for measure in sentence.measures}
        )
        for subject in heading | set(counted):
            said = math.sqrt(counted[subject] * share) + (subject in heading)
            subjects[subject] = said * self._idf(self._subjects[subject])
        one.subjects = _unit(subjects)

    def _entries(self, one: Profile) -> Iterable[tuple[str, float]]:
        """Weightiest terms and all measures of a clause, measures under a name that no term has."""
        terms = sorted(one.wording.items(), key=lambda item: (-item[1], item[0]))[:_TERMS]
        return [
            *terms,
            *((f"={measure}", self.rarity(measure) * said) for measure, said in one.about.items()),
        ]

    def _enter(self, one: Profile) -> None:
        postings = self._postings.setdefault(one.clause.level, {})
        for term, weight in self._entries(one):
            postings.setdefault(term, []).append((one.clause.id, weight))


def _unit(vector: Vector) -> Vector:
    length = math.sqrt(sum(weight * weight for weight in vector.values()))
    return {term: weight / length for term, weight in vector.items() if weight} if length else {}
