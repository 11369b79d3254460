"""What a statement wants to be as an entry: indicator, target, due date, terms, quotes to try, and why."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from policykit.base.resources import load
from policykit.drafting.labels import called
from policykit.drafting.measures import Measured, plain, proposed, unit_of
from policykit.drafting.phrases import is_measure, part, words
from policykit.drafting.quotes import around, quotes, row
from policykit.drafting.targets import PERCENT, THRESHOLDS, TRENDS, due_written, target_written, written_day
from policykit.drafting.terms import each_of, placeless, terms, terms_of_duty
from policykit.model import Comparator, Entity, Hint, Modality, QuantityKind, Reason, Span, Target
from policykit.specs.changes import growth_of
from policykit.specs.claims import claims, period_of
from policykit.specs.double_entry import divisions_named
from policykit.specs.figure import factor_of, magnitude
from policykit.specs.terms import direction_of, softening_of
from policykit.text.heads import is_figure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policykit.drafting.duties import Duty
    from policykit.drafting.measures import Names
    from policykit.drafting.statement import Statement
    from policykit.model import Policy, Proposal, Quantity
    from policykit.specs.claims import Claim
    from policykit.specs.reading import Reading

__all__ = ["Wanted", "Wants"]

_STATED = {Comparator.DONE: "done", Comparator.FORBIDDEN: "forbidden", Comparator.NAMED: "named"}
_TIMES, _OF = "倍", "的"


@dataclass(frozen=True)
class Wanted:
    """An entry to be, with the quotes that may carry it, the shortest first."""

    read: Reading
    division: str
    """Of the policy."""
    measured: Measured
    claim: Claim
    target: dict[str, Any]
    quotes: tuple[Span, ...]
    figure: Span
    """In the clause's normal form."""
    terms: dict[str, Any]
    reasons: tuple[str, ...]

    @property
    def span(self) -> Span:
        """The longest of its quotes, in the source."""
        return self.quotes[0]

    @property
    def due(self) -> date | None:
        """The day by which it is due."""
        return self.claim.reach.due

    def keys(self, quote: Span) -> dict[str, Any]:
        """The keys of the entry beside its id, clause and quote, in the order in which specs have them."""
        claim, reach = self.claim, self.claim.reach
        said = self.read.text[slice(*self.read.from_source(quote))]
        kept: dict[str, Any] = {"indicator": self.measured.indicator.name}
        reasons = list(self.reasons)
        if self.measured.proposal is not None:
            kept["proposes"] = _described(self.measured.proposal)
        kept["target"] = dict(self.target)
        if claim.comparator in (Comparator.APPROX, Comparator.BETWEEN) and (way := direction_of(said)):
            kept["target"]["direction"] = way
        wording = words()["reasons"]
        if reach.due is not None:
            kept["due"] = (
                due_written(reach.due, self.read) if reach.due_from == "text" else written_day(reach.due)
            )
            reasons.append(
                wording["due"].format(due=kept["due"], place=load("specs")["due_from"][reach.due_from])
            )
        else:
            reasons.append(wording["none"])
        if reach.due is not None and reach.due_from != "text":
            kept["due_from"] = reach.due_from
        if named := divisions_named(said, self.division):
            kept["binds"] = list(named)
        if reach.is_named and reach.start is not None:
            kept["from"] = reach.start.isoformat()
        if claim.modality is not Modality.MUST:
            kept["modality"] = claim.modality.value
            reasons.append(wording["modality"].format(label=claim.modality.label))
        kept |= placeless(self.terms, named)
        optional = claim.modality in (Modality.MAY, Modality.ENCOURAGE)
        if word := softening_of(Target(claim.comparator), said, is_optional=optional):
            kept["softly"] = word
            reasons.append(wording["softly"].format(word=word))
        if claim.comparator in (*TRENDS, Comparator.GROWTH) and any(
            cue in said for cue in load("specs")["each_period"]["year"]
        ):
            kept["every"] = "year"
        return kept | {"reason": "；".join(reasons)}


def _described(proposal: Proposal) -> dict[str, Any]:
    found: dict[str, Any] = {"unit": proposal.unit}
    if proposal.denominator:
        found |= {"numerator": proposal.numerator, "denominator": proposal.denominator}
    if proposal.grades:
        found["grades"] = list(proposal.grades)
    if proposal.aliases:
        found["aliases"] = list(proposal.aliases)
    return found | {"entity": proposal.entity.name}


