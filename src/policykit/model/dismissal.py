"""Words of a policy that look like a requirement and are none."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policykit.model.policy import Span

__all__ = ["Dismissal", "Reason"]


class Reason(StrEnum):
    """Why a number, coverage word or trend word in a text is no requirement."""

    FACT = "fact"
    CITATION = "citation"
    DATE = "date"
    SLOGAN = "slogan"
    HEADING = "heading"
    NAME = "name"
    ORDINAL = "ordinal"
    REPEAT = "repeat-of"
    NOT_MEASURABLE = "not-measurable"

    @property
    def label(self) -> str:
        """The Chinese word that staff read."""
        return _REASON_LABELS[self.value]


_REASON_LABELS = {
    "fact": "已有事实",
    "citation": "引文",
    "date": "日期",
    "slogan": "口号",
    "heading": "标题",
    "name": "名称",
    "ordinal": "序号",
    "repeat-of": "重复",
    "not-measurable": "无法计量",
}


@dataclass(frozen=True, slots=True)
class Dismissal:
    """Words of a policy that look like a requirement and are none, with the reason."""

    policy: str
    clause: str
    quote: str
    span: Span
    """Of the quote, in the decoded source."""
    reason: Reason
    of: str | None = None
    """For a repeat: id of the requirement that it repeats."""
    note: str = ""
