"""指标: what is measured, as a declaration; its theme."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass, field
from typing import NamedTuple

from policykit.model.expression import AllOf, Expression, Number, Operation, Value
from policykit.model.variable import Entity, Official, Variable

__all__ = ["Indicator", "Share", "Theme"]

_PERCENT, _WHOLE = "%", 100
_LINE = 100


@dataclass(frozen=True, slots=True)
class Theme:
    """指标主题: the declarations that follow it in a module are of this theme.

    >>> education = Theme("义务教育")
    """

    label: str
    """The Chinese title of its page."""
    _: KW_ONLY
    name: str = ""
    """In code and addresses: the name of the attribute that declares it."""


class Share(NamedTuple):
    """An indicator in % that is a part over its whole."""

    part: Variable
    whole: Variable


@dataclass(frozen=True, slots=True, eq=False)
class Indicator:
    """指标: a named figure, with the expression by which it is computed from variables.

    Call it with numbers or with columns, by position or by name of variable. Without `official` its definition is
    this project's own reading.

    >>> visits = Variable("县域内就诊人次", "人次", Entity.COUNTY, "…", name="visits")
    >>> total = Variable("居民就诊总人次", "人次", Entity.COUNTY, "…", name="total")
    >>> rate = Indicator("县域内就诊率", "%", visits / total * 100, name="rate")
    >>> rate(83, total=100), rate.parameters, rate.formula
    (83.0, ('visits', 'total'), '县域内就诊人次 ÷ 居民就诊总人次 × 100%')
    >>> print(rate.python)
    rate = Indicator("县域内就诊率", "%", visits / total * 100)
    """

    label: str
    unit: str
    """Of the value that the expression computes; empty for an index."""
    expression: Expression
    _: KW_ONLY
    aliases: tuple[str, ...] = ()
    """Other names of the same indicator in policy texts."""
    official: Official | None = None
    rises: bool | None = None
    """Whether more is better; `None` where neither is, or where it is not said."""
    note: str = ""
    """How it is told apart from what is near it, in Chinese."""
    may_exceed: bool = False
    """Whether its part may exceed its whole: beds in use beyond the beds that are open."""
    entities: tuple[Entity, ...] = ()
    """The kinds of unit on whose rows it may be computed, the usual one first; its first variable's if not given."""
    name: str = ""
    theme: str = ""
    variables: tuple[Variable, ...] = field(init=False)
    """In the order in which they stand in the expression."""

    def __post_init__(self) -> None:
        variables = tuple(leaf for leaf in self.expression.leaves if isinstance(leaf, Variable))
        if not variables:
            message = f"{self.label}: an indicator is computed from variables"
            raise ValueError(message)
        object.__setattr__(self, "variables", variables)
        object.__setattr__(self, "entities", self.entities or variables[0].entities)

    @classmethod
    def of(cls, variable: Variable, theme: str = "") -> Indicator:
        """A reported figure, which is an indicator already."""
        return cls(
            variable.label,
            variable.unit,
            variable,
            aliases=variable.aliases,
            official=variable.official,
            rises=variable.rises,
            note=variable.note,
            name=variable.name,
            theme=theme,
        )

    def __call__(self, /, *values: Value, **named: Value) -> Value:
        """The indicator's value in `unit`, for numbers or for columns.

        Raises
        ------
        TypeError
            The figures are not those of its variables, each once.
        """
        names = self.parameters
        given = dict(zip(names, values, strict=False)) | named
        if len(values) + len(named) != len(names) or given.keys() != set(names):
            message = f"{self.name} takes {', '.join(names)}"
            raise TypeError(message)
        return self.expression.evaluate(given)

    @property
    def entity(self) -> Entity:
        """The usual kind of unit on whose rows it is computed."""
        return self.entities[0]

    @property
    def parameters(self) -> tuple[str, ...]:
        """Names of the variables, in their order."""
        return tuple(variable.name for variable in self.variables)

    @property
    def keys(self) -> tuple[str, ...]:
        """The columns of a frame in which the variables stand, in their order."""
        return tuple(variable.key for variable in self.variables)

    @property
    def names(self) -> tuple[str, ...]:
        """Label and aliases: every name by which a text may call the indicator."""
        return (self.label, *self.aliases)

    @property
    def reported(self) -> Variable | None:
        """The variable that it is, when it is computed by nothing."""
        return self.expression if isinstance(self.expression, Variable) else None

    @property
    def grades(self) -> Mapping[str, float]:
        """The ordered scale of a graded indicator (name → rank), of a duty of several parts 否 and 是; else empty."""
        of = self.reported or (self.parts[0] if self.parts else None)
        return of.grades if of else {}

    @property
    def is_date(self) -> bool:
        """Whether the value is a day (a completion date)."""
        return self.reported is not None and self.reported.is_date

    @property
    def share(self) -> Share | None:
        """Part and whole, when it is the one over the other in %, both counted alike."""
        parts = self.expression.quotient
        if parts is None or self.unit != _PERCENT or parts.factor != _WHOLE or parts.part is parts.whole:
            return None
        part, whole = self.variables
        return Share(part, whole) if part.unit == whole.unit else None

    @property
    def over_time(self) -> str:
        """How its values of quarters or months give that of a year: see `Variable.over_time`.

        What is divided by a stock adds up as what is divided; a flow over a flow is a `ratio`, which is computed anew
        from the flows of the year; empty where one of its variables says nothing.
        """
        kind = _over_time(self.expression)
        return "" if kind == _NUMBER else kind

    @property
    def parts(self) -> tuple[Variable, ...]:
        """The yes/no variables of a duty of several parts, each of which must be 是; none of anything else."""
        return self.variables if isinstance(self.expression, AllOf) else ()

    @property
    def is_yes_no(self) -> bool:
        """Whether its value is 是 (1) or 否 (0)."""
        graded = self.parts or (self.reported,)
        return all(each is not None and sorted(each.grades.values()) == [0, 1] for each in graded)

    @property
    def least(self) -> float | None:
        """The bound below which no value can be (a count or a rate: 0); `None` when there is none."""
        if self.reported:
            return self.reported.minimum
        has_no_minus = "-" not in str(self.expression.tree)
        is_above = all(each.minimum is not None and each.minimum >= 0 for each in self.variables)
        return 0 if has_no_minus and is_above else None

    @property
    def most(self) -> float | None:
        """The bound above which no value can be (a share: 100); `None` when there is none."""
        if self.reported:
            return self.reported.maximum
        return _WHOLE if self.share and not self.may_exceed else None

    @property
    def source(self) -> str:
        """Where the definition is published; empty when it is this project's own reading."""
        return str(self.official) if self.official else ""

    @property
    def own_reading(self) -> bool:
        """Whether no official definition is on record."""
        return self.official is None

    @property
    def own_formula(self) -> bool:
        """Whether the way to compute it is this project's: no definition is on record, or one without a formula."""
        definition = self.official.definition if self.official else None
        return definition is None or definition.formula is None

    @property
    def formula(self) -> str:
        """The formula in Chinese (`甲 ÷ 乙 × 100%`); empty for what is reported as it is."""
        if self.reported:
            return ""
        text = self.expression.chinese
        return f"{text}%" if self.unit == _PERCENT and text.endswith("× 100") else text

    @property
    def python(self) -> str:
        """The declaration, as Python: of the indicator, or of the variable that it is."""
        if self.reported:
            kind, words = "Variable", [self.reported.entity.python, _quoted(self.reported.definition)]
        else:
            kind, words = "Indicator", [self.expression.python]
        inside = [_quoted(self.label), _quoted(self.unit), *words]
        line = f"{self.name} = {kind}({', '.join(inside)})"
        if len(line) <= _LINE:
            return line
        return "\n".join([f"{self.name} = {kind}(", *(f"    {argument}," for argument in inside), ")"])


_NUMBER = "number"
_RATIOS = {("flow", "flow"): "ratio", ("stock", "stock"): "stock", ("flow", "stock"): "flow"}


def _over_time(expression: Expression) -> str:
    match expression:
        case Variable():
            return expression.over_time
        case Number():
            return _NUMBER
        case AllOf():
            return "stock"
        case Operation(sign, left, right):
            return _together(sign, _over_time(left), _over_time(right))
    return ""


def _together(sign: str, left: str, right: str) -> str:
    if _NUMBER in {left, right}:
        other = left if right == _NUMBER else right
        is_moved = other == "flow" and sign in {"+", "-"}  # four times what is added would come to it
        return "" if is_moved or (sign == "/" and left == _NUMBER) else other
    if sign == "/":
        return _RATIOS.get((left, right), "")
    return left if sign in {"+", "-"} and left == right != "least" else ""


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
