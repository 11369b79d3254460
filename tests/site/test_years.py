"""What was collected over the years: values, places, pace and the page, from figures worked out by hand."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from playwright.sync_api import Browser, Page, expect
from tests.web.tools import Node, Scripts

from policykit.base.division import Division, Level
from policykit.base.resources import load
from policykit.figures.archive import history, keep
from policykit.figures.collect import Collection, Figure, collect
from policykit.figures.series import series
from policykit.model import Comparator, Entity, Indicator
from policykit.site import WEB
from policykit.site.content import Content
from policykit.site.county import DIVISIONS, divisions_script
from policykit.site.county import FOLDER as COUNTY
from policykit.site.links import Links
from policykit.site.rendering import rendered
from policykit.site.selfcheck import RULEBOOK, WORKER, selfcheck_script, worker_script
from policykit.site.years import (
    RULES,
    _names,
    _place,
    _province,
    _targets,
    collected_series,
    sample,
    write_years,
)


def figure(unit: str, division: str, year: int, value: float, name: str = "county_visit_rate") -> Figure:
    return Figure(unit, division, "county", "", year, "", name, name, value, "", "甲.xlsx", "县!A1", "")


def frame(*figures: Figure) -> pd.DataFrame:
    return pd.DataFrame([{name: getattr(one, name) for name in one.__slots__} for one in figures])


@pytest.fixture
def rate(content: Content) -> Indicator:
    """县域内就诊率: visits in the county over all visits of its residents, in %."""
    rules = content.requirements.requirements
    return next(one.indicator for one in rules if one.indicator.name == "county_visit_rate")


# --- values ----------------------------------------------------------------------------------------


def test_values_are_computed_and_those_reported_go_before(rate: Indicator) -> None:
    (made,) = series(
        frame(
            figure("歙县", "341021", 2025, 80, "visits_in_county"),
            figure("歙县", "341021", 2025, 100, "visits_by_residents"),
            figure("歙县", "341021", 2026, 83, "visits_in_county"),
            figure("歙县", "341021", 2026, 0, "visits_by_residents"),
            figure("歙县", "341021", 2026, 84.5),
            figure("休宁县", "341022", 2026, 1, "visits_in_county"),
            figure("休宁县", "341022", 2026, 3, "visits_by_residents"),
            figure("巢湖市", "340181", 2026, 5, "visits_in_county"),
            figure("屯溪区", "341002", 2026, 70),
        ),
        [rate],
    )
    assert [period.label for period in made.periods] == ["2025年", "2026年"]
    table = {unit.name: row for unit, row in zip(made.units, made.table.tolist(), strict=True)}
    assert table["歙县"] == [80.0, 84.5]
    assert table["休宁县"][1] == 33.3333
    assert "巢湖市" not in table  # a numerator alone is no rate
    assert {unit.name: unit.kind for unit in made.units} == {"歙县": "县", "休宁县": "县", "屯溪区": "市辖区"}


def test_quarters_stand_between_years_and_what_comes_again_counts_last(rate: Indicator) -> None:
    (made,) = series(
        frame(
            replace(figure("歙县", "341021", 2026, 81), period="2026年上半年"),
            figure("歙县", "341021", 2026, 85),
            figure("歙县", "341021", 2025, 79),
            figure("歙 县", "341021", 2025, 80),
        ),
        [rate],
    )
    assert [(period.year, period.last) for period in made.periods] == [(2025, 12), (2026, 6), (2026, 12)]
    assert made.table.tolist() == [[80.0, 81.0, 85.0]]


def test_all_that_was_kept_is_read_the_newest_last(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow", reason="it comes with policykit[engines]")
    for day, value in ((date(2026, 1, 9), 80.0), (date(2027, 1, 9), 83.0)):
        made = figure("歙县", "341021", day.year - 1, value)
        keep(tmp_path, Collection({}, (made,), (), (), day.year - 1), day)
    assert history(tmp_path)[["year", "value"]].to_numpy().tolist() == [[2025, 80.0], [2026, 83.0]]
    assert history(tmp_path / "none").empty


# --- places and pace: worked out by hand -------------------------------------------------------------


@pytest.fixture(scope="module")
def model(node: Node) -> Scripts:
    """The rules of the page in Node."""
    opened = node.page([])
    source = (WEB / "years" / "policykit-years-model.js").read_text("utf-8")
    opened.evaluate("(source) => { (0, eval)(source); }", f"{source}\nwindow.model = policykitYears.model;")
    return opened


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        # Who is equal shares a place; the next is as many places further.
        ("ranks([85, 90, null, 85, 70], true)", [2, 1, None, 2, 4]),
        ("ranks([85, 90, null, 85, 70], false)", [2, 4, None, 2, 1]),
        ("ranks([1, 1, 1], null)", [1, 1, 1]),
        ("rankOf([85, 90, null, 85, 70], 3, true)", [2, 4]),
        ("rankOf([85, 90, null, 85, 70], 0, false)", [2, 4]),
        ("rankOf([85, 90, null, 85, 70], 4, null)", [4, 4]),
        ("rankOf([85, 90, null, 85, 70], 2, true)", [None, 4]),
        ("quartiles([4, null, 1, 3, 2])", [1, 1.75, 2.5, 3.25, 4]),
        ("quartiles([null])", None),
        ("bins([5, 5])", [[5, 5, 2]]),
        ("bins([0, 12, 6]).map(([, , count]) => count)", [1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]),
        # 80, 82, 86: 3 a year over three figures; two years on 92.
        ("pace([[2024, 80], [2025, 82], [2026, 86]])", {"slope": 3, "count": 3}),
        ("pace([[2022, 10], [2024, 80], [2025, 82], [2026, 86]]).slope", 3),
        ("pace([[2025, 82], [2026, 86]])", {"slope": 4, "count": 2}),
        ("pace([[2026, 86]])", None),
        # The year 2026 ends where 2026-12-31 ends; 2027-06-30 is half a year on.
        ("endOf(['2026年', 2026, 1, 12]) - timeOf('2026-12-31')", 0),
        ("projected([[2026, 82], [2027, 86]], '2027-06-30')", {"value": 88, "count": 2}),
        ("projected([[2026, 82], [2027, 86]], '2026-12-31')", None),
        ("reaches(85, { value: 85, below: false })", True),
        ("reaches(85.1, { value: 85, below: true })", False),
        # Years are not put on a line with quarters.
        (
            "alike([['2025年', 2025, 1, 12], ['一季度', 2026, 1, 3], ['2026年', 2026, 1, 12]], 2)",
            [0, 2],
        ),
        (
            "applies({ binds: ['341000'], entity: 'county', population: '' }, ['341021', '', 'county'])",
            True,
        ),
        (
            "applies({ binds: ['341000'], entity: 'county', population: '' }, ['340102', '', 'county'])",
            False,
        ),
        ("applies({ binds: [], entity: 'county', population: '三级' }, ['340102', '', 'county'])", False),
    ],
)
def test_places_quartiles_and_pace(model: Scripts, call: str, expected: Any) -> None:
    said = model.evaluate(f"() => {{ with (window.model) return {call}; }}")
    assert said == expected


# --- the way to it ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("collected", "leads"),
    [
        ((figure("歙县", "341021", 2026, 84.5),), True),
        # Of a rate both parts are needed; the figures of another indicator are not its own.
        ((figure("歙县", "341021", 2026, 80, "visits_in_county"),), False),
        ((), False),  # the page shows a made-up sample then
    ],
)
def test_an_indicator_leads_to_what_was_collected_of_it(
    content: Content, links: Links, collected: tuple[Figure, ...], *, leads: bool
) -> None:
    known = collected_series(frame(*collected), content.requirements.requirements)
    there = replace(content, collected=known)
    html = rendered("checks/indicator", {"indicator": "county_visit_rate"}, there, links)
    assert ('<a href="/years#i=county_visit_rate">历年和各地</a>' in html) is leads
    assert "历年和各地" not in rendered(
        "checks/indicator", {"indicator": "county_visit_rate"}, content, links
    )


# --- the page --------------------------------------------------------------------------------------


def standing(folder: Path, content: Content, links: Links, figures: pd.DataFrame | None) -> Path:
    """The page alone, with its values beside it."""
    given = figures if figures is not None else pd.DataFrame()
    content = replace(content, collected=collected_series(given, content.requirements.requirements))
    write_years(folder, content, links)
    html = str(rendered("years", {}, content, links))
    html = re.sub(r"/_static/(policykit-[a-z-]+\.js)\?v=\w+", r"\1", html)
    html = re.sub(r'(?<=["&;])/(selfcheck|years)', r"\1", html)
    for script in WEB.glob("*/*.js"):
        (folder / script.name).write_bytes(script.read_bytes())
    (folder / "selfcheck").mkdir(exist_ok=True)
    (folder / RULEBOOK).write_text(selfcheck_script(content, links), "utf-8")
    (folder / WORKER).write_text(worker_script(), "utf-8")
    page = folder / "page.html"
    styles = [WEB / "pages" / "policykit.css", *(WEB / "years").glob("*.css")]
    linked = "".join(f'<link rel="stylesheet" href="{style.as_uri()}">' for style in styles)
    (folder / COUNTY).mkdir(exist_ok=True)
    (folder / COUNTY / f"{DIVISIONS}.js").write_text(divisions_script([]), "utf-8")
    shared = ("elements", "county", "county-names")
    html = "".join(f'<script src="policykit-{name}.js"></script>' for name in shared) + html
    head = '<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    page.write_text(f'{head}{linked}<div class="bd-article"><section>{html}</section></div>', "utf-8")
    return page


@pytest.fixture
def told(browser: Browser) -> Iterator[Page]:
    """A narrow page on which nothing may go wrong."""
    context = browser.new_context(locale="zh-CN", viewport={"width": 360, "height": 800})
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    assert not errors
    context.close()


def test_the_sample_says_that_it_is_made_up(
    told: Page, content: Content, links: Links, tmp_path: Path
) -> None:
    made = sample(content.requirements.requirements)
    assert made is not None
    assert made["unit"].str.startswith("虚构").all()
    told.goto(standing(tmp_path, content, links, None).as_uri())
    expect(told.locator(".fictional")).to_contain_text("虚构")
    assert told.evaluate("document.documentElement.scrollWidth") <= 360


def test_an_officer_reads_places_and_pace(told: Page, content: Content, links: Links, tmp_path: Path) -> None:
    values = {
        ("歙县", "341021"): (78, 80, 82),
        ("休宁县", "341022"): (80, 81, 82),
        ("黟县", "341023"): (70, 80, 90),
        ("屯溪区", "341002"): (60, 61, 62),
        ("修文县", "520123"): (50, 51, 95),
    }
    figures = [
        figure(name, code, 2023 + at, value)
        for (name, code), row in values.items()
        for at, value in enumerate(row)
    ]
    address = standing(tmp_path, content, links, frame(*figures)).as_uri()
    told.goto(f"{address}#i=county_visit_rate&p=340000&u=341021+歙县&t=2025年")
    ranks = told.locator(".years-ranks tbody tr")
    expect(ranks).to_have_count(3)  # 市辖区 are ranked among themselves
    cells = [row.locator("td").all_inner_texts() for row in ranks.all()]
    assert [(row[0], row[5]) for row in cells] == [("1", "↑ 10"), ("2", "↑ 2"), ("2", "↑ 1")]
    # 78, 80, 82: 2 a year; due at the end of 2026 at 85%: 84, which is 1 short. No verdict is told.
    due = told.locator(".years-targets tbody tr", has_text="2026-12-31").first
    expect(due).to_contain_text("按近三期速度推算，到期约84%，还差1个百分点")
    expect(told.locator(".years-part", has_text="按此速度到期达不到").first).to_contain_text("不是判定")
    # Every picture has a table in its part; a choice stands in the address.
    for part in told.locator(".years-part:has(figure)").all():
        assert part.locator("table").count()
    field = told.locator("#years-u")
    field.click()
    field.press_sequentially("黟")
    expect(told.locator(".years-list li")).to_have_text(["安徽省黄山市黟县"])
    field.press("Enter")
    expect(told.locator(".years-part h2").first).to_contain_text("安徽省黄山市黟县")
    expect(field).to_have_value("安徽省黄山市黟县")
    assert "341023" in told.evaluate("decodeURIComponent(location.hash)")
    told.locator("#years-p").select_option("all")
    field.click()
    expect(told.locator(".years-list li")).to_have_count(5)
    field.press("Escape")
    expect(told.locator(".years-list")).to_be_hidden()
    expect(ranks).to_have_count(4)
    expect(ranks.first).to_contain_text("修文县")
    expect(ranks.first).to_contain_text("↑ 44")
    assert told.evaluate("document.documentElement.scrollWidth") <= 360


HEAD = "单位名称,行政区划代码,年度,居民在县域内就诊人次数（人次）,居民就诊总人次数（人次）,县域内就诊率"
SENT = {
    "歙县2025.csv": f"{HEAD}\n歙县,341021,2025,80,100,\n屯溪区,341002,2025,,,60\n",
    "歙县2026.csv": f"{HEAD}\n歙 县,341021,2026,83,99,\n休宁县,341022,2026,1,3,\n",
    "一季度.csv": f"{HEAD.replace('年度', '报告期')}\n歙县,341021,2026年第一季度,,,81\n",
    "修文.csv": f"{HEAD}\n修文县,520123,2026,,,95\n修文县,520123,2025,7,0,\n",
    "坏.xlsx": "PK\x03\x04 cut off",
}


STRUCK = """() => {
  const box = (one) => one.getBoundingClientRect();
  const drawn = document.querySelector(".years-figure svg");
  const figures = [...drawn.querySelectorAll(".years-value")];
  const others = [...drawn.querySelectorAll(".years-target, .years-target-text")];
  return figures.filter((one) => others.some((other) => {
    const [a, b] = [box(one), box(other)];
    return a.left < b.right && b.left < a.right && a.top + 3 < b.bottom && b.top < a.bottom - 3;
  })).map((one) => one.textContent);
}"""


def test_files_of_ones_own_are_shown_as_those_that_a_build_collected(
    told: Page, content: Content, links: Links, tmp_path: Path
) -> None:
    """Chosen on the page of a site that has collected nothing: its series are those of Python, line by line."""
    sent = tmp_path / "交回"
    sent.mkdir()
    for name, text in SENT.items():
        (sent / name).write_text(text, "utf-8")
    requirements = content.requirements.requirements
    figures = collect(sent, requirements).figures
    site = tmp_path / "site"
    site.mkdir()
    told.goto(standing(site, content, links, None).as_uri())
    expect(told.locator(".fictional")).to_contain_text("虚构")
    told.locator("#years-file").set_input_files(sorted(sent.iterdir()))
    expect(told.locator(".years-own-files")).to_contain_text("5个文件")
    # What is no workbook, and the two cells of a part that exceeds its whole.
    expect(told.locator(".years-own-files summary")).to_contain_text("3处没有读出来")
    expect(told.locator(".fictional")).to_have_count(0)
    told.locator("#years-i").select_option("county_visit_rate")
    told.locator("#years-p").select_option("340000")
    told.locator("#years-t").select_option("2026年")
    expect(told.locator(".years-ranks tbody tr")).to_have_count(2)
    expect(told.locator(".years-part h2").first).to_contain_text("安徽省黄山市歙县")
    # 80%, then 83 of 99.
    expect(told.locator(".years-line tbody tr").first).to_contain_text("83.84%")
    # 83.84 would lie on the line of the target of 85; the target of 2027 says its year.
    assert told.evaluate(STRUCK) == []
    expect(told.locator(".years-figure svg").first).to_contain_text("2027年")
    made = told.evaluate(
        """(figures) => {
          const { index, shards } = policykitYears.series.of(figures);
          return [index, [...shards].map(([name, shard]) => [name, shard.units, shard.values])];
        }""",
        [asdict(one) for one in figures],
    )
    (folder := tmp_path / "built").mkdir()
    collected = collected_series(frame(*figures), requirements)
    write_years(folder, replace(content, collected=collected), links)
    built = (folder / "years" / "index.js").read_text("utf-8")
    assert made[0] == json.loads(built.removeprefix("policykitYears.open(").removesuffix(");\n"))
    for name, units, values in made[1]:
        text = (folder / "years" / f"{name}.js").read_text("utf-8")
        shard = json.loads(text.removeprefix("policykitYears.take(").removesuffix(");\n"))
        assert sorted(zip(units, values, strict=True)) == sorted(
            zip(shard["units"], shard["values"], strict=True)
        )
    told.locator("#years-clear").click()
    expect(told.locator(".fictional")).to_contain_text("虚构")
    assert told.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_file_without_a_unit_is_proposed_as_the_chosen_countys(
    told: Page, content: Content, links: Links, tmp_path: Path
) -> None:
    """Said openly; a file that names a unit, be it one that several places share, is nobody else's."""
    nameless = HEAD.replace("单位名称,行政区划代码,", "")
    files = {
        "无名.csv": f"{nameless}\n2025,80,100,\n2026,83,99,\n",
        "市中区.csv": f"{HEAD}\n市中区,,2026,,,70\n",
        "休宁.csv": f"{HEAD}\n休宁县,341022,2026,1,3,\n",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, "utf-8")
    given = [tmp_path / name for name in files]
    page = standing(tmp_path, content, links, None).as_uri()
    told.goto(page)
    told.locator("#years-file").set_input_files(given)
    said = told.locator(".years-own-files")
    expect(said).to_contain_text("3个文件里的数据（1个单位，2个数字）")
    assert "我的县" not in said.inner_text()
    lineage = [["000000", "全国"], ["340000", "安徽省"], ["341000", "黄山市"], ["341021", "歙县"]]
    chosen = {"code": "341021", "name": "歙县", "lineage": lineage}
    told.evaluate("(county) => localStorage.setItem('policykit-county', JSON.stringify(county))", chosen)
    told.goto("about:blank")
    told.goto(page)
    told.locator("#years-file").set_input_files(given)
    expect(said).to_contain_text("3个文件里的数据（2个单位，6个数字）")
    expect(said).to_contain_text("无名.csv没有写明是哪个单位的，先当作我的县（歙县）的")
    assert "市中区.csv没有" not in said.inner_text()
    told.locator("#years-i").select_option("county_visit_rate")
    expect(told.locator(".years-part h2").first).to_contain_text("歙县")
    # 83 of 99, then 80 of 100.
    shown = told.locator(".years-line tbody tr")
    expect(shown).to_have_count(2)
    expect(shown.first).to_contain_text("83.84%")
    expect(shown.last).to_contain_text("80%")
    told.locator("#years-clear").click()
    expect(told.locator(".fictional")).to_contain_text("虚构")


