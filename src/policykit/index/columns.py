"""What stands in several places: pieces of text told apart by digests, of thousands of policies in arrays."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt

__all__ = ["KEY", "alike", "key_of"]

KEY = 8
"""Bytes of a digest: of a thousand million pieces hardly two would share one by chance."""


def key_of(piece: str) -> bytes:
    """What tells a piece of text from others, in every process the same.

    >>> key_of("家庭医生").hex()
    '389777b9a6353582'
    """
    return blake2b(piece.encode(), digest_size=KEY).digest()


def alike(keys: bytes, most: int) -> Iterator[npt.NDArray[np.int64]]:
    """The numbers of pieces that are one, two at least and `most` at most, in the order of the first of each group.

    >>> [group.tolist() for group in alike(b"".join(map(key_of, "乙甲丙甲乙乙")), 2)]
    [[1, 3]]
    """
    numbers = np.frombuffer(keys, dtype=np.uint64)
    order = np.argsort(numbers, kind="stable")
    ordered = numbers[order]
    bounds = np.flatnonzero(
        np.diff(ordered, prepend=ordered[:1] + np.uint64(1), append=ordered[-1:] + np.uint64(1))
    )
    starts, sizes = bounds[:-1], np.diff(bounds)
    wanted = (sizes > 1) & (sizes <= most)
    starts, sizes = starts[wanted], sizes[wanted]
    first = np.argsort(order[starts])
    return (order[start : start + size] for start, size in zip(starts[first], sizes[first], strict=True))
