"""How headers are compared, and the notes that tell a reader what was passed over."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from policykit.model import Variable
from policykit.model.reading import words
from policykit.text.normal import bare, fold

__all__ = ["header_of", "keys_of", "mark_of", "note"]

_BRACKETS = re.compile(r"[(\[{【〔][^()\[\]{}【】〔〕]*[)\]}】〕]")
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


@lru_cache(maxsize=16384)
def keys_of(text: str) -> tuple[str, ...]:
    """A header's keys, the most exact first: as it is, without its last brackets, without any.

    What stands in brackets may be a unit (（人次）) or tell one figure from another (（全国平均水平）).

    >>> keys_of("门急诊占比（全国）（%）"), keys_of("2.服务人口②"), keys_of("3岁以下婴幼儿托位数")
    (('门急诊占比全国', '门急诊占比'), ('服务人口',), ('3岁以下婴幼儿托位数',))
    """
    folded = unicodedata.normalize("NFKC", _MARKS.sub("", text))
    forms = (folded, _LAST.sub("", folded), _BRACKETS.sub("", folded))
    # Traditional characters last: 乾 of 乾县 is none.
    return tuple(dict.fromkeys(filter(None, map(bare, (*forms, *map(fold, forms))))))


def mark_of(text: str) -> str:
    """The mark of a footnote behind a figure; empty when there is none.

    >>> mark_of("85%①"), mark_of("100*"), mark_of("83[2]"), mark_of("83")
    ('①', '*', '[2]', '')
    """
    match = re.fullmatch(
        rf"[^A-Za-z]*?[0-9%％]\s*({_MARK}+|[*＊†#]+|[\[［][0-9]+[\]］]|[(（]注?[0-9]*[)）])", text
    )
    return match[1] if match else ""
