"""Entries of a spec file → requirements and dismissals, bound to their words in the policy."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from policykit.base.diagnostics import Code, Diagnostic, nearest_name
from policykit.base.division import Division
from policykit.base.resources import load
from policykit.model import (
    Comparator,
    Condition,
    Dismissal,
    Draft,
    Entity,
    Indicator,
    Part,
    Proposal,
    Requirement,
    Reviewed,
    Span,
    Variable,
)
from policykit.specs.due import title_period
from policykit.specs.figure import due_date, same_unit, start_date
from policykit.specs.format import TargetEntry
from policykit.specs.quotes import closest, occurrences
from policykit.specs.target import TargetError, kind_of, target_of, unit_error

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from policykit.base.yamlfile import Document, Location
    from policykit.indicators import Registry
    from policykit.model import Policy, Target
    from policykit.specs.format import DismissedEntry, Entries, RequirementEntry, ReviewedEntry

__all__ = [
    "Binding",
    "bind",
    "is_same_requirement",
    "reference_of",
]

_FULL = 2
"""Hyphens of a date with a day."""


# --- entries ------------------------------------------------------------------------------------


@dataclass
class Binding:
    """What one spec file came to: the sound requirements and dismissals, and everything that is wrong."""

    requirements: list[Requirement] = field(default_factory=list)
    dismissed: list[Dismissal] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    """What is proposed and waits for a person; none of it is among the requirements and dismissals."""
    problems: list[Diagnostic] = field(default_factory=list)
    locations: dict[str, Location] = field(default_factory=dict)
    """Where each requirement's entry stands in the document, by id."""
    policy: str = ""
    """The policy that was bound to; empty when the file names none."""
    quotes: list[tuple[str, Span]] = field(default_factory=list)
    """Clause ids and spans of every quote that stands in its clause, those of entries at fault included."""


def bind(document: Document, entries: Entries, policy: Policy, registry: Registry) -> Binding:
    """Bind every entry to `policy`; an entry that cannot be bound is reported and left out."""
    binder = _Binder(document, policy, registry)
    for at, entry in entries.requirements:
        binder.requirement(at, entry)
    for at, dismissed in entries.dismissed:
        binder.dismissal(at, dismissed)
    return binder.binding


def is_same_requirement(requirement: Requirement, other: Requirement) -> bool:
    """Whether two requirements ask the same: on the same words, or of the same people.

    One figure of a text gives one requirement per indicator; two populations have a figure each, and so have two
    kinds of unit that must do it (县级以上人民政府).
    """
    keys = [(each.clause, each.indicator.name, each.target, each.due) for each in (requirement, other)]
    if keys[0] != keys[1]:
        return False
    is_alike = requirement.when == other.when and requirement.per is other.per
    if requirement.span.overlaps(other.span) and is_alike:
        return True
    whom = [(each.population, each.per, each.binds, each.bearer, each.when) for each in (requirement, other)]
    return whom[0] == whom[1]


