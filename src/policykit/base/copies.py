"""Work on what is in memory, by copies of the process: nothing of it is sent to them, what they find comes back."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any, TypeVar

from policykit.base.drivers import end_with_parent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

__all__ = ["WORTH_COPIES", "in_copies"]

WORTH_COPIES = 1000
"""With fewer clauses it takes longer to copy a process than to do the work."""

_Task = TypeVar("_Task")
_Result = TypeVar("_Result")
_MOST = 16
"""So many tasks are handed out at once at most: the last ones of several copies end together."""
_at_hand: list[Callable[[Any], Any]] = []
"""In a copy: what it does."""


def in_copies(work: Callable[[_Task], _Result], tasks: Sequence[_Task], jobs: int) -> Iterator[_Result]:
    """What `work` makes of each task, in their order, by so many copies of this process as it is now.

    What all tasks need is worked out before, or each copy does it again. Tasks and results are sent, `work` is not.

    >>> much = {"甲": 1, "乙": 2}
    >>> list(in_copies(much.get, ["乙", "甲", "丙"], 2))
    [2, 1, None]
    """
    with ProcessPoolExecutor(jobs, get_context("fork"), _begin, (work,)) as pool:
        yield from pool.map(_do, tasks, chunksize=max(1, min(_MOST, len(tasks) // (4 * jobs))))


def _begin(work: Callable[[Any], Any]) -> None:
    end_with_parent()
    _at_hand.append(work)


def _do(task: Any) -> Any:  # noqa: ANN401 - whatever the task is
    return _at_hand[-1](task)
