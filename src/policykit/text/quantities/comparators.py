"""How a number is compared: the words before it, after it, and the verb that leads it.

Words of comparison win over verbs. Without either the number is read as it stands (`==`). Verbs are the
project's own parse: what is reached, kept or built (达, 保持, 建成29个) is a minimum; what is brought down
(降到) is a maximum; 提高5个百分点 is a change.
"""

from __future__ import annotations

import re

from policykit.model import Comparator
from policykit.text.quantities.parse import Candidate
from policykit.text.quantities.tables import tables
from policykit.text.quantities.wording import end_of_each

__all__ = ["compare"]

_STOP = re.compile(r"[,;。:()\n!?《》]")
_REMARK = re.compile(r"\([^()\n。;]{1,20}\)(?=以[上下内]|左右)")
_LIMIT = re.compile(r"\((?P<without>不)?(?:含|包含|包括)(?P<of>[^()\n]{0,16})\)")
_WINDOW = 26
_CHANGES = frozenset({Comparator.INCREASE, Comparator.DECREASE})
_WITHOUT = {Comparator.GE: Comparator.GT, Comparator.LE: Comparator.LT}
"""What (不含本数) makes of a bound."""
_OPPOSED = {
    Comparator.GT: Comparator.LE,
    Comparator.LT: Comparator.GE,
    Comparator.GE: Comparator.LE,
    Comparator.LE: Comparator.GE,
}


def compare(
    text: str, candidate: Candidate, floor: int, previous: Candidate | None, dated: Candidate | None = None
) -> None:
    """Set comparator and vagueness of a number whose figure is known, and widen its span.

    `floor` is the end of the number before, which no word of comparison reaches across; `dated` is the date that
    stands between the number and its verb: 提高到2025年的60%.
    """
    known, begin = tables(), _window_start(text, floor, candidate.start)
    suffix = _suffix(text, candidate)
    start = candidate.start
    approx = _adjacent_approx(text, start)
    start -= len(approx)
    prefix, at = _prefix(text, begin, start, is_share=candidate.dimension in {"share", "change"})
    adjacent = text[at:start] in tables().prefixes
    if prefix is None or _yields(prefix, suffix, adjacent=adjacent):
        op = suffix
    else:
        op, start = prefix, at
    if candidate.value2 is not None and known.words("held_at").at(text, start):
        op = None
    op = op or _term(text, candidate, start)
    candidate.bounded = op in {Comparator.GE, Comparator.LE}
    candidate.vague = candidate.vague or bool(approx) or suffix is Comparator.APPROX
    candidate.built = is_built(text, candidate, begin, start, previous)
    if (op is None and approx) or (candidate.vague and known.words("held_at").at(text, start)):
        op = Comparator.APPROX
    cue = _level(text, candidate, begin, dated) if dated is not None else None
    candidate.comparator = _settled(text, candidate, op, cue or verb_of(text, candidate, begin, start))
    if candidate.comparator is Comparator.GE and (
        _adds_to(text, start) or _aims_on(text, candidate, previous)
    ):
        candidate.comparator = Comparator.INCREASE
    candidate.start = start


def _term(text: str, candidate: Candidate, start: int) -> Comparator | None:
    """How a bare time reads that ends in an act: 自受理之日起20个工作日办结, 3小时办结, 到期前30日应当告知用户."""
    known = tables()
    if candidate.dimension != "time":
        return None
    if known.words("ahead_of").before(text, start):
        return Comparator.GE
    if known.cues.before(text, start):
        return None  # 提前7个工作日报送
    is_term = known.words("term_from").before(text, start) or candidate.unit in known.at("term_units")
    return Comparator.LE if is_term and known.words("term_acts").at(text, candidate.end) else None


def _aims_on(text: str, candidate: Candidate, previous: Candidate | None) -> bool:
    """Whether a figure is a higher aim of the change before it: 增长5.5%左右,力争6%."""
    if previous is None or previous.comparator is not Comparator.INCREASE or previous.unit != candidate.unit:
        return False
    return (
        re.fullmatch(tables().at("modality", "aims_on"), text[previous.end : candidate.core[0]]) is not None
    )


def _adds_to(text: str, start: int) -> bool:
    """Whether what stands before a figure adds it to a measure: 库容新增20万立方米."""
    known = tables()
    word = next((word for word in known.at("adding") if text.endswith(word, 0, start)), "")
    return bool(word) and known.words("trends", "measurable").before(text, start - len(word)) != ""


