"""A query as it is written: exact phrases, what is excluded, 文号, and the rest, ready to be cut into words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policykit.index.search.addresses import han_number
from policykit.index.search.features import WEIGHTS
from policykit.index.segmenter import UNIT, numbered
from policykit.index.tokens import ATOM, query_grams, runs, spread
from policykit.model import Script
from policykit.text.normal import Form, mainland, script_of, search_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["NUMBERED", "PIECE", "Concept", "Query", "in_numbers", "marked_words", "replaced"]

_QUOTED = re.compile(r"“([^“”]+)”|「([^「」]+)」|\"([^\"]+)\"")
NUMBERED = re.compile(
    r"(?:根据|按照|依照|依据|参照|落实|贯彻|关于|印发|转发|执行|查询|查|找|见|与)*"
    r"(?P<sign>[\u4e00-\u9fff]*)(?<![0-9])(?:"
    r"[\[(]?(?P<year>(?:19|20)[0-9]{2})[\])]?年? ?第?(?P<number>[0-9]{1,4})号(?:文件|文)?"
    r"|(?<=[发函字令]) ?[\[(]?(?P<year2>(?:19|20)[0-9]{2})[\])]?年? ?第?(?P<number2>[0-9]{1,4})(?![0-9年月日%.]))"
)
"""A 文号 with or without the issuer's sign, and behind a sign without its 号."""
_HALVES = re.compile("[\ud800-\udfff]")
"""Halves of a character, as a broken program may send them."""
_LEADING = re.compile(r"(?:^|(?<=[ \t\n\u3000]))[—–―]+")
"""A dash before a word is a mark; only a hyphen excludes."""
_EXCLUDED = re.compile(r"(?:^|(?<= ))-(?=[0-9a-z\u3400-\u9fff])([^ ]+)")
_SHARE = re.compile(
    r"(百|千)分之([0-9]+(?:\.[0-9]+)?|[〇零一二两三四五六七八九十百]+)(?:点([〇零一二三四五六七八九]+))?"
)
_SIGNS = {"百": "%", "千": "‰"}
_DIGITS = {char: str(at) for at, char in enumerate("零一二三四五六七八九")} | {"〇": "0"}
PIECE = re.compile(rf"{ATOM}(?:(?<![%‰]){UNIT})?|[^0-9a-z]+?(?={ATOM}|$)")
_WHOLE = 256


@dataclass(frozen=True, slots=True)
class Concept:
    """One word of a query: `others` are its other names, each with the share that a match of it counts."""

    word: str
    weight: int = _WHOLE
    others: tuple[tuple[str, int], ...] = ()
    parts: tuple[Concept, ...] = ()
    """The words within a long word: a clause that holds them holds something of it."""
    loose: bool = False
    """Whether it is no word that the collection knows: characters that must stand side by side, each by itself."""
    fragment: bool = False
    """Whether it is the beginning of a word: it is being typed."""
    beside: tuple[str, ...] = ()
    """Of a single character the pairs that it makes with its neighbours: a clause holds it by one of these."""
    needed: bool = True
    """Whether a clause must hold it: what nearly every policy says or means is not missed."""
    only: bool = False
    """Whether it is looked for as a word only, not within others nor in pieces: it is one of many."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for, all written as `search_key` writes it.

    `pieces` is the query without its 文号 and their signs, cut at blanks; `grams` holds, for the query as written and
    in the mainland's wording, the grams of which a clause with the whole query has all;
    of a long query not every one.

    >>> Query.read("〔2023〕 41号 “紧密型” 縣域 -貴陽").numbers
    ('[2023]41号',)
    >>> Query.read("百分之八十五点五"), Query.read("縣域 -貴陽").excluded
    (Query(text='85.5%', ...), ('贵阳',))
    """

    text: str
    """Without what is excluded, shares in digits, Taiwan's words turned into the mainland's."""
    exact: tuple[str, ...]
    excluded: tuple[str, ...]
    numbers: tuple[str, ...]
    signs: tuple[str, ...]
    """What stands right before a 文号: the issuer's sign (国卫基层发)."""
    pieces: tuple[str, ...]
    grams: tuple[tuple[str, ...], ...]

    @classmethod
    def read(cls, text: str) -> Query:
        """Understand what someone typed."""
        text = _LEADING.sub("", _HALVES.sub("", text)[: WEIGHTS.typed])
        exact = tuple(
            phrase
            for match in _QUOTED.finditer(text)
            if (phrase := search_key(next(filter(None, match.groups()))).replace(" ", ""))
        )
        written = _SHARE.sub(_in_digits, search_key(text))
        turned = _regional(written) if script_of(text) is Script.TRADITIONAL else written
        excluded = tuple(match[1] for match in _EXCLUDED.finditer(turned))
        kept = tuple(_EXCLUDED.sub("", form) for form in (turned, written))
        return cls._of(kept[0], exact, excluded, kept)

    def again(self, text: str) -> Query:
        """The same query with another text: what was understood otherwise is taken out of it."""
        return self if text == self.text else self._of(text, self.exact, self.excluded, (text,))

    @classmethod
    def _of(
        cls, text: str, exact: tuple[str, ...], excluded: tuple[str, ...], written: tuple[str, ...]
    ) -> Query:
        found = list(NUMBERED.finditer(text))
        numbers = tuple(dict.fromkeys(numbered(year, number) for _, year, number in in_numbers(text)))
        signs = tuple(dict.fromkeys(match["sign"] for match in found if match["sign"]))
        pieces = tuple(NUMBERED.sub(" ", text).split())
        grams = tuple(tuple(_grams(form)) for form in dict.fromkeys(written))
        return cls(text, exact, excluded, numbers, signs, pieces, tuple(filter(None, grams)))


def in_numbers(text: str) -> list[tuple[str, str, str]]:
    """Sign, year and number of every 文号 in a text that `search_key` wrote.

    >>> in_numbers("国卫基层发2023 41 与2024年36号文")
    [('国卫基层发', '2023', '41'), ('', '2024', '36')]
    >>> in_numbers("到2025年90%以上"), in_numbers("发2025年9月")
    ([], [])
    """
    return [
        (match["sign"], match["year"] or match["year2"], match["number"] or match["number2"])
        for match in NUMBERED.finditer(text)
    ]


def replaced(text: str, words: Mapping[str, str]) -> str:
    """The text with what was typed as it was meant."""
    for typed, meant in words.items():
        text = text.replace(typed, meant)
    return text


def marked_words(query: Query, concepts: Sequence[Concept]) -> list[tuple[str, ...]]:
    """What is to be marked: each exact phrase, and each concept under all its names.

    Single characters are marked only where a query has nothing longer: they stand everywhere.
    """
    telling = [concept for concept in concepts if len(concept.word) > 1] or concepts
    named = [(concept.word, *(other for other, _ in concept.others)) for concept in telling]
    return [*((phrase,) for phrase in query.exact), *named]


def _in_digits(match: re.Match[str]) -> str:
    whole = match[2] if "." in match[2] else str(han_number(match[2]))
    decimals = "".join(_DIGITS[char] for char in match[3] or "")
    return f"{whole}{'.' if decimals else ''}{decimals}{_SIGNS[match[1]]}"


def _grams(written: str) -> list[str]:
    pieces = written.split(" ")
    found = [gram for piece in pieces for gram in query_grams(piece)]
    letters = [gram for gram in found if runs(gram)]
    return spread(dict.fromkeys(letters or found))


def _regional(written: str) -> str:
    places = tuple(range(len(written)))
    return mainland(Form(written, places, places)).key
