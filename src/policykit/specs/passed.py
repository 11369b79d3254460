"""Which requirements passed the double entry before: the same texts, specs and program give the same answer again.

Reading every quote a second time takes seconds, and each command would do it anew. What passed is kept in the user's
cache under a digest of all that decides; what did not pass is never kept, and is read again for what it says. The
tests of a knowledge base (`pytest specs`) read everything themselves.
"""

from __future__ import annotations

import hashlib
import json
import platform
from dataclasses import fields
from functools import cache
from importlib.metadata import entry_points, version
from pathlib import Path
from typing import TYPE_CHECKING

from policykit.base.diagnostics import PolicykitError
from policykit.base.files import cache_folder, read_file, replace_file

if TYPE_CHECKING:
    from collections.abc import Collection

    from policykit.corpus import Corpus

__all__ = ["Passed"]

_CODE = ("*.py", "data/*")
_DRAWN = {"segments", "outline", "places"}
"""What of a policy follows from the rest."""
_LIBRARIES = ("jieba", "opencc", "rapidfuzz")
"""What cuts, converts and compares texts."""


class Passed:
    """What passed in a knowledge base as it is now; `ids` is empty where nothing of it was kept.

    `folder` holds its specs, with its indicators, units and words. Make this before they are read: what is written
    there later is another state, of which nothing is known.
    """

    def __init__(self, corpus: Corpus, folder: Path) -> None:
        root = hashlib.sha256(str(corpus.root.resolve()).encode()).hexdigest()[:16]
        self._path = cache_folder() / f"passed-{root}.json"
        # Of what is not there nothing can pass: the whole program need not be read for it.
        self._digest = _digest(corpus, folder) if any(folder.glob("*.yml")) else ""
        self.ids = self._read()

    def _read(self) -> frozenset[str]:
        try:
            kept = json.loads(read_file(self._path))
            if kept["digest"] == self._digest:
                return frozenset(map(str, kept["passed"]))
        except (PolicykitError, ValueError, LookupError, TypeError):
            pass  # not there, or damaged: a cache is made anew
        return frozenset()

    def keep(self, ids: Collection[str]) -> None:
        """Keep what passed now. Where there is no place for it, nothing is kept."""
        if self.ids == frozenset(ids):
            return
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            replace_file(self._path, json.dumps({"digest": self._digest, "passed": sorted(ids)}).encode())
        except (PolicykitError, OSError):
            return


def _digest(corpus: Corpus, folder: Path) -> str:
    digest = hashlib.sha256(_program().encode())
    for policy in corpus.policies:
        known = (repr(getattr(policy, field.name)) for field in fields(policy) if field.name not in _DRAWN)
        digest.update("\0".join(known).encode())
    for file in sorted(
        path for path in folder.rglob("*") if path.suffix in {".yml", ".py"} and path.is_file()
    ):
        digest.update(f"\0{file.relative_to(folder)}\0".encode() + file.read_bytes())
    return digest.hexdigest()


@cache
def _program() -> str:
    """Changes with the program, its data and the libraries that read texts."""
    package = Path(__file__).parents[1]
    digest = hashlib.sha256(platform.python_version().encode())
    digest.update(" ".join(f"{name} {version(name)}" for name in _LIBRARIES).encode())
    for point in entry_points(group="policykit.indicators"):
        digest.update(f"{point.value} {point.dist.version if point.dist else ''}\0".encode())
    files = (path for pattern in _CODE for path in package.rglob(pattern))
    for file in sorted(path for path in files if path.is_file() and path.suffix != ".pyc"):
        digest.update(file.read_bytes())
    return digest.hexdigest()
