"""措施: what a sentence orders, read by the words that the lexicon lists for each measure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML

from policykit.base.diagnostics import Code, Diagnostic, PolicykitError
from policykit.base.resources import LEXICON
from policykit.index.alignment.spotter import Spotter
from policykit.index.alignment.ways import Mention, Way, said
from policykit.index.lexicon import Lexicon
from policykit.index.tokens import Segmenter
from policykit.text.normal import search_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["Measures"]

_SUBJECT = "~"
"""Marks a measure that says the subject more than an order."""


@dataclass(frozen=True)
class Measures:
    """The measures of a lexicon: each with its subject and the ways to name it.

    Texts are given in the form that is searched (`search_key`).
    """

    subjects: Mapping[str, str]
    """Measure → subject."""
    broad: frozenset[str]
    """Measures that two clauses may share without ordering the same."""
    ways: Sequence[tuple[str, Way]]
    """Every way with the measure that it names."""
    lexicon: Lexicon

    @classmethod
    def load(cls, root: Path) -> Measures:
        """The measures of the lexicon beside a corpus, else of the one that the package carries.

        Raises
        ------
        PolicykitError
            PK401 with every entry that is not `subject: {measure: [way, …]}`.
        """
        lexicon = Lexicon.load(root)
        path = next((place for place in (root / LEXICON, _carried() / LEXICON) if place.is_file()), None)
        data = YAML(typ="safe").load(path.read_text("utf-8-sig")) if path else {}
        return cls.of(data.get("measures") or {}, lexicon)

    @classmethod
    def of(cls, listed: Any, lexicon: Lexicon) -> Measures:  # noqa: ANN401 - whatever a YAML file holds
        """The measures of a mapping subject → measure → ways.

        >>> measures = Measures.of({"支付": {"总额付费": ["总额付费", "打包 医保"]}}, Lexicon(related={}))
        >>> measures.named("将医保基金打包支付给牵头医院")
        {'总额付费': 1.0}
        """
        problems = [f"measures: {subject}" for subject, entry in listed.items() if not _sound(entry)]
        if problems:
            reason = "应是“措施: [词, …]”"
            raise PolicykitError(
                [
                    Diagnostic(Code.LEXICON_INVALID, {"key": place, "reason": reason}, str(LEXICON))
                    for place in problems
                ]
            )
        named = [
            (measure, subject, ways) for subject, entry in listed.items() for measure, ways in entry.items()
        ]
        return cls(
            {measure.lstrip(_SUBJECT): subject for measure, subject, _ in named},
            frozenset(measure.lstrip(_SUBJECT) for measure, _, _ in named if measure.startswith(_SUBJECT)),
            [
                (measure.lstrip(_SUBJECT), Way.read(search_key(way)))
                for measure, _, ways in named
                for way in ways
            ],
            lexicon,
        )

    def one_name(self, text: str) -> str:
        """The text with every thing under the first of its names: 卫健委 → 卫生健康委."""
        if not self._names.found(text):
            return text
        return "".join(self._first.get(word, word) for word in self._segmenter.words(text))

    def named(self, sentence: str, one_name: str | None = None) -> dict[str, float]:
        """The measures that a sentence names, each with how much it is said: 1, or less in passing.

        It is read as it stands and with every thing under the first of its names; give the latter
        when it is at hand.
        """
        return {measure: one.said for measure, one in self.mentions(sentence, one_name).items()}

    def mentions(self, sentence: str, one_name: str | None = None) -> dict[str, Mention]:
        """As `named`, each with the phrase of the sentence that names it."""
        other = self.one_name(sentence) if one_name is None else one_name
        best: dict[str, Mention] = {}
        for text in dict.fromkeys((sentence, other)):
            for measure, mention in self._mentions(text):
                if measure not in best or mention.said > best[measure].said:
                    best[measure] = mention
        return best

    def _mentions(self, text: str) -> Iterator[tuple[str, Mention]]:
        places = self._words.found(text)
        if places:
            tried = sorted({at for word in places for at in self._by_word.get(word, ())})
            for at, mention in said(text, places, tried, self._ways):
                yield self.ways[at][0], mention

    @cached_property
    def _ways(self) -> list[Way]:
        return [way for _, way in self.ways]

    @cached_property
    def _by_word(self) -> dict[str, list[int]]:
        """First word of a way → the ways, by their number."""
        numbers: dict[str, list[int]] = {}
        for at, (_, way) in enumerate(self.ways):
            numbers.setdefault(way.words[0], []).append(at)
        return numbers

    @cached_property
    def _words(self) -> Spotter:
        return Spotter(word for _, way in self.ways for word in (*way.words, *way.without))

    @cached_property
    def _names(self) -> Spotter:
        """The names that are not the first of a thing."""
        return Spotter(word for word, first in self._first.items() if word != first)

    @cached_property
    def _segmenter(self) -> Segmenter:
        return Segmenter(self.lexicon)

    @cached_property
    def _first(self) -> dict[str, str]:
        """Each name of a thing → the first of its names."""
        names: dict[str, str] = {}
        for group in self.lexicon.groups:
            for word in group:
                names.setdefault(word, group[0])
        return names


def _sound(entry: object) -> bool:
    return isinstance(entry, dict) and all(
        isinstance(ways, list) and ways and all(isinstance(way, str) and Way.sound(way) for way in ways)
        for ways in entry.values()
    )


def _carried() -> Path:
    package = Path(__file__).parents[2]
    carried = package / "_content"
    return carried if carried.is_dir() else package.parent.parent
