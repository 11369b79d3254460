"""What the rows of a table state: each value with its indicator, heads, unit, time, group and attribute."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from policykit.model import Cell, Column, ColumnKind, RowKind, Span, Statement
from policykit.model.table import BLANK
from policykit.text.heads import (
    When,
    is_attribute,
    is_blank,
    is_figure,
    kind_of,
    own_unit,
    pattern,
    period_of,
    squeezed,
    unit_apart,
)

__all__ = ["Says", "Written"]

_NUMBER = re.compile(r"(?:[(（]\s*\d{1,3}\s*[)）]|\d{1,3}\s*[.、．](?!\d)|[①-⑳])\s*(?=\D)")
_MARKS = re.compile(r"[*※①-⑳]+|\[注?\d{1,2}\]|\*\*|__")
_BRACKETED = re.compile(r"[\[【〔(（]\s*[\d.,，]+\s*[\]】〕)）]")
_OF_WHICH = re.compile(r"其中\s*[:：]?\s*")
_SPACES = re.compile(r"\s+")
_BREAK = re.compile(r"\s*[\r\n\u2028\u2029]\s*")


@dataclass(frozen=True)
class Written:
    """A row as it stands in the text: the id of its clause and its cells, blank ones too."""

    clause: str
    cells: tuple[Cell, ...]
    blank: frozenset[int] = frozenset()
    """Places of the cells that are known to be blank; of another without words it is not known: it may be merged."""

    @classmethod
    def of(cls, clause: str, spans: Sequence[Span], source: str) -> Written:
        """The row of which the cells stand there."""
        cells = tuple(Cell(_unmarked(span.cut(source)), span) for span in spans)
        marked = (at for at, span in enumerate(spans) if source[span.start - 1 : span.end] == BLANK)
        return cls(clause, cells, frozenset(marked))

    @property
    def words(self) -> list[str]:
        """The words of the cells."""
        return [cell.text for cell in self.cells]

    @property
    def filled(self) -> list[str]:
        """The words of the cells that are not empty."""
        return [cell.text for cell in self.cells if cell.text]


@dataclass
class Says:
    """Reads the rows from the top: what is merged with the row above is carried down."""

    written: Sequence[Written]
    kinds: Mapping[str, RowKind]
    columns: Sequence[Column]
    caption: str
    unit: str
    notes: Sequence[str]
    section: list[str] = field(default_factory=list)
    groups: dict[int, str] = field(default_factory=dict)
    carried: dict[ColumnKind, str] = field(default_factory=dict)
    whole: str = ""

    def of_rows(self) -> Iterator[tuple[Statement, ...]]:
        """The statements of each row."""
        for row in self.written:
            kind = self.kinds[row.clause]
            if kind is RowKind.SECTION:
                self.section = _nested(self.section, _SPACES.sub(" ", row.filled[0]))
                self.groups, self.carried = {}, {}
            yield tuple(self._of(row)) if kind is RowKind.BODY else ()

    def _of(self, row: Written) -> Iterator[Statement]:
        columns = self.columns
        words = dict(enumerate(row.words))
        self._forget(columns, row.blank)
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
                or period_of(_until(self.carried.get(ColumnKind.DUE, "")))
                or (period_of(cell.text) if task else None)
                or period_of(name)
                or period_of(self.caption)
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

    def _forget(self, columns: Sequence[Column], blank: frozenset[int]) -> None:
        """What is known to be blank does not go on from the row above."""
        for at in blank:
            kind = columns[at].kind if at < len(columns) else ColumnKind.VALUE
            self.carried.pop(kind, None)
            if kind is ColumnKind.GROUP:
                self.groups = {each: group for each, group in self.groups.items() if each < at}

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
        return own_unit(value) or heading.unit or ("" if heading.is_own_measure else of_row or self.unit)

    def _basis(self, value: str, heading: _Heading) -> str:
        if heading.basis or not _BRACKETED.fullmatch(value.strip()):
            return heading.basis
        for note in self.notes:
            if re.search(r"[\[【〔(（]\s*[\]】〕)）]|括号", note) and (
                found := pattern("basis").search(note)
            ):
                return found[0]
        return ""


def _until(due: str) -> str:
    """A cell of 完成时限 or 执行时间; nothing of a day from which something holds (2026年7月1日起)."""
    return "" if pattern("since").search(squeezed(due)) else due


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


def _unmarked(words: str) -> str:
    """The words of a cell in one line, without signs of emphasis."""
    words = _BREAK.sub("", words)
    return words.removeprefix("**").removesuffix("**") if words.startswith("**") else words
