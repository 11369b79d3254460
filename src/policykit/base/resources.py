"""The package's data files: word lists and wording that are no code."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

__all__ = ["LEXICON", "TEXTS", "Labelled", "carried", "load"]

TEXTS = "policy_texts"
"""In a content folder: the policies, a folder each."""
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


def carried(folder: str) -> Path | None:
    """The content that the package carries and has this folder in: in a wheel its own, in a checkout the project's.

    >>> carried("policy_texts").joinpath("specs", "lexicon.yml").exists(), carried("nothing")
    (True, None)
    """
    package = Path(__file__).parents[1]
    return next(
        (root for root in (package / "_content", package.parent.parent) if (root / folder).is_dir()), None
    )


class Labelled(StrEnum):
    """A closed list of words; `data/labels.yml` has the Chinese of each, by the name of the list."""

    @property
    def label(self) -> str:
        """The Chinese word that staff read."""
        return str(load("labels")[type(self).__name__][self.value])
