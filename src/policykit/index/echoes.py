"""提及: the sentence of a lower policy that says what a measure of a higher level says, under no shared indicator."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

from policykit.base.resources import load
from policykit.index.alignment import alignment_of
from policykit.index.alignment.profile import Sentence, terms_of
from policykit.text.normal import search_forms, search_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from policykit.corpus import Corpus
    from policykit.index.alignment.profile import Profile
    from policykit.model import Policy
    from policykit.model.measure import Measure

__all__ = ["Echo", "Echoes", "counted_in", "phrase_of", "takes_over"]

_FIGURE = re.compile(r"[0-9.]+[%‰]?[\u3400-\u9fff]?(?:以上|以下|以内)?")
_YEAR = re.compile(r"(?:到|至|在)?[0-9]{4}年(?:[0-9]{1,2}月)?(?:底前|底|前|末)?")
_PHRASES = re.compile(r"[^,:;。、()“”《》]+")
_MARKS = re.compile(r"[\W_]+")
_KEPT = 4096


class Echo(NamedTuple):
    """A sentence that takes up a measure."""

    profile: Profile
    sentence: Sentence
    score: float
    """How much of the upper words it says, rare ones weighing more, 0 to 1."""
    said: float = 0.0
    """That, or how much of the name it says, with how telling what is ordered in both is."""

    @property
    def is_clear(self) -> bool:
        """Whether it says so much that it is shown though it is another level's business."""
        limits: dict[str, float] = load("cascade")["echo"]
        return self.score >= limits["clear_words"] and self.said >= limits["clear"]


class _Asked(NamedTuple):
    """What is looked for: weights of the words of the quote and of the name, and what the lexicon sees ordered."""

    quote: Mapping[str, float]
    name: Mapping[str, float]
    ordered: Mapping[str, float]
    phrases: tuple[str, ...]
    """Longer phrases of the quote."""
    core: frozenset[str]
    """The words of what is counted, without 率 and 数; empty where that says little."""


class _Policy(NamedTuple):
    """The sentences of a policy, headings with them, and where each term and each measure stands."""

    sentences: list[tuple[Profile, Sentence]]
    terms: Mapping[str, list[int]]
    ordered: Mapping[str, list[int]]


