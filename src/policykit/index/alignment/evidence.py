"""What speaks for two clauses ordering the same measure: the features of the score."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from policykit.index.alignment.profile import cosine
from policykit.index.alignment.settings import settings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from policykit.index.alignment.profile import Profile, Sentence
    from policykit.index.alignment.space import Space

__all__ = ["Evidence", "evidence", "likelihood"]

_AT_MOST = 0.9
"""One shared measure alone never makes it certain."""
_WORDED = (0.3, 3.0)
"""Share of a measure that counts whatever the wording, and how much like wording adds."""


class Evidence(NamedTuple):
    """The features of a pair, each 0 to 1, and the sentences that show it best."""

    features: dict[str, float]
    raw: float
    """Similarity without regard to the rivals of either clause."""
    sentences: tuple[Sentence, Sentence]
    shared: tuple[str, ...]
    """Measures that both name, the weightiest first."""


def evidence(one: Profile, other: Profile, space: Space) -> Evidence:
    """Compare two clauses."""
    shares = _shared(one, other, space)
    likeness = _likeness(one, other)
    kin = space.kinship(one.clause.policy, other.clause.policy)
    wording = kin * cosine(one.wording, other.wording)
    plain = _either(weight for _, weight in shares)
    worded = _either(
        weight * (_WORDED[0] + _WORDED[1] * _worded(measure, one, other, likeness))
        for measure, weight in shares
    )
    indicators = one.indicators & other.indicators
    features = {
        "wording": wording,
        "measure": plain,
        "worded_measure": worded,
        "heading": _headed(one, other, space),
        "subject": cosine(one.subjects, other.subjects),
        "same_kind": float(bool(one.kinds & other.kinds)),
        "other_kind": float(bool(one.kinds) != bool(other.kinds)),
        "indicator": 1 - 0.5 ** len(indicators),
    }
    raw = wording + 0.5 * plain + 0.3 * kin * max(likeness.values(), default=0.0)
    ordered = tuple(measure for measure, _ in sorted(shares, key=lambda item: -item[1]))
    return Evidence(features, raw, _best(one, other, space, likeness), ordered)


def likelihood(features: dict[str, float]) -> float:
    """The score of a pair, 0 to 1, from its features."""
    weights = settings().weights
    total = weights["constant"] + sum(weights[name] * value for name, value in features.items())
    return 1 / (1 + math.exp(-total))


def _shared(one: Profile, other: Profile, space: Space) -> list[tuple[str, float]]:
    return [
        (measure, space.rarity(measure) ** 2 * said * other.about[measure])
        for measure, said in one.about.items()
        if measure in other.about
    ]


def _headed(one: Profile, other: Profile, space: Space) -> float:
    """How much `one` is about the measure that heads `other`."""
    return max(
        (space.rarity(measure) * one.about.get(measure, 0.0) for measure in other.heading.measures),
        default=0.0,
    )


def _either(weights: Iterable[float]) -> float:
    rest = 1.0
    for weight in weights:
        rest *= 1 - min(_AT_MOST, weight)
    return 1 - rest


def _likeness(one: Profile, other: Profile) -> dict[tuple[int, int], float]:
    return {
        (i, j): cosine(mine, theirs)
        for i, mine in enumerate(one.sentence_wording)
        for j, theirs in enumerate(other.sentence_wording)
    }


def _worded(measure: str, one: Profile, other: Profile, likeness: dict[tuple[int, int], float]) -> float:
    """How alike the sentences are worded that name a measure."""
    return max(
        (
            likeness[i, j]
            for i, mine in enumerate(one.sentences)
            if measure in mine.measures
            for j, theirs in enumerate(other.sentences)
            if measure in theirs.measures
        ),
        default=0.0,
    )


def _best(
    one: Profile, other: Profile, space: Space, likeness: dict[tuple[int, int], float]
) -> tuple[Sentence, Sentence]:
    """The pair of sentences that show it best: like wording, and telling measures that both name."""

    def strength(pair: tuple[int, int]) -> float:
        mine, theirs = one.sentences[pair[0]].measures, other.sentences[pair[1]].measures
        return 2 * likeness[pair] + sum(
            space.rarity(measure) * said * theirs[measure] / math.sqrt(len(mine) * len(theirs))
            for measure, said in mine.items()
            if measure in theirs
        )

    if not likeness:
        return (one.sentences or (one.heading,))[0], (other.sentences or (other.heading,))[0]
    i, j = max(likeness, key=strength)
    return one.sentences[i], other.sentences[j]
