"""How telling terms and measures are: by a policy's own clauses and by Chinese law at large.

What they weigh depends on that policy alone, so that another text makes and breaks no link of it.
"""

from __future__ import annotations

import math
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from policykit.base.resources import load
from policykit.index.alignment.settings import settings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from policykit.index.alignment.measures import Measures
    from policykit.index.alignment.profile import Profile

__all__ = ["MeasureRarity", "at_large", "least_share", "number", "rarity", "shares", "term", "unit"]

_RARE = math.log(90)
"""A measure that one clause in 90 names is as telling as can be."""
_BESIDE = 30
"""So many clauses of law at large stand beside a policy's own: of ten clauses alone little would follow."""


def number(pair: str) -> int:
    """A pair of characters as a number, in the order of pairs.

    >>> term(number("转诊"))
    '转诊'
    """
    return ord(pair[0]) << 16 | ord(pair[1])


def term(pair: int) -> str:
    """The pair of characters of a number."""
    return chr(pair >> 16) + chr(pair & 0xFFFF)


@cache
def shares() -> Mapping[int, float]:
    """Term, by number → share of the clauses of Chinese law that have it; `least_share` of those not listed."""
    listed: dict[int, str] = load("pairs")["one_in_two_to_the"]
    return {
        number(pairs[at : at + 2]): 2.0**-power
        for power, pairs in listed.items()
        for at in range(0, len(pairs), 2)
    }


@cache
def least_share() -> float:
    """The share of a term that is not listed."""
    return float(2.0 ** -(max(load("pairs")["one_in_two_to_the"]) + 1))


def at_large(pair: str) -> float:
    """How rare a term is in Chinese law at large: the logarithm of how many clauses there are for one that has it.

    >>> at_large("规定") < at_large("保险") < at_large("转诊")
    True
    """
    return -math.log(shares().get(number(pair), least_share()))


def rarity(counts: NDArray[np.float64], common: NDArray[np.float64], clauses: int) -> NDArray[np.float64]:
    """What terms weigh for a policy: the more, the fewer of its clauses and of those of law at large have them.

    `counts` are by term the clauses of the policy that have it, of so many; `common` its share at large.
    """
    weights = np.log((clauses + _BESIDE + 1) / (counts + _BESIDE * common + 0.5))
    return np.maximum(weights, 0.0)


@cache
def named_at_large(wordings: tuple[tuple[str, ...], ...]) -> float:
    """The share of the clauses of Chinese law that may name a measure by its wordings, each of one word or several.

    As large as that of the most common wording, and this as that of its rarest pair.

    >>> named_at_large((("监督", "管理"),)) > named_at_large((("监督", "转诊"),))
    True
    """
    pairs = [[word[at : at + 2] for word in words for at in range(len(word) - 1)] for words in wordings]
    return max(
        min((shares().get(number(pair), least_share()) for pair in each), default=1.0) for each in pairs
    )


def subject_rarity(count: int, clauses: int) -> float:
    """What a subject weighs that so many clauses of a policy name, of so many: law at large names none of a field's."""
    return math.log((clauses + _BESIDE + 1) / (count + 0.5))


class MeasureRarity:
    """How telling measures are for a policy: the more, the fewer of its clauses, and of law at large, name them."""

    def __init__(self, profiles: Sequence[Profile], measures: Measures) -> None:
        self._measures = measures
        self.clauses = len(profiles)
        self.named = Counter(measure for profile in profiles for measure in profile.about)

    def measure(self, measure: str, other: MeasureRarity | None = None) -> float:
        """How telling a measure is, 0 to 1, for this policy or for it and another one taken together.

        One that says a subject more than an order tells less.
        """
        broad = settings().broad if measure in self._measures.broad else 1.0
        count, clauses = self.named[measure], self.clauses
        if other:
            count, clauses = count + other.named[measure], clauses + other.clauses
        common = _BESIDE * named_at_large(self._measures.words_of[measure])
        return min(1.0, math.log((clauses + _BESIDE + 1) / (count + common + 0.5)) / _RARE) * broad


def unit(vector: Mapping[str, float]) -> dict[str, float]:
    """A vector of length 1 in the same direction."""
    length = math.sqrt(math.fsum(weight * weight for weight in vector.values()))
    return {term: weight / length for term, weight in vector.items() if weight} if length else {}
