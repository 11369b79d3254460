"""The words of the reference pages that no docstring holds."""

from __future__ import annotations

from typing import Any

from policykit.base.resources import load

__all__ = ["words"]


def words() -> dict[str, Any]:
    """The content of `words.yml`, read once.

    >>> words()["blocks"]["PK1"]
    '原文与 policy.yml'
    """
    return load("words", __package__ or "")
