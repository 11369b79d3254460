"""Drawn: the text that a reader took from a file, where each piece of it stood, and what was left off.

It stands beside the original as `drawn.txt` and `drawn.json`: whoever reads the corpus needs neither the reader nor its
libraries, and can check by three checksums that nothing has changed.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from policykit.base.diagnostics import Code, Diagnostic, PolicykitError
from policykit.base.resources import load
from policykit.model import Place
from policykit.model.table import BLANK

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["MAP", "TEXT", "Drawn", "Writer", "from_files", "left_out", "raised", "too_large"]

TEXT, MAP = "drawn.txt", "drawn.json"
"""Names of the two files beside an original that is no plain text."""
_MOST = 4_000_000
"""Characters that a text has at most; the longest law of the republic has one in thirty of them."""
_TOLD, _SHOWN = 5, 60
"""So many of the words that were left out are shown, and so much of each."""
_BREAKS = re.compile(r"[ \u00a0\u3000]*[\t\r\n\x0b\x0c\x85\u2028\u2029][\s]*")
_RAISED = re.compile(r"[-−－]?[0-9０-９]+|注[0-9]+")
_HIGH = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_STEERING = re.compile(
    rf"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff{load('alike')['unseen']}]"
)


@dataclass(frozen=True)
class Drawn:
    """The text of a file that is no plain text.

    `places` say where its pieces stood, in order; `left_off` is what the reader took for furniture of the page
    (running heads, page numbers), each with its page; `reader` names the reader with its version and its library's.
    `left_out` is what a reader of the page sees and is not in the text, each with why (a key of `left_out` in
    data/intake.yml): it was struck out, or stands in a file of its own that cannot be read.

    >>> drawn = Drawn("一、目标", (Place(0, page=2),), ("— 2 —",), "pdf 1 (pypdfium2 5)")
    >>> sorted(drawn.files(b"%PDF")) == [MAP, TEXT]
    True
    >>> from_files(drawn.files(b"%PDF")[TEXT], drawn.files(b"%PDF")[MAP], b"%PDF") == drawn
    True
    """

    text: str
    places: tuple[Place, ...]
    left_off: tuple[str, ...]
    reader: str
    left_out: tuple[tuple[str, str], ...] = ()

    def files(self, original: bytes) -> dict[str, bytes]:
        """The two files that stand beside the original, by name; the same bytes give the same files."""
        text = self.text.encode()
        about = {
            "reader": self.reader,
            "original": _checksum(original),
            "text": _checksum(text),
            "places": [list(place) for place in self.places],
            "left_off": list(self.left_off),
            "left_out": [list(each) for each in self.left_out],
        }
        rows = ",\n".join(
            f" {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}" for key, value in about.items()
        )
        return {TEXT: text, MAP: f"{{\n{rows}\n}}\n".encode()}


def from_files(text: bytes, about: bytes, original: bytes) -> Drawn:
    """What `Drawn.files` wrote for `original`.

    Raises `PolicykitError` (PK117) when one of the three is not as it was written.
    """
    try:
        data = json.loads(about)
        drawn = Drawn(
            text.decode(),
            tuple(Place(*map(int, place)) for place in data["places"]),
            tuple(map(str, data["left_off"])),
            str(data["reader"]),
            tuple((str(why), str(words)) for why, words in data.get("left_out", ())),
        )
        kept = data["text"] == _checksum(text) and data["original"] == _checksum(original)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise PolicykitError([Diagnostic(Code.DRAWN_CHANGED)]) from error
    if not kept:
        raise PolicykitError([Diagnostic(Code.DRAWN_CHANGED)])
    return drawn


def left_out(about: bytes, file: str | None = None) -> list[Diagnostic]:
    """What to say of the map of a drawn text: one diagnostic (PK124) for each reason why words are not in it.

    >>> drawn = Drawn("一、目标", (), (), "docx 2", (("struck", "签约率达到70%"), ("struck", "每年2次")))
    >>> print(left_out(drawn.files(b"")[MAP])[0].message)
    原件中有2处文字没有读入，因为带删除线：“签约率达到70%”“每年2次”。
    """
    found: dict[str, list[str]] = {}
    for why, words in json.loads(about).get("left_out", ()):
        found.setdefault(why, []).append(words)
    return [
        Diagnostic(Code.TEXT_LEFT_OUT, {"why": load("intake")["left_out"][why], **_told(every)}, file=file)
        for why, every in found.items()
    ]


def _told(every: Sequence[str]) -> dict[str, object]:
    cut = (f"“{words if len(words) <= _SHOWN else words[:_SHOWN] + '……'}”" for words in every[:_TOLD])
    return {"count": len(every), "words": "".join(cut) + ("等" if len(every) > _TOLD else "")}


def too_large(most: int, what: str) -> PolicykitError:
    """PK112: there is more of something (a key of `limits` in data/intake.yml) than any policy has.

    >>> print(too_large(2000, "pages"))
    PK112 source-too-large: 文件超出能处理的范围：页数超过2,000。...
    """
    values: dict[str, object] = {"what": load("intake")["limits"][what], "most": f"{most:,}"}
    return PolicykitError([Diagnostic(Code.SOURCE_TOO_LARGE, values)])


def _checksum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


class Writer:
    r"""Puts paragraphs and rows of tables one under the other, and notes where each stood.

    >>> writer = Writer()
    >>> writer.paragraph("一、目标", page=1)
    >>> writer.row(["指标", "县域内\n就诊率"], page=1)
    >>> writer.drawn("x 1").text
    '一、目标\n指标\t县域内 就诊率\n'
    """

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._places: list[Place] = []
        self._paragraphs = 0
        self._tables = 0
        self._rows = 0
        self._in_table = False
        self.left_off: list[str] = []
        self.left_out: list[tuple[str, str]] = []

    def paragraph(self, text: str, *, page: int = 0, turns: Sequence[tuple[int, int]] = ()) -> None:
        """Write a paragraph; `turns` are the offsets in it at which another page begins, with its number.

        A line that is a button or a remark of a web page is left off, wherever it was copied to.
        """
        text = _line(text)
        self._in_table = False
        if not text:
            return
        if _furniture().match(text):
            self.left_off.append(text)
            return
        self._paragraphs += 1
        self._places += [
            Place(self._length + offset, number, self._paragraphs) for offset, number in [(0, page), *turns]
        ]
        self._put(f"{text}\n")

    def row(self, cells: Sequence[str], *, page: int = 0) -> None:
        """Write a row of a table, its cells apart by tabs; a row behind another is of the same table.

        A cell that is known to be blank, and no part of one above or beside it, is `BLANK`.
        """
        lines = [cell if cell == BLANK else _line(cell) for cell in cells]
        if not any(line.strip() for line in lines):
            return
        if not self._in_table:
            self._in_table = True
            self._tables += 1
            self._rows = 0
        self._rows += 1
        at = self._length
        for number, cell in enumerate(lines, 1):
            if cell.strip():
                self._places.append(Place(at, page, 0, self._tables, self._rows, number))
            at += len(cell) + 1
        self._put("\t".join(lines).rstrip("\t") + "\n")

    def end_table(self) -> None:
        """Say that the next row is of another table."""
        self._in_table = False

    def leave_out(self, why: str, words: str) -> None:
        """Keep what a reader of the page sees and is not written, with why; blanks are nothing."""
        if words := _line(words):
            self.left_out.append((why, words))

    def include(self, drawn: Drawn) -> None:
        """Write what was drawn from a file that stands in this one."""
        places = {place.start: place for place in drawn.places}
        at, table = 0, 0
        for line in drawn.text.splitlines(keepends=True):
            cells = line.rstrip("\n").split("\t")
            begins = at + len(line) - len(line.lstrip(f"\t{BLANK}"))
            place = places.get(begins, Place(begins))
            if place.table:
                if place.table != table:
                    self.end_table()
                self.row(cells)
            else:
                self.paragraph(line)
            at, table = at + len(line), place.table
        self.end_table()
        self.left_off += drawn.left_off
        self.left_out += drawn.left_out

    def _put(self, text: str) -> None:
        self._pieces.append(text)
        self._length += len(text)
        if self._length > _MOST:
            raise too_large(_MOST, "chars")

    def drawn(self, reader: str) -> Drawn:
        """What was written. Raises `PolicykitError` (PK101) when that is nothing."""
        if not self._pieces:
            raise PolicykitError([Diagnostic(Code.EMPTY_SOURCE)])
        text, left_out = "".join(self._pieces), tuple(self.left_out)
        return Drawn(text, tuple(self._places), tuple(self.left_off), reader, left_out)


@cache
def _furniture() -> re.Pattern[str]:
    return re.compile(load("intake")["furniture"])


def raised(before: str, words: str) -> str:
    """What is set high behind a text, so that no figure is glued on: the power of a number, or the mark of a note.

    Behind a letter it is part of a unit; behind a number it is its power (or a note on it, which no one can tell).

    >>> raised("不超过10", "5"), raised("60m", "2"), raised("达到90", "①"), raised("达到85%", "1"), raised("率", "注2")
    ('^5', '2', '①', '¹', '[注2]')
    """
    mark = words.strip()
    if not _RAISED.fullmatch(mark) or (before[-1:].isascii() and before[-1:].isalpha()):
        return words
    if before[-1:].isdecimal():
        return words if mark.startswith("注") else f"^{words}"
    if mark.isascii() and mark.isdecimal():
        return mark.translate(_HIGH)
    return f"[{mark}]" if mark.startswith("注") else words


def _line(text: str) -> str:
    """The text in one line, without marks that steer and none sees."""
    return _BREAKS.sub(" ", _STEERING.sub("", text)).strip()
