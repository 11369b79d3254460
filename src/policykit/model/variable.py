"""填报变量: what staff report, and for which kind of unit."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass, field
from typing import ClassVar, Literal

from policykit.base.division import Level
from policykit.model.definition import Definition
from policykit.model.expression import Named
from policykit.model.reading import Unreadable, expected, read_value, words

__all__ = ["Entity", "Official", "Variable", "key_of"]

_DATE = "日期"
_TAKEN = frozenset({"unit", "division", "entity", "year", "period", "population", "as_of", "earlier"})
"""Names that columns of a frame and arguments of a check have already."""
_COUNTED = frozenset({"人", "人次", "个", "家", "名", "张", "所", "件", "项", "次", "种", "批", "例", "台次"})


@dataclass(frozen=True, slots=True)
class Entity:
    """填报单位: the kind of unit whose rows a variable is reported on, one row per unit.

    Those of the library are attributes (`Entity.COUNTY`); a knowledge base declares more in its
    `specs/indicators.py`, where the name of the attribute is the entity's.

    >>> Entity.TOWNSHIP_CENTRE.name, Entity.TOWNSHIP_CENTRE.label
    ('township_centre', '乡镇卫生院')
    >>> school = Entity("学校", aliases=("中小学",))
    """

    label: str
    """The Chinese word that staff read, also the name of the entity's sheet in a workbook."""
    _: KW_ONLY
    aliases: tuple[str, ...] = ()
    """Other words by which sheets and columns name it."""
    level: Level | None = None
    """Of the administrative divisions that are its units; `None` for institutions in one."""
    name: str = ""
    """Its name in code and in files."""

    ALL: ClassVar[tuple[Entity, ...]]
    """Those of the library: divisions from the largest down, then institutions."""
    NATION: ClassVar[Entity]
    PROVINCE: ClassVar[Entity]
    CITY: ClassVar[Entity]
    COUNTY: ClassVar[Entity]
    CONSORTIUM: ClassVar[Entity]
    HOSPITAL: ClassVar[Entity]
    TOWNSHIP_CENTRE: ClassVar[Entity]
    VILLAGE_CLINIC: ClassVar[Entity]

    @classmethod
    def of(cls, level: Level) -> Entity:
        """That whose units are the divisions of a level."""
        return next(entity for entity in cls.ALL if entity.level is level)

    @property
    def is_division(self) -> bool:
        """Whether its units are administrative divisions, and not institutions in one."""
        return self.level is not None

    @property
    def python(self) -> str:
        """How declarations name it: `Entity.COUNTY`, `school`."""
        return f"Entity.{self.name.upper()}" if self in Entity.ALL else self.name

    def __str__(self) -> str:
        return self.name


Entity.NATION = Entity("国家", aliases=("全国", "国家级"), level=Level.NATIONAL, name="nation")
Entity.PROVINCE = Entity("省", aliases=("省级", "自治区", "直辖市"), level=Level.PROVINCIAL, name="province")
Entity.CITY = Entity(
    "市", aliases=("市级", "地级市", "市州", "盟", "州"), level=Level.PREFECTURE, name="city"
)
Entity.COUNTY = Entity(
    "县", aliases=("县级", "区县", "县市区", "区", "县级市", "旗"), level=Level.COUNTY, name="county"
)
Entity.CONSORTIUM = Entity("医共体", aliases=("县域医共体", "紧密型县域医共体"), name="consortium")
Entity.HOSPITAL = Entity("医院", aliases=("县级医院", "公立医院", "综合医院"), name="hospital")
Entity.TOWNSHIP_CENTRE = Entity(
    "乡镇卫生院",
    aliases=("卫生院", "社区卫生服务中心", "乡镇卫生院（社区卫生服务中心）"),
    name="township_centre",
)
Entity.VILLAGE_CLINIC = Entity("村卫生室", aliases=("卫生室", "社区卫生服务站"), name="village_clinic")
Entity.ALL = (
    Entity.NATION,
    Entity.PROVINCE,
    Entity.CITY,
    Entity.COUNTY,
    Entity.CONSORTIUM,
    Entity.HOSPITAL,
    Entity.TOWNSHIP_CENTRE,
    Entity.VILLAGE_CLINIC,
)


