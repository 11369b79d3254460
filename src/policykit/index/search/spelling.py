"""Typing errors: words of a query that stand nowhere, and the known words one error away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from policykit.index.tokens.grams import runs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from policykit.index.search.concepts import Concept, Vocabulary
    from policykit.index.search.query import Query

__all__ = ["corrections"]

_SHORTEST, _LONGEST = 3, 9
"""Words of so many characters can be told from other words when one character is wrong."""


def corrections(
    query: Query, vocabulary: Vocabulary, known: Callable[[str], Mapping[str, int]]
) -> list[Concept]:
    """The concepts of a query with its typing errors mended; as they are when there is none to mend.

    An error shows as a character that belongs to no word and stands beside none of its neighbours in
    any clause. `known(character)` gives the words that begin with a character and in how many units
    they stand, `known("")` the lexicon's.
    """
    concepts = vocabulary.concepts(query)
    found: dict[str, str] = {}
    loose = {one.word for one in concepts if len(one.word) == 1}
    for piece in query.pieces:
        for run in runs(piece):
            found |= _of_run(run, loose, known, vocabulary.count)
    if not found:
        return concepts
    mended = "".join(found)
    kept = [one for one in concepts if one.word not in mended]
    return [*kept, *map(vocabulary.concept, found.values())]


def _of_run(
    run: str, loose: set[str], known: Callable[[str], Mapping[str, int]], count: Callable[[str], int]
) -> dict[str, str]:
    """Wrong parts of a run, each with the word that is meant: long words before short, frequent before rare."""
    unknown = [not count(f"g{run[at : at + 2]}") for at in range(len(run) - 1)]
    wrong = [
        at
        for at, char in enumerate(run)
        if char in loose and all(unknown[place] for place in (at - 1, at) if 0 <= place < len(unknown))
    ]
    if not wrong or len(run) < _SHORTEST - 1:
        return {}
    words: dict[str, int] = {}
    for first in ("", *dict.fromkeys(run)):
        words |= known(first)
    words = {
        word: seen
        for word, seen in words.items()
        if seen and _SHORTEST <= len(word) <= _LONGEST and word not in run
    }
    options = [
        (-len(word), -seen, start, end, word)
        for start, end in _windows(len(run), wrong)
        for word, seen in words.items()
        if _near(run[start:end], word)
    ]
    taken: set[int] = set()
    found = {}
    for _, __, start, end, word in sorted(options):
        if taken.isdisjoint(range(start, end)):
            taken.update(range(start, end))
            found[run[start:end]] = word
    return found


def _windows(length: int, wrong: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Parts of a run that hold a wrong character."""
    for start in range(length):
        for end in range(start + 2, min(length, start + _LONGEST + 1) + 1):
            if any(start <= at < end for at in wrong):
                yield start, end


def _near(part: str, word: str) -> bool:
    return abs(len(part) - len(word)) <= 1 and Levenshtein.distance(part, word, score_cutoff=1) == 1
