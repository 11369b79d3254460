"""Which indicators a clause names nearest to a figure."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from policykit.text.normal import normalize

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from policykit.model import Indicator, Span
    from policykit.specs.reading import Reading

__all__ = ["NearestIndicators", "closest_indicators", "nearest_indicators"]

# Names that share one figure: A和B逐步提升, A、B和C达80%.
_JOINED = re.compile(r"(?:[和与及、,\s]|以及|率|等方面|等)*")


_MARK = re.compile(r"[,;。:!?\n]")
_BROKEN = re.compile(r"(?<=[\u3400-\u9fff()、]) (?=[\u3400-\u9fff()、])")
"""Where a line of the source ends within a word; a clause in normal form has one blank there."""
_SENTENCE = re.compile(r"[;。!?\n]")
_EACH = re.compile(
    r"(?:预计|年均|均)?分别(?:同比)?(?:年均)?(?:增长|提高|下降|增加|降低|减少)(?:[0-9.]+%(?:以上|左右)?[、和])*"
)
_SHARE = re.compile(r"\s*(?:占[^,;。0-9]*|比重[^,;。0-9]*|比例[^,;。0-9]*)")
_SHARE_ENDS = re.compile(r"(.{2,}?)(占.+|比重|比例)")


class NearestIndicators(NamedTuple):
    """The indicators that are named nearest to a figure (their Python names), and the words that name them."""

    names: frozenset[str]
    words: str


class _Mention(NamedTuple):
    start: int
    end: int
    names: frozenset[str]


def nearest_indicators(
    reading: Reading, quote: Span, figure: Span, known: tuple[Indicator, ...], every: tuple[Indicator, ...]
) -> NearestIndicators:
    """The indicators that stand nearest to `figure`.

    On both sides of it (拆除30处违建), across it, before it or behind it in the quote; else before the quote in the
    clause, if the quote names no indicator of any unit. A longer name hides the shorter ones inside it; names joined
    by 和 or 、 count together. `known` are the indicators that could be meant: those of the same unit.
    """
    inside, at = reading.from_source(quote), reading.from_source(figure)
    shared = _shared(reading.text, at.start, known) or _of_each(reading.text, at.start, known)
    if shared := shared or _parted(reading, inside, at, known):
        return shared
    text = reading.text[inside.start : inside.end]
    begin, end = at.start - inside.start, at.end - inside.start
    own = _mentions(text, known)
    if across := [mention for mention in own if mention.start < end and mention.end > begin]:
        return _joined(text, across)
    if before := _outside([mention for mention in own if mention.end <= begin], text[:begin]):
        return _joined(text, list(reversed(before)))
    if own:
        return _joined(text, own)
    if others := _mentions(text, every):
        return NearestIndicators(frozenset(), text[others[0].start : others[0].end])
    text = reading.text[: inside.start]
    return _joined(text, list(reversed(_mentions(text, known))))


def _parted(
    reading: Reading, inside: Span, at: Span, known: tuple[Indicator, ...]
) -> NearestIndicators | None:
    """The indicators whose name a figure parts, with the verb before it and the thing behind: 拆除 30处 违建."""
    figures = (one.figure for one, _ in reading.quantities if one.span == at)
    for figure in (at, *figures):
        before = reading.text[inside.start : figure.start]
        whole = before + reading.text[figure.end : inside.end].removeprefix("的")
        for mention in _mentions(whole, known):
            if mention.start < len(before) < mention.end:
                return NearestIndicators(mention.names, whole[mention.start : mention.end])
    return None


def _shared(text: str, at: int, known: tuple[Indicator, ...]) -> NearestIndicators | None:
    """The share of what the sentence names before: 增加值达到80亿元,占地区生产总值比重达到5%; `None` where none is."""
    begin = max((mark.end() for mark in _MARK.finditer(text, 0, at)), default=0)
    share = _SHARE.match(text, begin, at)
    if share is None:
        return None
    sentence = text[max((mark.end() for mark in _SENTENCE.finditer(text, 0, begin)), default=0) : begin]
    found = frozenset(
        name
        for word, names in _bearers(known).items()
        if (whole := _SHARE_ENDS.fullmatch(word)) and share[0].startswith(whole[2]) and whole[1] in sentence
        for name in names
    )
    return NearestIndicators(found, share[0]) if found else None


def _of_each(text: str, at: int, known: tuple[Indicator, ...]) -> NearestIndicators | None:
    """All that the sentence names, where one change is of each: 人次达到20万,收入达到3亿元,分别增长10%."""
    begin = max((mark.end() for mark in _MARK.finditer(text, 0, at)), default=0)
    if not _EACH.fullmatch(text, begin, at):
        return None
    first = max((mark.end() for mark in _SENTENCE.finditer(text, 0, begin)), default=0)
    found = frozenset(name for one in _mentions(text[first:begin], known) for name in one.names)
    return NearestIndicators(found, text[first:begin]) if found else None


def _outside(before: list[_Mention], text: str) -> list[_Mention]:
    """The mentions that stand in no bracket which is closed before the figure, where there are others."""
    brackets = [match.span() for match in re.finditer(r"\([^()]*\)", text)]
    apart = [one for one in before if not any(start < one.start < end for start, end in brackets)]
    return apart or before


@lru_cache(maxsize=4096)
def closest_indicators(text: str, known: tuple[Indicator, ...], own: Indicator) -> NearestIndicators:
    """The indicators whose wording shares most with `text`, for duties that name no figure, and one's label.

    Compared are pairs of characters of each name, and of a name together with the parts of the duty (Dice); `own`,
    which may have parts that are no other's, is among them whether it is known or not.
    """
    pairs, (sizes, holders) = _pairs(text), _wordings(known)
    shared = Counter(wording for pair in pairs for wording in holders.get(pair, ()))
    scores = [
        (known[index].name, 2 * count / (len(pairs) + sizes[index, number]))
        for (index, number), count in shared.items()
    ]
    if own not in known:
        known = (*known, own)
        scores += [
            (own.name, 2 * len(pairs & its) / (len(pairs) + len(its)))
            for its in _of_names(own)
            if pairs & its
        ]
    best = max((score for _, score in scores), default=0)
    found = frozenset(name for name, score in scores if score == best)
    return NearestIndicators(found, "、".join(each.label for each in known if each.name in found))


@lru_cache(maxsize=128)
def _wordings(
    known: tuple[Indicator, ...],
) -> tuple[Mapping[tuple[int, int], int], Mapping[str, list[tuple[int, int]]]]:
    """How many pairs each wording of each indicator has, and the wordings that have a pair."""
    sizes: dict[tuple[int, int], int] = {}
    holders: dict[str, list[tuple[int, int]]] = {}
    for index, indicator in enumerate(known):
        for number, pairs in enumerate(_of_names(indicator)):
            sizes[index, number] = len(pairs)
            for pair in pairs:
                holders.setdefault(pair, []).append((index, number))
    return sizes, holders


def _of_names(indicator: Indicator) -> list[frozenset[str]]:
    """The pairs of each name of an indicator, and of its label with its parts."""
    together = "，".join([indicator.label, *(part.label for part in indicator.parts)])
    return [_pairs(_written(name)) for name in dict.fromkeys((*indicator.names, together))]


@lru_cache(maxsize=16384)
def _written(name: str) -> str:
    """A name in normal form: one indicator is among the rivals of many."""
    return normalize(name).tight().text


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[at : at + 2] for at in range(len(text) - 1))


def _joined(text: str, mentions: Sequence[_Mention]) -> NearestIndicators:
    """The first mention and those that are joined to it one after another, by 和, 、 and the like."""
    chain = list(mentions[:1])
    for mention in mentions[1:]:
        low, high = sorted((chain[-1], mention))
        if low.end > high.start or not _JOINED.fullmatch(text, low.end, high.start):
            break
        chain.append(mention)
    names = frozenset(name for mention in chain for name in mention.names)
    return NearestIndicators(names, "、".join(text[each.start : each.end] for each in sorted(chain)))


@lru_cache(maxsize=4096)
def _mentions(text: str, known: tuple[Indicator, ...]) -> tuple[_Mention, ...]:
    """Every name in `text` that does not lie within a longer one, in order; a line may end within a name."""
    broken = {match.start() for match in _BROKEN.finditer(text)}
    places = [at for at in range(len(text)) if at not in broken]
    whole = "".join(text[at] for at in places) if broken else text
    found = [
        _Mention(places[match.start()], places[match.end() - 1] + 1, names)
        for word, names in _bearers(known).items()
        if word in whole
        for match in re.finditer(re.escape(word), whole)
    ]
    found.sort(key=lambda mention: (mention.start, -mention.end))
    kept: list[_Mention] = []
    for mention in found:
        if not kept or mention.end > kept[-1].end:
            kept.append(mention)
    return tuple(kept)


@lru_cache(maxsize=256)
def _bearers(known: tuple[Indicator, ...]) -> Mapping[str, frozenset[str]]:
    """Every name in normal form, with the indicators that bear it."""
    bearers: dict[str, set[str]] = {}
    for indicator in known:
        for name in indicator.names:
            for form in {_written(name), normalize(name).text}:  # 10G PON端口占比 is written with its blank
                bearers.setdefault(form, set()).add(indicator.name)
    return {name: frozenset(names) for name, names in bearers.items()}
