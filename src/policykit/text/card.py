"""What a document says about itself: title, 文号, issuers, dates, from its head, its signature and the portal's card.

The text itself comes first, the portal's card second. What neither says is missing, and said to be.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from policykit.base.resources import load
from policykit.model import Role, Span
from policykit.text.normal import fold
from policykit.text.shapes import is_annex, is_history, is_title_end, joins_title
from policykit.text.signature import (
    DAYS,
    HAN,
    Fact,
    Line,
    fact_of,
    lines_of,
    names_organs,
    organs,
    read_day,
    signature,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policykit.text.document import Document

__all__ = ["Card", "read_card"]

_NUMBERS = re.compile(
    r"[\u3400-\u9fffA-Za-z]{0,24}[\[(【〔﹝〈<](?:19|20)\d\d[\])】〕﹞〉>]第?\d{1,5}[号期]"
    rf"|[\u3400-\u9fff]{{0,24}}(?:令|公告|通告|通报)\(?(?:[\[(〔]?(?:19|20)\d\d[\])〕]?年?)?第?[\d{HAN}百]{{1,6}}[号期]\)?"
    rf"|(?<!\d)(?:19|20)\d\d年第[\d{HAN}百]{{1,6}}[号期]"
)

_NUMBER_ALONE = re.compile(rf"\(?(?:[\[(〔]?(?:19|20)\d\d[\])〕]?年?)?第?[\d{HAN}百]{{1,6}}[号期]\)?")
_ISSUE = re.compile(rf"第[\d{HAN}百]{{1,6}}期")
_ORDER = re.compile(r"[\u3400-\u9fff、]{2,24}第\d{1,5}号令")
_LONGEST = 60
_TITLE_LINES = 3
_LAWLESS = re.compile(r"[。;]")


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


def read_card(source: str, document: Document) -> Card:
    """Read what a segmented source says about itself."""
    body = [each for each in document.segments if each.role in (Role.CLAUSE, Role.HEADING)]
    first, last = (body[0].span.start, body[-1].span.end) if body else (len(source), 0)
    lines = list(lines_of(source))
    head = [line for line in lines if line.start < first]
    portal = _portal(head)
    titles = _titles(source, document)
    signers, signed = signature(lines)
    history = [line for line in head if is_history(line.folded.strip())]
    found: dict[str, tuple[Fact, ...] | None] = {
        "title": _title(document, titles, portal, head),
        "number": _number(head, portal, document) or _number_below(lines, last),
        "issuers": signers or _titled(titles, head) or portal.get("issuers") or _lawmakers(history, head),
        "date_issued": signed or portal.get("date_issued") or _made(history, head, lines, last),
        "date_published": portal.get("date_published") or _printed(head),
        "publisher": portal.get("publisher"),
    }
    return Card({key: facts for key, facts in found.items() if facts})


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


def _portal(head: Sequence[Line]) -> dict[str, tuple[Fact, ...]]:
    """The fields of the portal's card: label, colon, value up to the next label; an empty value is the next line."""
    found: dict[str, tuple[Fact, ...]] = {}
    for at, line in enumerate(head):
        if len(line.text) > 4 * _LONGEST and _LAWLESS.search(line.folded):
            continue
        labels = list(_label().finditer(line.folded))
        for match, following in zip(labels, [*labels[1:], None], strict=False):
            key = _key_of(match[0])
            end = following.start() if following else len(line.text)
            value = _unframed(fact_of(line, match.end(), end))
            if (
                not value.value
                and following is None
                and at + 1 < len(head)
                and not _label().search(head[at + 1].folded)
            ):
                value = fact_of(head[at + 1], 0, len(head[at + 1].text))
            if key != "other" and not re.search(load("card")["empty"], fold(value.value)):
                found.setdefault(key, _typed(key, value))
    return {key: facts for key, facts in found.items() if facts}


def _unframed(fact: Fact) -> Fact:
    """A value without the strokes by which a portal parts its fields."""
    return Fact(fact.value.rstrip(" \u3000|｜丨"), fact.span)


def _typed(key: str, fact: Fact) -> tuple[Fact, ...]:
    if key.startswith("date") or key in ("effective", "expires"):
        day = read_day(fact.value)
        return (Fact(day.isoformat(), fact.span),) if day else ()
    if key == "issuers":
        return tuple(organs(fact))
    if key == "number":
        return (Fact(re.sub(r"\s+", "", fact.value), fact.span),)
    if key == "publisher":
        return (Fact(re.split(r"\s{2,}|\s(?=发布|日期|时间|作者)", fact.value)[0], fact.span),)
    return (Fact(" ".join(fact.value.split()), fact.span),)


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


