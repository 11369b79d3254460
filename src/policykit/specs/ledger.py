"""The ledger: every quantity of a policy's normative text is asked by a requirement or dismissed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from policykit.model import Comparator, Hint, QuantityKind, Role
from policykit.specs.reading import reading

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from policykit.model import Clause, Dismissal, Policy, Quantity, Requirement, Span

__all__ = ["Account", "Line", "ledger", "unaccounted"]

# What the text room names with certainty: numbering and numbers within names.
_SELF_EVIDENT = frozenset({Hint.ENUMERATOR, Hint.ORDINAL, Hint.SECTION, Hint.VERSION, Hint.PHONE, Hint.NAME})


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
class Line:
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
    quoted: Iterable[tuple[str, Span]] = (),
) -> tuple[Line, ...]:
    """Every quantity of the normative clauses of `policy`, in the order of the text.

    `quoted` are ids of clauses with spans that entries quote which could not be bound: what is wrong with
    them is reported elsewhere, and their quantities are not forgotten.
    """
    asked = [one for one in requirements if one.policy == policy.id]
    put_aside = [one for one in dismissed if one.policy == policy.id]
    broken = tuple(quoted)
    lines = []
    for clause in policy.clauses:
        if clause.role is not Role.CLAUSE:
            continue
        here = [one for one in asked if one.clause == clause.id]
        quotes = [one.span for one in here] + [span for clause_id, span in broken if clause_id == clause.id]
        gone = [one.span for one in put_aside if one.clause == clause.id]
        dues = {one.due for one in here}
        read = reading(policy, clause)
        for quantity, span in read.found:
            figure = read.to_source(quantity.figure)
            lines.append(Line(clause, quantity, span, _account(quantity, figure, quotes, gone, dues)))
    return tuple(lines)


def unaccounted(lines: Iterable[Line]) -> tuple[Line, ...]:
    """The quantities that have neither requirement nor dismissal."""
    return tuple(line for line in lines if line.account is Account.NONE)


def _account(
    quantity: Quantity, figure: Span, quotes: list[Span], gone: list[Span], dues: set[date | None]
) -> Account:
    """A word of comparison beside the figure may lie outside a quote; the figure may not."""
    if any(_within(figure, quote) for quote in quotes):
        return Account.REQUIREMENT
    if any(_within(figure, quote) for quote in gone):
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


def _within(span: Span, quote: Span) -> bool:
    return quote.start <= span.start and span.end <= quote.end
