"""Figures of others than the one before is of: 生均面积小学不低于4平方米、初中不低于5平方米."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policykit.drafting.phrases import is_measure, words
from policykit.drafting.shared import apart, behind_group, behind_other, is_group
from policykit.drafting.statement import Statement
from policykit.model import Comparator, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policykit.model import Quantity

__all__ = ["of_other"]

_SENTENCE = re.compile(r"[。;!?\n]")
_JOINED = {",", "、"}
_HEADS = {"人", "名", "位"}
_COUNTED = {"", "count", "person", "share"}
"""Dimensions of which a bare noun may be what is counted; a length or a sum of money is always of a measure."""


def of_other(
    text: str, quantity: Quantity, names: Sequence[Span], before: Sequence[Statement]
) -> Statement | None:
    """A figure whose own words say only of whom it is, with what the one before it measures."""
    if len(names) != 1:
        return None
    own = apart(text, names[0])
    if own.subject:
        return Statement(quantity, own.name, subject=own.subject, within=names[0])
    alike = [one for one in before if one.name is not None and _is_alike(one.quantity, quantity)]
    alike = [one for one in alike if one.subject] or alike
    last = alike[-1] if alike else None
    if last is None or _SENTENCE.search(text[last.quantity.span.end : quantity.span.start]):
        return None
    return _after(text, quantity, names[0], last)


def _after(text: str, quantity: Quantity, group: Span, last: Statement) -> Statement | None:
    said = group.cut(text)
    is_one = is_group(said)
    is_next = text[last.quantity.span.end : group.start].strip() in _JOINED
    if text.endswith(("的", "之"), group.end, quantity.figure.start):
        return None  # 其中骨干教师不低于交流总数的20%
    is_case = text.startswith("的", group.end)  # 集中供养 的不低于1200元
    is_named = is_measure(said) or is_case or not is_next
    if last.name is None or (is_named and not is_one):
        return None
    is_portion = text.startswith(words()["portion"], group.start - len(words()["portion"]))
    if is_portion and is_one and quantity.unit == "%" and quantity.unit == last.quantity.unit:
        return Statement(quantity, last.name, subject=said, is_carried=True)  # (其中机关单位不低于98%)
    if last.subject and (is_one or quantity.dimension not in _COUNTED):
        return Statement(quantity, last.name, subject=said, is_carried=True)
    within = Span(group.start, quantity.span.end)
    name = _measured(text, quantity, group, last, is_one=is_one)
    is_whole = quantity.dimension not in _COUNTED and is_measure(last.name.cut(text))
    if name is None and is_one and (is_whole or _is_change(quantity)):
        return Statement(quantity, last.name, subject=said, is_carried=True)  # 二孩家庭上浮20%, 一类户4万元
    return None if name is None else Statement(quantity, name, is_carried=True, of=group, within=within)


def _measured(text: str, quantity: Quantity, group: Span, last: Statement, *, is_one: bool) -> Span | None:
    """What the figure before measures, without whose it is."""
    if last.name is None or last.of is not None:
        return last.name
    other = behind_other(text, last.name, group) or _behind_often(text, quantity, last.name)
    if is_one:
        return behind_group(text, last.name, is_act=quantity.unit == "次") or other
    return other or (behind_group(text, last.name) if quantity.dimension not in _COUNTED else None)


def _behind_often(text: str, quantity: Quantity, name: Span) -> Span | None:
    """What is measured in each period, behind whom it is of: 主次干道 每日保洁时间不少于16小时,背街小巷不少于12小时."""
    often = re.compile(words()["often_within"]).search(text, name.start + 1, name.end)
    if often is None or not is_measure(name.cut(text)):
        return None
    return Span(often.end() if quantity.per else often.start(), name.end)


def _is_alike(one: Quantity, other: Quantity) -> bool:
    """Whether two figures can be of one measure: 30分钟 and 1小时, 15人 and 1名, but not 3名 and 3例."""
    is_amount = one.dimension == other.dimension and one.dimension not in _COUNTED
    is_same = one.unit == other.unit or {one.unit, other.unit} <= _HEADS
    return is_same or is_amount or _is_change(other)


def _is_change(quantity: Quantity) -> bool:
    """Whether a figure changes what another measures by a share of it: 上浮20%."""
    is_moved = quantity.comparator in (Comparator.INCREASE, Comparator.DECREASE)
    return is_moved and quantity.unit == "%"
