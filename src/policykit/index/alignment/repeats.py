"""重复表述: the same sentence said again, in a digest, in questions and answers, in a reprint."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import fuzz

from policykit.model import Clause, Role, Span
from policykit.model.link import Link, LinkKind
from policykit.text.normal import clause_form

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policykit.corpus import Corpus

__all__ = ["REPRINT", "repeats"]

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

_SENTENCES = re.compile(r"[^。;!?]+")
_PHRASES = re.compile(r"[^,:、()“”《》]+")


class _Sentence(NamedTuple):
    clause: Clause
    order: int
    text: str
    span: Span
    phrases: frozenset[str]


def repeats(corpus: Corpus) -> Iterator[Link]:
    """Every clause that says again what another one says: `a` repeats `b`.

    Inside one policy, of whatever role, a sentence is enough; between policies the clauses must be
    alike as a whole. `b` is the normative one of the two, else the earlier one.

    >>> from policykit.corpus import Corpus
    >>> again = {link.a: link.b for link in repeats(Corpus.load())}
    >>> again["nhc-2023-reform-h2/summary/p3"]
    'nhc-2023-reform-h2/4/13'
    """
    sentences = list(_sentences(corpus))
    holders: defaultdict[str, list[_Sentence]] = defaultdict(list)
    for sentence in sentences:
        for phrase in sentence.phrases:
            holders[phrase].append(sentence)
    found: dict[tuple[str, str], Link] = {}
    for sentence in sentences:
        for link in _with_earlier(sentence, holders, corpus):
            kept = found.get((link.a, link.b))
            if kept is None or link.score > kept.score:
                found[link.a, link.b] = link
    yield from found.values()


def _with_earlier(sentence: _Sentence, holders: dict[str, list[_Sentence]], corpus: Corpus) -> Iterator[Link]:
    together: defaultdict[int, int] = defaultdict(int)
    others: dict[int, _Sentence] = {}
    for phrase in sentence.phrases:
        if len(holders[phrase]) > _COMMON:
            continue
        for other in holders[phrase]:
            if other.order < sentence.order and other.clause.id != sentence.clause.id:
                together[other.order] += len(phrase)
                others[other.order] = other
    for order, length in sorted(together.items()):
        other = others[order]
        shorter = min(sum(map(len, sentence.phrases)), sum(map(len, other.phrases)))
        if length < _TOGETHER or length < _SHARE * shorter:
            continue
        if other.clause.policy != sentence.clause.policy and not _reprint(sentence, other, corpus):
            continue
        a, b = _repeating(sentence, other)
        alike = fuzz.partial_ratio(a.text, b.text) / 100
        yield Link(a.clause.id, b.clause.id, LinkKind.REPEATS, round(alike, 4), a.span, b.span)


def _reprint(sentence: _Sentence, other: _Sentence, corpus: Corpus) -> bool:
    texts = [clause_form(each.clause, corpus.policy(each.clause.policy)).text for each in (sentence, other)]
    return fuzz.ratio(*texts) / 100 >= REPRINT


def _repeating(sentence: _Sentence, other: _Sentence) -> tuple[_Sentence, _Sentence]:
    """The one that repeats, and what it repeats."""

    def rank(each: _Sentence) -> tuple[bool, int, int]:
        return each.clause.role is not Role.CLAUSE, each.clause.level.rank, each.order

    first, second = sorted((sentence, other), key=rank)
    return second, first


def _sentences(corpus: Corpus) -> Iterator[_Sentence]:
    order = 0
    for policy in corpus.policies:
        for clause in policy.clauses:
            form = clause_form(clause, policy)
            for match in _SENTENCES.finditer(form.text):
                phrases = frozenset(phrase for phrase in _PHRASES.findall(match[0]) if len(phrase) >= _PHRASE)
                span = Span(form.starts[match.start()], form.ends[match.end() - 1])
                yield _Sentence(clause, order, match[0], span, phrases)
                order += 1
