"""The base job: the wheel in empty environments, where none of the extras can be seen. `make base` runs it.

An install without extras runs the README (its Python blocks, its `policykit` commands, its `pytest specs`), on another
Python what differs most between two of them; an install of `policykit[book]` builds the site. The environments are kept in `_build/base`, named after what is in them. Standard library only.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from email import message_from_bytes
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
WORK = ROOT / "_build" / "base"
OTHERS = ("3.11", "3.13")
"""Versions of Python that are tried beside the one that runs this, where they are installed."""
FEW = {"list", "check"}
"""Commands that are tried on those, beside the Python blocks: texts, specs, figures and a workbook go through them."""
CONTENT = ("README.md", "_config.yml", "book", "policy_texts", "pyproject.toml", "specs", "tests/data")
"""What a command or a page of the README reads; the engine is the wheel's."""

_SHOWN = 40
"""Last lines of what a command printed that went wrong."""

FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`(policykit [^`\n]+)`")
STANDS_FOR = {
    "FILE": "policy_texts/shexian-2025/source.txt",
    "DIR": "exported",
    "OLD": "policy_texts/shexian-2025/source.txt",
    "NEW": "policy_texts/guiyang-2024-36/source.txt",
}
"""What a reader puts in their place."""
DOCUMENT = """歙县2026年托育服务工作方案（虚构）

歙县卫生健康委员会

一、主要目标

到2026年底，全县每千人口拥有3岁以下婴幼儿托位数不少于4.5个。

二、主要任务

（一）扩大供给。每个乡镇至少设置1个托育机构。

2026年3月1日
"""
"""A document that is not collected: one that is would be refused."""
DEFINITIONS = """歙县托育服务评价指标（虚构）

1.每千人口托位数
定义：每千名常住人口拥有的3岁以下婴幼儿托位数。
计算公式：每千人口托位数＝托位数÷常住人口数×1000。
"""
RECEIVED = {
    "方案.txt": ("方案.txt", DOCUMENT),
    "指标表.txt": ("指标表.txt", DEFINITIONS),
    "文件夹": ("文件夹/方案.txt", DOCUMENT.replace("托育", "养老")),
    "新文本.docx": (
        "新文本.docx",
        DOCUMENT.replace("4.5个", "4.8个").replace("2026年3月1日", "2027年3月1日"),
    ),
}
"""What arrives where a command asks for it: the file to write, and the text in it."""
ENDS_WITH_1 = {"diff", "check", "--policykit-data"}
"""Versions that differ, figures that fall short."""
OWN_FOLDER = {"add": "added", "review": "added", "definitions": "added", "init": "begun"}
"""Commands that write content: the folder in which they work, one upon the other; a new base begins with nothing."""


class JobError(Exception):
    """Something did not do what it should; says what, and what was printed."""


class Environment:
    """A virtual environment without pip: the one that runs this installs into it."""

    def __init__(self, folder: Path, python: str) -> None:
        self.folder, self.base = folder, python
        self.python = folder / "bin" / "python"

    def make(self, *what: str) -> str:
        """Install into it, or take it as it is when that was done before."""
        started = time.monotonic()
        if (self.folder / "complete").is_file():
            return "kept"
        shutil.rmtree(self.folder, ignore_errors=True)
        run([self.base, "-m", "venv", "--without-pip", str(self.folder)])
        install(self.python, *what)
        (self.folder / "complete").touch()
        return f"{time.monotonic() - started:.0f} s"

    def renew(self, wheel: Path) -> None:
        """Put the wheel of now in the place of the one that it was made with."""
        install(self.python, "--no-deps", "--force-reinstall", str(wheel))

    def pip(self, *arguments: str) -> str:
        return run([sys.executable, "-m", "pip", "--python", str(self.python), "-q", *arguments])

    def packages(self, *options: str) -> set[str]:
        """Names of what is installed; `--not-required` leaves out what something else here needs."""
        lister = [sys.executable, "-m", "pip", "--python", str(self.python), "list", "--format=json"]
        listed = json.loads(run([*lister, *options]))
        return {package["name"].lower() for package in listed}

    def run(self, command: list[str], folder: Path, expected: int = 0) -> str:
        """Run a command in a folder; only the environment and the system's own commands are on its path."""
        known = {name: os.environ[name] for name in ("HOME", "LANG", "TMPDIR") if name in os.environ}
        env = known | {
            "PATH": f"{self.folder / 'bin'}:/usr/bin:/bin",
            "PYTHONNOUSERSITE": "1",
            "PYTHONUTF8": "1",
            "XDG_CACHE_HOME": str(WORK / "cache"),
        }
        return run(command, folder, env, expected)


class Command(NamedTuple):
    """A command of the README and the status with which it ends."""

    words: list[str]
    status: int


def run(command: list[str], folder: Path = ROOT, env: dict[str, str] | None = None, expected: int = 0) -> str:
    done = subprocess.run(
        command,
        cwd=folder,
        env=env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode != expected or "Traceback (most recent call last)" in done.stderr:
        where = f"$ {shlex.join(command)}\n(in {folder}; ended with {done.returncode}, not {expected})"
        printed = (done.stdout + done.stderr).splitlines()
        raise JobError("\n".join([where, *printed[-_SHOWN:]]))
    return done.stdout


def install(python: Path, *what: str) -> None:
    """Install into an environment what the constraints allow: by uv, in a fraction of pip's time; by pip where uv cannot.

    uv is told of pip's mirror, of which it does not know. Nothing is compiled: what is imported is, and then kept.
    """
    asked = [sys.executable, "-m", "pip", "config", "get", "global.index-url"]
    told = subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()
    mirror = os.environ.get("PIP_INDEX_URL") or told
    given = ["--quiet", "--constraint", str(ROOT / "constraints.txt"), *what]
    uv = [sys.executable, "-m", "uv", "pip", "install", "--python", str(python), *given]
    uv += ["--default-index", mirror] if mirror else []
    if subprocess.run(uv, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, check=False).returncode:
        run([sys.executable, "-m", "pip", "--python", str(python), "install", "--no-compile", *given])


def blocks(readme: str) -> list[str]:
    """The Python programs of a page.

    >>> blocks("```python\\nprint(1)\\n```\\n\\n```sh\\nmake book\\n```\\n")
    ['print(1)\\n']
    """
    return [body for language, body in FENCE.findall(readme) if language == "python"]


def commands(readme: str) -> Iterator[Command]:
    """The `policykit` and `pytest` commands of a page, with files in the place of what stands for one.

    >>> page = "```sh\\n.venv/bin/policykit diff OLD x   # compares\\nmake test\\n```\\nor `policykit list`"
    >>> [command.words[:2] for command in commands(page)]
    [['policykit', 'diff'], ['policykit', 'list']]
    """
    lines = [
        line for language, body in FENCE.findall(readme) if language == "sh" for line in body.splitlines()
    ]
    for line in [*lines, *INLINE.findall(FENCE.sub("", readme))]:
        words = [STANDS_FOR.get(word, word) for word in shlex.split(line, comments=True)]
        if words and Path(words[0]).name in {"policykit", "pytest"}:
            yield Command([Path(words[0]).name, *words[1:]], int(not ENDS_WITH_1.isdisjoint(words)))


def pythons() -> Iterator[str]:
    """This Python, and the others where they are installed; what is not there is said."""
    own = f"{sys.version_info.major}.{sys.version_info.minor}"
    yield str(Path(sys.base_prefix, "bin", f"python{own}"))
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
    for version in OTHERS:
        if version == own:
            continue
        found = [shutil.which(f"python{version}"), *sorted(pyenv.glob(f"{version}.*/bin/python"))]
        # A shim of pyenv is there for versions that it does not start.
        works = (str(one) for one in found if one and _starts(str(one), version))
        if (python := next(works, None)) is not None:
            yield python
        else:
            print(f"base: Python {version} is not installed: not tried")


def _starts(python: str, version: str) -> bool:
    tell = "import sys, venv; print('%d.%d' % sys.version_info[:2])"
    done = subprocess.run([python, "-c", tell], capture_output=True, text=True, check=False)
    return done.returncode == 0 and done.stdout.strip() == version


def copied(name: str, parts: tuple[str, ...] = CONTENT) -> Path:
    """The content without the engine, in a folder of its own; what was built there before stays."""
    folder = WORK / name
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        if old.name != "_build":
            shutil.rmtree(old) if old.is_dir() else old.unlink()
    for part in parts:
        source, target = ROOT / part, folder / part
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(source, target)
    return folder


def word_file(text: str) -> bytes:
    """A Word file with a paragraph for each line."""
    kinds = "http://schemas.openxmlformats.org/package/2006"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    words = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    paragraphs = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in text.splitlines() if line)
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{kinds}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{kinds}/relationships">'
        f'<Relationship Id="r1" Type="{office}" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{words}"><w:body>{paragraphs}</w:body></w:document>',
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def try_base(base: Environment, version: str, *, few: bool) -> str:
    """Run the README where nothing is installed but policykit and what it needs without extras."""
    if (others := base.packages("--not-required")) != {"policykit"}:
        raise JobError("an install without extras has " + ", ".join(sorted(others - {"policykit"})))
    base.pip("check")
    readme = (ROOT / "README.md").read_text("utf-8")
    folder = copied(f"readme-{version}")
    programs = blocks(readme)
    given = [command for command in commands(readme) if not few or command.words[1] in FEW]
    own = {"added": copied(f"added-{version}"), "begun": copied(f"begun-{version}", ())}
    for program in programs:
        base.run(["python", "-c", program], folder)
    for command in given:
        name = command.words[1]
        where = own.get(OWN_FOLDER.get(name, ""), folder)
        for word in RECEIVED.keys() & command.words:
            file, text = RECEIVED[word]
            (where / file).parent.mkdir(exist_ok=True)
            (where / file).write_bytes(word_file(text) if file.endswith(".docx") else text.encode())
        base.run(command.words, where, command.status)
    return f"{len(base.packages())} packages; README: {len(programs)} Python block(s), {len(given)} commands"


def try_book(book: Environment) -> str:
    """Build the site with `policykit[book]` and nothing else."""
    book.pip("check")
    folder = copied("site")
    made_of = sources()
    address = book.run(["policykit", "build"], folder).strip()
    if not Path(address.removeprefix("file://")).is_file():
        raise JobError("policykit build names no page: " + address)
    (folder / "made-of").write_text(made_of, "utf-8")
    return address


def sources() -> str:
    """What the site is made of now, as a digest: the engine, the content and the versions of the packages."""
    digest = hashlib.sha256()
    for name in ("constraints.txt", "src", *CONTENT):
        start = ROOT / name
        for file in [start] if start.is_file() else sorted(start.rglob("*")):
            inside = file.relative_to(ROOT)
            if file.is_file() and not {"__pycache__", "_build"} & {*inside.parts}:
                content = file.read_bytes()
                digest.update(f"{inside}\n{len(content)}\n".encode() + content)
    return digest.hexdigest()


def built_site() -> Path | None:
    """The site that the job built, if it was built of what is there now."""
    folder = WORK / "site"
    made_of = folder / "made-of"
    if made_of.is_file() and made_of.read_text("utf-8") == sources():
        return folder / "_build" / "html"
    return None


def part(version: str, wheel: Path, base: Environment, book: Environment | None) -> None:
    """What is done with one Python; the site is built while the README runs."""
    took = base.make(str(wheel))
    base.renew(wheel)
    with ThreadPoolExecutor(1) as beside:
        site = beside.submit(book_part, wheel, book) if book is not None else None
        started = time.monotonic()
        done = try_base(base, version, few=book is None)
        seconds = time.monotonic() - started
        print(f"base: Python {version}: install {took}; {done} ({seconds:.0f} s)", flush=True)
        if site is not None:
            site.result()


def book_part(wheel: Path, book: Environment) -> None:
    """The site, by an install of the wheel with its extra."""
    started = time.monotonic()
    took = book.make(f"policykit[book] @ {wheel.as_uri()}")
    book.renew(wheel)
    done = try_book(book)
    print(f"book: install {took}; {done} ({time.monotonic() - started:.0f} s)", flush=True)


def main() -> None:
    """Run the job, its parts side by side; one line for each."""
    shutil.rmtree(WORK / "dist", ignore_errors=True)
    run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(WORK / "dist")])
    (wheel,) = (WORK / "dist").iterdir()
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        needs = message_from_bytes(archive.read(name)).get_all("Requires-Dist") or []
    pins = hashlib.sha256((ROOT / "constraints.txt").read_bytes() + "\n".join(needs).encode())
    kept = {"cache", "dist", "site"}
    with ThreadPoolExecutor() as pool:
        parts: list[Future[None]] = []
        for number, python in enumerate(pythons()):
            version = run([python, "-c", "import platform; print(platform.python_version())"]).strip()
            state = f"{version}-{pins.hexdigest()[:12]}"
            base = Environment(WORK / f"base-{state}", python)
            book = Environment(WORK / f"book-{state}", python) if number == 0 else None
            kept |= {one.folder.name for one in (base, book) if one is not None}
            kept |= {f"{name}-{version}" for name in ("readme", "added", "begun")}
            parts.append(pool.submit(part, version, wheel, base, book))
        for done in as_completed(parts):
            done.result()
    for folder in WORK.iterdir():
        if folder.name not in kept:
            shutil.rmtree(folder)


if __name__ == "__main__":
    try:
        install(Path(sys.executable), *sys.argv[2:]) if sys.argv[1:2] == ["install"] else main()
    except JobError as error:
        sys.exit(f"base: {error}")
