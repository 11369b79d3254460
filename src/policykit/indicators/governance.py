"""治理与改革: organisation, appraisal and the progress of reforms."""

from __future__ import annotations

from policykit.indicators.scales import HOSPITAL_LEVEL
from policykit.model import Entity, Indicator, Theme, Variable

governance = Theme("治理与改革")

consortium_mature_date = Variable(
    "紧密型县域医共体建成日期",
    "日期",
    Entity.COUNTY,
    "县域医共体达到布局合理、人财物统一管理、权责清晰、运行高效、分工协作、服务连续、信息共享的日期",
    aliases=("紧密型县域医共体",),
)
integrated_system_date = Variable(
    "整合型医疗卫生服务体系形成日期",
    "日期",
    Entity.CITY,
    "认定形成整合型医疗卫生服务体系的日期",
    aliases=("整合型医疗卫生服务体系",),
)
consortium_rollout_date = Variable(
    "紧密型县域医共体建设全面推开日期",
    "日期",
    Entity.PROVINCE,
    "以省为单位全面推开紧密型县域医共体建设的日期",
    aliases=("全面推开紧密型县域医共体建设", "紧密型县域医共体建设"),
)
counties_with_consortium = Variable(
    "基本建成紧密型县域医共体的县数",
    "个",
    Entity.NATION,
    "基本建成紧密型县域医共体的县（县级市，参照的市辖区）数",
)
counties = Variable("县总数", "个", Entity.NATION, "县（县级市，参照的市辖区）总数")
#: Share of counties that have basically built a tight-knit county consortium.
consortium_coverage = Indicator(
    "紧密型县域医共体覆盖率",
    "%",
    counties_with_consortium / counties * 100,
    aliases=("紧密型县域医共体", "县域医共体"),
    rises=True,
)
consortia_in_county = Variable(
    "县域医共体组建数", "个", Entity.COUNTY, "县内组建的县域医共体数", aliases=("县域医共体",), rises=True
)
lead_hospital_grade = Variable(
    "县域医共体牵头医院等级",
    "等级",
    Entity.CONSORTIUM,
    "牵头医院的医院等级",
    grades=HOSPITAL_LEVEL,
    aliases=("牵头医院",),
)
public_clinics_converted = Variable(
    "已转为村级医疗服务点的公办村卫生室数",
    "个",
    Entity.COUNTY,
    "已转为乡镇卫生院延伸举办的村级医疗服务点的公办村卫生室数",
)
public_clinics_eligible = Variable(
    "符合条件的公办村卫生室数", "个", Entity.COUNTY, "符合条件的公办村卫生室总数（含已转）"
)
#: Share of eligible public village clinics turned into outposts of a township health centre.
converted_clinic_share = Indicator(
    "公办村卫生室转为村级医疗服务点的比例",
    "%",
    public_clinics_converted / public_clinics_eligible * 100,
    aliases=("公办村卫生室", "村级医疗服务点"),
    rises=True,
)
legal_representatives = Variable(
    "医共体法定代表人数", "名", Entity.CONSORTIUM, "医共体（总医院）的法定代表人数", aliases=("法定代表人",)
)
