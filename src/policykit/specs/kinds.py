"""What a requirement looks like, derived from its entry and target."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policykit.model import Comparator, Kind, Modality
from policykit.specs.words import words

if TYPE_CHECKING:
    from policykit.model import Target
    from policykit.specs.format import RequirementEntry

__all__ = ["kind_of"]

_BY_COMPARATOR = {
    Comparator.INCREASE: Kind.TREND,
    Comparator.DECREASE: Kind.TREND,
    Comparator.RELATIVE: Kind.RELATIVE,
    Comparator.GRADE: Kind.GRADE,
    Comparator.BY_DATE: Kind.MILESTONE,
}
_ALL = 100


def kind_of(entry: RequirementEntry, target: Target) -> Kind:
    """The kind that the entry states, else the one that its target, modality, scope and unit make it."""
    if entry.kind is not None:
        return entry.kind
    if target.comparator in _BY_COMPARATOR:
        return _BY_COMPARATOR[target.comparator]
    if entry.modality is Modality.MAY:
        return Kind.PERMISSION
    return _by_unit(entry, target)


def _by_unit(entry: RequirementEntry, target: Target) -> Kind:
    unit, kinds = target.unit, words()
    if kinds["money"] in unit:
        return Kind.MONEY
    if unit in kinds["durations"]:
        return Kind.DURATION
    if "/" in unit and unit.partition("/")[2] in kinds["periods"]:
        return Kind.FREQUENCY
    if unit == "%":
        return Kind.COVERAGE if target.value == _ALL else Kind.THRESHOLD
    if entry.per is not None:
        return Kind.PER_UNIT
    return Kind.COUNT if unit in kinds["counts"] else Kind.THRESHOLD
