"""What a document says about itself: title, 文号, issuers, dates, from its head, its signature and the portal's card.

The text itself comes first, the portal's card second. What neither says is missing, and said to be.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from policykit.base.resources import load
from policykit.model import Role, Span
from policykit.text.normal import fold
from policykit.text.shapes import is_annex, is_history, is_organ, is_title_end, joins_title

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policykit.text.document import Document

__all__ = ["Card", "Fact", "read_card", "read_day"]

_HAN = "〇零○Ｏ一二三四五六七八九十元"
_DAYS = re.compile(
    rf"(?P<year>\d{{4}}|[{_HAN}]{{4}})年(?P<month>\d{{1,2}}|[{_HAN}]{{1,3}})月(?P<day>\d{{1,2}}|[{_HAN}]{{1,3}})日"
    r"|(?<![\d.])(?P<year_>(?:19|20)\d\d)(?P<sign>[-./])(?P<month_>\d{1,2})(?P=sign)(?P<day_>\d{1,2})(?![\d.])"
)
_NUMBERS = re.compile(
    r"[\u3400-\u9fffA-Za-z]{1,24}[\[(【〔﹝](?:19|20)\d\d[\])】〕﹞]第?\d{1,5}[号期]"
    rf"|[\u3400-\u9fff]{{0,24}}(?:令|公告|通告|通报)\(?(?:[\[(〔]?(?:19|20)\d\d[\])〕]?年?)?第?[\d{_HAN}百]{{1,6}}[号期]\)?"
    rf"|(?<!\d)(?:19|20)\d\d年第[\d{_HAN}百]{{1,6}}[号期]"
)

_BLANKS = re.compile(r"(?<=[年月])\s+(?=\d)|(?<=\d)\s+(?=[年月日])|(?<=\d)\s(?=(?:\d\s){0,2}\d\s*年)")
"""Blanks in a day: 2023 年 5 月 6 日, 2 0 2 3 年."""
_NUMBER_ALONE = re.compile(rf"\(?(?:[\[(〔]?(?:19|20)\d\d[\])〕]?年?)?第?[\d{_HAN}百]{{1,6}}[号期]\)?")
_APART = re.compile(r"\s{2,}|\t|、|　")
_LONGEST = 60
_SIGNERS = 24
_TITLE_LINES = 3
_LAWLESS = re.compile(r"[。;]")


class Fact(NamedTuple):
    """A value as written, and where it stands in the decoded source."""

    value: str
    span: Span


@dataclass(frozen=True)
class Card:
    r"""What was found of a document. Days are ISO dates; of issuers there may be several.

    >>> from policykit.text import document
    >>> text = "关于转诊的意见\n皖卫发〔2024〕 4号\n\n一、转诊\n加强转诊。\n\n安徽省财政厅\n二〇二四年五月六日"
    >>> card = read_card(text, document(text))
    >>> card.facts["number"], card.facts["issuers"], card.facts["date_issued"], card.missing
    ('皖卫发〔2024〕4号', ['安徽省财政厅'], '2024-05-06', ())
    """

    found: dict[str, tuple[Fact, ...]]
    """Key of policy.yml → what was found, in the order of the text."""

    @property
    def facts(self) -> dict[str, str | list[str]]:
        """The values as policy.yml has them."""
        return {
            key: [each.value for each in facts] if key == "issuers" else facts[0].value
            for key, facts in self.found.items()
        }

    @property
    def missing(self) -> tuple[str, ...]:
        """The names of what was looked for and not found."""
        return tuple(name for key, name in load("card")["names"].items() if key not in self.found)


class _Line(NamedTuple):
    start: int
    text: str
    folded: str
    """As long as the text: what matches in it stands at the same place of the source."""

    @property
    def tight(self) -> str:
        return re.sub(r"\s+", "", self.folded)


def read_day(written: str) -> date | None:
    """The first day that a text names; nothing when it names none or one that no calendar has.

    >>> [str(read_day(day)) for day in ("二〇〇四年一月十六日", "2026.1.5", "2026-01-05 10:53", "2026年1月", "2月30日")]
    ['2004-01-16', '2026-01-05', '2026-01-05', 'None', 'None']
    """
    match = _DAYS.search(_BLANKS.sub("", fold(written)))
    if match is None:
        return None
    parts = [match[name] or match[f"{name}_"] for name in ("year", "month", "day")]
    try:
        return date(*map(_read_number, parts))
    except ValueError:
        return None


def _read_number(written: str) -> int:
    if written.isdecimal():
        return int(written)
    digits = ["一二三四五六七八九".find(char) + 1 for char in written]
    if "十" in written:
        tens, _, ones = written.partition("十")
        return 10 * (_read_number(tens) if tens else 1) + (_read_number(ones) if ones else 0)
    return 1 if written == "元" else int("".join(map(str, digits)))


def read_card(source: str, document: Document) -> Card:
    """Read what a segmented source says about itself."""
    body = [each for each in document.segments if each.role in (Role.CLAUSE, Role.HEADING)]
    first, last = (body[0].span.start, body[-1].span.end) if body else (len(source), 0)
    lines = list(_lines(source))
    head = [line for line in lines if line.start < first]
    portal = _portal(head)
    titles = _titles(source, document)
    signed = _signed(lines)
    history = [line for line in head if is_history(line.folded.strip())]
    found: dict[str, tuple[Fact, ...] | None] = {
        "title": _title(document, titles, portal, head),
        "number": _number(head, portal, document),
        "issuers": signed[0] or _titled(titles, head) or portal.get("issuers") or _lawmakers(history, head),
        "date_issued": signed[1] or portal.get("date_issued") or _made(history, head, lines, last),
        "date_published": portal.get("date_published") or _printed(head),
        "publisher": portal.get("publisher"),
    }
    return Card({key: facts for key, facts in found.items() if facts})


def _lines(source: str) -> Iterator[_Line]:
    start = 0
    for text in source.splitlines(keepends=True):
        if text.strip():
            folded = fold(text)
            yield _Line(start, text, folded if len(folded) == len(text) else text)
        start += len(text)


def _fact(line: _Line, start: int, end: int, value: str | None = None) -> Fact:
    """A piece of a line, without the blanks around it."""
    piece = line.text[start:end]
    start += len(piece) - len(piece.lstrip())
    text = piece.strip()
    return Fact(text if value is None else value, Span(line.start + start, line.start + start + len(text)))


# --- the portal's card ------------------------------------------------------------------------


@cache
def _label() -> re.Pattern[str]:
    words = {word: key for key, listed in load("card")["labels"].items() for word in listed}
    longest = sorted(words, key=len, reverse=True)
    spaced = "|".join(r"[ \t\u3000]*".join(word) for word in longest)
    return re.compile(rf"(?<![\u3400-\u9fff])(?:{spaced})[ \t\u3000]*[】\]]?[ \t\u3000]*:")


@cache
def _key_of(label: str) -> str:
    tight = re.sub(r"[\s:】\]]+", "", label)
    return next(str(key) for key, listed in load("card")["labels"].items() if tight in listed)


def _portal(head: Sequence[_Line]) -> dict[str, tuple[Fact, ...]]:
    """The fields of the portal's card: label, colon, value up to the next label; an empty value is the next line."""
    found: dict[str, tuple[Fact, ...]] = {}
    for at, line in enumerate(head):
        if len(line.text) > 4 * _LONGEST and _LAWLESS.search(line.folded):
            continue
        labels = list(_label().finditer(line.folded))
        for match, following in zip(labels, [*labels[1:], None], strict=False):
            key = _key_of(match[0])
            end = following.start() if following else len(line.text)
            value = _fact(line, match.end(), end)
            if (
                not value.value
                and following is None
                and at + 1 < len(head)
                and not _label().search(head[at + 1].folded)
            ):
                value = _fact(head[at + 1], 0, len(head[at + 1].text))
            if key != "other" and not re.search(load("card")["empty"], fold(value.value)):
                found.setdefault(key, _typed(key, value))
    return {key: facts for key, facts in found.items() if facts}


