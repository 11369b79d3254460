"""The nouns of policykit: frozen values without I/O; every room imports them, they import none."""

from policykit.model.dismissal import Dismissal, Reason
from policykit.model.draft import Draft, Proposal
from policykit.model.expression import Expression, Tree, Value, all_of
from policykit.model.fields import Condition
from policykit.model.given import Figures
from policykit.model.indicator import Indicator, Share, Theme
from policykit.model.kind import Kind
from policykit.model.modality import Modality
from policykit.model.period import Period
from policykit.model.policy import (
    Clause,
    Level,
    Part,
    PartKind,
    Place,
    Policy,
    Role,
    Script,
    Segment,
)
from policykit.model.quantity import Comparator, Exact, Hint, Quantity, QuantityKind
from policykit.model.reading import NOT_DONE
from policykit.model.requirement import Finding, Requirement
from policykit.model.reviewed import Reviewed
from policykit.model.seal import changed, seal, void
from policykit.model.span import Span
from policykit.model.table import Cell, Column, ColumnKind, Row, RowKind, Statement, Table
from policykit.model.target import Direction, Target
from policykit.model.variable import Entity, Official, Variable, key_of
from policykit.model.verdict import ClauseVerdict, State, Verdict, clause_verdict

__all__ = [
    "NOT_DONE",
    "Cell",
    "Clause",
    "ClauseVerdict",
    "Column",
    "ColumnKind",
    "Comparator",
    "Condition",
    "Direction",
    "Dismissal",
    "Draft",
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
    "Period",
    "Place",
    "Policy",
    "Proposal",
    "Quantity",
    "QuantityKind",
    "Reason",
    "Requirement",
    "Reviewed",
    "Role",
    "Row",
    "RowKind",
    "Script",
    "Segment",
    "Share",
    "Span",
    "State",
    "Statement",
    "Table",
    "Target",
    "Theme",
    "Tree",
    "Value",
    "Variable",
    "Verdict",
    "all_of",
    "changed",
    "clause_verdict",
    "key_of",
    "seal",
    "void",
]
