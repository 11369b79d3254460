"""The ranking, in whole numbers: what a browser computes too, step for step.

For each concept a clause has a value from 0 to 256 by its best way of holding it: as a word, within
words, under another name, in pieces. The score is their sum, each weighted by how rare the concept
is (BM25's idf), times the share of the query that the clause holds, and more when it holds the
query in one piece; what is not the policy's own text scores less. A clause that lacks a word is no hit: it may
stand apart, with the words that it lacks.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from policykit.index.search.features import LEVELS, WEIGHTS
from policykit.index.tokens import GRAMS, ONE, query_grams, rarity

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    import numpy.typing as npt

    from policykit.index.search.names import Card
    from policykit.index.search.query import Concept, Query

    Numbers = npt.NDArray[np.int64]
    Values = npt.NDArray[np.int16]
    Flags = npt.NDArray[np.bool_]

__all__ = ["NOTHING", "Ranked", "Ranking", "Understood"]

_SHORT = 2
_NUMERIC = "0123456789["
"""How numbers and 文号 begin: they are words, whole or not at all."""
_FULL, _HIGHEST = WEIGHTS.full, ONE
"""From which value on a word is held as well as can be, and the highest."""


@dataclass(frozen=True)
class Ranked:
    """Units with their scores: those that hold all that is asked, and those that hold much of it, best first."""

    whole: Numbers
    near: Numbers
    points: Numbers
    """By unit of the index the score of those."""
    lacks: Callable[[int], tuple[str, ...]]
    """The words that a unit lacks."""
    complete: bool
    """Whether a unit holds every gram of the query."""

    @property
    def scores(self) -> dict[int, int]:
        """The score of those that hold all that is asked."""
        return self._of(self.whole)

    @property
    def partial(self) -> dict[int, int]:
        """The score of those that hold much of it."""
        return self._of(self.near)

    @property
    def missing(self) -> dict[int, tuple[str, ...]]:
        """The words that each of these lacks."""
        return {unit: self.lacks(unit) for unit in self.near.tolist()}

    def _of(self, units: Numbers) -> dict[int, int]:
        return dict(zip(units.tolist(), self.points[units].tolist(), strict=True))


_NONE: Numbers = np.zeros(0, dtype=np.int64)
NOTHING = Ranked(_NONE, _NONE, _NONE, lambda _: (), complete=False)


@dataclass(frozen=True, slots=True)
class Understood:
    """A query as it was read, and what it found before filters."""

    query: Query
    concepts: list[Concept]
    ranked: Ranked
    cards: list[Card]
    read_as: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Held:
    """How well each unit holds a concept, which hold it whole: as a word or under another of its names; how many do."""

    values: Values
    whole: Flags
    count: int
    """In how many units it stands in earnest."""
    known: bool
    """Whether any unit holds it whole."""


@dataclass(frozen=True)
class Ranking:
    """Ranks the units of an index by a query, in arrays with a place for every unit.

    `postings` gives the units and levels of a feature, a row each; `normative[unit]` says whether a unit is policy
    text, `context(word)` gives the units of the policies that a word says something about, with its value there.
    """

    postings: Callable[[str], Sequence[tuple[int, int]] | Numbers]
    normative: Sequence[bool] | Flags
    context: Callable[[str], Iterable[tuple[int, int]] | Numbers]
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
        rare = [max(1, rarity(held.count, self._size) * concept.weight // ONE) for held, concept in weighed]
        rare = _capped(rare, weighed)
        total, matched, said = self._sums(weighed, rare)
        whole = sum(rare) or 1
        named = self._add_topic(total, matched, *topic) if topic else self._flags()
        known = all(held.known or not concept.needed for held, concept in weighed)
        complete = self._complete(query, phrase)
        needed = [
            (concept.word, held, held.whole | here, weight)
            for (held, concept), here, weight in zip(weighed, said, rare, strict=True)
            if concept.needed
        ]
        units = (total > 0) | complete
        units[list(without)] = False
        holding = self._flags(value=True)
        for _, _, holders, _ in needed:
            holding &= holders
        whole_units = units & (complete | holding)
        hits = np.flatnonzero(whole_units)
        # From here on only of those that may be listed: of a large index they are few.
        others = np.flatnonzero(units & ~whole_units)
        lacking = np.zeros(len(others), dtype=np.int64)
        for _, held, holders, weight in needed:
            lacking += np.where(holders[others], 0, weight - _share(weight)[held.values[others]])
        least = WEIGHTS.much if hits.size else self._least(query, concepts, known=known)
        share = (whole - lacking) * ONE // whole
        if known:
            share[named[others]] = ONE
        # What lacks the whole weight holds none of the words, whatever it is about.
        near = others[(lacking < whole) & (share >= least)]
        points = np.zeros(self._size, dtype=np.int64)
        together = self._phrase(phrase)
        for some in (hits, near):
            base = total[some] * np.minimum(whole, matched[some]) // whole
            said_together = WEIGHTS.phrase * together[some] * together[some] // (ONE * ONE)
            own = (base + 1) * (ONE + said_together + WEIGHTS.complete * complete[some]) // ONE
            points[some] = np.where(self._normative[some], own, own * WEIGHTS.beside // ONE)

        def lacks(unit: int) -> tuple[str, ...]:
            return tuple(word for word, _, holders, _ in needed if not holders[unit])

        return Ranked(_sorted(hits, points), _sorted(near, points), points, lacks, bool(complete.any()))

    @cached_property
    def _size(self) -> int:
        return len(self.normative)

    @cached_property
    def _normative(self) -> Flags:
        return np.asarray(self.normative, dtype=np.bool_)

    def _flags(self, *, value: bool = False) -> Flags:
        return np.full(self._size, value, dtype=np.bool_)

    def _listed(self, feature: str) -> tuple[Numbers, Numbers]:
        """The units that have a feature, and their levels."""
        return _columns(self.postings(feature))

    @staticmethod
    def _least(query: Query, concepts: Sequence[Concept], *, known: bool) -> int:
        """From which share of the query's weight on a clause that lacks a word stands apart, in 256ths.

        Where no clause holds all.
        """
        needed = [concept.word for concept in concepts if concept.needed]
        if len(needed) >= WEIGHTS.many:
            return WEIGHTS.some
        if (
            len(needed) > 1
            and query.pieces == ("".join(needed),)
            and len(query.pieces[0]) <= WEIGHTS.compound
        ):
            return ONE + 1
        return WEIGHTS.much if known else WEIGHTS.strange

    def _add_topic(self, total: Numbers, matched: Numbers, measure: str, sure: int) -> Flags:
        """Add the weight of the measure to each unit that names it; which these are."""
        units, levels = self._listed(f"m{measure}")
        weight = rarity(len(units), self._size) * sure // ONE * WEIGHTS.topic // ONE
        value = _value(levels, ONE)
        total[units] += weight * value
        matched[units] += weight * np.minimum(_FULL, value) // _FULL
        named = self._flags()
        named[units] = True
        return named

    def _sums(
        self, weighed: Sequence[tuple[Held, Concept]], rare: Sequence[int]
    ) -> tuple[Numbers, Numbers, list[Flags]]:
        """By unit the weight of what it holds, with and without how well; by concept the units whose policy says it."""
        total = np.zeros(self._size, dtype=np.int64)
        matched = np.zeros(self._size, dtype=np.int64)
        for (held, _), weight in zip(weighed, rare, strict=True):
            units = np.flatnonzero(held.values)
            value = held.values[units]
            total[units] += weight * value.astype(np.int64)
            matched[units] += _share(weight)[value]
        holds = total > 0
        said: list[Flags] = []
        for (held, concept), weight in zip(weighed, rare, strict=True):
            about, least = _columns(self.context(concept.word))
            here = self._flags()
            if not about.size:
                said.append(here)
                continue
            # 民政 stands in the name of every 人民政府.
            here[about if len(concept.word) > _SHORT else about[least == WEIGHTS.place]] = True
            said.append(here)
            value = held.values[about].astype(np.int64)
            more = holds[about] & (value < least)
            about, least, value = about[more], least[more], value[more]
            total[about] += weight * (least - value)
            matched[about] += _share(weight)[least] - _share(weight)[value]
        return total, matched, said

    def _value(self, concept: Concept) -> Held:
        """How well each unit holds a concept."""
        known = self._values.get(concept)
        if known is None:
            known = self._values[concept] = self._read(concept)
        return known

    def _read(self, concept: Concept) -> Held:
        word = concept.word
        best, whole = self._parts(concept)

        def take(listed: tuple[Numbers, Numbers], share: int, *, holds: bool) -> None:
            units, levels = listed
            best[units] = np.maximum(best[units], _value(levels, share))
            if holds:
                whole[units] = True

        if concept.loose:
            pairs = [f"s{word[at : at + _SHORT]}" for at in range(len(word) - 1)]
            take(self._together(pairs), ONE, holds=True)
        elif word[0] not in _NUMERIC and not concept.only:
            # 15 is no part of 2015; a word of two characters can stand across two others.
            inside = ONE if len(word) == 1 else WEIGHTS.part if len(word) > _SHORT else WEIGHTS.short_part
            holds = len(word) != _SHORT or concept.fragment or word.isascii()
            take(self.within(query_grams(word)), inside, holds=holds and not concept.beside)
            for pair in concept.beside:
                take(self._listed(f"g{pair}"), inside, holds=True)
        take(self._listed(f"w{word}"), ONE, holds=True)
        # Other names are the lexicon's words, which are never cut: they need no grams.
        for other, share in concept.others:
            take(self._listed(f"w{other}"), share, holds=True)
        return Held(best, whole, int((best >= WEIGHTS.earnest).sum()), bool(whole.any()))

    def _parts(self, concept: Concept) -> tuple[Values, Flags]:
        """The units that hold some of the words, or at least half of the grams, of a long word; and all its words."""
        if concept.loose or concept.only or concept.word[0] in _NUMERIC:
            return np.zeros(self._size, dtype=np.int16), self._flags()
        best = self.pieces(concept.word)
        if len(concept.parts) < WEIGHTS.few:
            return best, self._flags()
        sums = np.zeros(self._size, dtype=np.int64)
        every = self._flags(value=True)
        whole = 0
        for part in concept.parts:
            held = self._value(part)
            weight = max(1, rarity(held.count, self._size) * part.weight // ONE)
            whole += weight
            every &= held.whole
            if len(part.word) > 1:  # Single characters stand everywhere.
                sums += (weight * _FULLEST)[held.values]
        units = np.flatnonzero(sums)
        share = sums[units] * ONE // (whole * _FULL)
        best[units] = np.maximum(best[units], WEIGHTS.pieces * share * share // (ONE * ONE))
        return best, every

    def _together(self, features: Sequence[str]) -> tuple[Numbers, Numbers]:
        """The units that have all features, with the least of their levels."""
        lists = sorted(map(self._listed, features), key=lambda listed: len(listed[0]))
        if not lists:
            return _columns(())
        units, levels = lists[0]
        for others, there in lists[1:]:
            if not units.size:
                break
            here = np.zeros(self._size, dtype=np.int8)
            here[units] = levels
            both = here[others]
            kept = np.flatnonzero(both)
            units, levels = others[kept], np.minimum(both[kept], there[kept])
        return units, levels

    def within(self, grams: Sequence[str]) -> tuple[Numbers, Numbers]:
        """The units that hold all grams, with the least of their levels."""
        return self._together([f"g{gram}" for gram in grams])

    def held_by(self, word: str) -> set[int]:
        """The units that hold a word in any way, or whose policy does: what excluding it leaves out."""
        lists = (self.within(query_grams(word)), self._listed(f"w{word}"), _columns(self.context(word)))
        return {unit for units, _ in lists for unit in units.tolist()}

    def pieces(self, word: str) -> Values:
        """What each unit is worth that holds at least half of a word's grams."""
        grams = query_grams(word)
        counts = np.zeros(self._size, dtype=np.int16)
        if len(grams) <= WEIGHTS.few:
            return counts
        for gram in grams:
            counts[self._listed(f"g{gram}")[0]] += 1
        worth = [
            WEIGHTS.pieces * count * count // (len(grams) * len(grams))
            if count >= max(WEIGHTS.few, len(grams) / 2)
            else 0
            for count in range(len(grams) + 1)
        ]
        return np.array(worth, dtype=np.int16)[counts]

    def _complete(self, query: Query, phrase: Sequence[str]) -> Flags:
        """The units that hold every gram of the query, as written or in the mainland's wording.

        Of fewer grams it may be by chance: 高考 stands in 提高考核. Of a long query both are told by the same grams.
        """
        found = self._flags()
        is_long = len(query.grams) == 1 and len(query.grams[0]) == GRAMS and 2 * len(phrase) >= GRAMS
        for grams in [phrase] if is_long else query.grams:
            if len(grams) >= WEIGHTS.telling:
                found[self.within(grams)[0]] = True
        return found

    def _phrase(self, grams: Sequence[str]) -> Numbers:
        """The share of the grams that each unit holds, by rarity, in 256ths."""
        shares = np.zeros(self._size, dtype=np.int64)
        if len(grams) < WEIGHTS.few:
            return shares
        whole = 0
        for gram in grams:
            units, _ = self._listed(f"g{gram}")
            weight = rarity(len(units), self._size)
            whole += weight
            shares[units] += weight
        return shares * ONE // whole


