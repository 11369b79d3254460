"""Hooks the site into Sphinx."""

from __future__ import annotations

import hashlib
import json
import os
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import ParseError

from policykit.base.diagnostics import PolicykitError
from policykit.base.drivers import end_with_parent
from policykit.corpus import Corpus
from policykit.site import WEB
from policykit.site.content import Content, RequirementIndex
from policykit.site.crossindex import CrossIndex
from policykit.site.junit import Tests, read_junit
from policykit.site.kept import Folders, Kept
from policykit.site.links import checks_docname, policy_docname, theme_docname
from policykit.site.parts import part_docname
from policykit.site.rendering import compiled
from policykit.site.tables import tables_of
from policykit.site.wording import words
from policykit.site.years import collected_series
from policykit.specs import Specs
from policykit.sphinxext.directives import DIRECTIVES
from policykit.sphinxext.document import CARD, policy_card, work_out
from policykit.sphinxext.domains import CheckDomain, PolicyDomain, ViewDomain, content_of
from policykit.sphinxext.files import (
    SCRIPTS,
    add_formats,
    begin_search,
    begin_tables,
    make_rulebook,
    search_page,
    write_files,
)
from policykit.sphinxext.head import describe, write_missing
from policykit.sphinxext.html import add_nodes
from policykit.sphinxext.navigation import add_navigation, pages_to_read, pages_to_write
from policykit.sphinxext.nodes import policy_body, site_view
from policykit.sphinxext.outline import Unfold, add_outline
from policykit.sphinxext.project import FILETYPE, THEMES_FILE, PolicyParser, PolicyProject

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docutils.nodes import document
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

    from policykit.figures.series import Series

__all__ = ["setup"]

_PACKAGE = Path(__file__).parents[1]
_ENGINE = {".py", ".yml", ".tsv", ".js", ".css", ".html"}
_STYLES = ("policykit-checks", "policykit-county", "policykit-crossindex", "policykit-search", "policykit")
_SEARCH = (
    *("-text", "-index", "-words", "-ranking", "-pinyin", "-days", "-cards", "-engine"),
    *("-list", "-page", "-due"),
)
_SCRIPTS = (
    "policykit-elements",
    *(f"policykit-county{part}" for part in ("", "-names", "-chooser", "-home")),
    "policykit-due",
    "policykit-script",
    "policykit-checks",
    "policykit-cascade",
    *(f"policykit-search{part}" for part in _SEARCH),
    "policykit",
)
"""In the order in which they build on each other."""
_WORTH_COPIES = 100
"""With fewer policies it takes longer to copy the process than to read them."""
_KEPT = ".kept"
"""Beside the trees of documents, with which it goes when a site is built anew."""
_DRESSES = {
    "selfcheck": ("policykit-selfcheck",),
    "collect": ("policykit-selfcheck", "policykit-collect"),
    "years": ("policykit-selfcheck", "policykit-collect", "policykit-years"),
}
"""The styles that only pages with one view load."""


def setup(app: Sphinx) -> dict[str, Any]:
    """Sphinx's entry point."""
    app.add_config_value("policykit_path", "", "env", str)
    app.add_config_value("policykit_engine", "", "env", str)
    app.add_config_value("policykit_junit", "", "", str)
    app.add_config_value("policykit_collected", "", "", str)
    for domain in (PolicyDomain, CheckDomain, ViewDomain):
        app.add_domain(domain)
    for name, directive in DIRECTIVES.items():
        app.add_directive(name, directive)
    for suffix in (CARD, THEMES_FILE):
        app.add_source_suffix(suffix, FILETYPE)
    app.add_source_parser(PolicyParser)
    add_nodes(app)
    app.add_post_transform(Unfold)
    for style in _STYLES:
        app.add_css_file(f"{style}.css")
    said = {
        "policykit-county": words("county"),
        "policykit-due": words("checks")["due_by_clock"],
        "policykit-checks": words("checks")["lists"],
        "policykit-cascade": words("checks")["cascade"],
        "policykit": words("policies")["copying"],
    }
    for script in _SCRIPTS:
        wording: dict[str, Any] = (
            {"data-words": json.dumps(said[script], ensure_ascii=False)} if script in said else {}
        )
        app.add_js_file(f"{script}.js", loading_method="defer", **wording)
    app.connect("config-inited", _configure)
    app.connect("builder-inited", _load)
    app.connect("builder-inited", _without_search, priority=900)
    app.connect("builder-inited", _keep_templates, priority=900)
    app.connect("env-get-outdated", pages_to_read)
    app.connect("env-before-read-docs", _work_out_one)
    app.connect("source-read", _lighten)
    app.connect("doctree-read", _note_views)
    app.connect(
        "env-updated", begin_search, priority=400
    )  # before this process is at work on what pages show
    app.connect("env-updated", pages_to_write)
    app.connect("env-updated", begin_tables, priority=600)  # when it has made what tables show, too
    app.connect("env-check-consistency", make_rulebook)
    app.connect("write-started", _write_by_all)
    app.connect("html-collect-pages", search_page)
    app.connect("html-page-context", add_navigation)
    app.connect("html-page-context", add_outline)
    app.connect("html-page-context", add_formats)
    app.connect("html-page-context", _dress)
    app.connect("html-page-context", describe)
    app.connect("build-finished", write_files)
    app.connect("build-finished", write_missing)
    return {"version": "1", "env_version": 2, "parallel_read_safe": True, "parallel_write_safe": True}


