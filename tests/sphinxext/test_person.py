"""What a person does on the pages, in a browser: taps, walks by keyboard, reads on another day, copies, prints."""

from __future__ import annotations

import re
from copy import copy
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page
    from tests.sphinxext.conftest import Reader

POLICIES = ["nhc-2023-41", "nhc-2023-reform-h2", "guiyang-2024-36", "shexian-2025", "erenhot-2021"]
KINDS = ["index", "policies/shexian-2025", "selfcheck", "search"]


# --- taps -------------------------------------------------------------------------------------


def test_the_search_icon_opens_the_search_by_a_tap(browser: Browser, disk: str) -> None:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True, locale="zh-CN"
    )
    page = context.new_page()
    for name in KINDS:
        page.goto(f"{disk}{name}.html")
        for width in (390, 768):
            page.set_viewport_size({"width": width, "height": 844})
            page.locator(".search-button").tap()
            field = page.locator("#pst-search-dialog input")
            expect(field).to_be_focused()
            # The page behind is not read through it.
            assert page.evaluate(
                "getComputedStyle(document.getElementById('pst-search-dialog')).backgroundColor"
            ) == page.evaluate("getComputedStyle(document.body).backgroundColor")
            page.locator("#pst-search-dialog .dialog-close").tap()
            expect(field).to_be_hidden()
    context.close()


UNDER = """() => {
  const list = document.querySelector(".pk-list:not([hidden])");
  const { left, top, width, height } = list.getBoundingClientRect();
  const seen = [];
  for (let x = left + 8; x < left + width - 8; x += 12)
    for (let y = top + 8; y < top + height - 8; y += 6) {
      const hit = document.elementFromPoint(x, y);
      if (!list.contains(hit)) seen.push(hit.outerHTML.slice(0, 80));
    }
  return seen;
}"""


@pytest.mark.parametrize("name", ["timeline", "checks/shexian-2025", "cascade"])
def test_what_is_found_while_one_types_lies_over_the_page(page: Page, site: Path, name: str) -> None:
    page.set_viewport_size({"width": 1366, "height": 768})
    page.goto((site / f"{name}.html").as_uri())
    page.locator(".bd-sidebar-primary input[type=search]").press_sequentially("就诊率")
    expect(page.locator(".pk-list .pk-hit-title", has_text="第1段").first).to_be_visible()
    assert page.evaluate(UNDER) == []


# --- keyboard ---------------------------------------------------------------------------------

STOP = """() => {
  const stop = document.activeElement;
  if (!stop || stop === document.body) return null;
  const named = (element) => `${element.tagName}.${element.getAttribute("class")}`;
  const { x, y, width, height } = stop.getBoundingClientRect();
  return { form: `${named(stop.parentElement)}>${named(stop)}`, box: [x, y, width, height] };
}"""


def test_every_stop_of_a_keyboard_walk_shows_the_focus(browser: Browser, site: Path) -> None:
    """Of each form of element one is looked at: what is drawn with and without the focus must differ."""
    width, height = 1440, 900
    context = browser.new_context(
        viewport={"width": width, "height": height}, locale="zh-CN", reduced_motion="reduce"
    )
    page, forms, unseen = context.new_page(), set(), []
    for name in ("index", "policies/shexian-2025", "citations", "404"):
        page.goto((site / f"{name}.html").as_uri())
        for _ in range(70):
            page.keyboard.press("Tab")
            stop = page.evaluate(STOP)
            if stop is None:
                break
            if stop["form"] in forms:
                continue
            forms.add(stop["form"])
            x, y, wide, high = stop["box"]
            left, top = max(0, x - 6), max(0, y - 6)
            clip = {
                "x": left,
                "y": top,
                "width": min(wide + 12, width - left),
                "height": min(high + 12, height - top),
            }
            focused = page.screenshot(clip=clip)  # type: ignore[arg-type]  # Playwright's own kind of dictionary
            page.evaluate("(window.stop = document.activeElement).blur()")
            if page.screenshot(clip=clip) == focused:  # type: ignore[arg-type]  # likewise
                unseen.append((name, stop["form"]))
            page.evaluate("window.stop.focus()")
    context.close()
    assert len(forms) > 20
    assert unseen == []


