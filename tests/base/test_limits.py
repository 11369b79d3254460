"""What has no end is not begun, what is an input or somebody's work is not written over, several files are all or none."""

from __future__ import annotations

import os
import socket
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from typer.testing import CliRunner

from policykit.base import files
from policykit.base.diagnostics import Code, Diagnostic, PolicykitError, visible
from policykit.base.files import read_file, replace_file, write_new
from policykit.base.yamlfile import parse, read
from policykit.cli import app
from policykit.figures.delimited import read_sheets
from policykit.figures.report import is_report
from policykit.scaffold import add_policy, new_project
from policykit.text import read_bytes

TEXT = "关于签约服务的办法\n\n一、目标\n\n到2026年底，县域内就诊率达到85%以上。\n"
SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData>{}</worksheet>'


def codes(error: pytest.ExceptionInfo[PolicykitError]) -> list[str]:
    return [problem.code.value for problem in error.value.diagnostics]


# --- what is read -----------------------------------------------------------------------------


def made(kind: str, folder: Path) -> Path:
    """An input of a kind that must not be waited for."""
    path = folder / "输入"
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "socket":
        socket.socket(socket.AF_UNIX).bind(str(path))
    elif kind == "folder":
        path.mkdir()
    elif kind == "link to a device":
        path.symlink_to("/dev/zero")
    elif kind == "link to itself":
        path.symlink_to(path)
    elif kind == "long name":
        path = folder / ("长" * 5000)
    elif kind == "NUL in the name":
        path = folder / "a\0b"
    elif kind == "too large":
        with path.open("wb") as file:
            file.truncate(files.MOST + 1)
    return path


# The socket stays open while it is read.
@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.parametrize(
    ("kind", "why"),
    [
        ("missing", "没有这个文件或目录"),
        ("pipe", "这是管道，不是普通文件"),
        ("socket", "设备不可用"),
        ("folder", "这是目录，不是文件"),
        ("link to a device", "这是设备，不是普通文件"),
        ("link to itself", "链接指向自己"),
        ("long name", "名称太长"),
        ("NUL in the name", "名称中有不能使用的字符"),
        ("too large", "文件超过 16MB"),
    ],
)
def test_only_a_file_with_an_end_is_read(kind: str, why: str, tmp_path: Path) -> None:
    path = made(kind, tmp_path)
    for reader in (read_file, read_bytes):
        with pytest.raises(PolicykitError) as error:
            reader(path)
        assert codes(error) == ["PK005"]
        assert error.value.diagnostics[0].values["reason"] == why
    _, problems = read(path, "policy.yml")
    assert [problem.code.value for problem in problems] == ["PK005"]
    if kind not in ("too large", "long name", "NUL in the name"):
        with pytest.raises(PolicykitError) as error:
            read_sheets(path)
        assert codes(error) == ["PK301"]


