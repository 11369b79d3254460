"""What two clauses have in common is said in words: literally the same, ordered, put forward, named, headed, worded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.index.alignment.test_crossindex import made

from policykit.corpus import Corpus
from policykit.index.alignment import Alignment, aligned
from policykit.index.alignment.literal import common, taken_over
from policykit.model.link import Common, LinkKind

if TYPE_CHECKING:
    from pathlib import Path

OWN = "县医院强化管理。县疾控中心加强监测。村卫生室改善服务。乡镇卫生院提升能力。"


@pytest.mark.parametrize(
    ("one", "other", "runs"),
    [
        ("健全首诊制度,跟踪转诊治疗过程。", "健全首诊制度,跟踪转诊治疗过程。", ("健全首诊制度,跟踪转诊治疗过程",)),
        # 14 characters that are six tenths of the shorter sentence; 13 are not enough
        ("统筹建立临床服务中心和检验中心", "统筹建立临床服务中心和检验中枢", ("统筹建立临床服务中心和检验中",)),
        ("统筹建立临床服务中心和检验室", "统筹建立临床服务中心和检验所", None),
        ("实现目录统一、处方自由流动,加强药品供应保障和质量监管", "实现目录统一、处方自由流动,完善短缺药品监测预警制度体系", None),
        # a run of 24 is enough in a sentence of any length
        (
            f"严格落实传染病疫情信息报告和发热门诊、哨点医院等监测职责,{'另' * 60}",
            f"{'又' * 60},严格落实传染病疫情信息报告和发热门诊、哨点医院等监测任务",
            ("严格落实传染病疫情信息报告和发热门诊、哨点医院等监测",),
        ),
        # the same words with another year are not literally the same sentence from the year on
        ("到2025年,", "到2026年,", None),
    ],
)  # fmt: skip  # a row a line
def test_when_a_sentence_is_taken_over(one: str, other: str, runs: tuple[str, ...] | None) -> None:
    found = taken_over([one], [other], [(0, 0)])
    assert (found.runs if found else None) == runs


@given(st.text("甲乙丙,。", max_size=40), st.text("甲乙丙,。", max_size=40))
@settings(max_examples=100, deadline=None)
def test_what_is_common_stands_in_both(one: str, other: str) -> None:
    for run in common(one, other, 3):
        assert len(run) >= 3
        assert run in one
        assert run in other


@pytest.mark.parametrize(
    ("upper", "lower", "states"),
    [
        (
            "一、支付\n对医共体实行医保基金总额付费。",
            "一、付费\n年底前全部实行医保基金总额付费。",
            {Common.ORDERED: ("总额付费",)},
        ),
        (
            "一、支付\n对医共体实行医保基金总额付费。",
            "一、付费\n有条件的县可以探索实行医保基金总额付费。",
            {Common.PROPOSED: ("总额付费",)},
        ),
        (
            "一、急救\n（一）完善院前急救网络。增设急救站点。",
            "一、急救\n（一）健全院前急救网络。配备救护车。",
            {Common.ORDERED: ("院前急救",), Common.HEADED: ("院前急救网络",)},
        ),
    ],
)
def test_what_both_say(root: Path, upper: str, lower: str, states: dict[Common, tuple[str, ...]]) -> None:
    title = "关于推进医共体工作的意见"
    policies = [
        made("upper-2024", f"{title}\n\n{upper}\n二、其他\n{OWN}", level="national", division="000000"),
        made("lower-2025", f"{title}\n\n{lower}\n二、另外\n{OWN}"),
    ]
    clause = policies[1].clauses[0]
    (link,) = (
        one for one in Alignment(Corpus(policies, root)).of(clause) if one.b == policies[0].clauses[0].id
    )
    assert dict(link.states) == states


def test_a_sentence_taken_over_is_a_counterpart_whatever_else_the_clause_says(root: Path) -> None:
    sentence = "增设两个急救站点,补齐配套设施,合理排班,接受急救中心统一调度指挥。"
    policies = [
        made(
            "upper-2024", f"关于急救的意见\n\n一、体系\n{OWN}{sentence}", level="national", division="000000"
        ),
        made("lower-2025", f"关于急救的方案\n\n一、分工\n{sentence}各部门各负其责。财政落实经费。审计跟进。"),
    ]
    (link,) = Alignment(Corpus(policies, root)).of(policies[1].clauses[0])
    assert link.kind is LinkKind.ALIGNED
    assert link.states[0].how is Common.VERBATIM
    assert link.a_span.cut(policies[1].source) == sentence == link.b_span.cut(policies[0].source)


def test_the_five_documents(corpus: Corpus) -> None:
    first = {clause: aligned(corpus, clause)[0] for clause in ("shexian-2025/1/4/1", "guiyang-2024-36/2/2/7")}
    assert [(link.b, link.states[0].how) for link in first.values()] == [
        ("nhc-2023-41/4/11", Common.VERBATIM),
        ("nhc-2023-41/4/10", Common.VERBATIM),
    ]
