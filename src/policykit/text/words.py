"""Word lists of the text room: data files read once, compiled to one pattern each."""

from __future__ import annotations

import re
from functools import cache

from policykit.base.resources import load

__all__ = ["pattern", "words"]


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