def _configure(_: Sphinx, config: Config) -> None:
    config.html_static_path += [str(WEB / name) for name in SCRIPTS]
    config.policykit_engine = config.policykit_engine or _engine()


def _engine() -> str:
    """Digest of the code and data that make pages of policies: other code, other pages."""
    digest = hashlib.sha256()
    for file in sorted(_PACKAGE.rglob("*")):
        if file.suffix in _ENGINE:
            digest.update(f"{file.name} {file.stat().st_size} ".encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()


def _without_search(app: Sphinx) -> None:
    if app.builder.format == "html":
        app.builder.search = False  # type: ignore[attr-defined]  # Sphinx's index would be loaded by no page


def _keep_templates(app: Sphinx) -> None:
    """The theme's templates are compiled once for all builds of this user, too."""
    if app.builder.format == "html":
        app.builder.templates.environment.bytecode_cache = compiled("theme")


def _write_by_all(app: Sphinx, _: Builder) -> None:
    """Have all processes write: Sphinx keeps one back to resolve what others write, which is little here."""
    if app.parallel > 1:
        app.parallel += 1


# --- what the build knows ---------------------------------------------------------------------


def _load(app: Sphinx) -> None:
    """Read the corpus and its specs, and make their pages documents of the project."""
    root = Path(app.srcdir, app.config.policykit_path or "..").resolve()
    kept = Kept(root, Path(app.doctreedir, _KEPT), app.config.policykit_engine)
    try:
        corpus = _corpus(root, app.parallel, kept)
        specs = Specs.load(corpus)
        collected = _collected(app.config, root, specs)
    except PolicykitError as error:
        # Not an ExtensionError: Jupyter Book would bury the message under its own traceback.
        raise SystemExit(str(error)) from error
    index = RequirementIndex(specs, _tests(app.config, root), kept)
    domain = PolicyDomain.of(app.env)
    content = domain.content = Content(corpus, index, CrossIndex(specs, app.parallel, kept), collected)
    domain.process = os.getpid()
    themes_file = str(_PACKAGE / "site" / "words" / THEMES_FILE)
    made = {theme_docname(theme): themes_file for theme in index.themes}
    for policy in corpus.policies:
        card = str(policy_card(app.env, policy.id))
        for text in (*policy.versions, policy):
            pages = range(len(content.text_parts(text).starts))
            made |= {part_docname(policy_docname(text.id), at): card for at in pages}
        if index.path(policy.id) is not None:
            pages = range(len(index.checks_parts(policy.id)))
            made |= {part_docname(checks_docname(policy.id), at): card for at in pages}
    app.project = PolicyProject(app.project, made)
    app.env.project = app.project


def _corpus(root: Path, jobs: int, kept: Kept) -> Corpus:
    """The corpus: what changed since it was read last, side by side where that is worth the copies of the process."""
    if jobs == 1 or len(list(root.glob(f"policy_texts/*/{CARD}"))) < _WORTH_COPIES:
        return Corpus.load(root, executor=Folders(kept))
    with ProcessPoolExecutor(jobs, get_context("fork"), end_with_parent) as pool:
        return Corpus.load(root, executor=Folders(kept, pool))


def _collected(config: Config, root: Path, specs: Specs) -> tuple[Series, ...] | None:
    """What `policykit collect --keep` keeps in the folder named in `policykit_collected`, from the content's folder."""
    if not config.policykit_collected:
        return None
    from policykit.figures.archive import history  # readers of workbooks, which no other site needs

    return collected_series(history(root / config.policykit_collected), specs.requirements)


def _tests(config: Config, root: Path) -> Tests:
    """The results of the specs' tests: the file named in `policykit_junit`, from the content's folder."""
    if not config.policykit_junit:
        return Tests()
    try:
        return read_junit(root / config.policykit_junit)
    except ParseError as error:
        raise SystemExit(words("checks")["bad_junit"].format(config.policykit_junit, error)) from error


def _work_out_one(app: Sphinx, env: BuildEnvironment, docnames: Sequence[str]) -> None:
    """Before the process is copied: patterns, tables and jieba's dictionary are made ready at their first use."""
    content = content_of(env)
    policy = next(filter(None, map(content.policy_of_page, docnames)), None) if app.parallel > 1 else None
    if policy is not None:
        work_out(content, policy)


def _lighten(app: Sphinx, *_: object) -> None:
    """Take the outlines of what was read before out of a copy that begins to read: it sends back all that it holds.

    Sphinx has each copy hand over its whole environment, and takes of it what that copy has read.
    """
    domain = PolicyDomain.of(app.env)
    if domain.process != (here := os.getpid()):
        domain.process = here
        app.env.tocs.clear()


# --- what a page shows ------------------------------------------------------------------------


def _note_views(app: Sphinx, tree: document) -> None:
    """Remember which views a document has, with the tables that they offer."""
    views: dict[str, set[str]] = {}
    for body in tree.findall(policy_body):
        views |= {view: set() for view in body["views"]}
    for node in tree.findall(site_view):
        views.setdefault(node["view"], set()).update(tables_of(node["view"], node.attributes))
    if views:
        ViewDomain.of(app.env).documents[app.env.docname] = views


def _dress(app: Sphinx, pagename: str, _: str, __: dict[str, Any], doctree: document | None) -> None:
    """The pages of files and of figures load their own styles, no other page does."""
    pages = ViewDomain.of(app.env)
    for view, styles in _DRESSES.items():
        if doctree is not None and pagename in pages.with_view(view):
            for style in styles:
                app.add_css_file(f"{style}.css", priority=700)
