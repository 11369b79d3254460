"""考核监测: assessments, monitoring and evaluation of the reform."""

from __future__ import annotations

from policykit.indicators.registry import indicator
from policykit.model import Entity, Value

__all__ = [
    "clinic_tcm_score_weight",
    "clinic_visit_score_weight",
    "consortium_monitorings",
    "demonstration_cycle",
    "member_assessments",
    "performance_assessment_grade",
    "quality_evaluation_date",
    "reform_assessments",
    "reform_bulletins",
    "reform_dispatches",
    "reform_monitoring_plans",
]


@indicator(
    "村卫生室考核中门诊就诊率分值比重",
    unit="%",
    entity=Entity.COUNTY,
    aliases=("门诊就诊率、中医门诊占比等分值比重", "门诊就诊率"),
)
def clinic_visit_score_weight(clinic_visit_score: Value, clinic_total_score: Value) -> Value:
    """Weight of the visit rate among the scores of the village clinics' appraisal.

    Unit: %. Own reading: no official formula is on record.

    >>> clinic_visit_score_weight(17, 20)
    85.0
    """
    return clinic_visit_score / clinic_total_score * 100


@indicator(
    "村卫生室考核中中医门诊占比分值比重",
    unit="%",
    entity=Entity.COUNTY,
    aliases=("中医门诊占比等分值比重", "中医门诊占比", "门诊就诊率、中医门诊占比等分值比重"),
)
def clinic_tcm_score_weight(clinic_tcm_score: Value, clinic_total_score: Value) -> Value:
    """Weight of the Chinese-medicine outpatient share among the scores of the village clinics' appraisal.

    Unit: %. Own reading: no official formula is on record.

    >>> clinic_tcm_score_weight(17, 20)
    85.0
    """
    return clinic_tcm_score / clinic_total_score * 100


@indicator("深化医药卫生体制改革考核频次", unit="次/年", entity=Entity.CITY, aliases=("年度考核",))
def reform_assessments(reform_assessments: Value) -> Value:
    """Assessments of the health reform, per year.

    Unit: 次/年. Own reading: no official formula is on record.

    >>> reform_assessments(12)
    12
    """
    return reform_assessments


@indicator("县域医共体监测评价频次", unit="次/年", entity=Entity.NATION, aliases=("年度监测评价", "监测评价"))
def consortium_monitorings(consortium_monitorings: Value) -> Value:
    """Monitoring rounds of the county consortia, per year.

    Unit: 次/年. Own reading: no official formula is on record.

    >>> consortium_monitorings(12)
    12
    """
    return consortium_monitorings


@indicator("参加绩效考核的公立医院等级", unit="等级", entity=Entity.HOSPITAL, aliases=("公立医院绩效考核",))
def performance_assessment_grade(performance_assessment_grade: Value) -> Value:
    """Grade of a public hospital that takes part in the performance assessment.

    Unit: a rank on the scale. Own reading: no official formula is on record.

    >>> performance_assessment_grade(3)
    3
    """
    return performance_assessment_grade


@indicator("示范项目周期", unit="年", entity=Entity.NATION, aliases=("周期",))
def demonstration_cycle(demonstration_cycle: Value) -> Value:
    """Years of one cycle of a demonstration project.

    Unit: 年. Own reading: no official formula is on record.

    >>> demonstration_cycle(12)
    12
    """
    return demonstration_cycle


@indicator(
    "公立医院高质量发展评价启动日期",
    unit="日期",
    entity=Entity.NATION,
    aliases=("推进公立医院高质量发展评价",),
)
def quality_evaluation_date(quality_evaluation_date: Value) -> Value:
    """Day on which the yearly evaluation of public hospitals' development began.

    Unit: an ordinal day. Own reading: no official formula is on record.

    >>> from datetime import date
    >>> quality_evaluation_date(date(2025, 6, 30).toordinal())
    739432
    """
    return quality_evaluation_date


@indicator("年度医改监测方案制定频次", unit="次/年", entity=Entity.NATION, aliases=("医改监测方案",))
def reform_monitoring_plans(reform_monitoring_plans: Value) -> Value:
    """Yearly monitoring plans of the health reform.

    Unit: 次/年. Own reading: no official formula is on record.

    >>> reform_monitoring_plans(12)
    12
    """
    return reform_monitoring_plans


@indicator("医改调度频次", unit="次/季度", entity=Entity.NATION, aliases=("医改重点任务", "调度"))
def reform_dispatches(reform_dispatches: Value) -> Value:
    """Reviews of the key reform tasks, per quarter.

    Unit: 次/季度. Own reading: no official formula is on record.

    >>> reform_dispatches(12)
    12
    """
    return reform_dispatches


@indicator("医改通报频次", unit="次/年", entity=Entity.NATION, aliases=("年通报", "通报"))
def reform_bulletins(reform_bulletins: Value) -> Value:
    """Bulletins on the key reform tasks, per year.

    Unit: 次/年. Own reading: no official formula is on record.

    >>> reform_bulletins(12)
    12
    """
    return reform_bulletins


@indicator("成员单位年终考核频次", unit="次/年", entity=Entity.CONSORTIUM, aliases=("年终考核",))
def member_assessments(member_assessments: Value) -> Value:
    """Year-end assessments of the consortium's members, per year.

    Unit: 次/年. Own reading: no official formula is on record.

    >>> member_assessments(12)
    12
    """
    return member_assessments
