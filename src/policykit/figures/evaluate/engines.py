"""What the engines need done differently; everything else is narwhals.

A long table is the union of one selection per requirement from a wide frame. An engine that plans lazily
would plan and compute the wide frame once per selection, so it is computed once and kept first.
"""

from __future__ import annotations

import itertools
import os
import warnings
from collections.abc import Callable, Sequence
from typing import Any

import narwhals as nw

from policykit.figures.evaluate.frame import Frame

__all__ = ["adopt", "by_partition", "settled", "stacked"]

_NUMBERS = itertools.count()


def adopt(frame: Any) -> Frame:  # noqa: ANN401 - a frame of any engine that narwhals knows
    """The frame as narwhals has it."""
    with warnings.catch_warnings():
        said = "Dask support is moving"  # into a package of its own: nothing that a reader here can do
        warnings.filterwarnings("ignore", message=said, category=FutureWarning)  # as said above
        adopted: Frame = nw.from_native(frame)
    return adopted


def settled(frame: Frame) -> Frame:
    """A lazy frame with its rows computed, by the means of its engine; of Polars, which shares, it stays lazy."""
    engine, native = frame.implementation, frame.to_native()
    if engine.is_duckdb():
        # A temporary table lives as long as the connection, which only the relation itself knows.
        name = f"policykit_{os.getpid()}_{next(_NUMBERS)}"
        native.query("wide", f"CREATE TEMP TABLE {name} AS SELECT * FROM wide")  # noqa: S608 - a name of ours
        return adopt(native.query("wide", f"FROM {name}"))
    if engine.is_pyspark():
        return adopt(native.localCheckpoint())
    return frame


def stacked(parts: Sequence[Frame]) -> Frame:
    """All rows of all parts; by halves, because a planner takes a deep union worse than a wide one."""
    if len(parts) == 1:
        return parts[0]
    if isinstance(parts[0], nw.DataFrame) or not parts[0].implementation.is_duckdb():
        return nw.concat(list(parts))  # type: ignore[type-var]  # of one engine
    middle = len(parts) // 2
    return nw.concat([stacked(parts[:middle]), stacked(parts[middle:])])  # type: ignore[type-var]  # of one engine


def by_partition(frame: Frame, judge: Callable[[Frame], Frame]) -> Frame:
    """A Dask frame judged partition by partition: a row's verdict needs no other row any more."""
    native = frame.to_native()

    def judged(part: Any) -> Any:  # noqa: ANN401 - a pandas frame
        return judge(adopt(part)).to_native()

    return adopt(native.map_partitions(judged, meta=judged(native._meta)))  # noqa: SLF001 - Dask's own recipe
