"""A Sphinx extension for other projects: their references to clauses, requirements and indicators of a site.

With it and `intersphinx_mapping` a project writes `{external+policies:policy:clause}` and the id; it needs
no corpus of its own, so it is not to be loaded beside `policykit.sphinxext`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from policykit.sphinxext.domains import CheckDomain, PolicyDomain, SiteDomain

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["setup"]


class _Policies(SiteDomain):
    """Policies and clauses of another site: names and no objects, which intersphinx finds there."""

    name, label = PolicyDomain.name, PolicyDomain.label
    object_types, roles = PolicyDomain.object_types, PolicyDomain.roles


class _Checks(SiteDomain):
    """Requirements and indicators of another site, likewise."""

    name, label = CheckDomain.name, CheckDomain.label
    object_types, roles = CheckDomain.object_types, CheckDomain.roles


def setup(app: Sphinx) -> dict[str, Any]:
    """Sphinx's entry point."""
    app.add_domain(_Policies)
    app.add_domain(_Checks)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