def test_a_drop_is_read_as_a_choice(told: Page, content: Content, links: Links, tmp_path: Path) -> None:
    told.goto(standing(tmp_path, content, links, None).as_uri())
    expect(told.locator(".fictional")).to_contain_text("虚构")
    told.evaluate(
        """(files) => {
          const given = new DataTransfer();
          for (const [name, text] of files) given.items.add(new File([text], name));
          const about = { dataTransfer: given, bubbles: true, cancelable: true };
          document.getElementById("years-drop").dispatchEvent(new DragEvent("drop", about));
        }""",
        [[name, SENT[name]] for name in ("歙县2025.csv", "歙县2026.csv")],
    )
    expect(told.locator(".years-own-files")).to_contain_text("2个文件")
    expect(told.locator(".years-part h2").first).to_contain_text("县域内就诊率")


def test_a_unit_among_thousands_is_found_as_it_is_typed(
    told: Page, content: Content, links: Links, tmp_path: Path
) -> None:
    """The list is as long as what can be read, so that all provinces come as fast as one."""
    codes = [one for one in Division.all().values() if one.level is Level.COUNTY]
    figures = frame(*(figure(one.name, one.code, 2025 + year, 50 + year) for one in codes for year in (0, 1)))
    told.goto(f"{standing(tmp_path, content, links, figures).as_uri()}#p=340000")
    expect(told.locator(".years-multiples")).to_be_visible()
    told.locator("#years-p").select_option("all")
    field = told.locator("#years-u")
    field.click()
    expect(told.locator(".years-said")).to_contain_text(f"共{len(codes)}个单位")
    assert told.locator(".years-list li").count() == 30
    told.evaluate("() => policykitCounty.names.open()")
    for written in ("qzs", "区"):
        drawn = told.evaluate(
            """(written) => {
              const field = document.getElementById("years-u");
              const seen = new MutationObserver(() => {});
              seen.observe(document.body, { childList: true, subtree: true });
              field.value = written;
              field.dispatchEvent(new InputEvent("input", { bubbles: true }));
              const added = seen.takeRecords().flatMap((record) => [...record.addedNodes]);
              seen.disconnect();
              return added.filter((node) => node.nodeName === "LI").length;
            }""",
            written,
        )
        # Of thousands no more is drawn than is listed; how long that takes depends on the machine.
        assert drawn == told.locator(".years-list li").count() <= 30
    expect(told.locator(".years-said")).to_contain_text("先列出30个")
    # As where one's county is chosen: by initials, a whole name before the beginning of one.
    field.fill("qzs")
    assert told.locator(".years-list li").all_inner_texts()[:2] == [
        "山东省潍坊市青州市",
        "贵州省贵阳市清镇市",
    ]
    field.fill("shexian")
    assert told.locator(".years-list li").all_inner_texts()[:2] == ["河北省邯郸市涉县", "安徽省黄山市歙县"]
    field.fill("341021")
    field.press("ArrowDown")
    expect(told.locator(".years-list [aria-selected=true]")).to_contain_text("歙县")
    field.press("Enter")
    expect(told.locator(".years-part h2").first).to_contain_text("安徽省黄山市歙县")


