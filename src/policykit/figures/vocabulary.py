"""The word lists of `data/observations.yml`, and how headers and units are compared."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from policykit.base.resources import load

__all__ = ["key", "keys_of", "note", "plain", "unit_factor", "words"]

_BRACKETS = re.compile(r"[(\[{【〔][^()\[\]{}【】〔〕]*[)\]}】〕]")
_LAST = re.compile(_BRACKETS.pattern + r"\s*$")
_IGNORED = re.compile(r"[\s\W_]+")


def words() -> dict[str, Any]:
    """The contents of `data/observations.yml`."""
    return load("observations")


def note(wanted: str, /, **values: object) -> str:
    """A note to the reader, in Chinese."""
    wording: str = words()["notes"][wanted]
    return wording.format_map({key: str(value) for key, value in values.items()})


def plain(value: object) -> str:
    """A cell as text: full-width characters narrow, no spaces around.

    >>> plain(" １，２３４ "), plain(341021.0), plain(None)
    ('1,234', '341021', '')
    """
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return unicodedata.normalize("NFKC", str(value)).strip("\ufeff\u200b \t\r\n").removeprefix("'").strip()


def key(text: str) -> str:
    """A header without spaces and marks: how headers are compared.

    >>> key(" 居民就诊 总人次数：") == key("居民就诊总人次数")
    True
    """
    return _IGNORED.sub("", unicodedata.normalize("NFKC", text)).lower()


def keys_of(text: str) -> tuple[str, ...]:
    """A header's keys, the most exact first: as it is, without its last brackets, without any.

    What stands in brackets may be a unit (（人次）) or tell one figure from another (（全国平均水平）).

    >>> keys_of("门急诊占比（全国）（%）")
    ('门急诊占比全国', '门急诊占比')
    """
    folded = unicodedata.normalize("NFKC", text)
    return tuple(
        dict.fromkeys(filter(None, map(key, (folded, _LAST.sub("", folded), _BRACKETS.sub("", folded)))))
    )


def unit_factor(written: str, unit: str) -> float | None:
    """By how much to multiply a figure in the unit `written` to have it in `unit`; `None` if they differ in kind.

    >>> unit_factor("万人次", "人次"), unit_factor("元", "万元"), unit_factor("名", "人"), unit_factor("元", "人")
    (10000.0, 0.0001, 1.0, None)
    """
    (given, base), (wanted, own) = _magnitude(plain(written)), _magnitude(plain(unit))
    if base and base != own and not any({base, own} <= set(group) for group in words()["same_units"]):
        return None
    return given / wanted


def _magnitude(unit: str) -> tuple[float, str]:
    """A unit's leading 万, 千万, 亿 as a factor, and the rest."""
    for mark, factor in sorted(words()["magnitudes"].items(), key=lambda one: -len(one[0])):
        if unit.startswith(mark):
            return float(factor), unit[len(mark) :]
    return 1.0, unit
