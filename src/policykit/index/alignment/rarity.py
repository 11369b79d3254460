"""How telling each term, measure and subject is, by how many clauses have it."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

from policykit.index.alignment.settings import settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from policykit.index.alignment.measures import Measures
    from policykit.index.alignment.profile import Profile

__all__ = ["Rarity", "cosine", "unit"]

_RARE = math.log(90)
"""A measure that one clause in 90 of the field names is as telling as can be."""


class Rarity:
    """Weights by rarity: of terms among all clauses, of measures among those that name any.

    So how telling a measure is does not change when policies of another field join the corpus.
    """

    def __init__(self, profiles: Iterable[Profile], measures: Measures) -> None:
        terms: Counter[str] = Counter()
        named: Counter[str] = Counter()
        subjects: Counter[str] = Counter()
        clauses = naming = 0
        for one in profiles:
            clauses += 1
            naming += bool(one.about)
            terms.update({term for part in (one.heading, *one.sentences) for term in part.terms})
            named.update(one.about.keys())
            subjects.update({measures.subjects[measure] for measure in one.about})
        self.terms = {term: _idf(count, clauses) for term, count in terms.items()}
        self._subjects = {subject: _idf(count, naming) for subject, count in subjects.items()}
        self._unseen = _idf(0, naming)
        self.measures = {
            measure: min(1.0, _idf(count, naming) / _RARE)
            * (settings().broad if measure in measures.broad else 1.0)
            for measure, count in named.items()
        }

    def measure(self, measure: str) -> float:
        """How telling a measure is, 0 to 1; one that says a subject more than an order tells less."""
        return self.measures.get(measure, min(1.0, self._unseen / _RARE))

    def subject(self, subject: str) -> float:
        """Weight of a subject, from 0 up."""
        return self._subjects.get(subject, self._unseen)

    def vector(self, counts: Mapping[str, int]) -> dict[str, float]:
        """Counts of terms as a vector of length 1, rare terms weighing more."""
        return unit({term: count * self.terms[term] for term, count in counts.items() if term in self.terms})


def unit(vector: Mapping[str, float]) -> dict[str, float]:
    """A vector of length 1 in the same direction."""
    length = math.sqrt(math.fsum(weight * weight for weight in vector.values()))
    return {term: weight / length for term, weight in vector.items() if weight} if length else {}


def cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Cosine of two vectors of length 1; the same whatever the order of their terms."""
    if len(one) > len(other):
        one, other = other, one
    return math.fsum(weight * other[term] for term, weight in one.items() if term in other)


def _idf(count: int, clauses: int) -> float:
    return max(0.0, math.log((clauses + 1) / (count + 0.5)))
