"""治理与改革: organisation, appraisal and the progress of reforms."""

from __future__ import annotations

from policykit.indicators.registry import indicator
from policykit.model import Entity, Value

__all__ = [
    "city_medical_groups",
    "committee_consultations",
    "consortia_in_county",
    "consortium_coverage",
    "consortium_mature_date",
    "consortium_rollout_date",
    "converted_clinic_share",
    "cooperating_hospital_grade",
    "general_hospitals",
    "integrated_system_date",
    "lead_hospital_grade",
    "legal_representatives",
    "member_consultations",
    "paired_support_hospital_grade",
    "primary_representatives",
    "supporting_hospital_grade",
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


@indicator("城市医疗集团组建数", unit="个", entity=Entity.CITY, aliases=("城市医疗集团",))
def city_medical_groups(city_medical_groups: Value) -> Value:
    """Number of city medical groups formed.

    Unit: 个. Own reading: no official formula is on record.

    >>> city_medical_groups(12)
    12
    """
    return city_medical_groups


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


@indicator("支援县域医共体的医院等级", unit="等级", entity=Entity.HOSPITAL, aliases=("二三级医院",))
def supporting_hospital_grade(supporting_hospital_grade: Value) -> Value:
    """Grade of a hospital that supports county consortia.

    Unit: a rank on the scale. Own reading: no official formula is on record.

    >>> supporting_hospital_grade(3)
    3
    """
    return supporting_hospital_grade


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


@indicator("成员单位协商次数", unit="次", entity=Entity.CONSORTIUM, aliases=("定期协商", "协商"))
def member_consultations(member_consultations: Value) -> Value:
    """Consultations among the members of a consortium in a year.

    Unit: 次. Own reading: no official formula is on record.

    >>> member_consultations(12)
    12
    """
    return member_consultations


@indicator(
    "负责人员中基层医疗卫生机构代表数", unit="名", entity=Entity.CONSORTIUM, aliases=("基层医疗卫生机构代表",)
)
def primary_representatives(primary_representatives: Value) -> Value:
    """Representatives of primary care among the heads of a consortium.

    Unit: 名. Own reading: no official formula is on record.

    >>> primary_representatives(12)
    12
    """
    return primary_representatives


@indicator("对口帮扶县级医院的医院等级", unit="等级", entity=Entity.HOSPITAL, aliases=("对口帮扶",))
def paired_support_hospital_grade(paired_support_hospital_grade: Value) -> Value:
    """Grade of a hospital paired with a county hospital to support it.

    Unit: a rank on the scale. Own reading: no official formula is on record.

    >>> paired_support_hospital_grade(3)
    3
    """
    return paired_support_hospital_grade


@indicator("与县医院建立合作机制的医院等级", unit="等级", entity=Entity.HOSPITAL, aliases=("合作机制",))
def cooperating_hospital_grade(cooperating_hospital_grade: Value) -> Value:
    """Grade of a hospital that cooperates with a county hospital.

    Unit: a rank on the scale. Own reading: no official formula is on record.

    >>> cooperating_hospital_grade(3)
    3
    """
    return cooperating_hospital_grade


@indicator("医共体党委沟通次数", unit="次", entity=Entity.CONSORTIUM, aliases=("定期沟通", "沟通"))
def committee_consultations(committee_consultations: Value) -> Value:
    """Consultations of a consortium's party committee in a year.

    Unit: 次. Own reading: no official formula is on record.

    >>> committee_consultations(12)
    12
    """
    return committee_consultations


@indicator("总医院组建数", unit="个", entity=Entity.COUNTY, aliases=("二连浩特市总医院", "总医院"))
def general_hospitals(general_hospitals: Value) -> Value:
    """Number of general hospitals formed as head of the consortium.

    Unit: 个. Own reading: no official formula is on record.

    >>> general_hospitals(12)
    12
    """
    return general_hospitals


@indicator("医共体法定代表人数", unit="名", entity=Entity.CONSORTIUM, aliases=("法定代表人",))
def legal_representatives(legal_representatives: Value) -> Value:
    """Number of legal representatives of a consortium.

    Unit: 名. Own reading: no official formula is on record.

    >>> legal_representatives(12)
    12
    """
    return legal_representatives
