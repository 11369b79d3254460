"""Files of older office programs by LibreOffice, where it is installed; workbooks by openpyxl."""

from __future__ import annotations

import io
import posixpath
import shutil
import subprocess
import tempfile
from collections import deque
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
from lxml import etree
from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.utils import range_boundaries

from policykit.base.diagnostics import Code, Diagnostic, PolicykitError
from policykit.base.resources import load
from policykit.intake.docx import READER as DOCX
from policykit.intake.docx import read_docx
from policykit.intake.drawn import Drawn, Writer, too_large
from policykit.intake.package import Package
from policykit.model.table import BLANK

if TYPE_CHECKING:
    from openpyxl.cell import Cell, MergedCell
    from openpyxl.cell.read_only import EmptyCell

__all__ = ["read_doc", "read_odt", "read_rtf", "read_xlsx"]

_PROGRAMS = ("soffice", "libreoffice")
_SECONDS = 120
_MOST_CELLS = 200_000

_Area = tuple[int, int, int, int]
"""First row and column of what is merged, and the last ones, from 1."""


def read_doc(data: bytes, kind: str = "doc") -> Drawn:
    """The text of a file of Word before 2007, of WPS, RTF or OpenDocument: LibreOffice makes a docx of it.

    Raises `PolicykitError`: LibreOffice is not installed (PK118), a password (PK115), damaged (PK114).
    """
    values: dict[str, object] = {"format": load("intake")["kinds"][kind]}
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise PolicykitError([Diagnostic(Code.SOURCE_LOCKED, values)])
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        values |= {"program": "LibreOffice", "package": "libreoffice-writer-nogui"}
        raise PolicykitError([Diagnostic(Code.NEEDS_PROGRAM, values)])
    with tempfile.TemporaryDirectory(prefix="policykit-") as name:
        folder = Path(name)
        (folder / f"source.{kind}").write_bytes(data)
        # A profile of its own: another LibreOffice that runs would take the file and say nothing.
        command = [
            program,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "docx",
        ]
        try:
            subprocess.run(  # noqa: S603 - no shell, and every name is ours
                [*command, "--outdir", folder, folder / f"source.{kind}"],
                capture_output=True,
                check=True,
                timeout=_SECONDS,
                cwd=folder,
            )
            made = (folder / "source.docx").read_bytes()
        except (OSError, subprocess.SubprocessError) as error:
            raise PolicykitError([Diagnostic(Code.SOURCE_BROKEN, values)]) from error
    return replace(read_docx(made), reader=f"{kind} 1 (LibreOffice, {DOCX})")


def read_rtf(data: bytes) -> Drawn:
    """The text of an RTF file; raises as `read_doc` does."""
    return read_doc(data, "rtf")


def read_odt(data: bytes) -> Drawn:
    """The text of an OpenDocument file; raises as `read_doc` does, and PK112 for what unpacks to too much."""
    Package(data, "odt")
    return read_doc(data, "odt")


def read_xlsx(data: bytes) -> Drawn:
    """The cells of a workbook, sheet by sheet, with the names of the sheets where there are several.

    Raises `PolicykitError`: damaged (PK114), locked (PK115), more than any document (PK112), without text (PK101).
    """
    package = Package(data, "xlsx")
    values: dict[str, object] = {"format": load("intake")["kinds"]["xlsx"]}
    writer = Writer()
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        _write(book, _merged(package), writer)
    except PolicykitError:
        raise
    except Exception as error:  # openpyxl raises whatever its parsers meet
        raise PolicykitError([Diagnostic(Code.SOURCE_BROKEN, values)]) from error
    return writer.drawn(f"xlsx 3 (openpyxl {openpyxl.__version__})")


def _merged(package: Package) -> dict[str, list[_Area]]:
    """By the names of sheets what is merged in them, which openpyxl does not keep where it reads row by row."""
    targets = {
        each.get("Id"): posixpath.normpath(posixpath.join("/xl", each.get("Target", ""))).lstrip("/")
        for each in package.xml("xl/_rels/workbook.xml.rels")
    }
    found: dict[str, list[_Area]] = {}
    for sheet in package.xml("xl/workbook.xml").iter("{*}sheet"):
        part = targets.get(next((own for key, own in sheet.items() if key.endswith("}id")), None), "")
        if part in package.names:
            areas = etree.iterparse(
                io.BytesIO(package.read(part)), tag="{*}mergeCell", resolve_entities=False
            )
            bounds = [range_boundaries(area.get("ref")) for _, area in areas]
            found[sheet.get("name", "")] = sorted(
                (top, left, bottom, right)
                for left, top, right, bottom in bounds
                if left and top and right and bottom  # not of whole rows or columns
            )
    return found


def _told_blank(rows: list[list[str]], areas: list[_Area]) -> None:
    """Mark cells that are known to be blank: where a sheet merges cells downwards, what is not merged is not.

    Where none is, a blank cell may stand for the one above, as a system leaves it.
    """
    if not any(bottom > top for top, _, bottom, _ in areas):
        return
    width = max((at + 1 for row in rows for at, word in enumerate(row) if word), default=0)
    reaching, left, cells = [0] * width, deque(areas), 0
    for number, row in enumerate(rows, 1):
        row.extend([""] * (width - len(row)))
        own: set[int] = set()
        while left and left[0][0] <= number:
            _, first, bottom, last = left.popleft()
            for at in range(first - 1, min(last, width)):
                reaching[at] = max(reaching[at], bottom)
            own.add(first - 1)
            cells += max(0, min(last, width) - first)
            if cells > _MOST_CELLS:
                raise too_large(_MOST_CELLS, "cells")
        for at in range(width):
            if not row[at] and (reaching[at] < number or at in own):
                row[at] = BLANK


def _write(book: openpyxl.Workbook, merged: dict[str, list[_Area]], writer: Writer) -> None:
    cells = 0
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    for sheet in sheets:
        sheet.reset_dimensions()  # what the file says of its size may be anything
        if len(sheets) > 1:
            writer.paragraph(sheet.title)
        rows = []
        for row in sheet.iter_rows():
            cells += len(row)
            if cells > _MOST_CELLS:
                raise too_large(_MOST_CELLS, "cells")
            rows.append([_valid(cell, writer) for cell in row])
        alone = [sum(map(bool, words)) == 1 for words in rows]
        _told_blank(rows, merged.get(sheet.title, []))
        for words, is_alone in zip(rows, alone, strict=True):
            if is_alone:
                writer.paragraph("".join(word for word in words if word != BLANK))  # a title, a unit, a note
            else:
                writer.row(words)
        writer.end_table()


def _valid(cell: Cell | MergedCell | ReadOnlyCell | EmptyCell, writer: Writer) -> str:
    """What a cell shows; one that is struck out holds nothing, and what it held is said to be left out."""
    words = _shown(cell.value)
    if not words or not isinstance(cell, ReadOnlyCell) or not cell.has_style or not cell.font.strike:
        return words
    writer.leave_out("struck", words)
    return ""


def _shown(cell: object) -> str:
    """A cell as it reads: whole numbers without a point, days without an hour."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, (datetime, date)):
        return f"{cell.year}年{cell.month}月{cell.day}日"
    return str(cell)
