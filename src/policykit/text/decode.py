"""Bytes → text: find the encoding, refuse what is not readable Chinese text.

Nothing is translated or trimmed: line ends, NBSP, ideographic spaces and form feeds stay, so
that offsets into the decoded text are offsets into what was published. A byte order mark is
the encoding's, not the text's, and is not part of the decoded text.
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from policykit.base.diagnostics import Code, Diagnostic, PolicykitError
from policykit.base.files import read_file
from policykit.base.resources import load
from policykit.text.normal import fold

__all__ = ["check_legible", "decode", "encodable", "read_bytes"]

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ARCHIVE = b"PK\x03\x04"
_COMMENTS = re.compile(r"(?:\s|\ufeff|<!--(?:(?!-->).){0,4000}-->)*", re.DOTALL)
_BROKEN = re.compile(r"\(cid:\d+\)|[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_HAN = re.compile(r"[\u3400-\u9fff]+")

# Of the visible characters of bad-but-usable scans at most a few in a hundred are broken;
# a text layer without a character map has more broken marks than Han.
_MAX_BROKEN = 0.03
_MIN_HAN = 0.2
# Characters of level 1 of GB 2312 make up 97 % and more of any modern text; text decoded with
# the wrong encoding falls to about a half.
_MIN_COMMON = 0.75
_LEVEL_1 = bytes(range(0xB0, 0xD8))
_SAMPLE = 4_000
_TAGGED = 20_000
"""So many characters show whether a text is mostly tags."""
_TELLING = 10
"""So many characters that read as UTF-8 are no chance."""
_RARE = 20
"""One zero byte in so many is a stray one, and no half of a character."""


def read_bytes(path: Path) -> bytes:
    """The content of a source file. Raises `PolicykitError` (PK005) when it cannot be read.

    >>> from tempfile import NamedTemporaryFile
    >>> with NamedTemporaryFile() as file:
    ...     read_bytes(Path(file.name))
    b''
    """
    return read_file(path)


def decode(data: bytes, *, file: str | None = None, prose: bool = True) -> str:
    """Decode UTF-8 (with or without BOM), UTF-16, UTF-32 or GB18030.

    Raises `PolicykitError` (PK101 … PK104, PK111) for an empty file, another file format, bytes in no
    known encoding, text that cannot be read and text with NUL characters. What is no `prose`, a table of figures
    and codes, need not be Chinese for the most part.

    >>> decode("第一条".encode("gb18030")) == decode("第一条".encode("utf-16"))
    True
    """
    if not data.strip():
        raise PolicykitError([Diagnostic(Code.EMPTY_SOURCE, file=file)])
    text = _decoded(data)
    if (found := _format(data, text)) is not None:
        values: dict[str, object] = {"format": found[0], "step": load("formats")["steps"][found[1]]}
        raise PolicykitError([Diagnostic(Code.NOT_TEXT, values, file=file)])
    if text is None:
        raise PolicykitError([Diagnostic(Code.UNKNOWN_ENCODING, file=file, line=_broken_line(data))])
    if not text.strip("\ufeff \t\r\n"):
        raise PolicykitError([Diagnostic(Code.EMPTY_SOURCE, file=file)])
    if prose:
        check_legible(text.replace("\x00", ""), file=file)
    if "\x00" in text:
        line, column = _place(text, text.index("\x00"))
        count: dict[str, object] = {"count": text.count("\x00")}
        raise PolicykitError([Diagnostic(Code.NUL_CHARACTERS, count, file, line, column)])
    return text


def _format(data: bytes, text: str | None) -> tuple[str, str] | None:
    """What a file is when it is no plain text, and by which step it becomes one."""
    if data.startswith(_ARCHIVE):
        return _packed(data)
    for mark, name, step in load("report")["formats"]:
        if data.startswith(mark.encode("latin-1")):
            return load("formats")["names"].get(name, name), step
    if text is None:
        return None
    known = load("formats")
    begin = _COMMENTS.match(text)
    at = begin.end() if begin else 0
    for pattern, name, step in known["marked"]:
        if re.compile(pattern, re.IGNORECASE).match(text, at):
            return name, step
    tags = sum(len(match[0]) for match in re.finditer(known["tag"], text[:_TAGGED], re.IGNORECASE))
    if tags > known["tags"] * len(text[:_TAGGED]):
        page: tuple[str, str] = tuple(known["marked"][0][1:])
        return page
    return None


def _packed(data: bytes) -> tuple[str, str]:
    """What a zip archive holds, by the names in it; the end of it may be missing."""
    names = load("formats")["packed"]
    found = next((kind for name, kind in names.items() if name.encode() in data), None)
    return (found, "office") if found else (load("formats")["archive"], "archive")


def _broken_line(data: bytes) -> int | None:
    """The line of the first byte that is no UTF-8, of a text that nearly is."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        if len(data[: error.start].decode("utf-8", "ignore")) > _TELLING:
            return data.count(b"\n", 0, error.start) + 1
    return None