_LONGEST_NAME = 40
"""Characters of what is measured; more are cells that a text has run together."""


class Wants:
    """Makes statements of one policy into what they want to be; new indicators are the same under the same name."""

    def __init__(self, policy: Policy, names: Names) -> None:
        self.policy, self.names = policy, names
        self.proposed: dict[str, Proposal] = {}

    def of(self, read: Reading, statement: Statement) -> Wanted | Reason | str:
        """A statement as an entry to be; else why it asks nothing, or the name of the reason why it stays open."""
        quantity = statement.quantity
        name = statement.name.cut(read.text) if statement.name else statement.label
        form, unit = self._form(read, quantity)
        is_ratio = form is not Comparator.GROWTH and _is_ratio(read, quantity)
        if (why := "ratio" if is_ratio else _unsaid(quantity, read.text)) is not None:
            return why
        if not name or len(name) > _LONGEST_NAME or re.search(words()["no_name"], name):
            return "unnamed"
        target_of_place = self._reference(quantity) if form is Comparator.RELATIVE else None
        if form is Comparator.RELATIVE and target_of_place is None:
            return "reference"
        measured = self._measured(read, statement, form, unit)
        is_known = statement.is_carried or (
            measured.proposal is None and measured.exact
        )  # 500个以上且逐年增加
        if quantity.kind is QuantityKind.TREND and not is_known and not _is_counted(measured.words):
            is_order = quantity.surface.endswith(tuple(load("quantities")["trends"]["ordering"]))
            return "unnamed" if is_order else Reason.NOT_MEASURABLE  # 编制只减不增
        wide = quotes(self.policy, read, around(statement, read)) if not statement.label else row(read)
        near = around(statement, read, conditions=False)
        if not statement.label and near != around(statement, read):
            wide = (wide[0], *quotes(self.policy, read, near)[:1], *wide[1:])
        claim = self._claim(read, quantity, wide, form, measured)
        if claim is None:
            return "unnamed"
        target = target_of_place or target_written(claim, quantity, unit)
        if form is Comparator.RELATIVE and target_of_place is not None:
            than = THRESHOLDS.get(claim.relation or Comparator.GE, "at_least")
            target = {"relative_to": {"reference": target_of_place["reference"], "than": than}}
        return Wanted(
            read,
            self.policy.division,
            measured,
            claim,
            target,
            wide,
            quantity.figure,
            terms(read, statement, measured, self.names),
            (*self._reasons(quantity, measured, claim, target), *_start_of(read, quantity)),
        )

    def of_duty(self, read: Reading, duty: Duty) -> Wanted | str:
        """A duty, a prohibition or a mention as an entry to be."""
        unit = {Comparator.BY_DATE: words()["day"], Comparator.NAMED: unit_of(duty.label) or PERCENT}.get(
            duty.form, words()["yes_no"]
        )
        measured = self._named(read, duty.label, unit, duty.form, (duty.words,))
        found = quotes(self.policy, read, duty.span)
        claim = None
        for at, quote in enumerate(found):
            # 基本消除 alone asks for a share: with its day it is done by then.
            if listed := claims(read, quote, Target(duty.form), measured.indicator):
                claim, found = listed[0], found[at:]
                break
        if claim is None:
            return "unnamed"
        if duty.form is Comparator.BY_DATE:
            if claim.reach.due is None:
                return "unnamed"
            target: dict[str, Any] = {"done_by": due_written(claim.reach.due, read)}
        else:
            target = {_STATED[duty.form]: True}
        return Wanted(
            read,
            self.policy.division,
            measured,
            claim,
            target,
            found,
            duty.span,
            terms_of_duty(read, duty),
            (self._name_reason(measured),),
        )

    # --- form and target ---------------------------------------------------------------------------

    def _form(self, read: Reading, quantity: Quantity) -> tuple[Comparator, str]:
        """The form of the target, and the unit in which the text writes its figure."""
        form = quantity.comparator or Comparator.EQ
        is_change = form is Comparator.INCREASE or (read.cell(quantity) is not None and form in THRESHOLDS)
        if (is_change or quantity.unit == _TIMES) and growth_of(read, quantity) is not None:
            form = Comparator.GROWTH
        if quantity.kind is QuantityKind.COVERAGE:
            return form, PERCENT
        if quantity.unit == "次" and (period := period_of(quantity.per or "")):
            return form, f"次/{period}"
        if quantity.unit.startswith("1/"):
            return form, quantity.unit[1:]  # 9/10万, never 91/10万
        # 万元 is a magnitude of 元; 百分点 is none of 分点.
        is_sized = magnitude(quantity.unit_written)[1] == quantity.unit != quantity.unit_written
        return form, quantity.unit_written if is_sized else quantity.unit

    def _claim(
        self,
        read: Reading,
        quantity: Quantity,
        quotes: tuple[Span, ...],
        form: Comparator,
        measured: Measured,
    ) -> Claim | None:
        """What the second reading of the text finds in this very figure."""
        wanted = read.to_source(quantity.span)
        listed = claims(read, quotes[-1], Target(form), measured.indicator)
        return next((claim for claim in listed if claim.span == wanted), None)

    def _reference(self, quantity: Quantity) -> dict[str, Any] | None:
        places: dict[str, dict[str, Any]] = load("specs")["references"]
        for name, place in places.items():
            if any(word in quantity.surface for word in place["names"]):
                return {"reference": name}
        return None

    # --- the indicator -----------------------------------------------------------------------------

    def _measured(self, read: Reading, statement: Statement, form: Comparator, unit: str) -> Measured:
        quantity, text = statement.quantity, read.text
        name = statement.name.cut(text) if statement.name else plain(statement.label)
        # Per cent of a change are no unit of what changes: 能耗下降16%.
        is_share = form is Comparator.GROWTH or (form in TRENDS and unit == PERCENT)
        if is_share or (form in TRENDS and quantity.value is None):
            unit = unit_of(name) or words()["unknown_unit"]
        if unit in load("specs")["points"]:
            unit = PERCENT
        if form is Comparator.RELATIVE:
            unit = unit_of(name) or words()["unknown_unit"]
        if form is Comparator.GRADE:
            unit = words()["grade"]
        days = [one.span for one, _ in read.quantities if one.kind is QuantityKind.DATE and one.due]
        label, alias = called(statement, name, text, days)
        if (is_share or quantity.value is None) and (earlier := self.proposed.get(label)) is not None:
            unit = earlier.unit
        if label == name and not is_measure(name) and unit == PERCENT and form in THRESHOLDS:
            label = words()["whole_name"].format(name)
        form = Comparator.GROWTH if is_share else form
        return self._named(
            read, label, unit, form, (alias,), quantity.grade, each_of(read, quantity, self.names)
        )

    def _named(  # noqa: PLR0913, PLR0917 - what a proposal says
        self,
        read: Reading,
        label: str,
        unit: str,
        form: Comparator,
        aliases: tuple[str, ...],
        grade: str | None = None,
        entity: Entity | None = None,
    ) -> Measured:
        context = f"{self.policy.title}{read.clause.heading}{read.text}"
        for name in (aliases[0], label):
            if known := self.names.find(name, unit, form, context):
                return known
        made = proposed(label, unit, entity or Entity.of(self.policy.level), grade=grade, aliases=aliases)
        key = made.label
        earlier = self.proposed.get(key)
        if earlier is not None and unit == words()["unknown_unit"]:
            made = earlier
        # 5000个 and 1.2万个 are of one, 30分钟 and 1小时 too
        is_one = earlier is None or factor_of(earlier.unit, made.unit) is not None
        if earlier is not None and (not is_one or earlier.grades != made.grades):
            # One name of two measures: the unit tells them apart.
            key = f"{made.label}（{unit}）"
            made = proposed(key, unit, made.entity, grade=grade, aliases=(label, *aliases))
            earlier = self.proposed.get(key)
        self.proposed[key] = earlier or made
        return Measured(self.proposed[key].indicator, aliases[0], self.proposed[key])

    def _reasons(
        self, quantity: Quantity, measured: Measured, claim: Claim, target: dict[str, Any]
    ) -> tuple[str, ...]:
        wording, form = words()["reasons"], next(iter(target))
        kind = "figure" if quantity.value is not None else "words"
        shown = quantity.surface.replace("\n", "")
        forms = load("specs")["forms"]
        plain = str(forms[claim.comparator.value]).partition("（")[2].rstrip("）") or form
        figure = target[form] if isinstance(target[form], str) else ""
        if claim.comparator is Comparator.APPROX:
            kind = "about"
        said = wording[kind].format(
            surface=shown, plain=plain if kind == "about" else f"{plain}{figure}", figure=figure
        )
        return self._name_reason(measured), said

    def _name_reason(self, measured: Measured) -> str:
        kind = "new" if measured.proposal is not None else "known" if measured.exact else "near"
        label = measured.indicator.label
        return str(words()["reasons"][kind].format(name=measured.words, label=label))


