"""人才队伍: people, posts, training and pay."""

from __future__ import annotations

from policykit.indicators.scales import yes_no
from policykit.model import Entity, Indicator, Official, Theme, Variable, all_of

workforce = Theme("人才队伍")
professional_staff = Variable(
    "专业技术人员数", "人", Entity.CITY, "公共卫生机构专业技术人员数", over_time="stock"
)
public_health_staff = Variable(
    "在岗人员总数", "人", Entity.CITY, "公共卫生机构在岗人员总数", over_time="stock"
)
#: Share of public health staff who are professionals.
professional_staff_share = Indicator(
    "专业技术人才比例", "%", professional_staff / public_health_staff * 100, rises=True
)
physicians_per_thousand = Variable(
    "本年每千人口执业（助理）医师数",
    "人",
    Entity.CITY,
    "年末每千常住人口执业（助理）医师数",
    whole=False,
    over_time="stock",
)
physicians_per_thousand_previous = Variable(
    "上年每千人口执业（助理）医师数", "人", Entity.CITY, "上年末每千常住人口执业（助理）医师数", whole=False
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
    official=Official(
        "guoweiban-jiceng-2024-22/2.1",
        differs="官方按每万常住人口计；这里按每个机构计人数，只计牵头医院派驻、常年服务的",
    ),
)
middle_posts = Variable(
    "基层中级专业技术岗位数", "个", Entity.COUNTY, "基层医疗卫生机构中级专业技术岗位数", over_time="stock"
)
professional_posts = Variable(
    "基层专业技术岗位数", "个", Entity.COUNTY, "基层医疗卫生机构专业技术岗位总数", over_time="stock"
)
#: Share of primary care's professional posts that are of middle rank.
middle_post_share = Indicator(
    "基层医疗卫生机构中级专业技术岗位比例",
    "%",
    middle_posts / professional_posts * 100,
    aliases=("中级、高级专业技术岗位比例",),
    rises=True,
)
senior_posts = Variable(
    "基层高级专业技术岗位数", "个", Entity.COUNTY, "基层医疗卫生机构高级专业技术岗位数", over_time="stock"
)
#: Share of primary care's professional posts that are of senior rank.
senior_post_share = Indicator(
    "基层医疗卫生机构高级专业技术岗位比例",
    "%",
    senior_posts / professional_posts * 100,
    aliases=("高级专业技术岗位比例", "中级、高级专业技术岗位比例"),
    rises=True,
)
medical_schools_with_gp = Variable(
    "成立全科医学教学组织机构的医学院校数",
    "所",
    Entity.NATION,
    "已成立全科医学教学组织机构的医学院校数",
    over_time="stock",
)
medical_schools = Variable("医学院校数", "所", Entity.NATION, "医学院校总数", over_time="stock")
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
    over_time="stock",
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
    aliases=(
        "推进乡镇卫生院医务人员“县管乡用”、村医“乡聘村用”",
        "县管乡用、乡聘村用",
    ),
)
county_hired_village_hired = Indicator(
    "实行“县聘乡用”和“乡聘村用”",
    "是否",
    all_of(county_hired_township_used, township_hired_village_used),
    aliases=("“县聘乡用”和“乡聘村用”",),
)
tcm_training_physicians = yes_no("培训基层医疗卫生机构医师中医药知识技能", Entity.PROVINCE)
tcm_training_village_doctors = yes_no("培训乡村医生中医药知识技能", Entity.PROVINCE)
tcm_training = Indicator(
    "开展中医药知识技能培训",
    "是否",
    all_of(tcm_training_physicians, tcm_training_village_doctors),
    aliases=("中医药知识技能培训",),
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
    "该省（市）是否已实施大学生乡村医生专项计划",
    also=(Entity.CITY,),
    aliases=("大学生乡村医生专项计划",),
)
attending_physicians_posted = yes_no(
    "主治医师下沉乡镇卫生院派驻服务",
    Entity.CONSORTIUM,
    "牵头医院是否派驻主治医师下沉乡镇卫生院服务；每个卫生院派驻几名原文没有写",
)
village_doctors_trained = yes_no("培训村医", Entity.COUNTY)
village_doctors_helped = yes_no("帮扶村医", Entity.COUNTY)
village_doctors_trained_and_helped = Indicator(
    "培训和帮扶村医", "是否", all_of(village_doctors_trained, village_doctors_helped)
)
county_posts_used = yes_no(
    "盘活用好县域编制资源", Entity.COUNTY, "是否盘活用好县域编制资源；没有给出标准", aliases=("县域编制资源",)
)
post_pool = yes_no("深化乡镇卫生院编制周转池制度建设", Entity.COUNTY)
post_community = yes_no(
    "打造县乡村“编共体”", Entity.COUNTY, "是否已打造“县级统筹、乡镇所有、县管乡用、以乡带村”的“编共体”"
)
hundred_thousand_talents = yes_no(
    "实施“百千万”人才计划",
    Entity.CITY,
    "是否继续实施“百千万”人才计划；“百千万”是计划的名称，不是人数",
    aliases=("“百千万”人才计划",),
)
discipline_leaders = yes_no(
    "加大学科带头人引进力度",
    Entity.CITY,
    "学科带头人的引进力度是否加大；加大多少原文没有写",
    aliases=("学科带头人引进力度",),
)
talent_teams = yes_no(
    "引进医疗卫生高层次人才及团队",
    Entity.CITY,
    "是否依托贵州人才博览会等平台引进医疗卫生高层次人才及团队；引进多少原文没有写",
    aliases=("高层次人才及团队引进",),
)
silver_age_plan = yes_no("实施“银龄计划”", Entity.CITY, aliases=("银龄计划",))
retired_experts_recruited = yes_no(
    "定向引进副高以上退休专家",
    Entity.CITY,
    "是否定向引进副高以上职称的退休专家；引进多少原文没有写，不是对全部引进人才的职称要求",
    aliases=(
        "加强副高以上退休专家及博士、正高职称等医疗卫生人才定向引进",
        "副高以上退休专家",
    ),
)
doctors_recruited = yes_no(
    "定向引进博士、正高职称等医疗卫生人才",
    Entity.CITY,
    "是否定向引进博士、正高职称等医疗卫生人才；引进多少原文没有写，不是对全部引进人才的学位或职称要求",
    aliases=("博士、正高职称等医疗卫生人才",),
)
qian_medical_talent = yes_no("落实“黔医人才”计划", Entity.CITY, aliases=("黔医人才",))
talent_training = yes_no(
    "加强医疗卫生人才能力提升培训",
    Entity.CITY,
    "是否开展医疗卫生人才能力提升培训；加强到什么程度原文没有写",
    aliases=("医疗卫生人才能力提升培训",),
)
gp_training = yes_no(
    "强化全科住院医师规范化培训和转岗培训",
    Entity.CITY,
    "是否开展全科住院医师规范化培训和转岗培训；强化到什么程度原文没有写",
    aliases=("全科住院医师规范化培训和转岗培训",),
)
staff_posted_down = Variable(
    "县级医院下沉到基层的医务人员数",
    "人",
    Entity.HOSPITAL,
    "该县级医院当年下沉到基层医疗卫生机构工作的医务人员数（按人计，不按次计）；其他医院不填",
)
county_hospital_staff = Variable(
    "县级医院医务人员数", "人", Entity.HOSPITAL, "该县级医院年末医务人员总数；其他医院不填", over_time="stock"
)
#: Share of a county hospital's staff who worked in primary care during the year.
staff_posted_down_share = Indicator(
    "医务人员下沉比例",
    "%",
    staff_posted_down / county_hospital_staff * 100,
    aliases=("下沉一定比例医务人员",),
    rises=True,
    note="原文只写“一定比例”，没有给出数值",
)
rural_order_students = yes_no(
    "实施农村订单定向免费医学生培养项目",
    Entity.CITY,
    "是否继续实施农村订单定向免费医学生培养项目",
    aliases=("农村订单定向免费医学生培养项目",),
)
postgraduate_education = yes_no("落实毕业后医学教育制度", Entity.CITY)
continuing_education = yes_no("落实继续医学教育制度", Entity.CITY)
medical_education = Indicator(
    "落实毕业后医学教育和继续医学教育制度",
    "是否",
    all_of(postgraduate_education, continuing_education),
    aliases=("毕业后医学教育和继续医学教育制度",),
)
village_doctor_degrees = yes_no("乡村医生参加学历教育", Entity.CITY, "当年是否有乡村医生参加学历教育")
village_doctor_licences = yes_no(
    "乡村医生考取执业（助理）医师资格",
    Entity.CITY,
    "当年是否有乡村医生考取执业（助理）医师资格；不要求人人考取",
    aliases=("考取执业(助理)医师资格",),
)
regional_teaching_centre = yes_no(
    "推进建成区域教学、科研中心",
    Entity.CITY,
    "贵州医科大学附属医院贵安医院是否已建成区域教学、科研中心；没有期限",
    aliases=("区域教学、科研中心",),
)
academician_stations = yes_no(
    "推进“蒋建东院士工作站”等院士工作站建设",
    Entity.CITY,
    "“蒋建东院士工作站”等院士工作站是否在建设；建多少原文没有写",
    aliases=("蒋建东院士工作站",),
)
local_universities = yes_no(
    "加强与本地高校医疗、教学及科研合作",
    Entity.CITY,
    "是否与本地高校开展医疗、教学及科研合作；合作到什么程度原文没有写",
    aliases=("本地高校医疗、教学及科研合作",),
)
ethics_training = yes_no(
    "加强医务人员院感、医德医风和服务意识培训",
    Entity.CITY,
    "是否开展医务人员院感、医德医风和服务意识培训；加强到什么程度原文没有写",
    aliases=("医务人员院感、医德医风和服务意识培训",),
)
staffing_standard = yes_no("落实公立医疗卫生机构人员编制标准", Entity.CITY)
staffing_increase = yes_no("落实公立医疗卫生机构编制动态核增机制", Entity.CITY)
staffing_rules = Indicator(
    "落实公立医疗卫生机构人员编制标准和动态核增机制",
    "是否",
    all_of(staffing_standard, staffing_increase),
    aliases=("人员编制标准和动态核增机制",),
)
scarce_staff = yes_no(
    "加强院前急救、公共卫生、全科、儿科等紧缺人员配备",
    Entity.CITY,
    "是否加强院前急救、公共卫生、全科、儿科等紧缺人员配备；配多少原文没有写",
    aliases=("院前急救、公共卫生、全科、儿科等紧缺人员配备",),
)
title_reform = yes_no(
    "科学设置卫生专业技术人员职称评价标准",
    Entity.CITY,
    "卫生专业技术人员职称是否以品德能力业绩为导向设置评价标准；怎样算科学原文没有写",
    aliases=("职称制度改革",),
)
tcm_evaluation_indicators = yes_no("执行中医药人才评价指标", Entity.CITY)
tcm_separate_review = yes_no("中医药人才单独分组评审", Entity.CITY)
tcm_talent_evaluation = Indicator(
    "执行中医药人才评价指标，单独分组评审",
    "是否",
    all_of(tcm_evaluation_indicators, tcm_separate_review),
    aliases=("中医药人才评价指标",),
)
primary_staff_training = yes_no("加强基层全科医生、中医医师、公共卫生医师、药师等培养和招聘", Entity.COUNTY)
talent_recruitment = yes_no("建立人才引进机制", Entity.COUNTY)
talent_exchange = yes_no("建立人才交流机制", Entity.COUNTY)
talent_mechanism = Indicator(
    "建立人才引进及交流机制",
    "是否",
    all_of(talent_recruitment, talent_exchange),
    aliases=("人才招引和交流机制",),
)
vocational_majors = yes_no("职业院校增设老年健康服务、养老服务相关专业", Entity.NATION)
manager_training = yes_no("加强医院管理人员的管理专业知识培训", Entity.NATION)
gp_posts = yes_no(
    "岗位设置重点向全科医生倾斜",
    Entity.NATION,
    "基层医疗卫生机构专业技术岗位设置是否重点向全科医生倾斜；倾斜多少才算，原文没有写，由填报单位判断",
)
posts_used_mechanism = yes_no("建立编制资源利用机制", Entity.CONSORTIUM)
health_staff_recruitment = yes_no("建立卫生技术人员引进机制", Entity.CONSORTIUM)
recruitment_mechanism = Indicator(
    "建立编制资源利用和卫生技术人员引进机制", "是否", all_of(posts_used_mechanism, health_staff_recruitment)
)
staff_complete = yes_no("加快引进配齐卫生技术人员", Entity.CONSORTIUM)
staff_mix = yes_no(
    "各类人员配备比例合理并动态调整",
    Entity.CONSORTIUM,
    "医、药、护、技等各类人员配备比例是否合理并进行动态调整；怎样才算合理，原文没有写，由填报单位判断",
)
staff_deployed = yes_no("卫生技术人员由理事会统一调配使用", Entity.CONSORTIUM)
