"""The browser reads a file as Python does: the same observations and notes, or the same problems in the same words."""

from __future__ import annotations

import csv
import json
import zipfile
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from tests.selfcheck.kit import HEADS, ROW, Kit, alike
from tests.selfcheck.workbooks import Maker

from policykit.base.division import Division
from policykit.figures.needs import Needs
from policykit.figures.template import write_template

TIDY = f"{HEADS}\n{ROW}\n"


def test_generated_files_are_read_alike(kit: Kit, tmp_path: Path) -> None:
    said: list[dict[str, Any]] = []
    for seed in range(12):
        maker = Maker(seed, kit.requirements)
        said.append(alike(kit, maker.write(tmp_path, seed), maker.division))
    codes = {problem[0] for one in said for problem in one.get("problems", [])}
    results = Counter(result[5] for one in said for result in one.get("results", []))
    assert len(codes) >= 10
    assert set(results) >= {"met", "not_met", "no_data"}


def test_the_fictional_county_is_judged_alike(kit: Kit, root: Path) -> None:
    said = alike(kit, root / "tests" / "data" / "fictional-county.xlsx")
    missed = {one[4] for one in said["results"] if one[5] == "not_met"}
    assert missed == {
        "nhc-2023-41/5/14/development-spending-funded",  # 足额安排: 83 of 100 that are planned
        "shexian-2025/p1/primary-outpatient-share-2026",  # 达62%, by the end of 2026: 61.4%
        # By the end of 2025, and by the figures of that year.
        "shexian-2025/1/1/1/county-key-specialties",  # 3—5个: 2
        "shexian-2025/1/2/2/tcm-expert-studios",  # 不少于5个: 4
        "shexian-2025/1/2/3/tcm-bed-share",  # 不低于5%: 4.75%
        "shexian-2025/1/4/2/training-fund-sources",  # 统筹财政、医保和…: 医保 is 否
        "shexian-2025/1/4/3/rural-emergency-response-time",  # 30分钟: 35
        "shexian-2025/1/4/3/prehospital-stations",  # 岔口、璜田2个: 璜田 is 否
        "shexian-2025/1/5/2/capitation-cost-inclusion",  # 所有: 98.1%
    }


@pytest.mark.parametrize("division", ["341021", "152501"])
def test_an_empty_template_reports_nothing(kit: Kit, tmp_path: Path, division: str) -> None:
    write_template(tmp_path / "表.xlsx", kit.requirements, division, period=2026)
    alike(kit, tmp_path / "表.xlsx", division)


FIGURES = [
    *(
        "83",
        " 83 ",
        "８３",
        "8.3e1",
        "83.0",
        "+83",
        "0083",
        "83人次",
        "83次",
        "0.0083万",
        "83人",
        "83元",
        "83%",
        "83.",
        ".83",
    ),
    *(
        "1,234",
        "1,2345",
        "12,34",
        "1，234",
        "1.2万",
        "1.2万人次",
        "3亿",
        "2千",
        "八十三",
        "约83",
        "83左右",
        "83-85",
        "83/100",
    ),
    *(
        "",
        "-",
        "—",
        "无",
        "暂无",
        "N/A",
        "#DIV/0!",
        "#N/A",
        "=1+1",
        "<b>83</b>",
        "]]>",
        "'83",
        '"83"',
        "\u200b83",
        "8\u00a03",
    ),
    *(
        "1e308",
        "1e309",
        "1e-320",
        "-0",
        "-1",
        "99999999999999999999999999999",
        "0.1234567894999",
        "0.0009765625",
        "2.5e-10",
    ),
    *(
        "٨٣",
        "①",
        "²",
        "Ⅷ",
        "True",
        "nan",
        "inf",
        "1e1000",
        "1_000",
        "0x10",
        "83,",
        ",83",
        "1,234,567.891",
        "1234567.8915万",
    ),
]


