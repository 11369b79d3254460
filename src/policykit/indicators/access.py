"""就医秩序: where people seek care and how they reach it."""

from __future__ import annotations

from policykit.indicators.scales import yes_no
from policykit.model import Entity, Indicator, Official, Theme, Variable, all_of

access = Theme("就医秩序")

village = Entity("行政村", aliases=("村",))

visits_in_county = Variable(
    "居民在县域内就诊人次数",
    "人次",
    Entity.COUNTY,
    "当年本县居民在县域内各级医疗卫生机构的就诊人次数",
    over_time="flow",
)
visits_by_residents = Variable(
    "居民就诊总人次数", "人次", Entity.COUNTY, "当年本县居民在县域内外就诊的总人次数", over_time="flow"
)
#: Share of residents' visits that took place inside the county.
county_visit_rate = Indicator(
    "县域内就诊率",
    "%",
    visits_in_county / visits_by_residents * 100,
    aliases=("县域就诊率",),
    rises=True,
    note="五份文件都没有给出算法",
)
primary_outpatient_visits = Variable(
    "基层医疗卫生机构门急诊人次数",
    "人次",
    Entity.COUNTY,
    "当年县域内乡镇卫生院、社区卫生服务机构、村卫生室的门急诊人次数",
    aliases=("基层门急诊就诊、住院、县域内就诊等指标监测分析",),
    over_time="flow",
)
county_outpatient_visits = Variable(
    "县域内门急诊总人次数",
    "人次",
    Entity.COUNTY,
    "当年县域内各级医疗卫生机构的门急诊总人次数",
    over_time="flow",
)
#: Share of the county's outpatient and emergency visits that took place in primary care.
primary_outpatient_share = Indicator(
    "县域内基层医疗卫生机构门急诊占比",
    "%",
    primary_outpatient_visits / county_outpatient_visits * 100,
    aliases=("基层医疗卫生机构门急诊占比", "基层医疗机构门急诊占比"),
    rises=True,
    official=Official(
        "guoweiban-jiceng-2024-22/3.1",
        differs="只收录到官方的名称，算法按名称理解；官方计诊疗人次数，这里只计门急诊",
    ),
)
inpatients_in_county = Variable(
    "县域内住院人次数", "人次", Entity.COUNTY, "当年本县参保人在县域内医疗机构住院的人次数", over_time="flow"
)
inpatients_by_residents = Variable(
    "住院总人次数", "人次", Entity.COUNTY, "当年本县参保人在县域内外住院的总人次数", over_time="flow"
)
#: Share of insured residents' admissions that took place inside the county.
county_inpatient_share = Indicator(
    "县域内住院人次占比",
    "%",
    inpatients_in_county / inpatients_by_residents * 100,
    aliases=("参保人县域内住院人次占比",),
    rises=True,
    official=Official(
        "guoweiban-jiceng-2024-22/4.2",
        differs="只收录到官方的名称，算法按名称理解；官方只计参保人，这里计本县居民",
    ),
)
hospital_outpatient_visits = Variable(
    "医院门急诊人次数",
    "人次",
    Entity.HOSPITAL,
    "医院当年门急诊人次数",
    aliases=("门急诊人次数",),
    rises=True,
    over_time="flow",
)
rural_emergency_response_time = Variable(
    "农村急救圈时间",
    "分钟",
    Entity.COUNTY,
    "农村地区院前急救从接到呼叫到急救车到达现场的时间",
    aliases=("急救圈", "农村30分钟急救圈"),
    rises=False,
)
specialty_outpatient_volume = Variable(
    "区级医疗机构重点专科门诊服务量",
    "人次",
    Entity.CITY,
    "区级医疗机构重点专科当年门诊人次数",
    aliases=("重点专科门诊",),
    rises=True,
    over_time="flow",
)
specialty_inpatient_volume = Variable(
    "区级医疗机构重点专科住院病人服务量",
    "人次",
    Entity.CITY,
    "区级医疗机构重点专科当年出院人次数",
    aliases=("住院病人服务量",),
    rises=True,
    over_time="flow",
)
primary_visits = Variable(
    "基层医疗卫生机构诊疗人次数", "人次", Entity.CITY, "当年基层医疗机构诊疗人次数", over_time="flow"
)
city_visits = Variable(
    "全市总诊疗人次数", "人次", Entity.CITY, "当年全市医疗机构总诊疗人次数", over_time="flow"
)
#: Share of residents' visits that took place in primary care institutions.
primary_facility_visit_rate = Indicator(
    "基层医疗机构就诊率",
    "%",
    primary_visits / city_visits * 100,
    rises=True,
    note="不是 erenhot-2021 的“基层就诊率”",
)
township_centres_in_emergency = Variable(
    "纳入院前急救体系的乡镇卫生院数", "个", Entity.CITY, "已纳入院前急救体系的乡镇卫生院数", over_time="stock"
)
township_centres = Variable("乡镇卫生院数", "个", Entity.CITY, "乡镇卫生院总数", over_time="stock")
#: Share of township health centres inside the pre-hospital emergency system.
township_emergency_coverage = Indicator(
    "乡镇卫生院院前急救体系覆盖率",
    "%",
    township_centres_in_emergency / township_centres * 100,
    aliases=("乡镇卫生院院前急救体系",),
    rises=True,
)
village_service_population = Variable(
    "服务人口",
    "人",
    village,
    "该行政村的服务人口数；没有单设卫生室的行政村也填",
    aliases=("行政村服务人口",),
    over_time="stock",
)
primary_service_volume = Variable(
    "基层医疗机构服务量", "人次", Entity.CITY, "当年基层医疗机构诊疗人次数与出院人次数之和", over_time="flow"
)
city_service_volume = Variable(
    "全市医疗服务总量", "人次", Entity.CITY, "当年全市医疗机构诊疗人次数与出院人次数之和", over_time="flow"
)
#: Share of all medical services that primary care institutions give.
primary_service_share = Indicator(
    "基层医疗机构服务占医疗服务总量的比例",
    "%",
    primary_service_volume / city_service_volume * 100,
    aliases=("基层医疗机构提供的服务在医疗服务总量",),
    rises=True,
)
expert_slots_reserved = Variable(
    "预留给家庭医生转诊患者的专家号源数",
    "个",
    Entity.HOSPITAL,
    "当年优先保障家庭医生转诊患者的专家号源数",
    over_time="flow",
)
expert_slots = Variable("专家号源总数", "个", Entity.HOSPITAL, "当年投放的专家号源总数", over_time="flow")
#: Share of expert appointments kept for patients whom family doctors refer.
reserved_expert_slots = Indicator(
    "预留专家号源比例",
    "%",
    expert_slots_reserved / expert_slots * 100,
    aliases=("专家号源",),
    rises=True,
    official=Official(
        "suiweihan-2023-1930/7",
        differs="地方指标，没有写出算法；官方计二级及以上医院的全部号源，这里只计专家号源",
    ),
)
beds_reserved = Variable(
    "预留给家庭医生转诊患者的住院床位数", "张", Entity.HOSPITAL, "优先保障家庭医生转诊患者的住院床位数"
)
hospital_beds = Variable("床位总数", "张", Entity.HOSPITAL, "医院年末实际开放床位总数", over_time="stock")
#: Share of inpatient beds kept for patients whom family doctors refer.
reserved_beds = Indicator(
    "预留住院床位比例", "%", beds_reserved / hospital_beds * 100, aliases=("住院床位",), rises=True
)
examination_slots_reserved = Variable(
    "预留给家庭医生转诊患者的预约检查数",
    "个",
    Entity.HOSPITAL,
    "当年优先保障家庭医生转诊患者的预约检查名额数",
    over_time="flow",
)
examination_slots = Variable(
    "预约检查总数", "个", Entity.HOSPITAL, "当年投放的预约检查名额总数", over_time="flow"
)
#: Share of booked examinations kept for patients whom family doctors refer.
reserved_examinations = Indicator(
    "预留预约检查比例",
    "%",
    examination_slots_reserved / examination_slots * 100,
    aliases=("预约检查",),
    rises=True,
)
rural_visits = Variable(
    "乡村两级诊疗人次数",
    "人次",
    Entity.COUNTY,
    "当年县域内乡镇卫生院、村卫生室的诊疗人次数",
    over_time="flow",
)
county_visits = Variable(
    "县域内总诊疗人次数", "人次", Entity.COUNTY, "当年县域内各级医疗卫生机构总诊疗人次数", over_time="flow"
)
#: Share of the county's visits that took place in township and village institutions.
rural_visit_share = Indicator(
    "乡村诊疗量占比",
    "%",
    rural_visits / county_visits * 100,
    rises=True,
    official=Official(
        "guoweiban-jiceng-2024-22/3.1",
        differs="只收录到官方的名称；官方包括社区卫生服务机构，这里只计乡、村两级",
    ),
)
villages_with_service = Variable(
    "有医疗卫生服务的行政村数",
    "个",
    Entity.NATION,
    "由村卫生室、巡回医疗、派驻或延伸服务覆盖的行政村数",
    over_time="stock",
)
villages = Variable("行政村数", "个", Entity.NATION, "行政村总数", over_time="stock")
#: Share of administrative villages covered by a clinic, rounds, postings or outreach.
rural_service_coverage = Indicator(
    "农村医疗卫生服务覆盖率",
    "%",
    villages_with_service / villages * 100,
    aliases=("农村医疗卫生服务",),
    rises=True,
)
patients_in_county = Variable("在县域内就诊的患者数", "人", Entity.COUNTY, "当年在县域内就诊的本市患者人数")
patients = Variable("患者总数", "人", Entity.COUNTY, "当年就诊的本市患者总人数（县域内外）")
#: Share of the county's patients who were treated inside the county.
county_patient_share = Indicator(
    "县域内就诊患者占比",
    "%",
    patients_in_county / patients * 100,
    aliases=("的患者在县域内就诊", "患者在县域内就诊"),
    rises=True,
    note="按患者人数计，不按人次计；不是“县域内就诊率”",
)
primary_patients = Variable(
    "在基层医疗卫生机构就诊的患者数", "人", Entity.COUNTY, "当年在基层医疗卫生机构就诊的患者人数"
)
#: Share of the county's patients who were treated in primary care.
primary_visit_rate = Indicator(
    "基层就诊率",
    "%",
    primary_patients / patients * 100,
    rises=True,
    note="不是“县域内基层医疗卫生机构门急诊占比”，也不是“基层医疗机构就诊率”",
)
patient_charges = Variable(
    "患者医药费用", "元", Entity.CONSORTIUM, "当年医共体内门诊和住院患者医药费用之和", over_time="flow"
)
patient_visits = Variable(
    "诊疗和出院人次数", "人次", Entity.CONSORTIUM, "同期门诊人次数与出院人次数之和", over_time="flow"
)
#: Average cost of a patient's visit.
patient_cost = Indicator(
    "次均患者费用", "元", patient_charges / patient_visits, aliases=("患者费用",), rises=False
)
partner_hospitals = Variable(
    "市外合作医院数",
    "家",
    Entity.COUNTY,
    "与医共体签订合作协议的市外医院数",
    aliases=("合作医院", "三级综合医院或专科医院"),
    over_time="stock",
)
mobile_clinics = yes_no(
    "面向乡村开展巡回医疗",
    Entity.CONSORTIUM,
    "牵头医院当年是否面向乡村开展巡回医疗",
    aliases=("开展巡回医疗",),
)
first_contact_system = yes_no(
    "建立家庭医生对居民首诊制度",
    Entity.COUNTY,
    "是否已建立家庭医生对居民首诊制度",
    aliases=("家庭医生对居民首诊制度",),
)
rounds_mechanism = yes_no(
    "建立县域巡回医疗和派驻服务工作机制",
    Entity.COUNTY,
    "是否已建立县域巡回医疗和派驻服务工作机制",
    aliases=("县域巡回医疗和派驻服务工作机制",),
)
primary_guidelines = yes_no(
    "制定基层常见病、多发病防治指南",
    Entity.CONSORTIUM,
    "医共体是否已制定基层常见病、多发病防治指南",
    aliases=("基层常见病、多发病防治指南",),
)
disease_catalogues = yes_no(
    "明确市、基层两级疾病诊疗目录",
    Entity.CONSORTIUM,
    "是否已明确医共体内市、基层两级疾病诊疗目录",
    aliases=("两级疾病诊疗目录",),
)
referral_rules = yes_no(
    "建立内部和向外转诊管理办法",
    Entity.CONSORTIUM,
    "是否已建立医共体内部和县域向外转诊管理办法",
    aliases=("转诊管理办法",),
)
tiered_care_documents = Indicator(
    "制定防治指南、疾病诊疗目录和转诊管理办法",
    "是否",
    all_of(primary_guidelines, disease_catalogues, referral_rules),
    aliases=(
        "基层常见病、多发病防治指南，明确医共体内市、基层两级疾病诊疗目录，建立完善医共体内部和县域向外转诊管理办法",
    ),
)
referral_slips = yes_no(
    "向市外转诊由市级医院出具转诊单",
    Entity.CONSORTIUM,
    "基层确实无法诊治的疾病向市外转诊时，是否由市级医院出具转诊单",
    aliases=("转诊单向市外医保签约医院转诊",),
)
partner_hospitals_kind = yes_no(
    "合作医院均为三级综合医院或专科医院",
    Entity.CONSORTIUM,
    "与医共体签订协议的市外医院是否都是三级综合医院或专科医院；“三级”是否也管专科医院，原文没有写明",
    aliases=("市外三级综合医院或专科医院",),
)

