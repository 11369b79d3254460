"""数量表述: a number with its unit and comparator, as a text writes it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from policykit.model.modality import Modality
from policykit.model.span import Span

__all__ = ["Comparator", "Exact", "Hint", "Quantity", "QuantityKind"]

Exact = Decimal | Fraction
"""An exact value; the two compare with each other, and `float()` takes both."""


class Comparator(StrEnum):
    """How a figure is compared.

    以上, 以下, 以内 include the number; 不满, 超过, 以外 do not (民法典第1259条).
    """

    GE = ">="
    GT = ">"
    LE = "<="
    LT = "<"
    EQ = "=="
    BETWEEN = "between"
    APPROX = "approx"
    INCREASE = "increase"
    DECREASE = "decrease"
    BY_DATE = "by_date"
    GRADE = "grade"
    RELATIVE = "relative"
    GROWTH = "growth"
    """In per cent of the year before: 增长12%以上."""
    DONE = "done"
    FORBIDDEN = "forbidden"
    NAMED = "named"


class QuantityKind(StrEnum):
    """What sort of expression a quantity is."""

    NUMBER = "number"
    """A figure: 90%以上, 至少派出3名, 3—5个, 30日内."""
    COVERAGE = "coverage"
    """A share in words: 全覆盖, 普遍, 基本建成."""
    GRADE = "grade"
    """二级及以上, 5级以上, 主治医师以上."""
    DATE = "date"
    """A date or period: 到2025年, 年底前."""
    FREQUENCY = "frequency"
    """每季度, 定期."""
    TREND = "trend"
    """逐步提高, 稳中有降."""
    RELATIVE = "relative"
    """A figure that is another figure: 达国家平均水平."""
    UNREAD = "unread"
    """未读: numerals that look like a figure and that no rule reads (83①, 1.2.3), or that name a size only (数百名)."""
    LABEL = "label"
    """A number that names and does not measure: 文号, 第三批, (十一), “五大中心”."""


class Hint(StrEnum):
    """Why a quantity is probably no requirement; a reader of the policy has the last word.

    >>> Hint.CITATION.reason, Hint.BASELINE.reason
    ('citation', 'fact')
    """

    DOCUMENT_NUMBER = "document_number"
    """文号."""
    ACT_DATE = "act_date"
    """The date on which something was issued, passed or comes into force."""
    ORDINAL = "ordinal"
    ENUMERATOR = "enumerator"
    """一是, (十一), 1."""
    CITATION = "citation"
    """第十条第二款."""
    SECTION = "section"
    """附件2, 表3, 1.2.3."""
    NAME = "name"
    """Part of a name: 2018年版, 三年行动, 三级医院, 县级以上, all within 《》."""
    SLOGAN = "slogan"
    """“五大中心”, “1+1”, 三医."""
    VERSION = "version"
    PHONE = "phone"
    """Telephone and other numbers to be dialled or copied."""
    FACT = "fact"
    """What was reached already."""
    BASELINE = "baseline"
    """The year that a change is counted from: 比2020年."""
    NOT_MEASURABLE = "not_measurable"
    """A trend whose sentence names nothing that is counted."""

    @property
    def reason(self) -> str:
        """The value of `Reason` with which a spec would dismiss it."""
        return _REASONS[self.value]


_REASONS = {
    "document_number": "citation",
    "act_date": "date",
    "ordinal": "name",
    "enumerator": "name",
    "citation": "citation",
    "section": "citation",
    "name": "name",
    "slogan": "slogan",
    "version": "name",
    "phone": "name",
    "fact": "fact",
    "baseline": "fact",
    "not_measurable": "not-measurable",
}


@dataclass(frozen=True, slots=True)
class Quantity:
    """数量表述: one quantitative expression of a clause.

    Spans are code points of the text that was parsed (the clause in normal form), so that
    `span.cut(text) == surface`. Magnitudes are in the value, not in the unit: 4.8万元 has value 48000,
    unit 元 and `unit_written` 万元. Shares are in percent: 三分之二 is 200/3 %, exactly. `hint` is set when
    the expression is probably no requirement.
    """

    kind: QuantityKind
    surface: str
    span: Span
    """Number and unit with the words of comparison that belong to them: 至少派出3名."""
    figure: Span
    """Number and unit alone: 3名. For words the same as `span`."""
    comparator: Comparator | None = None
    value: Exact | None = None
    value2: Exact | None = None
    """Upper bound of a range, or the second term of a ratio (1:1.5)."""
    unit: str = ""
    """One spelling per unit: 百分点 for 个百分点; 次/季度 for 每季度."""
    unit_written: str = ""
    dimension: str = ""
    """What the unit measures: share, money, time, person, count, …; empty without a unit."""
    grade: str | None = None
    """二级, 主治医师: the grade as a word."""
    per: str | None = None
    """每千人口, 每个: what the figure is counted for."""
    due: date | None = None
    """Last day of the period that reaches it; for a date its own last day."""
    since: date | None = None
    """For 自2024年起: the first day."""
    modality: Modality = Modality.MUST
    vague: bool = False
    """Whether the words leave the figure open: 左右, 约, 普遍, 基本, 一批, 定期."""
    hint: Hint | None = None

    @property
    def number(self) -> float | None:
        """The value as a float, for exports."""
        return None if self.value is None else float(self.value)

    @property
    def number2(self) -> float | None:
        """The second value as a float, for exports."""
        return None if self.value2 is None else float(self.value2)
