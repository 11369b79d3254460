"""A hit: a clause that answers a query, how well, and where it says so."""

from __future__ import annotations

from dataclasses import dataclass

from policykit.model import Clause, Role, Span

__all__ = ["Hit"]


@dataclass(frozen=True, slots=True)
class Hit:
    """A clause found. Hits compare by score within one search only."""

    clause: Clause
    score: int
    """In the order of relevance; 0 is nothing."""
    highlights: tuple[Span, ...] = ()
    """What was found, in code points of the policy's decoded source, in order, not overlapping."""
    heading: tuple[Span, ...] = ()
    """The same in code points of `clause.heading`."""
    text: tuple[Span, ...] = ()
    """The same in code points of `clause.text`."""

    @property
    def normative(self) -> bool:
        """Whether the clause is the policy's own text, not an interpretation, summary or notice."""
        return self.clause.role is Role.CLAUSE
