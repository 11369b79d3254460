"""信息化: records, platforms and applications."""

from __future__ import annotations

from policykit.indicators.registry import indicator
from policykit.model import Entity, Value

__all__ = [
    "ai_primary_coverage",
    "digital_scenarios",
    "e_certificate_coverage",
    "emr_level",
    "secondary_emr_level_share",
]


@indicator(
    "电子病历应用水平分级",
    unit="级",
    entity=Entity.HOSPITAL,
    aliases=("电子病历应用水平", "电子病历应用功能水平分级"),
    source="国办发〔2019〕4号，附件第24项",
)
def emr_level(emr_level: Value) -> Value:
    """Level of a hospital's electronic medical records.

    Unit: a rank on the scale. Source: 国办发〔2019〕4号，附件第24项.

    >>> emr_level(3)
    3
    """
    return emr_level


@indicator(
    "二级公立医疗机构电子病历应用水平达到4级的比例",
    unit="%",
    entity=Entity.CITY,
    aliases=("二级公立医疗机构电子病历应用水平",),
)
def secondary_emr_level_share(secondary_facilities_emr_four: Value, secondary_facilities: Value) -> Value:
    """Share of public institutions of level two whose electronic records reach level four.

    Unit: %. Own reading: no official formula is on record.

    >>> secondary_emr_level_share(17, 20)
    85.0
    """
    return secondary_facilities_emr_four / secondary_facilities * 100


@indicator("数字应用场景数", unit="个", entity=Entity.CITY, aliases=("数字应用场景",))
def digital_scenarios(digital_scenarios: Value) -> Value:
    """Number of digital applications built.

    Unit: 个. Own reading: no official formula is on record.

    >>> digital_scenarios(12)
    12
    """
    return digital_scenarios


@indicator("基层医疗机构人工智能覆盖率", unit="%", entity=Entity.CITY, aliases=("人工智能",))
def ai_primary_coverage(primary_facilities_with_ai: Value, primary_facilities: Value) -> Value:
    """Share of primary care institutions that use artificial intelligence.

    Unit: %. Own reading: no official formula is on record.

    >>> ai_primary_coverage(17, 20)
    85.0
    """
    return primary_facilities_with_ai / primary_facilities * 100


@indicator("定点医药机构医保电子凭证应用覆盖率", unit="%", entity=Entity.NATION, aliases=("医保电子凭证",))
def e_certificate_coverage(institutions_with_e_certificate: Value, institutions_eligible: Value) -> Value:
    """Share of the eligible institutions that take the electronic insurance certificate.

    Unit: %. Own reading: no official formula is on record.

    >>> e_certificate_coverage(17, 20)
    85.0
    """
    return institutions_with_e_certificate / institutions_eligible * 100
