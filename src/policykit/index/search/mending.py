"""Typing errors: a word with one wrong character, too many or too few, as the word of the collection that is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from policykit.index.search.features import WEIGHTS
from policykit.index.search.query import PIECE
from policykit.index.tokens import runs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from policykit.index.search.query import Query
    from policykit.index.search.vocabulary import Vocabulary

__all__ = ["corrections", "respelled"]


def corrections(query: Query, vocabulary: Vocabulary) -> dict[str, str]:
    """The wrong parts of a query, each with the word that is meant.

    An error shows as a character that belongs to no word and stands beside none of its neighbours in
    any clause.
    """
    found: dict[str, str] = {}
    for piece in query.pieces:
        for run in runs(piece):
            alone = {word for match in PIECE.finditer(run) for word in vocabulary.single(match[0])}
            found |= _of_run(run, alone - vocabulary.silent, vocabulary.known, vocabulary.count)
    return found


def respelled(query: Query, vocabulary: Vocabulary) -> dict[str, str]:
    """A query that is one word of the field but for one character, all of whose characters are of other words.

    医养结核 is made of 医养 and 结核; where no clause holds both, 医养结合 is meant.
    """
    run = query.pieces[0] if len(query.pieces) == 1 else ""
    if not WEIGHTS.shortest < len(run) <= WEIGHTS.longest:
        return {}
    near = [
        (-seen, word)
        for word, seen in vocabulary.known("").items()
        if seen and len(word) == len(run) and _near(run, word)
    ]
    return {run: min(near)[1]} if near else {}


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
    if not wrong or len(run) < WEIGHTS.shortest - 1:
        return {}
    words: dict[str, int] = {}
    for first in ("", *dict.fromkeys(run)):
        words |= known(first)
    words = {
        word: seen
        for word, seen in words.items()
        if seen and WEIGHTS.shortest <= len(word) <= WEIGHTS.longest and word not in run
    }
    options = [
        (-len(word), -seen, start, end, word)
        for start, end in _windows(len(run), wrong)
        for word, seen in words.items()
        if _near(run[start:end], word) and not _another(run[start:end], count)
    ]
    taken: set[int] = set()
    found = {}
    for _, __, start, end, word in sorted(options):
        if taken.isdisjoint(range(start, end)):
            taken.update(range(start, end))
            found[run[start:end]] = word
    # What leaves a strange character alone is no slip, but another word: 物业管理 is not 业务管理.
    return found if taken.issuperset(wrong) else {}


def _windows(length: int, wrong: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Parts of a run that hold a wrong character."""
    for start in range(length):
        for end in range(start + 2, min(length, start + WEIGHTS.longest + 1) + 1):
            if any(start <= at < end for at in wrong):
                yield start, end


def _another(part: str, count: Callable[[str], int]) -> bool:
    """Whether a short part is rather another word that is made of a known one: 教育局 is no slip for 教育部."""
    return len(part) <= WEIGHTS.shortest and any(count(f"w{half}") for half in (part[:2], part[-2:]))


def _near(part: str, word: str) -> bool:
    return abs(len(part) - len(word)) <= 1 and Levenshtein.distance(part, word, score_cutoff=1) == 1
