"""Hooks the cross-index into Sphinx."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from docutils import nodes

from policykit.site.crossindex import CrossStock
from policykit.site.crossviews import VIEWS
from policykit.site.tablefiles import table_links
from policykit.sphinxext.checks.domain import ChecksDomain
from policykit.sphinxext.crossindex.directives import DIRECTIVES
from policykit.sphinxext.crossindex.domain import CrossDomain, hang_counterparts, pages_to_write
from policykit.sphinxext.crossindex.nodes import cross
from policykit.sphinxext.domain import PolicyDomain
from policykit.sphinxext.links import PageLinks

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

__all__ = ["load_crossindex", "setup_crossindex"]


def setup_crossindex(app: Sphinx) -> None:
    """Register domain, directives, node and hooks; `load_crossindex` is called when the specs are there."""
    app.add_domain(CrossDomain)
    for name, directive in DIRECTIVES.items():
        app.add_directive(name, directive)
    app.add_node(cross, html=(_cross, _nothing))
    app.add_css_file("policykit-crossindex.css")
    app.connect("doctree-read", hang_counterparts)
    app.connect("env-updated", pages_to_write)


def load_crossindex(app: Sphinx) -> None:
    """Give the build its cross-index."""
    specs = ChecksDomain.of(app.env).stock.specs
    CrossDomain.of(app.env).stock = CrossStock(PolicyDomain.of(app.env).corpus, specs)


def _cross(translator: HTML5Translator, node: cross) -> None:
    builder = translator.builder
    links = PageLinks(builder)
    view = VIEWS[node["view"]](node.attributes, CrossDomain.of(builder.env).stock, links)
    if view:
        template = f"policykit/crossindex/{node['view']}.html"
        given = {**view, "table": partial(table_links, links), "_": str}
        translator.body.append(builder.templates.render(template, given))
    raise nodes.SkipNode


def _nothing(_: HTML5Translator, __: nodes.Element) -> None:
    pass
