"""Finds which of many words stand in a text, in one pass over the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Spotter"]

_START = 2
"""Words are looked up by so many first characters; shorter words are looked for one by one."""


class Spotter:
    """A set of words and where they stand in a text.

    The time for a text grows with its length and hardly with the number of words.

    >>> Spotter(["付费", "总额付费", "打包"]).found("实行总额付费")
    {'总额付费': [2], '付费': [4]}
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._by_start: dict[str, list[str]] = {}
        self._short: list[str] = []
        for word in sorted(set(words)):
            if len(word) < _START:
                self._short.append(word)
            else:
                self._by_start.setdefault(word[:_START], []).append(word)

    def found(self, text: str) -> dict[str, list[int]]:
        """Every word that stands in `text` → the places where it starts."""
        places: dict[str, list[int]] = {}
        starts = self._by_start
        for at in range(len(text) - 1):
            for word in starts.get(text[at : at + _START], ()):
                if text.startswith(word, at):
                    places.setdefault(word, []).append(at)
        for word in self._short:
            listed = [at for at, char in enumerate(text) if char == word]
            if listed:
                places[word] = listed
        return places
