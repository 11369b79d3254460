"""Calendars and feeds of due dates: read back by libraries of others, and the same event for one requirement for ever."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import icalendar
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from tests.project import specs
from typer.testing import CliRunner

from policykit.base.division import Level
from policykit.cli.app import app
from policykit.cli.data import citing
from policykit.interchange.calendar import Event, atom, events, ical, read_events
from policykit.interchange.tasks import bodies, rank, task_sheet, tasks, tasks_by_body
from policykit.model import Entity, Kind

DAY = date(2026, 3, 1)
EVENT = Event(
    "x/1/rate", date(2026, 12, 31), "县域内就诊率不低于85%", "第一行\n第二行；a,b\\c", "歙县", sequence=7
)
ATOM = "{http://www.w3.org/2005/Atom}"


def read(data: bytes) -> list[Any]:
    calendar: Any = icalendar.Calendar.from_ical(data)
    return list(calendar.walk("VEVENT"))


def of_county() -> list[Event]:
    return events(tasks(specs().requirements, "341021"), today=DAY)


def test_a_library_of_others_reads_every_event_back() -> None:
    made = of_county()
    found = read(ical("歙县", made, remind=30))
    assert [str(each["UID"]) for each in found] == [event.uid for event in made]
    assert [each["DTSTART"].dt for each in found] == [event.day for event in made]
    assert [each["DTEND"].dt for each in found] == [event.day + timedelta(1) for event in made]
    assert [str(each["SUMMARY"]) for each in found] == [event.summary for event in made]
    assert [str(each["DESCRIPTION"]) for each in found] == [event.description for event in made]
    assert all(each["DTSTART"].params["VALUE"] == "DATE" for each in found)
    assert {str(each["LAST-MODIFIED"].dt.date()) for each in found} == {"2026-03-01"}
    alarms = [alarm for each in found for alarm in each.walk("VALARM")]
    assert [alarm["TRIGGER"].dt for alarm in alarms] == [timedelta(days=-30)] * len(found)


def test_lines_are_no_longer_than_the_format_allows() -> None:
    data = ical("歙县", of_county())
    assert data.endswith(b"\r\n")
    assert max(len(line) for line in data.split(b"\r\n")) <= 75
    data.decode("utf-8")
    assert all(line.decode("utf-8") is not None for line in data.split(b"\r\n"))


def test_every_dated_requirement_is_one_event() -> None:
    bound = [each for each in specs().requirements if each.due and each.applies_to("341021")]
    dated = {each.id for each in bound if rank(each) in (Level.COUNTY.rank, None)}
    # What the nation and the provinces must do is no county's task, what 县 must do is, whoever measures it.
    assert [each.bearer for each in bound if each.id not in dated and "县" in each.bearer] == []
    assert "nhc-2023-41/1/p2/consortium-coverage-2027" in dated
    assert sorted(event.id for event in of_county()) == sorted(dated)
    assert len({event.uid for event in of_county()}) == len(dated)


def test_an_event_is_told_in_plain_chinese() -> None:
    made = events(tasks(specs().requirements, "341021"), cite=citing(specs()), today=DAY)
    told = {event.id: event for event in made}
    rate = told["shexian-2025/p1/county-visit-rate-2026"]
    assert rate.summary == "歙县的县域内就诊率不低于85%"
    assert rate.description.splitlines() == [
        "到2026年12月31日，歙县的县域内就诊率不低于85%",
        "原文：“2026年县域内就诊率达85%”",
        "依据：《2025年紧密型县域医共体提质升级暨基层医疗卫生服务能力提升工作方案》引言第1段",
        "责任主体：歙县",
        "约束性：应当",
    ]
    centre = told["shexian-2025/1/1/1/trauma-centre"]
    assert (centre.summary, centre.category) == ("歙县加快县人民医院创伤中心建设", "县人民医院")
    codes = re.compile(r"[A-Za-z_]{4,}|None|\{")
    assert not [event.summary for event in told.values() if codes.search(event.summary + event.description)]


def made_again(before: Event, today: date, **more: object) -> Event:
    """The event of the same requirement as it is made anew, the earlier file at hand."""
    rule = next(each for each in specs().requirements if each.id == before.id)
    changed = replace(rule, **more)  # type: ignore[arg-type]  # fields by name
    (found,) = events(tasks([changed]), today=today, before={before.id: before})
    return found


def test_a_due_date_that_moves_moves_the_event() -> None:
    (first,) = events(tasks([next(each for each in specs().requirements if each.due)]), today=DAY)
    same = made_again(first, date(2026, 6, 1))
    assert same == first
    moved = made_again(first, date(2026, 6, 1), due=date(2028, 6, 30))
    assert (moved.uid, moved.day, moved.modified) == (first.uid, date(2028, 6, 30), date(2026, 6, 1))
    assert moved.sequence > first.sequence
    on_the_same_day = made_again(first, DAY, due=date(2028, 6, 30))
    assert on_the_same_day.sequence == first.sequence + 1


def test_what_is_no_more_is_cancelled_once() -> None:
    (gone,) = events([], today=DAY, before={EVENT.id: EVENT})
    assert (gone.cancelled, gone.sequence > EVENT.sequence, gone.modified) == (True, True, DAY)
    assert events([], today=date(2030, 1, 1), before={gone.id: gone}) == [gone]
    (found,) = read(ical("歙县", [gone], remind=3))
    assert (str(found["STATUS"]), found.walk("VALARM")) == ("CANCELLED", [])


@settings(max_examples=40, deadline=None)
@given(
    st.text(max_size=120),
    st.text(max_size=200),
    st.dates(min_value=date(1990, 1, 1), max_value=date(2100, 1, 1)),
)
def test_what_was_written_is_read_again(summary: str, description: str, day: date) -> None:
    """Whatever a text holds: the file is one that others read, and ours say again what stands in it."""
    event = Event("x/1/a", day, summary, description, modified=DAY)
    data = ical(summary, [event])
    assert max(len(line) for line in data.split(b"\r\n")) <= 75
    (found,) = read(data)
    assert found["DTSTART"].dt == day
    known = read_events(data)["x/1/a"]
    assert ical("", [known]) == ical("", [event])
    etree.fromstring(atom(summary, [event]))


HOSTILE = [
    b"",
    b"\xff\xfe",
    b"BEGIN:VEVENT\nUID:a\nEND:VEVENT",
    b"BEGIN:VEVENT\nUID:a\nDTSTART;VALUE=DATE:20269999\nSUMMARY:x\nSEQUENCE:1\nLAST-MODIFIED:2026\nEND:VEVENT",
]


@pytest.mark.parametrize("data", HOSTILE)
def test_what_is_no_calendar_of_ours_says_nothing(data: bytes) -> None:
    assert read_events(data) == {}


def test_the_feed_is_what_atom_asks() -> None:
    """RFC 4287, 4.1.1 and 4.1.2: what a feed and each of its entries must have, once."""
    feed = etree.fromstring(atom("歙县到期事项", [EVENT, *of_county()]))
    assert feed.tag == f"{ATOM}feed"
    ids = []
    for element in (feed, *feed.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            (found,) = element.findall(f"{ATOM}{name}")
            assert (found.text or "").strip()
        ids.append(element.findtext(f"{ATOM}id"))
        moment = datetime.fromisoformat(element.findtext(f"{ATOM}updated") or "")
        assert moment.tzinfo == UTC
    assert len(set(ids)) == len(ids)
    assert all((each or "").startswith("urn:uuid:") for each in ids)
    assert feed.find(f"{ATOM}author/{ATOM}name") is not None
    first = [
        each.findtext(f"{ATOM}id") for each in etree.fromstring(atom("", [EVENT])).findall(f"{ATOM}entry")
    ]
    assert first[0] in ids


def test_a_level_is_called_by_the_name_of_the_division() -> None:
    by_id = {each.id: each for each in specs().requirements}
    assert bodies(by_id["shexian-2025/p1/county-visit-rate-2026"]) == ("歙县",)
    national = next(each for each in by_id.values() if each.bearer == ("国家", "省"))
    assert bodies(national) == ("国家", "省")
    assert bodies(national, "341021") == ("国家", "安徽省")
    joint = next(each for each in by_id.values() if each.bearer == ("县", "县域医共体"))
    assert bodies(joint, "341021") == ("歙县", "县域医共体")


def test_every_requirement_is_a_task_of_every_body() -> None:
    bound = [each for each in specs().requirements if each.applies_to("341021")]
    own = [each for each in bound if rank(each) in (Level.COUNTY.rank, None)]
    found = tasks(bound, "341021")
    assert sorted((task.requirement.id, task.body) for task in found) == sorted(
        (each.id, body) for each in own for body in bodies(each, "341021")
    )
    grouped = tasks_by_body(found)
    assert sum(map(len, grouped.values())) == len(found)
    for listed in grouped.values():
        days = [task.due or date.max for task in listed]
        assert days == sorted(days)
    sheet = openpyxl.load_workbook(io.BytesIO(task_sheet(found))).worksheets[0]
    assert sheet.max_row == len(found) + 1
    assert [cell.value for cell in sheet[1]][:4] == ["责任主体", "任务", "要求", "期限"]


def test_the_command_writes_calendars_of_the_division_and_each_body(tmp_path: Path) -> None:
    folder, sheet = tmp_path / "日历", tmp_path / "任务.xlsx"
    command = ["tasks", "--division", "341021", "--calendar", str(folder)]
    run = CliRunner().invoke(app, [*command, "-o", str(sheet)])
    assert run.exit_code == 0, run.output
    first = {file.name: file.read_bytes() for file in folder.iterdir()}
    assert {"341021.ics", "341021.atom", "341021-歙县.ics", "341021-牵头医院.atom"} <= set(first)
    assert CliRunner().invoke(app, command).exit_code == 0
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == first
    assert "PK007" in CliRunner().invoke(app, [*command, "-o", str(sheet)]).output
    (folder / "341021.ics").write_bytes(b"mine")
    assert "PK007" in CliRunner().invoke(app, command).output
    assert (folder / "341021.ics").read_bytes() == b"mine"


@pytest.mark.parametrize(
    ("before", "today", "sequence"),
    [
        (None, date(2026, 3, 1), 2251),  # days from the first of 2020, of which two years are leap years
        (2251, date(2026, 6, 1), 2343),
        (2251, date(2026, 3, 1), 2252),
        (5000, date(2026, 6, 1), 5001),  # a number that was higher than its day
    ],
)
def test_the_number_of_a_change_is_that_of_its_day_or_higher(
    before: int | None, today: date, sequence: int
) -> None:
    rule = next(each for each in specs().requirements if each.due)
    known = {rule.id: replace(EVENT, id=rule.id, sequence=before)} if before else None
    (found,) = events(tasks([rule]), today=today, before=known)
    assert found.sequence == sequence


@pytest.mark.parametrize(("remind", "alarms"), [(30, [b"TRIGGER:-P30D"]), (0, [b"TRIGGER:-P0D"]), (None, [])])
def test_a_reminder_is_no_part_of_what_is_read_again(remind: int | None, alarms: list[bytes]) -> None:
    data = ical("歙县", [EVENT], remind=remind)
    assert re.findall(rb"TRIGGER:\S+", data) == alarms
    assert read_events(data) == {EVENT.id: EVENT}


def test_the_feed_has_the_newest_first_and_says_what_is_withdrawn() -> None:
    first = replace(EVENT, modified=date(2026, 1, 1), url="https://example.org/a")
    gone = replace(EVENT, id="x/1/b", modified=date(2026, 2, 1), description="", category="", cancelled=True)
    feed = etree.fromstring(atom("歙县", [first, gone], home="https://example.org/"))
    entries = feed.findall(f"{ATOM}entry")
    assert [each.findtext(f"{ATOM}title") for each in entries] == [
        "2026-12-31 县域内就诊率不低于85%（已取消）",
        "2026-12-31 县域内就诊率不低于85%",
    ]
    assert feed.findtext(f"{ATOM}updated") == "2026-02-01T00:00:00Z"
    assert [each.findtext(f"{ATOM}content") for each in entries] == [gone.summary, first.description]
    links = [[link.get("href") for link in each.findall(f"{ATOM}link")] for each in (feed, *entries)]
    assert links == [["https://example.org/"], [], ["https://example.org/a"]]
    terms = [[one.get("term") for one in each.findall(f"{ATOM}category")] for each in entries]
    assert terms == [[], ["歙县"]]
    empty = etree.fromstring(atom("歙县", []))
    assert empty.findtext(f"{ATOM}updated") == "2020-01-01T00:00:00Z"
    assert empty.findall(f"{ATOM}link") == []


def test_of_a_day_what_is_only_named_comes_last_and_what_has_no_day_after_all() -> None:
    found = tasks(specs().requirements, "341021")
    order = [(task.due or date.max, task.requirement.kind is Kind.NAMED) for task in found]
    assert order == sorted(order)
    assert len({named for _, named in order}) == 2
    assert order[-1][0] == date.max


# Who must act in the text, whom it binds, from which division it is seen → who that is.
BODIES: list[tuple[tuple[str, ...], tuple[str, ...], str, tuple[str, ...]]] = [
    ((), ("341021",), "", ("歙县",)),
    ((), ("341021", "341022"), "", ("歙县", "休宁县")),
    ((), (), "", ("国家",)),
    ((), ("000000",), "341021", ("国家",)),
    (("县",), ("341021",), "", ("歙县",)),
    (("县",), ("341021", "341022"), "", ("县",)),  # one of several
    (("县", "市"), ("340000",), "341021", ("歙县", "黄山市")),
    (("县", "歙县"), ("341021",), "", ("歙县",)),
]


@pytest.mark.parametrize(("bearer", "binds", "division", "named"), BODIES)
def test_who_must_act(
    bearer: tuple[str, ...], binds: tuple[str, ...], division: str, named: tuple[str, ...]
) -> None:
    rule = replace(specs().requirements[0], bearer=bearer, binds=binds)
    assert bodies(rule, division) == named


@pytest.mark.parametrize(
    ("bearer", "entity", "level"),
    [
        (("国家", "省"), Entity.NATION, Level.PROVINCIAL),
        (("国家", "县"), Entity.NATION, Level.COUNTY),
        (("省",), Entity.COUNTY, Level.COUNTY),  # a province's task that shows in figures of counties
        (("国家卫生健康委",), Entity.NATION, Level.NATIONAL),
        (("县",), Entity.HOSPITAL, None),
    ],
)
def test_the_lowest_level_whose_business_it_is(
    bearer: tuple[str, ...], entity: Entity, level: Level | None
) -> None:
    rule = replace(specs().requirements[0], bearer=bearer, per=entity)
    assert rank(rule) == (None if level is None else level.rank)
