"""From the statements of a policy to entries of its spec, each held against the text before it is proposed."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from policykit.base.diagnostics import Diagnostic
from policykit.base.yamlfile import Document
from policykit.drafting.duties import compared, duties, none_left, waived
from policykit.drafting.measures import letters
from policykit.drafting.phrases import part, words
from policykit.drafting.statements import Aside, statements, unnumbered
from policykit.drafting.told import Told, asked_by
from policykit.drafting.wanted import Wanted, Wants
from policykit.model import Comparator, QuantityKind, Reason, Role, Span
from policykit.specs.binding import bind
from policykit.specs.double_entry import differences
from policykit.specs.format import Entries, RequirementEntry
from policykit.specs.quotes import occurrences
from policykit.specs.reading import reading

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from policykit.drafting.measures import Names
    from policykit.model import Clause, Policy, Quantity
    from policykit.specs.double_entry import Difference
    from policykit.specs.reading import Reading

__all__ = ["Drafted", "propose"]

_BREAKS = ("，,、；;。！？!?：:\n", "；;。！？!?\n", "")
"""Where a quote may begin and end: tried in this order until it stands only once in its clause."""
_NO_FILE = Document("", {}, ())
"""What is not written yet has no place of its own."""


@dataclass
class Drafted:
    """What is proposed for a policy, in the order of its text: entries by their keys, and what is left open."""

    requirements: list[dict[str, Any]] = field(default_factory=list)
    dismissed: list[dict[str, Any]] = field(default_factory=list)
    open: list[dict[str, str]] = field(default_factory=list)
    """Clause, quote and why, of what no entry could be made of."""


def propose(
    policy: Policy,
    names: Names,
    told: Told | None = None,
) -> Drafted:
    """Propose entries for everything in a policy's normative text that states a quantity or forbids something.

    Parameters
    ----------
    policy
        The policy.
    names
        What is declared where its spec stands.
    told
        What its spec says already.

    Every requirement that is proposed restates its quote by the double entry; what does not is in `open`.
    """
    return _Drafter(policy, names, told or Told()).drafted()


class _Drafter:
    def __init__(self, policy: Policy, names: Names, told: Told) -> None:
        self.policy, self.names, self.told = policy, names, told
        self.taken = set(told.ids)
        self.wants = Wants(policy, names)
        self.is_report = re.search(words()["reports"], policy.title) is not None
        self.opened: list[Span] = []
        self.found = Drafted()

    def drafted(self) -> Drafted:
        wanted: list[Wanted] = []
        read_so_far: list[tuple[Reading, list[Aside]]] = []
        for clause in self.policy.clauses:
            if clause.role is Role.CLAUSE:
                read = unnumbered(reading(self.policy, clause))
                more, aside = self._clause(read)
                wanted += more
                read_so_far.append((read, aside))
        kept: defaultdict[str, list[Wanted]] = defaultdict(list)
        for one in self._keep(wanted):
            kept[one.read.clause.id].append(one)
        for read, aside in read_so_far:
            own = kept[read.clause.id]
            self._dismiss(read, [(one.quantity, one.reason) for one in aside], own)
            self._dismiss(read, self._idle_dates(read, own), own)
        return self.found

    def _clause(self, read: Reading) -> tuple[list[Wanted], list[Aside]]:
        """What a clause wants, and what in it is set aside."""
        asked, aside, held = statements(read, is_report=self.is_report)
        bounds = [] if self.is_report else list(compared(read))
        asked = [one for one in asked if not _is_of_bound(one.quantity, bounds)]
        aside = [one for one in aside if not _is_of_bound(one.quantity, bounds)]
        wanted: list[Wanted] = []
        nameless: list[tuple[Span, str]] = []
        for statement in asked:
            if self._is_told(read, statement.quantity.figure):
                continue
            made = self.wants.of(read, statement)
            if isinstance(made, Reason):
                aside.append(Aside(statement.quantity, made))
            elif isinstance(made, str):
                nameless.append((statement.quantity.figure, made))
            else:
                wanted.append(made)
        dues = {one.due for one in wanted} | self.told.dues.get(read.clause.path, set())
        asks = [duty for duty in duties(read, asked, dues) if not self._is_told(read, duty.span)]
        for duty in asks:
            made = self.wants.of_duty(read, duty)
            if not isinstance(made, str):
                wanted.append(made)
            elif duty.form is Comparator.FORBIDDEN:  # 禁止采伐树龄100年以上的树木
                nameless.append((duty.span, "forbids"))
        left = [(one.figure, "unread") for one in held.unread] + [
            (one.figure, "tense") for one in held.tenseless
        ]
        left += nameless
        left += [(span, "compared") for span in bounds]
        left += [(span, "zero") for span in none_left(read) if not self.is_report]
        drafted = [one.figure for one in wanted]
        worded = () if self.is_report else _worded(read, [*bounds, *drafted])
        left += [(span, "worded") for span in worded]
        left += [(span, "waived") for span in waived(read) if not any(span.overlaps(one) for one in drafted)]
        for figure, why in left:
            if not self._is_told(read, figure):
                self._leave_open(read, figure, words()["open"][why])
        return wanted, aside

    def _is_told(self, read: Reading, span: Span) -> bool:
        return self.told.covers(read.clause, read.to_source(span))

    # --- what is no requirement ------------------------------------------------------------------

    def _idle_dates(self, read: Reading, wanted: list[Wanted]) -> Iterator[tuple[Quantity, Reason]]:
        """The dates of a clause that are the due date of nothing that is asked in it."""
        dues = {one.due for one in wanted}
        for quantity, _ in read.quantities:
            is_day = quantity.kind is QuantityKind.DATE and quantity.hint is None
            is_free = quantity.due is None or quantity.due not in dues  # 每年3月31日前: nobody's
            if is_day and is_free and not self.told.has_due(read.clause, quantity.due):
                if any(one.covers(read.to_source(quantity.figure)) for one in self.opened):
                    continue  # it is open with its figure
                said = part(read.text, quantity.span)
                in_order = re.match(r",\s*(?:分别|依次)", read.text[said.end :])
                behind = re.search(words()["limit_behind"], read.text[said.start : quantity.span.start])
                limit = re.match(words()["limit"], read.text[quantity.span.start : said.end])
                is_limit = limit is not None and behind is None
                if in_order or is_limit or re.search(words()["aimed"], said.cut(read.text)):
                    self._leave_open(read, quantity.figure, words()["open"]["aimed"])
                else:
                    yield quantity, Reason.DATE

    def _dismiss(self, read: Reading, aside: Iterable[tuple[Quantity, Reason]], wanted: list[Wanted]) -> None:
        """Propose dismissals for what is in no quote; what stands in one stretch goes together."""
        stretches: dict[Span, Reason] = {}
        for quantity, reason in aside:
            span = read.to_source(quantity.figure)
            if self.told.covers(read.clause, span) or any(one.span.covers(span) for one in wanted):
                continue
            quote = _quote(self.policy, read.clause, read.to_source(quantity.span))
            if not any(quote.overlaps(one) for one in (*(each.span for each in wanted), *self.opened)):
                stretches.setdefault(quote, reason)
                continue
            stretches.setdefault(_unique(self.policy, read.clause, span) or quote, reason)
        told = {(each["clause"], each["quote"]) for each in self.found.dismissed}
        for quote, reason in stretches.items():
            if (read.clause.path, quote.cut(self.policy.source)) in told:
                continue  # of one stretch one reason is enough
            self.found.dismissed.append(
                {
                    "draft": True,
                    "clause": read.clause.path,
                    "quote": quote.cut(self.policy.source),
                    "reason": reason.value,
                    **self._repeated(read, reason),
                    "note": words()["asides"][reason.value],
                }
            )

    def _repeated(self, read: Reading, reason: Reason) -> dict[str, str]:
        """Which requirement of its row a figure repeats."""
        own = [one["id"] for one in self.found.requirements if one["clause"] == read.clause.path]
        return {"of": f"{read.clause.id}/{own[0]}"} if reason is Reason.REPEAT and own else {}

    def _leave_open(self, read: Reading, span: Span, why: str) -> None:
        quote = _quote(self.policy, read.clause, read.to_source(span))
        self.opened.append(quote)
        entry = {"clause": read.clause.path, "quote": quote.cut(self.policy.source), "why": why}
        if entry not in self.found.open:
            self.found.open.append(entry)

    # --- what is a requirement ---------------------------------------------------------------------

    def _keep(self, wanted: list[Wanted]) -> list[Wanted]:
        """Keep what the double entry passes, of each the first wording that does; those that were kept."""
        known = (*self.names.registry.named, *(one.indicator for one in self.wants.proposed.values()))
        left = [(one, 0) for one in wanted]
        kept: dict[int, dict[str, Any]] = {}
        why: dict[int, str] = {}
        while left:
            tried = [(one, at, self._entry(one, at)) for one, at in left]
            left = []
            for one, at, passed, problem in self._verified(tried, known):
                if problem is None:
                    kept[id(one)] = passed
                elif at + 1 < len(one.quotes):
                    left.append((one, at + 1))
                else:
                    why[id(one)] = problem
        told = set(self.told.asked)
        proposed: list[Wanted] = []
        for one in wanted:
            if (entry := kept.get(id(one))) is None:
                self._leave_open(one.read, one.figure, words()["open"]["refused"].format(why[id(one)]))
                continue
            key = asked_by(entry)
            if key in told:
                self._leave_open(one.read, one.figure, words()["open"]["repeated"])
                continue
            told.add(key)
            entry["id"] = self._id(one, entry)
            self.found.requirements.append(entry)
            proposed.append(one)
        return proposed

    def _entry(self, wanted: Wanted, at: int) -> dict[str, Any]:
        quote = wanted.quotes[at]
        return {
            "id": "x",
            "draft": True,
            "clause": wanted.read.clause.path,
            "quote": quote.cut(self.policy.source),
            **wanted.keys(quote),
        }

    def _id(self, wanted: Wanted, entry: dict[str, Any]) -> str:
        stem = letters(wanted.measured.indicator.label)
        if wanted.measured.proposal is None:
            stem = wanted.measured.indicator.name.replace("_", "-")
        base = "-".join(filter(None, [stem, str(entry.get("due", ""))[:4]]))
        name, count = base, 1
        while (entry["clause"], name) in self.taken:
            count += 1
            name = f"{base}-{count}"
        self.taken.add((entry["clause"], name))
        return name

    def _verified(
        self, entries: list[tuple[Wanted, int, dict[str, Any]]], known: tuple[Any, ...]
    ) -> Iterator[tuple[Wanted, int, dict[str, Any], str | None]]:
        """Each entry with the first thing in which it disagrees with its words, or cannot be bound."""
        listed = tuple(
            (("requirements", index), RequirementEntry.model_validate(entry | {"id": f"x{index}"}))
            for index, (_, _, entry) in enumerate(entries)
        )
        binding = bind(_NO_FILE, Entries(self.policy.id, listed, ()), self.policy, self.names.registry)
        bound = {draft.at[1]: draft for draft in binding.drafts}
        for index, (one, at, entry) in enumerate(entries):
            draft = bound.get(index)
            if draft is None or draft.requirement is None:
                yield one, at, entry, words()["open"]["unnamed"]
                continue
            found = differences(draft.requirement, self.policy, known)
            yield one, at, entry, _message(found[0], self.policy) if found else None


def _is_of_bound(quantity: Quantity, bounds: Iterable[Span]) -> bool:
    """Whether a year or a trend only says with what something is compared: 不低于上年, 收入增长不低于经济增长."""
    is_year = quantity.kind is QuantityKind.DATE and quantity.hint is not None
    return (is_year or quantity.kind is QuantityKind.TREND) and any(
        span.covers(quantity.span) for span in bounds
    )


def _worded(read: Reading, bounds: Iterable[Span]) -> Iterator[Span]:
    """Goals of a row that have no figure and that no rule has read: 缩小 below 2030年, 与经济增长同步."""
    for stated in read.row.statements if read.row is not None else ():
        cell = read.from_source(stated.span)
        is_goal = not stated.baseline and (
            stated.year is None or read.year is None or stated.year >= read.year
        )
        is_said = re.search(words()["worded"], stated.value) is not None
        others = [*(one.span for one, _ in read.quantities), *bounds]
        if is_goal and is_said and not any(map(cell.overlaps, others)):
            yield cell


def _message(difference: Difference, policy: Policy) -> str:
    """In what a proposal disagrees with its words."""
    values: dict[str, object] = {
        "spec": difference.spec,
        "text": difference.text,
        "label": difference.spec,
        "near": difference.text,
        "key": difference.key,
        "quote": difference.span.cut(policy.source),
    }
    return f"{difference.code.value} {Diagnostic(difference.code, values).message}"


def _quote(policy: Policy, clause: Clause, span: Span) -> Span:
    """The shortest stretch between marks that holds `span` and stands only once in its clause."""
    text, script = clause.span.cut(policy.source), policy.script
    start, end = span.start - clause.start, span.end - clause.start
    first, last = 0, len(text)
    for breaks in _BREAKS:
        # What stands in brackets is no end: 各县（市、区）每年安排不少于50万元.
        # … and a ratio: 19:1.
        kept = r"[（(][^（）()\n]*[）)]|\d[:：]\d"
        ends = re.finditer(rf"{kept}|([{breaks}])" if breaks else "($^)", text)
        marks = [match.start() for match in ends if match[1]]
        first = max((at + 1 for at in marks if at < start), default=0)
        last = min((at for at in marks if at >= end), default=len(text))
        first += len(text[first:start]) - len(text[first:start].lstrip())
        last -= len(text[end:last]) - len(text[end:last].rstrip())
        if len(occurrences(text[first:last], text, script)) == 1:
            break
    return Span(clause.start + first, clause.start + last)


def _unique(policy: Policy, clause: Clause, span: Span) -> Span | None:
    """The span itself, when its words stand only once in the clause."""
    text = clause.span.cut(policy.source)
    return span if len(occurrences(span.cut(policy.source), text, policy.script)) == 1 else None
