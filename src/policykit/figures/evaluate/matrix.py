"""matrix: bare verdicts as an array, for when the words are not needed and the speed is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from policykit.base.clock import today
from policykit.figures.evaluate.arrays import Arrays, Codes
from policykit.figures.evaluate.engines import adopt
from policykit.figures.evaluate.values import base
from policykit.model import Requirement

__all__ = ["matrix"]


def matrix(frame: Any, requirements: Sequence[Requirement], *, as_of: date | None = None) -> Codes:  # noqa: ANN401 - any frame
    """The verdicts of `evaluate` as codes of `VERDICTS`: a row per row of the frame, a column per requirement.

    Takes what `evaluate` takes; a lazy frame is collected. A check that could not run is -1.

    >>> import pandas as pd
    >>> from policykit import requirement
    >>> from policykit.figures.evaluate import VERDICTS
    >>> frame = pd.DataFrame({"division": ["341021"], "visits_in_county": [83], "visits_by_residents": [100]})
    >>> codes = matrix(frame, [requirement("shexian-2025/p1/county-visit-rate-2026")], as_of=date(2027, 1, 1))
    >>> VERDICTS[codes[0, 0]].label
    '未达标'
    """
    as_of = as_of or today()
    return Arrays.of(base(adopt(frame), requirements), as_of).codes(requirements).T
