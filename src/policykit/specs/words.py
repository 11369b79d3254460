"""Words that the rooms of `specs` share: units that say the same, wording of what is expected."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

from ruamel.yaml import YAML

__all__ = ["expected", "same_unit", "words", "yaml_problem"]


@cache
def words() -> dict[str, Any]:
    """The contents of `data/specs.yml`."""
    text = (resources.files("policykit") / "data" / "specs.yml").read_text("utf-8")
    loaded: dict[str, Any] = YAML(typ="safe").load(text)
    return loaded


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


def yaml_problem(problem: str) -> str:
    """The YAML reader's complaint in Chinese, where it is one of the common ones.

    >>> yaml_problem("mapping values are not allowed here")
    '一行里有多余的冒号；内容本身含有冒号时，请给整段加上引号'
    """
    wording: dict[str, str] = words()["yaml"]
    return next((chinese for cue, chinese in wording.items() if cue in problem), problem)
