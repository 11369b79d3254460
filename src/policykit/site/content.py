"""What the pages of a site are made of: policies, their requirements with tests, the cross-index."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from policykit.index.lexicon import Lexicon
from policykit.model import Requirement
from policykit.site.junit import Tests
from policykit.site.kept import Kept
from policykit.site.links import checks_docname, policy_docname
from policykit.site.parts import ALIKE, checks_parts, part_docname, whole_docname
from policykit.site.textparts import TextParts
from policykit.specs import dismissed_row, draft_row, ledger, requirement_row

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping
    from pathlib import Path

    from policykit.base.diagnostics import Diagnostic
    from policykit.corpus import Corpus
    from policykit.figures.series import Series
    from policykit.model import Clause, Dismissal, Draft, Indicator, Policy
    from policykit.site.crossindex import CrossIndex
    from policykit.site.junit import Outcome
    from policykit.site.links import Links
    from policykit.site.parts import Checked
    from policykit.specs import SpecFile, Specs
    from policykit.specs.ledger import LedgerLine

__all__ = ["Arguments", "Content", "RequirementIndex", "View", "in_site_order"]

_T = TypeVar("_T")
Arguments: TypeAlias = "Mapping[str, Any]"
"""What a place in a page says about what it shows: the id of a policy, a limit."""
View: TypeAlias = "Callable[[Arguments, Content, Links], dict[str, Any]]"
"""What a template is given, of a place in a page."""


@dataclass
class Content:
    """All that a build knows."""

    corpus: Corpus
    requirements: RequirementIndex
    crossindex: CrossIndex
    collected: tuple[Series, ...] | None = None
    """What was collected over the years; none when nothing was, and a made-up sample stands in its place."""
    make_rulebook: Callable[[], str] | None = None
    """What makes `rulebook`, once the addresses are known, in a book with a page that reads files."""

    @cached_property
    def rulebook(self) -> str:
        """The script that the pages that read files decide by; empty in a book without such a page."""
        return self.make_rulebook() if self.make_rulebook else ""

    @cached_property
    def with_years(self) -> frozenset[str]:
        """Names of the indicators of which something was collected."""
        return frozenset(one.indicator.name for one in self.collected or ())

    @cached_property
    def lexicon(self) -> Lexicon:
        """The words of the field. Raises `PolicykitError` when its file is not sound."""
        return Lexicon.load(self.corpus.root)

    def work_out(self, policy: Policy) -> None:
        """Have at hand for other processes, and for the next build, what follows from the text of a policy alone."""
        kept = self.requirements.kept
        kept.found(policy)
        kept.units(policy, self.lexicon)
        kept.passages(policy, self.lexicon)

    @cached_property
    def _pages(self) -> dict[str, Policy]:
        return {policy_docname(policy.id): policy for policy in self.corpus.policies}

    def policy_of_page(self, docname: str) -> Policy | None:
        """The policy whose present text a page holds, or begins to, found without a look at all of them."""
        return self._pages.get(docname)

    def clauses_of_page(self, docname: str) -> list[Clause] | None:
        """The clauses of the present text of a policy that a page holds; of no other page any."""
        first, at = whole_docname(docname)
        policy = self._pages.get(first)
        return None if policy is None else self.text_parts(policy).clauses(at)

    def text_parts(self, policy: Policy) -> TextParts:
        """The pages of a policy's text, or of an earlier one."""
        if policy.id not in self._text_parts:
            of_clause = self.requirements.of_clause
            self._text_parts[policy.id] = TextParts(policy, lambda clause: len(of_clause(clause)))
        return self._text_parts[policy.id]

    @cached_property
    def _text_parts(self) -> dict[str, TextParts]:
        return {}


def in_site_order(policies: Iterable[Policy]) -> list[Policy]:
    """Policies, top level first, the newest of a level first, those without a date last."""
    return sorted(
        policies,
        key=lambda policy: (
            policy.level.rank,
            -(policy.dated or date.min).toordinal(),
            policy.id,
        ),
    )


