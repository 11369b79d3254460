"""对应: what ties one clause to another, with the words of both that say so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from policykit.base.resources import Labelled
from policykit.model.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Common", "InCommon", "Link", "LinkKind", "Parts"]

_T = TypeVar("_T")


class LinkKind(Labelled):
    """How two clauses hang together.

    >>> LinkKind("aligned").label
    '对应条款'
    """

    ALIGNED = "aligned"
    """The two order the same measure: on different levels, or in policies of one level."""
    RELATED = "related"
    """They name a measure in common; whether they order the same is for a reader to say."""
    REPEATS = "repeats"
    """`a` says again what `b` says, in nearly the same words: a digest, a questions-and-answers text, a reprint."""
    CITES = "cites"
    """`a` cites the policy of `b` by its 文号 or title; `b` is that policy's first clause."""
    SAME_INDICATOR = "same_indicator"
    """Both state a requirement on the same indicator."""


class Common(Labelled):
    """In what way two clauses say the same.

    >>> Common("ordered").label
    '都要求'
    """

    VERBATIM = "verbatim"
    """A sentence of the one, or a long piece of it, stands in the other word for word."""
    ORDERED = "ordered"
    """Both order the measure."""
    PROPOSED = "proposed"
    """Both put the measure forward; one at least only encourages, permits or tries it."""
    NAMED = "named"
    """Both name the measure; one at least only in passing."""
    HEADED = "headed"
    """Their headings share words."""
    WORDED = "worded"
    """They share words that no measure of the lexicon stands for."""


class InCommon(NamedTuple):
    """What two clauses have in common: measures by their names, or the words themselves, in searched form."""

    how: Common
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """One tie between the clauses `a` and `b` (ids).

    `a` is of the lower level, within one level of the later policy, or the one that refers.
    `a_span` and `b_span` are the sentences that show it, in the decoded sources of their policies.
    """

    a: str
    b: str
    kind: LinkKind
    score: float
    """0 to 1; for `aligned` and `related` the likelihood that both order the same measure, as far as words tell.

    Something to order and to cut by. What is shown to a reader is `states`.
    """
    a_span: Span
    b_span: Span
    shared: tuple[str, ...] = ()
    """Names of the measures, or of the indicator or 文号, that both sides name, strongest first."""
    states: tuple[InCommon, ...] = ()
    """What both say, for `aligned` and `related`; never empty for these."""

    @property
    def is_verbatim(self) -> bool:
        """Whether a sentence of one stands in the other word for word: such links come first."""
        return any(each.how is Common.VERBATIM for each in self.states)

    @property
    def order(self) -> tuple[bool, float]:
        """Sorts the links of a clause, first ones first."""
        return not self.is_verbatim, -self.score

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
            "states": [{"how": each.how.value, "words": list(each.words)} for each in self.states],
        }


class Parts:
    """What links are made of, each once: links that say the same in the same words share it.

    Of a million links from many files or processes that is nearly half of their memory.

    >>> one, two = (Link(f"a/{at}", "b/1", LinkKind.REPEATS, 0.25 * 2, Span(0, 9), Span(0, 9)) for at in (1, 2))
    >>> one, two = Parts().shared([one, two])
    >>> one.a_span is one.b_span is two.a_span, one.b is two.b
    (True, True)
    """

    def __init__(self) -> None:
        self._known: dict[object, Any] = {}

    def shared(self, links: Iterable[Link]) -> list[Link]:
        """The same links, made of the parts that are known."""
        one = self._one
        return [
            Link(
                one(link.a),
                one(link.b),
                link.kind,
                one(link.score),
                one(link.a_span),
                one(link.b_span),
                one(link.shared),
                one(link.states),
            )
            for link in links
        ]

    def _one(self, part: _T) -> _T:
        same: _T = self._known.setdefault(part, part)
        return same
