"""Policies kept as rows of shards: found by what their files hold, opened when somebody looks into them.

A row is used only where the files of the policy's folder, and the code that made it, are those that it was made from:
both are hashed at every load. What is missing, stale or damaged is read from its folder as if there were no shards.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import fields
from functools import cache, lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from policykit.base.diagnostics import Code, Diagnostic, PolicykitError
from policykit.base.files import cache_folder, read_file
from policykit.base.resources import load
from policykit.base.storage import Storage
from policykit.corpus.folder import FOLDER, VERSIONS, read_folder
from policykit.corpus.rows import CARD, NESTED, card_of, nested_of
from policykit.intake import MOST_BYTES
from policykit.model import Policy

__all__ = ["MANIFEST", "Shelf", "Shelved", "code_digest", "default_place", "digest", "same_code", "snapshot"]

MANIFEST = "corpus.json"
"""Names the shards that together are the corpus; written last."""
_ROOMS = ("base", "model", "intake", "text", "corpus", "data")
"""What decides how a source is cut: other code, other rows."""
_FLAT = (*CARD, "base", "text_key", "problem")
_OPEN = 16
"""So many groups of rows are kept in memory."""


def default_place(root: Path) -> Path:
    """Where the shards of a knowledge base stand if nothing else is said: in this user's cache."""
    return cache_folder() / f"shards-{hashlib.sha256(str(root.resolve()).encode()).hexdigest()[:16]}"


def snapshot(folder: Path) -> dict[str, bytes] | None:
    """The bytes of all files of a policy's folder by name; `None` where one of them cannot be read whole."""
    try:
        found = {}
        for place in (folder, folder / VERSIONS):
            if place == folder or place.is_dir():
                for path in place.iterdir():
                    if not path.is_dir():
                        found[str(path.relative_to(folder))] = read_file(path, MOST_BYTES)
    except (OSError, PolicykitError):
        return None
    return found


def digest(policy: str, files: Mapping[str, bytes], code: str) -> str:
    """Changes when the id of a policy, a name or a byte of its files, or what reads them does."""
    total = hashlib.sha256(f"{code}\n{policy}\n".encode())
    for name, data in sorted(files.items()):
        total.update(f"{name}\n{hashlib.sha256(data).hexdigest()}\n".encode())
    return total.hexdigest()[:32]


@cache
def code_digest(rooms: tuple[str, ...] = _ROOMS) -> str:
    """Changes when code or words of these rooms of the package do, or the libraries that they rest on."""
    package = Path(__file__).parents[1]
    total = hashlib.sha256(repr((sys.version_info[:2], version("opencc"), version("jieba"))).encode())
    for room in rooms:
        for path in sorted((package / room).rglob("*")):
            if path.suffix in {".py", ".yml", ".txt", ".json"}:
                total.update(f"{path.relative_to(package)}\n".encode())
                total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()[:32]


def same_code(asked: str, rooms: tuple[str, ...]) -> None:
    """Raise `PolicykitError` (PK021) in a worker whose code is not that of the program that asks; any if it is empty.

    >>> same_code(code_digest(("base",)), ("base",))
    """
    if asked and asked != code_digest(rooms):
        raise PolicykitError([Diagnostic(Code.WORKERS_UNFIT, {"reason": load("reasons")["version"]})])


class _Late:
    """A field that is read from the shard when it is first asked for; its value then stands in the policy itself."""

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, policy: Shelved | None, owner: type | None = None) -> Any:  # noqa: ANN401 - whatever the field holds
        if policy is None:
            return self
        policy.__dict__.update(policy.__dict__["shelf"].text(policy.id, policy.level))
        return policy.__dict__[self._name]


class Shelved(Policy):
    """A policy of which only the card is in memory until its text is asked for; equal to the one of its folder."""

    source = _Late()
    segments = _Late()
    outline = _Late()
    tables = _Late()
    places = _Late()

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Policy):
            return NotImplemented
        return all(getattr(self, each.name) == getattr(other, each.name) for each in fields(Policy))

    __hash__ = Policy.__hash__

    def __reduce__(self) -> tuple[Any, ...]:
        """What is sent to another process is the policy itself, and no shelf."""
        return _policy, ({each.name: getattr(self, each.name) for each in fields(Policy)},)


