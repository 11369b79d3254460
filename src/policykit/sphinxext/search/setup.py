"""Puts the search in the place of Sphinx's own: its index, its page, its scripts."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policykit.base.diagnostics import PolicykitError
from policykit.index.lexicon import Lexicon
from policykit.site.shards import Shards
from policykit.site.wording import words
from policykit.sphinxext.checks.domain import ChecksDomain
from policykit.sphinxext.domain import PolicyDomain
from policykit.sphinxext.project import PAGES, docname_of
from policykit.sphinxext.search.box import SearchBoxDirective, open_box, search_box

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

__all__ = ["setup_search", "write_index"]

_FOLDER = "search"
"""Of the index's files in the site; a folder in it carries their digest, so that no browser mixes two builds."""
_SCRIPTS = ("-text", "-index", "-words", "-ranking", "-engine", "-list", "-page", "")
"""In the order in which they build on each other."""


def setup_search(app: Sphinx) -> None:
    """Register directive and hooks."""
    app.add_directive("searchbox", SearchBoxDirective)
    app.add_node(search_box, html=(open_box, _nothing), latex=(_nothing, _nothing))
    app.connect("builder-inited", _replace, priority=900)
    app.connect("html-collect-pages", _page)
    app.connect("build-finished", _write)
    app.add_css_file("policykit-search.css")
    for part in _SCRIPTS:
        app.add_js_file(f"policykit-search{part}.js", loading_method="defer")


def write_index(shards: Shards, folder: Path) -> None:
    """Write the files of a search index into `folder`; what was there before is gone.

    The files are scripts, not JSON: a page that was opened from the disk may load no other kind.
    """
    beside = folder.with_name(f".{folder.name}-next")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    digest = hashlib.sha256()
    index: object = None
    for name, content in shards.files():
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        digest.update(text.encode())
        if name == "index":
            index = content
        else:
            _script(beside / f"{name}.js", name, text)
    version = digest.hexdigest()[:12]
    assert isinstance(index, dict)  # noqa: S101  # Shards.files always gives it
    text = json.dumps({"version": version, **index}, ensure_ascii=False, separators=(",", ":"))
    _script(beside / "index.js", "index", text)
    shutil.rmtree(folder, ignore_errors=True)
    beside.rename(folder)


def _script(path: Path, name: str, text: str) -> None:
    # U+2028 and U+2029 end a line in old JavaScript, and "</" a script that is copied into a page.
    safe = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("</", "<\\/")
    path.write_text(f'policykitSearch.put("{name}",{safe})\n', "utf-8")


def _nothing(_: object, __: object) -> None:
    """On paper there is no searching."""


def _replace(app: Sphinx) -> None:
    if app.builder.format == "html":
        app.builder.search = False  # type: ignore[attr-defined]  # Sphinx's index would be loaded by no page


def _page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    shown = words("search")["page"]
    body = app.builder.templates.render(
        "policykit/search.html", {"words": shown, "failed": words("search")["script"]["failed"]}
    )
    yield "search", {"title": shown["title"], "body": body}, "page.html"


def _write(app: Sphinx, error: Exception | None) -> None:
    if error is not None or app.builder.format != "html":
        return
    corpus = PolicyDomain.of(app.env).corpus
    try:
        lexicon = Lexicon.load(corpus.root)
    except PolicykitError as problem:
        raise SystemExit(str(problem)) from problem
    checked = {one.clause for one in ChecksDomain.of(app.env).stock.requirements}

    def page(policy: str) -> str:
        return app.builder.get_target_uri(docname_of(policy))

    written = sorted(name for name in app.env.all_docs if not name.startswith(PAGES))
    pages = [(app.builder.get_target_uri(name), app.env.titles[name].astext()) for name in written]
    shards = Shards(
        corpus, lexicon, checked, page, {"pages": pages, "wordsOfPage": words("search")["script"]}
    )
    write_index(shards, Path(app.outdir, _FOLDER))
