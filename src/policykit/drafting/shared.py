"""One name for several figures: 小学、初中分别达到5%和10%; …达到80亿元,占地区生产总值比重达到5%,年均增长8%."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from policykit.base.resources import load
from policykit.drafting.phrases import JOINED, begins_within, is_measure, part, trimmed, words
from policykit.model import Comparator, QuantityKind, Span
from policykit.text.quantities.tables import alternatives

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policykit.model import Quantity

__all__ = [
    "Member",
    "act_of",
    "apart",
    "behind_group",
    "behind_other",
    "built_before",
    "grows",
    "has_figure",
    "head_of",
    "is_group",
    "is_shared",
    "led_by",
    "member",
    "part_before",
    "rated",
    "respectively",
    "whole_of",
]

_BUILDS = re.compile(
    r"(?:建设|创建|建立|设立|打造|培育|组建|发展|建成|开展|申报|认定|完成|推进|实施)([^,;。、]{2,20})$"
)
_SHORTEST = 2
_FIGURES = (QuantityKind.NUMBER, QuantityKind.COVERAGE)


class Member(NamedTuple):
    """Of what a figure of a series is: its name, and the words that tell it from the others."""

    name: Span | None
    """`None` where only the members are named: 小学、初中分别达到5%和10%."""
    subject: str = ""


def part_before(text: str, inside: Span) -> Span | None:
    """The part of the same sentence before one."""
    if text[inside.start - 1 : inside.start] != ",":
        return None
    return part(text, Span(inside.start - 1, inside.start - 1))


def whole_of(text: str, figure: Span) -> Span | None:
    """The part before that a figure's own part tells a portion of: 每年造林300万亩, 其中人工造林80万亩.

    >>> whole_of("每年造林300万亩,其中人工造林80万亩。", Span(17, 21))
    Span(start=0, end=9)
    """
    inside = part(text, figure)
    return part_before(text, inside) if text.startswith(words()["portion"], inside.start) else None


@cache
def respectively() -> re.Pattern[str]:
    """The words that give each of several its own figure, in their order: 分别."""
    return re.compile(alternatives(load("quantities")["dates"]["respectively"]))


def member(text: str, quantity: Quantity, found: Sequence[Quantity]) -> Member | None:
    """The member of a list that a figure is about by its rank: A、B分别达到x和y; `None` without such a list."""
    inside = part(text, quantity.figure)
    at = respectively().search(text, inside.start, quantity.figure.start)
    figures = [
        one
        for one in found
        if at is not None and one.kind in _FIGURES and at.end() <= one.span.start < inside.end
    ]
    if at is None or quantity not in figures:
        return None
    # 矿长、副矿长 每月 带班下井分别不少于5次、8次
    often = next(
        (
            one.span
            for one in found
            if one.kind is QuantityKind.FREQUENCY and inside.start < one.span.start < at.start()
        ),
        None,
    )
    listed = _pieces(text, Span(inside.start, often.start if often is not None else at.start()), found)
    if len(listed) != len(figures) or len(listed) == 1:
        return None
    own = listed[figures.index(quantity)]
    if often is not None:
        return Member(trimmed(text, Span(often.end, at.start()), found), own.cut(text))
    if all(is_measure(one.cut(text)) for one in listed):
        return Member(own)
    is_last = is_measure(listed[-1].cut(text)) or _is_given(listed[-1].cut(text))
    name = _head(text, listed) if is_last else _before(text, inside, found)
    if name is None and not is_last and quantity.dimension == "count":
        return Member(own)  # 高新技术企业、科技型中小企业分别达到50家、200家
    end = min(own.end, name.start) if is_last and name is not None else own.end
    return Member(name, Span(own.start, end).cut(text))


def _head(text: str, listed: Sequence[Span]) -> Span | None:
    """What is measured of each member, at the end of the last: 小学、初中 生师比."""
    last, other = listed[-1], listed[-2].cut(text)
    alike = text.find(other[-1], last.start, last.end) + 1
    is_word = alike > last.start + 1 and text[alike : last.end] in words()["measures"]  # 普通高中|班额
    is_word = is_word or (alike > last.start + 1 and not begins_within(text, alike))
    at = alike if is_word else last.start + len(other)
    if len(other) == 1 and text[at] in words()["member_ends"]:
        at += 1  # 县、乡、村道 养护补助
    if text.startswith("每", at):
        return Span(at, last.end) if is_measure(text[at : last.end]) else None
    head = trimmed(text, Span(at, last.end))
    said = head.cut(text) if head is not None and head.start == at else ""
    return head if is_measure(said) or _is_given(said) else None


def _is_given(name: str) -> bool:
    """Whether a name is of what is given: 日常养护补助."""
    return re.search(words()["given_things"], name) is not None


def _before(text: str, inside: Span, found: Sequence[Quantity]) -> Span | None:
    """What is measured of each member, in the part of the sentence before them."""
    before = part_before(text, inside)
    if before is None or has_figure(before, found):
        return None
    name = trimmed(text, before, found)
    return name if name is not None and is_measure(name.cut(text)) else None


def _pieces(text: str, phrase: Span, found: Sequence[Quantity]) -> list[Span]:
    """The members of a list, none of them a date."""
    whole = trimmed(text, phrase, found)
    if whole is None:
        return []
    towards = re.compile("[^、]{2,}[对给](?=[^、]{1,8}、)").match(text, *whole)  # 财政对 东、中、西部地区
    whole = Span(towards.end(), whole.end) if towards is not None else whole
    starts = [whole.start, *(joint.end() for joint in JOINED.finditer(text, *whole))]
    ends = [*(joint.start() for joint in JOINED.finditer(text, *whole)), whole.end]
    return [Span(start, end) for start, end in zip(starts, ends, strict=True) if start < end]


def built_before(text: str, quantity: Quantity, found: Sequence[Quantity]) -> Span | None:
    """What is to be built, where the part before names it and the figure's own says no more: 力争2027年建成20个."""
    inside = part(text, quantity.figure)
    before = part_before(text, inside)
    said = text[inside.start : quantity.span.start]
    verbs = load("quantities")["builds"]["words"]
    if before is None or not said.endswith(tuple(verbs)) or has_figure(before, found):
        return None
    match = _BUILDS.search(before.cut(text))
    return None if match is None else trimmed(text, Span(before.start + match.start(1), before.end), found)


