"""check at size: a folder of Parquet, judged piece by piece on an engine, to a folder of Parquet.

A piece holds all rows of some divisions, so that every unit has its earlier years beside it, and is judged by itself:
memory is bounded by the piece and not by the folder, and pieces may be judged on many machines. Each is written
whole or not at all and marked; the folder of results takes its name when all pieces are there.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from policykit.base.clock import today
from policykit.base.diagnostics import Code, Diagnostic, PolicykitError
from policykit.base.drivers import Driver, Engine, run
from policykit.base.files import replace_file
from policykit.base.storage import no_engines
from policykit.corpus import Corpus
from policykit.corpus.shelf import code_digest, same_code
from policykit.figures.evaluation import evaluate
from policykit.figures.frame import KEYS
from policykit.model import Modality, Requirement, State, key_of
from policykit.model.keys import read_division
from policykit.specs import Specs

__all__ = ["Judged", "check_dataset"]

SUMMARY = "summary.json"
_ROOMS = ("base", "model", "indicators", "specs", "figures", "data")
ROWS = 8_000
"""A piece has about so many rows; a division is never divided."""
_LEFT_OUT = State.NOT_APPLICABLE.value


_DRIVERS = {Engine.DASK: Driver.DASK, Engine.SPARK: Driver.SPARK}


@dataclass(frozen=True)
class Piece:
    """Some divisions of a dataset, and where their verdicts go: everything that a worker must be told."""

    number: int
    dataset: str
    files: tuple[str, ...]
    """Those in which its divisions stand: no other is opened for it."""
    divisions: tuple[Any, ...]
    """As they stand in the column `division`."""
    rows: int
    output: str
    engine: Engine
    root: str
    as_of: date
    code: str = ""
    """Digest of the program that asks: a worker of another one might judge otherwise."""


@dataclass(frozen=True)
class Judged:
    """What came of a dataset: the verdicts by requirement; not applicable ones are only counted."""

    folder: Path
    rows: int
    verdicts: Mapping[str, Mapping[str, int]]
    """Requirement → verdict → how many rows."""
    failed: int
    """How many verdicts say that what must be done was not."""
    unverified: Mapping[str, str]
    """Requirements by which nothing was judged, each with why."""
    unused: tuple[str, ...]
    """Columns that no requirement asks for."""

    @property
    def counts(self) -> dict[str, int]:
        """How many verdicts of each kind there are."""
        found: dict[str, int] = {}
        for counted in self.verdicts.values():
            for verdict, count in counted.items():
                found[verdict] = found.get(verdict, 0) + count
        return {state.value: found[state.value] for state in State if found.get(state.value)}

    @property
    def exit_code(self) -> int:
        """As of a report: 2 when something could not be checked, 1 when an 应当 is not met, else 0."""
        if self.unverified or self.counts.get(State.COULD_NOT_RUN.value):
            return 2
        return 1 if self.failed else 0


def check_dataset(  # noqa: PLR0913 - what drives the work, each with a default
    dataset: str | Path,
    output: str | Path,
    root: str | Path,
    *,
    engine: Engine = Engine.POLARS,
    as_of: date | None = None,
    jobs: int | None = None,
    address: str | None = None,
    rows: int = ROWS,
    progress: Callable[[Iterator[Any], int], Iterable[Any]] | None = None,
) -> Judged:
    """Judge every row of the Parquet files in a folder by every requirement of the knowledge base at `root`.

    The columns are those that `evaluate` takes. `output` is a new folder: `part-….parquet` with the columns of
    `evaluate(wording=False)`, and `summary.json`. A piece has about `rows` rows. With Dask and Spark workers read
    `dataset` and `root` and write `output` by the same paths; `jobs` and `address` are those of
    `policykit.base.drivers.run`. A run that was killed goes on where it was when it is run again.

    Raises
    ------
    PolicykitError
        `output` is there already (PK007), an engine is not installed (PK009), the dataset has no rows (PK302) or no
        column `division` (PK325), files cannot be read or written (PK301, PK004).
    """
    output, as_of = Path(output).absolute(), as_of or today()
    if output.exists():
        raise PolicykitError([Diagnostic(Code.ALREADY_THERE, {"path": output})])
    _needed(engine)
    root, dataset = str(Path(root).resolve()), str(Path(dataset).resolve())
    _rules.cache_clear()
    specs, asked = _rules(root)
    names, held, stands = _scanned(dataset)
    folder = output.parent / f".{output.name}.{_digest(dataset, root, engine, as_of, rows)}"
    code = code_digest(_ROOMS)
    pieces = [
        Piece(
            number, dataset, _where(stands, part), tuple(part), size, str(folder), engine, root, as_of, code
        )
        for number, (part, size) in enumerate(_divided(held, rows))
    ]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        driver = _DRIVERS.get(engine, Driver.POOL)
        work = run(judge, pieces, driver, jobs=jobs, address=address)
        tallies = list(progress(work, len(pieces)) if progress else work)
        judged = _summed(output, tallies, specs, asked, names)
        _settle(folder, judged, as_of)
        folder.rename(output)
    except OSError as error:
        values: dict[str, object] = {"path": output, "reason": error.strerror or error}
        raise PolicykitError([Diagnostic(Code.CANNOT_WRITE, values)]) from error
    return judged


def _needed(engine: Engine) -> None:
    try:
        import pyarrow as pa  # type: ignore[import-untyped]  # has no types

        if engine is Engine.DUCKDB:
            import duckdb  # noqa: F401 - whether it is there
        else:
            import polars as pl  # noqa: F401 - whether it is there
        del pa
    except ImportError as error:
        raise no_engines() from error


@lru_cache(maxsize=1)
def _rules(root: str) -> tuple[Specs, tuple[Requirement, ...]]:
    """The specs of a knowledge base, and the requirements that may judge: read once in each worker."""
    specs = Specs.load(Corpus.load(root))
    return specs, tuple(each for each in specs.requirements if each.id not in specs.unverified)


def _files(dataset: str) -> list[str]:
    found = sorted(str(path) for path in Path(dataset).rglob("*.parquet"))
    return [path for path in found if not any(part.startswith((".", "_")) for part in _within(path, dataset))]


def _within(path: str, folder: str) -> tuple[str, ...]:
    return Path(path).relative_to(folder).parts


def _opened(dataset: str, files: Sequence[str]) -> Any:  # noqa: ANN401 - pyarrow's
    """Files of a dataset as one: columns that only some of them have are empty in the others."""
    import pyarrow as pa
    import pyarrow.dataset as ds  # type: ignore[import-untyped]  # has no types

    try:
        options = {"format": "parquet", "partitioning": "hive", "partition_base_dir": dataset}
        first = ds.dataset(list(files), **options)
        schemas = [fragment.physical_schema for fragment in first.get_fragments()]
        schema = pa.unify_schemas([first.schema, *schemas], promote_options="permissive")
        return ds.dataset(list(files), schema=schema, **options)
    except (OSError, ValueError, TypeError) as error:
        values: dict[str, object] = {"path": dataset, "reason": error}
        raise PolicykitError([Diagnostic(Code.DATA_NOT_FOUND, values)]) from error


def _scanned(dataset: str) -> tuple[list[str], dict[Any, int], dict[Any, list[str]]]:
    """The columns of a dataset; how many rows each of its divisions has, and in which files."""
    files = _files(dataset)
    if not files:
        raise PolicykitError([Diagnostic(Code.DATA_EMPTY, file=dataset)])
    opened = _opened(dataset, files)
    if "division" not in opened.schema.names:
        raise PolicykitError([Diagnostic(Code.NO_DIVISION, {"value": "", "hint": ""}, file=dataset)])
    held: dict[Any, int] = {}
    stands: dict[Any, list[str]] = {}
    for fragment in opened.get_fragments():
        for batch in fragment.scanner(schema=opened.schema, columns=["division"]).to_batches():
            for counted in batch.column("division").value_counts().to_pylist():
                division, count = counted["values"], counted["counts"]
                held[division] = held.get(division, 0) + count
                if fragment.path not in stands.setdefault(division, []):
                    stands[division].append(fragment.path)
    if not held:
        raise PolicykitError([Diagnostic(Code.DATA_EMPTY, file=dataset)])
    return list(opened.schema.names), held, stands


def _where(stands: Mapping[Any, Sequence[str]], divisions: Iterable[Any]) -> tuple[str, ...]:
    """The files in which any of these divisions stands, in the order of the dataset's."""
    return tuple(sorted({path for division in divisions for path in stands[division]}))


