"""The page that collects says of many workbooks what `policykit collect` says, and marks the same cells."""

from __future__ import annotations

import base64
import csv
import io
import json
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font
from playwright.sync_api import Browser, Page, expect
from tests.figures import townships
from tests.selfcheck.kit import EVERYWHERE, SHOWN, Kit
from tests.selfcheck.test_files import sheets
from tests.web.tools import Node

from policykit.base.resources import load
from policykit.figures.collect import collect
from policykit.figures.returns import as_data, write_collection, write_returns
from policykit.model import Requirement
from policykit.site import WEB
from policykit.site.rendering import filled
from policykit.site.selfcheck import COLLECTING, FIELD, FILES, SCRIPTS, script, worker_script
from policykit.site.wording import words

HEAD = ["单位名称", "行政区划代码", "年度", "床位总数（张）", "医院等级"]
DRIVER = """
window.collected = async ([files, words, about, division, last]) => {
  const sent = [];
  const asOf = policykitSelfcheck.numbers.dayOfIso(about.asOf);
  for (const [name, content] of files) {
    const bytes = Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0));
    sent.push(Object.assign(await policykitCollect.rules.sent(bytes, name, { division, asOf }), { bytes }));
  }
  const known = last === null ? [] : policykitCollect.files.figuresIn(last);
  const made = await policykitCollect.rules.collect(sent, words, { ...about, last: known });
  const copies = {};
  for (const { file, bytes } of sent) {
    const own = made.faults.filter((one) => one.file === file && one.place);
    const copy = await policykitCollect.marks.marked(bytes, own, words);
    if (copy) copies[file] = [...copy];
  }
  const { asJson, asCsv, asWorkbook } = policykitCollect.files;
  return { json: asJson(made), csv: asCsv(made, words), xlsx: [...asWorkbook(made, words)], copies };
};
"""
# What each hospital's file holds; everything that may be wrong with one stands in it once.
SENT: dict[str, list[list[Any]]] = {
    "甲": [["甲医院", "341021", 2025, 40, "二级"], ["甲医院", "341021", 2026, 400, "二级"]],
    "甲（新）": [["甲 医院", "341021", 2026, 45, "二级"]],
    "乙": [["乙医院", "341021", 2026, "四十来张", "二级"], ["乙二院", "341021", 2026, None, "三级"]],
    "丙": [["丙医院", "341021", 2025, 40, "二级"], ["丙医院", "341021", 2026, 0, "二级"]],
    "丁": [["丁医院", "999999", 2026, 40, "二级"], ["丁二院", "341021", 2026, 40, "四级"]],
    "戊": [["=戊医院", "341021", 2026, 30, "二级"]],
}


def collecting(kit: Kit) -> Kit:
    """The page's scripts with those that collect."""
    names = ("rules", "questions", "marks", "files")
    sources = [(WEB / "collect" / f"policykit-collect-{name}.js").read_text("utf-8") for name in names]
    kit.scripts.evaluate("(source) => { (0, eval)(source); }", "\n".join((*sources, DRIVER)))
    return kit


