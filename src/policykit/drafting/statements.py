"""Which quantities of a clause ask something, which only say what is meant, and which are none of either."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from policykit.base.resources import load
from policykit.drafting.naming import Namer
from policykit.drafting.narrowing import FIGURES, halves, later, narrows
from policykit.drafting.often import is_repeated, listed_often
from policykit.drafting.phrases import behind, is_measure, names_before, part, words
from policykit.drafting.shared import is_group
from policykit.drafting.statement import Statement
from policykit.model import Comparator, Hint, Modality, QuantityKind, Reason, Span
from policykit.specs.claims import period_of
from policykit.specs.ledger import SELF_EVIDENT
from policykit.text.heads import is_figure, is_part_of_year, kind_of, pattern
from policykit.text.marker import marker

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from policykit.model import Quantity
    from policykit.model import Statement as Cell
    from policykit.specs.reading import Reading

__all__ = ["Aside", "statements", "unnumbered"]

_SENTENCE = re.compile(r"[。;!?\n]")
_COUNTED = re.compile(
    r"(?:^|(?<=[。;:,!?\n]))\s*[一二三四五六七八九十]{1,2}(?:是|要(?!素|点|件|求|道|害|务))"
)
"""What counts the parts of a paragraph: 一是…二是…, 一要…二要…."""


@dataclass(frozen=True, slots=True)
class Aside:
    """A quantity that asks nothing, and why."""

    quantity: Quantity
    reason: Reason


class Held(NamedTuple):
    """Quantities of which a draft says nothing: nobody could read them, or no word says when they hold."""

    unread: list[Quantity]
    tenseless: list[Quantity]


def statements(read: Reading, *, is_report: bool) -> tuple[list[Statement], list[Aside], Held]:
    """What a clause states: what asks, what is set aside, and what is held open.

    `is_report`: what a text without a word of it tells is what was.
    Dates are left out: whether one asks by itself is known when it is known which of the others it governs.
    """
    found = [located.quantity for located in read.quantities]
    reader = _Reader(_parted(read), found, is_row=read.row is not None)
    asked: list[Statement] = []
    aside: list[Aside] = []
    held = Held(
        [*(one for one in found if one.kind is QuantityKind.UNREAD), *halves(read.text, found)],
        [one for one in found if not is_report and reader.is_tenseless(one)],
    )
    for at, quantity in enumerate(found):
        if quantity in held.unread or quantity in held.tenseless:
            continue
        if (reason := reader.reason(at)) is not None and not _is_of_cell(read, quantity, reason):
            aside.append(Aside(quantity, reason))
        elif (why := _idle_in_row(read, quantity)) is not None:
            aside.append(Aside(quantity, why))
        elif cell := read.cell(quantity):
            place = read.from_source(cell.span)
            if own := _in_words(reader, cell, at, [one for one in asked if place.covers(one.quantity.span)]):
                asked += own
            elif quantity.kind not in (QuantityKind.DATE, QuantityKind.LABEL) and (
                is_figure(cell.value) or reader.asks(at)
            ):
                name, who = _named_by(read, cell)
                asked.append(Statement(quantity, None, label=name, subject=who))
        elif reader.asks(at):
            asked += reader.named(at, asked)
    return asked, aside, held


def unnumbered(read: Reading) -> Reading:
    """The clause with marks in the place of the numbers of itself and its parts: they belong to no name or quote."""
    text = read.text
    own = marker(text) if read.row is None else None
    spans = [Span(0, len(text) - len(text[own.end :].lstrip()))] if own is not None else []
    spans += [Span(*match.span()) for match in _COUNTED.finditer(text)]
    for start, end in spans:
        text = f"{text[:start]}{';' * (end - start)}{text[end:]}"
    return replace(read, normal=replace(read.normal, text=text)) if spans else read


def _parted(read: Reading) -> str:
    """The text of a clause; of a row with marks between its cells, so that no name goes across them."""
    text = read.text
    cells = (
        [read.from_source(cell.span) for cell in read.row.cells if cell.text] if read.row is not None else []
    )
    for one, other in pairwise(cells):
        text = text[: one.end] + ";" * (other.start - one.end) + text[other.start :]
    return text


def _is_of_cell(read: Reading, quantity: Quantity, reason: Reason) -> bool:
    """Whether a quantity that says nothing by itself stands in a cell of which the table says what it measures.

    A trend names nothing there, 11.5 below 2030年 of 平均受教育年限(年) describes nothing, nor does 每班2名教师 below
    配备标准.
    """
    cell = read.cell(quantity)
    if cell is None or quantity.hint is not None or reason is not Reason.NAME:
        return cell is not None and quantity.hint is Hint.NOT_MEASURABLE
    return is_figure(cell.value) or (_is_goal(cell.header) and quantity.per is not None)


def _is_goal(heads: Iterable[str]) -> bool:
    """Whether a head says that what stands below it is asked: 目标值, 配备标准."""
    return any(map(pattern("goal").search, heads))


def _in_words(reader: _Reader, cell: Cell, at: int, asked: Sequence[Statement]) -> list[Statement]:
    """What the words of a cell ask that name it themselves: 新增普惠托位300个 in the row 托育服务."""
    if is_figure(cell.value) or not reader.asks(at):
        return []
    found = reader.namer.named(reader.found[at], asked)
    who = cell.subject if is_group(cell.subject) else ""  # 幼儿园 | 每班2名教师
    return [
        replace(one, subject=one.subject or who)
        for one in found
        if one.name is not None and (asked or not one.is_carried)
    ]


def _is_summed(read: Reading, quantity: Quantity) -> bool:
    """Whether a cell says only by how much a target of its row lies above the start: 累计 [4] beside 71 and 75."""
    cell = read.cell(quantity)
    if cell is None or read.row is None or not cell.basis:
        return False
    return any(
        one.name == cell.name and one.year is not None and not (one.basis or one.baseline)
        for one in read.row.statements
    )


def _named_by(read: Reading, cell: Cell) -> tuple[str, str]:
    """What a cell measures and of whom: a head of a measure is of the name (护照 办理时限), one of a group is not."""
    who = _population(read, cell)
    if cell.subject and is_group(cell.name):
        return cell.subject, cell.name  # 最低生活保障 | 城市 | 农村
    return (f"{cell.name}{who}", "") if not cell.subject and is_measure(who) else (cell.name, who)


def _population(read: Reading, cell: Cell) -> str:
    """Whom a figure is about: the row's subject, or the head that parts it from others of its year (城市, 农村)."""
    others = [
        one
        for one in (read.row.statements if read.row is not None else ())
        if (one.name, one.subject, one.year) == (cell.name, cell.subject, cell.year)
        and one.header != cell.header
    ]
    shared = {head for one in others for head in one.header}
    own = [re.sub("（[^（）]*）$", "", head) for head in cell.header if others and head not in shared]
    own = [head for head in own if kind_of(head) != "value" and not is_part_of_year(head)]
    own = [head for head in own if not re.search(r"\d|%|（", head)]
    subject = cell.subject or "".join(own)
    # A row of a total is of all of them.
    return "" if subject in load("observations")["totals"] else subject


