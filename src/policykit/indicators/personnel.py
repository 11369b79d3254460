"""人才队伍: posts, hiring and pay."""

from __future__ import annotations

from policykit.indicators.scales import yes_no
from policykit.indicators.workforce import workforce
from policykit.model import Entity, Indicator, Official, Variable, all_of

theme = workforce

village_clinic_guaranteed_income = Variable(
    "村卫生室保底收入",
    "万元",
    Entity.VILLAGE_CLINIC,
    "享受保底收入政策的村卫生室当年保底收入",
    aliases=("保底收入",),
    over_time="flow",
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
total_pay = Variable(
    "医共体薪酬总额", "万元", Entity.CONSORTIUM, "当年医共体在岗人员薪酬总额", over_time="flow"
)
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
two_permits = yes_no(
    "落实“两个允许”要求",
    Entity.COUNTY,
    "是否允许医疗卫生机构突破现行事业单位工资调控水平，并允许医疗服务收入扣除成本并按规定提取各项基金后主要用于人员奖励",
    also=(Entity.CITY,),
    aliases=("两个允许",),
)
annual_salary = yes_no(
    "医共体内医疗卫生机构负责人实行年薪制",
    Entity.CONSORTIUM,
    "医共体内各医疗卫生机构负责人是否实行年薪制",
    aliases=("负责人实行年薪制",),
)
primary_income_per_head = Variable(
    "基层医疗卫生机构人均收入", "万元", Entity.COUNTY, "当年基层医疗卫生机构在岗人员人均收入"
)
lead_hospital_income_per_head = Variable(
    "牵头医院人均收入", "万元", Entity.COUNTY, "当年牵头医院在岗人员人均收入"
)
#: Income per head in primary care over that in the lead hospital.
primary_lead_income_ratio = Indicator(
    "基层医疗卫生机构人均收入与牵头医院人均收入的比值",
    "",
    primary_income_per_head / lead_hospital_income_per_head,
    aliases=("人员收入差距", "各级各类医疗卫生机构间人员收入差距"),
    official=Official(
        "guoweiban-jiceng-2024-22/2.3",
        differs="只收录到官方的名称，算法按名称理解；原文的“人员收入差距”不限于这两类机构",
    ),
)
hospital_pay_autonomy = yes_no(
    "公立医院采取多种方式自主分配",
    Entity.HOSPITAL,
    "公立医院在核定的薪酬总量内是否采取多种方式自主分配；民营医院不填",
    aliases=("多种方式自主分配",),
)
revenue_targets_set = yes_no(
    "向科室和医务人员下达创收指标",
    Entity.HOSPITAL,
    "公立医院当年是否发生过向科室或医务人员下达创收指标的情形；民营医院不填",
    aliases=("创收指标",),
)
pay_linked_to_revenue = yes_no(
    "将医务人员薪酬与药品、检查等业务收入挂钩",
    Entity.HOSPITAL,
    "公立医院医务人员薪酬是否与药品、卫生材料、检查、化验等业务收入挂钩（有一项挂钩就填“是”）；民营医院不填",
    aliases=("药品、卫生材料、检查、化验等业务收入挂钩",),
)
president_annual_salary = yes_no(
    "公立医院主要负责人实行年薪制",
    Entity.HOSPITAL,
    "公立医院主要负责人是否实行年薪制",
    aliases=("公立医院主要负责人年薪制",),
)
unified_recruitment = yes_no("医共体人员统一招聘", Entity.CONSORTIUM)
unified_training = yes_no("医共体人员统一培训", Entity.CONSORTIUM)
unified_deployment = yes_no("医共体人员统一调配", Entity.CONSORTIUM)
unified_staff_management = yes_no("医共体人员统一管理", Entity.CONSORTIUM)
unified_staffing = Indicator(
    "医共体人员统一招聘、培训、调配和管理",
    "是否",
    all_of(unified_recruitment, unified_training, unified_deployment, unified_staff_management),
    aliases=(
        "统一组织公开招聘、统一培训、统一调配、统一管理",
        "统一招聘、培训、调配和管理",
    ),
)
recruitment_approved = yes_no(
    "招聘计划报请市政府同意",
    Entity.CONSORTIUM,
    "医共体岗位和招聘条件是否报请市政府同意后再制定招聘计划",
    aliases=("报请市政府同意",),
)
recruitment_relaxed = yes_no(
    "适当放宽学历、年龄等招聘条件",
    Entity.CONSORTIUM,
    "医共体是否按国家、自治区政策放宽学历、年龄等招聘条件",
    aliases=("放宽学历、年龄等招聘条件",),
)
direct_recruitment = yes_no(
    "采取面试、直接考察等方式招聘急需紧缺人员",
    Entity.CONSORTIUM,
    "对急需紧缺医疗卫生专业技术人员是否采取面试、直接考察等方式公开招聘",
    aliases=("面试、直接考察等方式公开招聘",),
)
recruit_wages = yes_no(
    "为医共体招聘人员核定工资标准",
    Entity.CONSORTIUM,
    "人社部门是否按照在编在岗事业单位人员为医共体招聘人员核定工资标准；已经核定的填“是”，没有的填“否”",
)
recruit_titles = yes_no(
    "为医共体招聘人员办理职称评聘",
    Entity.CONSORTIUM,
    "人社部门是否按照在编在岗事业单位人员为医共体招聘人员办理职称评聘；办理的填“是”，不办理的填“否”",
)
recruit_insurance = yes_no("为医共体招聘人员落实社会保障政策", Entity.CONSORTIUM)
recruits_treated_as_staff = Indicator(
    "医共体招聘人员参照事业单位人员管理",
    "是否",
    all_of(recruit_wages, recruit_titles, recruit_insurance),
    aliases=("核定工资标准、办理职称评聘、落实社会保障政策", "参照事业单位人员管理"),
)
recruits_paid_by_city = yes_no(
    "招聘人员经费由市财政负担",
    Entity.CONSORTIUM,
    "医共体招聘人员所需经费是否由市财政负担",
    aliases=("所需经费由市财政负担",),
)
posts_managed = yes_no("编制由医共体统一管理", Entity.CONSORTIUM)
city_managed_primary_used = yes_no(
    "实行岗位“市管基层用”", Entity.CONSORTIUM, "岗位是否实行“市管基层用”", aliases=("市管基层用",)
)
staff_status_kept = yes_no("人员原有编制身份不变", Entity.CONSORTIUM)
service_income_for_staff = yes_no(
    "医疗服务性收入主要用于人员奖励",
    Entity.CONSORTIUM,
    "医疗服务性收入扣除成本并按规定提取各项基金后，是否主要用于人员奖励",
    aliases=("主要用于人员奖励",),
)
distribution_agreed = yes_no("分配方案经成员单位达成初步一致意见", Entity.CONSORTIUM)
distribution_approved = yes_no("分配方案经市卫健委、人社局、财政局批准", Entity.CONSORTIUM)
distribution_filed = yes_no("分配方案报市政府备案", Entity.CONSORTIUM)
distribution_procedure = Indicator(
    "绩效工资分配方案经成员单位同意、三部门批准并备案",
    "是否",
    all_of(distribution_agreed, distribution_approved, distribution_filed),
    aliases=("分配方案",),
)
lead_annual_salary = yes_no("牵头医院负责人实行年薪制", Entity.CONSORTIUM)
member_annual_salary = yes_no("成员单位负责人实行年薪制", Entity.CONSORTIUM)
both_annual_salaries = Indicator(
    "牵头医院和成员单位负责人实行年薪制",
    "是否",
    all_of(lead_annual_salary, member_annual_salary),
    aliases=("牵头医院负责人和成员单位负责人年薪制",),
)

president_pay_reform = yes_no(
    "县人民医院推进院长薪酬制度改革",
    Entity.COUNTY,
    "县人民医院是否在推进院长薪酬制度改革；不等于已实行年薪制",
)
township_head_pay_by_lead = yes_no(
    "乡镇卫生院院长绩效工资由牵头医院考核发放",
    Entity.CONSORTIUM,
    "乡镇卫生院院长的绩效工资是否由牵头医院根据考核情况确定发放",
)
township_incentive_pay_reform = yes_no("乡镇卫生院实行奖励性绩效改革", Entity.COUNTY)
primary_staff_income_gap = Variable(
    "基层医务人员收入差距",
    "万元",
    Entity.COUNTY,
    "当年基层医务人员考核优秀与一般者人均收入之差；原文只说“合理拉开”，没有给出口径和数值",
    aliases=("收入差距",),
)
health_pay_system = yes_no(
    "健全适应医疗卫生行业特点的薪酬制度",
    Entity.CITY,
    "是否已有适应医疗卫生行业特点的薪酬制度；健全到什么程度原文没有写",
    aliases=("适应医疗卫生行业特点的薪酬制度",),
)
pay_tilt = yes_no(
    "核定公立医院薪酬总量时向中医药、公共卫生等领域倾斜",
    Entity.CITY,
    "核定公立医院薪酬总量时是否向中医药、公共卫生等领域倾斜；倾斜多少原文没有写",
    aliases=("公立医院薪酬总量",),
)
public_health_pay_set = yes_no(
    "合理核定专业公共卫生机构绩效工资总量和水平",
    Entity.CITY,
    "是否已核定专业公共卫生机构绩效工资总量和水平；怎样算合理原文没有写",
    aliases=("专业公共卫生机构绩效工资总量和水平",),
)
public_health_physician_pay = yes_no(
    "保障公共卫生医师待遇",
    Entity.CITY,
    "公共卫生医师待遇是否有保障；待遇多少原文没有写",
    aliases=("公共卫生医师待遇",),
)
primary_performance_pay = yes_no("落实基层医疗机构绩效工资政策", Entity.CITY)
primary_pay_total_set = yes_no("核定基层医疗机构绩效工资总量和水平", Entity.CITY)
primary_pay_policy = Indicator(
    "落实基层绩效工资政策并核定总量和水平",
    "是否",
    all_of(primary_performance_pay, primary_pay_total_set),
    aliases=("基层医疗机构绩效工资政策",),
)
primary_talent_pay = yes_no("落实基层符合条件的高层次人才工资分配激励政策", Entity.CITY)
village_doctor_pay = yes_no("落实乡村医生待遇", Entity.CITY)
talent_and_village_pay = Indicator(
    "落实基层高层次人才工资分配激励政策和乡村医生待遇",
    "是否",
    all_of(primary_talent_pay, village_doctor_pay),
    aliases=("高层次人才工资分配激励政策和乡村医生待遇",),
)
village_doctor_insurance = yes_no(
    "做好乡村医生社会保障工作",
    Entity.CITY,
    "乡村医生社会保障工作是否落实；做到什么程度原文没有写",
    aliases=("乡村医生社会保障",),
)
performance_pay_balanced = yes_no("统筹平衡县乡两级绩效工资水平", Entity.COUNTY)
pay_autonomy_guided = yes_no("落实公立医院内部分配自主权", Entity.PROVINCE)
village_doctor_pensions = yes_no(
    "乡村医生参加基本养老保险",
    Entity.PROVINCE,
    "该省是否做好乡村医生参加基本养老保险工作；参保多少才算做好，原文没有写，由填报单位判断",
)
primary_tilt = yes_no("薪酬、职称评聘和职业发展向基层倾斜", Entity.CONSORTIUM)
autonomous_distribution = yes_no("在核定的绩效工资总额内自主分配", Entity.CONSORTIUM)
primary_pay_tilt = yes_no("绩效工资分配向基层人员倾斜", Entity.CONSORTIUM)
