"""Views without a site: every template is filled, and nothing that comes from a text is markup."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup

from policykit.index.cascade import CascadeIndex
from policykit.model import (
    Dismissal,
    Draft,
    Level,
    Proposal,
    Reason,
    Requirement,
    Reviewed,
    Role,
    seal,
)
from policykit.site.content import Content, RequirementIndex, in_site_order
from policykit.site.county import county_view
from policykit.site.crossindex import CrossIndex
from policykit.site.entries import requirement_entry
from policykit.site.links import clause_anchor, requirement_anchor, theme_docname
from policykit.site.parts import ALIKE, first_parts
from policykit.site.rendering import VIEWS, filled, rendered
from policykit.site.tables import SITE_WIDE, table, tables_of
from policykit.site.views import _repeals, phases_of
from policykit.site.wording import words
from policykit.specs.ledger import Account

if TYPE_CHECKING:
    from policykit.site.links import Links

POLICY, REQUIREMENT = "shexian-2025", "shexian-2025/p1/county-visit-rate-2026"
ILL = '<script>alert("&")</script>'
SAFE = "&lt;script&gt;alert(&#34;&amp;&#34;)&lt;/script&gt;"
FACTS = {"level": ILL, "number": ILL, "issuers": [ILL], "division": ILL, "sha256": "0", "publisher": ILL}
CARD = {"policy": POLICY, "level": "county", "citation": ILL, "furniture": 3, "clauses": 2}
TOOLS = {
    "anchor": "c-1",
    "lang": "zh-Hans",
    "place": ILL,
    "label": ILL,
    "cited": "",
    "page": ILL,
    "row": ILL,
}
# View → what a page says about what it shows, and words that must then stand there.
GIVEN: dict[str, tuple[dict[str, Any], str]] = {
    "apart-caption": ({"folded": False, "caption": ILL, "mark": "不属于政策正文"}, SAFE),
    "card": (
        {
            **CARD,
            "facts": {**FACTS, "date_issued": None, "date_published": None},
            "download": "",
            "file": ILL,
        },
        "时效不详（没有写明施行日期，也没有成文日期）",
    ),
    "clause-tools": (
        TOOLS,
        f'data-cite="">¶</a><small class="clause-page" title="在原件{SAFE}">',
    ),
    "list": (
        {"policies": [POLICY], "level": "", "more": 2},
        '另有 2 件：<a href="/policies">全部政策文件</a>',
    ),
    "searchbox": ({"examples": [ILL]}, SAFE),
    "selfcheck": ({}, "/selfcheck/rulebook.js?v="),
    "collect": ({}, "/_static/policykit-collect-rules.js?v="),
    "tasks/list": ({}, "/_static/policykit-tasks.js?v="),
    "tasks/files": (
        {"tables": ["tasks/341021"]},
        '<a href="/tasks/341021.xlsx" download="tasks-341021.xlsx">',
    ),
    "years": ({}, "/_static/policykit-years-model.js?v="),
    "checks/files": ({"tables": ["policies"]}, '<a href="/policies.xlsx" download="policies.xlsx">Excel</a>'),
    "checks/clause": ({"clause": "shexian-2025/p1"}, f"/checks/{POLICY}#r-p1--county-visit-rate-2026"),
    "checks/checks": ({"policy": POLICY}, "没有提供测试结果"),
    "checks/requirement": (
        {"requirement": REQUIREMENT, "anchor": "r"},
        "<mark>2026年县域内就诊率达85%</mark>",
    ),
    "checks/dismissed": ({"policy": POLICY, "part": 1}, "逐处写明不作为要求的理由"),
    "checks/drafts": ({"policy": POLICY}, "不算要求，也不判定"),
    "checks/theme": ({"theme": "access"}, "本主题有"),
    "checks/indicator": (
        {"indicator": "county_visit_rate"},
        "居民在县域内就诊人次数 ÷ 居民就诊总人次数 × 100%",
    ),
    "checks/theme_list": ({"theme": "access"}, '<a href="/indicators/access">本主题的定义与目标</a>'),
    "checks/due": ({"year": 2026}, '<time datetime="2026-'),
    "checks/timeline": ({}, "没有写明期限，不在此列"),
    "checks/coverage": ({}, "合计"),
    "checks/reasons": ({}, "合计"),
    "county": ({}, 'data-cascade="/cascade" data-search="/search"'),
    "checks/glance": ({}, '<a href="/policies">5</a>'),
    "crossindex/clause": ({"clause": "shexian-2025/1/1/1"}, "条对应"),
    "crossindex/terms": ({}, "按拼音首字母排列"),
    "crossindex/citations": ({}, "未收录"),
    "crossindex/concordance": ({}, "名称相近，不能直接比较"),
    "crossindex/places": (
        {"indicator": "county_visit_rate"},
        "国家</span> 这一层级的 2 份文件没有写到这一指标",
    ),
    "crossindex/cascade": ({}, "不证明下级的规定来自这份上级文件"),
}


def test_every_view_is_tried() -> None:
    # The redline needs a policy of several texts, the contents of pages a long one: each has a test of its own.
    assert {*GIVEN, "versions/redline", "text-parts"} == set(VIEWS)


@pytest.mark.parametrize("view", GIVEN)
def test_a_view_says(view: str, content: Content, links: Links) -> None:
    given, wording = GIVEN[view]
    html = rendered(view, given, content, links)
    assert wording in html
    assert ILL not in html


def test_a_theme_has_its_own_indicators(content: Content, links: Links) -> None:
    every = content.requirements.indicators.values()
    theme = BeautifulSoup(rendered("checks/theme", {"theme": "access"}, content, links), "html.parser")
    named = {link["href"] for link in theme.select("a[href*='#i-']")}
    own = {links.to_indicator(each) for each in every if each.theme == "access"}
    assert named == own
    for row in VIEWS["checks/theme"]({"theme": "access"}, content, links)["rows"]:
        asked = content.requirements.of_indicator(row["indicator"].name)
        assert {*row["levels"]} == {content.corpus.policy(each.policy).level for each in asked}
        assert row["levels"] == sorted(row["levels"], key=list(Level).index)


def test_where_the_source_of_an_indicator_is_its_own_reading_it_is_said(content: Content) -> None:
    made = table(content, "indicators")
    own = {name: one.own_reading for name, one in content.requirements.indicators.items()}
    assert {True, False} == {*map(bool, own.values())}
    for row, said in zip(made.rows, made.wordings, strict=True):
        source = words("tables")["own_reading"] if own[row["name"]] else row["source"] or ""
        assert (said["source"] or "") == source


@pytest.mark.parametrize(("clause", "query"), [("shexian-2025/p1", "words"), ("nhc-2023-41/4/11", "heading")])
def test_what_is_alike_is_searched_by_heading_or_first_words(
    clause: str, query: str, content: Content, links: Links
) -> None:
    here = content.corpus.clause(clause)
    search = VIEWS["crossindex/clause"]({"clause": clause}, content, links)["search"]
    _, _, asked = search.partition("?q=")
    assert asked
    if query == "heading":
        assert unquote(asked) == here.heading
    else:
        assert here.heading == ""
        assert "".join(here.text.split()).startswith("".join(unquote(asked).split())[:10])


@pytest.mark.parametrize(
    ("without", "there"),
    [
        ("timeline", {"selfcheck", "tasks", "cascade", "search"}),
        ("tasks", {"selfcheck", "timeline", "cascade", "search"}),
        ("search", {"selfcheck", "tasks", "timeline", "cascade", "search"}),  # every site has it
    ],
)
def test_a_chosen_county_leads_to_the_pages_that_there_are(
    without: str, there: set[str], content: Content, links: Links, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(links, "page", lambda name: "" if name == without else f"/{name}")
    assert county_view({}, content, links)["pages"].keys() == there


def test_calendars_stand_on_the_timeline_where_no_page_of_tasks_has_them(
    content: Content, links: Links, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert VIEWS["checks/timeline"]({}, content, links)["calendars"] == []
    monkeypatch.setattr(links, "page", lambda _: "")
    assert VIEWS["checks/timeline"]({}, content, links)["calendars"] != []


def test_the_files_of_tasks_are_called_by_their_division(content: Content, links: Links) -> None:
    places = VIEWS["tasks/files"]({"tables": ["tasks/341021", "tasks/000000"]}, content, links)["places"]
    assert [(each["code"], each["name"]) for each in places] == [
        ("341021", "歙县"),
        ("000000", words("tasks")["others"]),
    ]
    assert places[0]["calendar"]["code"] == "341021"


@pytest.mark.parametrize(
    ("parts", "first"),
    [
        ([[Requirement]], (0, None)),
        ([[Requirement], [Requirement]], (1, None)),  # of nothing dismissed it is said on the last
        ([[Requirement], [Dismissal], [Dismissal]], (1, None)),
        ([[Requirement, Dismissal], [Dismissal], [Draft], [Draft]], (0, 2)),
    ],
)
def test_where_what_is_dismissed_and_what_waits_begins(
    parts: list[list[type]], first: tuple[int, int | None]
) -> None:
    assert first_parts([[object.__new__(kind) for kind in part] for part in parts]) == first


def test_what_waits_for_a_person_is_shown_as_such_wherever_its_policy_is(
    content: Content, links: Links
) -> None:
    there = with_drafts(content)
    page = rendered("checks/checks", {"policy": POLICY}, there, links)
    assert f'<a href="/checks/{POLICY}/2#drafts">2 条</a>：由程序提出' in page
    listed = rendered("checks/drafts", {"policy": POLICY, "part": 1}, there, links)
    assert "拟增指标：托育服务覆盖率＝托位数 ÷ 婴幼儿数 × 100%" in listed
    assert "不作为要求：口号" in listed
    assert SAFE in listed
    assert ILL not in listed
    given = {"policies": [POLICY], "level": "", "more": 0}
    assert f'<a href="/checks/{POLICY}/2#drafts">待核定 2 条</a>' in rendered("list", given, there, links)
    for view, said in (
        ("checks/due", {"limit": 3}),
        ("checks/timeline", {}),
        ("crossindex/cascade", {}),
        ("tasks/list", {}),
    ):
        assert "另有 1 条起草的要求待核定，没有列在这里" in rendered(view, said, there, links), view
        assert "待核定" not in rendered(view, said, content, links), view
    indicator = rendered("checks/indicator", {"indicator": "county_visit_rate"}, there, links)
    assert "待核定" not in indicator
    before = {one.id for one in content.requirements.requirements}
    assert {one.id for one in there.requirements.requirements} < before
    # Pages that show something else of it are others, and those of another policy are not.
    own, other = (
        (f"{kind}:{POLICY}" for kind in ("checks", "policy")),
        ("checks:erenhot-2021", "policy:erenhot-2021"),
    )
    now, then = there.requirements.state, content.requirements.state
    assert all(now(part) != then(part) for part in (*own, "all", "indicators", "theme:access"))
    assert all(now(part) == then(part) for part in other)
    assert '<th scope="col">待核定</th>' in rendered("checks/coverage", {}, there, links)


def test_a_base_without_a_requirement_does_not_say_that_all_agree(content: Content, links: Links) -> None:
    specs = content.requirements.specs
    none = replace(
        specs,
        files=tuple(replace(each, binding=replace(each.binding, requirements=[])) for each in specs.files),
    )
    home = rendered(
        "checks/glance", {}, Content(content.corpus, RequirementIndex(none), CrossIndex(none)), links
    )
    assert "还没有核定的要求" in home
    assert "每项" not in home


def test_a_page_says_who_has_reviewed_and_whether_it_still_holds(content: Content, links: Links) -> None:
    specs = content.requirements.specs
    file = specs.file_of(POLICY)
    one, other, *others = file.binding.requirements
    held = replace(one, reviewed=Reviewed(ILL, date(2026, 5, 6), "无误", seal(one)))
    lost = replace(other, due=date(2031, 1, 1), reviewed=Reviewed("王五", date(2026, 5, 6), "", seal(other)))
    binding = replace(file.binding, requirements=[held, lost, *others])
    changed = replace(
        specs, files=tuple(replace(each, binding=binding) if each is file else each for each in specs.files)
    )
    there = Content(content.corpus, RequirementIndex(changed), CrossIndex(changed))
    whole = rendered("checks/requirement", {"requirement": held.id, "anchor": "r"}, there, links)
    assert f'{SAFE}，<time datetime="2026-05-06">2026-05-06</time>：无误</dd>' in whole
    assert "复核已失效" not in whole
    void = rendered("checks/requirement", {"requirement": lost.id, "anchor": "r"}, there, links)
    assert '<span class="result result-differs">复核已失效</span>：目标、期限或约束性等已改动' in void
    head = rendered("checks/checks", {"policy": POLICY}, there, links)
    assert "复核过 2 项，其中 1 项<span" in head


def with_drafts(content: Content) -> Content:
    """The same, but one requirement is a draft with a proposed indicator, and one dismissal is."""
    specs = content.requirements.specs
    file = specs.file_of(POLICY)
    asked, *others = file.binding.requirements
    slogan = next(each for each in file.binding.dismissed if each.reason is Reason.SLOGAN)
    share = Proposal("托育服务覆盖率", "%", asked.entity, "托位数", "婴幼儿数")
    drafted = replace(
        file.binding,
        requirements=others,
        dismissed=[each for each in file.binding.dismissed if each is not slogan],
        drafts=[Draft(replace(asked, indicator=share.indicator), reason=ILL, proposal=share), Draft(slogan)],
    )
    files = tuple(replace(each, binding=drafted) if each is file else each for each in specs.files)
    changed = replace(specs, files=files)
    return Content(content.corpus, RequirementIndex(changed), CrossIndex(changed))


def test_a_view_with_nothing_to_say_is_no_part_of_a_page(content: Content, links: Links) -> None:
    lonely = Content(content.corpus, content.requirements, CrossIndex(content.requirements.specs))
    lonely.crossindex.__dict__ |= {"_links": {}, "cascade": CascadeIndex(content.corpus, ())}
    assert rendered("crossindex/clause", {"clause": "shexian-2025/p1"}, lonely, links) == ""


def test_without_a_page_of_all_due_dates_none_is_linked(content: Content, links: Links) -> None:
    assert "全部期限" not in rendered("checks/due", {"limit": 1}, content, links)


def test_a_short_list_has_of_every_day_what_it_may_have_to_show(content: Content, links: Links) -> None:
    short = VIEWS["checks/due"]({"limit": 3}, content, links)["days"]
    whole = [
        day
        for when in range(2020, 2040)
        for day in VIEWS["checks/due"]({"year": when}, content, links)["days"]
    ]
    assert [day for day, _ in short] == [day for day, _ in whole]
    assert [len(entries) for _, entries in short] == [min(3, len(entries)) for _, entries in whole]


def test_a_title_that_is_a_script_is_text(content: Content, links: Links) -> None:
    ill = replace(content.corpus.policy(POLICY), title=ILL)
    policies = [ill if policy.id == ill.id else policy for policy in content.corpus.policies]
    corpus = type(content.corpus)(policies, content.corpus.root)
    specs = replace(content.requirements.specs, corpus=corpus)
    there = Content(corpus, RequirementIndex(specs), CrossIndex(specs))
    for view in ("list", "checks/coverage", "checks/indicator"):
        html = rendered(view, GIVEN[view][0], there, links)
        assert SAFE in html
        assert ILL not in html
    assert SAFE in filled("neighbour", level="county", label="县级", title=ILL)


def test_policies_stand_top_level_first_and_the_newest_of_a_level_first(content: Content) -> None:
    ordered = [(policy.level.value, policy.id) for policy in in_site_order(content.corpus.policies)]
    assert ordered == [
        ("national", "nhc-2023-41"),
        ("national", "nhc-2023-reform-h2"),
        ("prefecture", "guiyang-2024-36"),
        ("county", "erenhot-2021"),
        ("county", "shexian-2025"),  # its text has no date
    ]


def test_what_is_another_requirement_has_another_anchor(content: Content) -> None:
    anchors = [(each.policy, requirement_anchor(each)) for each in content.requirements.requirements]
    assert len(anchors) == len(set(anchors))
    deep = next(each for each in content.requirements.requirements if each.clause == "nhc-2023-41/4/11")
    assert requirement_anchor(deep) == f"r-4-11--{deep.id.rpartition('/')[2]}"
    assert clause_anchor("annex/1/p2") == "c-annex-1-p2"


def test_of_a_requirement_the_others_on_its_indicator_are_listed(content: Content, links: Links) -> None:
    index = content.requirements
    for asked in index.requirements:
        told = VIEWS["checks/requirement"]({"requirement": asked.id, "anchor": ""}, content, links)
        others = [each.id for each in index.of_indicator(asked.indicator.name) if each is not asked]
        assert [each["requirement"].id for each in told["others"]] == others[:ALIKE]


def test_the_state_of_a_theme_is_of_its_requirements_alone(content: Content) -> None:
    index = content.requirements
    for theme in index.themes:
        state = "\n".join(index.state(f"theme:{theme}"))
        named = {each.id for each in index.requirements if json.dumps(each.id) in state.replace("'", '"')}
        assert named >= {each.id for each in index.of_theme(theme)}
        assert not named & {each.id for each in index.requirements if each.indicator.theme != theme}


@pytest.mark.parametrize(
    ("policy", "noted"), [("erenhot-2021", False), ("shexian-2025", True), ("nhc-2023-reform-h2", True)]
)
def test_remarks_have_a_column_where_one_is_dismissed_with_any(
    content: Content, links: Links, policy: str, *, noted: bool
) -> None:
    parts = content.requirements.checks_parts(policy)
    told = [
        VIEWS["checks/dismissed"]({"policy": policy, "part": at}, content, links) for at in range(len(parts))
    ]
    assert any(each["noted"] for each in told) is noted
    assert sum(len(each["rows"]) for each in told) == told[0]["count"] > 0


def test_numbers_that_nothing_accounts_for_stand_where_the_dismissed_begin(
    content: Content, links: Links, monkeypatch: pytest.MonkeyPatch
) -> None:
    index, policy = content.requirements, content.corpus.policy("shexian-2025")
    line = index.ledger(policy)[0]
    lines = [replace(line, account=account) for account in Account] * 301
    monkeypatch.setattr(index, "ledger", lambda _: lines)
    parts = index.checks_parts(policy.id)
    told = [
        VIEWS["checks/dismissed"]({"policy": policy.id, "part": at}, content, links)
        for at in range(len(parts))
    ]
    (begins,) = (each for each in told if each["begins"])
    assert begins["left_count"] == 301
    assert [each["line"].account for each in begins["left"]] == [Account.NONE] * 300
    assert all(each["left"] == [] for each in told if not each["begins"])


def test_of_one_place_what_is_due_on_a_day_stands_before_what_always_holds(content: Content) -> None:
    dated = next(each for each in content.requirements.requirements if each.due)
    always = replace(dated, due=None)
    specs: Any = SimpleNamespace(requirements=[always, dated], corpus=content.corpus)
    assert RequirementIndex(specs).of_policy(dated.policy) == [dated, always]


def test_themes_are_those_of_requirements_in_the_order_of_the_registry(content: Content) -> None:
    index = content.requirements
    used = {each.indicator.theme for each in index.requirements}
    every = index.specs.registry.themes
    assert [*index.themes] == [name for name in every if name in used]
    asked = index.requirements[0].indicator
    there: Any = SimpleNamespace(
        requirements=[index.requirements[0]], registry=index.specs.registry, corpus=index.specs.corpus
    )
    alone = RequirementIndex(there)
    vars(alone)["requirements"] = (index.requirements[0],)
    assert [*alone.themes.items()] == [(asked.theme, every[asked.theme].label)]


def test_what_ends_a_policy_stands_apart_from_what_changes_it() -> None:
    def pair(by: str, policy: str, *, partial: bool) -> SimpleNamespace:
        return SimpleNamespace(by=by, policy=policy, partial=partial)

    standings = SimpleNamespace(
        repeals_of=lambda name: [pair("new", name, partial=False), pair("change", name, partial=True)],
        repeals_by=lambda name: [pair(name, "old", partial=False), pair(name, "changed", partial=True)],
    )
    said = words("policies")["repeals"]
    content: Any = SimpleNamespace(corpus=SimpleNamespace(standings=standings))
    assert list(_repeals("here", content)) == [
        (said["repealing"], ["new"]),
        (said["repealed"], ["old"]),
        (said["amending"], ["change"]),
        (said["amended"], ["changed"]),
    ]


def test_every_table_that_a_view_offers_can_be_made(content: Content) -> None:
    for view, (given, _) in GIVEN.items():
        for name in tables_of(view, given):
            made = table(content, name)
            assert made.rows, name
            assert {len(row) for row in made.cells()} == {len(made.headers)}, name
    assert {table(content, name).headers["level"] for name in ("policies", "clauses")} == {"层级"}
    assert "requirements" in SITE_WIDE
    terms = table(content, "terms").rows
    assert any(row["others"] for row in terms)
    assert all(row["term"] not in row["others"] for row in terms)


def test_what_tables_say_of_the_same_agrees(content: Content) -> None:
    def of(name: str) -> list[dict[str, Any]]:
        """The rows of a table, what staff read in place of a value under a sign of its own."""
        made = table(content, name)
        return [
            row | {f"~{key}": value for key, value in wording.items()}
            for row, wording in zip(made.rows, made.wordings, strict=True)
        ]

    def by(name: str, key: str = "policy") -> Counter[str]:
        return Counter(row[key] for row in of(name))

    clauses, asked = by("clauses"), by("requirements")
    assert {row["id"]: row["~clauses"] for row in of("policies")} == clauses
    assert {row["id"]: row["~requirements"] for row in of("policies") if row["~requirements"]} == asked
    assert {row["id"] for row in of("clauses")} == {
        each.id for each in content.corpus.clauses if each.role is Role.CLAUSE
    }
    due = [row["due"] for row in of("timeline")]
    assert due == sorted(row["due"] for row in of("requirements") if row["due"])
    assert {row["policy"]: row["requirements"] for row in of("coverage") if row["requirements"]} == asked
    counted: Counter[str] = Counter()
    for row in of("reasons"):
        assert row["count"] > 0
        counted[row["policy"]] += row["count"]
    assert counted == {row["policy"]: row["dismissed"] for row in of("coverage") if row["dismissed"]}
    assert {row["name"]: row["requirements"] for row in of("indicators")} == by("concordance", "indicator")
    for row in of("indicators"):
        assert row["own_reading"] is (row["source"] is None), row["name"]
        assert row["~source"] == (row["source"] or words("tables")["own_reading"])
        assert row["~formula"] == (row["formula"] or words("tables")["directly"])
    requirements = {row["id"]: row for row in of("requirements")}
    for theme in content.requirements.themes:
        on = [each.id for each in content.requirements.requirements if each.indicator.theme == theme]
        assert [row["id"] for row in of(theme_docname(theme))] == on
    assert all(row["due"] == requirements[row["id"]]["due"] for row in of("concordance"))
    for row in of("cascade"):
        assert (row["lower_clause"] is None) is (row["lower_quote"] is None) is (row["~lower_place"] is None)
        assert row["lower_clause"] is not None or row["lower"] is None
        if row["upper"]:
            upper = requirements[row["upper"]]
            assert (row["upper_clause"], row["upper_quote"]) == (upper["clause"], upper["quote"])
            assert row["~upper_plain"] == upper["~plain"]
        if row["lower"]:
            assert row["lower_clause"] == requirements[row["lower"]]["clause"]
        assert row["~compared"] is None or row["compared"] is not None
    for row in of("citations"):
        assert row["collected"] is (row["cited"] in clauses)
        number = (row["number"] or "").replace("[", "〔").replace("]", "〕")
        assert number in row["written"]
        assert row["number"] != ""
        assert (row["number"] is not None) is ("〔" in row["written"]), row["written"]
        assert row["collected"] or row["~cited"] == (row["cited_title"] or "")


@pytest.mark.parametrize(
    ("begins", "holds"),
    [
        ([None], [True]),
        ([None, date(2020, 1, 1), date(2999, 1, 1)], [False, True, False]),
        ([None, date(2020, 1, 1), date(2021, 1, 1)], [False, False, True]),
        ([None, date(2999, 1, 1)], [True, False]),
    ],
)
def test_of_what_a_policy_is_one_holds_today(begins: list[date | None], holds: list[bool]) -> None:
    phases = [(day, f"{at}") for at, day in enumerate(begins)]
    corpus = SimpleNamespace(policy=str, standings=SimpleNamespace(phases=lambda _: phases))
    found = phases_of("p", SimpleNamespace(corpus=corpus))  # type: ignore[arg-type]  # what is asked of it
    assert [one["holds"] for one in found] == holds
    assert [one["from"] for one in found] == [day or "" for day in begins]


@pytest.mark.parametrize(
    ("name", "said", "unsaid"),
    [
        (
            "essential_drug_ratio",
            [
                "基本药物采购品种数占比",
                "医院采购基本药物品种数 ÷ 医院同期采购药物品种总数 × 100",
                "国办发〔2019〕4号，第20项",
                "有不同",
            ],
            ["本项目理解", "自拟"],
        ),
        ("county_fund_share", ["只收录到官方的名称", "算法由本库按名称自拟", "有不同"], ["本项目理解"]),
        ("county_visit_rate", ["本项目理解：没有收录到官方定义"], ["官方定义</th>"]),
    ],
)
def test_an_official_definition_stands_beside_ours(
    content: Content, links: Links, name: str, said: list[str], unsaid: list[str]
) -> None:
    requirement = content.requirements.of_indicator(name)[0].id
    for view, given in (
        ("checks/indicator", {"indicator": name}),
        ("checks/requirement", {"requirement": requirement, "anchor": "r"}),
    ):
        page = rendered(view, given, content, links)
        assert [words for words in said if words not in page] == []
        assert [words for words in unsaid if words in page] == []


def test_coverage_of_definitions_stands_beside_that_of_numbers(content: Content, links: Links) -> None:
    page = rendered("checks/coverage", {}, content, links)
    assert "没有收录到官方定义，算法自拟" in page


# --- long pages of checks ----------------------------------------------------------------------------

FRAME = 45_000
"""What stands around the text of a page in the site: bars, scripts, the table of contents of a page of 150 requirements."""


def grown(content: Content, policy: str, times: int) -> Content:
    """The same, but one policy has each of its requirements so many times."""
    specs = content.requirements.specs
    file = specs.file_of(policy)
    asked = [
        replace(each, id=f"{each.id}-{copy}") if copy else each
        for each in file.binding.requirements
        for copy in range(times)
    ]
    places = file.binding.locations
    more = {f"{name}-{copy}": place for name, place in places.items() for copy in range(1, times)}
    binding = replace(file.binding, requirements=asked, locations={**places, **more})
    files = tuple(replace(each, binding=binding) if each is file else each for each in specs.files)
    changed = replace(specs, files=files)
    return Content(content.corpus, RequirementIndex(changed), CrossIndex(changed))


@pytest.mark.parametrize(("policy", "times"), [("guiyang-2024-36", 1), ("guiyang-2024-36", 2), (POLICY, 5)])
def test_no_page_of_checks_is_over_half_a_megabyte(
    policy: str, times: int, content: Content, links: Links
) -> None:
    """However many requirements a policy has: each stands on one page, and the page says which are on the others."""
    there = grown(content, policy, times)
    index = there.requirements
    parts = index.checks_parts(policy)
    assert len(parts) > times
    assert [each for part in parts for each in part if isinstance(each, Requirement)] == index.of_policy(
        policy
    )
    for at, part in enumerate(parts):
        given: dict[str, object] = {"policy": policy, "part": at}
        asked = [each for each in part if isinstance(each, Requirement)]
        made = [
            *(rendered(f"checks/{view}", given, there, links) for view in ("checks", "drafts", "dismissed")),
            *(
                rendered("checks/requirement", {"requirement": each.id, "anchor": "r"}, there, links)
                for each in asked
            ),
        ]
        size = FRAME + sum(len(each.encode()) for each in made)
        assert size < 500_000, at
        assert size > 300_000 / times or at == len(parts) - 1  # and none is cut for nothing
        assert {index.checks_page(each) for each in asked} <= {
            f"checks/{policy}" + (f"/{at + 1}" if at else "")
        }
        (ways,) = re.findall(r'<nav class="list-pages".*?</nav>', made[0], re.DOTALL)
        told = dict(re.findall(r'<a href="([^"]+)" data-holds="([^"]*)"', ways))
        assert len(told) == len(parts) - 1
        for each in set(index.of_policy(policy)) - set(asked):
            assert (
                each.clause.partition("/")[2].replace("/", "-") in told[f"/{index.checks_page(each)}"].split()
            )


def test_a_page_of_checks_that_is_short_is_whole(content: Content, links: Links) -> None:
    assert len(content.requirements.checks_parts("erenhot-2021")) == 1
    assert "list-pages" not in rendered("checks/checks", {"policy": "erenhot-2021"}, content, links)


def test_a_policy_has_the_ones_with_a_spec_before_and_behind_it(content: Content) -> None:
    index = content.requirements
    row = [each.id for each in index.policies if index.path(each.id)]
    assert len(row) > 2
    found = [index.neighbours(each) for each in row]
    named = [(before and before.id, after and after.id) for before, after in found]
    assert named == list(zip([None, *row[:-1]], [*row[1:], None], strict=True))
    assert index.neighbours("none-2025") == (None, None)
    files = [file for file in index.specs.files if file.policy != row[1]]
    specs: Any = SimpleNamespace(corpus=content.corpus, files=files)
    without = RequirementIndex(specs)
    assert without.neighbours(row[1]) == (None, None)
    before, after = without.neighbours(row[2])
    assert (before and before.id, after and after.id) == (row[0], row[3] if len(row) > 3 else None)


@pytest.mark.parametrize(
    ("more", "notes"),
    [
        ({}, []),
        ({"vagueness": "约"}, ["约"]),
        ({"note": "注"}, ["注"]),
        ({"vagueness": "约", "note": "注"}, ["约", "注"]),
    ],
)
def test_what_is_noted_of_a_requirement_is_listed(
    content: Content, links: Links, more: dict[str, Any], notes: list[str]
) -> None:
    plain = replace(content.requirements.requirements[0], vagueness="", note="")
    assert requirement_entry(replace(plain, **more), content, links)["notes"] == notes


def test_interpretations_ask_nothing_themselves(content: Content) -> None:
    specs = content.requirements.specs
    told = SimpleNamespace(
        corpus=content.corpus,
        requirements=(specs.requirements[0], replace(specs.requirements[1], interpretation=True)),
    )
    assert CrossIndex(told).requirements == specs.requirements[:1]  # type: ignore[arg-type]  # what is asked of them
