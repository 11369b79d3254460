"""Rows of tables are units with addresses of their own; a figure alone in its line is no page number."""

from __future__ import annotations

import pytest

from policykit.model import Role
from policykit.text import document

PLAN = "某县方案\n\n一、目标\n\n到2025年，覆盖率达到90%，各地要抓好落实。\n\n{rows}\n\n二、措施\n\n各地要抓好落实，加强监测。\n"
ROWS = "指标\t单位\t2025年\n就诊率\t%\t85\n签约率\t%\t75"
LONG = "各级人民政府要加强组织领导，完善配套措施，落实经费保障。" * 8


def ids(text: str) -> dict[str, str]:
    return {clause.path: clause.text for clause in document(text, policy="x").outline.clauses}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            PLAN.format(rows=ROWS),
            {
                "1/t1/r1": "指标\t单位\t2025年",
                "1/t1/r2": "就诊率\t%\t85",
                "1/t1/r3": "签约率\t%\t75",
                "1/p1": "到2025年，覆盖率达到90%，各地要抓好落实。",
            },
            id="in a section",
        ),
        pytest.param(
            PLAN.format(rows=f"{ROWS}\n\n另有下列指标，各地要落实。\n\n甲\t乙\n丙\t1"),
            {
                "1/t1/r3": "签约率\t%\t75",
                "1/p2": "另有下列指标，各地要落实。",
                "1/t2/r1": "甲\t乙",
                "1/t2/r2": "丙\t1",
            },
            id="two tables are parted by a paragraph",
        ),
        pytest.param(
            PLAN.format(rows="（一）主要指标。到2025年达到下列水平。\n" + ROWS),
            {"1/1/p1": "到2025年达到下列水平。", "1/1/t1/r2": "就诊率\t%\t85"},
            id="below an item",
        ),
        pytest.param(
            PLAN.format(rows="1\t加强领导\t县政府\n2\t加强监测，每季度1次。\t卫健局"),
            {"1/t1/r1": "1\t加强领导\t县政府", "1/t1/r2": "2\t加强监测，每季度1次。\t卫健局"},
            id="a column of numbers numbers rows",
        ),
        pytest.param(
            PLAN.format(rows="一、质量\t1.门诊人次数\t定量。\n二、效率\t2.床位，各类\t定性"),
            {"1/t1/r1": "一、质量\t1.门诊人次数\t定量。", "1/t1/r2": "二、效率\t2.床位，各类\t定性"},
            id="a number in a cell is no heading",
        ),
        pytest.param(
            "某县方案\n\n一、目标\n\n到2025年，覆盖率达到90%。\n\n附件\n\n职责分工\n部门\t任务\n教育局\t每校配备校医不少于1名。\n水利局\t普及率达到92%。\n",
            {
                "annex/p1": "职责分工",
                "annex/t1/r1": "部门\t任务",
                "annex/t1/r2": "教育局\t每校配备校医不少于1名。",
                "annex/t1/r3": "水利局\t普及率达到92%。",
            },
            id="an annex without numbers",
        ),
        pytest.param(
            "附件1\n\n省级部门职责清单\n部门\t职责与任务\n发展改革委\t将健康纳入规划，覆盖率达到90%。\n财政厅\t每年安排资金不少于100万元。\n",
            {
                "t1/r1": "部门\t职责与任务",
                "t1/r2": "发展改革委\t将健康纳入规划，覆盖率达到90%。",
                "t1/r3": "财政厅\t每年安排资金不少于100万元。",
            },
            id="nothing but a table",
        ),
        pytest.param(
            "某条例\n\n第一章\t总则\n\n第一条\t为了加强管理，制定本条例。\n\n第二条\t本条例适用于本市。\n",
            {"1/1": "为了加强管理，制定本条例。", "1/2": "本条例适用于本市。"},
            id="a tab behind a number sets it off",
        ),
    ],
)
def test_rows_have_addresses(text: str, expected: dict[str, str]) -> None:
    found = ids(text)
    assert {path: found.get(path) for path in expected} == expected
    assert "".join(segment.span.cut(text) for segment in document(text).segments) == text


def test_the_head_of_a_table_is_no_title() -> None:
    assert (
        document("附件1\n\n省级部门职责清单\n部门\t职责与任务\n财政厅\t每年安排资金不少于100万元。\n").title
        == "省级部门职责清单"
    )


@pytest.mark.parametrize(
    ("lines", "furniture"),
    [
        (["新建雨水管网", "公里", "5000", "改造片区", "处", "1020"], set()),
        (["序号", "1", "甲", "2", "乙", "3", "丙"], set()),
        ([LONG, "1", LONG, "2", LONG, "3", LONG], {"1", "2", "3"}),
        ([LONG, "17", LONG, "19", LONG], set()),
        ([LONG, "17", LONG * 2, "19", LONG], {"17", "19"}),
        ([LONG, "2025", LONG, "85", LONG], set()),
    ],
    ids=[
        "figures",
        "a column of numbers",
        "pages",
        "a page skipped, too near",
        "a page skipped",
        "far apart, not counting",
    ],
)
def test_a_number_alone_is_the_pages_only_where_it_counts_with_them(
    lines: list[str], furniture: set[str]
) -> None:
    text = PLAN.format(rows="\n\n".join(lines))
    doc = document(text)
    bare = {segment.span.cut(text).strip() for segment in doc.segments if segment.role is Role.FURNITURE}
    assert bare == furniture


def test_a_date_alone_below_the_text_dates_it() -> None:
    text = "某县方案\n\n一、目标\n\n到2025年，覆盖率达到90%。\n\n各地要抓好落实，加强监测。\n\n2025年4月3日\n\n（此件主动公开）\n"
    doc = document(text)
    assert [segment.role for segment in doc.segments][-2:] == [Role.DATE, Role.FURNITURE]
    assert doc.outline.clauses[-1].text == "各地要抓好落实，加强监测。"
