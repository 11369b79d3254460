"""层层落实: each requirement of a higher level read against each lower policy that it reaches."""

from __future__ import annotations

import re
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from policykit.base.division import Division, Level
from policykit.base.resources import load
from policykit.index.alignment import alignment_of
from policykit.index.alignment.profile import terms_of
from policykit.model import Comparator
from policykit.model.cascade import Cascade, Reading
from policykit.text.normal import search_forms

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from policykit.corpus import Corpus
    from policykit.index.alignment.profile import Profile, Sentence
    from policykit.model import Policy, Requirement

__all__ = ["cascade"]

_LIKELY = 0.05
"""Clauses less likely to order the same measure are not searched for an echo."""
_ECHO = 0.35
"""So much of what a quote says, rare words weighing more, a sentence must say to be an echo of it."""
_FIGURE = re.compile(r"[0-9.]+[%‰]?[\u3400-\u9fff]?(?:以上|以下|以内)?")
_AT_LEAST = frozenset({Comparator.GE, Comparator.GT})
_AT_MOST = frozenset({Comparator.LE, Comparator.LT, Comparator.BY_DATE})
_TREND = frozenset({Comparator.INCREASE, Comparator.DECREASE})


def cascade(corpus: Corpus, requirements: Iterable[Requirement]) -> Iterator[Cascade]:
    """Read every requirement against every policy of a lower level in a division that it binds.

    In the order of the upper policies, then of their requirements, then of the lower policies.
    """
    listed = [requirement for requirement in requirements if not requirement.interpretation]
    by_policy: dict[str, list[Requirement]] = {}
    for requirement in listed:
        by_policy.setdefault(requirement.policy, []).append(requirement)
    for above in corpus.policies:
        lower = [policy for policy in corpus.policies if policy.level.rank > above.level.rank]
        for upper in by_policy.get(above.id, ()):
            echoes = _Echoes(upper, corpus)
            for below in lower:
                if _reaches(upper, below):
                    yield _read(upper, above, below, by_policy.get(below.id, ()), echoes)


def _reaches(upper: Requirement, below: Policy) -> bool:
    return not upper.binds or any(below.division in Division.of(code) for code in upper.binds)


def _read(
    upper: Requirement, above: Policy, below: Policy, theirs: Sequence[Requirement], echoes: _Echoes
) -> Cascade:
    dates = _date(below), _date(above)
    if dates[0] < dates[1]:
        reason = _say("older", lower=dates[0].isoformat(), upper=dates[1].isoformat())
        return Cascade(upper, below.id, Reading.NOT_APPLICABLE, reason)
    same = [requirement for requirement in theirs if requirement.indicator.name == upper.indicator.name]
    if same:
        lower = _counterpart(upper, same)
        reading, reason = _compare(upper, lower)
        return Cascade(upper, below.id, reading, reason, lower, lower.clause, lower.span)
    if (upper.entity.level or Level.COUNTY).rank < below.level.rank:
        return Cascade(upper, below.id, Reading.NOT_APPLICABLE, _say("duty", entity=upper.entity.label))
    return _searched(upper, below, echoes)


def _searched(upper: Requirement, below: Policy, echoes: _Echoes) -> Cascade:
    """Read against the sentences of a policy that states no requirement on the indicator."""
    echo = echoes.of(below.id)
    if echo is None:
        return Cascade(upper, below.id, Reading.ABSENT, _say("absent"))
    profile, sentence = echo
    clause, span = profile.clause.id, sentence.span
    return Cascade(upper, below.id, Reading.ECHOED, _say("echoed"), clause=clause, span=span)


def _date(policy: Policy) -> date:
    """Of issue, else of publication; without either a policy counts as new."""
    return policy.dated or date.max


def _counterpart(upper: Requirement, same: Sequence[Requirement]) -> Requirement:
    """Of several on the indicator the one to compare: the last that is due in time, else the first after."""
    wanted = upper.due or date.max
    like = [requirement for requirement in same if _way(requirement) == _way(upper)] or list(same)
    in_time = [requirement for requirement in like if (requirement.due or date.min) <= wanted]
    if in_time:
        return max(in_time, key=lambda requirement: requirement.due or date.min)
    return min(like, key=lambda requirement: requirement.due or date.max)


