"""等级: the ordered scales on which variables are graded, name → rank."""

from __future__ import annotations

import re
from types import MappingProxyType

from policykit.base.resources import load
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
_WHETHER, _TAKES, _CLOSES = "是否", "将", "；"


def yes_no(
    label: str,
    entity: Entity,
    definition: str = "",
    *,
    aliases: tuple[str, ...] = (),
    also: tuple[Entity, ...] = (),
) -> Variable:
    """A variable for what is done or not, reported as 是 or 否; without a definition, whether its label is so.

    What counts as 是 follows behind ；, by the words of the definition (`data/yes_no.yml`), unless it says so itself.

    >>> accountant = yes_no("设立总会计师", Entity.HOSPITAL)
    >>> accountant.encode("是"), accountant.definition
    (1.0, '是否设立总会计师；已经做成的填“是”，没有或者还在准备的填“否”')
    """
    asked = definition or _asked(label)
    if _CLOSES not in asked:
        _, says = _verb(asked[max(asked.find(_WHETHER), 0) :])
        asked = f"{asked}{_CLOSES}{says}"
    return Variable(label, _WHETHER, entity, asked, grades=YES_NO, aliases=aliases, also=also)


def _asked(label: str) -> str:
    """A label as a question: 是否 stands before its verb (县人民医院是否完善绩效管理)."""
    at = 0 if label.startswith(_TAKES) else _verb(label)[0]
    return f"{label[:at]}{_WHETHER}{label[at:]}"


def _verb(words: str) -> tuple[int, str]:
    """Where the first verb stands that is of a kind, and what counts as 是 of this kind."""
    *kinds, other = load("yes_no")["counts"]
    found = [(verb.start(), str(kind["says"])) for kind in kinds if (verb := re.search(kind["verbs"], words))]
    return min(found, key=lambda pair: pair[0], default=(0, str(other["says"])))
