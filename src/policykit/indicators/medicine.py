"""药品供应: medicines, consumables and their procurement."""

from __future__ import annotations

from policykit.indicators.scales import yes_no
from policykit.model import Entity, Indicator, Official, Theme, Variable, all_of

medicine = Theme("药品供应")

provincial_procurement_batches = Variable(
    "开展药品和医用耗材集中带量采购批数",
    "批",
    Entity.PROVINCE,
    "当年该省开展（含省际联盟）的药品和医用耗材集中带量采购批数",
    aliases=("药品和医用耗材集中带量采购",),
    rises=True,
    over_time="flow",
)
procured_drugs = Variable(
    "国家和省级集采药品数",
    "个",
    Entity.PROVINCE,
    "该省国家和省级集采药品数合计（Q&A 写作“种”）",
    aliases=("集采药品数",),
    rises=True,
)
selected_products_sampled = Variable(
    "已抽检的中选产品数", "个", Entity.NATION, "当年已抽检的国家组织集采中选药品和医用耗材产品数"
)
selected_products = Variable("中选产品数", "个", Entity.NATION, "国家组织集采中选药品和医用耗材产品总数")
#: Share of the products selected in national procurement that were sampled for testing.
selected_product_sampling = Indicator(
    "集采中选产品抽检覆盖率",
    "%",
    selected_products_sampled / selected_products * 100,
    aliases=("中选产品",),
    rises=True,
)
vaccine_makers_inspected = Variable(
    "已巡查的疫苗生产企业数", "家", Entity.NATION, "当年已巡查的疫苗生产企业数"
)
vaccine_makers = Variable("疫苗生产企业数", "家", Entity.NATION, "疫苗生产企业总数")
#: Share of vaccine makers that were inspected.
vaccine_maker_inspection = Indicator(
    "疫苗生产企业巡查覆盖率",
    "%",
    vaccine_makers_inspected / vaccine_makers * 100,
    aliases=("疫苗生产企业",),
    rises=True,
)
essential_drugs_bought = Variable("采购基本药物品种数", "种", Entity.HOSPITAL, "机构当年采购基本药物品种数")
drugs_bought = Variable("采购药品品种总数", "种", Entity.HOSPITAL, "机构同期采购药品品种总数")
#: Share of essential medicines in a member institution.
essential_drug_ratio = Indicator(
    "基药比例",
    "%",
    essential_drugs_bought / drugs_bought * 100,
    aliases=("牵头医院的基药比例",),
    official=Official(
        "guobanfa-2019-4/20", differs="官方针对三级公立医院，这里用于医共体成员单位；按品种计，不按金额或处方"
    ),
)
lead_hospital_essential_drug_ratio = Variable(
    "牵头医院的基药比例", "%", Entity.HOSPITAL, "牵头医院的基药比例，由统计部门公布", benchmark=True
)
catalogue_unified = yes_no(
    "统一用药目录",
    Entity.CONSORTIUM,
    "医共体内是否使用统一的用药目录",
    aliases=(
        "用药目录",
        "目录统一",
    ),
)
procurement_unified = yes_no(
    "药品耗材统一采购配送",
    Entity.CONSORTIUM,
    "医共体内药品（耗材）是否统一采购配送",
    aliases=("药品耗材统一集中采购配送",),
)
unified_medicines_supply = Indicator(
    "统一用药目录、统一采购配送", "是否", all_of(catalogue_unified, procurement_unified)
)
prescriptions_flow = yes_no(
    "医共体内处方自由流动",
    Entity.CONSORTIUM,
    "医共体内处方能否在成员单位之间自由流动",
    aliases=(
        "处方自由流动",
        "处方流动、处方延伸、药品共享",
    ),
)
catalogue_and_prescriptions = Indicator(
    "目录统一、处方自由流动", "是否", all_of(catalogue_unified, prescriptions_flow)
)
chief_pharmacist = yes_no(
    "建立总药师制度", Entity.CONSORTIUM, "医共体是否已建立总药师制度", aliases=("总药师制度",)
)
county_pharmacy = yes_no("建设县域中心药房", Entity.COUNTY)
shortage_register = yes_no("建立缺药登记和配送制度", Entity.COUNTY)
central_pharmacy = Indicator(
    "建设县域中心药房，建立缺药登记和配送制度",
    "是否",
    all_of(county_pharmacy, shortage_register),
    aliases=("县域中心药房,建立缺药登记和配送制度",),
)
alliance_medicines = yes_no(
    "建立药品联动管理机制",
    Entity.CONSORTIUM,
    "紧密型医疗联合体是否已建立药品联动管理机制",
    aliases=("药品联动管理机制",),
)
children_drug_list = yes_no("发布鼓励研发申报儿童药品清单", Entity.NATION)
generic_drug_list = yes_no("发布鼓励仿制药品目录", Entity.NATION)
drug_lists = Indicator(
    "发布儿童药品清单和鼓励仿制药品目录",
    "是否",
    all_of(children_drug_list, generic_drug_list),
    aliases=("鼓励研发申报儿童药品清单和鼓励仿制药品目录",),
)
national_drug_batch = yes_no("开展新批次国家组织药品集中带量采购", Entity.NATION)
national_consumables_batch = yes_no("开展新批次国家组织医用耗材集中带量采购", Entity.NATION)
national_procurement = Indicator(
    "开展新批次国家组织药品和医用耗材集中带量采购",
    "是否",
    all_of(national_drug_batch, national_consumables_batch),
    aliases=("新批次国家组织药品和医用耗材集中带量采购",),
)
procurement_surplus = yes_no(
    "落实集中采购医保资金结余留用政策",
    Entity.PROVINCE,
    "该省是否已落实药品和医用耗材集中采购医保资金结余留用政策",
    aliases=("医保资金结余留用政策",),
)
price_monitoring_project = yes_no(
    "实施医药价格监测工程", Entity.NATION, "是否已实施医药价格监测工程", aliases=("医药价格监测工程",)
)
blood_products_inspected = yes_no(
    "开展血液制品生产企业抽查检查",
    Entity.NATION,
    "当年是否已开展血液制品生产企业抽查检查；抽查多少家原文没有写",
    aliases=("血液制品生产企业抽查检查",),
)
drug_evaluation = yes_no(
    "开展药品临床综合评价", Entity.NATION, "是否已开展药品临床综合评价", aliases=("药品临床综合评价",)
)
same_catalogue_used = yes_no(
    "成员单位使用相同的药品目录",
    Entity.CONSORTIUM,
    "医共体成员单位是否使用相同的药品目录",
    aliases=("相同的药品目录",),
)

