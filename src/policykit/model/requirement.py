"""要求: one thing that a policy asks, bound to its exact words; and what comes of checking it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from policykit.base.clock import today
from policykit.base.division import Division
from policykit.model.kind import Kind
from policykit.model.modality import Modality
from policykit.model.quantity import Comparator
from policykit.model.reading import written, written_margin
from policykit.model.target import DECIMALS
from policykit.model.verdict import Case, State, Verdict, decision, words

if TYPE_CHECKING:
    from collections.abc import Container

    from policykit.model.expression import Value
    from policykit.model.indicator import Indicator
    from policykit.model.policy import Span
    from policykit.model.target import Target
    from policykit.model.variable import Entity, Variable

__all__ = ["Condition", "Figures", "Finding", "Requirement"]


@dataclass(frozen=True, slots=True)
class Condition:
    """适用条件: what must hold of a unit for a requirement to be about it: 二级及以上, 服务人口500人以下.

    >>> from policykit.model import Comparator, Entity, Target, Variable
    >>> people = Variable("服务人口", "人", Entity.VILLAGE_CLINIC, "…", name="people")
    >>> Condition(people, Target(Comparator.LE, 500, unit="人")).plain
    '服务人口不超过500人'
    """

    variable: Variable
    target: Target

    @property
    def plain(self) -> str:
        """The condition in plain Chinese."""
        return f"{self.variable.label}{self.target.plain}"

    def holds(self, value: Value) -> Value:
        """Whether it holds of a value; for columns a column of truth values."""
        return self.target.judge(value)


@dataclass(frozen=True, slots=True)
class Figures:
    """What is known of one unit when a requirement is judged on it."""

    value: float | None = None
    """The indicator's value; `None` when it could not be computed."""
    other: float | None = None
    """The figure that it is compared with, for a trend or relative target."""
    missing: tuple[str, ...] = ()
    """Chinese labels of what was not reported."""
    year: int | None = None
    division: str = ""
    is_bound: bool = True
    problem: str = ""
    """Why the check could not run: a figure that cannot be read, an indicator that fails."""


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Requirement:
    """要求: an indicator, a target, a due date and those whom it binds, with the words that ask it.

    `id` is permanent: the clause's id and a name (`shexian-2025/p1/county-visit-rate-2026`).
    """

    id: str
    policy: str
    clause: str
    quote: str
    """Source characters, as published."""
    span: Span
    """Of the quote, in the decoded source of the policy."""
    indicator: Indicator
    target: Target
    kind: Kind
    due: date | None = None
    """Last day of grace; `None` when the text names none: then it holds from its start."""
    due_from: str = "text"
    """Where the due date stands: in the `text` about the quote, a `lead` sentence, a `heading`, or the `title`."""
    start: date | None = None
    """First day on which it binds: as the text says, else the day of issue; `None` when neither is known."""
    issued: date | None = None
    """The day that dates the policy: before it nothing is judged."""
    modality: Modality = Modality.MUST
    binds: tuple[str, ...] = ()
    """GB/T 2260 codes of the divisions that it binds, with all divisions below them."""
    subject: str = ""
    """Whom it binds, in Chinese, as the plain sentence says it: 歙县."""
    population: str = ""
    """The part of the entities or people that it is about, in the text's words."""
    per: Entity | None = None
    """The entity on whose every single row it is checked (每个乡镇卫生院)."""
    bearer: tuple[str, ...] = ()
    """责任主体: levels (国家, 省, 市, 县, 乡镇) or bodies, in the text's words; empty for the policy's own level."""
    when: tuple[Condition, ...] = ()
    """What must hold of a unit for the requirement to be about it."""
    softly: str = ""
    """The word of the quote that softens it: 基本, 普遍, 原则上, 稳中有降."""
    every: str = ""
    """`year` when each year from the start to the due date must do it (逐年), and not only the last."""
    vague: bool = False
    """Whether the text leaves something open that is no softening word."""
    vagueness: str = ""
    """What it leaves open, in Chinese."""
    overrule: Mapping[str, str] = field(default_factory=dict)
    """Keys of the spec that are right against the second reading of the text, each with the reason."""
    note: str = ""
    interpretation: bool = False
    """Whether only the official interpretation (解读) states it, not the policy itself."""
    reference: Indicator | None = None
    """For a relative target: the indicator that is compared with."""
    file: str = ""
    line: int = 0
    """Where its spec stands."""

    @property
    def name(self) -> str:
        """The indicator's Chinese name."""
        return self.indicator.label

    @property
    def entity(self) -> Entity:
        """The entity on whose rows it is checked.

        An indicator for divisions of several levels is checked on the level that the requirement binds.
        """
        if self.per is not None:
            return self.per
        bound = {Division.of(code).level for code in self.binds}
        return next(
            (entity for entity in self.indicator.entities if entity.level in bound), self.indicator.entity
        )

    @property
    def variables(self) -> tuple[Variable, ...]:
        """Every variable needed, those of the reference and of the condition included."""
        more = self.reference.variables if self.reference else ()
        asked = (condition.variable for condition in self.when)
        return tuple(dict.fromkeys((*self.indicator.variables, *more, *asked)))

    @property
    def begins(self) -> date | None:
        """The first day on which it can be judged: it has been issued, and has begun."""
        return max(filter(None, (self.start, self.issued)), default=None)

    @property
    def plain(self) -> str:
        """What it asks, as one Chinese sentence: 到2026年12月31日，歙县县域内就诊率不低于85%."""
        wording, due, target = words()["sentence"], self.due, self.target
        when = wording["due"].format(year=due.year, month=due.month, day=due.day) if due else ""
        urged = self.modality.label if self.modality is Modality.ENCOURAGE else ""
        strength = self.modality.label if self.modality in (Modality.AIM, Modality.MAY) else ""
        name = self.name.removesuffix(wording["date"]) if target.deadline else self.name
        if self.per is not None:
            name = wording["each"].format(entity=self.per.label) + name.removeprefix(self.per.label)
        scope = wording["population"].format(population=self.population) if self.population else ""
        scope = "" if self.population in f"{self.subject}{name}" else scope
        asked = "" if target.deadline else _asked(self)
        return f"{when}{urged}{self.subject}{name}{scope}{strength}{asked}"

    @property
    def python(self) -> str:
        """The Python that decides: the declaration, then the comparison."""
        call, target = _call(self.indicator), self.target
        if target.comparator is Comparator.BETWEEN:
            test = f"{target.value:.12g} <= {call} <= {target.value2:.12g}"
        elif target.comparator is Comparator.APPROX:
            test = f"abs({call} - {target.value:.12g}) <= {target.tolerance:.12g}"
        else:
            test = f"{call} {target.way.value} {_goal(self, call)}"
        return f"{self.indicator.python}\n\n{test}\n"

    def applies_to(self, division: str) -> bool:
        """Whether it binds the division with this code: one that `binds` names, or one that lies in such."""
        return not self.binds or any(division in Division.of(code) for code in self.binds)

    def cases(self, as_of: date) -> tuple[Case, ...]:
        """The lines of the decision table that are left on a day; the last decides when no other holds.

        What follows from the requirement itself is decided; `not_bound`, `unread`, `unknown`, `reached` and
        `outdated` depend on the figures.
        """
        known = {
            "open": not self.target.decidable,
            "condition": self.kind is Kind.CONDITION,
            "before_due": self.due is not None and as_of <= self.due,
            "otherwise": True,
        }
        if self.due is None:
            known["outdated"] = False
        left = []
        for case in decision():
            if known.get(case.when) is not False:
                left.append(case)
            if known.get(case.when):
                break
        return tuple(left)

    def judge(self, figures: Figures, as_of: date) -> Finding:
        """The finding on one unit's figures: what holds of them, and the line of the table that decides."""
        value, other, target = figures.value, figures.other, self.target
        is_unknown = value is None or (target.compares and other is None)
        margin = None if is_unknown or not target.decidable else target.margin(value, other)
        holds = {
            "not_bound": not figures.is_bound,
            "unread": bool(figures.problem),
            "unknown": is_unknown,
            "reached": margin is not None and bool(target.reached(margin)),
            "outdated": self.is_outdated(figures.year),
        }
        case = next(case for case in self.cases(as_of) if holds.get(case.when, True))
        is_shown = figures.is_bound and not figures.problem
        is_missing = case.when == "unknown" and bool(figures.missing)
        reason = "" if is_missing else self._reason(case, figures)
        return Finding(
            self,
            case.state,
            value=value if is_shown else None,
            margin=round(margin, DECIMALS)
            if is_shown and margin is not None and math.isfinite(margin)
            else None,
            as_of=as_of,
            missing=figures.missing if is_missing else (),
            reason=reason,
        )

    def is_outdated(self, year: int | None) -> bool:
        """Whether figures of a year are too old to say that it was missed."""
        return year is not None and self.due is not None and year < self.due.year

    def _reason(self, case: Case, figures: Figures) -> str:
        due = self.due.year if self.due else ""
        return case.reason.format(
            division=figures.division, problem=figures.problem, year=figures.year, due=due
        )

    def missing(
        self,
        given: Container[str],
        value: float | None,
        other: float | None,
        before: Container[str] | None = None,
    ) -> tuple[str, ...]:
        """Chinese labels of what was not reported and is needed for the value or the one that it is compared with.

        `before` holds the names that are given for the earlier period, where they are known one by one.
        """
        own, wording = self.indicator.variables, words()["missing"]
        labels = _gaps(own, given) if value is None else []
        if self.reference is not None:
            labels += _gaps(self.reference.variables, given) if other is None else []
        # Figures that are all there and give no value (a denominator of 0) are the reason themselves.
        elif self.target.compares and other is None and (value is not None or labels):
            gaps = [] if before is None else _gaps(own, before)
            labels += [wording["before"].format(name=label) for label in gaps]
            if value is not None and not gaps:  # reported or not, the earlier figures give no value
                labels.append(wording["year_before"].format(name=self.indicator.label))
        return tuple(dict.fromkeys(labels))

    def check(
        self,
        /,
        as_of: date | None = None,
        *,
        earlier: Mapping[str, object] | None = None,
        division: str | None = None,
        year: int | None = None,
        **variables: object,
    ) -> Finding:
        """Judge one unit's figures, given by the names of the variables (`population_`, where a name is taken).

        Parameters
        ----------
        as_of
            The day to judge on; today when not given. Up to and including the due date a requirement
            that is not met yet is `not_due`.
        earlier
            For a trend: the same variables for the earlier period.
        division
            Code of the division that the figures are from; `not_applicable` when it is not bound.
        year
            The year of the figures: those of a year before the due date's do not say that it was missed.
        **variables
            Numbers, or text as cells hold it: 1,234, 4.8万, 二甲, 2025年6月, 未完成. What is missing or
            `None` makes the finding `no_data`.

        Raises
        ------
        TypeError
            A name is not one of the requirement's variables.
        ValueError
            A figure cannot be read as its variable.
        """
        as_of = as_of or today()
        if division is not None and not self.applies_to(division):
            return self.judge(Figures(division=division, is_bound=False), as_of)
        given, before = self._encode(variables), self._encode(dict(earlier or {}))
        value, other = _value(self.indicator, given), None
        if self.reference is not None:
            other = _value(self.reference, given)
        elif self.target.compares:
            other = _value(self.indicator, before)
        missing = self.missing(given, value, other, before)
        return self.judge(Figures(value, other, missing, year, division or ""), as_of)

    def _encode(self, variables: Mapping[str, object]) -> dict[str, float]:
        known = {variable.key: variable for variable in self.variables}
        for name in variables:
            if name not in known:
                message = f"{self.id} has no variable {name!r}: it takes {', '.join(known)}"
                raise TypeError(message)
        encoded: dict[str, float] = {}
        for name, value in variables.items():
            if problem := known[name].problem(value):
                message = f"{name}={value!r}（{known[name].label}）{problem}"
                raise ValueError(message)
            number = known[name].encode(value)
            if number is not None:
                encoded[known[name].name] = number
        return encoded

    def __repr__(self) -> str:
        target = self.target
        due = f", due {self.due.isoformat()}" if self.due else ""
        asked = f"{self.indicator.name} {target.comparator.value} {target.figure}".rstrip()
        return f"<Requirement {self.id}: {asked}{due}, {self.modality.value} — {self.plain}>"


