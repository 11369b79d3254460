"""Every slip of the pen in the project's own specs is caught; the figures are printed.

A mutant is one entry of a spec file with one field changed; it is caught when binding refuses it, when the
double entry disagrees, when the ledger is left with a quantity that nothing accounts for, or when figures that were
judged by hand from the text come to another verdict, or its bearer to another. A mutant changes one clause only:
the ledger of the others is that of the specs as they are, which the first test holds clean.
"""

from __future__ import annotations

import math
import os
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import pytest
from tests import project
from tests.specs.judged import bearers, judged, rows

from policykit.base.yamlfile import Location
from policykit.indicators import indicators, variables
from policykit.model import Direction, Indicator, Policy, Requirement
from policykit.specs import SpecFile, Specs, ledger, unaccounted, verify
from policykit.specs.binding import bind, is_same_requirement
from policykit.specs.double_entry import comparable, differences
from policykit.specs.figure import Figure, due_date, figure, figure_range
from policykit.specs.format import Entries, Relation, RelativeEntry, RequirementEntry, TargetEntry, entries
from policykit.specs.target import FORMS

FIELDS = {
    *(
        "value",
        "comparator",
        "unit",
        "due",
        "due_from",
        "from",
        "indicator",
        "quote",
        "softly",
        "every",
        "direction",
    ),
    *("named", "forbidden", "growth", "when", "bearer"),
}
THRESHOLDS = ("at_least", "at_most", "more_than", "less_than", "equals", "about")
RELATIONS: tuple[Relation, ...] = ("at_least", "at_most", "more_than", "less_than", "equals")
UNITS = ("%", "‰", *"个家名人张元次年月天级", "万元", "亿元", "分钟", "")
FROMS = ("2019-03", "2024-06", "2026", "2031")
LEVELS = ("省", "市", "乡镇", "牵头医院")
DUES = ("2019", "2024-06", "2025", "2026", "2030-06-30", "2035")
ELSEWHERE = (
    "national_average",
    "provincial_average",
    "city_average",
    "national_requirement",
    "provincial_requirement",
)


Change = dict[str, Any]
"""Keys of an entry with what is put there."""


@cache
def specs() -> Specs:
    return project.specs()


@cache
def known() -> tuple[Indicator, ...]:
    return specs().registry.named


def test_the_specs_say_what_the_texts_say() -> None:
    assert [problem.render() for problem in verify(specs())] == []


def test_every_indicator_is_asked_for() -> None:
    asked = {
        name
        for requirement in specs().requirements
        for name in (
            requirement.indicator.name,
            *(condition.variable.name for condition in requirement.when),
        )
    }
    assert sorted(set(indicators()) - asked) == []


def test_every_mutant_is_caught(capsys: pytest.CaptureFixture[str]) -> None:
    made, alive = Counter[str](), []
    touched: dict[str, set[str]] = {}
    for file in specs().files:
        policy = specs().corpus.policy(file.policy)
        for mutant in mutants(file):
            made[mutant.field] += 1
            # What is overruled is left as it is.
            own = touched.setdefault(
                f"{file.policy}/{mutant.original.id}", set(mutant.original.overrule or ())
            )
            own.add(mutant.field)
            if survives(mutant, file, policy):
                alive.append(str(mutant))
    with capsys.disabled():
        caught = sum(made.values()) - len(alive)
        fields = ", ".join(f"{field} {made[field]}" for field in sorted(made))
        print(  # noqa: T201 - the figure is to be read
            f"\n{caught} of {sum(made.values())} mutants of {len(specs().requirements)} requirements caught ({fields})"
        )
    assert alive == []
    assert set(made) == FIELDS
    # A unit that no other indicator has leaves no indicator to mistake it for, and a duty has no figure.
    assert all({"due", "from", "when", "bearer", "quote"} <= fields for fields in touched.values())


@dataclass(frozen=True, slots=True)
class Mutant:
    """One entry with one field changed."""

    field: str
    """One of `FIELDS`."""
    at: Location
    entry: RequirementEntry
    original: RequirementEntry

    def __str__(self) -> str:
        of_target = ("value", "comparator", "unit", "direction", "named", "forbidden", "growth")
        key = {**dict.fromkeys(of_target, "target"), "from": "start"}.get(self.field, self.field)
        old, new = (getattr(entry, key) for entry in (self.original, self.entry))
        return f"{self.original.clause}/{self.original.id}: {self.field} {old} → {new}"


MOST = 3
"""Of the mutants of a requirement in one field, taken at even distances; all with POLICYKIT_ALL_MUTANTS set."""


