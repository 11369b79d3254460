"""A clause as the second entry reads it: its quantities and words with their places, and the time each is given."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cache, cached_property, lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from policykit.base.resources import load
from policykit.model import Hint, QuantityKind, Span
from policykit.specs.due import inherited
from policykit.specs.recount import agrees
from policykit.text.cells import row_quantities
from policykit.text.dictionary import cutter
from policykit.text.normal import Form, normalize
from policykit.text.quantities import find
from policykit.text.quantities.tables import learnt

if TYPE_CHECKING:
    from datetime import date

    from policykit.model import Clause, Policy, Quantity, Row, Statement, Table
    from policykit.specs.due import Inherited
    from policykit.text.cells import CellQuantity
    from policykit.text.dictionary import Cutter
    from policykit.text.quantities.tables import Learnt

__all__ = ["LocatedQuantity", "Reach", "Reading", "reading"]

_COMMON = 10_000
"""As frequent as the commonest words around them, so that words of our own hold together."""
_MARK = re.compile(r"[,;。:()\n!?]")
_POINT = re.compile(r"[。;][一二三四五六七八九十]{1,2}是")


class LocatedQuantity(NamedTuple):
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


class Reach(NamedTuple):
    """The time that the text gives a quantity."""

    due: date | None = None
    due_from: str = "text"
    """Where the due date stands: `text`, `lead`, `heading` or `title`."""
    start: date | None = None
    is_named: bool = False
    """Whether words like 从…起 name the start, and not a period or the day of issue."""


@dataclass(frozen=True)
class Reading:
    """One clause in normal form, as published: its number and heading are part of it."""

    clause: Clause
    normal: Form
    year: int | None
    issued: date | None = None
    inherited: Inherited | None = None
    """The due date from a lead sentence, a heading or the title."""
    table: Table | None = None
    row: Row | None = None
    """Of a clause that is a row of a table: its cells."""

    @property
    def text(self) -> str:
        """The clause in normal form."""
        return self.normal.text

    @property
    def is_planned(self) -> bool:
        """Whether the period of a plan reaches the clause: nothing in it looks back because of 累计 alone."""
        above = self.inherited
        return above is not None and above.is_planned

    @cached_property
    def quantities(self) -> tuple[LocatedQuantity, ...]:
        """Every quantity, in the order of the text."""
        found = [each.quantity for each in self._cells] if self.row else self._read(self.text)
        known = (replace(one, hint=Hint.SECTION) if self._is_own_number(one) else one for one in found)
        return tuple(LocatedQuantity(quantity, self.to_source(quantity.span)) for quantity in known)

    def _is_own_number(self, quantity: Quantity) -> bool:
        """Whether it cites nothing, but is the number before the clause, as in 第二条  建设高速网络."""
        is_first = quantity.span.start == 0 and quantity.hint is Hint.CITATION
        return is_first and self.clause.label.rpartition("/")[2] == quantity.surface

    @cached_property
    def _cells(self) -> tuple[CellQuantity, ...]:
        if self.row is None or self.table is None:
            return ()
        return row_quantities(self.text, self.row, self.table, self.from_source, (self.year, self.issued))

    def cell(self, quantity: Quantity) -> Statement | None:
        """What the cell of a table states in which a quantity stands; `None` outside of tables."""
        place = self.to_source(quantity.span)
        stated = self.row.statements if self.row is not None else ()
        return next((one for one in stated if one.name and one.span.covers(place)), None)

    def counted(self, quantity: Quantity) -> str:
        """The words of a figure; of one in a table with the unit that stands over or beside it."""
        words = next((each.words for each in self._cells if each.quantity == quantity), None)
        return quantity.figure.cut(self.text) if words is None else words

    @cached_property
    def words(self) -> tuple[tuple[str, Span], ...]:
        """Every word of two characters and more, by jieba's dictionary, with its span in the source."""
        cut = _cutter().cut(self.text)
        ends = accumulate(map(len, cut))
        spans = ((word, Span(end - len(word), end)) for word, end in zip(cut, ends, strict=True))
        return tuple((word, self.to_source(span)) for word, span in spans if len(word) > 1)

    @cached_property
    def wholes(self) -> tuple[tuple[str, Span], ...]:
        """What no quote may cut: every figure and every word, with its span in the source."""
        figures = (quantity.figure for quantity, _ in self.quantities)
        return (*((figure.cut(self.text), self.to_source(figure)) for figure in figures), *self.words)

    @cached_property
    def doubtful(self) -> tuple[tuple[Quantity, str, Span], ...]:
        """The figures in whose words the second reader finds other values than the first, with their places."""
        numbers = (quantity for quantity, _ in self.quantities if quantity.kind is QuantityKind.NUMBER)
        worded = ((quantity, self.counted(quantity)) for quantity in numbers)
        unlike = ((quantity, words) for quantity, words in worded if not agrees(quantity, words))
        return tuple((quantity, words, self.to_source(quantity.figure)) for quantity, words in unlike)

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

    def reach(self, quantity: Quantity, at: int | None = None) -> Reach:
        """Due date and start of `quantity`: of the text, else from above unless the text leaves its date open.

        Between the date and it no new point (二是) may lie; after 以后 the time after the date is meant. `at` is where
        in the text a probe was set in, which itself does not stand there.
        """
        if at is not None:
            return self._reach(quantity, at)
        if quantity not in self._reached:
            self._reached[quantity] = self._reach(quantity, at)
        return self._reached[quantity]

    @cached_property
    def _reached(self) -> dict[Quantity, Reach]:
        """What `reach` found: each figure of a long clause is asked for with each of the others."""
        return {}

    def _reach(self, quantity: Quantity, at: int | None) -> Reach:
        begin, finish = (quantity.span.start, quantity.span.end) if at is None else (at, at)
        before = [
            (one, one.span.end)
            for one, _ in self.quantities
            if one.kind is QuantityKind.DATE and one.span.end <= begin
        ]
        due, since = quantity.due, quantity.since
        day_before = since and since - timedelta(days=1)
        starts = [
            end
            for one, end in before
            if since is not None and ((one.since == since and one.due is None) or one.due == day_before)
        ]
        if starts and "。" in self.text[starts[-1] : begin]:
            since, starts = None, []  # 从…起 says when its own sentence begins to bind, not the next one
        named = bool(starts)
        if ends := [end for one, end in before if one.due == due]:
            between = self.text[ends[-1] : finish]
            if due is not None and any(cue in between for cue in load("specs")["later"]):
                after = any(cue in between for cue in load("specs")["afterwards"])
                return Reach(start=due + timedelta(days=1) if after else None, is_named=after)
            if _POINT.search(between):
                due = since = None
        open_date = quantity.vague and quantity.due is None and bool(before)
        is_open = since is not None or open_date or any(one.vague and one.due is None for one, _ in before)
        if due is None and not is_open and self.inherited is not None and quantity.hint is not Hint.FACT:
            above = self.inherited
            return Reach(above.due, above.due_from, above.start)
        return Reach(due, "text", since, is_named=named)

    def probe(self, at: int, words: str) -> Quantity | None:
        """The quantity that `words`, set in at position `at` of `text`, would be: what reaches that place."""
        text = self.text[:at] + words + self.text[at:]
        span = Span(at, at + len(words))
        return next(
            (found for found in self._read(text) if found.span.overlaps(span)),
            None,
        )

    def _read(self, text: str) -> tuple[Quantity, ...]:
        return _find(text, self.year, self.issued, learnt(), planned=self.is_planned)


