"""The cross-index in the site: counterparts below the clauses, terms, citations, indicators compared, the cascade."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import unquote

from bs4 import BeautifulSoup
from playwright.sync_api import expect

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page
    from tests.sphinxext.conftest import Book


def _clause(site: Path, policy: str, anchor: str) -> str:
    page = (site / "policies" / f"{policy}.html").read_text("utf-8")
    found = re.search(rf'id="{anchor}".*?(<details class="clause-links".*?</details>)', page, re.DOTALL)
    assert found, anchor
    return unescape(found[1])


def test_a_clause_leads_to_its_counterparts_with_both_sentences(site: Path) -> None:
    below = _clause(site, "nhc-2023-41", "c-4-11")
    assert 'href="shexian-2025.html#c-1-4-1"' in below
    assert "跟蹤轉診患者治療過程" in below
    assert "跟踪转诊患者治疗过程" in below
    above = _clause(site, "shexian-2025", "c-1-4-1")
    assert 'href="nhc-2023-41.html#c-4-11"' in above


def test_a_digest_is_shown_as_a_repeat(site: Path) -> None:
    assert "重复这段文字的地方" in _clause(site, "nhc-2023-reform-h2", "c-4-13")


def test_every_link_of_the_cross_index_leads_to_a_place(site: Path) -> None:
    pages = {
        name: (site / name).read_text("utf-8")
        for name in ("terms.html", "citations.html", "concordance.html", "cascade.html")
    }
    targets: dict[Path, str] = {}
    for name, page in pages.items():
        body = page[page.index("<article") : page.index("</article>")]
        for address in re.findall(r'href="([^":]+\.html#[^"]+)"', body):
            file, anchor = address.split("#")
            path = (site / name).parent / file
            targets.setdefault(path, path.read_text("utf-8"))
            assert f'id="{anchor}"' in targets[path], f"{name}: {address}"
    assert len(targets) > 5


def test_terms_stand_under_their_letters(site: Path) -> None:
    page = (site / "terms.html").read_text("utf-8")
    letters = re.findall(r'<section class="letter" id="term-(\w+)"', page)
    assert letters == sorted(letters)
    assert re.search(r'id="term-X".*?县管乡用.*?id="term-Y".*?医共体', page, re.DOTALL)


def test_what_is_not_collected_is_said(site: Path) -> None:
    page = (site / "citations.html").read_text("utf-8")
    assert "皖卫发〔2024〕4号" in page[page.index('id="missing"') :]


def test_names_alike_are_kept_apart(site: Path) -> None:
    page = (site / "concordance.html").read_text("utf-8")
    apart = page[page.index('id="alike"') :]
    assert "基层医疗机构就诊率" in apart
    assert "计数的对象不同" in apart


def test_the_cascade_shows_both_texts_and_claims_no_descent(site: Path) -> None:
    page = (site / "cascade.html").read_text("utf-8")
    assert "不证明下级的规定来自这份上级文件" in page
    row = re.search(r"<tr>(?:(?!</tr>).)*?服務性收入佔比.*?</tr>", page, re.DOTALL)
    assert row
    assert "逐步提高服务性收入占比" in row[0]
    assert "照用原文" in row[0]


def test_a_counterpart_says_in_words_what_both_say(site: Path) -> None:
    above = _clause(site, "shexian-2025", "c-1-4-1")
    counterparts = above[above.index("上级文件的对应条款") :]
    first = counterparts[: counterparts.index("</li>")]
    assert "<b>逐字相同</b>“<bdi>首诊制度，跟踪转诊患者治疗过程，做好接续服务</bdi>”" in first
    assert "<b>都要求</b>首诊和接续" in first
    assert "对应程度" not in above
    assert "同级文件的对应条款" in above
    assert above.index("同级文件的对应条款") < above.index("相关条款（")


def test_an_indicator_says_which_documents_do_not_name_it(site: Path) -> None:
    page = unescape((site / "indicators" / "access.html").read_text("utf-8"))
    rate = page[page.index('id="i-county-visit-rate"') :]
    assert "这一层级的 2 份文件没有写到这一指标" in rate[: rate.index("</section>")]


def test_a_clause_says_what_is_asked_of_it_and_what_comes_of_it(site: Path) -> None:
    lower = (site / "policies" / "shexian-2025.html").read_text("utf-8")
    asked = lower[lower.index("上级对这里的要求") :]
    assert "约束更强" in asked
    upper = (site / "policies" / "nhc-2023-41.html").read_text("utf-8")
    assert "约束更软" in upper[upper.index("下级文件怎样落实") :]


def test_what_is_open_in_one_document_is_counted_and_shown_alone(site: Path, page: Page) -> None:
    """Chosen on a phone; given up on a desktop, where the address brings it back."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto((site / "cascade.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    section = page.locator("#cascade-nhc-2023-41")
    button = section.locator('li[data-policy="shexian-2025"]').get_by_role("button", name="未量化或未见")
    count = int(re.sub(r"\D", "", button.inner_text()))
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-pressed", "true")
    shown = section.locator("table.cascade > tbody > tr").filter(visible=True)
    assert count > 0
    expect(shown).to_have_count(count)
    readings = shown.locator('td[data-policy="shexian-2025"]')
    assert {each.get_attribute("data-reading") for each in readings.all()} == {"absent", "echoed"}
    expect(section.locator(".cascade-shown")).to_contain_text(f"显示 {count} /")
    kept = page.url
    page.set_viewport_size({"width": 1280, "height": 844})
    page.goto(kept)
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    expect(button).to_have_attribute("aria-pressed", "true")
    button.click()
    expect(shown.nth(count)).to_be_visible()
    assert page.url == (site / "cascade.html").as_uri()


