"""药品供应: medicines, consumables and their procurement."""

from __future__ import annotations

from policykit.model import Entity, Indicator, Theme, Variable

medicine = Theme("药品供应")

provincial_procurement_batches = Variable(
    "省级药品和医用耗材集中带量采购批数",
    "批",
    Entity.PROVINCE,
    "当年该省开展（含省际联盟）的药品和医用耗材集中带量采购批数",
    aliases=("药品和医用耗材集中带量采购",),
    rises=True,
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
procured_products = Variable(
    "集采药品和耗材品种数",
    "个",
    Entity.NATION,
    "国家组织集采覆盖的药品和医用耗材品种数",
    aliases=("药品和耗材",),
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
    note="与国办发〔2019〕4号第20项“基本药物采购品种数占比”同一形式",
)
lead_hospital_essential_drug_ratio = Variable(
    "牵头医院的基药比例", "%", Entity.HOSPITAL, "牵头医院的基药比例，由统计部门公布", benchmark=True
)
