"""What a report says in two pages: sentences that follow from verdicts, and annexes with all that they rest on."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import TYPE_CHECKING

from policykit.figures.report import Report, asked, definition, gap
from policykit.model import Modality, State
from policykit.report.annexes import annexes
from policykit.report.compared import Comparison
from policykit.report.telling import Annex, Block, Telling, due_within, is_named

if TYPE_CHECKING:
    from policykit.corpus import Corpus
    from policykit.figures.result import Result

__all__ = ["Findings", "findings"]

_DECIDED = (State.MET, State.NOT_MET, State.NOT_DUE, State.ADOPTED, State.NOT_ADOPTED)
_UNDECIDED = (State.NO_DATA, State.COULD_NOT_RUN, State.JUDGEMENT)
_HALF = 0.6


@dataclass(frozen=True, slots=True)
class Findings:
    """A report on paper, free of any file format."""

    title: str
    cover: tuple[str, ...]
    """The lines of the cover below the title."""
    notice: str
    """That the figures are made up; empty when nothing says so."""
    blocks: tuple[Block, ...]
    annexes: tuple[Annex, ...]
    day: date
    """The day of the check."""


def findings(report: Report, corpus: Corpus, *, last: Report | None = None) -> Findings:
    """What a report says on paper.

    Parameters
    ----------
    report
        What `policykit.figures.check` found.
    corpus
        The policies that were judged by: their titles and clauses are cited.
    last
        What the same check says of an earlier file, judged on the same day, to compare the figures with.
    """
    telling = Telling(report, corpus)
    wording, where, period = telling.words, telling.where, telling.period
    comparison = Comparison.of(report, last) if last is not None else None
    names = {
        "where": where,
        "period": period or wording["undated"],
        "day": telling.day(report.as_of),
        "file": report.file,
    }
    return Findings(
        title=wording["title"].format(where=where, period=period),
        cover=tuple(line.format(**names) for line in wording["cover"].values()),
        notice=wording["notice"] if report.fictional else "",
        blocks=tuple(_Body(telling, comparison).blocks()),
        annexes=tuple(annexes(telling, comparison)),
        day=report.as_of,
    )


class _Body:
    """The pages of findings."""

    def __init__(self, telling: Telling, comparison: Comparison | None) -> None:
        self.telling, self.report, self.words = telling, telling.report, telling.words
        self.comparison = comparison

    def blocks(self) -> Iterator[Block]:
        """Every paragraph in order; what is not met is told at length as far as two pages go."""
        before = [Block("text", text) for text in self._summary()]
        after = [list(section()) for section in (self._open, self._due, self._compared, self._notes)]
        heads = iter(self.words["heads"])
        numbers = iter("一二三四五六")
        titles = [next(heads), next(heads), *heads]
        parts = [before, list(self._unmet(self._room(before, after))), *after]
        for title, part in zip(titles, parts, strict=True):
            if part:
                yield Block("heading1", f"{next(numbers)}、{title}")
                yield from part

    def _room(self, before: Sequence[Block], after: Sequence[Sequence[Block]]) -> int:
        """How many lines of the two pages are left for what is not met; title and headings need some."""
        page = self.words["page"]
        taken = sum(map(self._lines, [*before, *(block for part in after for block in part)]))
        title = 5
        return int(page["pages"] * page["lines"]) - taken - title - len(after) - 2

    def _lines(self, block: Block) -> int:
        # Digits are half as wide in 仿宋, and wider in what stands in for it.
        wide = sum(1 if unicodedata.east_asian_width(char) in "WFA" else _HALF for char in block.text)
        characters: int = self.words["page"]["characters"]
        return ceil((wide + 2) / characters)

    # --- what came of it all

    def _summary(self) -> Iterator[str]:
        report, wording, named = self.report, self.words, self.telling.policies()
        most = wording["most"]["policies"]
        policies = "、".join(named[:most])
        if len(named) > most:
            policies = wording["policies"].format(named=policies, count=len(named))
        values = {"where": self.telling.where, "period": self.telling.period or wording["undated"]}
        day = self.telling.day(report.as_of)
        if named:
            yield wording["lead"].format(
                policies=policies, file=self.telling.short(report.file), day=day, **values
            )
        if report.fictional:
            yield wording["fictional"].format(words=self.telling.short(report.fictional))
        yield self._counts()

    def _counts(self) -> str:
        report, wording = self.report, self.words
        counts = {state: count for state, count in report.counts.items() if count}
        if not counts:
            told = wording["none"]
        else:
            parts = (
                wording["part"].format(label=state.label, count=count) for state, count in counts.items()
            )
            told = wording["total"].format(
                count=sum(counts.values()),
                rules=len({result.requirement.id for result in report.results}),
                units=len({(result.entity.name, result.division, result.unit) for result in report.results}),
                parts="，".join(parts),
            )
        named = sum(is_named(result) for result in report.of(State.JUDGEMENT))
        told += wording["named"].format(count=named) if named else ""
        told += wording["unreported"].format(count=len(report.unreported)) if report.unreported else ""
        return str(told)

    # --- what is not met

    def _unmet(self, room: int) -> Iterator[Block]:
        unmet = sorted(self.report.of(State.NOT_MET), key=_urgency)
        if not unmet:
            judged = self.telling.of(*_DECIDED)
            yield Block("text", self.words["met_all" if judged else "unjudged"])
            return
        grouped: dict[Modality, dict[str, list[Result]]] = {}
        for result in unmet:
            of = grouped.setdefault(result.requirement.modality, {})
            of.setdefault(result.requirement.id, []).append(result)
        told, number = 0, 0
        room -= self._lines(Block("text", self.words["rest"].format(count=len(unmet))))
        for at, (modality, by_rule) in enumerate(grouped.items()):
            count = sum(map(len, by_rule.values()))
            head = self.words["modality"].format(label=modality.label, count=count)
            yield Block("heading2", f"（{'一二三四'[at]}）{head}")
            room -= 1
            for results in by_rule.values():
                item = Block("item", self._item(number + 1, results))
                room -= self._lines(item)
                if room < 0 and number >= self.words["most"]["items"]:
                    break
                number += 1
                told += min(len(results), self.words["most"]["units"])
                yield item
        rest = len(unmet) - told
        if rest:
            yield Block("text", self.words["rest"].format(count=rest))

    def _item(self, number: int, results: Sequence[Result]) -> str:
        telling, wording, first = self.telling, self.words, results[0]
        most = wording["most"]["units"]
        units = "；".join(map(self._unit, results[:most]))
        if len(results) > most:
            units += wording["more"].format(count=len(results))
        cells = "、".join(filter(None, (telling.cells(result, "、") for result in results[:most])))
        return str(
            wording["item"].format(
                number=number,
                name=telling.short(first.requirement.name),
                units=units,
                asked=asked(first),
                due=wording["due"].format(due=telling.day(first.requirement.due))
                if first.requirement.due
                else wording["no_due"],
                clause=telling.clause(first.requirement),
                quote=telling.short("".join(first.requirement.quote.split())),
                cells=cells or wording["no_figure"],
                definition=definition(first),
            )
        )

    def _unit(self, result: Result) -> str:
        telling, wording = self.telling, self.words
        apart = wording["unit_gap"].format(gap=gap(result)) if gap(result) else ""
        values = {"unit": telling.short(result.unit), "period": telling.period_of(result)}
        return str(wording["unit"].format(found=telling.figure(result), gap=apart, **values))

    # --- what is open, what comes, what changed

    def _open(self) -> Iterator[Block]:
        any_open = False
        for number, state in enumerate(state for state in _UNDECIDED if self.report.of(state)):
            any_open = True
            results = self.report.of(state)
            reasons = self.telling.counted(map(self._why, results))
            text = self.words[state.value].format(count=len(results), reasons=reasons)
            yield Block("item", f"{number + 1}. {text}")
        if not any_open and self.report.results:
            yield Block("text", self.words["all_decided"])

    def _why(self, result: Result) -> str:
        if result.finding.missing:
            return str(self.words["lacking"].format(names="、".join(result.finding.missing)))
        if result.state is State.JUDGEMENT and is_named(result):
            return str(self.words["named_only"])
        return result.finding.reason

    def _due(self) -> Iterator[Block]:
        days: dict[date, list[Result]] = {}
        for result in due_within(self.report):
            days.setdefault(result.requirement.due or date.max, []).append(result)
        listed = sorted(days.items())
        if not listed:
            yield Block("text", self.words["due_none"])
        for day, results in listed[: self.words["most"]["days"]]:
            parts = filter(None, (self._due_part(name, results) for name in self.words["due_parts"]))
            text = self.words["due_day"].format(
                day=self.telling.day(day), count=len(results), parts="，".join(parts)
            )
            yield Block("text", text)
        if len(listed) > self.words["most"]["days"]:
            yield Block("text", self.words["due_rest"])

    def _due_part(self, name: str, results: Sequence[Result]) -> str:
        kinds = {
            "reached": (State.MET, State.ADOPTED),
            "not_due": (State.NOT_DUE, State.NOT_ADOPTED, State.NOT_MET),
            "open": (State.JUDGEMENT,),
            "no_data": (State.NO_DATA,),
            "could_not_run": (State.COULD_NOT_RUN,),
        }
        own = [result for result in results if result.state in kinds[name]]
        if not own:
            return ""
        told = str(self.words["due_parts"][name].format(count=len(own)))
        if name == "not_due":
            names = [
                self.telling.short(f"{each.requirement.name}{gap(each)}")
                for each in own[: self.words["most"]["names"]]
            ]
            told += self.words["due_named"].format(names="、".join(names))
        return told

    def _compared(self) -> Iterator[Block]:
        if self.comparison is None:
            return
        file = self.telling.short(self.comparison.file)
        if not self.comparison.changes:
            yield Block("text", self.words["compared_none"].format(file=file))
            return
        counts = Counter(change.kind for change in self.comparison.changes)
        told = {kind: counts[kind] for kind in self.words["changes"]}
        yield Block("text", self.words["compared"].format(file=file, count=sum(counts.values()), **told))
        lost = [change for change in self.comparison.changes if change.kind == "lost"]
        if lost:
            names = _some((each.now.requirement.name for each in lost), self.words["most"]["names"])
            yield Block("text", self.words["lost"].format(names=self.telling.short("、".join(names))))

    def _notes(self) -> Iterator[Block]:
        report, notes = self.report, self.words["notes"]
        used = {result.requirement.indicator.name: result.requirement.indicator for result in report.results}
        own = sum(indicator.official is None for indicator in used.values())
        told = [notes["own"].format(own=own, official=len(used) - own)] if used else []
        told += [notes["out_of_force"].format(line=line.rstrip("。")) for line in report.out_of_force]
        told += [notes["overruled"].format(count=report.overruled)] if report.overruled else []
        told += [notes["problems"].format(count=len(report.problems))] if report.problems else []
        if told:
            yield Block("text", "".join(told))


def _urgency(result: Result) -> tuple[int, date]:
    """What binds more first, then what was due first."""
    requirement = result.requirement
    return list(Modality).index(requirement.modality), requirement.due or date.max


def _some(names: Iterable[str], most: int) -> list[str]:
    return list(dict.fromkeys(names))[:most]
