"""考核监测: assessments, monitoring and evaluation of the reform."""

from __future__ import annotations

from policykit.indicators.scales import HOSPITAL_LEVEL
from policykit.model import Entity, Indicator, Theme, Variable

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
reform_assessments = Variable(
    "深化医药卫生体制改革考核频次",
    "次/年",
    Entity.CITY,
    "当年开展的深化医药卫生体制改革考核次数",
    aliases=("年度考核",),
    rises=True,
)
consortium_monitorings = Variable(
    "县域医共体监测评价频次",
    "次/年",
    Entity.NATION,
    "当年开展的县域医共体建设监测评价次数",
    aliases=("年度监测评价", "监测评价"),
    rises=True,
)
performance_assessment_grade = Variable(
    "参加绩效考核的公立医院等级",
    "等级",
    Entity.HOSPITAL,
    "公立医院等级（判定是否应参加绩效考核）",
    grades=HOSPITAL_LEVEL,
    aliases=("公立医院绩效考核",),
)
demonstration_cycle = Variable(
    "示范项目周期", "年", Entity.NATION, "公立医院改革与高质量发展示范项目的周期", aliases=("周期",)
)
quality_evaluation_date = Variable(
    "公立医院高质量发展评价启动日期",
    "日期",
    Entity.NATION,
    "启动2023年推进公立医院高质量发展评价工作的日期",
    aliases=("推进公立医院高质量发展评价",),
)
reform_monitoring_plans = Variable(
    "年度医改监测方案制定频次",
    "次/年",
    Entity.NATION,
    "当年制定的医改监测方案数",
    aliases=("医改监测方案",),
    rises=True,
)
reform_dispatches = Variable(
    "医改调度频次",
    "次/季度",
    Entity.NATION,
    "每季度对医改重点任务调度的次数（填报期内最少的一个季度）",
    aliases=("医改重点任务", "调度"),
    rises=True,
)
reform_bulletins = Variable(
    "医改通报频次",
    "次/年",
    Entity.NATION,
    "当年通报医改重点任务进展的次数",
    aliases=("年通报", "通报"),
    rises=True,
)
member_assessments = Variable(
    "成员单位年终考核频次",
    "次/年",
    Entity.CONSORTIUM,
    "当年医共体理事会对成员单位开展的年终考核次数",
    aliases=("年终考核",),
    rises=True,
)
