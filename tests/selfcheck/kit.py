"""The scripts of the page without the page, and what both sides say of a file in one form."""

from __future__ import annotations

import base64
import json
import struct
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.web.tools import Scripts

from policykit.base.diagnostics import Diagnostic, PolicykitError
from policykit.figures.needs import Needs
from policykit.figures.observations import read
from policykit.figures.report import Report, check, to_json
from policykit.model import Requirement, State
from policykit.site import WEB
from policykit.site.selfcheck import SCRIPTS, script

STATIC = WEB / "selfcheck"
SHOWN = {"elements", "findings", "ledger", "paper", "page", "hand"}
"""What needs the page."""
EVERYWHERE = ("elements", "county")
"""The scripts that every page has, and those of these pages build on."""

DAY = date(2027, 1, 1)
HEADS = "单位名称,行政区划代码,年度,居民在县域内就诊人次数（人次）,居民就诊总人次数（人次）,县域内就诊率,紧密型县域医共体建成日期"
ROW = "歙县,341021,2026,83,100,,2025-10-31"

# What a check gives, in a form that both sides write alike; doubles as the hexadecimal digits of their bits.
DRIVER = """
window.bits = (number) => {
  if (number === null || number === undefined) return null;
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, number);
  return view.getBigUint64(0).toString(16).padStart(16, "0");
};
window.told = (results) => {
  const { unitOf } = policykitSelfcheck.report;
  return results.map((one) => [
    unitOf(one), one.row.division, one.row.entity, one.row.year, one.rule.id, one.state,
    bits(one.value), bits(one.target), bits(one.margin), one.missing, one.reason,
  ]);
};
window.judged = async (rows, asOf) => {
  const read = rows.map((row) => ({
    ...row, period: "", unread: new Map(), places: new Map(), blanks: new Map(), figures: new Map(row.figures.map(([name, value]) => [name, value === "inf" ? Infinity : value])),
  }));
  const rules = policykitRulebook.requirements;
  await policykitSelfcheck.validate.problemsOf(read, policykitSelfcheck.header.needsOf(rules, null));
  return JSON.stringify(told(await policykitSelfcheck.rules.results(read, rules, asOf)));
};
window.checked = async (content, file, division, asOf) => {
  const bytes = Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0));
  try {
    const read = await policykitSelfcheck.table.sheetsOf(bytes, file);
    const report = await policykitSelfcheck.report.check(read, file, { division, asOf });
    const rows = report.rows.map((row) => [
      row.unit, row.division, row.entity, row.year, row.period, row.place, row.population,
      [...row.figures].map(([name, value]) => [name, bits(value), row.places.get(name)]),
      [...row.unread].sort(), [...row.blanks].sort(),
    ]);
    const { notes, passed } = report;
    const problems = report.problems.map((one) => [one.code, one.name, one.place, one.message, one.remedy]);
    const files = [policykitSelfcheck.files.asData(report)];
    return JSON.stringify({ rows, notes, problems, passed, results: told(report.results), files });
  } catch (error) {
    if (!error.problems) throw error;
    return JSON.stringify({ problems: error.problems.map((one) => [one.code, one.name, one.place, one.message, one.remedy]) });
  }
};
"""


def bits(number: float | None) -> str | None:
    return None if number is None else struct.pack(">d", number).hex()


def told(report_results: Sequence[Any]) -> list[list[Any]]:
    return [
        [
            one.unit,
            one.division,
            one.entity.name,
            one.year,
            one.requirement.id,
            one.state.value,
            bits(one.finding.value),
            bits(one.target),
            bits(one.finding.margin),
            list(one.finding.missing),
            one.finding.reason,
        ]
        for one in report_results
    ]


def _refused(error: PolicykitError) -> dict[str, Any]:
    return {"problems": _problems(error.diagnostics)}


def _problems(found: Sequence[Diagnostic]) -> list[list[str]]:
    return [[one.code.value, one.name, one.place, one.message, one.remedy] for one in found]


def by_python(
    path: Path, requirements: Sequence[Requirement], division: str | None, as_of: date
) -> dict[str, Any]:
    """What `policykit check` says of a file, put together as it does, but read once."""
    chosen = Needs.of(requirements, division).requirements
    if not chosen:
        with pytest.raises(PolicykitError) as raised:
            check(path, requirements, as_of=as_of, division=division)
        return _refused(raised.value)
    try:
        observed = read(path, chosen, division=division, as_of=as_of)
    except PolicykitError as error:
        return _refused(error)
    every = observed.results(chosen, as_of, applied=False)
    results = [one for one in every if one.state is not State.NOT_APPLICABLE]
    unreported = observed.unreported(chosen, results)
    observed.notes += observed.one_year(results)
    said = tuple(observed.notes), division, tuple(observed.problems), observed.account(chosen, every)
    report = Report(observed.file, as_of, tuple(results), unreported, *said)
    rows = [
        [
            row.unit,
            row.division,
            row.entity.name,
            row.year,
            row.period,
            row.place,
            row.population,
            [[name, bits(value), row.places[name]] for name, value in row.figures.items()],
            sorted([name, reason] for name, reason in row.unread.items()),
            sorted(map(list, row.blanks.items())),
        ]
        for row in observed.rows
    ]
    files = [json.loads(to_json(report))]
    return {
        "rows": rows,
        "notes": list(report.notes),
        "results": told(report.results),
        "files": files,
        "passed": [asdict(one) for one in observed.passed],
        "problems": _problems(observed.problems),
    }


class Kit:
    """The page's scripts, with the rules of `requirements`; `opened` loads them, in Node or in a browser."""

    def __init__(
        self,
        opened: Callable[[list[Path]], Scripts],
        requirements: Sequence[Requirement],
        folder: Path,
        lapses: Sequence[tuple[str, Sequence[tuple[date | None, str]]]] = (),
    ) -> None:
        self.requirements = requirements
        folder.mkdir(parents=True, exist_ok=True)
        names = [f"policykit-selfcheck-{name}.js" for name in SCRIPTS if name not in SHOWN]
        (folder / "rulebook.js").write_text(script(requirements, lapses=lapses), "utf-8")
        (folder / "driver.js").write_text(DRIVER, "utf-8")
        scripts = [folder / "rulebook.js", *(STATIC / name for name in names), folder / "driver.js"]
        self.scripts = opened(scripts)

    def check(self, path: Path, division: str | None, as_of: date) -> dict[str, Any]:
        """What the page says of a file."""
        content = base64.b64encode(path.read_bytes()).decode("ascii")
        given = [content, path.name, division, as_of.toordinal()]
        said: dict[str, Any] = json.loads(self.scripts.evaluate("(given) => checked(...given)", given))
        return said

    def judge(self, rows: list[dict[str, Any]], as_of: date) -> list[list[Any]]:
        """The page's verdicts on rows of figures."""
        said = self.scripts.evaluate("([rows, asOf]) => judged(rows, asOf)", [rows, as_of.toordinal()])
        found: list[list[Any]] = json.loads(said)
        return found


def alike(kit: Kit, path: Path, division: str | None = "341021", as_of: date = DAY) -> dict[str, Any]:
    """What both say of a file, after it was found to be the same."""
    expected = by_python(path, kit.requirements, division, as_of)
    found = kit.check(path, division, as_of)
    assert found.keys() == expected.keys()
    for name, one in expected.items():
        assert found[name] == one
    return expected
