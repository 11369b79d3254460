"""Which figures and grades of a sentence only say who or what is meant, and which words say of whom it speaks."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from policykit.drafting.phrases import is_measure, part, trimmed, words
from policykit.drafting.shared import part_before
from policykit.model import Comparator, QuantityKind, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policykit.model import Quantity

__all__ = ["FIGURES", "halves", "later", "narrows", "whom"]

FIGURES = frozenset({QuantityKind.NUMBER, QuantityKind.RELATIVE, QuantityKind.GRADE})
_NOUN = re.compile("的[\u3400-\u9fff、()]{2,14}$")
_WHERE = re.compile("[^,;。:\n]{0,60}的")
"""What ends a clause that says when: 签订1年以上 劳动合同的, 可…."""


def halves(text: str, found: Sequence[Quantity]) -> Iterator[Quantity]:
    """The ends of ranges that are none of one unit, from the lower to the upper: 6个月至3年, 前90日至30日内."""
    for first, last in pairwise(found):
        is_number = first.kind is last.kind is QuantityKind.NUMBER and first.dimension == last.dimension
        is_time = first.unit != last.unit or first.dimension == "time"
        if is_number and is_time and text[first.span.end : last.span.start] in {"至", "到"}:
            yield from (first, last)


def later(text: str, found: Sequence[Quantity], at: int) -> list[Quantity]:
    """The quantities behind one in its part of the sentence."""
    end = part(text, found[at].span).end
    return [one for one in found[at + 1 :] if one.span.start < end]


def narrows(text: str, found: Sequence[Quantity], at: int) -> bool:
    """Whether a figure or grade only says who or what is meant: 65岁以上老年人, 10亿元以上项目, 500米覆盖率."""
    quantity = found[at]
    if quantity.hint is None and quantity.kind is QuantityKind.GRADE:
        cues = tuple(words()["grading"])
        when = re.match(words()["when"], text[quantity.span.end :])  # 风力达到7级时严禁登高
        is_led = text[: quantity.span.start].endswith(cues) or quantity.surface.startswith(cues)
        return when is not None or not is_led
    rest = text[quantity.span.end : part(text, quantity.span).end]
    if quantity.kind is not QuantityKind.NUMBER or re.match(words()["at_rate"], rest):
        return False
    is_noun = re.match(r"[\u3400-\u9fff]{2}", rest) is not None
    if (
        (quantity.unit in words()["always_narrowing"] and is_noun)
        or rest.startswith("等")
        or _is_defined(text, quantity)
    ):
        return True
    inside = part(text, quantity.span)
    is_bounded = quantity.comparator not in (None, Comparator.EQ, Comparator.APPROX)
    is_case = is_bounded and _WHERE.fullmatch(rest) and text.startswith((",", ";"), inside.end)
    is_bound = quantity.surface.endswith(("以上", "以下"))
    is_kind = (is_bound and is_noun and _tells_kind(text, quantity)) or _is_in_row(text, quantity)
    is_case = is_case or (is_bounded and _is_of_kind(text, quantity, rest))
    is_beyond = is_bounded and re.match(words()["beyond"], quantity.surface) is not None
    is_beyond = is_beyond or (
        quantity.dimension == "length" and quantity.surface.endswith("内")
    )  # 5米范围内禁止
    is_case = is_case or (is_beyond and re.match(words()["must_then"], rest) is not None)
    is_case = is_case or (is_bounded and re.match(words()["case_done"], rest) is not None)
    is_kind = is_kind or (is_bounded and _is_forbidden_kind(text, quantity, rest))
    # 建成1处 不小于1000平方米 的公园, 配备1具 2公斤以上 灭火器
    is_next = is_bounded and found[at - 1].span.end == quantity.span.start
    is_kind = is_kind or (is_next and (re.match("的[一-鿿]{2}", rest) is not None or (is_bound and is_noun)))
    if is_case or is_kind or (is_bound and _is_of_subject(text, quantity, rest)):
        return True  # 年限超过8年或者里程超过60万公里的,不得…
    kinds = FIGURES | {QuantityKind.TREND}
    following = next((one for one in later(text, found, at) if one.kind in kinds), None)
    if following is None or _is_said_of(quantity, rest):
        return _is_condition(text, quantity, rest)
    return _leads(text, quantity, following)


def _is_defined(text: str, quantity: Quantity) -> bool:
    """Whether a figure tells what a word means, or which kind an item of a list is, and no sentence is made of it.

    瞪羚企业是指年均增长超过20%的企业; 营业面积2000平方米以上的商场;
    """
    begin = max(text.rfind(mark, 0, quantity.span.start) for mark in "。;\n") + 1
    if re.search(words()["defined"], text[begin : quantity.span.start]):
        return True
    opened = text[part(text, quantity.span).start : quantity.span.start]
    is_bound = quantity.surface.endswith(("以上", "以下")) and quantity.comparator is not None
    is_item = is_bound and re.match(words()["item"], text[quantity.span.end :]) is not None
    return (
        is_item and len(opened.strip()) > 1 and not any(verb in opened for verb in (*words()["verbs"], "有"))
    )


def _is_of_subject(text: str, quantity: Quantity, rest: str) -> bool:
    """Whether a bound tells of whom something is asked: 处理100万人以上 个人信息的平台,应…."""
    inside = part(text, quantity.span)
    opened = text[inside.start : quantity.span.start]
    if opened.endswith("连续") and re.match(words()["unbroken"], rest) and text.startswith(",", inside.end):
        return True
    if is_measure(opened.rstrip(words()["reaching"])) and re.match(words()["measured_kind"], rest):
        return re.match(words()["voters"], rest) is None
    is_subject = re.fullmatch("[一-鿿()、]{0,10}的[一-鿿()、]{0,14}", rest) is not None
    return is_subject and re.match(words()["then_asked"], text[inside.end :]) is not None


def _is_of_kind(text: str, quantity: Quantity, rest: str) -> bool:
    """Whether a share tells of which things the next part speaks: 收缴率低于70% 的小区,每季度…."""
    inside = part(text, quantity.span)
    is_told = quantity.unit == "%" and re.match(words()["beyond"], quantity.surface) is not None
    is_noun = re.match(words()["measured_kind"], rest) and re.fullmatch("的[一-鿿()、]{2,14}", rest)
    return is_told and is_noun is not None and text.startswith(",", inside.end)


def _is_forbidden_kind(text: str, quantity: Quantity, rest: str) -> bool:
    """Whether a bound tells to what something must not be done: 禁止采伐树龄100年以上 的树木."""
    opened = text[part(text, quantity.span).start : quantity.span.start]
    is_noun = re.match("的[一-鿿]", rest) is not None or opened.endswith("在")
    is_noun = is_noun or quantity.surface.endswith("内")  # 严禁在两侧500米范围内采石
    return is_noun and re.search(words()["forbids_to"], opened) is not None


def _is_in_row(text: str, quantity: Quantity) -> bool:
    """Whether a figure is one of several that tell of whom one speaks: 对首次达到5亿元、10亿元 的企业,分别…."""
    opened = text[part(text, quantity.span).start : quantity.span.start]
    is_led = opened.startswith("对")
    row = r"(?:、[0-9.]+[一-鿿%]{1,4})+的[一-鿿]{2,8},"
    return is_led and re.match(row, text[quantity.span.end :]) is not None


def _tells_kind(text: str, quantity: Quantity) -> bool:
    """Whether a bound tells which kind is meant: 35蒸吨/小时以下 燃煤锅炉, 消除 66人以上 超大班额."""
    is_removed = re.search(words()["removes"], text[: quantity.span.start]) is not None
    is_removed = is_removed or re.match(words()["none_of"], text[quantity.span.end :]) is not None
    return is_removed or re.match(words()["capacity"], quantity.unit) is not None


def _is_said_of(quantity: Quantity, rest: str) -> bool:
    """Whether a bound is said of a noun that must do something: 服务人口超过5万 的乡镇卫生院 要."""
    is_bound = quantity.comparator not in (None, Comparator.EQ, Comparator.APPROX)
    is_noun = rest.startswith("的") or quantity.surface.endswith(("以上", "以下"))
    return is_bound and is_noun and quantity.unit != "%" and re.match(words()["said_of"], rest) is not None


def _is_condition(text: str, quantity: Quantity, rest: str) -> bool:
    """Whether a figure stands in a clause that says for whom: 对享受4.8万元保底收入的村卫生室…."""
    inside = part(text, quantity.span)
    opened = text[inside.start : quantity.span.start]
    if re.match(words()["when"], text[quantity.span.end :]):
        return True
    if _is_said_of(quantity, rest) or (_WHERE.fullmatch(rest) and text.startswith(",", inside.end)):
        return True
    is_built = any(re.search(f"(?<![不未无]){verb}", opened) for verb in words()["verbs"])
    goes_on = quantity.unit not in {"%", "次"} and not is_built and text.startswith(",", inside.end)
    is_bound = quantity.comparator not in (None, Comparator.EQ, Comparator.APPROX)
    if goes_on and is_bound and (re.fullmatch("的[\u3400-\u9fff]{2,14}", rest) or rest == "的"):
        return True  # 服务人口1万人以上的乡镇卫生院,床位不少于20张
    if not re.match(words()["conditional"], opened) or re.search(words()["given"], opened):
        return False
    return re.search("的(?:[\u3400-\u9fff]{2}|$)", rest) is not None


def _leads(text: str, quantity: Quantity, following: Quantity) -> bool:
    """Whether a figure is a part of the name of what the next one measures."""
    between = text[quantity.span.end : following.span.start]
    is_apart = not between or re.search("[、(]", between) or re.match(words()["at_rate"], between)
    is_both = between.startswith(tuple(words()["both"])) and not between.startswith("到达")
    if is_apart or is_both or quantity.unit == "%":
        return False
    is_named = is_measure(between.rstrip(words()["reaching"])) or between.startswith("的")
    return is_named or quantity.unit in words()["narrowing"]


def _held_apart(text: str, inside: Span, before: Span | None) -> Span | None:
    """What a sentence leaves out, or the only case in which it holds."""
    begin = max((text.rfind(mark, 0, inside.start) for mark in "。;!?\n"), default=-1) + 1
    if out := re.compile(words()["except_before"]).match(text, begin, inside.end):
        return Span(out.start() + len(out[0]) - len(out[0].lstrip()), out.end())
    if out := re.compile(words()["except_behind"]).match(text, inside.end):
        return Span(*out.span(1))
    case = re.compile(words()["case"]).fullmatch(text, *before) if before is not None else None
    is_case = case is not None and re.compile(words()["case_then"]).match(text, inside.start)
    return Span(*case.span(1)) if case is not None and is_case else None


def whom(text: str, span: Span) -> Span | None:
    """The words that say of whom a sentence speaks, in its own part or the one before it.

    >>> whom("对年度考核优秀的单位,奖励10万元", Span(11, 17)).cut("对年度考核优秀的单位,奖励10万元")
    '年度考核优秀的单位'
    """
    inside = part(text, span)
    before = part_before(text, inside)
    if (of := _held_apart(text, inside, before)) is not None:
        return of
    here = Span(inside.start, span.start)
    for place in filter(None, (here, before)):
        for name in ("whom_within", "case_within"):
            if said := re.compile(words()[name]).match(text, *place):
                other = re.compile(words()["given_on"]).match(text, inside.start) if place == before else None
                return Span(*(other or said).span(1))
    if before is None:
        return None
    for name in ("whom", "whom_bound"):
        if said := re.compile(words()[name]).fullmatch(text, *before):
            of = Span(*said.span(1))
            return (
                trimmed(text, of)
                if name == "whom"
                else Span(of.start, of.end - text.endswith("的", 0, of.end))
            )
    return None
