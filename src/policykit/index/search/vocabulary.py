"""What the words of a query are known by: the index, the lexicon, the words that ask or link; and its measure."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from policykit.base.resources import load
from policykit.index.search.features import WEIGHTS, Topics
from policykit.index.search.query import PIECE, Concept
from policykit.index.tokens import GRAMS, ONE, cut_query, query_grams, rarity, runs, spread
from policykit.text.normal import search_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from policykit.index.lexicon import Lexicon
    from policykit.index.search.query import Query

__all__ = ["Vocabulary", "topic_asked"]


@dataclass(frozen=True)
class Vocabulary:
    """What the words of a query are known by: index, lexicon, and the words that ask or link.

    `count` says in how many units of the index, which has `size` units, a feature stands.
    """

    lexicon: Lexicon
    count: Callable[[str], int]
    size: int
    known: Callable[[str], Mapping[str, int]]
    """The words that begin with a character, with the number of their units; without one, the lexicon's."""

    def concepts(self, query: Query) -> list[Concept]:
        """The concepts of a query, in order, each once."""
        found = [Concept(number) for number in query.numbers]
        found += [Concept(sign, WEIGHTS.sign) for sign in query.signs]
        asked = [pair for piece in query.pieces for run in runs(piece) for pair in self._beside(run)]
        content = [(word, near) for word, near in asked if word not in self.silent]
        found += [self.concept(word, near) for word, near in content or ([] if found else asked)]
        if not any(concept.weight == ONE for concept in found):  # Weak words alone are what is looked for.
            found = [replace(concept, weight=ONE, needed=True) for concept in found]
        every = list({concept.word: concept for concept in found}.values())
        longest = sorted(range(len(every)), key=lambda at: (-len(every[at].word), at))[: WEIGHTS.concepts]
        return self._of_many([every[at] for at in sorted(longest)])

    def _of_many(self, concepts: list[Concept]) -> list[Concept]:
        """What is looked for of a sentence: its words as words, each of which may cost long lists."""
        needed = [concept for concept in concepts if concept.needed]
        if len(needed) < WEIGHTS.many or self.size < WEIGHTS.large:
            return concepts
        counts = {concept: self.count(f"w{concept.word}") for concept in needed}
        telling = [one for one in needed if counts[one] * WEIGHTS.common <= self.size] or needed
        return [replace(one, parts=(), only=True) if counts[one] else one for one in telling]

    def words(self, query: Query) -> list[str]:
        """The words of a query without its 文号, those that ask and link too."""
        return [word for piece in query.pieces for word in self.cut(piece)]

    def phrase(self, query: Query) -> list[str]:
        """The grams of a query without the words that ask, nor those that link them to the rest."""
        stretches = [
            stretch for piece in query.pieces for run in runs(piece) for stretch in self._stretches(run)
        ]
        grams = list(
            dict.fromkeys(gram for text in (*stretches, *query.numbers) for gram in query_grams(text))
        )
        # Two characters of two words stand in few clauses.
        telling = [gram for gram in grams if not self.count(f"w{gram}")]
        return spread(telling if 2 * len(telling) >= GRAMS else grams)

    def cut(self, piece: str) -> list[str]:
        """The words of a piece of a query, marks left out; characters of no word that stand together are one."""
        return [word for run in runs(piece) for word in self._cut(run)]

    def _beside(self, run: str) -> Iterator[tuple[str, tuple[str, ...] | None]]:
        """The words of a run; with a single character among others the pairs that it makes with its neighbours.

        Under whichever of their names, but with none that only asks or links: 兜 in 怎么兜 stands by itself.
        """
        words = self._cut(run)
        names = [
            [] if word in self.silent else [word, *(other for other, _ in self.others(word))]
            for word in words
        ]
        for at, word in enumerate(words):
            if len(word) > 1 or word.isascii() or len(words) == 1:
                yield word, None
                continue
            before, behind = names[at - 1] if at else [], names[at + 1] if at + 1 < len(words) else []
            pairs = [*(name[-1] + word for name in before), *(word + name[0] for name in behind)]
            yield word, tuple(dict.fromkeys(pairs))

    def concept(self, word: str, beside: tuple[str, ...] | None = None) -> Concept:
        """A word with its weight, its other names and the words within it; `beside` is given among others."""
        weight = self._weight(word)
        if len(word) == 1 and not word.isascii():
            needed = beside is None or word not in self._light
            return Concept(word, weight, needed=needed, beside=beside or ())
        loose = len(word) > 1 and not self.frequency(word) and not re.match("[0-9a-z]", word)
        if loose and self._begins(word):
            return Concept(word, weight, (), (), fragment=True)
        return Concept(
            word, weight, self.others(word), self._parts(word), loose, needed=weight != WEIGHTS.weak
        )

    def frequency(self, word: str) -> int:
        """How probable a word is in a query; 0 for what is no word."""
        if word in self.silent:
            return max(WEIGHTS.listed, self.size // 2)
        if len(word) == 1:
            return 1 + self.size // WEIGHTS.linking
        listed = WEIGHTS.listed if word in self.lexicon.words or word in self.weak else 0
        return max(listed, self.count(f"w{word}"))

    def others(self, word: str) -> tuple[tuple[str, int], ...]:
        """Other names of a word, with their shares."""
        same = [(other, WEIGHTS.synonym) for other in self.lexicon.synonyms_of(word)]
        near = [(other, WEIGHTS.related) for other in self.lexicon.related_to(word)]
        return (*same, *near)

    def _stretches(self, run: str) -> Iterator[str]:
        for asks, some in groupby(self._cut(run), self._asking.__contains__):
            kept = list(some)
            while kept and kept[-1] in self.silent:
                kept.pop()
            while kept and kept[0] in self.silent:
                kept.pop(0)
            if kept and not asks:
                yield "".join(kept)

    def _cut(self, run: str) -> list[str]:
        return [word for match in PIECE.finditer(run) for word in self._joined(self.single(match[0]))]

    def _joined(self, words: list[str]) -> Iterator[str]:
        """Words, with the single characters between them that link nothing made one."""
        for alone, some in groupby(words, self._is_alone):
            group = list(some)
            if not alone or len(group) == 1 or all(word in self.silent for word in group):
                yield from group
            else:
                yield from self._known_parts("".join(group))

    def _is_alone(self, word: str) -> bool:
        return len(word) == 1 and not word.isascii() and (word not in self.silent or word in self._joining)

    def _known_parts(self, text: str) -> Iterator[str]:
        """Characters of no word, cut where no clause has them side by side, if nothing is left alone by it.

        What only links or says how is alone where no clause has any of it so: 要派, 能进.
        """
        cuts = [at for at in range(1, len(text)) if not self.count(f"s{text[at - 1 : at + 1]}")]
        bounds = [0, *cuts, len(text)]
        parts = [text[start:end] for start, end in pairwise(bounds)]
        says_how = len(parts) == len(text) and all(
            char in self._joining or char in self._light for char in text
        )
        yield from parts if says_how or all(len(part) > 1 for part in parts) else [text]

    def _begins(self, text: str) -> bool:
        """Whether a word of the collection begins with these characters: it is being typed."""
        return any(word.startswith(text) for word in self.known(text[0]))

    def single(self, piece: str) -> list[str]:
        """The words of a piece, characters of no word each by itself."""
        if re.match("[0-9a-z]", piece):
            return [piece]
        return cut_query(piece, self.frequency, 100 * self.size)

    def _parts(self, word: str) -> tuple[Concept, ...]:
        if len(word) < WEIGHTS.long or re.search("[0-9a-z]", word):
            return ()
        inner = cut_query(word, lambda part: 0 if part == word else self.frequency(part), 100 * self.size)
        return tuple(
            Concept(part, self._weight(part), self.others(part)) for part in inner if part not in self.silent
        )

    def _weight(self, word: str) -> int:
        if word in self.weak:
            return WEIGHTS.weak
        return WEIGHTS.single if len(word) == 1 and not word.isascii() else ONE

    @cached_property
    def silent(self) -> frozenset[str]:
        """The words that ask or link and say nothing of what is looked for."""
        return self._asking | _listed("linking")

    @cached_property
    def _joining(self) -> frozenset[str]:
        return _listed("joining")

    @cached_property
    def _light(self) -> frozenset[str]:
        return _listed("light")

    @cached_property
    def _asking(self) -> frozenset[str]:
        return _listed("asking")

    @cached_property
    def weak(self) -> frozenset[str]:
        """The words that nearly every policy holds or means."""
        return _listed("weak")


@cache
def _listed(name: str) -> frozenset[str]:
    """Words of a list by which queries are understood, as they are searched."""
    return frozenset(map(search_key, load("search")[name]))


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
