"""What a text says at a place, in the terms of a target: the second of the two entries."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from policykit.model import Comparator, Modality, QuantityKind, Span
from policykit.specs.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from policykit.model import Indicator, Quantity, Target
    from policykit.specs.reading import Found, Reading

__all__ = ["Said", "said"]

_TRENDS = frozenset({Comparator.INCREASE, Comparator.DECREASE})
_BOUNDS = frozenset(Comparator) - _TRENDS - {Comparator.BY_DATE, Comparator.GRADE, Comparator.RELATIVE}
_PAIR = re.compile(r"([一二三四五六七八九])[一二三四五六七八九](.+)")
_PROBE = "达到99%"


@dataclass(frozen=True, slots=True)
class Said:
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


def said(reading: Reading, quote: Span, target: Target, indicator: Indicator) -> list[Said]:
    """What the words of `quote` ask, as far as it could be meant by a target of this form."""
    inside = [one for one in reading.found if quote.start <= one.span.start and one.span.end <= quote.end]
    text = reading.text[slice(*reading.from_source(quote))]
    things = [thing for one in inside for thing in _of(reading, one, text, target.comparator, indicator)]
    if things or any(one.asks and one.quantity.kind is not QuantityKind.DATE for one in inside):
        return things
    return list(_implied(reading, quote, text, target.comparator, indicator))


def _of(reading: Reading, found: Found, text: str, form: Comparator, indicator: Indicator) -> Iterator[Said]:
    """A quantity as what a target of this form could restate; nothing when the two are of different kinds."""
    quantity, way = found.quantity, found.quantity.comparator
    due = None if reading.out_of_reach(quantity) else quantity.due
    base = Said(form, found.span, due=due, modality=quantity.modality, words=quantity.surface)
    if quantity.grade is not None:
        if form is Comparator.GRADE and (grade := _grade(quantity, indicator)):
            if quantity.kind is QuantityKind.LABEL:
                # A name (三级医院): the text room does not say what reaches it.
                base = _probed(reading, found.span, base)
            relation = Comparator.LE if way is Comparator.LE else Comparator.GE
            yield replace(base, grade=grade, relation=relation)
    elif way in _TRENDS and form in _TRENDS:
        yield replace(base, comparator=way, value=quantity.number, unit=quantity.unit or None)
    elif way is Comparator.BY_DATE and form is Comparator.BY_DATE and found.asks:
        yield base
    elif way is Comparator.RELATIVE and form is Comparator.RELATIVE:
        yield replace(base, relation=_relation(text))
    elif way in _BOUNDS and form in _BOUNDS and found.asks:
        yield _bound(quantity, base, reading.part(quantity.span))


def _grade(quantity: Quantity, indicator: Indicator) -> str | None:
    """The name on the indicator's scale of a grade in a text; of 二三级 the lower one."""
    written = quantity.grade or ""
    if written in indicator.grades:
        return written
    if (pair := _PAIR.fullmatch(written)) and pair[1] + pair[2] in indicator.grades:
        return pair[1] + pair[2]
    return next(
        (name for name in sorted(indicator.grades, key=len, reverse=True) if written.startswith(name)), None
    )


def _probed(reading: Reading, span: Span, base: Said) -> Said:
    """With the due date and the modality that reach the end of `span`."""
    probe = reading.probe(reading.from_source(span).end, _PROBE)
    if probe is None:
        return base
    due = None if reading.out_of_reach(probe) else probe.due
    return replace(base, due=due, modality=probe.modality)


def _bound(quantity: Quantity, base: Said, text: str) -> Said:
    comparator = quantity.comparator or Comparator.EQ
    if comparator is Comparator.EQ:
        comparator = _direction(text)
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


def _direction(text: str) -> Comparator:
    """Which way a bare figure is meant, by the words about it."""
    table: dict[str, list[str]] = words()["bare"]
    return next((Comparator(way) for way, cues in table.items() if _holds(text, cues)), Comparator.EQ)


def _relation(text: str) -> Comparator:
    table: dict[str, list[str]] = words()["relations"]
    return next((Comparator(way) for way, cues in table.items() if _holds(text, cues)), Comparator.GE)


def _implied(
    reading: Reading, quote: Span, text: str, form: Comparator, indicator: Indicator
) -> Iterator[Said]:
    """What words without a figure ask. The date and the modality that reach them are asked with a probe."""
    base = _probed(reading, quote, Said(form, quote, implied=True, words=text))
    table = words()["implied"]
    if form is Comparator.BY_DATE:
        yield base
    elif form is Comparator.GRADE:
        named = [name for name in sorted(indicator.grades, key=len, reverse=True) if name in text]
        yield from (replace(base, grade=name, relation=Comparator.GE) for name in named[:1])
    elif form in _TRENDS:
        for way in (Comparator.INCREASE, Comparator.DECREASE):
            if _holds(text, table[way.value]):
                yield replace(base, comparator=way)
    elif form is Comparator.RELATIVE:
        if _holds(text, [cue for cues in words()["relations"].values() for cue in cues]):
            yield replace(base, relation=_relation(text))
    elif form in _BOUNDS:
        yield from _figures(base, text)


def _figures(base: Said, text: str) -> Iterator[Said]:
    table = words()["implied"]
    at_least = replace(base, comparator=Comparator.GE)
    for unit, cues in table["per_period"].items():
        if _holds(text, cues):
            yield replace(at_least, value=1.0, unit=unit)
            return
    if _holds(text, table["only"]):
        yield replace(base, comparator=Comparator.EQ, value=1.0)
    elif _holds(text, table["all"]):
        yield replace(at_least, value=100.0, unit="%")
    elif _holds(text, table["one"]):
        yield replace(at_least, value=1.0)


def _holds(text: str, cues: list[str]) -> bool:
    return any(cue in text for cue in cues)
