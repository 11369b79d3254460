"""Words of a field, proposed from its texts: terms, names of one thing, and what clauses of several policies order.

A term is what stands together more often than by chance and with many things before and behind it. Names of one
thing are those that the texts themselves define (以下简称…) or gloss in brackets. A measure is named by terms that
stand in the same few clauses of more than one policy. All of it is for a person to choose from.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from policykit.base.resources import load
from policykit.model import Role
from policykit.text.dictionary import cutter
from policykit.text.normal import clause_form, search_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from policykit.corpus import Corpus
    from policykit.index.lexicon import Lexicon
    from policykit.text.dictionary import Cutter

__all__ = ["Evidence", "ProposedWords", "propose"]

_RUNS = re.compile(r"[\u3400-\u9fff“”]+")
_QUOTES = str.maketrans("", "", "“”")
_EDGE = ""
"""Stands for what is no word: the beginning or the end of a phrase."""
_SHORT = 2


class Evidence(NamedTuple):
    """Where a term stands: in how many policies and clauses, and whether in a heading."""

    policies: int
    clauses: int
    headed: bool


@dataclass(frozen=True)
class ProposedWords:
    """What a corpus proposes for a lexicon, the best borne out first."""

    words: dict[str, Evidence] = field(default_factory=dict)
    synonyms: tuple[tuple[str, ...], ...] = ()
    measures: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Measure → the ways to name it."""


@dataclass
class _Seen:
    """Where a candidate stands and beside what."""

    count: int = 0
    clauses: set[str] = field(default_factory=set)
    before: Counter[str] = field(default_factory=Counter)
    behind: Counter[str] = field(default_factory=Counter)
    headed: set[str] = field(default_factory=set)
    """Policies in whose headings it stands."""


def propose(corpus: Corpus, known: Lexicon, measured: Iterable[str] = ()) -> ProposedWords:
    """What the texts of a corpus propose beside what a lexicon has already.

    `measured` are names of what is asked in it: one that several policies speak of is a measure. Raises nothing; texts
    of one policy alone propose words, and no measures.
    """
    cut, seen, glosses, sizes = (
        cutter(),
        defaultdict[str, _Seen](_Seen),
        list[tuple[str, str]](),
        Counter[str](),
    )
    for policy in corpus.policies:
        for clause in policy.clauses:
            if clause.role is not Role.CLAUSE:
                continue
            sizes[policy.id] += 1
            text = clause_form(clause, policy).text
            glosses += _glosses(text, cut)
            heading = search_key(clause.heading)
            for run in _RUNS.findall(text):
                _count(cut.cut(run.translate(_QUOTES)), clause.id, heading, seen)
    total = sum(each.count for word, each in seen.items() if cut.knows(word) or len(word) == 1)
    terms = {word: each for word, each in seen.items() if _is_term(word, each, seen, cut, total)}
    words = {
        word: _evidence(each)
        for word, each in terms.items()
        if len(word) > _SHORT and not cut.knows(word) and word not in known.words
    }
    ordered = sorted(words.items(), key=lambda pair: (-pair[1].policies, -pair[1].clauses, pair[0]))
    names = {name for group in known.groups for name in group}
    groups = dict.fromkeys(pair for pair in glosses if not names.issuperset(pair))
    measures = _measures(terms, sizes, known)
    ways = {way for listed in measures.values() for way in listed} | _told(known)
    asked = dict.fromkeys(_asked(corpus, measured, cut))
    within = {name for name in asked if any(name != other and name.endswith(other) for other in asked)}
    measures |= {name: (name,) for name in asked if name not in within | ways | measures.keys()}
    return ProposedWords(dict(ordered), tuple(groups), measures)


def _asked(corpus: Corpus, measured: Iterable[str], cut: Cutter) -> Iterator[str]:
    """Of each name the longest end that clauses of several policies have: 数字化车间 of 打造数字化车间."""
    least, texts = load("wordlist")["least_name"], defaultdict[str, list[str]](list)
    for policy in corpus.policies:
        for clause in policy.clauses:
            if clause.role is Role.CLAUSE:
                texts[policy.id].append(clause_form(clause, policy).text)
    together = ["\n".join(listed) for listed in texts.values()]
    for name in measured:
        pieces = cut.cut(name)
        for end in ("".join(pieces[at:]) for at in range(len(pieces))):
            key = search_key(end)
            if len(key) < least or not _RUNS.search(key) or "、" in key:
                break
            if sum(key in text for text in together) > 1:
                yield end
                break


def _count(tokens: Sequence[str], clause: str, heading: str, seen: dict[str, _Seen]) -> None:
    """Note every run of a few words, each with what stands before and behind it."""
    longest, most = load("wordlist")["longest"], load("wordlist")["tokens"]
    for first in range(len(tokens)):
        word = ""
        for last in range(first, min(first + most, len(tokens))):
            word += tokens[last]
            if len(word) > longest:
                break
            found = seen[word]
            found.count += 1
            found.clauses.add(clause)
            found.before[tokens[first - 1] if first else f"{_EDGE}{found.count}"] += 1
            found.behind[tokens[last + 1] if last + 1 < len(tokens) else f"{_EDGE}{found.count}"] += 1
            if word in heading:
                found.headed.add(clause.partition("/")[0])