def test_no_stop_is_gone_when_the_focus_comes_to_it(page: Page, site: Path) -> None:
    """The steps beside a clause are shown while it has the focus; from what is not there a browser takes it away."""
    page.set_viewport_size({"width": 1366, "height": 768})
    page.goto((site / "policies" / "shexian-2025.html").as_uri())
    page.locator("#c-p1 .clause-link").focus()
    stops = []
    for _ in range(40):
        stop = page.evaluate(STOP)
        stops.append(stop["form"].rpartition(">")[2] if stop else "nothing")
        page.keyboard.press("Tab")
    assert "nothing" not in stops
    assert stops[:3] == ["A.clause-link", "BUTTON.clause-copy", "A.clause-step"]


# --- another day ------------------------------------------------------------------------------


def due(page: Page) -> list[tuple[str, str]]:
    """The days in sight on a page, each with what is said of how far off it is."""
    groups = page.locator(".due-group").filter(visible=True)
    return [
        (
            group.get_attribute("data-due") or "",
            group.locator(".due-left").inner_text().strip().strip("，"),
        )
        for group in groups.all()
    ]


# The five documents name eight days; counted by hand from each reader's today.
@pytest.mark.parametrize(
    ("today", "said", "days"),
    [
        ("2026-03-05", "今天是2026年3月5日，未来十二个月到期 3 项。", [("2026-12-31", "还有 301 天")]),
        (
            "2026-12-31",
            "今天是2026年12月31日，未来十二个月到期",
            [("2026-12-31", "今天"), ("2027-12-31", "还有 365 天")],
        ),
        (
            "2028-02-29",
            "今天是2028年2月29日，未来十二个月没有到期的要求。再往后最近的期限是2030年12月31日",
            [],
        ),
        ("2040-01-01", "今天是2040年1月1日，未来十二个月没有到期的要求。", []),
    ],
)
def test_the_first_page_counts_from_the_readers_today(
    page: Page, site: Path, today: str, said: str, days: list[tuple[str, str]]
) -> None:
    page.clock.set_fixed_time(f"{today}T09:00:00")
    page.goto((site / "index.html").as_uri())
    expect(page.locator(".due-says")).to_contain_text(said)
    assert due(page) == days
    assert page.locator(".due-short .due-list > li").filter(visible=True).count() <= 8


def test_the_list_of_due_dates_goes_on_from_the_readers_today(page: Page, site: Path) -> None:
    page.clock.set_fixed_time("2027-03-05T23:30:00")
    page.goto((site / "timeline.html").as_uri())
    listed = due(page)
    ahead = ["2027-12-31", "2030-12-31", "2035-12-31"]
    over = ["2022-12-31", "2023-12-31", "2024-06-30", "2025-12-31", "2026-12-31"]
    assert [day for day, _ in listed] == [*ahead, *over]
    assert [left for _, left in listed] == ["还有 301 天", "还有 1397 天", "还有 3223 天", *["已过期限"] * 5]
    outline = page.locator("#pst-page-toc-nav a").all_inner_texts()
    assert [entry.strip() for entry in outline] == [f"{day[:4]}年" for day in dict.fromkeys([*ahead, *over])]


def test_without_a_script_due_dates_are_dates_alone(browser: Browser, site: Path) -> None:
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    for name in ("index", "timeline"):
        page.goto((site / f"{name}.html").as_uri())
        said = page.locator("article").inner_text()
        assert "2027年12月31日" in said
        assert not any(word in said for word in ("还有", "今天是", "已过期限")), name
    context.close()


# --- reading ----------------------------------------------------------------------------------

SPREAD = """() => {
  const spread = [];
  const han = /[\\u4e00-\\u9fff]/;
  const range = document.createRange();
  for (const clause of document.querySelectorAll(".policy-text .clause")) {
    const em = parseFloat(getComputedStyle(clause).fontSize);
    const lines = new Map();
    const walk = document.createTreeWalker(clause, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      if (node.parentElement.closest("details, .clause-tools")) continue;
      for (let at = 0; at < node.length; at += 1) {
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        const box = range.getBoundingClientRect();
        if (!box.width) continue;
        const line = Math.round(box.bottom / 10);
        lines.set(line, [...(lines.get(line) ?? []), [node.data[at], box.left]]);
      }
    }
    for (const line of lines.values()) {
      line.sort((one, two) => one[1] - two[1]);
      const steps = line.slice(1).flatMap(([char, left], at) =>
        han.test(char) && han.test(line[at][0]) ? [(left - line[at][1]) / em] : []);
      steps.sort((one, two) => one - two);
      if (steps.length > 2 && steps[steps.length >> 1] > 1.12) spread.push(clause.id);
    }
  }
  return spread;
}"""


