"""What speaks for two clauses ordering the same measure: the features of the score."""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from policykit.index.alignment.finder import TERMS_TAKEN
from policykit.index.alignment.literal import Taken, taken_over
from policykit.index.alignment.settings import settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from policykit.index.alignment.profile import Profile, Sentence
    from policykit.index.alignment.space import Space

__all__ = ["Evidence", "evidence", "likelihood", "sentences"]

_AT_MOST = 0.9
"""One shared measure alone never makes it certain."""

_ALIKE = 2
"""What like wording of two sentences counts, as against a measure that both name."""

_Pairs = dict[tuple[int, int], float]


class Evidence(NamedTuple):
    """How likely a pair is, and why."""

    score: float
    """Likelihood that both order the same measure."""
    shared: tuple[str, ...]
    """Measures that both name, the weightiest first."""
    taken: Taken | None
    """The sentence that the one takes over from the other literally."""

    @property
    def order(self) -> tuple[bool, float]:
        """What is taken over literally comes before everything else; then the likelier."""
        return self.taken is not None, self.score


def evidence(one: str, other: str, space: Space, *, least: float = 0.0) -> Evidence | None:
    """Compare two clauses, given by id; nothing when their likelihood is below `least`.

    Between policies of different fields wording, headings and kinds say nothing, and measures half.
    What is taken over literally is never below `least`.
    """
    mine, theirs = space.profiles[one], space.profiles[other]
    kin = space.kinship(mine.clause.policy, theirs.clause.policy)
    shares = _shares(mine, theirs, space)
    if least and not kin and not shares:
        return None
    wording, heading, subject, both = space.alike(space.weighed(one), other)
    known = (1 + kin) / 2
    score = likelihood(
        {
            "wording": kin * wording,
            "heading": kin * heading,
            "measure": known * _either(shares.values()),
            "subject": known * subject,
            "same_kind": kin * bool(mine.kinds & theirs.kinds),
        }
    )
    taken = _taken(one, other, space) if kin and both >= TERMS_TAKEN else None
    if score < least and not taken:
        return None
    ordered = tuple(sorted(shares, key=lambda name: (-shares[name], name)))
    return Evidence(score, ordered, taken)


def sentences(first: str, second: str, found: Evidence, space: Space) -> tuple[Sentence, Sentence]:
    """The pair of sentences that show it best: one taken over, else like wording and telling measures of both."""
    one, other = space.profiles[first], space.profiles[second]
    if found.taken:
        return one.sentences[found.taken.mine], other.sentences[found.taken.theirs]
    strength = _alike(first, second, space)
    saying: set[tuple[int, int]] = set()
    for measure in one.about.keys() & other.about.keys():
        for i in _naming(measure, one):
            for j in _naming(measure, other):
                weight = one.sentences[i].measures[measure] * other.sentences[j].measures[measure]
                strength[i, j] = strength.get((i, j), 0.0) + space.rarity(measure) * weight
                saying.add((i, j))
    if not strength:
        return (one.sentences or (one.heading,))[0], (other.sentences or (other.heading,))[0]
    # Like words about another matter show nothing where both name a measure.
    i, j = max(saying or strength, key=lambda pair: (round(strength[pair], 9), -pair[0], -pair[1]))
    return one.sentences[i], other.sentences[j]


def likelihood(features: Mapping[str, float]) -> float:
    """The score of a pair, 0 to 1, from its features."""
    weights = settings().weights
    total = weights["constant"] + math.fsum(weights[name] * value for name, value in features.items())
    return 1 / (1 + math.exp(-total))


def _taken(one: str, other: str, space: Space) -> Taken | None:
    mine, theirs = ([sentence.text for sentence in space.profiles[each].sentences] for each in (one, other))
    return taken_over(space.places(one), mine, theirs)


def _shares(one: Profile, other: Profile, space: Space) -> dict[str, float]:
    """The measures that both name → how telling that is."""
    return {
        measure: space.telling(measure, one.clause.policy, other.clause.policy)
        * weight
        * other.about[measure]
        for measure, weight in one.about.items()
        if measure in other.about
    }


def _either(weights: Iterable[float]) -> float:
    rest = 1.0
    for weight in weights:
        rest *= 1 - min(_AT_MOST, weight)
    return 1 - rest


def _alike(one: str, other: str, space: Space) -> _Pairs:
    """How alike the sentences of two clauses are worded (cosine), where they share a term at all."""
    mine, theirs = space.profiles[one], space.profiles[other]
    idf, their_idf = (space.rare(side.clause.policy).terms for side in (mine, theirs))
    holders: dict[str, list[int]] = {}
    for at, sentence in enumerate(mine.sentences):
        for term in sentence.terms:
            holders.setdefault(term, []).append(at)
    found: defaultdict[tuple[int, int], float] = defaultdict(float)
    for j, sentence in enumerate(theirs.sentences):
        for term in sentence.terms:
            for i in holders.get(term, ()):
                found[i, j] += idf[term] * their_idf[term]
    lengths = [
        [math.hypot(*(weights[term] for term in sentence.terms)) or 1.0 for sentence in side.sentences]
        for side, weights in ((mine, idf), (theirs, their_idf))
    ]
    return {(i, j): _ALIKE * dot / (lengths[0][i] * lengths[1][j]) for (i, j), dot in found.items() if dot}


def _naming(measure: str, profile: Profile) -> list[int]:
    return [at for at, sentence in enumerate(profile.sentences) if measure in sentence.measures]
