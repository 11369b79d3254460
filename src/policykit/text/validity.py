"""时效: from when a document is in force, until when, and what it replaces, as its own sentences say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from policykit.base.resources import load
from policykit.model import Role, Span
from policykit.text.normal import fold
from policykit.text.repeals import Replaced, read_repeals
from policykit.text.shapes import is_history
from policykit.text.signature import read_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from policykit.model import Segment

__all__ = ["Replaced", "Stated", "Validity", "read_validity"]

_HAN = "〇零○一二三四五六七八九十百两"
_MONTH = rf"(?:\d{{4}}|[{_HAN}]{{4}})年(?:\d{{1,2}}|[{_HAN}]{{1,3}})月"
_DAY = rf"{_MONTH}(?:\d{{1,2}}|[{_HAN}]{{1,3}})日"
_LAST = rf"(?:{_DAY}|{_MONTH}底?|\d{{4}}年(?:底|末))"
"""A day until which something holds: 2023年底, 2025年6月底."""
_COUNT = rf"(?P<count>\d{{1,3}}|[{_HAN}]{{1,3}})"
_OPEN = r"(?<![。;；:：!?！？])\n(?![ \t\u3000]*\n)"
"""A line that breaks in the middle of a sentence: the next goes on."""
_SENTENCE = re.compile(rf"(?:[^。;；\n]|{_OPEN})+[。;；]?")
_HINT = re.compile(r"日.*(?:[行施效用]|止)|期", re.DOTALL)
_EVENT = re.compile(
    rf"(?P<day>{_DAY})(?:(?!{_DAY}).)*?(?P<name>通过|公布|批准|修正|修订|修改(?!〈|《)|施行|发布|印发)"
)
_LAST_DAY = 28


class Stated(NamedTuple):
    """A day, and the sentence that says it."""

    day: date
    span: Span


@dataclass(frozen=True)
class Validity:
    """What a policy says about its own force."""

    effective: Stated | None = None
    """The first day on which it is in force."""
    expires: Stated | None = None
    """The last day on which it is in force."""
    replaces: tuple[Replaced, ...] = ()
    amended: Stated | None = None
    """The last day on which its text was passed or amended, as the lines under its title say."""


def read_validity(
    source: str, segments: Sequence[Segment], *, title: str = "", issued: date | None = None
) -> Validity:
    r"""Read what a policy says about its own force, in its clauses and in the letter that carries it.

    自公布之日起 counts from the day of issue (`issued`); a term of five years ends on the day before its fifth
    anniversary (自2021年1月1日起施行，有效期5年 → 2025-12-31). What cannot be dated is left out.

    >>> from policykit.text import document
    >>> text = "转诊办法\n第一条 加强转诊。\n第二条 本办法自2021年1月1日起施行，有效期5年。"
    >>> found = read_validity(text, document(text).segments)
    >>> str(found.effective.day), str(found.expires.day)
    ('2021-01-01', '2025-12-31')
    """
    written = list(_sentences(source, segments))
    # So few sentences say it that the others are not looked at any closer.
    sentences = [(re.sub(r"\s+", "", fold(said)), span) for said, span in written if _HINT.search(said)]
    history = list(_history(source, segments))
    amended = max((each for name, each in history if name != "施行"), default=None)
    effective = next((found for each in sentences if (found := _effective(*each, issued))), None)
    effective = effective or next((each for name, each in history if name == "施行"), None)
    start = effective.day if effective else issued
    expires = next((found for each in _with_terms(sentences) if (found := _expires(*each, start))), None)
    return Validity(effective, expires, tuple(dict.fromkeys(read_repeals(written, title))), amended)


def _with_terms(sentences: Sequence[tuple[str, Span]]) -> Iterator[tuple[str, Span]]:
    """The sentences; 有效期5年。 as one with that before it, which says of what it is said (本办法自…起施行)."""
    before = ""
    for sentence, span in sentences:
        is_term = re.match("有效期|试行期|施行期|执行期", sentence) and (
            _said_of_itself("from_day", before) or _said_of_itself("from_event", before)
        )
        yield f"{before[:-1]},{sentence}" if is_term else sentence, span
        before = sentence


def _history(source: str, segments: Iterable[Segment]) -> Iterator[tuple[str, Stated]]:
    """The days in the lines under a title on which it was passed, amended (修正) or entered into force (施行)."""
    for segment in segments:
        if segment.role in (Role.CLAUSE, Role.HEADING):
            return
        for line in re.finditer(r"[^\n]+", segment.span.cut(source)):
            folded = re.sub(r"\s+", "", fold(line[0])).lstrip("#*(")
            if not is_history(folded):
                continue
            start = segment.span.start + line.start()
            for event in _EVENT.finditer(folded):
                if day := read_day(event["day"]):
                    yield event["name"], Stated(day, Span(start, start + len(line[0].rstrip())))


def _sentences(source: str, segments: Iterable[Segment]) -> Iterator[tuple[str, Span]]:
    """The sentences of clauses and covering letter, as written, with their places."""
    for segment in segments:
        if segment.role not in (Role.CLAUSE, Role.NOTICE):
            continue
        for match in _SENTENCE.finditer(segment.span.cut(source)):
            start = segment.span.start + match.start()
            yield match[0], Span(start, start + len(match[0].rstrip()))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    data = load("validity")
    own, force, events = data["itself"], data["in_force"], data["events"]
    begins = rf"(?:(?P<own>{own})[^,]{{0,12}}?|^(?:第[{_HAN}\d]+条)?|》[^,]{{0,6}}?|(?P<behind>[,:]))"
    ends = "(?!的|之|以|后|前|时|《)"
    event = rf"[\u3400-\u9fff]{{0,10}}?(?:{events})(?:之日|日)"
    after = rf"(?:满?{_COUNT}(?P<unit>日|天|个月)后?)?"
    term = r"有效期限?|施行期限?|执行期限?|试行期限?"
    return {
        "from_day": re.compile(
            rf"{begins}(?:(?:从|自|于|自从)(?P<day>{_DAY})(?:零时|0时|零点)?起?|(?(own)(?P<day_>{_DAY})起?|(?!)))"
            rf"(?:至{_LAST}止?)?{force}{ends}"
        ),
        "from_event": re.compile(rf"{begins}(?:从|自|于){event}起?{after}起?{force}{ends}"),
        "term_from_event": re.compile(rf"(?:{term})(?:为|是)?(?:从|自){event}(?P<count>)(?P<unit>)起"),
        "until": re.compile(
            rf"(?:{term})(?:截至|截止到?|至|到|(?:为|是)?(?:自|从)?{_DAY}(?:起)?(?:至|到))(?P<day>{_LAST})"
            rf"|(?:施行|执行|有效|实施|试行)(?:至|到)(?P<day_>{_LAST})"
            rf"|自{_DAY}起?(?:施行|执行|实施)?,?至(?P<day__>{_LAST})(?:止|有效|废止|失效)"
            rf"|(?<=,)(?P<before>自)?(?P<day___>{_DAY})起?(?:自动|自行)?(?:废止|失效|终止|停止执行)"
        ),
        "for_years": re.compile(
            rf"(?:暂定)?(?:有效期|试行期|施行期|执行期|暂行期|试行|暂行)限?(?:为|是|暂定)?(?:(?:自|从)[^,]{{2,16}}起)?{_COUNT}年(?P<half>半)?"
        ),
        "itself": re.compile(own),
        "carries": re.compile(rf"{own}|{data['carries']}"),
        "title": re.compile(r"^《[^》]*》?[^,]*(?:》|决定)[^,]*已"),
    }


def _effective(sentence: str, span: Span, issued: date | None) -> Stated | None:
    found = _said_of_itself("from_day", sentence)
    if found:
        day = read_day(found["day"] or found["day_"])
        return Stated(day, span) if day else None
    found = _said_of_itself("from_event", sentence) or _patterns()["term_from_event"].search(sentence)
    if found is None or issued is None:
        return None
    count = _number(found["count"]) if found["count"] else 0
    if found["unit"] == "个月":
        return Stated(_months_on(issued, count), span)
    return Stated(issued + timedelta(days=count), span)


def _said_of_itself(name: str, sentence: str) -> re.Match[str] | None:
    """What is said behind a comma is said of the document only where its sentence speaks of it."""
    for found in _patterns()[name].finditer(sentence):
        if found["behind"] is None or _patterns()["carries"].search(sentence[: found.start()]):
            return found
    return None


def _expires(sentence: str, span: Span, start: date | None) -> Stated | None:
    """The last day in force; a term is the document's own only where the document is what it is said of."""
    until = _patterns()["until"].search(sentence)
    if until and _is_of_itself(sentence, until.start()):
        day = _last_day(next(until[name] for name in ("day", "day_", "day__", "day___") if until[name]))
        day = day - timedelta(days=1) if day and until["before"] else day
        return Stated(day, span) if day else None
    term = _patterns()["for_years"].search(sentence)
    if term and start and _is_of_itself(sentence, term.start()):
        months = 12 * _number(term["count"]) + 6 * bool(term["half"])
        return Stated(_months_on(start, months) - timedelta(days=1), span)
    return None


