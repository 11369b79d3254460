"""Dresses sphinx-book-theme: every word in Chinese, every asset from the site itself and no other, little to load.

What a book says in its `_config.yml` goes before it.
"""

from __future__ import annotations

import re
from base64 import b64encode
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from markupsafe import escape

from policykit.model import Script
from policykit.site import WEB
from policykit.site.rendering import filled
from policykit.site.wording import words
from policykit.sphinxext.nodes import policy_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from docutils.nodes import document
    from sphinx.application import Sphinx
    from sphinx.config import Config

__all__ = ["setup"]

_HERE = Path(__file__).parent
_UNTRANSLATED = 'title="Link to this heading"'
_LATE = re.compile(r"(mystnb\.\w+\.css)\?v=\w+")
_PARAMETERS = re.compile(r'<dl>\s*((?:<dd><em class="sig-param">.*</dd>\s*)+)</dl>')
"""A long signature: Sphinx sets its parameters as definitions of nothing, which a screen reader stumbles over."""
_SOURCES = {
    "default-src": "'none'",
    "script-src": "'self'",
    # Docutils and notebooks set widths and colours in the tags; a style runs nothing.
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    # What reads files beside a page: a text that a script of the page has, which no address of a disk could be.
    "worker-src": "blob:",
    "form-action": "'self'",
    "base-uri": "'none'",
}
"""Content-Security-Policy: what a page may load and run."""
_EVALUATED = "/translations.js"
"""Of Sphinx: makes a function of a text, which the policy forbids, to speak in a search that no page has."""
_SIDEBARS = {"**": ["policykit/sidebar-nav-bs.html"]}
"""Called so, it is not filled a second time to see whether it is empty."""
_OPTIONS = {
    "use_download_button": False,
    "use_fullscreen_button": False,
    "article_header_start": ["toggle-primary-sidebar.html", "breadcrumbs.html"],
    "article_header_end": ["county-switch.html", "script-switch.html", "article-header-buttons.html"],
    "footer_content_items": [],
    "navbar_persistent": [],
    "primary_sidebar_end": [],
    "show_toc_level": 2,
    "back_to_top_button": False,
}


def setup(app: Sphinx) -> dict[str, Any]:
    """Sphinx's entry point."""
    app.add_css_file("policykit-book.css", priority=600)
    app.add_js_file("policykit-book.js")
    app.connect("config-inited", _configure)
    app.connect("config-inited", _read_side_by_side, priority=999)
    app.connect("html-page-context", _mend)
    app.connect("html-page-context", _name_script)
    app.connect("html-page-context", _guard, priority=999)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


def _mend(app: Sphinx, pagename: str, _: str, context: dict[str, Any], doctree: document | None) -> None:
    """Say the one message that Sphinx's Chinese catalogue lacks; link style sheets alike in every build."""
    if doctree is not None:
        body = context["body"].replace(_UNTRANSLATED, f'title="{words("policies")["heading_link"]}"')
        context["body"] = _PARAMETERS.sub(_as_list, body)
    context["listed"] = partial(_listed, app, pagename, context)
    link: Callable[[object], str] = context["css_tag"]
    # MyST-NB writes its sheet after the pages: only from the second build on would Sphinx know its digest.
    context["css_tag"] = _linked(app, pagename, lambda sheet: _LATE.sub(r"\1", link(sheet)))
    context["js_tag"] = _linked(app, pagename, context["js_tag"])


def _name_script(
    _: Sphinx, pagename: str, __: str, context: dict[str, Any], doctree: document | None
) -> None:
    """Name the policy whose traditional text a page shows: its bar offers the Simplified view."""
    text = next(doctree.findall(policy_text), None) if doctree is not None else None  # a page has one
    if text is not None and text["lang"] == Script.TRADITIONAL.language:
        context["traditional_policy"] = pagename.rpartition("/")[2]


_LINKED: WeakKeyDictionary[Sphinx, dict[tuple[str, object], str]] = WeakKeyDictionary()
"""How pages of a folder link sheets and scripts: Sphinx would read each of these files again for each page."""


def _linked(app: Sphinx, pagename: str, link: Callable[[object], str]) -> Callable[[object], str]:
    """What links a sheet or a script to a page."""
    folder = pagename.rpartition("/")[0]
    known = _LINKED.setdefault(app, {})

    def linked(asset: object) -> str:
        if (folder, asset) not in known:
            known[folder, asset] = link(asset)
        return known[folder, asset]

    return linked


_LISTED: WeakKeyDictionary[Sphinx, dict[str, str]] = WeakKeyDictionary()
"""The side bar of pages that stand in no table of contents, by their folder: of all these it is the same."""


def _listed(app: Sphinx, pagename: str, context: dict[str, Any], **options: object) -> str:
    """The side bar of a page; `options` are the theme's."""
    folder = pagename.rpartition("/")[0]
    known = _LISTED.setdefault(app, {})
    if pagename in app.builder.relations:  # type: ignore[attr-defined]  # of HTML
        made = str(context["generate_toctree_html"](**options))
    else:
        made = known[folder] if folder in known else str(context["generate_toctree_html"](**options))
        known[folder] = made
    return _marked(made, context.get("listed_in"))


def _marked(listed: str, link: str | None) -> str:
    """The side bar with the page that is shown marked, else the page that it belongs to."""
    listed = listed.replace('<a class="current ', '<a aria-current="page" class="current ')
    if link is None:
        return listed
    entry = re.compile(
        rf'<li class="(toctree-l\d)"><a class="reference internal" href="{re.escape(escape(link))}">'
    )
    marked = (
        '<li class="\\1 current active"><a aria-current="true" class="current reference internal" href="{}">'
    )
    return entry.sub(marked.format(escape(link)), listed)


def _guard(_: Sphinx, __: str, ___: str, context: dict[str, Any], ____: document | None) -> None:
    """Say what the page may load and run: the site's own files, and of scripts in the page those that themes set.

    These are named by their digests; whatever else comes to stand in a page, from a text or a title, does not run.
    """
    files = context["script_files"]
    context["script_files"] = [
        file for file in files if not str(getattr(file, "filename", file)).endswith(_EVALUATED)
    ]
    bodies = [file.attributes.get("body") for file in files if hasattr(file, "attributes")]
    digests = {b64encode(sha256(body.encode()).digest()).decode() for body in bodies if body}
    scripts = " ".join([_SOURCES["script-src"], *(f"'sha256-{digest}'" for digest in sorted(digests))])
    rules = "; ".join(f"{name} {allowed}" for name, allowed in {**_SOURCES, "script-src": scripts}.items())
    context["metatags"] = f"{filled('guard', rules=rules)}{context.get('metatags', '')}"


def _as_list(found: re.Match[str]) -> str:
    items = found[1].replace("<dd>", "<li>").replace("</dd>", "</li>")
    return f'<ul class="sig-lines">{items}</ul>'


def _read_side_by_side(app: Sphinx, _: Config) -> None:
    """Numbers of chapters are set when all pages are read; that extension does not say that it is safe, and it is."""
    numbering = app.extensions.get("sphinx_multitoc_numbering")
    if numbering is not None:
        numbering.parallel_read_safe = True


def _configure(_: Sphinx, config: Config) -> None:
    # Before the theme's own components, which have these names.
    config.templates_path.insert(0, str(_HERE / "templates"))
    config.html_static_path.append(str(WEB / "theme"))
    config.html_theme_options = {**_OPTIONS, **config.html_theme_options}
    config.html_sidebars = config.html_sidebars or _SIDEBARS
    config.html_context.setdefault("default_mode", "auto")
