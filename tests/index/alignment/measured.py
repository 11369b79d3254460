"""How well the alignment agrees with a reader: measures over a set of judged pairs.

Who changes the lexicon or the weights, or adds policies of another field, measures with a judged
set of their own.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policykit.index.alignment import aligned, is_shown
from policykit.model.link import LinkKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from policykit.corpus import Corpus

__all__ = ["Agreement", "agreement", "ndcg"]

_SAME = 2
"""Grade of a pair that orders the same measure; 1 is related, 0 nothing."""
_LOOKED_AT = 10


@dataclass(frozen=True)
class Agreement:
    """Measures from 0 to 1; means over the clauses that have a counterpart."""

    ndcg: float
    """nDCG of the first ten, gain 2^grade - 1."""
    shown_ndcg: float
    """nDCG of the first ten of what is shown, for the clauses on the same measure alone."""
    reciprocal_rank: float
    """1 / rank of the first clause on the same measure among those shown."""
    precision: float
    """Of the links shown, so many order the same measure."""
    recall: float
    """Of the pairs on the same measure, so many are shown."""
    related_precision: float
    """Of the links shown, so many order the same measure or a related one."""
    claimed: int
    """Links shown for clauses that have no counterpart."""

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall of the links shown."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def agreement(
    corpus: Corpus, judged: Mapping[str, Mapping[str, int]], policies: Iterable[str] | None = None
) -> Agreement:
    """Measure against judged pairs: lower clause → upper clause → grade; what is not listed is 0.

    `policies` are the upper policies to look at; all that are judged when not given.
    """
    wanted = set(policies or (upper.partition("/")[0] for pairs in judged.values() for upper in pairs))
    gains, shown_gains, ranks = [], [], []
    shown = right = related = same = claimed = 0
    for lower, pairs in judged.items():
        grades = {upper: grade for upper, grade in pairs.items() if upper.partition("/")[0] in wanted}
        found = [(link, link.b if link.a == lower else link.a) for link in aligned(corpus, lower)]
        links = [(link, other) for link, other in found if other.partition("/")[0] in wanted]
        chosen = [grades.get(other, 0) for link, other in links if link.kind is LinkKind.ALIGNED]
        seen = [other for link, other in links if is_shown(link)]
        shown += len(chosen)
        right += chosen.count(_SAME)
        related += sum(map(bool, chosen))
        same += sum(grade == _SAME for grade in grades.values())
        if not grades:
            claimed += len(chosen)
            continue
        gains.append(ndcg([other for _, other in links], grades))
        if _SAME in grades.values():
            shown_gains.append(ndcg(seen, {one: grade for one, grade in grades.items() if grade == _SAME}))
            ranks.append(
                max((1 / at for at, one in enumerate(seen, 1) if grades.get(one) == _SAME), default=0.0)
            )
    return Agreement(
        _mean(gains),
        _mean(shown_gains),
        _mean(ranks),
        right / max(1, shown),
        right / max(1, same),
        related / max(1, shown),
        claimed,
    )


def ndcg(ranking: Sequence[str], grades: Mapping[str, int], first: int = _LOOKED_AT) -> float:
    """Normalised discounted cumulative gain of the first entries of a ranking.

    >>> round(ndcg(["b", "a"], {"a": 2}), 3), ndcg(["a", "b"], {"a": 2})
    (0.631, 1.0)
    """

    def gain(listed: Iterable[int]) -> float:
        return sum((2.0**grade - 1) / math.log2(at + 1) for at, grade in enumerate(listed, 1))

    best = gain(sorted(grades.values(), reverse=True)[:first])
    return gain([grades.get(one, 0) for one in ranking[:first]]) / best if best else 0.0


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
