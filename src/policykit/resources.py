"""The package's data files: word lists and wording that are no code."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

from ruamel.yaml import YAML

__all__ = ["load"]


@cache
def load(name: str) -> dict[str, Any]:
    """What `data/<name>.yml` holds, read once.

    >>> load("wording")["共用"]
    '共享'
    """
    text = (resources.files("policykit") / "data" / f"{name}.yml").read_text("utf-8")
    loaded: dict[str, Any] = YAML(typ="safe").load(text)
    return loaded