def _typed(key: str, fact: Fact) -> tuple[Fact, ...]:
    if key.startswith("date") or key in ("effective", "expires"):
        day = read_day(fact.value)
        return (Fact(day.isoformat(), fact.span),) if day else ()
    if key == "issuers":
        return tuple(_organs(fact))
    if key == "number":
        return (Fact(re.sub(r"\s+", "", fact.value), fact.span),)
    if key == "publisher":
        return (Fact(re.split(r"\s{2,}|\s(?=发布|日期|时间|作者)", fact.value)[0], fact.span),)
    return (Fact(" ".join(fact.value.split()), fact.span),)


# --- issuers and dates ------------------------------------------------------------------------


def _organs(fact: Fact) -> Iterator[Fact]:
    """The names in a line of issuers: set apart by blanks or 、; blanks inside of a name are none."""
    pieces = [piece for piece in _APART.split(fact.value) if piece.strip()]
    if len(pieces) == 1:
        single = pieces[0].split()
        pieces = single if all(len(each) > 1 and is_organ(fold(each)) for each in single) else pieces
    if not all(is_organ(fold(piece)) and len(re.sub(r"\s", "", piece)) > 1 for piece in pieces):
        pieces = [fact.value]
    for piece in pieces:
        yield Fact(re.sub(r"\s+", "", piece), fact.span)


