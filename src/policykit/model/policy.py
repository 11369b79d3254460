"""The nouns of policykit: frozen values without I/O.

Every room of the package imports from here and nothing here imports from a room.
All offsets are code points (`str` indices) into the decoded source of a policy.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from policykit.base.division import Level
from policykit.model.span import Span
from policykit.model.table import RowKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from policykit.model.table import Row, Statement, Table

__all__ = ["Clause", "Level", "Part", "PartKind", "Place", "Policy", "Role", "Script", "Segment"]

_TITLE_YEAR = re.compile(r"(20\d\d)(?:年?[-—–~至]{1,2}20\d\d)?年")
_ANY_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")


class Script(StrEnum):
    """The script of a text, by its ISO 15924 code.

    >>> Script.TRADITIONAL.language
    'zh-Hant'
    """

    SIMPLIFIED = "Hans"
    TRADITIONAL = "Hant"

    @property
    def language(self) -> str:
        """The language tag (BCP 47) of Chinese in this script."""
        return f"zh-{self.value}"


class Role(StrEnum):
    """What a segment of the source is. Only `CLAUSE` and `HEADING` are the policy itself."""

    FURNITURE = "furniture"
    """Site navigation, share buttons, advertisements, footers, converter marks."""
    NUMBER = "number"
    """文号."""
    TITLE = "title"
    ADDRESSEE = "addressee"
    NOTICE = "notice"
    """The covering letter (印发通知) that carries the policy."""
    CONTENTS = "contents"
    """目录."""
    HEADING = "heading"
    """A heading with clauses below it; a clause's own heading belongs to the clause."""
    CLAUSE = "clause"
    """Normative text."""
    SIGNATURE = "signature"
    DATE = "date"
    ANNEX = "annex"
    SUMMARY = "summary"
    """A digest by the publishing site."""
    INTERPRETATION = "interpretation"
    """解读: an official questions-and-answers text beside the policy."""


class Place(NamedTuple):
    """Where in the original a piece of a drawn text stood; it begins at `start`. Each counts from 1, 0 is none.

    >>> Place(120, page=3, paragraph=9).page
    3
    """

    start: int
    page: int = 0
    paragraph: int = 0
    table: int = 0
    row: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True)
class Segment:
    """One piece of the lossless partition: the segments of a source, in order, are the source."""

    role: Role
    span: Span


@dataclass(frozen=True, slots=True)
class Clause:
    """条款: the smallest numbered unit of a policy, or an unnumbered paragraph in its section.

    `id` is a permanent address (`nhc-2023-41/4/11`), `label` what a reader writes (四/(十一)).
    `heading` and `text` are source characters; `span` covers number, heading and text, so that
    `span.cut(policy.source)` is the clause as published.
    """

    id: str
    policy: str
    label: str
    heading: str
    text: str
    role: Role
    level: Level
    span: Span
    responsible: tuple[str, ...] = ()
    """责任单位 named in the brackets that close the clause."""

    @property
    def start(self) -> int:
        """First code point of the clause in the decoded source."""
        return self.span.start

    @property
    def end(self) -> int:
        """One past the last code point of the clause in the decoded source."""
        return self.span.end

    @property
    def path(self) -> str:
        """The id without the policy: `4/11`."""
        return self.id.partition("/")[2]


class PartKind(IntEnum):
    """Kinds of parts; the value is the usual depth in Chinese documents (GB/T 9704)."""

    DOCUMENT = -1
    """The whole source, root of its outline."""
    COMPONENT = 0
    """What stands beside the policy: covering letter, digest, annex, 解读."""
    PART = 1
    """第一编, 第一部分"""
    CHAPTER = 2
    SECTION = 3
    ARTICLE = 4
    HAN = 5
    """一、"""
    DECIMAL_1 = 6
    """`1 范围`, the top of a decimal numbering."""
    DECIMAL_2 = 7
    DECIMAL_3 = 8
    DECIMAL_4 = 9
    HAN_PAREN = 10
    """（一）"""
    ARABIC = 11
    """`1.` or `1、`"""
    ARABIC_PAREN = 12
    """（1）"""
    ARABIC_HALF = 13
    """`1)`"""
    CIRCLE = 14
    """①"""
    PARAGRAPH = 15
    """An unnumbered paragraph."""
    HEADING = 16
    """A heading without a number; what it stands over, and under what, shows from the numbers around it."""


