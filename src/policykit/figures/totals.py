"""Rows of totals: whether each is the sum of the rows that it is the total of. Nothing is judged by them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from policykit.figures.row import Row
from policykit.model import Indicator, Variable
from policykit.model.reading import words
from policykit.text.normal import bare

__all__ = ["Doubt", "Line", "doubts"]

_CLOSE = 1e-9
_FINEST = 9
"""Decimals of a figure that is written with an exponent."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A figure that is to be looked at: where it stands, and why, in Chinese."""

    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a unit, or of totals, as the sheet has them one below the other."""

    row: Row | None
    """Of a unit; `None` for totals."""
    figures: Mapping[str, float]
    word: str = ""
    """With what a row of totals begins."""
    meanings: Mapping[str, Variable | Indicator | None] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)
    of: tuple[int, str] | None = None
    """The year and period that a row of totals names."""


def doubts(lines: Sequence[Line]) -> Iterator[Doubt]:
    """What is wrong with the rows of totals among the lines of a sheet."""
    for at, line in enumerate(lines):
        if line.row is None and (parts := _parts(lines, at)):
            yield from _compared(line, parts)


def _is(line: Line, name: str) -> bool:
    return line.word.startswith(tuple(map(bare, words()["sums"][name])))


def _parts(lines: Sequence[Line], at: int) -> list[Row]:
    """The rows that a total is of: those above it, or below a total that stands first; none where that is open."""
    is_part = _is(lines[at], "part")
    if not is_part and not _is(lines[at], "whole"):
        return []
    found: list[Row] = []
    for line in reversed(lines[:at]):
        if line.row is None and is_part:
            break
        found += [line.row] if line.row is not None else []
    if not found and not any(line.row for line in lines[:at]):
        below = lines[at + 1 :]
        ends = (number for number, line in enumerate(below) if line.row is None and is_part)
        found = [line.row for line in below[: next(ends, len(below))] if line.row is not None]
    else:
        found.reverse()
    if lines[at].of is not None:
        found = [row for row in found if (row.year, row.period) == lines[at].of]
    # Rows of two years, or of a city and its counties, are not added up.
    return found if len({(row.entity.name, row.year, row.period) for row in found}) == 1 else []


def _compared(line: Line, parts: Sequence[Row]) -> Iterator[Doubt]:
    for name, total in line.figures.items():
        meaning = line.meanings[name]
        if (
            not isinstance(meaning, Variable)
            or not _adds_up(meaning)
            or any(name in row.unread for row in parts)
        ):
            continue
        values = [row.figures[name] for row in parts if name in row.figures]
        if not values:
            continue
        summed = sum(values)
        slack = 0.0 if meaning.whole else _rounding([total]) + len(values) * _rounding(values)
        if abs(total - summed) > slack + _CLOSE * max(1.0, abs(summed)):
            told = {"label": meaning.label, "total": f"{total:.12g}{meaning.unit}"}
            text = words()["notes"]["odd_total"].format(**told, sum=f"{summed:.12g}{meaning.unit}")
            yield Doubt(line.places[name], text)


def _adds_up(variable: Variable) -> bool:
    """Whether figures of several units come to one of all: what is counted and what flows, and no average."""
    return not variable.grades and not variable.is_date and (variable.whole or variable.over_time == "flow")


def _rounding(values: Sequence[float]) -> float:
    """By how much each of some figures may have been rounded: half of the last place that any of them has."""
    return float(0.5 / 10 ** max(map(_decimals, values)))


def _decimals(value: float) -> int:
    text = f"{value:.12g}"
    return _FINEST if "e" in text else len(text.partition(".")[2])
