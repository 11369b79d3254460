"""Reads the built site as trees, and builds books of one's own: one of them of policies that mean ill."""

from __future__ import annotations

import atexit
import fcntl
import hashlib
import os
import re
import shutil
import subprocess
from contextlib import contextmanager
from functools import cache
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from bs4 import BeautifulSoup, Tag
from playwright.sync_api import Dialog, Page
from tests.sphinxext.builds import Builds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policykit.model import Clause, Policy

SEVERAL = 12
"""Requirements of a policy in the books of tests: as many as tell what a page does with them, each costs a build its time."""
REFERENCE = {"library", "report"}
"""The pages of the API reference in the books of tests."""
LEFT = "net::ERR_ABORTED"
"""What the browser says of a request that a test broke off by going to another page."""
DAY = 1_767_225_600
"""2026-01-01: the day on which the books of tests are built."""

# Every line is what a published page could hold, or what someone could put there.
HOSTILE = "\r\n".join(
    (
        "关于<b>加强</b>签约服务的意见",
        "",
        "为推进\u201c三医\u201d联动&amp;改革，制定本意见。]]> <!-- --> {{ 7*7 }} {% raw %}",
        "又 ```{note} :ref:`x` |today| $x$。",
        "一、<script>window.hacked = 1</script>总体要求",
        '(一)"坚持"\'原则\'<img src=x onerror="window.hacked = 2">。签约率\u202e达到75%\u202c--以上...',
        "(二)长行" + "长" * 3000 + "W" * 3000 + "。",
        "https://example.org/" + "a" * 500 + "\uff0c\U00020bb7\u91ce\u5bb6 \u00a0\u3000空格。",
        '指标\t<b>2025年</b>\t"属性',
        "<script>window.hacked = 7</script>率（%）\t90</td></table>\t约束性",
        "二、</details></section></body>组织保障",
        "各地要\u062a\u062c\u0631\u0628\u0629高度重视javascript:alert(1)。",
    )
)

# It ends one of the policies that the book had before it came.
REPEALING = """关于废止文件的通知

一、本通知自2025年1月1日起施行。
二、贵阳市《关于进一步完善医疗卫生服务体系的实施方案》（筑府办函〔2024〕36号）同时废止。
"""

# What the site is called: shown on every page, and run on none.
HOSTILE_TITLE = '<img src=x onerror="window.hacked = 5">政策库'

# A spec of it that does the same; what it asks is not what the text says.
HOSTILE_SPEC = """\
policy: hostile-2025
requirements:
  - id: ill
    clause: 1/1
    quote: '<img src=x onerror="window.hacked = 2">。签约率'
    indicator: county_visit_rate
    target: {at_least: 75%}
    population: '"><img src=x onerror="window.hacked = 6">'
    vague: '</td></dl><b>粗'
    note: <script>window.hacked = 4</script>
dismissed:
  - {clause: 1/1, quote: '"坚持"', reason: slogan, note: <i>说明</i>}
"""


@cache
def _builds() -> Builds:
    """Those of this process."""
    started = Builds()
    atexit.register(started.close)
    return started


@cache
def parsed(page: Path) -> BeautifulSoup:
    """A page as a tree, without the tools that it puts beside the text."""
    tree = BeautifulSoup(page.read_text("utf-8"), "lxml")
    for tools in tree.select(".clause-tools, .headerlink, .clause-checks, .clause-links"):
        tools.decompose()
    return tree


@cache
def anchored(page: Path) -> dict[str, list[Tag]]:
    """The elements of a page by their anchors."""
    found: dict[str, list[Tag]] = {}
    for element in parsed(page).select("[id]"):
        found.setdefault(str(element["id"]), []).append(element)
    return found


