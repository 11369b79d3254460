"""Coded diagnostics: what is wrong, where, and what to do next.

The codes are one enum (`policykit.base.codes`); their Chinese sentences stand in `data/diagnostics.yml`, so that
wording is edited without touching code. Every front end (CLI, pytest, Sphinx, reports)
shows diagnostics through `Diagnostic.render`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from string import Formatter
from typing import TYPE_CHECKING

from policykit.base.codes import Code
from policykit.base.resources import load

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Code", "Diagnostic", "PolicykitError", "nearest_name", "visible"]

_UNSEEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
"""What moves the cursor, colours, names windows, turns the direction of writing, or cannot be sent at all."""
_ENDS, _STOPS = frozenset("。！？；"), frozenset("。；，")
_PICTURES, _DELETE = 0x2400, "\x7f"


def visible(text: str) -> str:
    r"""A text from a file as it may go to a terminal: what would steer it is shown, not sent; lines and tabs stay.

    >>> visible("\x1b[31m红\r\n下一行\u202e")
    '␛[31m红\n下一行\\u202e'
    """
    return _UNSEEN.sub(_picture, text.replace("\r\n", "\n"))


def _picture(match: re.Match[str]) -> str:
    char = match[0]
    if char < " ":
        return chr(_PICTURES + ord(char))
    return "␡" if char == _DELETE else f"\\u{ord(char):04x}"


def _width(text: str) -> int:
    """Columns that `text` takes in a terminal: wide characters take two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


@dataclass(frozen=True)
class Diagnostic:
    """One problem. Line and column count from 1; `source_line` with `width` puts a caret under it.

    >>> print(Diagnostic(Code.UNKNOWN_POLICY, {"id": "nhc-2023", "near": "nhc-2023-41"}).render())
    PK002 unknown-policy: 没有编号为“nhc-2023”的政策文件。
      怎么办：是否想写 nhc-2023-41？用 policykit list 可看到全部编号。
    """

    code: Code
    values: dict[str, object] = field(default_factory=dict)
    file: str | None = None
    line: int | None = None
    column: int | None = None
    source_line: str | None = None
    width: int = 1
    cut: int = 0
    """How many columns of a long line are left out before `source_line`."""

    @property
    def name(self) -> str:
        """The code's name as shown: `unknown-policy`."""
        return self.code.name.lower().replace("_", "-")

    @property
    def place(self) -> str:
        """`file:line:column` as far as known, else empty."""
        parts = ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)
        return visible(parts).replace("\n", "␊")

    @property
    def message(self) -> str:
        """The Chinese sentence that says what is wrong."""
        return self._wording("says")

    @property
    def remedy(self) -> str:
        """The Chinese sentence that says what to do next."""
        return self._wording("do")

    def _wording(self, which: str) -> str:
        wording: str = load("diagnostics")[self.code.value][which]
        said = ""
        for words, name, *_ in Formatter().parse(wording):
            # Where a value is a sentence that ends, the sentence around it does not end once more.
            ended = bool(said) and said[-1] in _ENDS and words[:1] in _STOPS
            said += words[1:] if ended else words
            said += "" if name is None else str(self.values.get(name, f"{{{name}}}"))
        return said

    def render(self) -> str:
        """The whole diagnostic as text, with the source line and a caret where there is one."""
        place = f"{self.place}: " if self.place else ""
        lines = [f"{place}{self.code.value} {self.name}: {self.message}"]
        if self.source_line is not None:
            line = self.source_line.expandtabs(1)
            lines.append(f"  | {line}")
            if self.column is not None:
                begin = self.column - 1 - self.cut
                before = line[:begin]
                marked = line[begin : begin + self.width]
                lines.append(f"  | {' ' * _width(before)}{'^' * max(1, _width(marked))}")
        lines.append(f"  怎么办：{self.remedy}")
        return visible("\n".join(lines))


class PolicykitError(Exception):
    """Carries every diagnostic of a run, never only the first.

    >>> error = PolicykitError([Diagnostic(Code.NO_CONTENT, {"path": "somewhere"})])
    >>> error.diagnostics[0].code.value
    'PK001'

    It is the same in the process that asked for what another could not do:

    >>> from pickle import dumps, loads
    >>> str(loads(dumps(error))) == str(error)
    True
    """

    def __init__(self, diagnostics: list[Diagnostic]) -> None:
        super().__init__("\n".join(diagnostic.render() for diagnostic in diagnostics))
        self.diagnostics = diagnostics

    def __reduce__(self) -> tuple[type[PolicykitError], tuple[list[Diagnostic]]]:
        """It is made again of its diagnostics, where Python would take its text for them."""
        return type(self), (self.diagnostics,)


def nearest_name(name: str, among: Iterable[str]) -> str:
    """The candidate most like `name`, for "did you mean"; empty when there is none.

    >>> nearest_name("county_visits_rate", ["tcm_bed_share", "county_visit_rate"])
    'county_visit_rate'
    """
    from rapidfuzz import process

    best = process.extract(name, list(among), limit=1)
    return str(best[0][0]) if best else ""
