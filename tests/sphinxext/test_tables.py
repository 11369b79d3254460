"""Beside every table its data: the same rows for Excel, for any spreadsheet and for programs."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from icalendar import Calendar
from openpyxl import load_workbook
from playwright.sync_api import expect
from tests import project

from policykit.specs import requirement_row

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page
    from tests.sphinxext.conftest import Book, Reader


# Page → the tables that it offers.
OFFERED = {
    "checks/shexian-2025.html": ["checks/shexian-2025"],
    "checks/shexian-2025/2.html": ["checks/shexian-2025", "dismissed/shexian-2025"],
    "checks/erenhot-2021.html": ["checks/erenhot-2021", "dismissed/erenhot-2021"],
    "coverage.html": ["coverage", "requirements", "reasons", "dismissed"],
    "timeline.html": ["timeline"],
    "tasks.html": ["tasks/000000", "tasks/152501", "tasks/341021", "tasks/520100"],
    "indicators.html": ["indicators"],
    "indicators/access.html": ["indicators/access"],
    "cascade.html": ["cascade"],
    "concordance.html": ["concordance", "alike"],
    "terms.html": ["terms"],
    "citations.html": ["citations"],
    "policies.html": ["policies", "clauses"],
}


def cells(xlsx: bytes) -> list[list[object]]:
    sheet = load_workbook(io.BytesIO(xlsx)).worksheets[0]
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def lines(csv_file: bytes) -> list[list[str]]:
    assert csv_file.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(csv_file.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("page", OFFERED)
def test_a_page_offers_its_tables(page: str, reader: Reader) -> None:
    depth = "../" * page.count("/")
    offered = [reader.attribute(link, "href") for link in reader.page(page).select(".table-files a")]
    wanted = [f"{depth}{name}{suffix}" for name in OFFERED[page] for suffix in (".xlsx", ".csv", ".jsonl")]
    assert sorted(offered) == sorted(wanted)


@pytest.mark.parametrize("name", [name for names in OFFERED.values() for name in names])
def test_the_files_of_a_table_hold_the_same_rows(name: str, reader: Reader) -> None:
    kinds = {suffix: (reader.site / f"{name}{suffix}").read_bytes() for suffix in (".xlsx", ".csv", ".jsonl")}
    rows = [json.loads(line) for line in kinds[".jsonl"].decode().splitlines()]
    sheet, listed = cells(kinds[".xlsx"]), lines(kinds[".csv"])
    assert len(rows) == len(sheet) - 1 == len(listed) - 1 > 0
    assert [["" if cell is None else str(cell) for cell in row] for row in sheet] == listed
    assert all(re.search(r"[\u4e00-\u9fff]|SHA", header) for header in listed[0])
    for row in listed[1:]:
        assert not any(cell[:1] in {"=", "+", "-", "@", "\t", "\r"} for cell in row)


def test_what_is_shown_is_what_is_in_the_file(reader: Reader) -> None:
    for name in ("checks/guiyang-2024-36", "dismissed/guiyang-2024-36"):
        pages = [reader.page(f"checks/guiyang-2024-36{part}.html") for part in ("", "/2")]
        frame = "#ledger" if name.startswith("dismissed") else "#checks > .table-frame"
        shown = [row for page in pages for row in page.select(f"{frame} table.sortable tbody tr")]
        listed = lines((reader.site / f"{name}.csv").read_bytes())[1:]
        assert len(shown) == len(listed)
    coverage = reader.page("coverage.html").select("table.sortable")[0]
    counted = [[cell.get_text() for cell in row.select("td")][:9] for row in coverage.select("tbody tr")]
    assert counted == [row[2:11] for row in lines((reader.site / "coverage.csv").read_bytes())[1:]]


def test_programs_get_what_export_writes(reader: Reader) -> None:
    text = (reader.site / "requirements.jsonl").read_text("utf-8")
    written = {row["id"]: row for row in map(json.loads, text.splitlines())}
    assert written == {one.id: requirement_row(one) for one in project.specs().requirements}


def test_a_hostile_text_is_a_cell(hostile_book: Book) -> None:
    rows = lines((hostile_book.site / "clauses.csv").read_bytes())
    assert any('<img src=x onerror="window.hacked = 2">' in cell for row in rows for cell in row)


# --- in the browser ----------------------------------------------------------------------------


def test_a_filter_tells_how_many_rows_are_shown(site: Path, page: Page) -> None:
    page.goto((site / "checks" / "guiyang-2024-36.html").as_uri())
    tools, rows = page.locator(".table-tools").first, page.locator("table.sortable").first.locator("tbody tr")
    count = rows.count()
    expect(tools.locator(".table-count")).to_have_text(f"共 {count} 行")
    tools.get_by_role("searchbox").fill("预期寿命 2030")
    expect(tools.locator(".table-count")).to_have_text(f"1 / {count} 行")
    expect(rows.filter(visible=True)).to_have_count(1)
    page.keyboard.press("Escape")
    expect(tools.locator(".table-count")).to_have_text(f"共 {count} 行")


def test_a_table_is_sorted_from_the_keyboard(site: Path, page: Page) -> None:
    page.goto((site / "checks" / "guiyang-2024-36.html").as_uri())
    table = page.locator("table.sortable").first
    header, dates = table.locator("th").nth(2), table.locator("tbody td:nth-child(3)")
    was = dates.all_inner_texts()
    header.get_by_role("button").focus()
    for wanted, order in (("ascending", sorted(was)), ("descending", sorted(was)[::-1]), (None, was)):
        page.keyboard.press("Enter")
        expect(dates).to_have_text(order, use_inner_text=True)
        assert header.get_attribute("aria-sort") == wanted
    expect(header.get_by_role("button")).to_be_focused()


def test_on_a_phone_a_list_sorts(site: Path, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto((site / "checks" / "guiyang-2024-36.html").as_uri())
    table = page.locator("table.sortable").first
    assert not table.locator("th button").filter(visible=True).count()
    order = page.get_by_role("combobox", name="排列要求一览")
    dates = table.locator("tbody td:nth-child(3)")
    falling = sorted(dates.all_inner_texts(), reverse=True)
    order.select_option("按期限 ↓")
    expect(dates).to_have_text(falling, use_inner_text=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_header_with_a_link_keeps_it(site: Path, page: Page) -> None:
    page.goto((site / "cascade.html").as_uri())
    header = page.locator("table.cascade th:has(a)").first
    assert header.get_by_role("link").count() == 1
    header.get_by_role("button").click()
    expect(header).to_have_attribute("aria-sort", "ascending")


def test_the_terms_are_filtered(site: Path, page: Page) -> None:
    page.goto((site / "terms.html").as_uri())
    page.locator(".table-filter").fill("家庭医生")
    shown = page.locator("details.term").filter(visible=True)
    expect(shown.filter(has_not_text="家庭医生")).to_have_count(0)
    assert 0 < shown.count() < 20
    assert all("家庭医生" in term for term in shown.locator("summary").all_inner_texts())
    assert page.locator("section.letter").filter(visible=True).count() <= shown.count()


def test_due_dates_are_filtered_with_their_headings(site: Path, page: Page) -> None:
    page.goto((site / "timeline.html").as_uri())
    page.locator(".table-filter").fill("歙县的县域内就诊率")
    expect(page.locator(".due-list > li").filter(visible=True)).to_have_count(2)
    days = page.locator(".due-day").filter(visible=True).all_inner_texts()
    assert sorted(day[:5] for day in days) == ["2026年", "2027年"]
    sections = page.locator("section:has(> .due-listed)").filter(visible=True)
    assert 0 < sections.count() <= len(days)


def test_the_list_of_tasks_offers_calendars_of_places_and_bodies(reader: Reader) -> None:
    folds = reader.page("tasks.html").select("details.due-calendars")
    named = [fold.select_one("summary").text for fold in folds]  # type: ignore[union-attr]  # each has one
    assert named == ["二连浩特市", "歙县", "贵阳市", "其他地方（国家的要求）"]
    offered = {reader.attribute(link, "href") for fold in folds for link in fold.select("li a")}
    assert not reader.page("timeline.html").select("details.due-calendars")
    there = {file.relative_to(reader.site).as_posix() for file in (reader.site / "calendar").iterdir()}
    assert {unquote(address) for address in offered} == there
    calendar = Calendar.from_ical((reader.site / "calendar/341021.ics").read_bytes())
    due = {str(event["uid"]): event.decoded("dtstart") for event in calendar.walk("VEVENT")}
    assert due["shexian-2025/p1/county-visit-rate-2026@policykit"] == date(2026, 12, 31)
