"""Word lists of the text room: data files read once, compiled to one pattern each."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import Any

from ruamel.yaml import YAML

__all__ = ["load", "pattern", "words"]


@cache
def load(file: str) -> dict[str, Any]:
    """What one data file of the package holds.

    >>> load("wording")["共用"]
    '共享'
    """
    text = (resources.files("policykit") / "data" / f"{file}.yml").read_text("utf-8")
    loaded: dict[str, Any] = YAML(typ="safe").load(text)
    return loaded


def words(file: str) -> dict[str, list[str]]:
    """The lists of one data file, by name.

    >>> "意见" in words("roles")["document_kinds"]
    True
    """
    return load(file)


@cache
def pattern(file: str, name: str) -> re.Pattern[str]:
    """One list as a pattern of alternatives.

    >>> bool(pattern("roles", "annex").search("附件:重点工作任务责任分工.docx"))
    True
    """
    return re.compile("|".join(words(file)[name]))