def _signed(lines: Sequence[_Line]) -> tuple[tuple[Fact, ...], tuple[Fact, ...]]:
    """Issuers and date of the first signature: names of organs, and a day below them or behind."""
    for at, line in enumerate(lines):
        tight = line.tight
        match = _DAYS.search(tight)
        if match is None or match.end() < len(tight.rstrip(")")) or _LAWLESS.search(tight):
            continue
        day = read_day(line.text)
        ahead = line.folded[: _day_start(line.folded)].strip(" (\t\u3000")
        above = list(_above(lines, at)) if not ahead else []
        if ahead and _names_organs(ahead):
            above = list(_organs(_fact(line, 0, line.text.find(line.text.strip()[len(ahead) :]))))[:_SIGNERS]
        if above and day:
            stamp = _fact(line, 0, len(line.text), day.isoformat())
            return tuple(above), (stamp,)
    return (), ()


def _day_start(folded: str) -> int:
    match = re.search(rf"(?:\d\s*){{4}}[年./-]|[{_HAN}]\s*[{_HAN}]\s*[{_HAN}]\s*[{_HAN}]\s*年", folded)
    return match.start() if match else 0


def _above(lines: Sequence[_Line], at: int) -> Iterator[Fact]:
    """The issuers in the lines above a date, top first."""
    rows: list[list[Fact]] = []
    for line in reversed(lines[max(0, at - _SIGNERS) : at]):
        shown = re.sub(load("card")["seals"], "", line.folded.strip())
        if re.fullmatch(rf".*{load('card')['offices']}\s*\S{{2,4}}(?:\s\S)?", shown) and not _names_organs(
            shown
        ):
            continue
        if not _names_organs(shown):
            break
        rows.append(list(_organs(Fact(line.text.strip()[: len(shown)], _fact(line, 0, len(line.text)).span))))
    for row in reversed(rows):
        yield from row


def _names_organs(folded: str) -> bool:
    pieces = [piece for piece in _APART.split(folded) if piece.strip()]
    plain = not re.search(r"[:。;!?,()]|\d", folded) and not is_title_end(folded)
    return plain and bool(pieces) and all(is_organ(piece) and len(piece.strip()) > 1 for piece in pieces)


