"""What a sentence orders, read by the ways of the lexicon."""

from __future__ import annotations

import pytest

from policykit.corpus import Corpus
from policykit.index.alignment.measures import Measures
from policykit.index.lexicon import Lexicon


@pytest.fixture(scope="module")
def measures(corpus: Corpus) -> Measures:
    return Measures.of(Lexicon.load(corpus.root))


@pytest.mark.parametrize(
    ("sentence", "measure", "said"),
    [
        ("二三级医院要通过专家派驻等方式提升服务能力", "专家下沉派驻", 1.0),
        ("可通过派驻疾控监督员等方式参与监督管理", "专家下沉派驻", 0.0),  # another's doing: without -监督员
        ("推动优质医疗资源下沉", "资源下沉", 0.45),  # the thing without the doing: ~
        ("开展药品和医用耗材集中带量采购", "集中带量采购", 1.0),
        ("医共体内部药品耗材统一集中采购配送", "集中带量采购", 0.0),
        ("医共体内部药品耗材统一集中采购配送", "药品统一采购", 1.0),
        ("在编制使用、人员招聘等方面赋予县域医共体更多自主权", "编制使用", 0.5),  # an aspect
        ("基本公共卫生服务项目资金与医保基金“打捆”由医共体统一管理", "医保和公卫资金打捆", 1.0),
        ("村卫生室负责人由卫生院任命,其余的事项另行规定,由各地结合实际研究决定并报上级部门备案后,可以提名", "负责人选任", 0.0),
    ],
)  # fmt: skip  # a row a line
def test_what_a_sentence_orders(measures: Measures, sentence: str, measure: str, said: float) -> None:
    assert measures.named(sentence).get(measure, 0.0) == said


def test_a_synonym_names_it_too(measures: Measures) -> None:
    assert "家庭医生签约" in measures.named("推广家医签约服务")


def test_a_measure_that_is_more_of_a_subject() -> None:
    subjects = {"养老": {"~医养结合": ("医养结合",), "长期护理保险": ("长护险",)}}
    measures = Measures.of(Lexicon(subjects=subjects))
    assert measures.subjects == {"医养结合": "养老", "长期护理保险": "养老"}
    assert measures.broad == {"医养结合"}
