"""Term → clauses: the inverted index in which clauses are looked for, in arrays."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["Postings"]

_LISTED = 64
"""So many clauses are kept for a term: those in which it weighs most."""


class Postings:
    """Term → clauses, each with the term's weight in it; terms and clauses by number.

    >>> postings = Postings()
    >>> postings.enter(3, 7, 0.5)
    >>> postings.close(terms=4)
    >>> clauses, weights, _ = postings.read([3], most=600)
    >>> clauses.tolist(), weights.tolist()
    ([7], [0.5])
    """

    def __init__(self) -> None:
        self._entered = array("I"), array("I"), array("f")

    def enter(self, term: int, clause: int, weight: float) -> None:
        """List a clause under a term."""
        terms, clauses, weights = self._entered
        terms.append(term)
        clauses.append(clause)
        weights.append(weight)

    def close(self, terms: int) -> None:
        """Keep for each of so many terms the clauses that are most about it; among equals the earlier ones."""
        listed, clauses = (np.frombuffer(part, np.uint32) for part in self._entered[:2])
        weights = np.frombuffer(self._entered[2], np.float32)
        order = np.lexsort((clauses, -weights, listed))
        listed = listed[order]
        starts = np.searchsorted(listed, np.arange(terms + 1))
        kept = order[np.arange(len(listed)) - starts[listed] < _LISTED]
        self._clauses, self._weights = clauses[kept], weights[kept]
        self._starts = np.concatenate(([0], np.cumsum(np.minimum(np.diff(starts), _LISTED))))
        del self._entered

    def sizes(self, terms: Sequence[int] | NDArray[np.int64]) -> NDArray[np.int64]:
        """How many clauses are listed under each of some terms."""
        numbers = np.asarray(terms, np.int64)
        found: NDArray[np.int64] = self._starts[numbers + 1] - self._starts[numbers]
        return found

    def read(
        self, terms: Sequence[int] | NDArray[np.int64], most: int
    ) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.int64]]:
        """The clauses listed under some terms, with weights, and the how manieth term each stands under.

        The first terms are read whole, as long as they have no more than so many entries together.
        """
        sizes = self.sizes(terms)
        ends = np.cumsum(sizes)
        read = int(np.searchsorted(ends, most, "right"))
        sizes, ends = sizes[:read], ends[:read]
        firsts = self._starts[np.asarray(terms, np.int64)[:read]]
        places = np.repeat(firsts - ends + sizes, sizes) + np.arange(ends[-1] if read else 0)
        clauses, weights = self._clauses[places].astype(np.int64), self._weights[places].astype(float)
        return clauses, weights, np.repeat(np.arange(read), sizes)
