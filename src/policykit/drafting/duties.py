"""What is asked without a figure: done by a day, forbidden, or only to be watched."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policykit.drafting.phrases import marks, part, trimmed, words
from policykit.drafting.shared import part_before
from policykit.model import Comparator, QuantityKind, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet
    from datetime import date

    from policykit.drafting.statement import Statement
    from policykit.model import Quantity
    from policykit.specs.reading import Reading

__all__ = ["Duty", "compared", "duties", "none_left", "waived"]

_LONGEST = 40
_SHORTEST, _BRIEFEST = 4, 2
_RATE = re.compile(r"(?:率|占比|比例|比重|人次|人次数)$")
_LISTED = re.compile(r"、|以及|和|及|与|等")


@dataclass(frozen=True, slots=True)
class Duty:
    """Something asked without a figure; spans are in the clause's normal form."""

    form: Comparator
    label: str
    words: str
    """The words of the text that name it."""
    span: Span
    of: Span | None = None
    """What a prohibition is said of, before it in its part of the sentence."""


def duties(read: Reading, asked: Sequence[Statement], dues: AbstractSet[date | None]) -> Iterator[Duty]:
    """What a clause asks to be done by a day that is no figure's, forbids, or orders to be watched."""
    yield from _by_day(read, asked, dues)
    yield from _forbidden(read, asked)
    yield from _watched(read, asked)


def waived(read: Reading) -> Iterator[Span]:
    """What is no longer taken or done, and of whom the text does not say so: 不再收取挂号费, 免收学费."""
    for match in re.finditer(words()["waived"], read.text):
        stop = marks().search(read.text, match.end())
        span = Span(match.start(), stop.start() if stop else len(read.text))
        if not read.text.endswith("的", span.start, span.end):
            yield span


def compared(read: Reading) -> Iterator[Span]:
    """Parts of sentences that bound something by what has no figure: 不低于上年, 不得超过核定载客人数, 快于经济增速."""
    for match in re.finditer(words()["bound_by_time"], read.text):
        yield part(read.text, Span(*match.span()))
    for match in re.finditer(words()["bound_by"], read.text):
        inside = part(read.text, Span(*match.span()))
        is_case = read.text.endswith(("的", "时"), inside.start, inside.end)
        rest = Span(match.start(), inside.end)
        if not is_case and not any(_is_figure(one) and rest.overlaps(one.span) for one, _ in read.quantities):
            yield inside


def none_left(read: Reading) -> Iterator[Span]:
    """Parts of sentences that want none of something, by no figure: 重大事故零发生."""
    for match in re.finditer(words()["zero"], read.text):
        yield part(read.text, Span(*match.span()))


def _is_figure(quantity: Quantity) -> bool:
    return quantity.kind not in (QuantityKind.DATE, QuantityKind.LABEL, QuantityKind.TREND)


def _by_day(read: Reading, asked: Sequence[Statement], dues: AbstractSet[date | None]) -> Iterator[Duty]:
    text, found = read.text, [located.quantity for located in read.quantities]
    days = [one for one in found if one.kind is QuantityKind.DATE]
    for at, day in enumerate(days):
        if day.hint is not None or day.due is None or not _is_deadline(day):
            continue
        if re.search(words()["outlook"], text[: day.span.start]):
            continue
        is_shared = day.due in dues  # it is a figure's too: 2025年底前设立全科医学科,床位不少于20张
        stop = text.find("。", day.span.end)
        following = [one.span.start for one in days[at + 1 :] if one.hint is None]
        stop = min([stop if stop >= 0 else len(text), *following[:1]])
        for piece in _pieces(text, part(text, day.span).start, stop):
            if any(piece.covers(one.quantity.span) for one in asked) or (
                is_shared and not piece.covers(day.span)
            ):
                continue
            if (duty := _finished(text, piece, day, found)) is not None:
                yield duty
                break


def _is_deadline(day: Quantity) -> bool:
    return any(mark in day.surface for mark in words()["day_marks"]) or day.comparator is Comparator.BY_DATE


