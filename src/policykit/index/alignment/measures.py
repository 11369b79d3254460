"""措施: what a sentence orders, read by the words that the lexicon lists for each measure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML

from policykit.diagnostics import Code, Diagnostic, PolicykitError
from policykit.index.alignment.settings import settings
from policykit.index.lexicon import Lexicon
from policykit.index.tokens import Segmenter, key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["Measures"]

_FILE = Path("specs", "lexicon.yml")
_MARKS = ",:"


@dataclass(frozen=True)
class Measures:
    """The measures of a lexicon: each with its subject and the ways to name it.

    A way is one word, or several that must stand in one sentence. Texts are given in the form
    that is searched (`tokens.key`).
    """

    subjects: Mapping[str, str]
    """Measure → subject."""
    ways: Mapping[str, Sequence[Sequence[str]]]
    lexicon: Lexicon

    @classmethod
    def load(cls, root: Path) -> Measures:
        """The measures of the lexicon beside a corpus, else of the one that the package carries.

        Raises
        ------
        PolicykitError
            PK401 with every entry that is not `subject: {measure: [word, …]}`.
        """
        lexicon = Lexicon.load(root)
        path = next((place for place in (root / _FILE, _carried() / _FILE) if place.is_file()), None)
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
                    Diagnostic(Code.LEXICON_INVALID, {"key": place, "reason": reason}, str(_FILE))
                    for place in problems
                ]
            )
        subjects = {measure: subject for subject, entry in listed.items() for measure in entry}
        ways = {
            measure: [key(way).split() for way in named]
            for entry in listed.values()
            for measure, named in entry.items()
        }
        return cls(subjects, ways, lexicon)

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

    def one_name(self, text: str) -> str:
        """The text with every thing under the first of its names: 卫健委 → 卫生健康委."""
        return "".join(self._first.get(word, word) for word in self._segmenter.words(text))

    def named(self, sentence: str, one_name: str | None = None) -> dict[str, float]:
        """The measures that a sentence names, each with how much it is said: 1, or less in passing.

        It is read as it stands and with every thing under the first of its names; give the latter
        when it is at hand.
        """
        other = self.one_name(sentence) if one_name is None else one_name
        found: dict[str, float] = {}
        for text in dict.fromkeys((sentence, other)):
            weights: list[float] = []
            for measure, ways in self.ways.items():
                for way in ways:
                    if all(word in text for word in way):
                        weights = weights or list(_weights(text))
                        found[measure] = max(found.get(measure, 0.0), _said(text, way, weights))
        return found


def _weights(sentence: str) -> Iterator[float]:
    """How much each character's phrase says."""
    given = settings().phrases
    weights: list[float] = []
    phrase_start = 0
    for at in range(len(sentence) + 1):
        if at == len(sentence) or sentence[at] in _MARKS:
            phrase = sentence[phrase_start:at]
            first = phrase_start == 0
            purpose = not first and settings().purpose.match(phrase)
            weight = 1.0 if first else given["purpose"] if purpose else given["later"]
            weights += [weight] * (at - phrase_start + 1)
            phrase_start = at + 1
    for match in settings().aspect.finditer(sentence):
        for at in range(*match.span()):
            weights[at] = min(weights[at], given["aspect"])
    yield from weights


def _said(sentence: str, way: Sequence[str], weights: Sequence[float]) -> float:
    said = 1.0
    for word in way:
        best, at = 0.0, sentence.find(word)
        while at >= 0:
            best = max(best, weights[at])
            at = sentence.find(word, at + 1)
        said = min(said, best)
        if not said:
            break
    return said


def _sound(entry: object) -> bool:
    return isinstance(entry, dict) and all(
        isinstance(ways, list) and all(isinstance(way, str) and way.strip() for way in ways)
        for ways in entry.values()
    )


def _carried() -> Path:
    package = Path(__file__).parents[2]
    carried = package / "_content"
    return carried if carried.is_dir() else package.parent.parent
