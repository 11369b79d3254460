"""Axe-core looks at every kind of page on a desktop, and at its colours on a phone in the dark."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING, Literal

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser
    from tests.sphinxext.conftest import Book, Reader

AXE = (resources.files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
RUN = "axe.run(document, {resultTypes: ['violations']})"
# What the dark changes; the rest was looked at in the light.
COLOURS = "axe.run(document, {resultTypes: ['violations'], runOnly: ['color-contrast', 'target-size', 'scrollable-region-focusable']})"
OPEN = "for (const fold of document.querySelectorAll('details')) fold.open = true"
# Of many neighbours those are looked at that have an element in them as no one before: what axe asks of an element
# follows from its tag, its classes and what it stands in. A page of two hundred checks takes minutes otherwise.
THIN = """
const named = (element) => `${element.tagName}.${element.className}`;
for (const parent of document.querySelectorAll("main, main *")) {
  if (!parent.isConnected || parent.childElementCount < 8) continue;
  const seen = new Set();
  for (const child of [...parent.children]) {
    const forms = [child, ...child.querySelectorAll("*")].map((one) => `${named(one.parentElement)}>${named(one)}`);
    // A label stays: its field may be the first of its kind.
    if (child.tagName !== "LABEL" && forms.every((form) => seen.has(form))) child.remove();
    forms.forEach((form) => seen.add(form));
  }
}
"""
GRAVE = {"serious", "critical"}


def kinds(reader: Reader) -> list[str]:
    """The pages at the top, and of every folder one of middling length."""
    folders: dict[str, list[Path]] = {}
    for page in reader.pages():
        folder = page.relative_to(reader.site).parent.as_posix()
        folders.setdefault(page.name if folder == "." else folder, []).append(page)
    middling = [
        sorted(pages, key=lambda page: page.stat().st_size)[len(pages) // 2] for pages in folders.values()
    ]
    names = [page.relative_to(reader.site).as_posix() for page in middling]
    return sorted([*names, "search.html?q=家庭医生", "search.html?q=没有这样的词语"])


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_every_kind_of_page_is_accessible(
    browser: Browser, reader: Reader, width: int, scheme: Literal["light", "dark"]
) -> None:
    names = kinds(reader)
    assert len(names) > 10
    assert (
        graves(browser, [(reader.site / "x").parent.as_uri() + "/" + name for name in names], width, scheme)
        == []
    )


def test_hostile_pages_are_accessible(browser: Browser, hostile_book: Book) -> None:
    names = ("policies/hostile-2025.html", "checks/hostile-2025.html")
    assert graves(browser, [(hostile_book.site / name).as_uri() for name in names], 390, "light") == []


def graves(
    browser: Browser, addresses: list[str], width: int, scheme: Literal["light", "dark"]
) -> list[tuple[str, str, str]]:
    """Address, rule and first element of each grave violation, with all folds open."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, locale="zh-CN"
    )
    page = context.new_page()
    found = []
    for address in addresses:
        page.goto(address)
        if "?q=" in address:
            expect(page.locator("#pk-search-status")).not_to_be_empty()
        # What is fading in has not its colour yet.
        page.add_style_tag(content="* { animation: none !important; transition: none !important }")
        page.evaluate(OPEN)
        page.evaluate(THIN)
        page.evaluate(AXE)
        violations = page.evaluate(COLOURS if scheme == "dark" else RUN)["violations"]
        assert violations is not None
        found += [
            (address, one["id"], one["nodes"][0]["html"][:200])
            for one in violations
            if one["impact"] in GRAVE
        ]
    context.close()
    return found
