"""What comes out of the printer: whole tables under their heads, and nothing that only a screen needs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from tests.sphinxext.test_county import KEY, SHE

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page


def sheets(page: Page, folder: Path) -> list[str]:
    """The text of each sheet of paper of what a page shows now."""
    page.pdf(path=folder / "page.pdf", prefer_css_page_size=True)
    file = pypdfium2.PdfDocument(folder / "page.pdf")
    return [sheet.get_textpage().get_text_bounded() for sheet in file]


@pytest.mark.parametrize(
    "listed",
    [
        ("checks/shexian-2025", "article .checks-table.sortable", "约束性", "县域内就诊率"),
        ("cascade", "article .cascade", "上级要求", "未见"),
        ("tasks", ".tasks-table", "约束性", "还有"),
    ],
)
def test_a_long_table_goes_on_under_its_heads(
    page: Page, site: Path, tmp_path: Path, listed: tuple[str, str, str, str]
) -> None:
    """It begins on the sheet on which its heading stands, and each further sheet repeats the heads."""
    name, table, head, first = listed
    page.add_init_script(f"localStorage.setItem('{KEY}', {json.dumps(json.dumps(SHE))})")
    page.goto((site / f"{name}.html").as_uri())
    page.locator(table).first.wait_for()
    # Of the page what leads to its first table and that table remain, of a length of several sheets.
    page.evaluate(
        """(table) => {
          const [shown] = document.querySelectorAll(table);
          const body = shown.tBodies[0];
          while (body.rows.length < 90) body.append(body.rows[body.rows.length - 1].cloneNode(true));
          for (let one = shown; one.tagName !== "ARTICLE"; one = one.parentElement)
            while (one.nextElementSibling) one.nextElementSibling.remove();
        }""",
        table,
    )
    said = sheets(page, tmp_path)
    assert len(said) > 3
    assert [head in text for text in said] == [True] * len(said)
    assert first in said[0]


def test_no_control_and_no_ring_is_printed(page: Page, site: Path) -> None:
    page.emulate_media(media="print")
    for name, controls in {
        "cascade": ".table-tools, .sort-only, .table-push",
        "years": ".selfcheck-drop, .years-choices, .years-address",
        "collect": ".selfcheck-form",
        "policies/shexian-2025": ".policy-actions, .clause-tools, .policy-hash",
    }.items():
        page.goto((site / f"{name}.html").as_uri())
        if name == "years":
            page.locator(".years-address").wait_for(state="attached")
        assert page.locator(controls).count()
        assert page.locator(controls).filter(visible=True).count() == 0, name
        page.evaluate("document.querySelector('article a').focus({ focusVisible: true })")
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "none", name
