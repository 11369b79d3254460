"""对照: two levels' statements on one indicator, read side by side."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from policykit.base.resources import load
from policykit.index.scope import Scope, about, part, scope_of
from policykit.model import Comparator, Modality
from policykit.model.cascade import Reading
from policykit.text.normal import search_key
from policykit.text.softening import softening

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from policykit.model.measure import Measure

__all__ = ["Comparison", "compare", "say"]

_LEAST = frozenset({Comparator.GE, Comparator.GT})
_MOST = frozenset({Comparator.LE, Comparator.LT})
_STRENGTH = [Modality.MAY, Modality.ENCOURAGE, Modality.AIM, Modality.MUST]


class Comparison(NamedTuple):
    """How one place of a lower policy compares with what is asked above, and why."""

    reading: Reading
    reason: str
    lower: Measure


def say(key: str, **values: str) -> str:
    """The reason of this key in `data/cascade.yml`."""
    wording: str = load("cascade")[key]
    return wording.format(**values)


def compare(upper: Measure, lowers: Sequence[Measure], taken_over: Callable[[Measure], bool]) -> Comparison:
    """Read a measure against the places of a lower policy that state the same indicator (one at least).

    Figures that a word leaves open, and what has no figure, give no hard reading: no figure is called stricter,
    weaker, equal or later for them. `taken_over` says whether a place takes over the upper words.
    """
    given = [lower for lower in lowers if lower.has_figure]
    if upper.has_figure and not _relative(upper):
        if not given:
            return Comparison(Reading.ECHOED, say("echoed_figure", upper=_plain(upper)), lowers[0])
        return _figures(upper, given)
    alike = [lower for lower in given if _relative(lower) and _relative(lower) == _relative(upper)]
    if given and not alike:
        key = Reading.DIFFERENT if _relative(upper) else Reading.QUANTIFIED
        return _quantified(upper, given, key)
    lowers = alike or lowers
    verbatim = next((lower for lower in lowers if taken_over(lower)), None)
    return _words(upper, verbatim or lowers[0], is_verbatim=verbatim is not None)


# --- without a figure -------------------------------------------------------------------------


def _relative(measure: Measure) -> str:
    """With what the figure is compared, if it is another figure: 国家平均水平; else empty."""
    target = measure.target
    if target is None or target.comparator is not Comparator.RELATIVE:
        return ""
    return target.reference or target.comparator.value


def _quantified(upper: Measure, given: Sequence[Measure], reading: Reading) -> Comparison:
    lower = max(given, key=lambda each: each.due or date.min)
    if scope_of(upper, lower) is Scope.OTHER:
        return Comparison(Reading.DIFFERENT, _populations(upper, lower), lower)
    if reading is Reading.DIFFERENT or {upper.direction, lower.direction} == {"up", "down"}:
        return Comparison(
            Reading.DIFFERENT, say("other_kind", upper=_plain(upper), lower=_plain(lower)), lower
        )
    return Comparison(Reading.QUANTIFIED, say("quantified", lower=_plain(lower)), lower)


def _words(upper: Measure, lower: Measure, *, is_verbatim: bool) -> Comparison:
    if {upper.direction, lower.direction} == {"up", "down"}:
        return Comparison(
            Reading.DIFFERENT, say("other_kind", upper=_plain(upper), lower=_plain(lower)), lower
        )
    if found := _by_words(upper, lower):
        return found
    scope = scope_of(upper, lower)
    if scope in (Scope.WIDER, Scope.NARROWER) and upper.population and lower.population:
        reading = Reading(scope.value)
        return Comparison(reading, say(scope.value, upper=upper.population, lower=lower.population), lower)
    if is_verbatim:
        return Comparison(Reading.VERBATIM, _verbatim(upper, lower), lower)
    return Comparison(Reading.ECHOED, say("echoed"), lower)


def _by_words(upper: Measure, lower: Measure) -> Comparison | None:
    """By how the words bind, by the day, or by a word that softens the lower ones only: 逐步建立."""
    if upper.modality is not lower.modality:
        return _by_strength(upper, lower)
    if by_day := _by_day(upper, lower):
        return by_day
    word = _eases(lower)
    if not word or _eases(upper):
        return None
    return Comparison(Reading.SOFTER, say("softer", upper=_binding(upper), lower=word), lower)


def _eases(measure: Measure) -> str:
    """The word that softens a duty in the phrase that names the thing itself."""
    phrases = re.split("[,，;；。:：]", measure.sentence)
    return next((softening(each, of_duty=True) for each in phrases if measure.thing in each), "")


def _by_strength(upper: Measure, lower: Measure) -> Comparison:
    reading = Reading.SOFTER if _strength(lower) < _strength(upper) else Reading.HARDER
    words = {"upper": _binding(upper), "lower": _binding(lower)}
    return Comparison(reading, say(reading.value, **words), lower)


def _binding(measure: Measure) -> str:
    """The word by which a measure binds, as its text has it: 探索; the modality itself where none stands there."""
    listed: dict[str, list[str]] = load("cascade")["modality"]
    text = search_key(measure.requirement.quote if measure.requirement else measure.sentence)
    words = (word for word in listed.get(measure.modality.value, ()) if word in text)
    return next(words, measure.modality.label)


def _by_day(upper: Measure, lower: Measure) -> Comparison | None:
    """What is to be done by a day, if both texts name the day themselves and no word softens it."""
    if not (_names_day(upper) and _names_day(lower)) or upper.due == lower.due:
        return None
    is_later = (lower.due or date.max) > (upper.due or date.max)
    key = "done_later" if is_later else "done_earlier"
    reason = say(key, upper=_day(upper), lower=_day(lower))
    return Comparison(Reading.LATER if is_later else Reading.EARLIER, reason, lower)


def _names_day(measure: Measure) -> bool:
    requirement = measure.requirement
    is_done = measure.target is not None and measure.target.comparator is Comparator.DONE
    in_text = requirement is None or requirement.due_from == "text"
    return is_done and measure.due is not None and in_text and not measure.is_soft


def _verbatim(upper: Measure, lower: Measure) -> str:
    if upper.due and lower.due and upper.due != lower.due:
        return say("verbatim_year", upper=_day(upper), lower=_day(lower))
    return say("verbatim")


# --- figures ----------------------------------------------------------------------------------


def _figures(upper: Measure, given: Sequence[Measure]) -> Comparison:
    alike = [lower for lower in given if _kind(lower) == _kind(upper)]
    if not alike or upper.target is None or upper.target.value is None:
        lower = (alike or given)[0]
        reason = say("other_kind", upper=_plain(upper), lower=_plain(lower))
        return Comparison(Reading.DIFFERENT, reason, lower)
    scoped = [lower for lower in alike if scope_of(upper, lower) is Scope.SAME]
    if not scoped:
        return _other_scope(upper, alike)
    if parts := [lower for lower in scoped if _is_part(upper, lower)]:
        return Comparison(
            Reading.DIFFERENT, say("part", upper=_plain(upper), lower=_plain(parts[0])), parts[0]
        )
    certain = list(filter(_is_target, scoped))
    if not (_is_target(upper) and certain):
        reason = say("uncertain", upper=_plain(upper), lower=_plain(scoped[0]))
        return Comparison(Reading.DIFFERENT, reason, scoped[0])
    return _certain(upper, certain)


def _is_target(measure: Measure) -> bool:
    """Whether a figure is one to be reached beyond doubt: by a requirement, a day, or the word that bounds it."""
    bound = rf"{load('cascade')['bounds']}{_value(measure):g}(?![0-9.])"
    return measure.is_certain or re.search(bound, measure.sentence) is not None


def _is_part(upper: Measure, lower: Measure) -> bool:
    """Whether a total of one level is held against that of a lower one, which is a part of it: 座, 亿元, no rate."""
    indicator, words = upper.indicator, load("cascade")
    asked = upper.requirement, lower.requirement
    levels = {each.entity.level for each in asked if each is not None and each.per is None}
    if indicator is None or None in asked or None in levels or len(levels) < len(asked):
        return False
    is_rate = re.search(words["rates"], indicator.label) or re.search(words["rate_units"], indicator.unit)
    return not is_rate and len(indicator.variables) == 1


def _certain(upper: Measure, lowers: Sequence[Measure]) -> Comparison:
    """Figures of one kind and scope, all of them targets; only those that no word leaves open are weighed."""
    hard = [lower for lower in lowers if not lower.is_soft]
    if upper.is_soft or not hard:
        return _soft(upper, max(lowers, key=lambda each: _distance(upper, each)))
    if _kind(upper)[0] not in ("least", "most"):
        found = _exact(upper, max(hard, key=lambda each: _distance(upper, each)))
    elif upper.target is not None and upper.target.comparator is Comparator.BY_DATE:
        found = _days(upper, min(hard, key=_value))
    else:
        found = _hard(upper, hard)
    return _with_strength(upper, found)


def _distance(upper: Measure, lower: Measure) -> tuple[bool, int]:
    """Sorts places: those of the same figure last, of these the one by the nearest day."""
    apart = abs(((lower.due or date.max) - (upper.due or date.max)).days)
    return _value(lower) == _value(upper), -apart


def _days(upper: Measure, lower: Measure) -> Comparison:
    """Milestones: of two days the later and the earlier one."""
    stronger = _stronger(upper, lower)
    if stronger == 0:
        return Comparison(Reading.EQUAL, say("same", upper=_figure(upper)), lower)
    key, reading = ("done_earlier", Reading.EARLIER) if stronger > 0 else ("done_later", Reading.LATER)
    return Comparison(reading, say(key, upper=_figure(upper), lower=_figure(lower)), lower)


def _exact(upper: Measure, lower: Measure) -> Comparison:
    """A range, an exact number: the same or not comparable."""
    if _figure(upper) == _figure(lower) and upper.due == lower.due:
        return Comparison(Reading.EQUAL, say("same", upper=_figure(upper)), lower)
    reason = say("other_kind", upper=_plain(upper), lower=_plain(lower))
    return Comparison(Reading.DIFFERENT, reason, lower)


def _other_scope(upper: Measure, alike: Sequence[Measure]) -> Comparison:
    """The same figure, by the same day, under the same word, for more or for fewer; else nothing is comparable."""
    for lower in alike:
        scope = scope_of(upper, lower)
        same = _value(lower) == _value(upper) and lower.due == upper.due and lower.modality is upper.modality
        if scope is not Scope.OTHER and same and not (upper.is_soft or lower.is_soft):
            whole = load("cascade")["words"]["whole"]
            words = {"upper": upper.population or whole, "lower": (part(lower) + lower.population) or whole}
            return Comparison(Reading(scope.value), say(scope.value, **words), lower)
    return Comparison(Reading.DIFFERENT, _populations(upper, alike[0]), alike[0])


def _soft(upper: Measure, lower: Measure) -> Comparison:
    """Figures of which one is left open: never a hard reading."""
    if _value(lower) == _value(upper) and upper.is_soft is not lower.is_soft:
        reading = Reading.SOFTER if lower.is_soft else Reading.HARDER
        if (_strength(lower) - _strength(upper)) * (1 if lower.is_soft else -1) <= 0:
            words = {"upper": _with_word(upper), "lower": _with_word(lower)}
            return Comparison(reading, say(reading.value, **words), lower)
    word = upper.softly or lower.softly or load("cascade")["words"]["soft"]
    reason = say("soft", upper=_plain(upper), lower=_plain(lower), word=word)
    return Comparison(Reading.DIFFERENT, reason, lower)


def _with_strength(upper: Measure, found: Comparison) -> Comparison:
    """A comparison of figures, under words that bind alike or not."""
    lower, reading = found.lower, found.reading
    gap = _strength(lower) - _strength(upper)
    if gap == 0 or reading is Reading.DIFFERENT:
        return found
    if reading is Reading.EQUAL or (gap < 0 and reading is Reading.EARLIER):
        return _by_strength(upper, lower)
    if (gap < 0) == (reading in (Reading.WEAKER, Reading.LATER)):
        return found
    words = {"above": _binding(upper), "below": _binding(lower)}
    reason = say("mixed", upper=_figure(upper), lower=_figure(lower), **words)
    return Comparison(Reading.DIFFERENT, reason, lower)


def _hard(upper: Measure, lowers: Sequence[Measure]) -> Comparison:
    """Read the figures of a lower policy, all days together, against one figure and its day."""
    if upper.due is None:
        return _undated(upper, lowers)
    in_time = [lower for lower in lowers if lower.due is None or lower.due <= upper.due]
    reached = sorted(
        (lower for lower in lowers if lower.due and lower.due > upper.due and _stronger(upper, lower) >= 0),
        key=lambda each: each.due or date.max,
    )
    at = max(in_time, key=lambda each: each.due or date.min, default=None)
    if at is not None and _stronger(upper, at) >= 0:
        return _in_time(upper, at)
    if reached:
        reason = say("later", figure=_figure(upper), upper=_day(upper), lower=_day(reached[0]))
        return Comparison(Reading.LATER, reason, reached[0])
    return _weaker(upper, at or max(lowers, key=lambda each: each.due or date.min))


def _in_time(upper: Measure, lower: Measure) -> Comparison:
    """A figure of the lower policy that is due no later and asks no less."""
    if _stronger(upper, lower) > 0:
        reason = say("stricter", upper=_figure(upper), lower=_figure(lower))
        return Comparison(Reading.STRICTER, reason, lower)
    if lower.due is None:
        return Comparison(Reading.EQUAL, say("same_undated", upper=_figure(upper)), lower)
    if lower.due < (upper.due or date.max):
        reason = say("earlier", figure=_figure(upper), upper=_day(upper), lower=_day(lower))
        return Comparison(Reading.EARLIER, reason, lower)
    return Comparison(Reading.EQUAL, say("same", upper=_figure(upper)), lower)


def _undated(upper: Measure, lowers: Sequence[Measure]) -> Comparison:
    """Against a figure without a day: what has a day of its own is comparable only where it falls short."""
    standing = [lower for lower in lowers if lower.due is None or _from_title(lower)]
    lower = max(standing or lowers, key=lambda each: each.due or date.min)
    stronger = _stronger(upper, lower)
    if stronger < 0:
        return _weaker(upper, lower)
    if not standing:
        reason = say("undated", upper=_figure(upper), lower=_day(lower))
        return Comparison(Reading.DIFFERENT, reason, lower)
    key, reading = ("stricter", Reading.STRICTER) if stronger else ("same", Reading.EQUAL)
    return Comparison(reading, say(key, upper=_figure(upper), lower=_figure(lower)), lower)


def _from_title(measure: Measure) -> bool:
    return measure.requirement is not None and measure.requirement.due_from == "title"


def _weaker(upper: Measure, lower: Measure) -> Comparison:
    return Comparison(Reading.WEAKER, say("weaker", upper=_figure(upper), lower=_figure(lower)), lower)


def _stronger(upper: Measure, lower: Measure) -> int:
    """1 when the lower figure asks more than the upper one, -1 when less, 0 when the same."""
    mine, theirs = _value(lower), _value(upper)
    if mine == theirs:
        return 0
    more = mine < theirs if _kind(upper)[0] == "most" else mine > theirs
    return 1 if more else -1


def _value(measure: Measure) -> float:
    return (measure.target.value if measure.target else None) or 0.0


def _kind(measure: Measure) -> tuple[str, str, str]:
    """What sort of figure it is: only alike ones, from one year and in one unit, can be compared."""
    target = measure.target
    if target is None:
        return "", "", ""
    if target.comparator in (Comparator.APPROX, Comparator.GRADE):
        # 左右 is set beside 以上, and as it is soft never called more or less.
        of = "grade" if target.comparator is Comparator.GRADE else ""
        return ("most" if target.way in _MOST else "least"), of, target.unit
    if target.comparator in (Comparator.BY_DATE, *_MOST):
        return "most", "", target.unit
    if target.comparator in _LEAST:
        return "least", "", target.unit
    if target.is_change:  # by how much or how many per cent, from a year, as a whole or a year on average
        about = target.comparator.value, target.base, target.is_based, target.average, target.is_share
        since = " ".join(map(str, about))
        return "least", since, target.unit
    return target.comparator.value, "", target.unit


# --- words ------------------------------------------------------------------------------------


def _populations(upper: Measure, lower: Measure) -> str:
    whole = load("cascade")["words"]["whole"]
    return say("other_population", upper=about(upper) or whole, lower=(part(lower) + about(lower)) or whole)


def _strength(measure: Measure) -> int:
    return _STRENGTH.index(measure.modality)


def _figure(measure: Measure) -> str:
    return measure.target.figure if measure.target else ""


def _plain(measure: Measure) -> str:
    if measure.target is None:
        return str(load("cascade")["words"]["named"])
    return measure.requirement.asked if measure.requirement else measure.target.plain


def _with_word(measure: Measure) -> str:
    return measure.softly or _binding(measure)


def _day(measure: Measure) -> str:
    return measure.due.isoformat() if measure.due else load("cascade")["words"]["no_day"]
