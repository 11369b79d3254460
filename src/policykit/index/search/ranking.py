"""The ranking, in whole numbers: what a browser computes too, step for step.

For each concept a clause has a value from 0 to 256 by its best way of holding it: as a word, within
words, under another name, in pieces. The score is their sum, each weighted by how rare the concept
is (BM25's idf), times the share of the query that the clause holds, and more when it holds the
query in one piece; what is not the policy's own text scores less.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from policykit.index.search.features import LEVELS, WEIGHTS
from policykit.index.tokens import ONE, query_grams, rarity

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from policykit.index.search.query import Concept, Query

__all__ = ["Ranked", "Ranking"]

_SHORT = 2
_FULL = WEIGHTS.full


@dataclass(frozen=True, slots=True)
class Ranked:
    """Units with their scores."""

    scores: dict[int, int]
    complete: bool
    """Whether a unit holds every gram of the query."""


@dataclass(frozen=True)
class Ranking:
    """Ranks the units of an index by a query.

    `postings` gives the units and levels of a feature, `normative[unit]` whether a unit is policy text,
    `context(word)` the units of the policies that a word says something about, with its value there.
    """

    postings: Callable[[str], Sequence[tuple[int, int]]]
    normative: Sequence[bool]
    context: Callable[[str], Iterable[tuple[int, int]]]
    _values: dict[tuple[str, tuple[tuple[str, int], ...], tuple[Concept, ...]], dict[int, int]] = field(
        default_factory=dict
    )

    def rank(
        self,
        query: Query,
        concepts: Sequence[Concept],
        phrase: Sequence[str] = (),
        topic: tuple[str, int] | None = None,
    ) -> Ranked:
        """Score every unit that holds enough of the query, or all of its grams.

        `phrase` are the grams of what the query says without the words that ask; `topic` is the measure
        that it asks about, with how surely, in 256ths.
        """
        weighed = [(self._value(concept), concept) for concept in concepts]
        rare = [
            max(1, rarity(_holders(values), len(self.normative)) * concept.weight // ONE)
            for values, concept in weighed
        ]
        total, matched = self._sums(weighed, rare)
        whole = sum(rare) or 1
        if topic:
            self._add_topic(total, matched, *topic)
        complete = self._complete(query)
        together = self._phrase(phrase)
        scores = {}
        for unit in total.keys() | complete:
            base = total.get(unit, 0) * min(whole, matched.get(unit, 0)) // whole
            share = together.get(unit, 0)
            bonus = (
                ONE
                + WEIGHTS.phrase * share * share // (ONE * ONE)
                + (WEIGHTS.complete if unit in complete else 0)
            )
            score = (base + 1) * bonus // ONE
            scores[unit] = score if self.normative[unit] else score * WEIGHTS.beside // ONE
        return Ranked(self._cut(scores, matched, complete, whole), bool(complete))

    def _cut(
        self, scores: Mapping[int, int], matched: Mapping[int, int], complete: Collection[int], whole: int
    ) -> dict[int, int]:
        """Without the clauses that hold little of the query, unless there are few others.

        One that holds it all always stays.
        """
        least = max(scores.values(), default=0) * WEIGHTS.near // ONE
        kept = {
            unit: score
            for unit, score in scores.items()
            if unit in complete
            or (
                matched.get(unit, 0) * ONE >= whole * WEIGHTS.enough
                and score >= (least if self.normative[unit] else least * WEIGHTS.beside // ONE)
            )
        }
        if 0 < len(kept) < WEIGHTS.first:
            some = whole * WEIGHTS.some
            rest = (unit for unit in scores if unit not in kept and matched.get(unit, 0) * ONE >= some)
            more = sorted(rest, key=lambda unit: (-scores[unit], unit))[: WEIGHTS.first - len(kept)]
            kept |= {unit: scores[unit] for unit in more}
        return kept

    def _add_topic(self, total: dict[int, int], matched: dict[int, int], measure: str, sure: int) -> None:
        postings = self.postings(f"m{measure}")
        weight = rarity(len(postings), len(self.normative)) * sure // ONE * WEIGHTS.topic // ONE
        for unit, level in postings:
            value = _value(level, ONE)
            total[unit] = total.get(unit, 0) + weight * value
            matched[unit] = matched.get(unit, 0) + weight * min(_FULL, value) // _FULL

    def _sums(
        self, weighed: Sequence[tuple[dict[int, int], Concept]], rare: Sequence[int]
    ) -> tuple[dict[int, int], dict[int, int]]:
        total: dict[int, int] = {}
        matched: dict[int, int] = {}
        for (values, _), weight in zip(weighed, rare, strict=True):
            for unit, value in values.items():
                if not value:
                    continue
                total[unit] = total.get(unit, 0) + weight * value
                matched[unit] = matched.get(unit, 0) + weight * min(_FULL, value) // _FULL
        for (values, concept), weight in zip(weighed, rare, strict=True):
            for unit, least in self.context(concept.word):
                value = values.get(unit, 0)
                if unit in total and value < least:
                    total[unit] += weight * (least - value)
                    matched[unit] += weight * min(_FULL, least) // _FULL - weight * min(_FULL, value) // _FULL
        return total, matched

    def _value(self, concept: Concept) -> dict[int, int]:
        """How well each unit holds a concept."""
        known = self._values.get((concept.word, concept.others, concept.parts))
        if known is not None:
            return known
        best = self._parts(concept)
        word = concept.word
        inside = ONE if len(word) == 1 else WEIGHTS.part if len(word) > _SHORT else WEIGHTS.short_part
        found = [(self._within(query_grams(word)).items(), inside), (self.postings(f"w{word}"), ONE)]
        # Other names are the lexicon's words, which are never cut: they need no grams.
        found += [(self.postings(f"w{other}"), share) for other, share in concept.others]
        for holders, share in found:
            for unit, level in holders:
                value = _value(level, share)
                if value > best.get(unit, 0):
                    best[unit] = value
        self._values[concept.word, concept.others, concept.parts] = best
        return best

    def _parts(self, concept: Concept) -> dict[int, int]:
        """The units that hold some of the words, or at least half of the grams, of a long word."""
        best = self._pieces(concept.word)
        if len(concept.parts) < WEIGHTS.few:
            return best
        sums: dict[int, int] = {}
        whole = 0
        for part in concept.parts:
            values = self._value(part)
            weight = max(1, rarity(_holders(values), len(self.normative)) * part.weight // ONE)
            whole += weight
            if len(part.word) == 1:  # Single characters stand everywhere.
                continue
            for unit, value in values.items():
                sums[unit] = sums.get(unit, 0) + weight * min(_FULL, value)
        for unit, value in sums.items():
            share = value * ONE // (whole * _FULL)
            best[unit] = max(best.get(unit, 0), WEIGHTS.pieces * share * share // (ONE * ONE))
        return best

    def _within(self, grams: Sequence[str]) -> dict[int, int]:
        """The units that hold all grams, with the least of their levels."""
        lists = sorted((self.postings(f"g{gram}") for gram in grams), key=len)
        found = dict(lists[0]) if lists else {}
        for postings in lists[1:]:
            found = {unit: min(level, found[unit]) for unit, level in postings if unit in found}
        return found

    def _pieces(self, word: str) -> dict[int, int]:
        """The units that hold at least half of a word's grams."""
        grams = query_grams(word)
        counts: dict[int, int] = {}
        if len(grams) > WEIGHTS.few:
            for gram in grams:
                for unit, _ in self.postings(f"g{gram}"):
                    counts[unit] = counts.get(unit, 0) + 1
        every = len(grams) * len(grams)
        return {
            unit: WEIGHTS.pieces * count * count // every
            for unit, count in counts.items()
            if count >= WEIGHTS.few and 2 * count >= len(grams)
        }

    def _complete(self, query: Query) -> set[int]:
        """The units that hold every gram of the query, as written or in the mainland's wording."""
        found: set[int] = set()
        for grams in query.grams:
            found |= self._within(grams).keys()
        return found

    def _phrase(self, grams: Sequence[str]) -> dict[int, int]:
        """The share of the grams that each unit holds, by rarity, in 256ths."""
        if len(grams) < WEIGHTS.few:
            return {}
        shares: dict[int, int] = {}
        whole = 0
        for gram in grams:
            postings = self.postings(f"g{gram}")
            weight = rarity(len(postings), len(self.normative))
            whole += weight
            for unit, _ in postings:
                shares[unit] = shares.get(unit, 0) + weight
        return {unit: share * ONE // whole for unit, share in shares.items()}


def _holders(values: Mapping[int, int]) -> int:
    """In how many units a concept stands in earnest."""
    return sum(value >= WEIGHTS.earnest for value in values.values())


def _value(level: int, share: int) -> int:
    return level * (ONE // LEVELS) * share // ONE
