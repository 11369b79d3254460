"""The site in a real browser: over http and from the disk, nothing leaves the host, nothing fails, nothing else runs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page
    from tests.sphinxext.conftest import Reader


def kinds(reader: Reader) -> list[Path]:
    """One page of each kind: every one at the top, and of each folder the largest."""
    pages = sorted(reader.pages(), key=lambda name: name.stat().st_size)
    return [*{name.name if name.parent == reader.site else name.parent: name for name in pages}.values()]


def fits(page: Page, *widths: int) -> bool:
    """Whether a page scrolls in one direction only."""
    for width in widths:
        page.set_viewport_size({"width": width, "height": 800})
        if page.evaluate("document.documentElement.scrollWidth") > width:
            return False
    return True


def test_every_page_from_a_server(served: str, reader: Reader, page: Page, problems: list[str]) -> None:
    """No request leaves the host, nothing fails, and on the smallest phone nothing scrolls sideways."""
    asked: list[str] = []
    page.on("request", lambda call: asked.append(call.url))
    page.set_viewport_size({"width": 360, "height": 800})
    for name in reader.pages():
        page.goto(served + name.relative_to(reader.site).as_posix(), wait_until="load")
        assert fits(page, 360), name
    assert len(asked) > len(reader.pages())
    assert [url for url in asked if not url.startswith((served, "data:"))] == []
    assert not problems


INJECTED = """() => new Promise((resolve) => {
  const script = document.createElement("script");
  script.textContent = "window.hacked = 1";
  document.body.append(script);
  document.body.insertAdjacentHTML("beforeend", "<img src=x onerror='window.hacked = 2'>");
  const told = () => resolve([window.hacked ?? null, document.documentElement.dataset.theme]);
  document.body.lastElementChild.addEventListener("error", told);
})"""


def test_a_page_of_each_kind_from_the_disk(
    disk: str, reader: Reader, page: Page, problems: list[str]
) -> None:
    """The same on every screen, where the layout changes by kind; and what comes to stand in a page does not run."""
    asked: list[str] = []
    page.on("request", lambda call: asked.append(call.url))
    widths = (360, 768, 1024, 1440)
    page.set_viewport_size({"width": widths[0], "height": 800})
    for name in kinds(reader):
        page.goto(name.as_uri(), wait_until="load")
        assert fits(page, *widths), name
        widths = widths[::-1]  # the next one is opened on the screen on which this was left
        assert problems == [], name
        hacked, theme = page.evaluate(INJECTED)
        # What stands in for a page that is not there has no theme to choose.
        assert (hacked, theme) == (None, None if name.stem == "404" else "light"), name
        assert any("Content Security Policy" in one for one in problems), name
        problems.clear()
    assert len(asked) > len(kinds(reader))
    assert [url for url in asked if not url.startswith((disk, "data:"))] == []


def test_a_long_result_fits_the_first_page(reader: Reader, page: Page) -> None:
    """What it says of a site that has results of tests, which this one has not."""
    page.goto((reader.site / "index.html").as_uri())
    shown = page.locator(".glance .result")
    expect(shown).to_have_count(1)
    shown.evaluate("(one) => (one.textContent = '每项要求都由程序从原文重新读出，核对一致')")
    for width in (360, 1366):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_copying_a_citation(base: str, page: Page) -> None:
    page.goto(f"{base}policies/nhc-2023-41.html#c-4-11")
    for width in (390, 1280, 1440):
        page.set_viewport_size({"width": width, "height": 800})
        page.reload()
        page.locator("#c-4-11 .clause-copy").click()
        said = page.locator(".pk-toast.shown").inner_text()
        assert "（國衛基層發〔2023〕41號）第四部分第（十一）條，" in said
        address = f"{base}policies/nhc-2023-41.html#c-4-11" if base.startswith("http") else "nhc-2023-41/4/11"
        assert said.endswith(address)


def test_keyboard_reaches_the_tools_of_a_clause(site: Path, page: Page) -> None:
    page.goto((site / "policies" / "nhc-2023-41.html").as_uri())
    page.locator("#c-4-11 .clause-link").focus()
    expect(page.locator("#c-4-11 .clause-tools")).to_have_css("opacity", "1")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert "第四部分第（十一）條" in page.locator(".pk-toast.shown").inner_text()


def test_a_link_into_a_fold_opens_it(site: Path, page: Page) -> None:
    address = (site / "policies" / "nhc-2023-reform-h2.html").as_uri()
    clause = page.locator("#c-interpretation-3-p1")
    page.goto(address)
    expect(clause).to_be_hidden()
    page.goto(address + "#c-interpretation-3-p1")
    expect(clause).to_be_visible()
    page.goto("about:blank")
    page.goto(address + "#interpretation")
    expect(clause).to_be_visible()


def test_search_finds_words_in_either_script(base: str, page: Page) -> None:
    for query, found in (
        ("县域内就诊率", {"shexian-2025", "guiyang-2024-36"}),
        ("家庭医生签约", {"nhc-2023-41", "nhc-2023-reform-h2", "erenhot-2021"}),
        ("家庭醫生", {"nhc-2023-41"}),
        ("电子病历应用水平", {"guiyang-2024-36"}),
    ):
        page.goto(f"{base}search.html?q={query}")
        for policy in found:
            expect(page.locator(f"#pk-hits li a[href*='/{policy}.html']").first).to_be_attached()


def test_on_a_phone_the_outline_opens_over_the_page(browser: Browser, site: Path) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    page = context.new_page()
    page.goto((site / "policies" / "nhc-2023-41.html").as_uri())
    page.locator(".secondary-toggle").tap()
    page.locator("dialog[open] a[href='#c-4-11']").tap()
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(page.locator("#c-4-11")).to_be_visible()
    context.close()


def test_print_shows_the_document_alone(site: Path, page: Page) -> None:
    page.goto((site / "policies" / "guiyang-2024-36.html").as_uri())
    page.emulate_media(media="print")
    for hidden in ("#pst-primary-sidebar", "#pst-secondary-sidebar", ".bd-header-article", ".policy-actions"):
        assert not page.locator(hidden).first.is_visible(), hidden
    assert not page.locator(".prev-next-area, .clause-tools, .headerlink").filter(visible=True).count()
    assert page.locator(".policy-text > h1").is_visible()
    assert page.locator("#c-2-1-1").is_visible()
