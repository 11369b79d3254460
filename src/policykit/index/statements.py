"""指标表述的读法: what a text states of an indicator where it names it: figure, day, population, how strongly."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from policykit.base.division import Division
from policykit.base.resources import load
from policykit.model import Comparator, Modality, QuantityKind, Span, Target
from policykit.model.measure import Measure, Origin
from policykit.text.softening import softening

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from policykit.model import Clause, Indicator, Policy, Quantity
    from policykit.text.normal import Form

__all__ = ["Named", "Place", "due_of", "modality_of", "statements"]

_SENTENCE = re.compile(r"[^。;!?]+[。;!?]?")
_PHRASE = re.compile(r"[^,，;；。:：]+[,，;；。:：]?")
_HAN = re.compile(r"[\u3400-\u9fff]+$")
_STOPS = re.compile(r"[,:。;!?]")
_SINCE = re.compile("(?:比|较|在)([0-9]{4})年(?:的?(?:水平|基础)(?:上)?)?")
_NEAR = 16
"""A trend stands at most so many characters before the name of its indicator."""
_KINDS = frozenset(
    {
        QuantityKind.NUMBER,
        QuantityKind.COVERAGE,
        QuantityKind.GRADE,
        QuantityKind.TREND,
        QuantityKind.RELATIVE,
    }
)


class Place(NamedTuple):
    """A stretch of a policy in searched form, whose sentences are looked through: a clause or a heading."""

    clause: Clause
    origin: Origin
    form: Form


class Named(NamedTuple):
    """That a name of an indicator stands in a place."""

    start: int
    end: int
    indicator: Indicator


def statements(
    named: Named, place: Place, policy: Policy, quantities: Sequence[Quantity], names: Sequence[Named]
) -> Iterator[Measure]:
    """What a place states of an indicator that it names: a measure a figure, or one that says which way or nothing.

    `quantities` are those of the place, `names` all names of indicators in it.
    """
    figures = _figures_of(named, place.form.text, quantities, names)
    for quantity in figures:
        yield _of_text(named, place, policy, quantity)
    if not figures:
        yield _dated(_of_text(named, place, policy, None), named, place, quantities)


def _of_text(named: Named, place: Place, policy: Policy, quantity: Quantity | None) -> Measure:
    text = place.form.text
    begin, end = next(
        (match.span() for match in _SENTENCE.finditer(text) if match.start() <= named.start < match.end()),
        (0, len(text)),
    )
    sentence = text[begin:end]
    span = Span(place.form.starts[begin], place.form.ends[end - 1])
    heading = place.clause.heading and place.form.starts[named.start] < place.clause.start + len(
        place.clause.heading
    )
    return Measure(
        policy.id,
        place.clause.id,
        policy.level,
        policy.division,
        named.indicator.label,
        span,
        "".join(span.cut(policy.source).split()),
        Origin.HEADING if heading else place.origin,
        named.indicator,
        quantity.modality if quantity else modality_of(sentence[: named.end - begin]),
        _target_of(quantity, text[named.end : quantity.span.start]) if quantity else None,
        quantity.due if quantity else None,
        place.clause.responsible,
        ""
        if named.indicator.unit == load("cascade")["done"]
        else _population(text[begin : named.start], policy),
        _softly(text[begin : named.start], text[named.end :], quantity),
    )


def _figures_of(
    named: Named, text: str, quantities: Sequence[Quantity], names: Sequence[Named]
) -> list[Quantity]:
    """The figure or trend that the text gives what is named: right behind the name, or a trend right before it.

    With the figures that follow for other years: 2026年达到85%、2027年达到90%.
    """
    near = [
        quantity
        for quantity in quantities
        if quantity.kind in _KINDS and quantity.hint is None and _is_near(named, quantity, text, names)
    ]
    # 均达到85%: the figure says more than the word.
    near.sort(
        key=lambda each: (each.span.start < named.end, each.kind is QuantityKind.COVERAGE, each.span.start)
    )
    found = near[:1]
    if found and found[0].kind is QuantityKind.NUMBER:
        for quantity in quantities:
            between = text[found[-1].span.end : quantity.span.start]
            is_next = quantity.span.start >= found[-1].span.end and quantity.unit == found[0].unit
            if is_next and quantity.kind is QuantityKind.NUMBER and _joins().fullmatch(between.lstrip(",;")):
                found.append(quantity)
    return found


def _softly(before: str, behind: str, quantity: Quantity | None) -> str:
    """The word that softens a figure: 95%左右; 基本 before the name or the figure, in its phrase."""
    if quantity is None:
        return ""
    return quantity.surface if quantity.vague else _soft_word(before, behind)


def _soft_word(before: str, behind: str) -> str:
    """The word that softens what stands between two texts, in their phrase."""
    phrases = (*_PHRASE.findall(before)[-1:], _STOPS.split(behind)[0])
    return next(filter(None, map(softening, phrases)), "")


def _is_near(named: Named, quantity: Quantity, text: str, names: Sequence[Named]) -> bool:
    """Whether nothing but words that join a figure to its name, and other such names, stand between the two."""
    start, end = quantity.span
    if start >= named.end:
        others = [each for each in names if named.end <= each.start and each.end <= start]
        between = text[named.end : start]
        for other in others:
            between = between.replace(text[other.start : other.end], "")
        return _joins().fullmatch(between) is not None
    between = text[end : named.start]
    is_before = quantity.kind is QuantityKind.TREND and end <= named.start
    return is_before and len(between) <= _NEAR and not _STOPS.search(between)


@cache
def _joins() -> re.Pattern[str]:
    words: list[str] = sorted(load("cascade")["joins"], key=len, reverse=True)
    softly = "|".join(load("requirements")["softly"]["claim"])
    return re.compile(
        rf"(?:{'|'.join(map(re.escape, words))}|{softly}|{_SINCE.pattern}|[0-9]{{4}}年|[、\s])*"
    )


def _target_of(quantity: Quantity, between: str) -> Target:
    """What a figure asks; of a change from a year that stands before it (比2025年提高) with that year."""
    comparator = quantity.comparator or Comparator.NAMED
    value = None if comparator is Comparator.RELATIVE else quantity.number
    since = _SINCE.search(between) if comparator in (Comparator.INCREASE, Comparator.DECREASE) else None
    base = int(since[1]) if since else None
    return Target(comparator, value, quantity.number2, quantity.unit, quantity.grade, base=base)


def _dated(measure: Measure, named: Named, place: Place, quantities: Sequence[Quantity]) -> Measure:
    """What is only named, with the day by which the text orders it to be done: 2027年底前建成公共数据开放平台."""
    begin = place.form.text.rfind("。", 0, named.start) + 1
    due = due_of(quantities, begin, named.start, named.end)
    if due is None or named.indicator.unit != load("cascade")["done"] or measure.is_optional:
        return measure
    softly = _soft_word(place.form.text[begin : named.start], place.form.text[named.end :])
    return replace(measure, due=due, target=Target(Comparator.DONE, 1), softly=softly)


def due_of(quantities: Iterable[Quantity], begin: int, start: int, end: int) -> date | None:
    """The day of a stretch of text: of a word in it that has one, else of the last date of its sentence before it."""
    listed = list(quantities)
    within = [each.due for each in listed if start <= each.span.start < end and each.due]
    before = [
        each.due
        for each in listed
        if each.kind is QuantityKind.DATE and each.hint is None and begin <= each.span.start < start
    ]
    return (within or before[-1:] or [None])[0]


def _population(before: str, policy: Policy) -> str:
    """What narrows a name, in the run of characters before it: 高血压患者 before 规范管理率.

    The policy's own division, and what that lies in, narrow nothing; whom the sentence leaves out does.
    """
    if exception := re.search(load("cascade")["except"], before):
        return exception[0]
    run = _HAN.search(before)
    if run is None:
        return ""
    words = (*load("cascade")["openers"], *_own_names(policy.division))
    cut = max((run[0].rfind(word) + len(word) for word in words if word in run[0]), default=0)
    return run[0][cut:]


@cache
def _own_names(division: str) -> tuple[str, ...]:
    lineage = Division.of(division).lineage
    return tuple(name for each in lineage for name in (each.name, *each.short_names) if len(name) > 1)


def modality_of(phrases: str) -> Modality:
    """How strongly words bind, by what the last of their phrases begins with: a word governs its own phrase.

    >>> modality_of("探索对紧密型县域医共体实行总额付费").value, modality_of("探索总额付费,加强考核").value
    ('encourage', 'must')
    """
    words: dict[str, list[str]] = load("cascade")["modality"]
    last = (_PHRASE.findall(phrases) or [""])[-1].lstrip()
    return next(
        (Modality(modality) for modality, listed in words.items() if last.startswith(tuple(listed))),
        Modality.MUST,
    )