@dataclass(frozen=True, slots=True)
class Official:
    """官方定义 of an indicator: which one it is bound to, and how ours differs. What is near is not the same.

    >>> official = Official("guobanfa-2019-4/20", differs="官方针对三级公立医院，这里用于医共体成员单位")
    """

    id: str
    """Of the definition: its file in `specs/definitions/` and its number there."""
    differs: str = ""
    """In what the figure here is another, in Chinese; empty when it is the same."""
    definition: Definition | None = field(default=None, compare=False)
    """What the id stands for; the registry fills it in."""

    def __str__(self) -> str:
        return str(self.definition or self.id)


@dataclass(frozen=True, slots=True)
class Variable(Named):
    """填报变量: one figure that staff report for one entity; a leaf of expressions.

    `minimum` and `maximum` include the bound; a figure is not below 0 unless its minimum says otherwise. `grades`
    maps the names of an ordered scale to ranks (一级 1, 二级 2 …): a graded variable is reported by name and
    computed by rank. What has the unit 日期 is a completion date, computed as its ordinal day (`date.toordinal`).

    >>> visits = Variable("县域内就诊人次", "人次", Entity.COUNTY, "…", name="visits")
    >>> visits.encode(83), visits.problem(-1)
    (83.0, '小于最小值0')
    >>> level = Variable("医院等级", "级", Entity.HOSPITAL, "…", grades={"一级": 1, "二级": 2})
    >>> level.encode("二级"), level.problem("四级")
    (2.0, '不是可选的等级')
    """

    label: str
    unit: str
    entity: Entity
    definition: str
    _: KW_ONLY
    also: tuple[Entity, ...] = ()
    """Other kinds of unit on whose rows it may be reported."""
    minimum: float | None = None
    """The least that is sensible; 0 when not given, none for `-math.inf`, for grades and dates."""
    maximum: float | None = None
    grades: Mapping[str, float] = field(default_factory=dict, hash=False)
    over_time: Literal["", "flow", "stock", "least"] = ""
    """How figures of quarters or months give that of a year: a flow adds up (人次, 支出), a stock is that of the last
    (年末人数), `least` the least of them; empty where its definition does not say, or nothing does (persons counted
    once, shares). A grade, a yes or no and a completion date are stocks."""
    whole: bool | None = None
    """Whether only whole numbers are sensible; when not given, what is counted (人, 人次, 个 …) is whole."""
    aliases: tuple[str, ...] = ()
    """Other names by which policy texts call it."""
    benchmark: bool = False
    """Whether it is only compared with: no policy sets a target for it."""
    official: Official | None = None
    rises: bool | None = None
    """Whether more is better, for a figure that is an indicator by itself; `None` where neither is."""
    note: str = ""
    name: str = ""
    """In code and in files: the name of the attribute that declares it."""

    def __post_init__(self) -> None:
        least = None if self.is_date or self.grades else 0
        bound = least if self.minimum is None else self.minimum
        object.__setattr__(self, "minimum", None if bound == -math.inf else bound)
        state = "stock" if self.is_date or self.grades else ""
        object.__setattr__(self, "over_time", self.over_time or state)
        object.__setattr__(self, "whole", self.unit in _COUNTED if self.whole is None else self.whole)

    @property
    def entities(self) -> tuple[Entity, ...]:
        """The kinds of unit on whose rows it may be reported; the first is the usual one."""
        return (self.entity, *self.also)

    @property
    def key(self) -> str:
        """Its name as a column of a frame and as an argument of a check: see `key_of`."""
        return key_of(self.name)

    @property
    def is_date(self) -> bool:
        """Whether it is a day (a completion date)."""
        return self.unit == _DATE

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


def key_of(name: str) -> str:
    """A variable's or indicator's name as a column, with an underscore where a column means something else.

    >>> key_of("visits"), key_of("population")
    ('visits', 'population_')
    """
    return f"{name}_" if name in _TAKEN else name
