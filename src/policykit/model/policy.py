"""The nouns of policykit: frozen values without I/O.

Every room of the package imports from here and nothing here imports from a room.
All offsets are code points (`str` indices) into the decoded source of a policy.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date

__all__ = ["Clause", "Level", "Policy", "Role", "Section", "Segment", "Span"]


class Level(StrEnum):
    """层级: the level of government that issued a policy, top down.

    >>> Level("county").label
    '县'
    """

    NATIONAL = "national"
    PROVINCIAL = "provincial"
    PREFECTURE = "prefecture"
    COUNTY = "county"

    @property
    def label(self) -> str:
        """The Chinese word that staff read."""
        return {"national": "国家", "provincial": "省", "prefecture": "市", "county": "县"}[self.value]


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


class Span(NamedTuple):
    """Half-open range `[start, end)` of code points in the decoded source.

    >>> Span(2, 5).cut("abcdefg")
    'cde'
    """

    start: int
    end: int

    def cut(self, source: str) -> str:
        """The characters of `source` in this range."""
        return source[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Whether `other` lies in this range."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Segment:
    """One piece of the lossless partition: the segments of a source, in order, are the source."""

    role: Role
    span: Span


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered heading with clauses below it (一、, 第二章, (三) …).

    `path` are the numbers from the top, as in a clause's id; `depth` counts from 1.
    """

    path: tuple[str, ...]
    label: str
    heading: str
    span: Span
    role: Role = Role.CLAUSE

    @property
    def depth(self) -> int:
        """How deep the section lies; 1 is the top."""
        return len(self.path)


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


@dataclass(frozen=True, slots=True)
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
    segments: tuple[Segment, ...] = ()
    sections: tuple[Section, ...] = ()
    clauses: tuple[Clause, ...] = ()
    """Every addressable unit in source order; the normative ones have role `clause`."""
