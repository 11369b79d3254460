"""到期: the days on which something is due, and what the pages of them are given."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from policykit.interchange.tasks import rank
from policykit.site.calendars import calendar_links
from policykit.site.entries import requirement_entry, waiting

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from policykit.model import Requirement
    from policykit.site.content import Arguments, Content
    from policykit.site.links import Links

__all__ = ["DueDay", "due_days", "due_view", "timeline_view"]


class DueDay(NamedTuple):
    """A day and what is due on it. How far off it is, the reader's clock says."""

    when: date
    requirements: tuple[Requirement, ...]


def due_days(requirements: Iterable[Requirement]) -> list[DueDay]:
    """The days on which something is due, in order."""
    dated = sorted(((each.due, each) for each in requirements if each.due), key=lambda pair: pair[0])
    return [
        DueDay(when, tuple(each for _, each in group))
        for when, group in groupby(dated, key=lambda pair: pair[0])
    ]


def due_view(given: Arguments, content: Content, links: Links) -> dict[str, Any]:
    """What falls due in a year; or, with a `limit`, so much of every day as a short list may have to show."""
    limit, days = given.get("limit"), due_days(content.requirements.requirements)
    listed = [
        (day, [_undated_entry(each, content, links) for each in day.requirements[:limit]])
        for day in days
        if limit or day.when.year == given["year"]
    ]
    return {"days": listed, "limit": limit, "all": links.page("timeline"), "waiting": waiting(content, links)}


def _undated_entry(requirement: Requirement, content: Content, links: Links) -> dict[str, Any]:
    """What a list below its due date says of a requirement; whom it binds, for who chose a division."""
    binds = {"binds": requirement.binds, "rank": rank(requirement)}
    return {**requirement_entry(requirement, content, links), **binds, "plain": requirement.undated}


def timeline_view(_: Arguments, content: Content, links: Links) -> dict[str, Any]:
    """What the timeline counts, and its calendars, unless the list of tasks has them."""
    requirements, tasks = content.requirements.requirements, links.page("tasks")
    return {
        "count": len(requirements),
        "undated": sum(each.due is None for each in requirements),
        "tasks": tasks,
        "calendars": [] if tasks else calendar_links(content, links),
        "waiting": waiting(content, links),
    }
