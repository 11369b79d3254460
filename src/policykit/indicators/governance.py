"""治理与改革: organisation, appraisal and the progress of reforms."""

from __future__ import annotations

from policykit.indicators.registry import indicator
from policykit.model import Entity, Value

__all__ = [
    "city_medical_groups",
    "clinic_tcm_score_weight",
    "clinic_visit_score_weight",
    "consortium_mature_date",
    "hospital_business_revenue",
    "integrated_system_date",
    "primary_facility_funding",
    "reform_assessments",
    "tcm_hospital_funding",
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


@indicator("医院业务收入", unit="万元", entity=Entity.HOSPITAL, aliases=("业务收入",))
def hospital_business_revenue(hospital_business_revenue: Value) -> Value:
    """Business revenue of a hospital in a year.

    Unit: 万元. Own reading: no official formula is on record.

    >>> hospital_business_revenue(12)
    12
    """
    return hospital_business_revenue


@indicator("村卫生室考核中门诊就诊率分值比重", unit="%", entity=Entity.COUNTY, aliases=("门诊就诊率、中医门诊占比等分值比重", "门诊就诊率"))
def clinic_visit_score_weight(clinic_visit_score: Value, clinic_total_score: Value) -> Value:
    """Weight of the visit rate among the scores of the village clinics' appraisal.

    Unit: %. Own reading: no official formula is on record.

    >>> clinic_visit_score_weight(17, 20)
    85.0
    """
    return clinic_visit_score / clinic_total_score * 100


@indicator("村卫生室考核中中医门诊占比分值比重", unit="%", entity=Entity.COUNTY, aliases=("中医门诊占比等分值比重", "中医门诊占比"))
def clinic_tcm_score_weight(clinic_tcm_score: Value, clinic_total_score: Value) -> Value:
    """Weight of the Chinese-medicine outpatient share among the scores of the village clinics' appraisal.

    Unit: %. Own reading: no official formula is on record.

    >>> clinic_tcm_score_weight(17, 20)
    85.0
    """
    return clinic_tcm_score / clinic_total_score * 100


@indicator("整合型医疗卫生服务体系形成日期", unit="日期", entity=Entity.CITY, aliases=("整合型医疗卫生服务体系",))
def integrated_system_date(integrated_system_date: Value) -> Value:
    """TODO integrated_system_date

    Unit: an ordinal day. Own reading: no official formula is on record.

    >>> from datetime import date
    >>> integrated_system_date(date(2025, 6, 30).toordinal())
    739432
    """
    return integrated_system_date


@indicator("城市医疗集团组建数", unit="个", entity=Entity.CITY, aliases=("城市医疗集团",))
def city_medical_groups(city_medical_groups: Value) -> Value:
    """TODO city_medical_groups

    Unit: 个. Own reading: no official formula is on record.

    >>> city_medical_groups(12)
    12
    """
    return city_medical_groups


@indicator("中医医院财政投入", unit="万元", entity=Entity.CITY, aliases=("中医医院",))
def tcm_hospital_funding(tcm_hospital_funding: Value) -> Value:
    """TODO tcm_hospital_funding

    Unit: 万元. Own reading: no official formula is on record.

    >>> tcm_hospital_funding(12)
    12
    """
    return tcm_hospital_funding


@indicator("基层医疗卫生机构财政投入", unit="万元", entity=Entity.CITY, aliases=("基层医疗卫生机构的投入力度",))
def primary_facility_funding(primary_facility_funding: Value) -> Value:
    """TODO primary_facility_funding

    Unit: 万元. Own reading: no official formula is on record.

    >>> primary_facility_funding(12)
    12
    """
    return primary_facility_funding


@indicator("深化医药卫生体制改革考核频次", unit="次/年", entity=Entity.CITY, aliases=("年度考核",))
def reform_assessments(reform_assessments: Value) -> Value:
    """TODO reform_assessments

    Unit: 次/年. Own reading: no official formula is on record.

    >>> reform_assessments(12)
    12
    """
    return reform_assessments
