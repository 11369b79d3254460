"""The figure itself: 90%, 3—5个, 4.8万元, 12/10万, 1:1.5, 三分之二, 半数, 翻一番; grades: 二级及以上, 主治医师以上.

figure := [sign] numeral [mark numeral] unit [半|多] {"/" unit}. A Chinese numeral counts only before a unit, since
一体化, 三明 and 十分 begin with numerals too; digits count always. `read_figure` is the one entry point: whatever
reads a figure, in a clause or elsewhere, reads it here. What is no whole figure (3-5①, 10-5) is none.
"""

from __future__ import annotations

import math
import re
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from policykit.model import Comparator, Exact, Hint, QuantityKind
from policykit.model.numeral import Numeral, goes_on, read_numeral
from policykit.text.quantities.parse import Candidate, Parse
from policykit.text.quantities.tables import tables

__all__ = ["read_count", "read_figure", "read_grade", "read_titles"]

_TERM = r"[0-9]{1,9}(?:\.[0-9]{1,9})?"
_RATIO = re.compile(rf"({_TERM}):({_TERM})((?::{_TERM}){{0,9}})")
_PER_RATE = re.compile(r"/((?:[0-9]{1,9})?(?:百万|十万|千万|万|千|亿)(?:人口|人)?)")
_BOUND_WINDOW = 16
_LARGE_ENOUGH = 11
"""From here on a Chinese numeral is a count before any unit: 十分 is a word, 二十分 is not."""
_SCALES = frozenset("十百千万亿")
_PLACES = "百千万亿"
"""What both ends of a range may share: 三至五百万; 三至二十 shares none."""
_SMALL = {"百", "千"}
"""These belong to a number: 五至三百人 is from five, and of 5百至8百万元 the 5 is one of hundreds."""
_NEAR = 10
"""3—5万元: the first number takes the magnitude unless it is written out (8000—1万元)."""
_POSITIONAL = re.compile("[^十百千万亿]+")
_HALF = Decimal("0.5")
# A deviation to both sides, and the rest of a number of which a character was lost on the way.
_ODD_BEFORE = re.compile("(?:±|[0-9][\ue000-\uf8ff\ufffd]+)$")
_ODD_AFTER = re.compile("±|[\ue000-\uf8ff\ufffd]+[0-9]")
_COINS = re.compile("(?<=[元圆])[0-9零一二三四五六七八九壹贰叁肆伍陆柒捌玖]{1,2}(?:角|分(?![钟之别]))")
"""3元5角: what stands behind 元 belongs to it."""
_BROKEN = re.compile(r"个([半多])(月|小时|星期|学期|工作日)")
"""3个半月, 3个多月: the unit is around what is said of it."""
_MORE = re.compile(r"[多余](?=[,。;、)的以时前来]|$)")
_FOREIGN = re.compile(r"[A-Za-zμ][A-Za-z]{1,9}(?:/[a-z]{1,3})?(?![A-Za-z0-9])")
"""A unit in Latin letters, listed or not: 120Tbps, 500MWh, 300万TEU; one letter alone (4K, 5G) is a name."""
_COUNTED = re.compile(r"[一二三四五六七八九两十百千万亿零]{2,24}")
_CLOSED = re.compile(r"[,。;)的、]|以[上下内]|左右|$")
_LARGE = 100
"""编制数六千八, 不足二千的, 一千以上: a large number may stand without a unit when nothing follows to be counted."""
_ON = re.compile(r"[-~—][0-9]")


class _Measured(NamedTuple):
    """A figure's parts: values, unit, and where it ends."""

    first: Numeral
    value: Exact
    value2: Exact | None
    unit: str
    end: int


def read_count(text: str, start: int) -> Numeral | None:
    """The numeral that begins at `start`: 千 of 千米 is part of a unit, and 一 of 一般 of a word."""
    return read_numeral(text, start, unit=_word)


def _word(text: str, at: int) -> int:
    known = tables()
    unit, word = known.unit_words.at(text, at), known.stopwords.at(text, at)
    if text[at : at + 1] in _SCALES and known.unit_words.at(text, at + 1):
        word = ""  # 5万人, not 万人
    return max(len(unit), len(word))


def read_figure(text: str, start: int) -> Candidate | None:
    """The figure that begins at `start`: a candidate without comparator, or `None`."""
    return _share_word(text, start) or _ratio(text, start) or _measure(text, start)


