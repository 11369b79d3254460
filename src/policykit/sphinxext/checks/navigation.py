"""The way between the pages of checks and of indicators, which stand in no table of contents."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from policykit.site.links import CHECKS, THEMES, checks_docname, theme_docname
from policykit.site.wording import words
from policykit.sphinxext.checks.domain import ChecksDomain
from policykit.sphinxext.domain import PolicyDomain

if TYPE_CHECKING:
    from docutils.nodes import document
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

__all__ = ["add_navigation", "pages_to_read"]


def pages_to_read(
    app: Sphinx, env: BuildEnvironment, _: set[str], __: set[str], removed: set[str]
) -> list[str]:
    """Pages that show what is not so any more; one that went is removed."""
    for name in removed:
        if name.startswith((CHECKS, THEMES)) and hasattr(app.builder, "get_outfilename"):
            Path(app.builder.get_outfilename(name)).unlink(missing_ok=True)
    return [name for name in ChecksDomain.of(env).outdated() if name not in removed]


def add_navigation(
    app: Sphinx, pagename: str, _: str, context: dict[str, Any], doctree: document | None
) -> None:
    """Give a page of checks or indicators its neighbours and its way up."""
    if doctree is None or not pagename.startswith((CHECKS, THEMES)):
        return
    if pagename.startswith(CHECKS):
        _around_checks(app, pagename, context)
    else:
        _around_theme(app, pagename, context)


def _around_checks(app: Sphinx, pagename: str, context: dict[str, Any]) -> None:
    domain, policy = ChecksDomain.of(app.env), pagename.removeprefix(CHECKS)
    for side, other in zip(("prev", "next"), domain.stock.around(policy), strict=True):
        context[side] = None
        if other is not None:
            entry = {"title": other.title, "level": other.level.value, "label": other.level.label}
            html = app.builder.templates.render("policykit/neighbour.html", entry)
            link = app.builder.get_relative_uri(pagename, checks_docname(other.id))
            context[side] = {"link": link, "title": Markup(html)}  # noqa: S704  # rendered by an escaping template
    where = PolicyDomain.of(app.env).places.get(policy)
    up = {name: _title(app, name) for name in ("policies",) if name in app.env.all_docs}
    if where is not None:
        up[where.docname] = escape(words("checks")["text"])
    context["parents"] = [
        {"link": app.builder.get_relative_uri(pagename, name), "title": title} for name, title in up.items()
    ]


def _around_theme(app: Sphinx, pagename: str, context: dict[str, Any]) -> None:
    themes = ChecksDomain.of(app.env).stock.themes
    names = list(themes)
    at = [theme_docname(name) for name in names].index(pagename)
    for side, beside in (("prev", at - 1), ("next", at + 1)):
        context[side] = None
        if 0 <= beside < len(names):
            link = app.builder.get_relative_uri(pagename, theme_docname(names[beside]))
            context[side] = {"link": link, "title": escape(themes[names[beside]])}
    if "indicators" in app.env.all_docs:
        link = app.builder.get_relative_uri(pagename, "indicators")
        context["parents"] = [{"link": link, "title": _title(app, "indicators")}]


def _title(app: Sphinx, docname: str) -> Markup:
    return escape(app.env.titles[docname].astext())
