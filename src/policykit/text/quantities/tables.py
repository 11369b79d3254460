"""The word tables of the parser, read once from `data/quantities.yml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from policykit.base.resources import load
from policykit.model import Comparator
from policykit.text.quantities.wordset import WordSet

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Tables", "alternatives", "tables"]


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

    def words(self, *path: str) -> WordSet:
        """The list at a path of the file as a set of words."""
        return _words(path)

    def at(self, *path: str) -> Any:  # noqa: ANN401 - what a table holds
        """The table at a path of the file."""
        found = self.raw
        for key in path:
            found = found[key]
        return found


@cache
def _words(path: tuple[str, ...]) -> WordSet:
    return WordSet(tables().at(*path))


@cache
def tables() -> Tables:
    """The tables of the package."""
    raw = load("quantities")
    dimensions = {word: name for name, words in raw["units"].items() for word in words}
    prefix_ops = {
        word: (Comparator(group["op"]), int(group["gap"]))
        for group in raw["prefixes"]
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
        builds=WordSet(raw["builds"]["words"]),
        near_builds=WordSet(raw["builds"]["near"]),
        stopwords=WordSet(raw["stopwords"]),
        stopwords_before=WordSet(raw["stopwords_before"]),
    )


def alternatives(words: Iterable[str]) -> str:
    """The words as a pattern in which the longest that fits is taken.

    >>> alternatives(["年底", "年底前"])
    '年底前|年底'
    """
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))
