"""One definition, any engine: the same frame on every engine that is installed gives the same verdicts."""

from __future__ import annotations

import importlib.util
import math
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import narwhals as nw
import pandas as pd
import pytest
from tests.figures.every_kind import BASED, since_a_base

from policykit.base.division import Division, Level
from policykit.figures import evaluate, matrix, results
from policykit.model import Requirement
from policykit.model.reading import read_value

Rules = dict[str, Requirement]
AS_OF = date(2027, 1, 1)
COUNTIES = [code for code, division in Division.all().items() if division.level is Level.COUNTY]
NAMES = ("inside", "total", "deaths", "minutes", "built", "national", "beds", "level", "life")

pytestmark = pytest.mark.filterwarnings("ignore")  # engines announce what they will change: not tested here


def anywhere(rule: Requirement) -> Requirement:
    """The same, asked of every county."""
    return replace(rule, binds=("000000",))


def wide() -> pd.DataFrame:
    """Units of all kinds, two years, gaps, zero denominators, figures at the bound."""
    rows: list[dict[str, Any]] = [
        {
            "unit": "歙县",
            "division": "341021",
            "entity": "county",
            "year": 2025,
            "inside": 57,
            "total": 100,
            "deaths": 2,
        },
        {
            "unit": "歙县",
            "division": "341021",
            "entity": "county",
            "year": 2026,
            "inside": 85,
            "total": 100,
            "deaths": 2,
        },
        {
            "unit": "歙县",
            "division": "341021",
            "entity": "county",
            "year": 2024,
            "inside": 5,
            "total": 0,
            "minutes": 30,
        },
        {
            "unit": "歙县",
            "division": "341021",
            "entity": "county",
            "year": 2023,
            "inside": 0,
            "total": 0,
            "minutes": 31,
        },
        {
            "unit": "休宁县",
            "division": "341022",
            "entity": "county",
            "year": 2026,
            "inside": 59,
            "total": 100,
        },
        {"unit": "黄山市", "division": "341000", "entity": "city", "year": 2026, "life": 80.0},
        {"unit": "甲医院", "division": "341021", "entity": "hospital", "year": 2026, "beds": 19, "level": 4},
        {
            "unit": "乙三级医院",
            "division": "341021",
            "entity": "hospital",
            "year": 2026,
            "beds": 20,
            "level": 4,
        },
    ]
    rows[0] |= {"built": float(date(2025, 12, 31).toordinal()), "national": 48.5, "population": ""}
    rows[1] |= {"built": math.inf, "national": 90, "minutes": 29.5}
    frame = pd.DataFrame(rows, columns=["unit", "division", "entity", "year", "population", *NAMES])
    frame["population"] = frame["population"].fillna("")
    return frame.astype(dict.fromkeys(NAMES, "float64"))


def verdicts(frame: Any) -> dict[tuple[Any, ...], tuple[Any, ...]]:
    table = nw.from_native(frame)
    collected = table.collect() if isinstance(table, nw.LazyFrame) else table
    found = {}
    for row in collected.iter_rows(named=True):
        figures = (row[name] for name in ("value", "target", "margin"))
        shown = tuple(None if one is None or one != one else round(one, 9) for one in figures)  # noqa: PLR0124 - only NaN differs from itself
        due = None if pd.isna(row["due"]) else str(row["due"])[:10]
        words = (row["verdict"], row["severity"], due, row["quote"], *shown)
        year = None if pd.isna(row["year"]) else int(row["year"])
        found[(row["unit"], year, row["requirement"])] = words
    return found


def polars(frame: pd.DataFrame) -> Iterator[Any]:
    import polars as pl

    yield pl.from_arrow(next(pyarrow(frame)))


def polars_lazy(frame: pd.DataFrame) -> Iterator[Any]:
    yield next(polars(frame)).lazy()