def _titled(titles: Sequence[Fact], head: Sequence[Line]) -> tuple[Fact, ...]:
    """The issuers that a title begins with; none where it does not name them one by one."""
    others = [fact_of(line, 0, len(line.text)) for line in head if is_title_end(line.folded.strip())]
    for title in (*titles, *others):
        ahead = re.split(load("card")["matter"], fold(title.value))[0].strip("《# ")
        if ahead and not re.search(load("card")["several"], ahead) and names_organs(ahead):
            start = fold(title.value).find(ahead)
            return tuple(organs(Fact(title.value[start : start + len(ahead)], title.span)))
    return ()


def _lawmakers(history: Sequence[Line], head: Sequence[Line]) -> tuple[Fact, ...]:
    """Who made a law or gives a report: the body that passed it, whose order it is, whose head speaks."""
    for line in (*history, *head):
        words = line.tight
        order = re.search(r"([\u3400-\u9fff]{2,20})令(?:\(?第|$)", re.sub(r"\d{4}年.*?日", ",", words))
        maker = re.search(load("card")["lawmakers"], re.sub(r"^\W*\d{4}年.*?日", "", words))
        office = re.match(
            rf"([\u3400-\u9fff]{{2,20}}(?:人民政府|法院|检察院|委员会)){load('card')['offices']}", words
        )
        named = order or (maker if line in history else None) or office
        if named and (line in history or len(words) <= 2 * _LONGEST):
            return (fact_of(line, 0, len(line.text), _maker(named[1])),)
    for line in history:
        given = re.search(load("card")["given"], line.tight)
        if given and names_organs(given[1]):
            return tuple(organs(fact_of(line, 0, len(line.text), given[1])))
    return ()


def _maker(written: str) -> str:
    """The body that makes laws, whichever term it sat in."""
    return re.sub(r"第[一二三四五六七八九十百\d]+届", "", written.removeprefix(load("card")["nation"]))


def _made(
    history: Sequence[Line], head: Sequence[Line], lines: Sequence[Line], last: int
) -> tuple[Fact, ...]:
    """The day a law was promulgated, else passed; else the day alone in the last line or under the title."""
    days = [(line, match) for line in history for match in _events(line)]
    published = [each for each in days if re.search(load("card")["promulgated"], each[1][1])]
    for line, (written, _) in (*published, *days):
        day = read_day(written)
        if day:
            return (fact_of(line, 0, len(line.text), day.isoformat()),)
    for line in head:
        # A day behind the 文号, in one line with it.
        bare = _undated(line.tight)
        if bare != line.tight and _NUMBERS.fullmatch(bare) and (day := read_day(line.text)):
            return (fact_of(line, 0, len(line.text), day.isoformat()),)
    alone = [
        line
        for line in (*(each for each in lines[-8:] if each.start >= last - 200), *head)
        if "年" in line.text
    ]
    for line in alone:
        match = DAYS.search(line.tight)
        starts = match and re.match(r"[\W_]*$", line.tight[: match.start()])
        day = read_day(line.text)
        if starts and day and len(line.tight) <= _LONGEST and not _LAWLESS.search(line.tight):
            return (fact_of(line, 0, len(line.text), day.isoformat()),)
    return ()


def _events(line: Line) -> Iterator[tuple[str, str]]:
    """The days of a line of history, each with the words behind it."""
    days = list(DAYS.finditer(line.tight))
    for match, following in zip(days, [*days[1:], None], strict=False):
        yield match[0], line.tight[match.end() : following.start() if following else None]


def _printed(head: Sequence[Line]) -> tuple[Fact, ...]:
    """The day of publication that a page shows without a label: with a clock, or in dots and strokes."""
    for line in head:
        match = DAYS.match(line.folded.strip())
        if (
            match
            and match["year_"]
            and re.fullmatch(r"[\s\d:]*(?:来源.*)?", line.folded.strip()[match.end() :])
        ):
            day = read_day(line.text)
            if day:
                return (fact_of(line, 0, len(line.text), day.isoformat()),)
    return ()


# --- title and 文号 ---------------------------------------------------------------------------