@pytest.fixture(scope="module")
def scripts(kit: Kit) -> Kit:
    """Those with the project's rules."""
    return collecting(kit)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Workbooks as they came back, one of them no workbook, one a text."""
    folder = tmp_path_factory.mktemp("交回")
    for name, rows in SENT.items():
        workbook = Workbook()
        sheet = workbook.worksheets[0]
        sheet.title = "医院"
        for row in (HEAD, *rows):
            sheet.append(row)
        for cells in sheet.iter_rows(min_row=2, max_col=1):
            cells[0].data_type = "s"
        sheet["D2"].font = Font(bold=True)
        if name == "乙":
            sheet["A1"].comment = Comment("填法见说明", "县卫健局")
            sheet["D2"].comment = Comment("请核", "县卫健局")
            workbook.create_sheet("说明").append(["请在3月前交回"])
        workbook.save(folder / f"{name}.xlsx")
    (folder / "己.xlsx").write_bytes(b"PK\x03\x04 cut off")
    (folder / "庚.csv").write_text(",".join(HEAD) + "\n庚医院,341021,2026,12,二级\n", "gbk")
    # What a unit may send in the stead of a workbook is received too, and said to be what it is.
    (folder / "壬.et").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 of WPS")
    (folder / "癸.ods").write_bytes(b"PK\x03\x04 of LibreOffice")
    return folder


ABOUT: dict[str, Any] = {
    "units": ["甲医院", "辛医院", "己", "乙医院"],
    "due": "2027-01-15",
    "asOf": "2027-02-01",
}


def by_browser(scripts: Kit, folder: Path, last: str | None = None) -> dict[str, Any]:
    files = [[path.name, base64.b64encode(path.read_bytes()).decode()] for path in folder.iterdir()]
    given = [files, load("collect"), ABOUT, "341021", last]
    made: dict[str, Any] = scripts.scripts.evaluate("(given) => collected(given)", given)
    return made


def by_python(scripts: Kit, folder: Path, **more: Any) -> Any:
    about = {"units": ABOUT["units"], "due": date(2027, 1, 15), "as_of": date(2027, 2, 1)}
    return collect(folder, scripts.requirements, division="341021", **about, **more)


def test_figures_faults_and_changes_are_those_of_the_command(scripts: Kit, folder: Path) -> None:
    before = by_python(scripts, folder)
    kinds = {fault.kind.value for fault in before.faults}
    assert kinds == {
        *("refused", "problem", "missing", "doubled", "contradicting", "implausible", "late"),
    }
    said = by_browser(scripts, folder)
    assert json.loads(said["json"]) == as_data(before)
    # Against a last time in which a figure was another, and one was there that is not now.
    figures = as_data(before)["figures"]
    last = [{**figures[0], "value": 1.0}, *figures[2:], {**figures[1], "unit": "壬医院"}]
    again = by_browser(scripts, folder, json.dumps({"figures": last}))
    held = before.figures
    known = (
        type(held[0])(**last[0]),
        *(figure for figure in held[2:]),
        type(held[0])(**last[-1]),
    )
    expected = as_data(by_python(scripts, folder, last=known))
    assert [change["kind"] for change in expected["changes"]] == ["changed", "added", "removed"]
    assert json.loads(again["json"]) == expected


def test_the_files_are_those_of_the_command(scripts: Kit, folder: Path, tmp_path: Path) -> None:
    collection, said = by_python(scripts, folder), by_browser(scripts, folder)
    for ending in ("xlsx", "csv", "json"):
        write_collection(collection, tmp_path / f"汇总.{ending}")
    found, expected = sheets(bytes(said["xlsx"])), sheets(tmp_path / "汇总.xlsx")
    assert found == expected
    rows = list(csv.reader(io.StringIO(said["csv"].removeprefix("\ufeff"))))
    with (tmp_path / "汇总.csv").open(encoding="utf-8-sig", newline="") as file:
        assert rows == list(csv.reader(file))
    assert not any(cell.startswith("=") for row in rows for cell in row)
    assert json.loads((tmp_path / "汇总.json").read_text("utf-8")) == json.loads(said["json"])


def test_the_same_cells_go_back_marked_and_all_else_as_it_was(
    scripts: Kit, folder: Path, tmp_path: Path
) -> None:
    copies = by_browser(scripts, folder)["copies"]
    expected = write_returns(by_python(scripts, folder), folder, tmp_path / "退回")
    assert sorted(copies) == sorted(path.name for path in expected)
    for path in expected:
        own, other = load_workbook(io.BytesIO(bytes(copies[path.name]))), load_workbook(path)
        assert own.sheetnames == other.sheetnames
        for sheet in other:
            for row in sheet.iter_rows():
                for cell in row:
                    mine = own[sheet.title][cell.coordinate]
                    told = [each.comment.text if each.comment else None for each in (mine, cell)]
                    assert told[0] == told[1], f"{path.name} {cell.coordinate}"
                    looks = [(each.value, each.fill.fgColor.rgb[2:], each.font.b) for each in (mine, cell)]
                    assert looks[0] == looks[1]


@pytest.fixture
def opened(browser: Browser, site: Path) -> Iterator[Page]:
    """The page of the site, opened from the disk with no network behind it."""
    context = browser.new_context(locale="zh-CN", viewport={"width": 360, "height": 800})
    context.set_offline(True)
    page = context.new_page()
    told: list[str] = []
    page.on(
        "request", lambda call: None if call.url.startswith(("file:", "blob:")) else told.append(call.url)
    )
    page.on("pageerror", lambda error: told.append(str(error)))
    page.goto((site / "collect.html").as_uri())
    yield page
    assert not told
    context.close()


def test_an_officer_collects_and_sends_back(opened: Page, scripts: Kit, folder: Path, tmp_path: Path) -> None:
    opened.locator("#collect-division").fill("歙县")
    opened.locator("#collect-units").fill("\n".join(ABOUT["units"]))
    opened.locator("#collect-file").set_input_files(sorted(folder.iterdir()))
    status = opened.locator("#collect-status")
    expect(status).to_contain_text(f"收到文件{len(list(folder.iterdir()))}份")
    collection = by_python(scripts, folder)
    rows = opened.locator(".selfcheck-faults tbody tr")
    expect(rows).to_have_count(len(collection.faults))
    for kind, count in collection.counts().items():
        expect(status).to_contain_text(f"{kind.label}{count}处")
    for name, said in (("壬.et", ".xls 或加密的工作簿"), ("癸.ods", "压缩包")):
        expect(rows.filter(has_text=name)).to_contain_text(said)
    # A fault is a sentence, and its code stands behind it: 乙's beds are no number.
    wrong = rows.filter(has_text="四十来张").locator("td").nth(2)
    assert re.fullmatch(r"[^P]*“四十来张”[^P]* PK311", wrong.inner_text().replace("\n", " "))
    # One unit's faults; then all copies, and the collection again beside what came anew.
    choice = opened.get_by_label("单位", exact=True).first
    choice.focus()
    choice.select_option("=乙医院")
    expect(rows).to_have_count(sum(fault.unit == "乙医院" for fault in collection.faults))
    with opened.expect_download() as copies:
        opened.locator("button", has_text="全部退回件").click()
    with zipfile.ZipFile(copies.value.path()) as archive:
        assert sorted(archive.namelist()) == sorted(
            path.name for path in write_returns(collection, folder, tmp_path / "退回")
        )
    with opened.expect_download() as kept:
        opened.locator(".table-files button", has_text="JSON").click()
    kept.value.save_as(tmp_path / "汇总.json")
    workbook = load_workbook(folder / "戊.xlsx")
    workbook["医院"]["D2"] = 31
    workbook.save(tmp_path / "戊.xlsx")
    opened.locator("#collect-file").set_input_files([tmp_path / "汇总.json", tmp_path / "戊.xlsx"])
    changed = opened.locator(".selfcheck-changes tbody tr")
    expect(changed).to_have_count(1)
    expect(changed).to_contain_text("更改")
    assert opened.evaluate("document.documentElement.scrollWidth") <= 360


def test_what_is_planted_is_found_alike(node: Node, tmp_path: Path) -> None:
    requirements = townships.rules()
    planted = townships.send(tmp_path / "交回", 66, seed=7)
    own = collecting(Kit(node.page, requirements, tmp_path / "kit"))
    files = [
        [path.name, base64.b64encode(path.read_bytes()).decode()] for path in (tmp_path / "交回").iterdir()
    ]
    about = {"units": planted.units, "due": townships.DUE.isoformat(), "asOf": townships.TODAY.isoformat()}
    said = own.scripts.evaluate(
        "(given) => collected(given)", [files, load("collect"), about, "341021", None]
    )
    found = collect(
        tmp_path / "交回", requirements, division="341021",
        units=planted.units, due=townships.DUE, as_of=townships.TODAY,
    )  # fmt: skip  # one thing on one line
    assert json.loads(said["json"]) == as_data(found)


WATCH = """
window.longest = 0;
new PerformanceObserver((list) => {
  for (const task of list.getEntries()) window.longest = Math.max(window.longest, task.duration);
}).observe({ entryTypes: ["longtask"] });
window.made = 0;
window.Worker = class extends Worker {
  constructor(...given) { super(...given); window.made += 1; }
};
"""


def frame(folder: Path, requirements: Sequence[Requirement], *, has_worker: bool = True) -> Path:
    """The page alone, as the site frames it."""
    (folder / "rulebook.js").write_text(script(requirements), "utf-8")
    (folder / "worker.js").write_text(worker_script(), "utf-8")
    reading = [WEB / "selfcheck" / f"policykit-selfcheck-{name}.js" for name in SCRIPTS if name not in SHOWN]
    own = [WEB / "collect" / f"policykit-collect-{name}.js" for name in COLLECTING]
    elements = WEB / "selfcheck" / "policykit-selfcheck-elements.js"
    common = [
        WEB / "pages" / f"policykit-{name}.js" for name in (*EVERYWHERE, "county-names", *FIELD, *FILES)
    ]
    said = words("collect")
    given = {
        "words": said["page"],
        "root": "",
        "worker": "worker.js" if has_worker else "",
        "rules": json.dumps({**load("collect"), "screen": said["screen"]}, ensure_ascii=False),
        "scripts": [one.as_uri() for one in (*common, folder / "rulebook.js", *reading, elements, *own)],
    }
    path = folder / "page.html"
    path.write_text(f'<!doctype html><meta charset="utf-8">{filled("collect", **given)}', "utf-8")
    return path


@pytest.mark.parametrize("has_worker", [True, False])
def test_many_workbooks_are_read_beside_the_page(
    browser: Browser, tmp_path: Path, *, has_worker: bool
) -> None:
    planted = townships.send(tmp_path / "交回", 66)
    context = browser.new_context(locale="zh-CN")
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.add_init_script(WATCH)
    page.goto(frame(tmp_path, townships.rules(), has_worker=has_worker).as_uri())
    page.locator("#collect-division").fill("341021")
    page.locator("#collect-file").set_input_files(sorted((tmp_path / "交回").iterdir()))
    status = page.locator("#collect-status")
    expect(status).to_contain_text("疑为同一单位", timeout=120_000)
    page.locator("#collect-division").blur()
    kinds = Counter(kind for kind, _ in planted.faults)
    for kind in kinds.keys() - {"late"}:
        expect(status).to_contain_text(f"{load('collect')['kinds'][kind]}{kinds[kind]}处")
    assert bool(page.evaluate("made")) is has_worker
    assert page.evaluate("longest") < 1000
    assert not errors
    context.close()
