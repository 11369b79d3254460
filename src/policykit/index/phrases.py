"""照用原文: the phrases of a higher policy that stand word for word in a lower one, perhaps with another year."""

from __future__ import annotations

import re
from array import array
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from policykit.base.division import Division
from policykit.index.columns import KEY, alike, key_of
from policykit.index.statements import due_of
from policykit.model import Comparator, Role, Span, Target
from policykit.model.measure import Measure
from policykit.text.normal import clause_form
from policykit.text.quantities import find

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from policykit.corpus import Corpus
    from policykit.model import Policy

__all__ = ["Phrases", "phrases_of", "taken_over"]

_SENTENCE = re.compile(r"[^。;!?]+[。;!?]?")
_PHRASE = re.compile(r"[^,:;。!?()“”《》]+")
_DAY = re.compile(r"[0-9年月日期季周天末底]")
"""Without one of these characters nothing has a day."""
_BLANK = re.compile(r"[\s、]+")
_LONG = 10
"""Shorter phrases are what everyone says."""
_COMMON = 20
"""A phrase that stands in more places is a set phrase."""


class Phrases(NamedTuple):
    """The longer phrases in the clauses of a policy, in columns, as they are kept for thousands of policies."""

    keys: bytes
    """Of each the digest that tells it from others, eight bytes."""
    places: bytes
    """Of each the number of its clause, and where it stands in the clause's form, four bytes each."""


class _Place(NamedTuple):
    """Where a phrase stands: the numbers of policy and clause, and the range of the phrase in the clause's form.

    The form is made anew where it is needed: those of all clauses together are a hundred bytes a character.
    """

    policy: int
    clause: int
    start: int
    end: int


def phrases_of(policy: Policy) -> Phrases:
    """The phrases of the clauses of a policy that are long enough to be somebody's."""
    keys: list[bytes] = []
    places = array("i")
    for at, clause in enumerate(policy.clauses):
        if clause.role is not Role.CLAUSE:
            continue
        for match in _PHRASE.finditer(clause_form(clause, policy).text):
            phrase = _BLANK.sub("", match[0])
            if len(phrase) >= _LONG:
                keys.append(key_of(phrase))
                places.extend((at, *match.span()))
    return Phrases(b"".join(keys), places.tobytes())


def taken_over(
    corpus: Corpus, read: Callable[[Policy], Phrases] = phrases_of
) -> Iterator[tuple[Measure, Measure]]:
    """Every phrase of a policy that a policy below it takes over: both places, in the order of the upper text.

    The thing of the two measures is the phrase, their day the one that the text gives it. `read` gives the phrases of a
    policy, which may have been read before.

    >>> from policykit.corpus import Corpus
    >>> for above, below in taken_over(Corpus.load()):
    ...     if above.due != below.due:
    ...         print(above.thing, above.due.year, below.clause, below.due.year)
    县域防病治病和健康管理能力明显提升 2027 guiyang-2024-36/2/1/3 2025
    """
    given = [read(policy) for policy in corpus.policies]
    sizes = [len(phrases.keys) // KEY for phrases in given]
    owners = np.repeat(np.arange(len(given)), sizes)
    ranks = np.array([policy.level.rank for policy in corpus.policies], dtype=np.int64)[owners]
    places = np.frombuffer(b"".join(phrases.places for phrases in given), dtype=np.int32).reshape(-1, 3)
    measured: dict[_Place, Measure] = {}
    for group in alike(b"".join(phrases.keys for phrases in given), _COMMON):
        if ranks[group].min() == ranks[group].max():
            continue
        there = [_Place(int(owners[at]), *places[at].tolist()) for at in group]
        for pair in _downward([corpus.policies[place.policy] for place in there]):
            for place in (there[at] for at in pair):
                if place not in measured:  # one stands in many pairs
                    measured[place] = _measure(place, corpus.policies[place.policy])
            yield measured[there[pair[0]]], measured[there[pair[1]]]


def _downward(policies: Sequence[Policy]) -> Iterator[tuple[int, int]]:
    """Which places are of a policy and of one below it, of places in these policies."""
    for at, above in enumerate(policies):
        for other, below in enumerate(policies):
            if below.level.rank > above.level.rank and below.division in Division.of(above.division):
                yield at, other


def _measure(place: _Place, policy: Policy) -> Measure:
    clause = policy.clauses[place.clause]
    form = clause_form(clause, policy)
    text = form.text
    sentence = next(
        match.span() for match in _SENTENCE.finditer(text) if match.start() <= place.start < match.end()
    )
    # A law's sentences hardly name a day, and to read figures is most of the work.
    may_have_day = _DAY.search(text, sentence[0], place.end)
    quantities = find(text, year=policy.year, issued=policy.dated) if may_have_day else []
    span = Span(form.starts[sentence[0]], form.ends[sentence[1] - 1])
    return Measure(
        policy.id,
        clause.id,
        policy.level,
        policy.division,
        _BLANK.sub("", text[place.start : place.end]),
        span,
        "".join(span.cut(policy.source).split()),
        target=Target(Comparator.NAMED),
        due=due_of(quantities, sentence[0], place.start, place.end),
        bearer=clause.responsible,
    )
