"""build_site: from a folder of content to a folder of pages, doing no more than what changed asks for.

What a site is made of is known by content. What was built before is built upon, unless it was broken off, or the
engine is another one, or a source is gone, whose pages must go too. A new site takes the place of the old one only when
it is whole. Two that build at once wait for each other. The steps themselves are programs of their own: nothing of
Sphinx is loaded here.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from errno import ENOENT
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from ruamel.yaml import YAML

from policykit.base.diagnostics import Code, Diagnostic, PolicykitError
from policykit.base.resources import TEXTS, load
from policykit.site.exchange import exchange
from policykit.site.junit import failed
from policykit.site.notebooks import run_notebooks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Steps", "Tell", "build_site"]

_SPECS = "specs"
_CONTENT = (TEXTS, _SPECS)
_PAGES = ("_config.yml", "book", "pyproject.toml")
_LOOKS = frozenset({"site", "sphinxext"})
"""Rooms of the engine that neither a test nor a notebook computes with."""
_LEFT_OUT = frozenset({"__pycache__", "_content"})
_MARK = ".policykit-build"
"""In a site: the digest of all that it was made of."""
_SHARE = re.compile(r"(reading sources|writing output)\.\.\. \[ *(\d+)%\]")
_TROUBLE = re.compile(r"WARNING|ERROR|CRITICAL|error:|PK\d{3}")
_SHOWN = 40
_MANY = 40
"""From so many policies on several processes save more than they cost."""
_NO_TESTS = 5
"""What pytest ends with when there are none."""
_TESTED = frozenset({".yml", ".py"})
"""What is a test of the specs, or holds some."""
_NO_RESULTS = "<testsuites/>\n"


class Tell(Protocol):
    """Hears how far a build is: a sentence, and while it lasts a share in per cent."""

    def __call__(self, sentence: str, percent: int | None = None) -> None:
        """Take a sentence."""


@dataclass(frozen=True)
class Sources:
    """What a site is made of, as digests of content."""

    root: Path
    files: tuple[str, ...]
    computed: str
    """Content and what computes with it: of this depend tests and notebooks."""
    engine: str
    """All code, and the packages that are installed."""
    static: str
    """What is copied into the site: Sphinx alone would not take over a change of it."""
    everything: str

    @classmethod
    def of(cls, root: Path) -> Sources:
        """Read what is there now."""
        package = Path(__file__).parents[1]
        places = (*_CONTENT, *_PAGES, *_collected(root))
        own = [file for file in _files(root, places) if not file.startswith("book/_build/")]
        code = list(_files(package, (".",)))
        counting = [file for file in code if Path(file).parts[0] not in _LOOKS]
        content = [file for file in own if file.startswith(tuple(f"{name}/" for name in _CONTENT))]
        installed = _installed()
        engine = _digest(installed, (package, code), (root, [file for file in own if file.endswith(".py")]))
        computed = _digest(installed, (package, counting), (root, content))
        static = _digest("", (root, [file for file in own if file.startswith("book/_static/")]))
        return cls(root, tuple(own), computed, engine, static, _digest(engine, (root, own)))


@dataclass(frozen=True)
class Workshop:
    """The folder `_build` of a content folder: what lies in it between two builds."""

    root: Path

    @property
    def folder(self) -> Path:
        """Where everything is that is built."""
        return self.root / "_build"

    @property
    def work(self) -> Path:
        """What Sphinx builds upon."""
        return self.folder / "work"

    @property
    def log(self) -> Path:
        """What Sphinx said last."""
        return self.folder / "log"

    @property
    def junit(self) -> Path:
        """What the tests of the specs said last, where `_config.yml` names it."""
        return self.folder / "junit.xml"

    @property
    def tests_log(self) -> Path:
        """The same as pytest prints it."""
        return self.folder / "tests.log"

    @property
    def notebooks(self) -> Path:
        """The cache of notebooks that ran."""
        return self.folder / "notebooks"

    def known(self) -> dict[str, str]:
        """What is in the folder was made of this."""
        try:
            known = json.loads((self.folder / "state.json").read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return known if isinstance(known, dict) else {}

    def remember(self, **state: str) -> None:
        """Note what something was made of; an empty value forgets it."""
        (self.folder / "state.json").write_text(json.dumps(self.known() | state), "utf-8")


class Steps:
    """The programs that a build is made of."""

    def test(self, shop: Workshop) -> bool:
        """Run the tests of the specs; whether they all passed."""
        if not any(file.suffix in _TESTED for file in Path(shop.root, _SPECS).rglob("*")):
            shop.junit.write_text(_NO_RESULTS, "utf-8")  # without starting pytest to find that there are none
            return True
        command = [sys.executable, "-P", "-m", "pytest", _SPECS, "-q", "-p", "no:cacheprovider"]
        with shop.tests_log.open("wb") as log:
            done = subprocess.run(  # noqa: S603 - our own command
                [*command, f"--junitxml={shop.junit}"],
                cwd=shop.root,
                stdout=log,
                stderr=subprocess.STDOUT,
                check=False,
            )
        return done.returncode in {0, _NO_TESTS}

    def notebooks(self, shop: Workshop, jobs: int) -> None:
        """Run the notebooks that the cache lacks."""
        settings = YAML(typ="safe").load(shop.root / "_config.yml") or {}
        side_by_side = max(jobs, os.cpu_count() or 1)
        run_notebooks(shop.root / "book", shop.notebooks, settings.get("execute") or {}, side_by_side)

    def pages(self, shop: Workshop, jobs: int, sources: Sources, tell: Tell) -> bool:
        """Read and write the pages, into `html` of the work folder; whether all went well."""
        says = _words()
        command = [sys.executable, "-P", "-m", "policykit.sphinxext", str(shop.root), str(shop.work)]
        settings = {
            "nb_execution_cache_path": str(shop.notebooks),
            "policykit_computed": sources.computed,
            "policykit_engine": sources.engine,
        }
        with (
            shop.log.open("w", encoding="utf-8") as log,
            subprocess.Popen(  # noqa: S603 - our own command
                [*command, str(jobs), json.dumps(settings)],
                cwd=shop.root,
                env=os.environ | {"NO_COLOR": "1", "PYTHONUTF8": "1"},
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                encoding="utf-8",
            ) as running,
        ):
            for line in running.stdout or ():
                log.write(line)
                if share := _SHARE.search(line):
                    tell(says[share[1].partition(" ")[0]], int(share[2]))
        return running.returncode == 0


def build_site(
    root: Path, output: Path | None = None, *, jobs: int | None = None, tell: Tell, steps: Steps | None = None
) -> Path:
    """Build the site of a content folder, or leave it when nothing changed; its first page.

    Parameters
    ----------
    root
        A folder with `_config.yml`, `book/` and `policy_texts/`.
    output
        Where the site goes, `_build/html` of it when not given.
    jobs
        How many processes work side by side: each further one costs a seventh of the work more. When not given, one
        for few policies, and one a processor for many.
    tell
        Hears what is being done.
    steps
        The programs that do it.

    Raises
    ------
    PolicykitError
        What builds is not installed (PK009), the folder has no settings (PK005), a notebook failed (PK006),
        pages could not be made (PK010), or `output` holds something else than a site (PK011). The site that
        was there stays as it was.
    """
    if find_spec("jupyter_book") is None or find_spec("sphinx_book_theme") is None:
        raise PolicykitError([Diagnostic(Code.NEEDS_EXTRA, {"extra": "book"})])
    shop, steps = Workshop(root.resolve()), steps or Steps()
    jobs = jobs or _side_by_side(shop.root)
    if not (settings := shop.root / "_config.yml").is_file():
        raise PolicykitError(
            [Diagnostic(Code.CANNOT_READ, {"path": settings, "reason": os.strerror(ENOENT)})]
        )
    site = output.resolve() if output else shop.folder / "html"
    if output and site.exists() and not _is_site(site):
        raise PolicykitError([Diagnostic(Code.NOT_A_SITE, {"path": output})])
    shop.folder.mkdir(exist_ok=True)
    with _alone(shop, tell):
        sources = Sources.of(shop.root)
        if not _is_made_of(site, sources):
            _prepare(shop, sources, steps, jobs, tell)
            is_upon = _make_pages(shop, sources, steps, jobs, tell)
            exchange(shop.work / "html", site, _MARK, sources.everything, is_upon=is_upon)
    return site / "index.html"


def _words() -> dict[str, str]:
    return load("build", f"{__package__}.words")


def _side_by_side(root: Path) -> int:
    """How many processes are worth their start."""
    many = len([*root.glob("policy_texts/*/policy.yml")]) >= _MANY
    return len(os.sched_getaffinity(0)) if many and hasattr(os, "sched_getaffinity") else 1


def _prepare(shop: Workshop, sources: Sources, steps: Steps, jobs: int, tell: Tell) -> None:
    """Run tests and notebooks, unless they ran on the same content by the same code."""
    says, known = _words(), shop.known()
    if known.get("tests") != sources.computed or not shop.junit.is_file():
        tell(says["tests"])
        # What stops before it writes results leaves none, and not those of other content.
        shop.junit.unlink(missing_ok=True)
        if not steps.test(shop):
            count, ledgers = failed(shop.junit)
            if count or not ledgers:
                tell(says["tests_failed"].format(log=shop.tests_log))
            if ledgers:
                tell(says["ledgers_open"].format(names="、".join(ledgers), log=shop.tests_log))
        shop.remember(tests=sources.computed)
    if known.get("notebooks") != sources.computed:
        shutil.rmtree(shop.notebooks, ignore_errors=True)
        shop.remember(notebooks=sources.computed)
    tell(says["notebooks"])
    steps.notebooks(shop, jobs)


def _make_pages(shop: Workshop, sources: Sources, steps: Steps, jobs: int, tell: Tell) -> bool:
    """Build upon what is there, or from nothing when that would leave something behind; whether the former."""
    known = shop.known()
    same = (known.get("engine"), known.get("static")) == (sources.engine, sources.static)
    is_upon = same and {*known.get("files", "").split("\n")} <= {*sources.files}
    if not is_upon:
        shutil.rmtree(shop.work, ignore_errors=True)
    shop.work.mkdir(exist_ok=True)
    shop.remember(engine="")  # until it is whole
    tell(_words()["pages"])
    if not steps.pages(shop, jobs, sources, tell):
        raise PolicykitError([Diagnostic(Code.BUILD_FAILED, {"reason": _trouble(shop.log), "log": shop.log})])
    shop.remember(engine=sources.engine, static=sources.static, files="\n".join(sources.files))
    return is_upon


def _trouble(log: Path) -> str:
    """The lines of a log that say what went wrong, or its last."""
    lines = log.read_text("utf-8", errors="replace").splitlines() if log.is_file() else []
    telling = [line for line in lines if _TROUBLE.search(line)]
    return "\n".join(telling[:_SHOWN] or lines[-_SHOWN:])


def _is_site(folder: Path) -> bool:
    """Whether a folder may be taken for a site's: it was one of ours or of Sphinx, or is empty."""
    marks = (_MARK, ".buildinfo")
    return folder.is_dir() and (any((folder / mark).is_file() for mark in marks) or not any(folder.iterdir()))


