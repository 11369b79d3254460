"""The numbers that Word computes: a paragraph of a list holds none, they come from numbering.xml and its neighbours.

A level has a format, a text with places for its own number and those above it, a start, and a rule when it starts
anew (ECMA-376, part 1, 17.9). Lists of one abstract definition count on together unless one says where it starts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from policykit.intake.package import Element

__all__ = ["Numbering", "child", "children", "formatted", "local", "value"]

_LEVELS = 9
_DIGITS = "〇一二三四五六七八九"
_FORMAL = str.maketrans("〇零一二三四五六七八九十百千", "零零壹贰叁肆伍陆柒捌玖拾佰仟")
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_ROMAN_SIZES = (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1)
_ROMAN_SIGNS = ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I")
_MOST = 9999
_CIRCLED = 20
_LETTERS = 26
_DEEPEST_STYLE = 32


def local(element: Element) -> str:
    """The name of an element without its namespace: files of both editions of the standard have one vocabulary."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: Element | None, name: str) -> Iterator[Element]:
    """The children of an element that have a name."""
    return (each for each in (element if element is not None else ()) if local(each) == name)


def child(element: Element | None, *path: str) -> Element | None:
    """The first child down a path of names, or `None`."""
    for name in path:
        element = next(children(element, name), None)
    return element


def value(element: Element | None, name: str = "val") -> str | None:
    """An attribute of an element by its name without the namespace."""
    if element is None:
        return None
    return next((str(each) for key, each in element.attrib.items() if key.rpartition("}")[2] == name), None)


def _whole(text: str | None, default: int = 0) -> int:
    return int(text) if text and re.fullmatch(r"-?\d{1,9}", text) else default


class _Level(NamedTuple):
    form: str
    text: str
    start: int
    restart: int | None
    legal: bool
    suffix: str
    style: str


@dataclass(frozen=True)
class _List:
    """A list: its levels, where it counts, and where it starts anew on its first use."""

    levels: dict[int, _Level]
    counts: str
    starts: dict[int, int]