class Echoes:
    """Finds in a lower policy the sentence that says most of what a measure says, if one says enough of it.

    The limits stand in `data/cascade.yml`. The work for a measure and a policy is that of the sentences which share
    a word with it.
    """

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._space = alignment_of(corpus).space
        self._asked = lru_cache(_KEPT)(self._read)
        self._entered: dict[str, _Policy] = {}

    def find(self, measure: Measure, policy: str) -> Echo | None:
        """The sentence of `policy` (an id) that takes the measure up; `None` when none says enough."""
        asked, place = self._asked(measure), self._of(policy)
        of_quote, of_name = _covered(asked.quote, place.terms), _covered(asked.name, place.terms)
        ordered: defaultdict[int, float] = defaultdict(float)
        for name, weight in asked.ordered.items():
            for at in place.ordered.get(name, ()):
                ordered[at] = max(ordered[at], weight * place.sentences[at][1].measures[name])
        best: tuple[float, int] | None = None
        for at in {*of_quote, *of_name}:
            said = _said(of_quote.get(at, 0.0), of_name.get(at, 0.0), ordered.get(at, 0.0), measure)
            if not said and of_quote.get(at, 0.0) >= load("cascade")["echo"]["of_quote"]:
                said = self._literal(asked.phrases, place.sentences[at], policy)
            if said and (best is None or (said, -at) > best):
                best = said, -at
        found = -best[1] if best else _holder(asked.core, place.terms)
        if found is None:
            return None
        profile, sentence = place.sentences[found]
        return Echo(profile, sentence, of_quote.get(found, 0.0), best[0] if best else 0.0)

    def _literal(self, phrases: Sequence[str], place: tuple[Profile, Sentence], policy: str) -> float:
        """1 for a sentence that holds enough of the phrases, word for word; else 0."""
        below = self._corpus.policy(policy)
        text = _words(place[1].span.cut(below.source), below)
        held = sum(len(phrase) for phrase in phrases if phrase in text)
        return 1.0 if held >= load("cascade")["echo"]["literal"] else 0.0

    def _read(self, measure: Measure) -> _Asked:
        policy = self._corpus.policy(measure.policy)
        quote = search_forms(quote_of(measure), policy.script)[-1].key
        name = search_key(measure.thing)
        named = self._space.measures.named(quote)
        for found, weight in self._space.measures.named(name).items():
            named[found] = max(weight, named.get(found, 0.0))
        rarity = self._space.weighed(policy.id).rarity
        ordered = {found: weight * rarity.measure(found) for found, weight in named.items()}
        phrases = tuple(filter(None, (_words(part, policy) for part in _PHRASES.findall(quote))))
        long = tuple(phrase for phrase in phrases if len(phrase) >= load("cascade")["echo"]["phrase"])
        core = terms_of(self._space.measures.one_name(_core(measure, load("cascade")["echo"]["core"])))
        return _Asked(
            self._weights(quote, policy), self._weights(name, policy), ordered, long, frozenset(core)
        )

    def _weights(self, text: str, policy: Policy) -> Mapping[str, float]:
        terms = terms_of(self._space.measures.one_name(_FIGURE.sub("", text)))
        weights = self._space.weighed(policy.id).vector(terms)
        return {term: weight**2 for term, weight in weights.items()}

    def _headings(self, policy: str) -> Iterator[tuple[Profile, Sentence]]:
        """The headings above clauses, each with the first clause below it."""
        of = self._corpus.policy(policy)
        profiles = {profile.clause.id: profile for profile in self._space.of(policy)}
        for part in of.headings:
            profile = next(filter(None, (profiles.get(each.id) for each in part.clauses)), None)
            if profile is not None and part.heading:
                text = search_forms(part.heading, of.script)[-1].key
                named = self._space.measures.one_name(text)
                ordered = self._space.measures.named(text, named)
                yield profile, Sentence(part.span, text, ordered, named)

    def _of(self, policy: str) -> _Policy:
        if policy not in self._entered:
            sentences = [
                (profile, sentence)
                for profile in self._space.of(policy)
                for sentence in (profile.heading, *profile.sentences)
                if sentence.terms
            ]
            sentences += self._headings(policy)
            terms: defaultdict[str, list[int]] = defaultdict(list)
            ordered: defaultdict[str, list[int]] = defaultdict(list)
            for at, (_, sentence) in enumerate(sentences):
                for term in sentence.terms:
                    terms[term].append(at)
                for name in sentence.measures:
                    ordered[name].append(at)
            self._entered[policy] = _Policy(sentences, terms, ordered)
        return self._entered[policy]


def counted_in(measure: Measure, policy: Policy, figures: Iterable[Measure]) -> Measure | None:
    """Of places with a figure the one that counts what a measure without a figure is about.

    合理发展社区医院 ends with 社区医院, which 社区医院数 counts; `policy` is the measure's own.
    """
    words = _words(quote_of(measure), policy).removesuffix(load("cascade")["built"])
    share = load("cascade")["echo"]["counts"]
    cores = ((_core(figure, load("cascade")["echo"]["counted_core"]), figure) for figure in figures)
    found = ((core, figure) for core, figure in cores if core and words.endswith(core))
    return next((figure for core, figure in found if len(core) >= share * len(words)), None)


def _core(measure: Measure, least: int) -> str:
    """What an indicator counts: 紧密型县域医共体 of 紧密型县域医共体覆盖率; empty where few characters are left."""
    if measure.indicator is None or measure.indicator.unit == load("cascade")["done"]:
        return ""
    name = search_key(measure.thing)
    ends = sorted(load("cascade")["measured"], key=len, reverse=True)
    core = name.removesuffix(next((end for end in ends if name.endswith(end)), ""))
    return core if len(core) >= least and core != name else ""


