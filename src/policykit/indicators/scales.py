"""等级: the ordered scales on which variables are graded, name → rank."""

from __future__ import annotations

from types import MappingProxyType

from policykit.model import Entity, Variable

__all__ = [
    "EMR_LEVEL",
    "HOSPITAL_GRADE",
    "YES_NO",
    "yes_no",
]

HOSPITAL_GRADE = MappingProxyType(
    {"一级": 1, "二级": 2, "二级乙等": 2.1, "二级甲等": 2.2, "三级": 3, "三级乙等": 3.1, "三级甲等": 3.2}
)
YES_NO = MappingProxyType({"否": 0, "是": 1})
"""Of yes/no variables: whether something is done, exists, has happened."""
EMR_LEVEL = MappingProxyType({f"{level}级": level for level in range(9)})
"""电子病历应用水平分级, 0级 to 8级."""


def yes_no(
    label: str,
    entity: Entity,
    definition: str = "",
    *,
    aliases: tuple[str, ...] = (),
    also: tuple[Entity, ...] = (),
) -> Variable:
    """A variable for what is done or not, reported as 是 or 否; without a definition, whether its label is so.

    >>> accountant = yes_no("设立总会计师", Entity.HOSPITAL)
    >>> accountant.encode("是"), accountant.definition
    (1.0, '是否设立总会计师')
    """
    definition = definition or f"是否{label}"
    return Variable(label, "是否", entity, definition, grades=YES_NO, aliases=aliases, also=also)
