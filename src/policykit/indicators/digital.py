"""信息化: records, platforms and applications."""

from __future__ import annotations

from policykit.indicators.registry import indicator
from policykit.model import Entity, Value

__all__ = [
    "ai_primary_coverage",
    "digital_health_communities",
    "digital_scenarios",
    "emr_level",
    "secondary_emr_level_share",
]


@indicator("数字化医疗卫生健康共同体组建数", unit="个", entity=Entity.CITY, aliases=("数字化医疗卫生健康共同体", "数字健共体"))
def digital_health_communities(digital_health_communities: Value) -> Value:
    """TODO digital_health_communities

    Unit: 个. Own reading: no official formula is on record.

    >>> digital_health_communities(12)
    12
    """
    return digital_health_communities


@indicator("电子病历应用水平分级", unit="级", entity=Entity.HOSPITAL, aliases=("电子病历应用水平", "电子病历应用功能水平分级"), source="国办发〔2019〕4号，附件第24项")
def emr_level(emr_level: Value) -> Value:
    """TODO emr_level

    Unit: a rank on the scale. Source: 国办发〔2019〕4号，附件第24项.

    >>> emr_level(3)
    3
    """
    return emr_level


@indicator("二级公立医疗机构电子病历应用水平达到4级的比例", unit="%", entity=Entity.CITY, aliases=("二级公立医疗机构电子病历应用水平",))
def secondary_emr_level_share(secondary_facilities_emr_four: Value, secondary_facilities: Value) -> Value:
    """TODO secondary_emr_level_share

    Unit: %. Own reading: no official formula is on record.

    >>> secondary_emr_level_share(17, 20)
    85.0
    """
    return secondary_facilities_emr_four / secondary_facilities * 100


@indicator("数字应用场景数", unit="个", entity=Entity.CITY, aliases=("数字应用场景",))
def digital_scenarios(digital_scenarios: Value) -> Value:
    """TODO digital_scenarios

    Unit: 个. Own reading: no official formula is on record.

    >>> digital_scenarios(12)
    12
    """
    return digital_scenarios


@indicator("基层医疗机构人工智能覆盖率", unit="%", entity=Entity.CITY, aliases=("人工智能",))
def ai_primary_coverage(primary_facilities_with_ai: Value, primary_facilities: Value) -> Value:
    """TODO ai_primary_coverage

    Unit: %. Own reading: no official formula is on record.

    >>> ai_primary_coverage(17, 20)
    85.0
    """
    return primary_facilities_with_ai / primary_facilities * 100
