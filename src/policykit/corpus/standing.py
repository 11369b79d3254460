"""时效: which policies of a corpus are in force on a day, and which of them repeal which.

What policy.yml gives counts; what it leaves open is read from the text. A repeal that the corpus itself holds is
linked both ways. The collection may lack the document that repeals one: 现行有效 says that nothing collected ends it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from policykit.base.resources import Labelled, load
from policykit.corpus.repeals import Repeal, Repeals
from policykit.model import Span
from policykit.text.cite import cite_policy
from policykit.text.validity import Validity, read_validity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from policykit.model import Policy

__all__ = ["Standing", "Standings", "Status"]

_EDITION = re.compile(r"[(][^()]*[)]$")


class Status(Labelled):
    """Whether a policy is in force on a day.

    >>> Status("expired").label
    '已失效'
    """

    IN_FORCE = "in_force"
    NOT_YET = "not_yet"
    EXPIRED = "expired"
    REPEALED = "repealed"
    AMENDED = "amended"
    """In force, but not every word of the text: some of it was repealed or amended since."""
    UNKNOWN = "unknown"
    """It says no day from which it counts."""


@dataclass(frozen=True)
class Standing:
    """The status of a policy on a day, and why."""

    status: Status
    reason: str
    """In one line of Chinese."""
    repeal: Repeal | None = None
    span: Span | None = None
    """The sentence of the policy's own source on which it rests, if it rests on one."""


