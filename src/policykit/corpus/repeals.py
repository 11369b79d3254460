"""Repeals that the corpus itself holds: which of its policies ends which, linked both ways."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from policykit.text.normal import search_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from policykit.model import Policy, Span
    from policykit.text.validity import Validity

__all__ = ["Repeal", "Repeals", "number_key", "title_key"]

_EDITION = re.compile(r"[(][^()]*[)]$")


class Repeal(NamedTuple):
    """That one policy of the corpus repeals another; `span` is the sentence in the source of `by`, if it says so."""

    by: str
    policy: str
    day: date | None
    span: Span | None
    partial: bool = False
    """Whether only a part of it: the rest stays in force."""
    amends: bool = False
    """Whether it is amended by a decision (关于修改《…》的决定), the text collected being that of before."""

    def holds(self, day: date) -> bool:
        """Whether it is repealed on a day."""
        return self.day is None or self.day <= day


class Repeals:
    """Who repeals whom, found by id, by 文号, or by a title that only one of the earlier policies has."""

    def __init__(
        self,
        policies: Mapping[str, Policy],
        validity: Callable[[Policy], Validity],
        effective: Callable[[Policy], date | None],
    ) -> None:
        """`validity` tells what a text says of its own force, `effective` the first day in force of a policy."""
        self._policies = policies
        self._validity = validity
        self._effective = effective

    def of(self, policy: str) -> list[Repeal]:
        """What repeals a policy, the earliest first."""
        return self._repeals[1].get(policy, [])

    def by(self, policy: str) -> list[Repeal]:
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
            listed.sort(key=lambda each: (each.day or date.min, each.by))
        return dict(by), dict(of)

    def _found(self, policy: Policy) -> Iterator[Repeal]:
        """The repeals that a policy states, or that its card or another's gives, of policies of the corpus."""
        day = self._effective(policy)
        for replaced in self._validity(policy).replaces:
            earlier = self._named(replaced.title, replaced.number, policy)
            if earlier:
                yield Repeal(policy.id, earlier, day, replaced.span, replaced.partial)
        for title in _amended(policy.title):
            earlier = self._named(title, None, policy)
            if earlier and not self._knows(earlier, policy):
                yield Repeal(policy.id, earlier, day, None, partial=True, amends=True)
        for written in policy.replaces:
            earlier = self._written(written, policy)
            if earlier:
                yield Repeal(policy.id, earlier, day, None)
        for written in policy.replaced_by:
            later = self._written(written, policy)
            if later:
                yield Repeal(later, policy.id, self._effective(self._policies[later]), None)

    def _knows(self, earlier: str, decision: Policy) -> bool:
        """Whether the text of a policy has taken a decision in: it names the day, or is of a later one."""
        passed = self._validity(decision).amended
        day = passed.day if passed else decision.dated
        text = self._policies[earlier]
        amended = self._validity(text).amended
        known = max(filter(None, (text.version, amended.day if amended else None)), default=None)
        return bool(day and known and known >= day)

    def _written(self, written: str, policy: Policy) -> str | None:
        """The policy that a card names, by its id or as 《title》（文号）."""
        if written in self._policies:
            return written if written != policy.id else None
        match = re.fullmatch(r"《(.*)》(?:[(（](.*)[)）])?", written)
        return self._named(match[1], match[2], policy) if match else None

    def _named(self, title: str, number: str | None, policy: Policy) -> str | None:
        """The one policy that a title and 文号 mean: not the policy itself, nor one that came later."""
        for key in ([f"#{number_key(number)}"] if number else []) + _forms(title):
            others = [
                other
                for other in self._names.get(key, ())
                if other != policy.id and self._is_earlier(other, policy)
            ]
            if len(others) == 1:
                return others[0]
        return None

    def _is_earlier(self, other: str, policy: Policy) -> bool:
        mine, theirs = self._effective(policy), self._effective(self._policies[other])
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


def _amended(title: str) -> list[str]:
    """The titles that a decision amends, by its own.

    >>> _amended("省政府关于修改《转诊办法》〈签约办法〉的决定"), _amended("关于落实《转诊办法》的意见")
    (['转诊办法', '签约办法'], [])
    """
    if not re.search(r"关于修[改订正].*(?:决定|通知|令)$", title):
        return []
    return re.findall(r"[《〈<]([^《》〈〉<>]+)[》〉>]", title)


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
