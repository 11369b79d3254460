"""Text that any file can hold."""

from __future__ import annotations

import re

__all__ = ["whole"]

_SURROGATE = re.compile("[\ud800-\udfff]")


def whole(text: str) -> str:
    r"""The text with U+FFFD for each half of a character, which no UTF-8 file holds.

    >>> whole("a\ud800b")
    'a\ufffdb'
    """
    return _SURROGATE.sub("\ufffd", text)