class Reader(NamedTuple):
    """A built site, to be read."""

    site: Path

    def pages(self) -> list[Path]:
        """Every page."""
        return [page for page in sorted(self.site.rglob("*.html")) if page.parts[-2] != "_static"]

    def page(self, name: str | Path) -> BeautifulSoup:
        """A page, by its name below the site."""
        return parsed(self.site / name)

    def at(self, name: str | Path, anchor: str) -> list[Tag]:
        """The elements of a page under an anchor: one, unless something is wrong."""
        return anchored(self.site / name).get(anchor, [])

    def one(self, name: str | Path, css: str) -> Tag:
        """The only element of a page that `css` selects."""
        found = self.page(name).select(css)
        assert len(found) == 1, f"{name}: {len(found)} of {css}"
        return found[0]

    def page_of(self, policy: Policy) -> Path:
        """The file that shows a policy."""
        return self.site / "policies" / f"{policy.id}.html"

    def shown(self, policy: Policy, clause: Clause) -> Tag:
        """The element under a clause's anchor."""
        anchor = "c-" + clause.path.replace("/", "-")
        found = self.at(self.page_of(policy), anchor)
        assert len(found) == 1, f"{clause.id}: {len(found)} elements with id {anchor}"
        return found[0]

    @staticmethod
    def attribute(element: Tag, name: str) -> str:
        """An attribute that an element must have."""
        value = element[name]
        assert isinstance(value, str), f"{name} of {element.name}"
        return value

    @staticmethod
    def squeezed(text: str) -> str:
        """`text` without blanks: HTML sets line ends and indents itself."""
        return "".join(text.split())


class Book(NamedTuple):
    """A book of one's own: its folder, and what its last build said."""

    folder: Path

    @property
    def site(self) -> Path:
        """Where its pages are."""
        return self.folder / "_build" / "html"

    @property
    def reader(self) -> Reader:
        """Its pages, to be read."""
        return Reader(self.site)

    def build(self, *options: str) -> subprocess.CompletedProcess[str]:
        """Build it as `make book` does, but on top of what is there."""
        given = [
            "build",
            "book",
            "--config",
            "_config.yml",
            "--path-output",
            ".",
            "-W",
            "--keep-going",
            *options,
        ]
        return _builds().run(self.folder, given, {"SOURCE_DATE_EPOCH": str(DAY), **os.environ})

    @staticmethod
    def read_again(built: subprocess.CompletedProcess[str]) -> set[str]:
        """The documents that a build with `-v` read."""
        assert built.returncode == 0, built.stdout + built.stderr
        lines = re.findall(r"reading sources.*?\x1b\[35m([^\x1b]+)\x1b", built.stdout)
        return set(lines)

    def add_policy(self, policy: str, title: str, source: bytes) -> None:
        """Put a policy into the book's content: a folder and nothing else."""
        folder = self.folder / "policy_texts" / policy
        folder.mkdir(parents=True)
        (folder / "source.txt").write_bytes(source)
        quoted = title.replace("'", "''")
        digest = hashlib.sha256(source).hexdigest()
        (folder / "policy.yml").write_text(
            f"title: '{quoted}'\nlevel: county\ndivision: '341021'\nfile: source.txt\nsha256: {digest}\n",
            encoding="utf-8",
        )

    def add_version(self, policy: str, day: str, source: bytes) -> None:
        """Put an earlier text beside the present one of a policy."""
        folder = self.folder / "policy_texts" / policy
        (folder / "versions").mkdir()
        (folder / "versions" / f"{day}.txt").write_bytes(source)
        digest = hashlib.sha256(source).hexdigest()
        with (folder / "policy.yml").open("a", encoding="utf-8") as card:
            card.write(
                f"version: 2025-01-01\nversions:\n  - {{date: {day}, file: {day}.txt, sha256: {digest}}}\n"
            )


def copied_book(root: Path, folder: Path) -> Book:
    """A copy of the project's book and content, not built yet; of each policy the first requirements, and those that pages name."""
    for name in ("book", "policy_texts", "specs"):
        shutil.copytree(root / name, folder / name, ignore=shutil.ignore_patterns("_build"))
    naming = [*folder.glob("book/**/*.md"), *folder.glob("specs/*.yml")]
    named = set(re.findall(r"/([\w-]+)", "".join(file.read_text("utf-8") for file in naming)))
    for spec in folder.glob("specs/*-*.yml"):
        head, *entries = re.split(r"(?m)^(?=  - id: |\S)", spec.read_text("utf-8"))
        asked = [entry for entry in entries if entry.startswith("  - id: ")]
        asked.sort(
            key=lambda entry: "indicator: county_visit_rate\n" not in entry
        )  # what tests change, and its like
        dropped = {entry for entry in asked[SEVERAL:] if entry.split("\n")[0][8:] not in named}
        spec.write_text(head + "".join(entry for entry in entries if entry not in dropped), "utf-8")
    # The reference of the developers is tried with the project's own site, and so is what leads to it; a page or two
    # of it stay. So is what the notebooks show: running them here would take longer than all else.
    for page in (folder / "book" / "reference" / "api").iterdir():
        if page.stem not in REFERENCE:
            page.unlink()
    config = (root / "_config.yml").read_text("utf-8")
    for setting, own in (
        ("execute_notebooks: cache", 'execute_notebooks: "off"'),
        ("nitpicky: true", "nitpicky: false"),
    ):
        assert setting in config
        config = config.replace(setting, own)
    (folder / "_config.yml").write_text(config, "utf-8")
    shutil.copy(root / "pyproject.toml", folder)
    return Book(folder)


