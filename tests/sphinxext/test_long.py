"""A law so long that its text and what changed in it have several pages each: as a reader finds every clause."""

from __future__ import annotations

import re
import subprocess
import sys
from hashlib import sha256
from html import unescape
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from tests.site.test_textparts import SAID, law
from tests.sphinxext.conftest import Reader

from policykit import Corpus
from policykit.scaffold import new_project

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

LAW, EARLIER = "long-2025", "long-2025@2020-01-01"
MOST = 500_000


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """The site of a made-up law of three 编 with an earlier text, of which every clause was another."""
    folder = tmp_path_factory.mktemp("long")
    new_project(folder, "法规")
    text = law(books=3, chapters=8, articles=40, annexed=True)
    before = text.replace(SAID, "县级人民政府应当逐步保障乡镇卫生院、村卫生室的经费，所需经费列入本级预算。")
    kept = folder / "policy_texts" / LAW
    (kept / "versions").mkdir(parents=True)
    for name, said in (("source.txt", text), ("versions/2020-01-01.txt", before)):
        (kept / name).write_text(said, "utf-8", newline="")
    now, then = (sha256(said.encode()).hexdigest() for said in (text, before))
    (kept / "policy.yml").write_text(
        f"title: 某县基层卫生条例\nlevel: county\ndivision: '341021'\nfile: source.txt\nsha256: {now}\n"
        f"version: 2025-01-01\nversions:\n  - {{date: 2020-01-01, file: 2020-01-01.txt, sha256: {then}}}\n",
        "utf-8",
    )
    subprocess.run(
        [sys.executable, "-m", "policykit", "build", "--path", folder], check=True, capture_output=True
    )
    return Reader(folder / "_build" / "html")


def pages_of(long: Reader, policy: str) -> list[Path]:
    """The pages of a text in order."""
    first = long.site / "policies" / f"{policy}.html"
    further = (long.site / "policies" / policy).glob("*.html")
    return [first, *sorted(further, key=lambda page: int(page.stem))]


def test_no_page_is_over_the_limit(long: Reader) -> None:
    assert len(pages_of(long, LAW)) > 1
    assert {page.name: size for page in long.pages() if (size := page.stat().st_size) > MOST} == {}


@pytest.mark.parametrize("policy", [LAW, EARLIER])
def test_every_clause_is_on_one_page(long: Reader, policy: str) -> None:
    corpus = Corpus.load(long.site.parents[1])
    there = [
        found
        for page in pages_of(long, policy)
        for found in re.findall(r'data-clause="([^"]+/[^"]+)" id=', unescape(page.read_text("utf-8")))
    ]
    assert there == [clause.id for clause in corpus.policy(policy).clauses]


def test_an_address_of_a_clause_leads_to_its_page(long: Reader, page: Page, problems: list[str]) -> None:
    """Of each chapter, as of when there was one page; and from the last page back to the first."""
    first, *_, last = pages_of(long, LAW)
    corpus = Corpus.load(long.site.parents[1])
    by_chapter = {clause.path.rpartition("/")[0]: clause for clause in corpus.policy(LAW).clauses}
    anchors = [
        *(f"c-{clause.path.replace('/', '-')}" for clause in by_chapter.values()),
        *(f"s-{path.replace('/', '-')}" for path in by_chapter if path[0].isdigit()),
        "annex-1",
    ]
    assert len(anchors) > 40
    for start, some in ((first, anchors), (last, anchors[:2])):
        for anchor in some:
            page.goto(f"{start.as_uri()}#{anchor}")
            expect(page.locator(f"[id='{anchor}']")).to_be_in_viewport()
    page.goto(f"{first.as_uri()}#c-99-9")  # what was never there leads nowhere
    expect(page).to_have_url(f"{first.as_uri()}#c-99-9")
    for start in pages_of(long, LAW)[
        :2
    ]:  # a clause that is not below its heading any more, on one page after all
        page.goto(f"{start.as_uri()}#c-1")
        expect(page.locator("[id='s-1']")).to_be_attached()
        page.wait_for_timeout(300)
        expect(page).to_have_url(f"{first.as_uri()}#c-1")
    assert problems == []


def test_the_pages_lead_on_and_back(long: Reader, page: Page) -> None:
    first, second, *_ = pages_of(long, LAW)
    page.goto(first.as_uri())
    contents = page.get_by_role("navigation", name="全文分页")
    expect(contents.locator("[aria-current]")).to_contain_text("第一编　第一类机构")
    contents.get_by_role("link").first.click()
    expect(page).to_have_url(second.as_uri())
    expect(page.get_by_role("heading", level=1)).to_contain_text("某县基层卫生条例（第 2 页）")
    expect(page.locator(".breadcrumb-here")).to_have_text("第 2 页")
    page.locator(".prev-next-area a.left-prev").click()
    expect(page).to_have_url(first.as_uri())
    page.locator(".prev-next-area a.right-next").click()
    expect(page).to_have_url(second.as_uri())


def test_a_found_clause_is_opened_on_its_page(long: Reader, page: Page) -> None:
    page.goto((long.site / "search.html").as_uri() + "?q=某县基层卫生条例第960条")
    page.locator("#pk-cards a").first.click()
    expect(page.locator("[id='c-3-8-960']")).to_be_in_viewport()


def test_other_formats_name_the_page_of_a_clause(long: Reader) -> None:
    needs = (long.site / "needs.json").read_text("utf-8")
    last = pages_of(long, LAW)[-1]
    assert f"policies/{LAW}/{last.stem}.html#c-3-8-960" in needs


def test_what_changed_stands_on_pages_of_its_own(long: Reader, page: Page) -> None:
    earlier = pages_of(long, EARLIER)[0]
    page.goto(f"{earlier.as_uri()}#changes")
    changes = page.locator("#changes")
    expect(changes).to_contain_text("逐条对照另成网页")
    assert not changes.locator(".redline-change").count()
    changes.get_by_role("link", name="2", exact=True).click()
    expect(page.locator(".redline-change").first).to_be_visible()
    page.get_by_role("link", name="原第一编第一章第1条").click()
    expect(page.locator("[id='c-1-1-1']")).to_be_in_viewport()
    expect(page).to_have_url(f"{earlier.as_uri()}#c-1-1-1")
