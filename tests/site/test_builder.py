"""`policykit build`: what is done again and what is not, what stays when it fails, and one build of a tiny base."""

# ruff: noqa: ARG002 - a stand-in takes what the real one is given
from __future__ import annotations

import fcntl
import os
import re
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import MagicMock

import nbclient
import pytest
from nbclient.exceptions import CellExecutionError

from policykit.base.diagnostics import PolicykitError
from policykit.scaffold import add_policy, new_project
from policykit.site import build
from policykit.site.build import (
    Steps,
    Workshop,
    _collected,
    _digest,
    _files,
    _is_site,
    _trouble,
    build_site,
)
from policykit.site.junit import read_junit
from policykit.site.notebooks import run_notebooks

if TYPE_CHECKING:
    from policykit.site.build import Sources, Tell

TOP = (
    "---\nfile_format: mystnb\nkernelspec: {name: python3, display_name: Python 3, language: python}\n---\n\n"
)
NOTEBOOK = TOP + "# 试\n\n```{code-cell} python\nopen('runs', 'a').write('.')\nprint(6 * 7)\n```\n"


class Fake(Steps):
    """Notes what is asked of it; its one page is the content of `book/index.md`."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.jobs: list[int] = []
        self.passes = self.builds = True
        self.bad: list[tuple[str, str]] = []

    def test(self, shop: Workshop) -> bool:
        self.done.append("test")
        bad = "".join(
            f'<testcase classname="{of}" name="{name}"><failure/></testcase>' for of, name in self.bad
        )
        shop.junit.write_text(f"<testsuites>{bad}</testsuites>", "utf-8")
        return self.passes

    def notebooks(self, shop: Workshop, jobs: int) -> None:
        self.done.append("notebooks")
        shop.notebooks.mkdir(exist_ok=True)

    def pages(self, shop: Workshop, jobs: int, sources: Sources, tell: Tell) -> bool:
        html = shop.work / "html"
        self.jobs.append(jobs)
        self.done.append("all pages" if not html.exists() else "changed pages")
        html.mkdir(exist_ok=True)
        html.joinpath("index.html").write_text((shop.root / "book" / "index.md").read_text("utf-8"), "utf-8")
        shop.log.write_text("reading\nindex.md:3: WARNING: no such page\nwriting\n", "utf-8")
        return self.builds


class Base:
    """A content folder, what builds it, and what was said."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.steps = folder, Fake()
        self.said: list[str] = []
        for name, text in {
            "_config.yml": "title: x\nsphinx: {config: {policykit_collected: 留存}}\n",
            "book/index.md": "# 一\n",
            "book/_static/a.css": "a {}\n",
            "policy_texts/a/source.txt": "文\n",
            "specs/a.yml": "policy: a\n",
        }.items():
            self.write(name, text)

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def build(self, output: Path | None = None) -> list[str]:
        """What was done for it."""
        self.steps.done.clear()
        self.said.clear()
        build_site(self.folder, output, tell=self.tell, steps=self.steps)
        return list(self.steps.done)

    def tell(self, sentence: str, percent: int | None = None) -> None:
        self.said.append(sentence)

    @property
    def page(self) -> str:
        return (self.folder / "_build" / "html" / "index.html").read_text("utf-8")


@pytest.fixture
def base(tmp_path: Path) -> Base:
    return Base(tmp_path)


ALL = ["test", "notebooks", "all pages"]


def test_nothing_is_done_twice(base: Base) -> None:
    assert base.build() == ALL
    assert base.page == "# 一\n"
    assert base.build() == []
    assert base.said == []
    for path in base.folder.rglob("*.md"):
        path.touch()  # by content, not by date
    assert base.build() == []


