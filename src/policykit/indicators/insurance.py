"""医保与费用: insurance funds, payment, prices and costs."""

from __future__ import annotations

from policykit.indicators.registry import indicator
from policykit.model import Entity, Value

__all__ = [
    "capitation_cost_inclusion",
    "capitation_disease_count",
    "county_fund_efficiency",
    "county_fund_share",
    "county_hospital_drg_dip_share",
    "cross_province_institutions",
    "drg_dip_region_share",
    "pilot_city_assessments",
    "price_assessment_date",
    "price_assessments",
    "primary_fund_payment_share",
    "primary_fund_share",
    "reimbursement_gap",
    "rural_service_income_share",
    "service_income_share",
]


@indicator(
    "县域内医保基金支出比例",
    unit="%",
    entity=Entity.COUNTY,
    aliases=("县域内基金支出比例", "医保基金县域内支出占比"),
)
def county_fund_share(fund_spent_in_county: Value, fund_spent_total: Value) -> Value:
    """Share of the insurance fund's spending that stays inside the county.

    Unit: %. Own reading: 国卫办基层发〔2024〕22号 names 医保基金县域内支出占比（不含药店）; its formula is
    not on record.

    >>> county_fund_share(17, 20)
    85.0
    """
    return fund_spent_in_county / fund_spent_total * 100


@indicator(
    "基层医疗卫生机构医保基金占比",
    unit="%",
    entity=Entity.COUNTY,
    aliases=("县域内基层医疗卫生机构医保基金占比", "县域内基层医疗卫生机构医保基金支出占比"),
)
def primary_fund_share(fund_spent_primary: Value, fund_spent_in_county: Value) -> Value:
    """Share of the insurance fund's spending in the county that goes to primary care.

    Unit: %. Own reading: 国卫办基层发〔2024〕22号 names 县域内基层医疗卫生机构医保基金支出占比; its formula
    is not on record.

    >>> primary_fund_share(17, 20)
    85.0
    """
    return fund_spent_primary / fund_spent_in_county * 100


@indicator("慢性病包干付费病种数", unit="个", entity=Entity.COUNTY, aliases=("慢性病病种",))
def capitation_disease_count(capitation_disease_count: Value) -> Value:
    """Number of chronic diseases in the lump-sum payment pilot.

    Unit: 个. Own reading: no official formula is on record.

    >>> capitation_disease_count(12)
    12
    """
    return capitation_disease_count


@indicator("医药费用纳入包干总额的比例", unit="%", entity=Entity.COUNTY, aliases=("包干总额",))
def capitation_cost_inclusion(capitation_cost_included: Value, capitation_cost_eligible: Value) -> Value:
    """Share of the eligible medical costs of the pilot population inside the lump sum.

    Unit: %. Own reading: no official formula is on record.

    >>> capitation_cost_inclusion(17, 20)
    85.0
    """
    return capitation_cost_included / capitation_cost_eligible * 100


@indicator("服务性收入占比", unit="%", entity=Entity.COUNTY)
def service_income_share(medical_service_income: Value, medical_income: Value) -> Value:
    """Share of medical income that is earned by services.

    Unit: %. Own reading: same form as official 国办发〔2019〕4号 no. 31 for 三级公立医院.

    >>> service_income_share(17, 20)
    85.0
    """
    return medical_service_income / medical_income * 100


@indicator(
    "基层医疗机构服务占医保基金支付的比例", unit="%", entity=Entity.CITY, aliases=("医保基金支付中的占比",)
)
def primary_fund_payment_share(fund_paid_primary: Value, fund_paid_total: Value) -> Value:
    """Share of the insurance fund's payments that goes to primary care services.

    Unit: %. Own reading: city level; not primary_fund_share of shexian-2025, which divides by the payments
    inside the county.

    >>> primary_fund_payment_share(17, 20)
    85.0
    """
    return fund_paid_primary / fund_paid_total * 100


