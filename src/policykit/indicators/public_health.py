"""公共卫生: health, prevention and the management of chronic diseases."""

from __future__ import annotations

from policykit.indicators.scales import HOSPITAL_LEVEL
from policykit.model import Entity, Indicator, Theme, Variable

public_health = Theme("公共卫生")

key_chronic_managed_properly = Variable(
    "规范管理的重点慢性病患者数", "人", Entity.COUNTY, "当年按规范接受健康管理的重点慢性病患者数"
)
key_chronic_managed = Variable(
    "纳入管理的重点慢性病患者数", "人", Entity.COUNTY, "当年已纳入健康管理的重点慢性病患者数"
)
#: Share of the managed patients with key chronic diseases who are managed by the standard.
key_chronic_management_rate = Indicator(
    "重点慢性病患者规范管理率", "%", key_chronic_managed_properly / key_chronic_managed * 100, rises=True
)
residents_health_literate = Variable(
    "具备基本健康素养的调查人数",
    "人",
    Entity.NATION,
    "抽样调查中具备基本健康素养的居民数",
    also=(Entity.CITY, Entity.COUNTY),
)
residents_surveyed = Variable(
    "健康素养调查人数", "人", Entity.NATION, "抽样调查的居民总数", also=(Entity.CITY, Entity.COUNTY)
)
#: Share of surveyed residents who have basic health literacy.
health_literacy_level = Indicator(
    "居民健康素养水平",
    "%",
    residents_health_literate / residents_surveyed * 100,
    aliases=("居民健康素养", "群众健康素养", "健康素养水平"),
    rises=True,
)
public_health_fund_reviews = Variable(
    "公卫资金监测评估频次",
    "次/季度",
    Entity.COUNTY,
    "每季度会同监测评估并提出公卫资金预拨方案的次数（填报期内最少的一个季度）",
    aliases=("监测评估", "资金预拨方案"),
    rises=True,
)
public_health_fund_settlements = Variable(
    "公卫资金年终评估清算频次",
    "次/年",
    Entity.COUNTY,
    "当年公卫资金评估清算次数",
    aliases=("年终评估清算", "评估清算"),
    rises=True,
)
contract_fund_payments = Variable(
    "两病一体化签约服务经费核拨频次",
    "次/季度",
    Entity.COUNTY,
    "每季度核算并拨付签约服务经费的次数（填报期内最少的一个季度）",
    aliases=("核算经费并拨付", "签约服务经费"),
    rises=True,
)
maternal_deaths = Variable("孕产妇死亡人数", "人", Entity.COUNTY, "当年孕产妇死亡人数")
live_births = Variable("活产数", "人", Entity.COUNTY, "当年活产数")
#: Maternal deaths per hundred thousand live births.
maternal_mortality = Indicator(
    "孕产妇死亡率",
    "/10万",
    maternal_deaths / live_births * 100000,
    aliases=("孕产妇和新生儿死亡率",),
    rises=False,
)
neonatal_deaths = Variable("新生儿死亡人数", "人", Entity.COUNTY, "当年出生28天内死亡的新生儿数")
#: Deaths within 28 days of birth per thousand live births.
neonatal_mortality = Indicator(
    "新生儿死亡率", "‰", neonatal_deaths / live_births * 1000, aliases=("孕产妇和新生儿死亡率",), rises=False
)
life_expectancy = Variable(
    "人均预期寿命", "岁", Entity.CITY, "当年公布的人均预期寿命", aliases=("预期寿命",), rises=True
)
hypertension_managed_properly = Variable(
    "规范管理的高血压患者数", "人", Entity.CITY, "按规范要求管理的高血压患者数"
)
hypertension_managed = Variable("已管理的高血压患者数", "人", Entity.CITY, "年内已管理的高血压患者数")
#: Share of managed hypertension patients who are managed by the standard.
hypertension_management_rate = Indicator(
    "高血压患者规范管理率",
    "%",
    hypertension_managed_properly / hypertension_managed * 100,
    aliases=("高血压、糖尿病患者规范管理率",),
    rises=True,
)
diabetes_managed_properly = Variable(
    "规范管理的糖尿病患者数", "人", Entity.CITY, "按规范要求管理的糖尿病患者数"
)
diabetes_managed = Variable("已管理的糖尿病患者数", "人", Entity.CITY, "年内已管理的糖尿病患者数")
#: Share of managed diabetes patients who are managed by the standard.
diabetes_management_rate = Indicator(
    "糖尿病患者规范管理率",
    "%",
    diabetes_managed_properly / diabetes_managed * 100,
    aliases=("2型糖尿病患者规范管理率",),
    rises=True,
)
vaccinations_given = Variable("实际接种人次数", "人次", Entity.CITY, "适龄儿童国家免疫规划疫苗实际接种人次数")
vaccinations_due = Variable("应接种人次数", "人次", Entity.CITY, "适龄儿童国家免疫规划疫苗应接种人次数")
#: Share of children of the age who got the vaccines of the immunisation programme.
child_vaccination_rate = Indicator(
    "适龄儿童免疫规划疫苗接种率",
    "%",
    vaccinations_given / vaccinations_due * 100,
    aliases=("疫苗接种率",),
    rises=True,
)
residents_contracted = Variable("一般人群签约人数", "人", Entity.COUNTY, "年末已签约家庭医生的一般人群人数")
residents_general = Variable("一般人群人数", "人", Entity.COUNTY, "辖区一般人群（重点人群以外）常住人口数")
#: Share of the general population with a family-doctor contract.
contract_coverage_general = Indicator(
    "一般人群家庭医生签约服务覆盖率",
    "%",
    residents_contracted / residents_general * 100,
    aliases=("一般人群和重点人群签约服务,稳步提升覆盖率", "一般人群"),
    rises=True,
)
key_group_contracted = Variable("重点人群签约人数", "人", Entity.COUNTY, "年末已签约家庭医生的重点人群人数")
key_group_residents = Variable("重点人群人数", "人", Entity.COUNTY, "辖区重点人群人数")
#: Share of the key groups with a family-doctor contract.
contract_coverage_key_groups = Indicator(
    "重点人群家庭医生签约服务覆盖率",
    "%",
    key_group_contracted / key_group_residents * 100,
    aliases=("重点人群签约服务", "重点人群"),
    rises=True,
)
disease_control_department_grade = Variable(
    "设立疾病预防控制或公共卫生科室的机构等级",
    "等级",
    Entity.HOSPITAL,
    "医疗机构等级（判定是否应设立疾病预防控制或公共卫生科室）",
    grades=HOSPITAL_LEVEL,
    aliases=("疾病预防控制或公共卫生科室",),
)
disease_control_reform_date = Variable(
    "疾病预防控制体系改革任务完成日期",
    "日期",
    Entity.PROVINCE,
    "该省全部完成疾病预防控制体系改革任务的日期",
    aliases=("疾病预防控制体系改革方案", "改革任务"),
)
residents_aware = Variable(
    "知晓签约服务的调查人数", "人", Entity.COUNTY, "抽样调查中知晓家庭医生签约服务的居民数"
)
residents_asked = Variable("签约服务调查人数", "人", Entity.COUNTY, "抽样调查居民数")
#: Share of surveyed residents who know the contract service.
contract_awareness = Indicator(
    "居民对签约服务知晓率",
    "%",
    residents_aware / residents_asked * 100,
    aliases=("签约服务知晓率", "知晓率"),
    rises=True,
)
contract_residents_satisfied = Variable(
    "对签约服务满意的调查人数", "人", Entity.COUNTY, "抽样调查中对签约服务满意的签约居民数"
)
contract_residents_asked = Variable("签约居民调查人数", "人", Entity.COUNTY, "抽样调查的签约居民数")
#: Share of surveyed residents who are satisfied with the contract service.
contract_satisfaction = Indicator(
    "居民对签约服务满意度",
    "%",
    contract_residents_satisfied / contract_residents_asked * 100,
    aliases=("满意度",),
    rises=True,
)
