"""Which documents are collected already: by the bytes of the source, else by 文号 and title.

Of each policy only policy.yml is read, and of that only the lines asked for, so that the thousandth policy costs
what the first did; a card is parsed when it is the one, or when its lines are not written plainly.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from policykit.base.diagnostics import Code, Diagnostic, PolicykitError
from policykit.base.files import read_file
from policykit.base.resources import load
from policykit.corpus.policyfile import read_metadata
from policykit.corpus.repeals import number_key, title_key

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["Added", "Collected"]

_CARD = "policy.yml"
_PLAIN = re.compile(
    rb"^(sha256|number): +(['\"]?)([^\s'\"#>|&*!{\[\\][^'\"\\\r\n#]*?)\2[ \t]*(?:#.*)?\r?$", re.MULTILINE
)
"""A key with its value as most people and this program write it; the rest of YAML is left to its reader."""


class Added(NamedTuple):
    """A policy that is ready to be written: its id and title, its files, and what its text does not show of itself."""

    policy: str
    title: str
    files: dict[Path, bytes]
    missing: tuple[str, ...]
    sha256: str
    number: str | None
    """Its 文号, where the text shows it."""

    @property
    def card(self) -> Path:
        """Its policy.yml."""
        return next(path for path in self.files if path.name == "policy.yml")


class Collected:
    """The policies of a knowledge base, and those that have come since; read once, at the first question."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._titles: dict[str, str] = {}
        self._bytes: dict[str, str] = {}
        self._numbers: dict[str, list[str]] = {}
        self._is_read = False

    def add(self, added: Added) -> None:
        """Note a policy that was written in this call."""
        self._titles[added.policy] = added.title
        self._note(added.policy, added.sha256, added.number)

    def refuse(self, added: Added, file: str) -> Iterator[Diagnostic]:
        """Why a document is not added: it is there already (PK120), which policy it is, and what to do."""
        if not self._is_read:
            self._read()
        words, policy = load("intake")["collected"], self._bytes.get(added.sha256)
        why = words["bytes"]
        if policy is None and added.number:
            key = title_key(added.title)
            others = self._numbers.get(number_key(added.number), [])
            policy = next((other for other in others if title_key(self._title(other)) == key), None)
            why = words["card"].format(number=added.number)
        if policy is not None:
            values = {"policy": policy, "title": self._title(policy), "why": why}
            yield Diagnostic(Code.COLLECTED, values, file=file)

    def _read(self) -> None:
        self._is_read = True
        for card in sorted(self._root.glob(f"policy_texts/*/{_CARD}")):
            try:
                data = read_file(card)
            except PolicykitError:
                continue  # what is wrong with it is said where the corpus is loaded
            plain = {match[1]: match[3].decode("utf-8", "replace") for match in _PLAIN.finditer(data)}
            if b"sha256" in plain and (b"number" in plain or b"number" not in data):
                self._note(card.parent.name, plain[b"sha256"], plain.get(b"number"))
            elif (metadata := read_metadata(card, _CARD)[0]) is not None:
                self._note(card.parent.name, metadata.sha256, metadata.number)

    def _note(self, policy: str, sha256: str, number: str | None) -> None:
        self._bytes.setdefault(sha256.strip(), policy)
        if number:
            self._numbers.setdefault(number_key(number), []).append(policy)

    def _title(self, policy: str) -> str:
        if policy not in self._titles:
            metadata, _ = read_metadata(self._root / "policy_texts" / policy / _CARD, _CARD)
            self._titles[policy] = metadata.title if metadata else ""
        return self._titles[policy]