class RequirementIndex:
    """The specs of a corpus in the orders that pages need; policies in the order of the site."""

    def __init__(self, specs: Specs, tests: Tests | None = None, kept: Kept | None = None) -> None:
        self.specs = specs
        self.tests = tests or Tests()
        self.kept = kept or Kept(specs.corpus.root)
        self.policies = tuple(in_site_order(specs.corpus.policies))
        self._ledgers: dict[str, tuple[LedgerLine, ...]] = {}
        self._parts: dict[str, list[list[Checked]]] = {}

    @cached_property
    def requirements(self) -> tuple[Requirement, ...]:
        """Every requirement: policies in the order of the site, requirements in that of the text."""
        return tuple(each for policy in self.policies for each in self.of_policy(policy.id))

    @cached_property
    def _by_policy(self) -> dict[Hashable, list[Requirement]]:
        groups = _grouped((each.policy, each) for each in self.specs.requirements)
        return {
            policy: sorted(group, key=lambda each: (each.span, each.due is None))
            for policy, group in groups.items()
        }

    @cached_property
    def _by_clause(self) -> dict[Hashable, list[Requirement]]:
        return _grouped((each.clause, each) for each in self.requirements)

    @cached_property
    def _by_indicator(self) -> dict[Hashable, list[Requirement]]:
        return _grouped((each.indicator.name, each) for each in self.requirements)

    @cached_property
    def _by_theme(self) -> dict[Hashable, list[Requirement]]:
        return _grouped((each.indicator.theme, each) for each in self.requirements)

    @cached_property
    def _dismissed(self) -> dict[Hashable, list[Dismissal]]:
        ordered = sorted(self.specs.dismissed, key=lambda each: each.span)
        return _grouped((each.policy, each) for each in ordered)

    @cached_property
    def _drafts(self) -> dict[Hashable, list[Draft]]:
        ordered = sorted(self.specs.drafts, key=lambda each: each.span)
        return _grouped((each.policy, each) for each in ordered)

    @cached_property
    def _files(self) -> dict[str, SpecFile]:
        return {file.policy: file for file in self.specs.files}

    @cached_property
    def indicators(self) -> dict[str, Indicator]:
        """The indicators on which there is a requirement, in the order of the registry."""
        used = {each.indicator.name: each.indicator for each in self.requirements}
        declared = self.specs.registry.indicators
        return {name: used[name] for name in (*declared, *used) if name in used}

    @cached_property
    def themes(self) -> dict[str, str]:
        """The themes of these indicators with their Chinese titles, in the order of their pages."""
        used = {indicator.theme for indicator in self.indicators.values()}
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

    def of_theme(self, theme: str) -> list[Requirement]:
        """The requirements on the indicators of a theme, upper levels first."""
        return self._by_theme.get(theme, [])

    def requirement(self, requirement_id: str) -> Requirement:
        """A requirement by its id."""
        return self.specs.requirement(requirement_id)

    def dismissed(self, policy: str) -> list[Dismissal]:
        """What is dismissed in a policy, in the order of the text."""
        return self._dismissed.get(policy, [])

    def drafts(self, policy: str) -> list[Draft]:
        """What waits for a person in a policy (待核定), in the order of the text."""
        return self._drafts.get(policy, [])

    def drafts_on(self, indicator: str) -> list[Draft]:
        """The requirements on an indicator that wait for a person."""
        named = ((each, each.requirement) for policy in self.policies for each in self.drafts(policy.id))
        return [each for each, asked in named if asked is not None and asked.indicator.name == indicator]

    def path(self, policy: str) -> Path | None:
        """The spec file of a policy, when it has one."""
        file = self._files.get(policy)
        return file.path if file else None

    def problems(self, requirement: Requirement) -> list[Diagnostic]:
        """In what the double entry of a requirement disagrees, as `pytest specs` says it."""
        return list(self.specs.problems_of(requirement))

    def outcome(self, requirement: Requirement) -> Outcome:
        """The last result of a requirement's test."""
        return self.tests.of(requirement, self.specs.corpus.policy(requirement.policy))

    def ledger(self, policy: Policy) -> tuple[LedgerLine, ...]:
        """Every quantity of a policy's normative text, and how it is accounted for."""
        if policy.id not in self._ledgers:
            requirements, dismissed = self.of_policy(policy.id), self.dismissed(policy.id)
            drafts, found = self.drafts(policy.id), self.kept.found(policy)
            self._ledgers[policy.id] = ledger(policy, requirements, dismissed, drafts=drafts, found=found)
        return self._ledgers[policy.id]

    def checks_parts(self, policy: str) -> list[list[Checked]]:
        """What stands on each page of a policy's checks: requirements, then what waits, then what is dismissed."""
        if policy not in self._parts:
            alike = {
                each.indicator.name: [one.plain for one in self.of_indicator(each.indicator.name)[:ALIKE]]
                for each in self.of_policy(policy)
            }
            entries: list[tuple[Checked, list[str]]] = [
                *(
                    (each, [self._rows[each.id], *alike[each.indicator.name]])
                    for each in self.of_policy(policy)
                ),
                *((each, [str(draft_row(each))]) for each in self.drafts(policy)),
                *((each, [each.quote, each.note]) for each in self.dismissed(policy)),
            ]
            self._parts[policy] = checks_parts(entries)
        return self._parts[policy]

    def checks_page(self, requirement: Requirement) -> str:
        """The document on which a requirement stands."""
        return part_docname(checks_docname(requirement.policy), self.cut.get(requirement.id, 0))

    @cached_property
    def cut(self) -> dict[str, int]:
        """Which part of its policy's checks a requirement stands on, of those that are not on the first."""
        return {
            each.id: at
            for policy in self._by_policy
            for at, part in enumerate(self.checks_parts(str(policy)))
            for each in part
            if at and isinstance(each, Requirement)
        }

    def neighbours(self, policy: str) -> tuple[Policy | None, Policy | None]:
        """The policies before and after one that have a spec."""
        row = [None, *(each for each in self.policies if self.path(each.id)), None]
        at = next((index for index, each in enumerate(row) if each and each.id == policy), None)
        return (None, None) if at is None else (row[at - 1], row[at + 1])

    def state(self, part: str) -> list[str]:
        """What a document shows of a part, as text: other text, other pages.

        Parts are `all`, `policy:<id>` (its requirements), `checks:<id>` (they and what is compared
        with them), `theme:<name>` and `indicators` (which level asks for which).
        """
        kind, _, name = part.partition(":")
        if kind == "policy":
            return [
                *(self._rows[each.id] for each in self.of_policy(name)),
                f"{len(self.drafts(name))} drafts",
            ]
        if kind == "checks":
            return self._state_of_checks(name)
        if kind == "theme":
            return [
                *(repr(indicator) for indicator in self.indicators.values() if indicator.theme == name),
                *(f"{self._rows[each.id]} {self._titles[each.policy]}" for each in self.of_theme(name)),
                *(str(draft_row(each)) for each in self.specs.drafts),
            ]
        if kind == "indicators":
            levels = {policy.id: policy.level.value for policy in self.policies}
            asking = (f"{each.indicator.name} {levels[each.policy]}" for each in self.requirements)
            return [*asking, *map(repr, self.indicators.values())]
        return [
            *(f"{self._titles[policy.id]} {policy.id} {policy.sha256}" for policy in self.policies),
            *(self.outcome(each).state for each in self.requirements),
            *self._rows.values(),
            *(str(dismissed_row(each)) for each in self.specs.dismissed),
            *(str(draft_row(each)) for each in self.specs.drafts),
        ]

    def _state_of_checks(self, policy: str) -> list[str]:
        requirements = self.of_policy(policy)
        names = dict.fromkeys(each.indicator.name for each in requirements)
        return [
            *(self._rows[each.id] for each in requirements),
            *(f"{each.id} {each.plain}" for name in names for each in self.of_indicator(name)),
            *(repr(self.indicators[name]) for name in names),
            *(str(dismissed_row(each)) for each in self.dismissed(policy)),
            *(str(draft_row(each)) for each in self.drafts(policy)),
            *(f"{each.title} {each.level}" for each in self.neighbours(policy) if each),
            *(str(self.outcome(each)) for each in requirements),
        ]

    @cached_property
    def _titles(self) -> dict[str, str]:
        return {policy.id: f"{policy.level} {policy.title}" for policy in self.policies}

    @cached_property
    def _rows(self) -> dict[str, str]:
        return {each.id: f"{requirement_row(each)} {each.plain}" for each in self.requirements}


def _grouped(pairs: Iterable[tuple[Hashable, _T]]) -> dict[Hashable, list[_T]]:
    groups: dict[Hashable, list[_T]] = {}
    for key, each in pairs:
        groups.setdefault(key, []).append(each)
    return groups
