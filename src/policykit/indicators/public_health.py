"""公共卫生: health, prevention and the management of chronic diseases."""

from __future__ import annotations

from policykit.indicators.registry import indicator
from policykit.model import Entity, Value

__all__ = [
    "child_vaccination_rate",
    "contract_awareness",
    "contract_coverage_general",
    "contract_coverage_key_groups",
    "contract_fund_payments",
    "contract_satisfaction",
    "diabetes_management_rate",
    "disease_control_department_grade",
    "disease_control_reform_date",
    "health_literacy_level",
    "hypertension_management_rate",
    "key_chronic_management_rate",
    "life_expectancy",
    "maternal_mortality",
    "neonatal_mortality",
    "public_health_fund_reviews",
    "public_health_fund_settlements",
]


@indicator("重点慢性病患者规范管理率", unit="%", entity=Entity.COUNTY)
def key_chronic_management_rate(key_chronic_managed_properly: Value, key_chronic_managed: Value) -> Value:
    """Share of the managed patients with key chronic diseases who are managed by the standard.

    Unit: %. Own reading: no official formula is on record.

    >>> key_chronic_management_rate(17, 20)
    85.0
    """
    return key_chronic_managed_properly / key_chronic_managed * 100


@indicator(
    "居民健康素养水平",
    unit="%",
    entity=(Entity.NATION, Entity.CITY, Entity.COUNTY),
    aliases=("居民健康素养", "群众健康素养", "健康素养水平"),
)
def health_literacy_level(residents_health_literate: Value, residents_surveyed: Value) -> Value:
    """Share of surveyed residents who have basic health literacy.

    Unit: %. Own reading: no official formula is on record.

    >>> health_literacy_level(17, 20)
    85.0
    """
    return residents_health_literate / residents_surveyed * 100


@indicator("公卫资金监测评估频次", unit="次/季度", entity=Entity.COUNTY, aliases=("监测评估", "资金预拨方案"))
def public_health_fund_reviews(public_health_fund_reviews: Value) -> Value:
    """Joint reviews of the public health funds with a proposal of advance payment, per quarter.

    Unit: 次/季度. Own reading: no official formula is on record.

    >>> public_health_fund_reviews(12)
    12
    """
    return public_health_fund_reviews


@indicator(
    "公卫资金年终评估清算频次", unit="次/年", entity=Entity.COUNTY, aliases=("年终评估清算", "评估清算")
)
def public_health_fund_settlements(public_health_fund_settlements: Value) -> Value:
    """Yearly assessments and settlements of the public health funds.

    Unit: 次/年. Own reading: no official formula is on record.

    >>> public_health_fund_settlements(12)
    12
    """
    return public_health_fund_settlements


@indicator(
    "两病一体化签约服务经费核拨频次",
    unit="次/季度",
    entity=Entity.COUNTY,
    aliases=("核算经费并拨付", "签约服务经费"),
)
def contract_fund_payments(contract_fund_payments: Value) -> Value:
    """Settlements and payments of the contract service funds, per quarter.

    Unit: 次/季度. Own reading: no official formula is on record.

    >>> contract_fund_payments(12)
    12
    """
    return contract_fund_payments


@indicator("孕产妇死亡率", unit="/10万", entity=Entity.COUNTY, aliases=("孕产妇和新生儿死亡率",))
def maternal_mortality(maternal_deaths: Value, live_births: Value) -> Value:
    """Maternal deaths per hundred thousand live births.

    Unit: /10万. Own reading: no official formula is on record.

    >>> maternal_mortality(3, 6000)
    50.0
    """
    return maternal_deaths / live_births * 100000


@indicator("新生儿死亡率", unit="‰", entity=Entity.COUNTY, aliases=("孕产妇和新生儿死亡率",))
def neonatal_mortality(neonatal_deaths: Value, live_births: Value) -> Value:
    """Deaths within 28 days of birth per thousand live births.

    Unit: ‰. Own reading: no official formula is on record.

    >>> neonatal_mortality(3, 6000)
    0.5
    """
    return neonatal_deaths / live_births * 1000


@indicator("人均预期寿命", unit="岁", entity=Entity.CITY, aliases=("预期寿命",))
def life_expectancy(life_expectancy: Value) -> Value:
    """Average life expectancy at birth.

    Unit: 岁. Own reading: no official formula is on record.

    >>> life_expectancy(12)
    12
    """
    return life_expectancy


