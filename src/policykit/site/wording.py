"""The Chinese words of the site that are not in a template: files below `words/`, and days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from policykit.base.resources import load

if TYPE_CHECKING:
    from datetime import date

__all__ = ["day", "words"]


def words(name: str) -> dict[str, Any]:
    """The words of one kind of page: of `policies`, `checks`, `tables`, `search` or `selfcheck`.

    >>> words("checks")["timeline"]["past"], words("policies")["apart"]["notice"]
    ('已过期限', '印发通知')
    """
    return load(name, f"{__package__}.words")


def day(when: date) -> str:
    """A day as a Chinese text writes it.

    >>> from datetime import date
    >>> day(date(2026, 12, 31))
    '2026年12月31日'
    """
    return str(words("checks")["day"].format(when))