@pytest.mark.parametrize(("policies", "jobs"), [(39, 1), (40, len(os.sched_getaffinity(0)))])
def test_many_policies_have_every_processor(
    base: Base, monkeypatch: pytest.MonkeyPatch, policies: int, jobs: int
) -> None:
    for at in range(policies):
        base.write(f"policy_texts/p{at}/policy.yml", "title: x\n")
    base.build()
    assert base.steps.jobs == [jobs]
    base.write("book/index.md", "# 二\n")
    build_site(base.folder, jobs=7, tell=base.tell, steps=base.steps)  # whoever says how many has so many
    assert base.steps.jobs == [jobs, 7]
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)  # which macOS has not
    base.write("book/index.md", "# 三\n")
    base.build()
    assert base.steps.jobs == [jobs, 7, 1]


@pytest.mark.parametrize(
    ("changed", "text", "done"),
    [
        pytest.param("book/index.md", "# 二\n", ["notebooks", "changed pages"], id="a page"),
        pytest.param("_config.yml", "title: y\n", ["notebooks", "changed pages"], id="the settings"),
        pytest.param("specs/a.yml", "policy: b\n", ["test", "notebooks", "changed pages"], id="a spec"),
        pytest.param(
            "policy_texts/a/source.txt", "字\n", ["test", "notebooks", "changed pages"], id="a source"
        ),
        pytest.param(
            "policy_texts/b/source.txt", "字\n", ["test", "notebooks", "changed pages"], id="a new one"
        ),
        pytest.param(
            "book/_static/a.css", "b {}\n", ["notebooks", "all pages"], id="what is copied as it is"
        ),
        pytest.param("book/_ext/own.py", "x = 1\n", ["notebooks", "all pages"], id="an extension of its own"),
        pytest.param("specs/indicators.py", "x = 1\n", ALL, id="indicators of its own"),
        pytest.param("README.md", "x\n", [], id="what is no part of the site"),
        pytest.param("book/_build/index.html", "x\n", [], id="what another program made of the book"),
        pytest.param(
            "留存/0002-2026-01-09.parquet", "x", ["notebooks", "changed pages"], id="what was collected"
        ),
    ],
)
def test_what_changed_is_done_again(base: Base, changed: str, text: str, done: list[str]) -> None:
    base.build()
    base.write(changed, text)
    assert base.build() == done
    assert base.build() == []


def test_the_pages_of_a_gone_source_go_too(base: Base) -> None:
    base.write("policy_texts/b/source.txt", "字\n")
    base.build()
    (base.folder / "policy_texts" / "b" / "source.txt").unlink()
    assert base.build() == ALL


