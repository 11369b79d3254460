"""How a clause is cut into what stands on paper, and how its label reads in a citation."""

from __future__ import annotations

import pytest
from tests.text.judged_tables import policy_of

from policykit.corpus import build
from policykit.corpus.policyfile import Metadata
from policykit.model import Clause, Level, Part, PartKind, Policy, Role, Segment, Span
from policykit.text.cite import cite, pinpoint
from policykit.text.layout import (
    Setting,
    furniture_size,
    matter,
    openings,
    outlined,
    set_clause,
    set_heading,
    without_furniture,
)


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("四/(十一)", "第四部分第（十一）条"),
        ("二/(一)/3.", "第二部分第（一）条第3项"),
        ("三/（二）/2、/(1)", "第三部分第（二）条第2项第（1）目"),
        ("一/¶2", "第一部分第2段"),
        ("引言/¶1", "引言第1段"),
        ("印发通知/¶1", "印发通知第1段"),
        ("解读/三/¶1", "解读第三部分第1段"),
        ("第三章/第十二条", "第三章第十二条"),
        ("第三章/第十二条/(二)", "第三章第十二条第（二）项"),
        ("三/3.1/3.1.2", "第三部分第3.1.2条"),
        ("第二章/第十条/三/¶1", "第二章第十条第三项第1段"),
        ("附件/一/(一)", "附件第一部分第（一）条"),
    ],
)
def test_label_is_read_aloud(label: str, said: str) -> None:
    assert pinpoint(label) == said


CLOSING = (
    "关于重点工作任务的通知\n\n为推进改革，现安排如下。\n\n"
    "(一)支持研发创新。明确短板。(国家药监局、工业和信息化部等按职责分工负责)\n\n"
    "(二)常态化开展集中采购。落实政策。(国家医保局负责)\n\n各地各有关部门要高度重视，切实加强组织领导。\n"
)


@pytest.mark.parametrize(
    ("more", "cited"),
    [
        ("", ["结语"]),
        (
            "\n国家卫生健康委要会同有关部门加强监测。\n",
            ["结语第1段", "结语第2段"],
        ),  # a reader counts them alone
    ],
)
def test_of_several_closing_paragraphs_it_says_which(more: str, cited: list[str]) -> None:
    said = {
        "title": "任务",
        "level": Level.NATIONAL,
        "division": "000000",
        "file": "a.txt",
        "sha256": "0" * 64,
    }
    policy = build("tasks-2023", Metadata.model_validate(said), CLOSING + more)
    closing = [clause for clause in policy.clauses if clause.label.startswith("结语")]
    assert [cite(clause, policy) for clause in closing] == [f"《任务》{each}" for each in cited]


def _clause(published: str, heading: str, text: str) -> Clause:
    span = Span(2, 2 + len(published))
    return Clause("x/1", "x", "一", heading, text, Role.CLAUSE, Level.COUNTY, span)


@pytest.mark.parametrize(
    ("published", "heading", "text", "paper"),
    [
        pytest.param(
            "(二)合理组建。根据服务人口组建。",
            "合理组建",
            "根据服务人口组建。",
            Setting("(二)", "合理组建", ("。根据服务人口组建。",), run_in=True),
            id="heading in the line of the text: its mark goes to the text",
        ),
        pytest.param(
            "(九) 发挥支撑作用,实行统一管理\r\n\r\n加快建设。\r\n\r\n推进互认。",
            "发挥支撑作用,实行统一管理",
            "加快建设。\n推进互认。",
            Setting("(九) ", "发挥支撑作用,实行统一管理", ("加快建设。", "推进互认。"), run_in=False),
            id="heading in a line of its own",
        ),
        pytest.param(
            "1. 建立机制，盘活资源。\n\n加快引进人员。",
            "建立机制，盘活资源",
            "加快引进人员。",
            Setting("1. ", "建立机制，盘活资源。", ("加快引进人员。",), run_in=False),
            id="heading in a line of its own keeps its mark",
        ),
        pytest.param(
            "第十五条\u3000国家实行制度。\n\u3000\u3000具体办法由国务院规定。",
            "",
            "国家实行制度。\n具体办法由国务院规定。",
            Setting("第十五条\u3000", "", ("国家实行制度。", "具体办法由国务院规定。"), run_in=True),
            id="article without a heading",
        ),
        pytest.param(
            "因地制宜借鉴\n\n和推广其改革经验。",
            "",
            "因地制宜借鉴和推广其改革经验。",
            Setting("", "", ("因地制宜借鉴和推广其改革经验。",), run_in=True),
            id="one paragraph over a page break",
        ),
        pytest.param(
            "3.1.1 增强韧性。立足扩大内需，\n17\n持续抓好工作。",
            "增强韧性",
            "立足扩大内需，持续抓好工作。",
            Setting("3.1.1 ", "增强韧性", ("。立足扩大内需，持续抓好工作。",), run_in=True),
            id="page number within the text is not the text",
        ),
        pytest.param(
            "（一）保障措施",
            "保障措施",
            "",
            Setting("（一）", "保障措施", (), run_in=True),
            id="heading alone",
        ),
        pytest.param(
            "甲\n乙",
            "",
            "丙",
            Setting("", "", ("甲", "乙"), run_in=False),
            id="text that is not there: what was published is shown",
        ),
    ],
)
def test_clause_on_paper(published: str, heading: str, text: str, paper: Setting) -> None:
    assert set_clause(_clause(published, heading, text), f"前\n{published}\n后") == paper


