"""官方定义: how an official document defines an indicator, word for word, and what its formula computes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass, field
from fractions import Fraction
from typing import Any, final

from policykit.base.resources import Labelled, load
from policykit.model.expression import Expression, Named, Operation, Value

__all__ = ["Definition", "Formula", "NoFormula", "Term"]


@final
@dataclass(frozen=True, slots=True)
class Term(Named):
    """A figure that a definition names: a proposed variable, called by the words of the text.

    >>> Term("出院人次数").label, Term("出院人次数").name
    ('出院人次数', '出院人次数')
    """

    label: str
    name: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", self.name or self.label)


class NoFormula(Labelled):
    """Why a definition has no expression: it states no formula, or one that is not compiled."""

    COUNT = "count"
    """It is reported as it is: a number, a time, an amount."""
    QUALITATIVE = "qualitative"
    """It is explained, assessed, graded or surveyed."""
    SCORING = "scoring"
    """It says only how points are given."""
    EXAMPLE = "example"
    """Its figures are an example's."""
    TARGET = "target"
    """It says only what is to be reached."""
    SERIES = "series"
    """Its formula sums over a list, or needs a function that is none of + - × ÷."""
    BRACKETS = "brackets"
    """A bracket is not closed, or what it holds can be read in two ways."""
    OPERAND = "operand"
    """What stands beside a sign is no figure, or is missing."""
    SCALE = "scale"
    """A share and a percentage are added as if they were one."""
    UNIT = "unit"
    """The factor of the formula is not that of the stated unit."""
    SEVERAL = "several"
    """It can be read in several ways that do not agree."""
    OTHER = "other"
    """Its formula is of a quantity of another name."""
    LONG = "long"
    """It is longer, or its brackets nest deeper, than any definition is, and was not read."""

    @property
    def stated(self) -> bool:
        """Whether a formula is stated that is not compiled."""
        return self not in _NONE_STATED