def pyarrow(frame: pd.DataFrame) -> Iterator[Any]:
    import pyarrow as pa  # type: ignore[import-untyped]  # has no types

    yield pa.Table.from_pandas(frame, preserve_index=False)


def duckdb(frame: pd.DataFrame) -> Iterator[Any]:
    import duckdb

    connection = duckdb.connect()
    connection.register("given", next(pyarrow(frame)))
    connection.execute("CREATE TABLE figures AS SELECT * FROM given")
    yield connection.table("figures")
    connection.close()


def dask(frame: pd.DataFrame) -> Iterator[Any]:
    import dask.dataframe as dd

    yield dd.from_pandas(frame, npartitions=2)  # type: ignore[no-untyped-call]  # has no types


def pyspark(frame: pd.DataFrame) -> Iterator[Any]:
    if shutil.which("java") is None:
        pytest.skip("PySpark needs Java, and there is none on this machine")
    from pyspark.sql import SparkSession

    settings = {
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "1",
        "spark.default.parallelism": "1",
        # Eight rows are not worth compiling classes for, nor a second plan, nor what could be known of each column.
        "spark.sql.adaptive.enabled": "false",
        "spark.sql.constraintPropagation.enabled": "false",
        "spark.sql.codegen.wholeStage": "false",
        "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    }
    builder = SparkSession.builder.master("local[1]")
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    types = {
        "unit": "string",
        "division": "string",
        "entity": "string",
        "population": "string",
        "year": "bigint",
    }
    schema = ", ".join(f"`{name}` {types.get(str(name), 'double')}" for name in frame)
    rows = [
        tuple(None if pd.isna(value) else value for value in row) for row in frame.itertuples(index=False)
    ]
    yield session.createDataFrame(rows, schema=schema)
    session.stop()


ENGINES = (polars, polars_lazy, pyarrow, duckdb, dask, pyspark)


def needs(engine: Callable[[pd.DataFrame], Iterator[Any]]) -> None:
    package = engine.__name__.partition("_")[0]
    if importlib.util.find_spec(package) is None:
        pytest.skip(f"{package} is not installed: it comes with policykit[engines]")


@pytest.mark.parametrize("engine", [polars, polars_lazy, duckdb], ids=lambda engine: engine.__name__)
def test_verdicts_by_a_policy_that_is_out_of_force_say_so(
    rules: Rules, engine: Callable[[pd.DataFrame], Iterator[Any]]
) -> None:
    needs(engine)
    frame, asked = wide(), list(rules.values())[:2]
    asked[1] = replace(asked[1], policy="other")
    lapsed = {"other": "《办法》已失效（有效期至2020-12-31），其中的要求仍照原文判定", "third": "无关"}
    for made in (frame, next(engine(frame))):
        table = nw.from_native(evaluate(made, asked, as_of=AS_OF, out_of_force=lapsed))
        kept = table.collect() if isinstance(table, nw.LazyFrame) else table
        said = set(zip(kept["requirement"].to_list(), kept["out_of_force"].to_list(), strict=True))
        assert said == {(asked[0].id, ""), (asked[1].id, lapsed["other"])}
    assert "out_of_force" not in evaluate(frame, asked, as_of=AS_OF)


@pytest.mark.parametrize("engine", ENGINES[:4], ids=lambda engine: engine.__name__)
def test_what_does_not_apply_may_be_left_out(
    rules: Rules, engine: Callable[[pd.DataFrame], Iterator[Any]]
) -> None:
    needs(engine)
    frame, asked = wide(), list(rules.values())
    every = verdicts(evaluate(frame, asked, as_of=AS_OF))
    expected = {key: words for key, words in every.items() if words[0] != "not_applicable"}
    assert 0 < len(expected) < len(every)
    made = engine(frame)
    for given in (frame, next(made)):
        assert verdicts(evaluate(given, asked, as_of=AS_OF, applicable=True)) == expected
    next(made, None)


@pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine.__name__)
def test_same_verdicts_as_pandas(rules: Rules, engine: Callable[[pd.DataFrame], Iterator[Any]]) -> None:
    needs(engine)
    frame, asked = wide(), list(rules.values())
    expected = verdicts(evaluate(frame, asked, as_of=AS_OF))
    assert len(expected) == len(frame) * len(asked)
    assert {words[0] for words in expected.values()} == {
        *("met", "not_met", "no_data", "not_applicable"),
        *("judgement", "adopted", "not_adopted", "could_not_run"),
    }
    made = engine(frame)
    assert verdicts(evaluate(next(made), asked, as_of=AS_OF)) == expected
    next(made, None)


