"""中医药: Chinese medicine."""

from __future__ import annotations

from policykit.indicators.registry import indicator
from policykit.model import Entity, Value

__all__ = [
    "clinic_tcm_technique_share",
    "preventive_tcm_hospital_grade",
    "primary_tcm_specialties",
    "rehabilitation_tcm_coverage",
    "station_tcm_technique_share",
    "tcm_bed_share",
    "tcm_demonstration_sites",
    "tcm_department_coverage",
    "tcm_rehabilitation_centres",
    "tcm_service_coverage",
    "tcm_technique_count",
    "tcm_visit_share",
    "township_tcm_studios",
]


@indicator("中医类诊疗量占比", unit="%", entity=Entity.COUNTY, aliases=("县域内中医类诊疗量占比",))
def tcm_visit_share(tcm_visits: Value, county_visits: Value) -> Value:
    """Share of the county's visits that were for Chinese medicine.

    Unit: %. Own reading: 国卫办基层发〔2024〕22号 names 县域内中医类诊疗量占比; its formula is not on
    record.

    >>> tcm_visit_share(17, 20)
    85.0
    """
    return tcm_visits / county_visits * 100


@indicator("基层中医特色专科数", unit="个", entity=Entity.COUNTY, aliases=("中医特色专科",))
def primary_tcm_specialties(primary_tcm_specialties: Value) -> Value:
    """Number of Chinese-medicine specialties opened by primary care institutions.

    Unit: 个. Own reading: no official formula is on record.

    >>> primary_tcm_specialties(12)
    12
    """
    return primary_tcm_specialties


@indicator("乡镇卫生院中医专家名医工作室数", unit="个", entity=Entity.COUNTY, aliases=("中医专家名医工作室",))
def township_tcm_studios(township_tcm_studios: Value) -> Value:
    """Number of studios of Chinese-medicine experts set up in township health centres.

    Unit: 个. Own reading: no official formula is on record.

    >>> township_tcm_studios(12)
    12
    """
    return township_tcm_studios


@indicator("中医床位占比", unit="%", entity=Entity.HOSPITAL)
def tcm_bed_share(tcm_beds: Value, hospital_beds: Value) -> Value:
    """Share of a hospital's beds that are for Chinese medicine.

    Unit: %. Own reading: no official formula is on record.

    >>> tcm_bed_share(17, 20)
    85.0
    """
    return tcm_beds / hospital_beds * 100


@indicator("基层中医药能力提升改革示范点数", unit="个", entity=Entity.COUNTY, aliases=("改革示范点",))
def tcm_demonstration_sites(tcm_demonstration_sites: Value) -> Value:
    """Number of reform demonstration sites for primary Chinese medicine.

    Unit: 个. Own reading: no official formula is on record.

    >>> tcm_demonstration_sites(12)
    12
    """
    return tcm_demonstration_sites


@indicator(
    "社区卫生服务站中医药适宜技术服务覆盖率",
    unit="%",
    entity=Entity.CITY,
    aliases=("社区卫生服务站", "中医药适宜技术服务"),
)
def station_tcm_technique_share(stations_with_tcm_techniques: Value, community_stations: Value) -> Value:
    """Share of community health stations that offer the required Chinese-medicine techniques.

    Unit: %. Own reading: no official formula is on record.

    >>> station_tcm_technique_share(17, 20)
    85.0
    """
    return stations_with_tcm_techniques / community_stations * 100


@indicator("村卫生室中医药适宜技术服务覆盖率", unit="%", entity=Entity.CITY, aliases=("村卫生室",))
def clinic_tcm_technique_share(clinics_with_tcm_techniques: Value, village_clinics: Value) -> Value:
    """Share of village clinics that offer the required Chinese-medicine techniques.

    Unit: %. Own reading: no official formula is on record.

    >>> clinic_tcm_technique_share(17, 20)
    85.0
    """
    return clinics_with_tcm_techniques / village_clinics * 100


@indicator("中医药适宜技术项目数", unit="项", entity=Entity.VILLAGE_CLINIC, aliases=("中医药适宜技术服务",))
def tcm_technique_count(tcm_technique_count: Value) -> Value:
    """Number of suitable Chinese-medicine techniques that one institution offers.

    Unit: 项. Own reading: no official formula is on record.

    >>> tcm_technique_count(12)
    12
    """
    return tcm_technique_count


@indicator(
    "县办机构中医药服务覆盖率", unit="%", entity=Entity.CITY, aliases=("中医药服务全覆盖", "中医药服务")
)
def tcm_service_coverage(county_facilities_with_tcm: Value, county_tcm_maternal_facilities: Value) -> Value:
    """Share of county-run institutions that offer Chinese-medicine services.

    Unit: %. Own reading: no official formula is on record.

    >>> tcm_service_coverage(17, 20)
    85.0
    """
    return county_facilities_with_tcm / county_tcm_maternal_facilities * 100


@indicator("中医科建设覆盖率", unit="%", entity=Entity.CITY, aliases=("中医科建设",))
def tcm_department_coverage(
    general_hospitals_with_tcm_department: Value, city_county_general_hospitals: Value
) -> Value:
    """Share of city and county general hospitals with a Chinese-medicine department.

    Unit: %. Own reading: no official formula is on record.

    >>> tcm_department_coverage(17, 20)
    85.0
    """
    return general_hospitals_with_tcm_department / city_county_general_hospitals * 100


@indicator("设置治未病科的机构等级", unit="等级", entity=Entity.HOSPITAL, aliases=("治未病科",))
def preventive_tcm_hospital_grade(preventive_tcm_hospital_grade: Value) -> Value:
    """Grade of a hospital that sets up a department of preventive Chinese medicine.

    Unit: a rank on the scale. Own reading: no official formula is on record.

    >>> preventive_tcm_hospital_grade(3)
    3
    """
    return preventive_tcm_hospital_grade


@indicator(
    "开展康复服务的医疗机构中医药服务覆盖率",
    unit="%",
    entity=Entity.CITY,
    aliases=("开展康复服务的医疗机构",),
)
def rehabilitation_tcm_coverage(
    rehabilitation_facilities_with_tcm: Value, rehabilitation_facilities: Value
) -> Value:
    """Share of institutions with rehabilitation services that offer Chinese medicine.

    Unit: %. Own reading: no official formula is on record.

    >>> rehabilitation_tcm_coverage(17, 20)
    85.0
    """
    return rehabilitation_facilities_with_tcm / rehabilitation_facilities * 100


@indicator("中医康复中心建设批数", unit="批", entity=Entity.NATION, aliases=("中医康复中心",))
def tcm_rehabilitation_centres(tcm_rehabilitation_centres: Value) -> Value:
    """Batches of Chinese-medicine rehabilitation centres built.

    Unit: 批. Own reading: no official formula is on record.

    >>> tcm_rehabilitation_centres(12)
    12
    """
    return tcm_rehabilitation_centres
