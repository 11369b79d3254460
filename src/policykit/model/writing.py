"""A figure as staff read it: with its unit, as a grade by its name, as a day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from policykit.base.resources import load
from policykit.model.reading import NOT_DONE

if TYPE_CHECKING:
    from policykit.model.reading import Measured

__all__ = ["with_unit", "written", "written_margin"]

_PERCENT = "%"
_SHOWN = 4
"""So many decimals are shown."""


def written(value: float, meaning: Measured) -> str:
    """A value as staff read it: 83%, 主治医师, 2025-12-31 or 未完成."""
    if meaning.is_date:
        return str(_units()["undone"]) if value == NOT_DONE else date.fromordinal(int(value)).isoformat()
    names = {rank: name for name, rank in meaning.grades.items()}
    return names.get(value, with_unit(f"{round(value, _SHOWN):.12g}", meaning.unit))


def with_unit(number: str, unit: str) -> str:
    """A number before its unit; a rate as it is written.

    >>> with_unit("83", "%"), with_unit("9.5", "1/10万")
    ('83%', '9.5/10万')
    """
    return f"{number}{unit[1:] if unit.startswith('1/') else unit}"


def written_margin(margin: float, meaning: Measured) -> str:
    """A margin as staff read it: 2个百分点, 30天, 1级."""
    unit = _units()["days"] if meaning.is_date else _units()["grades"] if meaning.grades else meaning.unit
    return with_unit(f"{round(margin, _SHOWN):.12g}", _units()["points"] if unit == _PERCENT else unit)


def _units() -> dict[str, str]:
    wording: dict[str, str] = load("requirements")["units"]
    return wording