class Numbering:
    """Counts through a document: `label` is asked once a paragraph, in order."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self._styles = {value(each, "styleId") or "": each for each in children(styles, "style")}
        self._abstract = {
            value(each, "abstractNumId") or "": each for each in children(numbering, "abstractNum")
        }
        self._nums = {value(each, "numId") or "": each for each in children(numbering, "num")}
        self._lists: dict[str, _List | None] = {}
        self._counters: dict[str, list[int | None]] = {}
        self._begun: set[str] = set()

    def label(self, properties: Element | None) -> str:
        """The number of a paragraph as printed, with what sets it off; empty when it has none."""
        number, depth = self._numbered(properties)
        found = self._list(number)
        if found is None:
            return ""
        level = found.levels.get(depth)
        if level is None:
            return ""
        counters = self._counters.setdefault(found.counts, [None] * _LEVELS)
        if number not in self._begun:
            self._begun.add(number)
            for at, start in found.starts.items():
                counters[at] = start - 1
        before = counters[depth]
        counters[depth] = level.start if before is None else before + 1
        for deeper in range(depth + 1, _LEVELS):
            restart = found.levels[deeper].restart if deeper in found.levels else None
            if restart is None or depth < restart:
                counters[deeper] = None
        return _set_off(self._printed(level, found, counters), level.suffix)

    @staticmethod
    def _printed(level: _Level, found: _List, counters: list[int | None]) -> str:
        if level.form == "bullet":
            return ""

        def number(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            if at not in found.levels:
                return ""
            count = counters[at]
            form = "decimal" if level.legal else found.levels[at].form
            return formatted(found.levels[at].start if count is None else count, form)

        return re.sub(r"%([1-9])", number, level.text)

    def _numbered(self, properties: Element | None) -> tuple[str, int]:
        """The list of a paragraph and its level in it: said at the paragraph, else by its style."""
        own = child(properties, "numPr")
        number, depth = value(child(own, "numId")), value(child(own, "ilvl"))
        style = value(child(properties, "pStyle")) or ""
        for _ in range(_DEEPEST_STYLE):
            if number is not None or style not in self._styles:
                break
            given = child(self._styles[style], "pPr", "numPr")
            number = value(child(given, "numId"))
            if number is not None and depth is None:
                depth = value(child(given, "ilvl")) or self._depth_of(number, style)
            style = value(child(self._styles[style], "basedOn")) or ""
        return number or "0", min(max(_whole(depth), 0), _LEVELS - 1)

    def _depth_of(self, number: str, style: str) -> str:
        found = self._list(number)
        levels = found.levels.items() if found else ()
        return str(next((depth for depth, level in levels if level.style == style), 0))

    def _list(self, number: str) -> _List | None:
        if number not in self._lists:
            self._lists[number] = self._read(number) if number in self._nums and number != "0" else None
        return self._lists[number]

    def _read(self, number: str) -> _List | None:
        num = self._nums[number]
        counts = value(child(num, "abstractNumId")) or ""
        for _ in range(_DEEPEST_STYLE):
            link = value(child(self._abstract.get(counts), "numStyleLink"))
            if link is None:
                break
            linked = value(child(self._styles.get(link), "pPr", "numPr", "numId")) or ""
            counts = value(child(self._nums.get(linked), "abstractNumId")) or ""
        if counts not in self._abstract:
            return None
        levels = dict(map(_level, children(self._abstract[counts], "lvl")))
        starts: dict[int, int] = {}
        for override in children(num, "lvlOverride"):
            at = min(max(_whole(value(override, "ilvl")), 0), _LEVELS - 1)
            if (own := child(override, "lvl")) is not None:
                levels[at] = _level(own)[1]
            if (start := child(override, "startOverride")) is not None:
                starts[at] = _whole(value(start), 1)
        return _List(levels, counts, starts)


def _level(element: Element) -> tuple[int, _Level]:
    restart = value(child(element, "lvlRestart"))
    legal = child(element, "isLgl")
    return min(max(_whole(value(element, "ilvl")), 0), _LEVELS - 1), _Level(
        value(child(element, "numFmt")) or "decimal",
        value(child(element, "lvlText")) or "",
        _whole(value(child(element, "start")), 1),
        None if restart is None else _whole(restart),
        legal is not None and value(legal) not in {"0", "false"},
        value(child(element, "suff")) or "tab",
        value(child(element, "pStyle")) or "",
    )


def _set_off(label: str, suffix: str) -> str:
    """The label with a space behind it where one is printed and its last sign does not set it off already."""
    return label if not label or suffix == "nothing" or label[-1] in "、）)：" else f"{label} "


def formatted(number: int, form: str) -> str:
    """A number in one of Word's formats.

    >>> [formatted(12, form) for form in ("chineseCounting", "decimalEnclosedCircle", "upperRoman", "lowerLetter")]
    ['十二', '⑫', 'XII', 'l']
    >>> formatted(105, "chineseCountingThousand"), formatted(20, "ideographDigital")
    ('一百零五', '二〇')
    """
    name = form.lower()
    if name == "none":
        return ""
    made = next((make for names, make in _FORMS if name.startswith(names)), str)
    return made(number) if 0 < number <= _MOST else str(number)


def _circled(number: int) -> str:
    return chr(0x2460 + number - 1) if number <= _CIRCLED else str(number)


def _letters(number: int) -> str:
    repeats, at = divmod(number - 1, _LETTERS)
    return chr(ord("a") + at) * min(repeats + 1, _LETTERS)


def _roman(number: int) -> str:
    signs = ""
    for size, sign in zip(_ROMAN_SIZES, _ROMAN_SIGNS, strict=True):
        count, number = divmod(number, size)
        signs += sign * count
    return signs


def _han(number: int) -> str:
    out, gap = "", False
    for unit, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            ten = digit == 1 and sign == "十" and not out
            out += f"{'零' if gap and out else ''}{'' if ten else _DIGITS[digit]}{sign}"
        gap = not digit
    return out


_FORMS: tuple[tuple[tuple[str, ...], Callable[[int], str]], ...] = (
    (
        ("ideographdigital", "japanesedigital", "taiwanesedigital"),
        lambda number: "".join(_DIGITS[int(digit)] for digit in str(number)),
    ),
    (("chinesecounting", "taiwanesecounting", "japanesecounting"), _han),
    (("chineselegal", "ideographlegal", "japaneselegal"), lambda number: _han(number).translate(_FORMAL)),
    (("ideographtraditional",), lambda number: _STEMS[(number - 1) % len(_STEMS)]),
    (("ideographzodiac",), lambda number: _BRANCHES[(number - 1) % len(_BRANCHES)]),
    (("decimalenclosedcircle",), _circled),
    (("decimalenclosedparen",), "({})".format),
    (("numberindash",), "- {} -".format),
    (("decimalzero",), "{:02}".format),
    (("lowerletter",), _letters),
    (("upperletter",), lambda number: _letters(number).upper()),
    (("lowerroman",), lambda number: _roman(number).lower()),
    (("upperroman",), _roman),
)
"""The formats of numbers by how their names begin, letters small (ECMA-376, 17.18.59); any other is decimal."""
