"""Numbers with units: 90%以上, 至少派出3名, 3—5个, 4.8万元, 30日内, 12/10万, 1:1.5, 二级及以上.

number := numeral [range numeral] unit ["/" unit] — a Chinese numeral counts only before a unit, since
一体化, 三明 and 十分 begin with numerals too; digits count always.
"""

from __future__ import annotations

import re
from functools import cache
from decimal import Decimal

from policykit.model import Comparator, Hint, QuantityKind
from policykit.text.quantities.comparing import compare
from policykit.text.quantities.draft import Draft, Reading
from policykit.text.quantities.grades import read_grade
from policykit.text.quantities.numerals import Numeral, read
from policykit.text.quantities.tables import tables
from policykit.text.quantities.wording import end_of_each

__all__ = ["read_numbers"]

_CANDIDATE = re.compile(r"[0-9]+|百分之|千分之|[零一二三四五六七八九十两]|过?半数|一半|大半|过半|翻")
_RATIO = re.compile(r"([0-9]{1,9}(?:\.[0-9]{1,9})?):([0-9]{1,9}(?:\.[0-9]{1,9})?)((?::[0-9]{1,9}(?:\.[0-9]{1,9})?){0,9})")
_PER_RATE = re.compile(r"/((?:[0-9]{1,9})?(?:百万|十万|千万|万|千|亿)(?:人口|人)?)")


def read_numbers(reading: Reading) -> None:
    """Add every number with its unit and comparator that no earlier rule claimed."""
    text = reading.text
    floor = 0
    previous: Draft | None = None
    for match in _CANDIDATE.finditer(text):
        start = match.start()
        if start < floor or not reading.is_free(start, start + 1) or _inside(text, start):
            continue
        draft = _share_word(text, start) or _ratio(text, start) or _number(text, start)
        if draft is None or not reading.is_free(draft.start, draft.end):
            continue
        draft.figure = (draft.start, draft.end)
        if draft.kind is QuantityKind.NUMBER:
            draft = _complete(reading, draft, floor, previous)
        elif draft.kind is QuantityKind.GRADE:
            read_grade(text, draft, floor)
        if draft is None:
            continue
        while not reading.is_free(draft.start, draft.end) and draft.start < draft.figure[0]:
            draft.start += 1
        if reading.is_free(draft.end - 1, draft.end) and not _merged(reading, previous, draft):
            reading.add(draft)
        if draft.kind is not QuantityKind.LABEL:
            floor = draft.end
        previous = draft
    _read_series(reading)


def _inside(text: str, start: int) -> bool:
    """Whether the place is inside a Chinese numeral that was refused as a whole."""
    char, before = text[start], text[start - 1 : start]
    if char.isdigit() and char.isascii():
        return False
    return before in _NUMERAL_CHARS and not tables().stopwords_before.before(text, start)


_NUMERAL_CHARS = frozenset("〇零一二三四五六七八九十百千万亿两")


def _read_series(reading: Reading) -> None:
    """95%、85%、80%以上: bare numbers in a row read like the last when it is closed, else like the first."""
    text, row = reading.text, []
    numbers = [draft for draft in reading.drafts if draft.kind is QuantityKind.NUMBER]
    for draft in [*numbers, None]:
        last = row[-1] if row else None
        if draft and last and draft.unit == last.unit and text[last.end : draft.start] in _ROW_MARKS:
            row.append(draft)
            continue
        if len(row) > 1:
            model = row[-1] if row[-1].closed else row[0]
            for one in row:
                if one.bare:
                    one.comparator, one.vague = model.comparator, one.vague or model.vague
        row = [draft] if draft else []


_ROW_MARKS = frozenset({"、", "和", "及", "与", "以及"})


_LOOSE = frozenset({"个", "种", "项", "条", "系列", "类", "次", "人", "件"})
"""建立一个中心: even after a verb of building 一 is an article before these."""


