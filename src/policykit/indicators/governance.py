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
)
counties = Variable("县总数", "个", Entity.NATION, "县（县级市，参照的市辖区）总数")
#: Share of counties that have basically built a tight-knit county consortium.
consortium_coverage = Indicator(
    "紧密型县域医共体覆盖率",
    "%",
    counties_with_consortium / counties * 100,
    aliases=("紧密型县域医共体", "县域医共体"),
    rises=True,
)
consortia_in_county = Variable(
    "县域医共体组建数", "个", Entity.COUNTY, "县内组建的县域医共体数", aliases=("县域医共体",), rises=True
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
)
public_clinics_eligible = Variable(
    "符合条件的公办村卫生室数", "个", Entity.COUNTY, "符合条件的公办村卫生室总数（含已转）"
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
    "医共体法定代表人数", "名", Entity.CONSORTIUM, "医共体（总医院）的法定代表人数", aliases=("法定代表人",)
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
national_centre_mechanism = yes_no(
    "建立“揭榜挂帅”与跟踪问效机制",
    Entity.NATION,
    "国家医学中心和国家区域医疗中心建设是否已建立“揭榜挂帅”与跟踪问效机制",
    aliases=("“揭榜挂帅”与跟踪问效机制",),
)
regional_centre_evaluation = yes_no(
    "开展国家区域医疗中心建设成效评价",
    Entity.NATION,
    "是否已开展国家区域医疗中心建设成效评价",
    aliases=("国家区域医疗中心建设成效评价",),
)
national_centres_set_up = yes_no(
    "设置国家医学中心和国家区域医疗中心",
    Entity.NATION,
    "是否已根据规划设置国家医学中心和国家区域医疗中心；规划的数目原文没有写",
)
city_group_pilot = yes_no(
    "推进紧密型城市医疗集团建设试点",
    Entity.NATION,
    "是否已开展紧密型城市医疗集团建设试点",
    aliases=("紧密型城市医疗集团建设试点",),
)
efficient_system_pilot = yes_no(
    "开展优质高效医疗卫生服务体系试点",
    Entity.NATION,
    "是否已选择城市开展优质高效医疗卫生服务体系试点；“若干城市”没有给出个数",
    aliases=("优质高效医疗卫生服务体系试点",),
)
paired_assistance = yes_no(
    "开展三级医院对口帮扶县级医院",
    Entity.PROVINCE,
    "该省是否持续开展三级医院对口帮扶县级医院工作",
    aliases=("三级医院对口帮扶县级医院",),
)
county_hospital_cooperation = yes_no("与县医院建立合作机制", Entity.HOSPITAL)
consortium_guidance_document = yes_no(
    "制定紧密型县域医共体建设指导性文件",
    Entity.NATION,
    "是否已制定推进紧密型县域医共体建设的指导性文件",
    aliases=("紧密型县域医共体建设的指导性文件",),
)
governance_document = yes_no(
    "制定医药卫生领域廉政建设指导性文件",
    Entity.NATION,
    "是否已制定关于深化体制机制改革、加强医药卫生领域廉政建设的指导性文件",
    aliases=("医药卫生领域廉政建设的指导性文件",),
)
president_responsibility = yes_no(
    "落实党委领导下的院长负责制",
    Entity.HOSPITAL,
    "公立医院是否落实党委领导下的院长负责制；民营医院不填",
    aliases=("党委领导下的院长负责制",),
)
quality_development_promotion = yes_no(
    "开展公立医院高质量发展促进行动",
    Entity.NATION,
    "是否已开展公立医院高质量发展促进行动",
    aliases=("促进行动",),
)
patient_experience_campaign = yes_no(
    "开展改善就医感受提升患者体验主题活动",
    Entity.NATION,
    "是否已开展改善就医感受提升患者体验主题活动",
    aliases=("改善就医感受提升患者体验主题活动",),
)
insurance_fraud_campaign = yes_no(
    "开展打击欺诈骗保专项整治",
    Entity.PROVINCE,
    "该省是否已开展打击欺诈骗保专项整治",
    aliases=("打击欺诈骗保专项整治",),
)
dental_fee_campaign = yes_no(
    "开展种植牙收费治理", Entity.PROVINCE, "该省是否已开展种植牙收费治理", aliases=("种植牙收费治理",)
)
fraud_and_dental_campaigns = Indicator(
    "开展打击欺诈骗保专项整治和种植牙收费治理",
    "是否",
    all_of(insurance_fraud_campaign, dental_fee_campaign),
    aliases=("打击欺诈骗保专项整治和种植牙收费治理",),
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
integrated_system_formed = yes_no(
    "形成整合型医疗卫生服务体系",
    Entity.CITY,
    "是否已形成体系完整、分工明确、功能互补、连续协同、运行高效、富有韧性的整合型医疗卫生服务体系；怎样算形成，原文没有写",
    aliases=("整合型医疗卫生服务体系",),
)
urban_grid_system = yes_no(
    "构建城市网格化医疗卫生服务体系",
    Entity.CITY,
    "是否已统筹城区医疗资源，构建城市网格化医疗卫生服务体系；怎样算构建，原文没有写",
    aliases=("城市网格化医疗卫生服务新体系",),
)
first_medical_group = yes_no(
    "组建第一城市医疗集团",
    Entity.CITY,
    "是否已组建由市第一人民医院牵头的第一城市医疗集团",
    aliases=("第一城市医疗集团",),
)
district_institutions_in_group = yes_no(
    "区人民医院、妇幼保健院、中医医院加入城市医疗集团",
    Entity.COUNTY,
    "区人民医院、妇幼保健院、中医医院是否都已加入本区所在的城市医疗集团；本区没有的机构不算",
)
township_centres_in_group = yes_no(
    "乡镇卫生院加入城市医疗集团",
    Entity.COUNTY,
    "区内乡镇卫生院是否都已加入本区所在的城市医疗集团；区内没有乡镇卫生院的填“是”",
)
community_centres_in_group = yes_no(
    "公办社区卫生服务中心（站）加入城市医疗集团",
    Entity.COUNTY,
    "区内公办社区卫生服务中心（站）是否都已加入本区所在的城市医疗集团",
)
district_in_medical_group = Indicator(
    "区内医疗卫生机构加入城市医疗集团",
    "是否",
    all_of(district_institutions_in_group, township_centres_in_group, community_centres_in_group),
    aliases=("辖区内乡镇卫生院、公办社区卫生服务中心(站)联合",),
)
second_medical_group = yes_no(
    "组建第二城市医疗集团",
    Entity.CITY,
    "是否已组建由市第二人民医院牵头的第二城市医疗集团",
    aliases=("第二城市医疗集团",),
)
guian_medical_group = yes_no(
    "组建贵安新区城市医疗集团", Entity.CITY, "是否已组建由中医药大学大学城医院牵头的贵安新区城市医疗集团"
)
guian_institutions_in_group = yes_no(
    "贵安新区直管区基层机构加入城市医疗集团",
    Entity.CITY,
    "贵安新区直管区的乡镇（街道）卫生院（社区卫生服务中心）是否都已加入贵安新区城市医疗集团",
)
guian_group_complete = Indicator(
    "组建贵安新区城市医疗集团并联合直管区基层机构",
    "是否",
    all_of(guian_medical_group, guian_institutions_in_group),
    aliases=("贵安新区城市医疗集团",),
)
first_group_integrated = yes_no("第一城市医疗集团实现一体化管理", Entity.CITY)
second_group_integrated = yes_no("第二城市医疗集团实现一体化管理", Entity.CITY)
guian_group_integrated = yes_no("贵安新区城市医疗集团实现一体化管理", Entity.CITY)
medical_groups_integrated = Indicator(
    "城市医疗集团实现一体化管理",
    "是否",
    all_of(first_group_integrated, second_group_integrated, guian_group_integrated),
    aliases=("完善管理运行机制,实现一体化管理",),
    note="不是县域医共体的一体化管理；管哪些事项原文没有写",
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
digital_health_community = yes_no(
    "组建贵阳贵安数字化医疗卫生健康共同体",
    Entity.CITY,
    "是否已组建以基层医疗机构为主体的贵阳贵安数字化医疗卫生健康共同体（数字健共体）；不是县域医共体",
    aliases=(
        "数字化医疗卫生健康共同体",
        "数字健共体",
    ),
)
digital_community_sharing = yes_no("数字健共体建立资源共享机制", Entity.CITY)
digital_community_division = yes_no("数字健共体建立分工协作机制", Entity.CITY)
digital_community_responsibility = yes_no("数字健共体建立责任共担机制", Entity.CITY)
digital_community_benefit = yes_no("数字健共体建立利益共享机制", Entity.CITY)
digital_community_mechanisms = Indicator(
    "数字健共体建立资源共享、分工协作、责任共担和利益共享机制",
    "是否",
    all_of(
        digital_community_sharing,
        digital_community_division,
        digital_community_responsibility,
        digital_community_benefit,
    ),
    aliases=("资源共享、分工协作、责任共担和利益共享机制",),
)
health_centred_appraisal = yes_no(
    "健全以健康为中心的绩效管理机制",
    Entity.CITY,
    "数字健共体是否已有以健康为中心的绩效管理机制",
    aliases=("以健康为中心的绩效管理机制",),
)
research_cooperation = yes_no(
    "推动政、校、院、企合作",
    Entity.CITY,
    "政府、高校、医院、企业是否开展合作；合作到什么程度原文没有写",
    aliases=("政、校、院、企合作",),
)
comprehensive_supervision = yes_no(
    "健全多元化综合监管体系",
    Entity.CITY,
    "多元化综合监管体系是否健全；怎样算健全原文没有写",
    aliases=("多元化综合监管体系",),
)
random_inspection = yes_no(
    "完善“双随机、一公开”抽查机制",
    Entity.CITY,
    "是否已有“双随机、一公开”抽查机制；这是机制的名称，不是次数",
    aliases=("“双随机、一公开”抽查机制",),
)
routine_supervision = yes_no(
    "加强服务要素准入等常态化监管",
    Entity.CITY,
    "对服务要素准入、质量和安全、从业人员、行业秩序等是否常态化监管；多久一次原文没有写",
    aliases=("常态化监管",),
)
conduct_system = yes_no(
    "健全医疗卫生行业行风建设工作体系",
    Entity.CITY,
    "是否已有医疗卫生行业行风建设工作体系",
    aliases=("行风建设工作体系",),
)
corruption_rectified = yes_no("开展医药领域腐败问题集中整治", Entity.CITY)
integrity_action = yes_no("开展廉洁从业专项行动", Entity.CITY)
anticorruption_actions = Indicator(
    "开展医药领域腐败问题集中整治和廉洁从业专项行动",
    "是否",
    all_of(corruption_rectified, integrity_action),
    aliases=("医药领域腐败问题集中整治和廉洁从业专项行动",),
)
credit_system = yes_no(
    "推进医疗机构和执业人员诚信体系建设",
    Entity.CITY,
    "医疗机构和执业人员诚信体系是否在建设；建到什么程度原文没有写",
    aliases=("医疗机构和执业人员诚信体系",),
)
private_practice_regulated = yes_no(
    "依法规范社会办医疗机构执业行为",
    Entity.CITY,
    "社会办医疗机构执业行为是否依法规范；怎样算规范原文没有写",
    aliases=("社会办医疗机构执业行为",),
)
joint_punishment = yes_no(
    "健全依法联合惩戒体系", Entity.CITY, "是否已有依法联合惩戒体系", aliases=("依法联合惩戒体系",)
)
hospital_budget_system = yes_no("公立医院有预算管理制度", Entity.HOSPITAL)
hospital_cost_system = yes_no("公立医院有成本控制制度", Entity.HOSPITAL)
hospital_resource_system = yes_no("公立医院有要素配置制度", Entity.HOSPITAL)
hospital_pay_system = yes_no("公立医院有薪酬绩效制度", Entity.HOSPITAL)
hospital_management_systems = Indicator(
    "完善公立医院预算管理、成本控制、要素配置、薪酬绩效制度",
    "是否",
    all_of(hospital_budget_system, hospital_cost_system, hospital_resource_system, hospital_pay_system),
    aliases=("公立医院预算管理、成本控制、要素配置、薪酬绩效等制度",),
    note="只看制度有没有，不看完善到什么程度；民营医院不填",
)
implementation_mechanism = yes_no(
    "健全医疗卫生服务体系建设工作机制",
    Entity.COUNTY,
    "区（市、县）人民政府是否已有医疗卫生服务体系建设的工作机制",
    aliases=("健全工作机制",),
)
city_supporting_measures = yes_no(
    "市有关部门完善配套措施",
    Entity.CITY,
    "市有关部门是否已制定医疗卫生服务体系建设的配套措施",
    aliases=("相关配套措施",),
)
policy_interpreted = yes_no("开展政策解读", Entity.CITY, "是否围绕医疗卫生服务体系建设开展政策解读")
policy_training = yes_no("开展政策相关培训", Entity.CITY, "是否围绕医疗卫生服务体系建设开展相关培训")
policy_explained = Indicator(
    "做好政策解读和相关培训",
    "是否",
    all_of(policy_interpreted, policy_training),
    aliases=("政策解读和相关培训",),
)
