"""Writes `fictional-county.xlsx`: the template of 341021 filled with figures that are all made up.

Run it again when the specs ask for other variables: `python tests/data/make_fictional.py`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from policykit.figures.header import find_header
from policykit.figures.needs import Needs, parts_of
from policykit.figures.template import write_template
from policykit.figures.workbook import Cell, Sheet
from policykit.model import Entity, Variable
from policykit.specs import Specs

DIVISION, YEAR = "341021", 2026
MARK = "【虚构数据，仅供演示和测试，不是任何地区的真实情况】"
COUNTY = "虚构县"
UNITS = {
    Entity.CONSORTIUM: ["虚构县第一医共体", "虚构县第二医共体"],
    Entity.HOSPITAL: ["虚构县人民医院", "虚构县中医医院"],
    Entity.TOWNSHIP_CENTRE: ["虚构甲镇卫生院", "虚构乙镇卫生院", "虚构丙乡卫生院"],
    Entity.VILLAGE_CLINIC: ["虚构一村卫生室", "虚构二村卫生室"],
}
# Variable → figure of 2025 and of 2026; what is not listed gets a figure by its kind.
FIGURES: dict[str, tuple[Any, Any]] = {
    "visits_in_county": (812_000, 866_000),
    "visits_by_residents": (1_000_000, 1_000_000),
    "primary_outpatient_visits": ("58.1万", "61.4万"),
    "county_outpatient_visits": (1_000_000, 1_000_000),
    "inpatients_in_county": (None, None),
    "maternal_deaths": (1, 0),
    "neonatal_deaths": (3, 2),
    "live_births": ("1,204", "1,187"),
    "rural_emergency_response_time": (35, 28),
    "consortium_mature_date": ("未完成", "2025年11月"),
    "county_key_specialties": (2, 4),
    "consortia_in_county": (2, 2),
    "hospital_business_revenue": (31_200, 32_800),
    "hospital_outpatient_visits": (402_000, 411_000),
    "primary_inpatients": (8_100, 8_250),
    "chronic_incidence": (840, 815),
    "chronic_hospitalization_rate": (23.5, 22.8),
    "tcm_nondrug_therapies": (51_000, 53_500),
    "tcm_visits": (172_000, 181_000),
    "county_visits": (1_100_000, 1_120_000),
    "tcm_slices_prescriptions": (35_200, 36_900),
    "primary_staff_income_gap": (1.9, 2.1),
    "township_tcm_studios": (4, 6),
    "primary_tcm_specialties": (3, 4),
    "tcm_beds": (38, 46),
    "hospital_beds": (800, 800),
    "public_health_fund_reviews": (1, 1),
    "public_health_fund_settlements": (1, 1),
    "contract_fund_payments": (1, 0),
    "village_clinic_guaranteed_income": (4.8, 4.8),
    "capitation_cost_included": (3120, 3260),
    "capitation_cost_eligible": (3180, 3260),
    "medical_cost_growth": (7.2, 6.1),
    "insurance_reimbursement_rate": (68.5, 69.2),
    # Not begun, not done in the first year, or never happened.
    "revenue_targets_set": ("否", "否"),
    "pay_linked_to_revenue": ("否", "否"),
    "huangtian_station": ("否", "是"),
    "qizili_subcentre": ("否", "否"),
    "training_fund_insurance": ("否", "否"),
    "warning_software_used": ("否", "是"),
    "copd_managed": ("否", "否"),
    "excluded_in_capitation": ("否", "否"),
    "health_companies": ("否", "否"),
    "emergency_funded": ("否", "否"),
    # Not reported.
    "fund_surplus": (None, None),
    "maternal_rescue_online": (None, None),
    "clinic_quality_set": (None, None),
}
# A unit of its own: this clinic does not enjoy the guaranteed income.
OWN: dict[tuple[str, str], Any] = {("虚构二村卫生室", "village_clinic_guaranteed_income"): 3}


def make(path: Path) -> None:
    requirements = Specs.read().requirements
    write_template(path, requirements, DIVISION, period=YEAR, vertical=False)
    needs = Needs.of(requirements, DIVISION)
    workbook = load_workbook(path)
    for sheet in workbook.worksheets:
        sheet["A1"].value = f"{MARK}{sheet['A1'].value}"
    for entity in needs.variables:
        fill(workbook[entity.label], entity, needs)
    workbook.save(path)


def fill(sheet: Worksheet, entity: Entity, needs: Needs) -> None:
    rows = [[Cell(cell.value) for cell in row] for row in sheet.iter_rows()]
    header = find_header(Sheet("", sheet.title, rows), needs)
    assert header is not None
    for row, (unit, year) in enumerate(places(entity), start=5):
        for name, value in (("unit", unit), ("division", DIVISION), ("year", year)):
            column = header.keyed(name)
            assert column is not None
            sheet.cell(row, column.index + 1).value = value
        for column in header.figures:
            if isinstance(column.meaning, Variable):
                own = OWN.get((unit, column.meaning.name))
                sheet.cell(row, column.index + 1).value = own or figure(column.meaning, year, needs)


def places(entity: Entity) -> Iterator[tuple[str, int]]:
    for unit in UNITS.get(entity, [COUNTY]):
        yield from ((unit, year) for year in (YEAR - 1, YEAR))


def figure(variable: Variable, year: int, needs: Needs) -> Any:
    late = year == YEAR
    if variable.name in FIGURES:
        return FIGURES[variable.name][late]
    if variable.is_date:
        return date(2025, 10, 31)
    if variable.grades:
        return list(variable.grades)[len(variable.grades) // 2]
    most = variable.maximum if variable.maximum is not None else 1e9
    above = depth(variable, needs)
    return min(80 + 20 * above + (3 if late and not above else 0), most)


def depth(variable: Variable, needs: Needs) -> int:
    """Of how many wholes within wholes it is the whole: a whole is never below its part."""
    parts = [part for _, part, whole in parts_of(needs.indicators) if whole == variable]
    return 1 + max(depth(part, needs) for part in parts) if parts else 0


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).with_name("fictional-county.xlsx"))