def _last_day(written: str) -> date | None:
    """The day until which something holds: of a month or year, its last."""
    if day := read_day(written):
        return day
    named = re.fullmatch(r"(.{4})年(?:(.+?)月)?[底末]?", written)
    if named is None:
        return None  # a day that there is not: 2026年2月30日
    year, month = named.groups()
    first = read_day(f"{year}年{month or 12}月1日") or read_day(f"{year}年{month}月一日")
    return _months_on(first, 1) - timedelta(days=1) if first else None


def _is_of_itself(sentence: str, at: int) -> bool:
    """Whether what stands at a place is said of the document: 许可证有效期5年 is not."""
    ahead = sentence[:at]
    named = _patterns()["itself"].search(ahead) or re.search(
        r"(?:自|从).{4,14}起(?:施行|实施|执行|试行)", sentence
    )
    close = not ahead or ahead[-1] in ",:(起" or re.search(rf"(?:{load('validity')['itself']})的?$", ahead)
    return bool(named and close)


def _number(written: str) -> int:
    if written.isdecimal():
        return int(written)
    tens, ten, ones = written.partition("十")
    digits = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0, "○": 0}
    return (digits[tens] if tens else 1) * 10 + (digits[ones] if ones else 0) if ten else digits[written[0]]


def _months_on(day: date, months: int) -> date:
    """The same day so many months later, the last of its month where there is none."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, _LAST_DAY):
        try:
            return date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError
