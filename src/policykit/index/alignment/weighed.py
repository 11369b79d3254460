"""A policy in arrays: its clauses' words as numbers, and what they weigh, for being compared with other policies."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from copy import copy
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from policykit.index.alignment.arrays import small
from policykit.index.alignment.literal import Grams
from policykit.index.alignment.rarity import (
    MeasureRarity,
    least_share,
    rarity,
    shares,
    subject_rarity,
    term,
    unit,
)
from policykit.index.alignment.settings import settings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from policykit.index.alignment.measures import Measures
    from policykit.index.alignment.profile import Profile

__all__ = ["Named", "Topic", "Vectors", "Weighed"]

Named = dict[str, tuple["NDArray[np.int64]", "NDArray[np.float64]"]]
"""Name → which of some clauses have it, and how much."""

_HAN = 0x3400, 0x9FFF
"""The first and last of the characters of which, with figures and letters, terms are."""
_TOPIC = 96
"""A policy's topic is its so many weightiest terms."""


class Vectors(NamedTuple):
    """Vectors of length 1, one for each clause, in three arrays: of each entry the clause, the term and the weight."""

    clauses: NDArray[np.unsignedinteger[Any]]
    terms: NDArray[np.int32]
    weights: NDArray[np.float32]

    def only(self, clause: int) -> Vectors:
        """The vector of one clause, as the first and only one."""
        kept = slice(*np.searchsorted(self.clauses, (clause, clause + 1)))
        return Vectors(np.zeros_like(self.clauses[kept]), self.terms[kept], self.weights[kept])


class Topic(NamedTuple):
    """What must be known of a policy to tell with which others it is compared."""

    terms: tuple[int, ...]
    """What it keeps coming back to."""
    weights: tuple[float, ...]
    """Of each of these terms; together a vector of length 1."""
    named: float
    """How much its clauses name measures, on average, 0 to 1."""


class Weighed:
    """The clauses of a policy, weighed by what is rare in it. `vocabulary` numbers terms, for all policies alike."""

    def __init__(self, profiles: Sequence[Profile], measures: Measures, vocabulary: dict[int, int]) -> None:
        self.profiles = profiles
        self.rarity = MeasureRarity(profiles, measures)
        kinds = sorted(settings().kinds)
        self.kinds = np.array(
            [sum(1 << kinds.index(kind) for kind in profile.kinds) for profile in profiles], np.int64
        )
        """By clause: its kinds, a bit for each."""
        self.headed = np.array([bool(profile.heading.text) for profile in profiles], bool)
        """By clause: whether it has a heading."""
        named = Counter(measure for profile in profiles for measure in profile.about)
        self.common = {measure: (count - 1) / len(profiles) for measure, count in named.items() if count > 1}
        """Measure → share of the clauses that name it too, besides one."""
        self.naming = np.array([at for at, profile in enumerate(profiles) if profile.about], np.int64)
        """The clauses that name measures."""
        abouts = [profiles[at].about for at in self.naming.tolist()]
        self.about = _by_name(abouts)
        """Measure → which of these clauses name it, and how much each is about it."""
        subjects = _by_name(_subjects(abouts, measures, len(profiles)))
        self.subjects = {subject: held for subject, held in subjects.items() if subject in measures.groups}
        """The same of subjects that group measures; by clause, with those that do not, a vector of length 1."""
        self._enter(vocabulary)

    @property
    def size(self) -> int:
        """How many clauses there are."""
        return len(self.profiles)

    def only(self, clause: int) -> Weighed:
        """One of the clauses, weighed as it is among the others."""
        kept = slice(clause, clause + 1)
        place = np.flatnonzero(self.naming == clause)
        changed = {
            "profiles": self.profiles[kept],
            "kinds": self.kinds[kept],
            "headed": self.headed[kept],
            "words": self.words.only(clause),
            "headings": self.headings.only(clause),
            "naming": np.zeros(len(place), np.int64),
            "about": _only(self.about, place),
            "subjects": _only(self.subjects, place),
            "_parts": self._parts[clause : clause + 2],
        }
        made = copy(self)
        made.__dict__.pop("grams", None)
        made.__dict__.update(changed)
        return made

    def _enter(self, vocabulary: dict[int, int]) -> None:
        sizes = [1 + len(profile.sentences) for profile in self.profiles]
        parts = [part for profile in self.profiles for part in (profile.heading, *profile.sentences)]
        of_part = np.repeat(np.arange(len(sizes)), sizes)
        part, pair = _pairs([each.named for each in parts])
        entries, counts = np.unique(of_part[part] << 32 | pair, return_counts=True)
        clauses, pairs = entries >> 32, entries & 0xFFFFFFFF
        self._pairs, places, held = np.unique(pairs, return_inverse=True, return_counts=True)
        known = shares()
        listed = self._pairs.tolist()
        common = np.array([known.get(each, least_share()) for each in listed], float)
        self._rare = rarity(held.astype(float), common, self.size)
        self._numbers = np.array([vocabulary.setdefault(each, len(vocabulary)) for each in listed], np.int32)
        self._totals = np.bincount(places, counts, len(listed)) * -np.log(common)
        self.words = self._vectors(clauses, places, counts * self._rare[places])
        firsts = np.cumsum([0, *sizes])
        in_heading = np.isin(part, firsts[:-1])
        headed = np.searchsorted(self._pairs, pair[in_heading])
        self.headings = self._vectors(of_part[part[in_heading]], headed, self._rare[headed])
        self._parts = np.searchsorted(part, firsts)
        """Where the entries of each clause begin in the arrays by part."""
        # Of each entry its part, the heading and the sentences of its clause counted from 0, and its term.
        self._part = small(part - firsts[of_part[part]])
        self._part_places = small(np.searchsorted(self._pairs, pair))

    def _vectors(
        self, clauses: NDArray[np.int64], places: NDArray[np.int64], weights: NDArray[np.float64]
    ) -> Vectors:
        lengths = np.sqrt(np.bincount(clauses, weights * weights, self.size))
        lengths[lengths == 0] = 1.0
        return Vectors(small(clauses), self._numbers[places], (weights / lengths[clauses]).astype(np.float32))

    @cached_property
    def grams(self) -> Grams:
        """The runs of characters of the sentences, by which what is taken over literally is looked up."""
        return Grams.of([[sentence.text for sentence in profile.sentences] for profile in self.profiles])

    def sentences(self, clause: int) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.float64]]:
        """The terms of a clause's sentences, as vectors of length 1: of each entry sentence, term and weight."""
        entries = slice(self._parts[clause], self._parts[clause + 1])
        sentences = self._part[entries].astype(np.int64) - 1
        body = int(np.searchsorted(sentences, 0))  # the heading stands first
        sentences, places = sentences[body:], self._part_places[entries][body:]
        weights = self._rare[places]
        lengths = np.sqrt(np.bincount(sentences, weights * weights))
        return sentences, self._numbers[places], weights / lengths[sentences]

    def vector(self, counts: Mapping[str, int]) -> dict[str, float]:
        """Counts of terms, also of other texts, as a vector of length 1; those that are rare here weigh more."""
        return unit({each: count * self._weight(each) for each, count in counts.items()})

    def _weight(self, pair: str) -> float:
        if pair in self._weights:
            return self._weights[pair]
        share = shares().get(ord(pair[0]) << 16 | ord(pair[1]), least_share())
        return float(rarity(np.zeros(1), np.array([share]), self.size)[0])

    @cached_property
    def _weights(self) -> dict[str, float]:
        return dict(zip(map(term, self._pairs.tolist()), self._rare.tolist(), strict=True))

    @property
    def topic(self) -> Topic:
        """What the policy keeps coming back to: every repetition of a term counts in full."""
        weightiest = np.lexsort((self._pairs, -self._totals))[:_TOPIC]
        weights = self._totals[weightiest]
        weights = weights / (math.sqrt(math.fsum((weights * weights).tolist())) or 1.0)
        strongest = [max(profile.about.values(), default=0.0) for profile in self.profiles]
        return Topic(
            tuple(self._pairs[weightiest].tolist()),
            tuple(weights.tolist()),
            math.fsum(strongest) / len(strongest),
        )


