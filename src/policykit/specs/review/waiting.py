"""What waits for a person in each policy: drafts, what nobody has reviewed, and reviews that do not hold any more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from policykit.base.resources import load
from policykit.model import Draft, changed, void

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policykit.model import Dismissal, Requirement
    from policykit.specs import SpecFile, Specs

__all__ = ["Waiting", "outdated", "waiting"]


@dataclass(frozen=True)
class Waiting:
    """Of one policy: how many drafts wait, and its entries by how they are reviewed."""

    policy: str
    drafts: int
    unreviewed: tuple[Requirement | Dismissal, ...]
    void: tuple[tuple[Requirement | Dismissal, tuple[str, ...]], ...]
    """Entries that have changed since their review, each with what has changed."""
    reviewed: int
    faulty: int
    """How many entries, drafts or not, cannot be read or bound: their quote is in no clause, say."""

    @property
    def counts(self) -> tuple[int, int, int, int, int]:
        """Drafts, unreviewed, void, reviewed, faulty."""
        return self.drafts, len(self.unreviewed), len(self.void), self.reviewed, self.faulty


def waiting(specs: Specs) -> tuple[Waiting, ...]:
    """What waits in each spec file, in their order.

    >>> from policykit.specs import Specs
    >>> {row.policy: row.drafts for row in waiting(Specs.load())}["shexian-2025"]
    0
    """
    rows = []
    for file in specs.files:
        entries: list[Requirement | Dismissal] = [*file.binding.requirements, *file.binding.dismissed]
        read = [(each, changed(each)) for each in entries if each.reviewed is not None]
        gone = tuple((each, names) for each, names in read if names)
        unreviewed = tuple(each for each in entries if each.reviewed is None)
        held = len(read) - len(gone)
        drafts, document = len(file.binding.drafts), file.document
        listed = [*document.entries("requirements"), *document.entries("dismissed")] if document else []
        faulty = max(0, len(listed) - len(entries) - drafts)
        rows.append(Waiting(file.policy, drafts, unreviewed, gone, held, faulty))
    return tuple(rows)


def outdated(file: SpecFile) -> list[Draft]:
    """The entries of a file that nobody has reviewed, or whose review does not hold any more, each with why."""
    words = load("review")
    found = []
    for entry, at in _placed(file):
        if entry.reviewed is None:
            found.append(Draft(entry, at, words["open_head"][2]))
        elif why := void(entry):
            found.append(Draft(entry, at, f"{words['void']}：{why}"))
    return found


def _placed(file: SpecFile) -> Iterator[tuple[Requirement | Dismissal, tuple[int | str, ...]]]:
    """Every entry that is no draft, with its place in the file."""
    for each in file.binding.requirements:
        yield each, file.binding.locations[each.id]
    listed = (file.document.data.get("dismissed") if file.document else None) or ()
    places = [at for at, entry in enumerate(listed) if not entry.get("draft")]
    if len(places) == len(file.binding.dismissed):  # else one cannot be bound, and is mended first
        for dismissal, at in zip(file.binding.dismissed, places, strict=True):
            yield dismissal, ("dismissed", at)
