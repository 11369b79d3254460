"""What a spec says beside its figure, held against the words: softening, direction, every year, condition, bearer."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from policykit.base.resources import load
from policykit.model import Comparator, QuantityKind
from policykit.specs.figure import magnitude
from policykit.text.normal import normalize
from policykit.text.softening import softening

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policykit.model import Condition, Policy, Requirement, Script, Target
    from policykit.specs.reading import Reading

__all__ = [
    "TermDifference",
    "condition_figures",
    "direction_of",
    "direction_word",
    "softening_of",
    "terms",
]

_WORDED = (Comparator.DONE, Comparator.FORBIDDEN)


class TermDifference(NamedTuple):
    """A key of a spec, what it says, and what the text says."""

    key: str
    spec: str
    text: str


def terms(requirement: Requirement, read: Reading, policy: Policy) -> Iterator[TermDifference]:
    """Every key that the words of the text do not bear out."""
    quote = read.text[slice(*read.from_source(requirement.span))]
    yield from _softly(requirement, quote)
    yield from _direction(requirement, quote)
    yield from _every(requirement, read, quote)
    yield from _when(requirement, read)
    yield from _bearer(requirement, read, policy)


def _softly(requirement: Requirement, quote: str) -> Iterator[TermDifference]:
    """The word that softens stands in the quote and in the spec, in both or in neither."""
    words, target = _softening(), requirement.target
    own, paces = _normal(requirement.softly), _paces(target)
    word = softening_of(target, quote, is_optional=requirement.is_optional)
    is_one = own in quote and re.fullmatch("|".join((*words["claim"], *paces)), own)
    if (own and not is_one) or (word and not own):
        yield TermDifference("softly", requirement.softly or _none(), word or _none())


def softening_of(target: Target, quote: str, *, is_optional: bool = False) -> str:
    """The word of a quote in normal form that softens what a target of this form asks; empty when none does.

    >>> from policykit.model import Target
    >>> softening_of(Target(Comparator.INCREASE), "稳步提升覆盖率"), softening_of(Target(Comparator.GE, 1), "稳步提升")
    ('稳步提升', '')
    """
    if target.comparator not in (Comparator.APPROX, Comparator.NAMED) and (word := softening(quote)):
        return word
    if is_optional:
        return ""
    return _first("|".join(_paces(target)), re.sub("|".join(_softening()["aside"]), "", quote))


def _paces(target: Target) -> list[str]:
    """What says how fast or how much a trend is to go (逐步, 明显), or that a duty is done by and by (逐步, 推进)."""
    words = _softening()
    if target.is_change:
        return [*words["steady"], *words["emphatic"]]
    if target.comparator is Comparator.DONE:
        return [*words["by_and_by"], words["progress"]]
    return []


def _first(pattern: str, quote: str) -> str:
    found = re.search(pattern, quote) if pattern else None
    return found[0] if found else ""


def _softening() -> dict[str, Any]:
    words: dict[str, Any] = load("requirements")["softly"]
    return words


def _direction(requirement: Requirement, quote: str) -> Iterator[TermDifference]:
    if requirement.target.comparator not in (Comparator.APPROX, Comparator.BETWEEN):
        return
    moved = direction_of(quote)
    own = requirement.target.direction
    if (own.value if own else None) != moved:
        yield TermDifference("direction", own.value if own else _none(), moved or _none())


def direction_of(quote: str) -> str | None:
    """The way in which a quote moves a figure that it leaves loose, `up` or `down`; `None` when it moves none.

    >>> direction_of("预期寿命提高到81.5岁左右"), direction_of("保持在90%左右")
    ('up', None)
    """
    cues: dict[str, list[str]] = load("specs")["directions"]
    return next((way for way, words in cues.items() if _holds(quote, words)), None)


def direction_word(quote: str) -> str:
    """The first word in a quote that says which way a figure is moved; empty when none does.

    >>> direction_word("预期寿命提高到81.5岁左右")
    '提高到'
    """
    cues: dict[str, list[str]] = load("specs")["directions"]
    return next((word for words in cues.values() for word in words if word in quote), "")


def _every(requirement: Requirement, read: Reading, quote: str) -> Iterator[TermDifference]:
    words, target = load("specs"), requirement.target
    is_judged = target.comparator is not Comparator.NAMED
    if requirement.every:
        if not (is_judged and _holds(quote, words["each_period"][requirement.every])):
            yield TermDifference("every", requirement.every, _none())
    elif target.is_change:
        if _holds(quote, words["yearly"]):
            yield TermDifference("every", _none(), words["yearly"][0])
    elif is_judged and "/" not in requirement.indicator.unit and (said := _recurring(requirement, read)):
        yield TermDifference("every", _none(), said)


def _recurring(requirement: Requirement, read: Reading) -> str:
    """The word that says how often the figures of a quote must be reached (每年); empty when none or not of all."""
    inside = [one for one, span in read.quantities if requirement.span.covers(span) and one.value is not None]
    said = {one.per or "" for one in inside if one.kind is QuantityKind.NUMBER}
    cues = {cue for listed in load("specs")["each_period"].values() for cue in listed}
    return said.pop() if len(said) == 1 and said <= cues else ""


def _when(requirement: Requirement, read: Reading) -> Iterator[TermDifference]:
    """A condition is of the kind of unit that is judged, its grade or figure of the clause; a duty keeps its grade."""
    for condition in requirement.when:
        written = _normal(condition.target.figure)
        is_named = condition.target.grade in {"是", "否"} or written in read.text
        of_unit = requirement.entity in (condition.variable.entity, *condition.variable.also)
        if not (is_named and of_unit):
            yield TermDifference("when", condition.plain, _none())
    if requirement.when or requirement.target.comparator not in _WORDED:
        return
    scope = _normal(requirement.population)
    for quantity, span in read.quantities:
        inside = requirement.span.covers(span) and quantity.kind is QuantityKind.GRADE
        if inside and quantity.grade and quantity.grade not in scope:
            yield TermDifference("when", _none(), quantity.surface)


def _bearer(requirement: Requirement, read: Reading, policy: Policy) -> Iterator[TermDifference]:
    """Each bearer is named in the clause or its 责任单位, or in a sentence of the document on responsibility."""
    named = f"{read.text}{'、'.join(map(_normal, read.clause.responsible))}"
    for bearer in requirement.bearer:
        word = _normal(bearer)
        if word == policy.level.label or word in named:
            continue
        if not any(word in sentence for sentence in _responsibility(policy.source, policy.script)):
            yield TermDifference("bearer", bearer, _none())


@lru_cache(maxsize=64)
def _responsibility(source: str, script: Script) -> Sequence[str]:
    """Sentences of a document that say who is responsible."""
    cues = load("specs")["responsible"]
    text = normalize(source, script).tight().text
    return [sentence for sentence in re.split("[。;]", text) if _holds(sentence, cues)]


def _normal(text: str) -> str:
    return normalize(text).tight().text


def _holds(text: str, cues: Sequence[str]) -> bool:
    return any(cue in text for cue in cues)


def _none() -> str:
    return str(load("specs")["none"])


def condition_figures(when: tuple[Condition, ...]) -> frozenset[float]:
    """The figures of conditions in their base unit, which a duty's quote may hold: of 4.8万元 48000."""
    targets = (condition.target for condition in when)
    return frozenset(float(magnitude(one.unit)[0]) * one.value for one in targets if one.value is not None)