def _share_word(text: str, start: int) -> Candidate | None:
    """半数, 过半, 翻一番: a number without digits."""
    known = tables()
    word = known.words("shares").at(text, start)
    if word:
        end = start + len(word)
        value = Decimal(known.shares[word])
        candidate = Candidate(QuantityKind.NUMBER, start, end, value=value, unit="%", dimension="share")
        candidate.vague = word in known.at("share_vague")
        candidate.surplus = word in known.at("share_surplus")
        return candidate
    word = known.words("multiples").at(text, start)
    if not word or text.startswith(tuple(known.at("multiples_not_before")), start + len(word)):
        return None
    candidate = Candidate(QuantityKind.NUMBER, start, start + len(word), unit="%", dimension="share")
    candidate.value, candidate.comparator = Decimal(known.multiples[word]), Comparator.INCREASE
    candidate.end += 2 * text.startswith("以上", candidate.end)
    return candidate


def _ratio(text: str, start: int) -> Candidate | None:
    """1:1.5, 1比1.5, 一比一点五; with three terms and more (3.6:48:48.4) it is a composition and no single figure."""
    match = _RATIO.match(text, start)
    if match is None:
        return _ratio_in_words(text, start)
    if goes_on(text, match.end()) and not tables().unit_words.at(text, match.end()):
        return None
    candidate = Candidate(QuantityKind.NUMBER, start, match.end(), unit=":", dimension="ratio")
    if not match.group(3):
        candidate.value, candidate.value2 = Decimal(match.group(1)), Decimal(match.group(2))
    return candidate


def _ratio_in_words(text: str, start: int) -> Candidate | None:
    first = read_count(text, start) if "比" in text[start + 1 : start + 8] else None
    if first is None or not text.startswith("比", first.end):
        return None
    second = read_count(text, first.end + 1)
    plain = second is not None and not (first.unit or second.unit or first.value2 or second.value2)
    if second is None or not plain or first.chinese != second.chinese:
        return None
    candidate = Candidate(QuantityKind.NUMBER, start, second.end, unit=":", dimension="ratio")
    candidate.value, candidate.value2 = first.value, second.value
    return candidate


def _measure(text: str, start: int) -> Candidate | None:
    known = tables()
    first = _signed(text, start)
    if first is None or (first.chinese and first.value == 1 and _ends_word(text, start + 1)):
        return None
    unit = first.unit or _unit(text, first)
    stopword = known.stopwords.at(text, start) if first.base is None else ""
    is_word = stopword and (first.value == 1 or first.end + len(unit) <= start + len(stopword))
    if is_word and not _is_asked_for(text, start, stopword):
        return None  # 十分, and not 十分钟
    measured = _Measured(first, first.value, first.value2, unit, first.end + (0 if first.unit else len(unit)))
    if first.fraction and known.dimensions.get(of := _unit(text, first)) in known.at("half_after"):
        value = first.value / 100
        measured = _Measured(first, value, None, of, first.end + len(of))
    ranged = _range(text, start, measured)
    measured = ranged or _halved(text, measured)
    uncounted = first.chinese and not measured.unit and not _stands_alone(text, start, first)
    if uncounted or _ON.match(text, measured.end):
        return None
    return _candidate(text, start, measured)


def _ends_word(text: str, end: int) -> bool:
    """Whether 一 ends a word (统一, 新一 of 新一代; not of 更新一次)."""
    known = tables()
    return bool(known.stopwords_before.before(text, end)) and not known.words("stopwords_apart").before(
        text, end
    )


def _is_asked_for(text: str, start: int, word: str) -> bool:
    """Whether a word like 一家 is a count, because the words before it bound one: 至少建成 一家."""
    counted = tables().at("counted_stopwords")
    if word not in counted["words"]:
        return False
    return re.search(counted["after"], text[max(0, start - _BOUND_WINDOW) : start]) is not None


def _stands_alone(text: str, start: int, numeral: Numeral) -> bool:
    if _COUNTED.fullmatch(text, start, numeral.end) is None or not _CLOSED.match(text, numeral.end):
        return False
    if text[numeral.end : numeral.end + 1] == "、":
        return numeral.value >= _LARGE_ENOUGH and _COUNTED.match(text, numeral.end + 1) is not None
    return numeral.value >= _LARGE and not _POSITIONAL.fullmatch(text, start, numeral.end)


def _signed(text: str, start: int) -> Numeral | None:
    """The number at `start` with its sign: 零下20, 负3, (-5."""
    known = tables()
    sign = known.words("negative").at(text, start)
    if not sign:
        return _half(text, start) or read_count(text, start)
    before = text[start - 1 : start]
    if sign == "-" and before and before not in known.at("minus_after"):
        return None
    if sign == "负" and before in known.at("negative_not_after"):
        return None
    numeral = read_count(text, start + len(sign))
    if numeral is None or numeral.value2 is not None or numeral.loose:
        return None
    return numeral._replace(value=-numeral.value, chinese=numeral.chinese)


