"""Addresses of clauses, requirements and indicators, as seen from the page that is being written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from policykit.sphinxext.checks.domain import ChecksDomain
from policykit.sphinxext.checks.places import (
    checks_docname,
    indicator_anchor,
    requirement_anchor,
    theme_docname,
)
from policykit.sphinxext.domain import PolicyDomain

if TYPE_CHECKING:
    from sphinx.builders.html import StandaloneHTMLBuilder

    from policykit.model import Indicator, Policy, Requirement
    from policykit.sphinxext.checks.stock import Stock

__all__ = ["Links"]


@dataclass(frozen=True)
class Links:
    """Makes addresses for one page, and names what templates look up."""

    builder: StandaloneHTMLBuilder

    @property
    def policies(self) -> PolicyDomain:
        """The policies of the build."""
        return PolicyDomain.of(self.builder.env)

    @property
    def checks(self) -> ChecksDomain:
        """The requirements of the build."""
        return ChecksDomain.of(self.builder.env)

    @property
    def stock(self) -> Stock:
        """The specs of the build."""
        return self.checks.stock

    def policy(self, policy: str) -> Policy:
        """A policy by its id."""
        return self.policies.policy(policy)

    def uri(self, docname: str, anchor: str = "") -> str:
        """Address of a document, or of an anchor in it."""
        here = self.builder.current_docname
        address = "" if docname == here and anchor else self.builder.get_relative_uri(here, docname)
        return f"{address}#{anchor}" if anchor else address

    def to_clause(self, name: str) -> str:
        """Address of a clause or a policy."""
        where = self.policies.places[name]
        return self.uri(where.docname, where.anchor if where.kind == "clause" else "")

    def to_requirement(self, one: Requirement) -> str:
        """Address of a requirement."""
        return self.uri(checks_docname(one.policy), requirement_anchor(one))

    def to_checks(self, policy: str) -> str:
        """Address of the checks of a policy; empty when it has no spec."""
        docname = checks_docname(policy)
        return self.uri(docname) if docname in self.builder.env.all_docs else ""

    def to_indicator(self, one: Indicator) -> str:
        """Address of an indicator."""
        return self.uri(theme_docname(one.theme), indicator_anchor(one))

    def to_file(self, name: str) -> str:
        """Address of a file of the site that is no page."""
        here = self.builder.get_target_uri(self.builder.current_docname)
        return "../" * here.count("/") + name
