"""What follows from the text of one policy, or of two, kept between two builds: a changed policy costs its own work.

A file is named by the digest of all that it was worked out from, so nothing in it can be stale. Processes that work
side by side hand each other by it what one of them has worked out.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import zlib
from concurrent.futures import Executor
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from policykit.base.diagnostics import PolicykitError
from policykit.corpus.folder import Files
from policykit.index.passages import Passages, passages_of
from policykit.intake import MOST_BYTES
from policykit.model import Policy
from policykit.site.postings import Units, units_of
from policykit.specs.ledger import found_in
from policykit.text.quantities.tables import learnt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from policykit.corpus.folder import Result
    from policykit.index.lexicon import Lexicon
    from policykit.specs.ledger import Found

__all__ = ["Folders", "Kept", "Links"]

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
        self._texts: dict[str, str] = {}
        """Text → its digest: that of its file stays when it is drawn from that anew."""
        self._folders: dict[Path, str] = {}
        """Names of what was kept of folders, as their files were when they were looked at."""

    def policy(self, folder: Path) -> Policy | None:
        """What was read of a policy's folder, while its files are what they were."""
        self._folders[folder] = self._of_files(folder)
        kept: Policy | None = self.get(self._folders[folder])
        return kept

    def keep(self, folder: Path, policy: Policy) -> None:
        """Keep what was read of a folder whose policy had been asked for in vain, unless a file changed meanwhile."""
        if self._of_files(folder) == self._folders[folder]:
            self.put(self._folders[folder], policy)

    def _of_files(self, folder: Path) -> str:
        """The name of what is kept of a folder, as its files are now."""
        digest = hashlib.sha256(f"{self._engine}\n{folder.name}".encode())
        files = Files.on_disk(folder)
        for name in sorted(files.names):
            digest.update(f"\n{name}\n".encode())
            with suppress(PolicykitError):  # it is a folder, or who needs it says why it cannot be read
                data = files.read(name, MOST_BYTES)
                digest.update(f"{len(data)}\n".encode() + data)
        return f"policy-{digest.hexdigest()}"

    def found(self, policy: Policy) -> tuple[Found, ...]:
        """The quantities of a policy, as the ledger is made of them."""
        return self._made("ledger", _words(), policy, lambda: found_in(policy))

    def units(self, policy: Policy, lexicon: Lexicon) -> Units:
        """What a policy is found by."""
        return self._made("search", lexicon.digest, policy, lambda: units_of(policy, lexicon))

    def passages(self, policy: Policy, lexicon: Lexicon) -> Passages:
        """What may tie a policy to others."""
        return self._made("passages", lexicon.digest, policy, lambda: passages_of(policy, lexicon))

    def links(self, lexicon: Lexicon) -> Links:
        """The links between clauses, as the alignment keeps them."""
        return Links(self, lexicon)

    def forget_others(self, policies: Iterable[Policy], lexicon: Lexicon) -> None:
        """Remove what was kept of texts that are not there any more, or were worked out otherwise."""
        if self._folder is None or not self._folder.is_dir():
            return
        bases = (_words(), lexicon.digest, _measures(lexicon))
        wanted = {self.digest(basis, policy) for policy in policies for basis in bases}
        wanted |= {name.rpartition("-")[2] for name in self._folders.values()}
        for file in self._folder.iterdir():
            if file.name.rpartition("-")[2] not in wanted:
                file.unlink()

    def digest(self, basis: str, policy: Policy) -> str:
        """Changes when the text of a policy does, its card, the code, or what else a result rests on."""
        card = (self._root / "policy_texts" / policy.base / "policy.yml").read_bytes()
        if policy.source not in self._texts:
            self._texts[policy.source] = hashlib.sha256(policy.source.encode()).hexdigest()
        text = self._texts[policy.source]
        return hashlib.sha256(f"{self._engine}\n{basis}\n{policy.id}\n{text}\n".encode() + card).hexdigest()

    def get(self, name: str) -> Any:  # noqa: ANN401 - whatever was put
        """What was put under a name; `None` if nothing was, or if it was cut off by a full disk."""
        try:
            data = self._folder and (self._folder / name).read_bytes()
            return pickle.loads(zlib.decompress(data)) if data else None  # noqa: S301 - written here, beside Sphinx's own
        except (OSError, zlib.error, pickle.UnpicklingError, EOFError):
            return None

    def put(self, name: str, value: object) -> None:
        """Keep something under a name that says what it was worked out from."""
        if self._folder is None:
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        beside = self._folder / f"{name}-{os.getpid()}"
        beside.write_bytes(zlib.compress(pickle.dumps(value, pickle.HIGHEST_PROTOCOL), _QUICKLY))
        beside.replace(self._folder / name)

    def _made(self, kind: str, basis: str, policy: Policy, make: Callable[[], _T]) -> _T:
        name = f"{kind}-{self.digest(basis, policy)}"
        kept: _T | None = self.get(name)
        if kept is None:
            kept = make()
            self.put(name, kept)
        return kept


class Folders(Executor):
    """Reads folders of policies for `Corpus.load`: those that changed since, and by `executor` where that is given."""

    def __init__(self, kept: Kept, executor: Executor | None = None) -> None:
        self._kept = kept
        self._executor = executor

    def map(  # type: ignore[override]  # of what executors do only this is asked
        self, read: Callable[[Path], Result], folders: Iterable[Path]
    ) -> Iterator[Result]:
        """What is read of each folder, in their order."""
        known = {folder: self._kept.policy(folder) for folder in folders}
        rest = [folder for folder, policy in known.items() if policy is None]
        made = iter(self._executor.map(read, rest) if self._executor else map(read, rest))
        for folder, policy in known.items():
            result = policy or next(made)
            if policy is None and isinstance(result, Policy):
                self._kept.keep(folder, result)
            yield result


class Links:
    """Where the alignment of a knowledge base with a lexicon keeps the links between clauses."""

    def __init__(self, kept: Kept, lexicon: Lexicon) -> None:
        self._basis = _measures(lexicon)
        self._kept = kept
        self.get, self.put = kept.get, kept.put

    def digest(self, policy: Policy) -> str:
        """Changes when anything that a policy's clauses are read from does, a word of the lexicon too."""
        return self._kept.digest(self._basis, policy)


def _measures(lexicon: Lexicon) -> str:
    """The words of a lexicon with its measures as they stand, for also a mark of theirs decides of a link."""
    return f"{lexicon.digest}\n{[*lexicon.subjects.items()]}"


def _words() -> str:
    """The words of the knowledge base that decide, beside the package's own, what is a quantity."""
    return "\n".join("\t".join(sorted(each)) for each in learnt())
