"""The name of what is measured: the noun phrase before a figure, or the one behind it."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from policykit.base.resources import load
from policykit.model import Hint, QuantityKind, Span
from policykit.text.dictionary import cutter
from policykit.text.quantities.scope import names_may

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policykit.model import Quantity
    from policykit.text.dictionary import Cutter

__all__ = [
    "JOINED",
    "begins_within",
    "behind",
    "done_in",
    "is_measure",
    "marks",
    "names_before",
    "part",
    "split",
    "trimmed",
    "words",
]

_EDGES = ' \t\u3000、,()"“”‘’'
_LONGEST, _SHORTEST = 32, 2
_EACH = re.compile(
    r"(?:每(?:一)?(?:个|所|家)?|单[个家户项笔台套])(?![\u3400-\u9fff]*(?:补[贴助]|奖励|津贴))[\u3400-\u9fff]{1,3}"
)
"""每县 alone says where, and not what is counted."""
JOINED = re.compile(r"、|以及|和(?![谐平美睦解])|(?<![普涉提顾触危])及(?![时早格第])|(?<!参)与(?![会否])")


def words() -> dict[str, Any]:
    """The contents of `data/drafting.yml`."""
    return load("drafting")


@cache
def marks() -> re.Pattern[str]:
    """What parts a sentence: not 1:500, but what caps a figure (提高到15%|但最高不超过20%)."""
    caps = load("quantities")["modality"]["caps_on"]
    return re.compile(rf"[,;。!?\n\t|]|(?<![0-9]):|:(?![0-9])|{caps}")


@cache
def _either(*names: str) -> re.Pattern[str]:
    listed = sorted({word for name in names for word in words()[name]}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, listed)))


@cache
def _ending(name: str) -> re.Pattern[str]:
    listed = sorted(words()[name], key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, listed))})$")


def is_measure(name: str) -> bool:
    """Whether a phrase ends as the name of a measure does.

    >>> is_measure("学前教育毛入园率"), is_measure("公办幼儿园")
    (True, False)
    """
    return _ending("measures").search(re.sub(r"\([^()]*\)$", "", name)) is not None


def part(text: str, span: Span) -> Span:
    """The part of a sentence, between marks, in which `span` lies.

    >>> part("到2025年,签约率达到85%。", Span(8, 12))
    Span(start=7, end=15)
    """
    places = [match.start() for match in marks().finditer(text)]
    start = max((mark + 1 for mark in places if mark < span.start), default=0)
    end = min((mark for mark in places if mark >= span.end), default=len(text))
    return Span(start, end)


def names_before(text: str, figure: Span, found: Sequence[Quantity]) -> list[Span]:
    """The phrases before a figure that it is the figure of; several where each is the name of a measure.

    >>> from policykit.text.quantities import find
    >>> text = "全县建制村通公路比例、通客车比例均达到100%"
    >>> found = find(text)
    >>> [span.cut(text) for span in names_before(text, found[-1].figure, found)]
    ['建制村通公路比例', '通客车比例']
    """
    inside = part(text, figure)
    start = inside.start
    for other in found:
        if other.span.end <= figure.start and other.span.start >= inside.start:
            if _parts_off(text, other):
                start = other.span.end
            elif other.dimension == "time" and other.kind is QuantityKind.NUMBER:
                # 发现问题3日内交办、15日内整改到位: each term has its own act
                start = max(start, text.rfind("、", other.span.end, figure.start) + 1)
    opened = [
        at for at in range(start, figure.start) if text[at] == "(" and ")" not in text[at : figure.start]
    ]
    start = opened[-1] + 1 if opened else start
    whole = trimmed(text, Span(start, figure.start), found)
    if whole is None:
        return []
    return split(text, _without_often(text, whole, found), found)


def _without_often(text: str, whole: Span, found: Sequence[Quantity]) -> Span:
    """A name without how often something is done, and by whom: 文化站每年举办 文化活动, 主要负责人 每年接受."""
    often = [one.span for one in found if one.kind is QuantityKind.FREQUENCY and whole.covers(one.span)]
    if not often or not text.startswith(tuple(words()["verbs"]), often[-1].end):
        return whole
    done = trimmed(text, Span(often[-1].end, whole.end))
    return done or trimmed(text, Span(whole.start, often[-1].start)) or whole


def split(text: str, whole: Span, found: Sequence[Quantity]) -> list[Span]:
    """The names that are joined in a phrase, where each is the name of a measure; else the phrase."""
    if re.search(words()["ratio_of"], whole.cut(text)):
        return [whole]  # 总费用与地区生产总值的比率
    pieces, at = [], whole.start
    for joint in JOINED.finditer(text, whole.start, whole.end):
        pieces.append(Span(at, joint.start()))
        at = joint.end()
    pieces.append(Span(at, whole.end))
    if len(pieces) > 1 and all(is_measure(piece.cut(text)) for piece in pieces):
        return [one for piece in pieces if (one := trimmed(text, piece, found)) is not None]
    return [whole]


def _parts_off(text: str, other: Quantity) -> bool:
    """Whether a quantity before a figure ends what is named before it, and is no part of the name."""
    if other.kind in (QuantityKind.LABEL, QuantityKind.GRADE, QuantityKind.DATE, QuantityKind.FREQUENCY):
        return False
    if other.kind is QuantityKind.COVERAGE or other.hint is Hint.BASELINE:
        return False
    return text[other.span.end : other.span.end + 1] in {"、", ",", ";", ""} or text.startswith(
        tuple(words()["both"]), other.span.end
    )


def behind(text: str, end: int, found: Sequence[Quantity], *, anything: bool = False) -> Span | None:
    """The phrase behind a figure, where the thing itself stands there: 不少于5个中医特色专科.

    Behind a word of coverage it may begin with `anything`: 全部完成…治理任务.

    >>> text = "开设不少于5个中医特色专科,服务群众"
    >>> behind(text, 7, ()).cut(text)
    '中医特色专科'
    """
    start = end
    if text.startswith("”", end) or re.compile(words()["by_rate"]).match(text, end):
        return None
    loose = _either("loose")
    # 标准 of 标准化 and 名 of 名校 are no words of their own.
    while (word := loose.match(text, start)) and not begins_within(text, word.end()):
        start = word.end()
    mark = re.compile(r"[,;。:!?\n、()|\t]").search(text, start)
    while mark and mark[0] == "、" and re.compile(words()["listed_on"]).match(text, mark.end()):
        mark = re.compile(r"[,;。:!?\n、()|\t]").search(text, mark.end())
    stop = mark.start() if mark else len(text)
    others = (other for other in found if other.span.start >= start and not _is_in_name(text, other))
    stop = min([stop, *(other.span.start for other in others)])
    word = _either("not_after").match(text, start) if start == end and not anything else None
    if word is not None and not begins_within(text, word.end()):
        return None
    if qualities := re.compile(words()["qualities"]).match(text, start):
        return trimmed(text, Span(*qualities.span(1)), found)
    if text.startswith("%", end - 1) and text.startswith("的", end) and mark and text[mark.start()] == "(":
        stop = mark.start()
    clips = _either("clipped").finditer(text, start + 2, stop)
    is_kind = re.compile("(?:级及?|[0-9][一-鿿]{1,3})$")  # 1个二级以上客运站, 1具2公斤以上灭火器
    clip = next(
        (
            one
            for one in clips
            if text[one.end() : one.end() + 1] != "的" and not is_kind.search(text[start : one.start()])
        ),
        None,
    )
    span = Span(start, clip.start() if clip else stop)
    return trimmed(text, span, found) if span.end - span.start >= _SHORTEST else None


def done_in(text: str, rest: Span) -> Span | None:
    """What is to be done within a term, in what stands behind it, without to whom.

    >>> text = "七日内向登记机关申请注销登记"
    >>> done_in(text, Span(2, len(text))).cut(text)
    '申请注销登记'
    """
    done = re.compile(words()["done_in"]).match(text, *rest)
    if done is None:
        return None
    end = done.end(1)
    while done.start(1) < end < rest.end and begins_within(text, end):
        end -= 1
    return Span(done.start(1), end) if end - done.start(1) >= _SHORTEST else None


def _is_in_name(text: str, other: Quantity) -> bool:
    """Whether a quantity behind a figure is a part of what is counted: 1个 二级以上 客运站, 1次 全覆盖 检查."""
    if other.kind is QuantityKind.COVERAGE:
        return re.match(words()["in_full"], text[other.span.end :]) is not None
    return other.kind in (QuantityKind.LABEL, QuantityKind.GRADE)


def trimmed(  # noqa: C901 - each loop takes away one kind of word
    text: str, span: Span, found: Sequence[Quantity] = ()
) -> Span | None:
    """A phrase without dates, adverbs and verbs about it; `None` when nothing is left.

    >>> text = "力争到2027年全县学前教育毛入园率提高到"
    >>> from policykit.text.quantities import find
    >>> trimmed(text, Span(0, len(text)), find(text)).cut(text)
    '学前教育毛入园率'
    """
    start, end = span
    dates = [_with_its_word(one, text) for one in found if _is_about(one)]
    leads, tail, inner = (_either("leads"), _either("leads", "verbs")), _ending("tails"), _inner(text)
    ends = [
        re.compile(words()[name])
        for name in ("compared", "moved", "bounded", "lasting", "started", "apiece", "by_rule")
    ]
    each = "|".join(words()["each_division"].values())
    spans = re.compile(f"{words()['summed']}|{words()['in_each']}|(?:{each})(?=[^,;。]{{2}})")
    while start < end:
        before = start, end
        while start < end and text[start] in _EDGES and not _opens(text, start, end):
            start += 1
        while start < end and text[end - 1] in _EDGES and not _closes(text, start, end):
            end -= 1
        start = max([start, *(day.end for day in dates if day.start <= start < day.end <= end)])
        end = min([end, *(day.start for day in dates if start <= day.start < end <= day.end)])
        piece = text[start:end]
        # A verb whose clause describes the thing stays: 具备条件的建制村, 派驻基层的医师.
        lead = leads["的" not in piece]
        if modal := re.match(words()["subject"], piece):
            start += modal.end()
            continue
        if (
            (match := lead.match(piece))
            and not _is_word(piece, match.end(), is_begun=start + match.end() + 1 in inner)
            and not piece.startswith(tuple(words()["stays"]))
            and not (match[0] == "可" and names_may(text, start))
            and start + match.end() not in inner
        ) or (match := spans.match(piece)):
            start += match.end()
        elif (piece.endswith("可") and names_may(text, end - 1)) or re.search(words()["ends_whole"], piece):
            break
        elif match := next(filter(None, (one.search(piece) for one in (*ends, tail))), None):
            end = start + match.start()
        if (start, end) == before:
            break
    if start >= end or not re.search(r"[\u3400-\u9fffA-Za-z]", text[start:end]):
        return None
    if (
        re.fullmatch(words()["nameless"], text[start:end])
        or _either("leads", "verbs", "bare_builds").fullmatch(text[start:end])
        or (_EACH.fullmatch(text, start, end) and not is_measure(text[start + _SHORTEST : end]))
        or re.fullmatch(each, text[start:end])
    ):
        return None
    if end - start > _LONGEST and not is_measure(text[start:end]):
        start = max(text.rfind("、", start, end) + 1, start)
    if end - start > _LONGEST and not is_measure(text[start:end]):
        start = next(at for at in range(end - _LONGEST, end) if at not in inner)
    return Span(start, end)


def _is_about(quantity: Quantity) -> bool:
    """Whether a quantity tells when or how often, or from what: it is no part of a name."""
    return quantity.kind in (
        QuantityKind.DATE,
        QuantityKind.FREQUENCY,
        QuantityKind.COVERAGE,
    ) or quantity.hint in (Hint.BASELINE, Hint.ENUMERATOR)


def _with_its_word(quantity: Quantity, text: str) -> Span:
    """A date, or a figure that something starts from, with the word that says so: 比2020年, 由30个工作日."""
    start = (
        quantity.figure.start if quantity.hint is Hint.BASELINE else quantity.span.start
    )  # 最高额度由 60万元
    if text[start - 1 : start] in {"比", "较", "由", "从"}:
        start -= 1
    return Span(start, quantity.span.end)


@cache
def _cutter() -> Cutter:
    return cutter()


@lru_cache(maxsize=64)
def _inner(text: str) -> frozenset[int]:
    """The places within words of a text: no name begins there."""
    found, at = set[int](), 0
    for word in _cutter().cut(text):
        found.update(range(at + 1, at + len(word)))
        at += len(word)
    return frozenset(found)


def begins_within(text: str, at: int) -> bool:
    """Whether a place lies within a word, where no name begins."""
    return at in _inner(text)


def _opens(text: str, start: int, end: int) -> bool:
    """Whether a bracket or quotation mark at the beginning closes within."""
    pairs = {"(": ")", "“": "”", "‘": "’", '"': '"'}
    return text[start] in pairs and pairs[text[start]] in text[start + 1 : end]


def _closes(text: str, start: int, end: int) -> bool:
    pairs = {")": "(", "”": "“", "’": "‘", '"': '"'}
    return text[end - 1] in pairs and pairs[text[end - 1]] in text[start : end - 1]


def _is_word(piece: str, length: int, *, is_begun: bool) -> bool:
    """Whether cutting so much off the front would leave the end of a word: 设|施, 提高|率, nothing at all.

    `is_begun`: a word of its own begins there: 全市|数字经济.
    """
    rest = piece[length:]
    return len(rest) < _SHORTEST or (not is_begun and rest.startswith(tuple(words()["word_ends"])))
