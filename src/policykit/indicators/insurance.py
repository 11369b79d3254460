"""医保与费用: insurance funds, payment, prices and costs."""

from __future__ import annotations

from policykit.model import Entity, Indicator, Theme, Variable

insurance = Theme("医保与费用")

fund_spent_in_county = Variable(
    "医保基金县域内支出", "万元", Entity.COUNTY, "当年本县参保人医保基金在县域内医疗机构的支出（不含药店）"
)
fund_spent_total = Variable(
    "医保基金总支出", "万元", Entity.COUNTY, "当年本县参保人医保基金总支出（不含药店）"
)
#: Share of the insurance fund's spending that stays inside the county.
county_fund_share = Indicator(
    "县域内医保基金支出比例",
    "%",
    fund_spent_in_county / fund_spent_total * 100,
    aliases=("县域内基金支出比例", "医保基金县域内支出占比"),
    rises=True,
    note="国卫办基层发〔2024〕22号列有“医保基金县域内支出占比（不含药店）”，其算法未收录",
)
fund_spent_primary = Variable(
    "基层医疗卫生机构医保基金支出", "万元", Entity.COUNTY, "当年县域内基层医疗卫生机构的医保基金支出"
)
#: Share of the insurance fund's spending in the county that goes to primary care.
primary_fund_share = Indicator(
    "基层医疗卫生机构医保基金占比",
    "%",
    fund_spent_primary / fund_spent_in_county * 100,
    aliases=("县域内基层医疗卫生机构医保基金占比", "县域内基层医疗卫生机构医保基金支出占比"),
    rises=True,
    note="国卫办基层发〔2024〕22号列有“县域内基层医疗卫生机构医保基金支出占比”，其算法未收录",
)
capitation_disease_count = Variable(
    "慢性病包干付费病种数", "个", Entity.COUNTY, "纳入慢性病总额包干试点的病种数", aliases=("慢性病病种",)
)
capitation_cost_included = Variable(
    "纳入包干总额的医药费用", "万元", Entity.COUNTY, "试点人群当年纳入包干总额的医药费用"
)
capitation_cost_eligible = Variable(
    "符合医保基金支付范围的医药费用",
    "万元",
    Entity.COUNTY,
    "试点人群当年扣除生育住院费用后符合医保基金支付范围的医药费用",
)
#: Share of the eligible medical costs of the pilot population inside the lump sum.
capitation_cost_inclusion = Indicator(
    "医药费用纳入包干总额的比例",
    "%",
    capitation_cost_included / capitation_cost_eligible * 100,
    aliases=("包干总额",),
    rises=True,
)
medical_service_income = Variable(
    "医疗服务收入", "万元", Entity.COUNTY, "当年医疗服务收入（不含药品、耗材、检查检验收入）"
)
medical_income = Variable("医疗收入", "万元", Entity.COUNTY, "当年医疗收入")
#: Share of medical income that is earned by services.
service_income_share = Indicator(
    "服务性收入占比",
    "%",
    medical_service_income / medical_income * 100,
    rises=True,
    note="与国办发〔2019〕4号第31项同一形式，该项针对三级公立医院",
)
fund_paid_primary = Variable(
    "医保基金对基层医疗机构的支付", "万元", Entity.CITY, "当年医保基金对基层医疗机构的支付额"
)
fund_paid_total = Variable("医保基金支付总额", "万元", Entity.CITY, "当年全市医保基金支付总额")
#: Share of the insurance fund's payments that goes to primary care services.
primary_fund_payment_share = Indicator(
    "基层医疗机构服务占医保基金支付的比例",
    "%",
    fund_paid_primary / fund_paid_total * 100,
    aliases=("医保基金支付中的占比",),
    rises=True,
    note="市级口径；不是 shexian-2025 的“基层医疗卫生机构医保基金占比”，后者以县域内支出为分母",
)
insured_visits_in_county = Variable(
    "参保人县域内诊疗人次数", "人次", Entity.COUNTY, "当年参保人在县域内医疗机构的诊疗人次数（含住院）"
)
#: Visits in the county per ten thousand yuan of insurance fund spent there.
county_fund_efficiency = Indicator(
    "医保基金县域使用效能",
    "人次/万元",
    insured_visits_in_county / fund_spent_in_county,
    rises=True,
    note="原文没有给出衡量方法",
)
county_hospitals_drg_dip = Variable(
    "实行DRG或DIP付费的县级医院数", "个", Entity.COUNTY, "实行DRG或DIP付费的县级医院数"
)
county_hospitals = Variable("县级医院数", "个", Entity.COUNTY, "县级医院总数")
#: Share of county hospitals paid by DRG or DIP.
county_hospital_drg_dip_share = Indicator(
    "县级医院实行DRG或DIP付费的比例",
    "%",
    county_hospitals_drg_dip / county_hospitals * 100,
    aliases=("按疾病诊断相关分组(DRG)或按病种分值(DIP)付费",),
    rises=True,
)
rural_service_income = Variable(
    "乡村医疗卫生机构医疗服务收入",
    "万元",
    Entity.COUNTY,
    "当年乡镇卫生院、村卫生室的医疗服务收入（不含药品、耗材、检查检验收入）",
)
rural_medical_income = Variable(
    "乡村医疗卫生机构医疗收入", "万元", Entity.COUNTY, "当年乡镇卫生院、村卫生室的医疗收入"
)
#: Share of rural institutions' medical income that is earned by services.
rural_service_income_share = Indicator(
    "乡村医疗卫生机构服务性收入占比",
    "%",
    rural_service_income / rural_medical_income * 100,
    rises=True,
    note="机构范围与“服务性收入占比”不同",
)
price_assessment_date = Variable(
    "医疗服务价格调整评估完成日期",
    "日期",
    Entity.PROVINCE,
    "该省完成2023年度医疗服务价格调整评估的日期",
    aliases=("医疗服务价格调整评估",),
)
pilot_city_assessments = Variable(
    "开展价格改革评估的试点城市数",
    "个",
    Entity.NATION,
    "已开展医疗服务价格改革评估的试点城市数",
    aliases=("试点城市价格改革情况", "试点城市"),
)
cross_province_institutions = Variable(
    "跨省联网定点医药机构数",
    "家",
    Entity.NATION,
    "年末跨省联网的定点医药机构数",
    aliases=("跨省联网定点医药机构",),
    rises=True,
)
regions_drg_dip = Variable(
    "开展DRG或DIP付费改革的统筹地区数",
    "个",
    Entity.NATION,
    "开展按疾病诊断相关分组或按病种分值付费改革的统筹地区数",
)
regions = Variable("统筹地区数", "个", Entity.NATION, "统筹地区总数")
#: Share of pooling regions that pay by DRG or DIP.
drg_dip_region_share = Indicator(
    "开展DRG或DIP付费改革的统筹地区比例",
    "%",
    regions_drg_dip / regions * 100,
    aliases=("统筹地区",),
    rises=True,
)
price_assessments = Variable(
    "调价评估频次",
    "次/年",
    Entity.PROVINCE,
    "该省当年开展医疗服务价格调价评估的次数",
    aliases=("调价评估",),
    rises=True,
)
primary_reimbursement_rate = Variable(
    "基层机构报销比例", "%", Entity.COUNTY, "基层医疗卫生机构住院（门诊）政策报销比例"
)
city_hospital_reimbursement_rate = Variable(
    "市级医院报销比例", "%", Entity.COUNTY, "市级医院同口径政策报销比例"
)
#: How much higher the reimbursement rate is in primary care than in the city hospital.
reimbursement_gap = Indicator(
    "不同层级医疗机构就诊报销比例差异",
    "个百分点",
    primary_reimbursement_rate - city_hospital_reimbursement_rate,
    aliases=("就诊报销比例差异",),
    rises=True,
)
