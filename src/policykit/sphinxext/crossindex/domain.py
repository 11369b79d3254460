"""Which documents show the cross-index, and of what state, so that they are written again when it changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policykit.sphinxext.crossindex.nodes import cross
from policykit.sphinxext.nodes import clause_block, clause_section
from policykit.sphinxext.sitedomain import ShownDomain

if TYPE_CHECKING:
    from docutils.nodes import document
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from policykit.site.crossindex import CrossStock

__all__ = ["CrossDomain", "hang_counterparts", "pages_to_write"]


class CrossDomain(ShownDomain):
    """Knows the cross-index of this build."""

    name = "crossindex"
    label = "对照索引"
    initial_data = {"shown": set(), "inputs": ""}  # Sphinx's own way
    data_version = 1

    stock: CrossStock


def hang_counterparts(app: Sphinx, tree: document) -> None:
    """Hang a place for the counterparts below every clause of a page that has been read."""
    for kind in (clause_section, clause_block):
        for node in list(tree.findall(kind)):
            node.append(cross(view="clause", clause=node["clause"]))
            CrossDomain.of(app.env).data["shown"].add(app.env.docname)


def pages_to_write(_: Sphinx, env: BuildEnvironment) -> list[str]:
    """All documents that show the cross-index, when what it is made of has changed."""
    domain = CrossDomain.of(env)
    before, domain.data["inputs"] = domain.data["inputs"], domain.stock.inputs
    return [] if before == domain.stock.inputs else sorted(domain.data["shown"] & set(env.all_docs))
