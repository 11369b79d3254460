"""What a workbook's XML says of its cells, read as a stream: values, formats, what is merged and what is hidden.

A library that builds a workbook reads rules of input, colours and comments too, once for values and once more for
formulas; of a county's workbook that takes most of the time. Here nothing is built but what is asked for, and a
sheet is counted as it is read: once over its XML holds the limits too.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from xml.etree import ElementTree as ET

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils import column_index_from_string, range_boundaries
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel, from_ISO8601

from policykit.figures.limits import Scan

__all__ = ["Written", "WrittenCell", "written_sheets"]

_BOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_TRUE = {"1", "true"}
_ADDRESS = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_GENERAL = "General"
_ESCAPE = "x005F_"
"""How a writer marks an underscore that could be taken for one of its own signs."""


@dataclass(slots=True)
class WrittenCell:
    """A cell as it is written: its value, the format in which it is shown, and whether it has a formula."""

    value: object
    number_format: str
    has_formula: bool


@dataclass(slots=True)
class Written:
    """A sheet as it is written: rows and columns count from 1."""

    name: str
    unseen: bool
    cells: dict[tuple[int, int], WrittenCell] = field(default_factory=dict)
    """Those in which anything stands."""
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    """Left, top, right, bottom."""
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: dict[int, int] = field(default_factory=dict)
    """First → last; what is said last of a first column holds."""
    height: int = 0
    width: int = 0
    """Up to the last cell, be it blank, and the last that is merged."""


@dataclass(frozen=True)
class _Meanings:
    """What cells refer to: the texts that they share, the formats of their styles, and where days count from."""

    texts: list[str]
    formats: list[str]
    epoch: Any


def written_sheets(archive: zipfile.ZipFile) -> Iterator[Written]:
    """The sheets of a workbook in its order; all of its other parts are counted before the first.

    Raises `limits.Excess`, and what zipfile, the parsers and a broken reference raise: the workbook is none then.
    """
    scan = Scan()
    left = dict.fromkeys(Scan.parts(archive))

    def part(name: str) -> ET.Element:
        del left[name]  # a part that may not be read is missing here
        scan.part(archive, name)
        return ET.fromstring(archive.read(name))  # noqa: S314 - counted: no entities, no depth

    related = _related(part(_RELATIONS))
    book = part(_BOOK)
    settings = _first(book, "workbookPr")
    is_mac = settings is not None and settings.get("date1904", "") in _TRUE
    # Some writers leave these two relations out, and put the parts where every writer puts them.
    texts = next((name for kind, name in related.values() if kind == "sharedStrings"), "xl/sharedStrings.xml")
    styles = next((name for kind, name in related.values() if kind == "styles"), "xl/styles.xml")
    meanings = _Meanings(
        _texts(part(texts)) if texts in left else [],
        _formats(part(styles)) if styles in left else [],
        CALENDAR_MAC_1904 if is_mac else CALENDAR_WINDOWS_1900,
    )
    sheets = {name for kind, name in related.values() if kind == "worksheet"}
    for name in [name for name in left if name not in sheets]:
        del left[name]
        scan.part(archive, name)
    for sheet in (each for each in book.iter() if _tag(each) == "sheet"):
        identifier = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), "")
        kind, name = related.get(identifier, ("", ""))
        if kind != "worksheet":
            continue  # a sheet that is a chart
        del left[name]
        written = Written(sheet.get("name", ""), sheet.get("state", "visible") != "visible")
        scan.part(archive, name, _Reader(written, meanings, scan))
        yield written
    for name in left:  # of a sheet that the workbook does not name
        scan.part(archive, name)


def _tag(element: ET.Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _first(root: ET.Element, tag: str) -> ET.Element | None:
    return next((each for each in root.iter() if _tag(each) == tag), None)


def _related(root: ET.Element) -> dict[str, tuple[str, str]]:
    """Id of a relation of the workbook → its kind, and the part."""
    return {
        each.get("Id", ""): (
            each.get("Type", "").rpartition("/")[2],
            posixpath.normpath(posixpath.join("/xl", each.get("Target", ""))).lstrip("/"),
        )
        for each in root
        if each.get("TargetMode") != "External"
    }


def _texts(root: ET.Element) -> list[str]:
    """The shared texts, without how they are spoken."""
    found = []
    for item in (each for each in root if _tag(each) == "si"):
        runs = (run for run in item if _tag(run) in {"t", "r"})
        parts = (own for run in runs for own in ([run] if _tag(run) == "t" else run) if _tag(own) == "t")
        found.append("".join(own.text or "" for own in parts).replace(_ESCAPE, ""))
    return found


def _formats(root: ET.Element) -> list[str]:
    """The number format of every style, by its number."""
    own = {each.get("numFmtId"): each.get("formatCode", "") for each in root.iter() if _tag(each) == "numFmt"}
    styles = _first(root, "cellXfs")
    numbers = [each.get("numFmtId", "0") for each in styles] if styles is not None else []
    return [own.get(number) or BUILTIN_FORMATS.get(int(number)) or _GENERAL for number in numbers]


@lru_cache(maxsize=1024)
def _counts_days(number_format: str) -> tuple[bool, bool]:
    """Whether a number of this format is a day, and whether it is a span of time."""
    return bool(is_date_format(number_format)), bool(is_timedelta_format(number_format))


@lru_cache(maxsize=2**14)
def _column(letters: str) -> int:
    return int(column_index_from_string(letters))


class _Reader:
    """One sheet's stream of elements."""

    def __init__(self, written: Written, meanings: _Meanings, scan: Scan) -> None:
        self.written, self.meanings, self.scan = written, meanings, scan
        self.row = self.column = 0
        self.kind = self.style = ""
        self.value: list[str] | None = None
        self.inline: list[str] = []
        self.has_formula = self.in_cell = self.is_spoken = False
        self.into: list[str] | None = None

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        tag = name.rpartition("}")[2]
        self.scan.count(tag, attributes)
        if tag == "c":
            self._cell(attributes)
        elif self.in_cell:
            if tag == "v":
                self.value = self.into = []
            elif tag == "f":
                self.has_formula = True
            elif tag == "rPh":
                self.is_spoken = True
            elif tag == "t" and not self.is_spoken:
                self.into = self.inline
        elif tag == "row":
            self._row(attributes)
        elif tag == "mergeCell":
            left, top, right, bottom = (at or 1 for at in range_boundaries(attributes["ref"]))
            self.written.merged.append((left, top, right, bottom))
            self._reach(bottom, right)
        elif tag == "col":
            is_hidden = attributes.get("hidden", "") in _TRUE
            self.written.hidden_columns[int(attributes["min"])] = (
                int(attributes.get("max", 0)) if is_hidden else 0
            )

    def text(self, text: str) -> None:
        """What stands in it."""
        if self.into is not None:
            self.into.append(text)

    def end(self, name: str) -> None:
        """It ends."""
        self.scan.depth -= 1
        tag = name.rpartition("}")[2]
        if tag == "c":
            self._done()
        elif tag == "rPh":
            self.is_spoken = False
        elif tag in {"v", "t"}:
            self.into = None

    def _row(self, attributes: Mapping[str, str]) -> None:
        self.row = int(float(attributes["r"])) if "r" in attributes else self.row + 1
        self.column = 0
        if attributes.get("hidden", "") in _TRUE or float(attributes.get("ht", 1)) == 0:
            self.written.hidden_rows.add(self.row)

    def _cell(self, attributes: Mapping[str, str]) -> None:
        at = self.row, self.column + 1
        if address := attributes.get("r", ""):
            match = _ADDRESS.fullmatch(address)
            if match is None:
                raise ValueError(address)
            at = int(match[2]), _column(match[1])
        self._reach(*at)
        self.at, self.column, self.in_cell = at, at[1], True
        self.kind, self.style = attributes.get("t", "n"), attributes.get("s", "0")
        self.value, self.inline, self.has_formula = None, [], False

    def _reach(self, row: int, column: int) -> None:
        written = self.written
        if row > written.height or column > written.width:
            written.height, written.width = max(row, written.height), max(column, written.width)

    def _done(self) -> None:
        self.in_cell, self.into = False, None
        formats, number = self.meanings.formats, int(self.style)
        number_format = formats[number] if number or formats else _GENERAL
        text = "".join(self.value or ())
        if self.kind == "inlineStr":
            value: object = "".join(self.inline)
        else:
            value = self._meant(text, number_format) if text else None
        if value is not None or self.has_formula:
            self.written.cells[self.at] = WrittenCell(value, number_format, self.has_formula)
        else:
            self.written.cells.pop(self.at, None)  # written twice, the last counts

    def _meant(self, text: str, number_format: str) -> object:
        match self.kind:
            case "n":
                value = float(text) if set(text) & set(".eE") else int(text)
                return self._day(value, number_format)
            case "s":
                return self.meanings.texts[int(text)]
            case "b":
                return bool(int(text))
            case "d":
                return from_ISO8601(text)  # type: ignore[no-untyped-call]  # the library has no types there
            case _:
                return text

    def _day(self, value: float, number_format: str) -> object:
        is_day, is_span = _counts_days(number_format)
        if not is_day:
            return value
        try:
            return from_excel(value, self.meanings.epoch, timedelta=is_span)
        except (OverflowError, ValueError):
            return "#VALUE!"
