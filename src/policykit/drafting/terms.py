"""Who must act, of whom a figure holds and in each of what, in the words of the text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from policykit.drafting.measures import BRACKETS
from policykit.drafting.narrowing import whom
from policykit.drafting.phrases import part, words

if TYPE_CHECKING:
    from policykit.drafting.measures import Measured, Names
    from policykit.drafting.naming import Statement
    from policykit.model import Entity, Quantity, Span
    from policykit.specs.reading import Reading

__all__ = ["bearer", "each_of", "terms"]

_SENTENCE = re.compile(r"[。;!?\n]")


def terms(read: Reading, statement: Statement, measured: Measured, names: Names) -> dict[str, Any]:
    """The keys of an entry that say who must do it, of whom it holds and in each of what."""
    text, span = read.text, statement.quantity.span
    cell = read.cell(statement.quantity)
    found = _of_row(cell.bearer) if cell is not None and cell.bearer else bearer(text, span)
    if statement.subject:
        found["population"] = statement.subject
    if measured.proposal is None and not measured.exact and statement.name is not None:
        label = next((name for name in measured.indicator.names if measured.words.endswith(name)), "")
        if label and len(measured.words) > len(label):
            found["population"] = measured.words.removesuffix(label)
    said = part(text, span).cut(text)
    if entity := each_of(text, statement.quantity, names):
        found["per"] = entity.name
    elif "population" not in found and (each := re.match(words()["each_of"], said)):  # no 每人每月
        found["population"] = each[0].strip().translate(BRACKETS)
    if "population" not in found and read.row is None and (of := whom(text, span)) is not None:
        found["population"] = of.cut(text).translate(BRACKETS)
    return found


def _of_row(written: str) -> dict[str, Any]:
    """Who must act, of a cell of 责任单位: 县住建局、各乡镇."""
    return {"bearer": [one.strip() for one in re.split("[、，,；;]", written) if one.strip()]}


def each_of(text: str, quantity: Quantity, names: Names) -> Entity | None:
    """The kind of unit in each of which something is counted."""
    before = text[part(text, quantity.span).start : quantity.span.start]
    for entity in names.registry.entities:
        for name in (entity.label, *entity.aliases):
            if len(name) > 1 and re.search(words()["each"] + re.escape(name), before):
                return entity
    return None


def bearer(text: str, span: Span) -> dict[str, Any]:
    """Who must act, or is encouraged to: as its part of the sentence begins, else as the sentence does.

    >>> from policykit.model import Span
    >>> bearer("县人社局要加强指导,就业率达到90%", Span(10, 18))
    {'bearer': ['县人社局']}
    """
    own = part(text, span)
    first = max((mark.end() for mark in _SENTENCE.finditer(text, 0, own.start)), default=0)
    for start in dict.fromkeys((own.start, first)):
        place = text[start : part(text, span).end].lstrip()
        found = re.match(words()["bearer"], place) or re.match(words()["encouraged"], place)
        if found is not None and (start == own.start or re.match(words()["bearer"], place)):
            return {"bearer": [found[1].translate(BRACKETS)]}
    return {}
