"""A table: rows as programs read them, and the same rows as staff do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from policykit.site.wording import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["Row", "Table", "made"]

Row = dict[str, Any]
_Cell = str | int | float | None


@dataclass(frozen=True)
class Table:
    """Rows with the Chinese header of each column; the keys of a row that have no header are for programs."""

    headers: Mapping[str, str]
    rows: tuple[Row, ...]
    shown: tuple[Row, ...]
    """What staff read in place of a value, row by row."""

    def cells(self) -> Iterator[list[_Cell]]:
        """The cells of each row, in the order of the headers.

        >>> list(Table({"n": "名", "of": "属"}, ({"n": "a", "of": ["x", "y"]},), ({"n": "甲"},)).cells())
        [['甲', 'x、y']]
        """
        for row, said in zip(self.rows, self.shown, strict=True):
            yield [_cell(said.get(key, row.get(key))) for key in self.headers]


def made(kind: str, pairs: Iterable[tuple[Row, Row]]) -> Table:
    """The table of a kind, from its rows: each as programs read it, and what staff read instead."""
    rows = list(pairs)
    return Table(
        words("tables")["columns"][kind], tuple(row for row, _ in rows), tuple(said for _, said in rows)
    )


def _cell(value: object) -> _Cell:
    if isinstance(value, bool):
        return str(words("tables")["yes" if value else "no"])
    if isinstance(value, (list, tuple)):
        return str(words("tables")["names"].join(map(str, value)))
    return value if isinstance(value, (int, float)) or value is None else str(value)
