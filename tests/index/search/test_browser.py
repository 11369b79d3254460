"""The site's search in a real browser: what Python finds, in the same order; few bytes; every key."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from playwright.sync_api import expect
from tests import project

from policykit.corpus.standing import Status
from policykit.index.search import Filter

if TYPE_CHECKING:
    from playwright.sync_api import Page, Request

    from policykit.corpus import Corpus
    from policykit.index.search import Index

KILOBYTE = 1000


@pytest.fixture
def errors(page: Page) -> list[str]:
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda line: said.append(line.text) if line.type == "error" else None)

    def failed(call: Request) -> None:
        # Who leaves a page breaks off what it was still loading.
        if call.failure != "net::ERR_ABORTED":
            said.append(call.url)

    page.on("requestfailed", failed)
    return said


def found(page: Page) -> list[str]:
    page.wait_for_selector("#pk-hits:not([aria-busy]) li")
    ids: list[str] = page.locator("#pk-hits li").evaluate_all("hits => hits.map(hit => hit.dataset.clause)")
    return ids


def expected(index: Index, query: str, count: int = 20) -> list[str]:
    return [hit.clause.id for hit in index.answer(query, limit=count).hits]


QUERIES = (
    "县域内就诊率",
    "家庭医生转诊预留号源",
    "國衛基層發〔2023〕41號",
    "90%以上",
    "“结余留用”",
    "集中代量采购",
)


def test_the_page_shows_what_python_finds(disk: str, page: Page, errors: list[str], index: Index) -> None:
    for query in QUERIES:
        page.goto(f"{disk}search.html?q={quote(query)}")
        assert found(page) == expected(index, query), query
    assert not errors


def test_first_hits_are_the_same_from_a_server_and_take_few_bytes(
    served: str, site: Path, page: Page, errors: list[str], index: Index
) -> None:
    loaded: list[str] = []
    page.on("request", lambda call: loaded.append(call.url.partition("?")[0].removeprefix(served)))
    page.goto(f"{served}search.html?q={QUERIES[0]}")
    assert found(page) == expected(index, QUERIES[0])
    assert not errors
    searched = [name for name in loaded if name.startswith("search/") or "policykit-search" in name]
    size = sum((site / name).stat().st_size for name in searched)
    assert "search/index.js" in searched
    assert size < 300 * KILOBYTE


def test_nothing_of_the_index_is_loaded_before_someone_searches(served: str, page: Page) -> None:
    loaded: list[str] = []
    page.on("request", lambda call: loaded.append(call.url))
    page.goto(f"{served}index.html")
    assert not [url for url in loaded if "/search/" in url]


def test_hits_come_as_one_types_and_the_address_follows(disk: str, page: Page) -> None:
    page.goto(f"{disk}search.html")
    page.locator("#pk-search-field").press_sequentially("号源", delay=20)
    expect(page.locator("#pk-hits li").first.locator("mark").first).to_have_text("號源")
    assert found(page)[0] == "nhc-2023-41/4/11"
    page.wait_for_url("**/search.html?q=*")
    page.reload()
    assert found(page)[0] == "nhc-2023-41/4/11"


def test_facets_count_and_choose(disk: str, page: Page, index: Index) -> None:
    page.set_viewport_size({"width": 1200, "height": 900})
    page.goto(f"{disk}search.html?q=医共体")
    hits = [hit.clause for hit in index.answer("医共体").hits]
    expect(page.locator("#pk-search-status")).to_have_text(f"共 {len(hits)} 条")
    county = page.locator("label:has([data-facet='level:county'])")
    of_county = [hit.id for hit in hits if hit.level == "county"]
    assert county.locator(".pk-count").inner_text() == str(len(of_county))
    county.click()
    expect(page.locator("#pk-search-status")).to_have_text(re.compile("^筛选后"))
    assert found(page) == of_county[:20]
    checked = {one.clause for one in project.specs().requirements}
    page.locator("[data-facet='check:yes']").check()
    both = [one for one in of_county if one in checked]
    expect(page.locator("#pk-hits li")).to_have_count(min(20, len(both)))
    assert found(page) == both[:20]
    address = page.url
    page.goto("about:blank")
    page.goto(address)
    assert found(page) == both[:20]
    page.locator(".pk-clear").click()
    expect(page.locator("#pk-hits li")).to_have_count(min(20, len(hits)))


HOLDING = """
const usual = Element.prototype.append;
window.held = [];
Element.prototype.append = function (...given) {
  const isText = window.holding && given[0] instanceof HTMLScriptElement && given[0].src.includes("/search/t");
  if (isText) window.held.push(() => usual.call(this, ...given));
  else usual.call(this, ...given);
};
"""
"""From `window.holding` on no text of clauses comes before what is `held` lets it."""


def test_what_comes_late_does_not_replace_what_was_chosen_after_it(
    disk: str, page: Page, index: Index
) -> None:
    page.add_init_script(HOLDING)
    page.set_viewport_size({"width": 1200, "height": 900})
    page.goto(f"{disk}search.html?q=医共体&level=county")
    of_county = [hit.clause.id for hit in index.answer("医共体", wanted=Filter(level="county")).hits]
    assert found(page) == of_county[:20]
    page.evaluate("window.holding = true")
    national = page.locator("label:has([data-facet='level:national'])")
    national.click()
    page.wait_for_function("window.held.length")
    national.click()
    expect(page.locator("#pk-search-status")).to_contain_text(str(len(of_county)))
    assert found(page) == of_county[:20]
    page.evaluate("window.holding = false; for (const each of window.held) each()")
    page.wait_for_load_state("networkidle")
    assert found(page) == of_county[:20]


@pytest.mark.parametrize("status", ["in_force", "not_yet", "unknown"])
def test_whether_a_policy_is_in_force_is_told_by_the_day_of_the_reader(
    disk: str, page: Page, index: Index, corpus: Corpus, status: str
) -> None:
    page.clock.set_fixed_time("2023-08-01T12:00:00")
    page.goto(f"{disk}search.html?q=医共体&status={status}")
    so = {each.id for each in corpus.policies if corpus.status(each, date(2023, 8, 1)).status == status}
    hits = [hit.clause for hit in index.answer("医共体").hits]
    wanted = [clause.id for clause in hits if clause.policy in so]
    assert 0 < len(wanted) < len(hits)
    assert found(page) == wanted[:20]
    box = page.locator(f"label:has([data-facet='status:{status}'])")
    expect(box.locator("input")).to_be_checked()
    assert box.inner_text().split() == [Status(status).label, str(len(wanted))]


def test_a_division_holds_what_lies_in_it_as_in_python(disk: str, page: Page, index: Index) -> None:
    for division in ("340000", "341000", "341021", "520000", "000000"):
        page.goto(f"{disk}search.html?q=医共体&division={division}")
        wanted = [hit.clause.id for hit in index.answer("医共体", wanted=Filter(division=division)).hits]
        assert found(page) == wanted[:20], division


def test_divisions_are_offered_that_have_policies(disk: str, page: Page) -> None:
    page.set_viewport_size({"width": 1200, "height": 900})
    page.goto(f"{disk}search.html?q=医共体")
    found(page)
    offered = page.locator("[data-facet^='division:']").evaluate_all("all => all.map(one => one.value)")
    assert offered == ["152501", "341021", "520100"]
    page.goto(f"{disk}search.html?q=医共体&division=340000")
    found(page)
    chosen = page.locator("[data-facet='division:340000']")
    assert chosen.is_checked()
    assert page.locator("label:has([data-facet='division:341021'])").get_attribute("class") == "pk-depth-1"


def test_more_hits_on_request(disk: str, page: Page, index: Index) -> None:
    page.goto(f"{disk}search.html?q=医共体")
    assert found(page) == expected(index, "医共体")
    page.locator("#pk-more").click()
    expect(page.locator("#pk-hits li").nth(20)).to_be_attached()
    assert found(page) == expected(index, "医共体", 40)


def test_nothing_found_helps_on(disk: str, page: Page) -> None:
    page.goto(f"{disk}search.html?q=鸑鷟")
    page.wait_for_selector("#pk-empty button")
    expect(page.locator("#pk-search-status")).to_have_text("没有找到“鸑鷟”")
    page.locator("#pk-empty button").first.click()
    assert found(page)


def test_a_typing_error_is_told(disk: str, page: Page) -> None:
    page.goto(f"{disk}search.html?q=集中代量采购")
    found(page)
    assert (
        page.locator("#pk-search-status")
        .inner_text()
        .startswith("没有与“集中代量采购”一致的文字，已按“集中带量采购”查找。")
    )


def test_what_is_no_policy_text_is_marked(disk: str, page: Page) -> None:
    page.goto(f"{disk}search.html?q=国家医学中心")
    found(page)
    beside = page.locator("[data-clause^='nhc-2023-reform-h2/interpretation']").first
    assert "不属于政策正文" in beside.inner_text()


@pytest.mark.parametrize(("width", "opening"), [(390, "Control+k"), (1280, "/")])
def test_by_keyboard_from_any_page_to_the_clause(
    disk: str, page: Page, errors: list[str], opening: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{disk}policies.html")
    page.keyboard.press(opening)
    page.keyboard.type("预留号源")
    field = page.locator("input[role=combobox]:focus")
    # What is found for the first characters is listed before what is found for all.
    expect(page.locator("[role=option]:visible").first).to_contain_text("號源")
    page.keyboard.press("ArrowDown")
    active = field.get_attribute("aria-activedescendant")
    option = page.locator(f"#{active}")
    assert option.get_attribute("aria-selected") == "true"
    assert "號源" in option.inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url("**/policies/nhc-2023-41.html#c-4-11")
    assert not errors


def test_the_home_page_has_a_field_of_its_own(disk: str, page: Page, errors: list[str], index: Index) -> None:
    page.goto(f"{disk}index.html")
    field = page.locator(".pk-searchbox input")
    field.press_sequentially("预留号源")
    expect(page.locator(".pk-searchbox [role=option]").first).to_contain_text("號源")
    field.press("Escape")
    page.locator(".pk-searchbox button").click()
    page.wait_for_url("**/search.html?q=*")
    assert found(page) == expected(index, "预留号源")
    assert not errors
    page.goto(f"{disk}index.html")
    example = page.locator(".pk-searchbox-examples a").first
    said = example.inner_text()
    example.click()
    assert found(page) == expected(index, said)


def test_escape_closes_the_list_and_enter_leads_to_all_hits(disk: str, page: Page, index: Index) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{disk}policies.html")
    field = page.locator("form.site-search input:visible").first
    field.press_sequentially("医共体")
    page.wait_for_selector(".pk-list:not([hidden])")
    field.press("Escape")
    assert not page.locator(".pk-list:visible").count()
    field.press("Enter")
    page.wait_for_url("**/search.html?q=*")
    assert found(page) == expected(index, "医共体")


@pytest.mark.parametrize("query", ["医共体", "县域内就诊率", "牵头医院 号源 编制", "41号文"])
def test_arrows_lead_through_all_that_was_found(disk: str, page: Page, query: str) -> None:
    page.goto(f"{disk}search.html?q={quote(query)}")
    links = page.locator("#pk-cards a, #pk-pages a, #pk-hits a, #pk-partial a")
    links.first.wait_for()
    page.wait_for_load_state("networkidle")
    addresses = links.evaluate_all("all => all.map(one => one.href)")
    active = "document.activeElement.href ?? document.activeElement.id"
    walked = []
    for key in ["ArrowDown"] * len(addresses) + ["ArrowUp"] * len(addresses):
        page.keyboard.press(key)
        walked.append(page.evaluate(active))
    assert walked == [*addresses, *addresses[-2::-1], "pk-search-field"]


def test_by_keyboard_the_filters_are_passed_over_and_escape_leads_back(disk: str, page: Page) -> None:
    page.goto(f"{disk}search.html")
    field = page.locator("#pk-search-field")
    expect(field).to_be_focused()
    page.keyboard.type("县域内就诊率")
    first = page.locator("#pk-cards a, #pk-pages a, #pk-hits a").first
    hit = page.locator("#pk-hits a").first
    expect(hit).to_be_visible()
    assert page.locator("#pk-facets input").count() > 8
    expect(page.locator("#pk-skip")).not_to_have_attribute("hidden", "")
    # One Tab from the field, and Enter: what is found first. Escape: back; an arrow goes there too.
    page.keyboard.press("Tab")
    expect(page.locator("#pk-skip")).to_be_focused()
    assert (page.locator("#pk-skip").bounding_box() or {"width": 0})["width"] > 100
    page.keyboard.press("Enter")
    expect(first).to_be_focused()
    page.keyboard.press("Escape")
    expect(field).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(first).to_be_focused()
    # From a filter, which is deep in the page, Escape leads back as well.
    page.locator("#pk-facets input").last.focus()
    page.keyboard.press("Escape")
    expect(field).to_be_focused()
    assert field.input_value() == "县域内就诊率"
    # Where nothing is found there is nothing to be led to.
    field.fill("魑魅魍魉")
    expect(page.locator("#pk-empty")).to_be_visible()
    expect(page.locator("#pk-skip")).to_be_hidden()


def test_a_query_is_text_and_no_markup(base: str, page: Page) -> None:
    page.goto(
        f"{base}search.html?q={quote('<img src=x onerror=window.hacked=1>医共体')}&level={quote('<b>x')}"
    )
    expect(page.locator("#pk-search-status")).not_to_be_empty()
    assert page.evaluate("window.hacked") is None
    assert not page.locator("#pk-search img, #pk-search b").count()


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("《关于全面推进紧密型县域医疗卫生共同体建设的指导意见》（国卫基层发〔2023〕41号）第四部分第（十一）条", ("nhc-2023-41/4/11", "policies/nhc-2023-41.html#c-4-11")),
        ("41号文", ("nhc-2023-41", "policies/nhc-2023-41.html")),
        ("县域内就诊率", ("county_visit_rate", "indicators/access.html#i-county-visit-rate")),
        ("歙县2027年县域内就诊率", ("shexian-2025/p1/county-visit-rate-2027", "checks/shexian-2025.html#r-p1--county-visit-rate-2027")),
        ("yigongti", ("nhc-2023-41", "policies/nhc-2023-41.html")),
    ],
)  # fmt: skip  # a row a line
def test_what_a_query_names_stands_first(
    disk: str, page: Page, errors: list[str], query: str, first: tuple[str, str]
) -> None:
    page.goto(f"{disk}search.html?q={quote(query)}")
    card = page.locator("#pk-cards li").first
    card.wait_for()
    assert card.get_attribute("data-card") == first[0]
    assert page.title().startswith(query)
    card.locator("a").click()
    page.wait_for_url(f"**/{first[1]}")
    assert not errors


def test_a_due_date_opens_the_due_list_of_its_days(disk: str, page: Page, errors: list[str]) -> None:
    page.goto(f"{disk}search.html?q=2027年到期")
    page.locator("#pk-cards ul a").first.wait_for()
    first, *_, more = page.locator("#pk-cards ul a").all_inner_texts()
    assert (first[:12], more) == ("到2027年12月31日", "其余 4 项")
    expect(page.locator("#pk-search-status")).to_have_text("直达 1 项")
    page.locator("#pk-cards > li > a").click()
    page.wait_for_url("**/timeline.html?due=2027-01-01..2027-12-31")
    page.locator(".pk-due-asked").wait_for()
    days = page.locator(".due-day:visible time").evaluate_all("times => times.map(time => time.dateTime)")
    assert days
    assert all(day.startswith("2027-") for day in days)
    assert not errors


def test_articles_are_chosen_by_the_facets(disk: str, page: Page, errors: list[str]) -> None:
    page.set_viewport_size({"width": 1200, "height": 900})
    page.goto(f"{disk}search.html?q=第十二条")
    expect(page.locator("#pk-cards > li")).to_have_count(3)
    page.locator("[data-facet='level:county']").check()
    expect(page.locator("#pk-cards > li")).to_have_count(1)
    assert page.locator("#pk-cards > li").get_attribute("data-card") == "erenhot-2021/3/12"
    assert not errors


def test_what_lacks_a_word_stands_apart(disk: str, page: Page, index: Index) -> None:
    query = "牵头医院 号源 编制"
    page.goto(f"{disk}search.html?q={quote(query)}")
    apart = page.locator("#pk-partial li")
    apart.first.wait_for()
    wanted = [(hit.clause.id, hit.missing) for hit in index.answer(query).partial[:10]]
    shown = [
        (one.get_attribute("data-clause"), one.locator(".pk-lacking").inner_text()) for one in apart.all()
    ]
    assert shown == [(clause, f"不含：{'、'.join(missing)}") for clause, missing in wanted]


def test_what_is_absent_is_answered_with_near_words(disk: str, page: Page, index: Index) -> None:
    page.goto(f"{disk}search.html?q=林长制")
    page.wait_for_selector("#pk-empty button")
    expect(page.locator("#pk-search-status")).to_have_text("没有找到“林长制”")
    offered = page.locator("#pk-empty button").all_inner_texts()
    assert tuple(offered) == index.answer("林长制").offers
    assert not page.locator("#pk-cards li, #pk-hits li, #pk-partial li").count()
