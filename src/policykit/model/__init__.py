"""The nouns of policykit: frozen values without I/O; every room imports them, they import none."""

from policykit.model.dismissal import Dismissal, Reason
from policykit.model.expression import Expression, Tree, Value
from policykit.model.indicator import Indicator, Share, Theme
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
from policykit.model.reading import NOT_DONE
from policykit.model.requirement import Figures, Finding, Requirement
from policykit.model.target import Target
from policykit.model.variable import Entity, Official, Variable, key_of
from policykit.model.verdict import State, Verdict

__all__ = [
    "NOT_DONE",
    "Clause",
    "Comparator",
    "Dismissal",
    "Entity",
    "Exact",
    "Expression",
    "Figures",
    "Finding",
    "Hint",
    "Indicator",
    "Kind",
    "Level",
    "Modality",
    "Official",
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
    "Share",
    "Span",
    "State",
    "Target",
    "Theme",
    "Tree",
    "Value",
    "Variable",
    "Verdict",
    "key_of",
]
