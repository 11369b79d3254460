"""What follows from packages that are installed, and from nothing else: worked out once for all runs of this user.

A table of frequencies, a dictionary of readings: each takes a quarter of a second to load, for a few words. What was
asked of it stands in the user's cache, under the versions that it was worked out by.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

from policykit.base.diagnostics import PolicykitError
from policykit.base.files import cache_folder, read_file, replace_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

__all__ = ["looked_up"]

T = TypeVar("T")


def looked_up(
    name: str, basis: str, keys: Iterable[str], make: Callable[[list[str]], Mapping[str, T]], *, most: int
) -> dict[str, T]:
    """The values of keys; `make` gives those that are not known yet, and is not called where all are.

    Values are plain JSON and follow from their key and `basis` alone, the versions of what works them out. Not more
    than about `most` are kept under a name, those that were asked last. Where there is no place for them, or what
    stands there is damaged, all are worked out.

    >>> from unittest.mock import patch
    >>> from tempfile import TemporaryDirectory
    >>> from pathlib import Path
    >>> asked = []
    >>> def lengths(words: list[str]) -> dict[str, int]:
    ...     asked.extend(words)
    ...     return {word: len(word) for word in words}
    >>> with TemporaryDirectory() as folder, patch(f"{__name__}.cache_folder", lambda: Path(folder)):
    ...     first = looked_up("lengths", "1", ["甲", "乙丙"], lengths, most=9)
    ...     again = looked_up("lengths", "1", ["乙丙", "丁"], lengths, most=9)
    >>> first, again, asked
    ({'甲': 1, '乙丙': 2}, {'乙丙': 2, '丁': 1}, ['甲', '乙丙', '丁'])
    """
    wanted = list(dict.fromkeys(keys))
    path = cache_folder() / f"{name}-{hashlib.sha256(basis.encode()).hexdigest()[:16]}.json"
    known: dict[str, T] = {}
    with suppress(PolicykitError, ValueError):
        read = json.loads(read_file(path))
        known = read if isinstance(read, dict) else {}
    if missing := [key for key in wanted if key not in known]:
        known |= make(missing)
        kept = known if len(known) <= most else {key: known[key] for key in wanted}
        with suppress(PolicykitError, OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            replace_file(path, json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode())
    return {key: known[key] for key in wanted}
