"""A hit, and where its clause holds what was looked for: ranges of heading, text and source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from policykit.model import Clause, Role, Script, Span
from policykit.text.normal import search_forms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from policykit.model import Clause

__all__ = ["Hit", "located", "marked"]


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


def _places(key: str, word: str) -> Iterator[tuple[int, int]]:
    at = key.find(word) if word else -1
    while at >= 0:
        yield at, at + len(word)
        at = key.find(word, at + len(word))


def _parts(key: str, word: str) -> Iterator[tuple[int, int]]:
    """The longest parts of a word that stand in a text, from the left."""
    at = 0
    while at < len(word) - 1:
        length = len(word) - at
        while length >= _SHORTEST and word[at : at + length] not in key:
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


def _alignment(text: str, published: str) -> list[int]:
    """For every character of a clause's heading and text its place in the clause as published."""
    places: list[int] = []
    at = 0
    for char in text:
        found = published.find(char, at)
        if found < 0 and char.isspace():
            found = at
        at = max(at, found)
        places.append(min(at, len(published) - 1))
        at += 1 if found >= 0 and not (char.isspace() and published[found : found + 1] != char) else 0
    return places
