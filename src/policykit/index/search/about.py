"""What a policy is about as a whole: its title, 文号, issuers, division and year."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policykit.base.division import Division
from policykit.index.search.weights import WEIGHTS
from policykit.text.normal import search_key

if TYPE_CHECKING:
    from policykit.model import Policy

__all__ = ["About", "policy_year"]

_SHORTEST = 2
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class About:
    """What a whole policy says of itself, as it is searched: `said` in its words, `places` by its code."""

    said: str
    places: tuple[str, ...]

    @classmethod
    def of(cls, policy: Policy) -> About:
        """Of one policy; places are its division and those above it."""
        said = search_key("\n".join((policy.title, policy.number or "", *policy.issuers)).replace(" ", ""))
        return cls(said, tuple(search_key(one.name) for one in Division.of(policy.division).lineage[1:]))

    def value(self, word: str) -> int:
        """What a word of a query is worth for every clause of the policy; 0 when it says nothing of it.

        >>> About("关于推进医共体建设的意见", ("安徽省", "歙县")).value("歙县")
        160
        """
        if len(word) < _SHORTEST:
            return 0
        if any(place.startswith(word) for place in self.places):
            return WEIGHTS.place
        return WEIGHTS.context if word in self.said else 0


def policy_year(policy: Policy) -> int | None:
    """The year of a policy: of its date, else the one that its 文号 or title names first."""
    day = policy.dated
    if day:
        return day.year
    found = _YEAR.search(f"{policy.number or ''} {policy.title}")
    return int(found[0]) if found else None
