"""指标对照: one indicator under its several names, and names alike that are not one indicator."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations, product
from typing import TYPE_CHECKING

from policykit.base.resources import load
from policykit.model import Level
from policykit.model.link import Link, LinkKind
from policykit.text.normal import search_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from policykit.model import Indicator, Requirement

__all__ = ["Alike", "Entry", "alike", "concordance", "same_indicator"]

_ALIKE = 0.43
"""Names as alike as this are taken for one by a reader in a hurry."""
_LINKED = 20
"""A requirement is linked with so many others on its indicator at most, the highest level first."""
_COMMON_PAIR = 60
"""Indicators are compared when their names share a pair of characters that no more of them hold."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One indicator with every requirement on it, top level first, then by due date."""

    indicator: Indicator
    requirements: tuple[Requirement, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names by which the quotes call it, each quote by one: the longest, and its own name before any other.

        Of a figure a name ends as one, as its own does: 紧密型县域医共体 is none of 紧密型县域医共体覆盖率. The other
        words by which an indicator is found in a text are no names of it.
        """
        named: dict[str, str] = {}
        measure = re.compile(load("cascade")["measure"])
        is_figure = measure.search(self.indicator.label) is not None
        for requirement in self.requirements:
            quote = search_key(requirement.quote)
            there = [
                name
                for name in self.indicator.names
                if search_key(name) in quote and (not is_figure or measure.search(name))
            ]
            if there:
                name = self.indicator.label if self.indicator.label in there else max(there, key=len)
                # Two that differ by signs only are one name.
                named.setdefault(re.sub(r"\W", "", search_key(name)), name)
        return tuple(name for name in self.indicator.names if name in named.values())


@dataclass(frozen=True, slots=True)
class Alike:
    """Two indicators with names alike that must not be compared, and what sets them apart."""

    one: Indicator
    other: Indicator
    names: tuple[str, str]
    numerator: bool
    """Whether they count different things."""
    denominator: bool
    """Whether they take different wholes."""
    entity: bool
    """Whether they are measured on different units."""


def concordance(requirements: Iterable[Requirement], levels: dict[str, Level]) -> list[Entry]:
    """Every indicator that a requirement states, by name; `levels` gives the level of each policy."""
    found: defaultdict[str, list[Requirement]] = defaultdict(list)
    for requirement in requirements:
        found[requirement.indicator.name].append(requirement)
    entries = [
        Entry(listed[0].indicator, tuple(sorted(listed, key=lambda requirement: _order(requirement, levels))))
        for listed in found.values()
    ]
    return sorted(entries, key=lambda entry: search_key(entry.indicator.label))


def same_indicator(requirements: Iterable[Requirement], levels: dict[str, Level]) -> Iterator[Link]:
    """A link for every two clauses of different policies that state the same indicator."""
    for entry in concordance(requirements, levels):
        seen: set[tuple[str, str]] = set()
        for at, lower in enumerate(entry.requirements):
            for upper in entry.requirements[:at][:_LINKED]:
                pair = lower.clause, upper.clause
                if upper.policy != lower.policy and pair not in seen:
                    seen.add(pair)
                    shared = (entry.indicator.label,)
                    yield Link(*pair, LinkKind.SAME_INDICATOR, 1.0, lower.span, upper.span, shared)


def alike(entries: Iterable[Entry]) -> list[Alike]:
    """Indicators of one unit whose names are alike though they measure different things."""
    listed = [entry.indicator for entry in entries if not entry.indicator.is_date]
    pairs = {indicator.name: {name: _pairs(name) for name in indicator.names} for indicator in listed}
    bearers: defaultdict[str, list[Indicator]] = defaultdict(list)
    for indicator in listed:
        for pair in set().union(*pairs[indicator.name].values()):
            bearers[pair].append(indicator)
    rarity = {pair: math.log((len(listed) + 1) / (len(those) + 0.5)) for pair, those in bearers.items()}
    compared: set[tuple[str, str]] = set()
    close: list[Alike] = []
    for those in bearers.values():
        # A pair of characters that many names hold tells nothing.
        for indicator, other in combinations(those, 2) if len(those) <= _COMMON_PAIR else ():
            if (indicator.name, other.name) not in compared and indicator.unit == other.unit:
                compared.add((indicator.name, other.name))
                names, like = _closest(indicator, other, rarity)
                if like >= _ALIKE:
                    close.append(_apart(indicator, other, names))
    return sorted(close, key=lambda found: found.names)


def _closest(one: Indicator, other: Indicator, rarity: dict[str, float]) -> tuple[tuple[str, str], float]:
    """The names of two indicators that are most alike, and how much they are."""
    like = {
        (mine, theirs): _likeness(mine, theirs, rarity) for mine, theirs in product(one.names, other.names)
    }
    best = max(like, key=lambda both: (like[both], both))
    return best, like[best]


def _pairs(name: str) -> set[str]:
    return {name[at : at + 2] for at in range(len(name) - 1)}


def _likeness(one: str, other: str, rarity: dict[str, float]) -> float:
    """Cosine of two names' pairs of characters, rare ones weighing more."""
    mine, theirs = _pairs(one), _pairs(other)
    length = math.sqrt(sum(rarity[pair] ** 2 for pair in mine) * sum(rarity[pair] ** 2 for pair in theirs))
    return sum(rarity[pair] ** 2 for pair in mine & theirs) / length if length else 0.0


def _apart(one: Indicator, other: Indicator, names: tuple[str, str]) -> Alike:
    first, second = one.variables, other.variables
    return Alike(
        one, other, names, first[0] != second[0], first[1:] != second[1:], one.entity != other.entity
    )


def _order(requirement: Requirement, levels: dict[str, Level]) -> tuple[int, str, str]:
    due = requirement.due.isoformat() if requirement.due else "9999"
    return levels[requirement.policy].rank, due, requirement.id
