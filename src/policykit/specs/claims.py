"""What a clause says: its quantities, what each asks in the terms of a target, which indicators it names.

This is the second of the two entries: it is read from the text alone, and never from the spec.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from policykit.base.resources import load
from policykit.model import Comparator, Hint, Modality, QuantityKind, Span
from policykit.text.dictionary import cutter
from policykit.text.normal import Form, normalize
from policykit.text.quantities import find
from policykit.text.quantities.tables import learnt

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from policykit.model import Clause, Indicator, Policy, Quantity, Target
    from policykit.text.dictionary import Cutter
    from policykit.text.quantities.tables import Learnt

__all__ = [
    "Claim",
    "LocatedQuantity",
    "NearestIndicators",
    "Reading",
    "claims",
    "nearest_indicators",
    "reading",
]

# As frequent as the commonest words around them, so that they hold together.
_COMMON = 10_000
_MARK = re.compile(r"[,;。:()\n!?]")
_POINT = re.compile(r"[。;][一二三四五六七八九十]{1,2}是")

_TRENDS = frozenset({Comparator.INCREASE, Comparator.DECREASE})
_BOUNDS = frozenset(Comparator) - _TRENDS - {Comparator.BY_DATE, Comparator.GRADE, Comparator.RELATIVE}
_PAIR = re.compile(r"([一二三四五六七八九])[一二三四五六七八九](.+)")
_PROBE = "达到99%"

# Names that share one figure: A和B逐步提升, A、B和C达80%.
_JOINED = re.compile(r"[和与及、,\s]|以及|率|等方面|等")


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


@dataclass(frozen=True)
class Reading:
    """One clause in normal form, as published: its number and heading are part of it."""

    clause: Clause
    normal: Form
    year: int | None

    @property
    def text(self) -> str:
        """The clause in normal form."""
        return self.normal.text

    @cached_property
    def quantities(self) -> tuple[LocatedQuantity, ...]:
        """Every quantity, in the order of the text."""
        found = _find(self.text, self.year, learnt())
        return tuple(LocatedQuantity(quantity, self.to_source(quantity.span)) for quantity in found)

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

    def due_of(self, quantity: Quantity) -> date | None:
        """The due date of `quantity`, unless 以后 or a new point (二是) lies between the date and it."""
        ends = [
            earlier.span.end
            for earlier, _ in self.quantities
            if earlier.kind is QuantityKind.DATE
            and earlier.due == quantity.due
            and earlier.span.end <= quantity.span.start
        ]
        if ends:
            between = self.text[ends[-1] : quantity.span.end]
            if _holds(between, load("specs")["later"]) or _POINT.search(between):
                return None
        return quantity.due

    def probe(self, at: int, words: str) -> Quantity | None:
        """The quantity that `words`, set in at position `at` of `text`, would be: what reaches that place."""
        text = self.text[:at] + words + self.text[at:]
        span = Span(at, at + len(words))
        return next((found for found in _find(text, self.year, learnt()) if found.span.overlaps(span)), None)


@lru_cache(maxsize=4096)
def _find(text: str, year: int | None, _: Learnt) -> tuple[Quantity, ...]:
    """The quantities of a text, with the words that were learnt; requirements on the same words ask again for them."""
    return find(text, year=year)


@dataclass(frozen=True)
class _Key:
    """A clause for the cache: hashing a whole policy would take longer than reading the clause."""

    sha256: str
    clause_id: str
    span: Span
    learnt: Learnt
    policy: Policy = field(compare=False)
    clause: Clause = field(compare=False)


def reading(policy: Policy, clause: Clause) -> Reading:
    """Read one clause; the result is kept."""
    return _read(_Key(policy.sha256, clause.id, clause.span, learnt(), policy, clause))


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
    return Reading(key.clause, form, key.policy.year)


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
    due: date | None = None
    modality: Modality = Modality.MUST
    implied: bool = False
    """Whether words say it and no figure does."""
    words: str = ""
    """The words of the text that say it."""


def claims(reading: Reading, quote: Span, target: Target, indicator: Indicator) -> list[Claim]:
    """What the words of `quote` ask, as far as it could be meant by a target of this form."""
    inside = [located for located in reading.quantities if quote.covers(located.span)]
    text = reading.text[slice(*reading.from_source(quote))]
    form = target.comparator
    stated = [claim for located in inside for claim in _stated(reading, located, text, form, indicator)]
    if stated or any(located.asks and located.quantity.kind is not QuantityKind.DATE for located in inside):
        return stated
    return list(_implied(reading, quote, text, form, indicator))


def _stated(
    reading: Reading, located: LocatedQuantity, text: str, form: Comparator, indicator: Indicator
) -> Iterator[Claim]:
    """A quantity as what a target of this form could restate; nothing when the two are of different kinds."""
    quantity, comparator = located.quantity, located.quantity.comparator
    due = reading.due_of(quantity)
    base = Claim(form, located.span, due=due, modality=quantity.modality, words=quantity.surface)
    if quantity.grade is not None:
        if form is Comparator.GRADE and (grade := _grade(quantity.grade, indicator)):
            if quantity.kind is QuantityKind.LABEL:
                # A name (三级医院): the text room does not say what reaches it.
                base = _probed(reading, located.span, base)
            relation = Comparator.LE if comparator is Comparator.LE else Comparator.GE
            yield replace(base, grade=grade, relation=relation)
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
    probe = reading.probe(reading.from_source(span).end, _PROBE)
    return base if probe is None else replace(base, due=reading.due_of(probe), modality=probe.modality)


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


# --- what it names ------------------------------------------------------------------------------


class NearestIndicators(NamedTuple):
    """The indicators that are named nearest to a figure (their Python names), and the words that name them."""

    names: frozenset[str]
    words: str


class _Mention(NamedTuple):
    start: int
    end: int
    names: frozenset[str]


def nearest_indicators(
    reading: Reading, quote: Span, figure: Span, known: tuple[Indicator, ...], every: tuple[Indicator, ...]
) -> NearestIndicators:
    """The indicators that stand nearest to `figure`.

    Across it, before it or behind it in the quote; else before the quote in the clause, if the quote names
    no indicator of any unit. A longer name hides the shorter ones inside it; names joined by 和 or 、 count
    together. `known` are the indicators that could be meant: those of the same unit.
    """
    inside, at = reading.from_source(quote), reading.from_source(figure)
    text = reading.text[inside.start : inside.end]
    own = _mentions(text, known)
    begin, end = at.start - inside.start, at.end - inside.start
    if across := [mention for mention in own if mention.start < end and mention.end > begin]:
        return _joined(text, across)
    if before := [mention for mention in own if mention.end <= begin]:
        return _joined(text, list(reversed(before)))
    if own:
        return _joined(text, own)
    if others := _mentions(text, every):
        return NearestIndicators(frozenset(), text[others[0].start : others[0].end])
    text = reading.text[: inside.start]
    return _joined(text, list(reversed(_mentions(text, known))))


def _joined(text: str, mentions: Sequence[_Mention]) -> NearestIndicators:
    """The first mention and those that are joined to it one after another, by 和, 、 and the like."""
    chain = list(mentions[:1])
    for mention in mentions[1:]:
        low, high = sorted((chain[-1], mention))
        if low.end > high.start or _JOINED.sub("", text[low.end : high.start]):
            break
        chain.append(mention)
    names = frozenset(name for mention in chain for name in mention.names)
    return NearestIndicators(names, "、".join(text[each.start : each.end] for each in sorted(chain)))


@lru_cache(maxsize=4096)
def _mentions(text: str, known: tuple[Indicator, ...]) -> tuple[_Mention, ...]:
    """Every name in `text` that does not lie within a longer one, in order."""
    found = [
        _Mention(match.start(), match.end(), names)
        for word, names in _bearers(known).items()
        for match in re.finditer(re.escape(word), text)
    ]
    found.sort(key=lambda mention: (mention.start, -mention.end))
    kept: list[_Mention] = []
    for mention in found:
        if not kept or mention.end > kept[-1].end:
            kept.append(mention)
    return tuple(kept)


@lru_cache(maxsize=256)
def _bearers(known: tuple[Indicator, ...]) -> Mapping[str, frozenset[str]]:
    """Every name in normal form, with the indicators that bear it."""
    bearers: dict[str, set[str]] = {}
    for indicator in known:
        for name in indicator.names:
            bearers.setdefault(normalize(name).tight().text, set()).add(indicator.name)
    return {name: frozenset(names) for name, names in bearers.items()}
