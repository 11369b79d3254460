"""The way from one policy to the next, since policy pages stand in no table of contents.

A table of contents that lists every policy repeats itself on every page and grows with the
square of the corpus. A policy page therefore knows only its neighbours.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from policykit.sphinxext.domain import PolicyDomain
from policykit.sphinxext.project import PAGES, docname_of

if TYPE_CHECKING:
    from docutils.nodes import document
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from policykit.model import Policy

__all__ = ["add_navigation", "pages_to_read", "pages_to_write"]

_LIST = "policies"
"""The written page that lists all policies, when the book has one."""


def pages_to_read(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Lists are read again when a policy came, went or changed; the page of one that went is removed."""
    for name in removed:
        if name.startswith(PAGES) and hasattr(app.builder, "get_outfilename"):
            # Sphinx forgets the document and leaves its page standing.
            Path(app.builder.get_outfilename(name)).unlink(missing_ok=True)
    touched = any(name.startswith(PAGES) for name in added | changed | removed)
    return sorted(PolicyDomain.of(env).data["lists"]) if touched else []


def pages_to_write(_: Sphinx, env: BuildEnvironment) -> list[str]:
    """Pages whose neighbours are others, or otherwise named, than when they were written."""
    domain = PolicyDomain.of(env)
    before, now = domain.data["neighbours"], _neighbours(domain.ordered())
    domain.data["neighbours"] = now
    return sorted(name for name in now if before.get(name, now[name]) != now[name] and name in env.all_docs)


def add_navigation(
    app: Sphinx, pagename: str, _: str, context: dict[str, Any], doctree: document | None
) -> None:
    """Give a policy page its previous and next policy and its way up, as any page has them."""
    domain = PolicyDomain.of(app.env)
    around = domain.data["neighbours"].get(pagename)
    if doctree is None or around is None:
        return
    for side, neighbour in zip(("prev", "next"), around, strict=True):
        context[side] = None
        if neighbour is not None:
            docname, title, level, label = neighbour
            entry = {"title": title, "level": level, "label": label}
            html = app.builder.templates.render("policykit/neighbour.html", entry)
            context[side] = {"link": app.builder.get_relative_uri(pagename, docname), "title": Markup(html)}  # noqa: S704  # rendered by an escaping template
    if _LIST in app.env.all_docs:
        link = app.builder.get_relative_uri(pagename, _LIST)
        level = domain.policy(pagename.removeprefix(PAGES)).level
        context["parents"] = [
            {"link": link, "title": app.env.titles[_LIST].astext()},
            {"link": f"{link}#level-{level.value}", "title": level.label},
        ]


def _neighbours(policies: list[Policy]) -> dict[str, tuple[tuple[str, ...] | None, tuple[str, ...] | None]]:
    named = [
        (docname_of(policy.id), policy.title, policy.level.value, policy.level.label) for policy in policies
    ]
    padded = [None, *named, None]
    return {here[0]: (padded[at], padded[at + 2]) for at, here in enumerate(named)}
