"""The normal form for matching and search, with a map back to the source.

Normal form is NFKC, dashes and spaces made one, traditional characters and regional wording
turned into the mainland's (資訊 → 信息, 網際網路 → 互联网). The reader is always shown the
source's own characters; `Normal` leads from one to the other.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

import opencc

from policykit.model import Span
from policykit.text.fold import fold, is_traditional
from policykit.text.words import load

__all__ = ["Normal", "normalize"]

_PIECE = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+|[^\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_SAME = {ord(dash): "-" for dash in "‐‑‒–—―−﹣"} | {ord("〔"): "[", ord("〕"): "]", ord("【"): "[", ord("】"): "]"}
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
            at = self.starts[span.start] if span.start < len(self.starts) else self.ends[-1] if self.ends else 0
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
        piece, offset = match[0], match.start()
        converted = _words(piece) if regional and len(piece) > 1 else ((_plain(piece), len(piece)),)
        for word, length in converted:
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
    return opencc.OpenCC("tw2sp")


@lru_cache(maxsize=65536)
def _convert(piece: str) -> str:
    converted: str = _converter().convert(unicodedata.normalize("NFKC", piece))
    for regional, mainland in load("wording").items():
        converted = converted.replace(regional, mainland)
    return converted


@lru_cache(maxsize=8192)
def _words(piece: str) -> tuple[tuple[str, int], ...]:
    """A run of Han as converted words with the number of source characters of each.

    A word is the shortest stretch between places where the run can be cut without changing
    what it converts to.
    """
    whole = _convert(piece)
    cuts = [0]
    for cut in range(1, len(piece)):
        if len(_convert(piece[:cut])) + len(_convert(piece[cut:])) == len(whole) and (
            _convert(piece[:cut]) + _convert(piece[cut:]) == whole
        ):
            cuts.append(cut)
    cuts.append(len(piece))
    lengths = [0, *(len(_convert(piece[:cut])) for cut in cuts[1:])]
    return tuple(
        (whole[begin:end], last - first)
        for (first, last), (begin, end) in zip(pairwise(cuts), pairwise(lengths), strict=True)
    )