@pytest.mark.parametrize(
    "engine", [None, *ENGINES], ids=lambda engine: engine.__name__ if engine else "pandas"
)
def test_a_change_since_a_base_year(engine: Callable[[pd.DataFrame], Iterator[Any]] | None) -> None:
    if engine is not None:
        needs(engine)
    rows = [{"division": code, "year": year, "minutes": float(figure)} for code, year, figure, _ in BASED]
    frame, asked = pd.DataFrame(rows), since_a_base()
    made = iter([frame]) if engine is None else engine(frame)
    table = nw.from_native(evaluate(next(made), list(asked.values()), as_of=AS_OF))
    table = table.collect() if isinstance(table, nw.LazyFrame) else table
    found = {
        (row["division"], row["year"], row["requirement"]): row["verdict"]
        for row in table.iter_rows(named=True)
    }
    for code, year, _, expected in BASED:
        assert tuple(found[code, year, one.id] for one in asked.values()) == expected, (code, year)
    next(made, None)


# A column as text, as dates, of nothing at all; what cannot be read is a problem of its row and of no other.
WRITTEN: list[tuple[str, str, list[object], list[str]]] = [
    (
        "built-2025",
        "built",
        ["2025-12-31", "2025年6月", "2026/1/1", "未完成", "在建", "暂无", None, "2025-02-31", "2025-13-01"],
        ["met", "met", *["not_met"] * 3, "no_data", "no_data", "could_not_run", "could_not_run"],
    ),
    ("built-2025", "built", [date(2025, 12, 31), date(2026, 1, 1), None], ["met", "not_met", "no_data"]),
    ("built-2025", "built", [739616.0, 2025.0, math.inf], ["met", "could_not_run", "not_met"]),
    ("minutes-30", "minutes", ["30", "31分", "在建", "30元"], ["met", "not_met", *["could_not_run"] * 2]),
    ("minutes-30", "minutes", [30.0, math.inf, -math.inf, None], ["met", *["could_not_run"] * 2, "no_data"]),
    ("minutes-30", "minutes", [None, None], ["no_data", "no_data"]),
    ("minutes-30", "minutes", [True, None], ["could_not_run", "no_data"]),
    (
        "emr-5",
        "level",
        ["5级", "4级", "五级", "特级", None],
        ["met", "not_met", "met", "could_not_run", "no_data"],
    ),
    ("emr-5", "level", [5.0, 2.0], ["met", "could_not_run"]),
    ("emr-5", "level", [5, 2], ["met", "could_not_run"]),
    ("rate-57", "rate", ["57%", "56.9", "很多"], ["met", "not_met", "could_not_run"]),
]


# Dask and lazy Polars walk the same code of ours; Dask plans each frame for seconds: a text, a day, nothing at all.
BY_DASK = {0, 1, 5}


