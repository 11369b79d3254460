"""Keys as staff write them: read where they can be, else a coded problem of their row; alike on every engine."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import narwhals as nw
import pandas as pd
import pytest
from tests.figures.every_kind import Rules
from tests.figures.test_engines import ENGINES, dask

from policykit.figures import evaluate, results

AS_OF = date(2027, 1, 1)
pytestmark = pytest.mark.filterwarnings("ignore")  # engines announce what they will change: not tested here

# Columns of a frame beside the figures (85 of 100 visits in the county), the verdict of each row, the code of each.
KEYS: list[tuple[str, dict[str, list[object]], list[str], list[str]]] = [
    (
        "codes and names",
        {"division": [" 341021", "休宁县", "341023000000", "安徽省黄山市祁门县", "341002000"]},
        ["met"] * 5,
        [""] * 5,
    ),
    (
        "no division",
        {"division": [None, "999999", "哪里", "", "341021101000"]},
        ["could_not_run"] * 5,
        ["PK325", "PK320", "PK320", "PK325", "PK335"],
    ),
    ("a code that was replaced", {"division": ["330185", "341021"]}, ["could_not_run", "met"], ["PK320", ""]),
    (
        "entities",
        {"division": ["341021", "341022", "341023", "341024"], "entity": ["县", "区县", None, "County"]},
        ["met"] * 4,
        [""] * 4,
    ),
    (
        "no entity",
        {"division": ["341021", "341022", "341023"], "entity": ["屯", "county", "city"]},
        ["could_not_run", "met", "could_not_run"],
        ["PK329", "", "PK335"],
    ),
    (
        "one county under two names",
        {
            "division": ["341021", "341021", "341022"],
            "unit": ["歙县", "本县", "休宁县"],
            "year": [2026, 2025, 2026],
        },
        ["met", "could_not_run", "met"],
        ["", "PK336", ""],
    ),
    (
        "the name of another",
        {"division": ["341021", "341022"], "unit": ["休宁县", "休宁"]},
        ["could_not_run", "met"],
        ["PK332", ""],
    ),
    (
        "twice",
        {"division": ["341021", "341021", "341022", "341021"], "year": [2026, 2026, 2026, 2025]},
        ["could_not_run", "could_not_run", "met", "met"],
        ["PK322", "PK322", "", ""],
    ),
    ("twice without a year", {"division": ["341021", "歙县"]}, ["could_not_run"] * 2, ["PK322"] * 2),
    (
        "years that are none",
        {"division": ["341021", "341022", "341023"], "year": [20260, 2026, 26]},
        ["could_not_run", "met", "could_not_run"],
        ["PK324", "", "PK324"],
    ),
    (
        "periods",
        {
            "division": ["341021", "341021", "341022", "341023", "341024"],
            "period": ["2026年上半年", "2026", None, "2026Q3", "某季"],
        },
        ["no_data", "met", "met", "no_data", "could_not_run"],
        ["", "", "", "", "PK324"],
    ),
    (
        "a period of another year",
        {"division": ["341021", "341022"], "period": ["2025H1", "2026年"], "year": [2026, 2026]},
        ["could_not_run", "met"],
        ["PK324", ""],
    ),
]


# Dask and lazy Polars walk the same code of ours; Dask plans each frame for seconds: each kind of key once.
BY_DASK = {"no entity", "twice", "a period of another year"}


@pytest.mark.parametrize(
    ("engine", "written"),
    [
        pytest.param(engine, written, id=f"{written[0]}-{engine.__name__ if engine else 'pandas'}")
        for engine in (None, *ENGINES[:5])
        for written in KEYS
        if engine is not dask or written[0] in BY_DASK
    ],
)
def test_keys_as_staff_write_them(
    rules: Rules,
    engine: Callable[[pd.DataFrame], Iterator[Any]] | None,
    written: tuple[str, dict[str, list[object]], list[str], list[str]],
) -> None:
    _, columns, expected, codes = written
    frame = pd.DataFrame(
        {name: pd.Series(cells, dtype=object).infer_objects() for name, cells in columns.items()}
    )
    # What a row holds tells it from the others when it comes back.
    frame["inside"] = [float(85 + at) for at in range(len(frame))]
    frame["total"] = 100.0
    rule = replace(rules["rate-85"], binds=("000000",))
    made = iter([frame]) if engine is None else engine(frame)
    if engine is not None and importlib.util.find_spec(engine.__name__.partition("_")[0]) is None:
        pytest.skip(f"{engine.__name__} is not installed: it comes with policykit[engines]")
    table = nw.from_native(evaluate(next(made), [rule], as_of=AS_OF))
    table = table.collect() if isinstance(table, nw.LazyFrame) else table
    assert sorted(table["verdict"].to_list()) == sorted(expected)  # no row is dropped
    values = {
        row["value"]: row["verdict"]
        for row in table.iter_rows(named=True)
        if row["verdict"] != "could_not_run"
    }
    assert values == {85.0 + at: verdict for at, verdict in enumerate(expected) if verdict != "could_not_run"}
    next(made, None)
    if engine is None:
        said = results(frame, [rule], as_of=AS_OF, latest=False)
        assert sorted(one.error[:5] for one in said) == sorted(codes)


def test_institutions_are_told_apart_by_name_and_not_by_blanks(rules: Rules) -> None:
    frame = pd.DataFrame(
        {
            "unit": ["甲医院", "甲\n医院", "乙医院", None, None],
            "division": "341021",
            "entity": "医院",
            "year": 2026,
            "beds": 20,
        }
    )
    found = evaluate(frame, [rules["beds-each-20"]], as_of=AS_OF)
    assert found["verdict"].tolist() == ["could_not_run"] * 2 + ["met"] * 3


def test_a_mistake_stops_its_row_and_no_other_requirement(rules: Rules) -> None:
    frame = pd.DataFrame(
        {"division": ["341021"], "inside": [120], "total": [100], "minutes": [29], "built": ["2025-02-31"]}
    )
    asked = [rules[name] for name in ("rate-85", "minutes-30", "built-2025")]
    found = results(frame, asked, as_of=AS_OF)
    assert [(one.requirement.id[7:], one.state.value) for one in found] == [
        ("rate-85", "could_not_run"),
        ("minutes-30", "met"),
        ("built-2025", "could_not_run"),
    ]
    assert found[0].error == (
        "指标“县域内就诊率”无法计算：PK319 “县域内就诊人次数”（120）大于“就诊总人次数”（100），“县域内就诊率”会超过100%。"
    )
