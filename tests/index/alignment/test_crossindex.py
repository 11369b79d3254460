"""Repeats, citations, one indicator under its names, the cascade, terms."""

from __future__ import annotations

from pathlib import Path

import pytest

from policykit.base.diagnostics import Code, PolicykitError
from policykit.corpus import Corpus, build
from policykit.corpus.policyfile import Metadata
from policykit.index.alignment import Alignment, links, repeats
from policykit.index.alignment.measures import Measures
from policykit.index.cascade import cascade
from policykit.index.citations import citations
from policykit.index.concordance import alike, concordance, same_indicator
from policykit.index.lexicon import Lexicon
from policykit.index.terms import initial, terms
from policykit.model import Level, Policy
from policykit.model.cascade import Reading
from policykit.model.link import LinkKind
from policykit.specs import Specs


def made(policy: str, text: str, **given: object) -> Policy:
    values = {
        "title": "关于推进示范工作的意见",
        "level": "county",
        "division": "341021",
        "file": "source.txt",
        "sha256": "0" * 64,
    }
    return build(policy, Metadata(**(values | given)), text)  # type: ignore[arg-type]  # a table's values


def test_a_digest_repeats_the_policy_and_is_no_counterpart(corpus: Corpus) -> None:
    found = {(link.a, link.b) for link in repeats(corpus)}
    assert ("nhc-2023-reform-h2/summary/p3", "nhc-2023-reform-h2/4/13") in found
    assert ("nhc-2023-reform-h2/interpretation/3/p1", "nhc-2023-reform-h2/2/7") in found
    # Who is responsible stands at the end of many clauses and says nothing again.
    assert ("nhc-2023-reform-h2/3/12", "nhc-2023-reform-h2/3/10") not in found
    aligned = {(link.a, link.b) for link in links(corpus) if link.kind is LinkKind.ALIGNED}
    assert not found & aligned
    assert not any("/summary/" in a or "/interpretation/" in a for a, _ in aligned)


SENTENCE = "建立健全家庭医生对居民首诊制度，跟踪转诊患者治疗过程，做好接续服务，稳步提升签约服务覆盖率。"


def test_a_sentence_that_stands_twice(root: Path) -> None:
    policy = made(
        "twice-2025", f"关于推进示范工作的意见\n\n一、首诊\n{SENTENCE}\n二、签约\n加强签约。{SENTENCE}"
    )
    (link,) = repeats(Corpus([policy], root))
    assert (link.a, link.b, link.score) == ("twice-2025/2/p1", "twice-2025/1/p1", 1.0)
    assert link.a_span.cut(policy.source).startswith("建立健全")


def test_a_text_printed_twice_is_a_repeat_of_itself(root: Path) -> None:
    text = f"关于推进示范工作的意见\n\n一、首诊\n{SENTENCE}"
    policies = [made("first-2025", text, level="national", division="000000"), made("copy-2025", text)]
    kinds = {(link.a, link.b): link.kind for link in links(Corpus(policies, root))}
    assert kinds == {("copy-2025/1/p1", "first-2025/1/p1"): LinkKind.REPEATS}


@pytest.mark.parametrize(
    "cited",
    [
        "《關於全面推進緊密型縣域醫療衛生共同體建設的指導意見》（國衛基層發〔2023〕41號）",
        "国卫基层发〔2023〕41号文件",
        "国卫基层发[2023] 41号",
        "国卫基层发（２０２３）４１号",
        "国卫基层发﹝2023﹞41 号",
        "《关于全面推进紧密型县域医疗卫生共同体建设的指导意见》",
        "国家卫生健康委等10部门《关于全面推进紧密型县域医疗卫生共同体建设的指导意见》",
    ],
)
def test_a_policy_is_found_however_it_is_cited(corpus: Corpus, cited: str) -> None:
    policy = made(
        "citing-2025", f"关于推进示范工作的意见\n\n根据{cited}精神，制定本方案。\n\n一、首诊\n{SENTENCE}"
    )
    found = [
        one
        for one in citations(Corpus([*corpus.policies, policy], corpus.root))
        if one.clause == "citing-2025/p1"
    ]
    assert [one.policy for one in found] == ["nhc-2023-41"]
    assert (
        found[0].span.cut(policy.source) in cited
        or cited in found[0].span.cut(policy.source)
        or "《" in cited
    )


