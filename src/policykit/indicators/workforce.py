"""人才队伍: people, posts, training and pay."""

from __future__ import annotations

from policykit.indicators.scales import DEGREE, PHYSICIAN_TITLE, TITLE
from policykit.model import Entity, Indicator, Theme, Variable

workforce = Theme("人才队伍")

village_clinic_guaranteed_income = Variable(
    "村卫生室保底收入",
    "万元",
    Entity.VILLAGE_CLINIC,
    "享受保底收入政策的村卫生室当年保底收入",
    aliases=("保底收入",),
)
professional_staff = Variable("专业技术人员数", "人", Entity.CITY, "公共卫生机构专业技术人员数")
public_health_staff = Variable("在岗人员总数", "人", Entity.CITY, "公共卫生机构在岗人员总数")
#: Share of public health staff who are professionals.
professional_staff_share = Indicator(
    "专业技术人才比例", "%", professional_staff / public_health_staff * 100, rises=True
)
recruited_retired_expert_title = Variable(
    "引进退休专家职称", "职称", Entity.CITY, "引进的退休专家中最低的职称", grades=TITLE, aliases=("退休专家",)
)
recruited_talent_degree = Variable(
    "定向引进人才学位", "学位", Entity.CITY, "定向引进人才的学位", grades=DEGREE, aliases=("博士",)
)
recruited_talent_title = Variable(
    "定向引进人才职称", "职称", Entity.CITY, "定向引进人才的职称", grades=TITLE, aliases=("正高职称",)
)
staff_dispatches = Variable(
    "县级医院下沉医务人员频次",
    "次/年",
    Entity.HOSPITAL,
    "县级医院当年安排医务人员下沉到基层医疗卫生机构工作的次数",
    aliases=("下沉一定比例医务人员", "下沉"),
    rises=True,
)
physicians_per_thousand = Variable(
    "本年每千人口执业（助理）医师数", "人", Entity.CITY, "年末每千常住人口执业（助理）医师数"
)
physicians_per_thousand_previous = Variable(
    "上年每千人口执业（助理）医师数", "人", Entity.CITY, "上年末每千常住人口执业（助理）医师数"
)
#: Growth of physicians per thousand residents over the year before.
physicians_per_thousand_growth = Indicator(
    "每千人口执业（助理）医师数增幅",
    "%",
    (physicians_per_thousand / physicians_per_thousand_previous - 1) * 100,
    aliases=("每千人口执业(助理)医师数",),
)
city_population_growth = Variable(
    "全市常住人口增幅",
    "%",
    Entity.CITY,
    "全市常住人口增幅，由统计部门公布",
    minimum=-100,
    aliases=("全市人口增幅", "人口增幅"),
    benchmark=True,
)
resident_experts = Variable(
    "帮扶医院派出常驻专家数",
    "名",
    Entity.HOSPITAL,
    "城市公立三级医院向其帮扶的县域医共体派出、常年驻守的专家数",
    aliases=("专家",),
    rises=True,
)
resident_attending_physicians = Variable(
    "牵头医院主治医师以上常驻人员数",
    "名",
    Entity.TOWNSHIP_CENTRE,
    "在该乡镇卫生院（社区卫生服务中心）常年服务的牵头医院主治医师以上职称人员数",
    aliases=("主治医师以上职称人员",),
    rises=True,
    note="最接近的官方指标是国卫办基层发〔2024〕22号2.1项派驻人数/每万常住人口",
)
resident_physician_title = Variable(
    "牵头医院派驻人员职称",
    "职称",
    Entity.TOWNSHIP_CENTRE,
    "牵头医院派驻该机构人员中的最高职称",
    grades=PHYSICIAN_TITLE,
    aliases=("主治医师", "主治医师以上职称", "职称人员", "主治医师以上职称人员", "主治医师下沉"),
)
middle_posts = Variable("基层中级专业技术岗位数", "个", Entity.COUNTY, "基层医疗卫生机构中级专业技术岗位数")
professional_posts = Variable("基层专业技术岗位数", "个", Entity.COUNTY, "基层医疗卫生机构专业技术岗位总数")
#: Share of primary care's professional posts that are of middle rank.
middle_post_share = Indicator(
    "基层医疗卫生机构中级专业技术岗位比例",
    "%",
    middle_posts / professional_posts * 100,
    aliases=("中级、高级专业技术岗位比例",),
    rises=True,
)
senior_posts = Variable("基层高级专业技术岗位数", "个", Entity.COUNTY, "基层医疗卫生机构高级专业技术岗位数")
#: Share of primary care's professional posts that are of senior rank.
senior_post_share = Indicator(
    "基层医疗卫生机构高级专业技术岗位比例",
    "%",
    senior_posts / professional_posts * 100,
    aliases=("高级专业技术岗位比例", "中级、高级专业技术岗位比例"),
    rises=True,
)
medical_schools_with_gp = Variable(
    "成立全科医学教学组织机构的医学院校数", "所", Entity.NATION, "已成立全科医学教学组织机构的医学院校数"
)
medical_schools = Variable("医学院校数", "所", Entity.NATION, "医学院校总数")
#: Share of medical schools with a teaching organisation for general medicine.
general_medicine_teaching_share = Indicator(
    "成立全科医学教学组织机构的医学院校比例",
    "%",
    medical_schools_with_gp / medical_schools * 100,
    aliases=("全科医学教学组织机构",),
    rises=True,
)
gp_college_years = Variable(
    "全科医生院校教育年限", "年", Entity.NATION, "全科医生培养的院校教育年限", aliases=("院校教育",)
)
gp_training_years = Variable(
    "全科医生规范化培训年限", "年", Entity.NATION, "全科医生规范化培训年限", aliases=("规范化培训",)
)
general_practitioners = Variable(
    "全科医生数",
    "人",
    Entity.NATION,
    "年末注册（含加注）全科医学专业的执业（助理）医师数",
    aliases=("全科医生队伍", "全科医生"),
    rises=True,
)
gp_pay = Variable(
    "全科医生薪酬水平",
    "元/年",
    Entity.COUNTY,
    "基层医疗卫生机构全科医生人均年薪酬",
    aliases=("全科医生薪酬待遇",),
)
county_hospital_physician_pay = Variable(
    "当地县区级公立医院同等条件临床医师人均年工资",
    "元/年",
    Entity.COUNTY,
    "当地县区级公立医院同等条件临床医师人均年工资，由统计部门公布",
    aliases=("临床医师工资水平",),
    benchmark=True,
)
performance_pay_total = Variable(
    "医共体绩效工资总额",
    "万元",
    Entity.CONSORTIUM,
    "当年核定的医共体绩效工资总额",
    aliases=("绩效工资总额",),
    rises=True,
)
total_pay = Variable("医共体薪酬总额", "万元", Entity.CONSORTIUM, "当年医共体在岗人员薪酬总额")
staff = Variable("在岗人员数", "人", Entity.CONSORTIUM, "当年医共体平均在岗人员数")
#: Average pay of a consortium's staff in a year.
pay_level = Indicator(
    "医共体薪酬水平",
    "万元/人",
    total_pay / staff,
    aliases=("薪酬水平",),
    rises=True,
    note="差距可参见国卫办基层发〔2024〕22号所列“基层医疗卫生机构人均收入与牵头医院人均收入的比值”",
)
city_hospital_pay = Variable(
    "市级医院人均薪酬", "万元", Entity.CONSORTIUM, "市级医院同等年资和水平医务人员当年人均薪酬"
)
primary_pay = Variable("基层人均薪酬", "万元", Entity.CONSORTIUM, "基层同等年资和水平医务人员当年人均薪酬")
#: How much more the city hospital pays than primary care for like seniority.
pay_gap = Indicator(
    "基层与市级医院医务人员薪酬差距",
    "万元",
    city_hospital_pay - primary_pay,
    aliases=("薪酬差距",),
    rises=False,
)
