"""财政投入: public funds and the finances of institutions."""

from __future__ import annotations

from policykit.indicators.registry import indicator
from policykit.model import Entity, Value

__all__ = [
    "central_investment",
    "consortium_investment",
    "demonstration_subsidy",
    "development_spending_funded",
    "fiscal_funds_paid",
    "fully_funded_unit_share",
    "government_health_spending",
    "hospital_business_revenue",
    "primary_facility_funding",
    "tcm_hospital_funding",
]


@indicator("医院业务收入", unit="万元", entity=Entity.HOSPITAL, aliases=("业务收入",))
def hospital_business_revenue(hospital_business_revenue: Value) -> Value:
    """Business revenue of a hospital in a year.

    Unit: 万元. Own reading: no official formula is on record.

    >>> hospital_business_revenue(12)
    12
    """
    return hospital_business_revenue


@indicator("中医医院财政投入", unit="万元", entity=Entity.CITY, aliases=("中医医院",))
def tcm_hospital_funding(tcm_hospital_funding: Value) -> Value:
    """Public funds for Chinese-medicine hospitals in a year.

    Unit: 万元. Own reading: no official formula is on record.

    >>> tcm_hospital_funding(12)
    12
    """
    return tcm_hospital_funding


@indicator(
    "基层医疗卫生机构财政投入", unit="万元", entity=Entity.CITY, aliases=("基层医疗卫生机构的投入力度",)
)
def primary_facility_funding(primary_facility_funding: Value) -> Value:
    """Public funds for primary care institutions in a year.

    Unit: 万元. Own reading: no official formula is on record.

    >>> primary_facility_funding(12)
    12
    """
    return primary_facility_funding


@indicator("发展建设支出安排率", unit="%", entity=Entity.COUNTY, aliases=("发展建设支出",))
def development_spending_funded(
    development_spending_arranged: Value, development_spending_planned: Value
) -> Value:
    """Share of the planned development spending that is provided for.

    Unit: %. Own reading: no official formula is on record.

    >>> development_spending_funded(17, 20)
    85.0
    """
    return development_spending_arranged / development_spending_planned * 100


@indicator(
    "中央预算内投资对县域医共体项目的支持额", unit="万元", entity=Entity.NATION, aliases=("中央预算内投资",)
)
def central_investment(central_investment: Value) -> Value:
    """Central budget investment in projects of county consortia in a year.

    Unit: 万元. Own reading: no official formula is on record.

    >>> central_investment(12)
    12
    """
    return central_investment


@indicator("政府卫生投入", unit="亿元", entity=Entity.NATION, aliases=("政府卫生投入力度",))
def government_health_spending(government_health_spending: Value) -> Value:
    """Government health spending in a year.

    Unit: 亿元. Own reading: no official formula is on record.

    >>> government_health_spending(12)
    12
    """
    return government_health_spending


@indicator("示范项目中央财政补助", unit="亿元", entity=Entity.CITY, aliases=("中央财政补助",))
def demonstration_subsidy(demonstration_subsidy: Value) -> Value:
    """Central subsidy for a demonstration city in one cycle.

    Unit: 亿元. Own reading: no official formula is on record.

    >>> demonstration_subsidy(12)
    12
    """
    return demonstration_subsidy


@indicator(
    "医共体重点投入",
    unit="万元",
    entity=Entity.COUNTY,
    aliases=("基本建设、大型设备购置、信息化建设和基层医疗服务体系建设的投入力度", "投入力度"),
)
def consortium_investment(consortium_investment: Value) -> Value:
    """Public investment in construction, equipment, information and primary services of the consortium.

    Unit: 万元. Own reading: no official formula is on record.

    >>> consortium_investment(12)
    12
    """
    return consortium_investment


@indicator("财政投入资金拨付率", unit="%", entity=Entity.COUNTY, aliases=("财政投入资金",))
def fiscal_funds_paid(fiscal_funds_received: Value, fiscal_funds_due: Value) -> Value:
    """Share of the public funds due to the consortium that were paid.

    Unit: %. Own reading: no official formula is on record.

    >>> fiscal_funds_paid(17, 20)
    85.0
    """
    return fiscal_funds_received / fiscal_funds_due * 100


@indicator(
    "纳入全额拨款事业单位的成员单位比例", unit="%", entity=Entity.CONSORTIUM, aliases=("全额拨款事业单位",)
)
def fully_funded_unit_share(members_fully_funded: Value, consortium_members: Value) -> Value:
    """Share of a consortium's members that are fully funded public institutions.

    Unit: %. Own reading: no official formula is on record.

    >>> fully_funded_unit_share(17, 20)
    85.0
    """
    return members_fully_funded / consortium_members * 100
