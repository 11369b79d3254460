"""What governs a figure: its due date, its modality, and whether it is stated as a fact.

A date that opens its part of a sentence (到2025年, …; not 年内) reaches to the end of the paragraph or to the
next date; one inside reaches to the end of the sentence, and the former then holds again. Behind the name of
a measure (入园率2026年达到92%) it is that one's only, and ends where another measure is named. A trailing date
closes what it governs: …提高到80%(2025年底前完成); 完成时限:2025年12月. A start (自2024年起) reaches as a due date
does, together with the due date of its sentence. Dates and figures joined by 分别 are paired in order. A word of
modality that opens its part of the sentence reaches to the end of the sentence; after a subject it reaches its own
part only. Brackets have a scope of their own: what is said inside does not reach outside. What holds from the first
(a prohibition, a standard of money) does not wait for the goal before it: `standing`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache

from policykit.model import Hint, Modality, QuantityKind
from policykit.text.quantities.pairing import joint, pair, trail
from policykit.text.quantities.parse import Candidate, Parse, opens_paragraph
from policykit.text.quantities.plan import is_of_plan
from policykit.text.quantities.standing import outlasts, recurs
from policykit.text.quantities.tables import WordSet, alternatives, tables

__all__ = ["govern", "names_may"]

_FACTUAL = frozenset(QuantityKind) - {QuantityKind.LABEL, QuantityKind.DATE, QuantityKind.FREQUENCY}
_SENTENCE_END = re.compile(r"[。;!?\n]")
_SENTENCE_ENDS = ("。", "!", "?", "\n")
_CONDITION = 60
_OPENER = 4
"""The longest opener is a mark and two characters (,其中), one more for the mark's own room."""
_LONGEST_WORD = 8


@dataclass(frozen=True)
class _Reach:
    """What a date says of the figures that it reaches."""

    due: date | None = None
    since: date | None = None
    past: Candidate | None = None
    """A goal whose day has passed: words like 已 make facts of it and of what it governs."""
    day: Candidate | None = None
    """The date itself."""


_NOTHING = _Reach()


@dataclass
class _Scope:
    """What reaches the place that is being read."""

    lead: _Reach = _NOTHING
    """From a date that opened its part of a sentence."""
    inner: _Reach | None = None
    """From a date inside the sentence."""
    is_own: bool = False
    """Whether that date stands behind the name of a measure, and is that one's only: 入园率2026年达到92%."""
    is_led: bool = False
    """Whether the date that opened its part did so in this sentence."""
    start: date | None = None
    """The start that was named in the sentence."""
    sure: bool = False
    """Whether `fact` comes of a word that no goal has beside it."""
    modality: Modality = Modality.MUST
    """Of the sentence."""
    part_modality: Modality | None = None
    """Of the present part of the sentence only."""
    fact: bool = False
    weak_fact: bool = False
    """After a word like 累计, which makes facts only of figures without a bound."""
    past_paragraph: bool = False
    """Whether a past date reaches to the end of the paragraph."""
    past_sentence: bool = False
    """Whether a past date reaches to the end of the sentence."""
    sentence: list[Candidate] = field(default_factory=list)
    day: Candidate | None = None
    """The last date."""

    @property
    def reach(self) -> _Reach:
        """What the date that reaches this place says."""
        return self.lead if self.inner is None else self.inner

    @property
    def past(self) -> bool:
        """Whether a past date reaches this place."""
        return self.past_paragraph or self.past_sentence


@dataclass(frozen=True)
class _Event:
    """A mark, a word or a candidate, at its place."""

    at: int
    word: str
    candidate: Candidate | None = None
    modality: Modality | None = None


@cache
def _marks() -> re.Pattern[str]:
    """What ends a part of a sentence: punctuation, and 但 before what caps the figure."""
    return re.compile(rf"[,;。:()\n!?]|{tables().at('modality', 'caps_on')}")


@cache
def _openers() -> re.Pattern[str]:
    """The beginning of a part of a sentence, up to a place: punctuation and at most one word like 并."""
    return re.compile(rf"(?:^|{_marks().pattern})(?:{'|'.join(tables().at('openers'))})?$")


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


