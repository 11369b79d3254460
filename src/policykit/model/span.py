"""Where in a text something stands."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["Span"]


class Span(NamedTuple):
    """Half-open range `[start, end)` of code points in the decoded source.

    >>> Span(2, 5).cut("abcdefg")
    'cde'
    """

    start: int
    end: int

    def cut(self, source: str) -> str:
        """The characters of `source` in this range."""
        return source[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Whether `other` lies in this range."""
        return self.start <= other.start and other.end <= self.end
