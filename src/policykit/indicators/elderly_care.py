"""医养结合: care of old people."""

from __future__ import annotations

from policykit.indicators.scales import yes_no
from policykit.model import Entity, Indicator, Theme, Variable, all_of

elderly_care = Theme("医养结合")

general_hospitals_with_geriatrics = Variable(
    "设立老年医学科的二级及以上公立综合医院数",
    "个",
    Entity.CITY,
    "已设立老年医学科的二级及以上公立综合医院数",
    over_time="stock",
)
general_hospitals_grade_two_up = Variable(
    "二级及以上公立综合医院数", "个", Entity.CITY, "二级及以上公立综合医院总数", over_time="stock"
)
#: Share of public general hospitals of level two and above with a geriatric department.
geriatric_department_share = Indicator(
    "设立老年医学科比例",
    "%",
    general_hospitals_with_geriatrics / general_hospitals_grade_two_up * 100,
    aliases=("老年医学科",),
    rises=True,
)
elderly_institutions_integrated = Variable(
    "具备医养结合能力的养老服务机构数",
    "个",
    Entity.CITY,
    "具备医养结合能力的养老服务机构数；怎样算具备原文没有写",
    over_time="stock",
)
elderly_institutions = Variable("养老服务机构数", "个", Entity.CITY, "养老服务机构总数", over_time="stock")
#: Share of old-age care institutions that can combine medical and nursing care.
integrated_elderly_care_share = Indicator(
    "养老服务机构具备医养结合能力的比例",
    "%",
    elderly_institutions_integrated / elderly_institutions * 100,
    aliases=("医养结合能力",),
    rises=True,
)
community_care_action = yes_no("实施社区医养结合能力提升行动", Entity.NATION)
integrated_care_demonstration = yes_no("实施医养结合示范项目", Entity.NATION)
integrated_care_programmes = Indicator(
    "实施社区医养结合能力提升行动和示范项目",
    "是否",
    all_of(community_care_action, integrated_care_demonstration),
    aliases=("社区医养结合能力提升行动和医养结合示范项目",),
)

health_products = yes_no(
    "开发院内制剂、茶饮等康养和创意产品",
    Entity.COUNTY,
    "是否有医疗机构结合道地中药材资源开发院内制剂、茶饮等康养和创意产品",
)
care_home_cooperation = yes_no("医疗机构与养老机构合作", Entity.COUNTY)
community_cooperation = yes_no("医疗机构与社区合作", Entity.COUNTY)
care_cooperation = Indicator(
    "医疗机构与养老机构和社区合作", "是否", all_of(care_home_cooperation, community_cooperation)
)
care_in_communities = yes_no(
    "将康养服务延伸到社区", Entity.COUNTY, "医疗机构是否将医疗、康复、护理等康养服务延伸到社区，为老年人服务"
)
consumer_medicine = yes_no(
    "医疗机构依法依规开展消费医疗",
    Entity.COUNTY,
    "是否有医疗机构依法依规开展消费医疗的情形",
    aliases=("支持符合条件的医疗机构依法依规开展消费医疗",),
)
home_services = yes_no(
    "医疗机构依法依规开展上门服务",
    Entity.COUNTY,
    "是否有医疗机构依法依规开展上门服务的情形",
    aliases=("支持符合条件的医疗机构依法依规开展消费医疗和上门服务",),
)
idle_assets_used = yes_no(
    "医疗机构盘活闲置、富余资产发展康养、护理等业务",
    Entity.COUNTY,
    "是否有医疗机构盘活闲置、富余资产发展康养、护理等业务的情形",
)
health_companies = yes_no(
    "医疗机构创办企业开展消费医疗和康养业务",
    Entity.COUNTY,
    "是否有医疗机构创办企业开展消费医疗和康养业务的情形",
)
staff_in_wellness = yes_no(
    "医务人员利用业余时间参与康养业务", Entity.COUNTY, "是否有医务人员利用业余时间参与康养业务的情形"
)
care_supply = yes_no(
    "扩大康复医疗、老年护理、安宁疗护服务供给",
    Entity.CITY,
    "康复医疗、老年护理、安宁疗护服务供给是否扩大；按什么计、扩大多少原文没有写",
    aliases=("康复医疗、老年护理、安宁疗护等服务供给",),
)
care_mechanism = yes_no("养老机构与医疗卫生机构健全协作机制", Entity.CITY)
appointment_channel = yes_no(
    "开通预约就诊绿色通道", Entity.CITY, "养老机构与医疗卫生机构之间是否已开通预约就诊绿色通道"
)
emergency_channel = yes_no(
    "开通急诊急救绿色通道", Entity.CITY, "养老机构与医疗卫生机构之间是否已开通急诊急救绿色通道"
)
green_channels = Indicator(
    "健全协作机制，开通养老机构与医疗卫生机构绿色通道",
    "是否",
    all_of(care_mechanism, appointment_channel, emergency_channel),
    aliases=("预约就诊、急诊急救绿色通道",),
)
long_prescriptions = yes_no(
    "签约医师为养老机构老年人开具慢性病长期处方",
    Entity.CITY,
    "具备条件的签约医师是否按规定为养老机构内符合条件的老年人开具慢性病长期处方",
    aliases=("慢性病长期处方",),
)
care_insurance_pilot = yes_no(
    "适时启动长期护理险试点",
    Entity.CITY,
    "是否已按国家和省的规定启动长期护理险试点；何时启动原文只写“适时”",
    aliases=("长期护理险试点",),
)
care_insurance_system = yes_no(
    "建立适合本市实际的长期护理保险制度",
    Entity.CITY,
    "是否已建立适合本市实际情况的长期护理保险制度",
    aliases=("长期护理保险制度",),
)
government_market = yes_no(
    "探索“政府+市场”服务方式",
    Entity.CITY,
    "是否已试行“政府+市场”方式增强居家老年人医养服务",
    aliases=("“政府+市场”服务方式",),
)
continuous_care = yes_no("提供“疾病诊疗—康复—长期护理”连续性服务", Entity.CONSORTIUM)
elderly_layout = yes_no(
    "合理布局养老机构与老年医学、护理、康复、安宁疗护机构",
    Entity.CITY,
    "养老机构与综合医院老年医学科、护理院、康复疗养机构、安宁疗护机构是否合理布局；怎样算合理原文没有写",
    aliases=("养老机构与综合医院老年医学科、护理院、康复疗养机构、安宁疗护机构",),
)
