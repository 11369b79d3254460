"""Whether what was reviewed still stands in the spec: a digest of an entry's words and of what is made of them."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from policykit.base.resources import load
from policykit.model.dismissal import Dismissal

if TYPE_CHECKING:
    from policykit.model.fields import RequirementFields
    from policykit.model.indicator import Indicator

__all__ = ["changed", "seal", "void"]

_DIGITS = 8
_NAMES = {"requirement": ("quote", "target", "indicator"), "dismissal": ("quote", "reason")}


def changed(entry: RequirementFields | Dismissal) -> tuple[str, ...]:
    """What of an entry is not what was reviewed: `quote`, `target`, `indicator`, `reason`; or `seal`, not kept.

    Empty while the review holds, and where there is none.
    """
    if entry.reviewed is None:
        return ()
    if not entry.reviewed.seal:
        return ("seal",)
    kind = "dismissal" if isinstance(entry, Dismissal) else "requirement"
    names, now, then = _NAMES[kind], seal(entry).split("-"), entry.reviewed.seal.split("-")
    if len(then) != len(names):
        return names
    return tuple(name for name, one, other in zip(names, now, then, strict=True) if one != other)


def void(entry: RequirementFields | Dismissal) -> str:
    """Why the review of an entry does not hold any more, in Chinese; empty while it does, and where there is none."""
    return "；".join(load("labels")["void"][name] for name in changed(entry))


def seal(entry: RequirementFields | Dismissal) -> str:
    """A digest of the words, one of what is made of them, and of a requirement one of its indicator's definition.

    Where the entry stands in its file, its id, notes and review make no difference.

    >>> from policykit.specs import Specs
    >>> asked = Specs.load().requirement("shexian-2025/p1/county-visit-rate-2026")
    >>> [len(part) for part in seal(asked).split("-")]
    [8, 8, 8]
    """
    return "-".join(_digest(part) for part in _parts(entry))


def _parts(entry: RequirementFields | Dismissal) -> tuple[object, ...]:
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
