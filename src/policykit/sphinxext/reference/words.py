"""The words of the reference pages that no docstring holds."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

from ruamel.yaml import YAML

__all__ = ["words"]


@cache
def words() -> dict[str, Any]:
    """The content of `words.yml`, read once.

    >>> words()["blocks"]["PK1"]
    '原文与 policy.yml'
    """
    text = (resources.files(__package__ or "") / "words.yml").read_text("utf-8")
    loaded: dict[str, Any] = YAML(typ="safe").load(text)
    return loaded
