"""What is written into YAML and spreadsheets is read as it was, and where something stands in a file."""

from __future__ import annotations

import errno
import io
import pickle
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from policykit.base.diagnostics import Code, Diagnostic, PolicykitError
from policykit.base.drivers import run
from policykit.base.files import STAGING, leftovers, write_changed
from policykit.base.plainsheet import plain_sheet
from policykit.base.spreadsheet import dateless, for_paper, guarded, harmless, save, text_cell
from policykit.base.storage import Storage
from policykit.base.yamlfile import Location, parse, scalar


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("县域内就诊率达85%", "县域内就诊率达85%"),
        ("a_1", "a_1"),
        ("2026年: 85%", '"2026年: 85%"'),
        ("85%", '"85%"'),  # no letter
        ("- 项", '"- 项"'),
        ("项 #注", '"项 #注"'),
        ("“按人头”付费", '"“按人头”付费"'),
        (" 空", '" 空"'),
        ("空 ", '"空 "'),
        ("一\n二", '"一\\n二"'),
        ("就诊率\t85", '"就诊率\\t85"'),  # a tab is YAML for some readers only
        ("true", '"true"'),
        ("null", '"null"'),
        ("", '""'),
    ],
)
def test_a_scalar_is_read_as_it_was_written(text: str, written: str) -> None:
    assert scalar(text) == written
    document, problems = parse(f"a: {written}", "a.yml")
    assert document is not None
    assert (document.data, problems) == ({"a": text}, [])


SPEC = "policy: shexian\nrequirements:\n- id: rate\n  quote: 达85%\n"


@pytest.mark.parametrize(
    ("at", "at_key", "place"),
    [
        # line and column from 1, and how many characters
        (("policy",), False, (1, 9, 7)),
        (("requirements", 0, "quote"), False, (4, 10, 4)),
        (("requirements", 0, "quote"), True, (4, 3, 5)),
        (("requirements", 0, "due"), False, (3, 3, 1)),  # what is missing is sought in what holds it
        (("requirements", 0, "due"), True, (3, 3, 1)),
        (("dismissed",), False, (1, 1, 1)),
        (("requirements",), False, (3, 1, 1)),  # of several lines where it begins
    ],
)
def test_where_something_stands(at: Location, at_key: bool, place: tuple[int, int, int]) -> None:
    document, _ = parse(SPEC, "a.yml")
    assert document is not None
    found = document.diagnose(Code.YAML_UNREADABLE, at, {"why": ""}, at_key=at_key)
    assert (found.line, found.column, found.width) == place


@pytest.mark.parametrize(
    ("text", "data", "wrong"),
    [
        ("a: true\nb: 'true'\nc:\nd: ''\n", {"a": True, "b": "true", "c": None, "d": ""}, []),
        ("a: 2026\n", {"a": "2026"}, []),  # as written: what it means its reader says
        ("a: 1\na: 2\n", {"a": "1"}, [Code.YAML_DUPLICATE_KEY]),
        # what stands behind is read all the same
        ("a: 1\na: 2\nb: 3\n", {"a": "1", "b": "3"}, [Code.YAML_DUPLICATE_KEY]),
        ("? [a]\n: 1\nb: 3\nb: 4\n", None, [Code.YAML_UNREADABLE, Code.YAML_DUPLICATE_KEY]),
        ("- 1\n- [2, {b: 3}]\n", ["1", ["2", {"b": "3"}]], []),
        ("a: &x [1]\nb: *x\n", None, [Code.YAML_UNREADABLE]),  # an alias may hold itself
        ("a: [1\n", None, [Code.YAML_UNREADABLE]),
        ("", None, []),
    ],
)
def test_what_is_read(text: str, data: object, wrong: list[Code]) -> None:
    document, problems = parse(text, "a.yml")
    assert (document.data if document else None) == data
    assert [one.code for one in problems] == wrong


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"),
        ("\u3000=1", "'\u3000=1"),
        ("\x00=1", "'=1"),
        ("甲=1", "甲=1"),
        ("", ""),
        ("甲" * 32_000, "甲" * 32_000),
        ("甲" * 32_001, "甲" * 32_000),
    ],
)
def test_a_cell_is_text(text: str, written: str) -> None:
    assert harmless(text) == written


def refuse(work: int) -> int:
    """What no task of a pool comes back from."""
    if work < 0:
        raise PolicykitError([Diagnostic(Code.FAILED, {"reason": "x"})])
    return work + 1


def test_tasks_are_done_each_once() -> None:
    assert list(run(refuse, [])) == []
    assert list(run(refuse, [1, 2, 3], jobs=1)) == [2, 3, 4]
    assert sorted(run(abs, [1, -2, 3], jobs=2)) == [
        1,
        2,
        3,
    ]  # another process does not find what tests define
    with pytest.raises(PolicykitError, match="PK015"):
        list(run(refuse, [1, -1], jobs=1))


