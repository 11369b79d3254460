"""Work that makes many objects and drops none: Python need not look for garbage meanwhile."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["seldom", "uncollected"]

_SELDOM = (100_000, 20, 20)


def seldom() -> None:
    """Have Python look for cycles of objects a hundredth as often as usual, from now on.

    A command makes objects by the hundred thousand and keeps most: looking as often as usual takes a sixth of its
    time, and that of loading modules too.
    """
    gc.set_threshold(*_SELDOM)


@contextmanager
def uncollected() -> Iterator[None]:
    """No search for cycles of objects within: where all that is made is kept, it costs a fifth and finds nothing.

    >>> with uncollected():
    ...     gc.isenabled()
    False
    >>> gc.isenabled()
    True
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
