"""Verdicts of a frame in memory, an array per requirement: what `evaluate` says in expressions, in NumPy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeAlias

import narwhals as nw
import numpy as np
import numpy.typing as npt

from policykit.figures.evaluate.rules import DECIMALS, goal_of, needs_year, operands
from policykit.figures.evaluate.values import Base
from policykit.model import Requirement, Verdict

__all__ = ["BROKEN", "VERDICTS", "Arrays", "Codes", "Floats"]

VERDICTS = tuple(Verdict)
"""The verdicts in the order of their codes: `VERDICTS[code]`. A check that could not run is -1."""

BROKEN = -1

Codes: TypeAlias = npt.NDArray[np.int8]
Floats: TypeAlias = npt.NDArray[np.float64]
Truths: TypeAlias = npt.NDArray[np.bool_]

_MET, _NO_DATA, _NOT_APPLICABLE = (
    np.int8(VERDICTS.index(verdict)) for verdict in (Verdict.MET, Verdict.NO_DATA, Verdict.NOT_APPLICABLE)
)


@dataclass
class Arrays:
    """A wide frame's columns as arrays, each fetched once."""

    computed: Base
    frame: nw.DataFrame[Any]
    as_of: date
    _columns: dict[str, Floats] = field(default_factory=dict)
    _bound: dict[str, Truths | None] = field(default_factory=dict)

    @classmethod
    def of(cls, computed: Base, as_of: date) -> Arrays:
        """The arrays of a wide frame; a lazy one is collected."""
        narrow = computed.frame.select(*computed.columns)
        return cls(computed, narrow.collect() if isinstance(narrow, nw.LazyFrame) else narrow, as_of)

    def codes(self, requirements: Sequence[Requirement]) -> Codes:
        """The code of the verdict of each requirement (row) on each row of the frame (column)."""
        codes = np.full((len(requirements), len(self.frame)), BROKEN, dtype=np.int8)
        for row, requirement in enumerate(requirements):
            if not self.computed.is_broken(requirement):
                codes[row] = self._codes(requirement)
        return codes

    def figures(self, requirement: Requirement) -> tuple[Floats | None, Floats | float | None, Floats | None]:
        """Value, figure to reach and margin by one requirement, NaN where there is none or it is not bound."""
        target, (judged, against) = requirement.target, operands(requirement)
        if self.computed.is_broken(requirement):
            return None, None, None
        value, other = self._column(judged), self._column(against) if against else None
        bound = self._scope(requirement)
        shown: Floats = value if bound is None else np.where(bound, value, np.nan)
        if not target.decidable:
            return shown, None, None
        margin: Floats = target.margin(shown, other)
        rounded: Floats = np.round(np.where(np.isfinite(margin), margin, np.nan), DECIMALS).astype(
            np.float64, copy=False
        )
        return shown, target.value if other is None else goal_of(target, other), rounded

    def _codes(self, requirement: Requirement) -> Codes:
        target, (judged, against) = requirement.target, operands(requirement)
        value, other = self._column(judged), self._column(against) if against else None
        if target.decidable:
            unmet = np.int8(VERDICTS.index(requirement.unmet(self.as_of)))
            codes = np.where(target.judge(value, other), _MET, unmet)
            if (year := needs_year(requirement, self.as_of)) is not None:
                codes = np.where((codes == unmet) & (self._column("year") < year), _NO_DATA, codes)
        else:
            codes = np.full(value.shape, _NOT_APPLICABLE)
        gaps = np.isnan(value) if other is None else np.isnan(value) | np.isnan(other)
        codes = np.where(gaps, _NO_DATA, codes)
        bound = self._scope(requirement)
        return codes if bound is None else np.where(bound, codes, _NOT_APPLICABLE)

    def _column(self, name: str) -> Floats:
        if name not in self._columns:
            self._columns[name] = self.frame[name].to_numpy().astype(np.float64, copy=False)
        return self._columns[name]

    def _scope(self, requirement: Requirement) -> Truths | None:
        """Which rows are bound; `None` when all are."""
        name = self.computed.scope(requirement)
        if name not in self._bound:
            bound: Truths = self.frame[name].to_numpy().astype(bool, copy=False)
            self._bound[name] = None if bound.all() else bound
        return self._bound[name]
