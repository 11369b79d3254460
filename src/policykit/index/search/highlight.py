"""A hit, and where its clause holds what was looked for: ranges of heading, text and source."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policykit.model import Clause, Role, Script, Span
from policykit.text.normal import search_forms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from policykit.model import Clause

__all__ = ["Hit", "located", "marked", "snippet"]

_NOWHERE = Span(0, 0)
_EXCERPT = 110
"""A snippet has at most so many characters."""
_LEAD = 12
"""So many of a long sentence stand before what was found."""
_SENTENCE = re.compile(r"[^。;；!！?？\n]*[。;；!！?？\n]*")


@dataclass(frozen=True, slots=True)
class Hit:
    """A clause found. Hits compare by score within one search only."""

    clause: Clause
    score: int
    """In the order of relevance; 0 is nothing."""
    highlights: tuple[Span, ...] = ()
    """What was found, in code points of the policy's decoded source, in order, not overlapping."""
    heading: tuple[Span, ...] = ()
    """The same in code points of `clause.heading`."""
    text: tuple[Span, ...] = ()
    """The same in code points of `clause.text`."""
    missing: tuple[str, ...] = ()
    """The words of the query that the clause lacks; empty when it holds all of them."""
    snippet: Span = _NOWHERE
    """The sentence of `clause.text` that says most of what was found, or the part of it that does."""

    @property
    def normative(self) -> bool:
        """Whether the clause is the policy's own text, not an interpretation, summary or notice."""
        return self.clause.role is Role.CLAUSE


_SHORTEST = 2


def marked(texts: Sequence[str], wanted: Sequence[Sequence[str]], script: Script) -> list[tuple[Span, ...]]:
    """For each text (heading, text of a clause) its ranges that hold what is wanted.

    Each of `wanted` is a word with its other names. Of a word that stands in none of the texts under
    any name, the longest parts of two characters and more are marked. Ranges that touch are one.

    >>> marked(["縣域", "縣域內就診率達90%"], [("县域内就诊率",), ("90%",)], Script.TRADITIONAL)
    [(), (Span(start=0, end=6), Span(start=7, end=10))]
    """
    found: list[list[tuple[int, int]]] = [[] for _ in texts]
    keyed = [(at, form, form.key) for at, text in enumerate(texts) for form in search_forms(text, script)]
    for names in wanted:
        places = [
            (at, form, place) for at, form, key in keyed for name in names for place in _places(key, name)
        ]
        if not places:
            places = [(at, form, place) for at, form, key in keyed for place in _parts(key, names[0])]
        for at, form, (start, end) in places:
            found[at].append((form.starts[start], form.ends[end - 1]))
    return [tuple(_joined(spans)) for spans in found]


def located(clause: Clause, source: str, heading: Iterable[Span], text: Iterable[Span]) -> tuple[Span, ...]:
    """Ranges of a clause's heading and text as ranges of the decoded source."""
    published = clause.span.cut(source)
    places = _alignment(clause.heading + clause.text, published)
    shift = len(clause.heading)
    spans = [*heading, *(Span(start + shift, end + shift) for start, end in text)]
    found = [(clause.start + places[span.start], clause.start + places[span.end - 1] + 1) for span in spans]
    return tuple(_joined(found))


def snippet(text: str, spans: Sequence[Span]) -> Span:
    """The sentence of a text that holds most of some ranges; of a long one the part that does.

    >>> text = "健全机制。上级医院预留20%以上的号源。加强管理。"
    >>> snippet(text, [Span(0, 2), Span(9, 14)]).cut(text)
    '上级医院预留20%以上的号源。'
    """
    sentences = [Span(*match.span()) for match in _SENTENCE.finditer(text) if match[0].strip()]
    if not sentences:
        return Span(0, min(len(text), _EXCERPT))
    start, end = max(sentences, key=lambda one: (_shown(spans, one), -one.start))
    if end - start <= _EXCERPT:
        return Span(start, end)
    windows = [
        Span(first, first + _EXCERPT)
        for span in spans
        for first in [max(start, min(span.start - _LEAD, end - _EXCERPT))]
        if start <= span.start < end
    ] or [Span(start, start + _EXCERPT)]
    return max(windows, key=lambda one: (_shown(spans, one), -one.start))


def _shown(spans: Sequence[Span], window: Span) -> int:
    return sum(max(0, min(span.end, window.end) - max(span.start, window.start)) for span in spans)


def _places(key: str, word: str) -> Iterator[tuple[int, int]]:
    """Where a word stands in a text; of a number or a Latin word no part."""
    at = key.find(word) if word else -1
    while at >= 0:
        end = at + len(word)
        if not (_joins(key, at) or _joins(key, end)):
            yield at, end
        at = key.find(word, end)


def _joins(key: str, at: int) -> bool:
    """Whether a number or a Latin word goes on over a place: 202|7, 7|.86."""
    around = key[max(0, at - 1) : at + 1]
    if 0 < at < len(key) and _ATOMIC.fullmatch(around):
        return True
    return bool(
        _DECIMAL.fullmatch(key[max(0, at - 2) : at + 1]) or _DECIMAL.fullmatch(key[max(0, at - 1) : at + 2])
    )


_ATOMIC = re.compile("[0-9]{2}|[a-z]{2}|[0-9][a-z]|[a-z][0-9]")
_DECIMAL = re.compile(r"[0-9]\.[0-9]")


def _parts(key: str, word: str) -> Iterator[tuple[int, int]]:
    """The longest parts of a word that stand in a text, from the left."""
    at = 0
    while at < len(word) - 1:
        length = len(word) - at
        while length >= _SHORTEST and not (
            word[at : at + length] in key and next(_places(key, word[at : at + length]), None)
        ):
            length -= 1
        if length >= _SHORTEST:
            yield from _places(key, word[at : at + length])
        at += max(1, length)


def _joined(found: Iterable[tuple[int, int]]) -> list[Span]:
    joined: list[Span] = []
    for start, end in sorted(found):
        if joined and start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(end, joined[-1].end))
        else:
            joined.append(Span(start, end))
    return joined


_STRETCH = 32
"""So many characters are compared at once: most of a clause stands there as it is."""


def _alignment(text: str, published: str) -> list[int]:
    """For every character of a clause's heading and text its place in the clause as published."""
    places: list[int] = []
    at = 0
    while len(places) < len(text):
        done = len(places)
        if text[done : done + _STRETCH] == published[at : at + _STRETCH]:
            end = min(_STRETCH, len(text) - done)
            places += range(at, at + end)
            at += end
            continue
        char = text[done]
        found = published.find(char, at)
        if found < 0 and char.isspace():
            found = at
        at = max(at, found)
        places.append(min(at, len(published) - 1))
        at += 1 if found >= 0 and not (char.isspace() and published[found : found + 1] != char) else 0
    return places
