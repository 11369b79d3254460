"""人才队伍: people, posts, training and pay."""

from __future__ import annotations

from policykit.indicators.registry import indicator
from policykit.model import Entity, Value

__all__ = [
    "general_medicine_teaching_share",
    "general_practitioners",
    "gp_college_years",
    "gp_pay",
    "gp_training_years",
    "middle_post_share",
    "pay_gap",
    "pay_level",
    "performance_pay_total",
    "physicians_per_thousand_growth",
    "professional_staff_share",
    "recruited_retired_expert_title",
    "recruited_talent_degree",
    "recruited_talent_title",
    "resident_attending_physicians",
    "resident_experts",
    "resident_physician_title",
    "senior_post_share",
    "staff_dispatches",
    "village_clinic_guaranteed_income",
]


@indicator("村卫生室保底收入", unit="万元", entity=Entity.VILLAGE_CLINIC, aliases=("保底收入",))
def village_clinic_guaranteed_income(village_clinic_guaranteed_income: Value) -> Value:
    """Guaranteed yearly income of a village clinic.

    Unit: 万元. Own reading: no official formula is on record.

    >>> village_clinic_guaranteed_income(12)
    12
    """
    return village_clinic_guaranteed_income


@indicator("专业技术人才比例", unit="%", entity=Entity.CITY)
def professional_staff_share(professional_staff: Value, public_health_staff: Value) -> Value:
    """Share of public health staff who are professionals.

    Unit: %. Own reading: no official formula is on record.

    >>> professional_staff_share(17, 20)
    85.0
    """
    return professional_staff / public_health_staff * 100


@indicator("引进退休专家职称", unit="职称", entity=Entity.CITY, aliases=("退休专家",))
def recruited_retired_expert_title(recruited_retired_expert_title: Value) -> Value:
    """Lowest professional title among the retired experts brought in.

    Unit: a rank on the scale. Own reading: no official formula is on record.

    >>> recruited_retired_expert_title(3)
    3
    """
    return recruited_retired_expert_title


@indicator("定向引进人才学位", unit="学位", entity=Entity.CITY, aliases=("博士",))
def recruited_talent_degree(recruited_talent_degree: Value) -> Value:
    """Academic degree of the people recruited by name.

    Unit: a rank on the scale. Own reading: no official formula is on record.

    >>> recruited_talent_degree(3)
    3
    """
    return recruited_talent_degree


@indicator("定向引进人才职称", unit="职称", entity=Entity.CITY, aliases=("正高职称",))
def recruited_talent_title(recruited_talent_title: Value) -> Value:
    """Professional title of the people recruited by name.

    Unit: a rank on the scale. Own reading: no official formula is on record.

    >>> recruited_talent_title(3)
    3
    """
    return recruited_talent_title


@indicator(
    "县级医院下沉医务人员频次", unit="次/年", entity=Entity.HOSPITAL, aliases=("下沉一定比例医务人员", "下沉")
)
def staff_dispatches(staff_dispatches: Value) -> Value:
    """Times a year that a county hospital sends staff to primary care.

    Unit: 次/年. Own reading: no official formula is on record.

    >>> staff_dispatches(12)
    12
    """
    return staff_dispatches


@indicator(
    "每千人口执业（助理）医师数增幅", unit="%", entity=Entity.CITY, aliases=("每千人口执业(助理)医师数",)
)
def physicians_per_thousand_growth(
    physicians_per_thousand: Value, physicians_per_thousand_previous: Value
) -> Value:
    """Growth of physicians per thousand residents over the year before.

    Unit: %. Own reading: no official formula is on record.

    >>> physicians_per_thousand_growth(105, 84)
    25.0
    """
    return (physicians_per_thousand / physicians_per_thousand_previous - 1) * 100


@indicator("帮扶医院派出常驻专家数", unit="名", entity=Entity.HOSPITAL, aliases=("专家",))
def resident_experts(resident_experts: Value) -> Value:
    """Experts whom a supporting city hospital stations at a county consortium all year.

    Unit: 名. Own reading: no official formula is on record.

    >>> resident_experts(12)
    12
    """
    return resident_experts


@indicator(
    "牵头医院主治医师以上常驻人员数",
    unit="名",
    entity=Entity.TOWNSHIP_CENTRE,
    aliases=("主治医师以上职称人员",),
)
def resident_attending_physicians(resident_attending_physicians: Value) -> Value:
    """Attending physicians or higher from the lead hospital who serve a centre all year.

    Unit: 名. Own reading: nearest official 国卫办基层发〔2024〕22号 2.1 派驻人数/每万常住人口.

    >>> resident_attending_physicians(12)
    12
    """
    return resident_attending_physicians


