"""What each document asks in a theme, as bars beside their numbers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policykit.base.division import Division
from policykit.model import Comparator
from policykit.site.wording import words
from policykit.text.cite import cite_policy

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from policykit.model import Policy, Requirement

__all__ = ["FORMS", "Bar", "bars"]

FORMS = ("figure", "done", "named")
"""A figure or a way for it to go; to be done, or not; only named."""
_DONE = (Comparator.DONE, Comparator.FORBIDDEN, Comparator.BY_DATE)


@dataclass(frozen=True)
class Bar:
    """One document: how many of its requirements have each form, and the parts of its bar."""

    policy: Policy
    counts: tuple[int, ...]
    """In the order of `FORMS`."""
    parts: tuple[tuple[str, float, float], ...]
    """Form, where the part begins, how wide it is: in hundredths of the longest bar. What is not there is left out."""
    title: str = ""
    """Of a document that has its place and year in common with another."""

    @property
    def place(self) -> str:
        """Whose document it is."""
        return Division.of(self.policy.division).name

    @property
    def told(self) -> str:
        """The bar in words, for who does not see it."""
        said = words("checks")["forms"]
        listed = (f"{said[form]}{count}" for form, count in zip(FORMS, self.counts, strict=True))
        return str(words("tables")["names"]).join([f"{self.place}{self.title}{sum(self.counts)}", *listed])


def bars(requirements: Iterable[Requirement], policies: Sequence[Policy]) -> list[Bar]:
    """A bar for every document of `policies` that asks something, in their order."""
    found: dict[str, Counter[str]] = {}
    for requirement in requirements:
        found.setdefault(requirement.policy, Counter())[_form(requirement)] += 1
    longest = max((sum(counts.values()) for counts in found.values()), default=0)
    shown = [policy for policy in policies if policy.id in found]
    named = Counter((policy.division, policy.year) for policy in shown)
    return [
        _bar(policy, found[policy.id], longest, alone=named[policy.division, policy.year] == 1)
        for policy in shown
    ]


def _bar(policy: Policy, counts: Counter[str], longest: int, *, alone: bool) -> Bar:
    parts, start = [], 0.0
    for form in FORMS:
        width = counts[form] / longest * 100
        if width:
            parts.append((form, round(start, 1), round(width, 1)))
        start += width
    title = "" if alone else cite_policy(policy)
    return Bar(policy, tuple(counts[form] for form in FORMS), tuple(parts), title)


def _form(requirement: Requirement) -> str:
    comparator = requirement.target.comparator
    if comparator is Comparator.NAMED:
        return "named"
    return "done" if comparator in _DONE else "figure"
