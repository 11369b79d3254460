"""考核监测: assessments, monitoring and evaluation of the reform."""

from __future__ import annotations

from policykit.indicators.scales import yes_no
from policykit.model import Entity, Indicator, Theme, Variable, all_of

appraisal = Theme("考核监测")

clinic_visit_score = Variable("门诊就诊率分值", "分", Entity.COUNTY, "村卫生室绩效考核细则中门诊就诊率的分值")
clinic_total_score = Variable("考核总分值", "分", Entity.COUNTY, "村卫生室绩效考核细则总分值")
#: Weight of the visit rate among the scores of the village clinics' appraisal.
clinic_visit_score_weight = Indicator(
    "村卫生室考核中门诊就诊率分值比重",
    "%",
    clinic_visit_score / clinic_total_score * 100,
    aliases=("门诊就诊率、中医门诊占比等分值比重", "门诊就诊率"),
    rises=True,
)
clinic_tcm_score = Variable(
    "中医门诊占比分值", "分", Entity.COUNTY, "村卫生室绩效考核细则中中医门诊占比的分值"
)
#: Weight of the Chinese-medicine outpatient share among the scores of the village clinics' appraisal.
clinic_tcm_score_weight = Indicator(
    "村卫生室考核中中医门诊占比分值比重",
    "%",
    clinic_tcm_score / clinic_total_score * 100,
    aliases=("中医门诊占比等分值比重", "中医门诊占比", "门诊就诊率、中医门诊占比等分值比重"),
    rises=True,
)
consortium_monitorings = Variable(
    "县域医共体监测评价频次",
    "次/年",
    Entity.NATION,
    "当年开展的县域医共体建设监测评价次数",
    aliases=("年度监测评价", "监测评价"),
    rises=True,
    over_time="flow",
)
yearly_targets = yes_no(
    "明确医共体年度任务目标", Entity.COUNTY, "是否已明确县域医共体年度任务目标", aliases=("年度任务目标",)
)
appraisal_indicators = yes_no(
    "明确医共体绩效考核指标", Entity.COUNTY, "是否已明确县域医共体绩效考核指标", aliases=("绩效考核指标",)
)
yearly_targets_and_indicators = Indicator(
    "明确年度任务目标和绩效考核指标",
    "是否",
    all_of(yearly_targets, appraisal_indicators),
    aliases=("年度任务目标和绩效考核指标",),
)
consortium_assessed = yes_no("定期开展县域医共体考核", Entity.COUNTY)
assessment_linked_public_health = yes_no("考核结果与公共卫生服务经费补助挂钩", Entity.COUNTY)
assessment_linked_insurance = yes_no("考核结果与医保基金支付挂钩", Entity.COUNTY)
assessment_linked_pay = yes_no("考核结果与绩效工资总量核定挂钩", Entity.COUNTY)
assessment_linked_leaders = yes_no("考核结果与负责人员薪酬、任免、奖惩挂钩", Entity.COUNTY)
assessment_linked = Indicator(
    "考核结果与经费补助、医保基金支付、绩效工资总量和负责人员薪酬任免奖惩挂钩",
    "是否",
    all_of(
        assessment_linked_public_health,
        assessment_linked_insurance,
        assessment_linked_pay,
        assessment_linked_leaders,
    ),
    aliases=(
        "考核结果与公共卫生服务经费补助、医保基金支付、绩效工资总量核定以及负责人员薪酬、任免、奖惩等挂钩",
    ),
)
internal_assessment = yes_no(
    "建立医共体内部考核机制",
    Entity.CONSORTIUM,
    "医共体是否已建立内部考核机制，考核指标向资源下沉、巡诊派驻、家庭医生签约、成本控制等倾斜",
    aliases=("内部考核机制",),
)
county_hospital_assessment = yes_no(
    "开展县医院医疗服务能力评估",
    Entity.PROVINCE,
    "该省是否已组织开展县医院医疗服务能力评估",
    aliases=("县医院医疗服务能力评估",),
)
alliance_assessment = yes_no(
    "开展医疗联合体绩效考核",
    Entity.PROVINCE,
    "该省是否已开展医疗联合体绩效考核",
    aliases=("医疗联合体绩效考核",),
)
party_work_evaluation = yes_no(
    "开展公立医院党建工作质量评价",
    Entity.PROVINCE,
    "该省是否已开展公立医院党建工作质量评价",
    aliases=("公立医院党建工作质量评价",),
)
hospital_appraisal = yes_no("开展公立医院绩效考核", Entity.PROVINCE)
maternal_appraisal = yes_no("开展妇幼保健机构绩效考核", Entity.PROVINCE)
hospital_and_maternal_appraisal = Indicator(
    "开展公立医院、妇幼保健机构绩效考核",
    "是否",
    all_of(hospital_appraisal, maternal_appraisal),
    aliases=("公立医院、妇幼保健机构绩效考核",),
)
quality_development_evaluation = yes_no(
    "开展公立医院高质量发展评价",
    Entity.NATION,
    "是否已开展公立医院高质量发展评价",
    aliases=("公立医院高质量发展评价",),
)
care_insurance_evaluated = yes_no(
    "总结评估长期护理保险制度试点",
    Entity.NATION,
    "是否已总结评估长期护理保险制度试点情况",
    aliases=("总结评估试点情况",),
)
daily_assessment = yes_no(
    "对成员单位开展日常考核",
    Entity.CONSORTIUM,
    "医共体理事会是否对成员单位开展日常考核",
    aliases=("日常考核",),
)
year_end_assessment = yes_no(
    "对成员单位开展年终考核",
    Entity.CONSORTIUM,
    "医共体理事会当年是否对成员单位开展年终考核",
    aliases=("年终考核",),
)
member_assessment = Indicator(
    "日常考核与年终考核相结合", "是否", all_of(daily_assessment, year_end_assessment)
)
member_assessment_used = yes_no("考核结果作为财政补助和绩效工资总额拨付的重要依据", Entity.CONSORTIUM)
effect_evaluation = yes_no(
    "建立医共体效果评估机制",
    Entity.COUNTY,
    "是否已建立医共体效果评估机制",
    aliases=(
        "评估机制",
        "效果评估机制",
    ),
)
appraisal_method = yes_no(
    "建立医共体绩效考核机制",
    Entity.COUNTY,
    "是否已建立医共体绩效考核机制（方法）",
    aliases=(
        "绩效考核机制",
        "绩效考核方法",
    ),
)
evaluation_and_appraisal = Indicator(
    "建立评估机制和绩效考核机制",
    "是否",
    all_of(effect_evaluation, appraisal_method),
    aliases=(
        "评估机制和绩效考核机制",
        "效果评估机制和绩效考核方法",
    ),
)

