"""Due dates as iCalendar (RFC 5545) and Atom (RFC 4287): one event for one requirement, for ever by the same id.

A requirement's id is permanent, so its event's UID is: where a due date moves, the event moves. What an earlier file
says is kept as it is where nothing changed; a change gives a higher SEQUENCE and a new LAST-MODIFIED, and what is no
more is cancelled. A file made without an earlier one has higher numbers than any made before that day.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from xml.etree import ElementTree as ET

from policykit.base.division import Division
from policykit.base.resources import load
from policykit.interchange.tasks import Task, tasks_by_body
from policykit.model import Requirement

__all__ = ["Event", "atom", "calendars", "events", "ical", "read_events"]

_EPOCH = date(2020, 1, 1)
"""From which SEQUENCE counts days, so that a later file never has a lower one."""
_OCTETS = 75
_ATOM = "http://www.w3.org/2005/Atom"
_ILLEGAL = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPACE = uuid.UUID("6a5c3c9e-6f0b-5c3b-9d0c-0f3f0f1b7c11")
"""Of ids of entries: made once, never changed."""


@dataclass(frozen=True, slots=True)
class Event:
    """What is due on a day."""

    id: str
    """The requirement's."""
    day: date
    summary: str
    description: str = ""
    category: str = ""
    url: str = ""
    sequence: int = 0
    modified: date = _EPOCH
    cancelled: bool = False

    @property
    def uid(self) -> str:
        """For ever the same, whatever else changes."""
        return f"{self.id}@policykit"


def events(
    tasks: Iterable[Task],
    *,
    cite: Callable[[str], str] = str,
    url: Callable[[Requirement], str] | None = None,
    today: date,
    before: Mapping[str, Event] | None = None,
) -> list[Event]:
    """The events of tasks that have a due date, each requirement once, in the order of their days.

    Parameters
    ----------
    tasks
        Those of a division, or of one body: what several bodies must do is one event all the same.
    cite, url
        How a reader is told a clause, of its id; and where the site shows a requirement.
    today
        The day of making, which dates what is new or changed.
    before
        What an earlier file said, by id: `read_events`.
    """
    wording, made = load("interchange")["calendar"], {}
    for task in tasks:
        rule = task.requirement
        if task.due is None or rule.id in made:
            continue
        named = "、".join((task.body, *task.others))
        values = {
            "plain": rule.plain, "quote": "".join(rule.quote.split()), "clause": cite(rule.clause),
            "bodies": named, "modality": rule.modality.label,
        }  # fmt: skip  # sides and words a line
        made[rule.id] = Event(
            rule.id,
            task.due,
            rule.undated,
            wording["description"].format(**values),
            named,
            url(rule) if url else "",
        )
    known = before or {}
    found = [_dated(event, known.get(event.id), today) for event in made.values()]
    gone = (event for name, event in known.items() if name not in made)
    found += [
        event
        if event.cancelled
        else replace(event, cancelled=True, sequence=_next(event, today), modified=today)
        for event in gone
    ]
    return sorted(found, key=lambda event: (event.day, event.id))


def _dated(event: Event, before: Event | None, today: date) -> Event:
    if before is not None:
        same = replace(event, sequence=before.sequence, modified=before.modified)
        if same == before:
            return before
    return replace(event, sequence=_next(before, today), modified=today)


def _next(before: Event | None, today: date) -> int:
    days = (today - _EPOCH).days
    return days if before is None else max(days, before.sequence + 1)


def calendars(division: str, found: Sequence[Task]) -> dict[str, tuple[str, list[Task]]]:
    """Name of the file → whose calendar it is and its tasks: one of the division, and one of each responsible body.

    >>> from policykit import requirement
    >>> from policykit.interchange.tasks import tasks
    >>> found = tasks([requirement("shexian-2025/p1/county-visit-rate-2026")], "341021")
    >>> {name: whose for name, (whose, _) in calendars("341021", found).items()}
    {'341021': '歙县', '341021-歙县': '歙县'}
    """
    own = {f"{division}-{_file_name(body)}": (body, listed) for body, listed in tasks_by_body(found).items()}
    return {division: (Division.of(division).name, list(found)), **own}


def _file_name(body: str) -> str:
    """The name of a body as that of a file: what is no word goes, and two bodies never have one name."""
    name = re.sub(r"\W+", "_", body)[:40]
    return name if name == body else f"{name}-{uuid.uuid5(uuid.NAMESPACE_URL, body).hex[:6]}"


# --- iCalendar --------------------------------------------------------------------------------