def _level(text: str, candidate: Candidate, begin: int, dated: Candidate) -> Comparator | None:
    """What a verb that sets a level asks, over the date between: 提高到2025年的60% is no change by 60%."""
    at = dated.start + len(tables().words("cues_far_to").at(text, dated.start))
    cue = verb_of(text, candidate, begin, at)
    return None if cue in _CHANGES else cue


def _yields(prefix: Comparator, suffix: Comparator | None, *, adjacent: bool) -> bool:
    """Whether a word before the number counts for nothing beside the word after it: 超过限额的处10日以下."""
    if suffix is None or adjacent:
        return False
    return _OPPOSED.get(prefix) is suffix or prefix in {Comparator.GT, Comparator.LT}


def _settled(text: str, candidate: Candidate, op: Comparator | None, cue: Comparator | None) -> Comparator:
    """The comparator from words of comparison, else from the verb, else the bare number's."""
    if cue in _CHANGES and op in {None, Comparator.APPROX, Comparator.GE}:
        op = cue
    elif candidate.value2 is not None and op in {None, Comparator.GE}:
        op = Comparator.BETWEEN
    elif op is None:
        op = Comparator.GT if candidate.surplus else cue
        if op is None and (candidate.built or _is_share_of(text, candidate)):
            op = Comparator.GE
    candidate.bare = op is None
    return op or Comparator.EQ


def _is_share_of(text: str, candidate: Candidate) -> bool:
    """80%的患者 is a share to be reached; 5%的罚款 is a rate."""
    if candidate.dimension != "share" or not text.startswith("的", candidate.end):
        return False
    return not tables().words("share_heads_excluded").at(text, candidate.end + 1)


def _window_start(text: str, floor: int, start: int) -> int:
    """Where the part of the sentence before the number begins, no further than the window."""
    begin = max(floor, start - _WINDOW, 0)
    for match in _STOP.finditer(text, begin, start):
        begin = match.end()
    return begin


def _suffix(text: str, candidate: Candidate) -> Comparator | None:
    """Take in the word of comparison after the number; a remark may stand between: 40张(含观察床)以上."""
    known = tables()
    written = text[candidate.start : candidate.end]
    limit = _limit(text, candidate.end, written)
    remark = limit or _REMARK.match(text, candidate.end)
    at = remark.end() if remark is not None else candidate.end
    word = known.suffixes.at(text, at)
    needs = known.at("suffix_needs").get(word)
    after = text[at + len(word) : at + len(word) + 1]
    if (
        not word
        or (needs and candidate.dimension not in needs)
        or after in known.at("suffix_not_before").get(word, ())
    ):
        return None
    closing = _limit(text, at + len(word), written)
    candidate.end = closing.end() if closing is not None else at + len(word)
    candidate.closed = True
    op = known.suffix_ops[word]
    without = any(part is not None and part["without"] for part in (limit, closing))
    return _WITHOUT.get(op, op) if without else op


def _limit(text: str, at: int, written: str) -> re.Match[str] | None:
    """The remark that says whether the bound itself counts: (含), (不含本数), (不含300万元)."""
    found = _LIMIT.match(text, at)
    return found if found is not None and found["of"] in {"", "本数", written} else None


def _adjacent_approx(text: str, start: int) -> str:
    """约, 近 and the like directly before the number, unless they end another word (履约, 附近)."""
    known = tables()
    word = known.prefixes.before(text, start)
    if not word or known.prefix_ops[word][0] is not Comparator.APPROX:
        return ""
    before = text[start - len(word) - 1 : start - len(word)]
    return "" if before in known.at("approx_not_after").get(word, ()) else word


def _prefix(text: str, begin: int, start: int, *, is_share: bool) -> tuple[Comparator | None, int]:
    """The last word of comparison before the number, within its reach, and where it begins.

    To a share it reaches over the name of the whole too: 不应超过债务人不能清偿部分的1/2.
    """
    known = tables()
    at, word = known.prefixes.last(text, begin, start)
    if word.startswith("最") and text[at + len(word) : start].endswith("的"):
        at, word = known.prefixes.last(text, begin, at)  # 不低于当地最低工资标准的70%
    if not word:
        return None, start
    op, allowed = known.prefix_ops[word]
    between = text[at + len(word) : start]
    is_changed = known.words("cues_far").last(between, 1, len(between))[1] != ""
    if word[0] == "最" and (between.startswith("的") or is_changed):
        return None, start  # 投资最多的一年; 最低缴费基数上调5%
    # 不得少于…金额之百分之三十六: what it is a share of stands between, however long.
    is_whole = (
        between.endswith(("的", "之")) or known.words("share_wholes").before(between, len(between)) != ""
    )
    is_of = is_share and bool(allowed) and is_whole and not _ACTS.search(between)
    is_broken = not is_of and re.search(known.at("prefix_broken_by"), between) is not None
    if (len(between) > allowed and not is_of) or op is Comparator.APPROX or is_broken:
        return None, start
    return op, at


