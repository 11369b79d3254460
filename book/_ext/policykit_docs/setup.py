"""Hooks the reference pages into Sphinx."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes

from policykit_docs import docstrings
from policykit_docs.diagnostics import DiagnosticsDirective
from policykit_docs.journey import JourneyDirective
from policykit_docs.keys import ExampleDirective, KeysDirective, TargetsDirective
from policykit_docs.rooms import LayersDirective, RoomsDirective

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

__all__ = ["setup"]

_DIRECTIVES = {
    "diagnostics": DiagnosticsDirective,
    "journey": JourneyDirective,
    "layers": LayersDirective,
    "rooms": RoomsDirective,
    "spec-example": ExampleDirective,
    "spec-keys": KeysDirective,
    "target-kinds": TargetsDirective,
}
_SETTINGS = {
    "autodoc_member_order": "bysource",
    "autodoc_typehints": "signature",
    "autodoc_use_type_comments": False,
    "html_domain_indices": False,
    "maximum_signature_line_length": 72,
    "napoleon_google_docstring": False,
    "napoleon_use_rtype": False,
    "python_use_unqualified_type_names": True,
    "toc_object_entries_show_parents": "hide",
}
_FIRST = 100
_SOURCES = {".py", ".yml", ".txt", ".svg"}
"""Other code, other pages: all are read again."""


def setup(app: Sphinx) -> dict[str, Any]:
    """Sphinx's entry point; brings autodoc and napoleon, which come with Sphinx."""
    app.add_config_value("policykit_docs_digest", "", "env", str)
    app.setup_extension("sphinx.ext.autodoc")
    app.setup_extension("sphinx.ext.napoleon")
    for name, directive in _DIRECTIVES.items():
        app.add_directive(name, directive)
    app.add_css_file("policykit-reference.css")
    app.connect("config-inited", _configure, priority=_FIRST)
    docstrings.connect(app)
    app.connect("doctree-read", _mark_language)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


def _configure(app: Sphinx, config: Config) -> None:
    """What a book says in its own settings goes before ours."""
    here = Path(__file__).parent
    # Its example is content of its own, no pages of this book.
    config.exclude_patterns.append(here.parent.name)
    # Seen from the book: a copy of it elsewhere is the same book.
    config.html_static_path.append(os.path.relpath(here / "static", app.confdir))
    files = sorted(file for file in here.rglob("*") if file.suffix in _SOURCES)
    config.policykit_docs_digest = hashlib.sha256(b"".join(map(Path.read_bytes, files))).hexdigest()
    given = {*config.overrides, *config._raw_config}  # noqa: SLF001 - Sphinx has no other way to ask
    for name, value in _SETTINGS.items():
        if name not in given:
            config[name] = value


def _mark_language(app: Sphinx, doctree: nodes.document) -> None:
    """A page that says `lang: en` at its top is English to browsers and screen readers."""
    language = app.env.metadata[app.env.docname].get("lang")
    if language:
        for child in doctree.children:
            if isinstance(child, nodes.section):
                child["classes"].append(f"language-{language}")
