"""Double entry: what a spec restates against what the text says, field by field."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from policykit.base.diagnostics import Code, Diagnostic
from policykit.base.division import Division
from policykit.base.resources import load
from policykit.model import Comparator, Kind, Span
from policykit.specs.changes import Base
from policykit.specs.claims import Claim, claims
from policykit.specs.figure import unit_of_group
from policykit.specs.naming import closest_indicators, nearest_indicators
from policykit.specs.reading import reading
from policykit.specs.recount import recount
from policykit.specs.terms import condition_figures, terms
from policykit.text.normal import normalize

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from policykit.base.yamlfile import Document, Location
    from policykit.model import Indicator, Policy, Quantity, Requirement
    from policykit.specs.reading import Reach, Reading

__all__ = [
    "Difference",
    "check_requirement",
    "comparable",
    "differences",
    "divisions_named",
    "values_of",
]

_OVERRULED = {"direction": "target"}
"""Keys within others: the outer one is overruled."""
_MAGNITUDES = {"万": 1e4, "亿": 1e8}
_UNNAMED = (Comparator.DONE, Comparator.FORBIDDEN, Comparator.NAMED)
"""Forms whose quote is the duty itself: the indicator is put in the spec's own words."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One field in which a spec and its text disagree, each as a reader would write it."""

    code: Code
    key: str
    """Key of the spec that is at fault."""
    spec: str
    text: str
    span: Span
    """The words of the text, in the policy's source."""


def differences(requirement: Requirement, policy: Policy, known: tuple[Indicator, ...]) -> list[Difference]:
    """Everything in which `requirement` disagrees with the words that it quotes; empty when it restates them.

    `known` is all that could be named: the nearest name before the figure must be the requirement's.
    """
    clause = next(clause for clause in policy.clauses if clause.id == requirement.clause)
    read = reading(policy, clause)
    if cut := _cut(read, requirement.span):
        return [cut]
    more = [
        Difference(Code.READERS_DIFFER, "quote", *values_of(quantity, words), span)
        for quantity, words, span in read.doubtful
        if span.overlaps(requirement.span)
    ]
    more += [
        Difference(Code.TERM_DIFFERS, key, spec, text, requirement.span)
        for key, spec, text in terms(requirement, read, policy)
    ]
    # A list by name counts itself: 深渡、王村、杞梓里3个.
    apart = condition_figures(requirement.when) | {float(len(requirement.indicator.parts))}
    stated = claims(read, requirement.span, requirement.target, requirement.indicator, apart)
    if not stated:
        figure = Difference(Code.NO_FIGURE, "quote", requirement.target.plain, "", requirement.span)
        named = _naming(requirement, read, requirement.span, known)
        return [figure, *more, *named]
    compared = [(claim, _compare(requirement, claim)) for claim in stated]
    nearest, found = min(compared, key=lambda pair: len(pair[1]))
    found += _reference(requirement, nearest)
    found += _divisions(requirement, policy, read)
    return [*found, *more, *_naming(requirement, read, nearest.span, known)]


def values_of(quantity: Quantity, words: str) -> tuple[str, str]:
    """What the first and what the second reader find."""
    first = [value for value in (quantity.number, quantity.number2) if value is not None]
    second = recount(words, share=quantity.unit in {"%", "‰"})
    return "—".join(f"{value:.12g}" for value in first), "—".join(f"{float(value):.12g}" for value in second)


def _cut(read: Reading, quote: Span) -> Difference | None:
    """A figure or a word of the clause that lies partly within the quote."""
    start, end = quote
    for word, span in read.wholes:
        if span.start < start < span.end or span.start < end < span.end:
            return Difference(Code.QUOTE_CUTS_WORD, "quote", "", word, span)
    return None


def _compare(requirement: Requirement, claim: Claim) -> list[Difference]:
    target = requirement.target
    pairs: list[tuple[Code, str, object, object]] = []
    if target.comparator is not claim.comparator:
        pairs.append((Code.COMPARATOR_DIFFERS, "target", _form(target.comparator), _form(claim.comparator)))
    elif claim.relation not in (None, target.relation):
        pairs.append((Code.COMPARATOR_DIFFERS, "target", _form(target.relation), _form(claim.relation)))
    elif target.is_change and not claim.allows(own := Base(target.base, target.is_based, target.average)):
        pairs.append((Code.BASE_DIFFERS, "target", own.words, claim.base.words))
    if claim.grade is not None:
        if target.grade != claim.grade:
            pairs.append((Code.VALUE_DIFFERS, "target", target.grade, claim.grade))
    elif target.comparator not in (*_UNNAMED, Comparator.BY_DATE, Comparator.RELATIVE):
        pairs += _figures(requirement, claim)
    pairs += _times(requirement, claim.reach)
    if requirement.modality is not claim.modality:
        pairs.append((Code.MODALITY_DIFFERS, "modality", requirement.modality.label, claim.modality.label))
    return [Difference(code, key, str(spec), str(text), claim.span) for code, key, spec, text in pairs]


