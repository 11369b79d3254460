"""The tables of policies and clauses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policykit.interchange.export import clause_row, policy_row
from policykit.model import Role
from policykit.site.table import made
from policykit.site.tables import policy_words
from policykit.text.cite import place

if TYPE_CHECKING:
    from policykit.site.requirements import Stock
    from policykit.site.table import Table

__all__ = ["clauses_table", "policies_table"]


def policies_table(stock: Stock) -> Table:
    """Every policy, in the order of the site; for programs as `policykit export` writes them."""
    return made(
        "policies",
        (
            (
                policy_row(policy),
                {
                    **policy_words(policy),
                    "clauses": sum(clause.role is Role.CLAUSE for clause in policy.clauses),
                    "requirements": len(stock.of_policy(policy.id)),
                },
            )
            for policy in stock.policies
        ),
    )


def clauses_table(stock: Stock) -> Table:
    """Every normative clause; for programs as `policykit export` writes them."""
    return made(
        "clauses",
        (
            (clause_row(clause), {**policy_words(policy), "place": place(clause.label)})
            for policy in stock.policies
            for clause in policy.clauses
            if clause.role is Role.CLAUSE
        ),
    )
