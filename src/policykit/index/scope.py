"""范围: whether two levels' statements are about the same units or people, about more or about fewer."""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING

from policykit.base.resources import load

if TYPE_CHECKING:
    from policykit.model.measure import Measure

__all__ = ["Scope", "about", "part", "scope_of"]

_PARTS = re.compile(r"[、和及与,，]")


class Scope(Enum):
    """How what a lower place is about lies to what the upper one is about."""

    SAME = "same"
    WIDER = "wider"
    NARROWER = "narrower"
    OTHER = "other"


def scope_of(upper: Measure, lower: Measure) -> Scope:
    """Whether the lower place is about the same units or people, about more, about fewer, or about others."""
    mine, theirs = part(lower) + about(lower), about(upper)
    if mine == theirs:
        return Scope.SAME
    if not mine or not theirs:
        return Scope.NARROWER if mine else Scope.WIDER
    ours, others = set(_PARTS.split(mine)), set(_PARTS.split(theirs))
    if ours < others or (len(ours) == 1 and _narrows(mine, theirs)):
        return Scope.NARROWER
    if others < ours or (len(others) == 1 and _narrows(theirs, mine)):
        return Scope.WIDER
    return Scope.OTHER


def _narrows(one: str, other: str) -> bool:
    """Whether a name is another one with a word before it that picks some of them out: 三级公立医院, 公立医院."""
    before = one.removesuffix(other)
    return before != one and not before.endswith(tuple(load("cascade")["not"]))


def about(measure: Measure) -> str:
    """Of whom or what a measure is asked: its people or units, and the conditions that they meet."""
    conditions = measure.requirement.when if measure.requirement else ()
    return "".join((measure.population, *(condition.plain for condition in conditions)))


def part(lower: Measure) -> str:
    """The places that a lower requirement binds, when they are only some of its policy's own."""
    requirement = lower.requirement
    is_part = requirement is not None and requirement.binds and not requirement.applies_to(lower.division)
    return requirement.subject if requirement is not None and is_part else ""
