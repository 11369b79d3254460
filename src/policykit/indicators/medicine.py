"""药品供应: medicines, consumables and their procurement."""

from __future__ import annotations

from policykit.indicators.registry import indicator
from policykit.model import Entity, Value

__all__ = [
    "essential_drug_ratio",
    "procured_drugs",
    "procured_products",
    "provincial_procurement_batches",
    "selected_product_sampling",
    "vaccine_maker_inspection",
]


@indicator(
    "省级药品和医用耗材集中带量采购批数",
    unit="批",
    entity=Entity.PROVINCE,
    aliases=("药品和医用耗材集中带量采购",),
)
def provincial_procurement_batches(provincial_procurement_batches: Value) -> Value:
    """Batches of volume-based procurement that a province carried out in a year.

    Unit: 批. Own reading: no official formula is on record.

    >>> provincial_procurement_batches(12)
    12
    """
    return provincial_procurement_batches


@indicator("国家和省级集采药品数", unit="个", entity=Entity.PROVINCE, aliases=("集采药品数",))
def procured_drugs(procured_drugs: Value) -> Value:
    """Medicines under national and provincial volume-based procurement in a province.

    Unit: 个. Own reading: no official formula is on record.

    >>> procured_drugs(12)
    12
    """
    return procured_drugs


@indicator("集采中选产品抽检覆盖率", unit="%", entity=Entity.NATION, aliases=("中选产品",))
def selected_product_sampling(selected_products_sampled: Value, selected_products: Value) -> Value:
    """Share of the products selected in national procurement that were sampled for testing.

    Unit: %. Own reading: no official formula is on record.

    >>> selected_product_sampling(17, 20)
    85.0
    """
    return selected_products_sampled / selected_products * 100


@indicator("疫苗生产企业巡查覆盖率", unit="%", entity=Entity.NATION, aliases=("疫苗生产企业",))
def vaccine_maker_inspection(vaccine_makers_inspected: Value, vaccine_makers: Value) -> Value:
    """Share of vaccine makers that were inspected.

    Unit: %. Own reading: no official formula is on record.

    >>> vaccine_maker_inspection(17, 20)
    85.0
    """
    return vaccine_makers_inspected / vaccine_makers * 100


@indicator("集采药品和耗材品种数", unit="个", entity=Entity.NATION, aliases=("药品和耗材",))
def procured_products(procured_products: Value) -> Value:
    """Number of medicines and consumables under national procurement.

    Unit: 个. Own reading: no official formula is on record.

    >>> procured_products(12)
    12
    """
    return procured_products


@indicator("基药比例", unit="%", entity=Entity.HOSPITAL, aliases=("牵头医院的基药比例",))
def essential_drug_ratio(essential_drugs_bought: Value, drugs_bought: Value) -> Value:
    """Share of essential medicines in a member institution.

    Unit: %. Own reading: in the form of official 国办发〔2019〕4号 no. 20 基本药物采购品种数占比.

    >>> essential_drug_ratio(17, 20)
    85.0
    """
    return essential_drugs_bought / drugs_bought * 100
