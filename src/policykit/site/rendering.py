"""Fills the templates: a part of a page from its view, as HTML."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from policykit.site import WEB, crossviews, views
from policykit.site.selfcheck import selfcheck_view
from policykit.site.tablefiles import table_links

if TYPE_CHECKING:
    from policykit.site.content import Content
    from policykit.site.links import Links
    from policykit.site.views import Arguments, View

__all__ = ["VIEWS", "filled", "rendered"]

VIEWS: dict[str, View] = {**views.VIEWS, **crossviews.VIEWS, "selfcheck": selfcheck_view}
"""Template name → what it is given."""


@cache
def _environment() -> Environment:
    loader = FileSystemLoader(WEB / "templates")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, keep_trailing_newline=False)


def filled(template: str, **values: object) -> Markup:
    """A template with its values, each of them escaped.

    >>> filled("neighbour", level="county", label="县级", title="<b>")
    Markup('<span class="level level-county">县级</span> <bdi>&lt;b&gt;</bdi>')
    """
    return Markup(_environment().get_template(f"{template}.html").render(values))  # noqa: S704 - by an escaping template


def rendered(view: str, given: Arguments, content: Content, links: Links) -> Markup:
    """A part of a page; nothing at all when its view has nothing to say."""
    values = VIEWS[view](given, content, links)
    return filled(view, **values, table=partial(table_links, links)) if values else Markup()
