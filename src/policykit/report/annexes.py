"""The annexes of a report on paper: who must mend what by when, and every figure with its cell and its clause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from policykit.figures.report import asked, definition, found, gap, remark
from policykit.interchange.tasks import bodies
from policykit.model import State
from policykit.report.telling import Annex, Chart, Grid, Telling, due_within
from policykit.text.cite import cite_policy

if TYPE_CHECKING:
    from policykit.figures.result import Result
    from policykit.report.compared import Comparison

__all__ = ["annexes"]

_COUNTED = (
    (State.MET,),
    (State.NOT_MET,),
    (State.NOT_DUE,),
    (State.JUDGEMENT,),
    (State.NO_DATA, State.COULD_NOT_RUN),
    (State.ADOPTED,),
    (State.NOT_ADOPTED,),
)
_JUDGED = (State.NOT_MET, State.NOT_DUE, State.MET, State.NOT_ADOPTED, State.ADOPTED)
_OPEN = (State.JUDGEMENT, State.COULD_NOT_RUN, State.NO_DATA)
_PERCENT = "%"


def annexes(telling: Telling, comparison: Comparison | None) -> Iterator[Annex]:
    """Those that have something to say, in the order in which they are numbered."""
    report = telling.report
    if report.of(State.NOT_MET):
        yield _mend(telling)
    if report.results:
        yield _charts(telling)
    if due_within(report):
        yield _due(telling)
    if telling.of(*_OPEN) or report.unreported:
        yield _open(telling)
    if telling.of(*_JUDGED):
        yield _judged(telling)
    if comparison is not None and comparison.changes:
        yield _compared(telling, comparison)
    if data := _data(telling):
        yield Annex(telling.words["titles"]["data"], data, across=False)


def _grid(telling: Telling, name: str, rows: Sequence[tuple[str, ...]]) -> Grid:
    return Grid(tuple(telling.words["heads_of"][name]), tuple(telling.words["widths"][name]), tuple(rows))


def responsible(telling: Telling, result: Result) -> tuple[str, ...]:
    """Who must act; the division by the name that the file gives it, which may be made up."""
    requirement = result.requirement
    found = bodies(requirement, result.division if requirement.applies_to(result.division) else "")
    return tuple(dict.fromkeys(telling.renamed.get(body, body) for body in found))


def _mend(telling: Telling) -> Annex:
    """整改清单: what is not met, under each body that must act."""
    unmet = telling.report.of(State.NOT_MET)
    by_body: dict[str, list[tuple[Result, tuple[str, ...]]]] = {}
    for result in sorted(unmet, key=lambda one: (one.requirement.due is None, one.requirement.due)):
        named = responsible(telling, result)
        for body in named:
            by_body.setdefault(body, []).append((result, tuple(one for one in named if one != body)))
    rows: list[tuple[str, ...]] = []
    for body, listed in by_body.items():
        rows.append((telling.words["body"].format(body=body, count=len(listed)),))
        rows += [
            _to_mend(telling, number, result, others)
            for number, (result, others) in enumerate(listed, start=1)
        ]
    lead = telling.words["mend_lead"].format(count=len(unmet))
    return Annex(telling.words["titles"]["mend"], (lead,), grid=_grid(telling, "mend", rows))


def _to_mend(telling: Telling, number: int, result: Result, others: Sequence[str]) -> tuple[str, ...]:
    jointly = telling.words["jointly"].format(others="、".join(others)) if others else ""
    notes = (result.requirement.modality.label, jointly, definition(result))
    return (
        str(number),
        result.requirement.name,
        f"{result.unit}{telling.in_brackets(result)}",
        telling.figure(result),
        asked(result),
        gap(result),
        telling.due_day(result.requirement),
        telling.quote(result.requirement),
        telling.cells(result),
        "；".join(filter(None, notes)),
    )


def _charts(telling: Telling) -> Annex:
    """The verdicts counted by document, and as pictures."""
    report, wording = telling.report, telling.words
    counts = [(state.label, float(count)) for state, count in report.counts.items() if count]
    charts = [_chart(telling, "counts", [name for name, _ in counts], {"count": [one for _, one in counts]})]
    most = wording["most"]["charted"]
    short = [
        (result, float(result.finding.value), float(result.target))
        for result in telling.of(State.NOT_MET, State.NOT_DUE)
        if result.requirement.indicator.unit == _PERCENT
        and result.finding.value is not None
        and result.target is not None
    ][:most]
    if short:
        names = [
            wording["charts"]["dated" if one.requirement.due else "category"].format(
                name=telling.short(one.requirement.name),
                unit=telling.short(one.unit),
                year=one.requirement.due.year if one.requirement.due else "",
            )
            for one, _, _ in short
        ]
        series = {
            "found": [round(found, 2) for _, found, _ in short],
            "asked": [round(asked_for, 2) for _, _, asked_for in short],
        }
        charts.append(_chart(telling, "gaps", names, series))
    return Annex(wording["titles"]["charts"], charts=tuple(charts), grid=_by_policy(telling), across=False)


def _chart(telling: Telling, name: str, names: Sequence[str], series: dict[str, list[float]]) -> Chart:
    wording = telling.words["charts"]
    told = [
        wording["value"].format(name=each, value="/".join(f"{values[at]:.12g}" for values in series.values()))
        for at, each in enumerate(names)
    ]
    described = wording["described"].format(title=wording[name], values="；".join(told))
    named = tuple((str(wording[key]), tuple(values)) for key, values in series.items())
    return Chart(wording[name], tuple(names), named, described)


def _by_policy(telling: Telling) -> Grid:
    counts: dict[str, dict[State, int]] = {}
    for result in telling.report.results:
        own = counts.setdefault(result.requirement.policy, {})
        own[result.state] = own.get(result.state, 0) + 1
    rows = [
        (
            cite_policy(telling.corpus.policy(policy)),
            *(str(sum(own.get(state, 0) for state in states)) for states in _COUNTED),
        )
        for policy, own in counts.items()
    ]
    return _grid(telling, "policies", rows)


def _due(telling: Telling) -> Annex:
    rows = [
        (
            telling.due_day(result.requirement),
            result.unit,
            result.requirement.name,
            found(result),
            asked(result),
            result.state.label,
            telling.clause(result.requirement),
        )
        for result in due_within(telling.report)
    ]
    lead = telling.words["due_lead"].format(day=telling.day(telling.report.as_of))
    return Annex(telling.words["titles"]["due"], (lead,), grid=_grid(telling, "due", rows))


def _open(telling: Telling) -> Annex:
    """What was not decided, and why; and what no unit reported."""
    wording = telling.words
    rows = []
    for result in telling.of(*_OPEN):
        missing = result.finding.missing
        reason = wording["lacking"].format(names="、".join(missing)) if missing else remark(result)
        clause = telling.clause(result.requirement)
        unit = f"{result.unit}{telling.in_brackets(result)}"
        value = found(result)
        reason = "；".join(filter(None, (value and f"{value}（{telling.cells(result)}）", reason)))
        rows.append((result.state.label, unit, result.requirement.name, reason, clause))
    for requirement in telling.report.unreported:
        names = "、".join(variable.label for variable in requirement.variables)
        unit = f"{requirement.entity.label}{wording['unreported_unit']}"
        reason = wording["lacking"].format(names=names)
        clause = telling.clause(requirement)
        rows.append((State.NO_DATA.label, unit, requirement.name, reason, clause))
    return Annex(wording["titles"]["open"], (wording["open_lead"],), grid=_grid(telling, "open", rows))


def _judged(telling: Telling) -> Annex:
    """Every verdict with its figure, below the clause that asks it."""
    rows: list[tuple[str, ...]] = []
    clauses = groupby(
        (result for result in telling.report.results if result.state in _JUDGED),
        key=lambda result: result.requirement.clause,
    )
    for _, results in clauses:
        listed = list(results)
        rows.append((telling.clause(listed[0].requirement),))
        rows += [_verdict(telling, result) for result in listed]
    lead = telling.words["judged_lead"].format(file=telling.report.file)
    return Annex(telling.words["titles"]["judged"], (lead,), grid=_grid(telling, "judged", rows))


def _verdict(telling: Telling, result: Result) -> tuple[str, ...]:
    requirement = result.requirement
    return (
        f"{result.unit}{telling.in_brackets(result)}",
        result.state.label,
        telling.words["defined"].format(name=requirement.name, definition=definition(result)),
        telling.figure(result),
        asked(result),
        gap(result),
        telling.due_day(requirement),
        "".join(requirement.quote.split()),
        telling.cells(result),
    )


def _compared(telling: Telling, comparison: Comparison) -> Annex:
    wording, order = telling.words, list(telling.words["changes"])
    rows = [
        (
            change.now.unit,
            change.now.requirement.name,
            telling.figure(change.before),
            telling.figure(change.now),
            asked(change.now),
            wording["changes"][change.kind],
            telling.clause(change.now.requirement),
        )
        for change in sorted(comparison.changes, key=lambda one: order.index(one.kind))
    ]
    lead = wording["compared_lead"].format(last=comparison.file, file=telling.report.file)
    return Annex(wording["titles"]["compared"], (lead,), grid=_grid(telling, "compared", rows))


def _data(telling: Telling) -> tuple[str, ...]:
    """What became of the file's rows and cells, what of it could not be used, and what was overruled."""
    report = telling.report
    told = list(report.account.lines if report.account else ())
    told += [problem.render() for problem in report.problems]
    overruled = {one.requirement.id: one for one in report.results if one.requirement.overrule}
    told += [f"{one.requirement.name}：{remark(one)}" for one in overruled.values()]
    return (*told, *report.notes)
