"""The pages of a book: `python -m policykit.sphinxext ROOT WORK JOBS SETTINGS`, a step of `policykit build`.

Jupyter Book's own command cannot read pages side by side, and takes no setting beside `_config.yml`. What it loads and
no page of the book needs takes longer than to write a few pages: it is left out.
"""

from __future__ import annotations

import atexit
import json
import os
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from policykit.base.garbage import seldom
from policykit.sphinxext.markdown import runs_something

__all__ = ["main"]

_LATER = (
    ("jupyter_client.kernelspec", "find_kernel_specs"),  # lists the kernels of a machine
    ("PIL.Image", ""),  # measures a picture that is to be shown at a scale
    ("snowballstemmer", ""),  # stems words for Sphinx's own search
    ("sphinx.util.requests", ""),  # fetches pictures of other hosts
)
"""What is imported by what a book needs, and used by few: modules, and what is taken out of them when imported."""
_NOTEBOOKS, _MARKDOWN = "myst_nb", "policykit.sphinxext.markdown"
_OTHER_FORMATS = frozenset(
    [
        "alabaster",
        "sphinx.builders.changes",
        "sphinx.builders.epub3",
        "sphinx.builders.linkcheck",
        "sphinx.builders.manpage",
        "sphinx.builders.texinfo",
        "sphinxcontrib.applehelp",
        "sphinxcontrib.devhelp",
        "sphinxcontrib.htmlhelp",
        "sphinxcontrib.qthelp",
    ]
)
"""What Sphinx loads for formats in which this book is not written."""


def main(root: str, work: str, jobs: str, settings: str) -> int:
    """Read the book below `root` and write its pages to `html` below `work`; 0 when nothing was wrong."""
    seldom()
    for name, taken in _LATER:
        _load_later(name, taken)
    from jupyter_book import sphinx as book
    from sphinx import application

    application.builtin_extensions = tuple(
        name for name in application.builtin_extensions if name not in _OTHER_FORMATS
    )
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


def _load_later(name: str, taken: str = "") -> None:
    """Stand something in the place of a module, which is loaded as soon as anything of it is used."""

    def load(attribute: str) -> Any:  # noqa: ANN401 - whatever the module has
        if attribute.startswith("__"):  # an import asks what it finds whether it is a package
            raise AttributeError(attribute)
        if sys.modules.get(name) is stands:
            del sys.modules[name]
        return getattr(import_module(name), attribute)

    stands: Any = ModuleType(name)
    stands.__getattr__ = load
    package, _, inside = name.rpartition(".")
    if taken:
        setattr(stands, taken, lambda: load(taken)())  # noqa: PLW0108 - loaded when called
    elif package:
        with suppress(ImportError):
            setattr(import_module(package), inside, stands)
    sys.modules[name] = stands


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
