"""任务清单: responsible body × task × due, of the requirements that bind a division."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from policykit.base.division import Division, Level
from policykit.model import Kind, Requirement

__all__ = ["Task", "bodies", "tasks", "tasks_by_body"]


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
    if not requirement.bearer:
        own = [Division.of(code) for code in requirement.binds]
        return tuple(Level.NATIONAL.label if one.level is Level.NATIONAL else one.name for one in own) or (
            Level.NATIONAL.label,
        )
    return tuple(dict.fromkeys(known.get(bearer, bearer) for bearer in requirement.bearer))


def tasks(requirements: Iterable[Requirement], division: str = "") -> list[Task]:
    """The tasks of every body in the requirements that bind a division (of all, when none is given), by due date.

    What is only named without a figure is a task as well: someone is told to do it. What has no due date stands last.
    """
    found = []
    for requirement in requirements:
        if division and not requirement.applies_to(division):
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
