"""Requirements and dismissals as flat rows for `requirements.jsonl` and `dismissed.jsonl`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from policykit.model import Comparator

if TYPE_CHECKING:
    from policykit.model import Dismissal, Requirement

__all__ = ["dismissed_row", "requirement_row"]

_NO_FIGURE = (Comparator.BY_DATE, Comparator.RELATIVE)


def requirement_row(one: Requirement) -> dict[str, Any]:
    """One requirement; `start` and `end` of the quote are code points of the decoded source.

    `value` is in `unit`; a grade is its rank, with its name in `grade`. A milestone has its day in `due`.
    """
    target = one.target
    figure = None if target.comparator in _NO_FIGURE else target.value
    return {
        "id": one.id,
        "policy": one.policy,
        "clause": one.clause,
        "quote": one.quote,
        "start": one.span.start,
        "end": one.span.end,
        "indicator": one.indicator.name,
        "name": one.indicator.label,
        "kind": one.kind.value,
        "op": target.comparator.value,
        "value": _plain(figure),
        "value2": _plain(target.value2),
        "unit": target.unit,
        "due": one.due.isoformat() if one.due else None,
        "modality": one.modality.value,
        "binds": list(one.binds),
        "vague": one.vague,
        "grade": target.grade,
        "relation": target.relation.value
        if target.comparator in (Comparator.GRADE, Comparator.RELATIVE)
        else None,
        "reference": target.reference,
        "entity": one.entity.value,
        "per": one.per.value if one.per else None,
        "population": one.population or None,
        "note": "；".join(filter(None, (one.vagueness, one.note))) or None,
        "source": "interpretation" if one.interpretation else "policy",
        "file": one.file,
        "line": one.line,
    }


def dismissed_row(one: Dismissal) -> dict[str, Any]:
    """One dismissal."""
    return {
        "policy": one.policy,
        "clause": one.clause,
        "quote": one.quote,
        "start": one.span.start,
        "end": one.span.end,
        "reason": one.reason.value,
        "of": one.of,
        "note": one.note or None,
    }


def _plain(number: float | None) -> float | int | None:
    """450, not 450.0, for a whole number."""
    return int(number) if number is not None and number == int(number) else number