def _divided(held: Mapping[Any, int], most: int) -> Iterator[tuple[list[Any], int]]:
    """The divisions in pieces alike of at most about so many rows; what means the same division stays together."""
    total = sum(held.values())
    even = -(-total // -(-total // most))
    meant: dict[str, list[Any]] = {}
    for written in held:
        text = f"{written:06d}" if isinstance(written, int) else str(written or "")
        meant.setdefault(read_division(text).text, []).append(written)
    taken: list[Any] = []
    rows = 0
    for _, several in sorted(meant.items()):
        size = sum(held[each] for each in several)
        if taken and rows + size > even:
            yield taken, rows
            taken, rows = [], 0
        taken += several
        rows += size
    yield taken, rows


def _digest(dataset: str, root: str, engine: Engine, as_of: date, rows: int) -> str:
    """Changes when dataset, knowledge base, question or code do: a run goes on with its own pieces only."""
    told: list[object] = [engine.value, as_of.isoformat(), rows, code_digest(_ROOMS)]
    paths = [Path(path) for path in _files(dataset)]
    paths += [path for name in ("policy_texts", "specs") for path in sorted(Path(root, name).rglob("*"))]
    for path in paths:
        about = path.stat()
        told.append((str(path), about.st_size, about.st_mtime_ns))
    return hashlib.sha256(repr(told).encode()).hexdigest()[:12]


def judge(piece: Piece) -> dict[str, Any]:
    """Judge one piece and mark it; where it is marked already, only say so. Gives `rows` and the verdicts counted."""
    same_code(piece.code, _ROOMS)
    folder = Path(piece.output)
    mark, part = folder / f"part-{piece.number:05d}.json", folder / f"part-{piece.number:05d}.parquet"
    if mark.exists():
        kept: dict[str, Any] = json.loads(mark.read_bytes())
        return kept
    import pyarrow.parquet as pq  # type: ignore[import-untyped]  # has no types

    specs, asked = _rules(piece.root)
    table = _rows(piece, _known(asked))
    beside = folder / f".{part.name}.{os.getpid()}"
    lapsed = specs.corpus.standings.out_of_force(piece.as_of)
    made = evaluate(table, asked, as_of=piece.as_of, wording=False, applicable=True, out_of_force=lapsed)
    pq.write_table(made, beside, compression="zstd")
    beside.replace(part)
    tally = {"rows": table.num_rows, "verdicts": _counted(part)}
    replace_file(mark, json.dumps(tally, ensure_ascii=False, sort_keys=True).encode())
    return tally


def _known(asked: Sequence[Requirement]) -> set[str]:
    """The columns that mean something to what may judge."""
    known = {*KEYS, "population", *(variable.key for each in asked for variable in each.variables)}
    return known | {key_of(each.indicator.name) for each in asked}


def _rows(piece: Piece, known: Collection[str]) -> Any:  # noqa: ANN401 - an Arrow table
    """The rows of a piece, its known columns, taken out of the dataset by its engine in the order of the files."""
    import pyarrow as pa

    opened = _opened(piece.dataset, piece.files)
    written, has_gaps = [each for each in piece.divisions if each is not None], None in piece.divisions
    names = [name for name in opened.schema.names if name in known]
    # Whether one of many is meant is asked of every row; from where to where is asked of row groups first.
    first, last = (min(written), max(written)) if written else (None, None)
    if piece.engine is Engine.DUCKDB:
        import duckdb

        with duckdb.connect() as base:
            base.register("given", opened)
            listed = ", ".join(f'"{name}"' for name in names)  # names of ours, none with a quotation mark
            where = "division >= $1 AND division <= $2 AND list_contains($3, division)"
            where = f"({where}) OR division IS NULL" if has_gaps else where
            asked = f"SELECT {listed} FROM given WHERE {where}"  # noqa: S608 - names of ours, and values apart
            return base.sql(asked, params=[first, last, written]).to_arrow_table()
    if piece.engine is Engine.POLARS:
        import polars as pl

        column = pl.col("division")
        chosen = column.is_in(written)
        chosen = chosen & column.is_between(pl.lit(first), pl.lit(last)) if written else chosen
        chosen = chosen | column.is_null() if has_gaps else chosen
        return (
            pl.scan_pyarrow_dataset(opened)
            .filter(chosen)
            .select(names)
            .collect(engine="streaming")
            .to_arrow()
        )
    import pyarrow.compute as pc  # type: ignore[import-untyped]  # has no types

    field = pc.field("division")
    kept = field.isin(pa.array(written, opened.schema.field("division").type))
    kept = kept & (field >= first) & (field <= last) if written else kept
    return opened.to_table(names, filter=kept | field.is_null() if has_gaps else kept)


def _counted(part: Path) -> dict[str, dict[str, int]]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns = pq.read_table(part, columns=["requirement", "verdict"])
    texts = pa.table({name: columns[name].cast(pa.string()) for name in columns.column_names})
    found: dict[str, dict[str, int]] = {}
    grouped = texts.group_by(["requirement", "verdict"]).aggregate([([], "count_all")])
    for row in grouped.sort_by([("requirement", "ascending"), ("verdict", "ascending")]).to_pylist():
        found.setdefault(row["requirement"], {})[row["verdict"]] = row["count_all"]
    return found


def _summed(
    output: Path,
    tallies: Sequence[Mapping[str, Any]],
    specs: Specs,
    asked: Sequence[Requirement],
    names: Sequence[str],
) -> Judged:
    rows = sum(tally["rows"] for tally in tallies)
    verdicts: dict[str, dict[str, int]] = {requirement.id: {} for requirement in asked}
    for tally in tallies:
        for name, counted in tally["verdicts"].items():
            for verdict, count in counted.items():
                verdicts[name][verdict] = verdicts[name].get(verdict, 0) + count
    for name, counted in verdicts.items():
        counted[_LEFT_OUT] = rows - sum(counted.values())
        # Pieces come in any order: the summary is the same in every one.
        verdicts[name] = {state.value: counted[state.value] for state in State if counted.get(state.value)}
    musts = [each.id for each in asked if each.modality is Modality.MUST]
    failed = sum(verdicts[name].get(State.NOT_MET.value, 0) for name in musts)
    known = _known(asked)
    unused = tuple(name for name in names if name not in known)
    return Judged(output, rows, verdicts, failed, dict(specs.unverified), unused)


def _settle(folder: Path, judged: Judged, as_of: date) -> None:
    """Write the summary; take away the marks and what workers that died have left."""
    told = {
        "as_of": as_of.isoformat(),
        "rows": judged.rows,
        "counts": judged.counts,
        "exit_code": judged.exit_code,
        "requirements": judged.verdicts,
        "unverified": judged.unverified,
        "unused": list(judged.unused),
    }
    replace_file(folder / SUMMARY, json.dumps(told, ensure_ascii=False, indent=2).encode() + b"\n")
    for path in [*folder.glob("part-*.json"), *folder.glob(".*")]:
        with suppress(FileNotFoundError):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
