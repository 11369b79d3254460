"""Which tables there are: what stands in a page, and the table of each name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policykit.site import crosstables as crossindex
from policykit.site import tables as checks
from policykit.site import texttables as texts
from policykit.site.links import CHECKS, THEMES, checks_docname, theme_docname
from policykit.sphinxext.checks.domain import ChecksDomain
from policykit.sphinxext.checks.nodes import piece
from policykit.sphinxext.crossindex.domain import CrossDomain
from policykit.sphinxext.crossindex.nodes import cross
from policykit.sphinxext.nodes import policy_list

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from docutils.nodes import document
    from sphinx.environment import BuildEnvironment

    from policykit.site.crossindex import CrossStock
    from policykit.site.requirements import Stock
    from policykit.site.table import Table

__all__ = ["DISMISSED", "SITE_WIDE", "named_in", "table"]

DISMISSED = "dismissed/"
"""Folder of the files of dismissed numbers, one table a policy."""

_CHECKS: dict[str, Callable[[Stock], Table]] = {
    "requirements": lambda stock: checks.requirements_table(stock, stock.requirements),
    "dismissed": lambda stock: checks.dismissed_table(
        stock, [one for policy in stock.policies for one in stock.dismissed(policy.id)]
    ),
    "timeline": checks.timeline_table,
    "coverage": checks.coverage_table,
    "reasons": checks.reasons_table,
    "indicators": checks.indicators_table,
    "policies": texts.policies_table,
    "clauses": texts.clauses_table,
}
_CROSSINDEX: dict[str, Callable[[CrossStock], Table]] = {
    "cascade": crossindex.cascade_table,
    "concordance": crossindex.concordance_table,
    "alike": crossindex.alike_table,
    "terms": crossindex.terms_table,
    "citations": crossindex.citations_table,
}
SITE_WIDE = frozenset(_CHECKS | _CROSSINDEX)
_OF_VIEW = {
    "coverage": ("coverage", "requirements"),
    "reasons": ("reasons", "dismissed"),
    "timeline": ("timeline",),
    "theme_list": ("indicators",),
    "concordance": ("concordance", "alike"),
    "cascade": ("cascade",),
    "terms": ("terms",),
    "citations": ("citations",),
}
"""View → the tables that its template offers."""


def named_in(tree: document) -> Iterator[str]:
    """The names of the tables that a document shows."""
    for node in tree.findall(piece):
        if node["view"] == "checks":
            yield checks_docname(node["policy"])
        elif node["view"] == "dismissed":
            yield DISMISSED + node["policy"]
        elif node["view"] == "theme":
            yield theme_docname(node["theme"])
        yield from _OF_VIEW.get(node["view"], ())
    for other in tree.findall(cross):
        yield from _OF_VIEW.get(other["view"], ())
    if next(tree.findall(policy_list), None) is not None:
        yield from ("policies", "clauses")


def table(env: BuildEnvironment, name: str) -> Table:
    """The table of a name; `checks/<policy>`, `dismissed/<policy>` and `indicators/<theme>` are parts of others."""
    stock = ChecksDomain.of(env).stock
    if name in _CHECKS:
        return _CHECKS[name](stock)
    if name in _CROSSINDEX:
        return _CROSSINDEX[name](CrossDomain.of(env).stock)
    if name.startswith(DISMISSED):
        return checks.dismissed_table(stock, stock.dismissed(name.removeprefix(DISMISSED)))
    if name.startswith(THEMES):
        asked = [one for one in stock.requirements if theme_docname(one.indicator.theme) == name]
        return checks.requirements_table(stock, asked)
    return checks.requirements_table(stock, stock.of_policy(name.removeprefix(CHECKS)))