_MOST_FILLERS = 2
_FAR = 16
_ACTS = re.compile("[按处由]|给予")
_LISTED = frozenset({",", "、", "和", "及"})
_SENTENCE = re.compile(r"[。;:\n]")
_MARKED = re.compile(r"[,;。:()\n]")
_PART_END = re.compile(r"[,;。)\n]|$")
_BUILT = frozenset({"count", "person", "area", "length", "volume", "power", "mass", "money", ""})
_NEVER_BUILT = frozenset({"time", "age", "score", "physical", "change"})


def verb_of(text: str, candidate: Candidate, begin: int, start: int) -> Comparator | None:
    """How the verb before a number makes it read, and `candidate.verb_at`, where that verb begins.

    With its object between, a verb of change counts too: 提高…5个百分点 is a change, 提高…至60% a minimum.
    `[begin, start)` is the part of the sentence before the number and its words of comparison.
    """
    start = _before_each(text, begin, start)
    at, change = _far(text, max(begin, start - _FAR), start)
    if change and tables().words("cues_far_to").before(text, start):
        candidate.verb_at = at
        return Comparator.GE if change is Comparator.INCREASE else Comparator.LE
    near = _near(text, candidate, begin, start)
    if near is None and change and candidate.unit and _PART_END.match(text, candidate.end):
        candidate.verb_at = at
        return change
    return near


def _far(text: str, begin: int, end: int) -> tuple[int, Comparator | None]:
    """The last verb of change in `text[begin:end]` and where it begins.

    One that is part of a name (增加值, 提升行动), ends a verb of building or sets a level (提高到全国水平) is none.
    """
    known = tables()
    for at, verb in reversed(list(known.words("cues_far").find(text, begin, end))):
        after = at + len(verb)
        level = known.words("cues_far_to").at(text, after)
        named = known.words("cues_far_named").at(text, after) or _is_of_building(text, after, verb)
        if not named and not (level and after + len(level) < end):
            return at, known.cue_ops[verb]
    return -1, None


def _before_each(text: str, begin: int, start: int) -> int:
    """Where that begins for which a number is counted, directly before it: 提高到每人每年91元, 提高到人均91元."""
    while (at := text.rfind("每", begin, start)) >= 0 and end_of_each(text, at) == start:
        start = at
    word = tables().words("averages").before(text, start)
    return start - len(word)


def _is_of_building(text: str, end: int, verb: str) -> bool:
    """Whether a verb ends one of building: 改造提升1.2万亩 is built, and not more than before."""
    return len(tables().builds.before(text, end)) > len(verb)


def _near(text: str, candidate: Candidate, begin: int, start: int) -> Comparator | None:
    """The verb that stands directly before the number, a 了 or 为 aside.

    实现15分钟… names a radius: only 达, 满 and 保持 make a time a minimum.
    """
    known = tables()
    for _ in range(_MOST_FILLERS + 1):
        word = known.cues.before(text, start)
        if word and start - len(word) >= begin:
            if _is_of_building(text, start, word):
                return None
            candidate.verb_at = start - len(word)
            radius = candidate.dimension == "time" and word in known.at("cues_not_time")
            return None if radius else known.cue_ops[word]
        filler = known.words("cue_fillers").before(text, start)
        if not filler or start - len(filler) < begin:
            return None
        start -= len(filler)
    return None


def is_built(text: str, candidate: Candidate, begin: int, start: int, previous: Candidate | None) -> bool:
    """Whether a verb of building leads the number, or an earlier number of the same list."""
    known = tables()
    if candidate.dimension in _NEVER_BUILT:
        return False
    for words in (known.builds, known.near_builds):
        word = words.before(text, start)
        if word and start - len(word) >= begin:
            return True
    if candidate.dimension not in _BUILT:
        return False
    at, word = known.builds.last(text, begin, start)
    if word and not text.startswith(("的", "成的", "类"), at + len(word)):  # 对新认定的企业一次性奖励20万元
        return True
    return previous is not None and previous.built and _continues(text, previous, begin, start)


def _continues(text: str, previous: Candidate, begin: int, start: int) -> bool:
    """Whether the number is of the next item of a list: 建成15个A,100个B; 建成15个A、100个B; A15个、B100个."""
    mark, between = text[start - 1 : start], text[previous.end : start]
    if between.startswith("、") and not _MARKED.search(between):
        return True
    listed = mark in _LISTED and (begin == start or mark != ",")
    return listed and not _SENTENCE.search(text, previous.end, start)
