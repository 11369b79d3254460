"""The rows of an export: one function for each kind of row, a column for each key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policykit.index.shards import rows as shard_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policykit.index.citations import Citation
    from policykit.model import Clause, Indicator, Official, Policy, Variable

__all__ = [
    "citation_row",
    "clause_row",
    "indicator_row",
    "policy_row",
    "quantity_rows",
    "segment_rows",
    "variable_row",
]

Row = dict[str, object]


def policy_row(policy: Policy) -> Row:
    """One policy as a row: what `policy.yml` says, with dates in ISO form and its length."""
    return {
        "id": policy.id,
        "title": policy.title,
        "number": policy.number,
        "issuers": list(policy.issuers),
        "date_issued": policy.date_issued.isoformat() if policy.date_issued else None,
        "date_published": policy.date_published.isoformat() if policy.date_published else None,
        "publisher": policy.publisher,
        "level": policy.level.value,
        "division": policy.division,
        "file": policy.file,
        "sha256": policy.sha256,
        "characters": len(policy.source),
    }


def clause_row(clause: Clause) -> Row:
    """One addressable unit as a row; `source[start:end]` is the unit as published, in code points."""
    return {
        "id": clause.id,
        "policy": clause.policy,
        "label": clause.label,
        "heading": clause.heading,
        "text": clause.text,
        "role": clause.role.value,
        "level": clause.level.value,
        "start": clause.start,
        "end": clause.end,
        "responsible": list(clause.responsible),
    }


def segment_rows(policy: Policy) -> Iterator[Row]:
    """The pieces of a source in their order: their texts, joined, are the source."""
    for number, segment in enumerate(policy.segments, 1):
        yield {
            "policy": policy.id,
            "number": number,
            "role": segment.role.value,
            "start": segment.span.start,
            "end": segment.span.end,
            "text": segment.span.cut(policy.source),
        }


def quantity_rows(policy: Policy) -> Iterator[Row]:
    """The quantities of the clauses, as the shards of a corpus hold them, with dates in ISO form."""
    for row in shard_rows.quantity_rows(policy):
        yield {**row, "due": row["due"].isoformat() if row["due"] else None}


def indicator_row(indicator: Indicator) -> Row:
    """One indicator with its formula in words and as a tree; one that is reported as it is has none in words."""
    return {
        "name": indicator.name,
        "label": indicator.label,
        "unit": indicator.unit,
        "theme": indicator.theme,
        "aliases": list(indicator.aliases),
        "formula": indicator.formula or None,
        "tree": indicator.expression.tree,
        "variables": list(indicator.parameters),
        "entities": [entity.name for entity in indicator.entities],
        "rises": indicator.rises,
        **_official(indicator.official),
        "note": indicator.note or None,
    }


def variable_row(variable: Variable, theme: str) -> Row:
    """One variable and the theme under which it is declared."""
    return {
        "name": variable.name,
        "label": variable.label,
        "unit": variable.unit,
        "theme": theme,
        "entities": [entity.name for entity in variable.entities],
        "definition": variable.definition,
        "minimum": variable.minimum,
        "maximum": variable.maximum,
        "grades": dict(variable.grades),
        "whole": bool(variable.whole),
        "over_time": variable.over_time or None,
        "benchmark": variable.benchmark,
        "aliases": list(variable.aliases),
        **_official(variable.official),
        "note": variable.note or None,
    }


def citation_row(citation: Citation) -> Row:
    """One place that cites a document; the offsets are code points of the decoded source."""
    return {
        "clause": citation.clause,
        "start": citation.span.start,
        "end": citation.span.end,
        "title": citation.title or None,
        "number": citation.number or None,
        "issuer": citation.issuer or None,
        "policy": citation.policy,
        "purpose": citation.purpose.value,
        "sentence_start": citation.sentence.start,
        "sentence_end": citation.sentence.end,
    }


def _official(official: Official | None) -> Row:
    return {
        "official": official.id if official else None,
        "differs": (official.differs if official else "") or None,
    }