def _times(requirement: Requirement, reach: Reach) -> Iterator[tuple[Code, str, object, object]]:
    """The due date and where it stands; the start, which the issue or a period gives where no words name it."""
    words = load("specs")
    none, places = words["none"], words["due_from"]
    # What is only named is never judged, and need not say until when.
    if requirement.due != reach.due and not (requirement.kind is Kind.NAMED and requirement.due is None):
        found = f"{reach.due}（{places[reach.due_from]}）" if reach.due_from != "text" else reach.due
        yield Code.DUE_DIFFERS, "due", requirement.due or none, found or none
    elif requirement.due is not None and requirement.due_from != reach.due_from:
        spec, text = places[requirement.due_from], places[reach.due_from]
        yield Code.DUE_FROM_DIFFERS, "due_from", spec, text
    starts = {reach.start} if reach.is_named else {reach.start, requirement.issued, None}
    if requirement.start not in starts:
        yield Code.FROM_DIFFERS, "from", requirement.start or none, reach.start or requirement.issued or none


def _figures(requirement: Requirement, claim: Claim) -> Iterator[tuple[Code, str, object, object]]:
    target = requirement.target
    factor, unit = (1.0, "%") if target.is_share else _base(target.unit)
    pairs = ((target.value, claim.value), (target.value2, claim.value2))
    if not all(_same(spec, text, factor) for spec, text in pairs):
        yield Code.VALUE_DIFFERS, "target", target.figure or load("specs")["none"], claim.words
    if target.value is None:
        return
    written = claim.unit and target.written.endswith(claim.unit)  # 1200座 of what is counted in 万个
    if claim.unit is not None and not written and _rate(_base(claim.unit)[1]) != _rate(unit):
        yield Code.UNIT_DIFFERS, "target", target.unit, claim.unit
    # A word that leaves the unit to the indicator: it is counted as the indicator counts.
    if claim.unit is None and claim.implied and target.unit != requirement.indicator.unit:
        yield Code.UNIT_DIFFERS, "target", target.unit, requirement.indicator.unit


def _same(spec: float | None, text: float | None, factor: float) -> bool:
    """Whether the two are one figure: they differ by no more than the rounding of binary fractions."""
    if spec is None or text is None:
        return spec is text
    return math.isclose(spec * factor, text, rel_tol=1e-12)


def _form(comparator: Comparator | None) -> str:
    """A comparator as a spec writes it, and in Chinese."""
    words = load("specs")
    return str(words["forms"][comparator.value] if comparator is not None else words["none"])


def _base(unit: str) -> tuple[float, str]:
    """A unit's magnitude and base: 万元 is 10000 元, 万亿元 so many times 亿元."""
    size = 1.0
    while unit[:1] in _MAGNITUDES and len(unit) > 1:
        size, unit = size * _MAGNITUDES[unit[:1]], unit[1:]
    return size, unit.removeprefix("个") or unit


def _rate(unit: str) -> str:
    """A rate as a figure has it behind it: 1/10万 is /10万."""
    return unit[1:] if unit.startswith("1/") else unit


def _reference(requirement: Requirement, claim: Claim) -> Iterator[Difference]:
    """The figure that a relative target is compared with must be named where the text compares."""
    reference = requirement.reference
    if reference is not None and not any(
        normalize(name).tight().text in claim.words for name in reference.names
    ):
        yield Difference(Code.VALUE_DIFFERS, "target", reference.label, claim.words, claim.span)


def _divisions(requirement: Requirement, policy: Policy, read: Reading) -> Iterator[Difference]:
    """Where what the spec binds and what the text names disagree.

    Each division that is bound below the policy's own must be named in the clause, and all that the quote
    names must be bound.
    """
    known = _below(policy.division)
    inside = read.from_source(requirement.span)
    quoted = _named(read.text[inside.start : inside.end], known)
    bound = set(requirement.binds) - {policy.division}
    named = _named(read.text, known) if bound else quoted
    if not (bound <= named and quoted <= bound):
        spec, text = _listed(set(requirement.binds)), _listed(quoted or named)
        yield Difference(Code.BINDS_DIFFERS, "binds", spec, text, requirement.span)


def divisions_named(text: str, division: str) -> tuple[str, ...]:
    """The codes of the divisions below one that a text in normal form names.

    >>> divisions_named("修文县、息烽县的县域内就诊率", "520100")
    ('520122', '520123')
    """
    return tuple(sorted(_named(text, _below(division))))


