"""A spec's target in the terms of its indicator: `{at_least: 85%}` → `Target(>=, 85, "%")`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from policykit.base.diagnostics import Code
from policykit.model import Comparator, Target
from policykit.specs.figure import Figure, due_date, figure, figure_range
from policykit.specs.words import same_unit, words

if TYPE_CHECKING:
    from collections.abc import Callable

    from policykit.model import Indicator
    from policykit.specs.format import RelativeEntry, TargetEntry

__all__ = ["FORMS", "TargetError", "target_of"]

_THRESHOLDS = {
    "at_least": Comparator.GE,
    "at_most": Comparator.LE,
    "more_than": Comparator.GT,
    "less_than": Comparator.LT,
    "equals": Comparator.EQ,
}
_GRADES = {"grade_at_least": Comparator.GE, "grade_at_most": Comparator.LE}
_TRENDS = {"rising": Comparator.INCREASE, "falling": Comparator.DECREASE}
FORMS = (*_THRESHOLDS, "between", "about", "done_by", *_GRADES, *_TRENDS, "relative_to")
"""The forms of a target; an entry has exactly one."""


@dataclass
class TargetError(Exception):
    """A target that cannot be read: the code, the key at fault (empty: the whole target), the values."""

    code: Code
    key: str
    values: dict[str, object]


def target_of(entry: TargetEntry, indicator: Indicator) -> Target:
    """Read a target.

    Raises
    ------
    TargetError
        No form or several, a figure that is none, a unit or grade that the indicator does not have.
    """
    forms = [form for form in FORMS if getattr(entry, form) is not None]
    if len(forms) != 1:
        raise _bad(key="", written="、".join(forms))
    form = forms[0]
    if entry.tolerance is not None and form != "about":
        raise _bad(key="tolerance", written=entry.tolerance)
    return _Reading(entry, indicator, form).target()


@dataclass
class _Reading:
    entry: TargetEntry
    indicator: Indicator
    form: str

    def target(self) -> Target:
        written, form = getattr(self.entry, self.form), self.form
        readers: dict[str, Callable[[Any], Target]] = {
            "between": self._between,
            "about": self._about,
            "done_by": self._done_by,
            "relative_to": self._relative,
            **dict.fromkeys(_GRADES, self._grade),
            **dict.fromkeys(_TRENDS, self._trend),
        }
        if form in readers:
            return readers[form](written)
        value = self._figure(form, written)
        return Target(_THRESHOLDS[form], value.value, unit=value.unit)

    def _about(self, written: str) -> Target:
        value, tolerance = self._figure("about", written), self.entry.tolerance
        allowed = self._figure("tolerance", tolerance).value if tolerance is not None else 0.0
        return Target(Comparator.APPROX, value.value, unit=value.unit, tolerance=allowed)

    def _relative(self, written: RelativeEntry) -> Target:
        relation, unit = _THRESHOLDS[written.than], self.indicator.unit
        return Target(Comparator.RELATIVE, unit=unit, reference=written.reference, relation=relation)

    def _figure(self, key: str, written: str) -> Figure:
        read = figure(written)
        if read is None or self.indicator.is_date or self.indicator.grades:
            raise _bad(key=key, written=written)
        self._check_unit(key, read.unit)
        return read

    def _check_unit(self, key: str, unit: str) -> None:
        if not same_unit(unit, self.indicator.unit):
            values = {"label": self.indicator.label, "has": self.indicator.unit, "unit": unit}
            raise TargetError(Code.UNIT_MISMATCH, key, dict(values))

    def _between(self, written: str | list[str]) -> Target:
        read = figure_range(written)
        if read is None:
            raise _bad(key="between", written=written)
        low, high = read
        self._check_unit("between", low.unit)
        return Target(Comparator.BETWEEN, low.value, high.value, unit=low.unit)

    def _done_by(self, written: str) -> Target:
        day = due_date(written)
        if day is None:
            raise TargetError(Code.BAD_DATE, "done_by", {"value": written})
        if not self.indicator.is_date:
            values = {"label": self.indicator.label, "has": self.indicator.unit, "unit": "日期"}
            raise TargetError(Code.UNIT_MISMATCH, "done_by", dict(values))
        return Target(Comparator.BY_DATE, float(day.toordinal()), unit=self.indicator.unit)

    def _grade(self, name: str) -> Target:
        grades = self.indicator.grades
        if name not in grades:
            values = {"grade": name, "label": self.indicator.label, "allowed": "、".join(grades) or "无"}
            raise TargetError(Code.UNKNOWN_GRADE, self.form, dict(values))
        rank = float(grades[name])
        relation = _GRADES[self.form]
        return Target(Comparator.GRADE, rank, unit=self.indicator.unit, grade=name, relation=relation)

    def _trend(self, written: bool | str) -> Target:  # noqa: FBT001 - `rising: true`
        if written is False or self.indicator.is_date:
            raise _bad(key=self.form, written="false" if written is False else self.form)
        if written is True:
            return Target(_TRENDS[self.form], unit=self.indicator.unit)
        change = figure(written)
        if change is None or self.indicator.grades:
            raise _bad(key=self.form, written=written)
        # A share rises by percentage points.
        if not (self.indicator.unit == "%" and change.unit in words()["points"]):
            self._check_unit(self.form, change.unit)
        return Target(_TRENDS[self.form], change.value, unit=change.unit)


def _bad(*, key: str, written: object) -> TargetError:
    return TargetError(Code.BAD_TARGET, key, {"value": written, "allowed": "、".join(FORMS)})
