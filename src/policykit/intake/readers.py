"""read: which reader a file needs, by its bytes and never by its name, and what that reader draws."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING

from policykit.base.diagnostics import Code, Diagnostic, PolicykitError
from policykit.base.resources import load
from policykit.intake.kinds import kind_of, page_of

if TYPE_CHECKING:
    from policykit.intake.drawn import Drawn

__all__ = ["MOST_BYTES", "read"]

MOST_BYTES = 64 * 2**20
"""Bytes that a document has at most: a long plan as a printed PDF with pictures has a tenth of them."""
_READERS = {
    "html": ("html", "read_html"),
    "docx": ("docx", "read_docx"),
    "pdf": ("pdf", "read_pdf"),
    "ofd": ("ofd", "read_ofd"),
    "xlsx": ("office", "read_xlsx"),
    "doc": ("office", "read_doc"),
    "rtf": ("office", "read_rtf"),
    "odt": ("office", "read_odt"),
}


def read(data: bytes, *, file: str | None = None) -> Drawn | None:
    r"""The text of a file that is no plain text, or `None`: plain text is its own source.

    Raises `PolicykitError` with `file` as its place: damaged, locked, scanned, or more than any policy has.

    >>> read("一、目标".encode()) is None
    True
    >>> read("<html><p>到2027年，覆盖率达到90%。</p></html>".encode()).text
    '到2027年，覆盖率达到90%。\n'
    """
    kind = kind_of(data)
    if kind not in _READERS and kind != "mhtml":
        return None
    try:
        if kind == "mhtml":
            kind, data = "html", page_of(data)
        module, name = _READERS[kind]
        drawn: Drawn = getattr(import_module(f"policykit.intake.{module}"), name)(data)
    except PolicykitError as error:
        raise PolicykitError([replace(one, file=one.file or file) for one in error.diagnostics]) from error
    except (RecursionError, MemoryError) as error:
        values: dict[str, object] = {"format": load("intake")["kinds"][kind]}
        raise PolicykitError([Diagnostic(Code.SOURCE_BROKEN, values, file=file)]) from error
    return drawn
