"""How a number is compared: the words before it, after it, and the verb that leads it.

Words of comparison win over verbs. Without either the number is read as it stands (`==`). Verbs are the
project's own reading: what is reached, kept or built (达, 保持, 建成29个) is a minimum; what is brought down
(降到) is a maximum; 提高5个百分点 is a change.
"""

from __future__ import annotations

import re

from policykit.model import Comparator
from policykit.text.quantities.draft import Draft
from policykit.text.quantities.tables import tables

__all__ = ["compare"]

_STOP = re.compile(r"[,;。:()\n!?《》]")
_FILLER = re.compile(r"(?:了|为|的|近|约|到|至|在|以|:)$")
_REMARK = re.compile(r"\([^()\n。;]{1,20}\)(?=以[上下内]|左右)")
_WINDOW = 26
_BUILT = frozenset({"count", "person", "area", "length", "volume", "power", "mass", "money", ""})
_NEVER_BUILT = frozenset({"time", "age", "score", "physical", "change"})
_APPROX_INSIDE = {"近": "附就临最将邻靠亲", "约": "履签预节合制契违条公特大"}
"""Letters that make another word with the letter after them: 附近, 履约."""
_OPPOSED = {
    Comparator.GT: {Comparator.LE},
    Comparator.LT: {Comparator.GE},
    Comparator.GE: {Comparator.LE},
    Comparator.LE: {Comparator.GE},
}


def compare(text: str, draft: Draft, floor: int, previous: Draft | None) -> None:
    """Set comparator and vagueness of a number whose figure is known, and widen its span.

    `floor` is the end of the number before, which no word of comparison reaches across.
    """
    begin = _window_start(text, floor, draft.start)
    suffix_op = _suffix(text, draft)
    op = suffix_op
    start = draft.start
    approx = _adjacent_approx(text, begin, start)
    if approx:
        start -= len(approx)
    prefix_op, prefix_at, gap = _prefix(text, begin, start)
    if prefix_op is not None and not (gap and suffix_op in _OPPOSED.get(prefix_op, ())):
        op = op if op is not None and gap and prefix_op in {Comparator.GT, Comparator.LT} else prefix_op
        start = prefix_at
    draft.bounded = op in {Comparator.GE, Comparator.LE}
    if approx or suffix_op is Comparator.APPROX:
        draft.vague = True
    draft.built = _is_built(text, draft, begin, start, previous)
    _settle(text, draft, op, approx, begin, start)
    draft.start = start


def _settle(text: str, draft: Draft, op: Comparator | None, approx: str, begin: int, start: int) -> None:
    """The comparator from words of comparison, else from the verb, else the bare number's."""
    cue = _cue(text, begin, start)
    if cue in {Comparator.INCREASE, Comparator.DECREASE} and op in {None, Comparator.APPROX, Comparator.GE}:
        op = cue
    elif draft.value2 is not None and op in {None, Comparator.GE, Comparator.EQ}:
        op = Comparator.BETWEEN
    elif op is None and approx:
        op = Comparator.APPROX
    elif op is None and draft.value2 is None:
        op = Comparator.GT if draft.vague and _is_surplus(text, draft) else cue
        if op is Comparator.GE and draft.dimension == "time" and _done_before(text, begin, start):
            op = None
        if op is None:
            op = _from_verb(text, draft)
        draft.bare = op is None
    draft.comparator = op or Comparator.EQ


def _done_before(text: str, begin: int, start: int) -> bool:
    """实现15分钟…全覆盖 names a radius; only 达, 满 and 保持 make a time a minimum."""
    return tables().words("cues_not_time").before(text[begin:start], start - begin) != ""


def _is_surplus(text: str, draft: Draft) -> bool:
    return any(char in tables().surplus for char in text[draft.start : draft.end])


def _window_start(text: str, floor: int, start: int) -> int:
    """Where the part of the sentence before the number begins, no further than the window."""
    begin = max(floor, start - _WINDOW, 0)
    for match in _STOP.finditer(text, begin, start):
        begin = match.end()
    return begin


def _suffix(text: str, draft: Draft) -> Comparator | None:
    """Take in the word of comparison after the number, a remark in brackets between them aside:
    40万套(包括宿舍床位)以上."""
    known = tables()
    remark = _REMARK.match(text, draft.end)
    at = remark.end() if remark is not None else draft.end
    word = known.suffixes.at(text, at)
    needs = known.at("suffix_needs").get(word)
    if not word or (needs and draft.dimension not in needs):
        return None
    if word == "内" and text[at + 1 : at + 2] in set("部容科外涵在需"):
        return None
    draft.end = at + len(word)
    draft.closed = True
    return known.suffix_ops[word]


def _adjacent_approx(text: str, begin: int, start: int) -> str:
    word = tables().prefixes.before(text, start)
    if not word or tables().prefix_ops[word][0] is not Comparator.APPROX or start - len(word) < begin:
        return ""
    inside = _APPROX_INSIDE.get(word, "")
    return "" if text[start - len(word) - 1 : start - len(word)] in set(inside) else word


def _prefix(text: str, begin: int, start: int) -> tuple[Comparator | None, int, int]:
    """The word of comparison before the number: its comparator, where it begins, how far off it ends."""
    known = tables()
    at, word = known.prefixes.last(text, begin, start)
    if not word:
        return None, start, 0
    op, allowed = known.prefix_ops[word]
    gap = start - at - len(word)
    if gap > allowed or op is Comparator.APPROX or (word == "超" and gap):
        return None, start, 0
    if gap and any(char in "以后时" for char in text[at + len(word) : start]):
        return None, start, 0
    return op, at, gap


def _cue(text: str, begin: int, start: int) -> Comparator | None:
    """The verb that stands directly before the number, a 了 or 为 aside."""
    known = tables()
    for _ in range(3):
        word = known.cues.before(text, start)
        if word and start - len(word) >= begin:
            return known.cue_ops[word]
        filler = _FILLER.search(text, begin, start)
        if filler is None:
            return None
        start = filler.start()
    return None


def _from_verb(text: str, draft: Draft) -> Comparator | None:
    """A count of things to be built, or a share of a population, is a minimum."""
    if draft.built:
        return Comparator.GE
    if draft.dimension == "share" and text.startswith("的", draft.end):
        heads = tables().words("share_heads_excluded")
        return None if heads.at(text, draft.end + 1) else Comparator.GE
    return None


def _is_built(text: str, draft: Draft, begin: int, start: int, previous: Draft | None) -> bool:
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
    between = text[previous.end : start]
    return begin == start and not any(char in "。;:\n" for char in between) and text[start - 1 : start] in {",", "、"}
