"""A period is read, printed and counted on from alike in the browser and in Python, by the judged rows of both."""

from __future__ import annotations

from tests.model.test_periods import JUDGED, read, told
from tests.selfcheck.kit import Kit

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
