"""Requirements and dismissals as flat rows for `requirements.jsonl` and `dismissed.jsonl`, and their digests."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from policykit.model import Comparator, Dismissal, changed

if TYPE_CHECKING:
    from policykit.model import Draft, Indicator, Policy, Requirement

__all__ = ["LEDGER", "dismissed_row", "draft_row", "fingerprint", "requirement_row"]

LEDGER = "ledger"
"""The name of the test of a spec file that all figures of its text are accounted for."""
_NO_FIGURE = (Comparator.BY_DATE, Comparator.RELATIVE)
_DIGITS = 16
_ASIDE = ("file", "line", "reviewed")
"""What makes no other requirement of one."""


def requirement_row(requirement: Requirement) -> dict[str, Any]:
    """One requirement; `start` and `end` of the quote are code points of the decoded source.

    `value` is in `unit`; a grade is its rank, with its name in `grade`. A milestone has its day in `due`.
    """
    target = requirement.target
    figure = None if target.comparator in _NO_FIGURE else target.value
    return {
        "id": requirement.id,
        "policy": requirement.policy,
        "clause": requirement.clause,
        "quote": requirement.quote,
        "start": requirement.span.start,
        "end": requirement.span.end,
        "indicator": requirement.indicator.name,
        "name": requirement.indicator.label,
        "kind": requirement.kind.value,
        "op": target.comparator.value,
        "value": _number(figure),
        "value2": _number(target.value2),
        "unit": target.unit,
        "due": requirement.due.isoformat() if requirement.due else None,
        "modality": requirement.modality.value,
        "binds": list(requirement.binds),
        "vague": requirement.vague,
        "grade": target.grade,
        "relation": target.relation.value
        if target.comparator in (Comparator.GRADE, Comparator.RELATIVE)
        else None,
        "reference": target.reference,
        "written": target.figure or None,
        "direction": target.direction.value if target.direction else None,
        "tolerance": target.tolerance or None,
        "due_from": requirement.due_from,
        "from": requirement.start.isoformat() if requirement.start else None,
        "every": requirement.every or None,
        "bearer": list(requirement.bearer),
        "when": [condition.plain for condition in requirement.when],
        "softly": requirement.softly or None,
        "entity": requirement.entity.name,
        "per": requirement.per.name if requirement.per else None,
        "population": requirement.population or None,
        "note": "；".join(filter(None, (requirement.vagueness, requirement.note))) or None,
        "source": "interpretation" if requirement.interpretation else "policy",
        "overrule": dict(requirement.overrule),
        "reviewed": _review(requirement),
        "definition": _definition(requirement.indicator),
        "file": requirement.file,
        "line": requirement.line,
    }


def dismissed_row(dismissal: Dismissal) -> dict[str, Any]:
    """One dismissal."""
    return {
        "policy": dismissal.policy,
        "clause": dismissal.clause,
        "quote": dismissal.quote,
        "start": dismissal.span.start,
        "end": dismissal.span.end,
        "reason": dismissal.reason.value,
        "of": dismissal.of,
        "note": dismissal.note or None,
        "whole": dismissal.whole,
        "reviewed": _review(dismissal),
    }


def draft_row(draft: Draft) -> dict[str, Any]:
    """One draft (待核定): the row of what is proposed, with why, and the indicator where that is proposed as well."""
    entry, proposal = draft.entry, draft.proposal
    row = dismissed_row(entry) if isinstance(entry, Dismissal) else requirement_row(entry)
    proposed = (
        {
            "name": proposal.label,
            "unit": proposal.unit,
            "entity": proposal.entity.name,
            "numerator": proposal.numerator or None,
            "denominator": proposal.denominator or None,
            "grades": list(proposal.grades),
        }
        if proposal
        else None
    )
    kind = "dismissal" if isinstance(entry, Dismissal) else "requirement"
    return {"draft": kind, "why": draft.reason or None, "proposes": proposed, **row}


def _definition(indicator: Indicator) -> dict[str, Any] | None:
    """The official definition of an indicator: its words, and in what ours differs; `None` where none is on record."""
    if indicator.official is None or indicator.official.definition is None:
        return None
    return {**indicator.official.definition.row, "differs": indicator.official.differs or None}


def _review(entry: Requirement | Dismissal) -> dict[str, Any] | None:
    """Who has reviewed an entry, when, and what has changed since: nothing while it holds."""
    review = entry.reviewed
    if review is None:
        return None
    gone = list(changed(entry))
    return {"by": review.by, "on": review.on.isoformat(), "note": review.note or None, "changed": gone}


def _number(number: float | None) -> float | int | None:
    """450, not 450.0, for a whole number."""
    return int(number) if number is not None and number == int(number) else number


def fingerprint(requirement: Requirement, policy: Policy) -> str:
    """A digest of a requirement, of the Python that decides it, and of the text that it is read from.

    Where it stands in its file makes no difference.

    >>> from policykit.specs import Specs
    >>> specs = Specs.load()
    >>> requirement = specs.requirement("shexian-2025/p1/county-visit-rate-2026")
    >>> len(fingerprint(requirement, specs.corpus.policy("shexian-2025")))
    16
    """
    row = {key: value for key, value in requirement_row(requirement).items() if key not in _ASIDE}
    return hashlib.sha256(f"{row}\n{requirement.python}\n{policy.sha256}".encode()).hexdigest()[:_DIGITS]
