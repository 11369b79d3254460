"""类别: what a requirement looks like."""

from __future__ import annotations

from policykit.base.resources import Labelled

__all__ = ["Kind"]


class Kind(Labelled):
    """What a requirement looks like; derived from its target, unit, scope and modality."""

    THRESHOLD = "threshold"
    COVERAGE = "coverage"
    PER_UNIT = "per_unit"
    MILESTONE = "milestone"
    GRADE = "grade"
    FREQUENCY = "frequency"
    DURATION = "duration"
    MONEY = "money"
    COUNT = "count"
    CONDITION = "condition"
    PERMISSION = "permission"
    RELATIVE = "relative"
    TREND = "trend"
    GROWTH = "growth"
    DUTY = "duty"
    """Done or not: 设立用药咨询门诊."""
    PROHIBITION = "prohibition"
    """不得, 严禁, 取消."""
    NAMED = "named"
    """What the text orders without a figure: to be assessed, introduced or set up; never judged."""
