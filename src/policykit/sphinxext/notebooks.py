"""Notebooks of a book: run beside the reading of other pages, kept by content, and a failure said in one sentence.

Pages with `file_format: mystnb` run when `nb_execution_mode` is `cache`. MyST-NB's own cache knows a
notebook by its code alone; what a page shows also depends on the policies, the specs and the engine. So
the cache lies in a folder named after all of these, in `_build/notebooks` beside the content, where it
outlives the folder of one build.
"""

from __future__ import annotations

import fcntl
import hashlib
import shutil
import sys
import sysconfig
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policykit.base.diagnostics import Code, Diagnostic, PolicykitError

if TYPE_CHECKING:
    from jupyter_cache.base import JupyterCacheAbstract
    from jupyter_cache.executors.utils import ExecutionResult
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

__all__ = ["setup", "state"]

_CONTENT = ("policy_texts", "specs")
_FOLDER = Path("_build", "notebooks")
_WITHOUT = frozenset({"__pycache__", "sphinxext"})
"""What no cell computes with: the looks of the site may change without running anything."""
_KEPT = 3
"""Folders of earlier content that stay, so that a change taken back costs nothing."""
_LABEL = ' aria-label="Toggle hidden content"'
_LAST = 900
"""After MyST-NB and policykit have set themselves up."""


def setup(app: Sphinx) -> dict[str, Any]:
    """Sphinx's entry point."""
    runs = _Runs()
    app.connect("builder-inited", runs.start, priority=_LAST)
    app.connect("env-get-outdated", runs.outdated)
    app.connect("env-before-read-docs", runs.postpone)
    app.connect("source-read", runs.wait)
    app.connect("build-finished", runs.release)
    app.connect("html-page-context", _unlabel)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}


def state(root: Path) -> str:
    """Digest of all that a page may show beside its own code: content, engine, Python and its packages."""
    packages = sorted(one.name for one in Path(sysconfig.get_path("purelib")).glob("*.dist-info"))
    digest = hashlib.sha256("\n".join([sys.version, *packages]).encode())
    for folder in (Path(__file__).parents[1], *(root / name for name in _CONTENT)):
        for file in sorted(folder.rglob("*")):
            if file.is_file() and not _WITHOUT & {*file.relative_to(folder).parts}:
                digest.update(f"{file.relative_to(folder)}\n".encode() + file.read_bytes())
    return digest.hexdigest()[:16]


@dataclass
class _Runs:
    """The notebooks of one build that are not in the cache, each running on a kernel of its own."""

    now: str = ""
    """State that the pages are made from; empty when none runs."""
    cache: Any = None
    running: dict[str, tuple[Path, Future[ExecutionResult]]] = field(default_factory=dict)
    lock: Any = None

    def start(self, app: Sphinx) -> None:
        """Begin to run every notebook that is not in the cache."""
        env: Any = app.env
        if env.mystnb_config.execution_mode != "cache":
            return
        root = Path(app.srcdir, getattr(app.config, "policykit_path", "") or "..").resolve()
        self.now = state(root)
        folder = root / _FOLDER / self.now
        env.mystnb_config = env.mystnb_config.copy(execution_cache_path=str(folder))
        _tidy(folder)
        # Two builds at once would run the same notebooks and write to the same cache: one waits.
        self.lock = (folder / "lock").open("w")
        fcntl.flock(self.lock, fcntl.LOCK_EX)
        self.cache = _cache(folder)
        found = {env.path2doc(str(path)): path for path in _pages(Path(app.srcdir))}
        books = {page: _read(path, env) for page, path in found.items() if page}
        missing = {page: book for page, book in books.items() if not _kept(self.cache, book)}
        if not missing:
            self.release()
            return
        pool, timeout = ThreadPoolExecutor(len(missing)), env.mystnb_config.execution_timeout
        for page, book in missing.items():
            path = found[page]
            self.running[page] = (path, pool.submit(_run, book, path.parent, timeout))
        pool.shutdown(wait=False)

    def outdated(self, _: Sphinx, env: Any, *__: object) -> list[str]:  # noqa: ANN401 - what Sphinx keeps has no type for what is added
        """Every notebook, when what it was made from has changed since."""
        before, env.policykit_notebooks = getattr(env, "policykit_notebooks", ""), self.now
        if before == self.now:
            return []
        return [page for page, told in env.metadata.items() if "kernelspec" in told]

    def postpone(self, app: Sphinx, _: BuildEnvironment, docnames: list[str]) -> None:
        """Read running notebooks last, so that they run while the other pages are read."""
        docnames.sort(key=lambda page: page in self.running)
        if app.parallel > 1 or not self.running.keys() & {*docnames}:
            # Processes that read side by side do not have these threads.
            self._keep_all()

    def wait(self, _: Sphinx, docname: str, __: list[str]) -> None:
        """Before the first of them is read."""
        if docname in self.running:
            self._keep_all()

    def _keep_all(self) -> None:
        """Put all results into the cache, or say what failed."""
        problems = []
        for path, future in self.running.values():
            done = future.result()
            if done.err is None:
                _keep(self.cache, path, done)
            else:
                problems.append(_problem(path, done))
        self.running.clear()
        self.release()
        if problems:
            # Not an ExtensionError: Jupyter Book would bury the message under its own traceback.
            raise SystemExit(str(PolicykitError(problems)))

    def release(self, *_: object) -> None:
        """Let another build go on."""
        if self.lock is not None:
            self.lock.close()
            self.lock = None