@dataclass(frozen=True, slots=True)
class Finding:
    """One requirement checked on one unit's figures: verdict, value, margin, quote and clause."""

    requirement: Requirement
    state: State
    """The verdict, or that the check could not run."""
    value: float | None = None
    """The indicator's value in its unit; `None` when it could not be computed."""
    margin: float | None = None
    """How much better than the target, in the target's unit; negative when it falls short."""
    as_of: date | None = None
    missing: tuple[str, ...] = ()
    """Chinese labels of the variables that were not given."""
    reason: str = ""
    """Why there is no value or the requirement does not apply, in Chinese."""

    @property
    def verdict(self) -> Verdict:
        """The verdict; `no_data` when the check could not run."""
        is_verdict = self.state is not State.COULD_NOT_RUN
        return Verdict(self.state.value) if is_verdict else Verdict.NO_DATA

    @property
    def quote(self) -> str:
        """The words of the policy that ask this."""
        return self.requirement.quote

    @property
    def clause(self) -> str:
        """Id of the clause that holds the quote."""
        return self.requirement.clause

    @property
    def severity(self) -> str:
        """`error`, `warning` or `information` when not met, by modality; `error` when it could not run; else `none`."""
        if self.state is State.COULD_NOT_RUN:
            return "error"
        return self.requirement.modality.severity if self.state is State.NOT_MET else "none"

    def __bool__(self) -> bool:
        """True only when the requirement is met."""
        return self.state is State.MET

    def __str__(self) -> str:
        """One Chinese line: verdict, what was asked, what was found, quote and clause."""
        indicator, wording = self.requirement.indicator, words()["finding"]
        parts = [f"{self.state.label}：{self.requirement.plain}"]
        if self.value is not None:
            parts.append(wording["value"].format(value=written(self.value, indicator)))
        if self.margin is not None and self.state is not State.MET:
            short = wording["short"].format(margin=written_margin(-self.margin, indicator))
            parts.append(short if self.margin else wording["even"])
        if self.missing:
            parts.append(wording["missing"].format(names="、".join(self.missing)))
        if self.reason:
            parts.append(self.reason)
        return str(wording["line"].format(parts="，".join(parts), quote=self.quote, clause=self.clause))


