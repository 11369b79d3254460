"""措施: what a sentence orders, by the words that the lexicon lists for each measure, and how much it says it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from operator import add
from typing import TYPE_CHECKING, NamedTuple

from policykit.base.diagnostics import Code, Diagnostic, PolicykitError
from policykit.base.resources import LEXICON
from policykit.index.alignment.settings import settings
from policykit.index.lexicon import Lexicon
from policykit.index.segmenter import Segmenter
from policykit.text.normal import search_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

__all__ = ["Measures", "Mention", "Wording"]

_START = 2
"""Words are looked up by so many first characters; shorter words are looked for one by one."""


class Spotter:
    """A set of words and where they stand in a text.

    The time for a text grows with its length and hardly with the number of words.

    >>> Spotter(["付费", "总额付费", "打包"]).found("实行总额付费")
    {'付费': [4], '总额付费': [2]}
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._by_start: dict[str, list[str]] = {}
        self._short: list[str] = []
        for word in sorted(set(words)):
            if len(word) < _START:
                self._short.append(word)
            else:
                self._by_start.setdefault(word[:_START], []).append(word)

    def found(self, text: str) -> dict[str, list[int]]:
        """Every word that stands in `text` → the places where it starts."""
        places: dict[str, list[int]] = {}
        # What of the text begins a word at all is found without a loop over its characters: of most texts, little.
        for start in sorted(self._by_start.keys() & {*map(add, text, text[1:])}):
            for word in self._by_start[start]:
                if word in text:
                    places[word] = _places(word, text)
        for word in self._short:
            if word in text:
                places[word] = _places(word, text)
        return places


def _places(word: str, text: str) -> list[int]:
    """Where a word starts, also within itself."""
    places, at = [], text.find(word)
    while at >= 0:
        places.append(at)
        at = text.find(word, at + 1)
    return places


_MARKS = ",:"
_PASSING, _WITHOUT = "~", "-"
_WITHIN = 40
"""The words of a wording stand within so many characters."""


class Mention(NamedTuple):
    """That a sentence names a measure: how much (0 to 1), and in its how manieth phrase."""

    weight: float
    phrase: int


class Wording(NamedTuple):
    """One word, or several that stand near each other in one sentence, without some others.

    >>> Wording.read("派驻 医师 -监督员")
    Wording(words=('派驻', '医师'), without=('监督员',), passing=False)
    """

    words: tuple[str, ...]
    without: tuple[str, ...]
    passing: bool
    """Names the thing without the doing."""

    @classmethod
    def read(cls, written: str) -> Wording:
        """The wording as a lexicon writes it: `~` before it is passing, `-` before a word is without."""
        parts = written.removeprefix(_PASSING).split()
        return cls(
            tuple(part for part in parts if not part.startswith(_WITHOUT)),
            tuple(part.removeprefix(_WITHOUT) for part in parts if part.startswith(_WITHOUT)),
            written.startswith(_PASSING),
        )

    @classmethod
    def sound(cls, written: str) -> bool:
        """Whether a wording has a word, and a word behind every mark."""
        wording = cls.read(written)
        return bool(wording.words) and all((*wording.words, *wording.without))


def _mentions_by(
    text: str, places: Mapping[str, Sequence[int]], tried: Sequence[int], wordings: Sequence[Wording]
) -> Iterator[tuple[int, Mention]]:
    """Which of the `tried` wordings (by number) a sentence takes; `places` are the words that stand in it."""
    weights: list[float] = []
    for number in tried:
        wording = wordings[number]
        if not all(word in places for word in wording.words) or any(
            word in places for word in wording.without
        ):
            continue
        weights = weights or _weights(text)
        chosen = [max(places[word], key=lambda at: (weights[at], -at)) for word in wording.words]
        if max(chosen) - min(chosen) <= _WITHIN:
            weight = min(weights[at] for at in chosen)
            weight *= settings().phrases["passing"] if wording.passing else 1.0
            yield number, Mention(weight, sum(text.count(mark, 0, max(chosen)) for mark in _MARKS))


def _weights(sentence: str) -> list[float]:
    """How much each character's phrase says."""
    given = settings().phrases
    weights: list[float] = []
    start = 0
    for at in range(len(sentence) + 1):
        if at == len(sentence) or sentence[at] in _MARKS:
            purpose = start and settings().purpose.match(sentence[start:at])
            weight = given["purpose"] if purpose else given["later"] if start else 1.0
            weights += [weight] * (at - start + 1)
            start = at + 1
    for match in settings().aspect.finditer(sentence):
        for at in range(*match.span()):
            weights[at] = min(weights[at], given["aspect"])
    return weights


_SUBJECT = "~"
"""Marks a measure that says the subject more than an order."""


