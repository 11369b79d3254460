"""Search: the clauses of a corpus that answer a query, best first."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import numpy as np

from policykit.base.clock import today
from policykit.base.diagnostics import Code, Diagnostic, PolicykitError
from policykit.base.files import cache_folder
from policykit.base.resources import load
from policykit.index.lexicon import Lexicon
from policykit.index.search.about import About, AllAbout
from policykit.index.search.cards import Cards
from policykit.index.search.features import Topics, entries
from policykit.index.search.filter import Filter
from policykit.index.search.highlight import Hit, located, marked, snippet
from policykit.index.search.mending import corrections, respelled
from policykit.index.search.names import Names
from policykit.index.search.pinyin import RUN, Readings, spelled
from policykit.index.search.query import Query, marked_words, replaced
from policykit.index.search.ranking import NOTHING, Ranking, Understood
from policykit.index.search.store import Store
from policykit.index.search.vocabulary import Vocabulary, topic_asked
from policykit.index.tokens import query_grams, spread
from policykit.text.normal import search_forms

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from concurrent.futures import Executor
    from datetime import date

    from policykit.corpus import Corpus
    from policykit.corpus.standing import Status
    from policykit.index.search.filter import Admits
    from policykit.index.search.names import Card
    from policykit.index.search.query import Concept
    from policykit.index.search.ranking import Flags, Numbers, Ranked
    from policykit.model import Clause, Level
    from policykit.model.requirement import Requirement

__all__ = ["Answer", "Index", "answer", "search"]

_OFFERED, _KEPT = 5, 4096
"""So many words are offered; the postings of so many features are kept, of those asked for last."""

_INDEXES: WeakKeyDictionary[Corpus, Index] = WeakKeyDictionary()


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
    status: Status | str | None = None,
    checked: Collection[str] = (),
    limit: int | None = None,
) -> list[Hit]:
    """The clauses of `corpus` that answer `query`, best first; behind them those that lack a word (`Hit.missing`).

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
    status
        Only clauses of policies that are so today: `in_force`, `not_yet`, `expired`, `repealed`, `amended`, `unknown`.
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
    wanted = Filter(level, division, policy, year, issuer, has_check, status)
    return Index.of(corpus).search(query, wanted, checked, limit)


