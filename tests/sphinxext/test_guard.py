"""A Content-Security-Policy on every page, from the disk as from a server: nothing that comes to stand in a page runs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

GUARD = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">')


def test_every_page_says_what_may_run(site: Path) -> None:
    pages = [page for page in site.rglob("*.html") if "_static" not in page.parts]
    assert len(pages) > 20
    for page in pages:
        text = page.read_text("utf-8")
        (rules,) = GUARD.findall(text)
        assert "default-src 'none'" in unescape(rules)
        assert "unsafe-inline" not in rules.partition("script-src")[2].partition(";")[0]
        assert text.index("Content-Security-Policy") < text.index("<script"), page


@pytest.fixture
def told(browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    """A page, and what the browser complains of."""
    context = browser.new_context(locale="zh-CN")
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda one: said.append(one.text) if one.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page, said
    context.close()


def test_search_works_within_the_rules(site: Path, told: tuple[Page, list[str]]) -> None:
    page, said = told
    page.set_viewport_size({"width": 1400, "height": 900})
    page.goto((site / "index.html").as_uri())
    field = page.locator("#pst-primary-sidebar input[name=q]").first
    field.fill("县域内就诊率")
    field.press("Enter")
    page.wait_for_url("**/search.html?q=*")
    page.locator("main", has_text="发文机关").wait_for()
    assert said == []


def test_what_reads_files_may_stand_beside_the_page(base: str, browser: Browser) -> None:
    """A page's rules allow its worker, from a server and from the disk: without it a large file holds up the page."""
    page = browser.new_page()
    told: list[str] = []
    page.on("console", lambda said: told.append(said.text) if said.type == "error" else None)
    for name in ("selfcheck", "collect"):
        page.goto(f"{base}{name}.html")
        uri = page.locator(f"#{name}").get_attribute("data-worker")
        begun = "async (uri) => (await policykitSelfcheck.desk.begin(uri, 2 ** 20, () => {}))[1]"
        assert page.evaluate(begun, uri) is False, (name, told)
    page.close()
    assert not told
