"""How the numbers of each policy are accounted for."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING

from policykit.model import Role
from policykit.specs.ledger import Account

if TYPE_CHECKING:
    from collections.abc import Iterable

    from policykit.model import Dismissal, Indicator, Policy, Reason
    from policykit.site.content import RequirementIndex
    from policykit.specs.ledger import LedgerLine

__all__ = ["Coverage", "Defined", "coverage", "defined", "total"]


@dataclass
class Coverage:
    """Counts of one policy, or of all: what was found in its normative text and what became of it."""

    clauses: int = 0
    asking: int = 0
    """Clauses with a requirement."""
    requirements: int = 0
    disagreeing: int = 0
    """Requirements that do not restate their quote."""
    accounts: Counter[Account] = field(default_factory=Counter)
    reasons: Counter[Reason] = field(default_factory=Counter)
    """Of the quantities that are dismissed."""

    @property
    def found(self) -> int:
        """Quantities: numbers, coverage words, trend words, dates."""
        return self.accounts.total()

    @property
    def asked(self) -> int:
        """Quantities within the quote of a requirement."""
        return self.accounts[Account.REQUIREMENT]

    @property
    def dates(self) -> int:
        """Dates that a requirement has as its due date."""
        return self.accounts[Account.DATE]

    @property
    def labels(self) -> int:
        """Numbering and parts of names."""
        return self.accounts[Account.LABEL]

    @property
    def dismissed(self) -> int:
        """Quantities dismissed with a reason."""
        return self.accounts[Account.DISMISSED]

    @property
    def drafted(self) -> int:
        """Quantities that only a draft quotes: they wait for a person (待核定)."""
        return self.accounts[Account.DRAFT]

    @property
    def open(self) -> int:
        """Quantities that nobody accounted for yet."""
        return self.accounts[Account.NONE]

    @property
    def share(self) -> str:
        """Share of the quantities accounted for, never rounded up to 100%; what waits for a person is not."""
        thousandths = (self.found - self.open - self.drafted) * 1000 // self.found if self.found else 1000
        return f"{thousandths / 10:g}%"


@dataclass(frozen=True)
class Defined:
    """By whose definition the indicators in use are computed."""

    same: int
    """The official formula, with no difference."""
    differing: int
    """An official formula, with a difference that is said."""
    named: int
    """An official definition without a formula: the way to compute it is ours."""
    own: int
    """No official definition is on record, and it is computed by a formula of ours."""
    reported: int
    """No official definition is on record, and it is reported as it is."""

    @property
    def official(self) -> int:
        """Those with an official definition on record."""
        return self.same + self.differing + self.named


def defined(indicators: Iterable[Indicator]) -> Defined:
    """Whose definitions the indicators have."""
    counts = Counter(map(_whose, indicators))
    return Defined(*(counts[each.name] for each in fields(Defined)))


def _whose(indicator: Indicator) -> str:
    if indicator.official is None:
        return "own" if indicator.formula else "reported"
    if indicator.own_formula and indicator.formula:
        return "named"
    return "differing" if indicator.official.differs else "same"


def coverage(policy: Policy, index: RequirementIndex) -> Coverage:
    """The counts of one policy."""
    requirements, lines = index.of_policy(policy.id), index.ledger(policy)
    dismissed = index.dismissed(policy.id)
    reasons = [_reason(line, dismissed) for line in lines if line.account is Account.DISMISSED]
    return Coverage(
        clauses=sum(clause.role is Role.CLAUSE for clause in policy.clauses),
        asking=len({each.clause for each in requirements if not each.interpretation}),
        requirements=len(requirements),
        disagreeing=sum(bool(index.problems(each)) for each in requirements),
        accounts=Counter(line.account for line in lines),
        reasons=Counter(reason for reason in reasons if reason),
    )


def total(rows: list[Coverage]) -> Coverage:
    """All policies together."""
    added = Coverage()
    for row in rows:
        added.clauses += row.clauses
        added.asking += row.asking
        added.requirements += row.requirements
        added.disagreeing += row.disagreeing
        added.accounts += row.accounts
        added.reasons += row.reasons
    return added


def _reason(line: LedgerLine, dismissed: list[Dismissal]) -> Reason | None:
    """The reason of the dismissal that shares most with the quantity."""
    shared = [
        (min(each.span.end, line.span.end) - max(each.span.start, line.span.start), each.reason)
        for each in dismissed
        if each.clause == line.clause.id
    ]
    most, reason = max(shared, key=lambda pair: pair[0], default=(0, None))
    return reason if most > 0 else None