@pytest.mark.parametrize("place", [3, 5, 6, 2, 1, 0], ids=["count", "share", "day", "year", "code", "unit"])
def test_any_text_in_a_cell(kit: Kit, tmp_path: Path, place: int) -> None:
    extra = {
        5: ["0.85", "85", "85%", "0.85%", "1", "0", "100", "101", "1.5", "-3", "85％", "0.85万"],
        6: [
            *(
                "2025",
                "2025年",
                "2025-6",
                "2025年6月30日",
                "202506",
                "20250630",
                "2025/2/29",
                "2024.2.29",
                "2025-12-31前",
            ),
            *(
                "2025年底",
                "未完成",
                "否",
                "在建",
                "2028-01-01",
                "2025-12-31 00:00:00",
                "2025-12-31 08:00:00",
                "0000-01-01",
            ),
            *("2025年13月", "9999"),
        ],
        2: ["2025年", "2025年度", "２０２６", "26", "1948", "2101", "2026.0", "2026-01-01", "去年"],
        1: [
            "歙县",
            "安徽省歙县",
            "341021000000",
            "341021001",
            "341000",
            "520100",
            "34102",
            "３４１０２１",
            "朝阳区",
            "341099",
            "黄山市",
        ],
        0: [
            "息烽县",
            "贵阳市",
            "合计",
            "歙县合计",
            "注：快报",
            "填报说明",
            "单位",
            "  歙 县 ",
            "虚构县",
            "341021",
        ],
    }
    texts = [*FIGURES, *extra.get(place, [])]

    def written(chosen: list[str]) -> Path:
        """A unit for each text, so that none says the same of the same unit twice."""
        rows = [HEADS.split(",")]
        for number, text in enumerate(chosen):
            cells = ROW.split(",")
            cells[0] = f"第{number}医院"
            cells[place] = text
            rows.append(cells)
        path = tmp_path / "表.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([["单位类型", *rows[0]], *(["医院", *row] for row in rows[1:])])
        return path

    said = alike(kit, written(texts))
    assert len(said["problems"]) + len(said["passed"]) >= 5
    assert len(said["rows"]) >= 5


HEADERS = [
    *(
        "居民在县域内就诊人次",
        "居民在县域内就诊人次数（万人次）",
        "居民在县域内就诊人次数(元)",
        "居民在县域内就诊人次数【人】",
    ),
    *(
        "visits_in_county",
        "居民 在县域内 就诊人次数：",
        "居民县域内就诊人次数",
        "居民在县域内就诊数量",
        "县域就诊率",
        "无关的列",
        "备注",
    ),
    *(
        "居民就诊总人次数",
        "单位",
        "居民在县域内就诊人次数（2026年）",
        "——",
        "（人次）",
        "县域内就诊率（%）",
        "<script>",
        "İ居民",
    ),
    *(
        f"居民在县域内就诊人次数{one}"
        for one in (
            "（计划）（人次）",
            "【万人次，当年】",
            "（2026年度）",
            "（1—6月）",
            "（注2）",
            "〔全省〕",
            "/万人次",
            "（A=B+C）",
        )
    ),
]


def test_any_header(kit: Kit, tmp_path: Path) -> None:
    for number, header in enumerate(HEADERS):
        path = tmp_path / "表.csv"
        heads = HEADS.replace("居民在县域内就诊人次数（人次）", header)
        path.write_text(f"{heads}\n{ROW}\n", "utf-8")
        alike(kit, path, ["341021", "341000", None][number % 3])


SHARES = [
    *(
        ["0.85", "0.9"],
        ["0.85", "85"],
        ["85%", "0.85"],
        ["1", "0.5"],
        ["1", "1"],
        ["0", "0.3"],
        ["0", "1"],
        ["85", "90"],
    ),
    *(["1.0", "1"], ["0.5%", "0.6"], ["0.123456789123", "1"]),
]


