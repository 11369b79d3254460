"""Rows → tables: what stands over each column, and what each cell states with its unit, time and attribute."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from policykit.model import Cell, Column, ColumnKind, Row, RowKind, Statement, Table
from policykit.text.heads import (
    When,
    is_attribute,
    is_blank,
    is_figure,
    is_unit,
    kind_of,
    own_unit,
    pattern,
    period_of,
    squeezed,
    unit_apart,
)
from policykit.text.normal import fold
from policykit.text.rows import is_head

__all__ = ["Written", "table"]

_NUMBER = re.compile(r"(?:[(（]\s*\d{1,3}\s*[)）]|\d{1,3}\s*[.、．](?!\d)|[①-⑳])\s*(?=\D)")
_MARKS = re.compile(r"[*※①-⑳]+|\[注?\d{1,2}\]|\*\*|__")
_BRACKETED = re.compile(r"[\[【〔(（]\s*[\d.,，]+\s*[\]】〕)）]")
_OF_WHICH = re.compile(r"其中\s*[:：]?\s*")
_SPACES = re.compile(r"\s+")
_MANY_NOTES = 12
_LONGEST_TITLE = 60


@dataclass(frozen=True)
class Written:
    """A row as it stands in the text: the id of its clause and its cells, blank ones too."""

    clause: str
    cells: tuple[Cell, ...]

    @property
    def words(self) -> list[str]:
        """The words of the cells."""
        return [cell.text for cell in self.cells]

    @property
    def filled(self) -> list[str]:
        """The words of the cells that are not empty."""
        return [cell.text for cell in self.cells if cell.text]


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
        says = _Says(self, notes)
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
        title = len(words) <= _LONGEST_TITLE and not words.rstrip().endswith((":", "：", "。", ";", "；"))
        if not self.caption and (title or pattern("caption").match(fold(words).strip())):
            self.caption = words.strip()
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
        elif out[first] in {ColumnKind.GROUP, ColumnKind.REMARK, ColumnKind.BEARER} or len(values) > 1:
            out[first] = ColumnKind.NAME if timed and first in values else ColumnKind.SUBJECT
    return out


# --- what the rows state --------------------------------------------------------------------------


@dataclass
class _Says:
    """Reads the rows from the top: what is merged with the row above is carried down."""

    made: _Table
    notes: Sequence[str]
    section: list[str] = field(default_factory=list)
    groups: dict[int, str] = field(default_factory=dict)
    carried: dict[ColumnKind, str] = field(default_factory=dict)
    whole: str = ""

    def of_rows(self) -> Iterator[tuple[Statement, ...]]:
        """The statements of each row."""
        for row in self.made.written:
            kind = self.made.kinds[row.clause]
            if kind is RowKind.SECTION:
                self.section = _nested(self.section, _SPACES.sub(" ", row.filled[0]))
                self.groups, self.carried = {}, {}
            yield tuple(self._of(row)) if kind is RowKind.BODY else ()

    def _of(self, row: Written) -> Iterator[Statement]:
        columns = self.made.columns
        words = dict(enumerate(row.words))
        self._carry(columns, words)
        name, subject, unit = self._named(columns, words)
        whole, name = self._of_which(name)
        attribute, bearer = (self.carried.get(kind, "") for kind in (ColumnKind.ATTRIBUTE, ColumnKind.BEARER))
        for at, column in enumerate(columns):
            if column.kind is not ColumnKind.VALUE or is_blank(words.get(at, "")):
                continue
            heading = _Heading(column.header)
            cell = row.cells[at]
            task = _is_task(cell.text, column)
            period = (
                heading.period
                or period_of(subject)
                or period_of(self.carried.get(ColumnKind.DUE, ""))
                or (period_of(cell.text) if task else None)
                or period_of(name)
                or period_of(self.made.caption)
            )
            yield Statement(
                clause=row.clause,
                name=name or ("" if task else heading.name),
                header=column.header,
                value=cell.text,
                span=cell.span,
                unit="" if task else self._unit(cell.text, heading, unit),
                period=period.words if period else "",
                year=period.year if period else None,
                subject="" if period_of(subject) else subject,
                groups=(*self.section, *(self.groups[each] for each in sorted(self.groups)), *whole),
                attribute=attribute if is_attribute(attribute) else "",
                bearer="" if is_blank(bearer) else bearer,
                basis=self._basis(cell.text, heading),
                baseline=heading.is_baseline,
            )

    def _of_which(self, name: str) -> tuple[tuple[str, ...], str]:
        """其中：公立医院 is counted in the row above, and stands under it."""
        part = _OF_WHICH.match(name)
        if part is None:
            self.whole = name
            return (), name
        return ((self.whole,) if self.whole else ()), name[part.end() :]

    def _carry(self, columns: Sequence[Column], words: dict[int, str]) -> None:
        """Take what the row says of itself; a blank cell is merged with the one above. Who leads stands first."""
        given: set[ColumnKind] = set()
        for at, column in enumerate(columns):
            if column.kind is ColumnKind.GROUP and words.get(at):
                self.groups = {each: group for each, group in self.groups.items() if each < at}
                self.groups[at] = _plain(words[at])
            elif column.kind in _CARRIED and words.get(at) and column.kind not in given:
                self.carried[column.kind] = _SPACES.sub(" ", words[at])
                given.add(column.kind)

    def _named(self, columns: Sequence[Column], words: dict[int, str]) -> tuple[str, str, str]:
        """The indicator of the row, else whom it speaks of; and the unit that the row gives."""
        named = {
            column.kind: words[at]
            for at, column in enumerate(columns)
            if words.get(at) and column.kind in _NAMING
        }
        for kind in _NAMING:
            if kind in named:
                self.carried[kind] = named[kind]
        name, unit = unit_apart(_without_marks(self.carried.get(ColumnKind.NAME, "")))
        given = self.carried.get(ColumnKind.UNIT, "")
        unit = unit or ("" if is_blank(given) else given)
        return _plain(name), _plain(self.carried.get(ColumnKind.SUBJECT, "")), unit

    def _unit(self, value: str, heading: _Heading, of_row: str) -> str:
        """The unit of a value: its own, of its head, of its row, of the table."""
        return own_unit(value) or heading.unit or ("" if heading.is_own_measure else of_row or self.made.unit)

    def _basis(self, value: str, heading: _Heading) -> str:
        if heading.basis or not _BRACKETED.fullmatch(value.strip()):
            return heading.basis
        for note in self.notes:
            if re.search(r"[\[【〔(（]\s*[\]】〕)）]|括号", note) and (
                found := pattern("basis").search(note)
            ):
                return found[0]
        return ""


def _is_task(value: str, column: Column) -> bool:
    """Whether a cell is words for themselves and no value of an indicator."""
    if is_figure(value) or not column.header:
        return False
    return kind_of(column.header[-1]) == "task" or "。" in value


_CARRIED = frozenset({ColumnKind.UNIT, ColumnKind.ATTRIBUTE, ColumnKind.BEARER, ColumnKind.DUE})
_NAMING = (ColumnKind.NAME, ColumnKind.SUBJECT)


class _Heading:
    """What the heads over a value say: the indicator, its unit and time."""

    def __init__(self, path: Sequence[str]) -> None:
        pieces = [unit_apart(head) for head in path]
        words = " ".join(path)
        self.unit = next((piece.unit for piece in reversed(pieces) if piece.unit), "")
        self.period: When | None = next(filter(None, map(period_of, reversed(path))), None)
        basis = pattern("basis").search(squeezed(words))
        self.basis = basis[0] if basis else ""
        self.is_baseline = bool(pattern("baseline").search(squeezed(words)))
        self.is_own_measure = bool(pattern("own_measure").search(squeezed(words)))
        rest = [_residue(piece.words) for piece in pieces]
        self.name = " ".join(word for word in rest if word) or (pieces[-1].words if pieces else "")


def _residue(words: str) -> str:
    """What a head names besides the time and how: 床位数 of 2025年床位数."""
    if kind_of(words) in {"value", "period"}:
        return ""
    period = period_of(words)
    rest = words.replace(period.words, "", 1) if period else words
    return re.sub(r"[(（]\s*[)）]", "", _without_marks(rest)).strip()


def _nested(sections: list[str], words: str) -> list[str]:
    """The sections above a row: （一） stands below 一、, and whatever else takes the place of the last."""
    inner = re.match(r"\s*[(（]", words) is not None
    outer = [each for each in sections if not re.match(r"\s*[(（]", each)]
    return [*outer, words] if inner else [words]


def _without_marks(words: str) -> str:
    return _MARKS.sub("", words)


def _plain(words: str) -> str:
    """A name without its number and marks, in one line."""
    return _NUMBER.sub("", _SPACES.sub(" ", _without_marks(words)).strip(), count=1).strip(" 。；;")
