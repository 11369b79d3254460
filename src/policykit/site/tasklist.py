"""任务清单: responsible body × task × due date, for the division that a reader chose, and as files of some."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from policykit.base.division import Division, Level
from policykit.interchange.tasks import bearers, rank, tasks, tasks_by_body
from policykit.site import WEB
from policykit.site.calendars import calendar_links
from policykit.site.county import called, policy_row, province
from policykit.site.entries import waiting
from policykit.site.links import TASKS
from policykit.site.selfcheck import digest
from policykit.site.wording import target, words
from policykit.text.cite import pinpoint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policykit.model import Requirement
    from policykit.site.content import Arguments, Content
    from policykit.site.links import Links

__all__ = ["SCRIPT", "places", "task_files_view", "task_rows", "task_scripts", "tasks_view"]

SCRIPT = "tasks-"
"""How the names of the scripts begin, in the folder of the county; the code of the nation or a province follows."""

_PAGE = "policykit-tasks.js"


def places(content: Content) -> list[str]:
    """The codes of the divisions with documents of their own; that of the nation last, for all others."""
    codes = {policy.division for policy in content.requirements.policies}
    return sorted(codes, key=lambda code: (Division.of(code).level is Level.NATIONAL, code))


def tasks_view(_: Arguments, content: Content, links: Links) -> dict[str, Any]:
    """The frame of the list, which the browser fills for the division that was chosen."""
    said = {**words("tasks"), "levels": [level.label for level in Level]}
    version = digest((WEB / "pages" / _PAGE).read_bytes())
    return {
        "said": json.dumps(said, ensure_ascii=False),
        "script": f"{links.to_file(f'_static/{_PAGE}')}?v={version}",
        "waiting": waiting(content, links),
    }


def task_files_view(given: Arguments, content: Content, links: Links) -> dict[str, Any]:
    """The list and the calendars of each division with documents of its own."""
    calendars = {each["code"]: each for each in calendar_links(content, links)}
    listed = []
    for name in given["tables"]:
        division = Division.of(name.removeprefix(TASKS))
        others = division.level is Level.NATIONAL
        listed.append(
            {
                "table": name,
                "code": division.code,
                "name": words("tasks")["others"] if others else division.name,
                "calendar": calendars.get(division.code),
            }
        )
    return {"places": listed}


def task_scripts(content: Content, links: Links) -> dict[str, str]:
    """Name of a script → the tasks of the nation or a province; `links` as seen from the top of the site."""
    parts: dict[str, list[Requirement]] = defaultdict(list)
    for requirement in content.requirements.requirements:
        for code in {province(code) for code in requirement.binds or ("000000",)}:
            parts[code].append(requirement)
    made = {}
    for code, requirements in sorted(parts.items()):
        policies = list(dict.fromkeys(each.policy for each in requirements))
        name = f"{SCRIPT}{code}"
        rows = [_row(each, policies.index(each.policy), content, links) for each in requirements]
        shown = [policy_row(policy, content, links) for policy in policies]
        made[name] = called("part", {"code": name, "policies": shown, "tasks": rows})
    return made


def _row(requirement: Requirement, policy: int, content: Content, links: Links) -> list[Any]:
    clause = content.corpus.clause(requirement.clause)
    return [
        requirement.due.isoformat() if requirement.due else "",
        policy,
        list(requirement.binds),
        rank(requirement),
        list(bearers(requirement)),
        requirement.name,
        target(requirement),
        links.to_requirement(requirement),
        requirement.modality.label,
        pinpoint(clause.label, content.corpus.policy(requirement.policy).script),
        # An event has the id of its requirement wherever it comes from; what is due on no day is none.
        requirement.id if requirement.due else "",
    ]


def task_rows(code: str, content: Content) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """The rows of the file of a division, body by body: what programs read, and what it is called in Chinese."""
    for body, listed in tasks_by_body(tasks(content.requirements.requirements, code)).items():
        for task in listed:
            asked = task.requirement
            clause, policy = content.corpus.clause(asked.clause), content.corpus.policy(asked.policy)
            row = {
                "body": body,
                "name": asked.name,
                "due": asked.due.isoformat() if asked.due else None,
                "modality": asked.modality.value,
                "others": list(task.others),
                "title": policy.title,
                "quote": "".join(asked.quote.split()),
                "id": asked.id,
            }
            wording = {
                "asked": target(asked),
                "modality": asked.modality.label,
                "place": pinpoint(clause.label, policy.script),
            }
            yield row, wording