def _holder(core: frozenset[str], terms: Mapping[str, list[int]]) -> int | None:
    """The first sentence that holds all of the words; `None` without one, or without words."""
    if not core:
        return None
    return min(set.intersection(*(set(terms.get(term, ())) for term in core)), default=None)


def _covered(weights: Mapping[str, float], terms: Mapping[str, Iterable[int]]) -> dict[int, float]:
    """Sentence → how much of the weighed words it holds."""
    found: defaultdict[int, float] = defaultdict(float)
    for term, weight in weights.items():
        for at in terms.get(term, ()):
            found[at] += weight
    return found


def _said(quote: float, name: float, ordered: float, measure: Measure) -> float:
    """How much a sentence says of a measure; 0 when it says too little to be a mention of it."""
    limits: dict[str, float] = load("cascade")["echo"]
    most = max(quote, name)
    if most >= limits["words"] and quote >= limits["of_quote"]:
        return most + ordered
    # What is counted must be named; a duty may be said in other words that order the same.
    least = (
        limits["counted"]
        if measure.indicator and measure.indicator.unit != load("cascade")["done"]
        else limits["duty"]
    )
    is_ordered = quote >= limits["in_part"] and ordered >= limits["ordered"]
    return most + ordered if most >= least and is_ordered else 0.0


def quote_of(measure: Measure) -> str:
    """The words of a measure: of a requirement its quote, else its sentence."""
    return measure.requirement.quote if measure.requirement else measure.sentence


def phrase_of(measure: Measure, sentence: str) -> str:
    """The phrase of a sentence that is most like the words of a measure."""
    words = search_key(quote_of(measure))
    return max(_PHRASES.findall(sentence), key=lambda phrase: fuzz.partial_ratio(words, phrase), default="")


def takes_over(upper: Measure, above: Policy, sentence: str, below: Policy) -> bool:
    """Whether a sentence of the lower policy takes over the upper words, figures and years apart.

    The words of the requirement stand there; or the whole sentence is the upper one with a few words more or less;
    or one of its phrases is the upper words with some left out. A bare name of an indicator is no sentence that could
    be taken over.
    """
    limits: dict[str, float] = load("cascade")["echo"]
    words, theirs = _words(quote_of(upper), above), _words(sentence, below)
    names = upper.indicator.names if upper.indicator else ()
    is_counted = upper.indicator is not None and upper.indicator.unit != load("cascade")["done"]
    if len(words) < limits["shortest"]:
        return False
    if is_counted and any(words == _MARKS.sub("", search_key(name)) for name in names):
        return False
    # One thing may be named otherwise in a long sentence; in a short one it is another thing.
    least = limits["verbatim_long"] if len(words) >= limits["long"] else limits["verbatim"]
    if len(words) * least <= len(theirs) * 100 and fuzz.partial_ratio(words, theirs) >= least:
        return True
    return _is_reworded(_words(upper.sentence, above), theirs, limits) or any(
        _is_shortened(words, _words(phrase, below), limits)
        for phrase in _PHRASES.findall(search_key(sentence))
    )


def _is_reworded(words: str, theirs: str, limits: Mapping[str, float]) -> bool:
    """Whether a sentence is another one, in its order, with a few words more or less."""
    if len(words) < limits["long"] or len(theirs) > limits["longer"] * len(words):
        return False
    return 100 * LCSseq.similarity(words, theirs) >= limits["verbatim_long"] * len(words)


def _is_shortened(words: str, phrase: str, limits: Mapping[str, float]) -> bool:
    """Whether a phrase is the upper words, in their order, with some left out."""
    if len(phrase) < limits["phrase_long"] or len(phrase) * limits["longer"] < len(words):
        return False
    return LCSseq.similarity(words, phrase) == len(phrase)


def _words(text: str, policy: Policy) -> str:
    key = search_forms(text, policy.script)[-1].key
    words = _MARKS.sub("", _FIGURE.sub("", _YEAR.sub("", key)))
    for written, one in load("cascade")["alike"].items():
        words = words.replace(written, one)
    return words
