"""Quantities in words: 全覆盖, 普遍, 全部纳入; 达国家平均水平; 每季度, 按月, 定期; 逐步提高, 稳中有降.

Trends are candidates: whether the thing can be measured is for the reader of the policy to say. A trend
whose part of the sentence names nothing that is counted carries the hint `not_measurable`.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from policykit.model import Comparator, Hint, QuantityKind
from policykit.model.numeral import Numeral
from policykit.text.quantities.figures import read_count
from policykit.text.quantities.parse import Candidate, Parse
from policykit.text.quantities.tables import WordSet, alternatives, tables

__all__ = ["end_of_each", "read_coverage", "read_frequencies", "read_relative", "read_trends"]

_WHOLE = Decimal(100)
_BEFORE = 3
"""How far before 定期 a word may begin that 定期 is only part of (规定期限)."""
_STOP = re.compile(r"[,;。:\n!?]")
_OBJECT_WINDOW = 30
_LONG_OBJECT_WINDOW = 60
_JOINT = 2
"""Characters that may join a trend to the figure before it."""
_EACH = re.compile("每(?:人|户|名|家|床|个|亩|例|次|村|乡镇|县|单位|机构|学生|人口)$")
"""每人每年480元 says for whom, and not how often."""
_EXHAUST = re.compile(r"应([一-鿿]{1,2})尽\1")


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    cover, relative = tables().at("coverage"), tables().at("relative")
    between = r"[^,;。:()\n]"
    return {
        "all": re.compile(
            f"(?:{alternatives(set(cover['all']) - set(cover['each']))})(?={alternatives(cover['all_verbs'])})"
            f"|(?:{alternatives(cover['each'])})(?={alternatives(cover['each_verbs'])})"
        ),
        "every": re.compile(
            f"(?:{alternatives(cover['every'])})(?!{alternatives(cover['every_not_before'])})"
            f"(?={between}{{2,24}}(?:{alternatives(cover['every_verbs'])}))"
        ),
        "almost": re.compile(f"(?:{alternatives(cover['almost'])})(?:{alternatives(cover['almost_verbs'])})"),
        "almost_before": re.compile(f"(?:{alternatives(cover['almost'])})(?:实现|达到|做到)?$"),
        "relative": re.compile(
            f"(?:{alternatives(relative['leads'])})[^,;。:()\\n0-9]{{0,{relative['gap']}}}?(?:{alternatives(relative['tails'])})"
        ),
        "with": re.compile(
            f"(?:{alternatives(relative['with'])})({between}{{2,{relative['with_gap']}}}?)(?:{alternatives(relative['with_tails'])})"
        ),
        "with_needs": re.compile(alternatives(relative["with_needs"])),
        "with_loose": re.compile(f"(?:{alternatives(relative['with_loose'])})$"),
        "with_loose_needs": re.compile(alternatives(relative["with_loose_needs"])),
    }


def read_coverage(parse: Parse) -> None:
    """全覆盖 is at least 100 %; 普遍 and 基本 are vague; 全部, 均 and 一律 count before a verb only."""
    known, text = tables(), parse.text
    other_word = set(known.at("coverage", "full_not_after"))
    for start, word in known.words("coverage", "full").find(text):
        if word[0] != "全" or text[start - 1 : start] not in other_word:
            _full(parse, start, start + len(word))
    for match in _EXHAUST.finditer(text):
        _full(parse, *match.span())
    for start, word in known.words("coverage", "vague").find(text):
        if not known.words("coverage", "vague_except").at(text, start):
            _add(parse, start, start + len(word), vague=True)
    for match in _patterns()["almost"].finditer(text):
        _add(parse, *match.span(), vague=True)
    for match in _patterns()["all"].finditer(text):
        if match.group() != "均" or text[match.start() - 1 : match.start()] not in set("人平年户日月"):
            _add(parse, *match.span(), value=_WHOLE)
    for match in _patterns()["every"].finditer(text):
        _add(parse, *match.span(), value=_WHOLE)


def _add(parse: Parse, start: int, end: int, *, value: Decimal | None = None, vague: bool = False) -> None:
    if parse.is_free(start, end):
        parse.add(
            Candidate(
                QuantityKind.COVERAGE,
                start,
                end,
                comparator=Comparator.GE,
                value=value,
                unit="%" if value is not None else "",
                dimension="share",
                vague=vague,
            )
        )


def _full(parse: Parse, start: int, end: int) -> None:
    """全覆盖 takes in a 100% or a 基本实现 that stands before it."""
    if not parse.is_free(start, end):
        return
    number = parse.number_before(start)
    if number is not None and number.value == _WHOLE:
        parse.candidates.remove(number)
        start = number.start
    candidate = Candidate(
        QuantityKind.COVERAGE, start, end, comparator=Comparator.GE, value=_WHOLE, unit="%", dimension="share"
    )
    almost = _patterns()["almost_before"].search(parse.text, max(0, start - 6), start)
    if almost is not None and parse.is_free(almost.start(), start):
        candidate.start, candidate.vague = almost.start(), True
    parse.add(candidate)


def read_relative(parse: Parse) -> None:
    """达国家平均水平; 与全市人口增幅保持一致."""
    patterns = _patterns()
    with_words = tables().at("relative", "with")
    negations = tables().words("relative", "not_after")
    for match in patterns["relative"].finditer(parse.text):
        if not negations.before(parse.text, match.start()):
            _relative(parse, *match.span())
    for match in patterns["with"].finditer(parse.text):
        needs = "with_loose_needs" if patterns["with_loose"].search(match.group()) else "with_needs"
        if patterns[needs].search(match.group(1)):
            _relative(parse, *match.span())
    for start, word in tables().words("relative", "with_tails").find(parse.text):
        day = parse.ends_at(start)
        if (
            day is not None
            and day.hint is Hint.BASELINE
            and parse.text[day.start - 1 : day.start] in with_words
        ):
            _relative(parse, start, start + len(word))  # 与2020年持平


def _relative(parse: Parse, start: int, end: int) -> None:
    if parse.is_free(start, end):
        parse.add(Candidate(QuantityKind.RELATIVE, start, end, comparator=Comparator.RELATIVE))


def read_frequencies(parse: Parse) -> None:
    """每季度 is at least once a quarter, 定期 is vague; 每千人口 is what a number is counted for."""
    known, text = tables(), parse.text
    for match in re.finditer("每", text):
        numeral, end = _count(text, match.end())
        period = known.words("frequencies", "periods").at(text, end)
        if period and _EACH.search(text, max(0, match.start() - 6), match.start()):
            parse.claim(match.start(), end + len(period))
        elif period:
            _frequency(parse, match.start(), end + len(period), _unit(numeral, period))
        elif end_of_each(text, match.start()) > match.end():
            parse.claim(match.start(), end_of_each(text, match.start()))
    fixed = known.at("frequencies", "fixed")
    for start, word in known.words("frequencies", "fixed").find(text):
        if not known.words("frequencies", "fixed_except").at(text, start):
            _frequency(parse, start, start + len(word), f"次/{fixed[word]}")
    excepted = known.words("frequencies", "vague_except")
    for start, word in known.words("frequencies", "vague").find(text):
        if not any(excepted.at(text, start - back) for back in range(_BEFORE)):
            _frequency(parse, start, start + len(word), "")


def end_of_each(text: str, at: int) -> int:
    """Where 每 and what it counts end: 每个, 每千人口, 每两年, 每10万人.

    >>> end_of_each("每千人口床位数", 0), end_of_each("每个乡镇", 0), end_of_each("每逢", 0)
    (4, 2, 1)
    """
    known = tables()
    numeral, end = _count(text, at + 1)
    if numeral is None:
        end += len(known.magnitude_words.at(text, end))
    word = known.words("frequencies", "periods").at(text, end) or known.unit_words.at(text, end)
    return end + len(word)


def _count(text: str, start: int) -> tuple[Numeral | None, int]:
    """The number after 每, of a range (每3~5年) the upper end, and where it ends."""
    numeral = read_count(text, start)
    if numeral is None:
        return None, start
    mark = tables().range_marks.at(text, numeral.end)
    upper = read_count(text, numeral.end + len(mark)) if mark else None
    return (numeral, numeral.end) if upper is None else (upper, upper.end)


def _unit(numeral: Numeral | None, period: str) -> str:
    """次/季度, 次/3年."""
    name = tables().at("frequencies", "periods")[period]
    if numeral is None or numeral.value == 1 or not isinstance(numeral.value, Decimal):
        return f"次/{name}"
    return f"次/{numeral.value.normalize():f}{name}"


def _frequency(parse: Parse, start: int, end: int, unit: str) -> None:
    if not parse.is_free(start, end):
        return
    candidate = Candidate(QuantityKind.FREQUENCY, start, end, comparator=Comparator.GE, unit=unit)
    candidate.dimension = "frequency"
    candidate.value, candidate.vague = (Decimal(1), False) if unit else (None, True)
    parse.add(candidate)


@cache
def _verbs() -> tuple[WordSet, dict[str, Comparator]]:
    trends = tables().at("trends")
    directions = {"rising": Comparator.INCREASE, "falling": Comparator.DECREASE}
    ops = {word: op for name, op in directions.items() for word in trends[name]}
    ops |= {word: directions[name] for word, name in trends["fixed"].items()}
    return WordSet(ops), ops


def read_trends(parse: Parse) -> None:
    """Add every trend word that no number took up."""
    text = parse.text
    verbs, ops = _verbs()
    taken = _verbs_of_numbers(parse)
    for start, verb in verbs.find(text):
        end = start + len(verb)
        if start in taken or not parse.is_free(start, end):
            continue
        begin = _adverbs(text, start)
        candidate = _trend(parse, begin, start, end, verb)
        if candidate is not None and parse.is_free(begin, end):
            candidate.comparator = ops[verb]
            parse.add(candidate)


def _verbs_of_numbers(parse: Parse) -> set[int]:
    """Where verbs begin that lead a number (提高5个百分点, 降到3.5‰): no trends of their own."""
    verbs, _ = _verbs()
    led = [candidate for candidate in parse.candidates if candidate.verb_at >= 0]
    return {at for candidate in led for at, _ in verbs.find(parse.text, candidate.verb_at, candidate.start)}


def _adverbs(text: str, start: int) -> int:
    """Where the adverbs before a verb begin."""
    known = tables().words("trends", "adverbs")
    for _ in range(3):
        start -= len(known.before(text, start))
    return start - len(tables().words("trends", "afterwards").before(text, start))


def _trend(parse: Parse, begin: int, start: int, end: int, verb: str) -> Candidate | None:
    """The candidate of a trend, or `None` when the verb is only a word of the sentence."""
    known, text = tables(), parse.text
    if known.words("trends", "not_before").at(text, end) or known.words("trends", "not_after").before(
        text, begin
    ):
        return None
    adverb = begin < start or verb in known.at("trends", "fixed")
    measurable = _names(text, begin, end, "measurable") or _follows_figure(parse, begin)
    loosely = measurable or _names(text, begin, end, "loosely_measurable")
    candidate = Candidate(QuantityKind.TREND, begin, end, figure=(start, end))
    candidate.bounded = verb in known.at("trends", "ordering")
    if verb in known.at("trends", "fixed"):
        table = "ordered" if candidate.bounded else "measurable"
        measurable = measurable or _names(text, _before_said(text, begin), end, table)
    if candidate.bounded and (compared := known.words("facts", "hind_weak").before(text, begin)):
        measurable = _names(text, begin - len(compared), end, "measurable")  # 疫点数量较上年只减不增
    candidate.hint = None if measurable else Hint.NOT_MEASURABLE
    if verb in known.at("trends", "weak"):
        if _has_object(text, end, verb):
            candidate.hint = None
            return candidate
        return candidate if adverb and loosely else None
    return candidate if adverb or loosely else None


def _before_said(text: str, begin: int) -> int:
    """Where the name before a fixed word ends: 事故起数和死亡人数|实现“双下降”."""
    said = re.compile(r"(?:实现|保持|做到)?[“\"]?$").search(text, max(0, begin - 3), begin)
    return said.start() if said is not None else begin


def _has_object(text: str, end: int, verb: str) -> bool:
    """Whether what the verb is about, at the end of its part of the sentence, makes it a trend."""
    limit = _limit(text, end, _LONG_OBJECT_WINDOW)
    return any(
        text.endswith(word, end, limit) for word in tables().at("trends", "with_objects").get(verb, ())
    )


def _limit(text: str, end: int, window: int) -> int:
    """Where the object of a verb that ends at `end` ends: at the next punctuation."""
    stop = _STOP.search(text, end, end + window)
    return stop.start() if stop else min(len(text), end + window)


def _names(text: str, begin: int, end: int, table: str) -> bool:
    """Whether a word of the table (率, 占比 …) ends what follows the verb, or the words before it."""
    words = tables().words("trends", table)
    if _counts(text, begin, words.before(text, begin)):
        return True
    limit = _limit(text, end, _OBJECT_WINDOW)
    for at, word in words.find(text, end, limit):
        after = at + len(word)
        closes = len(word) > 1 or after == limit or text[after] in "和、及与(等的"
        if closes and _counts(text, after, word):
            return True
    return False


def _counts(text: str, after: int, word: str) -> bool:
    """Whether the word before `after` is not the end of a longer one that counts nothing (质量)."""
    return word != "" and len(tables().words("trends", "measurable_except").before(text, after)) <= len(word)


def _follows_figure(parse: Parse, begin: int) -> bool:
    """…达到40%,以后逐年提高; 500个以上且逐年增加; …,并逐年增长: the subject is the figure's."""
    joint = re.search(tables().at("trends", "going_on"), parse.text[max(0, begin - _JOINT) : begin])
    end = begin - len(joint[0]) if joint is not None else begin
    return joint is not None and parse.number_before(end) is not None
