"""Hooks the room into Sphinx."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policykit.base.diagnostics import PolicykitError
from policykit.corpus import Corpus
from policykit.site import WEB
from policykit.sphinxext.checks.setup import THEMES_FILE, load, setup_checks
from policykit.sphinxext.crossindex.setup import load_crossindex, setup_crossindex
from policykit.sphinxext.directives import PoliciesDirective, PolicyDirective
from policykit.sphinxext.domain import PolicyDomain
from policykit.sphinxext.html import add_nodes
from policykit.sphinxext.interchange import setup_interchange
from policykit.sphinxext.navigation import add_navigation, pages_to_read, pages_to_write
from policykit.sphinxext.parser import FILETYPE, PolicyParser
from policykit.sphinxext.project import SUFFIX, PolicyProject, docname_of
from policykit.sphinxext.search import setup_search
from policykit.sphinxext.selfcheck import setup_selfcheck
from policykit.sphinxext.tables import setup_tables

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

__all__ = ["setup"]

_HERE = Path(__file__).parent
_CONTENT = "policy_texts"
_ENGINE = {".py", ".yml", ".tsv", ".js", ".css", ".html"}


def setup(app: Sphinx) -> dict[str, Any]:
    """Sphinx's entry point."""
    app.add_config_value("policykit_path", "", "env", str)
    app.add_config_value("policykit_engine", "", "env", str)
    app.add_domain(PolicyDomain)
    app.add_directive("policy", PolicyDirective)
    app.add_directive("policies", PoliciesDirective)
    app.add_source_suffix(SUFFIX, FILETYPE)
    app.add_source_suffix(THEMES_FILE, FILETYPE)
    app.add_source_parser(PolicyParser)
    add_nodes(app)
    setup_checks(app)
    setup_crossindex(app)
    setup_search(app)
    setup_selfcheck(app)
    setup_interchange(app)
    setup_tables(app)
    app.add_css_file("policykit.css")
    app.add_js_file("policykit.js", loading_method="defer")
    app.connect("config-inited", _configure)
    app.connect("builder-inited", _load)
    app.connect("env-get-outdated", pages_to_read)
    app.connect("env-updated", pages_to_write)
    app.connect("html-page-context", add_navigation)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}


def _configure(_: Sphinx, config: Config) -> None:
    config.templates_path.append(str(WEB / "templates"))
    config.html_static_path += [str(WEB / name) for name in ("pages", "search", "selfcheck")]
    config.policykit_engine = _engine()


def _engine() -> str:
    """Digest of the code and data that make pages of policies: other code, other pages."""
    digest = hashlib.sha256()
    for file in sorted(_HERE.parent.rglob("*")):
        if file.suffix in _ENGINE:
            digest.update(f"{file.name} {file.stat().st_size} ".encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()


def _load(app: Sphinx) -> None:
    """Read the corpus and its specs, and make their pages documents of the project."""
    root = Path(app.srcdir, app.config.policykit_path or "..").resolve()
    try:
        corpus = Corpus.load(root)
    except PolicykitError as error:
        # Not an ExtensionError: Jupyter Book would bury the message under its own traceback.
        raise SystemExit(str(error)) from error
    domain = PolicyDomain.of(app.env)
    domain.corpus, domain.folder = corpus, root / _CONTENT
    made = {docname_of(policy.id): str(domain.card(policy.id)) for policy in corpus.policies}
    app.project = PolicyProject(app.project, {**made, **load(app)})
    app.env.project = app.project
    load_crossindex(app)
