"""The report in a terminal: what falls short first, then what is due next, what is missing, what is met."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from policykit.divisions import division_name
from policykit.figures.report import Report, asked, due, found, gap, remark
from policykit.figures.result import Result
from policykit.model import State

__all__ = ["print_report"]

_STYLES = {
    State.COULD_NOT_RUN: "bold red",
    State.NOT_MET: "red",
    State.NOT_DUE: "yellow",
    State.NO_DATA: "blue",
    State.MET: "green",
}


def print_report(report: Report, console: Console | None = None, *, met: bool = True) -> None:
    """Print a report for people; `met` says whether what is met is listed too."""
    console = console or Console()
    where = f"{division_name(report.division)}（{report.division}），" if report.division else ""
    console.print(Text(f"{report.file}：{where}检查日期 {report.as_of.isoformat()}", style="bold"))
    console.print(Text("，".join(f"{state.label}{count}项" for state, count in report.counts.items())))
    _section(console, report.of(State.COULD_NOT_RUN), State.COULD_NOT_RUN)
    _section(console, report.of(State.NOT_MET), State.NOT_MET)
    _section(console, report.due_next, State.NOT_DUE)
    if met:
        _section(console, report.of(State.MET), State.MET)
    _missing(console, report)
    for line in report.notes:
        console.print(Text(f"注：{line}", style="dim"))


def _section(console: Console, results: Sequence[Result], state: State) -> None:
    if not results:
        return
    console.print()
    console.print(Text(f"{state.label}（{len(results)}项）", style=_STYLES[state]))
    if state is State.MET:
        console.print(_brief(results))
        return
    for one in results:
        console.print(Text(f"● {_who(one)}  {one.requirement.name}", style="bold"))
        figures = (
            f"要求{asked(one)}（{one.requirement.modality.label}）",
            f"实际{found(one)}",
            gap(one),
            f"期限{due(one)}" if one.requirement.due else "",
        )
        console.print(Padding(Text("  ".join(filter(None, figures))), (0, 0, 0, 2)))
        console.print(
            Padding(Text(f"“{one.requirement.quote}”（{one.requirement.clause}）", "dim"), (0, 0, 0, 2))
        )
        if remark(one):
            console.print(Padding(Text(remark(one), "dim"), (0, 0, 0, 2)))


def _brief(results: Sequence[Result]) -> Table:
    """What is met needs no proof at length: its clause is enough."""
    table = Table(box=None, pad_edge=False)
    for name in ("单位", "指标", "要求", "实际", "条款"):
        table.add_column(name, overflow="fold")
    for one in results:
        cells = (_who(one), one.requirement.name, asked(one), found(one), one.requirement.clause)
        table.add_row(*map(escape, cells))
    return table


def _who(one: Result) -> str:
    return f"{one.unit}（{one.year}年）" if one.year is not None else one.unit


def _missing(console: Console, report: Report) -> None:
    missing = report.missing
    others = [one for one in report.of(State.NO_DATA) if not one.finding.missing]
    if missing or others or report.unreported:
        console.print(Text("还缺的数据", style=_STYLES[State.NO_DATA]))
    alike: dict[tuple[str, ...], list[str]] = {}
    for unit, wanted in missing.items():
        alike.setdefault(tuple(wanted), []).append(unit)
    for labels, units in alike.items():
        console.print(Text(f"  {'、'.join(units)}：{'、'.join(labels)}"))
    for one in others:
        console.print(
            Text(f"  {one.unit}：{one.requirement.name}，{one.finding.reason}（{one.requirement.clause}）")
        )
    for entity in dict.fromkeys(one.entity for one in report.unreported):
        names = dict.fromkeys(one.name for one in report.unreported if one.entity is entity)
        console.print(
            Text(f"  {entity.label}：没有填报任何单位，{len(names)}项指标无法判定（{'、'.join(names)}）")
        )
