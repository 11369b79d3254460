"""A statement: a quantity that asks something, with the words that name what it is the figure of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policykit.model import Quantity, Span

__all__ = ["Statement"]


@dataclass(frozen=True, slots=True)
class Statement:
    """A quantity that asks something, with the words that name what is measured (both in the clause's normal form)."""

    quantity: Quantity
    name: Span | None
    """`None` where no name was found."""
    also: Span | None = None
    """A phrase behind a term that says what is to be done in it: 20个工作日内 办结."""
    is_carried: bool = False
    """Whether the name is that of the figure before it."""
    label: str = ""
    """The name that a table gives the figure, by its row or its heads."""
    subject: str = ""
    """Of whom a row or a head of a table speaks, or which member of a list."""
    of: Span | None = None
    """What the name is said of, which stands before it: 增加值…,占地区生产总值比重."""
    label_end: str = ""
    """A verb that makes the name one of what is done: 进展情况 通报."""
    within: Span | None = None
    """The words from which a name is put together: 千兆光网覆盖所有家庭."""
