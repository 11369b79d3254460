"""Clusters of some workers on the loopback address, each process one of its own, which may be killed and started anew."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["Cluster", "dask", "kill", "spark"]


def kill(process: subprocess.Popen[bytes]) -> None:
    """End a process, and what it has started, as `kill -9` does."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@dataclass
class Cluster:
    """The processes of a cluster: the first gives out the work, the others do it."""

    folder: Path
    worker: list[str] = field(default_factory=list)
    """How a worker is started."""
    env: dict[str, str] | None = None
    address: str = ""
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)
    started: int = 0

    def start(self, command: list[str], said: str) -> str:
        """Start a process and wait for what it says of itself."""
        log = self.folder / f"{self.started}.log"
        self.started += 1
        with log.open("wb") as file:
            told = {"stdout": file, "stderr": file, "cwd": self.folder, "env": self.env}
            self.running.append(subprocess.Popen(command, start_new_session=True, **told))  # type: ignore[call-overload]  # by name
        while (found := re.search(said, log.read_text("utf-8"))) is None:
            assert self.running[-1].poll() is None, log.read_text("utf-8")
            time.sleep(0.05)
        return found[0]

    def start_worker(self) -> None:
        self.start(self.worker, "Registered to|Successfully registered")

    def kill_worker(self) -> None:
        """Kill the worker that has been there longest and start another."""
        kill(self.running.pop(1))
        self.start_worker()

    def end(self) -> None:
        for process in reversed(self.running):
            kill(process)


@contextmanager
def dask(folder: Path) -> Iterator[Cluster]:
    """A Dask scheduler with two workers."""
    cluster = Cluster(folder)
    python = [sys.executable, "-m"]
    options = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard"]
    try:
        said = cluster.start([*python, "distributed.cli.dask_scheduler", *options], r"tcp://127\.0\.0\.1:\d+")
        cluster.address = said
        options = ["--nthreads", "1", "--no-dashboard", "--no-nanny", "--local-directory", str(folder)]
        cluster.worker = [*python, "distributed.cli.dask_worker", said, *options]
        for _ in range(2):
            cluster.start_worker()
        yield cluster
    finally:
        cluster.end()


@contextmanager
def spark(folder: Path, workers: int = 2) -> Iterator[Cluster]:
    """The master of a standalone Spark with so many workers, which know nothing of this Python."""
    import pyspark

    home = str(Path(pyspark.__file__).parent)
    known = {
        name: os.environ[name]
        for name in ("HOME", "JAVA_HOME", "JAVA_TOOL_OPTIONS", "LANG")
        if name in os.environ
    }
    path = f"{Path(shutil.which('java') or '').parent}:/usr/bin:/bin"
    cluster = Cluster(folder, env={**known, "PATH": path, "SPARK_HOME": home})
    command = [f"{home}/bin/spark-class"]
    place = ["--host", "127.0.0.1", "--webui-port", "0"]
    try:
        master = [*command, "org.apache.spark.deploy.master.Master", *place, "--port", "0"]
        cluster.address = cluster.start(master, r"spark://127\.0\.0\.1:\d+")
        own = [*place, "--cores", "1", "--memory", "1g", "--work-dir", str(folder), cluster.address]
        cluster.worker = [*command, "org.apache.spark.deploy.worker.Worker", *own]
        for _ in range(workers):
            cluster.start_worker()
        yield cluster
    finally:
        cluster.end()
