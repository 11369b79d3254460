"""Long lists and tables as staff use them: narrowed, scrolled, printed; charts that name what they leave out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from pypdfium2 import PdfDocument

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page
    from tests.sphinxext.conftest import Reader

GUIYANG = "关于进一步完善贵阳贵安医疗卫生服务体系实施方案"


@pytest.mark.parametrize(
    ("choice", "value", "left"),
    [
        ("行政区划：", "贵阳市", [GUIYANG]),
        (
            "发文机关：",
            "歙县人民政府办公室",
            ["2025年紧密型县域医共体提质升级暨基层医疗卫生服务能力提升工作方案"],
        ),
        ("年份：", "2021", ["二连浩特市紧密型（县）域医共体建设工作方案"]),
    ],
)
def test_the_list_of_policies_is_narrowed(
    site: Path, page: Page, choice: str, value: str, left: list[str]
) -> None:
    page.goto((site / "policies.html").as_uri())
    page.get_by_label(choice).select_option(label=value)
    expect(page.locator(".policy-entry > a").filter(visible=True)).to_have_text(left)
    # The address keeps it.
    page.reload()
    expect(page.locator(".policy-entry > a").filter(visible=True)).to_have_text(left)


def test_heads_of_a_long_table_stand_and_a_wide_one_says_so(site: Path, page: Page) -> None:
    page.set_viewport_size({"width": 1366, "height": 800})
    page.goto((site / "cascade.html").as_uri())
    table = page.locator("table.cascade").first
    table.locator("tbody tr").last.scroll_into_view_if_needed()
    expect(table.locator("thead th").first).to_be_in_viewport()
    expect(page.locator(".table-push").first).to_be_hidden()
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto((site / "coverage.html").as_uri())
    expect(page.locator(".table-push").first).to_have_text("表格较宽，可左右滑动查看")
    expect(page.locator(".table-push").first).to_be_visible()


def test_paper_says_where_it_is_from_and_of_which_day(site: Path, page: Page) -> None:
    page.clock.set_fixed_time("2027-03-05T09:00:00")
    page.goto((site / "policies" / "guiyang-2024-36.html").as_uri())
    printed = page.locator(".printed")
    expect(printed).to_be_hidden()
    page.emulate_media(media="print")
    expect(printed).to_be_visible()
    expect(printed).to_contain_text(GUIYANG)
    expect(printed).to_contain_text("policies/guiyang-2024-36.html")
    expect(printed).to_contain_text("2027年3月5日打印")


def test_every_sheet_of_paper_says_it_and_its_number(site: Path, page: Page) -> None:
    page.clock.set_fixed_time("2027-03-05T09:00:00")
    page.goto((site / "policies" / "guiyang-2024-36.html").as_uri())
    file = PdfDocument(page.pdf(prefer_css_page_size=True))
    sheets = [sheet.get_textpage().get_text_bounded() for sheet in file]
    assert len(sheets) > 2
    for number, text in enumerate(sheets, 1):
        told = "".join(text.split())
        assert "2027年3月5日打印" in told
        assert re.search(r"policies/guiyang\W?2024\W?36\.html", told)
        assert f"第{number}页，共{len(sheets)}页" in told


def test_a_theme_shows_what_each_document_asks_in_it(reader: Reader) -> None:
    for path in (reader.site / "indicators").glob("*.html"):
        tree = reader.page(f"indicators/{path.name}")
        rows = [
            [cell.get_text().split() for cell in row.select("td")]
            for row in tree.select(".theme-bars tbody tr")
        ]
        counts = [[int(cell[0]) for cell in cells[1:]] for cells in rows]
        assert all(total == sum(parts) for total, *parts in counts)
        assert f"提出 {sum(total for total, *_ in counts)} 项要求" in tree.get_text()
        drawn = [
            sum(float(str(part["width"])) for part in bar.select("rect"))
            for bar in tree.select(".theme-bars svg")
        ]
        most = max(total for total, *_ in counts)
        assert drawn == pytest.approx([total / most * 100 for total, *_ in counts], abs=0.2)


def test_a_hit_of_a_policy_out_of_force_says_so(site: Path, page: Page) -> None:
    page.goto((site / "search.html").as_uri())
    page.evaluate(
        """async () => {
          await policykitSearch.open();
          const policy = policykitSearch.head.policies.find(({ id }) => id === "shexian-2025");
          const standing = [["", "in_force", "现行有效"], ["2026-01-01", "expired", "已失效"]];
          // Its texts bring how it stands: they shall not bring it back into force.
          Object.defineProperty(policy, "standing", {get: () => standing, set() {}});
        }"""
    )
    page.locator("#pk-search-field").fill("歙县中医药传承创新")
    hit = page.locator("#pk-hits > li", has=page.locator("a[href*='shexian-2025']")).first
    expect(hit.locator(".pk-lapsed")).to_have_text("已失效")
    page.locator("#pk-search-field").fill("贵阳 基层医疗卫生")
    expect(page.locator("#pk-hits > li a[href*='guiyang']").first).to_be_attached()
    expect(
        page.locator("#pk-hits > li", has=page.locator("a[href*='guiyang']")).locator(".pk-lapsed")
    ).to_have_count(0)


def test_a_chart_says_its_unit_and_what_is_not_in_it(reader: Reader) -> None:
    (shown,) = reader.at("indicators/access.html", "i-county-visit-rate")
    caption = shown.select(".target-chart figcaption")[0].get_text()
    assert caption.startswith("纵轴：目标值（%），85% 至 90%，不从 0 起；横轴：期限。")
    assert [who.get_text() for who in shown.select(".target-chart .who-below")] == [
        "乌当区等5地",
        "歙县",
        "歙县",
    ]
    drawn = len(shown.select(".target-chart circle"))
    named = len(shown.select(".target-chart figcaption a"))
    assert drawn + named == len(
        shown.select(".checks-table.sortable tbody tr, .checks-table.stacked tbody tr")
    )
