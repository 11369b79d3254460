"""The result printed from the page: its button, its findings, and who must mend what; nothing else on the paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page, expect
from tests.project import corpus, specs

from policykit.site import WEB
from policykit.site.rendering import filled
from policykit.site.selfcheck import SCRIPTS, script
from policykit.site.wording import words

HEAD = "单位名称,行政区划代码,年度,居民在县域内就诊人次数,居民就诊总人次数"
STAND_IN = "window.policykitCounty = { current: () => null, onChoice() {}, field: { attach() {} } };"
RULES = [each for each in specs().requirements if each.clause == "shexian-2025/p1"]


@pytest.fixture(scope="module")
def opened(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """The frame of the page with its scripts, and the rules of one clause."""
    folder = tmp_path_factory.mktemp("paper")
    about = {"check": "c.html", "clause": "p.html", "place": "引言第1段"}
    policies = {each.id: [each.title, each.level.value, each.level.label] for each in corpus().policies}
    rules = script(RULES, lambda _: about, policies)
    (folder / "rules.js").write_text(rules, "utf-8")
    (folder / "elements.js").write_bytes((WEB / "pages" / "policykit-elements.js").read_bytes())
    for name in SCRIPTS:
        file = f"policykit-selfcheck-{name}.js"
        (folder / file).write_text((WEB / "selfcheck" / file).read_text("utf-8"), "utf-8")
    style = (WEB / "selfcheck" / "policykit-selfcheck.css").read_text("utf-8")
    names = ["elements.js", "rules.js", *(f"policykit-selfcheck-{name}.js" for name in SCRIPTS)]
    frame = filled("selfcheck", words=words("selfcheck")["page"], root="", form="", worker="", scripts=names)
    body = f"<article class='bd-article'><section><h1>自查</h1><p>打开工作簿</p>{frame}</section></article>"
    page_text = f"<!doctype html><meta charset=utf-8><style>{style}</style><script>{STAND_IN}</script>{body}"
    (folder / "page.html").write_text(page_text, "utf-8")
    context = browser.new_context(locale="zh-CN")
    page = context.new_page()
    told: list[str] = []
    page.on("pageerror", lambda error: told.append(str(error)))
    page.add_init_script("window.print = () => { window.printed = (window.printed ?? 0) + 1; };")
    page.goto((folder / "page.html").as_uri())
    yield page
    assert not told
    context.close()


def printed(page: Page, folder: Path, row: str, day: str = "2027-01-01") -> str:
    """The text of the paper, after a click on the button."""
    path = folder / "数据.csv"
    path.write_text(f"{HEAD}\n{row}\n", "utf-8")
    page.locator("#selfcheck-day").fill(day)
    page.locator("#selfcheck-file").set_input_files(path)
    button = page.locator(".table-files button", has_text="打印报告")
    expect(page.locator("#selfcheck-status")).to_contain_text("数据.csv：")
    expect(button).to_be_visible()
    expect(page.locator(".selfcheck-paper")).to_have_count(0)
    button.click()
    expect(page.locator(".selfcheck-paper")).to_have_count(1)
    expect(page.locator(".selfcheck-paper")).to_be_hidden()
    text = page.locator(".selfcheck-paper").text_content() or ""
    pdf = folder / "page.pdf"
    page.pdf(path=pdf, prefer_css_page_size=True)
    return text


FLIPS = [
    ("歙县,341021,2026,83,100", "2027-01-01", True, "县域内就诊率歙县83%不低于85%差2个百分点"),
    ("歙县,341021,2026,86,100", "2027-01-01", False, "能够判定的事项中没有未达标的。"),
    ("歙县,341021,2026,83,100", "2026-12-31", False, "能够判定的事项中没有未达标的。"),
    ("歙县,341021,2026,83,", "2027-01-01", False, "没有一项要求有足够的数据可以判定"),
]  # fmt: skip  # a row a line


@pytest.mark.parametrize("flip", FLIPS)
def test_a_flipped_verdict_flips_its_sentence(
    opened: Page, tmp_path: Path, flip: tuple[str, str, bool, str]
) -> None:
    row, day, mend, said = flip
    text = printed(opened, tmp_path, row, day)
    assert said in text
    assert ("歙县（1项）" in text) is mend
    assert f"检查日期：{day}" in text


def test_the_paper_is_a4_with_numbers_and_holds_the_report_alone(opened: Page, tmp_path: Path) -> None:
    printed(opened, tmp_path, "歙县,341021,2026,83,100")
    file = pypdfium2.PdfDocument(tmp_path / "page.pdf")
    width, height = file[0].get_size()
    assert (round(width / 72 * 25.4), round(height / 72 * 25.4)) == (210, 297)
    text = "".join(page.get_textpage().get_text_bounded() for page in file)
    assert "政策要求落实情况自查报告" in text
    assert "网址：file://" in text
    assert "— 1 —" in text
    assert "打开工作簿" not in text
    assert "选择填报文件" not in text
    assert "数据核算" not in text
