"""人才队伍: people, posts, training and pay."""

from __future__ import annotations

from policykit.indicators.registry import indicator
from policykit.model import Entity, Value

__all__ = [
    "physicians_per_thousand_growth",
    "professional_staff_share",
    "recruited_retired_expert_title",
    "recruited_talent_degree",
    "recruited_talent_title",
    "staff_dispatches",
    "village_clinic_guaranteed_income",
    "village_doctor_exams",
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
    """TODO professional_staff_share

    Unit: %. Own reading: no official formula is on record.

    >>> professional_staff_share(17, 20)
    85.0
    """
    return professional_staff / public_health_staff * 100


@indicator("引进退休专家职称", unit="职称", entity=Entity.CITY, aliases=("退休专家",))
def recruited_retired_expert_title(recruited_retired_expert_title: Value) -> Value:
    """TODO recruited_retired_expert_title

    Unit: a rank on the scale. Own reading: no official formula is on record.

    >>> recruited_retired_expert_title(3)
    3
    """
    return recruited_retired_expert_title


@indicator("定向引进人才学位", unit="学位", entity=Entity.CITY, aliases=("博士",))
def recruited_talent_degree(recruited_talent_degree: Value) -> Value:
    """TODO recruited_talent_degree

    Unit: a rank on the scale. Own reading: no official formula is on record.

    >>> recruited_talent_degree(3)
    3
    """
    return recruited_talent_degree


@indicator("定向引进人才职称", unit="职称", entity=Entity.CITY, aliases=("正高职称",))
def recruited_talent_title(recruited_talent_title: Value) -> Value:
    """TODO recruited_talent_title

    Unit: a rank on the scale. Own reading: no official formula is on record.

    >>> recruited_talent_title(3)
    3
    """
    return recruited_talent_title


@indicator("县级医院下沉医务人员频次", unit="次/年", entity=Entity.HOSPITAL, aliases=("下沉一定比例医务人员", "下沉"))
def staff_dispatches(staff_dispatches: Value) -> Value:
    """TODO staff_dispatches

    Unit: 次/年. Own reading: no official formula is on record.

    >>> staff_dispatches(12)
    12
    """
    return staff_dispatches


@indicator("乡村医生执业（助理）医师资格考试次数", unit="次", entity=Entity.COUNTY, aliases=("执业(助理)医师资格",))
def village_doctor_exams(village_doctor_exams: Value) -> Value:
    """TODO village_doctor_exams

    Unit: 次. Own reading: no official formula is on record.

    >>> village_doctor_exams(12)
    12
    """
    return village_doctor_exams


@indicator("每千人口执业（助理）医师数增幅", unit="%", entity=Entity.CITY, aliases=("每千人口执业(助理)医师数",))
def physicians_per_thousand_growth(physicians_per_thousand: Value, physicians_per_thousand_previous: Value) -> Value:
    """TODO physicians_per_thousand_growth

    Unit: %. Own reading: no official formula is on record.

    >>> physicians_per_thousand_growth(17, 20)
    85.0
    """
    return physicians_per_thousand / physicians_per_thousand_previous * 100