class _Binder:
    def __init__(self, document: Document, policy: Policy, registry: Registry) -> None:
        self.document, self.policy, self.registry = document, policy, registry
        self.clauses = {clause.path: clause for clause in policy.clauses}
        self.binding = Binding(policy=policy.id)
        self.lines: dict[object, int] = {}
        self.alike: dict[tuple[str, str, date | None], list[Requirement]] = {}

    def requirement(self, at: Location, entry: RequirementEntry) -> None:
        """Bind one requirement; every problem of the entry is reported, not the first."""
        before = len(self.binding.problems)
        span = self._quote(at, entry)
        proposal = self._proposal(at, entry)
        indicator = self._indicator(at, entry) if proposal is None else proposal.indicator
        target = self._target(at, entry, indicator) if indicator is not None else None
        due = self._due(at, entry, target)
        start, when = self._start(at, entry), self._when(at, entry)
        binds, per = self._binds(at, entry), self._entity(at, "per", entry.per)
        reviewed = self._reviewed(at, entry.reviewed)
        self._report_repeated(at, "id", (entry.clause, entry.id), Code.SPEC_DUPLICATE_ID, id=entry.id)
        if len(self.binding.problems) > before or span is None or indicator is None or target is None:
            return
        vague = entry.vague if isinstance(entry.vague, str) else ""
        clause = self.clauses[entry.clause]
        requirement = Requirement(
            id=f"{clause.id}/{entry.id}",
            policy=self.policy.id,
            clause=clause.id,
            quote=span.cut(self.policy.source),
            span=span,
            indicator=indicator,
            target=target,
            kind=kind_of(entry, target),
            due=due,
            due_from=entry.due_from,
            start=start,
            issued=self._issued(),
            bearer=_listed(entry.bearer),
            when=when,
            softly=entry.softly or "",
            every=entry.every or "",
            overrule={str(key): reason for key, reason in (entry.overrule or {}).items()},
            modality=entry.modality,
            binds=binds,
            subject="、".join(Division.of(code).name for code in binds),
            population=entry.population or "",
            per=per,
            vague=bool(entry.vague),
            vagueness=vague,
            note=entry.note or "",
            interpretation=entry.source == "interpretation",
            file=self.document.file,
            line=self.document.line_of((*at, "id")),
            reference=reference_of(target, indicator, self.registry),
            reviewed=reviewed,
        )
        # Only of one clause, indicator and day can they be the same: of those that are, the first is told.
        alike = self.alike.setdefault((clause.id, indicator.name, due), [])
        if same := next((other for other in alike if is_same_requirement(requirement, other)), None):
            self._report(Code.DUPLICATE_REQUIREMENT, at, "id", first=same.line)
        else:
            alike.append(requirement)
        if entry.draft:
            self.binding.drafts.append(Draft(requirement, at, entry.reason or "", proposal))
        else:
            self.binding.requirements.append(requirement)
        self.binding.locations[requirement.id] = at

    def dismissal(self, at: Location, entry: DismissedEntry) -> None:
        """Bind one dismissal."""
        note, reviewed = entry.note or "", self._reviewed(at, entry.reviewed)
        if entry.quote is None:
            part = self._parts.get(entry.clause)
            if part is None:
                self._report_unknown_clause(at, entry.clause, self._parts)
                return
            clause, quote, span = _whole(part, self.policy.source)
            made = Dismissal(
                self.policy.id, clause, quote, span, entry.reason, entry.of, note, reviewed, whole=True
            )
        else:
            found = self._quote(at, entry)
            if found is None:
                return
            clause, quote = self.clauses[entry.clause].id, found.cut(self.policy.source)
            made = Dismissal(self.policy.id, clause, quote, found, entry.reason, entry.of, note, reviewed)
        if entry.draft:
            self.binding.drafts.append(Draft(made, at, note))
        else:
            self.binding.dismissed.append(made)

    @cached_property
    def _parts(self) -> dict[str, Part]:
        """Headings with clauses below them, and clauses, by their path."""
        walked = (part for part in self.policy.outline.walk() if part.number and part.clauses)
        return {"/".join(part.path): part for part in walked}

    def _quote(self, at: Location, entry: RequirementEntry | DismissedEntry) -> Span | None:
        """Span of the entry's quote in the source."""
        clause = self.clauses.get(entry.clause)
        if clause is None:
            self._report_unknown_clause(at, entry.clause, self.clauses)
            return None
        if entry.quote is None:
            return clause.span
        text = clause.span.cut(self.policy.source)
        found = occurrences(entry.quote, text, self.policy.script)
        if len(found) == 1:
            return Span(clause.start + found[0].start, clause.start + found[0].end)
        if found:
            self._report(Code.QUOTE_AMBIGUOUS, at, "quote", clause=clause.id, count=len(found))
        else:
            self._report(Code.QUOTE_NOT_FOUND, at, "quote", clause=clause.id, near=closest(entry.quote, text))
        return None

    def _indicator(self, at: Location, entry: RequirementEntry) -> Indicator | None:
        indicator = self.registry.find(entry.indicator)
        if indicator is None:
            near = nearest_name(entry.indicator, self.registry.indicators)
            self._report(Code.UNKNOWN_INDICATOR, at, "indicator", indicator=entry.indicator, near=near)
        return indicator

    def _proposal(self, at: Location, entry: RequirementEntry) -> Proposal | None:
        """The indicator that a draft proposes."""
        written = entry.proposes
        if not entry.draft or written is None or self.registry.find(entry.indicator) is not None:
            return None
        entity = self._entity((*at, "proposes"), "entity", written.entity)
        return Proposal(
            entry.indicator,
            written.unit,
            entity or Entity.of(self.policy.level),
            written.numerator or "",
            written.denominator or "",
            tuple(written.grades or ()),
            tuple(written.aliases or ()),
        )

    def _target(self, at: Location, entry: RequirementEntry, indicator: Indicator) -> Target | None:
        try:
            target = target_of(entry.target, indicator)
            reference_of(target, indicator, self.registry)
        except TargetError as error:
            keys = ("target", error.key) if error.key else ("target",)
            self._report(error.code, at, *keys, **error.values)
            return None
        return target

    def _due(self, at: Location, entry: RequirementEntry, target: Target | None) -> date | None:
        if entry.due is None:
            return target.deadline if target is not None else None
        due = due_date(entry.due)
        if due is None:
            self._report(Code.BAD_DATE, at, "due", value=entry.due)
        elif target is not None and target.deadline not in (None, due):
            values = {"spec": due.isoformat(), "text": f"done_by {target.deadline}"}
            self._report(Code.DUE_DIFFERS, at, "due", **values)
        return due

    def _issued(self) -> date | None:
        """The day that dates the policy; of a plan without one the first day of its period: 2025年…方案."""
        period = None if self.policy.dated else title_period(self.policy.title)
        return self.policy.dated if period is None else period[0]

    def _start(self, at: Location, entry: RequirementEntry) -> date | None:
        """As the text says; else the first day of the period in the title, when that gives the due date; else issue."""
        if entry.start is not None:
            start = start_date(entry.start)
            if start is None:
                self._report(Code.BAD_DATE, at, "from", value=entry.start)
            return start
        period = title_period(self.policy.title) if entry.due_from == "title" else None
        return self._issued() if period is None else period[0]

    def _when(self, at: Location, entry: RequirementEntry) -> tuple[Condition, ...]:
        """The conditions: a grade is the least one, a word of a yes/no variable that word."""
        found = []
        for name, written in (entry.when or {}).items():
            variable = self.registry.variables.get(name)
            if variable is None:
                near = nearest_name(name, self.registry.variables)
                self._report(Code.UNKNOWN_INDICATOR, at, "when", indicator=name, near=near)
                continue
            meaning = Indicator.of(variable)
            # The lowest grade of a scale holds of everything: 否 is meant as such, and so is 一级.
            is_lowest = isinstance(written, str) and variable.grades.get(written) == min(
                variable.grades.values(), default=None
            )
            key = "grade_at_most" if is_lowest else "grade_at_least"
            form = TargetEntry.model_validate({key: written}) if isinstance(written, str) else written
            try:
                found.append(Condition(variable, target_of(form, meaning)))
            except TargetError as error:
                self._report(error.code, at, "when", **error.values)
        return tuple(found)

    def _binds(self, at: Location, entry: RequirementEntry) -> tuple[str, ...]:
        if entry.binds is None:
            return (self.policy.division,)
        codes = _listed(entry.binds)
        for code in codes:
            if code not in Division.all() or code not in Division.of(self.policy.division):
                values = {"code": code, "division": self.policy.division}
                self._report(Code.UNKNOWN_DIVISION, at, "binds", **values)
        return codes

    def _entity(self, at: Location, key: str, name: str | None) -> Entity | None:
        entity = None if name is None else self.registry.entity(name)
        if name is not None and entity is None:
            allowed = "、".join(known.name for known in self.registry.entities)
            self._report(Code.SPEC_WRONG_TYPE, at, key, key=key, value=name, expected=allowed)
        return entity

    def _reviewed(self, at: Location, written: ReviewedEntry | None) -> Reviewed | None:
        if written is None:
            return None
        day = due_date(written.on) if written.on.count("-") == _FULL else None
        if day is None:
            self._report(Code.BAD_DATE, at, "reviewed", "on", value=written.on)
            return None
        return Reviewed(written.by, day, written.note or "", written.seal or "")

    def _report_unknown_clause(self, at: Location, path: str, known: Iterable[str]) -> None:
        self._report(Code.SPEC_UNKNOWN_CLAUSE, at, "clause", clause=path, near=nearest_name(path, known))

    def _report_repeated(self, at: Location, key: str, unique: object, code: Code, **values: object) -> None:
        """Report `code` when `unique` was seen before, with the line where it was first."""
        line = self.document.line_of((*at, key))
        first = self.lines.setdefault((code, unique), line)
        if first != line:
            self._report(code, at, key, first=first, **values)

    def _report(self, problem: Code, at: Location, *keys: str, **values: object) -> None:
        diagnostic = self.document.diagnose(problem, (*at, *keys), {"policy": self.policy.id, **values})
        self.binding.problems.append(diagnostic)


