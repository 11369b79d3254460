"""The search index for the browser: one file that every search needs, and many of which a search needs few.

The same index and the same ranking as in Python; how numbers are written in the files, and which file
holds what, `web/search/` knows too.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from itertools import chain
from math import isqrt
from typing import TYPE_CHECKING

from policykit.base.division import Division
from policykit.base.resources import load
from policykit.index.search.features import WEIGHTS, Topics, entries
from policykit.index.search.names import Names
from policykit.index.search.pinyin import Readings
from policykit.site.letters import Letters, bits, buckets
from policykit.site.policyrows import by_column, policy_rows, usual_page
from policykit.site.postings import Postings, units_of
from policykit.text.cite import pinpoint
from policykit.text.normal import folded_characters

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    from policykit.corpus import Corpus
    from policykit.index.lexicon import Lexicon
    from policykit.index.search.features import Entry
    from policykit.model import Indicator, Policy
    from policykit.model.requirement import Requirement
    from policykit.site.postings import Packed, Units

__all__ = ["CardLinks", "Shards", "safe_script", "write_index"]

_WORDS, _POSTINGS, _TEXTS, _REQUIREMENTS = 1_500, 1_000, 3_000, 6_000
"""About so many characters go into one file; of much more than that more, see `_spread`."""
_APART = 2_000
"""Postings of more characters stand in a file of their own, so that who asks for a rare word need not load them."""
_WINDOW = 1 << 15
"""zlib sees so many characters back: of longer lists none is written by another."""
_PAIR = 3
"""Characters of the feature of a word of two."""
_NUMBER = 6
"""Characters that a count takes beside its word."""
_TELLING = 4
"""Words of so many characters say by themselves what they are about."""
_EXAMPLES = 5


@dataclass(frozen=True)
class CardLinks:
    """The addresses of what cards lead to, from the site's root; empty where the site has no such page.

    `due` is the page of due dates.
    """

    requirement: Callable[[Requirement], str] = lambda _: ""
    indicator: Callable[[Indicator], str] = lambda _: ""
    due: str = ""


@dataclass(frozen=True)
class Shards:
    """The files of a search index, by name.

    `index`, `names`, `w0` … words, `p0` … postings, `h0` … postings of common words, `t0` … texts, `q0` … requirements,
    `standings` of the policies, `pinyin` with syllables and `ya` … words by the letter that they begin with.

    `page(policy)` is the address of a policy's page from the site's root; `checked` are the ids of
    the clauses that have a requirement; `more` is for the page that shows the hits.
    """

    corpus: Corpus
    lexicon: Lexicon
    checked: Collection[str]
    page: Callable[[str], str]
    more: Mapping[str, object] = field(default_factory=dict)
    requirements: Sequence[Requirement] = ()
    links: CardLinks = field(default_factory=CardLinks)
    units: Callable[[Policy, Lexicon], Units] = units_of
    """Gives what a policy is found by: it may have been worked out before."""

    def files(self) -> tuple[dict[str, object], Iterator[tuple[str, object]]]:
        """The index, and name and content of every other file; the contents are plain JSON."""
        units = [entry for policy in self.corpus.policies for entry in entries(policy)]
        lists = self._lists()
        counts = {feature[1:]: postings.size for feature, postings in lists.items() if feature[0] == "w"}
        names = Names(self.corpus, self.requirements)
        rows = list(policy_rows(self.corpus, names, self.page))
        standings = [row.pop("standing") for row in rows]
        texts = list(
            _texts(units, list(map(len, (policy.clauses for policy in self.corpus.policies))), standings)
        )
        words = _spread(counts, _WORDS, key=lambda word: word[0], size=lambda word: len(word) + _NUMBER)
        listed, common = _parted(lists)
        spread = _spread(
            listed, _POSTINGS, key=_file_of, size=lambda feature: len(feature) + len(str(listed[feature]))
        )
        asked = self._asked(names)
        readings = Readings({key: 1 for place in names.places for key in place.keys} | counts)
        files = (len(words), len(spread), [len(shown) for shown, _ in texts])
        index = self._index(rows, units, counts, files)
        return index, chain(
            ((f"w{at}", part) for at, part in enumerate(words)),
            ((f"p{at}", part) for at, part in enumerate(spread)),
            ((f"h{at}", part) for at, part in enumerate(common)),
            ((f"t{at}", part) for at, part in enumerate(texts)),
            [("standings", by_column({"standing": one} for one in standings))],
            [("names", self._names(names, len(asked)))],
            ((f"q{at}", part) for at, part in enumerate(asked)),
            [("due", self._due())],
            [("pinyin", {"syllables": readings.syllables, "letters": "".join(sorted(readings.words))})],
            ((f"y{letter}", words) for letter, words in sorted(readings.words.items())),
        )

    def _names(self, names: Names, files: int) -> dict[str, object]:
        """What has a name of its own beside the policies, in the order of `Names`; `files` of requirements."""
        first = {each.indicator.name: each.indicator for each in reversed(self.requirements)}
        return {
            "indicators": [
                [
                    one.name,
                    one.label,
                    one.keys[1:],
                    one.times,
                    int(one.measured),
                    self.links.indicator(first[one.name]),
                ]
                for one in names.indicators
            ],
            "places": [
                [one.code, one.name, one.keys, [each.code for each in Division.of(one.code).lineage[:-1]]]
                for one in names.places
            ],
            "requirements": files,
            "due": self.links.due,
        }

    def _asked(self, names: Names) -> list[dict[str, object]]:
        """The requirements by indicator, and by `#` and the last part of an id the indicators of those so called."""
        by_id = {each.id: each for each in self.requirements}
        rows: dict[str, object] = {f"#{tail}": list(found) for tail, found in names.tails.items()}
        for name, asked in names.asked.items():
            rows[name] = [
                [
                    each.id,
                    each.plain,
                    f"{by_id[each.id].quote} {by_id[each.id].name}",
                    each.places,
                    each.due,
                    self.links.requirement(by_id[each.id]),
                ]
                for each in asked
            ]
        return _spread(rows, _REQUIREMENTS, key=str, size=lambda name: len(str(rows[name]))) if rows else []

    def _due(self) -> list[list[object]]:
        """What falls due when: what a search for a day shows."""
        dated = sorted((each.due, each.id, each) for each in self.requirements if each.due)
        return [[str(due), own, each.plain, self.links.requirement(each)] for due, own, each in dated]

    def _lists(self) -> dict[str, Packed]:
        """For every feature the units that have it, with its level there, in order."""
        postings = Postings()
        for policy in self.corpus.policies:
            postings.add(self.units(policy, self.lexicon))
        return postings.packed()

    def _index(
        self,
        rows: Sequence[Mapping[str, object]],
        units: list[Entry],
        counts: Mapping[str, int],
        files: tuple[int, int, list[int]],
    ) -> dict[str, object]:
        """What every search needs; `files` of words, of postings, and of texts with how many units each has."""
        words, postings, texts = files
        traditional, variants = folded_characters()
        lexicon = self.lexicon
        known = sorted(lexicon.words)
        return {
            "size": len(units),
            "normative": bits(entry.normative for entry in units),
            "checked": bits(entry.clause.id in self.checked for entry in units),
            "page": usual_page(self.page),
            "policies": by_column(rows),
            "words": words,
            "postings": postings,
            "texts": texts,
            "lexicon": {word: counts.get(word, 0) for word in known},
            "synonyms": {word: lexicon.synonyms_of(word) for word in known if lexicon.synonyms_of(word)},
            "related": {word: list(others) for word, others in lexicon.related.items()},
            "topics": Topics(lexicon.measures).texts,
            "queries": load("search"),
            "weights": WEIGHTS.shared(),
            "traditional": _pairs(traditional),
            "variants": _pairs(variants),
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


def _file_of(feature: str) -> str:
    """By what a feature is put into a file: two characters side by side with their gram, also if they are a word."""
    return (
        f"g{feature[1:]}" if feature[0] == "s" or (feature[0] == "w" and len(feature) == _PAIR) else feature
    )


def _pairs(table: Mapping[str, str]) -> list[object]:
    """A table of characters: how far each is from the one before, and what they become; together they are short."""
    places = sorted(map(ord, table))
    steps = [place - before for place, before in zip(places, [0, *places], strict=False)]
    return [steps, "".join(table[chr(place)] for place in places)]


def _parted(lists: Mapping[str, Packed]) -> tuple[dict[str, object], list[dict[str, str]]]:
    """By feature its postings, or file and size of those that stand in a file of their own; and these files.

    What `_file_of` puts together stays together where the one is written by what the other has, in half as much.
    """
    groups: dict[str, list[str]] = {}
    for feature in lists:
        groups.setdefault(_file_of(feature), []).append(feature)
    total = sum(len(postings.text) for postings in lists.values())
    most = max(_APART, isqrt(total) // 4)
    listed: dict[str, object] = {}
    files: list[dict[str, str]] = []
    for key in sorted(groups):
        group = {feature: lists[feature].text for feature in groups[key]}
        if sum(map(len, group.values())) <= most:
            listed.update(group)
            continue
        short = {feature: text for feature, text in group.items() if len(text) <= _WINDOW}
        long = [{feature: text} for feature, text in group.items() if feature not in short]
        for file in filter(None, (short, *long)):
            listed.update({feature: [len(files), lists[feature].size] for feature in file})
            files.append(file)
    return listed, files


def _texts(
    units: list[Entry], sizes: Sequence[int], standings: Sequence[object]
) -> Iterator[tuple[list[object], list[object]]]:
    """What is shown of the units, in files of about one size; and the standing of each policy in them, by its place."""
    rows: list[object] = []
    size = 0
    above: tuple[str, ...] | None = None
    policies = [policy for policy, count in enumerate(sizes) for _ in range(count)]
    first = 0
    for at, entry in enumerate(units):
        clause = entry.clause
        # Headings over a clause are written where they change.
        rows.append(
            [
                clause.path,
                pinpoint(clause.label),
                clause.heading,
                clause.text,
                *([] if entry.sections == above else [list(entry.sections)]),
            ]
        )
        above = entry.sections
        size += len(clause.heading) + len(clause.text)
        if size >= _TEXTS or at + 1 == len(units):
            here = range(policies[first], policies[at] + 1)
            yield rows, [[policy, standings[policy]] for policy in here]
            rows, size, above, first = [], 0, None, at + 1


def _spread(
    things: Mapping[str, object], usual: int, *, key: Callable[[str], str], size: Callable[[str], int]
) -> list[dict[str, object]]:
    """Things in as many files of about `usual` characters as they need, by a hash of their key.

    Never in more than twice as many files as one of them has characters: a large collection has larger files, too.
    """
    total = sum(map(size, things))
    count = max(1, min(total // usual, 2 * isqrt(total)))
    files: list[dict[str, object]] = [{} for _ in range(count)]
    names = sorted(things)
    for name, file in zip(names, buckets([*map(key, names)], count), strict=True):
        files[file][name] = things[name]
    return files


def write_index(shards: Shards, folder: Path) -> None:
    """Write the files of a search index into `folder`: those that are there as they should be stay, others go.

    The files are scripts, not JSON: a page that was opened from the disk may load no other kind. What gets
    shorter by it is compressed, for a server may not do so and a disk never does. The index names the digest of
    them all, so that no browser mixes two builds, and hands over the letters by which they are written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    before = {file.name for file in folder.iterdir()}
    index, parts = shards.files()
    digest = hashlib.sha256(_json(index).encode())
    letters = Letters.of(_shown(shards.corpus.policies))

    def write(name: str, text: str, more: str = "") -> None:
        path = folder / f"{name}.js"
        data = _script(name, text, letters, more).encode()
        if path.name not in before or path.read_bytes() != data:
            path.write_bytes(data)
        before.discard(path.name)

    for name, content in parts:
        text = _json(content)
        digest.update(text.encode())
        write(name, text)
    index = {"version": digest.hexdigest()[:12], **index}
    write("index", _json(index), f",{_json(letters.table)}")
    for name in before:
        (folder / name).unlink()


def _shown(policies: Sequence[Policy]) -> Iterator[str]:
    """Most of what is written of policies."""
    for policy in policies:
        yield policy.title
        for clause in policy.clauses:
            yield clause.text


def _json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def _script(name: str, text: str, letters: Letters, more: str = "") -> str:
    shorter = min(safe_script(text), f'"{letters.compressed(text)}"', key=lambda form: len(form.encode()))
    return f'policykitSearch.put("{name}",{shorter}{more})\n'


def safe_script(text: str) -> str:
    r"""JSON as part of a script: U+2028 and U+2029 end a line in old JavaScript, `</` one that is copied into a page.

    >>> safe_script('"</script>"')
    '"<\\/script>"'
    """
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("</", "<\\/")
