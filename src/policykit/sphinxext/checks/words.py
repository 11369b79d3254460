"""The Chinese words of the requirement pages that are not in a template."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from policykit.base.resources import load

if TYPE_CHECKING:
    from datetime import date

__all__ = ["day", "themes", "words"]


def words() -> dict[str, Any]:
    """The content of `words.yml`, read once.

    >>> words()["timeline"]["past"]
    '已过期限'
    """
    return load("words", __package__ or "")


def themes() -> dict[str, str]:
    """Title of each theme of indicators, in the order of their pages.

    >>> themes()["access"]
    '就医秩序'
    """
    return load("themes")


def day(when: date) -> str:
    """A day as a Chinese text writes it.

    >>> from datetime import date
    >>> day(date(2026, 12, 31))
    '2026年12月31日'
    """
    said: str = words()["day"].format(when)
    return said