def _idle_in_row(read: Reading, quantity: Quantity) -> Reason | None:
    """Why a figure of a row asks nothing there."""
    if _is_alone(read, quantity):
        return Reason.NAME
    if _is_start(read, quantity):
        return Reason.FACT
    return Reason.REPEAT if _is_summed(read, quantity) else None


def _is_alone(read: Reading, quantity: Quantity) -> bool:
    """Whether a number stands alone in a cell of which no head says what it measures: 10 below 分值."""
    if read.row is None or read.cell(quantity) is not None or quantity.unit:
        return False
    cells = (cell for cell in read.row.cells if cell.span.covers(read.to_source(quantity.span)))
    return any(is_figure(cell.text) for cell in cells)


def _is_start(read: Reading, quantity: Quantity) -> bool:
    """Whether a cell of this year is what the goals of later years start from: 2023年 beside 2027年."""
    cell = read.cell(quantity)
    if cell is None or read.row is None or cell.year is None or cell.year != read.year:
        return False
    if any(one.name == cell.name and one.baseline for one in read.row.statements):
        return False  # 2025年(基期) | 2026年 | 2027年
    later = any(one.name == cell.name and (one.year or 0) > cell.year for one in read.row.statements)
    # 低保标准 | 2025年 | 2028年: the name of what is measured asks nothing
    return later and not _is_goal(head for head in cell.header if not head.startswith(cell.name))


