"""Every page is sound: links lead somewhere, nothing comes from elsewhere, a screen reader finds its way."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING
from urllib.parse import unquote, urldefrag

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bs4 import BeautifulSoup
    from tests.sphinxext.conftest import Reader

    from policykit import Corpus

HAN = re.compile(r"[\u3400-\u9fff]")
ELSEWHERE = re.compile(r"^\s*(?:[a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)
LOADING = [
    ("script", "src"),
    ("link", "href"),
    ("img", "src"),
    ("iframe", "src"),
    ("source", "src"),
    ("object", "data"),
]


def test_pages_that_the_site_has(reader: Reader, corpus: Corpus) -> None:
    names = {page.relative_to(reader.site).as_posix() for page in reader.pages()}
    assert {"index.html", "policies.html", "search.html"} <= names
    assert {reader.page_of(policy).relative_to(reader.site).as_posix() for policy in corpus.policies} <= names


def test_policies_are_listed_by_level_and_stay_out_of_the_sidebar(reader: Reader, corpus: Corpus) -> None:
    tree = reader.page("policies.html")
    levels = [heading.get_text() for heading in tree.select(".level-section > h2")]
    assert levels == ["国家", "市", "县"]
    assert len(tree.select(".policy-entry > a")) == len(corpus.policies)
    assert not reader.page("index.html").select("#pst-primary-sidebar a[href*='policies/']")


def test_policies_lead_from_one_to_the_next(reader: Reader, corpus: Corpus) -> None:
    page, seen = reader.site / "policies" / "nhc-2023-41.html", []
    while page.stem not in seen:
        seen.append(page.stem)
        onward = reader.page(page).select_one("a.right-next")
        page = page if onward is None else page.parent / reader.attribute(onward, "href")
    assert sorted(seen) == sorted(policy.id for policy in corpus.policies)


def test_links_resolve(reader: Reader) -> None:
    broken = []
    for page in reader.pages():
        for link in reader.page(page).select("a[href], link[href]"):
            address, fragment = urldefrag(reader.attribute(link, "href"))
            if re.match(r"[a-z]+:", address):
                continue
            target = (page.parent / unquote(address.partition("?")[0])).resolve() if address else page
            inside = not fragment or target.suffix != ".html"
            if not (target.is_file() and (inside or reader.at(target, fragment))):
                broken.append((page.name, link["href"]))
    assert not broken


def test_nothing_is_loaded_from_elsewhere(reader: Reader) -> None:
    loads = [
        (page.name, element[attribute])
        for page in reader.pages()
        for name, attribute in LOADING
        for element in reader.page(page).select(f"{name}[{attribute}]")
        if ELSEWHERE.match(reader.attribute(element, attribute))
    ]
    loads += [
        (page.name, script.get_text())
        for page in reader.pages()
        for script in reader.page(page).select("script:not([src], [type='application/ld+json']), style")
        if re.search(r"https?:", script.get_text())
    ]
    for sheet in reader.site.rglob("*.css"):
        found = re.findall(r"url\(\s*['\"]?([^'\")]+)|@import\s+['\"]([^'\"]+)", sheet.read_text("utf-8"))
        loads += [(sheet.name, address) for pair in found for address in pair if ELSEWHERE.match(address)]
    assert not loads


def test_what_a_reader_is_told_is_chinese(reader: Reader) -> None:
    told = {
        (page.name, element[attribute])
        for page in reader.pages()
        for attribute in ("title", "aria-label", "placeholder", "alt", "data-bs-title")
        for element in reader.page(page).select(f"[{attribute}]")
        if not HAN.search(reader.attribute(element, attribute)) and not element.find_parent(lang="en")
    }
    told |= {
        (page.name, element.get_text())
        for page in reader.pages()
        for element in reader.page(page).select("button, nav, footer, summary, h1, h2, h3, .onthispage")
        if element.get_text(strip=True) and not HAN.search(element.get_text())
        # Pages for developers are in English, and say so.
        if element.get("lang") != "en" and not element.find_parent(lang="en")
    }
    assert {said for _, said in told} <= {"Python", "Akoma Ntoso", "-"}  # Names, and a sign of Sphinx's own


@pytest.mark.parametrize("check", ["language", "headings", "names", "ids", "landmarks"])
def test_a_screen_reader_finds_its_way(reader: Reader, check: str) -> None:
    wrong = [(page.name, found) for page in reader.pages() for found in CHECKS[check](reader.page(page))]
    assert not wrong


def _language(tree: BeautifulSoup) -> Iterator[object]:
    if tree.html is None or tree.html.get("lang") != "zh-CN":
        yield "lang"
    if tree.title is None or not tree.title.get_text(strip=True):
        yield "title"


def _headings(tree: BeautifulSoup) -> Iterator[object]:
    depths = [int(heading.name[1]) for heading in tree.select("h1, h2, h3, h4, h5, h6")]
    yield from ((above, below) for above, below in pairwise(depths) if below > above + 1)
    if depths[0] != 1 or depths.count(1) != 1:
        yield depths


def _names(tree: BeautifulSoup) -> Iterator[object]:
    labels = {label["for"] for label in tree.select("label[for]")}
    for element in tree.select("a[href], button, summary, input:not([type=hidden])"):
        labelled = element.find_parent("label") or element.get("id") in labels
        if not (
            element.get_text(strip=True) or element.get("aria-label") or element.get("title") or labelled
        ):
            yield element
    yield from tree.select("img:not([alt])")


def _ids(tree: BeautifulSoup) -> Iterator[object]:
    ids = Counter(str(element["id"]) for element in tree.select("[id]"))
    yield from sorted(name for name, times in ids.items() if times > 1)


def _landmarks(tree: BeautifulSoup) -> Iterator[object]:
    if len(tree.select("main")) != 1 or not tree.select("#pst-skip-link a[href='#main-content']"):
        yield "main"


CHECKS = {"language": _language, "headings": _headings, "names": _names, "ids": _ids, "landmarks": _landmarks}
