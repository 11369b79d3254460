"""The tables of the cross-index: cascade, indicators compared, terms, citations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policykit.site.facts import target
from policykit.site.table import Row, made
from policykit.site.tables import policy_words
from policykit.text.cite import place

if TYPE_CHECKING:
    from policykit.model import Policy, Span
    from policykit.model.cascade import Cascade
    from policykit.site.crossindex import CrossStock
    from policykit.site.table import Table

__all__ = ["alike_table", "cascade_table", "citations_table", "concordance_table", "terms_table"]


def cascade_table(stock: CrossStock) -> Table:
    """Every requirement of a higher level against every policy below, a row each."""
    return made("cascade", (_read(one, stock) for one in stock.cascade))


def _read(one: Cascade, stock: CrossStock) -> tuple[Row, Row]:
    corpus, upper = stock.corpus, one.upper
    above, below = corpus.policy(upper.policy), corpus.policy(one.policy)
    row = {
        "upper": upper.id,
        "upper_policy": above.id,
        "upper_quote": upper.quote,
        "lower_policy": below.id,
        "reading": one.reading.value,
        "reason": one.reason,
        "lower": one.lower.id if one.lower else None,
        "lower_clause": one.clause,
        "lower_quote": _cut(below, one.span) if one.span else None,
    }
    said = {f"upper_{key}": value for key, value in policy_words(above).items()}
    said |= {f"lower_{key}": value for key, value in policy_words(below).items()}
    said |= {
        "upper_plain": upper.plain,
        "upper_place": place(corpus.clause(upper.clause).label),
        "lower_place": place(corpus.clause(one.clause).label) if one.clause else None,
        "reading": one.reading.label,
    }
    return row, said


def concordance_table(stock: CrossStock) -> Table:
    """Every indicator with the requirements on it, a row each."""
    pairs = []
    for entry in stock.entries:
        for one in entry.requirements:
            row = {
                "indicator": entry.indicator.name,
                "name": entry.indicator.label,
                "names": list(entry.names),
                "id": one.id,
                "policy": one.policy,
                "clause": one.clause,
                "quote": one.quote,
                "due": one.due.isoformat() if one.due else None,
            }
            said = policy_words(stock.corpus.policy(one.policy))
            said |= {"place": place(stock.corpus.clause(one.clause).label), "asked": target(one)}
            pairs.append((row, said))
    return made("concordance", pairs)


def alike_table(stock: CrossStock) -> Table:
    """Indicators with names alike that must not be compared, and what sets them apart."""
    pairs = []
    for one in stock.alike:
        row = {"one": one.one.name, "other": one.other.name, "numerator": one.numerator}
        row |= {"denominator": one.denominator, "entity": one.entity}
        pairs.append((row, {"one": one.names[0], "other": one.names[1]}))
    return made("alike", pairs)


def terms_table(stock: CrossStock) -> Table:
    """Every term with the clauses that hold it, a row each."""
    pairs = []
    for term in stock.terms:
        for level, clauses in term.clauses.items():
            for name in clauses:
                clause = stock.corpus.clause(name)
                row = {"term": term.name, "others": [other for other in term.names if other != term.name]}
                row |= {"level": level.value, "clause": name, "heading": clause.heading}
                said = policy_words(stock.corpus.policy(clause.policy)) | {"place": place(clause.label)}
                pairs.append((row, said))
    return made("terms", pairs)


def citations_table(stock: CrossStock) -> Table:
    """Every citation."""
    pairs = []
    for one in stock.citations:
        clause = stock.corpus.clause(one.clause)
        policy = stock.corpus.policy(clause.policy)
        row = {
            "clause": one.clause,
            "written": _cut(policy, one.span),
            "cited_title": one.title or None,
            "number": one.number or None,
            "cited": one.policy,
            "collected": one.collected,
        }
        cited = stock.corpus.policy(one.policy).title if one.policy else one.title
        pairs.append((row, {**policy_words(policy), "place": place(clause.label), "cited": cited}))
    return made("citations", pairs)


def _cut(policy: Policy, span: Span) -> str:
    """The words of a source in one line."""
    return "".join(span.cut(policy.source).split())
