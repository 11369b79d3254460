"""The words of all clauses in arrays, so that one clause is compared with many in one step."""

from __future__ import annotations

import math
from array import array
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

__all__ = ["Vectors"]


class Vectors:
    """Vectors of length 1 by number, each with counts of its terms; terms by number.

    >>> vectors = Vectors()
    >>> vectors.enter({0: (1, 3.0), 1: (2, 4.0)})
    >>> vectors.enter({1: (1, 1.0)})
    >>> vectors.close(terms=2)
    >>> cosines, both = vectors.compared(0, np.array([1]))
    >>> round(float(cosines[0]), 6), int(both[0])
    (0.8, 1)
    """

    def __init__(self) -> None:
        self._entered = array("i"), array("i"), array("f")
        self._ends = array("q", [0])

    def enter(self, held: Mapping[int, tuple[int, float]]) -> None:
        """Add a vector: term → its count and its weight."""
        terms, counts, weights = self._entered
        length = math.sqrt(math.fsum(weight * weight for _, weight in held.values())) or 1.0
        for term, (count, weight) in held.items():
            terms.append(term)
            counts.append(count)
            weights.append(weight / length)
        self._ends.append(len(terms))

    def close(self, terms: int) -> None:
        """Make it ready for comparing: there are so many terms."""
        held, counts, weights = self._entered
        self._terms, self._counts = np.frombuffer(held, np.int32), np.frombuffer(counts, np.int32)
        self._weights = np.frombuffer(weights, np.float32)
        self._starts = np.frombuffer(self._ends, np.int64)
        self._mine = np.zeros(terms, np.float32)
        """The vector that others are compared with, spread over all terms; else naught."""

    def compared(
        self, one: int, others: NDArray[np.int64]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Cosines of a vector and some others, and how many terms of each it has too, with their counts."""
        own = slice(self._starts[one], self._starts[one + 1])
        sizes = self._starts[others + 1] - self._starts[others]
        ends = np.cumsum(sizes)
        places = np.repeat(self._starts[others] - ends + sizes, sizes) + np.arange(ends[-1])
        self._mine[self._terms[own]] = self._weights[own]
        mine = self._mine[self._terms[places]]
        self._mine[self._terms[own]] = 0
        # A total over all gives the sums of parts without a loop, and an empty part is none.
        dots = _sums(mine * self._weights[places], ends)
        return dots, _sums(np.where(mine > 0, self._counts[places], 0), ends)


def _sums(values: NDArray[np.generic], ends: NDArray[np.int64]) -> NDArray[np.float64]:
    totals = np.concatenate(([0.0], np.cumsum(values, dtype=float)))[ends]
    return np.diff(totals, prepend=0.0)
