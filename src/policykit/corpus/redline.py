"""Redline: two wordings of a clause as one line of what stayed, what is gone and what has come."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.distance import Indel

from policykit.base.resources import load
from policykit.text.normal import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Piece", "PieceKind", "redline", "strength_of"]

_TOKENS = re.compile(r"[A-Za-z]+|\d[\d.,]*[%‰]?|\s+|.", re.DOTALL)
"""A figure changes as a whole: 20% and 25% share no digit."""
_SHORT = 12
"""Characters of a change at most that is one of a word."""

_SLIGHT = 0.3


class PieceKind(StrEnum):
    """Whether a piece stands in both wordings or in one."""

    SAME = "same"
    GONE = "gone"
    COME = "come"


class Piece(NamedTuple):
    """A piece of a redline."""

    kind: PieceKind
    text: str


def redline(old: str, new: str) -> tuple[Piece, ...]:
    r"""The pieces of both wordings, what is gone before what has come in its place; layout is no change.

    >>> [(piece.kind.value, piece.text) for piece in redline("应当预留20%的号源", "可以预留25%的\n号源")]
    [('gone', '应当'), ('come', '可以'), ('same', '预留'), ('gone', '20%'), ('come', '25%'), ('same', '的号源')]
    """
    before, after = _tokens(old), _tokens(new)
    keys = [[fold(token) for token in tokens] for tokens in (before, after)]
    pieces: list[Piece] = []
    gone, come = "", ""
    blocks = list(Indel.opcodes(*keys))
    for at, block in enumerate(blocks):
        tag, first, last = block.tag, block.src_start, block.src_end
        start, end = block.dest_start, block.dest_end
        same = "".join(after[start:end])
        is_between = 0 < at < len(blocks) - 1 and (gone or come)
        if tag != "equal":
            gone, come = gone + "".join(before[first:last]), come + same
        elif is_between and len(same) == 1 and same.isalpha():
            # One character that both happen to share is no part of what stayed.
            gone, come = gone + "".join(before[first:last]), come + same
        else:
            pieces += _changed(gone, come)
            gone, come = "", ""
            pieces.append(Piece(PieceKind.SAME, same))
    return (*pieces, *_changed(gone, come))


def _changed(gone: str, come: str) -> Iterator[Piece]:
    if gone:
        yield Piece(PieceKind.GONE, gone)
    if come:
        yield Piece(PieceKind.COME, come)


def _tokens(text: str) -> list[str]:
    """Words and figures; of blanks only those between letters or digits of both sides, as one space."""
    tight = re.sub(r"(?<![A-Za-z0-9])\s+|\s+(?![A-Za-z0-9])", "", text)
    return _TOKENS.findall(re.sub(r"\s+", " ", tight))


@cache
def _strengths() -> re.Pattern[str]:
    groups: dict[str, list[str]] = dict(load("versions")["strength"])
    softly = load("requirements")["softly"]
    groups["none"] = [*groups["none"], *softly["compounds"]]
    groups["soften"] = sorted(
        {*softly["claim"], *softly["steady"], *softly["by_and_by"]}, key=len, reverse=True
    )
    return re.compile("|".join(f"(?P<{name}>{'|'.join(words)})" for name, words in groups.items()))


def strength_of(old: str, new: str) -> int:
    """By how much the words that bind grew stronger (above 0) or weaker from one wording to another.

    Only what was exchanged, put in or taken away as a word is counted: a new sentence that encourages softens nothing.

    >>> strength_of("应当预留号源", "可以预留号源") < 0 < strength_of("力争预留号源", "预留号源")
    True
    >>> strength_of("应当预留号源", "原则上预留号源") < 0 < strength_of("力争预留号源", "原则上预留号源")
    True
    """
    change, pieces = 0, redline(old, new)
    changed = sum(len(piece.text) for piece in pieces if piece.kind is not PieceKind.SAME)
    if changed > max(2 * _SHORT, _SLIGHT * len(old)):
        return 0  # the clause was written anew, and words are no longer in each other's place
    for piece in pieces:
        if piece.kind is not PieceKind.SAME and len(piece.text) <= _SHORT:
            weight = sum(_weight(found) for found in _strengths().finditer(fold(piece.text)))
            change += weight if piece.kind is PieceKind.COME else -weight
    return change


def _weight(found: re.Match[str]) -> int:
    weights: dict[str, int] = load("versions")["weights"]
    return weights.get(found.lastgroup or "", 0)
