"""就医秩序: where people seek care and how they reach it."""

from __future__ import annotations

from policykit.indicators.registry import indicator
from policykit.model import Entity, Value

__all__ = [
    "county_inpatient_share",
    "county_patient_share",
    "county_visit_rate",
    "hospital_outpatient_visits",
    "partner_hospital_grade",
    "partner_hospitals",
    "patient_cost",
    "primary_facility_visit_rate",
    "primary_outpatient_share",
    "primary_service_share",
    "primary_visit_rate",
    "reserved_beds",
    "reserved_examinations",
    "reserved_expert_slots",
    "rural_emergency_response_time",
    "rural_service_coverage",
    "rural_visit_share",
    "specialty_inpatient_volume",
    "specialty_outpatient_volume",
    "township_emergency_coverage",
    "village_service_population",
]


@indicator("县域内就诊率", unit="%", entity=Entity.COUNTY, aliases=("县域就诊率",))
def county_visit_rate(visits_in_county: Value, visits_by_residents: Value) -> Value:
    """Share of residents' visits that took place inside the county.

    Unit: %. Own reading: none of the five texts defines it.

    >>> county_visit_rate(17, 20)
    85.0
    """
    return visits_in_county / visits_by_residents * 100


@indicator(
    "县域内基层医疗卫生机构门急诊占比",
    unit="%",
    entity=Entity.COUNTY,
    aliases=("基层医疗卫生机构门急诊占比", "基层医疗机构门急诊占比"),
)
def primary_outpatient_share(primary_outpatient_visits: Value, county_outpatient_visits: Value) -> Value:
    """Share of the county's outpatient and emergency visits that took place in primary care.

    Unit: %. Own reading: nearest official name 县域内基层医疗卫生机构诊疗人次数占比
    (国卫办基层发〔2024〕22号, formula not on record).

    >>> primary_outpatient_share(17, 20)
    85.0
    """
    return primary_outpatient_visits / county_outpatient_visits * 100


@indicator("县域内住院人次占比", unit="%", entity=Entity.COUNTY, aliases=("参保人县域内住院人次占比",))
def county_inpatient_share(inpatients_in_county: Value, inpatients_by_residents: Value) -> Value:
    """Share of insured residents' admissions that took place inside the county.

    Unit: %. Own reading: 国卫办基层发〔2024〕22号 names 参保人县域内住院人次占比; its formula is not on
    record.

    >>> county_inpatient_share(17, 20)
    85.0
    """
    return inpatients_in_county / inpatients_by_residents * 100


@indicator("医院门急诊人次数", unit="人次", entity=Entity.HOSPITAL, aliases=("门急诊人次数",))
def hospital_outpatient_visits(hospital_outpatient_visits: Value) -> Value:
    """Outpatient and emergency visits of a hospital in a year.

    Unit: 人次. Own reading: no official formula is on record.

    >>> hospital_outpatient_visits(12)
    12
    """
    return hospital_outpatient_visits


@indicator("农村急救圈时间", unit="分钟", entity=Entity.COUNTY, aliases=("急救圈", "农村30分钟急救圈"))
def rural_emergency_response_time(rural_emergency_response_time: Value) -> Value:
    """Minutes from an emergency call in a rural area to the ambulance's arrival.

    Unit: 分钟. Own reading: no official formula is on record.

    >>> rural_emergency_response_time(12)
    12
    """
    return rural_emergency_response_time


@indicator("区级医疗机构重点专科门诊服务量", unit="人次", entity=Entity.CITY, aliases=("重点专科门诊",))
def specialty_outpatient_volume(specialty_outpatient_volume: Value) -> Value:
    """Outpatient visits to the key specialties of district institutions.

    Unit: 人次. Own reading: no official formula is on record.

    >>> specialty_outpatient_volume(12)
    12
    """
    return specialty_outpatient_volume


@indicator("区级医疗机构重点专科住院病人服务量", unit="人次", entity=Entity.CITY, aliases=("住院病人服务量",))
def specialty_inpatient_volume(specialty_inpatient_volume: Value) -> Value:
    """Inpatients of the key specialties of district institutions.

    Unit: 人次. Own reading: no official formula is on record.

    >>> specialty_inpatient_volume(12)
    12
    """
    return specialty_inpatient_volume


@indicator("基层医疗机构就诊率", unit="%", entity=Entity.CITY)
def primary_facility_visit_rate(primary_visits: Value, city_visits: Value) -> Value:
    """Share of residents' visits that took place in primary care institutions.

    Unit: %. Own reading: not the 基层就诊率 of erenhot-2021.

    >>> primary_facility_visit_rate(17, 20)
    85.0
    """
    return primary_visits / city_visits * 100


@indicator("乡镇卫生院院前急救体系覆盖率", unit="%", entity=Entity.CITY, aliases=("乡镇卫生院院前急救体系",))
def township_emergency_coverage(township_centres_in_emergency: Value, township_centres: Value) -> Value:
    """Share of township health centres inside the pre-hospital emergency system.

    Unit: %. Own reading: no official formula is on record.

    >>> township_emergency_coverage(17, 20)
    85.0
    """
    return township_centres_in_emergency / township_centres * 100


