"""指标表述: what one sentence states of a measurable thing, with a figure or without."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from policykit.base.resources import Labelled
from policykit.model.modality import Modality
from policykit.model.quantity import Comparator

if TYPE_CHECKING:
    from datetime import date

    from policykit.model.indicator import Indicator
    from policykit.model.policy import Level
    from policykit.model.requirement import Requirement
    from policykit.model.span import Span
    from policykit.model.target import Target

__all__ = ["Measure", "Origin"]

_UNQUANTIFIED = frozenset({Comparator.NAMED, Comparator.DONE, Comparator.FORBIDDEN})
_TRENDS = frozenset({Comparator.INCREASE, Comparator.DECREASE})


class Origin(Labelled):
    """Where a measure was found.

    >>> Origin("heading").label
    '标题'
    """

    REQUIREMENT = "requirement"
    """A requirement of the specs: what it says holds against what is read out of the text."""
    TEXT = "text"
    """A sentence of a clause, or a row of a table."""
    HEADING = "heading"


@dataclass(frozen=True, slots=True, eq=False)
class Measure:
    """指标表述: one place that states something of an indicator, or of an instrument or body to be set up.

    Of a requirement everything is the requirement's; of a place that only names the indicator what stands there.
    """

    policy: str
    clause: str
    """Id of the clause; of a heading the first clause below it."""
    level: Level
    division: str
    """GB/T 2260 code of the policy's division."""
    thing: str
    """What is measured, as the policy texts call it: the indicator's Chinese name."""
    span: Span
    """Of `sentence`, in the decoded source of the policy."""
    sentence: str
    """The words that state it, in one line, as published."""
    origin: Origin = Origin.TEXT
    indicator: Indicator | None = None
    modality: Modality = Modality.MUST
    target: Target | None = None
    """What is asked of the figure; `None` where the indicator is only named."""
    due: date | None = None
    bearer: tuple[str, ...] = ()
    population: str = ""
    softly: str = ""
    """The word that softens it: 基本, 左右."""
    requirement: Requirement | None = None

    @property
    def has_figure(self) -> bool:
        """Whether a figure is given: a number, a grade, a share or a day, and not only a direction or a name."""
        target = self.target
        if target is None or target.comparator in _UNQUANTIFIED:
            return False
        return target.comparator is Comparator.RELATIVE or target.value is not None

    @property
    def is_trend(self) -> bool:
        """Whether it only says which way the figure is to go: 逐步提高."""
        return self.target is not None and self.target.comparator in _TRENDS and self.target.value is None

    @property
    def direction(self) -> str:
        """`up`, `down`, or empty where the words give no direction."""
        if self.target is None or self.target.comparator in _UNQUANTIFIED:
            return ""
        return {">": "up", "<": "down"}.get(self.target.way.value[:1], "")

    @property
    def is_soft(self) -> bool:
        """Whether words leave open what would fall short: 基本, 左右, 力争 apart; a vague requirement is soft too."""
        requirement = self.requirement
        loose = self.target is not None and (
            self.target.is_loose or self.target.comparator is Comparator.APPROX
        )
        return (
            bool(self.softly)
            or loose
            or (requirement is not None and (requirement.is_soft or requirement.vague))
        )

    @property
    def is_certain(self) -> bool:
        """Whether its figure is a target beyond doubt: of a requirement, or with a day by which it is to be reached.

        What the text alone says without a day may as well be what was reached: 预期寿命达到83.66岁.
        """
        return self.requirement is not None or self.due is not None

    @property
    def is_optional(self) -> bool:
        """Whether the text allows or encourages it."""
        return self.modality in (Modality.MAY, Modality.ENCOURAGE)

    @property
    def figure(self) -> str:
        """The figure as a reader writes it: 85%; empty without one."""
        return self.target.figure if self.has_figure and self.target is not None else ""
