"""check: a file of figures against the requirements, as one report."""

from __future__ import annotations

import io
import json
import math
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from policykit.base.clock import last_day
from policykit.base.diagnostics import Code, Diagnostic, PolicykitError
from policykit.base.division import Division
from policykit.base.resources import load
from policykit.figures.account import Account
from policykit.figures.needs import Needs
from policykit.figures.result import Clause, Result, by_clause
from policykit.figures.row import Row
from policykit.model import Comparator, Finding, Modality, Requirement, State
from policykit.model.writing import written, written_margin

__all__ = [
    "MARK",
    "Report",
    "asked",
    "check",
    "definition",
    "due",
    "found",
    "gap",
    "is_report",
    "remark",
    "to_json",
]


@dataclass(frozen=True)
class Report:
    """The results of one check, most urgent first by `ordered`."""

    file: str
    as_of: date
    results: tuple[Result, ...]
    unreported: tuple[Requirement, ...] = ()
    """Requirements that bind the division and whose unit has no row."""
    notes: tuple[str, ...] = field(default=())
    division: str | None = None
    problems: tuple[Diagnostic, ...] = ()
    """What of the file could not be used."""
    account: Account | None = None
    """What became of every row and cell of the file."""
    out_of_force: tuple[str, ...] = ()
    """Of each policy judged by that is expired or repealed on the day: which, and why."""
    rows: tuple[Row, ...] = ()
    """The rows that were read, each figure with its cell."""
    fictional: str = ""
    """The words of the file that call its figures made up; empty when none do."""

    @property
    def clauses(self) -> list[Clause]:
        """What came of each clause as a whole."""
        return by_clause(self.results, self.unreported)

    @property
    def overruled(self) -> int:
        """How many requirements are judged against the second reading of the text, with a reason."""
        return len({result.requirement.id for result in self.results if result.requirement.overrule})

    @property
    def counts(self) -> dict[State, int]:
        """How many results are in each state."""
        counted = Counter(result.state for result in self.results)
        return {state: counted[state] for state in State if state is not State.NOT_APPLICABLE}

    def of(self, state: State) -> tuple[Result, ...]:
        """The results in one state; those of a stronger modality first."""
        order = list(Modality)
        chosen = [result for result in self.results if result.state is state]
        return tuple(sorted(chosen, key=lambda result: order.index(result.requirement.modality)))

    @property
    def due_next(self) -> tuple[Result, ...]:
        """What is not met yet and not due yet, the nearest due date first."""
        return tuple(sorted(self.of(State.NOT_DUE), key=lambda result: result.requirement.due or date.max))

    @property
    def missing(self) -> dict[str, list[str]]:
        """Unit → labels of the data that is still missing."""
        found: dict[str, dict[str, None]] = {}
        for result in self.of(State.NO_DATA):
            found.setdefault(result.unit, {}).update(dict.fromkeys(result.finding.missing))
        return {unit: list(labels) for unit, labels in found.items() if labels}

    @property
    def exit_code(self) -> int:
        """2 when something could not be checked; 1 when an 应当 is not met; else 0: a judgement is for a person."""
        if self.problems or self.of(State.COULD_NOT_RUN):
            return 2
        failed = any(result.requirement.modality is Modality.MUST for result in self.of(State.NOT_MET))
        return 1 if failed else 0


