"""The Simplified view of a traditional text: asked for by tap or key, remembered, and never what is cited."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from docutils import nodes
from playwright.sync_api import expect

from policykit.sphinxext.nodes import in_other_script, policy_text, quote_mark
from policykit.sphinxext.simplified import add_simplified

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page
    from tests.sphinxext.conftest import Reader

POLICY = "policies/nhc-2023-41.html"


# Written from the text before the program ran; the bar is where a mark of a check begins or ends.
@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("縣級綜合醫院要設立|全科醫學科", "县级综合医院要设立|全科医学科"),
        # Taiwan's words, with the mainland's beside them longer or shorter.
        ("落實“網際網路+|”醫療服務價格政策", "落实“互联网+|”医疗服务价格政策"),
        ("資訊共用的|縣域醫共體", "信息共享的|县域医共体"),
        # A word that the mark cuts in two is the first part's.
        ("推進資|訊共用", "推进信息|共享"),
        # Figures, signs and the brackets of a 文号 stay as they are.
        ("國衛基層發〔2023〕41號，|２０％以上", "国卫基层发〔2023〕41号，|２０％以上"),
        ("到2027年底|", "到2027年底|"),
    ],
)
def test_a_line_is_converted_as_a_whole_and_cut_where_it_was(line: str, shown: str) -> None:
    first, second = line.split("|")
    paragraph = nodes.paragraph("", "", nodes.Text(first))
    if second:
        paragraph += quote_mark("", "", nodes.Text(second), checks=[])
    tree = policy_text("", paragraph)
    add_simplified(tree)
    pieces = [
        text.parent["simplified"] if isinstance(text.parent, in_other_script) else str(text)
        for text in tree.findall(nodes.Text)
    ]
    assert "|".join(pieces if second else [*pieces, ""]) == shown
    assert tree.astext() == line.replace("|", "")


def test_a_tap_shows_the_text_in_simplified_characters(browser: Browser, disk: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    page = context.new_page()
    page.goto(disk + POLICY)
    switch = page.get_by_role("button", name="以简体阅读")
    expect(switch).to_have_attribute("aria-pressed", "false")
    switch.tap()
    expect(switch).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".script-says")).to_contain_text("现在以简体显示")
    expect(page.locator("#c-4-11")).to_contain_text("组织医师依托基层医疗卫生机构开展家庭医生签约服务")
    expect(page.locator("h1")).to_contain_text("关于全面推进紧密型县域医疗卫生共同体建设的指导意见")
    expect(page.locator(".policy-number")).to_have_text("国卫基层发〔2023〕41号")
    # Remembered, here and for the next one; the text as published is one tap away.
    page.reload()
    expect(page.locator("#c-4-11")).to_contain_text("家庭医生")
    switch.tap()
    expect(page.locator("#c-4-11")).to_contain_text("家庭醫生")
    page.reload()
    expect(page.locator("#c-4-11")).to_contain_text("家庭醫生")
    context.close()


def test_by_keyboard_and_all_that_is_not_words_stays(page: Page, reader: Reader) -> None:
    page.goto((reader.site / POLICY).as_uri())
    told = """() => [document.querySelectorAll(".clause[id]"), document.querySelectorAll(".quoted")].map(
        (all) => [...all].map((one) => one.id || [one.tagName, one.getAttribute("href"), one.dataset.checks].join()))"""
    before = page.evaluate(told)
    published = page.locator(".policy-text").inner_text()
    page.get_by_role("button", name="以简体阅读").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".policy-text")).to_have_attribute("lang", "zh-Hans")
    assert page.evaluate(told) == before
    expect(page.locator("#pst-page-toc-nav")).to_contain_text("拓展家庭医生签约服务")
    assert page.locator("#c-4-11 a.quoted").filter(visible=True).count() > 0
    page.locator("#c-4-11 .clause-copy").click()
    said = page.locator(".pk-toast.shown").inner_text()
    assert "緊密型縣域醫療衛生共同體建設的指導意見》（國衛基層發〔2023〕41號）第四部分第（十一）條" in said
    page.get_by_role("button", name="以简体阅读").press("Enter")
    assert page.locator(".policy-text").inner_text() == published


def test_only_traditional_texts_have_the_view(reader: Reader) -> None:
    offering = {
        path.relative_to(reader.site).as_posix()
        for path in reader.pages()
        if 'class="btn btn-sm pst-navbar-icon script-switch' in path.read_text("utf-8")
    }
    assert offering == {POLICY}


def test_no_traditional_character_is_left_in_the_view(page: Page, reader: Reader) -> None:
    page.goto((reader.site / POLICY).as_uri())
    page.get_by_role("button", name="以简体阅读").click()
    shown = page.evaluate(
        "[...document.querySelectorAll('.clause p, .policy-text h2')].map((one) => one.textContent).join('')"
    )
    assert not set(shown) & set("縣醫療衛體構務與為國發黨導員級對應診藥費號項條")
