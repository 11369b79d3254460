"""Drift: what changed between two versions of a policy, clause by clause and by kind.

Layout and renumbering change no meaning: such clauses are re-anchored. A changed wording is
reported; a changed figure, unit or date stops whoever relies on the clause's checks.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from policykit.base.resources import Labelled
from policykit.model import Role
from policykit.text.normal import normalize
from policykit.text.quantities import find

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policykit.model import Clause, Policy, Quantity

__all__ = ["Change", "Drift", "drift"]

_FURTHER_APART = 60.0
_SIGNS = re.compile(r"[\s\W]+")


class Drift(Labelled):
    """Kinds of change, the gravest last."""

    FORMATTING = "formatting"
    """Spaces, line breaks, width of brackets, script: the same words at the same address."""
    RENUMBERED = "renumbered"
    """The same words at another address."""
    WORDING = "wording"
    """Other words, the same figures and dates."""
    ADDED = "added"
    REMOVED = "removed"
    FIGURE = "figure"
    """A number, unit, comparison or date changed."""

    @property
    def harmless(self) -> bool:
        """Whether the clause still says the same."""
        return self in (Drift.FORMATTING, Drift.RENUMBERED)


@dataclass(frozen=True, slots=True)
class Change:
    """One changed clause; `old` or `new` is `None` when it was added or removed.

    `gone` and `come` are the figures and dates as written that only one version has.
    """

    kind: Drift
    old: Clause | None
    new: Clause | None
    gone: tuple[str, ...] = ()
    come: tuple[str, ...] = ()


def drift(old: Policy, new: Policy) -> tuple[Change, ...]:
    """The changed normative clauses from `old` to `new`, in the order of `new`, removed ones last.

    Clauses that did not change at all are left out.
    """
    before, after = (_normative(policy) for policy in (old, new))
    texts = _Texts(old), _Texts(new)
    pairs = _pairs(before, after, *texts)
    matched = {id(clause) for clause, _ in pairs}
    changes = [_change(*pair, *texts) for pair in pairs]
    taken = {id(other) for _, other in pairs}
    changes += [Change(Drift.ADDED, None, clause) for clause in after if id(clause) not in taken]
    found = sorted(
        (c for c in changes if c is not None), key=lambda change: change.new.start if change.new else 0
    )
    return (*found, *(Change(Drift.REMOVED, clause, None) for clause in before if id(clause) not in matched))


def _normative(policy: Policy) -> list[Clause]:
    return [clause for clause in policy.clauses if clause.role is Role.CLAUSE]


class _Texts:
    """Normal forms of one policy's clauses."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        issued = policy.dated
        self.year = issued.year if issued else None

    def normal(self, clause: Clause) -> str:
        return normalize(f"{clause.heading}。{clause.text}", self.policy.script).text

    def words(self, clause: Clause) -> str:
        """The clause without signs and spaces: what layout cannot change."""
        return _SIGNS.sub("", self.normal(clause))

    def figures(self, clause: Clause) -> dict[tuple[object, ...], list[Quantity]]:
        found: dict[tuple[object, ...], list[Quantity]] = {}
        for quantity in find(self.normal(clause), year=self.year):
            key = (
                *(quantity.kind, quantity.value, quantity.value2, quantity.unit),
                *(quantity.comparator, quantity.grade, quantity.due),
            )
            found.setdefault(key, []).append(quantity)
        return found


def _pairs(
    before: Sequence[Clause], after: Sequence[Clause], old: _Texts, new: _Texts
) -> list[tuple[Clause, Clause]]:
    """Which clause became which: same words first, then the same address, then the likest words."""
    left = {clause.id: clause for clause in before}
    right = {clause.id: clause for clause in after}
    pairs: list[tuple[Clause, Clause]] = []

    def join(clause: Clause, other: Clause) -> None:
        pairs.append((left.pop(clause.id), right.pop(other.id)))

    by_words: dict[str, list[Clause]] = {}
    for clause in after:
        by_words.setdefault(new.words(clause), []).append(clause)
    for clause in before:
        same = by_words.get(old.words(clause), [])
        if same:
            # Of several clauses with the same words that at the same address, else the next.
            at_home = next((other for other in same if other.path == clause.path), same[0])
            same.remove(at_home)
            join(clause, at_home)
    texts = {key: new.words(clause) for key, clause in right.items()}
    for clause in list(left.values()):
        choices = {key: texts[key] for key in right}
        best = process.extract(old.words(clause), choices, scorer=fuzz.ratio, limit=1)
        if best and best[0][1] >= _FURTHER_APART:
            join(clause, right[best[0][2]])
    return pairs


def _change(clause: Clause, other: Clause, old: _Texts, new: _Texts) -> Change | None:
    if old.words(clause) == new.words(other):
        if clause.path != other.path:
            return Change(Drift.RENUMBERED, clause, other)
        same = (clause.heading, clause.text) == (other.heading, other.text)
        return None if same else _figures(Drift.FORMATTING, clause, other, old, new)
    return _figures(Drift.WORDING, clause, other, old, new)


def _figures(kind: Drift, clause: Clause, other: Clause, old: _Texts, new: _Texts) -> Change:
    """A change of this kind, or one of figures when these differ."""
    before, after = old.figures(clause), new.figures(other)
    counts = {key: len(found) for key, found in before.items()}
    others = {key: len(found) for key, found in after.items()}
    gone = tuple(before[key][0].surface for key in Counter(counts) - Counter(others))
    come = tuple(after[key][0].surface for key in Counter(others) - Counter(counts))
    if not gone and not come:
        return Change(kind, clause, other)
    return Change(Drift.FIGURE, clause, other, gone, come)
