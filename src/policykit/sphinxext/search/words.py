"""The Chinese words of the search page, from `words.yml`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

__all__ = ["search_words"]


@cache
def search_words() -> dict[str, dict[str, str]]:
    """The words by where they stand: `page` in the page's frame, `script` in what a script writes."""
    text = Path(__file__).with_name("words.yml").read_text("utf-8")
    loaded: dict[str, dict[str, str]] = YAML(typ="safe").load(text)
    return loaded
