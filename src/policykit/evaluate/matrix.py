"""matrix: bare verdicts as an array, for when the words are not needed and the speed is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, TypeAlias

import narwhals as nw
import numpy as np
import numpy.typing as npt

from policykit.evaluate.evaluate import operands
from policykit.evaluate.engines import adopt
from policykit.evaluate.values import Base, base
from policykit.model import Requirement, Verdict

__all__ = ["VERDICTS", "matrix"]

VERDICTS = tuple(Verdict)
"""The verdicts in the order of their codes: `VERDICTS[code]`. A check that could not run is -1."""

Codes: TypeAlias = npt.NDArray[np.int8]

_CODE = {verdict: np.int8(code) for code, verdict in enumerate(VERDICTS)}


def matrix(frame: Any, requirements: Sequence[Requirement], *, as_of: date | None = None) -> Codes:  # noqa: ANN401
    """The verdicts of `evaluate` as codes of `VERDICTS`: a row per row of the frame, a column per requirement.

    Takes what `evaluate` takes; a lazy frame is collected.

    >>> import pandas as pd
    >>> from policykit import requirement
    >>> frame = pd.DataFrame({"division": ["341021"], "visits_in_county": [83], "visits_by_residents": [100]})
    >>> codes = matrix(frame, [requirement("shexian-2025/p1/county-visit-rate-2026")], as_of=date(2027, 1, 1))
    >>> VERDICTS[codes[0, 0]].label
    '未达标'
    """
    as_of = as_of or date.today()  # noqa: DTZ011 - a due date is a day where the reader stands
    given = adopt(frame)
    return judged(base(given, requirements), requirements, as_of)


def judged(computed: Base, requirements: Sequence[Requirement], as_of: date) -> Codes:
    """The codes of every row of a wide frame by every requirement; -1 where an indicator is broken."""
    narrow = computed.frame.select(*computed.columns)
    wide = narrow.collect() if isinstance(narrow, nw.LazyFrame) else narrow
    columns = {name: wide[name].to_numpy() for name in wide.columns if " " in name or name == "year"}
    codes = np.full((len(requirements), len(wide)), -1, dtype=np.int8)
    for row, requirement in enumerate(requirements):
        names = {requirement.indicator.name, getattr(requirement.reference, "name", "")}
        if not names & set(computed.broken):
            bound = columns[computed.scope(requirement)].astype(bool)
            codes[row] = _codes(requirement, columns, bound, as_of)
    return codes.T


def _codes(
    requirement: Requirement, columns: dict[str, npt.NDArray[Any]], bound: npt.NDArray[np.bool_], as_of: date
) -> Codes:
    target, due = requirement.target, requirement.due
    value_name, other_name = operands(requirement)
    value = columns[value_name].astype(float, copy=False)
    other = columns[other_name].astype(float, copy=False) if other_name else None
    if not target.decidable:
        codes = np.full(value.shape, _CODE[Verdict.NOT_APPLICABLE])
    else:
        late = due is None or as_of > due
        codes = np.full(value.shape, _CODE[Verdict.NOT_MET if late else Verdict.NOT_DUE])
        if late and due is not None:
            with np.errstate(invalid="ignore"):
                codes[columns["year"].astype(float) < due.year] = _CODE[Verdict.NO_DATA]
        codes[target.judge(value, other)] = _CODE[Verdict.MET]
    codes[np.isnan(value)] = _CODE[Verdict.NO_DATA]
    if other is not None:
        codes[np.isnan(other)] = _CODE[Verdict.NO_DATA]
    codes[~bound] = _CODE[Verdict.NOT_APPLICABLE]
    return codes