def test_values_are_written_by_province_and_hold_no_markup(
    content: Content, links: Links, tmp_path: Path
) -> None:
    ill = "</script><b>县"
    figures = frame(
        figure(ill, "341021", 2025, 80),
        figure("贵阳", "520103", 2025, 70),
    )
    collected = collected_series(figures, content.requirements.requirements)
    write_years(tmp_path, replace(content, collected=collected), links)
    files = sorted(path.name for path in (tmp_path / "years" / "county_visit_rate").iterdir())
    assert files == ["340000.js", "520000.js", "all.js"]
    text = (tmp_path / "years" / "county_visit_rate" / "340000.js").read_text("utf-8")
    assert "</script" not in text
    given = json.loads(text.removeprefix("policykitYears.take(").removesuffix(");\n"))
    assert (given["units"][0][1], given["values"]) == (ill, [[80.0]])
    text = (tmp_path / "years" / "county_visit_rate" / "all.js").read_text("utf-8")
    assert "</script" not in text
    given = json.loads(text.removeprefix("policykitYears.take(").removesuffix(");\n"))
    assert ([unit[0] for unit in given["units"]], given["values"]) == (["341021", "520103"], [[80.0], [70.0]])
    text = (tmp_path / "years" / RULES).read_text("utf-8")
    told = json.loads(text.removeprefix("window.policykitYearsRules = ").removesuffix(";\n"))["indicators"]
    # A day and a grade have no course over the years.
    every = {each.indicator.name: each.indicator for each in content.requirements.requirements}
    assert 0 < len(told) < len(every)
    assert {name for name, one in every.items() if one.is_date or one.grades} == every.keys() - told.keys()


