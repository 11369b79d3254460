"""The report in a terminal: what falls short first, then what is due next, what is missing, what is met."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from policykit.base.division import Division
from policykit.base.resources import load
from policykit.figures.report import Report, asked, definition, due, found, gap, remark
from policykit.figures.result import Result
from policykit.model import Comparator, State

__all__ = ["print_report"]

_STYLES = {
    State.COULD_NOT_RUN: "bold red",
    State.NOT_MET: "red",
    State.JUDGEMENT: "magenta",
    State.NOT_DUE: "yellow",
    State.NOT_ADOPTED: "dim",
    State.ADOPTED: "green",
    State.NO_DATA: "blue",
    State.MET: "green",
}


def print_report(report: Report, console: Console | None = None, *, met: bool = True) -> None:
    """Print a report for people; `met` says whether what is met is listed too."""
    console = console or Console()
    where = ""
    if report.division:
        where = _say("where", name=Division.of(report.division).name, code=report.division)
    head = _say("head", file=report.file, where=where, day=report.as_of.isoformat())
    console.print(Text(head, style="bold"))
    counts = [_say("count", label=state.label, count=count) for state, count in report.counts.items()]
    console.print(Text("，".join(counts)))
    for line in report.account.lines if report.account else ():
        console.print(Text(_say("ledger", line=line), style="dim"))
    for line in report.out_of_force:
        console.print(Text(_say("out_of_force", line=line), style="bold"))
    if report.overruled:
        console.print(Text(_say("overruled", count=report.overruled), style="dim"))
    for problem in report.problems:
        console.print(Text(problem.render(), style=_STYLES[State.COULD_NOT_RUN]))
    _section(console, report.of(State.COULD_NOT_RUN), State.COULD_NOT_RUN)
    _section(console, report.of(State.NOT_MET), State.NOT_MET)
    _section(console, report.of(State.JUDGEMENT), State.JUDGEMENT)
    _section(console, report.due_next, State.NOT_DUE)
    _section(console, report.of(State.NOT_ADOPTED), State.NOT_ADOPTED)
    if met:
        _section(console, report.of(State.ADOPTED), State.ADOPTED)
        _section(console, report.of(State.MET), State.MET)
    _missing(console, report)
    _clauses(console, report)
    for line in report.notes:
        console.print(Text(_say("note", note=line), style="dim"))


def _section(console: Console, results: Sequence[Result], state: State) -> None:
    if not results:
        return
    console.print()
    console.print(Text(_say("section", label=state.label, count=len(results)), style=_STYLES[state]))
    if state in (State.MET, State.ADOPTED):
        console.print(_brief(results))
        return
    named = [result for result in results if result.requirement.target.comparator is Comparator.NAMED]
    for result in results:
        if result.requirement.target.comparator is Comparator.NAMED:
            continue
        console.print(Text(f"● {_who(result)}  {result.requirement.name}", style="bold"))
        figures = (
            _say("asked", asked=asked(result), modality=result.requirement.modality.label),
            _say("found", found=found(result)) if found(result) else "",
            gap(result),
            definition(result),
            _say("due", due=due(result)) if result.requirement.due else "",
        )
        console.print(Padding(Text("  ".join(filter(None, figures))), (0, 0, 0, 2), expand=False))
        quote = _say("quote", quote=result.requirement.quote, clause=result.requirement.clause)
        console.print(Padding(Text(quote, "dim"), (0, 0, 0, 2), expand=False))
        if remark(result):
            console.print(Padding(Text(remark(result), "dim"), (0, 0, 0, 2), expand=False))
    if named:
        console.print(Text(_say("named", count=len(named)), style=_STYLES[state]))
        console.print(_brief(named))


def _brief(results: Sequence[Result]) -> Table:
    """What is met, or only named, needs no proof at length: its clause is enough."""
    table = Table(box=None, pad_edge=False)
    for name in load("report")["terminal"]["met_columns"]:
        table.add_column(name, overflow="fold")
    for result in results:
        cells = (
            _who(result),
            result.requirement.name,
            asked(result),
            found(result),
            result.requirement.clause,
        )
        table.add_row(*map(escape, cells))
    return table


def _who(result: Result) -> str:
    return f"{result.unit}{result.when}"


def _missing(console: Console, report: Report) -> None:
    missing = report.missing
    others = [result for result in report.of(State.NO_DATA) if not result.finding.missing]
    if missing or others or report.unreported:
        console.print(Text(_say("missing"), style=_STYLES[State.NO_DATA]))
    alike: dict[tuple[str, ...], list[str]] = {}
    for unit, wanted in missing.items():
        alike.setdefault(tuple(wanted), []).append(unit)
    for labels, units in alike.items():
        console.print(Text(_say("unit_missing", units="、".join(units), labels="、".join(labels))))
    for result in others:
        values = {"unit": result.unit, "name": result.requirement.name, "clause": result.requirement.clause}
        console.print(Text(_say("other_missing", reason=result.finding.reason, **values)))
    for entity in dict.fromkeys(requirement.entity for requirement in report.unreported):
        names = dict.fromkeys(
            requirement.name for requirement in report.unreported if requirement.entity is entity
        )
        values = {"entity": entity.label, "names": "、".join(names)}
        console.print(Text(_say("entity_missing", count=len(names), **values)))


def _clauses(console: Console, report: Report) -> None:
    """The clauses as a whole, where one asks several things."""
    several = [each for each in report.clauses if sum(each.verdict.counts.values()) > 1]
    if several:
        console.print(Text(_say("clauses"), style="bold"))
    for each in several:
        console.print(
            Padding(Text(str(each), _STYLES.get(each.verdict.state, "")), (0, 0, 0, 2), expand=False)
        )


def _say(name: str, /, **values: object) -> str:
    """A line of the report, in Chinese."""
    return str(load("report")["terminal"][name].format_map(values))
