"""The inverted index: for each level and term, the few clauses that are most about it."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Postings"]

_LONGEST = 64
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
            if len(clauses) > _LONGEST:
                kept = sorted(range(len(clauses)), key=lambda at: (-weights[at], clauses[at]))[:_LONGEST]
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
