"""What a clause says: its quantities, what each asks in the terms of a target, and when.

This is the second of the two entries: it is read from the text alone, and never from the spec.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from policykit.base.resources import load
from policykit.model import Comparator, Modality, QuantityKind, Span
from policykit.specs.changes import Base, base_of, growth_of
from policykit.specs.reading import LocatedQuantity, Reach, Reading
from policykit.text.quantities.standing import forbids

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from policykit.model import Indicator, Quantity, Statement, Target

__all__ = ["Claim", "claims", "period_of"]

_ANY_TIME = Reach()
_BEFORE = Base()
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
    base: Base = _BEFORE
    """Of a change: with what it compares."""

    def allows(self, base: Base) -> bool:
        """Whether a change may be held to compare so: what has neither base nor due date also with the year before."""
        is_free = not self.base.is_known and not self.base.average and self.reach.due is None
        return base == self.base or (is_free and base == _BEFORE)


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
    elif form is Comparator.GROWTH:
        if (percent := growth_of(reading, quantity)) is not None:
            yield replace(base, value=percent, unit="%", base=base_of(reading, quantity, reach))
    elif comparator in _TRENDS and form in _TRENDS:
        since = base_of(reading, quantity, reach)
        yield replace(
            base, comparator=comparator, value=quantity.number, unit=quantity.unit or None, base=since
        )
    elif comparator is Comparator.BY_DATE and form is Comparator.BY_DATE and located.asks:
        yield base
    elif comparator is Comparator.RELATIVE and form is Comparator.RELATIVE:
        # Of one of several (优良率高于全省平均水平,浓度低于…) its own words say which way.
        yield replace(base, relation=_relation(quantity.surface, text))
    elif comparator in _BOUNDS and form in _BOUNDS and located.asks:
        yield from _bounds(quantity, base, reading)


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


def _bounds(quantity: Quantity, base: Claim, reading: Reading) -> Iterator[Claim]:
    """A figure as a bound; what is counted for a period (每季度至少组织1次) also as so many in each."""
    bound = _bound(quantity, base, reading)
    yield bound
    if (period := _period(quantity)) is not None:
        yield replace(bound, unit=f"{quantity.unit}/{period}")


def _bound(quantity: Quantity, base: Claim, reading: Reading) -> Claim:
    comparator = quantity.comparator or Comparator.EQ
    if comparator is Comparator.EQ:
        # Which way a bare figure is meant, the words about it say; 建成的 says of what something is done.
        said = re.sub("[一-鿿]{2}的", "的", reading.part(quantity.span))
        comparator = _by_cue(load("specs")["bare"], said, Comparator.EQ)
        if comparator is Comparator.LE and quantity.dimension != "time":
            comparator = Comparator.EQ  # 按时办结率100%
    if comparator is Comparator.EQ and quantity.unit == "次" and _period(quantity) is not None:
        comparator = Comparator.GE  # 每半年通报一次: no one minds a second time
    if comparator is Comparator.EQ and (reading.row is not None or base.reach.due is not None):
        comparator = _goal(quantity, reading)
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


_WAYS: dict[Comparator | None, Comparator] = {
    Comparator.GE: Comparator.GE,
    Comparator.GT: Comparator.GE,
    Comparator.LE: Comparator.LE,
    Comparator.LT: Comparator.LE,
}


def _by_head(quantity: Quantity, cell: Statement) -> set[Comparator]:
    """How the heads over a bare figure say that it reads: 最高限额（万元） 100, 奖励标准（万元） 50."""
    words = load("specs")["goals"]
    if quantity.dimension == "money" and any(re.search(words["given"], head) for head in _heads(cell)):
        return {Comparator.EQ}
    return {Comparator.LE} if re.search(words["capped"], " ".join(_heads(cell))) else set()


def _heads(cell: Statement) -> tuple[str, ...]:
    """The name of a cell of a table and what is said over it, without the units: 奖励标准（万元）."""
    return tuple(re.sub(r"[(（][^()（）]*[)）]$", "", head) for head in (cell.name, *cell.header))


def _goal(quantity: Quantity, reading: Reading) -> Comparator:
    """How a bare figure that is to be reached reads: 2024年失业人员再就业1800人, a row 就诊率 | 90, 死亡率 | 9.

    A minimum, or a maximum of what is to fall: as another goal of the row says, by its name, or because it was higher
    before.
    """
    words = load("specs")["goals"]
    before = reading.text[: quantity.span.start]
    names: tuple[str, ...] = (before,)
    if reading.row is not None:
        cell = reading.cell(quantity)
        if cell is None:
            return Comparator.EQ
        names, earlier = _heads(cell), reading.row.earlier(cell)
        told = {other.comparator for other, _ in reading.quantities if other != quantity}
        ways = _by_head(quantity, cell) or {_WAYS[each] for each in told if each in _WAYS}
        if len(ways) == 1:
            return ways.pop()
        if earlier is not None and quantity.number is not None and earlier != quantity.number:
            return Comparator.LE if earlier > quantity.number else Comparator.GE
    elif quantity.dimension == "share":
        if not before.endswith(tuple(words["shares"])) or before.endswith(tuple(words["fixed"])):
            return Comparator.EQ
    elif quantity.dimension not in words["outputs"] or before.endswith(tuple(words["about"])):
        return Comparator.EQ
    is_falling = any(name.endswith(tuple(words["falling"])) for name in names)
    return Comparator.LE if is_falling else Comparator.GE


def _period(quantity: Quantity) -> str | None:
    """What a count of times is for: 每季度至少组织1次 is 1次/季度 as well as 1次."""
    is_count = quantity.dimension == "count" and quantity.number is not None
    return period_of(quantity.per or "") if is_count else None


def period_of(per: str) -> str | None:
    """The period for which times are counted, as a unit has it behind its stroke; `None` where it is none.

    >>> period_of("每季度"), period_of("每两年"), period_of("每3年"), period_of("每个乡镇")
    ('季度', '2年', '3年', None)
    """
    periods: dict[str, str] = load("quantities")["frequencies"]["periods"]
    written = per.removeprefix("每")
    several = re.fullmatch(r"([2-9]|[1-9][0-9]|[两二三四五六七八九十])个?(.+)", written)
    if several is None or several[2] not in periods:
        return periods.get(written)
    count = (
        several[1] if several[1].isdigit() else "零一二三四五六七八九十".find(several[1].replace("两", "二"))
    )
    return f"{count}{periods[several[2]]}"


def _relation(said: str, text: str) -> Comparator:
    groups: dict[str, list[str]] = load("specs")["relations"]
    return _by_cue(groups, said, _by_cue(groups, text, Comparator.GE))


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
            yield replace(base, relation=_relation(text, text))
    elif form in _BOUNDS:
        yield from _implied_figure(base, text)


def _worded(reading: Reading, quote: Span, text: str, form: Comparator) -> Iterator[Claim]:
    """What a quote without a figure orders, forbids or names."""
    base, words = _probed(reading, quote, Claim(form, quote, implied=True, words=text)), load("specs")
    if form is Comparator.NAMED:
        yield base
    elif _holds(text, words["prohibitions"]):
        yield replace(base, comparator=Comparator.FORBIDDEN, reach=_of_ban(reading, quote, base))
    elif _holds(text, words["duties"]):
        yield replace(base, comparator=Comparator.DONE)


def _of_ban(reading: Reading, quote: Span, base: Claim) -> Reach:
    """The time of a prohibition: a day of an earlier sentence or from above, by which something is done, is none of it.

    What ends (取消药品加成) may end by the day of a plan.
    """
    reach = base.reach
    if reach.due is None:
        return reach
    if reach.due_from != "text":
        return _ANY_TIME if forbids(base.words) else reach
    at = reading.from_source(quote).start
    days = [one.span.end for one, _ in reading.quantities if one.due == reach.due and one.span.end <= at]
    days = [end for end in days if "。" not in reading.text[end:at]]
    inside = any(quote.covers(span) for one, span in reading.quantities if one.due == reach.due)
    return reach if days or inside else _ANY_TIME


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