def govern(parse: Parse) -> None:
    """Set due, modality and the hint `fact` of every candidate by what reaches it."""
    scopes = [_Scope()]
    facts = tables().at("facts")
    lists = ("fore", "hind", "ends", "weak", "not_goals", "hind_weak")
    fore, hind, ends, weak, unsure, loose = (set(facts[name]) for name in lists)
    for event in sorted(_events(parse), key=lambda event: event.at):
        scope = scopes[-1]
        if event.word in {"(", ")"}:
            _bracket(scopes, event.word)
        elif event.candidate is not None:
            _govern(parse, scope, event.candidate)
        elif event.modality is not None:
            _modality(parse.text, scope, event)
        elif event.word in weak:
            if not _is_condition(parse.text, event.at):
                scope.weak_fact, scope.sure = True, scope.sure or event.word not in unsure
        elif event.word in fore:
            scope.fact, scope.sure = True, scope.sure or event.word not in unsure
            _present(scope, event.word)
        elif event.word in hind:
            _make_facts(parse.text, scope, sure=event.word not in unsure, weak=event.word in loose)
        elif event.word in ends:
            scope.fact = scope.weak_fact = scope.past_paragraph = scope.past_sentence = scope.sure = False
        else:
            _mark(parse.text, scope, event)
    trail(parse)
    pair(parse)


def _events(parse: Parse) -> list[_Event]:
    """All events; of those at one place marks and words before the candidate that they govern."""
    text = parse.text
    marks = (match for match in _marks().finditer(text) if _is_mark(parse, match.start()))
    events = [_Event(match.start(), match.group()) for match in marks]
    words, ops = _modal_words()
    # A word within a name (“两个允许”) governs nothing.
    names = {at for one in parse.candidates if one.hint is Hint.SLOGAN for at in range(one.start, one.end)}
    events += [
        _Event(at, word, modality=ops[word])
        for at, word in words.find(text)
        if word in ops and at not in names and not (ops[word] is Modality.MAY and names_may(text, at))
    ]
    facts = tables().at("facts")
    numbers = {candidate.start for candidate in parse.candidates}
    led = {at for one in parse.candidates if one.bounded for at in range(one.start + 1, one.end)}
    for at, word in _fact_words().find(text):
        # Within a bound (至少累计一个月) a word tells of nothing that was.
        if is_of_plan(parse, at, word) or (at in led and word in facts["weak"]):
            continue
        if word in facts["before_number"]:
            if at + len(word) in numbers:
                events.append(_Event(at, facts["fore"][0]))
        elif word not in facts["not_words"]:
            events.append(_Event(at, word))
    events += [_Event(candidate.start, "", candidate=candidate) for candidate in parse.candidates]
    return events


def names_may(text: str, at: int) -> bool:
    """Whether the 可 at a place belongs to a word and permits nothing: 可再生能源, 网上可办率, 企业认可度.

    >>> names_may("网上可办率", 2), names_may("可再生能源", 0), names_may("可按比例", 0)
    (True, True, False)
    """
    words, ops = _modal_words()
    start = max(0, at - 1)
    near = words.find(text, start, at + _LONGEST_WORD)
    held = any(found <= at < found + len(word) and word not in ops for found, word in near)
    return held or _modal("may_names").match(text, at) is not None


@cache
def _modal(name: str) -> re.Pattern[str]:
    return re.compile(tables().at("modality", name))


def _is_mark(parse: Parse, at: int) -> bool:
    """Whether a mark is punctuation of the sentence and not part of an expression."""
    return parse.is_free(at, at + 1) or parse.text[at] in "\n。;"


def _bracket(scopes: list[_Scope], mark: str) -> None:
    if mark == "(":
        scopes.append(replace(scopes[-1], sentence=[]))
    elif len(scopes) > 1:
        scopes.pop()


def _mark(text: str, scope: _Scope, event: _Event) -> None:
    """Punctuation ends what reaches: a comma the part, a full stop the sentence, a line break all.

    A list after the line break goes on under the date of the paragraph before it.
    """
    scope.part_modality = None
    if scope.is_own and _names_measure(text, event.at + 1):
        scope.inner, scope.is_own = None, False
    is_capped = scope.modality is Modality.MAY and _modal("capped").match(text, event.at)
    if is_capped or (scope.modality is Modality.ENCOURAGE and _modal("orders").match(text, event.at)):
        scope.modality = Modality.MUST
    if event.word in {";", *_SENTENCE_ENDS}:
        scope.modality = Modality.MUST
    if event.word == ";" and (day := scope.day) and (_is_portion(text, day.start) or _goes_on(text, day)):
        scope.inner = None
    if event.word in _SENTENCE_ENDS:
        scope.inner, scope.start, scope.sentence, scope.is_led = None, None, [], False
        scope.fact = scope.weak_fact = scope.past_sentence = scope.sure = False
    if event.word == "\n" and opens_paragraph(text, event.at, event.at + 1):
        scope.lead, scope.past_paragraph = _NOTHING, False


