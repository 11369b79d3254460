"""治理与改革: organisation, appraisal and the progress of reforms."""

from __future__ import annotations

from policykit.indicators.registry import indicator
from policykit.model import Entity, Value

__all__ = [
    "consortia_in_county",
    "consortium_coverage",
    "consortium_mature_date",
    "consortium_rollout_date",
    "converted_clinic_share",
    "integrated_system_date",
    "lead_hospital_grade",
    "legal_representatives",
]


@indicator("紧密型县域医共体建成日期", unit="日期", entity=Entity.COUNTY, aliases=("紧密型县域医共体",))
def consortium_mature_date(consortium_mature_date: Value) -> Value:
    """Day on which the county's tight-knit consortium reached unified, efficient and shared management.

    Unit: an ordinal day. Own reading: no official formula is on record.

    >>> from datetime import date
    >>> consortium_mature_date(date(2025, 6, 30).toordinal())
    739432
    """
    return consortium_mature_date


@indicator(
    "整合型医疗卫生服务体系形成日期", unit="日期", entity=Entity.CITY, aliases=("整合型医疗卫生服务体系",)
)
def integrated_system_date(integrated_system_date: Value) -> Value:
    """Day on which the integrated health service system was formed.

    Unit: an ordinal day. Own reading: no official formula is on record.

    >>> from datetime import date
    >>> integrated_system_date(date(2025, 6, 30).toordinal())
    739432
    """
    return integrated_system_date


@indicator(
    "紧密型县域医共体建设全面推开日期",
    unit="日期",
    entity=Entity.PROVINCE,
    aliases=("全面推开紧密型县域医共体建设", "紧密型县域医共体建设"),
)
def consortium_rollout_date(consortium_rollout_date: Value) -> Value:
    """Day on which the whole province had begun to build tight-knit county consortia.

    Unit: an ordinal day. Own reading: no official formula is on record.

    >>> from datetime import date
    >>> consortium_rollout_date(date(2025, 6, 30).toordinal())
    739432
    """
    return consortium_rollout_date


@indicator(
    "紧密型县域医共体覆盖率", unit="%", entity=Entity.NATION, aliases=("紧密型县域医共体", "县域医共体")
)
def consortium_coverage(counties_with_consortium: Value, counties: Value) -> Value:
    """Share of counties that have basically built a tight-knit county consortium.

    Unit: %. Own reading: no official formula is on record.

    >>> consortium_coverage(17, 20)
    85.0
    """
    return counties_with_consortium / counties * 100


@indicator("县域医共体组建数", unit="个", entity=Entity.COUNTY, aliases=("县域医共体",))
def consortia_in_county(consortia_in_county: Value) -> Value:
    """Number of county consortia formed in one county.

    Unit: 个. Own reading: no official formula is on record.

    >>> consortia_in_county(12)
    12
    """
    return consortia_in_county


@indicator("县域医共体牵头医院等级", unit="等级", entity=Entity.CONSORTIUM, aliases=("牵头医院",))
def lead_hospital_grade(lead_hospital_grade: Value) -> Value:
    """Grade of the hospital that leads a county consortium.

    Unit: a rank on the scale. Own reading: no official formula is on record.

    >>> lead_hospital_grade(3)
    3
    """
    return lead_hospital_grade


@indicator(
    "公办村卫生室转为村级医疗服务点的比例",
    unit="%",
    entity=Entity.COUNTY,
    aliases=("公办村卫生室", "村级医疗服务点"),
)
def converted_clinic_share(public_clinics_converted: Value, public_clinics_eligible: Value) -> Value:
    """Share of eligible public village clinics turned into outposts of a township health centre.

    Unit: %. Own reading: no official formula is on record.

    >>> converted_clinic_share(17, 20)
    85.0
    """
    return public_clinics_converted / public_clinics_eligible * 100


@indicator("医共体法定代表人数", unit="名", entity=Entity.CONSORTIUM, aliases=("法定代表人",))
def legal_representatives(legal_representatives: Value) -> Value:
    """Number of legal representatives of a consortium.

    Unit: 名. Own reading: no official formula is on record.

    >>> legal_representatives(12)
    12
    """
    return legal_representatives