def _unlabel(_: Sphinx, __: str, ___: str, context: dict[str, Any], doctree: object) -> None:
    """A fold is called by the words that it shows, not by an English label that only a screen reader has."""
    if doctree is not None:
        context["body"] = context["body"].replace(_LABEL, "")


def _tidy(folder: Path) -> None:
    """Make the folder, and remove those of content that is long gone."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.touch()
    known = sorted(folder.parent.iterdir(), key=lambda one: one.stat().st_mtime, reverse=True)
    for old in known[_KEPT:]:
        shutil.rmtree(old, ignore_errors=True)


def _pages(book: Path) -> Iterator[Path]:
    """The pages that say at their top that they are notebooks."""
    for path in sorted(book.rglob("*.md")):
        if not any(part.startswith(("_", ".")) for part in path.relative_to(book).parts):
            top = path.read_text("utf-8").partition("\n---\n")[0]
            if top.startswith("---\n") and "file_format: mystnb" in top:
                yield path


def _read(path: Path, env: Any) -> Any:  # noqa: ANN401 - MyST-NB hangs its settings onto Sphinx's environment
    """The notebook that a page is, as MyST-NB will read it."""
    from myst_nb.core.read import create_nb_reader

    text = path.read_text("utf-8")
    reader = create_nb_reader(str(path), env.myst_config, env.mystnb_config, text)
    assert reader is not None  # noqa: S101 - its top says that it is one
    return reader.read(text)


def _cache(folder: Path) -> JupyterCacheAbstract:
    from jupyter_cache import get_cache

    return get_cache(folder)


def _kept(cache: JupyterCacheAbstract, notebook: Any) -> bool:  # noqa: ANN401 - nbformat is untyped
    try:
        cache.match_cache_notebook(notebook)
    except KeyError:
        return False
    return True


def _keep(cache: JupyterCacheAbstract, path: Path, done: ExecutionResult) -> None:
    from jupyter_cache.base import CacheBundleIn

    cache.cache_notebook_bundle(CacheBundleIn(done.nb, str(path)), check_validity=False, overwrite=True)


def _run(notebook: Any, folder: Path, timeout: int) -> ExecutionResult:  # noqa: ANN401 - nbformat is untyped
    """Run a notebook on a fresh kernel of this Python."""
    from jupyter_cache.executors.utils import single_nb_execution
    from traitlets.config import Config

    # Kernel and build talk over a port of this machine: nobody else on it reads along.
    settings = Config({"KernelManager": {"transport_encryption": "auto"}})
    return single_nb_execution(
        notebook, cwd=str(folder), timeout=timeout, allow_errors=False, config=settings
    )


def _problem(path: Path, done: ExecutionResult) -> Diagnostic:
    """What failed: page, first line of the cell, and what Python said."""
    cells = done.nb.cells
    failed = next((at for at, cell in enumerate(cells) if _failed(cell)), None)
    lines = done.nb.metadata.get("source_map") or [0] * len(cells)
    error: Any = done.err
    # A kernel that died or took too long raised nothing of its own.
    said = f"{error.ename}: {error.evalue}" if hasattr(error, "ename") else type(error).__name__
    line = lines[failed] + 1 if failed is not None else None
    return Diagnostic(Code.NOTEBOOK_FAILED, {"error": said}, file=path.name, line=line)


def _failed(cell: Any) -> bool:  # noqa: ANN401 - nbformat is untyped
    return any(output.output_type == "error" for output in cell.get("outputs", ()))
