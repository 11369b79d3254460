"""One definition, any engine: the same frame on every engine that is installed gives the same verdicts."""

from __future__ import annotations

import importlib.util
import math
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import narwhals as nw
import pandas as pd
import pytest

from policykit.figures.evaluation import evaluate
from policykit.model import Requirement

Rules = dict[str, Requirement]
AS_OF = date(2027, 1, 1)
NAMES = ("inside", "total", "deaths", "minutes", "built", "national", "beds", "level", "life")

pytestmark = pytest.mark.filterwarnings("ignore")  # engines announce what they will change: not tested here


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


@pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine.__name__)
def test_same_verdicts_as_pandas(rules: Rules, engine: Callable[[pd.DataFrame], Iterator[Any]]) -> None:
    package = engine.__name__.partition("_")[0]
    if importlib.util.find_spec(package) is None:
        pytest.skip(f"{package} is not installed: it comes with policykit[engines]")
    frame, asked = wide(), list(rules.values())
    expected = verdicts(evaluate(frame, asked, as_of=AS_OF))
    assert len(expected) == len(frame) * len(asked)
    assert {words[0] for words in expected.values()} == {"met", "not_met", "no_data", "not_applicable"}
    made = engine(frame)
    assert verdicts(evaluate(next(made), asked, as_of=AS_OF)) == expected
    next(made, None)


@pytest.mark.parametrize("engine", ENGINES[:4], ids=lambda engine: engine.__name__)
def test_grades_and_dates_as_words(rules: Rules, engine: Callable[[pd.DataFrame], Iterator[Any]]) -> None:
    package = engine.__name__.partition("_")[0]
    if importlib.util.find_spec(package) is None:
        pytest.skip(f"{package} is not installed: it comes with policykit[engines]")
    frame = pd.DataFrame(
        {
            "unit": ["甲", "乙", "丙"],
            "division": ["341021"] * 3,
            "entity": ["county", "county", "hospital"],
            "built": ["2025-12-31", "未完成", None],
            "level": [None, None, "5级"],
        }
    )
    asked = [rules["built-2025"], rules["emr-5"]]
    expected = verdicts(evaluate(frame, asked, as_of=AS_OF))
    assert [words[0] for words in expected.values()] == ["met", "not_met", *["not_applicable"] * 3, "met"]
    made = engine(frame)
    assert verdicts(evaluate(next(made), asked, as_of=AS_OF)) == expected
    next(made, None)
