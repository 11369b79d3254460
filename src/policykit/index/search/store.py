"""The index on disk: SQLite FTS5, brought up to date by content, safe against its neighbours.

A clause is a row; its words and grams stand in the column of their level, so that FTS5's own lists
are the postings that ranking needs. Everything that changes the file is one transaction: who is
killed leaves what was there before, who comes second waits and finds the work done.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
import zlib
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from policykit.index.search.features import LEVELS, policy_features

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from concurrent.futures import Executor

    from policykit.index.lexicon import Lexicon
    from policykit.model import Policy

__all__ = ["Store"]

_FORMAT = 1
"""Grows when the index holds something else for the same content."""
_CODE = (
    "index/search/addresses.py",
    "index/search/features.py",
    "text/cite.py",
    "data/citation.yml",
    "index/segmenter.py",
    "index/tokens.py",
    "text/normal.py",
    "data/wording.yml",
    "data/alike.yml",
)
"""What decides which words and grams a text has: other code, another index."""
_PATIENCE = 600.0
"""Seconds to wait for another process that builds."""
_COLUMNS = [f"c{level}" for level in range(1, LEVELS + 1)]
_SCHEMA = f"""
DROP TABLE IF EXISTS policies; DROP TABLE IF EXISTS units; DROP TABLE IF EXISTS features;
CREATE TABLE policies (id TEXT PRIMARY KEY, digest TEXT NOT NULL);
CREATE TABLE units (row INTEGER PRIMARY KEY, policy TEXT NOT NULL, id TEXT NOT NULL, columns BLOB NOT NULL);
CREATE INDEX units_of ON units (policy);
CREATE VIRTUAL TABLE features USING fts5(
  {", ".join(_COLUMNS)}, content='', columnsize=0, detail=column, tokenize="ascii tokenchars '_'");
