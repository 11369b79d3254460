"""The length-preserving fold on which outline and roles are matched.

One character in, one character out: traditional to simplified, full width to half width. So
offsets in the folded text are offsets in the source, and one set of patterns reads
`第十條`, `（一）` and `(一)` alike. The full normal form (regional wording, NFKC) is in
`policykit.text.normal`.
"""

from __future__ import annotations

from functools import cache

import opencc

from policykit.model import Script

__all__ = ["fold", "is_traditional", "script_of"]

_HAN_RANGES = ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0xF900, 0xFB00))
_FULL_WIDTH_OFFSET = 0xFEE0
# Simplified texts hold a few characters that are also traditional forms (names, 乾隆); a
# traditional text changes about every fourth character.
_MIN_TRADITIONAL = 0.05


@cache
def _tables() -> tuple[dict[int, str], frozenset[str]]:
    """The translation table, and the characters that only traditional text has."""
    convert = opencc.OpenCC("t2s").convert
    han = [chr(point) for first, end in _HAN_RANGES for point in range(first, end)]
    simplified = {ord(char): converted for char, converted in zip(han, map(convert, han), strict=True)}
    changed = {point: char for point, char in simplified.items() if chr(point) != char and len(char) == 1}
    table = dict(changed)
    table.update({point: chr(point - _FULL_WIDTH_OFFSET) for point in range(0xFF01, 0xFF5F)})
    table.update(dict.fromkeys((0x3000, 0xA0, 0x2002, 0x2003, 0x2009, 0x202F), " "))
    table.update({0x3014: "[", 0x3015: "]", 0x2014: "-", 0x2013: "-", 0x2015: "-", 0xFE63: "-"})
    return table, frozenset(map(chr, changed))


def fold(text: str) -> str:
    """Fold `text` character by character; the result has the same length.

    >>> fold("第十條　國辦發〔２０２３〕４１號：")
    '第十条 国办发[2023]41号:'
    """
    return text.translate(_tables()[0])


def is_traditional(text: str) -> bool:
    """Whether `text` is written in traditional characters.

    >>> is_traditional("關於全面推進縣域醫療衛生共同體建設的指導意見"), is_traditional("关于印发方案的通知")
    (True, False)
    """
    only_traditional = _tables()[1]
    han = sum("\u3400" <= char <= "\u9fff" for char in text)
    return sum(char in only_traditional for char in text) > _MIN_TRADITIONAL * max(1, han)


def script_of(text: str) -> Script:
    """The script of `text`; asked once for a source, for `Policy.script`.

    >>> script_of("縣域醫療").language
    'zh-Hant'
    """
    return Script.TRADITIONAL if is_traditional(text) else Script.SIMPLIFIED
