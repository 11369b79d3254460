"""指标表述: every place of a corpus that states something of an indicator, of requirements and of the text alike."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from policykit.base.resources import load
from policykit.index.alignment.measures import Spotter
from policykit.index.statements import Named, Place, statements
from policykit.model import Role, Span
from policykit.model.measure import Measure, Origin
from policykit.text.cells import row_quantities
from policykit.text.normal import clause_form, search_forms, search_key
from policykit.text.quantities import find

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from policykit.corpus import Corpus
    from policykit.model import Clause, Indicator, Policy, Quantity, Requirement
    from policykit.text.normal import Form

__all__ = ["MeasureIndex"]

_LONG = 120
"""Of a longer sentence only the phrases that state the measure are shown."""
_SHORTEST = 3
"""Shorter names say nothing by themselves."""
_T = TypeVar("_T")


@dataclass(frozen=True, eq=False)
class MeasureIndex:
    """The measures of a corpus, by indicator, clause and policy.

    `indicators` are those whose names are looked for in the text; of none given, those of the requirements.

    >>> from policykit.specs import Specs
    >>> specs = Specs.read()
    >>> index = MeasureIndex(specs.corpus, specs.requirements)
    >>> [(measure.clause, measure.figure) for measure in index.of_indicator("county_inpatient_share")]
    [('guiyang-2024-36/2/1/3', '80%'), ('shexian-2025/p1', '80%'), ('shexian-2025/p1', '85%')]
    >>> [policy for policy in index.silent("county_inpatient_share") if policy.startswith("nhc")]
    ['nhc-2023-reform-h2', 'nhc-2023-41']
    """

    corpus: Corpus
    requirements: Sequence[Requirement]
    indicators: Sequence[Indicator] = ()

    @cached_property
    def measures(self) -> tuple[Measure, ...]:
        """Every measure: policies top level first, in each the places of the text in their order."""
        found = [measure for policy in self.corpus.policies for measure in self._of(policy)]
        rank = {policy.id: at for at, policy in enumerate(self.corpus.policies)}
        return tuple(sorted(found, key=lambda each: (rank[each.policy], each.span, each.due is None)))

    def of_indicator(self, name: str) -> tuple[Measure, ...]:
        """Every place that states or names the indicator, top level first; empty when none does."""
        return tuple(self._by_indicator.get(name, ()))

    def of_clause(self, clause: str) -> tuple[Measure, ...]:
        """What a clause (by id) states."""
        return tuple(self._by_clause.get(clause, ()))

    def of_policy(self, policy: str) -> tuple[Measure, ...]:
        """What a policy (by id) states."""
        return tuple(self._by_policy.get(policy, ()))

    def silent(self, name: str) -> tuple[str, ...]:
        """The policies (ids), top level first, in which the indicator was not found under any of its names."""
        telling = {measure.policy for measure in self.of_indicator(name)}
        return tuple(policy.id for policy in self.corpus.policies if policy.id not in telling)

    @cached_property
    def _by_indicator(self) -> Mapping[str, list[Measure]]:
        return _grouped((each.indicator.name, each) for each in self.measures if each.indicator)

    @cached_property
    def _by_clause(self) -> Mapping[str, list[Measure]]:
        return _grouped((each.clause, each) for each in self.measures)

    @cached_property
    def _by_policy(self) -> Mapping[str, list[Measure]]:
        return _grouped((each.policy, each) for each in self.measures)

    @cached_property
    def _asked(self) -> Mapping[str, list[Requirement]]:
        return _grouped((each.clause, each) for each in self.requirements)

    @cached_property
    def _names(self) -> Mapping[str, Indicator]:
        """Name in searched form → the one indicator that is called so."""
        listed = list(self.indicators) or list(
            {each.indicator.name: each.indicator for each in self.requirements}.values()
        )
        called: defaultdict[str, dict[str, Indicator]] = defaultdict(dict)
        for indicator in listed:
            for name in map(search_key, indicator.names):
                called[name][indicator.name] = indicator
        labels = sorted({search_key(indicator.label): indicator.name for indicator in listed}.items())
        within = Spotter(called)
        longer = {
            name
            for label, of in labels
            for name in within.found(label)
            if name != label and of not in called[name]
        }
        return {
            name: next(iter(those.values()))
            for name, those in called.items()
            if len(those) == 1 and name not in longer and _tells(name, next(iter(those.values())))
        }

    @cached_property
    def _spotter(self) -> Spotter:
        return Spotter(self._names)

    def _of(self, policy: Policy) -> Iterator[Measure]:
        for clause in policy.clauses:
            for requirement in self._asked.get(clause.id, ()):
                yield _of_requirement(requirement, clause, policy)
        for place in _places(policy) if self._names else ():
            yield from self._named_in(place, policy, self._asked.get(place.clause.id, ()))

    def _named_in(self, place: Place, policy: Policy, asked: Sequence[Requirement]) -> Iterator[Measure]:
        names = self._longest(place.form.text)
        quantities: Sequence[Quantity] | None = None
        for named in names:
            span = Span(place.form.starts[named.start], place.form.ends[named.end - 1])
            if _is_title(named, place.form.text) or _is_told(named, span, place.form.text, asked):
                continue
            if quantities is None:
                quantities = _quantities(place, policy)
            yield from statements(named, place, policy, quantities, names)

    def _longest(self, text: str) -> list[Named]:
        """The names that stand in a text, none of them within a longer one."""
        found = sorted(
            (
                Named(at, at + len(name), self._names[name])
                for name, places in self._spotter.found(text).items()
                for at in places
            ),
            key=lambda named: (named.start, -named.end),
        )
        kept: list[Named] = []
        for named in found:
            if not kept or named.end > kept[-1].end:
                kept.append(named)
        return kept


def _tells(name: str, indicator: Indicator) -> bool:
    """Whether a name alone says that the indicator is meant: 就诊率 does, 牵头医院 and 全科医生 do not.

    Its label does; its other names are also the words by which a text that asks it is known.
    """
    if name == search_key(indicator.label):
        return True
    if indicator.unit == load("cascade")["done"]:
        return len(name) >= _SHORTEST + 2
    measured: list[str] = load("cascade")["measured"]
    return len(name) >= _SHORTEST and name not in measured and name.endswith(tuple(measured))


def _grouped(pairs: Iterable[tuple[str, _T]]) -> dict[str, list[_T]]:
    groups: defaultdict[str, list[_T]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return dict(groups)


# --- of requirements --------------------------------------------------------------------------


def _of_requirement(requirement: Requirement, clause: Clause, policy: Policy) -> Measure:
    span = _sentence(requirement.span, clause, policy.source)
    return Measure(
        policy.id,
        clause.id,
        policy.level,
        policy.division,
        requirement.indicator.label,
        span,
        _in_line(span.cut(policy.source)),
        Origin.REQUIREMENT,
        requirement.indicator,
        requirement.modality,
        requirement.target,
        requirement.due,
        requirement.bearer,
        requirement.population,
        requirement.softly,
        requirement,
    )


_END = re.compile(r"[。；;！!？?]")


def _sentence(quote: Span, clause: Clause, source: str) -> Span:
    """The sentence around a quote; of a long one the phrases that hold the quote."""
    start, end = _around(_END, quote, clause.span, source)
    if end - start > _LONG:
        start, end = _around(_MARK, quote, clause.span, source)
    return Span(start, end)


_MARK = re.compile(r"[。；;！!？?，,：:]")


def _around(marks: re.Pattern[str], quote: Span, within: Span, source: str) -> tuple[int, int]:
    before = [match.end() for match in marks.finditer(source, within.start, quote.start)]
    after = marks.search(source, max(quote.start, quote.end - 1), within.end)
    start = before[-1] if before else within.start
    end = after.end() if after else within.end
    piece = source[start:end]
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())


def _in_line(text: str) -> str:
    return "".join(text.split())


# --- of the text ------------------------------------------------------------------------------


def _places(policy: Policy) -> Iterator[Place]:
    """The normative clauses of a policy, their headings with them, and the headings above clauses."""
    for clause in policy.clauses:
        if clause.role is Role.CLAUSE and not policy.is_head(clause):
            yield Place(clause, Origin.TEXT, clause_form(clause, policy))
    for part in policy.headings:
        below = next((clause for clause in part.clauses if clause.role is Role.CLAUSE), None)
        if below is not None and part.heading:
            yield Place(below, Origin.HEADING, _form_of(part.span, policy))


def _quantities(place: Place, policy: Policy) -> Sequence[Quantity]:
    """The quantities of a place; of a row of a table cell by cell, each with what its heads say."""
    row, table = policy.row(place.clause), policy.table(place.clause)
    when = policy.year, policy.dated
    if place.origin is not Origin.TEXT or row is None or table is None:
        return find(place.form.text, year=when[0], issued=when[1])
    read = row_quantities(place.form.text, row, table, place.form.from_source, when)
    return [each.quantity for each in read]


def _form_of(span: Span, policy: Policy) -> Form:
    form = search_forms(span.cut(policy.source), policy.script)[-1]
    moved = (tuple(span.start + at for at in bounds) for bounds in (form.starts, form.ends))
    return type(form)(form.key, *moved)


def _is_title(named: Named, text: str) -> bool:
    """Whether a name stands in the title of a document: 《…》."""
    return text.rfind("《", 0, named.start) > text.rfind("》", 0, named.start)


def _is_told(named: Named, span: Span, text: str, asked: Sequence[Requirement]) -> bool:
    """Whether a requirement says already what stands here of the indicator, or of a longer-named one."""
    name = text[named.start : named.end]
    return any(
        each.span.overlaps(span)
        and (
            each.indicator.name == named.indicator.name
            or any(name in search_key(other) for other in each.indicator.names)
        )
        for each in asked
    )
