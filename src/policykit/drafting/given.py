"""Figures of what is given, and to whom: 发放高龄津贴,每人每月不低于100元; 良好的奖励30万元; 给予1000万元支持."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policykit.drafting.phrases import behind, is_measure, part, trimmed, words
from policykit.drafting.shared import has_figure, part_before
from policykit.drafting.statement import Statement
from policykit.model import QuantityKind, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policykit.model import Quantity

__all__ = ["given"]


def given(
    text: str, quantity: Quantity, names: Sequence[Span], naming: Sequence[Quantity]
) -> Statement | None:
    """A figure of what is given: named by the part before, by the verb alone, or behind whom it is for."""
    if (before := _named_before(text, quantity, naming)) is not None:
        return Statement(quantity, before, within=Span(before.start, quantity.span.end))
    capped = None if names else _capped(text, quantity, naming)
    if (here := _here(text, quantity) or capped) is not None:
        return here
    most = re.compile(words()["most_given"]).match(text, quantity.span.start)
    if not names and most is not None:
        return Statement(quantity, Span(*most.span(1)))  # 最高补助1万元
    if (verb := _funded(text, quantity)) is not None:
        return Statement(quantity, verb, label_end=words()["funds"])
    aged = re.compile(words()["aged"]).match(text, *names[0]) if names else None
    if aged is None or re.search(words()["given_things"], names[0].cut(text)) is None:
        return None
    name = trimmed(text, Span(aged.end(), names[0].end), naming)
    return Statement(quantity, name, subject=aged[0], within=names[0])


def _here(text: str, quantity: Quantity) -> Statement | None:
    """A figure of what its own part gives to others, or names behind it: 良好的奖励30万元, 给予1000万元支持."""
    inside = part(text, quantity.span)
    opened = Span(inside.start, quantity.figure.start)
    if (towards := re.compile(words()["whom_within"]).match(text, *opened)) is not None:
        name = trimmed(text, Span(towards.end(), quantity.span.start))
        if name is not None and re.search(words()["given_things"], name.cut(text)):
            return Statement(quantity, name)  # 对考核优秀的村 奖励5万元
    if (own := re.compile(words()["given_within"]).fullmatch(text, *opened)) is not None:
        return Statement(quantity, Span(*own.span(2)), subject=own[1])
    ahead, given_as = words()["given_behind"]
    thing = re.compile(given_as).match(text, quantity.span.end)
    if thing is None or re.search(ahead, text[: quantity.figure.start]) is None:
        return None
    return Statement(quantity, Span(*thing.span(1)), within=Span(quantity.span.start, thing.end()))


def _named_before(text: str, quantity: Quantity, found: Sequence[Quantity]) -> Span | None:
    """What is given or measured, where the part before names it: 发放高龄津贴,每人每月不低于100元.

    Nothing but whom it is for and how it is bounded may stand in the figure's own part.
    """
    inside = part(text, quantity.figure)
    before = part_before(text, inside)
    own = text[inside.start : quantity.figure.start]
    if before is None or has_figure(before, found):
        return None
    days = [one.surface for one in found if one.kind is QuantityKind.DATE and inside.covers(one.span)]
    if days and own.strip(words()["reaching"]) in days:  # 资金支出进度,2026年6月底前达到50%
        head = trimmed(text, before, found)
        return head if head is not None and is_measure(head.cut(text)) else None
    if not re.fullmatch(words()["nameless"], own):
        return None
    for pattern in words()["named_before"]:
        if match := re.compile(pattern).search(text, *before):
            return trimmed(text, Span(*match.span(1)), found)
    return None


def _capped(text: str, quantity: Quantity, naming: Sequence[Quantity]) -> Statement | None:
    """A rate of what is named behind its cap: 按每人300元、最高不超过10万元 补助."""
    cap = next((one for one in naming if one.span.start > quantity.span.start), None)
    if cap is None or cap.dimension != quantity.dimension or quantity.dimension != "money":
        return None
    if re.fullmatch("[、,]?[且但]?(?:最[高多])?", text[quantity.span.end : cap.span.start]) is None:
        return None
    name = behind(text, cap.span.end, naming)
    return None if name is None else Statement(quantity, name, within=Span(quantity.span.start, name.end))


def _funded(text: str, quantity: Quantity) -> Span | None:
    """The verb by which someone gives money for what nobody names: 各县财政每年 安排 不少于50万元."""
    inside = part(text, quantity.span)
    verb = re.compile(words()["funded"]).search(text[: quantity.figure.start], inside.start)
    is_bare = re.match("[一-鿿]", text[quantity.span.end : inside.end]) is None
    return Span(*verb.span()) if verb is not None and quantity.dimension == "money" and is_bare else None