@indicator("行政村服务人口", unit="人", entity=Entity.VILLAGE_CLINIC, aliases=("服务人口",))
def village_service_population(village_service_population: Value) -> Value:
    """People whom one village's clinic would serve.

    Unit: 人. Own reading: no official formula is on record.

    >>> village_service_population(12)
    12
    """
    return village_service_population


@indicator(
    "基层医疗机构服务占医疗服务总量的比例",
    unit="%",
    entity=Entity.CITY,
    aliases=("基层医疗机构提供的服务在医疗服务总量",),
)
def primary_service_share(primary_service_volume: Value, city_service_volume: Value) -> Value:
    """Share of all medical services that primary care institutions give.

    Unit: %. Own reading: no official formula is on record.

    >>> primary_service_share(17, 20)
    85.0
    """
    return primary_service_volume / city_service_volume * 100


@indicator("预留专家号源比例", unit="%", entity=Entity.HOSPITAL, aliases=("专家号源",))
def reserved_expert_slots(expert_slots_reserved: Value, expert_slots: Value) -> Value:
    """Share of expert appointments kept for patients whom family doctors refer.

    Unit: %. Own reading: no official formula is on record.

    >>> reserved_expert_slots(17, 20)
    85.0
    """
    return expert_slots_reserved / expert_slots * 100


@indicator("预留住院床位比例", unit="%", entity=Entity.HOSPITAL, aliases=("住院床位",))
def reserved_beds(beds_reserved: Value, hospital_beds: Value) -> Value:
    """Share of inpatient beds kept for patients whom family doctors refer.

    Unit: %. Own reading: no official formula is on record.

    >>> reserved_beds(17, 20)
    85.0
    """
    return beds_reserved / hospital_beds * 100


@indicator("预留预约检查比例", unit="%", entity=Entity.HOSPITAL, aliases=("预约检查",))
def reserved_examinations(examination_slots_reserved: Value, examination_slots: Value) -> Value:
    """Share of booked examinations kept for patients whom family doctors refer.

    Unit: %. Own reading: no official formula is on record.

    >>> reserved_examinations(17, 20)
    85.0
    """
    return examination_slots_reserved / examination_slots * 100


@indicator("乡村诊疗量占比", unit="%", entity=Entity.COUNTY)
def rural_visit_share(rural_visits: Value, county_visits: Value) -> Value:
    """Share of the county's visits that took place in township and village institutions.

    Unit: %. Own reading: nearest official name 县域内基层医疗卫生机构诊疗人次数占比
    (国卫办基层发〔2024〕22号).

    >>> rural_visit_share(17, 20)
    85.0
    """
    return rural_visits / county_visits * 100


@indicator("农村医疗卫生服务覆盖率", unit="%", entity=Entity.NATION, aliases=("农村医疗卫生服务",))
def rural_service_coverage(villages_with_service: Value, villages: Value) -> Value:
    """Share of administrative villages covered by a clinic, rounds, postings or outreach.

    Unit: %. Own reading: no official formula is on record.

    >>> rural_service_coverage(17, 20)
    85.0
    """
    return villages_with_service / villages * 100


@indicator(
    "县域内就诊患者占比", unit="%", entity=Entity.COUNTY, aliases=("的患者在县域内就诊", "患者在县域内就诊")
)
def county_patient_share(patients_in_county: Value, patients: Value) -> Value:
    """Share of the county's patients who were treated inside the county.

    Unit: %. Own reading: counts 患者, not 人次; not county_visit_rate.

    >>> county_patient_share(17, 20)
    85.0
    """
    return patients_in_county / patients * 100


@indicator("基层就诊率", unit="%", entity=Entity.COUNTY)
def primary_visit_rate(primary_patients: Value, patients: Value) -> Value:
    """Share of the county's patients who were treated in primary care.

    Unit: %. Own reading: not primary_outpatient_share, not primary_facility_visit_rate.

    >>> primary_visit_rate(17, 20)
    85.0
    """
    return primary_patients / patients * 100


@indicator("次均患者费用", unit="元", entity=Entity.CONSORTIUM, aliases=("患者费用",))
def patient_cost(patient_charges: Value, patient_visits: Value) -> Value:
    """Average cost of a patient's visit.

    Unit: 元. Own reading: no official formula is on record.

    >>> patient_cost(9, 2)
    4.5
    """
    return patient_charges / patient_visits


@indicator("市外合作医院数", unit="家", entity=Entity.COUNTY, aliases=("合作医院", "三级综合医院或专科医院"))
def partner_hospitals(partner_hospitals: Value) -> Value:
    """Hospitals outside the city that have signed for cooperation.

    Unit: 家. Own reading: no official formula is on record.

    >>> partner_hospitals(12)
    12
    """
    return partner_hospitals


@indicator(
    "市外合作医院等级", unit="等级", entity=Entity.CONSORTIUM, aliases=("合作医院", "三级综合医院或专科医院")
)
def partner_hospital_grade(partner_hospital_grade: Value) -> Value:
    """Grade of a cooperating hospital outside the city.

    Unit: a rank on the scale. Own reading: no official formula is on record.

    >>> partner_hospital_grade(3)
    3
    """
    return partner_hospital_grade
