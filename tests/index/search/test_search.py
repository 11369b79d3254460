"""What the search finds, and in which order."""

from __future__ import annotations

import dataclasses
import re
from datetime import date
from typing import TYPE_CHECKING

import opencc
import pytest

from policykit.base.diagnostics import PolicykitError
from policykit.corpus import Corpus
from policykit.index.search import search
from policykit.index.search.features import Topics
from policykit.index.search.query import Concept, Query
from policykit.index.search.vocabulary import topic_asked
from policykit.model import Level, Role

if TYPE_CHECKING:
    from policykit.index.search import Hit, Index

SCRIPTS = {name: opencc.OpenCC(name).convert for name in ("s2t", "s2tw", "s2hk", "t2s")}


def found(corpus: Corpus, query: str, **filters: object) -> list[str]:
    return [hit.clause.id for hit in search(corpus, query, **filters)]  # type: ignore[arg-type]  # a table's values


@pytest.mark.parametrize(
    ("query", "first"),
    [
        pytest.param("家庭医生转诊预留号源", "nhc-2023-41/4/11", id="several concepts without blanks"),
        pytest.param("预留 号源 家庭医生", "nhc-2023-41/4/11", id="in another order"),
        pytest.param("國家醫學中心", "nhc-2023-reform-h2/1/1", id="traditional query, simplified text"),
        pytest.param(
            "网上互联网诊疗远程会诊",
            "nhc-2023-41/5/17",
            id="the mainland's words, traditional text with Taiwan's",
        ),
        pytest.param("網際網路診療", "nhc-2023-41/5/17", id="Taiwan's words"),
        pytest.param("訊共用的縣域醫共", "nhc-2023-41/1/p2", id="half of a word that is turned"),
        pytest.param("国卫基层发[2023]41号", "nhc-2023-41/p1", id="文号 in square brackets"),
        pytest.param("國衛基層發〔2023〕41號", "nhc-2023-41/p1", id="文号 in its own brackets"),
        pytest.param("国卫基层发（２０２３）４１号", "nhc-2023-41/p1", id="文号 in full width"),
        pytest.param(
            "预\u200b留專家\u00ad号源", "nhc-2023-41/4/11", id="signs that no one sees, two scripts"
        ),
        pytest.param("2023 41号", "nhc-2023-41/p1", id="文号 without brackets"),
        pytest.param(
            "国办发[2021]18号", "nhc-2023-reform-h2/interpretation/4/p1", id="文号 of another policy"
        ),
        pytest.param("30分钟急救圈", "shexian-2025/1/4/3", id="number"),
        pytest.param("7.86张", "guiyang-2024-36/1/p1", id="decimal"),
        pytest.param("100个基层特色科室", "guiyang-2024-36/2/1/5", id="number and words"),
        pytest.param("“以收定支、收支平衡”", "erenhot-2021/3/7", id="exact"),
        pytest.param("家医签约", "nhc-2023-41/4/11", id="synonym"),
        pytest.param("县域内就珍率", "shexian-2025/p1", id="typing error"),
        pytest.param("电子病厉", "guiyang-2024-36/2/3/12", id="typing error in a word of four"),
        pytest.param("电子病历应用水平要达到几级？", "guiyang-2024-36/2/3/12", id="question"),
        pytest.param("关于全面推进紧密型县域医疗卫生共同体建设的指导意见", "nhc-2023-41/p1", id="title"),
        pytest.param(
            "村卫生室的网底怎么兜", "shexian-2025/1/3/2", id="a character that only a question is beside"
        ),
        pytest.param(
            "公卫科要不要单独设", "nhc-2023-reform-h2/5/16", id="a character beside another name of a word"
        ),
        pytest.param(
            "乡镇卫生院要派几个主治医师",
            "shexian-2025/1/1/4",
            id="characters that link and say how are no word",
        ),
        pytest.param(
            "全科医生工资跟谁看齐", "nhc-2023-reform-h2/6/20", id="a word of no clause beside two of some"
        ),
        pytest.param("二连浩特牵头医院是哪家", "erenhot-2021/3/2", id="哪家 asks"),
        pytest.param("二连浩特 急慢分治", "erenhot-2021/3/10", id="place"),
    ],
)
def test_what_comes_first(corpus: Corpus, query: str, first: str) -> None:
    assert found(corpus, query)[0] == first


