"""Which quantities of a clause ask something, which only say what is meant, and which are none of either."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from policykit.base.resources import load
from policykit.drafting.narrowing import FIGURES, later, narrows
from policykit.drafting.phrases import behind, is_measure, names_before, part, split, trimmed, words
from policykit.drafting.shared import built_before, is_shared, member
from policykit.model import Comparator, Hint, QuantityKind, Reason, Span
from policykit.specs.claims import period_of
from policykit.specs.ledger import SELF_EVIDENT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policykit.model import Quantity
    from policykit.model import Statement as Cell
    from policykit.specs.reading import Reading

__all__ = ["Aside", "Statement", "statements"]

_SENTENCE = re.compile(r"[。;!?\n]")
_ARTICLE = re.compile(r"一[个节次场堂轮批期届项份篇组](?=[\u3400-\u9fff]{2})")


@dataclass(frozen=True, slots=True)
class Statement:
    """A quantity that asks something, with the words that name what is measured (both in the clause's normal form)."""

    quantity: Quantity
    name: Span | None
    """`None` where no name was found."""
    also: Span | None = None
    """A phrase behind a term that says what is to be done in it: 20个工作日内 办结."""
    is_carried: bool = False
    """Whether the name is that of the figure before it."""
    label: str = ""
    """The name that a table gives the figure, by its row or its heads."""
    subject: str = ""
    """Of whom a row or a head of a table speaks, or which member of a list."""
    of: Span | None = None
    """What the name is said of, which stands before it: 增加值…,占地区生产总值比重."""
    label_end: str = ""
    """A verb that makes the name one of what is done: 进展情况 通报."""
    within: Span | None = None
    """The words from which a name is put together: 千兆光网覆盖所有家庭."""


@dataclass(frozen=True, slots=True)
class Aside:
    """A quantity that asks nothing, and why."""

    quantity: Quantity
    reason: Reason


def statements(read: Reading) -> tuple[list[Statement], list[Aside], list[Quantity]]:
    """What a clause states: what asks, what is set aside, and what nobody could read.

    Dates are left out: whether one asks by itself is known when it is known which of the others it governs.
    """
    found = [located.quantity for located in read.quantities]
    reader = _Reader(_parted(read), found, is_row=read.row is not None)
    asked: list[Statement] = []
    aside: list[Aside] = []
    unread: list[Quantity] = []
    for at, quantity in enumerate(found):
        if quantity.kind is QuantityKind.UNREAD:
            unread.append(quantity)
        elif (reason := reader.reason(at)) is not None and not _is_of_cell(read, quantity):
            aside.append(Aside(quantity, reason))
        elif _is_start(read, quantity):
            aside.append(Aside(quantity, Reason.FACT))
        elif cell := read.cell(quantity):
            if quantity.kind not in (QuantityKind.DATE, QuantityKind.LABEL):
                asked.append(Statement(quantity, None, label=cell.name, subject=_population(read, cell)))
        elif reader.asks(at):
            asked += reader.named(at, asked)
    return asked, aside, unread


def _parted(read: Reading) -> str:
    """The text of a clause; of a row with marks between its cells, so that no name goes across them."""
    text = read.text
    cells = (
        [read.from_source(cell.span) for cell in read.row.cells if cell.text] if read.row is not None else []
    )
    for one, other in pairwise(cells):
        text = text[: one.end] + ";" * (other.start - one.end) + text[other.start :]
    return text


def _is_of_cell(read: Reading, quantity: Quantity) -> bool:
    """Whether a trend that names nothing itself stands in a cell of which the table says what it measures."""
    return quantity.hint is Hint.NOT_MEASURABLE and read.cell(quantity) is not None


def _population(read: Reading, cell: Cell) -> str:
    """Whom a figure is about: the row's subject, or the head that parts it from others of its year (城市, 农村)."""
    others = [
        one
        for one in (read.row.statements if read.row is not None else ())
        if (one.name, one.subject, one.year) == (cell.name, cell.subject, cell.year)
        and one.header != cell.header
    ]
    shared = {head for one in others for head in one.header}
    own = [head for head in cell.header if others and head not in shared and not re.search(r"\d|%|（", head)]
    return cell.subject or "".join(own)


def _is_start(read: Reading, quantity: Quantity) -> bool:
    """Whether a cell of this year is what the goals of later years start from: 2023年 beside 2027年."""
    cell = read.cell(quantity)
    if cell is None or read.row is None or cell.year is None or cell.year != read.year:
        return False
    later = any(one.name == cell.name and (one.year or 0) > cell.year for one in read.row.statements)
    return later and not any(word in head for head in cell.header for word in words()["goal_heads"])


def is_repeated(quantity: Quantity) -> bool:
    """Whether a figure counts how often something is done: 每季度通报一次."""
    return quantity.unit == "次" and period_of(quantity.per or "") is not None


def _grows(quantity: Quantity, text: str) -> bool:
    """Whether a change by a share is said of nothing in its own part: 年均增长10%以上."""
    said = text[part(text, quantity.span).start : quantity.figure.start]
    is_change = quantity.comparator in (Comparator.INCREASE, Comparator.DECREASE)
    return (
        is_change
        and quantity.unit in {"%", "百分点"}
        and re.match(words()["growing"], said.strip()) is not None
    )


class _Reader:
    def __init__(self, text: str, found: Sequence[Quantity], *, is_row: bool) -> None:
        self.text, self.found = text, found
        self.narrowing = set() if is_row else {at for at in range(len(found)) if narrows(text, found, at)}
        self.naming = [
            one for at, one in enumerate(found) if at not in self.narrowing and not self._is_lasting(one)
        ]

    def reason(self, at: int) -> Reason | None:
        """Why a quantity asks nothing; `None` also for labels that explain themselves, and for what may ask."""
        quantity = self.found[at]
        if quantity.hint is not None:
            is_plain = quantity.kind is QuantityKind.LABEL and quantity.hint in SELF_EVIDENT
            is_paid = quantity.hint is Hint.NOT_MEASURABLE and self._is_paid(quantity)
            return None if is_plain or is_paid else Reason(quantity.hint.reason)
        if quantity.kind in (QuantityKind.DATE, QuantityKind.LABEL):
            return None
        if self._is_told(at) or self._is_lasting(quantity):
            return Reason.DATE if self._is_lasting(quantity) else Reason.FACT
        if at in self.narrowing:
            return Reason.NAME
        if self._is_loose(quantity):
            return Reason.NOT_MEASURABLE
        return Reason.NAME if self._is_described(quantity) else None

    def _is_paid(self, quantity: Quantity) -> bool:
        """Whether a trend moves a standard of money: 生均公用经费标准逐年提高."""
        names = names_before(self.text, quantity.span, self.naming)
        return bool(names) and re.search(words()["paid"], names[-1].cut(self.text)) is not None

    def _is_lasting(self, quantity: Quantity) -> bool:
        """Whether it says how long a change takes: 收入三年翻一番."""
        rest = self.text[quantity.span.end :]
        return quantity.dimension == "time" and re.match(words()["takes"], rest) is not None

    def _is_described(self, quantity: Quantity) -> bool:
        """Whether a bare figure only describes what it stands before: 4个专项行动, 15分钟生活圈, 两个年度."""
        is_bare = quantity.kind is QuantityKind.NUMBER and quantity.comparator is Comparator.EQ
        if not is_bare or quantity.dimension in {"money", "share"} or is_repeated(quantity):
            return False
        rest = self.text[quantity.span.end : part(self.text, quantity.span).end]
        if re.match(words()["circles"], rest):
            return True
        names = names_before(self.text, quantity.span, self.naming)
        if any(is_measure(name.cut(self.text)) for name in names):
            return False
        return quantity.dimension == "time" or behind(self.text, quantity.span.end, self.naming) is not None

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
        return bool(quantity.vague and is_open) or self.text.startswith("的", quantity.span.end)

    def asks(self, at: int) -> bool:
        """Whether a quantity without such a reason asks something by itself."""
        quantity = self.found[at]
        if quantity.kind in (QuantityKind.LABEL, QuantityKind.DATE):
            return False
        behind_it = [one for one in later(self.text, self.found, at) if one.hint is None]
        if quantity.kind is QuantityKind.FREQUENCY:
            return not any(one.kind in (QuantityKind.NUMBER, QuantityKind.DATE) for one in behind_it)
        if quantity.kind is QuantityKind.COVERAGE:
            return not any(one.kind in FIGURES and not self._parted(quantity, one) for one in behind_it)
        return True

    def named(self, at: int, before: Sequence[Statement]) -> list[Statement]:
        """A quantity with each name that it is the figure of."""
        quantity, text = self.found[at], self.text
        if (own := member(text, quantity, self.found)) is not None:
            return [Statement(quantity, own.name or self._after(quantity), subject=own.subject)]
        names, after = self._names(quantity), self._after(quantity)
        if (joined := self._joined(quantity, names, after, before)) is not None:
            return [joined]
        return self._said(quantity, names, after, before)

    def _after(self, quantity: Quantity) -> Span | None:
        """The name behind a figure, without the article of what is done so often (每天安排 一节 体育课)."""
        is_word = quantity.kind is QuantityKind.COVERAGE
        after = behind(self.text, quantity.span.end, self.naming, anything=is_word)
        if after is None or quantity.kind is not QuantityKind.FREQUENCY:
            return after
        article = _ARTICLE.match(self.text, *after)
        return after if article is None else Span(article.end(), after.end)

    def _said(
        self, quantity: Quantity, names: list[Span], after: Span | None, before: Sequence[Statement]
    ) -> list[Statement]:
        """A quantity with the names that stand on one side of it, or with that of the one before."""
        text = self.text
        if names and quantity.kind is QuantityKind.GRADE:
            return [Statement(quantity, names[0])]
        if names and all(is_measure(name.cut(text)) for name in names):
            return [Statement(quantity, name) for name in names]
        if quantity.dimension == "time" and quantity.kind is QuantityKind.NUMBER:
            return [self._term(quantity, names, before)]
        if after is not None:
            is_trend = quantity.kind is QuantityKind.TREND
            named = split(text, after, self.naming) if is_trend else [after]
            return [Statement(quantity, name) for name in named]
        if names:
            return [Statement(quantity, names[0])]
        carried = built_before(text, quantity, self.found) or self._carried(quantity, before)
        return [Statement(quantity, carried, is_carried=True)]

    def _joined(
        self, quantity: Quantity, names: list[Span], after: Span | None, before: Sequence[Statement]
    ) -> Statement | None:
        """A quantity whose name is put together: of a share of what goes before, or of what is on both sides of it."""
        if names and is_shared(names[0].cut(self.text)):
            subject = self._subject(quantity, before)
            return Statement(quantity, names[0] if subject else None, of=subject)
        is_covered = quantity.kind is QuantityKind.COVERAGE and words()["carried"] in quantity.surface
        if after and names and is_covered:
            return Statement(quantity, after, of=names[0], within=Span(names[0].start, after.end))
        if after and is_repeated(quantity):
            return self._repeated(quantity, after)
        inner = self._inside(quantity) if is_repeated(quantity) else None
        if inner is not None:
            return Statement(quantity, inner, subject=self._who(quantity))
        return self._again(quantity, before)

    def _term(self, quantity: Quantity, names: list[Span], before: Sequence[Statement]) -> Statement:
        """A time within which something is to be done: what stands behind it says what."""
        inside = part(self.text, quantity.span)
        rest = Span(quantity.span.end, inside.end)
        done = re.match(r"[内的]?(?:作出|予以|给予|完成)?([\u3400-\u9fff]{2,12})", rest.cut(self.text))
        also = None if done is None else Span(rest.start + done.start(1), rest.start + done.end(1))
        name = names[0] if names and not re.search("(?:之日|之时)?[起后]$", names[0].cut(self.text)) else None
        if name is None and also is None:
            return Statement(quantity, self._carried(quantity, before), is_carried=True)
        return Statement(quantity, name or also, also if name else None)

    def _carried(self, quantity: Quantity, before: Sequence[Statement]) -> Span | None:
        """The name of the figure before it in the sentence, for one more figure of the same: 2027年达到70%."""
        if not before:
            return None
        last = before[-1]
        is_whole = quantity.kind is QuantityKind.COVERAGE and words()["carried"] not in quantity.surface
        between = self.text[last.quantity.span.end : quantity.span.start]
        if _SENTENCE.search(between):
            return None
        if _grows(quantity, self.text):
            return last.of or last.name
        is_moved = last.quantity.comparator in (Comparator.INCREASE, Comparator.DECREASE)
        is_level = last.quantity.unit == "%" and quantity.unit not in {"", "%", "百分点"}
        is_same = last.quantity.unit == quantity.unit or (
            is_moved and is_level
        )  # 年均增长20%,到2027年达到15亿元
        return last.name if is_same and not is_whole else None

    def _subject(self, quantity: Quantity, before: Sequence[Statement]) -> Span | None:
        """What the figure before it in the sentence measures, for a share of the same."""
        last = before[-1] if before else None
        if last is None or _SENTENCE.search(self.text[last.quantity.span.end : quantity.span.start]):
            return None
        return last.of or last.name

    def _names(self, quantity: Quantity) -> list[Span]:
        """The names before a figure; of what is done so often those behind the word that says so (每月巡河一次)."""
        names = names_before(self.text, quantity.span, self.naming)
        if not names or not is_repeated(quantity):
            return names
        often = [
            one.span.end
            for one in self.found
            if one.kind is QuantityKind.FREQUENCY and names[0].start <= one.span.start < names[-1].end
        ]
        name = trimmed(self.text, Span(often[-1], names[-1].end), self.found) if often else names[0]
        return [name] if name is not None else []

    def _inside(self, quantity: Quantity) -> Span | None:
        """What is done so often, between the word of comparison and the count: 至少 巡河 1次."""
        words_before = re.compile(words()["compares"]).match(
            self.text, quantity.span.start, quantity.figure.start
        )
        start = quantity.span.start if words_before is None else words_before.end()
        return (
            trimmed(self.text, Span(start, quantity.figure.start)) if quantity.figure.start > start else None
        )

    def _again(self, quantity: Quantity, before: Sequence[Statement]) -> Statement | None:
        """What is done so often by others, where the sentence names it before: …演练,行政村每年至少组织一次."""
        last = before[-1] if before and is_repeated(quantity) else None
        if last is None or not is_repeated(last.quantity) or last.name is None:
            return None
        if _SENTENCE.search(self.text[last.quantity.span.end : quantity.span.start]):
            return None
        return Statement(
            quantity, last.name, is_carried=True, subject=self._who(quantity), label_end=last.label_end
        )

    def _who(self, quantity: Quantity) -> str:
        """Who does something so often, before the word that says how often: 县级 每季度至少巡查2次."""
        begin = part(self.text, quantity.span).start
        often = [
            one.span.start
            for one in self.found
            if one.kind is QuantityKind.FREQUENCY and begin <= one.span.start < quantity.span.start
        ]
        who = trimmed(self.text, Span(begin, often[0]), self.found) if often and often[0] > begin else None
        return who.cut(self.text) if who else ""

    def _repeated(self, quantity: Quantity, after: Span) -> Statement:
        """What is done so often to what stands behind it: 通报一次进展情况."""
        start = quantity.span.start
        verb = next((word for word in words()["telling"] if self.text.endswith(word, 0, start)), "")
        return Statement(
            quantity, after, label_end=verb, within=Span(start - len(verb), after.end) if verb else None
        )

    def _parted(self, one: Quantity, other: Quantity) -> bool:
        return "、" in self.text[one.span.end : other.span.start]

    def _is_told(self, at: int) -> bool:
        """Whether it goes on with what was: 去年…达到23.5亿元,同比增长18.2%."""
        start = self.found[at].span.start
        inside = part(self.text, self.found[at].span)
        begin = max((mark.end() for mark in _SENTENCE.finditer(self.text, 0, start)), default=0)
        told = [one for one in self.found[:at] if one.span.start >= begin and one.hint is Hint.FACT]
        return bool(told) and re.match(words()["told"], self.text[inside.start : inside.end]) is not None
