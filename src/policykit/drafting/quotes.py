"""The quotes that may carry an entry: the shortest stretch of its clause that says it, then wider ones."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policykit.drafting.phrases import part, words
from policykit.drafting.shared import whole_of
from policykit.model import QuantityKind, Span
from policykit.specs.quotes import occurrences
from policykit.specs.terms import direction_word
from policykit.text.softening import softening

if TYPE_CHECKING:
    from policykit.drafting.statement import Statement
    from policykit.model import Policy
    from policykit.specs.reading import Reading

__all__ = ["around", "quotes", "row"]

_BREAKS = (",;。:!?\n、", ",;。:!?\n", "。;!?\n", "")


def quotes(policy: Policy, read: Reading, span: Span) -> tuple[Span, ...]:
    """The shortest stretch, between words, that holds a span and stands only once; then wider ones."""
    found: list[Span] = []
    text = read.clause.span.cut(policy.source)
    for wider in (span, *_wider(read.text, span)):
        quote = _whole_words(read, read.to_source(wider))
        cut = quote.cut(policy.source)
        if quote not in found and len(occurrences(cut, text, policy.script)) == 1:
            found.append(quote)
    return tuple(found) or (read.clause.span,)


def _whole_words(read: Reading, quote: Span) -> Span:
    """Widened so that no word and no figure lies partly within."""
    start, end = quote
    figures = [read.to_source(quantity.figure) for quantity, _ in read.quantities]
    spans = [*figures, *(span for _, span in read.words)]
    for _ in range(4):
        before = start, end
        start = min([start, *(one.start for one in spans if one.start < start < one.end)])
        end = max([end, *(one.end for one in spans if one.start < end < one.end)])
        if (start, end) == before:
            break
    return Span(start, end)


def row(read: Reading) -> tuple[Span, ...]:
    """The row of a table, from its first cell to its last."""
    cells = [cell.span for cell in read.row.cells if cell.text] if read.row else []
    return (Span(min(span.start for span in cells), max(span.end for span in cells)),)


def around(statement: Statement, read: Reading, *, conditions: bool = True) -> Span:
    """From the name to the figure, with what softens or moves it, how often it is done, for whom and when it holds.

    Without its `conditions` where they name another measure.
    """
    text, quantity = read.text, statement.quantity
    spans = [quantity.span, *(one for one in (statement.also, statement.within) if one)]
    if statement.name is not None and not statement.is_carried:
        spans.append(statement.name)
    start, end = min(one.start for one in spans), max(one.end for one in spans)
    begin = part(text, Span(start, end)).start
    before = text[begin:start]
    found = [before.rfind(word) for word in (softening(before), direction_word(before)) if word]
    joined = [begin + at for at in found if at >= 0 and "、" not in before[at:]]
    whole = whole_of(text, Span(start, end))
    often = [
        one.span.start
        for one, _ in read.quantities
        if one.kind is QuantityKind.FREQUENCY and (whole.start if whole else begin) <= one.span.start < start
    ]
    at = before.find(statement.subject) if statement.subject else -1
    who = [begin + at] if at >= 0 else []
    valued = [one for one, _ in read.quantities if one.value is not None and begin <= one.span.start < start]
    divisions = "|".join(words()["each_division"].values())
    is_each = re.match(rf"{words()['each_of']}|\s*(?:{divisions})", text[begin:end])
    is_whole = is_each or (statement.is_carried and not valued)
    # 每个乡镇配备2名、每个村 配备1名: each has its own
    first = max(begin, text.rfind("、每", begin, start) + 1)
    opened = [first + len(text[first:start]) - len(text[first:start].lstrip())] if is_whole else []
    held = _conditions(text, begin) if conditions else []
    return Span(min([start, *joined, *often, *who, *opened, *held]), _end(text, end))


def _end(text: str, end: int) -> int:
    """The end with the verb behind a word of coverage: 改造全部 完成."""
    rest = text[end : part(text, Span(end - 1, end)).end]
    return end + len(rest) if rest in words()["finished"] else end


def _conditions(text: str, begin: int) -> list[int]:
    """Where the part of a sentence before this one begins, when it says for whom this one holds."""
    if text[begin - 1 : begin] != ",":
        return []
    before = part(text, Span(begin - 1, begin - 1))
    said = before.cut(text)
    at = before.start + len(said) - len(said.lstrip())
    return [at] if re.search(words()["condition"], said.strip()) else []


def _wider(text: str, span: Span) -> list[Span]:
    """Stretches around a span: its phrase, its part of the sentence, its sentence, the text."""
    found = []
    for marks in _BREAKS:
        start = max((text.rfind(mark, 0, span.start) + 1 for mark in marks), default=0)
        end = min((at for mark in marks if (at := text.find(mark, span.end)) >= 0), default=len(text))
        piece = text[start:end]
        start, end = start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())
        found.append(Span(min(start, span.start), max(end, span.end)))
    return found
