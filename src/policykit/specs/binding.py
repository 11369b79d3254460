"""Entries of a spec file → requirements and dismissals, bound to their words in the policy."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from policykit.base.diagnostics import Code, Diagnostic
from policykit.divisions import division_name, divisions, within
from policykit.model import Dismissal, Requirement, Span
from policykit.specs.figure import due_date
from policykit.specs.kinds import kind_of
from policykit.specs.quotes import closest, occurrences
from policykit.specs.reading import written_traditional
from policykit.specs.references import reference_of
from policykit.specs.shape import nearest
from policykit.specs.target import TargetError, target_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from policykit.base.yamlfile import Document, Location
    from policykit.model import Indicator, Policy, Target
    from policykit.specs.format import DismissedEntry, RequirementEntry
    from policykit.specs.shape import Entries

__all__ = ["Bound", "bind", "located", "same_ask"]


@dataclass
class Bound:
    """What one spec file came to: the sound requirements and dismissals, and everything that is wrong."""

    requirements: list[Requirement] = field(default_factory=list)
    dismissed: list[Dismissal] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)
    places: dict[str, Location] = field(default_factory=dict)
    """Where each requirement's entry stands in the document, by id."""
    policy: str = ""
    """The policy that was bound to; empty when the file names none."""
    quoted: list[tuple[str, Span]] = field(default_factory=list)
    """Clause ids and spans of every quote that stands in its clause, those of entries at fault included."""


def bind(document: Document, entries: Entries, policy: Policy, indicators: Mapping[str, Indicator]) -> Bound:
    """Bind every entry to `policy`; an entry that cannot be bound is reported and left out."""
    binder = _Binder(document, policy, indicators)
    for at, entry in entries.requirements:
        binder.requirement(at, entry)
    for at, dismissed in entries.dismissed:
        binder.dismissal(at, dismissed)
    return binder.bound


def located(document: Document, policy: Policy) -> list[tuple[str, Span]]:
    """Clause ids and spans of every quote of a file that stands in its clause, also of entries at fault."""
    clauses = {clause.path: clause for clause in policy.clauses}
    traditional = written_traditional(policy.source)
    found = []
    for entry in (*document.entries("requirements"), *document.entries("dismissed")):
        clause, quote = clauses.get(str(entry.get("clause"))), entry.get("quote")
        if clause is not None and isinstance(quote, str):
            text = clause.span.cut(policy.source)
            spans = occurrences(quote, text, traditional=traditional)
            found += [(clause.id, Span(clause.start + one.start, clause.start + one.end)) for one in spans]
    return found


def same_ask(one: Requirement, other: Requirement) -> bool:
    """Whether two requirements ask the same: on the same words, or of the same people.

    One figure of a text gives one requirement per indicator; two populations have a figure each.
    """
    keys = [(each.clause, each.indicator.name, each.target, each.due) for each in (one, other)]
    if keys[0] != keys[1]:
        return False
    if one.span.start < other.span.end and other.span.start < one.span.end:
        return True
    return (one.population, one.per, one.binds) == (other.population, other.per, other.binds)


