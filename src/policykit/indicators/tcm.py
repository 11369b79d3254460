"""中医药: Chinese medicine."""

from __future__ import annotations

from policykit.indicators.access import county_visits, hospital_beds
from policykit.indicators.scales import yes_no
from policykit.model import Entity, Indicator, Official, Theme, Variable, all_of

tcm = Theme("中医药")

tcm_visits = Variable(
    "中医类诊疗人次数", "人次", Entity.COUNTY, "当年县域内中医类诊疗人次数", over_time="flow"
)
#: Share of the county's visits that were for Chinese medicine.
tcm_visit_share = Indicator(
    "中医类诊疗量占比",
    "%",
    tcm_visits / county_visits * 100,
    aliases=("县域内中医类诊疗量占比",),
    rises=True,
    official=Official("guoweiban-jiceng-2024-22/4.3", differs="只收录到官方的名称，算法按名称理解"),
)
primary_tcm_specialties = Variable(
    "基层中医特色专科数",
    "个",
    Entity.COUNTY,
    "县域内基层医疗机构开设的中医特色专科数",
    aliases=("中医特色专科",),
    rises=True,
    over_time="stock",
)
township_tcm_studios = Variable(
    "乡镇卫生院中医专家名医工作室数",
    "个",
    Entity.COUNTY,
    "县域内乡镇卫生院设置的中医专家名医工作室数",
    aliases=("中医专家名医工作室",),
    rises=True,
    over_time="stock",
)
tcm_beds = Variable("中医床位数", "张", Entity.HOSPITAL, "医院年末实际开放中医床位数", over_time="stock")
#: Share of a hospital's beds that are for Chinese medicine.
tcm_bed_share = Indicator("中医床位占比", "%", tcm_beds / hospital_beds * 100, rises=True)
stations_with_tcm_techniques = Variable(
    "能提供6项以上中医药适宜技术的社区卫生服务站数",
    "个",
    Entity.CITY,
    "能提供6项以上中医药适宜技术服务的社区卫生服务站数",
    over_time="stock",
)
community_stations = Variable("社区卫生服务站数", "个", Entity.CITY, "社区卫生服务站总数", over_time="stock")
#: Share of community health stations that offer the required Chinese-medicine techniques.
station_tcm_technique_share = Indicator(
    "社区卫生服务站中医药适宜技术服务覆盖率",
    "%",
    stations_with_tcm_techniques / community_stations * 100,
    aliases=("社区卫生服务站", "中医药适宜技术服务"),
    rises=True,
)
clinics_with_tcm_techniques = Variable(
    "能提供6项以上中医药适宜技术的村卫生室数",
    "个",
    Entity.CITY,
    "能提供6项以上中医药适宜技术服务的村卫生室数",
    over_time="stock",
)
village_clinics = Variable("村卫生室数", "个", Entity.CITY, "村卫生室总数", over_time="stock")
#: Share of village clinics that offer the required Chinese-medicine techniques.
clinic_tcm_technique_share = Indicator(
    "村卫生室中医药适宜技术服务覆盖率",
    "%",
    clinics_with_tcm_techniques / village_clinics * 100,
    aliases=("村卫生室",),
    rises=True,
)
county_facilities_with_tcm = Variable(
    "提供中医药服务的县办中医医疗机构和妇幼保健机构数",
    "个",
    Entity.CITY,
    "提供中医药服务的县办中医医疗机构、妇幼保健机构数",
    over_time="stock",
)
county_tcm_maternal_facilities = Variable(
    "县办中医医疗机构和妇幼保健机构数",
    "个",
    Entity.CITY,
    "县办中医医疗机构、妇幼保健机构总数",
    over_time="stock",
)
#: Share of county-run institutions that offer Chinese-medicine services.
tcm_service_coverage = Indicator(
    "县办机构中医药服务覆盖率",
    "%",
    county_facilities_with_tcm / county_tcm_maternal_facilities * 100,
    aliases=("中医药服务全覆盖", "中医药服务"),
    rises=True,
)
general_hospitals_with_tcm_department = Variable(
    "设中医科的市县两级综合医院（妇幼保健院）数",
    "个",
    Entity.CITY,
    "已设中医科的市、县两级综合医院（妇幼保健院）数",
    over_time="stock",
)
city_county_general_hospitals = Variable(
    "市县两级综合医院（妇幼保健院）数",
    "个",
    Entity.CITY,
    "市、县两级综合医院（妇幼保健院）总数",
    over_time="stock",
)
#: Share of city and county general hospitals with a Chinese-medicine department.
tcm_department_coverage = Indicator(
    "中医科建设覆盖率",
    "%",
    general_hospitals_with_tcm_department / city_county_general_hospitals * 100,
    aliases=("中医科建设",),
    rises=True,
)
rehabilitation_facilities_with_tcm = Variable(
    "能提供中医药服务的康复服务机构数",
    "个",
    Entity.CITY,
    "其他开展康复服务的医疗机构中能提供中医药服务的机构数",
    over_time="stock",
)
rehabilitation_facilities = Variable(
    "开展康复服务的医疗机构数", "个", Entity.CITY, "其他开展康复服务的医疗机构总数", over_time="stock"
)
#: Share of institutions with rehabilitation services that offer Chinese medicine.
rehabilitation_tcm_coverage = Indicator(
    "开展康复服务的医疗机构中医药服务覆盖率",
    "%",
    rehabilitation_facilities_with_tcm / rehabilitation_facilities * 100,
    aliases=("开展康复服务的医疗机构",),
    rises=True,
)
tcm_rehabilitation_centres = Variable(
    "中医康复中心数",
    "个",
    Entity.NATION,
    "已建设的中医康复中心数；“一批”不等于一个批次",
    aliases=("中医康复中心",),
    rises=True,
    over_time="stock",
)
tcm_slices = yes_no("建立中药饮片供应中心", Entity.COUNTY)
tcm_preparations = yes_no("建立中药制剂中心", Entity.COUNTY)
tcm_pharmacy = yes_no("建立共用中药房", Entity.COUNTY)
tcm_shared_facilities = Indicator(
    "建立中药饮片供应中心、中药制剂中心和共用中药房",
    "是否",
    all_of(tcm_slices, tcm_preparations, tcm_pharmacy),
    aliases=("中药饮片供应中心、中药制剂中心和共用中药房",),
)