@indicator("高血压患者规范管理率", unit="%", entity=Entity.CITY, aliases=("高血压、糖尿病患者规范管理率",))
def hypertension_management_rate(hypertension_managed_properly: Value, hypertension_managed: Value) -> Value:
    """Share of managed hypertension patients who are managed by the standard.

    Unit: %. Own reading: no official formula is on record.

    >>> hypertension_management_rate(17, 20)
    85.0
    """
    return hypertension_managed_properly / hypertension_managed * 100


@indicator("糖尿病患者规范管理率", unit="%", entity=Entity.CITY, aliases=("2型糖尿病患者规范管理率",))
def diabetes_management_rate(diabetes_managed_properly: Value, diabetes_managed: Value) -> Value:
    """Share of managed diabetes patients who are managed by the standard.

    Unit: %. Own reading: no official formula is on record.

    >>> diabetes_management_rate(17, 20)
    85.0
    """
    return diabetes_managed_properly / diabetes_managed * 100


@indicator("适龄儿童免疫规划疫苗接种率", unit="%", entity=Entity.CITY, aliases=("疫苗接种率",))
def child_vaccination_rate(vaccinations_given: Value, vaccinations_due: Value) -> Value:
    """Share of children of the age who got the vaccines of the immunisation programme.

    Unit: %. Own reading: no official formula is on record.

    >>> child_vaccination_rate(17, 20)
    85.0
    """
    return vaccinations_given / vaccinations_due * 100


@indicator(
    "一般人群家庭医生签约服务覆盖率",
    unit="%",
    entity=Entity.COUNTY,
    aliases=("一般人群和重点人群签约服务,稳步提升覆盖率", "一般人群"),
)
def contract_coverage_general(residents_contracted: Value, residents_general: Value) -> Value:
    """Share of the general population with a family-doctor contract.

    Unit: %. Own reading: no official formula is on record.

    >>> contract_coverage_general(17, 20)
    85.0
    """
    return residents_contracted / residents_general * 100


@indicator(
    "重点人群家庭医生签约服务覆盖率", unit="%", entity=Entity.COUNTY, aliases=("重点人群签约服务", "重点人群")
)
def contract_coverage_key_groups(key_group_contracted: Value, key_group_residents: Value) -> Value:
    """Share of the key groups with a family-doctor contract.

    Unit: %. Own reading: no official formula is on record.

    >>> contract_coverage_key_groups(17, 20)
    85.0
    """
    return key_group_contracted / key_group_residents * 100


@indicator(
    "设立疾病预防控制或公共卫生科室的机构等级",
    unit="等级",
    entity=Entity.HOSPITAL,
    aliases=("疾病预防控制或公共卫生科室",),
)
def disease_control_department_grade(disease_control_department_grade: Value) -> Value:
    """Grade of an institution that has a disease control or public health department.

    Unit: a rank on the scale. Own reading: no official formula is on record.

    >>> disease_control_department_grade(3)
    3
    """
    return disease_control_department_grade


@indicator(
    "疾病预防控制体系改革任务完成日期",
    unit="日期",
    entity=Entity.PROVINCE,
    aliases=("疾病预防控制体系改革方案", "改革任务"),
)
def disease_control_reform_date(disease_control_reform_date: Value) -> Value:
    """Day on which a province completed the reform of its disease control system.

    Unit: an ordinal day. Own reading: no official formula is on record.

    >>> from datetime import date
    >>> disease_control_reform_date(date(2025, 6, 30).toordinal())
    739432
    """
    return disease_control_reform_date


@indicator("居民对签约服务知晓率", unit="%", entity=Entity.COUNTY, aliases=("签约服务知晓率", "知晓率"))
def contract_awareness(residents_aware: Value, residents_asked: Value) -> Value:
    """Share of surveyed residents who know the contract service.

    Unit: %. Own reading: no official formula is on record.

    >>> contract_awareness(17, 20)
    85.0
    """
    return residents_aware / residents_asked * 100


@indicator("居民对签约服务满意度", unit="%", entity=Entity.COUNTY, aliases=("满意度",))
def contract_satisfaction(contract_residents_satisfied: Value, contract_residents_asked: Value) -> Value:
    """Share of surveyed residents who are satisfied with the contract service.

    Unit: %. Own reading: no official formula is on record.

    >>> contract_satisfaction(17, 20)
    85.0
    """
    return contract_residents_satisfied / contract_residents_asked * 100
