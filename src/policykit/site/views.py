"""What each template of the requirement pages is given: one function a view."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from policykit.model import Level, Modality, Reason
from policykit.site import facts
from policykit.site.chart import chart
from policykit.site.coverage import coverage, total
from policykit.site.junit import State
from policykit.site.links import theme_docname
from policykit.site.timeline import due_days, year_after
from policykit.site.wording import words
from policykit.text.cite import place

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from policykit.model import Requirement
    from policykit.site.links import Links

    View = Callable[[Mapping[str, Any], Links], dict[str, Any]]

__all__ = ["VIEWS", "said"]


def said(one: Requirement, links: Links) -> dict[str, Any]:
    """What any list says of a requirement."""
    return {
        "one": one,
        "uri": links.to_requirement(one),
        "target": facts.target(one),
        "indicator": links.to_indicator(one.indicator),
        "policy": links.policy(one.policy),
        "notes": [note for note in (one.vagueness, one.note) if note],
    }


def _files(given: Mapping[str, Any], _: Links) -> dict[str, Any]:
    """Tables that a page offers as files and does not show itself."""
    return {"listed": [(name, words("checks")["files"][name]) for name in given["tables"]]}


def _clause(given: Mapping[str, Any], links: Links) -> dict[str, Any]:
    """The list below a clause of the policy text."""
    return {"asked": [said(one, links) for one in links.stock.of_clause(given["clause"])]}


def _checks(given: Mapping[str, Any], links: Links) -> dict[str, Any]:
    """The head of a policy's page of checks."""
    policy, stock = links.policy(given["policy"]), links.stock
    asked = stock.of_policy(policy.id)
    path = stock.path(policy.id)
    return {
        "policy": policy,
        "text": links.to_clause(policy.id),
        "asked": [{**said(one, links), **_clause_of(one, links)} for one in asked],
        "modalities": _counted(Modality, [one.modality for one in asked]),
        "disagreeing": [one for one in asked if stock.problems(one)],
        "coverage": coverage(policy, stock),
        "tested": stock.tests.given,
        "outcomes": _counted(State, [stock.outcome(one).state for one in asked]),
        "days": sorted({day for one in asked if (day := stock.outcome(one).day)}),
        "tests": words("checks")["tests"],
        "spec": f"{path.parent.name}/{path.name}" if path else "",
    }


def _clause_of(one: Requirement, links: Links) -> dict[str, Any]:
    clause = links.corpus.clause(one.clause)
    return {"clause": links.to_clause(clause.id), "place": place(clause.label), "label": clause.label}


def _requirement(given: Mapping[str, Any], links: Links) -> dict[str, Any]:
    """One check in full."""
    stock = links.stock
    one = stock.requirement(given["requirement"])
    clause, policy = links.corpus.clause(one.clause), links.policy(one.policy)
    path = stock.path(one.policy)
    return {
        **said(one, links),
        **_clause_of(one, links),
        "anchor": given["anchor"],
        "quoted": facts.in_context(one, clause, policy),
        "formula": one.indicator.formula,
        "due": facts.due(one),
        "bound": facts.bound(one),
        "problems": stock.problems(one),
        "outcome": stock.outcome(one),
        "tests": words("checks")["tests"],
        "python": links.highlighted(one.python, "python"),
        "yaml": links.highlighted(facts.spec_lines(one, path), "yaml") if path else "",
        "others": [
            said(other, links) for other in stock.of_indicator(one.indicator.name) if other.id != one.id
        ],
    }


def _dismissed(given: Mapping[str, Any], links: Links) -> dict[str, Any]:
    """The numbers of a policy that are no requirements."""
    clause = links.corpus.clause
    gone = links.stock.dismissed(given["policy"])
    by_id = {one.id: one for one in links.stock.requirements}
    rows = [
        {
            "one": one,
            "place": place(clause(one.clause).label),
            "label": clause(one.clause).label,
            "clause": links.to_clause(one.clause),
            "of": links.to_requirement(by_id[one.of]) if one.of in by_id else "",
            "repeated": by_id[one.of].plain if one.of in by_id else "",
        }
        for one in gone
    ]
    left = [
        line for line in links.stock.ledger(links.policy(given["policy"])) if line.account.value == "none"
    ]
    unaccounted = [
        {"line": line, "place": place(line.clause.label), "clause": links.to_clause(line.clause.id)}
        for line in left
    ]
    return {
        "policy": given["policy"],
        "rows": rows,
        "noted": any(one.note or one.of for one in gone),
        "reasons": _counted(Reason, [one.reason for one in gone]),
        "left": unaccounted,
    }