@dataclass(frozen=True, slots=True)
class Part:
    """A place in the outline of a policy: a heading with parts below it, or a clause, or both at once.

    `number` and `label` are its own pieces of a clause's id and label (`11`, `(十一)`); `span` covers a clause,
    of a heading its number and words. A paragraph with a list below it is a clause and has children.

    >>> clause = Clause("x/4/11", "x", "四/(十一)", "", "拓展服务。", Role.CLAUSE, Level.COUNTY, Span(9, 18))
    >>> eleventh = Part(PartKind.HAN_PAREN, "11", "(十一)", "", clause.span, Role.CLAUSE, clause=clause)
    >>> fourth = Part(PartKind.HAN, "4", "四", "完善服务", Span(0, 8), Role.CLAUSE, (eleventh,))
    >>> root = Part(PartKind.DOCUMENT, "", "", "", Span(0, 18), Role.CLAUSE, (fourth,))
    >>> eleventh.path, [part.heading for part in eleventh.above]
    (('4', '11'), ['完善服务'])
    """

    kind: PartKind
    number: str
    label: str
    heading: str
    span: Span
    role: Role
    children: tuple[Part, ...] = ()
    clause: Clause | None = None
    parent: Part | None = field(default=None, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Make this part the parent of its children: a tree is built from the leaves."""
        for child in self.children:
            object.__setattr__(child, "parent", self)

    def walk(self) -> Iterator[Part]:
        """This part and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def above(self) -> tuple[Part, ...]:
        """The parts that it stands in, from the top; the document itself is none."""
        if self.parent is None or self.parent.kind is PartKind.DOCUMENT:
            return ()
        return (*self.parent.above, self.parent)

    @property
    def path(self) -> tuple[str, ...]:
        """Numbers from the top, as in the id of a clause."""
        return (*(part.number for part in self.above), self.number)

    @property
    def labels(self) -> tuple[str, ...]:
        """Labels from the top, as printed."""
        return (*(part.label for part in self.above), self.label)

    @property
    def is_heading(self) -> bool:
        """Whether it is a numbered heading and not a clause."""
        return self.clause is None and self.kind > PartKind.COMPONENT

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """Every clause in it, in reading order."""
        return tuple(part.clause for part in self.walk() if part.clause is not None)

    @property
    def headings(self) -> tuple[Part, ...]:
        """Every numbered heading in it, in reading order."""
        return tuple(part for part in self.walk() if part.is_heading)


@dataclass(frozen=True)
class Policy:
    """政策文件: one document with what its own text says about itself.

    What the text does not give is `None` or empty. `source` is the decoded text, all of it.
    """

    id: str
    title: str
    level: Level
    division: str
    """GB/T 2260 code of six digits; `000000` is the nation."""
    file: str
    """Name of the source file in the policy's folder."""
    sha256: str
    source: str
    number: str | None = None
    """文号, as published."""
    issuers: tuple[str, ...] = ()
    date_issued: date | None = None
    date_published: date | None = None
    publisher: str | None = None
    effective: date | None = None
    """The first day on which it is in force."""
    expires: date | None = None
    """The last day on which it is in force."""
    replaces: tuple[str, ...] = ()
    """What it repeals: ids of policies, or 《titles》（文号）."""
    replaced_by: tuple[str, ...] = ()
    """What repeals it, in the same manner."""
    version: date | None = None
    """The day that dates this text, where it is one of several; that of an earlier one is part of its id."""
    versions: tuple[Policy, ...] = ()
    """Its earlier texts, the oldest first: `x@2019-04-02`, with clauses `x@2019-04-02/1/2`."""
    script: Script = Script.SIMPLIFIED
    """In which characters the source is written."""
    segments: tuple[Segment, ...] = ()
    outline: Part = Part(PartKind.DOCUMENT, "", "", "", Span(0, 0), Role.CLAUSE)
    """The tree of its parts, the only place where their order and nesting is held."""
    places: tuple[Place, ...] = ()
    """Of a source that is no plain text: where in it the pieces of its text stood, in order."""
    tables: tuple[Table, ...] = ()
    """Its tables, in order; each row of one is a clause."""

    @property
    def base(self) -> str:
        """The id of the policy whose text this is: its own, or that before the `@` of an earlier text.

        >>> Policy("x@2019-04-02", "", Level.COUNTY, "341021", "x.txt", "", "").base
        'x'
        """
        return self.id.partition("@")[0]

    @property
    def dated(self) -> date | None:
        """The day that dates it: of its issue, else of its publication."""
        return self.date_issued or self.date_published

    @cached_property
    def year(self) -> int | None:
        """The year that its 年底前 is read against: named in its title, else of issue, of publication, of its 文号.

        A plan of 2025 that is issued in December 2024 counts from 2025, one of 2026—2028 from its first year.
        """
        day = self.dated
        named = _TITLE_YEAR.search(self.title)
        if named is None and day is not None:
            return day.year
        found = named or _ANY_YEAR.search(f"{self.number or ''} {self.title}")
        return int(found[1]) if found else None

    def pages(self, clause: Clause) -> tuple[int, int] | None:
        """The first and the last page of the original on which a clause stands; `None` without pages.

        >>> clause = Clause("x/1", "x", "一", "", "拓展服务。", Role.CLAUSE, Level.COUNTY, Span(4, 9))
        >>> places = Place(0, page=1), Place(4, page=2), Place(7, page=3)
        >>> Policy("x", "", Level.COUNTY, "341021", "x.pdf", "", "", places=places).pages(clause)
        (2, 3)
        """
        first = bisect_right(self.places, clause.start, key=lambda place: place.start) - 1
        last = bisect_left(self.places, clause.end, key=lambda place: place.start) - 1
        if first < 0 or not self.places[first].page:
            return None
        return self.places[first].page, self.places[last].page

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """Every addressable unit in source order; the normative ones have role `clause`."""
        return self.outline.clauses

    @cached_property
    def headings(self) -> tuple[Part, ...]:
        """The numbered headings with clauses below them, in source order."""
        return self.outline.headings

    @cached_property
    def _parts(self) -> dict[str, Part]:
        return {part.clause.id: part for part in self.outline.walk() if part.clause is not None}

    @cached_property
    def _rows(self) -> dict[str, tuple[Table, int]]:
        return {row.clause: (table, at) for table in self.tables for at, row in enumerate(table.rows)}

    def table(self, clause: Clause) -> Table | None:
        """The table of which a clause is a row; `None` for every other clause."""
        table, _ = self._rows.get(clause.id, (None, 0))
        return table

    def row(self, clause: Clause) -> Row | None:
        """The cells of a clause that is a row of a table, and what they state; `None` for every other clause."""
        table, at = self._rows.get(clause.id, (None, 0))
        return table.rows[at] if table else None

    def is_head(self, clause: Clause) -> bool:
        """Whether a clause is a row of a table that heads or names others and states nothing itself."""
        row = self.row(clause)
        return row is not None and row.kind is not RowKind.BODY

    def statements(self, clause: Clause) -> tuple[Statement, ...]:
        r"""What the cells of a row state, each with its indicator, heads, unit and time; of another clause nothing.

        >>> from policykit.text import document
        >>> rows = "指标\t单位\t2025年\t属性\n县域内就诊率\t%\t≥90\t约束性"
        >>> text = f"某县方案\n一、目标\n到2025年，主要指标如下。\n{rows}\n二、措施\n抓好落实。"
        >>> made = document(text, policy="x")
        >>> policy = Policy("x", "", Level.COUNTY, "341021", "", "", text, outline=made.outline, tables=made.tables)
        >>> for clause in policy.clauses:
        ...     for stated in policy.statements(clause):
        ...         print(stated.clause, stated.name, stated.year, stated.value, stated.unit, stated.attribute)
        x/1/t1/r2 县域内就诊率 2025 ≥90 % 约束性
        """
        row = self.row(clause)
        return row.statements if row else ()

    def part(self, clause: Clause) -> Part:
        """The place of one of its clauses in the outline. Raises `KeyError` for a clause of another policy."""
        return self._parts[clause.id]