def _complete(reading: Reading, draft: Draft, floor: int, previous: Draft | None) -> Draft | None:
    """Compare the number; 一个 that nothing makes a count is an article and no number."""
    text, (start, end) = reading.text, draft.figure or (draft.start, draft.end)
    if draft.comparator is not None:
        return draft
    scale = text.startswith("级", draft.end) and draft.unit != ""
    draft.end += scale
    second, draft.value2 = draft.value2, None if draft.dimension == "ratio" else draft.value2
    compare(text, draft, floor, previous)
    draft.value2 = second
    draft.per = None if draft.dimension == "age" else _per(text, start)
    if text[start] == "一" and draft.unit_written in tables().at("articles"):
        counts = draft.per is not None or draft.closed or draft.start < start or draft.built
        loose = draft.built and draft.per is None and draft.unit_written in _LOOSE
        if loose or not counts:
            return None
    if scale and not draft.closed:
        draft.kind, draft.hint, draft.comparator, draft.value = QuantityKind.LABEL, Hint.NAME, None, None
    if draft.dimension == "time" and _period_tail().match(text, end) and draft.start == start and not draft.closed:
        draft.kind, draft.hint, draft.comparator = QuantityKind.LABEL, Hint.NAME, None
    return draft


@cache
def _period_tail() -> re.Pattern[str]:
    """What makes a period part of a name: 三年行动计划, 九年义务教育."""
    words = "|".join(map(re.escape, tables().at("labels", "name_tails")))
    return re.compile(rf"[一-鿿]{{0,8}}?(?:{words})")


def _share_word(text: str, start: int) -> Draft | None:
    """半数, 九成, 翻一番: a number without digits."""
    known = tables()
    word = known.words("shares").at(text, start)
    if word and not text.startswith("成", start + len(word)):
        end = start + len(word)
        if word[-1] == "成" and text[end : end + 1] in set("立员本效果为品就年分长交功") :
            return None
        draft = Draft(QuantityKind.NUMBER, start, end, value=Decimal(known.shares[word]), unit="%", dimension="share")
        draft.vague = word in known.at("share_vague")
        return draft
    word = known.words("multiples").at(text, start)
    if not word:
        return None
    value = Decimal(known.multiples[word])
    end = start + len(word)
    return Draft(
        QuantityKind.NUMBER, start, end, value=value, unit="%", dimension="share", comparator=Comparator.INCREASE
    )


def _ratio(text: str, start: int) -> Draft | None:
    """1:1.5; with three terms and more (3.6:48:48.4) it is a composition and no single figure."""
    match = _RATIO.match(text, start)
    if match is None:
        return None
    draft = Draft(QuantityKind.NUMBER, start, match.end(), unit=":", dimension="ratio")
    if not match.group(3):
        draft.value, draft.value2 = Decimal(match.group(1)), Decimal(match.group(2))
    return draft


def _number(text: str, start: int) -> Draft | None:
    """numeral [range numeral] unit."""
    if tables().stopwords.at(text, start) and not text[start].isdigit():
        return None
    first = read(text, start)
    if first is None:
        return None
    if first.chinese and first.value == 1 and tables().stopwords_before.before(text, start + 1):
        return None
    value, value2, end = first.value, first.value2, first.end
    unit = first.unit or _unit(text, first.end, first)
    if not first.unit:
        end += len(unit)
    second = _second(text, start, first, end)
    if second is not None:
        numeral, unit, end = second
        value2 = numeral.value
        if numeral.magnitude and not first.magnitude and value < numeral.value and first.end == end - len(unit):
            value *= tables().magnitudes[numeral.magnitude]
        value, value2 = _scaled(first, numeral, unit, value)
    if first.chinese and not unit:
        return None
    return _with_unit(text, start, end, unit, first, value, value2)


def _scaled(first: Numeral, second: Numeral, unit: str, value: object) -> tuple[object, object]:  # noqa: ARG001
    """3—5万元: the magnitude stands once and counts for both."""
    low = first.value
    if second.magnitude and not first.magnitude and low < second.value / tables().magnitudes[second.magnitude] * 10:
        low *= tables().magnitudes[second.magnitude]
    return low, second.value


