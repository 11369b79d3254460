"""判定: whether a requirement is met, with everything that a reader needs to see why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from policykit.model.sentence import shown, shown_margin

if TYPE_CHECKING:
    from datetime import date

    from policykit.model.requirement import Requirement

__all__ = ["Finding", "Verdict"]


class Verdict(StrEnum):
    """判定. Missing data is never a failure; what is not due yet is not one either.

    >>> Verdict("not_due").label
    '未到期'
    """

    MET = "met"
    NOT_MET = "not_met"
    NOT_DUE = "not_due"
    NO_DATA = "no_data"
    NOT_APPLICABLE = "not_applicable"

    @property
    def label(self) -> str:
        """The Chinese word that staff read."""
        return _VERDICT_LABELS[self.value]


_VERDICT_LABELS = {
    "met": "达标",
    "not_met": "未达标",
    "not_due": "未到期",
    "no_data": "待报",
    "not_applicable": "不适用",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One requirement checked on one unit's figures: verdict, value, margin, quote and clause."""

    requirement: Requirement
    verdict: Verdict
    value: float | None = None
    """The indicator's value in its unit; `None` when it could not be computed."""
    margin: float | None = None
    """How much better than the target, in the target's unit; negative when it falls short."""
    as_of: date | None = None
    missing: tuple[str, ...] = ()
    """Chinese labels of the variables that were not given."""
    reason: str = ""
    """Why there is no value or the requirement does not apply, in Chinese."""

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
        """`error`, `warning` or `information` when not met, by modality; `none` otherwise."""
        return self.requirement.modality.severity if self.verdict is Verdict.NOT_MET else "none"

    def __bool__(self) -> bool:
        """True only when the requirement is met."""
        return self.verdict is Verdict.MET

    def __str__(self) -> str:
        """One Chinese line: verdict, what was asked, what was found, quote and clause."""
        parts = [f"{self.verdict.label}：{self.requirement.plain}"]
        if self.value is not None:
            parts.append(f"实际{shown(self.requirement.indicator, self.value)}")
        if self.margin is not None and self.verdict is not Verdict.MET:
            short = shown_margin(self.requirement.indicator, -self.margin)
            parts.append(f"差{short}" if self.margin else "持平")
        if self.missing:
            parts.append(f"缺{'、'.join(self.missing)}")
        if self.reason:
            parts.append(self.reason)
        return f"{'，'.join(parts)}（“{self.quote}”，{self.clause}）"
