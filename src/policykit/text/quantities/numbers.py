"""Numbers: figures with what compares them, 90%以上, 至少派出3名, 30日内, 1万元以上5万元以下, 二级及以上."""

from __future__ import annotations

import re
from functools import cache

from policykit.model import Comparator, Hint, QuantityKind
from policykit.text.quantities.comparators import compare
from policykit.text.quantities.figures import read_figure, read_grade
from policykit.text.quantities.parse import Candidate, Parse
from policykit.text.quantities.tables import alternatives, tables
from policykit.text.quantities.wording import end_of_each

__all__ = ["read_numbers", "read_unread"]

_NUMERAL_CHARS = frozenset("〇零一二三四五六七八九十百千万亿两")
_MARKS = "¹²³⁰-⁹₀-₉①-⓿❶-➓⒈-⒛㈠-㈩㊀-㊉㉈-㉏㉑-㉟㊱-㊿"
_RUN = re.compile(
    rf"[0-9¼-¾⅐-⅞](?:[0-9¼-¾⅐-⅞{_MARKS}]|[., /^×xX*·:~—-]{{1,2}}(?!(?:19|20)[0-9]{{2}}年)(?=[0-9])"
    r"|\[[0-9]{1,3}\]|[百千万亿])*"
)
"""Digits with all that would belong to their number: 1.2.3, 83①, 10-5, 8½3."""
_HAN = "一二三四五六七八九"
_HAN_RUN = re.compile(
    rf"(?:成百上千|[零〇○{_HAN}十百千万亿两几]{{2,24}}|(?:[上成近过]|(?<![人户次个家件])数)[十百千万亿]+)(?:点[零〇{_HAN}]+)?(?:分之[零{_HAN}十百]*)?"
)
_LOOKS_COUNTED = re.compile(
    rf"[{_HAN}两十百千][十百千万亿]|十[{_HAN}]|分之|点|[{_HAN}]{{2}}|[上成近过数几]|[百千万亿]{{2}}"
)
_MARK = re.compile(f"[{_MARKS}]+")
_PART_ENDS = ",;。\n"
_CHANGES = frozenset({Comparator.INCREASE, Comparator.DECREASE})
_PER_WINDOW = 60
_BASELINE_WINDOW = 12


def read_numbers(parse: Parse) -> None:
    """Add every number with its unit and comparator that no earlier rule claimed."""
    floor = refused = 0
    previous: Candidate | None = None
    for match in _candidate().finditer(parse.text):
        start = match.start()
        if start < max(floor, refused) or not parse.is_free(start, start + 1) or _inside(parse.text, start):
            continue
        candidate = _read(parse, start, floor, previous)
        if candidate is None:
            run = _RUN.match(parse.text, start)
            refused = run.end() if run is not None else refused
            continue
        if not _merged(parse, previous, candidate):
            parse.add(candidate)
        if candidate.kind not in {QuantityKind.LABEL, QuantityKind.UNREAD}:
            floor = candidate.end
        previous = candidate
    _read_series(parse)


@cache
def _candidate() -> re.Pattern[str]:
    """Where a number may begin."""
    words = alternatives([*tables().shares, *tables().multiples])
    negative = alternatives(tables().at("negative"))
    other = tables().at("shares_not_at")
    return re.compile(
        rf"[0-9]+|(?:{negative})(?=[0-9零一二三四五六七八九十两百])|(?!{other})(?:{words})|(?:[十百千]?[万亿]|[百千])分之|半(?=[年个月天日小学岁亩公周里])"
        r"|(?:几|(?<![人户次个家件])数)(?=[十百千万亿])|[零一二三四五六七八九十两]|[¼-¾⅐-⅞]"
    )


