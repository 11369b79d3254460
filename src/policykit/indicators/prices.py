"""医保与费用: prices of services, and what is bought in bulk."""

from __future__ import annotations

from policykit.indicators.insurance import insurance
from policykit.indicators.scales import yes_no
from policykit.model import Entity, Indicator, Variable, all_of

theme = insurance
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
consultation_fee_adjusted = yes_no(
    "调整基层医疗卫生机构一般诊疗费",
    Entity.COUNTY,
    "是否调整了乡镇卫生院、村卫生室等基层医疗卫生机构一般诊疗费",
    aliases=("基层医疗卫生机构一般诊疗费",),
)
same_price = yes_no(
    "实施县域同城同价",
    Entity.COUNTY,
    "换药、注射、输液、采血等均质化程度高的医疗服务项目，县域内是否同城同价",
    aliases=("县域同城同价",),
)
price_adjustment_eligible = yes_no(
    "符合医疗服务价格调整条件",
    Entity.PROVINCE,
    "该省2023年度调价评估是否得出符合调价条件的结论；得出的填“是”，没有得出的填“否”",
    aliases=("符合条件的",),
)
prices_adjusted = yes_no(
    "及时调整医疗服务价格",
    Entity.PROVINCE,
    "该省是否已在总量范围内及时调整医疗服务价格",
    aliases=("及时调整价格",),
)
treatment_items_prioritised = yes_no("优先将治疗类项目纳入价格调整范围", Entity.PROVINCE)
surgery_items_prioritised = yes_no("优先将手术类项目纳入价格调整范围", Entity.PROVINCE)
tcm_items_prioritised = yes_no("优先将部分中医项目纳入价格调整范围", Entity.PROVINCE)
labour_items_prioritised = Indicator(
    "优先将技术劳务价值为主的项目纳入价格调整范围",
    "是否",
    all_of(treatment_items_prioritised, surgery_items_prioritised, tcm_items_prioritised),
    aliases=("治疗类、手术类和部分中医医疗服务项目",),
)
price_index_compiled = yes_no("开展医疗服务价格指数编制", Entity.NATION)
price_monitored = yes_no("开展医疗服务价格监测", Entity.NATION)
price_index_and_monitoring = Indicator(
    "开展医疗服务价格指数编制和监测",
    "是否",
    all_of(price_index_compiled, price_monitored),
    aliases=("医疗服务价格指数编制和相关监测工作",),
)
provincial_price_pilot = yes_no(
    "启动医疗服务价格改革省级试点",
    Entity.NATION,
    "医疗服务价格改革省级试点是否已启动",
    aliases=("医疗服务价格改革省级试点",),
)
bulk_drugs_used = yes_no(
    "集中带量采购中选药品落地",
    Entity.CITY,
    "国家和省际联盟组织集中带量采购中选的药品是否已在本市落地；怎样才算“落地”，原文没有写，由填报单位判断",
)
bulk_consumables_used = yes_no(
    "集中带量采购中选高值医用耗材落地",
    Entity.CITY,
    "国家和省际联盟组织集中带量采购中选的高值医用耗材是否已在本市落地；怎样才算“落地”，原文没有写，由填报单位判断",
)
bulk_purchase_used = Indicator(
    "集中带量采购中选的药品、高值医用耗材落地",
    "是否",
    all_of(bulk_drugs_used, bulk_consumables_used),
    aliases=("集中带量采购中选的药品、高值医用耗材",),
)
bulk_drugs_surplus = yes_no("落实国家组织药品集中采购医保资金结余留用政策", Entity.CITY)
bulk_consumables_surplus = yes_no("落实国家组织耗材集中采购医保资金结余留用政策", Entity.CITY)
bulk_surplus_kept = Indicator(
    "落实国家组织药品、耗材集中采购医保资金结余留用政策",
    "是否",
    all_of(bulk_drugs_surplus, bulk_consumables_surplus),
    aliases=("集中采购医保资金结余留用政策",),
    note="不是医共体总额付费的结余留用",
)
price_mechanism = yes_no(
    "健全医疗服务价格机制",
    Entity.CITY,
    "是否已有分类管理、医院参与、科学确定、动态调整的医疗服务价格机制",
    aliases=("医疗服务价格机制",),
)
internet_charging = yes_no("落实“互联网+”医疗服务收费政策", Entity.CITY)
home_charging = yes_no("落实上门提供医疗服务收费政策", Entity.CITY)
service_charging = Indicator(
    "落实“互联网+”医疗服务、上门医疗服务收费政策",
    "是否",
    all_of(internet_charging, home_charging),
    aliases=("“互联网+”医疗服务、上门提供医疗服务等收费政策",),
)
tcm_price_items = yes_no("落实适宜农村地区的中医类医疗服务价格项目", Entity.COUNTY)
price_adjustment_rural = yes_no(
    "调整医疗服务价格时统筹支持乡村医疗卫生机构发展",
    Entity.COUNTY,
    "动态调整医疗服务价格时，是否统筹支持乡村医疗卫生机构发展；当年没有调整价格的不填，支持到什么程度才算，原文没有写，由填报单位判断",
)
consultation_fee_policy = yes_no("落实一般诊疗费政策", Entity.COUNTY)
internet_prices = yes_no("落实“互联网+”医疗服务价格政策", Entity.COUNTY)
