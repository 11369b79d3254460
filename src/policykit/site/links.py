"""Where policies, requirements and indicators stand in the site, and their addresses from a page of it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from policykit.corpus import Corpus
    from policykit.model import Indicator, Policy, Requirement
    from policykit.site.requirements import Stock

__all__ = [
    "CHECKS",
    "THEMES",
    "Links",
    "checks_docname",
    "clause_path",
    "indicator_anchor",
    "requirement_anchor",
    "theme_docname",
]

CHECKS = "checks/"
"""Folder of the pages of checks, one a policy."""
THEMES = "indicators/"
"""Folder of the indicator pages, one a theme."""


def checks_docname(policy: str) -> str:
    """The document with the checks of a policy.

    >>> checks_docname("shexian-2025")
    'checks/shexian-2025'
    """
    return CHECKS + policy


def theme_docname(theme: str) -> str:
    """The document with the indicators of a theme.

    >>> theme_docname("public_health")
    'indicators/public-health'
    """
    return THEMES + theme.replace("_", "-")


def requirement_anchor(one: Requirement) -> str:
    """The HTML id of a requirement on its page.

    The name is set off by two hyphens, which no name holds: no two requirements share an id.
    """
    path, _, name = one.id.removeprefix(f"{one.policy}/").rpartition("/")
    return f"r-{path.replace('/', '-')}--{name}"


def indicator_anchor(one: Indicator) -> str:
    """The HTML id of an indicator on the page of its theme."""
    return "i-" + one.name.replace("_", "-")


def clause_path(clause: str) -> str:
    """A clause's id without its policy: `1/1/1` of `shexian-2025/1/1/1`."""
    return clause.partition("/")[2]


class Links(ABC):
    """Addresses as seen from the page that is being written, and what the pages are made of."""

    corpus: Corpus
    stock: Stock
    today: date

    @abstractmethod
    def uri(self, docname: str, anchor: str = "") -> str:
        """Address of a document, or of an anchor in it."""

    @abstractmethod
    def page(self, docname: str) -> str:
        """Address of a document; empty when the book has no such one."""

    @abstractmethod
    def to_clause(self, name: str) -> str:
        """Address of a clause or a policy, by its id."""

    @abstractmethod
    def to_file(self, name: str) -> str:
        """Address of a file of the site that is no page."""

    @abstractmethod
    def highlighted(self, code: str, language: str) -> str:
        """Code as HTML in colours."""

    def policy(self, policy: str) -> Policy:
        """A policy by its id."""
        return self.corpus.policy(policy)

    def to_requirement(self, one: Requirement) -> str:
        """Address of a requirement."""
        return self.uri(checks_docname(one.policy), requirement_anchor(one))

    def to_checks(self, policy: str) -> str:
        """Address of the checks of a policy; empty when it has no spec."""
        return self.page(checks_docname(policy))

    def to_indicator(self, one: Indicator) -> str:
        """Address of an indicator."""
        return self.uri(theme_docname(one.theme), indicator_anchor(one))