@indicator(
    "牵头医院派驻人员职称",
    unit="职称",
    entity=Entity.TOWNSHIP_CENTRE,
    aliases=("主治医师", "主治医师以上职称", "职称人员", "主治医师以上职称人员", "主治医师下沉"),
)
def resident_physician_title(resident_physician_title: Value) -> Value:
    """Title of the lead hospital's staff who serve a centre all year.

    Unit: a rank on the scale. Own reading: no official formula is on record.

    >>> resident_physician_title(3)
    3
    """
    return resident_physician_title


@indicator(
    "基层医疗卫生机构中级专业技术岗位比例",
    unit="%",
    entity=Entity.COUNTY,
    aliases=("中级、高级专业技术岗位比例",),
)
def middle_post_share(middle_posts: Value, professional_posts: Value) -> Value:
    """Share of primary care's professional posts that are of middle rank.

    Unit: %. Own reading: no official formula is on record.

    >>> middle_post_share(17, 20)
    85.0
    """
    return middle_posts / professional_posts * 100


@indicator(
    "基层医疗卫生机构高级专业技术岗位比例",
    unit="%",
    entity=Entity.COUNTY,
    aliases=("高级专业技术岗位比例", "中级、高级专业技术岗位比例"),
)
def senior_post_share(senior_posts: Value, professional_posts: Value) -> Value:
    """Share of primary care's professional posts that are of senior rank.

    Unit: %. Own reading: no official formula is on record.

    >>> senior_post_share(17, 20)
    85.0
    """
    return senior_posts / professional_posts * 100


@indicator(
    "成立全科医学教学组织机构的医学院校比例",
    unit="%",
    entity=Entity.NATION,
    aliases=("全科医学教学组织机构",),
)
def general_medicine_teaching_share(medical_schools_with_gp: Value, medical_schools: Value) -> Value:
    """Share of medical schools with a teaching organisation for general medicine.

    Unit: %. Own reading: no official formula is on record.

    >>> general_medicine_teaching_share(17, 20)
    85.0
    """
    return medical_schools_with_gp / medical_schools * 100


@indicator("全科医生院校教育年限", unit="年", entity=Entity.NATION, aliases=("院校教育",))
def gp_college_years(gp_college_years: Value) -> Value:
    """Years of college education of a general practitioner.

    Unit: 年. Own reading: no official formula is on record.

    >>> gp_college_years(12)
    12
    """
    return gp_college_years


@indicator("全科医生规范化培训年限", unit="年", entity=Entity.NATION, aliases=("规范化培训",))
def gp_training_years(gp_training_years: Value) -> Value:
    """Years of standard training of a general practitioner.

    Unit: 年. Own reading: no official formula is on record.

    >>> gp_training_years(12)
    12
    """
    return gp_training_years


@indicator("全科医生数", unit="人", entity=Entity.NATION, aliases=("全科医生队伍", "全科医生"))
def general_practitioners(general_practitioners: Value) -> Value:
    """Number of registered general practitioners.

    Unit: 人. Own reading: no official formula is on record.

    >>> general_practitioners(12)
    12
    """
    return general_practitioners


@indicator("全科医生薪酬水平", unit="元/年", entity=Entity.COUNTY, aliases=("全科医生薪酬待遇",))
def gp_pay(gp_pay: Value) -> Value:
    """Average yearly pay of general practitioners in primary care.

    Unit: 元/年. Own reading: no official formula is on record.

    >>> gp_pay(12)
    12
    """
    return gp_pay


@indicator("医共体绩效工资总额", unit="万元", entity=Entity.CONSORTIUM, aliases=("绩效工资总额",))
def performance_pay_total(performance_pay_total: Value) -> Value:
    """Total performance pay of a consortium in a year.

    Unit: 万元. Own reading: no official formula is on record.

    >>> performance_pay_total(12)
    12
    """
    return performance_pay_total


@indicator("医共体薪酬水平", unit="万元/人", entity=Entity.CONSORTIUM, aliases=("薪酬水平",))
def pay_level(total_pay: Value, staff: Value) -> Value:
    """Average pay of a consortium's staff in a year.

    Unit: 万元/人. Own reading: see official-name 国卫办基层发〔2024〕22号
    基层医疗卫生机构人均收入与牵头医院人均收入的比值 for the gap.

    >>> pay_level(9, 2)
    4.5
    """
    return total_pay / staff


@indicator("基层与市级医院医务人员薪酬差距", unit="万元", entity=Entity.CONSORTIUM, aliases=("薪酬差距",))
def pay_gap(city_hospital_pay: Value, primary_pay: Value) -> Value:
    """How much more the city hospital pays than primary care for like seniority.

    Unit: 万元. Own reading: no official formula is on record.

    >>> pay_gap(85, 70)
    15
    """
    return city_hospital_pay - primary_pay
