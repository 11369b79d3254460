"""我的县 in a browser, and the way of an officer through a quarter: by key at a desk, by tap on a phone."""

from __future__ import annotations

import csv
import json
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect
from tests.project import specs

from policykit.interchange.calendar import read_events
from policykit.interchange.tasks import tasks

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page

TODAY = "2026-11-29T09:00:00"
KEY = "policykit-county"
SHE = {
    "code": "341021",
    "name": "歙县",
    "lineage": [["000000", "全国"], ["340000", "安徽省"], ["341000", "黄山市"], ["341021", "歙县"]],
}
DUE = [
    "歙县的县域内就诊率不低于85%",
    "歙县的县域内基层医疗卫生机构门急诊占比不低于62%",
    "歙县的县域内住院人次占比不低于80%",
]
"""What the county's own document asks by the end of 2026: the only due dates of the twelve months from `TODAY`."""


REFUSING = """
for (const name of ["getItem", "setItem"]) {
  const usual = Storage.prototype[name];
  Storage.prototype[name] = function (key, ...rest) {
    if (key === "policykit-county") throw new DOMException("refused");
    return usual.call(this, key, ...rest);
  };
}
"""
"""A browser that keeps nothing; the theme's own scripts do not expect one."""


@contextmanager
def reading(browser: Browser, width: int, *, phone: bool = False) -> Iterator[Page]:
    """A page of a reader on `TODAY`, in which nothing may fail."""
    context = browser.new_context(
        viewport={"width": width, "height": 844}, is_mobile=phone, has_touch=phone, locale="zh-CN"
    )
    page = context.new_page()
    page.clock.set_fixed_time(TODAY)
    failed: list[str] = []
    page.on("pageerror", lambda error: failed.append(str(error)))
    yield page
    context.close()
    assert not failed


def choose(page: Page, county: object) -> None:
    """As a reader has chosen before."""
    page.add_init_script(f"localStorage.setItem('{KEY}', {json.dumps(json.dumps(county))})")


def chosen(page: Page) -> dict[str, object] | None:
    found: dict[str, object] | None = page.evaluate(f"JSON.parse(localStorage.getItem('{KEY}'))")
    return found


def press(target: Locator, *, phone: bool) -> None:
    """By tap on a phone; else by the key that a focused control waits for."""
    if phone:
        target.tap()
    else:
        target.focus()
        target.press("Enter")


@pytest.mark.parametrize("phone", [False, True], ids=["desk, over http", "phone, from the disk"])
def test_the_way_of_an_officer_through_a_quarter(
    browser: Browser, site: Path, served: str, tmp_path: Path, *, phone: bool
) -> None:
    width, base = (390, f"{site.as_uri()}/") if phone else (1366, served)
    with reading(browser, width, phone=phone) as page:
        # Who has chosen nothing reads of everything, and is asked once, beside the text.
        page.goto(f"{base}index.html")
        home = page.locator(".county-home")
        press(home.get_by_role("button", name="选择我的县"), phone=phone)
        field = page.locator("#county-field")
        expect(field).to_be_focused()
        field.press_sequentially("sx")
        first = page.locator(".county-list > li").first
        expect(first).to_have_text("歙县 安徽省黄山市")
        if phone:
            first.tap()
        else:
            field.press("ArrowDown")
            field.press("Enter")
        expect(home).to_contain_text("歙县 安徽省黄山市")
        expect(home).to_contain_text("下一个期限2026年12月31日，还有 32 天，3 项")
        expect(home).to_contain_text("适用的文件 3 件：歙县 1 件、国家 2 件；没有收录黄山市、安徽省的文件")
        expect(page.locator("#coming .due-list > li a").filter(visible=True)).to_have_text(DUE)
        assert chosen(page) == SHE

        # What is due, and of it only what binds the county.
        press(home.get_by_role("link", name="到期清单"), phone=phone)
        expect(page.locator(".county-bar")).to_contain_text("只看适用于歙县的")
        seen = page.locator(".due-listed li[data-binds]").filter(visible=True)
        assert {item.get_attribute("data-binds") for item in seen.all()} <= {"341021", "000000"}
        expect(page.locator(".due-listed[data-due='2026-12-31'] li a").filter(visible=True)).to_have_text(DUE)

        # The blank workbook of the county, filled in and judged.
        page.goto(f"{base}index.html")
        press(home.get_by_role("link", name="生成空白工作簿"), phone=phone)
        expect(page.locator("#selfcheck-division")).to_have_value("341021 歙县")
        with page.expect_download() as made:
            press(page.locator("#selfcheck-make"), phone=phone)
        workbook = tmp_path / made.value.suggested_filename
        made.value.save_as(workbook)
        fill(workbook, {"居民在县域内就诊人次数": 830, "居民就诊总人次数": 1000})
        page.locator("#selfcheck-file").set_input_files(workbook)
        # 830 of 1000 is short of 85%, and there are 32 days left.
        found = page.locator("#selfcheck-result")
        expect(found).to_contain_text("83%")
        expect(found).to_contain_text("歙县的县域内就诊率")
        with page.expect_download() as saved:
            press(found.get_by_role("button", name="Excel 工作簿"), phone=phone)
        saved.value.save_as(tmp_path / "结果.xlsx")
        assert load_workbook(tmp_path / "结果.xlsx").sheetnames

        # What the levels above ask, and what the county's document makes of it.
        page.goto(f"{base}index.html")
        press(home.get_by_role("link", name="层层落实"), phone=phone)
        expect(page.locator(".county-bar")).to_contain_text("只看适用于歙县的 1 份下级文件")
        columns = page.locator("table.cascade thead th[data-division]").filter(visible=True)
        assert {head.get_attribute("data-division") for head in columns.all()} == {"341021"}


