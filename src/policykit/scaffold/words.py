"""The text of what is drafted."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

from ruamel.yaml import YAML

__all__ = ["words"]


@cache
def words() -> dict[str, str]:
    """The content of `words.yml`, read once.

    >>> words()["nothing"]
    '正文里的数字、范围和趋势表述都有着落了。'
    """
    text = (resources.files(__package__ or "") / "words.yml").read_text("utf-8")
    loaded: dict[str, Any] = YAML(typ="safe").load(text)
    return loaded
