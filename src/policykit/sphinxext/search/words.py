"""The Chinese words of the search page, from `words.yml`."""

from __future__ import annotations

from policykit.base.resources import load

__all__ = ["search_words"]


def search_words() -> dict[str, dict[str, str]]:
    """The words by where they stand: `page` in the page's frame, `script` in what a script writes."""
    return load("words", __package__ or "")
