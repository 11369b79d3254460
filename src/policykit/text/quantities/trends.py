"""Trend words: 逐步提高, 稳中有降, 逐年增长, and bare verbs before or after something that is counted.

They are candidates: whether the thing can be measured is for the reader of the policy to say. A trend
whose part of the sentence names nothing that is counted carries the hint `not_measurable`.
"""

from __future__ import annotations

import re
from functools import cache

from policykit.model import Comparator, Hint, QuantityKind
from policykit.text.quantities.draft import Draft, Reading
from policykit.text.quantities.tables import tables
from policykit.text.quantities.wordset import WordSet

__all__ = ["read_trends"]

_STOP = re.compile(r"[,;。:\n!?]")
_OBJECT_WINDOW = 30
_LONG_OBJECT_WINDOW = 60


@cache
def _verbs() -> tuple[WordSet, dict[str, Comparator]]:
    trends = tables().at("trends")
    ops = dict.fromkeys(trends["rising"], Comparator.INCREASE) | dict.fromkeys(
        trends["falling"], Comparator.DECREASE
    )
    ways = {"rising": Comparator.INCREASE, "falling": Comparator.DECREASE}
    ops |= {word: ways[way] for word, way in trends["fixed"].items()}
    return WordSet(ops), ops


def read_trends(reading: Reading) -> None:
    """Add every trend word that no number took up."""
    text = reading.text
    verbs, ops = _verbs()
    taken = _verbs_of_numbers(reading)
    for start, verb in verbs.find(text):
        end = start + len(verb)
        if start in taken or not reading.is_free(start, end):
            continue
        begin = _adverbs(text, start)
        draft = _trend(reading, begin, start, end, verb)
        if draft is not None and reading.is_free(begin, end):
            draft.comparator = ops[verb]
            reading.add(draft)


def _verbs_of_numbers(reading: Reading) -> set[int]:
    """Where verbs begin that lead a number (提高5个百分点, 降到3.5‰): no trends of their own."""
    verbs, _ = _verbs()
    led = [draft for draft in reading.drafts if draft.verb_at >= 0]
    return {at for draft in led for at, _ in verbs.find(reading.text, draft.verb_at, draft.start)}


def _adverbs(text: str, start: int) -> int:
    """Where the adverbs before a verb begin."""
    known = tables().words("trends", "adverbs")
    for _ in range(3):
        word = known.before(text, start)
        before = text[start - len(word) - 1 : start - len(word)]
        if not word or (word[0] == "全" and before in tables().at("coverage", "full_not_after")):
            break
        start -= len(word)
    return start - len(tables().words("trends", "afterwards").before(text, start))


def _trend(reading: Reading, begin: int, start: int, end: int, verb: str) -> Draft | None:
    """The draft of a trend, or `None` when the verb is only a word of the sentence."""
    known, text = tables(), reading.text
    if known.words("trends", "not_before").at(text, end) or known.words("trends", "not_after").before(
        text, begin
    ):
        return None
    adverb = begin < start or verb in known.at("trends", "fixed")
    measurable = _names(text, begin, end, "measurable") or _follows_figure(reading, begin)
    loosely = measurable or _names(text, begin, end, "loosely_measurable")
    draft = Draft(QuantityKind.TREND, begin, end, figure=(start, end))
    draft.hint = None if measurable else Hint.NOT_MEASURABLE
    if verb in known.at("trends", "weak"):
        if _has_object(text, end, verb):
            draft.hint = None
            return draft
        return draft if adverb and loosely else None
    return draft if adverb or loosely else None


def _has_object(text: str, end: int, verb: str) -> bool:
    """Whether what the verb is about, at the end of its part of the sentence, makes it a trend."""
    limit = _limit(text, end, _LONG_OBJECT_WINDOW)
    return any(
        text.endswith(word, end, limit) for word in tables().at("trends", "with_objects").get(verb, ())
    )


def _limit(text: str, end: int, window: int) -> int:
    """Where the object of a verb that ends at `end` ends: at the next punctuation."""
    stop = _STOP.search(text, end, end + window)
    return stop.start() if stop else min(len(text), end + window)


def _names(text: str, begin: int, end: int, table: str) -> bool:
    """Whether a word of the table (率, 占比 …) ends what follows the verb, or the words before it."""
    words = tables().words("trends", table)
    if _counts(text, begin, words.before(text, begin)):
        return True
    limit = _limit(text, end, _OBJECT_WINDOW)
    for at, word in words.find(text, end, limit):
        after = at + len(word)
        closes = len(word) > 1 or after == limit or text[after] in "和、及与(等的"
        if closes and _counts(text, after, word):
            return True
    return False


def _counts(text: str, after: int, word: str) -> bool:
    """Whether the word before `after` is not the end of a longer one that counts nothing (质量)."""
    return word != "" and len(tables().words("trends", "measurable_except").before(text, after)) <= len(word)


def _follows_figure(reading: Reading, begin: int) -> bool:
    """…达到40%,以后逐年提高: the subject is the figure's."""
    return reading.text[begin - 1 : begin] == "," and reading.number_before(begin - 1) is not None
