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
from policykit.text.signature import read_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from policykit.model import Segment

__all__ = ["Replaced", "Stated", "Validity", "read_validity"]

_HAN = "〇零○一二三四五六七八九十百两"
_DAY = rf"(?:\d{{4}}|[{_HAN}]{{4}})年(?:\d{{1,2}}|[{_HAN}]{{1,3}})月(?:\d{{1,2}}|[{_HAN}]{{1,3}})日"
_COUNT = rf"(?P<count>\d{{1,3}}|[{_HAN}]{{1,3}})"
_SENTENCE = re.compile(r"[^。;\n]+[。;]?")
_TITLE = re.compile(r"《(?P<title>[^《》]*(?:《[^《》]*》[^《》]*)*)》(?P<number>[(〔][^()]*?号[)])?")
_LAST_DAY = 28


class Stated(NamedTuple):
    """A day, and the sentence that says it."""

    day: date
    span: Span


class Replaced(NamedTuple):
    """A document that is said to be repealed, and the sentence that says so."""

    title: str
    number: str
    """文号 as written, without brackets; empty when none is given."""
    span: Span


@dataclass(frozen=True)
class Validity:
    """What a policy says about its own force."""

    effective: Stated | None = None
    """The first day on which it is in force."""
    expires: Stated | None = None
    """The last day on which it is in force."""
    replaces: tuple[Replaced, ...] = ()


def read_validity(
    source: str, segments: Iterable[Segment], *, title: str = "", issued: date | None = None
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
    sentences = list(_sentences(source, segments))
    effective = next((found for each in sentences if (found := _effective(*each, issued))), None)
    start = effective.day if effective else issued
    expires = next((found for each in sentences if (found := _expires(*each, start))), None)
    replaces = tuple(found for each in sentences for found in _replaced(*each, title))
    return Validity(effective, expires, tuple(dict.fromkeys(replaces)))


def _sentences(source: str, segments: Iterable[Segment]) -> Iterator[tuple[str, Span]]:
    """The sentences of clauses and covering letter, folded and without blanks, with their places."""
    for segment in segments:
        if segment.role not in (Role.CLAUSE, Role.NOTICE):
            continue
        for match in _SENTENCE.finditer(segment.span.cut(source)):
            start = segment.span.start + match.start()
            yield re.sub(r"\s+", "", fold(match[0])), Span(start, start + len(match[0].rstrip()))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    data = load("validity")
    own, force, events = data["itself"], data["in_force"], data["events"]
    begins = rf"(?:{own}[^,]{{0,12}}?|^(?:第[{_HAN}\d]+条)?|》[^,]{{0,6}}?|[,:])"
    return {
        "from_day": re.compile(rf"{begins}(?:从|自)(?P<day>{_DAY})起{force}"),
        "from_event": re.compile(
            rf"{begins}(?:从|自)(?:{events})之日起(?:满?{_COUNT}(?P<unit>日|天|个月)后?)?(?:起)?{force}"
        ),
        "until": re.compile(
            rf"(?:有效期限?|施行期限?|执行期限?|试行期限?)(?:截至|截止到?|至|到|为?自{_DAY}(?:起)?至)(?P<day>{_DAY})"
            rf"|(?:施行|执行|有效|实施)(?:至|到)(?P<day_>{_DAY})"
            rf"|自{_DAY}起?(?:施行|执行|实施)?至(?P<day__>{_DAY})(?:止|有效|废止|失效)"
        ),
        "for_years": re.compile(
            rf"(?:有效期|试行期|施行期|执行期|暂行期|试行|暂行)限?(?:为|是)?{_COUNT}年(?P<half>半)?"
        ),
        "itself": re.compile(own),
        "repealed": re.compile(data["repealed"]),
        "amending": re.compile(data["amending"]),
    }


def _effective(sentence: str, span: Span, issued: date | None) -> Stated | None:
    found = _patterns()["from_day"].search(sentence)
    if found:
        day = read_day(found["day"])
        return Stated(day, span) if day else None
    found = _patterns()["from_event"].search(sentence)
    if found is None or issued is None:
        return None
    count = _number(found["count"]) if found["count"] else 0
    if found["unit"] == "个月":
        return Stated(_months_on(issued, count), span)
    return Stated(issued + timedelta(days=count), span)


def _expires(sentence: str, span: Span, start: date | None) -> Stated | None:
    """The last day in force; a term is the document's own only where the document is what it is said of."""
    until = _patterns()["until"].search(sentence)
    if until and _is_of_itself(sentence, until.start()):
        day = read_day(until["day"] or until["day_"] or until["day__"])
        return Stated(day, span) if day else None
    term = _patterns()["for_years"].search(sentence)
    if term and start and _is_of_itself(sentence, term.start()):
        months = 12 * _number(term["count"]) + 6 * bool(term["half"])
        return Stated(_months_on(start, months) - timedelta(days=1), span)
    return None


def _is_of_itself(sentence: str, at: int) -> bool:
    """Whether what stands at a place is said of the document: 许可证有效期5年 is not."""
    ahead = sentence[:at]
    named = _patterns()["itself"].search(ahead) or re.search(
        r"(?:自|从).{4,14}起(?:施行|实施|执行|试行)", sentence
    )
    close = not ahead or ahead[-1] in ",:(" or re.search(rf"(?:{load('validity')['itself']})的?$", ahead)
    return bool(named and close)


def _replaced(sentence: str, span: Span, own: str) -> Iterator[Replaced]:
    """The titles in a sentence that says that they are repealed, without those by which they were amended."""
    said = _patterns()["repealed"].search(sentence)
    if said is None or re.search(r"(?:不|未|尚未|不得|是否|应当?)(?:予以|同时)?废止", sentence):
        return
    for match in _TITLE.finditer(sentence):
        title = match["title"]
        behind = sentence[match.end() : match.end() + 12]
        if (
            _patterns()["amending"].match(behind)
            or "根据" in sentence[max(0, match.start() - 3) : match.start()]
        ):
            continue
        if title != re.sub(r"\s+", "", fold(own)):
            number = (match["number"] or "").strip("()").replace("[", "〔").replace("]", "〕")
            yield Replaced(title, number, span)


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