def _value(indicator: Indicator, given: Mapping[str, float]) -> float | None:
    """The indicator's value; `None` when a figure is missing or it has none (a zero denominator)."""
    if any(name not in given for name in indicator.parameters):
        return None
    try:
        value = float(indicator.expression.evaluate(given))
    except (ZeroDivisionError, OverflowError):
        return None
    return value if math.isfinite(value) or (indicator.is_date and not math.isnan(value)) else None


def _gaps(variables: tuple[Variable, ...], given: Container[str]) -> list[str]:
    return [variable.label for variable in variables if variable.name not in given]


def _asked(requirement: Requirement) -> str:
    """The target, with what it is compared with under its Chinese name."""
    target, reference = requirement.target, requirement.reference
    if reference is None:
        return target.plain
    other = reference.label.removeprefix(f"{requirement.name}（").removesuffix("）")
    if target.relation is Comparator.EQ:
        return str(words()["sentence"]["same"].format(other=other))
    return target.plain.removesuffix(target.figure) + other


def _goal(requirement: Requirement, call: str) -> str:
    """The right-hand side of the comparison."""
    target = requirement.target
    if requirement.reference is not None:
        return _call(requirement.reference)
    if target.compares:
        sign = "-" if target.comparator is Comparator.DECREASE else "+"
        return f"earlier.{call}" + (f" {sign} {target.value:.12g}" if target.value else "")
    if (day := target.deadline) is not None:
        return f"date({day.year}, {day.month}, {day.day}).toordinal()"
    return f"{target.value:.12g}"


def _call(indicator: Indicator) -> str:
    """The figure that is compared: a call of the indicator, or the reported figure itself."""
    return indicator.name if indicator.reported else f"{indicator.name}({', '.join(indicator.parameters)})"
