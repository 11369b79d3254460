"""The index in pieces: one that every search needs, and many of which a search needs few."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from policykit.base.resources import load
from policykit.divisions import division_name, lineage
from policykit.index.search.about import About, policy_year
from policykit.index.search.entry import entries, policy_features
from policykit.index.search.topics import Topics
from policykit.index.search.weights import WEIGHTS
from policykit.model import Script
from policykit.site.packing import Packed, bits, bucket
from policykit.text.normal import fold, folded_characters

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping
    from concurrent.futures import Executor

    from policykit.corpus import Corpus
    from policykit.index.lexicon import Lexicon
    from policykit.index.search.entry import Entry
    from policykit.model import Policy

__all__ = ["Shards"]

_WORDS, _POSTINGS, _TEXTS = 16_000, 24_000, 12_000
"""About so many characters go into one file."""
_NUMBER = 6
"""Characters that a count takes beside its word."""
_TELLING = 4
"""Words of so many characters say by themselves what they are about."""
_EXAMPLES = 5


@dataclass(frozen=True)
class Shards:
    """The files of a search index, by name: `index`, `w0` … words, `p0` … postings, `t0` … texts.

    `page(policy)` is the address of a policy's page from the site's root; `checked` are the ids of
    the clauses that have a requirement; `more` is for the page that shows the hits.
    """

    corpus: Corpus
    lexicon: Lexicon
    checked: Collection[str]
    page: Callable[[str], str]
    more: Mapping[str, object] = field(default_factory=dict)
    executor: Executor | None = None

    def files(self) -> Iterator[tuple[str, object]]:
        """Name and content of every file; the contents are plain JSON."""
        units = [entry for policy in self.corpus.policies for entry in entries(policy)]
        lists = self._lists()
        counts = {feature[1:]: found.size for feature, found in lists.items() if feature[0] == "w"}
        texts = list(_texts(units))
        words = _spread(counts, _WORDS, key=lambda word: word[0], size=lambda word: len(word) + _NUMBER)
        packed = {feature: found.text for feature, found in lists.items()}
        spread = _spread(packed, _POSTINGS, key=str, size=lambda feature: len(feature) + len(packed[feature]))
        yield "index", self._index(units, counts, len(words), len(spread), [first for first, _ in texts])
        yield from ((f"w{at}", one) for at, one in enumerate(words))
        yield from ((f"p{at}", one) for at, one in enumerate(spread))
        yield from ((f"t{at}", rows) for at, (_, rows) in enumerate(texts))

    def _lists(self) -> dict[str, Packed]:
        """For every feature the units that have it, with its level there, in order."""
        lists: dict[str, Packed] = {}
        unit = 0
        policies = self.corpus.policies
        run = self.executor.map if self.executor else map
        for units in run(policy_features, policies, [self.lexicon] * len(policies)):
            for _, features in units:
                for feature, level in features.items():
                    if feature not in lists:
                        lists[feature] = Packed()
                    lists[feature].add(unit, level)
                unit += 1
        return lists

    def _index(
        self, units: list[Entry], counts: Mapping[str, int], words: int, postings: int, texts: list[int]
    ) -> dict[str, object]:
        traditional, variants = folded_characters()
        lexicon = self.lexicon
        known = sorted(lexicon.words)
        return {
            "size": len(units),
            "normative": bits(entry.normative for entry in units),
            "checked": bits(entry.clause.id in self.checked for entry in units),
            "policies": list(self._policies()),
            "words": words,
            "postings": postings,
            "texts": texts,
            "lexicon": {word: counts.get(word, 0) for word in known},
            "synonyms": {word: lexicon.synonyms_of(word) for word in known if lexicon.synonyms_of(word)},
            "related": {word: list(others) for word, others in lexicon.related.items()},
            "topics": Topics(lexicon.measures).texts,
            "queries": load("search"),
            "weights": WEIGHTS.shared(),
            "traditional": "".join(f"{char}{to}" for char, to in traditional.items()),
            "variants": "".join(f"{char}{to}" for char, to in variants.items()),
            "unseen": load("alike")["unseen"],
            "wording": load("wording"),
            "examples": self._examples(counts, len(units)),
            **self.more,
        }

    def _examples(self, counts: Mapping[str, int], size: int) -> list[str]:
        """What a reader could look for here: words of the field in a fair number of clauses, and a 文号."""
        fair = [
            word
            for word in self.lexicon.words
            if len(word) >= _TELLING and 1 < counts.get(word, 0) <= size // 8
        ]
        chosen = sorted(fair, key=lambda word: (-counts[word], word))[:_EXAMPLES]
        numbers = [policy.number for policy in self.corpus.policies if policy.number]
        return [*chosen, *numbers[:1]]

    def _policies(self) -> Iterator[dict[str, object]]:
        first = 0
        for policy in self.corpus.policies:
            yield {
                "id": policy.id,
                "title": policy.title,
                "level": [policy.level.value, policy.level.label],
                "divisions": [[code, division_name(code)] for code in lineage(policy.division)],
                "issuers": [fold(name) for name in policy.issuers],
                "year": policy_year(policy),
                "traditional": policy.script is Script.TRADITIONAL,
                "first": first,
                "page": self.page(policy.id),
                **_about(policy),
            }
            first += len(policy.clauses)


def _about(policy: Policy) -> dict[str, object]:
    about = About.of(policy)
    return {"said": about.said, "places": list(about.places)}


def _texts(units: list[Entry]) -> Iterator[tuple[int, list[object]]]:
    """What is shown of the units, in files of about one size, each with its first unit."""
    rows: list[object] = []
    size = first = 0
    above: tuple[str, ...] | None = None
    for at, entry in enumerate(units):
        clause = entry.clause
        # Headings over a clause are written where they change.
        rows.append(
            [
                clause.path,
                clause.label,
                clause.heading,
                clause.text,
                *([] if entry.sections == above else [list(entry.sections)]),
            ]
        )
        above = entry.sections
        size += len(clause.heading) + len(clause.text)
        if size >= _TEXTS or at + 1 == len(units):
            yield first, rows
            rows, size, first, above = [], 0, at + 1, None


def _spread(
    things: Mapping[str, object], usual: int, *, key: Callable[[str], str], size: Callable[[str], int]
) -> list[dict[str, object]]:
    """Things in as many files of about `usual` characters as they need, by a hash of their key."""
    count = max(1, sum(map(size, things)) // usual)
    files: list[dict[str, object]] = [{} for _ in range(count)]
    for name in sorted(things):
        files[bucket(key(name), count)][name] = things[name]
    return files
