"""From an official table to definitions on record, and what is said when they do not agree."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import docx
import openpyxl
import pytest
from tests.intake.test_pdf import Rule, Text, pdf
from typer.testing import CliRunner

from policykit.base.diagnostics import PolicykitError
from policykit.cli import app
from policykit.indicators.definitions import adding, definitions
from policykit.indicators.definitions.adding import add_definitions, read_definitions, text_of
from policykit.indicators.definitions.problems import definition_problems
from policykit.indicators.definitions.store import described
from policykit.indicators.definitions.wording import read_wording
from policykit.indicators.registry import registry
from policykit.intake import Drawn, read
from policykit.model import seal
from policykit.specs import Specs

if TYPE_CHECKING:
    from pathlib import Path

ROWS = [
    ("一级指标", "三级指标", "指标性质", "指标说明"),
    (
        "一、服务能力",
        "1.县域内门诊人次占比▲",
        "定量",
        "计算方法：县域内门诊人次数/居民门诊\n总人次数×100%。指标来源：医院填报。",
    ),
    (
        "",
        "2.人均门诊费用增幅",
        "定量",
        "（本年度人均门诊费用－上年度人均门诊费用）/上年度人均门诊费用×100%。",
    ),
    ("二、内部管理", "3.预算管理", "定性", "查阅文件资料。指标来源：现场核查。"),
    ("", "4.病例组合指数", "定量", "Σ（各组权重×各组例数）/总例数"),
    ("", "5.5岁以下儿童死亡率（‰）", "定量", "5岁以下儿童死亡数/活产数×1000‰"),
]
EXPECTED = [
    ("1", "县域内门诊人次占比", "县域内门诊人次数 ÷ 居民门诊总人次数 × 100", "%"),
    ("2", "人均门诊费用增幅", "（本年度人均门诊费用 － 上年度人均门诊费用）÷ 上年度人均门诊费用 × 100", "%"),
    ("3", "预算管理", "", ""),
    ("4", "病例组合指数", "", ""),
    ("5", "5岁以下儿童死亡率（‰）", "5岁以下儿童死亡数 ÷ 活产数 × 1,000", "‰"),
]


def as_docx() -> bytes:
    document, data = docx.Document(), io.BytesIO()
    document.add_paragraph("服务能力监测指标")
    table = document.add_table(len(ROWS), len(ROWS[0]))
    for number, row in enumerate(ROWS):
        for column, words in enumerate(row):
            table.cell(number, column).text = words
    document.save(data)
    return data.getvalue()


def as_xlsx() -> bytes:
    book, data = openpyxl.Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    sheet.append(["服务能力监测指标"])
    for row in ROWS:
        sheet.append(row)
    book.save(data)
    return data.getvalue()


def as_html() -> bytes:
    rows = "".join(f"<tr>{''.join(f'<td>{words}</td>' for words in row)}</tr>" for row in ROWS)
    return f"<html><body><h1>服务能力监测指标</h1><table>{rows}</table></body></html>".encode()


def as_markdown() -> bytes:
    rows = ["|" + "|".join(words.replace("\n", "") for words in row) + "|" for row in ROWS]
    return "\n".join([rows[0], "|---|---|---|---|", *rows[1:]]).encode()


def as_pdf() -> bytes:
    """The table with ruled cells, whose words are wrapped as they are printed."""
    columns, size, high, top = (30, 110, 230, 275, 560), 8, 44, 780
    page: list[Text | Rule] = [Text(200, 800, "服务能力监测指标")]
    for number, row in enumerate(ROWS):
        for left, right, words in zip(columns[:-1], columns[1:], row, strict=True):
            fit, plain = (right - left - 8) // size, words.replace("\n", "")
            lines = [plain[at : at + fit] for at in range(0, len(plain), fit)]
            page += [
                Text(left + 4, top - number * high - 11 - 10 * at, line, size)
                for at, line in enumerate(lines)
            ]
    bottom = top - high * len(ROWS)
    page += [Rule(30, top - high * number, 560, top - high * number) for number in range(len(ROWS) + 1)]
    page += [Rule(at, top, at, bottom) for at in columns]
    return pdf(page)


def as_list() -> bytes:
    parts = [
        f"{name}\n{'' if words.startswith('计算方法') else '定义：'}{words}" for _, name, _, words in ROWS[1:]
    ]
    return "\n".join(["服务能力监测指标", *parts]).encode()


@pytest.mark.parametrize("make", [as_docx, as_xlsx, as_html, as_markdown, as_list, as_pdf])
def test_tables_and_lists_of_any_format_give_the_same_definitions(make: object) -> None:
    assert callable(make)
    entries = read_definitions(text_of(make(), "指标"))
    found = [
        (
            one.item,
            one.name,
            one.formula.chinese if one.formula else "",
            one.formula.unit if one.formula else "",
        )
        for one in entries
    ]
    assert found == EXPECTED


@pytest.mark.parametrize(
    "header",
    [
        "一级指标\t二级指标\t评价方法",
        "序号\t三级指标（监测指标）\t指标解释",
        "编号\t指标名称及单位\t计算公式",
        "甲\t乙\t丙",
    ],
)
def test_columns_are_known_by_many_heads_or_by_their_formulas(header: str) -> None:
    entries = read_definitions(f"{header}\n1\t床位使用率（%）\t占用床日数/开放床日数×100%\n")
    assert [(one.item, one.name) for one in entries if one.formula] == [("1", "床位使用率（%）")]


@pytest.mark.parametrize("dash", ["—", "-", "－", "/", "无", "", "——", "--", "— —"])
def test_a_cell_that_says_nothing_is_no_unit_and_no_source(dash: str) -> None:
    heads = "序号\t指标名称\t计算公式\t单位\t数据来源"
    (entry,) = read_definitions(f"{heads}\n1\t人均收入\t总收入/总人数\t{dash}\t{dash}\n")
    assert not {"unit", "data_source"} & dict(entry.lines).keys()


def test_a_row_may_have_fewer_cells_than_heads() -> None:
    (entry,) = read_definitions("序号\t指标名称\t计算公式\t数据来源\n1\t人均收入\t总收入/总人数\n")
    assert (entry.name, entry.quote) == ("人均收入", "总收入/总人数")


@pytest.mark.parametrize("source", ["无锡市统计局", "卫生健康/医保部门"])
def test_a_cell_that_only_begins_so_is_kept(source: str) -> None:
    (entry,) = read_definitions(f"序号\t指标名称\t计算公式\t数据来源\n1\t人均收入\t总收入/总人数\t{source}\n")
    assert dict(entry.lines)["data_source"] == source


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # A table without rules whose columns are only blanks apart is not read as a list.
        (
            "序  指标名称  计算公式  数据来源\n1  就诊率  县域内就诊人次/就诊总人次  医院\n2  住院率  住院人次/总人次×100%",
            [],
        ),
        # A name that begins with a number is none that is numbered.
        (
            "一、儿童死亡率\n5岁以下儿童死亡数/活产数×1000‰\n二、住院率\n公式：住院人次/总人次×100%",
            ["5岁以下儿童死亡数 ÷ 活产数 × 1,000", "住院人次 ÷ 总人次 × 100"],
        ),
        # A table behind a list is not the last entry of the list; a label may stand behind a factor.
        (
            "一、就诊率\n计算公式：就诊人次/总人次×100%单位：%\n二、住院率\n公式：住院人次/总人次×100%\n1\t甲率\t甲数/乙数×9",
            ["就诊人次 ÷ 总人次 × 100", "住院人次 ÷ 总人次 × 100"],
        ),
    ],
)
def test_what_is_no_line_of_a_list_is_none_of_it(text: str, found: list[str]) -> None:
    assert [one.formula.chinese for one in read_definitions(text) if one.formula] == found


@pytest.fixture
def base(tmp_path: Path) -> Path:
    (tmp_path / "policy_texts").mkdir()
    return tmp_path


@pytest.fixture
def added(base: Path) -> Path:
    """A knowledge base with the definitions of the table."""
    source = base / "指标.docx"
    source.write_bytes(as_docx())
    return add_definitions(
        base, source, "fuwu-2026", title="服务能力监测指标", number="某卫发〔2026〕1号"
    ).path


def test_a_source_is_read_once_and_what_is_struck_out_of_it_is_told(
    base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, opened = base / "指标.html", list[str]()

    def counted(data: bytes, *, file: str) -> Drawn | None:
        opened.append(file)
        return read(data, file=file)

    monkeypatch.setattr(adding, "read", counted)
    cells = "<tr><th>序号<th>指标<th>计算方法<tr><td>1<td>就诊率<td>县域内就诊人次/就诊总人次×100%<del>，含门诊</del>"
    source.write_text(f"<meta charset=utf-8><table>{cells}</table>", "utf-8")
    added = add_definitions(base, source, "jiuzhen-2026")
    assert [entry.quote for entry in added.entries] == ["县域内就诊人次/就诊总人次×100%"]
    assert [(each.code.value, each.values["words"]) for each in added.left_out] == [("PK124", "“，含门诊”")]
    assert opened == [str(source)]


def codes(base: Path) -> list[str]:
    return [problem.code.value for problem in definition_problems(base)]


def test_what_is_written_is_read_back_with_its_source(base: Path, added: Path) -> None:
    found = definitions(base).of
    one = found["fuwu-2026/1"]
    assert (str(one), one.numerator, one.denominator, one.data_source) == (
        "某卫发〔2026〕1号，第1项",
        "县域内门诊人次数",
        "居民门诊总人次数",
        "医院填报",
    )
    assert one.formula is not None
    assert one.formula.evaluate({"县域内门诊人次数": 3, "居民门诊总人次数": 4}) == 75
    assert found["fuwu-2026/4"].why == "算式没有编译：对一列数求和，或用到加减乘除以外的运算"
    assert added.with_suffix("").joinpath("source.docx").read_bytes() == as_docx_of(base)
    assert codes(base) == []


def as_docx_of(base: Path) -> bytes:
    return (base / "指标.docx").read_bytes()


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("居民门诊 总人次数×100%", "居民住院 总人次数×100%", "PK505"),
        ("sha256: ", "sha256: 0", "PK506"),
        ("numerator: 县域内门诊人次数", "numerator: 县域外门诊人次数", "PK507"),
        ("without: series", "without: qualitative", "PK507"),
        ('item: "2"', 'item: "1"', "PK510"),
        ("title: ", "titel: ", "PK203"),
        ("  name: 预算管理\n", "", "PK204"),
        ("definitions:\n", "definitions: 无\nremark:\n", "PK504"),
    ],
)
def test_what_disagrees_is_said_with_its_code(base: Path, added: Path, old: str, new: str, code: str) -> None:
    text = added.read_text("utf-8")
    assert old in text
    added.write_text(text.replace(old, new, 1), "utf-8")
    assert code in codes(base)


def test_a_remark_of_an_entry_goes_before_that_of_the_file(base: Path, added: Path) -> None:
    text = added.read_text("utf-8").replace("definitions:\n", "remark: 甲\ndefinitions:\n", 1)
    added.write_text(text.replace("  name: 预算管理\n", "  name: 预算管理\n  remark: 乙\n", 1), "utf-8")
    found = definitions(base).of
    assert [found[f"fuwu-2026/{item}"].remark for item in (1, 3)] == ["甲", "乙"]


@pytest.mark.parametrize(("wording", "factor"), [("甲数/乙数×100%", {"factor": "100"}), ("甲数/乙数", {})])
def test_an_entry_states_what_its_formula_has(wording: str, factor: dict[str, str]) -> None:
    (formula,) = read_wording(wording).formulas
    stated = {"formula": wording, "numerator": "甲数", "denominator": "乙数", **factor}
    assert described(formula) == {**stated, "expression": formula.chinese}


def test_of_several_wordings_the_one_with_a_formula_is_kept() -> None:
    entries = read_definitions("指标\t公式\t说明\n甲率\t查阅文件\t甲数/乙数×100%\n")
    assert [entry.quote for entry in entries] == ["甲数/乙数×100%"]


def test_a_key_that_is_none_is_said_where_it_stands(base: Path, added: Path) -> None:
    text = added.read_text("utf-8")
    line = text[: text.index("title: ")].count("\n") + 1
    added.write_text(text.replace("title: ", "titel: ", 1), "utf-8")
    (found,) = [one for one in definition_problems(base) if one.code.value == "PK203"]
    assert (found.line, found.column, found.width) == (line, 1, len("titel"))


def test_a_source_without_indicators_and_a_name_that_is_taken_are_refused(base: Path, added: Path) -> None:
    source = base / "通知.txt"
    source.write_text("关于做好工作的通知\n各县：请认真执行。\n", "utf-8")
    for name, code in (("tongzhi", "PK511"), (added.stem, "PK007"), ("../x", "PK008")):
        with pytest.raises(PolicykitError) as error:
            add_definitions(base, source, name)
        assert error.value.diagnostics[0].code.value == code


@pytest.mark.parametrize(
    ("official", "code"),
    [
        ('"fuwu-2026/1"', ""),
        ('"fuwu-2026/9"', "PK509"),
        ('"fuwu-2026/2"', "PK512"),
        ('"fuwu-2026/2", differs="官方计费用的增幅"', ""),
    ],
)
def test_an_indicator_names_a_definition_and_says_how_it_differs(
    base: Path, added: Path, official: str, code: str
) -> None:
    own = added.parents[1] / "indicators.py"
    own.write_text(
        "from policykit.model import Entity, Indicator, Official, Theme, Variable\n"
        "service = Theme('服务')\n"
        "visits_here = Variable('县域内门诊人次', '人次', Entity.COUNTY, '…')\n"
        "visits_all = Variable('居民门诊总人次', '人次', Entity.COUNTY, '…')\n"
        "outpatient_share = Indicator('门诊占比', '%', visits_here / visits_all * 100, "
        f"official=Official({official}))\n",
        "utf-8",
    )
    if not code:
        bound = registry(base).indicators["outpatient_share"].official
        assert bound is not None
        assert bound.definition is not None
        return
    with pytest.raises(PolicykitError, match=code):
        registry(base)


def test_the_commands_add_list_and_check(base: Path) -> None:
    source = base / "fuwu.docx"
    source.write_bytes(as_docx())
    run = CliRunner()
    result = run.invoke(app, ["definitions", "add", str(source), "--path", str(base)])
    assert result.exit_code == 0, result.output
    assert "共 5 项：算式已编译 3 项，写有算式而未编译 1 项，没有写出算式 1 项。" in result.output
    assert "PK508" in result.output
    listed = run.invoke(app, ["definitions", "list", "--path", str(base)]).output
    assert "fuwu/1" in listed
    assert "按本项目理解" in listed
    assert run.invoke(app, ["definitions", "check", "--path", str(base)]).exit_code == 0


def test_a_review_is_void_when_the_official_definition_is_another() -> None:
    asked = next(each for each in Specs.load().requirements if each.indicator.name == "essential_drug_ratio")
    official = asked.indicator.official
    assert official is not None
    assert official.definition is not None
    reworded = replace(
        official, definition=replace(official.definition, quote="基本药物金额/药品总金额×100%")
    )
    for other in (reworded, replace(official, differs=""), None):
        again = replace(asked, indicator=replace(asked.indicator, official=other))
        words, asks, indicator = seal(asked).split("-")
        assert seal(again).split("-")[:2] == [words, asks]
        assert seal(again).split("-")[2] != indicator


def test_a_file_with_a_chinese_name_gets_an_id_of_letters(tmp_path: Path) -> None:
    assert CliRunner().invoke(app, ["init", str(tmp_path / "base")]).exit_code == 0
    source = tmp_path / "指标表.txt"
    source.write_text("1.入园率\n计算公式：入园率＝在园幼儿数÷适龄幼儿数×100%。\n", "utf-8")
    result = CliRunner().invoke(app, ["definitions", "add", str(source), "--path", str(tmp_path / "base")])
    assert result.exit_code == 0, result.output
    assert (tmp_path / "base" / "specs" / "definitions" / "zbb.yml").is_file()
