"""公共卫生: control of infectious diseases and emergencies."""

from __future__ import annotations

from policykit.indicators.public_health import public_health
from policykit.indicators.scales import yes_no
from policykit.model import Entity, Indicator, Variable, all_of

theme = public_health
disease_control_reform_date = Variable(
    "疾病预防控制体系改革任务完成日期",
    "日期",
    Entity.PROVINCE,
    "该省全部完成疾病预防控制体系改革任务的日期",
    aliases=("疾病预防控制体系改革方案", "改革任务"),
)
disease_control_supervisors = yes_no(
    "派驻疾控监督员",
    Entity.COUNTY,
    "是否向县域医共体派驻疾控监督员",
    aliases=(
        "可通过派驻疾控监督员等方式参与县域医共体公共卫生工作的监督管理",
        "疾控监督员",
    ),
)
infectious_surveillance = yes_no(
    "落实传染病疫情报告和监测任务",
    Entity.CONSORTIUM,
    "医共体（县）是否落实传染病疫情信息报告和发热门诊、哨点医院等监测任务",
    also=(Entity.COUNTY,),
    aliases=(
        "传染病疫情信息报告和发热门诊、哨点医院等监测任务",
        "传染病疫情信息报告和发热门诊、哨点医院等监测职责",
    ),
)
disease_control_department = yes_no(
    "设立疾病预防控制或公共卫生科室",
    Entity.HOSPITAL,
    "该医疗机构是否已设立疾病预防控制或公共卫生科室；不是对等级的要求",
)
disease_control_functions = yes_no("明确疾病预防控制科室工作职能", Entity.HOSPITAL)
disease_control_staff = yes_no("疾病预防控制科室配备专职人员", Entity.HOSPITAL)
disease_control_department_complete = Indicator(
    "设立疾病预防控制或公共卫生科室，明确职能，配备专职人员",
    "是否",
    all_of(disease_control_department, disease_control_functions, disease_control_staff),
    aliases=("疾病预防控制或公共卫生科室",),
)
supervisor_rules = yes_no(
    "制订医疗机构疾病预防控制监督员管理办法",
    Entity.NATION,
    "是否已制订医疗机构疾病预防控制监督员管理办法",
    aliases=("疾病预防控制监督员管理办法",),
)
chief_expert_system = yes_no(
    "实行公共卫生分领域首席专家制度",
    Entity.NATION,
    "是否已实行公共卫生分领域首席专家制度",
    aliases=("公共卫生分领域首席专家制度",),
)
control_staff_in_alliances = yes_no("疾控机构专业人员参与医疗联合体工作", Entity.COUNTY)
early_warning_document = yes_no(
    "制定传染病监测预警体系指导性文件",
    Entity.NATION,
    "是否已制定建立健全智慧化多点触发传染病疫情监测预警体系的指导性文件",
    aliases=("传染病疫情监测预警体系的指导性文件",),
)
disease_control_document = yes_no(
    "制定疾病预防控制体系高质量发展指导性文件",
    Entity.NATION,
    "是否已制定疾病预防控制体系高质量发展的指导性文件",
    aliases=("疾病预防控制体系高质量发展的指导性文件",),
)

disease_control_grid = yes_no("推进基层疾控（保健）工作网格化管理", Entity.COUNTY)
disease_control_staff_posted = yes_no(
    "县疾控中心人员下沉医疗机构发挥疾控监督员作用",
    Entity.COUNTY,
    "县疾控中心人员是否下沉医疗机构，发挥疾控监督员作用，帮扶配合开展公共卫生工作",
)
fever_clinic_management = yes_no("严格落实发热门诊管理", Entity.COUNTY)
triage_system = yes_no("完善医疗机构预检分诊制度", Entity.COUNTY)
infectious_first_contact = yes_no("强化传染病首诊负责制", Entity.COUNTY)
infectious_reports = yes_no("规范传染病疫情报告与处置", Entity.COUNTY)
emergency_reports = yes_no("规范突发公共卫生事件报告与处置", Entity.COUNTY)
outbreak_reports = Indicator(
    "规范传染病疫情和突发公共卫生事件报告与处置", "是否", all_of(infectious_reports, emergency_reports)
)
early_warning_training = yes_no(
    "加强传染病监测预警机制的培训和应用",
    Entity.CONSORTIUM,
    "医共体是否开展传染病监测预警机制的培训并应用；加强到什么程度原文没有写",
    aliases=("传染病监测预警机制的培训和应用",),
)
outbreak_handling = yes_no(
    "做好疫情核实、信息报告和突发疫情处置",
    Entity.COUNTY,
    "对发生的疫情是否都做了核实、信息报告和处置；当年没有疫情的不填",
    aliases=("突发疫情处置",),
)
county_emergency_team = yes_no(
    "加强县级医疗应急小分队建设",
    Entity.COUNTY,
    "县级医疗应急小分队是否在加强建设；加强到什么程度原文没有写",
    aliases=("县级医疗应急小分队",),
)
epidemic_results_kept = yes_no(
    "巩固重症床位、重症培训、物资配备成果",
    Entity.CITY,
    "标准重症病床配置、重症医护人员培训、基层医疗机构疫情防控必要物资配备的成果是否保持；应有多少原文没有写",
    aliases=("标准重症病床配置、重症医护人员培训、基层医疗机构疫情防控必要物资配备",),
)
early_warning = yes_no("健全医共体传染病监测预警机制", Entity.CONSORTIUM)
epidemic_treatment = yes_no("健全分级分层分流的重大疫情救治机制", Entity.CONSORTIUM)
emergency_system = yes_no("加强县域医疗急救体系建设", Entity.COUNTY)
green_channel = yes_no("畅通绿色转诊通道", Entity.CONSORTIUM)
emergency_squads = yes_no("加强基层医疗应急小分队建设", Entity.CONSORTIUM)
infectious_disease_plan = yes_no("完善传染病医疗应急处置预案", Entity.CONSORTIUM)
incident_plan = yes_no("完善突发事件医疗应急处置预案", Entity.CONSORTIUM)
emergency_plans = Indicator(
    "完善传染病和突发事件医疗应急处置预案", "是否", all_of(infectious_disease_plan, incident_plan)
)
control_guidance = yes_no("加强疾控机构对医疗机构的技术指导和监督考核", Entity.NATION)
surveillance_system = yes_no("健全传染病疫情监测制度", Entity.NATION)
risk_assessment_system = yes_no("健全传染病疫情风险评估制度", Entity.NATION)
warning_system = yes_no("健全传染病疫情预警制度", Entity.NATION)
surveillance_systems = Indicator(
    "健全传染病疫情监测、风险评估和预警制度",
    "是否",
    all_of(surveillance_system, risk_assessment_system, warning_system),
)
command_platform = yes_no("建设传染病监测预警与应急指挥信息平台", Entity.NATION)