@pytest.mark.parametrize(
    ("engine", "written"),
    [
        pytest.param(
            engine, written, id=f"{written[1]} {written[2]}-{engine.__name__ if engine else 'pandas'}"
        )
        for engine in (None, *ENGINES[:5])
        for at, written in enumerate(WRITTEN)
        if engine is not dask or at in BY_DASK
    ],
)
def test_a_column_as_staff_write_it(
    rules: Rules,
    engine: Callable[[pd.DataFrame], Iterator[Any]] | None,
    written: tuple[str, str, list[object], list[str]],
) -> None:
    name, column, cells, expected = written
    entity = "hospital" if name == "emr-5" else "county"
    codes = COUNTIES[: len(cells)]
    frame = pd.DataFrame(
        {
            "unit": [f"{code}三级医院" if entity == "hospital" else Division.of(code).name for code in codes],
            "division": codes,
            "entity": entity,
            "year": 2025,
        }
    )
    frame[column] = pd.Series(cells, dtype=object).infer_objects()
    given = frame
    if engine is not None:
        needs(engine)
        made = engine(frame)
        given = next(made)
    table = nw.from_native(evaluate(given, [anywhere(rules[name])], as_of=AS_OF))
    table = table.collect() if isinstance(table, nw.LazyFrame) else table
    said = dict(zip(table["division"].to_list(), table["verdict"].to_list(), strict=True))
    assert [said[code] for code in codes] == expected


def test_a_cell_that_cannot_be_read_is_said_with_its_code(rules: Rules) -> None:
    frame = pd.DataFrame({"division": ["341021", "341021"], "year": [2025, 2026], "inside": ["在建", 90]})
    frame["total"] = 100
    found = results(frame, [rules["rate-85"], rules["rate-rising"]], as_of=AS_OF, latest=False)
    assert [(one.year, one.state.value, one.error, one.severity) for one in found] == [
        (
            2025,
            "could_not_run",
            "指标“县域内就诊率”无法计算：PK311 “县域内就诊人次数”应填数字（单位：人次），现在是“在建”。",
            "error",
        ),
        (2026, "met", "", "none"),
        (
            2025,
            "could_not_run",
            "指标“县域内就诊率”无法计算：PK311 “县域内就诊人次数”应填数字（单位：人次），现在是“在建”。",
            "error",
        ),
        (2026, "could_not_run", "上年“县域内就诊率”所需数据无法读取", "error"),
    ]
    table = evaluate(frame, [rules["rate-rising"]], as_of=AS_OF)
    assert table["verdict"].tolist() == ["could_not_run", "could_not_run"]
    assert matrix(frame, [rules["rate-rising"]], as_of=AS_OF).tolist() == [[-1], [-1]]


# The year as staff write it: read as in a workbook; a row whose year cannot be read is not judged.
YEARS: list[tuple[list[object], list[float | None], list[str]]] = [
    (["2025年", "2026年度", "２０２６"], [2025, 2026, 2026], ["no_data", "met", "met"]),
    (["2025.0", "2026", "暂无"], [2025, 2026, None], ["no_data", "met", "met"]),
    ([date(2025, 12, 31), date(2026, 1, 1), None], [2025, 2026, None], ["no_data", "met", "met"]),
    (
        [pd.Timestamp(2025, 1, 1), pd.Timestamp(2026, 1, 1), None],
        [2025, 2026, None],
        ["no_data", "met", "met"],
    ),
    (["去年", "2026.5", "1948"], [None] * 3, ["could_not_run"] * 3),
    ([2025.0, 2026.5, math.inf], [2025, None, None], ["no_data", "could_not_run", "could_not_run"]),
    ([True, False, True], [None] * 3, ["could_not_run"] * 3),
    ([None, None, None], [None] * 3, ["not_met", "met", "met"]),
]