@cache
def _acts() -> re.Pattern[str]:
    builds = load("quantities")["builds"]
    return re.compile(f"(?:{alternatives([*builds['acts'], *builds['near_acts']])})$")


def act_of(text: str, quantity: Quantity) -> Span | None:
    """What is done to things that are there already, directly before their count: 拆除 30处违建.

    >>> from policykit.text.quantities import find
    >>> text = "年内至少培训200名医生"
    >>> act_of(text, find(text)[-1]).cut(text)
    '培训'
    """
    begin = part(text, quantity.figure).start
    found = (_acts().search(text[:end], begin) for end in (quantity.figure.start, quantity.span.start))
    verb = next(filter(None, found), None)
    return None if verb is None else Span(*verb.span())


def head_of(text: str, quantity: Quantity, found: Sequence[Quantity]) -> Span | None:
    """What the words before a colon name, in the sentence of a figure, and without a figure of their own."""
    begin = max((text.rfind(mark, 0, quantity.span.start) for mark in "。;!?\n"), default=-1) + 1
    colon = text.find(":", begin, part(text, quantity.span).start)
    whole = part(text, Span(colon, colon)) if colon >= 0 else None
    often = [one for one in found if one.kind is QuantityKind.FREQUENCY and whole and whole.covers(one.span)]
    if whole is not None and often:
        whole = Span(often[-1].span.end, whole.end)  # 林长每年巡林:市级不少于2次
    head = trimmed(text, whole, found) if whole is not None else None
    return None if head is None or has_figure(head, found) else head


