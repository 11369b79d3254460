"""Where requirements and indicators stand in the site: documents and anchors."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policykit.model import Indicator, Requirement

__all__ = [
    "CHECKS",
    "THEMES",
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
