"""What follows from the text of one policy alone, kept between two builds: a changed policy costs its own work.

A file is named by the digest of all that it was worked out from, so nothing in it can be stale. Processes that work
side by side hand each other by it what one of them has worked out.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from policykit.index.search.features import policy_features
from policykit.specs.ledger import found_in
from policykit.text.quantities.tables import learnt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from policykit.index.lexicon import Lexicon
    from policykit.model import Policy
    from policykit.specs.ledger import Found

__all__ = ["Features", "Kept"]

Features = list[tuple[str, dict[str, int]]]
"""Of each unit of a policy its id, and its features with their levels, as `policy_features` gives them."""

_T = TypeVar("_T")
_QUICKLY = 1
"""Of zlib: a fifth of the size for a hundredth of what it took to work out."""


class Kept:
    """The folder of what is kept; without a folder everything is worked out each time that it is asked for.

    `engine` is the digest of the code that works it out; `root` is the folder of content, whose cards count as well
    as the texts.
    """

    def __init__(self, root: Path, folder: Path | None = None, engine: str = "") -> None:
        self._root = root
        self._folder = folder
        self._engine = engine

    def found(self, policy: Policy) -> tuple[Found, ...]:
        """The quantities of a policy, as the ledger is made of them."""
        return self._get(self._name("ledger", _words(), policy), lambda: found_in(policy))

    def features(self, policy: Policy, lexicon: Lexicon) -> Features:
        """What a policy is found by."""
        name = self._name("search", lexicon.digest, policy)
        return self._get(name, lambda: policy_features(policy, lexicon))

    def forget_others(self, policies: Iterable[Policy], lexicon: Lexicon) -> None:
        """Remove what was kept of texts that are not there any more, or were worked out otherwise."""
        if self._folder is None or not self._folder.is_dir():
            return
        bases = {"ledger": _words(), "search": lexicon.digest}
        wanted = {self._name(kind, basis, policy) for policy in policies for kind, basis in bases.items()}
        for file in self._folder.iterdir():
            if file.name not in wanted:
                file.unlink()

    def _name(self, kind: str, basis: str, policy: Policy) -> str:
        card = (self._root / "policy_texts" / policy.base / "policy.yml").read_bytes()
        digest = hashlib.sha256(f"{self._engine}\n{basis}\n{policy.id}\n{policy.sha256}\n".encode() + card)
        return f"{kind}-{digest.hexdigest()}"

    def _get(self, name: str, make: Callable[[], _T]) -> _T:
        if self._folder is None:
            return make()
        path = self._folder / name
        try:
            kept: _T = pickle.loads(zlib.decompress(path.read_bytes()))  # noqa: S301 - written here, beside Sphinx's own
        except (OSError, zlib.error, pickle.UnpicklingError, EOFError):
            # Not there, or cut off by a full disk: it is worked out.
            kept = make()
            self._folder.mkdir(parents=True, exist_ok=True)
            beside = path.with_name(f"{name}-{os.getpid()}")
            beside.write_bytes(zlib.compress(pickle.dumps(kept, pickle.HIGHEST_PROTOCOL), _QUICKLY))
            beside.replace(path)
        return kept


def _words() -> str:
    """The words of the knowledge base that decide, beside the package's own, what is a quantity."""
    return "\n".join("\t".join(sorted(each)) for each in learnt())
