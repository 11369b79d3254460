"""Measures as topics: what a sentence orders, and what a query asks about, in the lexicon's `measures`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from policykit.index.search.weights import WEIGHTS
from policykit.index.tokens.fixed import ONE, rarity
from policykit.text.normal import search_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from policykit.index.search.concepts import Concept

__all__ = ["Topics"]

_NAME = 2
"""A single character names no measure."""
_START = 2


@dataclass(frozen=True)
class Topics:
    """The measures of a lexicon, each with the ways to name it: words that stand in one sentence."""

    measures: Mapping[str, Sequence[Sequence[str]]]

    def named(self, sentence: str) -> list[str]:
        """The measures that a sentence names; it is written as `search_key` writes it.

        >>> Topics({"总额付费": [["总额付费"], ["打包", "基金"]]}).named("将医保基金打包支付给牵头医院")
        ['总额付费']
        """
        here = {
            word
            for at in range(len(sentence))
            for start in (sentence[at], sentence[at : at + _START])
            for word in self._starts.get(start, ())
            if sentence.startswith(word, at)
        }
        named = {
            measure
            for word in here
            for measure, needed, without in self._ways.get(word, ())
            if needed <= here and here.isdisjoint(without)
        }
        return [measure for measure in self.measures if measure in named] if named else []

    @cached_property
    def _ways(self) -> dict[str, list[tuple[str, frozenset[str], frozenset[str]]]]:
        """By the first word of a way its measure, all its words, and those that must not stand there."""
        found: dict[str, list[tuple[str, frozenset[str], frozenset[str]]]] = {}
        for measure, ways in self.measures.items():
            for way in ways:
                without = frozenset(word[1:] for word in way if word.startswith("-"))
                needed = [word for word in way if not word.startswith("-")]
                for first in needed[:1]:
                    found.setdefault(first, []).append((measure, frozenset(needed), without))
        return found

    @cached_property
    def _starts(self) -> dict[str, list[str]]:
        """The words of all ways by how they begin."""
        words = {word.removeprefix("-") for ways in self.measures.values() for way in ways for word in way}
        found: dict[str, list[str]] = {}
        for word in sorted(words):
            found.setdefault(word[:_START], []).append(word)
        return found

    @cached_property
    def texts(self) -> list[tuple[str, str]]:
        """Each measure with its name and all words of its ways in one text, between bars."""
        named = {
            measure: [
                search_key(measure),
                *(word for way in ways for word in way if not word.startswith("-")),
            ]
            for measure, ways in self.measures.items()
        }
        return [(measure, f"|{'|'.join(dict.fromkeys(words))}|") for measure, words in named.items()]

    def asked(self, concepts: Sequence[Concept]) -> tuple[str, int] | None:
        """The measure that a query is most likely about, with how much of the query says so, in 256ths.

        A concept speaks for the measures that name it, the more the fewer they are.
        """
        scores = [0] * len(self.texts)
        whole = 0
        for concept in concepts:
            if concept.weight < ONE:
                continue
            shares = [_share(concept, text) for _, text in self.texts]
            weight = rarity(sum(map(bool, shares)), len(shares))
            whole += weight if any(shares) else weight // 2
            scores = [score + weight * share for score, share in zip(scores, shares, strict=True)]
        best = max(scores, default=0)
        if not best or best < whole * WEIGHTS.topical:
            return None
        return self.texts[scores.index(best)][0], best // whole


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