county_hospital_performance = yes_no("县人民医院完善绩效管理", Entity.COUNTY)
township_centres_appraised = yes_no(
    "实行乡镇卫生院分类考评管理",
    Entity.COUNTY,
    "是否对乡镇卫生院分类考评；分类考评的填“是”，不分类或没有考评的填“否”，分哪几类原文没有写",
)
village_doctors_rewarded = yes_no(
    "对成效显著的村医给予优先和奖励", Entity.COUNTY, "对成效显著的村医，评优晋级等方面是否给予优先和奖励"
)
clinic_appraisal_rules = yes_no("优化村卫生室绩效考核细则", Entity.COUNTY)
clinic_attendance = yes_no("强化村卫生室考勤管理", Entity.COUNTY)
clinic_capacity_appraised = yes_no("将医疗服务能力提升作为村卫生室绩效考核重要内容", Entity.COUNTY)
clinic_quantity_set = yes_no(
    "核定村卫生室工作数量", Entity.VILLAGE_CLINIC, "是否对该村卫生室一村一策核定了工作数量"
)
clinic_quality_set = yes_no(
    "核定村卫生室工作质量", Entity.VILLAGE_CLINIC, "是否对该村卫生室一村一策核定了工作质量"
)
clinic_work_set = Indicator(
    "一村一策核定工作数量和质量", "是否", all_of(clinic_quantity_set, clinic_quality_set)
)
clinic_subsidy_linked = yes_no("村卫生室考核结果与兑现补助挂钩", Entity.VILLAGE_CLINIC)
chronic_incidence_appraised = yes_no(
    "以慢性病发病率为核心考核指标", Entity.COUNTY, "慢性病考核管理机制是否以慢性病发病率为核心指标之一"
)
chronic_management_appraised = yes_no(
    "以慢性病规范化管理率为核心考核指标",
    Entity.COUNTY,
    "慢性病考核管理机制是否以慢性病规范化管理率为核心指标之一",
)
chronic_hospitalization_appraised = yes_no(
    "以慢性病住院率为核心考核指标", Entity.COUNTY, "慢性病考核管理机制是否以慢性病住院率为核心指标之一"
)
chronic_appraisal = Indicator(
    "建立以慢性病发病率、规范化管理率、住院率为核心的考核管理机制",
    "是否",
    all_of(chronic_incidence_appraised, chronic_management_appraised, chronic_hospitalization_appraised),
)
appraisal_optimised = yes_no("优化基层医务人员考核方式", Entity.COUNTY)
monitoring_indicators = yes_no("健全监测评价指标体系", Entity.COUNTY)
appraisal_linked_funds = yes_no("公立医院绩效考核和高质量发展评价与重大项目及资金安排挂钩", Entity.CITY)
appraisal_linked_hospital_pay = yes_no("公立医院绩效考核和高质量发展评价与医院薪酬绩效管理挂钩", Entity.CITY)
appraisal_linked_projects = Indicator(
    "公立医院绩效考核和高质量发展评价与项目资金、薪酬绩效挂钩",
    "是否",
    all_of(appraisal_linked_funds, appraisal_linked_hospital_pay),
    aliases=("公立医院绩效考核和高质量发展评价与重大项目及资金安排、医院薪酬绩效管理等挂钩",),
)
system_evaluation = yes_no(
    "建立医疗卫生服务体系监测评价制度",
    Entity.COUNTY,
    "该区（市、县）是否已建立常态化、制度化的医疗卫生服务体系监测评价制度",
    aliases=("医疗卫生服务体系监测评价制度",),
)
system_evaluation_assessed = yes_no(
    "监测评价纳入深化医药卫生体制改革年度考核",
    Entity.COUNTY,
    "医疗卫生服务体系监测评价是否纳入深化医药卫生体制改革年度考核；不是考核的次数",
    aliases=("深化医药卫生体制改革年度考核",),
)
national_monitoring_indicators = yes_no("健全县域医共体建设监测评价指标体系", Entity.NATION)
inspection_incentives = yes_no(
    "强化督查激励", Entity.COUNTY, "对医疗卫生服务体系建设是否开展督查激励；强化到什么程度原文没有写"
)
