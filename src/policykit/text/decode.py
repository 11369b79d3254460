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
from policykit.text.normal import fold

__all__ = ["check_legible", "decode", "encodable", "read_bytes"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTAINERS = {b"%PDF": "PDF", b"PK\x03\x04": "docx/xlsx", b"\xd0\xcf\x11\xe0": "doc/xls", b"\x89PNG": "PNG"}
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


def read_bytes(path: Path) -> bytes:
    """The content of a source file. Raises `PolicykitError` (PK005) when it cannot be read.

    >>> from tempfile import NamedTemporaryFile
    >>> with NamedTemporaryFile() as file:
    ...     read_bytes(Path(file.name))
    b''
    """
    return read_file(path)


def decode(data: bytes, *, file: str | None = None) -> str:
    """Decode UTF-8 (with or without BOM), UTF-16 or GB18030.

    Raises `PolicykitError` (PK101 … PK104) for an empty file, another file format, bytes in no
    known encoding and text that cannot be read.

    >>> decode("第一条".encode("gb18030")) == decode("第一条".encode("utf-16"))
    True
    """
    if not data.strip():
        raise PolicykitError([Diagnostic(Code.EMPTY_SOURCE, file=file)])
    for magic, name in _CONTAINERS.items():
        if data.startswith(magic):
            raise PolicykitError([Diagnostic(Code.NOT_TEXT, {"format": name}, file=file)])
    text = _decoded(data)
    if text is None:
        raise PolicykitError([Diagnostic(Code.UNKNOWN_ENCODING, file=file)])
    check_legible(text, file=file)
    return text


def _decoded(data: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _attempt(data, encoding)
    guesses = ["utf-8"]
    if b"\x00" in data[:1000]:
        # ASCII characters of UTF-16 have a zero byte: behind them in little, before in big endian.
        guesses.append("utf-16-le" if data[1:1000:2].count(0) >= data[:1000:2].count(0) else "utf-16-be")
    else:
        guesses.append("gb18030")
    for encoding in guesses:
        text = _attempt(data, encoding)
        if text is not None and not (encoding == "utf-8" and "\x00" in text):
            return text
    return None


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
    offset = first.start() if first else 0
    line_start = text.rfind("\n", 0, offset) + 1
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
                line=text.count("\n", 0, offset) + 1,
                column=offset - line_start + 1,
            )
        ]
    )