@indicator("医保基金县域使用效能", unit="人次/万元", entity=Entity.COUNTY)
def county_fund_efficiency(insured_visits_in_county: Value, fund_spent_in_county: Value) -> Value:
    """Visits in the county per ten thousand yuan of insurance fund spent there.

    Unit: 人次/万元. Own reading: the text gives no measure.

    >>> county_fund_efficiency(9, 2)
    4.5
    """
    return insured_visits_in_county / fund_spent_in_county


@indicator(
    "县级医院实行DRG或DIP付费的比例",
    unit="%",
    entity=Entity.COUNTY,
    aliases=("按疾病诊断相关分组(DRG)或按病种分值(DIP)付费",),
)
def county_hospital_drg_dip_share(county_hospitals_drg_dip: Value, county_hospitals: Value) -> Value:
    """Share of county hospitals paid by DRG or DIP.

    Unit: %. Own reading: no official formula is on record.

    >>> county_hospital_drg_dip_share(17, 20)
    85.0
    """
    return county_hospitals_drg_dip / county_hospitals * 100


@indicator("乡村医疗卫生机构服务性收入占比", unit="%", entity=Entity.COUNTY)
def rural_service_income_share(rural_service_income: Value, rural_medical_income: Value) -> Value:
    """Share of rural institutions' medical income that is earned by services.

    Unit: %. Own reading: population differs from service_income_share.

    >>> rural_service_income_share(17, 20)
    85.0
    """
    return rural_service_income / rural_medical_income * 100


@indicator(
    "医疗服务价格调整评估完成日期", unit="日期", entity=Entity.PROVINCE, aliases=("医疗服务价格调整评估",)
)
def price_assessment_date(price_assessment_date: Value) -> Value:
    """Day on which a province completed its yearly assessment of medical service prices.

    Unit: an ordinal day. Own reading: no official formula is on record.

    >>> from datetime import date
    >>> price_assessment_date(date(2025, 6, 30).toordinal())
    739432
    """
    return price_assessment_date


@indicator(
    "开展价格改革评估的试点城市数",
    unit="个",
    entity=Entity.NATION,
    aliases=("试点城市价格改革情况", "试点城市"),
)
def pilot_city_assessments(pilot_city_assessments: Value) -> Value:
    """Number of pilot cities whose price reform was assessed.

    Unit: 个. Own reading: no official formula is on record.

    >>> pilot_city_assessments(12)
    12
    """
    return pilot_city_assessments


@indicator("跨省联网定点医药机构数", unit="家", entity=Entity.NATION, aliases=("跨省联网定点医药机构",))
def cross_province_institutions(cross_province_institutions: Value) -> Value:
    """Number of institutions linked for settlement across provinces.

    Unit: 家. Own reading: no official formula is on record.

    >>> cross_province_institutions(12)
    12
    """
    return cross_province_institutions


@indicator("开展DRG或DIP付费改革的统筹地区比例", unit="%", entity=Entity.NATION, aliases=("统筹地区",))
def drg_dip_region_share(regions_drg_dip: Value, regions: Value) -> Value:
    """Share of pooling regions that pay by DRG or DIP.

    Unit: %. Own reading: no official formula is on record.

    >>> drg_dip_region_share(17, 20)
    85.0
    """
    return regions_drg_dip / regions * 100


@indicator("调价评估频次", unit="次/年", entity=Entity.PROVINCE, aliases=("调价评估",))
def price_assessments(price_assessments: Value) -> Value:
    """Assessments for price adjustment in a province, per year.

    Unit: 次/年. Own reading: no official formula is on record.

    >>> price_assessments(12)
    12
    """
    return price_assessments


@indicator(
    "不同层级医疗机构就诊报销比例差异", unit="个百分点", entity=Entity.COUNTY, aliases=("就诊报销比例差异",)
)
def reimbursement_gap(primary_reimbursement_rate: Value, city_hospital_reimbursement_rate: Value) -> Value:
    """How much higher the reimbursement rate is in primary care than in the city hospital.

    Unit: 个百分点. Own reading: no official formula is on record.

    >>> reimbursement_gap(85, 70)
    15
    """
    return primary_reimbursement_rate - city_hospital_reimbursement_rate
