"""How telling terms and measures are: by a policy's own clauses, by Chinese law at large, and by the field.

What a policy's terms weigh depends on that policy alone, so that another text makes and breaks no link of it.
"""

from __future__ import annotations

import math
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from policykit.base.resources import load
from policykit.index.alignment.settings import settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from policykit.index.alignment.measures import Measures
    from policykit.index.alignment.profile import Profile

__all__ = ["FieldRarity", "TermRarity", "at_large", "cosine", "unit"]

_RARE = math.log(90)
"""A measure that one clause in 90 of the field names is as telling as can be."""
_BESIDE = 30
"""So many clauses of law at large stand beside a policy's own: of ten clauses alone little would follow."""


@cache
def _shares() -> tuple[Mapping[str, float], float]:
    """Term → share of the clauses of Chinese law that have it; and the share of a term that is not listed."""
    listed: dict[int, str] = load("pairs")["one_in_two_to_the"]
    shares = {
        pairs[at : at + 2]: 2.0**-power for power, pairs in listed.items() for at in range(0, len(pairs), 2)
    }
    return shares, 2.0 ** -(max(listed) + 1)


def at_large(term: str) -> float:
    """How rare a term is in Chinese law at large: the logarithm of how many clauses there are for one that has it.

    >>> at_large("规定") < at_large("保险") < at_large("转诊")
    True
    """
    shares, least = _shares()
    return -math.log(shares.get(term, least))


class TermRarity:
    """What terms weigh for one policy: the more, the fewer of its clauses and of those of law at large have them."""

    def __init__(self, profiles: Iterable[Profile] = ()) -> None:
        counts: Counter[str] = Counter()
        self._clauses = 0
        for profile in profiles:
            self._clauses += 1
            counts.update({term for part in (profile.heading, *profile.sentences) for term in part.terms})
        self.terms = {term: self._weight(term, count) for term, count in counts.items()}

    def of(self, term: str) -> float:
        """What a term weighs, also one that the policy does not have."""
        return self.terms[term] if term in self.terms else self._weight(term, 0)

    def _weight(self, term: str, count: int) -> float:
        shares, least = _shares()
        return _idf(count + _BESIDE * shares.get(term, least), self._clauses + _BESIDE)


class FieldRarity:
    """What measures and subjects weigh: by how many clauses of the field name them, among those that name any.

    Counts are rounded to powers of two: one clause more or less, which moves hardly any weight otherwise, moves none.
    """

    def __init__(self, profiles: Iterable[Profile], measures: Measures) -> None:
        named: Counter[str] = Counter()
        subjects: Counter[str] = Counter()
        naming = 0
        for profile in profiles:
            naming += bool(profile.about)
            named.update(profile.about.keys())
            subjects.update({measures.subjects[measure] for measure in profile.about})
        self._subjects = {subject: _coarse_idf(count, naming) for subject, count in subjects.items()}
        self._unseen = _coarse_idf(0, naming)
        self._measures = {
            measure: min(1.0, _coarse_idf(count, naming) / _RARE)
            * (settings().broad if measure in measures.broad else 1.0)
            for measure, count in named.items()
        }

    def measure(self, measure: str) -> float:
        """How telling a measure is, 0 to 1; one that says a subject more than an order tells less."""
        return self._measures.get(measure, min(1.0, self._unseen / _RARE))

    def subject(self, subject: str) -> float:
        """Weight of a subject, from 0 up."""
        return self._subjects.get(subject, self._unseen)


def unit(vector: Mapping[str, float]) -> dict[str, float]:
    """A vector of length 1 in the same direction."""
    length = math.sqrt(math.fsum(weight * weight for weight in vector.values()))
    return {term: weight / length for term, weight in vector.items() if weight} if length else {}


def cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Cosine of two vectors of length 1; the same whatever the order of their terms."""
    if len(one) > len(other):
        one, other = other, one
    return math.fsum(weight * other[term] for term, weight in one.items() if term in other)


def _idf(count: float, clauses: float) -> float:
    return max(0.0, math.log((clauses + 1) / (count + 0.5)))


def _coarse_idf(count: int, clauses: int) -> float:
    return max(0.0, math.log(_power_of_two(clauses + 1) / _power_of_two(count + 0.5)))


def _power_of_two(count: float) -> float:
    """The nearest power of two, on a scale of powers."""
    return 2.0 ** math.floor(math.log2(count) + 0.5)