@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_who_must_do_what_by_when(browser: Browser, site: Path, tmp_path: Path, *, phone: bool) -> None:
    with reading(browser, 390 if phone else 1366, phone=phone) as page:
        page.goto((site / "tasks.html").as_uri())
        expect(page.locator(".tasks-status")).to_contain_text("先选自己的县")
        page.evaluate("([key, she]) => localStorage.setItem(key, JSON.stringify(she))", [KEY, SHE])
        page.reload()
        said = page.locator(".tasks-status")
        expect(said).to_contain_text("今天是2026年11月29日。歙县共 289 项任务")
        expect(said).to_contain_text("未来十二个月到期 3 项")
        # A level is called by the name of the place; what is next stands first.
        first = page.locator(".tasks-result section").first
        expect(first.get_by_role("heading")).to_contain_text("歙县（")
        expect(first.locator("tbody tr").first).to_contain_text("还有 32 天")
        # On a phone the heads are out of sight, and each cell says what it is.
        read = "cells => cells.map((cell) => getComputedStyle(cell, '::before').content)"
        labels = first.locator("tbody tr").first.locator("td").evaluate_all(read)
        named = [f'"{head}："' for head in ("要求", "期限", "约束性", "依据")]
        assert labels == ["none", *(named if phone else ["none"] * 4)]
        expect(page.locator(".tasks-result h2").filter(has_text="安徽省（")).to_have_count(1)
        page.get_by_label("责任主体").select_option("县中医医院")
        expect(page.locator(".tasks-result section")).to_have_count(1)
        page.get_by_label("责任主体").select_option("")
        page.get_by_label("期限").select_option("year")
        expect(page.locator(".tasks-result tbody tr")).to_have_count(3)
        with page.expect_download() as saved:
            press(page.get_by_role("button", name="下载任务清单"), phone=phone)
        assert saved.value.suggested_filename == "歙县任务清单2026-11-29.csv"
        saved.value.save_as(tmp_path / "任务.csv")
        lines = list(csv.reader((tmp_path / "任务.csv").read_text("utf-8-sig").splitlines()))
        assert lines[0][:4] == ["责任主体", "任务", "要求", "期限"]
        assert [line[3] for line in lines[1:]] == ["2026-12-31"] * 3
        assert page.locator(".task-files[open] summary").all_inner_texts() == ["歙县"]
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        # A county without documents of its own has the duties of those above it, and no calendar of the site.
        other = {"code": "341023", "name": "黟县", "lineage": [*SHE["lineage"][:3], ["341023", "黟县"]]}
        page.evaluate("([key, other]) => localStorage.setItem(key, JSON.stringify(other))", [KEY, other])
        page.reload()
        with page.expect_download() as saved:
            press(page.get_by_role("button", name="存入日历"), phone=phone)
        assert saved.value.suggested_filename == "黟县到期日历2026-11-29.ics"
        saved.value.save_as(tmp_path / "日历.ics")
        found = read_events((tmp_path / "日历.ics").read_bytes())
        due = {task.requirement.id: task.due for task in tasks(specs().requirements, "341023") if task.due}
        assert "nhc-2023-reform-h2/1/2/county-hospital-cooperation" in found
        assert {name: event.day for name, event in found.items()}.items() <= due.items()


def fill(workbook: Path, figures: dict[str, float]) -> None:
    """Write figures of this year beside the names of what they measure."""
    book = load_workbook(workbook)
    sheet = book["县"]
    names = {str(row[0].value): row for row in sheet.iter_rows(min_row=4)}
    for name, figure in figures.items():
        names[name][5].value = figure
    book.save(workbook)


