"""How the files of the search index are written: short, in signs of a script.

What is written here `web/search/policykit-search-index.js` reads.
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy.typing as npt

__all__ = ["DIGITS", "Letters", "bits", "buckets", "in_signs"]

_SIGNS = "".join(chr(code) for code in range(1, 127) if chr(code) not in '\t\n\v\f\r\x1a"<\\')
"""All signs of ASCII that stand in a text of a script as they are, 117."""
_GROUP = 6
"""So many bytes are seven signs: 256⁶ < 117⁷ < 2⁵³, so a browser's numbers hold them."""
_UTF, _UNIT, _UNITS = "utf-16-le", "<u2", 1 << 16
_HALVES = slice(0xD800, 0xE000)
"""Units of which two are one character."""
_ASCII = 128
_SINGLE, _LEADS = 125, 2
"""So many letters are one byte, from 128 up; two bytes begin with one of the next, what is no letter with 255."""
_OTHER = 255
DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_PRIME = 0x01000193
_BASIS = 0x811C9DC5


class Letters:
    r"""The letters that a collection uses most, as a table by which its texts are written short.

    >>> letters = Letters.of(["县域医共体", "县域"])
    >>> letters.table[:2], letters.coded("a县域㐀")
    ('县域', b'a\x80\x81\xff4\x00')
    """

    def __init__(self, table: str) -> None:
        self.table = table
        codes = np.arange(_UNITS)
        self._bytes = np.stack([np.full(_UNITS, _OTHER), codes >> 8, codes & 255], axis=1).astype(np.uint8)
        self._sizes = np.full(_UNITS, self._bytes.shape[1])
        self._bytes[:_ASCII, 0], self._sizes[:_ASCII] = codes[:_ASCII], 1
        places = np.arange(len(table))
        letters, is_single = _units(table), places < _SINGLE
        further = places - _SINGLE
        self._bytes[letters, 0] = np.where(is_single, _ASCII + places, _ASCII + _SINGLE + further // 256)
        self._bytes[letters, 1] = further % 256
        self._sizes[letters] = np.where(is_single, 1, 2)

    @classmethod
    def of(cls, texts: Iterable[str]) -> Letters:
        """The letters that stand most often in some texts, of equals the first in Unicode."""
        counts = np.bincount(_units("".join(texts)), minlength=_UNITS)
        counts[:_ASCII] = counts[_HALVES] = 0
        often = np.argsort(-counts, kind="stable")[: np.count_nonzero(counts)]
        return cls("".join(map(chr, often[: _SINGLE + 256 * _LEADS].tolist())))

    def coded(self, text: str) -> bytes:
        """A text in bytes: ASCII and the commonest letters in one, others in two; what is no letter in three."""
        units = _units(text)
        found = self._bytes[units]
        return found[np.arange(found.shape[1]) < self._sizes[units, np.newaxis]].tobytes()

    def compressed(self, text: str) -> str:
        """A text as zlib makes it short, in signs: a browser unpacks it, and sees by a checksum whether it is whole."""
        return in_signs(zlib.compress(self.coded(text), 9))


def _units(text: str) -> npt.NDArray[np.uint16]:
    """A text in UTF-16, as JavaScript sees it."""
    return np.frombuffer(text.encode(_UTF), dtype=_UNIT)


def in_signs(data: bytes) -> str:
    r"""Bytes in signs of a script, an eighth longer than they are; base64 is a third longer.

    >>> in_signs(bytes(6)), in_signs(b"\xff\xff")
    ('\x01\x01\x01\x01\x01\x01\x01', '\x05f\x15')
    """
    whole = len(data) // _GROUP * _GROUP
    groups = np.frombuffer(data[:whole], dtype=np.uint8).reshape(-1, _GROUP)
    numbers = np.zeros(len(groups), dtype=np.uint64)
    for place in range(_GROUP):
        numbers = numbers * np.uint64(256) + groups[:, place]
    found = np.empty((len(groups), _GROUP + 1), dtype=np.uint8)
    table = np.frombuffer(_SIGNS.encode(), dtype=np.uint8)
    for place in reversed(range(_GROUP + 1)):
        found[:, place] = table[numbers % np.uint64(len(_SIGNS))]
        numbers //= np.uint64(len(_SIGNS))
    rest, signs = int.from_bytes(data[whole:], "big"), ""
    for _ in range(len(data) - whole + 1 if whole < len(data) else 0):
        signs = _SIGNS[rest % len(_SIGNS)] + signs
        rest //= len(_SIGNS)
    return found.tobytes().decode("ascii") + signs


def bits(flags: Iterable[bool]) -> str:
    """Yes or no for every unit, six to a sign.

    >>> bits([True, False, False, False, False, False, True])
    'BB'
    """
    numbers: list[int] = []
    for at, flag in enumerate(flags):
        if at % 6 == 0:
            numbers.append(0)
        numbers[-1] |= flag << at % 6
    return "".join(DIGITS[number] for number in numbers)


def buckets(texts: Sequence[str], count: int) -> list[int]:
    """Which of `count` files holds each feature: FNV-1a over UTF-16 units, as JavaScript sees a string.

    >>> buckets(["g县域", "w县域"], 16)
    [12, 12]
    """
    coded = [text.encode(_UTF) for text in texts]
    by_size: defaultdict[int, list[int]] = defaultdict(list)
    for at, text in enumerate(coded):
        by_size[len(text)].append(at)
    numbers = np.full(len(texts), _BASIS, dtype=np.uint64)
    for places in by_size.values():
        units = np.frombuffer(b"".join(coded[at] for at in places), dtype=_UNIT).reshape(len(places), -1)
        for column in units.T:
            numbers[places] = ((numbers[places] ^ column) * np.uint64(_PRIME)) & np.uint64(0xFFFFFFFF)
    return [int(number) % count for number in numbers]
