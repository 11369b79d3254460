"""Addresses of clauses as they are handed on: ids whole and in part, and citations (第四部分第(十一)条).

A clause has each of them as a feature: `i` with its path or the end of one, `h` with the path of a heading over it,
`l` with its citation or the end of one, `k` with its label as a reader writes it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policykit.text.cite import pinpoint
from policykit.text.normal import search_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policykit.model import Clause

__all__ = ["LABEL", "LOCATOR", "address_features", "han_number", "identifiers", "label_key", "locator"]

_HAN = "〇零一二两三四五六七八九十百"
_DIGITS = {char: at for at, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100}
LOCATOR = re.compile(rf"第\(?([0-9]+|[{_HAN}]+)\)?(部分|编|章|节|条|款|项|目|段)")
"""One step of a citation, in the form of `search_key`."""
LABEL = re.compile(rf"[{_HAN}]+[/、.,]?\([{_HAN}]+\)(?:[/、.,]?[0-9]+[.、]?)?")
_IDENTIFIER = re.compile(r"(?<![0-9a-z_./~%-])[a-z0-9][a-z0-9._~-]*(?:/[a-z0-9._~-]+)*(?![0-9a-z_/%])")
_FRACTION = re.compile(r"[0-9]+/[0-9]+")


def han_number(written: str) -> int:
    """A number below a thousand, in Chinese or Arabic numerals.

    >>> han_number("十一"), han_number("八十五"), han_number("一百零二"), han_number("11")
    (11, 85, 102, 11)
    """
    if written.isascii():
        return int(written)
    number = digit = 0
    for char in written:
        if char in _TENS:
            number, digit = number + (digit or 1) * _TENS[char], 0
        else:
            digit = 10 * digit + _DIGITS[char]
    return number + digit


def locator(text: str) -> str:
    """The steps of a citation in one spelling; empty when the text, in the form of `search_key`, holds none.

    >>> locator("第四部分第(十一)条"), locator("第4部分 第11条"), locator("一般")
    ('4部分11条', '4部分11条', '')
    """
    return "".join(f"{han_number(match[1])}{match[2]}" for match in LOCATOR.finditer(text))


def label_key(label: str) -> str:
    """A label without what stands between its parts.

    >>> label_key("四/(十一)"), label_key("四、(十一)"), label_key("二/(一)/3.")
    ('四(十一)', '四(十一)', '二(一)3')
    """
    return re.sub(r"[/、.,\s]", "", label)


def identifiers(key: str) -> Iterator[tuple[int, int]]:
    """Where a query, in the form of `search_key`, may hold an id; a fraction within a sentence is none.

    >>> key = "见 nhc-2023-41/4/11、4/11 达3/4"
    >>> [key[start:end] for start, end in identifiers(key)]
    ['nhc-2023-41/4/11']
    """
    for match in _IDENTIFIER.finditer(key):
        start, end = match.span()
        alone = key[start - 1 : start] in {"", " "} and key[end : end + 1] in {"", " "}
        if alone or not _FRACTION.fullmatch(match[0]):
            yield start, end


def address_features(clause: Clause) -> Iterator[str]:
    """Every feature by which a clause is found by its address."""
    path = search_key(clause.path)
    steps = path.split("/")
    yield f"i/{path}"
    for at in range(1, len(steps) - 1):
        yield f"i{'/'.join(steps[at:])}"
    for at in range(1, len(steps)):
        yield f"h{'/'.join(steps[:at])}"
    cited = [step[0] for step in LOCATOR.finditer(search_key(pinpoint(clause.label)))]
    for at in range(len(cited)):
        yield f"l{'' if at else '/'}{locator(''.join(cited[at:]))}"
    yield f"k{label_key(search_key(clause.label))}"
