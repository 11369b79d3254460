"""Which policies are compared with which: those that are, more or less, of one field."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from policykit.index.alignment.settings import settings

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from numpy.typing import NDArray

    from policykit.index.alignment.weighed import Topic

__all__ = ["NEAREST", "Kinship"]

NEAREST = 256
"""A policy is compared with so many others of a level at most, the nearest, however many are of its field."""


class Kinship:
    """How near policies are to each other, told by their topics alone."""

    def __init__(self, topics: Mapping[str, Topic]) -> None:
        self._numbers = {policy: at for at, policy in enumerate(topics)}
        self._ids = list(topics)
        self._topics = list(topics.values())
        self._named = np.array([topic.named for topic in self._topics])
        returning: defaultdict[int, tuple[list[int], list[float]]] = defaultdict(lambda: ([], []))
        for at, topic in enumerate(self._topics):
            for term, weight in zip(topic.terms, topic.weights, strict=True):
                held = returning[term]
                held[0].append(at)
                held[1].append(weight)
        self._returning = {
            term: (np.array(at), np.array(weights)) for term, (at, weights) in returning.items()
        }

    @property
    def policies(self) -> Collection[str]:
        """The policies that are compared at all, in the order of the corpus."""
        return self._numbers.keys()

    def of(self, policy: str, other: str) -> float:
        """Whether two policies are about one field: 0 for no, 1 for yes.

        Every regulation says when it enters into force and who is punished. Between policies of
        different fields like wording is therefore no evidence. Of one field are policies whose
        clauses, most of them, name measures of the lexicon, and policies on one topic.
        """
        return float(self._row(self._numbers[policy])[1][self._numbers[other]])

    def nearest(self, policy: str, groups: Sequence[Collection[str]]) -> dict[str, float]:
        """Of each group of other policies those that a policy is compared with → whether they are about one field."""
        at = self._numbers[policy]
        like, kin = self._row(at)
        compared = kin > 0
        compared[at] = False
        found: dict[str, float] = {}
        for group in groups:
            places = np.array([self._numbers[other] for other in group], np.int64)
            listed = places[compared[places]].tolist()
            if len(listed) > NEAREST:
                listed = sorted(listed, key=lambda one: (-kin[one], -like[one], self._ids[one]))[:NEAREST]
            found |= {self._ids[one]: float(kin[one]) for one in listed}
        return found

    def _row(self, policy: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """How alike a policy's topic and each other's are (cosine), and how much they are about one field."""
        topic, given = self._topics[policy], settings().fields
        like = np.zeros(len(self._topics))
        for term, weight in zip(topic.terms, topic.weights, strict=True):
            policies, weights = self._returning[term]
            like[policies] += weight * weights
        within = np.minimum(topic.named, self._named)
        return like, np.maximum(_ramp(like, *given["topic"]), _ramp(within, *given["measures"]))


def _ramp(values: NDArray[np.float64], low: float, high: float) -> NDArray[np.float64]:
    return np.clip((values - low) / (high - low), 0.0, 1.0)
