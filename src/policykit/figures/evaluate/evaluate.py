"""evaluate: one row per unit and requirement, on whatever engine the frame is of.

Figures are compared by one rule on every engine (`Target.judge`): a difference of less than 10⁻⁹ is
none, so that 57/100*100, which is 56.99999999999999 in binary, meets 57%. Margins are rounded to nine decimals.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

import narwhals as nw

from policykit.base.clock import today
from policykit.figures.evaluate.assemble import assembled
from policykit.figures.evaluate.engines import adopt, by_partition, settled
from policykit.figures.evaluate.select import selected
from policykit.figures.evaluate.values import base
from policykit.model import Requirement

__all__ = ["evaluate"]


def evaluate(
    frame: Any,  # noqa: ANN401 - a frame of any engine that narwhals knows
    requirements: Sequence[Requirement],
    *,
    as_of: date | None = None,
    wording: bool = True,
) -> Any:  # noqa: ANN401 - a frame of the same engine
    """Judge every row by every requirement.

    Parameters
    ----------
    frame
        One row per unit and year, of any engine that narwhals knows: pandas, Polars (eager or lazy),
        PyArrow, DuckDB, Dask, PySpark. Columns: `division` (GB/T 2260 code), and where there are such
        `unit` (its name), `entity` (a value of `Entity`), `year`, `population` (the groups of institutions
        that it belongs to, separated by ；), then one column per variable, named as the variable. An indicator's
        value may stand in a column of the indicator's name instead.
    requirements
        What to judge by.
    as_of
        The day to judge on, today when not given. Up to and including its due date a requirement that
        is not met yet is `not_due`; afterwards figures of a year before the due date are `no_data`.
    wording
        Whether indicator, due date, modality, severity, clause and quote stand in each row.

    Returns
    -------
    A frame of the same engine (lazy when the input is), a row per row of `frame` and requirement: `unit`,
    `division`, `entity`, `year`, `requirement`, `verdict`, `value`, `target`, `margin` (negative when it falls
    short), then the wording; `severity` is `none` unless the verdict is `not_met` or the check could not run.

    Raises
    ------
    FrameError
        The frame has no column `division`.

    >>> import pandas as pd
    >>> from policykit import requirement
    >>> frame = pd.DataFrame({"division": ["341021"], "visits_in_county": [83], "visits_by_residents": [100]})
    >>> rule = requirement("shexian-2025/p1/county-visit-rate-2026")
    >>> evaluate(frame, [rule], as_of=date(2027, 1, 1))[["verdict", "value", "margin"]].values.tolist()
    [['not_met', 83.0, -2.0]]
    """
    as_of = as_of or today()
    given = adopt(frame)
    if isinstance(given, nw.DataFrame):
        return assembled(base(given, requirements), requirements, as_of, wording=wording).to_native()
    computed = base(given, requirements)
    work = settled(computed.frame.select(*computed.columns))
    judge = partial(selected, requirements=requirements, computed=computed, as_of=as_of, wording=wording)
    table = by_partition(work, judge) if work.implementation.is_dask() else judge(work)
    return table.to_native()
