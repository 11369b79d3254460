"""Axe-core looks at every kind of page on a desktop, and at its colours on a phone in the dark; contrast in all of them."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from tests.sphinxext.conftest import Book, Reader

AXE = (resources.files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
RUN = "axe.run(document, {resultTypes: ['violations']})"
# What the dark changes, and a narrow screen; the rest was looked at in the light.
COLOURS = "axe.run(document, {resultTypes: ['violations'], runOnly: ['color-contrast', 'target-size', 'scrollable-region-focusable']})"
OPEN = "for (const fold of document.querySelectorAll('details')) fold.open = true"
# Those elements are looked at that have one in them as no one before: what axe asks of an element follows from its tag,
# its attributes, whether it has words of its own, and what it stands in. A page of two hundred checks takes minutes otherwise.
THIN = """() => {
  const valued = new Set(["class", "role", "type", "style", "aria-current"]);
  const forms = new Map();
  const form = (one) => {
    if (!forms.has(one)) {
      const said = [...one.attributes].map(({ name, value }) => (valued.has(name) ? `${name}=${value}` : name)).sort();
      const words = [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
      forms.set(one, `${forms.get(one.parentElement) ?? ""}>${one.tagName}[${said}]${words}`);
    }
    return forms.get(one);
  };
  const seen = new Set();
  const thin = (parent) => {
    for (const child of [...parent.children]) {
      const same = [child, ...child.querySelectorAll("*")].map(form).every((one) => seen.has(one));
      // What belongs to another stays, whose other half may be the first of its kind.
      if (same && !["LABEL", "DT", "DD"].includes(child.tagName)) child.remove();
      else {
        seen.add(form(child));
        thin(child);
      }
    }
  };
  thin(document.body);
}"""
# WCAG AA: 4.5 for text, 3 for large text, against what is behind it, where axe says that it cannot tell as well.
CONTRAST = (Path(__file__).parent / "contrast.js").read_text("utf-8")
GRAVE = {"serious", "critical"}
# The page that stands in for one that is not there has no theme.
THEME = (
    "(scheme) => { const { dataset } = document.documentElement; if (dataset.theme) dataset.theme = scheme; }"
)


class Look(NamedTuple):
    """A screen, its colours, and what axe is asked of a page on it."""

    width: int
    scheme: Literal["light", "dark"]
    rules: str = ""
    """Empty where only colours are looked at, and those by their numbers: `CONTRAST`."""


LOOKS = (Look(390, "dark", COLOURS), Look(1440, "dark"), Look(1440, "light", RUN))
"""The narrow one comes first: what scrolls only there is made so that keys reach it when the page is opened."""


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


def test_every_kind_of_page_is_accessible(browser: Browser, reader: Reader) -> None:
    names = kinds(reader)
    assert len(names) > 10
    assert graves(browser, [f"{reader.site.as_uri()}/{name}" for name in names], *LOOKS) == []


def test_hostile_pages_are_accessible(browser: Browser, hostile_book: Book) -> None:
    names = ("policies/hostile-2025.html", "checks/hostile-2025.html")
    addresses = [(hostile_book.site / name).as_uri() for name in names]
    assert graves(browser, addresses, Look(390, "light", RUN)) == []


def graves(browser: Browser, addresses: list[str], *looks: Look) -> list[tuple[str, str, str]]:
    """Address, rule and first element of each grave violation, with all folds open, as pages look one after the other."""
    context = browser.new_context(color_scheme=looks[0].scheme, locale="zh-CN")
    page = context.new_page()
    found = []
    for address in addresses:
        for look in looks:
            page.set_viewport_size({"width": look.width, "height": 900})
            page.emulate_media(color_scheme=look.scheme)
            if look is looks[0]:
                page.goto(address)
                if "?q=" in address:
                    expect(page.locator("#pk-search-status")).not_to_be_empty()
                # What is fading in has not its colour yet.
                page.add_style_tag(content="* { animation: none !important; transition: none !important }")
                page.evaluate(OPEN)
                page.evaluate(THIN)
                page.evaluate(AXE)
            # A page takes its colours when it is opened: what is chosen there is chosen again.
            page.evaluate(THEME, look.scheme)
            found += [(address, "contrast", str(weak)) for weak in page.evaluate(CONTRAST)]
            if not look.rules:
                continue
            violations = page.evaluate(look.rules)["violations"]
            assert violations is not None
            found += [
                (address, one["id"], one["nodes"][0]["html"][:200])
                for one in violations
                if one["impact"] in GRAVE
            ]
    context.close()
    return found
