"""Search: the clauses of a corpus that answer a query, best first."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from policykit.base.diagnostics import Code, Diagnostic, PolicykitError
from policykit.base.division import Division
from policykit.index.lexicon import Lexicon
from policykit.index.search.features import WEIGHTS, Topics, entries
from policykit.index.search.highlight import Hit, located, marked
from policykit.index.search.query import Concept, Query, Vocabulary, corrections, topic_asked
from policykit.index.search.ranking import Ranking
from policykit.index.search.store import Store, cache_folder
from policykit.text.normal import fold, search_forms, search_key

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from concurrent.futures import Executor

    from policykit.corpus import Corpus
    from policykit.model import Level, Policy

__all__ = ["About", "Filter", "Index", "search"]

_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class About:
    """What a whole policy says of itself, as it is searched: `said` in its words, `places` by its code."""

    said: str
    places: tuple[str, ...]

    @classmethod
    def of(cls, policy: Policy) -> About:
        """Of one policy; places are its division and those above it."""
        names = search_key("\n".join((policy.title, policy.number or "", *policy.issuers)).replace(" ", ""))
        return cls(
            names, tuple(search_key(division.name) for division in Division.of(policy.division).lineage[1:])
        )

    def value(self, word: str) -> int:
        """What a word of a query is worth for every clause of the policy; 0 when it says nothing of it.

        >>> About("关于推进医共体建设的意见", ("安徽省", "歙县")).value("歙县")
        160
        """
        if len(word) < _SHORTEST:
            return 0
        if any(place.startswith(word) for place in self.places):
            return WEIGHTS.place
        return WEIGHTS.context if word in self.said else 0


_INDEXES: WeakKeyDictionary[Corpus, Index] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Filter:
    """Which clauses a search is about; `None` is all."""

    level: Level | str | None = None
    division: str | None = None
    policy: str | None = None
    year: int | None = None
    issuer: str | None = None
    has_check: bool | None = None


def search(  # noqa: PLR0913 - filters, each of them optional
    corpus: Corpus,
    query: str,
    *,
    level: Level | str | None = None,
    division: str | None = None,
    policy: str | None = None,
    year: int | None = None,
    issuer: str | None = None,
    has_check: bool | None = None,
    checked: Collection[str] = (),
    limit: int | None = None,
) -> list[Hit]:
    """The clauses of `corpus` that answer `query`, best first.

    Any part of a clause finds it, in either script and any width; words under their other names too;
    “…” is exact; what is not policy text comes behind what is. The index is kept in the user's cache
    folder and brought up to date when the corpus differs from it.

    Parameters
    ----------
    level, policy, year, issuer
        Only clauses of policies with this level, id, year (`Policy.year`), issuer (in either script).
    division
        Code of a division: its own policies and those of the divisions in it.
    has_check, checked
        Only clauses with (without) a requirement; `checked` are the ids of those that have one.
    limit
        At most so many hits; all by default.

    Raises
    ------
    PolicykitError
        PK403 when the query is empty, PK401 or PK402 when lexicon or dictionary cannot be read.

    >>> from policykit.corpus import Corpus
    >>> [hit.clause.id for hit in search(Corpus.load(), "预留号源", limit=1)]
    ['nhc-2023-41/4/11']
    """
    wanted = Filter(level, division, policy, year, issuer, has_check)
    return Index.of(corpus).search(query, wanted, checked, limit)


class Index:
    """The search index of one corpus."""

    def __init__(self, corpus: Corpus, store: Store, lexicon: Lexicon) -> None:
        self.corpus = corpus
        self.lexicon = lexicon
        self.entries = [entry for policy in corpus.policies for entry in entries(policy)]
        self._store = store
        self._places = self._numbered()

    @classmethod
    def of(cls, corpus: Corpus, *, executor: Executor | None = None) -> Index:
        """The index of a corpus: in memory, else from the cache folder, else built.

        `executor` cuts the policies into words side by side.
        """
        if corpus not in _INDEXES:
            lexicon = Lexicon.load(corpus.root)
            name = hashlib.sha256(str(corpus.root.resolve()).encode()).hexdigest()[:16]
            path = cache_folder() / f"search-{name}.sqlite"
            _INDEXES[corpus] = cls(corpus, Store(path, corpus.policies, lexicon, executor), lexicon)
        return _INDEXES[corpus]

    def search(
        self,
        query: str,
        wanted: Filter | None = None,
        checked: Collection[str] = (),
        limit: int | None = None,
    ) -> list[Hit]:
        """See the function `search`."""
        if not query.strip():
            raise PolicykitError([Diagnostic(Code.EMPTY_QUERY)])
        if not self._store.is_current:
            self._store.refresh()
            self._places = self._numbered()
        asked = Query.read(query)
        scores, concepts = self.ranked(asked)
        order = sorted(scores, key=lambda unit: (-scores[unit], unit))
        words = _wanted(asked, concepts)
        hits: list[Hit] = []
        for unit in order:
            if limit is not None and len(hits) >= limit:
                break
            if (wanted is None or self._matches(unit, wanted, checked)) and self._holds(unit, asked.exact):
                hits.append(self._hit(unit, scores[unit], words))
        return hits

    def ranked(self, query: Query) -> tuple[dict[int, int], list[Concept]]:
        """Scores by unit, before filters and exact phrases; and the concepts that they are for."""
        ranking = Ranking(self._postings, [entry.normative for entry in self.entries], self._context)
        vocabulary = Vocabulary(self.lexicon, self._store.count, len(self.entries))
        concepts, phrase = vocabulary.concepts(query), vocabulary.phrase(query)
        ranked = ranking.rank(query, concepts, phrase, topic_asked(self._topics, concepts))
        if not ranked.complete:
            mended = corrections(query, vocabulary, self._known)
            if mended != concepts:
                concepts, ranked = (
                    mended,
                    ranking.rank(query, mended, phrase, topic_asked(self._topics, mended)),
                )
        return ranked.scores, concepts

    def _known(self, first: str) -> dict[str, int]:
        """Words by their first character, with the number of their units; without one, the lexicon's."""
        if first:
            return self._store.words(first)
        return {word: self._store.count(f"w{word}") for word in self.lexicon.words}

    def _postings(self, feature: str) -> list[tuple[int, int]]:
        return [(self._places[row], level) for row, level in self._store.postings(feature)]

    def _numbered(self) -> dict[int, int]:
        return {self._store.rows[entry.clause.id]: unit for unit, entry in enumerate(self.entries)}

    def _context(self, word: str) -> Iterator[tuple[int, int]]:
        for policy, about in self._about.items():
            if value := about.value(word):
                yield from ((unit, value) for unit in self._of_policy[policy])

    @cached_property
    def _topics(self) -> Topics:
        return Topics(self.lexicon.measures)

    @cached_property
    def _of_policy(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {policy.id: [] for policy in self.corpus.policies}
        for unit, entry in enumerate(self.entries):
            found[entry.clause.policy].append(unit)
        return found

    @cached_property
    def _about(self) -> dict[str, About]:
        return {policy.id: About.of(policy) for policy in self.corpus.policies}

    def _holds(self, unit: int, exact: tuple[str, ...]) -> bool:
        if not exact:
            return True
        entry = self.entries[unit]
        fields = (entry.clause.heading, entry.clause.text)
        keys = [form.key for field in fields for form in search_forms(field, entry.script)]
        return all(any(phrase in key for key in keys) for phrase in exact)

    def _matches(self, unit: int, wanted: Filter, checked: Collection[str]) -> bool:
        clause = self.entries[unit].clause
        policy = self.corpus.policy(clause.policy)
        return (
            (wanted.level is None or clause.level == wanted.level)
            and (wanted.division is None or policy.division in Division.of(wanted.division))
            and (wanted.policy is None or clause.policy == wanted.policy)
            and (wanted.year is None or policy.year == wanted.year)
            and (wanted.issuer is None or fold(wanted.issuer) in map(fold, policy.issuers))
            and (wanted.has_check is None or (clause.id in checked) == wanted.has_check)
        )

    def _hit(self, unit: int, score: int, words: Sequence[Sequence[str]]) -> Hit:
        clause, script = self.entries[unit].clause, self.entries[unit].script
        heading, text = marked((clause.heading, clause.text), words, script)
        source = self.corpus.policy(clause.policy).source
        return Hit(clause, score, located(clause, source, heading, text), heading, text)


def _wanted(query: Query, concepts: Sequence[Concept]) -> list[tuple[str, ...]]:
    """What is to be marked: each exact phrase, and each concept under all its names.

    Single characters are marked only where a query has nothing longer: they stand everywhere.
    """
    telling = [concept for concept in concepts if len(concept.word) > 1] or concepts
    named = [(concept.word, *(other for other, _ in concept.others)) for concept in telling]
    return [*((phrase,) for phrase in query.exact), *named]
