"""人才队伍: people, posts, training and pay."""

from __future__ import annotations

from policykit.indicators.scales import DEGREE, PHYSICIAN_TITLE, TITLE, yes_no
from policykit.model import Entity, Indicator, Official, Theme, Variable, all_of

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
    "派出常驻专家数",
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
    official=Official(
        "紧密型县域医疗卫生共同体监测指标体系（2024版）",
        "国卫办基层发〔2024〕22号",
        "2.1",
        quote="年内二级及以上医疗卫生机构中级及以上医师到基层医疗卫生机构派驻6个月以上的人数(人)×10000/县域内常住人口数。",
        numerator="年内二级及以上医疗卫生机构中级及以上医师到基层医疗卫生机构派驻6个月以上的人数(人)",
        denominator="县域内常住人口数",
        differs="官方按每万常住人口计；这里按每个机构计人数，只计牵头医院派驻、常年服务的",
    ),
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
clinical_staff_posted = yes_no("牵头医院常年派驻临床人才", Entity.TOWNSHIP_CENTRE)
management_staff_posted = yes_no("牵头医院常年派驻管理人才", Entity.TOWNSHIP_CENTRE)
township_postings = Indicator(
    "牵头医院向乡镇常年派驻临床、管理人才",
    "是否",
    all_of(clinical_staff_posted, management_staff_posted),
    aliases=("常年派驻临床、管理人才",),
)
posts_by_need = yes_no("实行按需设岗", Entity.CONSORTIUM, "医共体是否实行按需设岗", aliases=("按需设岗",))
competitive_appointment = yes_no(
    "实行竞聘上岗", Entity.CONSORTIUM, "医共体是否实行竞聘上岗", aliases=("竞聘上岗",)
)
pay_by_post = yes_no("实行以岗定薪", Entity.CONSORTIUM, "医共体是否实行以岗定薪", aliases=("以岗定薪",))
post_management = Indicator(
    "实行按需设岗、竞聘上岗、以岗定薪",
    "是否",
    all_of(posts_by_need, competitive_appointment, pay_by_post),
    aliases=("按需设岗、竞聘上岗、以岗定薪",),
)
county_managed_township_used = yes_no(
    "实行县管乡用", Entity.COUNTY, "是否实行县管乡用", aliases=("县管乡用",)
)
township_hired_village_used = yes_no("实行乡聘村用", Entity.COUNTY, "是否实行乡聘村用", aliases=("乡聘村用",))
county_hired_township_used = yes_no(
    "实行县聘乡用", Entity.COUNTY, "是否实行县聘乡用；不同于“县管乡用”", aliases=("县聘乡用",)
)
county_managed_village_hired = Indicator(
    "实行县管乡用、乡聘村用",
    "是否",
    all_of(county_managed_township_used, township_hired_village_used),
    aliases=("县管乡用、乡聘村用",),
)
county_hired_village_hired = Indicator(
    "实行“县聘乡用”和“乡聘村用”",
    "是否",
    all_of(county_hired_township_used, township_hired_village_used),
    aliases=("“县聘乡用”和“乡聘村用”",),
)
two_permits = yes_no(
    "落实“两个允许”要求",
    Entity.COUNTY,
    "是否允许医疗卫生机构突破现行事业单位工资调控水平，并允许医疗服务收入扣除成本并按规定提取各项基金后主要用于人员奖励",
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
        "紧密型县域医疗卫生共同体监测指标体系（2024版）",
        "国卫办基层发〔2024〕22号",
        "2.3",
        differs="官方只收录名称，算法按名称理解；原文的“人员收入差距”不限于这两类机构",
    ),
)
tcm_training_physicians = yes_no("培训基层医疗卫生机构医师中医药知识技能", Entity.PROVINCE)
tcm_training_village_doctors = yes_no("培训乡村医生中医药知识技能", Entity.PROVINCE)
tcm_training = Indicator(
    "开展中医药知识技能培训",
    "是否",
    all_of(tcm_training_physicians, tcm_training_village_doctors),
    aliases=("中医药知识技能培训",),
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
nurse_training = yes_no(
    "培训基层护士老年护理等专业知识",
    Entity.PROVINCE,
    "该省是否已组织对基层医疗卫生机构护士开展老年人常见病、多发病和心理护理等专业培训",
    aliases=("老年人常见病、多发病和心理护理等专业培训",),
)
talent_programme = yes_no(
    "实施医学高层次人才计划", Entity.NATION, "是否已实施医学高层次人才计划", aliases=("医学高层次人才计划",)
)
gp_registered = yes_no(
    "落实全科医生注册或加注执业范围",
    Entity.PROVINCE,
    "该省对按规定进行培训并考核合格的全科医生，是否都已注册或加注全科医生执业范围",
    aliases=("全科医生注册或加注全科医生执业范围",),
)
rural_talent_programme = yes_no(
    "开展县乡村卫生人才能力提升培训项目",
    Entity.PROVINCE,
    "该省是否已开展县乡村卫生人才能力提升培训项目",
    aliases=("卫生人才能力提升培训项目",),
)
graduate_village_doctors = yes_no(
    "实施大学生乡村医生专项计划",
    Entity.PROVINCE,
    "该省是否已实施大学生乡村医生专项计划",
    aliases=("大学生乡村医生专项计划",),
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
recruit_wages = yes_no("为医共体招聘人员核定工资标准", Entity.CONSORTIUM)
recruit_titles = yes_no("为医共体招聘人员办理职称评聘", Entity.CONSORTIUM)
recruit_insurance = yes_no("为医共体招聘人员落实社会保障政策", Entity.CONSORTIUM)
recruits_treated_as_staff = Indicator(
    "医共体招聘人员参照事业单位人员管理",
    "是否",
    all_of(recruit_wages, recruit_titles, recruit_insurance),
    aliases=(
        "人社部门按照在编在岗事业单位人员核定工资标准、办理职称评聘、落实社会保障政策",
        "参照事业单位人员管理",
    ),
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
attending_physicians_posted = yes_no(
    "主治医师下沉乡镇卫生院派驻服务",
    Entity.CONSORTIUM,
    "牵头医院是否派驻主治医师下沉乡镇卫生院服务；每个卫生院派驻几名原文没有写",
)
township_head_pay_by_lead = yes_no(
    "乡镇卫生院院长绩效工资由牵头医院考核发放",
    Entity.CONSORTIUM,
    "乡镇卫生院院长的绩效工资是否由牵头医院根据考核情况确定发放",
)
township_incentive_pay_reform = yes_no("乡镇卫生院实行奖励性绩效改革", Entity.COUNTY)
village_doctors_trained = yes_no("培训村医", Entity.COUNTY)
village_doctors_helped = yes_no("帮扶村医", Entity.COUNTY)
village_doctors_trained_and_helped = Indicator(
    "培训和帮扶村医", "是否", all_of(village_doctors_trained, village_doctors_helped)
)
talent_recruitment_mechanism = yes_no("建立人才招引机制", Entity.COUNTY)
talent_exchange_mechanism = yes_no("建立人才交流机制", Entity.COUNTY)
talent_mechanisms = Indicator(
    "健全人才招引和交流机制", "是否", all_of(talent_recruitment_mechanism, talent_exchange_mechanism)
)
county_posts_used = yes_no(
    "盘活用好县域编制资源", Entity.COUNTY, "是否盘活用好县域编制资源；没有给出标准", aliases=("县域编制资源",)
)
post_pool = yes_no("深化乡镇卫生院编制周转池制度建设", Entity.COUNTY)
post_community = yes_no(
    "打造县乡村“编共体”", Entity.COUNTY, "是否已打造“县级统筹、乡镇所有、县管乡用、以乡带村”的“编共体”"
)
primary_staff_income_gap = Variable(
    "基层医务人员收入差距",
    "万元",
    Entity.COUNTY,
    "当年基层医务人员考核优秀与一般者人均收入之差；原文只说“合理拉开”，没有给出口径和数值",
    aliases=("收入差距",),
)