def _is_portion(text: str, at: int) -> bool:
    """Whether a date is that of a portion, and of nothing behind a semicolon: 其中2026年完成4万人;…."""
    begin = max((mark.end() for mark in _marks().finditer(text, 0, at)), default=0)
    return text.startswith(tables().at("facts", "part_of"), begin)


def _modality(text: str, scope: _Scope, event: _Event) -> None:
    mode = event.modality or Modality.MUST
    opens = bool(_openers().search(text, max(0, event.at - _OPENER), event.at))
    encouraged = mode is Modality.ENCOURAGE and event.word not in tables().at("modality", "encourage_inside")
    if encouraged and not (opens or tables().words("modality", "encourage_after").before(text, event.at)):
        return
    if mode is Modality.AIM and not opens and scope.modality is Modality.ENCOURAGE:
        return  # 鼓励企业尽可能将占比提高到5%
    if (
        mode is Modality.AIM
        and scope.sentence
        and _modal("aim_again").match(text, event.at + len(event.word))
    ):
        scope.part_modality = mode  # 达到80%,力争达到85%
    elif opens or encouraged:
        scope.modality, scope.part_modality = mode, None
    else:
        scope.part_modality = mode


def _govern(parse: Parse, scope: _Scope, candidate: Candidate) -> None:
    """A candidate takes what reaches it; a date changes what reaches from here on."""
    if candidate.kind is QuantityKind.LABEL:
        return
    candidate.modality = scope.part_modality or scope.modality
    if tables().words("modality", "encourage_behind").at(parse.text, candidate.end):
        candidate.modality = Modality.ENCOURAGE
    if candidate.kind is QuantityKind.DATE:
        _date(parse, scope, candidate)
        return
    reach, text = scope.reach, parse.text
    is_apart = scope.inner is None or (scope.day and _marks().search(text, scope.day.end, candidate.start))
    is_standing = is_apart and not scope.is_led and recurs(candidate)
    is_by_day = reach.due is not None and reach.since is None  # a period is of all that is said of it
    if is_standing or (is_by_day and reach.day is not None and outlasts(parse, reach.day, candidate)):
        reach = _NOTHING  # 到2025年,签约率达到75%。每半年至少随访一次: a standing duty
    if not tables().words("trends", "afterwards").at(text, candidate.start):
        candidate.due, candidate.since = reach.due, reach.since
    elif reach.due is not None:
        candidate.since = reach.due + timedelta(days=1)
    if text.endswith("了", 0, candidate.core[0]) and reach.past is not None:
        scope.fact = scope.sure = True
    fact = scope.fact or (scope.weak_fact and not candidate.bounded)
    fact = fact and (scope.sure if reach.past is not None else reach.due is None)
    if candidate.hint is None and candidate.kind in _FACTUAL and (scope.past or fact):
        _make_fact(candidate, reach)
    if candidate.bounded and candidate.hint is None and not scope.fact:
        # 三年累计改造不少于500个,年均增长12%: a bound that is asked, and what goes on with it
        scope.weak_fact = False
    scope.sentence.append(candidate)


def _make_fact(candidate: Candidate, reach: _Reach) -> None:
    """What is stated as a fact has no due date; nor is the date, which was a goal once, one any more."""
    candidate.hint = Hint.FACT
    if reach.past is not None:
        candidate.due, reach.past.hint = None, Hint.FACT


def _present(scope: _Scope, word: str) -> None:
    """目前 speaks of the day of the text, whatever date of an earlier sentence reaches it."""
    if word in tables().at("facts", "present") and scope.inner is None:
        scope.lead = _NOTHING


def _is_condition(text: str, at: int) -> bool:
    """已建成的, …: what has been done already is here the case that a rule is for."""
    mark = _marks().search(text, at, at + _CONDITION)
    return mark is not None and text[mark.start() - 1] == "的"


