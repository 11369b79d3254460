"""Notebooks of a book, run before its pages are read: side by side, each on a kernel of its own.

What they gave goes into the cache of jupyter-cache, where MyST-NB looks for it, so that nothing runs
while pages are read. A notebook that fails is said with its page, line and error.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from fnmatch import fnmatch
from functools import partial
from typing import TYPE_CHECKING, Any

from policykit.base.diagnostics import Code, Diagnostic, PolicykitError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

__all__ = ["run_notebooks"]

_READERS = {".ipynb": "nbformat", ".md": "myst_nb_md"}
"""How jupyter-cache reads them, by the names under which the readers are registered."""
_TIMEOUT = 30
"""Seconds a cell may take where `_config.yml` says nothing: Jupyter Book's own."""


def run_notebooks(book: Path, cache: Path, settings: Mapping[str, Any], jobs: int) -> None:
    """Run every notebook below `book` that is not in `cache`.

    `settings` is what `_config.yml` says under `execute`; nothing runs unless its mode is `cache`.

    Raises
    ------
    PolicykitError
        Cells failed (PK006, for each page), or the content that they read has a fault (PK022, once a fault);
        what ran well is in the cache all the same.
    """
    pages = list(_pages(book, settings.get("exclude_patterns") or ()))
    if settings.get("execute_notebooks") != "cache" or not pages:
        return  # Nothing of Jupyter is loaded, which takes a quarter of a second.
    from jupyter_cache import get_cache
    from jupyter_cache.base import CacheBundleIn
    from jupyter_cache.readers import get_reader

    kept, missing = get_cache(cache), {}
    for path in pages:
        notebook = get_reader({"type": "plugin", "name": _READERS[path.suffix]})(str(path))
        try:
            kept.match_cache_notebook(notebook)
        except KeyError:
            missing[path] = notebook
    run = partial(_run, timeout=settings.get("timeout") or _TIMEOUT)
    with ThreadPoolExecutor(jobs) as pool:
        outcomes = list(pool.map(run, missing.values(), missing))
    for (path, notebook), problem in zip(missing.items(), outcomes, strict=True):
        if problem is None:
            kept.cache_notebook_bundle(
                CacheBundleIn(notebook, str(path)), check_validity=False, overwrite=True
            )
    if problems := [problem for problem in outcomes if problem is not None]:
        raise PolicykitError(_together(problems))


def _pages(book: Path, excluded: tuple[str, ...]) -> Iterator[Path]:
    """Jupyter notebooks, and the Markdown pages that say at their top that they are notebooks."""
    for path in sorted(path for suffix in _READERS for path in book.rglob(f"*{suffix}")):
        page = path.relative_to(book)
        hidden = any(part.startswith(("_", ".")) for part in page.parts)
        if not hidden and not any(fnmatch(page.as_posix(), pattern) for pattern in excluded):
            top = path.read_text("utf-8").partition("\n---\n")[0] if path.suffix == ".md" else ""
            if path.suffix != ".md" or (top.startswith("---\n") and "file_format: mystnb" in top):
                yield path


def _run(notebook: Any, path: Path, timeout: int) -> Diagnostic | None:  # noqa: ANN401 - nbformat is untyped
    """Run a notebook in place, in its own folder; what went wrong, if anything."""
    from nbclient import execute
    from nbclient.exceptions import CellControlSignal
    from traitlets.config import Config

    # Kernel and build talk over a port of this machine: nobody else on it reads along.
    settings = Config({"KernelManager": {"transport_encryption": "auto"}})
    try:
        # Times in the cells would make it another notebook than the page is.
        execute(notebook, cwd=str(path.parent), timeout=timeout, record_timing=False, config=settings)
    except (CellControlSignal, RuntimeError) as error:
        return _problem(notebook, path, error)
    return None


def _problem(notebook: Any, path: Path, error: Any) -> Diagnostic:  # noqa: ANN401 - nbformat's notebooks and nbclient's errors have no types
    cells = notebook.cells
    failed = next((index for index, cell in enumerate(cells) if _failed(cell)), None)
    lines = notebook.metadata.get("source_map") or [0] * len(cells)
    if getattr(error, "ename", "") == PolicykitError.__name__:
        # No fault of the cell: what it reads is wrong, and its message says where and what to do.
        return Diagnostic(Code.CONTENT_STOPS_PAGES, {"error": error.evalue}, file=path.name)
    # A kernel that died or took too long raised nothing of its own.
    reason = f"{error.ename}: {error.evalue}" if hasattr(error, "ename") else type(error).__name__
    line = lines[failed] + 1 if failed is not None else None
    return Diagnostic(Code.NOTEBOOK_FAILED, {"error": reason}, file=path.name, line=line)


def _together(problems: list[Diagnostic]) -> list[Diagnostic]:
    """The same fault of the content, which stopped several pages, is one problem."""
    found: dict[object, list[Diagnostic]] = {}
    for index, problem in enumerate(problems):
        same = problem.values["error"] if problem.code is Code.CONTENT_STOPS_PAGES else index
        found.setdefault(same, []).append(problem)
    return [
        replace(first, file=", ".join(str(each.file) for each in (first, *others)))
        for first, *others in found.values()
    ]


def _failed(cell: Any) -> bool:  # noqa: ANN401 - nbformat's cells have no types
    return any(output.output_type == "error" for output in cell.get("outputs", ()))
