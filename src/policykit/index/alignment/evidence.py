"""What speaks for two clauses ordering the same measure: all clauses of a policy against those of others, in arrays.

What is found for two clauses hangs on their two policies alone, in whatever company they are compared.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from policykit.index.alignment.literal import Taken, taken_over
from policykit.index.alignment.settings import settings
from policykit.index.alignment.weighed import Vectors

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from policykit.index.alignment.profile import Sentence
    from policykit.index.alignment.weighed import Weighed

__all__ = ["ROUNDED", "Evidence", "compared", "sentences", "telling"]

ROUNDED = 0.0001
"""A likelihood is told rounded, and may so be told by this much too high."""
_AT_MOST = 0.9
"""One shared measure alone never makes it certain."""
_ALIKE = 2
"""What like wording of two sentences counts, as against a measure that both name."""

_Pair = tuple[int, int]


class Evidence(NamedTuple):
    """How likely a pair of clauses is, and why."""

    mine: int
    """The clause of the one policy, by number."""
    theirs: int
    """The clause of the other."""
    score: float
    """Likelihood that both order the same measure."""
    shared: tuple[str, ...]
    """Measures that both name, the weightiest first."""
    taken: Taken | None
    """The sentence that the one takes over from the other literally."""


def compared(
    mine: Weighed, others: Sequence[Weighed], kin: Sequence[float], least: float, *, named: bool = False
) -> list[list[Evidence]]:
    """By other policy the pairs of clauses that are as likely as `least`, or take a sentence over literally.

    `named` leaves out those that are no counterparts and of which nothing can be named that both say: they share no
    measure, and one of them has no heading.
    What two clauses say in the same words is nothing taken over where they are too unlikely: it is a set phrase of law
    (构成犯罪的，依法追究刑事责任) or the name of an office, which stands in each law.
    `kin` is how much the policies are of one field, more than 0 and up to 1: the less, the less wording, headings and
    kinds say, and measures down to half.
    """
    if not others:
        return []
    stack = _Stack(others, np.asarray(kin, float))
    given, shape, near = settings().weights, (mine.size, len(stack.of)), stack.kin[stack.of]
    root = np.sqrt(_cosines(mine.words, stack.rows([each.words for each in stack.policies]), shape))
    # To the power of 3/4: the first words in common say more than further ones.
    total = given["wording"] * root * np.sqrt(root)
    headings = stack.rows([each.headings for each in stack.policies])
    total += given["heading"] * _cosines(mine.headings, headings, shape)
    kinds = np.concatenate([each.kinds for each in stack.policies])
    total += given["same_kind"] * ((mine.kinds[:, None] & kinds) > 0)
    total *= near
    total += given["constant"]
    both = np.ix_(mine.naming, stack.naming)
    by_measures = _by_measures(mine, stack)
    total[both] += by_measures
    likely = 1 / (1 + np.exp(-total))
    taken = _taken(mine, stack, likely >= settings().literal["likely"])
    kept = likely >= least
    if named:
        nameable = likely >= settings().cut - ROUNDED
        nameable |= mine.headed[:, None] & np.concatenate([each.headed for each in stack.policies])
        nameable[both] |= by_measures > 0
        kept &= nameable
    for first, pairs in zip(stack.firsts.tolist(), taken, strict=True):
        for one, two in pairs:
            kept[one, first + two] = True
    found = np.nonzero(kept)
    return stack.evidence(mine, zip(*(part.tolist() for part in (*found, likely[found])), strict=True), taken)


class _Stack:
    """The clauses of several policies as the columns of a matrix."""

    def __init__(self, policies: Sequence[Weighed], kin: NDArray[np.float64]) -> None:
        self.policies, self.kin = policies, kin
        sizes = [each.size for each in policies]
        self.firsts = np.cumsum([0, *sizes])[:-1]
        self.of = np.repeat(np.arange(len(policies)), sizes)
        """Of each column the policy."""
        self.naming = np.concatenate(
            [first + each.naming for first, each in zip(self.firsts, policies, strict=True)]
        )
        """The columns that name measures."""

    def rows(self, vectors: Sequence[Vectors]) -> Vectors:
        """A kind of vectors of all policies as those of one."""
        clauses = [first + each.clauses for first, each in zip(self.firsts, vectors, strict=True)]
        return Vectors(
            np.concatenate(clauses),
            np.concatenate([each.terms for each in vectors]),
            np.concatenate([each.weights for each in vectors]),
        )

    def evidence(
        self, mine: Weighed, pairs: Iterable[tuple[int, int, float]], taken: Sequence[Mapping[_Pair, Taken]]
    ) -> list[list[Evidence]]:
        """By policy what is said of pairs of clauses, mine and a column."""
        found: list[list[Evidence]] = [[] for _ in self.policies]
        for one, column, likely in pairs:
            at = int(self.of[column])
            two, other = column - int(self.firsts[at]), self.policies[at]
            shares = _shares(one, two, mine, other)
            shared = tuple(sorted(shares, key=lambda name: (-shares[name], name)))
            found[at].append(Evidence(one, two, likely, shared, taken[at].get((one, two))))
        return found


def telling(measure: str, one: Weighed, other: Weighed) -> float:
    """How telling it is that clauses of two policies name a measure: not at all if all of them do."""
    common = max(one.common.get(measure, 0.0), other.common.get(measure, 0.0))
    return one.rarity.measure(measure, other.rarity) * (1 - common)


def sentences(found: Evidence, mine: Weighed, other: Weighed) -> tuple[Sentence, Sentence]:
    """The pair of sentences that show it best: one taken over, else like wording and telling measures of both."""
    one, two = mine.profiles[found.mine], other.profiles[found.theirs]
    if found.taken:
        return one.sentences[found.taken.mine], two.sentences[found.taken.theirs]
    if not one.sentences or not two.sentences:
        return (one.sentences or (one.heading,))[0], (two.sentences or (two.heading,))[0]
    if len(one.sentences) == len(two.sentences) == 1:
        return one.sentences[0], two.sentences[0]
    strength = _alike(found, mine, other)
    saying = np.zeros(strength.shape, bool)
    for measure in one.about.keys() & two.about.keys():
        rarity = mine.rarity.measure(measure, other.rarity)
        for i, sentence in enumerate(one.sentences):
            for j, their in enumerate(two.sentences):
                weight = sentence.measures.get(measure, 0.0) * their.measures.get(measure, 0.0)
                strength[i, j] += rarity * weight
                saying[i, j] |= weight > 0
    # Like words about another matter show nothing where both name a measure.
    strength = np.where(saying, strength, -1.0) if saying.any() else strength
    here, there = divmod(int(np.argmax(strength.round(9))), len(two.sentences))
    return one.sentences[here], two.sentences[there]


def _cosines(mine: Vectors, others: Vectors, shape: tuple[int, int]) -> NDArray[np.float64]:
    """The cosines of vectors with others: each the same total in the same order, whatever else is compared."""
    if not len(mine.terms) or not len(others.terms):
        return np.zeros(shape)
    order = np.argsort(mine.terms, kind="stable")
    known, starts, counts = np.unique(mine.terms[order], return_index=True, return_counts=True)
    rows, own = mine.clauses[order] * np.int64(shape[1]), mine.weights[order]
    table = np.full(max(int(others.terms.max()), int(known[-1])) + 1, -1, np.int32)
    table[known] = np.arange(len(known))
    at = table[others.terms]
    here = np.flatnonzero(at >= 0)
    at = at[here]
    times = counts[at]
    entries = np.arange(int(times.sum()))
    entries += np.repeat(starts[at] - np.cumsum(times) + times, times)
    which = np.repeat(here, times)
    cells = rows[entries]
    cells += others.clauses[which]
    products = own[entries] * others.weights[which]
    return np.bincount(cells, products, shape[0] * shape[1]).reshape(shape).astype(float)


def _by_measures(mine: Weighed, stack: _Stack) -> NDArray[np.float64]:
    """How much speaks by measures for each pair of the clauses and columns that name any."""
    sizes = [len(other.naming) for other in stack.policies]
    firsts = np.cumsum([0, *sizes])[:-1].tolist()
    unlike = np.ones((len(mine.naming), sum(sizes)))
    for measure, (rows, weights) in mine.about.items():
        held = [
            (first + other.about[measure][0], telling(measure, mine, other) * other.about[measure][1])
            for first, other in zip(firsts, stack.policies, strict=True)
            if measure in other.about
        ]
        if held:
            places, theirs = (np.concatenate(part) for part in zip(*held, strict=True))
            unlike[np.ix_(rows, places)] *= 1 - np.minimum(_AT_MOST, weights[:, None] * theirs)
    subjects = np.zeros(unlike.shape)
    for subject, (rows, weights) in mine.subjects.items():
        for first, other in zip(firsts, stack.policies, strict=True):
            if subject in other.subjects:
                places, theirs = other.subjects[subject]
                subjects[np.ix_(rows, first + places)] += weights[:, None] * theirs
    given, known = settings().weights, (1 + np.repeat(stack.kin, sizes)) / 2
    total: NDArray[np.float64] = known * (given["measure"] * (1 - unlike) + given["subject"] * subjects)
    return total


def _taken(mine: Weighed, stack: _Stack, likely: NDArray[np.bool_]) -> list[dict[_Pair, Taken]]:
    """By other policy the pairs of clauses, of the `likely` ones, of which one takes a sentence of the other over."""
    found: list[dict[_Pair, Taken]] = []
    others = stack.policies
    candidates = mine.grams.taking_over([each.grams for each in others])
    for first, other, rows in zip(stack.firsts.tolist(), others, candidates, strict=True):
        here: dict[_Pair, Taken] = {}
        told = rows[likely[rows[:, 0], first + rows[:, 1]]].tolist()
        for (one, two), group in groupby(told, key=lambda row: (row[0], row[1])):
            ones, theirs = (
                [each.text for each in profile.sentences]
                for profile in (mine.profiles[one], other.profiles[two])
            )
            taken = taken_over(ones, theirs, ((i, j) for *_, j, i in group))
            if taken:
                here[one, two] = taken
        found.append(here)
    return found


def _shares(one: int, two: int, mine: Weighed, other: Weighed) -> dict[str, float]:
    """The measures that two clauses name → how telling that is."""
    here, there = mine.profiles[one].about, other.profiles[two].about
    if not here or not there:
        return {}
    return {
        measure: telling(measure, mine, other) * weight * there[measure]
        for measure, weight in here.items()
        if measure in there
    }


def _alike(found: Evidence, mine: Weighed, other: Weighed) -> NDArray[np.float64]:
    """How alike the sentences of two clauses are worded."""
    i, terms, weights = mine.sentences(found.mine)
    j, others, their_weights = other.sentences(found.theirs)
    shape = len(mine.profiles[found.mine].sentences), len(other.profiles[found.theirs].sentences)
    one, two = np.nonzero(terms[:, None] == others)
    dots = np.bincount(i[one] * shape[1] + j[two], weights[one] * their_weights[two], shape[0] * shape[1])
    return _ALIKE * dots.reshape(shape).astype(float)
