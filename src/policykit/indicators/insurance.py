"""医保与费用: insurance funds, payment, prices and costs."""

from __future__ import annotations

from policykit.indicators.registry import indicator
from policykit.model import Entity, Value

__all__ = [
    "capitation_cost_inclusion",
    "capitation_disease_count",
    "county_fund_share",
    "primary_fund_payment_share",
    "primary_fund_share",
    "service_income_share",
]


@indicator("县域内医保基金支出比例", unit="%", entity=Entity.COUNTY, aliases=("县域内基金支出比例", "医保基金县域内支出占比"))
def county_fund_share(fund_spent_in_county: Value, fund_spent_total: Value) -> Value:
    """Share of the insurance fund's spending that stays inside the county.

    Unit: %. Own reading: 国卫办基层发〔2024〕22号 names 医保基金县域内支出占比（不含药店）; its formula is
    not on record.

    >>> county_fund_share(17, 20)
    85.0
    """
    return fund_spent_in_county / fund_spent_total * 100


@indicator("基层医疗卫生机构医保基金占比", unit="%", entity=Entity.COUNTY, aliases=("县域内基层医疗卫生机构医保基金占比", "县域内基层医疗卫生机构医保基金支出占比"))
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


@indicator("基层医疗机构服务占医保基金支付的比例", unit="%", entity=Entity.CITY, aliases=("医保基金支付中的占比",))
def primary_fund_payment_share(fund_paid_primary: Value, fund_paid_total: Value) -> Value:
    """TODO primary_fund_payment_share

    Unit: %. Own reading: city level; not primary_fund_share of shexian-2025.

    >>> primary_fund_payment_share(17, 20)
    85.0
    """
    return fund_paid_primary / fund_paid_total * 100
