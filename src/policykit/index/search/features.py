"""What of a clause is searched: its words, grams and measures, each with its weight there.

`WEIGHTS` are the numbers of the ranking, one definition for Python and for the browser, in 256ths (`ONE`).
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import asdict, dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from operator import add
from typing import TYPE_CHECKING, NamedTuple

from policykit.index.search.addresses import address_features
from policykit.index.segmenter import Segmenter
from policykit.index.tokens import GRAMS, LEAST, grams
from policykit.model import Role, Script
from policykit.text.normal import search_forms, search_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from policykit.index.lexicon import Lexicon
    from policykit.model import Clause, Policy

__all__ = ["LEVELS", "WEIGHTS", "Entry", "Topics", "Weights", "entries", "policy_features"]

LEVELS = 8
"""Into so many steps the weight of a word in a clause is rounded; it is stored as one of them."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What counts how much; see `ranking` for where."""

    word: int = 256
    """A word of the query that is a word of the clause."""
    part: int = 205
    """A word of three characters and more that stands within other words of the clause."""
    short_part: int = 56
    """The same for two characters: 医保 is also in 中医保健."""
    synonym: int = 210
    related: int = 110
    topic: int = 77
    """A clause that names the measure that the query is about."""
    topical: int = 102
    """A query is about a measure from this share of its concepts on."""
    pieces: int = 130
    """A clause that holds only words or grams of a long word, at best."""
    context: int = 64
    """A word of the policy's title, 文号 or issuer instead of the clause."""
    place: int = 160
    """The name of the policy's division or of one above it."""
    weak: int = 56
    """A word that nearly every policy holds."""
    single: int = 72
    """A single character."""
    sign: int = 72
    """The issuer's sign before a 文号."""
    phrase: int = 160
    """Added to the score of a clause that holds the query in one piece."""
    complete: int = 96
    """Added to the score of a clause that holds every gram of the query."""
    beside: int = 72
    """The score of what is not the policy's own text."""
    much: int = 96
    """A clause that lacks a word stands apart from this share of the query's weight on,"""
    strange: int = 136
    """and from this share on where a word of the query stands in no clause: it is the thing that is asked."""
    some: int = 64
    """and of a sentence from this share on: it says one thing in many words, and no clause says it so."""
    compound: int = 4
    """Two words of no more characters together, written as one, are one thing: 义务教育 is neither 义务 nor 教育."""
    telling: int = 3
    """A clause with so many grams of a query, if these are all, holds the query."""
    earnest: int = 64
    """A clause holds a word in earnest from this value on; so many are counted when its rarity is told."""
    full: int = 128
    """From this value on a clause holds a word as well as can be."""
    few: int = 2
    """Fewer grams or parts than this say nothing together."""
    concepts: int = 10
    """Of a query's words the longest are looked for, at most so many."""
    many: int = 6
    """So many words that a clause must hold are a sentence."""
    large: int = 20_000
    """Where there are so many units each word of a sentence is looked for as a word only, and no weak one,"""
    common: int = 8
    """nor one that more than one unit in so many holds: their lists are long there, and say little."""
    typed: int = 400
    """Characters of a query; what is typed beyond them is not read."""
    long: int = 3
    """A word of so many characters has words within it."""
    listed: int = 12
    """A word of the lexicon counts as if it stood in so many units, even if it stands in none."""
    linking: int = 24
    """So many per unit of the index divided by this one: how often a linking word counts."""
    shortest: int = 3
    """Words of so many characters can be told from other words when one character is wrong,"""
    longest: int = 9
    """up to so many."""

    def shared(self) -> dict[str, int]:
        """All of them by name, with the numbers that are not this room's, for the browser."""
        return {**asdict(self), "levels": LEVELS, "grams": GRAMS, "least": LEAST}


WEIGHTS = Weights()


_START = 2
_MOST_VALUES = 8
"""Of a row so many values are said over a hit."""


