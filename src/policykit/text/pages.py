"""What pages add to a text: numbers that a PDF's text layer glued to lines, found as they count up, and heads."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["page_numbers", "running_heads"]

_ALONE = re.compile(r"-\s*\d{1,4}\s*-|\d{1,4}|第\s*\d{1,4}\s*页(?:[,/ ]*共\s*\d{1,4}\s*页)?")
"""A page number alone in its line."""
_DIGITS = re.compile(r"\d{1,4}")
_DECIMAL = re.compile(r"\.\d")
"""What follows a digit that opens 1.1.2 or 1.5: it is no page's."""
_SET_OFF = frozenset(" .、)-%年月日")
_MIN_PAGES = 6
_MIN_GLUED = 0.6
_PAGE_LINES = range(8, 90)
_MAX_SKIPPED = 2


class _PageNumber(NamedTuple):
    line: int
    page: int
    glued: bool


def page_numbers(lines: Sequence[str]) -> dict[int, int]:
    """For lines that start with a page number: line index → length of the number.

    >>> text = ["加强组织领导，落实各方责任"] * 150
    >>> for page in range(1, 8):
    ...     text[page * 20] = f"{page}三、强化功能"
    >>> page_numbers(text)
    {20: 1, 40: 1, 60: 1, 80: 1, 100: 1, 120: 1, 140: 1}
    >>> page_numbers([line.replace("三、", ".") for line in text])
    {}
    """
    chains: dict[int, list[tuple[_PageNumber, int, _PageNumber | None]]] = {}
    best: tuple[int, _PageNumber] | None = None
    before: dict[_PageNumber, _PageNumber | None] = {}
    for number in _readings(lines):
        length, previous = _longest(number, chains)
        before[number] = previous
        chains.setdefault(number.page, []).append((number, length, previous))
        if best is None or length > best[0]:
            best = (length, number)
    run: list[_PageNumber] = []
    last = best[1] if best else None
    while last is not None:
        run.append(last)
        last = before[last]
    if len(run) < _MIN_PAGES or sum(number.glued for number in run) < _MIN_GLUED * len(run):
        return {}
    return {number.line: len(str(number.page)) for number in reversed(run)}


def running_heads(lines: Sequence[str]) -> set[int]:
    """The lines that stand on several pages, each time beside the page's number or at the very top; none is empty.

    >>> sorted(running_heads(["某县公报", "某县方案", "一、目标", "- 1 -", "某县公报", "二、任务", "- 2 -"]))
    [0, 4]
    >>> running_heads(["指标", "就诊率", "- 1 -", "签约率", "指标", "床位", "- 2 -"])
    set()
    >>> running_heads(["", "- 1 -", "", "- 2 -"])
    set()
    """
    places: defaultdict[str, list[int]] = defaultdict(list)
    for at, line in enumerate(lines):
        places[line].append(at)
    return {
        at
        for line, found in places.items()
        if line and len(found) > 1 and not _ALONE.fullmatch(line)
        for at in (found if all(_is_beside(lines, each) for each in found) else ())
    }


def _is_beside(lines: Sequence[str], at: int) -> bool:
    return at == 0 or any(_ALONE.fullmatch(line) for line in (*lines[at - 1 : at], *lines[at + 1 : at + 2]))


def _readings(lines: Sequence[str]) -> list[_PageNumber]:
    """Every reading of the digits that open a line as a page number."""
    out = []
    for index, line in enumerate(lines):
        match = _DIGITS.match(line)
        for length in range(1, len(match[0]) + 1) if match and match[0][0] != "0" else ():
            rest = line[length : length + 1]
            if _DECIMAL.match(line, length):
                continue
            out.append(_PageNumber(index, int(line[:length]), bool(rest) and rest not in _SET_OFF))
    return out


def _longest(
    number: _PageNumber, chains: dict[int, list[tuple[_PageNumber, int, _PageNumber | None]]]
) -> tuple[int, _PageNumber | None]:
    """Length of the longest run that ends at `number`, and the number before it."""
    length, previous = 1, None
    for step in range(1, _MAX_SKIPPED + 2):
        for other, others, _ in reversed(chains.get(number.page - step, ())):
            gap = number.line - other.line
            if gap > step * _PAGE_LINES.stop:
                break
            if gap >= step * _PAGE_LINES.start and others + 1 > length:
                length, previous = others + 1, other
    return length, previous
