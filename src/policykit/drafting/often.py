"""How often something is done, and by each of several: 乡镇每月、村每半月开展一次排查."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from policykit.drafting.phrases import part, trimmed, words
from policykit.model import QuantityKind, Span
from policykit.specs.claims import period_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policykit.model import Quantity

__all__ = ["Item", "is_agent", "is_repeated", "item_start", "listed_often"]


class Item(NamedTuple):
    """One of several that each do something so often."""

    who: str
    counted: Quantity
    """How often the last of them does it: the words around it name what."""
    is_once: bool
    """Whether that is once in each of its periods; else of the others nobody reads how often."""


def is_agent(name: str) -> bool:
    """Whether a name is of someone who acts, and not of what is done: 乡级河长, 县级; not 水厂自检."""
    return re.search(words()["agents"], name) is not None


def is_repeated(quantity: Quantity) -> bool:
    """Whether a figure counts how often something is done: 每季度通报一次."""
    return quantity.unit == "次" and period_of(quantity.per or "") is not None


def item_start(text: str, begin: int, end: int) -> int:
    """Where the item of such a list begins that ends at a place; its part of the sentence begins at `begin`.

    >>> item_start("乡镇每月、村每半月开展一次", 0, 13)
    5
    """
    last = begin
    for joint in re.finditer("[、和]", text[begin:end]):
        at = begin + joint.end()
        if "每" in text[last : begin + joint.start()] and re.match("[^、]{1,12}每", text[at:end]):
            last = at
    return last


def listed_often(text: str, quantity: Quantity, found: Sequence[Quantity]) -> Item | None:
    """The item of a list whose words of frequency stand side by side, each behind who does it."""
    inside = part(text, quantity.span)
    often = [one for one in found if one.kind is QuantityKind.FREQUENCY and inside.covers(one.span)]
    often = [one for one in often if not one.vague]
    counts = [one for one in found if one.kind is QuantityKind.NUMBER and inside.covers(one.span)]
    count = next(iter((*counts, *often[-1:])), None)
    if count is None or (counts and not all(map(is_repeated, counts))):
        return None
    whose = [
        trimmed(text, Span(item_start(text, inside.start, one.span.end), one.span.start)) for one in often
    ]
    is_list = len(often) > 1 and all(
        re.fullmatch("[、和][^、和每]{1,12}", text[one.span.end : other.span.start])
        for one, other in pairwise(often)
    )
    if not is_list or None in whose or quantity not in (*often, count):
        return None
    who = whose[-1 if quantity is count else often.index(quantity)]
    return None if who is None else Item(who.cut(text), count, count.number == 1)