def test_another_number_is_another_policy(corpus: Corpus) -> None:
    policy = made(
        "citing-2025",
        "关于推进示范工作的意见\n\n根据国卫基层发〔2023〕14号，制定本方案。\n\n一、首诊\n" + SENTENCE,
    )
    (found,) = (
        one
        for one in citations(Corpus([*corpus.policies, policy], corpus.root))
        if one.clause == "citing-2025/p1"
    )
    assert (found.policy, found.number) == (None, "国卫基层发[2023]14号")


def test_what_the_five_cite_is_listed_as_not_collected(corpus: Corpus) -> None:
    found = {(one.clause, one.number or one.title) for one in citations(corpus)}
    assert ("shexian-2025/p1", "皖卫发[2024]4号") in found
    assert ("guiyang-2024-36/p1", "黔党办发[2023]15号") in found
    assert ("nhc-2023-reform-h2/interpretation/6/p1", "发改社会[2019]1670号") in found
    assert ("erenhot-2021/3/7", "关于深化医疗保障制度改革的意见") in found
    assert not any(one.policy for one in citations(corpus))


def test_one_indicator_under_its_names(corpus: Corpus, specs: Specs) -> None:
    levels = {policy.id: policy.level for policy in corpus.policies}
    entries = {entry.indicator.name: entry for entry in concordance(specs.requirements, levels)}
    outpatient = entries["primary_outpatient_share"]
    assert len(outpatient.names) > 1
    assert {one.policy for one in outpatient.requirements} == {"guiyang-2024-36", "shexian-2025"}
    tied = {(link.a, link.b) for link in same_indicator(specs.requirements, levels)}
    assert ("shexian-2025/p1", "guiyang-2024-36/2/1/3") in tied


@pytest.mark.parametrize(
    ("indicator", "names"),
    [
        ("紧密型县域医共体覆盖率", ()),
        ("公办村卫生室转为村级医疗服务点的比例", ()),
        ("县域内医保基金支出比例", ("县域内医保基金支出比例", "县域内基金支出比例")),
        ("居民健康素养水平", ("居民健康素养水平", "居民健康素养", "群众健康素养")),
        ("其他成员单位设立执行院长", ("其他成员单位设立执行院长",)),
        ("市级医院与基层医师“1+1”组团签约服务", ("组团,共同开展家庭医生签约服务",)),
    ],
)
def test_words_by_which_it_is_found_are_no_names(
    indicator: str, names: tuple[str, ...], corpus: Corpus, specs: Specs
) -> None:
    levels = {policy.id: policy.level for policy in corpus.policies}
    (entry,) = (one for one in concordance(specs.requirements, levels) if one.indicator.label == indicator)
    assert entry.names == names


def test_names_alike_are_kept_apart(corpus: Corpus, specs: Specs) -> None:
    levels = {policy.id: policy.level for policy in corpus.policies}
    apart = {
        frozenset((one.one.name, one.other.name)): one
        for one in alike(concordance(specs.requirements, levels))
    }
    patients = apart[frozenset(("county_visit_rate", "county_patient_share"))]
    assert patients.numerator
    assert frozenset(("primary_visit_rate", "primary_facility_visit_rate")) in apart


