"""The keys of a frame while they are read: what is done alike with frames in memory and with those that plan."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import narwhals as nw

from policykit.figures.columns import Frame
from policykit.model import Period
from policykit.model.keys import DIVIDED, Key, Span, read_span
from policykit.model.reading import is_blank

__all__ = ["KEY", "STRAY", "Keys", "own_unit"]

KEY = "key"
"""Stands for the keys of a row among the names of what may have a problem."""

STRAY = ("stray division", "stray entity")
"""Columns that say which rows are of no known division or entity; only where there are such rows."""


def own_unit() -> nw.Expr:
    """What tells a unit from the others of its entity and division: of institutions the name, of a division nothing."""
    name = nw.col("unit").str.replace_all(r"[\s　]+", "")
    return nw.when(nw.col("entity").is_in(sorted(DIVIDED))).then(nw.lit("")).otherwise(name)


class Keys(ABC):
    """The keys of a frame, with what is wrong with them; frames in memory and those that plan do it differently."""

    def __init__(self, frame: Any) -> None:  # noqa: ANN401 - eager or lazy, as the class below has it
        self.frame = frame
        self.is_named = False
        self.periods: dict[str, Period] = {}
        """The reporting periods that rows are of, by the text in the column `period`."""

    def complete(self, frame: Frame) -> tuple[Frame, bool]:
        """The frame, its figures read, with `year` and `period`, and whether the keys of any row are wrong.

        Then the column `problem key` says of which, in words for a frame in memory and as a truth value for a lazy
        one; the columns of `STRAY` say of which it is not even known whom they are about.
        """
        self.frame = frame
        schema = frame.collect_schema()
        if "period" in schema:
            if "year" not in schema:
                self.frame = self.frame.with_columns(year=nw.lit(None, dtype=nw.Float64))
            self._periods()
        self.repeated([name for name in ("year", "period") if name in schema])
        return self.finished()

    def _periods(self) -> None:
        period = nw.col("period")
        # A day stands for its month.
        is_day = self.frame.collect_schema()["period"].is_temporal()
        text = period.dt.to_string("%Y-%m") if is_day else period.cast(nw.String)
        self.frame = self.frame.with_columns(period=text)
        found: dict[tuple[Any, Any], Span] = {}
        for written, year in self._distinct("period", "year"):
            known = written if isinstance(written, str) else None
            of = None if is_blank(year) else int(year)
            span = found[known, of] = read_span(known, of)
            if span.period is not None:
                self.periods[span.period.label] = span.period
        self.spans(found)

    @abstractmethod
    def split(self) -> None:
        """Take from the column `year` the part of a year that stands there: 2026Q3."""

    @abstractmethod
    def repeated(self, periods: Sequence[str]) -> None:
        """Find the rows of one unit, year and period."""

    @abstractmethod
    def spans(self, found: Mapping[tuple[Any, Any], Span]) -> None:
        """Set `period` and `year` by what stands in both."""

    @abstractmethod
    def finished(self) -> tuple[Frame, bool]:
        """The frame with what is wrong with the keys of its rows, if anything is."""

    def _read(self, name: str, text: nw.Expr, read: Callable[[str], Key]) -> dict[str | None, Key]:
        """The different values of a column of which not all are as they should be."""
        self.frame = self.frame.with_columns(text.alias(name))
        found = {}
        for value in self._distinct(name):
            (written,) = value
            known = written if isinstance(written, str) else None
            key = read(known or "")
            if key.problem is not None or key.text != known:
                found[known] = key
        return found

    @abstractmethod
    def _distinct(self, *names: str) -> list[tuple[Any, ...]]: ...
