"""The page of a policy's checks and the page of a theme's indicators, as document trees."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from docutils import nodes

from policykit.model import Draft, Requirement
from policykit.site.links import CHECKS, indicator_anchor, requirement_anchor, theme_docname
from policykit.site.parts import first_parts, whole_docname
from policykit.site.wording import words
from policykit.sphinxext.domains import CheckDomain, content_of
from policykit.sphinxext.nodes import section, site_view
from policykit.text.cite import pinpoint

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from policykit.site.content import Content

__all__ = ["read_checks"]


def read_checks(env: BuildEnvironment) -> nodes.section:
    """The tree of the document being read, checks or indicators, with what it shows and depends on noted."""
    domain, content = CheckDomain.of(env), content_of(env)
    if env.docname.startswith(CHECKS):
        docname, at = whole_docname(env.docname)
        policy = docname.removeprefix(CHECKS)
        domain.note(env.docname, f"checks:{policy}")
        env.note_dependency(str(content.requirements.path(policy)))
        return _checks(policy, content, at)
    theme = next(theme for theme in content.requirements.themes if theme_docname(theme) == env.docname)
    domain.note(env.docname, f"theme:{theme}")
    return _theme(theme, content)


def _checks(policy_id: str, content: Content, at: int) -> nodes.section:
    """The checks of a policy, clause by clause, then its dismissed numbers; of many the part `at`."""
    title = words("checks")["checks_title"].format(title=content.corpus.policy(policy_id).title)
    if at:
        title = words("policies")["paged"].format(title=title, number=at + 1)
    head = site_view(view="checks/checks", policy=policy_id, part=at)
    root = section("checks", title, head, classes=("checks-page",))
    parts = content.requirements.checks_parts(policy_id)
    requirements = [each for each in parts[at] if isinstance(each, Requirement)]
    by_clause = groupby(requirements, key=lambda each: each.clause)
    for clause_id, asked in by_clause:
        clause = content.corpus.clause(clause_id)
        script = content.corpus.policy(policy_id).script
        heading = f"{pinpoint(clause.label, script)}　{clause.heading}".rstrip("　 。")
        part = section("k-" + clause.path.replace("/", "-"), heading)
        for each in asked:
            plain = nodes.paragraph(each.plain, "", nodes.Text(each.plain))
            ids = [requirement_anchor(each)]
            part += site_view("", plain, view="checks/requirement", requirement=each.id, ids=ids)
        root += part
    if any(isinstance(each, Draft) for each in parts[at]):
        drafts = site_view(view="checks/drafts", policy=policy_id, part=at)
        root += section("drafts", words("checks")["drafts_title"], drafts)
    if at >= first_parts(parts)[0]:
        ledger = site_view(view="checks/dismissed", policy=policy_id, part=at)
        root += section("ledger", words("checks")["ledger_title"], ledger)
    return root


def _theme(theme: str, content: Content) -> nodes.section:
    """The indicators of a theme."""
    title = words("checks")["theme_title"].format(title=content.requirements.themes[theme])
    head = site_view(view="checks/theme", theme=theme)
    root = section("indicators", title, head, classes=("checks-page",))
    for indicator in content.requirements.indicators.values():
        if indicator.theme == theme:
            view = site_view(view="checks/indicator", indicator=indicator.name)
            places = site_view(view="crossindex/places", indicator=indicator.name)
            root += section(indicator_anchor(indicator), indicator.label, view, places)
    return root
