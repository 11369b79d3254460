"""How a number is compared: the words before it, after it, and the verb that leads it.

Words of comparison win over verbs. Without either the number is read as it stands (`==`). Verbs are the
project's own reading: what is reached, kept or built (达, 保持, 建成29个) is a minimum; what is brought down
(降到) is a maximum; 提高5个百分点 is a change.
"""

from __future__ import annotations

import re

from policykit.model import Comparator
from policykit.text.quantities.draft import Draft
from policykit.text.quantities.leads import is_built, verb_of
from policykit.text.quantities.tables import tables

__all__ = ["compare"]

_STOP = re.compile(r"[,;。:()\n!?《》]")
_REMARK = re.compile(r"\([^()\n。;]{1,20}\)(?=以[上下内]|左右)")
_WINDOW = 26
_CHANGES = frozenset({Comparator.INCREASE, Comparator.DECREASE})
_OPPOSED = {
    Comparator.GT: Comparator.LE,
    Comparator.LT: Comparator.GE,
    Comparator.GE: Comparator.LE,
    Comparator.LE: Comparator.GE,
}


def compare(text: str, draft: Draft, floor: int, previous: Draft | None) -> None:
    """Set comparator and vagueness of a number whose figure is known, and widen its span.

    `floor` is the end of the number before, which no word of comparison reaches across.
    """
    begin = _window_start(text, floor, draft.start)
    suffix = _suffix(text, draft)
    start = draft.start
    approx = _adjacent_approx(text, begin, start)
    start -= len(approx)
    prefix, at = _prefix(text, begin, start)
    adjacent = prefix is not None and text[at:start] in tables().prefixes
    if prefix is None or _yields(prefix, suffix, adjacent=adjacent):
        op = suffix
    else:
        op, start = prefix, at
    draft.bounded = op in {Comparator.GE, Comparator.LE}
    draft.vague = draft.vague or bool(approx) or suffix is Comparator.APPROX
    draft.built = is_built(text, draft, begin, start, previous)
    if op is None and approx:
        op = Comparator.APPROX
    draft.comparator = _settled(text, draft, op, verb_of(text, draft, begin, start))
    draft.start = start


def _yields(prefix: Comparator, suffix: Comparator | None, *, adjacent: bool) -> bool:
    """Whether a word before the number counts for nothing beside the word after it: 超过限额的处10日以下."""
    if suffix is None or adjacent:
        return False
    return _OPPOSED.get(prefix) is suffix or prefix in {Comparator.GT, Comparator.LT}


def _settled(text: str, draft: Draft, op: Comparator | None, cue: Comparator | None) -> Comparator:
    """The comparator from words of comparison, else from the verb, else the bare number's."""
    if cue in _CHANGES and op in {None, Comparator.APPROX, Comparator.GE}:
        op = cue
    elif draft.value2 is not None and op in {None, Comparator.GE}:
        op = Comparator.BETWEEN
    elif op is None:
        op = Comparator.GT if draft.surplus else cue
        if op is None and (draft.built or _is_share_of(text, draft)):
            op = Comparator.GE
    draft.bare = op is None
    return op or Comparator.EQ


def _is_share_of(text: str, draft: Draft) -> bool:
    """80%的患者 is a share to be reached; 5%的罚款 is a rate."""
    if draft.dimension != "share" or not text.startswith("的", draft.end):
        return False
    return not tables().words("share_heads_excluded").at(text, draft.end + 1)


def _window_start(text: str, floor: int, start: int) -> int:
    """Where the part of the sentence before the number begins, no further than the window."""
    begin = max(floor, start - _WINDOW, 0)
    for match in _STOP.finditer(text, begin, start):
        begin = match.end()
    return begin


def _suffix(text: str, draft: Draft) -> Comparator | None:
    """Take in the word of comparison after the number; a remark may stand between: 40张(含观察床)以上."""
    known = tables()
    remark = _REMARK.match(text, draft.end)
    at = remark.end() if remark is not None else draft.end
    word = known.suffixes.at(text, at)
    needs = known.at("suffix_needs").get(word)
    after = text[at + len(word) : at + len(word) + 1]
    if (
        not word
        or (needs and draft.dimension not in needs)
        or after in known.at("suffix_not_before").get(word, ())
    ):
        return None
    draft.end = at + len(word)
    draft.closed = True
    return known.suffix_ops[word]


def _adjacent_approx(text: str, begin: int, start: int) -> str:
    """约, 近 and the like directly before the number, unless they end another word (履约, 附近)."""
    known = tables()
    word = known.prefixes.before(text, start)
    if not word or known.prefix_ops[word][0] is not Comparator.APPROX or start - len(word) < begin:
        return ""
    before = text[start - len(word) - 1 : start - len(word)]
    return "" if before in known.at("approx_not_after").get(word, ()) else word


def _prefix(text: str, begin: int, start: int) -> tuple[Comparator | None, int]:
    """The last word of comparison before the number, within its reach, and where it begins."""
    known = tables()
    at, word = known.prefixes.last(text, begin, start)
    if not word:
        return None, start
    op, allowed = known.prefix_ops[word]
    between = text[at + len(word) : start]
    if (
        len(between) > allowed
        or op is Comparator.APPROX
        or known.words("prefix_broken_by").last(between, 0, len(between))[1]
    ):
        return None, start
    return op, at
