"""治理与改革: the system of institutions, city groups, supervision and the hospitals' management."""

from __future__ import annotations

from policykit.indicators.governance import governance
from policykit.indicators.scales import yes_no
from policykit.model import Entity, Indicator, all_of

theme = governance
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
