"""The normal form for matching and search, with a map back to the source.

Normal form is NFKC, dashes and spaces made one, traditional characters turned into simplified
ones and, in traditional sources, Taiwan wording into the mainland's (資訊 → 信息, 網際網路 →
互联网). The reader is always shown the source's own characters; `Normal` leads from one to
the other.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache, lru_cache

import opencc

from policykit.base.resources import load
from policykit.model import Span
from policykit.text.fold import fold, is_traditional

__all__ = ["Normal", "normalize"]

_PIECE = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+|[^\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_SAME = {ord(dash): "-" for dash in "‐‑‒–—―−﹣"} | {
    ord("〔"): "[",
    ord("〕"): "]",
    ord("【"): "[",
    ord("】"): "]",
}
_SPACE = re.compile(r"\s")


@dataclass(frozen=True)
class Normal:
    """Normal form of a source with its span map.

    `starts[i]` and `ends[i]` bound the source characters from which character `i` came; the
    characters of a converted word share the bounds of the whole word.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def to_source(self, span: Span) -> Span:
        """The smallest source range that covers `span` of the normal form.

        >>> normal = normalize("推進網際網路診療服務與資訊共用。")
        >>> normal.text
        '推进互联网诊疗服务与信息共享。'
        >>> normal.to_source(Span(2, 5)).cut("推進網際網路診療服務與資訊共用。")
        '網際網路'
        """
        if span.start >= span.end:
            at = (
                self.starts[span.start]
                if span.start < len(self.starts)
                else self.ends[-1]
                if self.ends
                else 0
            )
            return Span(at, at)
        return Span(self.starts[span.start], self.ends[span.end - 1])

    def from_source(self, span: Span) -> Span:
        """The range of the normal form that came from characters of `span`."""
        first = bisect_right(self.ends, span.start)
        last = first
        while last < len(self.starts) and self.starts[last] < span.end:
            last += 1
        return Span(first, last)


def normalize(source: str, *, traditional: bool | None = None) -> Normal:
    """Normal form of `source`.

    `traditional` says whether regional wording is to be converted; by default it is when the
    source is written in traditional characters. Pass it when `source` is a part of a document.

    >>> normalize("９０％以上，〔2023〕 41号").text
    '90%以上,[2023] 41号'
    """
    regional = is_traditional(source) if traditional is None else traditional
    text: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _PIECE.finditer(source):
        offset = match.start()
        for word, length in _words(match[0]) if regional else ((_plain(match[0]), len(match[0])),):
            same = len(word) == length
            for index, char in enumerate(word):
                text.append(char)
                starts.append(offset + index if same else offset)
                ends.append(offset + index + 1 if same else offset + length)
            offset += length
    return Normal("".join(text), tuple(starts), tuple(ends))


@lru_cache(maxsize=8192)
def _plain(piece: str) -> str:
    """One character, or a run of Han, without regional wording."""
    compatible = unicodedata.normalize("NFKC", piece)
    return _SPACE.sub(" ", fold(compatible).translate(_SAME))


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("tw2s")


@cache
def _regional() -> re.Pattern[str]:
    return re.compile("|".join(sorted(load("wording"), key=len, reverse=True)))


@lru_cache(maxsize=8192)
def _words(piece: str) -> tuple[tuple[str, int], ...]:
    """A piece of traditional text as stretches, each with the number of its source characters."""
    plain = _plain(piece)
    simplified = _converter().convert(piece) if len(piece) > 1 else plain
    if len(simplified) != len(piece):
        simplified = plain
    out: list[tuple[str, int]] = []
    last = 0
    for match in _regional().finditer(simplified) if len(piece) > 1 else ():
        out += [
            (simplified[last : match.start()], match.start() - last),
            (load("wording")[match[0]], len(match[0])),
        ]
        last = match.end()
    rest = simplified[last:] if len(piece) > 1 else plain
    return (*out, (rest, len(piece) - last))
