"""Hooks the files of tables into Sphinx: pages say which they offer, the end of the build writes those."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from policykit.site.links import CHECKS, THEMES
from policykit.site.tablefiles import as_csv, as_jsonl, as_xlsx
from policykit.site.wording import words
from policykit.sphinxext.tables.content import DISMISSED, SITE_WIDE, named_in, table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docutils.nodes import document
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

__all__ = ["setup_tables"]

_NOTE = "policykit_tables"
"""Attribute of the environment: document → the tables that it offers."""
_FOLDERS = (CHECKS, DISMISSED, THEMES)


def setup_tables(app: Sphinx) -> None:
    """Register the hooks."""
    app.connect("doctree-read", _note)
    app.connect("env-purge-doc", _forget)
    app.connect("env-merge-info", _merge)
    app.connect("build-finished", _write)


def _noted(env: BuildEnvironment) -> dict[str, set[str]]:
    if not hasattr(env, _NOTE):
        setattr(env, _NOTE, {})
    noted: dict[str, set[str]] = getattr(env, _NOTE)
    return noted


def _note(app: Sphinx, tree: document) -> None:
    names = set(named_in(tree))
    if names:
        _noted(app.env)[app.env.docname] = names


def _forget(_: Sphinx, env: BuildEnvironment, docname: str) -> None:
    _noted(env).pop(docname, None)


def _merge(_: Sphinx, env: BuildEnvironment, docnames: Iterable[str], other: BuildEnvironment) -> None:
    """Take over what a parallel reader found."""
    theirs = _noted(other)
    _noted(env).update({name: theirs[name] for name in docnames if name in theirs})


def _write(app: Sphinx, failure: Exception | None) -> None:
    """Write the tables that a page offers, when the site is HTML and was built; remove those that none does."""
    if failure is not None or app.builder.format != "html":
        return
    site, wanted = Path(app.outdir), set().union(*_noted(app.env).values())
    for name in sorted(wanted):
        _write_table(app, site / name, name)
    suffixes = tuple(words("tables")["formats"].values())
    there = [file for folder in _FOLDERS for file in (site / folder).glob("*") if file.suffix in suffixes]
    there += [site / f"{name}{suffix}" for name in SITE_WIDE for suffix in suffixes]
    for file in there:
        if file.relative_to(site).with_suffix("").as_posix() not in wanted:
            file.unlink(missing_ok=True)


def _write_table(app: Sphinx, path: Path, name: str) -> None:
    """Write the files of a table; a workbook only when the table is not what it was, for it takes longest."""
    made = table(app.env, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    texts = {f"{path}.jsonl": as_jsonl(made), f"{path}.csv": as_csv(made)}
    workbook = Path(f"{path}.xlsx")
    if workbook.is_file() and all(
        Path(file).is_file() and Path(file).read_bytes() == data for file, data in texts.items()
    ):
        return
    for file, data in texts.items():
        Path(file).write_bytes(data)
    workbook.write_bytes(as_xlsx(made))
