"""What a clause is about, as the alignment sees it."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from policykit.index.alignment.settings import settings
from policykit.index.written import searched, written
from policykit.model import Role, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from policykit.corpus import Corpus
    from policykit.index.alignment.measures import Measures
    from policykit.model import Clause, Policy

__all__ = ["Profile", "Sentence", "Vector", "cosine", "of_corpus", "terms_of"]

Vector = dict[str, float]

_SENTENCE = re.compile(r"[^。;!?]+[。;!?]?")
_RUN = re.compile(r"[\u3400-\u9fff0-9a-z%]+")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a clause: where it stands in the source, in searched form, with its measures."""

    span: Span
    text: str
    measures: Mapping[str, float]
    terms: Mapping[str, int]
    """Pairs of neighbouring characters, every thing under one name."""


@dataclass(slots=True)
class Profile:
    """A clause with its sentences, measures and kind; the vectors are weighted by the corpus later."""

    clause: Clause
    heading: Sentence
    sentences: tuple[Sentence, ...]
    about: Mapping[str, float]
    """Measure → how much the clause is about it, 0 to 1."""
    kinds: frozenset[str]
    """Empty for a clause that orders measures."""
    indicators: frozenset[str]
    wording: Vector = field(default_factory=dict)
    subjects: Vector = field(default_factory=dict)
    sentence_wording: tuple[Vector, ...] = ()

    @property
    def terms(self) -> Counter[str]:
        """The terms of heading and sentences."""
        total: Counter[str] = Counter(self.heading.terms)
        for sentence in self.sentences:
            total.update(sentence.terms)
        return total


def profile(clause: Clause, policy: Policy, measures: Measures, indicators: Iterable[str]) -> Profile:
    """Read one clause; `indicators` are the names to look for, in searched form."""
    heading, body = sentences(clause, policy, measures)
    above = sections_above(clause, policy)
    section = measures.named(searched("。".join(above), policy)) if above else {}
    return Profile(
        clause,
        heading,
        body,
        _about(heading, body, section),
        _kinds(clause, policy, above, body),
        frozenset(name for name in indicators if any(name in sentence.text for sentence in body)),
    )


def sentences(clause: Clause, policy: Policy, measures: Measures) -> tuple[Sentence, tuple[Sentence, ...]]:
    """Heading and sentences of a clause."""
    form = written(clause, policy)
    title = searched(clause.heading, policy)
    head_end = form.text.find(title) + len(title) if title and title in form.text else 0

    def sentence(start: int, stop: int) -> Sentence:
        piece = form.text[start:stop]
        span = Span(form.starts[start], form.ends[stop - 1])
        named = measures.one_name(piece)
        return Sentence(span, piece, measures.named(piece, named), terms_of(named))

    nothing = Sentence(Span(clause.start, clause.start), "", {}, {})
    heading = sentence(head_end - len(title), head_end) if head_end else nothing
    body = tuple(
        sentence(head_end + match.start(), head_end + match.end())
        for match in _SENTENCE.finditer(form.text[head_end:])
        if _RUN.search(match[0])
    )
    return heading, body


def terms_of(text: str) -> Counter[str]:
    """Pairs of neighbouring characters, none across a punctuation mark.

    >>> sorted(terms_of("总额付费,结余"))
    ['付费', '总额', '结余', '额付']
    """
    return Counter(run[at : at + 2] for run in _RUN.findall(text) for at in range(len(run) - 1))


def cosine(one: Vector, other: Vector) -> float:
    """Cosine of two vectors of length 1; the same whatever the order of their terms."""
    return math.fsum([one[term] * other[term] for term in one.keys() & other.keys()])


def sections_above(clause: Clause, policy: Policy) -> list[str]:
    """Headings of the sections that the clause stands in, from the top."""
    path = tuple(clause.path.split("/"))
    return [
        section.heading
        for section in policy.sections
        if section.role is Role.CLAUSE and path[: section.depth] == section.path
    ]


def of_corpus(corpus: Corpus, measures: Measures, indicators: Iterable[str]) -> dict[str, Profile]:
    """The profiles of all normative clauses, by id."""
    names = tuple(indicators)
    return {
        clause.id: profile(clause, policy, measures, names)
        for policy in corpus.policies
        for clause in policy.clauses
        if clause.role is Role.CLAUSE
    }


def _about(heading: Sentence, body: Iterable[Sentence], section: Mapping[str, float]) -> dict[str, float]:
    about: dict[str, float] = {}
    for sentence in body:
        crowd = math.sqrt(len(sentence.measures) or 1)
        for measure, said in sentence.measures.items():
            about[measure] = max(about.get(measure, 0.0), said / crowd)
    for measure in section:
        about[measure] = max(about.get(measure, 0.0), settings().section)
    return about | dict.fromkeys(heading.measures, settings().heading)


def _kinds(clause: Clause, policy: Policy, above: list[str], body: Iterable[Sentence]) -> frozenset[str]:
    titles = searched("。".join(above), policy)
    if clause.heading or (above and not settings().general_sections.search(titles)):
        return frozenset()
    text = "".join(sentence.text for sentence in body)
    found = {kind for kind, pattern in settings().kinds.items() if pattern.search(text)}
    return frozenset(found | ({settings().preamble} if not above else set()))
