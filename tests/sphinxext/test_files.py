"""Which files beside the pages are written, stay and go: without a build."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from policykit.site.county import DIVISIONS, FOLDER
from policykit.sphinxext import files
from policykit.sphinxext.files import (
    _STARTED,
    _end_asides,
    _has_copies,
    _is_as_it_was,
    _note,
    _write_county,
    _write_table,
)


@pytest.mark.parametrize(
    ("there", "written"),
    [
        ((), {".csv", ".jsonl", ".xlsx"}),
        ((".csv", ".jsonl", ".xlsx"), set()),  # all is as it was
        ((".csv", ".jsonl"), {".xlsx"}),
        ((".jsonl", ".xlsx"), {".csv", ".xlsx"}),
        ((".csv", ".xlsx"), {".jsonl", ".xlsx"}),
    ],
)
def test_a_workbook_is_made_anew_where_its_table_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: tuple[str, ...], written: set[str]
) -> None:
    made = {".csv": b"csv", ".jsonl": b"jsonl", ".xlsx": b"xlsx"}
    called: list[str] = []
    monkeypatch.setattr(files, "table", lambda _, name: name)

    def write(suffix: str, _: object) -> bytes:
        called.append(suffix)
        return made[suffix]

    for suffix in made:
        monkeypatch.setattr(files, f"as_{suffix[1:]}", partial(write, suffix))
    path = tmp_path / "checks" / "a.b"
    path.parent.mkdir()
    before = {".csv": b"csv", ".jsonl": b"jsonl", ".xlsx": b"earlier"}
    for suffix in there:
        Path(f"{path}{suffix}").write_bytes(before[suffix])
    _write_table(path, None, "a")  # type: ignore[arg-type]  # what makes the table is replaced
    for suffix, data in made.items():
        as_before = suffix == ".xlsx" and suffix not in written
        assert Path(f"{path}{suffix}").read_bytes() == (b"earlier" if as_before else data)
    assert called == [".jsonl", ".csv", *[".xlsx"] * (".xlsx" in written)]


@pytest.mark.parametrize("listed", [True, False])
def test_of_provinces_that_are_gone_no_script_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, listed: bool
) -> None:
    content: Any = SimpleNamespace(
        requirements=SimpleNamespace(policies=[SimpleNamespace(division="341021")])
    )
    views = SimpleNamespace(with_view=lambda view: {"tasks"} if listed and view == "tasks/list" else set())
    for name, value in {
        "PageLinks": lambda *_: None,
        "binding_scripts": lambda *_: {"bind-34": "of 34"},
        "task_scripts": lambda *_: {"tasks-34": "tasks of 34"},
        "divisions_script": ",".join,
        "ViewDomain": SimpleNamespace(of=lambda _: views),
    }.items():
        monkeypatch.setattr(files, name, value)
    folder = tmp_path / FOLDER
    folder.mkdir(parents=True)
    for name in ("bind-34.js", "bind-52.js", "tasks-34.js", "more.css"):
        (folder / name).write_text("before", "utf-8")
    app: Any = SimpleNamespace(builder=None, env=None, config=SimpleNamespace(root_doc="index"))
    _write_county(app, tmp_path, content)
    expected = {"bind-34.js": "of 34", f"{DIVISIONS}.js": "341021", "more.css": "before"}
    expected |= {"tasks-34.js": "tasks of 34"} if listed else {}
    assert {file.name: file.read_text("utf-8") for file in folder.iterdir()} == expected


class App:
    """Stands for a build; nothing of it is asked."""


@pytest.mark.parametrize(
    ("exit_codes", "here"),
    [
        ({}, ["search", "tables"]),  # nothing was begun aside
        ({"search": 0, "tables": 0}, []),
        ({"search": 1, "tables": 0}, ["search"]),  # what went wrong is said by who builds
        ({"search": 0}, ["tables"]),
    ],
)
def test_what_no_copy_has_done_is_done_here(
    monkeypatch: pytest.MonkeyPatch, exit_codes: dict[str, int], here: list[str]
) -> None:
    done: list[str] = []
    joined: list[str] = []
    writers: dict[str, Any] = {
        "search": lambda _: done.append("search"),
        "tables": lambda _: done.append("tables"),
    }
    for name, write in writers.items():
        monkeypatch.setattr(files, f"_write_{name}", write)
    app: Any = App()
    _STARTED[app] = {
        writers[name]: SimpleNamespace(join=lambda name=name: joined.append(name), exitcode=code)  # type: ignore[misc]  # a process that has ended
        for name, code in exit_codes.items()
    }
    _end_asides(app)
    assert (done, joined) == (here, list(exit_codes))
    assert app not in _STARTED


@pytest.mark.parametrize(
    ("parallel", "form", "same", "copies"),
    [
        (2, "html", False, True),
        (1, "html", False, False),
        (2, "latex", False, False),
        (2, "html", True, False),
    ],
)
def test_copies_write_where_a_site_is_written_by_several(
    monkeypatch: pytest.MonkeyPatch, parallel: int, form: str, same: bool, copies: bool
) -> None:
    monkeypatch.setattr(files, "_is_as_it_was", lambda _: same)
    assert _has_copies(SimpleNamespace(parallel=parallel, builder=SimpleNamespace(format=form))) is copies  # type: ignore[arg-type]  # no more is asked


@pytest.mark.parametrize(
    ("noted", "now", "same"),
    [("a", "a", True), ("a", "b", False), (None, "a", False), ("", "", False)],  # of "" nobody knows
)
def test_files_are_as_they_were_where_the_note_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, noted: str | None, now: str, same: bool
) -> None:
    monkeypatch.setattr(files, "_made_of", lambda _: now)
    app: Any = SimpleNamespace(doctreedir=tmp_path)
    if noted is not None:
        _note(app).write_text(noted, "utf-8")
    assert _is_as_it_was(app) is same
