"""公共卫生: health, prevention and the management of chronic diseases."""

from __future__ import annotations

from policykit.indicators.scales import yes_no
from policykit.model import Entity, Indicator, Official, Theme, Variable, all_of

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
    official=Official("jiankang-zhongguo-2019-2030/1"),
)
public_health_fund_reviews = Variable(
    "公卫资金监测评估频次",
    "次/季度",
    Entity.COUNTY,
    "每季度会同监测评估并提出公卫资金预拨方案的次数（填报期内最少的一个季度）",
    aliases=("监测评估", "资金预拨方案"),
    rises=True,
    over_time="least",
)
public_health_fund_settlements = Variable(
    "公卫资金年终评估清算频次",
    "次/年",
    Entity.COUNTY,
    "当年公卫资金评估清算次数",
    aliases=("年终评估清算", "评估清算"),
    rises=True,
    over_time="flow",
)
contract_fund_payments = Variable(
    "两病一体化签约服务经费核拨频次",
    "次/季度",
    Entity.COUNTY,
    "每季度核算并拨付签约服务经费的次数（填报期内最少的一个季度）",
    aliases=("核算经费并拨付", "签约服务经费"),
    rises=True,
    over_time="least",
)
maternal_deaths = Variable("孕产妇死亡人数", "人", Entity.COUNTY, "当年孕产妇死亡人数", over_time="flow")
live_births = Variable("活产数", "人", Entity.COUNTY, "当年活产数", over_time="flow")
#: Maternal deaths per hundred thousand live births.
maternal_mortality = Indicator(
    "孕产妇死亡率",
    "/10万",
    maternal_deaths / live_births * 100000,
    aliases=("孕产妇和新生儿死亡率",),
    rises=False,
)
neonatal_deaths = Variable(
    "新生儿死亡人数", "人", Entity.COUNTY, "当年出生28天内死亡的新生儿数", over_time="flow"
)
#: Deaths within 28 days of birth per thousand live births.
neonatal_mortality = Indicator(
    "新生儿死亡率", "‰", neonatal_deaths / live_births * 1000, aliases=("孕产妇和新生儿死亡率",), rises=False
)
life_expectancy = Variable(
    "人均预期寿命",
    "岁",
    Entity.CITY,
    "当年公布的人均预期寿命；不是健康预期寿命",
    aliases=("预期寿命",),
    rises=True,
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
residents_contracted = Variable(
    "一般人群签约人数", "人", Entity.COUNTY, "年末已签约家庭医生的一般人群人数", over_time="stock"
)
residents_general = Variable(
    "一般人群人数", "人", Entity.COUNTY, "辖区一般人群（重点人群以外）常住人口数", over_time="stock"
)
#: Share of the general population with a family-doctor contract.
contract_coverage_general = Indicator(
    "一般人群家庭医生签约服务覆盖率",
    "%",
    residents_contracted / residents_general * 100,
    aliases=("一般人群和重点人群签约服务,稳步提升覆盖率", "一般人群"),
    rises=True,
    official=Official(
        "suiweihan-2023-1930/2", differs="地方指标；官方以全部常住人口为分母，这里只计重点人群以外的一般人群"
    ),
)
key_group_contracted = Variable(
    "重点人群签约人数", "人", Entity.COUNTY, "年末已签约家庭医生的重点人群人数", over_time="stock"
)
key_group_residents = Variable("重点人群人数", "人", Entity.COUNTY, "辖区重点人群人数", over_time="stock")
#: Share of the key groups with a family-doctor contract.
contract_coverage_key_groups = Indicator(
    "重点人群家庭医生签约服务覆盖率",
    "%",
    key_group_contracted / key_group_residents * 100,
    aliases=("重点人群签约服务", "重点人群"),
    rises=True,
    official=Official(
        "suiweihan-2023-1930/1", differs="地方指标；官方列明了哪些是重点人群，这里由填报单位按本地规定"
    ),
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
    official=Official(
        "suiweihan-2023-1930/9", differs="地方指标，没有写出算法；官方只调查签约居民，这里是抽样调查的居民"
    ),
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
    official=Official("suiweihan-2023-1930/11", differs="地方指标；官方把基本满意也计入，这里没有写明"),
)
technical_guidance = yes_no(
    "专业公共卫生机构对医共体开展技术指导和业务培训的工作机制",
    Entity.COUNTY,
    "是否已建立专业公共卫生机构对医共体开展技术指导和业务培训的工作机制",
)
staff_sent_down = yes_no(
    "专业公共卫生机构下派人员到乡镇服务的工作机制",
    Entity.COUNTY,
    "是否已建立专业公共卫生机构下派人员到乡镇服务的工作机制",
)
prevention_treatment_sharing = yes_no(
    "医防协同和资源信息共享的工作机制", Entity.COUNTY, "是否已建立医防协同和资源信息共享的工作机制"
)
public_health_guidance = Indicator(
    "建立技术指导、人员下派、医防协同和资源信息共享的工作机制",
    "是否",
    all_of(technical_guidance, staff_sent_down, prevention_treatment_sharing),
    aliases=("技术指导和业务培训", "专业公共卫生机构对县域医共体"),
    note="专业公共卫生机构对县域医共体的工作机制，三项都要有",
)
public_health_participation = yes_no(
    "专业公共卫生机构参与医共体管理和服务",
    Entity.COUNTY,
    "专业公共卫生机构是否参与县域医共体管理和服务",
    aliases=("参与县域医共体管理和服务",),
)
contract_teams_organised = yes_no(
    "组织医师依托基层开展签约服务",
    Entity.HOSPITAL,
    "该县级综合医院是否组织医师依托基层医疗卫生机构开展家庭医生签约服务；其他医院不填",
    aliases=("组织医师依托基层医疗卫生机构开展家庭医生签约服务",),
)
consortium_public_health_list = yes_no(
    "完善医共体公共卫生责任清单",
    Entity.CONSORTIUM,
    "医共体是否已有公共卫生责任清单",
    aliases=("县域医共体公共卫生责任清单",),
)
hospital_joins_contracts = yes_no(
    "综合医院全科医学科参与基层家庭医生签约服务",
    Entity.HOSPITAL,
    "该综合医院的全科医学科是否参与基层家庭医生签约服务；没有全科医学科的医院填“否”，专科医院不填",
    aliases=("全科医学科参与基层家庭医生签约服务",),
)
hospital_public_health_list = yes_no("建立公立医院公共卫生责任清单", Entity.HOSPITAL)
hospital_public_health_standard = yes_no("明确公立医院公共卫生考核评价标准", Entity.HOSPITAL)
hospital_public_health_duties = Indicator(
    "建立公共卫生责任清单并明确考核评价标准",
    "是否",
    all_of(hospital_public_health_list, hospital_public_health_standard),
    aliases=("公共卫生责任清单并明确考核评价标准",),
)
one_plus_one_teams = yes_no(
    "市级医院与基层医师“1+1”组团签约服务",
    Entity.CONSORTIUM,
    "市级医院医师与基层卫生服务中心医师是否以“1+1”组团共同开展家庭医生签约服务；“1+1”是组团方式的名称，不是人数",
    aliases=(
        "组团,共同开展家庭医生签约服务",
        "组团，共同开展家庭医生签约服务",
    ),
)
county_public_health_section = yes_no(
    "县级医疗机构设立公共卫生科",
    Entity.HOSPITAL,
    "该县级医疗机构是否已设立公共卫生科",
    aliases=("推进县乡两级医疗机构设立公共卫生科",),
)
township_public_health_section = yes_no(
    "乡镇卫生院设立公共卫生科",
    Entity.TOWNSHIP_CENTRE,
    "该乡镇卫生院是否已设立公共卫生科",
    aliases=("推进县乡两级医疗机构设立公共卫生科",),
)
integration_mechanism = yes_no("建立医疗、公共卫生、基层卫生融合发展机制", Entity.COUNTY)
prevention_treatment_integrated = yes_no(
    "实现预防保健、疾病治疗和健康管理一体化",
    Entity.COUNTY,
    "预防保健、疾病治疗和健康管理是否一体化；没有给出标准",
    aliases=("预防保健、疾病治疗和健康管理一体化",),
)
chronic_incidence = Variable(
    "慢性病发病率",
    "/10万",
    Entity.COUNTY,
    "当年慢性病新发病例数与人口数之比，按每10万人计；病种和算法原文没有写",
    rises=False,
)
chronic_management_rate = Variable(
    "慢性病规范化管理率",
    "%",
    Entity.COUNTY,
    "按规范管理的慢性病患者占比；病种和算法原文没有写，不是“重点慢性病患者规范管理率”",
    aliases=("规范化管理率",),
    rises=True,
)
chronic_hospitalization_rate = Variable(
    "慢性病患者住院率",
    "%",
    Entity.COUNTY,
    "慢性病患者当年住院人次数与慢性病患者数之比；算法原文没有写，不是全体参保人的“住院率”",
    rises=False,
    aliases=("住院率为核心指标",),
)
heart_brain_managed = yes_no("心脑血管疾病纳入干预和分类管理", Entity.COUNTY)
cancer_managed = yes_no("农村上消化道癌等重点癌症纳入干预和分类管理", Entity.COUNTY)
copd_managed = yes_no("慢性阻塞性肺疾病纳入干预和分类管理", Entity.COUNTY)
major_chronic_managed = Indicator(
    "心脑血管疾病、重点癌症、慢性阻塞性肺疾病纳入干预和分类管理",
    "是否",
    all_of(heart_brain_managed, cancer_managed, copd_managed),
)
critical_maternal_centre = yes_no(
    "推进危重孕产妇救治中心建设", Entity.COUNTY, "危重孕产妇救治中心是否在建（或已建成）"
)
critical_newborn_centre = yes_no(
    "推进危重新生儿救治中心建设", Entity.COUNTY, "危重新生儿救治中心是否在建（或已建成）"
)
critical_centres = Indicator(
    "推进危重孕产妇、危重新生儿救治中心建设",
    "是否",
    all_of(critical_maternal_centre, critical_newborn_centre),
)
two_cancers = yes_no("规范开展妇女“两癌”防治", Entity.COUNTY)
health_education = yes_no("开展健康教育", Entity.COUNTY, "当年是否开展健康教育；次数和人数原文没有写")
healthy_environment = yes_no(
    "打造健康支持性环境",
    Entity.COUNTY,
    "是否持续打造健康支持性环境；没有给出标准",
    aliases=("健康支持性环境",),
)
health_promotion = yes_no("开展健康科普活动", Entity.COUNTY, "当年是否开展健康科普活动；次数原文没有写")
chronic_full_cycle = yes_no(
    "强化慢性病“筛、防、治、康、管”一体化全周期服务",
    Entity.CITY,
    "数字健共体是否提供慢性病筛、防、治、康、管一体化的全周期服务；强化到什么程度原文没有写",
    aliases=("慢性病“筛、防、治、康、管”一体化",),
)
public_health_duties_set = yes_no("明确公共卫生人员岗位职责", Entity.CITY)
public_health_staffing_set = yes_no("明确公共卫生人员配备要求", Entity.CITY)
public_health_in_appraisal = yes_no("公共卫生人员岗位职责和配备要求纳入绩效考核", Entity.CITY)
public_health_posts = Indicator(
    "明确公共卫生人员岗位职责和配备要求并纳入绩效考核",
    "是否",
    all_of(public_health_duties_set, public_health_staffing_set, public_health_in_appraisal),
    aliases=("公共卫生人员岗位职责和配备要求",),
)
post_classification = yes_no(
    "实行公共卫生岗位分级分类管理",
    Entity.CITY,
    "公共卫生人员岗位是否实行分级分类管理",
    aliases=("岗位分级分类管理",),
)
chronic_patients_served = yes_no("对慢病患者开展一体化服务", Entity.CONSORTIUM)
elderly_served = yes_no("对老年人开展一体化服务", Entity.CONSORTIUM)
children_served = yes_no("对儿童开展一体化服务", Entity.CONSORTIUM)
pregnant_women_served = yes_no("对孕产妇开展一体化服务", Entity.CONSORTIUM)
infectious_patients_served = yes_no("对重大传染病患者开展一体化服务", Entity.CONSORTIUM)
integrated_services = Indicator(
    "对五类重点人群开展一体化服务",
    "是否",
    all_of(
        chronic_patients_served,
        elderly_served,
        children_served,
        pregnant_women_served,
        infectious_patients_served,
    ),
)
