"""How a result is put into words for a reader: what was asked, what was found, by how much it differs."""

from __future__ import annotations

from policykit.figures.evaluate import Result, State
from policykit.model import Comparator
from policykit.model.sentence import shown, shown_margin

__all__ = ["asked", "due", "found", "gap", "remark"]


def asked(result: Result) -> str:
    """The target in plain words: 不低于85%; for a trend with the figure that it starts from."""
    requirement, target = result.requirement, result.requirement.target
    if not target.decidable:
        return "（原文没有给出数值）"
    if target.deadline is not None:
        return f"{target.deadline.isoformat()}前完成"
    words = target.plain
    if target.compares and result.target is not None:
        if target.comparator is Comparator.RELATIVE and requirement.reference is not None:
            words = words.replace(target.reference or "", requirement.reference.label)
        return f"{words}（{shown(requirement.indicator, result.target)}）"
    if target.comparator is Comparator.RELATIVE and requirement.reference is not None:
        return words.replace(target.reference or "", requirement.reference.label)
    return words


def found(result: Result) -> str:
    """The value as staff read it; empty when there is none."""
    value = result.finding.value
    return "" if value is None else shown(result.requirement.indicator, value)


def gap(result: Result) -> str:
    """By how much it is missed or met: 差2个百分点, 超3个; empty when there is no margin."""
    margin = result.finding.margin
    if margin is None:
        return ""
    size = shown_margin(result.requirement.indicator, abs(margin))
    if result.state in (State.NOT_MET, State.NOT_DUE):
        return f"差{size}" if margin else "未超过"
    return f"余{size}" if margin else "持平"


def due(result: Result) -> str:
    """The due date, with the days that are left; empty when the text names none."""
    day, as_of = result.requirement.due, result.finding.as_of
    if day is None:
        return "无期限"
    left = (day - as_of).days if as_of else -1
    return (
        f"{day.isoformat()}（还有{left}天）"
        if left >= 0 and result.state is State.NOT_DUE
        else day.isoformat()
    )


def remark(result: Result) -> str:
    """What is missing, why it could not be computed, what the text leaves open."""
    finding = result.finding
    parts = [f"缺{'、'.join(finding.missing)}" if finding.missing else "", finding.reason, result.error]
    if result.requirement.vague:
        parts.append(result.requirement.vagueness or "原文数量不确定")
    if result.requirement.interpretation:
        parts.append("仅见于政策解读")
    return "；".join(part for part in parts if part)
