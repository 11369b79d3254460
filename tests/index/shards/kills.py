"""kill -9 of workers and of drivers at random moments: whatever is killed, the shards are the same bytes in the end.

    python -m tests.index.shards.kills 20 dask        # pool, dask or spark; so many kills

A run of `policykit corpus build` is killed, a worker of it or the whole command, and run again when it was the command.
Says what was killed when, and ends with 1 when a byte differs.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from tests.index.shards import clusters
from tests.index.shards.test_shards import many, written

from policykit.index.shards import build

if TYPE_CHECKING:
    from tests.index.shards.clusters import Cluster

__all__ = ["kills"]


def _children(pid: int) -> list[int]:
    """The processes of a pool, in which one is the tracker of its locks."""
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(each) for each in listed.read_text("ascii").split()] if listed.exists() else []


def kills(
    count: int, driver: str, folder: Path, cluster: Cluster | None, policies: int = 300
) -> Iterator[str]:
    """Kill so many times, and tell what was killed, a line each. Raises `AssertionError` where the bytes differ afterwards."""
    chance = random.Random(7)  # noqa: S311 - a draw, no secret
    kb = many(folder / "kb", policies)
    command = [sys.executable, "-m", "policykit", "corpus", "build", "--path", str(kb)]
    build(kb, folder / "alone", jobs=1)
    expected = written(folder / "alone")
    options = ["--driver", driver, *(["--scheduler", cluster.address] if cluster else ["-j", "2"])]

    def run(place: Path) -> subprocess.Popen[bytes]:
        silent = subprocess.DEVNULL
        return subprocess.Popen([*command, "-o", str(place), *options], stdout=silent, stderr=silent)

    started = time.monotonic()
    assert run(folder / "undisturbed").wait() == 0
    lasts = time.monotonic() - started
    assert written(folder / "undisturbed") == expected
    for number in range(count):
        place = folder / f"run{number}"
        running, moment = run(place), chance.uniform(0.2, 1) * lasts
        time.sleep(moment)
        done = running.poll() is not None
        who = chance.choice(("worker", "driver"))
        if who == "driver":
            running.kill()  # and nothing that it has started
        elif cluster is not None:
            cluster.kill_worker()
        elif pool := _children(running.pid)[1:]:
            subprocess.run(["kill", "-9", str(chance.choice(pool))], check=False)
        made = len(list(place.glob("*.json"))) if place.exists() else 0
        again = 0
        while running.wait() != 0:
            again += 1
            assert again < 5, "a run does not come to an end"
            running = run(place)
        assert written(place) == expected, f"{driver}: other bytes after a {who} was killed"
        yield f"{driver} {who} killed after {moment:.1f} s, {made} shards, run again {again}×{' (was done)' * done}"


if __name__ == "__main__":
    started = {"dask": clusters.dask, "spark": clusters.spark}.get(sys.argv[2])
    with (
        tempfile.TemporaryDirectory() as temporary,
        tempfile.TemporaryDirectory() as place,
        started(Path(place)) if started else nullcontext() as running,
    ):
        for line in kills(int(sys.argv[1]), sys.argv[2], Path(temporary), running):
            print(line, flush=True)  # noqa: T201 - a program: it says what it did