def _half(text: str, start: int) -> Numeral | None:
    """半 of 半年, 半个月, 半天."""
    unit = tables().words("half_units").at(text, start + 1) if text.startswith("半", start) else ""
    if not unit or text[start + 1 + len(unit) : start + 2 + len(unit)] in {"度", "报"}:
        return None
    whole = text[start - 1 : start] in "一每上下前后大多过个两" and not tables().prefixes.before(text, start)
    return None if start and whole else Numeral(start + 1, _HALF, chinese=True)


def _halved(text: str, measured: _Measured) -> _Measured:
    """一年半, 3个半月; 3个多月, 两年多."""
    known, first = tables(), measured.first
    broken = _BROKEN.match(text, first.end)
    if broken is not None:
        if broken[1] == "多":
            return measured._replace(
                first=first._replace(surplus=True), unit=f"个{broken[2]}", end=broken.end()
            )
        return measured._replace(value=_with_half(measured.value), unit=f"个{broken[2]}", end=broken.end())
    dimension = known.dimensions.get(measured.unit, "")
    if text.startswith("半", measured.end) and dimension in known.at("half_after"):
        after = text[measured.end + 1 : measured.end + 2]
        if after not in known.at("half_not_before") and measured.value2 is None:
            return measured._replace(value=_with_half(measured.value), end=measured.end + 1)
    if measured.unit and _MORE.match(text, measured.end):
        return measured._replace(first=first._replace(surplus=True), end=measured.end + 1)
    return measured


def _with_half(value: Exact) -> Exact:
    return value + _HALF if isinstance(value, Decimal) else value + Fraction(_HALF)


def _range(text: str, start: int, measured: _Measured) -> _Measured | None:
    """The figure with its upper end and the unit that stands after it: 3—5个, 3%—5%, 一倍至两倍, 百分之十至二十."""
    first = measured.first
    for at in dict.fromkeys((first.end, measured.end)):
        mark = tables().range_marks.at(text, at)
        upper = _signed(text, at + len(mark)) if mark else None
        if upper is None or upper.chinese != first.chinese or upper.value2 is not None:
            continue
        unit = upper.unit or _unit(text, upper)
        end = upper.end + (0 if upper.unit else len(unit))
        if first.base is not None and not unit:
            unit, upper = first.unit, upper._replace(value=_product(upper.value, first.base))
        between = text[first.end : at]
        low = first.value if between else _low(text, first, upper)  # 2元至3万元 shares nothing
        # 容积率控制在1.0—2.5之间
        is_led = tables().prefixes.before(text, start) or tables().cues.before(text, start)
        if (unit or is_led) and between in {"", unit} and low < upper.value:
            plain = first if low == first.value else first._replace(magnitude="")
            return _Measured(plain, low, upper.value, unit, end)  # 5百至8百万元
    return None


def _product(value: Exact, base: Exact) -> Exact:
    both = isinstance(value, Decimal) and isinstance(base, Decimal)
    return value * base if both else Fraction(value) * Fraction(base)  # type: ignore[operator]  # of one kind


def _low(text: str, first: Numeral, upper: Numeral) -> Exact:
    """The lower end; in 3—5万元 and 三至五百万元 the magnitude stands once and counts for both.

    As much of it as leaves it the lower end: 五百至八百万元 and 五至一百万元 share 万, 五千至三万元 nothing.
    """
    if first.unit or (first.scaled and first.magnitude not in _SMALL):
        return first.value
    said = text[first.end : upper.end]
    places = said[len(said.rstrip(_PLACES)) :] if upper.chinese else upper.magnitude
    sizes = (math.prod(tables().magnitudes[place] for place in places[at:]) for at in range(len(places)))
    shared = [first.value * size for size in sizes]
    if shared and shared[0] < upper.value * _NEAR and places[0] not in _SMALL:
        return shared[0]  # no range when it is no less: 5至3万元; but 五至三百人
    return next((low for low in shared if low < upper.value), first.value)


def _unit(text: str, numeral: Numeral) -> str:
    """The unit after a numeral; a Chinese numeral takes none that forms another word with it."""
    known, start = tables(), numeral.end
    unit = known.unit_words.at(text, start)
    foreign = None if numeral.chinese else _FOREIGN.match(text, start)
    if foreign is not None and len(foreign[0]) > len(unit):
        return foreign[0]
    after = text[start + len(unit) : start + len(unit) + 1]
    if after and after in known.at("unit_not_before").get(unit, ""):
        unit, after = unit[0], unit[1]  # 2个|班子
    if unit.isascii() and unit.isalpha() and after.isascii() and after.isalnum():
        return ""
    if not numeral.chinese or unit not in known.digits_only:
        return unit
    suffix = known.suffixes.at(text, start + len(unit))
    bounded = suffix != "" and suffix not in known.at("suffix_needs")
    known_pair = known.words("digits_only_except").before(text, start + len(unit))
    is_count = bounded or numeral.value % 1 != 0 or not -_LARGE_ENOUGH < numeral.value < _LARGE_ENOUGH
    return unit if is_count or len(known_pair) > len(unit) else ""