@pytest.mark.parametrize(
    ("queries", "clauses"),
    [
        (
            ["集采", "集中带量采购", "带量采购"],
            {"nhc-2023-reform-h2/4/14", "nhc-2023-reform-h2/4/15", "guiyang-2024-36/2/4/17"},
        ),
        (["DRG", "drg", "ＤＲＧ", "疾病诊断相关分组"], {"nhc-2023-reform-h2/3/12", "nhc-2023-41/5/16"}),
        (["村医", "乡村医生"], {"guiyang-2024-36/2/4/19", "shexian-2025/1/3/2", "nhc-2023-reform-h2/6/20"}),
        (
            ["90%以上", "９０％以上", "90％以上"],
            {"guiyang-2024-36/2/1/3", "guiyang-2024-36/2/2/8", "nhc-2023-41/1/p2"},
        ),
        (["資訊共用", "信息共享"], {"nhc-2023-41/1/p2", "shexian-2025/p1"}),
    ],
)
def test_names_of_one_thing_find_the_same(corpus: Corpus, queries: list[str], clauses: set[str]) -> None:
    for query in queries:
        assert clauses <= set(found(corpus, query)), query


@pytest.mark.parametrize(
    ("query", "absent"),
    [
        pytest.param("家医", "nhc-2023-reform-h2/1/1", id="国家医学中心 does not outrank 家庭医生"),
        pytest.param("医保", "nhc-2023-41/4/13", id="中医保健 is not 医保"),
    ],
)
def test_what_is_no_word_there_stays_behind(corpus: Corpus, query: str, absent: str) -> None:
    assert absent not in found(corpus, query)[:5]


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("牵头医院考核", ["谁来考核牵头医院", "牵头医院怎么考核？", "请问牵头医院由谁考核"]),
        ("县域内就诊率", ["县域内就诊率是多少", "县域内就诊率要达到多少？"]),
        ("急救站建设", ["请问急救站建设有哪些要求", "急救站建设怎么样"]),
        ("床位数", ["床位数有多少", "请问床位数是多少张"]),
    ],
)
def test_words_that_ask_change_nothing(corpus: Corpus, said: str, asked: list[str]) -> None:
    for query in asked:
        assert found(corpus, query, limit=3) == found(corpus, said, limit=3), query


@pytest.mark.parametrize(
    ("everyday", "clause"),
    [
        ("看病贵", "nhc-2023-41/5/16"),
        ("转院", "nhc-2023-41/4/11"),
        ("结对帮扶", "nhc-2023-41/2/3"),
        ("药价", "nhc-2023-reform-h2/4/14"),
        ("专家号", "nhc-2023-41/4/11"),
    ],
)
def test_everyday_words_find_what_they_mean(corpus: Corpus, everyday: str, clause: str) -> None:
    assert clause in found(corpus, everyday, limit=10)


@pytest.mark.parametrize(
    ("query", "character", "beside", "needed"),
    [
        ("村卫生室的网底怎么兜", "兜", (), False),  # what asks is no neighbour
        ("网底兜牢了没有兜", "兜", (), False),
        ("公卫科要不要单独设", "科", ("卫科", "生科"), True),  # 公共卫生科 is 公卫科
        ("公卫科要不要单独设", "设", ("独设",), False),
        ("科", "科", (), True),  # alone it is what is asked
        ("设", "设", (), True),
    ],
)
def test_a_single_character_is_held_beside_its_neighbours(
    index: Index, query: str, character: str, beside: tuple[str, ...], *, needed: bool
) -> None:
    asked = index.understood(query, (), date(2026, 7, 1))
    concept = next(one for one in asked.concepts if one.word == character)
    assert (concept.beside, concept.needed) == (beside, needed)


def test_a_query_is_about_the_measure_that_its_words_name(index: Index) -> None:
    topics = Topics(index.lexicon.measures)
    asked = index.understood("医保和公卫的钱打捆使用", (), date(2026, 11, 29))
    topic = topic_asked(topics, asked.concepts)
    assert topic is not None
    assert topic[0] == "医保和公卫资金打捆"
    assert topic_asked(topics, [Concept("家医")]) is None
    assert topic_asked(topics, []) is None


def test_what_lacks_a_word_comes_behind_and_says_which(corpus: Corpus) -> None:
    hits = search(corpus, "牵头医院 号源 编制")
    lacking = [bool(hit.missing) for hit in hits]
    assert lacking == sorted(lacking)
    assert {hit.clause.id: hit.missing for hit in hits}["nhc-2023-41/4/11"] == ("牵头医院", "编制")
    assert found(corpus, "15岁以下") == []