@dataclass(frozen=True)
class Topics:
    """The measures of a lexicon, each with the ways to name it: words that stand in one sentence."""

    measures: Mapping[str, Sequence[Sequence[str]]]

    def named(self, sentence: str) -> list[str]:
        """The measures that a sentence names; it is written as `search_key` writes it.

        >>> Topics({"总额付费": [["总额付费"], ["打包", "基金"]]}).named("将医保基金打包支付给牵头医院")
        ['总额付费']
        """
        # Sets, not places: most sentences hold no such start, and none is looked for character by character.
        starts = self._starts.keys() & {*sentence, *map(add, sentence, sentence[1:])}
        here = {word for start in starts for word in self._starts[start] if word in sentence}
        named = {
            measure
            for word in here
            for measure, needed, without in self._ways.get(word, ())
            if needed <= here and here.isdisjoint(without)
        }
        return [measure for measure in self.measures if measure in named] if named else []

    @cached_property
    def _ways(self) -> dict[str, list[tuple[str, frozenset[str], frozenset[str]]]]:
        """By the first word of a way its measure, all its words, and those that must not stand there."""
        found: dict[str, list[tuple[str, frozenset[str], frozenset[str]]]] = {}
        for measure, wordings in self.measures.items():
            for wording in wordings:
                without = frozenset(word[1:] for word in wording if word.startswith("-"))
                needed = [word for word in wording if not word.startswith("-")]
                for first in needed[:1]:
                    found.setdefault(first, []).append((measure, frozenset(needed), without))
        return found

    @cached_property
    def _starts(self) -> dict[str, list[str]]:
        """The words of all ways by how they begin."""
        words = {
            word.removeprefix("-")
            for wordings in self.measures.values()
            for wording in wordings
            for word in wording
        }
        found: dict[str, list[str]] = {}
        for word in sorted(words):
            found.setdefault(word[:_START], []).append(word)
        return found

    @cached_property
    def texts(self) -> list[tuple[str, str]]:
        """Each measure with its name and all words of its ways in one text, between bars."""
        named = {
            measure: [
                search_key(measure),
                *(word for wording in wordings for word in wording if not word.startswith("-")),
            ]
            for measure, wordings in self.measures.items()
        }
        return [(measure, f"|{'|'.join(dict.fromkeys(words))}|") for measure, words in named.items()]


_HEADING, _TEXT, _ABOVE = 6, 2, 1
"""What one occurrence counts, by place."""
_SATURATION = 240
"""In hundredths: so many occurrences count half of all that occurrences can."""
_FLAT, _SLOPE, _USUAL = 65, 35, 250
"""Length counts a little: 65 hundredths are the same for all, 35 grow with the length in units of 250."""
_SENTENCE = re.compile("[。;!?]")
_WORDS = 65536
"""The features of so many words are kept in memory: a text says the same ones again and again."""


class Entry(NamedTuple):
    """One clause as it is searched.

    `sections` are the headings over it, of a row of a table also what heads its cells;
    `title` what the policy's first clause is found by too.
    """

    clause: Clause
    sections: tuple[str, ...]
    title: tuple[str, ...]
    script: Script

    @property
    def normative(self) -> bool:
        """Whether it is the policy's own text."""
        return self.clause.role is Role.CLAUSE


def entries(policy: Policy) -> Iterator[Entry]:
    """Every addressable unit of a policy, in order."""
    first = next((clause for clause in policy.clauses if clause.role is Role.CLAUSE), None)
    for clause in policy.clauses:
        above = [part.heading for part in policy.part(clause).above]
        above += _over_row(clause, policy)
        title = (policy.title, policy.number or "", *policy.issuers) if clause is first else ()
        yield Entry(clause, tuple(filter(None, above)), title, policy.script)


def _over_row(clause: Clause, policy: Policy) -> Iterator[str]:
    """Of a row of a table what heads it: title, sections and groups, and the heads over each short value."""
    table, stated = policy.table(clause), policy.statements(clause)
    if table is None or not stated:
        return
    yield table.caption
    yield from stated[0].groups
    yield "；".join(each.plain for each in stated[:_MOST_VALUES] if each.is_short)


