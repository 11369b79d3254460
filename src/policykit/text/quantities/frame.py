"""The text as the grammar reads it: without the white space that layout put inside expressions."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property

from policykit.model import Span

__all__ = ["Frame"]

_SPACE = re.compile(r"\s+")
_SENTENCE_END = frozenset("。;:!?…")
_NUMBERS = "一二三四五六七八九十"
_LIST_MARK = re.compile(
    rf"[{_NUMBERS}]+、|\([{_NUMBERS}0-9]+\)|\d+(?:[、)]|\.(?!\d))|第[{_NUMBERS}百]+[条章节]|[—•●·▪]|-{{2}}"
)
_WORD_CHAR = re.compile(r"[0-9A-Za-z.]")
_TITLE_MARKS = {"《": "》", "〈": "〉"}
_QUOTE_MARKS = {"“": "”", "「": "」", "『": "』", "‘": "’"}


class Frame:
    r"""The text without layout, and the way back to the original.

    In `text` spaces and line breaks inside a sentence are gone, one line break stands between paragraphs,
    one space between words of letters or digits.

    >>> frame = Frame("到 2025\n年,达 90 %。\n(二)下一段")
    >>> frame.text
    '到2025年,达90%。\n(二)下一段'
    >>> frame.span(0, 6)
    Span(start=0, end=8)
    """

    def __init__(self, original: str) -> None:
        self._starts: list[int] = [0]
        self._shifts: list[int] = [0]
        pieces: list[str] = []
        done = length = 0
        for match in _SPACE.finditer(original):
            kept = _keep(original, match)
            pieces += (original[done : match.start()], kept)
            length += match.start() - done + len(kept)
            done = match.end()
            self._starts.append(length)
            self._shifts.append(done - length)
        pieces.append(original[done:])
        self.text = "".join(pieces)

    def _original(self, position: int) -> int:
        return position + self._shifts[bisect_right(self._starts, position) - 1]

    def span(self, start: int, end: int) -> Span:
        """The span in the original of the non-empty span `[start, end)` of `text`."""
        return Span(self._original(start), self._original(end - 1) + 1)

    @cached_property
    def titles(self) -> list[tuple[int, int]]:
        """Spans within 《》."""
        return _regions(self.text, _TITLE_MARKS)

    @cached_property
    def quotes(self) -> list[tuple[int, int]]:
        """Spans within quotation marks."""
        return sorted(_regions(self.text, _QUOTE_MARKS) + _straight_quotes(self.text))


def _straight_quotes(text: str) -> list[tuple[int, int]]:
    """Spans between straight quotation marks, which open and close in turn within a line."""
    found: list[tuple[int, int]] = []
    opened = -1
    for match in re.finditer('["\n]', text):
        if match.group() == "\n":
            opened = -1
        elif opened < 0:
            opened = match.end()
        else:
            found.append((opened, match.start()))
            opened = -1
    return found


def _keep(original: str, space: re.Match[str]) -> str:
    """What stands in the frame for a run of white space."""
    start, end = space.span()
    if start == 0 or end == len(original):
        return ""
    before, after = original[start - 1], original[end]
    if "\n" in space.group() and (before in _SENTENCE_END or _LIST_MARK.match(original, end)):
        return "\n"
    return " " if _WORD_CHAR.match(before) and _WORD_CHAR.match(after) else ""


def _regions(text: str, marks: dict[str, str]) -> list[tuple[int, int]]:
    """Outermost spans between paired marks; an unpaired opening mark reaches no further than its line."""
    found: list[tuple[int, int]] = []
    opened: list[int] = []
    closing = {close: mark for mark, close in marks.items()}
    for match in re.finditer(f"[{''.join(marks)}{''.join(closing)}\n]", text):
        char = match.group()
        if char in marks:
            opened.append(match.end())
        elif char == "\n":
            opened.clear()
        elif opened:
            start = opened.pop()
            if not opened:
                found.append((start, match.start()))
    return found
