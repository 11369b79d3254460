"""What the verdicts of a requirement follow from, the same for expressions, arrays and single figures."""

from __future__ import annotations

from datetime import date

from policykit.model import Comparator, Requirement, Target, Value, Verdict

__all__ = [
    "COULD_NOT_RUN",
    "DECIMALS",
    "SEVERITIES",
    "STATES",
    "WORDED",
    "goal_of",
    "needs_year",
    "operands",
    "wording_of",
]

COULD_NOT_RUN = "could_not_run"
"""In place of a verdict: the check itself failed, which is never a pass."""

DECIMALS = 9
"""Margins are rounded to so many decimals; `Target.judge` takes differences below that for none."""

STATES = (*(verdict.value for verdict in Verdict), COULD_NOT_RUN)
"""Every word that may stand as a verdict."""


SEVERITIES = ("none", "information", "warning", "error")
"""How grave a verdict is, in rising order."""

WORDED = ("requirement", "indicator", "modality", "clause", "quote")
"""Columns whose text is the requirement's own."""


def operands(requirement: Requirement) -> tuple[str, str | None]:
    """The column that is judged, and the one that it is compared with if the target has no figure of its own."""
    name = requirement.indicator.name
    if requirement.reference is not None:
        return f"value {name}", f"value {requirement.reference.name}"
    return f"value {name}", f"earlier {name}" if requirement.target.compares else None


def goal_of(target: Target, other: Value) -> Value:
    """The figure that a trend or relative target asks, from the one that it is compared with."""
    change = target.value or 0.0
    return other - change if target.comparator is Comparator.DECREASE else other + change


def needs_year(requirement: Requirement, as_of: date) -> int | None:
    """The year whose figures decide that it is not met: those of an earlier one are `no_data` once it is due."""
    overdue = requirement.due is not None and requirement.unmet(as_of) is Verdict.NOT_MET
    return requirement.due.year if overdue and requirement.due is not None else None


def wording_of(requirement: Requirement) -> dict[str, str]:
    """The text of each column of `WORDED`."""
    return {
        "requirement": requirement.id,
        "indicator": requirement.indicator.name,
        "modality": requirement.modality.value,
        "clause": requirement.clause,
        "quote": requirement.quote,
    }