def test_fractions_and_percentages_in_one_column(kit: Kit, tmp_path: Path) -> None:
    for header, columns in (("县域内就诊率", SHARES), ("每千人口执业（助理）医师数增幅", SHARES[:4])):
        for values in columns:
            rows = [f"甲{number},520100,{2024 + number},{value}" for number, value in enumerate(values)]
            path = tmp_path / "表.csv"
            path.write_text("\n".join([f"单位,代码,年度,{header}", *rows]), "utf-8")
            alike(kit, path, "520100")


TEXTS: list[tuple[str, bytes]] = [
    ("UTF-8", TIDY.encode()),
    ("UTF-8 with a mark", TIDY.encode("utf-8-sig")),
    ("GBK", TIDY.encode("gbk")),
    ("GB 18030 with four bytes", TIDY.replace("歙县", "𠮷县").encode("gb18030")),
    ("UTF-16", TIDY.encode("utf-16")),
    ("UTF-16, big end first", b"\xfe\xff" + TIDY.encode("utf-16-be")),
    ("UTF-16 without a mark", TIDY.encode("utf-16-le")),
    ("UTF-16 cut off", TIDY.encode("utf-16")[:-1]),
    ("broken UTF-8 after a mark", b"\xef\xbb\xbf" + TIDY.encode("gbk")),
    ("a lone byte 80", TIDY.encode("gbk") + b"\x80\n"),
    ("a lone byte FF", TIDY.encode("gbk") + b"\xff\n"),
    ("cut in a character", TIDY.encode("gbk") + b"\xd6"),
    ("nothing", b""),
    ("blanks", b"\xef\xbb\xbf \r\n\t"),
    ("commas alone", b",,,\n,,,\n"),
    ("tabs", TIDY.replace(",", "\t").encode()),
    ("semicolons", TIDY.replace(",", ";").encode()),
    ("full-width commas", TIDY.replace(",", "，").encode()),
    ("old line ends", TIDY.replace("\n", "\r").encode()),
    ("Windows line ends and empty lines", TIDY.replace("\n", "\r\n\r\n").encode()),
    ("quotes", f'{HEADS}\n"歙""县","341021","2026","83","1""00",,\n'.encode()),
    ("a quote that never ends", f'{HEADS}\n歙县,341021,2026,"83,100\n'.encode()),
    ("a quote inside", f'{HEADS}\n歙县,341021,2026,8"3,100,,\n"歙"县,341021,2025,83,100\n'.encode()),
    ("a line end in quotes", f'{HEADS}\n"歙\r\n县",341021,2026,"8\n3",100\n'.encode()),
    ("a field beyond the limit", f"{HEADS}\n歙县,341021,2026,{'8' * 131073},100\n".encode()),
    ("ragged rows", f"标题\n{HEADS}\n歙县\n歙县,341021,2026,83,100,,,,,多余\n".encode()),
    ("units below the header", f"{HEADS}\n,,,人次,(万人次),,\n{ROW}\n".encode()),
    ("units of another kind", f"{HEADS}\n,,,元,人次,,\n{ROW}\n".encode()),
    (
        "a header of two rows",
        (
            "单位,代码,年度,就诊,,占比\n,,,居民在县域内就诊人次数,居民就诊总人次数,县域内就诊率\n歙县,341021,2026,83,100,83\n"
        ).encode(),
    ),
    ("a header that is not there", b"1,2,3\n4,5,6\n"),
    ("a header too deep", ("\n".join(["标题"] * 31) + f"\n{TIDY}").encode()),
    (
        "rows about the form",
        f"{TIDY}合计,,,83,100\n注：快报,,,\n填表人：张三\n平均,,,1,2\n说明,,,1,2,3\n".encode(),
    ),
    ("the same unit twice", f"{TIDY}{ROW}\n歙县,341021,2025,80,100,,\n".encode()),
    ("a header again", f"{TIDY}{TIDY}".encode()),
    ("a part above its whole", f"{HEADS}\n歙县,341021,2026,183,100,,\n".encode()),
    ("a share of nothing", f"{HEADS}\n歙县,341021,2026,83,0,50,\n".encode()),
    ("a share that differs", f"{HEADS}\n歙县,341021,2026,83,100,85,\n".encode()),
    ("two codes", f"{HEADS}\n歙县,341021,2026,83,100,,\n息烽县,520122,2026,1,2,,\n".encode()),
    ("a code against its name", f"{HEADS}\n息烽县,341021,2026,83,100,,\n".encode()),
    ("HTML", b"<html><table>"),
    ("XML", b"  <?xml version='1.0'?>"),
    ("PDF", b"%PDF-1.7"),
    ("an old workbook", b"\xd0\xcf\x11\xe0\xa1\xb1"),
    ("RTF", b"{\\rtf1"),
    ("a picture", b"\x89PNG\r\n"),
    ("zeros", b"a\x00b"),
    ("no archive after all", b"PK\x03\x04 and so on"),
]


