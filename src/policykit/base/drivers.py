"""One task after the other, or side by side: in processes here, on a Dask cluster, on Spark.

A task is a value that can be pickled, what is done with it a function of a module. It is done whole or not at all and
leaves the same bytes however often, so that a worker that dies costs its task and nothing else.
"""

from __future__ import annotations

import os
import pickle
import re
import sys
import threading
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from policykit.base.diagnostics import Code, Diagnostic, PolicykitError
from policykit.base.resources import Labelled
from policykit.base.storage import no_engines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

__all__ = ["Driver", "Engine", "end_with_parent", "run"]

_T = TypeVar("_T")
_R = TypeVar("_R")
_AGAIN = 5
"""So often in a row a pool may lose a worker before anything is done."""


_ERROR = re.compile(r"(?:\w+\.)*\w*(?:Error|Exception): ")
_WAVE = 8
"""Spark tells nothing before a job is done: so many tasks for each of its cores are one."""


class Driver(Labelled):
    """What does the work.

    >>> Driver("dask").label
    'Dask 集群'
    """

    POOL = "pool"
    """Processes of this machine."""
    DASK = "dask"
    SPARK = "spark"


class Engine(Labelled):
    """What judges figures at size.

    >>> [engine.label for engine in Engine]
    ['DuckDB', 'Polars', 'Dask 集群', 'Spark']
    """

    DUCKDB = "duckdb"
    POLARS = "polars"
    DASK = "dask"
    SPARK = "spark"


def run(
    work: Callable[[_T], _R],
    tasks: Sequence[_T],
    driver: Driver = Driver.POOL,
    *,
    jobs: int | None = None,
    address: str | None = None,
) -> Iterator[_R]:
    """What `work` makes of each task, as it comes.

    `jobs` is how many run side by side, as many as there are processors if not given; with one nothing is started.
    `address` is that of a Dask scheduler (`tcp://host:8786`) or the master of Spark (`spark://host:7077`, `yarn`);
    without one a cluster of processes is started here.

    Raises
    ------
    PolicykitError
        The packages of the driver are not installed (PK009), no cluster answers at the address (PK020), its workers
        cannot run policykit (PK021), or keep dying (PK018).

    >>> list(run(abs, [-2], jobs=1))
    [2]
    """
    if not tasks:
        return iter(())
    jobs = jobs or os.cpu_count() or 1
    if driver is Driver.DASK:
        return _on_dask(work, tasks, jobs, address)
    if driver is Driver.SPARK:
        return _on_spark(work, tasks, jobs, address)
    return _in_pool(work, tasks, jobs) if jobs > 1 and len(tasks) > 1 else map(work, tasks)


def _in_pool(work: Callable[[_T], _R], tasks: Sequence[_T], jobs: int) -> Iterator[_R]:
    from concurrent.futures import ProcessPoolExecutor, as_completed
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    left, broken = dict(enumerate(tasks)), 0
    while left:
        # Started afresh, not forked: a copy of a process with threads (pyarrow's) may hang.
        many, context = min(jobs, len(left)), get_context("spawn")
        with ProcessPoolExecutor(many, mp_context=context, initializer=end_with_parent) as pool:
            try:
                running = {pool.submit(work, task): at for at, task in left.items()}
                for done in as_completed(running):
                    result = done.result()
                    del left[running[done]]
                    broken = 0
                    yield result
            except BrokenProcessPool as error:
                broken += 1
                if broken > _AGAIN:
                    raise _lost(len(left)) from error


def end_with_parent() -> None:
    """End this process when the one that started it is no more: killed, it can tell nobody, and tasks do not come."""
    from multiprocessing import parent_process

    parent = parent_process()
    if parent is not None:

        def wait() -> None:
            parent.join()
            os._exit(1)

        threading.Thread(target=wait, daemon=True).start()


