"""The postings of the browser's search index: for every feature the units that have it, in letters and digits."""

from __future__ import annotations

from array import array
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from policykit.index.search.features import policy_features
from policykit.site.letters import DIGITS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import numpy.typing as npt

    from policykit.index.lexicon import Lexicon
    from policykit.model import Policy

    Numbers = npt.NDArray[np.int64]

__all__ = ["Packed", "Postings", "Units", "units_of", "unpacked"]

_STEP = 8
"""Levels from 1 to 8 share a number with the distance to the unit before."""
_HALF = 32
_AT_ONCE = 1 << 22
"""So many postings are written at once: more would only take memory."""


class Packed(NamedTuple):
    """The postings of a feature: distance and level, five bits to a sign, the sixth says more follow; how many."""

    text: str
    size: int


class Units(NamedTuple):
    """What the units of a policy are found by, in columns, as it is kept and read for thousands of policies.

    `names` are the features that any of them has; `sizes` how many each unit has; `numbers` which of the names, and
    `levels` at which level, from 1 to 8, unit by unit. Numbers take four bytes, levels one.
    """

    names: list[str]
    sizes: bytes
    numbers: bytes
    levels: bytes

    @classmethod
    def of(cls, units: Iterable[Mapping[str, int]]) -> Units:
        """Of each unit its features with their levels.

        >>> units = Units.of([{"w县域": 8}, {"w县域": 1, "g县": 2}])
        >>> units.names, list(units.levels)
        (['w县域', 'g县'], [8, 1, 2])
        """
        known: dict[str, int] = {}
        sizes, numbers, levels = array("i"), array("i"), bytearray()
        for features in units:
            for feature in features:
                known.setdefault(feature, len(known))
            sizes.append(len(features))
            numbers.extend(map(known.__getitem__, features))
            levels += bytes(features.values())
        return cls([*known], sizes.tobytes(), numbers.tobytes(), bytes(levels))


def units_of(policy: Policy, lexicon: Lexicon) -> Units:
    """What the units of a policy are found by, in their order."""
    return Units.of(features for _, features in policy_features(policy, lexicon))


class Postings:
    """The postings of all features, kept as numbers: a few bytes each.

    >>> postings = Postings()
    >>> postings.add(Units.of([{"w县域": 8}, {"w县域": 1, "g县": 2}]))
    >>> postings.packed()
    {'g县': Packed(text='J', size=1), 'w县域': Packed(text='HI', size=2)}
    """

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._features = array("i")
        self._levels = bytearray()
        self._sizes = array("i")

    def add(self, units: Units) -> None:
        """Add the units that come next: names are looked up once for a policy, not for each unit."""
        known = self._numbers
        numbers = np.array([known.setdefault(name, len(known)) for name in units.names], dtype=np.int32)
        self._features.frombytes(numbers[np.frombuffer(units.numbers, dtype=np.int32)].tobytes())
        self._levels += units.levels
        self._sizes.frombytes(units.sizes)

    def packed(self) -> dict[str, Packed]:
        """What each feature has, in the order of their names."""
        found = dict(self._lists())
        return {feature: found[feature] for feature in sorted(found)}

    def _lists(self) -> Iterator[tuple[str, Packed]]:
        features = np.frombuffer(self._features, dtype=np.int32) if self._features else np.zeros(0, np.int32)
        units = np.repeat(np.arange(len(self._sizes), dtype=np.int32), np.array(self._sizes, dtype=np.int64))
        order = np.argsort(features, kind="stable")
        levels = np.frombuffer(self._levels, dtype=np.uint8)[order]
        units = units[order]
        del order
        sizes = np.bincount(features, minlength=len(self._numbers))
        ends = np.cumsum(sizes)
        names = list(self._numbers)
        first = 0
        while first < len(names):
            begin = int(ends[first] - sizes[first])
            last = max(first + 1, int(np.searchsorted(ends, begin + _AT_ONCE, side="right")))
            end = int(ends[last - 1])
            texts = _texts(units[begin:end].astype(np.int64), levels[begin:end], sizes[first:last])
            for at, text in enumerate(texts, first):
                yield names[at], Packed(text, int(sizes[at]))
            first = last


def _texts(units: Numbers, levels: npt.NDArray[np.uint8], sizes: Numbers) -> Iterator[str]:
    """The postings of features that follow each other, of each so many."""
    starts = np.cumsum(sizes) - sizes
    steps = np.diff(units, prepend=0)
    steps[starts] = units[starts]  # a feature has at least one
    numbers = steps * _STEP + levels - 1
    signs = np.ones(len(numbers), dtype=np.int64)
    bound = _HALF
    while (more := numbers >= bound).any():
        signs += more
        bound *= _HALF
    ends = np.cumsum(signs)
    written = np.empty(int(ends[-1]), dtype=np.uint8)
    codes = np.frombuffer(DIGITS.encode(), dtype=np.uint8)
    places, left = ends - signs, signs
    while len(places):
        more = left > 1
        written[places] = codes[numbers % _HALF + _HALF * more]
        places, numbers, left = places[more] + 1, numbers[more] // _HALF, left[more] - 1
    text = written.tobytes().decode("ascii")
    bounds = [0, *ends[np.cumsum(sizes) - 1].tolist()]
    return (text[begin:end] for begin, end in pairwise(bounds))


def unpacked(text: str) -> list[tuple[int, int]]:
    """What `Packed` packed.

    >>> unpacked("HI6gH")
    [(0, 8), (1, 1), (900, 3)]
    """
    found: list[tuple[int, int]] = []
    number, place, unit = 0, 1, 0
    for sign in text:
        digit = DIGITS.index(sign)
        number += digit % _HALF * place
        place *= _HALF
        if digit < _HALF:
            unit += number // _STEP
            found.append((unit, number % _STEP + 1))
            number, place = 0, 1
    return found
