"""医养结合: care of old people."""

from __future__ import annotations

from policykit.indicators.registry import indicator
from policykit.model import Entity, Value

__all__ = [
    "geriatric_department_share",
    "integrated_elderly_care_share",
]


@indicator("设立老年医学科比例", unit="%", entity=Entity.CITY, aliases=("老年医学科",))
def geriatric_department_share(
    general_hospitals_with_geriatrics: Value, general_hospitals_grade_two_up: Value
) -> Value:
    """Share of public general hospitals of level two and above with a geriatric department.

    Unit: %. Own reading: no official formula is on record.

    >>> geriatric_department_share(17, 20)
    85.0
    """
    return general_hospitals_with_geriatrics / general_hospitals_grade_two_up * 100


@indicator("养老服务机构具备医养结合能力的比例", unit="%", entity=Entity.CITY, aliases=("医养结合能力",))
def integrated_elderly_care_share(
    elderly_institutions_integrated: Value, elderly_institutions: Value
) -> Value:
    """Share of old-age care institutions that can combine medical and nursing care.

    Unit: %. Own reading: no official formula is on record.

    >>> integrated_elderly_care_share(17, 20)
    85.0
    """
    return elderly_institutions_integrated / elderly_institutions * 100
