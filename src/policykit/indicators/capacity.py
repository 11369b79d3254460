"""服务能力: institutions, beds, specialties and services that are there."""

from __future__ import annotations

from policykit.indicators.registry import indicator
from policykit.model import Entity, Value

__all__ = [
    "beds_per_thousand",
    "childcare_places_per_thousand",
    "community_hospitals",
    "county_key_specialties",
    "county_medical_subcentres",
    "day_bed_pilots",
    "national_key_specialties",
    "national_specialty_candidates_added",
    "prehospital_stations_added",
    "primary_bed_occupancy",
    "primary_featured_departments",
    "provincial_key_specialties",
    "provincial_specialty_candidates_added",
]


@indicator("临床重点专科数", unit="个", entity=Entity.COUNTY, aliases=("临床重点专科",))
def county_key_specialties(county_key_specialties: Value) -> Value:
    """Number of key clinical specialties built in the county.

    Unit: 个. Own reading: no official formula is on record.

    >>> county_key_specialties(12)
    12
    """
    return county_key_specialties


@indicator(
    "县域医疗次中心数",
    unit="个",
    entity=(Entity.CITY, Entity.COUNTY),
    aliases=("县域医疗次中心", "乡镇医疗卫生次中心", "乡镇区域医疗次中心"),
)
def county_medical_subcentres(county_medical_subcentres: Value) -> Value:
    """Number of county medical sub-centres built in townships.

    Unit: 个. Own reading: no official formula is on record.

    >>> county_medical_subcentres(12)
    12
    """
    return county_medical_subcentres


@indicator("增设院前急救站点数", unit="个", entity=Entity.COUNTY, aliases=("院前急救站点",))
def prehospital_stations_added(prehospital_stations_added: Value) -> Value:
    """Number of pre-hospital emergency stations added.

    Unit: 个. Own reading: no official formula is on record.

    >>> prehospital_stations_added(12)
    12
    """
    return prehospital_stations_added


@indicator("日间病床试点机构数", unit="个", entity=Entity.COUNTY, aliases=("日间病床", "“日间病床”试点范围"))
def day_bed_pilots(day_bed_pilots: Value) -> Value:
    """Number of institutions in the day-bed pilot.

    Unit: 个. Own reading: no official formula is on record.

    >>> day_bed_pilots(12)
    12
    """
    return day_bed_pilots


@indicator("每千人口医疗卫生机构床位数", unit="张", entity=Entity.CITY)
def beds_per_thousand(facility_beds: Value, resident_population: Value) -> Value:
    """Beds of medical institutions per thousand residents.

    Unit: 张. Own reading: no official formula is on record.

    >>> beds_per_thousand(3, 6000)
    0.5
    """
    return facility_beds / resident_population * 1000


@indicator(
    "每千人口拥有3岁以下婴幼儿托位数",
    unit="个",
    entity=Entity.CITY,
    aliases=("3岁以下婴幼儿托位数", "婴幼儿托位数"),
)
def childcare_places_per_thousand(childcare_places: Value, resident_population: Value) -> Value:
    """Nursery places for children under three per thousand residents.

    Unit: 个. Own reading: no official formula is on record.

    >>> childcare_places_per_thousand(3, 6000)
    0.5
    """
    return childcare_places / resident_population * 1000


@indicator("国家级临床重点专科数", unit="个", entity=Entity.CITY, aliases=("国家级临床重点专科",))
def national_key_specialties(national_key_specialties: Value) -> Value:
    """Number of national key clinical specialties built.

    Unit: 个. Own reading: no official formula is on record.

    >>> national_key_specialties(12)
    12
    """
    return national_key_specialties


@indicator(
    "新增国家级临床重点专科培育项目数", unit="个", entity=Entity.CITY, aliases=("国家级临床重点专科培育项目",)
)
def national_specialty_candidates_added(national_specialty_candidates_added: Value) -> Value:
    """Number of projects added that train a national key clinical specialty.

    Unit: 个. Own reading: no official formula is on record.

    >>> national_specialty_candidates_added(12)
    12
    """
    return national_specialty_candidates_added


@indicator("省级临床重点专科数", unit="个", entity=Entity.CITY, aliases=("省级临床重点专科",))
def provincial_key_specialties(provincial_key_specialties: Value) -> Value:
    """Number of provincial key clinical specialties built.

    Unit: 个. Own reading: no official formula is on record.

    >>> provincial_key_specialties(12)
    12
    """
    return provincial_key_specialties


@indicator(
    "新增省级临床重点专科培育项目数", unit="个", entity=Entity.CITY, aliases=("省级临床重点专科培育项目",)
)
def provincial_specialty_candidates_added(provincial_specialty_candidates_added: Value) -> Value:
    """Number of projects added that train a provincial key clinical specialty.

    Unit: 个. Own reading: no official formula is on record.

    >>> provincial_specialty_candidates_added(12)
    12
    """
    return provincial_specialty_candidates_added


@indicator("基层医疗机构床位使用率", unit="%", entity=Entity.CITY, aliases=("床位使用率",))
def primary_bed_occupancy(occupied_bed_days: Value, open_bed_days: Value) -> Value:
    """Share of the open bed days of primary care institutions that were occupied.

    Unit: %. Own reading: no official formula is on record.

    >>> primary_bed_occupancy(17, 20)
    85.0
    """
    return occupied_bed_days / open_bed_days * 100


@indicator("社区医院数", unit="个", entity=Entity.CITY, aliases=("社区医院",))
def community_hospitals(community_hospitals: Value) -> Value:
    """Number of community hospitals built.

    Unit: 个. Own reading: no official formula is on record.

    >>> community_hospitals(12)
    12
    """
    return community_hospitals


@indicator("基层特色科室数", unit="个", entity=Entity.CITY, aliases=("基层特色科室",))
def primary_featured_departments(primary_featured_departments: Value) -> Value:
    """Number of featured departments built in primary care.

    Unit: 个. Own reading: no official formula is on record.

    >>> primary_featured_departments(12)
    12
    """
    return primary_featured_departments
