"""What each template of the requirement pages is given: a function a view."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from enum import Enum
from typing import Any, TypeVar

from policykit.base.clock import today
from policykit.base.division import Division
from policykit.model import Dismissal, Draft, Kind, Level, Modality, Reason, Requirement, changed
from policykit.site import wording
from policykit.site.chart import chart
from policykit.site.content import Arguments, Content, View
from policykit.site.coverage import coverage, defined, total
from policykit.site.duedays import due_view, timeline_view
from policykit.site.entries import clause_entry, requirement_entry
from policykit.site.junit import State
from policykit.site.links import YEARS, Links, asking, checks_docname, policy_docname, theme_docname
from policykit.site.paging import Pages, cut
from policykit.site.parts import ALIKE, first_parts, part_docname
from policykit.site.themechart import FORMS, bars
from policykit.site.versions import redline_view, versions_of
from policykit.site.wording import words

__all__ = ["VIEWS", "phases_of"]

_Kind = TypeVar("_Kind", bound=Enum)
_POLICIES = 150
"""So many policies of a level a page."""
_COVERED = 300
"""So many rows of the table of coverage a page."""
_LEFT = 300
"""So many numbers that nothing accounts for are listed; all of them are counted."""
_SEARCH = "search"


# --- policies ---------------------------------------------------------------------------------


def _list(given: Arguments, content: Content, links: Links) -> dict[str, Any]:
    """A list of policies: of a level, or the newest of all."""
    parts = cut(given["policies"], _POLICIES)
    level = given["level"]
    anchor = f"level-{level}" if level else ""
    entries = [
        {
            "policy": content.corpus.policy(policy),
            "division": Division.of(content.corpus.policy(policy).division).name,
            "uri": links.uri(policy_docname(policy)),
            "phases": phases_of(policy, content),
            "checks": _checks_of(policy, content, links),
        }
        for policy in parts[given.get("part", 0)]
    ]
    everything = links.uri("policies", anchor) if links.page("policies") else ""
    pages = Pages.of(parts, given, links, level, anchor)
    return {"policies": entries, "level": level, "more": given["more"], "all": everything, "cut": pages}


def _card(given: Arguments, content: Content, links: Links) -> dict[str, Any]:
    """What a policy's text says about itself, whether it is in force, and the files of the policy."""
    policy = given["policy"]
    corpus = content.corpus
    return {
        "script": "",
        **given,
        "phases": phases_of(policy, content),
        "repeals": [
            (caption, [(corpus.policy(each).title, links.to_clause(each)) for each in listed])
            for caption, listed in _repeals(policy, content)
            if listed
        ],
        "versions": versions_of(corpus.policy(policy), content, links),
        "checks": _checks_of(policy, content, links),
        "xml": links.to_file(f"{policy_docname(policy)}.xml") if policy == corpus.policy(policy).base else "",
    }


def _repeals(policy: str, content: Content) -> Iterator[tuple[str, list[str]]]:
    """What ends or amends a policy and what it ends or amends itself, by caption."""
    standings, captions = content.corpus.standings, words("policies")["repeals"]
    for of, by, partial in (("repealing", "repealed", False), ("amending", "amended", True)):
        yield (
            captions[of],
            [each.by for each in standings.repeals_of(policy) if each.partial is partial],
        )
        yield (
            captions[by],
            [each.policy for each in standings.repeals_by(policy) if each.partial is partial],
        )


def phases_of(policy: str, content: Content) -> list[dict[str, Any]]:
    """Whether a policy is in force, from which day on; which of it holds is said anew on the reader's day."""
    phases = content.corpus.standings.phases(content.corpus.policy(policy))
    now = max(at for at, (first, _) in enumerate(phases) if first is None or first <= today())
    return [
        {"from": first or "", "standing": standing, "holds": at == now}
        for at, (first, standing) in enumerate(phases)
    ]


