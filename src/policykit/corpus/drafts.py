"""Drafts (待核定) counted in the spec files beside a corpus, before anything of the specs is loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policykit.base.resources import LEXICON
from policykit.base.yamlfile import read

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["drafted"]


def drafted(root: Path) -> dict[str, int]:
    """How many drafts (待核定) wait in each spec file beside a corpus at `root`, without binding any of them."""
    found = {}
    for path in sorted((root / LEXICON.parent.name).glob("*.yml")):
        # Most files have none, and need not be parsed.
        if path.name == LEXICON.name or b"draft:" not in path.read_bytes():
            continue
        document, _ = read(path, path.name)
        if document is not None:
            written = (*document.entries("requirements"), *document.entries("dismissed"))
            found[path.stem] = sum(entry.get("draft") is True for entry in written)
    return {policy: count for policy, count in found.items() if count}
