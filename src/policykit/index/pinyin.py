"""The letter under which a Chinese term stands in an index."""

from __future__ import annotations

from policykit.base.resources import load

__all__ = ["OTHERS", "initial", "order"]

OTHERS = "#"
"""Where terms stand whose first character has no letter of its own."""
_FIRST_LEVEL = (b"\xb0\xa1", b"\xd7\xf9")


def initial(term: str) -> str:
    """The capital letter of the pinyin of a term; of a Latin term its own; `OTHERS` when unknown.

    >>> [initial(term) for term in ("医共体", "县域内就诊率", "调整", "调研", "会计", "歙县", "DRG", "5G")]
    ['Y', 'X', 'T', 'D', 'K', 'S', 'D', '#']
    """
    first = term[:1]
    if first.isascii():
        return first.upper() if first.isalpha() else OTHERS
    read = load("pinyin")["words"]
    for length in range(len(term), 0, -1):
        if term[:length] in read:
            return str(read[term[:length]])
    code = _code(first)
    if not _FIRST_LEVEL[0] <= code <= _FIRST_LEVEL[1]:
        return str(load("pinyin")["characters"].get(first, OTHERS))
    return str(
        max((_code(char), letter) for letter, char in load("pinyin")["first"].items() if _code(char) <= code)[
            1
        ]
    )


def order(term: str) -> tuple[str, bytes]:
    """Sorts terms by pinyin, as far as the standard's order of characters goes; `OTHERS` come last."""
    letter = initial(term)
    return ("~" if letter == OTHERS else letter), term.encode("gb18030", "replace")


def _code(char: str) -> bytes:
    try:
        return char.encode("gb2312")
    except UnicodeEncodeError:
        return b""
