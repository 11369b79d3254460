"""对应: what ties one clause to another, with the words of both that say so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from policykit.base.resources import Labelled

if TYPE_CHECKING:
    from policykit.model.policy import Span

__all__ = ["Link", "LinkKind"]


class LinkKind(Labelled):
    """How two clauses hang together.

    >>> LinkKind("aligned").label
    '对应条款'
    """

    ALIGNED = "aligned"
    """The two order the same measure on different levels."""
    RELATED = "related"
    """Likely the same subject, below the cut of what is shown as a counterpart."""
    REPEATS = "repeats"
    """`a` says again what `b` says, in nearly the same words: a digest, a questions-and-answers text, a reprint."""
    CITES = "cites"
    """`a` cites the policy of `b` by its 文号 or title; `b` is that policy's first clause."""
    SAME_INDICATOR = "same_indicator"
    """Both state a requirement on the same indicator."""


@dataclass(frozen=True, slots=True)
class Link:
    """One tie between the clauses `a` and `b` (ids), `a` of the lower level or the one that refers.

    `a_span` and `b_span` are the sentences that show it, in the decoded sources of their policies.
    """

    a: str
    b: str
    kind: LinkKind
    score: float
    """0 to 1; for `aligned` and `related` the likelihood that both order the same measure."""
    a_span: Span
    b_span: Span
    shared: tuple[str, ...] = ()
    """Names of the measures, or of the indicator or 文号, that both sides name, strongest first."""

    @property
    def row(self) -> dict[str, object]:
        """One line of `links.jsonl`; the offsets are code points of the decoded sources."""
        return {
            "a": self.a,
            "b": self.b,
            "kind": self.kind.value,
            "score": self.score,
            "a_start": self.a_span.start,
            "a_end": self.a_span.end,
            "b_start": self.b_span.start,
            "b_end": self.b_span.end,
        }
