"""Numbers in as few bytes as hold them: of a thousand laws there are tens of millions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["small"]


def small(numbers: NDArray[np.int64]) -> NDArray[np.unsignedinteger[Any]]:
    """Numbers from 0 on in the smallest type that holds them all. Sums and products are to be made of larger ones.

    >>> small(np.array([0, 255])).dtype, small(np.array([256])).dtype, small(np.array([], np.int64)).dtype
    (dtype('uint8'), dtype('uint16'), dtype('uint8'))
    """
    return numbers.astype(np.min_scalar_type(int(numbers.max(initial=0))))
