"""指标表述: every place of a corpus that states something of an indicator, of requirements and of the text alike."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from policykit.base.resources import load
from policykit.index.alignment.measures import Spotter
from policykit.model import Comparator, Modality, QuantityKind, Role, Span, Target
from policykit.model.measure import Measure, Origin
from policykit.text.normal import clause_form, search_forms, search_key
from policykit.text.quantities import find

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from policykit.corpus import Corpus
    from policykit.model import Clause, Indicator, Policy, Quantity, Requirement
    from policykit.text.normal import Form

__all__ = ["MeasureIndex", "due_of", "modality_of"]

_SENTENCE = re.compile(r"[^。;!?]+[。;!?]?")
_LONG = 120
"""Of a longer sentence only the phrases that state the measure are shown."""
_PHRASE = re.compile(r"[^,，;；。:：]+[,，;；。:：]?")
_HAN = re.compile(r"[\u3400-\u9fff]+$")
_AGAIN = re.compile(
    r"[,、;和及]?(?:到|至)?(?:[0-9]{4}年(?:底前?)?)?(?:[,，])?(?:分别)?(?:达到?|提高到|提升到|不低于|增加到)?"
)
"""Between two figures of one indicator: 、2027年达到."""
_STOPS = re.compile(r"[,:。;!?]")
_NEAR = 16
"""A trend stands at most so many characters before the name of its indicator."""
_SHORTEST = 3
"""Shorter names say nothing by themselves."""
_KINDS = frozenset(
    {
        QuantityKind.NUMBER,
        QuantityKind.COVERAGE,
        QuantityKind.GRADE,
        QuantityKind.TREND,
        QuantityKind.RELATIVE,
    }
)


_T = TypeVar("_T")


class _Place(NamedTuple):
    """A stretch of a policy in searched form, whose sentences are looked through: a clause or a heading."""

    clause: Clause
    origin: Origin
    form: Form


class _Named(NamedTuple):
    """That a name of an indicator stands in a place."""

    start: int
    end: int
    indicator: Indicator


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
        for place in _places(policy):
            yield from self._named_in(place, policy, self._asked.get(place.clause.id, ()))

    def _named_in(self, place: _Place, policy: Policy, asked: Sequence[Requirement]) -> Iterator[Measure]:
        names = self._longest(place.form.text)
        quantities: Sequence[Quantity] | None = None
        for named in names:
            span = Span(place.form.starts[named.start], place.form.ends[named.end - 1])
            if _is_title(named, place.form.text) or _is_told(named, span, place.form.text, asked):
                continue
            if quantities is None:
                quantities = find(place.form.text, year=policy.year, issued=policy.dated)
            figures = _figures_of(named, place.form.text, quantities, names)
            for quantity in figures or (None,):
                measure = _of_text(named, place, policy, quantity)
                yield _dated(measure, named, place, quantities) if quantity is None else measure

    def _longest(self, text: str) -> list[_Named]:
        """The names that stand in a text, none of them within a longer one."""
        found = sorted(
            (
                _Named(at, at + len(name), self._names[name])
                for name, places in self._spotter.found(text).items()
                for at in places
            ),
            key=lambda named: (named.start, -named.end),
        )
        kept: list[_Named] = []
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
    return len(name) >= _SHORTEST and name.endswith(tuple(load("cascade")["measured"]))


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


def _places(policy: Policy) -> Iterator[_Place]:
    """The normative clauses of a policy, their headings with them, and the headings above clauses."""
    for clause in policy.clauses:
        if clause.role is Role.CLAUSE:
            yield _Place(clause, Origin.TEXT, clause_form(clause, policy))
    for part in policy.headings:
        below = next((clause for clause in part.clauses if clause.role is Role.CLAUSE), None)
        if below is not None and part.heading:
            yield _Place(below, Origin.HEADING, _form_of(part.span, policy))


def _form_of(span: Span, policy: Policy) -> Form:
    form = search_forms(span.cut(policy.source), policy.script)[-1]
    moved = (tuple(span.start + at for at in bounds) for bounds in (form.starts, form.ends))
    return type(form)(form.key, *moved)


def _is_title(named: _Named, text: str) -> bool:
    """Whether a name stands in the title of a document: 《…》."""
    return text.rfind("《", 0, named.start) > text.rfind("》", 0, named.start)


def _is_told(named: _Named, span: Span, text: str, asked: Sequence[Requirement]) -> bool:
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


def _of_text(named: _Named, place: _Place, policy: Policy, quantity: Quantity | None) -> Measure:
    text = place.form.text
    begin, end = next(
        (match.span() for match in _SENTENCE.finditer(text) if match.start() <= named.start < match.end()),
        (0, len(text)),
    )
    sentence = text[begin:end]
    span = Span(place.form.starts[begin], place.form.ends[end - 1])
    heading = place.clause.heading and place.form.starts[named.start] < place.clause.start + len(
        place.clause.heading
    )
    return Measure(
        policy.id,
        place.clause.id,
        policy.level,
        policy.division,
        named.indicator.label,
        span,
        _in_line(span.cut(policy.source)),
        Origin.HEADING if heading else place.origin,
        named.indicator,
        quantity.modality if quantity else modality_of(sentence[: named.end - begin]),
        _target_of(quantity) if quantity else None,
        quantity.due if quantity else None,
        place.clause.responsible,
        "" if named.indicator.unit == load("cascade")["done"] else _population(text[begin : named.start]),
        _softly(text[begin : named.start], text[named.end :], quantity),
    )


def _figures_of(
    named: _Named, text: str, quantities: Sequence[Quantity], names: Sequence[_Named]
) -> list[Quantity]:
    """The figure or trend that the text gives what is named: right behind the name, or a trend right before it.

    With the figures that follow for other years: 2026年达到85%、2027年达到90%.
    """
    near = [
        quantity
        for quantity in quantities
        if quantity.kind in _KINDS and quantity.hint is None and _is_near(named, quantity, text, names)
    ]
    # 均达到85%: the figure says more than the word.
    near.sort(
        key=lambda each: (each.span.start < named.end, each.kind is QuantityKind.COVERAGE, each.span.start)
    )
    found = near[:1]
    if found and found[0].kind is QuantityKind.NUMBER:
        for quantity in quantities:
            between = text[found[-1].span.end : quantity.span.start]
            is_next = quantity.span.start >= found[-1].span.end and quantity.unit == found[0].unit
            if is_next and quantity.kind is QuantityKind.NUMBER and _AGAIN.fullmatch(between):
                found.append(quantity)
    return found


def _softly(before: str, behind: str, quantity: Quantity | None) -> str:
    """The word that softens a figure: 95%左右; 基本 before the name or the figure, in its phrase."""
    if quantity is None:
        return ""
    return quantity.surface if quantity.vague else _soft_word(before, behind)


def _soft_word(before: str, behind: str) -> str:
    """The word that softens what stands between two texts, in their phrase."""
    phrases = (*_PHRASE.findall(before)[-1:], _STOPS.split(behind)[0])
    return next((word for word in load("cascade")["soften"] if any(word in each for each in phrases)), "")


def _is_near(named: _Named, quantity: Quantity, text: str, names: Sequence[_Named]) -> bool:
    """Whether nothing but words that join a figure to its name, and other such names, stand between the two."""
    start, end = quantity.span
    if start >= named.end:
        others = [each for each in names if named.end <= each.start and each.end <= start]
        between = text[named.end : start]
        for other in others:
            between = between.replace(text[other.start : other.end], "")
        return _joins().fullmatch(between) is not None
    between = text[end : named.start]
    is_before = quantity.kind is QuantityKind.TREND and end <= named.start
    return is_before and len(between) <= _NEAR and not _STOPS.search(between)


@cache
def _joins() -> re.Pattern[str]:
    words: list[str] = sorted(load("cascade")["joins"], key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, words))}|[0-9]{{4}}年|[、\s])*")


def _target_of(quantity: Quantity) -> Target:
    comparator = quantity.comparator or Comparator.NAMED
    value = None if comparator is Comparator.RELATIVE else quantity.number
    return Target(comparator, value, quantity.number2, quantity.unit, quantity.grade)


def _dated(measure: Measure, named: _Named, place: _Place, quantities: Sequence[Quantity]) -> Measure:
    """What is only named, with the day by which the text orders it to be done: 2027年底前建成公共数据开放平台."""
    begin = place.form.text.rfind("。", 0, named.start) + 1
    due = due_of(quantities, begin, named.start, named.end)
    if due is None or named.indicator.unit != load("cascade")["done"] or measure.is_optional:
        return measure
    softly = _soft_word(place.form.text[begin : named.start], place.form.text[named.end :])
    return replace(measure, due=due, target=Target(Comparator.DONE, 1), softly=softly)


def due_of(quantities: Iterable[Quantity], begin: int, start: int, end: int) -> date | None:
    """The day of a stretch of text: of a word in it that has one, else of the last date of its sentence before it."""
    listed = list(quantities)
    within = [each.due for each in listed if start <= each.span.start < end and each.due]
    before = [
        each.due
        for each in listed
        if each.kind is QuantityKind.DATE and each.hint is None and begin <= each.span.start < start
    ]
    return (within or before[-1:] or [None])[0]


def _population(before: str) -> str:
    """What narrows a name, in the run of characters before it: 高血压患者 before 规范管理率."""
    run = _HAN.search(before)
    if run is None:
        return ""
    cut = max(
        (run[0].rfind(word) + len(word) for word in load("cascade")["openers"] if word in run[0]), default=0
    )
    return run[0][cut:]


def modality_of(phrases: str) -> Modality:
    """How strongly words bind, by what the last of their phrases begins with: a word governs its own phrase.

    >>> modality_of("探索对紧密型县域医共体实行总额付费").value, modality_of("探索总额付费,加强考核").value
    ('encourage', 'must')
    """
    words: dict[str, list[str]] = load("cascade")["modality"]
    last = (_PHRASE.findall(phrases) or [""])[-1].lstrip()
    return next(
        (Modality(modality) for modality, listed in words.items() if last.startswith(tuple(listed))),
        Modality.MUST,
    )
