"""医保与费用: insurance funds, payment, prices and costs."""

from __future__ import annotations

from policykit.indicators.scales import yes_no
from policykit.model import Entity, Indicator, Official, Theme, Variable, all_of

insurance = Theme("医保与费用")

fund_spent_in_county = Variable(
    "医保基金县域内支出",
    "万元",
    Entity.COUNTY,
    "当年本县参保人医保基金在县域内医疗机构的支出（不含药店）",
    over_time="flow",
)
fund_spent_total = Variable(
    "医保基金总支出", "万元", Entity.COUNTY, "当年本县参保人医保基金总支出（不含药店）", over_time="flow"
)
#: Share of the insurance fund's spending that stays inside the county.
county_fund_share = Indicator(
    "县域内医保基金支出比例",
    "%",
    fund_spent_in_county / fund_spent_total * 100,
    aliases=("县域内基金支出比例", "医保基金县域内支出占比"),
    rises=True,
    official=Official(
        "guoweiban-jiceng-2024-22/3.2",
        differs="只收录到官方的名称，算法按名称理解；官方不含药店，这里没有写明",
    ),
)
fund_spent_primary = Variable(
    "基层医疗卫生机构医保基金支出",
    "万元",
    Entity.COUNTY,
    "当年县域内基层医疗卫生机构的医保基金支出",
    over_time="flow",
)
#: Share of the insurance fund's spending in the county that goes to primary care.
primary_fund_share = Indicator(
    "基层医疗卫生机构医保基金占比",
    "%",
    fund_spent_primary / fund_spent_in_county * 100,
    aliases=("县域内基层医疗卫生机构医保基金占比", "县域内基层医疗卫生机构医保基金支出占比"),
    rises=True,
    official=Official(
        "guoweiban-jiceng-2024-22/3.3", differs="只收录到官方的名称，分母没有收录；这里以县域内支出为分母"
    ),
)
capitation_cost_included = Variable(
    "纳入包干总额的医药费用", "万元", Entity.COUNTY, "试点人群当年纳入包干总额的医药费用", over_time="flow"
)
capitation_cost_eligible = Variable(
    "符合医保基金支付范围的医药费用",
    "万元",
    Entity.COUNTY,
    "试点人群当年扣除生育住院费用后符合医保基金支付范围的医药费用",
    over_time="flow",
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
    "医疗服务收入",
    "万元",
    Entity.COUNTY,
    "当年医疗服务收入（不含药品、耗材、检查检验收入）",
    over_time="flow",
)
medical_income = Variable("医疗收入", "万元", Entity.COUNTY, "当年医疗收入", over_time="flow")
#: Share of medical income that is earned by services.
service_income_share = Indicator(
    "服务性收入占比",
    "%",
    medical_service_income / medical_income * 100,
    rises=True,
    official=Official("guobanfa-2019-4/31", differs="官方针对一家三级公立医院，这里按填报的县或医共体计"),
)
fund_paid_primary = Variable(
    "医保基金对基层医疗机构的支付",
    "万元",
    Entity.CITY,
    "当年医保基金对基层医疗机构的支付额",
    over_time="flow",
)
fund_paid_total = Variable(
    "医保基金支付总额", "万元", Entity.CITY, "当年全市医保基金支付总额", over_time="flow"
)
#: Share of the insurance fund's payments that goes to primary care services.
primary_fund_payment_share = Indicator(
    "基层医疗机构服务占医保基金支付的比例",
    "%",
    fund_paid_primary / fund_paid_total * 100,
    aliases=("医保基金支付中的占比",),
    rises=True,
    official=Official(
        "guoweiban-jiceng-2024-22/3.3",
        differs="只收录到官方的名称，分母没有收录；官方按县域，这里按全市，以医保基金支付总额为分母",
    ),
    note="市级口径；不是 shexian-2025 的“基层医疗卫生机构医保基金占比”，后者以县域内支出为分母",
)
county_hospitals_drg_dip = Variable(
    "实行DRG或DIP付费的县级医院数", "个", Entity.COUNTY, "实行DRG或DIP付费的县级医院数", over_time="stock"
)
county_hospitals = Variable("县级医院数", "个", Entity.COUNTY, "县级医院总数", over_time="stock")
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
    over_time="flow",
)
rural_medical_income = Variable(
    "乡村医疗卫生机构医疗收入", "万元", Entity.COUNTY, "当年乡镇卫生院、村卫生室的医疗收入", over_time="flow"
)
#: Share of rural institutions' medical income that is earned by services.
rural_service_income_share = Indicator(
    "乡村医疗卫生机构服务性收入占比",
    "%",
    rural_service_income / rural_medical_income * 100,
    rises=True,
    note="机构范围与“服务性收入占比”不同",
    official=Official("guobanfa-2019-4/31", differs="官方针对三级公立医院，这里是乡镇卫生院和村卫生室"),
)
cross_province_institutions = Variable(
    "跨省联网定点医药机构数",
    "家",
    Entity.NATION,
    "年末跨省联网的定点医药机构数",
    aliases=("跨省联网定点医药机构",),
    rises=True,
    over_time="stock",
)
regions_drg_dip = Variable(
    "开展DRG或DIP付费改革的统筹地区数",
    "个",
    Entity.NATION,
    "开展按疾病诊断相关分组或按病种分值付费改革的统筹地区数",
    over_time="stock",
)
regions = Variable("统筹地区数", "个", Entity.NATION, "统筹地区总数", over_time="stock")
#: Share of pooling regions that pay by DRG or DIP.
drg_dip_region_share = Indicator(
    "开展DRG或DIP付费改革的统筹地区比例",
    "%",
    regions_drg_dip / regions * 100,
    aliases=("统筹地区",),
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
global_budget_payment = yes_no(
    "实行医保基金总额付费",
    Entity.COUNTY,
    "是否对紧密型县域医共体（医疗联合体）实行医保基金总额付费；指付费方式，不是基金总额",
    aliases=(
        "探索对紧密型城市医疗集团、紧密型县域医共体实行总额付费",
        "探索对紧密型医疗联合体实行医保总额付费",
        "对县域医共体城乡居民医保基金进行总额打包支付",
        "医保基金总额付费",
        "医保总额付费",
        "总额付费",
        "核算医保基金总额",
    ),
)
medical_cost_growth = Variable(
    "医疗费用增长率",
    "%",
    Entity.COUNTY,
    "当年县域医共体医疗费用比上年的增长率",
    minimum=-100,
    note="原文没有给出算法；不是国办发〔2019〕4号第37项“医疗收入增幅”，也不是第38、40项的次均费用增幅",
)
insurance_reimbursement_rate = Variable(
    "医保报销比例",
    "%",
    Entity.COUNTY,
    "当年参保人在县域内医疗机构就诊，医保基金支付占医药费用的比例",
    note="原文没有给出算法；没有写明是政策范围内还是实际报销比例",
)
surplus_as_revenue = yes_no(
    "医保结余资金作为医共体收入",
    Entity.COUNTY,
    "结余的医保资金是否作为（纳入）医共体收入",
    aliases=(
        "结余资金作为县域医共体业务收入",
        "结余的医保资金纳入医共体医疗收入",
    ),
    also=(Entity.CONSORTIUM,),
)
overspend_sharing = yes_no(
    "建立合理超支分担机制",
    Entity.COUNTY,
    "是否已建立合理超支分担机制",
    aliases=("合理超支分担机制", "超支合理分担"),
)
same_disease_same_payment = yes_no(
    "不同层级医疗机构同病同付",
    Entity.COUNTY,
    "对适宜基层开展的部分病种，不同层级医疗机构是否同病同付",
    aliases=("同病同付",),
)
differential_payment = yes_no(
    "对不同层级医疗机构实行差别化支付政策",
    Entity.COUNTY,
    "是否对不同层级医疗机构实行差别化支付政策",
    aliases=("差别化支付政策",),
)
continuous_deductible = yes_no(
    "转诊住院患者连续计算起付线",
    Entity.COUNTY,
    "对符合规定的转诊住院患者是否连续计算起付线",
    aliases=("连续计算起付线",),
)
tcm_budget_tilt = yes_no(
    "总额预算向中医医疗机构牵头的医共体倾斜",
    Entity.COUNTY,
    "对中医医疗机构牵头组建的紧密型县域医共体，总额预算是否适当倾斜；没有这类医共体的不填",
    aliases=("总额预算上适当倾斜",),
)
rural_items_added = yes_no(
    "医保报销目录增设农村地区适宜卫生服务项目",
    Entity.PROVINCE,
    "该省医保报销目录中是否已增设农村地区适宜卫生服务项目",
    aliases=("农村地区适宜卫生服务项目",),
)
outpatient_mutual_aid = yes_no("建立职工医保门诊共济保障机制", Entity.PROVINCE)
outpatient_pooling = yes_no("开展普通门诊统筹", Entity.PROVINCE)
outpatient_protection = Indicator(
    "建立职工医保门诊共济保障机制，开展普通门诊统筹",
    "是否",
    all_of(outpatient_mutual_aid, outpatient_pooling),
    aliases=("职工医保门诊共济保障机制,开展普通门诊统筹",),
)
drug_catalogue_adjusted = yes_no(
    "动态调整医保药品目录", Entity.NATION, "当年是否已调整医保药品目录", aliases=("医保药品目录",)
)
per_diem_payment = yes_no(
    "长期、慢性病住院按床日付费",
    Entity.COUNTY,
    "长期、慢性病住院医疗服务是否按床日付费",
    aliases=("按床日付费",),
)
tcm_disease_payment = yes_no("中医优势病种按病种付费", Entity.COUNTY)
drg_adjustment_mechanism = yes_no(
    "建立病组（病种）要素调整机制",
    Entity.PROVINCE,
    "该省是否已建立并完善病组/病种、权重/分值、系数等要素调整机制",
    aliases=("要素调整机制",),
)
insurance_agreement = yes_no(
    "医共体代表全部成员单位与医保局签订协议",
    Entity.CONSORTIUM,
    "医共体（总医院）是否代表全部成员单位与医保局签订协议",
    aliases=("与医保局签订协议",),
)
multiple_payment = yes_no(
    "实行多元复合型医保支付方式",
    Entity.COUNTY,
    "是否实行按病种、按分值、按人头、按床日等多元复合型支付方式；各占多少原文没有写",
    also=(Entity.CITY,),
    aliases=("多元复合型医保支付方式", "多元复合式医保支付方式"),
)
contract_financing = yes_no(
    "完善家庭医生签约服务筹资机制",
    Entity.CITY,
    "是否已有家庭医生签约服务筹资机制；完善到什么程度原文没有写",
    aliases=("家庭医生签约服务筹资机制",),
)
contract_capitation = yes_no(
    "探索签约居民医保门诊特定疾病按人头总额付费",
    Entity.CITY,
    "是否试行签约居民医保门诊特定疾病按人头总额付费；不是对医共体的总额付费",
    aliases=("按人头总额付费",),
)
tcm_payment = yes_no(
    "健全符合中医药特点的医保支付方式",
    Entity.CITY,
    "是否已有符合中医药特点的医保支付方式；用哪一种原文没有写",
    aliases=("符合中医药特点的医保支付方式",),
)
group_global_budget = yes_no(
    "对紧密型城市医疗集团实行总额付费",
    Entity.CITY,
    "是否对紧密型城市医疗集团试行医保总额付费；县域医共体另填",
    aliases=(
        "探索对紧密型城市医疗集团、紧密型县域医共体实行总额付费",
        "紧密型城市医疗集团、紧密型县域医共体实行总额付费",
    ),
)
global_budget_supervised = yes_no(
    "总额付费加强监督考核", Entity.COUNTY, "实行总额付费的，是否开展监督考核；没有实行的不填"
)
global_budget_surplus = yes_no(
    "总额付费实行结余留用", Entity.COUNTY, "实行总额付费的，结余资金是否留用；没有实行的不填"
)
global_budget_overspend = yes_no(
    "总额付费实行合理超支分担", Entity.COUNTY, "实行总额付费的，是否合理分担超支；没有实行的不填"
)
global_budget_sharing = Indicator(
    "加强监督考核，实行结余留用、合理超支分担",
    "是否",
    all_of(global_budget_supervised, global_budget_surplus, global_budget_overspend),
    aliases=("结余留用、合理超支分担",),
)
commercial_insurance = yes_no(
    "积极发展商业健康保险",
    Entity.CITY,
    "商业健康保险是否有发展；发展多少原文没有写",
    aliases=("商业健康保险",),
)
dual_targets = yes_no(
    "实行双目标管理", Entity.COUNTY, "医保基金总额打包是否实行双目标管理；是哪两个目标原文没有写"
)
fund_rewards = yes_no("落实医保基金奖励机制", Entity.COUNTY)
fund_surplus = yes_no(
    "年度城乡居民医保基金包干有结余", Entity.COUNTY, "当年城乡居民医保基金包干是否有结余；判定要求是否适用"
)
surplus_by_assessment = yes_no("包干结余由牵头医院根据最终考核结果分配", Entity.COUNTY)
surplus_to_lead = yes_no("包干结余分配到牵头医院", Entity.COUNTY)
surplus_to_hospitals = yes_no("包干结余分配到其他县级医院", Entity.COUNTY)
surplus_to_private = yes_no("包干结余分配到社会办医疗机构", Entity.COUNTY)
surplus_to_township = yes_no("包干结余分配到乡镇卫生院", Entity.COUNTY)
surplus_to_clinics = yes_no("包干结余分配到村卫生室", Entity.COUNTY)
surplus_recipients = Indicator(
    "包干结余在牵头医院、其他县级医院、社会办医疗机构、乡镇卫生院、村卫生室分配",
    "是否",
    all_of(
        surplus_to_lead, surplus_to_hospitals, surplus_to_private, surplus_to_township, surplus_to_clinics
    ),
)
chronic_capitation = yes_no(
    "符合条件的慢性病人群纳入总额包干试点",
    Entity.COUNTY,
    "已办理高血压、糖尿病等6个慢性病病种或“两病”门诊用药医疗证的城乡居民参保人是否都已纳入慢性病种总额包干试点范围",
)
excluded_in_capitation = yes_no(
    "将办理过恶性肿瘤、白血病、慢性肾衰竭尿毒症期的人员纳入包干试点",
    Entity.COUNTY,
    "试点人群中是否有办理过恶性肿瘤、白血病、慢性肾衰竭尿毒症期门诊慢特病的人员",
)
pilot_diseases_differentiated = yes_no(
    "实施差异化的试点病种", Entity.COUNTY, "是否根据各机构服务能力和特点实施差异化的试点病种"
)
surplus_mechanism = yes_no("完善结余留用机制", Entity.COUNTY)
internal_fund_supervision = yes_no("落实医保基金使用内部监督管理责任", Entity.CONSORTIUM)
remote_settlement = yes_no("落实异地就医结算", Entity.PROVINCE)
serious_illness_insurance = yes_no("完善大病保险制度", Entity.NATION)
medical_aid = yes_no("完善医疗救助制度", Entity.NATION)
serious_illness_and_aid = Indicator(
    "完善大病保险和医疗救助制度", "是否", all_of(serious_illness_insurance, medical_aid)
)
poverty_prevention = yes_no("健全防范化解因病返贫致贫长效机制", Entity.NATION)
national_care_insurance_pilot = yes_no("开展长期护理保险制度试点", Entity.NATION)
national_commercial_insurance = yes_no("发展商业医疗保险", Entity.NATION)
negotiation_mechanism = yes_no("完善协商谈判机制", Entity.PROVINCE)
surplus_retention_mechanism = yes_no("完善病组付费结余留用机制", Entity.PROVINCE)
special_case_mechanism = yes_no("完善特例单议机制", Entity.PROVINCE)
fund_supervision_mechanism = yes_no("完善基金监管机制", Entity.PROVINCE)
supporting_mechanisms = Indicator(
    "完善病组付费的四项配套机制",
    "是否",
    all_of(
        negotiation_mechanism, surplus_retention_mechanism, special_case_mechanism, fund_supervision_mechanism
    ),
)
resident_fund_packaged = yes_no("城乡居民医保基金打包拨付给医共体", Entity.CONSORTIUM)
employee_fund_packaged = yes_no("职工医保基金打包拨付给医共体", Entity.CONSORTIUM)
funds_packaged = Indicator(
    "医保基金统一打包拨付给医共体", "是否", all_of(resident_fund_packaged, employee_fund_packaged)
)
