"""The settings of the alignment, from `data/alignment.yml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from policykit.base.resources import load

__all__ = ["Settings", "settings"]


@dataclass(frozen=True)
class Settings:
    """The contents of `data/alignment.yml`, with its patterns compiled."""

    weights: dict[str, float]
    cut: float
    shown: float
    least: float
    most: int
    related: int
    fields: dict[str, tuple[float, float]]
    phrases: dict[str, float]
    broad: float
    said: float
    literal_run: int
    literal: dict[str, float]
    headed: int
    soft: re.Pattern[str]
    purpose: re.Pattern[str]
    aspect: re.Pattern[str]
    general_sections: re.Pattern[str]
    kinds: dict[str, re.Pattern[str]]


@cache
def settings() -> Settings:
    """The settings, read once.

    >>> settings().cut
    0.5
    """
    data = dict(load("alignment"))
    for name in ("soft", "purpose", "aspect", "general_sections"):
        data[name] = re.compile(data[name])
    data["kinds"] = {name: re.compile(pattern) for name, pattern in data["kinds"].items()}
    return Settings(**data)
