"""The word tables of the parser, read once from `data/quantities.yml`, and how they are matched."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

from policykit.base.resources import load
from policykit.model import Comparator

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Learnt", "Tables", "WordSet", "alternatives", "learn", "learnt", "tables"]


class WordSet:
    """Words that are looked for at a place, before a place, or throughout a text.

    Every look-up costs as much as the words that share a first (or last) letter, whatever the text.

    >>> few = WordSet(["超过", "不超过", "至少"])
    >>> few.at("至少3名", 0), few.before("不超过3名", 3), few.at("3名", 0)
    ('至少', '不超过', '')
    >>> list(few.find("不超过3名,至少1名"))
    [(0, '不超过'), (6, '至少')]
    """

    __slots__ = ("_first", "_last", "_pattern", "words")

    def __init__(self, words: Iterable[str]) -> None:
        self.words = frozenset(words)
        ordered = sorted(self.words, key=len, reverse=True)
        self._first: dict[str, list[str]] = {}
        self._last: dict[str, list[str]] = {}
        for word in ordered:
            self._first.setdefault(word[0], []).append(word)
            self._last.setdefault(word[-1], []).append(word)
        first = "".join(map(re.escape, sorted(self._first)))
        self._pattern = re.compile(f"(?=[{first}])(?:{alternatives(ordered)})" if first else r"(?!)")

    def at(self, text: str, start: int) -> str:
        """The longest word that begins at `start`, else empty."""
        if not 0 <= start < len(text):
            return ""
        return next((word for word in self._first.get(text[start], ()) if text.startswith(word, start)), "")

    def before(self, text: str, end: int) -> str:
        """The longest word that ends at `end`, else empty."""
        if not 0 < end <= len(text):
            return ""
        return next((word for word in self._last.get(text[end - 1], ()) if text.endswith(word, 0, end)), "")

    def find(self, text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, str]]:
        """Every occurrence in `text[start:end]`, from the left, longest first, without overlap."""
        for match in self._pattern.finditer(text, start, len(text) if end is None else end):
            yield match.start(), match.group()

    def last(self, text: str, start: int, end: int) -> tuple[int, str]:
        """The last occurrence in `text[start:end]`, else `(-1, "")`."""
        found = deque(self.find(text, start, end), maxlen=1)
        return found[0] if found else (-1, "")

    def __contains__(self, word: object) -> bool:
        return word in self.words


@dataclass(frozen=True)
class Tables:
    """Every table under its name; word lists that are searched are `WordSet`s."""

    raw: dict[str, Any]
    magnitudes: dict[str, int]
    magnitude_words: WordSet
    shares: dict[str, int]
    multiples: dict[str, int]
    surplus: frozenset[str]
    range_marks: WordSet
    dimensions: dict[str, str]
    unit_words: WordSet
    unit_aliases: dict[str, str]
    digits_only: frozenset[str]
    prefixes: WordSet
    prefix_ops: dict[str, tuple[Comparator, int]]
    suffixes: WordSet
    suffix_ops: dict[str, Comparator]
    cues: WordSet
    cue_ops: dict[str, Comparator]
    builds: WordSet
    near_builds: WordSet
    stopwords: WordSet
    stopwords_before: WordSet
    graded: re.Pattern[str]
    """A rank or level directly before 以上 and the like."""

    def words(self, *path: str) -> WordSet:
        """The list at a path of the file as a set of words."""
        if path not in self._sets:
            self._sets[path] = WordSet(self.at(*path))
        return self._sets[path]

    @cached_property
    def _sets(self) -> dict[tuple[str, ...], WordSet]:
        return {}

    def at(self, *path: str) -> Any:  # noqa: ANN401 - what a table holds
        """The table at a path of the file."""
        found = self.raw
        for key in path:
            found = found[key]
        return found


Learnt: TypeAlias = tuple[frozenset[str], frozenset[str]]
"""Units and names of grades."""

_own: Learnt = frozenset(), frozenset()
"""Units and names of grades of the knowledge base whose texts are read."""


def tables() -> Tables:
    """The tables of the package, with the words that were learnt."""
    return _tables(*_own)


def _denied(table: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The prefixes that deny others: 不得超过, 不要低于."""
    for group in table["words"]:
        yield group | {"words": [f"{no}{word}" for no in table["before"] for word in group["words"]]}


@cache
def _tables(units: frozenset[str], names: frozenset[str]) -> Tables:
    raw = _with_own(load("quantities"), units, names)
    grades = raw["grades"]
    dimensions = {word: name for name, words in raw["units"].items() for word in words}
    prefix_ops = {
        word: (Comparator(group["op"]), int(group["gap"]))
        for group in (*raw["prefixes"], *_denied(raw["denied"]))
        for word in group["words"]
    }
    suffix_ops = {word: Comparator(op) for op, words in raw["suffixes"].items() for word in words}
    cue_ops = {word: Comparator(op) for op, words in raw["cues"].items() for word in words}
    return Tables(
        raw=raw,
        magnitudes=raw["magnitudes"],
        magnitude_words=WordSet(raw["magnitudes"]),
        shares=raw["shares"],
        multiples=raw["multiples"],
        surplus=frozenset(raw["surplus"]),
        range_marks=WordSet(raw["range_marks"]),
        dimensions=dimensions,
        unit_words=WordSet(dimensions),
        unit_aliases=raw["unit_aliases"],
        digits_only=frozenset(raw["digits_only"]),
        prefixes=WordSet(prefix_ops),
        prefix_ops=prefix_ops,
        suffixes=WordSet(suffix_ops),
        suffix_ops=suffix_ops,
        cues=WordSet(cue_ops),
        cue_ops=cue_ops,
        builds=WordSet([*raw["builds"]["words"], *raw["builds"]["acts"]]),
        near_builds=WordSet([*raw["builds"]["near"], *raw["builds"]["near_acts"]]),
        stopwords=WordSet(raw["stopwords"]),
        stopwords_before=WordSet(raw["stopwords_before"]),
        graded=re.compile(
            f"({alternatives([*grades['titles'], *grades['levels']])})"
            f"({alternatives(word for words in grades['suffixes'].values() for word in words)})"
        ),
    )


def learn(units: Iterable[str], grades: Iterable[str]) -> None:
    """Read, from now on, units and names of grades that a knowledge base counts and grades in, and no other's.

    Of a rate (课时/周) each part is a unit; after a small Chinese numeral none is (一生 is no count).
    """
    global _own  # noqa: PLW0603 - one text is read at a time, and the words are those of its knowledge base
    _own = frozenset(units), frozenset(grades)


def learnt() -> Learnt:
    """The units and names of grades that were learnt last: what is kept of a text that was read holds for them."""
    return _own


def _with_own(raw: dict[str, Any], units: Iterable[str], names: Iterable[str]) -> dict[str, Any]:
    """The tables of the file with more units and names of grades; the file's own stay as they are."""
    known = {word for words in raw["units"].values() for word in words}
    parts = {part.lstrip("".join(raw["magnitudes"])) for unit in units for part in unit.split("/")}
    new = sorted(part for part in parts if part and part not in known)
    ranks = raw["grades"]
    titles = sorted(set(names) - {*ranks["titles"], *ranks["levels"]})
    return {
        **raw,
        "units": {**raw["units"], "count": [*raw["units"]["count"], *new]},
        "digits_only": [*raw["digits_only"], *new],
        "grades": {**ranks, "titles": [*ranks["titles"], *titles]},
    }


def alternatives(words: Iterable[str]) -> str:
    """The words as a pattern in which the longest that fits is taken.

    >>> alternatives(["年底", "年底前"])
    '年底前|年底'
    """
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
