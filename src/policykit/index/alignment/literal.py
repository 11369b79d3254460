"""逐字相同: what two clauses say in the same words, character by character."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from policykit.index.alignment.arrays import small
from policykit.index.alignment.settings import settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

__all__ = ["Grams", "Taken", "common", "taken_over"]

_MARKS = ",;:、。!?()“”《》"
_FACTOR = 0x9E3779B97F4A7C15
"""Spreads runs of characters over numbers of 64 bits."""
_BITS = 20
"""Runs are looked up by so many bits first, which a processor has at hand."""


class Taken(NamedTuple):
    """A sentence of one clause that another takes over, and the runs of characters that are the same."""

    mine: int
    theirs: int
    runs: tuple[str, ...]


class Grams(NamedTuple):
    """Every run of the least length in the sentences of some clauses, as a number, in reading order."""

    numbers: NDArray[np.uint32]
    """Of each run; two runs in many millions have one by chance."""
    sentences: NDArray[np.unsignedinteger[Any]]
    """The sentence that it stands in."""
    clauses: NDArray[np.int64]
    """Of each sentence the clause."""
    lengths: NDArray[np.int64]
    """Of each sentence the characters, without the marks about it."""

    @classmethod
    def of(cls, clauses: Sequence[Sequence[str]]) -> Grams:
        """Those of the sentences of clauses."""
        texts = [text for sentences in clauses for text in sentences]
        run = settings().literal_run
        codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32).astype(
            np.uint64
        )
        of = np.repeat(np.arange(len(texts)), [len(text) for text in texts])
        last = max(0, len(codes) - run + 1)
        numbers = np.zeros(last, np.uint64)
        for at in range(run):
            numbers = numbers * np.uint64(_FACTOR) + codes[at : at + last]
        whole = of[:last] == of[run - 1 :] if last else np.zeros(0, bool)
        return cls(
            (numbers[whole] * np.uint64(_FACTOR) >> np.uint64(32)).astype(np.uint32),
            small(of[:last][whole]),
            np.repeat(np.arange(len(clauses)), [len(sentences) for sentences in clauses]),
            np.array([len(text.strip(_MARKS)) for text in texts], np.int64),
        )

    def taking_over(self, others: Sequence[Grams]) -> list[NDArray[np.int64]]:
        """By other the pairs of sentences of which the one may take over the other, as rows of four: see `_pairs`.

        Told by runs alone: of pairs that do none is missing, and few others are among them.
        """
        given, run = settings().literal, settings().literal_run
        order = np.argsort(self.numbers, kind="stable")
        mine = self.numbers[order]
        known = np.zeros(1 << _BITS, bool)
        known[mine >> np.uint32(32 - _BITS)] = True
        found = []
        for other in others:
            here = np.flatnonzero(known[other.numbers >> np.uint32(32 - _BITS)])
            firsts = np.searchsorted(mine, other.numbers[here])
            ends = np.searchsorted(mine, other.numbers[here], "right")
            is_there = ends > firsts
            here, firsts, times = here[is_there], firsts[is_there], (ends - firsts)[is_there]
            total = int(times.sum())
            places = np.arange(total) + np.repeat(firsts - np.cumsum(times) + times, times)
            at = np.repeat(here, times)
            pairs = self.sentences[order[places]] * np.int64(len(other.lengths)) + other.sentences[at]
            # Each run of theirs counts once for a pair of sentences; runs that follow each other are one longer run.
            held = np.unique(pairs * len(other.numbers) + at)
            pair, at = np.divmod(held, max(1, len(other.numbers)))
            starts = np.ones(len(held), bool)
            starts[1:] = (np.diff(held) != 1) | (np.diff(pair) != 0)
            pair, where = np.unique(pair, return_inverse=True)
            together = np.bincount(where, minlength=len(pair)) + (run - 1) * np.bincount(
                where, starts, len(pair)
            )
            one, two = np.divmod(pair, max(1, len(other.lengths)))
            shorter = np.minimum(self.lengths[one], other.lengths[two])
            needed = np.maximum(given["together"], given["share"] * shorter)
            enough = together >= np.minimum(needed, given["alone"])
            found.append(self._pairs(one[enough], other, two[enough]))
        return found

    def _pairs(self, one: NDArray[np.int64], other: Grams, two: NDArray[np.int64]) -> NDArray[np.int64]:
        """A row for each pair of sentences, in order: my clause and theirs, their sentence in it and mine."""
        mine, theirs = self.clauses[one], other.clauses[two]
        rows = np.stack(
            (
                mine,
                theirs,
                two - np.searchsorted(other.clauses, theirs),
                one - np.searchsorted(self.clauses, mine),
            ),
            axis=1,
        )
        return rows[np.lexsort(rows.T[::-1])]


def common(one: str, other: str, least: int | None = None) -> tuple[str, ...]:
    """The runs of characters that two sentences have in common, in the order of the second.

    >>> common("健全家庭医生首诊制度,跟踪转诊患者治疗过程。", "对居民首诊,跟踪转诊患者治疗过程")
    ('跟踪转诊患者治疗过程',)
    """
    length = least or settings().literal_run
    found: list[str] = []
    at = 0
    while at <= len(other) - length:
        start = one.find(other[at : at + length])
        run = _extended(one, start, other, at) if start >= 0 else ""
        if len(kept := run.strip(_MARKS)) >= length:
            found.append(kept)
        at += len(run) or 1
    return tuple(found)


def taken_over(ones: Sequence[str], others: Sequence[str], pairs: Iterable[tuple[int, int]]) -> Taken | None:
    """The sentence that is taken over most, if one is: most of the shorter one, or a long run of it.

    Looked at are `pairs` of the sentences `ones` and `others`, by number; of several as good the first.
    """
    given = settings().literal
    best: tuple[int, Taken] | None = None
    for i, j in pairs:
        runs = common(ones[i], others[j])
        together = sum(map(len, runs))
        shorter = min(len(ones[i].strip(_MARKS)), len(others[j].strip(_MARKS)))
        most = together >= given["together"] and together >= given["share"] * shorter
        longest = max(map(len, runs), default=0)
        if (most or longest >= given["alone"]) and (best is None or together > best[0]):
            best = together, Taken(i, j, runs)
    return best[1] if best else None


def _extended(one: str, start: int, other: str, at: int) -> str:
    end = at
    while end < len(other) and start + end - at < len(one) and one[start + end - at] == other[end]:
        end += 1
    return other[at:end]