"""
_PLACES = ", ".join("?" * (LEVELS + 1))
_INSERT = f"INSERT INTO features (rowid, {', '.join(_COLUMNS)}) VALUES ({_PLACES})"  # noqa: S608 - names of our own
_DELETE = f"INSERT INTO features (features, rowid, {', '.join(_COLUMNS)}) VALUES ('delete', {_PLACES})"  # noqa: S608 - names of our own
_SIGN = re.compile(r"[^0-9a-z\u0080-\U0010ffff]")


class Store:
    """The postings of a corpus. `units` are the ids of the rows."""

    def __init__(
        self,
        path: Path | None,
        policies: Sequence[Policy],
        lexicon: Lexicon,
        executor: Executor | None = None,
    ) -> None:
        self._policies = policies
        self._lexicon = lexicon
        self._executor = executor
        self._version = _version(lexicon)
        self._base = self._opened(path)
        self.refresh()

    def refresh(self) -> None:
        """Read again where the rows stand, after making good what another process changed."""
        self._update()
        self.rows: dict[str, int] = dict(self._base.execute("SELECT id, row FROM units"))
        self._seen = self._base.execute("PRAGMA data_version").fetchone()[0]
        self.count = lru_cache(maxsize=65536)(self._count)
        self.words = lru_cache(maxsize=4096)(self._words)

    @property
    def is_current(self) -> bool:
        """Whether no other process has written to the file since `refresh`."""
        return bool(self._base.execute("PRAGMA data_version").fetchone()[0] == self._seen)

    def _count(self, feature: str) -> int:
        """In how many units a feature stands."""
        found = self._base.execute("SELECT doc FROM temp.terms WHERE term = ?", (_token(feature),)).fetchone()
        return int(found[0]) if found else 0

    def _words(self, first: str) -> dict[str, int]:
        """The words that begin with a character, with the number of their units."""
        token = _token(f"w{first}")
        query = "SELECT term, doc FROM temp.terms WHERE term >= ? AND term < ?"
        rows = self._base.execute(query, (token, token + "\U0010ffff"))
        return {_feature(term)[1:]: count for term, count in rows}

    def every_word(self) -> dict[str, int]:
        """All words, with the number of their units."""
        return self.words("")

    def postings(self, feature: str) -> list[tuple[int, int]]:
        """Rows and levels of a feature."""
        query = "SELECT doc, col FROM temp.places WHERE term = ?"
        return [(row, int(column[1:])) for row, column in self._base.execute(query, (_token(feature),))]

    def _opened(self, path: Path | None) -> sqlite3.Connection:
        if path is None:
            return self._connected(":memory:")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                return self._connected(path)
            except sqlite3.DatabaseError as error:
                if isinstance(error, sqlite3.OperationalError):
                    raise
                path.unlink()  # Not a database, or a damaged one: a cache is made anew.
                return self._connected(path)
        except (OSError, sqlite3.OperationalError):
            return self._connected(":memory:")  # No place to keep it: it lives as long as this process.

    def _connected(self, path: Path | str) -> sqlite3.Connection:
        base = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None, check_same_thread=False)
        if base.execute("PRAGMA user_version").fetchone()[0] != self._version:
            base.execute("BEGIN IMMEDIATE")
            if base.execute("PRAGMA user_version").fetchone()[0] != self._version:
                for statement in filter(str.strip, _SCHEMA.split(";\n")):
                    for command in filter(str.strip, statement.split("; ")):
                        base.execute(command)
                base.execute(f"PRAGMA user_version = {self._version}")
            base.execute("COMMIT")
        base.execute("CREATE VIRTUAL TABLE temp.terms USING fts5vocab('main', 'features', 'row')")
        base.execute("CREATE VIRTUAL TABLE temp.places USING fts5vocab('main', 'features', 'instance')")
        base.execute("SELECT count(*) FROM temp.terms WHERE term = 'g'").fetchone()
        return base

    def _update(self) -> None:
        wanted = {policy.id: _digest(policy) for policy in self._policies}
        if dict(self._base.execute("SELECT id, digest FROM policies")) == wanted:
            return
        self._base.execute("BEGIN IMMEDIATE")
        try:
            known = dict(self._base.execute("SELECT id, digest FROM policies"))
            for policy_id, digest in known.items():
                if digest != wanted.get(policy_id):
                    self._remove(policy_id)
            new = [policy for policy in self._policies if known.get(policy.id) != wanted[policy.id]]
            for policy, units in zip(new, self._featured(new), strict=True):
                self._add(policy.id, wanted[policy.id], units)
        except BaseException:
            self._base.execute("ROLLBACK")
            raise
        self._base.execute("COMMIT")

    def _featured(self, policies: Sequence[Policy]) -> Iterable[list[tuple[str, dict[str, int]]]]:
        run = self._executor.map if self._executor else map
        return run(policy_features, policies, [self._lexicon] * len(policies))

    def _add(self, policy_id: str, digest: str, units: list[tuple[str, dict[str, int]]]) -> None:
        self._base.execute("INSERT INTO policies VALUES (?, ?)", (policy_id, digest))
        for unit, features in units:
            tokens: list[list[str]] = [[] for _ in _COLUMNS]
            for feature, level in features.items():
                tokens[level - 1].append(_token(feature))
            columns = list(map(" ".join, tokens))
            packed = zlib.compress("\n".join(columns).encode())
            row = self._base.execute(
                "INSERT INTO units VALUES (NULL, ?, ?, ?)", (policy_id, unit, packed)
            ).lastrowid
            self._base.execute(_INSERT, (row, *columns))

    def _remove(self, policy_id: str) -> None:
        rows = self._base.execute("SELECT row, columns FROM units WHERE policy = ?", (policy_id,)).fetchall()
        for row, packed in rows:
            # A table without content forgets a row when it is told what the row held.
            self._base.execute(_DELETE, (row, *zlib.decompress(packed).decode().split("\n")))
        self._base.execute("DELETE FROM units WHERE policy = ?", (policy_id,))
        self._base.execute("DELETE FROM policies WHERE id = ?", (policy_id,))


def _digest(policy: Policy) -> str:
    """Changes when anything of a policy that is searched does."""
    digest = hashlib.sha256()
    digest.update(repr((policy.title, policy.number, policy.issuers)).encode())
    for heading in policy.headings:
        digest.update(repr((heading.role.value, heading.path, heading.heading)).encode())
    for clause in policy.clauses:
        shown = (clause.id, clause.label, clause.role.value, clause.heading, clause.text)
        digest.update(repr(shown).encode())
    return digest.hexdigest()


def _version(lexicon: Lexicon) -> int:
    package = Path(__file__).parents[2]
    code = hashlib.sha256()
    for file in sorted(file for pattern in _CODE for file in package.glob(pattern)):
        code.update(file.read_bytes())
    key = f"{_FORMAT} {version('jieba')} {version('opencc')} {lexicon.digest} {code.hexdigest()}"
    return int(hashlib.sha256(key.encode()).hexdigest()[:7], 16) + 1


def _token(feature: str) -> str:
    """A feature as FTS5's tokenizer leaves it whole: other ASCII signs than letters and digits as _xx."""
    return _SIGN.sub(lambda match: f"_{ord(match[0]):02x}", feature)


def _feature(token: str) -> str:
    return re.sub("_([0-9a-f]{2})", lambda match: chr(int(match[1], 16)), token)
