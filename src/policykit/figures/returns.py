"""What goes back after a collection: one workbook for who collects, and each unit's own with its faults marked."""

from __future__ import annotations

import csv
import io
import json
import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from policykit.base.drivers import run
from policykit.base.files import read_file, replace_file, write_changed
from policykit.base.resources import load
from policykit.base.spreadsheet import for_paper, harmless, save, text_cell
from policykit.figures.collect import Collection, Fault, Figure
from policykit.figures.limits import limit
from policykit.figures.marks import marked
from policykit.model import Entity

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["as_data", "write_collection", "write_returns"]

_BOLD, _WRAP = Font(bold=True), Alignment(wrap_text=True, vertical="top")
_FEW = 32
"""Copies that are made before another process has begun."""


def write_collection(collection: Collection, path: str | Path) -> None:
    """Write summary, faults, figures and changes as .xlsx; as .json the same; the figures alone as .csv.

    Raises `PolicykitError` (PK004) when it cannot be written.
    """
    words = load("collect")
    writers = {".json": _as_json, ".csv": _as_csv}
    if (writer := writers.get(Path(path).suffix.lower())) is not None:
        replace_file(path, writer(collection))
        return
    workbook = Workbook()
    summary = workbook.worksheets[0]
    summary.title = words["sheets"][0]
    counts: list[tuple[str, int | str]] = [
        (words["summary"]["year"], collection.period or ("" if collection.year is None else collection.year)),
        (words["summary"]["files"], len(collection.files)),
        (words["summary"]["units"], len(collection.units)),
        (words["summary"]["figures"], len(collection.figures)),
        *((kind.label, count) for kind, count in collection.counts().items()),
        (words["summary"]["changes"], len(collection.changes)),
    ]
    for row, (name, count) in enumerate(counts, start=1):
        text_cell(summary, row, 1, name).font = _BOLD
        summary.cell(row, 2).value = count or 0
    summary.column_dimensions["A"].width = 24
    for name, title, rows in zip(words["widths"], words["sheets"][1:], _tables(collection), strict=True):
        _table(workbook.create_sheet(title), words["headers"][name], words["widths"][name], rows)
    save(workbook, path)


def as_data(collection: Collection) -> dict[str, Any]:
    """The collection as plain data; a day that is none yet has no number in JSON, and stands as `None`."""

    def told(one: Figure | Fault) -> dict[str, Any]:
        # Not `asdict`, which copies each value: they are plain, and a collection has hundreds of thousands.
        return {each.name: getattr(one, each.name) for each in fields(one)}

    def plain(figure: Figure | None) -> dict[str, Any] | None:
        if figure is None:
            return None
        return told(figure) | {"value": figure.value if math.isfinite(figure.value) else None}

    kinds = {kind: name for name, kind in load("collect")["changes"].items()}
    return {
        "year": collection.year,
        "period": collection.period,
        "files": dict(collection.files),
        "figures": [plain(figure) for figure in collection.figures],
        "faults": [told(fault) | {"kind": fault.kind.value} for fault in collection.faults],
        "changes": [
            {"kind": kinds[change.kind], "before": plain(change.before), "now": plain(change.now)}
            for change in collection.changes
        ],
    }


def _as_json(collection: Collection) -> bytes:
    return (json.dumps(as_data(collection), ensure_ascii=False, indent=1) + "\n").encode()


def _as_csv(collection: Collection) -> bytes:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    _, figures, _ = _tables(collection)
    writer.writerow(load("collect")["headers"]["figures"])
    for row in figures:
        cells = (harmless(each) if isinstance(each, str) else _finite(each) for each in row)
        writer.writerow(f"{each:.15g}" if isinstance(each, float) else each for each in cells)
    return buffer.getvalue().encode("utf-8-sig")


def _finite(value: float | None) -> float | None:
    return value if value is not None and math.isfinite(value) else None


def write_returns(
    collection: Collection, folder: str | Path, to: str | Path, *, jobs: int | None = 1
) -> list[Path]:
    """Write a copy of every workbook that has faults, the cells coloured and a comment on each; their paths.

    The originals in `folder` stay as they are. Faults that stand in no cell, and those of text files, are in the
    workbook of the collection only. `jobs` is how many are made side by side, as many as there are processors if
    `None`. Raises `PolicykitError` (PK004) when nothing can be written: no copy is there then.
    """
    faults = defaultdict(list)
    for fault in collection.faults:
        if fault.place and fault.file in collection.files:
            faults[fault.file].append((fault.place, fault.text))
    tasks = [_Copy(str(Path(folder) / file), file, tuple(own)) for file, own in faults.items()]
    made = dict(run(_marked, tasks, jobs=1 if len(tasks) <= _FEW else jobs))
    copies = {Path(to) / task.file: copy for task in tasks if (copy := made[task.file]) is not None}
    if copies:
        for path in copies:
            path.parent.mkdir(parents=True, exist_ok=True)
        write_changed(copies)
    return list(copies)


@dataclass(frozen=True, slots=True)
class _Copy:
    """A file to be marked: where it is, its name in the collection, and places with what is wrong there."""

    path: str
    file: str
    faults: tuple[tuple[str, str], ...]


def _marked(copy: _Copy) -> tuple[str, bytes | None]:
    return copy.file, marked(read_file(copy.path, limit("bytes")), copy.faults)


def _tables(collection: Collection) -> Iterator[list[tuple[Any, ...]]]:
    yield [(one.unit, one.kind.label, one.text, one.file, one.place) for one in collection.faults]
    labels = {entity.name: entity.label for entity in Entity.ALL}
    yield [
        (
            *(
                one.unit,
                one.division,
                labels.get(one.entity, one.entity),
                one.year,
                one.period,
                one.label,
                one.value,
                one.measure,
            ),
            *(one.file, one.place, one.sha256),
        )
        for one in collection.figures
    ]
    changes = []
    for change in collection.changes:
        one = change.now or change.before
        if one is not None:
            values = tuple(each.value if each else None for each in (change.before, change.now))
            changes.append((one.unit, one.year, one.label, change.kind, *values, one.file, one.place))
    yield changes


def _table(
    sheet: Worksheet, heads: Sequence[str], widths: Sequence[float], rows: Sequence[tuple[Any, ...]]
) -> None:
    for column, (head, width) in enumerate(zip(heads, widths, strict=True), start=1):
        text_cell(sheet, 1, column, head).font = _BOLD
        sheet.column_dimensions[get_column_letter(column)].width = width
    for row, values in enumerate(rows, start=2):
        for column, value in enumerate(values, start=1):
            if isinstance(value, str):
                text_cell(sheet, row, column, value).alignment = _WRAP
            elif _finite(value) is not None:
                sheet.cell(row, column).value = value
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(heads))}{len(rows) + 1}"
    for_paper(sheet, 1)
