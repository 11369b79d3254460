"""The ranking, in whole numbers: what a browser computes too, step for step.

For each concept a clause has a value from 0 to 256 by its best way of holding it: as a word, within
words, under another name, in pieces. The score is their sum, each weighted by how rare the concept
is (BM25's idf), times the share of the query that the clause holds, and more when it holds the
query in one piece; what is not the policy's own text scores less. A clause that lacks a word is no hit: it may
stand apart, with the words that it lacks.
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
_NUMERIC = "0123456789["
"""How numbers and 文号 begin: they are words, whole or not at all."""
_FULL = WEIGHTS.full


@dataclass(frozen=True, slots=True)
class Ranked:
    """Units with their scores."""

    scores: dict[int, int]
    """Those that hold all that is asked."""
    partial: dict[int, int]
    """Those that hold much of it."""
    missing: dict[int, tuple[str, ...]]
    """The words that each of these lacks."""
    complete: bool
    """Whether a unit holds every gram of the query."""


@dataclass(frozen=True, slots=True)
class Held:
    """How well each unit holds a concept, and which hold it whole: as a word or under another of its names."""

    values: dict[int, int]
    whole: frozenset[int]


@dataclass(frozen=True)
class Ranking:
    """Ranks the units of an index by a query.

    `postings` gives the units and levels of a feature, `normative[unit]` whether a unit is policy text,
    `context(word)` the units of the policies that a word says something about, with its value there.
    """

    postings: Callable[[str], Sequence[tuple[int, int]]]
    normative: Sequence[bool]
    context: Callable[[str], Iterable[tuple[int, int]]]
    _values: dict[Concept, Held] = field(default_factory=dict)

    def rank(
        self,
        query: Query,
        concepts: Sequence[Concept],
        phrase: Sequence[str] = (),
        topic: tuple[str, int] | None = None,
        without: Collection[int] = (),
    ) -> Ranked:
        """Score every unit that holds all of the query, and apart from these every one that holds much of it.

        `phrase` are the grams of what the query says without the words that ask; `topic` is the measure
        that it asks about, with how surely, in 256ths; units in `without` are left out.
        """
        weighed = [(self._value(concept), concept) for concept in concepts]
        rare = [
            max(1, rarity(_holders(held.values), len(self.normative)) * concept.weight // ONE)
            for held, concept in weighed
        ]
        total, matched, said = self._sums(weighed, rare)
        whole = sum(rare) or 1
        named = self._add_topic(total, matched, *topic) if topic else {}
        known = all(held.whole or not concept.needed for held, concept in weighed)
        complete = self._complete(query)
        together = self._phrase(phrase)
        needed = [
            (concept.word, held, held.whole | here, weight)
            for (held, concept), here, weight in zip(weighed, said, rare, strict=True)
            if concept.needed
        ]
        units = total.keys() | complete
        units = units.difference(without) if without else units
        holding = [holders for _, _, holders, _ in needed]
        whole_units = complete & units | units.intersection(*holding)
        least = WEIGHTS.much if whole_units else self._least(query, concepts, known=known)
        lacking = _lacking(units - whole_units, needed)
        kept = {
            unit
            for unit, weight in lacking.items()
            # What lacks the whole weight holds none of the words, whatever it is about.
            if weight < whole
            and (ONE if known and unit in named else (whole - weight) * ONE // whole) >= least
        }

        def score(unit: int) -> int:
            base = total.get(unit, 0) * min(whole, matched.get(unit, 0)) // whole
            share = together.get(unit, 0)
            bonus = (
                ONE
                + WEIGHTS.phrase * share * share // (ONE * ONE)
                + (WEIGHTS.complete if unit in complete else 0)
            )
            own = (base + 1) * bonus // ONE
            return own if self.normative[unit] else own * WEIGHTS.beside // ONE

        missing = {
            unit: tuple(word for word, _, holders, _ in needed if unit not in holders) for unit in kept
        }
        return Ranked(
            {unit: score(unit) for unit in whole_units},
            {unit: score(unit) for unit in kept},
            missing,
            bool(complete),
        )

    @staticmethod
    def _least(query: Query, concepts: Sequence[Concept], *, known: bool) -> int:
        """From which share of the query's weight on a clause that lacks a word stands apart, in 256ths.

        Where no clause holds all.
        """
        needed = [concept.word for concept in concepts if concept.needed]
        if (
            len(needed) > 1
            and query.pieces == ("".join(needed),)
            and len(query.pieces[0]) <= WEIGHTS.compound
        ):
            return ONE + 1
        return WEIGHTS.much if known else WEIGHTS.strange

    def _add_topic(
        self, total: dict[int, int], matched: dict[int, int], measure: str, sure: int
    ) -> dict[int, int]:
        """The weight that the measure adds to each unit that names it."""
        postings = self.postings(f"m{measure}")
        weight = rarity(len(postings), len(self.normative)) * sure // ONE * WEIGHTS.topic // ONE
        added = {}
        for unit, level in postings:
            value = _value(level, ONE)
            total[unit] = total.get(unit, 0) + weight * value
            added[unit] = weight * min(_FULL, value) // _FULL
            matched[unit] = matched.get(unit, 0) + added[unit]
        return added

    def _sums(
        self, weighed: Sequence[tuple[Held, Concept]], rare: Sequence[int]
    ) -> tuple[dict[int, int], dict[int, int], list[frozenset[int]]]:
        """By unit the weight of what it holds, with and without how well; by concept the units whose policy says it."""
        total: dict[int, int] = {}
        matched: dict[int, int] = {}
        for (held, _), weight in zip(weighed, rare, strict=True):
            for unit, value in held.values.items():
                if not value:
                    continue
                total[unit] = total.get(unit, 0) + weight * value
                matched[unit] = matched.get(unit, 0) + weight * min(_FULL, value) // _FULL
        said: list[frozenset[int]] = []
        for (held, concept), weight in zip(weighed, rare, strict=True):
            about = dict(self.context(concept.word))
            for unit, least in about.items():
                value = held.values.get(unit, 0)
                if unit in total and value < least:
                    total[unit] += weight * (least - value)
                    matched[unit] += weight * min(_FULL, least) // _FULL - weight * min(_FULL, value) // _FULL
            # 民政 stands in the name of every 人民政府.
            said.append(
                frozenset(
                    unit for unit in about if about[unit] == WEIGHTS.place or len(concept.word) > _SHORT
                )
            )
        return total, matched, said

    def _value(self, concept: Concept) -> Held:
        """How well each unit holds a concept."""
        known = self._values.get(concept)
        if known is None:
            known = self._values[concept] = self._read(concept)
        return known

    def _read(self, concept: Concept) -> Held:
        word = concept.word
        found: list[tuple[Iterable[tuple[int, int]], int, bool]] = []
        best, whole = self._parts(concept)
        if concept.loose:
            pairs = [f"s{word[at : at + _SHORT]}" for at in range(len(word) - 1)]
            found.append((self._together(pairs).items(), ONE, True))
        elif word[0] not in _NUMERIC:
            # 15 is no part of 2015; a word of two characters can stand across two others.
            inside = ONE if len(word) == 1 else WEIGHTS.part if len(word) > _SHORT else WEIGHTS.short_part
            holds = len(word) != _SHORT or concept.fragment or word.isascii()
            found.append((self._within(query_grams(word)).items(), inside, holds and not concept.beside))
            found += [(self.postings(f"g{pair}"), inside, True) for pair in concept.beside]
        found.append((self.postings(f"w{word}"), ONE, True))
        # Other names are the lexicon's words, which are never cut: they need no grams.
        found += [(self.postings(f"w{other}"), share, True) for other, share in concept.others]
        for holders, share, holds in found:
            for unit, level in holders:
                value = _value(level, share)
                if value > best.get(unit, 0):
                    best[unit] = value
                if holds:
                    whole.add(unit)
        return Held(best, frozenset(whole))

    def _parts(self, concept: Concept) -> tuple[dict[int, int], set[int]]:
        """The units that hold some of the words, or at least half of the grams, of a long word; and all its words."""
        if concept.loose or concept.word[0] in _NUMERIC:
            return {}, set()
        best = self.pieces(concept.word)
        if len(concept.parts) < WEIGHTS.few:
            return best, set()
        sums: dict[int, int] = {}
        whole = 0
        for part in concept.parts:
            values = self._value(part).values
            weight = max(1, rarity(_holders(values), len(self.normative)) * part.weight // ONE)
            whole += weight
            if len(part.word) == 1:  # Single characters stand everywhere.
                continue
            for unit, value in values.items():
                sums[unit] = sums.get(unit, 0) + weight * min(_FULL, value)
        for unit, value in sums.items():
            share = value * ONE // (whole * _FULL)
            best[unit] = max(best.get(unit, 0), WEIGHTS.pieces * share * share // (ONE * ONE))
        return best, set(frozenset.intersection(*(self._value(part).whole for part in concept.parts)))

    def _together(self, features: Sequence[str]) -> dict[int, int]:
        """The units that have all features, with the least of their levels."""
        lists = sorted((self.postings(feature) for feature in features), key=len)
        found = dict(lists[0]) if lists else {}
        for postings in lists[1:]:
            found = {unit: min(level, found[unit]) for unit, level in postings if unit in found}
        return found

    def _within(self, grams: Sequence[str]) -> dict[int, int]:
        """The units that hold all grams, with the least of their levels."""
        return self._together([f"g{gram}" for gram in grams])

    def held_by(self, word: str) -> set[int]:
        """The units that hold a word in any way, or whose policy does: what excluding it leaves out."""
        found = set(self._within(query_grams(word)))
        found |= {unit for unit, _ in self.postings(f"w{word}")}
        return found | {unit for unit, _ in self.context(word)}

    def pieces(self, word: str) -> dict[int, int]:
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
        """The units that hold every gram of the query, as written or in the mainland's wording.

        Of fewer grams it may be by chance: 高考 stands in 提高考核.
        """
        found: set[int] = set()
        for grams in query.grams:
            if len(grams) >= WEIGHTS.telling:
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


def _lacking(
    units: Collection[int], needed: Sequence[tuple[str, Held, frozenset[int], int]]
) -> dict[int, int]:
    """The weight of what each unit lacks: of each needed word it has all, or as much as its value says, or nothing."""
    lacking = dict.fromkeys(units, sum(weight for *_, weight in needed))
    for _, held, holders, weight in needed:
        for unit in lacking.keys() & holders:
            lacking[unit] -= weight
        for unit in (lacking.keys() & held.values.keys()) - holders:
            lacking[unit] -= weight * min(_FULL, held.values[unit]) // _FULL
    return lacking


def _holders(values: Mapping[int, int]) -> int:
    """In how many units a concept stands in earnest."""
    return sum(value >= WEIGHTS.earnest for value in values.values())


def _value(level: int, share: int) -> int:
    return level * (ONE // LEVELS) * share // ONE
