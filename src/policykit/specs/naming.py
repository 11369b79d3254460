"""Which indicators a text names beside a figure."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from policykit.specs.normal import normal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from policykit.model import Indicator, Span
    from policykit.specs.reading import Reading

__all__ = ["Named", "named"]

# Names that share one figure: A和B逐步提升, A、B和C达80%.
_JOINED = re.compile(r"[和与及、,\s]|以及|率|等方面|等")


class Named(NamedTuple):
    """The indicators that are named at a place (names of their functions), and the words that name them."""

    names: frozenset[str]
    shown: str


class _Place(NamedTuple):
    start: int
    end: int
    names: frozenset[str]


def named(
    reading: Reading, quote: Span, figure: Span, known: tuple[Indicator, ...], every: tuple[Indicator, ...]
) -> Named:
    """The indicators that stand nearest to `figure`.

    Across it, before it or behind it in the quote; else before the quote in the clause, if the quote names
    no indicator of any unit. A longer name hides the shorter ones inside it; names joined by 和 or 、 count
    together. `known` are the indicators that could be meant: those of the same unit.
    """
    inside, at = reading.from_source(quote), reading.from_source(figure)
    text = reading.text[inside.start : inside.end]
    own = _places(text, known)
    begin, end = at.start - inside.start, at.end - inside.start
    if across := [place for place in own if place.start < end and place.end > begin]:
        return _joined(text, across)
    if before := [place for place in own if place.end <= begin]:
        return _joined(text, list(reversed(before)))
    if own:
        return _joined(text, own)
    if elsewhere := _places(text, every):
        return Named(frozenset(), text[elsewhere[0].start : elsewhere[0].end])
    text = reading.text[: inside.start]
    return _joined(text, list(reversed(_places(text, known))))


def _joined(text: str, places: Sequence[_Place]) -> Named:
    """The first place and those that are joined to it one after another, by 和, 、 and the like."""
    chain = list(places[:1])
    for place in places[1:]:
        low, high = sorted((chain[-1], place))
        if low.end > high.start or _JOINED.sub("", text[low.end : high.start]):
            break
        chain.append(place)
    names = frozenset(name for place in chain for name in place.names)
    return Named(names, "、".join(text[place.start : place.end] for place in sorted(chain)))


@lru_cache(maxsize=4096)
def _places(text: str, known: tuple[Indicator, ...]) -> tuple[_Place, ...]:
    """Every name in `text` that does not lie within a longer one, in order."""
    found = [
        _Place(match.start(), match.end(), names)
        for word, names in _dictionary(known).items()
        for match in re.finditer(re.escape(word), text)
    ]
    found.sort(key=lambda place: (place.start, -place.end))
    kept: list[_Place] = []
    for place in found:
        if not kept or place.end > kept[-1].end:
            kept.append(place)
    return tuple(kept)


@lru_cache(maxsize=256)
def _dictionary(known: tuple[Indicator, ...]) -> Mapping[str, frozenset[str]]:
    """Every name in normal form, with the indicators that bear it."""
    bearers: dict[str, set[str]] = {}
    for indicator in known:
        for name in indicator.names:
            bearers.setdefault(_plain(name), set()).add(indicator.name)
    return {name: frozenset(names) for name, names in bearers.items()}


def _plain(name: str) -> str:
    return normal(name, traditional=False)[0]


def unnamed(known: Iterable[Indicator]) -> list[str]:
    """Indicators whose names are all borne by another one too: no text can tell them apart."""
    listed = tuple(known)
    words = _dictionary(listed)
    return [one.name for one in listed if all(len(words[_plain(name)]) > 1 for name in one.names)]