def _on_dask(work: Callable[[_T], _R], tasks: Sequence[_T], jobs: int, address: str | None) -> Iterator[_R]:
    try:
        from distributed import CancelledError, Client, KilledWorker, LocalCluster
        from distributed import as_completed as in_turn
        from distributed.comm.core import CommClosedError
    except ImportError as error:
        raise no_engines() from error
    with ExitStack() as open_:
        place: Any = address
        if address is None:
            local = LocalCluster(n_workers=jobs, threads_per_worker=1, dashboard_address=None)  # type: ignore[no-untyped-call]  # has no types
            place = open_.enter_context(local)
        try:
            client = open_.enter_context(Client(place))  # type: ignore[no-untyped-call]  # has no types
        except (OSError, ValueError) as error:
            raise _silent(place) from error
        running = client.map(work, tasks, pure=False, retries=_AGAIN)
        try:
            for _, result in in_turn(running, with_results=True):  # type: ignore[no-untyped-call]  # has no types
                yield result
        except (KilledWorker, CancelledError, CommClosedError) as error:
            raise _lost(len(tasks)) from error
        except (ImportError, AttributeError, RuntimeError) as error:
            raise _unfit(error.__cause__ or error) from error  # what a worker could not unpickle


def _on_spark(work: Callable[[_T], _R], tasks: Sequence[_T], jobs: int, address: str | None) -> Iterator[_R]:
    try:
        import pyarrow as pa  # type: ignore[import-untyped]  # has no types
        from py4j.protocol import Py4JError  # type: ignore[import-untyped]  # has no types
        from pyspark.errors import PySparkException, PythonException
    except ImportError as error:
        raise no_engines() from error

    def done(batches: Iterator[Any]) -> Iterator[Any]:
        for batch in batches:
            for pickled in batch.column("task").to_pylist():
                made = [pickle.dumps(_told(work, pickle.loads(pickled)))]  # noqa: S301 - what the driver has pickled
                yield pa.RecordBatch.from_arrays([pa.array(made, pa.binary())], ["made"])

    with _spark_context(jobs, address) as context:
        wave = _WAVE * context.defaultParallelism
        try:
            for start in range(0, len(tasks), wave):
                rows = [(bytearray(pickle.dumps(task)),) for task in tasks[start : start + wave]]
                # One task a partition: what Spark runs again when an executor is lost.
                given = context.parallelize(rows, len(rows)).toDF("task binary")
                for row in given.mapInArrow(done, "made binary").collect():
                    yield _or_raise(pickle.loads(bytes(row["made"])))  # noqa: S301 - what our workers have pickled
        except PythonException as error:
            raise _unfit(error) from error
        except (PySparkException, Py4JError) as error:
            raise _lost(len(tasks)) from error


@contextmanager
def _spark_context(jobs: int, address: str | None) -> Iterator[Any]:
    """The session that is there, or one of our own for as long as it is needed.

    Its executors run this Python and find this package. Who sets PYSPARK_PYTHON has another Python for them, which has
    the package by itself.
    """
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    if (active := SparkSession.getActiveSession()) is not None:
        yield active.sparkContext
        return
    builder = SparkSession.builder.master(address or f"local[{jobs},{_AGAIN}]").appName("policykit")
    for name in ("spark.ui.enabled", "spark.ui.showConsoleProgress"):
        builder = builder.config(name, "false")
    builder = builder.config("spark.log.level", "ERROR")
    is_own = "PYSPARK_PYTHON" not in os.environ
    if is_own:
        builder = builder.config("spark.executorEnv.PYTHONPATH", str(Path(__file__).parents[2]))
        os.environ["PYSPARK_PYTHON"] = sys.executable
    try:
        session = builder.getOrCreate()
    except (PySparkException, Py4JError) as error:
        raise _silent(address) from error
    finally:
        if is_own:
            del os.environ["PYSPARK_PYTHON"]
    try:
        yield session.sparkContext
    finally:
        session.stop()


def _told(work: Callable[[_T], _R], task: _T) -> _R | PolicykitError:
    """What is made of a task, or what is wrong with it: Spark would run that again and again."""
    try:
        return work(task)
    except PolicykitError as error:
        return error


def _or_raise(made: _R | PolicykitError) -> _R:
    if isinstance(made, PolicykitError):
        raise made
    return made


def _lost(tasks: int) -> PolicykitError:
    return PolicykitError([Diagnostic(Code.WORKERS_LOST, {"left": tasks})])


def _silent(address: object) -> PolicykitError:
    return PolicykitError([Diagnostic(Code.NO_CLUSTER, {"address": address or "localhost"})])


def _unfit(error: BaseException) -> PolicykitError:
    """That workers cannot run policykit; Spark tells why in the last line of a traceback that names an error."""
    told = f"{type(error).__name__}: {error}".splitlines()
    lines = [line.strip() for line in told if _ERROR.match(line.strip())] or [told[0]]
    return PolicykitError([Diagnostic(Code.WORKERS_UNFIT, {"reason": lines[-1]})])
