"""A workbook of 20,000 rows: it is judged beside the page, which says how far it is, answers all the time, and can stop.

Where a browser gives no worker the same scripts judge in turns, and the page says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook
from playwright.sync_api import Browser, expect
from tests.selfcheck.kit import EVERYWHERE, STATIC, Kit, alike
from tests.selfcheck.test_workbook import handmade

from policykit.figures.needs import Needs
from policykit.model import Entity, Requirement
from policykit.site.rendering import filled
from policykit.site.selfcheck import FIELD, SCRIPTS, script, worker_script
from policykit.site.wording import words

ROWS = 20_000
BLOCKED = 200
"""Milliseconds: who types or scrolls notices what holds the page up longer."""
# Of the judging code what the page itself ran is counted; and how long a worker that does nothing was held up: so
# long the machine did other things, and the page can do nothing about it.
WATCH = """
window.longest = window.held = window.judged = 0;
window.steps = new Set();
new PerformanceObserver((list) => {
  for (const task of list.getEntries()) window.longest = Math.max(window.longest, task.duration);
}).observe({ entryTypes: ["longtask"] });
const { check } = policykitSelfcheck.report;
policykitSelfcheck.report.check = (...given) => {
  window.judged += 1;
  return check(...given);
};
const idle = `let last = performance.now(), most = 0;
setInterval(() => {
  most = Math.max(most, performance.now() - last - 10);
  last = performance.now();
  postMessage(most);
}, 10);`;
new Worker(URL.createObjectURL(new Blob([idle]))).onmessage = ({ data }) => (window.held = data);
new MutationObserver(() => steps.add(document.getElementById("selfcheck-status").textContent)).observe(
  document.getElementById("selfcheck-status"), { childList: true, characterData: true, subtree: true },
);
"""


def large(path: Path, requirements: Sequence[Requirement], rows: int, kind: Entity) -> Path:
    """A sheet of one kind of unit with all that is asked of it, as a county's system would give it out."""
    variables = Needs.of(requirements, "341021").variables[kind]
    book = Workbook(write_only=True)
    sheet = book.create_sheet(kind.label)
    sheet.append(["单位名称", "行政区划代码", "年度", *(one.label for one in variables), "备注"])
    for number in range(rows):
        figures = [
            "2025-10-31" if one.is_date else list(one.grades)[number % 2] if one.grades else number % 3
            for one in variables
        ]
        sheet.append([f"第{number}{kind.label}", "341021", 2026, *figures, "无"])
    book.save(path)
    return path


def page_of(folder: Path, requirements: tuple[Requirement, ...]) -> Path:
    """The page alone, as the site frames it."""
    rulebook = folder / "rulebook.js"
    links = {"check": "#", "clause": "#", "place": "条"}
    rulebook.write_text(script(requirements, lambda _: links), "utf-8")
    common = [
        STATIC.with_name("pages") / f"policykit-{name}.js" for name in (*EVERYWHERE, "county-names", *FIELD)
    ]
    files = [*common, rulebook, *(STATIC / f"policykit-selfcheck-{name}.js" for name in SCRIPTS)]
    worker = folder / "worker.js"
    worker.write_text(worker_script(), "utf-8")
    given = {
        "words": words("selfcheck")["page"],
        "root": "",
        "form": "",
        "worker": worker.as_uri(),
        "scripts": [file.as_uri() for file in files],
    }
    path = folder / "page.html"
    path.write_text(f'<!doctype html><meta charset="utf-8">{filled("selfcheck", **given)}', "utf-8")
    return path


def test_a_large_workbook_never_blocks_the_page(
    browser: Browser, every: tuple[Requirement, ...], tmp_path: Path
) -> None:
    kind = Entity.TOWNSHIP_CENTRE  # of which every row is judged
    context = browser.new_context(locale="zh-CN")
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(page_of(tmp_path, every).as_uri())
    page.evaluate(WATCH)
    page.locator("#selfcheck-file").set_input_files(large(tmp_path / "大表.xlsx", every, ROWS, kind))
    expect(page.locator("#selfcheck-status")).to_contain_text("大表.xlsx：", timeout=300_000)
    expect(page.locator(".selfcheck-account summary")).to_contain_text(f"{ROWS:,} 行：判定 {ROWS:,}")
    judged = sum(map(int, page.locator(".verdict-counts dd").all_inner_texts()))
    assert judged >= 3 * ROWS
    assert not errors
    steps = page.evaluate("[...steps]")
    assert any("%" in step for step in steps), steps
    longest, held, on_page = page.evaluate("[longest, held, judged]")
    context.close()
    assert on_page == 0
    assert longest < BLOCKED + held


