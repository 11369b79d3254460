"""The drawing of who cites whom: every citation an arc from the one that cites, upper levels above, nothing outside."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from tests.index.alignment.test_crossindex import made

from policykit.corpus import Corpus
from policykit.index.citations import Purpose, cited_documents
from policykit.model import Level
from policykit.site.network import _wrapped, network

if TYPE_CHECKING:
    from pathlib import Path

UPPER = "关于推进转诊工作的指导意见"


def corpus_of(root: Path, *sentences: str) -> Corpus:
    """A national policy and one county policy for each sentence, which stands in it."""
    upper = made(
        "upper-2024", f"{UPPER}\n\n一、转诊\n加强转诊。", title=UPPER, level="national", division="000000"
    )
    lower = [
        made(
            f"lower-{at}",
            f"关于签约的方案{at}\n\n一、签约\n{sentence}",
            title=f"关于签约的方案{at}",
            number=f"歙卫〔2025〕{at}号" if at else None,
        )
        for at, sentence in enumerate(sentences)
    ]
    return Corpus([upper, *lower], root)


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        (
            "为贯彻落实《关于加强院前急救的实施意见》（皖卫发〔2024〕9号）精神，制定本方案。",
            ("关于加强院前急救的实施意见", "皖卫发〔2024〕9号", "", Level.PROVINCIAL, Purpose.IMPLEMENTED),
        ),
        (
            "2021年5月，国务院办公厅印发《关于推动医院发展的意见》（国办发〔2021〕18号）。",
            ("关于推动医院发展的意见", "国办发〔2021〕18号", "国务院办公厅", Level.NATIONAL, Purpose.ISSUED),
        ),
        (
            "按照《乡镇卫生院服务标准（2018年版）》，对照标准，填平补齐。",
            ("乡镇卫生院服务标准（2018年版）", "", "", None, Purpose.BASIS),
        ),
        (
            "《黄山市急救管理办法》（黄政办〔2015〕3号）同时废止。",
            ("黄山市急救管理办法", "黄政办〔2015〕3号", "", Level.PREFECTURE, Purpose.REPEALED),
        ),
        (
            "市里已有《急救站点设置办法》可供学习。",
            ("急救站点设置办法", "", "", None, Purpose.MENTIONED),
        ),
        (
            "根据黄山市人民政府办公室《关于健全急救网络的通知》要求，增设站点。",
            ("关于健全急救网络的通知", "", "黄山市人民政府办公室", Level.PREFECTURE, Purpose.BASIS),
        ),
    ],
)
def test_what_the_corpus_says_of_a_document_it_does_not_hold(
    root: Path, sentence: str, said: tuple[str, str, str, Level | None, Purpose]
) -> None:
    (found,) = cited_documents(corpus_of(root, sentence))
    (by,) = found.by
    assert (found.title, found.number, found.issuer, found.level, by.purpose) == said
    assert found.policy is None


def test_a_title_alone_is_the_document_whose_number_another_place_gives(root: Path) -> None:
    corpus = corpus_of(
        root,
        "落实《关于加强急救的意见》（皖卫发〔2024〕9号）。",
        "按照《关于加强急救的意见》，增设站点。",
        f"贯彻《{UPPER}》。",
    )
    found = {each.policy or each.number: len(each.by) for each in cited_documents(corpus)}
    assert found == {"upper-2024": 1, "皖卫发〔2024〕9号": 2}


def test_arcs_lead_from_the_one_that_cites(root: Path) -> None:
    corpus = corpus_of(root, f"贯彻《{UPPER}》。", "落实皖卫发〔2024〕9号。")
    drawing = network(cited_documents(corpus), corpus.policies)
    assert drawing
    assert [(arc.citing, arc.cited) for arc in drawing.arcs] == [
        ("关于签约的方案0", UPPER),
        ("关于签约的方案1", "皖卫发〔2024〕9号"),
    ]
    assert {node.document.title: node.document.number for node in drawing.nodes} == {
        UPPER: "",
        "皖卫发〔2024〕9号": "",  # of which nobody gives a title
        "关于签约的方案0": "",
        "关于签约的方案1": "歙卫〔2025〕1号",
    }
    heights = {node.document.title: node.y for node in drawing.nodes}
    for arc in drawing.arcs:
        start, end = re.findall(r"[MC ](\d+) ([\d.]+)(?=C|$)", arc.path)
        assert (float(start[1]), float(end[1])) == (heights[arc.citing], heights[arc.cited])
    assert [heading.level for heading in drawing.headings] == [Level.NATIONAL, Level.PROVINCIAL, Level.COUNTY]
    assert sorted(heights.values()) == [node.y for node in drawing.nodes]
    assert all(0 <= node.y <= node.number_y <= drawing.height for node in drawing.nodes)
    # A line is 18 high, a heading 30, and 14 lie between two documents.
    first, *_ = drawing.nodes
    assert (drawing.headings[0].y, first.lines, first.y, first.number_y) == (*(23, ((48, UPPER),), 43.5, 66),)
    assert (drawing.headings[1].y, drawing.nodes[1].lines[0][0]) == (103, 128)


def test_documents_stand_by_level_what_is_collected_first(root: Path) -> None:
    corpus = corpus_of(
        root, "落实《甲意见》（国发〔2024〕9号）、《乙办法》。", f"贯彻《{UPPER}》。", f"贯彻《{UPPER}》。"
    )
    drawing = network(cited_documents(corpus), corpus.policies)
    assert drawing
    # of a level by title, and last what the texts do not tell the level of
    assert [(node.document.title, node.document.collected) for node in drawing.nodes] == [
        (UPPER, True),
        ("甲意见", False),
        ("关于签约的方案0", True),
        ("关于签约的方案1", True),
        ("关于签约的方案2", True),
        ("乙办法", False),
    ]
    assert [heading.level for heading in drawing.headings] == [Level.NATIONAL, Level.COUNTY, None]
    assert [node.document.number for node in drawing.nodes[:2]] == ["", "国发〔2024〕9号"]
    assert {(arc.citing[-1], arc.cited, arc.times) for arc in drawing.arcs} == {
        ("0", "甲意见", 1),
        ("0", "乙办法", 1),
        ("1", UPPER, 1),
        ("2", UPPER, 1),
    }
    # The longest arc reaches 88 to the left of where it starts, a third of whose handles is beyond it.
    handles = [float(arc.path.partition("C")[2].partition(" ")[0]) for arc in drawing.arcs]
    assert min(handles) == round(90 - 88 * 4 / 3, 1)
    assert drawing.left_out == 0


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("", []),
        ("甲" * 17, ["甲" * 17]),
        ("甲" * 18, ["甲" * 17, "甲"]),
        ("甲" * 51, ["甲" * 17] * 3),
        ("甲" * 52, ["甲" * 17, "甲" * 17, "甲" * 16 + "…"]),
    ],
)
def test_a_title_is_written_in_three_lines_at_most(title: str, lines: list[str]) -> None:
    assert _wrapped(title) == lines


def test_nothing_cited_is_no_drawing(root: Path) -> None:
    corpus = corpus_of(root, "加强签约。")
    assert network(cited_documents(corpus), corpus.policies) is None


def test_what_is_too_much_for_a_drawing_is_counted(root: Path) -> None:
    corpus = corpus_of(root, "".join(f"按照皖卫发〔2024〕{number}号执行。" for number in range(1, 60)))
    drawing = network(cited_documents(corpus), corpus.policies)
    assert drawing
    assert (len(drawing.nodes), drawing.left_out) == (40, 20)
    # What is cited most is drawn, wherever it stands.
    again = corpus_of(
        root,
        "".join(f"按照皖卫发〔2024〕{number}号执行。" for number in range(1, 60)),
        "按照皖卫发〔2024〕59号执行。",
    )
    documents = sorted(cited_documents(again), key=lambda each: len(each.by))
    drawing = network(documents, again.policies)
    assert drawing
    assert "皖卫发〔2024〕59号" in {arc.cited for arc in drawing.arcs}
