"""A scheduler and two workers, processes of their own on the loopback address, given to the commands by address only."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.figures.test_dataset import AS_OF, expected, figures, verdicts
from tests.shards.test_shards import many, written

from policykit.base.drivers import Driver, Engine
from policykit.figures.dataset import check_dataset
from policykit.shards import build

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


def test_a_dask_cluster_by_its_address(root: Path, tmp_path: Path, scheduler: str) -> None:
    kb = many(tmp_path / "kb", 40)
    build(kb, tmp_path / "here", jobs=1)
    build(kb, tmp_path / "there", driver=Driver.DASK, address=scheduler)
    assert written(tmp_path / "there") == written(tmp_path / "here")
    county = tmp_path / "county"
    shutil.copytree(root / "policy_texts" / "shexian-2025", county / "policy_texts" / "shexian-2025")
    (county / "specs").mkdir()
    shutil.copy(root / "specs" / "shexian-2025.yml", county / "specs")
    (tmp_path / "data").mkdir()
    figures().to_parquet(tmp_path / "data" / "figures.parquet", index=False)
    out = tmp_path / "out"
    check_dataset(tmp_path / "data", out, county, engine=Engine.DASK, address=scheduler, as_of=AS_OF, rows=1)
    found = pd.concat([pd.read_parquet(part) for part in sorted(out.glob("*.parquet"))])
    assert verdicts(found) == expected(county)
