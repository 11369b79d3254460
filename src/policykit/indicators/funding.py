"""财政投入: public funds and the finances of institutions."""

from __future__ import annotations

from policykit.indicators.governance import unified_finance
from policykit.indicators.scales import yes_no
from policykit.model import Entity, Indicator, Theme, Variable, all_of

funding = Theme("财政投入")

hospital_business_revenue = Variable(
    "医院业务收入",
    "万元",
    Entity.HOSPITAL,
    "医院当年业务收入",
    aliases=("业务收入",),
    rises=True,
    over_time="flow",
)
tcm_hospital_funding = Variable(
    "中医医院财政投入",
    "万元",
    Entity.CITY,
    "当年政府对中医医院的财政投入",
    aliases=("中医医院",),
    rises=True,
    over_time="flow",
)
primary_facility_funding = Variable(
    "基层医疗卫生机构财政投入",
    "万元",
    Entity.CITY,
    "当年政府对基层医疗卫生机构的财政投入",
    aliases=("基层医疗卫生机构的投入力度",),
    rises=True,
    over_time="flow",
)
development_spending_arranged = Variable(
    "已安排的发展建设支出", "万元", Entity.COUNTY, "当年地方政府对政府办基层医疗卫生机构安排的发展建设支出"
)
development_spending_planned = Variable(
    "规划的发展建设支出", "万元", Entity.COUNTY, "当年发展建设规划列明的发展建设支出"
)
#: Share of the planned development spending that is provided for.
development_spending_funded = Indicator(
    "发展建设支出安排率",
    "%",
    development_spending_arranged / development_spending_planned * 100,
    aliases=("发展建设支出",),
    rises=True,
)
central_investment = Variable(
    "中央预算内投资对县域医共体项目的支持额",
    "万元",
    Entity.NATION,
    "当年中央预算内投资安排给县域医共体内项目的金额",
    aliases=("中央预算内投资",),
    rises=True,
    over_time="flow",
)
construction_investment = Variable(
    "医共体基本建设投入",
    "万元",
    Entity.COUNTY,
    "当年财政对医共体内基本建设的投入",
    aliases=("基本建设",),
    rises=True,
    over_time="flow",
)
equipment_investment = Variable(
    "医共体大型设备购置投入",
    "万元",
    Entity.COUNTY,
    "当年财政对医共体内大型设备购置的投入",
    aliases=("大型设备购置",),
    rises=True,
    over_time="flow",
)
informatization_investment = Variable(
    "医共体信息化建设投入",
    "万元",
    Entity.COUNTY,
    "当年财政对医共体内信息化建设的投入",
    aliases=("信息化建设",),
    rises=True,
    over_time="flow",
)
primary_system_investment = Variable(
    "医共体基层医疗服务体系建设投入",
    "万元",
    Entity.COUNTY,
    "当年财政对医共体内基层医疗服务体系建设的投入",
    aliases=("基层医疗服务体系建设",),
    rises=True,
    over_time="flow",
)
fiscal_funds_received = Variable(
    "已拨付到医共体的财政投入资金", "万元", Entity.COUNTY, "当年已拨付到医共体的财政投入资金"
)
fiscal_funds_due = Variable(
    "应拨付的财政投入资金", "万元", Entity.COUNTY, "当年按原渠道应拨付到医共体的财政投入资金"
)
#: Share of the public funds due to the consortium that were paid.
fiscal_funds_paid = Indicator(
    "财政投入资金拨付率",
    "%",
    fiscal_funds_received / fiscal_funds_due * 100,
    aliases=("财政投入资金",),
    rises=True,
)
members_fully_funded = Variable(
    "纳入全额拨款事业单位的成员单位数",
    "个",
    Entity.CONSORTIUM,
    "已纳入全额拨款事业单位的医共体成员单位数（含牵头医院）",
    over_time="stock",
)
consortium_members = Variable(
    "医共体成员单位数", "个", Entity.CONSORTIUM, "医共体成员单位总数（含牵头医院）", over_time="stock"
)
#: Share of a consortium's members that are fully funded public institutions.
fully_funded_unit_share = Indicator(
    "纳入全额拨款事业单位的成员单位比例",
    "%",
    members_fully_funded / consortium_members * 100,
    aliases=("全额拨款事业单位",),
    rises=True,
)
central_subsidies = yes_no(
    "中央财政补助资金支持乡村医疗卫生机构",
    Entity.NATION,
    "中央财政当年是否通过基本公共卫生服务、基本药物制度补助资金支持乡村医疗卫生机构",
    aliases=("基本公共卫生服务、基本药物制度补助资金",),
)
new_health_spending_primary = Variable(
    "新增财政卫生健康支出用于基层的金额",
    "万元",
    Entity.COUNTY,
    "当年新增财政卫生健康支出中用于医共体内基层医疗卫生机构的金额",
)
new_health_spending = Variable(
    "新增财政卫生健康支出", "万元", Entity.COUNTY, "当年地方政府新增的财政卫生健康支出"
)
#: Share of new public spending on health that goes to primary care in the consortium.
new_spending_primary_share = Indicator(
    "新增财政卫生健康支出用于基层的比例",
    "%",
    new_health_spending_primary / new_health_spending * 100,
    aliases=("新增财政卫生健康支出",),
    rises=True,
    note="原文只说“适当倾斜”，没有给出比例",
)
funds_combined = yes_no("统筹医保基金和公共卫生服务资金使用", Entity.COUNTY)
public_health_funds_pooled = yes_no(
    "基本公共卫生资金与医保基金“打捆”统一管理",
    Entity.CONSORTIUM,
    "基本公共卫生服务项目资金是否与医保基金“打捆”，由医共体统一管理",
    aliases=("打捆",),
)
subsidy_policy_kept = yes_no("医共体所属机构的补偿政策不变", Entity.CONSORTIUM)
input_method_kept = yes_no("医共体所属机构的财政投入方式不变", Entity.CONSORTIUM)
subsidies_kept = Indicator(
    "补偿政策和投入方式不变",
    "是否",
    all_of(subsidy_policy_kept, input_method_kept),
    aliases=("财政补偿政策和财政投入方式不变",),
)
accounts_unified = yes_no("医共体财务统一核算", Entity.CONSORTIUM)
finance_and_accounts = Indicator(
    "财务统一管理、统一核算",
    "是否",
    all_of(unified_finance, accounts_unified),
    aliases=("财务实行统一管理、统一核算",),
)
accounts_separate = yes_no("成员单位单独设账", Entity.CONSORTIUM)
accounts_central = yes_no("成员单位账目集中核算", Entity.CONSORTIUM)
separate_accounts = Indicator(
    "成员单位单独设账、集中核算",
    "是否",
    all_of(accounts_separate, accounts_central),
    aliases=("单独设账、集中核算",),
    note="国卫办基层发〔2024〕22号“资源统一管理”以此或统一账户管理为内容",
)
unified_account = yes_no(
    "实行统一账户管理", Entity.CONSORTIUM, "医共体是否实行统一账户管理", aliases=("统一账户管理",)
)
assets_verified = yes_no(
    "对苏木卫生服务站和社区卫生服务中心清产核资",
    Entity.CONSORTIUM,
    "苏木卫生服务站和社区卫生服务中心是否都已清产核资",
    aliases=("清产核资",),
)
fixed_assets_managed = yes_no("固定资产交由医共体统一管理", Entity.CONSORTIUM)
losses_written_off = yes_no(
    "经营性和政策性亏损由市财政核销",
    Entity.CONSORTIUM,
    "经营性和政策性亏损是否已由市财政核销",
    aliases=("经营性和政策性亏损由市财政予以核销",),
)
public_health_tasks_kept = yes_no("基本公共卫生服务项目任务不变", Entity.CONSORTIUM)
distribution_rules = yes_no(
    "制定医疗收入和医保结余资金分配办法",
    Entity.CONSORTIUM,
    "医共体理事会是否已制定医疗收入和医保结余资金的核算分配办法",
    aliases=("分配办法进行核算和分配",),
)
other_income_included = yes_no(
    "将医疗服务之外的收入纳入医共体核算和分配",
    Entity.CONSORTIUM,
    "医疗服务之外的收入是否被纳入医共体核算和分配",
    aliases=("医疗服务之外的收入",),
)

