"""Clusters, processes of their own on the loopback address, given to the commands by address only."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from tests.figures.test_dataset import AS_OF, expected, figures, verdicts
from tests.index.shards import clusters
from tests.index.shards.kills import kills
from tests.index.shards.test_shards import many, written

from policykit.base import drivers
from policykit.base.diagnostics import PolicykitError
from policykit.base.drivers import Driver, Engine
from policykit.base.storage import Storage
from policykit.figures.dataset import check_dataset
from policykit.index.lexicon import Lexicon
from policykit.index.shards import build
from policykit.index.shards.builder import make_shard, plan

pytest.importorskip("distributed", reason="a Dask cluster: it comes with policykit[engines]")
pytestmark = pytest.mark.filterwarnings("ignore")  # engines announce what they will change: not tested here


@pytest.fixture(scope="module")
def dask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[clusters.Cluster]:
    """A Dask scheduler with two workers."""
    with clusters.dask(tmp_path_factory.mktemp("dask")) as cluster:
        yield cluster


@pytest.fixture(scope="module")
def kb(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A knowledge base of several shards."""
    return many(tmp_path_factory.mktemp("kb"), 40)


@pytest.fixture(scope="module")
def here(kb: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Its shards, as this process makes them."""
    build(kb, place := tmp_path_factory.mktemp("here"), jobs=1)
    return written(place)


@pytest.fixture(scope="module")
def master(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the master of a standalone Spark.

    Of one worker: each starts a Java and a Python for each command, and that several are not in each other's way, Dask's
    show.
    """
    pytest.importorskip("pyspark", reason="it comes with policykit[engines]")
    if shutil.which("java") is None:
        pytest.skip("no Java, on which Spark runs")
    with clusters.spark(tmp_path_factory.mktemp("spark"), workers=1) as cluster:
        yield cluster.address


def small(root: Path, folder: Path) -> Path:
    """A knowledge base of one policy, and figures of some units for it in a folder `data` beside it."""
    county = folder / "county"
    shutil.copytree(root / "policy_texts" / "shexian-2025", county / "policy_texts" / "shexian-2025")
    (county / "specs").mkdir()
    shutil.copy(root / "specs" / "shexian-2025.yml", county / "specs")
    (folder / "data").mkdir()
    figures().to_parquet(folder / "data" / "figures.parquet", index=False)
    return county


def judged_alike(root: Path, folder: Path, engine: Engine, address: str) -> bool:
    county, out = small(root, folder), folder / "out"
    check_dataset(folder / "data", out, county, engine=engine, address=address, as_of=AS_OF, rows=1)
    found = pd.concat([pd.read_parquet(part) for part in sorted(out.glob("*.parquet"))])
    return verdicts(found) == expected(county)


def test_a_dask_cluster_by_its_address(
    root: Path, tmp_path: Path, kb: Path, here: dict[str, str], dask: clusters.Cluster
) -> None:
    build(kb, tmp_path / "there", driver=Driver.DASK, address=dask.address)
    assert written(tmp_path / "there") == here
    assert judged_alike(root, tmp_path, Engine.DASK, dask.address)


def test_who_is_killed_on_a_cluster_changes_no_byte(tmp_path: Path, dask: clusters.Cluster) -> None:
    assert len(list(kills(2, "dask", tmp_path, dask, 40))) == 2


def test_a_spark_cluster_by_its_address(
    root: Path, tmp_path: Path, kb: Path, here: dict[str, str], master: str
) -> None:
    build(kb, tmp_path / "there", driver=Driver.SPARK, address=master)
    assert written(tmp_path / "there") == here
    assert judged_alike(root, tmp_path, Engine.SPARK, master)


def test_an_address_at_which_nothing_answers_is_said(tmp_path: Path) -> None:
    kb = many(tmp_path / "kb", 1)
    with (
        pytest.importorskip("dask", reason="it comes with policykit[engines]").config.set(
            {"distributed.comm.timeouts.connect": 0.1}
        ),
        pytest.raises(PolicykitError, match=r"PK020 no-cluster: .*tcp://127.0.0.1:9"),
    ):
        build(kb, tmp_path / "there", driver=Driver.DASK, address="tcp://127.0.0.1:9")


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (ModuleNotFoundError("No module named 'policykit'"), "ModuleNotFoundError: No module named 'policykit'"),
        (RuntimeError("Traceback\n  File\nTypeError: of another version\n"), "TypeError: of another version"),
        (ImportError(), "ImportError: "),  # says nothing
        (StopIteration("ended"), "StopIteration: ended"),  # is not called an error
    ],
)  # fmt: skip  # a row a line
def test_why_workers_are_unfit(error: BaseException, reason: str) -> None:
    assert drivers._unfit(error).diagnostics[0].values["reason"] == reason  # noqa: SLF001, PD011 - no cluster for each; of a diagnostic


def test_a_worker_of_another_version_is_said(tmp_path: Path) -> None:
    storage = Storage(tmp_path / "shards")
    (task,) = plan(many(tmp_path / "kb", 1), storage, Lexicon())
    with pytest.raises(PolicykitError, match="PK021 workers-unfit"):
        make_shard(replace(task, code="another"))
    assert storage.names() == []