grassroots_tcm_studios = yes_no(
    "建设基层名中医工作室",
    Entity.COUNTY,
    "是否在建设基层名中医工作室；个数原文没有写，不是“中医专家名医工作室”",
)
night_therapy_clinics = yes_no(
    "开设“新安名医馆”“国医堂”夜间理疗门诊",
    Entity.COUNTY,
    "“新安名医馆”“国医堂”夜间理疗门诊是否开设；“发挥品牌效应”没有给出标准",
    aliases=("夜间理疗门诊",),
)
provincial_tcm_hospital_alliance = yes_no("与省中医院开展专科联盟、紧密型医共体合作", Entity.COUNTY)
provincial_acupuncture_hospital_alliance = yes_no("与省针灸医院开展专科联盟、紧密型医共体合作", Entity.COUNTY)
provincial_tcm_alliances = Indicator(
    "与省中医院、省针灸医院合作",
    "是否",
    all_of(provincial_tcm_hospital_alliance, provincial_acupuncture_hospital_alliance),
)
expert_studios_introduced = yes_no("县中医医院引进专家名医工作室", Entity.COUNTY)
tcm_hospital_pay_reform = yes_no("县中医医院推进薪酬制度改革", Entity.COUNTY)
tcm_hospital_performance_monitored = yes_no("县中医医院加强绩效监测管理", Entity.COUNTY)
tcm_experts_sent_down = yes_no("县级医疗机构专家名医下沉乡镇卫生院", Entity.COUNTY)
tcm_physicians_across_townships = yes_no("基层名医跨乡镇帮扶", Entity.COUNTY)
tcm_experts_sent = Indicator(
    "专家名医下沉、基层名医跨乡镇帮扶",
    "是否",
    all_of(tcm_experts_sent_down, tcm_physicians_across_townships),
)
smart_tcm_pharmacy = yes_no(
    "运用智慧中药房",
    Entity.COUNTY,
    "是否运用智慧中药房带动全县中医药服务；用到什么程度原文没有写",
    aliases=(
        "以智慧中药房、“两专科一中心”带动全县中医药服务能力提升",
        "智慧中药房",
    ),
)
tcm_heritage_centre = yes_no(
    "推进歙县中医药传承创新发展中心项目建设",
    Entity.COUNTY,
    "歙县中医药传承创新发展中心项目是否在建（或已建成）；没有要求何时建成",
)
tcm_brand_events = yes_no(
    "组织“新安养生局”等品牌活动", Entity.COUNTY, "当年是否牵头组织了“新安养生局”等品牌活动"
)
township_tcm_features = yes_no(
    "乡镇卫生院突出中医特色",
    Entity.COUNTY,
    "乡镇卫生院是否突出中医特色；“突出”没有给出标准",
    aliases=("突出中医特色",),
)
county_hospital_tcm_physicians = yes_no(
    "县人民医院相关临床科室配备中医师",
    Entity.COUNTY,
    "县人民医院相关临床科室是否都已配备中医师；哪些科室“相关”由医院认定",
)
tcm_physicians_in_teams = yes_no("县人民医院中医师融入治疗组", Entity.COUNTY)
tcm_joint_rounds = yes_no("县人民医院开展中西医联合查房", Entity.COUNTY)
tcm_joint_consultations = yes_no("县人民医院开展中西医会诊", Entity.COUNTY)
tcm_multidisciplinary_care = yes_no("县人民医院开展中西医协同的多学科诊疗", Entity.COUNTY)
tcm_western_cooperation = Indicator(
    "中医师融入治疗组，开展联合查房、会诊和多学科诊疗",
    "是否",
    all_of(tcm_physicians_in_teams, tcm_joint_rounds, tcm_joint_consultations, tcm_multidisciplinary_care),
)
xiakeng_demonstration_site = yes_no(
    "推进“霞坑+”基层中医药能力提升改革示范点建设", Entity.COUNTY, "“霞坑+”改革示范点是否在建（或已建成）"
)
wangcun_demonstration_site = yes_no(
    "推进“王村+”基层中医药能力提升改革示范点建设", Entity.COUNTY, "“王村+”改革示范点是否在建（或已建成）"
)
tcm_demonstration_sites = Indicator(
    "推进“霞坑+”和“王村+”改革示范点建设",
    "是否",
    all_of(xiakeng_demonstration_site, wangcun_demonstration_site),
    note="两个点逐个填报，缺一个就不算做到",
)
township_tcm_halls = yes_no(
    "加强乡镇中医馆内涵建设",
    Entity.COUNTY,
    "是否加强了乡镇中医馆的内涵建设；没有给出标准",
    aliases=(
        "加强乡镇中医馆、村卫生室中医阁内涵建设",
        "乡镇中医馆",
    ),
)
clinic_tcm_corners = yes_no(
    "加强村卫生室中医阁内涵建设",
    Entity.COUNTY,
    "是否加强了村卫生室中医阁的内涵建设；没有给出标准",
    aliases=("村卫生室中医阁",),
)
tcm_nondrug_therapies = Variable(
    "中医非药物疗法使用数量",
    "人次",
    Entity.COUNTY,
    "当年使用中医非药物疗法的人次数；原文没有给出口径",
    aliases=("中医非药物疗法使用数量和占比",),
    over_time="flow",
)
#: Share of Chinese-medicine visits with a therapy that uses no medicine.
tcm_nondrug_share = Indicator(
    "中医非药物疗法占比",
    "%",
    tcm_nondrug_therapies / tcm_visits * 100,
    aliases=("中医非药物疗法使用数量和占比",),
    note="原文没有给出分母，这里以中医类诊疗人次数为分母",
    may_exceed=True,
)
tcm_slices_prescriptions = Variable(
    "中药饮片使用量（处方数）",
    "张",
    Entity.COUNTY,
    "当年开具的中药饮片处方数；原文只说“使用”，没有给出口径",
    aliases=("中药饮片使用",),
    over_time="flow",
)
clinic_fit_for_tcm = yes_no(
    "具备设置“中医阁”条件",
    Entity.VILLAGE_CLINIC,
    "该村卫生室是否具备设置“中医阁”的条件；条件是什么原文没有写，按当地规定",
)
clinic_tcm_room = yes_no(
    "设置“中医阁”", Entity.VILLAGE_CLINIC, "该村卫生室是否已设置“中医阁”", aliases=("中医阁",)
)
tcm_hospital_building = yes_no(
    "加快市、县两级中医类医院建设",
    Entity.CITY,
    "市、县两级中医类医院是否在加快建设；建到什么程度原文没有写",
    aliases=("市、县两级中医类医院建设",),
)
private_tcm_department = yes_no(
    "社会办医疗机构设置中医药科室", Entity.HOSPITAL, "该社会办医疗机构是否设置中医药科室；公立机构不填"
)
tcm_in_multidisciplinary = yes_no(
    "将中医纳入多学科会诊体系",
    Entity.CITY,
    "本市医疗机构的多学科会诊体系是否纳入中医",
    aliases=("多学科会诊体系",),
)
joint_consultation = yes_no("建立中西医专家联合会诊制度", Entity.CITY)
joint_rounds = yes_no("建立中西医专家联合查房制度", Entity.CITY)
tcm_joint_consultation = Indicator(
    "建立中西医专家联合会诊、联合查房制度",
    "是否",
    all_of(joint_consultation, joint_rounds),
    aliases=("中西医专家联合会诊、联合查房等制度",),
)
integrated_medicine_model = yes_no(
    "推广中西医结合医疗模式",
    Entity.CITY,
    "市、县两级综合医院（妇幼保健机构）是否推广中西医结合医疗模式；推广到什么程度原文没有写",
    aliases=("中西医结合医疗模式",),
)
preventive_tcm_fit = yes_no(
    "属于有条件的二级甲等中医类医院、综合医院、妇幼保健机构",
    Entity.HOSPITAL,
    "该机构是否为有条件设置治未病科的二级甲等中医类医院、综合医院或妇幼保健机构；条件是什么原文没有写，其他等级的机构原文没有要求，填“否”",
)
preventive_tcm_department = yes_no(
    "设置治未病科",
    Entity.HOSPITAL,
    "该机构是否已设置治未病科；不是对等级的要求",
    aliases=(
        "有条件的二级甲等中医类医院、综合医院、妇幼保健机构设置治未病科",
        "治未病科",
    ),
)
tcm_services_coordinated = yes_no("县级中医医院统筹县域中医药服务资源", Entity.COUNTY)
tcm_national_bodies = yes_no(
    "加快国家级中医药机构建设",
    Entity.NATION,
    "国家中医药传承创新中心、国家中医疫病防治基地、中医特色重点医院、中西医协同“旗舰”医院的建设是否都在加快；怎样才算加快，原文没有写，由填报单位判断",
    aliases=("加快国家中医药传承创新中心、国家中医疫病防治基地、中医特色重点医院、中西医协同“旗舰”医院建设",),
)
tcm_demonstration_zones = yes_no("推进国家中医药综合改革示范区建设", Entity.NATION)
tcm_hospital_departments = yes_no("加强中医医院康复科和老年医学科建设", Entity.NATION)