# --- the sample and the targets, worked out by hand ---------------------------------------------------


def test_the_sample_follows_from_the_targets_of_counties(content: Content) -> None:
    """Of 100 家 due in 2030: 80 % of it in the first year, two places a step of 3 % further, some slower and some faster."""
    given = load("series")["sample"]
    years, units = given["years"], given["units"]
    every = content.requirements.requirements
    county = next(
        one for one in every if one.indicator.unit == "%" and one.target.comparator is Comparator.GE
    )
    number = replace(county.indicator, name="beds", unit="张")

    def asked(value: int, year: int | None, **more: Any) -> Any:
        target = replace(county.target, value=float(value), comparator=more.pop("comparator", Comparator.GE))
        due = date(year, 12, 31) if year else None
        known = {"indicator": number, "per": Entity.COUNTY, **more}
        return replace(county, target=target, due=due, **known)

    rules = [
        asked(50, 2028),
        asked(100, 2030),
        asked(70, 2030),  # of one year the first counts
        asked(300, None),
        asked(400, 2031, per=Entity.HOSPITAL),
        asked(500, 2032, comparator=Comparator.EQ),
    ]
    made = sample(rules)
    assert made is not None
    assert set(made["name"]) == {"beds"}
    assert len(made) == len(units) * years
    values = {
        (code, year): value
        for code, year, value in zip(made["division"], made["year"], made["value"], strict=True)
    }
    codes = [code for code, _ in units]
    first = 2029 - years + 1
    assert sorted(set(made["year"])) == list(range(first, 2030))
    assert [values[code, first] for code in codes[:5]] == [80.0, 80.0, 83.0, 83.0, 86.0]
    # A year on: 3 % more, of every third place 0.4 % less, of the one behind it 0.4 % more.
    assert [values[code, first + 1] for code in codes[:5]] == [82.6, 83.0, 86.4, 85.6, 89.0]
    assert sample([]) is None
    assert sample(rules[4:]) is None
    undated = sample(rules[3:4])
    assert undated is not None
    assert max(undated["year"]) == 2025
    share = sample([replace(asked(120, 2030), indicator=replace(number, unit="%"))])
    assert share is not None
    assert max(share["value"]) == 100.0