def _read(parse: Parse, start: int, floor: int, previous: Candidate | None) -> Candidate | None:
    """The number or grade that begins at `start`, compared, on free characters only."""
    text, candidate = parse.text, read_figure(parse.text, start)
    if candidate is None or not parse.is_free(candidate.start, candidate.end):
        return None
    candidate.figure = start, candidate.end
    if candidate.kind is QuantityKind.UNREAD:
        return candidate
    if candidate.kind is QuantityKind.GRADE:
        read_grade(text, candidate, floor)
    elif candidate.comparator is None and not _complete(parse, candidate, floor, previous):
        return None
    while candidate.start < start and not parse.is_free(candidate.start, start):
        candidate.start += 1
    return candidate if parse.is_free(start, candidate.end) else None


def _inside(text: str, start: int) -> bool:
    """Whether the place is inside a Chinese numeral that was refused as a whole."""
    if text[start].isascii() or text[start] in "负半几数":
        return False
    return text[start - 1 : start] in _NUMERAL_CHARS and not tables().stopwords_before.before(text, start)


def _complete(parse: Parse, candidate: Candidate, floor: int, previous: Candidate | None) -> bool:
    """Compare a number; whether it is one: 一个 that nothing makes a count is an article."""
    known, text, start, end = tables(), parse.text, candidate.start, candidate.end
    scale = candidate.unit != "" and text.startswith("级", end)
    candidate.end += scale
    second = candidate.value2
    if candidate.dimension == "ratio":
        candidate.value2 = None
    compare(text, candidate, floor, previous, parse.date_before(start))
    candidate.value2 = second
    candidate.per = None if candidate.dimension == "age" else _per(text, start)
    is_one = candidate.value == 1 and text[start] == "一"
    if is_one and not known.words("counted_behind").before(text, start) and _is_article(candidate, start):
        return False
    period = candidate.dimension == "time" and candidate.start == start and _period_tail().match(text, end)
    if (scale or period) and not candidate.closed:
        candidate.kind, candidate.hint = QuantityKind.LABEL, Hint.NAME
    elif _is_baseline(parse, candidate):
        candidate.hint = Hint.BASELINE
    return True