def test_a_file_of_just_the_allowed_size_is_read(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x" * 10)
    assert read_file(tmp_path / "a", 10) == b"x" * 10
    with pytest.raises(PolicykitError):
        read_file(tmp_path / "a", 9)


@pytest.mark.parametrize(
    ("text", "sound"),
    [
        ("a: " + "[" * 99 + "]" * 99, True),
        ("a: " + "[" * 100 + "]" * 100, False),
        ("a: " + "[" * 200_000, False),  # the reader in C calls itself, and would bring Python down
        ("a: " + "{b: " * 2000 + "}" * 2000, False),
        ("- " * 2000 + "x", False),
        ("\n".join(" " * at + "a:" for at in range(2000)), False),
        ("? " * 2000 + "x", False),
        ("a: '" + "[" * 5000 + "'", True),  # within quotation marks nothing nests
        ("\n".join(f"- [{at}]" for at in range(5000)), True),
    ],
)
def test_yaml_nests_only_so_deep(text: str, sound: bool) -> None:
    document, problems = parse(text, "a.yml")
    assert (document is not None, [problem.code.value for problem in problems]) == (
        sound,
        [] if sound else ["PK107"],
    )
    assert all(problem.line is not None for problem in problems)


@pytest.mark.parametrize(
    ("data", "line", "why"),
    [
        (b"title: a\nissuers: \xff\n", 2, "不是 UTF-8"),
        (b"? [a, b]\n: c\n", 1, "键应是一个词"),
        (b"a: 1\n---\nb: 2\n", 1, "只能有一份内容"),
        (b"a: !!python/object:os.system x\nb: &x [*x]\n", 2, "引用"),
    ],
)
def test_what_yaml_is_not_is_said_in_chinese_with_its_line(
    data: bytes, line: int, why: str, tmp_path: Path
) -> None:
    (tmp_path / "policy.yml").write_bytes(data)
    document, problems = read(tmp_path / "policy.yml", "policy.yml")
    assert document is None
    assert why in problems[0].message
    assert problems[0].line is not None
    assert problems[0].line >= line or why == "只能有一份内容"


def test_a_card_in_utf_16_is_read(tmp_path: Path) -> None:
    (tmp_path / "policy.yml").write_bytes("title: 办法\n".encode("utf-16"))
    document, problems = read(tmp_path / "policy.yml", "policy.yml")
    assert document is not None
    assert (document.data, problems) == ({"title": "办法"}, [])


# --- workbooks --------------------------------------------------------------------------------


def workbook(rows: str, more: str, path: Path) -> Path:
    """A workbook of one sheet with this XML."""
    Workbook().save(path)
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    parts["xl/worksheets/sheet1.xml"] = SHEET.format(rows, more).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in parts.items():
            new.writestr(name, data)
    return path


def merged(*refs: str) -> str:
    return "<mergeCells>" + "".join(f'<mergeCell ref="{ref}"/>' for ref in refs) + "</mergeCells>"


def linked(ref: str) -> str:
    return f'<hyperlinks><hyperlink ref="{ref}" location="x"/></hyperlinks>'


def row(number: int) -> str:
    return f'<row r="{number}"><c r="A{number}"><v>1</v></c></row>'


ONE = row(1)


@pytest.mark.parametrize(
    ("rows", "more", "code"),
    [
        pytest.param(ONE, merged("A1:B2"), None, id="two rows merged"),
        pytest.param(ONE, merged("A1:A20000"), None, id="20,000 rows merged in one column"),
        pytest.param(ONE, merged("A1:XFD1048576"), "PK304", id="the whole sheet merged"),
        pytest.param(ONE, merged("A20:ZZ20000"), "PK304", id="20,000 rows merged in 702 columns"),
        pytest.param(ONE, merged(*["A1:J10000"] * 21), "PK304", id="one range again and again"),
        pytest.param(ONE, linked("A1:XFD1048576"), "PK304", id="the whole sheet linked"),
        pytest.param("<row/>" * 100_001, "", "PK304", id="one row too many"),
        pytest.param("".join(map(row, range(1, 190_001))), "", "PK304", id="190,000 rows"),
        pytest.param("<row>" + "<c/>" * 2_000_001 + "</row>", "", "PK304", id="one cell too many"),
        pytest.param(row(1) + row(1_048_576), "", "PK304", id="a cell in the far corner"),
        pytest.param("<a>" * 60 + "</a>" * 60 + ONE, "", None, id="62 levels"),
        pytest.param("<a>" * 63 + "</a>" * 63 + ONE, "", "PK304", id="65 levels"),
        pytest.param("<a>" * 100_000 + "</a>" * 100_000, "", "PK304", id="deep XML"),
    ],
)
def test_a_workbook_is_counted_before_it_is_built(
    rows: str, more: str, code: str | None, tmp_path: Path
) -> None:
    path = workbook(rows, more, tmp_path / "数据.xlsx")
    if code is None:
        assert read_sheets(path)[0][0].rows
        return
    with pytest.raises(PolicykitError) as error:
        read_sheets(path)
    assert codes(error) == [code]


def test_what_unpacks_without_end_is_refused_by_what_comes_out(tmp_path: Path) -> None:
    path = workbook(ONE, "<!--" + "x" * 2**26 + "-->", tmp_path / "bomb.xlsx")
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    for at in (data.find(size.to_bytes(4, "little")), data.rfind(size.to_bytes(4, "little"))):
        data[at : at + 4] = (1000).to_bytes(4, "little")  # it says that it is small
    path.write_bytes(data)
    with pytest.raises(PolicykitError) as error:
        read_sheets(path)
    assert codes(error) == ["PK303"]


# --- what is written --------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["/dev/null", "/dev/full"])
def test_a_device_stays_a_device(name: str) -> None:
    with pytest.raises(PolicykitError, match="PK004"):
        replace_file(name, b"x")
    assert Path(name).is_char_device()


def test_several_files_are_written_all_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = {tmp_path / "texts" / "a" / "source.txt": b"1", tmp_path / "specs" / "a.yml": b"2"}
    renamed = Path.rename

    def full(path: Path, target: Path) -> Path:
        if target.name == "specs" or target.parent.name == "specs":
            raise OSError(28, "No space left on device")
        return renamed(path, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "rename", full)
        with pytest.raises(PolicykitError, match="磁盘空间不足"):
            write_new(dict(wanted))
    assert not list(tmp_path.iterdir())
    write_new(dict(wanted))
    assert {path: path.read_bytes() for path in wanted} == wanted
    with pytest.raises(PolicykitError, match="已经存在"):
        write_new({tmp_path / "texts": b"3"})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["specs", "texts"]


@pytest.mark.parametrize(
    "policy",
    [
        "lexicon", "indicators", "spec.schema", "con", "nul", "aux", "prn", "com1", "lpt9", "a" * 81, "a" * 300,
        "..", "a.b", "a\nb", "a\x1bb", "\u202eab", "", "-", "A",
    ],
)  # fmt: skip  # short names, a list
def test_ids_that_mean_something_else_are_refused(policy: str, tmp_path: Path) -> None:
    new_project(tmp_path / "base", "库")
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(PolicykitError) as error:
        add_policy(tmp_path / "base", tmp_path / "a.txt", policy, "341021")
    assert codes(error) == ["PK008"]
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("policy", ["a" * 80, "console-2026", "comx", "lexicon-2026"])
def test_ids_beside_them_are_taken(policy: str, tmp_path: Path) -> None:
    new_project(tmp_path / "base", "库")
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    assert add_policy(tmp_path / "base", tmp_path / "a.txt", policy, "341021")[0].is_file()


def test_a_rest_of_an_earlier_run_is_told(tmp_path: Path) -> None:
    new_project(tmp_path, "库")
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "policy_texts" / "a").mkdir()
    (tmp_path / "policy_texts" / "a" / "source.txt").write_bytes(b"half")
    with pytest.raises(PolicykitError, match="PK014 broken-rest"):
        add_policy(tmp_path, tmp_path / "a.txt", "a", "341021")


