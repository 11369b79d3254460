"""The second reader of figures: counts the words of a figure from right to left, and knows nothing of the first.

The first reader (`policykit.model.numeral`) goes by patterns from left to right. This one cuts a figure into
signs and adds up place by place from its end, so that a fault of one is hardly one of the other; where they
differ, the double entry says so.
"""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from math import prod
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policykit.model import Quantity

__all__ = ["agrees", "recount"]

_DIGITS = {sign: value for value, sign in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "两": 2}
_PLACES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_SHARED = "百千万亿"
_LARGE = 10**4
_WORDS = {
    "半数": 50,
    "一半": 50,
    "过半": 50,
    "大半": 50,
    "翻番": 100,
    "翻倍": 100,
    "翻一倍": 100,
    "翻了一倍": 100,
}
_DOUBLED = re.compile(r"翻了?([一二两三四])番")
_NOISE = re.compile(
    r"年一遇|个?百分[点比]|[A-Za-z]+[0-9²³]|千(?=[瓦米克伏焦帕兆字])|/[0-9]*[百千万亿]+(?:人口|人)?|[多余来几](?!年)"
)
"""What counts nothing in a figure: units that hold a numeral, what it is counted for."""
_APART = re.compile(r"(?<=[0-9十百千万亿])[ \u3000\n]+(?=[十百千万亿])")
"""Blanks before a magnitude, as texts from PDF have them: 28 万元, 2800 万 亿元."""
_PIECE = re.compile(
    r"(零下|负|^-)?([×x]?10(?:\^[0-9]+|[⁰¹²³⁴-⁹]+)|(?:[0-9][0-9, ]*[0-9]|[0-9])(?:\.[0-9]+)?"
    r"|[〇○零一二三四五六七八九两十百千万亿点成半¼-¾⅐-⅞]|分之|又|/(?=[0-9]))+"
)
_SIGN = re.compile(r"[×x]?10(\^[0-9]+|[⁰¹²³⁴-⁹]+)|分之|[0-9][0-9, ]*(?:\.[0-9]+)?|.")
_NEAR = 10

_Sign = str | Fraction


def agrees(quantity: Quantity, written: str) -> bool:
    """Whether this reader finds in the words `written` the values that the first has found.

    It has no opinion on what holds no numeral (普遍) or no value.
    """
    if quantity.value is None:
        return True
    values = [Fraction(value) for value in (quantity.value, quantity.value2) if value is not None]
    return recount(written, share=quantity.unit in {"%", "‰"}) in (values, [])


def recount(written: str, *, share: bool = False) -> list[Fraction]:
    """The values of a figure, one or of a range two; empty when there is no numeral in it.

    `share`: whether a part (三分之二, 3/4, ½) counts in hundredths.

    >>> [float(recount(words)[0]) for words in ("13万2千元", "三点五亿元", "六千八", "10 000张", "零下20℃", "一年半")]
    [132000.0, 350000000.0, 6800.0, 10000.0, -20.0, 1.5]
    >>> [list(map(float, recount(words, share=True))) for words in ("百分之十至二十", "七成五", "3/4")]
    [[10.0, 20.0], [75.0], [75.0]]
    """
    for word, value in _WORDS.items():
        if written.endswith(word) and written != f"翻{word}":
            return [Fraction(value)]
    if doubled := _DOUBLED.search(written):
        return [Fraction(100 * (2 ** _DIGITS[doubled[1]] - 1))]
    text = _NOISE.sub("", _APART.sub("", written))
    pieces = [match for match in _PIECE.finditer(text) if match[0] not in set("半点成百千万亿")]
    if not pieces:
        return [Fraction(1, 2)] if text.startswith("半") else []
    values: list[Fraction] = []
    for piece in pieces:
        sign, word = piece[1] or "", piece[0].removeprefix(piece[1] or "")
        values += [-end if sign else end for end in _piece(word, share=share)]
    if len(pieces) > 1:
        values = _shared(text, pieces, values, share=share)
    if re.search(r"[^一二三四五六七八九十0-9成]半|个半", text) and "成" not in text:
        values[-1] += Fraction(1, 2)
    return values


def _shared(text: str, pieces: list[re.Match[str]], values: list[Fraction], *, share: bool) -> list[Fraction]:
    """3—5万元, 百分之十至二十: what stands once and counts for both ends."""
    (first, second), between = pieces[:2], text[pieces[0].end() : pieces[1].start()]
    if between not in {"-", "--", "~", "至", "到", "或"}:
        return values
    if share and "分之" in first[0] and "分之" not in second[0]:
        below = _amount(_signs(first[0].split("分之")[0]))
        return [values[0], values[1] * _times(first[0]) / below]
    if set(first[0]) & set("万亿"):
        return values
    places = second[0][len(second[0].rstrip(_SHARED)) :]
    for at in range(len(places)):  # 3—5百万, 五百至八百万
        low = values[0] * prod(_PLACES[sign] for sign in places[at:])
        if low < values[1]:
            return [low, values[1]]
    return values


