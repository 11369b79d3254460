"""信息化: records, platforms and applications."""

from __future__ import annotations

from policykit.indicators.quality import primary_facilities
from policykit.indicators.scales import EMR_LEVEL, yes_no
from policykit.model import Entity, Indicator, Official, Theme, Variable, all_of

digital = Theme("信息化")

emr_level = Variable(
    "电子病历应用水平分级",
    "级",
    Entity.HOSPITAL,
    "按国家卫生健康委电子病历应用功能水平分级标准评估的级别",
    grades=EMR_LEVEL,
    aliases=("电子病历应用水平", "电子病历应用功能水平分级"),
    official=Official("guobanfa-2019-4/24"),
)
secondary_facilities_emr_four = Variable(
    "电子病历达到4级的二级公立医疗机构数",
    "个",
    Entity.CITY,
    "电子病历应用水平达到4级的二级公立医疗机构数",
    over_time="stock",
)
secondary_facilities = Variable(
    "二级公立医疗机构数", "个", Entity.CITY, "二级公立医疗机构总数", over_time="stock"
)
#: Share of public institutions of level two whose electronic records reach level four.
secondary_emr_level_share = Indicator(
    "二级公立医疗机构电子病历应用水平达到4级的比例",
    "%",
    secondary_facilities_emr_four / secondary_facilities * 100,
    aliases=("二级公立医疗机构电子病历应用水平",),
    rises=True,
)
digital_scenarios = Variable(
    "数字应用场景数",
    "个",
    Entity.CITY,
    "建成的数字应用场景数；怎样算一个场景原文没有写",
    aliases=("数字应用场景",),
    rises=True,
    over_time="stock",
)
primary_facilities_with_ai = Variable(
    "应用人工智能产品的基层医疗机构数",
    "个",
    Entity.CITY,
    "应用人工智能产品的基层医疗机构数；用到什么程度原文没有写",
    over_time="stock",
)
#: Share of primary care institutions that use artificial intelligence.
ai_primary_coverage = Indicator(
    "基层医疗机构人工智能覆盖率",
    "%",
    primary_facilities_with_ai / primary_facilities * 100,
    aliases=("人工智能",),
    rises=True,
)
institutions_with_e_certificate = Variable(
    "支持医保电子凭证的定点医药机构数",
    "家",
    Entity.NATION,
    "具备条件的定点医药机构中支持医保电子凭证应用的机构数",
    over_time="stock",
)
institutions_eligible = Variable(
    "具备条件的定点医药机构数", "家", Entity.NATION, "具备条件的定点医药机构总数", over_time="stock"
)
#: Share of the eligible institutions that take the electronic insurance certificate.
e_certificate_coverage = Indicator(
    "定点医药机构医保电子凭证应用覆盖率",
    "%",
    institutions_with_e_certificate / institutions_eligible * 100,
    aliases=("医保电子凭证",),
    rises=True,
)
unified_information_system = yes_no(
    "统一医共体内信息系统",
    Entity.CONSORTIUM,
    "医共体各成员单位是否使用统一（互联互通）的信息系统",
    aliases=(
        "统一县域医共体内信息系统",
        "县域医共体内信息系统",
    ),
)
ai_assisted_diagnosis = yes_no(
    "应用人工智能辅助诊断技术",
    Entity.CONSORTIUM,
    "医共体内是否应用人工智能辅助诊断技术；应用到什么程度原文没有写",
    aliases=("人工智能辅助诊断技术",),
)
telemedicine_rural = yes_no(
    "将远程医疗延伸到乡村",
    Entity.CONSORTIUM,
    "医共体的远程医疗是否已延伸到乡镇卫生院和村卫生室",
    aliases=("远程医疗延伸到乡村",),
)
infectious_reports_integrated = yes_no("法定传染病报告融入医共体信息系统", Entity.CONSORTIUM)
foodborne_reports_integrated = yes_no("食源性疾病报告融入医共体信息系统", Entity.CONSORTIUM)
reports_from_workstations = yes_no(
    "医生工作站自动生成信息按程序报告", Entity.CONSORTIUM, "是否已实现在医生工作站自动生成信息并按程序报告"
)
automatic_disease_reports = Indicator(
    "传染病、食源性疾病报告融入信息系统并自动生成",
    "是否",
    all_of(infectious_reports_integrated, foodborne_reports_integrated, reports_from_workstations),
    aliases=("法定传染病、食源性疾病等报告融入县域医共体信息系统",),
)
information_sharing_campaign = yes_no(
    "开展医疗卫生机构信息互通共享攻坚行动",
    Entity.NATION,
    "是否已开展全国医疗卫生机构信息互通共享三年攻坚行动",
    aliases=("医疗卫生机构信息互通共享三年攻坚行动",),
)
systems_connected = yes_no(
    "医疗卫生机构信息系统互联互通",
    Entity.CONSORTIUM,
    "医共体内各级各类医疗卫生机构信息系统是否已互联互通",
    aliases=("信息系统的互联互通",),
)
remote_imaging = yes_no("运用远程影像", Entity.CONSORTIUM)
remote_ecg = yes_no("运用远程心电", Entity.CONSORTIUM)
remote_consultation = yes_no("运用远程会诊", Entity.CONSORTIUM)
remote_services = Indicator(
    "运用远程影像、远程心电、远程会诊",
    "是否",
    all_of(remote_imaging, remote_ecg, remote_consultation),
    aliases=("远程影像、远程心电、远程会诊的运用",),
)

