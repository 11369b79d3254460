"""A clause as the double entry reads it: normal form, quantities, and where they stand in the source."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from policykit.model import Hint, QuantityKind, Span
from policykit.specs.words import words
from policykit.text.dictionary import cutter
from policykit.text.fold import is_traditional
from policykit.text.normal import Normal, normalize
from policykit.text.quantities import find

if TYPE_CHECKING:
    from policykit.model import Clause, Policy, Quantity
    from policykit.text.dictionary import Cutter

__all__ = ["Found", "Reading", "policy_year", "reading", "written_traditional"]

# As frequent as the commonest words around them, so that they hold together.
_COMMON = 10_000
_MARK = re.compile(r"[,;。:()\n!?]")
_POINT = re.compile(r"[。;][一二三四五六七八九十]{1,2}是")
_YEAR = re.compile(r"(20\d\d)年")


class Found(NamedTuple):
    """A quantity with the span of its words in the decoded source of the policy."""

    quantity: Quantity
    span: Span

    @property
    def asks(self) -> bool:
        """Whether it may ask something: it is no name, number of a document, enumerator or the like."""
        return self.quantity.kind is not QuantityKind.LABEL and self.quantity.hint in (
            None,
            Hint.NOT_MEASURABLE,
        )


@dataclass(frozen=True)
class Reading:
    """One clause in normal form, as published: its number and heading are part of it."""

    clause: Clause
    normal: Normal
    year: int | None

    @property
    def text(self) -> str:
        """The clause in normal form."""
        return self.normal.text

    @cached_property
    def found(self) -> tuple[Found, ...]:
        """Every quantity, in the order of the text."""
        return tuple(Found(one, self.to_source(one.span)) for one in find(self.text, year=self.year))

    @cached_property
    def words(self) -> tuple[tuple[str, Span], ...]:
        """Every word of two characters and more, by jieba's dictionary, with its span in the source."""
        cut = _cutter().cut(self.text)
        ends = accumulate(map(len, cut))
        placed = ((word, Span(end - len(word), end)) for word, end in zip(cut, ends, strict=True))
        return tuple((word, self.to_source(span)) for word, span in placed if len(word) > 1)

    def to_source(self, span: Span) -> Span:
        """From a span of `text` to the span of the policy's source."""
        inner = self.normal.to_source(span)
        return Span(self.clause.start + inner.start, self.clause.start + inner.end)

    def from_source(self, span: Span) -> Span:
        """From a span of the policy's source to the span of `text`."""
        return self.normal.from_source(Span(span.start - self.clause.start, span.end - self.clause.start))

    def part(self, span: Span) -> str:
        """The part of the sentence, between marks, that holds `span` of `text`."""
        marks = [match.start() for match in _MARK.finditer(self.text)]
        start = max((mark + 1 for mark in marks if mark < span.start), default=0)
        end = min((mark for mark in marks if mark >= span.end), default=len(self.text))
        return self.text[start:end]

    def out_of_reach(self, quantity: Quantity) -> bool:
        """Whether the date of `quantity` does not reach it: 以后 or a new point (二是) lies between."""
        dates = [one.quantity for one in self.found if one.quantity.kind is QuantityKind.DATE]
        ends = [
            one.span.end for one in dates if one.due == quantity.due and one.span.end <= quantity.span.start
        ]
        if not ends:
            return False
        between = self.text[ends[-1] : quantity.span.end]
        return any(word in between for word in words()["later"]) or bool(_POINT.search(between))

    def probe(self, at: int, words: str) -> Quantity | None:
        """The quantity that `words`, set in at position `at` of `text`, would be: what reaches that place."""
        text = self.text[:at] + words + self.text[at:]
        span = Span(at, at + len(words))
        inside = (one for one in find(text, year=self.year) if _overlap(one.span, span))
        return next(inside, None)


def policy_year(policy: Policy) -> int | None:
    """The year against which a policy's 年底前 is read: of its title, of issue, of publication."""
    named = _YEAR.search(policy.title)
    if named is not None:
        return int(named[1])
    dated = policy.date_issued or policy.date_published
    return dated.year if dated is not None else None


@dataclass(frozen=True)
class _Key:
    """A clause for the cache: hashing a whole policy would take longer than reading the clause."""

    sha256: str
    clause_id: str
    span: Span
    policy: Policy = field(compare=False)
    clause: Clause = field(compare=False)


def reading(policy: Policy, clause: Clause) -> Reading:
    """Read one clause; the result is kept."""
    return _read(_Key(policy.sha256, clause.id, clause.span, policy, clause))


@cache
def _cutter() -> Cutter:
    """With words of our own."""
    own = cutter()
    for word in words()["compounds"]:
        own.add(word, _COMMON)
    return own


@lru_cache(maxsize=4096)
def _read(key: _Key) -> Reading:
    published = key.clause.span.cut(key.policy.source)
    form = normalize(published, traditional=written_traditional(key.policy.source))
    return Reading(key.clause, form, policy_year(key.policy))


@lru_cache(maxsize=64)
def written_traditional(source: str) -> bool:
    """Whether a source is in traditional characters; the answer is kept."""
    return is_traditional(source)


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