def mutants(file: SpecFile) -> Iterator[Mutant]:
    """Mutants of every requirement of one spec file, of every field."""
    assert file.document is not None
    sound, _ = entries(file.document)
    assert sound is not None
    by_line = {requirement.line: requirement for requirement in file.binding.requirements}
    for at, entry in sound.requirements:
        own = by_line[file.document.line_of((*at, "id"))]
        # Another quote of the same words says the same: only quotes from elsewhere are mutants.
        quotes = [other.quote for other in file.binding.requirements if not other.span.overlaps(own.span)]
        for field, changed in spread(changes(entry, quotes)):
            if field not in (entry.overrule or {}):  # what is overruled is kept against the second reading
                yield Mutant(field, at, entry.model_copy(update=changed), entry)


def spread(made: Iterator[tuple[str, Change]]) -> Iterator[tuple[str, Change]]:
    """At most `MOST` of each field: an entry has some hundred other quotes and indicators to be mistaken for."""
    fields: dict[str, list[Change]] = {}
    for field, changed in made:
        fields.setdefault(field, []).append(changed)
    for field, changed_in in fields.items():
        step = 1 if "POLICYKIT_ALL_MUTANTS" in os.environ else math.ceil(len(changed_in) / MOST)
        yield from ((field, changed) for changed in changed_in[::step])


def survives(mutant: Mutant, file: SpecFile, policy: Policy) -> bool:
    """Whether nothing notices the mutant."""
    assert file.document is not None
    bound = bind(
        file.document, Entries(policy.id, ((mutant.at, mutant.entry),), ()), policy, specs().registry
    )
    if bound.problems:
        return False
    (changed,) = bound.requirements
    if differences(changed, policy, known()):
        return False
    others = [other for other in file.binding.requirements if other.line != changed.line]
    if any(is_same_requirement(changed, other) for other in others):
        return False
    part = next(part for part in policy.outline.walk() if part.clause and part.clause.id == changed.clause)
    alone = replace(policy, outline=replace(part, children=()))
    if unaccounted(ledger(alone, [*others, changed], file.binding.dismissed)):
        return False
    return changed.bearer == bearers()[changed.id] and all(
        agrees(changed, row) for row in by_hand()[changed.id]
    )


