"""policykit: Chinese public policy with addressable clauses and executable requirements."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policykit.library import Corpus
    from policykit.model import Requirement

__all__ = ["Corpus", "requirement"]


def __getattr__(name: str) -> object:
    """`Corpus`, loaded when it is first named: pytest imports this package in every run of an environment."""
    if name == "Corpus":
        from policykit.library import Corpus

        return Corpus
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)


def requirement(requirement_id: str) -> Requirement:
    """The requirement with this id, of the corpus where one works.

    Reads the corpus and the specs on first use, so that `import policykit` stays light.

    >>> from datetime import date
    >>> ask = requirement("shexian-2025/p1/county-visit-rate-2026")
    >>> finding = ask.check(date(2027, 1, 1), visits_in_county=83, visits_by_residents=100)
    >>> finding.verdict.label, finding.value, finding.margin
    ('未达标', 83.0, -2.0)
    """
    from policykit.specs import requirement as find

    return find(requirement_id)
