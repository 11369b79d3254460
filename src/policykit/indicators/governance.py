"""治理与改革: organisation, appraisal and the progress of reforms."""

from __future__ import annotations

from policykit.indicators.scales import HOSPITAL_GRADE, yes_no
from policykit.model import Entity, Indicator, Theme, Variable, all_of

governance = Theme("治理与改革")

consortium_mature_date = Variable(
    "紧密型县域医共体建成日期",
    "日期",
    Entity.COUNTY,
    "县域医共体达到布局合理、人财物统一管理、权责清晰、运行高效、分工协作、服务连续、信息共享的日期",
    aliases=("紧密型县域医共体",),
)
consortium_rollout_date = Variable(
    "紧密型县域医共体建设全面推开日期",
    "日期",
    Entity.PROVINCE,
    "以省为单位全面推开紧密型县域医共体建设的日期",
    aliases=("全面推开紧密型县域医共体建设", "紧密型县域医共体建设"),
)
counties_with_consortium = Variable(
    "基本建成紧密型县域医共体的县数",
    "个",
    Entity.NATION,
    "基本建成紧密型县域医共体的县（县级市，参照的市辖区）数",
    over_time="stock",
)
counties = Variable("县总数", "个", Entity.NATION, "县（县级市，参照的市辖区）总数", over_time="stock")
#: Share of counties that have basically built a tight-knit county consortium.
consortium_coverage = Indicator(
    "紧密型县域医共体覆盖率",
    "%",
    counties_with_consortium / counties * 100,
    aliases=("紧密型县域医共体", "县域医共体"),
    rises=True,
)
consortia_in_county = Variable(
    "县域医共体组建数",
    "个",
    Entity.COUNTY,
    "县内组建的县域医共体数",
    aliases=("县域医共体",),
    rises=True,
    over_time="stock",
)
lead_hospital_grade = Variable(
    "牵头医院等级",
    "等级",
    Entity.CONSORTIUM,
    "牵头医院的医院等级",
    grades=HOSPITAL_GRADE,
    aliases=("牵头医院",),
)
public_clinics_converted = Variable(
    "已转为村级医疗服务点的公办村卫生室数",
    "个",
    Entity.COUNTY,
    "已转为乡镇卫生院延伸举办的村级医疗服务点的公办村卫生室数",
    over_time="stock",
)
public_clinics_eligible = Variable(
    "符合条件的公办村卫生室数", "个", Entity.COUNTY, "符合条件的公办村卫生室总数（含已转）", over_time="stock"
)
#: Share of eligible public village clinics turned into outposts of a township health centre.
converted_clinic_share = Indicator(
    "公办村卫生室转为村级医疗服务点的比例",
    "%",
    public_clinics_converted / public_clinics_eligible * 100,
    aliases=("公办村卫生室", "村级医疗服务点"),
    rises=True,
)
legal_representatives = Variable(
    "医共体法定代表人数",
    "名",
    Entity.CONSORTIUM,
    "医共体（总医院）的法定代表人数",
    aliases=("法定代表人",),
    over_time="stock",
)
rollout_district_followed = yes_no(
    "市辖区参照组建县域医共体",
    Entity.COUNTY,
    "市辖区是否参照县的做法组建县域医共体；县和县级市不填",
    aliases=("市辖区可参照",),
)
consortium_mechanism = yes_no(
    "建立县域医共体建设推进机制",
    Entity.COUNTY,
    "是否已建立由县级党委领导、政府主导、有关部门和成员单位参与的县域医共体建设推进机制",
    aliases=("县域医共体建设推进机制",),
)
mechanism_rules = yes_no(
    "明确推进机制工作规则", Entity.COUNTY, "推进机制的工作规则是否已经明确", aliases=("推进机制工作规则",)
)
mechanism_duties = yes_no(
    "明确推进机制成员单位部门主要职责",
    Entity.COUNTY,
    "推进机制各成员单位和部门的主要职责是否已经明确",
    aliases=("机制成员单位部门主要职责",),
)
mechanism_rules_and_duties = Indicator(
    "明确推进机制工作规则和部门职责",
    "是否",
    all_of(mechanism_rules, mechanism_duties),
    aliases=("推进机制工作规则、机制成员单位部门主要职责",),
)
mechanism_office_health = yes_no(
    "推进机制日常工作由县级卫生健康行政部门承担",
    Entity.COUNTY,
    "推进机制的日常工作是否由县级卫生健康行政部门承担",
    aliases=("推进机制日常工作",),
)
consortium_formed = yes_no(
    "组建由县级医院牵头的县域医共体",
    Entity.COUNTY,
    "是否已组建由县级医院牵头、其他县级医疗卫生机构和基层医疗卫生机构组成的县域医共体；不等于“基本建成”",
    aliases=("组建由县级医院牵头",),
)
member_legal_status_kept = yes_no(
    "成员单位法人资格保持不变",
    Entity.CONSORTIUM,
    "医共体各成员单位的法人资格是否都保持不变",
    aliases=("成员单位法人资格",),
)
lead_hospital_kind = yes_no(
    "牵头医院为非营利性综合医院或中医医院",
    Entity.CONSORTIUM,
    "牵头医院是否为非营利性的综合医院或中医医院；只看性质和类别，不看等级",
    aliases=(
        "非营利性综合医院或中医医院",
        "二级及以上非营利性综合医院或中医医院",
    ),
)
private_members = yes_no(
    "社会力量办医疗机构加入县域医共体",
    Entity.CONSORTIUM,
    "是否有社会力量办医疗机构自愿加入本医共体",
    aliases=("社会力量办医疗机构加入",),
)
unified_administration = yes_no("医共体行政统一管理", Entity.CONSORTIUM)
unified_personnel = yes_no("医共体人事统一管理", Entity.CONSORTIUM)
unified_finance = yes_no("医共体财务统一管理", Entity.CONSORTIUM)
unified_business = yes_no("医共体业务统一管理", Entity.CONSORTIUM)
unified_medicines = yes_no("医共体用药（药品耗材）统一管理", Entity.CONSORTIUM)
unified_information = yes_no("医共体信息统一管理", Entity.CONSORTIUM)
unified_logistics = yes_no("医共体后勤统一管理", Entity.CONSORTIUM)
unified_performance = yes_no("医共体绩效统一管理", Entity.CONSORTIUM)
unified_management = Indicator(
    "行政、人事、财务、业务、用药、信息、后勤统一管理",
    "是否",
    all_of(
        unified_administration,
        unified_personnel,
        unified_finance,
        unified_business,
        unified_medicines,
        unified_information,
        unified_logistics,
    ),
    aliases=("行政、人事、财务、业务、用药、信息、后勤等统一管理",),
    note="与二连浩特方案的一体化管理不是同一组：那里没有信息、后勤，另有绩效",
)
integrated_management = Indicator(
    "行政、人事、业务、财务、药品耗材、绩效一体化管理",
    "是否",
    all_of(
        unified_administration,
        unified_personnel,
        unified_business,
        unified_finance,
        unified_medicines,
        unified_performance,
    ),
    aliases=(
        "行政、人事、业务、财务、药品耗材、绩效等为主要内容的一体化管理",
        "行政、人事、业务、财务、药品耗材、绩效等统一管理",
    ),
    note="与“行政、人事、财务、业务、用药、信息、后勤”七项统一管理不是同一组",
)
clinic_unified_administration = yes_no(
    "村级医疗服务点行政统一管理",
    Entity.VILLAGE_CLINIC,
    "转为乡镇卫生院延伸举办的村级医疗服务点，行政是否由乡镇卫生院统一管理；其他村卫生室不填",
)
clinic_unified_personnel = yes_no(
    "村级医疗服务点人员统一管理",
    Entity.VILLAGE_CLINIC,
    "转为乡镇卫生院延伸举办的村级医疗服务点，人员是否由乡镇卫生院统一管理；其他村卫生室不填",
)
clinic_unified_business = yes_no(
    "村级医疗服务点业务统一管理",
    Entity.VILLAGE_CLINIC,
    "转为乡镇卫生院延伸举办的村级医疗服务点，业务是否由乡镇卫生院统一管理；其他村卫生室不填",
)
clinic_unified_medicines = yes_no(
    "村级医疗服务点药品统一管理",
    Entity.VILLAGE_CLINIC,
    "转为乡镇卫生院延伸举办的村级医疗服务点，药品是否由乡镇卫生院统一管理；其他村卫生室不填",
)
clinic_unified_finance = yes_no(
    "村级医疗服务点财务统一管理",
    Entity.VILLAGE_CLINIC,
    "转为乡镇卫生院延伸举办的村级医疗服务点，财务是否由乡镇卫生院统一管理；其他村卫生室不填",
)
clinic_unified_performance = yes_no(
    "村级医疗服务点绩效统一管理",
    Entity.VILLAGE_CLINIC,
    "转为乡镇卫生院延伸举办的村级医疗服务点，绩效是否由乡镇卫生院统一管理；其他村卫生室不填",
)
clinic_unified_management = Indicator(
    "行政、人员、业务、药品、财务、绩效统一管理",
    "是否",
    all_of(
        clinic_unified_administration,
        clinic_unified_personnel,
        clinic_unified_business,
        clinic_unified_medicines,
        clinic_unified_finance,
        clinic_unified_performance,
    ),
    aliases=("行政、人员、业务、药品、财务、绩效等统一管理",),
    note="只管由公办村卫生室转成的服务点；其他村卫生室是“乡村卫生一体化管理”",
)
hr_management_centre = yes_no("建立人力资源管理中心", Entity.CONSORTIUM)
finance_management_centre = yes_no("建立财务管理中心", Entity.CONSORTIUM)
quality_management_centre = yes_no("建立医疗质控管理中心", Entity.CONSORTIUM)
insurance_management_centre = yes_no("建立医保管理中心", Entity.CONSORTIUM)
data_management_centre = yes_no("建立信息数据管理中心", Entity.CONSORTIUM)
management_centres = Indicator(
    "建立人力资源、财务、质控、医保和信息数据管理中心",
    "是否",
    all_of(
        hr_management_centre,
        finance_management_centre,
        quality_management_centre,
        insurance_management_centre,
        data_management_centre,
    ),
    aliases=("人力资源、财务管理、医疗质控、医保管理、信息数据等管理中心",),
)
timetable = yes_no(
    "制定县域医共体建设时间表",
    Entity.COUNTY,
    "是否已制定全面推进紧密型县域医共体建设的时间表",
    aliases=("紧密型县域医共体建设时间表",),
    also=(
        Entity.PROVINCE,
        Entity.CITY,
    ),
)
roadmap = yes_no(
    "制定县域医共体建设路线图",
    Entity.COUNTY,
    "是否已制定全面推进紧密型县域医共体建设的路线图",
    aliases=("路线图",),
    also=(
        Entity.PROVINCE,
        Entity.CITY,
    ),
)
timetable_and_roadmap = Indicator(
    "制定时间表和路线图",
    "是否",
    all_of(timetable, roadmap),
    aliases=("时间表、路线图", "制定全面推进紧密型县域医共体建设时间表、路线图"),
)
supporting_documents = yes_no(
    "制订配套文件或实施细则",
    Entity.COUNTY,
    "是否已制订紧密型县域医共体建设的配套文件或实施细则",
    aliases=("相关配套文件或实施细则",),
    also=(
        Entity.PROVINCE,
        Entity.CITY,
    ),
)
personnel_autonomy = yes_no(
    "赋予县域医共体人事自主权",
    Entity.COUNTY,
    "在编制使用、人员招聘、人事安排、绩效考核、职称评聘等方面是否赋予医共体更多自主权；“更多”没有给出标准",
    aliases=("更多自主权",),
)
tcm_led_consortium = yes_no(
    "县级中医医院牵头组建县域医共体",
    Entity.COUNTY,
    "是否有县级中医医院牵头组建的县域医共体",
    aliases=("县级中医医院牵头组建",),
)
urban_hospital_support = yes_no(
    "通过专家派驻等方式提升县域医共体能力",
    Entity.HOSPITAL,
    "该医院是否通过专家派驻、专科共建、临床带教、远程协同、科研和项目协作等方式提升县域医共体服务能力和管理水平",
    aliases=("二三级医院要通过专家派驻",),
)
consortium_guidance_document = yes_no(
    "制定紧密型县域医共体建设指导性文件",
    Entity.NATION,
    "是否已制定推进紧密型县域医共体建设的指导性文件",
    aliases=("紧密型县域医共体建设的指导性文件",),
)
consortium_structure_improved = yes_no("牵头医院完善医共体组织架构", Entity.CONSORTIUM)
consortium_departments_improved = yes_no("牵头医院完善医共体职能部门", Entity.CONSORTIUM)
consortium_decisions_improved = yes_no("牵头医院完善医共体内部决策机制", Entity.CONSORTIUM)
consortium_organisation_improved = Indicator(
    "完善医共体组织架构、职能部门和内部决策机制",
    "是否",
    all_of(consortium_structure_improved, consortium_departments_improved, consortium_decisions_improved),
)
assistance_mechanism = yes_no(
    "健全医共体帮扶机制", Entity.CONSORTIUM, "牵头医院对成员单位的帮扶机制是否已经建立健全"
)
unified_assets = yes_no("医共体资产（物）统一管理", Entity.CONSORTIUM)
unified_people_money_assets = Indicator(
    "人财物一体化管理", "是否", all_of(unified_personnel, unified_finance, unified_assets)
)
district_reforms_extended = yes_no(
    "推广王村片、璜田片改革",
    Entity.COUNTY,
    "王村片、璜田片的改革是否已向其他片区推广；“适时逐步”没有给出期限和范围",
    aliases=("王村片、璜田片改革",),
)
county_lead_hospital_built = yes_no(
    "建强县级龙头医院",
    Entity.COUNTY,
    "县级龙头医院是否已按要求建强；怎样算建强，原文没有写",
    aliases=("县级龙头医院",),
)
county_rural_integration = yes_no(
    "促进县乡村一体化管理",
    Entity.COUNTY,
    "是否已采取措施促进县乡村一体化管理；做到什么程度原文没有写",
    aliases=("县乡村一体化管理",),
)
responsibility_community = yes_no("县域医共体形成责任共同体", Entity.COUNTY)
management_community = yes_no("县域医共体形成管理共同体", Entity.COUNTY)
service_community = yes_no("县域医共体形成服务共同体", Entity.COUNTY)
interest_community = yes_no("县域医共体形成利益共同体", Entity.COUNTY)
consortium_community = Indicator(
    "形成责任、管理、服务、利益共同体",
    "是否",
    all_of(responsibility_community, management_community, service_community, interest_community),
    aliases=("责任、管理、服务、利益共同体",),
    note="由各县（市、区）按认定填报；怎样算形成，原文没有写",
)
