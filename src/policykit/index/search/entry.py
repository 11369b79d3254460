"""What of a clause is searched, and how much each word and gram of it weighs there."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from policykit.index.search.topics import Topics
from policykit.index.search.weights import LEVELS
from policykit.index.tokens import Segmenter, grams
from policykit.model import Role, Script
from policykit.text.normal import search_forms, search_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policykit.index.lexicon import Lexicon
    from policykit.model import Clause, Policy

__all__ = ["Entry", "entries", "policy_features"]

_HEADING, _TEXT, _ABOVE = 6, 2, 1
"""What one occurrence counts, by place."""
_SATURATION = 240
"""In hundredths: so many occurrences count half of all that occurrences can."""
_FLAT, _SLOPE, _USUAL = 65, 35, 250
"""Length counts a little: 65 hundredths are the same for all, 35 grow with the length in units of 250."""
_SENTENCE = re.compile("[。;!?]")


class Entry(NamedTuple):
    """One clause as it is searched.

    `sections` are the headings over it; `title` what the policy's first clause is found by too.
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
        title = (policy.title, policy.number or "", *policy.issuers) if clause is first else ()
        yield Entry(clause, tuple(filter(None, above)), title, policy.script)


def policy_features(policy: Policy, lexicon: Lexicon) -> list[tuple[str, dict[str, int]]]:
    """For every unit of a policy its id, and its features with their levels from 1 to `LEVELS`.

    A feature is `w` with a word, `g` with a gram or `m` with a measure. A pure function, for any executor.
    """
    read = _reader(lexicon)
    return [(entry.clause.id, read.features(entry)) for entry in entries(policy)]


@dataclass(frozen=True)
class _Reader:
    """What cuts texts: jieba with a lexicon, and the measures to look for."""

    lexicon: Lexicon
    cut: Segmenter
    topics: Topics

    def features(self, entry: Entry) -> dict[str, int]:
        units: dict[str, int] = {}
        clause = entry.clause
        fields = [
            (clause.heading, _HEADING),
            (clause.text, _TEXT),
            *((text, _ABOVE) for text in (*entry.sections, *entry.title)),
        ]
        for text, weight in fields:
            for feature, count in self._counts(text, entry.script).items():
                units[feature] = units.get(feature, 0) + count * weight
        length = len(clause.heading) + len(clause.text)
        half = _SATURATION * (_FLAT * _USUAL + _SLOPE * length)
        return {feature: _level(count, half) for feature, count in units.items()}

    def _counts(self, text: str, script: Script) -> dict[str, int]:
        counts: dict[str, int] = {}
        for form in search_forms(text, script):
            here = Counter({f"g{gram}": count for gram, count in grams(form.key).items()})
            names = []
            for word in self.cut.words(form.text):
                names.append(self.lexicon.first_name(search_key(word)))
                here.update(f"w{search_key(one)}" for one in (word, *self.cut.inner(word)) if len(one) > 1)
            here.update(self._named(form.key, "".join(names)))
            for feature, count in here.items():
                counts[feature] = max(count, counts.get(feature, 0))
        return counts

    def _named(self, text: str, one_name: str) -> Counter[str]:
        """The measures that sentences name, as they stand or with each thing under the first of its names."""
        if not self.topics.measures:
            return Counter()
        sides = (_SENTENCE.split(text), _SENTENCE.split(one_name))
        pairs = zip(*sides, strict=True) if len(sides[0]) == len(sides[1]) else ((text, one_name),)
        found: Counter[str] = Counter()
        for sentence in pairs:
            named = {measure for one in dict.fromkeys(sentence) for measure in self.topics.named(one)}
            found.update(f"m{measure}" for measure in named)
        return found


_READERS: dict[str, _Reader] = {}
"""By digest of the lexicon: reading jieba's dictionary takes a second."""


def _reader(lexicon: Lexicon) -> _Reader:
    if lexicon.digest not in _READERS:
        _READERS[lexicon.digest] = _Reader(lexicon, Segmenter(lexicon), Topics(lexicon.measures))
    return _READERS[lexicon.digest]


def _level(units: int, half: int) -> int:
    """BM25's saturation in whole numbers: units / (units + half), in steps."""
    scaled = units * 100 * 100 * _USUAL
    return min(LEVELS, 1 + LEVELS * scaled // (scaled + half))
