"""A spec's target in the terms of its indicator: `{at_least: 85%}` → `Target(>=, 85, "%")`, and its kind."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from policykit.base.diagnostics import Code
from policykit.base.resources import load
from policykit.model import Comparator, Kind, Modality, Target
from policykit.model.reading import plain
from policykit.specs.figure import (
    Figure,
    due_date,
    factor_of,
    figure,
    figure_range,
    same_unit,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from policykit.model import Indicator
    from policykit.specs.format import RelativeEntry, RequirementEntry, TargetEntry

__all__ = [
    "FORMS",
    "TargetError",
    "kind_of",
    "target_of",
    "unit_error",
]

_THRESHOLDS = {
    "at_least": Comparator.GE,
    "at_most": Comparator.LE,
    "more_than": Comparator.GT,
    "less_than": Comparator.LT,
    "equals": Comparator.EQ,
}
_GRADES = {"grade_at_least": Comparator.GE, "grade_at_most": Comparator.LE}
_TRENDS = {"rising": Comparator.INCREASE, "falling": Comparator.DECREASE}
_YES_NO = {"done": (Comparator.DONE, 1.0), "forbidden": (Comparator.FORBIDDEN, 0.0)}
FORMS = (
    *_THRESHOLDS,
    "between",
    "about",
    "done_by",
    *_GRADES,
    *_TRENDS,
    "relative_to",
    "grows_by",
    *_YES_NO,
    "named",
)
"""The forms of a target; an entry has exactly one."""
_DIRECTED = ("about", "between")
_MOVES = (*_TRENDS, "grows_by")
_UNNAMED = "unnamed"

_WHOLE = 100
_PERCENT, _TIMES = "%", "倍"
_KINDS = {
    Comparator.INCREASE: Kind.TREND,
    Comparator.DECREASE: Kind.TREND,
    Comparator.RELATIVE: Kind.RELATIVE,
    Comparator.GRADE: Kind.GRADE,
    Comparator.BY_DATE: Kind.MILESTONE,
    Comparator.GROWTH: Kind.GROWTH,
    Comparator.DONE: Kind.DUTY,
    Comparator.FORBIDDEN: Kind.PROHIBITION,
    Comparator.NAMED: Kind.NAMED,
}


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
    if entry.direction is not None and form not in _DIRECTED:
        raise _bad(key="direction", written=entry.direction.value)
    if form not in _MOVES and (entry.base is not None or entry.average):
        raise _bad(key="base" if entry.base is not None else "average", written=entry.base or "true")
    return _TargetReader(entry, indicator, form).target()


class _Figure(NamedTuple):
    """A figure in the indicator's unit, half of the last decimal that is written, and the words if they are others."""

    value: float
    unit: str
    precision: float
    written: str