class _Binder:
    def __init__(self, document: Document, policy: Policy, indicators: Mapping[str, Indicator]) -> None:
        self.document, self.policy, self.indicators = document, policy, indicators
        self.clauses = {clause.path: clause for clause in policy.clauses}
        self.traditional = written_traditional(policy.source)
        self.bound = Bound(policy=policy.id)
        self.lines: dict[object, int] = {}

    def requirement(self, at: Location, entry: RequirementEntry) -> None:
        """Bind one requirement; every problem of the entry is reported, not the first."""
        before = len(self.bound.problems)
        span = self._quote(at, entry)
        indicator = self._indicator(at, entry)
        target = self._target(at, entry, indicator) if indicator is not None else None
        due = self._due(at, entry, target)
        binds = self._binds(at, entry)
        self._first(at, "id", (entry.clause, entry.id), Code.SPEC_DUPLICATE_ID, id=entry.id)
        if len(self.bound.problems) > before or span is None or indicator is None or target is None:
            return
        vague = entry.vague if isinstance(entry.vague, str) else ""
        clause = self.clauses[entry.clause]
        bare = Requirement(
            id=f"{clause.id}/{entry.id}",
            policy=self.policy.id,
            clause=clause.id,
            quote=span.cut(self.policy.source),
            span=span,
            indicator=indicator,
            target=target,
            kind=kind_of(entry, target),
            due=due,
            modality=entry.modality,
            binds=binds,
            subject="、".join(map(division_name, binds)),
            population=entry.population or "",
            per=entry.per,
            vague=bool(entry.vague),
            vagueness=vague,
            note=entry.note or "",
            interpretation=entry.source == "interpretation",
            file=self.document.file,
            line=self.document.line_of((*at, "id")),
        )
        for other in self.bound.requirements:
            if same_ask(bare, other):
                self._report(Code.DUPLICATE_REQUIREMENT, at, "id", first=other.line)
        reference = reference_of(target, indicator, self.indicators)
        self.bound.requirements.append(replace(bare, reference=reference))
        self.bound.places[bare.id] = at

    def dismissal(self, at: Location, entry: DismissedEntry) -> None:
        """Bind one dismissal."""
        span = self._quote(at, entry)
        if span is None:
            return
        clause, quote = self.clauses[entry.clause].id, span.cut(self.policy.source)
        note = entry.note or ""
        self.bound.dismissed.append(
            Dismissal(self.policy.id, clause, quote, span, entry.reason, entry.of, note)
        )

    def _quote(self, at: Location, entry: RequirementEntry | DismissedEntry) -> Span | None:
        """Span of the entry's quote in the source."""
        clause = self.clauses.get(entry.clause)
        if clause is None:
            near = nearest(entry.clause, self.clauses)
            self._report(Code.SPEC_UNKNOWN_CLAUSE, at, "clause", clause=entry.clause, near=near)
            return None
        text = clause.span.cut(self.policy.source)
        found = occurrences(entry.quote, text, traditional=self.traditional)
        if len(found) == 1:
            return Span(clause.start + found[0].start, clause.start + found[0].end)
        if found:
            self._report(Code.QUOTE_AMBIGUOUS, at, "quote", clause=clause.id, count=len(found))
        else:
            self._report(Code.QUOTE_NOT_FOUND, at, "quote", clause=clause.id, near=closest(entry.quote, text))
        return None

    def _indicator(self, at: Location, entry: RequirementEntry) -> Indicator | None:
        indicator = self.indicators.get(entry.indicator)
        if indicator is None:
            near = nearest(entry.indicator, self.indicators)
            self._report(Code.UNKNOWN_INDICATOR, at, "indicator", indicator=entry.indicator, near=near)
        return indicator

    def _target(self, at: Location, entry: RequirementEntry, indicator: Indicator) -> Target | None:
        try:
            target = target_of(entry.target, indicator)
            reference_of(target, indicator, self.indicators)
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

    def _binds(self, at: Location, entry: RequirementEntry) -> tuple[str, ...]:
        if entry.binds is None:
            return (self.policy.division,)
        codes = (entry.binds,) if isinstance(entry.binds, str) else tuple(entry.binds)
        for code in codes:
            if code not in divisions() or not within(code, self.policy.division):
                values = {"code": code, "division": self.policy.division}
                self._report(Code.UNKNOWN_DIVISION, at, "binds", **values)
        return codes

    def _first(self, at: Location, key: str, unique: object, code: Code, **values: object) -> None:
        """Report `code` when `unique` was seen before, with the line where it was first."""
        line = self.document.line_of((*at, key))
        first = self.lines.setdefault((code, unique), line)
        if first != line:
            self._report(code, at, key, first=first, **values)

    def _report(self, problem: Code, at: Location, *keys: str, **values: object) -> None:
        diagnostic = self.document.diagnose(problem, (*at, *keys), {"policy": self.policy.id, **values})
        self.bound.problems.append(diagnostic)
