"""`{searchbox}`: a search field within a page, with examples of what to look for under it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from policykit.site.wording import words

if TYPE_CHECKING:
    from sphinx.writers.html5 import HTML5Translator

__all__ = ["SearchBoxDirective", "open_box", "search_box"]

_PAGE = "search"


class search_box(nodes.General, nodes.Element):  # noqa: N801 - docutils names nodes so
    """A search field; `examples` are queries that a reader may try with one click."""


class SearchBoxDirective(SphinxDirective):
    """A search field that leads to the search page and lists clauses as one types.

    Each line of its content is an example::

        ```{searchbox}
        家庭医生 预留号源
        90%以上
        ```
    """

    has_content = True

    def run(self) -> list[nodes.Node]:
        """The field."""
        return [search_box(examples=[line.strip() for line in self.content if line.strip()])]


def open_box(translator: HTML5Translator, node: search_box) -> None:
    """Put the field into a page; a form of its own, so that it works without a script too."""
    builder = translator.builder
    action = builder.get_relative_uri(builder.current_docname, _PAGE)
    said = words("search")["page"]
    values = {
        "action": action,
        "label": said["label"],
        "placeholder": said["placeholder"],
        "submit": said["title"],
        "intro": words("search")["script"]["examples"],
        "examples": [(f"{action}?q={quote(example)}", example) for example in node["examples"]],
    }
    translator.body.append(builder.templates.render("policykit/searchbox.html", values))
    raise nodes.SkipNode