def _theme(given: Mapping[str, Any], links: Links) -> dict[str, Any]:
    """The head of an indicator page: the indicators of its theme."""
    rows = [
        _counted_indicator(name, links)
        for name, one in links.stock.indicators.items()
        if one.theme == given["theme"]
    ]
    docname = theme_docname(given["theme"])
    asked = sum(row["count"] for row in rows)
    return {"rows": rows, "asked": asked, "page": links.uri(docname), "docname": docname}


def _counted_indicator(name: str, links: Links) -> dict[str, Any]:
    one, asked = links.stock.indicators[name], links.stock.of_indicator(name)
    levels = [level for level in Level if any(links.policy(each.policy).level is level for each in asked)]
    return {"one": one, "uri": links.to_indicator(one), "count": len(asked), "levels": levels}


def _indicator(given: Mapping[str, Any], links: Links) -> dict[str, Any]:
    """One indicator: what it measures, and every target on it."""
    one = links.stock.indicators[given["indicator"]]
    asked = links.stock.of_indicator(one.name)
    return {
        "one": one,
        "formula": one.formula,
        "python": links.highlighted(one.python, "python"),
        "asked": [{**said(each, links), **_clause_of(each, links), "due": facts.due(each)} for each in asked],
        "chart": chart(asked),
        "levels": {policy.id: policy.level for policy in links.stock.policies},
        "uris": {each.id: links.to_requirement(each) for each in asked},
    }


def _due(given: Mapping[str, Any], links: Links) -> dict[str, Any]:
    """The requirements that fall due in a period; at most `limit`, when a page wants it short."""
    today = links.today
    days = due_days(links.stock.requirements, today, given["period"])
    limit = given.get("limit") or 10**6
    shown, rest = [], sum(len(each.asked) for each in days)
    for each in days:
        if limit > 0:
            shown.append((each, [_undated(one, links) for one in each.asked[:limit]]))
            limit -= len(each.asked)
            rest -= len(shown[-1][1])
    return {
        "days": shown,
        "rest": rest,
        "period": given["period"],
        "today": today,
        "end": year_after(today),
        "all": links.page("timeline"),
        "short": bool(given.get("limit")),
    }


def _undated(one: Requirement, links: Links) -> dict[str, Any]:
    """What a list below its due date says of a requirement: the date is not said again."""
    return {**said(one, links), "plain": one.plain.partition("，")[2] if one.due else one.plain}


def _timeline(_: Mapping[str, Any], links: Links) -> dict[str, Any]:
    """What the timeline counts."""
    asked = links.stock.requirements
    undated = sum(one.due is None for one in asked)
    return {"asked": len(asked), "undated": undated, "today": links.today}


def _coverage(_: Mapping[str, Any], links: Links) -> dict[str, Any]:
    """How the numbers of each policy are accounted for."""
    rows = [coverage(policy, links.stock) for policy in links.stock.policies]
    return {
        "rows": [
            {"row": row, "uri": links.to_checks(row.policy.id) or links.to_clause(row.policy.id)}
            for row in rows
            if row.policy
        ],
        "total": total(rows),
        "reasons": list(Reason),
    }


def _glance(_: Mapping[str, Any], links: Links) -> dict[str, Any]:
    """What is here."""
    rows = [coverage(policy, links.stock) for policy in links.stock.policies]
    return {
        "total": total(rows),
        "policies": len(rows),
        "levels": _counted(Level, [policy.level for policy in links.stock.policies]),
        "uris": {name: links.page(name) for name in ("policies", "coverage", "indicators")},
        "indicators": len({one.indicator.name for one in links.stock.requirements}),
        "tested": links.stock.tests.given,
        "passed": sum(links.stock.outcome(one).state is State.PASSED for one in links.stock.requirements),
    }


def _counted(kinds: Any, found: list[Any]) -> list[tuple[Any, int]]:  # noqa: ANN401 - any of our enums
    counts = Counter(found)
    return [(kind, counts[kind]) for kind in kinds if counts[kind]]


VIEWS: dict[str, View] = {
    "files": _files,
    "clause": _clause,
    "checks": _checks,
    "requirement": _requirement,
    "dismissed": _dismissed,
    "theme": _theme,
    "indicator": _indicator,
    "theme_list": _theme,
    "due": _due,
    "timeline": _timeline,
    "coverage": _coverage,
    "reasons": _coverage,
    "glance": _glance,
}
"""Template name → what it is given."""