def _is_counted(name: str) -> bool:
    """Whether a name that a trend moves is one of something that can be counted: 死亡率, not 服务能力."""
    return is_measure(name) and re.search(words()["soft_names"], name) is None


def _start_of(read: Reading, quantity: Quantity) -> Iterator[str]:
    """From what a target of a table starts: the figure of its row that is the base, or of an earlier year."""
    cell = read.cell(quantity)
    stated = read.row.statements if cell is not None and read.row is not None else ()
    for one in stated:
        is_earlier = one.baseline or (
            one.year is not None and cell is not None and one.year < (cell.year or 0)
        )
        if (
            cell is not None
            and one.name == cell.name
            and one is not cell
            and is_earlier
            and is_figure(one.value)
        ):
            unit = "" if one.unit in one.value else one.unit
            yield words()["reasons"]["start"].format(period=one.period, value=f"{one.value}{unit}")
            return


def _unsaid(quantity: Quantity, text: str) -> str | None:
    """Why a figure cannot be written down: a change from no figure of the text or by a range, a mere number."""
    if _is_based(quantity, text):
        return "base"
    if quantity.dimension == "ratio":
        return "proportion"
    if (why := _compares_otherwise(quantity, text)) is not None:
        return why
    is_bare = (
        quantity.kind is QuantityKind.NUMBER and quantity.surface.strip().isdigit() and not quantity.unit
    )
    is_number = quantity.kind is QuantityKind.NUMBER and not quantity.unit
    is_standard = is_number and re.search("“[^”]*$", text[: quantity.span.end])  # 不低于“1052”标准
    if is_standard or (
        is_bare and not text[: quantity.span.start].rstrip().endswith(tuple(words()["reaching"]))
    ):
        return "bare"  # the number of a page, a footnote, a line: 22一主体开展…
    if re.match(words()["mainly"], text[quantity.span.end :]):
        return "mainly"
    return "range" if quantity.comparator in TRENDS and quantity.value2 is not None else None


