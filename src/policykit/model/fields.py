"""What a spec states of a requirement, and what follows from that alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from policykit.base.division import Division
from policykit.model.kind import Kind
from policykit.model.modality import Modality
from policykit.model.quantity import Comparator
from policykit.model.target import EPSILON
from policykit.model.verdict import words

if TYPE_CHECKING:
    from policykit.model.expression import Value
    from policykit.model.indicator import Indicator
    from policykit.model.reviewed import Reviewed
    from policykit.model.span import Span
    from policykit.model.target import Target
    from policykit.model.variable import Entity, Variable

__all__ = ["Condition", "RequirementFields"]

_YEAR = 12


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


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class RequirementFields:
    """The fields of a `Requirement`, for what says it in words or reads figures for it."""

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
    """The day that dates the policy, or the first of an undated plan's period: before it nothing is judged."""
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
    """`year` when each year from the start to the due date must do it (逐年), and not only the last; `half_year`,
    `quarter` or `month` when each of those must, which is judged by itself."""
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
    reviewed: Reviewed | None = None
    """Who has read it against the text, and when."""
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
    def is_optional(self) -> bool:
        """Whether the text allows or encourages it: that it is not done is no failure."""
        return self.modality in (Modality.MAY, Modality.ENCOURAGE)

    @property
    def is_soft(self) -> bool:
        """Whether the words leave open what falls short of the figure: 基本, 左右 without a tolerance."""
        return (bool(self.softly) and not self.is_emphatic) or self.target.is_loose

    @property
    def is_steady(self) -> bool:
        """Whether it is a trend of which the words leave open whether standing still is enough: 稳中有降."""
        return self.target.is_change and self.softly in words()["softly"]["steady"]

    @property
    def is_emphatic(self) -> bool:
        """Whether it is a trend that must go its way by more than the words say: 明显提升."""
        return self.target.is_change and self.softly in words()["softly"]["emphatic"]

    @property
    def is_of_one_year(self) -> bool:
        """Whether it asks for a change in the year of its due date: what changes in a later year does not answer it."""
        changes = self.target.compares_years and self.target.base is None and self.reference is None
        return changes and self.due is not None and not self.every

    @property
    def limit(self) -> float | None:
        """The natural bound of a trend: no deaths, 100%; what has come there is met. `None` where there is none."""
        if self.target.comparator not in (Comparator.INCREASE, Comparator.DECREASE):
            return None
        return self.indicator.most if self.target.comparator is Comparator.INCREASE else self.indicator.least

    @property
    def months(self) -> int:
        """How many months its figures are of: 3 for 次/季度 and for what each quarter must do, else 12.

        0 for a state: a grade, a day, done or not, a stock.
        """
        lengths, each = words()["lengths"], words()["each"]
        if self.every in each:
            return int(each[self.every])
        if self.indicator.over_time == "stock":
            return 0
        return int(lengths.get(self.indicator.unit.partition("/")[2], _YEAR))

    def applies_to(self, division: str) -> bool:
        """Whether it binds the division with this code: one that `binds` names, or one that lies in such."""
        return not self.binds or any(division in Division.of(code) for code in self.binds)

    def reached(self, margin: Value, value: Value) -> Value:
        """Whether a value with this margin reaches the target; for columns a column of truth values."""
        enough = self.target.reached(margin)
        if self.limit is None:
            return enough
        rises = self.target.comparator is Comparator.INCREASE
        return enough | (value >= self.limit - EPSILON if rises else value <= self.limit + EPSILON)