def _finished(text: str, piece: Span, day: Quantity, found: Sequence[Quantity]) -> Duty | None:
    """A part of a sentence that orders something to be finished."""
    said = piece.cut(text)
    own = said.replace(day.surface, "") if piece.covers(day.span) else said
    verbs = [word for word in words()["finished"] if re.search(f"(?<![未不]){word}", own)]
    is_loose = re.search(words()["abstract"], own) or re.search(words()["unmeasured"], own)
    if not verbs or is_loose or (piece.covers(day.span) and not _opens(text, piece, day, verbs)):
        return None
    verb = min(verbs, key=lambda word: (own.find(word), -len(word)))
    object_ = _object(text, piece, day, verbs)
    whole = trimmed(text, object_, found)
    shortest = _SHORTEST if object_.start == piece.start else _BRIEFEST
    if whole is None or not shortest <= whole.end - whole.start <= _LONGEST:
        return None
    if any(one.value is not None and one.span.covers(whole) for one in found):
        return None  # 2026年完成8000亩 is no day by which 8000亩 are finished
    name = whole.cut(text).replace(day.surface, "")
    bare = re.sub(rf"(?:全面|全部|基本|均)?{verb}$|^(?:全面|全部|基本|均)?{verb}(?=..)", "", name) or name
    return Duty(Comparator.BY_DATE, f"{bare}{verb}时间", bare, _held(piece, day))


def _object(text: str, piece: Span, day: Quantity, verbs: Sequence[str]) -> Span:
    """What is to be finished: behind the day that someone is given, before what is done then (并报市局备案)."""
    start, end = piece
    said = text[day.span.end : end]
    for word in ("全面", "全部", "基本", *verbs):
        said = said.removeprefix(word)
    if (
        piece.covers(day.span)
        and len(said) >= _BRIEFEST
        and any(verb in text[day.span.end : end] for verb in verbs)
    ):
        start = day.span.end
    elif piece.covers(day.span) and day.span.start - start >= _SHORTEST and not said:
        end = day.span.start
    elif not piece.covers(day.span):
        start = _behind_verb(text, piece, verbs)
    then = re.compile(words()["then"]).search(text, start, end)
    return Span(start, then.start() if then else end)


def _behind_verb(text: str, piece: Span, verbs: Sequence[str]) -> int:
    """Where what is finished begins behind the verb, with whom before it: 重点城市基本淘汰 燃煤锅炉."""
    said = piece.cut(text)
    verb = min(verbs, key=lambda word: (said.find(word), -len(word)))
    at = piece.start + said.find(verb) + len(verb)
    return at if said.find(verb) > 0 and piece.end - at >= _SHORTEST else piece.start


def _opens(text: str, piece: Span, day: Quantity, verbs: Sequence[str]) -> bool:
    """Whether a date opens its part of the sentence, names a limit, or is followed by the verb; no 2026年度参保工作."""
    if piece.start == day.span.start or any(mark in day.surface for mark in words()["limits"]):
        return True
    rest = re.sub("^(?:全面|全部|基本|均|要|内|前)+", "", text[day.span.end : piece.end])
    return rest.startswith(tuple(verbs))


def _held(piece: Span, day: Quantity) -> Span:
    return Span(min(piece.start, day.span.start), piece.end) if piece.covers(day.span) else piece


def _forbidden(read: Reading, asked: Sequence[Statement]) -> Iterator[Duty]:
    text = read.text
    pattern = re.compile("|".join(words()["prohibitions"]))
    for match in pattern.finditer(text):
        rest = re.compile(r"[,;。:!?\n(]").search(text, match.end())
        span = Span(match.start(), rest.start() if rest else len(text))
        what = text[match.end() : span.end]
        unless = _unless(text, match.start())
        here = part(text, Span(*match.span()))
        is_next = unless is not None and unless.end + 1 == here.start
        if unless is not None and is_next:
            what, span = f"{unless.cut(text)}{what}", Span(unless.start, span.end)
        if what.endswith("的") or what.startswith("的") or _is_titled(text, match, what):
            continue  # 企业不进行电镀的,…: when something holds; 国家禁止的品种: what is forbidden elsewhere
        if re.search(words()["not_forbidden"], text[: match.start()]):
            continue  # 法规未明令禁止
        of = _said_of(text, match) if unless is None else None if is_next else unless
        label, topic = what, _topic(text, here, match) if unless is None else None
        if topic is not None and re.fullmatch(words()["topic_verb"], what):
            label, span = f"{what}{topic.cut(text)}", Span(topic.start, span.end)
        elif topic is not None:
            of = of or topic
        is_told = (
            topic is not None or of is not None or text.endswith("的,", 0, match.start())
        )  # 不合格的,不得招生; 汛期 禁止采砂
        shortest = _BRIEFEST if is_told else _SHORTEST
        if re.match(words()["bounding"], what) or not shortest <= len(what) <= _LONGEST:
            continue
        is_timed = any(
            one.dimension == "time" and one.span.end == match.start() for one, _ in read.quantities
        )
        if is_timed or any(span.overlaps(one.quantity.span) for one in asked):
            continue  # 三年内不得申报 is held open with its term
        if of is not None and unless is None and not any(of.overlaps(one.span) for one, _ in read.quantities):
            span = Span(of.start, span.end)  # a figure in it is no figure of what is forbidden
        yield Duty(Comparator.FORBIDDEN, label, label, span, of)