def apart(text: str, name: Span) -> Member:
    """A name with the group of which it is said at its end: 生均体育场地面积 小学, 补助标准为 参保职工.

    >>> apart("生均体育场地面积小学", Span(0, 10))
    Member(name=Span(start=0, end=8), subject='小学')
    """
    said = name.cut(text)
    for end in range(len(said) - _SHORTEST, _SHORTEST, -1):
        group = re.sub(words()["group_leads"], "", said[end:])
        is_whole = is_measure(said[:end]) or re.match(words()["per_head"], said) is not None
        is_given = re.search(words()["given_things"], said[:end]) is not None  # 护理补贴 一级, no 服务|对象
        is_whole = is_whole or (is_given and re.fullmatch(words()["compound_heads"], group) is None)
        if is_whole and is_group(group) and not begins_within(text, name.start + end):
            return Member(Span(name.start, name.start + end), group)
    return Member(name)


def behind_group(text: str, name: Span | None, *, is_act: bool = False) -> Span | None:
    """What is measured, behind the group with which a name begins: 一级医院 床位; or what is done to it.

    >>> behind_group("一级医院床位", Span(0, 6))
    Span(start=4, end=6)
    """
    said = name.cut(text) if name is not None else ""
    ends = range(len(said) - _SHORTEST, 1, -1)
    at = next(
        (
            at
            for at in ends
            if all(map(is_group, said[:at].split("、"))) and (is_act or is_measure(said[at:]))
        ),
        None,
    )
    return None if at is None or name is None else Span(name.start + at, name.end)


def behind_other(text: str, name: Span, group: Span) -> Span | None:
    """What is measured, behind the words with which a name begins and that end as another group does.

    >>> text = "单人户住房面积不超过40平方米,两人户不超过50平方米"
    >>> behind_other(text, Span(0, 7), Span(16, 19)).cut(text)
    '住房面积'
    """
    at = text.find(text[group.end - 1], name.start + 1, name.end - _SHORTEST) + 1
    measured = Span(at, name.end)
    is_graded = text[group.end - 1] in words()["grade"]
    return measured if at and (is_graded or is_measure(measured.cut(text))) else None


def led_by(text: str, quantity: Quantity, names: Sequence[Span], found: Sequence[Quantity]) -> Span | None:
    """What is measured of a group, in the part before: 每日游戏时长, 节假日不超过3小时."""
    before = part_before(text, part(text, quantity.span))
    if before is None or len(names) != 1 or not is_group(names[0].cut(text)):
        return None
    figures = [one for one in found if one.kind is not QuantityKind.FREQUENCY]
    head = trimmed(text, before, found)
    is_amount = quantity.dimension not in {"", "count", "person"}
    is_bare = head is not None and is_amount and is_measure(head.cut(text))
    return head if is_bare and not any(before.overlaps(one.span) for one in figures) else None


def is_group(name: str) -> bool:
    """Whether a name says only of whom a figure is, and not what it measures: 初中, 参保居民."""
    return re.fullmatch(words()["groups"], name) is not None


def rated(text: str, quantity: Quantity) -> Span | None:
    """What is given or built by the rate that a figure is: 按每户200元标准发放 取暖补贴."""
    inside = part(text, quantity.span)
    rate = re.compile(words()["at_rate"]).match(text, quantity.span.end)
    if rate is None or re.search("(?<!不)按照?", text[inside.start : quantity.figure.start]) is None:
        return None
    said = re.compile(words()["built_next" if rate.end() == inside.end else "rated"]).match(text, rate.end())
    return None if said is None else trimmed(text, Span(*said.span(1)))


def grows(quantity: Quantity, text: str) -> bool:
    """Whether a change by a share is said of nothing in its own part: 年均增长10%以上."""
    begin = part(text, quantity.span).start
    said = text[max(begin, text.rfind("、", begin, quantity.figure.start) + 1) : quantity.figure.start]
    is_change = quantity.comparator in (Comparator.INCREASE, Comparator.DECREASE)
    return (
        is_change
        and quantity.unit in {"%", "百分点"}
        and re.match(words()["growing"], said.strip()) is not None
    )


def has_figure(inside: Span, found: Sequence[Quantity]) -> bool:
    """Whether a figure with a value of its own stands there."""
    return any(one.value is not None and not one.vague and inside.covers(one.span) for one in found)


def is_shared(name: str) -> bool:
    """Whether a name says a share of what was named before it: 占地区生产总值比重, 占比."""
    return re.fullmatch(words()["shared"], name) is not None
