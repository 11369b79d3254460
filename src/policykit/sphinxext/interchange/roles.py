"""A Sphinx extension for other projects: their references to clauses, requirements and indicators of a site.

With it and `intersphinx_mapping` a project writes `{external+policies:policy:clause}` and the id; it needs
no corpus of its own, so it is not to be loaded beside `policykit.sphinxext`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx.domains import Domain

from policykit.sphinxext.checks.domain import ChecksDomain
from policykit.sphinxext.domain import PolicyDomain

if TYPE_CHECKING:
    from docutils.nodes import Element
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

__all__ = ["setup"]


class _Elsewhere(Domain):
    """A domain with names and no objects: intersphinx finds them elsewhere."""

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> list[tuple[str, Element]]:
        """Nothing is here."""
        return []


class _Policies(_Elsewhere):
    """Policies and clauses of another site."""

    name, label = PolicyDomain.name, PolicyDomain.label
    object_types, roles = PolicyDomain.object_types, PolicyDomain.roles


class _Checks(_Elsewhere):
    """Requirements and indicators of another site."""

    name, label = ChecksDomain.name, ChecksDomain.label
    object_types, roles = ChecksDomain.object_types, ChecksDomain.roles


def setup(app: Sphinx) -> dict[str, Any]:
    """Sphinx's entry point."""
    app.add_domain(_Policies)
    app.add_domain(_Checks)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
