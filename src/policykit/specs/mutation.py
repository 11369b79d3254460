"""Mutation: every wrong spec that a slip of the pen could make, to show that each is caught.

A mutant is one entry of a spec file with one field changed; it is caught when binding refuses it, when
the double entry disagrees, or when the ledger is left with a quantity that nothing accounts for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from policykit.indicators import indicators
from policykit.specs.binding import bind, same_ask
from policykit.specs.double_entry import comparable, differences
from policykit.specs.figure import Figure, due_date, figure, figure_range
from policykit.specs.format import RelativeEntry, TargetEntry
from policykit.specs.ledger import ledger, unaccounted
from policykit.specs.shape import Entries, entries
from policykit.specs.target import FORMS
from policykit.specs.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policykit.base.yamlfile import Location
    from policykit.model import Policy, Requirement
    from policykit.specs.format import RequirementEntry
    from policykit.specs.specs import SpecFile

__all__ = ["Mutant", "mutants", "survives"]

_THRESHOLDS = ("at_least", "at_most", "more_than", "less_than", "equals", "about")
_UNITS = (
    "%",
    "‰",
    "个",
    "家",
    "名",
    "人",
    "张",
    "元",
    "万元",
    "亿元",
    "次",
    "年",
    "月",
    "天",
    "分钟",
    "级",
    "",
)
_DUES = ("2019", "2024-06", "2025", "2026", "2030-06-30", "2035")


@dataclass(frozen=True, slots=True)
class Mutant:
    """One entry with one field changed."""

    field: str
    """value, comparator, unit, due, indicator or quote."""
    at: Location
    entry: RequirementEntry
    original: RequirementEntry

    def __str__(self) -> str:
        """What was changed, for a report."""
        key = {"value": "target", "comparator": "target", "unit": "target"}.get(self.field, self.field)
        old, new = getattr(self.original, key), getattr(self.entry, key)
        return f"{self.original.clause}/{self.original.id}: {self.field} {_short(old)} → {_short(new)}"


def mutants(file: SpecFile) -> Iterator[Mutant]:
    """Every mutant of every requirement of one spec file."""
    if file.document is None:
        return
    found, _ = entries(file.document)
    listed = found.requirements if found is not None else ()
    by_line = {one.line: one for one in file.bound.requirements}
    for at, entry in listed:
        own = by_line.get(file.document.line_of((*at, "id")))
        # Another quote of the same words says the same: only quotes from elsewhere are mutants.
        quotes = [one.quote for one in file.bound.requirements if own is not None and not _overlap(one, own)]
        for field, changed in _changes(entry, quotes):
            yield Mutant(field, at, changed, entry)


def _overlap(one: Requirement, other: Requirement) -> bool:
    return one.span.start < other.span.end and other.span.start < one.span.end


def survives(mutant: Mutant, file: SpecFile, policy: Policy) -> bool:
    """Whether nothing notices the mutant."""
    if file.document is None:
        return False
    alone = Entries(policy.id, ((mutant.at, mutant.entry),), ())
    bound = bind(file.document, alone, policy, indicators())
    if bound.problems:
        return False
    changed = bound.requirements[0]
    if differences(changed, policy, tuple(indicators().values())):
        return False
    others = [one for one in file.bound.requirements if one.line != changed.line]
    if any(same_ask(changed, one) for one in others):
        return False
    return not unaccounted(ledger(policy, [*others, changed], file.bound.dismissed))


def _changes(entry: RequirementEntry, quotes: list[str]) -> Iterator[tuple[str, RequirementEntry]]:
    for target in _values(entry.target):
        yield "value", entry.model_copy(update={"target": target})
    for target in _comparators(entry.target):
        yield "comparator", entry.model_copy(update={"target": target})
    for target in _units(entry.target):
        yield "unit", entry.model_copy(update={"target": target})
    for due in _dues(entry):
        yield "due", entry.model_copy(update={"due": due})
    own = indicators()[entry.indicator]
    for name, other in indicators().items():
        # One of another unit cannot even be bound to the target: that is shown once, in the tests of binding.
        if name != entry.indicator and (_unitless(entry.target) or comparable(own, other)):
            yield "indicator", entry.model_copy(update={"indicator": name})
    for quote in _quotes(entry.quote, quotes):
        yield "quote", entry.model_copy(update={"quote": quote})


def _form(target: TargetEntry) -> str:
    return next(form for form in FORMS if getattr(target, form) is not None)


def _values(target: TargetEntry) -> Iterator[TargetEntry]:
    """Other figures: one more, one less, ten times, a tenth; the next grades; other dates."""
    form = _form(target)
    written = getattr(target, form)
    if form in _THRESHOLDS:
        read = figure(written)
        if read is not None:
            changed = {read.value + 1, read.value - 1, read.value * 10, read.value / 10, read.value + 0.1}
            yield from (
                TargetEntry.model_validate({form: f"{value:.12g}{read.unit}"}) for value in sorted(changed)
            )
    elif form == "between":
        low, high = figure_range(written) or (Figure(0, ""), Figure(1, ""))
        yield TargetEntry(between=[f"{low.value - 1:g}{low.unit}", f"{high.value:g}{high.unit}"])
        yield TargetEntry(between=[f"{low.value:g}{low.unit}", f"{high.value + 1:g}{high.unit}"])
    elif form == "done_by":
        yield from (TargetEntry(done_by=due) for due in _DUES if due_date(due) != due_date(written))
    elif form in ("rising", "falling"):
        yield TargetEntry.model_validate({form: "5%"})
    elif form in ("grade_at_least", "grade_at_most"):
        names = {name for one in indicators().values() for name in one.grades}
        yield from (TargetEntry.model_validate({form: name}) for name in sorted(names) if name != written)
    elif form == "relative_to":
        for name in (*words()["references"], *indicators()):
            if name != written.reference:
                yield TargetEntry(relative_to=RelativeEntry(reference=name, than=written.than))


def _comparators(target: TargetEntry) -> Iterator[TargetEntry]:
    """The same figure under every other form."""
    form = _form(target)
    written = getattr(target, form)
    if form in _THRESHOLDS:
        yield from (TargetEntry.model_validate({other: written}) for other in _THRESHOLDS if other != form)
        yield TargetEntry(rising=True)
    elif form == "between":
        low, high = figure_range(written) or (Figure(0, ""), Figure(1, ""))
        yield TargetEntry(at_least=f"{low.value:g}{low.unit}")
        yield TargetEntry(at_most=f"{high.value:g}{high.unit}")
    elif form in ("rising", "falling"):
        yield TargetEntry.model_validate({"falling" if form == "rising" else "rising": written})
    elif form in ("grade_at_least", "grade_at_most"):
        yield TargetEntry.model_validate(
            {"grade_at_most" if form == "grade_at_least" else "grade_at_least": written}
        )
    elif form == "relative_to":
        for than in ("at_least", "at_most", "more_than", "less_than", "equals"):
            if than != written.than:
                yield TargetEntry(relative_to=RelativeEntry(reference=written.reference, than=than))


def _units(target: TargetEntry) -> Iterator[TargetEntry]:
    form = _form(target)
    written = getattr(target, form)
    if form not in (*_THRESHOLDS, "between"):
        return
    ends = figure_range(written) if form == "between" else (figure(written),)
    for unit in _UNITS:
        if ends and ends[0] is not None and ends[0].unit != unit:
            shown = [f"{end.value:.12g}{unit}" for end in ends if end is not None]
            yield TargetEntry.model_validate({form: shown if form == "between" else shown[0]})


def _dues(entry: RequirementEntry) -> Iterator[str | None]:
    own = due_date(entry.due) if entry.due is not None else None
    yield from (due for due in _DUES if due_date(due) != own)
    if entry.due is not None and entry.target.done_by is None:
        yield None


def _quotes(quote: str, others: list[str]) -> Iterator[str]:
    """A changed or dropped digit, a dropped character in the middle, another entry's quote."""
    for index, char in enumerate(quote):
        if char.isdecimal():
            yield quote[:index] + str((int(char) + 1) % 10) + quote[index + 1 :]
            yield quote[:index] + quote[index + 1 :]
    middle = len(quote) // 2
    yield quote[:middle] + quote[middle + 1 :]
    yield from (other for other in dict.fromkeys(others) if other != quote)


def _short(value: object) -> str:
    if isinstance(value, TargetEntry):
        return str(value.model_dump(exclude_none=True))
    return str(value)


def _unitless(target: TargetEntry) -> bool:
    """Whether nothing in the target would keep an indicator of another unit out."""
    return _form(target) in ("rising", "falling", "relative_to")