@pytest.mark.parametrize("what", ["packages", "engine"])
def test_another_engine_does_it_all_again(
    base: Base, what: str, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    base.build()
    if what == "packages":
        installed = build._installed()  # noqa: SLF001 - stands for an installation
        monkeypatch.setattr(build, "_installed", lambda: f"{installed}\nsphinx-99.dist-info")
    else:
        other = tmp_path_factory.mktemp("policykit")
        (other / "site").mkdir()
        (other / "__init__.py").write_text("", "utf-8")
        monkeypatch.setattr(build, "__file__", str(other / "site" / "build.py"))
    assert base.build() == ALL


def test_a_site_that_was_removed_comes_back(base: Base) -> None:
    base.build()
    (base.folder / "_build" / "html" / "index.html").unlink()
    assert base.build() == ["notebooks", "changed pages"]
    assert base.page == "# 一\n"


def test_the_last_good_site_stays_and_the_next_build_begins_anew(base: Base) -> None:
    base.build()
    base.write("book/index.md", "# 二\n")
    base.steps.builds = False
    with pytest.raises(PolicykitError) as error:
        base.build()
    assert "PK010 build-failed" in str(error.value)
    assert "index.md:3: WARNING: no such page" in str(error.value)
    assert "reading" not in str(error.value)
    assert base.page == "# 一\n"
    base.steps.builds = True
    assert base.build() == ["notebooks", "all pages"]
    assert base.page == "# 二\n"


def test_a_build_that_is_broken_off_leaves_the_last_good_site(base: Base) -> None:
    class Broken(Fake):
        def pages(self, shop: Workshop, jobs: int, sources: Sources, tell: Tell) -> bool:
            super().pages(shop, jobs, sources, tell)
            raise KeyboardInterrupt

    base.build()
    base.write("book/index.md", "# 二\n")
    base.steps = Broken()
    with pytest.raises(KeyboardInterrupt):
        base.build()
    assert base.page == "# 一\n"
    base.steps = Fake()
    assert base.build() == ["notebooks", "all pages"]
    assert [path.name for path in (base.folder / "_build").glob(".policykit-*")] == []


OPEN = ("specs.duban-2026.yml", "ledger")
FAILED = [
    ([], (True, False)),
    ([("specs.duban-2026.yml", "1/2/share")], (True, False)),
    # Figures that nothing asks say nothing against what is asked.
    ([OPEN], (False, True)),
    ([OPEN, ("specs.test_own.py", "test_own")], (True, True)),
]


@pytest.mark.parametrize(("bad", "told"), FAILED)
def test_tests_that_do_not_pass_are_said_and_stop_nothing(
    bad: list[tuple[str, str]], told: tuple[bool, bool], base: Base
) -> None:
    base.steps.passes, base.steps.bad = False, bad
    assert base.build() == ALL
    said = [sentence for sentence in base.said if "tests.log" in sentence]
    assert (
        tuple(any(each in one for one in said) for each in ("没有通过核对", "duban-2026：原文还有数字"))
        == told
    )


def test_results_of_an_earlier_run_are_none_of_one_that_wrote_none(base: Base) -> None:
    class Crashed(Fake):
        def test(self, shop: Workshop) -> bool:
            self.done.append("test")
            return False

    base.steps.passes, base.steps.bad = False, [OPEN]
    base.build()
    base.write("specs/duban-2026.yml", "requirements: []\n# other\n")
    base.steps = Crashed()
    base.said.clear()
    base.build()
    assert not (base.folder / "_build" / "junit.xml").exists()
    assert [("没有通过核对" in one, "duban" in one) for one in base.said if "tests.log" in one] == [
        (True, False)
    ]


@pytest.mark.parametrize("file", [None, "lexicon.yml", "test_own.py"])
def test_pytest_starts_only_where_there_may_be_tests(
    file: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without any there are no results, as pytest would say."""
    started: list[list[str]] = []

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[bytes]:
        started.append(command)
        return subprocess.CompletedProcess(command, 5)

    monkeypatch.setattr(subprocess, "run", run)
    shop = Workshop(tmp_path)
    shop.folder.mkdir()
    (tmp_path / "specs").mkdir()
    (tmp_path / "specs" / "spec.schema.json").write_text("{}", "utf-8")
    if file:
        (tmp_path / "specs" / file).write_text("", "utf-8")
    assert Steps().test(shop)
    assert len(started) == (file is not None)
    assert file or (read_junit(shop.junit).given and not read_junit(shop.junit).outcomes)


def test_two_builds_wait_for_each_other(base: Base) -> None:
    (base.folder / "_build").mkdir()
    second = threading.Thread(target=base.build)
    with (base.folder / "_build" / "lock").open("w") as first:
        fcntl.flock(first, fcntl.LOCK_EX)
        second.start()
        second.join(0.5)
        assert second.is_alive()
        assert base.said == ["另一次生成正在进行，等它结束 …"]
        assert base.steps.done == []
    second.join(30)
    assert base.steps.done == ALL


def test_the_site_goes_where_it_is_told(base: Base, tmp_path_factory: pytest.TempPathFactory) -> None:
    output = tmp_path_factory.mktemp("www") / "site"
    assert base.build(output) == ALL
    assert (output / "index.html").read_text("utf-8") == "# 一\n"
    assert not (base.folder / "_build" / "html").exists()
    assert base.build(output) == []
    assert [path.name for path in output.parent.iterdir()] == ["site"]


@pytest.mark.parametrize("taken", ["file", "folder"])
def test_what_is_no_site_is_not_overwritten(base: Base, tmp_path: Path, taken: str) -> None:
    output = tmp_path / "mine"
    work = output / "thesis.txt" if taken == "folder" else output
    work.parent.mkdir(exist_ok=True)
    work.write_text("mine", "utf-8")
    with pytest.raises(PolicykitError, match="PK011 not-a-site"):
        base.build(output)
    assert work.read_text("utf-8") == "mine"
    assert base.steps.done == []


@pytest.mark.parametrize("lacking", [{"jupyter_book"}, {"sphinx_book_theme"}])
def test_without_a_part_of_the_extra_it_says_what_to_install(
    base: Base, monkeypatch: pytest.MonkeyPatch, lacking: set[str]
) -> None:
    monkeypatch.setattr(build, "find_spec", lambda name: None if name in lacking else name)
    with pytest.raises(PolicykitError) as error:
        base.build()
    assert "PK009 needs-extra" in str(error.value)
    assert "pip install 'policykit[book]'" in str(error.value)


def test_settings_may_be_empty(base: Base, monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[tuple[Any, ...]] = []
    monkeypatch.setattr(build, "run_notebooks", lambda *given: ran.append(given))
    base.write("_config.yml", "")
    shop = Workshop(base.folder)
    Steps().notebooks(shop, 99)
    monkeypatch.setattr(os, "cpu_count", lambda: None)  # where the system does not say
    Steps().notebooks(shop, 1)
    assert ran == [(base.folder / "book", shop.notebooks, {}, jobs) for jobs in (99, 1)]


def test_a_folder_without_settings_is_said(base: Base) -> None:
    (base.folder / "_config.yml").unlink()
    with pytest.raises(PolicykitError, match=r"PK005 cannot-read.*_config\.yml"):
        base.build()


# --- what is asked of files --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("held", "is_site"),
    [
        ((), True),
        ((".policykit-build", "x.html"), True),
        ((".buildinfo",), True),
        (("index.html",), False),
        (None, False),
    ],
)
def test_a_folder_is_a_site_if_it_was_one_or_is_empty(
    tmp_path: Path, held: tuple[str, ...] | None, *, is_site: bool
) -> None:
    folder = tmp_path / "site"
    if held is None:
        folder.write_text("", "utf-8")
    else:
        folder.mkdir()
        for name in held:
            (folder / name).write_text("", "utf-8")
    assert _is_site(folder) is is_site


@pytest.mark.parametrize(
    ("log", "said"),
    [
        (["a", "x: WARNING: b", "c"], ["x: WARNING: b"]),
        (["PK010 a", "b"], ["PK010 a"]),
        (["PK01 a", "b"], ["PK01 a", "b"]),  # no code: nothing tells, so the end does
        ([str(number) for number in range(41)], [str(number) for number in range(1, 41)]),
        ([f"ERROR {number}" for number in range(41)], [f"ERROR {number}" for number in range(40)]),
        (None, []),
    ],
)
def test_what_went_wrong_is_in_the_lines_that_tell_it(
    tmp_path: Path, log: list[str] | None, said: list[str]
) -> None:
    if log is not None:
        (tmp_path / "log").write_text("\n".join(log), "utf-8")
    assert _trouble(tmp_path / "log") == "\n".join(said)


@pytest.mark.parametrize(
    ("settings", "collected"),
    [
        ("sphinx: {config: {policykit_collected: ../留存}}", ["../留存"]),
        ("sphinx: {config: {policykit_collected: a/./b}}", ["a/b"]),
        ("sphinx: {config: }", []),
        ("sphinx:", []),
        ("", []),
        (None, []),
    ],
)
def test_the_settings_name_what_was_collected(
    tmp_path: Path, settings: str | None, collected: list[str]
) -> None:
    if settings is not None:
        (tmp_path / "_config.yml").write_text(settings, "utf-8")
    assert _collected(tmp_path) == collected


def test_files_are_found_by_name_and_below_folders(tmp_path: Path) -> None:
    for name in ("b/2", "b/1", "b/__pycache__/x", "b/c/3", "b/_content/y", "a", "z"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("", "utf-8")
    assert list(_files(tmp_path, ("b", "a", "none"))) == ["b/1", "b/2", "b/c/3", "a"]


def test_a_digest_is_of_names_and_contents_each_for_itself(tmp_path: Path) -> None:
    def digest(start: str, *held: tuple[str, str]) -> str:
        for name, text in held:
            (tmp_path / name).write_text(text, "utf-8")
        return _digest(start, (tmp_path, [name for name, _ in held]))

    given: list[tuple[str, list[tuple[str, str]]]] = [
        ("", []),
        ("x", []),
        ("", [("a", "1")]),
        ("", [("a", "2")]),
        ("", [("b", "1")]),
        ("", [("a", "1"), ("b", "2")]),
        ("", [("a", "12"), ("b", "")]),
        ("", [("a", "1\nb\n1\n2")]),
    ]
    made = [digest(start, *held) for start, held in given]
    assert len(set(made)) == len(made)
    assert made == [digest(start, *held) for start, held in given]


@pytest.mark.parametrize(("state", "known"), [(None, {}), ("{", {}), ("[1]", {}), ('{"a": "1"}', {"a": "1"})])
def test_what_was_noted_is_known(tmp_path: Path, state: str | None, known: dict[str, str]) -> None:
    shop = Workshop(tmp_path)
    shop.folder.mkdir()
    if state is not None:
        (shop.folder / "state.json").write_text(state, "utf-8")
    assert shop.known() == known
    shop.remember(b="2")
    shop.remember(c="")
    assert shop.known() == {**known, "b": "2", "c": ""}


@pytest.mark.parametrize(("code", "well"), [(0, True), (1, False)])
def test_how_far_the_pages_are_is_told_and_all_that_is_said_is_kept(
    base: Base, monkeypatch: pytest.MonkeyPatch, code: int, *, well: bool
) -> None:
    said = ["loading\n", "reading sources... [ 7%] a\n", "a.md: WARNING: b\n", "writing output... [100%] c\n"]
    running = MagicMock(stdout=said, returncode=code)
    running.__enter__.return_value = running
    monkeypatch.setattr(subprocess, "Popen", lambda *_, **__: running)
    told: list[tuple[str, int | None]] = []
    shop = Workshop(base.folder)
    shop.folder.mkdir()
    sources: Any = MagicMock(computed="c", engine="e")
    assert Steps().pages(shop, 1, sources, lambda *each: told.append(each)) is well
    assert told == [("读取网页", 7), ("写出网页", 100)]
    assert shop.log.read_text("utf-8") == "".join(said)


@pytest.mark.parametrize(("code", "passed"), [(0, True), (5, True), (1, False), (2, False)])
def test_tests_have_passed_or_there_are_none(
    code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, passed: bool
) -> None:
    monkeypatch.setattr(subprocess, "run", lambda command, **_: subprocess.CompletedProcess(command, code))
    shop = Workshop(tmp_path)
    shop.folder.mkdir()
    (tmp_path / "specs" / "deep").mkdir(parents=True)
    (tmp_path / "specs" / "deep" / "a.yml").write_text("", "utf-8")
    assert Steps().test(shop) is passed


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A knowledge base of one short policy, with a notebook that notes each run."""
    folder = tmp_path_factory.mktemp("tiny")
    new_project(folder, "试")
    source = folder / "source.txt"
    source.write_text("关于签约服务的办法\n\n第一条 为了发展，制定本办法。\n", "utf-8")
    add_policy(folder, source, "short-2026", "341021")
    toc = folder / "book" / "_toc.yml"
    toc.write_text(toc.read_text("utf-8") + "  - file: try\n", "utf-8")
    (folder / "book" / "try.md").write_text(NOTEBOOK, "utf-8")
    return folder


def test_a_tiny_base_is_built_anew_only_where_it_changed(tiny: Path) -> None:
    def built(*options: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "policykit", "build", *options]
        return subprocess.run(
            command, cwd=tiny, env=os.environ, capture_output=True, text=True, check=False, encoding="utf-8"
        )

    def runs() -> int:
        return len((tiny / "book" / "runs").read_text("utf-8"))

    site, page = tiny / "_build" / "html", tiny / "book" / "try.md"
    done = built("--jobs", "2")
    assert (done.returncode, done.stdout) == (0, f"{(site / 'index.html').as_uri()}\n"), done.stderr
    assert "42" in (site / "try.html").read_text("utf-8")
    assert (tiny / "_build" / "junit.xml").is_file()
    assert runs() == 1

    # Other words around the same code: the page is written again, the code does not run, nothing beside it is made.
    index, table = site / "search" / "index.js", site / "policies.csv"
    made = index.stat().st_mtime_ns, table.stat().st_mtime_ns
    page.write_text(NOTEBOOK + "\n改动文字，不改动代码。\n", "utf-8")
    assert built().returncode == 0
    assert "不改动代码" in (site / "try.html").read_text("utf-8")
    assert runs() == 1
    assert (index.stat().st_mtime_ns, table.stat().st_mtime_ns) == made

    # Another title: the search knows it.
    page.write_text(NOTEBOOK.replace("# 试", "# 另试"), "utf-8")
    assert built().returncode == 0
    assert index.stat().st_mtime_ns > made[0]

    # Other content: the code runs again, and its page is read again.
    (tiny / "specs" / "lexicon.yml").write_text("words: [签约服务]\n", "utf-8")
    before, made = (site / "try.html").stat().st_mtime_ns, (index.stat().st_mtime_ns, made[1])
    assert built().returncode == 0
    assert runs() == 2
    assert (site / "try.html").stat().st_mtime_ns > before
    assert index.stat().st_mtime_ns > made[0]

    # A cell that fails: page, line and error, and the site stays.
    page.write_text(NOTEBOOK.replace("print(6 * 7)", "print(6 / 0)"), "utf-8")
    done = built()
    assert done.returncode == 2
    assert (
        "try.md:9: PK006 notebook-failed: 这一页的代码运行出错：ZeroDivisionError: division by zero"
        in done.stderr
    )
    assert "Traceback" not in done.stderr
    assert re.search("42", (site / "try.html").read_text("utf-8"))


def test_a_fault_of_the_content_is_told_once_and_by_its_own_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(notebook: Any, **_: object) -> None:
        fault = "PolicykitError" if "a" in notebook.cells[0].source else "ValueError"
        said = "source.txt: PK105 changed-source: 不符。\n  怎么办：请恢复。"
        raise CellExecutionError(said, fault, said)

    monkeypatch.setattr(nbclient, "execute", stopped)
    for name, code in (("one", "a"), ("three", "b"), ("two", "a")):
        (tmp_path / f"{name}.md").write_text(f"{TOP}```{{code-cell}} python\n{code}\n```\n", "utf-8")
    with pytest.raises(PolicykitError) as error:
        run_notebooks(tmp_path, tmp_path / "cache", {"execute_notebooks": "cache"}, 1)
    # Nothing runs unless it is to be kept, or where there is nothing to run.
    run_notebooks(tmp_path, tmp_path / "cache", {"execute_notebooks": "off"}, 1)
    run_notebooks(tmp_path / "none", tmp_path / "cache", {"execute_notebooks": "cache"}, 1)
    content, cell = error.value.diagnostics
    assert content.render() == (
        "one.md, two.md: PK022 content-stops-pages: 收录的内容有错，这里的代码没有运行：\n"
        "source.txt: PK105 changed-source: 不符。\n  怎么办：请恢复。\n"
        "  怎么办：请按上面所说改正内容，再生成；原来的网站（如果有）没有变。"
    )
    assert (cell.place, cell.code.value) == ("three.md", "PK006")