_NONE_STATED = frozenset(
    (NoFormula.COUNT, NoFormula.QUALITATIVE, NoFormula.SCORING, NoFormula.EXAMPLE, NoFormula.TARGET)
)


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula as worded, compiled: an expression over terms, and what the text says of some of them.

    >>> beds, staff = Term("床日数"), Term("平均医师人数")
    >>> mean = (Term("年初人数") + Term("年末人数")) / 2
    >>> load = Formula("床日数/平均医师人数", beds / staff, where={"平均医师人数": mean})
    >>> load.expanded.chinese, load.evaluate({"床日数": 90, "平均医师人数": 3})
    ('床日数 ÷（（年初人数 ＋ 年末人数）÷ 2）', 30.0)
    >>> load.evaluate({"床日数": 90, "年初人数": 2, "年末人数": 4})
    30.0
    """

    words: str
    """The wording that is compiled, as it stands."""
    expression: Expression
    _: KW_ONLY
    where: Mapping[str, Expression] = field(default_factory=dict, hash=False)
    """Of terms for which the text gives a formula of their own, by label, what they are."""
    label: str = ""
    """What stands left of the sign of equality."""
    factor: float = 1
    """By what a share is multiplied: 100 for a percentage."""
    unit: str = ""
    """%, ‰ where the formula or the table says so."""
    implied: bool = False
    """Whether the factor stands in the unit, and not in the formula."""

    @property
    def expanded(self) -> Expression:
        """The expression with every term replaced for which the text gives a formula."""
        return _replaced(self.expression, self.where)

    @property
    def chinese(self) -> str:
        """The formula in normal signs; what its terms are follows behind ；."""
        parts = [self.expression.chinese, *(f"{name} ＝ {of.chinese}" for name, of in self.where.items())]
        return "；".join(parts)

    @property
    def numerator(self) -> str:
        """The words that stand for the part; empty where it is no quotient."""
        return self._sides[0]

    @property
    def denominator(self) -> str:
        """The words that stand for the whole; empty where it is no quotient."""
        return self._sides[1]

    @property
    def _sides(self) -> tuple[str, str]:
        parts = _quotient(self.expression)
        return (parts[0].chinese, parts[1].chinese) if parts else ("", "")

    def is_alike(self, other: Expression) -> bool:
        """Whether another expression computes the same from as many figures, each taken for the one in its place.

        >>> visits, total = Term("就诊人次"), Term("总人次")
        >>> Formula("", visits * 10000 / total).is_alike(total / visits * 10000)
        True
        >>> Formula("", visits / total * 100).is_alike(visits / total)
        False
        """
        value = _value(other)
        return value is not None and value in (_value(self.expression), _value(self.expanded))

    def evaluate(self, figures: Mapping[str, Value]) -> Value:
        """The value by figures under the labels of terms; what is not given is computed where the text says how.

        Raises
        ------
        KeyError
            A term has no figure and no formula.
        ZeroDivisionError
            A denominator is 0: there is no value.
        """
        known = {name: of for name, of in self.where.items() if name not in figures}
        return _replaced(self.expression, known).evaluate(figures)


def _value(expression: Expression) -> Fraction | None:
    """What an expression comes to by a prime for each of its figures, in their order; `None` of more than are there."""
    figures = {leaf.name: Fraction(prime) for leaf, prime in zip(expression.leaves, _PRIMES, strict=False)}
    return Fraction(expression.evaluate(figures)) if len(figures) == len(expression.leaves) else None


_PRIMES = (3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59)


def _replaced(expression: Expression, where: Mapping[str, Expression]) -> Expression:
    if isinstance(expression, Operation):
        sides = (_replaced(side, where) for side in (expression.left, expression.right))
        return Operation(expression.sign, *sides)
    if isinstance(expression, Term) and expression.label in where:
        rest = {name: of for name, of in where.items() if name != expression.label}
        return _replaced(where[expression.label], rest)
    return expression


def _quotient(expression: Expression) -> tuple[Expression, Expression] | None:
    """Part and whole of a quotient, its factors left off."""
    match expression:
        case Operation("/", left, right) if right.leaves:
            # 甲×10000÷乙: the factor may stand before the whole.
            inner = left
            while isinstance(inner, Operation) and inner.sign == "*" and not inner.right.leaves:
                inner = inner.left
            return inner, right
        case Operation("*" | "/", left, right) if not right.leaves:
            return _quotient(left)
    return None


@dataclass(frozen=True, slots=True)
class Definition:
    """官方定义: one indicator as an official document defines it.

    >>> one = Definition("guobanfa-2019-4/6", "四级手术比例", "", "国办发〔2019〕4号", "6")
    >>> print(one)
    国办发〔2019〕4号，第6项
    """

    id: str
    """File and item: `guobanfa-2019-4/6`."""
    name: str
    title: str
    """Of the document, without brackets."""
    document_number: str
    """文号; empty where it has none."""
    item: str
    """Its number there."""
    quote: str = ""
    """The official wording of definition or formula; empty where only the name is on record."""
    _: KW_ONLY
    formula: Formula | None = None
    without: NoFormula | None = None
    """Why there is no formula."""
    unit: str = ""
    direction: str = ""
    """In the words of the table: 逐步提高, 降低, 监测比较."""
    period: str = ""
    data_source: str = ""
    sha256: str = ""
    """Of the file that it was read from."""
    remark: str = ""
    """On what is on record: a transcription, a local text."""

    @property
    def numerator(self) -> str:
        """The words that stand for the part."""
        return self.formula.numerator if self.formula else ""

    @property
    def denominator(self) -> str:
        """The words that stand for the whole."""
        return self.formula.denominator if self.formula else ""

    @property
    def row(self) -> dict[str, Any]:
        """The definition as a row of an export; what it does not state is `None`."""
        formula = self.formula
        return {
            "id": self.id,
            "name": self.name,
            "title": self.title,
            "number": self.document_number or None,
            "item": self.item,
            "quote": self.quote or None,
            "formula": formula.chinese if formula else None,
            "tree": formula.expanded.tree if formula else None,
            "numerator": self.numerator or None,
            "denominator": self.denominator or None,
            "factor": formula.factor if formula else None,
            "unit": (formula.unit if formula else "") or self.unit or None,
            "direction": self.direction or None,
            "period": self.period or None,
            "data_source": self.data_source or None,
            "without": self.without.value if self.without else None,
            "sha256": self.sha256 or None,
            "remark": self.remark or None,
        }

    @property
    def why(self) -> str:
        """Why it has no formula, in Chinese: only its name is on record, or the reason; empty when it has one."""
        if self.formula:
            return ""
        return self.without.label if self.without else load("definitions")["named_only"]

    def __str__(self) -> str:
        return f"{self.document_number or f'《{self.title}》'}，{load('definitions')['item_of'].format(item=self.item)}"
