"""What a clause says: its quantities, what each asks in the terms of a target, and when.

This is the second of the two entries: it is read from the text alone, and never from the spec.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cache, cached_property, lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from policykit.base.resources import load
from policykit.model import Comparator, Hint, Modality, QuantityKind, Span
from policykit.specs.cells import row_quantities
from policykit.specs.due import inherited
from policykit.text.dictionary import cutter
from policykit.text.normal import Form, normalize
from policykit.text.quantities import find
from policykit.text.quantities.tables import learnt

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from policykit.model import Clause, Indicator, Policy, Quantity, Row, Table, Target
    from policykit.specs.cells import CellQuantity
    from policykit.specs.due import Inherited
    from policykit.text.dictionary import Cutter
    from policykit.text.quantities.tables import Learnt

__all__ = [
    "Claim",
    "LocatedQuantity",
    "Reach",
    "Reading",
    "claims",
    "reading",
]

# As frequent as the commonest words around them, so that they hold together.
_COMMON = 10_000
_MARK = re.compile(r"[,;。:()\n!?]")
_POINT = re.compile(r"[。;][一二三四五六七八九十]{1,2}是")

_TRENDS = frozenset({Comparator.INCREASE, Comparator.DECREASE})
_FIGURED = (QuantityKind.NUMBER, QuantityKind.COVERAGE)
_WORDED = frozenset({Comparator.DONE, Comparator.FORBIDDEN, Comparator.NAMED})
_BOUNDS = (
    frozenset(Comparator)
    - _TRENDS
    - _WORDED
    - {Comparator.GROWTH}
    - {Comparator.BY_DATE, Comparator.GRADE, Comparator.RELATIVE}
)
_PAIR = re.compile(r"([一二三四五六七八九])[一二三四五六七八九](.+)")
_PROBE = "达到99%"


# --- a clause read ------------------------------------------------------------------------------


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


_ANY_TIME = Reach()


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

    @cached_property
    def quantities(self) -> tuple[LocatedQuantity, ...]:
        """Every quantity, in the order of the text."""
        found = (
            [each.quantity for each in self._cells]
            if self.row
            else _find(self.text, self.year, self.issued, learnt())
        )
        return tuple(LocatedQuantity(quantity, self.to_source(quantity.span)) for quantity in found)

    @cached_property
    def _cells(self) -> tuple[CellQuantity, ...]:
        if self.row is None or self.table is None:
            return ()
        return row_quantities(self.text, self.row, self.table, self.from_source, (self.year, self.issued))

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
            if due is not None and _holds(between, load("specs")["later"]):
                after = _holds(between, load("specs")["afterwards"])
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
            (found for found in _find(text, self.year, self.issued, learnt()) if found.span.overlaps(span)),
            None,
        )


@lru_cache(maxsize=4096)
def _find(text: str, year: int | None, issued: date | None, _: Learnt) -> tuple[Quantity, ...]:
    """The quantities of a text, with the words that were learnt; requirements on the same words ask again for them."""
    return find(text, year=year, issued=issued)


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


# --- what it asks -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that the text asks. `value` is in the base unit: 4.8万元 is 48000 元.

    `unit` is `None` where the words carry none (普遍, 逐步提高): then the indicator's own holds.
    """

    comparator: Comparator
    span: Span
    """In the policy's source."""
    value: float | None = None
    value2: float | None = None
    unit: str | None = None
    grade: str | None = None
    relation: Comparator | None = None
    reach: Reach = _ANY_TIME
    modality: Modality = Modality.MUST
    implied: bool = False
    """Whether words say it and no figure does."""
    words: str = ""
    """The words of the text that say it."""


def claims(
    reading: Reading,
    quote: Span,
    target: Target,
    indicator: Indicator,
    apart: frozenset[float] = frozenset(),
) -> list[Claim]:
    """What the words of `quote` ask, as far as it could be meant by a target of this form.

    `apart` are the figures of its conditions, which are none of a target.
    """
    inside = [located for located in reading.quantities if quote.covers(located.span)]
    text = reading.text[slice(*reading.from_source(quote))]
    form = target.comparator
    if form in _WORDED:
        figures = [each for each in inside if each.asks and each.quantity.number not in (None, *apart)]
        is_free = all(each.quantity.kind not in _FIGURED for each in figures)
        return list(_worded(reading, quote, text, form)) if is_free else []
    stated = [claim for located in inside for claim in _stated(reading, located, text, form, indicator)]
    if stated or any(located.asks and located.quantity.kind is not QuantityKind.DATE for located in inside):
        return stated
    return list(_implied(reading, quote, text, form, indicator))