def _titles(source: str, document: Document) -> list[Fact]:
    """The titles in the head, that of a covering letter and the policy's own, each in one piece."""
    found: list[Fact] = []
    last: Span | None = None
    for segment in document.segments:
        if segment.role is not Role.TITLE:
            continue
        words = " ".join(segment.span.cut(source).split())
        if (
            last
            and not source[last.end : segment.span.start].strip()
            and not is_title_end(fold(found[-1].value))
        ):
            found[-1] = Fact(found[-1].value + words, Span(found[-1].span.start, segment.span.end))
        else:
            found.append(Fact(words, segment.span))
        last = segment.span
    return found


def _titled(titles: Sequence[Fact], head: Sequence[_Line]) -> tuple[Fact, ...]:
    """The issuers that a title begins with; none where it does not name them one by one."""
    others = [_fact(line, 0, len(line.text)) for line in head if is_title_end(line.folded.strip())]
    for title in (*titles, *others):
        ahead = re.split(load("card")["matter"], fold(title.value))[0].strip("《# ")
        if ahead and not re.search(load("card")["several"], ahead) and _names_organs(ahead):
            start = fold(title.value).find(ahead)
            return tuple(_organs(Fact(title.value[start : start + len(ahead)], title.span)))
    return ()


def _lawmakers(history: Sequence[_Line], head: Sequence[_Line]) -> tuple[Fact, ...]:
    """Who made a law or gives a report: the body that passed it, whose order it is, whose head speaks."""
    for line in (*history, *head):
        words = line.tight
        order = re.search(r"([\u3400-\u9fff]{2,20})令(?:\(?第|$)", re.sub(r"\d{4}年.*?日", "", words))
        maker = re.search(load("card")["lawmakers"], re.sub(r"^\W*\d{4}年.*?日", "", words))
        office = re.match(
            rf"([\u3400-\u9fff]{{2,20}}(?:人民政府|法院|检察院|委员会)){load('card')['offices']}", words
        )
        named = order or (maker if line in history else None) or office
        if named and len(words) <= 2 * _LONGEST:
            return (_fact(line, 0, len(line.text), named[1].removeprefix(load("card")["nation"])),)
    return ()


def _made(
    history: Sequence[_Line], head: Sequence[_Line], lines: Sequence[_Line], last: int
) -> tuple[Fact, ...]:
    """The day a law was promulgated, else passed; else the day alone in the last line or under the title."""
    days = [(line, match) for line in history for match in _events(line)]
    published = [each for each in days if re.search(load("card")["promulgated"], each[1][1])]
    for line, (written, _) in (*published, *days):
        day = read_day(written)
        if day:
            return (_fact(line, 0, len(line.text), day.isoformat()),)
    alone = [
        line
        for line in (*(each for each in lines[-8:] if each.start >= last - 200), *head)
        if "年" in line.text
    ]
    for line in alone:
        match = _DAYS.search(line.tight)
        starts = match and re.match(r"[\W_]*$", line.tight[: match.start()])
        day = read_day(line.text)
        if match and starts and day and len(line.tight) <= _LONGEST and not _LAWLESS.search(line.tight):
            return (_fact(line, 0, len(line.text), day.isoformat()),)
    return ()


def _events(line: _Line) -> Iterator[tuple[str, str]]:
    """The days of a line of history, each with the words behind it."""
    days = list(_DAYS.finditer(line.tight))
    for match, following in zip(days, [*days[1:], None], strict=False):
        yield match[0], line.tight[match.end() : following.start() if following else None]


def _printed(head: Sequence[_Line]) -> tuple[Fact, ...]:
    """The day of publication that a page shows without a label: with a clock, or in dots and strokes."""
    for line in head:
        match = _DAYS.match(line.folded.strip())
        if (
            match
            and match["year_"]
            and re.fullmatch(r"[\s\d:]*(?:来源.*)?", line.folded.strip()[match.end() :])
        ):
            day = read_day(line.text)
            if day:
                return (_fact(line, 0, len(line.text), day.isoformat()),)
    return ()