def test_what_is_asked_with_a_figure_of_its_own_is_a_target(content: Content, links: Links) -> None:
    every = content.requirements.requirements
    found = _targets(every, content, links)
    listed = {one["uri"]: one for targets in found.values() for one in targets}
    rate = next(one for one in every if one.id == "shexian-2025/p1/county-visit-rate-2026")
    assert listed[links.to_requirement(rate)] == {
        "value": 85.0,
        "below": False,
        "due": "2026-12-31",
        "binds": ["341021"],
        "entity": "county",
        "population": "",
        "asked": "不低于85%",
        "cited": f"《{content.corpus.policy('shexian-2025').title}》引言第1段",
        "uri": links.to_requirement(rate),
    }
    for each in every:
        target = each.target
        is_figure = target.comparator in {Comparator.GE, Comparator.GT, Comparator.LE, Comparator.LT}
        is_own = target.value is not None and not target.grade and not target.compares
        assert (links.to_requirement(each) in listed) is (is_figure and is_own), each.id
    below = [one for one in listed.values() if one["below"]]
    assert below
    assert all("不" in one["asked"] or "少于" in one["asked"] or "低于" in one["asked"] for one in below)


@pytest.mark.parametrize(
    ("code", "province", "place"),
    [
        ("341021", "340000", "安徽省黄山市歙县"),
        ("340000", "340000", "安徽省"),
        ("000000", "000000", ""),
        ("110101", "110000", "北京市东城区"),
    ],
)
def test_a_unit_stands_in_its_province(code: str, province: str, place: str) -> None:
    assert (_province(code), _place(code)) == (province, place)


def test_a_made_up_county_stands_in_the_made_up_province() -> None:
    given = load("series")["sample"]
    assert _province(given["units"][0][0]) == given["province"][0]
    assert _names([{"provinces": [given["province"][0], "340000"]}]) == {
        "340000": "安徽省",
        given["province"][0]: given["province"][1],
    }
