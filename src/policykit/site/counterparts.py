"""Which clauses of other policies stand beside a clause, by where they are from, and how many of them are listed."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from policykit.base.division import Division
from policykit.model.link import LinkKind

if TYPE_CHECKING:
    from policykit.model import Clause, Span
    from policykit.model.link import InCommon, Link
    from policykit.site.content import Content

__all__ = ["LISTED", "RELATED", "SIDES", "Counterparts", "counterparts", "named", "seen_from", "side_of"]

SIDES = ("above", "below", "peers", "elsewhere", "again")
LISTED = 12
"""So many counterparts a direction are listed."""
RELATED = 5
"""So many clauses that are related and no counterparts are listed."""
_NAMED = 3
"""So many measures or runs of words are named of each kind that two clauses have in common."""
_REMEMBERED = 1 << 16


class Counterparts(NamedTuple):
    """The links that a reader is shown of a clause, the first ones first."""

    groups: dict[str, list[Link]]
    """By side, in the order of `SIDES`; of a side without any an empty list."""
    related: list[Link]


def counterparts(here: Clause, content: Content) -> Counterparts:
    """The counterparts of a clause above, below, beside and elsewhere, where it is said again, and what is related."""
    found = Counterparts({side: [] for side in SIDES}, [])
    for link in content.crossindex.of_clause(here.id):
        if link.kind is LinkKind.RELATED:
            found.related.append(link)
        elif link.kind is LinkKind.REPEATS:
            found.groups["again"].append(link)
        else:
            other = content.corpus.clause(link.b if link.a == here.id else link.a)
            found.groups[side_of(here, other, content)].append(link)
    return found


def side_of(here: Clause, other: Clause, content: Content) -> str:
    """Whether the other clause is of the same level, or its division holds this one's, lies in it, or neither."""
    if here.level is other.level:
        return "peers"
    mine, theirs = (content.corpus.policy(clause.policy).division for clause in (here, other))
    return _place(mine, theirs) if other.level.rank < here.level.rank else _place(theirs, mine, "below")


@lru_cache(_REMEMBERED)
def _place(lower: str, upper: str, side: str = "above") -> str:
    """The side where the one division lies in the other; else it is elsewhere."""
    return side if lower in Division.of(upper) else "elsewhere"


def seen_from(link: Link, here: Clause) -> tuple[str, Span, Span]:
    """A link from one of its clauses: the other one's id, the sentence here that shows it, and the sentence there."""
    return (link.b, link.a_span, link.b_span) if link.a == here.id else (link.a, link.b_span, link.a_span)


def named(common: InCommon) -> tuple[str, ...]:
    """What is named of something that two clauses have in common."""
    return common.words[:_NAMED]