@pytest.mark.parametrize(
    "engine", [None, *ENGINES[:4]], ids=lambda engine: engine.__name__ if engine else "pandas"
)
@pytest.mark.parametrize("written", YEARS, ids=lambda written: str(written[0]))
def test_a_year_as_staff_write_it(
    rules: Rules,
    engine: Callable[[pd.DataFrame], Iterator[Any]] | None,
    written: tuple[list[object], list[float | None], list[str]],
) -> None:
    cells, years, expected = written
    frame = pd.DataFrame({"division": COUNTIES[:3], "inside": [84, 85, 86], "total": 100})
    frame["year"] = pd.Series(cells, dtype=object).infer_objects()
    if engine is not None:
        needs(engine)
    made = iter([frame]) if engine is None else engine(frame)
    table = nw.from_native(evaluate(next(made), [anywhere(rules["rate-85"])], as_of=AS_OF))
    table = table.collect() if isinstance(table, nw.LazyFrame) else table
    found = {row["division"]: (row["year"], row["verdict"]) for row in table.iter_rows(named=True)}
    assert [found[code][1] for code in COUNTIES[:3]] == expected
    assert [None if pd.isna(found[code][0]) else found[code][0] for code in COUNTIES[:3]] == years
    next(made, None)


def test_a_row_whose_year_cannot_be_read_is_named(rules: Rules) -> None:
    frame = pd.DataFrame({"division": "341021", "year": ["2025", "去年"], "inside": [86, 90], "total": 100})
    found = results(frame, [rules["rate-85"]], as_of=AS_OF)
    assert [(one.year, one.state.value, one.error) for one in found] == [
        (None, "could_not_run", "PK324 年度“去年”无法识别。"),
        (2025, "met", ""),
    ]
    assert matrix(frame, [rules["rate-rising"]], as_of=AS_OF).tolist()[1] == [-1]


@pytest.mark.parametrize("columns", [{}, {"foo": [1]}], ids=["no rows", "no known column"])
@pytest.mark.parametrize(
    "engine", [None, *ENGINES[:4]], ids=lambda engine: engine.__name__ if engine else "pandas"
)
def test_a_frame_of_nothing(
    rules: Rules, engine: Callable[[pd.DataFrame], Iterator[Any]] | None, columns: dict[str, list[int]]
) -> None:
    if engine is not None:
        needs(engine)
    frame = pd.DataFrame({"division": ["341021"], **columns})[: len(columns)]
    made, asked = iter([frame]) if engine is None else engine(frame), list(rules.values())
    found = {words[0] for words in verdicts(evaluate(next(made), asked, as_of=AS_OF)).values()}
    assert found == ({"no_data", "not_applicable"} if columns else set())
    next(made, None)


@pytest.mark.parametrize("engine", ENGINES[:4], ids=lambda engine: engine.__name__)
def test_grades_and_dates_as_words(rules: Rules, engine: Callable[[pd.DataFrame], Iterator[Any]]) -> None:
    needs(engine)
    frame = pd.DataFrame(
        {
            "unit": ["歙县", "休宁县", "丙"],
            "division": ["341021", "341022", "341021"],
            "entity": ["county", "county", "hospital"],
            "built": ["2025-12-31", "未完成", None],
            "level": [None, None, "5级"],
        }
    )
    asked = [anywhere(rules["built-2025"]), anywhere(rules["emr-5"])]
    expected = verdicts(evaluate(frame, asked, as_of=AS_OF))
    assert [words[0] for words in expected.values()] == ["met", "not_met", *["not_applicable"] * 3, "met"]
    made = engine(frame)
    assert verdicts(evaluate(next(made), asked, as_of=AS_OF)) == expected
    next(made, None)


def test_what_is_written_in_many_rows_is_read_once(rules: Rules, monkeypatch: pytest.MonkeyPatch) -> None:
    """A hundred grades cost what three do; 1, 1.0 and True stay what each is."""
    read: list[object] = []

    def counted(value: object, meaning: Any) -> float | None:
        read.append(value)
        return read_value(value, meaning)

    monkeypatch.setattr("policykit.figures.columns.read_value", counted)
    levels = ["5级", "四级", None, True] * 25
    frame = pd.DataFrame({"division": "341021", "entity": "hospital", "unit": range(100), "level": levels})
    told = evaluate(frame, [anywhere(rules["emr-5"])], as_of=AS_OF)["verdict"].tolist()
    assert told == ["met", "not_met", "no_data", "could_not_run"] * 25
    assert read == ["5级", "四级", None, True]
