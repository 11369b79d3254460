"""要求: one thing that a policy asks, bound to its exact words; and what comes of checking it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from policykit.base.clock import today
from policykit.model.fields import RequirementFields
from policykit.model.given import Figures, Keys, figures_of
from policykit.model.kind import Kind
from policykit.model.period import Period
from policykit.model.quantity import Comparator
from policykit.model.sentence import asked, condition_of, plain, python
from policykit.model.situation import SITUATED, Situation, gaps, listed, situated, whole_of
from policykit.model.target import DECIMALS, EPSILON
from policykit.model.verdict import Case, State, Verdict, decision, words
from policykit.model.writing import written, written_margin

if TYPE_CHECKING:
    from policykit.model.variable import Entity

__all__ = ["Finding", "Requirement"]

_YEAR = 12
_UNDONE = (State.NOT_MET, State.NOT_DUE, State.JUDGEMENT, State.NOT_ADOPTED)
_SHORT = (*_UNDONE, State.NO_DATA)
"""States in which it is told by how much the figure falls short."""


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Requirement(RequirementFields):
    """要求: an indicator, a target, a due date and those whom it binds, with the words that ask it.

    `id` is permanent: the clause's id and a name (`shexian-2025/p1/county-visit-rate-2026`).
    """

    @property
    def plain(self) -> str:
        """What it asks, as one Chinese sentence: 到2026年12月31日，歙县的县域内就诊率不低于85%."""
        return plain(self)

    @property
    def asked(self) -> str:
        """The target in words: 不低于85%, 不低于全国平均水平."""
        return asked(self)

    @property
    def undated(self) -> str:
        """The same below or beside its due date, which is not said again: 歙县的县域内就诊率不低于85%."""
        return plain(self, dated=False)

    @property
    def python(self) -> str:
        """The Python that decides: the declaration, then the comparison."""
        return python(self)

    @property
    def words(self) -> dict[str, str]:
        """What reasons say of the requirement itself, by the names under which the decision table asks for it."""
        begins, wording = self.begins, words()
        day = wording["day"].format(year=begins.year, month=begins.month, day=begins.day) if begins else ""
        return {
            "start": day,
            "word": next((name for name in self.indicator.names if name in self.quote), self.quote),
            "condition": condition_of(self),
            "softly": self.softly or wording["sentence"]["around"],
        }

    def cases(self, as_of: date, *, by_period: bool = False) -> tuple[Case, ...]:
        """The lines of the decision table that are left on a day; the last decides when no other holds.

        What follows from the requirement and the day is decided; of each line those conditions are left that depend
        on the figures: `not_bound`, `unread`, `condition_unknown`, `condition_false`, `part_of_year`, `unknown`,
        `overtaken`, `reached`, `outdated`, `near` (a steady trend that stands still), and `before_due` of what every
        year must do; `by_period`, where figures may be of parts of a year, all that depend on which: see `situated`.
        """
        known: dict[str, bool] = {
            "named": self.target.comparator is Comparator.NAMED,
            "unbased": self.target.is_change and not self.target.is_based,
            "before_start": self.begins is not None and as_of < self.begins,
            "open": not self.target.decidable,
            "optional": self.is_optional,
            "condition": self.kind is Kind.CONDITION,
            "emphatic": self.is_emphatic,
            "soft": self.is_soft,
            "otherwise": True,
        }
        if not self.every:
            known["before_due"] = self.due is not None and as_of <= self.due
        if self.due is None or self.every:
            known["outdated"] = False
        if not self.is_of_one_year:
            known["overtaken"] = False
        if not self.when:
            known |= {"condition_unknown": False, "condition_false": False}
        known |= {"elsewhere": False, "unsplit": False, **({} if self.months else {"part_of_year": False})}
        if not (self.target.is_share and self.target.is_based):
            known["baseless"] = False
        open_ = SITUATED if by_period else ()
        known = {name: holds for name, holds in known.items() if name not in open_}
        if not self.is_steady:
            known["near"] = True
        left = []
        for case in decision():
            if not all(known.get(name, True) for name in case.when):
                continue
            rest = tuple(name for name in case.when if name not in known)
            left.append(case._replace(when=rest))
            if not rest:
                break
        return tuple(left)

    def judge(self, figures: Figures, as_of: date) -> Finding:
        """The finding on one unit's figures: what holds of them, and the line of the table that decides."""
        value, other, target = figures.value, figures.other, self.target
        years, is_baseless = target.years(figures.year), target.lacks_base(other)
        is_unknown = value is None or (target.compares and other is None) or is_baseless
        is_unknown = is_unknown or (target.average and target.compares and (years is None or years < 1))
        margin = None if is_unknown or not target.decidable else target.margin(value, other, years)
        at = figures.situation or Situation(figures.year, figures.period)
        holds = {
            **situated(self, at, as_of),
            "not_bound": not figures.is_bound,
            "unread": bool(figures.problem),
            "condition_unknown": figures.meets_condition is None,
            "condition_false": figures.meets_condition is False,
            "baseless": value is not None and is_baseless,
            "unknown": is_unknown,
            "reached": margin is not None
            and not figures.failed_before
            and bool(self.reached(margin, figures.value)),
            "near": margin is not None and margin >= -EPSILON,
        }
        holds["before_due"] = holds["before_due"] and not figures.failed_before
        cases = self.cases(as_of, by_period=at.period is not None or at.is_derived)
        case = next(case for case in cases if all(holds[name] for name in case.when))
        is_missing = case.state is State.NO_DATA and bool(figures.missing) and not case.reason.count("{")
        is_shown = figures.is_bound and not figures.problem and figures.meets_condition is not False
        return Finding(
            self,
            case.state,
            value=value if is_shown else None,
            margin=round(margin, DECIMALS)
            if is_shown and margin is not None and math.isfinite(margin)
            else None,
            as_of=as_of,
            missing=figures.missing if is_missing else (),
            reason="" if is_missing else self._reason(case, figures),
            period=at.period.label if at.period is not None else "",
            derived=self.derivation(at),
        )

    def _periods(self, at: Situation) -> dict[str, str]:
        """What reasons say of months: which there are, what lacks, and what they are no whole of."""
        day, year = self.due, words()["parts"]["year"]
        of = year.format(year=at.year) if at.period is None else at.period.label
        due = "" if day is None else year.format(year=day.year)
        if day is not None and at.period is not None and at.year == day.year:
            due = Period(day.year, day.month, day.month).label
        told = {"of": of, "due": due}
        if at.period is None:
            return {**told, "period": "", "lacks": "", "whole": ""}
        whole = whole_of(self, at)
        parts = tuple(part for part in at.parts if part in whole) or (at.period,)
        wording = words()["parts"]
        absent = wording["joint"].join(gap.part for gap in gaps(parts, whole)) if at.parts else ""
        lacks = wording["lacks"].format(names=absent) if absent else ""
        return {**told, "period": listed(parts), "lacks": lacks, "whole": whole.part}

    def derivation(self, at: Situation) -> str:
        """How a figure was put together from those of parts of the year, in words; empty where it was reported."""
        wording: dict[str, str] = words()["derived"]
        over_time = self.indicator.over_time
        if not at.is_derived or over_time not in wording:
            return ""
        parts = at.parts[-1:] if over_time == "stock" else at.parts
        return wording[over_time].format(parts=listed(parts))

    def _reason(self, case: Case, figures: Figures) -> str:
        wording = words()
        at = figures.situation or Situation(figures.year, figures.period)
        lengths = {months: name for name, months in reversed(wording["lengths"].items())}
        reason = case.reason.format(
            division=figures.division,
            problem=figures.problem,
            **self._periods(at),
            step=lengths.get(self.months, ""),
            **self.words,
        )
        told = [figures.failed_before] if case.state in _UNDONE else []
        if figures.unmet and case.state in _UNDONE:
            told.append(wording["unmet"].format(names="、".join(figures.unmet)))
        return str(wording["problems"]["joint"].join(filter(None, (*told, reason))))

    def check(  # noqa: PLR0913 - the keys of a row of figures
        self,
        /,
        as_of: date | None = None,
        *,
        division: str | None = None,
        entity: Entity | str | None = None,
        year: int | str | None = None,
        period: Period | str | None = None,
        population: str | None = None,
        earlier: Mapping[str, object] | Sequence[Mapping[str, object]] | None = None,
        **variables: object,
    ) -> Finding:
        """Judge one unit's figures, given by the names of the variables (`population_`, where a name is taken).

        The keys are those of a row of `policykit.figures.evaluate`, which says the same of the same row.

        Parameters
        ----------
        as_of
            The day to judge on; today when not given. Up to and including the due date a requirement
            that is not met yet is `not_due`; before it begins it is, too.
        division
            Code or name of the division that the figures are from; `not_applicable` when it is not bound.
        entity
            The kind of unit that they are of, by name or in Chinese; when it is not given, and the division is, it
            is a division of that level.
        year
            The year of the figures: those of a year before the due date's do not say that it was missed.
        period
            Of which months they are: 2026, 2026H1, 2026Q3, 2026-05, 2026年上半年, 三季度, 1—9月, 5月. Those of a
            part of the year are not taken for the year's.
        population
            The groups of institutions that the unit belongs to, separated by ；.
        earlier
            For a trend or growth: the same variables for the year before, or for the year with which the text
            compares (较2020年); for what every year must do also a sequence, oldest first.
        **variables
            Numbers, or text as cells hold it: 1,234, 4.8万, 二甲, 是, 2025年6月, 未完成; or the indicator's own
            value under its name. What is missing or `None` makes the finding `no_data`.

        Raises
        ------
        TypeError
            A name is not one of the requirement's variables, nor its indicator's.
        ValueError
            The check could not run: a figure cannot be read as its variable or cannot be (a part above its whole, a
            day to come), the division or kind of unit is none, the period is none, or of another year.
        """
        as_of, keys = as_of or today(), Keys(division, entity, year, period, population)
        listed = [earlier or {}] if isinstance(earlier, Mapping) else list(earlier or ())
        finding = self.judge(figures_of(self, as_of, keys, listed, variables), as_of)
        if finding.state is State.COULD_NOT_RUN:
            raise ValueError(finding.reason)
        return finding

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
    """Why there is no value, the requirement does not apply, or a person must judge, in Chinese."""
    period: str = ""
    """Of which part of the year the figures are, in Chinese; empty for a whole year."""
    derived: str = ""
    """Of which parts the figure was put together, and how, in Chinese; empty for one that was reported."""

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

    @property
    def _derived(self) -> str:
        return words()["finding"]["derived"].format(how=self.derived) if self.derived else ""

    def __bool__(self) -> bool:
        """True only when the requirement is met."""
        return self.state is State.MET

    def __str__(self) -> str:
        """One Chinese line: verdict, what was asked, what was found, quote and clause."""
        indicator, wording = self.requirement.indicator, words()["finding"]
        parts = [f"{self.state.label}：{self.requirement.plain}"]
        if self.value is not None:
            parts.append(wording["value"].format(value=written(self.value, indicator)) + self._derived)
        if self.margin is not None and self.state in _SHORT and not indicator.is_yes_no:
            short = wording["short"].format(margin=written_margin(-self.margin, indicator))
            is_even = self.margin == 0 and self.requirement.target.compares_years
            parts.append(short if self.margin < 0 else wording["even"] if is_even else "")
        if self.missing:
            parts.append(wording["missing"].format(names="、".join(self.missing)))
        parts.append(self.reason)
        told = "，".join(filter(None, parts))
        return str(wording["line"].format(parts=told, quote=self.quote, clause=self.clause))
