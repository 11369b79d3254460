"""What waits for a person in each policy: drafts, what nobody has reviewed, and reviews that do not hold any more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policykit.model import Dismissal, Requirement
    from policykit.specs import Specs

__all__ = ["Waiting", "waiting"]


@dataclass(frozen=True)
class Waiting:
    """Of one policy: how many drafts wait, and its entries by how they are reviewed."""

    policy: str
    drafts: int
    unreviewed: tuple[Requirement | Dismissal, ...]
    void: tuple[tuple[Requirement | Dismissal, tuple[str, ...]], ...]
    """Entries that have changed since their review, each with what has changed."""
    reviewed: int

    @property
    def counts(self) -> tuple[int, int, int, int]:
        """Drafts, unreviewed, void, reviewed."""
        return self.drafts, len(self.unreviewed), len(self.void), self.reviewed


def waiting(specs: Specs) -> tuple[Waiting, ...]:
    """What waits in each spec file, in their order.

    >>> from policykit.specs import Specs
    >>> {row.policy: row.drafts for row in waiting(Specs.load())}["shexian-2025"]
    0
    """
    rows = []
    for file in specs.files:
        entries: list[Requirement | Dismissal] = [*file.binding.requirements, *file.binding.dismissed]
        changed = [(each, each.reviewed.changed(each)) for each in entries if each.reviewed is not None]
        void = tuple((each, names) for each, names in changed if names)
        unreviewed = tuple(each for each in entries if each.reviewed is None)
        held = len(changed) - len(void)
        rows.append(Waiting(file.policy, len(file.binding.drafts), unreviewed, void, held))
    return tuple(rows)