@cache
def by_hand() -> dict[str, list[dict[str, Any]]]:
    """The rows of figures judged by hand, by requirement."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows():
        found.setdefault(row["requirement"], []).append(row)
    return found


def agrees(requirement: Requirement, row: dict[str, Any]) -> bool:
    """Whether it comes to the verdict that was judged by hand."""
    try:
        return bool(judged(requirement, row).verdict.value == row["verdict"])
    except (TypeError, ValueError):
        return False


def changes(entry: RequirementEntry, quotes: list[str]) -> Iterator[tuple[str, Change]]:
    for target in values(entry.target):
        yield "value", {"target": target}
    for target in comparators(entry.target):
        yield "comparator", {"target": target}
    for target in units(entry.target):
        yield "unit", {"target": target}
    yield from terms(entry)
    yield from forms(entry)
    yield from times(entry)
    for when in conditions(entry):
        yield "when", {"when": when}
    for bearer in (None, *LEVELS):
        if (entry.bearer or None) != (bearer and [bearer]):
            yield "bearer", {"bearer": bearer and [bearer]}
    own = specs().registry.find(entry.indicator)
    assert own is not None
    for name, other in indicators().items():
        # One of another unit cannot even be bound to the target: that is shown once, in the tests of binding.
        if name != entry.indicator and (unitless(entry.target) or comparable(own, other)):
            yield "indicator", {"indicator": name}
    for quote in other_quotes(entry.quote, quotes):
        yield "quote", {"quote": quote}


def form_of(target: TargetEntry) -> str:
    return next(form for form in FORMS if getattr(target, form) is not None)


def terms(entry: RequirementEntry) -> Iterator[tuple[str, Change]]:
    """A softening word, 逐年 or a direction more, less or another; a figure that is only named."""
    if entry.softly is not None:
        yield "softly", {"softly": None}
        other = "一般" if entry.softly == "原则上" else "原则上"
        yield "softly", {"softly": other}
    else:
        yield "softly", {"softly": "大致"}
    yield "every", {"every": None if entry.every else "year"}
    if entry.target.about is not None or entry.target.between is not None:
        for way in (None, Direction.UP, Direction.DOWN):
            if way is not entry.target.direction:
                yield (
                    "direction",
                    {"target": entry.target.model_copy(update={"direction": way})},
                )


def forms(entry: RequirementEntry) -> Iterator[tuple[str, Change]]:
    """A duty that is forbidden and the other way round; what is only named, or is not; a level that grows."""
    target, field = entry.target, ""
    for changed in (TargetEntry(named=True), TargetEntry(done=True), TargetEntry(forbidden=True)):
        if form_of(changed) != form_of(target):
            field = "forbidden" if changed.forbidden or target.forbidden else "named"
            yield field, {"target": changed}
    figured = getattr(target, form_of(target))
    amount = figured if form_of(target) in THRESHOLDS and "%" in figured else "5%"
    yield "growth", {"target": TargetEntry(grows_by=amount)}


def times(entry: RequirementEntry) -> Iterator[tuple[str, Change]]:
    """Another due date, from another place of the text; another first day."""
    for due in dues(entry):
        yield "due", {"due": due}
    for place in ("text", "lead", "heading", "title"):
        if entry.due is not None and place != entry.due_from:
            yield "due_from", {"due_from": place}
    for start in (None, *FROMS):
        if start != entry.start:
            yield "from", {"start": start}


def conditions(entry: RequirementEntry) -> Iterator[Mapping[str, str | TargetEntry] | None]:
    """No condition, or the next one: another grade, another figure, the opposite; one where there is none."""
    if not entry.when:
        yield from ({"hospital_grade": grade} for grade in ("二级", "三级"))
        yield {"served_people": TargetEntry(at_most="500人")}
        return
    yield None
    for name, written in entry.when.items():
        if isinstance(written, str):
            scale = variables()[name].grades
            yield from ({**entry.when, name: other} for other in scale if other != written)
        else:
            yield from ({**entry.when, name: target} for target in (*values(written), *comparators(written)))


def values(target: TargetEntry) -> Iterator[TargetEntry]:
    """Other figures: one more, one less, ten times, a tenth; the next grades; other dates."""
    form = form_of(target)
    written = getattr(target, form)
    if form in THRESHOLDS:
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
        yield from (TargetEntry(done_by=due) for due in DUES if due_date(due) != due_date(written))
    elif form in ("rising", "falling"):
        yield TargetEntry.model_validate({form: "5%"})
    elif form in ("grade_at_least", "grade_at_most"):
        names = {name for one in indicators().values() for name in one.grades}
        yield from (TargetEntry.model_validate({form: name}) for name in sorted(names) if name != written)
    elif form == "relative_to":
        for name in (*ELSEWHERE, *indicators()):
            if name != written.reference:
                yield TargetEntry(relative_to=RelativeEntry(reference=name, than=written.than))


def comparators(target: TargetEntry) -> Iterator[TargetEntry]:
    """The same figure under every other form."""
    form = form_of(target)
    written = getattr(target, form)
    if form in THRESHOLDS:
        yield from (TargetEntry.model_validate({other: written}) for other in THRESHOLDS if other != form)
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
        for than in RELATIONS:
            if than != written.than:
                yield TargetEntry(relative_to=RelativeEntry(reference=written.reference, than=than))


def units(target: TargetEntry) -> Iterator[TargetEntry]:
    form = form_of(target)
    written = getattr(target, form)
    if form not in (*THRESHOLDS, "between"):
        return
    ends = figure_range(written) if form == "between" else (figure(written),)
    for unit in UNITS:
        if ends and ends[0] is not None and ends[0].unit != unit:
            written = [f"{end.value:.12g}{unit}" for end in ends if end is not None]
            yield TargetEntry.model_validate({form: written if form == "between" else written[0]})


def dues(entry: RequirementEntry) -> Iterator[str | None]:
    own = due_date(entry.due) if entry.due is not None else None
    yield from (due for due in DUES if due_date(due) != own)
    if entry.due is not None and entry.target.done_by is None:
        yield None


def other_quotes(quote: str, others: list[str]) -> Iterator[str]:
    """A changed or dropped digit, a dropped character in the middle, another entry's quote."""
    for index, char in enumerate(quote):
        if char.isdecimal():
            yield quote[:index] + str((int(char) + 1) % 10) + quote[index + 1 :]
            yield quote[:index] + quote[index + 1 :]
    middle = len(quote) // 2
    yield quote[:middle] + quote[middle + 1 :]
    yield from (other for other in dict.fromkeys(others) if other != quote)


def unitless(target: TargetEntry) -> bool:
    """Whether nothing in the target would keep an indicator of another unit out."""
    return form_of(target) in ("rising", "falling", "relative_to")