def _topic(text: str, here: Span, match: re.Match[str]) -> Span | None:
    """The things that are forbidden, in the part before: 国家禁止的品种, 一律不得引进."""
    before = part_before(text, here)
    topic = re.compile(words()["topic"]).fullmatch(text, *before) if before is not None else None
    is_near = match.start() - here.start <= _LONGEST // 2
    return trimmed(text, Span(*topic.span())) if topic is not None and is_near else None


def _is_titled(text: str, match: re.Match[str], what: str) -> bool:
    """Whether a word of prohibition stands in the title of a text: 《…禁止燃放烟花爆竹管理规定》."""
    before = text[: match.start()]
    is_inside = before.rfind("《") > before.rfind("》")
    return is_inside or (match[0] == "禁止" and re.match(words()["titled"], what) is not None)


def _said_of(text: str, match: re.Match[str]) -> Span | None:
    """The words before a prohibition in its part of the sentence that say of what it is one, or where it holds."""
    at = max(match.start(), text.rfind("不", *match.span()))  # 小学一年级 不再布置
    inside = part(text, Span(at, at))
    said = re.search("(?:一律|均|都|也)?$", text[:at])
    of = trimmed(text, Span(inside.start, said.start() if said else at))  # 汛期|一律禁止采砂
    if of is not None and (case := re.compile(words()["unless"]).fullmatch(text, *of)) is not None:
        return Span(*case.span(1))  # 任何单位 未经批准不得占用
    is_all = of is None or re.search(words()["everyone"], of.cut(text)) is not None
    return None if is_all else of


def _unless(text: str, at: int) -> Span | None:
    """What makes a prohibition one, in the part before it or before others of its row: 未经批准,单位不得…,不得…."""
    inside = part(text, Span(at, at))
    before, in_row = part_before(text, inside), inside.start == at
    pattern, case = re.compile("|".join(words()["prohibitions"])), re.compile(words()["unless"])
    while before is not None:
        other = pattern.search(text, *before) if in_row else None
        said = case.fullmatch(text, before.start, other.start() if other else before.end)
        if said is not None or other is None:
            return Span(*said.span(1)) if said is not None else None
        before = part_before(text, before)
    return None


def _watched(read: Reading, asked: Sequence[Statement]) -> Iterator[Duty]:
    """Names of rates in a part of a sentence that orders them to be monitored, without a figure for any."""
    text = read.text
    for piece in _pieces(text, 0, len(text)):
        said = piece.cut(text)
        if text.startswith(":", piece.end):
            continue  # 管理费提取比例:100万元以下的部分…
        if not re.search(words()["monitored"], said) or any(piece.covers(one.quantity.span) for one in asked):
            continue
        at = piece.start
        for joint in [*_LISTED.finditer(text, piece.start, piece.end), None]:
            end = joint.start() if joint else piece.end
            name = trimmed(text, Span(at, end)) if end > at else None
            at = joint.end() if joint else at
            if name is not None and _RATE.search(name.cut(text)) and name.end - name.start >= _SHORTEST:
                yield Duty(Comparator.NAMED, name.cut(text), name.cut(text), name)


def _pieces(text: str, start: int, stop: int) -> Iterator[Span]:
    """The parts of sentences within bounds."""
    at = start
    for mark in marks().finditer(text, start, stop):
        if mark.start() > at:
            yield Span(at, mark.start())
        at = mark.end()
    if stop > at:
        yield Span(at, stop)