def policy_features(policy: Policy, lexicon: Lexicon) -> list[tuple[str, dict[str, int]]]:
    """For every unit of a policy its id, and its features with their levels from 1 to `LEVELS`.

    A feature is `w` with a word, `g` with a gram, `s` with two characters side by side that are no word, `m` with a
    measure, or an address. A pure function, for any executor.
    """
    read = _reader(lexicon)
    above: dict[str, Mapping[str, int]] = {}
    return [(entry.clause.id, read.features(entry, above)) for entry in entries(policy)]


class _Reader:
    """What cuts texts: jieba with a lexicon, and the measures to look for."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.cut = Segmenter(lexicon)
        self.topics = Topics(lexicon.measures)
        self.word = lru_cache(maxsize=_WORDS)(self._word)

    def features(self, entry: Entry, above: dict[str, Mapping[str, int]]) -> dict[str, int]:
        """The features of a unit; `above` keeps what stands over many units of a policy, so that it is cut once."""
        clause = entry.clause
        for text in (*entry.sections, *entry.title):
            if text not in above:
                above[text] = self._counts(text, entry.script)
        fields = [
            (self._counts(clause.heading, entry.script), _HEADING),
            (self._counts(clause.text, entry.script), _TEXT),
            *((above[text], _ABOVE) for text in (*entry.sections, *entry.title)),
        ]
        units: dict[str, int] = {}
        for counts, weight in fields:
            if not units:  # most clauses have no heading: there is nothing to add to yet
                units = {feature: count * weight for feature, count in counts.items()}
                continue
            for feature, count in counts.items():
                units[feature] = units.get(feature, 0) + count * weight
        length = len(clause.heading) + len(clause.text)
        half = _SATURATION * (_FLAT * _USUAL + _SLOPE * length)
        levels = {count: _level(count, half) for count in {*units.values()}}
        return dict.fromkeys(address_features(clause), 1) | {
            feature: levels[count] for feature, count in units.items()
        }

    def _counts(self, text: str, script: Script) -> dict[str, int]:
        counts: dict[str, int] = {}
        for form in search_forms(text, script):
            words = list(self.cut.words(form.text))
            more = [f"s{search_key(one + other)}" for one, other in pairwise(words) if _alone(one, other)]
            names: list[str] = []
            for word in words:
                name, features = self.word(word)
                names.append(name)
                more += features
            more += self._named(form.key, "".join(names))
            here = {f"g{gram}": count for gram, count in grams(form.key).items()} | Counter(more)
            counts = Counter(counts) | Counter(here) if counts else here  # most texts have one form
        return counts

    def _word(self, word: str) -> tuple[str, tuple[str, ...]]:
        """The first of a word's names, and the features of it and of the words within it."""
        forms = (word, *self.cut.inner(word))
        features = tuple(f"w{search_key(form)}" for form in forms if len(form) > 1 or form.isdecimal())
        return self.lexicon.first_name(search_key(word)), features

    def _named(self, text: str, one_name: str) -> Iterator[str]:
        """The measures that sentences name, as they stand or with each thing under the first of its names."""
        if not self.topics.measures:
            return
        sides = (_SENTENCE.split(text), _SENTENCE.split(one_name))
        pairs = zip(*sides, strict=True) if len(sides[0]) == len(sides[1]) else ((text, one_name),)
        for sentence in pairs:
            named = {measure for token in dict.fromkeys(sentence) for measure in self.topics.named(token)}
            yield from (f"m{measure}" for measure in named)


def _alone(one: str, other: str) -> bool:
    """Whether these are single characters that no dictionary joins, as in names: 深渡."""
    both = one + other
    return len(one) == len(other) == 1 and both.isalpha() and not (one.isascii() or other.isascii())


_READERS: dict[str, _Reader] = {}
"""By digest of the lexicon: reading jieba's dictionary takes a second."""


def _reader(lexicon: Lexicon) -> _Reader:
    if lexicon.digest not in _READERS:
        _READERS[lexicon.digest] = _Reader(lexicon)
    return _READERS[lexicon.digest]


def _level(units: int, half: int) -> int:
    """BM25's saturation in whole numbers: units / (units + half), in steps."""
    scaled = units * 100 * 100 * _USUAL
    return min(LEVELS, 1 + LEVELS * scaled // (scaled + half))
