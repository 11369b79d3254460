"""Workbooks and CSV files as staff might send them: tidy ones, careless ones, hopeless ones; by a seed."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Any

from openpyxl import Workbook

from policykit.base.division import Division
from policykit.figures.needs import Needs, parts_of
from policykit.model import Entity, Indicator, Requirement, Variable
from policykit.model.reading import words

LOCAL = {
    Entity.NATION: ["000000"],
    Entity.PROVINCE: ["520000", "340000", "150000"],
    Entity.CITY: ["520100", "341000"],
    Entity.COUNTY: ["341021", "520122", "152501", "520123"],
}
DIVISIONS = ["341021", "520100", "520122", "152501", "341000", "000000", "110105"]
CODES = [
    *[
        "341021",
        341021,
        341021.0,
        "341021000000",
        "３４１０２１",
        "歙县",
        "安徽省歙县",
        "安徽省黄山市歙县",
        "",
    ],
    *[
        "520122",
        "息烽县",
        "152501",
        "二连浩特市",
        "520100",
        "999999",
        "朝阳区",
        "34102",
        "34102１",
        None,
        "340000",
    ],
]
TITLES = ["填报表", "2025年度数据（341021）", "单位：万元", "表1", "", "县域内就诊率"]
NAMES = [
    "甲镇卫生院",
    "乙镇卫生院",
    "歙县人民医院",
    "歙县",
    "贵阳市",
    "息烽县",
    "虚构县",
    "三级公立综合医院",
    "",
    " ",
]
ASIDES = ["合计", "小计", "注：以上为快报数", "填报说明", "计量单位", "备注", "审核人：张三", "平均值"]
YEARS = [2025, 2026, "2025年", "2026年度", 2024, "２０２６", date(2026, 1, 1), "", "去年", 1900, 2026.0, None]
ROUGH: list[Any] = [
    *["", None, "-", "—", "无", "暂无", "N/A", "#DIV/0!", "#REF!", "约85%", "八十五", "85%左右", True, False],
    *[
        "1,234",
        "1,2345",
        "1，234",
        "4.8万",
        "3.5亿",
        "12千",
        "1.5万元",
        "3百万",
        "85％",
        "８５",
        "0.85",
        "0.85%",
        "85%",
    ],
    *[
        "1e3",
        "1E-3",
        "1e400",
        ".5",
        "5.",
        "-5",
        "+5",
        "--5",
        "1 234",
        "12\u00a0345",
        "1e",
        "e5",
        "1.2.3",
        "٣",
        "²",
    ],
    *[
        "12人",
        "12名",
        "12 人次",
        "12家",
        "30分钟",
        "5年",
        "100元",
        "100万元",
        "12%人",
        "\ufeff12",
        "'12",
        "\u200b7",
    ],
    *[
        0,
        1,
        -1,
        0.5,
        0.1,
        1 / 3,
        1e-7,
        1e15,
        1e16,
        1e21,
        1e22,
        123456789012,
        2**53 + 1,
        0.30000000000000004,
        1e308,
    ],
    *[
        date(2025, 12, 31),
        datetime.fromisoformat("2025-06-30T12:30:15"),
        time(8, 30),
        timedelta(hours=30),
        datetime.fromisoformat("1900-01-05"),
    ],
    *[
        "2025-12-31",
        "2025年",
        "2025年12月",
        "2025.6.30",
        "20250630",
        "202506",
        "2025年2月30日",
        "2025/13/1",
        "2024年2月",
    ],
    *[
        "2025年底前",
        "2026年6月前",
        "未完成",
        "在建",
        "否",
        "2099-01-01",
        "2025-12-31 00:00:00",
        "2025－12－31",
    ],
    *["二甲", "二级甲等", "5级", "五级", "三级", "主治", "正高", "博士", "二级以上", 5, 2, "４级"],
    *[
        "<script>alert(1)</script>",
        "=1+1",
        "=SUM(A1:A3)",
        "]]>",
        "&amp;",
        '"',
        "a,b",
        "line\nbreak",
        "\u202e85",
    ],
]
PLAIN = [0, 1, 5, 12, 80, 83, 85, 90, 100, 1000, 12345]


class Maker:
    """Makes one file from a seed; `rough` is how careless its author was, from 0 to 1."""

    def __init__(self, seed: int, requirements: Sequence[Requirement]) -> None:
        self.random = Random(seed)  # noqa: S311  # the same files every time
        self.division = self.random.choice([*DIVISIONS, "341021", "341021", "520100", None])
        self.needs = Needs.of(requirements, self.division)
        self.rough = self.random.choice([0, 0, 0, 0, 0.002, 0.01, 0.1, 0.5])
        self.wholes = {part.name: whole.name for _, part, whole in parts_of(self.needs.indicators)}

    def careless(self, share: float = 1.0) -> bool:
        return self.random.random() < self.rough * share

    def header(self, one: Variable | Indicator) -> str:
        names = [one.label, one.label, one.name, *one.aliases]
        text = self.random.choice(names) if self.random.random() < 0.3 else one.label
        date_or_grade = one.is_date or one.grades
        units = [
            f"（{one.unit}）",
            f"({one.unit})",
            "",
            "（万）",
            f"（万{one.unit}）",
            "【元】",
            "（人）",
            "（%）",
        ]
        if not date_or_grade:
            text += self.random.choice(units) if self.careless(3) else units[self.random.randrange(3)]
        if self.careless():
            text = self.random.choice(
                [text[:-1], text + "数", f" {text} ", text.replace("数", ""), "其他", "——"]
            )
        return text

    def figure(self, one: Variable | Indicator, year: int) -> Any:
        if self.careless():
            return self.random.choice(ROUGH)
        if self.random.random() < 0.15:
            return None
        if one.is_date:
            days = [
                "2025-10-31",
                date(2024, 5, 1),
                datetime.fromisoformat("2025-07-01"),
                "2025年",
                "未完成",
                "2024年6月",
                45000,
            ]
            return self.random.choice(days[:6])
        if one.grades:
            return self.random.choice([*one.grades, *list(one.grades)[:1]])
        high = one.maximum if isinstance(one, Variable) and one.maximum is not None else None
        if high is not None or one.unit == "%":
            most = high if high is not None else 100
            value = self.random.choice([0, most, most / 2, round(self.random.random() * most, 2)])
            written = [value, value, f"{value}%", (value / 100, "0.00%")] if one.unit == "%" else [value]
            return self.random.choice(written)
        value = self.random.choice([*PLAIN, self.random.randrange(1000)]) + (year % 3)
        if not self.rough or self.random.random() > self.rough:  # a part lies within its whole
            value = value % 100 + 100 * self.depth(one.name)
        return self.random.choice([value, value, float(value), f"{value:,}", str(value)])

    def depth(self, name: str) -> int:
        """How many wholes within wholes it holds."""
        parts = [part for part, whole in self.wholes.items() if whole == name]
        return 1 + max(map(self.depth, parts)) if parts else 0

    def columns(self, entity: Entity | None) -> list[Variable | Indicator]:
        """What a table asks of a kind of unit, or a dozen of what all are asked."""
        kinds = self.needs.variables.items()
        chosen: list[Variable | Indicator] = [
            one for kind, all_ in kinds if entity in (None, kind) for one in all_
        ]
        if entity is None:
            chosen = self.random.sample(chosen, min(len(chosen), 12))
        own = [one for one in self.needs.indicators.values() if entity is None or entity in one.entities]
        if self.random.random() < 0.1 and own:
            chosen += self.random.sample(own, min(3, len(own)))
        if self.careless(0.5) and chosen:
            chosen.pop(self.random.randrange(len(chosen)))
        return chosen

    def keys(self, entity: Entity | None) -> list[str]:
        """The columns that say whose figures a row holds."""
        keys = ["unit", "division", "year"]
        keys += ["population"] if self.random.random() < 0.3 else []
        keys += ["entity"] if entity is None and self.random.random() < 0.5 else []
        if self.careless():
            keys.pop(self.random.randrange(len(keys)))
        return keys

    def table(self, entity: Entity | None) -> list[list[Any]]:
        """Titles, header, descriptions, rows."""
        columns, keys = self.columns(entity), self.keys(entity)
        heads = [self.random.choice(words()["keys"][key][:3]) for key in keys]
        heads += [self.header(one) for one in columns]
        if self.random.random() < 0.2:
            heads.append(self.random.choice(["备注", "序号", "其他说明", "联系人"]))
        rows: list[list[Any]] = [[self.random.choice(TITLES)] for _ in range(self.random.randrange(3))]
        rows.append(heads)
        if self.random.random() < 0.15:
            rows.append([*[""] * len(keys), *(one.unit for one in columns)])
        if self.random.random() < 0.2:
            rows.append(["填报说明", *["说明文字"] * (len(heads) - 1)])
        return [*rows, *self.rows(entity, keys, columns)]

    def rows(self, entity: Entity | None, keys: list[str], columns: Sequence[Any]) -> list[list[Any]]:
        made: list[list[Any]] = []
        kind = entity or self.random.choice(list(self.needs.variables))
        inside = [
            one
            for one in LOCAL.get(kind, LOCAL[Entity.COUNTY])
            if one in Division.of(self.division or "000000")
        ]
        code = self.random.choice(inside) if inside else self.division
        groups = [one.population for one in self.needs.requirements if one.population] or ["其他"]
        tidy = kind in LOCAL and not self.careless()
        for number in range(1 if tidy else self.random.choice([1, 2, 3, 6])):
            unit = self.random.choice(NAMES) if self.careless() else f"单位{number}"
            for year in self.random.choice([(2026,), (2025, 2026), (2026, 2025), (2025,)]):
                values: dict[str, Any] = {
                    "unit": unit,
                    "division": self.random.choice(CODES) if self.careless() else code,
                    "year": self.random.choice(YEARS) if self.careless() else year,
                    "population": self.random.choice([*groups, "", f"{groups[0]}；{groups[-1]}"]),
                    "entity": kind.label,
                }
                if self.careless(0.3):
                    values["entity"] = self.random.choice(["市级", "医院类", "", "旗"])
                made.append([*(values[key] for key in keys), *(self.figure(one, year) for one in columns)])
            if self.careless():
                made.append(
                    [self.random.choice(ASIDES), *[self.random.choice(PLAIN)] * self.random.randrange(4)]
                )
            if self.careless():
                made.append([])
        return made

    def write(self, folder: Path, number: int) -> Path:
        """Write the file; its ending says what it is."""
        if self.random.random() < 0.35:
            return self.write_csv(folder / f"表{number}.csv")
        workbook = Workbook()
        workbook.remove(workbook.worksheets[0])
        if self.random.random() < 0.3:
            workbook.create_sheet("填报说明")["A1"].value = "歙县（341021）政策要求填报表"
        entities: list[Entity | None] = [None]
        if self.random.random() < 0.7:
            entities = [one for one in self.needs.variables if not self.careless(0.3)] or [None]
        for entity in entities:
            title = entity.label if entity else self.random.choice(["Sheet1", "数据", "县", "汇总"])
            self.fill(workbook.create_sheet(title), self.table(entity))
        path = folder / f"簿{number}.xlsx"
        workbook.save(path)
        return path

    def fill(self, sheet: Any, rows: list[list[Any]]) -> None:
        for at, values in enumerate(rows, start=1):
            for column, value in enumerate(values, start=1):
                cell = sheet.cell(at, column)
                cell.value, shown = value if isinstance(value, tuple) else (value, None)
                if isinstance(value, str) and value.startswith("#") and self.random.random() < 0.5:
                    cell.data_type = "s"
                if shown or self.careless(0.2):
                    cell.number_format = shown or self.random.choice(
                        ["0%", "yyyy-mm-dd", "h:mm", "[h]:mm:ss", "0.0"]
                    )
        if self.random.random() < 0.15 and len(rows) > 4:
            sheet.merge_cells(start_row=len(rows) - 1, end_row=len(rows), start_column=1, end_column=1)

    def write_csv(self, path: Path) -> Path:
        held = io.StringIO()
        writer = csv.writer(held, delimiter=self.random.choice([",", ",", ",", "\t", ";"]))
        for row in self.table(self.random.choice([None, *self.needs.variables])):
            values = [one[0] if isinstance(one, tuple) else one for one in row]
            writer.writerow(["" if one is None else str(one) for one in values])
        encoding = self.random.choice(["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
        path.write_bytes(held.getvalue().encode(encoding, errors="replace"))
        return path
