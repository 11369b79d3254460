"""类别: what a requirement looks like."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Kind"]


class Kind(StrEnum):
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

    @property
    def label(self) -> str:
        """The Chinese word that staff read."""
        return _KIND_LABELS[self.value]


_KIND_LABELS = {
    "threshold": "指标值",
    "coverage": "覆盖",
    "per_unit": "每个单位",
    "milestone": "时限",
    "grade": "等级",
    "frequency": "频次",
    "duration": "时长",
    "money": "金额",
    "count": "数量",
    "condition": "条件",
    "permission": "许可",
    "relative": "相对值",
    "trend": "趋势",
}
