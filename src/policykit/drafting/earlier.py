"""The name of a figure that goes on with one of before in its sentence: 达到61%,2027年达到70%; 增加值…,占比7%."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policykit.base.resources import load
from policykit.drafting.phrases import part, words
from policykit.drafting.shared import grows, respectively
from policykit.model import Comparator, QuantityKind, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policykit.drafting.statement import Statement
    from policykit.model import Quantity

__all__ = ["carried", "subject"]

_SENTENCE = re.compile(r"[。;!?\n]")


def carried(
    text: str, quantity: Quantity, found: Sequence[Quantity], before: Sequence[Statement]
) -> Span | None:
    """The name of the figure before it in the sentence, for one more figure of the same: 2027年达到70%."""
    if not before or _is_of_several(text, quantity, found, before):
        return None
    last = before[-1]
    is_whole = quantity.kind is QuantityKind.COVERAGE and words()["carried"] not in quantity.surface
    between = text[last.quantity.span.end : quantity.span.start]
    if _SENTENCE.search(between):
        return _parallel(text, quantity, before)
    if grows(quantity, text):
        return last.of or last.name
    is_moved = last.quantity.comparator in (Comparator.INCREASE, Comparator.DECREASE)
    is_change = quantity.comparator in (Comparator.INCREASE, Comparator.DECREASE)
    is_level = last.quantity.unit == "%" and quantity.unit not in {"", "%", "百分点"}
    # 森林覆盖率提高0.8个百分点,达到46.5%
    is_level = is_level or (last.quantity.unit == "百分点" and quantity.unit == "%")
    # 年均增长20%,到2027年达到15亿元; 最短不得少于三十日,最长不得超过三个月
    is_same = last.quantity.unit == quantity.unit or (is_moved and is_level)
    is_same = is_same or (is_change and last.quantity.unit == "%" and quantity.unit == "百分点")
    is_capped = re.match(words()["capped"], text[part(text, quantity.span).start :]) is not None
    # 不超过总投资的20%,最高不超过300万元
    is_same = is_same or (
        is_capped and last.quantity.unit == "%" and quantity.dimension in {"money", "person", "count"}
    )
    is_same = is_same or (
        last.quantity.dimension == quantity.dimension == "time" and _is_bare(text, quantity)
    )
    # 完成搬迁320户、1150人
    is_same = is_same or (
        between == "、" and {last.quantity.dimension, quantity.dimension} <= {"count", "person"}
    )
    # 研发投入不低于500万元,并逐年增长
    is_same = is_same or (
        quantity.kind is QuantityKind.TREND
        and re.fullmatch(load("quantities")["trends"]["going_on"], between) is not None
    )
    return last.name if is_same and not is_whole else None


def _is_of_several(
    text: str, quantity: Quantity, found: Sequence[Quantity], before: Sequence[Statement]
) -> bool:
    """Whether a figure is one of several, each of something named before: …50家、…200家,2026年分别新增8家、30家."""
    begin = part(text, quantity.span).start
    opened = text.rfind("。", 0, begin) + 1
    names = {one.name for one in before if one.quantity.span.start >= opened}
    is_named = before[-1].quantity.span.start >= begin  # …,改造率2027年、2029年分别达到60%、90%
    said = Span(begin, quantity.figure.start)
    if respectively().search(said.cut(text)) is None:
        return False
    days = [one for one in found if one.kind is QuantityKind.DATE and said.covers(one.span)]
    # 其中2026年分别完成2万亩、1万亩: of what each is, one name does not say
    is_uneven = len(days) == 1 and words()["portion"] in said.cut(text)
    return (len(names) > 1 and not is_named) or is_uneven


def _is_bare(text: str, quantity: Quantity) -> bool:
    """Whether the part of a figure says no more than how it is bounded: 最长不得超过."""
    begin = part(text, quantity.span).start
    return re.fullmatch(words()["nameless"], text[begin : quantity.figure.start]) is not None


def _parallel(text: str, quantity: Quantity, before: Sequence[Statement]) -> Span | None:
    """The name in a sentence of the same build for another day: 到2027年建成智慧农场20个;到2030年建成50个."""
    begin = text.rfind("。", 0, quantity.span.start) + 1
    said = text[part(text, quantity.span).start : quantity.figure.start]
    verb = re.search(words()["parallel"], said)
    if verb is None or quantity.due is None:
        return None
    for last in before:
        own = text[part(text, last.quantity.span).start : last.quantity.span.start]
        if begin <= last.quantity.span.start and last.quantity.unit == quantity.unit and verb[1] in own:
            return last.name if last.quantity.due != quantity.due else None
    return None


def subject(text: str, quantity: Quantity, before: Sequence[Statement]) -> Span | None:
    """What the figure before it in the sentence measures, for a share of the same."""
    last = before[-1] if before else None
    if last is None or _SENTENCE.search(text[last.quantity.span.end : quantity.span.start]):
        return None
    name = last.of or last.name
    # 增加值增速高于地区生产总值增速2个百分点,占比提高0.5个百分点
    above = None if name is None else re.compile(words()["rises_above"]).match(text, *name)
    return name if above is None else Span(*above.span(1))