def _checks_of(policy: str, content: Content, links: Links) -> dict[str, Any]:
    """How many requirements a policy states, and where they are."""
    index = content.requirements
    return {
        "count": len(index.of_policy(policy)),
        "drafts": (drafts := len(index.drafts(policy))),
        "uri": links.to_checks(policy),
        "waiting": _ledger_and_drafts(policy, content, links)[1] if drafts else "",
    }


def _searchbox(given: Arguments, _: Content, links: Links) -> dict[str, Any]:
    """A search field within a page; a form of its own, so that it works without a script too."""
    action, page = links.uri(_SEARCH), words("search")["page"]
    return {
        "action": action,
        "label": page["label"],
        "placeholder": page["placeholder"],
        "submit": page["title"],
        "intro": words("search")["script"]["examples"],
        "examples": [(action + asking(example), example) for example in given["examples"]],
    }


# --- requirements -----------------------------------------------------------------------------


def _files(given: Arguments, _: Content, __: Links) -> dict[str, Any]:
    """Tables that a page offers as files and does not show itself."""
    return {"listed": [(name, words("checks")["files"][name]) for name in given["tables"]]}


def _clause(given: Arguments, content: Content, links: Links) -> dict[str, Any]:
    """The list below a clause of the policy text."""
    requirements = content.requirements.of_clause(given["clause"])
    return {"requirements": [requirement_entry(each, content, links) for each in requirements]}


def _checks(given: Arguments, content: Content, links: Links) -> dict[str, Any]:
    """The head of a policy's page of checks."""
    policy, index = content.corpus.policy(given["policy"]), content.requirements
    requirements, path = index.of_policy(policy.id), index.path(policy.id)
    pages = _checks_pages(policy.id, content, links, given.get("part", 0))
    ledger_at, drafts_at = _ledger_and_drafts(policy.id, content, links)
    entries = [requirement_entry(each, content, links) for each in requirements]
    outcomes = [index.outcome(each) for each in requirements]
    return {
        "policy": policy,
        "text": links.to_clause(policy.id),
        "requirements": entries,
        "listed": [each for each in entries if index.cut.get(each["requirement"].id, 0) == pages.at],
        "pages": pages,
        "ledger": ledger_at,
        "waiting": drafts_at,
        "modalities": _counts(Modality, [each.modality for each in requirements]),
        "named": sum(each.kind is Kind.NAMED for each in requirements),
        "drafts": len(index.drafts(policy.id)),
        "reviewed": sum(each.reviewed is not None for each in requirements),
        "void": [each for each in entries if changed(each["requirement"])],
        "disagreeing": [each for each in entries if index.problems(each["requirement"])],
        "overruled": [each for each in entries if each["requirement"].overrule],
        "begun": any(each.begins for each in requirements),
        "coverage": coverage(policy, index),
        "tested": index.tests.given,
        "outcomes": _counts(State, [outcome.state for outcome in outcomes]),
        "days": sorted({outcome.day for outcome in outcomes if outcome.day}),
        "tests": words("checks")["tests"],
        "spec": f"{path.parent.name}/{path.name}" if path else "",
    }


def _checks_pages(policy: str, content: Content, links: Links, at: int) -> Pages:
    """The pages of a policy's checks."""
    parts = content.requirements.checks_parts(policy)
    docnames = [part_docname(checks_docname(policy), part) for part in range(len(parts))]
    held = [
        dict.fromkeys(_place_of(each) for each in part if isinstance(each, Requirement)) for part in parts
    ]
    ledger, drafts = first_parts(parts)
    held[ledger]["ledger"] = None
    if drafts is not None:
        held[drafts]["drafts"] = None
    return Pages(at, tuple(map(links.uri, docnames)), links.uri(_SEARCH), "", tuple(map(" ".join, held)))


def _ledger_and_drafts(policy: str, content: Content, links: Links) -> tuple[str, str]:
    """The addresses, among the pages of a policy's checks, of what is dismissed and of what waits."""
    ledger, drafts = first_parts(content.requirements.checks_parts(policy))
    page = checks_docname(policy)
    return links.uri(part_docname(page, ledger), "ledger"), links.uri(
        part_docname(page, drafts or 0), "drafts"
    )


