"""What the text's words for a measure become as a name, and the words by which it is known again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policykit.base.resources import load
from policykit.drafting.phrases import is_measure, words
from policykit.model import Comparator, QuantityKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policykit.drafting.statement import Statement
    from policykit.model import Quantity, Span

__all__ = ["called"]


def called(statement: Statement, name: str, text: str, days: Sequence[Span] = ()) -> tuple[str, str]:
    """The label of what a statement measures, and the words that stand for it in the text.

    `days` are the dates of the text, which are no part of a label (危旧房改造2026年启动 不少于800户).
    Of a share of what goes before (增加值…,占地区生产总值比重) both are the whole: 占地区生产总值比重 alone says
    of nothing what it is a share.
    """
    label, words_of_it = _called(statement, name, text)
    for day in days:
        if statement.name is not None and statement.name.covers(day):
            label = label.replace(day.cut(text), "")
    return _in_each(label, statement.quantity), words_of_it


def _in_each(label: str, quantity: Quantity) -> str:
    """A name with for what so much is asked, where no key of an entry says it: 每周开放时间, 每千人抽检量."""
    per = quantity.per or ""
    is_period = (
        per.removeprefix("每") in load("quantities")["frequencies"]["periods"] and quantity.unit != "次"
    )
    is_period = is_period or re.fullmatch(words()["per_size"], per) is not None
    is_said = per in label or any(per in cues for cues in load("specs")["each_period"].values())
    return f"{per}{label}" if is_period and not is_said else label


def _called(statement: Statement, name: str, text: str) -> tuple[str, str]:
    quantity = statement.quantity
    if quantity.kind is QuantityKind.COVERAGE and not is_measure(name):
        return _covered(statement, name, text)
    if statement.of is not None:
        label = f"{statement.of.cut(text)}{name}"
        is_next = statement.of.end in {quantity.span.start, quantity.figure.start}
        is_act = is_next and statement.name is not None and statement.name.start >= quantity.span.end
        # 培训200名医生 is parted by its figure, 二级医院不少于90张 goes on with what stands before
        return label, label if is_act or statement.within is None else statement.of.cut(text)
    if statement.label_end:
        label = f"{name}{statement.label_end}"
        return words()[_wording(quantity)].format(label) if quantity.dimension == "time" else label, name
    if quantity.dimension == "time" and not (is_measure(name) and statement.also is None):
        return _lasting(statement, name, text)
    return re.sub(r"(?<=..)\([^()]{4,}\)$", "", name), name


def _covered(statement: Statement, name: str, text: str) -> tuple[str, str]:
    said = statement.quantity.surface
    label = re.sub("(?<=..)(?:实现|达到)(?=..)", "", name)  # 研发机构实现设区市 全覆盖
    wording = "coverage_name" if words()["carried"] in said else "whole_name"
    cleared = next((own for word, own in words()["cleared_name"].items() if said.endswith(word)), None)
    label = (cleared or words()[wording]).format(label)
    if statement.of is None or statement.within is None:
        return label, name
    return f"{statement.of.cut(text)}{label}", statement.within.cut(text)


def _lasting(statement: Statement, name: str, text: str) -> tuple[str, str]:
    """Of what takes or is to take so long: 投诉举报办结时限, 全员培训学时."""
    if statement.quantity.surface.endswith("前") or text.endswith("前", 0, statement.quantity.span.start):
        return words()["ahead_name"].format(name), name
    also = statement.also.cut(text) if statement.also is not None else ""
    is_taught = statement.quantity.unit in words()["taught"]
    wording = words()["taught_name" if is_taught else _wording(statement.quantity)]
    done = _in_each(also, statement.quantity) if also else ""  # 学校 每天体育活动
    return wording.format(f"{name}{done}"), also if also and is_taught else name


def _wording(quantity: Quantity) -> str:
    """How a time is called: what lasts at least so long (留存不少于六个月), or so long each day, has no limit."""
    is_each = quantity.comparator is Comparator.EQ and quantity.per is not None
    return "span_name" if is_each or quantity.comparator in (Comparator.GE, Comparator.GT) else "lasting_name"
