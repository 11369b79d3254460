"""The forms in which text is searched: one script, one width, no blanks, with a map to the source.

Every character goes its own way (NFKC, small letters, traditional to simplified, variants of one
character made one), so that any part of a text has a form that is part of the text's form. A
traditional text has a second form, in the mainland's wording (資訊 → 信息).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

import opencc

from policykit.base.resources import load
from policykit.text.fold import fold

__all__ = ["Form", "characters", "forms", "is_traditional", "key", "regional"]

_HAN = ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0xF900, 0xFB00))
_STANDARDS = ("s2t", "s2tw", "s2hk", "tw2s", "hk2s")
_COMMON = ("\u4e00", "\u9fff")
"""Variants outside of this block are too rare to stand for a character that is in it."""
_TRADITIONAL_SHARE = 20
"""One Han character in so many must be of traditional script only: names are, in simplified texts."""


@dataclass(frozen=True, slots=True)
class Form:
    """A searched form of a text: character `i` came from source characters `starts[i]` to `ends[i]`."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @property
    def key(self) -> str:
        """The text with variants of one character made one; as long as the text."""
        return self.text.translate(_variants())


def forms(source: str, *, traditional: bool) -> tuple[Form, ...]:
    """The form of a text, and for a traditional text its form in the mainland's wording if that differs.

    >>> [form.text for form in forms("資訊 共用", traditional=True)]
    ['资讯共用', '信息共享']
    """
    plain = _plain(source)
    if not traditional:
        return (plain,)
    other = regional(plain)
    return (plain,) if other.text == plain.text else (plain, other)


@lru_cache(maxsize=16384)
def key(text: str) -> str:
    """The form of a short text as one compares it: 縣域 → 县域, ＤＲＧ → drg; blanks stay, as one blank.

    >>> key("縣域　ＤＲＧ〔2023〕")
    '县域 drg[2023]'
    """
    return re.sub(r"\s+", " ", "".join(map(_folded, text))).translate(_variants())


def is_traditional(text: str) -> bool:
    """Whether a text, however short, is written in traditional characters.

    >>> is_traditional("網際網路"), is_traditional("乾隆年间的互联网医疗服务价格政策落实情况")
    (True, False)
    """
    han = sum("\u3400" <= char <= "\u9fff" for char in text)
    only = sum("\u3400" <= char <= "\u9fff" for char, to in zip(text, fold(text), strict=True) if char != to)
    return only * _TRADITIONAL_SHARE > max(1, han)


def regional(form: Form) -> Form:
    """A form with Taiwan's words turned into the mainland's; a turned word's characters share its bounds."""
    text: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    last = 0
    for match in _wording().finditer(form.text):
        first, end = match.span()
        word = str(load("wording")[match[0]])
        text += [form.text[last:first], word]
        starts += [*form.starts[last:first], *[form.starts[first]] * len(word)]
        ends += [*form.ends[last:first], *[form.ends[end - 1]] * len(word)]
        last = end
    text.append(form.text[last:])
    return Form("".join(text), (*starts, *form.starts[last:]), (*ends, *form.ends[last:]))


@cache
def characters() -> tuple[dict[str, str], dict[str, str]]:
    """The characters that are searched as others: traditional → simplified with signs, variants of one → one."""
    traditional = {char: fold(char) for char in _han() if fold(char) != char}
    return traditional | load("alike")["same"], {chr(point): to for point, to in _variants().items()}


def _plain(source: str) -> Form:
    text = source.translate(_SEEN)
    places = [at for at, char in enumerate(source) if not char.isspace()]
    if any(len(char.translate(_SEEN)) != (not char.isspace()) for char in set(source)):
        # A character came as several, or as none.
        places = [at for at, char in enumerate(source) for _ in char.translate(_SEEN)]
    return Form(text, tuple(places), tuple([at + 1 for at in places]))


class _Seen(dict[int, str]):
    """What a character is searched as; nothing for a blank."""

    def __missing__(self, point: int) -> str:
        char = chr(point)
        self[point] = "" if char.isspace() else _folded(char)
        return self[point]


_SEEN = _Seen()


@lru_cache(maxsize=16384)
def _folded(char: str) -> str:
    if char.isspace():
        return " "
    if _unseen().match(char):
        return ""
    folded = fold(unicodedata.normalize("NFKC", char).lower())
    same = load("alike")["same"]
    return "".join(same.get(one, one) for one in folded if not one.isspace())


@cache
def _unseen() -> re.Pattern[str]:
    return re.compile(f"[{load('alike')['unseen']}]")


@cache
def _wording() -> re.Pattern[str]:
    return re.compile("|".join(sorted(load("wording"), key=lambda word: (-len(word), word))))


@cache
def _han() -> tuple[str, ...]:
    return tuple(chr(point) for first, end in _HAN for point in range(first, end))


@cache
def _variants() -> dict[int, str]:
    """Characters that the standards of the regions take for one (着 and 著): each → the least of them."""
    least: dict[str, str] = {}
    # One character a line: OpenCC converts words by context.
    lines = "\n".join(_han())
    folded = fold(lines).split("\n")
    for standard in _STANDARDS:
        converted = fold(opencc.OpenCC(standard).convert(lines)).split("\n")
        for char, other in zip(folded, converted, strict=True):
            if char != other and _COMMON[0] <= min(char, other) and max(char, other) <= _COMMON[1]:
                first, second = sorted((least.get(char, char), least.get(other, other)))
                least |= {one: first for one, to in least.items() if to == second}
                least |= {char: first, other: first, second: first}
    return {ord(char): to for char, to in least.items() if char != to}
