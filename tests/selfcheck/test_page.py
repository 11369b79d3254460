"""The page as staff meet it: opened from the disk, with the network cut off, with files that mean ill."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest
from openpyxl import Workbook, load_workbook
from playwright.sync_api import Browser, Page, expect
from tests import project
from tests.selfcheck.kit import HEADS

from policykit.figures.report import check, to_json
from policykit.specs import Specs

DAY = date(2027, 1, 1)
ILL = [
    "<script>window.hacked=1</script>",
    "=cmd|'/c calc'!A1",
    "]]>",
    "@SUM(A1)",
    "\u202e85",
    "a\"b'c&amp;",
    "+1+1",
    "-x",
]


@pytest.fixture
def opened(browser: Browser, site: Path) -> Iterator[Page]:
    """The page with no network behind it; nothing may be asked for and nothing may go wrong."""
    context = browser.new_context(locale="zh-CN", viewport={"width": 1280, "height": 900})
    context.set_offline(True)
    page = context.new_page()
    told: list[str] = []
    page.on(
        "request", lambda call: None if call.url.startswith(("file:", "blob:")) else told.append(call.url)
    )
    page.on("console", lambda said: told.append(said.text) if said.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("dialog", lambda shown: told.append(shown.message))
    page.goto((site / "selfcheck.html").as_uri())
    yield page
    assert not told
    context.close()


def judge(page: Page, path: Path, division: str = "341021", as_of: date = DAY) -> None:
    page.locator("#selfcheck-division").fill(division)
    page.locator("#selfcheck-division").dispatch_event("change")
    page.locator("#selfcheck-day").fill(as_of.isoformat())
    page.locator("#selfcheck-file").set_input_files(path)
    expect(page.locator("#selfcheck-status")).to_contain_text(f"{path.name}：")
    expect(page.locator(".verdict-counts")).to_be_visible()


def saved(page: Page, label: str) -> bytes:
    with page.expect_download() as download:
        page.locator(".table-files button", has_text=label).click()
    return Path(download.value.path()).read_bytes()


def test_a_workbook_is_judged_as_on_the_command_line(opened: Page, root: Path) -> None:
    path = root / "tests" / "data" / "fictional-county.xlsx"
    judge(opened, path)
    expected = check(path, project.specs().requirements, as_of=DAY, division="341021")
    assert json.loads(saved(opened, "JSON")) == json.loads(to_json(expected))
    counts = opened.locator(".verdict-counts dd").all_inner_texts()
    assert [int(count) for count in counts] == [
        count for state, count in expected.counts.items() if state != "could_not_run"
    ]


def test_what_falls_short_is_named_with_its_quote_and_links(opened: Page, root: Path, site: Path) -> None:
    judge(opened, root / "tests" / "data" / "fictional-county.xlsx")
    path = root / "tests" / "data" / "fictional-county.xlsx"
    short = [
        one
        for one in check(path, project.specs().requirements, as_of=DAY, division="341021").results
        if one.state == "not_met"
    ]
    assert opened.locator(".verdicts-not_met .finding").count() == len(short)
    quote = short[0].requirement.quote
    finding = opened.locator(".verdicts-not_met .finding", has_text=quote)
    assert f"{short[0].unit}（2026年）" in finding.inner_text()
    assert finding.locator("a").count() == 2
    for link in finding.locator("a").all():
        name, _, anchor = (link.get_attribute("href") or "").partition("#")
        assert f'id="{anchor}"' in (site / name).read_text("utf-8")


def test_a_table_that_fits_does_not_say_that_it_can_be_pushed(opened: Page, root: Path) -> None:
    """It comes after the page; its heads stand while the page goes by, and it is no stop of the keyboard."""
    judge(opened, root / "tests" / "data" / "fictional-county.xlsx")
    opened.locator(".selfcheck-account summary").click()
    frame = opened.locator(".selfcheck-account .table-frame")
    expect(frame).to_have_class("table-frame fits")
    assert frame.get_attribute("tabindex") is None
    assert frame.locator("thead th").first.evaluate("(head) => getComputedStyle(head).position") == "sticky"


def test_what_became_of_the_file_and_of_each_clause_is_told(opened: Page, root: Path) -> None:
    path = root / "tests" / "data" / "fictional-county.xlsx"
    judge(opened, path)
    report = check(path, project.specs().requirements, as_of=DAY, division="341021")
    assert report.account is not None
    rows, cells = report.account.lines
    account = opened.locator(".selfcheck-account")
    assert account.locator("summary").inner_text() == f"数据核算：{rows}"
    account.locator("summary").click()
    expect(account.locator("p").first).to_have_text(cells)
    assert account.locator("tbody tr").count() == len(report.account.entries)
    several = [str(each.verdict) for each in report.clauses if sum(each.verdict.counts.values()) > 1]
    shown = opened.locator(".selfcheck-clauses tbody tr td:last-child").all_text_contents()
    assert sorted(shown) == sorted(several)
    assert opened.locator(".selfcheck-problems").count() == 0
    text = opened.locator("#selfcheck-result").text_content() or ""
    for result in report.results:
        rule = result.requirement
        if result.state in {"not_met", "judgement"}:
            assert not rule.softly or f"原文用“{rule.softly}”" in text
            assert rule.due_from != "title" or not rule.due or "期限据文件标题" in text
    finding = opened.locator(".verdicts-not_met .finding").first
    expect(finding).to_contain_text("自定口径")


def test_the_order_of_doing_is_seen_at_a_glance(opened: Page) -> None:
    """A blank table, filling it in, the check: numbered, in this order, and of one screen of a phone."""
    steps = opened.locator(".selfcheck-steps > li")
    assert [step.locator(".selfcheck-step").inner_text()[:4] for step in steps.all()] == [
        "拿空白表",
        "填表",
        "检查填好",
    ]
    at = [
        opened.locator(name).bounding_box()
        for name in ("#selfcheck-division", "#selfcheck-make", ".selfcheck-drop")
    ]
    tops = [box["y"] for box in at if box]
    assert tops == sorted(tops)
    assert tops[-1] - tops[0] < 800


def test_a_division_is_found_by_its_initials(opened: Page, site: Path) -> None:
    """By the rule of 我的县, on both pages that have such a field, and by keys alone."""
    for name in ("selfcheck", "collect"):
        opened.goto((site / f"{name}.html").as_uri())
        field = opened.locator(f"#{name}-division")
        options = opened.locator(f"#{name}-division-list li")
        field.fill("")
        for written in ("sx", "shexian"):
            field.fill(written)
            expect(options.filter(has_text="歙县")).to_have_count(1)
        field.press("ArrowDown")
        active = opened.locator(f"#{field.get_attribute('aria-activedescendant')}")
        assert active.get_attribute("aria-selected") == "true"
        field.press("Escape")
        expect(options.first).to_be_hidden()
        field.fill("hssshexian")  # nothing sounds so: the list says so, and what is written stays
        expect(opened.locator(".county-field-said")).to_contain_text("没有找到“hssshexian”")
        field.fill("341021")
        expect(options).to_have_count(1)
        field.press("Enter")
        expect(field).to_have_value("341021 歙县")
        expect(options.first).to_be_hidden()


def test_a_blank_workbook_is_made_on_the_page(opened: Page, tmp_path: Path) -> None:
    make, status = opened.locator("#selfcheck-make"), opened.locator("#selfcheck-status")
    opened.locator("#selfcheck-division").fill("")
    make.click()
    expect(status).to_contain_text("请先填写行政区划")
    opened.locator("#selfcheck-division").fill("歙县")
    opened.locator("#selfcheck-year").fill("2026")
    with opened.expect_download() as download:
        make.click()
    expect(status).to_contain_text("已生成填报表-歙县-2026年.xlsx")
    assert download.value.suggested_filename == "填报表-歙县-2026年.xlsx"
    path = tmp_path / "表.xlsx"
    download.value.save_as(path)
    sheet = load_workbook(path)["县"]
    assert [cell.value for cell in sheet[3]] == [
        "指标",
        "单位",
        "口径",
        "来源条款",
        "2025年",
        "2026年",
        "责任科室",
    ]
    assert re.search(r"“.+”（《.+》第.+）", str(sheet["D4"].value))
    # As it is made, it is read: nothing is reported yet, and nothing is wrong with it.
    opened.locator("#selfcheck-file").set_input_files(path)
    expect(status).to_contain_text("待报")
    expect(opened.locator(".selfcheck-problems")).to_have_count(0)


def test_the_result_is_fit_to_hand_up(opened: Page, root: Path, tmp_path: Path) -> None:
    judge(opened, root / "tests" / "data" / "fictional-county.xlsx")
    path = tmp_path / "结果.xlsx"
    path.write_bytes(saved(opened, "Excel"))
    sheet = load_workbook(path)["判定"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", sheet.dimensions)
    clause = next(cell for cell in sheet["L"] if cell.hyperlink)
    assert re.fullmatch(r"《.+》第.+", str(clause.value))
    assert ".html#" in str(clause.hyperlink.target)
    assert sheet["C2"].fill.fgColor.rgb == "FFF8CBAD"  # 未达标


def test_the_division_is_the_one_that_the_workbook_names(opened: Page, root: Path) -> None:
    opened.locator("#selfcheck-file").set_input_files(root / "tests" / "data" / "fictional-county.xlsx")
    expect(opened.locator("#selfcheck-status")).to_contain_text("达标")
    assert opened.locator("#selfcheck-division").input_value() == "341021 歙县"
    opened.locator("#selfcheck-division").fill("二连浩特市")
    opened.locator("#selfcheck-division").dispatch_event("change")
    expect(opened.locator("#selfcheck-status")).to_contain_text("处问题")
    opened.locator("#selfcheck-division").fill("桃花源")
    opened.locator("#selfcheck-division").dispatch_event("change")
    expect(opened.locator("#selfcheck-result")).to_contain_text("没有“桃花源”这个行政区划")


def test_the_example_says_that_it_is_fictional(opened: Page) -> None:
    today = opened.locator("#selfcheck-day").input_value()
    opened.locator("#selfcheck-try").click()
    expect(opened.locator(".fictional")).to_contain_text("不是任何地区的真实情况")
    assert opened.locator(".verdict-counts dd", has_text="0").count() < 4
    opened.locator("#selfcheck-file").set_input_files(
        {"name": "空.csv", "mimeType": "text/csv", "buffer": HEADS.encode("gbk")}
    )
    expect(opened.locator("#selfcheck-status")).to_contain_text("1处问题")
    assert opened.locator("#selfcheck-day").input_value() == today


def test_no_heading_of_a_result_passes_over_a_level(opened: Page) -> None:
    opened.locator("#selfcheck-try").click()
    expect(opened.locator("#selfcheck-met")).to_be_attached()
    opened.locator(".selfcheck-aside").evaluate_all("all => all.forEach((one) => (one.open = true))")
    listed = "all => all.filter((one) => one.checkVisibility()).map((one) => Number(one.tagName[1]))"
    levels = opened.locator("article :is(h1, h2, h3, h4)").evaluate_all(listed)
    assert levels[0] == 1
    assert len(levels) > 5
    steps = [after - before for before, after in pairwise(levels)]
    assert max(steps) == 1


def hostile(path: Path) -> Path:
    """A workbook whose names of units mean ill; its figures are in order."""
    book = Workbook()
    sheet = book.worksheets[0]
    for column, head in enumerate(["单位类型", *HEADS.split(",")], start=1):
        sheet.cell(1, column).value = head
    for row, text in enumerate(ILL, start=2):
        sheet.append(["医院", text, "341021", 2026, 83, 100])
        sheet.cell(row, 2).data_type = "s"
    book.save(path)
    return path


def test_cells_that_mean_ill_are_text_on_the_page_and_in_the_files(opened: Page, tmp_path: Path) -> None:
    judge(opened, hostile(tmp_path / "<img src=x onerror=alert(1)>.xlsx"))
    shown = opened.locator(".selfcheck-result").text_content() or ""
    assert all(text in shown for text in ILL)
    assert opened.evaluate("window.hacked") is None
    assert opened.locator(".selfcheck-result :is(script, img)").count() == 0
    rows = list(csv.reader(io.StringIO(saved(opened, "CSV").decode("utf-8-sig"))))
    units = {row[0] for row in rows[1:]}
    assert {
        "'=cmd|'/c calc'!A1",
        "'@SUM(A1)",
        "'+1+1",
        "'-x",
        "<script>window.hacked=1</script>",
        "]]>",
    } <= units
    sheets = load_workbook(io.BytesIO(saved(opened, "Excel"))).worksheets
    cells = [cell for sheet in sheets for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert all(cell.data_type in {"s", "inlineStr", "n"} for cell in cells)
    assert not any(
        str(cell.value).startswith(("=", "+", "-", "@")) for cell in cells if cell.data_type != "n"
    )
    assert {row[0] for row in rows[1:]} <= {str(cell.value) for cell in cells}


def test_problems_are_listed_with_cell_and_remedy(opened: Page, tmp_path: Path) -> None:
    path = tmp_path / "表.csv"
    path.write_bytes(f"{HEADS}\n歙县,341021,2026,<b>很多</b>,100,,昨天\n".encode("gbk"))
    judge(opened, path)
    expect(opened.locator("#selfcheck-status")).to_contain_text("另有2处数据问题")
    expect(opened.locator(".verdicts", has=opened.locator(".selfcheck-problems"))).to_contain_text(
        "其他要求照常判定"
    )
    rows = [row.inner_text() for row in opened.locator(".selfcheck-problems tbody tr").all()]
    assert len(rows) == 2
    assert "D2" in rows[0]
    assert "<b>很多</b>" in rows[0]
    assert "PK311" in rows[0]
    assert "PK312" in rows[1]
    # Wherever a sentence has a code, in the account and its lines too, the sentence stands first.
    opened.locator(".selfcheck-account summary").click()
    account = opened.locator(".selfcheck-account")
    assert "PK311" in account.inner_text()
    told = account.locator("summary, p, bdi, td").all_inner_texts()
    assert not [text for text in told if re.search(r"PK\d{3} [^、PK\s]", text)]
    assert account.locator(".problem-code").first.inner_text().startswith("PK3")


def test_the_paper_begins_on_the_first_page_and_none_of_it_is_cut(
    opened: Page, root: Path, tmp_path: Path
) -> None:
    judge(opened, root / "tests" / "data" / "fictional-county.xlsx")
    opened.locator(".table-files button", has_text="打印报告").click()
    opened.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True)
    pages = list(pypdfium2.PdfDocument(tmp_path / "page.pdf"))
    assert "政策要求落实情况自查报告" in pages[0].get_textpage().get_text_bounded()
    for page in pages:
        text = page.get_textpage()
        seen = (at for at in range(text.count_chars()) if text.get_text_range(at, 1).strip())
        right = max(text.get_charbox(at)[2] for at in seen)
        assert right <= page.get_width() - 26 / 25.4 * 72 + 1  # the margin of an official document


def test_of_several_years_one_may_be_chosen(opened: Page, tmp_path: Path) -> None:
    path = tmp_path / "历年.csv"
    path.write_text("单位名称,年度,县域内就诊率\n歙县,2024,80\n歙县,2026,86\n", encoding="utf-8")
    chosen = opened.locator("#selfcheck-of")
    expect(chosen).to_be_hidden()
    judge(opened, path, as_of=date(2027, 6, 1))
    expect(opened.locator("#selfcheck-met")).to_contain_text("86%")
    chosen.select_option("2024")
    expect(opened.locator("#selfcheck-not_due", has_text="实际：80%")).to_be_attached()
    assert opened.locator("#selfcheck-day").input_value() == "2024-12-31"
    chosen.select_option("2026")
    expect(opened.locator("#selfcheck-met")).to_contain_text("86%")
    assert opened.locator("#selfcheck-day").input_value() == "2026-12-31"
    chosen.select_option("")
    expect(opened.locator("#selfcheck-met")).to_contain_text("86%")
    assert opened.locator("#selfcheck-day").input_value() == "2027-06-01"


def test_figures_typed_by_hand_are_judged(opened: Page) -> None:
    opened.locator("#selfcheck-day").fill("2027-01-01")
    opened.locator("#selfcheck-hand > summary").click()
    opened.locator("#selfcheck-hand-indicator").select_option("county_visit_rate")
    opened.locator("#selfcheck-hand-now-visits_in_county").fill("８.3万")
    opened.locator("#selfcheck-hand-now-visits_by_residents").fill("很多")
    expect(opened.locator(".hand-problem", has_text="很多")).to_be_visible()
    opened.locator("#selfcheck-hand-now-visits_by_residents").fill("100,000")
    short = opened.locator("#selfcheck-hand .verdicts-not_met", has_text="2026年县域内就诊率达85%")
    expect(short).to_contain_text("差2个百分点")
    expect(opened.locator("#selfcheck-hand .verdicts-not_due", has_text="2027年")).to_contain_text(
        "差7个百分点"
    )


def test_the_page_fits_its_screen(opened: Page) -> None:
    opened.set_viewport_size({"width": 390, "height": 844})
    opened.locator("#selfcheck-try").click()
    expect(opened.locator(".verdict-counts")).to_be_visible()
    for width in (390, 1280):
        opened.set_viewport_size({"width": width, "height": 844})
        assert opened.evaluate("document.documentElement.scrollWidth") <= width


def test_the_rulebook_is_the_same_at_every_build(site: Path) -> None:
    from policykit.site.selfcheck import script

    assert script(Specs.read().requirements) == script(Specs.read().requirements)
    assert (site / "selfcheck" / "rulebook.js").stat().st_size < 500_000