@pytest.mark.parametrize(("title", "content"), TEXTS, ids=[title for title, _ in TEXTS])
def test_any_text_file(small_kit: Kit, tmp_path: Path, title: str, content: bytes) -> None:
    assert title
    for name in ("表.csv", "表.xlsx"):
        (tmp_path / name).write_bytes(content)
        alike(small_kit, tmp_path / name)


def test_macros_and_links_are_left_unread(kit: Kit, root: Path, tmp_path: Path) -> None:
    path = tmp_path / "簿.xlsx"
    path.write_bytes((root / "tests" / "data" / "fictional-county.xlsx").read_bytes())
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macro")
    assert alike(kit, path)["notes"][0].startswith("簿.xlsx：")


def test_sheets_of_a_template_that_were_changed(kit: Kit, tmp_path: Path) -> None:
    template, asked = tmp_path / "填报表.xlsx", ("county", "hospital", "village_clinic")
    here = Needs.of(kit.requirements, "341021").requirements
    by_entity = [[one for one in here if one.entity.name == name] for name in asked]
    write_template(template, [one for ones in by_entity for one in ones[:8]], "341021", period=2026)

    def without_sheet(book: Workbook) -> None:
        book.remove(book["医院"])

    def without_column(book: Workbook) -> None:
        book["县"].delete_cols(6)

    def other_name(book: Workbook) -> None:
        book["村卫生室"].title = "卫生室 "

    def hidden(book: Workbook) -> None:
        book["县"].sheet_state = "hidden"

    def misplaced(book: Workbook) -> None:
        book["医院"]["E2"].value = "居民就诊总人次数"

    for change in (without_sheet, without_column, other_name, hidden, misplaced):
        book = load_workbook(template)
        for row in range(4, 8):
            book["县"].cell(row, 6, "是")
        change(book)
        book.save(tmp_path / "簿.xlsx")
        alike(kit, tmp_path / "簿.xlsx")


def test_the_example_is_a_workbook_that_python_reads_alike(kit: Kit, tmp_path: Path) -> None:
    script = """() => {
      const { sheets, ...about } = policykitRulebook.example;
      return JSON.stringify({ ...about, bytes: [...policykitSelfcheck.writer.write(sheets)] });
    }"""
    example = json.loads(kit.scripts.evaluate(script))
    path = tmp_path / example["file"]
    path.write_bytes(bytes(example["bytes"]))
    said = alike(kit, path, example["division"], date.fromisoformat(example["as_of"]))
    states = Counter(one[5] for one in said["results"])
    assert set(states) == {"met", "not_met", "not_due", "no_data", "judgement", "adopted"}
    titles = [sheet.cell(1, 1).value for sheet in load_workbook(path).worksheets]
    assert all(str(title).startswith("【虚构") for title in titles)


