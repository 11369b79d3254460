"""The corpus and its specs as files: JSON lines, Akoma Ntoso, sphinx-needs.

JSON lines hold policies, segments, clauses, tables, quantities, requirements, dismissed numbers, drafts, indicators,
variables, official definitions, links and citations. All files of an export
are written beside their places first and then moved there together, so that a failed run leaves the
last good export.
"""

from __future__ import annotations

import json
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from policykit.base.diagnostics import Code, Diagnostic, PolicykitError
from policykit.index.alignment import links
from policykit.index.citations import citations
from policykit.interchange.akomantoso import akoma_ntosos
from policykit.interchange.needs import needs_json
from policykit.interchange.rows import (
    Row,
    citation_row,
    clause_row,
    indicator_row,
    policy_row,
    quantity_rows,
    segment_rows,
    variable_row,
)
from policykit.interchange.tables import table_rows, workbook
from policykit.specs import Specs, dismissed_row, draft_row, requirement_row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from policykit.corpus import Corpus

__all__ = ["documents", "tables", "write_documents", "write_tables"]


def tables(corpus: Corpus) -> dict[str, Iterator[Row]]:
    """The rows of every file of the export, by file name.

    Raises `PolicykitError` with every problem of the specs.
    """
    specs = Specs.load(corpus)
    known = specs.registry
    return {
        "policies.jsonl": (policy_row(policy) for policy in corpus.policies),
        "segments.jsonl": (row for policy in corpus.policies for row in segment_rows(policy)),
        "clauses.jsonl": (
            {**clause_row(clause), "pages": policy.pages(clause)}
            for policy in corpus.policies
            for clause in policy.clauses
        ),
        "tables.jsonl": (row for policy in corpus.policies for row in table_rows(policy)),
        "quantities.jsonl": (row for policy in corpus.policies for row in quantity_rows(policy)),
        "requirements.jsonl": map(requirement_row, specs.requirements),
        "dismissed.jsonl": map(dismissed_row, specs.dismissed),
        "indicators.jsonl": map(indicator_row, known.named),
        "variables.jsonl": (
            variable_row(each, known.theme_of[name]) for name, each in known.variables.items()
        ),
        "definitions.jsonl": (each.row for each in known.definitions.values()),
        "drafts.jsonl": map(draft_row, specs.drafts),
        "links.jsonl": (link.row for link in links(corpus, specs.requirements)),
        "citations.jsonl": map(citation_row, citations(corpus)),
    }


def write_tables(tables: Mapping[str, Iterable[Row]], folder: str | Path) -> dict[str, int]:
    """Write each table as JSON lines (UTF-8, one object a line); the number of rows by file name.

    Raises `PolicykitError` (PK004) when the folder cannot be written; then no file has changed.
    """
    return _write_all({name: partial(_write_rows, rows=rows) for name, rows in tables.items()}, folder)


def documents(corpus: Corpus, form: str) -> dict[str, bytes]:
    """The files of a format of others, by name: `akn` (a policy each), `needs` (one `needs.json`), `xlsx` (tables).

    Raises `PolicykitError` with every problem of the specs.
    """
    if form == "xlsx":
        return {"tables.xlsx": workbook(corpus)}
    specs = Specs.load(corpus)
    if form == "akn":
        return {f"{policy}.xml": xml for policy, xml in akoma_ntosos(corpus, specs)}
    return {"needs.json": needs_json(corpus, specs.requirements, links(corpus)).encode()}


def write_documents(files: Mapping[str, bytes], folder: str | Path) -> dict[str, int]:
    """Write each file; their sizes in bytes by name. Raises as `write_tables` does."""
    return _write_all({name: partial(Path.write_bytes, data=data) for name, data in files.items()}, folder)


def _write_all(writers: Mapping[str, Callable[[Path], int]], folder: str | Path) -> dict[str, int]:
    """Let each writer write its file; what they say of it, by name."""
    target = Path(folder)
    try:
        target.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target, prefix=".export-") as beside:
            counts = {name: write(Path(beside) / name) for name, write in writers.items()}
            for name in counts:
                (Path(beside) / name).replace(target / name)
    except OSError as error:
        values: dict[str, object] = {"path": folder, "reason": error.strerror or error}
        raise PolicykitError([Diagnostic(Code.CANNOT_WRITE, values)]) from error
    return counts


def _write_rows(path: Path, rows: Iterable[Row]) -> int:
    count = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
            count += 1
    return count
