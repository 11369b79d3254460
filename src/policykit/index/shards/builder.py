"""Build the shards of a corpus: tasks, one shard each, and the manifest that makes them a corpus.

Which policies share a shard follows from their ids, its name from what it is made of. So the same corpus gives the same
files whatever drives the work and however often it is killed; and of a changed policy only its own rows are made anew,
the rest of its shard is copied.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policykit.base.diagnostics import Code, Diagnostic, PolicykitError
from policykit.base.drivers import Driver, run
from policykit.base.resources import LEXICON
from policykit.base.storage import Storage, no_engines
from policykit.corpus.folder import FOLDER
from policykit.corpus.shelf import MANIFEST, code_digest, default_place, same_code, snapshot
from policykit.index.lexicon import Lexicon
from policykit.index.shards.counts import counted
from policykit.index.shards.rows import INDEXED, reader, schema

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from policykit.index.shards.rows import Reader

__all__ = ["Built", "Mark", "Task", "build", "info", "make_shard", "plan", "read_manifest", "write_parquet"]

_FORMAT = 1
SOURCE_BYTES = 12 * 2**20
"""Bytes of policies that a shard holds at most, about: as Parquet, with all that is found in them, some 32 MB."""
_FEWEST, _SMALL = 16, 16
"""A corpus has so many shards at least where each holds so many policies, so that a small one is spread too."""
_GROUP = 2**18
"""Characters in a group of rows: what is read at once for a policy."""
_OURS = re.compile(r"\d+-[0-9a-f]{8}-[0-9a-f]{16}\.(?:parquet|counts\.parquet|json)")


@dataclass(frozen=True)
class Mark:
    """That a shard is complete: its file, and what is in it. `made` says how many policies were read for it anew."""

    name: str
    sha256: str
    size: int
    """Bytes of the file."""
    policies: int
    texts: int
    clauses: int
    characters: int
    problems: tuple[tuple[str, str], ...]
    """Policies that cannot be read, each with the codes of what is wrong."""
    made: int = 0
    counted: str = ""
    """The sha256 of what the shard counts, which stands beside it; empty of a shard from before that was kept."""

    def as_bytes(self) -> bytes:
        """The mark as it stands beside the shard: the same for the same shard."""
        told = {key: value for key, value in asdict(self).items() if key != "made"}
        return json.dumps(told, ensure_ascii=False, sort_keys=True, indent=1).encode() + b"\n"

    @classmethod
    def of(cls, data: bytes) -> Mark:
        """The mark that `as_bytes` wrote."""
        told = json.loads(data)
        return cls(**{**told, "problems": tuple(map(tuple, told["problems"]))})


@dataclass(frozen=True)
class Task:
    """One shard to be made: everything that a worker must be told."""

    root: str
    """Folder of the knowledge base, or its URL, as the worker reaches it."""
    label: str
    """Bits and number of the shard: by them it is known which ids it holds."""
    policies: tuple[str, ...]
    storage: Storage
    lexicon: Lexicon
    earlier: tuple[str, ...] = ()
    """Shards that may hold some of the rows already."""
    code: str = ""
    """Digest of the program that asks: a worker of another one would make other rows."""


@dataclass(frozen=True)
class Built:
    """The shards of a corpus, in order."""

    place: str
    marks: tuple[Mark, ...]

    @property
    def made(self) -> int:
        """How many policies were read anew."""
        return sum(mark.made for mark in self.marks)

    @property
    def problems(self) -> list[tuple[str, str]]:
        """Policies that cannot be read, each with the codes of what is wrong."""
        return [problem for mark in self.marks for problem in mark.problems]

    def total(self, what: str) -> int:
        """The sum of a number of the marks: `policies`, `texts`, `clauses`, `characters`, `size`."""
        return sum(getattr(mark, what) for mark in self.marks)


def build(  # noqa: PLR0913 - what drives the work, each with a default
    root: str | Path,
    place: str | Path | None = None,
    *,
    driver: Driver = Driver.POOL,
    jobs: int | None = None,
    address: str | None = None,
    lexicon: Lexicon | None = None,
    progress: Callable[[Iterator[Mark], int], Iterable[Mark]] | None = None,
) -> Built:
    """Build the shards of the knowledge base at `root`, a folder or a URL of fsspec, or bring them up to date.

    `place` is where they stand: a folder or a URL, by default in this user's cache. `driver`, `jobs` and `address` are
    those of `policykit.base.drivers.run`. `lexicon` is by default the one of `root`. A run that was killed goes on
    where it was.

    Raises
    ------
    PolicykitError
        pyarrow or the driver is not installed (PK009), there are no policies (PK001), a place cannot be written
        (PK004), or workers keep dying (PK018).
    """
    try:
        schema()
    except ImportError as error:
        raise no_engines() from error
    storage = Storage(default_place(Path(root)) if place is None else place)
    words = lexicon or _lexicon(str(root))
    tasks = plan(root, storage, words)
    work = run(make_shard, tasks, driver, jobs=jobs, address=address)
    watched = progress(work, len(tasks)) if progress else work
    marks = tuple(sorted(watched, key=lambda mark: mark.name))
    _settle(storage, marks, reader(words).words)
    return Built(storage.place, marks)


def plan(root: str | Path, storage: Storage, lexicon: Lexicon) -> list[Task]:
    """The tasks of a corpus: policies spread over shards by their ids, as many as their bytes ask for."""
    sizes = _sizes(str(root))
    if not sizes:
        raise PolicykitError([Diagnostic(Code.NO_CONTENT, {"path": root})])
    wanted = max(sum(sizes.values()) / SOURCE_BYTES, min(_FEWEST, len(sizes) / _SMALL))
    bits = max(0, int(wanted) - (wanted == int(wanted))).bit_length() if wanted > 1 else 0
    code, held = code_digest(INDEXED), dict[int, list[str]]()
    for policy in sorted(sizes):
        held.setdefault(_number(policy, bits), []).append(policy)
    known = [
        name.removesuffix(".json")
        for name in storage.names()
        if _OURS.fullmatch(name) and name.endswith(".json")
    ]
    return [
        Task(
            str(root),
            f"{bits}-{number:08x}",
            tuple(policies),
            storage,
            lexicon,
            tuple(name for name in known if _overlaps(name, bits, number)),
            code,
        )
        for number, policies in sorted(held.items())
    ]


def _number(policy: str, bits: int) -> int:
    return int.from_bytes(hashlib.sha256(policy.encode()).digest()[:4]) >> (32 - bits)


def _overlaps(name: str, bits: int, number: int) -> bool:
    theirs, at, _ = name.split("-")
    common = min(bits, int(theirs))
    return number >> (bits - common) == int(at, 16) >> (int(theirs) - common)


def _sizes(root: str) -> dict[str, int]:
    """The policies of a knowledge base, each with the bytes of its folder."""
    sizes: dict[str, int] = {}
    if "://" in root:
        system, top = _system(root)
        for path, about in system.find(f"{top}/{FOLDER}", detail=True).items():
            policy = path.removeprefix(f"{top}/{FOLDER}/").partition("/")[0]
            sizes[policy] = sizes.get(policy, 0) + int(about["size"])
        return sizes
    for folder in Path(root, FOLDER).iterdir():
        if folder.is_dir():
            sizes[folder.name] = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return sizes


def _system(root: str) -> tuple[Any, str]:
    from fsspec.core import url_to_fs  # type: ignore[import-untyped]  # has no types

    system, top = url_to_fs(root)
    return system, top.rstrip("/")


def _files(root: str, policy: str) -> dict[str, bytes] | None:
    """The files of a policy's folder, as `snapshot` has them."""
    if "://" not in root:
        return snapshot(Path(root, FOLDER, policy))
    system, top = _system(root)
    folder = f"{top}/{FOLDER}/{policy}/"
    try:
        paths = system.find(folder, maxdepth=2)
        return {path.removeprefix(folder): bytes(system.cat_file(path)) for path in paths}
    except OSError:
        return None


