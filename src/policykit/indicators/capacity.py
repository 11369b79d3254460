"""服务能力: institutions, beds, specialties and services that are there."""

from __future__ import annotations

from policykit.model import Entity, Indicator, Theme, Variable

capacity = Theme("服务能力")

county_key_specialties = Variable(
    "临床重点专科数", "个", Entity.COUNTY, "县级已建成的临床重点专科数", aliases=("临床重点专科",)
)
county_medical_subcentres = Variable(
    "县域医疗次中心数",
    "个",
    Entity.CITY,
    "建成的县域（乡镇）医疗卫生次中心数；全市口径为各县（市、区）合计",
    also=(Entity.COUNTY,),
    aliases=("县域医疗次中心", "乡镇医疗卫生次中心", "乡镇区域医疗次中心"),
    rises=True,
)
prehospital_stations_added = Variable(
    "增设院前急救站点数", "个", Entity.COUNTY, "增设的院前急救站点数", aliases=("院前急救站点",), rises=True
)
day_bed_pilots = Variable(
    "日间病床试点机构数",
    "个",
    Entity.COUNTY,
    "开展日间病床试点的医疗机构数",
    aliases=("日间病床", "“日间病床”试点范围"),
    rises=True,
)
facility_beds = Variable("医疗卫生机构床位数", "张", Entity.CITY, "年末全市医疗卫生机构床位数")
resident_population = Variable("常住人口数", "人", Entity.CITY, "年末常住人口数")
#: Beds of medical institutions per thousand residents.
beds_per_thousand = Indicator(
    "每千人口医疗卫生机构床位数", "张", facility_beds / resident_population * 1000, rises=True
)
childcare_places = Variable("3岁以下婴幼儿托位数", "个", Entity.CITY, "年末全市3岁以下婴幼儿托位总数")
#: Nursery places for children under three per thousand residents.
childcare_places_per_thousand = Indicator(
    "每千人口拥有3岁以下婴幼儿托位数",
    "个",
    childcare_places / resident_population * 1000,
    aliases=("3岁以下婴幼儿托位数", "婴幼儿托位数"),
    rises=True,
)
national_key_specialties = Variable(
    "国家级临床重点专科数",
    "个",
    Entity.CITY,
    "建成的国家级临床重点专科数",
    aliases=("国家级临床重点专科",),
    rises=True,
)
national_specialty_candidates_added = Variable(
    "新增国家级临床重点专科培育项目数",
    "个",
    Entity.CITY,
    "新增的国家级临床重点专科培育项目数",
    aliases=("国家级临床重点专科培育项目",),
    rises=True,
)
provincial_key_specialties = Variable(
    "省级临床重点专科数",
    "个",
    Entity.CITY,
    "建成的省级临床重点专科数",
    aliases=("省级临床重点专科",),
    rises=True,
)
provincial_specialty_candidates_added = Variable(
    "新增省级临床重点专科培育项目数",
    "个",
    Entity.CITY,
    "新增的省级临床重点专科培育项目数",
    aliases=("省级临床重点专科培育项目",),
    rises=True,
)
occupied_bed_days = Variable("实际占用总床日数", "床日", Entity.CITY, "当年基层医疗机构实际占用总床日数")
open_bed_days = Variable("实际开放总床日数", "床日", Entity.CITY, "同期基层医疗机构实际开放总床日数")
#: Share of the open bed days of primary care institutions that were occupied.
primary_bed_occupancy = Indicator(
    "基层医疗机构床位使用率",
    "%",
    occupied_bed_days / open_bed_days * 100,
    aliases=("床位使用率",),
    rises=True,
    may_exceed=True,
)
community_hospitals = Variable(
    "社区医院数", "个", Entity.CITY, "建成的社区医院数", aliases=("社区医院",), rises=True
)
primary_featured_departments = Variable(
    "基层特色科室数", "个", Entity.CITY, "建成的基层特色科室数", aliases=("基层特色科室",), rises=True
)
