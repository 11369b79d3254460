"""Numbers: figures with what compares them, 90%以上, 至少派出3名, 30日内, 1万元以上5万元以下, 二级及以上."""

from __future__ import annotations

import re
from functools import cache

from policykit.model import Comparator, Hint, QuantityKind
from policykit.text.quantities.comparing import compare
from policykit.text.quantities.draft import Draft, Reading
from policykit.text.quantities.each import end_of_each
from policykit.text.quantities.figures import read_figure
from policykit.text.quantities.grades import read_grade
from policykit.text.quantities.tables import tables

__all__ = ["read_numbers"]

_NUMERAL_CHARS = frozenset("〇零一二三四五六七八九十百千万亿两")
_PART_ENDS = ",;。\n"
_PER_WINDOW = 60
_BASELINE_WINDOW = 12


def read_numbers(reading: Reading) -> None:
    """Add every number with its unit and comparator that no earlier rule claimed."""
    floor = 0
    previous: Draft | None = None
    for match in _candidate().finditer(reading.text):
        start = match.start()
        if start < floor or not reading.is_free(start, start + 1) or _inside(reading.text, start):
            continue
        draft = _read(reading, start, floor, previous)
        if draft is None:
            continue
        if not _merged(reading, previous, draft):
            reading.add(draft)
        if draft.kind is not QuantityKind.LABEL:
            floor = draft.end
        previous = draft
    _read_series(reading)


@cache
def _candidate() -> re.Pattern[str]:
    """Where a number may begin."""
    words = "|".join(map(re.escape, [*tables().shares, *tables().multiples]))
    return re.compile(rf"[0-9]+|百分之|千分之|{words}|[零一二三四五六七八九十两]")


def _read(reading: Reading, start: int, floor: int, previous: Draft | None) -> Draft | None:
    """The number or grade that begins at `start`, compared, on free characters only."""
    text, draft = reading.text, read_figure(reading.text, start)
    if draft is None or not reading.is_free(draft.start, draft.end):
        return None
    draft.figure = start, draft.end
    if draft.kind is QuantityKind.GRADE:
        read_grade(text, draft, floor)
    elif draft.comparator is None and not _complete(text, draft, floor, previous):
        return None
    while draft.start < start and not reading.is_free(draft.start, start):
        draft.start += 1
    return draft if reading.is_free(start, draft.end) else None


def _inside(text: str, start: int) -> bool:
    """Whether the place is inside a Chinese numeral that was refused as a whole."""
    if text[start].isascii():
        return False
    return text[start - 1 : start] in _NUMERAL_CHARS and not tables().stopwords_before.before(text, start)


def _complete(text: str, draft: Draft, floor: int, previous: Draft | None) -> bool:
    """Compare a number; whether it is one: 一个 that nothing makes a count is an article."""
    start, end = draft.start, draft.end
    scale = draft.unit != "" and text.startswith("级", end)
    draft.end += scale
    second = draft.value2
    if draft.dimension == "ratio":
        draft.value2 = None
    compare(text, draft, floor, previous)
    draft.value2 = second
    draft.per = None if draft.dimension == "age" else _per(text, start)
    if text[start] == "一" and _is_article(draft, start):
        return False
    period = draft.dimension == "time" and draft.start == start and _period_tail().match(text, end)
    if (scale or period) and not draft.closed:
        draft.kind, draft.hint = QuantityKind.LABEL, Hint.NAME
    elif _is_baseline(text, draft):
        draft.hint = Hint.BASELINE
    return True


@cache
def _baseline() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The words around a figure that a change starts from: 由60%提高到70%."""
    table = tables().at("baseline")
    after = "|".join(map(re.escape, table["after"]))
    return re.compile(rf"(?:{'|'.join(table['before'])})(?:[^,;。:\n]{{0,9}}的)?$"), re.compile(after)


def _is_baseline(text: str, draft: Draft) -> bool:
    before, after = _baseline()
    begin = max(0, draft.start - _BASELINE_WINDOW)
    return bool(before.search(text, begin, draft.start) and after.match(text, draft.end))


def _is_article(draft: Draft, start: int) -> bool:
    """以一个整体…; even after a verb of building (建立一个中心) 一 is no count before some units."""
    known = tables()
    if draft.unit_written not in known.at("articles") or draft.per is not None:
        return False
    if draft.built and not draft.closed and draft.start == start:
        return draft.unit_written in known.at("articles_even_built")
    return not (draft.closed or draft.start < start)


@cache
def _period_tail() -> re.Pattern[str]:
    """What makes a period part of a name: 三年行动计划, 九年义务教育."""
    words = "|".join(map(re.escape, tables().at("labels", "name_tails")))
    return re.compile(rf"[一-鿿]{{0,8}}?(?:{words})")


def _per(text: str, start: int) -> str | None:
    """每千人口, 每个: what the number is counted for, in the same part of the sentence."""
    begin = max(0, start - _PER_WINDOW)
    begin = max(begin, *(text.rfind(char, begin, start) + 1 for char in _PART_ENDS))
    at = text.rfind("每", begin, start)
    if at < 0:
        return None
    end = end_of_each(text, at)
    return text[at:end] if end > at + 1 else None


def _merged(reading: Reading, previous: Draft | None, draft: Draft) -> bool:
    """Take 5万元以下 into the 1万元以上 directly before it: one range."""
    if previous is None or previous.end != draft.start or previous.unit != draft.unit:
        return False
    lower = previous.closed and previous.comparator is Comparator.GE and previous.value2 is None
    if not lower or draft.comparator not in {Comparator.LE, Comparator.LT}:
        return False
    previous.value2, previous.comparator, previous.end = draft.value, Comparator.BETWEEN, draft.end
    previous.figure = (previous.figure or (previous.start, 0))[0], draft.end
    reading.claim(draft.start, draft.end)
    return True


def _read_series(reading: Reading) -> None:
    """95%、85%、80%以上: bare numbers in a row read like the last when it is closed, else like the first."""
    text, marks = reading.text, tables().at("series_marks")
    row: list[Draft] = []
    for draft in reading.drafts:
        if draft.kind is not QuantityKind.NUMBER:
            continue
        if row and (draft.unit != row[-1].unit or text[row[-1].end : draft.start] not in marks):
            _read_row(row)
            row = []
        row.append(draft)
    _read_row(row)


def _read_row(row: list[Draft]) -> None:
    if not row:
        return
    model = row[-1] if row[-1].closed else row[0]
    for draft in row:
        if draft.bare:
            draft.comparator, draft.vague = model.comparator, draft.vague or model.vague
