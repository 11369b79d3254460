"""The Chinese words of the policy pages that are not in a template."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

from ruamel.yaml import YAML

__all__ = ["words"]


@cache
def words() -> dict[str, Any]:
    """The content of `words.yml`, read once.

    >>> words()["apart"]["notice"]
    '印发通知'
    """
    text = (resources.files(__package__ or "") / "words.yml").read_text("utf-8")
    loaded: dict[str, Any] = YAML(typ="safe").load(text)
    return loaded
