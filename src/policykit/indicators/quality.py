"""质量效率: how well and how efficiently care is given."""

from __future__ import annotations

from policykit.indicators.registry import indicator
from policykit.model import Entity, Value

__all__ = [
    "basic_standard_share",
    "case_mix_index",
    "grade_four_surgery_share",
    "hospitalization_rate",
    "primary_standard_attainment_rate",
    "recommended_standard_share",
    "repeat_examination_rate",
    "result_recognition_hospital_grade",
]


@indicator("住院率", unit="%", entity=Entity.COUNTY, aliases=("居民住院率",))
def hospitalization_rate(inpatients_by_residents: Value, insured_residents: Value) -> Value:
    """Admissions per hundred insured residents in a year.

    Unit: %. Own reading: official name 县域内慢性病健康管理人群住院率 国卫办基层发〔2024〕22号 is another
    population.

    >>> hospitalization_rate(17, 20)
    85.0
    """
    return inpatients_by_residents / insured_residents * 100


@indicator(
    "四级手术占比",
    unit="%",
    entity=Entity.CITY,
    aliases=("出院患者四级手术比例",),
    source="国办发〔2019〕4号，附件第6项",
)
def grade_four_surgery_share(grade_four_surgeries: Value, discharge_surgeries: Value) -> Value:
    """Share of discharged patients' operations that are of grade four.

    Unit: %. Source: 国办发〔2019〕4号，附件第6项.

    >>> grade_four_surgery_share(17, 20)
    85.0
    """
    return grade_four_surgeries / discharge_surgeries * 100


@indicator("CMI值", unit="", entity=Entity.CITY, aliases=("CMI", "病例组合指数"))
def case_mix_index(total_drg_weight: Value, discharges: Value) -> Value:
    """Average DRG weight of the discharged cases.

    Unit: . Own reading: no official formula is on record.

    >>> case_mix_index(9, 2)
    4.5
    """
    return total_drg_weight / discharges


@indicator("基层医疗机构达标率", unit="%", entity=Entity.CITY)
def primary_standard_attainment_rate(
    primary_facilities_up_to_standard: Value, primary_facilities: Value
) -> Value:
    """Share of primary care institutions that reach the service standard.

    Unit: %. Own reading: no official formula is on record.

    >>> primary_standard_attainment_rate(17, 20)
    85.0
    """
    return primary_facilities_up_to_standard / primary_facilities * 100


@indicator("达到国家“基本标准”的比例", unit="%", entity=Entity.CITY, aliases=("基本标准",))
def basic_standard_share(centres_basic_standard: Value, township_community_centres: Value) -> Value:
    """Share of township and community centres that reach the national basic standard.

    Unit: %. Own reading: no official formula is on record.

    >>> basic_standard_share(17, 20)
    85.0
    """
    return centres_basic_standard / township_community_centres * 100


@indicator("达到“推荐标准”的比例", unit="%", entity=Entity.CITY, aliases=("推荐标准",))
def recommended_standard_share(
    centres_recommended_standard: Value, township_community_centres: Value
) -> Value:
    """Share of township and community centres that reach the recommended standard.

    Unit: %. Own reading: no official formula is on record.

    >>> recommended_standard_share(17, 20)
    85.0
    """
    return centres_recommended_standard / township_community_centres * 100


@indicator(
    "实现检查检验结果互认的医院等级", unit="等级", entity=Entity.HOSPITAL, aliases=("检查检验结果互认",)
)
def result_recognition_hospital_grade(result_recognition_hospital_grade: Value) -> Value:
    """Grade of a hospital that takes part in mutual recognition of test results.

    Unit: a rank on the scale. Own reading: no official formula is on record.

    >>> result_recognition_hospital_grade(3)
    3
    """
    return result_recognition_hospital_grade


@indicator("重复检验检查率", unit="%", entity=Entity.CONSORTIUM, aliases=("重复检验检查",))
def repeat_examination_rate(repeat_examinations: Value, examinations: Value) -> Value:
    """Share of examinations in the consortium that repeat an earlier one.

    Unit: %. Own reading: no official formula is on record.

    >>> repeat_examination_rate(17, 20)
    85.0
    """
    return repeat_examinations / examinations * 100
