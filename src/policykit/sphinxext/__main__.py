"""The pages of a book: `python -m policykit.sphinxext ROOT WORK JOBS SETTINGS`, a step of `policykit build`.

Jupyter Book's own command cannot read pages side by side, and takes no setting beside `_config.yml`. What it loads and
no page of the book needs takes longer than to write a few pages: it is left out.
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import sys
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from sphinx import application

from policykit.sphinxext.markdown import runs_something

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["main"]

_COLLECTED = (100_000, 20, 20)
"""A build makes trees by the thousand and keeps most: looking for rings as often as usual takes a fifth of its time."""
_KERNELS = "jupyter_client.kernelspec"
"""What Jupyter Book lists kernels by, where a page is made into a notebook: never here."""
_NOTEBOOKS, _MARKDOWN = "myst_nb", "policykit.sphinxext.markdown"
_OTHER_FORMATS = frozenset(
    (
        *("alabaster", "sphinx.builders.changes", "sphinx.builders.epub3"),
        *("sphinx.builders.linkcheck", "sphinx.builders.manpage", "sphinx.builders.texinfo"),
        *("sphinxcontrib.applehelp", "sphinxcontrib.devhelp", "sphinxcontrib.htmlhelp", "sphinxcontrib.qthelp"),
    )
)
"""What Sphinx loads for formats in which this book is not written."""


def main(root: str, work: str, jobs: str, settings: str) -> int:
    """Read the book below `root` and write its pages to `html` below `work`; 0 when nothing was wrong."""
    gc.set_threshold(*_COLLECTED)
    application.builtin_extensions = tuple(
        name for name in application.builtin_extensions if name not in _OTHER_FORMATS
    )
    with _no_kernels():
        from jupyter_book import sphinx as book
    if not runs_something(Path(root, "book")):
        book.get_final_config = _plain(book.get_final_config)
    ended = book.build_sphinx(
        Path(root, "book"),
        Path(work, "html"),
        noconfig=True,
        path_config=Path(root, "_config.yml"),
        confoverrides={"latex_individualpages": False, **json.loads(settings)},
        doctreedir=Path(work, "doctrees"),
        warningiserror=True,
        keep_going=True,
        jobs=int(jobs),
    )
    # An exception has been shown already.
    return ended if isinstance(ended, int) else 2


@contextmanager
def _no_kernels() -> Iterator[None]:
    """Load what lists kernels not, whose imports take a fifth of a second; notebooks load it themselves."""
    nothing: Any = ModuleType(_KERNELS)
    nothing.find_kernel_specs = dict
    sys.modules.setdefault(_KERNELS, nothing)
    try:
        yield
    finally:
        if sys.modules[_KERNELS] is nothing:
            del sys.modules[_KERNELS]


def _plain(settings: Any) -> Any:  # noqa: ANN401 - Jupyter Book publishes no types
    """What gives the settings of a book, of one in which nothing runs."""

    def given(**asked: object) -> tuple[dict[str, Any], dict[str, Any]]:
        config, beside = settings(**asked)
        config["extensions"] = [_MARKDOWN if name == _NOTEBOOKS else name for name in config["extensions"]]
        return config, beside

    return given


def _end(code: int) -> None:
    """End at once: to take a whole site's objects apart one by one takes a tenth of the time it took to make them."""
    atexit._run_exitfuncs()  # noqa: SLF001 - there is no other name for it
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    _end(main(*sys.argv[1:]))