training_fund = yes_no(
    "建立医师培训保障基金", Entity.COUNTY, aliases=("统筹财政、医保和医疗机构自有资金，建立医师培训保障基金",)
)
training_fund_fiscal = yes_no(
    "医师培训保障基金统筹财政资金",
    Entity.COUNTY,
    "医师培训保障基金的来源中是否有财政资金；有的填“是”，没有的填“否”，各占多少原文没有写",
)
training_fund_insurance = yes_no(
    "医师培训保障基金统筹医保资金",
    Entity.COUNTY,
    "医师培训保障基金的来源中是否有医保资金；有的填“是”，没有的填“否”，各占多少原文没有写",
)
training_fund_own = yes_no(
    "医师培训保障基金统筹医疗机构自有资金",
    Entity.COUNTY,
    "医师培训保障基金的来源中是否有医疗机构自有资金；有的填“是”，没有的填“否”，各占多少原文没有写",
)
training_fund_sources = Indicator(
    "医师培训保障基金统筹财政、医保和医疗机构自有资金",
    "是否",
    all_of(training_fund_fiscal, training_fund_insurance, training_fund_own),
)
training_fund_used = yes_no(
    "医师培训保障基金主要用于进修、带教、专家工作室和卫生院补助",
    Entity.COUNTY,
    "基金是否主要用于县级医师进修学习、聘请县外专家带教指导、省内外知名专家设立工作室和加强卫生院服务能力等补助",
)
public_health_budget_per_head = yes_no("基本公共卫生服务经费按人头总额预算", Entity.COUNTY)
public_health_funds_to_lead = yes_no("基本公共卫生服务经费打包给牵头医院", Entity.COUNTY)
public_health_funds_packed = Indicator(
    "基本公共卫生服务经费按人头总额预算、打包给牵头医院",
    "是否",
    all_of(public_health_budget_per_head, public_health_funds_to_lead),
)
public_health_funds_reviewed = yes_no("公卫资金预拨方案经县卫健委审核", Entity.COUNTY)
public_health_funds_paid = yes_no("公卫资金由卫健委通过财政一体化系统支付至实施单位", Entity.COUNTY)
public_health_payment = Indicator(
    "公卫资金经县卫健委审核后通过财政一体化系统支付至实施单位",
    "是否",
    all_of(public_health_funds_reviewed, public_health_funds_paid),
)
contract_funds_budgeted = yes_no(
    "牵头医院预算“两病一体化”试点签约服务经费",
    Entity.COUNTY,
    "牵头医院是否已按省市文件要求预算“两病一体化”试点签约服务经费",
)
specialties_funded = yes_no("安排县级医疗机构重点专科建设经费", Entity.COUNTY)
subcentres_funded = yes_no("安排乡镇区域医疗次中心建设经费", Entity.COUNTY)
emergency_funded = yes_no("安排院前急救中心建设运营经费", Entity.COUNTY)
consultation_funded = yes_no("安排建立健全会诊转诊机制经费", Entity.COUNTY)
county_projects_funded = Indicator(
    "安排重点专科、次中心、院前急救中心和会诊转诊机制经费",
    "是否",
    all_of(specialties_funded, subcentres_funded, emergency_funded, consultation_funded),
)
surplus_rules_optimised = yes_no("优化基层医疗机构医疗收支节余管理办法", Entity.COUNTY)
public_health_input = yes_no(
    "建立稳定的公共卫生事业投入机制",
    Entity.CITY,
    "是否已建立公共卫生事业投入机制；怎样算稳定原文没有写",
    aliases=("公共卫生事业投入机制",),
)
public_health_institutions_funded = yes_no("落实对专业公共卫生机构的投入保障责任", Entity.CITY)
basic_public_health_funded = yes_no("落实对基本公共卫生服务经费的投入保障责任", Entity.CITY)
public_health_funding_duty = Indicator(
    "落实专业公共卫生机构和基本公共卫生服务经费投入保障",
    "是否",
    all_of(public_health_institutions_funded, basic_public_health_funded),
    aliases=("专业公共卫生机构和基本公共卫生服务经费的投入保障责任",),
)
special_funds = yes_no(
    "建立医疗卫生高质量发展专项经费",
    Entity.COUNTY,
    "本级政府是否已建立医疗卫生高质量发展专项经费",
    also=(Entity.CITY,),
)
subsidy_mechanism = yes_no(
    "建立医疗卫生高质量发展补助机制",
    Entity.COUNTY,
    "本级政府是否已建立医疗卫生高质量发展补助机制",
    also=(Entity.CITY,),
)
development_funds = Indicator(
    "建立医疗卫生高质量发展专项经费和补助机制",
    "是否",
    all_of(special_funds, subsidy_mechanism),
    aliases=("医疗卫生高质量发展专项经费和补助机制",),
)
tcm_input = yes_no(
    "建立稳定的中医药发展多元投入机制",
    Entity.CITY,
    "是否已建立中医药发展多元投入机制；怎样算稳定原文没有写",
    aliases=("中医药发展多元投入机制",),
)
hospital_debt = Variable(
    "公立医院债务规模",
    "万元",
    Entity.CITY,
    "年末全市公立医院债务余额；原文没有给出上限，也没有要求比上年减少",
    rises=False,
    over_time="stock",
)
running_costs = yes_no(
    "运行成本通过服务收费和政府补助补偿",
    Entity.COUNTY,
    "政府办基层医疗卫生机构的人员经费和业务经费等运行成本是否通过服务收费和政府补助补偿；都这样补偿的填“是”，还要靠其他来源的填“否”",
)
key_disciplines_funded = yes_no("落实重点学科财政投入", Entity.CONSORTIUM)
training_funded = yes_no("落实人才培养财政投入", Entity.CONSORTIUM)
retired_staff_funded = yes_no("落实离退休人员财政投入", Entity.CONSORTIUM)
policy_losses_funded = yes_no("落实政策性亏损财政投入", Entity.CONSORTIUM)
public_health_funded = yes_no("落实公共卫生服务财政投入", Entity.CONSORTIUM)
emergency_care_funded = yes_no("落实紧急救治财政投入", Entity.CONSORTIUM)
public_care_funded = yes_no("落实公共医疗保障财政投入", Entity.CONSORTIUM)
fiscal_items = Indicator(
    "落实七项财政投入",
    "是否",
    all_of(
        key_disciplines_funded,
        training_funded,
        retired_staff_funded,
        policy_losses_funded,
        public_health_funded,
        emergency_care_funded,
        public_care_funded,
    ),
)
hospital_funding_policy = yes_no(
    "落实公立医院投入政策", Entity.COUNTY, "是否按规定落实政府对符合区域卫生规划的公立医院的投入政策"
)
