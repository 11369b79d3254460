"""Which page holds what of a policy's text: a very long one is cut by its highest parts, any other has one page.

It is decided before anything is written, by the text and the number of requirements alone: every address is known.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from policykit.model import Part, PartKind, Role
from policykit.site.paging import cut
from policykit.text.layout import Opening, openings, outlined, text_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from policykit.model import Clause, Policy

__all__ = ["PAGE", "TextPage", "TextParts"]

PAGE = 465_000
"""So many bytes of a text a page, by `_CLAUSE` and what follows: with what stands around them less than 500 kB."""
_SURE = 0.8
"""Of so much of it no heading makes it more than a page."""
_CLAUSE = 290
"""Bytes of markup of a clause, with what copies it."""
_COUNTERPARTS = 250
"""Those of how many counterparts a clause of a present text has; the counterparts themselves are left out for room."""
_HEADING = 240
"""Those of a heading and of its line in the outline."""
_REQUIREMENT = 900
"""Those of a requirement in the table of its clause and around its quote."""
_NAMED = 4
"""So many headings of a page are named in the contents; of more the first and the last."""


class TextPage(NamedTuple):
    """A page of a text, as the contents name it."""

    headings: tuple[str, ...]
    """Of the parts that begin on it."""
    clauses: tuple[str, ...]
    """Its first and its last numbered clause."""
    holds: tuple[str, ...]
    """The places below which all its clauses and headings are, as addresses name them."""


@dataclass
class _Unit:
    """A part of a text with those below it; `weight` is its own."""

    part: Part | Opening
    weight: int
    below: list[_Unit] = field(default_factory=list)

    @property
    def start(self) -> int:
        return self.part.span.start

    @cached_property
    def total(self) -> int:
        """Bytes of it and of all below it."""
        return self.weight + sum(unit.total for unit in self.below)


class TextParts:
    """The pages of a policy's text; `asked` says how many requirements a clause has."""

    def __init__(self, policy: Policy, asked: Callable[[str], int], most: int = PAGE) -> None:
        self._policy, self._asked = policy, asked
        self._pages: list[list[_Unit]] = []
        self._markup = _CLAUSE + (_COUNTERPARTS if policy.id == policy.base else 0)
        self.size = len(policy.source.encode()) + sum(map(self._more, policy.clauses))
        """About how many bytes all of it takes, without headings: told without a look at its outline."""
        if self.size <= most * _SURE:
            return
        units = self._units()
        total = sum(unit.total for unit in units)
        if total <= most:
            return
        small = list(_small(units, most))
        fewest = len(cut(small, most, _weight))
        even = bisect_left(range(most), True, key=lambda size: len(cut(small, size, _weight)) <= fewest)  # noqa: FBT003 - what is looked for
        parts = cut(small, even, _weight)
        self._pages = [[unit for unit, _ in part] for part in parts]

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where in the source each page begins, the first at nought."""
        return (0, *(page[0].start for page in self._pages[1:]))

    @property
    def is_cut(self) -> bool:
        """Whether there is more than one page."""
        return len(self.starts) > 1

    def window(self, at: int) -> tuple[int, int]:
        """From where to where a page goes in the source."""
        bounds = (*self.starts, len(self._policy.source) + 1)
        return bounds[at], bounds[at + 1]

    def of_clause(self, clause: Clause) -> int:
        """The page of a clause: what stands beside the policy is on the first or on the last."""
        if clause.role is Role.CLAUSE:
            return bisect_right(self.starts, clause.span.start) - 1
        return 0 if clause.span.start < self._first else len(self.starts) - 1

    def clauses(self, at: int) -> list[Clause]:
        """The clauses of a page."""
        if not self.is_cut:
            return list(self._policy.clauses)
        return [clause for clause in self._policy.clauses if self.of_clause(clause) == at]

    @cached_property
    def _first(self) -> int:
        """Where the policy itself begins."""
        return min((unit.start for page in self._pages for unit in page), default=0)

    @cached_property
    def pages(self) -> list[TextPage]:
        """What the contents say of each page; nothing of a text that has one."""
        named: list[list[str]] = [[] for _ in self._pages]
        for clause in self._policy.clauses:
            if clause.role is not Role.CLAUSE:
                named[self.of_clause(clause)].append(clause.path.partition("/")[0])
        return [
            TextPage(
                self._headings(page),
                self._numbers(at),
                tuple(dict.fromkeys([*chain.from_iterable(map(_places, page)), *named[at]])),
            )
            for at, page in enumerate(self._pages)
        ]

    def _headings(self, page: list[_Unit]) -> tuple[str, ...]:
        found = [
            "".join(text_lines(unit.part.span.cut(self._policy.source)))
            for unit in page
            if isinstance(unit.part, Opening) or unit.part.clause is None
        ]
        found = [heading for heading in found if heading]
        return tuple(found if len(found) <= _NAMED else [found[0], "…", found[-1]])

    def _numbers(self, at: int) -> tuple[str, ...]:
        first, end = self.window(at)
        found = [
            part.label
            for part in outlined(self._policy, normative=True)
            if part.kind is PartKind.ARTICLE and first <= part.span.start < end
        ]
        return (found[0], found[-1]) if found else ()

    def _units(self) -> list[_Unit]:
        top: list[_Unit] = []
        units = top
        known: dict[int, _Unit] = {}
        items: list[Part | Opening] = [*outlined(self._policy, normative=True), *openings(self._policy)]
        for item in sorted(items, key=lambda item: item.span):
            unit = _Unit(item, self._weight(item))
            if isinstance(item, Opening):
                top.append(unit)
                units = unit.below
                continue
            parent = known.get(id(item.parent))
            (parent.below if parent else units).append(unit)
            known[id(item)] = unit
        beside = (clause for clause in self._policy.clauses if clause.role is not Role.CLAUSE)
        first = top[0].start if top else 0
        for clause in beside:
            (top[0] if clause.span.start < first else top[-1]).weight += self._bytes(clause)
        return top

    def _weight(self, item: Part | Opening) -> int:
        if not isinstance(item, Opening) and item.clause is not None:
            return self._bytes(item.clause)
        return _HEADING + 2 * len(item.span.cut(self._policy.source).encode())

    def _bytes(self, clause: Clause) -> int:
        return len(clause.span.cut(self._policy.source).encode()) + self._more(clause)

    def _more(self, clause: Clause) -> int:
        """Bytes of what a page says of a clause beside its words."""
        return self._markup + _REQUIREMENT * self._asked(clause.id)


def _places(unit: _Unit) -> list[str]:
    part = unit.part
    if isinstance(part, Opening):
        return [
            f"annex-{part.number}",
            *(below.part.path[0] for below in unit.below if isinstance(below.part, Part)),
        ]
    return ["-".join(part.path)]


def _weight(weighed: tuple[_Unit, int]) -> int:
    return weighed[1]


def _small(units: list[_Unit], most: int) -> Iterator[tuple[_Unit, int]]:
    """The highest parts with their weights; of one that is too large those below it, the first with its heading."""
    for unit in units:
        if unit.total <= most or not unit.below:
            yield unit, unit.total
        else:
            before = unit.weight
            for small, weight in _small(unit.below, most):
                yield (unit if before else small), weight + before
                before = 0