@pytest.mark.parametrize(("widths", "touch"), [((1440, 1366), False), ((768,), True)])
def test_no_line_is_spread_across_the_page(
    browser: Browser, site: Path, widths: tuple[int, ...], touch: bool
) -> None:
    context = browser.new_context(
        viewport={"width": widths[0], "height": 900}, has_touch=touch, is_mobile=touch
    )
    page, spread = context.new_page(), []
    for policy in POLICIES:
        page.goto((site / "policies" / f"{policy}.html").as_uri())
        for width in widths:
            page.set_viewport_size({"width": width, "height": 900})
            spread += [(policy, width, clause) for clause in page.evaluate(SPREAD)]
    context.close()
    assert spread == []


COVERED = """() => {
  document.querySelectorAll(".clause-checks, .clause-links").forEach((fold) => (fold.open = true));
  document.body.insertAdjacentHTML("beforeend", "<style>.clause-tools { opacity: 1 !important }</style>");
  const column = document.querySelector(".bd-article-container").getBoundingClientRect();
  const inner = (fold) => { const range = document.createRange(); range.selectNodeContents(fold); return range.getBoundingClientRect(); };
  return [...document.querySelectorAll(".clause-checks > summary, .clause-links > summary, .clause-tools > *")]
    .filter((one) => one.checkVisibility() && (inner(one).left < column.left || inner(one).right > column.right))
    .map((one) => one.textContent);
}"""


