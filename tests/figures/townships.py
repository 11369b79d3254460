"""Workbooks as townships send them, with the habits of WPS and Excel, and faults planted in known cells.

`send` writes them by a seed and says of every fault where it stands before anything reads the files.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from policykit.model import Comparator, Entity, Indicator, Kind, Requirement, Span, Target, Variable

DIVISION = "341021"
YEAR = 2026
_CENTRE = Entity.TOWNSHIP_CENTRE


def _variable(name: str, label: str, unit: str, **more: Any) -> Variable:
    return Variable(label, unit, _CENTRE, f"当年{label}", name=name, **more)


VARIABLES = (
    _variable("visits", "诊疗人次数", "人次", minimum=0, whole=True, over_time="flow"),
    _variable("emergency_visits", "急诊人次数", "人次", minimum=0, whole=True, over_time="flow"),
    _variable("income", "业务收入", "万元", minimum=0, over_time="flow"),
    _variable("drug_income", "药品收入", "万元", minimum=0, over_time="flow"),
    _variable("staff", "卫生技术人员数", "人", minimum=0, whole=True, over_time="stock"),
    _variable("contracted", "签约居民数", "人", minimum=0, whole=True, over_time="stock"),
    _variable("residents", "常住居民数", "人", minimum=0, whole=True, over_time="stock"),
    _variable("satisfied", "患者满意度", "%", minimum=0, maximum=100),
)
_BY_NAME = {variable.name: variable for variable in VARIABLES}
SIZES = {
    "visits": (8000, 30000),
    "emergency_visits": (300, 900),
    "income": (300, 900),
    "drug_income": (100, 250),
    "staff": (15, 60),
    "contracted": (4000, 7000),
    "residents": (8000, 20000),
    "satisfied": (80, 99),
}


def rules() -> tuple[Requirement, ...]:
    """What a township centre must do, by all of these figures."""
    part = _BY_NAME
    measured = (
        Indicator("急诊占比", "%", part["emergency_visits"] / part["visits"] * 100, name="emergency_share"),
        Indicator("药品收入占比", "%", part["drug_income"] / part["income"] * 100, name="drug_share"),
        Indicator("签约率", "%", part["contracted"] / part["residents"] * 100, name="contract_rate"),
        Indicator("人均诊疗量", "人次", part["visits"] / part["staff"], name="visits_each"),
        Indicator("满意度", "%", part["satisfied"], name="satisfaction"),
    )
    target, span = Target(Comparator.GE, 1), Span(0, 1)
    return tuple(
        Requirement(
            f"town/1/{one.name}", "town", "town/1", f"原文{one.name}", span, one, target, Kind.THRESHOLD,
            binds=(DIVISION,), per=_CENTRE,
        )
        for one in measured
    )  # fmt: skip  # one thing on one line


@dataclass
class Sheet:
    """One unit's form, before it is written: for each year the figures, then what stands in their cells."""

    unit: str
    file: str
    years: tuple[int, ...]
    figures: dict[tuple[int, str], Any]
    division: str = DIVISION
    shape: str = "rows"
    shown_years: dict[int, Any] = field(default_factory=dict)
    places: dict[tuple[int, str], str] = field(default_factory=dict)
    """Where each figure stands once it is written; of a year `unit`, `division` and `year` too."""


@dataclass
class Planted:
    """What was sent: who has to report, and every fault by its kind and cell (or file)."""

    units: list[str] = field(default_factory=list)
    faults: set[tuple[str, str]] = field(default_factory=set)


