"""重复表述: the same sentence said again, in a digest, in questions and answers, in a reprint."""

from __future__ import annotations

import re
from array import array
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from rapidfuzz import fuzz

from policykit.index.columns import alike, key_of
from policykit.model import Clause, Role, Span
from policykit.model.link import Link, LinkKind
from policykit.text.normal import clause_form

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    import numpy.typing as npt

    from policykit.corpus import Corpus
    from policykit.model import Policy

__all__ = ["REPRINT", "Sentences", "repeats", "sentences_of"]

REPRINT = 0.9
"""Clauses of two policies as alike as this, whole, are one text printed twice."""
_SHARE = 0.6
"""So much of the shorter sentence must stand in the other one, phrase by phrase."""
_PHRASE = 6
"""Shorter phrases say too little to be a repeat of each other."""
_TOGETHER = 14
"""So many characters at least must be repeated."""
_COMMON = 20
"""A phrase that stands in more sentences is a set phrase."""
_NUMBER = 4
"""Bytes of a number in a column."""

_SENTENCES = re.compile(r"[^。;!?]+")
_PHRASES = re.compile(r"[^,:、()“”《》]+")


class Sentences(NamedTuple):
    """The sentences in the clauses of a policy with their phrases, in columns, as they are kept for thousands."""

    places: bytes
    """Of each the number of its clause, and where it begins and ends in the clause's form, four bytes each."""
    phrases: bytes
    """How many longer phrases each has, every one counted once; four bytes each."""
    keys: bytes
    """Of each phrase the digest that tells it from others, eight bytes."""
    lengths: bytes
    """Of each phrase its characters, four bytes each."""


class _Sentence(NamedTuple):
    clause: Clause
    order: int
    text: str
    span: Span


def sentences_of(policy: Policy) -> Sentences:
    """The sentences in the clauses of a policy, of whatever role."""
    places, counts, lengths = array("i"), array("i"), array("i")
    keys: list[bytes] = []
    for at, clause in enumerate(policy.clauses):
        for match in _SENTENCES.finditer(clause_form(clause, policy).text):
            phrases = {phrase for phrase in _PHRASES.findall(match[0]) if len(phrase) >= _PHRASE}
            places.extend((at, *match.span()))
            counts.append(len(phrases))
            for phrase in sorted(phrases):
                keys.append(key_of(phrase))
                lengths.append(len(phrase))
    return Sentences(places.tobytes(), counts.tobytes(), b"".join(keys), lengths.tobytes())


def repeats(corpus: Corpus, read: Callable[[Policy], Sentences] = sentences_of) -> Iterator[Link]:
    """Every clause that says again what another one says: `a` repeats `b`.

    Inside one policy, of whatever role, a sentence is enough; between policies the clauses must be
    alike as a whole. `b` is the normative one of the two, else the earlier one. `read` gives the sentences of a policy,
    which may have been read before.

    >>> from policykit.corpus import Corpus
    >>> again = {link.a: link.b for link in repeats(Corpus.load())}
    >>> again["nhc-2023-reform-h2/summary/p3"]
    'nhc-2023-reform-h2/4/13'
    """
    sentences = _Read(corpus, [read(policy) for policy in corpus.policies])
    found: dict[tuple[str, str], Link] = {}
    for first, second in sentences.pairs():
        other, sentence = sentences.at(first), sentences.at(second)
        if other.clause.policy != sentence.clause.policy and not _reprint(sentence, other, corpus):
            continue
        a, b = _repeating(sentence, other)
        score = round(fuzz.partial_ratio(a.text, b.text) / 100, 4)
        link = Link(a.clause.id, b.clause.id, LinkKind.REPEATS, score, a.span, b.span)
        kept = found.get((link.a, link.b))
        if kept is None or link.score > kept.score:
            found[link.a, link.b] = link
    yield from found.values()


class _Read:
    """The sentences of a corpus, numbered in its order."""

    def __init__(self, corpus: Corpus, read: Sequence[Sentences]) -> None:
        self._corpus = corpus
        self._places = _numbers(each.places for each in read).reshape(-1, 3)
        self._counts = _numbers(each.phrases for each in read)
        self._keys = b"".join(each.keys for each in read)
        self._lengths = _numbers(each.lengths for each in read)
        self._policies = np.repeat(np.arange(len(read)), [len(each.phrases) // _NUMBER for each in read])

    def at(self, number: int) -> _Sentence:
        """The sentence of a number."""
        policy = self._corpus.policies[self._policies[number]]
        clause, start, end = self._places[number].tolist()
        form = clause_form(policy.clauses[clause], policy)
        span = Span(form.starts[start], form.ends[end - 1])
        return _Sentence(policy.clauses[clause], number, form.text[start:end], span)

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Sentences of two clauses that share so much that they may be one, the earlier first, by the later one.

        Set phrases do not count.
        """
        total = len(self._counts)
        sentences = np.repeat(np.arange(total), self._counts)
        firsts, seconds, lengths = [], [], []
        for group in alike(self._keys, _COMMON):
            one, other = np.triu_indices(len(group), 1)
            firsts.append(sentences[group[one]])
            seconds.append(sentences[group[other]])
            lengths.append(self._lengths[group[one]])
        if not firsts:
            return
        keys = np.concatenate(seconds) * total + np.concatenate(firsts)
        pairs, which = np.unique(keys, return_inverse=True)
        shared = np.bincount(which, weights=np.concatenate(lengths))
        second, first = np.divmod(pairs, total)
        whole = np.bincount(sentences, weights=self._lengths, minlength=total)
        is_other = (self._policies[first] != self._policies[second]) | (
            self._places[first, 0] != self._places[second, 0]
        )
        is_much = (shared >= _TOGETHER) & (shared >= _SHARE * np.minimum(whole[first], whole[second]))
        wanted = is_much & is_other
        yield from zip(first[wanted].tolist(), second[wanted].tolist(), strict=True)


def _numbers(columns: Iterable[bytes]) -> npt.NDArray[np.int64]:
    return np.frombuffer(b"".join(columns), dtype=np.int32).astype(np.int64)


def _reprint(sentence: _Sentence, other: _Sentence, corpus: Corpus) -> bool:
    texts = [clause_form(each.clause, corpus.policy(each.clause.policy)).text for each in (sentence, other)]
    return fuzz.ratio(*texts) / 100 >= REPRINT


def _repeating(sentence: _Sentence, other: _Sentence) -> tuple[_Sentence, _Sentence]:
    """The one that repeats, and what it repeats."""

    def rank(each: _Sentence) -> tuple[bool, int, int]:
        return each.clause.role is not Role.CLAUSE, each.clause.level.rank, each.order

    first, second = sorted((sentence, other), key=rank)
    return second, first
