"""How headers are compared, and the notes that tell a reader what was passed over."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from policykit.model import Period, Variable
from policykit.model.reading import plain, unit_factor, words
from policykit.text.normal import bare, fold

__all__ = [
    "Head",
    "counted_in",
    "head_in",
    "header_of",
    "is_other",
    "is_unit",
    "keys_of",
    "mark_of",
    "note",
    "qualified",
    "range_of",
    "unit_behind",
    "unit_of",
]

_BRACKETS = re.compile(r"[(\[{【〔]([^()\[\]{}【】〔〕]*)[)\]}】〕]")
_MARK = "[¹²³⁰-⁹₀-₉①-⓿❶-➓㈉-㉏㉑-㉟㊱-㊿]"
_MARKS = re.compile(rf"{_MARK}|^[0-9一二三四五六七八九十]+[.、．](?![0-9])")
"""Marks of footnotes, and the number of a column."""
_LAST = re.compile(_BRACKETS.pattern + r"\s*$")


def note(place: str, name: str, /, **values: object) -> str:
    """A note to the reader, in Chinese, with the place that it is about."""
    return f"{place}：{words()['notes'][name].format_map(values)}"


def header_of(variable: Variable) -> str:
    """What stands above the column of a variable: its label and, of a plain figure, its unit."""
    if variable.is_date or variable.grades:
        return variable.label
    return str(words()["template"]["header"].format(label=variable.label, unit=variable.unit))


def range_of(variable: Variable) -> str:
    """What a form says of the figures that a variable may have."""
    wording: dict[str, str] = words()["template"]["ranges"]
    if variable.is_date:
        return wording["date"]
    if variable.grades:
        return "、".join(variable.grades)
    low, high = variable.minimum, variable.maximum
    name = "between" if None not in (low, high) else "least" if high is None else "most"
    bounds = wording[name].format(low=_bound(low), high=_bound(high)) if (low, high) != (None, None) else ""
    return "，".join(
        part for part in (wording["whole"] if variable.whole else wording["any"], bounds) if part
    )


def _bound(figure: float | None) -> str:
    return "" if figure is None else f"{figure:g}"


class Head(NamedTuple):
    """A head that was found among those looked for, and what its brackets say of it."""

    key: str
    period: Period | None = None
    """The year or part of one that they name."""
    other: str = ""
    """What in them makes it another figure (计划数); empty when it is the figure itself."""


@lru_cache(maxsize=16384)
def _forms(text: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The keys of a head, the most exact first, each with what stood in the brackets that it has not."""
    folded = unicodedata.normalize("NFKC", _MARKS.sub("", text))
    inside = tuple(_BRACKETS.findall(folded))
    forms = ((folded, ()), (_LAST.sub("", folded), inside[-1:]), (_BRACKETS.sub("", folded), inside))
    found: dict[str, tuple[str, ...]] = {}
    # Traditional characters last: 乾 of 乾县 is none.
    for script in (str, fold):
        for form, dropped in forms:
            if key := bare(script(form)):
                found.setdefault(key, dropped)
    return tuple(found.items())


def keys_of(text: str) -> tuple[str, ...]:
    """A header's keys, the most exact first: as it is, without its last brackets, without any.

    What stands in brackets may be a unit (（人次）) or tell one figure from another (（全国平均水平）): see `head_in`.

    >>> keys_of("门急诊占比（全国）（%）"), keys_of("2.服务人口②"), keys_of("3岁以下婴幼儿托位数")
    (('门急诊占比全国', '门急诊占比'), ('服务人口',), ('3岁以下婴幼儿托位数',))
    """
    return tuple(key for key, _ in _forms(text))


def head_in(text: str, units: Mapping[str, str | None]) -> Head | None:
    """Which of the heads looked for this one is; `units` gives the unit of each, `None` of one that is no figure.

    >>> head_in("医药费用（万元）（2025年）", {"医药费用": "万元"})
    Head(key='医药费用', period=Period(year=2025, first=1, last=12), other='')
    >>> head_in("医药费用（万元，计划数）", {"医药费用": "万元"}).other, head_in("床位数", {"医药费用": "万元"})
    ('计划数', None)
    """
    best: Head | None = None
    for key, dropped in _forms(text):
        if key not in units:
            continue
        unit = units[key]
        if unit is None:
            return Head(key)
        period, other = None, ""
        for part in dropped:
            own, odd = _says(part, unit)
            period, other = period or own, other or odd
        if not other:
            return Head(key, period)
        best = best or Head(key, period, other)
    return best


