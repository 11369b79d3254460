"""Every computed indicator with one figure worked out by hand, and what holds for all of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

import narwhals as nw
import numpy as np
import pandas as pd
import polars as pl
import pytest
from tests import project

from policykit.indicators import indicators, themes, variables
from policykit.indicators.scales import YES_NO, yes_no
from policykit.model import Comparator, Entity, Indicator, Variable
from policykit.text.normal import normalize

ALL = tuple(indicators().values())
COMPUTED = tuple(one for one in ALL if one.reported is None)
DUTIES = tuple(one for one in COMPUTED if one.unit == "是否")
"""Duties of several parts."""
by_theme = pytest.mark.parametrize("theme", sorted({one.theme for one in ALL}))

WORKED: list[tuple[str, tuple[float, ...], float]] = [
    ("county_visit_rate", (17, 20), 85.0),
    ("primary_outpatient_share", (17, 20), 85.0),
    ("county_inpatient_share", (17, 20), 85.0),
    ("primary_facility_visit_rate", (17, 20), 85.0),
    ("township_emergency_coverage", (17, 20), 85.0),
    ("primary_service_share", (17, 20), 85.0),
    ("reserved_expert_slots", (17, 20), 85.0),
    ("reserved_beds", (17, 20), 85.0),
    ("reserved_examinations", (17, 20), 85.0),
    ("rural_visit_share", (17, 20), 85.0),
    ("rural_service_coverage", (17, 20), 85.0),
    ("county_patient_share", (17, 20), 85.0),
    ("primary_visit_rate", (17, 20), 85.0),
    ("patient_cost", (9, 2), 4.5),
    ("clinic_visit_score_weight", (17, 20), 85.0),
    ("clinic_tcm_score_weight", (17, 20), 85.0),
    ("beds_per_thousand", (3, 6000), 0.5),
    ("childcare_places_per_thousand", (3, 6000), 0.5),
    ("primary_bed_occupancy", (17, 20), 85.0),
    ("secondary_emr_level_share", (17, 20), 85.0),
    ("ai_primary_coverage", (17, 20), 85.0),
    ("e_certificate_coverage", (17, 20), 85.0),
    ("geriatric_department_share", (17, 20), 85.0),
    ("integrated_elderly_care_share", (17, 20), 85.0),
    ("development_spending_funded", (17, 20), 85.0),
    ("fiscal_funds_paid", (17, 20), 85.0),
    ("fully_funded_unit_share", (17, 20), 85.0),
    ("consortium_coverage", (17, 20), 85.0),
    ("converted_clinic_share", (17, 20), 85.0),
    ("county_fund_share", (17, 20), 85.0),
    ("primary_fund_share", (17, 20), 85.0),
    ("capitation_cost_inclusion", (17, 20), 85.0),
    ("service_income_share", (17, 20), 85.0),
    ("primary_fund_payment_share", (17, 20), 85.0),
    ("tcm_nondrug_share", (45, 180), 25.0),
    ("new_spending_primary_share", (17, 20), 85.0),
    ("primary_lead_income_ratio", (9, 2), 4.5),
    ("county_hospital_drg_dip_share", (17, 20), 85.0),
    ("rural_service_income_share", (17, 20), 85.0),
    ("drg_dip_region_share", (17, 20), 85.0),
    ("reimbursement_gap", (85, 70), 15),
    ("selected_product_sampling", (17, 20), 85.0),
    ("vaccine_maker_inspection", (17, 20), 85.0),
    ("essential_drug_ratio", (17, 20), 85.0),
    ("key_chronic_management_rate", (17, 20), 85.0),
    ("health_literacy_level", (17, 20), 85.0),
    ("maternal_mortality", (3, 6000), 50.0),
    ("neonatal_mortality", (3, 6000), 0.5),
    ("hypertension_management_rate", (17, 20), 85.0),
    ("diabetes_management_rate", (17, 20), 85.0),
    ("child_vaccination_rate", (17, 20), 85.0),
    ("contract_coverage_general", (17, 20), 85.0),
    ("contract_coverage_key_groups", (17, 20), 85.0),
    ("contract_awareness", (17, 20), 85.0),
    ("contract_satisfaction", (17, 20), 85.0),
    ("hospitalization_rate", (17, 20), 85.0),
    ("grade_four_surgery_share", (17, 20), 85.0),
    ("case_mix_index", (9, 2), 4.5),
    ("primary_standard_attainment_rate", (17, 20), 85.0),
    ("basic_standard_share", (17, 20), 85.0),
    ("recommended_standard_share", (17, 20), 85.0),
    ("repeat_examination_rate", (17, 20), 85.0),
    ("tcm_visit_share", (17, 20), 85.0),
    ("tcm_bed_share", (17, 20), 85.0),
    ("station_tcm_technique_share", (17, 20), 85.0),
    ("clinic_tcm_technique_share", (17, 20), 85.0),
    ("tcm_service_coverage", (17, 20), 85.0),
    ("tcm_department_coverage", (17, 20), 85.0),
    ("rehabilitation_tcm_coverage", (17, 20), 85.0),
    ("professional_staff_share", (17, 20), 85.0),
    ("physicians_per_thousand_growth", (105, 84), 25.0),
    ("staff_posted_down_share", (17, 20), 85.0),
    ("primary_lead_income_ratio", (9, 2), 4.5),
    ("new_spending_primary_share", (17, 20), 85.0),
    ("middle_post_share", (17, 20), 85.0),
    ("senior_post_share", (17, 20), 85.0),
    ("general_medicine_teaching_share", (17, 20), 85.0),
    ("pay_level", (9, 2), 4.5),
    ("pay_gap", (85, 70), 15),
]


@pytest.mark.parametrize(("name", "figures", "value"), WORKED, ids=[name for name, _, _ in WORKED])
def test_a_figure_worked_out_by_hand(name: str, figures: tuple[float, ...], value: float) -> None:
    assert indicators()[name](*figures) == value


def test_every_computed_indicator_has_such_a_figure() -> None:
    assert {name for name, _, _ in WORKED} == {one.name for one in COMPUTED if one not in DUTIES}


def test_a_duty_of_several_parts_is_done_when_all_are() -> None:
    assert [one.name for one in DUTIES if not _is_done_when_all_are(one)] == []


def _is_done_when_all_are(one: Indicator) -> bool:
    parts = len(one.variables)
    missing = [one(*[int(part != left) for part in range(parts)]) for left in range(parts)]
    return parts > 1 and one(*[1] * parts) == 1 and missing == [0] * parts


@by_theme
def test_numbers_arrays_and_columns_agree(theme: str) -> None:
    assert [one.name for one in ALL if one.theme == theme and not _agree(one)] == []


def _agree(one: Indicator) -> bool:
    figures = {name: [float(7 + index), float(20 + 3 * index)] for index, name in enumerate(one.parameters)}
    found = [one(**{name: np.array(column) for name, column in figures.items()}).tolist()]
    for frame in (pd.DataFrame(figures), pl.DataFrame(figures), pl.DataFrame(figures).lazy()):
        native = nw.from_native(frame)
        result = native.select(value=one(*(nw.col(name) for name in one.parameters)))
        collected = result.collect() if isinstance(result, nw.LazyFrame) else result
        found.append(collected["value"].to_list())
    return found == [[one(*(column[row] for column in figures.values())) for row in range(2)]] * 4


@by_theme
def test_its_names_are_chinese_and_distinct(theme: str) -> None:
    named = {one.name: one.names for one in ALL if one.theme == theme}
    assert {name: names for name, names in named.items() if len(set(names)) < len(names)} == {}
    han = re.compile("[\u4e00-\u9fff]|^CMI$")
    assert {name: names for name, names in named.items() if not all(map(han.search, names))} == {}


@by_theme
def test_the_formula_names_what_is_reported(theme: str) -> None:
    computed = [one for one in COMPUTED if one.theme == theme]
    silent = [one.name for one in computed if any(part.label not in one.formula for part in one.variables)]
    assert silent == []


def test_labels_tell_indicators_apart() -> None:
    labels = [one.label for one in ALL]
    assert sorted({label for label in labels if labels.count(label) > 1}) == []
    borne = Counter(name for one in ALL for name in {normalize(name).tight().text for name in one.names})
    shared = [one.name for one in ALL if all(borne[normalize(name).tight().text] > 1 for name in one.names)]
    assert shared == [], "no text can tell these apart"


FAULTS: dict[str, Callable[[str, Variable], bool]] = {
    "goes by another name": lambda name, one: one.name != name,
    "lacks a label, a unit or a definition": lambda _, one: not (one.label and one.unit and one.definition),
    "has a definition that does not stand for itself": lambda _, one: one.definition.startswith("同 "),
    "does not say what is asked, and what counts as 是 or that the text leaves it open": lambda _, one: (
        one.grades == YES_NO and not all(one.definition.partition("；")[::2])
    ),
    "has grades that are not in order": lambda _, one: (
        list(one.grades.values()) != sorted(one.grades.values())
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_variables_are_declared_in_full(fault: str) -> None:
    assert [name for name, one in variables().items() if FAULTS[fault](name, one)] == []


@pytest.mark.parametrize(
    ("label", "definition"),
    [
        ("建立总会计师制度", "是否建立总会计师制度；已经做成的填“是”，没有或者还在准备的填“否”"),
        (
            "县人民医院完善绩效管理",
            "县人民医院是否完善绩效管理；做到什么程度才算，原文没有写，由填报单位判断",
        ),
        (
            "牵头医院向乡镇派驻医师",
            "牵头医院向乡镇是否派驻医师；做了的填“是”，没有做的填“否”；次数和范围原文没有写",
        ),
        ("编制由医共体统一管理", "编制是否由医共体统一管理；确是这样的填“是”，不是的填“否”"),
        (
            "成员单位的法人资格不变",
            "成员单位的法人资格是否不变；全部如此的填“是”；有例外还算不算，原文没有写，由填报单位判断",
        ),
        ("将养老服务延伸到社区", "是否将养老服务延伸到社区；已经做成的填“是”，没有或者还在准备的填“否”"),
        ("天天向上", "是否天天向上；怎样才算，原文没有写，由填报单位判断"),
    ],
)
def test_what_counts_as_yes(label: str, definition: str) -> None:
    """The first verb says of which kind it is: 已经制定…提升…的文件 is a document that is there."""
    assert yes_no(label, Entity.COUNTY).definition == definition


def test_a_definition_of_our_own_is_kept() -> None:
    asked = "是否在建（或已建成）"
    assert yes_no("建中心", Entity.COUNTY, f"{asked}；个数不限").definition == f"{asked}；个数不限"
    assert (
        yes_no("建中心", Entity.COUNTY, asked).definition
        == f"{asked}；正在做和已经做成的都填“是”，没有开始的填“否”"
    )


def test_every_theme_has_an_indicator_and_a_title() -> None:
    assert set(themes()) == {one.theme for one in ALL}
    assert all(title != name for name, title in themes().items())


def test_every_variable_is_used() -> None:
    used = {variable.name for one in ALL for variable in one.variables}
    benchmarks = {name for name, one in variables().items() if one.benchmark}
    assert set(variables()) - used == benchmarks
    assert benchmarks == {
        "city_population_growth",
        "county_hospital_physician_pay",
        "hospital_grade",
        "lead_hospital_essential_drug_ratio",
    }


def test_official_definitions_are_those_on_record() -> None:
    official = {one.name: one.source for one in ALL if not one.own_reading}
    assert official == {
        "beds_per_thousand": "《国土空间规划城市体检评估规程（试行）（2020年10月19日，附件2）》，第A-49项",
        "contract_awareness": "穗卫函〔2023〕1930号，第9项",
        "contract_coverage_general": "穗卫函〔2023〕1930号，第2项",
        "contract_coverage_key_groups": "穗卫函〔2023〕1930号，第1项",
        "contract_satisfaction": "穗卫函〔2023〕1930号，第11项",
        "county_fund_share": "国卫办基层发〔2024〕22号，第3.2项",
        "county_inpatient_share": "国卫办基层发〔2024〕22号，第4.2项",
        "emr_level": "国办发〔2019〕4号，第24项",
        "essential_drug_ratio": "国办发〔2019〕4号，第20项",
        "grade_four_surgery_share": "国办发〔2019〕4号，第6项",
        "health_literacy_level": "《健康中国行动（2019—2030年）主要指标》，第1项",
        "primary_fund_payment_share": "国卫办基层发〔2024〕22号，第3.3项",
        "primary_fund_share": "国卫办基层发〔2024〕22号，第3.3项",
        "primary_lead_income_ratio": "国卫办基层发〔2024〕22号，第2.3项",
        "primary_outpatient_share": "国卫办基层发〔2024〕22号，第3.1项",
        "reserved_expert_slots": "穗卫函〔2023〕1930号，第7项",
        "resident_attending_physicians": "国卫办基层发〔2024〕22号，第2.1项",
        "rural_service_income_share": "国办发〔2019〕4号，第31项",
        "rural_visit_share": "国卫办基层发〔2024〕22号，第3.1项",
        "service_income_share": "国办发〔2019〕4号，第31项",
        "tcm_visit_share": "国卫办基层发〔2024〕22号，第4.3项",
    }


def test_a_formula_is_official_only_where_the_document_states_one() -> None:
    """Of the others the name alone is on record, or an explanation: their formula is our own reading."""
    formulas = {one.name for one in ALL if not one.own_formula}
    assert formulas == {
        "beds_per_thousand",
        "contract_coverage_general",
        "contract_coverage_key_groups",
        "contract_satisfaction",
        "essential_drug_ratio",
        "grade_four_surgery_share",
        "health_literacy_level",
        "resident_attending_physicians",
        "rural_service_income_share",
        "service_income_share",
    }
    same = {one.name for one in ALL if one.official and not one.official.differs}
    assert same == {"beds_per_thousand", "health_literacy_level", "emr_level"}


@pytest.mark.parametrize("rises", [True, False])
def test_more_is_better_where_the_texts_ask_for_more(*, rises: bool) -> None:
    """A direction is only said where every requirement on the indicator has it."""
    ways = {True: {">=", ">", "increase"}, False: {"<=", "<", "decrease"}}[rises]
    for one in project.specs().requirements:
        if one.indicator.rises is rises and one.target.comparator not in {Comparator.EQ, Comparator.RELATIVE}:
            assert one.target.comparator.value in {*ways, "between", "approx", "named"}, one.id


@pytest.mark.parametrize(
    ("name", "value", "encoded", "problem"),
    [
        ("visits_in_county", 83, 83.0, None),
        ("visits_in_county", None, None, None),
        ("visits_in_county", "", None, None),
        ("visits_in_county", float("nan"), None, None),
        ("visits_in_county", 0, 0.0, None),
        ("visits_in_county", -1, -1.0, "小于最小值0"),
        ("visits_in_county", 8.5, 8.5, "应为整数"),
        ("city_population_growth", -100, -100.0, None),
        ("city_population_growth", -100.1, -100.1, "小于最小值-100"),
        ("emr_level", "5级", 5.0, None),
        ("emr_level", 5, 5.0, None),
        ("consortium_mature_date", "2025-12-31", 739616.0, None),
        ("consortium_mature_date", "未完成", float("inf"), None),
    ],
)
def test_reports_are_read(name: str, value: object, encoded: float | None, problem: str | None) -> None:
    assert variables()[name].encode(value) == encoded
    assert variables()[name].problem(value) == problem


@pytest.mark.parametrize(
    ("name", "value", "problem"),
    [
        ("visits_in_county", "many", "应为数字"),
        ("visits_in_county", True, "应为数字"),
        ("visits_in_county", float("inf"), "应为数字"),
        ("emr_level", "9级", "不是可选的等级"),
        ("emr_level", 9, "不是可选的等级"),
        ("consortium_mature_date", "2025-02-30", "应为日期，如2025-12-31，或“未完成”"),
        ("consortium_mature_date", "soon", "应为日期，如2025-12-31，或“未完成”"),
    ],
)
def test_what_is_no_report_is_refused(name: str, value: object, problem: str) -> None:
    assert variables()[name].problem(value) == problem
