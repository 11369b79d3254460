"""照用原文: the phrases of a higher policy that stand word for word in a lower one, perhaps with another year."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from policykit.base.division import Division
from policykit.index.statements import due_of
from policykit.model import Comparator, Role, Span, Target
from policykit.model.measure import Measure
from policykit.text.normal import clause_form
from policykit.text.quantities import find

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policykit.corpus import Corpus
    from policykit.model import Clause, Policy

__all__ = ["taken_over"]

_SENTENCE = re.compile(r"[^。;!?]+[。;!?]?")
_PHRASE = re.compile(r"[^,:;。!?()“”《》]+")
_BLANK = re.compile(r"[\s、]+")
_LONG = 10
"""Shorter phrases are what everyone says."""
_COMMON = 20
"""A phrase that stands in more places is a set phrase."""


class _Place(NamedTuple):
    """Where a phrase stands: the clause, and the range of the phrase in its form.

    The form is made anew where it is needed: those of all clauses together are a hundred bytes a character.
    """

    clause: Clause
    start: int
    end: int


def taken_over(corpus: Corpus) -> Iterator[tuple[Measure, Measure]]:
    """Every phrase of a policy that a policy below it takes over: both places, in the order of the upper text.

    The thing of the two measures is the phrase, their day the one that the text gives it.

    >>> from policykit.corpus import Corpus
    >>> for above, below in taken_over(Corpus.load()):
    ...     if above.due != below.due:
    ...         print(above.thing, above.due.year, below.clause, below.due.year)
    县域防病治病和健康管理能力明显提升 2027 guiyang-2024-36/2/1/3 2025
    """
    holders: defaultdict[str, list[_Place]] = defaultdict(list)
    for policy in corpus.policies:
        for clause in policy.clauses:
            if clause.role is Role.CLAUSE:
                for phrase, place in _phrases(clause, policy):
                    holders[phrase].append(place)
    for phrase, places in holders.items():
        if 1 < len(places) <= _COMMON:
            yield from _pairs(phrase, places, corpus)


def _phrases(clause: Clause, policy: Policy) -> Iterator[tuple[str, _Place]]:
    form = clause_form(clause, policy)
    for match in _PHRASE.finditer(form.text):
        phrase = _BLANK.sub("", match[0])
        if len(phrase) >= _LONG:
            yield phrase, _Place(clause, *match.span())


def _pairs(phrase: str, places: list[_Place], corpus: Corpus) -> Iterator[tuple[Measure, Measure]]:
    for above in places:
        upper: Measure | None = None
        for below in places:
            policy, other = corpus.policy(above.clause.policy), corpus.policy(below.clause.policy)
            if other.level.rank > policy.level.rank and other.division in Division.of(policy.division):
                upper = upper or _measure(phrase, above, policy)
                yield upper, _measure(phrase, below, other)


def _measure(phrase: str, place: _Place, policy: Policy) -> Measure:
    form = clause_form(place.clause, policy)
    text = form.text
    sentence = next(
        match.span() for match in _SENTENCE.finditer(text) if match.start() <= place.start < match.end()
    )
    quantities = find(text, year=policy.year, issued=policy.dated)
    span = Span(form.starts[sentence[0]], form.ends[sentence[1] - 1])
    return Measure(
        policy.id,
        place.clause.id,
        policy.level,
        policy.division,
        phrase,
        span,
        "".join(span.cut(policy.source).split()),
        target=Target(Comparator.NAMED),
        due=due_of(quantities, sentence[0], place.start, place.end),
        bearer=place.clause.responsible,
    )
