"""Clusters of two workers, processes of their own on the loopback address, given to the commands by address only."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.figures.test_dataset import AS_OF, expected, figures, verdicts
from tests.shards.test_shards import many, written

from policykit.base.diagnostics import PolicykitError
from policykit.base.drivers import Driver, Engine
from policykit.base.storage import Storage
from policykit.figures.dataset import check_dataset
from policykit.index.lexicon import Lexicon
from policykit.shards import build
from policykit.shards.builder import make_shard, plan

pd = pytest.importorskip("pandas")
pytest.importorskip("distributed", reason="a Dask cluster: it comes with policykit[engines]")
pytestmark = pytest.mark.filterwarnings("ignore")  # engines announce what they will change: not tested here


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Dask scheduler with two workers."""
    folder = tmp_path_factory.mktemp("dask")
    told, about = folder / "told.txt", folder / "scheduler.json"
    options = ["--host", "127.0.0.1", "--no-dashboard", "--scheduler-file", str(about)]
    first = [sys.executable, "-m", "distributed.cli.dask_scheduler", *options, "--port", "0"]
    other = [sys.executable, "-m", "distributed.cli.dask_worker", "--scheduler-file", str(about)]
    other += ["--nthreads", "1", "--no-dashboard", "--local-directory", str(folder), "--no-nanny"]
    with told.open("wb") as log:
        running = [subprocess.Popen(first, stdout=log, stderr=log, cwd=folder)]
        try:
            while not about.exists():
                assert running[0].poll() is None, told.read_text("utf-8")
                time.sleep(0.05)
            running += [subprocess.Popen(other, stdout=log, stderr=log, cwd=folder) for _ in range(2)]
            yield json.loads(about.read_text("utf-8"))["address"]
        finally:
            for process in reversed(running):
                process.kill()
                process.wait()


@pytest.fixture(scope="module")
def master(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the master of a standalone Spark with two workers, which know nothing of this Python."""
    spark = Path(pytest.importorskip("pyspark").__file__).parent
    if shutil.which("java") is None:
        pytest.skip("no Java, on which Spark runs")
    folder = tmp_path_factory.mktemp("spark")
    known = {name: os.environ[name] for name in ("HOME", "JAVA_HOME", "LANG") if name in os.environ}
    env = known | {
        "PATH": f"{Path(shutil.which('java') or '').parent}:/usr/bin:/bin",
        "SPARK_HOME": str(spark),
    }
    running: list[subprocess.Popen[bytes]] = []

    def start(name: str, said: str, *arguments: str) -> str:
        command = [str(spark / "bin" / "spark-class"), f"org.apache.spark.deploy.{name}", *arguments]
        log = folder / f"{len(running)}.log"
        with log.open("wb") as file:
            # A session of its own: what it has started ends with it.
            running.append(
                subprocess.Popen(
                    command, stdout=file, stderr=file, cwd=folder, env=env, start_new_session=True
                )
            )
        while (found := re.search(said, log.read_text("utf-8"))) is None:
            assert running[-1].poll() is None, log.read_text("utf-8")
            time.sleep(0.05)
        return found[0]

    place = ["--host", "127.0.0.1", "--webui-port", "0"]
    try:
        address = start("master.Master", r"spark://127\.0\.0\.1:\d+", *place, "--port", "0")
        for _ in range(2):
            own = [*place, "--cores", "1", "--memory", "1g", "--work-dir", str(folder), address]
            start("worker.Worker", "Successfully registered", *own)
        yield address
    finally:
        for process in reversed(running):
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


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


def test_a_dask_cluster_by_its_address(root: Path, tmp_path: Path, scheduler: str) -> None:
    kb = many(tmp_path / "kb", 40)
    build(kb, tmp_path / "here", jobs=1)
    build(kb, tmp_path / "there", driver=Driver.DASK, address=scheduler)
    assert written(tmp_path / "there") == written(tmp_path / "here")
    assert judged_alike(root, tmp_path, Engine.DASK, scheduler)


def test_a_spark_cluster_by_its_address(root: Path, tmp_path: Path, master: str) -> None:
    kb = many(tmp_path / "kb", 40)
    build(kb, tmp_path / "here", jobs=1)
    build(kb, tmp_path / "there", driver=Driver.SPARK, address=master)
    assert written(tmp_path / "there") == written(tmp_path / "here")
    assert judged_alike(root, tmp_path, Engine.SPARK, master)


def test_an_address_at_which_nothing_answers_is_said(tmp_path: Path) -> None:
    kb = many(tmp_path / "kb", 1)
    with (
        pytest.importorskip("dask").config.set({"distributed.comm.timeouts.connect": 0.1}),
        pytest.raises(PolicykitError, match=r"PK020 no-cluster: .*tcp://127.0.0.1:9"),
    ):
        build(kb, tmp_path / "there", driver=Driver.DASK, address="tcp://127.0.0.1:9")


def test_a_worker_of_another_version_is_said(tmp_path: Path) -> None:
    storage = Storage(tmp_path / "shards")
    (task,) = plan(many(tmp_path / "kb", 1), storage, Lexicon())
    with pytest.raises(PolicykitError, match="PK021 workers-unfit"):
        make_shard(replace(task, code="another"))
    assert storage.names() == []