warning_software_deployed = yes_no("部署传染病监测预警前置软件", Entity.COUNTY)
warning_software_used = yes_no("应用传染病监测预警前置软件", Entity.COUNTY)
warning_software = Indicator(
    "部署与应用传染病监测预警前置软件", "是否", all_of(warning_software_deployed, warning_software_used)
)
disease_trends_analysed = yes_no("利用大数据分析疾病流行趋势并及早干预", Entity.COUNTY)
maternal_referral = yes_no("“云上妇幼”平台有转诊功能", Entity.COUNTY)
maternal_consultation = yes_no("“云上妇幼”平台有会诊功能", Entity.COUNTY)
maternal_platform = Indicator(
    "完善“云上妇幼”平台转诊、会诊功能", "是否", all_of(maternal_referral, maternal_consultation)
)
maternal_rescue_online = yes_no("母婴安全救治线上开展", Entity.COUNTY)
online_management_platform = yes_no(
    "建设互联网管理平台",
    Entity.CITY,
    "是否已建设支撑数字健共体的互联网管理平台；建到什么程度原文没有写",
    aliases=("互联网管理平台建设",),
)
smart_hospitals = yes_no(
    "推动智慧医院建设", Entity.CITY, "智慧医院是否在建设；建多少原文没有写", aliases=("智慧医院建设",)
)
blockchain = yes_no(
    "推动区块链技术在卫生健康领域的应用",
    Entity.CITY,
    "卫生健康领域是否应用区块链技术；应用到什么程度原文没有写",
    aliases=("区块链技术",),
)
data_governance = yes_no(
    "加快卫生健康系统数据归集治理和开发利用",
    Entity.CITY,
    "卫生健康系统数据是否归集治理、开发利用；做到什么程度原文没有写",
    aliases=("数据归集治理和开发利用",),
)
data_centres_coordinated = yes_no(
    "加强与省健康医疗大数据西部中心、市城市运行管理中心协同",
    Entity.CITY,
    "是否与贵州省国家健康医疗大数据西部中心、贵阳市城市运行管理中心协同；协同到什么程度原文没有写",
    aliases=("贵州省国家健康医疗大数据西部中心、贵阳市城市运行管理中心协同",),
)
city_platform_connected = yes_no(
    "与“爽贵阳”平台实现互联互通",
    Entity.CITY,
    "卫生健康信息系统是否与“爽贵阳”平台互联互通",
    aliases=("“爽贵阳”平台",),
)
service_applications = yes_no("建设医疗服务领域应用场景", Entity.CITY)
supervision_applications = yes_no("建设政务监管领域应用场景", Entity.CITY)
convenience_applications = yes_no("建设便民利民领域应用场景", Entity.CITY)
application_fields = Indicator(
    "建设医疗服务、政务监管、便民利民三大领域应用场景",
    "是否",
    all_of(service_applications, supervision_applications, convenience_applications),
    aliases=("医疗服务、政务监管、便民利民三大领域应用场景",),
    note="个数另有要求",
)
internet_health = yes_no("深化“互联网+医疗健康”在城乡社区的应用", Entity.PROVINCE)
national_smart_hospitals = yes_no("推进智慧医院建设与分级评价", Entity.NATION)
technology_pilots = yes_no(
    "推进“5G+医疗健康”等三类试点",
    Entity.NATION,
    "“5G+医疗健康”、医学人工智能、“区块链+卫生健康”三类试点是否都在推进；推进到什么程度才算，原文没有写，由填报单位判断",
)
information_platforms = yes_no("推进医院管理、医疗服务信息平台建设", Entity.CONSORTIUM)
