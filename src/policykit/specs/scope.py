"""Which divisions a clause names, against those that a requirement binds."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from policykit.base.diagnostics import Code
from policykit.divisions import division_name, divisions, within

if TYPE_CHECKING:
    from policykit.model import Policy, Requirement
    from policykit.specs.reading import Reading

__all__ = ["scope_difference"]


def scope_difference(
    requirement: Requirement, policy: Policy, reading: Reading
) -> tuple[Code, str, str] | None:
    """What the spec binds and what the text names, when the two disagree; else `None`.

    Each division that is bound below the policy's own must be named in the clause, and all that the quote
    names must be bound.
    """
    known = _below(policy.division)
    inside = reading.from_source(requirement.span)
    quoted = _named(reading.text[inside.start : inside.end], known)
    bound = set(requirement.binds) - {policy.division}
    named = _named(reading.text, known) if bound else quoted
    if bound <= named and quoted <= bound:
        return None
    return (Code.BINDS_DIFFERS, _shown(set(requirement.binds)), _shown(quoted or named))


def _named(text: str, known: dict[str, str]) -> set[str]:
    return {code for code, name in known.items() if name in text}


def _shown(codes: set[str]) -> str:
    return "、".join(map(division_name, sorted(codes))) or "无"


@lru_cache(maxsize=64)
def _below(division: str) -> dict[str, str]:
    return {code: name for code, name in divisions().items() if code != division and within(code, division)}
