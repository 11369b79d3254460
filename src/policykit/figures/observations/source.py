"""A file of figures → sheets: what kind of file it is, by its content and not its name."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from policykit.base.diagnostics import Code, Diagnostic, PolicykitError
from policykit.figures.observations.sheet import Cell, Sheet
from policykit.figures.observations.workbook import read_workbook

__all__ = ["read_sheets"]

_MOST_BYTES = 64 * 2**20
_ARCHIVE = b"PK\x03\x04"
_FORMATS = {
    b"\xd0\xcf\x11\xe0": ".xls 或加密的工作簿",
    b"\x89PNG": "图片（PNG）",
    b"\xff\xd8\xff": "图片（JPEG）",
    b"GIF8": "图片（GIF）",
    b"BM": "图片（BMP）",
    b"%PDF": "PDF",
    b"{\\rtf": "RTF",
    b"<?xml": "XML",
    b"<html": "网页（HTML）",
    b"<table": "网页（HTML）",
    b"<!DOC": "网页（HTML）",
    b"\x1f\x8b": "压缩包（gzip）",
    b"Rar!": "压缩包（RAR）",
    b"7z\xbc\xaf": "压缩包（7z）",
}
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_DELIMITERS = ",\t;|，；"
_SAMPLE_LINES = 20


def read_sheets(path: Path) -> tuple[list[Sheet], bool]:
    """The sheets of a workbook or a CSV file, and whether macros or external links were left unread.

    Raises
    ------
    PolicykitError
        The file is missing (PK301), empty (PK302), of another format (PK303), too large (PK304), or text in no
        known encoding (PK305).
    """
    file = path.name
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= _MOST_BYTES else b""
    except OSError as error:
        values: dict[str, object] = {"path": path, "reason": error.strerror or error}
        raise PolicykitError([Diagnostic(Code.DATA_NOT_FOUND, values)]) from error
    if size > _MOST_BYTES:
        raise _refused(Code.DATA_TOO_LARGE, file, size=f"有{size // 2**20}MB")
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise _refused(Code.DATA_EMPTY, file)
    if data.startswith(_ARCHIVE):
        sheets, foreign = read_workbook(data, file)
    else:
        sheets, foreign = [_csv(data, path)], False
    if not any(not cell.blank for sheet in sheets for row in sheet.rows for cell in row):
        raise _refused(Code.DATA_EMPTY, file)
    return sheets, foreign


def _csv(data: bytes, path: Path) -> Sheet:
    start = data[:64].lstrip().lower()
    for magic, name in _FORMATS.items():
        if data.startswith(magic) or start.startswith(magic.lower()):
            raise _refused(Code.DATA_FORMAT, path.name, format=name)
    if path.suffix.lower() in (".xlsx", ".xlsm", ".xls"):
        raise _refused(Code.DATA_FORMAT, path.name, format="文本或其他格式")
    text = _decoded(data, path.name)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        rows = [[Cell(value) for value in line] for line in lines]
    except csv.Error as error:
        raise _refused(Code.DATA_FORMAT, path.name, format=f"无法分列的文本（{error}）") from error
    return Sheet(path.name, "", rows)


def _decoded(data: bytes, file: str) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data, encoding, file)
    if b"\x00" in data:
        raise _refused(Code.DATA_FORMAT, file, format="二进制文件")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _strict(data, "gb18030", file)


def _strict(data: bytes, encoding: str, file: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _refused(Code.DATA_ENCODING, file) from error


def _delimiter(text: str) -> str:
    """The mark that stands most often, and equally often, in the first lines."""
    lines = [line for line in text.splitlines()[:_SAMPLE_LINES] if line.strip()]
    best = max(_DELIMITERS, key=lambda mark: (sum(mark in line for line in lines), -_DELIMITERS.index(mark)))
    return best if any(best in line for line in lines) else ","


def _refused(code: Code, file: str, **values: object) -> PolicykitError:
    return PolicykitError([Diagnostic(code, dict(values), file=file)])
