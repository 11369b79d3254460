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
}


def make(path: Path) -> None:
    requirements = Specs.read().requirements
    write_template(path, requirements, DIVISION, year=YEAR)
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
                sheet.cell(row, column.index + 1).value = figure(column.meaning, year, needs)


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