def test_a_unit_belongs_to_several_groups(kit: Kit, tmp_path: Path) -> None:
    groups = {
        one.population: one for one in kit.requirements if one.entity.name == "hospital" and one.population
    }
    first, second = list(groups)[:2]
    variables = [variable for name in (first, second) for variable in groups[name].variables]
    heads = [
        "单位名称",
        "单位类型",
        "代码",
        "年度",
        "适用对象",
        *dict.fromkeys(variable.label for variable in variables),
    ]
    row = ["甲医院", "医院", "520100", "2026", f"{first}；{second}", *[""] * (len(heads) - 5)]
    path = tmp_path / "表.csv"
    path.write_text(f"{','.join(heads)}\n{','.join(row)}\n", "utf-8")
    said = alike(kit, path, None)
    assert {groups[first].id, groups[second].id} <= {one[4] for one in said["results"]}


def test_divisions_of_one_name_are_told_apart(kit: Kit, tmp_path: Path) -> None:
    path = tmp_path / "表.csv"
    rows = ["朝阳区,110105,2026,83", "朝阳区,220104,2026,80", "朝阳区,,2026,80", "呼和号特市,,2026,1"]
    path.write_text("\n".join(["单位名称,代码,年度,县域内就诊率", *rows]), "utf-8")
    said = alike(kit, path, None)
    assert [row[0] for row in said["rows"]] == ["北京市朝阳区", "吉林省长春市朝阳区"]
    assert [(one[0], one[4][:8]) for one in said["problems"]] == [
        ("PK325", "“朝阳区”可能是"),
        ("PK325", "是否想写1501"),
    ]


def test_a_county_without_a_name_is_not_its_city(kit: Kit, tmp_path: Path) -> None:
    path = tmp_path / "表.csv"
    path.write_text("单位名称,年度,县域内就诊率\n歙县,2026,83\n,2025,80\n新城,2026,85\n", "utf-8")
    said = alike(kit, path, "341000")
    assert [row[0] for row in said["rows"]] == ["歙县"]
    assert [(one[0], one[2]) for one in said["problems"]] == [("PK325", "表.csv A3"), ("PK325", "表.csv A4")]


WRITTEN = [
    *(
        "341021",
        "３４１０２１",
        "341021000000",
        "341021100",
        "3410",
        "341099",
        "341012",
        "歙县",
        "歙　县",
        "安徽歙县",
    ),
    *(
        "江苏歙县",
        "黄山",
        "北京市",
        "重庆",
        "朝阳区",
        "乌鲁木齐",
        "海南州",
        "海南",
        "三都县",
        "黔南州三都县",
        "大同",
        "县",
    ),
    *(
        "451023",
        "平果县",
        "371200",
        "哈密市",
        "襄樊市",
        "遵义县",
        "呼和号特市",
        "修宁县",
        "歙县县",
        "桃花源",
        "全国",
        "",
    ),
]


def test_a_division_is_found_alike(kit: Kit) -> None:
    said = kit.scripts.evaluate(
        """(written) => written.map((text) => {
          const { find, hint } = policykitSelfcheck.divisions;
          return [find(text), find(text, "110000"), find(text, null, { current: true }), hint(text)];
        })""",
        WRITTEN,
    )
    assert said == [
        [
            *(
                one.code if one else None
                for one in (
                    Division.find(text),
                    Division.find(text, "110000"),
                    Division.find(text, replaced=False),
                )
            ),
            Division.hint(text),
        ]
        for text in WRITTEN
    ]


def test_which_lies_in_which_is_the_same(kit: Kit) -> None:
    codes = sorted(Division.all())
    pairs = [
        (code, above) for code in codes for above in (code, f"{code[:2]}0000", f"{code[:4]}00", "500000")
    ]
    said = kit.scripts.evaluate(
        "(pairs) => pairs.map(([code, parent]) => policykitSelfcheck.divisions.within(code, parent))",
        pairs,
    )
    assert said == [code in Division.of(parent) for code, parent in pairs]
