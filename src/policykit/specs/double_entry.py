"""Double entry: what a spec restates against what the text says, field by field."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policykit.base.diagnostics import Code
from policykit.model import Comparator
from policykit.specs.naming import named
from policykit.specs.normal import normal
from policykit.specs.reading import reading
from policykit.specs.said import Said, said
from policykit.specs.scope import scope_difference
from policykit.specs.words import same_unit, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policykit.model import Indicator, Policy, Requirement, Span
    from policykit.specs.reading import Reading

__all__ = ["Difference", "comparable", "differences"]

_MAGNITUDES = {"万": 1e4, "亿": 1e8}


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

    `known` are all indicators: the nearest name before the figure must be the requirement's.
    """
    clause = next(one for one in policy.clauses if one.id == requirement.clause)
    read = reading(policy, clause)
    if cut := _cut(read, requirement.span):
        return [cut]
    things = said(read, requirement.span, requirement.target, requirement.indicator)
    if not things:
        figure = Difference(Code.NO_FIGURE, "quote", requirement.target.plain, "", requirement.span)
        return [figure, *_naming(requirement, policy, requirement.span, known)]
    compared = [(thing, _compare(requirement, thing)) for thing in things]
    nearest, found = min(compared, key=lambda pair: len(pair[1]))
    found += _reference(requirement, nearest)
    if scope := scope_difference(requirement, policy, read):
        code, spec, text = scope
        found.append(Difference(code, "binds", spec, text, requirement.span))
    return [*found, *_naming(requirement, policy, nearest.span, known)]


def _cut(read: Reading, quote: Span) -> Difference | None:
    """A figure or a word of the clause that lies partly within the quote."""
    figures = (
        (found.quantity.figure.cut(read.text), read.to_source(found.quantity.figure)) for found in read.found
    )
    for word, span in (*figures, *read.words):
        if any(span.start < edge < span.end for edge in quote):
            return Difference(Code.QUOTE_CUTS_WORD, "quote", "", word, span)
    return None


def _compare(requirement: Requirement, thing: Said) -> list[Difference]:
    target = requirement.target
    pairs: list[tuple[Code, str, object, object]] = []
    if target.comparator is not thing.comparator:
        pairs.append((Code.COMPARATOR_DIFFERS, "target", _form(target.comparator), _form(thing.comparator)))
    elif thing.relation not in (None, target.relation):
        pairs.append((Code.COMPARATOR_DIFFERS, "target", _form(target.relation), _form(thing.relation)))
    if thing.grade is not None:
        if target.grade != thing.grade:
            pairs.append((Code.VALUE_DIFFERS, "target", target.grade, thing.grade))
    elif target.comparator not in (Comparator.BY_DATE, Comparator.RELATIVE):
        pairs += _figures(requirement, thing)
    if requirement.due != thing.due:
        pairs.append((Code.DUE_DIFFERS, "due", requirement.due or "无", thing.due or "无"))
    if requirement.modality is not thing.modality:
        pairs.append((Code.MODALITY_DIFFERS, "modality", requirement.modality.label, thing.modality.label))
    return [Difference(code, key, str(spec), str(text), thing.span) for code, key, spec, text in pairs]


def _reference(requirement: Requirement, thing: Said) -> list[Difference]:
    """The figure that a relative target is compared with must be named where the text compares."""
    reference = requirement.reference
    if reference is None or any(
        normal(name, traditional=False)[0] in thing.words for name in reference.names
    ):
        return []
    return [Difference(Code.VALUE_DIFFERS, "target", reference.label, thing.words, thing.span)]


def _figures(requirement: Requirement, thing: Said) -> Iterator[tuple[Code, str, object, object]]:
    target = requirement.target
    factor, unit = _base(target.unit)
    pairs = ((target.value, thing.value), (target.value2, thing.value2))
    if not all(_same(spec, text, factor) for spec, text in pairs):
        yield Code.VALUE_DIFFERS, "target", target.figure or "无", thing.words
    if target.value is None:
        return
    if thing.unit is not None and thing.unit != unit:
        yield Code.UNIT_DIFFERS, "target", target.unit, thing.unit
    # A word that leaves the unit to the indicator: it is counted as the indicator counts.
    if thing.unit is None and thing.implied and target.unit != requirement.indicator.unit:
        yield Code.UNIT_DIFFERS, "target", target.unit, requirement.indicator.unit


def _same(spec: float | None, text: float | None, factor: float) -> bool:
    if spec is None or text is None:
        return spec is text
    return math.isclose(spec * factor, text, rel_tol=1e-12)


def _form(comparator: Comparator | None) -> str:
    """A comparator as a spec writes it, and in Chinese."""
    forms: dict[str, str] = words()["forms"]
    return forms[comparator.value] if comparator is not None else "无"


def _base(unit: str) -> tuple[float, str]:
    """A unit's magnitude and base: 万元 is 10000 元."""
    if unit[:1] in _MAGNITUDES and len(unit) > 1:
        return _MAGNITUDES[unit[:1]], unit[1:]
    return 1.0, unit.removeprefix("个") or unit


def _naming(
    requirement: Requirement, policy: Policy, at: Span, known: tuple[Indicator, ...]
) -> list[Difference]:
    clause = next(one for one in policy.clauses if one.id == requirement.clause)
    read = reading(policy, clause)
    own = requirement.indicator
    # A trend or a comparison has no unit that would tell the indicators apart: all of them compete.
    alike = known if requirement.target.compares else tuple(one for one in known if comparable(one, own))
    near = named(read, requirement.span, at, alike, known)
    if own.name in near.names:
        return []
    return [Difference(Code.INDICATOR_NOT_NAMED, "indicator", own.label, near.shown or "无", at)]


def comparable(one: Indicator, other: Indicator) -> bool:
    """Whether a target of one could be a target of the other."""
    if one.is_date or other.is_date:
        return one.is_date and other.is_date
    if one.grades or other.grades:
        return bool(one.grades and other.grades)
    return same_unit(one.unit, other.unit)
