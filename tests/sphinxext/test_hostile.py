"""A source that means ill is shown as text and breaks nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest

from policykit import Corpus

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from tests.sphinxext.conftest import Book

HOSTILE = ["hostile-2025", "hostile-gbk"]


@pytest.fixture(scope="session")
def hostile_corpus(hostile_book: Book) -> Corpus:
    return Corpus.load(hostile_book.folder)


@pytest.mark.parametrize("policy_id", HOSTILE)
def test_every_character_is_shown(hostile_book: Book, hostile_corpus: Corpus, policy_id: str) -> None:
    policy = hostile_corpus.policy(policy_id)
    assert policy.clauses
    for clause in policy.clauses:
        element = hostile_book.reader.shown(policy, clause)
        assert hostile_book.reader.squeezed(element.get_text()) == hostile_book.reader.squeezed(
            hostile_corpus.published(clause)
        )
        assert not element.find(["script", "img", "b", "details", "em", "code"])


@pytest.mark.parametrize("policy_id", HOSTILE)
def test_the_page_stays_whole(hostile_book: Book, policy_id: str) -> None:
    tree = hostile_book.reader.page(f"policies/{policy_id}.html")
    assert len(tree.select("main .policy-text .policy-card")) == 1
    assert tree.select("main .prev-next-area, main ~ .prev-next-area, .prev-next-footer .prev-next-area")


@pytest.mark.parametrize(
    "name",
    [
        "policies/hostile-2025.html",
        "policies.html",
        "policies/shexian-2025.html",
        "policies/hostile-gbk@2024-01-01.html",
    ],
)
def test_nothing_runs_and_nothing_overflows(
    hostile_book: Book, page: Page, problems: list[str], name: str
) -> None:
    page.goto((hostile_book.site / name).as_uri())
    for width in (390, 1440):
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate("window.hacked") is None
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert not problems


def test_a_repeal_reaches_the_page_of_the_older_policy_when_only_the_newer_one_is_new(
    hostile_book: Book,
) -> None:
    old = hostile_book.reader.page("policies/guiyang-2024-36.html")
    said = old.select_one(".policy-standing [data-from='2025-01-01']")
    assert said is not None
    assert said.get_text() == "已废止（自2025-01-01起被《关于废止文件的通知》废止）"
    assert old.select_one(".policy-facts a[href='repealing-2025.html']")
    new = hostile_book.reader.page("policies/repealing-2025.html")
    assert new.select_one(".policy-facts a[href='guiyang-2024-36.html']")


def test_an_earlier_text_has_a_page_that_says_what_became_of_it(hostile_book: Book) -> None:
    tree = hostile_book.reader.page("policies/hostile-gbk@2024-01-01.html")
    change = tree.select_one("#changes .redline-figure .redline-text")
    assert change is not None
    gone, come = change.select_one("del"), change.select_one("ins")
    assert gone is not None
    assert come is not None
    # struck through and underlined for the eye, and in words for who hears the page
    assert (gone.get_text(), come.get_text()) == ("［删去］70%", "［增加］75%")
    assert not change.find(["script", "img", "b"])
    now = hostile_book.reader.page("policies/hostile-gbk.html").select_one(".policy-versions")
    assert now is not None
    assert [unquote(str(link["href"])) for link in now.select("a")] == [
        "hostile-gbk@2024-01-01.html",
        "hostile-gbk@2024-01-01.html#changes",
    ]


def test_the_title_is_text_wherever_it_is_named(hostile_book: Book) -> None:
    for page in hostile_book.site.rglob("*.html"):
        assert "<script>window.hacked" not in page.read_text("utf-8"), page.name


def test_the_name_of_the_site_is_text(hostile_book: Book) -> None:
    named = hostile_book.reader.page("index.html").select_one(".site-title")
    assert named is not None
    assert named.get_text() == '<img src=x onerror="window.hacked = 5">政策库'
    for page in hostile_book.site.rglob("*.html"):
        assert "<img src=x" not in page.read_text("utf-8"), page.name


def test_a_policy_needs_a_folder_and_no_page(hostile_book: Book) -> None:
    assert not list(Path(hostile_book.folder, "book").rglob("*hostile*"))
    listed = hostile_book.reader.page("policies.html").select(".policy-entry > a")
    assert {"policies/hostile-2025.html", "policies/hostile-gbk.html"} <= {link["href"] for link in listed}
