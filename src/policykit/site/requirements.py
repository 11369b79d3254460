"""What the requirement pages show of the specs: by policy, by clause, by indicator, with its tests."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from policykit.site.junit import Tests
from policykit.specs import dismissed_row, ledger, requirement_row
from policykit.specs.double_entry import check_requirement

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable
    from pathlib import Path

    from policykit.base.diagnostics import Diagnostic
    from policykit.model import Dismissal, Indicator, Policy, Requirement
    from policykit.site.junit import Outcome
    from policykit.specs import SpecFile, Specs
    from policykit.specs.ledger import LedgerLine

__all__ = ["Stock"]

Thing = TypeVar("Thing")


class Stock:
    """The specs of one build, in the orders that pages need; `policies` in the order of the site."""

    def __init__(self, specs: Specs, policies: Iterable[Policy], tests: Tests | None = None) -> None:
        self.specs = specs
        self.tests = tests or Tests()
        self.policies = tuple(policies)
        self._ledgers: dict[str, tuple[LedgerLine, ...]] = {}
        self._problems: dict[str, list[Diagnostic]] = {}

    @cached_property
    def requirements(self) -> tuple[Requirement, ...]:
        """Every requirement: policies in the order of the site, requirements in that of the text."""
        return tuple(one for policy in self.policies for one in self.of_policy(policy.id))

    @cached_property
    def _by_policy(self) -> dict[Hashable, list[Requirement]]:
        groups = _grouped((one.policy, one) for one in self.specs.requirements)
        return {
            key: sorted(group, key=lambda one: (one.span, one.due is None)) for key, group in groups.items()
        }

    @cached_property
    def _by_clause(self) -> dict[Hashable, list[Requirement]]:
        return _grouped((one.clause, one) for one in self.requirements)

    @cached_property
    def _by_indicator(self) -> dict[Hashable, list[Requirement]]:
        return _grouped((one.indicator.name, one) for one in self.requirements)

    @cached_property
    def indicators(self) -> dict[str, Indicator]:
        """The indicators on which there is a requirement, in the order of the registry."""
        used = {one.indicator.name: one.indicator for one in self.requirements}
        declared = self.specs.registry.indicators
        return {name: used[name] for name in (*declared, *used) if name in used}

    @cached_property
    def themes(self) -> dict[str, str]:
        """The themes of these indicators with their Chinese titles, in the order of their pages."""
        used = {one.theme for one in self.indicators.values()}
        return {name: theme.label for name, theme in self.specs.registry.themes.items() if name in used}

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
        return self._dismissed.get(policy, [])

    @cached_property
    def _dismissed(self) -> dict[Hashable, list[Dismissal]]:
        ordered = sorted(self.specs.dismissed, key=lambda one: one.span)
        return _grouped((one.policy, one) for one in ordered)

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

    def outcome(self, one: Requirement) -> Outcome:
        """The last result of a requirement's test."""
        return self.tests.of(one, self.specs.corpus.policy(one.policy))

    def ledger(self, policy: Policy) -> tuple[LedgerLine, ...]:
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
        with them), `theme:<name>` and `indicators` (which level asks for which).
        """
        kind, _, name = part.partition(":")
        asked = self.of_policy(name)
        if kind == "policy":
            return [self._rows[one.id] for one in asked]
        if kind == "checks":
            names = dict.fromkeys(one.indicator.name for one in asked)
            alike = [f"{one.id} {one.plain}" for name in names for one in self.of_indicator(name)]
            beside = [f"{one.title} {one.level}" for one in self.around(name) if one]
            gone = [str(dismissed_row(one)) for one in self.dismissed(name)]
            tests = [str(self.outcome(one)) for one in asked]
            declared = [repr(self.indicators[name]) for name in names]
            return [*(self._rows[one.id] for one in asked), *alike, *declared, *gone, *beside, *tests]
        if kind == "theme":
            declared = [repr(one) for one in self.indicators.values() if one.theme == name]
            return declared + [
                f"{self._rows[one.id]} {self._titles[one.policy]}"
                for one in self.requirements
                if one.indicator.theme == name
            ]
        if kind == "indicators":
            levels = {one.id: one.level.value for one in self.policies}
            asking = [f"{one.indicator.name} {levels[one.policy]}" for one in self.requirements]
            return [*asking, *map(repr, self.indicators.values())]
        texts = [f"{self._titles[one.id]} {one.id} {one.sha256}" for one in self.policies]
        tests = [self.outcome(one).state for one in self.requirements]
        return [
            *texts,
            *tests,
            *self._rows.values(),
            *(str(dismissed_row(one)) for one in self.specs.dismissed),
        ]

    @cached_property
    def _titles(self) -> dict[str, str]:
        return {one.id: f"{one.level} {one.title}" for one in self.policies}

    @cached_property
    def _rows(self) -> dict[str, str]:
        return {one.id: f"{requirement_row(one)} {one.plain}" for one in self.requirements}


def _grouped(pairs: Iterable[tuple[Hashable, Thing]]) -> dict[Hashable, list[Thing]]:
    groups: dict[Hashable, list[Thing]] = {}
    for key, one in pairs:
        groups.setdefault(key, []).append(one)
    return groups
