"""The text of a policy's page where it is written: its outline on the page, all of it for writers of other formats."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes
from markupsafe import Markup, escape
from sphinx.transforms.post_transforms import SphinxPostTransform

from policykit.site.rendering import filled
from policykit.sphinxext.document import unfold
from policykit.sphinxext.domains import content_of
from policykit.sphinxext.nodes import heading_title, policy_body, policy_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils.nodes import document
    from sphinx.application import Sphinx

__all__ = ["Unfold", "add_outline"]


class Unfold(SphinxPostTransform):
    """Hands writers that know nothing of policies the whole text; that of HTML makes it page by page."""

    default_priority = 1
    """Before any other, which may look for something in the text."""

    def run(self, **_: object) -> None:
        """Fill the bodies of the document."""
        if self.app.builder.format != "html":
            unfold(self.document, content_of(self.env))


class _Entry(NamedTuple):
    """A heading in the outline, with those below it."""

    anchor: str
    shown: Markup
    below: list[_Entry]


def add_outline(
    app: Sphinx, pagename: str, _: str, context: dict[str, Any], doctree: document | None
) -> None:
    """Give a policy's page its outline, which Sphinx cannot know: the text was not there when it read the page."""
    body = next(doctree.findall(policy_body), None) if doctree is not None else None
    if body is not None:
        given = {"entries": list(_entries(body)), "shallow": int(context.get("theme_show_toc_level", 1)) + 1}
        context["outline"] = filled("outline", **given, title="") if given["entries"] else ""
        # For themes that are not ours.
        context["toc"] = filled("outline", **given, title=app.env.titles[pagename].astext())
        context["display_toc"] = bool(given["entries"])


def _entries(node: nodes.Element) -> Iterator[_Entry]:
    """The sections below a node, not looking into what is no section: a note of what a page is made of stands first."""
    for section in node:
        if isinstance(section, nodes.container):
            yield from _entries(section)
        elif isinstance(section, nodes.section) and not isinstance(section, policy_text):
            title = section[0]
            shown = title["shown"] if isinstance(title, heading_title) else escape(title.astext())
            yield _Entry(section["ids"][0], Markup(shown), list(_entries(section)))  # noqa: S704 - made by the writer
