"""A table as the bytes of a file, the same bytes for the same table."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

from policykit.base.plainsheet import Cell, plain_sheet
from policykit.base.spreadsheet import harmless
from policykit.site.wording import words
from policykit.text.decode import encodable

if TYPE_CHECKING:
    from policykit.site.links import Links
    from policykit.site.tables import Table

__all__ = ["as_csv", "as_jsonl", "as_xlsx", "table_links"]

_WIDEST, _NARROWEST = 60, 8
_WIDE = "\u2e80"
"""The first CJK character: from here on a character is two columns wide."""


def table_links(links: Links, name: str) -> list[dict[str, str]]:
    """The files of a table, for the page that is being written: label, address, name to save under."""
    return [
        {"label": label, "uri": links.to_file(f"{name}{suffix}"), "name": f"{name.replace('/', '-')}{suffix}"}
        for label, suffix in words("tables")["formats"].items()
    ]


def as_jsonl(table: Table) -> bytes:
    """One JSON object a line, with every key that programs read."""
    return "".join(encodable(json.dumps(row, ensure_ascii=False)) + "\n" for row in table.rows).encode()


def as_csv(table: Table) -> bytes:
    """Chinese headers and cells of which none is a formula; UTF-8 with the mark by which Excel knows it."""
    written = io.StringIO()
    lines = csv.writer(written)
    lines.writerow(table.headers.values())
    lines.writerows([_harmless(cell) for cell in row] for row in table.cells())
    return encodable(written.getvalue()).encode("utf-8-sig")


def as_xlsx(table: Table) -> bytes:
    """One sheet with the headers held in sight and a filter on each."""
    rows = [[_harmless(cell) for cell in row] for row in table.cells()]
    headers = list(table.headers.values())
    longest = [max((_width(row[at]) for row in rows), default=0) for at in range(len(headers))]
    widths = [
        min(max(longest[at], _width(header) + 3, _NARROWEST), _WIDEST) for at, header in enumerate(headers)
    ]
    return plain_sheet(headers, widths, rows)


def _harmless(cell: object) -> Cell:
    if isinstance(cell, str):
        return harmless(encodable(cell)) or None
    return cell if isinstance(cell, (int, float)) else None


def _width(cell: object) -> int:
    """In columns of a sheet: a Chinese character takes two."""
    return sum(2 if char >= _WIDE else 1 for char in str(cell or "").partition("\n")[0]) + 2