def _second(text: str, start: int, first: Numeral, end: int) -> tuple[Numeral, str, int] | None:
    """The upper end of a range, with the unit that stands after it."""
    known = tables()
    for place in dict.fromkeys((first.end, end)):
        mark = known.range_marks.at(text, place)
        numeral = read(text, place + len(mark)) if mark else None
        if numeral is None or numeral.chinese != first.chinese:
            continue
        unit = numeral.unit or _unit(text, numeral.end, numeral)
        between = text[first.end : place]
        if not unit or (between and between != unit) or (mark == "或" and unit not in known.dimensions):
            continue
        if numeral.value <= first.value and not (numeral.magnitude and not first.magnitude):
            continue
        return numeral, unit, numeral.end + (0 if numeral.unit else len(unit))
    return None


def _unit(text: str, start: int, numeral: Numeral) -> str:
    """The unit at a place; Chinese numerals do not take units that form other words with them."""
    known = tables()
    unit = known.unit_words.at(text, start)
    after = text[start + len(unit) : start + len(unit) + 1]
    if unit.isascii() and unit.isalpha() and after.isascii() and after.isalnum():
        return ""
    if not numeral.chinese or not unit or unit not in known.digits_only:
        return unit
    written = text[start - 1 : start] + unit
    counts = (
        numeral.value >= _LARGE_ENOUGH
        or known.suffixes.at(text, start + len(unit)) not in {"", "起", "前", "内"}
        or any(text.endswith(word, 0, start + len(unit)) for word in known.at("digits_only_except") if word.endswith(written))
    )
    return unit if counts else ""


_LARGE_ENOUGH = 11


def _with_unit(text: str, start: int, end: int, unit: str, first: Numeral, value: object, value2: object) -> Draft:
    known = tables()
    dimension = known.dimensions.get(unit, "")
    written = first.magnitude + unit if not first.unit else unit
    normal = known.unit_aliases.get(unit, unit)
    rate = _PER_RATE.match(text, end)
    if rate is not None:
        end, normal, written = rate.end(), f"{normal}/{rate.group(1)}", f"{unit}/{rate.group(1)}"
        dimension = dimension or "rate"
    while text.startswith(("/", "·"), end) and known.unit_words.at(text, end + 1):
        more = known.unit_words.at(text, end + 1)
        normal, written = f"{normal}{text[end]}{known.unit_aliases.get(more, more)}", f"{written}{text[end]}{more}"
        end += 1 + len(more)
        dimension = dimension or "rate"
    kind = QuantityKind.GRADE if dimension == "grade" else QuantityKind.NUMBER
    draft = Draft(kind, start, end, unit=normal, unit_written=written, dimension=dimension)
    draft.value, draft.value2 = value, value2  # type: ignore[assignment]
    draft.vague = first.surplus or unit in known.at("vague_units") and text[start] == "一" or (first.value2 is not None)
    return draft


def _per(text: str, start: int) -> str | None:
    """每千人口, 每个: what the number is counted for, in the same part of the sentence."""
    begin = max(0, start - _PER_WINDOW)
    for char in ",;。\n":
        begin = max(begin, text.rfind(char, begin, start) + 1)
    at = text.rfind("每", begin, start)
    if at < 0:
        return None
    end = end_of_each(text, at)
    return text[at:end] if end > at + 1 else None


_PER_WINDOW = 60


def _merged(reading: Reading, previous: Draft | None, draft: Draft) -> bool:
    """1万元以上5万元以下 is one range."""
    if previous is None or previous.end != draft.start or previous.kind is not QuantityKind.NUMBER:
        return False
    if previous.comparator is not Comparator.GE or draft.comparator not in {Comparator.LE, Comparator.LT}:
        return False
    if not previous.closed or previous.unit != draft.unit or previous.value2 is not None or previous.value is None:
        return False
    previous.value2, previous.comparator, previous.end = draft.value, Comparator.BETWEEN, draft.end
    previous.figure = (previous.figure[0] if previous.figure else previous.start, draft.end)
    reading.claim(draft.start, draft.end)
    draft.kind = QuantityKind.LABEL
    return True
