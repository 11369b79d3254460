"""The package's data files: word lists and wording that are no code."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

__all__ = ["LEXICON", "Labelled", "load"]

LEXICON = Path("specs", "lexicon.yml")
"""In a content folder: the words of the field, beside the specs and none of them."""


@cache
def load(name: str, room: str = "policykit.data") -> dict[str, Any]:
    """What `<name>.yml` holds, read once: of the package's data, or of a room that keeps its own beside its code.

    >>> load("wording")["共用"]
    '共享'
    """
    # The data folder is no package: it is found below the one that is.
    package, _, folder = room.partition(".")
    text = resources.files(package).joinpath(*folder.split("."), f"{name}.yml").read_text("utf-8")
    loaded: dict[str, Any] = YAML(typ="safe").load(text)
    return loaded


class Labelled(StrEnum):
    """A closed list of words; `data/labels.yml` has the Chinese of each, by the name of the list."""

    @property
    def label(self) -> str:
        """The Chinese word that staff read."""
        return str(load("labels")[type(self).__name__][self.value])