@pytest.mark.parametrize("place", ["{}", "file://{}", "{}/", "memory://policykit-{}"])
def test_a_storage_is_a_folder_of_names(place: str, tmp_path: Path) -> None:
    if "memory" in place:
        pytest.importorskip("fsspec", reason="other places are fsspec's: it comes with policykit[engines]")
    storage = Storage(place.format(tmp_path / "new" if "memory" not in place else tmp_path.name))
    assert storage.is_remote is ("memory" in place)
    assert storage.names() == []
    assert not storage.exists("b.json")
    storage.delete("b.json")
    storage.write("b.json", b"1")
    storage.write("a.json", b"2")
    storage.write("b.json", b"3")
    assert storage.names() == ["a.json", "b.json"]
    assert (storage.read("b.json"), storage.exists("b.json")) == (b"3", True)
    assert [storage.exists(name) for name in ("", "c.json")] == [storage.is_remote, False]
    same = pickle.loads(pickle.dumps(storage))  # noqa: S301 - made in this line
    assert same.names() == storage.names()
    if storage.is_remote:
        with same.source("a.json") as file:
            assert file.read() == b"2"
    else:
        assert Path(same.source("a.json")).read_bytes() == b"2"
    storage.delete("b.json")
    assert storage.names() == ["a.json"]
    with pytest.raises(PolicykitError, match="PK005"):
        storage.read("b.json")


def test_what_is_no_storage_is_said(tmp_path: Path) -> None:
    assert Storage("/").place == "/"
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(PolicykitError, match="PK004"):
        Storage(tmp_path / "file" / "below").write("a.json", b"")


def test_files_are_changed_all_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "old.txt").write_bytes(b"old")
    (tmp_path / "gone.txt").write_bytes(b"gone")
    asked = {
        tmp_path / "old.txt": b"new",
        tmp_path / "gone.txt": None,
        tmp_path / "folder" / "more.txt": b"more",
        tmp_path / "nothing.txt": None,
    }
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    rename = Path.rename

    def refusing(path: Path, target: Path) -> Path:
        if target.name == "more.txt":
            raise OSError(errno.ENOSPC, "full")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refusing)
    with pytest.raises(PolicykitError, match="PK004"):
        write_changed(asked)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
    monkeypatch.undo()
    write_changed(asked)
    assert {path.name for path in tmp_path.iterdir()} == {"old.txt", "folder"}
    assert (tmp_path / "old.txt").read_bytes() == b"new"
    assert (tmp_path / "folder" / "more.txt").read_bytes() == b"more"
    assert leftovers(tmp_path) == []
    (tmp_path / f"{STAGING}x").mkdir()
    assert leftovers(tmp_path) == [tmp_path / f"{STAGING}x"]


def test_a_workbook_is_the_same_whenever_it_is_made(tmp_path: Path) -> None:
    made = []
    for second in (1, 2):
        workbook = Workbook()
        workbook.properties.created = workbook.properties.modified = datetime(2025, 1, 1, 0, 0, second)  # noqa: DTZ001 - a workbook has no zone
        sheet = workbook.active
        assert sheet is not None
        text_cell(sheet, 1, 1, "=1+1")
        text_cell(sheet, 1, 2, "")
        for_paper(sheet, 1)
        save(workbook, tmp_path / "a.xlsx")
        made.append((tmp_path / "a.xlsx").read_bytes())
    assert dateless(made[0]) == dateless(made[1])
    assert dateless(made[0], stamped=False) != dateless(made[1], stamped=False)
    names = zipfile.ZipFile(io.BytesIO(dateless(made[0]))).namelist()
    assert names[0] == "[Content_Types].xml"
    assert names[1:] == sorted(names[1:])
    sheet = load_workbook(io.BytesIO(made[0])).active
    assert sheet is not None
    assert (sheet.cell(1, 1).data_type, sheet.cell(1, 2).value) == ("s", None)
    assert (sheet.page_setup.orientation, sheet.print_title_rows) == ("landscape", "$1:$1")
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage


@pytest.mark.parametrize(
    ("text", "kept"),
    [("=1+1", "'=1+1"), ("'t Hooft", "''t Hooft"), ("县域内就诊率", "县域内就诊率"), ("", "")],
)
def test_a_guarded_text_loses_nothing(text: str, kept: str) -> None:
    assert guarded(text) == kept


def test_a_plain_sheet_holds_what_it_was_given() -> None:
    heads = [f"列{at}" for at in range(27)]
    texts = ["<a> & b", " 空", "空 ", "一\n二", "a\rb", "=1+1", "", "#N/A"]
    rows: list[list[str | float | None]] = [[*texts, 1, 0, 2.5, -3, None, *[None] * 13, "末"]]
    rows += [[at, *[None] * 26] for at in range(1000)]
    made = plain_sheet(heads, range(8, 35), rows)
    assert plain_sheet(heads, range(8, 35), rows) == made
    sheet = load_workbook(io.BytesIO(made)).worksheets[0]
    found = [[cell.value for cell in row] for row in sheet.iter_rows(max_row=2)]
    assert found[0] == heads
    assert found[1] == [*texts, 1, 0, 2.5, -3, *[None] * 14, "末"]
    assert {cell.data_type for cell in sheet[2][:6]} == {"s"}  # no formula and no error
    assert [sheet.cell(row, 1).value for row in (3, 1001, 1002)] == [0, 998, 999]
    assert (sheet.max_row, sheet.auto_filter.ref, sheet.freeze_panes) == (1002, "A1:AA1002", "A2")
    assert [cell.font.b for cell in (sheet["A1"], sheet["AA1"], sheet["A2"])] == [True, True, False]
    widths = {name: column.width for name, column in sheet.column_dimensions.items()}
    assert (widths["A"], widths["B"], widths["AA"]) == (8, 9, 34)
    (empty,) = load_workbook(io.BytesIO(plain_sheet(["甲"], [8], []))).worksheets
    assert (empty.max_row, empty.auto_filter.ref) == (1, "A1:A1")
