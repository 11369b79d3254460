"""A query as it is understood: exact phrases, 文号, and its words, with what else they are called and mended."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from policykit.base.resources import load
from policykit.index.search.features import WEIGHTS, Topics
from policykit.index.segmenter import NUMBERED, UNIT, numbered
from policykit.index.tokens import ATOM, ONE, cut_query, query_grams, rarity, runs, spread
from policykit.model import Script
from policykit.text.normal import Form, mainland, script_of, search_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from policykit.index.lexicon import Lexicon

__all__ = ["Concept", "Query", "Vocabulary", "corrections", "topic_asked"]

_QUOTED = re.compile(r"“([^“”]+)”|「([^「」]+)」|\"([^\"]+)\"")
_NUMBERED = re.compile(rf"(?P<sign>[\u4e00-\u9fff]*)(?<![0-9])(?:{NUMBERED})")
_HALVES = re.compile("[\ud800-\udfff]")
"""Halves of a character, as a broken program may send them."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for, all written as `search_key` writes it.

    `pieces` is the query without its 文号 and their signs, cut at blanks; `grams` holds, for the query as written and
    in the mainland's wording, the grams of which a clause with the whole query has all;
    of a long query not every one.

    >>> Query.read("〔2023〕 41号 “紧密型” 縣域").numbers
    ('[2023]41号',)
    """

    exact: tuple[str, ...]
    numbers: tuple[str, ...]
    signs: tuple[str, ...]
    """What stands right before a 文号: the issuer's sign (国卫基层发)."""
    pieces: tuple[str, ...]
    grams: tuple[tuple[str, ...], ...]

    @classmethod
    def read(cls, text: str) -> Query:
        """Understand what someone typed."""
        text = _HALVES.sub("", text)[: WEIGHTS.typed]
        exact = tuple(
            number
            for match in _QUOTED.finditer(text)
            if (number := search_key(next(filter(None, match.groups()))).replace(" ", ""))
        )
        written = search_key(text)
        turned = _regional(written) if script_of(text) is Script.TRADITIONAL else written
        found = list(_NUMBERED.finditer(turned))
        numbers = tuple(dict.fromkeys(numbered(match[2], match[3]) for match in found))
        signs = tuple(dict.fromkeys(match["sign"] for match in found if match["sign"]))
        pieces = tuple(_NUMBERED.sub(" ", turned).split())
        every = dict.fromkeys((turned, written))
        grams = tuple(tuple(_grams(text)) for text in every)
        return cls(exact, numbers, signs, pieces, tuple(filter(None, grams)))


def _grams(written: str) -> list[str]:
    pieces = written.split(" ")
    found = [gram for piece in pieces for gram in query_grams(piece)]
    letters = [gram for gram in found if runs(gram)]
    return spread(dict.fromkeys(letters or found))


def _regional(written: str) -> str:
    places = tuple(range(len(written)))
    return mainland(Form(written, places, places)).key


_PIECE = re.compile(rf"{ATOM}{UNIT}?|[^0-9a-z]+?(?={ATOM}|$)")
_WHOLE = 256


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
        if not any(concept.weight == _WHOLE for concept in found):  # Weak words alone are what is looked for.
            found = [replace(concept, weight=_WHOLE) for concept in found]
        every = list({concept.word: concept for concept in found}.values())
        longest = sorted(range(len(every)), key=lambda at: (-len(every[at].word), at))[: WEIGHTS.concepts]
        return [every[at] for at in sorted(longest)]

    def phrase(self, query: Query) -> list[str]:
        """The grams of a query without the words that ask, nor those that link them to the rest."""
        stretches = [
            stretch for piece in query.pieces for run in runs(piece) for stretch in self._stretches(run)
        ]
        return spread(
            dict.fromkeys(gram for text in (*stretches, *query.numbers) for gram in query_grams(text))
        )

    def cut(self, piece: str) -> list[str]:
        """The words of a piece of a query, marks left out."""
        return [word for run in runs(piece) for word in self._cut(run)]

    def concept(self, word: str) -> Concept:
        """A word with its weight, its other names and the words within it."""
        return Concept(word, self._weight(word), self.others(word), self._parts(word))

    def frequency(self, word: str) -> int:
        """How probable a word is in a query; 0 for what is no word."""
        if word in self._silent:
            return max(WEIGHTS.listed, self.size // 2)
        if len(word) == 1:
            return 1 + self.size // WEIGHTS.linking
        listed = WEIGHTS.listed if word in self.lexicon.words or word in self._weak else 0
        return max(listed, self.count(f"w{word}"))

    def others(self, word: str) -> tuple[tuple[str, int], ...]:
        """Other names of a word, with their shares."""
        same = [(other, WEIGHTS.synonym) for other in self.lexicon.synonyms_of(word)]
        near = [(other, WEIGHTS.related) for other in self.lexicon.related_to(word)]
        return (*same, *near)

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
        return cut_query(piece, self.frequency, 100 * self.size)

    def _parts(self, word: str) -> tuple[Concept, ...]:
        if len(word) < WEIGHTS.long or re.search("[0-9a-z]", word):
            return ()
        inner = cut_query(word, lambda part: 0 if part == word else self.frequency(part), 100 * self.size)
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
    loose = {concept.word for concept in concepts if len(concept.word) == 1}
    for piece in query.pieces:
        for run in runs(piece):
            found |= _of_run(run, loose, known, vocabulary.count)
    if not found:
        return concepts
    mended = "".join(found)
    kept = [concept for concept in concepts if concept.word not in mended]
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
        for end in range(start + 2, min(length, start + WEIGHTS.longest + 1) + 1):
            if any(start <= at < end for at in wrong):
                yield start, end


def _near(part: str, word: str) -> bool:
    return abs(len(part) - len(word)) <= 1 and Levenshtein.distance(part, word, score_cutoff=1) == 1


_NAME = 2
"""A single character names no measure."""


def topic_asked(topics: Topics, concepts: Sequence[Concept]) -> tuple[str, int] | None:
    """The measure that a query is most likely about, with how much of the query says so, in 256ths.

    A concept speaks for the measures that name it, the more the fewer they are.
    """
    scores = [0] * len(topics.texts)
    whole = 0
    for concept in concepts:
        if concept.weight < ONE:
            continue
        shares = [_share(concept, text) for _, text in topics.texts]
        weight = rarity(sum(map(bool, shares)), len(shares))
        whole += weight if any(shares) else weight // 2
        scores = [score + weight * share for score, share in zip(scores, shares, strict=True)]
    best = max(scores, default=0)
    if not best or best < whole * WEIGHTS.topical:
        return None
    return topics.texts[scores.index(best)][0], best // whole


def _share(concept: Concept, text: str) -> int:
    """How well a measure's ways name a concept: under one of its names, else the words within it."""
    share = _named(concept, text)
    if share or not concept.parts:
        return share
    return WEIGHTS.part * sum(_named(part, text) for part in concept.parts) // (ONE * len(concept.parts))


def _named(concept: Concept, text: str) -> int:
    # At an end of a word: 家医 stands within 国家医学中心 and says nothing of it.
    names = ((name, share) for name, share in ((concept.word, ONE), *concept.others) if len(name) >= _NAME)
    return max((share for name, share in names if f"|{name}" in text or f"{name}|" in text), default=0)