@dataclass
class _TargetReader:
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
            **dict.fromkeys(_MOVES, self._change),
            **dict.fromkeys(("done", "forbidden", "named"), self._stated),
        }
        if form in readers:
            return readers[form](written)
        threshold = self._figure(form, written)
        return Target(_THRESHOLDS[form], threshold.value, unit=threshold.unit, written=threshold.written)

    def _about(self, written: str) -> Target:
        middle, tolerance = self._figure("about", written), self.entry.tolerance
        allowed = self._figure("tolerance", tolerance).value if tolerance is not None else 0.0
        return Target(
            Comparator.APPROX,
            middle.value,
            unit=middle.unit,
            tolerance=allowed,
            direction=self.entry.direction,
            precision=middle.precision,
            written=middle.written,
        )

    def _relative(self, written: RelativeEntry) -> Target:
        relation, unit = _THRESHOLDS[written.than], self.indicator.unit
        return Target(Comparator.RELATIVE, unit=unit, reference=written.reference, relation=relation)

    def _figure(self, key: str, written: str) -> _Figure:
        """The figure in a unit that counts as the indicator's does: another magnitude is converted (亿元 → 万元)."""
        read = figure(written)
        if read is None or self.indicator.is_date or self.indicator.grades:
            raise _bad(key=key, written=written)
        return self._measured(key, read, written)

    def _measured(self, key: str, read: Figure, written: str) -> _Figure:
        own = self.indicator.unit
        factor = factor_of(read.unit, own)
        if factor is None:
            raise unit_error(self.indicator, read.unit, key=key)
        decimals = re.search(r"\.(\d+)", plain(written))
        half = Decimal("0.5").scaleb(-len(decimals[1]) if decimals else 0)
        if same_unit(read.unit, own):
            return _Figure(read.value, read.unit, float(half), "")
        value = float(Decimal(f"{read.value:.15g}") * factor)
        return _Figure(value, own, float(half * factor), plain(written))

    def _between(self, written: str | list[str]) -> Target:
        read = figure_range(written)
        if read is None:
            raise _bad(key="between", written=written)
        low, high = (self._measured("between", end, f"{end.value:.12g}{end.unit}") for end in read)
        words = f"{read[0].value:.12g}—{high.written}" if high.written else ""
        return Target(
            Comparator.BETWEEN,
            low.value,
            high.value,
            unit=low.unit,
            direction=self.entry.direction,
            written=words,
        )

    def _done_by(self, written: str) -> Target:
        day = due_date(written)
        if day is None:
            raise TargetError(Code.BAD_DATE, "done_by", {"value": written})
        if not self.indicator.is_date:
            raise unit_error(self.indicator, load("specs")["date_unit"], key="done_by")
        return Target(Comparator.BY_DATE, float(day.toordinal()), unit=self.indicator.unit)

    def _grade(self, name: str) -> Target:
        grades = self.indicator.grades
        if name not in grades:
            allowed = "、".join(grades) or load("specs")["none"]
            values = {"grade": name, "label": self.indicator.label, "allowed": allowed}
            raise TargetError(Code.UNKNOWN_GRADE, self.form, dict(values))
        rank = float(grades[name])
        relation = _GRADES[self.form]
        return Target(Comparator.GRADE, rank, unit=self.indicator.unit, grade=name, relation=relation)

    def _change(self, written: bool | str) -> Target:  # noqa: FBT001 - `rising: true`
        """A rise or fall: in per cent of what it starts from, or in the indicator's unit (of a share in points)."""
        form = Comparator.GROWTH if self.form == "grows_by" else _TRENDS[self.form]
        if written is False or self.indicator.is_date:
            raise _bad(key=self.form, written="false" if written is False else self.form)
        base, own = self._base(), self.indicator.unit
        if written is True:
            if base["average"] or form is Comparator.GROWTH:
                raise _bad(key=self.form, written="true")
            return Target(form, unit=own, **base)
        change = figure(written)
        if change is None or self.indicator.grades:
            raise _bad(key=self.form, written=written)
        if change.unit in {_PERCENT, _TIMES}:
            percent = change.value * (_WHOLE if change.unit == _TIMES else 1)
            is_share = form is not Comparator.GROWTH
            return Target(form, percent, unit=own, in_percent=is_share, **base)
        if form is Comparator.GROWTH:
            raise _bad(key=self.form, written=written)
        # A share rises by percentage points.
        if own == _PERCENT and change.unit in load("specs")["points"]:
            return Target(form, change.value, unit=change.unit, **base)
        measured = self._measured(self.form, change, str(written))
        return Target(form, measured.value, unit=measured.unit, written=measured.written, **base)

    def _base(self) -> dict[str, Any]:
        """From when a change is counted, and whether it is a year's on average."""
        written, average = self.entry.base, self.entry.average
        if written == _UNNAMED or (written is None and average):
            return {"is_based": False, "average": average}
        if written is None:
            return {"average": False}
        if re.fullmatch(r"(?:19|20)\d\d", written) is None:
            raise _bad(key="base", written=written)
        return {"base": int(written), "average": average}

    def _stated(self, written: bool) -> Target:  # noqa: FBT001 - `done: true`
        if not written:
            raise _bad(key=self.form, written="false")
        if self.form == "named":
            return Target(Comparator.NAMED, unit=self.indicator.unit)
        if not self.indicator.is_yes_no:
            raise unit_error(self.indicator, load("specs")["yes_no_unit"], key=self.form)
        comparator, value = _YES_NO[self.form]
        return Target(comparator, value, unit=self.indicator.unit)


def _bad(*, key: str, written: object) -> TargetError:
    return TargetError(Code.BAD_TARGET, key, {"value": written, "allowed": "、".join(FORMS)})


def unit_error(indicator: Indicator, unit: str, *, key: str) -> TargetError:
    """The error of a figure in another unit than the indicator's."""
    values: dict[str, object] = {"label": indicator.label, "has": indicator.unit, "unit": unit}
    return TargetError(Code.UNIT_MISMATCH, key, values)


def kind_of(entry: RequirementEntry, target: Target) -> Kind:
    """The kind that the entry states, else the one that its target, modality, scope and unit make it."""
    if entry.kind is not None:
        return entry.kind
    if target.comparator in _KINDS:
        return _KINDS[target.comparator]
    return Kind.PERMISSION if entry.modality is Modality.MAY else _kind_by_unit(entry, target)


def _kind_by_unit(entry: RequirementEntry, target: Target) -> Kind:
    unit, known = target.unit, load("specs")
    if known["money"] in unit:
        return Kind.MONEY
    if unit in known["durations"]:
        return Kind.DURATION
    if "/" in unit and unit.partition("/")[2].lstrip("0123456789") in known["periods"]:
        return Kind.FREQUENCY
    if unit == "%":
        return Kind.COVERAGE if target.value == _WHOLE else Kind.THRESHOLD
    if entry.per is not None:
        return Kind.PER_UNIT
    return Kind.COUNT if unit in known["counts"] else Kind.THRESHOLD
