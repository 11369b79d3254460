"""How the nodes of the requirement pages look in HTML; everything longer than a tag is a template."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from docutils import nodes

from policykit.site.tablefiles import table_links
from policykit.site.views import VIEWS
from policykit.sphinxext.checks.nodes import piece, quote_mark
from policykit.sphinxext.links import PageLinks

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

__all__ = ["add_nodes"]


def add_nodes(app: Sphinx) -> None:
    """Register the nodes and their HTML visitors."""
    app.add_node(piece, html=(_piece, _nothing))
    app.add_node(quote_mark, html=(_open_mark, _close_mark))


def _nothing(_: HTML5Translator, __: nodes.Element) -> None:
    pass


def _piece(translator: HTML5Translator, node: piece) -> None:
    builder = translator.builder
    links = PageLinks(builder)
    given = {**node.attributes, "anchor": "".join(node["ids"])}
    view = {**VIEWS[node["view"]](given, links), "table": partial(table_links, links), "_": str}
    html = builder.templates.render(f"policykit/checks/{node['view']}.html", view)
    translator.body.append(html)
    raise nodes.SkipNode


def _open_mark(translator: HTML5Translator, node: quote_mark) -> None:
    """A link to the check whose quote is the shortest; all are named for who looks closer."""
    links = PageLinks(translator.builder)
    asked = sorted(map(links.stock.requirement, node["checks"]), key=lambda one: len(one.quote))
    attributes: dict[str, Any] = {"data-checks": " ".join(one.id for one in asked)}
    # A heading is copied into the outline, as a link of its own.
    tag = "span" if isinstance(node.parent, (nodes.title, nodes.reference)) else "a"
    if tag == "a":
        attributes |= {"href": links.to_requirement(asked[0]), "title": "；".join(one.plain for one in asked)}
    kinds = f"quoted quoted-{asked[0].modality.value}"
    translator.body.append(translator.starttag(node, tag, "", CLASS=kinds, **attributes))
    translator.context.append(f"</{tag}>")


def _close_mark(translator: HTML5Translator, _: quote_mark) -> None:
    translator.body.append(translator.context.pop())
