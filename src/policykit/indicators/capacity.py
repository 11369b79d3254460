"""服务能力: institutions, beds, specialties and services that are there."""

from __future__ import annotations

from policykit.indicators.scales import HOSPITAL_GRADE, yes_no
from policykit.model import Entity, Indicator, Theme, Variable, all_of

capacity = Theme("服务能力")

county_key_specialties = Variable(
    "临床重点专科数", "个", Entity.COUNTY, "县级已建成的临床重点专科数", aliases=("临床重点专科",)
)
county_medical_subcentres = Variable(
    "县域医疗次中心数",
    "个",
    Entity.CITY,
    "建成的县域（乡镇）医疗卫生次中心数；全市口径为各县（市、区）合计",
    also=(Entity.COUNTY,),
    aliases=("县域医疗次中心", "乡镇医疗卫生次中心", "乡镇区域医疗次中心"),
    rises=True,
)
day_bed_pilots = Variable(
    "日间病床试点机构数",
    "个",
    Entity.COUNTY,
    "开展日间病床试点的医疗机构数",
    aliases=("日间病床", "“日间病床”试点范围"),
    rises=True,
)
facility_beds = Variable("医疗卫生机构床位数", "张", Entity.CITY, "年末全市医疗卫生机构床位数")
resident_population = Variable("常住人口数", "人", Entity.CITY, "年末常住人口数")
#: Beds of medical institutions per thousand residents.
beds_per_thousand = Indicator(
    "每千人口医疗卫生机构床位数", "张", facility_beds / resident_population * 1000, rises=True
)
childcare_places = Variable("3岁以下婴幼儿托位数", "个", Entity.CITY, "年末全市3岁以下婴幼儿托位总数")
#: Nursery places for children under three per thousand residents.
childcare_places_per_thousand = Indicator(
    "每千人口拥有3岁以下婴幼儿托位数",
    "个",
    childcare_places / resident_population * 1000,
    aliases=("3岁以下婴幼儿托位数", "婴幼儿托位数"),
    rises=True,
)
national_key_specialties = Variable(
    "国家级临床重点专科数",
    "个",
    Entity.CITY,
    "建成的国家级临床重点专科数；不含培育项目",
    aliases=("国家级临床重点专科",),
    rises=True,
)
national_specialty_candidates_added = Variable(
    "新增国家级临床重点专科培育项目数",
    "个",
    Entity.CITY,
    "新增的国家级临床重点专科培育项目数；不是已建成的专科",
    aliases=("国家级临床重点专科培育项目",),
    rises=True,
)
provincial_key_specialties = Variable(
    "省级临床重点专科数",
    "个",
    Entity.CITY,
    "建成的省级临床重点专科数；不含培育项目",
    aliases=("省级临床重点专科",),
    rises=True,
)
provincial_specialty_candidates_added = Variable(
    "新增省级临床重点专科培育项目数",
    "个",
    Entity.CITY,
    "新增的省级临床重点专科培育项目数；不是已建成的专科",
    aliases=("省级临床重点专科培育项目",),
    rises=True,
)
occupied_bed_days = Variable("实际占用总床日数", "床日", Entity.CITY, "当年基层医疗机构实际占用总床日数")
open_bed_days = Variable("实际开放总床日数", "床日", Entity.CITY, "同期基层医疗机构实际开放总床日数")
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
)
primary_featured_departments = Variable(
    "基层特色科室数",
    "个",
    Entity.CITY,
    "建成的基层特色科室数；不是临床重点专科",
    aliases=("基层特色科室",),
    rises=True,
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

county_hospital_tumour_centre = yes_no(
    "县人民医院建设肿瘤防治临床服务中心",
    Entity.COUNTY,
    "县人民医院是否在建设（或已建成）肿瘤防治临床服务中心；建到什么程度原文没有写",
)
county_hospital_trauma_centre = yes_no(
    "县人民医院创建创伤中心",
    Entity.COUNTY,
    "县人民医院是否在创建（或已建成）创伤中心；创建到什么程度原文没有写",
    aliases=("加快肿瘤防治临床服务中心、创建创伤中心建设",),
)
five_emergency_centres = yes_no(
    "提升急诊急救“五大中心”建设水平",
    Entity.COUNTY,
    "急诊急救“五大中心”的建设水平是否提升；原文没有列出是哪五个中心，也没有给出标准",
    aliases=("五大中心",),
)
regional_heart_centre = yes_no(
    "推进省级区域（心血管病）医疗中心建设",
    Entity.COUNTY,
    "是否在推进（或已建成）省级区域（心血管病）医疗中心",
)
psychiatric_rehabilitation_ward = yes_no(
    "建设王村精神康复病区", Entity.COUNTY, "是否已依托王村中西医结合医疗服务中心项目建设精神康复病区"
)
zhejiang_hospital_cooperation = yes_no(
    "县人民医院与浙大医学院附属第二医院紧密合作",
    Entity.COUNTY,
    "县人民医院是否在与浙江大学医学院附属第二医院持续合作",
)
tertiary_review_progress = yes_no(
    "三级综合医院等级评审取得突破",
    Entity.COUNTY,
    "县人民医院三级综合医院等级评审是否取得新的突破；“突破”没有给出标准，不等于已评为三级",
    aliases=("三级综合医院等级评审",),
)
medical_university_partnership = yes_no(
    "与安徽医科大学临床医学院合作共建", Entity.COUNTY, "是否已与安徽医科大学临床医学院合作共建"
)
psychiatric_cooperation = yes_no(
    "与黄山市第二人民医院在精神康复领域合作",
    Entity.COUNTY,
    "是否已与黄山市第二人民医院在精神康复领域开展合作",
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
first_hospital_digestive_centre = yes_no(
    "市第一人民医院重点发展消化病中心",
    Entity.CITY,
    "市第一人民医院是否把消化病中心作为重点发展的中心在建设；原文没有写建到什么程度",
)
first_hospital_nephrology_centre = yes_no(
    "市第一人民医院重点发展肾脏泌尿中心",
    Entity.CITY,
    "市第一人民医院是否把肾脏泌尿中心作为重点发展的中心在建设；原文没有写建到什么程度",
)
first_hospital_centres = Indicator(
    "市第一人民医院重点发展消化病中心和肾脏泌尿中心",
    "是否",
    all_of(first_hospital_digestive_centre, first_hospital_nephrology_centre),
    aliases=(
        "消化病中心、肾脏泌尿中心",
        "消化病中心和肾脏泌尿中心",
    ),
)
second_hospital_neurology_centre = yes_no(
    "市第二人民医院重点发展神经病学中心",
    Entity.CITY,
    "市第二人民医院是否把神经病学中心作为重点发展的中心在建设；原文没有写建到什么程度",
)
second_hospital_cardiovascular_centre = yes_no(
    "市第二人民医院重点发展心血管疾病中心",
    Entity.CITY,
    "市第二人民医院是否把心血管疾病中心作为重点发展的中心在建设；原文没有写建到什么程度",
)
second_hospital_centres = Indicator(
    "市第二人民医院重点发展神经病学中心和心血管疾病中心",
    "是否",
    all_of(second_hospital_neurology_centre, second_hospital_cardiovascular_centre),
    aliases=(
        "神经病学中心、心血管疾病中心",
        "神经病学中心和心血管疾病中心",
    ),
)
third_hospital_mental_health_centre = yes_no(
    "市第三人民医院重点发展精神心理卫生中心",
    Entity.CITY,
    "市第三人民医院是否把精神心理卫生中心作为重点发展的中心在建设；原文没有写建到什么程度",
    aliases=("精神心理卫生中心",),
)
fourth_hospital_orthopaedic_centre = yes_no(
    "市第四人民医院重点发展骨关节疾病中心",
    Entity.CITY,
    "市第四人民医院是否把骨关节疾病中心作为重点发展的中心在建设；原文没有写建到什么程度",
    aliases=("骨关节疾病中心",),
)
public_health_hospital_infectious_centre = yes_no(
    "市公共卫生救治中心重点发展感染性疾病中心",
    Entity.CITY,
    "市公共卫生救治中心是否把感染性疾病中心作为重点发展的中心在建设；原文没有写建到什么程度",
)
public_health_hospital_lung_centre = yes_no(
    "市公共卫生救治中心重点发展肺科疾病中心",
    Entity.CITY,
    "市公共卫生救治中心是否把肺科疾病中心作为重点发展的中心在建设；原文没有写建到什么程度",
)
public_health_hospital_centres = Indicator(
    "市公共卫生救治中心重点发展感染性疾病中心和肺科疾病中心",
    "是否",
    all_of(public_health_hospital_infectious_centre, public_health_hospital_lung_centre),
    aliases=(
        "感染性疾病中心、肺科疾病中心",
        "感染性疾病中心和肺科疾病中心",
    ),
)
maternal_hospital_obstetric_centre = yes_no(
    "市妇幼保健院重点发展妇产医学中心",
    Entity.CITY,
    "市妇幼保健院是否把妇产医学中心作为重点发展的中心在建设；原文没有写建到什么程度",
)
maternal_hospital_paediatric_centre = yes_no(
    "市妇幼保健院重点发展儿童医学中心",
    Entity.CITY,
    "市妇幼保健院是否把儿童医学中心作为重点发展的中心在建设；原文没有写建到什么程度",
)
maternal_hospital_centres = Indicator(
    "市妇幼保健院重点发展妇产医学中心和儿童医学中心",
    "是否",
    all_of(maternal_hospital_obstetric_centre, maternal_hospital_paediatric_centre),
    aliases=(
        "妇产医学中心、儿童医学中心",
        "妇产医学中心和儿童医学中心",
    ),
)
dental_hospital_centre = yes_no(
    "市口腔医院重点发展口腔医学中心",
    Entity.CITY,
    "市口腔医院是否把口腔医学中心作为重点发展的中心在建设；原文没有写建到什么程度",
    aliases=("口腔医学中心",),
)
specialty_cooperation = yes_no(
    "争取国家区域医疗中心和省级龙头医院支持合作共建",
    Entity.CITY,
    "是否在人才培养、学科专科等方面与国家区域医疗中心、省级龙头医院合作共建；合作到什么程度原文没有写",
    aliases=("合作共建",),
)
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
infectious_hospitals = yes_no(
    "加快传染病医院或综合医院传染病区建设",
    Entity.CITY,
    "传染病医院或综合医院传染病区是否在建设（两者有其一即可）；建到什么程度原文没有写",
    aliases=("传染病医院或综合医院传染病区",),
)
infectious_specialties = yes_no(
    "加强传染病临床重点（特色）专科建设",
    Entity.COUNTY,
    "县级综合医院、中医医院的传染病临床重点（特色）专科是否在加强建设；建到什么程度原文没有写",
    aliases=("传染病临床重点(特色)专科",),
)
fever_clinics = yes_no(
    "加强发热门诊建设",
    Entity.COUNTY,
    "县级综合医院、中医医院的发热门诊是否在加强建设；建到什么程度原文没有写",
    aliases=("发热门诊建设",),
)
neurology_cooperation = yes_no("市第二人民医院与北京天坛医院开展神经内科研究合作", Entity.CITY)
neurosurgery_cooperation = yes_no("市第二人民医院与北京天坛医院开展神经外科研究合作", Entity.CITY)
neuroscience_cooperation = Indicator(
    "市第二人民医院与北京天坛医院加强神经内科、神经外科研究",
    "是否",
    all_of(neurology_cooperation, neurosurgery_cooperation),
    aliases=("神经内科和神经外科领域研究",),
)
cardiovascular_centre_shared = yes_no(
    "市妇幼保健院与广东省心血管病研究所共建“心血管病中心”", Entity.CITY, aliases=("“心血管病中心”",)
)
dental_cooperation = yes_no(
    "市口腔医院与贵州大学加强医教研合作",
    Entity.CITY,
    "市口腔医院与贵州大学是否开展医教研合作",
    aliases=("医教研合作",),
)
community_hospitals_duty = yes_no("发展社区医院", Entity.PROVINCE)
special_departments = yes_no("扶持基层卫生医疗单位发展特色专科", Entity.CONSORTIUM)