@cache
def _baseline() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The words around a figure that a change starts from: 由60%提高到70%."""
    table = tables().at("baseline")
    before = rf"(?:{alternatives(table['before'])})(?:[^,;。:\n]{{0,9}}的)?(?:每[一-鿿]{{1,4}})?$"
    return re.compile(before), re.compile(alternatives(table["after"]))


def _is_baseline(parse: Parse, candidate: Candidate) -> bool:
    text, (before, after) = parse.text, _baseline()
    if not after.match(text, candidate.end):
        return False
    day = parse.ends_at(candidate.start - 1) if text.startswith("的", candidate.start - 1) else None
    if day is not None and day.hint is Hint.BASELINE:
        return True  # 较2020年的80万吨下降10%
    # 最低标准由每人每月123元提高到143元: the bound before 由 is none of the start.
    starts = {candidate.start, candidate.core[0]}
    return any(before.search(text, max(0, at - _BASELINE_WINDOW), at) for at in starts)


def _is_article(candidate: Candidate, start: int) -> bool:
    """以一个整体…; even after a verb of building (建立一个中心) 一 is no count before some units."""
    known = tables()
    if candidate.unit_written not in known.at("articles") or candidate.per is not None:
        return False
    if candidate.built and not candidate.closed and candidate.start == start:
        return candidate.unit_written in known.at("articles_even_built")
    return not (candidate.closed or candidate.start < start)


@cache
def _period_tail() -> re.Pattern[str]:
    """What makes a period part of a name: 三年行动计划, 九年义务教育."""
    return re.compile(rf"[一-鿿]{{0,8}}?(?:{alternatives(tables().at('labels', 'name_tails'))})")


def _per(text: str, start: int) -> str | None:
    """每千人口, 每个: what the number is counted for, in the same part of the sentence."""
    begin = max(0, start - _PER_WINDOW)
    begin = max(begin, *(text.rfind(char, begin, start) + 1 for char in _PART_ENDS))
    at = text.rfind("每", begin, start)
    if at < 0:
        return None
    end = end_of_each(text, at)
    above = text.rfind("每", begin, at)
    if end > at + 1 and above >= 0 and end_of_each(text, above) == at:
        return text[above:end]  # 每人每年
    return text[at:end] if end > at + 1 else None


def _merged(parse: Parse, previous: Candidate | None, candidate: Candidate) -> bool:
    """Take 5万元以下 into the 1万元以上 directly before it: one range."""
    if previous is None or previous.end != candidate.start or previous.unit != candidate.unit:
        return False
    lower = previous.closed and previous.comparator is Comparator.GE and previous.value2 is None
    if not lower or candidate.comparator not in {Comparator.LE, Comparator.LT}:
        return False
    previous.value2, previous.comparator, previous.end = candidate.value, Comparator.BETWEEN, candidate.end
    previous.figure = previous.core[0], candidate.end
    parse.claim(candidate.start, candidate.end)
    return True


def _read_series(parse: Parse) -> None:
    """95%、85%、80%以上: bare numbers in a row read like the last when it is closed, else like the first.

    Where the first is of a change (下降35%、30%以上), all of them are.
    """
    text, marks = parse.text, tables().at("series_marks")
    row: list[Candidate] = []
    for candidate in parse.candidates:
        if candidate.kind is not QuantityKind.NUMBER:
            continue
        if row and (candidate.unit != row[0].unit or text[row[-1].end : candidate.start] not in marks):
            _read_row(row)
            row = []
        row.append(candidate)
    _read_row(row)


def _read_row(row: list[Candidate]) -> None:
    if not row:
        return
    is_moved = row[0].comparator in _CHANGES
    model = row[-1] if row[-1].closed and not is_moved else row[0]
    for candidate in row:
        if is_moved and (candidate.bare or candidate.comparator is Comparator.GE):
            candidate.comparator = model.comparator
        elif candidate.bare:
            candidate.comparator, candidate.vague = model.comparator, candidate.vague or model.vague


# --- what no rule has read ------------------------------------------------------------------------


def read_unread(parse: Parse) -> None:
    """Numerals that look like a figure and that no rule has read; ① and the like that stand alone are numbering."""
    text, known = parse.text, tables()
    _read_unreadable(parse)
    for run in _RUN.finditer(text):
        for start, end in _free(parse, *run.span()):
            if any(char.isdigit() or char in "¼½¾" for char in text[start:end]):
                _unread(parse, start, end)
    for mark in _MARK.finditer(text):
        if not text[mark.start() - 1 : mark.start()].isascii() or not mark.start():
            parse.label(*mark.span(), Hint.ENUMERATOR)
    names = known.words("numeral_names")
    for run in _HAN_RUN.finditer(text):
        start, end = run.span()
        named = known.stopwords.at(text, start)
        if name := names.at(text, start):
            parse.label(start, start + len(name), Hint.NAME)
        elif not named and _LOOKS_COUNTED.search(run[0]) and parse.is_free(start, end):
            _unread(parse, start, end)


def _read_unreadable(parse: Parse) -> None:
    """Words that no figure can be made of: 按八折, 减半."""
    for part in _unreadable().finditer(parse.text):
        if parse.is_free(*part.span()):
            _unread(parse, *part.span())


@cache
def _unreadable() -> re.Pattern[str]:
    return re.compile(tables().at("unread"))


def _unread(parse: Parse, start: int, end: int) -> None:
    parse.add(Candidate(QuantityKind.UNREAD, start, end, vague=True))


def _free(parse: Parse, start: int, end: int) -> list[tuple[int, int]]:
    """The parts of a span that no rule has claimed."""
    found: list[tuple[int, int]] = []
    for at in range(start, end):
        if parse.is_free(at, at + 1):
            first = found.pop()[0] if found and found[-1][1] == at else at
            found.append((first, at + 1))
    return found