primary_inpatients = Variable(
    "基层医疗卫生机构住院人次数",
    "人次",
    Entity.COUNTY,
    "当年县域内基层医疗卫生机构的住院（出院）人次数",
    rises=None,
    aliases=("住院、县域内就诊等指标监测分析",),
    over_time="flow",
)
consultation_centre = yes_no("县人民医院建立会诊转诊服务中心", Entity.COUNTY)
other_hospitals_subcentre = yes_no(
    "其他县级医院建立会诊转诊服务分中心",
    Entity.COUNTY,
    "县人民医院以外的各县级医院是否都已建立会诊转诊服务分中心",
)
wangcun_consultation = yes_no("王村中心卫生院建立会诊转诊服务分中心", Entity.COUNTY)
shendu_consultation = yes_no("深渡中心卫生院建立会诊转诊服务分中心", Entity.COUNTY)
qizili_consultation = yes_no("杞梓里中心卫生院建立会诊转诊服务分中心", Entity.COUNTY)
consultation_subcentres = Indicator(
    "其他县级医院及王村、深渡、杞梓里中心卫生院建立会诊转诊服务分中心",
    "是否",
    all_of(other_hospitals_subcentre, wangcun_consultation, shendu_consultation, qizili_consultation),
    note="逐个填报，缺一个就不算做到",
)
consultation_functions = yes_no("完善会诊转诊服务中心功能设置", Entity.COUNTY)
consultation_rules = yes_no("完善会诊转诊服务中心管理制度", Entity.COUNTY)
consultation_functions_and_rules = Indicator(
    "完善会诊转诊服务中心功能设置和管理制度", "是否", all_of(consultation_functions, consultation_rules)
)
referral_method = yes_no("建立会诊转诊管理办法", Entity.COUNTY, "县内是否已有会诊转诊管理办法")
referral_mechanism = yes_no("完善转诊机制", Entity.COUNTY)
consultation_mechanism = yes_no("完善会诊机制", Entity.COUNTY)
referral_and_consultation_mechanisms = Indicator(
    "完善转诊、会诊机制", "是否", all_of(referral_mechanism, consultation_mechanism)
)
referred_patients_followed = yes_no("跟踪转诊患者治疗过程", Entity.COUNTY)
referred_patients_taken_over = yes_no("做好转诊患者接续服务", Entity.COUNTY)
referred_patients_care = Indicator(
    "跟踪转诊患者治疗过程并做好接续服务",
    "是否",
    all_of(referred_patients_followed, referred_patients_taken_over),
)
near_township_centre = yes_no("临近乡镇卫生院", village, "该行政村是否临近乡镇卫生院；多近算临近，原文没有写")
village_service_secured = yes_no(
    "基本医疗卫生服务供给有保障",
    village,
    "没有单设卫生室的行政村，是否有巡回医疗、邻（联）村延伸服务、上级医疗卫生机构驻村服务等方式之一保障基本医疗卫生服务；单设了卫生室的填“是”",
    aliases=("保障基本医疗卫生服务供给",),
)
concentrated_referral = yes_no("转出病人相对集中送往合作医院", Entity.CONSORTIUM)
clinic_layout = yes_no("优化村卫生室设置", Entity.CITY, "村卫生室的设置是否优化；怎样算优化原文没有写")