def _is_term(word: str, seen: _Seen, every: dict[str, _Seen], cut: Cutter, total: int) -> bool:
    words = load("wordlist")
    if len(word) < _SHORT or len(seen.clauses) < words["least_clauses"] or _is_set(word):
        return False
    if cut.knows(word) and len(word) <= _SHORT:
        return len(seen.headed) > 1  # a common word names something only where texts are headed by it
    if min(_entropy(seen.before), _entropy(seen.behind)) < words["variety"]:
        return False
    return cut.knows(word) or _cohesion(word, seen, every, total) >= words["cohesion"]


def _is_set(word: str) -> bool:
    """Whether a word is, begins or ends with what every policy says."""
    words = load("wordlist")
    edges = word[0] in words["set_characters"] or word[-1] in words["set_characters"]
    return edges or any(word.startswith(each) or word.endswith(each) for each in _set_words())


def _set_words() -> frozenset[str]:
    return frozenset(load("wordlist")["set_words"])


def _entropy(counts: Counter[str]) -> float:
    total = counts.total()
    return -sum(count / total * math.log(count / total) for count in counts.values())


def _cohesion(word: str, seen: _Seen, every: dict[str, _Seen], total: int) -> float:
    """How much more often the two parts of a word stand together than by chance, where it is least."""
    splits = (
        seen.count * total / (every[word[:at]].count * every[word[at:]].count)
        for at in range(1, len(word))
        if word[:at] in every and word[at:] in every
    )
    return math.log(min(splits, default=math.e**2))


def _evidence(seen: _Seen) -> Evidence:
    return Evidence(len(_policies(seen.clauses)), len(seen.clauses), bool(seen.headed))


def _policies(clauses: Iterable[str]) -> set[str]:
    return {clause.partition("/")[0] for clause in clauses}


def _glosses(text: str, cut: Cutter) -> Iterator[tuple[str, str]]:
    """Pairs of names that a text gives one thing: a long one, and what it is called hereafter or in brackets."""
    words = load("wordlist")
    for match in re.finditer(words["gloss"], text):
        inner = match[2]
        defined = re.match(words["defined"], inner)
        name = defined[1] if defined else inner
        if not defined and (re.search(words["no_gloss"], inner) or len(set(inner) & set(match[1])) < _SHORT):
            continue
        long = _noun(cut.cut(match[1].translate(_QUOTES)))
        if len(long) > _SHORT and long != name:
            yield long, name


def _noun(tokens: Sequence[str]) -> str:
    """The end of a phrase behind the last word that orders something."""
    kept: list[str] = []
    for token in reversed(tokens):
        if kept and (token in _set_words() or token in load("wordlist")["set_characters"]):
            break
        kept.append(token)
    return "".join(reversed(kept))


def _measures(terms: dict[str, _Seen], sizes: Counter[str], known: Lexicon) -> dict[str, tuple[str, ...]]:
    """Terms that stand in the same few clauses of several policies, each group under its best name."""
    words, telling = load("wordlist"), {}
    told = _told(known)
    for word, each in terms.items():
        counts = Counter(clause.partition("/")[0] for clause in each.clauses)
        most = max(counts[policy] / max(words["telling"] * sizes[policy], _SHORT) for policy in counts)
        if len(counts) > 1 and most <= 1:
            telling[word] = each
    # What the lexicon names already comes first: what stands in the same clauses is no other measure.
    order = sorted(
        telling, key=lambda word: (word not in told, -len(telling[word].clauses), -len(word), word)
    )
    groups: list[list[str]] = []
    places: defaultdict[str, set[int]] = defaultdict(set)
    for word in order:
        clauses = telling[word].clauses
        near = Counter(at for clause in clauses for at in places[clause])
        best = max(near, key=lambda at: (_alike(clauses, telling[groups[at][0]].clauses), -at), default=None)
        if best is not None and _alike(clauses, telling[groups[best][0]].clauses) >= words["alike"]:
            groups[best].append(word)
        else:
            groups.append([word])
            best = len(groups) - 1
        for clause in clauses:
            places[clause].add(best)
    made = {}
    for group in groups:
        if group[0] in told:
            continue  # the lexicon has a measure for these clauses
        ways = [word for word in group if not any(_says_as_much(other, word, telling) for other in group)]
        named = next((word for word in ways if len(word) > _SHORT), group[0])
        made[named] = tuple(ways[: words["ways"]])
    return made


def _told(known: Lexicon) -> set[str]:
    """What a lexicon names already: its measures and the words for them."""
    return {word for ways in known.measures.values() for way in ways for word in way} | known.measures.keys()


def _says_as_much(other: str, word: str, telling: dict[str, _Seen]) -> bool:
    """Whether a word can be left out beside another: one within it, or one around a short one of the same clauses."""
    if other == word or (other not in word and word not in other):
        return False
    is_same = telling[other].clauses == telling[word].clauses
    return len(other) > _SHORT or not is_same if other in word else len(word) <= _SHORT and is_same


def _alike(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other)
