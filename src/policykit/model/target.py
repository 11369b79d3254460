"""目标值: what a value is compared with, and by how much it is better or worse."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from policykit.model.expression import Value
from policykit.model.quantity import Comparator
from policykit.model.verdict import words

__all__ = ["DECIMALS", "EPSILON", "Direction", "Target"]

EPSILON = 1e-9
"""Differences below it are none. Binary fractions: 57/100*100 is 56.99999999999999 and still meets 57%."""

DECIMALS = 9
"""Margins are rounded to so many decimals."""

_STRICT = (Comparator.GT, Comparator.LT)
_EARLIER = (Comparator.INCREASE, Comparator.DECREASE, Comparator.GROWTH)
_WAYS = {
    Comparator.BY_DATE: Comparator.LE,
    Comparator.GROWTH: Comparator.GE,
    Comparator.DONE: Comparator.GE,
    Comparator.FORBIDDEN: Comparator.LE,
}
_PERCENT = 100


class Direction(StrEnum):
    """Which way a text moves a figure that it leaves loose: 提高到81.5岁左右, 降到1%左右."""

    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Target:
    """目标值, in the unit of its indicator.

    `value2` is the upper bound of a range. A date is its ordinal day, a grade its rank (`grade` is its
    name), yes is 1 and no 0. Rising and falling compare with an earlier value, that of the period before or of the
    year `base`; `value` is then the least change, if any is asked: in the indicator's unit, or (`in_percent`, and
    growth always) in per cent of the earlier value, as a whole or (`average`) a year. Relative compares by `relation`
    with the value of `reference`. What is only named has nothing to compare with.

    `judge` and `margin` are plain arithmetic: they work on numbers and on dataframe columns alike.

    >>> Target(Comparator.GE, 85, unit="%").judge(83), Target(Comparator.GE, 85, unit="%").margin(83)
    (False, -2)
    >>> Target(Comparator.BETWEEN, 3, 5, unit="个").judge(6)
    False
    >>> Target(Comparator.BETWEEN, 3, 5, unit="个", direction=Direction.UP).judge(6)
    True
    >>> Target(Comparator.DECREASE).judge(9.5, 10.0), Target(Comparator.GROWTH, 12).judge(112, 100)
    (True, True)
    >>> Target(Comparator.DECREASE, 16, in_percent=True, base=2020).judge(42, 50)
    True
    >>> Target(Comparator.GROWTH, 6, base=2020, average=True).judge(133.9, 100, years=5)
    True
    """

    comparator: Comparator
    value: float | None = None
    value2: float | None = None
    unit: str = ""
    grade: str | None = None
    reference: str | None = None
    """For relative: name of the indicator that is compared with."""
    relation: Comparator = Comparator.GE
    """For grade and relative: which way to compare."""
    tolerance: float = 0.0
    """For 左右: how far from `value` still counts, in the target's unit; 0 when the text gives none."""
    direction: Direction | None = None
    """For 左右 and a range: the way in which going on is no failure, if the text names one."""
    precision: float = field(default=0.0, compare=False)
    """For 左右: half of the last decimal that the text writes; what rounds to the figure is the figure."""
    in_percent: bool = False
    """Whether a rise or fall is in per cent of what it starts from (比2020年下降16%)."""
    base: int | None = None
    """基期: the year with which a change compares; `None` for the period before."""
    is_based: bool = True
    """Whether the text says, or lets one know, with what a change compares (年均增长6% alone does not)."""
    average: bool = False
    """年均: whether the change is a year's on average over the years since the base."""
    written: str = field(default="", compare=False)
    """The figure as the text writes it, where that is not how its unit writes it: 3.5亿元."""

    @property
    def compares(self) -> bool:
        """Whether a second value is needed: an earlier one or another figure."""
        return self.compares_years or self.comparator is Comparator.RELATIVE

    @property
    def is_change(self) -> bool:
        """Whether it says how a value moves: a trend or growth."""
        return self.comparator in _EARLIER

    @property
    def compares_years(self) -> bool:
        """Whether an earlier value is needed: for a change of which it is known from when."""
        return self.is_change and self.is_based

    @property
    def is_share(self) -> bool:
        """Whether a change is in per cent of what it starts from."""
        return self.comparator is Comparator.GROWTH or (self.in_percent and self.is_change)

    @property
    def deadline(self) -> date | None:
        """The last day of a milestone, else `None`."""
        if self.comparator is not Comparator.BY_DATE or self.value is None:
            return None
        return date.fromordinal(int(self.value))

    @property
    def decidable(self) -> bool:
        """Whether the target says enough to judge a value: a vague one may have no figure, a change no base."""
        return self.compares or (self.value is not None and not self.is_change)

    @property
    def is_loose(self) -> bool:
        """Whether it is 左右 and the text does not say how far from the figure still counts."""
        return self.comparator is Comparator.APPROX and not self.tolerance

    def lacks_base(self, reference: float | None) -> bool:
        """Whether a change is counted from nothing, or from less: that has no figure in per cent."""
        return self.is_share and reference is not None and reference <= 0

    def judge(self, value: Value, reference: Value = None, years: Value = None) -> Value:
        """Whether `value` reaches the target; for columns a column of truth values.

        `reference` is the earlier value (rising, falling) or the other figure (relative); `years`, which a yearly
        average needs, how many lie between the two.
        """
        return self.reached(self.margin(value, reference, years))

    def reached(self, margin: Value) -> Value:
        """Whether a margin is enough; for columns a column of truth values."""
        if self.is_loose and self.precision:
            return margin > EPSILON - self.precision
        return margin > EPSILON if self.way in _STRICT else margin >= -EPSILON

    def margin(self, value: Value, reference: Value = None, years: Value = None) -> Value:
        """How much better than the target `value` is; negative when it falls short.

        In the target's unit; in days for a date, in ranks for a grade.

        Raises
        ------
        ValueError
            The target has nothing to compare with (`decidable` is false, or `reference` is missing).
        """
        way, against = self.way, self.goal(reference, years)
        if way is Comparator.BETWEEN:
            low, high = float(self.value or 0), float(self.value2 or 0)
            return (high - low) / 2 - _distance(value, (high + low) / 2)
        if way in (Comparator.EQ, Comparator.APPROX):
            return self.tolerance - _distance(value, against)
        margin = against - value if way in (Comparator.LE, Comparator.LT) else value - against
        return margin + self.tolerance if self.tolerance else margin

    @property
    def way(self) -> Comparator:
        """The comparison of two numbers that this comparator comes down to."""
        if self.direction is not None:
            return Comparator.GE if self.direction is Direction.UP else Comparator.LE
        if self.comparator in (Comparator.GRADE, Comparator.RELATIVE):
            return self.relation
        if self.comparator is Comparator.INCREASE:
            return Comparator.GT if self.value is None else Comparator.GE
        if self.comparator is Comparator.DECREASE:
            return Comparator.LT if self.value is None else Comparator.LE
        return _WAYS.get(self.comparator, self.comparator)

    def goal(self, reference: Value = None, years: Value = None) -> Value:
        """The figure to reach: the target's own (of a range the end that counts), or the reference and the change.

        Raises
        ------
        ValueError
            There is none, as `margin` says.
        """
        if not self.compares:
            if self.value is None:
                message = "this target has no figure to compare with"
                raise ValueError(message)
            is_upper = self.comparator is Comparator.BETWEEN and self.direction is Direction.DOWN
            return self.value2 if is_upper else self.value
        if reference is None:
            message = "this target compares with an earlier or another value: give it as reference"
            raise ValueError(message)
        change = (self.value or 0) * (-1 if self.comparator is Comparator.DECREASE else 1)
        if self.is_share:
            factor = 1 + change / _PERCENT
            return reference * (factor**years if self.average else factor)
        return reference + (change * years if self.average else change)

    def years(self, year: Value) -> Value:
        """How many years a yearly average is over, for figures of a year; `None` where it is none."""
        return year - self.base if self.average and self.base is not None and year is not None else None

    @property
    def plain(self) -> str:
        """The target in plain Chinese: 不低于85%, 不少于3名, 为3—5个, 提高到81.5岁左右."""
        named = self.comparator in (Comparator.GRADE, Comparator.RELATIVE)
        comparator, wording = self.relation if named else self.comparator, words()
        if self.comparator is Comparator.APPROX or self.direction is not None:
            way = self.direction.value if self.direction else "none"
            return str(wording["loose"][self.comparator.value][way].format(figure=self.figure))
        if self.is_change:
            return self._change
        counted = comparator is Comparator.GE and self.grade is None and self.unit[:1] in wording["counted"]
        return str(wording["comparators"]["counted" if counted else comparator.value]) + self.figure

    @property
    def _change(self) -> str:
        """How it is to move, and against what: 年增长12%以上, 比2020年下降16%以上, 自2020年起年均增长6%以上."""
        form = "growth" if self.comparator is Comparator.INCREASE and self.is_share else self.comparator.value
        whose = ("average" if self.average else "base") if self.base is not None else "before"
        if not self.is_based:
            whose = "average_open" if self.average else "open"
        wording = words()["changes"][whose]
        change = wording[form]
        told = change[0] if self.value is None else change[1]
        return str(told.format(figure=self.figure, base=self.base))

    @property
    def figure(self) -> str:
        """The figure as a reader writes it: 85%, 3—5个, 主治医师, 2024-06-30; empty when there is none."""
        if self.grade is not None:
            return self.grade
        if self.comparator is Comparator.RELATIVE:
            return self.reference or ""
        if self.written:
            return self.written
        if self.value is None or self.comparator in (Comparator.DONE, Comparator.FORBIDDEN):
            return ""
        if self.deadline is not None:
            return self.deadline.isoformat()
        unit = "%" if self.is_share else self.unit
        low = f"{self.value:.12g}"
        return f"{low}—{self.value2:.12g}{unit}" if self.value2 is not None else f"{low}{unit}"


def _distance(value: Value, other: Value) -> Value:
    """|value - other|; plain arithmetic for expressions, which have no `abs`. A figure may be too large to square."""
    apart = value - other
    return abs(apart) if hasattr(apart, "__abs__") else (apart**2) ** 0.5