def _compare(upper: Requirement, lower: Requirement) -> tuple[Reading, str]:
    if _way(upper) != _way(lower) or upper.target.unit != lower.target.unit:
        return Reading.DIFFERENT, _say("other_kind", upper=upper.target.plain, lower=lower.target.plain)
    if upper.population and lower.population and upper.population != lower.population:
        return Reading.DIFFERENT, _say("other_population", upper=upper.population, lower=lower.population)
    stronger = _stronger(upper, lower)
    figures = {"upper": upper.target.figure, "lower": lower.target.figure}
    if stronger < 0:
        return Reading.WEAKER, _say("weaker", **figures)
    in_time = _in_time(upper, lower)
    if in_time is not None and in_time[0] is Reading.LATER:
        return in_time
    if stronger > 0:
        return Reading.STRICTER, _say("stricter", **figures)
    return in_time or (Reading.EQUAL, _say("same" if upper.due == lower.due else "same_undated"))


def _in_time(upper: Requirement, lower: Requirement) -> tuple[Reading, str] | None:
    """How the due dates compare; `None` when they are the same or one of them is not given."""
    if upper.due is None or lower.due is None or upper.due == lower.due:
        return None
    later = lower.due > upper.due
    reason = _say("later" if later else "earlier", upper=upper.due.isoformat(), lower=lower.due.isoformat())
    return (Reading.LATER if later else Reading.STRICTER), reason


def _way(requirement: Requirement) -> str:
    """What sort of comparison a target makes; only alike ones can be compared."""
    direction = requirement.target.way
    if requirement.target.comparator in _TREND:
        return requirement.target.comparator.value
    if requirement.target.comparator is Comparator.RELATIVE:
        return f"relative {requirement.target.reference}"
    return "least" if direction in _AT_LEAST else "most" if direction in _AT_MOST else direction.value


def _stronger(upper: Requirement, lower: Requirement) -> int:
    """1 when the lower target asks more than the upper one, -1 when less, 0 when the same."""
    mine, theirs = lower.target.value, upper.target.value
    if mine is None or theirs is None or mine == theirs:
        return 0
    more = mine < theirs if _way(upper) == "most" else mine > theirs
    return 1 if more else -1


class _Echoes:
    """The sentences of lower policies that say what the quote of a requirement says."""

    def __init__(self, upper: Requirement, corpus: Corpus) -> None:
        self._upper, self._corpus = upper, corpus

    def of(self, policy: str) -> tuple[Profile, Sentence] | None:
        """The sentence of a lower policy that says most of it, if it says enough."""
        space = alignment_of(self._corpus).space
        best: tuple[float, Profile, Sentence] | None = None
        for clause in self._likely.get(policy, ()):
            for sentence in space.profiles[clause].sentences:
                weight = self._said(sentence)
                if weight >= _ECHO and (best is None or weight > best[0]):
                    best = weight, space.profiles[clause], sentence
        return best[1:] if best else None

    def _said(self, sentence: Sentence) -> float:
        """How much of the quote a sentence says, rare words weighing more."""
        space = alignment_of(self._corpus).space
        weights, ordered = self._quote
        score = sum(weight * weight for term, weight in weights.items() if term in sentence.terms)
        return (
            score + sum(space.rarity(measure) ** 2 for measure in ordered if measure in sentence.measures) / 2
        )

    @cached_property
    def _likely(self) -> dict[str, list[str]]:
        """Lower policy → its clauses that may order the same measure, likeliest first."""
        alignment = alignment_of(self._corpus)
        home = alignment.space.profiles.get(self._upper.clause)
        found: dict[str, list[str]] = {}
        for link in alignment.of(home.clause) if home else ():
            if link.score >= _LIKELY and link.a != self._upper.clause:
                found.setdefault(link.a.partition("/")[0], []).append(link.a)
        return found

    @cached_property
    def _quote(self) -> tuple[Mapping[str, float], Collection[str]]:
        """The terms of the quote with their weights, and the measures that it orders."""
        space = alignment_of(self._corpus).space
        quote = search_forms(self._upper.quote, self._corpus.policy(self._upper.policy).script)[-1].key
        weights = space.vector(terms_of(space.measures.one_name(_FIGURE.sub("", quote))))
        return weights, space.measures.named(quote)


def _say(key: str, **values: str) -> str:
    wording: str = load("cascade")[key]
    return wording.format(**values)