def _capped(rare: Sequence[int], weighed: Sequence[tuple[Held, Concept]]) -> list[int]:
    """The weights, with no word that stands in no clause above those that do: a clause with all others is near."""
    pairs = [*zip(rare, weighed, strict=True)]
    told = [weight for weight, (held, concept) in pairs if held.known and len(concept.word) > 1]
    most = max(told or rare, default=0)
    return [weight if held.known else min(weight, most) for weight, (held, _) in pairs]


def _columns(rows: Iterable[tuple[int, int]] | Numbers) -> tuple[Numbers, Numbers]:
    """Units and values of rows."""
    table = rows if isinstance(rows, np.ndarray) else np.array(list(rows), dtype=np.int64).reshape(-1, 2)
    return table[:, 0], table[:, 1]


def _sorted(units: Numbers, points: Numbers) -> Numbers:
    """The units, those with most points first, of equals the first.

    In one number each: these are sorted fastest.
    """
    size = len(points)
    return size - 1 - np.sort(points[units] * size + (size - 1 - units))[::-1] % max(1, size)


_FULLEST: Numbers = np.minimum(_FULL, np.arange(_HIGHEST + 1))
"""By value how well a word is held by it, as well as can be at most."""


@lru_cache(maxsize=64)
def _share(weight: int) -> Numbers:
    """By value how much of a word's weight is held by it."""
    return weight * _FULLEST // _FULL


def _value(levels: Numbers, share: int) -> Numbers:
    return np.array([level * (ONE // LEVELS) * share // ONE for level in range(LEVELS + 1)])[levels]
