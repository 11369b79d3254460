"""组织与机制: bodies, charters, procedures and mechanisms."""

from __future__ import annotations

from policykit.indicators.scales import yes_no
from policykit.model import Entity, Indicator, Theme, all_of

organisation = Theme("组织与机制")

party_committee = yes_no("成立医共体党委", Entity.CONSORTIUM)
party_secretary = yes_no(
    "医共体党委书记由市卫生健康委党员主要负责同志担任",
    Entity.CONSORTIUM,
    "医共体党委书记是否由市卫生健康委党员主要负责同志担任",
    aliases=("党委书记由市卫生健康委党员主要负责同志担任",),
)
party_deputy = yes_no(
    "医共体党委副书记由牵头医院党组织负责人担任",
    Entity.CONSORTIUM,
    "医共体党委副书记是否由牵头医院党组织负责人担任",
    aliases=("党委副书记由牵头医院党组织负责人担任",),
)
party_members = yes_no("各成员单位党组织主要负责同志为党委委员", Entity.CONSORTIUM)
party_committee_composed = Indicator(
    "成立医共体党委并按规定组成",
    "是否",
    all_of(party_committee, party_secretary, party_deputy, party_members),
    aliases=("医共体党委",),
)
chief_president_responsibility = yes_no(
    "落实党委领导下的总院长负责制",
    Entity.CONSORTIUM,
    "医共体是否落实党委领导下的总院长负责制",
    aliases=("党委领导下的总院长负责制",),
)
general_hospital_formed = yes_no(
    "以市医院为牵头医院组建总医院",
    Entity.CONSORTIUM,
    "是否已以二连浩特市医院为牵头医院组建二连浩特市总医院",
    aliases=("组建二连浩特市总医院",),
)
mongolian_tcm_hospital_integrated = yes_no("蒙医中医医院纳入一体化管理", Entity.CONSORTIUM)
maternal_centre_integrated = yes_no("妇幼保健计划生育服务中心纳入一体化管理", Entity.CONSORTIUM)
wulan_centre_integrated = yes_no("乌兰社区卫生服务中心纳入一体化管理", Entity.CONSORTIUM)
dongcheng_centre_integrated = yes_no("东城社区卫生服务中心纳入一体化管理", Entity.CONSORTIUM)
xilin_centre_integrated = yes_no("锡林社区卫生服务中心纳入一体化管理", Entity.CONSORTIUM)
gerile_station_integrated = yes_no("格日勒敖都苏木卫生服务站纳入一体化管理", Entity.CONSORTIUM)
named_members_integrated = Indicator(
    "蒙医中医医院等六家机构纳入一体化管理",
    "是否",
    all_of(
        mongolian_tcm_hospital_integrated,
        maternal_centre_integrated,
        wulan_centre_integrated,
        dongcheng_centre_integrated,
        xilin_centre_integrated,
        gerile_station_integrated,
    ),
    aliases=(
        "蒙医中医医院、妇幼保健计划生育服务中心、乌兰社区卫生服务中心、东城社区卫生服务中心、锡林社区卫生服务中心、格日勒敖都苏木卫生服务站",
    ),
    note="逐家填报，少一家就不算全部纳入",
)
independent_legal_person = yes_no(
    "赋予医共体独立法人地位", Entity.CONSORTIUM, "是否已赋予医共体独立法人地位", aliases=("独立法人地位",)
)
legal_person_registered = yes_no(
    "按照独立事业单位进行统一法人登记",
    Entity.CONSORTIUM,
    "医共体是否已按照独立事业单位进行统一法人登记",
    aliases=("统一法人登记",),
)
legal_person_status = Indicator(
    "医共体取得独立法人地位并登记",
    "是否",
    all_of(independent_legal_person, legal_person_registered),
    aliases=("独立法人地位,按照独立事业单位进行统一法人登记",),
)
member_nature_kept = yes_no("所属医疗机构单位性质不变", Entity.CONSORTIUM)
member_name_kept = yes_no("所属医疗机构原有名称不变", Entity.CONSORTIUM)
member_posts_kept = yes_no("所属医疗机构人员编制不变", Entity.CONSORTIUM)
member_funding_kept = yes_no("所属医疗机构政府投入不变", Entity.CONSORTIUM)
member_duties_kept = yes_no("所属医疗机构职责任务不变", Entity.CONSORTIUM)
member_preferences_kept = yes_no("所属医疗机构优惠政策不变", Entity.CONSORTIUM)
member_status_kept = Indicator(
    "所属医疗机构的性质、名称、编制、投入、任务和优惠政策不变",
    "是否",
    all_of(
        member_nature_kept,
        member_name_kept,
        member_posts_kept,
        member_funding_kept,
        member_duties_kept,
        member_preferences_kept,
    ),
    aliases=("单位性质、原有名称、人员编制、政府投入、职责任务、优惠政策不变",),
)
management_committee = yes_no(
    "成立医共体管理委员会",
    Entity.CONSORTIUM,
    "是否已成立医共体管理委员会",
    aliases=(
        "医共同体管理委员会",
        "医共体管理委员会",
    ),
)
committee_organisation = yes_no("市委编办为管理委员会成员", Entity.CONSORTIUM)
committee_development = yes_no("发改委为管理委员会成员", Entity.CONSORTIUM)
committee_finance = yes_no("财政局为管理委员会成员", Entity.CONSORTIUM)
committee_audit = yes_no("审计局为管理委员会成员", Entity.CONSORTIUM)
committee_labour = yes_no("人社局为管理委员会成员", Entity.CONSORTIUM)
committee_health = yes_no("卫健委为管理委员会成员", Entity.CONSORTIUM)
committee_insurance = yes_no("医保局为管理委员会成员", Entity.CONSORTIUM)
committee_composed = Indicator(
    "成立由编办、发改、财政、审计、人社、卫健、医保七部门组成的管理委员会",
    "是否",
    all_of(
        management_committee,
        committee_organisation,
        committee_development,
        committee_finance,
        committee_audit,
        committee_labour,
        committee_health,
        committee_insurance,
    ),
    aliases=("市委编办、发改委、财政局、审计局、人社局、卫健委、医保局等部门为成员的医共同体管理委员会",),
)
committee_office = yes_no("管理委员会办公室设在市卫生健康委", Entity.CONSORTIUM)
council = yes_no(
    "成立医共体理事会",
    Entity.CONSORTIUM,
    "是否已成立由医共体成员单位组成的医共体理事会",
    aliases=("医共同体理事会",),
)
legal_representative_president = yes_no(
    "法定代表人由牵头医院院长担任",
    Entity.CONSORTIUM,
    "医共体（总医院）的法定代表人是否由牵头医院的院长担任",
    aliases=("法定代表人由牵头医院的院长担任",),
)
executive_presidents = yes_no(
    "其他成员单位设立执行院长",
    Entity.CONSORTIUM,
    "牵头医院以外的成员单位是否都已设立执行院长",
    aliases=("执行院长负责日常管理工作",),
)
executive_presidents_appointed = yes_no(
    "执行院长由医共体党委研究后委派",
    Entity.CONSORTIUM,
    "执行院长是否由医共体（总医院）党委研究后委派",
    aliases=("执行院长由医共同体(总医院)党委研究后委派",),
)
executive_presidents_filed = yes_no(
    "执行院长报管理委员会备案",
    Entity.CONSORTIUM,
    "执行院长是否已报医共体管理委员会备案",
    aliases=("医共同体管理委员会备案",),
)
executive_presidents_procedure = Indicator(
    "执行院长由医共体党委委派并报管理委员会备案",
    "是否",
    all_of(executive_presidents_appointed, executive_presidents_filed),
    aliases=("执行院长由医共同体（总医院）党委研究后委派，并报医共同体管理委员会备案",),
)
personnel_office = yes_no("组建人事管理科室", Entity.CONSORTIUM)
finance_office = yes_no("组建财务管理科室", Entity.CONSORTIUM)
insurance_office = yes_no("组建医保管理科室", Entity.CONSORTIUM)
safety_office = yes_no("组建医疗安全和质量管理科室", Entity.CONSORTIUM)
supply_office = yes_no("组建药品耗材采供管理科室", Entity.CONSORTIUM)
public_health_office = yes_no("组建公共卫生服务科室", Entity.CONSORTIUM)
consortium_offices = Indicator(
    "组建人事、财务、医保、质量安全、采供和公共卫生科室",
    "是否",
    all_of(
        personnel_office, finance_office, insurance_office, safety_office, supply_office, public_health_office
    ),
    aliases=("人事管理、财务管理、医保管理、医疗安全和质量管理、药品耗材采供管理、公共卫生服务等科室",),
)
dedicated_managers = yes_no(
    "医共体配备专职管理人员", Entity.CONSORTIUM, "医共体是否已配备专职管理人员", aliases=("专职管理人员",)
)
financial_reports = yes_no("建立财务报告制度", Entity.CONSORTIUM)
performance_appraisal_system = yes_no("建立绩效考核制度", Entity.CONSORTIUM)
external_audit = yes_no("建立第三方注册会计师审计制度", Entity.CONSORTIUM)
chief_accountant_system = yes_no("建立总会计师制度", Entity.CONSORTIUM)
financial_disclosure = yes_no("建立财务公开制度", Entity.CONSORTIUM)
financial_systems = Indicator(
    "建立财务报告、绩效考核、第三方审计、总会计师和财务公开制度",
    "是否",
    all_of(
        financial_reports,
        performance_appraisal_system,
        external_audit,
        chief_accountant_system,
        financial_disclosure,
    ),
    aliases=("财务报告制度、绩效考核制度、第三方注册会计师审计制度、总会计师制度和财务公开制度",),
)
purchasing_procedures = yes_no(
    "明确采购使用流程和监管程序",
    Entity.CONSORTIUM,
    "后勤物资、办公用品、基建维修、设备器械等项目是否有明确的采购、使用流程和监管程序",
    aliases=("明确的采购、使用流程和监管程序",),
)
shared_logistics = yes_no(
    "为各成员单位提供统一的社会化后勤服务",
    Entity.CONSORTIUM,
    "医共体是否为各成员单位提供统一的社会化后勤服务",
    aliases=("统一的社会化后勤服务",),
)
chief_accountant = yes_no(
    "总医院设立总会计师",
    Entity.CONSORTIUM,
    "总医院是否已设立总会计师；与国办发〔2019〕4号第43项“规范设立总会计师”相近，该项针对三级公立医院，查阅文件资料",
    aliases=("设立总会计师",),
)
county_helps_township = yes_no("建立以县带乡帮扶机制", Entity.COUNTY)
township_helps_village = yes_no("建立以乡带村帮扶机制", Entity.COUNTY)
assistance_by_level = Indicator(
    "建立以县带乡、以乡带村帮扶机制", "是否", all_of(county_helps_township, township_helps_village)
)
other_clinics_integrated = yes_no(
    "深化其他村卫生室的乡村卫生一体化管理",
    Entity.COUNTY,
    "对没有转为村级医疗服务点的村卫生室，是否继续实行乡村卫生一体化管理；“深化”没有给出标准",
)
party_procedures = yes_no("理顺党委与行政领导班子议事决策程序", Entity.CONSORTIUM)
leaders_complete = yes_no("选强配齐医共体负责人员", Entity.CONSORTIUM)
assessment_tilt = yes_no(
    "考核指标向资源下沉等方面倾斜",
    Entity.CONSORTIUM,
    "内部考核指标是否向资源下沉、巡诊派驻、家庭医生签约、成本控制等方面倾斜；倾斜多少才算，原文没有写，由填报单位判断",
)
incentive_mechanism = yes_no("建立长效激励机制", Entity.CONSORTIUM)
local_mechanism = yes_no("建立县域医共体建设工作机制", Entity.COUNTY, aliases=("各地建立健全工作机制",))
national_centre_projects = yes_no("统筹布局国家医学中心建设项目", Entity.NATION)
regional_centre_system = yes_no("建立与国家区域医疗中心相适应的管理体制", Entity.NATION)
regional_centre_operation = yes_no("建立与国家区域医疗中心相适应的运行机制", Entity.NATION)
regional_centre_management = Indicator(
    "建立与国家区域医疗中心相适应的管理体制和运行机制",
    "是否",
    all_of(regional_centre_system, regional_centre_operation),
)
provincial_centres = yes_no("推进省级区域医疗中心建设", Entity.PROVINCE)
corruption_mechanism = yes_no("推进医药领域腐败问题治理长效机制建设", Entity.NATION)
responsibility_system = yes_no("实行集体领导和分工负责相结合的制度", Entity.CONSORTIUM)
party_deliberation = yes_no("健全医共体党委议事决策制度", Entity.CONSORTIUM)
party_communication = yes_no("健全医共体党委定期沟通制度", Entity.CONSORTIUM)
deliberation_and_communication = Indicator(
    "健全医共体党委议事决策和定期沟通制度", "是否", all_of(party_deliberation, party_communication)
)
hospital_deliberation = yes_no("建立重大问题议事决策机制", Entity.CONSORTIUM)
party_meeting_rules = yes_no("细化党组织会议议事规则", Entity.CONSORTIUM)
president_meeting_rules = yes_no("细化院长办公会议议事规则", Entity.CONSORTIUM)
meeting_rules = Indicator(
    "细化党组织会议、院长办公会议议事规则", "是否", all_of(party_meeting_rules, president_meeting_rules)
)
expert_committees = yes_no("健全医院各类专业委员会", Entity.CONSORTIUM)
major_decision_procedures = yes_no("制定重大决策的流程和议事决策制度", Entity.CONSORTIUM)
appointment_procedures = yes_no("制定干部任免的流程和议事决策制度", Entity.CONSORTIUM)
major_project_procedures = yes_no("制定重大项目实施的流程和议事决策制度", Entity.CONSORTIUM)
decision_procedures = Indicator(
    "制定重大决策、干部任免、重大项目的流程和议事决策制度",
    "是否",
    all_of(major_decision_procedures, appointment_procedures, major_project_procedures),
)
internal_evaluation = yes_no("完善医务人员内部评价制度", Entity.CONSORTIUM)
charter = yes_no(
    "制定医共体章程",
    Entity.CONSORTIUM,
    "医共体是否已制定章程",
    aliases=(
        "县域医共体章程",
        "制定章程",
    ),
)
deliberation_system = yes_no(
    "建立牵头医院和成员单位共同参与的议事决策制度",
    Entity.CONSORTIUM,
    "是否已有牵头医院和成员单位共同参与、定期协商的议事决策制度",
    aliases=("议事决策制度",),
)
charter_duties = yes_no(
    "章程规定责任、权利和义务", Entity.CONSORTIUM, "章程是否规定总医院与其他成员单位的责任、权利和义务"
)
shared_benefits = yes_no("章程明确利益共享", Entity.CONSORTIUM)
charter_with_duties = Indicator(
    "制定章程，规定责任、权利和义务，明确利益共享", "是否", all_of(charter, charter_duties, shared_benefits)
)
organisation_structure = yes_no("明确组织架构", Entity.CONSORTIUM, "医共体是否已明确组织架构")
charter_and_deliberation = Indicator(
    "制定章程、明确组织架构并完善议事决策制度",
    "是否",
    all_of(charter, organisation_structure, deliberation_system),
    aliases=("县域医共体章程,明确组织架构,完善牵头医院和成员单位共同参与、定期协商的议事决策制度",),
)
primary_representative = yes_no(
    "医共体负责人员中有基层医疗卫生机构代表",
    Entity.CONSORTIUM,
    "医共体负责人员中是否有基层医疗卫生机构的代表",
    aliases=("基层医疗卫生机构代表",),
)
leaders_nominated = yes_no(
    "医共体负责人员由县级卫生健康行政部门提名",
    Entity.CONSORTIUM,
    "医共体负责人员是否由县级卫生健康行政部门提名",
    aliases=("县域医共体负责人员由县级卫生健康行政部门提名",),
)
member_leaders_nominated = yes_no(
    "成员单位负责人和班子成员由医共体提名",
    Entity.CONSORTIUM,
    "成员单位负责人和班子成员是否由医共体提名",
    aliases=("成员单位负责人和班子成员由县域医共体提名",),
)
member_leaders_consulted = yes_no(
    "提名征求县级卫生健康行政部门意见",
    Entity.CONSORTIUM,
    "提名成员单位负责人和班子成员时是否征求县级卫生健康行政部门意见",
    aliases=("征求县级卫生健康行政部门意见",),
)
member_leaders_procedure = Indicator(
    "成员单位负责人由医共体提名并征求卫生健康行政部门意见",
    "是否",
    all_of(member_leaders_nominated, member_leaders_consulted),
    aliases=("成员单位负责人和班子成员由县域医共体提名并征求县级卫生健康行政部门意见",),
)
