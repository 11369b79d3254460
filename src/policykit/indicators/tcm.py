"""中医药: Chinese medicine."""

from __future__ import annotations

from policykit.indicators.access import county_visits, hospital_beds
from policykit.indicators.scales import HOSPITAL_GRADE, yes_no
from policykit.model import Entity, Indicator, Theme, Variable, all_of

tcm = Theme("中医药")

tcm_visits = Variable("中医类诊疗人次数", "人次", Entity.COUNTY, "当年县域内中医类诊疗人次数")
#: Share of the county's visits that were for Chinese medicine.
tcm_visit_share = Indicator(
    "中医类诊疗量占比",
    "%",
    tcm_visits / county_visits * 100,
    aliases=("县域内中医类诊疗量占比",),
    rises=True,
    note="国卫办基层发〔2024〕22号列有“县域内中医类诊疗量占比”，其算法未收录",
)
primary_tcm_specialties = Variable(
    "基层中医特色专科数",
    "个",
    Entity.COUNTY,
    "县域内基层医疗机构开设的中医特色专科数",
    aliases=("中医特色专科",),
    rises=True,
)
township_tcm_studios = Variable(
    "乡镇卫生院中医专家名医工作室数",
    "个",
    Entity.COUNTY,
    "县域内乡镇卫生院设置的中医专家名医工作室数",
    aliases=("中医专家名医工作室",),
    rises=True,
)
tcm_beds = Variable("中医床位数", "张", Entity.HOSPITAL, "医院年末实际开放中医床位数")
#: Share of a hospital's beds that are for Chinese medicine.
tcm_bed_share = Indicator("中医床位占比", "%", tcm_beds / hospital_beds * 100, rises=True)
tcm_demonstration_sites = Variable(
    "基层中医药能力提升改革示范点数",
    "个",
    Entity.COUNTY,
    "建成的基层中医药能力提升改革示范点数",
    aliases=("改革示范点",),
    rises=True,
)
stations_with_tcm_techniques = Variable(
    "能提供6项以上中医药适宜技术的社区卫生服务站数",
    "个",
    Entity.CITY,
    "能提供6项以上中医药适宜技术服务的社区卫生服务站数",
)
community_stations = Variable("社区卫生服务站数", "个", Entity.CITY, "社区卫生服务站总数")
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
)
village_clinics = Variable("村卫生室数", "个", Entity.CITY, "村卫生室总数")
#: Share of village clinics that offer the required Chinese-medicine techniques.
clinic_tcm_technique_share = Indicator(
    "村卫生室中医药适宜技术服务覆盖率",
    "%",
    clinics_with_tcm_techniques / village_clinics * 100,
    aliases=("村卫生室",),
    rises=True,
)
tcm_technique_count = Variable(
    "中医药适宜技术项目数",
    "项",
    Entity.VILLAGE_CLINIC,
    "该机构能提供的中医药适宜技术项目数",
    aliases=("中医药适宜技术服务",),
)
county_facilities_with_tcm = Variable(
    "提供中医药服务的县办中医医疗机构和妇幼保健机构数",
    "个",
    Entity.CITY,
    "提供中医药服务的县办中医医疗机构、妇幼保健机构数",
)
county_tcm_maternal_facilities = Variable(
    "县办中医医疗机构和妇幼保健机构数", "个", Entity.CITY, "县办中医医疗机构、妇幼保健机构总数"
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
)
city_county_general_hospitals = Variable(
    "市县两级综合医院（妇幼保健院）数", "个", Entity.CITY, "市、县两级综合医院（妇幼保健院）总数"
)
#: Share of city and county general hospitals with a Chinese-medicine department.
tcm_department_coverage = Indicator(
    "中医科建设覆盖率",
    "%",
    general_hospitals_with_tcm_department / city_county_general_hospitals * 100,
    aliases=("中医科建设",),
    rises=True,
)
preventive_tcm_hospital_grade = Variable(
    "设置治未病科的机构等级",
    "等级",
    Entity.HOSPITAL,
    "机构的医院等级（判定是否属于应设置治未病科的机构）",
    grades=HOSPITAL_GRADE,
    aliases=("治未病科",),
)
rehabilitation_facilities_with_tcm = Variable(
    "能提供中医药服务的康复服务机构数",
    "个",
    Entity.CITY,
    "其他开展康复服务的医疗机构中能提供中医药服务的机构数",
)
rehabilitation_facilities = Variable(
    "开展康复服务的医疗机构数", "个", Entity.CITY, "其他开展康复服务的医疗机构总数"
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
