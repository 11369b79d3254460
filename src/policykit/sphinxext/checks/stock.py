"""What the requirement pages show of the specs: by policy, by clause, by indicator, with its tests."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from policykit.model import Level
from policykit.specs import dismissed_row, ledger, requirement_row
from policykit.specs.verification import check_requirement

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable
    from pathlib import Path

    from policykit.diagnostics import Diagnostic
    from policykit.model import Dismissal, Policy, Requirement
    from policykit.specs import SpecFile, Specs
    from policykit.specs.ledger import Line

__all__ = ["Stock"]


class Stock:
    """The specs of one build, in the orders that pages need; `policies` in the order of the site."""

    def __init__(self, specs: Specs, policies: Iterable[Policy]) -> None:
        self.specs = specs
        self.policies = tuple(policies)
        self._ledgers: dict[str, tuple[Line, ...]] = {}
        self._problems: dict[str, list[Diagnostic]] = {}

    @cached_property
    def requirements(self) -> tuple[Requirement, ...]:
        """Every requirement: policies in the order of the site, requirements in that of the text."""
        return tuple(one for policy in self.policies for one in self.of_policy(policy.id))

    @cached_property
    def _by_policy(self) -> dict[Hashable, list[Requirement]]:
        groups = _grouped((one.policy, one) for one in self.specs.requirements)
        return {key: sorted(group, key=lambda one: (one.span, one.due is None)) for key, group in groups.items()}

    @cached_property
    def _by_clause(self) -> dict[Hashable, list[Requirement]]:
        return _grouped((one.clause, one) for one in self.requirements)

    @cached_property
    def _by_indicator(self) -> dict[Hashable, list[Requirement]]:
        return _grouped((one.indicator.name, one) for one in self.requirements)

    def of_policy(self, policy: str) -> list[Requirement]:
        """The requirements of a policy, in the order of the text."""
        return self._by_policy.get(policy, [])

    def of_clause(self, clause: str) -> list[Requirement]:
        """The requirements of a clause, in the order of the text."""
        return self._by_clause.get(clause, [])

    def of_indicator(self, name: str) -> list[Requirement]:
        """The requirements on an indicator, upper levels first."""
        return self._by_indicator.get(name, [])

    def requirement(self, requirement_id: str) -> Requirement:
        """A requirement by its id."""
        return self.specs.requirement(requirement_id)

    def dismissed(self, policy: str) -> list[Dismissal]:
        """What is dismissed in a policy, in the order of the text."""
        return sorted((one for one in self.specs.dismissed if one.policy == policy), key=lambda one: one.span)

    @cached_property
    def _files(self) -> dict[str, SpecFile]:
        return {file.policy: file for file in self.specs.files}

    def path(self, policy: str) -> Path | None:
        """The spec file of a policy, when it has one."""
        file = self._files.get(policy)
        return file.path if file else None

    def problems(self, one: Requirement) -> list[Diagnostic]:
        """In what the double entry of a requirement disagrees, as `pytest specs` says it."""
        if one.id not in self._problems:
            self._problems[one.id] = check_requirement(one, self._files[one.policy], self.specs)
        return self._problems[one.id]

    def ledger(self, policy: Policy) -> tuple[Line, ...]:
        """Every quantity of a policy's normative text, and how it is accounted for."""
        if policy.id not in self._ledgers:
            asked, gone = self.of_policy(policy.id), self.dismissed(policy.id)
            self._ledgers[policy.id] = ledger(policy, asked, gone)
        return self._ledgers[policy.id]

    def around(self, policy: str) -> tuple[Policy | None, Policy | None]:
        """The policies before and after one that have requirements."""
        ids = [None, *(one for one in self.policies if self.path(one.id)), None]
        at = next((index for index, one in enumerate(ids) if one and one.id == policy), None)
        return (None, None) if at is None else (ids[at - 1], ids[at + 1])

    def lines(self, part: str) -> list[str]:
        """What a document shows of a part, as text: other text, other pages.

        Parts are `all`, `policy:<id>` (its requirements), `checks:<id>` (they and what is compared
        with them) and `theme:<name>`.
        """
        kind, _, name = part.partition(":")
        if kind == "policy":
            return [self._line(one) for one in self.of_policy(name)]
        if kind == "checks":
            names = {one.indicator.name for one in self.of_policy(name)}
            alike = [self._line(one) for one in self.requirements if one.indicator.name in names]
            beside = [f"{one.title} {one.level}" for one in self.around(name) if one]
            return [*alike, *(str(dismissed_row(one)) for one in self.dismissed(name)), *beside]
        if kind == "theme":
            return [self._line(one) for one in self.requirements if one.indicator.theme == name]
        texts = [f"{one.id} {one.title} {one.level} {one.sha256}" for one in self.policies]
        gone = [str(dismissed_row(one)) for one in self.specs.dismissed]
        return [*texts, *map(self._line, self.requirements), *gone]

    @cached_property
    def _titles(self) -> dict[str, str]:
        levels = {level: level.label for level in Level}
        return {one.id: f"{levels[one.level]} {one.title}" for one in self.policies}

    def _line(self, one: Requirement) -> str:
        return f"{requirement_row(one)} {one.plain} {self._titles.get(one.policy)}"


def _grouped(pairs: Iterable[tuple[Hashable, Requirement]]) -> dict[Hashable, list[Requirement]]:
    groups: dict[Hashable, list[Requirement]] = {}
    for key, one in pairs:
        groups.setdefault(key, []).append(one)
    return groups
