"""Grams, the cut of a query, and whole-number rarity: what Python and the browser must do alike to the last bit.

A text is cut at punctuation into runs. Of a run every character and every pair of neighbours is a
gram; of a number or Latin word in it also every part of three to six characters, so that a number
is found as a number and not as its pairs (2025 is not in 2020年…25).
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

__all__ = [
    "ATOM",
    "GRAMS",
    "LEAST",
    "ONE",
    "RUN",
    "cut_query",
    "grams",
    "log2",
    "query_grams",
    "rarity",
    "runs",
    "spread",
]

ATOM = r"[0-9a-z]+(?:\.[0-9][0-9a-z]*)*[%‰]?"
"""A number or a Latin word."""
_LETTER = (
    "\u00c0-\u1fff\u2c00-\u2dff\u3005-\u3007\u3041-\u30ff\u3105-\u312f\u3131-\u318e\u3400-\u9fff"
    "\ua000-\ud7ff\uf900-\ufdff\ufe70-\ufeff\U00020000-\U0003ffff"
)
RUN = rf"(?:{ATOM}|[{_LETTER}])+"
_RUN = re.compile(RUN)
_ATOM = re.compile(ATOM)
_LONGEST_PART = 6
GRAMS = 16
"""So many of a query's grams are looked for."""


def runs(key: str) -> list[str]:
    """The stretches of a key between punctuation marks.

    >>> runs("到2025年,达90%以上(7.86张)")
    ['到2025年', '达90%以上', '7.86张']
    """
    return _RUN.findall(key)


def grams(key: str) -> dict[str, int]:
    """Every gram of a text, with how often it stands there.

    >>> sorted(grams("达90%"))
    ['%', '0', '0%', '9', '90', '90%', '达', '达9']
    """
    pieces: list[str] = []
    for run in runs(key):
        pieces += run
        pieces += _pairs(run)
        for atom in _ATOM.findall(run):
            pieces += _parts(atom, range(3, _LONGEST_PART + 1))
    pieces += _RUN.sub("", key)  # marks alone are looked for where a query holds nothing else
    return Counter(pieces)


def query_grams(key: str) -> list[str]:
    """The fewest grams that a text must hold to hold this one, in order, each once.

    >>> query_grams("达90%以上"), query_grams("医"), query_grams("。”")
    (['达9', '90%', '%以', '以上'], ['医'], ['。', '”'])
    """
    found: list[str] = []
    for run in runs(key):
        last = 0
        pieces: list[str] = []
        for match in _ATOM.finditer(run):
            pieces += _pairs(run[max(0, last - 1) : match.start() + 1])
            length = min(_LONGEST_PART, len(match[0]))
            pieces += [] if len(run) > 1 == length else _parts(match[0], range(length, length + 1))
            last = match.end()
        pieces += _pairs(run[max(0, last - 1) :])
        found += pieces or [run]
    marks = [] if found else [mark for mark in key if mark != " "]
    return list(dict.fromkeys(found or marks))


def spread(every: Collection[str]) -> list[str]:
    """Of a long query's grams so many, spread over it, as tell which texts hold it: each may cost a file.

    >>> spread("家庭医生")
    ['家', '庭', '医', '生']
    """
    listed = list(every)
    count = min(len(listed), GRAMS)
    return [listed[at * len(listed) // count] for at in range(count)]


def _pairs(run: str) -> list[str]:
    return [run[at : at + 2] for at in range(len(run) - 1)]


def _parts(atom: str, lengths: range) -> list[str]:
    return [atom[at : at + length] for length in lengths for at in range(len(atom) - length + 1)]


ONE = 256
"""What stands for 1: fixed point with eight binary places."""
_PLACES = 8
LEAST = 64
"""The least weight of a word, however common."""
_MANTISSA = 15


def log2(number: int) -> int:
    """256 · log₂ of a whole number from 1 up, rounded down.

    Shifts, products and comparisons only, all below 2³³, so that the same steps in JavaScript's
    numbers are exact.

    >>> log2(1), log2(2), log2(1000)
    (0, 256, 2551)
    """
    power = number.bit_length() - 1
    mantissa = (number << _MANTISSA) >> power
    found = power
    for _ in range(_PLACES):
        mantissa = mantissa * mantissa >> _MANTISSA
        found *= 2
        if mantissa >= 2 << _MANTISSA:
            mantissa >>= 1
            found += 1
    return found


def rarity(count: int, size: int) -> int:
    """BM25's inverse document frequency, fixed point: 256 · log₂((size + 1) / (count + ½)), at least a quarter.

    >>> rarity(1, 150), rarity(140, 150), rarity(0, 150)
    (1703, 64, 2109)
    """
    return max(LEAST, log2(2 * (size + 1) * ONE // (2 * count + 1)) - _PLACES * ONE)


_LONGEST_WORD = 16
"""No word is longer, in characters."""


def cut_query(run: str, frequency: Callable[[str], int], total: int) -> list[str]:
    """Cut a run of Han characters into words, so that the product of their probabilities is greatest.

    `frequency` is 0 for what is no word; a single character always is one. Of equals, the way with
    the longer first word is taken.

    >>> known = {"县域": 90, "域内": 2, "就诊": 30, "就诊率": 9}
    >>> cut_query("县域内就诊率", lambda word: known.get(word, 0), 1000)
    ['县域', '内', '就诊率']
    """
    cost = log2(max(2, total))
    best: list[tuple[int, int]] = [(0, 0)] * (len(run) + 1)
    for start in reversed(range(len(run))):
        candidates = []
        for end in range(start + 1, min(len(run), start + _LONGEST_WORD) + 1):
            seen = frequency(run[start:end])
            if seen or end == start + 1:
                candidates.append((log2(max(1, seen)) - cost + best[end][0], end))
        best[start] = max(candidates)
    words, at = [], 0
    while at < len(run):
        words.append(run[at : best[at][1]])
        at = best[at][1]
    return words