def _lexicon(root: str) -> Lexicon:
    if "://" not in root:
        return Lexicon.load(root)
    words = Storage(f"{root.rstrip('/')}/{LEXICON.parent}")
    return Lexicon.read(words.read(LEXICON.name).decode()) if words.exists(LEXICON.name) else Lexicon()


def make_shard(task: Task) -> Mark:
    """Make one shard and mark it; where it is marked already, only say so. The same task leaves the same bytes."""
    same_code(task.code, INDEXED)
    made_by = reader(task.lexicon)
    files = {policy: _files(task.root, policy) for policy in task.policies}
    keys = {policy: "" if held is None else made_by.key(policy, held) for policy, held in files.items()}
    told = "".join(f"{policy} {key}\n" for policy, key in keys.items())
    name = f"{task.label}-{hashlib.sha256(f'{_FORMAT} {told}'.encode()).hexdigest()[:16]}"
    if task.storage.exists(f"{name}.json"):
        mark = Mark.of(task.storage.read(f"{name}.json"))
        if not damaged(task.storage, mark):
            return mark
    kept = _kept(task, keys)
    tables, made = [], 0
    for policy, held in files.items():
        if policy in kept:
            tables.append(kept[policy])
        else:
            tables.append(_table(made_by, policy, held))
            made += 1
    return replace(_written(task.storage, name, tables), made=made)


def _table(made_by: Reader, policy: str, files: Mapping[str, bytes] | None) -> Any:  # noqa: ANN401 - an Arrow table
    import pyarrow as pa  # type: ignore[import-untyped]  # has no types

    return pa.Table.from_pylist(made_by.rows(policy, files), schema=schema())


