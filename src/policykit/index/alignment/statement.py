"""What two clauses both say, in words: the reason why a link is there, which is what a reader is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policykit.index.alignment.literal import common
from policykit.index.alignment.settings import settings
from policykit.model.link import Common, InCommon

if TYPE_CHECKING:
    from policykit.index.alignment.evidence import Evidence
    from policykit.index.alignment.measures import Measures
    from policykit.index.alignment.profile import Profile, Sentence

__all__ = ["stated", "worded"]

_WORD, _WORDS = 2, 3
"""Where nothing else is in common: so many characters in a row of the two sentences, and so many such runs."""


def stated(found: Evidence, mine: Profile, theirs: Profile, measures: Measures) -> tuple[InCommon, ...]:
    """What two clauses have in common and can be named, the strongest first; empty when nothing can."""
    named: dict[Common, list[str]] = {}
    for measure in found.shared:
        how = Common.NAMED if measure in measures.broad else _how(measure, mine, theirs)
        named.setdefault(how, []).append(measure)
    states = [InCommon(Common.VERBATIM, found.taken.runs)] if found.taken else []
    states += [
        InCommon(how, tuple(named[how]))
        for how in (Common.ORDERED, Common.PROPOSED, Common.NAMED)
        if how in named
    ]
    headed = common(mine.heading.text, theirs.heading.text, settings().headed)
    if headed:
        states.append(InCommon(Common.HEADED, headed))
    return tuple(states)


def worded(one: Sentence, other: Sentence) -> tuple[InCommon, ...]:
    """What is said where nothing else is in common: the words of the two sentences that show it best."""
    runs = common(one.text, other.text, _WORD)
    longest = sorted(dict.fromkeys(runs), key=len, reverse=True)[:_WORDS]
    return (InCommon(Common.WORDED, tuple(longest)),) if longest else ()


def _how(measure: str, mine: Profile, theirs: Profile) -> Common:
    sides = [_saying(measure, profile) for profile in (mine, theirs)]
    if any(weight < settings().said for weight, _ in sides):
        return Common.NAMED
    soft = any(sentence.is_soft for _, sentence in sides)
    return Common.PROPOSED if soft else Common.ORDERED


def _saying(measure: str, profile: Profile) -> tuple[float, Sentence]:
    """The sentence of a clause that says most of a measure, and how much."""
    saying = [each for each in (*profile.sentences, profile.heading) if measure in each.measures]
    best = max(saying, key=lambda sentence: sentence.measures[measure])
    return best.measures[measure], best
