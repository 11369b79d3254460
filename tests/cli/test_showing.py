"""The commands that show, search, compare and check, on a knowledge base of one policy."""

from __future__ import annotations

import io
import json
import re
import shutil
import sys
from collections.abc import Callable
from contextlib import chdir
from datetime import date
from functools import partial
from pathlib import Path

import docx
import pytest
from openpyxl import load_workbook
from rich.text import Text
from tests.indicators.definitions.test_definitions import as_html
from typer.testing import CliRunner, Result

from policykit import cli
from policykit.base.clock import today
from policykit.base.diagnostics import PolicykitError
from policykit.base.drivers import Engine
from policykit.cli import app
from policykit.cli.app import console
from policykit.cli.changes import tell
from policykit.cli.data import day_of, period_of
from policykit.cli.search import _marked
from policykit.corpus.drift import Change, Drift
from policykit.figures import dataset
from policykit.indicators import registry
from policykit.interchange.release.folder import CATALOGUE
from policykit.model import Clause, Level, Role, Span

SMALL = Path(__file__).parents[1] / "specs" / "content"


def run(*arguments: str | Path, cwd: Path = SMALL) -> Result:
    with chdir(cwd):
        return CliRunner().invoke(app, [*map(str, arguments)])


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A copy of the knowledge base."""
    return Path(shutil.copytree(SMALL, tmp_path / "small"))


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        # What is no id is a file, and is not there.
        (("diff", "none.txt", "other.txt"), 2, "PK005"),
        (("diff", "none-2025", "none-2025"), 2, "PK002"),
        (("diff", "a/demo-2025", "demo-2025"), 2, "PK005"),
        (("diff", "demo-2025", "demo-2025@2019-01-01"), 2, "PK002"),
        (("diff", "demo-2025", "demo-2025"), 0, "文件：没有变化"),
        # A folder of figures is judged by table, as a whole, into a folder.
        (("check", "policy_texts"), 2, "PK"),
        (("check", "policy_texts", "-o", "/proc/none", "--division", "341021"), 2, "PK"),
        (("check", "policy_texts", "-o", "/proc/none", "--format", "json"), 2, "PK"),
        (("check", "none.csv", "--format", "xlsx"), 2, "PK"),
        (("search", "没有这样的内容的一句话呀"), 1, "没有找到。"),
        (("search", "县域", "--status", "过期"), 2, "没有“过期”这种时效，可写现行有效"),
        (("search", "县域", "--division", "无此地"), 2, "无此地"),
        (("search", "县域", "--policy", "none-2025"), 2, "PK002"),
        (("search", "县域", "--year", "1999"), 1, "没有找到。"),
        (("list", "--as-of", "1999-01-01"), 0, "编号"),
        (("draft", "none-2025"), 2, "PK002"),
        (("corpus", "build", "--source", "s3://a/b"), 2, "PK016"),
    ],
)
def test_what_is_asked_is_answered_or_refused(arguments: tuple[str, ...], code: int, said: str) -> None:
    done = run(*arguments)
    assert done.exit_code == code, done.output
    assert said in done.output


def test_a_folder_is_refused_by_the_same_sentence_for_each_thing_that_it_cannot_have() -> None:
    """Without a place to write, for one division alone, or as another format than tables."""
    place = ("-o", "/proc/none")
    given = ((), (*place, "--division", "341021"), (*place, "--format", "json"))
    assert len({run("check", "policy_texts", *options).stderr for options in given}) == 1
    assert run("check", "policy_texts", *place).stderr != run("check", "policy_texts").stderr


def test_of_what_is_found_so_many_are_shown_and_all_are_counted() -> None:
    source = (SMALL / "policy_texts" / "demo-2025" / "source.txt").read_text("utf-8")
    found = json.loads(run("search", "县域", "--json", "--limit", "2").stdout)
    assert len(found["hits"]) == 2 < found["total"]
    said = run("search", "县域", "--limit", "2").stdout
    assert f"共 {found['total']} 条，以上是前 2 条（--limit 可多显示）" in said
    assert said.count("demo-2025/") == 2
    whole = run("search", "县域", "--limit", str(found["total"])).stdout
    assert f"共 {found['total']} 条" in whole
    assert "以上是前" not in whole
    for hit in found["hits"]:
        assert all("县域" in source[start:end] for start, end in hit["highlights"])
        assert hit["snippet"] in hit["text"]


@pytest.mark.parametrize(
    ("start", "end", "marked"),
    [
        (0, 6, [(2, 4)]),
        (2, 4, [(0, 2)]),
        (3, 6, [(0, 1)]),  # what begins before the excerpt is marked from its begin
        (0, 3, [(2, 3)]),
        (4, 6, []),  # side by side is not within
        (0, 2, []),
    ],
)
def test_words_are_marked_as_far_as_they_are_shown(
    start: int, end: int, marked: list[tuple[int, int]]
) -> None:
    text = _marked("一\n三四五六", [Span(2, 4)], start, end)
    assert text.plain == "一 三四五六"[start:end]
    assert [(span.start, span.end) for span in text.spans] == marked


def test_a_clause_is_shown_with_its_neighbours() -> None:
    said = run("show", "demo-2025/2/2").stdout.splitlines()
    facts = dict(line.split("：", 1) for line in said if "：" in line and not line.startswith("（"))
    assert facts["编号"] == "demo-2025/2/2"
    assert facts["上一条"].startswith("demo-2025/2/1 建强县级医院")
    assert facts["下一条"].startswith("demo-2025/2/3 严格考核监督")
    assert facts["出处"].split("（")[0].endswith("source.txt:17")
    assert "性质" not in facts
    assert not any(line.startswith("责任单位") for line in said)
    first = run("show", "demo-2025/p1").stdout
    assert "上一条" not in first
    assert "下一条：demo-2025/1/p1" in first


def test_an_outline_is_indented_as_deep_as_its_parts_lie(tmp_path: Path) -> None:
    text = "某方案\n\n一、目标\n\n（一）甲。办好甲。\n\n1.乙。办好乙。\n\n二、措施\n\n办好丙。\n"
    (tmp_path / "b.txt").write_text(text, "utf-8")
    (tmp_path / "a.txt").write_text("无条款\n", "utf-8")
    (tmp_path / "c.md").write_text(text, "utf-8")
    said = run("outline", ".", cwd=tmp_path)
    lines = [line for line in said.stdout.splitlines() if line.startswith(" ")]
    depth = {line.strip().split()[0]: len(line) - len(line.lstrip()) for line in lines}
    assert {label: depth[label] for label in ("一", "(一)", "1.", "二") if label in depth} == {
        label: number for label, number in (("一", 2), ("(一)", 4), ("1.", 6), ("二", 2)) if label in depth
    }
    assert len({*depth.values()}) >= 3
    heads = [line.split("：")[0] for line in said.stdout.splitlines() if not line.startswith(" ")]
    assert heads == ["a.txt", "b.txt"]
    (tmp_path / "empty").mkdir()
    nothing = run("outline", "empty", cwd=tmp_path)
    assert (nothing.exit_code, nothing.stdout, nothing.stderr) == (2, "", "empty 中没有 .txt 文件。\n")
    missing = run("outline", "b.txt", "none.txt", "gone.txt", cwd=tmp_path)
    assert missing.exit_code == 2
    assert missing.stdout.startswith("b.txt：某方案，正文 ")
    assert missing.stderr.count("PK005") == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nope",), "没有命令“nope”"),
        (("search", "县域", "--nope"), "没有选项“--nope”"),
        (("search",), "缺少“query”"),
        (("search", "县域", "--limit"), "选项“--limit”后面要写内容"),
        (("search", "县域", "--limit", "0"), "“--limit”应是整数，并且不小于1"),
        (
            ("tasks", "--division", "341021", "--remind", "9999"),
            "“--remind”应是整数，并且不小于0、不大于3650",
        ),
        (("search", "县域", "--year", "今年"), "“--year”应是整数。"),
        (("list", "--as-of", "今天"), "“--as-of”的内容不合要求"),
        (("check", "a.csv", "--format", "pdf"), "“--format”只能是 table、json、xlsx 之一"),
        (("schema", "a"), "多了“a”"),
        (("schema", "a", "b"), "多了“a b”"),
    ],
)
def test_what_is_typed_wrong_is_said_in_chinese(arguments: tuple[str, ...], said: str) -> None:
    done = run(*arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("PK016 ")
    assert said in done.stderr


def cells(printed: str) -> list[list[str]]:
    """The rows of a table as it is printed where nobody watches."""
    return [re.split(r"\s{2,}", line.rstrip()) for line in printed.splitlines()]


def test_policies_are_listed_with_what_is_known_of_them(small: Path) -> None:
    heads, row = cells(run("list").stdout)
    assert heads == ["编号", "层级", "时效", "文号", "发布", "条款", "标题"]
    title = "关于示范市2025年提升医疗卫生服务能力的意见"
    assert row[:2] + row[3:4] + row[-2:] == ["demo-2025", "市", "示政办发〔2025〕8号", "5", title]
    card = small / "policy_texts" / "demo-2025" / "policy.yml"
    card.write_text(card.read_text("utf-8") + "date_issued: 2025-03-01\nexpires: 2025-12-31\n", "utf-8")
    spec = small / "specs" / "demo-2025.yml"
    spec.write_text(
        spec.read_text("utf-8").replace("    due: 2026\n", "    due: 2026\n    draft: true\n", 2), "utf-8"
    )
    heads, row = cells(run("list", cwd=small).stdout)
    assert heads == ["编号", "层级", "时效", "文号", "发布", "条款", "待核定", "标题"]
    assert row == ["demo-2025", "市", "已失效", "示政办发〔2025〕8号", "2025-03-01", "5", "2", title]
    assert len(cells(run("list", "--as-of", "2025-06-01", cwd=small).stdout)) == 2
    assert len(cells(run("list", "--as-of", "2026-06-01", cwd=small).stdout)) == 1
    clauses = cells(run("list", "demo-2025").stdout)
    assert clauses[0] == ["编号", "位置", "标题", "字数"]
    assert [clause[0] for clause in clauses[1:]] == [
        f"demo-2025/{path}" for path in ("p1", "1/p1", "2/1", "2/2", "2/3")
    ]
    assert clauses[1][-1] == str(len("为落实上级部署，制定本方案。"))
    assert clauses[3][1:3] == ["二/(一)", "建强县级医院"]


def test_figures_are_checked_and_the_exit_code_is_the_verdict(small: Path) -> None:
    heads = "单位名称,行政区划代码,年度,居民在县域内就诊人次数,居民就诊总人次数"
    data = small / "数据.csv"

    def check(*options: str, inside: str = "83") -> Result:
        data.write_text(f"{heads}\n歙县,341021,2026,{inside},100\n", "utf-8")
        return run("check", "数据.csv", "--as-of", "2027-01-01", *options, cwd=small)

    assert [check(inside=one).exit_code for one in ("83", "95", "很多")] == [1, 0, 2]
    said = check().stdout
    assert "检查日期 2027-01-01" in said
    assert "未达标" in said
    assert json.loads(check("--format", "json").stdout)
    assert check("--format", "xlsx").exit_code == 2
    for form, name in (("json", "a.json"), ("xlsx", "a.xlsx"), ("table", "a.txt")):
        written = check("--format", form, "-o", name)
        assert (written.exit_code, written.stdout) == (1, ""), written.stderr
        # A newer report takes the place of one, of whatever form; and of nothing else.
        first = (small / name).read_bytes()
        assert check("--format", form, "-o", name, inside="95").exit_code == 0
        assert (small / name).read_bytes() != first
    assert json.loads((small / "a.json").read_text("utf-8"))
    assert (small / "a.xlsx").read_bytes().startswith(b"PK")
    assert "检查日期 2027-01-01" in (small / "a.txt").read_text("utf-8")
    (small / "mine.txt").write_text("mine", "utf-8")
    assert check("-o", "mine.txt").exit_code == 2
    assert check("-o", "数据.csv").exit_code == 2
    assert check("--division", "341022").exit_code != 1
    # Without a day it is judged today, when the end of 2026 need not be over.
    assert run("check", "数据.csv", cwd=small).stdout.count(f"检查日期 {today().isoformat()}") == 1


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        ((), {"engine": Engine.POLARS, "as_of": None, "jobs": None, "address": None}),
        (
            ("--engine", "dask", "--as-of", "2027-01-01", "--jobs", "3", "--scheduler", "tcp://a:1"),
            {"engine": Engine.DASK, "as_of": date(2027, 1, 1), "jobs": 3, "address": "tcp://a:1"},
        ),
    ],
)
@pytest.mark.parametrize(
    ("failed", "unverified", "unused", "code", "more"),
    [
        (0, {}, (), 0, []),
        (2, {}, ("甲", "乙"), 1, ["没有用到的列：甲、乙"]),
        (2, {"x/1": "改过"}, (), 2, ["规则未核对 1 条，没有用来判定；逐条见 summary.json"]),
    ],
)
def test_a_folder_is_judged_as_the_options_say(  # noqa: PLR0913, PLR0917 - a row of each of two tables
    small: Path,
    monkeypatch: pytest.MonkeyPatch,
    given: tuple[str, ...],
    asked: dict[str, object],
    failed: int,
    unverified: dict[str, str],
    unused: tuple[str, ...],
    code: int,
    more: list[str],
) -> None:
    called: list[tuple[tuple[Path, ...], dict[str, object]]] = []
    verdicts = {"a": {"met": 1200, "not_met": failed}, "b": {"met": 34}}

    def judge(*places: Path, **options: object) -> dataset.Judged:
        called.append((places, options))
        return dataset.Judged(places[1], 1234, verdicts, failed, unverified, unused)

    monkeypatch.setattr(dataset, "check_dataset", judge)
    (small / "data").mkdir()
    ended = run("check", "data", "-o", "out", *given, cwd=small)
    assert ended.exit_code == code
    ((places, options),) = called
    assert [small / place for place in places] == [small / "data", small / "out", small]
    assert callable(options.pop("progress"))
    assert options == asked
    counts = "达标 1,234" + (f"，未达标 {failed}" if failed else "")
    assert ended.stdout.splitlines() == [
        f"1,234 行，按 2 条要求判定：{counts}",
        *more,
        "判定已写入 out（不适用的只计数）",
    ]


@pytest.mark.parametrize(
    ("written", "year", "day"),
    [
        (None, None, None),
        ("2025-12-31", None, date(2025, 12, 31)),
        ("2025-12-31", 2020, date(2025, 12, 31)),  # the day that is said goes before the year
        (None, 2020, date(2020, 12, 31)),
    ],
)
def test_the_day_of_a_check(written: str | None, year: int | None, day: date | None) -> None:
    assert day_of(written, year) == day


@pytest.mark.parametrize("written", ["2025-13-01", "昨天", ""])
def test_a_day_that_is_none_is_refused(written: str) -> None:
    with pytest.raises(PolicykitError) as refused:
        day_of(written)
    assert written in str(refused.value)


@pytest.mark.parametrize(
    ("written", "is_period"),
    [("2026", True), ("2026H1", True), ("2026Q4", True), ("2026-03", True), ("2026H3", False), ("2026-13", False), ("今年", False)],
)  # fmt: skip  # a row a line
def test_a_period_that_is_none_is_refused(written: str, *, is_period: bool) -> None:
    if is_period:
        assert period_of(written).year == 2026
    else:
        with pytest.raises(PolicykitError):
            period_of(written)


def test_a_workbook_is_made_put_together_and_reported(small: Path) -> None:
    made = run("template", "--division", "341000", "-o", "表.xlsx", "--year", "2024", cwd=small)
    assert (made.exit_code, made.stdout) == (0, "已写入 表.xlsx\n")
    assert run("template", "--division", "341000", "-o", "表.xlsx", cwd=small).exit_code == 2
    assert (
        run("template", "--division", "341000", "-o", "b.xlsx", "--period", "2026H3", cwd=small).exit_code
        == 2
    )
    again = run("template", "--division", "341000", "-o", "c.xlsx", "--last", "表.xlsx", "--rows", cwd=small)
    assert again.stdout.endswith("已写入 c.xlsx\n")
    sheets = {name: load_workbook(small / name) for name in ("表.xlsx", "c.xlsx")}
    assert sheets["表.xlsx"].sheetnames != [] != sheets["c.xlsx"].sheetnames
    assert sheets["表.xlsx"]["医院"]["C5"].value == 2024
    # A period counts before a year.
    period = ("--year", "2024", "--period", "2025H1")
    assert run("template", "--division", "341000", "-o", "d.xlsx", *period, cwd=small).exit_code == 0
    assert load_workbook(small / "d.xlsx")["医院"]["C5"].value == "2025年上半年"
    heads = "单位名称,行政区划代码,年度,居民在县域内就诊人次数,居民就诊总人次数"
    (small / "in").mkdir()
    for name, inside in (("甲", "83"), ("乙", "84")):
        (small / "in" / f"{name}.csv").write_text(f"{heads}\n歙县,341021,2026,{inside},100\n", "utf-8")
    told = run("collect", "in", "-o", "汇总.xlsx", "--as-of", "2027-01-01", cwd=small)
    assert told.exit_code == 1, told.stderr
    assert told.stdout.startswith("收到文件2份，")
    assert "已写入 汇总.xlsx" in told.stdout
    assert run("collect", "in", "-o", "汇总.xlsx", cwd=small).exit_code == 2
    (small / "in" / "乙.csv").unlink()
    alone = run("collect", "in", "--as-of", "2027-01-01", "--keep", "存", cwd=small)
    assert alone.exit_code == 0, alone.stdout
    assert "没有发现问题" in alone.stdout
    assert alone.stdout.endswith("已写入 存/0001-2027-01-01.parquet\n")
    assert (small / "存" / "0001-2027-01-01.parquet").is_file()
    (small / "上期.csv").write_text(f"{heads}\n歙县,341021,2025,80,100\n", "utf-8")
    paper = run(
        "report", "in/甲.csv", "--docx", "a.docx", "--last", "上期.csv", "--as-of", "2027-01-01", cwd=small
    )
    assert (paper.exit_code, paper.stdout) == (0, "已写入 a.docx\n"), paper.stderr
    texts = [one.text for one in docx.Document(str(small / "a.docx")).paragraphs]
    assert any("检查日期为2027年1月1日" in text for text in texts)
    assert any(text.startswith("与上期.csv比较") for text in texts)
    assert run("report", "in/甲.csv", "--docx", "a.docx", cwd=small).exit_code == 2
    assert run("report", "in/甲.csv", "--docx", "b.docx", cwd=small).exit_code == 0
    texts = [one.text for one in docx.Document(str(small / "b.docx")).paragraphs]
    day = today()
    assert any(f"检查日期为{day.year}年{day.month}月{day.day}日" in text for text in texts)
    assert not any("上期" in text for text in texts)


def test_two_releases_are_compared(small: Path) -> None:
    said = run("release", "a", "--date", "2026-01-01", "--no-parquet", "--publisher", "甲局", cwd=small)
    assert said.exit_code == 0, said.stderr
    assert "2026-01-01" in said.stdout
    assert "甲局" in (small / "a" / CATALOGUE).read_text("utf-8")
    spec = small / "specs" / "demo-2025.yml"
    spec.write_text(
        spec.read_text("utf-8").replace(
            "    due: 2027\n    modality: aim\n", "    due: 2028\n    modality: aim\n", 1
        ),
        "utf-8",
    )
    assert run("release", "b", "--date", "2026-02-01", "--no-parquet", cwd=small).exit_code == 0
    told = run("diff", "a", "b", cwd=small)
    assert told.exit_code == 1
    lines = told.stdout.splitlines()
    assert lines[0] == "2026-01-01 → 2026-02-01"
    assert any(line.endswith("：新增 0，删除 0，改动 1") for line in lines)
    assert any(line.startswith("  改动  demo-2025/1/p1/county-visit-rate-2027：") for line in lines)
    as_json = run("diff", "a", "b", "--json", cwd=small)
    assert (as_json.exit_code, json.loads(as_json.stdout)["new"]) == (1, "2026-02-01")
    same = run("diff", "a", "a", cwd=small)
    assert (same.exit_code, same.stdout.splitlines()[-1]) == (0, "没有变化")
    assert run("diff", "a", "a", "--json", cwd=small).exit_code == 0
    # One of them is none; of two texts nothing is told as JSON.
    assert run("diff", "a", "specs", cwd=small).exit_code == 2
    assert run("diff", "specs", "b", cwd=small).exit_code == 2
    assert "PK016" in run("diff", ".", ".", "--json", cwd=small).stderr


@pytest.mark.parametrize(("count", "shown", "more"), [(20, 20, 0), (21, 20, 1)])
def test_so_many_rows_of_a_release_are_named(tmp_path: Path, count: int, shown: int, more: int) -> None:
    for name, rows in (("a", 0), ("b", count)):
        (tmp_path / name / "jsonl").mkdir(parents=True)
        (tmp_path / name / CATALOGUE).write_text(f'{{"dcat:version": "{name}"}}', "utf-8")
        written = "".join(f'{{"id": "{at:02}"}}\n' for at in range(rows))
        (tmp_path / name / "jsonl" / "policies.jsonl").write_text(written, "utf-8")
    lines = run("diff", "a", "b", cwd=tmp_path).stdout.splitlines()
    assert sum(line.startswith("  新增  ") for line in lines) == shown
    assert (f"  …… 还有 {more} 行（--json 列出全部）" in lines) is bool(more)
    back = run("diff", "b", "a", cwd=tmp_path).stdout.splitlines()
    assert sum(line.startswith("  删除  ") for line in back) == shown


def test_content_is_written_in_each_format(small: Path) -> None:
    for form, name in (("akn", "demo-2025.xml"), ("needs", "needs.json")):
        said = run("export", "out", "--format", form, cwd=small)
        assert said.exit_code == 0, said.stderr
        size = (small / "out" / name).stat().st_size
        assert f"out/{name}：{size} 字节" in said.stdout
    said = run("export", "rows", cwd=small)
    count = len((small / "rows" / "requirements.jsonl").read_text("utf-8").splitlines())
    assert f"rows/requirements.jsonl：{count} 行" in said.stdout
    schema = json.loads(run("schema", cwd=small).stdout)
    assert "requirements" in schema["properties"]


def test_words_of_the_field_are_proposed_and_written(small: Path) -> None:
    # What one document says alone is no word of the field.
    assert run("lexicon", cwd=small).stdout == "没有新的词可提。\n"
    shutil.copytree(small / "policy_texts" / "demo-2025", small / "policy_texts" / "next-2025")
    shown = run("lexicon", cwd=small)
    assert shown.exit_code == 0
    head, *lines = shown.stdout.splitlines()
    assert "从 2 份文件中提出" in head
    assert "  - 县域内就诊率  # 2份2条" in lines
    assert not (small / "specs" / "lexicon.yml").exists()
    assert "specs/lexicon.yml" in run("lexicon", "--write", cwd=small).stdout
    assert (small / "specs" / "lexicon.yml").read_text("utf-8") == shown.stdout
    # What is written is not proposed again.
    again = run("lexicon", cwd=small).stdout
    assert again == run("lexicon", "--write", cwd=small).stdout == "没有新的词可提。\n"


def test_what_a_row_of_the_search_says() -> None:
    """Whose level it is, what stands before and behind the excerpt, and what lacks a word of the query."""
    found = json.loads(run("search", "临床重点专科", "--json").stdout)["hits"][0]
    cards, *said = run("search", "临床重点专科").stdout.splitlines()
    assert cards == "[指标] county_key_specialties  临床重点专科数"
    assert said[0] == f"{found['id']}  市  关于示范市2025年提升医疗卫生服务能力的意见"
    assert said[1] == f"  {found['label']}  {found['heading']}"
    text, snippet = found["text"], found["snippet"]
    at = text.index(snippet)
    shown = snippet.replace("\n", " ")
    assert said[2] == f"  {'…' * (at > 0)}{shown}{'…' * (at + len(snippet) < len(text))}"
    for options, is_there in (
        (("--division", "歙县"), False),
        (("--division", "黄山市"), True),
        (("--division", "341000"), True),
        (("--has-check",), True),
        (("--no-check",), False),
        (("--status", "已废止"), False),
        (("--status", "repealed"), False),
        (("--status", "unknown"), True),
        (("--level", "prefecture"), True),
        (("--level", "county"), False),
    ):
        hits = json.loads(run("search", "临床重点专科", "--json", *options).stdout)["hits"]
        assert bool(hits) is is_there, options
    # What falls due in the period that was asked for, and nothing that does later.
    (card,) = json.loads(run("search", "2026年12月31日", "--json").stdout)["cards"]
    assert (card["kind"], card["title"]) == ("due", "2026年12月31日")
    assert card["requirements"] == [
        f"demo-2025/1/p1/{name}-2026"
        for name in ("county-inpatient-share", "county-visit-rate", "health-literacy")
    ]
    assert "requirements" not in json.loads(run("search", "临床重点专科", "--json").stdout)["cards"][0]
    # Of clauses that lack a word those are told that have the rarer ones.
    lacking = run("search", "临床重点专科", "保底收入").stdout.splitlines()
    assert lacking[0] == "不含：临床重点专科"
    assert lacking[1].startswith("demo-2025/2/3  市  ")
    assert lacking[-1] == "共 0 条；另有 1 条只含一部分词"
    rows = json.loads(run("search", "临床重点专科", "保底收入", "--json").stdout)
    assert rows["hits"] == []
    assert {row["id"]: row["missing"] for row in rows["partial"]} == {"demo-2025/2/3": ["临床重点专科"]}


def test_what_a_text_holds_steers_no_terminal() -> None:
    shown = console(width=80)
    with shown.capture() as printed:
        shown.print(Text("甲\x1b[31m\u202e乙 [bold]丙"))
    assert not {"\x1b", "\u202e"} & {*printed.get()}
    assert "[bold]丙" in printed.get()


def test_policies_that_came_or_went_are_named(small: Path, tmp_path: Path) -> None:
    other = Path(shutil.copytree(small, tmp_path / "other"))
    shutil.copytree(small / "policy_texts" / "demo-2025", other / "policy_texts" / "next-2025")
    came, went = (run("diff", *sides, cwd=tmp_path) for sides in (("small", "other"), ("other", "small")))
    assert (came.exit_code, came.stdout.splitlines()) == (
        1,
        ["demo-2025：没有变化", "next-2025：新增的政策文件"],
    )
    assert (went.exit_code, went.stdout.splitlines()) == (
        1,
        ["demo-2025：没有变化", "next-2025：删除的政策文件"],
    )


def at(path: str) -> Clause:
    return Clause(f"x/{path}", "x", path, "", "文", Role.CLAUSE, Level.COUNTY, Span(0, 1))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (Change(Drift.RENUMBERED, at("2/3"), at("2/4")), "2/3 → 2/4"),
        (Change(Drift.WORDING, at("2/3"), at("2/3")), "2/3"),
        (Change(Drift.ADDED, None, at("2/4")), "2/4"),
        (Change(Drift.REMOVED, at("2/3"), None), "2/3"),
        (Change(Drift.FIGURE, at("2/3"), at("2/3"), ("20%", "3名"), ("25%",)), "2/3：20%、3名 → 25%"),
        (Change(Drift.FIGURE, at("2/3"), at("2/3"), ("20%",)), "2/3：20% → （无）"),
        (Change(Drift.DUE, at("1"), at("2"), (), ("2026年",)), "1 → 2：（无） → 2026年"),
        (
            Change(Drift.MOVED, at("1"), at("2"), ("20%",), ("25%",)),
            "1 → 2",
        ),  # what moved is told by its place
    ],
)
def test_a_change_in_one_line(change: Change, told: str) -> None:
    assert tell(change) == f"  {change.kind.label}  {told}"


def test_shards_are_built_counted_and_checked(small: Path, tmp_path: Path) -> None:
    place = tmp_path / "shards"
    assert run("corpus", "build", "--source", small).exit_code == 2  # where to is not said
    build = ("corpus", "build", "-o", place, "--jobs", "1", "--driver", "pool")
    assert "共 1 份，这次新读 1 份" in run(*build, cwd=small).stdout
    assert "共 1 份，这次新读 0 份" in run(*build, cwd=small).stdout
    told = run("corpus", "info", "-o", place, cwd=small)
    assert told.exit_code == 0
    (size,) = re.findall(r"([0-9.]+) MB；政策文件 1 份", told.stdout)
    assert abs(float(size) - sum(path.stat().st_size for path in place.rglob("*.parquet")) / 2**20) < 0.1
    assert "词 " not in told.stdout
    (words, pairs) = re.findall(
        r"词 (\d+) 个，字和字对 (\d+) 个", run("corpus", "info", "-o", place, "--words").stdout
    )[0]
    assert 0 < int(words) < int(pairs)
    (shard,) = (path for path in place.rglob("*.parquet") if ".counts" not in path.name)
    shard.write_bytes(shard.read_bytes()[:-1] + b"x")
    assert run("corpus", "info", "-o", place).exit_code == 0  # nobody has looked
    checked = run("corpus", "info", "-o", place, "--verify")
    assert (checked.exit_code, "与校验值不符" in checked.stdout) == (1, True)


def test_official_definitions_are_added_listed_and_checked(small: Path) -> None:
    """Of five one is judged by what is looked at, and one sums over what it does not name."""
    (small / "fuwu.html").write_bytes(as_html())
    added = run("definitions", "add", "fuwu.html", "--title", "服务能力监测指标", cwd=small)
    assert added.exit_code == 0, added.output
    assert "共 5 项：算式已编译 3 项，写有算式而未编译 1 项，没有写出算式 1 项。" in added.stdout
    assert "县域内门诊人次数 ÷ 居民门诊总人次数 × 100" in added.stdout
    assert added.stderr.count("病例组合指数") == 1
    assert "预算管理" not in added.stderr
    (written,) = (small / "specs" / "definitions").glob("fuwu*.yml")
    listed = run("definitions", "list", cwd=small).stdout
    named = [line.split()[1] for line in listed.splitlines()[1:-1]]
    mine = ["县域内门诊人次占比", "人均门诊费用增幅", "预算管理", "病例组合指数", "5岁以下儿童死亡率（‰）"]
    assert [name for name in named if name in mine] == mine
    every, bound, own, others = map(int, re.findall(r"(\d+) 个", listed.splitlines()[-1]))
    assert (every, own <= bound) == (bound + others, True)
    assert bound == sum(each.official is not None for each in registry(small).indicators.values())
    sound = run("definitions", "check", cwd=small)
    assert (sound.exit_code, sound.stdout) == (0, f"官方定义 {len(named)} 项，不一致 0 处。\n")
    text = written.read_text("utf-8")
    written.write_text(text.replace("numerator: 县域内门诊人次数", "numerator: 县域外门诊人次数"), "utf-8")
    broken = run("definitions", "check", cwd=small)
    assert (broken.exit_code, broken.stdout) == (1, f"官方定义 {len(named)} 项，不一致 1 处。\n")
    assert "PK507" in broken.stderr


def raises(error: Exception, *_: object, **__: object) -> None:
    raise error


def test_a_site_is_of_the_nearest_knowledge_base(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built: list[tuple[object, ...]] = []

    def build_site(root: Path, output: Path | None, *, jobs: int | None, tell: Callable[..., None]) -> Path:
        built.append((root.resolve(), output, jobs))
        tell("先说")
        tell("再说", 50)  # how far it is, only who watches is told
        return root.resolve() / "index.html"

    monkeypatch.setattr("policykit.site.build.build_site", build_site)
    done = run("build", "--jobs", "2", cwd=small / "policy_texts" / "demo-2025")
    assert (done.exit_code, done.stderr) == (0, "先说\n")
    assert done.stdout == f"{(small / 'index.html').resolve().as_uri()}\n"
    run("build", "-o", "there", "--path", small, cwd=small.parent)
    assert built == [(small.resolve(), None, 2), (small.resolve(), Path("there"), None)]
    assert run("build", cwd=small.parent).exit_code == 2  # never of what comes with the program
    assert len(built) == 2
    # What the system refuses is said with the file, where it names one.
    for error, told in ((OSError(28, "x", "甲.txt"), "“甲.txt”"), (OSError(28, "x"), "")):
        monkeypatch.setattr("policykit.site.build.build_site", partial(raises, error))
        failed = run("build", cwd=small)
        assert failed.exit_code == 2
        assert re.findall("“[^”]*”", failed.stderr.splitlines()[0]) == [told] * bool(told)


@pytest.mark.parametrize(
    ("raised", "code", "written", "said"),
    [
        (None, 0, "x", ""),
        (SystemExit(3), 3, "x", ""),
        (SystemExit(2), 2, "x", ""),
        (BrokenPipeError(), 141, "", ""),  # who reads has gone: nothing more is tried
        (OSError(28, "x"), 2, "", "PK004"),
    ],
)
def test_how_the_program_ends(  # noqa: PLR0913, PLR0917 - a row of the table
    raised: BaseException | None,
    code: int,
    written: str,
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def command() -> None:
        sys.stdout.write("x")
        if raised is not None:
            raise raised

    stderr = io.StringIO()
    with (tmp_path / "out").open("w", encoding="utf-8") as stdout:
        monkeypatch.setattr(sys, "stdout", stdout)
        monkeypatch.setattr(sys, "stderr", stderr)
        monkeypatch.setattr(cli, "app", command)
        with pytest.raises(SystemExit) as ended:
            cli.main()
    assert (ended.value.code, (tmp_path / "out").read_text("utf-8")) == (code, written)
    assert (said in stderr.getvalue(), bool(stderr.getvalue())) == (True, bool(said))


@pytest.mark.parametrize("name", ["stdout", "stderr"])
def test_without_an_output_the_exit_code_still_says_it(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def command() -> None:
        getattr(sys, name).write("x")

    with (tmp_path / "out").open("w", encoding="utf-8") as other:
        for each in ("stdout", "stderr"):
            monkeypatch.setattr(sys, each, None if each == name else other)
        monkeypatch.setattr(cli, "app", command)
        with pytest.raises(SystemExit) as ended:
            cli.main()
        assert ended.value.code == 0
        getattr(sys, name).close()
