"""Where policies, requirements and indicators stand in the site, and their addresses from a page of it."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from policykit.model import Indicator, Requirement

__all__ = [
    "CHECKS",
    "POLICIES",
    "TASKS",
    "THEMES",
    "YEARS",
    "Links",
    "asking",
    "checks_docname",
    "clause_anchor",
    "indicator_anchor",
    "policy_docname",
    "requirement_anchor",
    "theme_docname",
]

POLICIES = "policies/"
"""Folder of the policy pages."""
CHECKS = "checks/"
"""Folder of the pages of checks, one a policy."""
THEMES = "indicators/"
"""Folder of the indicator pages, one a theme."""
TASKS = "tasks/"
"""Folder of the task lists, the files of a division."""
YEARS = "years"
"""The written page of what was collected over the years, when the book has it."""
_ASCII = re.compile("[\x00-\x7f]+")


def asking(query: str) -> str:
    """What an address ends with that asks for something: letters of any script as they are, a third of the bytes.

    >>> asking("每千人 3%&4")
    '?q=每千人%203%25%264'
    """
    return "?q=" + _ASCII.sub(lambda signs: quote(signs[0]), query)


def policy_docname(policy: str) -> str:
    """The document that shows a policy.

    >>> policy_docname("shexian-2025")
    'policies/shexian-2025'
    """
    return POLICIES + policy


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


def clause_anchor(path: str) -> str:
    """The HTML id of a clause on its policy's page, from its path.

    >>> clause_anchor("4/11"), clause_anchor("interpretation/3/p1")
    ('c-4-11', 'c-interpretation-3-p1')
    """
    return "c-" + path.replace("/", "-")


def requirement_anchor(requirement: Requirement) -> str:
    """The HTML id of a requirement on its page.

    The name is set off by two hyphens, which no name holds: no two requirements share an id.
    """
    path, _, name = requirement.id.removeprefix(f"{requirement.policy}/").rpartition("/")
    return f"r-{path.replace('/', '-')}--{name}"


def indicator_anchor(indicator: Indicator) -> str:
    """The HTML id of an indicator on the page of its theme."""
    return "i-" + indicator.name.replace("_", "-")


class Links(ABC):
    """Addresses as seen from the page that is being written; who builds the site knows them."""

    @abstractmethod
    def uri(self, docname: str, anchor: str = "") -> str:
        """Address of a document, or of an anchor in it."""

    @abstractmethod
    def page(self, docname: str) -> str:
        """Address of a document; empty when the book has no such page."""

    @abstractmethod
    def to_clause(self, name: str) -> str:
        """Address of a clause or a policy, by its id."""

    @abstractmethod
    def to_file(self, name: str) -> str:
        """Address of a file of the site that is no page."""

    @abstractmethod
    def highlighted(self, code: str, language: str) -> str:
        """Code in colours, as `markupsafe.Markup`."""

    def checks_page(self, requirement: Requirement) -> str:
        """The document on which a requirement stands: the checks of its policy, or a part of them."""
        return checks_docname(requirement.policy)

    def to_requirement(self, requirement: Requirement) -> str:
        """Address of a requirement."""
        return self.uri(self.checks_page(requirement), requirement_anchor(requirement))

    def to_checks(self, policy: str) -> str:
        """Address of the checks of a policy; empty when it has no spec."""
        return self.page(checks_docname(policy))

    def to_indicator(self, indicator: Indicator) -> str:
        """Address of an indicator."""
        return self.uri(theme_docname(indicator.theme), indicator_anchor(indicator))
