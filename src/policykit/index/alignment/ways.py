"""Ways to name a measure, and how much a sentence says it: in its main phrase, or in passing."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from policykit.index.alignment.settings import settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["Mention", "Way", "said"]

_MARKS = ",:"
_PASSING, _WITHOUT = "~", "-"
_WITHIN = 40
"""The words of a way stand within so many characters."""


class Mention(NamedTuple):
    """That a sentence names a measure: how much (0 to 1), and in its how manieth phrase."""

    said: float
    phrase: int


class Way(NamedTuple):
    """One word, or several that stand near each other in one sentence, without some others.

    >>> Way.read("派驻 医师 -监督员")
    Way(words=('派驻', '医师'), without=('监督员',), passing=False)
    """

    words: tuple[str, ...]
    without: tuple[str, ...]
    passing: bool
    """Names the thing without the doing."""

    @classmethod
    def read(cls, written: str) -> Way:
        """The way as a lexicon writes it: `~` before it is passing, `-` before a word is without."""
        parts = written.removeprefix(_PASSING).split()
        return cls(
            tuple(part for part in parts if not part.startswith(_WITHOUT)),
            tuple(part.removeprefix(_WITHOUT) for part in parts if part.startswith(_WITHOUT)),
            written.startswith(_PASSING),
        )

    @classmethod
    def sound(cls, written: str) -> bool:
        """Whether a way has a word, and a word behind every mark."""
        way = cls.read(written)
        return bool(way.words) and all((*way.words, *way.without))


def said(
    text: str, places: Mapping[str, Sequence[int]], tried: Sequence[int], ways: Sequence[Way]
) -> Iterator[tuple[int, Mention]]:
    """Which of the `tried` ways (by number) a sentence takes; `places` are the words that stand in it."""
    weights: list[float] = []
    for number in tried:
        way = ways[number]
        if not all(word in places for word in way.words) or any(word in places for word in way.without):
            continue
        weights = weights or _weights(text)
        chosen = [max(places[word], key=lambda at: (weights[at], -at)) for word in way.words]
        if max(chosen) - min(chosen) <= _WITHIN:
            weight = min(weights[at] for at in chosen)
            weight *= settings().phrases["passing"] if way.passing else 1.0
            yield number, Mention(weight, sum(text.count(mark, 0, max(chosen)) for mark in _MARKS))


def _weights(sentence: str) -> list[float]:
    """How much each character's phrase says."""
    given = settings().phrases
    weights: list[float] = []
    start = 0
    for at in range(len(sentence) + 1):
        if at == len(sentence) or sentence[at] in _MARKS:
            purpose = start and settings().purpose.match(sentence[start:at])
            weight = given["purpose"] if purpose else given["later"] if start else 1.0
            weights += [weight] * (at - start + 1)
            start = at + 1
    for match in settings().aspect.finditer(sentence):
        for at in range(*match.span()):
            weights[at] = min(weights[at], given["aspect"])
    return weights
