"""What a site costs beside a bare book of the same text, in CPU seconds of one run: `make bench` prints the ratios.

The bare book is Jupyter Book's own command over a Markdown page for each policy. Ours is `policykit build` over the
same texts: clauses, search, cross-index, tables, formats: the first build of a user, whose cache is empty, a cold one
after it, and one after a sentence more in one policy. Bytecode of the package is there before, as that of the bare
book's packages is: pip compiles what it installs, and where Python may write none a checkout is compiled in every run.
"""

from __future__ import annotations

import compileall
import os
import re
import resource
import shutil
import subprocess
import sys
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

import policykit
from policykit.scaffold import new_project

POLICIES = int(os.environ.get("POLICYKIT_BENCH_POLICIES", "5"))
"""How many: the texts at hand again and again."""
_PLAIN = """\
title: bare
only_build_toc_files: false
execute: {execute_notebooks: "off"}
"""


def cpu(command: Sequence[str], folder: Path) -> float:
    """User and system time of a command that has to succeed, with all that it starts."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


@pytest.fixture
def texts(root: Path) -> list[str]:
    """As many texts as wanted, each of them another."""
    own = [path.read_text("utf-8-sig") for path in sorted(root.glob("policy_texts/*/source.txt"))]
    return [f"{own[at % len(own)]}\n附注：第{at}份。\n" for at in range(POLICIES)]


def bare_book(texts: Sequence[str], folder: Path) -> Path:
    """A book with a page for each text, a paragraph a line."""
    folder.mkdir()
    (folder / "_config.yml").write_text(_PLAIN, "utf-8")
    chapters = "".join(f"  - file: p{at}\n" for at in range(len(texts)))
    (folder / "_toc.yml").write_text(f"format: jb-book\nroot: index\nchapters:\n{chapters}", "utf-8")
    (folder / "index.md").write_text("# bare\n", "utf-8")
    for at, text in enumerate(texts):
        lines = [re.sub(r"([\\`*_{}\[\]<>#|~$^])", r"\\\1", line.strip()) for line in text.splitlines()]
        (folder / f"p{at}.md").write_text("# " + "\n\n".join(filter(None, lines)), "utf-8")
    return folder


def knowledge_base(texts: Sequence[str], folder: Path) -> Path:
    """A knowledge base of the same texts, without specs."""
    folder.mkdir()
    new_project(folder, "法规")
    for at, text in enumerate(texts):
        put(folder / "policy_texts" / f"text-{at}", text, at)
    return folder


def put(folder: Path, text: str, at: int) -> None:
    """A policy with its card."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "source.txt").write_text(text, "utf-8", newline="")
    level, division = (("national", "000000"), ("provincial", "340000"), ("county", "341021"))[at % 3]
    card = (
        f"title: 文件{at}\nlevel: {level}\ndivision: '{division}'\nfile: source.txt\n"
        f"sha256: {sha256(text.encode()).hexdigest()}\n"
    )
    (folder / "policy.yml").write_text(card, "utf-8")


def bench_site_beside_a_bare_book(
    benchmark: BenchmarkFixture,
    texts: list[str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    compileall.compile_dir(Path(policykit.__file__).parent, quiet=2)
    bare = bare_book(texts, tmp_path / "bare")
    ours = knowledge_base(texts, tmp_path / "ours")
    build = [sys.executable, "-m", "policykit", "build", "--path", "."]
    book = [str(Path(sys.executable).with_name("jupyter-book")), "build", "--quiet", "."]
    costs: dict[str, float] = {}

    def run() -> None:
        costs["bare"] = cpu(book, bare)
        costs["first of a user"] = cpu(build, ours)
        shutil.rmtree(ours / "_build")
        costs["cold"] = cpu(build, ours)
        put(ours / "policy_texts" / "text-0", f"{texts[0]}又一句。\n", 0)
        costs["one policy changed"] = cpu(build, ours)

    benchmark.pedantic(run, rounds=1)  # type: ignore[no-untyped-call]  # has no types
    with capsys.disabled():
        for name, seconds in costs.items():
            ratio = seconds / costs["bare"]
            print(f"\n{POLICIES} policies, {name}: {seconds:.1f} s CPU, {ratio:.2f} × the bare book", end="")  # noqa: T201 - what the benchmark is run for
