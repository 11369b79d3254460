"""What governs a figure: its due date, its modality, and whether it is told as a fact.

A date that opens its part of a sentence (到2025年, …; not 年内) reaches to the end of the paragraph or to the next
date; one inside reaches to the end of the sentence, and the former then holds again. A word of modality
that opens its part of the sentence reaches to the end of the sentence; after a subject it reaches its own
part only. Brackets are a room of their own: what is said inside does not reach outside.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache

from policykit.model import Hint, Modality, QuantityKind
from policykit.text.quantities.draft import Draft, Reading
from policykit.text.quantities.tables import tables
from policykit.text.quantities.wordset import WordSet

__all__ = ["govern"]

_MARK = re.compile(r"[,;。:()\n!?]")
_OPENERS = re.compile(r"(?:^|[,;。:()\n!?])(?:其中|并|且|同时|力争|确保|争取|实现|预计|计划|要|努力)?$")
_FACTUAL = frozenset({QuantityKind.NUMBER, QuantityKind.COVERAGE, QuantityKind.GRADE, QuantityKind.TREND, QuantityKind.RELATIVE})
_CONDITION = 60
_LIST_ITEM = re.compile(r"\n(?:—|[一二三四五六七八九十]{1,2}[、是]|\(|[0-9]{1,2}[.、)]|[•●·▪])")


@dataclass
class _Scope:
    """What reaches the place that is being read."""

    lead: date | None = None
    """From a date that opened its part of a sentence."""
    inner: date | None = None
    """From a date inside the sentence."""
    strength: Modality = Modality.MUST
    part: Modality | None = None
    """Modality of the present part of the sentence only."""
    fact: bool = False
    fact_weak: bool = False
    """A word like 累计, which tells a fact only of figures without a bound."""
    past: bool = False
    """Whether a past date reaches to the end of the paragraph."""
    past_here: bool = False
    """Whether a past date reaches to the end of the sentence."""
    sentence: list[Draft] = field(default_factory=list)

    @property
    def due(self) -> date | None:
        return self.inner or self.lead


@dataclass(frozen=True)
class _Event:
    """A mark, a word or a draft, at its place."""

    at: int
    order: int
    what: str
    draft: Draft | None = None
    modality: Modality | None = None


@cache
def _modal_words() -> tuple[WordSet, dict[str, Modality]]:
    table = tables().at("modality")
    ops = {word: mode for mode in Modality for word in table[mode.value]}
    return WordSet([*ops, *table["not_words"]]), ops


@cache
def _fact_words() -> WordSet:
    table = tables().at("facts")
    lists = ("fore", "before_number", "hind", "ends", "not_words")
    return WordSet(word for name in lists for word in table[name])


def govern(reading: Reading) -> None:
    """Set due, modality and the hint `fact` of every draft by what reaches it."""
    scopes = [_Scope()]
    facts = tables().at("facts")
    fore, hind, ends, weak = (set(facts[name]) for name in ("fore", "hind", "ends", "weak"))
    for event in sorted(_events(reading), key=lambda event: (event.at, event.order)):
        scope = scopes[-1]
        if event.what in "()" and event.what:
            _bracket(scopes, event.what)
        elif event.draft is not None:
            _meet(reading, scope, event.draft)
        elif event.modality is not None:
            _modality(reading.text, scope, event)
        elif event.what in weak:
            scope.fact_weak = scope.fact_weak or not _is_condition(reading.text, event.at)
        elif event.what in fore:
            scope.fact = True
        elif event.what in hind:
            _tell_as_fact(scope)
        elif event.what in ends:
            scope.fact = scope.fact_weak = scope.past = scope.past_here = False
        else:
            _mark(reading.text, scope, event)
    _backward(reading)


def _events(reading: Reading) -> list[_Event]:
    text = reading.text
    events = [_Event(match.start(), 0, match.group()) for match in _MARK.finditer(text) if reading_mark(reading, match.start())]
    words, ops = _modal_words()
    events += [_Event(at, 1, word, modality=ops[word]) for at, word in words.find(text) if word in ops]
    facts = tables().at("facts")
    numbers = {draft.start for draft in reading.drafts}
    for at, word in _fact_words().find(text):
        if word in facts["before_number"]:
            if at + len(word) in numbers:
                events.append(_Event(at, 2, facts["fore"][0]))
        elif word not in facts["not_words"]:
            events.append(_Event(at, 2, word))
    events += [_Event(draft.start, 3, "", draft=draft) for draft in reading.drafts]
    return events


def reading_mark(reading: Reading, at: int) -> bool:
    """Whether a mark is punctuation of the sentence and not part of an expression."""
    return reading.is_free(at, at + 1) or reading.text[at] in "\n。;"


def _bracket(scopes: list[_Scope], mark: str) -> None:
    if mark == "(":
        scopes.append(replace(scopes[-1], sentence=[]))
    elif len(scopes) > 1:
        scopes.pop()


def _mark(text: str, scope: _Scope, event: _Event) -> None:
    """Punctuation ends what reaches: a comma the part, a semicolon or full stop the sentence, a line break
    all, unless the paragraph ended in a colon and a list follows."""
    scope.part = None
    if event.what in ";。!?\n":
        scope.strength = Modality.MUST
    if event.what in "。!?\n":
        scope.inner, scope.sentence = None, []
        scope.fact = scope.fact_weak = scope.past_here = False
    if event.what == "\n" and not _LIST_ITEM.match(text, event.at):
        scope.lead, scope.past = None, False


def _modality(text: str, scope: _Scope, event: _Event) -> None:
    mode = event.modality or Modality.MUST
    opens = bool(_OPENERS.search(text, max(0, event.at - 4), event.at))
    if mode is Modality.ENCOURAGE and not (opens or tables().words("modality", "encourage_after").before(text, event.at)):
        return
    if opens or mode in {Modality.ENCOURAGE}:
        scope.strength, scope.part = mode, None
    else:
        scope.part = mode


def _meet(reading: Reading, scope: _Scope, draft: Draft) -> None:
    """A draft takes what reaches it; a date changes what reaches from here on."""
    if draft.kind is QuantityKind.LABEL:
        return
    draft.modality = scope.part or scope.strength
    if draft.kind is QuantityKind.DATE:
        _date(reading, scope, draft)
        return
    draft.due = draft.due or scope.due
    told = scope.fact or (scope.fact_weak and not draft.bounded)
    if draft.hint is None and draft.kind in _FACTUAL and (scope.past or scope.past_here or (told and scope.due is None)):
        draft.hint = Hint.FACT
    scope.sentence.append(draft)


def _is_condition(text: str, at: int) -> bool:
    """已建成的, …: what has been done already is here the case that a rule is for."""
    mark = _MARK.search(text, at, at + _CONDITION)
    return mark is not None and text[mark.start() - 1] == "的"


def _date(reading: Reading, scope: _Scope, draft: Draft) -> None:
    if draft.hint is Hint.FACT:
        word = reading.text[draft.start : draft.end]
        if word in tables().at("dates", "past_words") and not _opens(reading.text, draft.start):
            return
        scope.lead = scope.inner = None
        scope.past_here = True
        scope.past = scope.past or _opens(reading.text, draft.start)
    elif draft.hint is None and draft.due is not None:
        scope.past = scope.past_here = scope.fact = scope.fact_weak = False
        named = reading.text[draft.start : draft.end] not in tables().at("dates", "relative")
        if named and _opens(reading.text, draft.start):
            scope.lead, scope.inner = draft.due, None
        else:
            scope.inner = draft.due


def _opens(text: str, start: int) -> bool:
    return bool(_OPENERS.search(text, max(0, start - 4), start)) or text[start : start + 1] in {"到", "至"}


def _tell_as_fact(scope: _Scope) -> None:
    """同比 and 提高了 tell the sentence as a fact, what stands before them too, unless a date to come reaches."""
    if scope.due is not None:
        return
    scope.fact = True
    for draft in scope.sentence:
        if draft.hint is None and draft.kind in _FACTUAL:
            draft.hint = Hint.FACT


@cache
def _limit_words() -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = tables().at("dates")
    limits = "|".join(map(re.escape, table["time_limit"]))
    done = "|".join(sorted(map(re.escape, table["done"]), key=len, reverse=True))
    before = "|".join(map(re.escape, table["done_before"]))
    closing = rf"(?:{before})*(?:{done})(?:[)。;\n]|$)|[)]"
    return re.compile(f"(?:{limits})[::为]?$"), re.compile(closing)


def _backward(reading: Reading) -> None:
    """A date may close what it governs: …提高到80%(2025年底前完成); 完成时限:2025年12月."""
    text = reading.text
    limit, done = _limit_words()
    drafts = sorted(reading.drafts, key=lambda draft: draft.start)
    for index, draft in enumerate(drafts):
        if draft.kind is not QuantityKind.DATE or draft.hint is not None or draft.due is None:
            continue
        limited = limit.search(text, max(0, draft.start - 8), draft.start)
        if limited is None and not (done.match(text, draft.end) and text[draft.start - 1 : draft.start] in {"(", ","}):
            continue
        begin = text.rfind("\n" if limited else "。", 0, draft.start) + 1
        for earlier in reversed(drafts[:index]):
            if earlier.start < begin or earlier.kind is QuantityKind.DATE:
                break
            if earlier.due is None and earlier.kind is not QuantityKind.LABEL:
                earlier.due = draft.due