def _stated(
    reading: Reading, located: LocatedQuantity, text: str, form: Comparator, indicator: Indicator
) -> Iterator[Claim]:
    """A quantity as what a target of this form could restate; nothing when the two are of different kinds."""
    quantity, comparator = located.quantity, located.quantity.comparator
    reach = reading.reach(quantity)
    base = Claim(form, located.span, reach=reach, modality=quantity.modality, words=quantity.surface)
    if quantity.grade is not None:
        if form is Comparator.GRADE and (grade := _grade(quantity.grade, indicator)):
            if quantity.kind is QuantityKind.LABEL:
                # A name (三级医院): the text room does not say what reaches it.
                base = _probed(reading, located.span, base)
            relation = Comparator.LE if comparator is Comparator.LE else Comparator.GE
            yield replace(base, grade=grade, relation=relation)
    elif form is Comparator.GROWTH and quantity.number is not None and quantity.unit == "%":
        if _holds(reading.part(quantity.span), load("specs")["growths"]):
            yield replace(base, value=quantity.number, unit=quantity.unit)
    elif comparator in _TRENDS and form in _TRENDS:
        yield replace(base, comparator=comparator, value=quantity.number, unit=quantity.unit or None)
    elif comparator is Comparator.BY_DATE and form is Comparator.BY_DATE and located.asks:
        yield base
    elif comparator is Comparator.RELATIVE and form is Comparator.RELATIVE:
        yield replace(base, relation=_relation(text))
    elif comparator in _BOUNDS and form in _BOUNDS and located.asks:
        yield _bound(quantity, base, reading.part(quantity.span))


def _grade(written: str, indicator: Indicator) -> str | None:
    """The name on the indicator's scale of a grade in a text; of 二三级 the lower one."""
    if written in indicator.grades:
        return written
    if (pair := _PAIR.fullmatch(written)) and pair[1] + pair[2] in indicator.grades:
        return pair[1] + pair[2]
    return next((name for name in _longest_first(indicator.grades) if written.startswith(name)), None)


def _probed(reading: Reading, span: Span, base: Claim) -> Claim:
    """With the due date and the modality that reach the end of `span`."""
    at = reading.from_source(span).end
    probe = reading.probe(at, _PROBE)
    return base if probe is None else replace(base, reach=reading.reach(probe, at), modality=probe.modality)


def _bound(quantity: Quantity, base: Claim, part: str) -> Claim:
    comparator = quantity.comparator or Comparator.EQ
    if comparator is Comparator.EQ:
        # Which way a bare figure is meant, the words about it say.
        comparator = _by_cue(load("specs")["bare"], part, Comparator.EQ)
    # Words that leave the figure open ask for all of it (普遍, 基本) or for it to happen (定期).
    vague = 100.0 if quantity.kind is QuantityKind.COVERAGE else 1.0
    return replace(
        base,
        comparator=comparator,
        value=vague if quantity.number is None else quantity.number,
        value2=quantity.number2,
        unit=quantity.unit if quantity.number is not None else None,
        implied=quantity.number is None,
    )


def _relation(text: str) -> Comparator:
    return _by_cue(load("specs")["relations"], text, Comparator.GE)


def _by_cue(groups: dict[str, list[str]], text: str, default: Comparator) -> Comparator:
    """The comparator of the longest word of the groups that stands in the text: 不低于 is not 低于."""
    found = [(len(cue), comparator) for comparator, cues in groups.items() for cue in cues if cue in text]
    return Comparator(max(found, key=lambda pair: pair[0])[1]) if found else default


def _implied(
    reading: Reading, quote: Span, text: str, form: Comparator, indicator: Indicator
) -> Iterator[Claim]:
    """What words without a figure ask. The date and the modality that reach them are asked with a probe."""
    base = _probed(reading, quote, Claim(form, quote, implied=True, words=text))
    words = load("specs")
    if form is Comparator.BY_DATE:
        yield base
    elif form is Comparator.GRADE:
        named = [name for name in _longest_first(indicator.grades) if name in text]
        yield from (replace(base, grade=name, relation=Comparator.GE) for name in named[:1])
    elif form in _TRENDS:
        for trend in (Comparator.INCREASE, Comparator.DECREASE):
            if _holds(text, words["implied"][trend.value]):
                yield replace(base, comparator=trend)
    elif form is Comparator.RELATIVE:
        if _holds(text, [cue for cues in words["relations"].values() for cue in cues]):
            yield replace(base, relation=_relation(text))
    elif form in _BOUNDS:
        yield from _implied_figure(base, text)


def _worded(reading: Reading, quote: Span, text: str, form: Comparator) -> Iterator[Claim]:
    """What a quote without a figure orders, forbids or names."""
    base, words = _probed(reading, quote, Claim(form, quote, implied=True, words=text)), load("specs")
    if form is Comparator.NAMED:
        yield base
    elif _holds(text, words["prohibitions"]):
        yield replace(base, comparator=Comparator.FORBIDDEN)
    elif _holds(text, words["duties"]):
        yield replace(base, comparator=Comparator.DONE)


def _implied_figure(base: Claim, text: str) -> Iterator[Claim]:
    words = load("specs")["implied"]
    at_least = replace(base, comparator=Comparator.GE)
    for unit, cues in words["per_period"].items():
        if _holds(text, cues):
            yield replace(at_least, value=1.0, unit=unit)
            return
    if _holds(text, words["only"]):
        yield replace(base, comparator=Comparator.EQ, value=1.0)
    elif _holds(text, words["all"]):
        yield replace(at_least, value=100.0, unit="%")
    elif _holds(text, words["one"]):
        yield replace(at_least, value=1.0)


def _holds(text: str, cues: list[str]) -> bool:
    return any(cue in text for cue in cues)


def _longest_first(names: Mapping[str, float]) -> list[str]:
    return sorted(names, key=len, reverse=True)
