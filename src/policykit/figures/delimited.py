"""A file of figures → its sheets: a workbook, or delimited text in any of the usual encodings, its shape checked."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from policykit.base.diagnostics import Code, PolicykitError, visible
from policykit.base.files import read_file
from policykit.base.resources import load
from policykit.figures.limits import limit
from policykit.figures.workbook import Cell, Sheet, read_workbook, refused, wording
from policykit.model.reading import words
from policykit.text.normal import bare, fold

__all__ = ["read_sheets"]

_MEGABYTE = 2**20
_SWALLOWED = 2
"""A field of several lines, one of them with so many delimiters, has taken in a row."""

_WIDE = b"\xff\xfe\0\0"
_ARCHIVE = b"PK\x03\x04"
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def read_sheets(path: Path, data: bytes | None = None) -> tuple[list[Sheet], bool]:
    """The sheets of a workbook or a CSV file, and whether macros or external links were left unread.

    `data` are its bytes, where they have been read.

    Raises
    ------
    PolicykitError
        The file is missing (PK301), empty (PK302), of another format (PK303), too large (PK304), or text in no
        known encoding (PK305).
    """
    file = visible(path.name).replace("\n", "␊")
    if data is None:
        if path.is_file() and (size := path.stat().st_size) > limit("bytes"):
            raise refused(Code.DATA_TOO_LARGE, file, size=wording("bytes", size=size // _MEGABYTE))
        data = read_file(path, limit("bytes"), code=Code.DATA_NOT_FOUND)
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise refused(Code.DATA_EMPTY, file)
    if data.startswith(_ARCHIVE):
        sheets, foreign = read_workbook(data, file)
    else:
        sheets, foreign = [_csv(data, file)], False
    if not any(not cell.blank for sheet in sheets for row in sheet.rows for cell in row):
        raise refused(Code.DATA_EMPTY, file)
    return sheets, foreign


def _csv(data: bytes, file: str) -> Sheet:
    start = data[:64].lstrip().lower()
    for mark, name, _ in load("report")["formats"]:
        magic = mark.encode("latin-1")
        if data.startswith(magic) or start.startswith(magic.lower()):
            raise refused(Code.DATA_FORMAT, file, format=name)
    ending = Path(file).suffix.lower()
    if ending in (".xlsx", ".xlsm") or (ending == ".xls" and not _is_table(data, file)):
        raise refused(Code.DATA_FORMAT, file, format=wording("text"))
    return Sheet(file, "", _rows(_decoded(data, file), file))


def _is_table(data: bytes, file: str) -> bool:
    """Whether what is called .xls is a table in text, as many systems export it."""
    try:
        return bool(_known_words(_decoded(data, file)))
    except PolicykitError:
        return False


def _rows(text: str, file: str) -> list[list[Cell]]:
    delimiter = _delimiter(text)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[list[Cell]] = []
    try:
        for line in _counted(lines, file):
            rows.append([Cell(value) for value in line])
            if any(_swallows(value, delimiter) for value in line):
                raise refused(Code.UNCLOSED_QUOTE, file, line=len(rows))
    except csv.Error as error:
        if "field limit" in str(error):
            raise refused(
                Code.DATA_FORMAT, file, format=wording("field", most=csv.field_size_limit())
            ) from error
        raise refused(Code.UNCLOSED_QUOTE, file, line=len(rows) + 1) from error
    return rows


def _counted(lines: Iterator[list[str]], file: str) -> Iterator[list[str]]:
    """The lines of a CSV file, none more than a file may have."""
    rows = columns = cells = 0
    for line in lines:
        rows, columns, cells = rows + 1, max(columns, len(line)), cells + len(line)
        if rows > limit("rows") or columns > limit("columns") or cells > limit("cells"):
            size = wording("lines", rows=rows, columns=columns, cells=cells)
            raise refused(Code.DATA_TOO_LARGE, file, size=size)
        if any(len(value) > limit("field") for value in line):
            raise refused(Code.DATA_FORMAT, file, format=wording("field", most=limit("field")))
        yield line


def _swallows(value: str, delimiter: str) -> bool:
    """Whether a field holds what looks like rows: its quotation mark was not closed where it should be."""
    lines = value.splitlines()
    return len(lines) > 1 and any(line.count(delimiter) >= _SWALLOWED for line in lines)


def _decoded(data: bytes, file: str) -> str:
    if data.startswith(_WIDE):  # of UTF-32, which begins as UTF-16 does
        raise refused(Code.DATA_ENCODING, file)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data, encoding, file)
    if b"\x00" in data and (wide := _wide(data)) is not None:
        return _strict(data, wide, file)
    if b"\x00" in data:
        raise refused(Code.DATA_FORMAT, file, format=wording("binary"))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        read = {encoding: _attempted(data, encoding) for encoding in ("gb18030", "big5hkscs")}
        # Bytes of either are nearly always characters of the other, too: the words of a header tell which.
        best = max(read, key=lambda encoding: _known_words(read[encoding]))
        return _strict(data, best, file)


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: ASCII characters have their zero byte behind them, or before."""
    sample = data[: 2 * limit("sample") ** 2]
    for encoding, zeros, others in (
        ("utf-16-le", sample[1::2], sample[::2]),
        ("utf-16-be", sample[::2], sample[1::2]),
    ):
        if zeros.count(0) * 4 > len(zeros) and not others.count(0):
            return encoding
    return None


def _attempted(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return ""


def _known_words(text: str) -> int:
    """How many words of headers stand in the first lines."""
    lines = bare(fold("".join(text.splitlines()[: limit("sample")])))
    known = {bare(header) for headers in words()["keys"].values() for header in headers}
    return sum(header in lines for header in known if len(header) > 1)


def _strict(data: bytes, encoding: str, file: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise refused(Code.DATA_ENCODING, file) from error


def _delimiter(text: str) -> str:
    """The mark that stands most often, and equally often, in the first lines."""
    lines = [line for line in text.splitlines()[: limit("sample")] if line.strip()]
    marks: str = words()["reading"]["delimiters"]
    best = max(marks, key=lambda mark: (sum(mark in line for line in lines), -marks.index(mark)))
    return best if any(best in line for line in lines) else ","