def ical(name: str, listed: Iterable[Event], *, remind: int | None = None) -> bytes:
    """A calendar of whole days; `remind` is how many days before its due date each event reminds.

    >>> ical("歙县", [Event("x/1/a", date(2026, 12, 31), "就诊率")]).decode().splitlines()[10:13]
    ['DTSTART;VALUE=DATE:20261231', 'DTEND;VALUE=DATE:20270101', 'SUMMARY:就诊率']
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//policykit//calendar//ZH", "CALSCALE:GREGORIAN"]
    lines += ["METHOD:PUBLISH", f"X-WR-CALNAME:{_escaped(name)}"]
    for event in listed:
        lines += _vevent(event, remind)
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode()


def _vevent(event: Event, remind: int | None) -> list[str]:
    stamp = f"{event.modified:%Y%m%d}T000000Z"
    lines = ["BEGIN:VEVENT", f"UID:{_escaped(event.uid)}", f"DTSTAMP:{stamp}", f"SEQUENCE:{event.sequence}"]
    lines += [f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}", f"DTEND;VALUE=DATE:{event.day + timedelta(1):%Y%m%d}"]
    texts = {"SUMMARY": event.summary, "DESCRIPTION": event.description, "CATEGORIES": event.category}
    lines += [f"{key}:{_escaped(text)}" for key, text in texts.items() if text]
    lines += [f"URL:{event.url}"] if event.url else []
    lines += [f"LAST-MODIFIED:{stamp}", "TRANSP:TRANSPARENT"]
    lines += ["STATUS:CANCELLED" if event.cancelled else "STATUS:CONFIRMED"]
    if remind is not None and not event.cancelled:
        lines += ["BEGIN:VALARM", "ACTION:DISPLAY", f"TRIGGER:-P{remind}D"]
        lines += [f"DESCRIPTION:{_escaped(event.summary)}", "END:VALARM"]
    return [*lines, "END:VEVENT"]


def _escaped(text: str) -> str:
    clean = _ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    for char in "\\;,":
        clean = clean.replace(char, f"\\{char}")
    return clean.replace("\n", "\\n")


def _folded(line: str) -> str:
    """Lines of at most 75 octets; no character is cut.

    >>> [len(part.encode()) for part in _folded("SUMMARY:" + "长" * 50).split(chr(13) + chr(10))]
    [74, 73, 13]
    """
    parts, size = [""], 0
    for char in line:
        width = len(char.encode())
        if size + width > _OCTETS:
            parts.append(" ")
            size = 1
        parts[-1] += char
        size += width
    return "\r\n".join(parts)


def read_events(data: bytes) -> dict[str, Event]:
    """The events of a calendar that `ical` made, by id; of any other file those that it would make alike."""
    text = re.sub(r"\r?\n[ \t]", "", data.decode("utf-8", "ignore"))
    found = {}
    for block in re.findall(r"BEGIN:VEVENT\r?\n(.*?)END:VEVENT", text, re.DOTALL):
        own = re.sub(r"BEGIN:VALARM.*?END:VALARM", "", block, flags=re.DOTALL)
        lines = dict(line.split(":", 1) for line in re.split(r"\r?\n", own) if ":" in line)
        event = _event(lines)
        if event is not None:
            found[event.id] = event
    return found


def _event(lines: Mapping[str, str]) -> Event | None:
    try:
        return Event(
            _plain(lines["UID"]).removesuffix("@policykit"),
            _day(lines["DTSTART;VALUE=DATE"]),
            _plain(lines.get("SUMMARY", "")),
            _plain(lines.get("DESCRIPTION", "")),
            _plain(lines.get("CATEGORIES", "")),
            lines.get("URL", ""),
            int(lines["SEQUENCE"]),
            _day(lines["LAST-MODIFIED"]),
            lines.get("STATUS") == "CANCELLED",
        )
    except (KeyError, ValueError):
        return None


def _day(written: str) -> date:
    return date(int(written[:4]), int(written[4:6]), int(written[6:8]))


def _plain(text: str) -> str:
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] in "nN" else match[1], text)


# --- Atom -------------------------------------------------------------------------------------


def atom(name: str, listed: Iterable[Event], *, home: str = "") -> bytes:
    """The same as a feed: an entry for each event, updated when the event was."""
    words: dict[str, Any] = load("interchange")["calendar"]
    shown = list(listed)
    feed = ET.Element("feed", xmlns=_ATOM)
    _child(feed, "id", uuid.uuid5(_SPACE, f"feed {name}").urn)
    _child(feed, "title", name)
    _child(feed, "updated", _moment(max((event.modified for event in shown), default=_EPOCH)))
    _child(ET.SubElement(feed, "author"), "name", "policykit")
    if home:
        ET.SubElement(feed, "link", rel="alternate", href=home)
    for event in sorted(shown, key=lambda one: (one.modified, one.day, one.id), reverse=True):
        entry = ET.SubElement(feed, "entry")
        gone = f"（{words['withdrawn']}）" if event.cancelled else ""
        _child(entry, "id", uuid.uuid5(_SPACE, event.id).urn)
        _child(entry, "title", f"{event.day.isoformat()} {event.summary}{gone}")
        _child(entry, "updated", _moment(event.modified))
        _child(entry, "content", event.description or event.summary).set("type", "text")
        if event.url:
            ET.SubElement(entry, "link", rel="alternate", href=event.url)
        if event.category:
            ET.SubElement(entry, "category", term=_ILLEGAL.sub("", event.category))
    ET.indent(feed)
    written: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written


def _child(parent: ET.Element, name: str, text: str) -> ET.Element:
    made = ET.SubElement(parent, name)
    made.text = _ILLEGAL.sub("", text)
    return made


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
