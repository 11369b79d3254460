"""A set of words from a table, matched longest first."""

from __future__ import annotations

import re
from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["WordSet"]


class WordSet:
    """Words that are looked for at a place, before a place, or throughout a text.

    Every look-up costs as much as the words that share a first (or last) letter, whatever the text.

    >>> few = WordSet(["超过", "不超过", "至少"])
    >>> few.at("至少3名", 0), few.before("不超过3名", 3), few.at("3名", 0)
    ('至少', '不超过', '')
    >>> list(few.find("不超过3名,至少1名"))
    [(0, '不超过'), (6, '至少')]
    """

    __slots__ = ("_first", "_last", "_pattern", "words")

    def __init__(self, words: Iterable[str]) -> None:
        self.words = frozenset(words)
        ordered = sorted(self.words, key=len, reverse=True)
        self._first: dict[str, list[str]] = {}
        self._last: dict[str, list[str]] = {}
        for word in ordered:
            self._first.setdefault(word[0], []).append(word)
            self._last.setdefault(word[-1], []).append(word)
        alternatives = "|".join(map(re.escape, ordered)) or r"(?!)"
        first = "".join(map(re.escape, sorted(self._first)))
        self._pattern = re.compile(f"(?=[{first}])(?:{alternatives})" if first else r"(?!)")

    def at(self, text: str, start: int) -> str:
        """The longest word that begins at `start`, else empty."""
        if not 0 <= start < len(text):
            return ""
        return next((word for word in self._first.get(text[start], ()) if text.startswith(word, start)), "")

    def before(self, text: str, end: int) -> str:
        """The longest word that ends at `end`, else empty."""
        if not 0 < end <= len(text):
            return ""
        return next((word for word in self._last.get(text[end - 1], ()) if text.endswith(word, 0, end)), "")

    def find(self, text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, str]]:
        """Every occurrence in `text[start:end]`, from the left, longest first, without overlap."""
        for match in self._pattern.finditer(text, start, len(text) if end is None else end):
            yield match.start(), match.group()

    def last(self, text: str, start: int, end: int) -> tuple[int, str]:
        """The last occurrence in `text[start:end]`, else `(-1, "")`."""
        found = deque(self.find(text, start, end), maxlen=1)
        return found[0] if found else (-1, "")

    def __contains__(self, word: object) -> bool:
        return word in self.words