def _place_of(requirement: Requirement) -> str:
    """What the ids of a requirement and of its clause in the page have in common."""
    return requirement.clause.removeprefix(f"{requirement.policy}/").replace("/", "-")


def _requirement(given: Arguments, content: Content, links: Links) -> dict[str, Any]:
    """One check in full."""
    index = content.requirements
    requirement = index.requirement(given["requirement"])
    clause, path = content.corpus.clause(requirement.clause), index.path(requirement.policy)
    policy = content.corpus.policy(requirement.policy)
    alike = [each for each in index.of_indicator(requirement.indicator.name) if each.id != requirement.id]
    return {
        **requirement_entry(requirement, content, links),
        "anchor": given["anchor"],
        "quoted": wording.in_context(requirement, clause, policy),
        "formula": requirement.indicator.formula,
        "bound": wording.bound(requirement),
        "begins": wording.day(requirement.begins) if requirement.begins else "",
        "overruled": wording.overruled(requirement),
        "problems": index.problems(requirement),
        "outcome": index.outcome(requirement),
        "tests": words("checks")["tests"],
        # Not in colours: of two hundred requirements these were half of the page.
        "python": requirement.python,
        "yaml": wording.spec_lines(requirement, path) if path else "",
        "others": [requirement_entry(each, content, links) for each in alike[:ALIKE]],
        "more": len(alike) - ALIKE,
    }


def _dismissed(given: Arguments, content: Content, links: Links) -> dict[str, Any]:
    """The numbers of a policy that are no requirements."""
    policy, index = content.corpus.policy(given["policy"]), content.requirements
    parts, at = index.checks_parts(policy.id), given["part"]
    dismissed = [each for each in parts[at] if isinstance(each, Dismissal)]
    by_id = {each.id: each for each in index.requirements}
    rows = [
        {
            "dismissal": each,
            **clause_entry(each.clause, content, links),
            "of": links.to_requirement(by_id[each.of]) if each.of in by_id else "",
            "repeated": by_id[each.of].plain if each.of in by_id else "",
        }
        for each in dismissed
    ]
    begins = first_parts(parts)[0] == at
    left = [line for line in index.ledger(policy) if line.account.value == "none"] if begins else []
    everything = index.dismissed(policy.id)
    return {
        "policy": policy.id,
        "rows": rows,
        "count": len(everything),
        "begins": begins,
        "noted": any(each.note or each.of for each in dismissed),
        "reasons": _counts(Reason, [each.reason for each in everything]),
        "left": [{"line": line, **clause_entry(line.clause.id, content, links)} for line in left[:_LEFT]],
        "left_count": len(left),
    }


def _drafts(given: Arguments, content: Content, links: Links) -> dict[str, Any]:
    """What waits for a person in a policy."""
    part = content.requirements.checks_parts(given["policy"])[given.get("part", 0)]
    drafts = [each for each in part if isinstance(each, Draft)]
    return {
        "policy": given["policy"],
        "count": len(content.requirements.drafts(given["policy"])),
        "rows": [{"draft": each, **clause_entry(each.clause, content, links)} for each in drafts],
    }


# --- indicators -------------------------------------------------------------------------------


def _theme(given: Arguments, content: Content, links: Links) -> dict[str, Any]:
    """The head of an indicator page: the indicators of its theme, and what each document asks in it."""
    rows: list[dict[str, Any]] = []
    asked = []
    for indicator in content.requirements.indicators.values():
        if indicator.theme == given["theme"]:
            requirements = content.requirements.of_indicator(indicator.name)
            levels = {content.corpus.policy(each.policy).level for each in requirements}
            asked += requirements
            rows.append(
                {
                    "indicator": indicator,
                    "uri": links.to_indicator(indicator),
                    "count": len(requirements),
                    "levels": [level for level in Level if level in levels],
                }
            )
    docname = theme_docname(given["theme"])
    drawn = bars(asked, content.requirements.policies)
    return {
        "rows": rows,
        "count": len(asked),
        "page": links.uri(docname),
        "docname": docname,
        "bars": [(bar, links.to_checks(bar.policy.id)) for bar in drawn],
        "forms": [(form, words("checks")["forms"][form]) for form in FORMS],
    }


