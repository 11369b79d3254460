"""逐字相同: what two clauses say in the same words, character by character."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from policykit.index.alignment.settings import settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

__all__ = ["Grams", "Places", "Taken", "common", "places", "taken_over"]

_MARKS = ",;:、。!?()“”《》"
_FACTOR = 0x9E3779B97F4A7C15
"""Spreads runs of characters over numbers of 64 bits."""
_BITS = 20
"""Runs are looked up by so many bits first, which a processor has at hand."""

Places = dict[str, list[tuple[int, int]]]
"""Every run of the least length → the sentences it stands in, by number, and where in them."""


class Taken(NamedTuple):
    """A sentence of one clause that another takes over, and the runs of characters that are the same."""

    mine: int
    theirs: int
    runs: tuple[str, ...]


class Grams(NamedTuple):
    """Every run of the least length in the sentences of some clauses, as a number, in reading order."""

    numbers: NDArray[np.uint32]
    """Of each run; two runs in many millions have one by chance."""
    sentences: NDArray[np.int64]
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
            of[:last][whole],
            np.repeat(np.arange(len(clauses)), [len(sentences) for sentences in clauses]),
            np.array([len(text.strip(_MARKS)) for text in texts], np.int64),
        )

    def taking_over(self, others: Sequence[Grams]) -> list[NDArray[np.int64]]:
        """By other the pairs of clauses, mine and theirs, that may say a sentence in the same words.

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
            pairs = self.sentences[order[places]] * len(other.lengths) + other.sentences[at]
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
            both = np.stack((self.clauses[one[enough]], other.clauses[two[enough]]), axis=1)
            found.append(np.unique(both, axis=0))
        return found


def places(sentences: Iterable[str], least: int | None = None) -> Places:
    """Where each run of the least length stands, for being looked up by another clause."""
    length = least or settings().literal_run
    found: Places = {}
    for number, text in enumerate(sentences):
        for at in range(len(text) - length + 1):
            found.setdefault(text[at : at + length], []).append((number, at))
    return found


def common(one: str, other: str, least: int | None = None) -> tuple[str, ...]:
    """The runs of characters that two sentences have in common, in the order of the second.

    >>> common("健全家庭医生首诊制度,跟踪转诊患者治疗过程。", "对居民首诊,跟踪转诊患者治疗过程")
    ('跟踪转诊患者治疗过程',)
    """
    length = least or settings().literal_run
    found = _runs(places([one], length), [one], [other], length)
    return tuple(found.get((0, 0), ()))


def taken_over(
    known: Mapping[str, list[tuple[int, int]]], ones: Sequence[str], others: Sequence[str]
) -> Taken | None:
    """The sentence that is taken over most, if one is: most of the shorter one, or a long run of it.

    `known` are the places of the sentences `ones`.
    """
    given = settings().literal
    best: tuple[int, Taken] | None = None
    for (i, j), runs in _runs(known, ones, others, settings().literal_run).items():
        together = sum(map(len, runs))
        shorter = min(len(ones[i].strip(_MARKS)), len(others[j].strip(_MARKS)))
        most = together >= given["together"] and together >= given["share"] * shorter
        if (most or max(map(len, runs)) >= given["alone"]) and (best is None or together > best[0]):
            best = together, Taken(i, j, tuple(runs))
    return best[1] if best else None


def _runs(
    known: Mapping[str, list[tuple[int, int]]], ones: Sequence[str], others: Sequence[str], length: int
) -> dict[tuple[int, int], list[str]]:
    """Pair of sentences → the longest runs that both have, none of them overlapping in the second."""
    found: defaultdict[tuple[int, int], list[str]] = defaultdict(list)
    for j, text in enumerate(others):
        ends: dict[int, int] = {}
        for at in range(len(text) - length + 1):
            for i, start in known.get(text[at : at + length], ()):
                if at < ends.get(i, 0):
                    continue
                run = _extended(ones[i], start, text, at)
                ends[i] = at + len(run)
                if len(run.strip(_MARKS)) >= length:
                    found[i, j].append(run.strip(_MARKS))
    return found


def _extended(one: str, start: int, other: str, at: int) -> str:
    end = at
    while end < len(other) and start + end - at < len(one) and one[start + end - at] == other[end]:
        end += 1
    return other[at:end]
