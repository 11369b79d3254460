"""财政投入: public funds and the finances of institutions."""

from __future__ import annotations

from policykit.model import Entity, Indicator, Theme, Variable

funding = Theme("财政投入")

hospital_business_revenue = Variable(
    "医院业务收入", "万元", Entity.HOSPITAL, "医院当年业务收入", aliases=("业务收入",), rises=True
)
tcm_hospital_funding = Variable(
    "中医医院财政投入", "万元", Entity.CITY, "当年政府对中医医院的财政投入", aliases=("中医医院",), rises=True
)
primary_facility_funding = Variable(
    "基层医疗卫生机构财政投入",
    "万元",
    Entity.CITY,
    "当年政府对基层医疗卫生机构的财政投入",
    aliases=("基层医疗卫生机构的投入力度",),
    rises=True,
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
)
government_health_spending = Variable(
    "政府卫生投入", "亿元", Entity.NATION, "当年政府卫生支出", aliases=("政府卫生投入力度",), rises=True
)
demonstration_subsidy = Variable(
    "示范项目中央财政补助",
    "亿元",
    Entity.CITY,
    "一个周期内中央财政对该示范城市的补助",
    aliases=("中央财政补助",),
)
consortium_investment = Variable(
    "医共体重点投入",
    "万元",
    Entity.COUNTY,
    "当年财政对医共体内基本建设、大型设备购置、信息化建设和基层医疗服务体系建设的投入",
    aliases=("基本建设、大型设备购置、信息化建设和基层医疗服务体系建设的投入力度", "投入力度"),
    rises=True,
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
)
consortium_members = Variable("医共体成员单位数", "个", Entity.CONSORTIUM, "医共体成员单位总数（含牵头医院）")
#: Share of a consortium's members that are fully funded public institutions.
fully_funded_unit_share = Indicator(
    "纳入全额拨款事业单位的成员单位比例",
    "%",
    members_fully_funded / consortium_members * 100,
    aliases=("全额拨款事业单位",),
    rises=True,
)