def _whole(part: Part, source: str) -> tuple[str, str, Span]:
    """Of a whole clause or section: the id of its first clause, its first line, and all that it spans."""
    clauses = part.clauses
    span = Span(min(part.span.start, clauses[0].start), max(clause.end for clause in clauses))
    return clauses[0].id, span.cut(source).strip().partition("\n")[0], span


def _listed(written: str | list[str] | None) -> tuple[str, ...]:
    return (written,) if isinstance(written, str) else tuple(written or ())


# --- what a relative target is compared with ----------------------------------------------------


def reference_of(target: Target, indicator: Indicator, registry: Registry) -> Indicator | None:
    """The figure that a relative target names: another indicator, a variable, or the indicator elsewhere.

    `None` for a target that is not relative.

    Raises
    ------
    TargetError
        Nothing has this name, it is the indicator itself, or it is measured in another unit.
    """
    name = target.reference
    if target.comparator is not Comparator.RELATIVE or name is None:
        return None
    if name == indicator.name:
        raise TargetError(Code.CIRCULAR_TARGET, "relative_to", {"ring": f"{name} → {name}"})
    elsewhere: dict[str, dict[str, Any]] = load("specs")["references"]
    if name in elsewhere:
        return Indicator.of(_elsewhere(indicator, name, elsewhere[name]), indicator.theme)
    found = registry.find(name)
    if found is None:
        near = nearest_name(name, [*elsewhere, *registry.indicators])
        raise TargetError(Code.UNKNOWN_INDICATOR, "relative_to", {"indicator": name, "near": near})
    if not same_unit(found.unit, indicator.unit):
        raise unit_error(indicator, found.unit, key="relative_to")
    return found


def _elsewhere(indicator: Indicator, name: str, place: dict[str, Any]) -> Variable:
    """The variable for the indicator's value of another place, in the wording of the data file."""
    wording, values = load("specs")["elsewhere"], {"place": place["label"], "indicator": indicator.label}
    return Variable(
        wording["label"].format(**values),
        indicator.unit,
        indicator.entity,
        wording["definition"].format(**values),
        also=indicator.entities[1:],
        whole=False,
        aliases=tuple(place["names"]),
        name=f"{indicator.name}_{name}",
    )