def check(  # noqa: PLR0913 - a file, and what of policies and of the day it is judged by
    path: str | Path,
    requirements: Sequence[Requirement],
    *,
    as_of: date | None = None,
    division: str | None = None,
    unverified: Mapping[str, str] | None = None,
    out_of_force: Mapping[str, str] | None = None,
    year: int | None = None,
) -> Report:
    """Read a file of figures and judge every unit in it.

    Parameters
    ----------
    path
        A workbook or CSV file, as `policykit.figures.read` takes.
    requirements
        What to judge by; those that do not concern the division are left out.
    as_of
        The day to judge on, today when not given.
    division
        GB/T 2260 code; only rows of this division or below it are allowed then.
    unverified
        Requirements by which nothing is judged (规则未核对), by id, with the reason: see `Specs.unverified`.
    out_of_force
        Policies that are expired or repealed on the day, by id, with what is to be said of them: see
        `Standings.out_of_force`. Their requirements are judged as any others.
    year
        By whose figures all is judged, as on its last day where no day is given; else each requirement judges those of
        the year of its due date (of the newest where it has none, or nothing is reported for that year).

    Raises
    ------
    PolicykitError
        Nothing of the file can be read, nothing binds the division (PK327) or nothing is of the year (PK347).
    """
    as_of = as_of or last_day(year)
    chosen = Needs.of(requirements, division if division in Division.all() else None).requirements
    if division in Division.all() and not chosen:
        values: dict[str, object] = {"name": Division.of(division or "").name, "code": division}
        raise PolicykitError([Diagnostic(Code.NOTHING_BINDS, values)])
    without = unverified or {}
    unproved = [requirement for requirement in chosen if requirement.id in without]
    chosen = tuple(requirement for requirement in chosen if requirement.id not in without)
    from policykit.figures.observations import (
        read,  # openpyxl, for which pages that say what is asked need not wait
    )

    observed = read(path, chosen, division=division, as_of=as_of, year=year)
    if year is not None and year not in observed.years:
        years = "、".join(map(str, observed.years)) or load("report")["report"]["no_years"]
        values = {"year": year, "years": years}
        raise PolicykitError([Diagnostic(Code.NO_SUCH_YEAR, values, file=observed.file)])
    every = observed.results(chosen, as_of, year=year, applied=False)
    found = [result for result in every if result.state is not State.NOT_APPLICABLE]
    of = division if division in Division.all() else next(iter(observed.divisions), "")
    found += [_unproved(requirement, of or "", without[requirement.id], as_of) for requirement in unproved]
    unreported = observed.unreported(chosen, found)
    notes = [*observed.notes, *([] if year else observed.one_year(found))]
    said = tuple(notes), division, tuple(observed.problems), observed.account(chosen, every)
    judged = {requirement.policy for requirement in chosen}
    lapsed = tuple(line for policy, line in (out_of_force or {}).items() if policy in judged)
    rows = tuple(observed.rows)
    return Report(observed.file, as_of, tuple(found), unreported, *said, lapsed, rows, observed.fictional)


def _unproved(requirement: Requirement, division: str, reason: str, as_of: date) -> Result:
    """That nothing is judged by a requirement, since it is not shown to be what the text says."""
    told = _words()["unproved"].format(reason=reason)
    finding = Finding(requirement, State.COULD_NOT_RUN, as_of=as_of, reason=told)
    return Result(_words()["every_unit"], division, requirement.entity, None, finding)


def asked(result: Result) -> str:
    """The target in plain words: 不低于85%; for a trend with the figure that it starts from."""
    requirement, target, wording = result.requirement, result.requirement.target, _words()
    if not target.decidable:
        return str(wording["open"])
    if target.deadline is not None:
        return str(wording["before"].format(day=target.deadline.isoformat()))
    words = target.plain
    if target.compares and result.target is not None:
        if target.comparator is Comparator.RELATIVE and requirement.reference is not None:
            words = words.replace(target.reference or "", requirement.reference.label)
        goal = written(result.target, requirement.indicator)
        return str(wording["than"].format(asked=words, goal=goal))
    if target.comparator is Comparator.RELATIVE and requirement.reference is not None:
        return words.replace(target.reference or "", requirement.reference.label)
    return words


def found(result: Result) -> str:
    """The value as staff read it; empty when there is none."""
    value = result.finding.value
    return "" if value is None else written(value, result.requirement.indicator)


def gap(result: Result) -> str:
    """By how much it is missed or met: 差2个百分点, 超3个; empty when there is no margin."""
    margin = result.finding.margin
    if margin is None or result.requirement.indicator.is_yes_no:
        return ""
    size = written_margin(abs(margin), result.requirement.indicator)
    if margin < 0 and result.state not in (State.MET, State.ADOPTED):
        return f"{_words()['short']}{size}"
    if not margin and result.state in (State.NOT_MET, State.NOT_DUE):
        return str(_words()["equal"])
    return f"{_words()['over']}{size}" if margin > 0 else str(_words()["even"])


def due(result: Result) -> str:
    """The due date, with the days that are left; empty when the text names none."""
    day, as_of = result.requirement.due, result.finding.as_of
    if day is None:
        return str(_words()["undated"])
    left = (day - as_of).days if as_of else -1
    if left >= 0 and result.state is State.NOT_DUE:
        return str(_words()["left"].format(due=day.isoformat(), days=left))
    return day.isoformat()