@pytest.fixture(scope="session")
def reader(site: Path) -> Reader:
    """The project's site, to be read."""
    return Reader(site)


def copied_built(book: Book, folder: Path) -> Book:
    """A copy of a built book that goes on from there, to change at will.

    Sphinx knows its documents by whole paths: they are rewritten, which asks for a name of the same length.
    """
    old, new = book.folder.name.encode(), folder.name.encode()
    assert book.folder.parent == folder.parent
    assert len(old) == len(new)
    shutil.copytree(book.folder, folder)
    for pickled in (folder / "_build" / ".doctrees").rglob("*"):
        if pickled.is_file():
            stamp = pickled.stat()
            pickled.write_bytes(pickled.read_bytes().replace(old, new))
            os.utime(pickled, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    return Book(folder)


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of a test run have in common."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if base.name.startswith("popen") else base


@contextmanager
def locked(folder: Path, name: str) -> Iterator[None]:
    """One worker at a time."""
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def first_book(root: Path, shared: Path) -> Book:
    """The project's book as built on `DAY`, built once for all workers; nobody changes it."""
    folder = shared / "book-first"
    with locked(shared, "first"):
        if not (folder / "built").is_file():
            book = copied_book(root, folder)
            built = book.build()
            assert built.returncode == 0, built.stdout + built.stderr
            (folder / "built").touch()
    return Book(folder)


@pytest.fixture(scope="session")
def hostile_book(first_book: Book, shared: Path) -> Book:
    """A book with the project's policies and two hostile ones, built once for all workers."""
    folder = shared / "book-wrong"
    with locked(shared, "hostile"):
        if (folder / "hostile").is_file():
            return Book(folder)
        book = copied_built(first_book, folder)
        book.add_policy("hostile-2025", "<script>window.hacked = 3</script>'\"&", HOSTILE.encode())
        plain = HOSTILE.replace("\u202e", "").replace("\u202c", "")
        book.add_policy("hostile-gbk", "国标编码", plain.encode("gb18030"))
        book.add_policy("repealing-2025", "关于废止文件的通知", REPEALING.encode())
        book.add_version("hostile-gbk", "2024-01-01", plain.replace("75%", "70%").encode())
        (folder / "specs" / "hostile-2025.yml").write_text(HOSTILE_SPEC, encoding="utf-8")
        config = folder / "_config.yml"
        named = re.sub("(?m)^title: .*$", f"title: '{HOSTILE_TITLE}'", config.read_text("utf-8"))
        config.write_text(named, "utf-8")
        built = book.build()
        assert built.returncode == 0, built.stdout + built.stderr
        (folder / "hostile").touch()
        return book


@pytest.fixture
def unbuilt_book(root: Path, tmp_path: Path) -> Book:
    """A copy of the book for one test whose build stops before it reads a page."""
    return copied_book(root, tmp_path / "book")


@pytest.fixture
def own_book(first_book: Book, shared: Path) -> Iterator[Book]:
    """A copy of the built book for one test."""
    taken = next(number for number in count() if _take(shared / f"taken-{number:04}"))
    book = copied_built(first_book, shared / f"book-c{taken:04}")
    yield book
    shutil.rmtree(book.folder)


def _take(place: Path) -> bool:
    """Whether nobody has taken it yet."""
    try:
        place.mkdir()
    except FileExistsError:
        return False
    return True


@pytest.fixture
def problems(page: Page) -> list[str]:
    """What goes wrong in the browser while a test looks at pages."""
    told: list[str] = []

    def note(problem: object) -> None:
        told.append(str(problem))

    def dialog(shown: Dialog) -> None:
        note(shown.message)
        shown.dismiss()

    page.on("dialog", dialog)
    page.on("console", lambda said: note(said.text) if said.type in {"error", "warning"} else None)
    page.on("pageerror", note)
    # A browser asks for the icon when all else is there; who leaves before it came has broken it off himself.
    page.on("requestfailed", lambda call: note(f"failed: {call.url}") if call.failure != LEFT else None)
    page.on(
        "response", lambda answer: note(f"{answer.status}: {answer.url}") if answer.status >= 400 else None
    )
    return told
