"""'Your own knowledge base in ten minutes': every command of the page does what is said there.

What sets up, tests, checks and builds is done by an adopter who has only the wheel; what a command does that another
test starts from a wheel (the README's, in the base job) is done in this process.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import sysconfig
from contextlib import chdir
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

import pytest
from typer.testing import CliRunner

from policykit.cli import app
from policykit.indicators import registry

PAGE = Path("book", "guide", "knowledge-base.md")
FENCE = re.compile(
    r"^```(?:\{code-block\} )?(\w+)\n(?::caption: ([^\n]+)\n)?(.*?)^```$", re.MULTILINE | re.DOTALL
)


BY_WHEEL = {"init", "check", "build"}
"""Commands of policykit that the adopter's own install does."""
FIELD = "## 8. A base of another field"
"""What follows is run in this process: it needs no wheel and no site."""


class Step(NamedTuple):
    """A command with what the page says of it, or a file to write."""

    command: str = ""
    said: str = ""
    file: str = ""
    text: str = ""


class Done(NamedTuple):
    """How a command ended, and what it printed."""

    code: int
    printed: str


def steps(page: str) -> list[Step]:
    found = []
    for language, caption, body in FENCE.findall(page):
        if caption:
            found.append(Step(file=caption, text=body))
        elif language == "sh":
            for line in body.splitlines():
                command, _, said = line.partition("   # ")
                found.append(Step(command=command.strip(), said=said.strip()))
    return found


def here(words: list[str], folder: Path, typed: str = "") -> Done:
    """A command of policykit in this process; what it prints goes where a shell would put it."""
    words, into = (words[:-2], words[-1]) if words[-2:-1] == [">"] else (words, "")
    with chdir(folder):
        result = CliRunner().invoke(app, words, input=typed)
        if into:
            Path(into).write_text(result.stdout, "utf-8")
    return Done(result.exit_code, result.output)


class Adopter:
    """A folder with a wheel in it, and a shell that knows nothing of the project."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.env = {
            **{
                name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")
            },
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "PYTHONUTF8": "1",
            # The packages that policykit needs are those of this environment: see `lend`.
            "PIP_NO_INDEX": "1",
            "PIP_NO_DEPS": "1",
            "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        }

    def run(self, command: str) -> Done:
        words = shlex.split(command)
        if words[0] == "policykit" and words[1] not in BY_WHEEL:
            return here(words[1:], self.folder)
        activate = ". .venv/bin/activate; " if (self.folder / ".venv/bin/activate").exists() else ""
        done = subprocess.run(
            ["bash", "-c", activate + command],
            cwd=self.folder,
            env=self.env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            encoding="utf-8",
        )
        return Done(done.returncode, done.stdout)

    def lend(self) -> None:
        """Lend this environment's packages to the new one, as pip would install them; not policykit itself."""
        (site,) = (self.folder / ".venv").glob("lib/python*/site-packages")
        (site / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
        for script in metadata.entry_points(group="console_scripts"):
            if script.name == "pytest":
                path = self.folder / ".venv" / "bin" / script.name
                start = f"from {script.module} import {script.attr} as main\nimport sys\nsys.exit(main())\n"
                path.write_text(f"#!{self.folder}/.venv/bin/python\n{start}", "utf-8")
                path.chmod(0o755)


@pytest.fixture(scope="module")
def adopter(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Adopter:
    """An adopter who has done what the page says."""
    folder = tmp_path_factory.mktemp("adopter")
    build: list[str | Path] = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder]
    subprocess.run(build, cwd=root, capture_output=True, check=True)
    return Adopter(folder)


def test_every_command_of_the_page_does_what_it_says(root: Path, adopter: Adopter) -> None:
    for step in steps((root / PAGE).read_text("utf-8").partition(FIELD)[0]):
        if step.file:
            (adopter.folder / step.file).write_text(step.text, "utf-8")
            continue
        done = adopter.run(step.command)
        shown = f"$ {step.command}\n{done.printed}"
        assert (done.code != 0) == step.said.startswith("fails"), shown
        for words in re.findall(r"fails|\d+ passed|\d+ skipped|达标\d+项", step.said):
            assert words == "fails" or words in done.printed, shown
        if "pip install" in step.command:
            adopter.lend()
    used = adopter.run("python -c 'import policykit; print(policykit.__file__)'").printed.strip()
    assert Path(used).is_relative_to(adopter.folder)
    assert "没有新的可起草" in adopter.run("policykit draft fictional-2026").printed
    site = adopter.folder / "_build" / "html"
    page = (site / "checks" / "fictional-2026.html").read_text("utf-8")
    assert "到2026年12月31日，歙县的县域内就诊率不低于85%" in page
    assert "虚构县政策库" in (site / "index.html").read_text("utf-8")
    themes = sorted(page.stem for page in (site / "indicators").glob("*.html"))
    assert themes == ["access", "education"], "only themes that the specs ask for have a page"
    education = (site / "indicators" / "education.html").read_text("utf-8")
    assert "交流轮岗教师数 ÷ 专任教师数 × 100%" in education
    assert "最大班额" in education
    assert '"school"' in (adopter.folder / "specs" / "spec.schema.json").read_text("utf-8")


def test_another_field_from_text_to_checks_by_keys(root: Path, tmp_path: Path) -> None:
    pytest_run = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    for step in steps((root / PAGE).read_text("utf-8").partition(FIELD)[2]):
        if step.file:
            (tmp_path / step.file).write_text(step.text, "utf-8")
            continue
        command, _, keys = step.command.partition(" < ")
        name, *arguments = command.split()
        if name == "pytest":
            tested = subprocess.run(
                [*pytest_run, *arguments],
                cwd=tmp_path,
                capture_output=True,
                text=True,
                check=False,
                encoding="utf-8",
            )
            code, shown = tested.returncode, tested.stdout
        else:
            typed = (tmp_path / keys).read_text("utf-8") if keys else ""
            code, shown = here(arguments, tmp_path, typed)
        assert (code != 0) == step.said.startswith("fails"), shown
        assert step.said.removeprefix("fails: ") in "".join(shown.split("\n")), shown
    declared = registry(tmp_path / "教育库")
    assert list(declared.indicators) == [
        "preschool_enrolment",
        "compulsory_retention",
        "new_places",
        "special_schools",
    ]
    assert [entity.name for entity in declared.entities] == ["nation", "province", "city", "county"]


def test_the_page_is_read_as_it_is_written(root: Path) -> None:
    found = steps((root / PAGE).read_text("utf-8"))
    commands = [step.command.split()[0] for step in found if step.command]
    assert {"python3", "policykit", "pytest"} <= {*commands}
    assert "policykit build" in [step.command for step in found]
    assert [step.file for step in found if step.file] == [
        "方案.txt",
        "specs/fictional-2026.yml",
        "填报.csv",
        "教育.txt",
        "specs/indicators.py",
        "specs/education-2026.yml",
        "学校.csv",
        "指标表.md",
        "教育规划.txt",
        "按键.txt",
        "教育数据.csv",
    ]
    assert sum(step.said.startswith("fails") for step in found) == 2