def _kept(task: Task, keys: Mapping[str, str]) -> dict[str, Any]:
    """Of the policies of a task those whose rows stand in earlier shards, unchanged."""
    import pyarrow.parquet as pq  # type: ignore[import-untyped]  # has no types

    found: dict[str, Any] = {}
    for name in task.earlier:
        try:
            data = task.storage.read(f"{name}.parquet")
            if hashlib.sha256(data).hexdigest() != Mark.of(task.storage.read(f"{name}.json")).sha256:
                continue
            table = pq.read_table(io.BytesIO(data)).cast(schema())
        except (OSError, ValueError, PolicykitError):
            continue  # taken away meanwhile, or damaged: its rows are made anew
        rows: dict[str, list[int]] = {}
        for at, (base, key) in enumerate(
            zip(table["base"].to_pylist(), table["key"].to_pylist(), strict=True)
        ):
            if key and keys.get(base) == key and base not in found:
                rows.setdefault(base, []).append(at)
        found |= {base: table.slice(at[0], len(at)) for base, at in rows.items()}
    return found


def _written(storage: Storage, name: str, tables: Sequence[Any]) -> Mark:
    """Write a shard of the rows of policies, then what it counts, and its mark last."""
    import pyarrow as pa

    groups: list[list[Any]] = [[]]
    size = 0
    for table in tables:
        groups[-1].append(table)
        size += sum(len(source or "") for source in table["source"].to_pylist())
        if size >= _GROUP:
            groups.append([])
            size = 0
    packed = [pa.concat_tables(group).combine_chunks() for group in groups if group]
    data = write_parquet(packed)
    counts = write_parquet([counted(whole := pa.concat_tables(packed))])
    told = whole.select(["base", "problem", "source", "parts"]).to_pylist()
    mark = Mark(
        name,
        hashlib.sha256(data).hexdigest(),
        len(data),
        len({row["base"] for row in told}),
        len(told),
        sum(part["clause"] is not None for row in told for part in row["parts"] or ()),
        sum(len(row["source"] or "") for row in told),
        tuple((row["base"], row["problem"]) for row in told if row["problem"]),
        counted=hashlib.sha256(counts).hexdigest(),
    )
    storage.write(f"{name}.parquet", data)
    storage.write(f"{name}.counts.parquet", counts)
    storage.write(f"{name}.json", mark.as_bytes())
    return mark


def write_parquet(groups: Sequence[Any]) -> bytes:
    """Arrow tables as one Parquet file, a group of rows each: the same rows give the same bytes."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    sink = pa.BufferOutputStream()
    options = {"compression": "zstd", "compression_level": 3, "version": "2.6", "write_statistics": False}
    with pq.ParquetWriter(sink, groups[0].schema, **options, dictionary_pagesize_limit=2**23) as writer:
        for group in groups:
            writer.write_table(group, row_group_size=max(1, len(group)))
    return bytes(sink.getvalue())


def _settle(storage: Storage, marks: Sequence[Mark], words: str) -> None:
    """Make the shards the corpus, then take away what it does not hold any more."""
    told = {
        "format": _FORMAT,
        "code": code_digest(),
        "words": words,
        "shards": [json.loads(mark.as_bytes()) for mark in marks],
    }
    data = json.dumps(told, ensure_ascii=False, sort_keys=True, indent=1).encode() + b"\n"
    storage.write(MANIFEST, data)
    kept = {mark.name for mark in marks}
    for name in storage.names():
        if _OURS.fullmatch(name) and name.partition(".")[0] not in kept:
            storage.delete(name)


def read_manifest(storage: Storage) -> Built:
    """The corpus whose shards stand in a place. Raises `PolicykitError` (PK019) where there is none."""
    if not storage.exists(MANIFEST):
        raise PolicykitError([Diagnostic(Code.NO_SHARDS, {"path": storage.place})])
    try:
        listed = json.loads(storage.read(MANIFEST))["shards"]
        return Built(storage.place, tuple(Mark.of(json.dumps(mark).encode()) for mark in listed))
    except (ValueError, KeyError, TypeError) as error:
        raise PolicykitError([Diagnostic(Code.NO_SHARDS, {"path": storage.place})]) from error


def info(place: str | Path, *, verify: bool = False) -> tuple[Built, list[str]]:
    """The corpus of a place; with `verify` also the files whose bytes are not those that were written."""
    storage = Storage(place)
    built = read_manifest(storage)
    return built, [name for mark in (built.marks if verify else ()) for name in damaged(storage, mark)]


def damaged(storage: Storage, mark: Mark) -> list[str]:
    """The files of a shard that are gone, or whose bytes are not those that were written."""
    told = {f"{mark.name}.parquet": mark.sha256, f"{mark.name}.counts.parquet": mark.counted}
    return [
        name
        for name, sha256 in told.items()
        if not storage.exists(name) or (sha256 and hashlib.sha256(storage.read(name)).hexdigest() != sha256)
    ]