def test_the_cascade_shows_both_sentences(corpus: Corpus, specs: Specs) -> None:
    rows = cascade(corpus, specs.requirements)
    found = {(row.upper.requirement.id, row.policy): row for row in rows if row.upper.requirement}
    income = found["nhc-2023-41/5/17/rural-service-income-share", "shexian-2025"]
    assert income.reading is Reading.VERBATIM
    assert income.lower is not None
    assert "逐步提高服务性收入占比" in income.lower.span.cut(corpus.policy("shexian-2025").source)
    slots = found["nhc-2023-41/4/11/reserved-expert-slots", "shexian-2025"]
    assert (slots.reading, slots.lower) == (Reading.ABSENT, None)
    rollout = found["nhc-2023-41/1/p2/consortium-rollout-2024", "shexian-2025"]
    assert rollout.reading is Reading.NOT_APPLICABLE


def test_terms_stand_under_their_letter_with_their_clauses(corpus: Corpus) -> None:
    found = {term.name: term for term in terms(corpus)}
    assert found["县管乡用"].initial == "X"
    assert set(found["医共体"].clauses) == {Level.NATIONAL, Level.PREFECTURE, Level.COUNTY}
    assert "医共同体" in found["医共体"].names
    for term in found.values():
        assert term.total == len({clause for listed in term.clauses.values() for clause in listed})


@pytest.mark.parametrize(
    ("term", "letter"),
    [("医共体", "Y"), ("县域", "X"), ("重点专科", "Z"), ("调整", "T"), ("调研", "D"), ("会计", "K"), ("会诊", "H"),
     ("传染病", "C"), ("长期护理", "C"), ("行政", "X"), ("歙县", "S"), ("癌症", "A"), ("DRG", "D"), ("5G", "#"), ("鼉", "#")],
)  # fmt: skip  # pairs, several a line
def test_initials(term: str, letter: str) -> None:
    assert initial(term) == letter


OTHER_FIELD = """上海市出租汽车管理规定

第一条 为了加强出租汽车管理，规范客运市场秩序，制定本规定。
第二条 经营者应当在车辆显著位置标明运价，安装计价器和顶灯，不得拒载乘客、绕道行驶。
第三条 驾驶员应当取得客运资格证，车厢内保持整洁，按照乘客要求使用空调。
第四条 营业站设在机场、火车站、码头等客流集散地，由调度员安排车辆有序候客。
第五条 乘客可以凭车费发票投诉，企业应当在十日内答复并退还多收的车费。
第六条 违反本规定的，由有关部门责令限期改正，并处以二百元以上二千元以下的罚款。
第七条 本规定自2025年1月1日起施行。
"""


def test_a_policy_of_another_field_has_no_counterparts(corpus: Corpus) -> None:
    taxi = made("taxi-2025", OTHER_FIELD, title="上海市出租汽车管理规定")
    alignment = Alignment(Corpus([*corpus.policies, taxi], corpus.root))
    assert alignment.kinship.of("taxi-2025", "nhc-2023-41") == 0
    assert alignment.kinship.of("shexian-2025", "nhc-2023-41") == 1
    assert not [one for one in alignment.links() if one.kind is LinkKind.ALIGNED and "taxi" in one.a]


@pytest.mark.parametrize(
    "wrong",
    [
        "{支付: [总额付费]}",
        "{支付: {总额付费: 总额付费}}",
        "{支付: {总额付费: ['']}}",
        "{支付: {总额付费: []}}",
        "{支付: {总额付费: [打包 -]}}",
        "{支付: {总额付费: [打包, 打包 -]}}",
    ],
)
def test_measures_that_are_not_listed_as_they_should(wrong: str) -> None:
    with pytest.raises(PolicykitError) as caught:
        Measures.of(Lexicon.read(f"measures: {wrong}"))
    assert [problem.code for problem in caught.value.diagnostics] == [Code.LEXICON_INVALID]
    assert "支付" in str(caught.value)


def test_a_policy_of_another_field_changes_no_score(corpus: Corpus) -> None:
    taxi = made("taxi-2025", OTHER_FIELD, title="上海市出租汽车管理规定")
    mixed = Alignment(Corpus([*corpus.policies, taxi], corpus.root))
    alone = {(link.a, link.b): link.score for link in Alignment(corpus).links()}
    assert {(one.a, one.b): one.score for one in mixed.links() if "taxi" not in one.a} == alone
