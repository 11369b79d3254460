"""Words that tell of the past elsewhere, and in a plan of its period: 五年累计, 比上年增长12%."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policykit.model import QuantityKind
from policykit.text.quantities.tables import tables

if TYPE_CHECKING:
    from policykit.text.quantities.parse import Parse

__all__ = ["is_of_plan"]

_SPAN_WINDOW = 8


def is_of_plan(parse: Parse, at: int, word: str) -> bool:
    """Whether a word at a place counts over the period of a plan, or over years of which one is to come.

    >>> from policykit.text.quantities.parse import Parse
    >>> is_of_plan(Parse("五年累计改造500个", None, None, planned=True), 2, "累计")
    True
    >>> is_of_plan(Parse("五年累计改造500个", None, None, planned=False), 2, "累计")
    False
    """
    facts = tables().at("facts")
    if word in facts["hind_weak"]:
        return parse.planned
    is_span = re.search(facts["spans"], parse.text[max(0, at - _SPAN_WINDOW) : at]) is not None
    return word in facts["summed"] and ((parse.planned and is_span) or _is_to_come(parse, at))


def _is_to_come(parse: Parse, at: int) -> bool:
    """Whether a portion of what is summed up belongs to a year that is not past: 三年累计完成9万亩,其中2026年…."""
    portion = re.compile(tables().at("facts", "portion"))
    return any(
        one.kind is QuantityKind.DATE
        and one.hint is None
        and one.start > at
        and (one.due is not None and parse.issued is not None and one.due >= parse.issued)
        and portion.fullmatch(parse.text, at, one.start) is not None
        for one in parse.candidates
    )