def _is_made_of(site: Path, sources: Sources) -> bool:
    mark = site / _MARK
    return (
        (site / "index.html").is_file() and mark.is_file() and mark.read_text("utf-8") == sources.everything
    )


@contextmanager
def _alone(shop: Workshop, tell: Tell) -> Iterator[None]:
    """One build at a time; the system frees the lock when a build is killed."""
    import fcntl  # on Linux and macOS, where sites are built

    with (shop.folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            tell(_words()["waiting"])
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _installed() -> str:
    """Python and the packages that are installed, with their versions."""
    folders = [Path(folder) for folder in sys.path if Path(folder).is_dir()]
    return "\n".join(
        [sys.version, *sorted(file.name for folder in folders for file in folder.glob("*.dist-info"))]
    )


def _collected(root: Path) -> list[str]:
    """The folder of what was collected, when the settings name one: its figures are part of the site."""
    path = root / "_config.yml"
    settings = (YAML(typ="safe").load(path) or {}) if path.is_file() else {}
    named = ((settings.get("sphinx") or {}).get("config") or {}).get("policykit_collected")
    return [os.path.relpath(root / named, root)] if named else []


def _files(folder: Path, names: Iterable[str]) -> Iterator[str]:
    """The files of these names and below these folders, in order."""
    for name in names:
        start = folder / name
        found = [start] if start.is_file() else sorted(start.rglob("*"))
        for file in found:
            inside = file.relative_to(folder)
            if file.is_file() and not _LEFT_OUT & {*inside.parts}:
                yield inside.as_posix()


def _digest(start: str, *groups: tuple[Path, Iterable[str]]) -> str:
    """Of a text and of files, by name and content."""
    digest = hashlib.sha256(start.encode())
    for folder, files in groups:
        for file in files:
            content = (folder / file).read_bytes()
            digest.update(f"\n{file}\n{len(content)}\n".encode() + content)
    return digest.hexdigest()
