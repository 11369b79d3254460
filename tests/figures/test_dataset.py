"""check on a folder of Parquet: the verdicts of `evaluate`, on any engine, all or nothing, from where it was."""

from __future__ import annotations

import json
import shutil
from collections.abc import Collection, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from tests.figures.every_kind import BASED, since_a_base
from typer.testing import CliRunner

from policykit.base.diagnostics import PolicykitError
from policykit.base.drivers import Engine
from policykit.cli import app
from policykit.corpus import Corpus
from policykit.figures import dataset, evaluate
from policykit.figures.dataset import check_dataset
from policykit.specs import Specs

pytest.importorskip("pyarrow", reason="datasets are Parquet: it comes with policykit[engines]")
AS_OF = date(2027, 1, 1)
RATE = "shexian-2025/p1/county-visit-rate-2026"
RATES = {2024: "no_data", 2025: "no_data", 2026: "met"}
"""85% asked for by the end of 2026: what was reached before says nothing of it."""
KEYS = ["division", "entity", "year", "requirement"]


@pytest.fixture(scope="module")
def kb(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A knowledge base of one policy."""
    folder = tmp_path_factory.mktemp("kb")
    shutil.copytree(root / "policy_texts" / "shexian-2025", folder / "policy_texts" / "shexian-2025")
    (folder / "specs").mkdir()
    for name in ("shexian-2025.yml", "lexicon.yml"):
        shutil.copy(root / "specs" / name, folder / "specs" / name)
    return folder


def figures() -> pd.DataFrame:
    """歙县 by code and by name, with 57%, 83% and 85% of the visits; a neighbour; a row of no known division."""
    rows: list[dict[str, Any]] = [
        {"division": "341021", "year": 2024, "visits_in_county": 57},
        {"division": "歙县", "year": 2025, "visits_in_county": 83},
        {"division": "341021", "year": 2026, "visits_in_county": 85},
        {"division": "341022", "year": 2026, "visits_in_county": 84},
        {"division": None, "year": 2026, "visits_in_county": 84},
    ]
    frame = pd.DataFrame(rows)
    return frame.assign(visits_by_residents=100, remark="")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The figures by years, as Hive lays them out: a unit's years stand in files of their own."""
    folder = tmp_path_factory.mktemp("data")
    for year, rows in figures().groupby("year"):
        (folder / f"year={year}").mkdir()
        rows.drop(columns="year").to_parquet(folder / f"year={year}" / "part.parquet", index=False)
    return folder


def verdicts(frame: pd.DataFrame) -> list[str]:
    plain = frame[[*KEYS, "verdict", "value", "target", "margin"]].astype(object)
    return sorted(map(repr, plain.where(plain.notna(), None).itertuples(index=False, name=None)))


def expected(kb: Path) -> list[str]:
    specs = Specs.load(Corpus.load(kb))
    asked = [each for each in specs.requirements if each.id not in specs.unverified]
    frame = evaluate(figures(), asked, as_of=AS_OF, wording=False)
    return verdicts(frame[frame["verdict"] != "not_applicable"].astype({"year": "int64"}))


@pytest.mark.parametrize(
    ("engine", "rows"), [(Engine.POLARS, 1), (Engine.DUCKDB, 1), (Engine.POLARS, 1000), (Engine.DUCKDB, 1000)]
)
def test_the_verdicts_are_those_of_the_frame(
    kb: Path, folder: Path, tmp_path: Path, engine: Engine, rows: int
) -> None:
    judged = check_dataset(folder, tmp_path / "out", kb, engine=engine, as_of=AS_OF, jobs=1, rows=rows)
    parts = sorted((tmp_path / "out").glob("*.parquet"))
    assert len(parts) == (3 if rows == 1 else 1)
    found = pd.concat([pd.read_parquet(part) for part in parts])
    assert verdicts(found) == expected(kb)
    rate = found[(found["requirement"] == RATE) & (found["division"] == "341021")]
    assert dict(zip(rate["year"], rate["verdict"], strict=True)) == RATES
    assert judged.rows == 5
    assert sum(judged.counts.values()) == 5 * len(judged.verdicts)
    assert judged.unused == ("remark",)
    assert json.loads((tmp_path / "out" / "summary.json").read_text("utf-8"))["counts"] == judged.counts
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("engine", [Engine.POLARS, Engine.DUCKDB, Engine.DASK])
def test_a_base_year_stands_in_a_file_of_its_own(
    kb: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine: Engine
) -> None:
    """Where the rows of a piece are taken by Dask, they are by pyarrow: here in this process."""
    rows = [{"division": code, "year": year, "minutes": float(figure)} for code, year, figure, _ in BASED]
    for year, given in pd.DataFrame(rows).groupby("year"):
        (tmp_path / "data" / f"year={year}").mkdir(parents=True)
        given.drop(columns="year").to_parquet(
            tmp_path / "data" / f"year={year}" / "part.parquet", index=False
        )
    asked, specs = tuple(since_a_base().values()), Specs.load(Corpus.load(kb))
    monkeypatch.setattr(dataset, "_rules", lru_cache(lambda _root: (specs, asked)))
    monkeypatch.setattr(dataset, "_DRIVERS", {})
    check_dataset(tmp_path / "data", tmp_path / "out", kb, engine=engine, as_of=AS_OF, jobs=1, rows=1)
    found = pd.concat([pd.read_parquet(part) for part in sorted((tmp_path / "out").glob("*.parquet"))])
    said = found.set_index(["division", "year", "requirement"])["verdict"].to_dict()
    for code, year, _, expected in BASED:
        assert tuple(said[code, year, one.id] for one in asked) == expected, (code, year)


def test_of_a_piece_only_the_files_of_its_divisions_are_opened(
    kb: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A province's counties in a folder of its own: work grows with the rows and not with rows times files."""
    codes, opened = ("110101", "341021", "341022", "520115"), []
    for code in codes:
        (tmp_path / "data" / f"province={code[:2]}").mkdir(parents=True, exist_ok=True)
        rows = pd.DataFrame({"division": [code], "year": [2026], "visits_in_county": [85.0]})
        rows.to_parquet(tmp_path / "data" / f"province={code[:2]}" / f"{code}.parquet", index=False)
    known = dataset._opened  # noqa: SLF001 - what a piece opens is the point

    def counted(folder: str, files: Sequence[str]) -> Any:
        opened.append([Path(file).stem for file in files])
        return known(folder, files)

    monkeypatch.setattr(dataset, "_opened", counted)
    check_dataset(tmp_path / "data", tmp_path / "out", kb, as_of=AS_OF, jobs=1, rows=1)
    assert opened == [list(codes), *([code] for code in codes)]


def test_a_run_that_was_killed_goes_on(
    kb: Path, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    judged: list[int] = []
    rows = dataset._rows  # noqa: SLF001 - where a worker dies is the point

    def dying(piece: dataset.Piece, known: Collection[str]) -> Any:
        if piece.number == 1 and len(judged) == 1:
            judged.append(-1)
            raise KeyboardInterrupt
        judged.append(piece.number)
        return rows(piece, known)

    monkeypatch.setattr(dataset, "_rows", dying)
    with pytest.raises(KeyboardInterrupt):
        check_dataset(folder, tmp_path / "out", kb, as_of=AS_OF, jobs=1, rows=1)
    assert not (tmp_path / "out").exists()
    check_dataset(folder, tmp_path / "out", kb, as_of=AS_OF, jobs=1, rows=1)
    assert judged == [0, -1, 1, 2]
    monkeypatch.setattr(dataset, "run", lambda work, pieces, *_, **__: map(work, reversed(pieces)))
    check_dataset(folder, tmp_path / "again", kb, as_of=AS_OF, jobs=1, rows=1)
    for path in (tmp_path / "again").iterdir():
        assert path.read_bytes() == (tmp_path / "out" / path.name).read_bytes()


def test_what_is_refused(kb: Path, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    pd.DataFrame({"x": [1]}).to_parquet(tmp_path / "x.parquet")
    for given, output, code in (
        (folder, tmp_path / "empty", "PK007"),
        (tmp_path / "empty", tmp_path / "out", "PK302"),
        (tmp_path, tmp_path / "out", "PK325"),
    ):
        with pytest.raises(PolicykitError, match=code):
            check_dataset(given, output, kb, as_of=AS_OF, jobs=1)
        assert not (tmp_path / "out").exists()


def test_the_command_says_what_came_of_it(kb: Path, folder: Path, tmp_path: Path) -> None:
    arguments = ["check", str(folder), "--as-of", "2027-01-01", "--path", str(kb), "-j", "1"]
    done = CliRunner().invoke(app, [*arguments, "--engine", "duckdb", "-o", str(tmp_path / "out")])
    assert done.exit_code == 2
    assert done.output.startswith("5 行，按 ")
    assert f"没有用到的列：remark\n判定已写入 {tmp_path / 'out'}（不适用的只计数）\n" in done.output
    refused = CliRunner().invoke(app, arguments)
    assert "PK343 dataset-usage" in refused.output
