"""Rows → tables: which rows are heads, sections and notes, and what stands over each column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from policykit.model import Column, ColumnKind, Row, RowKind, Table
from policykit.text.heads import (
    is_attribute,
    is_blank,
    is_figure,
    is_unit,
    kind_of,
    pattern,
    squeezed,
)
from policykit.text.normal import fold
from policykit.text.rows import is_head
from policykit.text.statements import Says, Written

__all__ = ["table"]

_SPACES = re.compile(r"\s+")
_MANY_NOTES = 12
_LONGEST_TITLE = 60


def table(address: str, rows: Sequence[Written], above: Sequence[str], below: Sequence[str]) -> Table:
    """The table of some rows that stand one under the other.

    Parameters
    ----------
    address
        What the ids of its rows begin with.
    rows
        Its rows, in order.
    above
        The paragraphs before it, the nearest last: its caption and its unit may stand there.
    below
        The paragraphs behind it, the nearest first: its notes may stand there.
    """
    return _Table(address, rows, above, below).made()


@dataclass
class _Table:
    address: str
    written: Sequence[Written]
    above: Sequence[str]
    below: Sequence[str]
    caption: str = ""
    unit: str = ""
    kinds: dict[str, RowKind] = field(default_factory=dict)

    def made(self) -> Table:
        """The table, and in it what every row states."""
        self._read_above()
        self._sort_rows()
        notes = tuple(self._notes())
        says = Says(self.written, self.kinds, self.columns, self.caption, self.unit, notes)
        rows = tuple(
            Row(row.clause, self.kinds[row.clause], row.cells, statements)
            for row, statements in zip(self.written, says.of_rows(), strict=True)
        )
        return Table(self.address, self.columns, rows, self.caption, self.unit, notes)

    # --- around the rows ---------------------------------------------------------------------------

    def _read_above(self) -> None:
        """Caption and unit from the paragraphs above: a line with the unit, and a title over it."""
        for words in reversed(self.above):
            unit = pattern("unit_line").fullmatch(squeezed(words))
            if unit and not self.unit:
                self.unit = _single(unit["unit"])
                continue
            self._caption(words)
            return

    def _caption(self, words: str) -> None:
        title = len(words) <= _LONGEST_TITLE and not words.endswith((":", "：", "。", ";", "；"))
        if not self.caption and (title or pattern("caption").match(fold(words))):
            self.caption = words
        inside = pattern("unit_in").search(squeezed(words))
        if inside and not self.unit:
            self.unit = _single(inside["unit"].split(",")[0])

    def _sort_rows(self) -> None:
        """Say what each row is: title, head, section or body."""
        width = max(len(row.cells) for row in self.written)
        at = 0
        while at < len(self.written) - 1 and width > 1 and self._is_caption(self.written[at]):
            self._take_caption(self.written[at])
            at += 1
        head = self._head_length(at)
        first = [squeezed(word) for word in self.written[at].words] if head else []
        for row in self.written[at : at + head]:
            self.kinds[row.clause] = RowKind.HEAD
        self.heads = list(self.written[at : at + head])
        for row in self.written[at + head :]:
            words = [squeezed(word) for word in row.words]
            again = bool(first) and any(
                words == [squeezed(word) for word in each.words] for each in self.heads
            )
            self.kinds[row.clause] = RowKind.HEAD if again else self._kind(row, width)

    def _is_caption(self, row: Written) -> bool:
        return len(row.filled) == 1 and bool(row.cells[0].text) and not is_figure(row.filled[0])

    def _take_caption(self, row: Written) -> None:
        self.kinds[row.clause] = RowKind.CAPTION
        words = row.filled[0]
        unit = pattern("unit_line").fullmatch(squeezed(words))
        if unit:
            self.unit = self.unit or _single(unit["unit"])
        else:
            self._caption(words)
            self.caption = self.caption or words

    def _kind(self, row: Written, width: int) -> RowKind:
        filled = row.filled
        if len(filled) == 1 and pattern("note").match(fold(filled[0])):
            return RowKind.CAPTION
        alone = len(filled) == 1 and bool(row.cells[0].text) and width > 1
        return RowKind.SECTION if alone and not is_figure(filled[0]) else RowKind.BODY

    def _head_length(self, at: int) -> int:
        """How many rows are heads: the first unless it holds figures, and those under its groups or merged cells."""
        rows = self.written[at:]
        if not rows or (_is_data(rows[0]) and not is_head(rows[0].words)) or len(rows) == 1:
            return int(bool(rows) and is_head(rows[0].words))
        length = 1
        while length < len(rows) - 1 and self._goes_on(rows[length - 1], rows[length]):
            length += 1
        return length

    @staticmethod
    def _goes_on(before: Written, row: Written) -> bool:
        """Whether a row is a head below another: nothing stands where the one above is not divided."""
        if not row.filled or _is_data(row):
            return False
        repeated = any(
            one and squeezed(one) == squeezed(two) for one, two in zip(before.words, row.words, strict=False)
        )
        if repeated:
            return True
        return not row.words[0] and (
            len(row.filled) > 1 or is_head(row.words) or bool(kind_of(row.filled[0]))
        )

    def _notes(self) -> Iterator[str]:
        """The notes: rows of their own at the end, and the paragraphs below that go on from one with 注."""
        for row in self.written:
            if self.kinds[row.clause] is RowKind.CAPTION and pattern("note").match(fold(row.filled[0])):
                yield row.filled[0]
        for words in self.below[:_MANY_NOTES]:
            if not pattern("note").match(fold(words).strip()):
                return
            yield words.strip()

    # --- columns -----------------------------------------------------------------------------------

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """What each column is, with the heads over it."""
        width = max(len(row.cells) for row in self.written)
        paths = [self._path(at) for at in range(width)]
        kinds = [kind_of(path[-1]) if path else "" for path in paths]
        kinds = [self._checked(kind, paths[at], at) for at, kind in enumerate(kinds)]
        if "task" in kinds and not {"value", "period", ""}.intersection(kinds):
            # Behind a task and without a value, 具体指标 is what is asked: 新建社区食堂20家.
            first = kinds.index("task")
            kinds = ["value" if kind == "name" and at > first else kind for at, kind in enumerate(kinds)]
        return tuple(Column(kind, path) for kind, path in zip(_settled(kinds, paths), paths, strict=True))

    def _path(self, at: int) -> tuple[str, ...]:
        path: list[str] = []
        for level in range(len(self.heads)):
            words = self._over(level, at)
            if words and (not path or squeezed(path[-1]) != squeezed(words)):
                path.append(words)
        return tuple(path)

    def _over(self, level: int, at: int) -> str:
        """The head of a level over a column: its own, or one to the left that spans it too."""
        words = self.heads[level].words
        if at < len(words) and words[at]:
            return _SPACES.sub(" ", words[at])
        left = next((place for place in range(min(at, len(words)) - 1, -1, -1) if words[place]), -1)
        if left < 0 or not (self._below(level, at) and self._below(level, left)):
            return ""
        same = all(self._over(upper, left) == self._over(upper, at) for upper in range(level))
        return _SPACES.sub(" ", words[left]) if same else ""

    def _below(self, level: int, at: int) -> bool:
        """Whether a head stands in a column below a level."""
        return any(at < len(row.cells) and row.cells[at].text for row in self.heads[level + 1 :])

    def _checked(self, kind: str, path: Sequence[str], at: int) -> str:
        """The kind of a column by its head, unless its cells are of another."""
        cells = [row.words[at] for row in self.body if at < len(row.cells) and row.words[at]]
        if (
            cells
            and all(is_attribute(cell) or is_blank(cell) for cell in cells)
            and any(map(is_attribute, cells))
        ):
            return "attribute"
        units = sum(is_unit(cell) or is_blank(cell) or cell.isascii() for cell in cells)
        if kind == "unit" and 2 * units < len(cells):
            return "bearer"
        if (
            kind in {"name", "group", "task", "remark", "subject"}
            and at
            and cells
            and all(map(is_figure, cells))
        ):
            return "value"
        if any(kind_of(head) == "period" for head in path) and kind in {"", "name", "subject"} and at:
            return "value"
        return kind

    @cached_property
    def body(self) -> list[Written]:
        """The rows that hold values."""
        return [row for row in self.written if self.kinds[row.clause] is RowKind.BODY]


def _single(unit: str) -> str:
    """A unit of all values; of several nothing is said of any one."""
    return "" if re.search("[、,;]", unit) else unit


def _is_data(row: Written) -> bool:
    """Whether a row holds figures or attributes, as heads do not."""
    return any(is_figure(word) or is_attribute(word) for word in row.filled)


_DIRECT = {
    "serial": ColumnKind.SERIAL,
    "unit": ColumnKind.UNIT,
    "attribute": ColumnKind.ATTRIBUTE,
    "due": ColumnKind.DUE,
    "bearer": ColumnKind.BEARER,
    "remark": ColumnKind.REMARK,
    "score": ColumnKind.REMARK,
    "group": ColumnKind.GROUP,
    "name": ColumnKind.NAME,
    "subject": ColumnKind.SUBJECT,
}


def _settled(kinds: Sequence[str], paths: Sequence[tuple[str, ...]]) -> list[ColumnKind]:
    """What each column is, by all of them: something names the rows, and the rest are values."""
    out = [_DIRECT.get(kind, ColumnKind.VALUE) for kind in kinds]
    tasks = [at for at, kind in enumerate(kinds) if kind == "task"]
    values = [at for at, kind in enumerate(out) if kind is ColumnKind.VALUE and at not in tasks]
    names = [at for at, kind in enumerate(out) if kind is ColumnKind.NAME]
    for at in names[:-1]:
        out[at] = ColumnKind.GROUP
    if tasks and not names and (values or len(tasks) > 1):
        out[tasks[0]] = ColumnKind.NAME
        names = tasks[:1]
    first = next((at for at, kind in enumerate(out) if kind is not ColumnKind.SERIAL), 0)
    if not names and ColumnKind.SUBJECT not in out and (values or tasks):
        timed = values and all(
            kind_of(head) in {"period", "value"} for at in values if at != first for head in paths[at]
        )
        groups = [at for at, kind in enumerate(out) if kind is ColumnKind.GROUP]
        measured = groups and "指标" in squeezed(paths[groups[-1]][-1])
        if groups and (timed or measured):
            out[groups[-1]] = ColumnKind.NAME
        elif out[first] in {ColumnKind.GROUP, ColumnKind.REMARK} or (
            # Who must do what the row says stays who must; of figures it is whom they speak of.
            len(values) > (out[first] is not ColumnKind.BEARER)
        ):
            out[first] = ColumnKind.NAME if timed and first in values else ColumnKind.SUBJECT
    return out
