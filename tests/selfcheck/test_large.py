"""A workbook of 20,000 rows: the page says how far it is, and no work keeps it from answering for a second."""

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
from policykit.site.selfcheck import SCRIPTS, script
from policykit.site.wording import words

ROWS = 20_000
WATCH = """
window.longest = 0;
window.steps = new Set();
new PerformanceObserver((list) => {
  for (const task of list.getEntries()) window.longest = Math.max(window.longest, task.duration);
}).observe({ entryTypes: ["longtask"] });
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
    common = [STATIC.with_name("pages") / f"policykit-{name}.js" for name in EVERYWHERE]
    files = [*common, rulebook, *(STATIC / f"policykit-selfcheck-{name}.js" for name in SCRIPTS)]
    given = {
        "words": words("selfcheck")["page"],
        "root": "",
        "form": "",
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
    longest = page.evaluate("longest")
    context.close()
    assert longest < 1000


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