def laid(*pieces: tuple[Role, str]) -> Policy:
    """A policy of these segments, one behind the other; each that is normative or beside it has a part of its own."""
    at, segments, parts = 0, [], []
    for number, (role, text) in enumerate(pieces):
        span = Span(at, at + len(text))
        at = span.end
        segments.append(Segment(role, span))
        if role in {Role.CLAUSE, Role.INTERPRETATION, Role.ANNEX}:
            clause = Clause(f"x/{number}", "x", "一", "", text, role, Level.COUNTY, span)
            parts.append(Part(PartKind.PARAGRAPH, f"{number}", "", "", span, role, clause=clause))
    outline = Part(PartKind.DOCUMENT, "", "", "", Span(0, at), Role.CLAUSE, tuple(parts))
    source = "".join(text for _, text in pieces)
    return Policy("x", "", Level.COUNTY, "341021", "", "", source, segments=tuple(segments), outline=outline)


TITLE, NUMBER, NOTICE, TO = (
    (Role.TITLE, "题\n"),
    (Role.NUMBER, "号\n"),
    (Role.NOTICE, "印发\n"),
    (Role.ADDRESSEE, "各县：\n"),
)
SIGNED, DAY, TEXT, SITE = (Role.SIGNATURE, " 政府 \n"), (Role.DATE, "2025年\n"), (Role.CLAUSE, "抓好。\n"), (Role.FURNITURE, "首 页\n")  # fmt: skip  # a role a name
ASKED, MORE = (Role.INTERPRETATION, "为什么？\n"), (Role.ANNEX, "附件\n")


@pytest.mark.parametrize(
    ("pieces", "before", "after"),
    [
        # without a covering letter title and number stand in the card
        ([TITLE, NUMBER, TO, TEXT, SIGNED, DAY], ["addressee"], ["signature"]),
        # the letter is kept whole, up to its signature; the title below it is the policy's
        ([TITLE, NUMBER, TO, NOTICE, SIGNED, DAY, TITLE, TEXT], ["notice"], []),
        ([NOTICE, TITLE, TEXT], ["notice"], []),
        ([NOTICE, (Role.CONTENTS, "目录\n"), TITLE, TEXT], ["notice", "contents"], []),
        ([TITLE, NOTICE, TITLE, TO, (Role.CONTENTS, "目录\n"), TEXT], ["notice", "contents"], []),
        # furniture and blank lines part nothing
        ([TITLE, (Role.SUMMARY, "要点\n"), SITE, (Role.SUMMARY, "又\n"), TEXT, SIGNED, (Role.NOTICE, " \n"), DAY], ["summary"], ["signature"]),
        ([TEXT, SIGNED, MORE, ASKED, (Role.TITLE, "题\n")], [], ["signature", "annex", "interpretation", "other"]),
        ([TITLE, NOTICE], ["notice"], []),
    ],
)  # fmt: skip  # a row a line
def test_what_stands_before_and_after_the_text(
    pieces: list[tuple[Role, str]], before: list[str], after: list[str]
) -> None:
    policy = laid(*pieces)
    front, back = matter(policy)
    assert ([each.kind for each in front], [each.kind for each in back]) == (before, after)


def test_matter_knows_its_parts_and_its_lines() -> None:
    policy = laid(SITE, TITLE, TO, TEXT, SIGNED, SITE, DAY, ASKED, MORE)
    (to,), (signed, asked, more) = matter(policy)
    assert (to.folded, signed.folded, asked.folded, more.folded) == (False, False, True, False)
    assert [each.in_outline for each in (to, signed, asked, more)] == [False, False, True, False]
    assert signed.span.cut(policy.source) == " 政府 \n首 页\n2025年\n"
    assert [line.text for line in signed.loose_lines(policy, ())] == ["政府", "2025年"]
    day = signed.segments[1].span
    assert [line.text for line in signed.loose_lines(policy, [day])] == ["政府"]
    before = Span(day.start - 3, day.start)
    assert [line.text for line in signed.loose_lines(policy, [before])] == ["政府", "2025年"]
    assert [each.role for each in asked.parts] == [Role.INTERPRETATION]
    assert [each.role for each in more.parts] == [Role.ANNEX]
    assert signed.parts == ()
    assert [each.role for each in outlined(policy, normative=True)] == [Role.CLAUSE]
    assert [each.role for each in outlined(policy, normative=False)] == [Role.INTERPRETATION, Role.ANNEX]
    assert furniture_size(policy) == 4
    assert without_furniture(policy) == policy.source.replace("首 页", "   ")


@pytest.mark.parametrize(
    ("published", "heading", "paper"),
    [
        ("一、总体要求", "总体要求", ("一、", "总体要求")),
        ("（二） 总体\n要求", "总体要求", ("（二） ", "总体要求")),
        ("第一章\n总则", "总则", ("第一章", "总则")),
        ("总则", "总则", ("", "总则")),
        ("第一章\n总 则", "", ("", "第一章总 则")),
        ("第一章", "附则", ("", "第一章")),
    ],
)
def test_heading_on_paper(published: str, heading: str, paper: tuple[str, str]) -> None:
    span = Span(2, 2 + len(published))
    part = Part(PartKind.HAN, "1", "一", heading, span, Role.CLAUSE)
    assert set_heading(part, f"前\n{published}\n后") == paper


@pytest.mark.parametrize(
    ("text", "opened"),
    [
        (
            "附件1\n任务清单\n（一）落实经费300万元。\n附件2\n名单\n（一）甲医院应当落实。",
            [("附件1", 1), ("附件2", 2)],
        ),
        ("附件：任务清单.docx", []),  # it is only named
        ("各县每月报告。", []),
    ],
)
def test_an_annex_with_clauses_of_its_own_is_opened(text: str, opened: list[tuple[str, int]]) -> None:
    policy = policy_of(text)
    found = openings(policy)
    assert [(each.text, each.number) for each in found] == opened
    assert [each.span.cut(policy.source) for each in found] == [line for line, _ in opened]