@pytest.mark.parametrize("form", ["json", "table", "xlsx"])
@pytest.mark.parametrize("way", ["itself", "symbolic link", "hard link", "another path"])
def test_an_input_is_never_the_output(form: str, way: str, tmp_path: Path, root: Path) -> None:
    data = tmp_path / "数据.xlsx"
    data.write_bytes((root / "tests" / "data" / "fictional-county.xlsx").read_bytes())
    before, output = data.read_bytes(), tmp_path / "out"
    if way == "symbolic link":
        output.symlink_to(data)
    elif way == "hard link":
        output.hardlink_to(data)
    else:
        output = data if way == "itself" else tmp_path / ".." / tmp_path.name / "数据.xlsx"
    ran = CliRunner().invoke(app, ["check", str(data), "-o", str(output), "--format", form])
    assert (ran.exit_code, "PK012" in ran.stderr) == (2, True)
    assert data.read_bytes() == before


@pytest.mark.parametrize(
    ("there", "is_free"),
    [
        (b"", True),
        ("单位,年度\n歙县,2026\n".encode(), False),
        (b'{"file": 1}', False),
        (b"PK\x03\x04 broken", False),
        (TEXT.encode(), False),
        ("数据.xlsx：歙县（341021），检查日期 2026-01-01\n达标3项\n".encode(), True),
        (b'{\n  "file": "a.xlsx",\n  "as_of": "2026-01-01"\n}', True),
    ],
)
def test_only_a_report_gives_way_to_a_report(there: bytes, is_free: bool) -> None:
    assert is_report(there) is is_free


def test_a_filled_template_is_not_written_over(tmp_path: Path, root: Path) -> None:
    path = tmp_path / "填报.xlsx"
    arguments = ["template", "--division", "341021", "-o", str(path), "--path", str(root)]
    assert CliRunner().invoke(app, arguments).exit_code == 0
    before = path.read_bytes()
    again = CliRunner().invoke(app, arguments)
    assert (again.exit_code, "PK007" in again.stderr, path.read_bytes() == before) == (2, True, True)
    assert not is_report(before)


