"""The cut of a query: the most probable way through the words that the index knows.

As jieba does for a text, but over the vocabulary of the index, which is small enough for a browser.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from policykit.index.tokens.fixed import log2

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["LONGEST", "route"]

LONGEST = 16
"""No word is longer, in characters."""


def route(run: str, frequency: Callable[[str], int], total: int) -> list[str]:
    """Cut a run of Han characters into words, so that the product of their probabilities is greatest.

    `frequency` is 0 for what is no word; a single character always is one. Of equals, the way with
    the longer first word is taken.

    >>> known = {"县域": 90, "域内": 2, "就诊": 30, "就诊率": 9}
    >>> route("县域内就诊率", lambda word: known.get(word, 0), 1000)
    ['县域', '内', '就诊率']
    """
    cost = log2(max(2, total))
    best: list[tuple[int, int]] = [(0, 0)] * (len(run) + 1)
    for start in reversed(range(len(run))):
        ways = []
        for end in range(start + 1, min(len(run), start + LONGEST) + 1):
            seen = frequency(run[start:end])
            if seen or end == start + 1:
                ways.append((log2(max(1, seen)) - cost + best[end][0], end))
        best[start] = max(ways)
    words, at = [], 0
    while at < len(run):
        words.append(run[at : best[at][1]])
        at = best[at][1]
    return words