def _candidate(text: str, start: int, measured: _Measured) -> Candidate:
    known = tables()
    first, unit, end = measured.first, measured.unit, measured.end
    if first.loose or _ODD_BEFORE.search(text, max(start - 4, 0), start) or _ODD_AFTER.match(text, end):
        return Candidate(QuantityKind.UNREAD, start, end, vague=True)
    if (coins := _COINS.match(text, end)) is not None:
        return Candidate(QuantityKind.UNREAD, start, coins.end(), vague=True)
    dimension = known.dimensions.get(unit, "")
    written = unit if first.unit else first.magnitude + unit
    normal = known.unit_aliases.get(unit, unit)
    rate = _PER_RATE.match(text, end)
    if rate is not None and len(rate[1]) >= len(_denominator(text, end + 1)):
        end, normal, written = rate.end(), normal + rate.group(), written + rate.group()
        dimension = dimension or "rate"
    while text.startswith(("/", "·"), end) and (more := _denominator(text, end + 1)):
        normal += text[end] + known.unit_aliases.get(more, more)
        written += text[end] + more
        end += 1 + len(more)
        dimension = dimension or "rate"
    kind = QuantityKind.GRADE if dimension == "grade" else QuantityKind.NUMBER
    candidate = Candidate(kind, start, end, unit=normal, unit_written=written, dimension=dimension)
    candidate.value, candidate.value2, candidate.surplus = measured.value, measured.value2, first.surplus
    candidate.vague = (
        first.surplus or first.value2 is not None or (unit in known.at("vague_units") and text[start] == "一")
    )
    return candidate


def _denominator(text: str, at: int) -> str:
    """What a figure is counted for, behind its stroke: 秒, 万元, 千瓦时, 生."""
    known = tables()
    size = known.magnitude_words.at(text, at)
    sized = known.unit_words.at(text, at + len(size)) if size else ""
    whole = known.unit_words.at(text, at), f"{size}{sized}" if sized else "", known.words("per").at(text, at)
    return max(whole, key=len)


def read_grade(text: str, candidate: Candidate, floor: int) -> None:
    """A numeral with 级: a grade asked for when a suffix or 达到 says so, else part of a name (三级医院).

    Of levels there are so many: 管理层级控制在三级以内.
    """
    known = tables()
    if within := known.words("grades", "within").at(text, candidate.end):
        candidate.kind, candidate.dimension, candidate.comparator = (
            QuantityKind.NUMBER,
            "count",
            Comparator.LE,
        )
        candidate.end, candidate.closed, candidate.bounded = candidate.end + len(within), True, True
        return
    letters = known.words("grades", "letters").at(text, candidate.end)
    candidate.end += len(letters)
    candidate.grade = text[candidate.start : candidate.end]
    candidate.figure = (candidate.start, candidate.end)
    word, op = _suffix(text, candidate.end)
    cue = known.words("grades", "cues").before(text, candidate.start)
    if word:
        candidate.end += len(word)
        candidate.comparator = op
        candidate.verb_at = candidate.start - len(cue) if cue else -1
    elif cue and candidate.start - len(cue) >= floor:
        candidate.comparator = Comparator.GRADE
        candidate.verb_at = candidate.start - len(cue)
        candidate.start -= len(cue) if cue in known.prefixes else 0
    else:
        candidate.kind, candidate.hint = QuantityKind.LABEL, Hint.NAME
        candidate.value = candidate.value2 = None


@cache
def _suffixes() -> dict[str, Comparator]:
    table = tables().at("grades", "suffixes")
    longest_first = sorted(((word, op) for op in table for word in table[op]), key=lambda pair: -len(pair[0]))
    return {word: Comparator(op) for word, op in longest_first}


def _suffix(text: str, start: int) -> tuple[str, Comparator | None]:
    word = next((word for word in _suffixes() if text.startswith(word, start)), "")
    return word, _suffixes().get(word)


def read_titles(parse: Parse) -> None:
    """Ranks of people and levels of government before 以上 or 以下."""
    levels = tables().words("grades", "levels")
    for match in tables().graded.finditer(parse.text):
        if not parse.is_free(*match.span()):
            continue
        candidate = Candidate(QuantityKind.GRADE, *match.span(), figure=match.span(1), grade=match.group(1))
        candidate.comparator = _suffixes()[match.group(2)]
        candidate.dimension = "grade"
        if match.group(1) in levels:
            candidate.hint = Hint.NAME
        parse.add(candidate)
