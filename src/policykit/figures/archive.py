"""Collections as they were: Parquet files in a folder, each chained to the one before, so that a later change shows."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, fields
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policykit.base.diagnostics import Code, Diagnostic, PolicykitError
from policykit.base.files import read_file, write_changed
from policykit.figures.collect import Collection, Figure

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["CHAIN", "history", "keep", "latest", "verify"]

CHAIN = "chain.jsonl"
"""A line for each collection: its file, sha256, the day, the files that it came from, and the chain up to here."""
_LARGEST = 2**30
_TEXTS = tuple(each.name for each in fields(Figure) if each.name not in {"year", "value"})


def keep(folder: str | Path, collection: Collection, day: date) -> Path:
    """Keep a collection beside those before it; the Parquet file, a row for each figure, that any engine reads.

    Raises
    ------
    PolicykitError
        What was kept before is not as it was (PK342), pyarrow is not installed (PK009), or nothing can be written
        (PK004): nothing is added then.
    """
    folder = Path(folder)
    links = _chain(folder)
    if problems := verify(folder):
        raise PolicykitError(problems)
    data = _parquet(collection.figures)
    path = folder / f"{len(links) + 1:04d}-{day.isoformat()}.parquet"
    link: dict[str, Any] = {
        "file": path.name,
        "sha256": hashlib.sha256(data).hexdigest(),
        "day": day.isoformat(),
        "sources": dict(sorted(collection.files.items())),
    }
    link["chain"] = _linked(link, links[-1]["chain"] if links else "")
    lines = "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in [*links, link])
    folder.mkdir(parents=True, exist_ok=True)
    write_changed({path: data, folder / CHAIN: lines.encode()})
    return path


def history(folder: str | Path) -> pd.DataFrame:
    """The figures of all collections, a row each, the oldest first: of a figure that comes again the last counts.

    A frame with the fields of `Figure`; empty where nothing was kept. Raises as `keep` does.
    """
    import pandas as pd

    frames = list(_frames(Path(folder), slice(None)))
    return pd.concat(frames, ignore_index=True) if frames else _empty()


def latest(folder: str | Path) -> tuple[Figure, ...]:
    """The figures of the newest collection; none where nothing was kept. Raises as `keep` does."""
    frame = next(_frames(Path(folder), slice(-1, None)), None)
    if frame is None:
        return ()
    rows = frame.astype(object).where(frame.notna(), None).to_dict("records")
    return tuple(
        Figure(**{**row, "year": None if row["year"] is None else int(row["year"])})  # type: ignore[arg-type]  # names of columns are names of fields
        for row in rows
    )


def _frames(folder: Path, which: slice) -> Iterator[pd.DataFrame]:
    """The figures of some collections, once all of them are known to be as they were."""
    import pandas as pd

    links = _chain(folder)
    if problems := verify(folder):
        raise PolicykitError(problems)
    for link in links[which]:
        data = read_file(folder / link["file"], _LARGEST)
        try:
            yield pd.read_parquet(io.BytesIO(data))
        except ImportError as error:
            raise _without_arrow() from error


def _empty() -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(columns=[each.name for each in fields(Figure)])


def verify(folder: str | Path) -> list[Diagnostic]:
    """Everything that is not as it was when it was kept, each by its file; empty when all is."""
    folder = Path(folder)
    before, problems = "", []
    for number, link in enumerate(_chain(folder), start=1):
        path = folder / str(link.get("file"))
        if link.get("chain") != _linked(link, before):
            problems.append(Diagnostic(Code.COLLECTION_CHANGED, file=f"{folder / CHAIN}:{number}"))
        elif not path.is_file() or hashlib.sha256(read_file(path, _LARGEST)).hexdigest() != link["sha256"]:
            problems.append(Diagnostic(Code.COLLECTION_CHANGED, file=str(path)))
        before = str(link.get("chain"))
    return problems


def _chain(folder: Path) -> list[dict[str, Any]]:
    if not (folder / CHAIN).exists():
        return []
    try:
        return [json.loads(line) for line in read_file(folder / CHAIN).decode().splitlines()]
    except ValueError as error:
        raise PolicykitError([Diagnostic(Code.COLLECTION_CHANGED, file=str(folder / CHAIN))]) from error


def _linked(link: Mapping[str, Any], before: str) -> str:
    """The sha256 of all that a line says and of the chain before it."""
    said = {name: link.get(name) for name in ("file", "sha256", "day", "sources")}
    text = json.dumps([before, said], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _parquet(figures: Sequence[Figure]) -> bytes:
    import pandas as pd

    frame = pd.DataFrame(
        [asdict(figure) for figure in figures], columns=[each.name for each in fields(Figure)]
    )
    frame = frame.astype({**dict.fromkeys(_TEXTS, "string"), "year": "Int64", "value": "float64"})
    buffer = io.BytesIO()
    try:
        frame.to_parquet(buffer, index=False)
    except ImportError as error:
        raise _without_arrow() from error
    return buffer.getvalue()


def _without_arrow() -> PolicykitError:
    return PolicykitError([Diagnostic(Code.NEEDS_EXTRA, {"extra": "engines"})])
