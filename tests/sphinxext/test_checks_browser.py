"""The pages of requirements in a browser: folds, marks, sorting, filtering, print."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.mark.parametrize("width", [390, 1024, 1440])
def test_the_checks_of_a_clause_unfold_below_it(site: Path, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto((site / "policies" / "shexian-2025.html").as_uri())
    checks = page.locator("#c-p1 > .clause-checks")
    expect(checks.locator("table")).to_be_hidden()
    checks.locator("summary").click()
    expect(checks.locator("table")).to_be_visible()
    text, listed = page.locator("#c-p1 > p").bounding_box(), checks.locator("table").bounding_box()
    assert text is not None
    assert listed is not None
    assert listed["y"] >= text["y"] + text["height"] - 1
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_link_to_a_clause_leaves_its_checks_folded(site: Path, page: Page) -> None:
    page.goto((site / "policies" / "shexian-2025.html").as_uri() + "#c-p1")
    expect(page.locator("#c-p1 > .clause-checks table")).to_be_hidden()


def test_a_mark_leads_to_its_check(site: Path, page: Page) -> None:
    page.goto((site / "policies" / "shexian-2025.html").as_uri())
    page.locator("#c-p1 a.quoted", has_text="2026年县域内就诊率达85%").click()
    page.wait_for_url("**/checks/shexian-2025.html#r-p1--county-visit-rate-2026")
    expect(page.locator("#r-p1--county-visit-rate-2026 > h3")).to_be_in_viewport()


def test_a_table_sorts_and_filters(site: Path, page: Page) -> None:
    page.goto((site / "checks" / "guiyang-2024-36.html").as_uri())
    table = page.locator("table.sortable").first
    due = table.locator("tbody td:nth-child(3)")
    dates = due.all_inner_texts()
    table.locator("th button", has_text="期限").click()
    expect(due).to_have_text(sorted(dates), use_inner_text=True)
    table.locator("th button", has_text="期限").click()
    expect(due).to_have_text(sorted(dates, reverse=True), use_inner_text=True)
    expect(table.locator("th").nth(2)).to_have_attribute("aria-sort", "descending")
    page.locator(".table-filter").first.fill("预期寿命")
    shown = table.locator("tbody tr").filter(visible=True)
    expect(shown).to_contain_text(["人均预期寿命", "人均预期寿命"])
    expect(shown).to_have_count(2)
    page.locator(".table-filter").first.fill("")
    expect(shown).to_have_count(len(dates))


def test_print_keeps_the_marks_and_leaves_out_what_is_folded(site: Path, page: Page) -> None:
    page.goto((site / "policies" / "shexian-2025.html").as_uri())
    page.emulate_media(media="print")
    assert not page.locator(".clause-checks").filter(visible=True).count()
    expect(page.locator("#c-p1 a.quoted").first).to_have_css("text-decoration-line", "underline")
    page.goto((site / "checks" / "shexian-2025.html").as_uri())
    assert not page.locator(".check-code, .table-filter, .table-files").filter(visible=True).count()
    assert page.locator("#r-p1--county-visit-rate-2026 .check-facts").is_visible()


def test_on_a_phone_a_row_keeps_its_role(browser: Browser, site: Path) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto((site / "checks" / "shexian-2025.html").as_uri())
    rows = page.get_by_role("row")
    assert rows.count() > 10
    context.close()