def _decoded(data: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _attempt(data, encoding)
    guesses = ["utf-8", "gb18030"]
    if zeros := data[:1000].count(0):
        # ASCII characters of UTF-16 have a zero byte: behind them in little, before in big endian.
        wide = ["utf-16-le" if data[1:1000:2].count(0) >= data[:1000:2].count(0) else "utf-16-be"]
        if zeros * 3 > len(data[:1000]):
            wide = ["utf-32-le", "utf-32-be", *wide]  # of which Han have two in four, too
        # Where hardly any stands, it has been put into a text.
        guesses = [*wide, "utf-8"] if zeros * _RARE > len(data[:1000]) else ["utf-8", *wide]
    return next((text for encoding in guesses if (text := _attempt(data, encoding)) is not None), None)


def _attempt(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def encodable(text: str) -> str:
    r"""The text with U+FFFD for each half of a character, which no UTF-8 file holds.

    >>> encodable("a\ud800b")
    'a\ufffdb'
    """
    return _SURROGATE.sub("\ufffd", text)


def check_legible(text: str, *, file: str | None = None) -> None:
    """Refuse text that no reader could read: a PDF's broken text layer, a wrong encoding.

    Raises `PolicykitError` with PK104 and the line of the first broken mark.

    >>> check_legible("各级人民政府应当加强领导。")
    >>> check_legible("(cid:31)(cid:30)(cid:29)报(cid:28)")
    Traceback (most recent call last):
    ...
    policykit.base.diagnostics.PolicykitError: 1:1: PK104 illegible-text: 文字无法辨认：...
    """
    sample = text
    if len(text) > 3 * _SAMPLE:
        middle = len(text) // 2
        sample = text[:_SAMPLE] + text[middle : middle + _SAMPLE] + text[-_SAMPLE:]
    visible = len("".join(sample.split())) or 1
    broken = sum(len(match) for match in _BROKEN.findall(sample))
    han = "".join(_HAN.findall(fold(sample)))
    leads = han.encode("gb2312", "ignore")[::2]
    common = len(leads) - len(leads.translate(None, _LEVEL_1))
    readable = (
        broken / visible <= _MAX_BROKEN
        and len(han) / visible >= _MIN_HAN
        and common >= _MIN_COMMON * len(han)
    )
    if readable:
        return
    first = _BROKEN.search(text)
    line, column = _place(text, first.start() if first else 0)
    raise PolicykitError(
        [
            Diagnostic(
                Code.ILLEGIBLE_TEXT,
                {
                    "broken": f"{broken / visible:.0%}",
                    "han": f"{len(han) / visible:.0%}",
                    "common": f"{common / max(1, len(han)):.0%}",
                },
                file=file,
                line=line,
                column=column,
            )
        ]
    )


def _place(text: str, offset: int) -> tuple[int, int]:
    """Line and column from 1."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