def test_search_shows_what_applies_by_one_click_and_all_by_another(browser: Browser, site: Path) -> None:
    with reading(browser, 1366) as page:
        choose(page, SHE)
        page.goto(f"{site.as_uri()}/search.html?q=医共体")
        hits = page.locator("#pk-hits > li a[href]")
        expect(page.locator("#pk-hits a[href*='erenhot']").first).to_be_attached()
        page.get_by_role("button", name="只看适用于歙县的文件").click()
        expect(page.locator("#pk-hits a[href*='erenhot']")).to_have_count(0)
        expect(hits.first).to_be_attached()
        assert "county=yes" in page.url
        page.get_by_role("button", name="看全部").click()
        expect(page.locator("#pk-hits a[href*='erenhot']").first).to_be_attached()


def test_the_choice_is_changed_and_cleared_on_any_page(browser: Browser, site: Path) -> None:
    with reading(browser, 1366) as page:
        page.goto(f"{site.as_uri()}/policies/shexian-2025.html")
        button = page.locator(".bd-header-article .county-button")
        expect(button).to_have_text("我的县")
        button.click()
        page.locator("#county-field").fill("贵阳")
        page.locator(".county-list > li", has_text="贵阳市 贵州省").click()
        expect(button).to_have_text("贵阳市")
        expect(button).to_be_focused()
        page.goto(f"{site.as_uri()}/timeline.html")
        expect(page.locator(".county-bar")).to_contain_text("只看适用于贵阳市的")
        before = page.locator(".due-listed li").filter(visible=True).count()
        page.get_by_role("button", name="看全部").click()
        assert page.locator(".due-listed li").filter(visible=True).count() > before
        button.click()
        page.get_by_role("button", name="清除").click()
        expect(button).to_have_text("我的县")
        assert chosen(page) is None
        expect(page.locator(".county-bar .county-turn")).to_be_hidden()


def test_escape_closes_the_choice_and_nothing_is_found_said(browser: Browser, site: Path) -> None:
    with reading(browser, 390, phone=True) as page:
        page.goto((site / "timeline.html").as_uri())
        button = page.locator(".bd-header-article .county-button")
        button.tap()
        page.locator("#county-field").fill("没有这个县")
        expect(page.locator(".county-said")).to_contain_text("没有找到“没有这个县”")
        page.keyboard.press("Escape")
        expect(page.locator(".county-panel")).to_be_hidden()
        expect(button).to_be_focused()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_browser_that_keeps_nothing_says_so_and_goes_on(browser: Browser, site: Path) -> None:
    with reading(browser, 1366) as page:
        page.add_init_script(REFUSING)
        page.goto((site / "timeline.html").as_uri())
        page.locator(".bd-header-article .county-button").click()
        page.locator("#county-field").fill("341021")
        page.locator("#county-field").press("Enter")
        expect(page.locator(".county-said")).to_contain_text("不允许保存")
        expect(page.locator(".county-bar")).to_contain_text("只看适用于歙县的")


@pytest.mark.parametrize(
    "kept", ["{", '"<img>"', {"code": "341021"}, {**SHE, "lineage": [["341021", 1]]}, {**SHE, "code": "x"}]
)
def test_what_else_stands_in_its_place_is_not_believed(browser: Browser, site: Path, kept: object) -> None:
    with reading(browser, 1366) as page:
        text = kept if isinstance(kept, str) else json.dumps(kept)
        page.add_init_script(f"localStorage.setItem('{KEY}', {json.dumps(text)})")
        page.goto((site / "timeline.html").as_uri())
        expect(page.locator(".bd-header-article .county-button")).to_have_text("我的县")


def test_no_page_loads_any_of_it_at_first(browser: Browser, site: Path) -> None:
    with reading(browser, 1366) as page:
        asked: list[str] = []
        page.on("request", lambda call: asked.append(call.url))
        for name in ("index", "timeline", "cascade", "selfcheck", "search"):
            page.goto(f"{site.as_uri()}/{name}.html", wait_until="load")
        assert not [url for url in asked if "/county/" in url]


def test_days_left_are_counted_from_the_day_of_reading(browser: Browser, site: Path) -> None:
    with reading(browser, 1366) as page:
        page.clock.set_fixed_time("2027-03-05T09:00:00")
        choose(page, SHE)
        page.goto((site / "index.html").as_uri())
        home = page.locator(".county-home")
        expect(home).to_contain_text("已过期限")
        expect(home).not_to_contain_text("2026年12月31日")