def _date(parse: Parse, scope: _Scope, candidate: Candidate) -> None:
    if candidate.hint is Hint.FACT:
        if candidate.told and not _opens(parse.text, candidate.start):
            return
        scope.lead, scope.inner = _NOTHING, None
        scope.past_sentence = True
        scope.past_paragraph = scope.past_paragraph or _opens(parse.text, candidate.start)
    elif candidate.hint is None and (candidate.due or candidate.since or candidate.vague):
        scope.past_paragraph = scope.past_sentence = scope.fact = scope.weak_fact = scope.sure = False
        reach = _reach(parse, scope, candidate)
        if scope.day is not None and joint().fullmatch(parse.text, scope.day.end, candidate.start):
            scope.lead = _NOTHING  # of 2026年、2027年,分别… none reaches further
        scope.day = candidate
        is_level = re.match("的[0-9]", parse.text[candidate.end :]) is not None  # 提升至2030年的25%,…
        leads = _opens(parse.text, candidate.start) and not (is_level or _goes_on(parse.text, candidate))
        if not candidate.told and not candidate.vague and leads:
            scope.lead, scope.inner, scope.is_led = reach, None, True
        else:
            if _goes_on(parse.text, candidate) and (scope.lead.due or date.min) < (reach.due or date.max):
                scope.lead = _NOTHING  # 2026年完成试点,2027年全面推开: of neither is the next sentence
            scope.inner = reach
            scope.is_own = is_level or _measure_end().search(parse.text, 0, candidate.start) is not None


@cache
def _measure_end() -> re.Pattern[str]:
    listed = alternatives(tables().at("dates", "own_after"))
    return re.compile(rf"(?:{listed})[为是]?$")


def _names_measure(text: str, at: int) -> bool:
    """Whether a part of a sentence begins with the name of another measure, and not with the verb of the one before."""
    return re.compile(tables().at("dates", "own_next")).match(text, at) is not None


def _reach(parse: Parse, scope: _Scope, candidate: Candidate) -> _Reach:
    """A start keeps a due date that is later; a due date keeps the start of its sentence that is earlier."""
    due, since = candidate.due, candidate.since
    if due is None:
        scope.start = since
        later = scope.reach.due
        return _Reach(later if since and later and since < later else None, since)
    if since is None and scope.start is not None and scope.start <= due:
        since = scope.start
    is_past = (parse.year is not None and due.year < parse.year) or (parse.issued and due < parse.issued)
    return _Reach(due, since, candidate if is_past else None, candidate)


def _opens(text: str, start: int) -> bool:
    opener = _openers().search(text, max(0, start - _OPENER), start)
    return opener is not None or text[start : start + 1] in tables().at("dates", "leads_to")


def _goes_on(text: str, candidate: Candidate) -> bool:
    """Whether a date only goes on with its sentence, and reaches no further: 6月底前完成试点,2027年 全面推开."""
    is_led = text[candidate.start] in tables().at("dates", "leads_to") or text.startswith(",", candidate.end)
    return text.endswith(",", 0, candidate.start) and not is_led


def _make_facts(text: str, scope: _Scope, *, sure: bool, weak: bool) -> None:
    """同比 and 提高了 state all of the sentence as a fact, unless a date to come reaches it.

    `weak` ones make none of what is bounded: 比上年增长10%以上 may be asked.
    """
    reach = scope.reach
    is_aimed = Modality.AIM in (scope.part_modality, scope.modality)  # 力争投诉量较上年下降10%
    is_ordered = weak and (is_aimed or any(text.startswith("不", one.start) for one in scope.sentence))
    if is_ordered or (reach.due is not None and (reach.past is None or not sure)):
        return  # 优良率不低于88%,浓度同比下降2微克: they are ordered together
    scope.fact, scope.weak_fact = scope.fact or not weak, scope.weak_fact or weak
    scope.sure = scope.sure or sure
    if weak and any(one.bounded for one in scope.sentence):
        return  # …压缩至2天以内,办结率达到98%,投诉量同比下降5%以上: they are asked together
    for candidate in scope.sentence:
        if candidate.hint is None and candidate.kind in _FACTUAL and not (weak and candidate.bounded):
            _make_fact(candidate, reach)