def answer(  # noqa: PLR0913 - all but corpus and query are optional
    corpus: Corpus,
    query: str,
    requirements: Sequence[Requirement] = (),
    *,
    wanted: Filter | None = None,
    limit: int | None = None,
    day: date | None = None,
) -> Answer:
    """What a query finds: cards, the clauses that hold all its words, and apart those that lack one; see `Index`.

    >>> from policykit.corpus import Corpus
    >>> corpus = Corpus.load()
    >>> [card.id for card in answer(corpus, "nhc-2023-41/4/11").cards]
    ['nhc-2023-41/4/11']
    >>> found = answer(corpus, "歙县 医院 号源")
    >>> found.hits, found.partial[0].missing
    ((), ('歙县',))
    >>> answer(corpus, "房地产").offers[:2]
    ('药房', '产妇')
    """
    checked = {requirement.clause for requirement in requirements}
    return Index.of(corpus).answer(query, requirements, wanted=wanted, checked=checked, limit=limit, day=day)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query finds."""

    cards: tuple[Card, ...] = ()
    """The things themselves that it names."""
    hits: tuple[Hit, ...] = ()
    """The clauses that hold all its words, best first."""
    partial: tuple[Hit, ...] = ()
    """Clauses that hold much of it, with what each lacks (`Hit.missing`)."""
    read_as: tuple[tuple[str, str], ...] = ()
    """What was typed and as which word it was read: typing errors and pinyin."""
    offers: tuple[str, ...] = ()
    """When nothing is found, the nearest words of the collection."""


class Index:
    """The search index of one corpus."""

    def __init__(self, corpus: Corpus, store: Store, lexicon: Lexicon) -> None:
        self.corpus = corpus
        self.lexicon = lexicon
        self.entries = [entry for policy in corpus.policies for entry in entries(policy)]
        self._store = store
        self._renew()
        self._names: tuple[Sequence[Requirement], Names] | None = None

    @classmethod
    def of(cls, corpus: Corpus, *, executor: Executor | None = None) -> Index:
        """The index of a corpus: in memory, else from the cache folder, else built.

        `executor` cuts the policies into words side by side.
        """
        if corpus not in _INDEXES:
            lexicon = Lexicon.load(corpus.root)
            name = f"search-{hashlib.sha256(str(corpus.root.resolve()).encode()).hexdigest()[:16]}.sqlite"
            store = Store(cache_folder() / name, corpus.policies, lexicon, executor)
            _INDEXES[corpus] = cls(corpus, store, lexicon)
        return _INDEXES[corpus]

    def search(
        self,
        query: str,
        wanted: Filter | None = None,
        checked: Collection[str] = (),
        limit: int | None = None,
    ) -> list[Hit]:
        """See the function `search`."""
        found = self.answer(query, wanted=wanted, checked=checked, limit=limit)
        return [*found.hits, *found.partial][:limit]

    def answer(  # noqa: PLR0913 - all but the query are optional
        self,
        query: str,
        requirements: Sequence[Requirement] = (),
        *,
        wanted: Filter | None = None,
        checked: Collection[str] = (),
        limit: int | None = None,
        day: date | None = None,
    ) -> Answer:
        """What a query finds: cards, clauses, clauses that lack a word, and else what is near.

        `requirements` are those that cards may lead to, with their indicators; `day` is the one from which 明年 is
        counted, today if not given; `limit` is the most clauses of either kind.

        >>> from policykit.corpus import Corpus
        >>> found = Index.of(Corpus.load()).answer("国卫基层发[2023]41号")
        >>> [(card.kind.label, card.id) for card in found.cards]
        [('政策文件', 'nhc-2023-41')]
        """
        if not query.strip():
            raise PolicykitError([Diagnostic(Code.EMPTY_QUERY)])
        self._refresh()
        fits = (wanted or Filter()).admitting(self.corpus)
        asked = self.understood(query, requirements, day or today(), fits)
        given = (wanted, checked, limit)
        possible = self._possible(asked.query.exact)
        hits, partial = (
            self._hits(found if possible is None else found[possible[found]], asked, given, lacks=lacks)
            for found, lacks in ((asked.ranked.whole, False), (asked.ranked.near, True))
        )
        cards = tuple(card for card in asked.cards if fits(card.id))
        offers = () if hits or partial or cards else self._offers(asked.query)
        return Answer(cards, hits, partial, asked.read_as, offers)

    def _hits(
        self,
        units: Numbers,
        asked: Understood,
        given: tuple[Filter | None, Collection[str], int | None],
        *,
        lacks: bool,
    ) -> tuple[Hit, ...]:
        (wanted, checked, limit), hits = given, list[Hit]()
        words = marked_words(asked.query, asked.concepts)
        for unit in map(int, units):
            if limit is not None and len(hits) >= limit:
                break
            if (wanted is None or self._matches(unit, wanted, checked)) and self._holds(
                unit, asked.query.exact
            ):
                score = int(asked.ranked.points[unit])
                hits.append(self._hit(unit, score, words, asked.ranked.lacks(unit) if lacks else ()))
        return tuple(hits)

    def understood(
        self, text: str, requirements: Sequence[Requirement], day: date, fits: Admits = lambda _: True
    ) -> Understood:
        """A query read and ranked, before filters and exact phrases; of many cards those whose ids `fits` first."""
        query = Query.read(text)
        vocabulary = Vocabulary(self.lexicon, self._store.count, len(self.entries), self._known)
        finder = self._finder(vocabulary, requirements, day, fits)
        cards, rest = finder.addressed(query.text)
        query = query.again(rest)
        read_as = self._pinyin(query.text.replace("ü", "v"))
        if read_as:
            query = query.again(replaced(query.text.replace("ü", "v"), read_as))
        named = finder.named(query)
        ranked, concepts = self._ranked(query, vocabulary)
        mended = {} if ranked.complete or not query.text else corrections(query, vocabulary)
        if not (mended or ranked.whole.size or ranked.near.size or named):
            mended = respelled(query, vocabulary)
        if mended:
            query = query.again(replaced(query.text, mended))
            named = finder.named(query)
            ranked, concepts = self._ranked(query, vocabulary)
        found = list(dict.fromkeys((*cards, *named)))
        return Understood(query, concepts, ranked, found, (*read_as.items(), *mended.items()))

    def _ranked(self, query: Query, vocabulary: Vocabulary) -> tuple[Ranked, list[Concept]]:
        if not query.text.strip():
            return NOTHING, []
        ranking = Ranking(self._postings, self._normative, self._context)
        concepts, phrase = vocabulary.concepts(query), vocabulary.phrase(query)
        without = {unit for word in query.excluded for unit in ranking.held_by(word)}
        return ranking.rank(query, concepts, phrase, topic_asked(self._topics, concepts), without), concepts

    def _finder(
        self, vocabulary: Vocabulary, requirements: Sequence[Requirement], day: date, fits: Admits
    ) -> Cards:
        if self._names is None or self._names[0] is not requirements:
            self._names = (requirements, Names(self.corpus, requirements))
        return Cards(
            self._names[1],
            vocabulary,
            lambda feature: self._postings(feature)[:, 0].tolist(),
            self._clauses,
            self._normative,
            day,
            fits,
        )

    def _pinyin(self, text: str) -> dict[str, str]:
        """The runs of Latin letters of a text that are pinyin, each with what it means."""
        found = {}
        for match in RUN.finditer(text):
            run = match[0].strip()
            if any(self._store.count(f"w{word}") for word in re.findall("[a-z]+", run)):
                continue
            meant = spelled(
                run, lambda letter: self._readings.words.get(letter, {}), self._readings.syllables
            )
            if meant:
                found[run] = meant
        return found

    @cached_property
    def _readings(self) -> Readings:
        places = {key: 1 for place in Names(self.corpus).places for key in place.keys}
        return Readings(places | self._store.every_word())

    def _offers(self, query: Query) -> tuple[str, ...]:
        """The words of the field that share most characters with a query."""
        asked = set("".join(query.pieces)) - set(load("search")["numbering"])
        near = [
            (-shared, len(word), -count, word)
            for word in self.lexicon.words
            if (shared := len(asked & set(word))) and (count := self._store.count(f"w{word}"))
        ]
        return tuple(word for *_, word in sorted(near)[:_OFFERED])

    def _refresh(self) -> None:
        if not self._store.is_current:
            self._store.refresh()
            self._renew()
            self.__dict__.pop("_listed", None)

    def _known(self, first: str) -> dict[str, int]:
        """Words by their first character, with the number of their units; without one, the lexicon's."""
        return self._store.words(first) if first else self._listed

    @cached_property
    def _listed(self) -> dict[str, int]:
        return {word: self._store.count(f"w{word}") for word in self.lexicon.words}

    def _renew(self) -> None:
        """Read anew which units the store's rows are; the postings of who asks again are kept."""
        rows = [self._store.rows[entry.clause.id] for entry in self.entries]
        places = np.zeros(max(rows, default=0) + 1, dtype=np.int64)
        places[rows] = np.arange(len(rows))

        @lru_cache(maxsize=_KEPT)
        def postings(feature: str) -> Numbers:
            table = np.array(self._store.postings(feature), dtype=np.int64).reshape(-1, 2)
            table[:, 0] = places[table[:, 0]]
            return table

        self._postings = postings

    def _context(self, word: str) -> Numbers:
        about = self._about.values(word)
        if not about:
            return np.zeros((0, 2), dtype=np.int64)
        values = np.zeros(len(self.corpus.policies), dtype=np.int64)
        values[list(about)] = list(about.values())
        units = np.flatnonzero(values[self._policy_of])
        return np.stack((units, values[self._policy_of[units]]), axis=1)

    @cached_property
    def _clauses(self) -> list[Clause]:
        return [entry.clause for entry in self.entries]

    @cached_property
    def _normative(self) -> Flags:
        return np.array([entry.normative for entry in self.entries], dtype=np.bool_)

    @cached_property
    def _topics(self) -> Topics:
        return Topics(self.lexicon.measures)

    @cached_property
    def _policy_of(self) -> Numbers:
        """The place of each unit's policy."""
        sizes = [len(policy.clauses) for policy in self.corpus.policies]
        return np.repeat(np.arange(len(sizes)), sizes)

    @cached_property
    def _about(self) -> AllAbout:
        return AllAbout(About.of(policy) for policy in self.corpus.policies)

    def _possible(self, exact: tuple[str, ...]) -> Flags | None:
        """Which units hold the grams of all exact phrases; none if none is asked. Only of these the text is read."""
        if not exact:
            return None
        ranking = Ranking(self._postings, self._normative, self._context)
        held = np.zeros(len(self.entries), dtype=np.int64)
        for phrase in exact:
            held[ranking.within(spread(query_grams(phrase)))[0]] += 1
        return np.asarray(held == len(exact), dtype=np.bool_)

    def _holds(self, unit: int, exact: tuple[str, ...]) -> bool:
        if not exact:
            return True
        entry = self.entries[unit]
        fields = (entry.clause.heading, entry.clause.text)
        keys = [form.key for field in fields for form in search_forms(field, entry.script)]
        return all(any(phrase in key for key in keys) for phrase in exact)

    def _matches(self, unit: int, wanted: Filter, checked: Collection[str]) -> bool:
        clause = self.entries[unit].clause
        fits = wanted.has_check is None or (clause.id in checked) == wanted.has_check
        return fits and wanted.fits(self.corpus.policy(clause.policy), self.corpus)

    def _hit(self, unit: int, score: int, words: Sequence[Sequence[str]], missing: tuple[str, ...]) -> Hit:
        clause, script = self.entries[unit].clause, self.entries[unit].script
        heading, text = marked((clause.heading, clause.text), words, script)
        source = self.corpus.policy(clause.policy).source
        found = located(clause, source, heading, text)
        return Hit(clause, score, found, heading, text, missing, snippet(clause.text, text))