def test_what_stands_in_the_margin_is_not_under_the_side_bars(page: Page, site: Path) -> None:
    for policy in ("nhc-2023-reform-h2", "shexian-2025"):
        page.goto((site / "policies" / f"{policy}.html").as_uri())
        for width in (1366, 1425, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate(COVERED) == [], (policy, width)


def test_the_step_to_the_next_clause_can_be_clicked(page: Page, site: Path) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto((site / "policies" / "shexian-2025.html").as_uri() + "#c-1-1-1")
    page.locator("#c-1-1-1 .clause-step").last.click()
    assert page.url.endswith("#c-1-1-2")


@pytest.mark.parametrize("width", [1280, 1440])
def test_what_is_clicked_beside_a_clause_stays_under_the_pointer(page: Page, site: Path, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto((site / "policies" / "shexian-2025.html").as_uri())
    page.locator("#c-1-1-1 .clause-copy").click()
    expect(page.locator(".pk-toast.shown")).to_contain_text("已复制")


def test_clauses_are_copied_without_what_stands_beside_them(browser: Browser, served: str) -> None:
    context = browser.new_context(locale="zh-CN", viewport={"width": 1440, "height": 900})
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{served}policies/shexian-2025.html")
    page.evaluate(
        """() => {
          const [first, last] = ["c-p1", "c-1-1-2"].map((id) => document.getElementById(id));
          getSelection().setBaseAndExtent(first, 0, last, last.childNodes.length);
        }"""
    )
    page.keyboard.press("Control+C")
    copied = page.evaluate("navigator.clipboard.readText()")
    context.close()
    assert "县域内就诊率达85%" in copied
    assert "急诊急救" in copied
    for beside in ("条对应", "项要求", "引用", "¶", "↓", "＋"):
        assert beside not in copied


# --- where one is -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "way", "marked"),
    [
        ("policies/shexian-2025", ["政策文件", "县", "2025年紧密型县域医共体提质升级"], "政策文件"),
        ("checks/shexian-2025", ["政策文件", "县", "2025年紧密型县域医共体提质升级", "要求"], "政策文件"),
        ("indicators/access", ["指标", "就医"], "指标"),
        ("reference/api/text", ["", ""], "程序接口"),
        ("decisions/search", ["", "", ""], "程序结构"),
        ("timeline", [], "到期"),
    ],
)
def test_a_page_says_where_one_is(reader: Reader, name: str, way: list[str], marked: str) -> None:
    tree = reader.page(f"{name}.html")
    steps = [step.get_text() for step in tree.select(".breadcrumb-line > :not([aria-hidden])")]
    assert len(steps) == len(way)
    assert all(step.startswith(start) for step, start in zip(steps, way, strict=True)), steps
    entries = tree.select(".bd-docs-nav a[aria-current]")
    assert [entry.get_text() for entry in entries] == [marked]


def test_a_place_in_a_text_is_told_in_words(reader: Reader) -> None:
    for policy in POLICIES:
        places = [each.get_text() for each in reader.page(f"checks/{policy}.html").select("a.label")]
        assert places
        assert not [place for place in places if "/" in place or "¶" in place]


def test_staff_are_told_no_commands(reader: Reader) -> None:
    """Nor files of settings, on the pages that they work with: but in what is folded away."""
    names = [
        "index",
        "policies",
        "indicators",
        "timeline",
        "coverage",
        "tasks",
        "selfcheck",
        "collect",
        "years",
    ]
    for name in (*names, *(f"checks/{policy}" for policy in POLICIES)):
        article = copy(reader.one(f"{name}.html", "article"))
        for folded in article.select("details, noscript, script"):
            folded.decompose()
        told = re.findall(
            r".{0,20}(?:policykit |pytest|_config|junit|测试结果|第二次判读).{0,20}", article.get_text()
        )
        assert not told, (name, told)


def test_a_page_is_described_to_those_who_list_it(reader: Reader) -> None:
    for path in reader.pages():
        head, name = path.read_text("utf-8").partition("</head>")[0], path.relative_to(reader.site).as_posix()
        assert head.count('name="viewport"') == 1, name
        assert head.count('rel="icon"') == 1, name
        assert "&lt;meta" not in head, name
        assert "&lt;script" not in head, name
        if name not in {"404.html", "search.html"}:
            said = re.findall(r'(?:name|property)="(?:og:)?description" content="([^"]*)"', head)
            assert len(said) == 2, name
            assert len(set(said)) == 1, name
            assert 10 < len(said[0]) <= 250, name
            assert 'property="og:title" content="' in head, name
    assert "<title>政策条款库</title>" in (reader.site / "index.html").read_text("utf-8")
    policy = str(reader.one("policies/nhc-2023-41.html", "meta[name=description]")["content"])
    title = "《關於全面推進緊密型縣域醫療衛生共同體建設的指導意見》（國衛基層發〔2023〕41號）"
    assert policy.startswith(f"{title}全文")


def test_a_page_that_is_not_there_leads_back_from_any_address(page: Page, served: str, site: Path) -> None:
    missing = (site / "404.html").read_text("utf-8")
    page.route("**/policies/anhui-2019.html", lambda route: route.fulfill(status=404, body=missing))
    page.goto(f"{served}policies/anhui-2019.html")
    expect(page.locator("input[name=q]")).to_have_value("anhui-2019")
    for said, name in (
        ("首页", "index"),
        ("政策文件", "policies"),
        ("搜索", "search"),
        ("自查", "selfcheck"),
    ):
        page.goto(f"{served}policies/anhui-2019.html")
        page.locator("li a", has_text=said).click()
        page.wait_for_url(f"{served}{name}.html")
        assert page.locator("h1").count() == 1
    page.goto(f"{served}policies/anhui-2019.html")
    page.get_by_role("button", name="搜索").click()
    page.wait_for_url(f"{served}search.html?q=anhui-2019")


# --- one fact, one place ----------------------------------------------------------------------


def test_no_two_pages_count_differently(reader: Reader) -> None:
    """What is counted on the first page, against every page that counts the same."""

    def number(name: str, before: str, after: str) -> str:
        said = reader.squeezed(reader.one(name, "article").get_text())
        return said.partition(before)[2].partition(after)[0]

    home = {
        reader.squeezed(part.get_text()): part for part in reader.page("index.html").select(".glance > div")
    }
    joined = "".join(home)
    indicators = joined.partition("涉及")[2].partition("个指标")[0]
    assert indicators.isdigit()
    assert number("concordance.html", "政策正文的要求涉及", "个指标") == indicators
    listed = reader.page("indicators.html").select(".indicator-list > li")
    assert len(listed) == int(indicators)
    clauses = number("policies.html", "件政策文件，正文共", "条")
    totals = [cell.get_text() for cell in reader.page("coverage.html").select("tfoot")[0].select("td")]
    assert clauses == totals[0]
    requirements = number("timeline.html", "收录的", "项要求中")
    assert requirements == totals[2]
    asked = sum(
        int(str(entry.get_text()).removesuffix("项要求").strip())
        for entry in reader.page("policies.html").select(".policy-meta a")
    )
    assert str(asked) == requirements
