"""质量效率: how well and how efficiently care is given."""

from __future__ import annotations

from policykit.indicators.access import inpatients_by_residents
from policykit.indicators.scales import yes_no
from policykit.model import Entity, Indicator, Official, Theme, Variable, all_of

quality = Theme("质量效率")

insured_residents = Variable(
    "参保人数", "人", Entity.COUNTY, "年末本县参加基本医疗保险的人数", over_time="stock"
)
#: Admissions per hundred insured residents in a year.
hospitalization_rate = Indicator(
    "住院率",
    "%",
    inpatients_by_residents / insured_residents * 100,
    aliases=("居民住院率",),
    rises=False,
    note="国卫办基层发〔2024〕22号的“县域内慢性病健康管理人群住院率”是另一人群",
)
grade_four_surgeries = Variable(
    "出院患者四级手术台次数", "台次", Entity.CITY, "当年出院患者四级手术台次数", over_time="flow"
)
discharge_surgeries = Variable(
    "出院患者手术台次数", "台次", Entity.CITY, "同期出院患者手术台次数", over_time="flow"
)
#: Share of discharged patients' operations that are of grade four.
grade_four_surgery_share = Indicator(
    "四级手术占比",
    "%",
    grade_four_surgeries / discharge_surgeries * 100,
    aliases=("出院患者四级手术比例",),
    official=Official("guobanfa-2019-4/6", differs="官方按一家三级公立医院计，这里按全市计"),
    rises=True,
)
total_drg_weight = Variable(
    "出院病例总权重", "权重", Entity.CITY, "当年出院病例的DRG权重之和", over_time="flow"
)
discharges = Variable("出院人次数", "人次", Entity.CITY, "同期出院病例数", over_time="flow")
#: Average DRG weight of the discharged cases.
case_mix_index = Indicator(
    "CMI值", "", total_drg_weight / discharges, aliases=("CMI", "病例组合指数"), rises=True
)
primary_facilities_up_to_standard = Variable(
    "达标的基层医疗机构数",
    "个",
    Entity.CITY,
    "达到“优质服务基层行”服务能力标准的基层医疗机构数",
    over_time="stock",
)
primary_facilities = Variable("基层医疗机构数", "个", Entity.CITY, "基层医疗机构总数", over_time="stock")
#: Share of primary care institutions that reach the service standard.
primary_standard_attainment_rate = Indicator(
    "基层医疗机构达标率", "%", primary_facilities_up_to_standard / primary_facilities * 100, rises=True
)
centres_basic_standard = Variable(
    "达到基本标准的乡镇卫生院和社区卫生服务中心数",
    "个",
    Entity.CITY,
    "达到国家“基本标准”的乡镇卫生院和社区卫生服务中心数；达到“推荐标准”的是否计入，原文没有写",
    over_time="stock",
)
township_community_centres = Variable(
    "乡镇卫生院和社区卫生服务中心数", "个", Entity.CITY, "乡镇卫生院和社区卫生服务中心总数", over_time="stock"
)
#: Share of township and community centres that reach the national basic standard.
basic_standard_share = Indicator(
    "达到国家“基本标准”的比例",
    "%",
    centres_basic_standard / township_community_centres * 100,
    aliases=("基本标准",),
    rises=True,
)
centres_recommended_standard = Variable(
    "达到推荐标准的乡镇卫生院和社区卫生服务中心数",
    "个",
    Entity.CITY,
    "达到国家“推荐标准”的乡镇卫生院和社区卫生服务中心数",
    over_time="stock",
)
#: Share of township and community centres that reach the recommended standard.
recommended_standard_share = Indicator(
    "达到“推荐标准”的比例",
    "%",
    centres_recommended_standard / township_community_centres * 100,
    aliases=("推荐标准",),
)
repeat_examinations = Variable(
    "重复检验检查人次数",
    "人次",
    Entity.CONSORTIUM,
    "当年医共体内可互认而重复进行的检验检查人次数",
    over_time="flow",
)
examinations = Variable(
    "检验检查人次数", "人次", Entity.CONSORTIUM, "当年医共体内检验检查总人次数", over_time="flow"
)
#: Share of examinations in the consortium that repeat an earlier one.
repeat_examination_rate = Indicator(
    "重复检验检查率", "%", repeat_examinations / examinations * 100, aliases=("重复检验检查",), rises=False
)
unified_rules_standard = yes_no("医共体规章制度标准统一", Entity.CONSORTIUM)
unified_norms_standard = yes_no("医共体技术规范标准统一", Entity.CONSORTIUM)
unified_training_standard = yes_no("医共体人员培训标准统一", Entity.CONSORTIUM)
unified_quality_standard = yes_no("医共体质量控制标准统一", Entity.CONSORTIUM)
unified_appraisal_standard = yes_no("医共体绩效考核标准统一", Entity.CONSORTIUM)
unified_standards = Indicator(
    "统一规章制度、技术规范、人员培训、质量控制标准",
    "是否",
    all_of(
        unified_rules_standard, unified_norms_standard, unified_training_standard, unified_quality_standard
    ),
    aliases=("规章制度和技术规范、人员培训、质量控制等标准",),
)
unified_member_standards = Indicator(
    "规章制度、技术规范、人员培训、绩效考核执行统一标准",
    "是否",
    all_of(
        unified_rules_standard, unified_norms_standard, unified_training_standard, unified_appraisal_standard
    ),
    aliases=("规章制度、技术规范、人员培训、绩效考核等方面执行统一标准",),
)
primary_exam_upper_diagnosis = yes_no(
    "实行基层检查、上级诊断",
    Entity.CONSORTIUM,
    "医共体内是否实行基层检查、上级（市级医院）诊断",
    aliases=(
        "实现“基层卫生服务中和苏木卫生服务站检查、市诊断”",
        "基层检查、上级诊断",
    ),
)
consortium_result_recognition = yes_no(
    "实现医共体内检验检查结果互认",
    Entity.CONSORTIUM,
    "医共体成员单位之间是否互认检验检查结果",
    aliases=(
        "医共体内检验检查结果互认",
        "结果互认",
    ),
)
exam_diagnosis_recognition = Indicator(
    "推行基层检查、上级诊断、结果互认",
    "是否",
    all_of(primary_exam_upper_diagnosis, consortium_result_recognition),
    aliases=("基层检查、上级诊断、结果互认",),
)
hospital_result_recognition = yes_no(
    "实现检查检验结果互认",
    Entity.HOSPITAL,
    "该医院是否与其他医院互认检查检验结果；不是对等级的要求",
    aliases=("检查检验结果互认",),
)
specialty_care_standardised = yes_no(
    "规范二级及以下医疗机构专科同质化诊疗",
    Entity.CITY,
    "市级公立医院是否发挥临床质控、培训带教职能，规范二级及以下医疗机构的专科诊疗；规范到什么程度原文没有写",
    aliases=("专科同质化诊疗",),
)
quality_primary_creation = yes_no("开展“优质服务基层行”创建", Entity.CITY)
community_hospital_creation = yes_no("开展社区医院创建", Entity.CITY)
primary_creation = Indicator(
    "开展“优质服务基层行”和社区医院创建",
    "是否",
    all_of(quality_primary_creation, community_hospital_creation),
    aliases=("“优质服务基层行”和社区医院创建",),
)
quality_centres = yes_no(
    "加强市、县两级临床质控中心建设",
    Entity.CITY,
    "市、县两级临床质控中心是否在加强建设；建多少原文没有写",
    aliases=("市、县两级临床质控中心",),
)
routine_quality_checks = yes_no(
    "对全市医疗机构医疗质量和安全开展常态化检查指导",
    Entity.CITY,
    "是否对全市医疗机构的医疗质量和安全开展常态化检查指导；多久一次原文没有写",
    aliases=("常态化检查指导",),
)
special_techniques = yes_no(
    "加强特殊诊疗技术规范管理",
    Entity.CITY,
    "特殊诊疗技术是否规范管理；加强到什么程度原文没有写",
    aliases=("特殊诊疗技术规范管理",),
)
ward_round_procedures = yes_no("完善查房工作流程和标准", Entity.CONSORTIUM)
record_procedures = yes_no("完善病案管理工作流程和标准", Entity.CONSORTIUM)
prescription_review_procedures = yes_no("完善处方点评工作流程和标准", Entity.CONSORTIUM)
referral_procedures = yes_no("完善机构间转诊工作流程和标准", Entity.CONSORTIUM)
working_procedures = Indicator(
    "完善查房、病案、处方点评、转诊的工作流程和标准",
    "是否",
    all_of(ward_round_procedures, record_procedures, prescription_review_procedures, referral_procedures),
)