def _signs(word: str) -> list[_Sign]:
    """A piece as its signs: numbers, places (十, 万), and words (点, 分之)."""
    found: list[_Sign] = []
    for match in _SIGN.finditer(word):
        sign = match[0]
        if match[1]:
            found.append(Fraction(10) ** int(unicodedata.normalize("NFKC", match[1].lstrip("^"))))
        elif sign[0].isascii() and sign[0].isdigit():
            found.append(Fraction(re.sub("[, ]", "", sign)))
        elif unicodedata.category(sign[0]) == "No":
            found.append(Fraction(unicodedata.numeric(sign)).limit_denominator(10))
        else:
            found.append(sign)
    return found


def _piece(word: str, *, share: bool) -> list[Fraction]:
    """The value of a piece; of 三四十 its two ends."""
    signs = _signs(word)
    if "分之" in signs:
        at = signs.index("分之")
        below, whole = signs[:at], Fraction(0)
        if "又" in below:
            whole, below = _amount(below[: below.index("又")]), below[below.index("又") + 1 :]
        times = _times(word) if not whole else 1
        return [whole + end * times / _amount(below) for end in _ends(signs[at + 1 :])]
    if "/" in signs:
        at = signs.index("/")
        return [_amount(signs[:at]) / _amount(signs[at + 1 :]) * (100 if share else 1)]
    if "成" in signs:
        at = signs.index("成")
        after = signs[at + 1 :]
        more = Fraction(5) if after == ["半"] else _amount(after) if after else Fraction(0)
        return [end * 10 + more for end in _ends(signs[:at])]
    if len(signs) == 1 and isinstance(signs[0], Fraction) and signs[0] < 1 and not word[0].isascii():
        return [signs[0] * (100 if share else 1)]
    return _ends([sign for sign in signs if sign != "半"])


def _times(word: str) -> int:
    """What a part counts in: 千分之五 in thousandths, any other in hundredths."""
    return 1000 if word.startswith("千分") else 100


def _ends(signs: list[_Sign]) -> list[Fraction]:
    """Both ends of 三五个, 三四十, 十七八, 二三; else the one value."""
    digits = [at for at, sign in enumerate(signs) if sign in _DIGITS]
    for at in digits if "点" not in signs else ():
        if at + 1 in digits and _DIGITS[str(signs[at])] and not {at - 1, at + 2} & set(digits):
            return [_amount(signs[: at + 1] + signs[at + 2 :]), _amount(signs[:at] + signs[at + 1 :])]
    return [_amount(signs)]


def _amount(signs: list[_Sign]) -> Fraction:
    """The sum of a number's places, from its end; what 点 parts off counts in tenths."""
    if "点" in signs:
        at = signs.index("点")
        if at + 1 == len(signs):
            return _amount(signs[:at])  # 21点, an hour
        after = "".join(str(_DIGITS[str(sign)]) for sign in signs[at + 1 :] if sign in _DIGITS)
        value = _amount(signs[:at]) + Fraction(int(after), 10 ** len(after))
        for sign in signs[at + 1 :]:
            value *= _PLACES.get(str(sign), 1)
        return value
    if all(sign in _DIGITS for sign in signs):
        return sum(
            (Fraction(_DIGITS[str(sign)]) * 10**at for at, sign in enumerate(reversed(signs))), Fraction(0)
        )
    total, large, base, small = Fraction(0), 1, 1, _left_over(signs)
    for at in range(len(signs) - 1, -1, -1):
        sign, before = signs[at], signs[at - 1] if at else ""
        place = _PLACES.get(str(sign), 0)
        if place >= _LARGE:
            is_doubled = at + 1 < len(signs) and signs[at + 1] == sign  # 亿亿
            large = base * place if place < base or is_doubled else place
            base, small = max(base, place), Fraction(1)
            total += 0 if at else large  # 万 of 万分之
        elif place:
            small = Fraction(place)
            total += 0 if isinstance(before, Fraction) or _DIGITS.get(before) else small * large
        elif isinstance(sign, Fraction) and isinstance(before, Fraction):
            return _amount(signs[:at]) * sign if sign >= 1 else _amount(signs[:at]) + sign  # 1.5×10⁴, 3½
        else:
            total += (sign if isinstance(sign, Fraction) else _DIGITS.get(sign, 0)) * small * large
    return total


def _left_over(signs: list[_Sign]) -> Fraction:
    """What the last digit of 六千八, 13万2 counts: a tenth of the place before it."""
    last, before = signs[-1], signs[-2] if len(signs) > 1 else ""
    place = _PLACES.get(str(before), 1)
    short = (
        _DIGITS.get(last, 0)
        if isinstance(last, str)
        else last
        if last.denominator == 1 and last < _NEAR
        else 0
    )
    return Fraction(place, 10) if short and place > _NEAR else Fraction(1)
