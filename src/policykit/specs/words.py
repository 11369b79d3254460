"""Words that the rooms of `specs` share: units that say the same, wording of what is expected."""

from __future__ import annotations

from functools import cache
from typing import Any

from policykit.base.resources import load

__all__ = ["expected", "same_unit", "words"]


def words() -> dict[str, Any]:
    """The contents of `data/specs.yml`."""
    return load("specs")


@cache
def _groups() -> dict[str, int]:
    return {unit: number for number, group in enumerate(words()["units"]) for unit in group}


def same_unit(one: str, other: str) -> bool:
    """Whether two units measure alike, one for one: 名 and 人, 家 and 个.

    >>> same_unit("名", "人"), same_unit("%", "个"), same_unit("万元", "元")
    (True, False, False)
    """
    group = _groups().get(one)
    return one == other or (group is not None and group == _groups().get(other))


def expected(kind: str) -> str:
    """What a field expects, in Chinese, by pydantic's name of the error."""
    wording: dict[str, str] = words()["expected"]
    return wording.get(kind, wording["other"])
