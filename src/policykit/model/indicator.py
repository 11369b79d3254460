"""指标 and 填报变量: what is measured, and what staff report for it.

An indicator's function is plain arithmetic on its variables (no branches on values, no numpy), so
that the same function works on numbers and on the columns of any dataframe engine.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeAlias

from policykit.model.reading import NOT_DONE, Unreadable, expected, read_value, words
from policykit.model.term import Term

__all__ = ["NOT_DONE", "Entity", "Indicator", "Value", "Variable"]

Value: TypeAlias = Any
"""A number, or a narwhals expression, series or column: whatever plain arithmetic works on."""


class Entity(StrEnum):
    """填报单位: the kind of unit whose rows a variable is reported on, one row per unit.

    >>> Entity("township_centre").label
    '乡镇卫生院'
    """

    NATION = "nation"
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    CONSORTIUM = "consortium"
    HOSPITAL = "hospital"
    TOWNSHIP_CENTRE = "township_centre"
    VILLAGE_CLINIC = "village_clinic"

    @property
    def label(self) -> str:
        """The Chinese word that staff read, also the name of the entity's sheet in a workbook."""
        return _ENTITY_LABELS[self.value]


_ENTITY_LABELS = {
    "nation": "国家",
    "province": "省",
    "city": "市",
    "county": "县",
    "consortium": "医共体",
    "hospital": "医院",
    "township_centre": "乡镇卫生院",
    "village_clinic": "村卫生室",
}


@dataclass(frozen=True, slots=True)
class Variable:
    """填报变量: one figure that staff report for one entity.

    `minimum` and `maximum` include the bound. `grades` maps the names of an ordered scale to ranks
    (一级 1, 二级 2 …): a graded variable is reported by name and computed by rank. A date is computed
    as its ordinal day (`date.toordinal`).

    >>> visits = Variable("visits", "县域内就诊人次", "人次", "…", Entity.COUNTY, minimum=0)
    >>> visits.encode(83), visits.problem(-1)
    (83.0, '小于最小值0')
    >>> level = Variable("level", "医院等级", "级", "…", Entity.HOSPITAL, grades={"一级": 1, "二级": 2})
    >>> level.encode("二级"), level.problem("四级")
    (2.0, '不是可选的等级')
    """

    name: str
    label: str
    unit: str
    definition: str
    entity: Entity
    minimum: float | None = None
    maximum: float | None = None
    grades: Mapping[str, float] = field(default_factory=dict, hash=False)
    is_date: bool = False
    whole: bool = False
    """Whether only whole numbers are sensible (counts of people, institutions, visits)."""
    aliases: tuple[str, ...] = ()
    """Other names by which policy texts call it, where a target is compared with it."""

    def encode(self, value: object) -> float | None:
        """The number to compute with, or `None` when nothing is reported.

        Takes numbers, and text as cells hold it: 1,234, 4.8万, 二甲, 2025年6月, 未完成.

        Raises
        ------
        Unreadable
            A `ValueError`: the value is no report of this variable.
        """
        return read_value(value, self)

    def problem(self, value: object) -> str | None:
        """Why `value` cannot be a report of this variable, in Chinese, or `None` when it can."""
        try:
            number = self.encode(value)
        except Unreadable as error:
            return expected(error)
        wording = words()["expected"]
        if number is None or self.is_date:
            return None
        if self.minimum is not None and number < self.minimum:
            return str(wording["least"].format(bound=f"{self.minimum:g}"))
        if self.maximum is not None and number > self.maximum:
            return str(wording["most"].format(bound=f"{self.maximum:g}"))
        return wording["whole"] if self.whole and number != int(number) else None


@dataclass(frozen=True, slots=True, eq=False)
class Indicator:
    """指标: a named figure, with the Python function that computes it from its variables.

    Call it with numbers or with columns, by position or by name of variable. `own_reading` says that
    no official formula is on record and the definition is this project's; else `source` cites it.

    >>> visits = Variable("visits", "县域内就诊人次", "人次", "…", Entity.COUNTY)
    >>> total = Variable("total", "居民就诊总人次", "人次", "…", Entity.COUNTY)
    >>> rate = Indicator("rate", "县域内就诊率", "%", (Entity.COUNTY,), "service",
    ...                  lambda visits, total: visits / total * 100, (visits, total))
    >>> rate(83, total=100), rate.parameters
    (83.0, ('visits', 'total'))
    """

    name: str
    label: str
    unit: str
    entities: tuple[Entity, ...]
    """The kinds of unit on whose rows it may be computed; the first is the usual one."""
    theme: str
    function: Callable[..., Value]
    variables: tuple[Variable, ...]
    aliases: tuple[str, ...] = ()
    """Other names of the same indicator in policy texts."""
    source: str = ""
    own_reading: bool = True

    def __call__(self, *args: Value, **kwargs: Value) -> Value:
        """The indicator's value in `unit`, for numbers or for columns."""
        return self.function(*args, **kwargs)

    @property
    def entity(self) -> Entity:
        """The usual kind of unit on whose rows it is computed."""
        return self.entities[0]

    @property
    def parameters(self) -> tuple[str, ...]:
        """Names of the variables, in the order of the function's parameters."""
        return tuple(variable.name for variable in self.variables)

    @property
    def names(self) -> tuple[str, ...]:
        """Label and aliases: every name by which a text may call the indicator."""
        return (self.label, *self.aliases)

    @property
    def grades(self) -> Mapping[str, float]:
        """The ordered scale of a graded indicator (name → rank), else empty."""
        return self.variables[0].grades if len(self.variables) == 1 else {}

    @property
    def is_date(self) -> bool:
        """Whether the value is a day (a completion date)."""
        return len(self.variables) == 1 and self.variables[0].is_date

    @property
    def python(self) -> str:
        """The source code of the function."""
        return inspect.getsource(self.function)

    @property
    def formula(self) -> str:
        """The function in Chinese, read off by calling it with the labels of its variables.

        >>> variable = Variable("tcm_beds", "中医床位数", "张", "…", Entity.HOSPITAL)
        >>> total = Variable("hospital_beds", "床位总数", "张", "…", Entity.HOSPITAL)
        >>> Indicator("tcm_bed_share", "中医床位占比", "%", (Entity.HOSPITAL,), "tcm",
        ...           lambda beds, total: beds / total * 100, (variable, total)).formula
        '中医床位数 ÷ 床位总数 × 100'
        """
        return str(self.function(*(Term(variable.label) for variable in self.variables)))

    @property
    def definition(self) -> str:
        """The function's docstring, without its indentation."""
        return inspect.getdoc(self.function) or ""
