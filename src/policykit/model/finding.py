"""What is known of a unit when a requirement is judged on it, and what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policykit.model.reading import written, written_margin
from policykit.model.verdict import State, Verdict, words

if TYPE_CHECKING:
    from datetime import date

    from policykit.model.period import Period
    from policykit.model.requirement import Requirement
    from policykit.model.situation import Situation

__all__ = ["ClauseVerdict", "Figures", "Finding", "clause_verdict"]


@dataclass(frozen=True, slots=True)
class Figures:
    """What is known of one unit when a requirement is judged on it."""

    value: float | None = None
    """The indicator's value; `None` when it could not be computed."""
    other: float | None = None
    """The figure that it is compared with, for a trend, growth or relative target."""
    missing: tuple[str, ...] = ()
    """Chinese labels of what was not reported."""
    year: int | None = None
    division: str = ""
    """Whose figures they are, as the reason says it when the requirement does not bind them."""
    is_bound: bool = True
    problem: str = ""
    """Why the check could not run: a figure that cannot be read, an indicator that fails."""
    meets_condition: bool | None = True
    """Whether the unit is one that the requirement is about; `None` when its condition is not reported."""
    period: Period | None = None
    """Of which months the figures are; `None` for a whole year."""
    failed_before: str = ""
    """For what every year must do: in which earlier year it was not done, in Chinese; empty when in none."""
    unmet: tuple[str, ...] = ()
    """Of a duty of several parts, the Chinese labels of those that are 否."""
    situation: Situation | None = None
    """Which other rows the unit has for the year, where there are any of parts of it."""


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


_SHORT = (State.NOT_MET, State.NOT_DUE, State.JUDGEMENT, State.NOT_ADOPTED, State.NO_DATA)
"""States in which it is told by how much the figure falls short."""


@dataclass(frozen=True, slots=True)
class ClauseVerdict:
    """The verdict of a clause as a whole, beside those of its requirements."""

    state: State
    """The worst of what its requirements came to."""
    counts: Mapping[State, int]
    """How many of its requirements came to what, in the order in which it is told."""

    def __str__(self) -> str:
        """One Chinese line: 本条 5 项要求：3 达标，1 需人工判断，1 待报."""
        wording = words()["clause"]
        parts = [
            wording["part"].format(label=state.label, count=count) for state, count in self.counts.items()
        ]
        told = wording["joint"].join(parts)
        return str(wording["line"].format(count=sum(self.counts.values()), parts=told))


def clause_verdict(found: Iterable[tuple[Requirement, State]]) -> ClauseVerdict | None:
    """The verdict of a clause, from what its requirements came to on every unit; `None` when there is nothing.

    A requirement comes to the worst of its units'. While one is left to people, what is only named among them, so is
    the clause; what is allowed or does not apply decides only when the clause asks nothing else.
    """
    order = [State(name) for name in words()["clause"]["order"]]
    worst: dict[str, State] = {}
    for requirement, state in found:
        known = worst.setdefault(requirement.id, state)
        worst[requirement.id] = min(known, state, key=order.index)
    if not worst:
        return None
    counted = Counter(worst.values())
    counts = {State(name): counted[State(name)] for name in words()["clause"]["told"] if counted[State(name)]}
    return ClauseVerdict(min(worst.values(), key=order.index), counts)
