"""The verbs that lead a number: 达85%, 降到3.5‰, 提高报销比例5个百分点, 建成29个, 增设甲、乙2个站点."""

from __future__ import annotations

import re

from policykit.model import Comparator
from policykit.text.quantities.draft import Draft
from policykit.text.quantities.tables import tables

__all__ = ["is_built", "verb_of"]

_MOST_FILLERS = 2
_FAR = 16
_LISTED = frozenset({",", "、"})
_SENTENCE = re.compile(r"[。;:\n]")
_PART_END = re.compile(r"[,;。)\n]|$")
_BUILT = frozenset({"count", "person", "area", "length", "volume", "power", "mass", "money", ""})
_NEVER_BUILT = frozenset({"time", "age", "score", "physical", "change"})


def verb_of(text: str, draft: Draft, begin: int, start: int) -> Comparator | None:
    """How the verb before a number makes it read, and `draft.verb_at`, where that verb begins.

    With its object between, a verb of change counts too: 提高…5个百分点 is a change, 提高…至60% a minimum.
    `[begin, start)` is the part of the sentence before the number and its words of comparison.
    """
    at, verb = tables().words("cues_far").last(text, max(begin, start - _FAR), start)
    change = tables().cue_ops[verb] if verb else None
    if change and tables().words("cues_far_to").before(text, start):
        draft.verb_at = at
        return Comparator.GE if change is Comparator.INCREASE else Comparator.LE
    near = _near(text, draft, begin, start)
    if near is None and change and draft.unit and _PART_END.match(text, draft.end):
        draft.verb_at = at
        return change
    return near


def _near(text: str, draft: Draft, begin: int, start: int) -> Comparator | None:
    """The verb that stands directly before the number, a 了 or 为 aside.

    实现15分钟… names a radius: only 达, 满 and 保持 make a time a minimum.
    """
    known = tables()
    for _ in range(_MOST_FILLERS + 1):
        word = known.cues.before(text, start)
        if word and start - len(word) >= begin:
            draft.verb_at = start - len(word)
            radius = draft.dimension == "time" and word in known.at("cues_not_time")
            return None if radius else known.cue_ops[word]
        filler = known.words("cue_fillers").before(text, start)
        if not filler or start - len(filler) < begin:
            return None
        start -= len(filler)
    return None


def is_built(text: str, draft: Draft, begin: int, start: int, previous: Draft | None) -> bool:
    """Whether a verb of building leads the number, or an earlier number of the same list."""
    known = tables()
    if draft.dimension in _NEVER_BUILT:
        return False
    for words in (known.builds, known.near_builds):
        word = words.before(text, start)
        if word and start - len(word) >= begin:
            return True
    if draft.dimension not in _BUILT:
        return False
    if known.builds.last(text, begin, start)[1]:
        return True
    return previous is not None and previous.built and _continues(text, previous, begin, start)


def _continues(text: str, previous: Draft, begin: int, start: int) -> bool:
    """Whether the number opens the next item of a list: 建成15个A,100个B."""
    listed = begin == start and text[start - 1 : start] in _LISTED
    return listed and not _SENTENCE.search(text, previous.end, start)