SERVICES = (
    "家庭医生签约",
    "老年人健康体检",
    "儿童预防接种",
    "孕产妇随访",
    "慢性病管理",
    "远程会诊",
    "双向转诊",
    "药品配送",
)
PEOPLE = ("农村居民", "城镇居民", "低收入人口", "残疾人", "流动人口", "在校学生", "困境儿童", "高龄老人")


def measures(verb: str) -> bytes:
    """A policy of sixty-four clauses, each of which has counterparts in every other one made so."""
    lines = [f"关于{verb}健康服务的意见", ""]
    for at, service in enumerate(SERVICES, 1):
        lines.append(f"{'一二三四五六七八'[at - 1]}、{service}")
        lines += [
            f"（{'一二三四五六七八'[by - 1]}）{verb}{people}{service}服务。各乡镇卫生院要{verb}为{people}提供{service}服务，"
            f"建立{people}{service}台账，按月核对{service}人数，每季度公布{people}{service}情况，接受群众监督。"
            for by, people in enumerate(PEOPLE, 1)
        ]
    return "\n".join(lines).encode()


def test_a_page_with_more_counterparts_than_it_has_room_for_lists_fewer(own_book: Book) -> None:
    """Of each clause the best ones; it says how many more there are and where they are found."""
    for at, verb in enumerate(("加强", "推进", "完善", "规范")):
        own_book.add_policy(f"measures-{at}", f"关于{verb}健康服务的意见", measures(verb))
    built = own_book.build()
    assert built.returncode == 0, built.stdout + built.stderr
    named = {page.stem: page.read_text("utf-8") for page in own_book.site.glob("policies/*.html")}
    assert max(len(page.encode()) for page in named.values()) < 500_000
    listed = {}
    for name in sorted(name for name in named if name.startswith("measures-")):
        assert len(named[name].encode()) > 400_000, name  # and none goes without for nothing
        tree = BeautifulSoup(named[name], "html.parser")
        folds = tree.select("details.clause-links")
        assert len(folds) == len(SERVICES) * len(PEOPLE)
        for fold in folds:
            (summary,) = fold.select("summary")
            (told,) = re.findall(r"同级对应 (\d+)", summary.get_text())
            shown = len(fold.select("ul")[0].select("dl"))
            (more,) = fold.select(".clause-links-title + ul + p.quiet")[:1]
            assert shown < 12 < int(told)
            assert more.get_text() == f"另有 {int(told) - shown} 条，见搜索。"
            (search,) = more.select("a")
            assert unquote(str(search["href"])).startswith("../search.html?q=")
            listed[name, shown] = True
    assert len(listed) == len({name for name, _ in listed}) == 4  # as many with each clause of a page