consortium_pharmacy = yes_no(
    "建设医共体中心药房",
    Entity.CONSORTIUM,
    "医共体是否在建（或已建成）中心药房；不是“县域中心药房”",
    aliases=("加强医学检验等资源共享中心和医共体中心药房建设",),
)
research_transformed = yes_no(
    "推进医药类科研成果在本市企业落地生产及产业转化",
    Entity.CITY,
    "是否有医药类科研成果在本市医药企业落地生产或产业转化；多少项原文没有写",
    aliases=("医药类科研成果在本市医药企业落地生产及产业转化",),
)
special_drugs = yes_no(
    "严格特殊药品管理",
    Entity.CITY,
    "精麻药品、药品类易制毒化学品等特殊药品是否严格管理；怎样算严格原文没有写",
    aliases=("精麻药品、药品类易制毒化学品等特殊药品管理",),
)
drug_price_mechanism = yes_no("健全新药价格形成机制", Entity.NATION)
priority_review = yes_no("推进优先审评审批", Entity.NATION)
internal_assessment_procurement = yes_no(
    "完善医疗机构内部考核办法和薪酬机制",
    Entity.NATION,
    "是否为促进合理优先使用集采中选产品而完善医疗机构内部考核办法和薪酬机制；完善到什么程度才算，原文没有写，由填报单位判断",
)
procurement_platform = yes_no("完善医药集中采购平台功能", Entity.NATION)
essential_medicines = yes_no("推进基本药物优先配备使用", Entity.NATION)
drug_use_monitoring = yes_no("完善药品使用监测工作机制", Entity.NATION)
two_invoice_policy = yes_no("完善“两票制”有关政策措施", Entity.NATION)
