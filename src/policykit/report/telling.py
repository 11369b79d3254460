"""What every part of the report on paper says alike: whose figures, of when, by which clause, in which cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from policykit.base.division import Division
from policykit.base.resources import load
from policykit.figures.report import Report, found
from policykit.figures.sources import Sources
from policykit.model import Comparator, Requirement, State
from policykit.text.cite import cite, cite_policy

if TYPE_CHECKING:
    from policykit.corpus import Corpus
    from policykit.figures.result import Result

__all__ = ["Annex", "Block", "Chart", "Grid", "Telling", "due_within", "is_named", "words"]


_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of the body: a heading of the first or second level, an item, or text."""

    style: str
    """`heading1`, `heading2`, `item`, `text`."""
    text: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its heads, the widths of its columns in millimetres, its rows; a row of one cell is a band across."""

    heads: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A bar chart: a name for each group of bars, and the series."""

    title: str
    names: tuple[str, ...]
    series: tuple[tuple[str, tuple[float, ...]], ...]
    described: str
    """What it shows, for who does not see it."""


@dataclass(frozen=True, slots=True)
class Annex:
    """附件: a title, sentences, charts, and a table; `across` when its pages lie on their side."""

    title: str
    lead: tuple[str, ...] = ()
    charts: tuple[Chart, ...] = ()
    grid: Grid | None = None
    across: bool = True


def words() -> dict[str, Any]:
    """The contents of `data/paper.yml`."""
    return load("paper")


@dataclass(frozen=True)
class Telling:
    """One report, with what is needed to tell of it."""

    report: Report
    corpus: Corpus
    words: dict[str, Any] = field(default_factory=words)

    @cached_property
    def sources(self) -> Sources:
        """The cells behind the verdicts."""
        return Sources(self.report.rows)

    @cached_property
    def where(self) -> str:
        """Whose figures they are: by the name that the file gives its own division, which may be made up."""
        code = self._code
        if not code:
            return str(self.words["area"])
        level = Division.of(code).level
        own = (
            each.unit for each in self.report.results if each.division == code and each.entity.level is level
        )
        named = next(own, "")
        return named if named and named != self.everybody else Division.of(code).name

    @property
    def everybody(self) -> str:
        """What a result is called that is of no unit."""
        return str(load("report")["report"]["every_unit"])

    @cached_property
    def _code(self) -> str:
        """The division that was asked for, else the smallest in which all units lie; empty when there is none."""
        if self.report.division:
            return self.report.division
        codes = dict.fromkeys(result.division for result in self.report.results if result.division)
        lineages = [Division.of(code).lineage for code in codes]
        shared = [one for one in lineages[0] if all(one in other for other in lineages)] if lineages else []
        return shared[-1].code if shared else ""

    @cached_property
    def renamed(self) -> dict[str, str]:
        """The name of the division that the report is of → what the file calls it, where that is another."""
        return {Division.of(self._code).name: self.where} if self._code else {}

    @cached_property
    def period(self) -> str:
        """The period of the figures that were judged: 2026年, 2026年上半年, 2025—2026年."""
        labels = dict.fromkeys(self.period_of(result) for result in self.report.results)
        known = sorted(label for label in labels if label)
        years = sorted({result.year for result in self.report.results if result.year is not None})
        if len(known) == 1:
            return known[0]
        if not years:
            return ""
        if len(years) == 1:
            return str(self.words["year"].format(year=years[0]))
        return str(self.words["years"].format(first=years[0], last=years[-1]))

    def period_of(self, result: Result) -> str:
        """The period of the figures of one result; empty when they say none."""
        if result.year is None:
            return ""
        parts = (row.period for row in self.sources.of_unit(result) if row.year == result.year)
        return next(filter(None, parts), "") or str(self.words["year"].format(year=result.year))

    def in_brackets(self, result: Result) -> str:
        """The period of a result in brackets; empty when it says none, or it is that of the whole report."""
        period = self.period_of(result)
        return f"（{period}）" if period and period != self.period else ""

    def day(self, day: date) -> str:
        """A day as a Chinese text writes it."""
        return str(self.words["day"].format(day))

    @staticmethod
    def due_day(requirement: Requirement) -> str:
        """The due date of the text as tables have it."""
        return requirement.due.isoformat() if requirement.due else str(load("report")["report"]["undated"])

    def clause(self, requirement: Requirement) -> str:
        """《title》（文号）第…条."""
        policy = self.corpus.policy(requirement.policy)
        return cite(self.corpus.clause(requirement.clause), policy)

    def quote(self, requirement: Requirement) -> str:
        """The clause with its words, in one line."""
        quote = "".join(requirement.quote.split())
        return str(self.words["clause_quote"].format(clause=self.clause(requirement), quote=quote))

    def policies(self) -> list[str]:
        """The documents that were judged by, as they are cited."""
        named = dict.fromkeys(result.requirement.policy for result in self.report.results)
        named |= dict.fromkeys(requirement.policy for requirement in self.report.unreported)
        return [cite_policy(self.corpus.policy(policy)) for policy in named]

    def cells(self, result: Result, joint: str = " ") -> str:
        """The cells behind a result, without the name of the only file, a sheet once; empty when it rests on none."""
        sheets: dict[str, list[str]] = {}
        for source in self.sources.of(result):
            sheet, mark, cell = source.place.removeprefix(f"{self.report.file} ").rpartition("!")
            listed = sheets.setdefault(f"{sheet}{mark}", [])
            if cell not in listed:
                listed.append(cell)
        return "；".join(sheet + joint.join(cells) for sheet, cells in sheets.items())

    def short(self, text: str) -> str:
        """A name that is not longer than a line or two; in the annexes it stands whole."""
        most = self.words["most"]["characters"]
        return text if len(text) <= most else f"{text[:most]}{self.words['cut']}"

    def figure(self, result: Result) -> str:
        """The figure as staff read it."""
        return found(result) or str(self.words["no_figure"])

    def counted(self, reasons: Iterable[str]) -> str:
        """The most frequent reasons, each with how often, and how many others there are."""
        counts = Counter(reasons)
        most = counts.most_common(self.words["most"]["reasons"])
        told = [self.words["reason"].format(reason=self.short(name), count=count) for name, count in most]
        if len(counts) > len(most):
            told.append(self.words["other_reasons"].format(count=len(counts) - len(most)))
        return "；".join(told)

    def of(self, *states: State) -> list[Result]:
        """The results in these states, in the order of the report."""
        return [result for state in states for result in self.report.of(state)]


def is_named(result: Result) -> bool:
    """Whether the text only names it and gives no figure."""
    return result.requirement.target.comparator is Comparator.NAMED


def due_within(report: Report) -> list[Result]:
    """The results of requirements whose due date lies in the year that begins with the day of the check."""
    last = report.as_of + _YEAR
    dated = [
        result
        for result in report.results
        if result.requirement.due is not None and report.as_of <= result.requirement.due <= last
    ]
    return sorted(dated, key=lambda result: result.requirement.due or date.max)
