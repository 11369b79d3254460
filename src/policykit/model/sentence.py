"""A requirement in plain Chinese, and as the Python that decides it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from policykit.model.modality import Modality
from policykit.model.quantity import Comparator

if TYPE_CHECKING:
    from policykit.model.indicator import Indicator
    from policykit.model.requirement import Requirement

__all__ = ["decision", "sentence", "shown", "shown_margin"]


def sentence(one: Requirement) -> str:
    """What a requirement asks, as one sentence: 到2026年12月31日，歙县县域内就诊率不低于85%."""
    when = f"到{one.due.year}年{one.due.month}月{one.due.day}日，" if one.due else ""
    urged = one.modality.label if one.modality is Modality.ENCOURAGE else ""
    strength = one.modality.label if one.modality in (Modality.AIM, Modality.MAY) else ""
    name = one.name.removesuffix("日期") if one.target.deadline else one.name
    if one.per is not None:
        name = f"每个{one.per.label}{name.removeprefix(one.per.label)}"
    scope = f"（{one.population}）" if one.population and one.population not in f"{one.subject}{name}" else ""
    return f"{when}{urged}{one.subject}{name}{scope}{strength}{'' if one.target.deadline else _asked(one)}"


def _asked(one: Requirement) -> str:
    """The target, with what it is compared with under its Chinese name."""
    if one.reference is None:
        return one.target.plain
    other = one.reference.label.removeprefix(f"{one.name}（").removesuffix("）")
    if one.target.relation is Comparator.EQ:
        return f"与{other}一致"
    return one.target.plain.removesuffix(one.target.figure) + other


def decision(one: Requirement) -> str:
    """The declaration of the indicator, and the comparison that decides."""
    call, target = _call(one.indicator), one.target
    if target.comparator is Comparator.BETWEEN:
        test = f"{target.value:.12g} <= {call} <= {target.value2:.12g}"
    elif target.comparator is Comparator.APPROX:
        test = f"abs({call} - {target.value:.12g}) <= {target.tolerance:.12g}"
    else:
        test = f"{call} {target.way.value} {_other(one, call)}"
    return f"{one.indicator.python}\n\n{test}\n"


def _other(one: Requirement, call: str) -> str:
    """The right-hand side of the comparison."""
    target = one.target
    if one.reference is not None:
        return _call(one.reference)
    if target.compares:
        sign = "-" if target.comparator is Comparator.DECREASE else "+"
        return f"earlier.{call}" + (f" {sign} {target.value:.12g}" if target.value else "")
    if (day := target.deadline) is not None:
        return f"date({day.year}, {day.month}, {day.day}).toordinal()"
    return f"{target.value:.12g}"


def _call(indicator: Indicator) -> str:
    """The figure that is compared: a call of the indicator, or the reported figure itself."""
    return indicator.name if indicator.reported else f"{indicator.name}({', '.join(indicator.parameters)})"


def shown(indicator: Indicator, value: float) -> str:
    """A value of an indicator as staff read it: 83%, 主治医师, 2025-12-31 or 未完成."""
    if indicator.is_date:
        return date.fromordinal(int(value)).isoformat() if value != float("inf") else "未完成"
    names = {rank: name for name, rank in indicator.grades.items()}
    return names.get(value, f"{round(value, 4):.12g}{indicator.unit}")


def shown_margin(indicator: Indicator, margin: float) -> str:
    """A margin as staff read it: 2个百分点, 30天, 1级."""
    unit = "天" if indicator.is_date else "级" if indicator.grades else indicator.unit
    return f"{round(margin, 4):.12g}{'个百分点' if unit == '%' else unit}"