@lru_cache(maxsize=4096)
def _find(
    text: str, year: int | None, issued: date | None, _: Learnt, *, planned: bool
) -> tuple[Quantity, ...]:
    """The quantities of a text, with the words that were learnt; requirements on the same words ask again for them."""
    return find(text, year=year, issued=issued, planned=planned)


@dataclass(frozen=True)
class _Key:
    """A clause for the cache: hashing a whole policy would take longer than reading the clause."""

    sha256: str
    clause_id: str
    span: Span
    learnt: Learnt
    card: tuple[str, int | None, date | None]
    """What the dates are read against: title, year, day of issue."""
    policy: Policy = field(compare=False)
    clause: Clause = field(compare=False)


def reading(policy: Policy, clause: Clause) -> Reading:
    """Read one clause; the result is kept."""
    card = policy.title, policy.year, policy.dated
    return _read(_Key(policy.sha256, clause.id, clause.span, learnt(), card, policy, clause))


@cache
def _cutter() -> Cutter:
    """With words of our own."""
    own = cutter()
    for word in load("specs")["compounds"]:
        own.add(word, _COMMON)
    return own


@lru_cache(maxsize=4096)
def _read(key: _Key) -> Reading:
    published = key.clause.span.cut(key.policy.source)
    form = normalize(published, key.policy.script)
    above = inherited(key.policy, key.clause)
    policy, clause = key.policy, key.clause
    return Reading(clause, form, policy.year, policy.dated, above, policy.table(clause), policy.row(clause))
