"""Days and signatures: in whatever spelling a day is written, and who signs above it or before it."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from policykit.base.resources import load
from policykit.model import Span
from policykit.text.normal import fold
from policykit.text.shapes import is_organ, is_title_end

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = [
    "DAYS",
    "HAN",
    "Fact",
    "Line",
    "fact_of",
    "lines_of",
    "names_organs",
    "organs",
    "read_day",
    "signature",
]

HAN = "〇零○Ｏ一二三四五六七八九十元"
DAYS = re.compile(
    rf"(?P<year>\d{{4}}|[{HAN}]{{4}})年(?P<month>\d{{1,2}}|[{HAN}]{{1,3}})月(?P<day>\d{{1,2}}|[{HAN}]{{1,3}})日"
    r"|(?<![\d.])(?P<year_>(?:19|20)\d\d)(?P<sign>[-./])(?P<month_>\d{1,2})(?P=sign)(?P<day_>\d{1,2})(?![\d.])"
)
_BLANKS = re.compile(r"(?<=[年月])\s+(?=\d)|(?<=\d)\s+(?=[年月日])|(?<=\d)\s(?=(?:\d\s){0,2}\d\s*年)")
"""Blanks in a day: 2023 年 5 月 6 日, 2 0 2 3 年."""
_APART = re.compile(r"\s{2,}|\t|、|　")
_SIGNERS = 24
_LAWLESS = re.compile(r"[。;]")


class Fact(NamedTuple):
    """A value as written, and where it stands in the decoded source."""

    value: str
    span: Span


class Line(NamedTuple):
    """A line that is not blank; `start` is its offset in the source."""

    start: int
    text: str
    folded: str
    """As long as the text: what matches in it stands at the same place of the source."""

    @property
    def tight(self) -> str:
        """Folded, without blanks."""
        return re.sub(r"\s+", "", self.folded)


def read_day(written: str) -> date | None:
    """The first day that a text names; nothing when it names none or one that no calendar has.

    >>> [str(read_day(day)) for day in ("二〇〇四年一月十六日", "2026.1.5", "2026-01-05 10:53", "2026年1月", "2月30日")]
    ['2004-01-16', '2026-01-05', '2026-01-05', 'None', 'None']
    """
    folded = fold(written)
    match = DAYS.search(_BLANKS.sub("", folded)) or DAYS.search("".join(folded.split()))
    if match is None:
        return None
    parts = [match[name] or match[f"{name}_"] for name in ("year", "month", "day")]
    try:
        return date(*map(_read_number, parts))
    except ValueError:
        return None


def _read_number(written: str) -> int:
    if written.isdecimal():
        return int(written)
    digits = ["一二三四五六七八九".find(char) + 1 for char in written]
    if "十" in written:
        tens, _, ones = written.partition("十")
        return 10 * (_read_number(tens) if tens else 1) + (_read_number(ones) if ones else 0)
    return 1 if written == "元" else int("".join(map(str, digits)))


def lines_of(source: str) -> Iterator[Line]:
    """The lines of a source that are not blank."""
    start = 0
    for text in source.splitlines(keepends=True):
        if text.strip():
            folded = fold(text)
            yield Line(start, text, folded if len(folded) == len(text) else text)
        start += len(text)


def fact_of(line: Line, start: int, end: int, value: str | None = None) -> Fact:
    """A piece of a line, without the blanks around it."""
    piece = line.text[start:end]
    start += len(piece) - len(piece.lstrip())
    text = piece.strip()
    return Fact(text if value is None else value, Span(line.start + start, line.start + start + len(text)))


def organs(fact: Fact) -> Iterator[Fact]:
    """The names in a line of issuers: set apart by blanks or 、; blanks inside of a name are none."""
    pieces = [piece for piece in _APART.split(fact.value) if piece.strip()]
    if len(pieces) == 1:
        single = pieces[0].split()
        pieces = single if all(len(each) > 1 and is_organ(fold(each)) for each in single) else pieces
    if not all(is_organ(fold(piece)) and len(re.sub(r"\s", "", piece)) > 1 for piece in pieces):
        pieces = [fact.value]
    for piece in pieces:
        yield Fact(re.sub(r"\s+", "", piece), fact.span)


def signature(lines: Sequence[Line]) -> tuple[tuple[Fact, ...], tuple[Fact, ...]]:
    """Issuers and date of the first signature: names of organs, and a day below them or behind."""
    for at, line in enumerate(lines):
        tight = line.tight
        match = DAYS.search(tight)
        if match is None or match.end() < len(tight.rstrip(")")) or _LAWLESS.search(tight):
            continue
        day = read_day(line.text)
        ahead = line.folded[: _day_start(line.folded)].strip(" (\t\u3000")
        above = list(_above(lines, at)) if not ahead else []
        if ahead and names_organs(ahead):
            above = list(organs(fact_of(line, 0, line.text.find(line.text.strip()[len(ahead) :]))))
        if above and day:
            stamp = fact_of(line, 0, len(line.text), day.isoformat())
            return tuple(above), (stamp,)
    return (), ()


def _day_start(folded: str) -> int:
    match = re.search(rf"(?:\d\s*){{4}}[年./-]|[{HAN}]\s*[{HAN}]\s*[{HAN}]\s*[{HAN}]\s*年", folded)
    return match.start() if match else 0


def _above(lines: Sequence[Line], at: int) -> Iterator[Fact]:
    """The issuers in the lines above a date, top first."""
    rows: list[list[Fact]] = []
    for line in reversed(lines[max(0, at - _SIGNERS) : at]):
        bare = _unsealed(line)
        shown = bare.folded.strip()
        if re.fullmatch(rf".*{load('card')['offices']}\s*\S{{2,4}}(?:\s\S)?", shown) and not names_organs(
            shown
        ):
            continue
        if not names_organs(shown):
            break
        whole = fact_of(line, 0, len(line.text)).span
        rows.append([each._replace(span=whole) for each in organs(fact_of(bare, 0, len(bare.text)))])
    for row in reversed(rows):
        yield from row


def _unsealed(line: Line) -> Line:
    """The line with blanks where it says that a seal is put."""
    text, folded = line.text, line.folded
    for seal in re.finditer(load("card")["seals"], folded):
        blanks = " " * len(seal[0])
        text, folded = (f"{each[: seal.start()]}{blanks}{each[seal.end() :]}" for each in (text, folded))
    return Line(line.start, text, folded)


def names_organs(folded: str) -> bool:
    """Whether a folded line is names of organs and nothing else."""
    pieces = [piece for piece in _APART.split(folded) if piece.strip()]
    plain = not re.search(r"[:。;!?,()]|\d", folded) and not is_title_end(folded)
    return plain and bool(pieces) and all(is_organ(piece) and len(piece.strip()) > 1 for piece in pieces)
