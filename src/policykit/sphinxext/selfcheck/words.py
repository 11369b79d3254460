"""The Chinese words of the self-check page."""

from __future__ import annotations

from typing import Any

from policykit.base.resources import load

__all__ = ["words"]


def words() -> dict[str, Any]:
    """The content of `words.yml`, read once.

    >>> words()["page"]["as_of"]
    '检查日期'
    """
    return load("words", __package__ or "")
