"""What the text's words for a measure become as a name, and the words by which it is known again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policykit.drafting.phrases import is_measure, words
from policykit.model import QuantityKind

if TYPE_CHECKING:
    from policykit.drafting.statement import Statement

__all__ = ["called"]


def called(statement: Statement, name: str, text: str) -> tuple[str, str]:
    """The label of what a statement measures, and the words that stand for it in the text.

    Of a share of what goes before (增加值…,占地区生产总值比重) both are the whole: 占地区生产总值比重 alone says
    of nothing what it is a share.
    """
    quantity = statement.quantity
    if quantity.kind is QuantityKind.COVERAGE and not is_measure(name):
        return _covered(statement, name, text)
    if statement.of is not None:
        label = f"{statement.of.cut(text)}{name}"
        return label, label if statement.within is None else statement.of.cut(text)
    if statement.label_end:
        label = f"{name}{statement.label_end}"
        return words()["lasting_name"].format(label) if quantity.dimension == "time" else label, name
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
    if statement.quantity.surface.endswith("前"):
        return words()["ahead_name"].format(name), name
    also = statement.also.cut(text) if statement.also is not None else ""
    is_taught = statement.quantity.unit in words()["taught"]
    wording = words()["taught_name" if is_taught else "lasting_name"]
    return wording.format(f"{name}{also}"), also if also and is_taught else name
