"""The command on who must do what by when: `policykit tasks`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from policykit.base.clock import today
from policykit.base.diagnostics import Code, Diagnostic, PolicykitError
from policykit.base.division import Division
from policykit.base.files import read_file, write_changed, write_new
from policykit.base.resources import load as load_words
from policykit.cli.app import PathOption, app, out, say, table
from policykit.cli.data import citing, specs_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from policykit.interchange.tasks import Task

__all__ = ["tasks"]

_OURS = b"PRODID:-//policykit//"
_FEED = b"<name>policykit</name>"
_HEAD = 2**16


@app.command(
    help="任务清单：哪个责任主体、什么任务、何时到期。可写成工作簿，或按行政区划和责任主体写成日历（.ics、.atom）。"
)
def tasks(
    division: Annotated[str, typer.Option("--division", help="行政区划代码，如 341021", show_default=False)],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="写入的 .xlsx 文件，不能是已有的文件")
    ] = None,
    calendar: Annotated[
        Path | None,
        typer.Option("--calendar", help="日历的目录：再次写入时，期限改了的事项移到新的日期，不会重复"),
    ] = None,
    remind: Annotated[
        int | None, typer.Option("--remind", min=0, max=3650, help="提前几天提醒；不写则不提醒")
    ] = None,
    path: PathOption = None,
) -> None:
    """List, or write, what every body must do by when."""
    from policykit.interchange.tasks import task_sheet, tasks_by_body
    from policykit.interchange.tasks import tasks as tasks_of

    if output is not None and output.exists():
        raise PolicykitError([Diagnostic(Code.ALREADY_THERE, {"path": output})])
    if division not in Division.all():
        values: dict[str, object] = {"value": division, "hint": Division.hint(division)}
        raise PolicykitError([Diagnostic(Code.DATA_UNKNOWN_DIVISION, values)])
    specs = specs_of(path)
    found = tasks_of(specs.requirements, division)
    if calendar is not None:
        for file in _write_calendars(calendar, division, found, citing(specs), remind):
            say(f"已写入 {file}")
    if output is not None:
        write_new({output: task_sheet(found, citing(specs))})
        say(f"已写入 {output}")
    if output is None and calendar is None:
        _print(tasks_by_body(found))


def _print(grouped: dict[str, list[Task]]) -> None:
    words = load_words("interchange")["tasks"]
    shown = table(*words["heads"][:4])
    for body, listed in grouped.items():
        for task in listed:
            rule = task.requirement
            asked = rule.asked if rule.target.decidable else ""
            shown.add_row(body, rule.name, asked, task.due.isoformat() if task.due else words["undated"])
    out.print(shown)


def _write_calendars(
    folder: Path, division: str, found: Sequence[Task], cite: Callable[[str], str], remind: int | None
) -> list[Path]:
    """One calendar and one feed for the division, and for each of its bodies that has something due."""
    from policykit.interchange.calendar import atom, calendars, events, ical, read_events

    wording = load_words("interchange")["calendar"]["name"]
    files: dict[Path, bytes | None] = {}
    for name, (body, own) in calendars(division, found).items():
        calendar, feed = folder / f"{name}.ics", folder / f"{name}.atom"
        before = read_events(_earlier(calendar, _OURS))
        _earlier(feed, _FEED)
        made = events(own, cite=cite, today=today(), before=before)
        if made:
            title = wording.format(body=body)
            files |= {calendar: ical(title, made, remind=remind), feed: atom(title, made)}
    write_changed(files)
    return list(files)


def _earlier(path: Path, mark: bytes) -> bytes:
    """What stands in the place of a file, if it is one of ours; nothing of anybody else's is overwritten."""
    if not path.exists():
        return b""
    data = read_file(path, code=Code.CANNOT_WRITE)
    if mark not in data[:_HEAD]:
        raise PolicykitError([Diagnostic(Code.ALREADY_THERE, {"path": path})])
    return data