def _compares_otherwise(quantity: Quantity, text: str) -> str | None:
    """By what a figure is measured, where that is no bound of it: a mean, a step, a vote, a permission, a rank."""
    before, behind = text[: quantity.figure.start], text[quantity.span.end :]
    for why, (ahead, after) in words()["otherwise"].items():
        if re.search(ahead, before) and re.match(after, behind):
            return str(why)
    said = before[part(text, quantity.span).start :] + quantity.figure.cut(text)
    is_share = quantity.unit in {PERCENT, "百分点"}
    is_above = is_share and re.search(words()["above"], before)
    if is_above or (quantity.unit != PERCENT and re.search(words()["above_level"], before)):
        return "above"
    if quantity.unit in {"位", "名", PERCENT} and re.search(words()["ranked"], before):
        return "rank"
    begin = max(text.rfind(mark, 0, quantity.span.start) for mark in "。;!?\n") + 1
    return "step" if said and re.search(words()["stepped"], text[begin : quantity.figure.start]) else None


def _is_ratio(read: Reading, quantity: Quantity) -> bool:
    """Whether a figure says how much of an earlier year's something is to be: 降到2020年的80%."""
    if quantity.unit not in (PERCENT, _TIMES):
        return False
    days = [one for one, _ in read.quantities if one.kind is QuantityKind.DATE and one.hint is Hint.BASELINE]
    ends = (quantity.span.start, quantity.figure.start)
    return any(read.text[day.span.end : at] == _OF for day in days for at in ends)


def _is_based(quantity: Quantity, text: str) -> bool:
    """Whether a figure is added to one that its own words do not name: 在此基础上再提高200元."""
    is_change = quantity.comparator in TRENDS and quantity.value is not None
    said = text[part(text, quantity.span).start : quantity.figure.start]
    return is_change and re.search(words()["based"], said) is not None
