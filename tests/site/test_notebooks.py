"""Notebooks show what was computed, run again when what they show could differ, and stop a build when they fail."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from policykit.scaffold import add_policy, new_project

if TYPE_CHECKING:
    from tests.site.conftest import Reader

PAGES = ("guide/walkthrough.html", "guide/developers.html", "guide/reviewers.html")
TOP = (
    "---\nfile_format: mystnb\nkernelspec: {name: python3, display_name: Python 3, language: python}\n---\n\n"
)
NOTEBOOK = TOP + "# 试\n\n```{code-cell} python\nopen('runs', 'a').write('.')\nprint(6 * 7)\n```\n"
FAILING = NOTEBOOK.replace("print(6 * 7)", "print(6 / 0)")


@pytest.mark.parametrize("page", PAGES)
def test_every_cell_ran_and_none_shows_where(reader: Reader, root: Path, page: str) -> None:
    tree = reader.page(page)
    assert len(tree.select(".cell_output")) >= 4
    text = tree.get_text()
    for local in (str(root), str(Path.home()), "/tmp/", "Traceback", ".ipynb_checkpoints"):  # noqa: S108 - looked for
        assert local not in text, local
    assert " in 0." not in text


def test_the_walkthrough_says_first_that_its_county_is_made_up(reader: Reader) -> None:
    tree = reader.page("guide/walkthrough.html")
    note = tree.select_one(".admonition.important")
    assert note is not None
    assert "编造" in note.get_text()
    assert note.find_previous(class_="cell") is None
    shown = tree.select_one("article > section")
    assert shown is not None
    for verdict in ("达标", "未达标", "未到期", "待报"):
        assert verdict in shown.get_text()


def test_its_code_is_folded_away(reader: Reader) -> None:
    cells = reader.page("guide/walkthrough.html").select(".cell")
    assert cells
    assert all(cell.select_one("details.hide .cell_input") for cell in cells)


def test_a_reviewer_sees_a_wrong_digit_caught(reader: Reader) -> None:
    outputs = [cell.get_text() for cell in reader.page("guide/reviewers.html").select(".cell_output")]
    assert any("PK221" in said and "{at_least: 84%}" in said for said in outputs)
    assert any("PK230" in said and "自2019年" in said for said in outputs)
    assert any(" passed" in said for said in outputs)


class Small:
    """A book of two pages, one of them a notebook that notes each run."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.book = folder, folder / "book"
        (folder / "specs").mkdir(parents=True)
        self.book.mkdir()
        (self.book / "index.md").write_text("# 书\n\n```{toctree}\ntry\n```\n", "utf-8")
        (self.book / "try.md").write_text(NOTEBOOK, "utf-8")

    def build(self) -> subprocess.CompletedProcess[str]:
        settings = {
            "extensions": "myst_nb,policykit.sphinxext.notebooks",
            "nb_execution_mode": "cache",
            "root_doc": "index",
        }
        options = [part for name, value in settings.items() for part in ("-D", f"{name}={value}")]
        command = [sys.executable, "-m", "sphinx", "-q", "-C", "-b", "html", *options, "book", "out"]
        return subprocess.run(
            command, cwd=self.folder, capture_output=True, text=True, check=False, encoding="utf-8"
        )

    @property
    def runs(self) -> int:
        return len((self.book / "runs").read_text("utf-8"))


def test_a_notebook_runs_again_when_the_content_changes_and_not_when_words_do(tmp_path: Path) -> None:
    small = Small(tmp_path)
    page = small.book / "try.md"

    def built() -> str:
        done = small.build()
        assert (done.returncode, done.stderr) == (0, "")
        return (tmp_path / "out" / "try.html").read_text("utf-8")

    assert "42" in built()
    page.write_text(NOTEBOOK + "\n改动文字，不改动代码。\n", "utf-8")
    shutil.rmtree(tmp_path / "out")
    assert "不改动代码" in built()
    assert small.runs == 1
    (tmp_path / "specs" / "x.yml").write_text("policy: x\n", "utf-8")
    built()
    assert small.runs == 2


@pytest.fixture
def project(root: Path, tmp_path: Path) -> Path:
    """A knowledge base of one short policy, with a notebook that fails, and the project's Makefile."""
    new_project(tmp_path, "试")
    source = tmp_path / "source.txt"
    source.write_text("关于签约服务的办法\n\n第一条 为了发展，制定本办法。\n", "utf-8")
    add_policy(tmp_path, source, "short-2026", "341021")
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        shutil.copy(root / name, tmp_path)
    (tmp_path / "src").mkdir()
    toc = tmp_path / "book" / "_toc.yml"
    toc.write_text(toc.read_text("utf-8") + "  - file: try\n", "utf-8")
    (tmp_path / "book" / "try.md").write_text(FAILING, "utf-8")
    return tmp_path


def test_a_failing_notebook_stops_the_build_and_the_last_good_site_stays(project: Path) -> None:
    def make() -> subprocess.CompletedProcess[str]:
        env = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
        venv = [f"VENV={sys.prefix}", f"--old-file={sys.prefix}/.ready-book"]
        return subprocess.run(
            ["make", "--silent", *venv, "book"],
            cwd=project,
            env=env,
            capture_output=True,
            text=True,
            check=False,
            encoding="utf-8",
        )

    site = project / "_build" / "html"
    site.mkdir(parents=True)
    (site / "index.html").write_text("good", "utf-8")
    bad = make()
    assert bad.returncode != 0
    said = bad.stdout + bad.stderr
    assert (
        "try.md:9: PK006 notebook-failed: 这一页的代码运行出错：ZeroDivisionError: division by zero" in said
    )
    assert "Traceback" not in said
    assert [(path.name, path.read_text("utf-8")) for path in site.iterdir()] == [("index.html", "good")]
