"""Quantities in words: 全覆盖, 普遍, 基本建成, 全部纳入, 达国家平均水平."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from policykit.model import Comparator, QuantityKind
from policykit.text.quantities.draft import Draft, Reading
from policykit.text.quantities.tables import alternatives, tables

__all__ = ["read_coverage", "read_relative"]

_WHOLE = Decimal(100)
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


def read_coverage(reading: Reading) -> None:
    """全覆盖 is at least 100 %; 普遍 and 基本 are vague; 全部, 均 and 一律 count before a verb only."""
    known, text = tables(), reading.text
    other_word = set(known.at("coverage", "full_not_after"))
    for start, word in known.words("coverage", "full").find(text):
        if word[0] != "全" or text[start - 1 : start] not in other_word:
            _full(reading, start, start + len(word))
    for match in _EXHAUST.finditer(text):
        _full(reading, *match.span())
    for start, word in known.words("coverage", "vague").find(text):
        if not known.words("coverage", "vague_except").at(text, start):
            _add(reading, start, start + len(word), vague=True)
    for match in _patterns()["almost"].finditer(text):
        _add(reading, *match.span(), vague=True)
    for match in _patterns()["all"].finditer(text):
        if match.group() != "均" or text[match.start() - 1 : match.start()] not in set("人平年户日月"):
            _add(reading, *match.span(), value=_WHOLE)
    for match in _patterns()["every"].finditer(text):
        _add(reading, *match.span(), value=_WHOLE)


def _add(
    reading: Reading, start: int, end: int, *, value: Decimal | None = None, vague: bool = False
) -> None:
    if reading.is_free(start, end):
        reading.add(
            Draft(
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


def _full(reading: Reading, start: int, end: int) -> None:
    """全覆盖 takes in a 100% or a 基本实现 that stands before it."""
    if not reading.is_free(start, end):
        return
    number = reading.number_before(start)
    if number is not None and number.value == _WHOLE:
        reading.drafts.remove(number)
        start = number.start
    draft = Draft(
        QuantityKind.COVERAGE, start, end, comparator=Comparator.GE, value=_WHOLE, unit="%", dimension="share"
    )
    almost = _patterns()["almost_before"].search(reading.text, max(0, start - 6), start)
    if almost is not None and reading.is_free(almost.start(), start):
        draft.start, draft.vague = almost.start(), True
    reading.add(draft)


def read_relative(reading: Reading) -> None:
    """达国家平均水平; 与全市人口增幅保持一致."""
    patterns = _patterns()
    negations = tables().words("relative", "not_after")
    for match in patterns["relative"].finditer(reading.text):
        if not negations.before(reading.text, match.start()):
            _relative(reading, *match.span())
    for match in patterns["with"].finditer(reading.text):
        needs = "with_loose_needs" if patterns["with_loose"].search(match.group()) else "with_needs"
        if patterns[needs].search(match.group(1)):
            _relative(reading, *match.span())


def _relative(reading: Reading, start: int, end: int) -> None:
    if reading.is_free(start, end):
        reading.add(Draft(QuantityKind.RELATIVE, start, end, comparator=Comparator.RELATIVE))
