"""The page of a policy's checks and the page of a theme's indicators, as document trees."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from docutils import nodes

from policykit.site.links import (
    CHECKS,
    clause_path,
    indicator_anchor,
    requirement_anchor,
    theme_docname,
)
from policykit.site.wording import words
from policykit.sphinxext.checks.domain import ChecksDomain
from policykit.sphinxext.checks.nodes import piece
from policykit.sphinxext.domain import PolicyDomain
from policykit.text.cite import place

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from policykit.corpus import Corpus
    from policykit.model import Policy
    from policykit.site.requirements import Stock

__all__ = ["read_page", "section"]


def section(anchor: str, title: str, *inside: nodes.Node, classes: tuple[str, ...] = ()) -> nodes.section:
    """A section with a heading."""
    made = nodes.section(ids=[anchor], classes=list(classes), support_smartquotes=False)
    made += nodes.title(title, "", nodes.Text(title))
    made += list(inside)
    return made


def _checks_tree(policy: Policy, stock: Stock, corpus: Corpus) -> nodes.section:
    """The checks of a policy, clause by clause, then its dismissed numbers."""
    root = section(
        "checks",
        words("checks")["checks_title"].format(title=policy.title),
        piece(view="checks", policy=policy.id),
        classes=("checks-page",),
    )
    for clause_id, group in groupby(stock.of_policy(policy.id), key=lambda one: one.clause):
        clause = corpus.clause(clause_id)
        heading = f"{place(clause.label)}　{clause.heading}".rstrip("　 。")
        made = section("k-" + clause_path(clause_id).replace("/", "-"), heading)
        for one in group:
            said = nodes.paragraph(one.plain, "", nodes.Text(one.plain))
            made += piece("", said, view="requirement", requirement=one.id, ids=[requirement_anchor(one)])
        root += made
    root += section("ledger", words("checks")["ledger_title"], piece(view="dismissed", policy=policy.id))
    return root


def read_page(env: BuildEnvironment) -> nodes.section:
    """The tree of the document being read, with what it shows and depends on noted."""
    domain, name = ChecksDomain.of(env), env.docname
    if name.startswith(CHECKS):
        policies, policy = PolicyDomain.of(env), name.removeprefix(CHECKS)
        domain.note(name, f"checks:{policy}")
        env.note_dependency(str(domain.stock.path(policy)))
        return _checks_tree(policies.policy(policy), domain.stock, policies.corpus)
    theme = next(theme for theme in domain.stock.themes if theme_docname(theme) == name)
    domain.note(name, f"theme:{theme}")
    return _theme_tree(theme, domain.stock)


def _theme_tree(theme: str, stock: Stock) -> nodes.section:
    """The indicators of a theme."""
    title = stock.themes[theme]
    root = section("indicators", words("checks")["theme_title"].format(title=title), classes=("checks-page",))
    root += piece(view="theme", theme=theme)
    for one in stock.indicators.values():
        if one.theme == theme:
            root += section(indicator_anchor(one), one.label, piece(view="indicator", indicator=one.name))
    return root