def _policy(values: Mapping[str, Any]) -> Policy:
    return Policy(**values)


class Shelf:
    """The shards of a corpus: which policies they hold, by id, each with the card of its texts."""

    def __init__(self, root: Path, storage: Storage, names: Iterable[str]) -> None:
        self._root, self._storage = root, storage
        self.place = storage.place
        self._cards: dict[str, dict[str, Any]] = {}
        self._places: dict[str, tuple[str, int, int]] = {}
        """Id of a text → shard, group of rows, row in it."""
        self._earlier: dict[str, list[str]] = {}
        self._group = lru_cache(maxsize=_OPEN)(self._read_group)
        self._file = lru_cache(maxsize=_OPEN)(self._opened)
        for name in names:
            self._enter(name)

    @classmethod
    def of(cls, root: Path, place: str | Path | None = None) -> Shelf | None:
        """The shards at a place, by default in the user's cache; `None` where there are none that can be read."""
        storage = Storage(place or default_place(root))
        if place is None and not Path(storage.place, MANIFEST).is_file():
            return None  # without pyarrow, and at no cost, where nobody has built shards
        try:
            listed = json.loads(storage.read(MANIFEST))
            if listed["code"] != code_digest():
                return None
            return cls(root, storage, [f"{shard['name']}.parquet" for shard in listed["shards"]])
        except (ImportError, OSError, ValueError, KeyError, TypeError, PolicykitError):
            if place is None:
                return None  # a cache that is not sound is none
            raise

    def _opened(self, name: str) -> Any:  # noqa: ANN401 - pyarrow's
        import pyarrow.parquet as pq  # type: ignore[import-untyped]  # has no types

        return pq.ParquetFile(self._storage.source(name))

    def _enter(self, name: str) -> None:
        file = self._file(name)
        rows = iter(file.read(columns=list(_FLAT)).to_pylist())
        for group in range(file.num_row_groups):
            for at in range(file.metadata.row_group(group).num_rows):
                row = next(rows)
                self._cards[row["id"]] = row
                self._places[row["id"]] = name, group, at
                if row["id"] != row["base"]:
                    self._earlier.setdefault(row["base"], []).append(row["id"])

    def policy(self, folder: Path) -> Policy | None:
        """The policy of a folder, if its row was made from just these files; its text is read when it is asked for."""
        card = self._cards.get(folder.name)
        if card is None or card["problem"]:
            return None
        files = snapshot(folder)
        if files is None or digest(folder.name, files, code_digest()) != card["text_key"]:
            return None
        texts = self._earlier.get(folder.name, ())
        return self._shelved(card, tuple(self._shelved(self._cards[text]) for text in texts))

    def _shelved(self, card: Mapping[str, Any], versions: tuple[Policy, ...] = ()) -> Policy:
        made = object.__new__(Shelved)
        made.__dict__.update(card_of(card), versions=versions, shelf=self)
        return made

    def text(self, policy: str, level: Any) -> dict[str, Any]:  # noqa: ANN401 - a level
        """The fields of a policy that its card lacks: from its shard, or where that is gone from its folder."""
        name, group, at = self._places[policy]
        try:
            row = self._group(name, group).slice(at, 1).to_pylist()[0]
        except (OSError, ValueError, PolicykitError):
            return self._from_folder(policy)
        return nested_of(row, policy, level)

    def _read_group(self, name: str, group: int) -> Any:  # noqa: ANN401 - pyarrow's
        return self._file(name).read_row_group(group, columns=list(NESTED))

    def _from_folder(self, policy: str) -> dict[str, Any]:
        folder = self._root / FOLDER / policy.partition("@")[0]
        found = read_folder(folder)
        if not isinstance(found, Policy):
            raise PolicykitError(found)
        text = next(each for each in (found, *found.versions) if each.id == policy)
        names = ("source", "segments", "outline", "tables", "places")
        return {name: getattr(text, name) for name in names}