def _indicator(given: Arguments, content: Content, links: Links) -> dict[str, Any]:
    """One indicator: what it measures, and every target on it."""
    indicator = content.requirements.indicators[given["indicator"]]
    requirements = content.requirements.of_indicator(indicator.name)
    has_years = indicator.name in content.with_years and links.page(YEARS)
    return {
        "indicator": indicator,
        "years": links.uri(YEARS, f"i={indicator.name}") if has_years else "",
        "formula": indicator.formula,
        "python": links.highlighted(indicator.python, "python"),
        "requirements": [requirement_entry(each, content, links) for each in requirements],
        "drafts": [
            {"draft": each, "checks": _ledger_and_drafts(each.policy, content, links)[1]}
            for each in content.requirements.drafts_on(indicator.name)
        ],
        "chart": chart(requirements),
        "levels": {policy.id: policy.level for policy in content.corpus.policies},
        "uris": {each.id: links.to_requirement(each) for each in requirements},
    }


# --- coverage ---------------------------------------------------------------------------------


def _coverage(given: Arguments, content: Content, links: Links, key: str = "") -> dict[str, Any]:
    """How the numbers of each policy are accounted for."""
    counted = [(policy, coverage(policy, content.requirements)) for policy in content.requirements.policies]
    parts = cut(counted, _COVERED)
    at = given.get("part", 0)
    return {
        "cut": Pages.of(parts, given, links, key, key),
        "before": at * _COVERED,
        "rows": [
            {
                "counts": counts,
                "policy": policy,
                "uri": links.to_checks(policy.id) or links.to_clause(policy.id),
                "ledger": _ledger_and_drafts(policy.id, content, links)[0] if counts.requirements else "",
            }
            for policy, counts in parts[at]
        ],
        "total": total([counts for _, counts in counted]),
        "reasons": list(Reason),
        "defined": defined(content.requirements.indicators.values()),
    }


def _glance(_: Arguments, content: Content, links: Links) -> dict[str, Any]:
    """What is here."""
    index, policies = content.requirements, content.requirements.policies
    return {
        "total": total([coverage(policy, index) for policy in policies]),
        "policies": len(policies),
        "levels": _counts(Level, [policy.level for policy in policies]),
        "uris": {name: links.page(name) for name in ("policies", "coverage", "indicators")},
        "indicators": len(index.indicators),
        "defined": defined(index.indicators.values()),
        "named": sum(each.kind is Kind.NAMED for each in index.requirements),
        "tested": index.tests.given,
        "passed": sum(index.outcome(each).state is State.PASSED for each in index.requirements),
    }


def _counts(kinds: type[_Kind], found: Sequence[_Kind]) -> list[tuple[_Kind, int]]:
    """How often each kind was found, in the order of the kinds, without those that were not."""
    counts = Counter(found)
    return [(kind, counts[kind]) for kind in kinds if counts[kind]]


def _given(given: Arguments, _: Content, __: Links) -> dict[str, Any]:
    """Just what the place in the page says."""
    return dict(given)


VIEWS: dict[str, View] = {
    "apart-caption": _given,
    "card": _card,
    "clause-tools": _given,
    "list": _list,
    "searchbox": _searchbox,
    "versions/redline": redline_view,
    "checks/files": _files,
    "checks/clause": _clause,
    "checks/checks": _checks,
    "checks/requirement": _requirement,
    "checks/dismissed": _dismissed,
    "checks/drafts": _drafts,
    "checks/theme": _theme,
    "checks/indicator": _indicator,
    "checks/theme_list": _theme,
    "checks/due": due_view,
    "checks/timeline": timeline_view,
    "checks/coverage": _coverage,
    "checks/reasons": lambda given, content, links: _coverage(given, content, links, "reasons"),
    "checks/glance": _glance,
}
"""Template name → what it is given."""
