"""Reads the pages of a book in which nothing runs: MyST's parser without what runs notebooks.

MyST-NB brings clients of kernels, a database for what they gave, and IPython: nearly a second of work before the first
page is read. `python -m policykit.sphinxext` puts this in its place where no page needs it, and its settings stay.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.application import Sphinx

__all__ = ["runs_something", "setup"]

_RUNS = re.compile(r"file_format: *mystnb|\{(?:code-cell|raw-cell|glue|eval|nb-[a-z-]+)[:}]")
"""In a Markdown page: what only MyST-NB understands."""
_SETTINGS = "nb_"


def runs_something(book: Path) -> bool:
    """Whether a page of a book is a notebook, or shows what one gave.

    >>> from tempfile import TemporaryDirectory
    >>> from pathlib import Path
    >>> with TemporaryDirectory() as folder:
    ...     page = Path(folder, "page.md")
    ...     plain = [page.write_text("# 甲"), runs_something(Path(folder))][1]
    ...     runs = [page.write_text("{glue}`a`"), runs_something(Path(folder))][1]
    >>> plain, runs
    (False, True)
    """
    return any(book.rglob("*.ipynb")) or any(
        _RUNS.search(page.read_text("utf-8")) for page in book.rglob("*.md")
    )


def setup(app: Sphinx) -> dict[str, Any]:
    """Sphinx's entry point."""
    app.setup_extension("myst_parser")
    for name in [name for name in app.config.overrides if name.startswith(_SETTINGS)]:
        app.add_config_value(name, None, "", Any)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
