"""服务能力: institutions, beds, specialties and services that are there."""

from __future__ import annotations

from policykit.indicators.scales import HOSPITAL_GRADE, yes_no
from policykit.model import Entity, Indicator, Official, Theme, Variable, all_of

capacity = Theme("服务能力")
county_medical_subcentres = Variable(
    "县域医疗次中心数",
    "个",
    Entity.CITY,
    "建成的县域（乡镇）医疗卫生次中心数；全市口径为各县（市、区）合计",
    also=(Entity.COUNTY,),
    aliases=("县域医疗次中心", "乡镇医疗卫生次中心", "乡镇区域医疗次中心"),
    rises=True,
    over_time="stock",
)
day_bed_pilots = Variable(
    "日间病床试点机构数",
    "个",
    Entity.COUNTY,
    "开展日间病床试点的医疗机构数",
    aliases=("日间病床", "“日间病床”试点范围"),
    rises=True,
    over_time="stock",
)
facility_beds = Variable(
    "医疗卫生机构床位数", "张", Entity.CITY, "年末全市医疗卫生机构床位数", over_time="stock"
)
resident_population = Variable("常住人口数", "人", Entity.CITY, "年末常住人口数", over_time="stock")
#: Beds of medical institutions per thousand residents.
beds_per_thousand = Indicator(
    "每千人口医疗卫生机构床位数",
    "张",
    facility_beds / resident_population * 1000,
    rises=True,
    official=Official("chengshi-tijian-2020/A-49"),
)
childcare_places = Variable(
    "3岁以下婴幼儿托位数", "个", Entity.CITY, "年末全市3岁以下婴幼儿托位总数", over_time="stock"
)
#: Nursery places for children under three per thousand residents.
childcare_places_per_thousand = Indicator(
    "每千人口拥有3岁以下婴幼儿托位数",
    "个",
    childcare_places / resident_population * 1000,
    aliases=("3岁以下婴幼儿托位数", "婴幼儿托位数"),
    rises=True,
)
occupied_bed_days = Variable(
    "实际占用总床日数", "床日", Entity.CITY, "当年基层医疗机构实际占用总床日数", over_time="flow"
)
open_bed_days = Variable(
    "实际开放总床日数", "床日", Entity.CITY, "同期基层医疗机构实际开放总床日数", over_time="flow"
)
#: Share of the open bed days of primary care institutions that were occupied.
primary_bed_occupancy = Indicator(
    "基层医疗机构床位使用率",
    "%",
    occupied_bed_days / open_bed_days * 100,
    aliases=("床位使用率",),
    rises=True,
    may_exceed=True,
)
community_hospitals = Variable(
    "社区医院数",
    "个",
    Entity.CITY,
    "建成的社区医院数；没有建成社区医院的社区卫生服务中心不计",
    aliases=("社区医院",),
    rises=True,
    over_time="stock",
)
primary_featured_departments = Variable(
    "基层特色科室数",
    "个",
    Entity.CITY,
    "建成的基层特色科室数；不是临床重点专科",
    aliases=("基层特色科室",),
    rises=True,
    over_time="stock",
)
hospital_general_medicine = yes_no(
    "设立全科医学科",
    Entity.HOSPITAL,
    "该县级综合医院是否已设立全科医学科；其他医院不填",
    aliases=("全科医学科",),
)
laboratory_centre = yes_no(
    "建立医学检验资源共用中心", Entity.COUNTY, aliases=("加强医学检验等资源共享中心和医共体中心药房建设",)
)
imaging_centre = yes_no("建立医学影像资源共用中心", Entity.COUNTY)
ecg_centre = yes_no("建立心电诊断资源共用中心", Entity.COUNTY)
pathology_centre = yes_no("建立病理诊断资源共用中心", Entity.COUNTY)
sterilisation_centre = yes_no("建立消毒供应资源共用中心", Entity.COUNTY)
shared_resource_centres = Indicator(
    "建立检验、影像、心电、病理、消毒供应资源共用中心",
    "是否",
    all_of(laboratory_centre, imaging_centre, ecg_centre, pathology_centre, sterilisation_centre),
    aliases=("医学检验、医学影像、心电诊断、病理诊断、消毒供应等资源共用中心",),
)
tumour_centre = yes_no("建立肿瘤防治中心", Entity.COUNTY)
chronic_centre = yes_no("建立慢病管理中心", Entity.COUNTY)
minimally_invasive_centre = yes_no("建立微创介入中心", Entity.COUNTY)
pain_centre = yes_no("建立麻醉疼痛诊疗中心", Entity.COUNTY)
intensive_centre = yes_no("建立重症监护中心", Entity.COUNTY)
clinical_service_centres = Indicator(
    "建立肿瘤、慢病、微创介入、疼痛诊疗、重症监护临床服务中心",
    "是否",
    all_of(tumour_centre, chronic_centre, minimally_invasive_centre, pain_centre, intensive_centre),
    aliases=("肿瘤防治、慢病管理、微创介入、麻醉疼痛诊疗、重症监护等临床服务中心",),
)
hospice_pilot = yes_no(
    "启动第三批国家安宁疗护试点", Entity.NATION, "第三批国家安宁疗护试点是否已启动", aliases=("安宁疗护试点",)
)
hospice_programme = yes_no(
    "实施安宁疗护服务能力提升项目",
    Entity.NATION,
    "是否已实施安宁疗护服务能力提升项目",
    aliases=("安宁疗护服务能力提升项目",),
)
township_services_extended = yes_no(
    "拓展康复医疗、医养结合、安宁疗护等服务功能",
    Entity.TOWNSHIP_CENTRE,
    "乡镇卫生院是否已拓展康复医疗、医养结合、安宁疗护等服务功能；拓展到什么程度原文没有写",
    aliases=("康复医疗、医养结合、安宁疗护等服务功能",),
)
consortium_examination_centre = yes_no("建立医学检验检查业务中心", Entity.CONSORTIUM)
consortium_radiology_centre = yes_no("建立放射影像业务中心", Entity.CONSORTIUM)
consortium_teleconsultation_centre = yes_no("建立远程会诊业务中心", Entity.CONSORTIUM)
consortium_supply_centre = yes_no("建立消毒供应业务中心", Entity.CONSORTIUM)
consortium_delivery_centre = yes_no("建立物流配送业务中心", Entity.CONSORTIUM)
consortium_health_management_centre = yes_no("建立健康管理业务中心", Entity.CONSORTIUM)
consortium_information_centre = yes_no("建立信息管理业务中心", Entity.CONSORTIUM)
business_centres = Indicator(
    "整合建立检验检查、影像、会诊、消毒、物流、健康和信息业务中心",
    "是否",
    all_of(
        consortium_examination_centre,
        consortium_radiology_centre,
        consortium_teleconsultation_centre,
        consortium_supply_centre,
        consortium_delivery_centre,
        consortium_health_management_centre,
        consortium_information_centre,
    ),
    aliases=("医学检验检查、放射影像、远程会诊、消毒供应、物流配送、健康管理、信息管理等业务中心",),
)
capacity_plan = yes_no(
    "制定基层能力提升计划",
    Entity.CONSORTIUM,
    "是否已对照标准有针对性地制定成员基层卫生服务中心和苏木卫生服务站的能力提升计划",
    aliases=("能力提升计划",),
)
hospital_grade = Variable(
    "医院等级",
    "等级",
    Entity.HOSPITAL,
    "医院评审的等级；判定要求是否适用，不是对等级的要求",
    grades=HOSPITAL_GRADE,
    aliases=("二级及以上医院",),
    benchmark=True,
)
shendu_subcentre = yes_no(
    "深渡建设乡镇医疗卫生次中心", Entity.COUNTY, "深渡乡镇医疗卫生次中心是否在建（或已建成）"
)
wangcun_subcentre = yes_no(
    "王村建设乡镇医疗卫生次中心", Entity.COUNTY, "王村乡镇医疗卫生次中心是否在建（或已建成）"
)
qizili_subcentre = yes_no(
    "杞梓里建设乡镇医疗卫生次中心", Entity.COUNTY, "杞梓里乡镇医疗卫生次中心是否在建（或已建成）"
)
named_subcentres = Indicator(
    "深渡、王村、杞梓里乡镇医疗卫生次中心建设",
    "是否",
    all_of(shendu_subcentre, wangcun_subcentre, qizili_subcentre),
    note="逐个填报，缺一个就不算做到；不是“县域医疗次中心数”",
)
chakou_station = yes_no("增设岔口院前急救站点", Entity.COUNTY, "岔口院前急救站点是否已经设立")
huangtian_station = yes_no("增设璜田院前急救站点", Entity.COUNTY, "璜田院前急救站点是否已经设立")
named_stations = Indicator(
    "增设岔口、璜田院前急救站点",
    "是否",
    all_of(chakou_station, huangtian_station),
    note="逐个填报，缺一个就不算做到",
)
prehospital_network = yes_no(
    "加强现有院前急救网络建设管理",
    Entity.COUNTY,
    "现有院前急救网络的建设管理是否加强；没有给出标准",
    aliases=("院前急救网络建设管理",),
)
stations_equipped = yes_no("院前急救站点补齐配套设施", Entity.COUNTY)
stations_staffed = yes_no("院前急救站点合理排班", Entity.COUNTY)
stations_ready = Indicator(
    "院前急救站点补齐配套设施、合理排班", "是否", all_of(stations_equipped, stations_staffed)
)
stations_under_120 = yes_no("院前急救站点接受市120急救中心统一调度指挥", Entity.COUNTY)
township_ambulances = yes_no(
    "加强乡镇救护车辆配备及人员培训",
    Entity.CITY,
    "是否为乡镇卫生院加强救护车辆配备和人员培训，满足乡镇急救转运需要；配多少原文没有写",
    aliases=("救护车辆配备",),
)
demonstration_clinics = yes_no(
    "开展示范村卫生室建设",
    Entity.CITY,
    "本市是否已开展示范村卫生室建设；建多少原文没有写",
    aliases=("示范村卫生室建设",),
)
community_hospitals_duty = yes_no("发展社区医院", Entity.PROVINCE)
