"""What governs a figure: its due date, its modality, and whether it is told as a fact.

A date that opens its part of a sentence (到2025年, …; not 年内) reaches to the end of the paragraph or to the
next date; one inside reaches to the end of the sentence, and the former then holds again. A word of
modality that opens its part of the sentence reaches to the end of the sentence; after a subject it reaches
its own part only. Brackets are a room of their own: what is said inside does not reach outside.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache

from policykit.model import Hint, Modality, QuantityKind
from policykit.text.quantities.closing import close
from policykit.text.quantities.draft import Draft, Reading
from policykit.text.quantities.tables import tables
from policykit.text.quantities.wordset import WordSet

__all__ = ["govern"]

_MARK = re.compile(r"[,;。:()\n!?]")
_FACTUAL = frozenset(QuantityKind) - {QuantityKind.LABEL, QuantityKind.DATE, QuantityKind.FREQUENCY}
_CONDITION = 60
_OPENER = 4
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
        """The date that reaches this place."""
        return self.inner or self.lead

    @property
    def told_past(self) -> bool:
        """Whether a past date reaches this place."""
        return self.past or self.past_here


@dataclass(frozen=True)
class _Event:
    """A mark, a word or a draft, at its place."""

    at: int
    order: int
    what: str
    draft: Draft | None = None
    modality: Modality | None = None


@cache
def _openers() -> re.Pattern[str]:
    """The beginning of a part of a sentence, up to a place: punctuation and at most one word like 并."""
    return re.compile(rf"(?:^|{_MARK.pattern})(?:{'|'.join(tables().at('openers'))})?$")


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
    close(reading)


def _events(reading: Reading) -> list[_Event]:
    text = reading.text
    marks = (match for match in _MARK.finditer(text) if _is_mark(reading, match.start()))
    events = [_Event(match.start(), 0, match.group()) for match in marks]
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


def _is_mark(reading: Reading, at: int) -> bool:
    """Whether a mark is punctuation of the sentence and not part of an expression."""
    return reading.is_free(at, at + 1) or reading.text[at] in "\n。;"


def _bracket(scopes: list[_Scope], mark: str) -> None:
    if mark == "(":
        scopes.append(replace(scopes[-1], sentence=[]))
    elif len(scopes) > 1:
        scopes.pop()


def _mark(text: str, scope: _Scope, event: _Event) -> None:
    """Punctuation ends what reaches: a comma the part, a full stop the sentence, a line break all.

    A list after the line break goes on under the date of the paragraph before it.
    """
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
    opens = bool(_openers().search(text, max(0, event.at - _OPENER), event.at))
    encouraged = mode is Modality.ENCOURAGE
    if encouraged and not (opens or tables().words("modality", "encourage_after").before(text, event.at)):
        return
    if opens or encouraged:
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
    if not tables().words("trends", "afterwards").at(reading.text, draft.start):
        draft.due = scope.due
    told = scope.due is None and (scope.fact or (scope.fact_weak and not draft.bounded))
    if draft.hint is None and draft.kind in _FACTUAL and (scope.told_past or told):
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
    opener = _openers().search(text, max(0, start - _OPENER), start)
    return opener is not None or text[start : start + 1] in tables().at("dates", "leads_to")


def _tell_as_fact(scope: _Scope) -> None:
    """同比 and 提高了 tell all of the sentence as a fact, unless a date to come reaches it."""
    if scope.due is not None:
        return
    scope.fact = True
    for draft in scope.sentence:
        if draft.hint is None and draft.kind in _FACTUAL:
            draft.hint = Hint.FACT
