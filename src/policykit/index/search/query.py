"""A query as it is understood: exact phrases, 文号, and pieces to be cut into words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from policykit.index.search.weights import WEIGHTS
from policykit.index.tokens.grams import query_grams, runs, spread
from policykit.index.tokens.words import NUMBERED, numbered
from policykit.model import Script
from policykit.text.normal import Form, mainland, script_of, search_key

__all__ = ["Query"]

_QUOTED = re.compile(r"“([^“”]+)”|「([^「」]+)」|\"([^\"]+)\"")
_NUMBERED = re.compile(rf"(?P<sign>[\u4e00-\u9fff]*)(?<![0-9])(?:{NUMBERED})")
_HALVES = re.compile("[\ud800-\udfff]")
"""Halves of a character, as a broken program may send them."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for, all written as `search_key` writes it.

    `pieces` is the query without its 文号 and their signs, cut at blanks; `grams` holds, for the query as written and
    in the mainland's wording, the grams of which a clause with the whole query has all;
    of a long query not every one.

    >>> Query.read("〔2023〕 41号 “紧密型” 縣域").numbers
    ('[2023]41号',)
    """

    exact: tuple[str, ...]
    numbers: tuple[str, ...]
    signs: tuple[str, ...]
    """What stands right before a 文号: the issuer's sign (国卫基层发)."""
    pieces: tuple[str, ...]
    grams: tuple[tuple[str, ...], ...]

    @classmethod
    def read(cls, text: str) -> Query:
        """Understand what someone typed."""
        text = _HALVES.sub("", text)[: WEIGHTS.typed]
        exact = tuple(
            said
            for match in _QUOTED.finditer(text)
            if (said := search_key(next(filter(None, match.groups()))).replace(" ", ""))
        )
        written = search_key(text)
        turned = _regional(written) if script_of(text) is Script.TRADITIONAL else written
        found = list(_NUMBERED.finditer(turned))
        numbers = tuple(dict.fromkeys(numbered(match[2], match[3]) for match in found))
        signs = tuple(dict.fromkeys(match["sign"] for match in found if match["sign"]))
        pieces = tuple(_NUMBERED.sub(" ", turned).split())
        every = dict.fromkeys((turned, written))
        grams = tuple(tuple(_grams(one)) for one in every)
        return cls(exact, numbers, signs, pieces, tuple(filter(None, grams)))


def _grams(written: str) -> list[str]:
    pieces = written.split(" ")
    found = [gram for piece in pieces for gram in query_grams(piece)]
    letters = [gram for gram in found if runs(gram)]
    return spread(dict.fromkeys(letters or found))


def _regional(written: str) -> str:
    places = tuple(range(len(written)))
    return mainland(Form(written, places, places)).key
