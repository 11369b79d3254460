"""The concepts of a query: its words, with what else they are called."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from policykit.base.resources import load
from policykit.index.search.weights import WEIGHTS
from policykit.index.tokens import route
from policykit.index.tokens.grams import ATOM, query_grams, runs, spread
from policykit.index.tokens.words import UNIT
from policykit.text.normal import search_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from policykit.index.lexicon import Lexicon
    from policykit.index.search.query import Query

__all__ = ["Concept", "Vocabulary"]

_PIECE = re.compile(rf"{ATOM}{UNIT}?|[^0-9a-z]+?(?={ATOM}|$)")
_WHOLE = 256
_LONG = 3
"""A word of so many characters has words within it."""
_LISTED = 12
"""A word of the lexicon counts as if it stood in so many units, even if it stands in none."""
_LINKING = 24
"""So many per unit of the index divided by this one: how often a linking word counts."""


@dataclass(frozen=True, slots=True)
class Concept:
    """One word of a query: `others` are its other names, each with the share that a match of it counts."""

    word: str
    weight: int = _WHOLE
    others: tuple[tuple[str, int], ...] = ()
    parts: tuple[Concept, ...] = ()
    """The words within a long word: a clause that holds them holds something of it."""


@dataclass(frozen=True)
class Vocabulary:
    """What the words of a query are known by: index, lexicon, and the words that ask or link.

    `count` says in how many units of the index, which has `size` units, a feature stands.
    """

    lexicon: Lexicon
    count: Callable[[str], int]
    size: int

    def concepts(self, query: Query) -> list[Concept]:
        """The concepts of a query, in order, each once."""
        found = [Concept(number) for number in query.numbers]
        found += [Concept(sign, WEIGHTS.sign) for sign in query.signs]
        asked = [word for piece in query.pieces for word in self.cut(piece)]
        content = [word for word in asked if word not in self._silent]
        found += [self.concept(word) for word in content or ([] if found else asked)]
        if not any(one.weight == _WHOLE for one in found):  # Weak words alone are what is looked for.
            found = [replace(one, weight=_WHOLE) for one in found]
        every = list({one.word: one for one in found}.values())
        longest = sorted(range(len(every)), key=lambda at: (-len(every[at].word), at))[: WEIGHTS.concepts]
        return [every[at] for at in sorted(longest)]

    def phrase(self, query: Query) -> list[str]:
        """The grams of a query without the words that ask, nor those that link them to the rest."""
        said = [stretch for piece in query.pieces for run in runs(piece) for stretch in self._stretches(run)]
        return spread(dict.fromkeys(gram for one in (*said, *query.numbers) for gram in query_grams(one)))

    def cut(self, piece: str) -> list[str]:
        """The words of a piece of a query, marks left out."""
        return [word for run in runs(piece) for word in self._cut(run)]

    def concept(self, word: str) -> Concept:
        """A word with its weight, its other names and the words within it."""
        return Concept(word, self._weight(word), self.others(word), self._parts(word))

    def frequency(self, word: str) -> int:
        """How probable a word is in a query; 0 for what is no word."""
        if word in self._silent:
            return max(_LISTED, self.size // 2)
        if len(word) == 1:
            return 1 + self.size // _LINKING
        listed = _LISTED if word in self.lexicon.words or word in self._weak else 0
        return max(listed, self.count(f"w{word}"))

    def others(self, word: str) -> tuple[tuple[str, int], ...]:
        """Other names of a word, with their shares."""
        same = [(other, WEIGHTS.synonym) for other in self.lexicon.synonyms_of(word)]
        near = [(other, WEIGHTS.related) for other in self.lexicon.related_to(word)]
        return (*same, *near)

    def is_silent(self, word: str) -> bool:
        """Whether a word only asks or links."""
        return word in self._silent

    def _stretches(self, run: str) -> Iterator[str]:
        for asks, some in groupby(self._cut(run), self._asking.__contains__):
            kept = list(some)
            while kept and kept[-1] in self._silent:
                kept.pop()
            while kept and kept[0] in self._silent:
                kept.pop(0)
            if kept and not asks:
                yield "".join(kept)

    def _cut(self, run: str) -> list[str]:
        return [word for match in _PIECE.finditer(run) for word in self._words(match[0])]

    def _words(self, piece: str) -> list[str]:
        if re.match("[0-9a-z]", piece):
            return [piece]
        return route(piece, self.frequency, 100 * self.size)

    def _parts(self, word: str) -> tuple[Concept, ...]:
        if len(word) < _LONG or re.search("[0-9a-z]", word):
            return ()
        inner = route(word, lambda part: 0 if part == word else self.frequency(part), 100 * self.size)
        return tuple(
            Concept(part, self._weight(part), self.others(part)) for part in inner if part not in self._silent
        )

    def _weight(self, word: str) -> int:
        if word in self._weak:
            return WEIGHTS.weak
        return WEIGHTS.single if len(word) == 1 and not word.isascii() else _WHOLE

    @cached_property
    def _silent(self) -> frozenset[str]:
        return self._asking | frozenset(map(search_key, load("search")["linking"]))

    @cached_property
    def _asking(self) -> frozenset[str]:
        return frozenset(map(search_key, load("search")["asking"]))

    @cached_property
    def _weak(self) -> frozenset[str]:
        return frozenset(map(search_key, load("search")["weak"]))