# --- title and 文号 ---------------------------------------------------------------------------


def _title(
    document: Document, titles: Sequence[Fact], portal: dict[str, tuple[Fact, ...]], head: Sequence[_Line]
) -> tuple[Fact, ...]:
    """The policy's own title, not that of the letter that carries it; the portal's where the text shows none."""
    given = portal.get("title", ())
    own = document.title
    if not own or "\t" in own or is_history(re.sub(r"\s+", "", fold(own))):
        return given or _title_of_lines(head)
    where = next((title.span for title in reversed(titles) if title.value[:8] in own), Span(0, 0))
    words = " ".join(own.split())
    if re.fullmatch(r"(?:\S )+\S", words):
        words = words.replace(" ", "")
    # A bold line that a reader of PDF drew twice.
    half = len(words) // 2
    return (Fact(words[:half] if words[:half] == words[half:] else words, where),)


def _title_of_lines(head: Sequence[_Line]) -> tuple[Fact, ...]:
    """The last line of the head that ends as titles do, with the lines above that belong to it."""
    tight = ["", *(line.tight for line in head)]
    ends = [
        at for at, line in enumerate(head) if _is_title_line(line) and not is_history(tight[at] + line.tight)
    ]
    if not ends:
        return ()
    first = last = ends[-1]
    while first and last - first < _TITLE_LINES and _joins(head[first - 1]):
        first -= 1
    words = "".join(line.text.strip() for line in head[first : last + 1])
    end = head[last].start + len(head[last].text.rstrip())
    return (Fact(words.lstrip("# "), Span(head[first].start, end)),)


def _joins(line: _Line) -> bool:
    return joins_title(line.folded.strip()) and not is_annex(line.folded.strip())


def _is_title_line(line: _Line) -> bool:
    words = line.folded.strip()
    return "\t" not in words and is_title_end(words) and not is_history(line.tight)


def _number(
    head: Sequence[_Line], portal: dict[str, tuple[Fact, ...]], document: Document
) -> tuple[Fact, ...]:
    """文号: alone in a line of the head, or with who signs; else of the portal, the title, or a line of history."""
    marked = {
        segment.span.start
        for segment in document.segments
        if segment.role in (Role.SUMMARY, Role.NOTICE, Role.CLAUSE)
    }
    short = [line for line in head if len(line.tight) <= _LONGEST and line.start not in marked]
    for at, line in enumerate(short):
        both = line.tight
        following = short[at + 1].tight if at + 1 < len(short) else ""
        if re.fullmatch(rf"(?:(?!关于).)*(?:{load('card')['numbered']})", both) and _NUMBER_ALONE.fullmatch(
            following
        ):
            both += following
        match = _NUMBERS.fullmatch(re.split(r"签发人|签发:", both)[0].strip("()"))
        if match:
            return (_fact(line, 0, len(line.text), _as_written(line, short, at, match[0])),)
    if "number" in portal:
        return portal["number"]
    for line in short:
        match = _NUMBERS.search(line.tight)
        if match and (is_history(line.folded.strip()) or line.tight.endswith((")", "》"))):
            value = re.sub(r"^.*?日", "", match[0]).strip("()")
            return (_fact(line, 0, len(line.text), value),)
    return ()


def _as_written(line: _Line, lines: Sequence[_Line], at: int, folded: str) -> str:
    """The 文号 in the characters of the source: the line itself, or it and the next."""
    own = re.sub(r"\s+", "", line.text)
    both = own if len(own) >= len(folded) else own + re.sub(r"\s+", "", lines[at + 1].text)
    start = max(0, fold(both).find(folded))
    return both[start : start + len(folded)]
