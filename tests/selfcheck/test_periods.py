"""A period is read, printed and counted on from alike in the browser and in Python, by the judged rows of both."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
from tests.figures.test_periods import CASES
from tests.model.test_periods import JUDGED, read, told
from tests.selfcheck.conftest import MakeKit
from tests.selfcheck.kit import Kit, bits

from policykit.figures import results
from policykit.model import Period


def test_the_browser_reads_periods_as_judged(kit: Kit) -> None:
    texts = [["", text] for text in JUDGED["texts"]] + [
        [column, text] for column, text, _ in JUDGED["columns"]
    ]
    said = kit.scripts.evaluate(
        """(cases) => cases.map(([column, text]) => {
          const { read, labelOf } = policykitSelfcheck.period;
          const found = read(text, column);
          return found ? [found.year, found.first, found.last, labelOf(found)] : "none";
        })""",
        texts,
    )
    assert said == [*JUDGED["texts"].values(), *(expected for *_, expected in JUDGED["columns"])]


def test_the_browser_knows_the_period_before(kit: Kit) -> None:
    periods = [read(text) for text, *_ in JUDGED["neighbours"]]
    said = kit.scripts.evaluate(
        """(texts) => texts.map((text) => {
          const { read, before, yearBefore, labelOf } = policykitSelfcheck.period;
          const past = before(read(text));
          return [past ? labelOf(past) : null, labelOf(yearBefore(read(text)))];
        })""",
        [period.label for period in periods],
    )
    assert said == [
        [period.before.label if period.before else None, period.year_before.label] for period in periods
    ]


def test_a_period_in_a_title_is_found_alike(kit: Kit) -> None:
    titles = ["2026年第一季度报表", "歙县2026年1—9月完成情况", "2026年3月31日填", "2026年度填报表", "填报表"]
    said = kit.scripts.evaluate(
        "(texts) => texts.map((text) => policykitSelfcheck.period.within(text))", titles
    )
    found = [Period.within(title) for title in titles]
    assert [told(period)[:3] for period in found] == [
        [2026, 1, 3],
        [2026, 1, 9],
        [2026, 1, 12],
        [2026, 1, 12],
        "non",
    ]
    plain = [
        None if one is None else {"year": one.year, "first": one.first, "last": one.last} for one in found
    ]
    assert said == plain


def test_the_browser_judges_periods_as_judged(make_kit: MakeKit) -> None:
    rules = [
        replace(rule, id=f"t/1/r{at}", indicator=replace(rule.indicator))
        for at, (rule, *_) in enumerate(CASES.values())
    ]
    kit = make_kit(rules)
    cases: list[Any] = []
    expected: list[Any] = []
    for rule, (_, rows, as_of, _) in zip(rules, CASES.values(), strict=True):
        written = [{**row, "division": "341021"} for row in rows]
        found = results(pd.DataFrame(written), [rule], as_of=as_of)
        expected.append(
            [
                [
                    *(
                        one.period,
                        one.year,
                        one.state.value,
                        bits(one.finding.value),
                        bits(one.finding.margin),
                    ),
                    *(list(one.finding.missing), one.finding.reason, one.finding.derived),
                ]
                for one in found
            ]
        )
        known = {variable.name: variable for variable in rule.variables}
        given = []
        for row in rows:
            period = read(row["period"])
            figures = [[name, known[name].encode(row[name])] for name in known if name in row]
            label = "" if period.months == 12 else period.label
            given.append(
                {
                    "period": label,
                    "year": period.year,
                    "figures": [one for one in figures if one[1] is not None],
                }
            )
        cases.append([rule.id, given, as_of.toordinal()])
    said = kit.scripts.evaluate(
        """async (cases) => {
          const found = [];
          for (const [id, rows, asOf] of cases) {
            const read = rows.map((row) => ({
              unit: "341021", division: "341021", entity: "county", place: "", population: "", unread: new Map(),
              places: new Map(), blanks: new Set(), year: row.year, period: row.period, figures: new Map(row.figures),
            }));
            const rules = policykitRulebook.requirements.filter((rule) => rule.id === id);
            const results = await policykitSelfcheck.rules.results(read, rules, asOf);
            found.push(results.map((one) => [
              one.row.period, one.row.year, one.state, bits(one.value), bits(one.margin), one.missing, one.reason,
              one.derived,
            ]));
          }
          return found;
        }""",
        cases,
    )
    assert said == expected
