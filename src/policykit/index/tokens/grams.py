"""Grams: the pieces of text that make every substring findable, whatever the words are.

A text is cut at punctuation into runs. Of a run every character and every pair of neighbours is a
gram; of a number or Latin word in it also every part of three to six characters, so that a number
is found as a number and not as its pairs (2025 is not in 2020年…25).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

__all__ = ["ATOM", "RUN", "grams", "query_grams", "runs", "spread"]

ATOM = r"[0-9a-z]+(?:\.[0-9][0-9a-z]*)*[%‰]?"
"""A number or a Latin word."""
_LETTER = (
    "\u00c0-\u1fff\u2c00-\u2dff\u3005-\u3007\u3041-\u30ff\u3105-\u312f\u3131-\u318e\u3400-\u9fff"
    "\ua000-\ud7ff\uf900-\ufdff\ufe70-\ufeff\U00020000-\U0003ffff"
)
RUN = rf"(?:{ATOM}|[{_LETTER}])+"
_RUN = re.compile(RUN)
_ATOM = re.compile(ATOM)
_LONGEST = 6
_ENOUGH = 16


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
    found: dict[str, int] = {}
    for run in runs(key):
        pieces = [*run, *_pairs(run)]
        for atom in _ATOM.findall(run):
            pieces += _parts(atom, range(3, _LONGEST + 1))
        for piece in pieces:
            found[piece] = found.get(piece, 0) + 1
    for mark in _RUN.sub("", key):
        # Marks alone are looked for where a query holds nothing else.
        found[mark] = found.get(mark, 0) + 1
    return found


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
            length = min(_LONGEST, len(match[0]))
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
    count = min(len(listed), _ENOUGH)
    return [listed[at * len(listed) // count] for at in range(count)]


def _pairs(run: str) -> list[str]:
    return [run[at : at + 2] for at in range(len(run) - 1)]


def _parts(atom: str, lengths: range) -> list[str]:
    return [atom[at : at + length] for length in lengths for at in range(len(atom) - length + 1)]