class Standings:
    """The standing of every policy of a corpus on any day."""

    def __init__(self, policies: Iterable[Policy]) -> None:
        self._policies = {policy.id: policy for policy in policies}
        self._read: dict[str, Validity] = {}
        self._repeals = Repeals(self._policies, self.validity, self.effective)

    def validity(self, policy: Policy) -> Validity:
        """What the text of a policy says about its own force, read once."""
        if policy.id not in self._read:
            self._read[policy.id] = read_validity(
                policy.source, policy.segments, title=policy.title, issued=policy.dated
            )
        return self._read[policy.id]

    def effective(self, policy: Policy) -> date | None:
        """The first day in force, of any of its texts: given, said, else the day of its issue."""
        return min(filter(None, map(self._named, (*policy.versions, policy))), default=None)

    def _named(self, text: Policy) -> date | None:
        stated = self.validity(text).effective
        return text.effective or (stated.day if stated else text.dated)

    def begins(self, text: Policy) -> date | None:
        """The first day on which a text holds: as it says itself, but not before it was written so.

        An amended law still names the day of old: its text holds from the amendment on (第三次修正). Where a decision
        that amends has a later day of its own, that is given as `effective`.
        """
        amended = self.validity(text).amended
        known = (self._named(text), text.version, amended.day if amended else None)
        return max(filter(None, known), default=None)

    def texts(self, policy: Policy) -> list[tuple[date | None, Policy]]:
        """The texts of a policy, each with the first day on which it holds, the oldest first.

        A later text has in it what an earlier one changes, whose first day may come after its own.
        """
        found = [(self.begins(text), text) for text in (*policy.versions, policy)]
        return sorted(found, key=lambda each: each[1].version or date.max)

    def text(self, policy: Policy, day: date) -> Policy | None:
        """The text of a policy that holds on a day, if it is collected; an undated one holds on any."""
        held = [text for begun, text in self.texts(policy) if begun is None or begun <= day]
        return held[-1] if held else None

    def expires(self, policy: Policy) -> date | None:
        """The last day in force, where there is one."""
        stated = self.validity(policy).expires
        return policy.expires or (stated.day if stated else None)

    def of(self, policy: Policy, day: date) -> Standing:
        """The standing of a policy on a day; of an earlier text, whether it still holds."""
        whole = self._policies.get(policy.base, policy)
        if policy is not whole and (changed := self._changed(policy, whole, day)):
            return changed
        text = self.text(whole, day)
        if text is None:
            return self._not_yet(whole, day)
        return self._ended(whole, day) or self._of_text(whole, text, day)

    def _not_yet(self, policy: Policy, day: date) -> Standing:
        """That a policy is not in force yet, or was, in words that are not collected."""
        reasons, begun = load("validity")["reasons"], self.effective(policy)
        if begun and begun <= day:
            return Standing(Status.UNKNOWN, reasons["earlier"].format(day=self.texts(policy)[0][0]))
        said = self.validity(policy).effective
        span = said.span if said and said.day == begun else None
        return Standing(Status.NOT_YET, reasons["not_yet"].format(day=begun), span=span)

    def _changed(self, text: Policy, policy: Policy, day: date) -> Standing | None:
        """That an earlier text does not hold yet on a day, or no more."""
        reasons, order = load("validity")["reasons"], self.texts(policy)
        at = next(at for at, (_, other) in enumerate(order) if other.id == text.id)
        begun = order[at][0]
        if later := next((begun for begun, _ in order[at + 1 :] if begun and begun <= day), None):
            return Standing(Status.AMENDED, reasons["changed"].format(day=later))
        return (
            Standing(Status.NOT_YET, reasons["not_yet"].format(day=begun)) if begun and day < begun else None
        )

    def _of_text(self, policy: Policy, text: Policy, day: date) -> Standing:
        """The standing of a policy that is not repealed, by the text that holds."""
        reasons, last = load("validity")["reasons"], self.expires(text)
        said = self.validity(text).expires
        span = said.span if said and text is policy else None
        if last and day > last:
            return Standing(Status.EXPIRED, reasons["expired"].format(day=last), span=span)
        if self.effective(policy) is None:
            return Standing(Status.UNKNOWN, reasons["undated"])
        if parts := [each for each in self.repeals_of(policy.id) if each.partial and each.holds(day)]:
            key = "amended" if parts[-1].amends else "partial"
            return Standing(Status.AMENDED, self._repealed(key, parts[-1]), parts[-1])
        if text is not policy:
            return Standing(Status.IN_FORCE, reasons["text_of"].format(day=text.version))
        return Standing(Status.IN_FORCE, reasons["limited" if last else "open"].format(day=last), span=span)

    def _ended(self, policy: Policy, day: date) -> Standing | None:
        """That a policy is repealed as a whole on a day, if it is."""
        whole = [each for each in self.repeals_of(policy.id) if not each.partial]
        if policy.replaced_by and not whole:
            titles = "、".join(policy.replaced_by)
            return Standing(Status.REPEALED, load("validity")["reasons"]["replaced"].format(title=titles))
        first = next((each for each in whole if each.holds(day)), None)
        return Standing(Status.REPEALED, self._repealed("repealed", first), first) if first else None

    def _repealed(self, key: str, repeal: Repeal) -> str:
        words: str = load("validity")["reasons"][key if repeal.day else f"{key}_undated"]
        return words.format(day=repeal.day, title=self._policies[repeal.by].title)

    def phases(self, policy: Policy) -> list[tuple[date | None, Standing]]:
        """Every standing of a policy, each with the first day that it holds on; the first has none."""
        whole = self._policies.get(policy.base, policy)
        days = {self.effective(whole)}
        for begun, text in self.texts(whole):
            last = self.expires(text)
            days |= {begun, last + timedelta(days=1) if last else None}
        days |= {each.day for each in self.repeals_of(whole.id)}
        known = sorted(day for day in days if day)
        before = known[0] - timedelta(days=1) if known else date.max
        found: list[tuple[date | None, Standing]] = [(None, self.of(policy, before))]
        for day in known:
            standing = self.of(policy, day)
            if (standing.status, standing.reason) != (found[-1][1].status, found[-1][1].reason):
                found.append((day, standing))
        return found

    def lapses(self, policy: Policy) -> list[tuple[date | None, str]]:
        """What is to be said of a policy as out of force, by the first day of each phase; nothing while it is not.

        Empty for a policy that nothing collected ends.
        """
        said = [(first, self._lapsed(policy, standing)) for first, standing in self.phases(policy)]
        return said if any(line for _, line in said) else []

    def out_of_force(self, day: date) -> dict[str, str]:
        """Policies that are expired or repealed on a day, by id, each with the line that says so and why."""
        said = {policy.id: self._lapsed(policy, self.of(policy, day)) for policy in self._policies.values()}
        return {policy: line for policy, line in said.items() if line}

    @staticmethod
    def _lapsed(policy: Policy, standing: Standing) -> str:
        if standing.status not in (Status.EXPIRED, Status.REPEALED):
            return ""
        said: str = load("validity")["lapsed"]
        return said.format(policy=cite_policy(policy), status=standing.status.label, reason=standing.reason)

    def repeals_of(self, policy: str) -> list[Repeal]:
        """What repeals a policy, the earliest first."""
        return self._repeals.of(policy)

    def repeals_by(self, policy: str) -> list[Repeal]:
        """What a policy repeals, in the order of its text."""
        return self._repeals.by(policy)
