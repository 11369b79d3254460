"""服务能力: specialties and centres of hospitals, and whom they work with."""

from __future__ import annotations

from policykit.indicators.capacity import capacity
from policykit.indicators.scales import yes_no
from policykit.model import Entity, Indicator, Variable, all_of

theme = capacity

county_key_specialties = Variable(
    "临床重点专科数",
    "个",
    Entity.COUNTY,
    "县级已建成的临床重点专科数",
    aliases=("临床重点专科",),
    over_time="stock",
)
national_key_specialties = Variable(
    "国家级临床重点专科数",
    "个",
    Entity.CITY,
    "建成的国家级临床重点专科数；不含培育项目",
    aliases=("国家级临床重点专科",),
    rises=True,
    over_time="stock",
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
    over_time="stock",
)
provincial_specialty_candidates_added = Variable(
    "新增省级临床重点专科培育项目数",
    "个",
    Entity.CITY,
    "新增的省级临床重点专科培育项目数；不是已建成的专科",
    aliases=("省级临床重点专科培育项目",),
    rises=True,
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
special_departments = yes_no("扶持基层卫生医疗单位发展特色专科", Entity.CONSORTIUM)
