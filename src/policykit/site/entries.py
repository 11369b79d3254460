"""What lists say of a requirement and of a clause, in one manner."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from policykit.site import wording
from policykit.text.cite import pinpoint

if TYPE_CHECKING:
    from policykit.model import Policy, Requirement, Span
    from policykit.site.content import Content
    from policykit.site.links import Links

__all__ = ["clause_entry", "in_line", "requirement_entry", "waiting"]


def requirement_entry(requirement: Requirement, content: Content, links: Links) -> dict[str, Any]:
    """What any list says of a requirement."""
    clause, policy = content.corpus.clause(requirement.clause), content.corpus.policy(requirement.policy)
    return {
        "requirement": requirement,
        "uri": links.to_requirement(requirement),
        "target": wording.target(requirement),
        "due": wording.due(requirement),
        "indicator": links.to_indicator(requirement.indicator),
        "policy": policy,
        "notes": [note for note in (requirement.vagueness, requirement.note) if note],
        "clause": links.to_clause(clause.id),
        "citation": pinpoint(clause.label, policy.script),
    }


def clause_entry(clause_id: str, content: Content, links: Links) -> dict[str, Any]:
    """What a row says of the clause that it is of."""
    clause = content.corpus.clause(clause_id)
    place = pinpoint(clause.label, content.corpus.policy(clause.policy).script)
    return {"clause": links.to_clause(clause_id), "citation": place}


def waiting(content: Content, links: Links) -> dict[str, Any]:
    """What a list of requirements says of the drafts, which are none yet: how many wait, and where they are counted."""
    drafts = content.requirements.specs.drafts
    return {"count": sum(each.requirement is not None for each in drafts), "uri": links.page("coverage")}


def in_line(policy: Policy, span: Span) -> str:
    """The words of a source in one line."""
    return "".join(span.cut(policy.source).split())
