"""Typing errors: words of a query that stand nowhere, and the known words one error away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from policykit.index.search.concepts import Concept
from policykit.index.search.weights import WEIGHTS
from policykit.index.tokens.grams import query_grams, runs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from policykit.index.lexicon import Lexicon
    from policykit.index.search.query import Query

__all__ = ["corrections"]

_SHORTEST, _LONGEST = 3, 9
"""Words of so many characters can be told from other words when one character is wrong."""


def corrections(
    query: Query, lexicon: Lexicon, words: Callable[[str], Mapping[str, int]], count: Callable[[str], int]
) -> list[Concept]:
    """Known words that differ by one error from a part of the query that stands in no clause.

    `words` gives the words of the index that begin with a character, `count` in how many units a
    feature stands. Longer and more frequent words go first; no character is corrected twice.
    """
    found: list[Concept] = []
    for piece in query.pieces:
        for run in runs(piece):
            found += _of_run(run, lexicon, words, count)
    return found


def _of_run(
    run: str, lexicon: Lexicon, words: Callable[[str], Mapping[str, int]], count: Callable[[str], int]
) -> list[Concept]:
    known = {word: count(f"w{word}") for word in lexicon.words}
    for first in dict.fromkeys(run):
        known |= words(first)
    unknown = [not count(f"g{run[at : at + 2]}") for at in range(len(run) - 1)]
    options = []
    for start, end in _windows(run, unknown):
        part = run[start:end]
        for word, seen in known.items():
            if seen and _SHORTEST <= len(word) <= _LONGEST and word != part and _near(part, word):
                options.append((-len(word), -seen, start, end, word))
    taken: set[int] = set()
    found = []
    for _, __, start, end, word in sorted(options):
        if not taken & set(range(start, end)):
            taken |= set(range(start, end))
            found.append(Concept(word, others=((word, WEIGHTS.corrected),)))
    return found


def _windows(run: str, unknown: list[bool]) -> Iterator[tuple[int, int]]:
    """Parts of a run that hold a pair of neighbours that stands in no clause."""
    for start in range(len(run)):
        for end in range(start + 2, min(len(run), start + _LONGEST + 1) + 1):
            if any(unknown[start : end - 1]) and query_grams(run[start:end]):
                yield start, end


def _near(part: str, word: str) -> bool:
    return abs(len(part) - len(word)) <= 1 and Levenshtein.distance(part, word, score_cutoff=1) <= 1