def remark(result: Result) -> str:
    """What is missing, why it could not be computed, what the text leaves open, and where its due date stands."""
    finding, rule, wording = result.finding, result.requirement, _words()
    parts = [finding.derived, wording["missing"] + "、".join(finding.missing) if finding.missing else ""]
    parts.append(finding.reason)
    if rule.softly:
        parts.append(wording["softly"].format(word=rule.softly))
    if rule.vague:
        parts.append(rule.vagueness or wording["vague"])
    if rule.due and rule.due_from in wording["due_from"]:
        parts.append(wording["due_from"][rule.due_from])
    keys = wording["overruled_keys"]
    parts += [
        wording["overruled"].format(key=keys.get(key, key), reason=reason)
        for key, reason in rule.overrule.items()
    ]
    return str(wording["joint"].join(part for part in parts if part))


def definition(result: Result) -> str:
    """By whose definition the figure is computed: 自定口径, or the document that defines it, and if ours differs."""
    indicator, wording = result.requirement.indicator, _words()
    if indicator.official is None:
        return str(wording["own"])
    how = "own_formula" if indicator.own_formula and indicator.formula else "differs"
    return indicator.source + str(wording[how] if indicator.official.differs else "")


def _words() -> dict[str, Any]:
    wording: dict[str, Any] = load("report")["report"]
    return wording


MARK = "policykit-report"
"""In the properties of a workbook: it is a report, which a newer one may replace."""
_HEAD = re.compile(r".+：.*检查日期 \d{4}-\d{2}-\d{2}\s*")


def is_report(data: bytes) -> bool:
    """Whether the bytes of a file are a report, of any form, or nothing: whether a newer one may take its place.

    >>> is_report(b""), is_report('数据.xlsx：检查日期 2026-01-01'.encode()), is_report("单位,年度".encode())
    (True, True, False)
    """
    if data.startswith(b"PK"):
        broken = (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, zlib.error)
        with suppress(*broken), zipfile.ZipFile(io.BytesIO(data)) as archive:
            return MARK.encode() in archive.open("docProps/core.xml").read(2**16)
        return False
    text = data[: 2**16].decode("utf-8", "ignore")
    is_json = text.startswith('{\n  "file": ') and '"as_of": ' in text
    return not text.strip() or is_json or bool(_HEAD.fullmatch(text.partition("\n")[0]))


def to_json(report: Report) -> str:
    """The report as one JSON object.

    `file`, `as_of`, `division`, `counts`, `exit_code`, `overruled`, `clauses`, `results`, `unreported`, `problems`,
    `out_of_force`, `notes`, `account`.
    """
    content = {
        "file": report.file,
        "as_of": report.as_of.isoformat(),
        "division": report.division,
        "counts": {state.value: count for state, count in report.counts.items()},
        "exit_code": report.exit_code,
        "overruled": report.overruled,
        "clauses": [
            {
                "clause": each.clause,
                "division": each.division,
                "verdict": each.verdict.state.value,
                "label": each.verdict.state.label,
                "counts": {state.value: count for state, count in each.verdict.counts.items()},
                "text": str(each.verdict),
            }
            for each in report.clauses
        ],
        "results": [_result(result) for result in report.results],
        "unreported": [
            {
                "requirement": requirement.id,
                "entity": requirement.entity.name,
                "indicator": requirement.indicator.name,
                "name": requirement.name,
            }
            for requirement in report.unreported
        ],
        "problems": [
            {"code": one.code.value, "place": one.place, "message": one.message, "remedy": one.remedy}
            for one in report.problems
        ],
        "out_of_force": list(report.out_of_force),
        "notes": list(report.notes),
        **({"account": report.account.as_data()} if report.account else {}),
    }
    return json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _result(result: Result) -> dict[str, Any]:
    rule, finding = result.requirement, result.finding
    return {
        "unit": result.unit,
        "division": result.division,
        "entity": result.entity.name,
        "year": result.year,
        **({"period": result.period} if result.period else {}),
        **({"derived": finding.derived} if finding.derived else {}),
        "requirement": rule.id,
        "indicator": rule.indicator.name,
        "name": rule.name,
        "verdict": result.state.value,
        "label": result.state.label,
        "severity": result.severity,
        "modality": rule.modality.value,
        "value": _number(finding.value),
        "unit_of_value": rule.indicator.unit,
        "asked": asked(result),
        "target": _number(result.target),
        "margin": _number(finding.margin),
        "due": rule.due.isoformat() if rule.due else None,
        "missing": list(finding.missing),
        "definition": definition(result),
        "softly": rule.softly,
        "due_from": rule.due_from,
        "overrule": dict(rule.overrule),
        "remark": remark(result),
        "clause": rule.clause,
        "quote": rule.quote,
    }


def _number(value: float | None) -> float | None:
    """JSON has no infinity: 未完成 has no number."""
    return None if value is None or not math.isfinite(value) else round(value, 9)