# Two sheets: of years and of quarters that are put together to one, with a cell that is no figure.
SHEETS = """
const { Sheet, cell } = policykitSelfcheck.cells;
const heads = ["单位名称", "行政区划代码", "年度", "居民在县域内就诊人次数（人次）", "居民就诊总人次数（人次）"];
const rows = [heads, ...["2026Q1", "2026Q2", "2026Q3", "2026Q4"].map((at) => ["歙县", "341021", at, "21", "25"]),
  ["黟县", "341023", "2026", "几十", "25"], ["休宁县", "341022", "2025", "9", "10"]];
const text = rows.map((row) => row.join(",")).join("\\n") + "\\n";
window.bytes = new TextEncoder().encode(text);
"""
SAME = """async (uri) => {
  const told = async ([desk, isHere]) => {
    const refused = await desk.open(new Uint8Array(), "空.csv").catch(({ problems }) => problems);
    const division = await desk.open(window.bytes, "表.csv");
    const checked = await desk.check({ division: null, asOf: 739800 });
    desk.end();
    const { files, report } = policykitSelfcheck;
    const rows = checked.rows.map((row) => [row.unit, row.period, [...row.figures], [...row.unread]]);
    const own = checked.results.filter((one) => checked.rows.includes(one.row)).length;
    return [refused, division, isHere, rows, own, files.asData(checked), report.clauses(checked)];
  };
  const { begin, inTurns } = policykitSelfcheck.desk;
  return [await told(await begin(uri, 2 ** 30, () => {})), await told([inTurns(), false])].map((one) => JSON.stringify(one));
}"""


def test_a_worker_says_what_the_page_says(
    browser: Browser, every: tuple[Requirement, ...], tmp_path: Path
) -> None:
    page = browser.new_page()
    page.goto(page_of(tmp_path, every).as_uri())
    page.evaluate(SHEETS)
    beside, here = page.evaluate(SAME, (tmp_path / "worker.js").as_uri())
    page.close()
    assert beside == here
    assert "PK302" in here
    assert "PK311" in here
    assert '"not_met"' in here or '"met"' in here


@pytest.mark.parametrize("has_worker", [True, False])
def test_a_check_can_be_stopped_and_another_begun(
    browser: Browser, every: tuple[Requirement, ...], tmp_path: Path, *, has_worker: bool
) -> None:
    context = browser.new_context(locale="zh-CN")
    page = context.new_page()
    if not has_worker:
        page.add_init_script("delete window.Worker;")
    page.goto(page_of(tmp_path, every).as_uri())
    status, stop = page.locator("#selfcheck-status"), page.locator("#selfcheck-stop")
    expect(stop).to_be_hidden()
    path = large(tmp_path / "大表.xlsx", every, ROWS // 4, Entity.TOWNSHIP_CENTRE)
    page.locator("#selfcheck-file").set_input_files(path)
    expect(status).to_contain_text("%", timeout=60_000)
    assert ("不能在后台核对" in status.inner_text()) is not has_worker
    stop.click()
    expect(status).to_have_text("已停止，没有作出判定。")
    expect(stop).to_be_hidden()
    small = tmp_path / "小表.csv"
    small.write_text("单位名称,行政区划代码,年度,县域内就诊率\n歙县,341021,2026,91%\n", "utf-8")
    page.locator("#selfcheck-file").set_input_files(small)
    expect(status).to_contain_text("小表.csv：", timeout=120_000)
    assert page.locator(".selfcheck-about").first.inner_text().startswith("小表.csv")
    context.close()


@pytest.mark.parametrize(
    ("what", "inner"),
    [
        ("merged", '<sheetData/><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
        ("rows", f"<sheetData>{'<row/>' * 100_001}</sheetData>"),
        ("columns", '<sheetData/><mergeCells><mergeCell ref="A1:ZZZ1"/></mergeCells>'),
        ("nested", f"<sheetData>{'<x>' * 65}{'</x>' * 65}</sheetData>"),
    ],
)
def test_a_limit_is_one_on_both_sides(kit: Kit, tmp_path: Path, what: str, inner: str) -> None:
    path = tmp_path / "簿.xlsx"
    path.write_bytes(handmade(inner))
    found = alike(kit, path)
    assert [problem[0] for problem in found["problems"]] == ["PK304"], what
