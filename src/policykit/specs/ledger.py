"""The ledger: every quantity of a policy's normative text is asked by a requirement or dismissed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from policykit.model import Comparator, Hint, QuantityKind, Role, Span
from policykit.specs.claims import reading

if TYPE_CHECKING:
    from collections.abc import Iterable

    from policykit.model import Clause, Dismissal, Policy, Quantity, Requirement

__all__ = ["Account", "LedgerLine", "ledger", "unaccounted"]

# What the text room names with certainty: numbering and numbers within names.
_SELF_EVIDENT = frozenset({Hint.ENUMERATOR, Hint.ORDINAL, Hint.SECTION, Hint.VERSION, Hint.PHONE, Hint.NAME})
_Spans = defaultdict[str, list[Span]]


class Account(StrEnum):
    """How a quantity is accounted for."""

    REQUIREMENT = "requirement"
    DISMISSED = "dismissed"
    DATE = "date"
    """A date that a requirement of the clause has as its due date."""
    LABEL = "label"
    """Numbering or a part of a name: self-evident."""
    NONE = "none"


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One quantity of one clause, and how it is accounted for."""

    clause: Clause
    quantity: Quantity
    span: Span
    """In the decoded source."""
    account: Account


def ledger(
    policy: Policy,
    requirements: Iterable[Requirement],
    dismissed: Iterable[Dismissal],
    quotes: Iterable[tuple[str, Span]] = (),
) -> tuple[LedgerLine, ...]:
    """Every quantity of the normative clauses of `policy`, in the order of the text.

    `quotes` are ids of clauses with the spans that entries quote which could not be bound: what is wrong with
    them is reported elsewhere, and their quantities are not forgotten.
    """
    asked, aside, dues = _Spans(list), _Spans(list), defaultdict[str, set[date | None]](set)
    for requirement in requirements:
        asked[requirement.clause].append(requirement.span)
        dues[requirement.clause].add(requirement.due)
    for clause_id, span in quotes:
        asked[clause_id].append(span)
    for dismissal in dismissed:
        aside[dismissal.clause].append(dismissal.span)
    lines = []
    for clause in policy.clauses:
        if clause.role is not Role.CLAUSE:
            continue
        read = reading(policy, clause)
        for quantity, span in read.quantities:
            figure = read.to_source(quantity.figure)
            account = _account(quantity, figure, asked[clause.id], aside[clause.id], dues[clause.id])
            lines.append(LedgerLine(clause, quantity, span, account))
    return tuple(lines)


def unaccounted(lines: Iterable[LedgerLine]) -> tuple[LedgerLine, ...]:
    """The quantities that have neither requirement nor dismissal."""
    return tuple(line for line in lines if line.account is Account.NONE)


def _account(
    quantity: Quantity, figure: Span, claimed: list[Span], dismissed: list[Span], dues: set[date | None]
) -> Account:
    """A word of comparison beside the figure may lie outside a quote; the figure may not."""
    if any(quote.covers(figure) for quote in claimed):
        return Account.REQUIREMENT
    if any(quote.covers(figure) for quote in dismissed):
        return Account.DISMISSED
    if quantity.kind is QuantityKind.LABEL and quantity.hint in _SELF_EVIDENT:
        return Account.LABEL
    if (
        quantity.kind is QuantityKind.DATE
        and quantity.comparator is Comparator.BY_DATE
        and quantity.due in dues
    ):
        return Account.DATE
    return Account.NONE
