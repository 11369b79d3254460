"""The ledger: every quantity of a policy's normative text is asked by a requirement or dismissed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from policykit.model import Comparator, Dismissal, Hint, QuantityKind, Role, Span
from policykit.specs.reading import reading

if TYPE_CHECKING:
    from collections.abc import Iterable

    from policykit.model import Clause, Draft, Policy, Quantity, Requirement

__all__ = ["SELF_EVIDENT", "Account", "Found", "LedgerLine", "found_in", "ledger", "unaccounted"]

# What the text room names with certainty: numbering and numbers within names.
SELF_EVIDENT = frozenset({Hint.ENUMERATOR, Hint.ORDINAL, Hint.SECTION, Hint.VERSION, Hint.PHONE, Hint.NAME})


class Account(StrEnum):
    """How a quantity is accounted for."""

    REQUIREMENT = "requirement"
    DISMISSED = "dismissed"
    DATE = "date"
    """A date that a requirement of the clause has as its due date."""
    LABEL = "label"
    """Numbering or a part of a name: self-evident."""
    DRAFT = "draft"
    """A draft entry quotes it: 待核定, neither decided nor open."""
    NONE = "none"


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One quantity of one clause, and how it is accounted for."""

    clause: Clause
    quantity: Quantity
    span: Span
    """In the decoded source."""
    account: Account


class Found(NamedTuple):
    """A quantity as it stands in a clause, with the spans of its words and of its figure in the decoded source."""

    clause: str
    quantity: Quantity
    span: Span
    figure: Span


def found_in(policy: Policy) -> tuple[Found, ...]:
    """Every quantity of the normative clauses of `policy`, in the order of the text: it depends on the text alone."""
    found = []
    for clause in policy.clauses:
        if clause.role is Role.CLAUSE:
            read = reading(policy, clause)
            found += [
                Found(clause.id, quantity, span, read.to_source(quantity.figure))
                for quantity, span in read.quantities
            ]
    return tuple(found)


def ledger(  # noqa: PLR0913 - what entries say, by the kinds that they are of
    policy: Policy,
    requirements: Iterable[Requirement],
    dismissed: Iterable[Dismissal],
    quotes: Iterable[tuple[str, Span]] = (),
    drafts: Iterable[Draft] = (),
    *,
    found: Iterable[Found] | None = None,
) -> tuple[LedgerLine, ...]:
    """Every quantity of the normative clauses of `policy`, in the order of the text.

    `quotes` are ids of clauses with the spans that entries quote which could not be bound: what is wrong with
    them is reported elsewhere, and their quantities are not forgotten. What only `drafts` quote waits (待核定). `found`
    is what `found_in` gives, where it is at hand.
    """
    drafts = [draft for draft in drafts if draft.policy == policy.id]
    proposed = [draft.requirement for draft in drafts if draft.requirement is not None]
    decided = _Claims.of(policy, requirements, dismissed)
    waiting = _Claims.of(
        policy, proposed, (each.entry for each in drafts if isinstance(each.entry, Dismissal))
    )
    for clause_id, span in quotes:
        decided.asked[clause_id].append(span)
    clauses = {clause.id: clause for clause in policy.clauses}
    lines = []
    for clause, quantity, span, figure in found_in(policy) if found is None else found:
        account = _account(quantity, figure, clause, decided)
        if account is Account.NONE and _account(quantity, figure, clause, waiting) is not Account.NONE:
            account = Account.DRAFT
        lines.append(LedgerLine(clauses[clause], quantity, span, account))
    return tuple(lines)


def unaccounted(lines: Iterable[LedgerLine]) -> tuple[LedgerLine, ...]:
    """The quantities that have neither requirement nor dismissal."""
    return tuple(line for line in lines if line.account is Account.NONE)


@dataclass
class _Claims:
    """What entries claim: of each clause the quotes of requirements and dismissals, and the due dates."""

    asked: defaultdict[str, list[Span]] = field(default_factory=lambda: defaultdict(list))
    aside: defaultdict[str, list[Span]] = field(default_factory=lambda: defaultdict(list))
    dues: defaultdict[str, set[date | None]] = field(default_factory=lambda: defaultdict(set))
    sections: list[Span] = field(default_factory=list)
    """What is set aside as a whole, over any number of clauses."""

    @classmethod
    def of(
        cls, policy: Policy, requirements: Iterable[Requirement], dismissed: Iterable[Dismissal]
    ) -> _Claims:
        claims = cls()
        for requirement in requirements:
            claims.asked[requirement.clause].append(requirement.span)
            claims.dues[requirement.clause].add(requirement.due)
        for dismissal in dismissed:
            if not dismissal.whole:
                claims.aside[dismissal.clause].append(dismissal.span)
            elif dismissal.policy == policy.id:
                claims.sections.append(dismissal.span)
        return claims


def _account(quantity: Quantity, figure: Span, clause: str, claims: _Claims) -> Account:
    """A word of comparison beside the figure may lie outside a quote; the figure may not."""
    if any(quote.covers(figure) for quote in claims.asked[clause]):
        return Account.REQUIREMENT
    if any(quote.covers(figure) for quote in (*claims.aside[clause], *claims.sections)):
        return Account.DISMISSED
    if quantity.kind is QuantityKind.LABEL and quantity.hint in SELF_EVIDENT:
        return Account.LABEL
    if (
        quantity.kind is QuantityKind.DATE
        and quantity.comparator is Comparator.BY_DATE
        and quantity.due in claims.dues[clause]
    ):
        return Account.DATE
    return Account.NONE