def _named(text: str, known: Mapping[str, str]) -> set[str]:
    # 和县 and 高县 are counties; 乡镇和县域 and 提高县域 name none.
    text = re.sub("(?:和|提高)县(?=域|级)", "", text)
    return {code for code, name in known.items() if name in text}


def _listed(codes: set[str]) -> str:
    return "、".join(Division.of(code).name for code in sorted(codes)) or str(load("specs")["none"])


@lru_cache(maxsize=64)
def _below(division: str) -> Mapping[str, str]:
    own = Division.of(division)
    return {code: one.name for code, one in Division.all().items() if code != division and one in own}


def _naming(
    requirement: Requirement, read: Reading, figure: Span, known: tuple[Indicator, ...]
) -> Iterator[Difference]:
    own = requirement.indicator
    if requirement.target.comparator in _UNNAMED:
        yield from _wording(requirement, read, known)
        return
    if own.name in _named_in_row(read, figure, known):
        return
    # A trend or a comparison has no unit that would tell the indicators apart: all of them compete.
    alike = known if requirement.target.compares or requirement.target.is_change else _rivals(known, own)
    nearest = nearest_indicators(read, requirement.span, figure, alike, known)
    if own.name not in nearest.names:
        named = nearest.words or str(load("specs")["none"])
        yield Difference(Code.INDICATOR_NOT_NAMED, "indicator", own.label, named, figure)


def _named_in_row(read: Reading, figure: Span, known: tuple[Indicator, ...]) -> frozenset[str]:
    """The indicators whose name the table gives the cell of a figure, by its row or its heads."""
    stated = read.row.statements if read.row is not None else ()
    cell = next((one for one in stated if one.span.overlaps(figure)), None)
    if cell is None:
        return frozenset()
    heads = ("", *(head.partition("（")[0] for head in cell.header))
    names = {normalize(f"{cell.name}{head}").tight().text for head in heads}  # 护照 | 办理时限
    names.add(normalize(cell.subject).tight().text)  # 最低生活保障 | 城市
    return frozenset(
        each.name for each in known if any(normalize(own).tight().text in names for own in each.names)
    )


def _wording(requirement: Requirement, read: Reading, known: tuple[Indicator, ...]) -> Iterator[Difference]:
    """A duty, or what is only named: no indicator has a wording that is closer to the quote."""
    own, quote = requirement.indicator, read.text[slice(*read.from_source(requirement.span))]
    closest = closest_indicators(quote, _rivals(known, own), own)
    if closest.names and own.name not in closest.names:
        yield Difference(Code.INDICATOR_NOT_NAMED, "indicator", own.label, closest.words, requirement.span)


def _rivals(known: tuple[Indicator, ...], own: Indicator) -> tuple[Indicator, ...]:
    return _of_measure(known, _measure(own))


@lru_cache(maxsize=256)
def _of_measure(known: tuple[Indicator, ...], measure: str) -> tuple[Indicator, ...]:
    return tuple(each for each in known if _measure(each) == measure)


def _measure(indicator: Indicator) -> str:
    """What its targets are written in: days, grades, or a unit, the first of those that count alike."""
    if indicator.is_date:
        return "date"
    return "grade" if indicator.grades else unit_of_group(indicator.unit)


def comparable(indicator: Indicator, other: Indicator) -> bool:
    """Whether a target of one could be a target of the other."""
    return _measure(indicator) == _measure(other)


def check_requirement(
    requirement: Requirement,
    policy: Policy,
    known: tuple[Indicator, ...],
    document: Document | None,
    at: Location,
) -> list[Diagnostic]:
    """Double entry of one requirement: every field in which it disagrees with its quote, by an entry of its file.

    `known` are the indicators among which it may be named, `at` is where its entry stands in the document; nothing is
    said of a file that cannot be read.
    """
    if document is None:
        return []
    if requirement.indicator not in known:
        known = (*known, requirement.indicator)
    compared = differences(requirement, policy, known)
    idle = set(requirement.overrule) - {_OVERRULED.get(each.key, each.key) for each in compared}
    found = [document.diagnose(Code.OVERRULE_IDLE, (*at, "overrule"), {"key": key}) for key in sorted(idle)]
    for difference in compared:
        key = _OVERRULED.get(difference.key, difference.key)
        if key in requirement.overrule:
            continue
        values = {
            "spec": difference.spec,
            "text": difference.text,
            "label": difference.spec,
            "near": difference.text,
            "key": difference.key,
            "quote": difference.span.cut(policy.source),
        }
        found.append(document.diagnose(difference.code, (*at, key), values))
    return found
