"""What policies say of themselves: titles, 文号, issuers and places, which hold for all their clauses."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from policykit.base.division import Division
from policykit.index.search.features import WEIGHTS
from policykit.text.normal import search_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from policykit.model import Policy

__all__ = ["About", "AllAbout"]

_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class About:
    """What a whole policy says of itself, as it is searched: `said` in its words, `places` by its code."""

    said: str
    places: tuple[str, ...]

    @classmethod
    def of(cls, policy: Policy) -> About:
        """Of one policy; places are its division and those above it."""
        names = search_key("\n".join((policy.title, policy.number or "", *policy.issuers)).replace(" ", ""))
        return cls(
            names, tuple(search_key(division.name) for division in Division.of(policy.division).lineage[1:])
        )

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


class AllAbout:
    """What each of some policies says of itself, in one text: a word is looked for in all of them at once."""

    def __init__(self, policies: Iterable[About]) -> None:
        listed = list(policies)
        self._text = "\0".join(each.said for each in listed)
        self._starts = list(accumulate((len(each.said) + 1 for each in listed), initial=0))
        self._of: dict[tuple[str, ...], list[int]] = {}
        for at, each in enumerate(listed):
            self._of.setdefault(each.places, []).append(at)

    def values(self, word: str) -> dict[int, int]:
        """As `About.value`, by the place of each policy of which a word says something.

        >>> AllAbout([About("医共体的意见", ("安徽省", "歙县")), About("医共体的办法", ("河南省",))]).values("医共体")
        {0: 64, 1: 64}
        """
        if len(word) < _SHORTEST:
            return {}
        found: dict[int, int] = {}
        place = self._text.find(word)
        while place >= 0:
            at = bisect_right(self._starts, place) - 1
            found[at] = WEIGHTS.context
            place = self._text.find(word, self._starts[at + 1])
        for places, policies in self._of.items():
            if any(each.startswith(word) for each in places):
                found |= dict.fromkeys(policies, WEIGHTS.place)
        return found
