"""The numbers that open a paragraph: 第三章, 第十条, 一、, （十一）, 1., 1.2.3, （1）, ①.

A `Marker` says what kind of number stands there and where it ends. Whether it really numbers
(and is not a figure that happens to open a line) is for `policykit.text.outline`, which sees
its neighbours.
"""

from __future__ import annotations

import re
from enum import IntEnum
from typing import NamedTuple

from policykit.text.numerals import integer

__all__ = ["Kind", "Marker", "marker"]


class Kind(IntEnum):
    """Kinds of numbering; the value is the usual depth in Chinese documents (GB/T 9704)."""

    PART = 1
    CHAPTER = 2
    SECTION = 3
    ARTICLE = 4
    HAN = 5
    """一、"""
    DECIMAL_1 = 6
    """`1 范围`, the top of a decimal numbering."""
    DECIMAL_2 = 7
    DECIMAL_3 = 8
    DECIMAL_4 = 9
    HAN_PAREN = 10
    """（一）"""
    ARABIC = 11
    """`1.` or `1、`"""
    ARABIC_PAREN = 12
    """（1）"""
    ARABIC_HALF = 13
    """`1)`"""
    CIRCLE = 14
    """①"""

    @property
    def strong(self) -> bool:
        """Whether the mark alone shows a number; the others need their neighbours."""
        return self <= Kind.HAN or self in (Kind.HAN_PAREN, Kind.CIRCLE, Kind.ARABIC_PAREN)


class Marker(NamedTuple):
    """A number at the start of a paragraph; `start` and `end` are offsets in the folded paragraph.

    `number` is its piece of a clause id, `label` its piece of a clause label.
    """

    kind: Kind
    value: int
    number: str
    label: str
    start: int
    end: int


_HAN = "[一二三四五六七八九十百千零〇两]"
_MARKER = re.compile(
    rf"""(?P<lead>\#*[ \t>]*)(?:
      第\s*(?P<unit>(?:{_HAN}\s*)+|\d+\s*)(?P<suffix>分编|部分|[编篇卷章节条])(?:之(?P<of>{_HAN}{{1,3}}))?
        (?=[\s\[【(:]|$|(?P<tight>\S))
    | (?P<han>{_HAN}{{1,4}})\s*(?:、|[.](?!\d))
    | [(]\s*(?P<han_paren>{_HAN}{{1,4}})\s*[)][、.]?
    | [(]\s*(?P<arabic_paren>\d{{1,3}})\s*[)][、.]?
    | (?P<circle>[\u2460-\u2473])[、.]?
    | (?P<decimal>\d{{1,2}}(?:\.\d{{1,2}}){{1,3}})
        (?!\s*(?:[万亿元倍吨]|个(?!人)))(?:[.、]|(?=[\s“\"《\u3400-\u9fff]))
    | (?P<arabic>\d{{1,3}})(?:、|[.](?!\d)|[.](?=\d{{4}}年))
    | (?P<half>\d{{1,2}})[)]
    | (?P<top>\d{{1,2}})[ ]+(?=[\u3400-\u9fff])
    )""",
    re.VERBOSE,
)
_SUFFIXES = {
    "编": Kind.PART, "分编": Kind.PART, "部分": Kind.PART, "篇": Kind.PART, "卷": Kind.PART,
    "章": Kind.CHAPTER, "节": Kind.SECTION, "条": Kind.ARTICLE,
}  # fmt: skip
_DECIMALS = (Kind.DECIMAL_2, Kind.DECIMAL_3, Kind.DECIMAL_4)
_LABELS = {Kind.HAN_PAREN: "({})", Kind.ARABIC_PAREN: "({})", Kind.ARABIC: "{}.", Kind.ARABIC_HALF: "{})"}
# "第三条规定的…" and "第五条、第六条…" speak of an article, they do not open it.
_REFERENCE = re.compile(r"[规所的、,和至及或与之第中至]|款|项")
_OPENERS = frozenset("第#(一二三四五六七八九十百零〇两123456789①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳ >")


def marker(folded: str) -> Marker | None:
    """The number that opens a folded paragraph, or `None`.

    >>> marker("(十一)拓展家庭医生签约服务。")[:4]
    (<Kind.HAN_PAREN: 10>, 11, '11', '(十一)')
    >>> marker("第十条之一 申请")[:4]
    (<Kind.ARTICLE: 4>, 10, '10-1', '第十条之一')
    >>> marker("第三条规定的处罚") is None and marker("2.5亿元的投入") is None
    True
    """
    if folded[:1] not in _OPENERS:
        return None
    match = _MARKER.match(folded)
    if match is None:
        return None
    if match["suffix"]:
        return _ordinal(match)
    name = str(match.lastgroup)
    raw = match[name]
    if name == "decimal":
        parts = raw.split(".")
        kind = _DECIMALS[len(parts) - 2]
        return Marker(kind, int(parts[-1]), str(int(parts[-1])), raw, match.end("lead"), match.end())
    kind = {
        "han": Kind.HAN, "han_paren": Kind.HAN_PAREN, "arabic_paren": Kind.ARABIC_PAREN,
        "circle": Kind.CIRCLE, "arabic": Kind.ARABIC, "half": Kind.ARABIC_HALF, "top": Kind.DECIMAL_1,
    }[name]  # fmt: skip
    value = integer(raw)
    if value is None:
        return None
    label = _LABELS.get(kind, "{}").format(raw)
    return Marker(kind, value, str(value), label, match.end("lead"), match.end())


def _ordinal(match: re.Match[str]) -> Marker | None:
    kind = _SUFFIXES[match["suffix"]]
    value = integer(re.sub(r"\s+", "", match["unit"]))
    tight = match["tight"]
    if value is None or (tight and _REFERENCE.match(tight)):
        return None
    of = integer(match["of"]) if match["of"] else None
    number = str(value) if of is None else f"{value}-{of}"
    label = re.sub(r"\s+", "", match[0][match.end("lead") :])
    return Marker(kind, value, number, label, match.end("lead"), match.end())
