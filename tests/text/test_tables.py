"""Rows of tables are units with addresses of their own and say what they state; a bare figure is no page number."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.text.judged_tables import FRAME, judged, tables, written

from policykit.model import ColumnKind, Role, RowKind, Span, Table
from policykit.text import document
from policykit.text.rows import _printed
from policykit.text.tables import _settled

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


@pytest.mark.parametrize("case", judged(), ids=lambda case: case["id"])
def test_every_cell_states_what_a_reader_reads(case: dict[str, Any]) -> None:
    found = tables(case["text"])
    assert [
        written(stated, case.get("last", "attribute"))
        for table in found
        for row in table.rows
        for stated in row.statements
    ] == case["says"]
    assert found[0].caption == case.get("caption", found[0].caption)
    assert len(found[-1].notes) == case.get("notes", 0)


@pytest.mark.parametrize("case", judged(), ids=lambda case: case["id"])
def test_no_character_of_a_table_is_lost_or_furniture(case: dict[str, Any]) -> None:
    text = FRAME.format(case["text"])
    doc = document(text)
    assert "".join(segment.span.cut(text) for segment in doc.segments) == text
    furniture = "".join(segment.span.cut(text) for segment in doc.segments if segment.role is Role.FURNITURE)
    assert not set(furniture) - set(" \n|:-")
    for table in doc.tables:
        for row in table.rows:
            assert all(
                cell.span.cut(text).replace("**", "").replace("\n", "") == cell.text for cell in row.cells
            )
            assert all(stated.span.cut(text).replace("**", "") == stated.value for stated in row.statements)


def test_a_table_says_what_its_columns_and_rows_are() -> None:
    (table,) = tables("类别\t指标\t单位\t2025年\t属性\n一、水平\n健康\t寿命\t岁\t80\t预期性\n注：快报数。")
    kinds = [column.kind for column in table.columns]
    assert kinds == [
        ColumnKind.GROUP,
        ColumnKind.NAME,
        ColumnKind.UNIT,
        ColumnKind.VALUE,
        ColumnKind.ATTRIBUTE,
    ]
    assert [row.kind for row in table.rows] == [RowKind.HEAD, RowKind.SECTION, RowKind.BODY]
    assert table.id == "x/1/t1"
    assert table.notes == ("注：快报数。",)
    headed = [(head, cell.text) for head, cell in table.headed(table.rows[2])]
    assert headed[-2:] == [("2025年", "80"), ("属性", "预期性")]


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(["主送单位", "各县人民政府", "责任单位", "县卫健局"], id="labels"),
        pytest.param(["张三", "李四", "王五", "2025年", "名单"], id="a list of names"),
        pytest.param(["项目", "内容", "说明"], id="heads without rows"),
        pytest.param(["县卫生健康局      县财政局      县医保局"], id="issuers side by side"),
        pytest.param(["指标|单位|2025年", "就诊率|%|90", "签约率|%|75"], id="strokes without a frame"),
        pytest.param(["指标      单位      2025年", "各地要抓好落实。"], id="spaced heads without rows"),
        pytest.param(["指标与目标", "加强监测", "完善制度", "落实责任"], id="short lines"),
    ],
)
def test_what_is_no_table_stays_text(lines: list[str]) -> None:
    assert tables("\n".join(lines)) == ()


def test_a_blank_head_with_no_head_below_is_not_spanned() -> None:
    (table,) = tables("指标\t2025年\t\n就诊率\t90\t85\n签约率\t75\t70")
    assert [column.header for column in table.columns] == [("指标",), ("2025年",), ()]


@pytest.mark.parametrize("head", ["2025年　目标", "2025年 目标"])
def test_a_head_over_several_columns_is_written_with_one_blank_over_each(head: str) -> None:
    (table,) = tables(f"指标\t{head}\t\n\t全县\t全省\n就诊率\t90\t85\n签约率\t75\t70")
    over = "2025年 目标"
    assert [column.header for column in table.columns] == [("指标",), (over, "全县"), (over, "全省")]


@pytest.mark.parametrize(
    ("cell", "kind"), [("县医院", ColumnKind.BEARER), ("间", ColumnKind.UNIT), ("", ColumnKind.UNIT)]
)
def test_a_column_of_units_has_units_in_it(cell: str, kind: ColumnKind) -> None:
    (table,) = tables(f"指标\t单位\t2025年\n病房\t{cell}\t3\n病区\t{cell}\t2")
    assert table.columns[1].kind is kind


@pytest.mark.parametrize(
    ("cells", "is_attribute"),
    [
        (("约束性", "预期性"), True),
        (("约束性", "—"), True),
        (("—", "—"), False),
        (("约束性", "每年一次"), False),
    ],
)
def test_a_column_of_attributes_is_known_by_its_cells(cells: tuple[str, str], *, is_attribute: bool) -> None:
    (table,) = tables(f"指标\t2025年\t说明\n就诊率\t90%\t{cells[0]}\n签约率\t80%\t{cells[1]}")
    assert (table.columns[2].kind is ColumnKind.ATTRIBUTE) == is_attribute


def test_lines_in_a_frame_of_strokes_need_no_rule() -> None:
    (table,) = tables("|指标|单位|2025年|\n|就诊率|%|90|")
    stated = [(each.name, each.unit, each.value) for row in table.rows for each in row.statements]
    assert stated == [("就诊率", "%", "90")]


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("指标\t2025年\n2030年就诊率\t90%\n2030年签约率\t80%", 2025),
        ("指标\t目标值\n2030年就诊率\t90%\n2030年签约率\t80%", 2030),
        ("2027年主要指标\n指标\t目标值\n就诊率\t90%\n签约率\t80%", 2027),
        ("2027年主要指标\n指标\t目标值\n2030年就诊率\t90%\n2030年签约率\t80%", 2030),
        ("指标\t目标值\t完成时限\n就诊率\t90%\t2026年\n签约率\t80%\t2026年", 2026),
        ("年度\t就诊率（%）\t签约率（%）\n2028年\t90\t80", 2028),
        ("指标\t目标值\n就诊率\t90%\n签约率\t80%", None),
    ],
)
def test_the_year_of_a_value_is_the_nearest_that_is_named(text: str, year: int | None) -> None:
    assert {each.year for table in tables(text) for row in table.rows for each in row.statements} == {year}


def test_who_must_act_is_said_of_a_duty() -> None:
    (table,) = tables("部门\t任务\n教育局\t每校配备校医不少于1名。\n卫健局\t派驻医师不少于1名。")
    stated = [(each.bearer, each.subject, each.value) for row in table.rows for each in row.statements]
    assert stated == [("教育局", "", "每校配备校医不少于1名。"), ("卫健局", "", "派驻医师不少于1名。")]


def spread(table: Table) -> list[list[int]]:
    """How many cells stand at each place of a table as a page sets it."""
    places = [[0] * len(table.columns) for _ in table.rows]
    for at, row in enumerate(table.rows):
        column = 0
        for laid in table.laid(row):
            while places[at][column]:
                column += 1
            for down in range(laid.rows):
                for across in range(laid.columns):
                    places[at + down][column + across] += 1
            column += laid.columns
    return places


@pytest.mark.parametrize("case", judged(), ids=lambda case: case["id"])
def test_every_place_of_a_table_is_set_once(case: dict[str, Any]) -> None:
    for table in tables(case["text"]):
        assert spread(table) == [[1] * len(table.columns) for _ in table.rows]


_CELL = st.sampled_from(
    [
        "指标",
        "单位",
        "2025年",
        "属性",
        "就诊率",
        "%",
        "90",
        "≥9",
        "约束性",
        "一、水平",
        "—",
        "1",
        "注：无。",
        "",
        "|",
        "县医院",
    ]
)


@given(
    st.lists(st.lists(_CELL, min_size=1, max_size=6), min_size=1, max_size=8),
    st.sampled_from(["\t", "\n", "    ", "|"]),
)
@settings(max_examples=100, deadline=None)
def test_whatever_stands_in_cells_nothing_is_lost(rows: list[list[str]], apart: str) -> None:
    text = FRAME.format("\n".join(apart.join(row) for row in rows))
    doc = document(text, policy="x")
    assert "".join(segment.span.cut(text) for segment in doc.segments) == text
    ids = {clause.id for clause in doc.outline.clauses}
    assert len(ids) == len(doc.outline.clauses)
    assert ids >= {row.clause for table in doc.tables for row in table.rows}
    for table in doc.tables:
        assert spread(table) == [[1] * len(table.columns) for _ in table.rows]
    assert {clause for clause in ids if "/t" in clause} == {
        row.clause for table in doc.tables for row in table.rows
    }


@pytest.mark.parametrize(
    ("line", "piece", "columns"),
    [
        ("ab丙", "丙", (2, 4)),
        ("甲乙丙", "丙", (4, 6)),
        ("丙丁", "丙丁", (0, 4)),
        ("（1）c", "c", (5, 6)),  # brackets of full width
        ("a\u2028丙", "丙", (0, 2)),
    ],
)
@pytest.mark.parametrize("before", ["", "一行\n", "一行\r\n", "一\x0b"])
def test_a_piece_is_printed_in_columns(before: str, line: str, piece: str, columns: tuple[int, int]) -> None:
    source = f"{before}{line}"
    start = len(before) + line.index(piece)
    assert _printed(Span(start, start + len(piece)), source) == columns


@pytest.mark.parametrize(
    ("heads", "columns"),
    [
        ("类别 name / 指标 name / 2025年 period", "group name value"),
        ("责任单位 bearer / 床位数", "subject value"),
        ("床位数 / 责任单位 bearer", "value bearer"),
        ("地区 group / 签约率 / 转诊率", "subject value value"),
        ("任务 task / 2025年 period", "name value"),
        ("序号 serial / 责任单位 bearer / 任务 task", "serial bearer value"),
    ],
)
def test_what_columns_are_by_all_of_them(heads: str, columns: str) -> None:
    pairs = [[*head.split(), ""][:2] for head in heads.split(" / ")]
    found = _settled([kind for _, kind in pairs], [(name,) for name, _ in pairs])
    assert " ".join(each.value for each in found) == columns
