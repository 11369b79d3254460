"""within: a time that a piece of work may take, whatever library it is in."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["TooLong", "within"]


class TooLong(Exception):  # noqa: N818 - what it is, not an error of the program
    """The time is over."""


@contextmanager
def within(seconds: int) -> Iterator[None]:
    """Raise `TooLong` in the work below when it takes more than so many seconds.

    Where the system has no alarms (Windows), and outside of the main thread, there is no limit.

    >>> with within(1):
    ...     "read"
    'read'
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, _end)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _end(_number: int, _frame: object) -> NoReturn:
    raise TooLong
