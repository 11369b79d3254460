"""时效: which policies of a corpus are in force on a day, and which of them repeal which.

What policy.yml gives counts; what it leaves open is read from the text. A repeal that the corpus itself holds is
linked both ways. The collection may lack the document that repeals one: 现行有效 says that nothing collected ends it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from policykit.base.resources import Labelled, load
from policykit.model import Span
from policykit.text.cite import cite_policy
from policykit.text.normal import search_key
from policykit.text.validity import Validity, read_validity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from policykit.model import Policy

__all__ = ["Repeal", "Standing", "Standings", "Status", "number_key", "title_key"]

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


class Repeal(NamedTuple):
    """That one policy of the corpus repeals another; `span` is the sentence in the source of `by`, if it says so."""

    by: str
    policy: str
    day: date | None
    span: Span | None
    partial: bool = False
    """Whether only a part of it: the rest stays in force."""


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

    def validity(self, policy: Policy) -> Validity:
        """What the text of a policy says about its own force, read once."""
        if policy.id not in self._read:
            self._read[policy.id] = read_validity(
                policy.source, policy.segments, title=policy.title, issued=policy.dated
            )
        return self._read[policy.id]

    def effective(self, policy: Policy) -> date | None:
        """The first day in force: given, said, else the day of its issue."""
        stated = self.validity(policy).effective
        return policy.effective or (stated.day if stated else policy.dated)

    def expires(self, policy: Policy) -> date | None:
        """The last day in force, where there is one."""
        stated = self.validity(policy).expires
        return policy.expires or (stated.day if stated else None)

    def of(self, policy: Policy, day: date) -> Standing:
        """The standing of a policy on a day."""
        reasons, validity = load("validity")["reasons"], self.validity(policy)
        begun, last = self.effective(policy), self.expires(policy)
        if begun and day < begun:
            span = validity.effective.span if validity.effective else None
            return Standing(Status.NOT_YET, reasons["not_yet"].format(day=begun), span=span)
        if (ended := self._ended(policy, day)) is not None:
            return ended
        span = validity.expires.span if validity.expires else None
        if last and day > last:
            return Standing(Status.EXPIRED, reasons["expired"].format(day=last), span=span)
        if begun is None:
            return Standing(Status.UNKNOWN, reasons["undated"])
        if parts := [each for each in self.repeals_of(policy.id) if each.partial and _holds(each, day)]:
            return Standing(Status.AMENDED, self._repealed("partial", parts[-1]), parts[-1])
        return Standing(Status.IN_FORCE, reasons["limited" if last else "open"].format(day=last), span=span)

    def _ended(self, policy: Policy, day: date) -> Standing | None:
        """That a policy is repealed as a whole on a day, if it is."""
        whole = [each for each in self.repeals_of(policy.id) if not each.partial]
        if policy.replaced_by and not whole:
            titles = "、".join(policy.replaced_by)
            return Standing(Status.REPEALED, load("validity")["reasons"]["replaced"].format(title=titles))
        first = next((each for each in whole if _holds(each, day)), None)
        return Standing(Status.REPEALED, self._repealed("repealed", first), first) if first else None

    def _repealed(self, key: str, repeal: Repeal) -> str:
        words: str = load("validity")["reasons"][key if repeal.day else f"{key}_undated"]
        return words.format(day=repeal.day, title=self._policies[repeal.by].title)

    def phases(self, policy: Policy) -> list[tuple[date | None, Standing]]:
        """Every standing of a policy, each with the first day that it holds on; the first has none."""
        last = self.expires(policy)
        days = {self.effective(policy), last + timedelta(days=1) if last else None}
        days |= {each.day for each in self.repeals_of(policy.id)}
        known = sorted(day for day in days if day)
        before = known[0] - timedelta(days=1) if known else date.max
        found: list[tuple[date | None, Standing]] = [(None, self.of(policy, before))]
        for day in known:
            standing = self.of(policy, day)
            if standing.status is not found[-1][1].status:
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
        return self._repeals[1].get(policy, [])

    def repeals_by(self, policy: str) -> list[Repeal]:
        """What a policy repeals, in the order of its text."""
        return self._repeals[0].get(policy, [])

    @cached_property
    def _repeals(self) -> tuple[dict[str, list[Repeal]], dict[str, list[Repeal]]]:
        by: defaultdict[str, list[Repeal]] = defaultdict(list)
        of: defaultdict[str, list[Repeal]] = defaultdict(list)
        for policy in self._policies.values():
            for repeal in self._found(policy):
                if all(known.policy != repeal.policy for known in by[repeal.by]):
                    by[repeal.by].append(repeal)
                    of[repeal.policy].append(repeal)
        for listed in of.values():
            listed.sort(
                key=lambda each: (each.day is not None, each.day.toordinal() if each.day else 0, each.by)
            )
        return dict(by), dict(of)

    def _found(self, policy: Policy) -> Iterator[Repeal]:
        """The repeals that a policy states, or that its card or another's gives, of policies of the corpus."""
        day = self.effective(policy)
        for replaced in self.validity(policy).replaces:
            earlier = self._named(replaced.title, replaced.number, policy)
            if earlier:
                yield Repeal(policy.id, earlier, day, replaced.span, replaced.partial)
        for written in policy.replaces:
            earlier = self._written(written, policy)
            if earlier:
                yield Repeal(policy.id, earlier, day, None)
        for written in policy.replaced_by:
            later = self._written(written, policy)
            if later:
                yield Repeal(later, policy.id, self.effective(self._policies[later]), None)

    def _written(self, written: str, policy: Policy) -> str | None:
        """The policy that a card names, by its id or as 《title》（文号）."""
        if written in self._policies:
            return written if written != policy.id else None
        match = re.fullmatch(r"《(.*)》(?:[(（](.*)[)）])?", written)
        return self._named(match[1], match[2] or "", policy) if match else None

    def _named(self, title: str, number: str, policy: Policy) -> str | None:
        """The one policy that a title and 文号 mean: not the policy itself, nor one that came later."""
        keys = [f"#{number_key(number)}"] if number else []
        keys += [key for form in _forms(title) for key in (form,)]
        for key in keys:
            others = [
                other
                for other in self._names.get(key, ())
                if other != policy.id and self._is_earlier(other, policy)
            ]
            if len(others) == 1:
                return others[0]
        return None

    def _is_earlier(self, other: str, policy: Policy) -> bool:
        mine, theirs = self.effective(policy), self.effective(self._policies[other])
        return not (mine and theirs and theirs >= mine)

    @cached_property
    def _names(self) -> dict[str, list[str]]:
        names: defaultdict[str, list[str]] = defaultdict(list)
        for policy in self._policies.values():
            for form in _forms(policy.title):
                names[form].append(policy.id)
            if policy.number:
                names[f"#{number_key(policy.number)}"].append(policy.id)
        return dict(names)


def _holds(repeal: Repeal, day: date) -> bool:
    return repeal.day is None or repeal.day <= day


def number_key(written: str) -> str:
    """A 文号 as one compares it, in whatever brackets and script it is written.

    >>> number_key("國衛基層發〔2023〕 41號") == number_key("国卫基层发[2023]第41号")
    True
    """
    return re.sub(r"[\s\[\]()〔〕]|第(?=\d)", "", search_key(written))


def title_key(title: str) -> str:
    """A title as one compares it.

    >>> title_key("關於簽約服務 的意見")
    '关于签约服务的意见'
    """
    return re.sub(r"\s+", "", search_key(title))


def _forms(title: str) -> list[str]:
    """The title, and the same without (试行)."""
    whole = title_key(title)
    return list(dict.fromkeys((whole, _EDITION.sub("", whole))))
