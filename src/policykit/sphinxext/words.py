"""The Chinese words of the policy pages that are not in a template."""

from __future__ import annotations

from typing import Any

from policykit.base.resources import load

__all__ = ["words"]


def words() -> dict[str, Any]:
    """The content of `words.yml`, read once.

    >>> words()["apart"]["notice"]
    '印发通知'
    """
    return load("words", __package__ or "")
