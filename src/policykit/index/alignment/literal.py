"""逐字相同: what two clauses say in the same words, character by character."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from policykit.index.alignment.settings import settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["Places", "Taken", "common", "places", "taken_over"]

_MARKS = ",;:、。!?()“”《》"

Places = dict[str, list[tuple[int, int]]]
"""Every run of the least length → the sentences it stands in, by number, and where in them."""


class Taken(NamedTuple):
    """A sentence of one clause that another takes over, and the runs of characters that are the same."""

    mine: int
    theirs: int
    runs: tuple[str, ...]


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
