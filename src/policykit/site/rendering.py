"""Fills the templates: a part of a page from its view, as HTML."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, partial
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from jinja2 import __version__ as jinja
from markupsafe import Markup, escape

from policykit.base.files import cache_folder
from policykit.model import Script, void
from policykit.site import WEB, crossviews, views
from policykit.site.county import county_view
from policykit.site.selfcheck import collect_view, selfcheck_view
from policykit.site.tablefiles import table_links
from policykit.site.tasklist import task_files_view, tasks_view
from policykit.site.versions import text_parts_view
from policykit.site.years import years_view
from policykit.text.normal import script_of, simplified

if TYPE_CHECKING:
    from policykit.site.content import Arguments, Content, View
    from policykit.site.links import Links
    from policykit.site.paging import Pages

__all__ = ["VIEWS", "compile_templates", "compiled", "filled", "in_both_scripts", "rendered", "rendered_part"]

VIEWS: dict[str, View] = {
    **views.VIEWS,
    **crossviews.VIEWS,
    "county": county_view,
    "selfcheck": selfcheck_view,
    "collect": collect_view,
    "tasks/list": tasks_view,
    "tasks/files": task_files_view,
    "years": years_view,
    "text-parts": text_parts_view,
}
"""Template name → what it is given."""


_INDENT = re.compile(r"\n[ \t]+(?=[<{])")
"""What a template's lines begin with for who writes it: on a long page thousands of lines of nothing."""


class _Templates(FileSystemLoader):
    """The templates without the indents of their own lines; what they are given stays as it is."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        source, file, is_current = super().get_source(environment, template)
        return _INDENT.sub("\n", source), file, is_current


@cache
def _environment() -> Environment:
    loader = _Templates(WEB / "templates")
    # No template changes while the program runs: none is asked for its day each time that it is filled.
    made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, auto_reload=False)
    made.filters |= {"both": _both, "code": _code, "void": void}
    made.bytecode_cache = compiled("own")
    return made


def compiled(kind: str) -> FileSystemBytecodeCache | None:
    """Where templates of a kind of environment stand compiled, each under its text, as Python keeps modules.

    `None` where this user has no place for it. What is compiled is checked against the text that it was made from.
    """
    folder = cache_folder() / f"templates-{jinja}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return FileSystemBytecodeCache(str(folder), f"{kind}-%s")


def compile_templates() -> None:
    """Have every template at hand before the process is copied: each copy would compile those that it uses."""
    for name in _environment().list_templates():
        _environment().get_template(name)


def in_both_scripts(text: str, simple: str) -> Markup:
    """Words of a text with those that the Simplified view of a page shows in their place, where they differ.

    >>> in_both_scripts("醫共體", "医共体"), in_both_scripts("85%", "85%")
    (Markup('<span data-hans="医共体">醫共體</span>'), Markup('85%'))
    """
    if text == simple:
        return escape(text)
    return Markup('<span data-hans="{}">{}</span>').format(simple, text)


def _both(text: str) -> Markup:
    """A quote or a name in a template; of a simplified text it is what it is."""
    if script_of(text) is Script.SIMPLIFIED:
        return escape(text)
    return in_both_scripts(text, simplified(text).text)


def _code(text: str) -> Markup:
    """Code between tags, where a quotation mark is one character; escaped, five of them were a part of each page.

    >>> _code('"a" < b')
    Markup('"a" &lt; b')
    """
    escaped = str(escape(text))  # of a plain str: Markup would escape what is put in
    return Markup(escaped.replace("&#34;", '"').replace("&#39;", "'"))  # noqa: S704 - marks end no text


def filled(template: str, **values: object) -> Markup:
    """A template with its values, each of them escaped.

    >>> filled("neighbour", level="county", label="县级", title="<b>")
    Markup('<span class="level level-county">县级</span> <bdi>&lt;b&gt;</bdi>')
    """
    return Markup(_environment().get_template(f"{template}.html").render(values))  # noqa: S704 - by an escaping template


def rendered(view: str, given: Arguments, content: Content, links: Links) -> Markup:
    """A part of a page; nothing at all when its view has nothing to say."""
    return rendered_part(view, given, content, links)[0]


def rendered_part(view: str, given: Arguments, content: Content, links: Links) -> tuple[Markup, Pages | None]:
    """A part of a page, and where it goes on when it is a list of many."""
    values = VIEWS[view](given, content, links)
    made = filled(view, **values, table=partial(table_links, links)) if values else Markup()
    return made, values.get("cut")