@pytest.mark.parametrize(
    ("query", "missing"),
    [
        # The same year and number of another issuer are another document.
        ("国办发〔2023〕41号", ("国办发",)),
        ("国卫基层发〔2023〕41号", ()),
        ("根据国卫基层发〔2023〕41号", ()),
        ("2023年41号", ()),
        ("皖卫发〔2024〕4号", ()),
        ("见皖卫发2024 4", ()),
        ("豫卫发〔2024〕4号", ("豫卫发",)),
    ],
)
def test_the_number_of_a_document_is_one_of_its_issuer(
    corpus: Corpus, query: str, missing: tuple[str, ...]
) -> None:
    assert search(corpus, query)[0].missing == missing


@pytest.mark.parametrize(
    ("query", "offered"),
    [("2025年12月31日", False), ("第十一条", False), ("国办发〔2020〕7号", False), ("急救半径", True)],
)
def test_a_date_or_a_number_has_no_near_words(index: Index, query: str, *, offered: bool) -> None:
    answer = index.answer(query)
    assert (answer.hits, answer.partial) == ((), ())
    assert bool(answer.offers) is offered


@pytest.mark.parametrize(
    ("query", "clause", "sentence"),
    [
        (
            "家庭医生首诊",
            "nhc-2023-41/4/11",
            "建立健全家庭醫生對居民首診制度,跟蹤轉診患者治療過程,做好接續服務。",
        ),
        ("新生儿死亡率", "shexian-2025/1/6/3", "降低孕产妇和新生儿死亡率；"),
    ],
)
def test_the_sentence_that_says_it_is_shown(corpus: Corpus, query: str, clause: str, sentence: str) -> None:
    hit = next(hit for hit in search(corpus, query) if hit.clause.id == clause)
    assert sentence in hit.snippet.cut(hit.clause.text)


@pytest.mark.parametrize("query", ["2026年底前", "2026年", "7.86", "20%以上"])
def test_years_and_numbers_are_marked_whole(corpus: Corpus, query: str) -> None:
    for hit in search(corpus, query):
        for span in hit.text:
            around = hit.clause.text[max(0, span.start - 1) : span.end + 1]
            marked = span.cut(hit.clause.text)
            assert not re.match(r"\d\d", around[: 2 if span.start else 0]), (query, around)
            assert not (marked[-1].isdigit() and around[-1:].isdigit() and around != marked), (query, around)


@pytest.mark.parametrize(
    ("query", "absent"), [("医院 -贵阳", "guiyang-2024-36"), ("医共体 －国家卫生健康委", "nhc-2023-41")]
)
def test_what_is_excluded_is_not_found(corpus: Corpus, query: str, absent: str) -> None:
    policies = {hit.clause.policy for hit in search(corpus, query)}
    assert policies
    assert absent not in policies


def test_a_dash_excludes_nothing(corpus: Corpus) -> None:
    assert "shexian-2025/1/4/3" in found(corpus, "急救圈 ——30分钟")
    assert "nhc-2023-reform-h2/interpretation/5/p1" in found(corpus, "省—地市—县—乡—村")


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("百分之八十五", "85%"),
        ("百分之九十点五", "90.5%"),
        ("百分之一百", "100%"),
        ("千分之三", "3‰"),
        ("百分之20", "20%"),
    ],
)
def test_shares_in_words_are_read_as_figures(text: str, share: str) -> None:
    assert Query.read(text).text == share


def test_a_number_is_no_part_of_another(corpus: Corpus) -> None:
    for hit in search(corpus, "“15%”"):
        assert "15%" in hit.clause.text


def test_exact_is_exact(corpus: Corpus) -> None:
    hits = found(corpus, "“结余留用”")
    assert hits
    assert all("结余留用" in corpus.clause(one).text.replace("結余", "结余") for one in hits)
    assert found(corpus, "“留用结余”") == []


def test_a_heading_counts_more_than_text(corpus: Corpus) -> None:
    ranked = found(corpus, "完善内部决策机制")
    assert ranked[0] == "nhc-2023-41/3/5"
    assert "shexian-2025/1/1/4" in ranked[1:4]


@pytest.mark.parametrize("query", ["集中带量采购", "医疗服务价格改革", "国家医学中心", "家庭医生"])
def test_what_is_no_policy_text_comes_behind_and_is_marked(corpus: Corpus, query: str) -> None:
    hits = search(corpus, query)
    full = [hit for hit in hits if _whole(hit, query)]
    assert [hit.normative for hit in full] == sorted((hit.normative for hit in full), reverse=True)
    assert any(not hit.normative for hit in hits)
    assert all(hit.normative == (hit.clause.role is Role.CLAUSE) for hit in hits)