def _title(
    document: Document, titles: Sequence[Fact], portal: dict[str, tuple[Fact, ...]], head: Sequence[Line]
) -> tuple[Fact, ...]:
    """The policy's own title, not that of the letter that carries it; the portal's where the text shows none."""
    given = portal.get("title", ())
    own = document.title
    if not own or "\t" in own or is_history(re.sub(r"\s+", "", fold(own))):
        return given or _title_of_lines(head)
    where = next(
        (title.span for title in reversed(titles) if title.value.lstrip("# ")[:8] in own), Span(0, 0)
    )
    words = " ".join(own.split())
    if re.fullmatch(r"(?:\S )+\S", words):
        words = words.replace(" ", "")
    # A bold line that a reader of PDF drew twice.
    half = len(words) // 2
    words = words[:half] if words[:half] == words[half:] else words
    # An agency's line, 某某印发《意见》, and a title all in brackets or quotes: what is in them is the title.
    named = re.fullmatch(load("card")["carried"], words)
    return (Fact(next(filter(None, named.groups())) if named else words, where),)


def _title_of_lines(head: Sequence[Line]) -> tuple[Fact, ...]:
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


def _joins(line: Line) -> bool:
    return joins_title(line.folded.strip()) and not is_annex(line.folded.strip())


def _is_title_line(line: Line) -> bool:
    words = line.folded.strip()
    return "\t" not in words and is_title_end(words) and not is_history(line.tight)


def _number(
    head: Sequence[Line], portal: dict[str, tuple[Fact, ...]], document: Document
) -> tuple[Fact, ...]:
    """文号: alone in a line of the head, or with who signs; else of the portal, the title, or a line of history."""
    marked = {
        segment.span.start
        for segment in document.segments
        if segment.role in (Role.SUMMARY, Role.NOTICE, Role.CLAUSE)
    }
    short = [line for line in head if len(line.tight) <= _LONGEST and line.start not in marked]
    for at, line in enumerate(short):
        both, last = line.tight, line
        following = short[at + 1].tight if at + 1 < len(short) else ""
        if re.fullmatch(rf"(?:(?!关于).)*(?:{load('card')['numbered']})", both) and _NUMBER_ALONE.fullmatch(
            following.removesuffix("期")
        ):
            both, last = both + following, short[at + 1]
        words = _undated(re.split(r"签发人|签发:", both)[0])
        match = _NUMBERS.fullmatch(words) or _ISSUE.fullmatch(words)
        if match and "关于" not in match[0]:
            first, end = fact_of(line, 0, len(line.text)).span, fact_of(last, 0, len(last.text)).span.end
            return (Fact(_as_written(line, short, at, match[0]), Span(first.start, end)),)
    if "number" in portal:
        return portal["number"]
    # Sought in this order in all lines: a law may have been made by one order and amended by another.
    for pattern in (_NUMBERS, _ORDER):
        for line in short:
            tail = re.search(r"\(([^()]*)\)$", line.tight)
            match = (tail and pattern.fullmatch(tail[1])) or pattern.search(line.tight)
            if match and (is_history(line.folded.strip()) or line.tight.endswith((")", "》"))):
                value = _unbracketed(re.sub(r"^.*?日", "", match[0]))
                return (fact_of(line, 0, len(line.text), value),)
    return ()


def _number_below(lines: Sequence[Line], last: int) -> tuple[Fact, ...]:
    """文号 alone in a line below the text, as under a signature."""
    for line in lines:
        words = _unbracketed(line.tight)
        if line.start >= last and _NUMBERS.fullmatch(words):
            written, bare = re.sub(r"\s+", "", line.text), len(line.tight) - len(words)
            return (fact_of(line, 0, len(line.text), written[bare // 2 : len(written) - bare // 2]),)
    return ()


def _undated(tight: str) -> str:
    """A line without the brackets around it and without a day before or behind the 文号."""
    words = _unbracketed(tight)
    day = DAYS.search(words)
    if day and (day.start() == 0 or day.end() == len(words)):
        words = words[: day.start()] + words[day.end() :]
    return words


def _unbracketed(words: str) -> str:
    return words[1:-1] if re.fullmatch(r"\([^()]*(?:\([^()]*\)[^()]*)*\)", words) else words


def _as_written(line: Line, lines: Sequence[Line], at: int, folded: str) -> str:
    """The 文号 in the characters of the source: the line itself, or it and the next."""
    own = re.sub(r"\s+", "", line.text)
    both = own if len(own) >= len(folded) else own + re.sub(r"\s+", "", lines[at + 1].text)
    start = max(0, fold(both).find(folded))
    return both[start : start + len(folded)]
