"""The number that opens a paragraph: 第三章, 第十条, 一、, （十一）, 1., 1.2.3, （1）, ①.

Whether it really numbers, and is not a figure that happens to open a line, is for `policykit.text.outline`, which
sees its neighbours.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from policykit.model import PartKind
from policykit.model.numeral import integer

__all__ = ["Marker", "has_leaders", "is_marker", "marker"]

_LEADERS = ("....", "····", "……")


class Marker(NamedTuple):
    """A number at the start of a paragraph; `start` and `end` are offsets in the folded paragraph.

    `number` is its piece of a clause id, `label` its piece of a clause label.
    """

    kind: PartKind
    value: int
    number: str
    label: str
    start: int
    end: int

    @property
    def strong(self) -> bool:
        """Whether the mark alone shows a number; the others need their neighbours."""
        return self.kind <= PartKind.HAN or self.kind in _STRONG


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
    "编": PartKind.PART, "分编": PartKind.PART, "部分": PartKind.PART, "篇": PartKind.PART, "卷": PartKind.PART,
    "章": PartKind.CHAPTER, "节": PartKind.SECTION, "条": PartKind.ARTICLE,
}  # fmt: skip  # a level a line
_STRONG = (PartKind.HAN_PAREN, PartKind.CIRCLE, PartKind.ARABIC_PAREN)
_DECIMALS = (PartKind.DECIMAL_2, PartKind.DECIMAL_3, PartKind.DECIMAL_4)
_LABELS = {
    PartKind.HAN_PAREN: "({})",
    PartKind.ARABIC_PAREN: "({})",
    PartKind.ARABIC: "{}.",
    PartKind.ARABIC_HALF: "{})",
}
# "第三条规定的…" and "第五条、第六条…" speak of an article, they do not open it.
_REFERENCE = re.compile(r"[规所的、,和至及或与之第中至]|款|项")
_OPENERS = frozenset("第#(一二三四五六七八九十百零〇两123456789①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳ >")


def has_leaders(folded: str) -> bool:
    """Whether dots lead to a page, as from an entry of a table of contents.

    >>> has_leaders("一、总则……3"), has_leaders("一、总则")
    (True, False)
    """
    return any(dots in folded for dots in _LEADERS)


def is_marker(folded: str) -> bool:
    """Whether a folded text is written as a number of a paragraph and nothing else.

    >>> is_marker("(十一)"), is_marker("3."), is_marker("户籍人口")
    (True, True, False)
    """
    return _MARKER.fullmatch(folded) is not None


def marker(folded: str) -> Marker | None:
    """The number that opens a folded paragraph, or `None`.

    >>> marker("(十一)拓展家庭医生签约服务。")[:4]
    (<PartKind.HAN_PAREN: 10>, 11, '11', '(十一)')
    >>> marker("第十条之一 申请")[:4]
    (<PartKind.ARTICLE: 4>, 10, '10-1', '第十条之一')
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
        "han": PartKind.HAN, "han_paren": PartKind.HAN_PAREN, "arabic_paren": PartKind.ARABIC_PAREN,
        "circle": PartKind.CIRCLE, "arabic": PartKind.ARABIC, "half": PartKind.ARABIC_HALF, "top": PartKind.DECIMAL_1,
    }[name]  # fmt: skip  # a level a line
    value = integer(raw)
    if value is None:
        return None
    label = _LABELS.get(kind, "{}").format(raw)
    return Marker(kind, value, str(value), label, match.end("lead"), match.end())


def _ordinal(match: re.Match[str]) -> Marker | None:
    kind = _SUFFIXES[match["suffix"]]
    value = integer("".join(match["unit"].split()))
    tight = match["tight"]
    if value is None or (tight and _REFERENCE.match(tight)):
        return None
    of = integer(match["of"]) if match["of"] else None
    number = str(value) if of is None else f"{value}-{of}"
    label = "".join(match[0][match.end("lead") :].split())
    return Marker(kind, value, number, label, match.end("lead"), match.end())
