"""Speed of evaluation: 60 ratio requirements × 2,844 counties × 10 years, 1.7 million verdicts.

`make bench` runs it. Beside it stand the same by hand with NumPy and, where it is installed, by OpenFisca-Core.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from policykit.base.division import Division, Level
from policykit.figures.evaluation import evaluate, matrix
from policykit.model import Comparator, Entity, Indicator, Kind, Requirement, Span, Target, Variable

COUNTIES, YEARS, RULES = 2844, 10, 60
AS_OF = date(2027, 1, 1)


def rules(count: int = RULES) -> list[Requirement]:
    """As many ratio requirements, each of its own indicator with its own two variables."""
    made = []
    for number in range(count):
        part, whole = (
            Variable(name, "人", Entity.COUNTY, name, name=f"{name}{number}") for name in ("part", "whole")
        )
        share = Indicator("比例", "%", part / whole * 100, name=f"share{number}")
        target = Target(Comparator.GE, 85, unit="%")
        made.append(
            Requirement(
                id=f"bench/1/share-{number}",
                policy="bench",
                clause="bench/1",
                quote="比例达到85%",
                span=Span(0, 1),
                indicator=share,
                target=target,
                kind=Kind.THRESHOLD,
                due=date(2026, 12, 31),
                binds=("000000",),
            )
        )
    return made


def columns(counties: int = COUNTIES, years: int = YEARS) -> dict[str, Any]:
    """The wide frame's columns: random figures, one in a hundred missing."""
    codes = [code for code, one in Division.all().items() if one.level is Level.COUNTY][:counties]
    chance, rows = np.random.default_rng(0), len(codes) * years
    figures: dict[str, Any] = {
        "division": np.repeat(codes, years),
        "year": np.tile(np.arange(2026 - years + 1, 2027), len(codes)),
    }
    for number in range(RULES):
        whole = chance.integers(1, 10_000, rows).astype(float)
        part = np.floor(whole * chance.random(rows))
        part[chance.random(rows) < 0.01] = np.nan
        figures |= {f"part{number}": part, f"whole{number}": whole}
    return figures


def polars_frame(**size: int) -> Any:
    import polars as pl

    return pl.DataFrame(columns(**size))


def report(benchmark: BenchmarkFixture, rows: int) -> None:
    rate = rows / benchmark.stats.stats.min / 1e6  # type: ignore[union-attr]  # never None here
    benchmark.extra_info["million rows/s"] = round(rate, 1)
    print(f"\n{benchmark.name}: {rate:.1f} million/s")  # noqa: T201 - the figure is the point


def measured(
    benchmark: BenchmarkFixture, run: Callable[[], Any], rows: int = COUNTIES * YEARS * RULES
) -> None:
    benchmark.pedantic(run, rounds=5, warmup_rounds=1)  # type: ignore[no-untyped-call]  # has no types
    report(benchmark, rows)


@pytest.mark.parametrize("wording", [False, True], ids=["figures", "with words"])
def bench_long_table_polars(benchmark: BenchmarkFixture, *, wording: bool) -> None:
    frame, asked = polars_frame(), rules()
    measured(benchmark, lambda: evaluate(frame, asked, as_of=AS_OF, wording=wording))


def bench_long_table_duckdb(benchmark: BenchmarkFixture) -> None:
    import duckdb

    connection, asked = duckdb.connect(), rules()
    connection.register("given", polars_frame().to_arrow())
    connection.execute("CREATE TABLE figures AS SELECT * FROM given")

    def run() -> None:
        evaluate(connection.table("figures"), asked, as_of=AS_OF, wording=False).create("verdicts")
        connection.execute("DROP TABLE verdicts")

    measured(benchmark, run)


def bench_long_table_pandas(benchmark: BenchmarkFixture) -> None:
    frame, asked = polars_frame().to_pandas(), rules()
    measured(benchmark, lambda: evaluate(frame, asked, as_of=AS_OF, wording=False))


def bench_matrix(benchmark: BenchmarkFixture) -> None:
    frame, asked = polars_frame(), rules()
    measured(benchmark, lambda: matrix(frame, asked, as_of=AS_OF))


def bench_by_hand_with_numpy(benchmark: BenchmarkFixture) -> None:
    figures = columns()

    def run() -> Any:
        with np.errstate(invalid="ignore"):
            shares = [
                figures[f"part{number}"] / figures[f"whole{number}"] * 100 >= 85 for number in range(RULES)
            ]
        return np.stack(shares)

    measured(benchmark, run)


def bench_by_openfisca(benchmark: BenchmarkFixture) -> None:
    """The same shares by OpenFisca-Core, which says of each whether it is reached: no keys, no margins, no due dates."""

    def part(name: str) -> Any:
        why = "OpenFisca-Core is not installed: pip install openfisca-core, and it is measured beside"
        return pytest.importorskip(f"openfisca_core.{name}", reason=why)

    entity = part("entities").build_entity(key="unit", plural="units", label="", is_person=True)
    system = part("taxbenefitsystems").TaxBenefitSystem([entity])
    figures, yearly = columns(), part("periods").DateUnit.YEAR

    def declare(name: str, kind: type, formula: Callable[..., Any] | None = None) -> None:
        told = {"value_type": kind, "entity": entity, "definition_period": yearly}
        body = told if formula is None else {**told, "formula": formula}
        system.add_variable(type(name, (part("variables").Variable,), body))

    def reached(number: int) -> Callable[..., Any]:
        def formula(unit: Any, period: Any) -> Any:
            return unit(f"part{number}", period) / unit(f"whole{number}", period) * 100 >= 85

        return formula

    for number in range(RULES):
        declare(f"part{number}", float)
        declare(f"whole{number}", float)
        declare(f"met{number}", bool, reached(number))

    def run() -> Any:
        made = part("simulations").SimulationBuilder().build_default_simulation(system, len(figures["year"]))
        for name, column in figures.items():
            if name.startswith(("part", "whole")):
                made.set_input(name, "2026", column)
        return np.stack([made.calculate(f"met{number}", "2026") for number in range(RULES)])

    measured(benchmark, run)


@pytest.mark.parametrize(("counties", "years", "count"), [(1422, 10, 60), (2844, 5, 60), (2844, 10, 30)])
def bench_cost_is_linear(benchmark: BenchmarkFixture, counties: int, years: int, count: int) -> None:
    """Half of the counties, of the years or of the requirements: about half of the time."""
    frame, asked = polars_frame(counties=counties, years=years), rules(count)
    measured(
        benchmark,
        lambda: evaluate(frame, asked, as_of=AS_OF, wording=False),
        counties * years * count,
    )
