"""Words proposed for another field: what a corpus of schools says of itself, and what alignment and search gain by it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from ruamel.yaml import YAML

from policykit import Corpus
from policykit.cli.lexicon import proposed_lexicon
from policykit.index.alignment import links
from policykit.index.lexicon import Lexicon
from policykit.index.proposed import propose
from policykit.model.link import LinkKind
from policykit.scaffold import add_policy, new_project

if TYPE_CHECKING:
    from policykit.index.proposed import ProposedWords

TEXTS = Path(__file__).parents[1] / "data" / "education"
JUDGED: dict[str, Any] = YAML(typ="safe").load((TEXTS / "judged.yml").read_text("utf-8"))
DIVISIONS = {"edu-national": "000000", "edu-province": "430000", "edu-city": "430100"}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A knowledge base of another field, with three documents and no words of its own yet."""
    root = tmp_path_factory.mktemp("education")
    new_project(root, "教育政策条款库", "教育")
    for policy, division in DIVISIONS.items():
        # The provinces of the texts are made up, the codes are borrowed.
        add_policy(root, TEXTS / f"{policy}.txt", policy, division, anyway=True)
    return root


@pytest.fixture(scope="module")
def proposed(root: Path) -> ProposedWords:
    return propose(Corpus.load(root), Lexicon())


@pytest.mark.parametrize(
    ("word", "is_term"),
    [
        # Terms of the field, by a reader of the three texts.
        ("县管校聘", True),
        ("随迁子女", True),
        ("寄宿制学校", True),
        ("智慧教育平台", True),
        ("集团化办学", True),
        # What every policy says, pieces of words, and words that run over the edge of a term.
        ("达到", False),
        ("推进集团化办学", False),
        ("管校聘", False),
        ("迁子女", False),
        ("省级", False),
    ],
)
def test_terms_of_the_field_are_proposed_and_policy_language_is_not(
    word: str, is_term: bool, proposed: ProposedWords
) -> None:
    assert (word in proposed.words) == is_term


def test_names_that_the_texts_define_or_gloss_are_names_of_one_thing(proposed: ProposedWords) -> None:
    assert set(map(frozenset, proposed.synonyms)) == {
        frozenset({"义务教育优质均衡发展", "优质均衡"}),
        frozenset({"校长教师交流轮岗", "交流轮岗"}),
        frozenset({"课后延时服务", "课后服务"}),
    }


def test_a_measure_is_named_by_what_stands_in_the_same_clauses(proposed: ProposedWords) -> None:
    by_way = {way: set(ways) for ways in proposed.measures.values() for way in ways}
    assert "轮岗" in by_way["县管校聘"]
    assert "教育集团" in by_way["集团化办学"]
    assert "寄宿制学校" not in by_way["县管校聘"]


def test_what_several_policies_ask_is_a_measure_by_the_end_that_they_share(root: Path) -> None:
    named = ["适龄残疾儿童义务教育入学率", "全市骨干教师占比", "没有写过的指标率", "率", "甲、乙"]
    found = propose(Corpus.load(root), Lexicon(), named).measures
    # The nation and the province both write so; 骨干教师占比 is the province's alone.
    assert found["义务教育入学率"] == ("义务教育入学率",)
    assert not {"骨干教师占比", "没有写过的指标率", "率", "甲、乙"} & found.keys()


def test_what_is_accepted_is_proposed_no_more_and_comments_stay(root: Path) -> None:
    corpus, own = Corpus.load(root), "# 我们的词\nwords:\n- 学位  # 自己加的\n"
    text = proposed_lexicon(corpus, own)
    assert text.startswith(own)
    assert "- 县管校聘  # 3份3条，标题\n" in text
    lexicon = Lexicon.read(text)
    again = propose(corpus, lexicon)
    assert (again.words, again.synonyms, again.measures) == ({}, (), {})
    assert proposed_lexicon(corpus, text) == text


def measured(root: Path, lexicon: str) -> tuple[float, float, float]:
    """F1 of the counterparts, and recall and precision of search, with a lexicon."""
    (root / "specs" / "lexicon.yml").write_text(lexicon, "utf-8")
    corpus = Corpus.load(root)
    pairs = {frozenset(pair) for pair in JUDGED["aligned"]}
    found = {frozenset((link.a, link.b)) for link in links(corpus) if link.kind is LinkKind.ALIGNED}
    recalls, precisions = [], []
    for query, clauses in JUDGED["searched"].items():
        hits = {hit.clause.id for hit in corpus.answer(query).hits}
        right = len(hits & set(clauses))
        recalls.append(right / len(clauses))
        precisions.append(right / max(1, len(hits)))
    count = len(recalls)
    return 2 * len(pairs & found) / (len(pairs) + len(found)), sum(recalls) / count, sum(precisions) / count


def test_counterparts_and_search_gain_by_what_is_proposed(root: Path) -> None:
    bare = "words: []\n"
    without, recall, precision = measured(root, bare)
    gained, more, still = measured(root, proposed_lexicon(Corpus.load(root), bare))
    assert gained > max(0.95, without + 0.2)
    assert more >= max(recall, 0.95)
    assert still >= precision - 0.01