# --- what is shown ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31m红", "␛[31m红"),
        ("\x1b]0;窗口\x07", "␛]0;窗口␇"),
        ("a\x00b\x7f", "a␀b␡"),
        ("\x9b31m", "\\u009b31m"),
        ("a\rb", "a␍b"),
        ("a\r\nb\tc\n", "a\nb\tc\n"),
        ("\u202e倒", "\\u202e倒"),
        ("\udc80", "\\udc80"),
        ("一\u200b、总体要求", "一\u200b、总体要求"),
    ],
)
def test_what_steers_a_terminal_is_shown(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_a_diagnostic_stays_on_its_lines() -> None:
    problem = Diagnostic(Code.CANNOT_READ, {"path": "\x1b[2J", "reason": "x"}, file="a\nb\x1b", line=1)
    assert problem.render().startswith("a␊b␛:1: PK005 cannot-read: 无法读取“␛[2J”：x。")


@pytest.mark.parametrize(
    ("about", "shown"),
    [
        ({}, []),
        ({"source_line": "a: 甲乙"}, ["  | a: 甲乙"]),
        ({"source_line": "a: 甲乙", "column": 1}, ["  | a: 甲乙", "  | ^"]),
        # below signs of two columns each, as many as they take
        ({"source_line": "甲: 乙丙", "column": 4, "width": 2}, ["  | 甲: 乙丙", "  |     ^^^^"]),
        ({"source_line": "a: 乙丙", "column": 14, "width": 1, "cut": 10}, ["  | a: 乙丙", "  |    ^^"]),
        ({"source_line": "a:\tb", "column": 4}, ["  | a: b", "  |    ^"]),
        ({"source_line": "a", "column": 9}, ["  | a", "  |  ^"]),
    ],
)
def test_the_line_at_fault_is_shown_with_a_caret(about: dict[str, Any], shown: list[str]) -> None:
    lines = Diagnostic(Code.CANNOT_READ, {"path": "a", "reason": "x"}, **about).render().splitlines()
    assert lines[1:-1] == shown
    assert lines[-1].startswith("  怎么办：")


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        ("没有权限。", "无法读取“a。”：没有权限。"),
        ("为什么？", "无法读取“a。”：为什么？"),
        ("没有权限", "无法读取“a。”：没有权限。"),
        ("", "无法读取“a。”：。"),
    ],
)
def test_a_sentence_in_a_message_ends_once(reason: str, told: str) -> None:
    problem = Diagnostic(Code.CANNOT_READ, {"path": "a。", "reason": reason})
    assert problem.message == told
    assert Diagnostic(Code.CANNOT_READ, {"path": "a"}).message == "无法读取“a”：{reason}。"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ('title: "[/b][red]"', None),
        ('title: "\\e[31m"', "PK108"),
        ('title: "a\\0"', "PK108"),
        ('title: "一\\n二"', "PK108"),
        ('number: "\\e]0;"', "PK108"),
        ('issuers: ["县\\u2028府"]', "PK108"),
        ("date_issued: 0", "PK108"),
        ("date_issued: 20260101", "PK108"),
        ("date_issued: 2026-1-1", "PK108"),
        ("date_issued: 2026-02-29", "PK108"),
        ("date_issued: 2024-02-29", None),
        ("date_published: 9999-12-31", None),
        ("date_published: 10000-01-01", "PK108"),
        ("date_published: 0000-00-00", "PK108"),
        ('division: "999999"', "PK108"),
        ('division: "34102１"', "PK108"),
        ("file: ../x", "PK108"),
    ],
)
def test_a_card_says_only_what_can_be(line: str, code: str | None, tmp_path: Path) -> None:
    new_project(tmp_path, "库")
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    card, _ = add_policy(tmp_path, tmp_path / "a.txt", "a", "341021")
    kept = [
        one
        for one in card.read_text("utf-8").splitlines()
        if not one.startswith(line.split(":", maxsplit=1)[0])
    ]
    card.write_text("\n".join([*kept, line, ""]), "utf-8")
    listed = CliRunner().invoke(app, ["list", "--path", str(tmp_path)])
    assert (listed.exit_code, listed.stderr.split(" ")[1:2]) == ((2, [code]) if code else (0, []))
    assert "\x1b" not in listed.output


@pytest.mark.parametrize(
    "name", ["lexicon", "con", "A", "a b", "a\nb", "a\x1b", "-a", "a.b", "a" * 81, "政策"]
)
def test_a_folder_renamed_to_what_no_id_is_is_refused(name: str, tmp_path: Path) -> None:
    new_project(tmp_path, "库")
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    card, _ = add_policy(tmp_path, tmp_path / "a.txt", "a", "341021")
    card.parent.rename(card.parents[1] / name)
    listed = CliRunner().invoke(app, ["list", "--path", str(tmp_path)])
    assert (listed.exit_code, "PK008" in listed.stderr, "\x1b" in listed.output) == (2, True, False)