@dataclass(frozen=True)
class Measures:
    """The measures of a lexicon: each with its subject and the wordings to name it.

    Texts are given in the form that is searched (`search_key`).
    """

    subjects: Mapping[str, str]
    """Measure → subject."""
    broad: frozenset[str]
    """Measures that two clauses may share without ordering the same."""
    wordings: Sequence[tuple[str, Wording]]
    """Every wording with the measure that it names."""
    lexicon: Lexicon

    @classmethod
    def of(cls, lexicon: Lexicon) -> Measures:
        """The measures of a lexicon.

        Raises
        ------
        PolicykitError
            PK401 with every subject of which a measure has no wording, or a wording no word behind a mark.

        >>> lexicon = Lexicon(subjects={"支付": {"总额付费": ("总额付费", "打包 医保")}})
        >>> Measures.of(lexicon).named("将医保基金打包支付给牵头医院")
        {'总额付费': 1.0}
        """
        listed = lexicon.subjects
        problems = [f"measures: {subject}" for subject, entry in listed.items() if not _is_sound(entry)]
        if problems:
            reason = "应是“措施: [词, …]”"
            raise PolicykitError(
                [
                    Diagnostic(Code.LEXICON_INVALID, {"key": key, "reason": reason}, str(LEXICON))
                    for key in problems
                ]
            )
        named = [
            (measure, subject, wordings)
            for subject, entry in listed.items()
            for measure, wordings in entry.items()
        ]
        return cls(
            {measure.lstrip(_SUBJECT): subject for measure, subject, _ in named},
            frozenset(measure.lstrip(_SUBJECT) for measure, _, _ in named if measure.startswith(_SUBJECT)),
            [
                (measure.lstrip(_SUBJECT), Wording.read(search_key(wording)))
                for measure, _, wordings in named
                for wording in wordings
            ],
            lexicon,
        )

    def one_name(self, text: str) -> str:
        """The text with every thing under the first of its names: 卫健委 → 卫生健康委."""
        if not self._names.found(text):
            return text
        return "".join(self.lexicon.first_name(word) for word in self._segmenter.words(text))

    def named(self, sentence: str, one_name: str | None = None) -> dict[str, float]:
        """The measures that a sentence names, each with how much it says of it: 1, or less in passing.

        It is read as it stands and with every thing under the first of its names; give the latter
        when it is at hand.
        """
        return {measure: mention.weight for measure, mention in self.mentions(sentence, one_name).items()}

    def mentions(self, sentence: str, one_name: str | None = None) -> dict[str, Mention]:
        """As `named`, each with the phrase of the sentence that names it."""
        other = self.one_name(sentence) if one_name is None else one_name
        best: dict[str, Mention] = {}
        for text in dict.fromkeys((sentence, other)):
            for measure, mention in self._mentions(text):
                if measure not in best or mention.weight > best[measure].weight:
                    best[measure] = mention
        return best

    def _mentions(self, text: str) -> Iterator[tuple[str, Mention]]:
        places = self._words.found(text)
        if places:
            tried = sorted({at for word in places for at in self._by_word.get(word, ())})
            for at, mention in _mentions_by(text, places, tried, self._wordings):
                yield self.wordings[at][0], mention

    @cached_property
    def words_of(self) -> Mapping[str, tuple[tuple[str, ...], ...]]:
        """Measure → the words of each of its wordings."""
        words: dict[str, tuple[tuple[str, ...], ...]] = {}
        for measure, wording in self.wordings:
            words[measure] = (*words.get(measure, ()), wording.words)
        return words

    @cached_property
    def groups(self) -> frozenset[str]:
        """The subjects of several measures: of one alone it says nothing beside that one."""
        return frozenset(subject for subject, count in Counter(self.subjects.values()).items() if count > 1)

    @cached_property
    def _wordings(self) -> list[Wording]:
        return [wording for _, wording in self.wordings]

    @cached_property
    def _by_word(self) -> dict[str, list[int]]:
        """First word of a wording → the wordings, by their number."""
        numbers: dict[str, list[int]] = {}
        for at, (_, wording) in enumerate(self.wordings):
            numbers.setdefault(wording.words[0], []).append(at)
        return numbers

    @cached_property
    def _words(self) -> Spotter:
        return Spotter(word for _, wording in self.wordings for word in (*wording.words, *wording.without))

    @cached_property
    def _names(self) -> Spotter:
        """The names that are not the first of a thing."""
        return Spotter(
            word for group in self.lexicon.groups for word in group if word != self.lexicon.first_name(word)
        )

    @cached_property
    def _segmenter(self) -> Segmenter:
        return Segmenter(self.lexicon)


def _is_sound(entry: Mapping[str, tuple[str, ...]]) -> bool:
    return all(wordings and all(map(Wording.sound, wordings)) for wordings in entry.values())
