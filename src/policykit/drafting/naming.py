"""The names by which figures are asked for: what stands on either side of one, or goes before it in the sentence."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from policykit.drafting.earlier import carried, subject
from policykit.drafting.given import given
from policykit.drafting.often import Item, is_agent, is_repeated, listed_often
from policykit.drafting.others import of_other
from policykit.drafting.phrases import behind, done_in, is_measure, names_before, part, split, trimmed, words
from policykit.drafting.shared import (
    Member,
    act_of,
    built_before,
    head_of,
    is_group,
    is_shared,
    led_by,
    member,
    rated,
)
from policykit.drafting.statement import Statement
from policykit.model import Comparator, QuantityKind, Span
from policykit.specs.claims import period_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policykit.model import Quantity

__all__ = ["Namer"]

_SENTENCE = re.compile(r"[。;!?\n]")
_ARTICLE = re.compile(r"一[个节次场堂轮批期届项份篇组](?=[\u3400-\u9fff]{2})")


class Namer:
    """Names the figures of one text; `naming` are those that are part of no name themselves."""

    def __init__(self, text: str, found: Sequence[Quantity], naming: Sequence[Quantity]) -> None:
        self.text, self.found, self.naming = text, found, naming

    def named(self, quantity: Quantity, before: Sequence[Statement]) -> list[Statement]:
        """A quantity with each name that it is the figure of."""
        if (item := listed_often(self.text, quantity, self.found)) is not None:
            return self._of_item(quantity, item, before)
        return self._named(quantity, before)

    def _of_item(self, quantity: Quantity, item: Item, before: Sequence[Statement]) -> list[Statement]:
        """One of several that each do something so often (乡镇每月、村每半月开展一次排查): the last names what."""
        if quantity is not item.counted and not item.is_once:
            return [Statement(quantity, None)]  # 县级每季度、乡级每月不少于2次
        told = self._named(item.counted, before)
        return [replace(one, quantity=quantity, subject=item.who) for one in told]

    def _named(self, quantity: Quantity, before: Sequence[Statement]) -> list[Statement]:
        text = self.text
        if (own := member(text, quantity, self.found)) is not None:
            return [self._of_list(quantity, own)]
        names, after = self._names(quantity), self._after(quantity)
        if names and after and re.compile(words()["each_count"]).match(self.text, names[-1].end):
            names = []  # 营业面积每25平方米至少配备1具灭火器
        if (headed := self._headed(quantity, names)) is not None:
            return [headed]
        if each := self._of_each(quantity, before):
            return each
        if (rated := self._rated(quantity) or self._treated(quantity)) is not None:
            return [rated]
        if (joined := self._joined(quantity, names, after, before)) is not None:
            return [joined]
        return self._said(quantity, names, after, before)

    def _of_list(self, quantity: Quantity, own: Member) -> Statement:
        """A figure of one of a list: the member is of whom it is said, or what (氨氮 排放总量)."""
        head = own.name.cut(self.text) if own.name is not None else ""
        at = self.text.rfind(own.subject, 0, quantity.span.start) if own.subject else -1
        if (
            at >= 0
            and own.name is not None
            and not is_group(own.subject)
            and re.search(words()["composed"], head)
        ):
            of = Span(at, at + len(own.subject))
            return Statement(quantity, own.name, of=of, within=Span(of.start, own.name.end))
        inside = part(self.text, quantity.span)
        rates = [
            rated for one in self.found if inside.covers(one.span) and (rated := self._rated(one)) is not None
        ]
        if own.name is not None or rates:
            name = own.name or rates[-1].name
            return Statement(quantity, name, subject=own.subject, within=rates[-1].within if rates else None)
        alike = [one for one in self.found if inside.covers(one.span) and one.unit == quantity.unit]
        name = self._after(quantity) or self._after(alike[-1])  # 分别给予500元、800元一次性奖励
        within = None if name is None else Span(quantity.span.start, name.end)
        return Statement(quantity, name, subject=own.subject, within=within)

    def _after(self, quantity: Quantity) -> Span | None:
        """The name behind a figure, without the article of what is done so often (每天安排 一节 体育课)."""
        is_word = quantity.kind is QuantityKind.COVERAGE
        end = quantity.span.end
        if quantity.kind is QuantityKind.FREQUENCY:  # 餐饮用户应当每日进行 安全自查
            end += next((len(word) for word in words()["empty_acts"] if self.text.startswith(word, end)), 0)
        after = behind(self.text, end, self.naming, anything=is_word)
        if after is not None and after.cut(self.text) in words()["bare_verbs"]:
            return None
        if after is None or quantity.kind is not QuantityKind.FREQUENCY:
            return after
        article = _ARTICLE.match(self.text, *after)
        return after if article is None else Span(article.end(), after.end)

    def _said(
        self, quantity: Quantity, names: list[Span], after: Span | None, before: Sequence[Statement]
    ) -> list[Statement]:
        """A quantity with the names that stand on one side of it, or with that of the one before."""
        text = self.text
        if (grouped := of_other(text, quantity, names, before)) is not None:
            return [grouped]
        if names and quantity.kind is QuantityKind.GRADE:
            return [Statement(quantity, names[0])]
        if names and is_repeated(quantity):
            who = self._who(quantity)  # 消防设施 每年检测一次
            is_other = not is_agent(who) and who != names[0].cut(text)
            return [Statement(quantity, names[0], subject=who if is_other else "")]
        if names and all(is_measure(name.cut(text)) for name in names):
            return [Statement(quantity, name) for name in names]
        return self._unmeasured(quantity, names, after, before)

    def _unmeasured(
        self, quantity: Quantity, names: list[Span], after: Span | None, before: Sequence[Statement]
    ) -> list[Statement]:
        """A quantity before which no measure is named: with what is counted, given, or named by the one before."""
        text = self.text
        if (found := given(text, quantity, names, self.naming)) is not None:
            return [found]
        if quantity.dimension == "time" and quantity.kind is QuantityKind.NUMBER:
            return [self._term(quantity, names, before)]
        if after is not None:
            return self._behind(quantity, after)
        bounded = self._bounded(quantity, names)
        if names and not bounded:
            return [Statement(quantity, names[0])]
        name = built_before(text, quantity, self.found) or carried(text, quantity, self.found, before)
        if name is not None and before and (built := self._built(quantity, name, before[-1])):
            return [built]
        return [Statement(quantity, name, is_carried=True, subject=bounded if name else "")]

    def _behind(self, quantity: Quantity, after: Span) -> list[Statement]:
        """A quantity with what stands behind it: of things there already with what is done to them (拆除30处 违建)."""
        if quantity.kind is QuantityKind.TREND:
            return [Statement(quantity, name) for name in split(self.text, after, self.naming)]
        verb = act_of(self.text, quantity)
        within = None if verb is None else Span(verb.start, after.end)
        return [Statement(quantity, after, of=verb, within=within)]

    def _built(self, quantity: Quantity, name: Span, last: Statement) -> Statement | None:
        """A figure of what else is done with the thing that the one before names: 新建农田3万亩,改造提升 1万亩."""
        builds = "|".join(sorted(words()["bare_builds"], key=len, reverse=True))
        begin = max(part(self.text, quantity.span).start, self.text.rfind("、", 0, quantity.span.start) + 1)
        verb = re.compile(f"(?:{builds})$").search(self.text[: quantity.figure.start], begin)
        done = re.compile(rf"(?:(?:{builds})(?:和|、|及|与)?)*").match(self.text, *name)
        was = last.of.cut(self.text) if last.of is not None else done[0] if done else ""
        if verb is None or done is None or was in {verb[0], ""} or done.end() == name.end:
            return None
        within = Span(verb.start(), quantity.span.end)
        thing = Span(done.end(), name.end)
        return Statement(quantity, thing, of=Span(*verb.span()), within=within, is_carried=True)

    def _bounded(self, quantity: Quantity, names: list[Span]) -> str:
        """The words before a figure that say only of whom it is: 规模在1500人以上的学校 至少配备2名."""
        opened = Span(part(self.text, quantity.span).start, quantity.span.start).cut(self.text).strip()
        is_given = re.search(words()["given_things"], opened) is not None
        bare = re.sub(words()["raised_for"], "", opened)
        if re.fullmatch(words()["whom_bound"], bare) and not is_given:
            return bare.removesuffix("的")  # 80周岁以上的 不低于150元
        is_bare = opened.endswith("的") and quantity.span.start == quantity.figure.start  # 热费的50%
        if (case := re.fullmatch(words()["case_of"], opened)) and not is_bare:
            return case[1]
        if favoured := re.fullmatch(words()["favoured"], opened):
            return favoured[1]  # 有条件的县可提高至 90%
        said = names[0].cut(self.text) if names else ""
        aged = re.match(words()["age"], self.text[names[0].start : quantity.span.start]) if names else None
        said = aged[0] if aged is not None else said  # 九十周岁以上 提高至100元
        is_whom = re.fullmatch(words()["whom_bound"], said) is not None
        return said if aged or (is_whom and not is_given) else ""

    def _of_each(self, quantity: Quantity, before: Sequence[Statement]) -> list[Statement]:
        """A figure of what the sentence names before: …达到3亿元,分别增长10%; 其中2026年分别完成4万亩、9万亩."""
        inside = part(self.text, quantity.span)
        said = self.text[inside.start : quantity.figure.end].strip()
        is_change = re.match(words()["each_grows"], said) is not None
        if not is_change and re.match(words()["each_again"], said) is None:
            return []
        begin = max((mark.end() for mark in _SENTENCE.finditer(self.text, 0, inside.start)), default=0)
        last = [one for one in before if one.quantity.span.start >= begin and one.name is not None]
        last = [one for one in last if one.quantity.span.end <= inside.start]
        figures = [
            one
            for one in self.found
            if one.value is not None and inside.covers(one.span) and one.kind is not QuantityKind.DATE
        ]
        if len(figures) > 1 or not is_change:
            at = figures.index(quantity) - len(figures)
            last = last[at:][:1] if len(last) >= len(figures) else []
        if not is_change:
            last = [one for one in last if one.quantity.unit == quantity.unit]
        return [Statement(quantity, one.name, is_carried=True, subject=one.subject) for one in last]

    def _headed(self, quantity: Quantity, names: list[Span]) -> Statement | None:
        """A figure of a group, of what the part or the words before the colon name: 安全巡查:省级每月不少于2次,…."""
        group = names[0].cut(self.text) if len(names) == 1 else self._who(quantity)
        if (led := led_by(self.text, quantity, names, self.found)) is not None:
            return Statement(quantity, led, subject=group, within=Span(led.start, quantity.span.end))
        is_next = len(names) == 1 and names[0].end == quantity.span.start
        is_bare = is_next and not is_measure(group)  # 幼儿园班额:小班不超过25人
        head = head_of(self.text, quantity, self.found) if is_group(group) or is_bare else None
        if head is None or not (quantity.unit == "次" or is_measure(head.cut(self.text))):
            return None
        return Statement(quantity, head, subject=group, within=Span(head.start, quantity.span.end))

    def _rated(self, quantity: Quantity) -> Statement | None:
        """A figure by whose rate something is given or built: 按每户200元标准发放取暖补贴; 按…的标准,配套建设…."""
        name = rated(self.text, quantity)
        if name is None:
            return None
        # The bound may stand before a year: 按 不低于上年度财政支出0.1% 的标准设立预备金.
        rate = self.text.rfind("按", part(self.text, quantity.span).start, quantity.figure.start) + 1
        between = [one for one in self.found if rate <= one.span.start < quantity.span.start]
        is_own = rate > 0 and all(one.kind is QuantityKind.DATE for one in between)
        start = min(rate, quantity.span.start) if is_own else quantity.span.start
        return Statement(quantity, name, within=Span(start, name.end))

    def _treated(self, quantity: Quantity) -> Statement | None:
        """What is done again and again to something: 每半年 对供水设施进行清洗."""
        said = re.compile(words()["treated"]).match(self.text, quantity.span.end)
        if said is None or quantity.kind is not QuantityKind.FREQUENCY:
            return None
        within = Span(quantity.span.start, said.end())
        return Statement(quantity, Span(*said.span(1)), label_end=said[2], within=within)

    def _joined(
        self, quantity: Quantity, names: list[Span], after: Span | None, before: Sequence[Statement]
    ) -> Statement | None:
        """A quantity whose name is put together: of a share of what goes before, or of what is on both sides of it."""
        if names and is_shared(names[0].cut(self.text)):
            whole = subject(self.text, quantity, before)
            return Statement(quantity, names[0] if whole else None, of=whole)
        if names and re.fullmatch(words()["speeds"], names[0].cut(self.text)):
            return Statement(quantity, subject(self.text, quantity, before), is_carried=True)
        is_covered = quantity.kind is QuantityKind.COVERAGE and re.search(words()["all_of"], quantity.surface)
        if after and names and (is_covered or after.cut(self.text) in words()["counted_kinds"]):
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
        is_alone = re.fullmatch("内?", rest.cut(self.text)) and self.text.startswith(",", inside.end)
        where = part(self.text, Span(inside.end + 1, inside.end + 1)) if is_alone else rest
        if (told := re.compile(words()["told_of"]).search(self.text, *where)) is not None:
            return Statement(quantity, Span(*told.span(1)), label_end=told[2], within=Span(*told.span()))
        also = done_in(self.text, rest) or (
            self._inside(quantity) if names else None
        )  # 厕所每周至少 开放84小时
        # 开工十五日以前申报, 到期前30日应当告知用户
        is_ahead = quantity.surface.endswith("前") or self.text[: quantity.span.start].endswith("前")
        is_term = quantity.comparator not in (Comparator.GE, Comparator.GT)  # 留存不少于六个月
        is_change = quantity.comparator in (Comparator.INCREASE, Comparator.DECREASE)  # 候车时间缩短5分钟,…
        is_set = is_change or self.text[: quantity.figure.start].endswith(
            ("为", "至", "到")
        )  # 公示期由45日缩短为20日
        said = self.text[inside.start : quantity.figure.start]  # 应当强制休息20分钟,…
        is_last = quantity.comparator is Comparator.EQ and re.search(words()["must_last"], said) is not None
        is_level = bool(names) and (quantity.surface.startswith("不") or is_last)  # 留言办理不超过15日,…
        if (
            also is None
            and (is_term or is_ahead)
            and not (is_set or is_level)
            and re.fullmatch("内?", rest.cut(self.text))
        ):
            also = self._done_next(inside)
        if is_ahead:
            return Statement(quantity, also)
        name = names[0] if names and not re.search("[起后]$", names[0].cut(self.text)) else None
        since = re.compile(words()["since_day"]).fullmatch(self.text, *names[0]) if names else None
        if since is not None and is_level:
            name = Span(*since.span(1))  # 车龄自初次登记之日起不超过3年
        if (
            names
            and name is None
            and also is not None
            and also.cut(self.text) in (*words()["finished"], *words()["empty_acts"])
        ):
            begins = re.compile(words()["begins_term"]).match(self.text, inside.start)
            name = Span(*begins.span(1)) if begins else None  # 勘探应自受理之日起30日内完成
        if also is not None and self.text.startswith("的", rest.start) and is_measure(also.cut(self.text)):
            name = None  # 给予员工不超过10日的育儿假
        is_given = re.search(words()["set_aside"], self.text[: quantity.figure.start]) is not None
        if is_given and name is not None and also is not None and is_agent(name.cut(self.text)):
            return Statement(quantity, also, subject=name.cut(self.text))  # 领导干部每月安排1天接待群众
        if name is None and also is None:
            return Statement(quantity, carried(self.text, quantity, self.found, before), is_carried=True)
        return Statement(quantity, name or also, also if name else None)

    def _done_next(self, inside: Span) -> Span | None:
        """What is to be done within a term, in the part behind it: 自受理之日起30日内, 作出书面答复."""
        following = re.compile(words()["done_next"]).match(self.text, inside.end)
        return None if following is None else trimmed(self.text, Span(*following.span(1)), self.found)

    def _names(self, quantity: Quantity) -> list[Span]:
        """The names before a figure; of what is done so often those behind the word that says so (每月巡河一次)."""
        names = names_before(self.text, quantity.span, self.naming)
        is_of = self.text.endswith(("的", "之"), 0, quantity.span.start) and quantity.unit in {"%", "‰", "倍"}
        whole = re.search(words()["of_whole"], names[-1].cut(self.text)) if names and is_of else None
        if whole is not None and whole.start() > 1:
            return [Span(names[-1].start, names[-1].start + whole.start())]  # 人数应当为委员总数的三分之一
        if not names or not is_repeated(quantity):
            return names
        often = [
            one.span.end
            for one in self.found
            if one.kind is QuantityKind.FREQUENCY and names[0].start <= one.span.start < quantity.span.start
        ]
        if often and Span(often[-1], quantity.span.start).cut(self.text) in words()["telling"]:
            return [Span(often[-1], quantity.span.start)]  # 清单每年 更新一次
        often = [at for at in often if at < names[-1].end]
        name = trimmed(self.text, Span(often[-1], names[-1].end), self.found) if often else names[0]
        if name is None and (act := self._before_often(quantity)) is not None:
            return [] if is_agent(act.cut(self.text)) else [act]
        return [name] if name is not None else []

    def _inside(self, quantity: Quantity) -> Span | None:
        """What is done so often, between the word of comparison and the count: 至少 巡河 1次."""
        words_before = re.compile(words()["compares"]).match(
            self.text, quantity.span.start, quantity.figure.start
        )
        start = quantity.span.start if words_before is None else words_before.end()
        return self._act(Span(start, quantity.figure.start)) if quantity.figure.start > start else None

    def _act(self, said: Span) -> Span | None:
        """What is done so often, which may be a verb that else begins a name: 清单每年 更新一次."""
        is_bare = said.cut(self.text) in words()["telling"]
        return said if is_bare else trimmed(self.text, said, self.found)

    def _again(self, quantity: Quantity, before: Sequence[Statement]) -> Statement | None:
        """What is done so often by others, where the sentence names it before: …演练,行政村每年至少组织一次."""
        is_often = period_of(quantity.per or "") is not None and quantity.dimension in {"count", "time"}
        last = before[-1] if before and is_often else None
        if last is None or period_of(last.quantity.per or "") is None or last.name is None:
            return None
        if not is_repeated(quantity) and not (
            last.subject and is_agent(last.subject) and is_agent(self._who(quantity))
        ):
            return None
        if _SENTENCE.search(self.text[last.quantity.span.end : quantity.span.start]):
            return None
        who = self._who(quantity)
        is_case = who != "" and self.text.find(f"{who}的", last.quantity.span.end, quantity.span.start) >= 0
        is_case = is_case or re.fullmatch(words()["case"], who) is not None  # 超警戒水位时每2小时一次
        if (
            who
            and not is_case
            and not is_agent(who)
            and self._inside(quantity) is None
            and not self._after(quantity)
        ):
            return None  # 水厂自检每日不少于1次: what stands there is done, and does nothing
        return Statement(quantity, last.name, is_carried=True, subject=who, label_end=last.label_end)

    def _who(self, quantity: Quantity) -> str:
        """Who does something so often, before the word that says how often: 县级 每季度至少巡查2次."""
        who = self._before_often(quantity)
        return who.cut(self.text) if who else ""

    def _before_often(self, quantity: Quantity) -> Span | None:
        begin = part(self.text, quantity.span).start
        often = [
            one.span.start
            for one in self.found
            if one.kind is QuantityKind.FREQUENCY and begin <= one.span.start < quantity.span.start
        ]
        return trimmed(self.text, Span(begin, often[0]), self.found) if often and often[0] > begin else None

    def _repeated(self, quantity: Quantity, after: Span) -> Statement:
        """What is done so often to what stands behind it: 通报一次进展情况."""
        start = quantity.span.start
        verb = next((word for word in words()["telling"] if self.text[:start].endswith(word)), "")
        return Statement(
            quantity, after, label_end=verb, within=Span(start - len(verb), after.end) if verb else None
        )
