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

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["MAP", "TEXT", "Drawn", "Writer", "from_files", "is_power", "too_large"]

TEXT, MAP = "drawn.txt", "drawn.json"
"""Names of the two files beside an original that is no plain text."""
_MOST = 4_000_000
"""Characters that a text has at most; the longest law of the republic has one in thirty of them."""
_BREAKS = re.compile(r"[ \u00a0\u3000]*[\t\r\n\x0b\x0c\x85\u2028\u2029][\s]*")
_POWER = re.compile(r"\s*[-−－]?[0-9０-９]+\s*")
_STEERING = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True)
class Drawn:
    """The text of a file that is no plain text.

    `places` say where its pieces stood, in order; `left_off` is what the reader took for furniture of the page
    (running heads, page numbers), each with its page; `reader` names the reader with its version and its library's.

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

    def files(self, original: bytes) -> dict[str, bytes]:
        """The two files that stand beside the original, by name; the same bytes give the same files."""
        text = self.text.encode()
        about = {
            "reader": self.reader,
            "original": _checksum(original),
            "text": _checksum(text),
            "places": [list(place) for place in self.places],
            "left_off": list(self.left_off),
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
        )
        kept = data["text"] == _checksum(text) and data["original"] == _checksum(original)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise PolicykitError([Diagnostic(Code.DRAWN_CHANGED)]) from error
    if not kept:
        raise PolicykitError([Diagnostic(Code.DRAWN_CHANGED)])
    return drawn


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
        """Write a row of a table, its cells apart by tabs; a row behind another is of the same table."""
        lines = [_line(cell) for cell in cells]
        if not any(lines):
            return
        if not self._in_table:
            self._in_table = True
            self._tables += 1
            self._rows = 0
        self._rows += 1
        at = self._length
        for number, cell in enumerate(lines, 1):
            if cell:
                self._places.append(Place(at, page, 0, self._tables, self._rows, number))
            at += len(cell) + 1
        self._put("\t".join(lines).rstrip("\t") + "\n")

    def end_table(self) -> None:
        """Say that the next row is of another table."""
        self._in_table = False

    def _put(self, text: str) -> None:
        self._pieces.append(text)
        self._length += len(text)
        if self._length > _MOST:
            raise too_large(_MOST, "chars")

    def drawn(self, reader: str) -> Drawn:
        """What was written. Raises `PolicykitError` (PK101) when that is nothing."""
        if not self._pieces:
            raise PolicykitError([Diagnostic(Code.EMPTY_SOURCE)])
        return Drawn("".join(self._pieces), tuple(self._places), tuple(self.left_off), reader)


@cache
def _furniture() -> re.Pattern[str]:
    return re.compile(load("intake")["furniture"])


def is_power(before: str, raised: str) -> bool:
    """Whether what is set high behind a text is the power of its last number (or the number of a note on it).

    >>> is_power("不超过10", "5"), is_power("60m", "2"), is_power("达到90", "①")
    (True, False, False)
    """
    return before[-1:].isdecimal() and _POWER.fullmatch(raised) is not None


def _line(text: str) -> str:
    """The text in one line, without marks that steer and none sees."""
    return _BREAKS.sub(" ", _STEERING.sub("", text)).strip()
