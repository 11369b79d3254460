"""The folder of a release: every table as JSON lines, csv and Parquet, with what describes them; all files or none."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policykit.base.diagnostics import Code, Diagnostic, PolicykitError
from policykit.base.files import STAGING, reason
from policykit.base.resources import load
from policykit.base.storage import no_engines
from policykit.interchange.export import tables as exported
from policykit.interchange.release.catalogue import About, File, catalogue
from policykit.interchange.release.columns import Table, csv_metadata, tables

if TYPE_CHECKING:
    from policykit.corpus import Corpus

__all__ = ["CATALOGUE", "Released", "release"]

CATALOGUE = "catalog.jsonld"
_ROWS = 50_000
"""Rows in a group of a Parquet file."""

Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class Released:
    """A release that was written."""

    folder: Path
    version: str
    rows: Mapping[str, int]
    """How many rows each table has."""


def release(corpus: Corpus, folder: str | Path, about: About, *, parquet: bool = True) -> Released:
    """Write a release of a corpus and its specs into a new folder: the same bytes for the same content and day.

    What `policykit export` writes is its content, in the columns of `data/release.yml`; drafts are no part of it.
    `about.divisions` follows from the corpus. Without `parquet` nothing but the base install is needed.

    Raises
    ------
    PolicykitError
        There is something at `folder` (PK007), pyarrow is not installed (PK009), the place cannot be written (PK004),
        or with every problem of the specs. Nothing has been written then.
    """
    target = Path(folder).absolute()
    if target.exists() or target.is_symlink():
        raise PolicykitError([Diagnostic(Code.ALREADY_THERE, {"path": folder})])
    writers = {"jsonl": _jsonl, "csv": _csv}
    if parquet:
        try:
            import pyarrow as pa  # type: ignore[import-untyped]  # has no types
        except ImportError as error:
            raise no_engines() from error
        del pa
        writers["parquet"] = _parquet
    about = replace(about, divisions=tuple(sorted({policy.division for policy in corpus.policies})))
    given = exported(corpus)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=STAGING, dir=target.parent) as beside:
            place = Path(beside, target.name)
            place.mkdir()
            sums: dict[str, str] = {}
            keep = partial(_kept, place, sums)
            counts, held = {}, []
            for name, table in tables().items():
                rows = [table.row(row) for row in given[f"{name}.jsonl"]]
                counts[name] = len(rows)
                files = {
                    kind: keep(f"{kind}/{name}.{kind}", made(table, rows)) for kind, made in writers.items()
                }
                keep(f"schemas/{name}.schema.json", _json(table.schema))
                held.append((table, files))
            keep("csv/csv-metadata.json", _json(csv_metadata()))
            keep(CATALOGUE, _json(catalogue(about, held)))
            keep("README.md", _readme(about, counts, parquet=parquet).encode())
            keep(
                "SHA256SUMS", "".join(f"{sha256}  {name}\n" for name, sha256 in sorted(sums.items())).encode()
            )
            place.rename(target)
    except OSError as error:
        values: dict[str, object] = {"path": folder, "reason": reason(error)}
        raise PolicykitError([Diagnostic(Code.CANNOT_WRITE, values)]) from error
    return Released(Path(folder), about.version, counts)


def _kept(place: Path, sums: dict[str, str], name: str, data: bytes) -> File:
    path = place / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    sums[name] = hashlib.sha256(data).hexdigest()
    return File(name, len(data), sums[name])


def _jsonl(_table: Table, rows: Rows) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def _csv(table: Table, rows: Rows) -> bytes:
    written = io.StringIO(newline="")
    lines = csv.writer(written)  # as RFC 4180 has it: commas, quotes where needed, CRLF
    lines.writerow(column.name for column in table.columns)
    lines.writerows([column.cell(row[column.name]) for column in table.columns] for row in rows)
    return written.getvalue().encode()


def _parquet(table: Table, rows: Rows) -> bytes:
    import pyarrow as pa

    from policykit.index.shards.builder import write_parquet

    schema = pa.schema([column.arrow() for column in table.columns])
    groups = [
        pa.Table.from_pylist(
            [
                {column.name: column.arrow_value(row[column.name]) for column in table.columns}
                for row in several
            ],
            schema=schema,
        )
        for several in _in_groups(rows)
    ]
    return write_parquet(groups)


def _in_groups(rows: Rows) -> Iterator[Rows]:
    """The rows, so many at once; of no rows one group all the same."""
    left = iter(rows)
    group = list(islice(left, _ROWS))
    yield group
    while group := list(islice(left, _ROWS)):
        yield group


def _json(told: Mapping[str, Any]) -> bytes:
    return json.dumps(told, ensure_ascii=False, indent=2).encode() + b"\n"


def _readme(about: About, counts: Mapping[str, int], *, parquet: bool) -> str:
    words = load("release")
    rows = [
        f"| {name} {table.zh} {table.en} | {counts[name]} | {table.about[0]} {table.about[1]} |"
        for name, table in tables().items()
    ]
    text = words["readme"].format(
        title=" ".join((about.title or words["title"]["zh"], words["title"]["en"])),
        version=about.version,
        rows="\n".join(rows),
        guarded_zh=words["guarded"]["zh"],
        guarded_en=words["guarded"]["en"],
    )
    return str(text + (words["parquet_readme"] if parquet else ""))
