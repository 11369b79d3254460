"""The numbers of the ranking: one definition for Python and for the browser, which gets them as data.

Shares are in 256ths (`ONE`).
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

__all__ = ["LEVELS", "WEIGHTS", "Weights"]

LEVELS = 8
"""Into so many steps the weight of a word in a clause is rounded; it is stored as one of them."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What counts how much; see `scoring` for where."""

    word: int = 256
    """A word of the query that is a word of the clause."""
    part: int = 205
    """A word of three characters and more that stands within other words of the clause."""
    short_part: int = 56
    """The same for two characters: 医保 is also in 中医保健."""
    synonym: int = 210
    related: int = 110
    topic: int = 77
    """A clause that names the measure that the query is about."""
    topical: int = 102
    """A query is about a measure from this share of its concepts on."""
    pieces: int = 130
    """A clause that holds only words or grams of a long word, at best."""
    context: int = 64
    """A word of the policy's title, 文号 or issuer instead of the clause."""
    place: int = 160
    """The name of the policy's division or of one above it."""
    weak: int = 56
    """A word that nearly every policy holds."""
    single: int = 72
    """A single character."""
    sign: int = 72
    """The issuer's sign before a 文号."""
    phrase: int = 160
    """Added to the score of a clause that holds the query in one piece."""
    complete: int = 96
    """Added to the score of a clause that holds every gram of the query."""
    beside: int = 72
    """The score of what is not the policy's own text."""
    enough: int = 40
    """A clause is a hit from this share of the query's weight on."""
    some: int = 8
    """Where few clauses are hits, the next best are shown from this share of the query's weight on."""
    near: int = 8
    """A clause is a hit from this share of the best score on."""

    earnest: int = 64
    """A clause holds a word in earnest from this value on; so many are counted when its rarity is told."""
    full: int = 128
    """From this value on a clause holds a word as well as can be."""
    few: int = 2
    """Fewer grams or parts than this say nothing together."""
    first: int = 10
    """With fewer hits than this the next best are shown too."""
    concepts: int = 10
    """Of a query's words the longest are looked for, at most so many."""
    typed: int = 400
    """Characters of a query; what is typed beyond them is not read."""

    def shared(self) -> dict[str, int]:
        """All of them by name, with the number of levels, for the browser."""
        return {**asdict(self), "levels": LEVELS}


WEIGHTS = Weights()
