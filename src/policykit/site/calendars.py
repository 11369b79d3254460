"""到期日历: the calendars that a site offers, for divisions with documents of their own and for their bodies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from policykit.base.clock import today
from policykit.base.division import Division, Level
from policykit.base.resources import load
from policykit.interchange.calendar import atom, calendars, events, ical, read_events
from policykit.interchange.tasks import tasks
from policykit.text.cite import cite

if TYPE_CHECKING:
    from pathlib import Path

    from policykit.interchange.tasks import Task
    from policykit.model import Requirement
    from policykit.site.content import Content
    from policykit.site.links import Links

__all__ = ["calendar_links", "write_calendars"]

_FOLDER = "calendar"


def calendar_links(content: Content, links: Links) -> list[dict[str, Any]]:
    """The division's own calendar and those of its bodies, by division: name, code, addresses of .ics and .atom."""
    found = []
    for offered in _offered(content).values():
        own, *bodies = [
            {
                "name": whose,
                "code": name.partition("-")[0],
                "ics": links.to_file(f"{_FOLDER}/{name}.ics"),
                "atom": links.to_file(f"{_FOLDER}/{name}.atom"),
            }
            for name, (whose, _) in offered.items()
        ]
        found.append({**own, "bodies": bodies})
    return found


def write_calendars(site: Path, content: Content, links: Links, base: str) -> None:
    """Write what `calendar_links` names, and remove what went; `base` is the site's full address, if it has one.

    What stands in the site already says which events are known, so that a due date that moved moves its event.
    """
    folder, written = site / _FOLDER, set()
    folder.mkdir(parents=True, exist_ok=True)
    wording = load("interchange")["calendar"]["name"]

    def cited(clause: str) -> str:
        found = content.corpus.clause(clause)
        return cite(found, content.corpus.policy(found.policy))

    def url(requirement: Requirement) -> str:
        return f"{base.rstrip('/')}/{links.to_requirement(requirement)}" if base else ""

    for offered in _offered(content).values():
        for name, (whose, own) in offered.items():
            calendar, feed = folder / f"{name}.ics", folder / f"{name}.atom"
            before = read_events(calendar.read_bytes() if calendar.is_file() else b"")
            made = events(own, cite=cited, url=url, today=today(), before=before)
            title = wording.format(body=whose)
            calendar.write_bytes(ical(title, made))
            feed.write_bytes(atom(title, made, home=base))
            written |= {calendar, feed}
    for file in folder.iterdir():
        if file not in written:
            file.unlink()


def _offered(content: Content) -> dict[str, dict[str, tuple[str, list[Task]]]]:
    """Code of a division → its calendars, by name of the file; none where nothing is due."""
    codes = {policy.division for policy in content.requirements.policies}
    listed = {}
    # That of the nation is for the places that have no documents of their own.
    for code in sorted(codes, key=lambda code: (Division.of(code).level is Level.NATIONAL, code)):
        found = [task for task in tasks(content.requirements.requirements, code) if task.due]
        if found:
            listed[code] = calendars(code, found)
    return listed
