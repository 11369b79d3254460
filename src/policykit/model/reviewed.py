"""复核: who has read an entry of a spec against its text, when, and whether it is still what was read."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from policykit.base.resources import load
from policykit.model.dismissal import Dismissal

if TYPE_CHECKING:
    from policykit.model.indicator import Indicator
    from policykit.model.requirement import Requirement

__all__ = ["Reviewed", "seal"]

_DIGITS = 8
_NAMES = {"requirement": ("quote", "target", "indicator"), "dismissal": ("quote", "reason")}


@dataclass(frozen=True, slots=True)
class Reviewed:
    """复核: by whom and when, with the digests of what was read then."""

    by: str
    on: date
    note: str = ""
    seal: str = ""
    """`seal` of the entry on that day; empty where none was kept, and nothing can be said of later changes."""

    def changed(self, entry: Requirement | Dismissal) -> tuple[str, ...]:
        """What of an entry is not what was reviewed: `quote`, `target`, `indicator`, `reason`; or `seal`, not kept.

        Empty while the review holds.
        """
        if not self.seal:
            return ("seal",)
        names, now, then = _NAMES[_kind(entry)], seal(entry).split("-"), self.seal.split("-")
        if len(then) != len(names):
            return names
        return tuple(name for name, one, other in zip(names, now, then, strict=True) if one != other)

    def void(self, entry: Requirement | Dismissal) -> str:
        """Why it does not hold any more, in Chinese; empty while it does."""
        return "；".join(load("labels")["void"][name] for name in self.changed(entry))


def seal(entry: Requirement | Dismissal) -> str:
    """A digest of the words, one of what is made of them, and of a requirement one of its indicator's definition.

    Where the entry stands in its file, its id, notes and review make no difference.

    >>> from policykit.specs import Specs
    >>> asked = Specs.load().requirement("shexian-2025/p1/county-visit-rate-2026")
    >>> [len(part) for part in seal(asked).split("-")]
    [8, 8, 8]
    """
    return "-".join(_digest(part) for part in _parts(entry))


def _kind(entry: Requirement | Dismissal) -> str:
    return "dismissal" if isinstance(entry, Dismissal) else "requirement"


def _parts(entry: Requirement | Dismissal) -> tuple[object, ...]:
    words = (entry.clause, entry.quote)
    if isinstance(entry, Dismissal):
        return words, (entry.reason.value, entry.of, entry.whole)
    asked = (
        entry.target,
        entry.due,
        entry.due_from,
        entry.start,
        entry.modality.value,
        entry.binds,
        entry.population,
        entry.per.name if entry.per else "",
        entry.bearer,
        [condition.plain for condition in entry.when],
        entry.softly,
        entry.every,
        entry.kind.value,
        dict(entry.overrule),
    )
    return words, asked, (_definition(entry.indicator), entry.reference and _definition(entry.reference))


def _definition(indicator: Indicator) -> tuple[object, ...]:
    """What an indicator measures; where it stands and what else it is called make no difference."""
    variables = [
        (each.label, each.unit, each.definition, [entity.name for entity in each.entities], dict(each.grades))
        for each in indicator.variables
    ]
    measured = (indicator.name, indicator.label, indicator.unit, str(indicator.expression.tree), variables)
    official = indicator.official
    if official is None:
        return measured
    return *measured, official.id, official.definition and official.definition.quote, official.differs


def _digest(part: object) -> str:
    return hashlib.sha256(repr(part).encode()).hexdigest()[:_DIGITS]
