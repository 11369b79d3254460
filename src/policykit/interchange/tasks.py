"""任务清单: responsible body × task × due, of the requirements that bind a division."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from policykit.base.division import Division, Level
from policykit.base.resources import load
from policykit.base.spreadsheet import for_paper, text_cell
from policykit.model import Kind, Requirement

__all__ = ["Task", "bearers", "bodies", "rank", "task_sheet", "tasks", "tasks_by_body"]


@dataclass(frozen=True, slots=True)
class Task:
    """One requirement as the task of one body."""

    body: str
    """责任主体, as the text names it; a level (县) by the name of the division, where that is known."""
    requirement: Requirement
    others: tuple[str, ...] = ()
    """Who must act beside it."""

    @property
    def due(self) -> date | None:
        """The due date of the text; `None` when it names none."""
        return self.requirement.due


def bodies(requirement: Requirement, division: str = "") -> tuple[str, ...]:
    """Who must act, seen from a division: levels by its own name and those above it, bodies as the text names them.

    A text that names no one asks it of its own level.

    >>> from policykit import requirement
    >>> bodies(requirement("shexian-2025/p1/county-visit-rate-2026"))
    ('歙县',)
    """
    seen = division or (requirement.binds[0] if len(requirement.binds) == 1 else "")
    lineage = Division.of(seen).lineage if seen else ()
    known = {one.level.label: one.name for one in lineage if one.level is not Level.NATIONAL}
    return tuple(dict.fromkeys(known.get(bearer, bearer) for bearer in bearers(requirement)))


def bearers(requirement: Requirement) -> tuple[str, ...]:
    """Who must act, as its text names them; where it names no one, those whom it binds by name.

    >>> from policykit import requirement
    >>> bearers(requirement("nhc-2023-41/1/p2/consortium-coverage-2027"))
    ('国家', '省', '市', '县')
    """
    if requirement.bearer:
        return requirement.bearer
    own = [Division.of(code) for code in requirement.binds]
    names = [Level.NATIONAL.label if one.level is Level.NATIONAL else one.name for one in own]
    return tuple(names) or (Level.NATIONAL.label,)


def rank(requirement: Requirement) -> int | None:
    """How far below the nation the lowest level lies whose business it is; `None` for what is no division's.

    It is the business of the divisions that must act, and of those in which it is measured: what only the nation's
    figures show is a county's task where the text lays it upon counties too.

    >>> from policykit import requirement
    >>> rank(requirement("nhc-2023-41/1/p2/consortium-coverage-2027"))
    3
    """
    measured = requirement.entity.level
    acting = [level.rank for level in Level if level.label in requirement.bearer]
    return None if measured is None else max(measured.rank, *acting, 0)


def tasks(requirements: Iterable[Requirement], division: str = "") -> list[Task]:
    """The tasks of every body in what binds a division and is its business (in all, when none is given), by due date.

    What is the business of higher levels only is left out: see `rank`. What is only named without a figure is a task
    as well: someone is told to do it. What has no due date stands last.
    """
    found = []
    own = Division.of(division).level.rank if division else 0
    for requirement in requirements:
        lowest = rank(requirement)
        if division and not (requirement.applies_to(division) and (lowest is None or lowest >= own)):
            continue
        named = bodies(requirement, division)
        found += [Task(body, requirement, tuple(one for one in named if one != body)) for body in named]
    order = {kind: number for number, kind in enumerate(Kind)}
    return sorted(
        found, key=lambda task: (task.due or date.max, order[task.requirement.kind] == order[Kind.NAMED])
    )


def tasks_by_body(found: Sequence[Task]) -> dict[str, list[Task]]:
    """The tasks of each body, the body with the nearest due date first."""
    grouped: dict[str, list[Task]] = {}
    for task in found:
        grouped.setdefault(task.body, []).append(task)
    return grouped


def task_sheet(found: Sequence[Task], cite: Callable[[str], str] = str) -> bytes:
    """A workbook with a line for each task, body by body; no cell of it is a formula, and it prints on A4.

    `cite` tells a reader a clause, of its id.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    words = load("interchange")["tasks"]
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = words["sheet"]
    for column, (title, width) in enumerate(zip(words["heads"], words["widths"], strict=True), 1):
        text_cell(sheet, 1, column, title).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = width
    listed = (task for of_body in tasks_by_body(found).values() for task in of_body)
    for line, task in enumerate(listed, 2):
        rule = task.requirement
        cells = (
            task.body,
            rule.name,
            rule.asked if rule.target.decidable else "",
            rule.due.isoformat() if rule.due else words["undated"],
            rule.modality.label,
            "、".join(task.others),
            cite(rule.clause),
            "".join(rule.quote.split()),
            rule.id,
        )
        for column, text in enumerate(cells, 1):
            text_cell(sheet, line, column, text).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    for_paper(sheet, heads=1)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
