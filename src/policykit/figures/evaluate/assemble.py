"""The long table of a frame in memory, put together from arrays."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import narwhals as nw
import numpy as np
import numpy.typing as npt

from policykit.figures.evaluate.arrays import Arrays, Codes, Floats
from policykit.figures.evaluate.frame import KEYS
from policykit.figures.evaluate.rules import VERDICTS
from policykit.figures.evaluate.select import SEVERITIES, WORDED, wording_of
from policykit.figures.evaluate.values import Base
from policykit.model import Requirement, Verdict

__all__ = ["assembled"]

_FIGURES = ("value", "target", "margin")
_NOT_MET = tuple(Verdict).index(Verdict.NOT_MET)


def assembled(
    computed: Base, requirements: Sequence[Requirement], as_of: date, *, wording: bool
) -> nw.DataFrame[Any]:
    """The long table of `evaluate`, in the engine of the wide frame."""
    arrays = Arrays.of(computed, as_of)
    rows = len(arrays.frame)
    codes = arrays.codes(requirements)
    make = _Maker(arrays.frame.implementation, rows, len(requirements))
    keys = arrays.frame.select(*KEYS)
    table = nw.concat([keys] * len(requirements))
    words = [wording_of(one) for one in requirements]
    columns = [
        make.repeated("requirement", [word["requirement"] for word in words]),
        make.chosen("verdict", VERDICTS, codes.ravel()),
        *make.figures(_figures(arrays, requirements, rows)),
    ]
    if wording:
        columns += [make.dates("due", [one.due for one in requirements])]
        columns += [make.repeated(name, [word[name] for word in words]) for name in WORDED[1:]]
        columns += [make.chosen("severity", SEVERITIES, _severities(requirements, codes).ravel())]
    return table.with_columns(*columns)


def _figures(arrays: Arrays, requirements: Sequence[Requirement], rows: int) -> dict[str, Floats]:
    held = {name: np.empty((len(requirements), rows)) for name in _FIGURES}
    for row, requirement in enumerate(requirements):
        for name, figure in zip(_FIGURES, arrays.figures(requirement), strict=True):
            held[name][row] = np.nan if figure is None else figure
    return {name: figures.ravel() for name, figures in held.items()}


def _severities(requirements: Sequence[Requirement], codes: Codes) -> Codes:
    own = [SEVERITIES.index(one.modality.severity) for one in requirements]
    failed = np.array(own, dtype=np.int8)[:, None]
    broken = np.int8(SEVERITIES.index("error"))
    return np.where(codes == _NOT_MET, failed, np.where(codes < 0, broken, np.int8(0)))


class _Maker:
    """Makes columns of an engine: one entry per requirement and row of the wide frame."""

    def __init__(self, engine: Any, rows: int, requirements: int) -> None:  # noqa: ANN401 - an eager one
        self.engine, self.rows, self.requirements = engine, rows, requirements

    def figures(self, figures: dict[str, Floats]) -> list[nw.Series[Any]]:
        """Numbers; what is none is a gap."""
        made = []
        for name, values in figures.items():
            series = nw.new_series(name, values, nw.Float64, backend=self.engine)
            # NaN is null to pandas, a number to the others.
            made.append(series if self.engine.is_pandas_like() else series.fill_nan(None))
        return made

    def repeated(self, name: str, texts: Sequence[str]) -> nw.Series[Any]:
        """For each requirement its text, in every row."""
        distinct = sorted(set(texts))
        places = np.array([distinct.index(text) for text in texts], dtype=np.uint32)
        return self.chosen(name, distinct, np.repeat(places, self.rows))

    def chosen(self, name: str, choices: Sequence[str], places: npt.NDArray[Any]) -> nw.Series[Any]:
        """Texts by their place among the choices; -1 is the last. Few words many times are categories."""
        if self.engine.is_pandas_like():
            import pandas as pd

            categorical = pd.Categorical.from_codes(_from_end(places, choices), categories=pd.Index(choices))
            return nw.from_native(pd.Series(categorical, name=name), series_only=True)
        kind = nw.Enum(choices) if self.engine.is_polars() else nw.String
        words = nw.new_series(name, list(choices), kind, backend=self.engine)
        return words[_from_end(places, choices)].alias(name)

    def dates(self, name: str, days: Sequence[date | None]) -> nw.Series[Any]:
        """For each requirement its date, in every row; pandas' own kind of date, which needs no pyarrow."""
        if self.engine.is_pandas_like():
            import pandas as pd

            moments = pd.DatetimeIndex(list(days), dtype="datetime64[s]").repeat(self.rows)
            return nw.from_native(pd.Series(moments, name=name), series_only=True)
        known = nw.new_series(name, list(days), nw.Date, backend=self.engine)
        return known[np.repeat(np.arange(self.requirements), self.rows)].alias(name)


def _from_end(places: npt.NDArray[Any], choices: Sequence[str]) -> npt.NDArray[np.integer[Any]]:
    """Places of which the negative ones count from the end."""
    return np.where(places < 0, len(choices) - 1, places) if places.dtype.kind == "i" else places