class _Reader:
    def __init__(self, text: str, found: Sequence[Quantity], *, is_row: bool) -> None:
        self.text, self.found = text, found
        ages = words()["always_narrowing"]  # in a row no more than these tell of whom: 65岁及以上老年人
        self.narrowing = {
            at
            for at, one in enumerate(found)
            if (one.unit in ages or not is_row) and narrows(text, found, at)
        }
        self.naming = [
            one for at, one in enumerate(found) if at not in self.narrowing and not self._is_lasting(one)
        ]
        self.namer = Namer(text, found, self.naming)

    def reason(self, at: int) -> Reason | None:
        """Why a quantity asks nothing; `None` also for labels that explain themselves, and for what may ask."""
        quantity = self.found[at]
        if quantity.hint is not None:
            is_plain = quantity.kind is QuantityKind.LABEL and quantity.hint in SELF_EVIDENT
            is_paid = quantity.hint is Hint.NOT_MEASURABLE and self._is_paid(quantity)
            return None if is_plain or is_paid else Reason(quantity.hint.reason)
        if quantity.kind in (QuantityKind.DATE, QuantityKind.LABEL):
            return None
        # … or how long the text itself holds
        is_term = self._is_lasting(quantity) or re.search(
            words()["validity"], self.text[: quantity.span.start]
        )
        if is_term or self._is_told(at) or self._is_existing(quantity):
            return Reason.DATE if is_term else Reason.FACT
        if at in self.narrowing:
            return Reason.NAME
        if self._is_penal(quantity) or self._is_loose(quantity) or self._is_computed(quantity):
            return Reason.NOT_MEASURABLE
        return Reason.NAME if self._is_described(quantity) else None

    def is_tenseless(self, quantity: Quantity) -> bool:
        """Whether only a comparison with the year before makes a fact of it: 覆盖率较上年提高3个百分点.

        Such words tell what was and what is to be alike; where no other word and no day says which, nobody knows.
        """
        if quantity.hint is None and self._describes(quantity):
            return True
        if quantity.hint is not Hint.FACT or quantity.kind is QuantityKind.DATE:
            return False
        begin = max((mark.end() for mark in _SENTENCE.finditer(self.text, 0, quantity.span.start)), default=0)
        stop = _SENTENCE.search(self.text, quantity.span.end)
        sentence = Span(begin, stop.start() if stop else len(self.text))
        dates = [one for one in self.found if one.kind is QuantityKind.DATE and sentence.covers(one.span)]
        if any(one.hint is not Hint.BASELINE for one in dates):
            return False
        facts = load("quantities")["facts"]
        open_words = [*facts["tenseless"], *facts["summed"]]
        sure = {*facts["fore"], *facts["before_number"], *facts["hind"]} - set(open_words)
        said = sentence.cut(self.text)
        if re.search(words()["years_past"], said):
            return False
        return any(word in said for word in open_words) and not any(word in said for word in sure)

    def _describes(self, quantity: Quantity) -> bool:
        """Whether a figure tells of a place what no word asks of it, or what is expected: 本市常住人口超过500万."""
        if re.search(words()["forecast"], self.text[: quantity.figure.start]):
            return quantity.kind is QuantityKind.NUMBER
        inside = part(self.text, quantity.span)
        is_ordered = quantity.due is not None or quantity.modality is not Modality.MUST
        is_level = quantity.comparator in (Comparator.EQ, Comparator.APPROX, Comparator.GT)
        name = self.text[inside.start : quantity.span.start].rstrip(words()["reaching"])
        return is_level and not is_ordered and re.search(words()["describing"], name) is not None

    def _is_existing(self, quantity: Quantity) -> bool:
        """Whether a figure tells what there is, or goes on with it: 本县现有养老机构28家,床位4200张."""
        begin = max((mark.end() for mark in _SENTENCE.finditer(self.text, 0, quantity.span.start)), default=0)
        told = re.compile(words()["existing"]).search(self.text, begin, quantity.figure.end)
        said = self.text[told.start() : quantity.span.end] if told is not None else ""
        return bool(said) and quantity.due is None and re.search(words()["orders"], said) is None

    def _is_penal(self, quantity: Quantity) -> bool:
        """Whether a figure says how an offence is punished."""
        inside = part(self.text, quantity.span)
        before, behind = self.text[inside.start : quantity.span.start], self.text[quantity.span.end :]
        rest = behind[: inside.end - quantity.span.end]
        is_before = re.search(words()["penal_before"], before) is not None
        is_after = re.match(words()["penal_after"], rest) is not None
        is_scored = quantity.dimension == "score" and re.search(words()["scored"], before)
        is_scored = is_scored or re.match(words()["scored_for"], behind)  # 每少1次扣1分
        is_range = re.search(words()["penal_within"], before) and re.search(words()["penal_ends"], rest)
        return (
            is_after or bool(is_scored or is_range) or (is_before and quantity.dimension in {"money", "time"})
        )

    def _is_computed(self, quantity: Quantity) -> bool:
        """Whether it stands in a formula: 出院人数/总人数×100%, 总床日数/平均医师人数/365."""
        before, behind = self.text[: quantity.span.start], self.text[quantity.span.end :]
        is_formula = re.search(r"[×*÷/]\s*$", before) is not None or re.match(r"\s*[×*÷]", behind) is not None
        said = part(self.text, quantity.span).cut(self.text)
        return is_formula or re.search(words()["counted_as"], said) is not None

    def _is_paid(self, quantity: Quantity) -> bool:
        """Whether a trend moves a standard of money: 生均公用经费标准逐年提高."""
        names = names_before(self.text, quantity.span, self.naming)
        return bool(names) and re.search(words()["paid"], names[-1].cut(self.text)) is not None

    def _is_lasting(self, quantity: Quantity) -> bool:
        """Whether it says how long a change takes: 收入三年翻一番."""
        before, rest = self.text[: quantity.span.start], self.text[quantity.span.end :]
        is_spent = re.search(words()["spent"], before) is not None and rest.startswith("时间")
        return quantity.dimension == "time" and (is_spent or re.match(words()["takes"], rest) is not None)

    def _is_described(self, quantity: Quantity) -> bool:
        """Whether a bare figure only describes what it stands before: 4个专项行动, 15分钟生活圈, 两个年度."""
        is_bare = quantity.kind is QuantityKind.NUMBER and quantity.comparator is Comparator.EQ
        if is_bare and (quantity.unit in words()["idle_units"] or self._is_hour(quantity)):
            return True
        is_rate = re.search(r"(?<!不)按照?$", self.text[: quantity.span.start]) is not None
        if not is_bare or quantity.dimension in {"money", "share"} or is_repeated(quantity) or is_rate:
            return False
        inside = part(self.text, quantity.span)
        said = self.text[inside.start : quantity.span.start]
        rest = self.text[quantity.span.end : inside.end]
        if re.match(words()["circles"], rest):
            return True
        # 应当强制休息20分钟, 学校每天安排2小时体育活动
        is_lasting = not rest and re.search(words()["must_last"], said) is not None
        is_each = quantity.dimension == "time" and period_of(quantity.per or "") is not None
        if is_lasting or (is_each and not rest.startswith("的")):
            return False
        names = names_before(self.text, quantity.span, self.naming)
        if any(is_measure(name.cut(self.text)) for name in names):
            return False
        return quantity.dimension == "time" or behind(self.text, quantity.span.end, self.naming) is not None

    def _is_hour(self, quantity: Quantity) -> bool:
        """Whether a bare number is an hour of the day: 凌晨2时至5时."""
        behind_it = re.match(r"(?:时(?![间限长段速])|[点:：][0-9钟整])", self.text[quantity.span.end :])
        return not quantity.unit and behind_it is not None

    def _is_loose(self, quantity: Quantity) -> bool:
        """Whether a word of coverage or frequency says nothing that is counted: 基本形成…体系, 定期, 全面达标的."""
        rest = self.text[quantity.span.end :]
        if quantity.kind is QuantityKind.FREQUENCY:
            at = self.found.index(quantity)
            is_counted = any(
                one.hint is None and one.value is not None for one in later(self.text, self.found, at)
            )
            return not is_counted and (quantity.vague or re.match(words()["repeated"], rest) is None)
        if quantity.kind is QuantityKind.NUMBER:
            return quantity.vague and quantity.unit in load("quantities")["vague_units"]  # 一批
        if quantity.kind is not QuantityKind.COVERAGE:
            return False
        rest = self.text[quantity.span.start : part(self.text, quantity.span).end]
        is_open = re.match(words()["almost"], rest) or re.search(words()["unmeasured"], rest)
        is_manner = re.match(words()["in_full"], self.text[quantity.span.end :])  # 全覆盖检查
        return bool((quantity.vague and is_open) or is_manner) or self.text.startswith(
            "的", quantity.span.end
        )

    def asks(self, at: int) -> bool:
        """Whether a quantity without such a reason asks something by itself."""
        quantity = self.found[at]
        if quantity.kind in (QuantityKind.LABEL, QuantityKind.DATE):
            return False
        behind_it = [one for one in later(self.text, self.found, at) if one.hint is None]
        if quantity.kind is QuantityKind.FREQUENCY:
            if listed_often(self.text, quantity, self.found) is not None:
                return all(one.kind is not QuantityKind.NUMBER for one in behind_it[:1])
            return not any(one.kind in (QuantityKind.NUMBER, QuantityKind.DATE) for one in behind_it)
        if quantity.kind is QuantityKind.COVERAGE:
            return not any(one.kind in FIGURES and not self._parted(quantity, one) for one in behind_it)
        return True

    def named(self, at: int, asked: Sequence[Statement]) -> list[Statement]:
        """A quantity with its names; of what was and what is to be they are the same: 2025年为61%,2026年达到68%."""
        last = next((i for i in range(at - 1, -1, -1) if self.found[i].kind is not QuantityKind.DATE), None)
        is_told = last is not None and self.found[last].kind is QuantityKind.NUMBER
        told: list[Statement] = []
        if last is not None and is_told and self.reason(last) is Reason.FACT:
            told = [one for one in self.namer.named(self.found[last], asked) if one.name is not None]
        return self.namer.named(self.found[at], [*asked, *told])

    def _parted(self, one: Quantity, other: Quantity) -> bool:
        return "、" in self.text[one.span.end : other.span.start]

    def _is_told(self, at: int) -> bool:
        """Whether it goes on with what was: 去年…达到23.5亿元,同比增长18.2%."""
        start = self.found[at].span.start
        inside = part(self.text, self.found[at].span)
        begin = max((mark.end() for mark in _SENTENCE.finditer(self.text, 0, start)), default=0)
        told = [one for one in self.found[:at] if one.span.start >= begin and one.hint is Hint.FACT]
        return bool(told) and re.match(words()["told"], self.text[inside.start : inside.end]) is not None