def send(folder: Path, count: int, seed: int = 1) -> Planted:
    """Write `count` workbooks and CSV files into a folder, one in three of them with a fault."""
    random, planted = Random(seed), Planted()  # noqa: S311  # the same files every time
    folder.mkdir(parents=True)
    faults = list(FAULTS)
    for number in range(count):
        sheet = _sheet(random, number, ("rows", "vertical", "csv")[number % 3])
        planted.units.append(sheet.unit)
        fault = faults[number // 3 % len(faults)] if number % 3 == (number // 3) % 3 else None
        told = FAULTS[fault](random, sheet, folder, planted) if fault else set
        _write(random, sheet, folder)
        planted.faults |= told()
    return planted


def _name(number: int) -> str:
    signs = "东西南北中上下前后左右大小新旧高低红白青"
    return "".join(signs[number // 20**at % 20] for at in range(3)) + "溪镇卫生院"


def _sheet(random: Random, number: int, shape: str) -> Sheet:
    figures: dict[tuple[int, str], Any] = {}
    for name, (low, high) in SIZES.items():
        value = random.uniform(low, high)
        for year in (YEAR - 1, YEAR):
            value *= random.uniform(0.97, 1.03)
            figures[year, name] = round(value) if _BY_NAME[name].whole else round(min(value, 99), 1) if (
                name == "satisfied"
            ) else round(value, 2)  # fmt: skip  # one thing on one line
    return Sheet(_name(number), f"{number:03}", (YEAR - 1, YEAR), figures, shape=shape)


# --- what is planted: each changes the sheet and says, once it is written, where the fault must be found ------------

Told = Callable[[], set[tuple[str, str]]]


def _at(sheet: Sheet, kind: str, *names: str) -> Told:
    return lambda: {(kind, sheet.places[YEAR, name]) for name in names}


def _text(random: Random, sheet: Sheet, *_: Any) -> Told:
    sheet.figures[YEAR, "staff"] = random.choice(["约三十", "三十来人", "见附件"])
    return _at(sheet, "problem", "staff")


def _missing(random: Random, sheet: Sheet, *_: Any) -> Told:
    sheet.figures[YEAR, "income"] = random.choice([None, "—", "/", "暂无", "-"])
    return _at(sheet, "missing", "income")


def _none(_: Random, sheet: Sheet, *__: Any) -> Told:
    sheet.figures[YEAR, "visits"] = "无"
    return _at(sheet, "problem", "visits")


def _gone(_: Random, sheet: Sheet, *__: Any) -> Told:
    sheet.figures[YEAR, "contracted"] = 0
    return _at(sheet, "implausible", "contracted")


def _grown(_: Random, sheet: Sheet, *__: Any) -> Told:
    sheet.figures[YEAR, "residents"] *= 7
    return _at(sheet, "implausible", "residents")


def _fallen(_: Random, sheet: Sheet, *__: Any) -> Told:
    sheet.figures[YEAR, "satisfied"] = round(sheet.figures[YEAR, "satisfied"] - 45, 1)
    return _at(sheet, "implausible", "satisfied")


def _in_yuan(_: Random, sheet: Sheet, *__: Any) -> Told:
    for year in sheet.years:
        sheet.figures[year, "income"] *= 10_000
    return _at(sheet, "scale", "income")


def _in_yuan_now(_: Random, sheet: Sheet, *__: Any) -> Told:
    sheet.figures[YEAR, "income"] *= 10_000
    return _at(sheet, "implausible", "income")


def _ten_thousands(_: Random, sheet: Sheet, *__: Any) -> Told:
    for year in sheet.years:
        for name in ("drug_income", "income"):
            sheet.figures[year, name] = round(sheet.figures[year, name] / 10_000, 4)
    return _at(sheet, "scale", "drug_income", "income")


def _above_all(_: Random, sheet: Sheet, *__: Any) -> Told:
    sheet.figures[YEAR, "satisfied"] = 185.5
    return _at(sheet, "problem", "satisfied")


def _swapped(_: Random, sheet: Sheet, *__: Any) -> Told:
    for year in sheet.years:
        held = sheet.figures
        held[year, "contracted"], held[year, "residents"] = held[year, "residents"], held[year, "contracted"]
    names = ("contracted", "residents")
    return lambda: {("problem", sheet.places[year, name]) for year in sheet.years for name in names}


def _last_year(_: Random, sheet: Sheet, *__: Any) -> Told:
    sheet.shown_years = {YEAR - 1: YEAR - 2, YEAR: YEAR - 1}
    return _at(sheet, "period", "year")


def _elsewhere(_: Random, sheet: Sheet, *__: Any) -> Told:
    sheet.division = "341022"
    # Nothing of the file can be used, so that nothing came of the unit.
    places = {("late", sheet.unit)}
    return lambda: places | {("problem", sheet.places[year, "division"]) for year in sheet.years}


def _formula(_: Random, sheet: Sheet, *__: Any) -> Told:
    if sheet.shape == "csv":
        sheet.shape = "rows"
    sheet.figures[YEAR, "visits"] = "=D99*2"
    return _at(sheet, "problem", "visits")


def _cell_error(_: Random, sheet: Sheet, *__: Any) -> Told:
    sheet.figures[YEAR, "income"] = "#DIV/0!"
    return _at(sheet, "problem", "income")


def _twice(random: Random, sheet: Sheet, folder: Path, _: Planted) -> Told:
    other = Sheet(sheet.unit, f"{sheet.file}（新）", sheet.years, dict(sheet.figures), shape="rows")
    _write(random, other, folder)
    return lambda: {
        ("doubled", one.places[year, name])
        for one in (sheet, other) for year in sheet.years for name in SIZES
    }  # fmt: skip  # one thing on one line


def _otherwise(random: Random, sheet: Sheet, folder: Path, _: Planted) -> Told:
    figures = dict(sheet.figures)
    figures[YEAR, "staff"] += 1
    other = Sheet(sheet.unit, f"{sheet.file}（修改）", (YEAR,), figures, shape="rows")
    _write(random, other, folder)
    return lambda: {
        ("contradicting" if name == "staff" else "doubled", one.places[YEAR, name])
        for one in (sheet, other) for name in SIZES
    }  # fmt: skip  # one thing on one line


def _second_name(random: Random, sheet: Sheet, folder: Path, planted: Planted) -> Told:
    figures = {key: value * 2 if key[1] != "satisfied" else value for key, value in sheet.figures.items()}
    name = sheet.unit.replace("镇卫生院", "中心卫生院")
    other = Sheet(name, f"{sheet.file}（中心）", sheet.years, figures, shape="rows")
    planted.units.append(name)
    _write(random, other, folder)
    return lambda: {("alias", one.places[YEAR, "unit"]) for one in (sheet, other)}


def _copied(random: Random, sheet: Sheet, folder: Path, planted: Planted) -> Told:
    other = Sheet(
        f"{sheet.unit[:2]}岭分院", f"{sheet.file}（抄）", sheet.years, dict(sheet.figures), shape="rows"
    )
    planted.units.append(other.unit)
    _write(random, other, folder)
    return lambda: {("alias", one.places[YEAR, "unit"]) for one in (sheet, other)}


def _late(_: Random, sheet: Sheet, __: Path, planted: Planted) -> Told:
    unit = f"{sheet.unit[:3]}湾乡卫生院"
    planted.units.append(unit)
    return lambda: {("late", unit)}


def _odd_total(random: Random, sheet: Sheet, folder: Path, planted: Planted) -> Told:
    """A file of three units with a total, which is right but for one figure."""
    parts = [_sheet(random, 7000 + int(sheet.file) * 3 + at, "rows") for at in range(3)]
    planted.units += [part.unit for part in parts]
    total = {name: round(sum(part.figures[YEAR, name] for part in parts), 2) for name in SIZES}
    total["visits"] += 100
    total["satisfied"] = 91.3
    place = _write_together(parts, total, folder / f"{sheet.file}（片区）.xlsx")
    return lambda: {("total", place)}


def _cut_off(_: Random, sheet: Sheet, folder: Path, __: Planted) -> Told:
    (folder / f"{sheet.file}（坏）.xlsx").write_bytes(b"PK\x03\x04 cut off")
    return lambda: {("refused", f"{sheet.file}（坏）.xlsx")}


FAULTS: dict[str, Callable[[Random, Sheet, Path, Planted], Told]] = {
    each.__name__: each
    for each in (
        *(_text, _missing, _none, _gone, _grown, _fallen, _in_yuan, _in_yuan_now, _ten_thousands),
        *(_above_all, _swapped, _last_year, _elsewhere, _formula, _cell_error, _twice, _otherwise),
        *(_second_name, _copied, _late, _odd_total, _cut_off),
    )
}


# --- how it is written ---------------------------------------------------------------------------------------------


def _write(random: Random, sheet: Sheet, folder: Path) -> None:
    {"rows": _write_rows, "vertical": _write_vertical, "csv": _write_csv}[sheet.shape](random, sheet, folder)


def _habit(random: Random, value: Any, name: str) -> Any:
    """A figure as somebody types it; text stays as it is."""
    if not isinstance(value, (int, float)):
        return value
    if name == "satisfied":
        return random.choice([f"{value}%", f"{value}％"])
    text = f"{value:,}"
    return random.choice([value, value, text, str(value), text.translate(_WIDE), f" {value} "])


_WIDE = str.maketrans("0123456789.,", "０１２３４５６７８９．，")


def _head(name: str) -> str:
    variable = _BY_NAME[name]
    return f"{variable.label}（{variable.unit}）"


def _rows_of(random: Random, sheet: Sheet) -> list[list[Any]]:
    return [
        [
            str(at), sheet.unit, sheet.division, sheet.shown_years.get(year, year),
            *(_habit(random, sheet.figures[year, name], name) for name in SIZES),
        ]
        for at, year in enumerate(sheet.years, start=1)
    ]  # fmt: skip  # one thing on one line


def _placed(sheet: Sheet, first: int, title: str) -> None:
    """Says where the cells of a table of rows stand, whose first row of figures is `first`."""
    for at, year in enumerate(sheet.years):
        for column, name in enumerate(("", "unit", "division", "year", *SIZES), start=1):
            sheet.places[year, name] = f"{title}{get_column_letter(column)}{first + at}"


def _write_rows(random: Random, sheet: Sheet, folder: Path) -> None:
    """Title, unit of money, merged heads of two rows, figures, a blank total, a footnote, who filled it in."""
    book = Workbook()
    page = book.worksheets[0]
    page.title = random.choice(["乡镇卫生院", "Sheet1", "乡镇卫生院（最终版）", "表1"])
    heads = ["序号", "单位名称", "行政区划代码", "年度", *map(_head, SIZES)]
    page.append([f"{YEAR}年度乡镇卫生院基本情况统计表"])
    page.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(heads))
    page.append([None] * (len(heads) - 1) + ["金额单位：万元"])
    two = random.random() < 0.5
    if two:
        page.append(["基本情况", None, None, None, "服务量", None, "收入", *[None] * (len(heads) - 7)])
        page.merge_cells("A3:D3")
        page.merge_cells("E3:F3")
        page.merge_cells("G3:H3")
    page.append(heads)
    first = page.max_row + 1
    for row in _rows_of(random, sheet):
        page.append(row)
    for cells in page.iter_rows(min_row=first, max_row=page.max_row):
        for cell in cells:
            if isinstance(cell.value, str) and cell.value.startswith("=") and not cell.value.startswith("=D"):
                cell.data_type = "s"
    page.append(["合计", *[None] * (len(heads) - 1)])
    page.append(["注：带*的为快报数；数据来源为统计年报。"])
    page.append(["填报人：张三", None, None, None, "审核人：李四"])
    if random.random() < 0.5:
        page.row_dimensions[page.max_row + 3].hidden = True
        page.column_dimensions["A"].hidden = True
    if random.random() < 0.5:
        book.create_sheet("填报说明").append(["请于3月前报县卫健委"])
    file = f"{sheet.file}.xlsx"
    book.save(folder / file)
    _placed(sheet, first, f"{file} {page.title}!")


def _write_vertical(random: Random, sheet: Sheet, folder: Path) -> None:
    """指标 | 单位 | 口径 | 上年 | 本年, below a line that says whose it is."""
    book = Workbook()
    page = book.worksheets[0]
    page.title = random.choice(["乡镇卫生院", "乡镇卫生院 (2)", "Sheet1"])
    shown = [sheet.shown_years.get(year, year) for year in sheet.years]
    page.append(["乡镇卫生院填报表"])
    page.append([f"填报单位：{sheet.unit}", None, f"行政区划代码：{sheet.division}"])
    page.append(
        ["指标", "单位", "口径", *(random.choice([f"{year}年", f"{year}年度"]) for year in shown), "备注"]
    )
    for at, name in enumerate(SIZES, start=4):
        variable = _BY_NAME[name]
        values = [_habit(random, sheet.figures[year, name], name) for year in sheet.years]
        page.append([variable.label, variable.unit, variable.definition, *values])
        for across, year in enumerate(sheet.years):
            sheet.places[year, name] = f"{sheet.file}.xlsx {page.title}!{get_column_letter(4 + across)}{at}"
    page.append(["填报人：张三"])
    for across, year in enumerate(sheet.years):
        start = f"{sheet.file}.xlsx {page.title}!"
        named = {"unit": "A2", "division": "C2", "year": f"{get_column_letter(4 + across)}3"}
        sheet.places |= {(year, name): start + cell for name, cell in named.items()}
    book.save(folder / f"{sheet.file}.xlsx")


def _write_csv(random: Random, sheet: Sheet, folder: Path) -> None:
    rows = [["序号", "单位名称", "行政区划代码", "年度", *map(_head, SIZES)], *_rows_of(random, sheet)]
    with (folder / f"{sheet.file}.csv").open(
        "w", encoding=random.choice(["gbk", "utf-8-sig"]), newline=""
    ) as file:
        csv.writer(file).writerows(rows)
    _placed(sheet, 2, f"{sheet.file}.csv ")


def _write_together(parts: Sequence[Sheet], total: dict[str, Any], path: Path) -> str:
    """A table of several units with a total below; the cell of the total of visits."""
    book = Workbook()
    page = book.worksheets[0]
    page.title = "乡镇卫生院"
    page.append(["单位名称", "行政区划代码", "年度", *map(_head, SIZES)])
    for part in parts:
        page.append([part.unit, DIVISION, YEAR, *(part.figures[YEAR, name] for name in SIZES)])
    page.append(["合计", None, None, *total.values()])
    book.save(path)
    return f"{path.name} 乡镇卫生院!D{len(parts) + 2}"


DUE, TODAY = date(YEAR + 1, 1, 15), date(YEAR + 1, 2, 1)
