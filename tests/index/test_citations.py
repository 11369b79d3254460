"""What a corpus cites: each document once, by level, with what is said of it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tests.index.alignment.test_crossindex import made

from policykit.corpus import Corpus
from policykit.index.citations import Purpose, citations, cited_documents, cites
from policykit.model import Level, Span

if TYPE_CHECKING:
    from pathlib import Path

TEXT = """关于推进服务的方案

一、依据
（一）落实要求。根据《关于推进医共体建设的意见》（国卫基层发〔2023〕41号），落实《安徽省医疗保障条例》。按照国办发〔2021〕18号文件执行。
（二）完善制度。2021年5月，国务院办公厅印发《关于推动公立医院改革的意见》（国办发〔2021〕18号）。《歙县旧办法的规定》同时废止。
（三）做好衔接。《服务工作手册》可供参考，《通》不是题名，落实转诊办法《转诊管理办法》（皖卫发〔2015〕3号）。
"""


def corpus(root: Path, old: str = "转诊管理办法\n\n一、转诊\n加强转诊。") -> Corpus:
    collected = made(
        "old",
        old,
        title="转诊管理办法",
        number="皖卫发〔2015〕3号",
        date_issued=date(2015, 1, 1),
        issuers=("省卫生健康委", "省财政厅"),
    )
    citing = made(
        "mine", TEXT, title="关于推进服务的方案", number="歙政发〔2025〕1号", date_issued=date(2025, 1, 1)
    )
    return Corpus([collected, citing], root)


def test_a_document_is_listed_once_with_all_that_is_said_of_it(root: Path) -> None:
    found = cited_documents(corpus(root))
    assert [(one.policy, one.title, one.number, one.issuer, one.level, len(one.by)) for one in found] == [
        (None, "关于推动公立医院改革的意见", "国办发〔2021〕18号", "国务院办公厅", Level.NATIONAL, 2),
        (None, "关于推进医共体建设的意见", "国卫基层发〔2023〕41号", "", Level.NATIONAL, 1),
        (None, "安徽省医疗保障条例", "", "", Level.PROVINCIAL, 1),
        (None, "歙县旧办法的规定", "", "", Level.COUNTY, 1),
        ("old", "转诊管理办法", "皖卫发〔2015〕3号", "省卫生健康委、省财政厅", Level.COUNTY, 1),
        (None, "服务工作手册", "", "", None, 1),
    ]


def test_a_place_says_what_is_cited_and_for_what(root: Path) -> None:
    found = list(citations(corpus(root)))
    source = TEXT
    assert [(one.title, one.number, one.purpose, one.span.cut(source)) for one in found] == [
        (
            "关于推进医共体建设的意见",
            "国卫基层发[2023]41号",
            Purpose.BASIS,
            "《关于推进医共体建设的意见》（国卫基层发〔2023〕41号）",
        ),
        ("安徽省医疗保障条例", "", Purpose.IMPLEMENTED, "《安徽省医疗保障条例》"),
        ("", "国办发[2021]18号", Purpose.BASIS, "国办发〔2021〕18号"),
        (
            "关于推动公立医院改革的意见",
            "国办发[2021]18号",
            Purpose.ISSUED,
            "《关于推动公立医院改革的意见》（国办发〔2021〕18号）",
        ),
        ("歙县旧办法的规定", "", Purpose.REPEALED, "《歙县旧办法的规定》"),
        ("服务工作手册", "", Purpose.MENTIONED, "《服务工作手册》"),
        (
            "转诊管理办法",
            "皖卫发[2015]3号",
            Purpose.IMPLEMENTED,
            "《转诊管理办法》（皖卫发〔2015〕3号）",
        ),
    ]
    assert found[2].sentence.cut(source) == "按照国办发〔2021〕18号文件执行。"
    assert [one.collected for one in found] == [False] * 6 + [True]


def test_a_clause_is_linked_to_the_policy_that_it_cites(root: Path) -> None:
    (link,) = cites(corpus(root))
    assert (link.a, link.b, link.shared) == ("mine/1/3", "old", ("皖卫发[2015]3号", "转诊管理办法"))
    assert link.a_span.cut(TEXT) == "《转诊管理办法》（皖卫发〔2015〕3号）"
    assert link.b_span.cut("转诊管理办法\n") == "转诊管理办法\n"
    (untitled,) = cites(corpus(root, "一、转诊\n加强转诊。"))
    assert untitled.b_span == Span(0, 0)
