"""Pinyin: what someone typed in Latin letters, whole or as initials, as words of the collection.

Each letter run, Chinese characters in it or not, is cut into words so that every character of a word is there by
itself, by its whole syllable or by its first letter (jiating医生, jtys). Only words of the collection are meant, with
the readings that their characters have in these words: 重 is zhong in 重症 and chong in 重庆.
"""

from __future__ import annotations

import re
from functools import cached_property
from importlib.metadata import version
from typing import TYPE_CHECKING, NamedTuple

from policykit.base.remembered import looked_up

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

__all__ = ["RUN", "Readings", "letters_of", "spelled"]

RUN = re.compile(r"[a-z'\u4e00-\u9fff ]*[a-z][a-z'\u4e00-\u9fff ]*")
_LATIN = re.compile(r"[a-z]+")
_HAN = re.compile(r"[\u4e00-\u9fff]{2,}")
_LONGEST = 48
"""Letters that are read; a longer run is no pinyin."""
_SHORTEST = 2
_REMEMBERED = 200_000
"""Words whose readings are kept for the next run."""
_INITIAL, _WORD, _FREQUENT, _STEP = 64, 48, 40, 4
"""What a character typed by its initial alone costs, and a word; what a frequent word saves at most, by step."""


class Readings:
    """The words of a collection by the letter that they begin with, and the syllables of their characters.

    >>> readings = Readings({"重症": 2, "重庆": 1})
    >>> readings.syllables["重"], readings.words["z"]
    (('chong', 'zhong'), {'重症': 2})
    """

    def __init__(self, words: Mapping[str, int]) -> None:
        self._counts = {word: count for word, count in sorted(words.items()) if _HAN.fullmatch(word)}

    @cached_property
    def _read(self) -> dict[str, list[str]]:
        return looked_up("pinyin", version("pypinyin"), self._counts, _spoken, most=_REMEMBERED)

    @cached_property
    def syllables(self) -> dict[str, tuple[str, ...]]:
        """Of each character the syllables that it has in a word; ü is v, or u as passports have it."""
        found: dict[str, set[str]] = {}
        for word, read in self._read.items():
            for char, syllable in zip(word, read, strict=False):
                found.setdefault(char, set()).update({syllable, syllable.replace("v", "u")})
        return {char: tuple(sorted(syllables)) for char, syllables in sorted(found.items())}

    @cached_property
    def words(self) -> dict[str, dict[str, int]]:
        """By each letter that a word's first syllable begins with the words, with the number of their units."""
        found: dict[str, dict[str, int]] = {}
        for word, read in self._read.items():
            if len(read) == len(word):
                found.setdefault(read[0][0], {})[word] = self._counts[word]
        return found


def _spoken(words: list[str]) -> dict[str, list[str]]:
    """The syllables of words. Its tables take a quarter of a second: who asks no word of old waits for none of it."""
    from pypinyin import lazy_pinyin

    return {word: lazy_pinyin(word, v_to_u=False, errors="ignore") for word in words}


class _Way(NamedTuple):
    cost: int
    words: tuple[str, ...]
    text: str


def letters_of(run: str, syllables: Mapping[str, tuple[str, ...]]) -> list[str]:
    """The letters that a word within a run may begin with.

    >>> letters_of("医gt", {"医": ("yi",)})
    ['g', 't', 'y']
    """
    heads = (char for at, char in enumerate(run) if _LATIN.search(run[at:]))
    return sorted(
        {letter for char in heads for letter in ([char] if char.isascii() else _initials(char, syllables))}
    )


def _initials(char: str, syllables: Mapping[str, tuple[str, ...]]) -> list[str]:
    return [syllable[0] for syllable in syllables.get(char, ())]


def spelled(
    run: str, words: Callable[[str], Mapping[str, int]], syllables: Mapping[str, tuple[str, ...]]
) -> str:
    """What a run of Latin letters and Chinese characters means; empty when it is no pinyin of these words.

    `words(letter)` are those that may begin with a letter.

    >>> readings = Readings({"医共体": 9, "家庭": 5, "医生": 7, "家庭医生": 6})
    >>> [spelled(one, readings.words.get, readings.syllables) for one in ("yigt", "jtyisheng", "jiating医生", "xyz")]
    ['医共体', '家庭医生', '家庭医生', '']
    """
    run = run.replace(" ", "").replace("'", "")
    if not _SHORTEST <= len(run) <= _LONGEST or not _LATIN.search(run):
        return ""
    best: list[_Way | None] = [None] * len(run) + [_Way(0, (), "")]
    for at in reversed(range(len(run))):
        ways = list(_ways(run, at, best, words, syllables))
        best[at] = min(ways, default=None)
    return best[0].text if best[0] else ""


def _ways(
    run: str,
    at: int,
    best: list[_Way | None],
    words: Callable[[str], Mapping[str, int]],
    syllables: Mapping[str, tuple[str, ...]],
) -> Iterable[_Way]:
    """How a run can be read from a place on."""
    char = run[at]
    rest = best[at + 1]
    if not char.isascii() and rest is not None:
        yield _Way(rest.cost, rest.words, char + rest.text)
    for letter in [char] if char.isascii() else _initials(char, syllables):
        for word, seen in (words(letter) or {}).items():
            for end, initials in _taken(run, at, word, syllables):
                rest = best[end]
                if rest is None or not _LATIN.search(run[at:end]):
                    continue
                cost = _INITIAL * initials + _WORD - min(_FREQUENT, _STEP * seen.bit_length())
                yield _Way(rest.cost + cost, (word, *rest.words), word + rest.text)


def _taken(
    run: str, at: int, word: str, syllables: Mapping[str, tuple[str, ...]]
) -> Iterable[tuple[int, int]]:
    """Where a word that begins at a place can end, with how many of its characters are there as initials."""
    ends = {at: 0}
    for char in word:
        following: dict[int, int] = {}
        for end, initials in ends.items():
            for more, cost in _steps(run, end, char, syllables):
                following[more] = min(following.get(more, initials + cost), initials + cost)
        ends = following
        if not ends:
            break
    return ends.items()


def _steps(
    run: str, at: int, char: str, syllables: Mapping[str, tuple[str, ...]]
) -> Iterable[tuple[int, int]]:
    if run.startswith(char, at):
        yield at + 1, 0
        return
    for syllable in syllables.get(char, ()):
        if run.startswith(syllable, at):
            yield at + len(syllable), 0
        elif at < len(run) and syllable.startswith(run[at:]):
            yield len(run), 1
        elif run.startswith(syllable[0], at):
            yield at + 1, 1
