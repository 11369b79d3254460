"""Every indicator: declared variables, a doctest, plain arithmetic that works on numbers and columns alike."""

from __future__ import annotations

import ast
import doctest
import inspect
import os
import subprocess
import sys
import textwrap
from collections import Counter
from pathlib import Path

import narwhals as nw
import pandas as pd
import polars as pl
import pytest

from policykit.indicators import IndicatorError, indicator, indicators, themes, variables
from policykit.model import Entity, Indicator
from policykit.text.normal import normalize

ALL = tuple(indicators().values())
PLAIN = (ast.BinOp, ast.Name, ast.Constant, ast.Add, ast.Sub, ast.Mult, ast.Div, ast.Load)


def each(function: object) -> object:
    return pytest.mark.parametrize("one", ALL, ids=[one.name for one in ALL])(function)


@each
def test_it_is_one_line_of_arithmetic(one: Indicator) -> None:
    tree = ast.parse(textwrap.dedent(inspect.getsource(one.function)))
    function = tree.body[0]
    assert isinstance(function, ast.FunctionDef)
    (docstring, result) = function.body
    assert isinstance(docstring, ast.Expr)
    assert isinstance(result, ast.Return)
    assert result.value is not None
    assert all(isinstance(node, PLAIN) for node in ast.walk(result.value))


@each
def test_it_is_documented(one: Indicator) -> None:
    text = one.definition
    assert text.splitlines()[0].endswith(".")
    assert "Unit: " in text
    assert ("Own reading" in text) == one.own_reading
    assert doctest.DocTestParser().get_examples(text)


@each
def test_numbers_and_columns_agree(one: Indicator) -> None:
    figures = {name: [float(7 + index), float(20 + 3 * index)] for index, name in enumerate(one.parameters)}
    expected = [one(*(column[row] for column in figures.values())) for row in range(2)]
    for frame in (pd.DataFrame(figures), pl.DataFrame(figures), pl.DataFrame(figures).lazy()):
        native = nw.from_native(frame)
        result = native.select(value=one(*(nw.col(name) for name in one.parameters)))
        collected = result.collect() if isinstance(result, nw.LazyFrame) else result
        assert collected["value"].to_list() == pytest.approx(expected)


@each
def test_the_formula_reads_as_the_function_computes(one: Indicator) -> None:
    figures = {variable.label: float(7 + 3 * index) for index, variable in enumerate(one.variables)}
    formula = one.formula
    for label in sorted(figures, key=len, reverse=True):
        assert label in formula
        formula = formula.replace(label, repr(figures[label]))
    computed = eval(formula.replace("÷", "/").replace("×", "*"))  # noqa: S307 - digits and signs of our own
    assert computed == pytest.approx(one(*figures.values()))


@each
def test_its_names_are_chinese_and_distinct(one: Indicator) -> None:
    assert len(set(one.names)) == len(one.names)
    assert all(any("\u4e00" <= char <= "\u9fff" for char in name) or name == "CMI" for name in one.names)


def test_labels_tell_indicators_apart() -> None:
    labels = [one.label for one in ALL]
    assert sorted({label for label in labels if labels.count(label) > 1}) == []
    borne = Counter(name for one in ALL for name in {normalize(name).tight().text for name in one.names})
    shared = [one.name for one in ALL if all(borne[normalize(name).tight().text] > 1 for name in one.names)]
    assert shared == [], "no text can tell these apart"


@pytest.mark.parametrize("name", sorted(variables()))
def test_variables_are_declared_in_full(name: str) -> None:
    one = variables()[name]
    assert one.name == name
    assert one.label
    assert one.unit or name == "case_mix_index"
    assert one.definition
    assert not one.definition.startswith("同 "), "a definition stands for itself"
    if one.grades:
        ranks = list(one.grades.values())
        assert ranks == sorted(ranks)


def test_every_theme_has_a_title() -> None:
    assert set(themes()) == {one.theme for one in ALL}
    assert all(title != name for name, title in themes().items())


def test_every_variable_is_used() -> None:
    used = {variable.name for one in ALL for variable in one.variables}
    references = {"city_population_growth", "county_hospital_physician_pay"}
    references |= {"lead_hospital_essential_drug_ratio"}
    assert set(variables()) - used == references


def test_a_parameter_that_is_no_variable_is_refused() -> None:
    with pytest.raises(IndicatorError, match=r"'unheard_of', which data/variables.yml does not declare"):

        @indicator("某率", unit="%", entity=Entity.COUNTY)
        def some_rate(unheard_of: float) -> float:
            return unheard_of


def test_a_name_is_taken_once() -> None:
    with pytest.raises(IndicatorError, match="two indicators 'county_visit_rate'"):

        @indicator("县域内就诊率", unit="%", entity=Entity.COUNTY)
        def county_visit_rate(visits_in_county: float) -> float:
            return visits_in_county


@pytest.mark.parametrize(
    ("name", "value", "encoded", "problem"),
    [
        ("visits_in_county", 83, 83.0, None),
        ("visits_in_county", None, None, None),
        ("visits_in_county", "", None, None),
        ("visits_in_county", float("nan"), None, None),
        ("visits_in_county", -1, -1.0, "小于最小值0"),
        ("visits_in_county", 8.5, 8.5, "应为整数"),
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


def test_an_adopters_package_adds_indicators(tmp_path: Path) -> None:
    package = tmp_path / "huangshan_indicators"
    package.mkdir()
    (package / "__init__.py").write_text("", "utf-8")
    (package / "tea.py").write_text(
        "from policykit.indicators import indicator\n"
        "from policykit.model import Entity\n"
        "@indicator('茶园认证率', unit='%', entity=Entity.COUNTY)\n"
        "def certified_tea_share(certified_tea, tea):\n"
        "    return certified_tea / tea * 100\n",
        "utf-8",
    )
    one = "{label: 茶园, unit: 亩, definition: 茶园面积, entity: county}"
    (package / "variables.yml").write_text(f"variables:\n  certified_tea: {one}\n  tea: {one}\n", "utf-8")
    info = tmp_path / "huangshan-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: huangshan\nVersion: 1.0\n", "utf-8")
    (info / "entry_points.txt").write_text("[policykit.indicators]\nhs = huangshan_indicators\n", "utf-8")
    script = (
        "from policykit.indicators import indicators as i; print(i()['certified_tea_share'].theme, len(i()))"
    )
    path = os.pathsep.join([str(tmp_path), *filter(None, sys.path)])
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["tea", str(len(ALL) + 1)]
