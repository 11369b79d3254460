"""The nouns of policykit: frozen values without I/O; every room imports them, they import none."""

from policykit.model.dismissal import Dismissal, Reason
from policykit.model.indicator import NOT_DONE, Entity, Indicator, Value, Variable
from policykit.model.kind import Kind
from policykit.model.modality import Modality
from policykit.model.policy import (
    Clause,
    Level,
    Part,
    PartKind,
    Policy,
    Role,
    Script,
    Segment,
    Span,
)
from policykit.model.quantity import Comparator, Exact, Hint, Quantity, QuantityKind
from policykit.model.requirement import Requirement
from policykit.model.target import Target
from policykit.model.verdict import Finding, Verdict

__all__ = [
    "NOT_DONE",
    "Clause",
    "Comparator",
    "Dismissal",
    "Entity",
    "Exact",
    "Finding",
    "Hint",
    "Indicator",
    "Kind",
    "Level",
    "Modality",
    "Part",
    "PartKind",
    "Policy",
    "Quantity",
    "QuantityKind",
    "Reason",
    "Requirement",
    "Role",
    "Script",
    "Segment",
    "Span",
    "Target",
    "Value",
    "Variable",
    "Verdict",
]