@lru_cache(maxsize=4096)
def _says(inside: str, unit: str) -> tuple[Period | None, str]:
    """The period that brackets name, and what in them is no unit, year, mark or harmless word."""
    if _is_harmless(inside, unit):
        return None, ""
    period, other = None, ""
    for part in re.split(words()["qualifiers"]["between"], inside):
        if _is_harmless(part, unit):
            continue
        own = Period.read(part)
        period, other = period or own, other or ("" if own is not None else part)
    return (Period.read(inside), "") if other and Period.read(inside) is not None else (period, other)


def _is_harmless(part: str, unit: str) -> bool:
    text = plain(part)
    if bare(text) in _harmless() or not text:
        return True
    return is_unit(text) or unit_factor(text, unit) is not None or _matches("mark", text)


@cache
def _harmless() -> frozenset[str]:
    return frozenset(map(bare, words()["qualifiers"]["harmless"]))


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(words()["qualifiers"][name])


def _matches(name: str, text: str) -> bool:
    return _pattern(name).fullmatch(text) is not None


@lru_cache(maxsize=2**12)
def is_unit(text: str) -> bool:
    """Whether the words in a header's brackets are a unit at all."""
    groups: list[list[str]] = words()["same_units"]
    unit = text.lstrip("".join(words()["magnitudes"]))
    return bool(text) and (not unit or any(unit in group or text in group for group in groups))


@lru_cache(maxsize=2**14)
def unit_behind(text: str) -> str:
    """A head with its unit behind a stroke as one with it in brackets: 医药费用/万元.

    >>> unit_behind("医药费用／万元"), unit_behind("门诊/住院")
    ('医药费用(万元)', '门诊/住院')
    """
    head, _, unit = plain(text).rpartition("/")
    return f"{head}({unit})" if head and is_unit(unit) else text


def qualified(head: str, word: str) -> str:
    """A head with what stands above or below it in brackets: 医药费用 above 计划（万元）, 计划 above 医药费用（万元）.

    >>> qualified("医药费用（万元）", "计划"), qualified("医药费用", "计划（元）")
    ('医药费用(计划)(万元)', '医药费用(计划)(元)')
    """
    head, word = plain(head), plain(word)
    inside = (*_BRACKETS.findall(word), *_BRACKETS.findall(head))
    return "".join(
        (_BRACKETS.sub("", head), f"({_BRACKETS.sub('', word)})", *(f"({part})" for part in inside))
    )


@lru_cache(maxsize=2**12)
def is_other(text: str) -> bool:
    """Whether a head over several says that those below are other figures: 计划, 上年, 增长率.

    >>> is_other("上年同期数"), is_other("目标值（2025年）"), is_other("就诊情况")
    (True, True, False)
    """
    return _matches("other", bare(_BRACKETS.sub("", plain(text))))


def mark_of(text: str) -> str:
    """The mark of a footnote behind a figure; empty when there is none.

    >>> mark_of("85%①"), mark_of("100*"), mark_of("83[2]"), mark_of("83")
    ('①', '*', '[2]', '')
    """
    match = re.fullmatch(
        rf"[^A-Za-z]*?[0-9%％]\s*({_MARK}+|[*＊†#]+|[\[［][0-9]+[\]］]|[(（]注?[0-9]*[)）])", text
    )
    return match[1] if match else ""


def unit_of(text: str, wanted: str) -> str:
    """The unit that a head names in brackets or behind a stroke, the last that it has; empty without one."""
    parts = [
        part for inside in _BRACKETS.findall(plain(unit_behind(text))) for part in (inside, *_parts(inside))
    ]
    fitting = [part for part in parts if part and unit_factor(part, wanted) is not None]
    return next(iter((*reversed(fitting), *filter(is_unit, reversed(parts)))), "")


def _parts(inside: str) -> list[str]:
    return re.split(words()["qualifiers"]["between"], inside)


def counted_in(own: str, group: str, wanted: str) -> str:
    """A head with the unit of a group of heads above it, where it has none and that one measures what is `wanted`.

    >>> counted_in("就诊人次数", "就诊情况（万人次）", "人次"), counted_in("就诊率（%）", "就诊情况（万人次）", "%")
    ('就诊人次数（万人次）', '就诊率（%）')
    """
    unit = "" if unit_of(own, wanted) else unit_of(group, wanted)
    return f"{own}（{unit}）" if unit and unit_factor(unit, wanted) is not None else own