def _subjects(
    abouts: Sequence[Mapping[str, float]], measures: Measures, clauses: int
) -> list[dict[str, float]]:
    """By clause its subjects, those that are rare in the policy weighing more."""
    rows: list[dict[str, float]] = []
    for about in abouts:
        row: dict[str, float] = {}
        for measure, weight in about.items():
            subject = measures.subjects[measure]
            row[subject] = max(row.get(subject, 0.0), weight)
        rows.append(row)
    named = Counter(subject for row in rows for subject in row)
    rare = {subject: subject_rarity(count, clauses) for subject, count in named.items()}
    return [unit({subject: weight * rare[subject] for subject, weight in row.items()}) for row in rows]


def _by_name(rows: Sequence[Mapping[str, float]]) -> Named:
    held: defaultdict[str, tuple[list[int], list[float]]] = defaultdict(lambda: ([], []))
    for at, row in enumerate(rows):
        for name, weight in row.items():
            held[name][0].append(at)
            held[name][1].append(weight)
    # In one order, whoever names what first: products of many factors hang on it.
    return {name: (np.array(held[name][0]), np.array(held[name][1])) for name in sorted(held)}


def _only(held: Named, place: NDArray[np.int64]) -> Named:
    return {
        name: (np.zeros(1, np.int64), weights[is_there])
        for name, (places, weights) in held.items()
        if (is_there := np.isin(places, place)).any()
    }


def _pairs(texts: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The terms of each text, as `profile.terms_of` has them: of each entry the text and the term, each once."""
    codes = np.frombuffer("\0".join((*texts, "")).encode("utf-32-le", "surrogatepass"), np.uint32).astype(
        np.int64
    )
    of = np.repeat(np.arange(len(texts)), [len(text) + 1 for text in texts])
    in_run = (codes >= _HAN[0]) & (codes <= _HAN[1])
    in_run |= (codes >= ord("0")) & (codes <= ord("9")) | (codes >= ord("a")) & (codes <= ord("z"))
    in_run |= codes == ord("%")
    here = np.flatnonzero(in_run[:-1] & in_run[1:])
    entries = np.unique((of[here] << 32) | (codes[here] << 16) | codes[here + 1])
    return entries >> 32, entries & 0xFFFFFFFF
