"""The tables of requirements, dismissed numbers, coverage and indicators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policykit.model import Reason
from policykit.site.coverage import coverage
from policykit.site.facts import target
from policykit.site.table import Row, made
from policykit.site.wording import words
from policykit.specs import dismissed_row, requirement_row
from policykit.text.cite import place

if TYPE_CHECKING:
    from collections.abc import Iterable

    from policykit.model import Dismissal, Indicator, Policy, Requirement
    from policykit.site.requirements import Stock
    from policykit.site.table import Table

__all__ = [
    "coverage_table",
    "dismissed_table",
    "indicators_table",
    "policy_words",
    "reasons_table",
    "requirements_table",
    "timeline_table",
]


def policy_words(policy: Policy) -> Row:
    """What every row says of a policy."""
    return {"title": policy.title, "level": policy.level.label}


def requirements_table(stock: Stock, asked: Iterable[Requirement]) -> Table:
    """Requirements; for programs as `policykit export` writes them."""
    return made("requirements", ((requirement_row(one), _worded(one, stock)) for one in asked))


def timeline_table(stock: Stock) -> Table:
    """What has a due date, by that date."""
    dated = [one for one in stock.requirements if one.due]
    dated.sort(key=lambda one: one.due.isoformat() if one.due else "")
    return made("timeline", ((requirement_row(one), _worded(one, stock)) for one in dated))


def dismissed_table(stock: Stock, gone: Iterable[Dismissal]) -> Table:
    """Numbers that are no requirements, with their reasons."""
    return made(
        "dismissed",
        (
            (
                dismissed_row(one),
                {
                    **policy_words(stock.specs.corpus.policy(one.policy)),
                    "place": place(stock.specs.corpus.clause(one.clause).label),
                    "reason": one.reason.label,
                },
            )
            for one in gone
        ),
    )


def coverage_table(stock: Stock) -> Table:
    """How the numbers of each policy are accounted for."""
    pairs = []
    for policy in stock.policies:
        counts = coverage(policy, stock)
        names = (
            "clauses",
            "asking",
            "requirements",
            "found",
            "asked",
            "dates",
            "labels",
            "dismissed",
            "open",
        )
        row = {"policy": policy.id, "title": policy.title, "level": policy.level.value}
        row |= {name: getattr(counts, name) for name in (*names, "disagreeing")}
        pairs.append((row, policy_words(policy)))
    return made("coverage", pairs)


def reasons_table(stock: Stock) -> Table:
    """How many numbers of each policy are dismissed for each reason."""
    pairs = []
    for policy in stock.policies:
        counts = coverage(policy, stock).reasons
        for reason in Reason:
            if counts[reason]:
                row: Row = {"policy": policy.id, "title": policy.title, "level": policy.level.value}
                row |= {"reason": reason.value, "count": counts[reason]}
                pairs.append((row, {**policy_words(policy), "reason": reason.label}))
    return made("reasons", pairs)


def indicators_table(stock: Stock) -> Table:
    """Every indicator in use: how it is computed, of what, and how many requirements are on it."""
    return made("indicators", (_indicator(one, stock) for one in stock.indicators.values()))


def _indicator(one: Indicator, stock: Stock) -> tuple[Row, Row]:
    row = {
        "name": one.name,
        "label": one.label,
        "theme": one.theme,
        "unit": one.unit,
        "formula": one.formula,
        "variables": list(one.parameters),
        "entities": [entity.value for entity in one.entities],
        "aliases": list(one.aliases),
        "source": one.source or None,
        "own_reading": one.own_reading,
        "requirements": len(stock.of_indicator(one.name)),
    }
    said = {
        "theme": stock.themes[one.theme],
        "formula": one.formula or words("tables")["directly"],
        "variables": [f"{variable.label}（{variable.unit}）" for variable in one.variables],
        "entities": [entity.label for entity in one.entities],
        "source": words("tables")["own_reading"] if one.own_reading else one.source,
    }
    return row, said


def _worded(one: Requirement, stock: Stock) -> Row:
    corpus = stock.specs.corpus
    return {
        **policy_words(corpus.policy(one.policy)),
        "place": place(corpus.clause(one.clause).label),
        "plain": one.plain,
        "asked": target(one),
        "modality": one.modality.label,
        "kind": one.kind.label,
        "entity": one.entity.label,
    }