def _whole(hit: Hit, query: str) -> bool:
    return query in SCRIPTS["t2s"](hit.clause.heading + hit.clause.text)


@pytest.mark.parametrize(
    ("filters", "policies"),
    [
        ({"level": "county"}, {"shexian-2025", "erenhot-2021"}),
        ({"level": Level.NATIONAL}, {"nhc-2023-41", "nhc-2023-reform-h2"}),
        ({"division": "341021"}, {"shexian-2025"}),
        ({"division": "340000"}, {"shexian-2025"}),
        (
            {"division": "000000"},
            {"shexian-2025", "erenhot-2021", "guiyang-2024-36", "nhc-2023-41", "nhc-2023-reform-h2"},
        ),
        ({"policy": "guiyang-2024-36"}, {"guiyang-2024-36"}),
        ({"year": 2023}, {"nhc-2023-41", "nhc-2023-reform-h2"}),
        ({"year": 2025}, {"shexian-2025"}),
        ({"year": 1999}, set()),
        ({"issuer": "国家药监局"}, {"nhc-2023-41", "nhc-2023-reform-h2"}),
        ({"issuer": "國家藥監局"}, {"nhc-2023-41", "nhc-2023-reform-h2"}),
    ],
)
def test_filters(corpus: Corpus, filters: dict[str, object], policies: set[str]) -> None:
    hits = search(corpus, "服务", **filters)  # type: ignore[arg-type]  # a table's values
    assert {hit.clause.policy for hit in hits} == policies


def test_filter_by_check(corpus: Corpus) -> None:
    checked = {"shexian-2025/p1", "erenhot-2021/2/p1"}
    assert set(found(corpus, "就诊率", has_check=True, checked=checked)) == checked
    assert not checked & set(found(corpus, "就诊率", has_check=False, checked=checked))


def test_limit_takes_the_first(corpus: Corpus) -> None:
    assert found(corpus, "医共体", limit=3) == found(corpus, "医共体")[:3]


@pytest.mark.parametrize("query", ["", "  ", "\u3000\n"])
def test_nothing_asked(corpus: Corpus, query: str) -> None:
    with pytest.raises(PolicykitError, match="PK403"):
        search(corpus, query)


@pytest.mark.parametrize(
    "query",
    [
        "\x00",
        "' OR 1=1 --",
        '"',
        "“",
        "*",
        "NEAR(",
        "𠮷",
        "a" * 5000,
        "九尾狐鸑鷟",
        "\ud800",
        "%_\\",
        "\u200b",
        "。！？",
        "的了和",
        "😀👩\u200d⚕️",
    ],
)
def test_nothing_breaks_it(corpus: Corpus, query: str) -> None:
    assert isinstance(search(corpus, query), list)


def test_highlights_are_where_the_source_says_it(corpus: Corpus, index: Index) -> None:
    for query in ("縣域內就診率", "90%以上", "家庭医生", "信息共享", "集采"):
        for hit in index.search(query):
            source = corpus.policy(hit.clause.policy).source
            published = hit.clause.span
            assert all(published.start <= span.start < span.end <= published.end for span in hit.highlights)
            marked = [span.cut(source) for span in hit.highlights]
            shown = [span.cut(hit.clause.heading) for span in hit.heading] + [
                span.cut(hit.clause.text) for span in hit.text
            ]
            assert "".join("".join(marked).split()) == "".join("".join(shown).split()), hit.clause.id


def test_highlights_of_a_turned_word_are_the_words_of_the_source(corpus: Corpus) -> None:
    hit = next(hit for hit in search(corpus, "互联网诊疗") if hit.clause.id == "nhc-2023-41/5/17")
    source = corpus.policy("nhc-2023-41").source
    assert "網際網路診療" in {span.cut(source) for span in hit.highlights}


def test_a_word_that_is_also_a_name_weighs_in_every_clause_of_its_policy(corpus: Corpus) -> None:
    assert all(one.startswith("shexian-2025/") for one in found(corpus, "歙县 绩效")[:3])


def test_hits_are_values(corpus: Corpus) -> None:
    first, second = (search(corpus, "号源", limit=1)[0] for _ in range(2))
    assert first == second
    assert dataclasses.is_dataclass(first)
